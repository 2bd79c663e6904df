package rules

// supplies reads "Acme will supply Blick with pumps", "Acme supplies pumps to
// Blick".
func (c *clauses) supplies(u *verbUse) *dealEvent {
	t := c.thingAt(u.patient)
	agent := companiesOf(u.agent)
	lemma := u.v.lemma
	var e *dealEvent
	switch {
	case u.passive:
		to := c.by(u.comp, "to", "for")
		if t.kind == companyThing && lemma == "supply" && len(agent) > 0 {
			to = t.company // "Blick is supplied by Acme"
		}
		if len(agent) == 0 || len(to) == 0 {
			return nil
		}
		e = c.event(u, supply, 0.6).with(supplier, agent).with(customer, to)
		e.matter = u.patient
	case t.kind == companyThing && len(agent) > 0:
		with := u.comp.prep("with")
		if len(with) == 0 && len(u.second) == 0 && lemma != "supply" {
			return nil
		}
		if lemma == "make" || lemma == "build" || lemma == "produce" || lemma == "manufacture" || lemma == "install" {
			return nil
		}
		e = c.event(u, supply, 0.86).with(supplier, agent).with(customer, t.company)
		if len(with) > 0 {
			e.matter = with[0].items
		} else {
			e.matter = u.second
		}
	case t.np >= 0 && len(agent) > 0:
		if notGoods[c.ph[t.np].head] || nounIsDeal(c.ph[t.np].head) || t.kind == moneyThing || t.kind == stakeThing {
			return nil
		}
		to := c.by(u.comp, "to")
		if lemma != "provide" && lemma != "supply" && len(to) == 0 {
			to = c.by(u.comp, "for")
		}
		base := 0.86
		if len(to) == 0 && (lemma == "supply" || u.v.modal == "will" || agreed(c, u.at)) { // "for Blick's new jet"
			for _, q := range u.comp.prep("for") {
				to = minus(companiesOf(c.ownerOf(q.items[0], 0.05)), agent)
				base = 0.75
				if lemma != "supply" {
					base = 0.62
				}
			}
		}
		if len(to) == 0 {
			// "Under the deal, Acme will provide equipment": to whom is open.
			if (lemma == "supply" || lemma == "provide") && (u.v.modal == "will" || u.v.progressive) && c.last != nil && c.s.index-c.last.c.s.index <= 3 && len(agent) == 1 && c.last.has(agent[0].entity) {
				e := c.event(u, supply, 0.5).with(supplier, agent)
				e.matter = u.patient
				return e
			}
			return nil
		}
		switch lemma {
		case "make", "build", "produce", "manufacture", "install":
			base = 0.78
		case "ship", "deliver":
			base = 0.8
		case "provide":
			base = 0.86
		}
		e = c.event(u, supply, base).with(supplier, agent).with(customer, to)
		e.matter = u.patient
	default:
		return nil
	}
	if e.companies() < 2 {
		return nil
	}
	// Plain present and past tell of habits: an event needs a future or a
	// contract.
	contract := c.contractNear(u.at)
	if u.v.modal != "will" && u.v.modal != "would" && !u.v.infinitive && !contract && !u.v.progressive {
		e.base -= 0.3
		if u.v.tag == "VBZ" || u.v.tag == "VBP" {
			e.base -= 0.15
		}
	}
	if contract {
		e.base += 0.05
	}
	return e
}

// notGoods are objects of "provide" that nobody buys.
var notGoods = setOf("match fit target candidate partner sense mistake difference comeback payment commitment contribution decision move bid offer investment loan donation debut call case point promise announcement acquisition purchase progress detail information comment update evidence guidance support funding financing capital boost access opportunity statement example insight glimpse clue reason answer proof estimate forecast advice service services")

// contractNear tells whether the sentence says that the verb at i happens under
// a contract.
func (c *clauses) contractNear(i int) bool {
	for k := range c.ph {
		p := &c.ph[k]
		if p.kind == nounPhrase && contractNouns[p.head] && k != i {
			return true
		}
	}
	return false
}

var contractNouns = setOf("contract agreement deal order pact tender")

// orders reads "Acme orders 20 planes from Blick".
func (c *clauses) orders(u *verbUse) *dealEvent {
	if u.v.lemma == "place" || u.v.lemma == "book" {
		return nil // "places an order with": the noun
	}
	t := c.thingAt(u.patient)
	from := c.by(u.comp, "from")
	agent := companiesOf(u.agent)
	if u.passive || len(agent) == 0 {
		return nil
	}
	if t.kind == companyThing || t.kind == personThing || u.comp.infinitive >= 0 && u.comp.infinitive == c.forward(t.np+1) {
		return nil // "orders Acme to pay"
	}
	if len(from) == 0 {
		if said := c.reporter(u.at); said >= 0 && t.np >= 0 && c.ph[t.np].ownPron != "" && u.v.lemma == "order" {
			// "Blick said Acme had ordered 50 of its jets"
			if by := minus(companiesOf(c.parties(c.subjectOf(said).items)), agent); len(by) == 1 {
				e := c.event(u, supply, 0.82).with(customer, agent).with(supplier, by)
				e.matter = u.patient
				return e
			}
		}
		if t.np >= 0 && len(t.owner) > 0 && c.ph[t.np].number > 1 && u.v.lemma == "order" { // "orders 20 Acme jets"
			e := c.event(u, supply, 0.82).with(customer, agent).with(supplier, companiesOf(t.owner))
			e.matter = u.patient
			return e
		}
		return nil
	}
	e := c.event(u, supply, 0.87).with(customer, agent).with(supplier, from)
	if u.v.lemma == "source" {
		e.base = 0.7
	}
	e.matter = u.patient
	return e
}

