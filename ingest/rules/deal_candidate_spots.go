package rules

// spot is a place near a cue with the companies that stand there.
type spot struct {
	place string // see cue
	list  []party
	items []int
	at    int  // phrase
	far   bool // behind a comma or a verb
}

// spots are the places around a cue.
func (c *clauses) spots(m cueMatch) []spot {
	var out []spot
	add := func(place string, items []int) {
		list := c.companiesAt(items)
		out = append(out, spot{place: place, list: list, items: items})
		if len(list) > 0 {
			return
		}
		for _, i := range items {
			if own := companiesOf(c.ownerOf(i, 0.04)); len(own) > 0 {
				if place == "subj" && actsFor[c.ph[i].head] {
					out = append(out, spot{place: place, list: own})
				} else {
					out = append(out, spot{place: place + "'s", list: own})
				}
			}
		}
	}
	start := "obj"
	switch {
	case m.idiom:
		start = c.s.tokens[m.to-1].lower
	case !m.verb:
		start = "beside"
		n := c.nounUse(m.at)
		if len(n.owner) > 0 {
			out = append(out, spot{place: "own", list: n.owner})
		} else if list := companiesOf(c.ownerInside(m.at)); len(list) > 0 {
			out = append(out, spot{place: "own", list: list})
		}
		if n.verb >= 0 && !n.asSubject {
			add("subj", c.subjectOf(n.verb).items)
			if len(c.subjectOf(n.verb).items) == 0 && c.label != nil {
				out = append(out, spot{place: "subj", list: []party{{c.label, "", 0.02}}})
			}
		}
	case c.kind(m.at) == verbGroup:
		u := c.use(m.at)
		if c.passiveAt(m) {
			add("obj", u.subject.items)
			if n := len(u.subject.items); n > 0 { // "a dispute with Blick was settled"
				for k := u.subject.items[n-1] + 1; k < m.at; k++ {
					if c.kind(k) == prepositionMark && c.kind(k+1) == nounPhrase {
						add(c.ph[k].word, []int{k + 1})
					}
				}
			}
			if len(u.agent) > 0 {
				out = append(out, spot{place: "subj", list: companiesOf(u.agent)})
			}
			start = "second"
		} else {
			if len(u.subject.objects) > 0 && u.subject.relPrep == "" && len(u.comp.direct) == 0 {
				add("obj", u.subject.objects)
			}
			if u.subject.relPrep != "" {
				add(u.subject.relPrep, u.subject.objects)
			}
			add("subj", u.subject.items)
			if len(u.subject.items) == 0 && c.label != nil {
				out = append(out, spot{place: "subj", list: []party{{c.label, "", 0.02}}})
			}
		}
		if g := c.governor(m.at); g >= 0 && c.ph[m.at].verbs[0].infinitive { // "agreed with Blick to swap"
			for _, p := range c.after(g, false).preps {
				add(p.prep, p.items)
			}
		}
		if with := c.fronted(m.at); with != nil {
			add(with.prep, with.items)
		}
	}
	if m.at == 0 && m.verb && c.kind(m.at) != verbGroup && c.label != nil {
		out = append(out, spot{place: "subj", list: []party{{c.label, "", 0.02}}})
	}
	if m.verb { // between the words of the cue
		place := "obj"
		for k := m.at + 1; k <= m.last; k++ {
			switch c.kind(k) {
			case prepositionMark:
				place = c.ph[k].word
			case verbGroup:
				place = "participle"
			case commaMark, conjunctionMark:
				place = "obj"
			case nounPhrase:
				add(place, []int{k})
			}
		}
		if last := c.s.tokens[m.to-1].lower; m.roles[last] != "" && len(m.words) > 1 {
			start = last
		}
	}
	return append(out, c.rightSpots(m, start)...)
}

// actsFor are nouns of those who act for their company.
var actsFor = setOf("board director shareholder management executive stockholder subsidiary unit arm")

// passiveAt tells whether the verb of a cue is passive.
func (c *clauses) passiveAt(m cueMatch) bool {
	for _, v := range c.ph[m.at].verbs {
		if v.token == m.from {
			return v.passive
		}
	}
	return false
}

// ownerInside are the companies named before the head of a noun phrase: "the
// Acme takeover".
func (c *clauses) ownerInside(i int) []party {
	var out []party
	for _, m := range c.ph[i].inside {
		out = append(out, c.ofMention(m, 0.05)...)
	}
	return out
}

