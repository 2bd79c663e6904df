package rules

import "strings"

// party is a company or person that takes part in an event, and how the
// sentence names it.
type party struct {
	entity *entity
	said   string
	// doubt lowers the confidence: 0 for a name beside its verb.
	doubt float64
}

// clauses reads the events of one sentence.
type clauses struct {
	*syntax
	text *text
	// byToken finds the mention that covers a token.
	byToken map[int]*mention
	// topic is the company that the article is about, focus the one that the
	// sentence before was about; nil if unknown.
	topic, focus *entity
	// told are the parties of deals told before, by role; last is the deal told
	// last.
	told map[string]*entity
	last *dealEvent
	// rebound are noun phrases that stand for another company than coreference
	// says.
	rebound map[int]party
	// past is what the sentences before tell, found what this one does so far.
	past  *history
	found []*dealEvent
	// label is the company whose paragraph this is, see text.labels; nil if none.
	label *entity
	// likely is what the reader of candidates finds, halves what it finds of one
	// party only.
	likely, halves []*dealEvent
}

func newClauses(t *text, s *sentence) *clauses {
	c := &clauses{syntax: parseSyntax(s), text: t, byToken: make(map[int]*mention), rebound: make(map[int]party)}
	c.topic = t.articleCompany()
	if c.label = t.label(s); c.label != nil {
		c.topic = c.label
	}
	for _, m := range s.mentions {
		for i := m.from; i < m.to; i++ {
			c.byToken[i] = m
		}
	}
	return c
}

// words is the text of the tokens [from, to).
func (c *clauses) words(from, to int) string {
	if from >= to || to > len(c.s.tokens) {
		return ""
	}
	return c.s.text[c.s.tokens[from].start:c.s.tokens[to-1].end]
}

// ofMention are the parties that a mention stands for.
func (c *clauses) ofMention(m *mention, doubt float64) []party {
	if m == nil || m.entity == nil || m.entity.kind > personEntity {
		return nil
	}
	said := c.words(m.from, m.to)
	out := []party{{m.entity, said, doubt}}
	for _, e := range m.also {
		out = append(out, party{e, said, doubt})
	}
	if m.anaphor {
		for i := range out {
			if len(m.also) > 0 {
				out[i].doubt += 0.05 // "both companies" are seldom others
				continue
			}
			out[i].doubt += c.anaphorDoubt(said, m)
		}
	}
	return out
}

// anaphorDoubt is how far a description or pronoun is to be doubted: less
// where it stands for the company that the article is about, and least where no
// other comes into question.
func (c *clauses) anaphorDoubt(said string, m *mention) float64 {
	doubt := 0.05
	switch strings.ToLower(said) {
	case "it", "its", "they", "their", "them":
		doubt = 0.07
	}
	if m.bond == guessBond {
		return guessDoubt
	}
	if m.entity == c.topic {
		return doubt
	}
	switch m.bond {
	case closeBond:
		return doubt + 0.01
	case nearBond:
		return doubt + 0.04
	}
	doubt += 0.09
	words := strings.Fields(strings.ToLower(said))
	if len(words) == 1 || genericHeads[words[len(words)-1]] {
		doubt += 0.06
	}
	return doubt
}

// genericHeads end descriptions that fit any company.
var genericHeads = setOf("company firm group business corporation organization organisation unit")

// articleCompany is the company that a text is about: the one named most often, with
// the headline counted twice; nil if it names none.
func (t *text) articleCompany() *entity {
	if t.about != nil {
		return t.about
	}
	score := make(map[*entity]int)
	for _, s := range t.sentences {
		if s.boilerplate {
			continue
		}
		for _, m := range s.mentions {
			if m.entity == nil || m.entity.kind != companyEntity || m.anaphor {
				continue
			}
			score[m.entity]++
			if s.paragraph == 0 {
				score[m.entity]++
			}
		}
	}
	for _, e := range t.entities { // in the order of the text
		if e.kind == companyEntity && score[e] > 0 && (t.about == nil || score[e] > score[t.about]) {
			t.about = e
		}
	}
	return t.about
}

