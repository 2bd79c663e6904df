package rules

import (
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// chainWord is a verb or noun on the way from a deal's trigger up to the main
// verb of its sentence.
type chainWord struct {
	lemma   string
	verb    *verbForm // nil for nouns and links
	negated bool
	own     bool // of the trigger's own group
}

// chain lists what stands over the trigger: "is in talks to buy" gives buy,
// talks, be.
func (c *clauses) chain(at int) []chainWord {
	var out []chainWord
	seen := map[int]bool{}
	own, joined := true, false
	for i := at; i >= 0 && !seen[i]; {
		seen[i] = true
		p := &c.ph[i]
		next := -1
		switch p.kind {
		case verbGroup:
			first := len(p.verbs) - 1
			if joined && first > 0 && p.verbs[first].infinitive {
				first-- // "agreed not to sue and to share": joined, and not under it
			}
			joined = p.verbs[0].infinitive && len(p.verbs) == 1 && c.kind(c.back(i-1)) == conjunctionMark
			for k := first; k >= 0; k-- {
				v := &p.verbs[k]
				out = append(out, chainWord{v.lemma, v, v.negated, own})
				for _, l := range v.links {
					out = append(out, chainWord{lemma: l, own: own})
				}
			}
			if p.finite() && !c.participleAt(i) {
				next = c.reporter(i)
				if n := c.saidNoun(i); n != "" { // "a report that Acme"
					out = append(out, chainWord{lemma: n})
				}
			} else {
				g := c.governor(i)
				// What stands between: nouns that take infinitives or gerunds.
				for k := i - 1; k > g && k >= 0; k-- {
					q := &c.ph[k]
					if q.kind == commaMark && g >= 0 && !c.participleAt(i) && p.verbs[0].tag == "VBG" {
						break
					}
					if q.kind == nounPhrase && q.name == nil {
						out = append(out, chainWord{lemma: q.head, negated: q.hasWord("no") || q.det == "no", own: own})
						for _, w := range q.words {
							if statusAdjectives[w] || q.head == "" && rumourWords[w] {
								out = append(out, chainWord{lemma: w, own: own})
							}
						}
					}
					if q.kind == adverbPhrase || q.kind == otherPhrase {
						out = append(out, chainWord{lemma: q.word, own: own, negated: q.word == "not" || q.word == "never"})
					}
				}
				next = g
			}
		case nounPhrase:
			out = append(out, chainWord{lemma: p.head, negated: p.hasWord("no") || p.det == "no", own: own})
			for _, w := range p.words {
				if w != p.head {
					out = append(out, chainWord{lemma: w, own: own})
				}
			}
			if c.is(i-1, "of") && c.kind(i-2) == nounPhrase && endNouns[c.ph[i-2].head] { // "termination of the agreement"
				out = append(out, chainWord{lemma: "failed"})
			}
			n := c.nounUse(i)
			next = n.verb
			if next < 0 || n.asSubject {
				// "plans for the purchase of", "talks over a merger"
				for k := i - 1; k >= 0 && k > i-5; k-- {
					q := &c.ph[k]
					if q.kind == verbGroup || q.kind == commaMark || q.kind == breakMark {
						break
					}
					if q.kind == nounPhrase && q.name == nil {
						out = append(out, chainWord{lemma: q.head, negated: q.hasWord("no"), own: own})
					}
				}
			}
			if next < 0 {
				if b := c.back(i - 1); c.kind(b) == prepositionMark {
					for k := b - 1; k >= 0 && k > b-5; k-- {
						if c.kind(k) == verbGroup {
							next = k
							break
						}
						if c.kind(k) == commaMark || c.kind(k) == breakMark {
							break
						}
					}
				}
			}
		}
		own = false
		i = next
	}
	return out
}

// reporter is the verb of speech in whose clause the finite verb at i stands;
// -1 if none.
func (c *clauses) reporter(i int) int {
	s := c.subjectOf(i)
	first := i
	for _, n := range s.items {
		if n < first {
			first = n
		}
	}
	b := c.back(first - 1)
	if c.kind(b) == subordinateMark && c.is(b, "that") {
		b = c.back(b - 1)
	}
	for k := 0; k < 3 && c.kind(b) == nounPhrase; k++ { // "denied a report that", "told Reuters it"
		b = c.back(b - 1)
		if c.kind(b) == prepositionMark {
			b = c.back(b - 1)
		}
	}
	if c.kind(b) == verbGroup && (speechVerbs[c.ph[b].last().lemma] || denialVerbs[c.ph[b].last().lemma] || opinionVerbs[c.ph[b].last().lemma]) {
		return b
	}
	return -1
}

var (
	statusAdjectives = setOf("failed aborted abandoned scrapped rejected proposed planned rumoured rumored potential possible hostile unsolicited completed recent previous earlier pending blocked attempted unsuccessful advanced preliminary exclusive early takeover merger acquisition binding definitive new")
	denialVerbs      = setOf("deny refute quash dismiss rebut rubbish dispute")
	rumourWords      = setOf("report suggestion talk discussion negotiation consider mull weigh explore near close eye interested interest discuss contemplate evaluate study prepare rumoured rumored rumour rumor speculation reportedly possible potential possibility prospect option believed thought speculate court mulling ponder approach look examine debate about nearing evaluate")
	endWords         = setOf("abandon scrap terminate cancel axe ditch shelve reject rebuff spurn block halt withdraw collapse unravel fail lapse decline failed aborted abandoned scrapped rejected blocked unsuccessful unwind refuse nix veto attempt attempted overturn suspend")
	completionVerbs  = setOf("complete close finalise finish conclude consummate completed")
	agreeingVerbs    = setOf("agree sign announce plan intend unveil ink strike reach set will expect aim propose seek file disclose")
	hypothetical     = setOf("could should can might ought")
)

// judge decides the status of an event and whether it is one at all.
func (e *dealEvent) judge() {
	c := e.c
	chain := c.chain(e.at)
	var negated, denied, rumour, ended, completed, agreed, hypo, tried, would bool
	talk := false
	var main *verbForm
	for k, w := range chain {
		l := w.lemma
		if w.verb != nil && k > 0 && opinionVerbs[l] && !w.own && l != "decide" || l == "decide" && k > 0 && !w.own && !e.c.ofParties(e) {
			rumour = true
			e.base -= 0.25
			e.reasons = append(e.reasons, "what somebody thought")
		}
		if w.verb != nil {
			if main == nil {
				main = w.verb
			}
			if hypothetical[w.verb.modal] && !(k == 0 && e.permission) {
				hypo = true
			}
			if w.verb.modal == "may" && !(k == 0 && e.permission) {
				rumour = true
			}
			if w.verb.modal == "would" {
				would = true
			}
			if endWords[l] && !(k == 0 && !e.noun) && !(w.own && !e.noun && l == "attempt") {
				ended = true
			}
			if k == 0 && !e.noun && e.kind == settlement {
				// "called off their legal war" ends the dispute, not the deal
			} else if l == "call off" || l == "walk away" || l == "fall through" || l == "fall apart" || l == "break off" || l == "back out" || l == "pull out" || l == "turn down" || l == "shoot down" || l == "vote down" {
				ended = true
			}
			if (l == "drop" || l == "end" || l == "pull") && k > 0 && e.kind != settlement && e.kind != litigation {
				ended = true
			}
			if completionVerbs[l] && k > 0 {
				completed = w.verb.perfect || w.verb.past || w.verb.tag == "VBD" || w.verb.tag == "VBZ" || w.verb.progressive
				if !completed || w.verb.modal != "" || w.verb.infinitive {
					completed = false
					agreed = true
				}
			}
			if agreeingVerbs[l] && k > 0 {
				agreed = true
			}
			if l == "try" || l == "want" || l == "hope" || l == "seek" || l == "attempt" || l == "look" || l == "wish" || l == "vie" || l == "compete" {
				tried = tried || k > 0 || e.noun || e.kind != litigation // "seeks an injunction"
			}
			if l == "lose" && hasAny(chain, "bid", "attempt", "effort", "battle", "auction") {
				ended = true
			}
			if denialVerbs[l] && k > 0 {
				denied = true
			}
			if l == "say" && w.verb.passive || (l == "report" || l == "rumour" || l == "believe" || l == "think") && w.verb.passive && k > 0 {
				rumour = true
			}
		} else {
			if endWords[l] && l != "attempt" {
				ended = true
			}
			if l == "completed" {
				completed = true
			}
			if l == "plan" || l == "agreement" || l == "deal" && k > 0 {
				agreed = agreed || !e.noun
			}
			if l == "talk" || l == "discussion" || l == "negotiation" {
				talk = true
			}
		}
		if rumourWords[l] && !(k == 0 && !e.noun) && (l != "court" || w.verb != nil) && !(l == "report" && w.verb != nil && !w.verb.passive && c.ofParties(e)) {
			rumour = true
		}
		if l == "attempt" && k > 0 || l == "approach" && e.noun {
			rumour = rumour || l == "approach"
			tried = tried || l == "attempt"
		}
		if w.negated && !(k == 0 && e.ruled) {
			negated = true
		}
	}
	if e.kind == litigation && len(chain) > 1 && hasAny(chain[1:], "threaten", "threat", "warn") {
		e.drop("only threatened")
	}
	if len(chain) > 1 && chain[0].negated && chain[0].verb != nil && promiseVerbs[chain[1].lemma] {
		e.drop("agreed not to")
	}
	if would && c.ifBehind(e.at) {
		e.drop("on a condition")
	}
	if e.c.wishedByOthers(e) {
		e.drop("what others expect or want of it")
	}
	// "A merger of Acme and Blick makes sense": one that somebody thinks of.
	if e.noun && e.c.imagined(e.at) && !ended && !completed {
		e.base -= 0.45
		e.reasons = append(e.reasons, "one that might be")
	}
	// A noun as subject: "the merger collapsed", "the offer was rejected".
	if e.noun {
		n := c.nounUse(e.at)
		if n.asSubject {
			for _, v := range c.ph[n.verb].verbs {
				if endWords[v.lemma] || v.lemma == "call off" || v.lemma == "fall through" || v.lemma == "fall apart" || v.lemma == "break off" || v.lemma == "drop" && v.passive {
					ended = true
				}
				if completionVerbs[v.lemma] && v.modal == "" && !v.infinitive && !v.negated {
					completed = completed || v.past || v.perfect || v.passive
				}
			}
		}
	}
	if !e.noun && (e.kind == jointVenture || e.kind == partnership) && c.participleAt(e.at) && c.woundUp(e.at) {
		ended = true
	}
	if !e.noun && c.ph[e.at].verbs[0].infinitive && len(c.intender(e.at)) > 0 && c.comesToNothing(e.at) {
		ended = true // "a plan by Acme to buy Blick was blocked"
	}
	ended = ended || c.ranOut()
	if e.kind == acquisition && (e.frame == "circle" || e.frame == "woo" || e.frame == "court" || e.frame == "stalk" || e.c.namesBidders() && e.base <= 0.72) {
		rumour = true
	}
	text := e.withoutPastDoubt(strings.ToLower(c.s.text))
	sources := sourced(text) && !c.aside(e.at)
	if over, weak := e.notReached(); e.kind != litigation && (over || weak) {
		ended = ended || over
		if weak {
			e.base = min(e.base, 0.75)
			e.reasons = append(e.reasons, "not told as agreed")
		}
	}
	if unsureSentence.MatchString(text) && !c.aside(e.at) {
		rumour = true
		e.base = min(e.base, 0.75)
		e.reasons = append(e.reasons, "left open whether it is so")
	}
	if rumour || sources {
		for _, w := range untrue {
			denied = denied || strings.Contains(text, w)
		}
	}
	e.reasons = append(e.reasons, "found by “"+e.frame+"”")
	if hypo && !sources && !talk {
		e.drop("only possible: the verb says could or should")
	}
	if e.supposed() {
		e.drop("only supposed")
	}
	if c.underIf(e.at) {
		e.drop("a condition")
	}
	if strings.HasSuffix(strings.TrimRight(text, ` "”'’)`), "?") {
		if e.c.asks() {
			e.drop("a question")
		} else { // "Remember when Acme sued Blick?"
			e.base -= 0.4
			e.reasons = append(e.reasons, "in a question")
		}
	}
	if e.kind == litigation && denied && !negated { // "a judge dismissed the suit"
		denied, completed = false, true
	}
	// "had planned to buy but dropped the plan", "tried to buy but was rebuffed"
	if tried || chainPastPerfect(chain) && hasAny(chain, "plan", "agree", "intend", "offer", "seek", "hope", "want", "propose") {
		if e.c.comesToNothing(e.at) {
			ended = true
		} else if !tried && e.c.reporter(e.at) < 0 && !reported(strings.ToLower(e.c.s.text)) {
			e.base -= 0.2
			e.reasons = append(e.reasons, "it is told what was meant to be")
		}
	}
	if (e.kind == litigation || e.kind == supply || e.kind == settlement) && (negated || denied) {
		e.drop("negated")
		negated, denied = false, false
	}
	switch {
	case negated && (talk || rumour || denied || agreed || tried || hasAny(chain, "intention", "intend", "make", "interest", "offer", "plan", "bid")):
		e.status = extract.Denied
		if ended {
			e.status = extract.Terminated
		}
	case denied:
		e.status = extract.Denied
	case negated:
		e.drop("negated")
		e.status = extract.Denied
	case ended || (e.kind == licenseDeal || e.kind == crossLicense || e.kind == partnership || e.kind == supply) && c.lapsed(e.at):
		e.status = extract.Terminated
		e.undated = c.ranOut() || !e.noun && c.lapsed(e.at)
	case e.frame == "bid" || e.frame == "offer":
		e.status = extract.Announced
		if rumour || sources {
			e.status = extract.Rumoured
		}
	case tried && !sources:
		e.status = extract.Rumoured
		e.base -= 0.2
	case (rumour || hypo) && !completed:
		e.status = extract.Rumoured
	case sources:
		e.status = extract.Rumoured
	case completed:
		e.status = extract.Completed
	case e.noun:
		if agreed {
			e.status = extract.Announced
		}
	case agreed || would:
		e.status = extract.Announced
	case main != nil && (main.modal == "will" || main.infinitive || main.progressive || main.tag == "VBZ" || main.tag == "VBP") && !main.perfect:
		e.status = extract.Announced
	case main != nil && (main.past || main.perfect || main.tag == "VBN" || main.tag == "VBD"):
		e.status = extract.Completed
		if e.kind == litigation || e.kind == partnership || e.kind == supply || e.kind == jointVenture || e.kind == crossLicense || e.kind == settlement {
			e.status = "" // made public is all that such a past tells
		}
	}
	if c.s.paragraph == 0 && e.status == extract.Announced && main != nil && (main.tag == "VBZ" || main.tag == "VBP") && main.modal == "" && !main.infinitive && len(chain) == 1 {
		e.status = "" // the tense of headlines
	}
	if would && e.status == extract.Announced && !reported(text) {
		e.base -= 0.3
		e.reasons = append(e.reasons, "“would” outside of reported speech")
	}
	if main != nil && main.tag == "VBD" && chainPastPerfect(chain) && !c.backshifted(e.at) {
		e.background += 0.5
	}
}

// ranOut tells whether the sentence says that an agreement has ended: "the pact
// that let Acme use it ran out".
func (c *clauses) ranOut() bool {
	for k := range c.ph {
		if c.kind(k) != verbGroup || !c.ph[k].finite() {
			continue
		}
		v := c.ph[k].last()
		if v.lemma != "expire" && v.lemma != "lapse" && v.lemma != "run out" || v.negated || v.modal != "" {
			continue
		}
		for i := k - 1; i >= 0; i-- {
			if p := &c.ph[i]; p.kind == nounPhrase && (nounClass("deal").of(p.head) || licenceWords[p.head] || nounClass("bid").of(p.head)) {
				return true
			}
		}
	}
	return false
}

// woundUp tells whether a verb behind the participle at phrase at says that what
// it is said of came to its end: "Coil, set up by Acme and Blick, was wound up".
func (c *clauses) woundUp(at int) bool {
	for k := at + 1; k < len(c.ph) && c.kind(k) != breakMark; k++ {
		if c.kind(k) != verbGroup || !c.ph[k].finite() {
			continue
		}
		switch l := c.ph[k].last().lemma; {
		case endWords[l] && l != "attempt", endVentureVerbs[l], l == "wind up", l == "fold", l == "shut", l == "shut down", l == "disband":
			return true
		}
	}
	return false
}

// promiseVerbs bind their subject; "not to buy" under them is no news of a deal.
var promiseVerbs = setOf("agree promise pledge vow undertake commit")

// endNouns say of what follows that it is over.
var endNouns = setOf("termination cancellation expiry expiration collapse abandonment rejection failure")

func hasAny(chain []chainWord, words ...string) bool {
	for _, w := range chain {
		for _, l := range words {
			if w.lemma == l {
				return true
			}
		}
	}
	return false
}

func chainPastPerfect(chain []chainWord) bool {
	for _, w := range chain {
		if w.verb != nil && w.verb.perfect && w.verb.past {
			return true
		}
	}
	return false
}

func (e *dealEvent) drop(why string) {
	e.dropped = true
	e.reasons = append(e.reasons, why)
}
