package neo4j

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// Neighbourhood answers what surrounds a node with one statement. See
// [store.Store].
func (s *Store) Neighbourhood(ctx context.Context, q *store.NeighbourhoodQuery) (*store.Neighbourhood, error) {
	if err := q.Check(s.layout.kinds); err != nil {
		return nil, err
	}
	st, err := s.layout.compileNeighbourhood(q)
	if err != nil {
		return nil, err
	}
	if st == nil {
		return &store.Neighbourhood{}, s.wrap(ctx, ctx.Err())
	}
	records, err := s.read(ctx, st)
	if err != nil {
		return nil, err
	}
	if len(records) == 0 { // the node is not there
		present, err := s.present(ctx, []string{q.Of})
		if err != nil || len(present) == 0 {
			return &store.Neighbourhood{}, err
		}
		around := *q
		around.Of = present[q.Of]
		return s.Neighbourhood(ctx, &around)
	}
	d := &decoder{layout: s.layout}
	answer := d.neighbourhood(records[0].AsMap(), q)
	if d.err != nil {
		return nil, d.err
	}
	return answer, nil
}

// The keys of what a neighbourhood returns: the nodes by layer and the size of
// each layer, the number of neighbours of those that were followed, the edges
// with their ends, and whether the limit was reached.
const (
	layersKey    = "nodes"
	sizesKey     = "sizes"
	followedKey  = "followed"
	relationsKey = "edges"
	relationKey  = "type"
	startsKey    = "start"
	endsKey      = "end"
	truncatedKey = "cut"
)

// neighbourhoodBuilder writes the statement of a neighbourhood. Its state is
// known (the nodes of all layers), layer (the last one), sizes, cut, and
// followed: of each node x that was followed the number of its neighbours and
// those taken, each with the edges to it.
type neighbourhoodBuilder struct {
	*builder
	query *store.NeighbourhoodQuery
	types string // of edges

	// Parameters that stand in several places.
	perNode, limit           string
	ofKinds, credence, known string
	heldFrom, heldTo         string // first and last day of ValidOn
}

// compileNeighbourhood compiles a query that has been checked; nil where there
// can be no such node.
func (l *layout) compileNeighbourhood(q *store.NeighbourhoodQuery) (*statement, error) {
	kind := l.kinds.KindOf(q.Of)
	if kind == nil {
		return nil, nil
	}
	b := &neighbourhoodBuilder{builder: l.builder(), query: q}
	var types []string
	for _, ref := range l.kinds.NeighbourEdges() {
		types = append(types, b.relation(ref))
	}
	b.types = strings.Join(types, "|")
	b.write("MATCH (n:", groupLabel(kind.Group), " {", store.ColumnID, ": ", b.param(q.Of), "}) WITH [n] AS known, [n] AS layer, [1] AS sizes, false AS cut, [] AS followed")
	if len(types) > 0 {
		b.parameters()
		for range q.Depth {
			b.step()
		}
	}
	b.result()
	return b.statement()
}

func (b *neighbourhoodBuilder) parameters() {
	q := b.query
	b.perNode, b.limit = b.param(int64(q.PerNode)), b.param(int64(q.Limit))
	if len(q.Kinds) > 0 {
		b.ofKinds = b.param(q.Kinds)
	}
	if q.MinCredence > 0 {
		b.credence = b.param(int64(q.MinCredence))
	}
	if q.KnownAt != "" {
		b.known = b.param(q.KnownAt)
	}
	if q.ValidOn == nil {
		return
	}
	if q.ValidOn.Earliest != "" {
		b.heldFrom = b.param(q.ValidOn.Earliest)
	}
	if q.ValidOn.Latest != "" {
		b.heldTo = b.param(q.ValidOn.Latest)
	}
}

// step writes the next layer. All neighbours of a node are counted and sorted
// in the one pass over its edges; only those taken are kept.
func (b *neighbourhoodBuilder) step() {
	b.write(" CALL (layer, cut) { UNWIND CASE WHEN cut THEN [] ELSE layer END AS x CALL (x) { MATCH (x)-[r:", b.types, "]-(y)")
	b.lens()
	b.write(" WITH y, collect(r) AS edges ORDER BY coalesce(y.", store.ColumnFirstReported, ", '') DESC, y.", store.ColumnID,
		" WITH collect({y: y, edges: edges}) AS neighbours RETURN size(neighbours) AS total, neighbours[0..", b.perNode, "] AS taken }",
		" RETURN collect({x: x, total: total, taken: taken}) AS these }",
		" CALL (these, known) { UNWIND these AS t UNWIND t.taken AS neighbour WITH DISTINCT neighbour.y AS y, known WHERE NOT y IN known WITH y ORDER BY y.", store.ColumnID,
		" RETURN collect(y) AS fresh }",
		" WITH known, followed + these AS followed, sizes, cut OR size(fresh) > ", b.limit, " - size(known) AS cut, fresh[0..", b.limit, " - size(known)] AS layer",
		" WITH known + layer AS known, layer, sizes + size(layer) AS sizes, cut, followed")
}

