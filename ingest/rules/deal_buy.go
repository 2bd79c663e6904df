package rules

// buys reads "Acme buys Blick", "Acme acquires a stake in Blick from Coil",
// "Acme bought the patents of Blick".
func (c *clauses) buys(u *verbUse) *dealEvent {
	t := c.thingAt(u.patient)
	lemma := u.v.lemma
	weak := lemma == "obtain" || lemma == "absorb" || lemma == "bag" || lemma == "pick up" || lemma == "nab"
	from := c.by(u.comp, "from")
	switch t.kind {
	case companyThing:
		if lemma == "take" || lemma == "obtain" {
			if lemma == "take" && c.is(u.comp.end, "private") || u.takesPrivate(c) {
				return c.event(u, acquisition, 0.93).with(buyer, u.agent).with(target, t.company)
			}
			return nil
		}
		if len(t.company) > 0 && t.company[0].entity == firstCompany(u.agent) {
			return nil
		}
		base := 0.95
		if weak {
			base = 0.7
			if lemma != "obtain" && lemma != "absorb" {
				base = 0.84
			}
		}
		e := c.event(u, acquisition, base).with(buyer, u.agent)
		if lemma == "repurchase" || lemma == "buy back" {
			e.base = 0.5
		}
		return e.with(target, t.company).with(seller, from)
	case stakeThing:
		return c.stakeBought(u, t, from)
	case patentThing:
		if lemma == "take" {
			return nil
		}
		e := c.event(u, patentSale, 0.93).with(buyer, u.agent)
		e.matter = u.patient
		if len(from) > 0 {
			return e.with(seller, from)
		}
		return e.with(seller, t.owner)
	case licenceThing:
		e := c.event(u, licenseDeal, 0.88).with(licensee, u.agent).with(licensor, from)
		if len(from) == 0 {
			e.with(licensor, t.owner)
		}
		e.matter = u.patient
		return e
	case unitThing, assetThing:
		if lemma == "take" {
			return nil
		}
		owners := from
		if len(owners) == 0 {
			owners = t.owner
		}
		if len(owners) == 0 || firstCompany(owners) == firstCompany(u.agent) {
			return nil
		}
		e := c.event(u, acquisition, 0.88)
		if t.kind == assetThing {
			e.base = 0.86
			if !c.ph[t.np].hasWord("assets", "operations") {
				e.kind = divestiture
			}
		}
		e.with(buyer, u.agent)
		role := seller
		if t.kind == unitThing && (c.ph[t.np].hasWord("operating", "entire", "whole") || c.ph[t.np].head == "business" && len(c.ph[t.np].words) <= 2 && len(from) == 0) || t.kind == assetThing && c.ph[t.np].hasWord("assets") && len(from) == 0 {
			role = target // its operating business is the company
		}
		e.matter = u.patient
		return e.with(role, owners)
	case otherThing, namedThing:
		if e := c.sharesBought(u, t, from); e != nil {
			return e
		}
		if len(from) == 0 || lemma == "take" || lemma == "obtain" || t.np < 0 {
			return nil
		}
		p := &c.ph[t.np]
		if p.money != nil || p.head == "share" {
			return nil
		}
		// Goods: a number of them, or a name.
		e := c.event(u, supply, 0.72).with(customer, u.agent).with(supplier, from)
		if p.number > 1 || p.plural {
			e.base = 0.83
		}
		if (t.kind == namedThing || oneThing(p)) && !p.plural {
			e.kind, e.base = acquisition, 0.6
			e.parties = nil
			e.with(buyer, u.agent).with(seller, from)
		}
		e.matter = u.patient
		return c.unlessHabit(u, e)
	}
	return nil
}

// sharesBought reads "Acme bought 8.5 million shares of Blick for $50 million".
func (c *clauses) sharesBought(u *verbUse, t thing, from []party) *dealEvent {
	if t.np < 0 || c.ph[t.np].head != "share" || c.ph[t.np].number == 0 {
		return nil
	}
	in := c.stakeOf(t, u.comp)
	who := minus(companiesOf(u.agent), in)
	if len(in) == 0 || len(who) == 0 {
		return nil
	}
	return c.event(u, investment, 0.84).with(investor, who).with(investee, in).with(seller, minus(from, in))
}

// unlessHabit lowers what a plain present tells: "Acme buys chips from Blick"
// is no event outside of a headline.
func (c *clauses) unlessHabit(u *verbUse, e *dealEvent) *dealEvent {
	v := u.v
	if e.kind == supply && c.contractNear(u.at) && e.companies() > 1 {
		e.base = max(e.base, 0.85)
	}
	if e.kind == acquisition || c.s.paragraph == 0 || c.contractNear(u.at) || len(c.ph[u.at].verbs) > 1 {
		return e
	}
	if (v.tag == "VBZ" || v.tag == "VBP") && v.modal == "" && !v.perfect && !v.progressive && !v.passive {
		e.base -= 0.4
		e.reasons = append(e.reasons, "the plain present may tell a habit")
	}
	return e
}

