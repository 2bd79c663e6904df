package rules

import "github.com/dealgraph/dealgraph/ingest/extract"

// stakeNoun reads "raises its stake in Blick to 20 percent"; taking a stake is
// read with its verb.
func (c *clauses) stakeNoun(n *nounUse) *dealEvent {
	if n.verb < 0 || n.asSubject || !changeVerbs[c.ph[n.verb].last().lemma] {
		return nil
	}
	in := c.stakeOf(thing{np: n.at}, n.comp)
	doer := minus(n.actor, in)
	if len(in) == 0 || len(doer) == 0 {
		return nil
	}
	kind := investment
	who, whom := investor, investee
	if v := c.ph[n.verb].last().lemma; v == "cut" || v == "reduce" || v == "lower" || v == "trim" {
		return nil
	}
	base := 0.86
	if v := c.ph[n.verb].last(); v.modal != "" || v.infinitive {
		base = 0.76
	}
	e := c.nounEvent(n, kind, base).with(who, doer).with(whom, in)
	if v := c.ph[n.verb].last(); v.modal == "" && (v.past || v.perfect) {
		e.status = extract.Completed
	}
	return e
}

var changeVerbs = setOf("disclose reveal build amass accumulate raise increase lift boost double expand up hike")

// investmentIn reads "Acme's $5 million investment in Blick", "an investment
// from Acme".
func (c *clauses) investmentIn(n *nounUse) *dealEvent {
	if n.p.head == "capital" || n.p.head == "interest" {
		return nil
	}
	in := c.by(n.comp, "in", "into", "for", "of")
	if n.p.head != "round" && n.p.head != "investment" && n.p.head != "injection" && n.p.head != "infusion" {
		in = c.by(n.comp, "for", "in")
	}
	from := c.by(n.comp, "from", "by")
	doer := from
	if len(doer) == 0 && (n.p.head == "investment" || n.p.head == "injection" || n.p.head == "infusion") {
		doer = c.doer(n)
	}
	if len(doer) == 0 {
		doer = c.leadersOf(n.at)
	} else {
		doer = distinct(append(doer, c.leadersOf(n.at)...))
	}
	if len(in) == 0 && n.verb >= 0 && len(n.actor) > 0 && receiveVerbs[c.ph[n.verb].last().lemma] {
		in = n.actor
	}
	if len(in) == 0 && len(n.owner) > 0 && len(doer) > 0 && firstCompany(doer) != firstCompany(n.owner) {
		in = n.owner // "Blick's funding round led by Acme"
	}
	in = minus(in, doer)
	if len(in) == 0 || len(doer) == 0 {
		return nil
	}
	e := c.nounEvent(n, investment, 0.87).with(investor, doer).with(investee, in)
	if n.p.money == nil && !roundNouns[n.p.head] {
		e.base -= 0.1
	}
	return e
}

var receiveVerbs = setOf("receive get raise secure land close announce attract win obtain take accept complete score have")

// licenseNoun reads "a licence from Acme", "a cross-licence between Acme and
// Blick".
func (c *clauses) licenseNoun(n *nounUse) *dealEvent {
	cross := nounClass("crosslicense").of(n.p.head) || n.p.hasWord("cross-license", "cross-licence", "cross-licensing", "mutual", "reciprocal")
	if cross {
		return c.betweenOrBefore(n, crossLicense, 0.9)
	}
	if n.p.head == "licensing" {
		return nil
	}
	if len(c.by(n.comp, "with")) > 0 { // the roles are open
		return c.between(n, licenseDeal, 0.86)
	}
	doer := c.doer(n)
	from := minus(c.by(n.comp, "from"), doer)
	if len(from) > 0 && len(doer) > 0 {
		e := c.nounEvent(n, licenseDeal, 0.86).with(licensee, doer).with(licensor, from)
		e.matter = []int{n.at}
		return e
	}
	if n.verb >= 0 && len(n.actor) > 0 && signVerbs[c.ph[n.verb].last().lemma] {
		if to := minus(c.by(n.comp, "to", "for"), n.actor); len(to) > 0 {
			e := c.nounEvent(n, licenseDeal, 0.62).with(licensee, n.actor).with(licensor, to)
			return e
		}
	}
	return nil
}

