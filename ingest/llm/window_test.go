package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
)

func TestWindows(t *testing.T) {
	sentence := "Birkel Holdings bought the pumps of Tormund Ltd. " // 16 tokens
	for _, c := range []struct {
		name       string
		paragraphs []string
		most       int
		want       []string // numbers of the parts, by window
	}{
		{"all fit", []string{sentence, sentence, sentence}, 100, []string{"1 2 3"}},
		{"two and one", []string{sentence, sentence, sentence}, 40, []string{"1 2", "3"}},
		{"one is too long", []string{sentence, strings.TrimSpace(strings.Repeat(sentence, 5)), sentence}, 40, []string{"1", "2", "2", "2 3"}},
		{"nothing", nil, 40, []string{""}},
	} {
		all, err := windows(&extract.Document{Paragraphs: c.paragraphs}, c.most)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		text := ""
		for _, w := range all {
			var numbers []string
			size := 0
			for _, p := range w.parts {
				numbers = append(numbers, fmt.Sprint(p.Number))
				size += tokens(p.Text)
				text += " " + p.Text
			}
			if size > c.most {
				t.Errorf("%s: a window has %d tokens, want %d at most", c.name, size, c.most)
			}
			got = append(got, strings.Join(numbers, " "))
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if words(text) != words(strings.Join(c.paragraphs, " ")) {
			t.Errorf("%s: text was lost: %q", c.name, text)
		}
	}
	_, err := windows(&extract.Document{Paragraphs: []string{strings.Repeat(sentence, 1000)}}, 40)
	if store.CodeOf(err) != store.CodeInvalid {
		t.Errorf("error %v, want BAD_INPUT", err)
	}
}

func words(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestPieces holds that whatever a paragraph is made of, it is cut into pieces
// that are whole characters, and nothing is lost.
func TestPieces(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("a", 500), strings.Repeat("小米与诺基亚。", 100), strings.Repeat("é ", 300), strings.Repeat("One. Two! Three? ", 50), "", "a",
	} {
		joined := ""
		for _, p := range pieces(text, 20) {
			if tokens(p) > 21 {
				t.Errorf("a piece has %d tokens", tokens(p))
			}
			joined += p
		}
		if strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(text, " ", "") {
			t.Errorf("%q became %q", text, joined)
		}
	}
}

// TestLongArticles holds that a long article is read window by window, each
// told the names before it, and that the facts come together.
func TestLongArticles(t *testing.T) {
	doc := &extract.Document{Headline: "Pumps"}
	var replies []reply
	for i := range 4 {
		sentence := fmt.Sprintf("Birkel Holdings bought the pumps of Tormund%d Ltd last week.", i)
		doc.Paragraphs = append(doc.Paragraphs, sentence)
		deal := strings.Replace(dealOf("DIVESTITURE", "COMPLETED", sentence, 1, "Birkel Holdings", "BUYER", "Birkel Holdings", fmt.Sprintf("Tormund%d Ltd", i), "SELLER", fmt.Sprintf("Tormund%d Ltd", i)),
			`"agreement": 0`, `"agreement": 1`, 1)
		replies = append(replies, says(fmt.Sprintf(`{"companies": [{"name": "Birkel Holdings", "aliases": [], "unit": false, "confidence": 1}, {"name": "Tormund%d Ltd", "aliases": [],
			"unit": false, "confidence": 1}], "people": [], "products": [], "technologies": [], "patentPortfolios": [], "subsidiaries": [], "deals": [%s]}`, i, deal)))
	}
	e := serve(t, replies...)
	got, err := e.extractor(t, func(c *Config) { c.Window = 25 }).Extract(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.got()) != 4 || len(got.Companies) != 5 || len(got.Deals) != 4 {
		t.Fatalf("%d requests, %d companies, %d deals: want 4, 5 and 4", len(e.got()), len(got.Companies), len(got.Deals))
	}
	agreements := map[int]bool{}
	for i, d := range got.Deals {
		agreements[d.Agreement] = true
		if d.Passages[0].Paragraph != i+1 {
			t.Errorf("deal %d stands in paragraph %d", i, d.Passages[0].Paragraph)
		}
	}
	if len(agreements) != 4 {
		t.Errorf("the windows share agreements: %v", agreements)
	}
	var last struct {
		Known []string `json:"knownFromEarlierParts"`
	}
	if err := json.Unmarshal([]byte(e.got()[3].Messages[1].Content), &last); err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(last.Known, ", "); !strings.Contains(all, "Tormund0 Ltd") || !strings.Contains(all, "Tormund2 Ltd") {
		t.Errorf("the last window knows %q", all)
	}
}

// TestFullContext holds that a window which does not fit the model is halved,
// and that what cannot be halved is an error.
func TestFullContext(t *testing.T) {
	for name, full := range map[string]reply{
		"the answer breaks off":  completes(`{"companies": [`, "length"),
		"the request is refused": fails(400, "This model's maximum context length is 512 tokens"),
	} {
		e := serve(t, full, says(answer(sale)), says(answer()))
		got, err := e.extractor(t, nil).Extract(context.Background(), story)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(e.got()) != 3 || len(got.Deals) != 1 {
			t.Errorf("%s: %d requests and %d deals, want 3 and 1", name, len(e.got()), len(got.Deals))
		}
		e = serve(t, full)
		_, err = e.extractor(t, nil).Extract(context.Background(), &extract.Document{Headline: "Pumps", Paragraphs: []string{"Birkel bought Tormund."}})
		if store.CodeOf(err) != store.CodeUnsupported || !strings.Contains(err.Error(), "smaller window") {
			t.Errorf("%s: error %v, want UNSUPPORTED", name, err)
		}
	}
}
