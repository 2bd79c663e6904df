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
	if err != nil {
		return nil, err
	}
	if len(records) == 0 { // an end is not there
		if s.layout.kinds.KindOf(q.From) == nil || s.layout.kinds.KindOf(q.To) == nil {
			return answer, nil
		}
		present, err := s.present(ctx, []string{q.From, q.To})
		if err != nil || len(present) == 0 {
			return answer, err
		}
		between := *q
		between.From, between.To = cmp.Or(present[q.From], q.From), cmp.Or(present[q.To], q.To)
		if between.From == between.To {
			return answer, nil
		}
		return s.Paths(ctx, &between)
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
	entity        string // label of what is at the end of facts' edges, where that can be no thing
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
	for _, ref := range route.Facts {
		if slices.ContainsFunc(l.kinds.Edge(ref).Targets, func(kind string) bool { return !slices.Contains(route.Things, kind) }) {
			b.entity = ":" + groupLabel(store.Entity)
		}
	}
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
//
// Neo4j takes the longer to plan the more clauses there are, so what can stand
// in one does.
func (b *pathBuilder) search() {
	b.write("CALL (a) {")
	b.hop("a", "y")
	b.write(" WITH DISTINCT y ORDER BY y.", store.ColumnID, " RETURN collect(y) AS near }")
	far := "[]"
	if b.query.MaxHops > 1 {
		far = "far"
		b.write(" CALL (a, b) {")
		b.hop("b", "y")
		b.write(" WITH DISTINCT y WHERE ")
		b.through("y")
		b.write(" RETURN collect(y) AS far }")
	}
	b.unwind("CASE WHEN b IN near THEN [1, 2] ELSE [2] END", "reached")
	b.write(" WITH a, b, reached AS length, [[y IN near WHERE ")
	b.through("y")
	b.write("]] AS s, [", far, "] AS t, 0 AS spent WHERE reached IS NOT NULL")
	budget := b.param(int64(b.route.Budget))
	for length := 3; length <= b.query.MaxHops+1; length++ {
		// A row of the length before is followed by one of this length.
		n, before := strconv.Itoa(length), strconv.Itoa(length-1)
		b.unwind("CASE length WHEN "+before+" THEN ["+before+", "+n+"] ELSE [length] END", "reached")
		if length > b.query.MaxHops {
			b.write(" WITH a, b, s, t, reached AS length WHERE reached IS NOT NULL")
			return
		}
		ahead := "size(s[-1]) <= size(t[-1])"
		b.write(" WITH *, CASE WHEN reached < ", n, " THEN [] WHEN ", ahead, " THEN s[-1] ELSE t[-1] END AS layer WHERE reached IS NOT NULL AND spent + size(layer) <= ", budget,
			" CALL (a, b, layer) { UNWIND layer AS x")
		b.hop("x", "y")
		b.write(" WITH DISTINCT y WHERE ")
		b.through("y")
		b.write(" RETURN collect(y) AS next } WITH a, b, reached AS length, spent + size(layer) AS spent,",
			" CASE WHEN reached = ", n, " AND ", ahead, " THEN s + [next] ELSE s END AS s,",
			" CASE WHEN reached < ", n, " OR ", ahead, " THEN t ELSE t + [next] END AS t")
	}
}

// unwind writes an UNWIND that makes no row before it is asked for. Neo4j's own
// reads one ahead, from what is before it when its list is at an end; so the
// list ends with a null, which the WITH that comes next has to throw away.
func (b *pathBuilder) unwind(list, variable string) {
	b.write(" UNWIND ", list, " + [null] AS ", variable)
}

// walk writes what puts the paths of a search together, in their order. way
// holds, for each place between the ends, the things that are the right number
// of hops from To, and h is a beginning of a path, without From. A dead end
// stays shorter than the others.
func (b *pathBuilder) walk() {
	end := strconv.Itoa(b.query.MaxHops + 1)
	ends := "length IN [1, " + end + "]"
	b.write(" WITH *, CASE WHEN ", ends, " THEN [] ELSE [y IN s[-1] WHERE y IN t[-1]] END AS middle WHERE ", ends, " OR size(middle) > 0",
		" WITH a, b, length, CASE WHEN ", ends, " THEN [] ELSE s[..-1][..1] + ")
	if b.query.MaxHops < 4 { // s is of two layers at most
		b.write("[middle] + reverse(t[..-1])")
	} else {
		b.write("reduce(way = [middle] + reverse(t[..-1]), layer IN reverse(s[1..-1]) | [[x IN layer WHERE EXISTS {")
		b.hop("x", "y")
		b.write(" WITH y WHERE y IN way[0] RETURN y }]] + way)")
	}
	b.write(" END AS way")
	b.unwind("CASE WHEN way = [] THEN [[]] ELSE [y IN way[0] | [y]] END", "h")
	for place := 2; place < b.query.MaxHops; place++ {
		b.step(strconv.Itoa(place-1), strconv.Itoa(place))
	}
	b.write(" WITH CASE WHEN length = ", end, " THEN [] WHEN size(h) = length - 1 THEN [a] + h + [b] END AS path WHERE h IS NOT NULL WITH path LIMIT ", b.param(int64(b.route.Tries)),
		" WITH path WHERE path IS NOT NULL LIMIT ", b.limit, " RETURN collect(path) AS found")
}

// step writes what makes beginnings one thing longer: by going on from their
// last one or, if fewer edges are there, back from all that can come next.
func (b *pathBuilder) step(before, place string) {
	degree := func(list string) string { return "reduce(n = 0, x IN " + list + " | n + COUNT { (x)--() })" }
	open := "size(h) = " + before + " AND size(way) >= " + place
	b.write(" WITH a, b, length, way, h, CASE WHEN ", open, " THEN way[", before, "] ELSE [] END AS layer,",
		" ", open, " AND size(way[", before, "]) < ", backward, " AND ", degree("way["+before+"]"), " < ", degree("[h[-1]]"), " AS back WHERE h IS NOT NULL",
		" CALL (h, layer, back) { UNWIND CASE WHEN back OR layer = [] THEN layer ELSE [h[-1]] END AS x")
	b.hop("x", "z")
	b.write(" WITH DISTINCT CASE WHEN NOT back AND z IN layer THEN z WHEN back AND z = h[-1] THEN x END AS y WHERE y IS NOT NULL WITH y ORDER BY y.", store.ColumnID, " RETURN collect(y) AS ys }")
	b.unwind("CASE WHEN layer = [] OR ys <> [] AND all(y IN ys WHERE y IN h) THEN [h] ELSE [y IN ys WHERE NOT y IN h | h + [y]] END", "longer")
	b.write(" WITH a, b, length, way, longer AS h")
}

// backward is the number of things from which a step is still made backward.
const backward = "1000"

// hop writes a match of what a hop leads to from a thing, perhaps several
// times.
func (b *pathBuilder) hop(from, to string) {
	fact := func() {
		b.write(" MATCH (", from, ")<-[r:", b.facts, "]-(f) MATCH (f)-[o:", b.facts, "]->(", to, b.entity, ") WHERE ", to, " <> ", from)
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
	switch {
	case b.query.ValidOn == nil:
	case !b.query.Certain:
		for _, bound := range []struct{ column, operator, day string }{{store.ColumnValidEarliest, " <= ", b.latest}, {store.ColumnValidLatest, " >= ", b.earliest}} {
			if bound.day != "" {
				b.write(" AND (f.", bound.column, " IS NULL OR f.", bound.column, bound.operator, bound.day, ")")
			}
		}
	case b.earliest == "" || b.latest == "": // nothing certainly held on all days
		b.write(" AND false")
	default:
		b.write(" AND f.", store.ColumnSureEarliest, " <= ", b.earliest, " AND f.", store.ColumnSureLatest, " >= ", b.latest)
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
	// What stands in the maps is projected beside them, see builder.answer.
	b.write(" WITH i, x, y, facts, strongest, {", rankKey, ": strongest, ", totalKey(0), ": size(facts)")
	if b.facts != "" {
		b.write(", ", factsKey, ": COLLECT { UNWIND facts[..", b.param(int64(store.MaxHopFacts)), "] AS f WITH f")
		b.builder.answer(shapesAggregate(b.query.Shapes), func() { b.node("f", b.route.FactKinds, b.query.Shapes, nil) }, "f")
		b.write(" }")
	}
	if b.direct != "" {
		b.write(", ", edgesKey, ": COLLECT { MATCH (x)-[r:", b.direct, "]-(y) WHERE true")
		b.kept("r")
		b.write(" WITH startNode(r) AS start, r, endNode(r) AS stop")
		b.builder.answer(followsAggregate(b.query.EdgeStatements), func() {
			b.write("{", rankKey, ": r.", store.ColumnCredenceRank, ", ", kindKey, ": type(r), ", fromKey, ": start.", store.ColumnID, ", ", toKey, ": stop.", store.ColumnID)
			b.columnsOf("r", b.query.EdgeColumns, b.edgeColumns)
			for i, f := range b.query.EdgeStatements {
				b.stated(i, f)
			}
			b.write("}")
		}, "start", "r", "stop")
		b.write(" }")
	}
	b.write("} AS hop ORDER BY i RETURN collect(hop) AS hops } WITH path, hops, {", nodesKey, ": COLLECT { UNWIND path AS n WITH n")
	b.builder.answer(shapesAggregate(b.query.Shapes), func() { b.node("n", b.route.Things, b.query.Shapes, nil) }, "n")
	b.write(" }, ", hopsKey, ": hops} AS answer RETURN collect(answer) AS ", pathsKey, " } RETURN [] IN found AS ", endKey, ", ", pathsKey)
}

// between writes the facts between the things x and y, best first, and the rank
// of the best.
func (b *pathBuilder) between() {
	rank := func(variable string) string { return "coalesce(" + variable + "." + store.ColumnCredenceRank + ", 0)" }
	degree := func(thing string) string { return "COUNT { (" + thing + ")<-[:" + b.facts + "]-() }" }
	b.write(" CALL (x, y) { WITH CASE WHEN ", degree("x"), " <= ", degree("y"), " THEN [x, y] ELSE [y, x] END AS ends WITH ends[0] AS v, ends[1] AS w",
		" CALL (v) { MATCH (v)<-[r:", b.facts, "]-(f) RETURN r, f } MATCH (f)-[o:", b.facts, "]->(w) WHERE true")
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
		b.write("MATCH (start)<-[:", b.relation(statementNode), "]-(", statement, ") WHERE ", statement, ".", statementProperty, " = ", b.param(labels), "[type(r)] AND ",
			statement, ".", store.ColumnTarget, " = stop.", store.ColumnID)
		return statement
	}
	if f.Total {
		b.write(", ", totalKey(i), ": COUNT { ")
		c := &conditions{builder: b.builder, any: true}
		c.where(list(), f.Where, nil)
		b.write(" }")
	}
	for j, g := range f.Groups {
		b.write(", ", groupKey(i, j), ": ")
		b.groups(g, "", nil, func() string {
			statement := list()
			c := &conditions{builder: b.builder, any: true}
			c.where(statement, f.Where, nil)
			return statement
		})
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
	shapes := wanted(&f.List, f.Shapes)
	b.builder.answer(shapesAggregate(shapes), func() { b.node(statement, []string{statementKind}, shapes, nil) }, statement)
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
		page := d.page(m, followKey(i), totalKey(i), &f.List, func(r any) *store.Row { return &store.Row{Node: d.node(r, f.Shapes)} })
		page.Groups = d.groups(m, i, &f.List)
		edge.Data.Follows[f.Key] = page
	}
	rank, _ := m[rankKey].(int64)
	return edge, rank
}
