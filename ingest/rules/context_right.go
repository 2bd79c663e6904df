package rules

import (
	"strings"
)

// inMillions reports whether an amount of money of a million and more stands at
// token i.
func (s *sentence) inMillions(i int) bool {
	for j := i; j < min(i+3, len(s.tokens)); j++ {
		if m, _ := moneyAt(s, j); m != nil {
			return m.Amount >= 1e6
		}
	}
	return false
}

// weighRight scores what stands behind a mention.
func weighRight(g *group, c *candidate) {
	s, n := c.sentence, c.to
	if isQuoteMark(s.textAt(n)) || s.textAt(n) == "”" || s.textAt(n) == "’" && s.textAt(n+1) != "" {
		n++
	}
	for s.textAt(n) == "™" || s.textAt(n) == "®" {
		g.say(productName, 2, "a trade mark")
		n++
	}
	if c.possessive {
		weighPossessed(g, s, c.to+1)
		return
	}
	next := s.textAt(n)
	switch next {
	case "":
		return
	case "(":
		weighBracket(g, s, n+1)
		return
	case ",":
		if s.lowerAt(n+1) == "for" && s.inMillions(n+2) {
			g.say(companyName, 2.5, "for a price") // "and Acme, for $5 million,"
		}
		weighApposition(g, c, n+1)
		return
	}
	if t, ok := titleStarting(s.titles, n); ok && !t.public {
		// "Acme CEO Ann Boe", "an Acme spokesman"; "named Ann Boe chief
		// executive" is the other way round.
		if naming[s.lowerAt(c.from-1)] && !s.startsOrg(c) {
			g.say(personName, 3, "named "+s.span(t.from, t.to))
			return
		}
		if last := s.lowerAt(t.to - 1); companyNouns[last] && last != "partner" {
			g.say(productName, 1.2, "") // "Angry Birds developer Acme"
			return
		}
		g.say(companyName, 3, "in front of the title "+s.span(t.from, t.to))
		if upper(s.textAt(t.to)) && upper(s.textAt(t.to+1)) && c.to-c.from > 1 {
			g.say(companyName, 3, "") // "Morgan Tarn analyst Ann Boe"
		}
		return
	}
	weighVerb(g, s, n)
	weighDefinition(g, s, n)
	weighOffice(g, c, n)
	lower := s.lowerAt(n)
	if lower == "as" {
		if t, ok := s.titleWithin(n+1, 3); ok && naming[s.lowerAt(c.from-1)] {
			g.say(personName, 3.5, "named "+s.span(t.from, t.to))
			return
		}
	}
	switch {
	case lower == "for" && s.inMillions(n+1):
		g.say(companyName, 2.5, "for a price") // "and Acme for $5 million"
	case lower == "shares" || lower == "stock" || lower == "shareholders" || lower == "investors":
		g.say(companyName, 3, "its "+lower)
	case lower == "of" && placeAt(s, n+1):
		g.say(companyName, 1.5, "")
	case (lower == "from" || lower == "by") && c.to-c.from == 1 && upper(s.textAt(n+1)) && !dealVerbs[s.lowerAt(c.from-1)] && !naming[s.lowerAt(c.from-1)] && s.lowerAt(c.from-1) != "joined":
		g.say(productName, 0.9, "")
	case unitNouns[lower] && lower != "brand" && lower != "label" && s.belongs(c) && mostlyPlain(c):
		g.say(noName, 6, "what a "+lower+" does")
	case passiveDeal(s, n):
		g.say(companyName, 2.5, "bought")
	case lower == "who":
		g.say(personName, 3, "referred to by who")
	case s.productNounAfter(n) != "" && !productNouns[lower]:
		g.say(productName, 0.8, "")
		g.say(companyName, 0.5, "")
	case fairs[lower] && s.isLower(n):
		g.say(publicName, 4, "a "+lower)
	case lower == "family" || lower == "dynasty" || lower == "clan":
		g.say(noName, 5, "a family")
	case s.publicTitleAt(n):
		g.say(noName, 6, "the office of somebody")
	case sites[lower] && s.isLower(n) && s.lowerAt(c.from-1) == "the":
		g.say(placeName, 4, "a "+lower)
	case (lower == "and" || lower == ",") && s.brandsAfter(n):
		g.say(productName, 5, "one of some brands")
	case lower == "brands" || lower == "brand" && s.lowerAt(c.from-1) != "'s" && s.lowerAt(n+1) != "owner":
		g.say(productName, 3, "a "+lower)
	case lower == "team" && s.lowerAt(c.from-1) == "the":
		g.say(companyName, 2, "a team")
	case (lower == "name" || lower == "brand" || lower == "label" || lower == "trademark") && s.lowerAt(c.from-1) == "the":
		g.say(productName, 3, "a "+lower)
	case productNouns[lower] && s.isLower(n):
		if strings.HasSuffix(lower, "s") || lower == "software" || lower == "hardware" || lower == "equipment" {
			g.say(productName, 1.1, "")
			g.say(companyName, 0.7, "")
		} else {
			g.say(productName, 2, "in front of "+lower)
		}
	case lower == "administration" || lower == "presidency" || lower == "government":
		g.say(publicName, 3, "its "+lower)
	case companyNouns[lower] && s.isLower(n):
		g.say(companyName, 0.5, "")
	case lower == "–" || lower == "—" || lower == "-" || lower == "--":
		if w := s.lowerAt(n + 1); (w == "a" || w == "an" || w == "the") && s.companyNounWithin(n+2, 8) {
			g.say(companyName, 3, "in apposition")
		}
	}
}

