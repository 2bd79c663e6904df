package rules

import (
	"strings"
)

// findPerson finds who holds a position by the words around it.
func (p *position) findPerson() {
	p.oneOf()
	if p.behind() || p.plural && (p.s.lowerAt(p.front-1) != "as" || !p.asTitle(p.front-1)) {
		return
	}
	if p.plural {
		p.enumerateBack()
		return
	}
	_ = p.inApposition() || p.byVerb()
}

// oneOf makes a plural title one person's: "one of its founders".
func (p *position) oneOf() {
	s := p.s
	if j := p.front; p.plural && (s.lowerAt(j-1) == "of" && s.lowerAt(j-2) == "one") {
		p.plural = false
		p.front = j - 2
	}
}

// personAt returns the person named at token i, past an honorific.
func (s *sentence) personAt(i int) *mention {
	for honorifics[strings.TrimSuffix(s.textAt(i), ".")] {
		i++
	}
	if m := s.mentionStarting(i); m != nil && m.entity.kind == personEntity && !m.anaphor {
		return m
	}
	return nil
}

// personBefore returns the person whose mention ends at token i.
func (s *sentence) personBefore(i int) *mention {
	if m := s.mentionEnding(i); m != nil && m.entity.kind == personEntity {
		return m
	}
	return nil
}

// behind finds the person right behind the title: "chief executive Ann Boe",
// "Acme's chief executive, Ann Boe,", "the chairman of Acme, Ann Boe".
func (p *position) behind() bool {
	s := p.s
	if m := s.personAt(p.to); m != nil {
		p.person, p.known, p.how = m.entity, 0.95, "in front of the name"
		p.ofFirm(m)
		p.companyBehind(p.enumerate(m))
		return true
	}
	end := p.companyEnd
	if end > p.to {
		if m := s.personAt(end); m != nil && p.defined() {
			p.person, p.known, p.how = m.entity, 0.9, "in front of the name"
			return true
		}
	}
	if w := s.lowerAt(end); (w == "is" || w == "was" || w == "be" || w == "will" && s.lowerAt(end+1) == "be") && !p.plural && (p.defined() || p.front <= s.lead) {
		if w == "will" {
			end++
		}
		if m := s.personAt(end + 1); m != nil && !m.possessive {
			p.person, p.known, p.how, p.former = m.entity, 0.88, "said to be the name", p.former || w == "was"
			p.ofFirm(m)
			p.companyBehind(m)
			return true
		}
		return false
	}
	if s.textAt(end) == "," && p.defined() && !p.followsPerson() {
		if m := s.personAt(end + 1); m != nil && !m.possessive {
			if after := s.textAt(m.to); s.lowerAt(m.to) == "of" || after == "," || after == "." || after == "" || after == ")" || corporateVerbs[s.lowerAt(m.to)] || personVerbs[s.lowerAt(m.to)] || s.lowerAt(m.to) == "and" || s.lowerAt(m.to) == "in" || s.lowerAt(p.front-1) == "as" && s.isLower(m.to) {
				p.person, p.known, p.how = m.entity, 0.9, "in apposition to the name"
				p.ofFirm(m)
				p.enumerate(m)
				return true
			}
		}
	}
	return false
}

// enumerate takes the further people that a plural title is about, and returns
// the last.
func (p *position) enumerate(m *mention) *mention {
	for p.plural {
		next := (*mention)(nil)
		for j := m.to + 1; j <= m.to+2; j++ {
			if s := p.s; s.enumerated(m.to, j) {
				if n := s.personAt(j); n != nil {
					next = n
				}
			}
		}
		if next == nil {
			break
		}
		p.others = append(p.others, next.entity)
		m = next
	}
	return m
}

// enumerateBack takes the people that stand in front of the one found, in one
// enumeration with him.
func (p *position) enumerateBack() {
	for i := len(p.s.mentions) - 1; i > 0; i-- {
		m, before := p.s.mentions[i], p.s.mentions[i-1]
		if (m.entity == p.person || len(p.others) > 0) && before.entity.kind == personEntity && p.s.enumerated(before.to, m.from) {
			p.others = append(p.others, before.entity)
		} else if len(p.others) > 0 {
			return
		}
	}
}

// ofFirm takes the firm behind the name of a lawyer for the client that stands at
// the title: "a lawyer for Acme, Ann Boe of Blick & Oakes".
func (p *position) ofFirm(m *mention) {
	switch singular(lastWordOf(p.titles[0])) {
	case "lawyer", "attorney", "counsel", "solicitor", "barrister":
	default:
		return
	}
	if w := p.s.lowerAt(m.to); w == "of" || w == "at" || w == "with" || w == "from" {
		if c := p.s.companyFrom(m.to + 1); c != nil && len(c.also) == 0 {
			p.company, p.sure, p.why = c.entity, 0.93, "named behind the name"
		}
	}
}

