package rules

import (
	"slices"
	"sort"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// findDeals finds the deals that a text states: the events of its sentences,
// those of one deal taken together.
func findDeals(t *text) []*extract.Deal {
	cal := calendarOf(t.doc.Published)
	var events, likely []*dealEvent
	var read []*clauses
	var focus *entity
	told := make(map[string]*entity)
	past := &history{named: map[string]namedRole{}}
	var last *dealEvent
	lastTarget, targetAt := (*entity)(nil), 0
	for _, s := range t.sentences {
		if s.boilerplate || len(s.tokens) == 0 || len(s.tokens) > maxSentence {
			continue
		}
		c := newClauses(t, s)
		c.focus, c.told, c.last, c.past = focus, told, last, past
		if c.label != nil && c.opensParagraph() { // a note of its own
			c.focus, c.last, focus, last = nil, nil, c.label, nil
		}
		focus = c.subjectCompany(focus)
		read = append(read, c)
		found := c.events()
		for _, e := range found {
			e.judge()
		}
		kept := found[:0]
		for _, e := range found {
			if !e.dropped && len(e.parties) > 0 {
				kept = append(kept, e)
			}
		}
		kept = dropWeak(kept)
		for _, e := range kept {
			if e.gap > 0 { // its date stands beside its party, not beside the verb
				e.at = e.gap
			}
		}
		for _, e := range kept {
			e.facts(kept, cal)
			if lastTarget != nil && s.index-targetAt <= 3 {
				e.raiser(lastTarget)
			}
			if last != nil && last.kind == investment && s.index-last.c.s.index <= 3 {
				e.raisedAgain(last)
			}
			e.byTerms()
			e.complete()
			e.rate()
			if !e.guessed && e.companies() >= 2 {
				last = e
			}
			for _, p := range e.parties {
				if p.entity.kind == companyEntity && !e.guessed {
					told[p.role] = p.entity
				}
				if p.role == target && e.kind == acquisition {
					lastTarget, targetAt = p.entity, s.index
				}
			}
		}
		events = append(events, kept...)
		likely = append(likely, c.candidates(cal)...)
		past.read, past.events, past.likely, past.halves = read, events, likely, append(past.halves, c.halves...)
	}
	deals := mergeEvents(events)
	m := newMerger(t, cal, read, deals)
	m.shareFacts()
	m.finish()
	m.addCandidates(likely)
	return m.deals()
}

// dropWeak leaves out what only says that companies work together, where the
// sentence says more of them, and one side of a licence of which it names both.
func dropWeak(list []*dealEvent) []*dealEvent {
	var out []*dealEvent
	for _, e := range list {
		weak := false
		for _, o := range list {
			weak = weak || o != e && e.kind == partnership && !e.noun && e.base < 0.65 && o.base > e.base && sameParties(e, o)
			weak = weak || o != e && e.kind == licenseDeal && o.kind == licenseDeal && e.companies() == 1 && o.companies() > 1 && o.has(e.parties[0].entity)
		}
		if !weak {
			out = append(out, e)
		}
	}
	return out
}

// maxSentence is the number of tokens beyond which a sentence is no prose but a
// list or a table.
const maxSentence = 200

// rate gives the event its confidence from its frame and the doubts about its
// parties.
func (e *dealEvent) rate() {
	conf := e.base
	worst := 0.0
	for _, p := range e.parties {
		worst = max(worst, p.doubt)
	}
	conf -= worst
	if worst > 0 {
		e.reasons = append(e.reasons, "a party is only described")
	}
	if e.guessed {
		conf = min(conf-0.3, 0.55)
		e.reasons = append(e.reasons, "the other party is guessed: the company that the article is about")
	}
	if e.companies() < 2 && e.kind != investment {
		conf = min(conf, 0.5)
		e.reasons = append(e.reasons, "only one party is named")
	}
	if e.companies() < 2 && e.kind == investment && e.money == nil {
		conf = min(conf, 0.45)
	}
	// Both sides must be there.
	if needs := sides[e.kind]; needs[0] != "" && e.companies() >= 2 && (len(e.role(partner)) == 0) {
		if len(e.role(needs[0])) == 0 && len(e.role(needs[1])) == 0 {
			conf -= 0.2
		} else if (len(e.role(needs[0])) == 0 || len(e.role(needs[1])) == 0) && !(e.kind == acquisition && len(e.role(seller)) > 0 && len(e.role(buyer)) > 0) && e.kind != divestiture {
			conf -= 0.12
			if e.kind == acquisition && len(e.role(buyer)) == 0 {
				conf -= 0.08 // nobody buys
			}
		}
	}
	if e.c.quoted(e.at) {
		conf -= 0.08
		e.reasons = append(e.reasons, "in a quotation")
	}
	if e.c.s.paragraph == 0 {
		conf -= 0.05
	}
	if len(e.parties) > 8 {
		conf -= 0.2
	}
	e.confidence = conf
}

// sides are the roles that face each other.
var sides = map[string][2]string{
	acquisition: {buyer, target}, divestiture: {seller, buyer}, investment: {investor, investee}, patentSale: {seller, buyer},
	licenseDeal: {licensor, licensee}, supply: {supplier, customer}, litigation: {plaintiff, defendant},
}

// quoted tells whether the phrase stands between quotation marks with a verb.
func (c *clauses) quoted(at int) bool {
	open := false
	for k := 0; k < at; k++ {
		if c.kind(k) == quoteMark {
			open = !open
		}
	}
	if !open {
		return false
	}
	// A few words in quotes are a way of speaking, a clause is a quotation.
	n := 0
	for k := at; k < len(c.ph) && c.kind(k) != quoteMark; k++ {
		n++
	}
	return n > 3
}

// dealGroup is one deal with the events that tell of it.
type dealGroup struct {
	kind            string
	events          []*dealEvent // best first
	parties         []roleParty
	background      bool
	status          string
	confidence      float64
	money           *extract.Money
	date            string
	patents         *extract.Patents
	undisclosed     []string
	agreement       int
	saidBy, saidFor string
	support         []*sentence // further sentences that bear it out
}

func (g *dealGroup) has(x *entity) bool {
	for _, p := range g.parties {
		if p.entity == x {
			return true
		}
	}
	return false
}

func (g *dealGroup) roleOf(x *entity) string {
	for _, p := range g.parties {
		if p.entity == x {
			return p.role
		}
	}
	return ""
}

func (g *dealGroup) companies() int {
	n := 0
	for _, p := range g.parties {
		if p.entity.kind == companyEntity {
			n++
		}
	}
	return n
}

// mergeEvents puts events of one deal together: those of two companies and
// more first, then those with fewer, which join what they fit.
func mergeEvents(events []*dealEvent) []*dealGroup {
	order := append([]*dealEvent(nil), events...)
	sort.SliceStable(order, func(i, j int) bool {
		a, b := order[i], order[j]
		if (a.companies() >= 2) != (b.companies() >= 2) {
			return a.companies() >= 2
		}
		return a.confidence > b.confidence
	})
	var groups []*dealGroup
	for _, e := range order {
		var home *dealGroup
		for _, g := range groups {
			if g.fits(e) && (home == nil || overlap(g, e) > overlap(home, e)) {
				home = g
			}
		}
		if home == nil {
			g := &dealGroup{kind: e.kind}
			groups = append(groups, g)
			home = g
		}
		home.add(e)
	}
	return groups
}

func overlap(g *dealGroup, e *dealEvent) int {
	n := 0
	for _, p := range e.parties {
		if p.entity.kind == companyEntity && g.has(p.entity) {
			n++
		}
	}
	return n
}

// kindFamily are kinds that sentences about one deal use for each other.
func kindFamily(kind string) string {
	if kind == divestiture {
		return acquisition
	}
	return kind
}

// fits tells whether an event tells of the same deal as the group.
func (g *dealGroup) fits(e *dealEvent) bool {
	if kindFamily(g.kind) != kindFamily(e.kind) {
		return false
	}
	if g.kind != e.kind && e.companies() == 1 && g.roleOf(e.parties[0].entity) != e.parties[0].role { // a spin-off is no merger
		return false
	}
	shared := overlap(g, e)
	if shared == 0 {
		return false
	}
	if shared == e.companies() && shared == g.companies() && e.c == g.events[0].c && e.kind == g.kind && e.companies() == 1 {
		return !g.clashes(e) // verb and noun of one sentence
	}
	if g.clashes(e) {
		return false
	}
	if shared >= 2 {
		return true
	}
	if e.joins || g.events[0].joins {
		return true
	}
	// One company in common: the event names no other, or only such as fill a
	// role that is empty so far.
	if e.companies() == 1 {
		if e.kind == investment && e.money != nil && g.money != nil && *e.money != *g.money {
			return false
		}
		return e.kind != supply && e.kind != licenseDeal && e.kind != partnership
	}
	if g.companies() == 1 {
		return true
	}
	return false
}

// clashes tells whether group and event must be two deals: reversed roles,
// other numbers of patents, dates that exclude each other.
func (g *dealGroup) clashes(e *dealEvent) bool {
	needs, directed := sides[e.kind]
	if directed {
		for _, p := range e.parties {
			r := g.roleOf(p.entity)
			if r == needs[0] && p.role == needs[1] || r == needs[1] && p.role == needs[0] || r == buyer && p.role == seller || r == seller && p.role == buyer {
				return true
			}
		}
	}
	if e.patents != nil && g.patents != nil && e.patents.Count != nil && g.patents.Count != nil && *e.patents.Count != *g.patents.Count && (e.kind == licenseDeal || e.kind == patentSale) {
		return true
	}
	if e.kind == investment && !e.joins && !g.events[0].joins && e.background >= 0.5 != g.background && (e.date == "") != (g.date == "") {
		return true // a stake that grows
	}
	if e.date != "" && g.date != "" && !datesAgree(e.date, g.date) && e.background >= 0.5 != g.background {
		return true
	}
	if e.date != "" && g.date != "" && e.date[:min(4, len(e.date))] != g.date[:min(4, len(g.date))] && e.kind != litigation {
		return true
	}
	if e.kind == investment && e.money != nil && g.money != nil && *e.money != *g.money && overlapInvestors(g, e) == 0 {
		return true
	}
	return false
}

func overlapInvestors(g *dealGroup, e *dealEvent) int {
	n := 0
	for _, p := range e.parties {
		if p.role == investor && g.has(p.entity) {
			n++
		}
	}
	return n
}

func datesAgree(a, b string) bool {
	n := min(len(a), len(b))
	return a[:n] == b[:n]
}

// add joins an event to the group.
func (g *dealGroup) add(e *dealEvent) {
	g.events = append(g.events, e)
	if e.kind == divestiture && g.kind == acquisition && len(e.role(seller)) > 0 {
		for _, p := range e.parties {
			if p.role == seller && g.roleOf(p.entity) != target {
				g.kind = divestiture
			}
		}
	}
	for _, p := range e.parties {
		known := false
		for i := range g.parties {
			if g.parties[i].entity != p.entity {
				continue
			}
			known = true
			if g.parties[i].role == partner && p.role != partner && sides[g.kind][0] != "" {
				g.parties[i].role = p.role
			}
		}
		// What only doubtful sentences add stays out.
		if !known && (len(g.events) == 1 || e.confidence >= 0.6) && g.admits(p) {
			g.parties = append(g.parties, p)
		}
	}
	if g.money == nil {
		g.money = e.money
	}
	if g.date == "" || len(e.date) > len(g.date) && datesAgree(e.date, g.date) {
		g.date = e.date
	}
	if g.patents == nil || g.patents.Count == nil && e.patents != nil && e.patents.Count != nil {
		g.patents = e.patents
	}
	if len(g.events) == 1 {
		g.background = e.background >= 0.5
	}
	for _, u := range e.undisclosed {
		if !slices.Contains(g.undisclosed, u) {
			g.undisclosed = append(g.undisclosed, u)
		}
	}
}

// admits tells whether a further party fits: a second buyer or target from
// another sentence is more likely another deal's.
func (g *dealGroup) admits(p roleParty) bool {
	if len(g.events) == 1 {
		return true
	}
	if _, directed := sides[g.kind]; !directed {
		return false
	}
	if p.role == investor {
		return true
	}
	for _, q := range g.parties {
		if q.role == p.role {
			return false
		}
	}
	return true
}
