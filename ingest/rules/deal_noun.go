package rules

import "strings"

// nounUse is a noun that names a deal, with the verb on which it depends.
type nounUse struct {
	at   int
	p    *phrase
	comp complements
	// verb is the phrase of the verb whose object (or subject) the noun is; -1
	// if none.
	verb      int
	asSubject bool
	actor     []party // the verb's subject, where the noun is its object
	owner     []party
	doubt     float64
	means     bool // actor is whose means the noun is, see byMeans
}

// byMeans is who does something by what the noun at i names: "Acme grew through
// the purchase of Blick", "With the purchase of Blick, Acme has".
func (c *clauses) byMeans(i int) []party {
	b := i - 1
	if c.kind(b) != prepositionMark || !meansPreps[c.ph[b].word] {
		return nil
	}
	at := -1
	for k := b - 1; k >= 0 && at < 0 && c.kind(k) != breakMark; k-- {
		if c.kind(k) == verbGroup && c.ph[k].finite() && !c.participleAt(k) {
			at = k
		}
	}
	if at < 0 && b == 0 {
		for k := i + 1; k < len(c.ph) && at < 0; k++ {
			if c.kind(k) == verbGroup && c.ph[k].finite() && !c.participleAt(k) && c.kind(c.back(k-1)) == nounPhrase {
				at = k
			}
		}
	}
	return c.doers(at)
}

// doers are the companies of the subject of a verb that is some way off; none
// for a passive, whose subject does nothing.
func (c *clauses) doers(verb int) []party {
	if verb < 0 || c.ph[verb].last().passive {
		return nil
	}
	list := companiesOf(c.parties(c.subjectOf(verb).items))
	for i := range list {
		list[i].doubt += 0.06
	}
	return list
}

// planNouns stand before "of" and the deal that is meant.
var planNouns = setOf("plan agreement scheme letter memorandum form deed contract")

var meansPreps = setOf("with through via by")

func (c *clauses) nounUse(i int) *nounUse {
	n := &nounUse{at: i, p: &c.ph[i], verb: -1}
	n.comp = c.after(i, true)
	if n.p.owner != nil && n.p.owner.entity.kind <= personEntity || n.p.ownPron != "" {
		n.owner = companiesOf(c.ownerOf(i, 0))
	}
	b := c.back(i - 1)
	if c.is(b, "whose") { // "Blick, whose acquisition by Acme"
		n.owner = companiesOf(c.parties(c.relative(b).items))
	}
	if c.is(b, "of") && c.kind(b-1) == nounPhrase && throughNouns[c.ph[b-1].head] { // "the signing of an agreement"
		if n.owner == nil {
			n.owner = companiesOf(c.ownerBefore(b - 1))
		}
		b = c.back(c.joinedBack(b - 1)[0] - 1)
	}
	if forPreps[c.ph[max(b, 0)].word] && c.kind(b) == prepositionMark && c.kind(b-1) == nounPhrase && nounClass("deal").of(c.ph[b-1].head) { // "signed an agreement for the purchase of Blick"
		b = c.back(c.joinedBack(b - 1)[0] - 1)
	}
	switch {
	case c.kind(b) == verbGroup && !c.participleAt(b):
		n.verb = b
	case c.kind(b) == verbGroup && c.ph[b].last().passive && len(c.ph[b].verbs) >= 1:
		n.verb = b // "was granted a licence"
	case c.kind(b) == prepositionMark && c.kind(c.back(b-1)) == verbGroup && reachPreps[c.ph[b].word]:
		n.verb = c.back(b - 1)
	case c.kind(b) == verbGroup:
		n.verb = b
	case c.kind(b) == nounPhrase && c.kind(c.back(b-1)) == verbGroup && b == i-1:
		n.verb = c.back(b - 1)
	case n.comp.verb >= 0:
		n.verb, n.asSubject = n.comp.verb, true
	}
	if n.verb >= 0 && !n.asSubject {
		s := c.subjectOf(n.verb)
		v := c.ph[n.verb].last()
		if s.relPrep != "" && len(s.objects) > 0 { // "with which Acme signed an agreement"
			n.comp.preps = append(n.comp.preps, complement{s.relPrep, s.objects, false})
		}
		if !v.passive || c.kind(b) == nounPhrase || v.lemma == "involve" || v.lemma == "embroil" || v.lemma == "lock" {
			n.actor = companiesOf(c.parties(s.items))
		}
		if clients := c.clients(n.verb); len(clients) > 0 && c.kind(b) != verbGroup {
			n.actor = clients
		}
		n.doubt = 0.03 * float64(max(0, s.steps-1))
	}
	if n.asSubject && c.ph[n.verb].last().passive {
		behind := c.after(n.verb, false)
		n.actor = c.by(behind, "by")
		n.comp.preps = append(n.comp.preps, behind.prep("between", "with")...) // "a settlement was reached between"
	}
	// "the agreement, signed by Acme and Blick"
	if k := c.forward(i + 1); len(n.actor) == 0 && c.kind(k) == verbGroup && c.participleAt(k) {
		n.actor = c.by(c.after(k, false), "by")
	}
	if n.verb < 0 && c.is(i-1, "of") && c.kind(i-2) == nounPhrase && planNouns[c.ph[i-2].head] { // "an Agreement and Plan of Merger"
		plan := c.nounUse(c.joinedBack(i - 2)[0])
		n.verb, n.asSubject, n.actor, n.doubt = plan.verb, plan.asSubject, plan.actor, plan.doubt
	}
	if n.verb < 0 && len(n.actor) == 0 {
		n.actor = c.byMeans(i)
		n.means = len(n.actor) > 0
	}
	// At the start of a sentence, "In a deal with Acme, Blick will": not ours.
	return n
}