// companyBehind finds the company behind the name: "analyst Ann Boe of Acme".
func (p *position) companyBehind(m *mention) {
	if p.company != nil {
		return
	}
	switch p.s.lowerAt(m.to) {
	case "of", "at", "with", "from":
		if c := p.s.companyFrom(m.to + 1); c != nil {
			p.company, p.sure, p.why = c.entity, 0.93, "named behind the name"
		}
	}
}

// defined reports whether the phrase begins with an article, a possessive or a
// company, so that it is about somebody certain.
func (p *position) defined() bool {
	switch p.s.lowerAt(p.front) {
	case "the", "its", "their", "his", "her", "a", "an", "whose":
		return true
	}
	if numberWord[p.s.lowerAt(p.front-1)] || numberWord[p.s.lowerAt(p.front)] {
		return true // "two directors of Acme, Ann Boe and"
	}
	if w := p.s.lowerAt(p.s.lead); p.s.lowerAt(p.front-1) == "as" && (p.s.startsAt(p.front-1) || postNouns[p.s.lowerAt(p.front-2)] || w == "after" || w == "before" || w == "having") {
		return true // "As chairman of Acme, Ann Boe …"
	}
	if m := p.s.mentionStarting(p.front); m != nil && m.entity.kind == companyEntity {
		return true
	}
	return p.front == 0
}

// numberWord are words that count people.
var numberWord = wordSet{"two": true, "three": true, "four": true, "five": true, "both": true, "several": true}

// followsPerson reports whether a person and a comma stand in front of the
// phrase: then it is about him, and not about who is named behind it.
func (p *position) followsPerson() bool {
	return p.s.textAt(p.front-1) == "," && p.s.personBefore(p.front-1) != nil
}

// inApposition finds the person in front of the title: "Ann Boe, head of sales",
// "Ann Boe, 47, who is Acme's chairman", "Ann Boe (CEO)".
func (p *position) inApposition() bool {
	s := p.s
	j := p.front
	for range 4 {
		switch s.lowerAt(j - 1) {
		case "formerly", "previously":
			p.former = true
			j--
		case "currently", "now", "also", "both", "until", "recently", "both,":
			j--
		case "is":
			if s.lowerAt(j-2) == "who" {
				j -= 2
			}
		case "was":
			if s.lowerAt(j-2) == "who" {
				p.former = true
				j -= 2
			}
		}
	}
	if t := s.textAt(j - 1); t != "," && t != "(" && t != "—" && t != "–" && t != "-" && s.lowerAt(j) != "who" {
		return false
	}
	if s.textAt(j-1) == "," || s.textAt(j-1) == "(" || s.textAt(j-1) == "—" || s.textAt(j-1) == "–" {
		j--
	}
	// The age, or the end of another apposition.
	if age := s.textAt(j - 1); len(age) == 2 && strings.Trim(age, "0123456789") == "" && s.textAt(j-2) == "," {
		j -= 2
	}
	m := s.personBefore(j)
	if m == nil && s.textAt(j-1) == "”" {
		m = s.personBefore(j - 1)
	}
	if m != nil && !m.possessive {
		p.person, p.known, p.how = m.entity, 0.95, "behind the name"
		return true
	}
	// A second apposition: "Ann Boe, a founder of Acme, chairman of Blick".
	return false
}

// byVerb finds the person by a verb: "Ann Boe is chief executive of Acme",
// "Acme named Ann Boe as its chairman", "Ann Boe joined as head of sales".
func (p *position) byVerb() bool {
	s := p.s
	j := p.front
	if p.company != nil && p.companyEnd > p.to && p.front > 0 && s.lowerAt(p.front-1) == "," {
		return false
	}
	prev := s.lowerAt(j - 1)
	switch {
	case copula[prev] || prev == "be" || prev == "been":
		return p.subject(j-1, prev == "was" || prev == "were" || prev == "been" && s.lowerAt(j-2) == "had")
	case prev == "as":
		return p.asTitle(j - 1)
	case prev == "of" && postNouns[s.lowerAt(j-2)]:
		return p.subject(j-2, s.has(0, j, "previously") || s.has(0, j, "formerly") || s.has(0, j, "former"))
	case s.heldPosts(j-1) >= 0:
		p.former = true
		return p.subject(s.heldPosts(j-1), true)
	case prev == "to" && (s.lowerAt(j-2) == "promoted" || s.lowerAt(j-2) == "elevated"):
		p.raised = true
		return p.subject(j-2, false)
	case prev == "to" && s.raisedBefore(j-1):
		p.raised = true
		return p.asTitle(j - 1)
	}
	// "named Ann Boe chief executive", "appoints Ann Boe President"
	if m := s.personBefore(j); m != nil && !m.possessive {
		if verb := s.namingBefore(m.from); verb >= 0 {
			p.person, p.known, p.how = m.entity, 0.93, "given by "+s.lowerAt(verb)
			p.namedBy(verb)
			return true
		}
	}
	if m, verb := s.namedOver(j); verb >= 0 {
		p.person, p.known, p.how = m.entity, 0.9, "given by "+s.lowerAt(verb)
		p.namedBy(verb)
		return true
	}
	// "was named chief executive", "has been appointed its managing director"
	if naming[prev] {
		if s.passive(j - 1) {
			return p.subject(j-1, false)
		}
	}
	return false
}

