package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// What becomes of a deal is often told apart from it: behind it in its sentence
// ("…, a deal that was later abandoned"), in the sentences that follow ("Regulators
// blocked the transaction", "It was called off") or in the headline only.

// dealEndings are the phrases of words/endings.txt by their first word.
var dealEndings = func() map[string][][]string {
	out := map[string][][]string{}
	for phrase := range readSet("endings") {
		words := strings.Fields(phrase)
		out[words[0]] = append(out[words[0]], words)
	}
	return out
}()

// agreedNouns are the nouns of words/agreednouns.txt by kind.
var agreedNouns = func() map[string]wordSet {
	out := map[string]wordSet{}
	for _, line := range readLines("agreednouns") {
		kind, nouns, ok := strings.Cut(line, "|")
		if !ok {
			panic("rules: agreednouns: " + line)
		}
		set := wordSet{}
		for _, n := range splitItems(nouns) {
			set[n] = true
		}
		out[strings.TrimSpace(kind)] = set
	}
	return out
}()

// callsDeal tells whether a noun may stand for a deal of the kind.
func callsDeal(noun, kind string) bool {
	return agreedNouns["any"][noun] || agreedNouns[kind][noun]
}

// endingAt is the number of tokens of the phrase at token i that says that
// something is over; 0 if there is none.
func (s *sentence) endingAt(i int) int {
	best := 0
	for _, words := range dealEndings[s.lowerAt(i)] {
		if len(words) > best && i+len(words) <= len(s.tokens) && s.spellsOut(i, words) {
			best = len(words)
		}
	}
	return best
}

func (s *sentence) spellsOut(i int, words []string) bool {
	for k, w := range words {
		if s.lowerAt(i+k) != w {
			return false
		}
	}
	return true
}

// auxiliaries stand between what is over and the word that says so.
var auxiliaries = setOf("was were is are be been being has have had will would did does do got gets later then ultimately eventually finally subsequently soon quickly also since already swiftly abruptly officially formally promptly unanimously apparently itself though however in the end at last and not all but never effectively ")

// unreal in front of a verb leaves open whether it happened.
var unreal = setOf("could may might should can if unless whether would threatened almost nearly until")

// endsOf tells whether the phrase of n tokens at i says that a deal of the kind is
// over: its subject or object is a noun that stands for the deal. Where that is a
// mere pronoun, sure is false.
func (s *sentence) endsOf(i, n int, kind string) (over, sure bool) {
	j := i - 1
	if s.lowerAt(j) == "to" && s.has(max(s.lead, j-5), j, "for") { // "only for the deal to fall apart"
		j--
	}
	for ; j >= s.lead && (auxiliaries[s.lowerAt(j)] || strings.HasSuffix(s.lowerAt(j), "ly")) && s.mentionAt(j) == nil; j-- {
	}
	for k := max(s.lead, j-1); k < i; k++ {
		if unreal[s.lowerAt(k)] || s.lowerAt(k) == "not" && s.lowerAt(i) != "not" {
			return false, false
		}
	}
	// Its subject: "the deal was blocked", "a deal that collapsed", "It was called off".
	switch w := s.lowerAt(j); {
	case j < s.lead:
	case (w == "that" || w == "which") && (callsDeal(s.lowerAt(j-1), kind) || s.lowerAt(j-1) == "," && callsDeal(s.lowerAt(j-2), kind)):
		return true, true
	case callsDeal(w, kind) && s.refersBack(j):
		return true, true
	case (w == "it" || w == "that" || w == "this" || w == "which") && (j == s.lead || w == "it" && s.lowerAt(j-1) == "but"):
		return true, false
	}
	// Its object: "blocked the transaction", "called it off", "rejected it".
	k := i + n
	if s.lowerAt(k) == "it" {
		return true, false
	}
	if definite[s.lowerAt(k)] || isPossessive(s.textAt(k+1)) {
		for e := k + 1; e < k+5 && e < len(s.tokens); e++ {
			if callsDeal(s.lowerAt(e), kind) && !agreedNouns["any"][s.lowerAt(e+1)] && !callsDeal(s.lowerAt(e+1), kind) {
				return true, true
			}
		}
	}
	switch s.lowerAt(i) {
	case "walked", "backed", "pulled":
		if n == 2 && s.lowerAt(k) != "of" && s.lowerAt(k) != "from" {
			return true, false
		}
	}
	return false, false
}

