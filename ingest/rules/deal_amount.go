package rules

import "github.com/dealgraph/dealgraph/ingest/extract"

// What sentences that do not name a deal add to it: "The price was $5 million",
// "A bid could value Blick at $2 billion", "Acme will pay $5 million", "The pact
// covers 4,800 patents".

// laterFacts gives the article's own deals the amounts and counts of such
// sentences.
func (m *merger) laterFacts() {
	for _, c := range m.read {
		if c.s.paragraph == 0 {
			continue
		}
		for i := range c.ph {
			switch {
			case c.kind(i) == verbGroup:
				m.priceOf(c, i)
				m.valuation(c, i)
				m.payment(c, i)
				m.coverage(c, i)
			case c.kind(i) == nounPhrase && c.ph[i].head == "consideration":
				m.consideration(c, i)
			}
		}
	}
}

// give sets the amount of a deal that has none.
func (g *dealGroup) give(money *extract.Money, s *sentence) {
	if g == nil || money == nil || g.money != nil || g.kind == litigation {
		return
	}
	g.money = money
	g.support = append(g.support, s)
}

// priceOf reads "The price, we hear, was $27 million" and "Brokers value the
// order at 60 billion yen".
func (m *merger) priceOf(c *clauses, i int) {
	v := c.ph[i].last()
	switch v.lemma {
	case "be", "total", "cost":
		items := c.subjectOf(i).items
		if len(items) != 1 || !c.wholeDeal(items[0]) || v.negated {
			return
		}
		m.meant(c.s, c.ph[items[0]].head).give(c.moneyIn(c.after(i, false).direct), c.s)
	case "value", "put", "estimate":
		a := c.after(i, false)
		if len(a.direct) == 0 || !c.wholeDeal(a.direct[0][0]) {
			return
		}
		for _, at := range a.prep("at") {
			m.meant(c.s, c.ph[a.direct[0][0]].head).give(c.moneyIn([][]int{at.items}), c.s)
		}
	}
}

// wholeDeal tells whether a noun phrase speaks of a deal told before.
func (c *clauses) wholeDeal(i int) bool {
	p := &c.ph[i]
	return p.kind == nounPhrase && p.name == nil && (p.det == "the" || p.det == "this") && wholeDealNouns[p.head]
}

// moneyIn is the first amount of noun phrases that is no price of a share.
func (c *clauses) moneyIn(lists [][]int) *extract.Money {
	for _, items := range lists {
		for _, i := range items {
			if p := &c.ph[i]; p.kind == nounPhrase && p.money != nil && (p.head == "$" || p.head == "upfront" || p.head == "cash" || p.head == "total") && !c.isPrice(i) {
				return p.money
			}
		}
	}
	return nil
}

// valuation reads "A bid could value Blick at $2 billion" and "A deal valuing
// Blick at $2 billion": the price of the whole company.
func (m *merger) valuation(c *clauses, i int) {
	if c.ph[i].last().lemma != "value" || c.ph[i].last().passive {
		return
	}
	bid := false
	for k := i - 1; k >= 0 && k > i-6; k-- {
		if p := &c.ph[k]; p.kind == nounPhrase && (nounClass("bid").of(p.head) || nounClass("deal").of(p.head) || nounClass("acquisition").of(p.head) || p.head == "price") {
			bid = true
		}
	}
	a := c.after(i, false)
	if !bid || len(a.direct) == 0 {
		return
	}
	of := companiesOf(c.parties(a.direct[0]))
	var money *extract.Money
	for _, at := range a.prep("at") {
		money = c.moneyIn([][]int{at.items})
	}
	for _, g := range m.groups {
		if g.kind == acquisition && !g.background && len(of) == 1 && (g.roleOf(of[0].entity) == target) && g.first().index <= c.s.index {
			g.give(money, c.s)
		}
	}
}

// payment reads "Acme will pay $5 million", "Acme will make a payment of $5
// million to Blick": of the article's own deal told last in which it is the one
// that pays.
func (m *merger) payment(c *clauses, i int) {
	v := c.ph[i].last()
	if v.passive || v.negated || v.modal == "may" || v.modal == "could" || v.modal == "would" {
		return
	}
	a := c.after(i, false)
	var money *extract.Money
	switch v.lemma {
	case "pay", "invest", "contribute", "receive":
		money = c.moneyIn(a.direct)
	case "make":
		if len(a.direct) > 0 && c.ph[a.direct[0][0]].head == "payment" {
			for _, of := range a.prep("of") {
				money = c.moneyIn([][]int{of.items})
			}
		}
	}
	if money == nil || c.aboutOther(a) {
		return
	}
	who := c.togetherAt(c.subjectOf(i).items)
	to := c.by(a, "to", "in")
	if len(who) == 0 {
		return
	}
	var found *dealGroup
	at := -1
	for _, g := range m.groups {
		if g.background || g.money != nil || !g.mayPay(v.lemma, who) || !g.hasAll(to) {
			continue
		}
		for _, e := range g.events {
			// The amount of a sentence that tells of a deal is that deal's.
			if n := e.c.s.index; e.confidence >= 0.5 && n < c.s.index && n >= at && c.s.index-n < 8 {
				if n > at || g.kind == settlement {
					found, at = g, n
				}
			}
		}
	}
	if found != nil && !m.toldIn(c.s, found) {
		found.give(money, c.s)
	}
}

