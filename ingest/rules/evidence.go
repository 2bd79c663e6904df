package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// weigh scores what the names of a group and the words around them say about
// what it is.
func weigh(g *group, places map[string]bool) {
	weighForm(g, places)
	for _, c := range g.candidates {
		if c.sentence.titleCase {
			continue
		}
		weighLeft(g, c)
		weighRight(g, c)
	}
}

// weighForm scores what the name itself says.
func weighForm(g *group, places map[string]bool) {
	name := g.name()
	tokens := tokenize(name)
	var words []string
	for _, t := range tokens {
		if r, _ := utf8.DecodeRuneInString(t.text); wordRune(r) {
			words = append(words, strings.TrimSuffix(t.text, "."))
		}
	}
	if len(words) == 0 {
		g.say(noName, 10, "no words")
		return
	}
	first, last := words[0], words[len(words)-1]
	switch {
	case publicBodies[name]:
		g.say(publicName, 10, "a public body")
	case universities[name]:
		g.say(publicName, 4, "a university")
	case technicalNames[name]:
		g.say(noName, 8, "a technology")
	case platforms[name]:
		g.say(productName, 3, "a system or a standard")
		g.say(companyName, -2, "")
	case exchanges[name]:
		g.say(outletName, 9, "an exchange or an index")
	case outlets[name]:
		g.say(outletName, 6, "a news outlet or data vendor")
	}
	_, place := placeCountry[strings.TrimSuffix(name, ".")]
	switch {
	case place:
		g.say(placeName, 6, "a place")
	case demonymCountry[name] != "" || regionalWords[name]:
		g.say(noName, 9, "a nationality")
	case places[strings.ToLower(name)]:
		g.say(placeName, 5, "the dateline's place")
	}
	if !place && demonymCountry[name] == "" {
		// In the news of business, what nothing is known of is rather a company.
		g.say(companyName, 0.8, "")
	}
	if len(words) == 1 {
		weighSingle(g, first)
		return
	}
	if capitalised[name] {
		g.say(noName, 8, "a term")
	}
	legal := legalForms[strings.ReplaceAll(last, ".", "")]
	org := orgWords[last] || orgWords[strings.TrimSuffix(last, "s")] && len(last) > 4
	if legal {
		g.say(companyName, 8, "the legal form "+last)
	} else if org && len(words) == 2 && givenNames[first] && surnameWords[last] {
		g.say(personName, 3, "the given name "+first) // "Ronald Gold"
		org = false
	} else if org {
		g.say(companyName, 4, "a name in "+last)
	}
	for _, w := range words[:len(words)-1] {
		if !legal && orgWords[w] && !givenNames[w] {
			g.say(companyName, 1.5, "")
		}
		if legalForms[w] && w != "AS" && w != "SE" && w != "CV" && w != "Co" {
			g.say(companyName, 3, "the legal form "+w)
		}
	}
	for _, t := range tokens {
		if t.text == "&" {
			g.say(companyName, 3, "a name with &")
		}
	}
	if !legal {
		weighPublic(g, words)
	}
	weighPerson(g, words, legal || org)
	if versionNumber(last) || unicode.IsDigit(rune(last[len(last)-1])) || strings.ContainsAny(last, "0123456789") {
		g.say(productName, 2.5, "a name with a number")
	}
	if demonymCountry[last] != "" {
		g.say(noName, 3, "ends in a nationality")
	}
	if last == "Board" {
		g.say(noName, 6, "a board")
	}
	if capitalised[last] && !legal && !org && !allCaps(last) {
		g.say(noName, 3, "a term")
	}
}

// weighSingle scores a name of one word.
func weighSingle(g *group, word string) {
	lower := strings.ToLower(word)
	r, _ := utf8.DecodeRuneInString(word)
	camel := mixedCase(word) || strings.IndexFunc(word[utf8.RuneLen(r):], unicode.IsUpper) >= 0 && !allCaps(word)
	switch {
	case strings.Contains(word, ".") && domainEnd(word[strings.LastIndex(word, ".")+1:]):
		g.say(companyName, 3, "a web address")
	case strings.ContainsAny(word, "0123456789") && !unicode.IsDigit(r):
		g.say(productName, 2.5, "a name with a number")
	case strings.HasPrefix(word, "i") && mixedCase(word):
		g.say(productName, 1.5, "")
	case camel && !strings.Contains(word, "-"):
		g.say(companyName, 1, "")
		g.say(productName, 0.7, "")
	case allCaps(word):
		g.say(companyName, 0.5, "")
	}
	if capitalised[word] {
		g.say(noName, 6, "a term")
	}
	if commonWords[lower] || functionWords[lower] {
		g.say(noName, 1.5, "")
	}
	if givenNames[word] {
		g.say(personName, 1.5, "")
	}
	if publicWords[word] {
		g.say(publicName, 3, "a public body")
	}
	if orgWords[word] {
		g.say(noName, 1, "")
	}
}

