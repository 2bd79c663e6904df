package sqlite

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// statement is a text with its parameters in order.
type statement struct {
	text string
	args []any
	// bounded: it is sure to read no more than a page or so, so that it need
	// not be cut short.
	bounded bool
}

// builder puts a statement together. The first fault is kept, and the result
// refused, so that callers need not look after each step.
type builder struct {
	*layout
	text    strings.Builder
	args    []any
	aliases int
	err     error
	// ids are the expressions for the id of a node that stands in an edge too,
	// so that SQLite sees that the edges come in the order of it.
	ids map[string]string
	// outer gives the expressions of the day of the node up levels out; nil
	// where there is none.
	outer func(up int) (earliest, latest string)
	// edge is the alias of an edge while a condition on edges is written.
	edge string
}

func (l *layout) builder() *builder { return &builder{layout: l} }

func (b *builder) write(parts ...string) {
	for _, part := range parts {
		b.text.WriteString(part)
	}
}

// arg writes a parameter.
func (b *builder) arg(v any) {
	b.text.WriteByte('?')
	b.args = append(b.args, v)
}

func (b *builder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = store.Errorf(store.CodeInternal, format, args...)
	}
}

func (b *builder) statement() (statement, error) {
	if b.err != nil {
		return statement{}, b.err
	}
	return statement{text: b.text.String(), args: b.args}, nil
}

// alias returns a table alias not used in the statement yet.
func (b *builder) alias(prefix string) string {
	b.aliases++
	return fmt.Sprint(prefix, b.aliases)
}

// quote makes an SQL name of a name of the kind table, which has letters,
// digits and underscores only.
func quote(name string) string { return `"` + name + `"` }

// text makes an SQL string of a name of the kind table.
func text(name string) string { return "'" + name + "'" }

// column returns the expression by which a node's column is compared and
// sorted. A sort key is never NULL.
func (b *builder) column(node, name string) string {
	expr := b.value(node, name)
	_, column, related := strings.Cut(name, ".")
	if related && b.columns[column] == store.ListColumn {
		b.fail("no comparable column %q", name)
	}
	if related && b.isKey(column) {
		missing := "''"
		if b.columns[column] != store.StringColumn {
			missing = missingNumber
		}
		return "coalesce(" + expr + ", " + missing + ")"
	}
	return expr
}

// value returns the expression of a column of a node, or of an edge while a
// condition on edges is written; NULL where it is missing.
func (b *builder) value(node, name string) string {
	if label, column, related := strings.Cut(name, "."); related && node != b.edge {
		return b.related(node, label, column)
	}
	expr, columns := b.ids[node], b.document(node)
	switch kind, known := columns.types[name]; {
	case node == b.edge && known && kind != store.ListColumn:
	case name == store.ColumnID && expr != "":
		return expr
	case node != b.edge && (name == store.ColumnID || name == store.ColumnKind):
		return node + "." + name
	case node != b.edge && b.hot[name]:
		return node + "." + quote(name)
	case !known || kind == store.ListColumn:
		b.fail("no comparable column %q", name)
		return "NULL"
	}
	return columns.at(name)
}

// document is the JSON object with all columns of a node or an edge.
type document struct {
	name  string
	types map[string]store.ColumnType
}

func (b *builder) document(of string) document {
	if of == b.edge {
		return document{of + ".columns", b.edgeColumns}
	}
	return document{of + "." + propsColumn, b.columns}
}

// at is the expression of a column in the document.
func (d document) at(column string) string { return "json_extract(" + d.name + ", '$." + column + "')" }

// related returns the expression of a column of the only node at the end of
// the node's edge of this label. Numbers of edge types are the file's own, so
// they may stand in the text.
func (b *builder) related(node, label, column string) string {
	var types, kinds []string
	for _, e := range b.kinds.Edges() {
		if e.Label != label || !e.Single {
			continue
		}
		types = append(types, strconv.FormatInt(b.edgeType(store.EdgeRef{Kind: e.Kind, Label: label}), 10))
		for _, target := range e.Targets {
			has := slices.ContainsFunc(b.kinds.Kind(target).Columns(), func(c store.Column) bool { return c.Name == column })
			if has && !slices.Contains(kinds, target) {
				kinds = append(kinds, target)
			}
		}
	}
	if len(kinds) == 0 {
		b.fail("no column %q behind %q", column, label)
		return "NULL"
	}
	far := "rn." + quote(column)
	if !b.hot[column] {
		far = document{"rn." + propsColumn, b.columns}.at(column)
	}
	return "(SELECT " + far + " FROM edges re CROSS JOIN nodes rn ON rn.id = re.dst WHERE re.src = " + b.value(node, store.ColumnID) +
		" AND re.type IN (" + strings.Join(types, ", ") + ") AND rn.kind IN ('" + strings.Join(kinds, "','") + "'))"
}

// kindIs writes that the node is of one of the kinds. One kind is written so
// that SQLite sees the condition of the kind's partial indexes.
func (b *builder) kindIs(node string, kinds []string) {
	for _, name := range kinds {
		if b.kinds.Kind(name) == nil {
			b.fail("no kind %q", name)
			return
		}
	}
	switch len(kinds) {
	case 0:
		b.write("0")
	case 1:
		b.write(node, ".kind = ", text(kinds[0]))
	default:
		b.write(node, ".kind IN ('", strings.Join(kinds, "','"), "')")
	}
}

// live writes that the far end of the edge is not retired, where the far node
// itself is not read.
func (b *builder) live(edge string, reverse bool) {
	if reverse { // a retired node has no edges of its own
		return
	}
	b.write(" AND NOT EXISTS (SELECT 1 FROM nodes gone INDEXED BY ", quote(retiredIndex), " WHERE gone.id = ", edge, ".dst AND ", isRetired("gone."), ")")
}

// edgeType returns the number under which edges of this label are stored.
func (b *builder) edgeType(ref store.EdgeRef) int64 {
	n, ok := b.edgeTypes[ref]
	if !ok {
		b.fail("no edge %s.%s", ref.Kind, ref.Label)
	}
	return n
}
