package rules

import "strings"

// sues reads "Acme sues Blick".
func (c *clauses) sues(u *verbUse) *dealEvent {
	against := companiesOf(c.parties(u.patient))
	if u.v.lemma == "take" || u.v.lemma == "drag" || u.v.lemma == "haul" {
		if !c.says(u, "court") || len(against) == 0 {
			return nil
		}
	}
	if !u.passive && u.v.lemma != "sue" && len(against) == 0 {
		against = c.by(u.comp, "against")
	}
	// "Acme sued over patents" without an object is a passive in headlines.
	if !u.passive && len(u.patient) == 0 && len(against) == 0 && c.s.paragraph == 0 && u.v.tag == "VBD" {
		against = companiesOf(u.agent)
		by := c.by(u.comp, "by")
		e := c.event(u, litigation, 0.7).with(plaintiff, by).with(defendant, against)
		return e
	}
	e := c.event(u, litigation, 0.94)
	agent := companiesOf(u.agent)
	if len(against) == 0 && !u.passive { // "countersued, accusing Blick of"
		for k := u.at + 1; k < len(c.ph) && c.kind(k) != breakMark; k++ {
			if c.kind(k) == verbGroup && c.ph[k].last().lemma == "accuse" {
				if a := c.after(k, false); len(a.direct) > 0 {
					against = companiesOf(c.parties(a.direct[0]))
				}
			}
		}
	}
	if len(against) == 0 {
		return nil // countersuits without an object are read by strikesBack
	}
	e.with(plaintiff, agent).with(defendant, against)
	if len(agent) == 0 {
		e.base = 0.6 // sued by people or by the state
	}
	return e
}

// accuses reads "In a suit, Acme accuses Blick of copying": a suit only where
// the sentence names one.
func (c *clauses) accuses(u *verbUse) *dealEvent {
	agent := companiesOf(u.agent)
	suit := false
	if !u.passive && len(agent) == 0 && c.inSet(u.subject.items, "suit") { // "Acme's suit accuses Blick"
		suit = true
		agent = c.plaintiffsOf(u.subject.items[0])
	}
	if u.v.lemma != "accuse" || !suit && !c.suitNear() {
		return nil
	}
	against := companiesOf(c.parties(u.patient))
	if len(against) == 0 || len(agent) == 0 {
		return nil
	}
	return c.event(u, litigation, 0.84).with(plaintiff, agent).with(defendant, against)
}

// plaintiffsOf are those whose suit the noun at i is: "a suit by Acme", "Acme's
// suit", "a suit that Acme filed".
func (c *clauses) plaintiffsOf(i int) []party {
	comp := c.after(i, true)
	if list := c.by(comp, "by", "from"); len(list) > 0 {
		return list
	}
	if list := companiesOf(c.ownerOf(i, 0)); len(list) > 0 {
		return list
	}
	for k := i + 1; k < len(c.ph) && k < i+6; k++ {
		if c.kind(k) != verbGroup {
			continue
		}
		if !suitVerbs[c.ph[k].last().lemma] {
			break
		}
		if list := c.by(c.after(k, false), "by"); len(list) > 0 {
			return list
		}
		if s := c.subjectOf(k); len(s.objects) > 0 {
			return companiesOf(c.parties(s.items))
		}
		break
	}
	return nil
}

// infringes reads what courts and suits say of somebody's rights: "a jury
// cleared Blick of infringing patents held by Acme", "Acme complained to the
// ITC that Blick copied its screens". A claim without a court is no suit.
func (c *clauses) infringes(u *verbUse) *dealEvent {
	if !c.inCourt() && !c.foundTo(u) {
		return nil
	}
	violator := c.violator(u)
	if len(violator) == 0 {
		return nil
	}
	holder := minus(c.holderOf(u.patient), violator)
	if u.passive {
		holder = nil
		for _, i := range u.patient {
			holder = append(holder, c.holderOf([]int{i})...)
		}
		holder = minus(holder, violator)
	}
	for _, i := range u.patient {
		if len(holder) == 0 {
			holder = minus(c.otherOwners(i), violator)
		}
	}
	if len(holder) == 0 { // "Acme alleges in a suit that Blick stole designs"
		holder = minus(c.complainant(u), violator)
	}
	if len(holder) == 0 { // "ordered Blick to pay 5 million to Acme for infringing its patents"
		if g := c.governor(u.at); g >= 0 {
			comp := c.after(g, false)
			holder = minus(c.by(comp, "to"), violator)
			for _, d := range comp.direct {
				if len(holder) == 0 {
					holder = minus(companiesOf(c.parties(d)), violator)
				}
			}
		}
	}
	if len(holder) == 0 {
		return nil
	}
	e := c.event(u, litigation, 0.86).with(plaintiff, holder).with(defendant, violator)
	e.matter, e.ruled = u.patient, true
	return e
}

