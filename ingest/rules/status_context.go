package rules

import "strings"

// saidNoun is the noun of speech in whose clause the finite verb at i stands:
// "talk that Acme would buy".
func (c *clauses) saidNoun(i int) string {
	s := c.subjectOf(i)
	first := i
	for _, n := range s.items {
		first = min(first, n)
	}
	b := c.back(first - 1)
	if c.kind(b) == nounPhrase && speechNouns[c.ph[b].head] {
		return c.ph[b].head // "reports it had offered"
	}
	if c.is(b, "that") {
		if n := c.back(b - 1); c.kind(n) == nounPhrase && speechNouns[c.ph[n].head] {
			return c.ph[n].head
		}
	}
	return ""
}

// wishedByOthers tells whether the event is an infinitive under a verb of
// expecting or wanting whose subject is no party: "analysts expect Acme to buy".
func (c *clauses) wishedByOthers(e *dealEvent) bool {
	if e.noun {
		return false
	}
	g := e.at
	if len(c.ph[g].verbs) == 1 && c.ph[g].verbs[0].infinitive {
		g = c.governor(g)
	} else {
		return false
	}
	if g < 0 || !wishVerbs[c.ph[g].last().lemma] || c.ph[g].last().passive {
		return false
	}
	for _, p := range c.parties(c.subjectOf(g).items) {
		if e.has(p.entity) {
			return false
		}
	}
	return len(c.after(g, false).direct) > 0
}

var wishVerbs = setOf("expect urge advise want pressure push encourage recommend press like ask invite wish")

// imagined tells whether a noun with "a" or "any" is the subject of a verb that
// tells of no event: "a deal would create", "a merger makes sense".
func (c *clauses) imagined(at int) bool {
	n := c.nounUse(at)
	if !n.asSubject || n.verb < 0 || n.p.det != "a" && n.p.det != "an" && !n.p.hasWord("any") {
		return false
	}
	v := c.ph[n.verb].last()
	first := c.ph[n.verb].verbs[0]
	return first.modal != "" && first.modal != "will" || !v.passive && (first.tag == "VBZ" || first.tag == "VBP") && !v.perfect && !v.progressive
}

// ofParties tells whether the verb of speech over the event has one of its
// parties as subject.
func (c *clauses) ofParties(e *dealEvent) bool {
	r := c.reporter(e.at)
	if r < 0 {
		return true
	}
	for _, p := range c.parties(c.subjectOf(r).items) {
		if e.has(p.entity) {
			return true
		}
	}
	return false
}

// comesToNothing tells whether a verb behind the phrase says that it was given
// up.
func (c *clauses) comesToNothing(at int) bool {
	for k := at + 1; k < len(c.ph); k++ {
		if c.kind(k) != verbGroup {
			continue
		}
		switch l := c.ph[k].last().lemma; {
		case endWords[l] && l != "attempt", l == "drop", l == "fall through", l == "call off", l == "walk away", l == "fall apart", l == "back out", l == "pull out", l == "turn down":
			return true
		}
	}
	return false
}

// untrue are words that deny what was reported.
var untrue = []string{"untrue", "not true", "no truth", "unfounded", "baseless", "inaccurate", "incorrect", "fabricated", "fairy tale", "nonsense", " wrong", " false", "groundless"}

// namesBidders tells whether the sentence speaks of companies that may buy.
func (c *clauses) namesBidders() bool {
	for k := range c.ph {
		if p := &c.ph[k]; p.kind == nounPhrase && (p.head == "bidder" || p.head == "suitor" || p.head == "contender") {
			return true
		}
	}
	return false
}

// asks tells whether a sentence starts as a question does.
func (c *clauses) asks() bool {
	for _, t := range c.s.tokens[c.s.lead:] {
		switch t.text {
		case "“", `"`, "‘", "'", "(", "–", "—", "-":
			continue
		}
		return questionWords[t.lower]
	}
	return false
}

var questionWords = setOf("could can will would should may might is are was were do does did has have had what why how who which where whether and but so or if")

// underIf tells whether the trigger stands in a conditional clause.
func (c *clauses) underIf(at int) bool {
	for k := at - 1; k >= 0; k-- {
		switch c.kind(k) {
		case subordinateMark:
			w := c.ph[k].word
			return w == "if" || w == "whether" || w == "unless" || w == "why" || w == "how"
		case commaMark, breakMark:
			return false
		}
	}
	return false
}

// aside tells whether the verb at phrase at stands in a relative clause in the
// past, which tells what is known whoever says the rest: "people familiar with
// the matter said Acme, which bought Blick in 2010, may sell".
func (c *clauses) aside(at int) bool {
	if c.kind(at) != verbGroup || !c.ph[at].finite() {
		return false
	}
	v := c.ph[at].last()
	b := c.back(at - 1)
	return c.kind(b) == relativeMark && c.kind(c.back(b-1)) == commaMark && v.tag == "VBD" && len(c.ph[at].verbs) == 1 && v.modal == ""
}

// backshifted tells whether the past perfect at phrase at is what a present
// perfect becomes in reported speech: "Acme said it had bought Blick".
func (c *clauses) backshifted(at int) bool {
	if c.kind(at) != verbGroup {
		return false
	}
	r := c.reporter(at)
	return r >= 0 && speechVerbs[c.ph[r].last().lemma] && c.ph[r].last().tag == "VBD" && !c.ph[r].last().perfect
}

// ifBehind tells whether a condition follows on the trigger in its clause: "it
// would sue if it had to".
func (c *clauses) ifBehind(at int) bool {
	for k := at + 1; k < len(c.ph) && c.kind(k) != breakMark; k++ {
		if c.kind(k) == subordinateMark && (c.is(k, "if") || c.is(k, "unless")) {
			return true
		}
	}
	return false
}

// sourceCues mark what unnamed people say.
var sourceCues = []string{
	"people familiar", "person familiar", "people with knowledge", "person with knowledge", "people with direct knowledge", "people close to", "person close to",
	"sources said", "sources say", "source said", "sources close", "source close", "sources familiar", "source familiar", "sources told", "source told", "according to sources", "according to people", "according to a person",
	"asked not to be", "asking not to be", "declined to be identified", "who declined to be named", "people briefed", "person briefed", "people said", "the people said", "the person said", "unnamed", "anonymous",
	"reportedly", "rumoured", "rumored", "rumour", "rumor", "speculation", "media reports", "press reports", "is said to", "are said to", "was said to", ": sources", "- sources", ": source", "— sources", "–source", "-source", ": report", "-report", "sources:", "reports say", "reported earlier", "reports that",
	"people aware of", "sources with knowledge", "source with knowledge", "knowledge of the matter", "familiar with the matter", "familiar with the situation", "people who asked",
}

func sourced(text string) bool {
	for _, cue := range sourceCues {
		if strings.Contains(text, cue) {
			return true
		}
	}
	return false
}

func reported(text string) bool {
	for _, cue := range []string{" said", " says", "announced", "according to", " told ", "statement", "disclosed"} {
		if strings.Contains(text, cue) {
			return true
		}
	}
	return false
}
