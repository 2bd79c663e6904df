package graph

import (
	"context"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// maxChangeArticles is the greatest number of articles told of a change.
const maxChangeArticles = 10

// resolveChanges answers the root field changes.
func (r *Resolver) resolveChanges(ctx context.Context) (*model.ChangePage, error) {
	p, s := r.rootField(ctx)
	q, err := p.changeQuery(s)
	if err != nil {
		return nil, err
	}
	page, err := r.Store.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	if q.Backward {
		return model.NewChangeEnd(page, q), nil
	}
	var since *string
	if text, ok := p.arguments(s.field)["since"].(string); ok {
		since = &text
	}
	return model.NewChangePage(page, q, since), nil
}

// changeQuery plans the root field changes: a list of the change log behind a
// place in it, or, without any to answer, the log's last entry.
func (p *planner) changeQuery(s *selected) (*store.Query, error) {
	arguments := p.arguments(s.field)
	q := &store.Query{Kinds: []string{model.ChangeKind}}
	q.Order = model.ChangeOrder
	q.Limit = p.numberOf(s.field, "first")
	if _, _, err := pageSize(map[string]any{"first": q.Limit}, "first"); err != nil {
		return nil, err
	}
	since, err := p.position(q.Order, q.Kinds, arguments, "since")
	if err != nil {
		return nil, err
	}
	about, err := idsOf("about", arguments["about"])
	if err != nil {
		return nil, err
	}
	if q.Limit == 0 {
		q.Limit, q.Backward = 1, true
		q.Shapes = store.Shapes{model.ChangeKind: {Columns: model.ChangeColumns}}
		return q, nil
	}
	q.After = since
	if arguments["about"] != nil {
		q.Where = &store.Cond{Op: store.In, Column: model.ChangeNodeID, Value: about}
	}
	shape := &store.Shape{Columns: model.ChangeColumns}
	q.Shapes = store.Shapes{model.ChangeKind: shape}
	return q, p.changeFollows(shape, place{selected: s})
}

// changeFollows plans what is selected on the nodes and articles of changes:
// one follow each, whatever places of the selection set it answers.
func (p *planner) changeFollows(shape *store.Shape, root place) error {
	for _, wanted := range []struct {
		label  string
		fields []string
	}{{model.ChangeAbout, []string{"node"}}, {model.ChangeArticles, []string{"articles", "omittedArticles"}}} {
		follow := p.changeEdge(wanted.label)
		d := newDrafts(follow.Kinds)
		selected := false
		for _, field := range wanted.fields {
			way := []string{"ChangePage.changes", "ChangeEntry." + field}
			selected = selected || len(p.along(root, way...)) > 0
			if err := p.nodesAlong(d, root, scope{}, way...); err != nil {
				return err
			}
		}
		if follow.Shapes = d.shapes(); selected {
			shape.Follows = append(shape.Follows, follow)
		}
	}
	return nil
}

// changeEdge returns the follow of an edge of a change, keyed by its label.
func (p *planner) changeEdge(label string) *store.Follow {
	ref := store.EdgeRef{Kind: model.ChangeKind, Label: label}
	follow := &store.Follow{Key: label, Edge: ref, Kinds: p.contract.Kinds.Edge(ref).Targets, List: store.List{Limit: 1}}
	if label == model.ChangeArticles {
		follow.Limit, follow.Total = maxChangeArticles, true
	}
	return follow
}
