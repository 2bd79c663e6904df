package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// candidate is a run of tokens that looks like a name.
type candidate struct {
	sentence   *sentence
	from, to   int // tokens [from, to)
	initial    bool
	possessive bool
	group      *group
}

func (c *candidate) tokens() []token { return c.sentence.tokens[c.from:c.to] }

// form is the name as the text has it.
func (c *candidate) form() string {
	ts := c.tokens()
	return c.sentence.text[ts[0].start:ts[len(ts)-1].end]
}

// casing is how the words of a document are written in it: words that stand
// small somewhere are hardly names where a sentence starts with them.
type casing struct {
	small   map[string]int // lower-case words
	capital map[string]int // capitalised words inside a sentence, as written
}

func readCasing(sentences []*sentence) casing {
	c := casing{small: map[string]int{}, capital: map[string]int{}}
	for _, s := range sentences {
		if s.paragraph == 0 || s.titleCase || s.boilerplate {
			continue
		}
		for i, t := range s.tokens {
			r, _ := utf8.DecodeRuneInString(t.text)
			switch {
			case unicode.IsLower(r):
				c.small[t.text]++
			case unicode.IsUpper(r) && !s.startsAt(i):
				c.capital[t.text]++
			}
		}
	}
	return c
}

// startsAt reports whether the capital of token i says nothing, because a
// sentence, a quotation or a list item starts there.
func (s *sentence) startsAt(i int) bool {
	for j := i - 1; j >= 0; j-- {
		switch t := s.tokens[j].text; {
		case opensQuote(t) && t != "(" && t != "[" && !(t == "'" || t == "\"" && j > 0 && s.tokens[j-1].end == s.tokens[j].start):
		case t == ":":
			return true
		case isQuoteMark(t):
			return true
		default:
			return j < s.lead
		}
	}
	return true
}

func isQuoteMark(t string) bool {
	return t == "“" || t == "‘" || t == "\"" || t == "«"
}

// titleCased reports whether the words of a sentence are capitalised as in a
// headline, or all in capitals, so that capitals tell nothing.
func titleCased(tokens []token) bool {
	small, capital, shouting := 0, 0, 0
	for _, t := range tokens {
		r, _ := utf8.DecodeRuneInString(t.text)
		switch {
		case !unicode.IsLetter(r):
		case allCaps(t.text):
			capital++
			shouting++
		case unicode.IsUpper(r):
			capital++
		case auxiliary[t.lower] || t.lower == "be" || t.lower == "are":
			small++ // a headline has it with a capital
		case !functionWords[t.lower]:
			small++
		}
	}
	last := tokens[len(tokens)-1].text
	ends := last == "." || last == "?" || last == "!" || strings.HasSuffix(last, ".") && len(last) > 1
	if shouting > 3 && shouting*10 > (small+capital)*7 {
		return true
	}
	return capital >= 3 && (!ends && small*4 < capital || small == 0 && last != ".")
}

// findCandidates returns what looks like names in a sentence, in order.
func findCandidates(s *sentence, words casing) []*candidate {
	var found []*candidate
	for i := s.lead; i < len(s.tokens); {
		c := candidateAt(s, i, words)
		if c == nil {
			i++
			continue
		}
		found = append(found, c)
		i = c.to
	}
	return found
}

func candidateAt(s *sentence, i int, words casing) *candidate {
	if !s.nameToken(i) {
		return nil
	}
	t := s.tokens[i]
	initial := s.startsAt(i)
	to := s.nameEnd(i)
	if initial {
		for i < to && s.noNameAtStart(i, to, words) {
			i++
			for i < to && !s.nameToken(i) {
				i++
			}
			initial = false
		}
		if i >= to {
			return nil
		}
		t = s.tokens[i]
	}
	// Adjectives of countries in front of a name are mostly descriptions, which
	// the groups decide; in front of nothing they are no names at all.
	if to-i == 1 && plainCapital(t) {
		return nil
	}
	if s.ticker(i, words) || to < len(s.tokens) && compound(s.tokens[to].text) && upper(s.tokens[to].text) {
		return nil // a symbol, or the beginning of "San Diego-based"
	}
	// "Blick VR camera": what stands between a product's name and its noun.
	for to-i > 1 && to < len(s.tokens) && productNouns[s.tokens[to].lower] && s.isLower(to) && allCaps(s.tokens[to-1].text) && capitalised[s.tokens[to-1].text] {
		to--
	}
	c := &candidate{sentence: s, from: i, to: to, initial: initial}
	if to < len(s.tokens) && isPossessive(s.tokens[to].text) {
		c.possessive = true
	}
	return c
}

