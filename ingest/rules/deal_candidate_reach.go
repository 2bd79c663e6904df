package rules

import "strings"

// supply adds, where a side is missing, the company that the sentence or those
// before are about.
func (e *dealEvent) supply(m cueMatch) {
	c := e.c
	full := func() bool { return e.companies() >= 2 && !e.oneSided() }
	if full() || e.companies() == 0 && (len(e.parties) > 0 || !m.verb) {
		return
	}
	add := func(x *entity, doubt float64, why string) {
		if x == nil || e.has(x) || full() {
			return
		}
		e.reasons = append(e.reasons, why)
		role := e.missing()
		if own := m.roles["subj"]; e.companies() == 0 && own != "" && own != "?" && !c.passiveAt(m) {
			role = own
		}
		e.with(role, []party{{x, "", doubt}})
		e.guessed = true
	}
	if x := c.past.named[buyer]; x.entity != nil && c.s.index-x.index <= 3 && (e.kind == divestiture || e.kind == patentSale) && len(e.role(buyer)) == 0 && !e.has(x.entity) {
		e.with(buyer, []party{{x.entity, "", 0.1}})
		e.guessed = true
		return
	}
	if c.strangerAt(m) { // a side that is somebody else is not to be filled
		return
	}
	if _, directed := sides[e.kind]; !directed || e.companies() == 0 {
		for _, p := range c.setNear(m.at) {
			e.with(partner, []party{p})
		}
	}
	if c.kind(m.at) == verbGroup && m.verb {
		if v := c.ph[m.at].verbs[0]; v.tag == "VBG" && !v.infinitive {
			return
		}
	}
	if e.kind == licenseDeal {
		for _, x := range c.speakers() {
			add(x, 0.1, speakerReason)
		}
	}
	if m.verb && m.roles["subj"] == e.missing() && c.kind(m.at) == verbGroup && !c.passiveAt(m) && len(c.subjectOf(m.at).items) == 0 {
		add(c.subjectCompany(nil), 0.1, besideReason) // the subject of the verb before
	}
	if x := c.past.named[e.missing()]; x.entity != nil && c.s.index-x.index <= 3 {
		add(x.entity, 0.1, "a party is told in another sentence")
	}
	if c.otherSide(m, e.missing()) { // it is told, and is no company
		return
	}
	if e.kind == investment { // "It last raised money in 2018, when Acme put in $6 million"
		add(c.subjectCompany(nil), 0.1, besideReason)
	}
	for _, x := range e.remembered() {
		add(x, 0.1, rememberedReason)
	}
	if (e.kind == acquisition || e.kind == divestiture) && len(e.role(buyer)) == 1 && e.companies() == 1 && (e.noun || c.definiteObject(m)) {
		add(c.topic, 0.14, aboutReason) // "a rescue by Blick", "is taking over the docks"
	}
	if !fillable[[2]string{e.kind, e.missing()}] {
		return
	}
	for _, p := range c.nearbyLeft(m.at) {
		add(p.entity, 0.1, besideReason)
	}
	for _, p := range c.nearbyRight(m.last) {
		add(p.entity, 0.12, besideReason)
	}
	for _, x := range c.speakers() {
		add(x, 0.1, speakerReason)
	}
	if c.opensParagraph() || e.missing() == seller || e.missing() == licensor {
		add(c.topic, 0.12, aboutReason)
	}
	add(c.focus, 0.12, aboutReason)
	add(c.topic, 0.14, aboutReason)
	if len(e.parties) == 1 {
		add(c.counterpartOf(e.parties[0].entity), 0.16, aboutReason)
	}
}

// otherSide tells whether somebody who is no company stands where the role of
// a cue wants one: "bought the rights from the University of Oslo".
func (c *clauses) otherSide(m cueMatch, role string) bool {
	for _, s := range c.spots(m) {
		if m.roles[s.place] != role || s.place == "obj" || s.place == "subj" || len(s.list) > 0 {
			continue
		}
		for _, i := range s.items {
			if n := c.ph[i].name; n != nil && (n.entity.kind == publicEntity || n.entity.kind == personEntity) {
				return true
			}
		}
	}
	return false
}

// definiteObject tells whether what the verb of a cue is done to was told of
// before.
func (c *clauses) definiteObject(m cueMatch) bool {
	if c.kind(m.at) != verbGroup {
		return false
	}
	for _, i := range c.use(m.at).patient {
		if p := &c.ph[i]; p.kind == nounPhrase && p.det == "the" && p.name == nil {
			return true
		}
	}
	return false
}

