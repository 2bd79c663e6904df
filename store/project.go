package store

import (
	"cmp"
	"maps"
	"slices"
)

// projection is what the live statements about one node make of it.
type projection struct {
	id     string
	kind   *Kind
	claims []*claim
	// values are the text forms per property; edges the claims per label and
	// target, both as projected.
	values map[string][]string
	edges  map[string]map[string][]*claim
	// contested are the properties and labels on which sources disagree, and
	// "self", sorted; disputed the targets of those labels that have many.
	contested []string
	disputed  map[string][]string
}

// project applies the rules of the model to the live claims about one node.
// It is a pure function: the same claims in any order give the same result.
func project(kind *Kind, id string, claims []*claim, sources map[string]*source) *projection {
	p := &projection{id: id, kind: kind, claims: claims, values: map[string][]string{}, edges: map[string]map[string][]*claim{}, disputed: map[string][]string{}}
	byProperty := map[string][]*claim{}
	for _, c := range claims {
		byProperty[c.property] = append(byProperty[c.property], c)
	}
	var otherNames []string
	for _, property := range kind.Properties {
		stated := byProperty[property.Name]
		if len(stated) == 0 {
			continue
		}
		if property.List {
			p.values[property.Name] = upheld(stated)
			continue
		}
		value, rivals, contested := choose(property, stated, sources)
		if value == "" {
			continue
		}
		p.values[property.Name] = []string{value}
		switch {
		case property.Searched: // names never conflict: the others stay findable
			otherNames = append(otherNames, rivals...)
		case contested:
			p.contested = append(p.contested, property.Name)
		}
	}
	if aliases := kind.Property("aliases"); aliases != nil && len(otherNames) > 0 {
		all := append(slices.Clone(p.values["aliases"]), otherNames...)
		slices.Sort(all)
		p.values["aliases"] = slices.Compact(all)
	}
	for _, edge := range kind.Edges {
		stated := byProperty[edge.Label]
		if len(stated) == 0 || edge.Derived {
			continue
		}
		targets := upheld(stated)
		if edge.Single {
			target, _, contested := choose(&Property{Name: edge.Label, Type: TextType}, stated, sources)
			targets = nil
			if target != "" {
				targets = []string{target}
			}
			if contested {
				p.contested = append(p.contested, edge.Label)
			}
		}
		p.edges[edge.Label] = map[string][]*claim{}
		for _, target := range targets {
			p.edges[edge.Label][target] = withValue(stated, target)
			if !edge.Single && disputed(p.edges[edge.Label][target]) {
				p.disputed[edge.Label] = append(p.disputed[edge.Label], target)
			}
		}
		if len(p.disputed[edge.Label]) > 0 {
			p.contested = append(p.contested, edge.Label)
		}
	}
	if disputed(p.self()) {
		p.contested = append(p.contested, SelfProperty)
	}
	slices.Sort(p.contested)
	return p
}

// self returns the claims that the node is so as a whole.
func (p *projection) self() []*claim {
	var self []*claim
	for _, c := range p.claims {
		if c.property == SelfProperty {
			self = append(self, c)
		}
	}
	return self
}

// contests reports whether sources disagree on what the claim is about. Of
// edges of which there can be many each is a matter of its own.
func (p *projection) contests(c *claim) bool {
	if targets := p.disputed[c.property]; len(targets) > 0 {
		return slices.Contains(targets, c.value)
	}
	return slices.Contains(p.contested, c.property)
}

// upheld returns the values that somebody asserts or speculates on, sorted.
func upheld(claims []*claim) []string {
	values := map[string]bool{}
	for _, c := range claims {
		if c.stance != Denies {
			values[c.value] = true
		}
	}
	return slices.Sorted(maps.Keys(values))
}

func withValue(claims []*claim, value string) []*claim {
	var same []*claim
	for _, c := range claims {
		if c.value == value {
			same = append(same, c)
		}
	}
	return same
}

