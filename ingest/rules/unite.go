package rules

import (
	"strings"
)

// unite merges the groups of one thing: surnames into full names of people,
// short forms into full names of companies, acronyms into what they stand for.
func unite(groups []*group) []*group {
	byKey := map[string]*group{}
	for _, g := range groups {
		byKey[keyOf(g.name())] = g
	}
	index := indexNames(groups)
	for _, short := range groups {
		if len(short.candidates) == 0 {
			continue
		}
		if long := fullName(short, index.near(short)); long != nil {
			long.merge(short)
		}
	}
	for _, g := range groups {
		for _, definition := range g.definitions {
			if genericTerm(definition) {
				continue
			}
			if h := byKey[keyOf(definition)]; h != nil && h != g && len(h.candidates) > 0 && len(g.candidates) > 0 {
				g.merge(h)
			} else if h == nil {
				g.addForm(definition)
			}
		}
	}
	var left []*group
	for _, g := range groups {
		if len(g.candidates) > 0 {
			left = append(left, g)
		}
	}
	return left
}

// nameIndex are groups by the words of their names and by their initials.
type nameIndex map[string][]*group

func indexNames(groups []*group) nameIndex {
	index := nameIndex{}
	for _, g := range groups {
		words := g.nameWords()
		if len(words) < 2 {
			continue
		}
		seen := map[string]bool{}
		for _, w := range words {
			if !seen[w] {
				seen[w] = true
				index[w] = append(index[w], g)
			}
		}
		initial := "=" + firstLetter(words[0])
		index[initial] = append(index[initial], g)
	}
	return index
}

// near returns the groups that short can be a short form of, among others.
func (index nameIndex) near(short *group) []*group {
	words := short.coreWords()
	if len(words) == 0 {
		return nil
	}
	if len(words) == 1 && allCaps(short.name()) {
		return append(append([]*group{}, index["="+firstLetter(words[0])]...), index[words[0]]...)
	}
	return index[words[0]]
}

// genericTerm reports whether what a text defines for somebody is no name of
// his: "Company", "Merger Sub".
func genericTerm(term string) bool {
	for _, word := range strings.Fields(term) {
		if !capitalised[word] && !commonWords[strings.ToLower(word)] && !companyNouns[strings.ToLower(word)] && !functionWords[strings.ToLower(word)] && !orgWords[word] {
			return false
		}
	}
	return true
}

// fullName finds the group whose full name short is the short form of, or nil.
func fullName(short *group, groups []*group) *group {
	words := short.coreWords()
	if len(words) == 0 || len(short.nameWords()) > len(words) && legalForms[lastWord(short.name())] {
		return nil // has a legal form of its own
	}
	var best *group
	for _, long := range groups {
		if long == short || len(long.candidates) == 0 {
			continue
		}
		if !abbreviates(words, short, long) && !onlyNamesake(words, short, long, groups) {
			continue
		}
		// Of "Acme Holdings Ltd" and its unit "Acme Pumps" the first is "Acme".
		legal := best != nil && long.hasLegalForm() != best.hasLegalForm()
		if best == nil || unitOf(best, words) && !unitOf(long, words) || legal && long.hasLegalForm() || !legal && closer(long, best, short) && !unitOf(long, words) {
			best = long
		}
	}
	return best
}

// onlyNamesake reports whether a company that the text names by one word before its
// full name is long: no other name begins with that word.
func onlyNamesake(words []string, short, long *group, groups []*group) bool {
	full := long.coreWords()
	if len(words) != 1 || len(words[0]) < 4 || commonPart(words[0]) || len(full) < 2 || full[0] != words[0] || unitOf(long, words) || abroad(full[1:]) {
		return false
	}
	if kind, _ := long.best(); kind != companyName || long.score[productName] > 1.5 {
		return false
	}
	if kind, lead := short.best(); kind != companyName && lead > 3 {
		return false
	}
	for _, g := range groups {
		if g != long && g != short && len(g.candidates) > 0 && len(g.coreWords()) > 1 && g.coreWords()[0] == words[0] {
			return false
		}
	}
	return true
}

// unitOf reports whether the name of g is that of a unit of the company whose
// short name is words.
func unitOf(g *group, words []string) bool {
	full := g.coreWords()
	return len(full) > len(words) && unitWords[capital(full[len(words)])] && !g.hasLegalForm()
}

// closer reports whether a is the better full name of short than b: of people the
// one named last before it, of companies the first.
func closer(a, b, short *group) bool {
	if kind, _ := a.best(); kind == companyName && a.before(short) && b.before(short) {
		return a.before(b) // the short form is of the company introduced first
	}
	x, y := a.before(short), b.before(short)
	if x != y {
		return x
	}
	return a.before(b) != x || !x && a.before(b)
}

