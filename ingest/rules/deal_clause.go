package rules

import "github.com/dealgraph/dealgraph/ingest/extract"

// verbUse is a verb with what is done by whom to what, whether active or
// passive.
type verbUse struct {
	at      int // phrase
	v       *verbForm
	subject verbSubject
	agent   []party // who does it
	patient []int   // noun phrases of what it is done to
	second  []int   // the other object: "pay Acme 5 million", "give Acme a licence"
	comp    complements
	passive bool
	doubt   float64
}

// use reads the verb group at i.
func (c *clauses) use(i int) *verbUse {
	p := &c.ph[i]
	u := &verbUse{at: i, v: p.last()}
	u.subject = c.subjectOf(i)
	u.comp = c.after(i, false)
	u.passive = u.v.passive
	// A headline's "Acme sold to Blick" and "Acme bought by Blick".
	if !u.passive && len(u.comp.direct) == 0 && u.v.tag == "VBD" && len(p.verbs) == 1 && !u.v.perfect {
		if c.is(c.forward(i+1), "by") || c.s.paragraph == 0 && u.v.lemma == "sell" && c.is(c.forward(i+1), "to") {
			u.passive = true
		}
	}
	switch {
	case u.passive:
		u.patient = u.subject.items
		if len(u.subject.objects) > 0 && len(u.patient) == 0 {
			u.patient = u.subject.objects
		}
		for _, by := range u.comp.prep("by") {
			u.agent = append(u.agent, c.parties(by.items)...)
		}
		if len(u.agent) == 0 && c.participleAt(i) && len(u.comp.prep("from")) > 0 && len(u.comp.prep("by")) == 0 {
			u.agent = c.keeper(i)
		}
		if len(u.comp.direct) > 0 { // "was granted a licence"
			u.second = u.comp.direct[0]
		}
	default:
		u.agent = c.parties(u.subject.items)
		if p.verbs[0].infinitive && len(companiesOf(u.agent)) == 0 {
			if list := c.intender(i); len(list) > 0 {
				u.agent = list
			}
		}
		if p.verbs[0].infinitive && len(u.comp.direct) == 0 && len(u.subject.objects) == 0 && u.subject.governor >= 0 && c.kind(i-1) == datePhrase {
			if g := c.subjectOf(u.subject.governor); g.relPrep == "" { // "a firm that Acme agreed in April to buy"
				u.subject.objects = g.objects
			}
		}
		if len(u.subject.objects) > 0 && u.subject.relPrep == "" && len(u.comp.direct) == 0 {
			u.patient = u.subject.objects
		} else if len(u.comp.direct) > 0 {
			u.patient = u.comp.direct[0]
			if len(u.comp.direct) > 1 {
				u.second = u.comp.direct[1]
			}
		}
	}
	if u.subject.relPrep != "" {
		u.comp.preps = append(u.comp.preps, complement{u.subject.relPrep, u.subject.objects, false})
		if len(u.subject.objects) == 0 {
			u.comp.preps[len(u.comp.preps)-1].items = nil
		}
	}
	// What a verb is done to is not who does it: a description or "it" there
	// stands for another company.
	if !u.passive && len(u.patient) == 1 && len(u.agent) == 1 && u.agent[0].entity.kind == companyEntity {
		i := u.patient[0]
		if list := c.partiesAt(i, 0); len(list) == 1 && list[0].entity == u.agent[0].entity && c.anaphoric(i) && !speechVerbs[u.v.lemma] && !c.startsClause(i) {
			if other := c.otherCompany(list[0].entity); other != nil {
				c.rebound[i] = party{other, list[0].said, guessDoubt}
			}
		}
	}
	if with := c.fronted(i); with != nil {
		u.comp.preps = append(u.comp.preps, *with)
	}
	u.doubt = 0.04 * float64(max(0, u.subject.steps-1))
	return u
}

// intender is whose plan the infinitive at i is: "Acme's attempt to buy Blick
// failed", "a plan by Acme to buy Blick was blocked".
func (c *clauses) intender(i int) []party {
	n := c.back(i - 1)
	by := -1
	if c.company(n) && (c.is(n-1, "by") || c.is(n-1, "of") || c.is(n-1, "from")) {
		by = n
		n = c.back(n - 2)
	}
	if c.kind(n) != nounPhrase || !intentNouns[c.ph[n].head] {
		return nil
	}
	if by >= 0 {
		return companiesOf(c.parties([]int{by}))
	}
	if c.ph[n].owner == nil && c.ph[n].ownPron == "" {
		return nil
	}
	return companiesOf(c.ownerOf(n, 0.03))
}

// intentNouns are nouns that take an infinitive that their owner carries out.
var intentNouns = setOf("attempt plan bid effort offer proposal agreement deal move decision intention option proposal try commitment pledge promise vow push quest contract right campaign")

// anaphoric tells whether a noun phrase is a pronoun or a description of a
// company.
func (c *clauses) anaphoric(i int) bool {
	p := &c.ph[i]
	if c.kind(i) != nounPhrase || p.head == "itself" {
		return false
	}
	return p.pronoun || p.name != nil && p.name.anaphor || p.name == nil && p.det == "the"
}

