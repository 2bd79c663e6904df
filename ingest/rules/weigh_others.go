package rules

import (
	"slices"
	"strings"
)

// weighPrefixed scores names that begin with a company's as products of it:
// "Acme Sheets" beside "Acme".
func weighPrefixed(groups []*group) {
	byKey := map[string]*group{}
	for _, g := range groups {
		byKey[keyOf(g.name())] = g
	}
	for _, g := range groups { // "Acme" may be named by its legal form only
		if first := coreWords(g.name()); byKey[first[0]] == nil && g.score[companyName] > 5 {
			byKey[first[0]] = g
		}
	}
	for _, g := range groups {
		words := tokenWords(g.name())
		if len(words) < 2 || g.hasLegalForm() {
			continue
		}
		maker := byKey[strings.ToLower(words[0])]
		if maker == nil || maker == g || maker.score[companyName] < 1.2 {
			continue
		}
		if abroad(coreWords(g.name())[1:]) {
			g.say(companyName, 4, "a company's name and a place")
			continue
		}
		last := words[len(words)-1]
		switch {
		case productTails[last] && g.score[companyName] < 5:
			g.say(productName, 3.5, "a company's name and "+last)
			if c := g.candidates[0]; c.sentence.lowerAt(c.from-1) == "the" {
				g.say(productName, 2, "")
			}
		case !orgWords[last] && !unitWords[last] && maker.before(g):
			g.say(productName, 1.8, "")
		}
	}
}

// weighSurnames scores full names by their surnames alone, where these are clearly
// somebody's: "Ms Varn" and "Petla Varn".
func weighSurnames(groups []*group) {
	sure := map[string]bool{}
	for _, g := range groups {
		if words := g.nameWords(); len(words) == 1 {
			if kind, lead := g.best(); kind == personName && lead > 2.5 {
				sure[words[0]] = true
			}
		}
	}
	for _, g := range groups {
		if words := g.nameWords(); len(words) == 2 && sure[words[1]] && !g.hasLegalForm() {
			g.say(personName, 3, "with the surname of somebody")
		}
	}
}

// weighBearers scores names by the people in front of them: "analyst Ann Boe of
// Acme", "Ann Boe and Joel Amadi of Blick Oakes".
func weighBearers(groups []*group) {
	for _, g := range groups {
		for _, c := range g.candidates {
			s := c.sentence
			switch w := s.lowerAt(c.from - 1); w {
			case "of", "at", "from", "with":
			default:
				continue
			}
			var bearer *candidate
			for _, h := range s.candidates {
				if h.to == c.from-1 {
					bearer = h
				}
			}
			if bearer == nil {
				continue
			}
			if kind, lead := bearer.group.best(); kind != personName || lead < 1.5 {
				continue
			}
			t, titled := titleEnding(s.titles, bearer.from)
			switch {
			case titled && !t.public, s.outsidersBefore(bearer.from):
				g.say(companyName, 2, "of somebody with a title")
			case c.to-c.from > 1:
				g.say(companyName, 1.5, "")
			}
		}
	}
}

// outsidersBefore reports whether a plural title of outsiders stands soon in front
// of token i: "some analysts, including Ann Boe of Acme".
func (s *sentence) outsidersBefore(i int) bool {
	for _, t := range s.titles {
		if t.plural && t.to < i && i-t.to < 8 && outsider[singular(s.lowerAt(t.to-1))] {
			return true
		}
	}
	return false
}

// weighPossessions scores what companies possess as products of theirs.
func weighPossessions(groups []*group) {
	for _, g := range groups {
		for _, c := range g.candidates {
			s := c.sentence
			if !isPossessive(s.textAt(c.from-1)) || s.startsOrg(c) || c.possessive {
				continue
			}
			for _, h := range s.candidates {
				if h.to == c.from-1 && h.group.score[companyName] >= 3 && h.group.score[placeName] == 0 {
					if kind, _ := h.group.best(); kind == companyName {
						g.say(productName, 1, "")
					}
				}
			}
		}
	}
}

// weighNeighbours lets names in one enumeration speak for each other.
func weighNeighbours(groups []*group, t *text) {
	type link struct{ a, b *group }
	var links []link
	for _, s := range t.sentences {
		cs := s.candidates
		for i := 1; i < len(cs); i++ {
			a, b := cs[i-1], cs[i]
			if a.group != b.group && !b.possessive && s.enumerated(a.to, b.from) && (b.from-a.to > 1 || s.textAt(a.to) != "," || s.listed(cs, i)) {
				links = append(links, link{a.group, b.group})
			}
		}
	}
	// Each round reaches one name further along an enumeration; each name
	// gains once.
	gained := map[*group]bool{}
	for range 4 {
		type gain struct {
			g      *group
			kind   kindOfName
			points float64
		}
		var gains []gain
		for _, l := range links {
			for _, pair := range [][2]*group{{l.a, l.b}, {l.b, l.a}} {
				kind, lead := pair[0].best()
				if lead >= 1.5 && !gained[pair[1]] && (kind == companyName || kind == personName || kind == productName || kind == placeName) {
					points := 1.5
					if lead >= 2.5 {
						points = 2.2
					}
					gains = append(gains, gain{pair[1], kind, points})
				}
			}
		}
		for _, g := range gains {
			if !gained[g.g] {
				gained[g.g] = true
				g.g.say(g.kind, g.points, "")
			}
		}
	}
}

// weighLists takes three names and more in one enumeration, about none of which
// anything is known, for companies: "its suppliers Acme, Blick and Coil".
func weighLists(t *text) {
	for _, s := range t.sentences {
		if s.titleCase {
			continue
		}
		for from := 0; from < len(s.candidates); {
			to := from + 1
			for to < len(s.candidates) && s.enumerated(s.candidates[to-1].to, s.candidates[to].from) {
				to++
			}
			list := s.candidates[from:to]
			from = to
			if len(list) < 3 || slices.ContainsFunc(list, func(c *candidate) bool { return !c.group.bare() }) {
				continue
			}
			for _, c := range list {
				c.group.say(companyName, 2, "named with other companies")
			}
		}
	}
}

// bare reports whether nothing speaks for a name to be anything but a company,
// however little speaks for that.
func (g *group) bare() bool {
	for k := range kindsOfNames {
		if k != companyName && g.score[k] > 0.6 {
			return false
		}
	}
	return g.score[companyName] >= 0.75
}
