package rules

import (
	"slices"
	"strings"
)

// genericNouns fit any company; the others only one of that trade.
var genericNouns = wordSet{"company": true, "firm": true, "group": true, "business": true, "maker": true, "manufacturer": true, "giant": true, "startup": true, "start-up": true, "corporation": true, "organization": true, "organisation": true}

var plurals = wordSet{"companies": true, "firms": true, "partners": true, "pair": true, "duo": true, "two": true, "sides": true, "parties": true, "makers": true, "businesses": true, "groups": true, "startups": true, "rivals": true}

// description resolves "the Finnish phone maker", "both companies" at token i.
func (r *resolver) description(s *sentence, i, limit int, subject *entity) *mention {
	if e := r.t.terms[s.textAt(i+1)]; e != nil && s.lowerAt(i) == "the" && i+2 <= limit {
		return &mention{entity: e, from: i, to: i + 2, anaphor: true, possessive: isPossessive(s.textAt(i + 2)), bond: closeBond}
	}
	country, seat := "", ""
	end := -1
	for j := i + 1; j < limit && j < i+7; j++ {
		t := s.tokens[j]
		lower := t.lower
		if code := demonymCountry[t.text]; code != "" {
			country = code
			continue
		}
		if place, ok := strings.CutSuffix(t.text, "-based"); ok {
			seat = strings.ToLower(place)
			continue
		}
		if _, place := placeCountry[strings.TrimSuffix(t.text, ",")]; place {
			seat = lower
			continue
		}
		if j == i+1 && companyNouns[s.lowerAt(j+1)] && genericNouns[s.lowerAt(j+1)] && s.lowerAt(i) == "the" && !s.isLower(j) && r.t.datelines[lower] { // "the Harbourtown firm"
			seat = lower
			continue
		}
		if companyNouns[lower] || plurals[lower] {
			end = j + 1
			continue
		}
		if end > 0 || functionWords[lower] || !s.isLower(j) && !strings.Contains(t.text, "-") || corporateVerbs[lower] && !commonWords[lower] {
			break
		}
	}
	if end < 0 {
		return nil
	}
	if end == limit && end < len(s.tokens) {
		return nil // "the broadcaster Acme": the name says who
	}
	for _, t := range s.titles {
		if t.from < end && t.to > end {
			return nil // "the group treasurer"
		}
	}
	noun := s.lowerAt(end - 1)
	if next := s.lowerAt(end); s.isLower(end) && (companyNouns[next] || productNouns[next] || attributes[next]) {
		return nil // "the company car"
	}
	if s.lowerAt(end) == "of" && unitWordsOf[noun] && upper(s.textAt(end+1)) || s.lowerAt(end) == "of" && unitWordsOf[noun] && s.isLower(end+1) && !functionWords[s.lowerAt(end+1)] {
		return nil // "the venture arm of Acme"
	}
	m := &mention{from: i, to: end, anaphor: true, possessive: isPossessive(s.textAt(end))}
	if plurals[noun] {
		pair := r.pair
		if here := s.mentionedPair(); here != nil && noun != "companies" && noun != "firms" {
			pair = here
		}
		if len(pair) != 2 {
			return nil
		}
		m.entity, m.also = pair[0], pair[1:]
		return m
	}
	if s.lowerAt(i) == "both" || s.lowerAt(i) == "these" || strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss") {
		return nil
	}
	if country == "" {
		country = s.apposedCountry(end)
	}
	if s.lowerAt(i) == "that" && subject != nil && country == "" && seat == "" { // not the one that does it
		if other := r.otherThan(subject, s); other != nil {
			m.entity, m.bond = other, nearBond
			return m
		}
	}
	m.entity, m.bond = r.pick(singular(noun), country, seat, subject)
	if m.entity == nil {
		r.blurred = r.blurred || s.subjectPlace(i)
		return nil
	}
	if m.bond == looseBond && seat == "" && country == "" {
		m.bond = r.bondTo(m.entity, s, subject)
	}
	return m
}

// apposedCountry is the country of the apposition that starts at the comma at
// token i: "the company, China's largest brewer, bought".
func (s *sentence) apposedCountry(i int) string {
	if s.lowerAt(i) != "," {
		return ""
	}
	if w := s.lowerAt(i + 1); w == "a" || w == "an" || w == "the" {
		return demonymCountry[s.textAt(i+2)]
	}
	if !isPossessive(s.textAt(i + 2)) {
		return ""
	}
	return placeCountry[s.textAt(i+1)]
}

// mentionedPair are the companies that a sentence speaks of so far, if they are
// two.
func (s *sentence) mentionedPair() []*entity {
	var out []*entity
	for _, m := range s.mentions {
		if m.entity != nil && m.entity.kind == companyEntity && len(m.also) == 0 && !slices.Contains(out, m.entity) {
			out = append(out, m.entity)
		}
	}
	if len(out) != 2 {
		return nil
	}
	return out
}

