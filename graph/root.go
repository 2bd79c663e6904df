package graph

import (
	"context"
	"slices"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// maxSearchText is the greatest number of bytes of a text to search for.
const maxSearchText = 200

// resolveNode answers the root field node.
func (r *Resolver) resolveNode(ctx context.Context) (model.Node, error) {
	nodes, err := r.nodes(ctx, func(arguments map[string]any) []any { return asList(arguments["id"]) })
	if err != nil {
		return nil, err
	}
	return nodes[0], nil
}

// resolveNodes answers the root field nodes.
func (r *Resolver) resolveNodes(ctx context.Context) ([]model.Node, error) {
	return r.nodes(ctx, func(arguments map[string]any) []any { return asList(arguments["ids"]) })
}

func (r *Resolver) nodes(ctx context.Context, read func(map[string]any) []any) ([]model.Node, error) {
	p, s := r.rootField(ctx)
	arguments := p.arguments(s.field)
	ids := asStrings(read(arguments))
	if len(ids) > maxPageSize {
		return nil, errorf(CodeBadInput, "%d ids are asked for: at most %d go", len(ids), maxPageSize)
	}
	in, err := p.time(arguments, scope{})
	if err != nil {
		return nil, err
	}
	// Only the kinds that the ids are of need a shape.
	var kinds []string
	for _, id := range ids {
		if kind := r.Contract.Kinds.KindOf(id); kind != nil && kind.Group != store.Internal {
			kinds = append(kinds, kind.Name)
		}
	}
	shapes, err := p.shapes(kinds, s, in)
	if err != nil {
		return nil, err
	}
	views := make([]model.Node, len(ids))
	if len(kinds) == 0 {
		return views, nil
	}
	nodes, err := r.Store.Get(ctx, ids, shapes)
	if err != nil {
		return nil, err
	}
	for i, n := range nodes {
		if n != nil {
			views[i], _ = model.Wrap(model.NewObject(n, shapes[n.Kind])).(model.Node)
		}
	}
	return views, nil
}

// resolveSearch answers the root field search.
func (r *Resolver) resolveSearch(ctx context.Context) (*model.SearchResult, error) {
	p, s := r.rootField(ctx)
	arguments := p.arguments(s.field)
	limit, given, err := pageSize(arguments, "first")
	if err != nil {
		return nil, err
	}
	if !given {
		limit = 10
	}
	kinds := p.named(arguments["kinds"])
	text, _ := arguments["text"].(string)
	q, err := p.nameQuery(text, kinds)
	if err != nil {
		return nil, err
	}
	q.Limit = limit
	d := newDrafts(kinds)
	if err := p.nodesAlong(d, place{selected: s}, scope{}, "SearchResult.hits", "SearchHit.node"); err != nil {
		return nil, err
	}
	q.Shapes = d.shapes()
	if len(q.Kinds) == 0 {
		return &model.SearchResult{Hits: []*model.SearchHit{}}, nil
	}
	page, err := r.Store.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	result := &model.SearchResult{Hits: []*model.SearchHit{}, Truncated: page.More}
	for _, row := range page.Rows {
		node, _ := model.Wrap(model.NewObject(row.Node, q.Shapes[row.Node.Kind])).(model.Node)
		result.Hits = append(result.Hits, &model.SearchHit{Node: node, Score: row.Score, Reason: row.Reason})
	}
	return result, nil
}

// nameQuery asks for nodes by name.
func (p *planner) nameQuery(text string, kinds []string) (*store.Query, error) {
	if len(text) > maxSearchText {
		return nil, errorf(CodeBadInput, "the text to search for has %d bytes: at most %d go", len(text), maxSearchText)
	}
	return &store.Query{Kinds: kinds, Text: &store.TextQuery{Text: text}}, nil
}

// named returns those kinds of a NodeKind argument that have names, in schema
// order; all such kinds if it is not given.
func (p *planner) named(argument any) []string {
	given := p.kindsOf(argument)
	var named []string
	for _, kind := range p.contract.Kinds.All() {
		if kind.Group != store.Internal && kind.Searched() && (argument == nil || slices.Contains(given, kind.Name)) {
			named = append(named, kind.Name)
		}
	}
	return named
}

// resolveStats answers the root field stats.
func (r *Resolver) resolveStats(ctx context.Context) (*model.Stats, error) {
	q := &store.Query{CountByKind: true}
	for _, kind := range r.Contract.Kinds.All() {
		if kind.Group != store.Internal {
			q.Kinds = append(q.Kinds, kind.Name)
		}
	}
	page, err := r.Store.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	stats := &model.Stats{}
	for _, kind := range q.Kinds {
		stats.Kinds = append(stats.Kinds, &model.KindCount{Kind: contract.KindValue(kind), Count: page.Counts[kind]})
	}
	return stats, nil
}
