package rules

import (
	"slices"
	"strings"
)

// The reader of candidates runs behind the precise readers. For each word that
// tells of a deal (see words/dealcues.txt) it takes the companies in reach: those
// that stand where the cue wants them, then those nearby, then those that the
// sentences before are about. What it finds waits for review.

// spot is a place near a cue with the companies that stand there.
type spot struct {
	place string // see cue
	list  []party
	items []int
}

// candidates are the deals that the cues of the sentence tell of.
func (c *clauses) candidates(cal calendar) []*dealEvent {
	if c.s.paragraph == 0 {
		return nil
	}
	var out []*dealEvent
	for _, m := range c.cueMatches() {
		for _, e := range c.candidate(m) {
			if e = e.weighed(m); e != nil {
				out = append(out, e)
			}
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
	e := &dealEvent{kind: m.kind, base: 0.62, c: c, at: m.at, end: m.last + 1, frame: m.name(), noun: !m.verb}
	spots := c.spots(m)
	if m.wantsIt("money") && !c.moneyNear(m) || m.wantsIt("patents") && !c.inventionsNear(m) {
		return nil
	}
	roles := m.roles
	if kind, renamed, ok := c.traded(m, spots); ok {
		e.kind, roles = kind, renamed
	} else if e.kind == "" || m.kind == tradeCue || m.kind == saleCue || m.kind == passCue || m.wantsIt("thing") {
		return nil
	}
	for _, place := range m.order {
		for _, s := range spots {
			if s.place == place {
				e.with(roles[place], minusRoles(s.list, e))
			}
		}
	}
	if e.companies() < 2 && !m.wantsIt("both") {
		for _, s := range spots { // what stands elsewhere
			if e.companies() < 2 && len(s.list) > 0 && m.roles[s.place] == "" && !elsewhere[s.place] {
				e.with(e.missing(), e.further(s.list[:1], 0.06))
			}
		}
	}
	if m.wantsIt("both") && e.companies() < 2 {
		return nil
	}
	e.supply(m)
	return e.apart()
}

// elsewhere are places whose companies take no part.
var elsewhere = setOf("than like unlike before after despite since near at on over about")

// further are parties with a doubt more than they had.
func (e *dealEvent) further(list []party, doubt float64) []party {
	out := minusRoles(list, e)
	for i := range out {
		out[i].doubt += doubt
	}
	return out
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

// supply adds, where a side is missing, the company that the sentence or those
// before are about.
func (e *dealEvent) supply(m cueMatch) {
	c := e.c
	if e.companies() >= 2 || e.companies() == 0 && len(e.parties) > 0 {
		return
	}
	if e.companies() == 0 && !m.verb {
		return
	}
	add := func(x *entity, doubt float64) {
		if x == nil || e.has(x) || e.companies() >= 2 {
			return
		}
		e.with(e.missing(), []party{{x, "", doubt}})
		e.guessed = true
	}
	// A side that is somebody else is not to be filled.
	if c.strangerAt(m) {
		return
	}
	for _, p := range c.nearbyLeft(m.at) {
		add(p.entity, 0.1)
	}
	add(c.focus, 0.12)
	add(c.topic, 0.14)
	if c.last != nil && len(e.parties) == 1 {
		add(c.last.otherThan(e.parties[0].entity, c.s.index), 0.16)
	}
}

// strangerAt tells whether the subject of the cue is told, and is no company.
func (c *clauses) strangerAt(m cueMatch) bool {
	if !m.verb || c.kind(m.at) != verbGroup {
		return false
	}
	for _, i := range c.subjectOf(m.at).items {
		p := &c.ph[i]
		if p.kind != nounPhrase {
			continue
		}
		if p.name != nil && (p.name.entity.kind == publicEntity || p.name.entity.kind == placeEntity) || publicSubjects[p.head] {
			return true
		}
	}
	return false
}

var publicSubjects = setOf("government ministry regulator authority commission court judge state city analyst customer shareholder investor union worker employee people man woman prosecutor police council parliament jury")

// nearbyLeft are the companies before a phrase in its sentence, the nearest
// first.
func (c *clauses) nearbyLeft(at int) []party {
	var out []party
	for k := at - 1; k >= 0; k-- {
		if c.kind(k) == nounPhrase {
			out = append(out, c.standing(k)...)
			out = append(out, companiesOf(c.ownerOf(k, 0.05))...)
		}
	}
	return distinct(out)
}

// standing are the companies that the noun phrase at i means.
func (c *clauses) standing(i int) []party {
	if c.kind(i) != nounPhrase {
		return nil
	}
	if c.standsForSet(i) {
		return c.setBefore(i)
	}
	if list := companiesOf(c.partiesAt(i, 0)); len(list) > 0 {
		return list
	}
	p := &c.ph[i]
	if p.det == "the" && p.name == nil { // "the Finns"
		for t := p.from + 1; t < p.to; t++ {
			if x := c.text.ofCountry(c.s.tokens[t].text, c.s.index); x != nil {
				return []party{{x, c.words(p.from, p.to), 0.1}}
			}
		}
	}
	return nil
}

// ofCountry is the company last named of which a word for its countrymen
// speaks; nil if there is none.
func (t *text) ofCountry(word string, index int) *entity {
	country := demonymCountry[word]
	if country == "" {
		country = demonymCountry[strings.TrimSuffix(word, "s")]
	}
	if country == "" {
		return nil
	}
	for i := min(index, len(t.sentences)-1); i >= 0; i-- {
		for k := len(t.sentences[i].mentions) - 1; k >= 0; k-- {
			if x := t.sentences[i].mentions[k].entity; x != nil && x.kind == companyEntity && x.country == country {
				return x
			}
		}
	}
	return nil
}

// spots are the places around a cue.
func (c *clauses) spots(m cueMatch) []spot {
	var out []spot
	add := func(place string, items []int) {
		var list []party
		for _, i := range items {
			list = append(list, c.standing(i)...)
		}
		out = append(out, spot{place, distinct(list), items})
		for _, i := range items {
			if len(c.standing(i)) == 0 {
				if own := companiesOf(c.ownerOf(i, 0.04)); len(own) > 0 {
					out = append(out, spot{place + "'s", own, nil})
				}
			}
		}
	}
	start := "obj"
	if m.verb && c.kind(m.at) == verbGroup {
		u := c.use(m.at)
		passive := false
		for _, v := range c.ph[m.at].verbs {
			if v.token == m.from {
				passive = v.passive
			}
		}
		switch {
		case passive:
			add("obj", u.subject.items)
			if len(u.agent) > 0 {
				out = append(out, spot{"subj", companiesOf(u.agent), nil})
			}
			start = "second"
		default:
			if len(u.subject.objects) > 0 {
				add("obj", u.subject.objects)
			}
			add("subj", u.subject.items)
		}
		if with := c.fronted(m.at); with != nil {
			add(with.prep, with.items)
		}
	}
	if m.verb { // between the words of the cue
		place := "obj"
		for k := m.at + 1; k <= m.last; k++ {
			switch c.kind(k) {
			case prepositionMark:
				place = c.ph[k].word
			case nounPhrase:
				add(place, []int{k})
			}
		}
		if last := c.s.tokens[m.to-1].lower; phrasePrepositions[last] && len(m.words) > 1 {
			start = last
		}
	} else {
		start = "beside"
		n := c.nounUse(m.at)
		if len(n.owner) > 0 {
			out = append(out, spot{"own", n.owner, nil})
		} else if list := companiesOf(c.ownerInside(m.at)); len(list) > 0 {
			out = append(out, spot{"own", list, nil})
		}
		if len(n.actor) > 0 && !n.asSubject {
			out = append(out, spot{"subj", n.actor, nil})
		}
	}
	return append(out, c.rightSpots(m, start)...)
}

// ownerInside are the companies named before the head of a noun phrase: "the
// Acme takeover".
func (c *clauses) ownerInside(i int) []party {
	var out []party
	for _, m := range c.ph[i].inside {
		out = append(out, c.ofMention(m, 0.05)...)
	}
	return out
}

// rightSpots are the places behind a cue, up to the end of its clause.
func (c *clauses) rightSpots(m cueMatch, place string) []spot {
	var out []spot
	passed := m.verb
	for k := m.last + 1; k < len(c.ph); {
		switch c.kind(k) {
		case nounPhrase:
			items, next := c.group(k)
			var list []party
			for _, i := range items {
				list = append(list, c.standing(i)...)
			}
			out = append(out, spot{place, distinct(list), items})
			if len(list) == 0 {
				for _, i := range items {
					if own := companiesOf(c.ownerOf(i, 0.04)); len(own) > 0 && (c.ph[i].owner != nil || c.ph[i].ownPron != "" || len(c.ph[i].inside) > 0) {
						out = append(out, spot{place + "'s", own, nil})
					}
				}
			}
			k = max(next, k+1)
		case prepositionMark:
			place = c.ph[k].word
			k++
		case conjunctionMark, commaMark:
			n := c.forward(k + 1)
			if c.kind(n) == nounPhrase && c.startsClause(n) || c.kind(n) == verbGroup && c.ph[n].finite() && !c.participleAt(n) {
				return out
			}
			k++
		case verbGroup:
			p := &c.ph[k]
			switch {
			case p.finite() && !p.last().participle(c.syntax, k):
				if passed {
					return out
				}
				passed, place = true, "behind"
			case p.verbs[0].infinitive:
				place = "infinitive"
			default:
				place = "participle"
			}
			k++
		case relativeMark:
			end := c.closing(k)
			if end < 0 {
				return out
			}
			k = end
		case openMark:
			for k < len(c.ph) && c.kind(k) != closeMark {
				k++
			}
			k++
		case breakMark, subordinateMark:
			return out
		default:
			k++
		}
	}
	return out
}

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

// traded tells what kind of deal a trade is by what is traded, and the roles in
// it; ok is false if that cannot be a deal or the cue is of no trade.
func (c *clauses) traded(m cueMatch, spots []spot) (kind string, roles map[string]string, ok bool) {
	if m.kind != tradeCue && m.kind != saleCue && m.kind != passCue {
		return "", nil, false
	}
	thingPlace := ""
	for _, place := range m.order {
		if m.roles[place] == target {
			thingPlace = place
			break
		}
	}
	places := []string{thingPlace}
	if m.wantsIt("thing") && thingPlace != "subj" {
		places = []string{"for", "on", "of"}
	}
	selling := m.kind != tradeCue
	for _, place := range places {
		for _, s := range spots {
			if s.place != place {
				continue
			}
			if kind, as, ok := c.tradeOf(s, spots, selling); ok {
				return kind, renamed(m.roles, as), true
			}
		}
	}
	if !m.verb && !m.wantsIt("thing") { // "the sale to Blick"
		return divestiture, m.roles, true
	}
	return "", nil, false
}

// tradeOf is the kind of deal in which what stands at a spot changes hands.
func (c *clauses) tradeOf(s spot, spots []spot, selling bool) (kind string, as map[string]string, ok bool) {
	if len(s.items) == 0 {
		if len(s.list) > 0 {
			return acquisition, nil, true
		}
		return "", nil, false
	}
	t := c.thingAt(s.items)
	p := &c.ph[s.items[0]]
	switch t.kind {
	case patentThing:
		return patentSale, map[string]string{target: ""}, true
	case stakeThing:
		if t.whole && !selling {
			return acquisition, nil, true
		}
		if selling {
			return divestiture, nil, true
		}
		return investment, map[string]string{buyer: investor, target: investee}, true
	case unitThing, assetThing:
		if selling {
			return divestiture, nil, true
		}
		return acquisition, nil, true
	case licenceThing:
		return licenseDeal, map[string]string{buyer: licensee, seller: licensor, target: ""}, true
	case companyThing:
		return acquisition, nil, true
	}
	switch {
	case len(s.list) > 0:
		return acquisition, nil, true
	case p.pronoun || p.name != nil && p.name.entity.kind != productEntity && p.name.entity.kind != technologyEntity:
		return "", nil, false
	case companyNoun[p.head] && !p.plural:
		return acquisition, nil, true
	case goodsNoun(p):
		if _, to := spotAt(spots, "from", "to"); to {
			return supply, map[string]string{buyer: customer, seller: supplier, target: ""}, true
		}
	}
	return "", nil, false
}

// goodsNoun tells whether a noun phrase can be goods that are bought again and
// again.
func goodsNoun(p *phrase) bool {
	return p.money == nil && p.percent == 0 && p.plural && !timeNouns[p.head] && !stakeNouns[p.head]
}

// spotAt finds the first place of those given that has a company.
func spotAt(spots []spot, places ...string) (spot, bool) {
	for _, place := range places {
		for _, s := range spots {
			if s.place == place && len(s.list) > 0 {
				return s, true
			}
		}
	}
	return spot{}, false
}

// renamed are roles under the names that they have in another kind of deal.
func renamed(roles, as map[string]string) map[string]string {
	out := map[string]string{}
	for place, role := range roles {
		if to, ok := as[role]; ok {
			role = to
		}
		out[place] = role
	}
	return out
}

// again reads "Blick came on board": another deal of the kind told last, with
// one side the same.
func (c *clauses) again(m cueMatch) []*dealEvent {
	before := c.latest()
	if before == nil || c.kind(m.at) != verbGroup {
		return nil
	}
	who := companiesOf(c.parties(c.subjectOf(m.at).items))
	if len(who) == 0 || before.has(who[0].entity) {
		return nil
	}
	needs, directed := sides[before.kind]
	role := partner
	e := &dealEvent{kind: before.kind, base: 0.55, c: c, at: m.at, end: m.last + 1, frame: m.name()}
	if directed {
		role = needs[1]
		if before.kind == acquisition || before.kind == investment || before.kind == litigation {
			role = needs[0]
		}
	}
	e.with(role, who)
	for _, p := range before.parties {
		if p.role != role || !directed && p.entity == c.topic {
			q := p.party
			q.doubt, q.said = 0.1, ""
			e.with(p.role, []party{q})
		}
	}
	e.guessed = true
	return []*dealEvent{e}
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

// weighed judges a candidate and gives it its confidence; nil if it is none.
func (e *dealEvent) weighed(m cueMatch) *dealEvent {
	e.judge()
	if e.dropped || e.companies() == 0 || len(e.parties) > 8 {
		return nil
	}
	worst := 0.0
	for _, p := range e.parties {
		worst = max(worst, p.doubt)
	}
	conf := e.base - worst/2
	switch {
	case e.companies() < 2 && !(e.kind == investment || e.kind == divestiture || e.kind == patentSale || e.kind == litigation || e.kind == acquisition):
		return nil
	case e.companies() < 2:
		conf = min(conf, 0.44)
		e.reasons = append(e.reasons, "only one party is named")
	case e.guessed:
		conf = min(conf, 0.52)
		e.reasons = append(e.reasons, "a party is carried on from the sentences before")
	}
	if e.c.quoted(e.at) {
		conf -= 0.04
	}
	e.confidence = min(conf, candidateTop)
	if e.confidence < candidateFloor {
		return nil
	}
	e.confidence = max(e.confidence, 0.42)
	e.reasons = append(e.reasons, "read from a word that tells of a deal and the companies beside it")
	return e
}

// The confidence of candidates: none is written without a person.
const (
	candidateTop   = 0.7
	candidateFloor = 0.25
)
