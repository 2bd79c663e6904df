package rules

import (
	"strings"
)

// bearable reports whether a title can be somebody's here, and is not a plural,
// a product or a name's part.
func (s *sentence) bearable(t title) bool {
	last := s.lowerAt(t.to - 1)
	if isPossessive(s.textAt(t.to)) {
		return false // "the founder's son"
	}
	if last == "lead" || last == "head" || last == "chief" || last == "partner" || last == "principal" {
		if t.to-t.from == 1 && (s.lowerAt(t.from-1) == "to" || s.lowerAt(t.from-1) == "will") {
			return false // verbs
		}
	}
	if companyNouns[last] && last != "partner" || last == "investor" || last == "fellow" || last == "specialist" {
		// "a wind developer" is a company more often than a person.
		if s.lowerAt(t.to) != "at" && !(advisory[last] && s.lowerAt(t.to) == "to") && !(upper(s.textAt(t.to-1)) && s.personAt(t.to) != nil) {
			return false
		}
	}
	m := s.mentionAt(t.from)
	return m == nil || m.entity.kind == placeEntity && t.to-t.from > 1
}

// joins reports whether tokens [from, to) join two titles of one person.
func (s *sentence) joins(from, to int) bool {
	if to < from || to-from > 3 {
		return false
	}
	for i := from; i < to; i++ {
		switch s.lowerAt(i) {
		case "and", "&", "/", "a", "the", "its", "also", "as":
		case ",":
			if i > from {
				return false
			}
		default:
			return false
		}
	}
	return to > from && (s.lowerAt(to-1) != "," || to-from > 1 || upper(s.textAt(to)) || s.listGoesOn(to))
}

// listGoesOn reports whether the titles from token i on end in "and": "founder,
// chairman and CEO".
func (s *sentence) listGoesOn(i int) bool {
	t, ok := titleStarting(s.titles, i)
	return ok && (s.lowerAt(t.to) == "and" || s.lowerAt(t.to) == "&")
}

// tailEnd returns the end of what belongs to a title behind its core: "of
// engineering", "for Asia", ", Investor Relations".
func (s *sentence) tailEnd(i int) int {
	end := i
	for range 2 {
		next := s.oneTail(end)
		if next == end {
			break
		}
		end = next
	}
	return end
}

func (s *sentence) oneTail(i int) int {
	word := s.lowerAt(i)
	switch word {
	case "of", "for", "in":
		if word == "in" && s.lowerAt(i+1) != "charge" || word == "for" && i > 0 && strings.HasPrefix(s.lowerAt(i-1), "spokes") {
			return i
		}
	case ",":
		if s.afterTitleStart(i + 1) {
			return i // "Chairman, President and CEO"
		}
		if end := s.plainTail(i); end > 0 {
			return end
		}
		if end := s.departmentTail(i); end > 0 {
			return end
		}
		// "Vice President, Engineering": capitals go on.
		if i == 0 || !upper(s.textAt(i-1)) || !upper(s.textAt(i+1)) {
			return i
		}
		if s.mentionAt(i+1) != nil {
			return i
		}
		if w := s.lowerAt(i + 1); !titleMods[w] && !commonWords[w] {
			return i
		}
	default:
		return i
	}
	j := i + 1
	if w := s.lowerAt(j); functionWords[w] && w != "the" && w != "our" {
		return i // "CFO of three years"
	}
	for ; j < len(s.tokens) && j < i+9; j++ {
		if m := s.mentionStarting(j); m != nil {
			if m.entity.kind == placeEntity {
				j = m.to - 1
				continue
			}
			if m.anaphor && j == i+1 && s.lowerAt(j) == "the" && m.to-m.from > 2 && partNouns[s.lowerAt(m.to-1)] && s.lowerAt(m.to) != "of" {
				return m.to // "of the cloud division"
			}
			if m.entity.kind == personEntity && j > i+1 && upper(s.textAt(j-1)) && upper(s.textAt(i-1)) {
				break // "Head of IR Ann Boe"
			}
			if m.entity.kind == companyEntity || m.entity.kind == personEntity || m.entity.kind == publicEntity || m.anaphor {
				if s.lowerAt(j-1) == "of" || s.lowerAt(j-1) == "for" {
					j--
					break
				}
				return i // "of the chip maker Acme": the company, and no tail
			}
		}
		t := s.tokens[j]
		if t.text == "," || t.text == "." || t.text == ";" || t.text == ":" || t.text == ")" || t.text == "(" || t.text == "”" || t.text == "\"" || t.text == "–" || t.text == "—" || t.text == "--" || isPossessive(t.text) {
			break
		}
		if _, ok := titleStarting(s.titles, j); ok && s.lowerAt(j-1) == "and" {
			j--
			break
		}
		if tailStops[t.lower] || corporateVerbs[t.lower] && !commonWords[t.lower] || personVerbs[t.lower] {
			break
		}
		if (t.lower == "of" || t.lower == "for") && j > i+1 && s.companyPhrase(j+1) > 0 {
			break
		}
	}
	if j == i+1 {
		return i
	}
	// "the company", "a unit of": whose the title is, and no function.
	last := singular(s.lowerAt(j - 1))
	if word != "," && companyNouns[last] && !functionNouns[last] {
		return i
	}
	if word == "," && j-i > 5 {
		return i
	}
	for j > i+1 && (s.lowerAt(j-1) == "and" || s.lowerAt(j-1) == "the" || s.lowerAt(j-1) == "of") {
		j--
	}
	if j <= i+1 {
		return i
	}
	return j
}

