package rules

import (
	"strings"
)

// resolve marks the pronouns and descriptions that stand for companies and
// people named before: "the Finnish company", "it", "both companies", "she".
func (t *text) resolve() {
	r := resolver{t: t, seenAt: make(map[*entity]int)}
	for _, s := range t.sentences {
		if s.boilerplate || s.paragraph == 0 {
			continue
		}
		r.sentence(s)
	}
}

// resolver goes through a text and remembers who it was about.
type resolver struct {
	t *text
	// companies in order of their last mention, the latest last.
	companies []*entity
	focus     *entity // the company that the last sentence was about
	focusAt   int     // the sentence whose subject focus is
	alone     bool    // that sentence names no other company
	at        int     // the sentence at hand
	seenAt    map[*entity]int
	blurred   bool // the sentence at hand has a subject that is not known
	pair      []*entity
	person    *entity // named last
	about     *entity // whom the last sentence with people in it was about
	prior     *entity // about before that
}

func (r *resolver) sentence(s *sentence) {
	names := s.mentions
	s.mentions = nil
	next := 0
	r.blurred, r.at = false, s.index
	var subject *entity // of this sentence
	var first *entity
	peopled := false
	var possessor *entity
	spoken := s.speaksFor(names)
	for i := 0; i < len(s.tokens); i++ {
		if next < len(names) && names[next].from == i {
			m := names[next]
			next++
			s.mentions = append(s.mentions, m)
			i = m.to - 1
			switch m.entity.kind {
			case companyEntity:
				r.saw(m.entity)
				if spoken && s.inQuote(m.from) {
					continue // who speaks is what the text is about, not of whom
				}
				if first == nil {
					first = m.entity
				}
				if subject == nil && !m.possessive && s.subjectPlace(m.from) {
					subject = m.entity
				}
				if m.possessive && possessor == nil && next == 1 && s.subjectPlace(m.from) {
					possessor = m.entity // "Acme's shares fell"
				}
			case personEntity:
				r.person = m.entity
				if !peopled {
					if r.about != nil {
						r.prior = r.about
					}
					r.about = nil
				}
				peopled = true
				if r.about == nil && !m.possessive && s.subjectPlace(m.from) {
					r.about = m.entity
				}
			case publicEntity:
				if subject == nil && !m.possessive && !s.afterPreposition(m.from) && next == 1 {
					subject = m.entity
				}
			}
			continue
		}
		limit := len(s.tokens)
		for _, m := range names[next:] {
			if m.entity.kind != placeEntity { // "the Michigan company"
				limit = m.from
				break
			}
		}
		m := r.anaphor(s, i, limit, subject)
		if m == nil {
			continue
		}
		r.blurred = r.blurred || m.bond == guessBond && s.subjectPlace(m.from)
		for next < len(names) && names[next].from < m.to {
			next++
		}
		s.mentions = append(s.mentions, m)
		if m.entity.kind == companyEntity && len(m.also) == 0 {
			if first == nil {
				first = m.entity
			}
			if subject == nil && !m.possessive && s.subjectPlace(m.from) && !possessivePronoun[s.tokens[m.from].lower] {
				subject = m.entity
			}
			r.saw(m.entity)
		}
		i = m.to - 1
	}
	if subject == nil && (r.focus == nil || spoken || s.revealed() == first && first != nil) {
		subject = first
	}
	if subject == nil {
		subject = possessor
	}
	if subject != nil && !r.blurred {
		r.focus, r.focusAt, r.alone = subject, s.index, s.onlyCompany(subject)
	}
	r.remember(s)
}

// advised tells whether somebody is said to act for the company mentioned.
func (s *sentence) advised(m *mention) bool {
	w := s.lowerAt(m.from - 1)
	return adviserVerbs[w] || w == "for" && (s.lowerAt(m.from-2) == "acted" || s.lowerAt(m.from-2) == "acting" || s.lowerAt(m.from-2) == "acts")
}

var adviserVerbs = setOf("advise advises advised advising represent represents represented representing counsel counselled counseled assist assisted assisting help helps helped helping")

// soleCompany is the one company that a sentence has named so far, nil if there
// are several or none.
func (s *sentence) soleCompany() *entity {
	var only *entity
	for _, m := range s.mentions {
		switch {
		case m.entity.kind != companyEntity || m.anaphor:
		case only != nil && only != m.entity:
			return nil
		default:
			only = m.entity
		}
	}
	return only
}

// speaksFor reports whether a sentence quotes somebody and names, beside the
// quotation, a person and a company.
func (s *sentence) speaksFor(names []*mention) bool {
	quoted, person, company := false, false, false
	for _, m := range names {
		switch {
		case s.inQuote(m.from):
			quoted = true
		case m.entity.kind == personEntity:
			person = true
		case m.entity.kind == companyEntity && person:
			company = true
		}
	}
	return quoted && person && company
}

