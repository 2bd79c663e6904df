package sqlite

import (
	"cmp"
	"context"
	"database/sql/driver"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// Neighbourhood answers what surrounds a node; see [store.Store]. It takes two
// statements for each layer, and one for the edges.
func (s *Store) Neighbourhood(ctx context.Context, q *store.NeighbourhoodQuery) (*store.Neighbourhood, error) {
	if err := q.Check(s.layout.kinds); err != nil {
		return nil, err
	}
	answer := &store.Neighbourhood{}
	err := s.read(ctx, func(c *conn) error {
		r := &reading{ctx: ctx, conn: c, layout: s.layout}
		now, err := r.there(q.Of)
		if err != nil {
			return err
		}
		of := now[0]
		n := &surroundings{reading: r, query: q, answer: answer,
			filter: filter{q.MinCredence, q.ValidOn, q.Certain, q.KnownAt}, edges: s.layout.kinds.NeighbourEdges(), layers: map[string]int{of: 0}}
		for _, k := range s.layout.kinds.All() {
			if k.Group == store.Entity || k.Group == store.Fact {
				n.all = append(n.all, k.Name)
			}
		}
		centre, err := n.get(now, n.all, q.Shapes)
		if err != nil || len(centre) == 0 {
			return err
		}
		answer.Nodes = []*store.Neighbour{{Node: centre[of], Omitted: -1}}
		edges, err := n.grow()
		if err != nil {
			return err
		}
		return n.readEdges(edges)
	})
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// surroundings is one search of a neighbourhood.
type surroundings struct {
	*reading
	query  *store.NeighbourhoodQuery
	filter filter
	answer *store.Neighbourhood
	all    []string // kinds of nodes that can be in a neighbourhood
	edges  []store.EdgeRef
	layers map[string]int // of the nodes found
}

// neighbour is one of a node, with the edges between the two.
type neighbour struct {
	id, reported string
	edges        []edgeKey
}

// edgeKey is an edge: its number and its ends.
type edgeKey struct {
	edge     int64
	from, to string
}

// grow finds the layers, and returns the edges to the neighbours taken.
func (n *surroundings) grow() ([]edgeKey, error) {
	q := n.query
	var edges []edgeKey
	layer := n.answer.Nodes
	for depth := 1; depth <= q.Depth && len(layer) > 0 && !n.answer.Truncated; depth++ {
		found, err := n.neighbours(layer)
		if err != nil {
			return nil, err
		}
		var next []string
		for i, neighbours := range found {
			layer[i].Omitted = max(0, len(neighbours)-q.PerNode)
			for _, neighbour := range neighbours[:len(neighbours)-layer[i].Omitted] {
				edges = append(edges, neighbour.edges...)
				if _, known := n.layers[neighbour.id]; !known {
					n.layers[neighbour.id] = depth
					next = append(next, neighbour.id)
				}
			}
		}
		slices.Sort(next)
		if most := q.Limit - len(n.answer.Nodes); len(next) > most {
			n.answer.Truncated = true
			for _, id := range next[most:] {
				delete(n.layers, id)
			}
			next = next[:most]
		}
		if layer, err = n.add(next, depth); err != nil {
			return nil, err
		}
	}
	return edges, nil
}

// add reads the nodes of a layer and adds them to the answer.
func (n *surroundings) add(ids []string, depth int) ([]*store.Neighbour, error) {
	nodes, err := n.get(ids, n.all, n.query.Shapes)
	if err != nil {
		return nil, err
	}
	layer := make([]*store.Neighbour, len(ids))
	for i, id := range ids {
		layer[i] = &store.Neighbour{Node: nodes[id], Layer: depth, Omitted: -1}
	}
	n.answer.Nodes = append(n.answer.Nodes, layer...)
	return layer, nil
}

// neighbours returns the neighbours of each node, the latest reported first,
// then by id.
func (n *surroundings) neighbours(layer []*store.Neighbour) ([][]*neighbour, error) {
	starts := make([][]any, len(layer))
	for i, node := range layer {
		out, in := n.layout.edgesAt(n.edges, node.Node.Kind)
		starts[i] = []any{node.Node.ID, out, in}
	}
	kinds := n.query.Kinds
	if len(kinds) == 0 {
		kinds = n.all
	}
	st, err := n.layout.compileNeighbours(n.filter, kinds, starts)
	if err != nil {
		return nil, err
	}
	found, known := make([][]*neighbour, len(layer)), make([]map[string]*neighbour, len(layer))
	err = n.conn.query(n.ctx, st, func(row []driver.Value) error {
		at, id := row[0].(int64), row[3].(string)
		if known[at] == nil {
			known[at] = map[string]*neighbour{}
		}
		far := known[at][id]
		if far == nil {
			far = &neighbour{id: id}
			far.reported, _ = row[4].(string)
			known[at][id], found[at] = far, append(found[at], far)
		}
		e := edgeKey{row[1].(int64), layer[at].Node.ID, id}
		if row[2] == int64(1) {
			e.from, e.to = e.to, e.from
		}
		far.edges = append(far.edges, e)
		return nil
	})
	for _, list := range found {
		slices.SortFunc(list, func(a, b *neighbour) int {
			return cmp.Or(cmp.Compare(b.reported, a.reported), cmp.Compare(a.id, b.id))
		})
	}
	return found, err
}

// readEdges reads the edges whose ends are in the answer, once each.
func (n *surroundings) readEdges(keys []edgeKey) error {
	refs := n.layout.refs(n.edges)
	known := make(map[edgeKey]*store.PathEdge, len(keys))
	var wanted [][]any
	for _, key := range keys {
		_, from := n.layers[key.from]
		_, to := n.layers[key.to]
		if known[key] != nil || !from || !to {
			continue
		}
		known[key] = &store.PathEdge{Edge: refs[key.edge], From: key.from, To: key.to, Data: &store.EdgeData{}}
		n.answer.Edges = append(n.answer.Edges, known[key])
		wanted = append(wanted, []any{key.from, key.edge, key.to})
	}
	slices.SortFunc(n.answer.Edges, func(a, b *store.PathEdge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(slices.Index(n.edges, a.Edge), slices.Index(n.edges, b.Edge)), cmp.Compare(a.To, b.To))
	})
	if len(wanted) == 0 || len(n.query.EdgeColumns) == 0 {
		return nil
	}
	st, err := n.layout.compileEdges(wanted)
	if err != nil {
		return err
	}
	return n.conn.query(n.ctx, st, func(row []driver.Value) error {
		e := known[edgeKey{row[1].(int64), row[0].(string), row[2].(string)}]
		return n.edge(&edgeRow{data: e.Data}, row[3].(string), n.query.EdgeColumns, false)
	})
}

// edgesAt returns the numbers of those edges that may start, and end, at nodes
// of the kind.
func (l *layout) edgesAt(refs []store.EdgeRef, kind string) (out, in []int64) {
	out, in = []int64{}, []int64{}
	for _, ref := range refs {
		if ref.Kind == kind {
			out = append(out, l.edgeTypes[ref])
		}
		if slices.Contains(l.kinds.Edge(ref).Targets, kind) {
			in = append(in, l.edgeTypes[ref])
		}
	}
	return out, in
}

// refs returns the edges by their numbers.
func (l *layout) refs(list []store.EdgeRef) map[int64]store.EdgeRef {
	refs := make(map[int64]store.EdgeRef, len(list))
	for _, ref := range list {
		refs[l.edgeTypes[ref]] = ref
	}
	return refs
}

// compileNeighbours compiles the neighbours of kinds of every start, which is
// an id with the numbers of the edges that start and end there: the start's
// place in the parameter, the edge's number and whether it ends at the start,
// the neighbour's id and when it was first reported.
func (l *layout) compileNeighbours(f filter, kinds []string, starts [][]any) (statement, error) {
	b := l.builder()
	var facts []string
	for _, name := range kinds {
		if k := l.kinds.Kind(name); k != nil && k.Group == store.Fact {
			facts = append(facts, name)
		}
	}
	for i, reverse := range []bool{false, true} {
		if i > 0 {
			b.write(" UNION ALL ")
		}
		near, far := ends(reverse)
		b.write("SELECT p.key, e.type, ", []string{"0", "1"}[i], ", f.id, ", b.column("f", store.ColumnFirstReported), " FROM json_each(")
		b.arg(b.json(starts))
		b.write(") p CROSS JOIN json_each(p.value, '$[", []string{"1", "2"}[i], "]') t CROSS JOIN edges e ON e.", near,
			" = json_extract(p.value, '$[0]') AND e.type = t.value CROSS JOIN nodes f ON f.id = e.", far, " WHERE ")
		b.kindIs("f", kinds)
		f.node(b, "f")
		f.edge(b, "e")
		if f.validOn != nil && len(facts) > 0 {
			b.write(" AND (NOT (")
			b.kindIs("f", facts)
			b.write(") OR 1")
			f.held(b, "f")
			b.write(")")
		}
	}
	return b.statement()
}

// compileEdges compiles a look-up of edges.
func (l *layout) compileEdges(keys [][]any) (statement, error) {
	b := l.builder()
	b.write("SELECT e.src, e.type, e.dst, e.columns FROM json_each(")
	b.arg(b.json(keys))
	b.write(") p CROSS JOIN edges e ON e.src = json_extract(p.value, '$[0]') AND e.type = json_extract(p.value, '$[1]') AND e.dst = json_extract(p.value, '$[2]')")
	return b.statement()
}
