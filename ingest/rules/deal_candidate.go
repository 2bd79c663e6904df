package rules

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
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
	if m.wantsIt("both") && e.companies() < 2 {
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

// turnover tells whether "sales" are what a company sells in a year.
func (c *clauses) turnover(m cueMatch, spots []spot) bool {
	_, of := spotAt(spots, "of")
	return !m.verb && m.words[len(m.words)-1] == "sale" && c.ph[m.at].plural && !of
}

// meets tells whether the conditions of a cue are met.
func (c *clauses) meets(m cueMatch, spots []spot) bool {
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

// again reads what tells of another deal like the one before: "Blick came on
// board", "talks with Blick broke down", "followed by that of Blick".
func (c *clauses) again(m cueMatch) []*dealEvent {
	before := c.likelyLatest(c.hintedKinds(m), m.verb || len(m.words) > 1)
	if talks := len(m.words) == 1 || m.wantsIt("talks"); talks && !m.idiom {
		before = c.firstOf(c.hintedKinds(m))
	}
	if before == nil {
		return nil
	}
	if m.idiom && before.c.s != c.s {
		return nil
	}
	e := &dealEvent{kind: before.kind, base: 0.55, c: c, at: m.at, end: m.last + 1, frame: m.name(), noun: c.kind(m.at) != verbGroup}
	var who []party
	for _, s := range c.spots(m) {
		if m.roles[s.place] != "" && len(who) == 0 {
			who = s.list
		}
	}
	if len(who) == 0 || before.has(who[0].entity) {
		return nil
	}
	role := c.changing(before, m)
	e.with(role, who)
	for _, p := range before.parties {
		if p.role == role && role != partner || e.has(p.entity) || role == partner && p.entity != c.topic && p.entity != c.focus {
			continue
		}
		q := p.party
		q.doubt += 0.1
		q.said = ""
		e.with(p.role, []party{q})
	}
	e.guessed = true
	if e.companies() < 2 {
		e.supply(m)
	}
	return e.apart()
}

// changing is the role that somebody else has in another deal like the one
// before: not that of the company that the text is about.
func (c *clauses) changing(before *dealEvent, m cueMatch) string {
	needs, directed := sides[before.kind]
	if !directed || len(before.role(partner)) > 0 {
		return partner
	}
	for k, role := range needs {
		if m.idiom { // "followed by that of Blick"
			return needs[1]
		}
		for _, p := range before.role(role) {
			if p.entity == c.topic {
				return needs[1-k]
			}
		}
	}
	if m.verb && (before.kind == acquisition || before.kind == investment || before.kind == litigation) {
		return needs[0]
	}
	return needs[1]
}

// hintedKinds are the kinds of which "talks" or "came on board" can tell: those
// that a noun beside them names, otherwise those in which one company meets one
// after the other.
func (c *clauses) hintedKinds(m cueMatch) map[string]bool {
	for k := m.at; k < len(c.ph) && k < m.at+7; k++ {
		if c.kind(k) != nounPhrase || c.ph[k].name != nil {
			continue
		}
		for _, w := range append([]string{c.ph[k].head}, c.ph[k].words...) {
			if kind := hints[w]; kind != "" {
				return map[string]bool{kind: true}
			}
		}
	}
	if m.verb {
		return map[string]bool{licenseDeal: true, supply: true, partnership: true, investment: true, crossLicense: true, settlement: true}
	}
	return map[string]bool{licenseDeal: true, supply: true, partnership: true, acquisition: true, crossLicense: true, settlement: true, divestiture: true, jointVenture: true, patentSale: true}
}

var hints = map[string]string{
	"contract": supply, "order": supply, "customer": supply, "client": supply, "stake": investment, "investment": investment, "merger": acquisition, "takeover": acquisition, "acquisition": acquisition,
	"buyout": acquisition, "licence": licenseDeal, "license": licenseDeal, "royalty": licenseDeal, "licensee": licenseDeal, "venture": jointVenture, "partnership": partnership, "alliance": partnership, "settlement": settlement,
}

// likelyLatest is the deal of one of the kinds told last, in this sentence or
// the few before; nil if there is none.
func (c *clauses) likelyLatest(kinds map[string]bool, far bool) *dealEvent {
	var out *dealEvent
	reach := 6
	if far {
		reach = 16
	}
	for _, list := range [][]*dealEvent{c.past.likely, c.past.events, c.likely, c.found} {
		for _, e := range list {
			if e.companies() >= 2 && !e.dropped && kinds[e.kind] && c.s.index-e.c.s.index <= reach && (out == nil || e.c.s.index > out.c.s.index || e.c.s.index == out.c.s.index && !e.noun && !e.guessed) {
				out = e
			}
		}
	}
	return out
}

// firstOf is the first deal of one of the kinds that the text tells; nil if there
// is none.
func (c *clauses) firstOf(kinds map[string]bool) *dealEvent {
	for _, list := range [][]*dealEvent{c.past.events, c.past.likely} {
		for _, e := range list {
			if kinds[e.kind] && e.companies() >= 2 && e.c.s.paragraph > 0 {
				return e
			}
		}
	}
	return nil
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
		one.parties = slices.DeleteFunc(slices.Clone(e.parties), func(p roleParty) bool { return p.role == target && p.entity != t.entity })
		out = append(out, &one)
	}
	return out
}

// weigh judges a candidate and gives it its confidence; false if it is none.
func (e *dealEvent) weigh() bool {
	e.judge()
	if e.dropped || e.companies() == 0 || e.income() || len(e.parties) > 8 || e.supposed() {
		return false
	}
	if e.status != extract.Denied && e.kind != litigation && e.kind != settlement && e.cameToNothing() {
		e.status = extract.Terminated
	}
	worst := 0.0
	for _, p := range e.parties {
		worst = max(worst, p.doubt)
	}
	conf := e.base - worst/2
	quoted := e.c.quoted(e.at)
	switch {
	case (e.companies() < 2 || e.oneSided()) && !aloneKinds[e.kind], e.companies() < 2 && e.guessed, e.guessed && quoted:
		return false
	case e.companies() < 2 && e.kind == acquisition && e.noun && e.money == nil && e.c.moneyBeside(0, len(e.c.s.tokens)) == nil:
		return false
	case e.companies() < 2:
		conf = min(conf, 0.44)
		e.reasons = append(e.reasons, "only one party is named")
	case e.guessed:
		conf = min(conf, 0.52)
		e.reasons = append(e.reasons, "a party is carried on from the sentences before")
	}
	if quoted {
		conf -= 0.04
	}
	if conf < candidateFloor {
		return false
	}
	e.confidence = max(min(conf, candidateTop), 0.42)
	e.reasons = append(e.reasons, "read from a word that tells of a deal and the companies beside it")
	return true
}

// cameToNothing tells whether the sentence says behind its word that the deal
// is over, or was never one.
func (e *dealEvent) cameToNothing() bool {
	from := min(e.c.ph[e.at].to, len(e.c.s.tokens))
	rest := strings.ToLower(e.c.words(from, len(e.c.s.tokens)))
	for _, end := range overPhrases {
		if strings.Contains(rest, end) {
			return true
		}
	}
	return false
}

// overPhrases are ways to say that something did not come about or is over.
var overPhrases = []string{"pulled out", "never got off the ground", "came to nothing", "wound up", "dissolved", "dropped out", "without a winner", "without a buyer", "without a deal", "without an agreement",
	"fell through", "fell apart", "broke down", "was called off", "were called off", "been called off", "walked away", "never materiali", "did not go through", "never closed", "was quietly dropped", "was dropped in", "was scrapped", "was abandoned", "was shelved", "was blocked by", "ended in failure", "unwound", "was cancelled", "was canceled", "backed out"}

// income tells whether money that comes in is no investment: "took in $5
// million of royalties".
func (e *dealEvent) income() bool {
	if e.kind != investment || e.companies() > 1 && !e.guessed {
		return false
	}
	for k := e.at; k < len(e.c.ph) && k < e.at+6; k++ {
		if p := &e.c.ph[k]; p.kind == nounPhrase && (p.head != "$" && nonValueHeads[p.head] || p.hasWord("royalties", "damages", "orders", "revenue", "sales", "debt", "payment", "payments", "fee", "fees", "milestones", "compensation", "grant", "grants", "award")) {
			return true
		}
	}
	return false
}

// supposed tells whether the sentence only imagines: "Suppose Acme had bought
// Blick".
func (e *dealEvent) supposed() bool {
	s := e.c.s
	return s.lead < len(s.tokens) && supposing[s.tokens[s.lead].lower]
}

var supposing = setOf("suppose imagine say assume picture had were")

// aloneKinds are deals that can be told of one company.
var aloneKinds = map[string]bool{investment: true, divestiture: true, patentSale: true, litigation: true, acquisition: true}

// The confidence of candidates: none is written without a person.
const (
	candidateTop   = 0.7
	candidateFloor = 0.25
)