// foundTo tells whether somebody was found to do what the verb says.
func (c *clauses) foundTo(u *verbUse) bool {
	for k, v := range c.ph[u.at].verbs {
		if v.lemma == "find" && v.passive && k < len(c.ph[u.at].verbs)-1 {
			return true
		}
	}
	return false
}

// violator is who infringes: the subject, whose product the subject is, or whom
// a court clears or finds guilty.
func (c *clauses) violator(u *verbUse) []party {
	if u.passive {
		return companiesOf(u.agent)
	}
	if p := &c.ph[u.at]; p.verbs[0].tag == "VBG" && !p.verbs[0].infinitive {
		if g := c.governor(u.at); g >= 0 {
			v := c.ph[g].last()
			if v.passive {
				return companiesOf(c.parties(c.subjectOf(g).items))
			}
			if judgeVerbs[v.lemma] {
				if comp := c.after(g, false); len(comp.direct) > 0 {
					return companiesOf(c.parties(comp.direct[0]))
				}
			}
		}
	}
	if list := companiesOf(u.agent); len(list) > 0 {
		return list
	}
	if list := c.holderOf(u.subject.items); len(list) > 0 {
		return list
	}
	// "that drives imported by Blick infringed"
	for k := u.at - 1; k > 0 && c.kind(k) != commaMark && c.kind(k) != breakMark && c.kind(k) != subordinateMark; k-- {
		if c.kind(k) == verbGroup && holdVerbs[c.ph[k].last().lemma] {
			return c.by(c.after(k, false), "by")
		}
	}
	return nil
}

// judgeVerbs have as object the one who is said to do what follows.
var judgeVerbs = setOf("clear accuse convict acquit absolve find exonerate charge suspect sue blame order")

// complainant is the subject of the verb that reports the clause of u.
func (c *clauses) complainant(u *verbUse) []party {
	for k, n := u.at, 0; k >= 0 && n < 3; n++ {
		g := c.reporter(k)
		if g < 0 {
			g = c.governor(k)
		}
		if g < 0 || g >= k {
			return nil
		}
		s := c.subjectOf(g)
		if list := companiesOf(c.parties(s.items)); len(list) > 0 {
			return list
		}
		if c.inSet(s.items, "suit") {
			return c.plaintiffsOf(s.items[0])
		}
		k = g
	}
	return nil
}

// inCourt tells whether the sentence speaks of a court or a suit.
func (c *clauses) inCourt() bool {
	for k := range c.ph {
		p := &c.ph[k]
		switch p.kind {
		case nounPhrase:
			if tribunalNouns[p.head] || suitNouns[p.head] || p.hasWord("court", "jury", "judge", "itc", "tribunal", "magistrate", "lawsuit") || p.head == "commission" && p.hasWord("trade") {
				return true
			}
			for _, m := range append([]*mention{p.name}, p.inside...) {
				if m != nil && m.entity.kind == publicEntity && courtName(m.entity.name) {
					return true
				}
			}
		case verbGroup:
			for _, v := range p.verbs {
				if v.lemma == "sue" || v.lemma == "countersue" {
					return true
				}
			}
		}
	}
	return false
}

var tribunalNouns = setOf("court jury judge tribunal magistrate verdict jurist arbitrator lawsuit litigation trial")

// courtName tells whether a public body is one that hears cases.
func courtName(name string) bool {
	for _, w := range strings.Fields(strings.ToLower(name)) {
		if w == "court" || w == "itc" || w == "commission" || w == "tribunal" || w == "gericht" || w == "ptab" {
			return true
		}
	}
	return false
}