var postNouns = wordSet{"role": true, "post": true, "position": true, "job": true, "title": true}

var copula = wordSet{"is": true, "was": true, "are": true, "becomes": true, "became": true, "become": true, "becoming": true, "remains": true, "remain": true, "were": true}

var naming = wordSet{"named": true, "names": true, "name": true, "naming": true, "appointed": true, "appoints": true, "appoint": true, "appointing": true, "elected": true, "elects": true, "hired": true, "hires": true, "hiring": true, "promoted": true, "promotes": true, "promoting": true, "tapped": true, "taps": true, "picked": true, "picks": true, "installed": true, "recruited": true, "recruits": true, "poached": true, "poaches": true, "lured": true, "lures": true, "nominates": true, "enlisted": true, "reappointed": true, "chose": true, "chosen": true, "selected": true, "nominated": true, "made": true}

func (s *sentence) has(from, to int, word string) bool {
	for i := from; i < to; i++ {
		if s.lowerAt(i) == word {
			return true
		}
	}
	return false
}

// passive reports whether the participle at token i is passive: "was named".
func (s *sentence) passive(i int) bool {
	for j := i - 1; j >= 0 && j > i-4; j-- {
		switch s.lowerAt(j) {
		case "was", "been", "is", "were", "be", "being", "are":
			return true
		case "has", "have", "had", "recently", "also", "just", "later", "will":
		default:
			return false
		}
	}
	return false
}

// subject takes the person in front of the verb at token i.
func (p *position) subject(i int, former bool) bool {
	s := p.s
	if e := s.sharedSubjectPerson(i); e != nil {
		p.person, p.known, p.how, p.former = e, 0.86, "said of the name", p.former || former
		p.relative(i)
		return true
	}
	for j := i - 1; j >= 0; j-- {
		m := s.mentionEnding(j + 1)
		if m == nil {
			if t := s.textAt(j); t == ";" || t == "”" || t == "“" {
				return false
			}
			continue
		}
		if m.entity.kind == companyEntity && !m.possessive && !m.anaphor && !s.afterPreposition(m.from) && m.to == i {
			return false // "Acme is chairman"
		}
		if m.entity.kind == personEntity && !m.possessive {
			p.person, p.known, p.how = m.entity, 0.88, "said of the name"
			if i-m.to > 8 {
				p.known = 0.82
			}
			if former {
				p.former = true
			}
			p.relative(i)
			return true
		}
		j = m.from
	}
	return false
}

// sharedSubjectPerson is the person who is the subject of a verb at token i that
// "and" joins to another: "Ann Boe will hand over to Joel Amadi and become
// chairman".
func (s *sentence) sharedSubjectPerson(i int) *entity {
	j := i - 1
	for w := s.lowerAt(j); w == "will" || w == "then" || w == "would" || w == "later" || w == "now"; w = s.lowerAt(j) {
		j--
	}
	if s.lowerAt(j) != "and" {
		return nil
	}
	for k := j - 1; k > 0; k-- {
		if s.lowerAt(k) == "who" {
			if m := s.personBefore(k - 1); m != nil && s.textAt(k-1) == "," {
				return m.entity // "Joel Amadi, who left in May and is now"
			}
			return nil
		}
	}
	for _, m := range s.mentions {
		if m.from >= j {
			return nil
		}
		if m.entity.kind == personEntity && !m.possessive && s.subjectPlace(m.from) {
			return m.entity
		}
	}
	return nil
}

