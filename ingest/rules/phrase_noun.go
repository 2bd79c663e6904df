package rules

import (
	"strconv"
	"strings"
)

// nounPhrase reads a noun phrase up to its head. What follows the head
// (prepositions, relative clauses) is read by whoever needs it.
func (c *chunker) nounPhrase() {
	start := c.i
	p := phrase{kind: nounPhrase, from: c.units[start].from}
	last := -1 // lexeme of the last noun or name
	nouns := false
	var inner *phrase // a date within
	defer func() {
		if inner != nil {
			c.out = append(c.out, *inner)
		}
	}()
loop:
	for ; c.i < len(c.units); c.i++ {
		u := c.units[c.i]
		k := c.i - start
		switch {
		case u.date:
			if last < 0 && len(p.words) > 0 && c.i > start && dated(c.at(-1)) && (isNounTag(c.at(1).tag) || c.at(1).tag == "JJ") && c.at(1).mention == nil && !c.at(1).date {
				inner = &phrase{kind: datePhrase, from: u.from, to: u.to, word: u.lower} // "the 2017 acquisition of Blick"
				continue
			}
			break loop
		case u.mention != nil:
			if last >= 0 && c.endsBefore(last) {
				break loop
			}
			if u.mention.anaphor && k > 0 {
				break loop
			}
			p.words = append(p.words, u.lower)
			last, nouns = c.i, true
			if u.mention.possessive {
				p.owner = u.mention
				// A separate token for the 's follows, or is part of the mention.
				if c.at(1).tag == "POS" {
					c.i++
				}
				last = -1
				continue
			}
			if u.mention.anaphor && u.mention.entity.kind == companyEntity {
				c.i++
				break loop
			}
			continue
		case u.money != nil, u.percent != 0:
			if last >= 0 && c.units[last].mention != nil {
				break loop // "pay Acme $5 million"
			}
			if u.money != nil && p.money == nil {
				p.money = u.money
			}
			if u.percent != 0 {
				p.percent = u.percent
			}
			last = c.i
			continue
		}
		// "a perpetual, royalty-free licence": adjectives go on behind a comma.
		if u.lower == "," && last < 0 && k > 0 && c.at(-1).tag == "JJ" && c.at(-1).mention == nil && (c.at(1).tag == "JJ" || c.at(1).tag == "VBN") && (isNounTag(c.at(2).tag) || c.at(2).tag == "JJ") {
			continue
		}
		switch u.tag {
		case "PRP", "EX":
			if k > 0 {
				break loop
			}
			p.pronoun = true
			p.words = append(p.words, u.lower)
			p.head = u.lower
			c.i++
			c.close(&p, start, -1)
			return
		case "DT", "PDT", "PRP$":
			if nouns && last >= 0 {
				break loop
			}
			if u.tag == "PRP$" {
				p.ownPron = u.lower
			} else if p.det == "" {
				p.det = u.lower
			}
		case "POS":
			if last < 0 && k > 0 && pronominal[c.at(-1).lower] { // "the other's patents"
				p.words = append(p.words, u.lower)
				continue
			}
			if last < 0 {
				break loop
			}
			if m := c.units[last].mention; m != nil {
				p.owner = m
			}
			last = -1
		case "JJ", "JJR", "JJS":
			if last >= 0 && c.units[last].mention != nil && c.units[last].mention.entity.kind <= personEntity && (c.at(1).mention == nil && !strings.HasPrefix(c.at(1).tag, "NN")) {
				break loop
			}
		case "RB", "RBR", "RBS":
			if n := c.at(1); n.tag != "CD" && n.money == nil && n.percent == 0 && n.tag != "JJ" && !(n.tag == "VBN" && isNounTag(c.at(2).tag) && k > 0) {
				break loop
			}
		case "VBG", "VBN":
			if !c.attributive() {
				break loop
			}
		case "CD":
			if c.objectOfGiving(last) { // "assigned to Blick 63 patents"
				break loop
			}
			if n, err := parseNumber(u.lower); err == nil && p.number == 0 && c.at(1).lower != "another" {
				p.number = n
			}
			if last < 0 {
				last = c.i
			}
		case "$":
		case "NN", "NNS", "NNP", "NNPS", "FW":
			if u.lower == "access" && last >= 0 && c.at(1).lower == "to" { // "gives each company access to"
				break loop
			}
			last, nouns = c.i, true
			p.plural = u.tag == "NNS" || u.tag == "NNPS"
		case "CC":
			// "voice and data patents": nouns joined before the head.
			if c.at(-1).mention == nil && c.at(1).mention == nil && last == c.i-1 && isNounTag(c.at(-1).tag) && isNounTag(c.at(1).tag) && isNounTag(c.at(2).tag) && c.at(2).mention == nil {
				break
			}
			break loop
		default:
			break loop
		}
		p.words = append(p.words, u.lower)
	}
	c.close(&p, start, last)
}