func firstCompany(list []party) *entity {
	for _, p := range list {
		return p.entity
	}
	return nil
}

// takesPrivate recognises "take Acme private".
func (u *verbUse) takesPrivate(c *clauses) bool {
	for k := u.at + 1; k < u.at+5 && k < len(c.ph); k++ {
		p := &c.ph[k]
		if c.words(p.from, p.to) == "private" || p.kind == nounPhrase && p.hasWord("private") && len(p.words) <= 2 {
			return true
		}
	}
	return false
}

// stakeBought reads "buys a 12 percent stake in Blick from Coil".
func (c *clauses) stakeBought(u *verbUse, t thing, from []party) *dealEvent {
	in := c.stakeOf(t, u.comp)
	if len(in) == 0 {
		if len(from) > 0 && len(u.comp.prep("in")) > 0 { // "an interest in a gas field from Acme"
			return c.event(u, divestiture, 0.82).with(buyer, u.agent).with(seller, from)
		}
		return nil
	}
	if firstCompany(in) == firstCompany(u.agent) {
		return nil // shares bought back
	}
	kind := investment
	if t.whole || t.share > 50 {
		kind = acquisition
	}
	e := c.event(u, kind, 0.93)
	if kind == acquisition {
		return e.with(buyer, u.agent).with(target, in).with(seller, minus(from, in))
	}
	e.with(investor, u.agent).with(investee, in)
	if len(from) > 0 {
		e.with(seller, minus(from, in))
	}
	return e
}

// stakeOf is the company of a stake: "in Blick", "of Blick", "Blick's shares".
func (c *clauses) stakeOf(t thing, comp complements) []party {
	if k := c.closeParen(t.np + 1); (c.is(k, "in") || c.is(k, "of")) && c.kind(k+1) == nounPhrase {
		items, _ := c.group(k + 1)
		if list := c.parties(items[:1]); len(companiesOf(list)) > 0 {
			return companiesOf(list)
		}
		// "in Acme's chip unit", "of the outstanding shares of Acme"
		if inner := c.thingAt(items); inner.kind == stakeThing && inner.np != t.np {
			return c.stakeOf(inner, comp)
		} else if len(inner.company) > 0 {
			return inner.company
		} else if inner.kind == unitThing || inner.kind == assetThing {
			return inner.owner
		}
	}
	if list := c.by(comp, "in"); len(list) > 0 {
		return list
	}
	if p := &c.ph[t.np]; p.ownPron != "" { // "its Blick shares"
		for _, m := range p.inside {
			if m.entity.kind == companyEntity {
				return c.ofMention(m, 0.03)
			}
		}
	}
	if p := &c.ph[t.np]; p.owner != nil || len(p.inside) > 0 {
		return companiesOf(c.ownerOf(t.np, 0.03))
	}
	return nil
}

func minus(list, without []party) []party {
	var out []party
	for _, p := range list {
		found := false
		for _, q := range without {
			found = found || q.entity == p.entity
		}
		if !found {
			out = append(out, p)
		}
	}
	return out
}