// strikesBack reads "Blick countersued in Delaware", "Blick hit back with a suit
// of its own": against whom, the sentences before tell.
func (c *clauses) strikesBack(u *verbUse) *dealEvent {
	agent := companiesOf(u.agent)
	if len(agent) == 0 {
		return nil
	}
	counter := u.v.lemma == "countersue" || u.v.lemma == "counter-sue" || u.v.lemma == "sue back"
	for _, p := range u.comp.preps {
		counter = counter || p.prep == "with" && c.inSet(p.items, "suit") || (p.prep == "in" || p.prep == "before" || p.prep == "at") && (c.inSet(p.items, "court") || courtAt(c, p.items))
	}
	if !counter {
		return nil
	}
	against := companiesOf(c.parties(u.patient))
	if len(against) == 0 {
		against = c.by(u.comp, "against")
	}
	// "countersued, accusing Blick of"
	for k := u.at + 1; len(against) == 0 && k < len(c.ph); k++ {
		if c.kind(k) == verbGroup && c.ph[k].last().lemma == "accuse" {
			if comp := c.after(k, false); len(comp.direct) > 0 {
				against = companiesOf(c.parties(comp.direct[0]))
			}
		}
	}
	if len(against) == 0 {
		against = c.opponents(agent)
	}
	if len(against) == 0 { // no suit was told of, but whom it is about
		against = minus(c.setBefore(u.at), agent)
		for k := range against {
			against[k].doubt += 0.06
			against[k].said = ""
		}
	}
	if len(against) == 0 || len(against) > 2 {
		return nil
	}
	return c.event(u, litigation, 0.93).with(plaintiff, agent).with(defendant, minus(against, agent))
}

func courtAt(c *clauses, items []int) bool {
	for _, i := range items {
		if m := c.ph[i].name; m != nil && m.entity.kind == publicEntity && courtName(m.entity.name) {
			return true
		}
	}
	return false
}

// captions reads the names of cases: "Acme v. Blick".
func (c *clauses) captions() []*dealEvent {
	var out []*dealEvent
	for i := 1; i < len(c.s.mentions); i++ {
		a, b := c.s.mentions[i-1], c.s.mentions[i]
		if a.entity.kind != companyEntity || b.entity.kind != companyEntity || a.anaphor || b.anaphor || a.entity == b.entity {
			continue
		}
		between := strings.ToLower(strings.TrimSpace(c.words(a.to, b.from)))
		if between != "v." && between != "v" && between != "vs." && between != "vs" && between != "versus" {
			continue
		}
		at := -1
		for k := range c.ph {
			if c.ph[k].from <= a.from && c.ph[k].to > a.from {
				at = k
			}
		}
		if at < 0 {
			continue
		}
		base := 0.55 // of rivals in a market, perhaps
		if c.inCourt() || c.text != nil && c.hasWord("case", "court", "no") {
			base = 0.84
		}
		e := &dealEvent{kind: litigation, base: base, c: c, at: at, end: at + 1, frame: "v.", noun: true}
		out = append(out, e.with(plaintiff, c.ofMention(a, 0)).with(defendant, c.ofMention(b, 0)))
	}
	return out
}

func (c *clauses) hasWord(words ...string) bool {
	for _, t := range c.s.tokens {
		for _, w := range words {
			if t.lower == w {
				return true
			}
		}
	}
	return false
}

// timeNouns measure time.
var timeNouns = setOf("day week month year hour minute moment quarter weekend decade")

func (c *clauses) suitNear() bool {
	for k := range c.ph {
		if c.ph[k].kind == nounPhrase && suitNouns[c.ph[k].head] {
			return true
		}
	}
	return false
}

var suitNouns = setOf("lawsuit suit complaint countersuit counter-suit counterclaim litigation filing")