// ownerBefore is the owner of a noun phrase by a possessive only.
func (c *clauses) ownerBefore(i int) []party {
	if p := &c.ph[i]; p.owner != nil || p.ownPron != "" {
		return c.ownerOf(i, 0)
	}
	return nil
}

// throughNouns pass a deal on to the verb before them.
var throughNouns = setOf("plan term signing completion announcement closing execution formation creation launch conclusion detail")

// forPreps lead from an agreement to the deal that it is for.
var forPreps = setOf("for on regarding concerning about")

// reachPreps join a noun to its verb: "entered into an agreement", "agreed on a
// merger".
var reachPreps = setOf("from into in on to about over for of at")

func (c *clauses) nounEvent(n *nounUse, kind string, base float64) *dealEvent {
	return &dealEvent{kind: kind, base: base - n.doubt, c: c, at: n.at, end: n.comp.end, frame: n.p.head, noun: true}
}

// actorOr are the owner of the noun, otherwise the subject of its verb if that
// verb makes its subject a party.
func (c *clauses) doer(n *nounUse) []party {
	if len(n.owner) > 0 {
		return n.owner
	}
	if n.means {
		return n.actor
	}
	if n.verb < 0 {
		return c.beside(n)
	}
	if len(n.actor) == 0 {
		return nil
	}
	v := c.ph[n.verb].last()
	if n.asSubject && !v.passive {
		return nil
	}
	word, _, _ := strings.Cut(v.lemma, " ")
	if doerVerbs[word] || doerVerbs[c.ph[n.verb].verbs[0].lemma] && len(c.ph[n.verb].verbs) == 1 {
		return n.actor
	}
	return nil
}

// beside is the subject of the verb to which a noun behind a preposition
// belongs: "With the purchase of Blick, Acme adds 20 stores", "grew through the
// acquisition of Blick".
func (c *clauses) beside(n *nounUse) []party {
	b := c.back(n.at - 1)
	if c.kind(b) != prepositionMark || !besidePreps[c.ph[b].word] && !(c.is(b, "in") && nounClass("partnership").of(n.p.head)) || n.p.det != "the" && n.p.det != "" && n.p.det != "a" {
		return nil
	}
	verb := -1
	for k := b - 1; k >= 0 && c.kind(k) != breakMark; k-- {
		if c.kind(k) == verbGroup && c.ph[k].finite() {
			verb = k
			break
		}
	}
	for k := n.at + 1; verb < 0 && k < len(c.ph) && c.kind(k) != breakMark; k++ {
		if c.kind(k) == verbGroup && c.ph[k].finite() && !c.participleAt(k) {
			verb = k
		}
	}
	return c.doers(verb)
}

var besidePreps = setOf("with through after following via since by")