// agreed tells whether the chain of the verb starts with an agreement.
func agreed(c *clauses, at int) bool {
	for _, v := range c.ph[at].verbs {
		if v.lemma == "agree" || v.lemma == "sign" {
			return true
		}
	}
	return false
}

// wins reads "Acme wins a contract from Blick".
func (c *clauses) wins(u *verbUse) *dealEvent {
	if len(u.patient) == 0 || c.kind(u.patient[0]) != nounPhrase || u.passive {
		return nil
	}
	i := u.patient[0]
	p := &c.ph[i]
	agent := companiesOf(u.agent)
	if len(agent) == 0 {
		return nil
	}
	switch {
	case nounClass("contract").of(p.head) || p.head == "$" && p.hasWord("order", "orders", "contract", "contracts") || p.head == "deal" && (u.v.lemma == "win" || u.v.lemma == "land"):
		if p.hasWord("license", "licence", "licensing", "restraining", "court") || u.v.lemma == "sign" {
			return nil
		}
		from := c.by(u.comp, "from", "with", "for", "by", "at")
		if len(from) == 0 {
			from = companiesOf(c.ownerOf(i, 0.03))
		}
		from = minus(from, agent)
		base := 0.9
		if u.v.lemma == "get" || u.v.lemma == "receive" || u.v.lemma == "sign" || u.v.lemma == "book" {
			base = 0.82
		}
		if p.head == "deal" {
			base = 0.75
		}
		if len(from) == 0 {
			base -= 0.25
		}
		e := c.event(u, supply, base).with(supplier, agent).with(customer, from)
		e.matter = u.patient
		return e
	case licenceWords[p.head] && (p.hasWord("license", "licence") || p.head == "right" && p.hasWord("exclusive", "distribution", "marketing", "global", "worldwide")):
		from := c.by(u.comp, "from", "to", "for")
		if len(from) == 0 {
			from = companiesOf(c.ownerOf(i, 0.03))
		}
		from = minus(from, agent)
		if with := minus(c.by(u.comp, "with"), agent); len(from) == 0 && len(with) > 0 { // who licenses to whom is open
			e := c.event(u, licenseDeal, 0.86).with(partner, agent).with(partner, with)
			e.matter = u.patient
			return e
		}
		if len(from) == 0 {
			return nil
		}
		e := c.event(u, licenseDeal, 0.86).with(licensee, agent).with(licensor, from)
		e.matter = u.patient
		return e
	}
	return nil
}

// chooses reads "Acme chose Blick to supply pumps", "Blick was picked by Acme
// as supplier".
func (c *clauses) chooses(u *verbUse) *dealEvent {
	t := c.thingAt(u.patient)
	agent := companiesOf(u.agent)
	// "will use Blick's chips": somebody must look at it.
	if (u.v.lemma == "use" || u.v.lemma == "adopt" || u.v.lemma == "deploy") && len(agent) > 0 && len(t.owner) > 0 && t.kind != patentThing && !u.passive {
		if from := minus(companiesOf(t.owner), agent); len(from) > 0 && (u.v.modal == "will" || c.contractNear(u.at) || agreed(c, u.at)) {
			e := c.event(u, supply, 0.58).with(customer, agent).with(supplier, from)
			e.matter = u.patient
			return e
		}
	}
	if t.kind != companyThing || len(agent) == 0 {
		return nil
	}
	lemma := u.v.lemma
	if lemma == "use" || lemma == "adopt" || lemma == "deploy" || lemma == "name" || lemma == "engage" || lemma == "hire" || lemma == "appoint" {
		// Standing use is no deal; advisers and underwriters are none either.
		ok := false
		for _, q := range u.comp.prep("as") {
			for _, i := range q.items {
				ok = ok || c.ph[i].hasWord("supplier", "contractor", "provider", "vendor", "manufacturer")
			}
		}
		if !ok {
			return nil
		}
	}
	for _, q := range u.comp.prep("as", "for") {
		for _, i := range q.items {
			if c.ph[i].hasWord("adviser", "advisor", "advisers", "underwriter", "auditor", "ceo", "chairman", "award", "bank", "counsel", "partner", "bidder", "buyer", "investor", "suitor", "candidate", "favourite", "favorite", "winner", "location", "headquarters") {
				if c.ph[i].hasWord("partner") {
					return c.event(u, partnership, 0.72).with(partner, agent).with(partner, t.company)
				}
				return nil
			}
		}
	}
	base := 0.72
	if u.comp.infinitive >= 0 {
		switch c.ph[u.comp.infinitive].last().lemma {
		case "supply", "provide", "build", "deliver", "make", "manufacture", "develop", "produce", "install", "power", "equip", "run", "manage", "design", "host", "upgrade", "operate", "furnish", "construct", "modernise", "modernize", "support", "handle":
			base = 0.86
		case "help", "advise", "lead", "replace", "sell":
			base = 0.5
		}
	} else if len(u.comp.prep("as", "for")) == 0 {
		base = 0.5
	}
	e := c.event(u, supply, base).with(customer, agent).with(supplier, t.company)
	return e
}