var signVerbs = setOf("take sign get obtain acquire win secure receive buy agree")

// between reads a noun of two equal parties: "an alliance with Blick",
// "between Acme and Blick", "the Acme-Blick alliance".
func (c *clauses) between(n *nounUse, kind string, base float64) *dealEvent {
	e := c.nounEvent(n, kind, base)
	pair := c.by(n.comp, "between", "among")
	with := c.by(n.comp, "with")
	of := c.by(n.comp, "of", "by")
	switch {
	case len(pair) > 1:
		e.with(partner, pair)
		if n.verb < 0 || !doerVerbs[c.ph[n.verb].last().lemma] {
			e.base -= 0.12
		}
		return e
	case len(with) > 0:
		doer := minus(c.doer(n), with)
		e.with(partner, doer).with(partner, with)
	case len(of) > 1 && n.p.head != "settlement":
		e.with(partner, of)
		e.base -= 0.1
		return e
	default:
		// "Acme and Blick announced a partnership", "signed an agreement"
		doer := c.doer(n)
		if len(doer) > 1 {
			e.with(partner, doer)
			e.base -= 0.06
		}
	}
	if e.companies() < 2 {
		return nil
	}
	// A standing relation: "has a partnership with".
	if n.verb >= 0 && !n.asSubject && (c.ph[n.verb].last().lemma == "have" || c.ph[n.verb].last().lemma == "be" || c.ph[n.verb].last().lemma == "hold") {
		e.base -= 0.35
	}
	if c.announced(n) {
		return e
	}
	if n.verb < 0 || len(n.owner) > 0 && (n.asSubject || !renewVerbs[c.ph[n.verb].last().lemma]) { // "its partnership with Blick": known already
		e.base -= 0.22
	}
	return e
}

// announced tells whether a participle behind the noun's parties says that the
// deal was made: "Acme's partnership with Blick, announced in March".
func (c *clauses) announced(n *nounUse) bool {
	k := n.comp.end
	for k > n.at+1 && c.kind(k) != commaMark {
		k--
	}
	for k = c.forward(k); k < len(c.ph) && c.kind(k) != breakMark && k < n.at+9; k++ {
		if c.kind(k) == verbGroup && c.participleAt(k) && madeVerbs[c.ph[k].last().lemma] {
			return true
		}
		if c.kind(k) == verbGroup && c.ph[k].finite() {
			return false
		}
	}
	return false
}

// madeVerbs say that an agreement came about.
var madeVerbs = setOf("announce sign strike form forge unveil ink reach seal conclude launch agree disclose")

// renewVerbs make an event of what exists, by going on with it or by ending it:
// "renewed its licence with Blick".
var renewVerbs = setOf("renew extend prolong expand sign widen broaden deepen end terminate cancel dissolve scrap drop ditch abandon unwind announce form strengthen unveil")

// betweenOrBefore is between; where an agreement is said to include the deal,
// the parties are those named before.
func (c *clauses) betweenOrBefore(n *nounUse, kind string, base float64) *dealEvent {
	if e := c.between(n, kind, base); e != nil {
		return e
	}
	if n.verb < 0 || n.asSubject || !includeVerbs[c.ph[n.verb].last().lemma] {
		return nil
	}
	set := c.setBefore(n.at)
	if len(set) < 2 {
		return nil
	}
	for i := range set {
		set[i].doubt += 0.02
		set[i].said = ""
	}
	return c.nounEvent(n, kind, base).with(partner, set)
}

var includeVerbs = setOf("include contain comprise involve feature cover provide be")

func (c *clauses) partnershipWith(n *nounUse) *dealEvent {
	if n.p.head == "cooperation" && n.verb < 0 {
		return nil
	}
	if n.p.hasWord("limited", "hedge") {
		return nil
	}
	kind := partnership
	if n.p.hasWord("licensing", "license") {
		return nil
	}
	if n.p.hasWord("supply") {
		kind = supply
	}
	return c.between(n, kind, 0.9)
}

