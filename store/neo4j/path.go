package neo4j

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// Paths answers the shortest paths with one statement, or with none where no
// hop can be. See [store.Store].
func (s *Store) Paths(ctx context.Context, q *store.PathQuery) (*store.Paths, error) {
	route, err := q.Route(s.layout.kinds)
	if err != nil {
		return nil, err
	}
	st, err := s.layout.compilePaths(q, route)
	if err != nil {
		return nil, err
	}
	answer := &store.Paths{}
	if st == nil {
		return answer, s.wrap(ctx, ctx.Err())
	}
	records, err := s.read(ctx, st)
	if err != nil || len(records) == 0 { // no record where an end is not there
		return answer, err
	}
	d := &pathDecoder{decoder: &decoder{layout: s.layout}, query: q, route: route}
	answer = d.paths(records[0].AsMap())
	if d.err != nil {
		return nil, d.err
	}
	return answer, nil
}

// pathBuilder writes the statement of a path query.
//
// SHORTEST would count parallel facts as paths of their own, and a hop through
// a fact as longer than a direct edge. So the statement does step by step what
// [store.Paths.Truncated] tells. Its rows are searches, one for each length, and
// later the beginnings of paths. Neo4j takes a row through all that follows
// before it makes the next, and so the LIMIT at the end stops the search once
// there are enough paths.
type pathBuilder struct {
	*builder
	query *store.PathQuery
	route *store.PathRoute

	facts, direct string // relationship types
	// Parameters that stand in several places.
	limit, credence, knownAt string
	earliest, latest         string // of ValidOn
	excluded, degree         string
}

// compilePaths compiles a path query; nil where no hop can be.
func (l *layout) compilePaths(q *store.PathQuery, route *store.PathRoute) (*statement, error) {
	if len(route.Facts)+len(route.Direct) == 0 {
		return nil, nil
	}
	b := &pathBuilder{builder: l.builder(), query: q, route: route}
	b.facts, b.direct = b.relations(route.Facts), b.relations(route.Direct)
	from, to := b.param(q.From), b.param(q.To)
	b.limit = b.param(int64(q.Limit))
	if q.MinCredence > 0 {
		b.credence = b.param(int64(q.MinCredence))
	}
	if q.KnownAt != "" {
		b.knownAt = b.param(q.KnownAt)
	}
	if q.ValidOn != nil && q.ValidOn.Earliest != "" {
		b.earliest = b.param(q.ValidOn.Earliest)
	}
	if q.ValidOn != nil && q.ValidOn.Latest != "" {
		b.latest = b.param(q.ValidOn.Latest)
	}
	if len(q.Exclude) > 0 {
		b.excluded = b.param(q.Exclude)
	}
	if q.MaxDegree > 0 {
		b.degree = b.param(int64(q.MaxDegree))
	}
	things := groupLabel(store.Entity)
	b.write("MATCH (a:", things, " {", store.ColumnID, ": ", from, "}) MATCH (b:", things, " {", store.ColumnID, ": ", to, "}) CALL (a, b) { ")
	b.search()
	b.walk()
	b.write(" }")
	b.answer()
	return b.statement()
}

func (b *pathBuilder) relations(refs []store.EdgeRef) string {
	var types []string
	for _, ref := range refs {
		types = append(types, b.relation(ref))
	}
	return strings.Join(types, "|")
}

// search writes the search for each length: a row of length, s and t, which are
// the layers of From and To that meet there, in the order of their distance
// from these. Only the first of s is sorted. Behind the rows of all lengths
// comes one of length MaxHops+1: it says that nothing was left out.
func (b *pathBuilder) search() {
	b.write("CALL (a) {")
	b.hop("a", "y")
	b.write(" WITH DISTINCT y ORDER BY y.", store.ColumnID, " RETURN collect(y) AS near } CALL (a, b) {")
	b.hop("b", "y")
	b.write(" WITH DISTINCT y WHERE ")
	b.through("y")
	b.write(" RETURN collect(y) AS far } WITH a, b, [[y IN near WHERE ")
	b.through("y")
	b.write("]] AS s, [far] AS t, 0 AS spent, CASE WHEN b IN near THEN [1, 2] ELSE [2] END AS lengths UNWIND lengths AS length")
	budget := b.param(int64(b.route.Budget))
	for length := 3; length <= b.query.MaxHops; length++ {
		b.longer(length)
		b.write(" WITH *, size(s[-1]) <= size(t[-1]) AS ahead WITH *, CASE WHEN length < ", strconv.Itoa(length), " THEN [] WHEN ahead THEN s[-1] ELSE t[-1] END AS layer",
			" WITH *, spent + size(layer) AS cost WHERE cost <= ", budget, " CALL (a, b, layer) { UNWIND layer AS x")
		b.hop("x", "y")
		b.write(" WITH DISTINCT y WHERE ")
		b.through("y")
		b.write(" RETURN collect(y) AS next } WITH a, b, length, cost AS spent,",
			" CASE WHEN length = ", strconv.Itoa(length), " AND ahead THEN s + [next] ELSE s END AS s,",
			" CASE WHEN length < ", strconv.Itoa(length), " OR ahead THEN t ELSE t + [next] END AS t")
	}
	if b.query.MaxHops > 1 {
		b.longer(b.query.MaxHops + 1)
	}
}