// mostlyPlain reports whether half of a name's words are ordinary ones, as in what
// parts of companies are called.
func mostlyPlain(c *candidate) bool {
	words := coreWords(c.form())
	plain := 0
	for _, w := range words {
		if orgWords[capital(w)] || commonWords[w] || functionTail[w] || worldParts[capital(w)] || w == "&" || w == "and" {
			plain++
		}
	}
	return len(words) > 1 && 2*plain >= len(words) || plain == len(words)
}

// belongs reports whether a possessor stands in front of a name.
func (s *sentence) belongs(c *candidate) bool {
	w := s.lowerAt(c.from - 1)
	return possessivePronoun[w] || isPossessive(s.textAt(c.from-1)) || w == "the"
}

// titleWithin returns the title that starts at token i or behind a few words that
// determine it: "as its new chief executive".
func (s *sentence) titleWithin(i, words int) (title, bool) {
	for k := i; k <= i+words; k++ {
		if t, ok := titleStarting(s.titles, k); ok && !t.public {
			return t, true
		}
		if w := s.lowerAt(k); !articles[w] && w != "new" && !s.modifier(k) {
			break
		}
	}
	return title{}, false
}

// weighOffice scores a name by the title that its verb gives it: "Varn took over
// as head of sales", "Varn is its chief engineer".
func weighOffice(g *group, c *candidate, n int) {
	s := c.sentence
	if naming[s.lowerAt(c.from-1)] && (s.lowerAt(n) == "to" || s.lowerAt(n) == "from" || s.lowerAt(n) == "away") && !s.startsOrg(c) {
		if w := s.lowerAt(c.from - 1); w != "made" && w != "selected" && w != "chose" && w != "picked" {
			g.say(personName, 1.5, "")
		}
	}
	if !s.isLower(n) {
		return
	}
	if copula[s.lowerAt(n)] {
		if t, ok := s.titleWithin(n+1, 3); ok && !t.plural && !companyNouns[s.lowerAt(t.to-1)] {
			g.say(personName, 3, "said to be "+s.span(t.from, t.to))
		}
		return
	}
	for k := n + 1; k < n+7 && k < len(s.tokens); k++ {
		if s.lowerAt(k) == "as" {
			if t, ok := s.titleWithin(k+1, 3); ok && !t.plural && !companyNouns[s.lowerAt(t.to-1)] && !naming[s.lowerAt(n)] {
				g.say(personName, 2.5, "something as "+s.span(t.from, t.to))
			}
			return
		}
		if t := s.textAt(k); t == "," || t == ";" || upper(t) {
			return
		}
	}
}

// weighDefinition scores what a name is said to be: "Acme is a Dutch maker of
// valves".
func weighDefinition(g *group, s *sentence, n int) {
	if w := s.lowerAt(n); w != "is" && w != "was" && w != "remains" {
		return
	}
	if w := s.lowerAt(n + 1); w != "a" && w != "an" && w != "the" {
		return
	}
	noun, ok := s.nounWithin(n+1, 9)
	switch {
	case !ok:
	case personNouns[noun]:
		g.say(personName, 2, "said to be a "+noun)
	case companyNouns[noun] && !productNouns[noun]:
		g.say(companyName, 3, "said to be a "+noun)
		g.nouns[singular(noun)] = true
	case productNouns[noun] && !companyNouns[noun]:
		g.say(productName, 3, "said to be a "+noun)
	}
}

func placeAt(s *sentence, i int) bool {
	_, ok := placeCountry[strings.TrimSuffix(s.textAt(i), ".")]
	return ok
}

