package neo4j

import (
	"context"

	"github.com/dealgraph/dealgraph/store"
)

// Import writes whole nodes and edges as they are, in one transaction. It
// applies no rule: they must be a projection that store.Write has made. Both
// ends of an edge are among the nodes, or in the store.
func (s *Store) Import(ctx context.Context, nodes []*store.Record, edges []*store.EdgeRecord) error {
	return s.write(ctx, func(tx *transaction) error {
		if err := tx.PutNodes(ctx, nodes); err != nil {
			return err
		}
		return tx.PutEdges(ctx, edges)
	})
}