// ticker reports whether token i is a company's symbol: "(NASDAQ: ACME)",
// "(ACME.O)", "Acme (ACM)" if nothing else is called so.
func (s *sentence) ticker(i int, words casing) bool {
	if s.textAt(i-1) == ":" && (exchanges[s.textAt(i-2)] || allCaps(s.textAt(i-2))) && allCaps(s.textAt(i)) {
		return true
	}
	if s.textAt(i-1) != "(" || s.textAt(i+1) != ")" || !allCaps(s.textAt(i)) {
		return false
	}
	return strings.Contains(s.textAt(i), ".") || upper(s.textAt(i-2)) && len(s.textAt(i)) < 6 && words.capital[s.textAt(i)] < 2
}

// plainCapital reports whether a capitalised word alone is no name.
func plainCapital(t token) bool {
	word := strings.TrimSuffix(t.text, ".")
	return regionalWords[t.text] || capitalised[t.text] || capitalised[strings.ReplaceAll(t.text, ".", "")] || capitalised[strings.TrimSuffix(t.text, "s")] && allCaps(strings.TrimSuffix(t.text, "s")) || capitalised[word] || monthsAndDays[word] || honorifics[word] || utf8.RuneCountInString(word) == 1 ||
		functionWords[t.lower] && !allCaps(t.text)
}

func isPossessive(t string) bool {
	return t == "'s" || t == "’s" || t == "'S" || t == "’S" || t == "’" || t == "'"
}

// nameToken reports whether token i can be the first word of a name.
func (s *sentence) nameToken(i int) bool {
	t := s.tokens[i]
	word := strings.TrimSuffix(t.text, ".")
	if s.inTitle[i] || monthsAndDays[word] && !s.givenMonth(i, word) || honorifics[word] || t.text == "I" || currencies[word] || compound(t.text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.text)
	switch {
	case unicode.IsUpper(r):
		return !strings.HasSuffix(t.text, "$")
	case unicode.IsDigit(r):
		return digitName(t.text) && (i == 0 || !strings.HasSuffix(s.tokens[i-1].text, "$") && !isCurrencySign(s.tokens[i-1].text))
	}
	return mixedCase(t.text) && !measure[t.text]
}

// givenMonth reports whether a word for a month or a day is somebody's name
// here: "Li Jun", "Theresa May", "Jan Boe".
func (s *sentence) givenMonth(i int, word string) bool {
	switch word {
	case "May", "April", "June", "August", "Jun", "Jan", "Mar", "Sun", "Mon", "Sat", "March":
	default:
		return false
	}
	if next := s.textAt(i + 1); next != "" && (strings.Trim(next, "0123456789") == "" || next == ".") || strings.HasSuffix(s.tokens[i].text, ".") {
		return false
	}
	prev, next := s.textAt(i-1), s.textAt(i+1)
	person := givenNames[prev] || eastAsianNames[prev]
	if word == "May" || word == "March" || word == "August" {
		return person
	}
	return person || givenNames[word] && next != "" && upper(next) && !monthsAndDays[next] && !s.startsAt(i)
}

// compound reports whether a word is an adjective made of a name:
// "Tokyo-based", "Nasdaq-listed".
func compound(word string) bool {
	_, end, ok := strings.Cut(word, "-")
	if !ok {
		return false
	}
	switch end {
	case "based", "listed", "owned", "backed", "born", "headquartered", "powered", "led", "style", "like", "made", "compatible", "related", "branded", "traded", "run", "built", "designed", "area", "funded", "controlled", "enabled", "focused", "only", "wide", "specific", "era", "educated", "trained", "sized", "affiliated", "sponsored", "managed", "invested":
		return true
	}
	return false
}

var currencies = wordSet{"Rs": true, "INR": true, "USD": true, "EUR": true, "GBP": true, "SEK": true, "NOK": true, "DKK": true, "CHF": true, "JPY": true, "CNY": true, "RMB": true, "HKD": true, "TWD": true, "KRW": true, "SGD": true, "AUD": true, "CAD": true, "BRL": true, "MXN": true, "RM": true, "NT": true, "US$": true}

