package rules

import (
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// position is one place where a text gives titles: "president and CEO". Who
// bears them, and where, is found around it.
type position struct {
	s        *sentence
	from, to int      // tokens of the titles, with their tails
	titles   []string // each on its own
	former   bool
	plural   bool

	// foreign: held somewhere that is no company of the text.
	foreign bool

	company    *entity
	sure       float64 // of the company
	companyEnd int     // behind the company, if it follows the titles
	front      int     // where the phrase begins, with company and article
	why        string

	raised bool      // by a promotion
	before *position // in the same sentence, of somebody
	source *sentence // where the title stands, if not in s

	period string // EDTF, see findPeriod
	person *entity
	others []*entity // of a plural title
	known  float64   // of the person
	how    string
}

// findRoles returns who holds which position where.
func findRoles(t *text) []*foundRole {
	f := &roleFinder{t: t, memory: employers{}, held: map[*entity][]*position{}, cal: calendarOf(t.doc.Published)}
	for _, s := range t.sentences {
		if s.boilerplate || s.titleCase {
			continue
		}
		f.belonging(s)
		f.heads(s)
		f.titles(s)
		f.founded(s)
		f.succession(s)
		f.boards(s)
	}
	return f.roles
}

// roleFinder goes through a text and remembers who was what.
type roleFinder struct {
	t      *text
	roles  []*foundRole
	memory employers
	cal    calendar
	last   *entity // who was found last
	// held are the positions found so far, by person.
	held map[*entity][]*position
}

// titles finds the positions of a sentence that titles tell.
func (f *roleFinder) titles(s *sentence) {
	var before *position
	for _, p := range positions(s) {
		p.findCompany()
		p.findPerson()
		if p.plural && p.person == nil {
			for _, q := range p.including() {
				if q.company != nil || !outsider[singular(lastWordOf(q.titles[0]))] {
					f.addImplied(q)
				}
			}
		}
		if p.person == nil && !p.sameBearer(before) && !p.announced(f.t) {
			p.described(f.t)
		}
		if p.person == nil {
			continue
		}
		p.before = before
		before = p
		f.addImplied(p)
	}
}

// addImplied keeps a position at the company that is named or meant.
func (f *roleFinder) addImplied(p *position) {
	if p.company == nil && !p.foreign {
		f.implyCompany(p, f.memory)
	}
	f.add(p)
}

// add keeps a position, for all who hold it, if its company is known.
func (f *roleFinder) add(p *position) {
	if p.company == nil {
		return
	}
	if !p.former {
		f.memory[p.person] = p.company
	}
	if p.source == nil && !strings.HasPrefix(p.how, "by ") {
		p.findPeriod(f.cal)
	}
	f.last = p.person
	for _, person := range append([]*entity{p.person}, p.others...) {
		q := *p
		q.person = person
		f.held[person] = append(f.held[person], &q)
		for _, title := range q.titles {
			f.roles = append(f.roles, q.role(title))
		}
	}
}

// belonging remembers with whom a sentence puts people without a title: "Acme's
// Ann Boe", "Joel Amadi of Blick".
func (f *roleFinder) belonging(s *sentence) {
	for i := range s.tokens {
		if w := s.lowerAt(i); w == "joined" || w == "joins" || w == "joining" || w == "rejoined" || w == "rejoins" {
			f.joining(s, i)
		}
	}
	for _, m := range s.mentions {
		if m.entity.kind != personEntity || m.anaphor || f.memory[m.entity] != nil {
			continue
		}
		if c := s.mentionEnding(m.from - 1); c != nil && c.possessive && c.entity.kind == companyEntity && len(c.also) == 0 {
			f.memory[m.entity] = c.entity
		} else if w := s.lowerAt(m.to); w == "of" || w == "at" || w == "from" && s.namingBefore(m.from) < 0 {
			if c := s.companyFrom(m.to + 1); c != nil && len(c.also) == 0 && !c.anaphor {
				f.memory[m.entity] = c.entity
			}
		}
	}
}

// joining remembers what company somebody joins by the verb at token i: "Ann Boe
// joined Acme", "Before joining Acme, Ann Boe".
func (f *roleFinder) joining(s *sentence, i int) {
	c := s.companyFrom(i + 1)
	if c == nil || c.possessive || len(c.also) > 0 {
		return
	}
	subject := &position{s: s}
	if subject.subject(i, false) {
		f.memory[subject.person] = c.entity
	} else if s.textAt(c.to) == "," {
		if m := s.personAt(c.to + 1); m != nil {
			f.memory[m.entity] = c.entity
		}
	}
}

// boards finds the seats on boards that a sentence tells of.
func (f *roleFinder) boards(s *sentence) {
	for _, p := range boardSeats(s) {
		if p.company == nil {
			f.implyCompany(p, employers{}) // seldom the person's own
			if main := f.t.main; p.company != nil && p.company == f.memory[p.person] && main != nil {
				p.company, p.sure, p.why = main, 0.82, "what the text is about"
			}
		}
		if p.company != nil && p.company != f.memory[p.person] {
			f.roles = append(f.roles, p.role(p.titles[0]))
		}
	}
}

// employers is the company at which somebody was last seen.
type employers map[*entity]*entity

// foundRole is a role with whose it is.
type foundRole struct {
	person *entity
	role   *extract.Role
	at     *entity
}

func (p *position) role(title string) *foundRole {
	status := "CURRENT"
	if p.former {
		status = "FORMER"
	}
	confidence := min(p.known, p.sure)
	passages := []extract.Passage{p.s.passage()}
	if p.source != nil && p.source != p.s {
		passages = append(passages, p.source.passage())
	}
	return &foundRole{person: p.person, at: p.company, role: &extract.Role{Title: title, Company: p.company.name, Status: status, Period: p.period,
		Claim: extract.Claim{Passages: passages, Confidence: confidence,
			Reasons: []string{fmt.Sprintf("%s %s", title, p.how), fmt.Sprintf("%s: %s", p.company.name, p.why)}}}}
}

// positions finds the titles of a sentence, those that "and" joins as one.
func positions(s *sentence) []*position {
	var found []*position
	for i := 0; i < len(s.titles); {
		first := s.titles[i]
		if first.public || !s.bearable(first) {
			i++
			continue
		}
		p := &position{s: s, from: first.from, to: first.to}
		p.to = s.tailEnd(first.to)
		p.titles = append(p.titles, s.span(first.from, p.to))
		p.plural = first.plural
		if p.plural {
			p.to = first.to
			p.titles[0] = strings.TrimSuffix(s.span(first.from, first.to), "s")
		}
		i++
		for i < len(s.titles) && !s.titles[i].public && s.joins(p.to, s.titles[i].from) && !isPossessive(s.textAt(s.titles[i].to)) {
			next := s.titles[i]
			p.to = s.tailEnd(next.to)
			p.titles = append(p.titles, s.span(next.from, p.to))
			i++
		}
		p.trimTitles()
		found = append(found, p)
	}
	return found
}

func (s *sentence) mentionAt(i int) *mention {
	for _, m := range s.mentions {
		if m.from <= i && i < m.to {
			return m
		}
	}
	return nil
}

func (s *sentence) mentionStarting(i int) *mention {
	for _, m := range s.mentions {
		if m.from == i {
			return m
		}
	}
	return nil
}

func (s *sentence) mentionEnding(i int) *mention {
	for _, m := range s.mentions {
		if m.to == i {
			return m
		}
	}
	return nil
}

// companyPhrase returns the end of the company named at token i, perhaps behind
// words that describe it ("the London-based chip maker Acme"), or 0.
func (s *sentence) companyPhrase(i int) int {
	m := s.companyFrom(i)
	if m == nil {
		return 0
	}
	return m.to
}

func (s *sentence) companyFrom(i int) *mention {
	for j := i; j < len(s.tokens) && j < i+8; j++ {
		if m := s.mentionStarting(j); m != nil {
			if j == i+1 && s.isLower(i) && strings.HasSuffix(s.lowerAt(i), "ing") {
				return nil // "from buying Acme"
			}
			if m.entity.kind == companyEntity && (j == i || unitNouns[s.lowerAt(m.to)] || s.lowerAt(j-1) == "the" || j-i <= 1 || companyNouns[s.lowerAt(j-1)] || demonymCountry[s.textAt(j-1)] != "" || isPossessive(s.textAt(j-1)) || s.textAt(j-1) == ",") {
				return m
			}
			if m.entity.kind != placeEntity {
				return nil
			}
			j = m.to - 1
			continue
		}
		t := s.tokens[j]
		if isPossessive(t.text) && j > i {
			continue
		}
		if t.text == "," && j > i && s.mentionStarting(j+1) != nil && companyNouns[s.lowerAt(j-1)] {
			continue
		}
		if t.text == "," || t.text == "." || tailStops[t.lower] && t.lower != "that" || t.lower == "and" || t.lower == "of" && j > i {
			return nil
		}
	}
	return nil
}

// findCompany finds where a position is by the words around it.
func (p *position) findCompany() {
	s := p.s
	p.front, p.companyEnd = p.from, p.to
	// "chief executive of Acme", "an analyst at the broker Acme"
	switch word := s.lowerAt(p.to); word {
	case "of", "at", "for", "with", "in", "from", "to":
		if word == "to" && !advisory[singular(lastWordOf(p.titles[len(p.titles)-1]))] {
			break
		}
		m := s.companyFrom(p.to + 1)
		if m == nil && word == "at" {
			m = s.describedCompany(p.to + 1)
		}
		if m != nil && !(word == "in" && m.anaphor) {
			p.company, p.sure, p.companyEnd, p.why = m.entity, 0.95, m.to, "named behind the title"
			if m.also != nil {
				p.company = nil
			}
			if unit := s.unitOf(m); unit != nil {
				p.company, p.companyEnd = unit.entity, unit.to
			} else if word == "of" && m.possessive {
				p.addFunction(m)
			}
		} else if word != "in" && word != "from" && word != "to" && p.company == nil {
			p.foreign = word == "for" && strings.HasPrefix(s.lowerAt(p.to-1), "spokes")
			if m := s.publicAt(p.to + 1); m != nil {
				p.company, p.sure, p.companyEnd, p.why = m.entity, 0, m.to, "no company"
			}
		}
	case ",":
		if m := s.mentionStarting(p.to + 1); m != nil && m.entity.kind == companyEntity && !m.anaphor && !m.possessive && (upper(s.textAt(p.from)) || s.textAt(p.from-1) == "(" || m.to-m.from > 1 && s.textAt(p.from-1) == ",") && (s.textAt(m.to) == "," || s.textAt(m.to) == "." || s.textAt(m.to) == ")" || s.textAt(m.to) == ";" || m.to == len(s.tokens)) {
			p.company, p.sure, p.companyEnd, p.why = m.entity, 0.85, m.to, "named behind the title" // "Ann Boe, CEO, Acme"
		}
	}
	if s.lowerAt(p.to) == "who" && p.company == nil {
		// "an analyst who covers the industry for Acme"
		for j := p.to + 1; j < p.to+9; j++ {
			if w := s.lowerAt(j); w == "at" || w == "for" {
				if m := s.companyFrom(j + 1); m != nil {
					p.company, p.sure, p.why = m.entity, 0.85, "named behind the title"
					break
				}
			}
		}
	}
	// "Acme's chief executive", "Acme CEO", "the company's longtime president"
	j := p.from
	for j > 0 && (s.modifier(j-1) || s.functionBefore(j-1) || s.regionBefore(j-1)) {
		j--
	}
	if j > 0 && isPossessive(s.textAt(j-1)) {
		j--
	}
	if m := s.mentionEnding(j); m != nil && m.entity.kind == companyEntity && len(m.also) == 0 {
		if p.company == nil || p.companyEnd == p.to {
			direct := j == p.from
			if m.possessive || direct && !m.anaphor {
				p.company, p.sure, p.why = m.entity, 0.95, "named in front of the title"
				if m.anaphor {
					p.sure, p.why = m.bond.sureness(), fmt.Sprintf("%q in front of the title", s.span(m.from, m.to))
				}
				p.extendLeft(j, m)
			} else if possessivePronoun[s.lowerAt(m.from)] {
				p.company, p.sure, p.why = m.entity, 0.82, "its"
			}
		}
		p.front = m.from
	} else {
		p.front = j
		if m != nil && m.entity.kind == publicEntity {
			p.foreign = true // "FTC chair Ann Boe"
		}
		switch {
		case s.lowerAt(j-1) == "whose":
			p.whose(j - 1)
		case p.company == nil && s.textAt(j-1) == "," && upper(s.textAt(p.to)):
			if m := s.mentionEnding(j - 1); m != nil && m.entity.kind == companyEntity && s.lowerAt(m.from-1) == "at" && s.startsAt(m.from-1) {
				p.company, p.sure, p.why = m.entity, 0.9, "named at the start" // "At Acme, analyst Ann Boe"
			}
		}
	}
	// "the pharmaceutical analyst": what stands between article and title.
	for j := p.front - 1; j >= 0 && j >= p.front-3; j-- {
		if w := s.lowerAt(j); w == "a" || w == "an" || w == "the" {
			p.former = p.former || s.has(j, p.front, "former")
			p.front = j
			break
		} else if !s.isLower(j) || functionWords[w] || s.mentionAt(j) != nil {
			break
		}
	}
	if w := s.lowerAt(p.front - 1); w == "former" || w == "ex" || w == "previously" || w == "formerly" {
		p.former = true
	}
	if possessivePronoun[s.lowerAt(p.front-1)] {
		p.front-- // of whom is not known
	}
	for p.front > 0 && (s.lowerAt(p.front-1) == "a" || s.lowerAt(p.front-1) == "an" || s.lowerAt(p.front-1) == "the" || s.modifier(p.front-1)) {
		p.front--
	}
}

// whose takes the company in front of the "whose" at token i.
func (p *position) whose(i int) {
	s := p.s
	k := i
	if s.textAt(k-1) == "," {
		k--
	}
	if m := s.mentionEnding(k); m != nil && m.entity.kind == companyEntity && len(m.also) == 0 {
		p.company, p.sure, p.why = m.entity, 0.9, "whose"
		p.front = i
	}
}

// advisory are titles of those who are something "to" a company.
var advisory = wordSet{"adviser": true, "advisor": true, "counsel": true, "consultant": true, "lawyer": true}

// unitOf returns the unit that the company mentioned is said to have, if it is
// named: "its U.S. arm, Blick".
func (s *sentence) unitOf(m *mention) *mention {
	if !m.possessive {
		return nil
	}
	for j := m.to; j < m.to+6; j++ {
		if !unitNouns[s.lowerAt(j)] {
			continue
		}
		k := j + 1
		if s.textAt(k) == "," {
			k++
		}
		if c := s.mentionStarting(k); c != nil && c.entity.kind == companyEntity && !c.anaphor {
			return c
		}
		return nil
	}
	return nil
}

// describedCompany returns the company at token i behind words that describe
// it, whatever they are: "at valuation boutique Acme".
func (s *sentence) describedCompany(i int) *mention {
	for j := i; j < i+5; j++ {
		if m := s.mentionStarting(j); m != nil {
			if m.entity.kind == companyEntity && !m.anaphor {
				return m
			}
			return nil
		}
		if !s.isLower(j) || tailStops[s.lowerAt(j)] {
			return nil
		}
	}
	return nil
}

// addFunction adds to "head of Acme's" what the company possesses there.
func (p *position) addFunction(m *mention) {
	s := p.s
	j := m.to + 1
	for j < len(s.tokens) && j < m.to+6 && (s.isLower(j) || upper(s.textAt(j))) && !tailStops[s.lowerAt(j)] && s.lowerAt(j) != "and" && s.mentionAt(j) == nil {
		j++
	}
	// "Acme's Rail Systems unit", whether or not that is a company's name.
	if n := s.mentionStarting(m.to + 1); n != nil && unitNouns[s.lowerAt(n.to)] {
		j = n.to + 1
	}
	if j > m.to+1 && len(p.titles) > 0 {
		p.titles[len(p.titles)-1] += " of " + s.span(m.to+1, j)
		p.companyEnd = j
	}
}

// publicAt returns the public body that the words at token i name.
func (s *sentence) publicAt(i int) *mention {
	if s.lowerAt(i) == "the" {
		i++
	}
	if m := s.mentionStarting(i); m != nil && (m.entity.kind == publicEntity || m.entity.kind == productEntity) {
		return m
	}
	return nil
}

// extendLeft takes a function that stands between the company and the title
// into the title: "Acme's cloud computing chief".
func (p *position) extendLeft(j int, m *mention) {
	s := p.s
	from := j
	if m.possessive && isPossessive(s.textAt(j)) {
		from = j + 1
	}
	for from < p.from && !s.regionBefore(from) && (s.modifier(from) || s.lowerAt(from) == "own" || !commonWords[s.lowerAt(from)] && !s.isLower(from)) {
		from++
	}
	if from < p.from && len(p.titles) > 0 {
		p.titles[0] = s.span(from, p.from) + " " + p.titles[0]
		p.from = from
	}
}

// modifier reports whether token i is an adjective that can stand in front of a
// title without being part of it.
func (s *sentence) modifier(i int) bool {
	switch s.lowerAt(i) {
	case "most", "former", "current", "new", "then", "longtime", "long-time", "own", "outgoing", "incoming", "late", "veteran", "previous", "one-time", "onetime", "next", "latest", "now", "currently", "also", "previously", "formerly", "recently":
		return true
	}
	return compound(s.textAt(i)) || demonymCountry[s.textAt(i)] != "" || s.textAt(i) == "U.S." || s.textAt(i) == "U.K."
}

// functionBefore reports whether token i is a noun that says of what somebody
// is chief.
func (s *sentence) functionBefore(i int) bool {
	return s.isLower(i) && s.mentionAt(i) == nil && !functionWords[s.lowerAt(i)] && (!corporateVerbs[s.lowerAt(i)] || commonWords[s.lowerAt(i)]) && (!companyNouns[s.lowerAt(i)] || s.afterTitleStart(i+1)) && s.nearPossessive(i)
}

// afterTitleStart reports whether a title starts at token i.
func (s *sentence) afterTitleStart(i int) bool {
	_, ok := titleStarting(s.titles, i)
	return ok
}

// regionBefore reports whether token i is the region somebody is in charge of,
// behind whose he is: "Acme's Asia president".
func (s *sentence) regionBefore(i int) bool {
	_, place := placeCountry[s.textAt(i)]
	return place && s.nearPossessive(i)
}

func (s *sentence) nearPossessive(i int) bool {
	return isPossessive(s.textAt(i-1)) || isPossessive(s.textAt(i-2)) || possessivePronoun[s.lowerAt(i-1)] || possessivePronoun[s.lowerAt(i-2)]
}

// sureness is how sure a position at the company is that a pronoun or
// description stands for.
func (b bond) sureness() float64 {
	switch {
	case b >= nearBond:
		return 0.85
	case b > guessBond:
		return 0.8
	}
	return 0.78
}
