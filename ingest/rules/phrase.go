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

// lexeme is a token, or a mention taken as one word.
type lexeme struct {
	from, to int
	mention  *mention
	money    *extract.Money
	date     bool
	percent  float64
	word     string // as the tagger sees it
	lower    string
	tag      string
	proper   bool // has a capital that tells something
}

// phrases cuts a sentence into phrases.
func phrases(s *sentence) []phrase {
	return chunk(tagUnits(s))
}

// tagUnits joins the tokens of names, amounts and dates and tags all.
func tagUnits(s *sentence) []lexeme {
	starts := make(map[int]*mention, len(s.mentions))
	for _, m := range s.mentions {
		if m.to > m.from {
			starts[m.from] = m
		}
	}
	var units []lexeme
	for i := s.lead; i < len(s.tokens); {
		if m := starts[i]; m != nil && joinsTokens(m, s) {
			units = append(units, lexeme{from: i, to: m.to, mention: m})
			i = m.to
			continue
		}
		if money, n := moneyAt(s, i); n > 0 {
			units = append(units, lexeme{from: i, to: i + n, money: money})
			i += n
			continue
		}
		if p, n := percentAt(s, i); n > 0 {
			units = append(units, lexeme{from: i, to: i + n, percent: p})
			i += n
			continue
		}
		if n := dateSpanAt(s, i); n > 0 && !mentionWithin(starts, i+1, i+n) {
			units = append(units, lexeme{from: i, to: i + n, date: true})
			i += n
			continue
		}
		units = append(units, lexeme{from: i, to: i + 1})
		i++
	}
	headline := s.titleCase
	words := make([]string, len(units))
	known := make(map[int]string)
	for i := range units {
		u := &units[i]
		t := s.tokens[u.from]
		u.lower = lowerOf(t.text)
		u.proper = !headline && i > 0 && upper(t.text)
		switch {
		case u.mention != nil && u.mention.entity != nil && isName(u.mention):
			u.word, known[i] = "Acme", "NNP"
			if u.mention.entity.kind == technologyEntity {
				u.word, known[i] = s.tokens[u.to-1].text, "NN"
			}
		case u.mention != nil: // a description, "the Finnish company"
			u.word, known[i] = "it", "PRP"
		case u.money != nil:
			u.word, known[i] = "$", "CD"
		case u.percent != 0:
			u.word, known[i] = "percent", "NN"
		case u.date:
			u.word, known[i] = "Monday", "NNP"
		default:
			u.word = taggerWord(t.text)
			if headline {
				u.word = strings.ToLower(u.word)
			} else if i == 0 {
				u.word = u.lower
			}
			if base, ok := strings.CutSuffix(u.lower, "n't"); ok && contracted[base] != "" {
				known[i] = contracted[base]
			} else if tag, ok := closedTags[u.lower]; ok {
				known[i] = tag
			}
		}
		words[i] = u.word
	}
	for i, tag := range newTagger().tags(words, known) {
		units[i].tag = tag
	}
	mendTags(units)
	return units
}

// joinsTokens tells whether a mention is to be seen as one word. Single
// pronouns and possessives stay words; amounts and dates are read here.
func joinsTokens(m *mention, s *sentence) bool {
	if m.entity == nil {
		return false
	}
	switch m.entity.kind {
	case moneyEntity, dateEntity, countEntity:
		return false
	}
	if m.to-m.from == 1 && m.anaphor {
		return false
	}
	return true
}

func isName(m *mention) bool { return !m.anaphor }

func mentionWithin(starts map[int]*mention, from, to int) bool {
	for i := from; i < to; i++ {
		if starts[i] != nil && !starts[i].anaphor && starts[i].entity != nil && starts[i].entity.kind < technologyEntity {
			return true
		}
	}
	return false
}

// taggerWord is a token in the spelling of the treebank.
func taggerWord(s string) string {
	switch s {
	case "“", "”", `"`, "‘":
		return "``"
	case "–", "—", "-", "--":
		return "--"
	}
	return strings.ReplaceAll(s, "’", "'")
}

func lowerOf(s string) string {
	return strings.ReplaceAll(strings.ToLower(s), "’", "'")
}

// closedTags are words that the model confuses, with the tag that they have in
// reports of deals.
var closedTags = map[string]string{
	"'s": "POS", "'": "POS", "said": "VBD", "says": "VBZ", "including": "IN", "includes": "VBZ",
	"which": "WDT", "who": "WP", "whose": "WP$", "whom": "WP", "reportedly": "RB", "allegedly": "RB",
	"today": "NN", "inc": "NNP", "via": "IN", "alongside": "IN", "amid": "IN", "versus": "IN",
	"plus": "CC", "sued": "VBD", "according": "VBG", "its": "PRP$", "their": "PRP$", "not": "RB", "n't": "RB",
	"ceo": "NN", "cfo": "NN", "coo": "NN", "cto": "NN", "buyout": "NN", "along": "IN", "together": "RB", "also": "RB", "now": "RB", "has": "VBZ", "have": "VBP", "had": "VBD", "is": "VBZ", "was": "VBD", "were": "VBD", "are": "VBP", "been": "VBN",
}

// contracted are the auxiliaries that join with "n't", by the part before it.
var contracted = map[string]string{
	"wo": "MD", "ca": "MD", "would": "MD", "could": "MD", "should": "MD", "might": "MD", "must": "MD",
	"did": "VBD", "was": "VBD", "were": "VBD", "had": "VBD", "does": "VBZ", "is": "VBZ", "has": "VBZ", "do": "VBP", "are": "VBP", "have": "VBP",
}

