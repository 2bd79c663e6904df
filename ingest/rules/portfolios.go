package rules

import (
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// findPortfolios returns how many patents companies hold or have applied for, as
// far as the text says so and they are not those of a deal.
func findPortfolios(t *text) []*extract.Portfolio {
	found := []*extract.Portfolio{}
	byCompany := map[string]*extract.Portfolio{}
	for _, s := range t.sentences {
		if s.boilerplate || s.paragraph == 0 || !s.ofPatents(t) {
			continue
		}
		for i := range s.tokens {
			n, ok := count(s.tokens[i].text)
			if !ok {
				continue
			}
			kind := s.patentCount(i)
			if kind == "" {
				continue
			}
			company := s.holder(i)
			if company == nil {
				continue
			}
			p := byCompany[company.name]
			if p == nil {
				p = &extract.Portfolio{Company: company.name, Claim: extract.Claim{Confidence: 0.85}}
				byCompany[company.name] = p
				found = append(found, p)
			}
			value := n
			switch {
			case kind == "granted" && p.Granted == nil:
				p.Granted = &value
			case kind == "applied" && p.Applied == nil:
				p.Applied = &value
			default:
				continue
			}
			p.Passages = append(p.Passages, s.passage())
			p.Reasons = append(p.Reasons, s.tokens[i].text+" patents "+kind)
		}
	}
	return found
}

// ofPatents reports whether a sentence, or the one before it, speaks of patents.
func (s *sentence) ofPatents(t *text) bool {
	if s.has(0, len(s.tokens), "patents") || s.has(0, len(s.tokens), "patent") {
		return true
	}
	if s.index == 0 || t.sentences[s.index-1].paragraph != s.paragraph {
		return false
	}
	p := t.sentences[s.index-1]
	return p.has(0, len(p.tokens), "patents") || p.has(0, len(p.tokens), "patent")
}

// count reads a whole number: "1,930", "640".
func count(word string) (int, bool) {
	plain := strings.ReplaceAll(word, ",", "")
	if plain == "" || strings.Trim(plain, "0123456789") != "" || len(plain) > 7 {
		return 0, false
	}
	n, err := strconv.Atoi(plain)
	return n, err == nil && n > 1
}

var holdingVerbs = wordSet{"holds": true, "hold": true, "held": true, "own": true, "owns": true, "owned": true, "has": true, "have": true, "had": true, "with": true, "granted": true, "awarded": true, "received": true, "amassed": true, "accumulated": true, "boasts": true, "possesses": true, "portfolio": true, "grows": true, "grew": true, "retains": true, "keeps": true, "control": true, "controls": true, "obtained": true, "and": true, "plus": true, "library": true, "collection": true}

var applyingVerbs = wordSet{"applied": true, "filed": true, "files": true, "applying": true, "submitted": true}

// tradingVerbs make a number of patents that of a deal.
var tradingVerbs = wordSet{"sold": true, "sell": true, "sells": true, "selling": true, "sale": true, "buy": true, "buys": true, "bought": true, "buying": true, "acquire": true, "acquired": true, "acquires": true, "acquiring": true, "acquisition": true, "purchase": true, "purchased": true, "transfer": true, "transferred": true, "assigned": true, "assign": true, "license": true, "licensed": true, "licence": true, "licenced": true, "licensing": true, "infringed": true, "infringing": true, "infringes": true, "infringe": true, "infringement": true, "offload": true, "offloads": true, "auction": true, "auctioned": true, "covered": true, "asserted": true, "assert": true, "invalidated": true, "transferring": true, "divest": true, "divested": true}

// patentCount says what the number at token i counts: "granted" or "applied"
// patents, or neither.
func (s *sentence) patentCount(i int) string {
	noun := -1
	granted, applied := false, false
	for j := i + 1; j < len(s.tokens) && j <= i+5; j++ {
		w := s.lowerAt(j)
		switch w {
		case "patents":
			noun = j
		case "granted", "issued":
			granted = true
		case "pending":
			applied = true
		case "applications":
			noun, applied = j, true
		}
		if w == "," || w == "." || w == "and" || w == "of" || w == "percent" || w == "%" || w == "million" || w == "billion" || w == "families" {
			break
		}
		if _, ok := count(s.tokens[j].text); ok {
			break
		}
	}
	verb := ""
	for j := i - 1; j >= 0 && j >= i-9; j-- {
		w := s.lowerAt(j)
		if tradingVerbs[w] {
			return ""
		}
		if verb == "" && (applyingVerbs[w] || holdingVerbs[w] && !(w == "and" && j != i-1 && noun < 0)) {
			verb = w
		}
		if s.textAt(j) == ";" || s.textAt(j) == "”" || s.textAt(j) == "," && verb != "" && verb != "and" {
			break
		}
	}
	for j := noun; noun > 0 && j < noun+4; j++ {
		if tradingVerbs[s.lowerAt(j)] {
			return ""
		}
	}
	switch {
	case noun < 0 && !granted && !(applied && verb != "") && verb != "granted":
		return ""
	case noun < 0 && verb == "granted" && !s.bareCount(i):
		return ""
	case verb == "":
		if granted && noun < 0 {
			return "granted" // "of which 41 have been granted"
		}
		return ""
	case applied || applyingVerbs[verb]:
		return "applied"
	}
	return "granted"
}

// bareCount reports whether nothing is counted by the number at i: "has been
// granted 4,000".
func (s *sentence) bareCount(i int) bool {
	next := s.textAt(i + 1)
	return next == "." || next == "," || next == "" || next == ";"
}

// holder is the company whose patents are counted at token i: the nearest one in
// front that is no possessor of something else.
func (s *sentence) holder(i int) *entity {
	for j := len(s.mentions) - 1; j >= 0; j-- {
		m := s.mentions[j]
		if m.from < i && m.entity.kind == companyEntity && len(m.also) == 0 {
			if m.anaphor && m.possessive && j > 0 {
				continue
			}
			return m.entity
		}
	}
	return nil
}
