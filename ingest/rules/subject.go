package rules

// verbSubject is who does what a verb group says.
type verbSubject struct {
	items []int
	// gap: the noun phrases that the clause says it of are its object, as in
	// "the firm that Acme bought"; they are in objects.
	objects []int
	// relPrep is the preposition before the relative: "with which Acme signed".
	relPrep string
	// steps is how far the subject was looked for: 0 if it stands beside.
	steps int
	// governor is the verb group whose subject this is, -1 if its own.
	governor int
}

// subjectOf finds the subject of the verb group at i.
func (x *syntax) subjectOf(i int) verbSubject { return x.subjectDepth(i, 0) }

func (x *syntax) subjectDepth(i, depth int) verbSubject {
	none := verbSubject{governor: -1}
	if depth > 6 || x.kind(i) != verbGroup {
		return none
	}
	p := &x.ph[i]
	if !p.finite() || x.participleAt(i) && p.last().tag == "VBN" {
		return x.sharedSubject(i, depth)
	}
	j := x.back(i - 1)
	switch x.kind(j) {
	case nounPhrase:
		return x.subjectEnding(j, i)
	case relativeMark:
		return x.relative(j)
	case commaMark:
		if s, ok := x.parenthesis(j, depth); ok {
			return s
		}
		return x.coordinated(j, i, depth)
	case conjunctionMark:
		return x.coordinated(j, i, depth)
	case breakMark: // "Acme (+3%): Won an order from Blick"
		if n := x.back(j - 1); x.is(j, ":") && n == 0 && x.company(n) {
			return verbSubject{items: []int{n}, governor: -1, steps: 1}
		}
	}
	return none
}

// subjectEnding reads leftwards the subject whose last noun phrase is j: over
// "of Blick" to the head, and over what is joined.
func (x *syntax) subjectEnding(j, verb int) verbSubject {
	s := verbSubject{governor: -1}
	items := x.joinedBack(j)
	first := items[0]
	for x.kind(first-1) == prepositionMark && x.kind(x.back(first-2)) == nounPhrase && !x.is(first-1, "according to") {
		h := x.back(first - 2)
		// "said on Monday it": the date belongs to the verb before.
		if x.company(j) && x.ph[h].name != nil && x.ph[h].name.entity.kind == dateEntity {
			break
		}
		// "In 2010 Acme": a preposition at the start of the clause.
		items = x.joinedBack(h)
		first = items[0]
		s.steps++
		if s.steps > 4 {
			break
		}
	}
	if x.kind(first-1) == prepositionMark { // "With Acme" before a verb: no subject
		if h := x.kind(first - 2); h != nounPhrase {
			s.steps += 2
		}
	}
	s.items = items
	// An object relative: "the firm that Acme bought".
	b := x.back(first - 1)
	if x.kind(b) == relativeMark {
		r := x.relative(b)
		s.objects = append(r.items, r.objects...)
		s.relPrep = r.relPrep
	} else if x.kind(b) == nounPhrase && b == first-1 && (x.ph[b].name == nil || x.ph[b].name.anaphor && x.ph[b].to-x.ph[b].from > 1) && !x.ph[b].pronoun && (x.ph[b].head != "" || x.ph[b].name != nil) && (x.company(first) || x.ph[first].head == "it" || x.ph[first].head == "they") {
		s.objects = []int{b} // "the patents Acme bought"
	}
	return s
}

// joinedBack are the noun phrases joined with j that stand before it.
func (x *syntax) joinedBack(j int) []int {
	items := []int{j}
	if m := x.ph[j].name; m != nil && m.anaphor && len(m.also) > 0 {
		return items // "to Blick, and the two": the two are all of it
	}
	for {
		k := items[0] - 1
		for x.kind(k) == quoteMark && k > 0 {
			k--
		}
		conj := false
		if x.kind(k) == conjunctionMark && (x.is(k, "and") || x.is(k, "or") || x.is(k, "&")) {
			conj = true
			k--
		}
		comma := false
		if x.kind(k) == commaMark && (conj || len(items) > 1 || x.s.paragraph == 0) {
			comma = true
			k--
		}
		if !conj && !comma {
			return items
		}
		if x.kind(k) == closeMark {
			for k >= 0 && x.kind(k) != openMark {
				k--
			}
			k--
		}
		if k < 0 || x.kind(k) != nounPhrase || !x.sameSort(k, j) {
			// "Acme of Japan and Blick agreed"
			if conj && k > 1 && x.kind(k) == nounPhrase && x.is(k-1, "of") && x.named(k-2) && x.sameSort(k-2, j) && x.place(k) {
				items = append([]int{k - 2}, items...)
				return items
			}
			// "Acme, a chip maker, and Blick agreed"
			if conj && comma && k > 0 && x.kind(k) == nounPhrase && x.ph[k].name == nil {
				for n := k; n > 0; n-- {
					if x.kind(n) == commaMark {
						if x.kind(n+1) == nounPhrase && x.kind(n-1) == nounPhrase && x.sameSort(n-1, j) {
							items = append([]int{n - 1}, items...)
						}
						break
					}
					if x.kind(n) == verbGroup {
						break
					}
				}
			}
			return items
		}
		// "bought Blick and Coil sold": what a verb before it has as object is
		// no part of the subject, unless the verb takes a clause.
		if b := x.back(k - 1); x.kind(b) == verbGroup && b == k-1 && !speechVerbs[x.ph[b].last().lemma] {
			return items
		}
		items = append([]int{k}, items...)
	}
}

