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

	company    *entity
	sure       float64 // of the company
	companyEnd int     // behind the company, if it follows the titles
	front      int     // where the phrase begins, with company and article
	why        string

	period string // EDTF, see findPeriod
	person *entity
	others []*entity // of a plural title
	known  float64   // of the person
	how    string
}

// findRoles returns who holds which position where.
func findRoles(t *text) []*foundRole {
	var roles []*foundRole
	memory := employers{}
	cal := calendarOf(t.doc.Published)
	for _, s := range t.sentences {
		if s.boilerplate || s.titleCase {
			continue
		}
		for _, p := range positions(s) {
			p.findCompany()
			p.findPerson()
			if p.person == nil {
				continue
			}
			if p.company == nil {
				t.implyCompany(p, memory)
			}
			if p.company == nil {
				continue
			}
			memory[p.person] = p.company
			p.findPeriod(cal)
			for _, person := range append([]*entity{p.person}, p.others...) {
				q := *p
				q.person = person
				for _, title := range q.titles {
					roles = append(roles, q.role(title))
				}
			}
			roles = append(roles, p.predecessors()...)
		}
		for _, p := range boardSeats(s) {
			if p.company == nil {
				t.implyCompany(p, employers{}) // seldom the person's own
			}
			if p.company != nil && p.company != memory[p.person] {
				roles = append(roles, p.role(p.titles[0]))
			}
		}
	}
	return roles
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
	return &foundRole{person: p.person, at: p.company, role: &extract.Role{Title: title, Company: p.company.name, Status: status, Period: p.period,
		Claim: extract.Claim{Passages: []extract.Passage{p.s.passage()}, Confidence: confidence,
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
		for i < len(s.titles) && !s.titles[i].public && s.joins(p.to, s.titles[i].from) {
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
			if m.entity.kind == companyEntity && (j == i || s.lowerAt(j-1) == "the" || j-i <= 1 || companyNouns[s.lowerAt(j-1)] || demonymCountry[s.textAt(j-1)] != "" || isPossessive(s.textAt(j-1)) || s.textAt(j-1) == ",") {
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
	case "of", "at", "for", "with", "in", "from":
		m := s.companyFrom(p.to + 1)
		if m == nil && word == "at" {
			m = s.describedCompany(p.to + 1)
		}
		if m != nil && !(word == "in" && m.anaphor) {
			p.company, p.sure, p.companyEnd, p.why = m.entity, 0.95, m.to, "named behind the title"
			if m.also != nil {
				p.company = nil
			}
			if word == "of" && m.possessive {
				p.addFunction(m)
			}
		} else if word != "in" && word != "from" && p.company == nil {
			if m := s.publicAt(p.to + 1); m != nil {
				p.company, p.sure, p.companyEnd, p.why = m.entity, 0, m.to, "no company"
			}
		}
	case ",":
		if m := s.mentionStarting(p.to + 1); m != nil && m.entity.kind == companyEntity && !m.anaphor && !m.possessive && (upper(s.textAt(p.from)) || m.to-m.from > 1 && s.textAt(p.from-1) == ",") && (s.textAt(m.to) == "," || s.textAt(m.to) == "." || m.to == len(s.tokens)) {
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
	for j > 0 && (s.modifier(j-1) || s.functionBefore(j-1)) {
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
	}
	// "the pharmaceutical analyst": what stands between article and title.
	for j := p.front - 1; j >= 0 && j >= p.front-3; j-- {
		if w := s.lowerAt(j); w == "a" || w == "an" || w == "the" {
			p.front = j
			break
		} else if !s.isLower(j) || functionWords[w] || s.mentionAt(j) != nil {
			break
		}
	}
	if s.lowerAt(p.front-1) == "former" || s.lowerAt(p.front-1) == "ex" {
		p.former = true
	}
	for p.front > 0 && (s.lowerAt(p.front-1) == "a" || s.lowerAt(p.front-1) == "an" || s.lowerAt(p.front-1) == "the" || s.modifier(p.front-1)) {
		p.front--
	}
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
	for j < len(s.tokens) && j < m.to+6 && s.isLower(j) && !tailStops[s.lowerAt(j)] && s.lowerAt(j) != "and" && s.mentionAt(j) == nil {
		j++
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
	for from < p.from && (s.modifier(from) || s.lowerAt(from) == "own" || !commonWords[s.lowerAt(from)]) {
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
	case "former", "current", "new", "then", "longtime", "long-time", "own", "outgoing", "incoming", "late", "veteran", "previous", "one-time", "onetime", "next", "latest", "now", "currently", "also":
		return true
	}
	return compound(s.textAt(i)) || demonymCountry[s.textAt(i)] != "" || s.textAt(i) == "U.S." || s.textAt(i) == "U.K."
}

// functionBefore reports whether token i is a noun that says of what somebody
// is chief.
func (s *sentence) functionBefore(i int) bool {
	return s.isLower(i) && s.mentionAt(i) == nil && !functionWords[s.lowerAt(i)] && (!corporateVerbs[s.lowerAt(i)] || commonWords[s.lowerAt(i)]) && !companyNouns[s.lowerAt(i)] && s.nearPossessive(i)
}

func (s *sentence) nearPossessive(i int) bool {
	return isPossessive(s.textAt(i-1)) || isPossessive(s.textAt(i-2)) || possessivePronoun[s.lowerAt(i-1)] || possessivePronoun[s.lowerAt(i-2)]
}

// sureness is how sure a position at the company is that a pronoun or
// description stands for.
func (b bond) sureness() float64 {
	if b >= nearBond {
		return 0.85
	}
	return 0.78
}
