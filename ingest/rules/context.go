package rules

import (
	"strings"
	"unicode"
)

var (
	corporateVerbs = readSet("corporateverbs")
	personVerbs    = readSet("personverbs")
	possessedNouns = readSet("possessed")
)

// lowerAt returns the lower-case text of token i, "" outside the sentence.
func (s *sentence) lowerAt(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].lower
}

func (s *sentence) textAt(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].text
}

func (s *sentence) isLower(i int) bool {
	t := s.textAt(i)
	return t != "" && unicode.IsLower([]rune(t)[0])
}

// publicationNouns are what news outlets are called.
var publicationNouns = wordSet{"newspaper": true, "daily": true, "magazine": true, "weekly": true, "tabloid": true, "journal": true, "blog": true, "newswire": true, "broadsheet": true, "paper": true, "broadcaster": true, "agency": true, "publication": true, "podcast": true}

// holdingOf are the nouns whose "of X" or "in X" makes X a company.
var holdingOf = wordSet{"stake": true, "stakes": true, "shares": true, "share": true, "stock": true, "interest": true, "investment": true, "investments": true, "invested": true, "invest": true, "investor": true, "investors": true, "shareholder": true, "shareholders": true, "acquisition": true, "takeover": true, "purchase": true, "merger": true, "bid": true, "offer": true, "unit": true, "subsidiary": true, "division": true, "arm": true, "parent": true, "owner": true, "affiliate": true, "board": true, "employees": true, "customers": true, "customer": true, "ownership": true, "control": true, "buyout": true, "owners": true, "backers": true, "sale": true, "combination": true, "supplier": true, "suppliers": true, "competitor": true, "competitors": true, "rival": true, "licensee": true, "partner": true, "co-founder": true, "founder": true, "founders": true, "ceo": true}

// dealVerbs are verbs whose object, with or without a preposition, is mostly a
// company.
var dealVerbs = wordSet{"acquire": true, "acquired": true, "acquires": true, "acquiring": true, "buy": true, "buys": true, "bought": true, "buying": true, "purchase": true, "purchased": true, "sue": true, "sued": true, "sues": true, "suing": true, "countersued": true, "owns": true, "own": true, "against": true, "merge": true, "merged": true, "merging": true, "partnered": true, "partner": true, "partnering": true, "join": true, "joined": true, "joining": true, "joins": true, "founded": true, "co-founded": true, "cofounded": true, "backed": true, "rival": true, "rivals": true, "versus": true, "outbid": true, "leave": true, "left": true, "leaving": true, "leads": true, "runs": true, "supplies": true, "competes": true, "overtook": true, "fight": true, "fights": true, "fighting": true, "fought": true, "accuse": true, "accuses": true, "accused": true, "accusing": true}

// assetNouns in front of "manager" make it a company or a person.
var assetNouns = wordSet{"pension": true, "fund": true, "asset": true, "money": true, "wealth": true, "investment": true, "property": true}

// placeIn are nouns that "in" leads on from to a place rather.
var placeIn = wordSet{"customers": true, "employees": true, "sale": true, "part": true, "investors": true, "share": true, "subsidiary": true, "unit": true, "division": true, "arm": true, "affiliate": true, "supplier": true, "suppliers": true, "rival": true, "competitor": true}

var mentionPrepositions = wordSet{"with": true, "by": true, "at": true, "from": true, "to": true, "for": true, "between": true, "against": true, "like": true, "including": true, "as": true, "than": true, "versus": true, "v": true, "vs": true}

