package graph

import (
	"encoding/json"
	"math"
	"strings"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// list reads the arguments of a list: conditions, order and page.
func (p *planner) list(typeName string, kinds []string, arguments map[string]any, in scope, fixed *store.Cond) (store.List, error) {
	p.lens = in.lens
	where, err := p.where(typeName, arguments["where"])
	if err != nil {
		return store.List{}, err
	}
	list := store.List{Where: all(fixed, where, parts(arguments["scope"]), p.valid(kinds, in))}
	if n := len(asList(arguments["orderBy"])); n > maxOrders {
		return store.List{}, limited("sort keys", n, maxOrders)
	}
	for _, o := range asList(arguments["orderBy"]) {
		input, _ := o.(map[string]any)
		field, _ := input["field"].(string)
		key := p.contract.OrderField(typeName, field)
		if key == nil {
			return store.List{}, errorf(CodeBadInput, "orderBy: %s cannot be sorted by %q", typeName, field)
		}
		list.Order = append(list.Order, store.Order{Column: key.Column, Desc: input["direction"] == "DESC"})
	}
	return list, p.readPage(&list, kinds, arguments)
}

// parts returns the condition of the argument scope; nil for all.
func parts(scope any) *store.Cond {
	switch scope {
	case "WHOLES":
		return &store.Cond{Op: store.Eq, Column: store.ColumnIsPart, Value: false}
	case "PARTS":
		return &store.Cond{Op: store.Eq, Column: store.ColumnIsPart, Value: true}
	}
	return nil
}

// readPage reads first, after, last and before into the list, whose order is
// set.
func (p *planner) readPage(list *store.List, kinds []string, arguments map[string]any) error {
	first, hasFirst, err := pageSize(arguments, "first")
	if err != nil {
		return err
	}
	last, hasLast, err := pageSize(arguments, "last")
	switch {
	case err != nil:
		return err
	case hasFirst && hasLast:
		return errorf(CodeBadInput, "give first or last, not both")
	case hasLast:
		list.Limit, list.Backward = last, true
	case hasFirst:
		list.Limit = first
	default:
		list.Limit = defaultPageSize
	}
	if list.After, err = p.position(list.Order, kinds, arguments, "after"); err != nil {
		return err
	}
	list.Before, err = p.position(list.Order, kinds, arguments, "before")
	return err
}

func pageSize(arguments map[string]any, name string) (int, bool, error) {
	value, ok := arguments[name]
	if !ok || value == nil {
		return 0, false, nil
	}
	n, ok := asInt(value)
	if !ok || n < 0 || n > maxPageSize {
		return 0, false, errorf(CodeBadInput, "%s is %v: want a number from 0 to %d", name, value, maxPageSize)
	}
	return n, true, nil
}

// position reads a cursor. It must have been made by a list of the same kinds
// in the same order, and hold values of the types of its keys. The key of a
// node that is not there is null in it and stands for the smallest.
func (p *planner) position(order []store.Order, kinds []string, arguments map[string]any, name string) ([]any, error) {
	cursor, ok := arguments[name].(string)
	if !ok {
		return nil, nil
	}
	at, err := model.DecodeCursor(kinds, order, cursor)
	if err != nil {
		return nil, errorf(CodeBadCursor, "%s: %v", name, err)
	}
	for i, value := range at {
		_, isText := value.(string)
		_, isNumber := value.(float64)
		wantsNumber := i < len(order) && p.isNumber(kinds[0], order[i].Column)
		switch {
		case value == nil && i < len(order) && strings.Contains(order[i].Column, "."):
			at[i] = ""
			if wantsNumber {
				at[i] = -math.MaxFloat64
			}
		case wantsNumber && !isNumber || !wantsNumber && !isText:
			return nil, errorf(CodeBadCursor, "%s: %v", name, model.ErrCursor)
		}
	}
	return at, nil
}

// isNumber reports whether a sort key is a number: a column of the kind, or of
// the kind at the end of one of its edges.
func (p *planner) isNumber(kind, column string) bool {
	if label, far, related := strings.Cut(column, "."); related {
		edge := p.contract.Kinds.Edge(store.EdgeRef{Kind: kind, Label: label})
		return edge != nil && p.isNumber(edge.Targets[0], far)
	}
	for _, c := range p.contract.Kinds.Kind(kind).Columns() {
		if c.Name == column {
			return c.Type == store.NumberColumn
		}
	}
	return false
}

// asInt reads an Int argument: a literal is an int64, a variable may be any of
// the others.
func asInt(value any) (int, bool) {
	switch n := value.(type) {
	case int:
		return n, true
	case int64:
		return int(n), true
	case float64:
		return int(n), n == float64(int(n))
	case json.Number:
		i, err := n.Int64()
		return int(i), err == nil
	}
	return 0, false
}

// asFloat reads a Float argument.
func asFloat(value any) (float64, bool) {
	switch n := value.(type) {
	case float64:
		return n, true
	case json.Number:
		f, err := n.Float64()
		return f, err == nil
	}
	n, ok := asInt(value)
	return float64(n), ok
}

// asList reads a list argument; a single value stands for a list of one.
func asList(value any) []any {
	switch list := value.(type) {
	case nil:
		return nil
	case []any:
		return list
	case []string:
		var all []any
		for _, s := range list {
			all = append(all, s)
		}
		return all
	}
	return []any{value}
}
