package model

import (
	"cmp"
	"maps"
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
// say: by property, value, and whether they say that it is so. several reports
// of which properties a node can have several values, so that each is a matter
// of its own.
func (o Object) Contradictions(key string, several func(property string) bool) []*Contradiction {
	type matter struct{ property, value string }
	page := o.Link(key)
	byMatter := map[matter][]stated{}
	for _, row := range page.page.Rows {
		s := newStated(page.object(row))
		m := matter{property: s.property}
		if several(s.property) {
			m.value = s.value
		}
		byMatter[m] = append(byMatter[m], s)
	}
	found := []*Contradiction{}
	for _, m := range slices.SortedFunc(maps.Keys(byMatter), func(a, b matter) int {
		return cmp.Or(cmp.Compare(a.property, b.property), cmp.Compare(a.value, b.value))
	}) {
		c := &Contradiction{Property: m.property, Sides: sidesOf(byMatter[m]), Truncated: page.page.More}
		if len(c.Sides) < 2 && !c.Truncated {
			continue // the other side was not known yet
		}
		for _, side := range c.Sides {
			// Of several there is what anybody asserts, or speculates on.
			shown := slices.ContainsFunc(c.Sides, func(other *ContradictionSide) bool { return other.Asserts })
			if !several(m.property) {
				shown = o.shows(key, m.property, valueOf(side))
			}
			side.Held = shown == side.Asserts
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
		if object, ok := s.Link(OwnKey("object")).First(); ok && sides[at].Node == nil {
			sides[at].Node = mixed[Node](object)
		}
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

// shows reports whether the graph shows the value, or the edge to the id of it,
// where only one can be.
func (o Object) shows(key, property, value string) bool {
	if end, ok := o.Link(EndKey(key, property)).First(); ok {
		return end.ID() == value
	}
	shown := textOf(o.node.Columns[property])
	return shown != nil && *shown == value
}
