package rules

import (
	"testing"
)

func TestParseMoney(t *testing.T) {
	cases := []struct {
		text     string
		amount   float64
		currency string
		rest     string // what is not read
	}{
		{"$1.2 billion in cash", 1.2e9, "USD", " in cash"},
		{"$350m to", 350e6, "USD", " to"},
		{"$5.5bn, including debt", 5.5e9, "USD", ", including debt"},
		{"US$47.5 million.", 47.5e6, "USD", "."},
		{"A$720 million", 720e6, "AUD", ""},
		{"C$310 million", 310e6, "CAD", ""},
		{"HK$2.5 billion", 2.5e9, "HKD", ""},
		{"€830 million", 830e6, "EUR", ""},
		{"£85m", 85e6, "GBP", ""},
		{"¥6.8 billion", 6.8e9, "JPY", ""},
		{"Rs 640 crore", 6.4e9, "INR", ""},
		{"Rs. 4,500 crore", 4.5e10, "INR", ""},
		{"18.95 billion rupees ($253 million)", 18.95e9, "INR", " ($253 million)"},
		{"4.2 billion euros", 4.2e9, "EUR", ""},
		{"310 billion yen", 310e9, "JPY", ""},
		{"610 million Swiss francs in", 610e6, "CHF", " in"},
		{"210 billion won", 210e9, "KRW", ""},
		{"300 million Danish kroner", 300e6, "DKK", ""},
		{"SEK 9.4 billion", 9.4e9, "SEK", ""},
		{"CHF 12 million", 12e6, "CHF", ""},
		{"800 million yuan", 800e6, "CNY", ""},
		{"2.5 million Australian dollars", 2.5e6, "AUD", ""},
		{"2.5 million dollars", 2.5e6, "USD", ""},
		{"one billion dollars", 1e9, "USD", ""},
		{"4.2-billion-euro", 4.2e9, "EUR", ""},
		{"$1,250,000", 1250000, "USD", ""},
		{"$150 to $200 million", 150e6, "USD", ""},
		{"$20-25 million", 20e6, "USD", ""},
		{"$98,000", 98000, "USD", ""},
	}
	for _, c := range cases {
		m, n := parseMoney(c.text)
		if m == nil {
			t.Errorf("%q: nothing read", c.text)
			continue
		}
		if m.Amount != c.amount || m.Currency != c.currency || c.text[n:] != c.rest {
			t.Errorf("%q: %v %s, rest %q; want %v %s, rest %q", c.text, m.Amount, m.Currency, c.text[n:], c.amount, c.currency, c.rest)
		}
	}
	for _, text := range []string{"", "5 million people", "2017", "12 percent", "dollars", "won the contract", "two pounds of sugar", "rs", "1,500 patents", "m$"} {
		if m, n := parseMoney(text); m != nil {
			t.Errorf("%q: read %v from %q", text, *m, text[:n])
		}
	}
}

// FuzzParseMoney holds that whatever is read lies within the text and is a
// number in a currency.
func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"$1.2 billion", "18.95 billion rupees", "€5-6m", "Rs 5 lakh crore", "half a billion dollars", "$", "1,,2 euros", "¥٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, n := parseMoney(s)
		if n < 0 || n > len(s) || (m == nil) != (n == 0) {
			t.Fatalf("%q: %v, %d bytes", s, m, n)
		}
		if m != nil && (len(m.Currency) != 3 || m.Amount < 0) {
			t.Fatalf("%q: %v", s, *m)
		}
	})
}