// definite are determiners of what has been spoken of.
var definite = setOf("the this that its their both")

// refersBack tells whether the noun at token j is one spoken of before: "the deal",
// "their planned merger", "the companies' pact".
func (s *sentence) refersBack(j int) bool {
	for k := j - 1; k >= s.lead && k > j-5; k-- {
		switch w := s.lowerAt(k); {
		case definite[w] || isPossessive(s.textAt(k)):
			return true
		case w == "a" || w == "an" || w == "," || w == "of" || w == "another":
			return false
		}
	}
	return false
}

// fate finds what the sentence and those behind it say of a deal that is told as
// real, and the headline; what is not sure waits.
func (m *merger) fate(g *dealGroup) {
	if g.status == extract.Denied || g.status == extract.Terminated || g.kind == litigation || len(g.events) == 0 {
		return
	}
	best := g.events[0]
	for _, e := range g.events {
		if !e.noun && e.confidence > best.confidence-0.1 && e.c.s.paragraph > 0 && best.c.s.paragraph == 0 {
			best = e
		}
	}
	s := best.c.s
	if m.mergerEnded(g) {
		g.confidence = min(g.confidence, 0.75)
	}
	if best.mainVerbEnds() {
		g.endedBy(true)
		return
	}
	if over, sure := m.endIn(g, s, best.tokenAt(), true); over {
		g.endedBy(sure)
		return
	}
	for k := s.index + 1; k <= s.index+3 && k < len(m.text.sentences); k++ {
		next := m.text.sentences[k]
		if next.boilerplate || m.strangers(g, next) {
			break
		}
		text := strings.ToLower(next.text)
		if k == s.index+1 && deniedBehind.MatchString(text) {
			g.status, g.confidence = extract.Denied, min(g.confidence, 0.75)
			return
		}
		if over, sure := m.endIn(g, next, next.lead, false); over {
			g.endedBy(sure || k == s.index+1 && !strings.Contains(text, " it "))
			return
		}
		if m.tellsOther(g, next) {
			break
		}
	}
	m.fateInHeadline(g)
}

// endedAs tells whether h is what became of g: "walked away from its purchase of
// Blick, which it had agreed on in May" tells of one purchase.
func (g *dealGroup) endedAs(h *dealGroup) bool {
	return h != g && (g.kind == acquisition || g.kind == divestiture) && h.kind == g.kind && samePair(g, h) &&
		h.status == extract.Terminated && (g.status == extract.Announced || g.status == extract.Completed) &&
		(g.date == "" || h.date == "" || g.date <= h.date)
}

// mergerEnded tells whether the text says that a merger of one of the parties of
// this one ended: it may well be this one.
func (m *merger) mergerEnded(g *dealGroup) bool {
	return g.kind == acquisition && g.noRoles() && slices.ContainsFunc(m.groups, func(h *dealGroup) bool {
		return h != g && h.kind == g.kind && h.status == extract.Terminated && h.noRoles() && slices.ContainsFunc(h.parties, func(p roleParty) bool { return g.has(p.entity) })
	})
}

