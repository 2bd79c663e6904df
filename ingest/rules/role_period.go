package rules

import (
	"strconv"
	"strings"
)

// findPeriod finds when the position was held: behind the title ("since 2015",
// "from 2011 to 2018", "until March"), by the verb that gives or ends it
// ("became chairman in 2016", "will take over as chief executive on 1 March"), or
// at the start of the sentence. It stays empty where the text gives no date.
func (p *position) findPeriod(c calendar) {
	s := p.s
	change := p.change()
	from := max(p.to, p.companyEnd)
	if m := p.personBehind(); m > from {
		from = m
	}
	for j := from; j < len(s.tokens) && j < from+9; j++ {
		w := s.lowerAt(j)
		if w == "." || w == ";" || w == "”" || j > from && s.inTitle[j] || w == "but" || w == "while" || w == "who" || w == "when" || s.isLower(j) && (corporateVerbs[w] || personVerbs[w]) && !commonWords[w] {
			break
		}
		if j > from+1 && w == "and" && s.personAt(j+1) != nil {
			break
		}
		if p.periodAt(j, change, c) {
			return
		}
	}
	for j := p.front - 1; j > 0 && j > p.front-8; j-- { // "joined in 2010 as head of sales"
		if naming[s.lowerAt(j)] || asVerbs[s.lowerAt(j)] || s.lowerAt(j) == "," || s.titleAt(j) {
			break
		}
		if p.periodAt(j, change, c) {
			return
		}
	}
	if len(s.titles) == 1 && (s.lowerAt(s.lead) == "since" || s.lowerAt(s.lead) == "in" && change != sameHolder) {
		p.periodAt(s.lead, change, c)
	}
}

// titleAt reports whether token j is of the name of a position.
func (s *sentence) titleAt(j int) bool {
	for _, t := range s.titles {
		if t.from <= j && j < t.to {
			return true
		}
	}
	return false
}

// change is what happens to a position.
type change int

// What a verb says of a position.
const (
	sameHolder change = iota
	begins
	willBegin
	ends
	willEnd
)

// change reads the verb in front of the position.
func (p *position) change() change {
	s := p.s
	for j := p.front - 1; j >= 0 && j > p.front-14; j-- {
		w := s.lowerAt(j)
		if w == ";" || w == "”" || w == "is" || w == "was" || w == "are" || s.titleAt(j) {
			break
		}
		future := s.has(max(0, j-3), j, "will") || s.has(max(0, j-2), j, "to")
		switch {
		case formerVerbs[w]:
			if future {
				return willEnd
			}
			return ends
		case naming[w] || beginVerbs[w]:
			if future {
				return willBegin
			}
			return begins
		}
	}
	return sameHolder
}

// beginVerbs say that somebody begins to hold a position.
var beginVerbs = wordSet{"becomes": true, "became": true, "become": true, "joined": true, "joins": true, "join": true, "takes": true, "took": true, "take": true, "succeed": true, "succeeds": true, "succeeded": true, "replace": true, "replaces": true, "replaced": true, "start": true, "starts": true, "started": true, "begin": true, "begins": true, "began": true, "returned": true, "returns": true, "return": true, "rejoined": true, "rejoins": true}

// personBehind is where the person named behind the title ends, 0 if none is.
func (p *position) personBehind() int {
	for _, m := range p.s.mentions {
		if m.entity == p.person && m.from >= p.to && m.from <= p.to+8 {
			return m.to
		}
	}
	return 0
}

// periodAt reads the dates that start with the preposition at token j, and
// reports whether there are any.
func (p *position) periodAt(j int, change change, c calendar) bool {
	s := p.s
	published := ""
	if c.knowsYear() {
		published = edtfDay(c.published)
	}
	switch w := s.lowerAt(j); w {
	case "since":
		if d, _ := s.dateBehind(j, c); d != "" {
			p.period = d + "/.."
			if s.lowerAt(p.front-1) == "been" && !s.has(max(0, p.front-5), p.front, "had") {
				p.former = false // "has been chairman since 2015"
			}
			return true
		}
	case "from", "between":
		first, k := s.dateBehind(j, c)
		if first == "" {
			return false
		}
		switch s.lowerAt(k) {
		case "to", "until", "till", "through", "and", "–":
			last, _ := s.dateBehind(k, c)
			if last != "" && last >= first {
				p.period = first + "/" + last
				p.former = p.former || published != "" && last < published[:min(len(last), len(published))]
				return true
			}
		}
		if w == "from" && (change == begins || change == willBegin) {
			p.period = s.toCome(first, j+1, k, change, c) + "/.."
			return true
		}
	case "until", "till":
		d, k := s.dateBehind(j, c)
		if d == "" || published == "" || change != willEnd && d > published[:min(len(d), len(published))] || change == begins || change == willBegin || s.has(max(0, p.front-5), p.front, "will") {
			return false
		}
		if change == willEnd {
			d = s.toCome(d, j+1, k, change, c)
		}
		p.period = "../" + d
		p.former = true
		return true
	case "in", "on", "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "effective", "at", "as", "last", "next", "this", "earlier":
		d, k := s.dateBehind(j, c)
		if d == "" {
			d, k = s.dateFrom(j, c)
		}
		if d == "" || smallNumbers[w] > 0 && s.lowerAt(k-1) != "ago" || w == "on" && (change == begins || change == ends) { // the day it was told
			return false
		}
		switch change {
		case begins, willBegin:
			p.period = s.toCome(d, j+1, k, change, c) + "/.."
			return true
		case ends, willEnd:
			p.period = "../" + s.toCome(d, j+1, k, change, c)
			p.former = true
			return true
		}
	}
	return false
}

// dateBehind is the date behind token j, perhaps past "the end of" or "on", and
// the token behind it; empty if there is none.
func (s *sentence) dateBehind(j int, c calendar) (string, int) {
	for k := j + 1; k < len(s.tokens) && k < j+5; k++ {
		if d, n := s.dateFrom(k, c); d != "" {
			return d, n
		}
		switch s.lowerAt(k) {
		case "the", "end", "of", "on", "in", "beginning", "start", "early", "late", "at", "from":
		default:
			return "", 0
		}
	}
	return "", 0
}

// dateFrom is the date that starts with token k, and the token behind it.
func (s *sentence) dateFrom(k int, c calendar) (string, int) {
	if k >= len(s.tokens) {
		return "", 0
	}
	d, n := dateAt(s, k, c)
	if n == 0 {
		return "", 0
	}
	return d, k + n
}

// toCome is a date in the tokens [from, to) that a verb puts into the future: a
// month or day without a year is the next one.
func (s *sentence) toCome(d string, from, to int, change change, c calendar) string {
	if change != willBegin && change != willEnd || len(d) < 7 || !c.knowsMonth() || d >= edtfDay(c.published)[:len(d)] {
		return d
	}
	for j := from; j < to && j < len(s.tokens); j++ {
		if t := s.textAt(j); len(t) == 4 && strings.Trim(t, "0123456789") == "" {
			return d
		}
		if weekdayWords[s.lowerAt(j)] {
			return d
		}
	}
	year := c.published.Year()
	if next := strconv.Itoa(year) + d[4:]; next >= edtfDay(c.published)[:len(d)] {
		return next
	}
	return strconv.Itoa(year+1) + d[4:]
}
