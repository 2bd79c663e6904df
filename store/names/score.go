package names

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Candidate is a node that a store found by keys: its id and all its names.
type Candidate struct {
	ID    string
	Names []string
}

// Match is a candidate with its score, 0 to 1, and the reason in words.
type Match struct {
	Candidate
	Score  float64
	Reason string
}

// threshold is the score below which a candidate is no match.
const threshold = 0.5

// Rank scores the candidates and returns those that fit the text, best first,
// ties by id.
func (f Folder) Rank(text string, candidates []Candidate) []Match {
	wanted := f.Fold(text)
	var matches []Match
	for _, c := range candidates {
		best := Match{Candidate: c}
		for _, name := range c.Names {
			if score, reason := f.score(wanted, f.Fold(name)); score > best.Score {
				best.Score, best.Reason = score, reason+" "+name
			}
		}
		if best.Score >= threshold {
			matches = append(matches, best)
		}
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	return matches
}

// score compares two folded names.
func (Folder) score(wanted, name string) (float64, string) {
	if wanted == "" || name == "" {
		return 0, ""
	}
	covered := float64(len(wanted)) / float64(len(name))
	switch {
	case wanted == name:
		return 1, "same name as"
	case strings.HasPrefix(name, wanted):
		return 0.8 + 0.15*covered, "start of"
	case strings.Contains(" "+name, " "+wanted):
		return 0.7 + 0.15*covered, "words of"
	case strings.HasPrefix(wanted, name+" "):
		return 0.7, "begins with"
	case strings.Contains(name, wanted):
		return 0.55 + 0.1*covered, "part of"
	}
	longest := max(len([]rune(wanted)), len([]rune(name)))
	distance := levenshtein.ComputeDistance(wanted, name)
	if allowed := longest / 4; distance > allowed {
		return 0, ""
	}
	return 0.9 * (1 - float64(distance)/float64(longest)), "spelt like"
}