// choose returns the value that is projected where only one can be, the other
// values that were in the running, and whether sources disagree. Values that
// contain one another agree, and the more precise is taken; otherwise the one
// of most origins, then the latest published, then that of the smallest
// statement id. A correction sets aside what was published before it.
func choose(property *Property, claims []*claim, sources map[string]*source) (value string, rivals []string, contested bool) {
	origin := originsOf(claims)
	claims = corrected(property, claims, sources)
	type candidate struct {
		value, latest, id string
		origins           map[string]bool
	}
	// Speculation on a value never displaces one that somebody asserts.
	if slices.ContainsFunc(claims, (*claim).asserts) {
		claims = slices.DeleteFunc(slices.Clone(claims), func(c *claim) bool { return c.stance == Speculates })
	}
	values := upheld(claims)
	precise := slices.DeleteFunc(slices.Clone(values), func(v string) bool {
		return slices.ContainsFunc(values, func(w string) bool { return w != v && property.includes(v, w) && (!property.includes(w, v) || w < v) })
	})
	var running []*candidate
	for _, v := range precise {
		c := &candidate{value: v, origins: map[string]bool{}}
		for _, s := range claims {
			if s.stance == Denies || s.value != v && !property.includes(s.value, v) {
				continue
			}
			c.origins[origin[s.id]] = true
			c.latest = max(c.latest, sources[s.article].reported)
			if s.value == v && (c.id == "" || s.id < c.id) {
				c.id = s.id
			}
		}
		running = append(running, c)
	}
	if len(running) == 0 {
		return "", nil, false
	}
	slices.SortFunc(running, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(len(b.origins), len(a.origins)), cmp.Compare(b.latest, a.latest), cmp.Compare(a.id, b.id))
	})
	for _, c := range running[1:] {
		rivals = append(rivals, c.value)
	}
	denied := slices.ContainsFunc(claims, func(c *claim) bool { return c.stance == Denies && c.value == running[0].value })
	return running[0].value, rivals, len(running) > 1 || denied
}

// corrected drops the claims that a correction of the same property sets
// aside: other values published no later than it.
func corrected(property *Property, claims []*claim, sources map[string]*source) []*claim {
	var corrections []*claim
	for _, c := range claims {
		if c.stance == Corrects {
			corrections = append(corrections, c)
		}
	}
	if len(corrections) == 0 {
		return claims
	}
	return slices.DeleteFunc(slices.Clone(claims), func(c *claim) bool {
		return slices.ContainsFunc(corrections, func(by *claim) bool {
			agree := c.value == by.value || property.includes(c.value, by.value) || property.includes(by.value, c.value)
			earlier := sources[c.article].reported < sources[by.article].reported ||
				c.stance != Corrects && sources[c.article].reported == sources[by.article].reported
			return !agree && earlier
		})
	})
}

// approximation is how far "about" reaches to either side.
const approximation = 0.05

// includes reports whether wide leaves room for narrow, so that the two agree
// and narrow is the more precise. Equal meanings include each other.
func (p *Property) includes(wide, narrow string) bool {
	if wide == narrow {
		return true
	}
	switch p.Type {
	case DateType:
		a, _, errA := ParseDate(wide)
		b, _, errB := ParseDate(narrow)
		return errA == nil && errB == nil && a.Contains(b)
	case MoneyType:
		a, errA := ParseMoney(wide)
		b, errB := ParseMoney(narrow)
		return errA == nil && errB == nil && (a.Undisclosed || a == b)
	case QuantityType:
		a, errA := ParseQuantity(wide)
		b, errB := ParseQuantity(narrow)
		return errA == nil && errB == nil && a.includes(b)
	case EnumType:
		return p.Progressive && slices.Index(p.Enum, wide) < slices.Index(p.Enum, narrow)
	}
	return false
}

func (q Quantity) includes(other Quantity) bool {
	if q.Undisclosed {
		return true
	}
	if other.Undisclosed {
		return false
	}
	from, to := q.Min, q.Max
	if q.Approximate {
		low, high := *q.Min*(1-approximation), *q.Max*(1+approximation)
		from, to = &low, &high
		if other.Approximate {
			return *q.Min == *other.Min
		}
	}
	lowFits := from == nil || other.Min != nil && *from <= *other.Min
	highFits := to == nil || other.Max != nil && *to >= *other.Max
	return lowFits && highFits
}
