package gold

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// synonyms are keys of technologies that mean another.
var synonyms = map[string]string{
	"a i":                     "artificial intelligence",
	"adas":                    "advanced driver assistance system",
	"ai":                      "artificial intelligence",
	"ar":                      "augmented reality",
	"biotech":                 "biotechnology",
	"cloud computing":         "cloud",
	"cloud computing service": "cloud",
	"cloud service":           "cloud",
	"crm":                     "customer relationship management",
	"data centre":             "data center",
	"datacenter":              "data center",
	"drm":                     "digital right management",
	"ecommerce":               "e commerce",
	"erp":                     "enterprise resource planning",
	"ev":                      "electric vehicle",
	"fifth generation":        "5g",
	"flash":                   "flash memory",
	"internet tv":             "internet television",
	"iot":                     "internet of thing",
	"iptv":                    "internet protocol television",
	"lcd":                     "liquid crystal display",
	"li ion battery":          "lithium ion battery",
	"ml":                      "machine learning",
	"no code":                 "no code development",
	"online advertising":      "internet advertising",
	"ride share":              "ridesharing",
	"ride sharing":            "ridesharing",
	"telecom":                 "telecommunication",
	"vr":                      "virtual reality",
	"vtol":                    "vertical take off and landing",
	"xr":                      "extended reality",
}

// emptyWords say nothing of a technology.
var emptyWords = set("the", "a", "an", "of", "for", "and", "in", "on", "to", "technology", "technologies", "service", "services",
	"system", "systems", "solution", "solutions", "platform", "platforms", "based", "type", "area")

// technologyKey is what technologies are compared by: folded, singular, without
// "technology" at the end, one of several synonyms.
func technologyKey(name string) string {
	w := words(fold(name), "+")
	for i := range w {
		w[i] = singular(w[i])
	}
	if len(w) > 1 && w[len(w)-1] == "technology" {
		w = w[:len(w)-1]
	}
	k := strings.Join(w, " ")
	if synonym, ok := synonyms[k]; ok {
		return synonym
	}
	return k
}

func singular(word string) string {
	n := utf8.RuneCountInString(word)
	stem, plural := strings.CutSuffix(word, "s")
	switch {
	case n > 4 && strings.HasSuffix(word, "ies"):
		return strings.TrimSuffix(word, "ies") + "y"
	case n > 3 && plural && !strings.HasSuffix(stem, "s") && !strings.HasSuffix(stem, "u") && !strings.HasSuffix(stem, "i"):
		return stem
	}
	return word
}

// sameTechnology compares strictly: the same key.
func sameTechnology(a, b string) bool {
	x := technologyKey(a)
	return x != "" && x == technologyKey(b)
}

// likeTechnology compares leniently: one has all telling words of the other, or
// they share half of theirs.
func likeTechnology(a, b string) bool {
	if sameTechnology(a, b) {
		return true
	}
	x, y := tellingWords(a), tellingWords(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	both := shared(x, y)
	return both == len(x) || both == len(y) || 2*both >= len(x)+len(y)-both
}

func tellingWords(name string) map[string]bool {
	w := set(strings.Fields(technologyKey(name))...)
	for word := range emptyWords {
		delete(w, word)
	}
	return w
}

func (c *comparison) technologies() {
	c.compareTechnologies(TechnologiesStrict, false)
	c.compareTechnologies(TechnologiesLenient, true)
}

func (c *comparison) compareTechnologies(m Measure, lenient bool) {
	gold := c.gold.Technologies
	used := make([]bool, len(gold))
	take := func(name string, same func(a, b string) bool) bool {
		for i, g := range gold {
			if !used[i] && same(name, g) {
				used[i] = true
				c.right(m)
				return true
			}
		}
		return false
	}
	var rest []string
	for _, name := range c.pred.Technologies { // exact ones first: a like one must not take their place
		if !take(name, sameTechnology) {
			rest = append(rest, name)
		}
	}
	for _, name := range rest {
		if lenient && take(name, likeTechnology) {
			continue
		}
		like := func(g string) bool { return likeTechnology(name, g) }
		// What is like an annotated one is another word for what was found.
		if !slices.ContainsFunc(c.gold.Optional.Technologies, like) && !slices.ContainsFunc(gold, like) {
			c.wrong(m, name)
		}
	}
	for i, g := range gold {
		if !used[i] {
			c.missing(m, g)
		}
	}
}
