package storetest

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// follow returns a follow that starts at nodes of the kind; outer are the
// levels around these.
func (r *Random) follow(key, kind string, outer []string, depth int) *store.Follow {
	outer = append(slices.Clone(outer), kind)
	if r.chance(5) {
		if f := r.repeated(kind); f != nil {
			f.Key, f.List, f.Shapes = key, r.list(f.Kinds, outer), r.shapes(f.Kinds, outer, depth-1)
			f.Groups = r.groupings(f.Kinds, true)
			return f
		}
	}
	s := pick(r, r.steps([]string{kind}))
	kinds := r.farKinds(s)
	f := &store.Follow{Key: key, Edge: s.ref(), Reverse: s.reverse, Kinds: kinds, List: r.list(kinds, outer), Shapes: r.shapes(kinds, outer, depth-1)}
	f.Groups = r.groupings(kinds, true)
	columns := r.edgeColumns(s.edge)
	f.EdgeColumns = columnNames(some(r, columns, 5))
	slices.Sort(f.EdgeColumns)
	if columns == nil {
		return f
	}
	if r.chance(3) {
		statement := []string{"Statement"}
		f.EdgeStatements = []*store.Follow{{Key: "statements", List: r.list(statement, nil), Shapes: r.shapes(statement, nil, 0)}}
	}
	if r.chance(4) {
		f.EdgeWhere = r.edgeCond(columns, 3)
	}
	return f
}

// edgeCond returns a condition on the columns of an edge.
func (r *Random) edgeCond(columns []store.Column, depth int) *store.Cond {
	if depth > 1 {
		switch r.rng.IntN(5) {
		case 0:
			c := &store.Cond{Op: pick(r, []store.Op{store.And, store.Or})}
			for range r.rng.IntN(3) {
				c.Conds = append(c.Conds, r.edgeCond(columns, depth-1))
			}
			return c
		case 1:
			return not(r.edgeCond(columns, depth-1))
		case 2:
			return r.lens(columns)
		}
	}
	return r.comparison(slices.DeleteFunc(slices.Clone(columns), func(c store.Column) bool { return c.Type == store.ListColumn }))
}

// repeated returns a repeated follow from nodes of the kind: of an edge that
// leads from the kind to itself, or through facts; nil if there is neither.
func (r *Random) repeated(kind string) *store.Follow {
	depth := pick(r, []int{1, 2, 3, store.MaxRepeat})
	if s, ok := r.ownStep([]string{kind}); ok && r.chance(2) {
		return &store.Follow{Edge: s.ref(), Reverse: s.reverse, Kinds: []string{kind}, Repeat: &store.Repeat{Depth: depth}}
	}
	var facts []*store.Edge
	for _, e := range r.kinds.Edges() {
		if r.kinds.Kind(e.Kind).Group == store.Fact && slices.Contains(e.Targets, kind) {
			facts = append(facts, e)
		}
	}
	if len(facts) == 0 {
		return nil
	}
	f := &store.Follow{Repeat: &store.Repeat{Depth: depth}}
	first := pick(r, facts)
	fact := r.kinds.Kind(first.Kind)
	for _, e := range fact.Edges {
		if e != first && !r.chance(3) {
			continue
		}
		f.Repeat.Facts = append(f.Repeat.Facts, store.EdgeRef{Kind: e.Kind, Label: e.Label})
		f.Kinds = append(f.Kinds, e.Targets...)
	}
	f.Kinds = r.inOrder(f.Kinds)
	if fewer := some(r, f.Kinds, 2); len(fewer) > 0 {
		f.Kinds = fewer
	}
	if r.chance(2) {
		f.Repeat.Where = r.cond([]string{fact.Name}, nil, 2)
	}
	return f
}

// inOrder returns the kinds in schema order, each once.
func (r *Random) inOrder(kinds []string) []string {
	return slices.DeleteFunc(kindNames(r.kinds), func(name string) bool { return !slices.Contains(kinds, name) })
}

