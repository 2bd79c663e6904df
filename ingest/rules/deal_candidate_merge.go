package rules

import (
	"slices"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// addCandidates adds to the finished deals those that only the reader of
// candidates finds.
func (m *merger) addCandidates(list []*dealEvent) {
	m.groups = slices.DeleteFunc(m.groups, func(g *dealGroup) bool { return superseded(g, list) || m.onlyEnded(g) })
	for _, g := range candidateGroups(list, m.groups) {
		g.settleStatus()
		m.settleBackground(g)
		g.confidence = g.events[0].confidence
		g.speaker()
		m.groups = append(m.groups, g)
	}
}

// onlyEnded tells whether a quarrel is told of only where its end is: "settled
// their dispute".
func (m *merger) onlyEnded(g *dealGroup) bool {
	if g.kind != litigation || g.confidence >= extract.Accepted || g.date != "" {
		return false
	}
	for _, e := range g.events {
		if !e.noun || !nounClass("dispute").of(e.frame) {
			return false
		}
	}
	for _, h := range m.groups {
		if h.kind == settlement && samePair(g, h) && h.toldIn(g.events[0].c.s) {
			return true
		}
	}
	return false
}

// superseded tells whether a candidate reads better what a group was only half
// told by: one party of it, or one guessed.
func superseded(g *dealGroup, list []*dealEvent) bool {
	if g.confidence >= extract.Accepted {
		return false
	}
	for _, e := range g.events {
		if !e.guessed && e.companies() >= 2 && !e.oneSided() {
			return false
		}
	}
	if g.companies() < 2 && (!aloneKinds[g.kind] || g.first().paragraph == 0 || g.events[0].frame == "belong" || g.noRoles() && g.kind == acquisition || g.kind == litigation && (g.events[0].frame == "lose" || g.events[0].frame == "win")) {
		return true
	}
	for _, e := range list {
		if e.companies() >= 2 && !e.oneSided() && overlap(g, e) > 0 && (g.toldIn(e.c.s) || e.completes != nil && g.toldIn(e.completes.c.s)) && candidateFamily(g.kind) == candidateFamily(e.kind) {
			return true
		}
	}
	return false
}

// candidateGroups are the deals that only the reader of candidates finds: those
// that no other group tells of.
func candidateGroups(list []*dealEvent, precise []*dealGroup) []*dealGroup {
	var out []*dealGroup
	for pass := range 2 { // those of two companies first
		for _, e := range list {
			if (e.companies() >= 2) != (pass == 0) || covered(e, precise) || covered(e, out) {
				continue
			}
			g := &dealGroup{kind: e.kind}
			g.add(e)
			out = append(out, g)
		}
	}
	return out
}

// covered tells whether one of the groups tells of the candidate's deal.
func covered(e *dealEvent, groups []*dealGroup) bool {
	for _, g := range groups {
		if g.confidence < extract.Queued && g.confidence > 0 { // finished, and found too weak
			continue
		}
		shared := overlap(g, e)
		here := g.toldIn(e.c.s)
		same := candidateFamily(g.kind) == candidateFamily(e.kind) && (here || (g.kind == investment) == (e.kind == investment))
		switch {
		case e.kind == litigation && g.kind == litigation && g.clashes(e) && !here:
		case e.kind == investment && !here && shared > 0 && g.kind == investment && e.money != nil && g.money != nil && *e.money != *g.money:
		case same && shared >= 2, same && shared >= 1 && e.companies() < 2, same && shared >= 1 && here && e.gap == 0 && !e.split && g.at(e):
			return true
		case here && shared >= 2 && (vagueKinds[e.kind] || kindsBeside[[2]string{g.kind, e.kind}] && (e.noun || g.at(e))):
			return true
		}
	}
	return false
}

// toldIn tells whether one of the group's events stands in a sentence.
func (g *dealGroup) toldIn(s *sentence) bool {
	for _, e := range g.events {
		if e.c.s == s {
			return true
		}
	}
	return false
}

// at tells whether one of the group's events has the candidate's word.
func (g *dealGroup) at(e *dealEvent) bool {
	for _, o := range g.events {
		if o.c.s == e.c.s && o.at == e.at {
			return true
		}
	}
	return false
}

// candidateFamily are kinds that are told with the same words.
func candidateFamily(kind string) string {
	switch kind {
	case divestiture, investment:
		return acquisition
	case crossLicense:
		return licenseDeal
	}
	return kind
}

// vagueKinds are kinds whose words tell of others as well.
var vagueKinds = map[string]bool{otherDeal: true, partnership: true}

// kindsBeside are pairs of kinds of which the second is told with the words of
// the first.
var kindsBeside = map[[2]string]bool{
	{settlement, litigation}: true, {patentSale, acquisition}: true, {patentSale, divestiture}: true, {jointVenture, partnership}: true, {licenseDeal, supply}: true,
	{acquisition, supply}: true, {divestiture, supply}: true, {patentSale, licenseDeal}: true, {supply, licenseDeal}: true,
}
