package rules

import (
	"context"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// New returns the extractor that works by rules: offline, and the same for the
// same document whenever it is asked.
func New() extract.Extractor { return extractor{} }

type extractor struct{}

// Name is "rules".
func (extractor) Name() string { return "rules" }

// Extract returns what the document states.
func (extractor) Extract(ctx context.Context, doc *extract.Document) (*extract.Extraction, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t := read(doc)
	return t.extraction(), nil
}

// extraction assembles what was found.
func (t *text) extraction() *extract.Extraction {
	found := &extract.Extraction{
		Companies: []*extract.Company{}, People: []*extract.Person{}, Deals: []*extract.Deal{}, Products: []*extract.Product{},
		Technologies: []*extract.Technology{}, Portfolios: []*extract.Portfolio{}, Subsidiaries: []*extract.Subsidiary{},
	}
	for _, e := range t.entities {
		if e.kind == companyEntity {
			found.Companies = append(found.Companies, &extract.Company{Name: e.name, Aliases: append([]string{}, e.aliases...), Country: e.country, Claim: t.claim(e)})
		}
	}
	return found
}

// claim says where an entity is named, and how sure it is.
func (t *text) claim(e *entity) extract.Claim {
	claim := extract.Claim{Confidence: e.confidence, Reasons: e.reasons}
	for _, s := range t.sentences {
		for _, m := range s.mentions {
			if m.entity == e && !m.anaphor && s.paragraph > 0 {
				claim.Passages = append(claim.Passages, s.passage())
				break
			}
		}
		if len(claim.Passages) == 3 {
			break
		}
	}
	return claim
}

func (s *sentence) passage() extract.Passage {
	return extract.Passage{Paragraph: s.paragraph, Sentence: s.text}
}
