package sqlite

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// transaction is store.Tx on the writing connection, between its BEGIN and its
// COMMIT.
type transaction struct {
	conn   *conn
	layout *layout
}

// Lock increments the sequence. BEGIN IMMEDIATE has taken the lock.
func (t *transaction) Lock(ctx context.Context) (int64, error) {
	kept, err := keptProjection(ctx, t.conn)
	if err != nil {
		return 0, err
	}
	if err := store.CheckProjection(kept, t.layout.projection); err != nil {
		return 0, err
	}
	sequence, err := t.conn.value(ctx, `UPDATE meta SET value = value + 1 WHERE key = 'sequence' RETURNING value`)
	if err != nil {
		return 0, err
	}
	return sequenceOf(sequence)
}

func sequenceOf(value any) (int64, error) {
	n, ok := value.(int64)
	if !ok {
		return 0, store.Errorf(store.CodeUnsupported, "the file has lost its sequence")
	}
	return n, nil
}

// Nodes returns the nodes with all columns, search keys too.
func (t *transaction) Nodes(ctx context.Context, ids []string) (map[string]*store.Record, error) {
	records := map[string]*store.Record{}
	st := statement{text: `SELECT n.id, n.kind, n.props, n."searchKeys" FROM json_each(?) p CROSS JOIN nodes n ON n.id = p.value`, args: []any{list(ids)}}
	return records, t.conn.query(ctx, st, func(row []driver.Value) error {
		record := &store.Record{ID: row[0].(string), Columns: map[string]any{}}
		record.Kind, record.Retired = cutRetired(row[1].(string))
		if err := scanProps(row[2].(string), t.layout.columns, nil, record.Columns); err != nil {
			return err
		}
		if keys, ok := row[3].(string); ok {
			record.Columns[store.ColumnSearchKeys] = strings.Fields(keys)
		}
		records[record.ID] = record
		return nil
	})
}

// IDs reads ids in order of the table's primary key: those of a kind are all
// between its prefix with a colon and with what comes behind that.
func (t *transaction) IDs(ctx context.Context, kind, after string, limit int) ([]string, error) {
	k := t.layout.kinds.Kind(kind)
	if k == nil {
		return nil, store.Errorf(store.CodeInternal, "no kind %q", kind)
	}
	var ids []string
	st := statement{text: `SELECT id FROM nodes WHERE id > ? AND id < ? ORDER BY id LIMIT ?`, args: []any{max(after, k.Prefix+":"), k.Prefix + ";", int64(limit)}}
	return ids, t.conn.query(ctx, st, func(row []driver.Value) error {
		ids = append(ids, row[0].(string))
		return nil
	})
}

// EdgesFrom returns the edges that start at one of ids.
func (t *transaction) EdgesFrom(ctx context.Context, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	return t.edges(ctx, "src", edges, ids)
}

// EdgesTo returns the edges that end at one of ids.
func (t *transaction) EdgesTo(ctx context.Context, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	return t.edges(ctx, "dst", edges, ids)
}

func (t *transaction) edges(ctx context.Context, end string, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	refs := map[int64]store.EdgeRef{}
	var types []int64
	for _, ref := range edges {
		n, err := t.edgeType(ref)
		if err != nil {
			return nil, err
		}
		refs[n], types = ref, append(types, n)
	}
	if len(types) == 0 || len(ids) == 0 {
		return nil, nil
	}
	var found []*store.EdgeRecord
	st := statement{text: `SELECT e.src, e.type, e.dst, e.columns FROM json_each(?) p CROSS JOIN json_each(?) t CROSS JOIN edges e ON e.` + end +
		` = p.value AND e.type = t.value`, args: []any{list(ids), list(types)}}
	return found, t.conn.query(ctx, st, func(row []driver.Value) error {
		record := &store.EdgeRecord{From: row[0].(string), Edge: refs[row[1].(int64)], To: row[2].(string), Columns: map[string]any{}}
		found = append(found, record)
		return scanProps(row[3].(string), t.layout.edgeColumns, nil, record.Columns)
	})
}

func (t *transaction) edgeType(ref store.EdgeRef) (int64, error) {
	n, ok := t.layout.edgeTypes[ref]
	if !ok {
		return 0, store.Errorf(store.CodeInternal, "no edge %s.%s", ref.Kind, ref.Label)
	}
	return n, nil
}

// Asserted looks among the statements of the article, or else of those about
// the node, until one asserts it.
func (t *transaction) Asserted(ctx context.Context, sayings []store.Saying) (map[store.Saying]bool, error) {
	if len(sayings) == 0 {
		return nil, nil
	}
	rows := make([][]any, len(sayings))
	for i, s := range sayings {
		rows[i] = []any{s.Node, s.Property, s.Value, s.Article}
	}
	b := t.layout.builder()
	part := func(i string) string { return "json_extract(p.value, '$[" + i + "]')" }
	edge := func(ref store.EdgeRef) {
		b.write(".type = ")
		b.arg(b.edgeType(ref))
	}
	says := func() {
		b.write(" WHERE ", b.column("s", "property"), " = ", part("1"), " AND ", b.column("s", "value"), " = ", part("2"),
			" AND ", b.column("s", "stance"), " IN ('ASSERTS', 'CORRECTS') AND ", b.column("s", "retractedAt"), " IS NULL)")
	}
	b.write("SELECT p.key FROM json_each(")
	b.arg(b.json(rows))
	b.write(") p WHERE CASE ", part("3"), " WHEN '' THEN EXISTS (SELECT 1 FROM edges e CROSS JOIN nodes s ON e.dst = ", part("0"), " AND e")
	edge(statementNode)
	b.write(" AND s.id = e.src")
	says()
	b.write(" ELSE EXISTS (SELECT 1 FROM edges a CROSS JOIN edges e ON a.dst = ", part("3"), " AND a")
	edge(store.EdgeRef{Kind: statementNode.Kind, Label: "article"})
	b.write(" AND e.src = a.src AND e")
	edge(statementNode)
	b.write(" AND e.dst = ", part("0"), " CROSS JOIN nodes s ON s.id = e.src")
	says()
	b.write(" END")
	st, err := b.statement()
	if err != nil {
		return nil, err
	}
	asserted := map[store.Saying]bool{}
	return asserted, t.conn.query(ctx, st, func(row []driver.Value) error {
		asserted[sayings[row[0].(int64)]] = true
		return nil
	})
}

