package neo4j

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
)

// present returns the ids of the nodes that former ids are of now, by these; what
// is no former id is left out. It costs a statement, so it is asked only of ids
// of which no node was found: nodes never have former ids.
func (s *Store) present(ctx context.Context, ids []string) (map[string]string, error) {
	present := map[string]string{}
	asked := make([]string, 0, len(ids))
	for _, id := range ids {
		if s.layout.kinds.KindOf(id) != nil {
			asked = append(asked, store.IdentityID(id))
		}
	}
	if len(asked) == 0 || s.layout.kinds.Kind(store.IdentityKind) == nil {
		return present, nil
	}
	records, err := s.read(ctx, &statement{"UNWIND $ids AS id MATCH (i:" + store.IdentityKind + " {id: id}) WHERE i." + store.ColumnPresentID + " <> i." + store.ColumnNodeID +
		" RETURN i." + store.ColumnNodeID + " AS former, i." + store.ColumnPresentID + " AS present", map[string]any{"ids": asked}})
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		former, _, err := neo4j.GetRecordValue[string](r, "former")
		if err != nil {
			return nil, store.Wrap(err, store.CodeInternal, "an identity has no id")
		}
		if present[former], _, err = neo4j.GetRecordValue[string](r, "present"); err != nil {
			return nil, store.Wrap(err, store.CodeInternal, "an identity is of no node")
		}
	}
	return present, nil
}