// weighLeft scores what stands in front of a mention.
func weighLeft(g *group, c *candidate) {
	s, p := c.sentence, c.from-1
	for p >= 0 && (isQuoteMark(s.textAt(p)) || s.lowerAt(p) == "the" && p > 0) {
		if s.lowerAt(p) == "the" {
			g.say(companyName, -0.4, "")
			g.say(publicName, 0.4, "")
			g.say(productName, 0.3, "")
		}
		p--
	}
	if s.quoted(c) {
		g.say(companyName, 5, "a note of its own")
	}
	word := strings.TrimSuffix(s.lowerAt(p), ".")
	if word == "" {
		return
	}
	direct := p == c.from-1
	if (word == "from" || word == "in" || word == "of" || word == "near") && len(c.tokens()) < 3 && s.placeBehind(c.to) {
		g.say(placeName, 4, "a town before its state")
		return
	}
	switch {
	case word == "line" && carriage[s.lowerAt(p-1)] && direct:
		g.say(companyName, 5, "called a line of ships or trains")
		return
	case word == "partner" && direct && (s.ownedBy(p) || demonymCountry[s.textAt(p-1)] != ""):
		g.say(companyName, 4.5, "a company's partner")
		return
	case honorifics[strings.TrimSuffix(s.textAt(p), ".")]:
		g.say(personName, 6, "called "+s.textAt(p))
		return
	case p >= c.from-2 && s.afterTitle(p+1) && !s.startsOrg(c):
		t, _ := titleEnding(s.titles, p+1)
		if companyNouns[word] && s.isLower(p) && word != "partner" && (!(c.startsWithGivenName() && len(c.tokens()) == 2) || word == "specialist") {
			g.say(companyName, 3, "called a "+word) // "game developer Acme"
			g.say(personName, 1, "")
			g.describe(c, p)
			return
		}
		if t.plural && s.isLower(p) && outsider[singular(word)] && word != "owners" && word != "partners" {
			g.say(companyName, 3, "called "+word) // "accountants Mott Grierson"
			g.say(personName, 1, "")
			return
		}
		if word == "manager" && assetNouns[s.lowerAt(p-1)] {
			g.say(companyName, 2.5, "called a manager of money")
			g.say(personName, 1.5, "")
			return
		}
		g.say(personName, 4, "behind the title "+s.span(t.from, t.to))
		return
	case word == "," && weighBehindComma(g, c, p):
		return
	case publicationNouns[word] && direct:
		g.say(outletName, 5, "called a "+word)
	case personNouns[word] && direct:
		g.say(personName, 4, "called a "+word)
	case (word == "group" || word == "organisation" || word == "organization" || word == "body") && direct && causes[s.lowerAt(p-1)]:
		g.say(publicName, 6, "a "+s.lowerAt(p-1)+" "+word)
	case companyNouns[word] && s.isLower(p) && direct && !(productNouns[word] && g.score[productName] > 2):
		points := 4.0
		if productNouns[word] && !s.dealBefore(p) {
			points = 1.5
			g.say(productName, 1.5, "")
		}
		g.say(companyName, points, "called a "+word)
		g.describe(c, p)
	case productNouns[word] && s.isLower(p) && direct && !strings.HasSuffix(word, "s"):
		g.say(productName, 3, "called a "+word)
		for j := p - 1; j >= 0 && j > p-4; j-- {
			if prev := s.lowerAt(j); prev == "its" || prev == "their" || isPossessive(s.textAt(j)) {
				g.say(productName, 2, "its "+word)
				break
			} else if !s.isLower(j) || functionWords[prev] {
				break
			}
		}
	}
	if s.department(c, p) {
		g.say(noName, 7, "what somebody is in charge of")
	} else if direct && s.behindTitle(c, p) {
		g.say(companyName, 2.5, "behind a title")
	}
	if s.possessedProduct(c) {
		g.say(productName, 2.5, "possessed, and a "+s.productNounAfter(c.to))
	}
	switch word {
	case "'s", "’s":
		owner := strings.TrimSuffix(s.textAt(p-1), ".")
		if _, place := placeCountry[owner]; place {
			points := 3.0
			if before := s.lowerAt(p - 2); mentionPrepositions[before] || before == "of" || dealVerbs[before] {
				points = 4.8 // "a venture with India's Acme": with a given name, too
			}
			g.say(companyName, points, "put in "+owner)
			if g.country == "" {
				g.country = placeCountry[owner]
			}
			g.seats[strings.ToLower(owner)] = true
		} else {
			g.say(productName, 1.2, "")
			g.say(companyName, 0.5, "")
		}
	case "its", "their", "our":
		g.say(productName, 1.3, "")
		g.say(companyName, 0.3, "")
	case "titled", "entitled":
		g.say(noName, 6, "a title")
	case "called", "named", "dubbed":
		switch noun := s.nounBefore(p); {
		case noun == "":
		case companyNouns[noun] && !productNouns[noun]:
			g.say(companyName, 3, "a "+noun+" "+word)
		case productNouns[noun]:
			g.say(productName, 3, "a "+noun+" "+word)
		}
	case "of", "in", "with", "for", "by", "between":
		q := p - 1
		for q > 0 && (s.lowerAt(q) == "percent" || s.lowerAt(q) == "%") {
			q--
		}
		switch {
		case word == "of" && q < p-1:
			g.say(companyName, 2, "") // "11 percent of Acme"
		case word == "of" && legalForms[s.textAt(p-1)] && len(c.tokens()) == 1:
			g.say(placeName, 3, "") // "Acme KGaA of Esbruck"
		}
		if before := s.lowerAt(q); holdingOf[before] || before == "owned" || before == "acquired" || before == "bought" || before == "backed" || before == "developed" && word == "by" || before == "made" && word == "by" {
			if word != "in" || !placeIn[before] {
				g.say(companyName, 3, before+" "+word)
			}
		} else if next := s.lowerAt(c.to); word == "of" && (next == "at" || next == "for") && officeNouns[before] {
			g.say(noName, 6, "what a "+before+" is of") // "Head of Mobile Research at Acme"
		} else if word == "in" && !s.trades(p) {
			points := 1.6
			if before == "based" || before == "headquartered" || before == "plant" || before == "factory" || before == "office" || before == "offices" || before == "located" || before == "court" {
				points = 4
			}
			g.say(placeName, points, "")
		}
		if before := s.lowerAt(q); word == "of" && (before == "maker" || before == "makers" || before == "publisher" || before == "developer") {
			g.say(productName, 2.5, "what somebody is the "+before+" of")
		}
		if s.lowerAt(q) == "inventor" || s.lowerAt(q) == "son" || s.lowerAt(q) == "death" || s.lowerAt(q) == "friend" {
			g.say(personName, 2, "")
		}
	case "each", "every":
		g.say(productName, 2, "counted")
	case "outside", "near", "across", "throughout", "downtown", "northern", "southern", "western", "eastern", "central":
		g.say(placeName, 3, "")
	case "told":
		g.say(outletName, 1, "")
		g.say(companyName, 0.5, "")
	case "replacing", "succeeding", "succeeds", "succeeded", "replaces":
		g.say(personName, 2, "whom somebody follows")
	case "at":
		if before := s.lowerAt(p - 1); before == "plant" || before == "factory" || before == "mine" || before == "site" {
			g.say(placeName, 3, "")
		} else {
			g.say(companyName, 1.5, "")
		}
	case "whose":
		g.say(productName, 1, "")
	case "state-run", "state-owned", "state-controlled", "state-backed", "family-owned", "defunct", "bankrupt", "insolvent", "ailing", "scandal-hit", "crisis-hit", "upstart", "once-mighty", "fast-growing", "little-known", "Nasdaq-listed", "London-listed", "unlisted", "family-run", "employee-owned", "privately-held", "closely-held", "publicly-traded", "venture-backed", "loss-making", "cash-strapped", "debt-laden":
		g.say(companyName, 4.5, "called "+word)
	case "held", "traded":
		if before := s.lowerAt(p - 1); before == "closely" || before == "privately" || before == "publicly" || before == "tightly" {
			g.say(companyName, 4.5, "called "+before+" "+word)
		}
	case "(":
		if s.textAt(c.to) == ")" && s.isLower(p-1) && len(c.tokens()) == 1 {
			g.say(noName, 4, "the letters for words")
		}
	}
	if seat, _, ok := strings.Cut(s.textAt(p), "-"); ok && direct && upper(seat) && seatCompound(s.textAt(p)) {
		g.say(companyName, 2.5, "described by a compound")
	}
	if before := s.lowerAt(p - 1); word == "from" && direct && (before == "joins" || before == "joined" || before == "joining" || before == "comes" || before == "came" || before == "arrives" || before == "arrived" || before == "hails") && s.textAt(c.to) != "'s" {
		g.say(companyName, 2.5, "from where somebody comes")
	}
	if (word == "said" || word == "says" || word == "added" || word == "adds") && direct && c.to-c.from > 1 {
		if q := s.textAt(p - 1); q == "”" || q == "\"" || q == "," {
			g.say(personName, 1.5, "")
		}
	}
	switch before := s.lowerAt(p - 1); {
	case word == "as" && (before == "sold" || before == "marketed" || before == "branded" || before == "traded"):
		g.say(productName, 3, before+" as")
	case word == "up" && (before == "picked" || before == "snapped" || before == "bought" || before == "scooped" || before == "gobbled"):
		g.say(companyName, 2.5, before+" up")
	case word == "by" && strings.HasSuffix(before, "ed") && (len(before) > 4 || before == "led"):
		g.say(companyName, 1, "")
	case (word == "by" || word == "from") && productNouns[before]:
		g.say(companyName, 1.5, "")
	case (word == "as" && before == "such" || word == "like" || word == "including" || word == "include") && s.pluralCompanies(p):
		g.say(companyName, 3, "in a list of companies")
	}
	if (word == "as" && s.lowerAt(p-1) == "such" || word == "like" || word == "including") && s.pluralProducts(p) {
		g.say(productName, 3.5, "in a list of products")
		return
	}
	if word == "include" || word == "includes" {
		g.say(companyName, 0.8, "")
		g.say(productName, 0.5, "")
	}
	if mentionPrepositions[word] {
		g.say(companyName, 0.6, "")
		g.say(personName, 0.3, "")
	}
	if direct && s.trades(p) {
		g.say(companyName, 1.5, "")
	}
	if dealVerbs[word] && (direct || !companyNouns[s.lowerAt(c.to)]) { // not "sues the gadget maker"
		g.say(companyName, 2.5, "behind "+word)
	} else if productVerbs[word] {
		g.say(productName, 1, "")
	}
}

