package rules

import (
	"slices"
	"strings"
)

// raiser corrects who raised money: behind a sentence about an acquisition,
// "the company had raised $5 million" tells of the one that is bought.
func (e *dealEvent) raiser(bought *entity) {
	if e.kind != investment || e.frame != "raise" || len(e.parties) == 0 || e.has(bought) {
		return
	}
	for i, p := range e.parties {
		if p.role == investee && (strings.HasPrefix(strings.ToLower(p.said), "the ") || strings.EqualFold(p.said, "it")) {
			e.parties[i].entity = bought
			e.parties[i].doubt = 0.1
		}
	}
}

// raisedAgain corrects who raised money behind a round: "it had raised $5 million
// before" tells of who was paid, not of who paid.
func (e *dealEvent) raisedAgain(before *dealEvent) {
	paid := before.role(investee)
	if e.kind != investment || e.frame != "raise" || len(e.parties) == 0 || len(paid) != 1 {
		return
	}
	for i, p := range e.parties {
		if p.role == investee && (strings.HasPrefix(strings.ToLower(p.said), "the ") || strings.EqualFold(p.said, "it")) && slices.ContainsFunc(before.role(investor), func(q roleParty) bool { return q.entity == p.entity }) {
			e.parties[i].entity = paid[0].entity
			e.parties[i].doubt = 0.1
		}
	}
}

// complete adds the article's company to an event that names one party only,
// where it can be the other: such events wait for review.
func (e *dealEvent) complete() {
	c := e.c
	if e.outsider || e.companies() != 1 || c.topic == nil || c.s.paragraph == 0 {
		return
	}
	other := c.topic
	if c.focus != nil && !e.has(c.focus) && (e.noun || e.frame == "merge" || e.has(other)) {
		other = c.focus
	}
	if e.has(other) {
		other = c.last.otherThan(e.parties[0].entity, c.s.index)
		if other == nil {
			other = c.text.counterpart(c.topic, c.s)
		}
		if other == nil || e.kind == acquisition || e.kind == divestiture || e.kind == investment {
			return
		}
	}
	role := partner
	if needs, directed := sides[e.kind]; directed {
		switch have := e.parties[0].role; {
		case have == needs[1]:
			role = needs[0]
		case have == needs[0] && e.kind != divestiture && (e.kind != acquisition || nounClass("bid").of(e.frame)):
			role = needs[1]
		case have == partner:
		default:
			return
		}
	}
	if e.kind == investment && e.money != nil && role == investor {
		return // "Acme had raised $5 million"
	}
	e.parties = append(e.parties, roleParty{role, party{other, "", 0}})
	e.guessed = true
}

// otherThan is the other company of a deal of two that was told shortly before.
func (e *dealEvent) otherThan(x *entity, index int) *entity {
	if e == nil || index-e.c.s.index > 3 || !e.has(x) || e.companies() != 2 {
		return nil
	}
	for _, p := range e.parties {
		if p.entity != x && p.entity.kind == companyEntity {
			return p.entity
		}
	}
	return nil
}

// counterpart is the one other company of the sentence and the two before it;
// nil if there are none or several.
func (t *text) counterpart(of *entity, s *sentence) *entity {
	var found *entity
	for i := max(0, s.index-2); i <= s.index; i++ {
		for _, m := range t.sentences[i].mentions {
			if m.entity == nil || m.entity.kind != companyEntity || m.entity == of || m.entity == found {
				continue
			}
			if found != nil {
				return nil
			}
			found = m.entity
		}
	}
	return found
}

// subjectCompany is the company that is the subject of the sentence's first
// verb, otherwise what it was before.
func (c *clauses) subjectCompany(before *entity) *entity {
	for k := range c.ph {
		if c.kind(k) != verbGroup || !c.ph[k].finite() {
			continue
		}
		for _, p := range c.parties(c.subjectOf(k).items) {
			if p.entity.kind == companyEntity {
				return p.entity
			}
		}
		return before
	}
	return before
}
