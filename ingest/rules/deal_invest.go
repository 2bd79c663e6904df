package rules

import "strings"

// invests reads "Acme invests $5 million in Blick".
func (c *clauses) invests(u *verbUse) *dealEvent {
	switch u.v.lemma {
	case "put", "commit", "sink", "funnel":
		if t := c.thingAt(u.patient); t.np < 0 || c.ph[t.np].money == nil {
			return nil
		}
	case "participate", "take part":
		return c.takesPart(u)
	}
	in := c.by(u.comp, "in", "into")
	// "invest in Acme's plant" is no stake, nor is a fund's habit.
	if len(in) == 0 {
		return nil
	}
	base := 0.85
	if t := c.thingAt(u.patient); t.np >= 0 && c.ph[t.np].money != nil || u.passive {
		base = 0.92
	}
	e := c.event(u, investment, base).with(investor, u.agent).with(investee, in)
	if u.passive && len(u.agent) == 0 {
		e.base = 0.6
	}
	return e
}

// followers reads "Existing investor Acme and Blick also took part", behind the
// sentence that tells of the round.
func (c *clauses) followers(u *verbUse) *dealEvent {
	who := companiesOf(u.agent)
	if u.passive || len(who) == 0 || c.last == nil || c.last.kind != investment || c.s.index-c.last.c.s.index > 2 || len(c.last.role(investee)) != 1 {
		return nil
	}
	for _, q := range u.comp.prep("in") {
		if p := &c.ph[q.items[0]]; !roundNouns[p.head] && !p.hasWord("series") {
			return nil
		}
	}
	to := c.last.role(investee)[0].party
	to.said, to.doubt = "", 0.04
	e := c.event(u, investment, 0.88).with(investor, minus(who, []party{to})).with(investee, []party{to})
	e.with(investor, c.by(u.comp, "along with", "alongside", "together with", "with", "including"))
	e.joins = true
	return e
}

// takesPart reads "Acme participated in Blick's $20 million round".
func (c *clauses) takesPart(u *verbUse) *dealEvent {
	for _, q := range u.comp.prep("in") {
		i := q.items[0]
		p := &c.ph[i]
		if !roundNouns[p.head] && !p.hasWord("series") {
			continue
		}
		in := companiesOf(c.ownerOf(i, 0.03))
		if len(in) == 0 {
			in = c.by(c.after(i, true), "of", "for", "in", "by")
		}
		if in = minus(in, u.agent); len(in) > 0 && len(companiesOf(u.agent)) > 0 {
			return c.event(u, investment, 0.88).with(investor, u.agent).with(investee, in)
		}
	}
	return c.followers(u)
}

// backs reads "Acme backs Blick"; it is an event only with a sum, a date or a
// round.
func (c *clauses) backs(u *verbUse) *dealEvent {
	t := c.thingAt(u.patient)
	if t.kind != companyThing {
		return nil
	}
	if len(u.agent) == 0 && u.passive {
		u.agent = c.by(u.comp, "from")
	}
	e := c.event(u, investment, 0.6).with(investor, u.agent).with(investee, t.company)
	if u.passive {
		e.base = 0.35 // "backed by Blick": it stands so
	}
	if len(u.agent) == 0 {
		return nil
	}
	for _, p := range u.comp.preps {
		for _, i := range p.items {
			if c.ph[i].kind == nounPhrase && (c.ph[i].money != nil || roundNouns[c.ph[i].head]) && (p.prep == "in" || p.prep == "with") {
				e.base = 0.86
			}
		}
	}
	return e
}

var roundNouns = setOf("round funding financing investment raise series seed capital")

// leads reads "Acme led a $40 million round in Blick", "Acme joins Blick's
// funding round".
func (c *clauses) leads(u *verbUse) *dealEvent {
	if len(u.patient) == 0 || c.kind(u.patient[0]) != nounPhrase {
		return nil
	}
	p := &c.ph[u.patient[0]]
	if !roundNouns[p.head] && !p.hasWord("series") || p.head == "capital" {
		return nil
	}
	to := c.by(u.comp, "in", "for", "of", "at", "into")
	if len(to) == 0 {
		to = companiesOf(c.ownerOf(u.patient[0], 0.03))
	}
	e := c.event(u, investment, 0.9).with(investor, u.agent)
	if u.passive && len(to) == 0 {
		// "Blick raised $5 million in a round led by Acme": the raiser is the
		// subject of the verb before.
		if g := c.governor(u.at); g >= 0 && verbClass("lead").of(c.ph[g].last().lemma) {
			// "Acme led the round, joined by Blick": all of them invest.
			e.with(investor, companiesOf(c.parties(c.subjectOf(g).items)))
			if c.told[investee] == nil {
				return nil
			}
			to = []party{{c.told[investee], "", 0.1}}
		} else if g >= 0 {
			to = companiesOf(c.parties(c.subjectOf(g).items))
			e.base = 0.88
		}
	}
	if len(to) == 0 && (p.det == "the" || p.det == "this") && c.told[investee] != nil {
		to = []party{{c.told[investee], c.words(p.from, p.to), 0.07}} // the round told of before
	}
	if len(to) == 0 || len(u.agent) == 0 {
		return nil
	}
	e.with(investee, minus(to, u.agent))
	if u.passive && u.at > 0 {
		e.with(investor, minus(c.leadersOf(u.at-1), to))
	}
	return e
}

