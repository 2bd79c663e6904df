package sqlite

import "github.com/dealgraph/dealgraph/store"

// filter is what must hold of the nodes and edges of a path, and of those of a
// neighbourhood.
type filter struct {
	minCredence int
	validOn     *store.Span
	certain     bool
	knownAt     string
}

func pathFilter(q *store.PathQuery) filter {
	return filter{q.MinCredence, q.ValidOn, q.Certain, q.KnownAt}
}

// node writes what must hold of a node, but for the time at which a fact held.
func (f filter) node(b *builder, node string) {
	f.write(b, b.column(node, store.ColumnCredenceRank), b.column(node, store.ColumnFirstReported))
}

// edge writes what must hold of an edge.
func (f filter) edge(b *builder, edge string) {
	f.write(b, edgeRank(edge), "json_extract("+edge+".columns, '$."+store.ColumnFirstReported+"')")
}

func (f filter) write(b *builder, rank, reported string) {
	if f.minCredence > 0 {
		b.write(" AND ", rank, " >= ")
		b.arg(int64(f.minCredence))
	}
	if f.knownAt != "" {
		b.write(" AND ", reported, " <= ")
		b.arg(f.knownAt)
	}
}

// held writes that the fact held then: that its period, with open bounds, meets
// the days, or for certain that its sure one has them all.
func (f filter) held(b *builder, fact string) {
	if f.validOn == nil {
		return
	}
	if f.certain {
		if f.validOn.Earliest == "" || f.validOn.Latest == "" { // nothing is certain on all days
			b.write(" AND 0")
			return
		}
		b.write(" AND ", b.column(fact, store.ColumnSureEarliest), " <= ")
		b.arg(f.validOn.Earliest)
		b.write(" AND ", b.column(fact, store.ColumnSureLatest), " >= ")
		b.arg(f.validOn.Latest)
		return
	}
	for _, bound := range []struct{ column, op, day string }{{store.ColumnValidEarliest, "<=", f.validOn.Latest}, {store.ColumnValidLatest, ">=", f.validOn.Earliest}} {
		if bound.day == "" {
			continue
		}
		column := b.column(fact, bound.column)
		b.write(" AND (", column, " IS NULL OR ", column, " ", bound.op, " ")
		b.arg(bound.day)
		b.write(")")
	}
}

// edgeRank is the expression of an edge's rank.
func edgeRank(edge string) string {
	return "json_extract(" + edge + ".columns, '$." + store.ColumnCredenceRank + "')"
}