// doerVerbs make their subject the party that the noun's deal is by.
var doerVerbs = setOf("strengthen add grow enter exit pull quit leave involve embroil lock announce complete close make plan propose abandon scrap call finalise conclude sign ink strike reach enter agree form forge seal execute unveil pen renew extend establish expand have land win get secure negotiate launch begin start create set broker clinch do discuss finish arrange deepen strengthen consummate effect undertake pursue consider explore mull weigh withdraw drop terminate cancel ditch shelve file lodge bring initiate commence face lose fight settle defend open mount lead join take give grant receive obtain acquire buy sell walk back push seek want prepare near eye confirm disclose reveal raise accept submit table lift sweeten present put end resolve expect approve continue work cancel boost increase double hold own announce deny reject cut agree execute complete celebrate")

// nounEvents reads what the noun at i says.
func (c *clauses) nounEvents(i int) []*dealEvent {
	p := &c.ph[i]
	if p.name != nil || p.pronoun || len(nounClasses[p.head]) == 0 {
		return nil
	}
	n := c.nounUse(i)
	var out []*dealEvent
	for _, class := range nounClasses[p.head] {
		if read := nounReaders[class]; read != nil {
			if e := read(c, n); e != nil && len(e.parties) > 0 {
				out = append(out, e)
			}
		}
	}
	return best(out)
}

var nounReaders map[nounClass]func(*clauses, *nounUse) *dealEvent

func init() {
	nounReaders = map[nounClass]func(*clauses, *nounUse) *dealEvent{
		"acquisition": (*clauses).acquisitionOf, "bid": (*clauses).bidFor, "merger": (*clauses).mergerOf,
		"sale": (*clauses).saleOf, "transfer": (*clauses).saleOf, "stake": (*clauses).stakeNoun, "investment": (*clauses).investmentIn,
		"license": (*clauses).licenseNoun, "crosslicense": (*clauses).licenseNoun, "partnership": (*clauses).partnershipWith,
		"venture": (*clauses).ventureOf, "contract": (*clauses).contractNoun, "deal": (*clauses).agreementWith,
		"suit": (*clauses).suitAgainst, "dispute": (*clauses).disputeWith, "settlement": (*clauses).settlementWith, "talks": (*clauses).talksWith,
	}
}

// acquisitionOf reads "Acme's acquisition of Blick", "the purchase of Coil's
// patents by Blick", "the Blick takeover".
func (c *clauses) acquisitionOf(n *nounUse) *dealEvent {
	by := c.by(n.comp, "by")
	doer := by
	if len(doer) == 0 {
		doer = c.doer(n)
	}
	var of []int
	for _, q := range n.comp.preps {
		if q.prep == "of" && !q.loose {
			of = q.items
			break
		}
	}
	t := c.thingAt(of)
	from := c.by(n.comp, "from")
	switch t.kind {
	case companyThing:
		e := c.nounEvent(n, acquisition, 0.93)
		doer = minus(doer, t.company)
		e.with(buyer, doer).with(target, t.company).with(seller, from)
		if len(doer) == 0 {
			e.base = 0.55
		}
		return e
	case stakeThing:
		if in := c.stakeOf(t, n.comp); len(in) > 0 {
			doer = minus(doer, in)
			kind, who, whom := investment, investor, investee
			if t.whole {
				kind, who, whom = acquisition, buyer, target
			}
			e := c.nounEvent(n, kind, 0.9).with(who, doer).with(whom, in).with(seller, minus(from, in))
			if len(doer) == 0 {
				e.base = 0.5
			}
			return e
		}
	case patentThing:
		owners := from
		if len(owners) == 0 {
			owners = minus(t.owner, doer)
		}
		e := c.nounEvent(n, patentSale, 0.9).with(buyer, doer).with(seller, owners)
		if e.companies() < 2 {
			e.base = 0.5
		}
		e.matter = of
		return e
	case unitThing, assetThing:
		owners := from
		if len(owners) == 0 {
			owners = minus(t.owner, doer)
		}
		if len(owners) == 0 {
			return nil
		}
		e := c.nounEvent(n, acquisition, 0.86).with(buyer, doer).with(seller, owners)
		if t.kind == assetThing {
			e.kind, e.base = divestiture, 0.8
		}
		if len(doer) == 0 {
			e.base = 0.5
		}
		e.matter = of
		return e
	case otherThing:
		// "Acme's latest acquisition is Blick"
		if n.asSubject && len(n.owner) > 0 && len(of) == 0 && c.ph[n.verb].last().lemma == "be" && len(by) == 0 {
			if is := c.thingAt(firstOf(c.after(n.verb, false).direct)); is.kind == companyThing {
				return c.nounEvent(n, acquisition, 0.84).with(buyer, n.owner).with(target, minus(is.company, n.owner))
			}
		}
		// "the Blick acquisition"; "Acme's acquisition by Coil"
		var named []party
		for _, m := range n.p.inside {
			if m != n.p.owner && m.entity.kind == companyEntity {
				named = append(named, c.ofMention(m, 0.05)...)
			}
		}
		if len(named) > 0 && len(of) == 0 {
			doer = minus(doer, named)
			e := c.nounEvent(n, acquisition, 0.8).with(buyer, doer).with(target, named)
			if len(doer) == 0 {
				e.base = 0.45
			}
			return e
		}
		if len(by) > 0 && len(n.owner) > 0 {
			return c.nounEvent(n, acquisition, 0.9).with(buyer, by).with(target, minus(n.owner, by))
		}
		if len(by) > 0 && len(of) == 0 && n.verb >= 0 && len(n.actor) > 0 && n.p.head != "purchase" { // "Acme agreed to a takeover by Blick"
			return c.nounEvent(n, acquisition, 0.85).with(buyer, by).with(target, minus(n.actor, by))
		}
	}
	return nil
}