// sells reads "Acme sells its pump unit to Blick" and "Coil is sold to Blick".
func (c *clauses) sells(u *verbUse) *dealEvent {
	to := c.by(u.comp, "to")
	transfer := verbClass("transfer").of(u.v.lemma)
	if u.second != nil && len(to) == 0 && !u.passive { // "sold Blick its unit"
		to = companiesOf(c.parties(u.patient))
		u.patient = u.second
	}
	t := c.thingAt(u.patient)
	sellers := companiesOf(u.agent)
	if t.np >= 0 && c.ph[t.np].head == "itself" && len(to) > 0 && len(sellers) == 1 && !transfer {
		return c.event(u, acquisition, 0.9).with(buyer, to).with(target, sellers)
	}
	if len(to) == 0 && (t.kind == otherThing || t.kind == namedThing || t.kind == moneyThing) {
		return nil
	}
	switch t.kind {
	case companyThing:
		if transfer {
			return nil
		}
		self := firstCompany(t.company) == firstCompany(sellers)
		if self && c.ph[t.np].pronoun && c.ph[t.np].head != "itself" { // "before selling it": the unit spoken of
			if len(to) == 0 {
				return nil
			}
			return c.event(u, divestiture, 0.85).with(seller, sellers).with(buyer, to)
		}
		base := 0.93
		if len(to) == 0 {
			base = 0.72
			if u.v.lemma == "spin off" || len(sellers) == 0 {
				base = 0.5
			}
		}
		e := c.event(u, acquisition, base).with(buyer, to)
		if len(to) == 0 {
			e.kind = divestiture
		}
		e.with(target, t.company)
		if !self {
			e.with(seller, sellers)
		}
		return e
	case stakeThing:
		in := c.stakeOf(t, u.comp)
		if len(in) == 0 || firstCompany(in) == firstCompany(sellers) {
			if len(sellers) == 0 || len(to) == 0 && t.share == 0 {
				return nil
			}
			base := 0.88
			if len(to) == 0 {
				base = 0.55
			}
			return c.event(u, investment, base).with(investor, to).with(investee, sellers)
		}
		kind := divestiture
		if t.whole && t.share > 50 {
			kind = acquisition
		}
		e := c.event(u, kind, 0.9)
		if len(to) == 0 {
			e.base = 0.72
		}
		e.with(seller, sellers).with(buyer, to)
		return e.with(target, in)
	case patentThing:
		if len(sellers) == 0 {
			sellers = t.owner
		}
		e := c.event(u, patentSale, 0.93).with(seller, sellers).with(buyer, to)
		if len(to) == 0 {
			e.base = 0.7
		}
		e.matter = u.patient
		return e
	case licenceThing: // "sold the rights to its drug to Blick"
		if transfer || len(sellers) == 0 || len(to) == 0 {
			return nil
		}
		e := c.event(u, licenseDeal, 0.85).with(licensor, sellers).with(licensee, to)
		e.matter = u.patient
		return e
	case unitThing, assetThing:
		if len(sellers) == 0 {
			sellers = t.owner
		}
		e := c.event(u, divestiture, 0.92).with(seller, sellers).with(buyer, to)
		if t.kind == assetThing {
			e.base = 0.85
		}
		if len(to) == 0 {
			e.base = 0.72
		}
		if len(to) > 0 && len(sellers) == 0 {
			e.base = 0.6
		}
		e.matter = u.patient
		return e
	case otherThing, namedThing:
		if t.np < 0 || len(sellers) == 0 || transfer && t.kind == otherThing {
			return nil
		}
		p := &c.ph[t.np]
		if p.hasWord("license", "licence") {
			return nil
		}
		if (t.kind == namedThing || oneThing(p)) && p.number == 0 && !p.plural {
			e := c.event(u, divestiture, 0.62).with(seller, sellers).with(buyer, to)
			if money := c.moneyBeside(p.to, len(c.s.tokens)); money != nil && money.Amount >= 1e6 && p.ownPron != "" && len(to) > 0 {
				e.base = 0.84 // no goods at that price
			}
			e.matter = u.patient
			return e
		}
		e := c.event(u, supply, 0.7).with(supplier, sellers).with(customer, to)
		if p.number > 1 {
			e.base = 0.83
		}
		e.matter = u.patient
		return c.unlessHabit(u, e)
	}
	return nil
}

// merges reads "Acme merges with Blick", "Acme and Blick agree to merge".
func (c *clauses) merges(u *verbUse) *dealEvent {
	e := c.event(u, acquisition, 0.9)
	e.with(partner, companiesOf(u.agent))
	t := c.thingAt(u.patient)
	if u.passive {
		e.with(partner, companiesOf(c.parties(u.patient)))
	} else if t.kind == companyThing {
		e.with(partner, t.company)
		e.base = 0.8
	} else if t.kind == unitThing {
		return c.unitsMerged(u, t)
	} else if t.np >= 0 {
		return nil
	}
	e.with(partner, c.by(u.comp, "with"))
	if into := c.by(u.comp, "into"); len(into) > 0 {
		e.with(partner, into)
		e.base = 0.75
	}
	if u.v.lemma != "merge" && (u.v.lemma != "combine" || t.np >= 0 || u.passive) {
		e.base -= 0.25
	}
	if e.companies() < 2 && u.v.lemma != "merge" {
		return nil
	}
	return e
}

// unitsMerged reads "Acme and Blick merge their pump businesses": a venture.
func (c *clauses) unitsMerged(u *verbUse, t thing) *dealEvent {
	e := c.event(u, jointVenture, 0.6)
	e.with(partner, companiesOf(u.agent)).with(partner, c.by(u.comp, "with"))
	if k := c.is(c.forward(t.np+1), "with"); k && e.companies() < 2 {
		return nil
	}
	if e.companies() < 2 {
		return nil
	}
	return e
}

// oneThing tells whether a noun phrase is a certain single thing, which is no
// goods: "it", "the paper", "its ferry line".
func oneThing(p *phrase) bool {
	return p.head == "it" || p.name == nil && !p.plural && p.number == 0 && (p.det == "the" || p.ownPron != "" || p.owner != nil) && p.head != ""
}
