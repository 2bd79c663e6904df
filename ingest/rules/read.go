package rules

import (
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// read marks on a document what it names: sentences, tokens, titles, entities
// and their mentions, pronouns and descriptions among them. Whatever the
// document, it returns.
func read(doc *extract.Document) *text {
	t := &text{doc: doc}
	t.cut()
	t.findTerms()
	words := readCasing(t.sentences)
	var candidates []*candidate
	for _, s := range t.sentences {
		if s.paragraph == 0 || s.titleCase || s.boilerplate {
			continue
		}
		candidates = append(candidates, findCandidates(s, words)...)
	}
	candidates = t.strip(candidates, words)
	for _, c := range candidates {
		c.sentence.candidates = append(c.sentence.candidates, c)
	}
	groups := gather(candidates)
	t.datelines = t.datelinePlaces()
	for _, g := range groups {
		weigh(g, t.datelines)
		if n := len(g.candidates); n > 1 && g.score[companyName] > 0 {
			// What a business article names again and again is rather a company.
			g.say(companyName, min(0.4*float64(n-1), 1.2), "")
		}
	}
	weighPrefixed(groups)
	weighSurnames(groups)
	weighBearers(groups)
	weighPossessions(groups)
	weighNeighbours(groups, t)
	weighLists(t)
	groups = unite(groups)
	t.decide(groups)
	t.mark()
	t.define()
	t.resolve()
	t.index()
	return t
}

// index finds where each entity is named, and the main company.
func (t *text) index() {
	t.places = map[*entity][]*sentence{}
	for _, s := range t.sentences {
		for _, m := range s.mentions {
			if m.anaphor || s.paragraph == 0 {
				continue
			}
			if seen := t.places[m.entity]; len(seen) == 0 || seen[len(seen)-1] != s {
				t.places[m.entity] = append(seen, s)
			}
		}
	}
	t.main = t.mainCompany()
}

// cut makes the sentences.
func (t *text) cut() {
	t.addParagraph(0, t.doc.Headline, false)
	marks := boilerplate(t.doc.Paragraphs)
	for i, p := range t.doc.Paragraphs {
		t.addParagraph(i+1, p, marks[i])
	}
}

func (t *text) addParagraph(number int, p string, boilerplate bool) {
	tokens := tokenize(p)
	if len(tokens) == 0 {
		return
	}
	starts := append(cutSentences(tokens), len(tokens))
	for i := range len(starts) - 1 {
		part := tokens[starts[i]:starts[i+1]]
		from := part[0].start
		s := &sentence{paragraph: number, index: len(t.sentences), text: p[from:part[len(part)-1].end], boilerplate: boilerplate}
		for _, token := range part {
			token.start -= from
			token.end -= from
			s.tokens = append(s.tokens, token)
		}
		if i == 0 && number > 0 {
			s.lead = datelineEnd(s.tokens)
		}
		s.titleCase = number == 0 || titleCased(s.tokens[s.lead:]) && (len(starts) == 2 || len(s.tokens) > 12 || !saysSomething(s.tokens))
		s.titles = findTitles(s.tokens)
		s.titleCase = s.titleCase && !(number > 0 && s.introduces())
		s.inTitle = make([]bool, len(s.tokens))
		for _, title := range s.titles {
			for j := title.from; j < title.to; j++ {
				s.inTitle[j] = upper(s.tokens[j].text)
			}
		}
		t.sentences = append(t.sentences, s)
	}
}

// saysSomething reports whether a short sentence inside a paragraph has what
// headings do not: quotation marks or a colon.
func saysSomething(tokens []token) bool {
	for _, t := range tokens {
		if t.text == "“" || t.text == "\"" || t.text == ":" {
			return true
		}
	}
	return false
}

// introduces reports whether a line gives somebody with his title, as a list of
// people does: "• Ann Boe, Chief Executive Officer".
func (s *sentence) introduces() bool {
	i := s.lead
	for s.textAt(i) == "•" || s.textAt(i) == "-" || s.textAt(i) == "*" || s.textAt(i) == "·" {
		i++
	}
	if !givenNames[s.textAt(i)] && !honorifics[strings.TrimSuffix(s.textAt(i), ".")] {
		return false
	}
	for j := i + 1; j < i+5; j++ {
		if t := s.textAt(j); t == "," || t == "–" || t == "—" || t == "(" {
			_, ok := titleStarting(s.titles, j+1)
			return ok && j > i+1
		}
		if !upper(s.textAt(j)) && !particles[s.textAt(j)] {
			return false
		}
	}
	return false
}

// inDateline are the small words and marks of datelines.
var inDateline = wordSet{",": true, "/": true, "(": true, ")": true, ".": true, "and": true, ";": true, ":": true, "of": true, "de": true, "[": true, "]": true}

// datelineEnd returns the index of the token behind the dateline that a
// paragraph starts with ("LONDON (Reuters) -", "HALMSTRAND, 6 February 2024 –"),
// or 0.
func datelineEnd(tokens []token) int {
	if len(tokens) > 3 && monthsAndDays[strings.TrimSuffix(tokens[0].text, ".")] && strings.Trim(tokens[1].text, "0123456789") == "" && upper(tokens[2].text) {
		return 2 // "May 6 Drugmaker …"
	}
	for i, t := range tokens {
		if i > 30 || i == len(tokens)-1 {
			return 0
		}
		switch {
		case t.text == ":" && i == 1 && allCaps(tokens[0].text):
			return 2 // "BENGALURU: …"
		case (t.text == "-" || t.text == "--" || t.text == "–" || t.text == "—" || t.text == "/PRNewswire" || t.text == "―") && i > 0:
			if i+1 < len(tokens) && datelineGoesOn(tokens, i+1) {
				continue // "SAN JOSE, Calif. – September 22, 2015 –"
			}
			if !datelike(tokens[:i]) {
				return 0
			}
			return i + 1
		case upper(t.text), strings.Trim(t.text, "0123456789") == "", inDateline[t.text]:
		default:
			return 0
		}
	}
	return 0
}

// datelike reports whether tokens in front of a dash are a dateline: a known
// place, one in capitals, a date, or an agency in brackets.
func datelike(tokens []token) bool {
	var place []string
	for _, t := range tokens {
		word := strings.TrimSuffix(t.text, ".")
		if monthsAndDays[word] || outlets[t.text] || allCaps(word) && len(word) > 3 || strings.Contains(t.lower, "wire") {
			return true
		}
		if upper(t.text) {
			place = append(place, word)
		} else if t.text != "," && t.text != "/" {
			place = nil
		}
		if _, known := placeCountry[strings.Join(place, " ")]; known {
			return true
		}
	}
	return false
}

// datelineGoesOn reports whether a date and another dash follow.
func datelineGoesOn(tokens []token, i int) bool {
	dated := false
	for j := i; j < len(tokens) && j < i+8; j++ {
		t := tokens[j]
		switch {
		case monthsAndDays[strings.TrimSuffix(t.text, ".")]:
			dated = true
		case t.text == "-" || t.text == "--" || t.text == "–" || t.text == "—":
			return dated || j == i+1 || j == i+3
		case strings.Trim(t.text, "0123456789") == "" || t.text == "," || t.text == "/" || t.text == "(" || t.text == ")" || outlets[t.text] || strings.Contains(t.lower, "wire"):
		default:
			return false
		}
	}
	return false
}

// datelinePlaces are the places of datelines, lower case.
func (t *text) datelinePlaces() map[string]bool {
	places := map[string]bool{}
	for _, s := range t.sentences {
		if s.lead == 0 {
			continue
		}
		var words []string
		for _, token := range s.tokens[:s.lead] {
			if upper(token.text) && !monthsAndDays[strings.TrimSuffix(token.text, ".")] {
				words = append(words, token.lower)
				continue
			}
			if len(words) > 0 {
				places[strings.Join(words, " ")] = true
			}
			words = nil
			if token.text == "(" {
				break
			}
		}
	}
	return places
}

// strip takes adjectives of nationality and descriptions off the beginning of
// candidates where the rest is named without them.
func (t *text) strip(candidates []*candidate, words casing) []*candidate {
	keys := map[string]int{}
	for _, c := range candidates {
		keys[keyOf(c.form())]++
	}
	var kept []*candidate
	for _, c := range candidates {
		for c.to-c.from > 1 && (stripsFirst(c, keys) || c.initial && ordinaryFirst(c, keys, words)) {
			c.from++
			c.initial = false
			for c.from < c.to && !c.sentence.nameToken(c.from) {
				c.from++
			}
		}
		if c.from >= c.to || c.to-c.from == 1 && plainCapital(c.sentence.tokens[c.from]) || t.generic[c.form()] {
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// ordinaryFirst reports whether the first word of a name at the start of a
// sentence is none of its words: "Suppose Acme".
func ordinaryFirst(c *candidate, keys map[string]int, words casing) bool {
	ts := c.tokens()
	rest := c.sentence.text[ts[1].start:ts[len(ts)-1].end]
	ordinary := words.small[ts[0].lower] > 0 || commonWords[ts[0].lower] || functionWords[ts[0].lower]
	return ordinary && words.capital[ts[0].text] == 0 && keys[keyOf(rest)] > 0 && keys[keyOf(c.form())] == 1 && !givenNames[ts[0].text]
}

func stripsFirst(c *candidate, keys map[string]int) bool {
	ts := c.tokens()
	if functionTail[ts[0].lower] && (c.sentence.lowerAt(c.from-1) == "of") && c.sentence.afterTitle(c.from-1) {
		return true // "Head of IR Ann Boe"
	}
	first, second := ts[0].text, ts[1].text
	rest := c.sentence.text[ts[1].start:ts[len(ts)-1].end]
	nation := demonymCountry[first] != "" || regionalWords[first]
	if country, ok := placeCountry[first]; ok && country != "" && (first == "U.S." || first == "U.K." || first == "US" || first == "UK") {
		nation = true
	}
	if first == "U.S." || first == "U.K." {
		nation = true
	}
	if (first == "American" || first == "United" || first == "British" || first == "Royal") && orgWords[second] {
		return false
	}
	if nation {
		return keys[keyOf(rest)] > 0 || !orgWords[ts[len(ts)-1].text] && !legalForms[strings.TrimSuffix(ts[len(ts)-1].text, ".")] && len(ts) > 2 || givenNames[second]
	}
	return false
}

// listed reports whether the comma in front of the i-th of some names is one of a
// longer enumeration: "Acme, Blick and Coil", not "As chief of Acme, Ann Boe".
func (s *sentence) listed(cs []*candidate, i int) bool {
	return i > 1 && s.enumerated(cs[i-2].to, cs[i-1].from) || i+1 < len(cs) && s.enumerated(cs[i].to, cs[i+1].from)
}

// enumerated reports whether only "," and "and" stand between two tokens.
func (s *sentence) enumerated(from, to int) bool {
	if to-from < 1 || to-from > 3 {
		return false
	}
	for i := from; i < to; i++ {
		switch s.lowerAt(i) {
		case ",", "and", "or", "&", "/", "nor", "also", "even", "then", "as", "well":
		default:
			return false
		}
	}
	return true
}

// findTerms collects the terms that the text defines in brackets and that are no
// names: "(the “Company”)", "(“Merger Sub”)".
func (t *text) findTerms() {
	t.generic = wordSet{}
	for _, s := range t.sentences {
		for i := range s.tokens {
			if s.tokens[i].text != "(" {
				continue
			}
			for _, term := range s.definitionsAt(i + 1) {
				if genericTerm(term) {
					t.generic[term] = true
				}
			}
		}
	}
}

// definitionsAt returns the terms in quotation marks in the bracket that opens
// before token i.
func (s *sentence) definitionsAt(i int) []string {
	var terms []string
	for j := i; j < len(s.tokens) && j < i+10 && s.textAt(j) != ")"; j++ {
		if !isQuoteMark(s.textAt(j)) {
			continue
		}
		for k := j + 1; k < len(s.tokens) && k < j+5; k++ {
			if !closesQuote(s.textAt(k)) {
				continue
			}
			if k > j+1 && upper(s.span(j+1, k)) {
				terms = append(terms, s.span(j+1, k))
			}
			j = k
			break
		}
	}
	return terms
}
