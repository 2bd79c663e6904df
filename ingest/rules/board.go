package rules

import "strings"

var boardVerbs = wordSet{"joins": true, "joined": true, "joining": true, "join": true, "sits": true, "sit": true, "serves": true, "served": true, "appointed": true, "elected": true, "named": true, "added": true, "member": true, "left": true, "leaves": true, "seat": true, "stays": true, "stay": true, "remains": true, "remain": true, "sat": true, "sitting": true, "serving": true, "serve": true, "seats": true}

// boardSeats finds who sits on a company's board: "joined Acme's board", "was
// elected to the board of Acme", "a member of the board".
func boardSeats(s *sentence) []*position {
	var found []*position
	for i := range s.tokens {
		if s.tokens[i].lower != "board" && (s.tokens[i].lower != "boards" || s.lowerAt(i+1) != "of") || s.mentionAt(i) != nil || s.inTitle[i] {
			continue
		}
		if t, ok := titleStarting(s.titles, i); ok && t.to > i+1 {
			continue // "board chairman"
		}
		if next := s.lowerAt(i + 1); next == "of" && s.lowerAt(i+2) != "directors" && s.companyFrom(i+2) == nil || next == "said" || next == "has" {
			continue
		}
		verb := -1
		for j := i - 1; j >= 0 && j >= i-6; j-- {
			if boardVerbs[s.lowerAt(j)] {
				verb = j
				break
			}
			if t := s.textAt(j); t == "," || t == ";" || t == "”" {
				break
			}
		}
		if verb < 0 {
			continue
		}
		p := &position{s: s, from: i, to: i + 1, front: verb, titles: []string{"board member"}, former: strings.HasPrefix(s.lowerAt(verb), "le")}
		p.boardCompany(verb)
		p.boardPerson(verb)
		if p.person != nil {
			found = append(append(found, p), p.otherBoards()...)
		}
	}
	return found
}

// otherBoards are the seats on the boards named behind the first: "the boards of
// Acme and Blick".
func (p *position) otherBoards() []*position {
	s := p.s
	var found []*position
	if s.lowerAt(p.from) != "boards" || p.company == nil {
		return nil
	}
	m := s.companyFrom(p.to + 1)
	for m != nil {
		var next *mention
		for j := m.to + 1; j <= m.to+2; j++ {
			if n := s.mentionStarting(j); n != nil && n.entity.kind == companyEntity && s.enumerated(m.to, j) {
				next = n
			}
		}
		if next != nil {
			q := *p
			q.company = next.entity
			found = append(found, &q)
		}
		m = next
	}
	return found
}

// boardCompany finds whose board it is: the possessor in front, or what "of"
// leads on to.
func (p *position) boardCompany(verb int) {
	s := p.s
	for _, m := range s.mentions {
		if m.from > verb && m.to <= p.from && m.entity.kind == companyEntity && m.possessive && len(m.also) == 0 {
			p.company, p.sure, p.why = m.entity, 0.9, "its board"
		}
	}
	j := p.to
	if s.lowerAt(j) == "of" && s.lowerAt(j+1) == "directors" {
		j += 2
	}
	if w := s.lowerAt(j); w == "of" || w == "at" {
		if m := s.companyFrom(j + 1); m != nil && len(m.also) == 0 {
			p.company, p.sure, p.why = m.entity, 0.9, "its board"
		}
	}
}

// boardPerson finds who it is: the subject of the verb, the person in front of
// "a member", or the object of "named … to the board".
func (p *position) boardPerson(verb int) {
	s := p.s
	for _, m := range s.mentions {
		if m.from == verb+1 && m.entity.kind == personEntity && !m.possessive {
			p.person, p.known, p.how = m.entity, 0.85, "given by "+s.lowerAt(verb)
			return
		}
	}
	w := s.lowerAt(verb)
	if (w == "appointed" || w == "elected" || w == "named" || w == "added") && !s.passive(verb) {
		return // what the company does to others
	}
	if w == "member" {
		j := verb
		if s.lowerAt(j-1) == "a" {
			j--
		}
		if s.textAt(j-1) == "," {
			if m := s.personBefore(j - 1); m != nil {
				p.person, p.known, p.how = m.entity, 0.9, "behind the name"
				return
			}
		}
	}
	p.subject(verb, p.former)
}