// PutNodes creates the nodes or replaces all their columns.
func (t *transaction) PutNodes(ctx context.Context, nodes []*store.Record) error {
	text := t.layout.putNode()
	for _, node := range nodes {
		if t.layout.kinds.Kind(node.Kind) == nil {
			return store.Errorf(store.CodeInternal, "%s: no kind %q", node.ID, node.Kind)
		}
		columns, keys := split(node.Columns)
		props, err := encodeProps(columns, t.layout.columns)
		if err != nil {
			return err
		}
		kind, found := node.Kind, keys
		if node.Retired {
			kind, found = retiredKind(kind), nil
		}
		if err := t.putKeys(ctx, node.ID, found); err != nil {
			return err
		}
		args := []any{node.ID, kind, props, nil}
		if len(keys) > 0 {
			args[3] = strings.Join(keys, " ")
		}
		for _, name := range t.layout.hotNames {
			args = append(args, t.layout.hotValue(name, columns[name]))
		}
		if err := t.conn.exec(ctx, text, args...); err != nil {
			return err
		}
	}
	return nil
}

// split takes the search keys out of the columns.
func split(all map[string]any) (columns map[string]any, keys []string) {
	keys, ok := all[store.ColumnSearchKeys].([]string)
	if !ok {
		return all, nil
	}
	columns = make(map[string]any, len(all))
	for name, value := range all {
		if name != store.ColumnSearchKeys {
			columns[name] = value
		}
	}
	return columns, keys
}

// putNode is the statement that writes a node, whole.
func (l *layout) putNode() string {
	names := []string{store.ColumnID, store.ColumnKind, propsColumn, quote(keysColumn)}
	for _, name := range l.hotNames {
		names = append(names, quote(name))
	}
	set := make([]string, len(names))
	for i, name := range names {
		set[i] = name + " = excluded." + name
	}
	return "INSERT INTO nodes (" + strings.Join(names, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(names)-1) +
		") ON CONFLICT (id) DO UPDATE SET " + strings.Join(set[1:], ", ")
}

// hotValue converts a column's value to what its SQL column holds.
func (l *layout) hotValue(name string, value any) any {
	switch v := value.(type) {
	case nil:
		if l.isKey(name) {
			return l.missingKey(name)
		}
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	}
	return value
}

// putKeys brings the index of search keys in line with those by which the node
// is to be found. A retired one has keys, and none in the index.
func (t *transaction) putKeys(ctx context.Context, id string, keys []string) error {
	known, err := t.conn.value(ctx, `SELECT "searchKeys" FROM nodes WHERE id = ? AND NOT (`+isRetired("")+`)`, id)
	if err != nil {
		return err
	}
	text, _ := known.(string)
	old := strings.Fields(text)
	for _, key := range old {
		if !slices.Contains(keys, key) {
			if err := t.conn.exec(ctx, `DELETE FROM name_keys WHERE key = ? AND id = ?`, key, id); err != nil {
				return err
			}
		}
	}
	for _, key := range keys {
		if !slices.Contains(old, key) {
			if err := t.conn.exec(ctx, `INSERT INTO name_keys (key, id) VALUES (?, ?) ON CONFLICT DO NOTHING`, key, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// DeleteNodes removes the nodes, their search keys and all edges at them.
func (t *transaction) DeleteNodes(ctx context.Context, ids []string) error {
	for _, id := range ids {
		if err := t.putKeys(ctx, id, nil); err != nil {
			return err
		}
		for _, text := range []string{`DELETE FROM edges WHERE src = ?`, `DELETE FROM edges WHERE dst = ?`, `DELETE FROM nodes WHERE id = ?`} {
			if err := t.conn.exec(ctx, text, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// PutEdges creates the edges or replaces all their columns.
func (t *transaction) PutEdges(ctx context.Context, edges []*store.EdgeRecord) error {
	for _, e := range edges {
		n, err := t.edgeType(e.Edge)
		if err != nil {
			return err
		}
		columns, err := encodeProps(e.Columns, t.layout.edgeColumns)
		if err != nil {
			return err
		}
		err = t.conn.exec(ctx, `INSERT INTO edges (src, type, dst, columns) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET columns = excluded.columns`, e.From, n, e.To, columns)
		if err != nil {
			return err
		}
	}
	return nil
}

// DeleteEdges removes the edges of these ends.
func (t *transaction) DeleteEdges(ctx context.Context, edges []*store.EdgeRecord) error {
	for _, e := range edges {
		n, err := t.edgeType(e.Edge)
		if err != nil {
			return err
		}
		if err := t.conn.exec(ctx, `DELETE FROM edges WHERE src = ? AND type = ? AND dst = ?`, e.From, n, e.To); err != nil {
			return err
		}
	}
	return nil
}

// list makes the JSON parameter of ids or numbers, which always encode.
func list[T string | int64](values []T) string {
	if len(values) == 0 {
		return "[]"
	}
	raw, _ := json.Marshal(values)
	return string(raw)
}
