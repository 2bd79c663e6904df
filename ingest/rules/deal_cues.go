package rules

import (
	"fmt"
	"slices"
	"strings"
)

// cue is a row of words that tells of a deal, see words/dealcues.txt.
type cue struct {
	kind string
	// verb: the first word is a verb; otherwise the last one is a noun, or, of an
	// idiom, it does not matter what they are.
	verb, idiom bool
	// wants are the conditions without their "+".
	wants []string
	// roles are those of the companies at the places; order is that of the file.
	roles map[string]string
	order []string
	words []string // base forms; gapWord stands for a few words between
}

// Kinds of cues that are none of deals: what is traded, or what was told before,
// says which deal it is.
const (
	tradeCue = "TRADE"
	saleCue  = "SALE"
	passCue  = "PASS"
	sameCue  = "SAME"
)

// noRole is that of what is traded for or away, and is no party.
const noRole = "THING"

// What stands for words between, and for how many at most.
const (
	gapWord     = "~"
	maxGap      = 9
	longGapWord = "~~"
	maxLongGap  = 22
)

func (q *cue) name() string { return strings.Join(q.words, " ") }

func (q *cue) wantsIt(what string) bool { return slices.Contains(q.wants, what) }

// cuesByWord finds cues by their first word.
var cuesByWord = func() map[string][]*cue {
	out := map[string][]*cue{}
	for _, line := range readLines("dealcues") {
		head, rest, ok := strings.Cut(line, "|")
		places, list, ok2 := strings.Cut(rest, "|")
		fields := strings.Fields(head)
		if !ok || !ok2 || len(fields) < 2 {
			panic(fmt.Sprintf("rules: no cue: %s", line)) // embedded: the line is wrong
		}
		model := cue{kind: fields[0], verb: fields[1] == "v", idiom: fields[1] == "x", roles: map[string]string{}}
		for _, f := range fields[2:] {
			model.wants = append(model.wants, strings.TrimPrefix(f, "+"))
		}
		for _, p := range strings.Fields(places) {
			place, role, _ := strings.Cut(p, "=")
			model.roles[place] = role
			model.order = append(model.order, place)
		}
		for _, item := range splitItems(list) {
			q := model
			q.words = strings.Fields(item)
			out[q.words[0]] = append(out[q.words[0]], &q)
		}
	}
	for _, list := range out { // the longer tells more
		slices.SortStableFunc(list, func(a, b *cue) int { return len(b.words) - len(a.words) })
	}
	return out
}()

// baseForms are the forms by which a word of a text is looked up.
func baseForms(lower string) []string {
	forms := []string{lower}
	lemma := verbLemma(lower)
	for _, f := range []string{lemma, lemma + "e", singularOf(lower)} {
		if !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	return forms
}

// cueMatch is a cue found in a sentence.
type cueMatch struct {
	*cue
	from, to int // tokens [from, to)
	at       int // phrase of the verb or noun
	last     int // phrase of the last word
}

// cueMatches are the cues of the sentence, in order; where several start at one word, the
// longest.
func (c *clauses) cueMatches() []cueMatch {
	phraseAt := make([]int, len(c.s.tokens))
	for i := range phraseAt {
		phraseAt[i] = -1
	}
	for i := range c.ph {
		for t := c.ph[i].from; t < c.ph[i].to && t < len(phraseAt); t++ {
			phraseAt[t] = i
		}
	}
	var out []cueMatch
	for t := c.s.lead; t < len(c.s.tokens); t++ {
		if m := c.byToken[t]; m != nil && !m.anaphor {
			continue
		}
		if m := c.cueAt(t, phraseAt); m != nil {
			out = append(out, *m)
		}
	}
	return out
}

// cueAt is the cue that starts at a token; nil if none does.
func (c *clauses) cueAt(t int, phraseAt []int) *cueMatch {
	at := phraseAt[t]
	if at < 0 {
		return nil
	}
	var best *cueMatch
	for _, form := range baseForms(c.s.tokens[t].lower) {
		for _, q := range cuesByWord[form] {
			if best != nil && len(q.words) <= len(best.words) {
				break
			}
			to := c.matchWords(q.words, t)
			if to < 0 {
				continue
			}
			m := &cueMatch{cue: q, from: t, to: to, at: at, last: phraseAt[to-1]}
			if m.last < 0 || !c.fitsShape(m) {
				continue
			}
			best = m
		}
	}
	return best
}

// matchWords matches words from token t on and returns where what was matched
// ends, -1 if it does not.
func (c *clauses) matchWords(words []string, t int) int {
	for k := 0; k < len(words); k++ {
		gap := 0
		switch words[k] {
		case gapWord:
			gap = maxGap
		case longGapWord:
			gap = maxLongGap
		}
		if gap == 0 {
			if t >= len(c.s.tokens) || !slices.Contains(baseForms(lowerOf(c.s.tokens[t].text)), words[k]) {
				return -1
			}
			t++
			continue
		}
		for n := 0; n <= gap && t+n < len(c.s.tokens); n++ {
			if w := c.s.tokens[t+n].text; w == ";" || w == ":" || w == "—" || w == "–" {
				return -1
			}
			if end := c.matchWords(words[k+1:], t+n); end >= 0 {
				return end
			}
		}
		return -1
	}
	return t
}

// fitsShape tells whether the words are of the sort that the cue wants: a verb
// at its beginning, or a noun at its end.
func (c *clauses) fitsShape(m *cueMatch) bool {
	if m.idiom {
		return true
	}
	if m.verb {
		p := &c.ph[m.at]
		if p.kind == verbGroup {
			for k := range p.verbs {
				if p.verbs[k].token == m.from {
					return true
				}
			}
			return false
		}
		// A verb that the tagger took for something else: at the start of a note
		// ("Won an order"), or a participle before nothing.
		lower := c.s.tokens[m.from].lower
		return m.at == 0 && verbLemma(lower) != lower && len(m.words) > 1
	}
	m.at = m.last
	return c.kind(m.last) == nounPhrase && c.ph[m.last].name == nil && (c.s.tokens[m.to-1].lower == c.ph[m.last].lastWord() || singularOf(c.s.tokens[m.to-1].lower) == c.ph[m.last].head || c.s.tokens[m.to-1].lower == "'s" || len(m.words) > 2)
}