// place tells whether a noun phrase is the name of a place.
func (x *syntax) place(i int) bool {
	p := &x.ph[i]
	return p.to > p.from && placeCountry[x.s.text[x.s.tokens[p.from].start:x.s.tokens[p.to-1].end]] != ""
}

// relative finds what the relative pronoun at j stands for.
func (x *syntax) relative(j int) verbSubject {
	s := verbSubject{governor: -1, steps: 1}
	k := j - 1
	if x.kind(k) == prepositionMark {
		s.relPrep = x.ph[k].word
		k--
	}
	k = x.back(k)
	if x.kind(k) == commaMark || x.kind(k) == openMark {
		k = x.back(k - 1)
	}
	if x.kind(k) != nounPhrase {
		return s
	}
	items := x.joinedBack(k)
	// Of "a unit of Acme, which" the nearest company is meant; of "patents on
	// batteries, which" the head.
	if (!x.named(k) && !companyNoun[x.ph[k].head] || x.is(j, "that") && k == j-1) && x.kind(items[0]-1) == prepositionMark && x.kind(items[0]-2) == nounPhrase {
		k = items[0] - 2
		items = x.joinedBack(k)
	}
	if len(items) > 1 && !x.plural(j) {
		items = items[len(items)-1:]
	}
	s.items = items
	return s
}

// plural tells whether the relative clause at j has a plural verb.
func (x *syntax) plural(j int) bool {
	k := x.forward(j + 1)
	if x.kind(k) != verbGroup {
		return false
	}
	t := x.ph[k].verbs[0].tag
	return t == "VBP" || t == "VBD"
}

// parenthesis handles a verb behind a closing comma: "Acme, a chip maker,
// bought".
func (x *syntax) parenthesis(j, depth int) (verbSubject, bool) {
	for k := j - 1; k > 0; k-- {
		if x.kind(k) == breakMark {
			return verbSubject{}, false
		}
		if x.kind(k) != commaMark {
			continue
		}
		n := x.back(k - 1)
		if x.kind(n) != nounPhrase {
			continue
		}
		first := x.forward(k + 1)
		switch x.kind(first) {
		case nounPhrase, relativeMark, prepositionMark, datePhrase:
			// A list's comma: go further.
			if x.kind(first) == nounPhrase && x.sameSort(n, first) && x.ph[first].det == "" && x.named(first) && (!x.named(n) || x.kind(n-1) == prepositionMark) {
				continue
			}
			if x.kind(first) == relativeMark && x.verbBefore(n) { // the verb goes on with the relative clause
				return verbSubject{}, false
			}
			// "X bought Y, Z said, and": the parenthesis is who says it.
		case verbGroup:
			if x.ph[first].finite() && !x.participleAt(first) {
				return verbSubject{}, false
			}
		case adverbPhrase, otherPhrase, subordinateMark:
		default:
			if first < j {
				continue
			}
		}
		if left := x.beforeParenthesis(n); left >= 0 {
			n = left
		}
		s := x.subjectEnding(n, j)
		s.steps++
		return s, true
	}
	return verbSubject{}, false
}

// beforeParenthesis finds the company before a parenthesis that has commas of
// its own, where n is one of its parts: "Acme, a Boulder, Colorado, firm with
// nine employees, bought"; -1 if there is none.
func (x *syntax) beforeParenthesis(n int) int {
	if x.ph[n].name != nil && x.ph[n].name.entity.kind <= personEntity || x.ph[n].pronoun || x.ph[n].det != "" || x.kind(n-1) != commaMark {
		return -1
	}
	for k := n - 1; k >= 0; k-- {
		switch x.kind(k) {
		case commaMark, prepositionMark:
		case nounPhrase:
			if x.company(k) && x.kind(k+1) == commaMark && x.kind(k+2) == nounPhrase && x.ph[k+2].det != "" {
				return k
			}
		default:
			return -1
		}
	}
	return -1
}