// mainVerbEnds tells whether the noun of the deal, with what belongs to it, is the
// subject of a verb that says it is over: "the merger of Acme and Blick is dead", "a
// deal to sell Blick to Acme fell through".
func (e *dealEvent) mainVerbEnds() bool {
	c := e.c
	if !e.noun && !e.dependsOnDeal() {
		return false
	}
	for k := e.at + 1; k < len(c.ph); k++ {
		switch c.kind(k) {
		case commaMark, breakMark, subordinateMark, relativeMark:
			return false
		case verbGroup:
			if !c.ph[k].finite() {
				continue
			}
			if v := c.ph[k].last(); v.modal != "" && v.modal != "will" {
				return false
			}
			for i := c.ph[k].from; i < c.ph[k].to+1; i++ {
				if n := c.s.endingAt(i); n > 0 && !c.ph[k].last().negated && c.s.endsHere(i+n) {
					return true
				}
			}
			return false
		}
	}
	return false
}

// dependsOnDeal tells whether the verb of the deal depends on a noun that stands
// for it: "a deal to sell Blick".
func (e *dealEvent) dependsOnDeal() bool {
	c := e.c
	if e.at == 0 || c.kind(e.at) != verbGroup || c.ph[e.at].finite() {
		return false
	}
	noun := c.headWord(e.at - 1)
	return intentNouns[noun] || callsDeal(noun, e.kind)
}

// endsHere tells whether no object of its own follows on an ending at token i: "the
// deal killed its hopes".
func (s *sentence) endsHere(i int) bool {
	return !definite[s.lowerAt(i)] && s.lowerAt(i) != "a" && s.lowerAt(i) != "an" && s.lowerAt(i) != "all" && s.mentionStarting(i) == nil
}

// deniedBehind matches what a sentence says of a report told before it.
var deniedBehind = regexp.MustCompile(`\b(not true|untrue|unfounded|baseless|no truth|fabricated|nonsense)\b|\b(denied|denies|deny|dismissed|rejected|called|rebutted|refuted|disputed) (the|that|this|these|such) (claims?|reports?|rumou?rs?|story|speculation|suggestions?)\b|\b(report|claim|story|rumou?r) (was|is) (false|wrong|inaccurate|incorrect)\b|^(both|neither|the|a) ?\w* (companies|company|spokes\w+|sides?|firms?) (denied|denies) (it|this|that)\b`)

func (g *dealGroup) endedBy(sure bool) {
	g.status = extract.Terminated
	if !sure {
		g.confidence = min(g.confidence, 0.75)
	}
}

// tokenAt is the token of the event's trigger.
func (e *dealEvent) tokenAt() int { return e.c.ph[e.at].from }

// endIn tells whether the sentence says from token `from` on that the deal is over.
func (m *merger) endIn(g *dealGroup, s *sentence, from int, same bool) (over, sure bool) {
	if overcome.MatchString(strings.ToLower(s.text)) {
		return false, false
	}
	for i := from + 1; i < len(s.tokens); i++ {
		n := s.endingAt(i)
		if n == 0 || same && m.foreign(g, s, from, i) {
			continue
		}
		if over, sure := s.endsOf(i, n, g.kind); over {
			return true, sure
		}
		if same && s.lowerAt(i-1) == "but" && callsDeal(s.lowerAt(i+n+1), g.kind) {
			return true, true
		}
	}
	return false, false
}

// overcome matches what stands beside a resistance that was in vain.
var overcome = regexp.MustCompile(`\b(but|before|then|and) (was |were |is |has been |later |then |eventually |finally |in the end )*(approved|accepted|completed|closed|revived|went ahead|went through|upheld|renewed|reinstated|cleared)\b`)

// foreign tells whether a company that is no party stands between the tokens: what
// is over may be its affair.
func (m *merger) foreign(g *dealGroup, s *sentence, from, to int) bool {
	for _, x := range s.mentions {
		if x.from > from && x.from < to+6 && x.entity.kind == companyEntity && !x.anaphor && !g.has(x.entity) {
			return true
		}
	}
	return false
}

// strangers tells whether the sentence names companies none of which is a party.
func (m *merger) strangers(g *dealGroup, s *sentence) bool {
	for _, x := range s.mentions {
		if x.entity.kind == companyEntity && !x.anaphor && !g.has(x.entity) {
			return true
		}
	}
	return false
}

