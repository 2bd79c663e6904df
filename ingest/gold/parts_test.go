package gold_test

import (
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/reading"
	"github.com/dealgraph/dealgraph/ingest/rules"
)

// TestAnyPartOfAnArticleIsRead: whatever article breaks off wherever, or begins
// there, the rules read it.
func TestAnyPartOfAnArticleIsRead(t *testing.T) {
	parts := 0
	for _, a := range sets(t)["seen"] {
		article, err := reading.Read(a.File, a.Text, reading.Options{Format: reading.Markdown})
		if err != nil {
			t.Fatal(err)
		}
		whole := &article.Document
		for _, paragraph := range whole.Paragraphs {
			words := strings.Fields(paragraph)
			for i := 1; i < len(words); i += 2 {
				for _, part := range []string{strings.Join(words[:i], " "), strings.Join(words[i:], " ") + "."} {
					doc := &extract.Document{Headline: whole.Headline, Published: whole.Published, Paragraphs: []string{part}}
					parts++
					read(t, doc, part)
				}
			}
		}
	}
	if parts < 1000 {
		t.Errorf("only %d parts were read", parts)
	}
}

func read(t *testing.T, doc *extract.Document, part string) {
	t.Helper()
	defer func() {
		if x := recover(); x != nil {
			t.Errorf("%q: %v", part, x)
		}
	}()
	if _, err := rules.New().Extract(t.Context(), doc); err != nil {
		t.Errorf("%q: %v", part, err)
	}
}