// coordinated handles a verb behind "and" or a comma: it shares the subject of
// the verb before.
func (x *syntax) coordinated(j, i, depth int) verbSubject {
	for k := j - 1; k >= 0; k-- {
		if x.kind(k) == breakMark {
			break
		}
		if x.kind(k) == verbGroup && x.ph[k].finite() && !x.participleAt(k) {
			s := x.subjectDepth(k, depth+1)
			s.steps++
			s.objects, s.relPrep = nil, ""
			return s
		}
	}
	return verbSubject{governor: -1}
}

// sharedSubject finds the subject of an infinitive, a gerund or a participle.
func (x *syntax) sharedSubject(i, depth int) verbSubject {
	p := &x.ph[i]
	v := p.verbs[0]
	j := x.back(i - 1)
	// A participle behind its noun: "a round led by Acme". Its noun is what it
	// is said of.
	if x.participleAt(i) && x.kind(j) == nounPhrase {
		return x.nounBefore(j)
	}
	if x.participleAt(i) && x.kind(j) == commaMark && x.kind(x.back(j-1)) == nounPhrase {
		s := x.nounBefore(x.back(j - 1))
		s.steps++
		return s
	}
	if x.participleAt(i) && j < 0 { // "Founded in 1990, Acme ..."
		for k := i + 1; k < len(x.ph); k++ {
			if x.kind(k) == commaMark && x.kind(k+1) == nounPhrase {
				return verbSubject{items: []int{k + 1}, steps: 1, governor: -1}
			}
			if x.kind(k) == verbGroup {
				break
			}
		}
		return verbSubject{governor: -1}
	}
	if (v.tag == "VBG" || v.tag == "VB") && !v.infinitive && x.kind(j) == nounPhrase && !x.is(j-1, "of") {
		// "sees it buying", "a venture making cells"
		return x.nounBefore(j)
	}
	// A headline's "Acme to buy Blick".
	if v.infinitive && x.kind(j) == nounPhrase {
		if g := x.governor(i); g < 0 {
			return x.subjectEnding(j, i)
		}
	}
	// An infinitive joined to another: "agreed to buy X and sell Y".
	g := x.governor(i)
	if g < 0 {
		// A clause that comes first: "After buying Blick, Acme sold".
		for k := i + 1; k < len(x.ph); k++ {
			if x.kind(k) == verbGroup && x.ph[k].finite() && !x.participleAt(k) {
				s := x.subjectDepth(k, depth+1)
				s.steps += 2
				s.governor = k
				return s
			}
		}
		// No verb with a tense: "Acme in talks to buy Blick".
		for k := 0; k < i; k++ {
			if x.kind(k) == nounPhrase {
				items, _ := x.group(k)
				return verbSubject{items: items, steps: 1, governor: -1}
			}
		}
		return verbSubject{governor: -1}
	}
	gv := x.ph[g].last()
	if v.infinitive && objectControl[gv.lemma] && !gv.passive {
		a := x.after(g, false)
		if len(a.direct) > 0 {
			return verbSubject{items: a.direct[0], steps: 1, governor: g}
		}
	}
	if v.infinitive && gv.lemma == "call" {
		return verbSubject{governor: g}
	}
	s := x.subjectDepth(g, depth+1)
	s.steps++
	s.governor = g
	s.objects, s.relPrep = nil, ""
	return s
}

// nounBefore is the noun phrase before a participle, with what is joined.
func (x *syntax) nounBefore(j int) verbSubject {
	return verbSubject{items: []int{j}, governor: -1}
}

// governor finds the verb group on which an infinitive or gerund depends; -1
// if there is none before it in its sentence.
func (x *syntax) governor(i int) int {
	for k := i - 1; k >= 0; k-- {
		switch x.kind(k) {
		case breakMark:
			return -1
		case verbGroup:
			if x.participleAt(k) {
				continue
			}
			return k
		}
	}
	return -1
}

// objectControl are verbs whose object does what the infinitive says.
var objectControl = setOf("ask allow let force order require help enable choose select pick tap hire urge permit tell want expect call persuade invite push press direct lead commission appoint name give award grant license authorize authorise contract")

// opinionVerbs take a clause that says what somebody thought.
var opinionVerbs = setOf("decide believe assume think suppose imagine guess suspect speculate predict bet reckon fear hear conclude presume wonder joke")

// speechVerbs take a clause that says what was said.
var speechVerbs = setOf("say announce report confirm deny tell add state write reveal disclose note claim believe think expect show mean suggest see indicate argue allege acknowledge explain insist")