// tellsOther tells whether another deal is told in the sentence, of which what
// follows may speak.
func (m *merger) tellsOther(g *dealGroup, s *sentence) bool {
	for _, h := range m.groups {
		if h == g {
			continue
		}
		for _, e := range h.events {
			if e.c.s == s && e.confidence >= 0.4 {
				return true
			}
		}
	}
	return false
}

// fateInHeadline reads "Court blocks Acme's takeover of Blick" and "Blick denies
// sale" over a deal that the body tells as agreed.
func (m *merger) fateInHeadline(g *dealGroup) {
	if g.kind == settlement || len(m.text.sentences) == 0 {
		return
	}
	h := m.text.sentences[0]
	if h.paragraph != 0 || !h.endsInOneClause(g.kind, g.background) {
		return
	}
	named := map[*entity]bool{}
	for i := range h.tokens {
		for _, p := range g.parties {
			if len(h.textAt(i)) > 3 && strings.HasPrefix(p.entity.name, h.textAt(i)) {
				named[p.entity] = true
			}
		}
	}
	if len(named) == 0 || g.background && len(named) < 2 {
		return
	}
	for _, other := range m.groups {
		if other != g && other.status == extract.Terminated && !other.background && samePair(g, other) {
			return // that one is meant
		}
	}
	switch {
	case g.status == extract.Rumoured || headlineDenies.MatchString(strings.ToLower(h.text)):
		g.status = extract.Denied
	default:
		g.status = extract.Terminated
	}
	g.confidence = min(g.confidence, 0.75)
}

// endsInOneClause tells whether a clause of a headline has both a noun for a
// deal of the kind and a word that says it is over: "Acme denies sale, wins order"
// says nothing of the order. For a deal that the text only looks back on, "deal"
// and "plan" are not enough.
func (s *sentence) endsInOneClause(kind string, background bool) bool {
	noun, from := false, 0
	over := func(to int) bool {
		return noun && headlineEnds.MatchString(s.lowerWords(from, to))
	}
	for i := range s.tokens {
		switch s.textAt(i) {
		case ",", ";", ":":
			if over(i) {
				return true
			}
			noun, from = false, i+1
		}
		noun = noun || agreedNouns[kind][s.lowerAt(i)] || !background && callsDeal(s.lowerAt(i), kind)
	}
	return over(len(s.tokens))
}

var headlineDenies = regexp.MustCompile(`\bden(y|ies|ied)\b`)

var headlineEnds = regexp.MustCompile(`\b(blocks?|blocked|scraps?|scrapped|abandons?|abandoned|cancels?|cancelled|canceled|terminates?|terminated|collapses?|collapsed|vetoe[sd]|falls? through|falls? apart|calls? off|called off|walks? away|rejects?|rejected|withdraws?|drops|dropped|halts?|halted|axes|axed|den(y|ies|ied)|ends in failure|lapses?|bars|is off|dead)\b`)

// unreached in front of the trigger say that it was not come to.
var unreached = setOf("nearly almost unsuccessfully narrowly vainly")

// notReached tells whether the words around the trigger say that the deal did not
// come about, or only might: "nearly bought", "was to have acquired", "decided against
// buying", "passed on the chance to buy".
func (e *dealEvent) notReached() (ended, weak bool) {
	s, at := e.c.s, e.tokenAt()
	end := e.c.ph[e.at].to
	for k := max(s.lead, at-2); k < end; k++ {
		if unreached[s.lowerAt(k)] && !s.digitNear(k) {
			return true, true
		}
	}
	words := s.lowerWords(max(s.lead, at-9), end+1)
	switch {
	case missedBefore.MatchString(words):
		return true, false
	case wasToHave.MatchString(words):
		return true, true
	case looseBefore.MatchString(words):
		return false, true
	}
	return false, false
}