func isCurrencySign(t string) bool {
	return t == "€" || t == "£" || t == "¥" || t == "₹" || t == "₩"
}

var measure = wordSet{"kWh": true, "mAh": true, "kHz": true, "mHz": true, "dB": true, "kW": true, "mW": true, "eV": true, "pH": true, "mmHg": true, "eBook": true, "eBooks": true, "eCommerce": true, "eSports": true, "eSIM": true}

// digitName reports whether a word that starts with a digit is a name: "3M",
// "23andMe", "7-Eleven".
func digitName(word string) bool {
	letters := strings.TrimLeft(word, "0123456789")
	if letters == "" || len(word)-len(letters) > 3 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(letters, "-"))
	if strings.HasPrefix(letters, "-") {
		return unicode.IsUpper(r) && !capitalised[word] && !commonWords[strings.ToLower(letters[1:])]
	}
	return letters == "M" && len(word) == 2 || letters != "M" && letters != strings.ToLower(letters) && utf8.RuneCountInString(letters) > 3
}

// nameEnd returns the end of the run of tokens that a name starting at i can
// have.
func (s *sentence) nameEnd(i int) int {
	to := i + 1
	for to < len(s.tokens) {
		t := s.tokens[to]
		prev := s.tokens[to-1]
		switch {
		case s.nameToken(to) && !opensNew(prev, t):
			to++
			continue
		case (t.text == "&" || t.text == "+") && to+1 < len(s.tokens) && s.nameToken(to+1):
			to += 2
			continue
		case t.text == "," && s.legalForm(to+1) && (!legalForms[strings.TrimSuffix(prev.text, ".")] || shortForm[strings.TrimSuffix(prev.text, ".")]):
			to += 2
			continue
		case t.text == "(" && s.textAt(to+2) == ")" && s.legalForm(to+3) && s.nameToken(to+1):
			to += 4 // "Acme (Shenzhen) Co."
			continue
		case t.text == "plc":
			to++
			continue
		case t.text == "of" && to+1 < len(s.tokens) && ofWords[prev.text]:
			next := to + 1
			if s.tokens[next].lower == "the" && next+1 < len(s.tokens) {
				next++
			}
			if s.nameToken(next) {
				to = next + 1
				continue
			}
		case t.text == "," && s.firmGoesOn(i, to) > 0:
			to = s.firmGoesOn(i, to)
			continue
		case t.text == "and" && to+1 < len(s.tokens) && s.andInside(i, to):
			to += 2
			continue
		case joinedParticle(t.text):
			to++ // "Noor el-Sayed"
			continue
		case t.lower == "for" && forWords[prev.text] && s.nameToken(to+1):
			to += 2 // "Institute for Energy Studies"
			continue
		case particles[t.text] && s.particleGoesOn(to) > 0:
			to = s.particleGoesOn(to)
			continue
		case isPossessive(t.text) && len(t.text) > 1 && s.legalForm(to+1):
			to += 2
			continue
		case isQuoteMark(t.text) && to+2 < len(s.tokens) && s.nameToken(to+1) && closesQuote(s.tokens[to+2].text) && to+3 < len(s.tokens) && s.nameToken(to+3) && givenNames[prev.text]:
			to += 4 // Bernard “Barney” Cassidy
			continue
		case versionNumber(t.text) && s.versionAt(to):
			to++
			continue
		}
		break
	}
	return to
}

// firmGoesOn returns the end of the name of a firm that is made of surnames, if the
// comma at token i is inside it, else 0: "Varn, Tolm & Orre LLP".
func (s *sentence) firmGoesOn(from, i int) int {
	if i-from > 1 {
		return 0
	}
	j := i
	for s.textAt(j) == "," && s.nameWord(j+1) {
		j += 2
	}
	if s.textAt(j) == "," {
		j++
	}
	if s.textAt(j) != "&" || j == i || !s.nameWord(j+1) {
		return 0
	}
	end := j + 2
	firm := s.lowerAt(from-1) == "firm" || s.lowerAt(from-1) == "firms" || s.lowerAt(from-1) == "lawyers" || s.lowerAt(from-1) == "attorneys"
	if s.legalForm(end) {
		return end + 1
	}
	if firm || s.legalForm(end-1) {
		return end
	}
	return 0
}

