package names

import (
	"cmp"
	"slices"
	"strings"

	edlib "github.com/hbollon/go-edlib"
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
// ties by id. Where one has the very name, those only spelt like it are left
// out: who writes a name rightly means no other.
func (f Folder) Rank(text string, candidates []Candidate) []Match {
	wanted := f.Fold(text)
	var matches []Match
	named := false
	spelt := map[string]bool{}
	for _, c := range candidates {
		best, how := Match{Candidate: c}, None
		for _, name := range c.Names {
			if fit := fitOf(wanted, f.Fold(name)); fit.Score > best.Score {
				best.Score, best.Reason, how = fit.Score, fit.How.String()+" "+name, fit.How
			}
		}
		if best.Score >= threshold {
			matches = append(matches, best)
			named, spelt[c.ID] = named || how == Same, how == Spelt
		}
	}
	if named {
		matches = slices.DeleteFunc(matches, func(m Match) bool { return spelt[m.ID] })
	}
	slices.SortFunc(matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	return matches
}

// How says in which way a text fits a name, both folded.
type How int

// The ways, best first but for None.
const (
	None      How = iota
	Same          // it is the name
	Start         // the name starts with it
	Words         // the name has it at the start of a word
	Beginning     // it starts with the name
	Part          // the name has it somewhere
	Spelt         // few letters differ
)

var hows = [...]string{None: "nothing of", Same: "same name as", Start: "start of", Words: "words of", Beginning: "begins with", Part: "part of", Spelt: "spelt like"}

// String returns the way in words that a name follows.
func (h How) String() string { return hows[h] }

// Fit is how well a text fits a name: Score is 0 to 1, and 1 for Same only.
type Fit struct {
	How   How
	Score float64
}

// Good reports whether the fit makes a match.
func (f Fit) Good() bool { return f.Score >= threshold }

// Fit returns how well the text fits the name. Rank goes by the best fit of a
// candidate's names.
func (f Folder) Fit(text, name string) Fit { return fitOf(f.Fold(text), f.Fold(name)) }

// fitOf compares two folded names.
func fitOf(wanted, name string) Fit {
	if wanted == "" || name == "" {
		return Fit{}
	}
	covered := float64(len(wanted)) / float64(len(name))
	switch {
	case wanted == name:
		return Fit{Same, 1}
	case strings.HasPrefix(name, wanted):
		return Fit{Start, 0.8 + 0.15*covered}
	case strings.Contains(" "+name, " "+wanted):
		return Fit{Words, 0.7 + 0.15*covered}
	case strings.HasPrefix(wanted, name+" "):
		return Fit{Beginning, 0.7}
	case strings.Contains(name, wanted):
		return Fit{Part, 0.55 + 0.1*covered}
	}
	longest := max(len([]rune(wanted)), len([]rune(name)))
	// Two letters that changed places are one slip of the pen.
	distance := edlib.OSADamerauLevenshteinDistance(wanted, name)
	if allowed := longest / 4; distance > allowed {
		return Fit{}
	}
	return Fit{Spelt, 0.9 * (1 - float64(distance)/float64(longest))}
}
