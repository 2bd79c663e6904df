package rules

import (
	"strings"
)

// implyCompany takes the company that the text is about where a position is
// named without one: "Chief executive Ann Boe said …".
func (f *roleFinder) implyCompany(p *position, memory employers) {
	s, t := p.s, f.t
	if c := memory[p.person]; c != nil {
		p.company, p.sure, p.why = c, 0.82, "where the person was named before"
		return
	}
	if p.raised {
		if held := f.held[p.person]; len(held) > 0 {
			p.company, p.sure, p.why = held[len(held)-1].company, 0.82, "where the person was promoted"
			return
		}
	}
	if outsider[singular(lastWordOf(p.titles[0]))] {
		if c := t.brokerBefore(s); c != nil && singular(lastWordOf(p.titles[0])) == "analyst" {
			p.company, p.sure, p.why = c, 0.8, "the broker spoken of"
			return
		}
		for j := p.front - 1; j >= 0 && j > p.front-5; j-- {
			if naming[s.lowerAt(j)] || s.lowerAt(j) == "added" || s.lowerAt(j) == "adds" {
				p.namedBy(j)
			}
		}
		return // analysts and lawyers are seldom the company's own
	}
	if p.titles[0] == "President" && len(p.titles) == 1 && (s.clauseSubject(p.from) == nil && t.paragraphSubject(s) == nil || s.ofState() || phrasePrepositions[s.lowerAt(p.from-1)]) {
		return // of a country: "blocked by President Boe"
	}
	if m := s.mentionStarting(p.front); m != nil && m.anaphor && m.entity.kind == personEntity && memory[m.entity] != nil {
		p.company, p.sure, p.why = memory[m.entity], 0.82, "where "+m.entity.name+" is" // "her finance chief"
		return
	}
	if generic[strings.ToLower(p.titles[0])] && len(p.titles) == 1 {
		return // "the telecoms executive Ann Boe" may be anybody's
	}
	if w := s.lowerAt(p.from - 2); s.lowerAt(p.from-1) == "by" && (w == "succeeded" || w == "replaced") && p.before != nil && p.before.company != nil {
		p.company, p.sure, p.why = p.before.company, 0.85, "where he follows somebody"
		return
	}
	if c := p.soldToFounder(); c != nil {
		p.company, p.sure, p.why = c, 0.82, "what its founder bought or sold"
		return
	}
	if c := p.founding(); c != nil {
		p.company, p.sure, p.why = c, 0.85, "what the sentence is about"
		return
	}
	if m := p.justBefore(); m != nil {
		p.company, p.sure, p.why = m.entity, 0.85, "named before it"
		return
	}
	// Possessives inside the sentence: "its chairman".
	for j := p.from - 1; j >= 0 && j >= p.from-3; j-- {
		if m := s.mentionStarting(j); m != nil && m.anaphor && m.entity.kind == companyEntity && m.possessive && len(m.also) == 0 {
			p.company, p.sure, p.why = m.entity, 0.82, s.span(m.from, m.to)
			return
		}
	}
	if c := p.sinceOther(); c != nil {
		p.company, p.sure, p.why = c, 0.82, "named before it"
		return
	}
	main := t.main
	if own := s.clauseSubject(p.from); own != nil && p.ofClause() {
		p.company, p.sure, p.why = own, 0.82, "what the sentence is about"
		return
	}
	near, firm := t.topic(s, p.from)
	if near == nil || !firm && main != nil && t.dominates(main) {
		near = main
	}
	switch {
	case near == nil:
	case near == main:
		p.company, p.sure, p.why = near, 0.82, "the company spoken of"
	case t.paragraphSubject(s) == near, s.clauseSubject(p.from) == near:
		p.company, p.sure, p.why = near, 0.8, "what the paragraph is about"
	case s.subjectBefore(p.from) == near:
		p.company, p.sure, p.why = near, 0.76, "the company of the sentence"
	case t.onlyCompany(s, p.from):
		p.company, p.sure, p.why = near, 0.74, "the only company of the paragraph"
	default:
		p.company, p.sure, p.why = near, 0.7, "the company of the paragraph"
	}
}

var outsider = wordSet{"analyst": true, "lawyer": true, "attorney": true, "economist": true, "professor": true, "strategist": true, "consultant": true, "researcher": true, "adviser": true, "advisor": true, "investor": true, "trader": true, "historian": true, "owner": true, "partner": true, "editor": true, "trustee": true, "representative": true, "accountant": true, "banker": true, "auditor": true, "broker": true, "solicitor": true, "barrister": true, "headhunter": true}

func lastWordOf(title string) string {
	fields := strings.Fields(strings.ToLower(title))
	return fields[len(fields)-1]
}

// ofState reports whether a sentence names public bodies or states, so that its
// president is rather one's.
func (s *sentence) ofState() bool {
	for _, m := range s.mentions {
		if m.entity.kind == publicEntity {
			return true
		}
	}
	for _, t := range s.titles {
		if t.public {
			return true
		}
	}
	return false
}

