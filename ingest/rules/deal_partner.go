package rules

// partners reads "Acme partners with Blick", "Acme and Blick team up".
func (c *clauses) partners(u *verbUse) *dealEvent {
	lemma := u.v.lemma
	t := c.thingAt(u.patient)
	with := c.by(u.comp, "with", "alongside")
	agent := companiesOf(u.agent)
	base := 0.9
	switch lemma {
	case "work":
		base = 0.6
		if (u.v.tag == "VBZ" || u.v.tag == "VBP") && !u.v.progressive && !u.v.perfect && u.v.modal == "" && !u.v.infinitive && c.s.paragraph > 0 {
			base = 0.35 // a habit
		}
		// "are working together", "will work with Blick on": under way or to come.
		if c.says(u, "together") || c.says(u, "jointly") || c.says(u, "closely") {
			base = 0.7
		}
		if u.v.modal == "will" || u.v.infinitive {
			base += 0.1
		}
	case "develop", "build", "integrate", "jointly", "align":
		base = 0.5
		if u.v.lemma != "integrate" && (c.says(u, "jointly") || c.says(u, "together")) {
			base = 0.82
		}
		if lemma == "integrate" || lemma == "align" {
			base = 0.45
		} else if base == 0.5 && len(with) == 0 {
			return nil // each by itself, for all we know
		}
		if u.passive && len(with) > 0 { // "Developed with Blick, Acme's headset"
			e := c.event(u, partnership, 0.6).with(partner, with)
			e.with(partner, agent)
			return e
		}
	case "pair", "combine":
		base = 0.55
	case "co-develop", "codevelop":
		base = 0.85
	case "band", "team", "pair up", "link up", "tie up":
		base = 0.85
	}
	if u.passive && lemma != "ally" {
		// "is partnered with"
		e := c.event(u, partnership, base-0.1).with(partner, companiesOf(c.parties(u.patient))).with(partner, with)
		if e.companies() < 2 {
			return nil
		}
		return e
	}
	if t.kind == companyThing && lemma != "integrate" && len(u.comp.direct) > 0 && len(with) == 0 && len(agent) < 2 {
		return nil
	}
	if u.v.perfect && (c.says(u, "since") || c.says(u, "for")) && !c.says(u, "agreed") && lemma != "team up" { // for long
		base -= 0.1
	}
	e := c.event(u, partnership, base).with(partner, agent).with(partner, with)
	if e.companies() < 2 {
		return nil
	}
	if len(agent) < 2 && len(with) == 0 {
		return nil
	}
	e.matter = u.patient
	return e
}

// says tells whether a word stands in the verb's reach.
func (c *clauses) says(u *verbUse, word string) bool {
	for k := max(0, u.at-1); k < min(len(c.ph), u.comp.end+1); k++ {
		for t := c.ph[k].from; t < c.ph[k].to; t++ {
			if c.s.tokens[t].lower == word {
				return true
			}
		}
	}
	return false
}

// forms reads "Acme and Blick form a joint venture".
func (c *clauses) forms(u *verbUse) *dealEvent {
	var what []int
	if u.passive {
		what = u.patient
	} else {
		what = u.patient
		// "form Voltholm, a joint venture": the apposition is the noun.
	}
	if len(what) == 0 {
		return nil
	}
	i := what[0]
	venture := false
	var entityFormed []party
	if c.kind(i) == nounPhrase && isVenture(&c.ph[i]) {
		venture = true
	} else if c.named(i) {
		for k := c.closeParen(i + 1); k < len(c.ph) && k < i+5; k++ {
			if c.kind(k) == nounPhrase && isVenture(&c.ph[k]) {
				venture = true
				entityFormed = c.parties([]int{i})
			}
			if c.kind(k) == verbGroup {
				break
			}
		}
	}
	agent := companiesOf(u.agent)
	if !venture && c.kind(i) == nounPhrase && c.ph[i].head == "venture" && foundVerbs[u.v.lemma] && !c.ph[i].hasWord("business", "capital") {
		venture = len(distinct(append(c.by(u.comp, "with", "between"), agent...))) > 1
	}
	if !venture && u.passive && len(agent) > 1 && c.company(i) && foundVerbs[u.v.lemma] { // "Coil, set up in 2012 by Acme and Blick"
		return c.event(u, jointVenture, 0.83).with(partner, minus(agent, c.parties([]int{i})))
	}
	if !venture {
		return c.foundTogether(u, i, agent)
	}
	e := c.event(u, jointVenture, 0.93).with(partner, minus(agent, entityFormed))
	e.with(partner, minus(c.by(u.comp, "with", "between", "by"), entityFormed))
	if e.companies() < 2 {
		if own := companiesOf(c.ownerOf(i, 0.05)); len(own) > 0 {
			e.with(partner, minus(own, entityFormed))
		}
	}
	if g := c.governor(u.at); g >= 0 && e.companies() < 2 {
		e.with(partner, minus(c.by(c.after(g, false), "with"), entityFormed))
	}
	if e.companies() < 2 {
		e.base = 0.6
	}
	e.matter = what
	return e
}

// foundVerbs say that a company comes into being.
var foundVerbs = map[string]bool{"form": true, "establish": true, "create": true, "set up": true, "launch": true, "found": true, "start": true}

// foundTogether reads "Acme and Blick are setting up a cloud operator", "announce
// the creation of Coil": a company of several companies.
func (c *clauses) foundTogether(u *verbUse, i int, agent []party) *dealEvent {
	if u.passive || c.kind(i) != nounPhrase {
		return nil
	}
	if len(agent) == 1 {
		agent = distinct(append(agent, c.by(u.comp, "with")...))
	}
	if len(agent) < 2 {
		return nil
	}
	p := &c.ph[i]
	switch u.v.lemma {
	case "form", "create", "establish", "set up", "found":
		if p.det != "a" && p.det != "an" || p.name != nil {
			return nil
		}
		if companyNoun[p.head] {
			return c.event(u, jointVenture, 0.84).with(partner, agent)
		}
		if p.hasWord("joint") { // a joint team, laboratory, programme
			return c.event(u, partnership, 0.84).with(partner, agent)
		}
	case "announce", "plan":
		if k := c.forward(i + 1); (p.head == "creation" || p.head == "formation" || p.head == "establishment") && c.is(k, "of") && c.company(k+1) {
			made := c.parties([]int{k + 1})
			return c.event(u, jointVenture, 0.84).with(partner, minus(agent, made))
		}
	}
	return nil
}

func isVenture(p *phrase) bool {
	if p.head == "jv" || p.head == "venture" && p.hasWord("joint", "joint-venture", "50-50", "50:50", "new") {
		return true
	}
	return p.head == "joint-venture" || p.hasWord("joint") && (p.head == "company" || p.head == "entity" || p.head == "firm" || p.head == "enterprise" || p.head == "subsidiary")
}