// mendTags corrects what the model gets wrong about verbs that are nouns too:
// "Acme backs Blick" is tagged as nouns.
func mendTags(units []lexeme) {
	for i := range units {
		u := &units[i]
		if u.mention != nil || u.money != nil || u.date || u.percent != 0 {
			continue
		}
		// "has since acquired"
		if u.lower == "since" && i > 0 && i+1 < len(units) && verbLemma(units[i-1].lower) == "have" && units[i+1].tag == "VBN" {
			u.tag = "RB"
		}
		prevParty := i > 0 && isPartyUnit(units[i-1]) && !units[i-1].mention.possessive
		prevNoun := i > 0 && (strings.HasPrefix(units[i-1].tag, "NN") || units[i-1].tag == "PRP" || units[i-1].tag == "CD" || units[i-1].tag == ")")
		nextStarts := i+1 < len(units) && startsObject(units[i+1])
		// "to chip maker Acme": a noun taken for a verb.
		if u.tag == "VB" && i > 0 && units[i-1].tag == "TO" && !knownVerb(u.lower) && i+2 < len(units) && (units[i+1].mention != nil || isNounTag(units[i+1].tag) && units[i+2].mention != nil) {
			u.tag = "NN"
		}
		switch u.tag {
		case "NNS", "NN", "NNP", "NNPS", "JJ":
			if u.lower == "let" {
				u.tag = "VBD"
				continue
			}
			// "lets each use": the bare infinitive behind "let".
			if l := verbLemma(units[max(0, i-2)].lower); i > 1 && l == "let" && (units[i-1].mention != nil || units[i-1].tag == "PRP" || units[i-1].lower == "each" || units[i-1].lower == "both") && knownStems[u.lower] == u.lower {
				u.tag = "VB"
				continue
			}
			// "Acme covers all cases": a third person of another verb.
			if stem := verbLemma(u.lower); u.tag == "NNS" && prevParty && stem != u.lower && knownStems[stem] == stem && i+1 < len(units) && startsNounPhrase(units[i+1]) && units[i+1].money == nil {
				u.tag = "VBZ"
				continue
			}
			// "agreed to share their patents": verbs that are nouns too.
			if i > 0 && units[i-1].tag == "TO" && knownStems[u.lower] == u.lower && i+1 < len(units) && startsNounPhrase(units[i+1]) && i > 1 && !units[i-2].date && units[i-2].mention == nil {
				u.tag = "VB"
				continue
			}
			base, form := dealVerbForm(u.lower)
			if base == "" {
				continue
			}
			if (form == "VBZ" || form == "VBD") && (prevParty || prevNoun && isParticle(units, i+1)) && (nextStarts || isParticle(units, i+1)) {
				u.tag = form
			}
			if form == "VB" && i > 0 && units[i-1].tag == "TO" {
				u.tag = "VB"
			}
			// "Acme, Blick partner on chips": a plural subject.
			if form == "VB" && prevParty && i > 1 && (units[i-2].lower == "," || units[i-2].lower == "and") && i+1 < len(units) && (units[i+1].tag == "IN" || units[i+1].tag == "TO" || nextStarts || isParticle(units, i+1)) {
				u.tag = "VBP"
			}
		case "VBZ", "VBP":
			// "its buys", "the partners".
			if i > 0 && (units[i-1].tag == "DT" || units[i-1].tag == "PRP$" || units[i-1].tag == "POS" || units[i-1].tag == "CD") {
				u.tag = "NNS"
			}
		case "VB":
			if i > 0 && (units[i-1].tag == "DT" || units[i-1].tag == "PRP$" || units[i-1].tag == "POS" || units[i-1].tag == "JJ") {
				u.tag = "NN"
			}
		}
	}
}

// startsNounPhrase tells whether a unit can only begin a noun phrase.
func startsNounPhrase(u lexeme) bool {
	return u.mention != nil || u.money != nil || u.tag == "DT" || u.tag == "PRP$" || u.tag == "PRP" || u.tag == "CD" || u.tag == "PDT"
}

func isPartyUnit(u lexeme) bool {
	return u.mention != nil && u.mention.entity != nil && (u.mention.entity.kind == companyEntity || u.mention.entity.kind == personEntity || u.mention.entity.kind == productEntity)
}

func startsObject(u lexeme) bool {
	if u.mention != nil || u.money != nil {
		return true
	}
	switch u.tag {
	case "DT", "PRP$", "CD", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP", "$", "TO", "IN", "RB":
		return true
	}
	return false
}

var verbParticles = setOf("up off out over back down away in on into together private forces hands with of")

func isParticle(units []lexeme, i int) bool {
	return i < len(units) && units[i].mention == nil && verbParticles[units[i].lower]
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
	c.mainVerb()
	return c.out
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
		if u.lower == "&" && len(c.out) > 0 {
			c.mark(conjunctionMark, 1)
			return
		}
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
	case "DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "CD", "$", "NN", "NNS", "NNP", "NNPS", "PRP", "EX", "POS":
		if u.tag == "DT" && u.lower == "that" && (c.at(1).tag != "NN" || len(c.out) > 0 && c.out[len(c.out)-1].kind == verbGroup && speechVerbs[c.out[len(c.out)-1].last().lemma]) {
			c.thatMark()
			return
		}
		c.nounPhrase()
	default:
		c.mark(otherPhrase, 1)
	}
}

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
	if n := len(c.out); n > 0 && (c.out[n-1].kind == nounPhrase || c.out[n-1].kind == prepositionMark || c.out[n-1].kind == commaMark && false) {
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
	return t.mention == nil && !t.proper && (t.tag == "VB" || t.tag == "VBP" && c.at(k).lower != "")
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
	case "IN":
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
