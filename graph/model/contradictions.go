package model

import (
	"cmp"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// OwnKey is the key of a follow that the plan adds for itself: no response
// name is like it.
func OwnKey(name string) string { return "#" + name }

// EndKey is the key of the follow that reads the end of an edge, for the
// contradictions under another key.
func EndKey(contradictions, label string) string { return contradictions + OwnKey(label) }

// Contradiction is what sources disagree on.
type Contradiction struct {
	Property  string
	Sides     []*ContradictionSide
	Truncated bool
}

// ContradictionSide is one side of it.
type ContradictionSide struct {
	Value       *string
	Asserts     bool
	Node        Node
	OriginCount int
	Held        bool
	Statements  []*Statement
}

// Contradictions groups the contested statements under the key by what they
// say: by property, value, and whether they say that it is so.
func (o Object) Contradictions(key string) []*Contradiction {
	page := o.Link(key)
	byProperty := map[string][]stated{}
	var properties []string
	for _, row := range page.page.Rows {
		s := newStated(page.object(row))
		if byProperty[s.property] == nil {
			properties = append(properties, s.property)
		}
		byProperty[s.property] = append(byProperty[s.property], s)
	}
	found := []*Contradiction{}
	for _, property := range properties {
		c := &Contradiction{Property: property, Sides: sidesOf(byProperty[property]), Truncated: page.page.More}
		if len(c.Sides) < 2 && !c.Truncated {
			continue // the other side was not known yet
		}
		for _, side := range c.Sides {
			o.show(key, property, side, c.Sides)
		}
		found = append(found, c)
	}
	return found
}

// stated is what one statement says.
type stated struct {
	Object
	property, value string
	stance          store.Stance
	article, origin string
}

func newStated(o Object) stated {
	s := stated{Object: o, property: o.must("property"), value: o.must("value"), stance: store.Stance(o.must("stance"))}
	if target := o.must(store.ColumnTarget); target != "" {
		s.value = target
	}
	if article, ok := o.Link(OwnKey("article")).First(); ok {
		s.article, s.origin = article.ID(), article.ID()
	}
	if origin, ok := o.Link(OwnKey("origin")).First(); ok {
		s.origin = origin.ID()
	}
	return s
}

// sidesOf puts statements about one property on sides: the one of most origins
// first, then by value, those who say that it is so first.
func sidesOf(statements []stated) []*ContradictionSide {
	type position struct {
		value   string
		asserts bool
	}
	sides := map[position]*ContradictionSide{}
	origins := map[position]map[string]bool{}
	var all []*ContradictionSide
	for _, s := range statements {
		at := position{s.value, s.stance != store.Denies}
		if sides[at] == nil {
			sides[at], origins[at] = &ContradictionSide{Value: optional(s.value), Asserts: at.asserts}, map[string]bool{}
			all = append(all, sides[at])
		}
		sides[at].Statements = append(sides[at].Statements, &Statement{s.Object})
		if s.stance != store.Speculates {
			origins[at][originOf(s, statements)] = true
			sides[at].OriginCount = len(origins[at])
		}
	}
	slices.SortFunc(all, func(a, b *ContradictionSide) int {
		return cmp.Or(cmp.Compare(b.OriginCount, a.OriginCount), cmp.Compare(valueOf(a), valueOf(b)), cmp.Compare(rank(a), rank(b)))
	})
	return all
}

func valueOf(side *ContradictionSide) string {
	if side.Value == nil {
		return ""
	}
	return *side.Value
}

func rank(side *ContradictionSide) int {
	if side.Asserts {
		return 0
	}
	return 1
}

// originOf follows the origin of a statement to its end, as the trust of a node
// does: where the article it comes from makes the same claim and names an
// origin of its own, that one counts.
func originOf(s stated, statements []stated) string {
	end := s.origin
	for seen := map[string]bool{}; !seen[end]; {
		seen[end] = true
		further := ""
		for _, other := range statements {
			if other.article == end && other.value == s.value && other.origin != other.article && (further == "" || other.origin < further) {
				further = other.origin
			}
		}
		if further != "" {
			end = further
		}
	}
	return end
}

// show says whether the graph shows the property as the side has it. Where only
// one value can be, that is read of the node; otherwise there is what anybody
// asserts, or speculates on.
func (o Object) show(key, property string, side *ContradictionSide, sides []*ContradictionSide) {
	shown := slices.ContainsFunc(sides, func(other *ContradictionSide) bool { return other.Asserts && valueOf(other) == valueOf(side) })
	if _, isList := o.node.Columns[property].([]string); !isList && o.shape != nil && slices.Contains(o.shape.Columns, property) {
		value := textOf(o.node.Columns[property])
		shown = value != nil && *value == valueOf(side)
	}
	if end, isEdge := o.end(EndKey(key, property)); isEdge {
		shown = end.node != nil && end.ID() == valueOf(side)
		if shown {
			side.Node = mixed[Node](end)
		}
	}
	side.Held = shown == side.Asserts
}

// end returns what a follow of a single edge has found, without a node if
// nothing, and whether the plan asked for it.
func (o Object) end(key string) (Object, bool) {
	if o.shape == nil || !slices.ContainsFunc(o.shape.Follows, func(f *store.Follow) bool { return f.Key == key }) {
		return Object{}, false
	}
	end, _ := o.Link(key).First()
	return end, true
}
