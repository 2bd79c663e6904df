package storetest

import (
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// Vary returns the query with other values and positions, at all levels: of the
// same shape, so that an engine need not plan it anew.
func (r *Random) Vary(q *store.Query) *store.Query {
	other := *q
	other.List = r.varyList(q.List, q.Kinds)
	other.Shapes = r.varyShapes(q.Shapes)
	if q.Text != nil {
		other.Text = &store.TextQuery{Text: r.sometimesCut(pick(r, randomNames)), Exact: q.Text.Exact}
	}
	return &other
}

func (r *Random) varyShapes(shapes store.Shapes) store.Shapes {
	other := make(store.Shapes, len(shapes))
	for _, kind := range slices.Sorted(maps.Keys(shapes)) {
		shape := *shapes[kind]
		shape.Follows = slices.Clone(shape.Follows)
		for i, f := range shape.Follows {
			shape.Follows[i] = r.varyFollow(f)
		}
		other[kind] = &shape
	}
	return other
}

// edgeColumns are all that edges can have.
var edgeColumns = slices.Concat(store.TrustColumns, store.DerivedEdgeColumns)

func (r *Random) varyFollow(f *store.Follow) *store.Follow {
	other := *f
	other.List, other.Shapes = r.varyList(f.List, f.Kinds), r.varyShapes(f.Shapes)
	other.EdgeWhere = r.varyCond(f.EdgeWhere, edgeColumns)
	if f.Repeat != nil && f.Repeat.Where != nil {
		repeat := *f.Repeat
		repeat.Where = r.varyCond(f.Repeat.Where, r.columns([]string{f.Repeat.Facts[0].Kind}))
		other.Repeat = &repeat
	}
	other.EdgeStatements = nil
	for _, backing := range f.EdgeStatements {
		statements := *backing
		statements.List = r.varyList(backing.List, []string{"Statement"})
		other.EdgeStatements = append(other.EdgeStatements, &statements)
	}
	return &other
}

func (r *Random) varyList(l store.List, kinds []string) store.List {
	if len(kinds) == 0 {
		return l
	}
	l.Where = r.varyCond(l.Where, r.columns(kinds))
	l.Groups = slices.Clone(l.Groups)
	for i, g := range l.Groups {
		other := *g
		other.EdgeWhere = r.varyCond(g.EdgeWhere, edgeColumns)
		l.Groups[i] = &other
	}
	if l.After != nil {
		l.After = r.position(l.Order, kinds)
	}
	if l.Before != nil {
		l.Before = r.position(l.Order, kinds)
	}
	if l.Limit > 0 {
		l.Limit = 1 + r.rng.IntN(6)
	}
	return l
}

// varyCond varies a condition on the columns.
func (r *Random) varyCond(c *store.Cond, columns []store.Column) *store.Cond {
	if c == nil {
		return nil
	}
	other := *c
	if c.Kinds != nil {
		columns = r.columns(c.Kinds)
	}
	other.Conds = nil
	for _, inner := range c.Conds {
		other.Conds = append(other.Conds, r.varyCond(inner, columns))
	}
	list, isList := c.Value.([]string)
	switch {
	case c.Op == store.Within:
		other.Value = r.someIDs(c.Edge.Kind)
	case c.Value == nil || isList && len(list) == 0: // an empty list is another shape
	default:
		for _, column := range columns {
			if column.Name == c.Column {
				other.Value = r.operand(c.Op, column)
			}
		}
	}
	return &other
}

// VaryNeighbourhood returns the query with other values.
func (r *Random) VaryNeighbourhood(q *store.NeighbourhoodQuery) *store.NeighbourhoodQuery {
	other := *q
	other.Of = r.id(pick(r, r.subjects()).Name)
	other.PerNode = pick(r, []int{1, 2, 5, store.MaxPerNode})
	other.Limit = pick(r, []int{1, 2, 5, 20, store.MaxNeighbourhood})
	if q.MinCredence > 0 {
		other.MinCredence = 1 + r.rng.IntN(store.ConfirmedByParty.Rank())
	}
	if q.ValidOn != nil {
		span, _, _ := store.ParseDate(pick(r, randomDates))
		other.ValidOn = &span
	}
	if q.KnownAt != "" {
		other.KnownAt = pick(r, []string{"2015-01-01", "2016-05-03", "2017-07-05", "2018-06-01"})
	}
	return &other
}
