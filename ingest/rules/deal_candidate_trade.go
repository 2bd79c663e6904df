package rules

// traded tells whether what is traded says which kind of deal the cue tells of.
func (m *cueMatch) traded() bool {
	return m.kind == tradeCue || m.kind == saleCue || m.kind == passCue
}

// trade tells what kind of deal a trade is by what is traded, and how the roles
// are called in it; ok is false if that cannot be a deal.
func (c *clauses) trade(m cueMatch, spots []spot) (kind string, as map[string]string, ok bool) {
	places := []string{}
	for _, place := range m.order {
		if m.roles[place] == target {
			places = append(places, place)
		}
	}
	if last := m.words[len(m.words)-1]; m.roles[last] != "" { // "look for a buyer for its stake", "become the owner of"
		places = []string{last}
	}
	if c.newShares(spots) {
		return investment, map[string]string{buyer: investor, target: investee, seller: investee}, true
	}
	for _, place := range places {
		for _, s := range spots {
			if s.place != place {
				continue
			}
			if kind, as, ok := c.tradeOf(s, spots, m.kind != tradeCue); ok && !(kind == supply && m.wantsIt("thing")) {
				return kind, as, true
			}
		}
	}
	if _, to := spotAt(spots, "to", "by"); !m.verb && to { // "the sale to Blick"
		return divestiture, nil, true
	}
	return "", nil, false
}

// tradeOf is the kind of deal in which what stands at a spot changes hands.
func (c *clauses) tradeOf(s spot, spots []spot, selling bool) (kind string, as map[string]string, ok bool) {
	if len(s.items) == 0 {
		return acquisition, nil, len(s.list) > 0
	}
	t := c.thingAt(s.items)
	p := &c.ph[s.items[0]]
	switch t.kind {
	case patentThing:
		return patentSale, map[string]string{target: ""}, true
	case stakeThing:
		if p.head == "part" && p.plural {
			break
		}
		switch {
		case t.whole && !selling:
			return acquisition, nil, true
		case selling:
			return divestiture, nil, true
		}
		return investment, map[string]string{buyer: investor, target: investee}, true
	case unitThing, assetThing:
		if selling {
			return divestiture, nil, true
		}
		return acquisition, nil, true
	case licenceThing:
		return licenseDeal, map[string]string{buyer: licensee, seller: licensor, target: ""}, true
	case companyThing:
		if _, told := spotAt(spots, "to", "by", "into", "with"); selling && !told {
			return divestiture, nil, true
		}
		return acquisition, nil, true
	}
	switch {
	case len(s.list) > 0:
		return acquisition, nil, true
	case p.pronoun || p.name != nil && p.name.entity.kind != productEntity && p.name.entity.kind != technologyEntity:
		return "", nil, false
	case ownersOf[p.head] && len(c.ownerOf(s.items[0], 0)) > 0: // "bought out its founders"
		return acquisition, nil, true
	case companyNoun[p.head] && !p.plural:
		return acquisition, nil, true
	case companyNoun[p.head] && !selling: // "five studios, most recently Blick"
		_, named := spotAt(spots, "obj", "including", "among", "like", "such as")
		return acquisition, nil, named
	case goodsNoun(p):
		if _, between := spotAt(spots, "from", "to"); between {
			return supply, map[string]string{buyer: customer, seller: supplier, target: ""}, true
		}
	}
	return "", nil, false
}

// newShares tells whether an amount of shares is bought: "$5 million of Blick
// common stock".
func (c *clauses) newShares(spots []spot) bool {
	money := false
	for _, s := range spots {
		for _, i := range s.items {
			p := &c.ph[i]
			money = money || s.place == "obj" && p.money != nil
			if money && (s.place == "of" || s.place == "obj") && shareNouns[p.head] {
				return true
			}
		}
	}
	return false
}

var shareNouns = setOf("stock share equity bond note debenture")

// ownersOf are nouns of those who own a company.
var ownersOf = setOf("founder owner shareholder family partner investor backer stockholder co-owner")

// goodsNoun tells whether a noun phrase can be goods that are bought again and
// again.
func goodsNoun(p *phrase) bool {
	return p.money == nil && p.percent == 0 && p.plural && !timeNouns[p.head] && !stakeNouns[p.head]
}

// renamed are roles under the names that they have in another kind of deal.
func renamed(roles, as map[string]string) map[string]string {
	out := map[string]string{}
	for place, role := range roles {
		if to, ok := as[role]; ok {
			role = to
		}
		out[place] = role
	}
	return out
}