// parties are those that noun phrases name.
func (c *clauses) parties(items []int) []party {
	var out []party
	for _, i := range items {
		out = append(out, c.partiesAt(i, 0)...)
	}
	return distinct(out)
}

func distinct(list []party) []party {
	var out []party
	for _, p := range list {
		known := false
		for _, q := range out {
			known = known || q.entity == p.entity
		}
		if !known {
			out = append(out, p)
		}
	}
	return out
}

func companiesOf(list []party) []party {
	var out []party
	for _, p := range list {
		if p.entity.kind == companyEntity {
			out = append(out, p)
		}
	}
	return out
}

func (c *clauses) partiesAt(i, depth int) []party {
	if depth > 3 || c.kind(i) != nounPhrase {
		return nil
	}
	if p, ok := c.rebound[i]; ok {
		return []party{p}
	}
	p := &c.ph[i]
	// "the seller": who was one in a deal told before.
	if r := partyNouns[c.headWord(i)]; r != "" && (p.name == nil || p.name.anaphor) && c.s.tokens[p.from].lower == "the" && c.told[r] != nil {
		return []party{{c.told[r], c.words(p.from, p.to), 0.06}}
	}
	if p.name != nil && p.name.anaphor && p.name.entity.kind == companyEntity {
		// "Acme, the pump company Blick acquired": an apposition is of the name
		// before it, unless a verb makes it a subject.
		if b := c.back(i - 1); c.kind(b) == commaMark && b == i-1 && c.company(b-1) && !c.ph[b-1].name.anaphor {
			if k := c.forward(i + 1); c.kind(k) != verbGroup || !c.ph[k].finite() {
				return c.ofMention(c.ph[b-1].name, 0.05)
			}
		}
	}
	if p.name != nil {
		if p.name.entity.kind == companyEntity {
			return c.ofMention(p.name, 0)
		}
		if p.name.entity.kind == personEntity {
			return c.ofMention(p.name, 0.05)
		}
		return nil
	}
	if p.pronoun {
		if list := c.pronoun(i); len(list) > 0 {
			return list
		}
		if p.head == "it" && c.focus != nil && c.byToken[p.from] == nil {
			return []party{{c.focus, c.words(p.from, p.to), guessDoubt}}
		}
		return nil
	}
	// "the bankrupt estate of Acme" acts for it.
	if k := c.closeParen(i + 1); proxies[p.head] && c.is(k, "of") && c.kind(k+1) == nounPhrase {
		items, _ := c.group(k + 1)
		out := c.deeper(items, depth)
		for j := range out {
			out[j].doubt += 0.03
		}
		return out
	}
	// A consortium of, including, led by ...
	if memberNouns[p.head] {
		if list := c.members(i, depth); len(list) > 0 {
			return list
		}
	}
	// The name behind or before an apposition.
	if list := c.apposed(i); len(list) > 0 {
		return list
	}
	if list := c.unitNamed(i); len(list) > 0 {
		return list
	}
	if unitOwners[p.head] && (p.det != "" || p.owner != nil || p.ownPron != "" || len(p.inside) > 0) {
		if list := c.ownerOf(i, 0.12); len(list) > 0 {
			return list
		}
	}
	// "the Ohio company", which coreference has left open: the article's own.
	if p.det == "the" && !p.plural && companyNoun[p.head] && !unitHeads[p.head] && c.topic != nil && p.owner == nil && !c.is(c.closeParen(i+1), "of") {
		return []party{{c.topic, c.words(p.from, p.to), guessDoubt}}
	}
	return nil
}

// partyNouns name a party by its role.
var partyNouns = map[string]string{
	"seller": seller, "buyer": buyer, "acquirer": buyer, "purchaser": buyer, "target": target, "licensor": licensor, "licensee": licensee,
	"plaintiff": plaintiff, "defendant": defendant, "supplier": supplier, "customer": customer, "investee": investee,
}

