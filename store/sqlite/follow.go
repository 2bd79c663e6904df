package sqlite

import (
	"slices"
	"strconv"

	"github.com/dealgraph/dealgraph/store"
)

// step is a follow ready to be compiled: from where it starts and what it
// reads. The starts of all rows of a level go into one statement, as one JSON
// parameter p whose element is [start, days…], where start is an id, for the
// statements of an edge [[nodes], [properties], target], and for a repeated
// follow [id, [ids reached]].
type step struct {
	follow  *store.Follow
	columns *selection
	// backing: the follow reads the statements that back an edge.
	backing bool
	// edge: the edge's own columns are read.
	edge bool
	// ups are the levels whose days the condition asks for, sorted.
	ups []int
}

var statementNode = store.EdgeRef{Kind: "Statement", Label: "node"}

// compileFollow compiles the page of every start: its place in the parameter,
// the edge's columns if wanted, then the node, one row more than Limit each,
// in the order of reading. The inner statement finds the ids of a page, so
// that only what is on it is read in full.
func (l *layout) compileFollow(s *step, starts [][]any) (statement, error) {
	b := l.follower(s)
	near, far := ends(s.follow.Reverse)
	b.write("SELECT p.key")
	if s.edge {
		b.write(", e.columns")
	}
	b.write(", n.id, n.kind")
	s.columns.write(b, "n")
	b.write(" FROM json_each(")
	b.arg(b.json(starts))
	b.write(") p CROSS JOIN ")
	if l.single(s) {
		b.ids = map[string]string{"n": "e." + far}
		b.write("edges e ON e.", near, " = ", s.start(), " AND e.type = ")
		b.arg(b.edgeType(s.follow.Edge))
		b.write(" CROSS JOIN nodes n ON n.id = e.", far, " WHERE ")
		b.kindIs("n", s.follow.Kinds)
		b.edgeWhere("e", s.follow.EdgeWhere)
		b.where("n", s.follow.Where)
		b.keyset("n", &s.follow.List)
		return b.statement()
	}
	keys := s.follow.Keys()
	b.write("nodes n ON n.id IN (SELECT ", b.far(s), " FROM ")
	b.reach(s, len(keys) > 1, nil) // alone, the key is the id
	b.keyset("f", &s.follow.List)
	b.orderBy(keys, func(_ int, k store.Order) string { return b.column("f", k.Column) })
	b.write(" LIMIT ")
	b.arg(int64(s.follow.Limit + 1))
	b.write(")")
	if s.edge {
		b.write(" CROSS JOIN edges e ON e.", near, " = ", s.start(), " AND e.type = ")
		b.arg(b.edgeType(s.follow.Edge))
		b.write(" AND e.", far, " = n.id")
	}
	b.orderBy(append([]store.Order{{Column: "key"}}, keys...), func(i int, k store.Order) string {
		if i == 0 {
			return "p.key"
		}
		return b.column("n", k.Column)
	})
	return b.statement()
}

// compileFollowCount compiles the number of rows for every start.
func (l *layout) compileFollowCount(s *step, starts [][]any) (statement, error) {
	b := l.follower(s)
	b.write("SELECT p.key, (SELECT count(*) FROM ")
	b.reach(s, false, nil)
	b.write(") FROM json_each(")
	b.arg(b.json(starts))
	b.write(") p")
	return b.statement()
}

// start is the expression of the id that the follow starts at.
func (s *step) start() string {
	if s.follow.Repeat != nil {
		return "json_extract(p.value, '$[0][0]')"
	}
	return "json_extract(p.value, '$[0]')"
}

func (l *layout) follower(s *step) *builder {
	b := l.builder()
	b.outer = func(up int) (earliest, latest string) {
		at := 1 + 2*slices.Index(s.ups, up)
		return "json_extract(p.value, '$[" + strconv.Itoa(at) + "]')", "json_extract(p.value, '$[" + strconv.Itoa(at+1) + "]')"
	}
	return b
}

