package neo4j

import (
	"cmp"
	"context"
	"slices"
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
// SHORTEST would count parallel facts as paths of their own, and two
// relationships as longer than one. So the statement does step by step what
// [store.Paths.Truncated] tells: layers of things are lists, and a step is a
// subquery over one. Steps that repeat stand in reduce, whatever their number,
// so that the text does not grow with the length of paths: Neo4j takes some
// hundred milliseconds to plan it once as it is.
type pathBuilder struct {
	*builder
	query *store.PathQuery
	route *store.PathRoute

	facts, direct string // relationship types
	// Parameters that stand in several places.
	limit, budget    string
	credence         string
	days             [2]string // first and last of ValidOn
	excluded, degree string
	kindsThrough     string
}

// narrow is the number of beginnings of paths that are tried first: few are
// enough, unless most lead nowhere.
const narrow = 100

// compilePaths compiles a path query; nil where no hop can be.
func (l *layout) compilePaths(q *store.PathQuery, route *store.PathRoute) (*statement, error) {
	if len(route.Facts)+len(route.Direct) == 0 {
		return nil, nil
	}
	b := &pathBuilder{builder: l.builder(), query: q, route: route}
	b.facts, b.direct = b.relations(route.Facts), b.relations(route.Direct)
	from, to := b.param(q.From), b.param(q.To)
	b.limit, b.budget = b.param(int64(q.Limit)), b.param(int64(route.Budget))
	b.excluded = b.param(append(slices.Clone(q.Exclude), q.From, q.To))
	// Labels as a parameter: what may be passed through varies, and each text
	// is planned anew.
	b.kindsThrough = b.param(append([]string{}, route.Through...))
	if q.MinCredence > 0 {
		b.credence = b.param(int64(q.MinCredence))
	}
	if q.MaxDegree > 0 {
		b.degree = b.param(int64(q.MaxDegree))
	}
	if q.ValidOn != nil {
		for i, day := range []string{q.ValidOn.Earliest, q.ValidOn.Latest} {
			if day != "" {
				b.days[i] = b.param(day)
			}
		}
	}
	things := groupLabel(store.Entity)
	b.write("MATCH (a:", things, " {", store.ColumnID, ": ", from, "}) MATCH (b:", things, " {", store.ColumnID, ": ", to, "})")
	b.search()
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

// search writes what finds the paths: lists of things, as found. Its state st
// is of s and t, the layers of the two ends (layer n at n-1, the first
// sorted by id),
// found, the number of things expanded, and whether the search was cut short.
//
// No long list may stand in the rows of a subquery that sorts: it is counted
// against the memory of the transaction with each row. So lists are variables
// of expressions, see let, and what sorts starts at one thing.
func (b *pathBuilder) search() {
	b.write(" WITH a, b, ")
	b.let("near", "[x IN [a, b] | COLLECT {")
	b.hop("x", "y")
	b.write(" RETURN DISTINCT y ORDER BY y.", store.ColumnID, " }]")
	b.body()
	b.let("layers", "[layer IN near | [y IN layer")
	b.through("y")
	b.write("]]")
	b.body()
	b.let("st", "reduce(st = {s: [layers[0]], t: [layers[1]], found: CASE WHEN b IN near[0] THEN [[a, b]] ELSE [] END, spent: 0, cut: false}")
	b.write(", length IN range(2, ", b.param(int64(b.query.MaxHops)), ") | CASE WHEN st.cut OR size(st.found) >= ", b.limit, " THEN st ELSE ")
	b.grow()
	b.join()
	b.write(" END)")
	b.body()
	b.write("{found: st.found, cut: st.cut}")
	b.end(3)
	b.write(" AS result WITH result.found AS found, result.cut AS cut")
}

// let writes the name of a variable of an expression and the beginning of its
// value; body ends the value, and what follows may use the variable; end ends
// the expressions around so many variables.
func (b *pathBuilder) let(name, value string) { b.write("head([", name, " IN [", value) }
func (b *pathBuilder) body()                  { b.write("] | ") }
func (b *pathBuilder) end(variables int)      { b.write(strings.Repeat("])", variables)) }

// grow writes the next layer of the end whose last one is smaller, from length
// 3 on: it lets s, t and spent. Its six variables are left to end.
func (b *pathBuilder) grow() {
	b.let("ahead", "size(st.s[-1]) <= size(st.t[-1])")
	b.body()
	b.let("layer", "CASE WHEN length = 2 THEN [] WHEN ahead THEN st.s[-1] ELSE st.t[-1] END")
	b.body()
	b.let("spent", "st.spent + size(layer)")
	b.body()
	b.let("next", "[y IN COLLECT { UNWIND CASE WHEN spent > "+b.budget+" THEN [] ELSE layer END AS x")
	b.hop("x", "y")
	b.write(" RETURN DISTINCT y }")
	b.through("y")
	b.write("]")
	b.body()
	b.let("s", "st.s + CASE WHEN length > 2 AND ahead THEN [next] ELSE [] END")
	b.body()
	b.let("t", "st.t + CASE WHEN length = 2 OR ahead THEN [] ELSE [next] END")
	b.body()
}

// join writes the paths of one length. way holds, for each place between the
// ends, the things that are the right number of hops from both; heads are
// beginnings of paths, without From. It ends what grow has let.
func (b *pathBuilder) join() {
	beginnings := b.param(int64(b.route.Beginnings))
	// The layers of To lead on to it. Of those of From only what leads on is kept.
	b.let("way", "reduce(way = [[y IN s[-1] WHERE y IN t[-1]]] + reverse(t[0..-1]), place IN range(size(s) - 2, 0, -1) | ")
	b.let("forth", "size(s[place]) < size(way[0])")
	b.body()
	b.let("far", "CASE WHEN forth THEN way[0] ELSE s[place] END")
	b.body()
	b.let("kept", "COLLECT { UNWIND CASE WHEN forth THEN s[place] ELSE way[0] END AS x")
	b.hop("x", "y")
	b.write(" AND y IN far RETURN DISTINCT CASE WHEN forth THEN x ELSE y END }")
	b.body()
	b.write("[[x IN s[place] WHERE x IN kept]] + way")
	b.end(3)
	b.write(")")
	b.body()
	b.let("wanted", b.limit+" - size(st.found)")
	b.body()
	b.let("first", "[n IN way[0] | [n]]") // in order, as the first layer is
	b.body()
	b.let("best", "reduce(best = {heads: [], clipped: true}, beam IN ["+b.param(int64(min(narrow, b.route.Beginnings)))+", "+beginnings+"] |")
	b.write(" CASE WHEN NOT best.clipped OR size(best.heads) >= wanted THEN best ELSE",
		" reduce(so = {heads: first[0..beam], clipped: size(first) > beam}, place IN range(1, size(way) - 1) | ")
	// The beginnings are in order, and so is what comes of each. One more than
	// are kept tells that there are more; whole paths are enough when wanted.
	b.let("enough", "CASE WHEN place = size(way) - 1 THEN wanted ELSE beam + 1 END")
	b.body()
	b.let("longer", "reduce(longer = [], h IN so.heads | CASE WHEN size(longer) >= enough THEN longer ELSE longer + ")
	b.let("x", "h[-1]")
	b.body()
	b.write("[y IN COLLECT {")
	b.hop("x", "y")
	b.write(" RETURN DISTINCT y ORDER BY y.", store.ColumnID, " } WHERE y IN way[place] AND NOT y IN h | h + [y]]")
	b.end(1)
	b.write(" END)")
	b.body()
	b.write("{heads: longer[0..beam], clipped: so.clipped OR size(longer) > beam}")
	b.end(2)
	b.write(") END)")
	b.body()
	b.write("{s: s, t: t, spent: spent, found: st.found + [h IN best.heads[0..wanted] | [a] + h + [b]],",
		" cut: spent > ", b.budget, " OR best.clipped AND size(best.heads) < wanted}")
	b.end(4 + 6)
}

// hop writes a match from a thing to what a hop leads to, perhaps several
// times: f is that, or a fact with an edge to it.
func (b *pathBuilder) hop(from, to string) {
	types := b.facts
	if b.direct != "" {
		types = strings.TrimPrefix(types+"|"+b.direct, "|")
	}
	b.write(" MATCH (", from, ")-[r:", types, "]-")
	if b.facts == "" {
		b.write("(", to, ") WHERE ", to, " <> ", from)
		b.trusted("r")
		return
	}
	b.write("(f)-[o:", b.facts)
	if b.credence != "" {
		b.write(" WHERE o.", store.ColumnCredenceRank, " >= ", b.credence)
	}
	b.write("]->{0,1}(", to, ":", groupLabel(store.Entity), ") WHERE ", to, " <> ", from)
	b.trusted("r")
	if b.credence != "" {
		b.write(" AND (f = ", to, " OR f.", store.ColumnCredenceRank, " >= ", b.credence, ")")
	}
	b.valid()
}

// fact writes a match of the facts f between two things.
func (b *pathBuilder) fact(from, to string) {
	b.write(" MATCH (", from, ")<-[r:", b.facts, "]-(f)-[o:", b.facts, "]->(", to, ") WHERE ", to, " <> ", from)
	b.trusted("r")
	b.trusted("f")
	b.trusted("o")
	b.valid()
}

// valid writes that the fact f may have held when it shall; what is no fact
// passes.
func (b *pathBuilder) valid() {
	for i, bound := range []struct{ column, operator string }{{store.ColumnValidEarliest, " <= "}, {store.ColumnValidLatest, " >= "}} {
		if day := b.days[1-i]; day != "" {
			b.write(" AND (f.", bound.column, " IS NULL OR f.", bound.column, bound.operator, day, ")")
		}
	}
}

func (b *pathBuilder) trusted(variable string) {
	if b.credence != "" {
		b.write(" AND ", variable, ".", store.ColumnCredenceRank, " >= ", b.credence)
	}
}

// through writes that a thing may be an intermediate one.
func (b *pathBuilder) through(thing string) {
	b.write(" WHERE any(l IN labels(", thing, ") WHERE l IN ", b.kindsThrough, ") AND NOT ", thing, ".", store.ColumnID, " IN ", b.excluded)
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
	cutKey   = "cut"
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
	b.write(" CALL (found) { UNWIND range(0, size(found) - 1) AS place WITH place, found[place] AS path")
	b.write(" CALL (path) { UNWIND range(1, size(path) - 1) AS i WITH i, path[i - 1] AS x, path[i] AS y")
	if b.facts != "" {
		rank := func(variable string) string { return "coalesce(" + variable + "." + store.ColumnCredenceRank + ", 0)" }
		b.write(" CALL (x, y) {")
		b.fact("x", "y")
		b.write(" WITH f, max(reduce(least = ", rank("f"), ", other IN [", rank("r"), ", ", rank("o"), "] | CASE WHEN other < least THEN other ELSE least END)) AS rank",
			" ORDER BY rank DESC, f.", store.ColumnID, " RETURN collect(f) AS facts, max(rank) AS strongest }")
	} else {
		b.write(" WITH i, x, y, [] AS facts, 0 AS strongest")
	}
	b.write(" WITH i, {", rankKey, ": strongest, ", totalKey(0), ": size(facts)")
	if b.facts != "" {
		b.write(", ", factsKey, ": COLLECT { UNWIND facts[0..", b.param(int64(store.MaxHopFacts)), "] AS f RETURN ")
		b.node("f", b.route.FactKinds, b.query.Shapes, nil)
		b.write(" }")
	}
	if b.direct != "" {
		b.write(", ", edgesKey, ": COLLECT { MATCH (x)-[r:", b.direct, "]-(y)")
		if b.credence != "" {
			b.write(" WHERE true")
			b.trusted("r")
		}
		b.write(" WITH startNode(r) AS v, r, endNode(r) AS w RETURN {", rankKey, ": r.", store.ColumnCredenceRank, ", ", kindKey, ": type(r), ",
			fromKey, ": v.", store.ColumnID, ", ", toKey, ": w.", store.ColumnID)
		b.columnsOf("r", b.query.EdgeColumns, b.edgeColumns)
		for i, f := range b.query.EdgeStatements {
			b.stated(i, f)
		}
		b.write("} }")
	}
	b.write("} AS hop ORDER BY i RETURN collect(hop) AS hops }")
	b.write(" WITH place, {", nodesKey, ": COLLECT { UNWIND path AS n RETURN ")
	b.node("n", b.route.Things, b.query.Shapes, nil)
	b.write(" }, ", hopsKey, ": hops} AS path ORDER BY place RETURN collect(path) AS ", pathsKey, " } RETURN cut AS ", cutKey, ", ", pathsKey)
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
	paths.Truncated, _ = answer[cutKey].(bool)
	list, _ := answer[pathsKey].([]any)
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