// clauseSubject is the company that a sentence begins with or that is the subject
// of its clause, before token i; nil if another person's title hangs on it.
func (s *sentence) clauseSubject(i int) *entity {
	for _, m := range s.mentions {
		if m.from >= i {
			return nil
		}
		if m.entity.kind != companyEntity || m.anaphor && possessivePronoun[s.lowerAt(m.from)] || len(m.also) > 0 {
			continue
		}
		if m.possessive || !s.subjectPlace(m.from) || titleNear(s, m) {
			continue
		}
		return m.entity
	}
	return nil
}

// generic are titles that say what somebody does, and not whose he is.
var generic = wordSet{"executive": true, "manager": true, "inventor": true, "entrepreneur": true, "boss": false}

// founding is the company that a participle at the start of the sentence is about:
// "Founded by CEO Ann Boe and CTO Joel Amadi, Acme employs 60 people."
func (p *position) founding() *entity {
	s := p.s
	switch s.lowerAt(s.lead) {
	case "founded", "led", "run", "headed", "started", "co-founded", "created", "backed", "owned":
	default:
		return nil
	}
	for _, m := range s.mentions {
		if m.from > p.to && m.entity.kind == companyEntity && !m.possessive && s.textAt(m.from-1) == "," && !m.anaphor {
			return m.entity
		}
	}
	return nil
}

// soldToFounder is the company of which somebody is the founder to whom or from
// whom it goes: "sold Acme to the founder, Ann Boe".
func (p *position) soldToFounder() *entity {
	s := p.s
	if w := s.lowerAt(p.from - 2); s.lowerAt(p.from) != "founder" || s.lowerAt(p.from-1) != "the" || w != "to" && w != "from" {
		return nil
	}
	for k := len(s.mentions) - 1; k >= 0; k-- {
		if m := s.mentions[k]; m.to <= p.from && m.entity.kind == companyEntity && !m.anaphor {
			return m.entity
		}
	}
	return nil
}

// dominates reports whether a text is about one company: it names it again and
// again, or first.
func (t *text) dominates(e *entity) bool {
	n := 0
	for _, s := range t.sentences {
		for _, m := range s.mentions {
			if m.entity == e && !m.anaphor {
				n++
				if s.paragraph == 0 || n == 3 {
					return true
				}
			}
		}
	}
	return false
}

// justBefore is the company that a founder or owner stands behind: "bought Acme from
// founder Ann Boe".
func (p *position) justBefore() *mention {
	s := p.s
	switch singular(lastWordOf(p.titles[0])) {
	case "founder", "co-founder", "owner", "inventor":
	default:
		return nil
	}
	if w := s.lowerAt(p.from - 1); w != "from" && w != "by" && w != "with" {
		return nil
	}
	if m := s.mentionEnding(p.from - 1); m != nil && m.entity.kind == companyEntity && len(m.also) == 0 {
		return m
	}
	return nil
}

// sinceOther is the company whose something the sentence names behind another
// person's position elsewhere: "Acme partner Ann Boe joins Blick's board beside
// founder Joel Amadi".
func (p *position) sinceOther() *entity {
	if p.before == nil || p.before.company == nil || p.before.person == p.person || p.before.former {
		return nil
	}
	var last *entity
	for _, m := range p.s.mentions {
		if m.from >= p.before.to && m.from < p.from && m.entity.kind == companyEntity && m.possessive && !m.anaphor && m.entity != p.before.company {
			last = m.entity
		}
	}
	return last
}

// brokerBefore is the broker or bank that the sentence before one in the same
// paragraph is about.
func (t *text) brokerBefore(s *sentence) *entity {
	if s.index == 0 || t.sentences[s.index-1].paragraph != s.paragraph {
		return nil
	}
	before := t.sentences[s.index-1]
	c := before.clauseSubject(len(before.tokens))
	if c == nil {
		return nil
	}
	for _, noun := range []string{"broker", "brokerage", "bank"} {
		if c.descriptions[noun] {
			return c
		}
	}
	for _, m := range before.mentions {
		if m.entity == c && (before.lowerAt(m.from-1) == "broker" || before.lowerAt(m.from-1) == "brokerage") {
			return c
		}
	}
	return nil
}

// ofClause reports whether the position is rather one at the company that its
// clause is about than at the one the text is about: an article says that it is
// news, or that company speaks or names.
func (p *position) ofClause() bool {
	s := p.s
	switch s.lowerAt(p.front) {
	case "a", "an":
		return true
	}
	for j := p.front - 1; j >= 0; j-- {
		if t := s.textAt(j); t == "," || t == ";" || t == "”" || t == "\"" {
			return false
		}
		switch w := s.lowerAt(j); {
		case w == "said" || w == "says" || naming[w]:
			return true
		case corporateVerbs[w] && !commonWords[w]:
			return false
		}
	}
	return false
}

// titleNear reports whether a company stands right in front of or behind a title.
func titleNear(s *sentence, m *mention) bool {
	if _, ok := titleStarting(s.titles, m.to); ok {
		return true
	}
	w := s.lowerAt(m.from - 1)
	return w == "of" || w == "at" || w == "for"
}

