package rules

import (
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

var unitNouns = wordSet{"subsidiary": true, "unit": true, "division": true, "arm": true, "affiliate": true, "business": true, "venture": true, "brand": true, "label": true, "lab": true}

// findSubsidiaries returns which company the text says belongs to which.
func findSubsidiaries(t *text) []*extract.Subsidiary {
	found := []*extract.Subsidiary{}
	seen := map[[2]string]*extract.Subsidiary{}
	add := func(s *sentence, parent, child *entity, confidence float64, why string) {
		if parent == nil || child == nil || parent == child || parent.kind != companyEntity || child.kind != companyEntity {
			return
		}
		key := [2]string{parent.name, child.name}
		if x := seen[key]; x != nil {
			x.Confidence = max(x.Confidence, confidence)
			return
		}
		if seen[[2]string{child.name, parent.name}] != nil {
			return
		}
		x := &extract.Subsidiary{Parent: parent.name, Child: child.name, Claim: extract.Claim{Passages: []extract.Passage{s.passage()}, Confidence: confidence, Reasons: []string{why}}}
		seen[key] = x
		found = append(found, x)
	}
	for _, s := range t.sentences {
		if s.boilerplate || s.titleCase {
			continue
		}
		for _, m := range s.mentions {
			if m.entity.kind == companyEntity && len(m.also) == 0 {
				t.owners(s, m, add)
			}
		}
		// "Acme sold its chip unit. The unit, Blick, …"
		if noun := s.lowerAt(1); s.lowerAt(0) == "the" && unitNouns[noun] && s.textAt(2) == "," {
			if m := s.mentionStarting(3); m != nil && !m.anaphor {
				add(s, t.ownerBefore(s, noun), m.entity, 0.85, "its "+noun)
			}
		}
	}
	return found
}

// ownerBefore returns the company whose unit, by that noun, the sentence before s
// speaks of.
func (t *text) ownerBefore(s *sentence, noun string) *entity {
	if s.index == 0 {
		return nil
	}
	before := t.sentences[s.index-1]
	for _, m := range before.mentions {
		if m.entity.kind != companyEntity || !m.possessive || len(m.also) > 0 {
			continue
		}
		if before.has(m.to, min(m.to+5, len(before.tokens)), noun) {
			return m.entity
		}
	}
	return nil
}

type addOwner func(s *sentence, parent, child *entity, confidence float64, why string)

// owners finds who owns the company mentioned, or what it owns, by the words
// around the mention.
func (t *text) owners(s *sentence, m *mention, add addOwner) {
	n := m.to
	// "Blick, a wholly owned subsidiary of Acme", "Blick, the chip business of
	// Acme", "Blick (a unit of Acme)"
	if t := s.textAt(n); (t == "," || t == "(" || s.lowerAt(n) == "is" || s.lowerAt(n) == "will" && s.lowerAt(n+1) == "be") && (!m.anaphor || !m.possessive) {
		for j := n + 1; j < len(s.tokens) && j < n+10; j++ {
			w := s.lowerAt(j)
			if w == "," && j > n+2 || w == "." || w == "which" && j > n+1 || w == "that" || w == "and" && j == n+1 {
				break
			}
			if (unitNouns[w] || w == "part" || w == "member") && s.lowerAt(j+1) == "of" && !m.anaphor {
				if c := s.companyFrom(j + 2); c != nil && len(c.also) == 0 && s.owned(n, j) {
					confidence := 0.92
					if w == "venture" {
						confidence = 0.7
					}
					add(s, c.entity, m.entity, confidence, "a "+w+" of it")
				}
				break
			}
			// "Blick, owned by Acme"
			if (w == "owned" || w == "controlled" || w == "majority-owned" || w == "wholly-owned") && s.lowerAt(j+1) == "by" && !s.minority(n, j) {
				if c := s.companyFrom(j + 2); c != nil && len(c.also) == 0 && s.lowerAt(c.to) != "and" {
					confidence := 0.92
					if s.has(n, j, "partly") || s.has(n, j, "jointly") || s.has(n, j, "formerly") {
						confidence = 0.6
					}
					add(s, c.entity, m.entity, confidence, w+" by it")
				}
				break
			}
			// "Blick, Acme's chip unit"
			if c := s.mentionStarting(j); c != nil {
				if c.entity.kind != companyEntity || !c.possessive || m.anaphor {
					break
				}
				for k := c.to; k < c.to+6; k++ {
					w := s.lowerAt(k)
					if w == "," || w == "." {
						break
					}
					if unitNouns[w] && w != "business" && w != "label" && (s.textAt(k+1) == "," || s.textAt(k+1) == "." || s.textAt(k+1) == "") {
						add(s, c.entity, m.entity, 0.9, "its "+w)
						break
					}
				}
				break
			}
		}
	}
	s.clauseOwner(m, add)
	s.unitsListed(m, add)
	s.ownedSubject(m, add)
	// "Acme unit Blick", "Acme's Blick unit", "its subsidiary Blick", "its
	// California arm, Blick"
	if m.possessive || !m.anaphor {
		s.possessedUnit(m, add)
	}
	// "Acme, which also owns the operator Blick", "Acme, the parent of Blick"
	for j := n; j < len(s.tokens) && j < n+6; j++ {
		w := s.lowerAt(j)
		if w == "owns" || w == "parent" && (s.lowerAt(j+1) == "of" || s.lowerAt(j+1) == "company") || w == "owner" && s.lowerAt(j+1) == "of" {
			k := j + 1
			for s.lowerAt(k) == "of" || s.lowerAt(k) == "company" {
				k++
			}
			if c := s.companyFrom(k); c != nil && !c.possessive && c.from-k < 5 && !s.sharesIn(k, c.from) && s.ownedList(j, c) {
				add(s, m.entity, c.entity, 0.88, w)
			}
			break
		}
		if s.mentionStarting(j) != nil || w == "." || w == "said" {
			break
		}
	}
	// "Blick parent Acme", "Blick's parent, Acme", "Blick owner Acme"
	k := n
	if m.possessive && isPossessive(s.textAt(k)) {
		k++
	}
	if w := s.lowerAt(k); (w == "parent" || w == "owner") && k < len(s.tokens) {
		k++
		if s.lowerAt(k) == "company" {
			k++
		}
		if s.textAt(k) == "," {
			k++
		}
		if c := s.mentionStarting(k); c != nil && c.entity.kind == companyEntity && !c.anaphor {
			add(s, c.entity, m.entity, 0.9, "its "+w)
		}
	}
	// "Acme-owned Blick"
	if m.from > 0 {
		if owner, ok := strings.CutSuffix(s.tokens[m.from-1].text, "-owned"); ok && upper(owner) {
			if e := t.companyNamed(owner); e != nil {
				add(s, e, m.entity, 0.85, owner+"-owned")
			}
		}
	}
}

// minority reports whether tokens [from, to) name less than half.
func (s *sentence) minority(from, to int) bool {
	for j := from; j < to; j++ {
		w := s.lowerAt(j)
		if next := s.lowerAt(j + 1); next == "%" || next == "percent" || next == "per" || strings.HasSuffix(w, "%") {
			if n, err := strconv.ParseFloat(strings.TrimSuffix(w, "%"), 64); err == nil {
				return n <= 50
			}
		}
		if w == "partly" || w == "jointly" || w == "formerly" {
			return true
		}
	}
	return false
}

// owned reports whether the words in tokens [from, to) leave the whole company
// to its owner, now.
func (s *sentence) owned(from, to int) bool {
	for j := from; j < to; j++ {
		switch s.lowerAt(j) {
		case "former", "formerly", "once", "was", "were", "percent", "%", "majority-owned-by", "spun":
			return false
		}
	}
	return true
}

// sharesIn reports whether tokens [from, to) name a share and not the whole.
func (s *sentence) sharesIn(from, to int) bool {
	for j := from; j < to; j++ {
		switch s.lowerAt(j) {
		case "percent", "%", "stake", "stakes", "shares", "patents", "share", "part", "half":
			return true
		}
	}
	return false
}

// ownedList is true unless what is owned is a thing of the company named.
func (s *sentence) ownedList(verb int, c *mention) bool {
	return c.to >= len(s.tokens) || !commonNounAfter(s, c.to)
}

func commonNounAfter(s *sentence, i int) bool {
	w := s.lowerAt(i)
	return w == "patents" || w == "shares" || w == "stock" || w == "bonds" || w == "debt"
}

// possessedUnit finds the units that a company is said to have.
func (s *sentence) possessedUnit(m *mention, add addOwner) {
	j := m.to
	if m.possessive && isPossessive(s.textAt(j)) {
		j++
	}
	for k := j; k < len(s.tokens) && k < j+6; k++ {
		if c := s.mentionStarting(k); c != nil {
			if c.entity.kind == placeEntity {
				continue
			}
			if c.entity.kind != companyEntity || c.anaphor {
				return
			}
			before, after := s.lowerAt(k-1), s.lowerAt(c.to)
			comma := before == ","
			if comma {
				before = s.lowerAt(k - 2)
			}
			switch {
			case unitNouns[before] && before != "business" && (k-j >= 1) && (m.possessive || k-m.to <= 2):
				if !s.earlier(j, k) {
					add(s, m.entity, c.entity, 0.88, "its "+before)
				}
			case m.possessive && k == j && unitNouns[after] && after != "business" && after != "brand":
				add(s, m.entity, c.entity, 0.88, "its "+after)
			}
			return
		}
		if t := s.textAt(k); t == "." || t == ";" || t == "," && !unitNouns[s.lowerAt(k-1)] {
			return
		}
	}
}

// earlier reports whether the words in tokens [from, to) put it into the past.
func (s *sentence) earlier(from, to int) bool {
	return s.has(from, to, "former") || s.has(from, to, "onetime") || s.has(from, to, "rival")
}

// companyNamed finds the company of a name.
func (t *text) companyNamed(name string) *entity {
	for _, e := range t.entities {
		if e.kind == companyEntity && (e.name == name || contains(e.aliases, name) || strings.HasPrefix(e.name, name+" ")) {
			return e
		}
	}
	return nil
}
