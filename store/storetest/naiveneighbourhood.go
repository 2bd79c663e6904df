package storetest

import (
	"cmp"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// neighbourhood answers what surrounds a node.
func (n *naive) neighbourhood(q *store.NeighbourhoodQuery) *store.Neighbourhood {
	answer := &store.Neighbourhood{}
	around := *q
	around.Of = n.present(q.Of)
	if q = &around; n.there(q.Of) == nil {
		return answer
	}
	layers, omitted := map[string]int{q.Of: 0}, map[string]int{}
	edges := map[edgeEnds]bool{}
	for depth, layer := 1, []string{q.Of}; depth <= q.Depth && len(layer) > 0 && !answer.Truncated; depth++ {
		fresh := map[string]bool{}
		for _, id := range layer {
			taken := n.neighbours(q, id)
			omitted[id] = max(0, len(taken)-q.PerNode)
			for _, neighbour := range taken[:min(len(taken), q.PerNode)] {
				if _, known := layers[neighbour]; !known {
					fresh[neighbour] = true
				}
				for _, e := range n.between(q, id, neighbour) {
					edges[edgeEnds{e.Edge, e.From, e.To}] = true
				}
			}
		}
		layer = slices.Sorted(maps.Keys(fresh))
		if left := q.Limit - len(layers); len(layer) > left {
			layer, answer.Truncated = layer[:left], true
		}
		for _, id := range layer {
			layers[id] = depth
		}
	}
	for id, layer := range layers {
		looked, known := omitted[id]
		if !known {
			looked = -1
		}
		answer.Nodes = append(answer.Nodes, &store.Neighbour{Node: n.read(n.nodes[id], q.Shapes, nil), Layer: layer, Omitted: looked})
	}
	slices.SortFunc(answer.Nodes, func(a, b *store.Neighbour) int {
		return cmp.Or(cmp.Compare(a.Layer, b.Layer), cmp.Compare(a.Node.ID, b.Node.ID))
	})
	for ends := range edges {
		_, hasFrom := layers[ends.from]
		_, hasTo := layers[ends.to]
		if hasFrom && hasTo {
			answer.Edges = append(answer.Edges, &store.PathEdge{Edge: ends.edge, From: ends.from, To: ends.to, Data: readEdge(n.edges[ends], q.EdgeColumns)})
		}
	}
	slices.SortFunc(answer.Edges, func(a, b *store.PathEdge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(n.place(a.Edge), n.place(b.Edge)), cmp.Compare(a.To, b.To))
	})
	return answer
}

// place is that of the edge in the schema.
func (n *naive) place(ref store.EdgeRef) int {
	return slices.IndexFunc(n.kinds.Edges(), func(e *store.Edge) bool { return e.Kind == ref.Kind && e.Label == ref.Label })
}

// neighbours returns the neighbours of a node, the latest reported first.
func (n *naive) neighbours(q *store.NeighbourhoodQuery, id string) []string {
	var all []string
	for _, e := range append(slices.Clone(n.from[id]), n.to[id]...) {
		other := e.To
		if other == id {
			other = e.From
		}
		if r := n.there(other); r != nil && n.isNeighbour(q, r) && len(n.between(q, id, other)) > 0 && !slices.Contains(all, other) {
			all = append(all, other)
		}
	}
	reported := func(id string) string {
		day, _ := n.nodes[id].Columns[store.ColumnFirstReported].(string)
		return day
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(reported(b), reported(a)), cmp.Compare(a, b)) })
	return all
}

// isNeighbour reports whether the query lets the node be a neighbour.
func (n *naive) isNeighbour(q *store.NeighbourhoodQuery, r *store.Record) bool {
	group := n.kinds.Kind(r.Kind).Group
	switch {
	case group != store.Entity && group != store.Fact:
		return false
	case len(q.Kinds) > 0 && !slices.Contains(q.Kinds, r.Kind):
		return false
	}
	return told(r.Columns, q.MinCredence, q.KnownAt) && (group == store.Entity || held(r.Columns, q.ValidOn, q.Certain))
}

// told reports whether a node or edge is credible enough and was reported in
// time.
func told(columns map[string]any, minCredence int, knownAt string) bool {
	if rankOf(columns) < minCredence {
		return false
	}
	reported, _ := columns[store.ColumnFirstReported].(string)
	return knownAt == "" || reported != "" && reported <= knownAt
}

// held reports whether a fact may have held on some day of the span, or
// certainly did on all of its days.
func held(columns map[string]any, span *store.Span, certain bool) bool {
	switch {
	case span == nil:
		return true
	case certain:
		first, last := columns[store.ColumnSureEarliest], columns[store.ColumnSureLatest]
		return first != nil && last != nil && span.Earliest != "" && span.Latest != "" && first.(string) <= span.Earliest && last.(string) >= span.Latest
	}
	first, last := columns[store.ColumnValidEarliest], columns[store.ColumnValidLatest]
	startsTooLate := first != nil && span.Latest != "" && first.(string) > span.Latest
	endsTooEarly := last != nil && span.Earliest != "" && last.(string) < span.Earliest
	return !startsTooLate && !endsTooEarly
}

// between returns the edges between two nodes, either way, that the query
// lets count.
func (n *naive) between(q *store.NeighbourhoodQuery, one, other string) []*store.EdgeRecord {
	var all []*store.EdgeRecord
	for _, e := range append(slices.Clone(n.from[one]), n.to[one]...) {
		joins := e.From == one && e.To == other || e.From == other && e.To == one
		if joins && !n.kinds.Edge(e.Edge).Derived && told(e.Columns, q.MinCredence, q.KnownAt) {
			all = append(all, e)
		}
	}
	return all
}
