package graph

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// resolveNeighbourhood answers the root field neighbourhood.
func (r *Resolver) resolveNeighbourhood(ctx context.Context) (*model.Neighbourhood, error) {
	p, s := r.rootField(ctx)
	q, err := p.neighbourhoodQuery(s)
	if err != nil {
		return nil, err
	}
	answer, err := r.Store.Neighbourhood(ctx, q)
	if err != nil {
		return nil, err
	}
	return model.NewNeighbourhood(answer, q), nil
}

// neighbourhoodQuery plans the root field neighbourhood.
func (p *planner) neighbourhoodQuery(s *selected) (*store.NeighbourhoodQuery, error) {
	arguments := p.arguments(s.field)
	when, err := p.timed(arguments)
	if err != nil {
		return nil, err
	}
	q := &store.NeighbourhoodQuery{Depth: p.numberOf(s.field, "depth"), PerNode: p.numberOf(s.field, "perNodeLimit"), Limit: p.numberOf(s.field, "limit"),
		Kinds: p.kindsOf(arguments["kinds"]), MinCredence: rankOf(arguments["minCredence"]),
		ValidOn: when.validOn, Certain: when.certain, KnownAt: when.lastKnown()}
	q.Of, _ = arguments["of"].(string)
	if err := q.Check(p.contract.Kinds); err != nil {
		return nil, err
	}
	root := place{selected: s}
	d := newDrafts(p.around(q))
	if err := p.nodesAlong(d, root, when.scope, "Neighbourhood.nodes", "Neighbour.node"); err != nil {
		return nil, err
	}
	if err := d.withoutRelations(); err != nil {
		return nil, err
	}
	q.Shapes = d.shapes()
	if len(p.along(root, "Neighbourhood.edges", "NeighbourhoodEdge.trust")) > 0 {
		q.EdgeColumns = slices.Sorted(slices.Values(trustColumns))
	}
	return q, nil
}

// around returns the kinds that the nodes of a neighbourhood may be of.
func (p *planner) around(q *store.NeighbourhoodQuery) []string {
	of := p.contract.Kinds.KindOf(q.Of)
	var kinds []string
	for _, k := range p.contract.Kinds.All() {
		fits := len(q.Kinds) == 0 || slices.Contains(q.Kinds, k.Name)
		if (k.Group == store.Entity || k.Group == store.Fact) && fits || k == of {
			kinds = append(kinds, k.Name)
		}
	}
	return kinds
}

// withoutRelations refuses relations, of which a neighbourhood reads none.
func (d drafts) withoutRelations() error {
	for _, kind := range slices.Sorted(maps.Keys(d)) {
		for _, f := range d[kind].follows {
			name := f.Key[strings.LastIndexByte(f.Key, '/')+1:]
			return errorf(CodeBadInput, "neighbourhood reads no relations of its nodes, and %q is one: ask for it with nodes(ids:)", name)
		}
	}
	return nil
}
