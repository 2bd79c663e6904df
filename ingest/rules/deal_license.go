package rules

// licenses reads "Acme licenses its patents to Blick", "Acme licenses the
// engine from Blick", "Blick was licensed to use Acme's patents".
func (c *clauses) licenses(u *verbUse) *dealEvent {
	to, from := c.by(u.comp, "to"), c.by(u.comp, "from")
	agent := companiesOf(u.agent)
	if c.eachOther(u) && len(agent) > 1 {
		e := c.event(u, crossLicense, 0.92).with(partner, agent)
		e.matter = u.patient
		return e
	}
	if u.passive {
		what := c.thingAt(u.patient)
		if what.kind == companyThing { // "Blick has been licensed to use Acme's patents"
			e := c.event(u, licenseDeal, 0.85).with(licensee, what.company).with(licensor, agent)
			if len(agent) == 0 && len(u.comp.direct) > 0 { // "licensed to use five Acme patents"
				e.with(licensor, minus(companiesOf(c.ownerOf(u.comp.direct[0][0], 0.03)), what.company))
				e.matter = u.comp.direct[0]
			}
			for _, p := range u.comp.prep("under", "for") {
				e.with(licensor, c.holderOf(p.items))
			}
			if u.comp.infinitive >= 0 {
				d := c.after(u.comp.infinitive, false)
				if len(d.direct) > 0 {
					e.with(licensor, companiesOf(c.ownerOf(d.direct[0][0], 0.03)))
					e.matter = d.direct[0]
				}
			}
			return e
		}
		if len(to) == 0 && len(from) == 0 {
			return nil
		}
		if len(agent) == 0 {
			agent = what.owner
		}
		if len(from) > 0 && len(to) == 0 { // "a compound licensed from Acme"
			to, agent = agent, nil
		}
		e := c.event(u, licenseDeal, 0.86).with(licensor, agent).with(licensor, from).with(licensee, to)
		e.matter = u.patient
		return e
	}
	t := c.thingAt(u.patient)
	switch {
	case len(to) > 0 && len(agent) > 0:
		e := c.event(u, licenseDeal, 0.92).with(licensor, agent).with(licensee, to)
		e.matter = u.patient
		return e
	case len(from) > 0 && len(agent) > 0:
		e := c.event(u, licenseDeal, 0.92).with(licensee, agent).with(licensor, from)
		e.matter = u.patient
		return e
	case len(t.owner) > 0 && len(agent) > 0 && firstCompany(t.owner) != firstCompany(agent):
		e := c.event(u, licenseDeal, 0.85).with(licensee, agent).with(licensor, t.owner)
		e.matter = u.patient
		return e
	case t.np >= 0 && c.ph[t.np].ownPron != "" && len(agent) > 0 && c.reporter(u.at) >= 0:
		// "Acme said that Blick had licensed its patents": those of Acme.
		said := minus(companiesOf(c.parties(c.subjectOf(c.reporter(u.at)).items)), agent)
		if len(said) == 0 {
			return nil
		}
		e := c.event(u, licenseDeal, 0.72).with(licensee, agent).with(licensor, said[:1])
		e.matter = u.patient
		return e
	case t.kind == companyThing && len(agent) > 0 && u.comp.infinitive >= 0: // "Acme licensed Blick to make"
		return c.event(u, licenseDeal, 0.8).with(licensor, agent).with(licensee, t.company)
	}
	return nil
}

// eachOther tells whether a verb goes both ways: "from each other".
func (c *clauses) eachOther(u *verbUse) bool {
	end := min(len(c.ph), u.comp.end+6)
	for k := u.at; k < end; k++ {
		w := c.words(c.ph[k].from, c.ph[k].to)
		if w == "each other" || w == "one another" || w == "each" || c.ph[k].hasWord("other's", "another's") || c.ph[k].hasWord("each") && c.ph[k].hasWord("other") {
			return true
		}
	}
	return false
}

// crossLicenses reads "Acme and Blick cross-license patents".
func (c *clauses) crossLicenses(u *verbUse) *dealEvent {
	e := c.event(u, crossLicense, 0.93).with(partner, companiesOf(u.agent)).with(partner, c.by(u.comp, "with", "from", "to"))
	t := c.thingAt(u.patient)
	if t.kind == companyThing {
		e.with(partner, t.company)
	}
	// "the pair's patents"
	if e.companies() < 2 {
		e.with(partner, t.owner)
	}
	// "Acme has signed an agreement with Blick to cross-license": the partner
	// belongs to the verb that governs.
	if g := c.governor(u.at); g >= 0 && e.companies() < 2 {
		e.with(partner, c.by(c.after(g, false), "with"))
	}
	e.matter = u.patient
	if e.companies() < 2 {
		return nil
	}
	return e
}

