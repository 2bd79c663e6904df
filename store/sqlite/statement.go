package sqlite

import (
	"fmt"
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

// column returns the expression of a node's column.
func (b *builder) column(node, name string) string {
	if expr := b.ids[node]; expr != "" && name == store.ColumnID {
		return expr
	}
	switch kind, known := b.columns[name]; {
	case name == store.ColumnID || name == store.ColumnKind:
		return node + "." + name
	case b.hot[name]:
		return node + "." + quote(name)
	case !known || kind == store.ListColumn:
		b.fail("no comparable column %q", name)
		return "NULL"
	}
	return "json_extract(" + node + ".props, '$." + name + "')"
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

// edgeType returns the number under which edges of this label are stored.
func (b *builder) edgeType(ref store.EdgeRef) int64 {
	n, ok := b.edgeTypes[ref]
	if !ok {
		b.fail("no edge %s.%s", ref.Kind, ref.Label)
	}
	return n
}