// plainTail returns the end of a function that stands in small letters behind the
// comma at token i, or 0: "senior vice president, global supply chain at Acme".
func (s *sentence) plainTail(i int) int {
	for j := i + 1; j < i+6; j++ {
		w := s.lowerAt(j)
		switch {
		case w == "at" && j > i+1 && s.companyFrom(j+1) != nil:
			return j
		case w == "and" && j > i+1:
		case !s.isLower(j) && !allCaps(s.textAt(j)) || functionWords[w] || personVerbs[w] || s.mentionAt(j) != nil:
			return 0
		}
		if _, ok := titleStarting(s.titles, j); ok {
			return 0
		}
	}
	return 0
}

// departmentTail returns the end of a department's name behind the comma at token
// i, with another comma behind it, or 0: "General Manager, Industrial Solutions
// Unit, Acme".
func (s *sentence) departmentTail(i int) int {
	if i == 0 || !upper(s.textAt(i-1)) {
		return 0
	}
	for j := i + 1; j < i+7; j++ {
		t := s.textAt(j)
		switch {
		case t == "," && j > i+1 && (departmentWords[s.textAt(j-1)] || titleMods[s.lowerAt(j-1)]):
			return j
		case !upper(t) && t != "and" && t != "&" || s.mentionAt(j) != nil:
			return 0
		}
	}
	return 0
}

// partNouns are nouns for parts of companies that somebody is in charge of.
var partNouns = wordSet{"unit": true, "division": true, "business": true, "arm": true, "department": true, "team": true, "practice": true, "group": true, "operations": true, "office": true, "lab": true, "laboratory": true, "desk": true, "section": true, "programme": true, "program": true, "network": true, "plant": true, "factory": true, "segment": true, "branch": true, "studio": true, "committee": true, "franchise": true, "side": true, "operation": true, "labs": true, "teams": true, "businesses": true, "divisions": true, "units": true, "plants": true, "centre": true, "center": true, "project": true, "portfolio": true, "activities": true}

// functionNouns are nouns for companies that also name what somebody is in
// charge of.
var functionNouns = wordSet{"business": true, "network": true, "platform": true, "service": true, "product": true, "unit": true, "division": true, "venture": true, "partner": true, "lab": true, "exchange": true, "customer": true, "partnership": true, "supplier": true, "client": true, "developer": true, "house": true, "utility": true, "investor": true}

var tailStops = wordSet{"who": true, "which": true, "that": true, "at": true, "with": true, "from": true, "by": true, "as": true, "when": true, "where": true, "until": true, "since": true, "before": true, "after": true, "said": true, "says": true, "told": true, "will": true, "would": true, "has": true, "had": true, "is": true, "was": true, "to": true, "in": true, "on": true, "but": true, "during": true, "he": true, "she": true, "it": true, "about": true, "last": true, "effective": true, "more": true, "than": true, "could": true, "may": true, "if": true, "because": true, "while": true}

// trimTitles takes "former" and the like out of the titles, for they say when.
func (p *position) trimTitles() {
	for i, title := range p.titles {
		for {
			word, rest, ok := strings.Cut(title, " ")
			if !ok {
				break
			}
			switch strings.ToLower(word) {
			case "former", "ex", "onetime", "one-time", "then":
				p.former = true
			case "current", "new", "incoming", "outgoing", "longtime", "long-time", "veteran", "first", "second", "its", "top", "lone", "sole":
			default:
				ok = false
			}
			if !ok {
				break
			}
			title = rest
		}
		for _, prefix := range []string{"ex-", "Ex-", "then-", "Then-", "former-"} {
			if rest, ok := strings.CutPrefix(title, prefix); ok {
				title, p.former = rest, true
			}
		}
		p.titles[i] = title
	}
	switch word := p.s.lowerAt(p.from - 1); word {
	case "former", "ex-", "onetime", "previously", "formerly", "then":
		p.former = true
	}
	if p.s.lowerAt(p.from-1) == "now" && (p.s.lowerAt(p.from-2) == "until" || p.s.lowerAt(p.from-2) == "to") {
		p.former = true
	}
}