// longer writes that the search for the length before is followed by one for
// this length.
func (b *pathBuilder) longer(length int) {
	n, before := strconv.Itoa(length), strconv.Itoa(length-1)
	b.write(" WITH *, length AS reached UNWIND CASE reached WHEN ", before, " THEN [", before, ", ", n, "] ELSE [reached] END AS longer WITH a, b, s, t, spent, longer AS length")
}

// walk writes what puts the paths of a search together, in their order. way
// holds, for each place between the ends, the things that are the right number
// of hops from To, and h is a beginning of a path, without From; null where it
// is a dead end.
func (b *pathBuilder) walk() {
	end := strconv.Itoa(b.query.MaxHops + 1)
	b.write(" WITH a, b, length, s, t, CASE WHEN length IN [1, ", end, "] THEN [] ELSE [y IN s[-1] WHERE y IN t[-1]] END AS middle WHERE length IN [1, ", end, "] OR size(middle) > 0",
		" WITH a, b, length, CASE WHEN length IN [1, ", end, "] THEN [] ELSE s[..-1][..1] + reduce(way = [middle] + reverse(t[..-1]), layer IN reverse(s[1..-1]) | [[x IN layer WHERE EXISTS {")
	b.hop("x", "y")
	b.write(" WITH y WHERE y IN way[0] RETURN y }]] + way) END AS way",
		" UNWIND CASE WHEN way = [] THEN [[]] ELSE [y IN way[0] | [y]] END AS h")
	for place := 2; place < b.query.MaxHops; place++ {
		before, n := strconv.Itoa(place-1), strconv.Itoa(place)
		b.write(" WITH *, size(h) = ", before, " AND size(way) >= ", n, " AS open CALL (h, way, open) { UNWIND CASE WHEN open THEN [h[-1]] ELSE [] END AS x")
		b.hop("x", "y")
		b.write(" WITH DISTINCT y WHERE y IN way[", before, "] WITH y ORDER BY y.", store.ColumnID, " RETURN collect(y) AS ys }",
			" UNWIND CASE WHEN open THEN CASE WHEN ys <> [] AND all(y IN ys WHERE y IN h) THEN [null] ELSE [y IN ys WHERE NOT y IN h | h + [y]] END ELSE [h] END AS longer",
			" WITH a, b, length, way, longer AS h")
	}
	b.write(" WITH CASE WHEN h IS NULL THEN null WHEN length = ", end, " THEN [] ELSE [a] + h + [b] END AS path LIMIT ", b.param(int64(b.route.Beginnings)),
		" WITH path WHERE path IS NOT NULL LIMIT ", b.limit, " RETURN collect(path) AS found")
}

// hop writes a match of what a hop leads to from a thing, perhaps several
// times.
func (b *pathBuilder) hop(from, to string) {
	fact := func() {
		b.write(" MATCH (", from, ")<-[r:", b.facts, "]-(f) MATCH (f)-[o:", b.facts, "]->(", to, ":", groupLabel(store.Entity), ") WHERE ", to, " <> ", from)
		b.fact()
	}
	edge := func() {
		b.write(" MATCH (", from, ")-[r:", b.direct, "]-(", to, ") WHERE ", to, " <> ", from)
		b.kept("r")
	}
	switch {
	case b.direct == "":
		fact()
	case b.facts == "":
		edge()
	default:
		b.write(" CALL (", from, ") {")
		fact()
		b.write(" RETURN ", to, " UNION ALL")
		edge()
		b.write(" RETURN ", to, " }")
	}
}

// fact writes what must hold of a fact f and its edges r and o.
func (b *pathBuilder) fact() {
	for _, variable := range []string{"r", "f", "o"} {
		b.kept(variable)
	}
	first, last := store.ColumnValidEarliest, store.ColumnValidLatest
	if b.query.Certain {
		first, last = store.ColumnSureEarliest, store.ColumnSureLatest
	}
	for _, bound := range []struct{ column, operator, day string }{{first, " <= ", b.latest}, {last, " >= ", b.earliest}} {
		switch column := "f." + bound.column; {
		case bound.day == "":
		case b.query.Certain:
			b.write(" AND ", column, bound.operator, bound.day)
		default:
			b.write(" AND (", column, " IS NULL OR ", column, bound.operator, bound.day, ")")
		}
	}
}

