package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// layout is how a kind table is laid out in tables: what compiling and
// decoding need to know. It is immutable once the store is open.
type layout struct {
	kinds *store.Kinds
	// columns holds the type of every column of a node, by name; edgeColumns
	// the same of an edge.
	columns, edgeColumns map[string]store.ColumnType
	// hot are the columns that are SQL columns too: no list is. Everything
	// else of a node is in its props only.
	hot      map[string]bool
	hotNames []string // the same, sorted
	// keys are the sort keys per kind, and the id, each with an index of its
	// own.
	keys []key
	// edgeTypes are the numbers that stand for labels in the table edges.
	edgeTypes map[store.EdgeRef]int64
	// searched are the properties with the names of a node, per kind.
	searched map[string][]string
	// fewPostings is maxPostings, up to which a search goes through all entries
	// of its keys; tests lower it.
	fewPostings int
	// projection names what is projected with the kind table.
	projection string
}

// key is a sort key of a kind.
type key struct{ kind, column string }

// index is the name of the key's index.
func (k key) index() string { return "nodes." + k.kind + "." + k.column }

// Columns of the table nodes that are not of the kind table.
const (
	propsColumn = "props"
	keysColumn  = store.ColumnSearchKeys
)

// retiredIndex is the name of the index of retired nodes by id.
const retiredIndex = "nodes.-"

// A retired node is stored under the name of its kind behind a mark that sorts
// before every name, so that whoever reads nodes by kind does not see it.
const retiredMark = "-"

// retiredKind is what the column kind of a retired node of the kind holds.
func retiredKind(kind string) string { return retiredMark + kind }

// cutRetired takes apart what the column kind holds.
func cutRetired(stored string) (kind string, retired bool) {
	return strings.CutPrefix(stored, retiredMark)
}

// isRetired is the condition that a node is retired, as the index of these has
// it; before is what stands before the column.
func isRetired(before string) string { return before + "kind < 'A'" }

var namePattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// newLayout derives the layout of the kind table. Edge types are numbered by
// the file and filled in when it is open.
func newLayout(kinds *store.Kinds) (*layout, error) {
	l := &layout{kinds: kinds, columns: map[string]store.ColumnType{}, edgeColumns: map[string]store.ColumnType{},
		hot: map[string]bool{}, searched: map[string][]string{}, edgeTypes: map[store.EdgeRef]int64{}, fewPostings: maxPostings, projection: kinds.Projection()}
	for _, column := range slices.Concat(store.TrustColumns, store.DerivedEdgeColumns, store.SourceEdgeColumns) {
		l.edgeColumns[column.Name] = column.Type
	}
	spelling := map[string]string{}
	for _, own := range []string{store.ColumnID, store.ColumnKind, propsColumn, keysColumn, "rowid", "oid", "_rowid_"} {
		spelling[strings.ToLower(own)] = ""
	}
	for _, kind := range kinds.All() {
		l.keys = append(l.keys, key{kind.Name, store.ColumnID})
		for _, column := range kind.Columns() {
			// SQLite's names ignore case; GraphQL's don't.
			if known, ok := spelling[strings.ToLower(column.Name)]; ok && known != column.Name || !namePattern.MatchString(column.Name) {
				return nil, store.Errorf(store.CodeUnsupported, "kind %s: SQLite cannot keep a column named %q", kind.Name, column.Name)
			}
			spelling[strings.ToLower(column.Name)] = column.Name
			l.columns[column.Name] = column.Type
			if column.Hot && column.Type != store.ListColumn {
				l.hot[column.Name] = true
			}
			if column.Key {
				l.keys = append(l.keys, key{kind.Name, column.Name})
			}
		}
		for _, edge := range kind.Edges {
			l.edgeTypes[store.EdgeRef{Kind: kind.Name, Label: edge.Label}] = 0
		}
		for _, p := range kind.Properties {
			if p.Searched {
				l.searched[kind.Name] = append(l.searched[kind.Name], p.Name)
			}
		}
		if !namePattern.MatchString(kind.Name) {
			return nil, store.Errorf(store.CodeUnsupported, "SQLite cannot keep a kind named %q", kind.Name)
		}
	}
	l.hotNames = slices.Sorted(maps.Keys(l.hot))
	slices.SortFunc(l.keys, func(a, b key) int { return strings.Compare(a.index(), b.index()) })
	return l, nil
}

// edgeRefs returns the edges in schema order.
func (l *layout) edgeRefs() []store.EdgeRef {
	var refs []store.EdgeRef
	for _, e := range l.kinds.Edges() {
		refs = append(refs, store.EdgeRef{Kind: e.Kind, Label: e.Label})
	}
	return refs
}

// isKey reports whether the column is a sort key of some kind.
func (l *layout) isKey(column string) bool {
	return slices.ContainsFunc(l.keys, func(k key) bool { return k.column == column })
}

// fingerprint tells layouts apart; the file keeps that of the last one.
func (l *layout) fingerprint() string {
	h := sha256.New()
	fmt.Fprintln(h, "format", format)
	for _, name := range l.hotNames {
		fmt.Fprintln(h, "column", l.definition(name))
	}
	for _, k := range l.keys {
		fmt.Fprintln(h, "key", k.kind, k.column)
	}
	for _, ref := range l.edgeRefs() {
		fmt.Fprintln(h, "edge", ref.Kind, ref.Label)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// missingNumber sorts before every number.
const missingNumber = "-1.7976931348623157e308"

// definition returns the SQL definition of a hot column. Sort keys are never
// NULL: a node without one sorts as the smallest.
func (l *layout) definition(name string) string {
	sqlType, missing := "TEXT", "''"
	switch l.columns[name] {
	case store.NumberColumn:
		sqlType, missing = "REAL", missingNumber
	case store.IntColumn, store.BoolColumn:
		sqlType, missing = "INTEGER", missingNumber
	}
	definition := quote(name) + " " + sqlType
	if l.isKey(name) {
		definition += " NOT NULL DEFAULT " + missing
	}
	return definition
}

// missingKey is the value of a sort key that has none.
func (l *layout) missingKey(name string) any {
	if l.columns[name] == store.StringColumn {
		return ""
	}
	return -math.MaxFloat64
}