// fillable are the sides, by kind and missing role, that are left out because
// the sentences before are about them. Who buys, pays or orders is news, and
// left out only where nobody tells it.
var fillable = map[[2]string]bool{
	{acquisition, buyer}: true, {acquisition, partner}: true, {divestiture, seller}: true, {patentSale, seller}: true, {investment, investee}: true,
	{licenseDeal, licensor}: true, {licenseDeal, licensee}: true, {licenseDeal, partner}: true, {crossLicense, partner}: true, {partnership, partner}: true, {jointVenture, partner}: true,
	{supply, supplier}: true, {supply, customer}: true, {supply, partner}: true, {litigation, plaintiff}: true, {litigation, defendant}: true, {litigation, partner}: true, {otherDeal, partner}: true,
}

// Why a company is taken for the missing side.
const (
	besideReason     = "a party is one that the sentence names elsewhere"
	aboutReason      = "a party is the company that the text is about there"
	rememberedReason = "a party is one that had the role before"
	speakerReason    = "a party is the one that says it"
)

// opensParagraph tells whether the sentence is the first of its paragraph.
func (c *clauses) opensParagraph() bool {
	i := c.s.index
	return i == 0 || c.text.sentences[i-1].paragraph != c.s.paragraph
}

// setNear are the companies that a word such as "each" or "the pair" before a
// phrase of the sentence means.
func (c *clauses) setNear(at int) []party {
	for k := at; k >= 0 && k >= at-8; k-- {
		if c.standsForSet(k) {
			return c.setBefore(k)
		}
	}
	return nil
}

// remembered are those who had the missing role in the deals told before, for
// kinds in which one company meets several others: the owner of patents who is
// paid by one after the other.
func (e *dealEvent) remembered() []*entity {
	c := e.c
	if len(e.parties) == 0 {
		return nil
	}
	var out []*entity
	if e.kind == acquisition && e.missing() == target { // what the article's first deal is about
		for _, o := range c.past.events {
			if o.kind == acquisition && o.companies() >= 2 && len(o.role(target)) > 0 {
				return []*entity{o.role(target)[0].entity}
			}
		}
	}
	for _, role := range rememberedRoles[[2]string{e.kind, e.missing()}] {
		if x := c.told[role]; x != nil {
			out = append(out, x)
		}
	}
	return out
}

// rememberedRoles are, by kind and missing role, the roles told before.
var rememberedRoles = map[[2]string][]string{
	{licenseDeal, licensor}: {licensor, plaintiff}, {settlement, partner}: {plaintiff, defendant, licensor}, {litigation, plaintiff}: {plaintiff, licensor},
	{acquisition, target}: {target}, {investment, investee}: {investee}, {divestiture, seller}: {seller}, {patentSale, seller}: {seller},
}

// speakers are the companies that say what the sentence tells.
func (c *clauses) speakers() []*entity {
	var out []*entity
	for k := range c.ph {
		if c.kind(k) != verbGroup || !speechVerbs[c.ph[k].last().lemma] {
			continue
		}
		for _, p := range companiesOf(c.parties(c.subjectOf(k).items)) {
			out = append(out, p.entity)
		}
	}
	return out
}

// strangerAt tells whether the subject of the cue is told, and is no company.
func (c *clauses) strangerAt(m cueMatch) bool {
	if !m.verb || c.kind(m.at) != verbGroup {
		return false
	}
	s := c.subjectOf(m.at)
	if len(c.companiesAt(s.items)) > 0 {
		return false
	}
	for _, i := range s.items {
		p := &c.ph[i]
		if p.kind != nounPhrase {
			continue
		}
		if p.name != nil && (p.name.entity.kind == publicEntity || p.name.entity.kind == placeEntity || p.name.entity.kind == personEntity) || publicSubjects[p.head] || personNouns[p.head] || p.pronoun && (p.head == "he" || p.head == "she") {
			return true
		}
	}
	return false
}

var publicSubjects = setOf("government ministry regulator authority commission court judge state city analyst customer union worker employee patient people man woman prosecutor police council parliament jury i we you one")

// nearbyLeft are the companies before a phrase in its sentence: the subject of
// the sentence, then the nearest.
func (c *clauses) nearbyLeft(at int) []party {
	var out []party
	if first := c.subjectCompany(nil); first != nil {
		for k := 0; k < at; k++ {
			if c.kind(k) == nounPhrase {
				for _, p := range c.standing(k) {
					if p.entity == first {
						out = append(out, p)
					}
				}
			}
		}
	}
	for k := at - 1; k >= 0; k-- {
		if c.kind(k) == nounPhrase {
			out = append(out, c.standing(k)...)
			out = append(out, companiesOf(c.ownerOf(k, 0.05))...)
		}
	}
	return distinct(out)
}

