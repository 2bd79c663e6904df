package rules

// label is the company whose note a sentence belongs to, in articles that are
// lists of such: "Acme (+3%): Bought ...", "** Acme said ..."; nil if there is none.
func (t *text) label(s *sentence) *entity {
	if s.paragraph == 0 {
		return nil
	}
	first := s
	for first.index > 0 && t.sentences[first.index-1].paragraph == s.paragraph {
		first = t.sentences[first.index-1]
	}
	i := first.lead
	bullet := i < len(first.tokens) && bullets[first.tokens[i].text]
	for i < len(first.tokens) && bullets[first.tokens[i].text] {
		i++
	}
	for _, m := range first.mentions {
		if m.entity == nil || m.entity.kind != companyEntity || m.anaphor {
			continue
		}
		if bullet {
			return m.entity
		}
		if m.from != i {
			return nil
		}
		k := m.to
		if first.textAt(k) == "(" {
			for k < len(first.tokens) && first.textAt(k) != ")" {
				k++
			}
			k++
		}
		if first.textAt(k) == ":" {
			return m.entity
		}
		return nil
	}
	return nil
}

// quoted reports whether a name opens a note about what its shares did: "Acme
// (+3%): Bought ...", "Acme (unchanged): ...".
func (s *sentence) quoted(c *candidate) bool {
	if c.from != s.lead || s.textAt(c.to) != "(" {
		return false
	}
	for k := c.to + 1; k < c.to+6; k++ {
		if s.textAt(k) == ")" {
			return s.textAt(k+1) == ":"
		}
	}
	return false
}

var bullets = setOf("* ** *** • · ▪ ● – — - ")
