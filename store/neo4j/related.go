package neo4j

import (
	"math"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// isRelated reports whether the column is one of the node at the end of an
// edge, see [store.RelatedColumn].
func isRelated(column string) bool { return strings.Contains(column, ".") }

// related returns the expression of a column of the only node at the end of an
// edge; null where there is none.
func (b *builder) related(node, column string) string {
	types, kinds, all := b.relatedEnd(column)
	_, far, _ := strings.Cut(column, ".")
	if !slices.ContainsFunc(kinds, func(kind string) bool { _, known := b.columns[kind][far]; return known }) {
		b.fail("no column %q", column)
	}
	end := b.variable("n")
	where := ""
	if !all {
		where = " WHERE " + end + ":" + b.labels(kinds)
	}
	return "head(COLLECT { MATCH (" + node + ")-[:" + strings.Join(types, "|") + "]->(" + end + ")" + where + " RETURN " + end + "." + far + " })"
}

// relatedEnd returns the relationship types behind the label of a related
// column, of all kinds that have such an edge: a node has those of its own kind
// only. It returns the kinds at their ends too, and whether nothing else can
// stand there.
func (b *builder) relatedEnd(column string) (types, kinds []string, all bool) {
	label, _, _ := strings.Cut(column, ".")
	all = true
	for _, edge := range b.kinds.Edges() {
		if edge.Label != label || !edge.Single {
			continue
		}
		ref := store.EdgeRef{Kind: edge.Kind, Label: label}
		types = append(types, b.relation(ref))
		all = all && !b.mayRetire(ref, false)
		for _, kind := range edge.Targets {
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	if len(types) == 0 {
		b.fail("no edge leads to the one node of column %q", column)
	}
	return types, kinds, all
}

// relatedType returns the type of a related column.
func (l *layout) relatedType(column string) store.ColumnType {
	_, far, _ := strings.Cut(column, ".")
	known, _ := l.columnType(far)
	return known
}

// smallest returns the value that sorts before all others of a related column.
func (l *layout) smallest(column string) any {
	if l.relatedType(column) == store.NumberColumn {
		return -math.MaxFloat64
	}
	return ""
}