// unitWordsOf are nouns of what belongs to the company behind "of".
var unitWordsOf = wordSet{"arm": true, "unit": true, "division": true, "subsidiary": true, "affiliate": true, "parent": true, "owner": true, "maker": true, "operator": true, "publisher": true, "producer": true, "provider": true, "developer": true, "supplier": true}

// attributes are nouns that make the noun in front of them an adjective: "the
// company website".
var attributes = wordSet{"deal": true, "sector": true, "industry": true, "market": true, "stocks": true, "executives": true, "officials": true, "sale": true, "name": true, "earnings": true, "results": true, "products": true, "website": true, "funds": true}

// callsItselfGroup reports whether "the Group" is in a company's name: "Groupe Acme
// SA".
func callsItselfGroup(name string) bool {
	for _, word := range strings.Fields(strings.ToLower(name)) {
		switch strings.Trim(word, ".,") {
		case "group", "groupe", "gruppe", "gruppo", "grupo":
			return true
		}
	}
	return false
}

// pick returns the company that a description fits best, or nil, and how
// closely the description is tied to it.
func (r *resolver) pick(noun, country, seat string, subject *entity) (*entity, bond) {
	if noun == "" {
		return nil, looseBond
	}
	var best *entity
	top, fitting := 0.0, 0
	seated := false
	for _, e := range r.companies {
		seated = seated || seat != "" && e.seats[seat]
	}
	if seat != "" && !seated && r.t.datelines[seat] { // the dateline's town is where the article's company is
		if e := r.t.articleCompany(); e != nil && (e.country == "" || country == "" || e.country == country) {
			return e, nearBond
		}
	}
	for i, e := range r.companies {
		score := 1 + float64(i)/float64(len(r.companies)) // later is better
		fits := false
		switch {
		case country == "":
		case e.country == country:
			score += 4
			fits = true
		case e.country != "":
			continue
		default:
			score -= 0.5
		}
		switch {
		case seat == "":
		case e.seats[seat]:
			score += 4
			fits = true
		case !seated && e.country != "" && placeCountry[seatName(seat)] != "" && !e.settled():
			if e.country != placeCountry[seatName(seat)] {
				continue
			}
			score += 3 // "the Zurich company", which is called Swiss
			fits = true
		case e.settled():
			score -= 1
		}
		switch {
		case e.descriptions[noun]:
			score += 3
			fits = fits || !genericNouns[noun]
		case noun == "group" && callsItselfGroup(e.name):
			score += 2
		case genericNouns[noun]:
		case strings.Contains(strings.ToLower(e.name), noun):
			score += 2
		case len(e.descriptions) > 0:
			score--
		}
		if e == subject {
			score += 1.5
		} else if e == r.focus {
			score++
		}
		if fits {
			fitting++
		}
		if score >= top {
			best, top = e, score
			if fits {
				top += 0.001
			}
		}
	}
	// "the German group", of which nobody is known to be: who the text is about.
	if main := r.t.articleCompany(); country != "" && fitting == 0 && !r.alone && main != nil && main != subject && main.country == "" && slices.Contains(r.companies, main) {
		return main, looseBond
	}
	if best != nil && !genericNouns[noun] && !best.descriptions[noun] && country == "" && seat == "" && best != r.focus && best != subject {
		return nil, looseBond
	}
	if best != nil && country != "" && r.at-r.seenAt[best] > 3 { // one nearer of which the text tells no country
		if last := r.companies[len(r.companies)-1]; last.country == "" && last != best && r.at-r.seenAt[last] <= 1 {
			return last, looseBond
		}
	}
	if best != nil && fitting == 1 && r.fits(best, noun, country, seat) {
		return best, closeBond
	}
	if seat != "" && !seated && fitting == 0 {
		if e := r.t.articleCompany(); e != nil && !e.settled() && (e.country == "" || placeCountry[seatName(seat)] == "" || e.country == placeCountry[seatName(seat)]) {
			best = e
		}
		return best, guessBond
	}
	return best, looseBond
}

// fits tells whether the text says of a company what a description does.
func (r *resolver) fits(e *entity, noun, country, seat string) bool {
	return country != "" && e.country == country || seat != "" && (e.seats[seat] || e.country != "" && e.country == placeCountry[seatName(seat)]) || !genericNouns[noun] && e.descriptions[noun]
}

// settled tells whether the text puts a company in a town.
func (e *entity) settled() bool {
	for seat := range e.seats {
		if !countryNames[seat] {
			return true
		}
	}
	return false
}

// seatName is a seat as places are written.
func seatName(seat string) string {
	words := strings.Fields(seat)
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}