func (c *clauses) ventureOf(n *nounUse) *dealEvent {
	if !isVenture(n.p) {
		return nil
	}
	base := 0.85
	if n.verb >= 0 && !n.asSubject {
		if verbClass("form").of(c.ph[n.verb].last().lemma) {
			return nil // read with its verb
		}
	}
	e := c.between(n, jointVenture, base)
	if e != nil && (n.verb < 0 || n.asSubject) {
		e.base = min(e.base, 0.38) // a venture that exists
		if n.verb >= 0 && !n.asSubject {
			e.base = 0.7
		}
	} else if e != nil && endWords[c.ph[n.verb].last().lemma] || e != nil && endVentureVerbs[c.ph[n.verb].last().lemma] {
		e.base = 0.86
	}
	if e == nil {
		return nil
	}
	return e
}

// endVentureVerbs end a venture that exists.
var endVentureVerbs = setOf("dissolve end wind close unwind liquidate")

// contractNoun reads "an order from Blick" where the verb does not.
func (c *clauses) contractNoun(n *nounUse) *dealEvent {
	doer := c.doer(n)
	if n.verb >= 0 && !n.asSubject {
		v := c.ph[n.verb].last().lemma
		if v == "cancel" || v == "scrap" { // whose order it was
			if from := minus(c.by(n.comp, "from", "with"), n.actor); len(from) > 0 && len(n.actor) > 0 {
				return c.nounEvent(n, supply, 0.72).with(customer, n.actor).with(supplier, from)
			}
		}
		if v == "place" {
			to := c.by(n.comp, "with", "for")
			if len(to) > 0 && len(n.actor) > 0 {
				return c.nounEvent(n, supply, 0.88).with(customer, n.actor).with(supplier, minus(to, n.actor))
			}
		}
		if verbClass("win").of(v) || verbClass("grant").of(v) {
			if v != "sign" {
				return nil
			}
		}
	}
	with := minus(c.by(n.comp, "with"), doer)
	if n.p.head == "contract" && len(doer) > 0 && len(with) > 0 {
		return c.supplyRoles(n, doer, with, 0.82)
	}
	from := minus(c.by(n.comp, "from"), doer)
	if len(from) > 0 && len(doer) > 0 && (n.p.head == "order" || n.p.head == "contract") {
		return c.nounEvent(n, supply, 0.82).with(supplier, doer).with(customer, from)
	}
	return nil
}

// supplyRoles tells supplier from customer by what the agreement is to do.
func (c *clauses) supplyRoles(n *nounUse, doer, with []party, base float64) *dealEvent {
	e := c.nounEvent(n, supply, base)
	if n.comp.infinitive >= 0 {
		switch v := c.ph[n.comp.infinitive].last().lemma; {
		case v == "buy" || v == "purchase" || v == "procure" || v == "source" || v == "use" || v == "acquire" || v == "order":
			return e.with(customer, doer).with(supplier, with)
		case verbClass("supply").of(v) || v == "sell":
			return e.with(supplier, doer).with(customer, with)
		}
	}
	if n.p.hasWord("offtake", "off-take", "purchase", "procurement", "sourcing") {
		return e.with(customer, doer).with(supplier, with)
	}
	if n.p.hasWord("sales") {
		return e.with(supplier, doer).with(customer, with)
	}
	e.base -= 0.05
	return e.with(partner, doer).with(partner, with)
}

