package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenize cuts a text into words, numbers and punctuation marks. What belongs
// to one word stays in one token: "AT&T", "Okafor-Lund", "U.S.", "Inc.",
// "don't", "Disney+", "US$". A possessive "'s" is a token of its own, and so is
// an apostrophe behind a plural.
func tokenize(s string) []token {
	var tokens []token
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		end := i + n
		switch {
		case wordRune(r):
			end = wordEnd(s, i)
		case r == '-' && strings.HasPrefix(s[i:], "--"):
			for end < len(s) && s[end] == '-' {
				end++
			}
		case isApostrophe(r):
			if e := possessiveEnd(s, i); e > 0 {
				end = e
			}
		case r == '.':
			for end < len(s) && s[end] == '.' {
				end++
			}
		}
		tokens = append(tokens, newToken(s, i, end))
		i = end
	}
	return tokens
}

func newToken(s string, from, to int) token {
	return token{text: s[from:to], lower: strings.ReplaceAll(strings.ToLower(s[from:to]), "’", "'"), start: from, end: to}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// possessiveEnd returns the end of the "'s" or "'" at i that belongs to the word
// in front of it, or 0.
func possessiveEnd(s string, i int) int {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	if i == 0 || !wordRune(before) && before != '.' && before != '!' && before != '+' {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	rest := s[i+n:]
	if strings.HasPrefix(rest, "s") || strings.HasPrefix(rest, "S") {
		after, _ := utf8.DecodeRuneInString(rest[1:])
		if len(rest) == 1 || !wordRune(after) {
			return i + n + 1
		}
	}
	return 0
}

// wordEnd returns where the word that starts at i ends.
func wordEnd(s string, i int) int {
	start, digits := i, false
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if wordRune(r) {
			if i == start {
				digits = unicode.IsDigit(r)
			}
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		prev, _ := utf8.DecodeLastRuneInString(s[:i])
		switch {
		case r == '-' && wordRune(next), r == '&' && unicode.IsUpper(next) && unicode.IsUpper(prev):
			i += n
			continue
		case isApostrophe(r) && unicode.IsLetter(next) && possessiveEnd(s, i) == 0:
			i += n // O'Brien, don't
			continue
		case (r == ',' || r == '.' || r == ':') && unicode.IsDigit(prev) && unicode.IsDigit(next) && digits:
			i += n // 1,930 and 4.2 and 50:50
			continue
		case r == '.' && wordRune(next):
			if unicode.IsUpper(next) && !singleLetters(s[start:i]) && !domainEnd(s[i+n:]) && !strings.Contains(s[start:i], ".") {
				return i // a full stop without a space behind it
			}
			i += n // U.S., Amazon.com
			continue
		case r == '.' && abbreviation(s[start:i]):
			return i + n
		case r == '/' && i-start == 1 && next == 'S' && unicode.IsUpper(prev):
			i += n // A/S
			continue
		case r == '+' && !wordRune(next) && !digits:
			return i + n // Disney+
		case r == '$' && i-start <= 3 && strings.ToUpper(s[start:i]) == s[start:i]:
			return i + n // US$, HK$, C$
		case r == '!' && (next == '\'' || next == '’' || strings.HasPrefix(s[i+n:], " Inc")):
			return i + n // Yahoo!'s, Yahoo! Inc.
		}
		return i
	}
	return i
}

// singleLetters reports whether s is letters that dots separate: "U", "U.S".
func singleLetters(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if r, n := utf8.DecodeRuneInString(part); n == 0 || n != len(part) || !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

var topLevelDomains = []string{"com", "net", "org", "io", "ai", "co", "TV", "tv", "Com", "COM", "me", "ly"}

func domainEnd(rest string) bool {
	for _, domain := range topLevelDomains {
		if after, ok := strings.CutPrefix(rest, domain); ok {
			r, _ := utf8.DecodeRuneInString(after)
			if !wordRune(r) {
				return true
			}
		}
	}
	return false
}

var abbreviations = wordSet{}

func init() {
	for _, line := range readLines("abbreviations") {
		for _, item := range splitItems(line) {
			abbreviations[item] = true
		}
	}
}

// abbreviation reports whether a dot behind the word is part of it.
func abbreviation(word string) bool {
	if abbreviations[word] {
		return true
	}
	r, _ := utf8.DecodeRuneInString(word)
	return singleLetters(word) && unicode.IsUpper(r)
}

// cutSentences divides the tokens of a paragraph into sentences: from each
// index in the result to the next.
func cutSentences(tokens []token) []int {
	starts := []int{0}
	for i := 0; i < len(tokens); i++ {
		if !endsSentence(tokens, i) {
			continue
		}
		end := i + 1
		for end < len(tokens) && closes(tokens[end], tokens[end-1]) {
			end++
		}
		if end < len(tokens) && startsSentence(tokens, end, i) {
			starts = append(starts, end)
			i = end - 1
		}
	}
	return starts
}

// endsSentence reports whether a sentence may end at token i.
func endsSentence(tokens []token, i int) bool {
	t := tokens[i].text
	switch t {
	case ".", "?", "!", "...", "…", "•":
		return true
	}
	return len(t) > 1 && strings.HasSuffix(t, ".")
}

// closes reports whether t is a quotation mark or a bracket that closes right
// behind the end of a sentence.
func closes(t, before token) bool {
	switch t.text {
	case "”", ")", "]", "»":
		return true
	case "\"", "’", "'":
		return t.start == before.end
	}
	return false
}

// startsSentence reports whether a sentence starts at token i, the one before
// having ended at token end.
func startsSentence(tokens []token, i, end int) bool {
	first := i
	for first < len(tokens)-1 && opensQuote(tokens[first].text) {
		first++
	}
	t := tokens[first]
	r, _ := utf8.DecodeRuneInString(t.text)
	if tokens[end].text == "•" {
		return true
	}
	if !unicode.IsUpper(r) && !unicode.IsDigit(r) && r != '$' && r != '€' && r != '£' && r != '•' && !(first > i && unicode.IsLetter(r)) {
		return mixedCase(t.text)
	}
	last := tokens[end].text
	if len(last) < 2 || strings.Trim(last, ".") == "" {
		return tokens[end].end < t.start // no space, no sentence
	}
	// An abbreviation ends a sentence only where what follows begins one.
	word := strings.TrimSuffix(last, ".")
	if !(legalForms[word] || sentenceEndAbbreviations[word] || singleLetters(word) && len(word) > 1) {
		return false
	}
	if open := tokens[i].text; first > i && (open == "(" || open == "[" || open == "-" || open == "–" || open == "—" || open == "--") {
		return false
	}
	return first > i || functionWords[t.lower] || commonWords[t.lower] && !legalForms[strings.TrimSuffix(t.text, ".")] && !orgWords[t.text]
}

var sentenceEndAbbreviations = wordSet{"etc": true, "Calif": true, "Mass": true, "p.m": true, "a.m": true, "D.C": true, "Jr": true, "Sr": true}

func opensQuote(s string) bool {
	switch s {
	case "“", "‘", "\"", "'", "(", "[", "«", "•", "-", "–", "—", "--", "*", "·":
		return true
	}
	return false
}

// mixedCase reports whether a word starts small and has a capital inside, as
// brands do: eBay, iPhone.
func mixedCase(word string) bool {
	r, n := utf8.DecodeRuneInString(word)
	if !unicode.IsLower(r) || strings.ContainsAny(word, "-.@/") {
		return false
	}
	rest := word[n:]
	return rest != strings.ToLower(rest) && n+1 < len(word)
}

// upper reports whether a word starts with a capital.
func upper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// allCaps reports whether a word has two letters or more, all capitals.
func allCaps(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1
}