// tradeWords are words of deals by the preposition that leads on to the other
// party: "sold the unit to Acme", "invested $5 million in Acme".
var tradeWords = map[string]wordSet{
	"to":   setOf("sell sells sold selling sale license licenses licensed licence supply supplies supplied supplying transferred divested spun"),
	"from": setOf("buy buys bought buying acquire acquires acquired acquiring purchase purchased licensed won"),
	"in":   setOf("invest invests invested investing investment stake stakes"),
	"with": setOf("licence licences license licenses deal deals agreement agreements partnership contract contracts pact alliance collaboration settlement venture merger merge talks settled partnered"),
}

// trades reports whether the preposition at token p leads on to a party of a deal
// that its clause tells of.
func (s *sentence) trades(p int) bool {
	words := tradeWords[s.lowerAt(p)]
	for j := p - 1; words != nil && j >= 0 && j > p-15; j-- {
		switch w := s.lowerAt(j); {
		case words[w]:
			return true
		case w == "to" && s.lowerAt(j-1) == "up": // "up to $5 million"
		case w == "," || w == ";" || w == "that" || w == "which" || tradeWords[w] != nil && w != "in":
			return false
		}
	}
	return false
}

// placeBehind reports whether a comma and a place, and then another comma or the
// end, stand at token i: "Springvale, Pa.,".
func (s *sentence) placeBehind(i int) bool {
	if s.textAt(i) != "," {
		return false
	}
	_, place := placeCountry[strings.TrimSuffix(s.textAt(i+1), ".")]
	end := s.textAt(i + 2)
	return place && (end == "," || end == "." || end == "" || end == ")")
}

