package model

import "github.com/dealgraph/dealgraph/store"

// PathResult is how two things are connected.
type PathResult struct {
	Paths     []*Path
	Truncated bool
}

// Path is one way from a thing to another.
type Path struct {
	Length   int
	Credence string
	Nodes    []Entity
	Hops     []*Hop
}

// Hop is what joins two things one after the other on a path.
type Hop struct {
	From, To     Entity
	Credence     string
	Facts        []Fact
	OmittedFacts int
	Edges        []*PathEdge
}

// PathEdge is an edge between two things on a path.
type PathEdge struct {
	Edge
	Label    string
	From, To Entity
}

// NewPathResult returns a view over the answer to a path query.
func NewPathResult(answer *store.Paths, q *store.PathQuery) *PathResult {
	result := &PathResult{Paths: make([]*Path, len(answer.Paths)), Truncated: answer.Truncated}
	for i, path := range answer.Paths {
		view := &Path{Length: len(path.Hops), Credence: string(path.Credence), Nodes: make([]Entity, len(path.Nodes)), Hops: make([]*Hop, len(path.Hops))}
		for j, node := range path.Nodes {
			view.Nodes[j] = mixed[Entity](NewObject(node, q.Shapes[node.Kind]))
		}
		for j, hop := range path.Hops {
			view.Hops[j] = newHop(hop, path.Nodes[j], path.Nodes[j+1], q)
		}
		result.Paths[i] = view
	}
	return result
}

func newHop(hop *store.Hop, from, to *store.Node, q *store.PathQuery) *Hop {
	ends := map[string]*store.Node{from.ID: from, to.ID: to}
	entity := func(id string) Entity { return mixed[Entity](NewObject(ends[id], q.Shapes[ends[id].Kind])) }
	view := &Hop{From: entity(from.ID), To: entity(to.ID), Credence: string(hop.Credence), OmittedFacts: hop.Omitted,
		Facts: make([]Fact, len(hop.Facts)), Edges: make([]*PathEdge, len(hop.Edges))}
	for i, fact := range hop.Facts {
		view.Facts[i] = mixed[Fact](NewObject(fact, q.Shapes[fact.Kind]))
	}
	list := Connection{list: &store.List{}, shapes: q.Shapes, edgeStatements: q.EdgeStatements}
	for i, e := range hop.Edges {
		edge := Edge{connection: list, row: &store.Row{Node: ends[e.To], Edge: e.Data}}
		view.Edges[i] = &PathEdge{Edge: edge, Label: e.Edge.Label, From: entity(e.From), To: entity(e.To)}
	}
	return view
}
