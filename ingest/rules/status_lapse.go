package rules

// lapsed tells whether the sentence says that the agreement with the trigger at
// phrase at has run its course: "the licence expired", "the pact that let each
// use the other's patents ran out".
func (c *clauses) lapsed(at int) bool {
	for m := at + 1; m < len(c.ph); m++ {
		if c.kind(m) != verbGroup || !c.ph[m].finite() || c.participleAt(m) || !lapseVerbs[c.ph[m].last().lemma] || c.ph[m].last().modal != "" {
			continue
		}
		if v := c.ph[m].last(); (v.lemma == "end" || v.lemma == "terminate") && !v.passive && len(c.after(m, false).direct) > 0 {
			continue // "an agreement that ends all litigation"
		}
		for _, n := range c.subjectOf(m).items {
			if n == at {
				return true
			}
		}
		for k := 0; k < at; k++ { // the trigger stands in the noun's relative clause
			if c.kind(k) == nounPhrase && nounIsDeal(c.ph[k].head) && c.kind(c.forward(k+1)) == relativeMark && c.subjectOfMain(k, at, m) {
				return true
			}
		}
	}
	return false
}

// subjectOfMain tells whether nothing between the trigger and the verb at m
// can be that verb's subject but the noun at k.
func (c *clauses) subjectOfMain(k, at, m int) bool {
	for i := at + 1; i < m; i++ {
		switch c.kind(i) {
		case conjunctionMark, breakMark, subordinateMark:
			return false
		case verbGroup:
			if c.ph[i].finite() && !c.participleAt(i) {
				return false
			}
		}
	}
	return k < at
}

var lapseVerbs = map[string]bool{"expire": true, "lapse": true, "end": true, "terminate": true, "run out": true}
