package sqlite

import (
	"database/sql/driver"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// The page of a follow costs as much as the start has edges, for each far node
// is read to be sorted. Where there are many, the nodes are gone through in the
// order of their sort key instead, until the page is full: of a hub that has a
// good part of all, it is soon. Only so much of the index is gone through that
// it costs little where the page does not fill.

const (
	// manyEdges is how many edges a start has that is worth it, perRow how many
	// for each row of the page.
	manyEdges, perRow = 200, 8
	// walked is for how many edges one node of the index is gone through.
	walked = 2
)

// walkable reports whether the pages of the step can be read in the order of a
// sort key.
func (l *layout) walkable(s *step) bool {
	f := s.follow
	return !s.backing && f.Repeat == nil && len(s.ups) == 0 && f.Limit > 0 && len(f.Kinds) == 1 && len(f.Order) == 1 &&
		slices.Contains(l.keys, key{f.Kinds[0], f.Order[0].Column}) && f.Order[0].Column != store.ColumnID
}

// walk reads the pages of starts with many edges, as far as these fill, with a
// call of each for every row, and returns the places of the others.
func (r *reading) walk(s *step, starts [][]any, each func(at int, row []driver.Value) error) ([]int, error) {
	degrees, err := r.edgeCounts(s, starts)
	if err != nil {
		return nil, err
	}
	var others []int
	for at, degree := range degrees {
		filled := false
		if degree >= max(manyEdges, perRow*s.follow.Limit) {
			filled, err = r.walkOne(s, starts[at][0], degree/walked, func(row []driver.Value) error { return each(at, row) })
			if err != nil {
				return nil, err
			}
		}
		if !filled {
			others = append(others, at)
		}
	}
	return others, nil
}

// edgeCounts counts the edges that the step may follow, whatever their ends.
func (r *reading) edgeCounts(s *step, starts [][]any) ([]int, error) {
	counts := make([]int, len(starts))
	st, err := r.layout.compileEdgeCounts(s, starts)
	if err != nil {
		return nil, err
	}
	return counts, r.conn.query(r.ctx, st, func(row []driver.Value) error {
		counts[row[0].(int64)] = int(row[1].(int64))
		return nil
	})
}

// walkOne reads the page of one start if it fills within so many nodes of the
// index, or if there are no more.
func (r *reading) walkOne(s *step, from any, nodes int, each func(row []driver.Value) error) (bool, error) {
	st, err := r.layout.compileBound(s, nodes)
	if err != nil {
		return false, err
	}
	st.bounded = true
	var bound []any
	err = r.conn.query(r.ctx, st, func(row []driver.Value) error {
		bound = []any{row[0], row[1]}
		return nil
	})
	if err != nil {
		return false, err
	}
	st, err = r.layout.compileWalk(s, from, bound)
	if err != nil {
		return false, err
	}
	var rows [][]driver.Value
	err = r.conn.query(r.ctx, st, func(row []driver.Value) error {
		rows = append(rows, slices.Clone(row))
		return nil
	})
	if err != nil || bound != nil && len(rows) <= s.follow.Limit {
		return false, err
	}
	for _, row := range rows {
		if err := each(row[1:]); err != nil {
			return false, err
		}
	}
	return true, nil
}

// compileEdgeCounts compiles the number of edges at every start.
func (l *layout) compileEdgeCounts(s *step, starts [][]any) (statement, error) {
	b := l.follower(s)
	near, _ := ends(s.follow.Reverse)
	b.write("SELECT p.key, (SELECT count(*) FROM edges e WHERE e.", near, " = ", s.start(), " AND e.type = ")
	b.arg(b.edgeType(s.follow.Edge))
	b.write(") FROM json_each(")
	b.arg(b.json(starts))
	b.write(") p")
	return b.statement()
}

// compileBound compiles the position up to which so many nodes of the kind lie
// behind that of the page.
func (l *layout) compileBound(s *step, nodes int) (statement, error) {
	b, keys := l.builder(), s.follow.Keys()
	b.write("SELECT ", b.column("w", keys[0].Column), ", w.id FROM nodes w INDEXED BY ", quote(s.index()), " WHERE ")
	b.kindIs("w", s.follow.Kinds)
	b.keyset("w", &s.follow.List)
	b.orderBy(keys, func(_ int, k store.Order) string { return b.column("w", k.Column) })
	b.write(" LIMIT 1 OFFSET ")
	b.arg(int64(nodes))
	return b.statement()
}

// compileWalk compiles the page of one start in the order of its sort key, of
// the nodes before the bound.
func (l *layout) compileWalk(s *step, from any, bound []any) (statement, error) {
	b, f := l.builder(), s.follow
	keys, list := f.Keys(), f.List
	near, far := ends(f.Reverse)
	b.write("SELECT 0")
	if s.edge {
		b.write(", e.columns")
	}
	b.write(", n.id, n.kind")
	s.columns.write(b, "n")
	b.write(" FROM nodes w INDEXED BY ", quote(s.index()), " CROSS JOIN edges e")
	if f.Reverse { // where the start's edges lie side by side
		b.write(" INDEXED BY edges_reverse")
	}
	b.write(" ON e.", near, " = ")
	b.arg(from)
	b.write(" AND e.type = ")
	b.arg(b.edgeType(f.Edge))
	b.write(" AND e.", far, " = w.id CROSS JOIN nodes n ON n.id = w.id WHERE ")
	b.kindIs("w", f.Kinds)
	b.edgeWhere("e", f.EdgeWhere)
	b.where("n", f.Where)
	b.keyset("w", &list)
	if bound != nil {
		b.behind("w", keys, bound, true)
	}
	b.orderBy(keys, func(_ int, k store.Order) string { return b.column("w", k.Column) })
	b.write(" LIMIT ")
	b.arg(int64(f.Limit + 1))
	return b.statement()
}

// index is the index of the step's sort key.
func (s *step) index() string { return key{s.follow.Kinds[0], s.follow.Order[0].Column}.index() }