// dated tells whether a date may follow a word within a noun phrase.
func dated(u lexeme) bool {
	return u.mention == nil && (u.tag == "DT" || u.tag == "PRP$" || u.tag == "POS")
}

func isNounTag(t string) bool { return strings.HasPrefix(t, "NN") }

// pronominal are adjectives that stand for a party by themselves.
var pronominal = setOf("other another others latter former")

// objectOfGiving tells whether the number here begins the object of a verb
// whose recipient, just read, stands before it: "assigned to Blick 63 patents".
func (c *chunker) objectOfGiving(last int) bool {
	if last != c.i-1 || last < 0 || c.units[last].mention == nil || c.units[last].mention.entity.kind != companyEntity || len(c.out) < 2 {
		return false
	}
	n := len(c.out)
	return c.out[n-1].kind == prepositionMark && c.out[n-1].word == "to" && c.out[n-2].kind == verbGroup
}

// endsBefore tells whether the phrase ends at its last noun, when a name
// follows: after another name, or after a word that no description ends with.
func (c *chunker) endsBefore(last int) bool {
	l := c.units[last]
	if l.mention == nil {
		// "as part of the transaction Acme drops"
		return last != c.i-1 || circumstances[singularOf(l.lower)]
	}
	m, n := l.mention.entity, c.units[c.i].mention.entity
	if m == nil || n == nil {
		return true
	}
	// "Germany Acme", "5G Acme" go on, and so does "Acme Windows".
	if m.kind >= productEntity && m.kind != publicEntity || n.kind >= productEntity && n.kind != publicEntity {
		return false
	}
	return last == c.i-1
}

// circumstances are nouns of phrases that stand before a subject without a
// comma; a name is no apposition of them.
var circumstances = setOf("transaction agreement deal accord pact settlement term year month week quarter day time result addition turn move statement condition arrangement merger acquisition sale ruling verdict")

func (c *chunker) close(p *phrase, start, last int) {
	if c.i == start { // nothing fits: take the token so that we go on
		c.mark(otherPhrase, 1)
		return
	}
	p.to = c.units[c.i-1].to
	for k := start; k < c.i; k++ {
		u := c.units[k]
		if u.mention == nil {
			continue
		}
		if k == last && (u.mention.entity.kind != technologyEntity) {
			p.name = u.mention
			continue
		}
		p.inside = append(p.inside, u.mention)
	}
	if p.name == nil && last >= 0 && !p.pronoun {
		p.head = singularOf(c.units[last].lower)
		if c.units[last].mention != nil {
			w := strings.Fields(lowerOf(c.units[last].word))
			p.head = singularOf(w[len(w)-1])
		}
		if c.units[last].tag == "CD" && p.number > 0 { // "36 of the patents": no noun
			p.head = ""
		}
		if c.units[last].money != nil {
			p.head = "$"
		}
		if c.units[last].percent != 0 {
			p.head = "%"
		}
	}
	c.out = append(c.out, *p)
}

// singular is a noun without its plural ending.
func singularOf(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), len(w) < 4:
		return w
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "xes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}

var smallNumbers = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"hundred": 100, "thousand": 1000, "dozen": 12, "dozens": 0, "half": 0.5,
}

// parseNumber reads "1,500", "4.5" and number words up to ninety-nine.
func parseNumber(s string) (float64, error) {
	if n, ok := smallNumbers[s]; ok && n > 0 {
		return n, nil
	}
	if a, b, ok := strings.Cut(s, "-"); ok {
		if x, y := smallNumbers[a], smallNumbers[b]; x >= 20 && y > 0 && y < 10 {
			return x + y, nil
		}
	}
	return strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
}