// headWord is the last word of a noun phrase, also of a description.
func (c *clauses) headWord(i int) string {
	p := &c.ph[i]
	if p.to <= p.from || p.to > len(c.s.tokens) {
		return ""
	}
	return c.s.tokens[p.to-1].lower
}

// unitNamed reads "its Blick unit": the unit has a name of its own.
func (c *clauses) unitNamed(i int) []party {
	p := &c.ph[i]
	if !unitHeads[p.head] || p.owner == nil && p.ownPron == "" {
		return nil
	}
	for _, m := range p.inside {
		if m != p.owner && m.entity.kind == companyEntity && !m.possessive && !plainName(m.entity.name) {
			return c.ofMention(m, 0.04)
		}
	}
	return nil
}

// plainName tells whether a name is made of ordinary words: an "Automation
// Services business" has no name of its own.
func plainName(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 {
		return false
	}
	for _, w := range words {
		if lower := strings.ToLower(w); !commonPart(lower) && !orgWords[w] && !technicalWords[lower] {
			return false
		}
	}
	return true
}

// technicalWords are further ordinary words in the names of units.
var technicalWords = setOf("automation sensing imaging mobility analytics connectivity wireless networking semiconductor semiconductors photonics diagnostics industrial automotive aerospace consumer healthcare packaging lighting display displays storage specialty chemicals materials components devices instruments displays sensors batteries printing coatings adhesives payments cards mortgage retail wholesale commercial residential nutrition animal crop seeds plastics fibers fibres paper pulp tissue steel wire cable cables tools pumps valves motors drives turbines engines brakes seating lasers optics optical audio video gaming publishing broadcasting television radio outdoor advertising staffing training education logistics freight shipping marine rail defense defence security surveillance software cloud hosting")

// proxies are those who act for a company.
var proxies = setOf("estate liquidator receiver administrator trustee lawyer attorney likes successor predecessor")

// guessDoubt is that of a party who is only likely to be meant.
const guessDoubt = 0.22

// members are the companies of a group: "investors including Acme and Blick",
// "a group led by Acme".
func (c *clauses) members(i, depth int) []party {
	k := c.forward(i + 1)
	if c.kind(k) == commaMark {
		k = c.forward(k + 1)
	}
	var out []party
	switch {
	case c.company(k) && c.ph[i].plural && c.kind(k-1) == commaMark:
		// "its backers, Acme and Blick, had put"
		if items, next := c.group(k); len(items) > 1 && c.kind(next) == commaMark {
			out = c.deeper(items, depth)
		}
	case c.kind(k) == prepositionMark && (c.is(k, "including") || c.is(k, "of") || c.is(k, "like") || c.is(k, "such as") || c.is(k, "from") && (c.ph[i].plural || memberGroups[c.ph[i].head])):
		n := c.skipQuotes(k + 1)
		if c.kind(n) == nounPhrase {
			items, _ := c.group(n)
			out = c.deeper(items, depth)
			if c.is(k, "of") && len(out) < 2 && !memberGroups[c.ph[i].head] {
				return nil // "maker of Acme pumps"
			}
		}
	case c.kind(k) == verbGroup && groupVerbs[c.ph[k].last().lemma]:
		n := c.skipQuotes(k + 1)
		if c.is(n, "by") {
			n = c.skipQuotes(n + 1)
		} else if c.is(n, "of") {
			n = c.skipQuotes(n + 1)
		}
		if c.kind(n) == nounPhrase {
			items, _ := c.group(n)
			out = c.deeper(items, depth)
		}
	case c.kind(k) == relativeMark && c.kind(k+1) == verbGroup && groupVerbs[c.ph[k+1].last().lemma]:
		n := k + 2
		if c.is(n, "by") || c.is(n, "of") {
			n++
		}
		if c.kind(n) == nounPhrase {
			items, _ := c.group(n)
			out = c.deeper(items, depth)
		}
	}
	for j := range out {
		out[j].doubt += 0.04
	}
	return out
}

