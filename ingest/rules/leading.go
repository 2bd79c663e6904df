package rules

import "strings"

// headVerbs are verbs that tell who is at the head of what, with whether he was.
var headVerbs = map[string]bool{"heads": false, "leads": false, "runs": false, "oversees": false, "chairs": false, "manages": false,
	"headed": true, "led": true, "ran": true, "oversaw": true, "chaired": true, "managed": true, "directs": false}

// heads finds the positions of a sentence that verbs of heading tell: "Ann Boe, who
// heads Acme's battery unit".
func (f *roleFinder) heads(s *sentence) {
	for i := 1; i < len(s.tokens); i++ {
		w := s.lowerAt(i)
		if past, ok := headVerbs[w]; ok && s.isLower(i) {
			if p := s.heading(i, past); p != nil {
				f.addImplied(p)
			}
		}
		if (w == "lead" || w == "run" || w == "head" || w == "oversee") && s.lowerAt(i-1) == "to" {
			if p := s.namedToLead(i); p != nil {
				f.addImplied(p)
			}
		}
	}
}

// founded finds the founders that a sentence tells of: "Joel Amadi founded Blick in
// 2009".
func (f *roleFinder) founded(s *sentence) {
	for i := 0; i < len(s.tokens); i++ {
		switch w := s.lowerAt(i); w {
		case "set":
			if s.lowerAt(i+1) == "up" && s.personDirectly(i) != nil && s.mentionStarting(i+2) != nil {
				f.founders(s, i+1)
			}
		case "founded", "co-founded", "cofounded", "co-founding", "founding":
			f.founders(s, i)
		case "started", "established":
			if s.lowerAt(i+1) == "the" && s.lowerAt(i+2) == "company" || s.companyFrom(i+1) != nil && s.personDirectly(i) != nil {
				f.founders(s, i)
			}
		}
	}
}

// personDirectly returns the person who does what the verb at token i says,
// beside it: "Ann Boe heads", "Ann Boe, who now heads", "she heads".
func (s *sentence) personDirectly(i int) *mention {
	j := i
	for {
		switch s.lowerAt(j - 1) {
		case "now", "also", "currently", "previously", "once", "has", "had", "recently", "jointly", "both":
			j--
			continue
		}
		break
	}
	if s.lowerAt(j-1) == "who" || s.lowerAt(j-1) == "that" {
		j--
		if s.textAt(j-1) == "," {
			j--
		}
		if age := s.textAt(j - 1); len(age) == 2 && strings.Trim(age, "0123456789") == "" && s.textAt(j-2) == "," {
			j -= 2
		}
	}
	if s.textAt(j-1) == "," {
		if m := s.mentionEnding(j - 1); m != nil && s.textAt(m.from-1) == "," {
			j-- // "His predecessor, Ann Boe, now chairs"
		}
	}
	m := s.mentionEnding(j)
	if m == nil || m.entity.kind != personEntity || m.possessive {
		return nil
	}
	return m
}

