package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// compileHops compiles a layer: what a hop leads to from each thing, perhaps
// several times and retired. The text is empty where no hop can be.
func (l *layout) compileHops(q *store.PathQuery, route *store.PathRoute, ids []string) (statement, error) {
	b := l.builder()
	facts, starting, ending := l.touching(route, ids)
	if len(facts) > 0 {
		b.write("SELECT p.key, a.dst, e.src, e.type, a.type FROM json_each(")
		b.arg(b.json(ids))
		b.write(") p CROSS JOIN edges e ON e.dst = p.value AND e.type")
		b.types(facts)
		filtered := q.MinCredence > 0 || q.ValidOn != nil || q.KnownAt != ""
		if filtered {
			b.write(" CROSS JOIN nodes f ON f.id = e.src")
		}
		b.write(" CROSS JOIN edges a ON a.src = e.src AND +a.type")
		b.types(route.Facts)
		b.write(" WHERE a.dst <> p.value")
		if filtered {
			b.believed(q)
		}
	}
	for _, part := range []struct {
		near, far string
		refs      []store.EdgeRef
	}{{"src", "dst", starting}, {"dst", "src", ending}} {
		if len(part.refs) == 0 {
			continue
		}
		if len(b.args) > 0 {
			b.write(" UNION ALL ")
		}
		b.write("SELECT p.key, e.", part.far, ", NULL, NULL, NULL FROM json_each(")
		b.arg(b.json(ids))
		b.write(") p CROSS JOIN edges e ON e.", part.near, " = p.value AND e.type")
		b.types(part.refs)
		b.write(" WHERE e.src <> e.dst")
		pathFilter(q).edge(b, "e")
	}
	return b.statement()
}

// compileRetired compiles which of the things are retired.
func (l *layout) compileRetired(ids []string) (statement, error) {
	b := l.builder()
	b.write("SELECT gone.id FROM json_each(")
	b.arg(b.json(ids))
	b.write(") p CROSS JOIN nodes gone INDEXED BY ", quote(retiredIndex), " ON gone.id = p.value AND ", isRetired("gone."))
	return b.statement()
}

// believed writes that the fact f and its edges e and a are what the query asks
// for.
func (b *builder) believed(q *store.PathQuery) {
	filter := pathFilter(q)
	filter.node(b, "f")
	filter.held(b, "f")
	filter.edge(b, "e")
	filter.edge(b, "a")
}

// touching returns the edges of a route that things of these kinds can have:
// from facts to them, from them and to them directly. To seek edges that none
// of them can have costs as much as to find some.
func (l *layout) touching(route *store.PathRoute, ids []string) (facts, starting, ending []store.EdgeRef) {
	kinds := map[string]bool{}
	for _, id := range ids {
		if kind := l.kinds.KindOf(id); kind != nil {
			kinds[kind.Name] = true
		}
	}
	has := func(name string) bool { return kinds[name] }
	ends := func(ref store.EdgeRef) bool { return slices.ContainsFunc(l.kinds.Edge(ref).Targets, has) }
	for _, ref := range route.Facts {
		if ends(ref) {
			facts = append(facts, ref)
		}
	}
	for _, ref := range route.Direct {
		if has(ref.Kind) {
			starting = append(starting, ref)
		}
		if ends(ref) {
			ending = append(ending, ref)
		}
	}
	return facts, starting, ending
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
	facts, starting, ending := l.touching(route, ids)
	b.write("SELECT p.key, 0")
	for _, part := range []struct {
		end  string
		refs []store.EdgeRef
	}{{"dst", slices.Concat(facts, ending)}, {"src", starting}} {
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

// compileHopFacts compiles how strong facts are between two things: hops are a
// fact and the type and end of its two edges each, and the rank is that of the
// weakest of the three.
func (l *layout) compileHopFacts(q *store.PathQuery, hops [][]any) (statement, error) {
	b := l.builder()
	b.write("SELECT p.key, min(coalesce(", b.column("f", store.ColumnCredenceRank), ", 0), coalesce(", edgeRank("e"), ", 0), coalesce(", edgeRank("a"), ", 0)) FROM json_each(")
	b.arg(b.json(hops))
	b.write(") p CROSS JOIN nodes f ON f.id = json_extract(p.value, '$[0]')")
	b.write(" CROSS JOIN edges e ON e.src = f.id AND e.type = json_extract(p.value, '$[1]') AND e.dst = json_extract(p.value, '$[2]')")
	b.write(" CROSS JOIN edges a ON a.src = f.id AND a.type = json_extract(p.value, '$[3]') AND a.dst = json_extract(p.value, '$[4]')")
	b.write(" WHERE 1")
	b.believed(q)
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