// paragraphSubject is the company that the first sentence of the paragraph of s
// is about.
func (t *text) paragraphSubject(s *sentence) *entity {
	first := t.paragraphTo(s)[0]
	if first == s {
		return nil
	}
	return first.clauseSubject(len(first.tokens))
}

// mainCompany is the company that the text names most; the headline counts
// twice.
func (t *text) mainCompany() *entity {
	counts := map[*entity]int{}
	var best *entity
	for _, s := range t.sentences {
		for _, m := range s.mentions {
			if m.entity.kind != companyEntity || m.anaphor {
				continue
			}
			counts[m.entity]++
			if s.paragraph == 0 {
				counts[m.entity]++
			} else if best == nil || len(counts) == 1 && counts[m.entity] == 1 {
				counts[m.entity]++ // whom the text begins with
			}
			if best == nil || counts[m.entity] > counts[best] {
				best = m.entity
			}
		}
	}
	return best
}

// paragraphTo returns the sentences of the paragraph of s up to s.
func (t *text) paragraphTo(s *sentence) []*sentence {
	from := s.index
	for from > 0 && t.sentences[from-1].paragraph == s.paragraph {
		from--
	}
	return t.sentences[from : s.index+1]
}

// onlyCompany reports whether a paragraph names one company only before the
// given token.
func (t *text) onlyCompany(s *sentence, before int) bool {
	var one *entity
	for _, u := range t.paragraphTo(s) {
		for _, m := range u.mentions {
			if u == s && m.from >= before {
				break
			}
			if m.entity.kind != companyEntity {
				continue
			}
			if u.afterPreposition(m.from) {
				return false
			}
			if one != nil && m.entity != one {
				return false
			}
			one = m.entity
		}
	}
	return one != nil
}

// topic is the company that a paragraph has been about before the given token:
// the subject of its first sentence that has one, else, and not firmly, the one
// named last.
func (t *text) topic(s *sentence, before int) (company *entity, firm bool) {
	var last *entity
	if first := t.paragraphTo(s)[0]; len(first.mentions) > 0 && first.mentions[0].from == first.lead && first.mentions[0].entity.kind == companyEntity && first.textAt(first.mentions[0].to) == "(" && first.label(first.mentions[0].to+1) {
		return first.mentions[0].entity, true
	}
	for _, u := range t.paragraphTo(s) {
		for _, m := range u.mentions {
			if u == s && m.from >= before {
				break
			}
			if w := u.lowerAt(m.from - 1); w == "ex" || w == "(" || w == "formerly" {
				continue
			}
			if m.entity.kind != companyEntity || len(m.also) > 0 || u.afterTitleStart(m.to) || m.anaphor && possessivePronoun[u.lowerAt(m.from)] && u.afterPreposition(m.from) {
				continue
			}
			if !u.afterPreposition(m.from) {
				return m.entity, true
			}
			last = m.entity
		}
	}
	return last, false
}

// relative finds the company of a clause "where she was head of sales" or "he
// joined Acme and is its chairman".
func (p *position) relative(to int) {
	s := p.s
	if p.company != nil {
		return
	}
	for j := to - 1; j > 0; j-- {
		if s.textAt(j-1) == "," && s.lowerAt(j) == "and" && copula[s.lowerAt(j+1)] {
			break // the clause of "where" is over
		}
		if s.lowerAt(j) == "where" {
			if m := s.mentionEnding(j); m != nil && m.entity.kind == companyEntity {
				p.company, p.sure, p.why = m.entity, 0.9, "where"
				return
			}
			if m := s.mentionEnding(j - 1); m != nil && m.entity.kind == companyEntity && s.textAt(j-1) == "," {
				p.company, p.sure, p.why = m.entity, 0.93, "where"
			}
			return
		}
	}
	if m := s.joined(0, to); m != nil {
		p.company, p.sure, p.why = m.entity, 0.85, "joined"
	}
}

// joined returns the company that somebody joined, left or works at, by the
// verbs in tokens [from, to).
func (s *sentence) joined(from, to int) *mention {
	for j := from; j < to; j++ {
		switch s.lowerAt(j) {
		case "joined", "joins", "join", "joining", "rejoined", "left", "leaves", "leave", "leaving", "quit":
			if m := s.companyFrom(j + 1); m != nil && len(m.also) == 0 {
				return m
			}
		}
	}
	return nil
}

// placeOfWork returns the company behind an "at" or "to" in tokens [from, to).
func (s *sentence) placeOfWork(from, to int) *mention {
	for j := from; j < to; j++ {
		if w := s.lowerAt(j); w == "at" || w == "to" {
			if m := s.companyFrom(j + 1); m != nil && len(m.also) == 0 {
				return m
			}
		}
	}
	return nil
}

// namedBy takes the company that names somebody, in front of token i, if none
// stands at the title.
func (p *position) namedBy(i int) {
	if p.company != nil && p.why != "its" {
		return
	}
	s := p.s
	for j := i; j > 0; j-- {
		m := s.mentionEnding(j)
		if m == nil {
			continue
		}
		if m.entity.kind == companyEntity && len(m.also) == 0 {
			p.company, p.sure, p.why = m.entity, 0.9, "names somebody"
			return
		}
		j = m.from + 1
	}
}
