package rules

// syntax is a sentence cut into phrases, with the questions that rules ask of
// it: what is the subject of a verb, what follows it, what governs it.
type syntax struct {
	s  *sentence
	ph []phrase
}

func parseSyntax(s *sentence) *syntax { return &syntax{s: s, ph: phrases(s)} }

func (x *syntax) kind(i int) phraseKind {
	if i < 0 || i >= len(x.ph) {
		return breakMark
	}
	return x.ph[i].kind
}

func (x *syntax) is(i int, word string) bool {
	return i >= 0 && i < len(x.ph) && x.ph[i].word == word
}

// company tells whether a noun phrase's head is a company.
func (x *syntax) company(i int) bool {
	if x.kind(i) != nounPhrase || x.ph[i].name == nil {
		return false
	}
	e := x.ph[i].name.entity
	return e != nil && e.kind == companyEntity
}

func (x *syntax) named(i int) bool { return x.kind(i) == nounPhrase && x.ph[i].name != nil }

// back skips leftwards over what may stand between a subject and its verb, or
// between a noun and what it belongs to.
func (x *syntax) back(j int) int {
	for j >= 0 {
		switch x.kind(j) {
		case adverbPhrase, quoteMark:
			j--
		case datePhrase:
			j--
			if x.kind(j) == prepositionMark {
				j--
			}
		case closeMark:
			for j >= 0 && x.kind(j) != openMark {
				j--
			}
			j--
		case otherPhrase:
			j--
		default:
			return j
		}
	}
	return j
}

// forward is back in the other direction.
func (x *syntax) forward(j int) int {
	for j < len(x.ph) {
		switch x.kind(j) {
		case adverbPhrase, quoteMark, datePhrase, otherPhrase:
			j++
		case openMark:
			for j < len(x.ph) && x.kind(j) != closeMark {
				j++
			}
			j++
		default:
			return j
		}
	}
	return j
}

// group reads the noun phrases that are joined with the one at i, and tells
// where what follows begins. An apposition is passed over.
func (x *syntax) group(i int) (items []int, next int) {
	items = []int{i}
	pair := x.is(i-1, "between") || x.is(i-1, "among")
	k := x.closeParen(i + 1)
	for k < len(x.ph) {
		j, comma := k, false
		if x.kind(j) == commaMark {
			comma = true
			j++
		}
		conj := false
		if x.kind(j) == conjunctionMark && (x.is(j, "and") || x.is(j, "or") || x.is(j, "&") || x.is(j, "plus")) {
			conj = true
			j++
		}
		if !comma && !conj {
			break
		}
		j = x.skipQuotes(j)
		if x.kind(j) == prepositionMark && !conj && (x.is(j, "including") || x.is(j, "along with") || x.is(j, "together with")) {
			break
		}
		if x.kind(j) != nounPhrase {
			break
		}
		after := x.closeParen(j + 1)
		if x.sameSort(i, j) && (conj && (pair && len(items) == 1 || !x.startsClause(j) || !x.verbBefore(i)) || comma && !conj && x.listGoesOn(j, after)) {
			items = append(items, j)
			k = after
			continue
		}
		// "Acme and its parent, Blick": the name is the second.
		if conj && x.company(i) && x.ph[j].name == nil && (unitOwners[x.ph[j].head] || companyNoun[x.ph[j].head]) && x.kind(after) == commaMark && x.company(after+1) && !x.startsClause(after+1) {
			items = append(items, after+1)
			k = x.closeParen(after + 2)
			continue
		}
		// An apposition: "Acme, a maker of pumps," has its closing comma.
		if comma && !conj && x.appositive(i, j) {
			if end := x.closing(j); end > 0 {
				k = end
				continue
			}
			return items, len(x.ph)
		}
		break
	}
	return items, k
}

func (x *syntax) skipQuotes(j int) int {
	for x.kind(j) == quoteMark && j < len(x.ph) {
		j++
	}
	return j
}

func (x *syntax) closeParen(k int) int {
	k = x.skipQuotes(k)
	for x.kind(k) == datePhrase && k < len(x.ph) && k > 0 && x.ph[k].from < x.ph[k-1].to { // the date within the noun phrase
		k++
	}
	for x.kind(k) == openMark && k < len(x.ph) {
		for k < len(x.ph) && x.kind(k) != closeMark {
			k++
		}
		k = x.skipQuotes(k + 1)
	}
	return k
}