// revealed is the company that the sentence says something else to be: "The
// biggest winner was Acme"; nil in others.
func (s *sentence) revealed() *entity {
	for _, m := range s.mentions {
		if m.entity.kind == companyEntity && !m.anaphor && len(m.also) == 0 {
			if w := s.lowerAt(m.from - 1); (w == "was" || w == "is") && !m.possessive {
				return m.entity
			}
			return nil
		}
	}
	return nil
}

// meant is the person that a pronoun stands for: the one the text is about, if
// the pronoun suits him, else the one named last.
func (r *resolver) meant(pronoun string) *entity {
	for _, e := range []*entity{r.about, r.person, r.prior} {
		if e != nil && suits(pronoun, e) {
			return e
		}
	}
	return r.person
}

// suits reports whether nothing speaks against a pronoun for a person.
func suits(pronoun string, e *entity) bool {
	given, _, full := strings.Cut(e.name, " ")
	if !full {
		return true
	}
	if first, second, double := strings.Cut(given, "-"); double && (first == "Jean" || first == "Hans" || first == "Karl") && !femaleNames[second] {
		return pronoun == "he" || pronoun == "his" // "Jean-Baptiste"
	}
	woman := femaleNames[given] || strings.HasSuffix(given, "a") && givenNames[given] && !maleNames[given]
	if pronoun == "he" || pronoun == "his" {
		return !woman
	}
	return !maleNames[given]
}

var (
	maleNames   = readSet("malenames")
	femaleNames = readSet("femalenames")
)

// onlyCompany tells whether the sentence names no company but the given one, as
// far as its mentions are marked.
func (s *sentence) onlyCompany(e *entity) bool {
	for _, m := range s.mentions {
		if m.entity.kind == companyEntity && (m.entity != e || len(m.also) > 0) {
			return false
		}
	}
	return true
}

// bondTo tells how closely a pronoun here is tied to e, where subject is the
// company that is the subject of the sentence so far.
func (r *resolver) bondTo(e *entity, s *sentence, subject *entity) bond {
	switch {
	case r.blurred && e == subject:
		return looseBond
	case e == subject && s.onlyCompany(e):
		return closeBond
	case e == subject:
		return nearBond
	case r.blurred:
		return guessBond
	case subject == nil && e == r.focus && r.focusAt == s.index-1 && s.onlyCompany(e):
		if r.alone {
			return closeBond
		}
		return nearBond
	}
	return looseBond
}

// saw moves a company to the end of those mentioned.
func (r *resolver) saw(e *entity) {
	r.seenAt[e] = r.at
	for i, c := range r.companies {
		if c == e {
			r.companies = append(r.companies[:i], r.companies[i+1:]...)
			break
		}
	}
	r.companies = append(r.companies, e)
	if len(r.companies) > remembered {
		r.companies = r.companies[1:]
	}
}

// remembered is how many companies a reader keeps in mind for "the company".
const remembered = 40

// remember keeps the two companies that a sentence joins: "both companies" may
// come next.
func (r *resolver) remember(s *sentence) {
	var ms []*mention
	for _, m := range s.mentions {
		if m.entity.kind == companyEntity && len(m.also) == 0 {
			ms = append(ms, m)
		}
	}
	for i := 1; i < len(ms); i++ {
		a, b := ms[i-1], ms[i]
		if a.entity != b.entity && (s.enumerated(a.to, b.from) || i == 1) {
			if r.pair == nil || s.enumerated(a.to, b.from) || i == 1 {
				r.pair = []*entity{a.entity, b.entity}
			}
			return
		}
	}
}

// subjectPlace reports whether what starts at token i can be the subject of its
// clause: no verb and no preposition in front of it.
func (s *sentence) subjectPlace(i int) bool {
	if s.afterPreposition(i) {
		return false
	}
	for j := i - 1; j >= 0; j-- {
		w := s.lowerAt(j)
		switch {
		case w == "," || w == ";" || w == ":" || w == "that" || w == "which" || w == "as" || w == "after" || w == "while" || w == "and" && s.mentionEnding(j) == nil || w == "but" || isQuoteMark(s.textAt(j)) || s.textAt(j) == "”":
			return true
		case w == "include" || w == "includes" || copula[w] || corporateVerbs[w] && (!commonWords[w] || strings.HasSuffix(w, "ed")) && s.isLower(j):
			return false
		}
	}
	return true
}

// afterPreposition reports whether the phrase that token i is in hangs on a
// preposition.
func (s *sentence) afterPreposition(i int) bool {
	for j := i - 1; j >= 0 && j >= i-5; j-- {
		lower := s.lowerAt(j)
		if phrasePrepositions[lower] {
			return true
		}
		if !s.isLower(j) && demonymCountry[s.textAt(j)] == "" || lower == "that" || lower == "and" || lower == "which" {
			return false
		}
	}
	return false
}

var phrasePrepositions = wordSet{"of": true, "in": true, "at": true, "by": true, "for": true, "with": true, "from": true, "to": true, "under": true, "against": true, "between": true, "like": true, "than": true, "on": true, "into": true, "over": true, "after": true, "before": true, "including": true, "despite": true, "about": true}

var possessivePronoun = wordSet{"its": true, "their": true, "his": true, "her": true}

