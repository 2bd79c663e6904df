package storetest

import (
	"context"
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
	for name, cases := range map[string]func(*suite){"retire": retireCases, "retired": retiredCases, "changes": changeCases, "review": reviewCases, "merge": mergeCases} {
		t.Run(name, func(t *testing.T) {
			kinds := MustKinds()
			cases(&suite{T: t, kinds: kinds, store: naiveStore{newNaive(kinds)}})
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
	return nil, errNoPaths
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

func (n naiveStore) Sequence(context.Context) (int64, error) { return n.sequence, nil }

func (n naiveStore) Ready(context.Context) error { return nil }

func (n naiveStore) Close() error { return nil }