// passiveDeal reports whether a passive verb of buying follows: "is being
// acquired".
func passiveDeal(s *sentence, n int) bool {
	if !copula[s.lowerAt(n)] && s.lowerAt(n) != "has" && s.lowerAt(n) != "will" {
		return false
	}
	for j := n + 1; j < n+5; j++ {
		switch w := s.lowerAt(j); w {
		case "being", "been", "to", "be", "also", "itself", "now":
		case "acquired", "bought", "purchased", "swallowed", "sued", "founded", "owned", "backed":
			return true
		default:
			return false
		}
	}
	return false
}

func weighVerb(g *group, s *sentence, n int) {
	lower := s.lowerAt(n)
	if lower == "also" || lower == "now" || lower == "then" || lower == "recently" || lower == "has" || lower == "had" || lower == "currently" || lower == "already" || lower == "later" {
		if corporateVerbs[s.lowerAt(n+1)] || personVerbs[s.lowerAt(n+1)] {
			n++
			lower = s.lowerAt(n)
		}
	}
	corporate, person := corporateVerbs[lower], personVerbs[lower]
	switch {
	case lower == "said" || lower == "says" || lower == "told":
		g.say(companyName, 1, "")
		g.say(personName, 1, "")
	case corporate && person:
		g.say(companyName, 0.8, "")
		g.say(personName, 0.8, "")
	case corporate:
		points := 1.5
		if auxiliary[lower] {
			points = 0.6
			g.say(productName, 0.3, "")
			g.say(personName, 0.3, "")
		}
		g.say(companyName, points, "")
	case person:
		g.say(personName, 1.5, "")
	}
	if (lower == "acted" || lower == "acting" || lower == "served" || lower == "serving" || lower == "acts") && s.lowerAt(n+1) == "as" {
		for j := n + 2; j < n+6; j++ {
			if w := s.lowerAt(j); strings.HasPrefix(w, "advis") || w == "counsel" || w == "underwriter" || w == "bookrunner" || w == "agent" {
				g.say(companyName, 4, "advises")
			}
		}
	}
	if !corporate && !person && len(lower) > 4 && strings.HasSuffix(lower, "ed") && s.isLower(n) {
		g.say(companyName, 0.7, "")
		g.say(personName, 0.4, "")
	}
	switch lower {
	case "features", "costs", "lets", "allows", "supports", "enables", "comes", "runs":
		g.say(productName, 1, "")
	}
}

var auxiliary = wordSet{"is": true, "was": true, "will": true, "would": true, "could": true, "may": true, "might": true, "has": true, "had": true}

// ofTowns are nouns for what towns and countries have.
var ofTowns = wordSet{"mayor": true, "residents": true, "employer": true, "downtown": true, "population": true, "suburbs": true, "outskirts": true, "inhabitants": true, "schools": true, "economy": true, "government": true, "parliament": true, "capital": true, "city": true, "citizens": true, "army": true, "voters": true, "courts": true}

// fairs are nouns for events.
var fairs = wordSet{"fair": true, "conference": true, "show": true, "expo": true, "summit": true, "exhibition": true, "festival": true, "congress": true, "convention": true, "forum": true, "symposium": true, "tournament": true, "championship": true, "award": true, "awards": true, "prize": true}

// publicTitleAt reports whether an office's title starts at token i with a capital:
// "Transport Minister Ann Boe".
func (s *sentence) publicTitleAt(i int) bool {
	t, ok := titleStarting(s.titles, i)
	return ok && t.public && upper(s.textAt(i))
}

// brandsAfter reports whether the names that go on at token i end in "brands": "the
// Ando and Brill brands".
func (s *sentence) brandsAfter(i int) bool {
	for j := i; j < i+8 && j < len(s.tokens); j++ {
		switch w := s.lowerAt(j); {
		case w == "brands" || w == "labels" || w == "marques":
			return s.isLower(j) && upper(s.textAt(j-1))
		case w == "and" || w == "," || upper(s.textAt(j)):
		default:
			return false
		}
	}
	return false
}

// sites are nouns for places of work, called after where they are.
var sites = wordSet{"plant": true, "mill": true, "factory": true, "mine": true, "refinery": true, "smelter": true, "campus": true, "warehouse": true, "shipyard": true, "quarry": true, "dam": true, "airport": true, "harbour": true, "harbor": true, "field": true, "basin": true, "deposit": true, "pit": true, "works": true, "site": true, "facility": true, "region": true, "district": true, "valley": true, "area": true}