// digitNear keeps "almost" in front of a number out.
func (s *sentence) digitNear(k int) bool {
	next := s.textAt(k + 1)
	return strings.ContainsAny(next, "0123456789$€£") || next == "all" || next == "a" || next == "half"
}

// lowerWords are the tokens in small letters, with blanks between.
func (s *sentence) lowerWords(from, to int) string {
	var b strings.Builder
	for k := from; k < to && k < len(s.tokens); k++ {
		b.WriteByte(' ')
		b.WriteString(s.lowerAt(k))
	}
	b.WriteByte(' ')
	return b.String()
}

var (
	missedBefore = regexp.MustCompile(strings.Join([]string{
		` (decided|voted|opted|ruled|advised|chose|argued) against `,
		` (missed out|missed|reneged|passed|gave up|given up|walked away|backed out|pulled out|backed away|stepped back) (on|of|from) [^,;]*$`,
		` (fended|fends|fend|fought|warded|staved) off `,
		` (escaped|escapes|avoided|averted|evaded|resisted|survived|thwarted|prohibited|forbade|annulled|voided|revoked|rescinded|nullified|foiled|dissolved|` +
			`give up|gives up|gave up|giving up|tore up|ripped up|reneged on|scuppered|scuttled|derailed|barred|vetoed|let) ` +
			`(the|a|an|its|their|his|her|plans?|this|that|any)( [a-z'’.&-]+){0,3}( (takeover|purchase|acquisition|merger|sale|buyout|partnership|licen[cs]e|contract|deal|agreement|venture|bid|alliance|pact))? `,
		` refusal to `,
		` (barred|blocked|prevented|prohibited|banned|stopped|forbidden|deterred|restrained|enjoined|precluded) (by [^,;]+ )?from [a-z]+ing `,
	}, "|"))
	wasToHave   = regexp.MustCompile(` (was|were) to have | had been (due|set|expected|supposed|scheduled|slated|poised|about|meant) to | would have | was supposed to | were supposed to | has yet to | have yet to | had yet to | yet to (agree|sign|reach|complete|buy) | stopped [a-z]+ing `)
	looseBefore = regexp.MustCompile(` (letter|letters|memorandum) of intent | non-binding | conditional (offer|bid|proposal) | (plans|planned|planning|intends|intended|preparing|prepares|prepared|wants|poised) to (bid|make an offer|offer) | (frontrunner|front-runner|favourite|favorite|contender|candidate|chance|opportunity|right|option|ability|freedom) to | ruled out | indicative (offer|bid) | heads of terms | exclusive negotiations | first refusal `)
)

// unsureSentence are sentences that leave open whether what they tell is so.
var unsureSentence = regexp.MustCompile(`\b(it is (false|untrue|wrong|not true|incorrect)|word is|word has it|contrary to (reports|rumou?rs)|(newspaper|blog|website|magazine|daily|paper|weekly|post|times|journal|tribune|herald|gazette) (wrote|claimed|writes|claims|alleged)|neither confirm|whispers?)\b|^["“]?(unless|if|provided|assuming|suppose|imagine) [^,]*, `)

// pastDoubt are rumours that the event put an end to, or came in spite of.
var pastDoubt = regexp.MustCompile(`^(despite|after|contrary to|amid|following) [^,]*\b(rumou?rs?|speculation|reports)\b[^,]*,|\b(ending|ended|ends|capping|confirming|confirmed|confirms|after|following|despite) (\w+ ){0,4}(rumou?rs?|speculation|media reports|press reports|reports)( (last|this) \w+)?[.,;"”]`)

// withoutPastDoubt is the sentence's text in small letters without rumours that are
// over.
func (e *dealEvent) withoutPastDoubt(text string) string {
	at := pastDoubt.FindStringIndex(text)
	if at == nil {
		return text
	}
	t := e.c.s.tokens[e.tokenAt()]
	if t.start >= at[0] && t.start < at[1] {
		return text
	}
	return text[:at[0]] + " " + text[at[1]:]
}