// heading reads what somebody is the head of by the verb at token i, or returns
// nil.
func (s *sentence) heading(i int, past bool) *position {
	m := s.personDirectly(i)
	if m == nil {
		return nil
	}
	past = past || s.lowerAt(i-1) == "once" || s.lowerAt(i-1) == "previously"
	verb := s.lowerAt(i)
	head := "head"
	if strings.HasPrefix(verb, "chair") {
		head = "chair"
	}
	p := &position{s: s, from: i, to: i + 1, front: i, person: m.entity, known: 0.85, how: "by " + verb, former: past}
	j := i + 1
	if c := s.companyFrom(j); c != nil && len(c.also) == 0 && c.from-j < 3 && !(c.anaphor && !c.possessive && partNouns[s.lowerAt(c.to-1)]) {
		p.company, p.sure, p.why = c.entity, 0.9, "of which it is said"
		if c.possessive && !c.anaphor || c.anaphor && possessivePronoun[s.lowerAt(c.from)] {
			j = c.to
			if isPossessive(s.textAt(j)) {
				j++
			}
		} else {
			if verb == "chairs" || verb == "chaired" || verb == "heads" || verb == "headed" {
				p.titles = []string{head}
				return p
			}
			return nil
		}
	} else if w := s.lowerAt(j); w == "the" || w == "a" || w == "an" {
		j++
	}
	end := s.partEnd(j)
	if end == 0 {
		return nil
	}
	p.titles = []string{head + " of " + s.span(j, end)}
	if p.company == nil {
		p.relative(i) // "where she ran sales"
	}
	if w := s.lowerAt(end); p.company == nil && (w == "at" || w == "of" || w == "for") {
		if c := s.companyFrom(end + 1); c != nil && len(c.also) == 0 {
			p.company, p.sure, p.why = c.entity, 0.9, "named behind it"
		}
	}
	return p
}

// namedToLead reads the position of whom a company takes on to be the head of a
// part, by the infinitive at token i: "hired Ann Boe from Blick to lead its
// mobile studio".
func (s *sentence) namedToLead(i int) *position {
	verb := -1
	for j := i - 2; j >= 0 && j > i-12; j-- {
		if w := s.lowerAt(j); naming[w] || w == "brought" {
			verb = j
			break
		}
	}
	if verb < 0 {
		return nil
	}
	m := s.personOver(verb + 1)
	if m == nil && s.passive(verb) {
		m = s.personDirectly(verb - 1)
	}
	j := i + 1
	if w := s.lowerAt(j); w != "its" && w != "the" && w != "a" && w != "their" {
		return nil
	}
	end := s.partEnd(j + 1)
	if m == nil || end == 0 {
		return nil
	}
	p := &position{s: s, from: i, to: end, front: i, person: m.entity, known: 0.85, how: "by " + s.lowerAt(i), titles: []string{"head of " + s.span(j+1, end)}}
	if s.textAt(end) == "," {
		if c := s.mentionStarting(end + 1); c != nil && c.entity.kind == companyEntity && !c.anaphor {
			p.titles[0] = "head" // "to head its fintech arm, Blick"
			p.company, p.sure, p.why = c.entity, 0.88, "named behind it"
			return p
		}
	}
	p.namedBy(verb)
	return p
}

// personOver is personPast over the title with its company and a comma too: "Acme's
// chief engineer, Ann Boe".
func (s *sentence) personOver(i int) *mention {
	for j := i; j < i+9 && j < len(s.tokens); j++ {
		if m := s.personAt(j); m != nil {
			return m
		}
		if w := s.lowerAt(j); w == "to" || w == "as" || w == "and" {
			return nil
		}
	}
	return nil
}

// partEnd returns the end of the words from token i that name a part of a
// company or a function in it, or 0.
func (s *sentence) partEnd(i int) int {
	end := 0
	if w := s.lowerAt(i); strings.HasSuffix(w, "est") || w == "entire" || w == "whole" || w == "only" || w == "first" {
		return 0 // "its largest business": which is not said
	}
	for j := i; j < i+6 && j < len(s.tokens); j++ {
		w := s.lowerAt(j)
		if s.textAt(j) == "," || s.textAt(j) == "." || functionWords[w] && w != "and" || tailStops[w] {
			break
		}
		if m := s.mentionStarting(j); m != nil && m.entity.kind != placeEntity && m.entity.kind != companyEntity {
			break
		}
		if partNouns[w] || functionWord[w] {
			end = j + 1
		}
	}
	return end
}

// functionWord are functions in a company that somebody can be the head of.
var functionWord = wordSet{"engineering": true, "sales": true, "marketing": true, "research": true, "strategy": true, "operations": true, "finance": true, "licensing": true, "development": true, "design": true, "procurement": true, "manufacturing": true, "production": true, "communications": true, "lending": true, "trading": true, "underwriting": true, "banking": true, "logistics": true, "purchasing": true, "distribution": true, "exploration": true, "partnerships": true, "policy": true, "hardware": true, "software": true, "product": true, "products": true, "growth": true, "security": true}

