package rules

import (
	"slices"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// What a sentence tells a second time without the verb: "sued Blick in 2007,
// and Coil in 2008", "licensed them to Blick in 2015 and to Coil in 2016",
// "as did Coil", "Coil followed".

// gapped are the further deals that share the verb of e.
func (c *clauses) gapped(e *dealEvent) []*dealEvent {
	if e.noun || c.kind(e.at) != verbGroup || e.companies() < 1 {
		return nil
	}
	var out []*dealEvent
	current := e
	for k := e.at + 1; k < len(c.ph) && c.kind(k) != breakMark; k++ {
		if c.kind(k) == verbGroup && !c.participleAt(k) {
			if next := c.asDid(e, k); next != nil {
				out = append(out, next)
			}
			break
		}
		if c.kind(k) != conjunctionMark || !c.is(k, "and") {
			continue
		}
		n, prep := c.gapAt(k + 1)
		if n < 0 || c.startsClause(n) || c.hasVerb(n) {
			continue
		}
		before := c.companyBefore(current, k, prep)
		if before < 0 || !c.dated(before+1, k) && !c.dated(n+1, min(n+4, len(c.ph))) && !(e.kind == litigation && c.is(before+1, "in")) {
			continue
		}
		items, after := c.group(n)
		role := c.roleAt(current, before)
		next := current.sharing(role, companiesOf(c.parties(items)), n)
		if role == partner && prep != "" && c.dated(before+1, k) { // "settled with Acme in 2011 and with Blick in 2012"
			next = current.replacing(c.ph[before].name.entity, companiesOf(c.parties(items)), n)
		}
		if next == nil {
			continue
		}
		if prep != "" { // the frame took both for one: "to Blick in 2015 and to Coil in 2016"
			if !c.dated(before+1, k) {
				continue
			}
			current.without(next, c.roleAt(current, before))
		}
		out = append(out, next)
		current = next
		k = after - 1
	}
	return out
}

// hasVerb tells whether the noun phrase at i is the subject of the next verb with a tense:
// "and Coil, out of Oslo, closed".
func (c *clauses) hasVerb(i int) bool {
	for k := i + 1; k < len(c.ph) && c.kind(k) != breakMark; k++ {
		if c.kind(k) == verbGroup && c.ph[k].finite() && !c.participleAt(k) {
			return slices.Contains(c.subjectOf(k).items, i)
		}
	}
	return false
}

// patentsInGap counts what a deal without its verb is about: "and 30 more to
// Coil"; nil if it says nothing.
func (e *dealEvent) patentsInGap() *extract.Patents {
	if e.kind != patentSale && e.kind != licenseDeal {
		return nil
	}
	c := e.c
	for i := e.gap - 1; i > 0 && c.kind(i) != conjunctionMark; i-- {
		if p := &c.ph[i]; p.kind == nounPhrase && p.name == nil && p.number >= 1 && p.number < 1e7 && !timeNouns[p.head] {
			n := int(p.number)
			return &extract.Patents{Count: &n, Description: c.words(p.from, p.to)}
		}
	}
	return nil
}

// gapAt is the company, with its preposition if any, that stands behind an
// "and" where a verb is left out; -1 if something else does.
func (c *clauses) gapAt(k int) (n int, prep string) {
	for ; k < len(c.ph); k++ {
		switch c.kind(k) {
		case commaMark, adverbPhrase, quoteMark, datePhrase:
			continue
		case nounPhrase:
			if c.company(k) {
				return k, prep
			}
			// "and, three years later, Coil", "and 30 more to Coil"
			if p := &c.ph[k]; prep == "" && (timeNouns[p.head] || p.head == "" && p.number > 0 || p.hasWord("more", "another", "others")) {
				continue
			}
			return -1, ""
		case prepositionMark:
			if prep != "" {
				return -1, ""
			}
			if c.kind(k+1) == datePhrase {
				continue
			}
			prep = c.ph[k].word
		default:
			return -1, ""
		}
	}
	return -1, ""
}

// companyBefore is the last company between the verb and k that is a party, behind the
// preposition where one is given; -1 if there is none.
func (c *clauses) companyBefore(e *dealEvent, k int, prep string) int {
	for i := k - 1; i > 0; i-- {
		if c.kind(i) == verbGroup && !c.participleAt(i) {
			return -1
		}
		if !c.company(i) || !e.has(c.ph[i].name.entity) {
			continue
		}
		if prep == "" && c.kind(i-1) == prepositionMark && c.kind(i-2) == nounPhrase || prep != "" && !c.is(i-1, prep) {
			continue
		}
		return i
	}
	return -1
}

// dated tells whether a date or a lapse of time stands in [from, to).
func (c *clauses) dated(from, to int) bool {
	for k := from; k < to && k < len(c.ph); k++ {
		switch c.kind(k) {
		case datePhrase:
			return true
		case nounPhrase:
			if timeNouns[c.ph[k].head] || c.ph[k].name != nil && c.ph[k].name.entity.kind == placeEntity {
				return true
			}
		}
	}
	return false
}

func (c *clauses) roleAt(e *dealEvent, i int) string {
	if !c.company(i) {
		return ""
	}
	for _, p := range e.parties {
		if p.entity == c.ph[i].name.entity {
			return p.role
		}
	}
	return ""
}

// sharing is the event with other companies in a role; at is where they stand.
func (e *dealEvent) sharing(role string, list []party, at int) *dealEvent {
	if role == "" || len(list) == 0 {
		return nil
	}
	if role == partner { // of partners, the one before is replaced
		return nil
	}
	next := &dealEvent{kind: e.kind, base: e.base - 0.03, c: e.c, at: e.at, end: e.end, frame: e.frame, gap: at, permission: e.permission}
	for _, p := range e.parties {
		if p.role != role {
			next.parties = append(next.parties, p)
		}
	}
	return next.with(role, list)
}

// replacing is the event with other partners instead of one; at is where they
// stand.
func (e *dealEvent) replacing(x *entity, list []party, at int) *dealEvent {
	if len(list) == 0 {
		return nil
	}
	next := &dealEvent{kind: e.kind, base: e.base - 0.03, c: e.c, at: e.at, end: e.end, frame: e.frame, gap: at, permission: e.permission}
	for _, p := range e.parties {
		if p.entity != x && !slices.ContainsFunc(list, func(q party) bool { return q.entity == p.entity }) {
			next.parties = append(next.parties, p)
		}
	}
	return next.with(partner, list)
}

// without takes from the event what the next one has in a role.
func (e *dealEvent) without(next *dealEvent, role string) {
	kept := e.parties[:0]
	for _, p := range e.parties {
		if p.role != role || !next.has(p.entity) {
			kept = append(kept, p)
		}
	}
	e.parties = kept
}

// asDid reads "as did Coil" behind a deal: the same with another subject.
func (c *clauses) asDid(e *dealEvent, k int) *dealEvent {
	l := c.ph[k].last().lemma
	if l != "do" && l != "have" || !c.is(c.back(k-1), "as") && !c.is(c.back(k-1), "so") {
		return nil
	}
	if c.kind(k+1) != nounPhrase {
		return nil
	}
	items, _ := c.group(k + 1)
	return e.sharing(c.subjectRole(e), companiesOf(c.parties(items)), k+1)
}

// subjectRole is the role of the one who does what the event's verb says.
func (c *clauses) subjectRole(e *dealEvent) string {
	if e.noun || e.c.kind(e.at) != verbGroup || e.c.ph[e.at].last().passive {
		return ""
	}
	for _, i := range e.c.subjectOf(e.at).items {
		if role := e.c.roleAt(e, i); role != "" {
			return role
		}
	}
	return ""
}

// follows reads "Coil followed in 2017" behind a deal told before it.
func (c *clauses) follows(u *verbUse) *dealEvent {
	if u.passive || len(u.patient) > 0 && !c.inSet(u.patient, "suit example lead") {
		return nil
	}
	e := c.latest()
	who := companiesOf(u.agent)
	if e == nil || len(who) == 0 || e.has(who[0].entity) {
		return nil
	}
	next := e.sharing(c.subjectRole(e), who, 0)
	if next == nil || next.companies() < 2 {
		return nil
	}
	for i := range next.parties {
		if !c.s.names(next.parties[i].entity) {
			next.parties[i].said = ""
		}
	}
	next.c, next.at, next.end, next.base, next.frame = c, u.at, u.comp.end, min(next.base, 0.78), u.v.lemma
	return next
}

// latest is the deal told last, in this sentence or the one before.
func (c *clauses) latest() *dealEvent {
	for i := len(c.found) - 1; i >= 0; i-- {
		if !c.found[i].noun {
			return c.found[i]
		}
	}
	if c.past == nil || len(c.past.events) == 0 {
		return nil
	}
	if e := c.past.events[len(c.past.events)-1]; c.s.index-e.c.s.index <= 1 {
		return e
	}
	return nil
}

// names tells whether the sentence speaks of an entity, by name or otherwise.
func (s *sentence) names(x *entity) bool {
	for _, m := range s.mentions {
		if m.entity == x {
			return true
		}
		for _, e := range m.also {
			if e == x {
				return true
			}
		}
	}
	return false
}