// grants reads "Acme grants Blick a licence to its patents".
func (c *clauses) grants(u *verbUse) *dealEvent {
	agent := companiesOf(u.agent)
	var to []party
	var what []int
	if u.passive {
		t := c.thingAt(u.patient)
		switch {
		case t.kind == companyThing && len(u.second) > 0 && c.thingAt(u.second).kind == licenceThing: // "Blick was granted a licence"
			to, what = t.company, u.second
		case t.kind == licenceThing: // "a licence was granted to Blick"
			to, what = c.by(u.comp, "to"), u.patient
		default:
			return c.awarded(u, t, agent)
		}
	} else {
		if len(u.second) > 0 {
			to, what = companiesOf(c.parties(u.patient)), u.second
			if len(to) == 0 {
				to = companiesOf(c.ownerOf(u.patient[0], 0.05))
			}
		} else {
			to, what = c.by(u.comp, "to"), u.patient
		}
	}
	t := c.thingAt(what)
	if t.kind != licenceThing {
		if t.np >= 0 && nounClass("contract").of(c.ph[t.np].head) && len(to) > 0 && !u.passive {
			e := c.event(u, supply, 0.88).with(customer, agent).with(supplier, to)
			e.matter = what
			return e
		}
		return nil
	}
	if c.ph[t.np].hasWord("right", "rights") && !c.ph[t.np].hasWord("exclusive", "licence", "license", "distribution", "marketing", "commercialization", "worldwide", "global") && u.comp.infinitive >= 0 {
		return nil // "gives Acme the right to buy": an option
	}
	e := c.event(u, licenseDeal, 0.9).with(licensor, agent).with(licensee, to)
	if len(agent) == 0 { // "the agreement gives Blick a licence to Acme's patents"
		e.with(licensor, minus(c.holderOf(what), to))
	}
	if len(agent) == 0 {
		e.with(licensor, minus(companiesOf(t.owner), to))
		e.with(licensor, c.by(u.comp, "from", "by"))
	}
	e.matter = what
	if e.companies() < 2 {
		e.base -= 0.15
		if len(to) == 0 {
			return nil
		}
	}
	return e
}

// awarded reads "Blick was awarded a contract by Acme".
func (c *clauses) awarded(u *verbUse, t thing, agent []party) *dealEvent {
	if t.np >= 0 && t.kind != companyThing && nounClass("contract").of(c.ph[t.np].head) {
		if to := c.by(u.comp, "to"); len(to) > 0 {
			return c.event(u, supply, 0.85).with(customer, agent).with(supplier, to)
		}
		return nil
	}
	if t.kind == companyThing && len(u.second) > 0 && nounClass("contract").of(c.ph[u.second[0]].head) {
		e := c.event(u, supply, 0.88).with(supplier, t.company).with(customer, agent).with(customer, c.by(u.comp, "from", "with"))
		e.matter = u.second
		return e
	}
	return nil
}

// sharesPatents reads "each may use the patents of the other", "the two share
// their patents": a cross-licence whether or not the word is there.
func (c *clauses) sharesPatents(u *verbUse) *dealEvent {
	patents, other := false, c.eachOther(u)
	for k := u.at + 1; k < len(c.ph) && k < u.at+12; k++ {
		p := &c.ph[k]
		if c.kind(k) == breakMark || c.kind(k) == verbGroup && p.finite() {
			break
		}
		if p.kind != nounPhrase {
			continue
		}
		patents = patents || p.hasWord("patent", "patents", "invention", "inventions", "licences", "licenses")
		if p.hasWord("other", "others", "rest", "another") {
			other = true
		}
	}
	swap := u.v.lemma == "exchange" || u.v.lemma == "swap" || u.v.lemma == "pool"
	if !patents || !other && !swap {
		return nil
	}
	agent := companiesOf(u.agent)
	if u.passive {
		return nil
	}
	e := c.event(u, crossLicense, 0.84).with(partner, agent).with(partner, c.by(u.comp, "with"))
	if e.companies() < 2 && other && c.last != nil && c.s.index-c.last.c.s.index <= 3 && c.last.companies() >= 2 {
		for _, p := range c.last.parties {
			q := p.party
			q.said, q.doubt = "", guessDoubt
			e.with(partner, []party{q})
		}
	}
	if e.companies() < 2 {
		return nil
	}
	e.matter = u.patient
	return e
}
