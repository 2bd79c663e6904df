package rules

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
	if len(against) == 0 {
		return nil
	}
	e.with(plaintiff, agent).with(defendant, against)
	if len(agent) == 0 {
		e.base = 0.6 // sued by people or by the state
		if len(u.agent) > 0 || u.passive {
			e.base = 0.5
		}
	}
	return e
}

// accuses reads "In a suit, Acme accuses Blick of copying": a suit only where
// the sentence names one.
func (c *clauses) accuses(u *verbUse) *dealEvent {
	if u.v.lemma != "accuse" || !c.suitNear() {
		return nil
	}
	against := companiesOf(c.parties(u.patient))
	agent := companiesOf(u.agent)
	if len(against) == 0 || len(agent) == 0 {
		return nil
	}
	return c.event(u, litigation, 0.8).with(plaintiff, agent).with(defendant, against)
}

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
	var agent []party
	if u.passive {
		agent = companiesOf(u.agent)
	} else {
		agent = companiesOf(u.agent)
	}
	base := 0.9
	if lemma != "settle" {
		base = 0.72
		if (lemma == "end" || lemma == "resolve" || lemma == "bury") && len(agent) > 1 {
			base = 0.84
		}
		if lemma == "dismiss" || lemma == "withdraw" || lemma == "drop" {
			base = 0.45 // dropping a suit need not be a settlement
		}
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
	if t.np >= 0 && quarrel && e.companies() < 2 { // "the suit that Acme brought against Blick"
		for k := t.np + 1; k < len(c.ph) && k < t.np+8 && c.kind(k) != commaMark && c.kind(k) != breakMark; k++ {
			if c.is(k, "against") && c.kind(k+1) == nounPhrase {
				items, _ := c.group(k + 1)
				e.with(partner, companiesOf(c.parties(items)))
			}
		}
	}
	if g := c.governor(u.at); g >= 0 && e.companies() < 2 { // "agreed with Blick to settle"
		e.with(partner, c.by(c.after(g, false), "with"))
	}
	if e.companies() < 2 {
		return nil
	}
	return e
}
