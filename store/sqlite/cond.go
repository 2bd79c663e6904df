package sqlite

import (
	"encoding/json"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

var comparisons = map[store.Op]string{store.Eq: " = ", store.Lt: " < ", store.Le: " <= ", store.Gt: " > ", store.Ge: " >= "}

// where writes " AND " and the condition, if there is one.
func (b *builder) where(node string, c *store.Cond) {
	if c != nil {
		b.write(" AND ")
		b.cond(node, c)
	}
}

// edgeWhere writes " AND " and the condition on the edge, if there is one.
func (b *builder) edgeWhere(edge string, c *store.Cond) {
	b.edge = edge
	b.where(edge, c)
	b.edge = ""
}

// cond writes a condition on a node, or on an edge. Comparisons with a missing value are NULL
// in SQL; And and Or keep a NULL from ever becoming true, and Not, Every and
// None test for IS NOT TRUE, so the whole is two-valued.
func (b *builder) cond(node string, c *store.Cond) {
	switch c.Op {
	case store.And:
		b.join(node, c.Conds, " AND ", "1")
	case store.Or:
		b.join(node, c.Conds, " OR ", "0")
	case store.Not:
		if len(c.Conds) != 1 {
			b.fail("Not of %d conditions", len(c.Conds))
			return
		}
		b.write("((")
		b.cond(node, c.Conds[0])
		b.write(") IS NOT TRUE)")
	case store.Eq, store.Lt, store.Le, store.Gt, store.Ge:
		b.write(b.column(node, c.Column), comparisons[c.Op])
		b.arg(b.scalar(c.Value))
	case store.In:
		b.in(b.column(node, c.Column), c.Value)
	case store.Contains:
		b.write("instr(", b.column(node, c.Column), ", ")
		b.arg(b.scalar(c.Value))
		b.write(") > 0")
	case store.HasPrefix:
		prefix, _ := c.Value.(string)
		column := b.column(node, c.Column)
		b.write("(", column, " >= ")
		b.arg(prefix)
		b.write(" AND ", column, " < ")
		b.arg(prefix + "\xff") // no UTF-8 text has this byte, so all that start with prefix are less
		b.write(")")
	case store.Has, store.HasAny:
		b.has(node, c)
	case store.Missing:
		b.missing(node, c.Column)
	case store.Some, store.Every, store.None:
		b.quantifier(node, c)
	case store.OuterDay, store.ThroughOuterDay:
		b.outerDay(node, c)
	case store.Within:
		b.within(node, c)
	default:
		b.fail("no operator %d", c.Op)
	}
}

func (b *builder) join(node string, conds []*store.Cond, with, empty string) {
	if len(conds) == 0 {
		b.write(empty)
		return
	}
	b.write("(")
	for i, c := range conds {
		if i > 0 {
			b.write(with)
		}
		b.cond(node, c)
	}
	b.write(")")
}

// in writes a membership. The list is one JSON parameter, so that the text
// does not depend on its length.
func (b *builder) in(expr string, list any) {
	if length(list) == 0 {
		b.write("0")
		return
	}
	b.write(expr, " IN (SELECT value FROM json_each(")
	b.arg(b.json(list))
	b.write("))")
}

func (b *builder) has(node string, c *store.Cond) {
	columns := b.document(node)
	if columns.types[c.Column] != store.ListColumn {
		b.fail("%q is no list column", c.Column)
		return
	}
	element := b.alias("v")
	b.write("EXISTS (SELECT 1 FROM json_each(", columns.name, ", '$.", c.Column, "') ", element, " WHERE ")
	if c.Op == store.Has {
		b.write(element, ".value = ")
		b.arg(b.scalar(c.Value))
	} else {
		b.in(element+".value", c.Value)
	}
	b.write(")")
}

func (b *builder) missing(node, column string) {
	if columns := b.document(node); columns.types[column] == store.ListColumn {
		b.write("json_type(", columns.name, ", '$.", column, "') IS NULL")
		return
	}
	b.write(b.value(node, column), " IS NULL")
}

// quantifier writes Some, Every or None. Where the far ids are given outright,
// Some and None start from them: a page of the deals of one company must not
// walk all deals.
func (b *builder) quantifier(node string, c *store.Cond) {
	if node == b.edge {
		b.fail("an edge has no edges")
		return
	}
	near, far := ends(c.Reverse)
	var cond *store.Cond
	if len(c.Conds) > 0 {
		cond = c.Conds[0]
	}
	edge, end := b.alias("e"), b.alias("n")
	if cond != nil && c.Op != store.Every && pins(cond) {
		b.write(node, ".id ")
		if c.Op == store.None {
			b.write("NOT ")
		}
		b.write("IN (SELECT ", edge, ".", near, " FROM nodes ", end, " CROSS JOIN edges ", edge, " ON ", edge, ".", far, " = ", end, ".id AND ", edge, ".type = ")
		b.arg(b.edgeType(c.Edge))
		b.write(" WHERE ")
		b.kindIs(end, c.Kinds)
		b.where(end, cond)
		b.write(")")
		return
	}
	if c.Op != store.Some {
		b.write("NOT ")
	}
	b.write("EXISTS (SELECT 1 FROM edges ", edge)
	joined := cond != nil || !b.always(c.Edge, c.Reverse, c.Kinds)
	if joined {
		b.write(" CROSS JOIN nodes ", end, " ON ", end, ".id = ", edge, ".", far)
	}
	b.write(" WHERE ", edge, ".", near, " = ", node, ".id AND ", edge, ".type = ")
	b.arg(b.edgeType(c.Edge))
	if joined {
		b.write(" AND ")
		b.kindIs(end, c.Kinds)
	} else {
		b.live(edge, c.Reverse)
	}
	switch {
	case c.Op == store.Every && cond == nil:
		b.write(" AND 0")
	case c.Op == store.Every:
		b.write(" AND ((")
		b.cond(end, cond)
		b.write(") IS NOT TRUE)")
	default:
		b.where(end, cond)
	}
	b.write(")")
}

// pins reports whether the condition holds for ids only that are known before
// any node is read, or that are reached from such ids by edges.
func pins(c *store.Cond) bool {
	switch c.Op {
	case store.Some:
		return len(c.Conds) > 0 && pins(c.Conds[0])
	case store.Within:
		return true
	case store.And:
		return slices.ContainsFunc(c.Conds, pins)
	case store.Or:
		return len(c.Conds) > 0 && !slices.ContainsFunc(c.Conds, func(c *store.Cond) bool { return !pins(c) })
	}
	return c.PinsID()
}

// within writes Within: from the given nodes the edge is followed backwards.
// UNION drops what is reached twice in as many steps, so cycles end.
func (b *builder) within(node string, c *store.Cond) {
	near, far := ends(c.Reverse)
	if node == b.edge || length(c.Value) == 0 {
		b.write("0")
		return
	}
	found, start, edge := b.alias("w"), b.alias("n"), b.alias("e")
	b.write(b.column(node, store.ColumnID), " IN (WITH RECURSIVE ", found, " (id, depth) AS (SELECT ", start, ".id, 0 FROM json_each(")
	b.arg(b.json(c.Value))
	b.write(") v CROSS JOIN nodes ", start, " ON ", start, ".id = v.value WHERE NOT (", isRetired(start+"."),
		") UNION SELECT ", edge, ".", near, ", depth + 1 FROM ", found, " CROSS JOIN edges ", edge, " ON ", edge, ".", far, " = ", found, ".id AND ", edge, ".type = ")
	b.arg(b.edgeType(c.Edge))
	b.write(" WHERE depth < ")
	b.arg(int64(store.MaxRepeat))
	b.write(") SELECT id FROM ", found, ")")
}

// always reports whether every end of the edge that is not retired is of one
// of the kinds, so that the far node need not be read for it.
func (l *layout) always(ref store.EdgeRef, reverse bool, kinds []string) bool {
	if reverse {
		return slices.Contains(kinds, ref.Kind)
	}
	edge := l.kinds.Edge(ref)
	return edge != nil && !slices.ContainsFunc(edge.Targets, func(t string) bool { return !slices.Contains(kinds, t) })
}

func (b *builder) outerDay(node string, c *store.Cond) {
	if b.outer == nil {
		b.fail("no outer node to take a day from")
		return
	}
	earliest, latest := b.outer(c.Up)
	from, to := b.column(node, c.Column+"Earliest"), b.column(node, c.Column+"Latest")
	if c.Op == store.ThroughOuterDay {
		b.write("(", from, " <= ", earliest, " AND ", to, " >= ", latest, ")")
		return
	}
	b.write("((", from, " IS NULL OR ", latest, " IS NULL OR ", from, " <= ", latest, ") AND (",
		to, " IS NULL OR ", earliest, " IS NULL OR ", to, " >= ", earliest, "))")
}

// scalar converts a value to one that SQLite stores.
func (b *builder) scalar(v any) any {
	switch v := v.(type) {
	case string, int64, float64:
		return v
	case int:
		return int64(v)
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	}
	b.fail("no value to compare with: %T", v)
	return nil
}

func length(list any) int {
	switch list := list.(type) {
	case []string:
		return len(list)
	case []float64:
		return len(list)
	case []int64:
		return len(list)
	}
	return 0
}

func (b *builder) json(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		b.fail("no list: %v", err)
	}
	return string(raw)
}
