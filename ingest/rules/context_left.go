package rules

import (
	"strings"
)

// weighBehindComma scores a name in apposition to what stands in front of the
// comma at p: "a smaller rival, Acme, …", "its chairman, Ann Boe".
func weighBehindComma(g *group, c *candidate, p int) bool {
	s := c.sentence
	end := c.to
	if next := s.textAt(end); next != "," && next != "" && s.lowerAt(end) != "and" && next != "." && next != "—" && next != "–" && !corporateVerbs[s.lowerAt(end)] && s.textAt(end) != "(" && s.lowerAt(end) != "of" {
		return false
	}
	noun := s.lowerAt(p - 1)
	if !s.isLower(p - 1) {
		return false
	}
	if w := s.lowerAt(p - 2); (w == "his" || w == "her") && kinsfolk[noun] {
		g.say(personName, 5, "somebody's "+noun)
		return true
	}
	if s.lowerAt(end) == "and" {
		t, ok := s.titleUpTo(p)
		switch {
		case ok && t.plural && s.definite(t.from) && !s.startsOrg(c):
			g.say(personName, 3, "in apposition to "+s.span(t.from, t.to))
		case !ok && strings.HasSuffix(noun, "s") && companyNouns[singular(noun)] && s.definite(p-1):
			g.say(companyName, 3, "in apposition to "+noun)
		default:
			return false
		}
		return true
	}
	if t, ok := s.titleUpTo(p); ok && (!companyNouns[noun] || noun == "partner" || noun == "investor") && !t.public {
		if s.definite(t.from) && !s.startsOrg(c) {
			if companyNouns[noun] {
				g.say(companyName, 1.5, "")
			}
			g.say(personName, 3.5, "in apposition to "+s.span(t.from, t.to))
			return true
		}
		return false
	}
	if companyNouns[noun] && !productNouns[noun] && !strings.HasSuffix(noun, "s") && s.definite(p-1) {
		g.say(companyName, 3.5, "called a "+noun)
		g.describe(c, p-1)
		return true
	}
	if productNouns[noun] && !companyNouns[noun] && !strings.HasSuffix(noun, "s") && s.definite(p-1) {
		g.say(productName, 3, "called a "+noun)
		return true
	}
	return false
}

// seatCompound reports whether a compound describes a company: "Tokyo-based",
// "Acme-backed".
func seatCompound(word string) bool {
	_, end, _ := strings.Cut(word, "-")
	switch end {
	case "based", "listed", "owned", "backed", "headquartered", "controlled", "like", "sized", "affiliated", "funded", "born":
		return true
	}
	return false
}

// causes are what groups that are no companies are for.
var causes = wordSet{"environmental": true, "advocacy": true, "lobby": true, "lobbying": true, "industry": true, "trade": true, "campaign": true, "consumer": true, "rights": true, "pressure": true, "activist": true, "user": true, "patient": true, "privacy": true, "civil-rights": true, "farmers": true, "workers": true, "employers": true, "watchdog": true, "rebel": true, "ethnic": true, "criminal": true, "parliamentary": true, "standards": true, "hacker": true, "hacking": true, "ransomware": true, "conservation": true, "religious": true, "church": true, "student": true, "women's": true, "union": true}

// kinsfolk are nouns for people by what they are to another.
var kinsfolk = wordSet{"predecessor": true, "successor": true, "boss": true, "deputy": true, "counterpart": true, "colleague": true, "husband": true, "wife": true, "brother": true, "sister": true, "son": true, "daughter": true, "partner": true, "lawyer": true, "mentor": true, "rival": true, "replacement": true, "friend": true, "co-founder": true, "father": true, "mother": true}

// titleUpTo returns the title that ends, perhaps with its tail, before token p:
// "head of product".
func (s *sentence) titleUpTo(p int) (title, bool) {
	if t, ok := titleEnding(s.titles, p); ok {
		return t, true
	}
	for _, t := range s.titles {
		if t.to < p && p-t.to < 6 && s.tailTo(t.to, p) && s.lowerAt(t.to) != "," && s.plainWords(t.to, p) {
			return t, true
		}
	}
	return title{}, false
}

// plainWords reports whether tokens [from, to) have no capitals.
func (s *sentence) plainWords(from, to int) bool {
	for j := from; j < to; j++ {
		if upper(s.textAt(j)) {
			return false
		}
	}
	return true
}

// behindTitle reports whether a name is that of where a title is held, by what
// stands at token p in front of it: "chief scientist of Acme", "(CEO, Acme)".
func (s *sentence) behindTitle(c *candidate, p int) bool {
	switch s.lowerAt(p) {
	case "of", "at":
		t, ok := titleEnding(s.titles, p)
		return ok && !t.public
	case "for":
		t, ok := titleEnding(s.titles, p)
		return ok && !t.public && strings.HasPrefix(s.lowerAt(t.to-1), "spokes")
	case ",":
		if next := s.textAt(c.to); next != ")" && next != "." && next != "," && next != "" {
			return false
		}
		for _, t := range s.titles {
			if t.public || t.to > p || p-t.to > 5 || t.to < p && !s.tailTo(t.to, p) {
				continue
			}
			if front := s.textAt(t.from - 1); front == "(" || front == "," && upper(s.textAt(t.from-2)) && s.textAt(c.to) != "," {
				return !c.startsWithGivenName()
			}
		}
	}
	return false
}

