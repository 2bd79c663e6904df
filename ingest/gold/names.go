package gold

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// legalForms are dropped from the end of a name.
var legalForms = set("inc", "incorporated", "corp", "corporation", "co", "company", "companies", "ltd", "limited", "plc",
	"llc", "llp", "lp", "ag", "sa", "se", "nv", "ab", "oy", "oyj", "gmbh", "kk", "bv", "spa", "group", "holdings", "holding")

// fold lower-cases, drops accents, folds compatibility forms and makes curly
// apostrophes straight.
func fold(s string) string {
	s = norm.NFKD.String(s)
	s = strings.NewReplacer("’", "'", "‘", "'").Replace(s)
	s = strings.Map(func(r rune) rune {
		if r >= 0x80 && norm.NFKD.PropertiesString(string(r)).CCC() != 0 {
			return -1
		}
		return r
	}, s)
	return strings.ToLower(s)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' }

// words parts a folded text at all that is no letter or digit and none of the
// runes of also.
func words(s, also string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !isWord(r) && !strings.ContainsRune(also, r) })
}

var brackets = regexp.MustCompile(`\([^)]*\)`)

// nameKey is what names are compared by: folded, without brackets (unless there
// is nothing else), possessives, punctuation, article and legal forms.
func nameKey(name string) string {
	s := fold(name)
	if strings.TrimSpace(brackets.ReplaceAllString(s, "")) != "" {
		s = brackets.ReplaceAllString(s, " ")
	}
	s = strings.ReplaceAll(withoutPossessives(s), "&", " and ")
	w := words(s, "")
	if len(w) > 0 && w[0] == "the" {
		w = w[1:]
	}
	for len(w) > 1 && (legalForms[w[len(w)-1]] || w[len(w)-1] == "and") {
		w = w[:len(w)-1]
	}
	return strings.Join(w, " ")
}

// withoutPossessives drops each 's at the end of a word.
func withoutPossessives(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "'s")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		for _, r := range after { // the first
			if isWord(r) {
				b.WriteString("'s")
			}
			break
		}
		s = after
	}
}

// keysOf are the keys of all names of a thing, none of them empty.
func keysOf(name string, aliases []string) map[string]bool {
	keys := set(nameKey(name))
	for _, a := range aliases {
		keys[nameKey(a)] = true
	}
	delete(keys, "")
	return keys
}

func set(values ...string) map[string]bool {
	s := make(map[string]bool, len(values))
	for _, v := range values {
		s[v] = true
	}
	return s
}

// meet reports whether two sets share a member.
func meet(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

// shared counts what two sets share.
func shared(a, b map[string]bool) int {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

// within reports whether each member of a is one of b.
func within(a, b map[string]bool) bool { return shared(a, b) == len(a) }