// includes reads "Investors in the round included Acme and Blick".
func (c *clauses) includes(u *verbUse) *dealEvent {
	if u.passive || len(u.subject.items) == 0 || len(u.patient) == 0 {
		return nil
	}
	i := u.subject.items[0]
	p := &c.ph[i]
	if p.kind != nounPhrase || p.head != "investor" && p.head != "backer" && p.head != "participant" {
		return nil
	}
	of := c.after(i, true)
	in := c.by(of, "in", "of")
	base := 0.6
	if len(in) == 0 {
		in = companiesOf(c.ownerOf(i, 0.03))
	}
	if len(in) == 0 && c.told[investee] != nil {
		in = []party{{c.told[investee], "", 0.08}}
	}
	for _, q := range of.prep("in") {
		for _, n := range q.items {
			if roundNouns[c.ph[n].head] {
				base = 0.9
			}
		}
	}
	who := companiesOf(c.parties(u.patient))
	if len(in) == 0 || len(who) == 0 {
		return nil
	}
	return c.event(u, investment, base).with(investor, minus(who, in)).with(investee, in)
}

// raises reads "Acme raised $40 million in a round led by Blick".
func (c *clauses) raises(u *verbUse) *dealEvent {
	if u.passive || len(u.patient) == 0 || len(companiesOf(u.agent)) == 0 {
		return nil
	}
	i := u.patient[0]
	if c.kind(i) != nounPhrase {
		return nil
	}
	if g := u.comp.gerund; g >= 0 && verbClass("sell").of(c.ph[g].last().lemma) {
		return nil // "raised $20 million by selling patents"
	}
	p := &c.ph[i]
	round := roundNouns[p.head] || p.hasWord("round", "funding", "financing", "investment")
	if p.money == nil && !round {
		return nil
	}
	ok := false
	base := 0.86
	switch {
	case u.v.lemma == "raise" && p.money != nil && p.head == "$":
		ok = true
	case round && p.hasWord("funding", "financing", "round", "series", "seed", "venture"):
		ok = true
	case round && p.money != nil:
		ok = true
	case p.head == "$":
		// "received $5 million from Acme", "secured $5 million in funding"
		for _, q := range u.comp.prep("in", "of") {
			for _, n := range q.items {
				ok = ok || roundNouns[c.ph[n].head]
			}
		}
	}
	from := c.by(u.comp, "from")
	if !ok && p.head == "$" && len(from) > 0 && u.v.lemma != "land" && u.v.lemma != "win" {
		ok, base = true, 0.6
		for _, q := range u.comp.prep("from") {
			if h := c.ph[q.items[0]]; h.head == "investor" || h.head == "backer" || h.hasWord("investors", "backers", "venture") {
				base = 0.86
			}
		}
		if u.v.lemma == "get" {
			base = min(base, 0.5)
		}
		if funds(from) {
			base = 0.84
		}
	}
	if !ok {
		return nil
	}
	if p.hasWord("order", "orders", "contract", "contracts", "grant", "grants", "payment", "payments", "royalties", "fine", "damages", "dividend", "fee", "subsidy", "debt", "loan", "bond", "bonds", "ipo", "guidance", "credit") || c.followedBy(i, "ipo", "offering", "debt", "bonds", "loan", "loans", "notes") {
		return nil
	}
	e := c.event(u, investment, base).with(investee, companiesOf(u.agent))
	e.with(investor, from)
	e.with(investor, c.leadersOf(u.at))
	for _, q := range u.comp.prep("including", "along with", "alongside") {
		e.with(investor, c.parties(q.items))
	}
	if len(e.role(investor)) == 0 && c.total(u) { // what it has raised in all its life
		e.base -= 0.3
	}
	if e.companies() == 1 {
		e.base -= 0.08 // one party: the amount must speak for it
	}
	return e
}

// funds tells whether companies are called as those are who invest.
func funds(list []party) bool {
	for _, p := range list {
		words := strings.Fields(p.entity.name)
		switch words[len(words)-1] {
		case "Ventures", "Capital", "Partners", "Equity", "Investments", "Angels", "Growth", "Fund":
			return true
		}
	}
	return false
}

// total tells whether the amount is all that somebody has raised so far.
func (c *clauses) total(u *verbUse) bool {
	return u.v.perfect && (c.says(u, "now") || c.says(u, "total") || c.says(u, "since") || c.says(u, "date") || c.says(u, "far") || c.says(u, "altogether") || c.says(u, "founded"))
}

// followedBy tells whether one of the words stands in what follows a noun
// phrase, before the next verb.
func (c *clauses) followedBy(i int, words ...string) bool {
	for k := i + 1; k < len(c.ph) && k < i+7; k++ {
		if c.kind(k) == verbGroup || c.kind(k) == breakMark {
			return false
		}
		if c.kind(k) == nounPhrase && (c.ph[k].hasWord(words...)) {
			return true
		}
	}
	return false
}

