package rules

import (
	"slices"
	"strings"
)

// The reader of candidates runs behind the precise readers. For each word that
// tells of a deal (see words/dealcues.txt) it takes the companies in reach: those
// that stand where the cue wants them, then those nearby, then those that the
// sentences before are about. What it finds waits for review.

// candidates are the deals that the cues of the sentence tell of.
func (c *clauses) candidates(cal calendar) []*dealEvent {
	if c.s.paragraph == 0 {
		return nil
	}
	var out []*dealEvent
	for _, m := range c.cueMatches() {
		for _, e := range c.candidate(m) {
			if c.last != nil && c.last.kind == investment {
				e.raisedAgain(c.last)
			}
			if e.weigh() {
				out = append(out, e)
				c.likely = append(c.likely, e)
			} else if !e.dropped && e.companies() == 1 {
				c.halves = append(c.halves, e)
			}
		}
	}
	for _, e := range c.partiesByRole() {
		if e.weigh() {
			out = append(out, e)
			c.likely = append(c.likely, e)
		}
	}
	for _, e := range out {
		e.facts(out, cal)
	}
	return out
}

// candidate reads one cue.
func (c *clauses) candidate(m cueMatch) []*dealEvent {
	if m.kind == sameCue {
		return c.again(m)
	}
	e := &dealEvent{kind: m.kind, base: 0.62, c: c, at: m.at, end: m.last + 1, frame: m.name(), noun: c.kind(m.at) != verbGroup}
	e.ruled = slices.Contains(m.words, "not")
	spots := c.spots(m)
	roles := m.roles
	if m.wantsIt("both") && e.kind == investment && c.lasting(m) {
		return nil
	}
	if c.turnover(m, spots) {
		return nil
	}
	if e := c.goesOn(m, spots); e != nil {
		return []*dealEvent{e}
	}
	if o, ok := nounAt(spots, "obj"); ok && e.kind == supply && m.verb && notGoods[c.ph[o].head] {
		return nil
	}
	if m.traded() {
		kind, as, ok := c.trade(m, spots)
		if !ok {
			return nil
		}
		e.kind, roles = kind, renamed(m.roles, as)
	}
	if !c.meets(m, spots) {
		return nil
	}
	for _, place := range m.order {
		for _, s := range spots {
			if s.place == place {
				if role := e.openRole(roles[place], m); role != noRole {
					e.with(role, minusRoles(s.list, e))
				}
			}
		}
	}
	if m.wantsIt("both") && e.companies() == 1 && m.kind != otherDeal {
		for _, s := range spots { // "to three of Blick's mills"
			if strings.HasSuffix(s.place, "'s") && !s.far && s.place != "subj's" && e.companies() < 2 {
				e.with(e.missing(), e.further(s.list, 0.06))
			}
		}
	}
	if m.wantsIt("both") && e.companies() < 2 && !(e.kind == supply && e.companies() == 1 && c.promised(m)) {
		return nil
	}
	if e.companies() < 2 { // what stands elsewhere
		for _, s := range spots {
			if e.companies() < 2 && m.roles[s.place] == "" && !elsewhere[s.place] && !s.far {
				e.with(e.missing(), e.further(s.list, 0.06))
			}
		}
	}
	out := []*dealEvent{e}
	for _, more := range c.gaps(m) {
		next := &dealEvent{kind: e.kind, base: e.base, c: c, at: m.at, gap: more[0].at, end: m.last + 1, frame: e.frame, noun: e.noun}
		for _, s := range more {
			next.with(roles[s.place], s.list)
			e.leave(s.list)
		}
		for _, p := range e.parties {
			if len(next.role(p.role)) == 0 {
				next.with(p.role, []party{p.party})
			}
		}
		out = append(out, next)
	}
	var all []*dealEvent
	for _, e := range out {
		e.supply(m)
		if m.kind == passCue && e.companies() < 2 && len(e.role(buyer)) > 0 {
			continue
		}
		all = append(all, e.apart()...)
	}
	return all
}

// lasting tells whether the verb says how things are: "is backed by Acme".
func (c *clauses) lasting(m cueMatch) bool {
	if c.kind(m.at) != verbGroup || !c.passiveAt(m) {
		return false
	}
	v := c.ph[m.at].verbs[0]
	return (v.tag == "VBZ" || v.tag == "VBP" || v.tag == "VBN") && !v.perfect && v.modal == ""
}

// promised tells whether a verb says that goods will be made or by whom they are:
// for whom is known from what was told before.
func (c *clauses) promised(m cueMatch) bool {
	if c.kind(m.at) != verbGroup || !makingVerbs[m.words[0]] {
		return false
	}
	v := c.ph[m.at].last()
	return v.modal == "will" || c.passiveAt(m) && len(c.use(m.at).agent) > 0
}

var makingVerbs = setOf("supply deliver provide manufacture build make produce assemble install")

// turnover tells whether "sales" are what a company sells in a year, or "sale"
// that of goods.
func (c *clauses) turnover(m cueMatch, spots []spot) bool {
	_, of := spotAt(spots, "of")
	if c.is(m.at-1, "on") && m.words[len(m.words)-1] == "sale" { // "goes on sale in May"
		return true
	}
	return !m.verb && m.words[len(m.words)-1] == "sale" && c.ph[m.at].plural && !of
}

