package sqlite

import (
	"database/sql/driver"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

const (
	// hubDegree is the number of edges above which a page of a follow, in the
	// order of a sort key, is first sought along the key's index.
	hubDegree = 400
	// maxDegree is how far edges are counted for that.
	maxDegree = 50_000
)

// walks reports whether a page of the step may be read along an index: in its
// order, each node looked up among the edges of the start. That is cheap where
// a large part of the kind is at the start, and never ends where it is not, so
// it is given up after half as many nodes as the start has edges; then all are
// fetched and sorted, as they are at other starts.
func (l *layout) walks(s *step) bool {
	f := s.follow
	if s.backing || f.Repeat != nil || len(s.ups) > 0 || len(f.Kinds) != 1 || f.Limit < 1 || l.single(s) {
		return false
	}
	keys := f.Keys()
	return len(keys) == 2 && slices.Contains(l.keys, key{f.Kinds[0], keys[0].Column})
}

// walk reads the pages of hubs along the index as far as it leads to them, and
// returns the starts with those answered cleared. read takes a row as that of
// compileFollow, but for the place.
func (r *reading) walk(s *step, starts [][]any, read func(at int, row []driver.Value) error) ([][]any, error) {
	if !r.layout.walks(s) {
		return starts, nil
	}
	degrees := map[int]int{}
	st, err := r.layout.compileFollowDegrees(s, starts)
	if err != nil {
		return nil, err
	}
	st.bounded = len(starts) == 1
	err = r.conn.query(r.ctx, st, func(row []driver.Value) error {
		if degree := int(row[1].(int64)); degree > r.layout.hubDegree {
			degrees[int(row[0].(int64))] = degree
		}
		return nil
	})
	if err != nil || len(degrees) == 0 {
		return starts, err
	}
	rest := slices.Clone(starts)
	for at, start := range starts {
		if degrees[at] == 0 {
			continue
		}
		rows, found, err := r.walkFrom(s, start[0], degrees[at]/2)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		rest[at] = []any{nil}
		for _, row := range rows {
			if err := read(at, row); err != nil {
				return nil, err
			}
		}
	}
	return rest, nil
}

// walkFrom reads the page of one start along the first nodes of the index;
// found is false if there may be more of it behind these.
func (r *reading) walkFrom(s *step, start any, nodes int) (rows [][]driver.Value, found bool, err error) {
	st, err := r.layout.compileWalkEnd(s, nodes)
	if err != nil {
		return nil, false, err
	}
	var end []any
	err = r.conn.query(r.ctx, st, func(row []driver.Value) error {
		end = []any{row[0], row[1]}
		return nil
	})
	if err != nil {
		return nil, false, err
	}
	if st, err = r.layout.compileWalk(s, start, end); err != nil {
		return nil, false, err
	}
	err = r.conn.query(r.ctx, st, func(row []driver.Value) error {
		rows = append(rows, slices.Clone(row))
		return nil
	})
	return rows, end == nil || len(rows) > s.follow.Limit, err
}

// compileFollowDegrees compiles the number of edges at every start, up to
// maxDegree, whatever is at their other end.
func (l *layout) compileFollowDegrees(s *step, starts [][]any) (statement, error) {
	b := l.builder()
	near, _ := ends(s.follow.Reverse)
	b.write("SELECT p.key, (SELECT count(*) FROM (SELECT 1 FROM edges e WHERE e.", near, " = ", s.start(), " AND e.type = ")
	b.arg(b.edgeType(s.follow.Edge))
	b.write(" LIMIT ")
	b.arg(int64(maxDegree))
	b.write(")) FROM json_each(")
	b.arg(b.json(starts))
	b.write(") p")
	return b.statement()
}

// compileWalkEnd compiles the position behind the first nodes of the kind from
// which the page is read; there is no row if the kind has no more.
func (l *layout) compileWalkEnd(s *step, nodes int) (statement, error) {
	b := l.builder()
	keys := s.follow.Keys()
	b.write("SELECT ", b.column("f", keys[0].Column), ", f.id FROM nodes f WHERE ")
	b.kindIs("f", s.follow.Kinds)
	b.keyset("f", &s.follow.List)
	b.orderBy(keys, func(_ int, k store.Order) string { return b.column("f", k.Column) })
	b.write(" LIMIT 1 OFFSET ")
	b.arg(int64(nodes))
	return b.statement()
}

// compileWalk compiles the page of one start, read along the index up to the
// end, or all of it if that is nil. Its rows are those of compileFollow without
// the place.
func (l *layout) compileWalk(s *step, start any, end []any) (statement, error) {
	b := l.builder()
	f, keys := s.follow, s.follow.Keys()
	near, far := ends(f.Reverse)
	b.write("SELECT ")
	if s.edge {
		b.write("e.columns, ")
	}
	b.write("n.id, n.kind")
	s.columns.write(b, "n")
	b.write(" FROM nodes f CROSS JOIN edges e ON e.", far, " = f.id AND e.type = ")
	b.arg(b.edgeType(f.Edge))
	b.write(" AND e.", near, " = ")
	b.arg(start)
	b.write(" CROSS JOIN nodes n ON n.id = f.id WHERE ")
	b.kindIs("f", f.Kinds)
	b.keyset("f", &f.List)
	if end != nil {
		b.behind("f", keys, end, true)
	}
	b.edgeWhere("e", f.EdgeWhere)
	b.where("n", f.Where)
	b.orderBy(keys, func(_ int, k store.Order) string { return b.column("f", k.Column) })
	b.write(" LIMIT ")
	b.arg(int64(f.Limit + 1))
	return b.statement()
}