// bidFor reads "Acme's $5 billion offer for Blick", "a bid by Acme for Blick".
func (c *clauses) bidFor(n *nounUse) *dealEvent {
	if (n.p.head == "war" || n.p.head == "battle" || n.p.head == "contest" || n.p.head == "race") && !n.p.hasWord("bidding", "takeover") {
		return nil
	}
	if n.p.head == "proposal" && !n.p.hasWord("takeover", "buyout", "acquisition", "merger") || n.p.head == "approach" && len(n.comp.prep("for", "from", "by", "to")) == 0 {
		return nil
	}
	doer := c.by(n.comp, "by", "from")
	if len(doer) == 0 {
		doer = c.doer(n)
	}
	fors := n.comp.prep("for")
	if n.p.head == "approach" {
		fors = n.comp.prep("for", "to")
	}
	if len(fors) == 0 {
		// "rejected a takeover offer from Acme", "Acme's takeover bid"
		takeover := n.p.hasWord("takeover", "buyout", "acquisition", "merger", "hostile", "unsolicited", "cash", "all-cash", "all-share", "sweetened", "bid") || n.verb >= 0 && bidAnswers[c.ph[n.verb].last().lemma]
		if from := c.by(n.comp, "from", "by"); takeover && len(from) > 0 && n.verb >= 0 && len(n.actor) == 0 {
			return c.nounEvent(n, acquisition, 0.8).with(buyer, from)
		} else if takeover && len(from) > 0 && len(n.actor) > 0 && n.verb >= 0 {
			e := c.nounEvent(n, acquisition, 0.86).with(buyer, from)
			if outdoVerbs[c.ph[n.verb].last().lemma] { // "topping a bid from Coil": for whom the bidder bids too
				return e.with(target, minus(c.before(acquisition, target), n.actor))
			}
			return e.with(target, minus(n.actor, from))
		}
		if len(n.owner) > 0 && len(n.actor) > 0 && n.verb >= 0 && bidAnswers[c.ph[n.verb].last().lemma] && n.p.ownPron == "" {
			return c.nounEvent(n, acquisition, 0.84).with(buyer, n.owner).with(target, minus(n.actor, n.owner))
		}
		return nil
	}
	t := c.thingAt(fors[0].items)
	switch t.kind {
	case companyThing:
		doer = minus(doer, t.company)
		e := c.nounEvent(n, acquisition, 0.9).with(buyer, doer).with(target, t.company)
		if len(doer) == 0 {
			e.base = 0.5
		}
		return e
	case unitThing:
		owners := minus(t.owner, doer)
		if len(owners) > 0 {
			return c.nounEvent(n, acquisition, 0.75).with(buyer, doer).with(seller, owners)
		}
	case stakeThing:
		if in := c.stakeOf(t, n.comp); len(in) > 0 {
			return c.nounEvent(n, investment, 0.72).with(investor, doer).with(investee, in)
		}
	}
	return nil
}

// outdoVerbs have a rival bidder as their subject.
var outdoVerbs = setOf("top beat trump exceed outdo surpass counter match rival better follow dwarf undercut challenge")