func (c *clauses) deeper(items []int, depth int) []party {
	var out []party
	for _, i := range items {
		out = append(out, c.partiesAt(i, depth+1)...)
	}
	return out
}

var (
	memberGroups = setOf("consortium group team syndicate club trio duo pair alliance list")
	groupVerbs   = setOf("include lead comprise consist head compose call name back anchor co-lead")
)

// apposed finds the name to which the description at i belongs.
func (c *clauses) apposed(i int) []party {
	p := &c.ph[i]
	if b := i - 1; (p.det == "a" || p.det == "an") && c.kind(b) == commaMark && c.company(b-1) && c.kind(i+1) == relativeMark { // "Acme, a network that Blick bought"
		return c.ofMention(c.ph[b-1].name, 0.03)
	}
	if !companyNoun[p.head] && !unitOwners[p.head] {
		return nil
	}
	k := c.closeParen(i + 1)
	if n := c.closeParen(k + 2); c.kind(k) == commaMark && c.company(k+1) && c.ph[k+1].det == "" && (c.kind(n) == commaMark || c.kind(n) == breakMark || c.kind(n) == otherPhrase && n == len(c.ph)-1 || (p.det == "a" || p.det == "an") && c.kind(n) == prepositionMark) {
		return c.ofMention(c.ph[k+1].name, 0.06)
	}
	if b := c.back(i - 1); c.kind(b) == commaMark {
		if n := c.back(b - 1); c.company(n) && p.det != "" {
			return c.ofMention(c.ph[n].name, 0.06)
		}
	}
	return nil
}

// pronoun resolves "it" and "they": by coreference, and within a reported
// clause by the one who reports ("Acme said it bought").
func (c *clauses) pronoun(i int) []party {
	if p, ok := c.rebound[i]; ok {
		return []party{p}
	}
	p := &c.ph[i]
	if p.head != "it" && p.head != "they" && p.head != "them" && p.head != "itself" {
		return nil
	}
	if list := c.speaker(i); len(list) > 0 && (p.head == "it" || len(list) > 1) && companyList(list) {
		for k := range list {
			list[k].said = c.words(p.from, p.to)
			list[k].doubt += 0.02
		}
		return list
	}
	if m := c.byToken[p.from]; m != nil && m.anaphor {
		return c.ofMention(m, 0)
	}
	return nil
}

func companyList(list []party) bool {
	for _, p := range list {
		if p.entity.kind != companyEntity {
			return false
		}
	}
	return true
}

// speaker is the subject of the verb of speech whose clause starts with the
// pronoun at i.
func (c *clauses) speaker(i int) []party {
	b := c.back(i - 1)
	if c.kind(b) == subordinateMark && c.is(b, "that") {
		b = c.back(b - 1)
	}
	if c.kind(b) == nounPhrase { // "said Monday it" with an unread date, "told reporters it"
		b = c.back(b - 1)
	}
	if c.kind(b) == prepositionMark {
		b = c.back(b - 2)
	}
	if c.kind(b) != verbGroup || !speechVerbs[c.ph[b].last().lemma] && c.ph[b].last().lemma != "agree" || c.ph[b].last().passive {
		return nil
	}
	s := c.subjectOf(b)
	var named []int
	for _, n := range s.items {
		if n != i && !c.ph[n].pronoun {
			named = append(named, n)
		}
	}
	list := c.parties(named)
	if len(list) == 0 && len(named) > 0 {
		list = c.onBehalf(named[0])
	}
	return list
}

// onBehalf are the companies for which somebody speaks: "a spokesman for
// Acme", "Acme's chief executive".
func (c *clauses) onBehalf(i int) []party {
	p := &c.ph[i]
	if !spokenFor[p.head] && (p.name == nil || p.name.entity.kind != personEntity) {
		return nil
	}
	if k := c.closeParen(i + 1); (c.is(k, "for") || c.is(k, "at") || c.is(k, "from") || c.is(k, "of")) && c.company(k+1) {
		return c.ofMention(c.ph[k+1].name, 0.04)
	}
	for _, m := range p.inside {
		if m.entity.kind == companyEntity {
			return c.ofMention(m, 0.04)
		}
	}
	if p.owner != nil && p.owner.entity.kind == companyEntity {
		return c.ofMention(p.owner, 0.04)
	}
	return nil
}

