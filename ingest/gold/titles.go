package gold

import (
	"regexp"
	"slices"
	"strings"
)

// titleForms are ways to write one title, folded, with the one that is
// compared. They are replaced in this order.
var titleForms = []struct {
	form *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`\bc\.?e\.?o\b\.?`), "chief executive officer"},
	{regexp.MustCompile(`\bc\.?f\.?o\b\.?`), "chief financial officer"},
	{regexp.MustCompile(`\bc\.?o\.?o\b\.?`), "chief operating officer"},
	{regexp.MustCompile(`\bc\.?t\.?o\b\.?`), "chief technology officer"},
	{regexp.MustCompile(`\bcso\b`), "chief strategy officer"},
	{regexp.MustCompile(`\bchief executive\b(?: officer)?`), "chief executive officer"},
	{regexp.MustCompile(`\bsvp\b`), "senior vice president"},
	{regexp.MustCompile(`\bevp\b`), "executive vice president"},
	{regexp.MustCompile(`\bvp\b|\bvice-president\b`), "vice president"},
	{regexp.MustCompile(`\bcofounder\b`), "co-founder"},
	{regexp.MustCompile(`\bmember of (?:the )?board(?: of directors)?\b|\bdirector on the board\b|\bboard director\b`), "board member"},
	{regexp.MustCompile(`\b(?:chairperson|chairwoman|chair)\b`), "chairman"},
	{regexp.MustCompile(`\bchairman of the board\b`), "chairman"},
	{regexp.MustCompile(`\bspokes(?:wo)?man\b|\bspokesperson\b`), "spokesperson"},
	{regexp.MustCompile(`\bfounding\b`), "founder"},
	{regexp.MustCompile(`\bworld-wide\b`), "worldwide"},
}

var (
	// tenure says when somebody holds a title, which is not compared.
	tenure = regexp.MustCompile(`\b(?:former|ex|then|current|new|outgoing|interim|incoming|longtime)\b[- ]?`)
	// notTitle is what titles are not made of.
	notTitle = regexp.MustCompile(`[^\pL\pN_\-&,/ ]`)
	joiner   = regexp.MustCompile(`,|/|&|\band\b`)
	// office is a word that makes a title of what it stands in.
	office = regexp.MustCompile(`\b(?:officer|president|chairman|founder|director|manager|counsel|partner|owner|analyst|` +
		`spokesperson|head|member|executive|lead|treasurer)\b`)
)

// titles parts a text such as "president and COO" into the titles it names,
// each in the form that is compared. A text that is one title, such as "head of
// licensing and patents", stays one.
func titles(text string) []string {
	s := fold(text)
	for _, f := range titleForms {
		s = f.form.ReplaceAllString(s, f.to)
	}
	s = notTitle.ReplaceAllString(tenure.ReplaceAllString(s, ""), " ")
	var parts []string
	for _, p := range joiner.Split(s, -1) {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) < 2 || slices.ContainsFunc(parts, func(p string) bool { return !office.MatchString(p) }) {
		parts = []string{s}
	}
	for i, p := range parts {
		parts[i] = strings.Join(words(p, ""), " ")
	}
	return parts
}

// sameTitle compares titles as [titles] gives them: the same words but for small
// ones, or one with at least half of the other's words and no others ("partner",
// "investment partner"), unless what it lacks makes another title of it
// ("president", "vice president").
func sameTitle(a, b string) bool {
	if a == b {
		return true
	}
	x, y := titleWords(a), titleWords(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if !within(x, y) {
		return false
	}
	if len(x) == len(y) {
		return true
	}
	for _, word := range []string{"vice", "deputy", "co", "assistant"} {
		if y[word] && !x[word] {
			return false
		}
	}
	return 2*len(x) >= len(y)
}

func titleWords(title string) map[string]bool {
	w := set(strings.Fields(title)...)
	for _, small := range []string{"of", "for", "the", "s", "and", "company", "in", "at"} {
		delete(w, small)
	}
	return w
}
