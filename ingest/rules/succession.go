package rules

import "strings"

// succession gives those whom others follow, and those who follow them, the
// title of which only one of the two is told: "Acme's chairman, Ann Boe, will be
// succeeded by Joel Amadi", "named Ann Boe chairman, replacing Joel Amadi".
func (f *roleFinder) succession(s *sentence) {
	for i := range s.tokens {
		after, before := f.follows(s, i)
		if after == nil || before == nil || after == before {
			continue
		}
		// What the follower has just become is what the other was.
		if p := f.lately(after, s, false); p != nil && !f.holds(before, p) {
			f.pass(p, before, true, s, "whom "+after.name+" follows")
		} else if p := f.lately(before, s, true); p != nil && !(p.s == s && p.from > i && !p.former) && !strings.HasSuffix(titleKey(p.titles[0]), "founder") && !f.holds(after, p) && f.lately(after, s, false) == nil {
			f.pass(p, after, false, s, "who follows "+before.name)
		}
	}
}

// follows returns who follows whom by the verb at token i.
func (f *roleFinder) follows(s *sentence, i int) (after, before *entity) {
	w := s.lowerAt(i)
	object := i + 1
	if w == "predecessor" || w == "successor" {
		return f.neighbourInOffice(s, i)
	}
	switch {
	case replacing[w]:
	case (w == "take" || w == "takes" || w == "took" || w == "taking") && s.lowerAt(i+1) == "over" && s.lowerAt(i+2) == "from":
		object = i + 3
	default:
		return nil, nil
	}
	by := w == "succeeded" || w == "replaced"
	if by && s.lowerAt(i+1) == "by" {
		object++
	} else {
		by = false
	}
	m := s.personPast(object)
	if m == nil {
		return nil, nil
	}
	subject := &position{s: s}
	if !subject.subject(i, false) {
		return nil, nil
	}
	if by {
		return m.entity, subject.person
	}
	if s.passive(i) {
		return nil, nil
	}
	return subject.person, m.entity
}

// neighbourInOffice reads "her predecessor, Ann Boe" and "named Ann Boe as her
// successor" by the noun at token i.
func (f *roleFinder) neighbourInOffice(s *sentence, i int) (after, before *entity) {
	owner := s.mentionEnding(i)
	if owner == nil && isPossessive(s.textAt(i-1)) {
		owner = s.mentionEnding(i - 1)
	}
	if owner == nil && i == s.lead && s.lowerAt(i) == "predecessor" && f.last != nil {
		if m := s.personAt(i + 1); m != nil {
			return f.last, m.entity // "Predecessor Ann Boe will"
		}
	}
	if owner == nil || owner.entity.kind != personEntity || !owner.possessive {
		return nil, nil
	}
	j := i + 1
	if s.textAt(j) == "," {
		j++
	}
	other := s.personPast(j)
	if other == nil && s.lowerAt(owner.from-1) == "as" {
		other = s.mentionEnding(owner.from - 1)
		if other != nil && other.entity.kind != personEntity {
			other = nil
		}
	}
	switch {
	case other == nil:
		return nil, nil
	case s.lowerAt(i) == "predecessor":
		return owner.entity, other.entity
	}
	return other.entity, owner.entity
}

// personPast returns the person at token i, past a title of his: "founder Ann
// Boe".
func (s *sentence) personPast(i int) *mention {
	for range 4 {
		if m := s.personAt(i); m != nil {
			return m
		}
		if personNouns[s.lowerAt(i)] && s.isLower(i) {
			i++
			continue
		}
		if m := s.mentionStarting(i); m != nil && m.entity.kind == companyEntity && s.afterTitleStart(m.to) {
			i = m.to
		}
		if t, ok := titleStarting(s.titles, i); ok {
			i = t.to
		} else if w := s.lowerAt(i); w == "its" || w == "the" || s.modifier(i) {
			i++
		}
	}
	return nil
}

// lately is the position that somebody was last said to have, in this sentence
// or the two before: one that he has, or one that he had.
func (f *roleFinder) lately(person *entity, s *sentence, former bool) *position {
	held := f.held[person]
	for i := len(held) - 1; i >= 0; i-- {
		p := held[i]
		if gap := s.index - p.s.index; gap > 2 && (former || !p.appointed() || gap > 9) {
			return nil
		}
		if former && (!p.former || p.s == s) || !former && !p.former && p.appointed() {
			return p
		}
	}
	return nil
}

// appointed reports whether a position is told as one that somebody gets, and not
// as the one that he has.
func (p *position) appointed() bool {
	return strings.HasPrefix(p.how, "given by") || strings.HasPrefix(p.how, "said of")
}

// holds reports whether somebody was said to have the same title there.
func (f *roleFinder) holds(person *entity, p *position) bool {
	for _, q := range f.held[person] {
		if q.company == p.company && titleKey(q.titles[0]) == titleKey(p.titles[0]) {
			return true
		}
	}
	return false
}

// pass gives the titles of a position to another person.
func (f *roleFinder) pass(p *position, to *entity, former bool, s *sentence, how string) {
	q := *p
	q.source = p.s
	if p.source != nil {
		q.source = p.source
	}
	q.period = "" // the other's
	q.s, q.person, q.others, q.former, q.known, q.how = s, to, nil, former, 0.85, how
	f.add(&q)
}
