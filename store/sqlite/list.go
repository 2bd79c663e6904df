package sqlite

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// orderKey is one key of an order as it is compiled: a direction may be turned
// for a backward page.
type orderKey struct {
	column string
	desc   bool
}

// orderOf returns the full order of a list with the id as last key, in the
// direction in which the statement reads. Nothing behind the id matters.
func orderOf(list *store.List) []orderKey {
	var keys []orderKey
	last := false
	for _, o := range list.Order {
		keys = append(keys, orderKey{o.Column, o.Desc})
		if last = o.Desc; o.Column == store.ColumnID {
			break
		}
	}
	if len(keys) == 0 || keys[len(keys)-1].column != store.ColumnID {
		keys = append(keys, orderKey{store.ColumnID, last})
	}
	if list.Backward {
		for i := range keys {
			keys[i].desc = !keys[i].desc
		}
	}
	return keys
}

// position returns the values of a keyset position for the keys of orderOf.
func (b *builder) position(list *store.List, at []any, keys []orderKey) []any {
	if len(at) != len(list.Order)+1 {
		b.fail("a position of %d values for %d sort keys", len(at), len(list.Order))
		return make([]any, len(keys))
	}
	values := slices.Clone(at[:len(keys)-1])
	if len(keys) <= len(list.Order) { // the order has the id itself
		values = append(values, at[len(keys)-1])
	} else {
		values = append(values, at[len(at)-1])
	}
	return values
}

// keyset writes the conditions that keep rows behind After and ahead of Before.
func (b *builder) keyset(node string, list *store.List) {
	keys := orderOf(list)
	if list.After != nil {
		b.behind(node, keys, b.position(list, list.After, keys), list.Backward)
	}
	if list.Before != nil {
		b.behind(node, keys, b.position(list, list.Before, keys), !list.Backward)
	}
}

// behind writes that the row comes strictly after the position in the order of
// the keys, or strictly before it. Keys of one direction compare as one row
// value, for which SQLite seeks in the index; mixed ones are nested behind a
// bound on the first key, for which it does too.
func (b *builder) behind(node string, keys []orderKey, values []any, before bool) {
	b.write(" AND ")
	uniform := !slices.ContainsFunc(keys, func(k orderKey) bool { return k.desc != keys[0].desc })
	if uniform {
		b.write("(")
		for i, k := range keys {
			if i > 0 {
				b.write(", ")
			}
			b.write(b.column(node, k.column))
		}
		b.write(")", operator(keys[0].desc != before), "(")
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
		column := b.column(node, k.column)
		if i == len(keys)-1 {
			b.write(column, operator(k.desc != before))
			b.arg(b.scalar(values[i]))
			break
		}
		// (k >= v AND (k > v OR (the same of the next keys)))
		op := operator(k.desc != before)
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
func (b *builder) orderBy(keys []orderKey, name func(i int, k orderKey) string) {
	b.write(" ORDER BY ")
	for i, k := range keys {
		if i > 0 {
			b.write(", ")
		}
		b.write(name(i, k))
		if k.desc {
			b.write(" DESC")
		}
	}
}

// compileList compiles a root list: one row more than Limit, in the order of
// reading. Several kinds are read as one page each and merged, because each
// has its own index.
func (l *layout) compileList(q *store.Query, columns *selection) (statement, error) {
	b := l.builder()
	keys := orderOf(&q.List)
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
			b.write(", ", b.column("n", k.column), " AS ", ordinal(j))
		}
		b.page([]string{kind}, &q.List, keys)
		b.write(")")
	}
	b.orderBy(keys, func(i int, k orderKey) string {
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

func (b *builder) page(kinds []string, list *store.List, keys []orderKey) {
	b.write(" FROM nodes n WHERE ")
	b.kindIs("n", kinds)
	b.where("n", list.Where)
	b.keyset("n", list)
	b.orderBy(keys, func(_ int, k orderKey) string { return b.column("n", k.column) })
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

// compileGet compiles a look-up of ids.
func (l *layout) compileGet(ids, kinds []string, columns *selection) (statement, error) {
	b := l.builder()
	b.write("SELECT n.id, n.kind")
	columns.write(b, "n")
	b.write(" FROM json_each(")
	b.arg(b.json(ids))
	b.write(") p CROSS JOIN nodes n ON n.id = p.value WHERE ")
	b.kindIs("n", kinds)
	return b.statement()
}