// meets tells whether the conditions of a cue are met.
func (c *clauses) meets(m cueMatch, spots []spot) bool {
	if len(m.words) == 1 && m.words[0] == "settle" && c.is(m.last+1, "in") && c.kind(m.last+2) == nounPhrase { // "settled in Oslo"
		if _, town := placeCountry[c.words(c.ph[m.last+2].from, c.ph[m.last+2].to)]; town {
			return false
		}
	}
	for _, want := range m.wants {
		ok := true
		switch want {
		case "money":
			ok = c.moneyNear(m)
		case "patents":
			ok = c.inventionsNear(m)
		case "placed":
			ok = false
			for _, s := range spots {
				ok = ok || len(s.list) > 0 && s.place != "own" && s.place != "subj" && m.roles[s.place] != ""
			}
		case "court":
			ok = courtSaid(c.s)
		case "several":
			s, found := spotAt(spots, "subj")
			ok = found && len(s.list) > 1 && (m.roles["obj"] == "" || c.foundsCompany(spots))
		}
		if !ok {
			return false
		}
	}
	return true
}

// foundsCompany tells whether what the verb makes is a company.
func (c *clauses) foundsCompany(spots []spot) bool {
	for _, s := range spots {
		if s.place != "obj" {
			continue
		}
		for _, i := range s.items {
			if c.company(i) && !c.ph[i].name.anaphor || ventureNouns[c.ph[i].head] {
				return true
			}
		}
	}
	return false
}

var ventureNouns = setOf("company venture firm business subsidiary entity start-up startup")

// courtSaid tells whether a sentence speaks of courts.
func courtSaid(s *sentence) bool {
	for _, t := range s.tokens {
		if courtWords[singularOf(t.lower)] {
			return true
		}
	}
	return false
}

var courtWords = setOf("court judge trial lawsuit suit tribunal arbitration jury sue sued suing legal hearing appeal verdict injunction")

// moneyNear tells whether an amount stands beside a cue.
func (c *clauses) moneyNear(m cueMatch) bool {
	for k := max(0, m.at-6); k < len(c.ph) && k <= m.last+6; k++ {
		if c.ph[k].money != nil && !c.isPrice(k) {
			return true
		}
	}
	return false
}

// inventionsNear tells whether patents or what may be licensed stand beside a
// cue.
func (c *clauses) inventionsNear(m cueMatch) bool {
	for k := max(0, m.at-5); k < len(c.ph) && k <= m.last+5; k++ {
		if c.kind(k) == nounPhrase && c.ph[k].hasWord("patent", "patents", "invention", "inventions", "technology", "technologies", "intellectual", "rights") {
			return true
		}
	}
	return false
}

// elsewhere are places whose companies take no part.
var elsewhere = setOf("than like unlike before after despite since near at on over about behind participle")

// further are parties with a doubt more than they had.
func (e *dealEvent) further(list []party, doubt float64) []party {
	out := minusRoles(list, e)
	for i := range out {
		out[i].doubt += doubt
	}
	return out
}

// oneSided tells whether all parties of a deal with two sides are on one.
func (e *dealEvent) oneSided() bool {
	needs, directed := sides[e.kind]
	if !directed || len(e.role(partner)) > 0 {
		return false
	}
	return len(e.role(needs[0])) == len(e.parties) || len(e.role(needs[1])) == len(e.parties)
}

// missing is the role that a further party has.
func (e *dealEvent) missing() string {
	needs, directed := sides[e.kind]
	switch {
	case !directed:
		return partner
	case len(e.role(needs[0])) == 0:
		return needs[0]
	case len(e.role(needs[1])) == 0:
		return needs[1]
	}
	return partner
}

// openRole is a role, for "?" the one that is missing: of a bid the target's
// where the verb takes it, the buyer's where the verb makes it.
func (e *dealEvent) openRole(role string, m cueMatch) string {
	if role != "?" {
		return role
	}
	if n := e.c.nounUse(m.at); e.kind == acquisition && n.verb >= 0 && len(e.role(buyer)) == 0 {
		if l := e.c.ph[n.verb].last().lemma; bidAnswers[l] || bidTakers[l] {
			return target
		}
		return buyer
	}
	return e.missing()
}

// bidTakers have as subject those for whom a bid is made.
var bidTakers = setOf("receive get face field attract fight fend resist oppose snub shun have")

// leave takes parties out.
func (e *dealEvent) leave(list []party) {
	e.parties = slices.DeleteFunc(e.parties, func(p roleParty) bool {
		return slices.ContainsFunc(list, func(q party) bool { return q.entity == p.entity })
	})
}

// apart makes a deal of each company that is bought: "acquisitions, among them
// Acme and Blick".
func (e *dealEvent) apart() []*dealEvent {
	if len(e.parties) == 0 {
		return nil
	}
	whole := e.role(target)
	if e.kind != acquisition || len(whole) < 2 {
		return []*dealEvent{e}
	}
	var out []*dealEvent
	for _, t := range whole {
		one := *e
		one.split = true
		one.parties = slices.DeleteFunc(slices.Clone(e.parties), func(p roleParty) bool { return p.role == target && p.entity != t.entity })
		out = append(out, &one)
	}
	return out
}
