package graph

import (
	"context"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// reviewRead is what is read of reviews: themselves with their articles, which
// takes one store call, and the nodes that their pairs are of now, which takes
// another where they are selected. A pair is of ids, of which there may be no
// nodes yet, so that no edge leads there.
type reviewRead struct {
	shape *store.Shape
	pairs drafts
	// wanted: nodes of pairs are selected.
	wanted bool
}

// reviews plans what is selected on reviews at the end of some ways of fields.
func (p *planner) reviews(root place, ways ...[]string) (*reviewRead, error) {
	read := &reviewRead{shape: &store.Shape{Columns: model.ReviewColumns}, pairs: newDrafts(p.served())}
	article := &store.Follow{Key: model.ReviewArticle, Edge: store.EdgeRef{Kind: model.ReviewKind, Label: model.ReviewArticle}, Kinds: []string{"Article"}, List: store.List{Limit: 1}}
	articles, selected := newDrafts(article.Kinds), false
	for _, way := range ways {
		to := slices.Concat(way, []string{"Review.article"})
		selected = selected || len(p.along(root, to...)) > 0
		if err := p.nodesAlong(articles, root, scope{}, to...); err != nil {
			return nil, err
		}
		for _, side := range []string{"Review.left", "Review.right"} {
			to := slices.Concat(way, []string{side, "ReviewedNode.node"})
			read.wanted = read.wanted || len(p.along(root, to...)) > 0
			if err := p.nodesAlong(read.pairs, root, scope{}, to...); err != nil {
				return nil, err
			}
		}
	}
	if article.Shapes = articles.shapes(); selected {
		read.shape.Follows = []*store.Follow{article}
	}
	return read, nil
}

// showPairs reads the nodes that the pairs of the reviews are of now.
func (r *Resolver) showPairs(ctx context.Context, read *reviewRead, reviews []*model.Review) error {
	var sides []*model.ReviewedNode
	var ids []string
	for _, review := range reviews {
		if review.Left != nil && review.Right != nil {
			sides = append(sides, review.Left, review.Right)
			ids = append(ids, review.Left.ID, review.Right.ID)
		}
	}
	if !read.wanted {
		return nil
	}
	nodes, err := r.get(ctx, ids, read.pairs.shapes())
	if err != nil {
		return err
	}
	for _, side := range sides {
		side.Node = nodes.node(side.ID)
	}
	return nil
}

// resolveReviewQueue answers the root field reviewQueue.
func (r *Resolver) resolveReviewQueue(ctx context.Context) (*model.ReviewConnection, error) {
	p, s := r.rootField(ctx)
	q, read, err := p.reviewQuery(s)
	if err != nil {
		return nil, err
	}
	page, err := r.Store.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	queue, err := model.NewReviewConnection(page, q, contract.KindValue)
	if err != nil {
		return nil, err
	}
	return queue, r.showPairs(ctx, read, queue.Nodes)
}

// reviewQuery plans the root field reviewQueue.
func (p *planner) reviewQuery(s *selected) (*store.Query, *reviewRead, error) {
	arguments := p.arguments(s.field)
	kind := p.contract.Kinds.Kind(model.ReviewKind)
	q := &store.Query{Kinds: []string{kind.Name}}
	column := map[any]string{"SUREST": "confidence", "LEAST_SURE": "confidence", "NEWEST": "recordedAt", "OLDEST": "recordedAt"}
	by, ok := column[arguments["orderBy"]]
	if !ok {
		return nil, nil, errorf(CodeBadInput, "orderBy: want an order, not null")
	}
	q.Order = []store.Order{{Column: kind.Property(by).KeyColumn(), Desc: arguments["orderBy"] == "SUREST" || arguments["orderBy"] == "NEWEST"}}
	if err := p.readPage(&q.List, q.Kinds, arguments); err != nil {
		return nil, nil, err
	}
	var err error
	if q.Where, err = p.reviewWhere(arguments); err != nil {
		return nil, nil, err
	}
	root := place{selected: s}
	read, err := p.reviews(root, []string{"ReviewConnection.nodes"}, []string{"ReviewConnection.edges", "ReviewEdge.node"})
	if err != nil {
		return nil, nil, err
	}
	shape := *read.shape
	shape.Columns = slices.Sorted(maps.Keys(union(shape.Columns, q.Order[0].Column)))
	q.Shapes = store.Shapes{kind.Name: &shape}
	q.Total = len(p.along(root, "ReviewConnection.totalCount")) > 0
	if !slices.ContainsFunc([]string{"nodes", "edges", "pageInfo"}, func(field string) bool { return len(p.along(root, "ReviewConnection."+field)) > 0 }) {
		q.Limit = 0
	}
	return q, read, nil
}

func union(columns []string, more ...string) map[string]bool {
	all := map[string]bool{}
	for _, c := range append(slices.Clone(columns), more...) {
		all[c] = true
	}
	return all
}

// reviewWhere reads the arguments that choose reviews.
func (p *planner) reviewWhere(arguments map[string]any) (*store.Cond, error) {
	var conds []*store.Cond
	for _, column := range []string{model.ReviewState, model.ReviewQuestion} {
		if value, ok := arguments[column].(string); ok {
			conds = append(conds, &store.Cond{Op: store.Eq, Column: column, Value: value})
		}
	}
	if id, ok := arguments["article"].(string); ok {
		conds = append(conds, &store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: model.ReviewKind, Label: model.ReviewArticle}, Kinds: []string{"Article"},
			Conds: []*store.Cond{{Op: store.Eq, Column: store.ColumnID, Value: id}}})
	}
	if kinds := p.kindsOf(arguments["kinds"]); len(kinds) > 0 {
		conds = append(conds, &store.Cond{Op: store.HasAny, Column: model.ReviewKinds, Value: kinds})
	}
	if value := arguments["minConfidence"]; value != nil {
		least, ok := asFloat(value)
		if !ok || least < 0 || least > 1 {
			return nil, errorf(CodeBadInput, "minConfidence is %v: want a number from 0 to 1", value)
		}
		conds = append(conds, &store.Cond{Op: store.Ge, Column: model.ReviewConfidence, Value: least})
	}
	return all(conds...), nil
}

// resolveReview answers the root field review.
func (r *Resolver) resolveReview(ctx context.Context) (*model.Review, error) {
	p, s := r.rootField(ctx)
	read, err := p.reviews(place{selected: s}, nil)
	if err != nil {
		return nil, err
	}
	return r.reviewOf(ctx, textOf(p.arguments(s.field), "id"), read)
}

// reviewOf reads one review; nil if there is none.
func (r *Resolver) reviewOf(ctx context.Context, id string, read *reviewRead) (*model.Review, error) {
	if kind := r.Contract.Kinds.KindOf(id); kind == nil || kind.Name != model.ReviewKind {
		return nil, nil
	}
	nodes, err := r.Store.Get(ctx, []string{id}, store.Shapes{model.ReviewKind: read.shape})
	if err != nil || nodes[0] == nil {
		return nil, err
	}
	review, err := model.NewReview(model.NewObject(nodes[0], read.shape), contract.KindValue)
	if err != nil {
		return nil, err
	}
	return review, r.showPairs(ctx, read, []*model.Review{review})
}
