package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The words around a number that say how exact it is.
var (
	roughly = regexp.MustCompile(`(?i)(?:\b(?:about|around|roughly|approximately|nearly|almost|some|circa|close to|an estimated|estimated at|in the region of)|~|\bc(?:a\.?|\.))\s*$`)
	atLeast = regexp.MustCompile(`(?i)\b(?:(?:more|no (?:less|fewer)|not less) than|over|above|at least|a minimum of|upwards? of|in excess of|exceed(?:s|ed|ing)?|topp?(?:s|ed|ing))\s+$`)
	atMost  = regexp.MustCompile(`(?i)\b(?:(?:fewer|less|no more|not more) than|under|below|at most|up to|as many as|a maximum of)\s+$`)
	orSo    = regexp.MustCompile(`(?i)^(?: or so\b|-odd\b)`)
	orMore  = regexp.MustCompile(`(?i)^(?:\+|-plus\b| plus\b| or more\b)`)
)

// Quantity returns a count in the text form of a quantity, as exact as the first
// of the passages that has it says it is, and the words that do: "around 1,500"
// is ~1500, "more than 1,500" is 1500.. and "up to 1,500" is ..1500. The words
// are empty where the count is meant as it stands.
func Quantity(passages []Passage, n int) (value, said string) {
	value = strconv.Itoa(n)
	for _, p := range passages {
		for _, at := range numberWords.FindAllStringIndex(p.Sentence, -1) {
			token := strings.ToLower(p.Sentence[at[0]:at[1]])
			if !slices.Contains(readings(token), float64(n)) && numerals[token] != float64(n) {
				continue
			}
			before, after := p.Sentence[:at[0]], p.Sentence[at[1]:]
			for _, is := range []struct {
				before, after *regexp.Regexp
				value         string
			}{{atLeast, orMore, value + ".."}, {atMost, nil, ".." + value}, {roughly, orSo, "~" + value}} {
				from, to := is.before.FindString(before), ""
				if is.after != nil {
					to = is.after.FindString(after)
				}
				if from != "" || to != "" {
					return is.value, strings.TrimSpace(from + p.Sentence[at[0]:at[1]] + to)
				}
			}
			return value, ""
		}
	}
	return value, ""
}
