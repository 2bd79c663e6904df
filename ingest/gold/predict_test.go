package gold_test

import (
	"context"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/gold"
	"github.com/dealgraph/dealgraph/store"
)

// said is an extractor that finds what it is told to.
type said func(*extract.Document) (*extract.Extraction, error)

func (said) Name() string { return "said" }

func (s said) Extract(_ context.Context, doc *extract.Document) (*extract.Extraction, error) {
	return s(doc)
}

const oneLine = "---\ntitle: Alder buys Birch\n---\nAlder Inc bought Birch Oy for $5 million, Ada Ash said."

func TestExtract(t *testing.T) {
	articles := []*gold.Article{{ID: "1", File: "set/1.md", Text: []byte(oneLine)}}
	claim := func(confidence float64) extract.Claim {
		return extract.Claim{Confidence: confidence, Passages: []extract.Passage{{Paragraph: 1, Sentence: "Alder Inc bought Birch Oy for $5 million, Ada Ash said."}}}
	}
	found, err := gold.Extract(t.Context(), said(func(doc *extract.Document) (*extract.Extraction, error) {
		if doc.Headline != "Alder buys Birch" || len(doc.Paragraphs) != 1 {
			t.Errorf("the extractor is given %q and %q", doc.Headline, doc.Paragraphs)
		}
		return &extract.Extraction{Companies: []*extract.Company{
			{Name: "Alder Inc", Claim: claim(.9)}, {Name: "Birch Oy", Claim: claim(.5)}, {Name: "Zelkova", Claim: claim(.9)}}}, nil
	}), articles)
	if err != nil {
		t.Fatal(err)
	}
	for least, want := range map[float64]string{extract.Accepted: "Alder Inc", extract.Queued: "Alder Inc, Birch Oy"} {
		var names []string
		for _, c := range gold.Predictions(found, least)["1"].Companies {
			names = append(names, c.Name)
		}
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("from %v on: %s, want %s: what the text does not name is no prediction", least, got, want)
		}
	}
}

func TestExtractFails(t *testing.T) {
	nothing := said(func(*extract.Document) (*extract.Extraction, error) { return &extract.Extraction{}, nil })
	if _, err := gold.Extract(t.Context(), nothing, []*gold.Article{{ID: "1", File: "set/1.md"}}); store.CodeOf(err) != store.CodeInvalid || !strings.Contains(err.Error(), "set/1.md") {
		t.Errorf("an empty article: %v, want %s that names it", err, store.CodeInvalid)
	}
	slow := said(func(*extract.Document) (*extract.Extraction, error) {
		return nil, store.Errorf(store.CodeTimeout, "too slow")
	})
	_, err := gold.Extract(t.Context(), slow, []*gold.Article{{ID: "1", File: "set/1.md", Text: []byte(oneLine)}})
	if store.CodeOf(err) != store.CodeTimeout || !strings.Contains(err.Error(), "set/1.md: the extractor said failed") {
		t.Errorf("a slow extractor: %v, want %s that names the article", err, store.CodeTimeout)
	}
}
