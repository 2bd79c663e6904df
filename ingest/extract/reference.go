package extract

import (
	"slices"
	"strings"
	"unicode"
)

// pronouns are words that stand for a company or person named before.
var pronouns = setOf("it", "its", "itself", "they", "their", "them", "themselves", "he", "his", "him", "she", "her", "hers", "who", "whom", "whose", "which",
	"we", "our", "us", "i", "my", "both", "each", "neither", "former", "latter", "pair", "duo", "two", "three", "parties", "sides", "rivals")

// descriptions are nouns by which a company or person named before is called.
var descriptions = setOf("company", "companies", "firm", "firms", "group", "business", "businesses", "maker", "makers", "giant", "giants",
	"manufacturer", "manufacturers", "startup", "start-up", "unit", "subsidiary", "parent", "division", "venture", "operator", "bank", "carrier", "retailer", "supplier",
	"developer", "designer", "provider", "vendor", "corporation", "conglomerate", "carmaker", "automaker", "chipmaker", "publisher", "partner", "partners", "buyer",
	"seller", "owner", "investor", "investors", "consortium", "organisation", "organization", "outfit", "brand", "chain", "service", "platform", "network", "studio",
	"executive", "chief", "founder", "chairman", "chairwoman", "president", "spokesman", "spokeswoman", "spokesperson", "ceo", "director", "manager", "billionaire", "entrepreneur")

// stands reports whether one of the passages has one of the names, or words for
// a name that the text has before or in the headline: the mention, if one is
// given, or a pronoun or description.
func (g *grounding) stands(passages []Passage, all []string, mention string) bool {
	if anyIn(passages, all) {
		return true
	}
	if mention != "" && !refers(mention) && !definite(mention) {
		return false
	}
	for _, p := range passages {
		if mention != "" && !hasWords([]Passage{p}, mention) {
			continue
		}
		if mention == "" && !refers(p.Sentence) {
			continue
		}
		for i := 0; i <= p.Paragraph && i < len(g.text.paragraphs); i++ {
			if slices.ContainsFunc(all, func(n string) bool { return Names(g.text.paragraphs[i], n) }) {
				return true
			}
		}
	}
	return false
}

// refers reports whether a sentence has a word that stands for something named
// before.
func refers(sentence string) bool {
	for _, w := range wordsOf(sentence) {
		if pronouns[w] || descriptions[w] {
			return true
		}
	}
	return false
}

// definite reports whether a mention points to something named before: "the
// Finns", "this rival".
func definite(mention string) bool {
	words := wordsOf(mention)
	return len(words) > 1 && (words[0] == "the" || words[0] == "this" || words[0] == "that" || words[0] == "these")
}

// anyIn reports whether one of the passages has one of the names.
func anyIn(passages []Passage, all []string) bool {
	return slices.ContainsFunc(passages, func(p Passage) bool {
		return slices.ContainsFunc(all, func(n string) bool { return Names(p.Sentence, n) })
	})
}

// namesOne reports whether one of the passages names one of the two.
func namesOne(passages []Passage, a, b []string) bool {
	return anyIn(passages, a) || anyIn(passages, b)
}

// smallWords are words that a title or mention can have and its passage need
// not.
var smallWords = setOf("a", "an", "the", "of", "and", "at", "for", "in", "on", "to", "s")

// hasWords reports whether one of the passages has all words of a text, each
// perhaps with an ending of its own ("founder" and "founders").
func hasWords(passages []Passage, text string) bool {
	return stand(passages, text, func(string) []string { return nil })
}

// hasTitle is hasWords for a title, whose head may be told by a verb: who heads a
// unit is the head of it.
func hasTitle(passages []Passage, title string) bool {
	return stand(passages, title, func(word string) []string { return toldBy[word] })
}

// toldBy are the words that tell of the head of a title without it.
var toldBy = map[string][]string{
	"founder": {"founded", "founding", "cofounded", "started", "established"},
	"head":    {"heads", "leads", "led", "lead", "leading", "runs", "ran", "run", "running", "oversees", "oversaw", "oversee", "manages", "managed", "directs"},
	"chair":   {"chairs", "chaired", "chairing"},
	"member":  {"board", "boards"},
	"co":      {"with", "founded", "started"},
}

// stand reports whether one of the passages has all words of a text, each as it
// is, with another ending, or by one of the words that stand for it.
func stand(passages []Passage, text string, synonyms func(word string) []string) bool {
	return slices.ContainsFunc(passages, func(p Passage) bool {
		have := wordsOf(p.Sentence)
		return !slices.ContainsFunc(wordsOf(text), func(w string) bool {
			others := synonyms(w)
			return !smallWords[w] && !slices.ContainsFunc(have, func(h string) bool {
				return h == w || strings.HasPrefix(h, w) && len(h)-len(w) <= 2 || strings.HasPrefix(w, h) && len(w)-len(h) <= 2 && len(h) > 2 || slices.Contains(others, h)
			})
		})
	})
}

// wordsOf returns the words of a text in lower case; what a hyphen joins is
// several.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(foldAt(text).text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// lastWord is the surname of a name, the name itself if it is one word.
func lastWord(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return name
	}
	return words[len(words)-1]
}

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}
