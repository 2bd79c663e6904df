package rules

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
	if m.idiom && m.roles["of"] != "" && before.c.s != c.s {
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
		if m.idiom && m.roles["of"] != "" { // "followed by that of Blick"
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
	"buyout": acquisition, "licence": licenseDeal, "license": licenseDeal, "royalty": licenseDeal, "licensee": licenseDeal, "venture": jointVenture, "partnership": partnership, "alliance": partnership, "code-share": partnership, "codeshare": partnership, "cooperation": partnership, "collaboration": partnership, "settlement": settlement,
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