// weighPossessed scores what a name possesses.
func weighPossessed(g *group, s *sentence, n int) {
	if t, ok := titleStarting(s.titles, n); ok && !t.public {
		g.say(companyName, 3.5, "its "+s.span(t.from, t.to))
		return
	}
	lower := s.lowerAt(n)
	if ofTowns[lower] || lower == "largest" && ofTowns[s.lowerAt(n+1)] || lower == "biggest" && ofTowns[s.lowerAt(n+1)] {
		g.say(placeName, 4, "its "+lower)
		return
	}
	if possessedNouns[lower] {
		g.say(companyName, 2, "its "+lower)
		return
	}
	g.say(companyName, 0.5, "")
	g.say(personName, 0.2, "")
}

// weighBracket scores what stands in brackets behind a name, and keeps the short
// names that are defined there.
func weighBracket(g *group, s *sentence, n int) {
	word := s.textAt(n)
	switch {
	case s.label(n):
		g.say(companyName, 4, "the label of a paragraph")
	case exchanges[word] || s.textAt(n+1) == ":" && allCaps(word), s.lowerAt(n) == "ticker", s.lowerAt(n) == "symbol":
		g.say(companyName, 8, "with its ticker")
		return
	case allCaps(strings.ReplaceAll(word, ".", "")) && strings.Contains(word, ".") && s.textAt(n+1) == ")":
		g.say(companyName, 6, "with its ticker")
		return
	}
	// (“AWL”), (the “Company”), ("Acme" or the "Company"), (AWL)
	for _, term := range s.definitionsAt(n) {
		g.definitions = append(g.definitions, term)
		g.say(companyName, 2, "defined as "+term)
	}
	if s.textAt(n+1) == ")" && allCaps(word) && lettersOf(word, g.name()) {
		g.definitions = append(g.definitions, word)
		g.say(companyName, 0.5, "")
		g.say(publicName, 0.5, "")
	}
}

// label reports whether the bracket that opens before token n ends in front of a
// colon at the start of a paragraph: "Acme (+3%): …".
func (s *sentence) label(n int) bool {
	for j := n; j < n+8 && j < len(s.tokens); j++ {
		if s.textAt(j) == ")" {
			return n <= 6 && s.textAt(j+1) == ":"
		}
	}
	return false
}

// lettersOf reports whether the letters of short come in this order in long, the
// first first.
func lettersOf(short, long string) bool {
	short, long = strings.ToLower(short), strings.ToLower(long)
	if short == "" || long == "" || short[0] != long[0] {
		return false
	}
	for _, r := range short {
		i := strings.IndexRune(long, r)
		if i < 0 {
			return false
		}
		long = long[i+len(string(r)):]
	}
	return true
}

