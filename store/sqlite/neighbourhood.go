package sqlite

import (
	"context"

	"github.com/dealgraph/dealgraph/store"
)

// Neighbourhood answers what surrounds a node. See [store.Store].
func (s *Store) Neighbourhood(ctx context.Context, q *store.NeighbourhoodQuery) (*store.Neighbourhood, error) {
	return nil, store.Errorf(store.CodeUnsupported, "not yet")
}