// otherCompany is who is spoken of beside the one given.
func (c *clauses) otherCompany(x *entity) *entity {
	switch {
	case c.topic != nil && c.topic != x:
		return c.topic
	case c.focus != nil && c.focus != x:
		return c.focus
	}
	if o := c.last.otherThan(x, c.s.index); o != nil {
		return o
	}
	return c.text.counterpart(x, c.s)
}

// fronted is what a preposition at the start of the sentence says of its first
// verb: "With Blick, Acme has exchanged licences"; nil if there is none.
func (c *clauses) fronted(i int) *complement {
	if c.kind(0) != prepositionMark || !frontPreps[c.ph[0].word] || !c.company(1) {
		return nil
	}
	items, next := c.group(1)
	if c.kind(next) != commaMark || next > i {
		return nil
	}
	for k := next; k < i; k++ {
		if c.kind(k) == verbGroup && c.ph[k].finite() {
			return nil
		}
	}
	return &complement{c.ph[0].word, items, true}
}

var frontPreps = setOf("with from against to")

// keeper is who has what a participle says was got: "its pumps unit, bought from
// Blick", "holds patents acquired from Blick".
func (c *clauses) keeper(i int) []party {
	s := c.nounBefore(c.back(i - 1))
	if c.kind(c.back(i-1)) == commaMark {
		s = c.nounBefore(c.back(c.back(i-1) - 1))
	}
	if len(s.items) == 0 || c.kind(s.items[0]) != nounPhrase {
		return nil
	}
	n := s.items[0]
	for c.is(n-1, "of") && c.kind(n-2) == nounPhrase {
		n -= 2
	}
	if list := companiesOf(c.ownerOf(n, 0.05)); len(list) > 0 && (c.ph[n].ownPron != "" || c.ph[n].owner != nil) {
		return list
	}
	b := c.back(n - 1)
	if c.kind(b) != verbGroup || !keepVerbs[c.ph[b].last().lemma] || c.ph[b].last().passive {
		return nil
	}
	list := companiesOf(c.parties(c.subjectOf(b).items))
	for k := range list {
		list[k].doubt += 0.05
	}
	return list
}

// keepVerbs say that their subject has what is their object.
var keepVerbs = setOf("hold own have keep use assert enforce combine include integrate run operate control make sell retain merge rename develop market offer")

// by are the companies behind one of the prepositions.
func (c *clauses) by(comp complements, names ...string) []party {
	var out []party
	for _, p := range comp.prep(names...) {
		for _, q := range companiesOf(c.parties(p.items)) {
			if p.loose {
				q.doubt += 0.08
			}
			out = append(out, q)
		}
	}
	return distinct(out)
}

// thing is what a verb is done to, or a noun's "of".
type thing struct {
	np      int
	company []party // if it is a company itself
	owner   []party
	kind    thingKind
	share   float64 // of stakes, in percent
	whole   bool    // a stake that is all or the majority
}

type thingKind int

const (
	otherThing thingKind = iota
	companyThing
	unitThing
	stakeThing
	patentThing
	assetThing
	licenceThing
	moneyThing
	personThing
	namedThing // product, technology
)

