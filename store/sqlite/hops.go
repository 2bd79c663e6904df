package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// compileHops compiles a layer: what a hop leads to from each thing, perhaps
// several times. The text is empty where no hop can be.
func (l *layout) compileHops(q *store.PathQuery, route *store.PathRoute, ids []string) (statement, error) {
	b := l.builder()
	if len(route.Facts) > 0 {
		b.write("SELECT p.key, a.dst FROM json_each(")
		b.arg(b.json(ids))
		b.write(") p")
		b.throughFacts(q, route, "p.value", "", q.MinCredence > 0 || q.ValidOn != nil || q.KnownAt != "")
		b.write(" AND a.dst <> p.value")
		b.live("a", false)
	}
	if len(route.Direct) > 0 {
		for _, ends := range [][2]string{{"src", "dst"}, {"dst", "src"}} {
			if len(b.args) > 0 {
				b.write(" UNION ALL ")
			}
			b.write("SELECT p.key, e.", ends[1], " FROM json_each(")
			b.arg(b.json(ids))
			b.write(") p CROSS JOIN edges e ON e.", ends[0], " = p.value AND e.type")
			b.types(route.Direct)
			b.write(" WHERE e.src <> e.dst")
			b.live("e", ends[0] == "dst")
			pathFilter(q).edge(b, "e")
		}
	}
	return b.statement()
}

// throughFacts writes the joins from a thing to the edges a of its facts, those
// to the far thing only if that is not empty, and what must hold of these. The
// facts themselves are f, if they are joined: before their edges if these lead
// anywhere, otherwise only where an edge leads to the far thing. A fact has few
// edges, so all are gone through: to seek each type by itself would take longer.
func (b *builder) throughFacts(q *store.PathQuery, route *store.PathRoute, thing, far string, joined bool) {
	b.write(" CROSS JOIN edges e ON e.dst = ", thing, " AND e.type")
	b.types(route.Facts)
	if joined && far == "" {
		b.write(" CROSS JOIN nodes f ON f.id = e.src")
	}
	b.write(" CROSS JOIN edges a ON a.src = e.src AND +a.type")
	b.types(route.Facts)
	if far != "" {
		b.write(" AND +a.dst = ", far)
	}
	if joined && far != "" {
		b.write(" CROSS JOIN nodes f ON f.id = e.src")
	}
	b.write(" WHERE 1")
	if joined {
		filter := pathFilter(q)
		filter.node(b, "f")
		filter.held(b, "f")
		filter.edge(b, "e")
		filter.edge(b, "a")
	}
}

// types writes that an edge is of one of these.
func (b *builder) types(refs []store.EdgeRef) {
	b.write(" IN (")
	for i, ref := range refs {
		if i > 0 {
			b.write(", ")
		}
		b.arg(b.edgeType(ref))
	}
	b.write(")")
}

// compileDegrees compiles the number of edges that hops may follow at things,
// up to most of each sort.
func (l *layout) compileDegrees(route *store.PathRoute, ids []string, most int) (statement, error) {
	b := l.builder()
	b.write("SELECT p.key, 0")
	for _, part := range []struct {
		end  string
		refs []store.EdgeRef
	}{{"dst", slices.Concat(route.Facts, route.Direct)}, {"src", route.Direct}} {
		b.write(" + (SELECT count(*) FROM (SELECT 1 FROM edges e WHERE e.", part.end, " = p.value AND e.type")
		b.types(part.refs)
		b.live("e", part.end == "dst")
		b.write(" LIMIT ")
		b.arg(int64(most))
		b.write("))")
	}
	b.write(" FROM json_each(")
	b.arg(b.json(ids))
	b.write(") p")
	return b.statement()
}

// compileHopFacts compiles the facts between pairs of things, with the rank of
// the weakest of each fact and its two edges.
func (l *layout) compileHopFacts(q *store.PathQuery, route *store.PathRoute, pairs [][]any) (statement, error) {
	b := l.builder()
	b.write("SELECT p.key, f.id, min(coalesce(", b.column("f", store.ColumnCredenceRank), ", 0), coalesce(", edgeRank("e"), ", 0), coalesce(", edgeRank("a"), ", 0)) FROM json_each(")
	b.arg(b.json(pairs))
	b.write(") p")
	b.throughFacts(q, route, "json_extract(p.value, '$[0]')", "json_extract(p.value, '$[1]')", true)
	return b.statement()
}

// compileHopEdges compiles the direct edges between pairs of things.
func (l *layout) compileHopEdges(q *store.PathQuery, route *store.PathRoute, pairs [][]any) (statement, error) {
	b := l.builder()
	for _, ends := range [][2]string{{"src", "dst"}, {"dst", "src"}} {
		if len(b.args) > 0 {
			b.write(" UNION ALL ")
		}
		b.write("SELECT p.key, e.type, e.src, e.dst, coalesce(", edgeRank("e"), ", 0), e.columns FROM json_each(")
		b.arg(b.json(pairs))
		b.write(") p CROSS JOIN edges e ON e.", ends[0], " = json_extract(p.value, '$[0]') AND e.type")
		b.types(route.Direct)
		b.write(" AND e.", ends[1], " = json_extract(p.value, '$[1]')")
		b.write(" WHERE 1")
		pathFilter(q).edge(b, "e")
	}
	return b.statement()
}