// nameWord reports whether token i is a capitalised word that can be a surname.
func (s *sentence) nameWord(i int) bool {
	return i < len(s.tokens) && upper(s.textAt(i)) && s.nameToken(i)
}

// joinedParticle reports whether a word is a surname that a particle begins:
// "el-Sayed".
func joinedParticle(word string) bool {
	i := strings.IndexAny(word, "-'’")
	if i < 1 || !particles[word[:i]] && word[:i] != "d" {
		return false
	}
	return upper(strings.TrimLeft(word[i:], "-'’"))
}

// forWords are words of names of bodies that go on with "for".
var forWords = wordSet{"Institute": true, "Center": true, "Centre": true, "Foundation": true, "Council": true, "Association": true, "Society": true, "Agency": true, "Office": true, "Department": true, "Committee": true, "Campaign": true, "Coalition": true, "Organization": true, "Organisation": true, "Commission": true, "Directorate": true, "Secretary": true, "Commissioner": true, "Ministry": true, "Academy": true, "Forum": true}

func closesQuote(t string) bool { return t == "”" || t == "’" || t == "\"" || t == "'" }

// shortForm are legal forms that others follow: "Co., Ltd.".
var shortForm = wordSet{"Co": true, "Group": true, "Pte": true, "Pty": true, "Pvt": true, "Sdn": true}

// opensNew reports whether t starts a name of its own behind prev.
func opensNew(prev, t token) bool {
	return mixedCase(t.text) && t.text[0] == 'i' && len(prev.text) > 2
}

// legalForm reports whether token i is the legal form of a company's name.
func (s *sentence) legalForm(i int) bool {
	if i >= len(s.tokens) {
		return false
	}
	word := strings.TrimSuffix(s.tokens[i].text, ".")
	return legalForms[strings.ReplaceAll(word, ".", "")] && word != "Group" && word != "Company" && word != "Companies" && word != "Holding"
}

// andInside reports whether the "and" at token i belongs to the name that
// starts at from: "Securities and Exchange Commission", "Procter and Gamble Co".
func (s *sentence) andInside(from, i int) bool {
	if !s.nameToken(i + 1) {
		return false
	}
	left, right := s.tokens[i-1].text, s.tokens[i+1].text
	pair := left + " and " + right
	for _, p := range []string{"Securities and Exchange", "Food and Drug", "Patent and Trademark", "Trade and Industry", "Science and Technology", "Health and Human", "Research and Development", "Energy and Commerce", "Standards and Technology", "Culture and Tourism", "Business and Industrial", "Justice and Home", "Competition and Markets", "Oil and Gas", "Bath and", "Sons and"} {
		if strings.HasPrefix(pair, p) {
			return true
		}
	}
	return i-1 == from && left == right
}

// particleGoesOn returns the end of the name if the particles at token i lead on
// to another word of it, else 0.
func (s *sentence) particleGoesOn(i int) int {
	for j := i; j < len(s.tokens) && j < i+3; j++ {
		if j > i && s.nameToken(j) {
			return j + 1
		}
		if !particles[s.tokens[j].text] {
			return 0
		}
	}
	return 0
}

// versionNumber reports whether a token is a number as products have it.
func versionNumber(t string) bool {
	if len(t) > 4 || t == "" || capitalised[t] {
		return false
	}
	if digits := strings.TrimRight(t, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"); len(digits) < len(t) {
		return len(t)-len(digits) < 3 && digits != "" && strings.Trim(digits, "0123456789") == ""
	}
	return strings.Trim(t, "0123456789.") == "" && t[0] != '.' && !strings.HasSuffix(t, ".")
}