// agreementWith reads "signs a licensing deal with Blick": what the agreement
// is about decides the kind.
func (c *clauses) agreementWith(n *nounUse) *dealEvent {
	if n.p.head == "contract" || n.p.head == "partnership" {
		return nil
	}
	p := n.p
	has := p.hasWord
	switch {
	case has("cross-license", "cross-licence", "cross-licensing", "cross-patent", "patent-sharing", "patent-swap", "cross-licensed"), c.toDo(n, "cross-license"):
		return c.between(n, crossLicense, 0.92)
	case has("settlement"):
		return c.between(n, settlement, 0.9)
	case has("merger", "takeover", "acquisition", "buyout"):
		e := c.between(n, acquisition, 0.9)
		if e != nil && has("takeover", "acquisition", "buyout") {
			e.base = 0.6 // who buys whom is open
		}
		return e
	case has("license", "licence", "licensing", "patent-licensing", "royalty", "patent"):
		e := c.between(n, licenseDeal, 0.86)
		if e != nil && has("patent") && !has("license", "licence", "licensing", "patent-licensing", "royalty") {
			e.base = 0.6
		}
		return e
	case has("asset", "assets", "stock", "share", "equity", "unit", "securities", "membership") && has("purchase", "sale"):
		e := c.between(n, acquisition, 0.6) // who buys what is open
		return e
	case has("supply", "offtake", "off-take", "purchase", "procurement", "manufacturing", "distribution", "outsourcing", "foundry", "sales", "power-purchase", "services", "maintenance", "hosting", "reseller"):
		doer := c.doer(n)
		with := minus(c.by(n.comp, "with"), doer)
		if len(with) == 0 {
			return c.between(n, supply, 0.8)
		}
		if len(doer) == 0 {
			return nil
		}
		base := 0.86
		if has("distribution", "sales", "services", "outsourcing") {
			base = 0.72
		}
		return c.supplyRoles(n, doer, with, base)
	case has("joint-venture", "venture"):
		return c.between(n, jointVenture, 0.86)
	case has("partnership", "collaboration", "cooperation", "co-operation", "strategic", "alliance", "development", "marketing", "research", "teaming", "co-development", "joint", "collaborative", "technology", "integration", "memorandum") || p.head == "memorandum" || p.head == "mou":
		return c.between(n, partnership, 0.9)
	}
	if n.p.head == "transaction" || n.p.head == "arrangement" {
		return nil
	}
	if n.comp.infinitive >= 0 {
		v := c.ph[n.comp.infinitive].last().lemma
		doer := c.doer(n)
		with := minus(c.by(n.comp, "with"), doer)
		switch {
		case len(doer) == 0 || len(with) == 0:
		case v == "use" || v == "distribute" || v == "provide" || v == "supply" || v == "deliver" || v == "manufacture" || v == "power":
			return c.supplyRoles(n, doer, with, 0.72)
		case v == "develop" || v == "build" || v == "explore" || v == "create" || v == "bring" || v == "offer" || v == "integrate" || v == "co-develop" || v == "jointly":
			return c.between(n, partnership, 0.76)
		}
		return nil // "a deal to buy": the verb says it
	}
	// A deal with somebody about something: somebody must look at it.
	return c.between(n, partnership, 0.62)
}

// toDo tells whether an agreement is to do what the verb says.
func (c *clauses) toDo(n *nounUse, lemma string) bool {
	return n.comp.infinitive >= 0 && c.ph[n.comp.infinitive].last().lemma == lemma
}

// suitAgainst reads "a lawsuit against Blick by Acme", "Acme's suit against".
func (c *clauses) suitAgainst(n *nounUse) *dealEvent {
	if (n.p.head == "action" || n.p.head == "proceeding" || n.p.head == "claim") && !n.p.hasWord("legal", "court", "class", "infringement", "patent") {
		return nil
	}
	if n.p.head == "case" && !n.p.hasWord("court", "patent", "infringement", "antitrust", "legal") {
		return nil
	}
	against := c.by(n.comp, "against")
	by := c.by(n.comp, "by", "from")
	doer := by
	if len(doer) == 0 {
		doer = n.owner
	}
	if len(doer) == 0 && n.verb >= 0 && !n.asSubject && suitVerbs[c.ph[n.verb].last().lemma] {
		doer = n.actor
	}
	if len(doer) == 0 { // "a suit brought by Acme"
		doer = c.plaintiffsOf(n.at)
	}
	// "a suit that Acme filed against Blick": the relative's verb.
	if k := c.forward(n.at + 1); c.kind(k) == relativeMark || c.company(k) {
		for m := k; m < len(c.ph) && m < k+5; m++ {
			if c.kind(m) == verbGroup && suitVerbs[c.ph[m].last().lemma] {
				doer = companiesOf(c.parties(c.subjectOf(m).items))
				against = append(against, c.by(c.after(m, false), "against")...)
				break
			}
		}
	}
	// "hit back with a suit of its own"
	if len(against) == 0 && len(doer) == 0 {
		return nil
	}
	if len(against) == 0 && n.verb >= 0 && !n.asSubject && (c.ph[n.verb].last().lemma == "face" || c.ph[n.verb].last().lemma == "defend") {
		against, doer = n.actor, by
	}
	if len(against) == 0 && len(doer) > 0 && n.verb >= 0 && !n.asSubject && resistVerbs[c.ph[n.verb].last().lemma] {
		against = minus(n.actor, doer)
		if g := c.governor(n.verb); len(against) == 0 && g >= 0 { // "asked a judge to dismiss"
			against = minus(companiesOf(c.parties(c.subjectOf(g).items)), doer)
		}
	}
	doer = minus(doer, against)
	e := c.nounEvent(n, litigation, 0.9).with(plaintiff, doer).with(defendant, against)
	if e.companies() < 2 {
		e.base = 0.5
		if len(against) == 0 {
			return nil
		}
	}
	return e
}

