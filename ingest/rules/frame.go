package rules

import "strings"

// frame is one way to tell of a deal with a verb: what the verb is done to and
// which of its arguments plays which role. Frames are data; [clauses.framed]
// applies them to active and passive sentences alike.
type frame struct {
	kind string
	base float64 // confidence where all arguments are plainly there
	// verbs are lemmas, separated by commas, phrasal ones with their particle.
	verbs string
	// object is the set of what the verb is done to (see [clauses.inSet]); "-" if
	// there must be no object, empty if it does not matter.
	object string
	// roles says where the party of a role stands: "SELLER=subject BUYER=to/for".
	// The first place that has a company counts. Places are those of
	// [clauses.place].
	roles string
	// when are further conditions, "PLACE SET" joined by "; ".
	when string
}

// frameRole is a role of a frame, with the places to look for its party.
type frameRole struct {
	role   string
	places []string
}

// frameRules are a frame made ready.
type frameRules struct {
	*frame
	roles []frameRole
	when  [][2]string
}

// framesByVerb are the frames of each verb.
var framesByVerb = func() map[string][]frameRules {
	out := make(map[string][]frameRules)
	for _, table := range frameTables {
		for i := range table {
			f := &table[i]
			r := frameRules{frame: f}
			for _, part := range strings.Fields(f.roles) {
				role, places, _ := strings.Cut(part, "=")
				r.roles = append(r.roles, frameRole{role, strings.Split(places, "/")})
			}
			if f.when != "" {
				for _, part := range strings.Split(f.when, "; ") {
					place, set, _ := strings.Cut(part, " ")
					r.when = append(r.when, [2]string{place, set})
				}
			}
			for _, v := range listed(f.verbs) {
				out[v] = append(out[v], r)
			}
		}
	}
	return out
}()

// frameTables are all frames, by what they are about.
var frameTables = [][]frame{licenceFrames, crossLicenceFrames, patentSaleFrames, suitFrames, settlementFrames,
	acquisitionFrames, bidderFrames, investmentFrames, supplyFrames, partnershipFrames}

