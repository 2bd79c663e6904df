package rules

import "strings"

// clauseOwner finds the owner in the clause or apposition behind a company:
// "Blick, an Acme company", "Blick, which belongs to Acme", "Blick, which Acme
// owns", "Blick, in which Acme holds 60 percent".
func (s *sentence) clauseOwner(m *mention, add addOwner) {
	n := m.to
	if s.lowerAt(n) == "in" { // "Blick in Ohio, whose"
		if place := s.mentionStarting(n + 1); place != nil && place.entity.kind == placeEntity {
			n = place.to
		}
	}
	if m.anaphor || s.textAt(n) != "," && s.textAt(n) != "(" {
		return
	}
	switch s.lowerAt(n + 1) {
	case "a", "an":
		if c := s.ownCompany(n + 2); c != nil && companyOfNouns[s.lowerAt(c.to)] && s.endsAt(c.to+1) {
			add(s, c.entity, m.entity, 0.9, "its "+s.lowerAt(c.to))
		}
	case "which", "that":
		switch s.lowerAt(n + 2) {
		case "belongs", "belonged":
			if c := s.companyFrom(n + 4); s.lowerAt(n+2) == "belongs" && s.lowerAt(n+3) == "to" && c != nil && len(c.also) == 0 {
				add(s, c.entity, m.entity, 0.92, "belongs to it")
			}
		default:
			if c := s.ownCompany(n + 2); c != nil && (s.lowerAt(c.to) == "owns" || s.lowerAt(c.to) == "controls") {
				add(s, c.entity, m.entity, 0.9, "which it "+s.lowerAt(c.to))
			}
		}
	case "in":
		if c := s.ownCompany(n + 3); s.lowerAt(n+2) == "which" && c != nil && holdsVerbs[s.lowerAt(c.to)] && s.majority(c.to+1) {
			add(s, c.entity, m.entity, 0.85, "in which it holds the majority")
		}
	case "whose":
		s.whoseParent(m, n+2, add)
	}
}

// whoseParent reads "Blick, whose U.S. parent is Acme", "Blick, whose parent
// company, Acme, …", behind the "whose".
func (s *sentence) whoseParent(m *mention, from int, add addOwner) {
	for j := from; j < from+4; j++ {
		w, k := s.lowerAt(j), j+1
		if w != "parent" && w != "owner" {
			continue
		}
		if s.lowerAt(k) == "company" {
			k++
		}
		if s.lowerAt(k) == "is" || s.textAt(k) == "," {
			if c := s.companyFrom(k + 1); c != nil && !c.anaphor && len(c.also) == 0 {
				add(s, c.entity, m.entity, 0.9, "whose "+w)
			}
		}
	}
}

// unitsListed finds the companies that are enumerated as another's: "Acme, whose
// subsidiaries include Blick and Coil", "Acme has two subsidiaries, Blick and
// Coil".
func (s *sentence) unitsListed(m *mention, add addOwner) {
	for j := m.to; j < len(s.tokens) && j < m.to+8; j++ {
		w := s.lowerAt(j)
		if s.mentionStarting(j) != nil || w == "." || w == ";" {
			return
		}
		if w != "subsidiaries" && w != "units" && w != "affiliates" {
			continue
		}
		if s.earlier(m.to, j) {
			return
		}
		k := j + 1
		for s.lowerAt(k) == "include" || s.lowerAt(k) == "are" || s.lowerAt(k) == "including" || s.textAt(k) == "," || s.textAt(k) == ":" {
			k++
		}
		for c := s.mentionStarting(k); c != nil && c.entity.kind == companyEntity && !c.anaphor && !c.possessive; c = s.mentionStarting(k) {
			add(s, m.entity, c.entity, 0.88, "its "+w)
			k = c.to
			for s.textAt(k) == "," || s.lowerAt(k) == "and" {
				k++
			}
		}
		return
	}
}

// ownedSubject finds the owner of a unit that stands without one: "Acme will turn
// listed subsidiary Blick into".
func (s *sentence) ownedSubject(m *mention, add addOwner) {
	if w := s.lowerAt(m.from - 1); m.anaphor || w != "subsidiary" && w != "unit" && w != "affiliate" {
		return
	}
	switch s.lowerAt(m.from - 2) {
	case "listed", "owned", "wholly-owned", "majority-owned", "consolidated", "local":
	default:
		return
	}
	if owner := s.clauseSubject(m.from); owner != nil {
		add(s, owner, m.entity, 0.85, "its "+s.lowerAt(m.from-1))
	}
}

// companyOfNouns stand behind the owner's name: "an Acme company".
var companyOfNouns = setOf("company unit subsidiary affiliate business brand")

var holdsVerbs = setOf("holds owns has controls")

// ownCompany is the company whose name starts at token i, no pronoun and no
// possessive.
func (s *sentence) ownCompany(i int) *mention {
	if c := s.mentionStarting(i); c != nil && c.entity.kind == companyEntity && !c.anaphor && !c.possessive && len(c.also) == 0 {
		return c
	}
	return nil
}

// endsAt reports whether a phrase ends at token i.
func (s *sentence) endsAt(i int) bool {
	switch s.textAt(i) {
	case ",", ".", ")", ";", "":
		return true
	}
	return false
}

// majority reports whether more than half stands at token i: "60 percent", "all
// shares", "a majority".
func (s *sentence) majority(i int) bool {
	switch s.lowerAt(i) {
	case "all", "100%":
		return true
	case "a", "the":
		return s.lowerAt(i+1) == "majority" || s.lowerAt(i+1) == "controlling"
	}
	return (strings.HasPrefix(s.lowerAt(i+1), "per") || s.lowerAt(i+1) == "%" || strings.HasSuffix(s.lowerAt(i), "%")) && !s.minority(i, i+1)
}
