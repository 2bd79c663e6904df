package store

import "slices"

// NeighbourhoodQuery asks for what surrounds a node, small enough to draw.
//
// Layer 0 is the node itself. From each node of a layer, by id, its neighbours
// are the entities and facts at the other end of its edges, whatever their
// label and direction; derived edges do not count, for they repeat others. Of
// its neighbours the first PerNode are taken, latest reported first
// (ColumnFirstReported), then by id. Those taken that were in no layer yet are
// the next layer.
type NeighbourhoodQuery struct {
	Of string // id of an entity or a fact
	// Depth is the number of layers beyond the node, 1 to
	// MaxNeighbourhoodDepth; PerNode is 1 to MaxPerNode.
	Depth, PerNode int
	// Limit bounds the number of nodes, 1 to MaxNeighbourhood: the layer that
	// would exceed it keeps its first ones by id, and is the last.
	Limit int
	// Kinds, if not empty, are those of neighbours.
	Kinds []string
	// MinCredence is the least rank of neighbours and of the edges to them.
	MinCredence int
	// ValidOn, Certain and KnownAt choose neighbours and edges as in
	// PathQuery; KnownAt goes by the neighbours' ColumnFirstReported too.
	ValidOn *Span
	Certain bool
	KnownAt string

	// Shapes say what to read of the nodes, without follows; EdgeColumns what
	// of edges.
	Shapes      Shapes
	EdgeColumns []string
}

// Bounds of a neighbourhood.
const (
	MaxNeighbourhoodDepth = 3
	MaxPerNode            = 50
	MaxNeighbourhood      = 500
)

// Neighbourhood is the answer to a NeighbourhoodQuery.
type Neighbourhood struct {
	// Nodes are by layer, then by id; empty if there is no such node.
	Nodes []*Neighbour
	// Edges are all edges between a node that was followed and a neighbour
	// taken from it, once each: by the id they start at, label (schema
	// order), the id they end at. Edges to neighbours that Limit cut off are
	// left out.
	Edges []*PathEdge
	// Truncated: Limit was reached, and nodes were left out for it.
	Truncated bool
}

// Neighbour is a node of a neighbourhood.
type Neighbour struct {
	Node  *Node
	Layer int
	// Omitted is the number of its neighbours beyond the first PerNode; -1 if
	// they were not looked for, because it is in the last layer.
	Omitted int
}

// Check says what is wrong with the query; errors are of code BAD_INPUT.
func (q *NeighbourhoodQuery) Check(kinds *Kinds) error {
	switch {
	case q.Depth < 1 || q.Depth > MaxNeighbourhoodDepth:
		return Errorf(CodeInvalid, "a neighbourhood of depth %d: want 1 to %d", q.Depth, MaxNeighbourhoodDepth)
	case q.PerNode < 1 || q.PerNode > MaxPerNode:
		return Errorf(CodeInvalid, "%d neighbours of a node: want 1 to %d", q.PerNode, MaxPerNode)
	case q.Limit < 1 || q.Limit > MaxNeighbourhood:
		return Errorf(CodeInvalid, "a neighbourhood of %d nodes: want 1 to %d", q.Limit, MaxNeighbourhood)
	}
	if k := kinds.KindOf(q.Of); k != nil && k.Group != Entity && k.Group != Fact {
		return Errorf(CodeInvalid, "%s is of kind %s: only entities and facts have a neighbourhood", q.Of, k.Name)
	}
	for _, name := range q.Kinds {
		if k := kinds.Kind(name); k == nil || k.Group != Entity && k.Group != Fact {
			return Errorf(CodeInvalid, "kinds: %s is neither an entity nor a fact", name)
		}
	}
	return nil
}

// NeighbourEdges returns the edges along which neighbourhoods go, in schema
// order: those between entities and facts that are not derived.
func (t *Kinds) NeighbourEdges() []EdgeRef {
	inside := func(name string) bool { g := t.byName[name].Group; return g == Entity || g == Fact }
	var refs []EdgeRef
	for _, e := range t.Edges() {
		if !e.Derived && inside(e.Kind) && slices.ContainsFunc(e.Targets, inside) {
			refs = append(refs, EdgeRef{e.Kind, e.Label})
		}
	}
	return refs
}