// nearbyRight are the companies behind a phrase that do something: "an
// agreement with Blick, under which Acme sells".
func (c *clauses) nearbyRight(at int) []party {
	var out []party
	for k := at + 1; k < len(c.ph); k++ {
		if c.kind(k) != verbGroup || !c.ph[k].finite() {
			continue
		}
		for _, i := range c.subjectOf(k).items {
			if i > at {
				out = append(out, c.standing(i)...)
			}
		}
	}
	return distinct(out)
}

// companiesAt are the companies that noun phrases mean.
func (c *clauses) companiesAt(items []int) []party {
	var out []party
	for _, i := range items {
		out = append(out, c.standing(i)...)
	}
	return distinct(out)
}

// standing are the companies that the noun phrase at i means, also where
// coreference leaves it open: "each", "the Finns", "its old rival".
func (c *clauses) standing(i int) []party {
	if c.kind(i) != nounPhrase {
		return nil
	}
	if c.standsForSet(i) {
		if list := c.pairBefore(i); len(list) > 1 {
			return list
		}
		return c.setBefore(i)
	}
	if list := companiesOf(c.partiesAt(i, 0)); len(list) > 0 {
		return list
	}
	p := &c.ph[i]
	if p.name != nil || p.to <= p.from {
		return nil
	}
	// "the fifth, Acme, agreed", "oldest of the sellers, Acme, agreed"
	k := c.closeParen(i + 1)
	for c.is(k, "of") && c.kind(k+1) == nounPhrase {
		k = c.closeParen(k + 2)
	}
	if c.kind(k) == commaMark && c.company(k+1) && !c.ph[k+1].name.anaphor && c.kind(c.closeParen(k+2)) == commaMark && (p.det != "" || p.ownPron != "" || i == 0 || p.hasWord("another", "one")) && !timeNouns[p.head] {
		return c.ofMention(c.ph[k+1].name, 0.06)
	}
	if p.det == "the" { // "the Finns"
		for t := p.from + 1; t < p.to; t++ {
			if x := c.text.ofCountry(c.s.tokens[t].text, c.s.index); x != nil {
				return []party{{x, c.words(p.from, p.to), 0.1}}
			}
		}
	}
	if relations[p.head] && p.ownPron != "" {
		for _, q := range companiesOf(c.ownerOf(i, 0)) {
			if x := c.counterpartOf(q.entity); x != nil {
				return []party{{x, c.words(p.from, p.to), 0.12}}
			}
		}
	}
	return nil
}

// pairBefore are the two companies of which the sentence speaks before phrase
// at, by name or not: "it will supply Acme, and the two"; nil if they are not
// two.
func (c *clauses) pairBefore(at int) []party {
	var out []party
	for k := range at {
		if c.kind(k) == nounPhrase && !c.standsForSet(k) {
			out = append(out, companiesOf(c.partiesAt(k, 0))...)
		}
	}
	if out = distinct(out); len(out) == 2 {
		return out
	}
	return nil
}

// relations are nouns of those whom somebody has met before.
var relations = setOf("rival enemy foe adversary opponent competitor owner parent partner supplier customer client landlord licensor licensee backer investor suitor buyer nemesis")

// counterpartOf is the other company of the latest deal told of a company.
func (c *clauses) counterpartOf(x *entity) *entity {
	if c.past == nil {
		return nil
	}
	for i := len(c.past.events) - 1; i >= 0; i-- {
		e := c.past.events[i]
		if !e.has(x) || e.companies() < 2 {
			continue
		}
		for _, p := range e.parties {
			if p.entity != x && p.entity.kind == companyEntity {
				return p.entity
			}
		}
	}
	return nil
}

// tellsOf tells whether a word stands before sentence index.
func (t *text) tellsOf(word string, index int) bool {
	for _, s := range t.sentences[:min(index, len(t.sentences))] {
		for _, token := range s.tokens {
			if token.lower == word {
				return true
			}
		}
	}
	return false
}

// ofCountry is the company last named of which a word for its countrymen
// speaks; nil if there is none.
func (t *text) ofCountry(word string, index int) *entity {
	country := demonymCountry[word]
	if country == "" {
		country = demonymCountry[strings.TrimSuffix(word, "s")]
	}
	if country == "" {
		return nil
	}
	for i := min(index, len(t.sentences)-1); i >= 0; i-- {
		for k := len(t.sentences[i].mentions) - 1; k >= 0; k-- {
			if x := t.sentences[i].mentions[k].entity; x != nil && x.kind == companyEntity && x.country == country {
				return x
			}
		}
	}
	return nil
}