// thingAt says what the noun phrases are. Measures are passed through: "a
// majority of its patents".
func (c *clauses) thingAt(items []int) thing {
	if len(items) == 0 {
		return thing{np: -1}
	}
	i := items[0]
	t := thing{np: i}
	if c.kind(i) != nounPhrase {
		return t
	}
	p := &c.ph[i]
	if list := companiesOf(c.parties(items)); p.name != nil && p.name.entity.kind == companyEntity && len(list) > 0 {
		t.company, t.kind = list, companyThing
		if len(p.inside) > 0 || p.owner != nil {
			t.owner = c.ownerOf(i, 0)
		}
		return t
	}
	if p.name != nil && p.name.entity.kind == personEntity {
		t.kind = personThing
		return t
	}
	if p.pronoun {
		if c.standsForPatents(i) {
			t.kind = patentThing
		} else if list := companiesOf(c.pronoun(i)); len(list) > 0 {
			t.company, t.kind = list, companyThing
		}
		return t
	}
	if stakeNouns[p.head] && !(p.head == "share" && p.plural && p.percent == 0 && p.number > 0) || p.percent > 0 && measureNouns[p.head] || p.head == "%" {
		// "a majority of its patents" is no stake.
		if k := c.closeParen(i + 1); (c.is(k, "of") || c.is(k, "in") && c.ownedThing(k+1)) && c.kind(k+1) == nounPhrase {
			inner, _ := c.group(k + 1)
			if in := c.thingAt(inner); in.kind == patentThing || in.kind == unitThing || in.kind == assetThing {
				return in
			}
		}
		t.kind = stakeThing
		t.share = p.percent
		t.whole = p.percent > 50 || p.hasWord("majority", "controlling", "remaining", "entire", "full", "whole", "outstanding")
		return t
	}
	if measureNouns[p.head] || p.head == "" && p.name == nil {
		if k := c.closeParen(i + 1); c.is(k, "of") && c.kind(k+1) == nounPhrase {
			inner, _ := c.group(k + 1)
			in := c.thingAt(inner)
			if in.kind == companyThing {
				in.whole = true
			}
			return in
		}
	}
	if bundleNouns[p.head] {
		if k := c.closeParen(i + 1); c.is(k, "of") && c.kind(k+1) == nounPhrase && c.ph[k+1].hasWord("patents", "patent") {
			inner, _ := c.group(k + 1)
			in := c.thingAt(inner)
			if len(in.owner) == 0 && (p.owner != nil || p.ownPron != "") { // "Acme's portfolio of patents"
				in.owner = c.ownerOf(i, 0.03)
			}
			return in
		}
	}
	if list := c.unitNamed(i); len(list) > 0 {
		t.company, t.kind = list, companyThing
		t.owner = c.ownerOf(i, 0.03)
		return t
	}
	t.owner = c.ownerOf(i, 0.03)
	switch {
	case p.money != nil && p.head == "$":
		t.kind = moneyThing
	case p.head == "portfolio" && p.det == "the" && c.text.tellsOf("patents", c.s.index):
		t.kind = patentThing
	case p.hasWord("patent", "patents") && p.head != "license" && p.head != "licence" && !nounIsDeal(p.head) && !unitHeads[p.head] || patentNouns[p.head] && p.hasWord("patent", "patents", "ip", "property", "intellectual"):
		t.kind = patentThing
	case licenceWords[p.head] && (p.head != "right" || c.is(c.forward(i+1), "to")):
		t.kind = licenceThing
	case unitHeads[p.head]:
		t.kind = unitThing
	case assetHeads[p.head] || p.head == "asset":
		t.kind = assetThing
	case p.name != nil && (p.name.entity.kind == productEntity || p.name.entity.kind == technologyEntity):
		t.kind = namedThing
	case companyNoun[p.head]:
		if list := companiesOf(c.partiesAt(i, 1)); len(list) > 0 {
			t.company, t.kind = list, companyThing
		}
	}
	return t
}

// bundleNouns hold the patents that stand behind their "of".
var bundleNouns = setOf("portfolio pool collection estate trove stack pile haul cache package bundle set lot batch")

// ownedThing tells whether a noun phrase is something of a company's own: "its
// pipeline network".
func (c *clauses) ownedThing(i int) bool {
	return c.kind(i) == nounPhrase && c.ph[i].name == nil && (c.ph[i].ownPron != "" || c.ph[i].owner != nil)
}

func nounIsDeal(n string) bool { return len(nounClasses[n]) > 0 }

// moneyBeside finds the amount of a deal: the first that belongs to the
// trigger, from token `from` on within its clause.
func (c *clauses) moneyBeside(from, to int) *extract.Money {
	var fallback, bracketed *extract.Money
	for i := range c.ph {
		p := &c.ph[i]
		if p.money == nil || p.from < from || p.from >= to || c.isPrice(i) {
			continue
		}
		prev := ""
		if b := i - 1; c.kind(b) == prepositionMark {
			prev = c.ph[b].word
		}
		if c.kind(i-1) == openMark { // the same in another currency
			if bracketed == nil {
				bracketed = p.money
			}
			continue
		}
		switch {
		case nonValueHeads[p.head]:
			continue
		case prev == "for" || p.head == "$" && prev == "":
			return p.money
		case fallback == nil:
			fallback = p.money
		}
	}
	if fallback == nil {
		return bracketed
	}
	return fallback
}

// nonValueHeads are nouns whose amount is not the deal's: "a $65 billion
// valuation".
var nonValueHeads = setOf("valuation revenue sale sales profit loss debt market value cap capitalization capitalisation charge income earnings budget turnover fine penalty premium dividend cost saving savings bonus salary savings fee ebitda worth industry business company firm maker fund startup giant")

// isPrice tells whether an amount is one for each share.
func (c *clauses) isPrice(i int) bool {
	k := c.ph[i].to
	w := func(n int) string {
		if k+n < len(c.s.tokens) {
			return c.s.tokens[k+n].lower
		}
		return ""
	}
	if (w(0) == "a" || w(0) == "per" || w(0) == "each") && (w(1) == "share" || w(1) == "unit" || w(1) == "ads" || w(1) == "month" || w(1) == "year" || w(1) == "barrel" || w(1) == "ton" || w(1) == "tonne") || w(0) == "each" || w(0) == "apiece" {
		return true
	}
	if w(0) == "for" && (w(1) == "each" || w(1) == "every") {
		return true
	}
	if w(0) == "in" && (w(1) == "revenue" || w(1) == "sales" || w(1) == "annual" || w(1) == "debt" || w(1) == "profit" || w(1) == "assets") || w(0) == "valuation" || w(0) == "of" && w(1) == "debt" {
		return true
	}
	p := &c.ph[i]
	return p.hasWord("per-share", "share") && p.head == "share"
}
