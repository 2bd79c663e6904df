package store

import "slices"

// What both backends have to know of a list before they compile it.

// Keys returns the full order in which a backend reads the list: its sort keys
// and, as the last, the id, each direction turned for a backward page. Keys
// behind the id are left out: it decides every tie.
func (l *List) Keys() []Order {
	keys := slices.Clone(l.Order)
	if i := slices.IndexFunc(keys, func(o Order) bool { return o.Column == ColumnID }); i >= 0 {
		keys = keys[:i+1]
	} else {
		id := Order{Column: ColumnID}
		if len(keys) > 0 {
			id.Desc = keys[len(keys)-1].Desc
		}
		keys = append(keys, id)
	}
	if l.Backward {
		for i := range keys {
			keys[i].Desc = !keys[i].Desc
		}
	}
	return keys
}

// Position returns the values of a keyset position (After or Before) for the
// keys of Keys. The error is of code BAD_INPUT.
func (l *List) Position(at []any) ([]any, error) {
	if len(at) != len(l.Order)+1 {
		return nil, Errorf(CodeInvalid, "a position of %d values for %d sort keys", len(at), len(l.Order))
	}
	n := len(l.Keys())
	if n <= len(l.Order) { // the order has the id itself
		return at[:n], nil
	}
	return at, nil
}

// PinsID reports whether the condition holds for given ids only, so that a
// backend can start from these.
func (c *Cond) PinsID() bool {
	switch c.Op {
	case Eq, In:
		return c.Column == ColumnID
	case And:
		return slices.ContainsFunc(c.Conds, (*Cond).PinsID)
	case Or:
		return len(c.Conds) > 0 && !slices.ContainsFunc(c.Conds, func(c *Cond) bool { return !c.PinsID() })
	}
	return false
}