// versionAt reports whether the number at token i belongs to the name in front
// of it and counts nothing behind it.
func (s *sentence) versionAt(i int) bool {
	if legalForms[strings.TrimSuffix(s.tokens[i-1].text, ".")] || i+1 >= len(s.tokens) {
		return false
	}
	next := s.tokens[i+1]
	if next.text == "%" || next.text == "/" || next.text == "U.S." || demonymCountry[next.text] != "" {
		return false
	}
	switch next.lower {
	case "percent", "per", "million", "billion", "trillion", "times", "points", "basis", "cents", "million,", "patents":
		return false
	}
	if len(s.tokens[i].text) == 4 && strings.Trim(s.tokens[i].text, "0123456789") == "" && (strings.HasPrefix(s.tokens[i].text, "19") || strings.HasPrefix(s.tokens[i].text, "20")) {
		return false // a year
	}
	// "Intel 10 years ago": a plural noun that is counted.
	return !(strings.HasSuffix(next.lower, "s") && commonWords[next.lower] && !productNouns[next.lower])
}

// noNameAtStart reports whether the word at i, which starts a sentence, is an
// ordinary word and not the beginning of the name that goes on to to.
func (s *sentence) noNameAtStart(i, to int, words casing) bool {
	t := s.tokens[i]
	if mixedCase(t.text) || strings.HasSuffix(t.text, ".") && abbreviation(strings.TrimSuffix(t.text, ".")) {
		return false
	}
	alone := to-i == 1
	if _, rest, ok := strings.Cut(t.text, "-"); ok && alone && rest == strings.ToLower(rest) && words.capital[t.text] == 0 {
		return true // "Hearing-aid maker"
	}
	known := words.capital[t.text] > 0
	if t.lower == "first" && !alone && orgWords[s.tokens[to-1].text] {
		return false // "First Esbruck Bank"
	}
	if functionWords[t.lower] {
		// "Under Armour" is a name if "Under" has its capital elsewhere too.
		return !known || alone && !allCaps(t.text) || articles[t.lower]
	}
	if !alone {
		if companyNouns[t.lower] && (!orgWords[t.text] || callings[t.lower]) || personNouns[t.lower] || titleMods[t.lower] && t.lower == "former" {
			return true
		}
		if commonWords[t.lower] && !known && words.small[t.lower] > 0 {
			return !orgWords[s.tokens[to-1].text] && !s.legalForm(to-1)
		}
		return commonWords[t.lower] && !known && words.capital[s.tokens[i+1].text] > 0 && !orgWords[s.tokens[to-1].text] && !s.legalForm(to-1) && verbal(t.lower)
	}
	if !known && describedMaker[s.lowerAt(to)] && to+1 < len(s.tokens) && upper(s.textAt(to+1)) {
		return true // "Pallet maker Acme"
	}
	if words.small[t.lower] > 0 && !known || (personVerbs[t.lower] || corporateVerbs[t.lower]) && !known {
		return true
	}
	if words.small[t.lower] > words.capital[t.text] {
		return true
	}
	if !commonWords[t.lower] && !companyNouns[t.lower] && !personNouns[t.lower] && !productNouns[t.lower] {
		return !known && verbal(t.lower) && strings.HasSuffix(t.lower, "ly")
	}
	return !known
}

// describedMaker are nouns behind a word for what is made or traded.
var describedMaker = wordSet{"maker": true, "producer": true, "manufacturer": true, "operator": true, "retailer": true, "seller": true, "distributor": true, "specialist": true, "broker": true, "chain": true, "developer": true, "exporter": true, "importer": true, "miner": true, "grower": true, "trader": true, "dealer": true, "publisher": true, "printer": true, "designer": true, "handler": true, "processor": true, "provider": true, "vendor": true, "lender": true, "firm": true, "company": true, "startup": true, "start-up": true, "giant": true, "platform": true, "refiner": true, "brewer": true, "explorer": true, "wholesaler": true, "hauler": true, "installer": true, "recycler": true, "funder": true, "financier": true, "group": true}

// callings are nouns for companies that stand in front of a name rather than begin
// it, though names end in them.
var callings = wordSet{"brokerage": true, "consultancy": true, "lab": true, "studio": true, "brewery": true, "dairy": true, "foundry": true, "insurer": true, "partnership": true}

// articles never begin a name of ours: "The Verge" is "Verge".
var articles = wordSet{"the": true, "a": true, "an": true, "this": true, "that": true, "its": true, "their": true, "his": true, "her": true, "he": true, "she": true, "it": true, "they": true, "we": true, "in": true, "on": true, "at": true, "and": true, "but": true}

// verbal reports whether a word looks like a form of a verb or an adverb.
func verbal(word string) bool {
	return strings.HasSuffix(word, "ing") || strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "ly")
}
