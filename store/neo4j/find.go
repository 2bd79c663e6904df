package neo4j

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// compileFind compiles a root list: one row with the page and the number of
// nodes of each kind, as asked.
func (l *layout) compileFind(q *store.Query) (*statement, error) {
	b := l.builder()
	b.prepareSets(q.Where)
	names := []string{rowsKey}
	if !counted(&q.List) && len(q.Kinds) > 0 {
		b.write("COLLECT { ")
		if len(q.Kinds) == 1 {
			n := b.variable("n")
			b.page(n, q.Kinds[0], q)
			b.rootRow(n, q)
		} else {
			b.merged(q)
		}
		b.write(" } AS ", rowsKey)
	} else {
		b.write("[] AS ", rowsKey)
	}
	if q.Total || q.CountByKind {
		for i, kind := range q.Kinds {
			n := b.variable("n")
			b.write(", COUNT { ")
			anchored := b.matchRoot(n, kind, q.Where)
			c := &conditions{builder: b, any: anchored.any}
			c.where(n, anchored.rest, nil)
			if anchored.distinct {
				b.write(" RETURN DISTINCT ", n)
			}
			b.write(" } AS ", countKey(i))
			names = append(names, countKey(i))
		}
	}
	for i, g := range q.Groups {
		b.write(", ")
		b.rootGroups(q, g)
		b.write(" AS ", groupKey(0, i))
		names = append(names, groupKey(0, i))
	}
	return b.answering(names)
}

// merged writes a list of several kinds: a page of each, because each has its
// own index, then the page of these.
func (b *builder) merged(q *store.Query) {
	n := b.variable("n")
	b.call()
	for i, kind := range q.Kinds {
		if i > 0 {
			b.write(" UNION ALL ")
		}
		b.page(n, kind, q)
		b.write(" RETURN ", n)
	}
	b.write(" } WITH ", n)
	b.orderLimit(n, &q.List)
	b.rootRow(n, q)
}

// rootRow writes what is read of a row of a root list.
func (b *builder) rootRow(n string, q *store.Query) {
	shapes := wanted(&q.List, q.Shapes)
	b.answer(shapesAggregate(shapes), func() { b.node(n, q.Kinds, shapes, nil) }, n)
}

// page writes the match of one page of one kind, up to its limit.
func (b *builder) page(n, kind string, q *store.Query) {
	anchored := b.matchRoot(n, kind, q.Where)
	c := &conditions{builder: b, any: anchored.any}
	c.indexed(n, &q.List)
	c.where(n, anchored.rest, nil)
	c.keyset(n, &q.List)
	b.write(" WITH ")
	if anchored.distinct {
		b.write("DISTINCT ")
	}
	b.write(n)
	b.orderLimit(n, &q.List)
}

// anchor is how a root list is matched: what is left of the condition, whether
// a WHERE is written already, and whether a node can come several times.
type anchor struct {
	rest     *store.Cond
	any      bool
	distinct bool
}

// matchRoot writes the match of the nodes of a kind. Where the condition names
// by id a node that must stand at the end of an edge, or of edges one after the
// other, the match starts there: a page of the deals of one company must not
// walk all deals.
func (b *builder) matchRoot(n, kind string, where *store.Cond) anchor {
	some, rest := pinned(where)
	if some == nil {
		b.write("MATCH (", n, ":", b.label(kind), ")")
		return anchor{rest: where}
	}
	if !b.leads(some) {
		b.write("MATCH (", n, ":", b.label(kind), ") WHERE false")
		return anchor{any: true}
	}
	end := b.matchEnd(some)
	b.write(" MATCH (", end, ")", b.arrow("", some.Edge, !some.Reverse), "(", n, ":", b.label(kind), ")")
	return anchor{rest: rest, distinct: true}
}

// leads reports whether nodes can stand at the end of the Some, and of those
// that it is pinned by.
func (b *builder) leads(some *store.Cond) bool {
	if ends, _ := b.far(some.Edge, some.Reverse, some.Kinds); len(ends) == 0 {
		return false
	}
	inner, _ := pinned(some.Conds[0])
	return pinsID(some.Conds[0]) || b.leads(inner)
}

// matchEnd writes the match of the nodes at the end of a pinned Some, perhaps
// several times, and returns their variable.
func (b *builder) matchEnd(some *store.Cond) string {
	ends, all := b.far(some.Edge, some.Reverse, some.Kinds)
	if !pinsID(some.Conds[0]) {
		inner, rest := pinned(some.Conds[0])
		from, end := b.matchEnd(inner), b.variable("n")
		b.write(" MATCH (", from, ")", b.arrow("", inner.Edge, !inner.Reverse), "(", end, ":", b.labels(ends), ")")
		c := &conditions{builder: b}
		c.where(end, rest, nil)
		return end
	}
	end := b.variable("n")
	match := func(group store.Group) {
		b.write("MATCH (", end, ":", groupLabel(group), ")")
		c := &conditions{builder: b}
		c.where(end, some.Conds[0], nil)
		c.far(end, ends, all)
	}
	if groups := b.groupsOf(ends); len(groups) == 1 {
		match(groups[0])
	} else {
		b.call()
		for i, group := range groups {
			if i > 0 {
				b.write(" UNION ALL ")
			}
			match(group)
			b.write(" RETURN ", end)
		}
		b.write(" }")
	}
	return end
}

