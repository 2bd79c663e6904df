// Package names makes the keys under which names are searched, compared and
// sorted, and scores how well a name fits. Both stores call it, so both rank
// alike.
package names

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Folder implements store.Names.
type Folder struct{}

// corporateSuffixes are the legal forms dropped from the end of a name.
var corporateSuffixes = map[string]bool{
	"ab": true, "ag": true, "as": true, "asa": true, "bv": true, "co": true,
	"company": true, "corp": true, "corporation": true, "gmbh": true,
	"inc": true, "incorporated": true, "kk": true, "limited": true,
	"llc": true, "llp": true, "lp": true, "ltd": true, "nv": true, "oy": true,
	"oyj": true, "plc": true, "pte": true, "pty": true, "sa": true, "se": true,
	"spa": true, "srl": true, "holdings": true,
}

// Fold lower-cases, folds width and compatibility forms, drops diacritics,
// turns punctuation into spaces, drops corporate suffixes from the end unless
// nothing else is left, and collapses spaces. It is idempotent.
func (Folder) Fold(s string) string {
	words := strings.Fields(plain(s))
	for len(words) > 1 && corporateSuffixes[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// Plain does all of Fold but drop the suffixes. It is idempotent.
func (Folder) Plain(s string) string { return plain(s) }

func plain(s string) string {
	folded := s
	if !isASCII(s) { // plain letters have nothing to fold but their case
		t := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFKC)
		if result, _, err := transform.String(t, s); err == nil { // the transformers fail on nothing
			folded = result
		}
	}
	var b strings.Builder
	for _, r := range strings.ToLower(folded) {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(r)
		case r == '\'' || r == '’' || r == '.': // U.S. is us, Moody's is moodys
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Keys returns the keys under which a name is stored and looked up: the exact
// key ("=" and the folded name, spaces as "_"), and per word its two-letter
// pieces, with the word's start marked "^" so that a prefix of one letter
// already finds it. A node of just the name looked up shares the most keys, so
// it is a candidate however many share the rest.
func (f Folder) Keys(name string) []string {
	folded := f.Fold(name)
	if folded == "" {
		return nil
	}
	keys := append([]string{f.ExactKey(name)}, grams(folded)...)
	slices.Sort(keys)
	return slices.Compact(keys)
}

// ExactKey returns the key that two names share exactly if they fold alike;
// empty for a name that folds to nothing.
func (f Folder) ExactKey(name string) string {
	folded := f.Fold(name)
	if folded == "" {
		return ""
	}
	return "=" + strings.ReplaceAll(folded, " ", "_")
}

func grams(folded string) []string {
	var keys []string
	for _, word := range strings.Fields(folded) {
		letters := []rune(word)
		keys = append(keys, "^"+string(letters[:1]))
		for i := 0; i+2 <= len(letters); i++ {
			keys = append(keys, string(letters[i:i+2]))
		}
	}
	return keys
}

// Search is how names that fit a text are found by keys where too many share
// some key of it to look at all.
type Search struct {
	// Exact are the exact keys of the text and of its first words: of the
	// names that are the text, or that it begins with.
	Exact []string
	// Start is the key of the text's first letter, and Pieces are its other
	// keys. A name that has the text in it has all Pieces, and Start unless it
	// has the text inside a word.
	Start  string
	Pieces []string
	// Differing is the greatest number of letters in which a name may differ
	// that is spelt nearly as the text is, and Lacking how many of Start and
	// Pieces such a name may be without.
	Differing, Lacking int
}

// Search returns how to find names that fit the text; nil for a text that folds
// to nothing.
func (f Folder) Search(text string) *Search {
	folded := f.Fold(text)
	if folded == "" {
		return nil
	}
	words := strings.Fields(folded)
	s := &Search{}
	for i := len(words); i > 0; i-- {
		s.Exact = append(s.Exact, "="+strings.Join(words[:i], "_"))
	}
	keys := grams(folded)
	s.Start = keys[0]
	s.Pieces = slices.DeleteFunc(keys, func(key string) bool { return key == s.Start })
	slices.Sort(s.Pieces)
	s.Pieces = slices.Compact(s.Pieces)
	// Each letter that differs is in two keys, two that changed places are in
	// three, and one that is put in between parts one; a quarter of the longer
	// name's letters may differ.
	letters := len([]rune(folded))
	s.Differing, s.Lacking = letters/3, max(letters/2, letters/4*3)
	return s
}
