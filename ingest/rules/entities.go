package rules

import (
	"sort"
	"strings"
)

// decide makes entities of groups.
func (t *text) decide(groups []*group) {
	defined := wordSet{}
	for _, g := range groups {
		g.kind, _ = g.best()
		for _, term := range g.definitions {
			if genericTerm(term) {
				defined[term] = true
			}
		}
	}
	for _, g := range groups {
		kind, lead := g.best()
		if g.score[kind] < 1.2 || defined[g.name()] {
			continue
		}
		e := &entity{name: g.name(), group: g, country: g.country, descriptions: g.nouns, seats: g.seats, first: g.candidates[0].sentence.index}
		switch kind {
		case companyName:
			e.kind = companyEntity
			e.name = companyForm(g)
		case personName:
			e.kind = personEntity
		case productName:
			e.kind = productEntity
		case placeName:
			e.kind = placeEntity
		case publicName, outletName:
			e.kind = publicEntity
		default:
			continue
		}
		for _, f := range g.forms {
			if f != e.name {
				e.aliases = append(e.aliases, f)
			}
		}
		e.confidence = confidence(g.score[kind], lead)
		e.reasons = g.reasons[kind]
		g.entity = e
		t.entities = append(t.entities, e)
	}
	sort.SliceStable(t.entities, func(i, j int) bool { return t.entities[i].group.before(t.entities[j].group) })
}

// define keeps for which companies the terms stand that the text defines: for
// the last one in front of the bracket.
func (t *text) define() {
	t.terms = map[string]*entity{}
	for _, s := range t.sentences {
		for i := range s.tokens {
			if s.tokens[i].text != "(" {
				continue
			}
			for _, term := range s.definitionsAt(i + 1) {
				for _, m := range s.mentions {
					if m.to <= i && m.entity.kind == companyEntity && t.generic[term] && !strings.HasSuffix(term, "Agreement") {
						t.terms[term] = m.entity
					}
				}
			}
		}
	}
}

// companyForm is the fullest form of a company's name that is not in capitals.
func companyForm(g *group) string { return g.name() }

// confidence turns what speaks for a kind, and how far it leads, into how often
// such a guess is right.
func confidence(score, lead float64) float64 {
	switch strength := min(score, lead*1.5); {
	case strength >= 6:
		return 0.97
	case strength >= 4:
		return 0.93
	case strength >= 2.5:
		return 0.88
	case strength >= 1.2:
		return 0.81
	case strength >= 1:
		return 0.65
	}
	return 0.45
}

// mark puts mentions on the sentences: wherever the text has a form of an
// entity's name, in headlines and at starts of sentences too.
func (t *text) mark() {
	forms := map[string][]formOf{} // first word → forms, longest first
	for _, e := range t.entities {
		for _, f := range e.group.forms {
			words := tokenWords(f)
			if len(words) == 0 {
				continue
			}
			forms[words[0]] = append(forms[words[0]], formOf{words, e})
			if e.kind == companyEntity && len(nameWords(f)) > len(coreWords(f)) {
				// The name without its legal form, as headlines have it.
				if n := len(words) - (len(nameWords(f)) - len(coreWords(f))); n > 0 && (n > 1 || !commonPart(strings.ToLower(words[0]))) {
					for n > 1 && (words[n-1] == "," || words[n-1] == "&") {
						n--
					}
					forms[words[0]] = append(forms[words[0]], formOf{words[:n], e})
				}
			}
		}
	}
	for _, fs := range forms {
		sort.SliceStable(fs, func(i, j int) bool { return len(fs[i].words) > len(fs[j].words) })
	}
	taken := map[*sentence]map[int]*candidate{}
	for _, e := range t.entities {
		for _, c := range e.group.candidates {
			if taken[c.sentence] == nil {
				taken[c.sentence] = map[int]*candidate{}
			}
			taken[c.sentence][c.from] = c
		}
	}
	for _, s := range t.sentences {
		if s.boilerplate {
			continue
		}
		for i := 0; i < len(s.tokens); {
			if c := taken[s][i]; c != nil {
				s.addMention(c.group.entity, i, c.to)
				i = c.to
				continue
			}
			if f, ok := s.formAt(forms, i); ok && i >= s.lead {
				end := i + len(f.words)
				s.addMention(f.entity, i, end)
				i = end
				continue
			}
			i++
		}
	}
}

type formOf struct {
	words  []string
	entity *entity
}

func tokenWords(form string) []string {
	var words []string
	for _, t := range tokenize(form) {
		words = append(words, t.text)
	}
	return words
}

// formAt returns the longest form of a name at token i.
func (s *sentence) formAt(forms map[string][]formOf, i int) (formOf, bool) {
	first := s.tokens[i].text
	for _, f := range forms[first] {
		if i+len(f.words) > len(s.tokens) {
			continue
		}
		same := true
		for k, w := range f.words {
			if s.tokens[i+k].text != w {
				same = false
				break
			}
		}
		if !same {
			continue
		}
		if len(f.words) == 1 && s.startsAt(i) && functionWords[s.tokens[i].lower] && !allCaps(first) {
			continue
		}
		return f, true
	}
	return formOf{}, false
}

func (s *sentence) addMention(e *entity, from, to int) {
	m := &mention{entity: e, from: from, to: to}
	if to < len(s.tokens) && isPossessive(s.tokens[to].text) {
		m.possessive = true
	}
	s.mentions = append(s.mentions, m)
}