// leadersOf are the companies by which the round behind phrase i was led or
// joined.
func (c *clauses) leadersOf(i int) []party {
	var out []party
	for k := i + 1; k < len(c.ph); k++ {
		if c.kind(k) == breakMark || c.kind(k) == subordinateMark {
			break
		}
		if c.kind(k) != verbGroup {
			continue
		}
		v := c.ph[k].last()
		n := c.forward(k + 1)
		if (v.lemma == "lead" || v.lemma == "co-lead" || v.lemma == "join" || v.lemma == "back" || v.lemma == "anchor") && c.is(n, "by") {
			if n = c.skipQuotes(n + 1); c.kind(n) == nounPhrase {
				items, next := c.group(n)
				out = append(out, c.parties(items)...)
				k = next - 1
				// "led by Acme with participation from Blick"
				for m := next; m < len(c.ph); m++ {
					if c.kind(m) == prepositionMark && (c.is(m, "from") || c.is(m, "of") || c.is(m, "including") || c.is(m, "with") || c.is(m, "by") || c.is(m, "alongside")) && c.kind(m+1) == nounPhrase {
						more, after := c.group(m + 1)
						out = append(out, c.parties(more)...)
						m = after - 1
					} else if c.kind(m) == verbGroup && !c.participleAt(m) || c.kind(m) == breakMark || c.kind(m) == subordinateMark {
						break
					}
				}
			}
		} else if c.ph[k].finite() && !c.participleAt(k) {
			break
		}
	}
	return distinct(out)
}

// orderedToPay reads "A jury ordered Acme to pay Blick": a suit that was
// decided.
func (c *clauses) orderedToPay(u *verbUse, t thing) *dealEvent {
	court := false
	for k := range c.ph {
		if p := &c.ph[k]; p.kind == nounPhrase && (courtNouns[p.head] || p.hasWord("damages")) {
			court = true
		}
	}
	if u.v.lemma != "pay" || !court || c.suitSettled() {
		return nil
	}
	to := c.by(u.comp, "to")
	if t.kind == companyThing {
		to = t.company
	}
	from := companiesOf(u.agent)
	if len(to) == 0 || len(from) == 0 {
		return nil
	}
	return c.event(u, litigation, 0.72).with(plaintiff, to).with(defendant, from)
}

var courtNouns = setOf("jury judge court tribunal verdict damage ruling judgment")

// suitSettled tells whether the sentence speaks of a settlement.
func (c *clauses) suitSettled() bool {
	for k := range c.ph {
		p := &c.ph[k]
		if p.kind == nounPhrase && p.hasWord("settlement") {
			return true
		}
		if p.kind == verbGroup && p.last().lemma == "settle" {
			return true
		}
	}
	return false
}

// pays reads "Acme pays $5 million for Blick", "for a stake in Blick", "offers
// to pay".
func (c *clauses) pays(u *verbUse) *dealEvent {
	if u.passive {
		return nil
	}
	t := c.thingAt(u.patient)
	if t.np >= 0 && c.ph[t.np].money == nil && u.v.lemma != "bid" && (t.kind != companyThing || len(u.second) == 0) {
		return nil
	}
	if t.np < 0 && u.v.lemma != "bid" && u.v.lemma != "shell out" && u.v.lemma != "fork out" && u.v.lemma != "splash out" {
		return nil
	}
	if e := c.orderedToPay(u, t); e != nil {
		return e
	}
	pays := u.comp.prep("for")
	if u.v.lemma == "spend" || u.v.lemma == "splash out" || u.v.lemma == "shell out" {
		pays = append(pays, u.comp.prep("on")...)
	}
	for _, f := range pays {
		what := c.thingAt(f.items)
		switch what.kind {
		case companyThing:
			e := c.event(u, acquisition, 0.9).with(buyer, u.agent).with(target, what.company)
			if len(u.agent) == 0 {
				e.base = 0.7
			}
			return e
		case stakeThing:
			if in := c.stakeOf(what, u.comp); len(in) > 0 {
				if c.ph[what.np].hasWord("each", "every") || c.ph[what.np].det == "each" { // "$55 for each Blick share"
					return c.event(u, acquisition, 0.76).with(buyer, u.agent).with(target, in)
				}
				e := c.event(u, investment, 0.92).with(investor, u.agent)
				if what.whole {
					e = c.event(u, acquisition, 0.85).with(buyer, u.agent)
					return e.with(target, in)
				}
				return e.with(investee, in)
			}
		case patentThing:
			sellers := what.owner
			if t.kind == companyThing { // "pay Acme $5 million for patents"
				sellers = t.company
			}
			e := c.event(u, patentSale, 0.88).with(buyer, u.agent).with(seller, sellers)
			e.matter = f.items
			return e
		case unitThing, assetThing:
			if len(what.owner) > 0 && firstCompany(what.owner) != firstCompany(u.agent) {
				e := c.event(u, acquisition, 0.82).with(buyer, u.agent).with(seller, what.owner)
				e.matter = f.items
				return e
			}
		}
	}
	return nil
}
