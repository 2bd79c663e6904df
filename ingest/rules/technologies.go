package rules

import (
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// areaNames are the names of the taxonomy's areas, by their first word.
var areaNames = map[string][]areaName{}

// ownName is the first name of each area.
var ownName = map[string]string{}

type areaName struct {
	words []string
	exact []string // as written, for acronyms
	area  string
}

// technicalNames are names of areas that have capitals, as written: they are no
// names of companies and products.
var technicalNames = wordSet{}

// consumerAreas are so common in the news that a mention says little: they are
// queued at most.
var consumerAreas = wordSet{"mobile-devices": true, "personal-computers": true, "printing": true, "servers": true, "social-networking": true, "messaging": true, "gaming": true, "logistics": true, "open-source": true, "search-engines": true, "oil-and-gas": true, "space": true, "storage": true, "wearables": true, "aviation": true, "web-hosting": true}

func init() {
	for _, line := range readLines("technologies") {
		id, names, ok := strings.Cut(line, "|")
		if !ok {
			panic("rules: technologies: " + line)
		}
		for _, name := range splitItems(names) {
			if ownName[strings.TrimSpace(id)] == "" {
				ownName[strings.TrimSpace(id)] = name
			}
			n := areaName{exact: tokenWords(name), words: tokenWords(strings.ToLower(name)), area: strings.TrimSpace(id)}
			if name != strings.ToLower(name) {
				technicalNames[name] = true
				technicalNames[name+"s"] = true
			}
			areaNames[n.words[0]] = append(areaNames[n.words[0]], n)
		}
	}
}

// findTechnologies returns the technical areas that the text is about.
func findTechnologies(t *text) []*extract.Technology {
	found := []*extract.Technology{}
	byKey := map[string]*extract.Technology{}
	add := func(s *sentence, from, to int, area string, confidence float64, why string) {
		name := s.span(from, to)
		if !allCaps(name) && !strings.Contains(name, "IoT") && !mixedCase(name) && !strings.ContainsAny(name, "0123456789") {
			if _, ok := lowerable(s, from, to); ok {
				name = strings.ToLower(name)
			}
		}
		// One area by its own name and by its letters is one technology; what is
		// narrower is another.
		key := singular(strings.ToLower(name))
		if area != "" && (allCaps(strings.ReplaceAll(name, ".", "")) || name == "IoT" || strings.EqualFold(name, ownName[area])) {
			key = area
		}
		if x := byKey[key]; x != nil {
			x.Confidence = max(x.Confidence, confidence)
			if len(x.Passages) < 3 {
				x.Passages = append(x.Passages, s.passage())
			}
			return
		}
		x := &extract.Technology{Name: name, Area: areaID(area), Claim: extract.Claim{Passages: []extract.Passage{s.passage()}, Confidence: confidence, Reasons: []string{why}}}
		byKey[key] = x
		found = append(found, x)
	}
	for _, s := range t.sentences {
		if s.boilerplate || s.paragraph == 0 {
			continue
		}
		for i := s.lead; i < len(s.tokens); i++ {
			if s.mentionStarting(i) != nil && !s.mentionStarting(i).anaphor {
				i = s.mentionStarting(i).to - 1
				continue
			}
			if name, n := s.sharedHead(i); n > 0 {
				add(s, i, i+2+n, name, 0.85, "an area of the taxonomy")
				i++ // what is behind the "and" is one of its own
				continue
			}
			if n := s.technologyPhrase(i); n > 0 {
				if _, area := s.areaAt(i); n > area {
					add(s, i, i+n, s.areaIn(i, i+n), 0.82, "what it is, and of which kind")
					i += n - 1
					continue
				}
			}
			if name, n := s.areaAt(i); n > 0 {
				from := s.extendArea(i)
				confidence := 0.85
				if consumerAreas[name.area] {
					confidence = 0.6
				}
				add(s, from, i+n, name.area, confidence, "an area of the taxonomy")
				i += n - 1
				continue
			}
			if from, to := s.patentedAt(i); to > 0 {
				add(s, from, to, s.areaIn(from, to), 0.82, "what patents are on")
				i = to - 1
				continue
			}
			if from := s.patentNoun(i); from < i {
				add(s, from, i, s.areaIn(from, i), 0.8, "what patents are on")
			} else if s.compoundTechnology(i) {
				add(s, i, i+2, s.areaIn(i, i+2), 0.8, "a "+s.lowerAt(i+1))
				i++
			}
		}
	}
	return found
}

var (
	technologyHeads = readSet("technologyheads")
	technologyMods  = lowerSet(readSet("technologymods"))
)

// technologyPhrase returns how many tokens from i on name a technology by its kind
// and what it is: "solar inverters", "lithium iron phosphate cells"; 0 if they do
// not.
func (s *sentence) technologyPhrase(i int) int {
	for j := i; j < len(s.tokens) && j < i+5; j++ {
		t := s.tokens[j]
		if upper(t.text) && !allCaps(t.text) && !(j == i && s.startsAt(i)) || s.mentionAt(j) != nil {
			return 0
		}
		if j > i && technologyHeads[t.lower] && !technologyHeads[s.lowerAt(j+1)] {
			if s.inTitle[j] {
				return 0
			}
			if _, title := titleStarting(s.titles, j+1); title {
				return 0 // "data center chief"
			}
			return j + 1 - i
		}
		if !technologyMods[t.lower] && !(j > i && technologyHeads[t.lower]) {
			return 0
		}
	}
	return 0
}

// sharedHead returns the area that the word at token i names with the head of
// what is behind an "and": the first of "augmented and virtual reality"; and how
// many tokens that has.
func (s *sentence) sharedHead(i int) (string, int) {
	if s.lowerAt(i+1) != "and" && s.lowerAt(i+1) != "or" || i+2 >= len(s.tokens) {
		return "", 0
	}
	name, n := s.areaAt(i + 2)
	if n < 2 {
		return "", 0
	}
	for _, other := range areaNames[s.tokens[i].lower] {
		if len(other.words) == n && equalWords(other.words[1:], name.words[1:]) {
			return other.area, n
		}
	}
	return "", 0
}

// patentNoun returns where the words begin that say what the patents at token i
// are on: "underwater navigation patents"; i if there are none.
func (s *sentence) patentNoun(i int) int {
	if s.tokens[i].lower != "patents" {
		return i
	}
	from := i
	for from > s.lead && from > i-3 && s.isLower(from-1) && s.mentionAt(from-1) == nil {
		w := s.lowerAt(from - 1)
		if functionWords[w] || patentAdjectives[w] || corporateVerbs[w] && !productNouns[w] && !orgWords[capital(w)] || narrowsNothing(w) || monthsAndDays[capital(w)] {
			break
		}
		from--
	}
	if i-from == 1 && !strings.Contains(s.tokens[from].text, "-") && s.areaIn(from, i) == "" {
		return i // a single plain word says too little
	}
	return from
}

// patentAdjectives say of patents something else than what they are on.
var patentAdjectives = wordSet{"granted": true, "issued": true, "pending": true, "essential": true, "standard": true, "standard-essential": true, "standards-essential": true, "key": true, "core": true, "own": true, "foreign": true, "existing": true, "related": true, "several": true, "certain": true, "other": true, "new": true, "additional": true, "more": true, "various": true, "relevant": true, "valuable": true, "important": true, "worldwide": true, "overseas": true, "international": true, "domestic": true, "million": true, "billion": true, "unspecified": true, "infringing": true, "infringed": true, "licensed": true, "expired": true, "remaining": true, "fundamental": true, "basic": true, "good": true, "old": true, "utility": true, "design": true, "its": true, "company": true, "percent": true, "asserted": true, "disputed": true, "same": true, "similar": true, "underlying": true, "active": true, "global": true, "such": true, "necessary": true, "patent": true, "of": true, "license": true, "licensing": true, "acquired": true, "sold": true, "hold": true, "holds": true, "owns": true, "filed": true, "technology": true, "tech": true, "held": true, "approximately": true, "total": true, "individual": true, "single": true, "seven": true, "cross-license": true, "cross-licensed": true, "cross-licensing": true}

// compoundTechnology reports whether tokens i and i+1 name a technology by a
// compound and what it is: "dry-coating process", "soil-testing technology".
func (s *sentence) compoundTechnology(i int) bool {
	switch s.lowerAt(i + 1) {
	case "technology", "technologies", "process", "processes", "software", "techniques", "technique":
	default:
		return false
	}
	word := s.tokens[i].lower
	first, last, ok := strings.Cut(word, "-")
	if !ok || !s.isLower(i) || narrowsNothing(word) || commonWords[word] || s.mentionAt(i) != nil || plainPrefixes[first] || strings.HasSuffix(last, "ed") {
		return false
	}
	return true
}

// plainPrefixes begin compounds that say how something is, and not what.
var plainPrefixes = wordSet{"next": true, "new": true, "high": true, "low": true, "cutting": true, "state": true, "real": true, "third": true, "first": true, "second": true, "top": true, "well": true, "long": true, "short": true, "large": true, "small": true, "full": true, "home": true, "world": true, "multi": true, "pre": true, "post": true, "non": true, "anti": true, "inter": true, "so": true, "best": true, "key": true, "us": true, "in": true, "open": true, "hard": true, "late": true, "early": true, "ever": true, "much": true, "all": true, "two": true, "three": true, "four": true, "one": true, "single": true, "dual": true, "mid": true, "co": true, "re": true, "self": true, "time": true, "cost": true, "user": true, "industry": true, "decision": true, "sign": true, "sales": true, "bidding": true, "year": true, "month": true, "week": true, "day": true, "peer": true, "end": true, "drag": true, "future": true, "forward": true, "cross": true, "patent": true, "off": true, "on": true, "built": true, "old": true, "up": true, "vetting": true, "easy": true, "hiring": true, "review": true, "back": true, "front": true}

func areaID(area string) string {
	if area == "" {
		return ""
	}
	return "area:" + area
}

// lowerable reports whether the capitals of a phrase are only those of a
// sentence's start or of a title.
func lowerable(s *sentence, from, to int) (string, bool) {
	return "", s.startsAt(from) && to-from == 1
}

// areaAt returns the longest name of an area at token i, and how many tokens it
// has.
func (s *sentence) areaAt(i int) (areaName, int) {
	var best areaName
	length := 0
	for _, name := range areaNames[s.tokens[i].lower] {
		if len(name.words) <= length || i+len(name.words) > len(s.tokens) {
			continue
		}
		if s.spells(i, name) {
			best, length = name, len(name.words)
		}
	}
	// "data-storage": the words of a name in one.
	if left, right, ok := strings.Cut(s.tokens[i].lower, "-"); ok && length == 0 && s.isLower(i) {
		for _, name := range areaNames[left] {
			if len(name.words) == 2 && (name.words[1] == right || name.words[1] == right+"s") && name.words[0] == left {
				return name, 1
			}
		}
	}
	// The singular of a plural name.
	if length == 0 {
		for _, name := range areaNames[s.tokens[i].lower+"s"] {
			if len(name.words) == 1 && s.spells(i, areaName{words: []string{s.tokens[i].lower}, exact: []string{strings.TrimSuffix(name.exact[0], "s")}}) && len(s.tokens[i].text) > 5 && !upper(s.tokens[i].text) {
				return name, 1
			}
		}
	}
	return best, length
}

func (s *sentence) spells(i int, name areaName) bool {
	last := len(name.words) - 1
	for k, w := range name.words {
		t := s.tokens[i+k]
		if t.lower != w && !(k == last && last > 0 && t.lower+"s" == w) && !(k == last && last > 0 && t.lower == w+"s") {
			return false
		}
		// Acronyms are in capitals: "AI", not "ai".
		if allCaps(name.exact[k]) && !upper(t.text) && !strings.ContainsAny(t.text, "0123456789") {
			return false
		}
		if len(name.words) == 1 && !allCaps(name.exact[0]) && upper(t.text) && !s.startsAt(i) && !upper(name.exact[0]) && s.nameToken(i) && s.isName(i) {
			return false
		}
	}
	return true
}

// isName reports whether the capitalised word at i is part of a run of them.
func (s *sentence) isName(i int) bool {
	return i > 0 && upper(s.tokens[i-1].text) || i+1 < len(s.tokens) && upper(s.tokens[i+1].text)
}

// extendArea takes words in front of an area's name that narrow it: "sodium-ion
// battery cells".
func (s *sentence) extendArea(i int) int {
	for i > s.lead && s.isLower(i-1) && strings.Contains(s.tokens[i-1].text, "-") && s.mentionAt(i-1) == nil && !narrowsNothing(s.tokens[i-1].text) {
		i--
	}
	return i
}

// areaIn returns the area whose name is the last among tokens [from, to), "" if
// there is none.
func (s *sentence) areaIn(from, to int) string {
	area := ""
	for i := from; i < to; i++ {
		if name, n := s.areaAt(i); n > 0 {
			area = name.area
		}
	}
	return area
}

// narrowsNothing reports whether a compound in front of an area says nothing of
// what it is.
func narrowsNothing(word string) bool {
	if compound(word) {
		return true
	}
	for _, end := range []string{"year-old", "-leading", "-largest", "-growing", "-class", "-old", "-known", "-wide", "-scale", "-end", "-speed", "-cost", "-ever", "-year", "-based", "-owned"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// patentedAt finds what patents are on, by the words at token i: "patents on
// motion planning", "patents relating to oxide thin-film transistors".
func (s *sentence) patentedAt(i int) (int, int) {
	w := s.tokens[i].lower
	if w != "patents" && w != "applications" {
		return 0, 0
	}
	j := i + 1
	switch s.lowerAt(j) {
	case "on", "covering", "covers", "for":
		j++
	case "relating", "related", "directed":
		if s.lowerAt(j+1) == "directly" {
			j++
		}
		if s.lowerAt(j+1) != "to" {
			return 0, 0
		}
		j += 2
	default:
		return 0, 0
	}
	from := j
	for j < len(s.tokens) && j < from+5 {
		t := s.tokens[j]
		if !s.isLower(j) && !strings.ContainsAny(t.text, "0123456789") || functionWords[t.lower] || s.mentionAt(j) != nil {
			break
		}
		if corporateVerbs[t.lower] && j > from && !commonWords[t.lower] {
			break
		}
		j++
	}
	if j == from || j == from+5 || plainTopic[s.lowerAt(j-1)] {
		return 0, 0
	}
	return from, j
}

// plainTopic are words that are no technology, though patents are on them.
var plainTopic = wordSet{"drugs": true, "medicines": true, "software": true, "devices": true, "treatments": true, "services": true, "ways": true, "way": true, "products": true, "product": true, "technology": true, "technologies": true, "invention": true, "inventions": true, "things": true, "features": true, "designs": true, "design": true, "sale": true, "behalf": true, "cash": true, "use": true, "time": true, "aspects": true, "methods": true, "file": true, "basic": true, "infringement": true, "undisclosed": true, "smartphones": true, "phones": true, "ideas": true, "years": true, "everything": true}
