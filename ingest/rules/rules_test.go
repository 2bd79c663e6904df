package rules

import (
	"reflect"
	"slices"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// document is a text of our own as a document of one paragraph each.
func document(paragraphs ...string) *extract.Document {
	return &extract.Document{Published: "2022-03-09", Paragraphs: paragraphs}
}

func TestCompanies(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"Chip maker Orvelin said on Monday it would buy Tasker Optics Inc.", []string{"Orvelin", "Tasker Optics Inc."}},
		{"Shares of Quibber (NASDAQ: QBR) fell after Sweden's Havsvik cut its stake in Lumo.", []string{"Quibber", "Havsvik", "Lumo"}},
		{"Plumrose, a maker of toys, sued Bradwick & Sons in Texas.", []string{"Plumrose", "Bradwick & Sons"}},
	} {
		x, err := New().Extract(t.Context(), document(test.text))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range x.Companies {
			got = append(got, c.Name)
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s\n got %q\nwant %q", test.text, got, test.want)
		}
	}
}

// TestADoubledNameIsTheName: pages that lost their markup write a name twice
// without a space.
func TestADoubledNameIsTheName(t *testing.T) {
	x, err := New().Extract(t.Context(), &extract.Document{Headline: "Orvane buys", Published: "2024-03-04",
		Paragraphs: []string{"OrvaneOrvane has acquired Tessel Robotics Inc.", "Shares of Orvane rose. The deal makes Orvane larger, said Orvane's chief executive, Mara Lind."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range x.Companies {
		if c.Name == "OrvaneOrvane" {
			t.Errorf("it is a company of its own: %+v", c)
		}
	}
	buys := func(d *extract.Deal) bool {
		return slices.ContainsFunc(d.Parties, func(p *extract.Party) bool { return p.Company == "Orvane" && p.Role == "BUYER" })
	}
	if !slices.ContainsFunc(x.Deals, buys) {
		t.Errorf("it buys nothing: %+v", x.Deals)
	}
}