// rightSpots are the places behind a cue, up to the end of its clause.
func (c *clauses) rightSpots(m cueMatch, start string) []spot {
	var out []spot
	place := start
	passed, far := m.verb, false
	for k := m.last + 1; k < len(c.ph); {
		switch c.kind(k) {
		case nounPhrase:
			if passed && !m.verb && nounIsDeal(c.ph[k].head) { // "will be financed by a loan from Blick"
				return out
			}
			items, next := c.group(k)
			list := c.companiesAt(items)
			out = append(out, spot{place: place, list: list, items: items, at: k, far: far})
			for _, i := range items {
				if p := &c.ph[i]; len(list) == 0 && (p.owner != nil || p.ownPron != "" || len(p.inside) > 0) {
					out = append(out, spot{place: place + "'s", list: companiesOf(c.ownerOf(i, 0.04)), at: i, far: far})
				}
			}
			k = max(next, k+1)
		case prepositionMark:
			place = c.ph[k].word
			k++
		case conjunctionMark, commaMark:
			n := c.forward(k + 1)
			if c.kind(n) == nounPhrase && c.startsClause(n) || c.kind(n) == verbGroup && c.ph[n].finite() && !c.participleAt(n) {
				return out
			}
			far = far || c.kind(k) == commaMark
			if n := len(out); c.kind(k) == commaMark && n > 0 && len(out[n-1].list) == 0 {
				place = start // "five studios in two years, most recently Blick"
			}
			k++
		case verbGroup:
			p := &c.ph[k]
			switch {
			case p.finite() && !p.last().participle(c.syntax, k):
				if passed {
					return out
				}
				passed, place = true, "behind"
			case p.verbs[0].infinitive:
				place = "infinitive"
			default:
				place = "participle"
			}
			far = true
			k++
		case relativeMark:
			end := c.closing(k)
			if end < 0 && !m.verb && c.kind(k-1) == prepositionMark { // "a contract under which it bakes bread for Blick"
				passed, place, far = false, "relative", true
				k++
				continue
			}
			if end < 0 || c.kind(c.forward(end)) == nounPhrase {
				return out
			}
			far = true
			k = end
		case openMark:
			for k < len(c.ph) && c.kind(k) != closeMark {
				k++
			}
			k++
		case breakMark, subordinateMark:
			return out
		default:
			k++
		}
	}
	return out
}

// gaps are the places of further deals that share the cue: "the sale of A to
// Blick in May and, in June, of B to Coil", "settled with Acme in 2011 and with
// Blick in 2012".
func (c *clauses) gaps(m cueMatch) [][]spot {
	var out [][]spot
	dated, passed, last := false, m.verb, ""
	for k := m.last + 1; k < len(c.ph) && c.kind(k) != breakMark; k++ {
		switch c.kind(k) {
		case datePhrase:
			dated = true
		case prepositionMark:
			if m.roles[c.ph[k].word] != "" && c.kind(k+1) == nounPhrase {
				last = c.ph[k].word
			}
		case nounPhrase:
			dated = dated || timeNouns[c.ph[k].head] || c.ph[k].money != nil
		case verbGroup:
			if c.ph[k].finite() && !c.participleAt(k) {
				if passed {
					return out
				}
				passed = true
			}
		}
		if c.kind(k) != conjunctionMark || !c.is(k, "and") {
			continue
		}
		n := k + 1
		for c.kind(n) == commaMark || c.kind(n) == datePhrase || c.kind(n) == adverbPhrase || c.kind(n) == prepositionMark && c.kind(n+1) == datePhrase {
			n++
		}
		moved := false
		if m.verb && c.kind(n) == nounPhrase && !c.company(n) && c.kind(n+1) == prepositionMark && m.roles[c.ph[n+1].word] != "" && !timeNouns[c.ph[n].head] {
			n++ // "and its headquarters to Coil"
			moved = true
		}
		prep := ""
		if c.kind(n) == prepositionMark {
			prep = c.ph[n].word
		}
		if prep == "" && c.company(n) && last != "" && c.dated(n+1, min(n+4, len(c.ph))) { // "including Acme in 2011 and Blick in 2012"
			prep = last
			n--
		}
		if prep == "" || m.roles[prep] == "" || !dated && !moved {
			continue
		}
		behind := m
		if c.kind(n) == prepositionMark {
			n--
		}
		behind.last, behind.verb = n, true
		var more []spot
		for _, s := range c.rightSpots(behind, prep) {
			if m.roles[s.place] != "" && len(s.list) > 0 {
				more = append(more, s)
			}
		}
		if len(more) > 0 {
			out = append(out, more)
		}
	}
	return out
}

// spotAt finds the first place of those given that has a company.
func spotAt(spots []spot, places ...string) (spot, bool) {
	for _, place := range places {
		for _, s := range spots {
			if s.place == place && len(s.list) > 0 {
				return s, true
			}
		}
	}
	return spot{}, false
}

// nounAt is the first noun phrase at a place.
func nounAt(spots []spot, place string) (int, bool) {
	for _, s := range spots {
		if s.place == place && len(s.items) > 0 {
			return s.items[0], true
		}
	}
	return 0, false
}
