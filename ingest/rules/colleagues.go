package rules

// sameBearer takes the person of the position in front of this one, where the
// two are joined: "Ann Boe, a founder of Acme and chairman of Blick".
func (p *position) sameBearer(before *position) bool {
	if before == nil || before.s != p.s || before.plural || p.plural || before.to > p.front {
		return false
	}
	s := p.s
	if before.how == "in front of the name" || before.how == "in apposition to the name" {
		return false // the name stands between the two, or ends the phrase
	}
	i := max(before.to, before.companyEnd)
	for i < p.front && (s.lowerAt(i) == "in" || s.mentionAt(i) != nil && s.mentionAt(i).entity.kind == placeEntity) {
		i++ // "at Acme in Boston and"
	}
	joined := false
	for ; i < p.front; i++ {
		switch s.lowerAt(i) {
		case "and", ";":
			joined = true
		case ",":
		case "also", "previously", "formerly", "before", "once", "a", "the", "an", "was", "is":
			if i < p.front-3 {
				return false
			}
		default:
			return false
		}
	}
	if !joined && s.textAt(p.front-1) != "," {
		return false
	}
	p.person, p.known, p.how = before.person, min(before.known, 0.88), "joined with another title of the name"
	if s.lowerAt(p.front-1) == "previously" || s.lowerAt(p.front-1) == "formerly" {
		p.former = true
	}
	return true
}

// described finds the person that a sentence begins to speak of by what he is or
// was: "The former Acme finance director took over in May."
func (p *position) described(t *text) {
	s := p.s
	if p.plural || p.company == nil || s.lowerAt(p.front) != "the" || p.front > s.lead {
		return
	}
	if p.why == "named behind the title" && s.textAt(p.companyEnd) == "," && len(s.people()) == 0 && s.index > 0 {
		// "What does Ann Boe know? The founder of Acme, a chip maker, has …"
		if person := t.sentences[s.index-1].speaksOf(); person != nil && t.sentences[s.index-1].paragraph == s.paragraph {
			p.person, p.known, p.how = person, 0.8, "said of the name before"
		}
		return
	}
	if p.why != "named in front of the title" {
		return
	}
	if w := s.lowerAt(p.to); !s.isLower(p.to) || functionWords[w] && !auxiliary[w] || personNouns[w] {
		return
	}
	for i := s.index - 1; i >= 0 && i > s.index-3; i-- {
		if person := t.sentences[i].speaksOf(); person != nil {
			p.person, p.known, p.how = person, 0.8, "said of the name before"
			return
		}
	}
}

// speaksOf is the person whom a sentence is about: its subject, else the only
// one it names; or nil.
func (s *sentence) speaksOf() *entity {
	var only *entity
	for _, m := range s.mentions {
		if m.entity.kind != personEntity {
			continue
		}
		if s.subjectPlace(m.from) && !m.possessive {
			return m.entity
		}
		if only != nil && only != m.entity {
			return nil
		}
		only = m.entity
	}
	return only
}

// announced reads a title that a sentence says to be somebody's, without a name,
// where the next begins with him: "Acme has a new boss. Ann Boe comes from Blick."
func (p *position) announced(t *text) bool {
	s := p.s
	if p.plural || p.company != nil && p.why != "its" && p.companyEnd == p.to && p.why != "named in front of the title" {
		return false
	}
	if !s.has(max(0, p.from-3), p.to, "new") && !s.has(max(0, p.from-3), p.to, "next") || s.index+1 >= len(t.sentences) {
		return false
	}
	gets := false
	for j := max(0, p.from-7); j < p.from; j++ {
		w := s.lowerAt(j)
		gets = gets || naming[w] || w == "has" || w == "have" || w == "found" || w == "gets" || w == "got" || w == "finds"
	}
	next := t.sentences[s.index+1]
	if !gets || next.paragraph > s.paragraph+1 || len(s.people()) > 0 && s.subjectPlace(s.people()[0].from) {
		return false
	}
	people := next.people()
	if len(people) == 0 || people[0].from > next.lead+1 || people[0].possessive || people[0].anaphor {
		return false
	}
	p.person, p.known, p.how, p.source, p.s = people[0].entity, 0.82, "named in the next sentence", s, next
	if p.company == nil {
		if c := s.clauseSubject(p.from); c != nil {
			p.company, p.sure, p.why = c, 0.85, "who has somebody new"
		} else if near, firm := t.topic(s, p.from); firm {
			p.company, p.sure, p.why = near, 0.82, "who has somebody new"
		}
	}
	return true
}