// kept writes that a fact or edge is credible enough and was known.
func (b *pathBuilder) kept(variable string) {
	if b.credence != "" {
		b.write(" AND ", variable, ".", store.ColumnCredenceRank, " >= ", b.credence)
	}
	if b.knownAt != "" {
		b.write(" AND ", variable, ".", store.ColumnFirstReported, " <= ", b.knownAt)
	}
}

// through writes that a thing may be an intermediate one.
func (b *pathBuilder) through(thing string) {
	b.write(thing, " <> a AND ", thing, " <> b")
	if b.excluded != "" {
		b.write(" AND NOT ", thing, ".", store.ColumnID, " IN ", b.excluded)
	}
	var kinds []string
	for _, kind := range b.route.Through {
		kinds = append(kinds, thing+":"+b.label(kind))
	}
	b.write(" AND (", strings.Join(kinds, " OR "), ")")
	if b.degree == "" {
		return
	}
	b.write(" AND 0")
	for _, ref := range slices.Concat(b.route.Facts, b.route.Direct) {
		b.write(" + COUNT { (", thing, ")<-[:", b.relation(ref), "]-() }")
	}
	for _, ref := range b.route.Direct {
		b.write(" + COUNT { (", thing, ")-[:", b.relation(ref), "]->() }")
	}
	b.write(" <= ", b.degree)
}

// Keys of what a path query returns, beside those of rows.
const (
	pathsKey = "paths"
	endKey   = "end"
	nodesKey = "nodes"
	hopsKey  = "hops"
	factsKey = "facts"
	rankKey  = "rank"
	fromKey  = "from"
	toKey    = "to"
	edgesKey = "edges"
)

// answer writes what is read of the paths found.
func (b *pathBuilder) answer() {
	b.write(" CALL (found) { UNWIND [path IN found WHERE path <> []] AS path CALL (path) { UNWIND range(1, size(path) - 1) AS i WITH i, path[i - 1] AS x, path[i] AS y")
	if b.facts != "" {
		b.between()
	} else {
		b.write(" WITH i, x, y, [] AS facts, 0 AS strongest")
	}
	b.write(" WITH i, {", rankKey, ": strongest, ", totalKey(0), ": size(facts)")
	if b.facts != "" {
		b.write(", ", factsKey, ": COLLECT { UNWIND facts[..", b.param(int64(store.MaxHopFacts)), "] AS f RETURN ")
		b.node("f", b.route.FactKinds, b.query.Shapes, nil)
		b.write(" }")
	}
	if b.direct != "" {
		b.write(", ", edgesKey, ": COLLECT { MATCH (x)-[r:", b.direct, "]-(y) WHERE true")
		b.kept("r")
		b.write(" WITH startNode(r) AS v, r, endNode(r) AS w RETURN {", rankKey, ": r.", store.ColumnCredenceRank, ", ", kindKey, ": type(r), ",
			fromKey, ": v.", store.ColumnID, ", ", toKey, ": w.", store.ColumnID)
		b.columnsOf("r", b.query.EdgeColumns, b.edgeColumns)
		for i, f := range b.query.EdgeStatements {
			b.stated(i, f)
		}
		b.write("} }")
	}
	b.write("} AS hop ORDER BY i RETURN collect(hop) AS hops } RETURN collect({", nodesKey, ": COLLECT { UNWIND path AS n RETURN ")
	b.node("n", b.route.Things, b.query.Shapes, nil)
	b.write(" }, ", hopsKey, ": hops}) AS ", pathsKey, " } RETURN [] IN found AS ", endKey, ", ", pathsKey)
}

// between writes the facts between the things x and y, best first, and the rank
// of the best.
func (b *pathBuilder) between() {
	rank := func(variable string) string { return "coalesce(" + variable + "." + store.ColumnCredenceRank + ", 0)" }
	b.write(" CALL (x, y) { MATCH (x)<-[r:", b.facts, "]-(f)-[o:", b.facts, "]->(y) WHERE true")
	b.fact()
	b.write(" WITH f, max(reduce(least = ", rank("f"), ", other IN [", rank("r"), ", ", rank("o"), "] | CASE WHEN other < least THEN other ELSE least END)) AS rank",
		" ORDER BY rank DESC, f.", store.ColumnID, " RETURN collect(f) AS facts, max(rank) AS strongest }")
}