// sameSort tells whether two noun phrases can be joined: names with names,
// other nouns with other nouns.
func (x *syntax) sameSort(i, j int) bool {
	a, b := &x.ph[i], &x.ph[j]
	if a.pronoun && a.head == "it" && x.company(j) { // "it and Blick"
		return true
	}
	if (a.name != nil) != (b.name != nil) {
		return false
	}
	if a.name != nil {
		ka, kb := a.name.entity.kind, b.name.entity.kind
		return ka == kb || ka <= personEntity && kb <= personEntity
	}
	return !a.pronoun && !b.pronoun
}

// startsClause tells whether a noun phrase is the subject of a verb with a
// tense, so that an "and" before it joins clauses.
func (x *syntax) startsClause(j int) bool {
	k := x.forward(j + 1)
	return x.kind(k) == verbGroup && x.ph[k].finite() && !x.ph[k].last().passiveParticiple()
}

// verbBefore tells whether a verb with a tense stands before phrase i in its
// clause, so that an "and" behind it may join another clause.
func (x *syntax) verbBefore(i int) bool {
	for k := i - 1; k >= 0; k-- {
		switch x.kind(k) {
		case breakMark, subordinateMark:
			return false
		case verbGroup:
			if x.ph[k].finite() && !x.participleAt(k) {
				return true
			}
		}
	}
	return false
}

func (v *verbForm) passiveParticiple() bool { return v.tag == "VBN" }

// listGoesOn tells whether "and" comes before the list that has reached j ends.
func (x *syntax) listGoesOn(j, after int) bool {
	for k := after; k < len(x.ph); k++ {
		switch x.kind(k) {
		case conjunctionMark:
			return x.kind(x.skipQuotes(k+1)) == nounPhrase && x.sameSort(j, x.skipQuotes(k+1))
		case commaMark:
			n := x.skipQuotes(k + 1)
			if x.kind(n) == conjunctionMark {
				continue
			}
			if x.kind(n) != nounPhrase || !x.sameSort(j, n) {
				return false
			}
		case nounPhrase, quoteMark, openMark, closeMark:
			if x.kind(k) == nounPhrase && !x.sameSort(j, k) && x.kind(k-1) != openMark {
				return false
			}
		case verbGroup:
			return x.s.paragraph == 0 // headlines: "Acme, Blick agree"
		default:
			return false
		}
	}
	return false
}

// appositive tells whether the noun phrase j after a comma says what i is.
func (x *syntax) appositive(i, j int) bool {
	b := &x.ph[j]
	if b.pronoun {
		return false
	}
	if b.name != nil {
		// "the chip maker, Acme, said" or "Acme, Germany's largest bank,"
		return x.ph[i].name == nil || b.det != "" || b.name.anaphor
	}
	return x.ph[i].name != nil || b.det != ""
}

// closing finds the comma that closes what opened before j and returns what
// stands behind it; -1 if there is none.
func (x *syntax) closing(j int) int {
	depth := 0
	for k := j; k < len(x.ph); k++ {
		switch x.kind(k) {
		case openMark:
			depth++
		case closeMark:
			depth--
		case breakMark:
			return -1
		case commaMark:
			if depth > 0 {
				continue
			}
			// A comma in a list within: "a maker of pumps, valves and pipes,".
			n := x.skipQuotes(k + 1)
			if x.kind(n) == nounPhrase && x.listGoesOn(n, n+1) && x.kind(x.closeParen(n+1)) != verbGroup {
				continue
			}
			return k + 1
		}
	}
	return -1
}

// complement is a preposition with its noun phrases.
type complement struct {
	prep  string
	items []int
	loose bool // behind a comma or a participle: may belong to something else
}

// complements are what follows a verb or a noun.
type complements struct {
	direct     [][]int // noun phrases without a preposition
	preps      []complement
	infinitive int // phrase of "to V", -1 if none
	gerund     int // phrase of a gerund behind a preposition, -1 if none
	verb       int // verb with a tense at which a noun's complements end: it is its subject
	end        int
}

func (c *complements) prep(names ...string) []complement {
	var out []complement
	for _, p := range c.preps {
		for _, n := range names {
			if p.prep == n {
				out = append(out, p)
			}
		}
	}
	return out
}

