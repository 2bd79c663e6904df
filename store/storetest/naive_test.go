package storetest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

// TestNaive holds the naive evaluator to the cases that are written out.
func TestNaive(t *testing.T) {
	for _, group := range fixtureCases {
		t.Run(group.name, func(t *testing.T) {
			kinds := MustKinds()
			s := &suite{T: t, kinds: kinds, store: naiveStore{newNaive(kinds)}}
			s.mustApply(Fixture())
			group.cases(s)
		})
	}
}

// naiveStore is the evaluator as a store, without paths.
type naiveStore struct{ *naive }

func (n naiveStore) Find(_ context.Context, q *store.Query) (*store.Page, error) {
	if q.Text != nil && len(q.Order) > 0 {
		return nil, store.Errorf(store.CodeInvalid, "a text has no order")
	}
	return n.find(q), nil
}

func (n naiveStore) Get(_ context.Context, ids []string, shapes store.Shapes) ([]*store.Node, error) {
	return n.get(ids, shapes), nil
}

func (n naiveStore) Paths(context.Context, *store.PathQuery) (*store.Paths, error) {
	return nil, store.Errorf(store.CodeUnsupported, "see randompath.go")
}

func (n naiveStore) Neighbourhood(_ context.Context, q *store.NeighbourhoodQuery) (*store.Neighbourhood, error) {
	if err := q.Check(n.kinds); err != nil {
		return nil, err
	}
	return n.neighbourhood(q), nil
}

func (n naiveStore) Apply(ctx context.Context, b *store.Batch) (*store.Receipt, error) {
	return n.apply(ctx, b)
}

func (n naiveStore) Ready(context.Context) error { return nil }

func (n naiveStore) Close() error { return nil }

// TestRandomQueries holds the random queries to be worth asking: what they ask
// for is there often enough.
func TestRandomQueries(t *testing.T) {
	for _, b := range []*bool{&withReported, &withRelated, &withGroups, &withRepeat, &withWithin, &withEdgeWhere, &withNeighbourhoods} {
		*b = true
	}
	Agree(t, 200, func(t *testing.T, kinds *store.Kinds) store.Store { return naiveStore{newNaive(kinds)} })
	seen := map[string]int{}
	see := func(what string, is bool) {
		if is {
			seen[what]++
		}
	}
	var seeShapes func(store.Shapes)
	var seeCond func(c *store.Cond)
	seeCond = func(c *store.Cond) {
		if c != nil {
			seen["cond "+c.Op.String()]++
			for _, inner := range c.Conds {
				seeCond(inner)
			}
		}
	}
	seeList := func(l *store.List, page *store.Page) {
		seeCond(l.Where)
		for _, o := range l.Order {
			see("order by related", strings.Contains(o.Column, "."))
		}
		see("rows", len(page.Rows) > 0)
		see("rows behind After", len(page.Rows) > 0 && l.After != nil)
		see("no rows", len(page.Rows) == 0)
		for _, g := range l.Groups {
			answer := page.Groups[g.Key]
			see("groups by column", g.Column != "" && len(answer.Rows) > 1)
			see("groups by edge", g.Column == "" && len(answer.Rows) > 1)
			see("groups omitted", answer.Omitted > 0)
			for _, row := range answer.Rows {
				see("groups with distinct", g.Distinct != "" && row.Count > 1)
				see("groups with sums", len(row.Sums) > 0)
				see("groups with undisclosed", row.Undisclosed > 0)
				see("groups with unknown", row.Unknown > 0)
			}
		}
	}
	var seeNode func(n *store.Node, shapes store.Shapes)
	seeNode = func(n *store.Node, shapes store.Shapes) {
		shape := shapes[n.Kind]
		if shape == nil {
			return
		}
		for c := range n.Columns {
			see("related columns", strings.Contains(c, "."))
		}
		for _, f := range shape.Follows {
			page := n.Follows[f.Key]
			seeList(&f.List, page)
			see("edge conditions", f.EdgeWhere != nil && len(page.Rows) > 0)
			for _, row := range page.Rows {
				see("repeated by edge", f.Repeat != nil && len(f.Repeat.Facts) == 0)
				see("repeated by fact", f.Repeat != nil && len(f.Repeat.Facts) > 0)
				if f.Repeat != nil {
					see("steps beyond 2", row.Edge.Columns[store.ColumnDepth].(int64) > 2)
				}
				for _, s := range row.Edge.Follows {
					see("edge statements", len(s.Rows) > 0)
				}
				seeNode(row.Node, f.Shapes)
			}
		}
	}
	_ = seeShapes
	kinds := MustKinds()
	for seed := range 5 {
		n, r := newNaive(kinds), NewRandom(kinds, uint64(seed))
		for range 3 {
			n.apply(context.Background(), r.Batch())
		}
		for _, kind := range kinds.All() {
			r.Learn(n.find(r.Everything(kind)))
		}
		for range 400 {
			q := r.Query()
			page := n.find(q)
			seeList(&q.List, page)
			for _, row := range page.Rows {
				seeNode(row.Node, q.Shapes)
			}
		}
		for range 40 {
			q := r.NeighbourhoodQuery()
			a := n.neighbourhood(q)
			see("neighbourhoods", len(a.Nodes) > 1)
			see("neighbourhoods truncated", a.Truncated)
			see("neighbourhoods deep", len(a.Nodes) > 0 && a.Nodes[len(a.Nodes)-1].Layer > 1)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(seen)) {
		t.Log(k, seen[k])
	}
}