// tailTo reports whether tokens [from, to) can be the tail of a title: "of
// mobility", ", Investor Relations".
func (s *sentence) tailTo(from, to int) bool {
	first := s.lowerAt(from)
	if first != "of" && first != "for" && first != "," {
		return false
	}
	for j := from + 1; j < to; j++ {
		if t := s.textAt(j); t == "," && j > from+1 || t == ";" || t == "." || tailStops[s.lowerAt(j)] {
			return false
		}
	}
	return true
}

// department reports whether a name is that of a department somebody is in
// charge of, by the token p in front of it: "head of Mobile R&D at Acme", "vice
// president, Industrial Solutions, Acme".
func (s *sentence) department(c *candidate, p int) bool {
	t, ok := titleEnding(s.titles, p)
	if !ok || t.public {
		return false
	}
	switch s.lowerAt(p) {
	case "of", "for":
		return s.lowerAt(c.to) == "at" && upper(s.textAt(c.to+1)) || c.to-c.from > 1 && !s.legalForm(c.to-1) && (allOrgWords(coreWords(c.form())) || departmentWords[s.textAt(c.to-1)] || worldParts[s.textAt(c.to-1)] && mostlyPlain(c) && (orgWords[s.textAt(c.from)] || commonWords[s.lowerAt(c.from)]))
	case ",":
		if s.lowerAt(c.to) == "of" && s.lowerAt(c.to+1) == "the" {
			return true
		}
		if departmentWords[lastWord(c.form())] {
			return true
		}
		return s.lowerAt(c.to) == "at" && upper(s.textAt(c.to+1)) && s.textAt(t.from-1) == "," && !s.legalForm(c.to-1)
	}
	return false
}

// departmentWords end what parts of companies are called.
var departmentWords = wordSet{"Unit": true, "Division": true, "Department": true, "Business": true, "Segment": true, "Region": true, "Team": true, "Practice": true, "Desk": true, "Operations": true, "Relations": true, "Affairs": true, "Sales": true, "Development": true, "Strategy": true}

// pluralCompanies reports whether a list that opens at token p is one of
// companies: "rivals such as", "customers, which include".
func (s *sentence) pluralCompanies(p int) bool {
	for j := p - 1; j >= 0 && j > p-5; j-- {
		if lower := s.lowerAt(j); strings.HasSuffix(lower, "s") && companyNouns[singular(lower)] || lower == "companies" || lower == "entrants" || lower == "members" || lower == "customers" || lower == "players" {
			return true
		}
	}
	return false
}

// possessedProduct reports whether a name is that of something possessed and
// followed by a product's noun: "its entry-level Blick drives".
func (s *sentence) possessedProduct(c *candidate) bool {
	if s.productNounAfter(c.to) == "" {
		return false
	}
	for j := c.from - 1; j >= 0 && j >= c.from-4; j-- {
		w := s.lowerAt(j)
		switch {
		case w == "its" || w == "their" || w == "whose" || w == "our":
			return true
		case isPossessive(s.textAt(j)):
			return !placeAt(s, j-1)
		case w == "and" || w == "," || !s.isLower(j) && j < c.from-1:
		case functionWords[w] || !s.isLower(j):
			return j >= 2 && w != "" && upper(s.textAt(j)) && s.lowerAt(j-1) == "its"
		}
	}
	return false
}

// productNounAfter returns the product's noun that follows token i, perhaps
// behind an adjective, or "".
func (s *sentence) productNounAfter(i int) string {
	for j := i; j < i+2 && j < len(s.tokens); j++ {
		w := s.lowerAt(j)
		if productNouns[w] && s.isLower(j) {
			return w
		}
		if allCaps(s.textAt(j)) && capitalised[s.textAt(j)] {
			i++ // "Blick VR camera"
			continue
		}
		if !s.isLower(j) || functionWords[w] || corporateVerbs[w] && !commonWords[w] {
			return ""
		}
	}
	return ""
}

// dealBefore reports whether a verb of buying stands in front of token i.
func (s *sentence) dealBefore(i int) bool {
	for j := i - 1; j >= 0 && j > i-6; j-- {
		if w := s.lowerAt(j); dealVerbs[w] || w == "acquisition" || w == "purchase" || w == "picked" || w == "snapped" || w == "founded" {
			return true
		}
	}
	return false
}

// pluralProducts reports whether a list that opens at token p is one of
// products: "drugs such as".
func (s *sentence) pluralProducts(p int) bool {
	for j := p - 1; j >= 0 && j > p-4; j-- {
		if w := s.lowerAt(j); strings.HasSuffix(w, "s") && productNouns[singular(w)] && !companyNouns[singular(w)] {
			return true
		}
	}
	return false
}

// definite reports whether the phrase whose noun is at i begins with an article
// or a possessive.
func (s *sentence) definite(i int) bool {
	for j := i - 1; j >= 0 && j > i-6; j-- {
		switch lower := s.lowerAt(j); {
		case lower == "the" || lower == "a" || lower == "an" || lower == "its" || lower == "their" || lower == "his" || lower == "her" || lower == "one" || lower == "another" || isPossessive(s.textAt(j)):
			return true
		case functionWords[lower] || lower == ",":
			return false
		}
	}
	return false
}
