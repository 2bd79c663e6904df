package store

import "slices"

// Lens chooses the nodes and edges that a search goes along, by trust and by
// time. Its zero value keeps all.
type Lens struct {
	// MinCredence is the least rank of every node and edge.
	MinCredence int
	// ValidOn keeps facts that held then, or may have, and with Certain only
	// those that certainly did on all of its days (see ColumnValidEarliest,
	// ColumnSureEarliest); of an open span nothing is certain.
	ValidOn *Span
	Certain bool
	// KnownAt, if not empty, keeps nodes and edges that were reported on this
	// day (YYYY-MM-DD) or before (ColumnFirstReported).
	KnownAt string
}

// Kept is the condition that a node, or an edge, is credible enough and was
// known; nil where all are.
func (l Lens) Kept() *Cond {
	var credible, known *Cond
	if l.MinCredence > 0 {
		credible = &Cond{Op: Ge, Column: ColumnCredenceRank, Value: int64(l.MinCredence)}
	}
	if l.KnownAt != "" {
		known = &Cond{Op: Le, Column: ColumnFirstReported, Value: l.KnownAt}
	}
	return All(credible, known)
}

// Held is the condition that a fact held then; nil where all did.
func (l Lens) Held() *Cond {
	switch {
	case l.ValidOn == nil:
		return nil
	case !l.Certain:
		return All(MissingOr(ColumnValidEarliest, Le, l.ValidOn.Latest), MissingOr(ColumnValidLatest, Ge, l.ValidOn.Earliest))
	case l.ValidOn.Earliest == "" || l.ValidOn.Latest == "":
		return &Cond{Op: Or}
	}
	return All(&Cond{Op: Le, Column: ColumnSureEarliest, Value: l.ValidOn.Earliest}, &Cond{Op: Ge, Column: ColumnSureLatest, Value: l.ValidOn.Latest})
}

// MissingOr compares a column with a bound where it has a value; without one it
// may be anything. It is nil without a bound.
func MissingOr(column string, op Op, bound string) *Cond {
	if bound == "" {
		return nil
	}
	return &Cond{Op: Or, Conds: []*Cond{{Op: Missing, Column: column}, {Op: op, Column: column, Value: bound}}}
}

// All returns the condition that all the given ones hold, leaving out nils; nil
// if none is left.
func All(conds ...*Cond) *Cond {
	conds = slices.DeleteFunc(conds, func(c *Cond) bool { return c == nil })
	switch len(conds) {
	case 0:
		return nil
	case 1:
		return conds[0]
	}
	return &Cond{Op: And, Conds: conds}
}
