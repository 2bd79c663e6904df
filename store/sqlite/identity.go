package sqlite

import (
	"database/sql/driver"

	"github.com/dealgraph/dealgraph/store"
)

// present returns the ids of the nodes that former ids are of now, by these; what
// is no former id is left out. Ids that nodes have are none: so it is asked of
// those only that were not found.
func (r *reading) present(ids []string) (map[string]string, error) {
	present := map[string]string{}
	if len(ids) == 0 || r.layout.kinds.Kind(store.IdentityKind) == nil {
		return present, nil
	}
	asked := make([]string, len(ids))
	for i, id := range ids {
		asked[i] = store.IdentityID(id)
	}
	st := statement{text: `SELECT n.props FROM json_each(?) p CROSS JOIN nodes n ON n.id = p.value`, args: []any{list(asked)}}
	return present, r.conn.query(r.ctx, st, func(row []driver.Value) error {
		columns := map[string]any{}
		if err := scanProps(row[0].(string), r.layout.columns, []string{store.ColumnNodeID, store.ColumnPresentID}, columns); err != nil {
			return err
		}
		id, _ := columns[store.ColumnNodeID].(string)
		if now, _ := columns[store.ColumnPresentID].(string); now != id {
			present[id] = now
		}
		return nil
	})
}

// there returns the ids, former ones replaced by those of their nodes now.
func (r *reading) there(ids ...string) ([]string, error) {
	present, err := r.present(ids)
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		if now := present[id]; now != "" {
			ids[i] = now
		}
	}
	return ids, nil
}
