package extract

import "testing"

// TestQuantityIsAsExactAsTheText reads how exact a count is from the words
// around it.
func TestQuantityIsAsExactAsTheText(t *testing.T) {
	for _, c := range []struct {
		sentence    string
		n           int
		value, said string
	}{
		{"Ossel sold 1,500 patents.", 1500, "1500", ""},
		{"Ossel sold around 1,500 of its patents.", 1500, "~1500", "around 1,500"},
		{"Some 40 patents moved to Ossel.", 40, "~40", "Some 40"},
		{"They bought some of the 40 patents.", 40, "40", ""},
		{"It holds more than 4,000 patents.", 4000, "4000..", "more than 4,000"},
		{"It holds over 4 000 patents.", 4000, "4000..", "over 4 000"},
		{"It holds 4,000-plus patents.", 4000, "4000..", "4,000-plus"},
		{"It holds 4,000+ patents.", 4000, "4000..", "4,000+"},
		{"No fewer than 12 patents are asserted.", 12, "12..", "No fewer than 12"},
		{"Fewer than 12 patents are asserted.", 12, "..12", "Fewer than 12"},
		{"As many as twelve patents are asserted.", 12, "..12", "As many as twelve"},
		{"A dozen or so, or 12 or so, patents are asserted.", 12, "~12", "12 or so"},
		{"More than a year later it bought 12 patents.", 12, "12", ""},
		{"It bought 120 patents.", 12, "12", ""},
		{"", 12, "12", ""},
	} {
		value, said := Quantity([]Passage{{Sentence: c.sentence}}, c.n)
		if value != c.value || said != c.said {
			t.Errorf("%d in %q is %q as %q, want %q as %q", c.n, c.sentence, value, said, c.value, c.said)
		}
	}
}
