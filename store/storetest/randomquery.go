package storetest

import (
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// Query returns a query such as the planner could make: any list, or a text.
func (r *Random) Query() *store.Query {
	if r.chance(6) {
		return r.textQuery()
	}
	kinds := r.someKinds(kindNames(r.kinds))
	q := &store.Query{Kinds: kinds, List: r.list(kinds, nil), CountByKind: r.chance(4)}
	q.Groups = r.groupings(kinds, false)
	q.Shapes = r.shapes(kinds, nil, r.depth)
	return q
}

func (r *Random) textQuery() *store.Query {
	var searched []string
	for _, k := range r.kinds.All() {
		if k.Searched() {
			searched = append(searched, k.Name)
		}
	}
	kinds := r.someKinds(searched)
	q := &store.Query{Kinds: kinds, Text: &store.TextQuery{Text: r.sometimesCut(pick(r, randomNames)), Exact: r.chance(4)}, CountByKind: r.chance(3),
		List: store.List{Limit: r.rng.IntN(12), Total: r.chance(2)}, Shapes: r.shapes(kinds, nil, r.depth-1)}
	if r.chance(2) {
		q.Where = r.cond(kinds, nil, 2)
	}
	return q
}

func kindNames(kinds *store.Kinds) []string {
	var names []string
	for _, k := range kinds.All() {
		names = append(names, k.Name)
	}
	return names
}

// someKinds returns one of the kinds, or several in their order.
func (r *Random) someKinds(from []string) []string {
	if many := some(r, from, 3); len(many) > 0 && r.chance(3) {
		return many
	}
	return []string{pick(r, from)}
}

// list returns a list of nodes of the kinds, without groups.
func (r *Random) list(kinds []string, outer []string) store.List {
	l := store.List{Limit: r.rng.IntN(7), Total: r.chance(2), Backward: r.chance(4)}
	if len(kinds) == 0 {
		return l
	}
	keys := r.keys(kinds)
	r.rng.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	for _, c := range keys[:min(len(keys), r.rng.IntN(4))] {
		l.Order = append(l.Order, store.Order{Column: c.Name, Desc: r.chance(2)})
	}
	if r.chance(2) {
		l.Where = r.cond(kinds, outer, 3)
	}
	if r.chance(3) {
		l.After = r.position(l.Order, kinds)
	}
	if r.chance(5) {
		l.Before = r.position(l.Order, kinds)
	}
	return l
}

// keys returns the columns by which lists of the kinds sort.
func (r *Random) keys(kinds []string) []store.Column {
	return slices.DeleteFunc(slices.Concat(r.columns(kinds), r.related(kinds)), func(c store.Column) bool { return !c.Key })
}

func (r *Random) position(order []store.Order, kinds []string) []any {
	at, id := []any{}, r.id(pick(r, kinds))
	for _, o := range order {
		for _, c := range r.keys(kinds) {
			switch {
			case c.Name != o.Column:
			case c.Name == store.ColumnID:
				at = append(at, id)
			default:
				at = append(at, r.value(c))
			}
		}
	}
	return append(at, id)
}

// id returns the id of a node of the kind, or of none.
func (r *Random) id(kind string) string {
	if known := r.ids[kind]; len(known) > 0 && !r.chance(10) {
		return pick(r, known)
	}
	return r.kinds.Kind(kind).Prefix + ":none"
}

var comparisons = []store.Op{store.Eq, store.Eq, store.Lt, store.Le, store.Gt, store.Ge, store.In, store.Missing}

// cond returns a condition on nodes of the kinds. outer are the levels around
// the list, as OuterDay and ThroughOuterDay count them.
func (r *Random) cond(kinds, outer []string, depth int) *store.Cond {
	if depth > 1 {
		switch r.rng.IntN(6) {
		case 0:
			c := &store.Cond{Op: pick(r, []store.Op{store.And, store.Or})}
			for range r.rng.IntN(4) {
				c.Conds = append(c.Conds, r.cond(kinds, outer, depth-1))
			}
			return c
		case 1:
			return not(r.cond(kinds, outer, depth-1))
		case 2:
			if c := r.quantifier(kinds, outer, depth); c != nil {
				return c
			}
		case 3:
			if c := r.within(kinds); c != nil {
				return c
			}
		}
	}
	if len(outer) > 0 && r.chance(2) {
		if period := r.period(kinds); period != "" {
			return &store.Cond{Op: pick(r, []store.Op{store.OuterDay, store.ThroughOuterDay}), Column: period, Up: 1 + r.rng.IntN(len(outer))}
		}
	}
	if r.chance(4) {
		if c := r.lens(r.columns(kinds)); c != nil {
			return c
		}
	}
	return r.comparison(r.columns(kinds))
}

// comparison compares one of the columns.
func (r *Random) comparison(columns []store.Column) *store.Cond {
	column := pick(r, columns)
	ops := comparisons
	switch column.Type {
	case store.ListColumn:
		ops = []store.Op{store.Has, store.HasAny, store.Missing}
	case store.StringColumn:
		ops = append(slices.Clone(comparisons), store.Contains, store.HasPrefix)
	case store.BoolColumn:
		ops = []store.Op{store.Eq, store.Missing}
	}
	op := pick(r, ops)
	return compare(op, column.Name, r.operand(op, column))
}

// lens returns a condition of those that a scope, a day or a credence adds to
// a list; nil if the columns have no part in one.
func (r *Random) lens(columns []store.Column) *store.Cond {
	has := columnNames(columns)
	day := pick(r, []string{"2016-05-03", "2017-01-15", "2017-07-05", "2018-12-31", "2020-01-02"})
	open := func(op store.Op, column string) *store.Cond {
		return group(store.Or, compare(store.Missing, column, nil), compare(op, column, day))
	}
	var lenses []*store.Cond
	if slices.Contains(has, store.ColumnIsPart) {
		lenses = append(lenses, eq(store.ColumnIsPart, r.chance(2)))
	}
	if slices.Contains(has, store.ColumnValidEarliest) {
		lenses = append(lenses, group(store.And, open(store.Le, store.ColumnValidEarliest), open(store.Ge, store.ColumnValidLatest)),
			group(store.And, compare(store.Le, store.ColumnSureEarliest, day), compare(store.Ge, store.ColumnSureLatest, day)))
	}
	if slices.Contains(has, store.ColumnFirstReported) {
		lenses = append(lenses, compare(store.Le, store.ColumnFirstReported, day))
	}
	if slices.Contains(has, store.ColumnCredenceRank) {
		lenses = append(lenses, compare(store.Ge, store.ColumnCredenceRank, int64(store.SingleOrigin.Rank())))
	}
	if len(lenses) == 0 {
		return nil
	}
	return pick(r, lenses)
}

// within returns a condition to be within nodes along an edge that leads from
// the kind to itself; nil if there is none.
func (r *Random) within(kinds []string) *store.Cond {
	if s, ok := r.ownStep(kinds); ok {
		return &store.Cond{Op: store.Within, Edge: s.ref(), Reverse: s.reverse, Value: r.someIDs(kinds[0])}
	}
	return nil
}

// ownStep returns an edge that leads from the only kind to itself.
func (r *Random) ownStep(kinds []string) (step, bool) {
	own := slices.DeleteFunc(r.steps(kinds), func(s step) bool { return !slices.Equal(s.far, kinds) })
	if len(own) == 0 {
		return step{}, false
	}
	return pick(r, own), true
}

// someIDs are one to three ids of the kind.
func (r *Random) someIDs(kind string) []string {
	var ids []string
	for range 1 + r.rng.IntN(3) {
		ids = append(ids, r.id(kind))
	}
	return ids
}

// operand returns a value for the operator.
func (r *Random) operand(op store.Op, c store.Column) any {
	switch {
	case op == store.Missing:
		return nil
	case op == store.In && c.Type == store.NumberColumn:
		return list[float64](r, c)
	case op == store.In && c.Type == store.IntColumn:
		return list[int64](r, c)
	case op == store.In || op == store.HasAny:
		return list[string](r, c)
	case op == store.Contains || op == store.HasPrefix:
		if s, ok := r.value(c).(string); ok && s != "" {
			letters := []rune(s)
			return string(letters[:1+r.rng.IntN(len(letters))])
		}
		return "a"
	}
	return r.value(c)
}

func list[T any](r *Random, c store.Column) []T {
	values := []T{}
	for range r.rng.IntN(4) {
		if v, ok := r.value(c).(T); ok {
			values = append(values, v)
		}
	}
	return values
}

// period returns a column of days of all the kinds, without Earliest.
func (r *Random) period(kinds []string) string {
	shared := columnNames(r.columns(kinds))
	for _, p := range r.kinds.Kind(kinds[0]).Properties {
		if p.Type == store.DateType && slices.Contains(shared, p.Name+"Earliest") {
			return p.Name
		}
	}
	return ""
}

// step is an edge in a direction, with the kinds that it can lead to.
type step struct {
	edge    *store.Edge
	reverse bool
	far     []string
}

func (s step) ref() store.EdgeRef { return store.EdgeRef{Kind: s.edge.Kind, Label: s.edge.Label} }

// steps returns the edges that all of the kinds can be at.
func (r *Random) steps(kinds []string) []step {
	var all []step
	for _, e := range r.kinds.Edges() {
		if len(kinds) == 1 && e.Kind == kinds[0] {
			all = append(all, step{e, false, e.Targets})
		}
		if !slices.ContainsFunc(kinds, func(kind string) bool { return !slices.Contains(e.Targets, kind) }) {
			all = append(all, step{e, true, []string{e.Kind}})
		}
	}
	return all
}

// farKinds are all kinds at the end, or some of them.
func (r *Random) farKinds(s step) []string {
	if r.chance(3) {
		if fewer := some(r, s.far, 2); len(fewer) > 0 {
			return fewer
		}
	}
	return s.far
}

func (r *Random) quantifier(kinds, outer []string, depth int) *store.Cond {
	steps := r.steps(kinds)
	if len(steps) == 0 {
		return nil
	}
	s := pick(r, steps)
	c := &store.Cond{Op: pick(r, []store.Op{store.Some, store.Some, store.Every, store.None}), Edge: s.ref(), Reverse: s.reverse, Kinds: r.farKinds(s)}
	switch r.rng.IntN(4) {
	case 0:
	case 1:
		c.Conds = []*store.Cond{{Op: store.Eq, Column: store.ColumnID, Value: r.id(pick(r, c.Kinds))}}
	default:
		c.Conds = []*store.Cond{r.cond(c.Kinds, outer, depth-1)}
	}
	return c
}

// shapes returns what to read of nodes of the kinds; outer are the levels
// around their rows.
func (r *Random) shapes(kinds, outer []string, depth int) store.Shapes {
	shapes := store.Shapes{}
	for _, name := range kinds {
		if r.chance(8) {
			continue
		}
		kind := r.kinds.Kind(name)
		shape := &store.Shape{Columns: columnNames(some(r, r.kindColumns(kind), 4))}
		shape.Columns = append(shape.Columns, columnNames(some(r, r.related([]string{name}), 20))...)
		if len(kind.Day) > 0 {
			shape.Columns = append(shape.Columns, store.ColumnDayEarliest, store.ColumnDayLatest)
		}
		slices.Sort(shape.Columns)
		shape.Columns = slices.Compact(shape.Columns)
		if depth > 0 && len(r.steps([]string{name})) > 0 {
			for i := range r.rng.IntN(3) {
				shape.Follows = append(shape.Follows, r.follow(fmt.Sprintf("alias%d", i), name, outer, depth))
			}
		}
		shapes[name] = shape
	}
	return shapes
}

// IDs returns some ids to get, unknown and repeated ones among them, and what
// to read of them.
func (r *Random) IDs() ([]string, store.Shapes) {
	kinds := some(r, kindNames(r.kinds), 2)
	var ids []string
	for range r.rng.IntN(8) {
		ids = append(ids, r.id(pick(r, kindNames(r.kinds))))
	}
	if len(ids) > 1 {
		ids = append(ids, ids[0], "", "nothing")
	}
	return ids, r.shapes(kinds, nil, r.depth-1)
}
