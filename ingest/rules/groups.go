package rules

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// kindOfName is what a name can be the name of; see entityType for what comes
// of it.
type kindOfName int

const (
	companyName kindOfName = iota
	personName
	productName
	placeName
	publicName
	outletName // a source, an exchange, an index
	noName
	kindsOfNames
)

// group is the names that are taken for one thing, with what speaks for each
// kind it may be of.
type group struct {
	forms      []string // as in the text, the fullest first
	candidates []*candidate
	score      [kindsOfNames]float64
	reasons    [kindsOfNames][]string
	kind       kindOfName
	entity     *entity
	// definitions are names that the text gives it in brackets: "TQT".
	definitions []string
	country     string
	nouns       map[string]bool
	seats       map[string]bool
	// words and core are those of the fullest form, kept because uniting asks
	// for them again and again.
	wordsOf, coreOf string
	words, core     []string
}

// say adds to the score of a kind, with a reason if it is a strong one.
func (g *group) say(kind kindOfName, points float64, reason string) {
	g.score[kind] += points
	if points >= 2 && len(g.reasons[kind]) < 4 {
		for _, r := range g.reasons[kind] {
			if r == reason {
				return
			}
		}
		g.reasons[kind] = append(g.reasons[kind], reason)
	}
}

// words are the words of a name without dots, legal form and articles, lower
// case.
func nameWords(form string) []string {
	var words []string
	for _, t := range tokenize(form) {
		word := strings.TrimSuffix(t.lower, ".")
		if r, _ := utf8.DecodeRuneInString(word); wordRune(r) || word == "&" {
			words = append(words, strings.ReplaceAll(word, ".", ""))
		}
	}
	return words
}

var lowerForms = lowerSet(legalForms)

// coreWords are the words of a company's name without its legal form.
func coreWords(form string) []string {
	words := nameWords(form)
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	for len(words) > 1 && (lowerForms[words[len(words)-1]] || words[len(words)-1] == "&") {
		words = words[:len(words)-1]
	}
	return words
}

func keyOf(form string) string { return strings.Join(coreWords(form), " ") }

// gather puts candidates of one name into one group.
func gather(candidates []*candidate) []*group {
	byKey := map[string]*group{}
	var groups []*group
	var before *candidate
	for _, c := range candidates {
		if before != nil && before.sentence == c.sentence && c.from == before.to+1 && c.sentence.tokens[before.to].text == "/" {
			before.group.definitions = append(before.group.definitions, c.form()) // "Hon Hai/Foxconn"
		}
		before = c
		key := keyOf(c.form())
		g := byKey[key]
		if g == nil {
			g = &group{nouns: map[string]bool{}, seats: map[string]bool{}}
			byKey[key] = g
			groups = append(groups, g)
		}
		g.add(c)
	}
	return groups
}

func (g *group) add(c *candidate) {
	g.candidates = append(g.candidates, c)
	c.group = g
	g.addForm(c.form())
}

// addForm keeps the forms in order of fullness.
func (g *group) addForm(form string) {
	for _, f := range g.forms {
		if f == form {
			return
		}
	}
	g.forms = append(g.forms, form)
	sort.SliceStable(g.forms, func(i, j int) bool { return fuller(g.forms[i], g.forms[j]) })
}

// fuller reports whether a tells more of a name than b.
func fuller(a, b string) bool {
	if x, y := allCapsName(a), allCapsName(b); x != y {
		return y
	}
	if x, y := len(nameWords(a)), len(nameWords(b)); x != y {
		return x > y
	}
	return len(a) > len(b)
}

// allCapsName reports whether a name of several words is written in capitals.
func allCapsName(form string) bool {
	words := strings.Fields(form)
	if len(words) < 2 {
		return false
	}
	for _, word := range words {
		if utf8.RuneCountInString(word) > 3 && !allCaps(strings.TrimRight(word, ".,")) {
			return false
		}
	}
	return strings.ToUpper(form) == form
}

// name is the fullest form.
func (g *group) name() string { return g.forms[0] }

// nameWords are those of its name.
func (g *group) nameWords() []string {
	if g.wordsOf != g.name() || g.words == nil {
		g.words, g.wordsOf = nameWords(g.name()), g.name()
	}
	return g.words
}

// coreWords are those of its name without the legal form.
func (g *group) coreWords() []string {
	if g.coreOf != g.name() || g.core == nil {
		g.core, g.coreOf = coreWords(g.name()), g.name()
	}
	return g.core
}

