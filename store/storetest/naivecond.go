package storetest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// level is a node around which something is read, and what is around that.
type level struct {
	node  *store.Record
	outer *level
}

// up returns the node that many levels out, 1 being the innermost; nil beyond.
func (l *level) up(levels int) *store.Record {
	for ; levels > 1 && l != nil; levels-- {
		l = l.outer
	}
	if l == nil {
		return nil
	}
	return l.node
}

// holds evaluates a condition on a node; nil holds.
func (n *naive) holds(c *store.Cond, node *store.Record, outer *level) bool {
	if c == nil {
		return true
	}
	switch c.Op {
	case store.And:
		for _, inner := range c.Conds {
			if !n.holds(inner, node, outer) {
				return false
			}
		}
		return true
	case store.Or:
		for _, inner := range c.Conds {
			if n.holds(inner, node, outer) {
				return true
			}
		}
		return false
	case store.Not:
		return !n.holds(c.Conds[0], node, outer)
	case store.Some, store.Every, store.None:
		return n.quantified(c, node, outer)
	case store.OuterDay:
		return onDayOf(node.Columns, c.Column, outer.up(c.Up))
	case store.ThroughOuterDay:
		return throughDayOf(node.Columns, c.Column, outer.up(c.Up))
	case store.Within:
		return n.within(c, node)
	}
	return compares(c, valueOf(node, c.Column))
}

// edgeHolds evaluates a condition on the columns of an edge; nil holds.
func edgeHolds(c *store.Cond, columns map[string]any) bool {
	if c == nil {
		return true
	}
	switch c.Op {
	case store.And:
		return !slices.ContainsFunc(c.Conds, func(inner *store.Cond) bool { return !edgeHolds(inner, columns) })
	case store.Or:
		return slices.ContainsFunc(c.Conds, func(inner *store.Cond) bool { return edgeHolds(inner, columns) })
	case store.Not:
		return !edgeHolds(c.Conds[0], columns)
	}
	return compares(c, columns[c.Column])
}

// valueOf returns a column's value or the id; nil if it is missing.
func valueOf(node *store.Record, column string) any {
	if column == store.ColumnID {
		return node.ID
	}
	return node.Columns[column]
}

// compares evaluates a comparison with a value, nil being missing.
func compares(c *store.Cond, value any) bool {
	if c.Op == store.Missing {
		return value == nil
	}
	if value == nil {
		return false
	}
	switch c.Op {
	case store.Eq:
		return compareValues(value, c.Value) == 0
	case store.Lt:
		return compareValues(value, c.Value) < 0
	case store.Le:
		return compareValues(value, c.Value) <= 0
	case store.Gt:
		return compareValues(value, c.Value) > 0
	case store.Ge:
		return compareValues(value, c.Value) >= 0
	case store.In:
		switch list := c.Value.(type) {
		case []string:
			return slices.Contains(list, value.(string))
		case []float64:
			return slices.Contains(list, value.(float64))
		case []int64:
			return slices.Contains(list, value.(int64))
		}
	case store.Contains:
		return strings.Contains(value.(string), c.Value.(string))
	case store.HasPrefix:
		return strings.HasPrefix(value.(string), c.Value.(string))
	case store.Has:
		return slices.Contains(value.([]string), c.Value.(string))
	case store.HasAny:
		return slices.ContainsFunc(c.Value.([]string), func(wanted string) bool { return slices.Contains(value.([]string), wanted) })
	}
	panic("no comparison: " + c.Op.String())
}

// compareValues compares two values of one type: strings by code point, which
// is by byte, and false before true. A missing value is less than any.
func compareValues(a, b any) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	switch a := a.(type) {
	case string:
		return cmp.Compare(a, b.(string))
	case int64:
		return cmp.Compare(a, b.(int64))
	case float64:
		return cmp.Compare(a, b.(float64))
	case bool:
		number := map[bool]int{true: 1}
		return number[a] - number[b.(bool)]
	}
	panic("no value to compare")
}

// quantified evaluates Some, Every and None.
func (n *naive) quantified(c *store.Cond, node *store.Record, outer *level) bool {
	all, some := true, false
	for _, far := range n.ends(node.ID, c.Edge, c.Reverse) {
		if !slices.Contains(c.Kinds, far.node.Kind) {
			continue
		}
		fits := len(c.Conds) == 0 || n.holds(c.Conds[0], far.node, outer)
		all, some = all && fits, some || fits
	}
	switch c.Op {
	case store.Some:
		return some
	case store.None:
		return !some
	}
	return all
}

// end is the node at the other end of an edge.
type end struct {
	node *store.Record
	edge *store.EdgeRecord
}

// ends returns what is at the other end of the edges at a node.
func (n *naive) ends(id string, edge store.EdgeRef, reverse bool) []end {
	var all []end
	if reverse {
		for _, e := range n.to[id] {
			if far := n.there(e.From); e.Edge == edge && far != nil {
				all = append(all, end{far, e})
			}
		}
		return all
	}
	for _, e := range n.from[id] {
		if far := n.there(e.To); e.Edge == edge && far != nil {
			all = append(all, end{far, e})
		}
	}
	return all
}

// onDayOf reports whether the period overlaps the day of the node around; what
// is missing of either is open.
func onDayOf(columns map[string]any, period string, around *store.Record) bool {
	if around == nil {
		return true
	}
	from, to := columns[period+"Earliest"], columns[period+"Latest"]
	first, last := around.Columns[store.ColumnDayEarliest], around.Columns[store.ColumnDayLatest]
	startsTooLate := from != nil && last != nil && compareValues(from, last) > 0
	endsTooEarly := to != nil && first != nil && compareValues(to, first) < 0
	return !startsTooLate && !endsTooEarly
}

// throughDayOf reports whether the period has all of the node's day.
func throughDayOf(columns map[string]any, period string, around *store.Record) bool {
	if around == nil {
		return false
	}
	from, to := columns[period+"Earliest"], columns[period+"Latest"]
	first, last := around.Columns[store.ColumnDayEarliest], around.Columns[store.ColumnDayLatest]
	return from != nil && first != nil && compareValues(from, first) <= 0 && to != nil && last != nil && compareValues(to, last) >= 0
}

// within evaluates Within.
func (n *naive) within(c *store.Cond, node *store.Record) bool {
	wanted := c.Value.([]string)
	if slices.Contains(wanted, node.ID) {
		return true
	}
	steps := n.reach(node.ID, store.MaxRepeat, func(id string) []string {
		var next []string
		for _, far := range n.ends(id, c.Edge, c.Reverse) {
			next = append(next, far.node.ID)
		}
		return next
	})
	return slices.ContainsFunc(wanted, func(id string) bool { return steps[id] > 0 })
}

// reach returns the least number of steps to all that is reached from the
// start, without the start itself.
func (n *naive) reach(start string, most int, next func(id string) []string) map[string]int {
	steps := map[string]int{}
	layer := []string{start}
	for step := 1; step <= most; step++ {
		var further []string
		for _, id := range layer {
			for _, reached := range next(id) {
				if reached != start && steps[reached] == 0 {
					steps[reached] = step
					further = append(further, reached)
				}
			}
		}
		layer = further
	}
	return steps
}
