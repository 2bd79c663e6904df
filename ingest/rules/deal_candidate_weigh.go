package rules

import (
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// weigh judges a candidate and gives it its confidence; false if it is none.
func (e *dealEvent) weigh() bool {
	e.judge()
	if e.dropped || e.companies() == 0 || e.income() || len(e.parties) > 8 {
		return false
	}
	if e.status != extract.Denied && e.kind != litigation && e.kind != settlement && e.cameToNothing() {
		e.status = extract.Terminated
	}
	worst := 0.0
	for _, p := range e.parties {
		worst = max(worst, p.doubt)
	}
	conf := e.base - worst/2
	quoted := e.c.quoted(e.at)
	switch {
	case (e.companies() < 2 || e.oneSided()) && !aloneKinds[e.kind], e.companies() < 2 && e.guessed, e.guessed && quoted:
		return false
	case e.companies() < 2 && e.kind == acquisition && e.noun && e.money == nil && e.c.moneyBeside(0, len(e.c.s.tokens)) == nil:
		return false
	case e.companies() < 2:
		conf = min(conf, 0.44)
		e.reasons = append(e.reasons, "only one party is named")
	case e.guessed:
		conf = min(conf, 0.52)
		e.reasons = append(e.reasons, "a party is carried on from the sentences before")
	}
	if quoted {
		conf -= 0.04
	}
	if conf < candidateFloor {
		return false
	}
	e.confidence = max(min(conf, candidateTop), 0.42)
	e.reasons = append(e.reasons, "read from a word that tells of a deal and the companies beside it")
	return true
}

// cameToNothing tells whether the sentence says behind its word that the deal
// is over, or was never one.
func (e *dealEvent) cameToNothing() bool {
	from := min(e.c.ph[e.at].to, len(e.c.s.tokens))
	rest := strings.ToLower(e.c.words(from, len(e.c.s.tokens)))
	for _, end := range overPhrases {
		if strings.Contains(rest, end) {
			return true
		}
	}
	return false
}

// overPhrases are ways to say that something did not come about or is over.
var overPhrases = []string{"pulled out", "never got off the ground", "came to nothing", "wound up", "dissolved", "dropped out", "without a winner", "without a buyer", "without a deal", "without an agreement",
	"fell through", "fell apart", "broke down", "was called off", "were called off", "been called off", "walked away", "never materiali", "did not go through", "never closed", "was quietly dropped", "was dropped in", "was scrapped", "was abandoned", "was shelved", "was blocked by", "ended in failure", "unwound", "was cancelled", "was canceled", "backed out"}

// income tells whether money that comes in is no investment: "took in $5
// million of royalties".
func (e *dealEvent) income() bool {
	if e.kind != investment || e.companies() > 1 && !e.guessed {
		return false
	}
	for k := e.at; k < len(e.c.ph) && k < e.at+6; k++ {
		if e.c.is(k, "up") || e.c.is(k, "upfront") { // "$5 million up front"
			return true
		}
		if p := &e.c.ph[k]; p.kind == nounPhrase && (p.head != "$" && nonValueHeads[p.head] || p.hasWord("royalties", "damages", "orders", "revenue", "sales", "debt", "payment", "payments", "fee", "fees", "milestones", "compensation", "grant", "grants", "award")) {
			return true
		}
	}
	return false
}

// supposed tells whether the sentence only imagines: "Suppose Acme had bought
// Blick".
func (e *dealEvent) supposed() bool {
	s := e.c.s
	return s.lead < len(s.tokens) && supposing[s.tokens[s.lead].lower]
}

var supposing = setOf("suppose imagine assume picture")

// aloneKinds are deals that can be told of one company.
var aloneKinds = map[string]bool{investment: true, divestiture: true, patentSale: true, litigation: true, acquisition: true}

// The confidence of candidates: none is written without a person.
const (
	candidateTop   = 0.7
	candidateFloor = 0.25
)
