package rules

// roleNouns name a party by what it does in a deal told before: "The buyer is
// Acme", "a rival bidder, Acme, dropped out".
var roleNouns = map[string]string{
	"buyer": buyer, "acquirer": buyer, "purchaser": buyer, "suitor": buyer, "bidder": buyer, "taker": buyer, "seller": seller, "vendor": seller,
	"customer": customer, "client": customer, "supplier": supplier, "contractor": supplier, "investor": investor, "backer": investor,
	"licensee": licensee, "licensor": licensor, "plaintiff": plaintiff, "defendant": defendant, "recipient": buyer, "owner": buyer,
}

// namedRole is a company that was told to have a role, and in which sentence.
type namedRole struct {
	entity *entity
	index  int
}

// otherRound are words before such a noun that make it a party of another deal.
var otherRound = setOf("earlier previous rival other another original losing unsuccessful first would-be prospective former second third failed potential")

// partiesByRole reads sentences that tell who the buyer, the customer or the
// investor of a deal told before is.
func (c *clauses) partiesByRole() []*dealEvent {
	var out []*dealEvent
	for i := range c.ph {
		p := &c.ph[i]
		role := roleNouns[p.head]
		if p.kind != nounPhrase || role == "" || p.name != nil || p.owner != nil || p.head == "owner" && !p.hasWord("new") {
			continue
		}
		who := c.calledSo(i)
		if len(who) == 0 {
			continue
		}
		other := p.hasWord(keys(otherRound)...)
		if e := c.inRole(i, role, who, other); e != nil {
			out = append(out, e)
		} else if !other {
			c.past.named[role] = namedRole{who[0].entity, c.s.index}
		}
	}
	return out
}

func keys(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for w := range set {
		out = append(out, w)
	}
	return out
}

// calledSo are the companies of which the noun phrase at i is said: by "be", or
// as an apposition.
func (c *clauses) calledSo(i int) []party {
	if c.ph[i].plural { // "Bidders include Acme"
		if v := c.nounUse(i); v.asSubject && c.ph[v.verb].last().lemma == "include" {
			if a := c.after(v.verb, false); len(a.direct) > 0 {
				return c.companiesAt(a.direct[0])
			}
		}
		return nil
	}
	k := c.closeParen(i + 1)
	if c.kind(k) == commaMark && c.company(k+1) && !c.ph[k+1].name.anaphor {
		return companiesOf(c.parties([]int{k + 1}))
	}
	if v := c.nounUse(i); v.asSubject && c.ph[v.verb].last().lemma == "be" {
		if a := c.after(v.verb, false); len(a.direct) > 0 {
			return c.companiesAt(a.direct[0])
		}
	}
	if v := c.nounUse(i).verb; v >= 0 && !c.nounUse(i).asSubject && (c.ph[v].last().lemma == "be" || c.ph[v].last().lemma == "emerge") && c.ph[i].det == "the" {
		return c.companiesAt(c.subjectOf(v).items)
	}
	return nil
}

// inRole makes an event of companies in a role of the deal told last that has
// such a role; nil if none does.
func (c *clauses) inRole(at int, role string, who []party, other bool) *dealEvent {
	before := c.latestWith(role, other)
	if before == nil || before.has(who[0].entity) {
		return nil
	}
	e := &dealEvent{kind: before.kind, base: 0.58, c: c, at: at, end: at + 1, frame: "the " + c.headWord(at), noun: true}
	if !other {
		e.completes = before
	}
	e.with(role, who)
	for _, p := range before.parties {
		if p.role == role {
			continue
		}
		q := p.party
		q.doubt += 0.08
		q.said = ""
		e.with(p.role, []party{q})
	}
	if e.companies() < 2 {
		return nil
	}
	e.guessed = true
	return e
}

// goesOn reads "They went to Blick" behind a sale whose buyer was not told.
func (c *clauses) goesOn(m cueMatch, spots []spot) *dealEvent {
	to, ok := spotAt(spots, "to", "into", "with")
	subject, found := spot{}, false
	for _, s := range spots {
		if s.place == "subj" && len(s.items) > 0 {
			subject, found = s, true
		}
	}
	if m.kind != passCue || !ok || !found {
		return nil
	}
	p := &c.ph[subject.items[0]]
	if lots[p.head] { // "a smaller lot went to Coil"
		return c.inRole(m.at, buyer, to.list, true)
	}
	if !p.pronoun && p.det != "the" && p.det != "those" && p.det != "these" {
		return nil
	}
	return c.inRole(m.at, buyer, to.list, false)
}

// latestWith is the deal told last in which the role can be filled: in which it
// is empty, or, for another deal, in which somebody has it.
func (c *clauses) latestWith(role string, filled bool) *dealEvent {
	var out *dealEvent
	for _, list := range [][]*dealEvent{c.past.halves, c.past.likely, c.past.events, c.halves, c.likely, c.found} {
		for _, e := range list {
			needs, directed := sides[e.kind]
			fits := directed && (role == needs[0] || role == needs[1] || role == seller && e.kind == acquisition)
			if !fits || c.s.index-e.c.s.index > 4 || !filled && len(e.role(role)) > 0 {
				continue
			}
			if out == nil || e.c.s.index > out.c.s.index {
				out = e
			}
		}
	}
	return out
}