// abbreviates reports whether the words are a short form of long's name.
func abbreviates(words []string, short, long *group) bool {
	full := long.coreWords()
	kind, _ := long.best()
	switch kind {
	case personName:
		return personShort(words, short, long.nameWords())
	case companyName:
		if len(words) == 1 && acronym(short.name(), long.name()) {
			return true
		}
		if len(full) <= len(words) {
			return false
		}
		if _, place := placeCountry[capital(full[0])]; place && len(words) == 1 && len(full) > 2 && words[0] == full[1] && len(words[0]) > 3 && !commonPart(words[0]) && !orgWords[capital(words[0])] && long.before(short) {
			return true // "Acme" of "Ohio Acme Integrated Circuit"
		}
		if frontForms[full[0]] && equalWords(words, full[1:]) {
			return true // "Acme" of "Groupe Acme"
		}
		if !prefixOf(words, full) {
			// "Disney" of "Walt Disney": the company bears a person's name. "Kodak" of
			// "Eastman Kodak Co".
			return len(words) == 1 && len(full) == 2 && words[0] == full[1] && (long.candidates[0].startsWithGivenName() || long.hasLegalForm() && !commonPart(words[0])) && long.before(short) && !orgWords[capital(words[0])]
		}
		rest := full[len(words):]
		if len(words) == 1 && (commonPart(words[0]) || placeCountry[short.name()] != "" || demonymCountry[short.name()] != "") && !long.before(short) {
			return false
		}
		if _, place := placeCountry[short.name()]; place && !short.namedAsCompany() {
			return false
		}
		if unitWords[capital(rest[0])] && !long.hasLegalForm() && !long.before(short) || abroad(rest) {
			return false // "Google" and "Google Ventures"
		}
		if k, lead := short.best(); k != companyName && lead > 3 && short.score[companyName] < 2 {
			return false
		}
		if len(rest) == 1 && productTails[capital(rest[0])] && !long.hasLegalForm() && long.score[productName] > 2 {
			return false // "Apple" and "Apple Watch"
		}
		return long.before(short) || allOrgWords(rest)
	}
	return false
}

// frontForms stand in front of a company's name proper.
var frontForms = wordSet{"groupe": true, "grupo": true, "gruppo": true, "banque": true, "banco": true, "bankhaus": true, "bank": true, "compagnie": true, "société": true, "koninklijke": true, "royal": true}

// abroad reports whether the rest of a name is a place: "Acme North America" is
// another company than Acme.
func abroad(rest []string) bool {
	var words []string
	for _, w := range rest {
		if !lowerForms[w] {
			words = append(words, capital(w))
		}
	}
	_, place := placeCountry[strings.Join(words, " ")]
	return place || len(words) == 1 && (words[0] == "America" || words[0] == "Usa" || words[0] == "Uk")
}

// personShort reports whether words name a person of the full name: the
// surname, or a given name by which people call each other.
func personShort(words []string, short *group, full []string) bool {
	if len(full) < 2 || len(words) >= len(full) {
		return false
	}
	if len(words) == 1 {
		if short.score[companyName] > 7 && short.score[companyName] > 2*short.score[personName] || short.hasLegalForm() {
			return false
		}
		if words[0] == full[len(full)-1] || eastAsianNames[capital(full[0])] && words[0] == full[0] {
			return true
		}
		if eastAsianNames[capital(words[0])] && len(full) > 2 && words[0] == full[1] {
			return true // "Mr Lim" of "Gerald Lim Boon Kiat"
		}
		return words[0] == full[0] && short.score[companyName] < 4 && (givenNames[capital(words[0])] || short.score[personName] > 0)
	}
	// "Wendell Brooks" of "Wendell M. Brooks".
	return words[0] == full[0] && words[len(words)-1] == full[len(full)-1] || equalWords(words, full[len(full)-len(words):])
}

// acronym reports whether short is made of the initials of long's words.
func acronym(short, long string) bool {
	letters := strings.ToUpper(strings.ReplaceAll(short, ".", ""))
	if !allCaps(short) || len(letters) < 2 || len(letters) > 6 {
		return false
	}
	for _, words := range [][]string{coreWords(long), nameWords(long)} {
		if len(words) < 2 {
			continue
		}
		for _, skip := range []bool{false, true} {
			initials := ""
			for _, w := range words {
				if skip && (w == "of" || w == "and" || w == "&" || w == "the" || particles[w]) {
					continue
				}
				initials += strings.ToUpper(firstLetter(w))
			}
			if initials == letters && (len(letters) > 2 || len(words) == 2) {
				return true
			}
		}
	}
	return false
}
