package sqlite

import (
	"context"

	"github.com/dealgraph/dealgraph/store"
)

// Import writes whole nodes and edges as they are, in one transaction. It
// applies no rule: they must be a projection that store.Write has made. Both
// ends of an edge are among the nodes, or in the store.
func (s *Store) Import(ctx context.Context, nodes []*store.Record, edges []*store.EdgeRecord) error {
	c, err := s.borrow(ctx, s.writer)
	if err != nil {
		return err
	}
	defer func() { s.writer <- c }()
	return s.wrap(c.inTransaction(ctx, immediate, func() error {
		tx := &transaction{conn: c, layout: s.layout}
		if err := tx.PutNodes(ctx, nodes); err != nil {
			return err
		}
		return tx.PutEdges(ctx, edges)
	}))
}
