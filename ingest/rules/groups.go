package rules

import (
	"slices"
	"sort"
	"strings"
	"unicode"
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
	// definitions are names that the text gives it in brackets: "AWL".
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
			before.group.definitions = append(before.group.definitions, c.form()) // "Acme/Blick"
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
	return slices.DeleteFunc(groups, func(g *group) bool {
		half := undoubled(g.name())
		whole := byKey[keyOf(half)]
		if half == "" || whole == nil || whole == g {
			return false
		}
		for _, c := range g.candidates {
			whole.add(c)
		}
		return true
	})
}

// undoubled returns the word that stands twice in a form without a space
// between, as pages have it that lost their markup ("AcmeAcme"); "" for others.
func undoubled(form string) string {
	half := form[:len(form)/2]
	if r, _ := utf8.DecodeRuneInString(half); len(half) < 3 || half+half != form || !unicode.IsUpper(r) {
		return ""
	}
	return half
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
	if x, y := undoubled(a) != "", undoubled(b) != ""; x != y {
		return y
	}
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

func lastWord(form string) string {
	fields := strings.Fields(form)
	return strings.ReplaceAll(strings.Trim(fields[len(fields)-1], ".,"), ".", "")
}

func (g *group) namedAsCompany() bool { return g.score[companyName] >= 3 }

func (g *group) hasLegalForm() bool {
	for _, f := range g.forms {
		if w := lastWord(f); len(strings.Fields(f)) > 1 && legalForms[w] {
			return true
		}
	}
	return false
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

func equalWords(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	return prefixOf(a, b)
}

func firstLetter(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	return word[:n]
}

func (c *candidate) startsWithGivenName() bool { return givenNames[c.tokens()[0].text] }
