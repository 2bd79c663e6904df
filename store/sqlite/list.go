package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// position returns the values of a keyset position for the keys of the list.
func (b *builder) position(list *store.List, at []any) []any {
	values, err := list.Position(at)
	if err != nil {
		b.fail("%v", err)
		return make([]any, len(list.Keys()))
	}
	return values
}

// keyset writes the conditions that keep rows behind After and ahead of Before.
func (b *builder) keyset(node string, list *store.List) {
	keys := list.Keys()
	if list.After != nil {
		b.behind(node, keys, b.position(list, list.After), list.Backward)
	}
	if list.Before != nil {
		b.behind(node, keys, b.position(list, list.Before), !list.Backward)
	}
}

// behind writes that the row comes strictly after the position in the order of
// the keys, or strictly before it. Keys of one direction compare as one row
// value, for which SQLite seeks in the index; mixed ones are nested behind a
// bound on the first key, for which it does too.
func (b *builder) behind(node string, keys []store.Order, values []any, before bool) {
	b.write(" AND ")
	uniform := !slices.ContainsFunc(keys, func(k store.Order) bool { return k.Desc != keys[0].Desc })
	if uniform {
		b.write("(")
		for i, k := range keys {
			if i > 0 {
				b.write(", ")
			}
			b.write(b.column(node, k.Column))
		}
		b.write(")", operator(keys[0].Desc != before), "(")
		for i, v := range values {
			if i > 0 {
				b.write(", ")
			}
			b.arg(b.scalar(v))
		}
		b.write(")")
		return
	}
	for i, k := range keys {
		column := b.column(node, k.Column)
		if i == len(keys)-1 {
			b.write(column, operator(k.Desc != before))
			b.arg(b.scalar(values[i]))
			break
		}
		// (k >= v AND (k > v OR (the same of the next keys)))
		op := operator(k.Desc != before)
		b.write("(", column, op[:2], "= ")
		b.arg(b.scalar(values[i]))
		b.write(" AND (", column, op)
		b.arg(b.scalar(values[i]))
		b.write(" OR ")
	}
	for range keys[1:] {
		b.write("))")
	}
}

func operator(less bool) string {
	if less {
		return " < "
	}
	return " > "
}

// orderBy writes ORDER BY with the keys' columns as name gives them.
func (b *builder) orderBy(keys []store.Order, name func(i int, k store.Order) string) {
	b.write(" ORDER BY ")
	for i, k := range keys {
		if i > 0 {
			b.write(", ")
		}
		b.write(name(i, k))
		if k.Desc {
			b.write(" DESC")
		}
	}
}

// compileList compiles a root list: one row more than Limit, in the order of
// reading. Several kinds are read as one page each and merged, because each
// has its own index.
func (l *layout) compileList(q *store.Query, columns *selection) (statement, error) {
	b := l.builder()
	keys := q.Keys()
	if len(q.Kinds) <= 1 {
		b.write("SELECT n.id, n.kind")
		columns.write(b, "n")
		b.page(q.Kinds, &q.List, keys)
		return b.statement()
	}
	for i, kind := range q.Kinds {
		if i > 0 {
			b.write(" UNION ALL ")
		}
		b.write("SELECT * FROM (SELECT n.id AS id, n.kind")
		columns.write(b, "n")
		for j, k := range keys[:len(keys)-1] {
			b.write(", ", b.column("n", k.Column), " AS ", ordinal(j))
		}
		b.page([]string{kind}, &q.List, keys)
		b.write(")")
	}
	b.orderBy(keys, func(i int, k store.Order) string {
		if i == len(keys)-1 {
			return "id"
		}
		return ordinal(i)
	})
	b.write(" LIMIT ")
	b.arg(int64(q.Limit + 1))
	return b.statement()
}

// ordinal names the i-th sort key in a merged list.
func ordinal(i int) string { return "k" + string(rune('0'+i)) }

func (b *builder) page(kinds []string, list *store.List, keys []store.Order) {
	b.write(" FROM nodes n WHERE ")
	b.kindIs("n", kinds)
	b.where("n", list.Where)
	b.keyset("n", list)
	b.orderBy(keys, func(_ int, k store.Order) string { return b.column("n", k.Column) })
	b.write(" LIMIT ")
	b.arg(int64(list.Limit + 1))
}

// compileCount compiles the number of nodes per kind, each counted in an index
// of its own.
func (l *layout) compileCount(kinds []string, where *store.Cond) (statement, error) {
	b := l.builder()
	for i, kind := range kinds {
		if i > 0 {
			b.write(" UNION ALL ")
		}
		b.write("SELECT ", text(kind), ", count(*) FROM nodes n WHERE ")
		b.kindIs("n", []string{kind})
		b.where("n", where)
	}
	return b.statement()
}

// compileGet compiles a look-up of ids, of retired nodes too if so asked.
func (l *layout) compileGet(ids, kinds []string, retired bool, columns *selection) (statement, error) {
	b := l.builder()
	b.write("SELECT n.id, n.kind")
	columns.write(b, "n")
	b.write(" FROM json_each(")
	b.arg(b.json(ids))
	b.write(") p CROSS JOIN nodes n ON n.id = p.value WHERE ")
	if !retired {
		b.kindIs("n", kinds)
		return b.statement()
	}
	b.write("(")
	b.kindIs("n", kinds)
	b.write(" OR n.kind IN (")
	for i, kind := range kinds {
		if i > 0 {
			b.write(", ")
		}
		b.write(text(retiredKind(kind)))
	}
	b.write("))")
	return b.statement()
}
