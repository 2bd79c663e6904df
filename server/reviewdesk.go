package main

import (
	"context"
	"slices"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// reviewDesk reads reviews from the store and decides them.
type reviewDesk struct {
	store store.Store
	kinds *store.Kinds
	by    string // who decides
}

// reviewFilter chooses reviews; what is empty chooses all.
type reviewFilter struct{ state, question, article string }

// reviewed is a review as a terminal shows it: names are those of its two nodes
// by their ids in question.
type reviewed struct {
	*model.Review
	article articleLine
	names   map[string]string
}

// articleLine is what is told of the article that raises a review.
type articleLine struct{ id, headline, published string }

// reviewPage is how many reviews are read at once.
const reviewPage = 100

// list returns the reviews that the filter chooses, the surest first, and how
// many there are in all.
func (d *reviewDesk) list(ctx context.Context, f reviewFilter, limit int) (reviews []*reviewed, total int, err error) {
	var after []any
	for len(reviews) < limit {
		var more []*reviewed
		var page *store.Page
		if more, page, err = d.page(ctx, f, after, min(limit-len(reviews), reviewPage)); err != nil {
			return nil, 0, err
		}
		reviews = append(reviews, more...)
		if after == nil {
			total = page.Total
		}
		if !page.More {
			break
		}
		after = d.position(page.Rows[len(page.Rows)-1].Node)
	}
	return reviews, total, nil
}

// page reads a page of the reviews behind a position.
func (d *reviewDesk) page(ctx context.Context, f reviewFilter, after []any, limit int) ([]*reviewed, *store.Page, error) {
	var conds []*store.Cond
	for column, value := range map[string]string{model.ReviewState: f.state, model.ReviewQuestion: f.question} {
		if value != "" {
			conds = append(conds, &store.Cond{Op: store.Eq, Column: column, Value: value})
		}
	}
	if f.article != "" {
		conds = append(conds, &store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: model.ReviewKind, Label: model.ReviewArticle}, Kinds: []string{"Article"},
			Conds: []*store.Cond{{Op: store.Eq, Column: store.ColumnID, Value: f.article}}})
	}
	q := &store.Query{Kinds: []string{model.ReviewKind}, Shapes: store.Shapes{model.ReviewKind: d.shape()},
		List: store.List{Order: []store.Order{{Column: d.key(), Desc: true}}, After: after, Limit: limit, Total: after == nil}}
	if len(conds) > 0 {
		q.Where = &store.Cond{Op: store.And, Conds: conds}
	}
	page, err := d.store.Find(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	nodes := make([]*store.Node, len(page.Rows))
	for i, row := range page.Rows {
		nodes[i] = row.Node
	}
	reviews, err := d.read(ctx, nodes)
	return reviews, page, err
}

// one reads the review of an id.
func (d *reviewDesk) one(ctx context.Context, id string) (*reviewed, error) {
	if kind := d.kinds.KindOf(id); kind == nil || kind.Name != model.ReviewKind {
		return nil, store.Errorf(store.CodeInvalid, "%q is no id of a review", id)
	}
	nodes, err := d.store.Get(ctx, []string{id}, store.Shapes{model.ReviewKind: d.shape()})
	if err != nil {
		return nil, err
	}
	if nodes[0] == nil {
		return nil, store.Errorf(store.CodeInvalid, "there is no review %q", id)
	}
	reviews, err := d.read(ctx, nodes)
	if err != nil {
		return nil, err
	}
	return reviews[0], nil
}

// decide writes a verdict.
func (d *reviewDesk) decide(ctx context.Context, v *store.Verdict) (*store.Receipt, error) {
	signed := *v
	signed.JudgedBy = d.by
	return d.store.Apply(ctx, &store.Batch{Verdicts: []*store.Verdict{&signed}})
}

// key is the column that reviews are sorted by.
func (d *reviewDesk) key() string {
	return d.kinds.Kind(model.ReviewKind).Property(model.ReviewConfidence).KeyColumn()
}

// position is where a review stands in the list.
func (d *reviewDesk) position(n *store.Node) []any { return []any{n.Columns[d.key()], n.ID} }

// shape is what is read of a review.
func (d *reviewDesk) shape() *store.Shape {
	return &store.Shape{Columns: slices.Sorted(slices.Values(append(slices.Clone(model.ReviewColumns), d.key()))), Follows: []*store.Follow{{
		Key: model.ReviewArticle, Edge: store.EdgeRef{Kind: model.ReviewKind, Label: model.ReviewArticle}, Kinds: []string{"Article"},
		List: store.List{Limit: 1}, Shapes: store.Shapes{"Article": {Columns: []string{"headline", "published"}}}}}}
}

// read makes reviews of nodes, and reads the names of the nodes in question.
func (d *reviewDesk) read(ctx context.Context, nodes []*store.Node) ([]*reviewed, error) {
	reviews := make([]*reviewed, len(nodes))
	var ids []string
	for i, n := range nodes {
		review, err := model.NewReview(model.NewObject(n, d.shape()), contract.KindValue)
		if err != nil {
			return nil, err
		}
		r := &reviewed{Review: review, names: map[string]string{}}
		if rows := n.Follows[model.ReviewArticle].Rows; len(rows) > 0 {
			a := rows[0].Node
			headline, _ := a.Columns["headline"].(string)
			published, _ := a.Columns["published"].(string)
			r.article = articleLine{a.ID, headline, published}
		}
		for _, side := range []*model.ReviewedNode{r.Left, r.Right} {
			if side != nil {
				ids = append(ids, side.ID)
			}
		}
		reviews[i] = r
	}
	names, err := d.names(ctx, ids)
	for _, r := range reviews {
		for _, side := range []*model.ReviewedNode{r.Left, r.Right} {
			if side != nil && names[side.ID] != "" {
				r.names[side.ID] = names[side.ID]
			}
		}
	}
	return reviews, err
}

// names returns what the nodes of these ids are called.
func (d *reviewDesk) names(ctx context.Context, ids []string) (map[string]string, error) {
	names := map[string]string{}
	if len(ids) == 0 {
		return names, nil
	}
	shapes := store.Shapes{}
	called := []string{"label", "name", "number", "title"} // what kinds call their nodes
	for _, kind := range d.kinds.All() {
		shape := &store.Shape{}
		for _, property := range called {
			if kind.Property(property) != nil {
				shape.Columns = append(shape.Columns, property)
			}
		}
		shapes[kind.Name] = shape
	}
	nodes, err := d.store.Get(ctx, ids, shapes)
	for i, n := range nodes {
		for _, property := range called {
			if n == nil {
				break
			}
			if name, ok := n.Columns[property].(string); ok {
				names[ids[i]] = name
			}
		}
	}
	return names, err
}
