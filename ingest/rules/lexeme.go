package rules

import (
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

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
			} else if i == 0 || units[i-1].lower == ":" && knownVerb(u.lower) {
				u.word = u.lower
			}
			if demonymCountry[t.text] != "" {
				known[i] = "JJ"
			} else if base, ok := strings.CutSuffix(u.lower, "n't"); ok && contracted[base] != "" {
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
	"existing": "JJ", "leading": "JJ", "remaining": "JJ", "outstanding": "JJ", "today": "NN", "moreover": "RB", "furthermore": "RB", "likewise": "RB", "meanwhile": "RB", "however": "RB", "henceforth": "RB", "therefore": "RB", "thus": "RB", "nevertheless": "RB", "nonetheless": "RB", "inc": "NNP", "via": "IN", "alongside": "IN", "amid": "IN", "versus": "IN",
	"plus": "CC", "sued": "VBD", "according": "VBG", "its": "PRP$", "their": "PRP$", "not": "RB", "n't": "RB",
	"ceo": "NN", "cfo": "NN", "coo": "NN", "cto": "NN", "buyout": "NN", "backing": "NN", "outbid": "VBD", "along": "IN", "together": "RB", "also": "RB", "now": "RB", "has": "VBZ", "have": "VBP", "had": "VBD", "is": "VBZ", "was": "VBD", "were": "VBD", "are": "VBP", "been": "VBN",
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
		if u.tag != "NN" && len(nounClasses[u.lower]) > 0 && endsNoun(units, i) {
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
			// "it would hand over": a verb behind its auxiliary that is a noun too.
			if u.tag == "NN" && i > 0 && units[i-1].tag == "MD" && knownStems[u.lower] == u.lower {
				u.tag = "VB"
				continue
			}
			// "each resells the other's pumps"
			if i > 0 && (units[i-1].lower == "each" || units[i-1].lower == "neither") && u.tag == "NNS" && i+1 < len(units) && startsNounPhrase(units[i+1]) {
				u.tag = "VBZ"
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
			// "Sources value the order": verbs that are nouns too.
			if u.tag == "NN" && i > 0 && units[i-1].mention == nil && units[i-1].tag == "NNS" && knownStems[u.lower] == u.lower && i+1 < len(units) && (units[i+1].tag == "DT" || units[i+1].tag == "PRP$") && !verbBefore(units, i) {
				u.tag = "VBP"
				continue
			}
			// "Acme beat Blick": a past tense that is a noun too.
			if irregular[u.lower] != "" && prevParty && i+1 < len(units) && isPartyUnit(units[i+1]) && !verbBefore(units, i) {
				u.tag = "VBD"
				continue
			}
			base, form := dealVerbForm(u.lower)
			if base == "" {
				continue
			}
			// "agreed to source batteries"
			if form == "VB" && i > 1 && units[i-1].tag == "TO" && strings.HasPrefix(units[i-2].tag, "VB") && nextStarts {
				u.tag = "VB"
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
			// "has used Acme cores in its phones": an object of its own verb.
			if i > 1 && isPartyUnit(units[i-1]) && isVerbTag(units[i-2]) && !speechVerbs[verbLemma(units[i-2].lower)] && knownStems[verbLemma(u.lower)] == "" {
				u.tag = "NNS"
			}
		case "VBG":
			// "phones, messaging and networks": a noun among nouns.
			if i > 1 && i+2 < len(units) && units[i-1].lower == "," && isNounTag(units[i-2].tag) && (units[i+1].lower == "," || units[i+1].lower == "and" || units[i+1].lower == "or") && (isNounTag(units[i+2].tag) || units[i+2].tag == "JJ") {
				u.tag = "NN"
			}
			if u.lower == "understanding" && i > 0 && units[i-1].lower == "of" { // "a memorandum of understanding"
				u.tag = "NN"
			}
		case "VB":
			// "Acme and Blick today announce"
			if i > 0 && (units[i-1].date || i > 1 && units[i-1].tag == "RB" && isPartyUnit(units[i-2]) && nextStarts) && !verbBefore(units, i) {
				u.tag = "VBP"
				continue
			}
			// "Acme, Blick settle suit", "Acme and Blick settle": a plural subject.
			if prevParty && i > 2 && (units[i-2].lower == "," || units[i-2].lower == "and") && isPartyUnit(units[i-3]) {
				u.tag = "VBP"
				continue
			}
			if prevParty && !verbBefore(units, i) { // "Acme beat Blick": no infinitive without "to" or a modal
				u.tag = "VBD"
			}
			if i > 0 && (units[i-1].tag == "DT" || units[i-1].tag == "PRP$" || units[i-1].tag == "POS" || units[i-1].tag == "JJ") {
				u.tag = "NN"
			}
		}
	}
}

// endsNoun tells whether a noun of deals that the model takes for something else
// can only be the head of its phrase: "a cross-license covering", "its patent
// licence with".
func endsNoun(units []lexeme, i int) bool {
	if i == 0 || units[i].tag != "JJ" && units[i].tag != "VBD" && units[i].tag != "VBN" && units[i].tag != "VB" && units[i].tag != "VBP" || strings.HasSuffix(units[i].lower, "ed") {
		return false
	}
	if i+1 < len(units) {
		switch next := units[i+1]; {
		case next.mention != nil, next.money != nil, next.date, next.tag == "IN", next.tag == "TO", next.tag == "VBG", next.tag == "VBN", next.tag == "VBD", next.tag == ",", next.tag == ".", next.lower == "and":
		default:
			return false
		}
		if units[i+1].mention != nil && units[i].tag != "JJ" {
			return false
		}
	}
	for k := i - 1; k >= 0 && k > i-5; k-- {
		switch units[k].tag {
		case "DT", "PRP$", "POS":
			return true
		case "JJ", "NN", "NNP":
			if units[k].mention == nil {
				continue
			}
			return units[k].mention.possessive
		}
		return false
	}
	return false
}

// verbBefore tells whether a verb or modal stands before the unit.
func verbBefore(units []lexeme, i int) bool {
	for _, u := range units[:i] {
		if isVerbTag(u) || u.mention == nil && (u.tag == "MD" || u.tag == "TO") {
			return true
		}
	}
	return false
}

// isVerbTag tells whether a unit is tagged as a verb, and is no name.
func isVerbTag(u lexeme) bool { return u.mention == nil && strings.HasPrefix(u.tag, "VB") }

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

var verbParticles = setOf("part apart through around up off out over back down away in on into together private forces hands with of")

func isParticle(units []lexeme, i int) bool {
	return i < len(units) && units[i].mention == nil && verbParticles[units[i].lower]
}