// settles reads "Acme settles with Blick", "Acme and Blick settle their suit".
func (c *clauses) settles(u *verbUse) *dealEvent {
	lemma := u.v.lemma
	t := c.thingAt(u.patient)
	var what *phrase
	if t.np >= 0 {
		what = &c.ph[t.np]
	}
	if what != nil && (timeNouns[what.head] || what.money != nil && what.head == "$") { // "settled a month before trial"
		what, t = nil, thing{np: -1}
	}
	quarrel := what != nil && (nounClass("suit").of(what.head) || nounClass("dispute").of(what.head) || what.hasWord("lawsuit", "lawsuits", "litigation", "patent-infringement", "claims", "suits", "arbitration", "disputes", "lawsuit"))
	if lemma == "settle" {
		if what != nil && !quarrel && t.kind != companyThing && !what.hasWord("charges", "allegations", "differences", "matter", "issue") {
			return nil
		}
	} else if !quarrel {
		return nil
	}
	if lemma == "put" || lemma == "reach" {
		return nil
	}
	agent := companiesOf(u.agent)
	if !u.passive && c.anyStandsForSet(u.subject.items) {
		agent = c.togetherAt(u.subject.items)
	}
	base := 0.9
	switch lemma {
	case "settle":
	case "end", "resolve", "bury", "conclude":
		base = 0.72
		if !u.passive && len(u.subject.items) > 0 && (c.inSet(u.subject.items, "settlement accord truce") || nounClass("deal").of(c.ph[u.subject.items[0]].head)) {
			base = 0.88 // "the agreement ends a dispute"
		}
		if len(agent) > 1 {
			base = 0.86
		}
	case "dismiss", "withdraw", "drop":
		// Dropping a suit need not be a settlement: both sides must do so, or an
		// agreement must be named.
		switch {
		case c.eachOther(u) || len(agent) > 1:
			base = 0.86
		case c.underAgreement():
			base = 0.84
		default:
			return nil
		}
	default:
		base = 0.72
	}
	e := c.event(u, settlement, base).with(partner, agent).with(partner, c.by(u.comp, "with", "against", "between", "by"))
	if u.passive && quarrel {
		e.with(partner, companiesOf(t.owner))
	}
	if t.np >= 0 && quarrel {
		comp := c.after(t.np, true)
		e.with(partner, c.by(comp, "with", "against", "by", "between", "from"))
		e.with(partner, minus(companiesOf(c.ownerOf(t.np, 0.04)), nil))
		e.matter = u.patient
	}
	if t.kind == companyThing {
		e.with(partner, t.company)
	}
	if t.np >= 0 && quarrel { // "the suit that Acme brought against Blick"
		e.with(partner, c.plaintiffsOf(t.np)).with(partner, c.suedIn(t.np))
	}
	if g := c.governor(u.at); g >= 0 && e.companies() < 2 && !c.ph[u.at].finite() { // "agreed to pay Acme $5 million to settle"
		comp := c.after(g, false)
		for _, d := range comp.direct {
			e.with(partner, companiesOf(c.parties(d)))
		}
		e.with(partner, c.by(comp, "with", "to", "from"))
	}
	// "Blick settled a month before trial": with whom, the suit told before says.
	if e.companies() == 1 && (quarrel || lemma == "settle" && t.kind != companyThing) {
		e.with(partner, c.opponents(companiesOf(partiesOf(e))))
	}
	if e.companies() == 0 && quarrel {
		e.with(partner, c.quarrellers())
	}
	if e.companies() < 2 && (lemma != "settle" || u.passive || what != nil && !quarrel && what.money == nil) {
		return nil
	}
	return e
}

// partiesOf are the parties without their roles.
func partiesOf(e *dealEvent) []party {
	var out []party
	for _, p := range e.parties {
		out = append(out, p.party)
	}
	return out
}

// suedIn are those against whom the suits at i were brought: "the actions it
// brought against Blick".
func (c *clauses) suedIn(i int) []party {
	for k := i + 1; k < len(c.ph) && k < i+6; k++ {
		if c.kind(k) == verbGroup && suitVerbs[c.ph[k].last().lemma] {
			return c.by(c.after(k, false), "against")
		}
	}
	return nil
}

// underAgreement tells whether the sentence says that something is done under
// an agreement.
func (c *clauses) underAgreement() bool {
	for k := range c.ph {
		if p := &c.ph[k]; p.kind == nounPhrase && (nounClass("deal").of(p.head) || nounClass("settlement").of(p.head)) {
			return true
		}
	}
	return false
}
