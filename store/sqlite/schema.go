package sqlite

import (
	"context"
	"database/sql/driver"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

const (
	// applicationID marks a file as ours, in the header of the file where
	// file(1) and SQLite look for it: "DlGr".
	applicationID = 0x446c4772
	// format is the version of the tables. A file of a greater one is refused.
	format = 3
)

// tables are the tables of all formats: since 2 nodes may be retired (see
// retiredKind), since 3 the file keeps which projection it has, which older
// programs would not know to keep true. The hot columns of nodes follow.
var tables = []string{
	`CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID`,
	`CREATE TABLE edge_types (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, UNIQUE (kind, label))`,
	`CREATE TABLE nodes (id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, props TEXT NOT NULL, "searchKeys" TEXT)`,
	`CREATE TABLE edges (src TEXT NOT NULL, type INTEGER NOT NULL, dst TEXT NOT NULL, columns TEXT NOT NULL, PRIMARY KEY (src, type, dst)) WITHOUT ROWID`,
	`CREATE INDEX edges_reverse ON edges (dst, type, src)`,
	`CREATE TABLE name_keys (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID`,
	`INSERT INTO meta (key, value) VALUES ('sequence', 0), ('kinds', '')`,
}

// create makes the tables in an empty file, all or none.
func create(ctx context.Context, c *conn, l *layout) error {
	return c.inTransaction(ctx, immediate, func() error {
		// Another process may have been first while this one waited.
		if n, err := c.value(ctx, `SELECT count(*) FROM sqlite_schema`); err != nil || n != int64(0) {
			return err
		}
		for _, text := range append(slices.Clone(tables),
			fmt.Sprintf(`PRAGMA application_id = %d`, applicationID),
			fmt.Sprintf(`INSERT INTO meta (key, value) VALUES ('format', %d)`, format)) {
			if err := c.exec(ctx, text); err != nil {
				return err
			}
		}
		return keepProjection(ctx, c, l.projection)
	})
}

// adapt brings hot columns, indexes and edge types in line with the kind
// table, in one transaction, and reads the numbers of the edge types. Nothing
// is written when the file was left with the same kind table.
func adapt(ctx context.Context, c *conn, l *layout) error {
	known, err := c.value(ctx, `SELECT value FROM meta WHERE key = 'kinds'`)
	if err != nil {
		return err
	}
	if print := l.fingerprint(); known != print {
		err := c.inTransaction(ctx, immediate, func() error {
			for _, step := range []func(context.Context, *conn, *layout) error{dropIndexes, adaptColumns, addIndexes, adaptEdgeTypes} {
				if err := step(ctx, c, l); err != nil {
					return err
				}
			}
			if err := c.exec(ctx, `UPDATE meta SET value = ? WHERE key = 'format'`, int64(format)); err != nil {
				return err
			}
			return c.exec(ctx, `UPDATE meta SET value = ? WHERE key = 'kinds'`, print)
		})
		if err != nil {
			return err
		}
	}
	return c.query(ctx, statement{text: `SELECT id, kind, label FROM edge_types`}, func(row []driver.Value) error {
		ref := store.EdgeRef{Kind: row[1].(string), Label: row[2].(string)}
		if _, ok := l.edgeTypes[ref]; ok {
			l.edgeTypes[ref] = row[0].(int64)
		}
		return nil
	})
}

// adaptColumns drops the hot columns that went or changed, and adds those that
// are new, filled from the props.
func adaptColumns(ctx context.Context, c *conn, l *layout) error {
	own := []string{store.ColumnID, store.ColumnKind, propsColumn, keysColumn}
	have := map[string]bool{}
	var stale []string
	err := c.query(ctx, statement{text: `SELECT name, type || iif("notnull", ' NOT NULL DEFAULT ' || dflt_value, '') FROM pragma_table_info('nodes')`}, func(row []driver.Value) error {
		name := row[0].(string)
		if have[name] = slices.Contains(own, name); have[name] {
			return nil
		}
		if have[name] = l.hot[name] && l.definition(name) == quote(name)+" "+row[1].(string); !have[name] {
			stale = append(stale, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, name := range stale {
		if err := c.exec(ctx, "ALTER TABLE nodes DROP COLUMN "+quote(name)); err != nil {
			return err
		}
	}
	var fill []string
	for _, name := range l.hotNames {
		if have[name] {
			continue
		}
		if err := c.exec(ctx, "ALTER TABLE nodes ADD COLUMN "+l.definition(name)); err != nil {
			return err
		}
		value := "json_extract(props, '$." + name + "')"
		if l.isKey(name) {
			value = "coalesce(" + value + ", " + quote(name) + ")"
		}
		fill = append(fill, quote(name)+" = "+value)
	}
	if len(fill) == 0 {
		return nil
	}
	return c.exec(ctx, "UPDATE nodes SET "+strings.Join(fill, ", "))
}

// dropIndexes drops the indexes of nodes that went or changed.
func dropIndexes(ctx context.Context, c *conn, l *layout) error {
	wanted := l.indexes()
	var stale []string
	err := c.query(ctx, statement{text: `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name LIKE 'nodes.%'`}, func(row []driver.Value) error {
		if wanted[row[0].(string)] != row[1] {
			stale = append(stale, row[0].(string))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, name := range stale {
		if err := c.exec(ctx, "DROP INDEX "+quote(name)); err != nil {
			return err
		}
	}
	return nil
}

// addIndexes makes the indexes of nodes that are not there.
func addIndexes(ctx context.Context, c *conn, l *layout) error {
	wanted := l.indexes()
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		n, err := c.value(ctx, `SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name = ?`, name)
		if err == nil && n == int64(0) {
			err = c.exec(ctx, wanted[name])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// indexes returns the SQL that makes the indexes of nodes, by their names: one
// for each sort key, and that of retired nodes, which is small.
func (l *layout) indexes() map[string]string {
	indexes := map[string]string{retiredIndex: "CREATE INDEX " + quote(retiredIndex) + " ON nodes (id) WHERE " + isRetired("")}
	for _, k := range l.keys {
		indexes[k.index()] = k.definition()
	}
	return indexes
}

// definition is the SQL that makes the key's index: partial, so that it is as
// big as its kind, and with the id, so that a page is read in order. No index
// has the kind as a column: SQLite, without statistics, would rather seek a
// kind and sort it whole than read a page of a partial index in order.
func (k key) definition() string {
	columns := quote(k.column)
	if k.column != store.ColumnID {
		columns += ", id"
	}
	return "CREATE INDEX " + quote(k.index()) + " ON nodes (" + columns + ") WHERE kind = " + text(k.kind)
}

// adaptEdgeTypes numbers the labels that are new. A number is never given
// again, so edges of a label that went stay apart.
func adaptEdgeTypes(ctx context.Context, c *conn, l *layout) error {
	for _, ref := range l.edgeRefs() {
		err := c.exec(ctx, `INSERT INTO edge_types (kind, label) VALUES (?, ?) ON CONFLICT (kind, label) DO NOTHING`, ref.Kind, ref.Label)
		if err != nil {
			return err
		}
	}
	return nil
}