// carriage are what a "line" carries, or by what.
var carriage = wordSet{"ferry": true, "shipping": true, "cruise": true, "bus": true, "container": true, "railway": true, "coach": true, "liner": true, "tanker": true}

// ownedBy reports whether "its" or "their" stands before the noun at token i, with
// an adjective or two between.
func (s *sentence) ownedBy(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		switch s.lowerAt(j) {
		case "its", "their":
			return true
		case ",", "and", "of", "the", "a":
			return false
		}
	}
	return false
}

// officeNouns are titles whose "of" names an office of the company behind "at".
var officeNouns = wordSet{"head": true, "director": true, "chief": true, "president": true, "manager": true, "vp": true, "lead": true, "leader": true, "chair": true}

// describe keeps how the words in front of a name call it: "Chinese smartphone
// maker" is of CN, and a "maker".
func (g *group) describe(c *candidate, noun int) {
	s := c.sentence
	g.nouns[singular(s.lowerAt(noun))] = true
	for j := noun - 1; j >= 0 && j > noun-7; j-- {
		t := s.tokens[j]
		if code := demonymCountry[t.text]; code != "" {
			g.setCountry(code)
			return
		}
		if isPossessive(t.text) && j > 0 {
			if code, ok := placeCountry[s.textAt(j-1)]; ok {
				g.setCountry(code)
				g.seats[s.lowerAt(j-1)] = true
			}
			return
		}
		if seat, ok := strings.CutSuffix(t.text, "-based"); ok {
			g.seat(seat)
		}
		if !s.isLower(j) && !strings.Contains(t.text, "-") {
			if _, place := placeCountry[t.text]; place {
				g.seat(t.text)
			}
			return
		}
		if functionWords[t.lower] {
			return
		}
	}
}

func (g *group) setCountry(code string) {
	if g.country == "" {
		g.country = code
	}
}

func (g *group) seat(place string) {
	g.seats[strings.ToLower(place)] = true
	if code := placeCountry[place]; code != "" {
		g.setCountry(code)
	}
}

func singular(noun string) string {
	switch {
	case strings.HasSuffix(noun, "ies"):
		return noun[:len(noun)-3] + "y"
	case strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss"):
		return noun[:len(noun)-1]
	}
	return noun
}

// afterTitle reports whether a title ends right before token i, and it is the
// title of who is named there: "chief executive of" is not.
func (s *sentence) afterTitle(i int) bool {
	_, ok := titleEnding(s.titles, i)
	return ok
}

// startsOrg reports whether a candidate looks like an organisation by its form.
func (s *sentence) startsOrg(c *candidate) bool {
	ts := c.tokens()
	last := strings.TrimSuffix(ts[len(ts)-1].text, ".")
	return len(ts) > 1 && (legalForms[last] || orgWords[last])
}

// span is the text of tokens [from, to).
func (s *sentence) span(from, to int) string {
	return s.text[s.tokens[from].start:s.tokens[to-1].end]
}

// nounBefore returns the noun that a "called" or "named" at p is about, or "".
func (s *sentence) nounBefore(p int) string {
	for j := p - 1; j >= 0 && j > p-3; j-- {
		if w := singular(s.lowerAt(j)); companyNouns[w] || productNouns[w] {
			return w
		}
	}
	return ""
}