// people are the mentions of people in a sentence.
func (s *sentence) people() []*mention {
	var found []*mention
	for _, m := range s.mentions {
		if m.entity.kind == personEntity {
			found = append(found, m)
		}
	}
	return found
}

// heldPosts reports whether the title behind token i is one of several that
// somebody held: "positions including", "roles such as", "posts of".
func (s *sentence) heldPosts(i int) int {
	j := i
	switch s.lowerAt(j) {
	case "including", "like":
		j--
	case "as":
		if s.lowerAt(j-1) != "such" {
			return -1
		}
		j -= 2
	default:
		return -1
	}
	if s.textAt(j) == "," {
		j--
	}
	for k := j; k > j-4 && k > 0; k-- {
		switch s.lowerAt(k) {
		case "positions", "roles", "posts", "jobs", "capacities", "titles":
			return k
		}
	}
	return -1
}

// namedOver finds the person that a verb names, over an apposition, in front of the
// comma before token i: "made Ann Boe, previously with Blick, its first chief".
func (s *sentence) namedOver(i int) (*mention, int) {
	if s.textAt(i-1) != "," {
		return nil, -1
	}
	for j := i - 2; j > 0 && j > i-14; j-- {
		if s.textAt(j) == ";" {
			return nil, -1
		}
		if m := s.personBefore(j); m != nil && s.textAt(j) == "," && !m.anaphor {
			return m, s.namingBefore(m.from)
		}
	}
	return nil, -1
}

// namingBefore returns the verb that names the person at token i something, over
// titles and companies in front of him: "named finance director Ann Boe"; or -1.
func (s *sentence) namingBefore(i int) int {
	for j := i - 1; j >= 0 && j > i-10; {
		if naming[s.lowerAt(j)] {
			return j
		}
		if t, ok := titleEnding(s.titles, j+1); ok {
			j = t.from - 1
			continue
		}
		if m := s.mentionEnding(j + 1); m != nil && m.entity.kind == companyEntity && j+1 < i {
			j = m.from - 1
			continue
		}
		switch w := s.lowerAt(j); {
		case w == "its" || w == "the" || w == "a" || w == "current" || w == "former" || isPossessive(s.textAt(j)) || honorifics[s.textAt(j)] || s.modifier(j):
			j--
		default:
			return -1
		}
	}
	return -1
}

// raisedBefore reports whether the "to" at token i leads on from a promotion:
// "promoted Ann Boe to", "the appointment of Ann Boe to".
func (s *sentence) raisedBefore(i int) bool {
	for j := i - 1; j >= 0 && j > i-9; j-- {
		switch s.lowerAt(j) {
		case "promoted", "promotes", "promote", "promoting", "promotion", "elevated", "elevates", "elevation", "appointed", "appointment", "appoints", "named", "rose", "rising", "risen", "moved", "moves", "elected", "election":
			return true
		case "and", ";", ".", "which", "who":
			return false
		}
	}
	return false
}

// behindFrom reports whether the person at token i is one somebody takes over
// from, by the words between the verb and him.
func (s *sentence) behindFrom(verb, i int) bool {
	for j := i - 1; j > verb; j-- {
		switch s.lowerAt(j) {
		case "from", "to":
			return true
		case ",", "of", "and":
			return false
		}
	}
	return false
}

// including finds the people whom a plural title names behind "including": "some
// analysts, including Ann Boe of Acme".
func (p *position) including() []*position {
	s := p.s
	i := p.to
	if s.textAt(i) == "," {
		i++
	}
	switch s.lowerAt(i) {
	case "including", "like":
		i++
	case "such":
		i += 2
	case "among":
		if s.lowerAt(i+1) != "them" {
			return nil
		}
		i += 2
	default:
		return nil
	}
	var found []*position
	for {
		m := s.personAt(i)
		if m == nil {
			return found
		}
		q := *p
		q.person, q.known, q.how = m.entity, 0.88, "one of them"
		i = m.to
		if w := s.lowerAt(i); w == "of" || w == "at" || w == "from" || w == "with" {
			if c := s.companyFrom(i + 1); c != nil && len(c.also) == 0 {
				q.company, q.sure, q.why = c.entity, 0.93, "named behind the name"
				i = c.to
			}
		}
		found = append(found, &q)
		for s.textAt(i) == "," || s.lowerAt(i) == "and" {
			i++
		}
	}
}