// lens writes what must hold of a neighbour y and an edge r to it.
func (b *neighbourhoodBuilder) lens() {
	c := &conditions{builder: b.builder}
	test := func(parts ...string) { c.and(); b.write(parts...) }
	if b.ofKinds != "" {
		// As a parameter: kinds vary, and each text is planned anew.
		test("any(l IN labels(y) WHERE l IN ", b.ofKinds, ")")
	} else if slices.ContainsFunc(b.kinds.NeighbourEdges(), func(ref store.EdgeRef) bool {
		return slices.ContainsFunc(b.ends(ref, false), func(kind string) bool { return !retires(b.kinds.Kind(kind).Group) })
	}) {
		test("y:", groupLabel(store.Entity), "|", groupLabel(store.Fact))
	}
	for _, variable := range []string{"r", "y"} {
		if b.credence != "" {
			test(variable, ".", store.ColumnCredenceRank, " >= ", b.credence)
		}
		if b.known != "" {
			test(variable, ".", store.ColumnFirstReported, " <= ", b.known)
		}
	}
	fact := groupLabel(store.Fact)
	switch {
	case b.query.ValidOn == nil:
	case b.query.Certain && (b.heldFrom == "" || b.heldTo == ""): // nothing is certain on all days
		test("NOT y:", fact)
	case b.query.Certain:
		test("(NOT y:", fact, " OR y.", store.ColumnSureEarliest, " <= ", b.heldFrom, " AND y.", store.ColumnSureLatest, " >= ", b.heldTo, ")")
	default:
		if b.heldTo != "" {
			test("(NOT y:", fact, " OR y.", store.ColumnValidEarliest, " IS NULL OR y.", store.ColumnValidEarliest, " <= ", b.heldTo, ")")
		}
		if b.heldFrom != "" {
			test("(NOT y:", fact, " OR y.", store.ColumnValidLatest, " IS NULL OR y.", store.ColumnValidLatest, " >= ", b.heldFrom, ")")
		}
	}
}

// result writes what is read of the nodes and the edges.
func (b *neighbourhoodBuilder) result() {
	b.write(" RETURN sizes AS ", sizesKey, ", cut AS ", truncatedKey, ", [f IN followed | {", idKey, ": f.x.", store.ColumnID, ", ", countedKey, ": f.total}] AS ", followedKey,
		", COLLECT { UNWIND known AS x RETURN ")
	b.node("x", b.inside(), b.query.Shapes, nil)
	b.write(" } AS ", layersKey, ", COLLECT { UNWIND followed AS f UNWIND f.taken AS t WITH t WHERE t.y IN known UNWIND t.edges AS r WITH DISTINCT r RETURN {",
		relationKey, ": type(r), ", startsKey, ": startNode(r).", store.ColumnID, ", ", endsKey, ": endNode(r).", store.ColumnID)
	b.columnsOf("r", b.query.EdgeColumns, b.edgeColumns)
	b.write("} } AS ", relationsKey)
}

// inside returns the kinds that a neighbourhood is of.
func (l *layout) inside() []string {
	var kinds []string
	for _, kind := range l.kinds.All() {
		if retires(kind.Group) {
			kinds = append(kinds, kind.Name)
		}
	}
	return kinds
}

func (d *decoder) neighbourhood(answer map[string]any, q *store.NeighbourhoodQuery) *store.Neighbourhood {
	found := &store.Neighbourhood{}
	found.Truncated, _ = answer[truncatedKey].(bool)
	omitted := map[string]int{}
	followed, _ := answer[followedKey].([]any)
	for _, f := range followed {
		m, _ := f.(map[string]any)
		id, _ := m[idKey].(string)
		total, _ := m[countedKey].(int64)
		omitted[id] = max(0, int(total)-q.PerNode)
	}
	nodes, _ := answer[layersKey].([]any)
	sizes, _ := answer[sizesKey].([]any)
	for layer, s := range sizes {
		size, _ := s.(int64)
		if int(size) > len(nodes) {
			d.fault("layers of more nodes than there are")
			return found
		}
		for _, n := range nodes[:size] {
			neighbour := &store.Neighbour{Node: d.node(n, q.Shapes), Layer: layer, Omitted: -1}
			if more, looked := omitted[neighbour.Node.ID]; looked {
				neighbour.Omitted = more
			}
			found.Nodes = append(found.Nodes, neighbour)
		}
		nodes = nodes[size:]
	}
	found.Edges = d.neighbourEdges(answer, q)
	return found
}

func (d *decoder) neighbourEdges(answer map[string]any, q *store.NeighbourhoodQuery) []*store.PathEdge {
	refs := d.kinds.NeighbourEdges()
	byType := make(map[string]int, len(refs))
	for i, ref := range refs {
		byType[d.types[ref]] = i
	}
	rows, _ := answer[relationsKey].([]any)
	places := make(map[*store.PathEdge]int, len(rows))
	var edges []*store.PathEdge
	for _, row := range rows {
		m, _ := row.(map[string]any)
		relation, _ := m[relationKey].(string)
		i, known := byType[relation]
		edge := &store.PathEdge{Data: &store.EdgeData{Columns: d.columnsOf(m, q.EdgeColumns, d.edgeColumns)}}
		edge.From, _ = m[startsKey].(string)
		edge.To, _ = m[endsKey].(string)
		if !known || edge.From == "" || edge.To == "" {
			d.fault("an edge without its type or its ends: " + strconv.Quote(relation))
			return nil
		}
		edge.Edge, places[edge] = refs[i], i
		edges = append(edges, edge)
	}
	slices.SortFunc(edges, func(a, b *store.PathEdge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(places[a], places[b]), cmp.Compare(a.To, b.To))
	})
	return edges
}
