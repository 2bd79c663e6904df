package rules

import (
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// facts adds amount, date, patents and matter to an event. others are the
// events of the same sentence.
func (e *dealEvent) facts(others []*dealEvent, cal calendar) {
	c := e.c
	from, to := e.reach(others)
	e.money = e.amount(from, to, others)
	e.findDate(from, to, others, cal)
	if e.undated = e.undated || e.kind == litigation && c.rulingAt(e); e.undated { // the day of a ruling is not that of the suit
		e.date = ""
	}
	e.findPatents(from, to)
	e.findMatter(from, to, len(others) == 1)
	e.undisclosed = undisclosedIn(c.s.text)
}

// rulingAt tells whether the event is a suit told by what a court said in it.
func (c *clauses) rulingAt(e *dealEvent) bool {
	if filingFrames[e.frame] {
		return false
	}
	for k := range c.ph {
		if c.kind(k) == verbGroup && c.ph[k].finite() && !c.participleAt(k) && c.inSet(c.subjectOf(k).items, "tribunal") {
			return true
		}
	}
	return e.frame == "verdict" || e.frame == "ruling"
}

// filingFrames tell of the day on which a suit begins.
var filingFrames = setOf("file sue lodge bring launch initiate countersue counter-sue accuse start commence begin institute hit slap")

// reach are the tokens that belong to the event: up to the next one of the
// sentence.
func (e *dealEvent) reach(others []*dealEvent) (from, to int) {
	c := e.c
	from, to = 0, len(c.s.tokens)
	for _, o := range others {
		if o.at == e.at || sameParties(o, e) {
			continue
		}
		t := c.ph[o.at].from
		if o.at > e.at && t < to {
			to = t
		}
		if o.at < e.at {
			if end := c.ph[o.at].to; end > from {
				from = end
			}
		}
	}
	return from, to
}

func sameParties(a, b *dealEvent) bool {
	if a.companies() == 0 {
		return false
	}
	for _, p := range a.parties {
		if !b.has(p.entity) {
			return false
		}
	}
	return true
}

// amount is the money of the event: inside its own noun phrase, behind the
// trigger, or before it ("in a $5 billion deal, Acme").
func (e *dealEvent) amount(from, to int, others []*dealEvent) *extract.Money {
	c := e.c
	if e.kind == litigation {
		return nil
	}
	p := &c.ph[e.at]
	if p.kind == nounPhrase && p.money != nil && !c.isPrice(e.at) {
		return p.money
	}
	if m := c.moneyBeside(p.from, to); m != nil {
		return m
	}
	for _, o := range others {
		if o.at < e.at && !sameParties(o, e) {
			return nil // what stands before is the other deal's
		}
	}
	return c.moneyBeside(from, p.from)
}

// lateDates are prepositions and verbs whose dates are not when a deal was made
// public.
var (
	termPreps   = setOf("until till through by since to before from")
	futureVerbs = setOf("close complete expect finish conclude begin start open expire end launch ship take")
)

// findDate takes the date nearest to the trigger.
func (e *dealEvent) findDate(from, to int, others []*dealEvent, cal calendar) {
	c := e.c
	bestScore, best := 99, ""
	for i := range c.ph {
		p := &c.ph[i]
		if p.kind != datePhrase {
			continue
		}
		edtf, n := dateAt(c.s, p.from, cal)
		if n == 0 || edtf == "" {
			continue
		}
		prev := ""
		if b := i - 1; c.kind(b) == prepositionMark {
			prev = c.ph[b].word
		}
		when := c.kind(c.forward(i+1)) == commaMark && c.is(c.forward(i+1)+1, "when") // "in 2012, when Acme sued"
		if termPreps[prev] && !(prev == "since" && (when || !e.noun && c.ph[e.at].last().perfect && i > e.at)) {
			continue
		}
		own := p.from >= from && p.from < to
		score := abs(i - e.at)
		if !own {
			score += 12
		}
		// The verb to which the date belongs.
		verb := -1
		for k := i - 1; k >= 0 && k > i-9; k-- {
			if c.kind(k) == verbGroup && !c.participleAt(k) || c.kind(k) == verbGroup && k == i-1 {
				verb = k
				break
			}
			if c.kind(k) == breakMark {
				break
			}
		}
		if verb >= 0 && verb != e.at && e.ofAnother(verb, others) {
			continue
		}
		if verb >= 0 && verb != e.at && !(when && verb < e.at) {
			l := c.ph[verb].last().lemma
			if futureVerbs[l] && !(verbClass("sign").of(l) && e.noun && l != "expect" && c.ph[verb].last().modal == "" && !c.ph[verb].last().infinitive && l != "close" && l != "take" && l != "begin" && l != "start") {
				continue
			}
			if speechVerbs[l] && l != "announce" {
				score += 6 // the day of the statement, unless a nearer one is told
			}
			if verb > e.at && !speechVerbs[l] {
				score += 6
			}
		}
		if afterPublication(edtf, cal) {
			continue
		}
		if score < bestScore {
			bestScore, best = score, edtf
		}
	}
	if bestScore < 25 {
		e.date = best
	}
	if e.date != "" && older(e.date, cal) {
		e.background += 0.7
	}
}

// ofAnother tells whether the verb is that of another deal of the sentence.
func (e *dealEvent) ofAnother(verb int, others []*dealEvent) bool {
	for _, o := range others {
		if o != e && o.at == verb && e.gap == 0 && o.gap == 0 && !sameParties(o, e) {
			return true
		}
	}
	return false
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// afterPublication tells whether a date lies behind the publication.
func afterPublication(edtf string, cal calendar) bool {
	if cal.precision < 10 {
		return false
	}
	pub := edtfDay(cal.published)
	n := min(len(edtf), len(pub))
	return edtf[:n] > pub[:n]
}

// older tells whether a date lies well before the publication.
func older(edtf string, cal calendar) bool {
	if cal.precision < 10 {
		return false
	}
	pub := edtfDay(cal.published.AddDate(0, 0, -8))
	n := min(len(edtf), len(pub))
	return edtf[:n] < pub[:n]
}

// findPatents counts the patents that the event is about.
func (e *dealEvent) findPatents(from, to int) {
	c := e.c
	if e.gap > 0 {
		e.patents = e.patentsInGap()
		return
	}
	look := func(i int) bool {
		p := &c.ph[i]
		if p.kind != nounPhrase || !p.hasWord("patent", "patents", "patented") {
			return false
		}
		if nounIsDeal(p.head) && p.number == 0 {
			return false
		}
		d := &extract.Patents{Description: c.words(p.from, p.to), Essential: strings.Contains(strings.ToLower(c.s.text), "standard essential") || strings.Contains(strings.ToLower(c.s.text), "standard-essential")}
		n := p.number
		if n == 0 && p.hasWord("both") {
			n = 2
		}
		if n == 0 { // "36 of the patents", "a portfolio of 1,500 patents"
			if b := i - 1; c.is(b, "of") && c.kind(b-1) == nounPhrase && c.ph[b-1].number > 0 && (c.ph[b-1].head == "" || measureNouns[c.ph[b-1].head] || len(c.ph[b-1].words) <= 2) {
				n = c.ph[b-1].number
				d.Description = c.words(c.ph[b-1].from, p.to)
			}
		}
		if n >= 1 && n == float64(int(n)) && n < 1e7 && (n > 1 || !p.plural) {
			k := int(n)
			d.Count = &k
		}
		if e.patents == nil || e.patents.Count == nil && d.Count != nil {
			e.patents = d
		}
		return d.Count != nil
	}
	switch e.kind {
	case patentSale, licenseDeal, crossLicense, litigation, settlement, acquisition, divestiture:
	default:
		return
	}
	for _, i := range e.matter {
		if look(i) {
			return
		}
	}
	for i := e.at; i < len(c.ph) && c.ph[i].from < to; i++ {
		if i > e.end+2 && e.kind != litigation {
			break
		}
		if look(i) {
			return
		}
	}
	for i := e.at - 1; i >= 0 && c.ph[i].from >= from && (e.kind == licenseDeal || e.kind == crossLicense || e.kind == patentSale); i-- {
		if look(i) {
			return
		}
	}
	if e.patents != nil && e.kind != patentSale && e.kind != licenseDeal && e.kind != crossLicense && e.patents.Count == nil {
		e.patents = nil
	}
}

// findMatter lists technologies and products that the event is about.
func (e *dealEvent) findMatter(from, to int, alone bool) {
	c := e.c
	trigger := c.ph[e.at]
	for _, m := range c.s.mentions {
		if m.entity == nil {
			continue
		}
		inMatter := false
		for _, i := range e.matter {
			if i < len(c.ph) && m.from >= c.ph[i].from && m.to <= c.ph[i].to {
				inMatter = true
			}
		}
		near := m.from >= trigger.from && m.from < to || alone && m.from >= from
		switch m.entity.kind {
		case technologyEntity:
			if inMatter || near {
				e.technologies = append(e.technologies, m.entity)
			}
		case productEntity:
			if inMatter {
				e.products = append(e.products, m.entity)
			}
		}
	}
	for k := range c.ph {
		p := &c.ph[k]
		if p.kind == verbGroup && (p.last().lemma == "explore") || p.kind == nounPhrase && p.hasWord("explore") {
			e.explores = e.kind == partnership
		}
	}
}

// undisclosedIn tells what the text says is not told.
func undisclosedIn(text string) []string {
	l := strings.ToLower(text)
	var out []string
	add := func(s string) {
		for _, o := range out {
			if o == s {
				return
			}
		}
		out = append(out, s)
	}
	not := false
	for _, cue := range []string{"undisclosed", "not disclose", "not been disclosed", "n't disclose", "not share", "n't share", "not reveal", "n't reveal", "not announce", "weren't disclosed", "were not released", "not divulge", "declined to disclose", "not say how much", "without disclosing", "unspecified", "confidential", "not publicly disclosed", "not made public", "not specified"} {
		if strings.Contains(l, cue) {
			not = true
		}
	}
	if !not {
		return nil
	}
	for _, cue := range []string{"price", "terms", "amount", "sum", "value", "financial", "how much", "cost", "size", "consideration", "valuation"} {
		if strings.Contains(l, cue) {
			add("VALUE")
			break
		}
	}
	for _, cue := range []string{"unspecified patent", "undisclosed number of patents", "unspecified number of patents", "undisclosed patents"} {
		if strings.Contains(l, cue) {
			add("PATENTS")
		}
	}
	for _, cue := range []string{"undisclosed buyer", "undisclosed investor", "undisclosed customer", "unnamed buyer", "undisclosed party", "undisclosed company"} {
		if strings.Contains(l, cue) {
			add("PARTY")
		}
	}
	return out
}
