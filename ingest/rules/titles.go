package rules

import (
	"strings"
	"unicode"
)

var (
	titleHeads   = lowerSet(readSet("titleheads"))
	titleMods    = lowerSet(readSet("titlemods"))
	publicTitles = lowerSet(readSet("publictitles"))
)

func lowerSet(set wordSet) wordSet {
	lower := wordSet{}
	for word := range set {
		lower[strings.ToLower(word)] = true
	}
	return lower
}

// title is a run of tokens that name a position or an office: "president", "vice
// president", "chief marketing officer".
type title struct {
	from, to int
	public   bool // an office: no position at a company
	plural   bool // "founders"
}

// findTitles returns the titles in a sentence, in order and without overlap.
// Each is the core of a title: what follows with "of" or "for" is not in it.
func findTitles(tokens []token) []title {
	var titles []title
	for i := 0; i < len(tokens); {
		if t, ok := titleAt(tokens, i); ok && !verbHere(tokens, t) {
			titles = append(titles, t)
			i = t.to
			continue
		}
		i++
	}
	return titles
}

// verbHere reports whether a title is a verb: "will head the unit".
func verbHere(tokens []token, t title) bool {
	if t.to-t.from > 1 || t.from == 0 {
		return false
	}
	switch tokens[t.from].lower {
	case "head", "lead", "chair", "partner", "engineer", "design", "chief":
	case "heads", "chairs", "leads":
		return verbOfHeading(tokens, t.from)
	default:
		return false
	}
	switch tokens[t.from-1].lower {
	case "will", "to", "would", "should", "can", "could", "must", "may", "might", "who", "they", "that", "which":
		return true
	}
	return false
}

// verbOfHeading reports whether the "heads" or "chairs" at token i is what
// somebody does: "Ann Boe, who heads the unit", "Boe chairs Acme".
func verbOfHeading(tokens []token, i int) bool {
	if i+1 == len(tokens) || tokens[i+1].lower == "of" || !unicode.IsLower(rune(tokens[i].text[0])) {
		return false
	}
	before := tokens[i-1]
	switch before.lower {
	case "who", "he", "she", "also", "now", "currently", "which", ")":
		return true
	}
	after := tokens[i+1]
	return upper(before.text) && !titleMods[before.lower] && (upper(after.text) || articles[after.lower] || possessivePronoun[after.lower])
}

// titleAt returns the longest title that starts at token i.
func titleAt(tokens []token, i int) (title, bool) {
	office, public := publicTitleAt(tokens, i)
	head, plural := -1, false
	for j := i; j < len(tokens) && j < i+7; j++ {
		word := bareTitle(strings.TrimSuffix(tokens[j].lower, "."))
		if word == "chief" {
			if k := chiefOfficer(tokens, j); k > 0 {
				head, j = k, k
				continue
			}
		}
		if titleHeads[word] || boardSeat[word] && j > i && tokens[j-1].lower == "board" {
			head = j
		}
		if one := strings.TrimSuffix(word, "s"); one != word && titleHeads[one] && !titleMods[word] && len(one) > 3 {
			head, plural = j, true
			break
		}
		if one := strings.TrimSuffix(word, "s"); one != word && boardSeat[one] && j > i && tokens[j-1].lower == "board" {
			head, plural = j, true
			break
		}
		if !titleHeads[word] && !titleMods[word] {
			break
		}
	}
	if public && office.to > head {
		return office, true
	}
	if head < 0 {
		return title{}, false
	}
	for upper(tokens[head].text) && !plural && head+2 < len(tokens) && functionTail[tokens[head+1].lower] && upper(tokens[head+1].text) && upper(tokens[head+2].text) {
		head++ // "SVP Exploration Ann Boe"
	}
	// A capital is no accident inside a title: "General Electric executive" is
	// not one title.
	for i < head && upper(tokens[i].text) && !upper(tokens[head].text) && i > 0 && placeCountry[tokens[i].text] == "" && !worldParts[tokens[i].text] {
		i++
	}
	// Nor are words of a company's name in front: "Acme Health CEO".
	for i < head && i > 0 && upper(tokens[i-1].text) && !titleHeads[tokens[i-1].lower] && upper(tokens[i].text) && orgWords[tokens[i].text] {
		i++
	}
	if plural && upper(tokens[head].text) && !allCaps(strings.TrimSuffix(tokens[head].text, "s")) && !opensWithPeople(tokens, head) {
		return title{}, false // "General Partners", "Officers"
	}
	t := title{from: i, to: head + 1, plural: plural}
	if head == i && weakHead[tokens[i].lower] && upper(tokens[i].text) && head+1 < len(tokens) && upper(tokens[head+1].text) {
		return title{}, false // "Principal Financial", "Trader Joe's"
	}
	return t, true
}