// resistVerbs have the defendant as their subject.
var resistVerbs = setOf("face defend fight contest dismiss deny lose settle resolve end oppose toss")

var suitVerbs = setOf("file bring lodge launch initiate commence start open mount pursue win lose drop dismiss")

// disputeWith reads "a patent battle between Acme and Blick".
func (c *clauses) disputeWith(n *nounUse) *dealEvent {
	if !n.p.hasWord("patent", "legal", "court", "litigation", "copyright", "trademark", "lawsuit", "royalty", "licensing", "courtroom", "antitrust") && !c.followedBy(n.at, "patent", "patents", "infringement", "copyright", "trademark", "court", "royalties") {
		return nil
	}
	e := c.between(n, litigation, 0.68)
	if with := c.by(n.comp, "with", "against"); e == nil && len(with) > 0 && n.verb >= 0 && !n.asSubject && entangleVerbs[c.ph[n.verb].last().lemma] {
		actor := n.actor
		if len(actor) == 0 { // "is locked in a dispute with"
			actor = companiesOf(c.parties(c.subjectOf(n.verb).items))
		}
		if actor = minus(actor, with); len(actor) > 0 {
			e = c.nounEvent(n, litigation, 0.68).with(partner, actor).with(partner, with)
		}
	}
	if e != nil {
		for i := range e.parties {
			e.parties[i].role = partner
		}
		e.base = min(e.base, 0.68)
	}
	return e
}

// entangleVerbs put their subject into a dispute.
var entangleVerbs = setOf("lock involve embroil engage entangle tangle mire fight wage have face")

func (c *clauses) settlementWith(n *nounUse) *dealEvent {
	return c.between(n, settlement, 0.9)
}

// talksWith reads "talks between Acme and Blick about a merger".
func (c *clauses) talksWith(n *nounUse) *dealEvent {
	kind := ""
	topics := n.comp.prep("about", "over", "on", "of", "for", "regarding", "toward", "towards")
	for _, q := range topics {
		for _, i := range q.items {
			switch p := &c.ph[i]; {
			case p.kind != nounPhrase:
			case p.head == "merger" || p.head == "takeover" || p.head == "acquisition" || p.head == "sale" || p.head == "buyout" || p.head == "combination" || p.head == "tie-up":
				kind = acquisition
			case nounClass("partnership").of(p.head):
				kind = partnership
			case p.head == "venture":
				kind = jointVenture
			case p.head == "stake" || p.head == "investment":
				kind = investment
			}
		}
	}
	if n.p.hasWord("merger", "takeover", "acquisition") {
		kind = acquisition
	}
	if kind == "" {
		return nil
	}
	with := c.by(n.comp, "with", "between")
	e := c.nounEvent(n, kind, 0.82)
	if len(with) < 2 {
		e.with(partner, minus(n.owner, with))
		if n.verb >= 0 && e.companies() == 0 {
			e.with(partner, minus(n.actor, with))
		}
	}
	e.with(partner, with)
	if e.companies() < 2 {
		return nil
	}
	return e
}