// stated writes the statements behind the edge r from v to w, whose type is one
// of several.
func (b *pathBuilder) stated(i int, f *store.Follow) {
	labels := map[string]any{}
	for _, ref := range b.route.Direct {
		labels[b.relation(ref)] = ref.Label
	}
	list := func() string {
		statement := b.variable("n")
		b.write("MATCH (v)<-[:", b.relation(statementNode), "]-(", statement, ") WHERE ", statement, ".", statementProperty, " = ", b.param(labels), "[type(r)] AND ",
			statement, ".", store.ColumnTarget, " = w.", store.ColumnID)
		return statement
	}
	if f.Total {
		b.write(", ", totalKey(i), ": COUNT { ")
		c := &conditions{builder: b.builder, any: true}
		c.where(list(), f.Where, nil)
		b.write(" }")
	}
	if counted(&f.List) {
		return
	}
	b.write(", ", followKey(i), ": COLLECT { ")
	statement := list()
	c := &conditions{builder: b.builder, any: true}
	c.where(statement, f.Where, nil)
	c.keyset(statement, &f.List)
	b.write(" WITH ", statement)
	b.orderLimit(statement, &f.List)
	b.write(" RETURN ")
	b.node(statement, []string{statementKind}, wanted(&f.List, f.Shapes), nil)
	b.write(" }")
}

// pathDecoder decodes the answer to a path query.
type pathDecoder struct {
	*decoder
	query *store.PathQuery
	route *store.PathRoute
}

func (d *pathDecoder) paths(answer map[string]any) *store.Paths {
	paths := &store.Paths{}
	list, _ := answer[pathsKey].([]any)
	complete, _ := answer[endKey].(bool)
	paths.Truncated = !complete && len(list) < d.query.Limit
	for _, p := range list {
		m, _ := p.(map[string]any)
		path := &store.Path{}
		nodes, _ := m[nodesKey].([]any)
		for _, n := range nodes {
			path.Nodes = append(path.Nodes, d.node(n, d.query.Shapes))
		}
		hops, _ := m[hopsKey].([]any)
		if len(hops) == 0 || len(nodes) != len(hops)+1 {
			d.fault("a path whose hops don't fit its nodes")
			return paths
		}
		var ranks []int
		for _, h := range hops {
			hop, rank := d.hop(h)
			path.Hops, ranks = append(path.Hops, hop), append(ranks, rank)
		}
		path.Weigh(ranks)
		paths.Paths = append(paths.Paths, path)
	}
	return paths
}

// hop decodes a hop, and the rank of what is strongest in it.
func (d *pathDecoder) hop(answer any) (*store.Hop, int) {
	m, _ := answer.(map[string]any)
	hop := &store.Hop{}
	strongest, _ := m[rankKey].(int64)
	total, _ := m[totalKey(0)].(int64)
	facts, _ := m[factsKey].([]any)
	for _, f := range facts {
		hop.Facts = append(hop.Facts, d.node(f, d.query.Shapes))
	}
	hop.Omitted = int(total) - len(facts)
	edges, _ := m[edgesKey].([]any)
	for _, e := range edges {
		edge, rank := d.edge(e)
		hop.Edges, strongest = append(hop.Edges, edge), max(strongest, rank)
	}
	slices.SortFunc(hop.Edges, func(a, b *store.PathEdge) int {
		return cmp.Or(cmp.Compare(slices.Index(d.route.Direct, a.Edge), slices.Index(d.route.Direct, b.Edge)), cmp.Compare(a.From, b.From))
	})
	return hop, int(strongest)
}

// edge decodes a direct edge, and its rank.
func (d *pathDecoder) edge(answer any) (*store.PathEdge, int64) {
	m, _ := answer.(map[string]any)
	relation, _ := m[kindKey].(string)
	i := slices.IndexFunc(d.route.Direct, func(ref store.EdgeRef) bool { return d.types[ref] == relation })
	edge := &store.PathEdge{Data: &store.EdgeData{}}
	edge.From, _ = m[fromKey].(string)
	edge.To, _ = m[toKey].(string)
	if i < 0 || edge.From == "" || edge.To == "" {
		d.fault("an edge without its type or its ends")
		return edge, 0
	}
	edge.Edge = d.route.Direct[i]
	edge.Data.Columns = d.columnsOf(m, d.query.EdgeColumns, d.edgeColumns)
	if len(d.query.EdgeStatements) > 0 {
		edge.Data.Follows = make(map[string]*store.Page, len(d.query.EdgeStatements))
	}
	for i, f := range d.query.EdgeStatements {
		edge.Data.Follows[f.Key] = d.page(m, followKey(i), totalKey(i), &f.List, func(r any) *store.Row { return &store.Row{Node: d.node(r, f.Shapes)} })
	}
	rank, _ := m[rankKey].(int64)
	return edge, rank
}