// weighApposition scores what follows a name and a comma.
func weighApposition(g *group, c *candidate, n int) {
	s := c.sentence
	lower := s.lowerAt(n)
	if t, ok := titleStarting(s.titles, n); ok && !t.public {
		if s.lowerAt(c.from-1) == "at" && c.from < 2 {
			g.say(companyName, 4, "at which somebody is "+s.span(t.from, t.to))
			return
		}
		g.say(personName, 3.5, "in front of the title "+s.span(t.from, t.to))
		return
	}
	switch lower {
	case "who":
		g.say(personName, 4, "referred to by who")
		return
	}
	if t, ok := s.appositionTitle(n); ok {
		switch {
		case lower == "whose":
			g.say(companyName, 3, "whose "+s.span(t.from, t.to))
		case s.lowerAt(c.from-1) == "at" && c.from < 2:
			g.say(companyName, 4, "at which somebody is "+s.span(t.from, t.to)) // "At Acme, analyst Ann Boe"
		case (lower == "its" || lower == "their" || lower == "a" || lower == "an") && speaking[s.lowerAt(t.to)]:
			// ", its chief executive said,": who says it, not who is named before.
		case (companyNouns[s.lowerAt(t.to-1)] && s.lowerAt(t.to-1) != "partner" || s.lowerAt(t.to-1) == "leader" && lower == "the") && len(c.tokens()) == 1 && !c.startsWithGivenName():
			g.say(companyName, 2.5, "described as a "+s.lowerAt(t.to-1)) // "Acme, an Israeli specialist in"
			g.say(personName, 1, "")
		default:
			g.say(personName, 3.5, "described as "+s.span(t.from, t.to))
		}
		return
	}
	if s.lowerAt(n+1) == "member" && s.lowerAt(n+2) == "of" && s.boardWithin(n+3) {
		g.say(personName, 4, "a member of a board")
		return
	}
	switch lower {
	case "which":
		g.say(companyName, 1.2, "")
		g.say(productName, 0.4, "")
		return
	case "whose":
		g.say(companyName, 0.5, "")
		return
	case "where":
		if w := s.lowerAt(c.from - 1); w == "from" || w == "at" || w == "to" || w == "joined" || w == "left" {
			if next := s.lowerAt(n + 1); next == "he" || next == "she" || next == "they" {
				g.say(companyName, 5, "where somebody worked")
			}
		}
		return
	case "inc", "corp", "ltd":
		return
	case "a", "an", "the", "one", "another", "now", "once", "formerly", "maker", "parent", "owner", "operator", "its":
		if noun, ok := s.nounWithin(n, 9); ok {
			switch {
			case personNouns[noun] && companyNouns[noun]:
				g.say(personName, 1.5, "")
				g.say(companyName, 2, "")
			case personNouns[noun]:
				g.say(personName, 3, "described as a "+noun)
			case companyNouns[noun] && !productNouns[noun]:
				g.say(companyName, 4, "described as a "+noun)
				g.nouns[singular(noun)] = true
			case companyNouns[noun]:
				g.say(companyName, 1.5, "")
				g.say(productName, 1.5, "")
			case productNouns[noun]:
				g.say(productName, 2.5, "described as a "+noun)
			}
		}
		for j := n; j < n+5; j++ {
			if code := demonymCountry[s.textAt(j)]; code != "" {
				g.setCountry(code)
			}
			if seat, ok := strings.CutSuffix(s.textAt(j), "-based"); ok {
				g.seat(seat)
			}
		}
		return
	}
	if len(lower) == 2 && lower >= "18" && lower <= "99" && s.textAt(n+1) == "," {
		g.say(personName, 5, "with an age")
		return
	}
	if _, place := placeCountry[s.textAt(n)]; place && len(c.tokens()) <= 2 && (s.textAt(n+1) == "," || s.textAt(n+1) == ".") {
		g.say(placeName, 1.5, "")
	}
}

// appositionTitle finds the title in the phrase that follows a name and a comma:
// "an analyst at", "the Michigan company's chief legal officer", "up to now head
// of".
func (s *sentence) appositionTitle(n int) (title, bool) {
	for j := n; j < len(s.tokens) && j < n+9; j++ {
		if t, ok := titleStarting(s.titles, j); ok && !t.public && !t.plural {
			noun := s.lowerAt(t.to - 1)
			if companyNouns[noun] && s.lowerAt(t.to) != "at" && s.lowerAt(t.to) != "in" {
				return title{}, false
			}
			return t, true
		}
		t, lower := s.textAt(j), s.lowerAt(j)
		switch {
		case t == "," || t == "." || t == "”" || t == ";":
			return title{}, false
		case lower == "of" || lower == "that" || lower == "which" || lower == "with" || lower == "and" || lower == "but" || lower == "in" || lower == "for":
			return title{}, false
		case corporateVerbs[lower] && !commonWords[lower] || personVerbs[lower]:
			return title{}, false
		}
	}
	return title{}, false
}

// nounWithin returns the head noun of the phrase that starts at n, if it is a
// noun for companies, people or products.
func (s *sentence) nounWithin(n, length int) (string, bool) {
	head := ""
	for j := n; j < len(s.tokens) && j < n+length; j++ {
		t, lower := s.textAt(j), s.lowerAt(j)
		if t == "," || t == "." || lower == "of" || lower == "that" || lower == "which" || lower == "who" || lower == "for" || lower == "in" || lower == "by" || lower == "with" || lower == "based" || lower == "owned" {
			break
		}
		if companyNouns[lower] || personNouns[lower] || productNouns[lower] {
			head = lower
		} else if lower == "and" && head != "" {
			break
		} else if s.isLower(j) && head != "" && !functionWords[lower] {
			head = "" // another noun is the head
		}
	}
	return head, head != ""
}

// boardWithin reports whether "the managing board" and the like stands at token i.
func (s *sentence) boardWithin(i int) bool {
	for j := i; j < i+4; j++ {
		switch s.lowerAt(j) {
		case "board", "committee", "directorate", "council":
			return true
		case ",", ".":
			return false
		}
	}
	return false
}

func (s *sentence) companyNounWithin(n, length int) bool {
	noun, ok := s.nounWithin(n, length)
	return ok && companyNouns[noun]
}

// speaking are verbs behind the title of somebody who says what the sentence
// tells.
var speaking = wordSet{"said": true, "says": true, "told": true, "added": true, "wrote": true, "announced": true, "confirmed": true}