// surnameWords are words of companies' names that are surnames as well.
var surnameWords = wordSet{"Gold": true, "Steel": true, "Glass": true, "Power": true, "Wind": true, "Water": true, "Marine": true, "Price": true, "Banks": true, "Bank": true, "Sterling": true, "Bell": true, "Forest": true, "Paper": true, "Cable": true, "Express": false, "Life": true, "Care": true, "Candy": true, "Rail": true, "Space": true, "Mills": true, "Ranch": true}

// strongPublic are words that in a name hardly mean anything but a public body.
var strongPublic = wordSet{"Ministry": true, "Department": true, "Court": true, "Commission": true, "Parliament": true, "Senate": true, "University": true, "Government": true,
	"College": true, "Agency": true, "Authority": true, "Bureau": true, "Committee": true, "Tribunal": true, "Embassy": true, "Assembly": true, "Council": true, "Administration": true, "Act": true, "Republic": true, "Association": true, "Federation": true, "Airport": true, "Conference": true, "Union": true, "School": true, "Party": true, "Police": true, "Army": true, "Navy": true, "Street": true, "Avenue": true, "League": true, "Institute": true, "Award": true, "Awards": true, "Project": true, "Programme": true, "Initiative": true, "Show": true, "Fair": true, "Expo": true, "Summit": true, "Festival": true, "Forum": true, "Congress": true, "Exhibition": true, "Symposium": true}

func weighPublic(g *group, words []string) {
	last := words[len(words)-1]
	switch {
	case strongPublic[last] || ofWords[words[0]] && strongPublic[words[0]] && len(words) > 2 && (words[1] == "of" || words[1] == "for"):
		g.say(publicName, 6, "a public body or school")
	case publicWords[last] && !orgWords[last]:
		g.say(publicName, 2.5, "")
	}
	for _, w := range words[:len(words)-1] {
		if strongPublic[w] {
			g.say(publicName, 3, "a public body or school")
			break
		}
	}
	if (words[0] == "Route" || words[0] == "Highway" || words[0] == "Interstate") && versionNumber(words[1]) {
		g.say(placeName, 9, "a road")
	}
	for i, w := range words[:len(words)-1] {
		if w == "Local" && versionNumber(words[i+1]) {
			g.say(publicName, 8, "a union's branch")
		}
		if (w == "Chamber" || w == "Board" || w == "Department") && strings.EqualFold(words[i+1], "of") {
			g.say(publicName, 6, "a public body or school")
		}
	}
}

// weighPerson scores a name of several words as a person's.
func weighPerson(g *group, words []string, org bool) {
	if len(words) > 4 || strings.ContainsAny(g.name(), "0123456789&!+/") {
		return
	}
	first, last := words[0], words[len(words)-1]
	if org {
		// "Morgan Stanley", "Marvell Technology": the form outweighs a name.
		if givenNames[first] && len(words) > 2 {
			g.say(personName, 0.5, "")
		}
		return
	}
	initial := false
	for _, w := range words[:len(words)-1] {
		if utf8.RuneCountInString(w) == 1 {
			initial = true
		}
	}
	given := givenNames[first] || givenNames[strings.Split(first, "-")[0]]
	switch {
	case given && initial:
		g.say(personName, 6, "a given name and an initial")
	case initial && utf8.RuneCountInString(first) > 1 && len(words) == 3:
		g.say(personName, 5, "a middle initial")
	case given && !commonNoun(last):
		g.say(personName, 4, "the given name "+first)
	case given:
		g.say(personName, 2, "the given name "+first)
	case (utf8.RuneCountInString(first) == 1 || singleLetters(first)) && !commonNoun(last):
		g.say(personName, 2, "")
	case len(words) == 2 && !commonNoun(first) && !commonNoun(last) && placeCountry[first] == "" && !allCaps(first) && !allCaps(last) && !functionWords[strings.ToLower(first)]:
		g.say(personName, 0.8, "") // two plain words are rather a person
		if strings.Contains(last, "-") {
			g.say(personName, 1.5, "a double surname")
		}
	}
	switch {
	case eastAsianNames[first] && hyphenGiven(last):
		g.say(personName, 5, "an East Asian name")
	case eastAsianNames[first] && len(words) == 2 && !commonNoun(last):
		g.say(personName, 1.5, "")
	case eastAsianNames[last] && len(words) == 2 && !commonNoun(first) && placeCountry[first] == "":
		g.say(personName, 1.5, "")
	}
	for _, w := range words[1 : len(words)-1] {
		if w == "bin" || w == "van" || w == "von" || w == "al" || w == "della" || w == "der" {
			g.say(personName, 1.5, "")
		}
	}
}

// commonNoun reports whether a capitalised word is also an ordinary one.
func commonNoun(word string) bool {
	lower := strings.ToLower(word)
	return commonWords[lower] || orgWords[word] || productNouns[lower]
}

// hyphenGiven reports whether a word is an East Asian given name of two
// syllables: "Sang-jun".
func hyphenGiven(word string) bool {
	left, right, ok := strings.Cut(word, "-")
	return ok && left != "" && right != "" && right == strings.ToLower(right)
}