// firstAt is where the group is first named: sentence and token.
func (g *group) firstAt() (int, int) {
	c := g.candidates[0]
	return c.sentence.index, c.from
}

// before reports whether g is named before h.
func (g *group) before(h *group) bool {
	s, i := g.firstAt()
	t, j := h.firstAt()
	return s < t || s == t && i < j
}

// merge puts what is known of h into g.
func (g *group) merge(h *group) {
	for _, c := range h.candidates {
		g.add(c)
	}
	sort.SliceStable(g.candidates, func(i, j int) bool {
		a, b := g.candidates[i], g.candidates[j]
		if a.sentence.index != b.sentence.index {
			return a.sentence.index < b.sentence.index
		}
		return a.from < b.from
	})
	kind, _ := g.best()
	for k := range h.score {
		if kind == personName && kindOfName(k) == companyName {
			continue // what a surname does says "company" as well
		}
		g.score[k] += h.score[k]
		for _, r := range h.reasons[k] {
			if len(g.reasons[k]) < 4 {
				g.reasons[k] = append(g.reasons[k], r)
			}
		}
	}
	g.definitions = append(g.definitions, h.definitions...)
	for n := range h.nouns {
		g.nouns[n] = true
	}
	for n := range h.seats {
		g.seats[n] = true
	}
	if g.country == "" {
		g.country = h.country
	}
	h.candidates = nil
}

// best returns the kind with the highest score, and by how much it leads.
func (g *group) best() (kindOfName, float64) {
	best, second := noName, -100.0
	top := 0.0
	for k := range kindsOfNames {
		if g.score[k] > top {
			best, top = k, g.score[k]
		}
	}
	for k := range kindsOfNames {
		if k != best && g.score[k] > second {
			second = g.score[k]
		}
	}
	return best, top - max(second, 0)
}

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
		if !abbreviates(words, short, long) {
			continue
		}
		if best == nil || unitOf(best, words) && !unitOf(long, words) || closer(long, best, short) && !unitOf(long, words) {
			best = long
		}
	}
	return best
}

// unitOf reports whether the name of g is that of a unit of the company whose
// short name is words.
func unitOf(g *group, words []string) bool {
	full := g.coreWords()
	return len(full) > len(words) && unitWords[capital(full[len(words)])] && !g.hasLegalForm()
}

// closer reports whether a is the better full name of short than b: the one
// named last before it, else the first.
func closer(a, b, short *group) bool {
	x, y := a.before(short), b.before(short)
	if x != y {
		return x
	}
	return a.before(b) != x || !x && a.before(b)
}

func lastWord(form string) string {
	fields := strings.Fields(form)
	return strings.ReplaceAll(strings.Trim(fields[len(fields)-1], ".,"), ".", "")
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
		if frontForms[full[0]] && equalWords(words, full[1:]) {
			return true // "Vauclaire" of "Groupe Vauclaire"
		}
		if !prefixOf(words, full) {
			// "Disney" of "Walt Disney": the company bears a person's name.
			return len(words) == 1 && len(full) == 2 && words[0] == full[1] && long.candidates[0].startsWithGivenName() && long.before(short) && !orgWords[capital(words[0])]
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

func (g *group) namedAsCompany() bool { return g.score[companyName] >= 3 }

func (g *group) hasLegalForm() bool {
	for _, f := range g.forms {
		if w := lastWord(f); len(strings.Fields(f)) > 1 && legalForms[w] {
			return true
		}
	}
	return false
}

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

func commonPart(word string) bool { return commonWords[word] || functionWords[word] || len(word) < 3 }

func capital(word string) string {
	r, n := utf8.DecodeRuneInString(word)
	return strings.ToUpper(string(r)) + word[n:]
}

func allOrgWords(words []string) bool {
	for _, w := range words {
		if !orgWords[capital(w)] && !lowerForms[w] && w != "&" && w != "and" {
			return false
		}
	}
	return true
}

func prefixOf(words, full []string) bool {
	for i, w := range words {
		if full[i] != w {
			return false
		}
	}
	return true
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
		return words[0] == full[0] && short.score[companyName] < 2 && (givenNames[capital(words[0])] || short.score[personName] > 0)
	}
	// "Wendell Brooks" of "Wendell M. Brooks".
	return words[0] == full[0] && words[len(words)-1] == full[len(full)-1] || equalWords(words, full[len(full)-len(words):])
}

func equalWords(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	return prefixOf(a, b)
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

func firstLetter(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:n]
}

func (c *candidate) startsWithGivenName() bool { return givenNames[c.tokens()[0].text] }
