package model

import "github.com/dealgraph/dealgraph/store"

// Neighbourhood is what surrounds a node.
type Neighbourhood struct {
	Nodes     []*Neighbour
	Edges     []*NeighbourhoodEdge
	Truncated bool
	Omitted   int
}

// Neighbour is a node of a neighbourhood.
type Neighbour struct {
	Node     Node
	Distance int
	Omitted  *int
}

// NeighbourhoodEdge is an edge of a neighbourhood.
type NeighbourhoodEdge struct {
	Label, From, To string
	Trust           *Trust
}

// NewNeighbourhood returns a view over the answer to a neighbourhood query;
// nil if there is no such node.
func NewNeighbourhood(answer *store.Neighbourhood, q *store.NeighbourhoodQuery) *Neighbourhood {
	if len(answer.Nodes) == 0 {
		return nil
	}
	view := &Neighbourhood{Nodes: make([]*Neighbour, len(answer.Nodes)), Edges: make([]*NeighbourhoodEdge, len(answer.Edges)), Truncated: answer.Truncated}
	for i, n := range answer.Nodes {
		view.Nodes[i] = &Neighbour{Node: mixed[Node](NewObject(n.Node, q.Shapes[n.Node.Kind])), Distance: n.Layer}
		if n.Omitted >= 0 {
			view.Nodes[i].Omitted = &n.Omitted
			view.Omitted += n.Omitted
		}
	}
	for i, e := range answer.Edges {
		view.Edges[i] = &NeighbourhoodEdge{Label: e.Edge.Label, From: e.From, To: e.To}
		if e.Data != nil {
			view.Edges[i].Trust = trustOf(e.Data.Columns)
		}
	}
	return view
}