// opensWithPeople reports whether the plural title at token i starts a sentence
// and names follow: "Co-founders Ann Boe and Joel Amadi".
func opensWithPeople(tokens []token, i int) bool {
	if i > 1 || i+2 >= len(tokens) || !upper(tokens[i+1].text) {
		return false
	}
	if i == 1 && !titleMods[tokens[0].lower] {
		return false
	}
	one := strings.TrimSuffix(tokens[i].lower, "s")
	return one != "partner" && one != "principal" && !weakHead[one] && !orgWords[tokens[i+1].text] && !legalForms[tokens[i+1].text]
}

// functionTail are functions that stand behind a title without "of".
var functionTail = wordSet{"exploration": true, "sales": true, "marketing": true, "engineering": true, "operations": true, "finance": true, "research": true, "communications": true, "strategy": true, "legal": true, "procurement": true, "hr": true, "ir": true, "it": true, "r&d": true, "investor": true, "relations": true, "product": true, "licensing": true, "manufacturing": true, "partnerships": true, "growth": true, "design": true}

// boardSeat are titles behind "board" only.
var boardSeat = wordSet{"member": true, "observer": true}

// worldParts are regions that stand in front of titles.
var worldParts = wordSet{"Asia": true, "Europe": true, "Africa": true, "Asia-Pacific": true, "EMEA": true, "APAC": true, "Americas": true, "America": true, "U.S": true, "U.S.": true, "UK": true, "U.K.": true}

// bareTitle is a word of a title without the prefix that says when: "ex-chairman".
func bareTitle(word string) string {
	for _, prefix := range []string{"ex-", "then-", "former-"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok {
			return rest
		}
	}
	return word
}

// weakHead are heads that with a capital rather begin a name.
var weakHead = wordSet{"principal": true, "trader": true, "broker": true, "banker": true, "buyer": true, "publisher": true, "creator": true, "designer": true,
	"developer": true, "specialist": true, "fellow": true, "planner": true, "producer": true, "lead": true, "leader": true, "investor": true, "head": true, "executive": true, "representative": true, "md": true}

// chiefOfficer returns the index of "officer" in "chief … officer" at i, or 0.
func chiefOfficer(tokens []token, i int) int {
	for j := i + 1; j < len(tokens) && j <= i+5; j++ {
		word := tokens[j].lower
		switch {
		case word == "officer":
			return j
		case word == "and" || word == "&" || titleMods[word] || commonWords[word]:
		default:
			return 0
		}
	}
	return 0
}

func publicTitleAt(tokens []token, i int) (title, bool) {
	words := ""
	found := title{}
	for j := i; j < len(tokens) && j < i+3; j++ {
		word := strings.TrimSuffix(tokens[j].lower, ".")
		if words != "" {
			words += " "
		}
		words += word
		if j == i && homographOffice[word] && upper(tokens[j].text) && (j+1 == len(tokens) || !givenNames[tokens[j+1].text]) {
			continue // "General Motors", "Premier Foods"
		}
		if publicTitles[words] && !(j == i && !upper(tokens[j].text) && homographOffice[word]) {
			found = title{from: i, to: j + 1, public: true}
		}
	}
	return found, found.public
}

// homographOffice are offices that in lower case are mostly something else.
var homographOffice = wordSet{"general": true, "representative": true, "secretary": true, "rep": true, "chancellor": true, "king": true, "commissioner": true, "premier": true, "prince": true, "princess": true, "queen": true, "captain": true, "colonel": true, "cardinal": true, "bishop": true, "pope": true, "sheriff": true}

// titleStarting returns the title at token i, if one starts there.
func titleStarting(titles []title, i int) (title, bool) {
	for _, t := range titles {
		if t.from == i {
			return t, true
		}
	}
	return title{}, false
}

// titleEnding returns the title that ends right before token i.
func titleEnding(titles []title, i int) (title, bool) {
	for _, t := range titles {
		if t.to == i {
			return t, true
		}
	}
	return title{}, false
}