// pinned splits a condition into a Some whose far nodes are given by id, or
// reached from such by another, and the rest, both to hold; some is nil if there
// is none.
func pinned(c *store.Cond) (some, rest *store.Cond) {
	if c == nil {
		return nil, nil
	}
	switch c.Op {
	case store.Some:
		if len(c.Conds) == 0 {
			break
		}
		if inner, _ := pinned(c.Conds[0]); inner != nil || pinsID(c.Conds[0]) {
			return c, nil
		}
	case store.And:
		for i, part := range c.Conds {
			if some, left := pinned(part); some != nil {
				others := slices.Delete(slices.Clone(c.Conds), i, i+1)
				if left != nil {
					others = append(others, left)
				}
				if len(others) == 0 {
					return some, nil
				}
				return some, &store.Cond{Op: store.And, Conds: others}
			}
		}
	}
	return nil, c
}

// pinsID reports whether the condition holds for given ids only; those of
// Within are given once its set is computed.
func pinsID(c *store.Cond) bool {
	switch c.Op {
	case store.Within:
		return true
	case store.And:
		return slices.ContainsFunc(c.Conds, pinsID)
	case store.Or:
		return len(c.Conds) > 0 && !slices.ContainsFunc(c.Conds, func(c *store.Cond) bool { return !pinsID(c) })
	}
	return c.PinsID()
}

// lookup asks for nodes by their ids.
type lookup struct {
	ids     map[string][]string // by kind
	shapes  store.Shapes
	retired bool // answer retired nodes too
	// groups are those of the nodes of the ids in grouped, by kind.
	groups  []*store.Grouping
	grouped map[string][]string
}

// byKind sorts ids by their kinds, each id once, leaving out kinds without a
// shape.
func (l *layout) byKind(ids []string, shapes store.Shapes) map[string][]string {
	sorted := make(map[string][]string)
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		if kind := l.kinds.KindOf(id); kind != nil && shapes[kind.Name] != nil && !seen[id] {
			seen[id] = true
			sorted[kind.Name] = append(sorted[kind.Name], id)
		}
	}
	return sorted
}

// compileLookup compiles a look-up: one list of nodes per kind, in no order, and
// one of those retired; then the groups. It is nil where no id is of a kind.
func (l *layout) compileLookup(look *lookup) (*statement, error) {
	b := l.builder()
	var names []string
	next := func(name string) {
		if len(names) > 0 {
			b.write(", ")
		}
		names = append(names, name)
	}
	get := func(label, kind, asked, name string, shape *store.Shape) {
		next(name)
		n, id := b.variable("n"), b.variable("id")
		b.write("COLLECT { UNWIND ", asked, " AS ", id, " MATCH (", n, ":", label, " {", store.ColumnID, ": ", id, "})")
		b.answer(shapesAggregate(store.Shapes{kind: shape}), func() { b.nodeOf(n, kind, shape, nil) }, n)
		b.write(" } AS ", name)
	}
	for i, kind := range b.kinds.All() {
		if len(look.ids[kind.Name]) == 0 {
			continue
		}
		asked, shape := b.param(look.ids[kind.Name]), look.shapes[kind.Name]
		get(kind.Name, kind.Name, asked, countKey(i), shape)
		if look.retired && retires(kind.Group) {
			get(retiredLabel, kind.Name, asked, retiredKey(i), b.ofRetired(shape))
		}
	}
	if len(look.grouped) > 0 {
		for i, g := range look.groups {
			next(groupKey(0, i))
			b.groups(g, "", nil, func() string { return b.matchIDs(look.grouped) })
			b.write(" AS ", groupKey(0, i))
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	return b.answering(names)
}

// matchIDs writes a match of the nodes of these ids, by kind.
func (b *builder) matchIDs(ids map[string][]string) string {
	n, id := b.variable("n"), b.variable("id")
	b.write("CALL () { ")
	first := true
	for _, kind := range b.kinds.All() {
		if len(ids[kind.Name]) == 0 {
			continue
		}
		if !first {
			b.write(" UNION ALL ")
		}
		first = false
		b.write("UNWIND ")
		b.arg(ids[kind.Name])
		b.write(" AS ", id, " MATCH (", n, ":", kind.Name, " {", store.ColumnID, ": ", id, "}) RETURN ", n)
	}
	b.write(" }")
	return n
}

// ofRetired returns what can be read of a retired node: only edges of
// statements are left at it. Follows that find nothing keep their places.
func (b *builder) ofRetired(shape *store.Shape) *store.Shape {
	left := &store.Shape{Columns: shape.Columns, Follows: slices.Clone(shape.Follows)}
	for i, f := range left.Follows {
		if f.Edge.Kind != statementKind || !f.Reverse || f.Repeat != nil {
			left.Follows[i] = nil
		}
	}
	return left
}