// listed are the entries of a list with commas.
func listed(list string) []string {
	var out []string
	for _, v := range strings.Split(list, ",") {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// framed reads the verb by its frames.
func (c *clauses) framed(u *verbUse) []*dealEvent {
	var out []*dealEvent
	for _, f := range framesByVerb[u.v.lemma] {
		if e := c.mutually(u, c.frameEvent(u, &f)); e != nil {
			out = append(out, e)
		}
	}
	return out
}

// frameEvent applies one frame; nil if it does not fit.
func (c *clauses) frameEvent(u *verbUse, f *frameRules) *dealEvent {
	object := u.patient
	switch f.object {
	case "":
	case "-":
		if len(u.patient) > 0 && !u.passive {
			return nil
		}
	default:
		switch {
		case c.inSet(u.patient, f.object):
		case c.inSet(u.second, f.object):
			object = u.second
		default:
			return nil
		}
	}
	if f.object == "royalty" && c.otherFee(object) {
		return nil
	}
	for _, w := range f.when {
		ok := w[0] == "do" && u.comp.infinitive >= 0 && setOf(w[1])[c.ph[u.comp.infinitive].last().lemma]
		for _, items := range c.itemsAt(u, object, w[0]) {
			ok = ok || c.inSet(items, w[1])
		}
		if !ok {
			return nil
		}
	}
	e := c.event(u, f.kind, f.base)
	for _, r := range f.roles {
		for _, place := range r.places {
			list := minusRoles(c.place(u, object, place), e)
			if place == "before" {
				list = minusRoles(c.before(f.kind, r.role), e)
			}
			if len(list) == 0 {
				if of, ok := strings.CutSuffix(place, "'s"); ok {
					for _, items := range c.itemsAt(u, object, of) {
						for _, i := range items {
							list = append(list, minusRoles(c.otherOwners(i), e)...)
						}
					}
				}
			}
			if len(list) > 0 {
				e.with(r.role, list)
				break
			}
		}
	}
	if len(e.parties) == 0 {
		return nil
	}
	if _, directed := sides[f.kind]; !directed && e.companies() < 2 {
		return nil
	}
	e.matter = object
	if !u.passive && len(u.subject.items) > 0 && len(companiesOf(u.agent)) == 0 {
		p := &c.ph[u.subject.items[0]]
		e.outsider = f.kind == litigation && !p.pronoun && !c.inSet(u.subject.items, "suit") && !c.inSet(u.subject.items, "tribunal")
	}
	return e
}

// before are those who have the role in the latest deal of the kind told of: "it
// sold 500 patents to Blick, and a smaller lot went to Coil".
func (c *clauses) before(kind, role string) []party {
	events := c.found
	for range 2 {
		for i := len(events) - 1; i >= 0; i-- {
			e := events[i]
			if e.kind != kind || e.dropped {
				continue
			}
			var out []party
			for _, p := range e.role(role) {
				q := p.party
				q.doubt += 0.08
				q.said = ""
				out = append(out, q)
			}
			return out
		}
		if c.past == nil || len(c.past.read) == 0 || c.s.index-c.past.read[len(c.past.read)-1].s.index > 1 {
			return nil
		}
		events = c.past.events
	}
	return nil
}

// minusRoles are the companies that have no role yet.
func minusRoles(list []party, e *dealEvent) []party {
	var out []party
	for _, p := range list {
		if !e.has(p.entity) {
			out = append(out, p)
		}
	}
	return out
}

// otherOwners are further readings of "its" in the noun phrase at i: by
// coreference, and the one whose words the clause reports ("Acme said Blick had
// taken a licence to its patents").
func (c *clauses) otherOwners(i int) []party {
	p := &c.ph[i]
	if p.ownPron == "" {
		return nil
	}
	var out []party
	for t := p.from; t < p.to; t++ {
		if m := c.byToken[t]; m != nil && m.anaphor && m.to-m.from == 1 {
			out = append(out, companiesOf(c.ofMention(m, 0.04))...)
		}
	}
	for k, n := c.clauseVerb(i), 0; k >= 0 && n < 3; n++ {
		g := c.reporter(k)
		if g < 0 {
			g = c.governor(k)
		}
		if g < 0 || g >= k {
			break
		}
		for _, q := range companiesOf(c.parties(c.subjectOf(g).items)) {
			q.doubt += 0.05
			q.said = p.ownPron
			out = append(out, q)
		}
		k = g
	}
	return distinct(out)
}

// clauseVerb is the verb group before the noun phrase at i in its clause; -1 if
// there is none.
func (c *clauses) clauseVerb(i int) int {
	for k := i - 1; k >= 0 && c.kind(k) != breakMark; k-- {
		if c.kind(k) == verbGroup {
			return k
		}
	}
	return -1
}

// itemsAt are the noun phrases at a place of the verb: "subject", "object",
// "second", "infinitive" (the object of the infinitive behind the verb) or a
// preposition; "sentence" are all of the sentence. (The condition "do" is about
// the verb of the infinitive.)
func (c *clauses) itemsAt(u *verbUse, object []int, place string) [][]int {
	switch place {
	case "subject":
		if u.passive {
			var out [][]int
			for _, p := range u.comp.prep("by") {
				out = append(out, p.items)
			}
			return out
		}
		return [][]int{u.subject.items}
	case "object":
		return [][]int{object}
	case "second":
		return [][]int{u.second}
	case "sentence":
		var all [][]int
		for k := range c.ph {
			if c.kind(k) == nounPhrase {
				all = append(all, []int{k})
			}
		}
		return all
	case "infinitive":
		if u.comp.infinitive < 0 {
			return nil
		}
		return c.after(u.comp.infinitive, false).direct
	}
	comp := u.comp
	if first, then, ok := strings.Cut(place, "."); ok && first != "infinitive" { // "in partnership with"
		var out [][]int
		for _, p := range u.comp.prep(first) {
			behind := c.after(p.items[len(p.items)-1], true)
			for _, q := range behind.prep(then) {
				out = append(out, q.items)
			}
		}
		return out
	}
	if prep, ok := strings.CutPrefix(place, "infinitive."); ok {
		if u.comp.infinitive < 0 {
			return nil
		}
		comp, place = c.after(u.comp.infinitive, false), prep
	}
	var out [][]int
	for _, p := range comp.prep(place) {
		out = append(out, p.items)
	}
	if u.passive && len(object) > 0 { // "ownership of the patents was transferred"
		behind := c.after(object[0], true)
		for _, p := range behind.prep(place) {
			out = append(out, p.items)
		}
	}
	return out
}

// place are the companies at a place. Beside those of [clauses.itemsAt] there
// are "recipient", to whom something is given, and PLACE's: those to whom what
// stands at the place belongs ("to's" in "a licence to Acme's patents").
func (c *clauses) place(u *verbUse, object []int, place string) []party {
	if of, ok := strings.CutSuffix(place, "'s"); ok {
		var out []party
		for _, items := range c.itemsAt(u, object, of) {
			list := c.holderOf(items)
			if len(list) == 0 && c.inSet(items, "suit") { // "faces a suit filed by Acme"
				list = c.plaintiffsOf(items[0])
			}
			out = append(out, list...)
		}
		return distinct(out)
	}
	switch place {
	case "subject":
		if !u.passive && c.anyStandsForSet(u.subject.items) {
			return c.togetherAt(u.subject.items)
		}
		return companiesOf(u.agent)
	case "quarrel":
		return c.quarrellers()
	case "recipient":
		if c.anyStandsForSet(u.patient) {
			return c.togetherAt(u.patient)
		}
		if len(u.second) > 0 && len(object) > 0 && len(u.patient) > 0 && object[0] == u.second[0] {
			return companiesOf(c.parties(u.patient))
		}
		if list := c.by(u.comp, "to", "for"); len(list) > 0 || len(object) == 0 {
			return list
		}
		var out []party // "pay Acme royalties" reads like "Acme products"
		for _, m := range c.ph[object[0]].inside {
			if m.entity.kind == companyEntity && !m.possessive {
				out = append(out, c.ofMention(m, 0.02)...)
			}
		}
		return out
	case "with", "from", "by", "to", "against", "between", "of", "for":
		return c.by(u.comp, place)
	}
	var out []party
	for _, items := range c.itemsAt(u, object, place) {
		out = append(out, companiesOf(c.parties(items))...)
	}
	return distinct(out)
}

// inSet tells whether noun phrases are of a set: the name of one of
// [nounSets], or nouns themselves. Of joined noun phrases one is enough.
func (c *clauses) inSet(items []int, set string) bool {
	for _, i := range items {
		if c.kind(i) != nounPhrase {
			continue
		}
		p := &c.ph[i]
		switch set {
		case "company":
			if len(companiesOf(c.parties([]int{i}))) > 0 {
				return true
			}
			continue
		case "patents":
			if c.thingAt([]int{i}).kind == patentThing || c.standsForPatents(i) {
				return true
			}
			// "a smaller lot, 74 patents, went"
			if lots[p.head] && c.kind(i+1) == commaMark && c.kind(i+2) == nounPhrase && c.thingAt([]int{i + 2}).kind == patentThing {
				return true
			}
			continue
		case "licence":
			if t := c.thingAt([]int{i}); t.kind == licenceThing {
				return true
			}
			if p.hasWord("cross-license", "cross-licence") {
				return false
			}
		case "money":
			if p.money != nil {
				return true
			}
			continue
		}
		if p.name != nil && p.name.entity.kind <= personEntity {
			continue
		}
		nouns, named := nounSets[set]
		if !named {
			nouns = setOf(set)
		}
		if nouns[p.head] {
			return true
		}
		// "dozens of lawsuits", "a series of claims"
		if k := c.closeParen(i + 1); measureNouns[p.head] && c.is(k, "of") && c.kind(k+1) == nounPhrase && nouns[c.ph[k+1].head] {
			return true
		}
	}
	return false
}

// standsForPatents tells whether a pronoun ("sold them to Blick") or a bare
// number ("another 40") takes up patents named before it in the sentence.
func (c *clauses) standsForPatents(i int) bool {
	p := &c.ph[i]
	plural := p.pronoun && (p.head == "them" || p.head == "they") || p.det == "those" || p.det == "these"
	bare := p.name == nil && p.head == "" && p.number > 0 || lots[p.head]
	if !plural && !bare {
		return false
	}
	for k := i - 1; k >= 0; k-- {
		q := &c.ph[k]
		if q.kind == nounPhrase && q.plural && q.name == nil && !q.pronoun {
			return q.hasWord("patents", "patent")
		}
	}
	return false
}

// holderOf are those to whom a noun phrase belongs: its owner, otherwise whom
// what follows names: "patents held by Acme", "patents which belong to Acme".
func (c *clauses) holderOf(items []int) []party {
	if len(items) == 0 || c.kind(items[0]) != nounPhrase {
		return nil
	}
	t := c.thingAt(items)
	if len(t.owner) > 0 {
		return companiesOf(t.owner)
	}
	i := t.np
	if i < 0 {
		return nil
	}
	if list := companiesOf(c.ownerOf(i, 0.03)); len(list) > 0 {
		return list
	}
	// "sales of Blick's phones", "a licence to Acme's patents"
	if k := c.closeParen(i + 1); (c.is(k, "of") || t.kind == licenceThing && rightPreps[c.ph[min(k, len(c.ph)-1)].word]) && c.kind(k+1) == nounPhrase {
		inner, _ := c.group(k + 1)
		if list := c.holderOf(inner); len(list) > 0 {
			return list
		}
	}
	end := min(len(c.ph), items[len(items)-1]+8)
	for k := i + 1; k < end; k++ {
		if c.kind(k) == breakMark {
			return nil
		}
		if c.kind(k) != verbGroup {
			continue
		}
		v := c.ph[k].last()
		if !holdVerbs[v.lemma] {
			if c.ph[k].finite() && !c.participleAt(k) {
				return nil
			}
			continue
		}
		comp := c.after(k, false)
		if v.lemma == "belong" {
			return c.by(comp, "to")
		}
		if list := c.by(comp, "by"); len(list) > 0 {
			return list
		}
		if s := c.subjectOf(k); len(s.objects) > 0 { // "patents that Acme owns"
			return companiesOf(c.parties(s.items))
		}
		return nil
	}
	return nil
}

// lots are nouns of a part of what was named before.
var lots = setOf("lot batch rest remainder other portfolio bundle tranche package collection group")

// rightPreps lead from a licence to what is licensed.
var rightPreps = setOf("to under on for over covering")

// holdVerbs say to whom a right belongs.
var holdVerbs = setOf("hold own belong control patent develop invent design make import sell build offer")

// otherFee tells whether a fee is for something else than a licence: "a break-up
// fee of $2 billion".
func (c *clauses) otherFee(items []int) bool {
	for _, i := range items {
		if p := &c.ph[i]; p.head == "fee" && !p.hasWord("licence", "license", "licensing", "royalty", "patent", "technology", "access", "per-unit", "per-device") && !c.followedBy(i, "each", "every", "phone", "handset", "device", "unit") {
			return true
		}
	}
	return false
}