var bidAnswers = setOf("turn reject rebuff spurn accept welcome consider review evaluate recommend weigh decline dismiss back study")

// mergerOf reads "a merger with Blick", "the merger of Acme and Blick".
func (c *clauses) mergerOf(n *nounUse) *dealEvent {
	if n.p.head == "combination" && len(n.comp.prep("of", "with")) == 0 {
		return nil
	}
	e := c.nounEvent(n, acquisition, 0.87)
	if n.p.head == "combination" || n.p.head == "tie-up" {
		e.base = 0.6
	}
	with := c.by(n.comp, "with", "between", "of")
	if list := c.by(n.comp, "with"); len(list) > 0 && len(minus(with, list)) == 0 {
		// With whom: the other side is who does it.
		doer := minus(c.doer(n), list)
		if len(doer) == 0 && n.verb >= 0 {
			doer = minus(n.actor, list)
		}
		if len(doer) == 0 && len(list) > 1 {
			e.base = 0.5
		}
		e.with(partner, doer)
	}
	if len(with) == 0 {
		var named []party
		for _, m := range n.p.inside {
			if m.entity.kind == companyEntity && m != n.p.owner {
				named = append(named, c.ofMention(m, 0.05)...)
			}
		}
		with = named
		if len(with) > 0 {
			e.base -= 0.15
		}
	}
	if len(with) == 0 { // "Acme and Blick call off their merger"
		if doer := c.doer(n); len(doer) > 1 {
			return e.with(partner, doer)
		}
		if len(n.actor) > 1 {
			return e.with(partner, n.actor)
		}
		return nil
	}
	if len(with) < 2 || len(c.by(n.comp, "with")) > 0 {
		e.with(partner, minus(c.doer(n), with))
	}
	e.with(partner, with)
	if e.companies() < 2 {
		return nil
	}
	return e
}

// saleOf reads "the sale of its pump unit to Blick", "Acme's sale of Coil to
// Blick".
func (c *clauses) saleOf(n *nounUse) *dealEvent {
	to := c.by(n.comp, "to")
	by := c.by(n.comp, "by")
	doer := by
	if len(doer) == 0 {
		doer = c.doer(n)
	}
	var of []int
	for _, q := range n.comp.preps {
		if q.prep == "of" && !q.loose {
			of = q.items
			break
		}
	}
	t := c.thingAt(of)
	doer = minus(doer, to)
	if len(to) == 0 {
		switch t.kind { // without a buyer only what can be nothing else
		case unitThing, patentThing, companyThing:
		default:
			return nil
		}
	}
	transfer := n.p.head == "transfer" || n.p.head == "assignment"
	var e *dealEvent
	switch t.kind {
	case companyThing:
		if transfer {
			return nil
		}
		self := firstCompany(t.company) == firstCompany(doer)
		e = c.nounEvent(n, acquisition, 0.9).with(buyer, to).with(target, t.company)
		if !self {
			e.with(seller, doer)
		}
		if len(to) == 0 && len(doer) > 0 && !self {
			e.kind = divestiture
		}
	case stakeThing:
		in := c.stakeOf(t, n.comp)
		if len(in) == 0 || firstCompany(in) == firstCompany(doer) {
			e = c.nounEvent(n, investment, 0.8).with(investor, to).with(investee, doer)
		} else {
			e = c.nounEvent(n, divestiture, 0.86).with(seller, doer).with(buyer, to).with(target, in)
		}
	case patentThing:
		if len(doer) == 0 {
			doer = minus(t.owner, to)
		}
		e = c.nounEvent(n, patentSale, 0.92).with(seller, doer).with(buyer, to)
		e.matter = of
	case unitThing, assetThing:
		if len(doer) == 0 {
			doer = minus(t.owner, to)
		}
		e = c.nounEvent(n, divestiture, 0.9).with(seller, doer).with(buyer, to)
		e.matter = of
	default:
		if len(n.owner) > 0 && len(of) == 0 && !transfer { // "its sale to Blick"
			return c.nounEvent(n, acquisition, 0.7).with(target, n.owner).with(buyer, to)
		}
		return nil
	}
	if len(to) == 0 {
		e.base = 0.6
	}
	if e.companies() < 2 {
		e.base = min(e.base, 0.5)
	}
	return e
}

func firstOf(list [][]int) []int {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}