// anaphor returns the mention by a pronoun or a description at token i, or nil.
// It ends before token limit.
func (r *resolver) anaphor(s *sentence, i, limit int, subject *entity) *mention {
	t := s.tokens[i]
	current := subject
	if current == nil {
		current = r.focus
	}
	if upper(t.text) {
		for to := min(i+2, limit); to > i; to-- {
			if e := r.t.terms[s.span(i, to)]; e != nil && !isQuoteMark(s.textAt(i-1)) {
				return &mention{entity: e, from: i, to: to, anaphor: true, possessive: isPossessive(s.textAt(to)), bond: closeBond}
			}
		}
	}
	switch t.lower {
	case "he", "she":
		if r.person != nil && !s.inQuote(i) {
			return &mention{entity: r.meant(t.lower), from: i, to: i + 1, anaphor: true}
		}
	case "his", "her":
		if r.person != nil && !s.inQuote(i) && t.lower == "his" || r.person != nil && t.lower == "her" && s.isLower(i+1) {
			return &mention{entity: r.meant(t.lower), from: i, to: i + 1, anaphor: true, possessive: true}
		}
	case "it", "its":
		if current == nil || current.kind != companyEntity || s.inQuote(i) || t.lower == "it" && expletive(s, i) {
			return nil
		}
		e := current
		if only := s.soleCompany(); t.lower == "its" && subject == nil && only != nil {
			e = only // "Ann Boe is chief of Acme; Joel Roe is its chairman"
		}
		if m := s.lastMention(); t.lower == "its" && m != nil && m.entity.kind == companyEntity && len(m.also) == 0 && s.advised(m) {
			e = m.entity // "Coil advised Acme on its purchase of Blick"
		}
		if t.lower == "it" && subject == e && !s.subjectPlace(i) && !s.verbAt(i+1) {
			// "Acme took it to court": somebody else, who was named before.
			if other := r.otherThan(e, s); other != nil {
				e = other
			}
		}
		if t.lower == "its" && i > 1 && (s.lowerAt(i-1) == "and" || s.lowerAt(i-1) == "with" || s.lowerAt(i-1) == "for" || s.lowerAt(i-1) == "from") {
			if m := s.lastMention(); m != nil && m.to == i-1 && m.entity.kind == companyEntity {
				e = m.entity
			}
		}
		return &mention{entity: e, from: i, to: i + 1, anaphor: true, possessive: t.lower == "its", bond: r.bondTo(e, s, subject)}
	case "they", "their":
		if len(r.pair) == 2 && subject == nil && !s.inQuote(i) {
			return &mention{entity: r.pair[0], also: r.pair[1:], from: i, to: i + 1, anaphor: true, possessive: t.lower == "their"}
		}
	case "the", "both", "this", "that", "these", "its'":
		return r.description(s, i, limit, subject)
	}
	return nil
}

// verbAt reports whether token i looks like a verb with a tense, so that "it" in
// front is a subject: "a patent it acquired".
func (s *sentence) verbAt(i int) bool {
	w := s.lowerAt(i)
	switch w {
	case "is", "was", "has", "had", "will", "would", "does", "did", "may", "might", "can", "could", "should", "also", "said", "says":
		return true
	}
	return corporateVerbs[w] || s.isLower(i) && strings.HasSuffix(w, "ed") && knownVerb(w) || irregular[w] != "" && irregular[w] != w && !commonWords[w]
}

// otherThan is the company mentioned last beside the one given, in the sentence
// so far; nil if there is none.
func (r *resolver) otherThan(e *entity, s *sentence) *entity {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		if x := s.mentions[k].entity; x != nil && x != e && x.kind == companyEntity && len(s.mentions[k].also) == 0 {
			return x
		}
	}
	return nil
}

// expletive reports whether "it" stands for nothing: "it is unclear", "it was
// reported".
func expletive(s *sentence, i int) bool {
	next := s.lowerAt(i + 1)
	if next != "is" && next != "was" && next != "'s" && next != "’s" && next != "remains" && next != "remained" && next != "seems" && next != "would" && next != "will" {
		return false
	}
	for j := i + 2; j < i+4; j++ {
		switch s.lowerAt(j) {
		case "unclear", "clear", "possible", "likely", "unlikely", "reported", "hard", "difficult", "easy", "true", "important", "too", "time", "better", "worth", "expected", "estimated", "thought", "believed", "said", "not":
			return s.lowerAt(j) != "not" || s.lowerAt(j+1) == "clear" || s.lowerAt(j+1) == "known"
		}
	}
	return false
}

// inQuote reports whether token i stands inside quotation marks, where "it" is
// the speaker's.
func (s *sentence) inQuote(i int) bool {
	open := false
	for j := 0; j < i; j++ {
		switch s.tokens[j].text {
		case "“":
			open = true
		case "”":
			open = false
		case "\"":
			open = !open
		}
	}
	return open
}

func (s *sentence) lastMention() *mention {
	if len(s.mentions) == 0 {
		return nil
	}
	return s.mentions[len(s.mentions)-1]
}
