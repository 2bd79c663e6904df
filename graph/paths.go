package graph

import (
	"context"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// resolvePaths answers the root field paths.
func (r *Resolver) resolvePaths(ctx context.Context) (*model.PathResult, error) {
	p, s := r.rootField(ctx)
	q, err := p.pathQuery(s)
	if err != nil {
		return nil, err
	}
	answer, err := r.Store.Paths(ctx, q)
	if err != nil {
		return nil, err
	}
	return model.NewPathResult(answer, q), nil
}

// pathQuery plans the root field paths.
func (p *planner) pathQuery(s *selected) (*store.PathQuery, error) {
	arguments := p.arguments(s.field)
	when, err := p.timed(arguments)
	if err != nil {
		return nil, err
	}
	q := &store.PathQuery{MaxHops: p.numberOf(s.field, "maxHops"), Limit: p.numberOf(s.field, "first"),
		Via: p.kindsOf(arguments["via"]), Through: p.kindsOf(arguments["through"]),
		ValidOn: when.validOn, Certain: when.certain, KnownAt: when.lastKnown()}
	q.From, _ = arguments["from"].(string)
	q.To, _ = arguments["to"].(string)
	if err := readPathWhere(q, arguments["where"]); err != nil {
		return nil, err
	}
	route, err := q.Route(p.contract.Kinds)
	if err != nil {
		return nil, err
	}
	return q, p.pathShapes(q, route, place{selected: s}, when.scope)
}

func readPathWhere(q *store.PathQuery, where any) (err error) {
	given, _ := where.(map[string]any)
	q.MinCredence = rankOf(given["minCredence"])
	if n, ok := asInt(given["excludeHubsOver"]); ok {
		if n < 1 {
			return errorf(CodeBadInput, "excludeHubsOver is %d: want at least 1", n)
		}
		q.MaxDegree = n
	}
	q.Exclude, err = idsOf("exclude", given["exclude"])
	return err
}

// pathShapes plans what is selected on the things, facts and edges of paths. A
// thing is read once, whatever places of the selection set it answers.
func (p *planner) pathShapes(q *store.PathQuery, route *store.PathRoute, root place, in scope) error {
	things, facts := newDrafts(onPaths(p.contract.Kinds, q, route)), newDrafts(route.FactKinds)
	for _, path := range p.along(root, "PathResult.paths") {
		if err := p.nodesAlong(things, path, in, "Path.nodes"); err != nil {
			return err
		}
		for _, hop := range p.along(path, "Path.hops") {
			if err := p.hop(q, things, facts, hop, in); err != nil {
				return err
			}
		}
	}
	q.Shapes = things.shapes()
	maps.Copy(q.Shapes, facts.shapes())
	return nil
}

// onPaths returns the kinds of things that paths may have.
func onPaths(kinds *store.Kinds, q *store.PathQuery, route *store.PathRoute) []string {
	on := slices.Clone(route.Through)
	for _, id := range []string{q.From, q.To} {
		if k := kinds.KindOf(id); k != nil && !slices.Contains(on, k.Name) {
			on = append(on, k.Name)
		}
	}
	return on
}

func (p *planner) hop(q *store.PathQuery, things, facts drafts, hop place, in scope) error {
	for _, end := range []string{"Hop.from", "Hop.to"} {
		if err := p.nodesAlong(things, hop, in, end); err != nil {
			return err
		}
	}
	if err := p.nodesAlong(facts, hop, in, "Hop.facts"); err != nil {
		return err
	}
	for _, edge := range p.along(hop, "Hop.edges") {
		for _, end := range []string{"PathEdge.from", "PathEdge.to"} {
			if err := p.nodesAlong(things, edge, in, end); err != nil {
				return err
			}
		}
		if len(p.along(edge, "PathEdge.trust")) > 0 {
			q.EdgeColumns = slices.Sorted(slices.Values(trustColumns))
		}
		for _, s := range p.along(edge, "PathEdge.statements") {
			follow := &store.Follow{Key: edge.path + s.key, Kinds: []string{"Statement"}}
			if err := p.statementList(follow, s.selected, in, nil); err != nil {
				return err
			}
			q.EdgeStatements = append(q.EdgeStatements, follow)
		}
	}
	return nil
}