// aboutOther tells whether what is paid is paid for something else than the
// deal: a fine, a fee, a thing of its own.
func (c *clauses) aboutOther(a complements) bool {
	for _, p := range a.prep("for", "in", "as", "on") {
		for _, i := range p.items {
			q := &c.ph[i]
			if q.kind == nounPhrase && (otherPayments[q.head] || q.name != nil && q.name.entity.kind == companyEntity && p.prep == "for") {
				return true
			}
		}
	}
	return false
}

var otherPayments = setOf("fine tax fee dividend salary bonus damages penalty interest rent research advertising marketing wage legal termination debt loan")

// mayPay tells whether the companies are those that pay in the deal.
func (g *dealGroup) mayPay(verb string, who []party) bool {
	for _, p := range who {
		switch role := g.roleOf(p.entity); {
		case verb == "receive":
			if role != seller && role != licensor && !(role == partner && g.kind == settlement) {
				return false
			}
		case role == buyer || role == licensee || role == investor:
		case role == partner && (g.kind == settlement || g.kind == crossLicense || g.kind == licenseDeal):
		case role == partner && (g.kind == jointVenture || g.kind == partnership) && len(who) > 1 && verb != "pay":
		default:
			return false
		}
	}
	return true
}

// hasAll tells whether all companies take part in the deal.
func (g *dealGroup) hasAll(list []party) bool {
	for _, p := range list {
		if !g.has(p.entity) && g.kind != jointVenture {
			return false
		}
	}
	return true
}

// toldIn tells whether a sentence tells of another deal of the kind.
func (m *merger) toldIn(s *sentence, but *dealGroup) bool {
	for _, g := range m.groups {
		for _, e := range g.events {
			if g != but && e.c.s == s && e.confidence >= 0.5 {
				return true
			}
		}
	}
	return false
}

// consideration reads "for aggregate consideration of $1.4 billion" in filings
// that tell of one purchase.
func (m *merger) consideration(c *clauses, i int) {
	k := c.closeParen(i + 1)
	if !c.is(k, "of") || c.kind(k+1) != nounPhrase {
		return
	}
	var found *dealGroup
	for _, g := range m.groups {
		if g.background || kindFamily(g.kind) != acquisition || g.first().index > c.s.index {
			continue
		}
		if found != nil {
			return
		}
		found = g
	}
	found.give(c.moneyIn([][]int{{k + 1}}), c.s)
}

// coverage reads "The pact covers 4,800 patents" and "About 870 patents are
// covered".
func (m *merger) coverage(c *clauses, i int) {
	v := c.ph[i].last()
	if v.negated || v.lemma != "cover" && v.lemma != "include" && v.lemma != "involve" && v.lemma != "comprise" {
		return
	}
	items := c.subjectOf(i).items
	what := items
	noun := ""
	if !v.passive {
		if len(items) != 1 || c.kind(items[0]) != nounPhrase || c.ph[items[0]].name != nil || c.ph[items[0]].det != "the" && c.ph[items[0]].det != "this" || !nounIsDeal(c.ph[items[0]].head) {
			return
		}
		noun = c.ph[items[0]].head
		a := c.after(i, false)
		if len(a.direct) == 0 {
			return
		}
		what = a.direct[0]
	} else if v.lemma != "cover" {
		return
	}
	if len(what) == 0 || c.kind(what[0]) != nounPhrase || !c.ph[what[0]].hasWord("patents") || c.ph[what[0]].number < 2 {
		return
	}
	n := int(c.ph[what[0]].number)
	var found *dealGroup
	at := -1
	for _, g := range m.groups {
		if g.background || g.kind != licenseDeal && g.kind != crossLicense && g.kind != patentSale || !nounMayMean(noun, g.kind) {
			continue
		}
		for _, e := range g.events {
			if k := e.c.s.index; k < c.s.index && k > at && c.s.index-k < 8 {
				found, at = g, k
			}
		}
	}
	if found != nil && (found.patents == nil || found.patents.Count == nil) {
		found.patents = &extract.Patents{Count: &n, Description: c.words(c.ph[what[0]].from, c.ph[what[0]].to)}
		found.support = append(found.support, c.s)
	}
}