// single reports whether there is at most one row per start, which needs no
// page.
func (l *layout) single(s *step) bool {
	if s.backing || s.follow.Reverse || s.follow.Repeat != nil || s.follow.Limit < 1 {
		return false
	}
	edge := l.kinds.Edge(s.follow.Edge)
	return edge != nil && edge.Single
}

// ends returns the columns of an edge's near and far end.
func ends(reverse bool) (near, far string) {
	if reverse {
		return "dst", "src"
	}
	return "src", "dst"
}

// far is the expression of the id that reach finds.
func (b *builder) far(s *step) string {
	switch {
	case s.backing:
		return "e.src"
	case s.follow.Repeat != nil:
		return "e.value"
	}
	_, far := ends(s.follow.Reverse)
	return "e." + far
}

// reach writes, behind FROM, what one start leads to: an edge e and, where the
// conditions or the caller ask for more than its id, the far node f. Further
// tables to join are written by more, if not nil.
func (b *builder) reach(s *step, joined bool, more func()) {
	f := s.follow
	b.ids = map[string]string{"f": b.far(s)}
	if more == nil {
		more = func() {}
	}
	if f.Repeat != nil {
		b.write("json_each(p.value, '$[0][1]') e CROSS JOIN nodes f ON f.id = e.value")
		more()
		b.write(" WHERE ")
		b.kindIs("f", f.Kinds)
		b.where("f", f.Where)
		return
	}
	if s.backing {
		b.write("json_each(p.value, '$[0][0]') s CROSS JOIN edges e ON e.dst = s.value AND e.type = ")
		b.arg(b.edgeType(statementNode))
		b.write(" CROSS JOIN nodes f ON f.id = e.src")
		more()
		b.write(" WHERE ")
		b.kindIs("f", []string{statementNode.Kind})
		b.write(" AND ", b.column("f", "property"), " IN (SELECT value FROM json_each(p.value, '$[0][1]')) AND ",
			b.column("f", store.ColumnTarget), " = json_extract(p.value, '$[0][2]')")
		b.where("f", f.Where)
		return
	}
	near, far := ends(f.Reverse)
	b.write("edges e")
	joined = joined || f.Where != nil || !b.always(f.Edge, f.Reverse, f.Kinds)
	if joined {
		b.write(" CROSS JOIN nodes f ON f.id = e.", far)
	}
	more()
	b.write(" WHERE e.", near, " = ", s.start(), " AND e.type = ")
	b.arg(b.edgeType(f.Edge))
	b.edgeWhere("e", f.EdgeWhere)
	if joined {
		b.write(" AND ")
		b.kindIs("f", f.Kinds)
		b.where("f", f.Where)
	} else {
		b.live("e", f.Reverse)
	}
}

// outerLevels returns the levels out whose day the condition asks for.
func outerLevels(c *store.Cond) []int {
	var ups []int
	if c == nil {
		return nil
	}
	if c.Op == store.OuterDay || c.Op == store.ThroughOuterDay {
		ups = append(ups, c.Up)
	}
	for _, inner := range c.Conds {
		ups = append(ups, outerLevels(inner)...)
	}
	slices.Sort(ups)
	return slices.Compact(ups)
}

// escapes returns how many levels beyond the node that the shapes are of their
// follows look for a day. Above 0, what is read of the node depends on how it
// was reached.
func escapes(shapes store.Shapes) int {
	most := 0
	for _, shape := range shapes {
		for _, f := range shape.Follows {
			most = max(most, escapesFollow(f))
			for _, backing := range f.EdgeStatements {
				most = max(most, escapesFollow(backing))
			}
		}
	}
	return most
}

func escapesFollow(f *store.Follow) int {
	most := 0
	for _, c := range []*store.Cond{f.Where, repeatWhere(f)} {
		if ups := outerLevels(c); len(ups) > 0 {
			most = max(most, last(ups)-1)
		}
	}
	most = max(most, escapes(f.Shapes)-1)
	for _, g := range f.Groups {
		most = max(most, escapes(g.Shapes)-1)
	}
	return most
}

// repeatWhere is the condition on the facts of a repeated follow.
func repeatWhere(f *store.Follow) *store.Cond {
	if f.Repeat == nil {
		return nil
	}
	return f.Repeat.Where
}
