package rules

import (
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// findProducts returns the named goods and services, with their makers.
func findProducts(t *text) []*extract.Product {
	found := []*extract.Product{}
	for _, e := range t.entities {
		if e.kind != productEntity {
			continue
		}
		product := &extract.Product{Name: e.name, Aliases: e.aliases, Claim: t.claim(e)}
		if platforms[e.name] || platforms[strings.SplitN(e.name, " ", 2)[0]] {
			product.Confidence = min(product.Confidence, 0.6) // mostly named in passing
		}
		if maker, why := t.makerOf(e); maker != nil {
			product.Company = maker.name
			product.Reasons = append(append([]string{}, product.Reasons...), "made by "+maker.name+": "+why)
		}
		found = append(found, product)
	}
	return found
}

// makerOf finds the company that makes a product: whose it is, whose name stands
// in front of it, or who launched it.
func (t *text) makerOf(e *entity) (*entity, string) {
	if first, rest, ok := strings.Cut(e.name, " "); ok && rest != "" {
		if c := t.companyNamed(first); c != nil && c.first <= e.first {
			return c, "its name has the company's"
		}
	}
	var near *entity
	why := ""
	for _, s := range t.places[e] {
		for _, m := range s.mentions {
			if m.entity != e {
				continue
			}
			if c, how := s.makerAt(m); c != nil {
				return c, how
			}
			if near == nil {
				near, why = s.namedFor(m.from), "the subject of the sentence"
			}
		}
	}
	if near == nil {
		if near = t.main; near != nil {
			why = "what the article is about"
		}
	}
	return near, why
}

func contains(list []string, item string) bool {
	for _, x := range list {
		if x == item {
			return true
		}
	}
	return false
}

// makerAt finds the maker by the words next to a mention of the product.
func (s *sentence) makerAt(m *mention) (*entity, string) {
	// "Acme's [new] Blick", "its Blick", "Acme Blick"
	for j := m.from; j > 0 && j > m.from-5; j-- {
		before := s.mentionEnding(j)
		if before == nil && isPossessive(s.textAt(j-1)) {
			before = s.mentionEnding(j - 1)
		}
		if before != nil {
			if before.entity.kind == companyEntity && (before.possessive || j == m.from) && len(before.also) == 0 {
				return before.entity, s.span(before.from, before.to) + " in front of it"
			}
			if before.entity.kind != productEntity {
				break
			}
			j = before.from + 1
			continue
		}
		if t := s.textAt(j - 1); t == "." || t == ";" || s.lowerAt(j-1) == "by" {
			break
		}
	}
	// "Blick, made by Acme", "Blick from Acme"
	for j := m.to; j < len(s.tokens) && j < m.to+5; j++ {
		w := s.lowerAt(j)
		if w == "by" || w == "from" && j <= m.to+1 {
			if c := s.companyFrom(j + 1); c != nil && len(c.also) == 0 {
				return c.entity, "named behind it"
			}
			break
		}
	}
	return nil, ""
}

// namedFor is the company nearest in front of token i that is a subject and no
// person's employer, else the sentence's subject.
func (s *sentence) namedFor(i int) *entity {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.from >= i || s.lowerAt(m.from-1) == "(" || s.lowerAt(m.from-2) == "(" || m.entity.kind != companyEntity || len(m.also) > 0 || m.possessive || !s.subjectPlace(m.from) || s.afterTitleStart(m.to) {
			continue
		}
		return m.entity
	}
	return s.subjectBefore(i)
}

// subjectBefore is the first company that the sentence names or refers to in
// front of token i, outside prepositional phrases.
func (s *sentence) subjectBefore(i int) *entity {
	var first *entity
	for _, m := range s.mentions {
		if m.from >= i {
			break
		}
		if m.entity.kind != companyEntity || len(m.also) > 0 {
			continue
		}
		if !s.afterPreposition(m.from) {
			return m.entity
		}
		if first == nil {
			first = m.entity
		}
	}
	return first
}
