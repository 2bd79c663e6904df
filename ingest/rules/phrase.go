package rules

import (
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// phraseKind says what a phrase is.
type phraseKind int

// The kinds of phrases into which a sentence is cut.
const (
	otherPhrase phraseKind = iota
	nounPhrase
	verbGroup
	datePhrase
	adverbPhrase
	prepositionMark
	commaMark
	conjunctionMark
	relativeMark    // which, who, that
	subordinateMark // that, if, because
	quoteMark
	openMark
	closeMark
	breakMark // ; : –
)

// phrase is a chunk of a sentence: a noun phrase without what follows its
// head, a chain of verbs, or a word that joins such.
type phrase struct {
	kind     phraseKind
	from, to int    // tokens [from, to)
	word     string // of marks: the word, lower case

	// Of noun phrases.
	head    string     // the last noun, singular and lower case; empty if a name
	name    *mention   // the head, if it is a name or resolved description
	owner   *mention   // "Acme's" in "Acme's chip lexeme"
	ownPron string     // "its", "their"
	inside  []*mention // other mentions before the head
	words   []string   // all words, lower case
	det     string     // article, if any
	pronoun bool
	money   *extract.Money
	percent float64
	number  float64 // of "214 patents"; 0 if none
	plural  bool

	verbs []verbForm // of verb groups, the last is the one that counts
}

// verbForm is one verb of a chain.
type verbForm struct {
	lemma       string
	tag         string // of its own form
	token       int
	passive     bool
	negated     bool
	perfect     bool
	progressive bool
	modal       string
	past        bool
	infinitive  bool
	links       []string // words between it and the verb before: "set", "likely"
}

// finite tells whether the chain has a verb with a tense.
func (p *phrase) finite() bool {
	if p.kind != verbGroup {
		return false
	}
	v := p.verbs[0]
	return !v.infinitive && (v.modal != "" || v.tag == "VBD" || v.tag == "VBZ" || v.tag == "VBP")
}

// last is the verb that the chain is about.
func (p *phrase) last() *verbForm { return &p.verbs[len(p.verbs)-1] }

// lastWord is the last of the words; amounts have none.
func (p *phrase) lastWord() string {
	if len(p.words) == 0 {
		return ""
	}
	return p.words[len(p.words)-1]
}

func (p *phrase) hasWord(list ...string) bool {
	for _, w := range p.words {
		for _, l := range list {
			if w == l {
				return true
			}
		}
	}
	return false
}

// phrases cuts a sentence into phrases.
func phrases(s *sentence) []phrase {
	return chunk(tagUnits(s))
}

func setOf(list string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// chunk cuts tagged units into phrases.
func chunk(units []lexeme) []phrase {
	c := chunker{units: units}
	for c.i < len(units) {
		c.next()
	}
	c.saidThat()
	c.participles()
	c.mainVerb()
	return c.out
}

// saidThat finds past tenses that look like participles: "A jury found on Monday
// that".
func (c *chunker) saidThat() {
	for i := 1; i < len(c.out); i++ {
		p := &c.out[i]
		if p.kind != verbGroup || len(p.verbs) != 1 || p.verbs[0].tag != "VBN" || c.out[i-1].kind != nounPhrase || c.verbIn(0, i) {
			continue
		}
		k := i + 1
		for k < len(c.out) && (c.out[k].kind == datePhrase || c.out[k].kind == adverbPhrase || c.out[k].kind == prepositionMark && k+1 < len(c.out) && c.out[k+1].kind == datePhrase) {
			k++
		}
		if k < len(c.out) && c.out[k].kind == subordinateMark && c.out[k].word == "that" {
			v := &p.verbs[0]
			v.tag, v.passive, v.past = "VBD", false, true
		}
	}
}

// participles finds past participles that look like a past tense: behind the
// comma after a noun, with no object and with a verb to come behind the next
// comma: "Its pump unit, sold to Blick in 2010, is back".
func (c *chunker) participles() {
	for i := 2; i < len(c.out); i++ {
		p := &c.out[i]
		if p.kind != verbGroup || len(p.verbs) != 1 || p.verbs[0].tag != "VBD" || c.out[i-1].kind != commaMark || c.out[i-2].kind != nounPhrase || !transferVerbs[p.verbs[0].lemma] && c.out[min(i+1, len(c.out)-1)].word != "by" {
			continue
		}
		if k := i + 1; k >= len(c.out) || c.out[k].kind != prepositionMark && c.out[k].kind != datePhrase && c.out[k].kind != adverbPhrase {
			continue
		}
		if c.verbIn(0, i-1) || !c.verbBehindComma(i+1) {
			continue
		}
		v := &p.verbs[0]
		v.tag, v.passive, v.past = "VBN", true, false
	}
}

// transferVerbs are said of what changes hands.
var transferVerbs = func() map[string]bool {
	out := setOf("sell buy acquire purchase license assign divest found establish create launch sign announce file settle strike form")
	out["set up"] = true
	return out
}()

// verbIn tells whether a verb with a tense is among the phrases [from, to).
func (c *chunker) verbIn(from, to int) bool {
	for k := to - 1; k >= from; k-- {
		switch c.out[k].kind {
		case breakMark, subordinateMark, relativeMark:
			return false
		case verbGroup:
			if c.out[k].finite() {
				return true
			}
		}
	}
	return false
}

// verbBehindComma tells whether, from phrase k on, a verb with a tense follows
// directly on the next comma.
func (c *chunker) verbBehindComma(k int) bool {
	for ; k < len(c.out); k++ {
		switch c.out[k].kind {
		case commaMark:
			for k++; k < len(c.out) && c.out[k].kind == adverbPhrase; {
				k++
			}
			return k < len(c.out) && c.out[k].kind == verbGroup && c.out[k].finite()
		case verbGroup, breakMark:
			return false
		}
	}
	return false
}

// mainVerb gives a sentence without a verb with a tense the one that was taken
// for a participle: "Acme's patents passed to Blick".
func (c *chunker) mainVerb() {
	for i := range c.out {
		if c.out[i].finite() {
			return
		}
	}
	for i := 1; i < len(c.out); i++ {
		p := &c.out[i]
		// "Acme, the largest maker, set up a venture"
		if p.kind == verbGroup && len(p.verbs) == 1 && p.verbs[0].tag == "VBN" && c.out[i-1].kind == commaMark && i > 3 && i+1 < len(c.out) && c.out[i+1].kind == nounPhrase {
			v := &p.verbs[0]
			v.tag, v.passive, v.past = "VBD", false, true
			return
		}
		if p.kind != verbGroup || len(p.verbs) != 1 || p.verbs[0].tag != "VBN" || c.out[i-1].kind != nounPhrase || i+1 < len(c.out) && c.out[i+1].word == "by" {
			continue
		}
		m := c.out[i-1].name
		if intransitive[p.verbs[0].lemma] || m != nil && m.entity.kind <= personEntity {
			v := &p.verbs[0]
			v.tag, v.passive, v.past = "VBD", false, true
			return
		}
	}
}

// intransitive verbs have no passive.
var intransitive = setOf("pass end expire lapse collapse merge agree move settle fail")

type chunker struct {
	units []lexeme
	i     int
	out   []phrase
}

func (c *chunker) mark(kind phraseKind, n int) {
	u := c.units[c.i]
	c.out = append(c.out, phrase{kind: kind, from: u.from, to: c.units[c.i+n-1].to, word: u.lower})
	c.i += n
}

func (c *chunker) at(k int) lexeme {
	if c.i+k < len(c.units) && c.i+k >= 0 {
		return c.units[c.i+k]
	}
	return lexeme{}
}

// next reads one phrase.
func (c *chunker) next() {
	u := c.units[c.i]
	switch {
	case u.date:
		c.mark(datePhrase, 1)
		return
	case u.mention != nil || u.money != nil || u.percent != 0:
		c.nounPhrase()
		return
	}
	if n := c.approximation(); n > 0 {
		c.i += n
		c.nounPhrase()
		return
	}
	switch u.lower {
	case ",":
		c.mark(commaMark, 1)
		return
	case "(", "[":
		c.mark(openMark, 1)
		return
	case ")", "]":
		c.mark(closeMark, 1)
		return
	case "“", "”", `"`, "‘", "``", "''":
		c.mark(quoteMark, 1)
		return
	case ";", ":", "–", "—", "--", "-", "…", "|", "•":
		c.mark(breakMark, 1)
		return
	case "including":
		c.mark(prepositionMark, 1)
		return
	case "such", "along", "together", "according":
		if n := c.at(1).lower; u.lower == "such" && n == "as" || (u.lower == "along" || u.lower == "together") && n == "with" || u.lower == "according" && n == "to" {
			c.mark(prepositionMark, 2)
			c.out[len(c.out)-1].word = u.lower + " " + n
			return
		}
	}
	switch u.tag {
	case "CC":
		c.mark(conjunctionMark, 1)
	case "WDT", "WP", "WP$":
		if u.lower == "what" {
			c.mark(subordinateMark, 1)
			return
		}
		c.mark(relativeMark, 1)
	case "WRB":
		c.mark(subordinateMark, 1)
	case "TO":
		if c.startsInfinitive() {
			c.verbGroup()
			return
		}
		c.mark(prepositionMark, 1)
	case "IN":
		switch {
		case u.lower == "that":
			c.thatMark()
		case subordinators[u.lower] && c.clauseFollows():
			c.mark(subordinateMark, 1)
		default:
			c.mark(prepositionMark, 1)
		}
	case "MD", "VBD", "VBZ", "VBP", "VB":
		c.verbGroup()
	case "VBG", "VBN":
		if c.attributive() {
			c.nounPhrase()
			return
		}
		c.verbGroup()
	case "RB", "RBR", "RP", "RBS":
		if c.at(1).tag == "CD" || c.at(1).money != nil || c.at(1).percent != 0 {
			c.nounPhrase()
			return
		}
		if c.verbAhead() {
			c.verbGroup()
			return
		}
		c.mark(adverbPhrase, 1)
	case "PRP":
		if reflexives[u.lower] && len(c.out) > 0 && c.out[len(c.out)-1].kind == nounPhrase { // "Acme itself was sued"
			c.mark(adverbPhrase, 1)
			return
		}
		c.nounPhrase()
	case "DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "CD", "$", "NN", "NNS", "NNP", "NNPS", "EX", "POS":
		if u.tag == "DT" && u.lower == "that" && (c.at(1).tag != "NN" || len(c.out) > 0 && c.out[len(c.out)-1].kind == verbGroup && speechVerbs[c.out[len(c.out)-1].last().lemma]) {
			c.thatMark()
			return
		}
		c.nounPhrase()
	default:
		c.mark(otherPhrase, 1)
	}
}

var reflexives = setOf("itself themselves himself herself")

// approximation counts the words of "about", "more than", "as many as" before
// a number.
func (c *chunker) approximation() int {
	number := func(k int) bool {
		u := c.at(k)
		return u.tag == "CD" || u.money != nil || u.percent != 0
	}
	switch c.at(0).lower {
	case "about", "around", "roughly", "approximately", "nearly", "almost", "some", "over", "circa":
		if number(1) {
			return 1
		}
	case "more", "less", "fewer", "up", "at", "close":
		if w := c.at(1).lower; (w == "than" || w == "to" || w == "least" || w == "most") && number(2) {
			return 2
		}
	case "as":
		if w := c.at(1).lower; (w == "much" || w == "many") && c.at(2).lower == "as" && number(3) {
			return 3
		}
	}
	return 0
}

// thatMark reads "that": a relative after a noun phrase, otherwise a
// subordinator. Nouns of speech take clauses ("a report that").
func (c *chunker) thatMark() {
	kind := subordinateMark
	if n := len(c.out); n > 0 && (c.out[n-1].kind == nounPhrase || c.out[n-1].kind == prepositionMark) {
		if !speechNouns[c.out[n-1].head] {
			kind = relativeMark
		}
	}
	c.mark(kind, 1)
}

var speechNouns = setOf("report speculation rumour rumor claim statement suggestion news announcement talk condition allegation belief fact hope denial word ground")

// subordinators start clauses if a subject and a verb follow, and are
// prepositions otherwise.
var subordinators = setOf("if because although though while whether since after before until as once unless so than whereas")

// clauseFollows tells whether a subject and then a verb with a tense come
// before the next comma.
func (c *chunker) clauseFollows() bool {
	seen := false
	for k := 1; c.i+k < len(c.units) && k < 14; k++ {
		u := c.units[c.i+k]
		if u.lower == "," || u.lower == ";" {
			return false
		}
		switch {
		case u.mention != nil || u.tag == "PRP" || strings.HasPrefix(u.tag, "NN"):
			seen = true
		case u.tag == "MD" || u.tag == "VBD" || u.tag == "VBZ" || u.tag == "VBP":
			return seen
		case u.tag == "WDT" || u.tag == "WP" || u.tag == "VBG" && !seen:
			return false
		}
	}
	return false
}

func (c *chunker) startsInfinitive() bool {
	k := 1
	for c.at(k).tag == "RB" && k < 3 {
		k++
	}
	t := c.at(k)
	return t.mention == nil && !t.proper && (t.tag == "VB" || t.tag == "VBP")
}

// attributive tells whether the participle here stands before its noun, as in
// "operating business".
func (c *chunker) attributive() bool {
	u, n := c.at(0), c.at(1)
	prev := c.at(-1)
	if n.mention != nil || n.money != nil || n.date || !strings.HasPrefix(n.tag, "NN") && n.tag != "JJ" && n.tag != "CC" {
		return false
	}
	switch prev.tag {
	case "DT", "JJ", "PRP$", "POS", "CD":
		return true
	case "RB": // "its previously announced purchase"
		t := c.at(-2).tag
		return u.tag == "VBN" && (t == "DT" || t == "PRP$" || t == "POS")
	case "IN":
		if u.tag == "VBG" && companyNoun[n.lower] && c.at(2).mention != nil {
			return true // "by shipping giant Acme"
		}
		return u.tag == "VBN"
	}
	return false
}

// verbAhead tells whether adverbs lead to a verb.
func (c *chunker) verbAhead() bool {
	for k := 1; k < 4; k++ {
		switch t := c.at(k); t.tag {
		case "RB":
			continue
		case "MD", "VBD", "VBZ", "VBP", "VB", "VBN", "VBG":
			return t.mention == nil
		default:
			return false
		}
	}
	return false
}