var spokenFor = setOf("spokesman spokeswoman spokesperson representative official lawyer attorney executive officer president chairman chairwoman chair founder co-founder director manager head")

// ownerOf are the companies to which a noun phrase belongs: a possessive,
// "its", a name before the noun, or "of" behind it.
func (c *clauses) ownerOf(i int, doubt float64) []party {
	if c.kind(i) != nounPhrase {
		return nil
	}
	p := &c.ph[i]
	if p.owner != nil && p.owner.entity.kind <= personEntity {
		out := c.ofMention(p.owner, doubt)
		// "Acme and Blick's venture"
		if b := c.back(i - 1); c.kind(b) == conjunctionMark && b == i-1 && c.company(b-1) {
			out = append(c.ofMention(c.ph[b-1].name, doubt), out...)
		}
		return out
	}
	if p.ownPron != "" {
		return c.possessivePronoun(i, doubt)
	}
	if k := c.closeParen(i + 1); c.is(k, "of") && c.kind(k+1) == nounPhrase {
		items, _ := c.group(k + 1)
		var out []party
		for _, n := range items {
			if c.company(n) {
				out = append(out, c.ofMention(c.ph[n].name, doubt)...)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	for _, m := range p.inside {
		if m.entity != nil && m.entity.kind == companyEntity {
			return c.ofMention(m, doubt+0.05)
		}
	}
	return nil
}

// clients are the companies for which the subject of a verb is said to act: "Coil
// advised Acme on the sale".
func (c *clauses) clients(verb int) []party {
	v := c.ph[verb].last()
	if v.passive {
		return nil
	}
	comp := c.after(verb, false)
	switch {
	case adviserVerbs[v.lemma] && len(comp.direct) > 0:
		return companiesOf(c.parties(comp.direct[0]))
	case v.lemma == "act":
		return companiesOf(c.by(comp, "for"))
	}
	return nil
}

func companyMention(list []*mention) bool {
	for _, m := range list {
		if m.entity != nil && m.entity.kind == companyEntity {
			return true
		}
	}
	return false
}

// possessivePronoun resolves "its" before a noun: by the subject of its
// clause, otherwise by coreference.
func (c *clauses) possessivePronoun(i int, doubt float64) []party {
	p := &c.ph[i]
	for k := i - 1; k >= 0; k-- {
		if c.kind(k) == breakMark {
			break
		}
		if c.kind(k) == verbGroup {
			if list := c.clients(k); len(list) > 0 { // "Coil advised Acme on its purchase of Blick"
				return list
			}
			s := c.subjectOf(k)
			var items []int
			for _, n := range s.items {
				if n != i {
					items = append(items, n)
				}
			}
			list := companiesOf(c.parties(items))
			if len(list) == 0 { // "Shareholders of Acme approved its sale"
				for _, n := range items {
					if q := &c.ph[n]; q.kind == nounPhrase && (q.head == "shareholder" || q.head == "investor" || q.head == "board" || q.head == "director") {
						list = append(list, companiesOf(c.ownerOf(n, 0.05))...)
					}
				}
			}
			if p.ownPron == "its" && len(list) > 1 {
				break
			}
			if len(list) > 0 {
				for _, n := range items { // "Acme shareholder Blick opposes its takeover"
					if len(c.ph[n].inside) > 0 && c.ph[n].name != nil && companyMention(c.ph[n].inside) {
						doubt += 0.12
					}
				}
				for n := range list {
					list[n].doubt += doubt + 0.04
					list[n].said = p.ownPron
				}
				return list
			}
			break
		}
	}
	for t := p.from; t < p.to; t++ {
		if m := c.byToken[t]; m != nil && m.anaphor && m.to-m.from == 1 {
			return companiesOf(c.ofMention(m, doubt))
		}
	}
	return nil
}
