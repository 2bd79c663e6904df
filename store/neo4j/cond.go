package neo4j

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// scope holds the variables of the nodes around a list, the innermost last:
// OuterDay looks one up.
type scope []string

var comparisons = map[store.Op]string{
	store.Eq: " = ", store.Lt: " < ", store.Le: " <= ", store.Gt: " > ", store.Ge: " >= ",
	store.Contains: " CONTAINS ", store.HasPrefix: " STARTS WITH ",
}

// cond writes a condition on a node. Comparisons with a missing value are null
// in Cypher; And and Or keep a null from ever becoming true, and Not, Every and
// None turn it into false first, so the whole is two-valued.
func (b *builder) cond(node string, c *store.Cond, around scope) {
	if b.edges[node] && (len(c.Edge.Kind) > 0 || c.Op == store.OuterDay || c.Op == store.ThroughOuterDay) {
		b.fail("no condition %s on an edge", c.Op)
		return
	}
	switch c.Op {
	case store.And:
		b.join(node, c.Conds, " AND ", "true", around)
	case store.Or:
		b.join(node, c.Conds, " OR ", "false", around)
	case store.Not:
		if len(c.Conds) != 1 {
			b.fail("Not of %d conditions", len(c.Conds))
			return
		}
		b.not(node, c.Conds[0], around)
	case store.Eq, store.Lt, store.Le, store.Gt, store.Ge, store.Contains, store.HasPrefix:
		b.write(b.column(node, c.Column), comparisons[c.Op])
		b.arg(c.Value)
	case store.In:
		b.write(b.column(node, c.Column), " IN ")
		b.arg(c.Value)
	case store.Has:
		b.arg(c.Value)
		b.write(" IN ", b.column(node, c.Column))
	case store.HasAny:
		b.write("any(x IN ", b.column(node, c.Column), " WHERE x IN ")
		b.arg(c.Value)
		b.write(")")
	case store.Missing:
		b.write(b.column(node, c.Column), " IS NULL")
	case store.Some, store.Every, store.None:
		b.quantifier(node, c, around)
	case store.OuterDay, store.ThroughOuterDay:
		b.outerDay(node, c, around)
	case store.Within:
		b.write(node, ".", store.ColumnID, " IN ", b.set(c))
	default:
		b.fail("no operator %d", c.Op)
	}
}

func (b *builder) not(node string, c *store.Cond, around scope) {
	b.write("NOT coalesce(")
	b.cond(node, c, around)
	b.write(", false)")
}

func (b *builder) join(node string, conds []*store.Cond, with, empty string, around scope) {
	if len(conds) == 0 {
		b.write(empty)
		return
	}
	b.write("(")
	for i, c := range conds {
		if i > 0 {
			b.write(with)
		}
		b.cond(node, c, around)
	}
	b.write(")")
}

// quantifier writes Some, Every or None. Every asks that no far node fails the
// condition.
func (b *builder) quantifier(node string, c *store.Cond, around scope) {
	var cond *store.Cond
	if len(c.Conds) > 0 {
		cond = c.Conds[0]
	}
	if c.Op == store.Every && cond == nil {
		b.write("true")
		return
	}
	kinds, all := b.far(c.Edge, c.Reverse, c.Kinds)
	if len(kinds) == 0 {
		b.write(map[bool]string{true: "false", false: "true"}[c.Op == store.Some])
		return
	}
	if c.Op != store.Some {
		b.write("NOT ")
	}
	if cond == nil && all {
		b.write("EXISTS { (", node, ")", b.arrow("", c.Edge, c.Reverse), "() }")
		return
	}
	end := b.variable("n")
	b.write("EXISTS { MATCH (", node, ")", b.arrow("", c.Edge, c.Reverse), "(", end, ") WHERE ")
	if !all {
		b.write(end, ":", b.labels(kinds))
	}
	if !all && cond != nil {
		b.write(" AND ")
	}
	switch {
	case cond == nil:
	case c.Op == store.Every:
		b.not(end, cond, around)
	default:
		b.cond(end, cond, around)
	}
	b.write(" }")
}

// far returns those kinds that can stand at the far end of the edge, and
// whether they are all that can.
func (b *builder) far(ref store.EdgeRef, reverse bool, kinds []string) (possible []string, all bool) {
	b.relation(ref) // which must be known
	ends := b.ends(ref, reverse)
	for _, kind := range kinds {
		if slices.Contains(ends, kind) {
			possible = append(possible, kind)
		}
	}
	return possible, len(possible) == len(ends) && !b.mayRetire(ref, reverse)
}

// mayRetire reports whether retired nodes can stand at the far end of an edge:
// those of sources and internal kinds stay when a node retires.
func (l *layout) mayRetire(ref store.EdgeRef, reverse bool) bool {
	near := l.kinds.Kind(ref.Kind)
	return !reverse && near != nil && !retires(near.Group) &&
		slices.ContainsFunc(l.ends(ref, false), func(kind string) bool { return retires(l.kinds.Kind(kind).Group) })
}

// retires reports whether nodes of the group can retire.
func retires(group store.Group) bool { return group == store.Entity || group == store.Fact }

// set returns the name of the list of ids that a Within condition stands for.
// It depends on no row, so it is computed once, ahead of all else, breadth
// first: the ids given, and those of all nodes that lead to these.
func (b *builder) set(c *store.Cond) string {
	if known := b.within[c]; known != "" {
		return known
	}
	set, ids := b.variable("w"), b.param(c.Value)
	b.within[c] = set
	id, end, near := b.variable("id"), b.variable("n"), b.variable("n")
	b.sets = append(b.sets, idSet{set, ids + " + COLLECT { UNWIND " + ids + " AS " + id + " MATCH (" + end + ":" + b.label(c.Edge.Kind) + " {" + store.ColumnID + ": " + id + "}) MATCH (" + end + ")" +
		b.steps(b.relation(c.Edge), !c.Reverse, store.MaxRepeat) + "(" + near + ") RETURN DISTINCT " + near + "." + store.ColumnID + " }"})
	return set
}

// prepareSets computes the sets of a condition's Withins, so that they can be
// named where a subquery has to import them.
func (b *builder) prepareSets(c *store.Cond) {
	if c == nil {
		return
	}
	if c.Op == store.Within {
		b.set(c)
	}
	for _, part := range c.Conds {
		b.prepareSets(part)
	}
}

// call writes the beginning of a subquery that sees the sets.
func (b *builder) call() {
	b.write("CALL (", strings.Join(b.setNames(), ", "), ") { ")
}

// outerDay compares with bounds that may be missing on either side. For OuterDay
// a missing one is open.
func (b *builder) outerDay(node string, c *store.Cond, around scope) {
	if c.Up < 1 || c.Up > len(around) {
		b.fail("no node %d levels out to take a day from", c.Up)
		return
	}
	outer := around[len(around)-c.Up]
	if c.Op == store.ThroughOuterDay {
		b.write("(", b.column(node, c.Column+"Earliest"), " <= ", outer, ".", store.ColumnDayEarliest, " AND ",
			b.column(node, c.Column+"Latest"), " >= ", outer, ".", store.ColumnDayLatest, ")")
		return
	}
	b.write("(coalesce(", b.column(node, c.Column+"Earliest"), " <= ", outer, ".", store.ColumnDayLatest, ", true) AND coalesce(",
		b.column(node, c.Column+"Latest"), " >= ", outer, ".", store.ColumnDayEarliest, ", true))")
}
