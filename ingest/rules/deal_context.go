package rules

// What a sentence leaves to the ones before it: whom "the two" or "each" are,
// against whom somebody "countersues", who "settled a month before trial".

// history is what the sentences before tell.
type history struct {
	read   []*clauses           // earlier sentences, in order
	events []*dealEvent         // of them
	likely []*dealEvent         // candidates of them
	named  map[string]namedRole // who was told to have a role in no deal told before
	halves []*dealEvent         // what would be candidates if a second party were told
}

// setBefore are the companies that the words before phrase at name together:
// those joined last, otherwise the two that its clause or the sentence before
// is about. Doubt grows with the distance.
func (c *clauses) setBefore(at int) []party {
	list := c.setNamed(at)
	for i := range list { // here they are called by the set's word
		list[i].said = ""
		if c.standsForSet(at) {
			list[i].said = c.words(c.ph[at].from, c.ph[at].to)
		}
	}
	return list
}

func (c *clauses) setNamed(at int) []party {
	if list := c.namedTogether(at); len(list) > 1 {
		return list
	}
	if list := c.namedTogether(len(c.ph)); len(list) > 1 { // "each gets ..., Acme and Blick said"
		for i := range list {
			list[i].doubt += 0.04
		}
		return list
	}
	if c.past == nil {
		return nil
	}
	for back := 1; back <= 3 && back <= len(c.past.read); back++ {
		p := c.past.read[len(c.past.read)-back]
		if p.s.paragraph == 0 {
			break
		}
		if list := p.namedTogether(len(p.ph)); len(list) > 1 {
			for i := range list {
				list[i].doubt += 0.06 * float64(back)
			}
			return list
		}
	}
	return nil
}

// namedTogether are the companies joined last before phrase at; if none are,
// the only two that are named there.
func (c *clauses) namedTogether(at int) []party {
	for k := min(at, len(c.ph)) - 1; k >= 0; k-- {
		if c.kind(k) != nounPhrase {
			continue
		}
		if m := c.ph[k].name; m != nil && len(m.also) > 0 {
			return companiesOf(c.ofMention(m, 0))
		}
		if !c.company(k) {
			continue
		}
		if items := c.joinedBack(k); len(items) > 1 {
			if list := companiesOf(c.parties(items)); len(list) > 1 {
				return list
			}
		}
	}
	var all []party
	for k := 0; k < at && k < len(c.ph); k++ {
		if c.company(k) {
			all = append(all, c.ofMention(c.ph[k].name, 0.04)...)
		}
	}
	if all = distinct(all); len(all) == 2 {
		return all
	}
	return nil
}

// standsForSet tells whether a noun phrase means several companies named
// before: "each", "either company", "the two", "all four firms".
func (c *clauses) standsForSet(i int) bool {
	if c.kind(i) != nounPhrase {
		return false
	}
	p := &c.ph[i]
	if p.name != nil && !p.name.anaphor {
		return false
	}
	if len(p.words) == 0 { // an amount
		return false
	}
	first, last := p.words[0], p.lastWord()
	switch {
	case len(p.words) == 1 && (first == "each" || first == "both" || first == "either" || first == "they"):
		return true
	case first == "each" || first == "either" || first == "both" || first == "all":
		return setNouns[last] || smallNumbers[last] > 1
	case first == "the" || first == "these":
		return last == "two" || last == "pair" || last == "duo" || last == "trio" || p.plural && setNouns[last] || smallNumbers[last] > 1
	}
	return false
}

var setNouns = setOf("company companies firm firms side sides party parties partner partners group groups maker makers rival rivals two three four pair duo trio")

// togetherAt are the companies that the noun phrases name, "each" and "the two"
// among them.
func (c *clauses) togetherAt(items []int) []party {
	out := companiesOf(c.parties(items))
	if len(out) > 1 {
		return out
	}
	for _, i := range items {
		if c.standsForSet(i) {
			return c.setBefore(i)
		}
	}
	return out
}

// mutual tells whether a noun phrase belongs to each other's side: "the other's
// patents", "one another's inventions", "the patents of the rest".
func (c *clauses) mutual(i int) bool {
	if c.kind(i) != nounPhrase {
		return false
	}
	p := &c.ph[i]
	for k, w := range p.words {
		switch w {
		case "other's", "another's", "others'":
			return true
		case "other", "another", "others":
			if k+1 < len(p.words) && (p.words[k+1] == "'s" || p.words[k+1] == "'") || k > 0 && (p.words[k-1] == "each" || p.words[k-1] == "one") {
				return true
			}
		}
	}
	k := c.closeParen(i + 1)
	if !c.is(k, "of") || c.kind(k+1) != nounPhrase {
		return false
	}
	q := &c.ph[k+1]
	last := q.lastWord()
	return q.name == nil && (last == "other" || last == "others" || last == "another" || last == "rest" || q.hasWord("other") && smallNumbers[last] > 1)
}

// lastQuarrel is the latest suit told of before phrase at of this sentence, in
// which all of the companies take part; nil if there is none.
func (c *clauses) lastQuarrel(with []party) *dealEvent {
	takesPart := func(e *dealEvent) bool {
		if e.kind != litigation || e.companies() < 2 {
			return false
		}
		for _, p := range with {
			if !e.has(p.entity) {
				return false
			}
		}
		return true
	}
	for i := len(c.found) - 1; i >= 0; i-- {
		if takesPart(c.found[i]) {
			return c.found[i]
		}
	}
	if c.past == nil {
		return nil
	}
	for i := len(c.past.events) - 1; i >= 0; i-- {
		if takesPart(c.past.events[i]) {
			return c.past.events[i]
		}
	}
	return nil
}

// opponents are those whom the companies met in the latest suit told of.
func (c *clauses) opponents(of []party) []party {
	e := c.lastQuarrel(of)
	if e == nil || len(of) == 0 {
		return nil
	}
	role := ""
	for _, p := range e.parties {
		if p.entity == of[0].entity {
			role = p.role
		}
	}
	var out []party
	for _, p := range e.parties {
		if p.role != role || role == partner && p.entity != of[0].entity {
			q := p.party
			q.doubt += 0.1
			q.said = ""
			out = append(out, q)
		}
	}
	return minus(out, of)
}

// quarrellers are all that take part in the latest suit told of.
func (c *clauses) quarrellers() []party {
	e := c.lastQuarrel(nil)
	if e == nil {
		return nil
	}
	var out []party
	for _, p := range e.parties {
		q := p.party
		q.doubt += 0.16
		q.said = ""
		out = append(out, q)
	}
	return companiesOf(out)
}