// founders finds who founded what by the verb at token i: "Ann Boe founded Acme",
// "Acme was founded in 2009 by Ann Boe and Joel Amadi", "Acme, founded by".
func (f *roleFinder) founders(s *sentence, i int) {
	title := "founder"
	if strings.HasPrefix(s.lowerAt(i), "co") {
		title = "co-founder"
	}
	p := &position{s: s, from: i, to: i + 1, front: i, titles: []string{title}, known: 0.88, sure: 0.9, why: "of which it is said", how: "by " + s.lowerAt(i)}
	verb := i
	if s.lowerAt(i) == "up" {
		verb--
	}
	if m := s.personDirectly(verb); m != nil && s.lowerAt(i) != "founding" {
		c := s.companyFrom(i + 1)
		if c == nil || c.possessive || len(c.also) > 0 {
			return
		}
		p.person, p.company = m.entity, c.entity
		p.enumerateBack()
		if !f.founderOf(p.person, p.company) {
			f.add(p)
		}
		if with := s.withPerson(c.to); with != nil {
			q := *p
			q.person, q.others, q.titles = with.entity, nil, []string{"co-founder"}
			if !f.founderOf(q.person, q.company) {
				f.add(&q)
			}
		}
		return
	}
	p.company = s.foundedThing(i)
	if p.company == nil {
		return
	}
	by := i + 1
	for by < i+5 && s.lowerAt(by) != "by" {
		if t := s.textAt(by); t == "," || t == ";" {
			return
		}
		by++
	}
	if s.lowerAt(by) != "by" {
		return
	}
	for j := by + 1; ; {
		m := s.personPast(j)
		if m == nil {
			return
		}
		q := *p
		q.person = m.entity
		if !f.founderOf(q.person, q.company) {
			f.add(&q)
		}
		j = m.to
		for s.textAt(j) == "," || s.lowerAt(j) == "and" {
			j++
		}
		if j == m.to {
			return
		}
	}
}

// founderOf reports whether somebody was called a founder of a company.
func (f *roleFinder) founderOf(person, company *entity) bool {
	for _, q := range f.held[person] {
		if q.company == company && strings.HasSuffix(strings.ToLower(q.titles[0]), "founder") {
			return true
		}
	}
	return false
}

// withPerson returns the person whom a "with" soon behind token i names.
func (s *sentence) withPerson(i int) *mention {
	for j := i; j < i+5 && j < len(s.tokens); j++ {
		if s.lowerAt(j) == "with" {
			return s.personPast(j + 1)
		}
		if t := s.textAt(j); t == "," || t == ";" {
			return nil
		}
	}
	return nil
}

// foundedThing returns the company that the participle at token i says to have
// been founded.
func (s *sentence) foundedThing(i int) *entity {
	if i == s.lead {
		return (&position{s: s, to: i + 1}).founding()
	}
	j := i
	for w := s.lowerAt(j - 1); w == "was" || w == "been" || w == "has" || w == "also"; w = s.lowerAt(j - 1) {
		j--
	}
	if s.lowerAt(j-1) == "which" || s.lowerAt(j-1) == "that" {
		j--
	}
	if s.textAt(j-1) == "," {
		j--
	}
	if m := s.mentionEnding(j); m != nil && m.entity.kind == companyEntity && !m.possessive && len(m.also) == 0 {
		return m.entity
	}
	return s.subjectClause(i)
}

// subjectClause is the company that is the subject of the clause of a passive
// verb at token i, however far in front.
func (s *sentence) subjectClause(i int) *entity {
	if !s.passive(i) {
		return nil
	}
	return s.subjectBefore(i)
}