// after reads what follows phrase i.
func (x *syntax) after(i int, noun bool) complements {
	out := complements{infinitive: -1, gerund: -1, verb: -1}
	loose := false
	k := i + 1
loop:
	for k < len(x.ph) {
		switch x.kind(k) {
		case adverbPhrase, quoteMark, datePhrase, otherPhrase:
			k++
		case openMark:
			for k < len(x.ph) && x.kind(k) != closeMark {
				k++
			}
			k++
		case nounPhrase:
			if p := &x.ph[k]; (p.det == "a" || p.det == "per") && perUnit[p.head] && len(out.preps) > 0 {
				k++ // "of 780 pence a share"
				continue
			}
			if noun && !loose || loose && len(out.direct) > 0 && !noun {
				break loop
			}
			if len(out.preps) > 0 && !loose && (len(out.direct) > 0 || x.ph[k].pronoun) {
				break loop
			}
			items, next := x.group(k)
			if !loose {
				out.direct = append(out.direct, items)
			}
			k = next
		case prepositionMark:
			n := k + 1
			for x.kind(n) == adverbPhrase || x.kind(n) == quoteMark && n < len(x.ph) {
				n++
			}
			switch x.kind(n) {
			case nounPhrase:
				items, next := x.group(n)
				out.preps = append(out.preps, complement{x.ph[k].word, items, loose})
				k = next
			case datePhrase:
				k = n + 1
			case verbGroup:
				if out.gerund < 0 {
					out.gerund = n
				}
				break loop
			case prepositionMark: // "from within"
				k = n
			default:
				break loop
			}
		case commaMark:
			n := x.forward(k + 1)
			switch {
			case x.kind(n) == prepositionMark:
				loose = true
				k = n
			case x.kind(n) == relativeMark || x.kind(n) == verbGroup && !x.ph[n].finite() && !x.ph[n].last().infinitive:
				end := x.closing(n)
				if end < 0 || x.kind(x.forward(end)) != prepositionMark {
					if end > 0 && noun && x.kind(x.forward(end)) == verbGroup {
						k = end
						loose = true
						continue
					}
					break loop
				}
				loose = true
				k = end
			case x.kind(n) == verbGroup && x.ph[n].finite() && noun:
				k = n
			default:
				break loop
			}
		case conjunctionMark:
			n := x.forward(k + 1)
			if x.kind(n) == prepositionMark && len(out.preps) > 0 && x.ph[n].word == out.preps[len(out.preps)-1].prep {
				k = n
				continue
			}
			break loop
		case verbGroup:
			p := &x.ph[k]
			switch {
			case p.finite() && !p.last().participle(x, k):
				if noun {
					out.verb = k
				}
				break loop
			case p.verbs[0].infinitive:
				if out.infinitive < 0 {
					out.infinitive = k
				}
				break loop
			default: // a participle: its own noun phrase is passed over
				k++
				k = x.forward(k)
				if x.kind(k) == nounPhrase {
					_, k = x.group(k)
				} else if x.is(k, "by") {
					if n := x.skipQuotes(k + 1); x.kind(n) == nounPhrase {
						_, k = x.group(n)
					}
				}
				loose = true
			}
		default:
			break loop
		}
	}
	out.end = k
	return out
}

// perUnit are what prices are for.
var perUnit = setOf("share unit year month ton tonne barrel week day hour piece")

// participle tells whether a chain that looks like a past tense is a
// participle behind its noun: "a round led by Acme".
func (v *verbForm) participle(x *syntax, k int) bool {
	if v.tag != "VBN" && v.tag != "VBD" || len(x.ph[k].verbs) > 1 || v.modal != "" || v.perfect {
		return false
	}
	return v.tag == "VBN" || x.is(x.forward(k+1), "by")
}

// participleAt tells whether the verb group at k is a bare past participle
// with its noun before it.
func (x *syntax) participleAt(k int) bool {
	p := &x.ph[k]
	v := p.last()
	if len(p.verbs) != 1 || v.modal != "" || v.perfect || v.infinitive || v.progressive {
		return false
	}
	if v.tag == "VBN" {
		return true
	}
	return v.tag == "VBD" && x.is(x.forward(k+1), "by") && !v.passive
}