// asTitle finds who and where by the verb in front of "as" at token i.
func (p *position) asTitle(i int) bool {
	s := p.s
	verb := ""
	at := -1
	for j := i - 1; j >= 0 && j > i-30; j-- {
		lower := s.lowerAt(j)
		if naming[lower] || asVerbs[lower] {
			verb, at = lower, j
			break
		}
		if s.textAt(j) == ";" || s.textAt(j) == "“" {
			break
		}
	}
	if at < 0 {
		return false
	}
	if formerVerbs[verb] {
		p.former = true
	}
	if verb == "served" || verb == "worked" || s.lowerAt(i-1) == "recently" {
		p.former = p.former || !s.has(at-3, at, "has")
	}
	own := at - 1
	for s.modifier(own) {
		own--
	}
	if m := s.personBefore(i); m != nil && !m.possessive && !naming[verb] && !replacing[verb] && !s.behindFrom(at, m.from) && s.lowerAt(m.from-1) != "from" && s.lowerAt(m.from-1) != "to" {
		p.person, p.known, p.how = m.entity, 0.9, "as what he is named" // "Boe as chairman and Amadi as president"
		if c := s.joined(at, i); c != nil && p.company == nil {
			p.company, p.sure, p.why = c.entity, 0.9, "joined"
		}
		return true
	}
	if m := s.mentionStarting(own); postNouns[verb] && m != nil && m.anaphor && m.entity.kind == personEntity {
		p.person, p.known, p.how = m.entity, 0.85, "said of the name"
		return true // "in her role as"
	}
	if w := s.lowerAt(at + 1); w == "him" || w == "her" || w == "them" {
		return false
	}
	// "named Ann Boe as", "succeeds Ann Boe as", "was replaced by Ann Boe as"
	for j := at + 1; j < i; j++ {
		if m := s.personAt(j); m != nil {
			switch {
			case replacing[verb], s.lowerAt(j-1) == "from" || s.lowerAt(j-1) == "for" || s.lowerAt(j-1) == "to" || s.behindFrom(at, j):
				return p.subject(at, false)
			case naming[verb] && s.passive(at) && s.lowerAt(j-1) != "by":
				continue
			}
			p.person, p.known, p.how = m.entity, 0.92, "given by "+verb
			p.namedBy(at)
			if p.plural {
				p.enumerate(m)
			}
			return true
		}
	}
	if !p.subject(at, p.former) {
		return false
	}
	if p.company == nil || p.why == "its" {
		if m := s.joined(at, i); m != nil {
			p.company, p.sure, p.why = m.entity, 0.93, "joined"
		} else if m := s.placeOfWork(at, i); m != nil {
			p.company, p.sure, p.why = m.entity, 0.9, "at"
		} else if verb == "rising" || verb == "rose" {
			if m := s.placeOfWork(max(0, at-8), at); m != nil {
				p.company, p.sure, p.why = m.entity, 0.88, "at" // "spent nine years at Acme, rising to"
			}
		}
	}
	return true
}

var asVerbs = wordSet{"joined": true, "joins": true, "join": true, "joining": true, "rejoined": true, "rejoins": true, "serve": true, "serves": true, "served": true, "serving": true, "continue": true, "continues": true, "remain": true, "remains": true, "stay": true, "stays": true, "acts": true, "acting": true, "works": true, "worked": true, "resigned": true, "resigns": true, "resign": true, "retired": true, "retires": true, "retire": true, "stepped": true, "steps": true, "step": true, "stepping": true, "quit": true, "take": true, "takes": true, "took": true, "taking": true, "succeed": true, "succeeds": true, "succeeded": true, "succeeding": true, "replace": true, "replaces": true, "replaced": true, "replacing": true, "return": true, "returns": true, "returned": true, "start": true, "starts": true, "started": true, "begins": true, "began": true, "left": true, "ousted": true, "removed": true, "fired": true, "reinstated": true, "installed": true, "confirmed": true, "brought": true, "brings": true, "added": true, "adds": true, "turned": true, "spent": true, "up": true, "role": true, "report": true, "reports": true, "reporting": true, "covers": true, "covered": true, "working": true, "appointment": true, "promotion": true, "hiring": true, "nomination": true, "hire": true, "rising": true, "rose": true, "moves": true, "moved": true, "elevated": true, "elevation": true, "elevates": true, "promote": true, "stand": true, "stands": true, "stood": true, "retiring": true, "resigning": true, "quitting": true, "leaving": true, "departing": true, "taken": true, "ousting": true, "re-election": true, "reelection": true, "election": true}

var formerVerbs = wordSet{"resigned": true, "resigns": true, "resign": true, "retired": true, "retires": true, "retire": true, "stepped": true, "steps": true, "step": true, "stepping": true, "quit": true, "left": true, "ousted": true, "removed": true, "fired": true, "spent": true, "retiring": true, "resigning": true, "quitting": true, "leaving": true}

var replacing = wordSet{"succeed": true, "succeeds": true, "succeeded": true, "succeeding": true, "replace": true, "replaces": true, "replaced": true, "replacing": true}