// groupings returns groupings of a list of the kinds; perhaps none.
func (r *Random) groupings(kinds []string, followed bool) []*store.Grouping {
	var all []*store.Grouping
	if len(kinds) == 0 {
		return nil
	}
	money := r.money(kinds)
	if money == "" && !r.chance(4) || !r.chance(2) { // money is rare among lists
		return nil
	}
	for _, key := range []string{"one", "two"}[:1+r.rng.IntN(2)] {
		g := &store.Grouping{Key: key, Limit: r.rng.IntN(5)}
		if !r.groupBy(g, kinds, followed) {
			continue
		}
		if r.chance(2) {
			g.Distinct = r.distinct(kinds)
		}
		if !r.chance(4) {
			g.Money = money
		}
		all = append(all, g)
	}
	return all
}

// groupBy chooses a column or an edge, and reports whether there is one.
func (r *Random) groupBy(g *store.Grouping, kinds []string, followed bool) bool {
	if steps := r.steps(kinds); len(steps) > 0 && r.chance(2) {
		s := pick(r, steps)
		g.Edge, g.Reverse, g.Kinds = s.ref(), s.reverse, r.farKinds(s)
		g.ExceptStart = followed && r.chance(2)
		g.Shapes = r.shapes(g.Kinds, nil, r.rng.IntN(2))
		if columns := r.edgeColumns(s.edge); columns != nil && r.chance(4) {
			g.EdgeWhere = r.edgeCond(columns, 3)
		}
		return true
	}
	columns := slices.DeleteFunc(r.columns(kinds), func(c store.Column) bool { return c.Key })
	if len(columns) == 0 {
		return false
	}
	c := pick(r, columns)
	g.Column = c.Name
	if days := strings.HasSuffix(c.Name, "Earliest") || strings.HasSuffix(c.Name, "Latest") || c.Name == store.ColumnFirstReported; days && !r.chance(4) {
		g.Prefix = pick(r, []int{4, 7})
	}
	return true
}

// distinct returns a string column that nodes of the kinds always have, or
// none.
func (r *Random) distinct(kinds []string) string {
	always := slices.DeleteFunc(r.columns(kinds), func(c store.Column) bool {
		return c.Type != store.StringColumn || c.Name == store.ColumnID || !c.Key && c.Name != store.ColumnWhole && c.Name != store.ColumnCredence
	})
	if slices.ContainsFunc(always, func(c store.Column) bool { return c.Name == store.ColumnWhole }) && !r.chance(4) {
		return store.ColumnWhole
	}
	if len(always) == 0 {
		return ""
	}
	return pick(r, always).Name
}

// money returns a property of money that all of the kinds have, or none.
func (r *Random) money(kinds []string) string {
	shared := columnNames(r.columns(kinds))
	for _, p := range r.kinds.Kind(kinds[0]).Properties {
		if p.Type == store.MoneyType && slices.Contains(shared, p.Name+"Amount") {
			return p.Name
		}
	}
	return ""
}

// NeighbourhoodQuery returns a query for what surrounds an entity or a fact.
func (r *Random) NeighbourhoodQuery() *store.NeighbourhoodQuery {
	var kinds []string
	for _, k := range r.subjects() {
		kinds = append(kinds, k.Name)
	}
	q := &store.NeighbourhoodQuery{Depth: 1 + r.rng.IntN(store.MaxNeighbourhoodDepth), Shapes: r.shapes(kinds, nil, 0),
		EdgeColumns: columnNames(some(r, store.TrustColumns, 3))}
	slices.Sort(q.EdgeColumns)
	if r.chance(2) {
		q.Kinds = some(r, kinds, 2)
	}
	if r.chance(3) {
		q.MinCredence = 1
	}
	if r.chance(3) {
		q.ValidOn, q.Certain = &store.Span{}, r.chance(2)
	}
	if r.chance(3) {
		q.KnownAt = "2017-07-05"
	}
	return r.VaryNeighbourhood(q)
}
