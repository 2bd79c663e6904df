package neo4j

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// conditions writes what rows of the list must satisfy, as WHERE and AND.
type conditions struct {
	*builder
	any bool
}

func (c *conditions) and() {
	if c.any {
		c.write(" AND ")
	} else {
		c.write(" WHERE ")
	}
	c.any = true
}

// where writes the list's own condition.
func (c *conditions) where(node string, cond *store.Cond, around scope) {
	if cond != nil {
		c.and()
		c.cond(node, cond, around)
	}
}

// indexed writes tests that every node passes. The planner takes the order of
// rows from an index only where each of its properties is in a condition.
func (c *conditions) indexed(node string, list *store.List) {
	keys := list.Keys()
	if len(keys) > 1 && !isRelated(keys[0].Column) {
		c.and()
		c.write(c.column(node, keys[0].Column), " IS NOT NULL")
	}
	c.and()
	c.write(node, ".", store.ColumnID, " IS NOT NULL")
}

// keyset writes the conditions that keep rows behind After and ahead of Before.
func (c *conditions) keyset(node string, list *store.List) {
	keys := list.Keys()
	if list.After != nil {
		c.and()
		c.behind(node, keys, c.position(list, list.After), list.Backward)
	}
	if list.Before != nil {
		c.and()
		c.behind(node, keys, c.position(list, list.Before), !list.Backward)
	}
}

// position returns the values of a keyset position for the keys of the list.
func (b *builder) position(list *store.List, at []any) []any {
	values, err := list.Position(at)
	if err != nil {
		b.fail("%v", err)
		return make([]any, len(list.Keys()))
	}
	for i, key := range list.Keys()[:len(values)] {
		if values[i] == nil && isRelated(key.Column) {
			values = slices.Clone(values)
			values[i] = b.smallest(key.Column)
		}
	}
	return values
}

// behind writes that the row comes strictly after the position in the order of
// the keys, or strictly before it. Each key but the last bounds the range by
// itself first: the planner seeks in the index by that. The alternatives are
// hidden in a coalesce (none is ever null), or it may seek by each, read all of
// both and sort.
func (b *builder) behind(node string, keys []store.Order, values []any, before bool) {
	for i, key := range keys {
		column, operator := b.column(node, key.Column), " > "
		if key.Desc != before {
			operator = " < "
		}
		value := b.param(values[i])
		if i == len(keys)-1 {
			b.write(column, operator, value)
			break
		}
		// key >= value AND (key > value OR the same of the next keys)
		b.write("(", column, operator[:2], "= ", value, " AND coalesce(", column, operator, value, " OR ")
	}
	for range keys[1:] {
		b.write(", false))")
	}
}

// orderLimit writes ORDER BY and LIMIT: one row more than the page has, to know
// whether there are more.
func (b *builder) orderLimit(node string, list *store.List) {
	b.write(" ORDER BY ")
	for i, key := range list.Keys() {
		if i > 0 {
			b.write(", ")
		}
		b.write(b.column(node, key.Column))
		if key.Desc {
			b.write(" DESC")
		}
	}
	b.write(" LIMIT ")
	b.arg(int64(list.Limit) + 1)
}

// counted reports whether the list's total says all that is asked: no rows, and
// whether there are any.
func counted(list *store.List) bool {
	return list.Limit <= 0 && list.Total && list.After == nil && list.Before == nil
}

// wanted returns the shapes of rows that are answered; a page without rows
// still reads one, to know whether there are more.
func wanted(list *store.List, shapes store.Shapes) store.Shapes {
	if list.Limit <= 0 {
		return nil
	}
	return shapes
}
