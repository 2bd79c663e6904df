package neo4j

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// The keys of what a grouping returns: the number of all groups, and those that
// are answered; of each its value or node, its count and its sums.
const (
	rowsOfGroupKey = "r"
	valueKey       = "v"
	countedKey     = "c"
	sumsKey        = "s"
	undisclosedKey = "u"
	unknownKey     = "w"
	currencyKey    = "k"
	amountKey      = "a"
)

// rootGroups writes a grouping of a root list.
func (b *builder) rootGroups(q *store.Query, g *store.Grouping) {
	if b.byDegree(q, g) {
		kinds, _ := b.far(g.Edge, g.Reverse, g.Kinds)
		b.grouping(g, kinds, nil, func() {
			b.write("MATCH (v:", b.labels(kinds), ") WITH v, COUNT { (v)", b.arrow("", g.Edge, !g.Reverse), "() } AS members WHERE members > 0")
		})
		return
	}
	b.groups(g, "", nil, func() string {
		n := b.variable("n")
		match := func(kind string) {
			anchored := b.matchRoot(n, kind, q.Where)
			c := &conditions{builder: b, any: anchored.any}
			c.where(n, anchored.rest, nil)
			if anchored.distinct {
				b.write(" WITH DISTINCT ", n)
			}
		}
		if len(q.Kinds) == 1 {
			match(q.Kinds[0])
			return n
		}
		b.call()
		for i, kind := range q.Kinds {
			if i > 0 {
				b.write(" UNION ALL ")
			}
			match(kind)
			b.write(" RETURN ", n)
		}
		b.write(" }")
		return n
	})
}

// byDegree reports whether the groups of a root list are told by degrees, which
// Neo4j keeps: every node at the near end of the edge is a row, and counts as
// one.
func (b *builder) byDegree(q *store.Query, g *store.Grouping) bool {
	if q.Where != nil || g.EdgeWhere != nil || g.Column != "" || g.Distinct != "" || g.Money != "" || b.mayRetire(g.Edge, !g.Reverse) {
		return false
	}
	kinds, _ := b.far(g.Edge, g.Reverse, g.Kinds)
	return len(kinds) > 0 && !slices.ContainsFunc(b.ends(g.Edge, !g.Reverse), func(kind string) bool { return !slices.Contains(q.Kinds, kind) })
}

// groups writes a grouping of the rows that match writes; it returns their
// variable. near is the node that they are followed from, if any.
func (b *builder) groups(g *store.Grouping, near string, around scope, match func() string) {
	if g.Column != "" {
		b.grouping(g, nil, around, func() {
			n := match()
			b.byColumn(n, g)
			b.members(n, g)
		})
		return
	}
	kinds, all := b.far(g.Edge, g.Reverse, g.Kinds)
	if len(kinds) == 0 {
		b.write("null")
		return
	}
	b.grouping(g, kinds, around, func() {
		n := match()
		edge := ""
		if g.EdgeWhere != nil {
			edge = b.edgeVariable()
		}
		b.write(" MATCH (", n, ")", b.arrow(edge, g.Edge, g.Reverse), "(v)")
		c := &conditions{builder: b}
		c.far("v", kinds, all)
		c.where(edge, g.EdgeWhere, nil)
		if g.ExceptStart && near != "" {
			c.and()
			b.write("v <> ", near)
		}
		b.members(n, g)
	})
}

// byColumn writes the values v that a row is grouped by.
func (b *builder) byColumn(n string, g *store.Grouping) {
	column := b.column(n, g.Column)
	known, _ := b.columnType(g.Column)
	switch {
	case known == store.ListColumn:
		b.write(" UNWIND coalesce(", column, ", [null]) AS v WITH DISTINCT ", n, ", v")
	case g.Prefix > 0:
		b.write(" WITH ", n, ", left(", column, ", ")
		b.arg(int64(g.Prefix))
		b.write(") AS v")
	default:
		b.write(" WITH ", n, ", ", column, " AS v")
	}
}

// members writes what is counted and summed of the rows n per v.
func (b *builder) members(n string, g *store.Grouping) {
	id := n + "." + store.ColumnID
	member := id
	if g.Distinct != "" {
		member = "coalesce(" + b.column(n, g.Distinct) + ", " + id + ")"
	}
	switch {
	case g.Money != "":
		b.sums(n, member, g)
	case g.Distinct != "":
		b.write(" WITH v, count(DISTINCT ", member, ") AS members")
	default:
		b.write(" WITH v, count(*) AS members")
	}
}

// sums writes the sums per v and currency, and then per v. Rows of one member
// are folded first: its own amount counts, or else those of the others do.
func (b *builder) sums(n, member string, g *store.Grouping) {
	amount, currency := b.column(n, g.Money+"Amount"), b.column(n, g.Money+"Currency")
	hidden := "CASE WHEN " + amount + " IS NULL AND " + b.column(n, g.Money+"Disclosure") + " = '" + store.Undisclosed + "' THEN 1 ELSE 0 END"
	if g.Distinct == "" {
		b.write(" WITH v, ", currency, " AS currency, sum(", amount, ") AS amount, count(", amount, ") AS known, count(*) AS members, sum(", hidden, ") AS undisclosed",
			" WITH v, currency, amount, known, members, undisclosed, members - known - undisclosed AS unknown")
	} else {
		b.write(" WITH v, ", member, " AS member, ", currency, " AS currency, sum(", amount, ") AS amount,",
			" max(CASE WHEN ", n, ".", store.ColumnID, " = ", member, " THEN ", amount, " END) AS own, max(", hidden, ") AS hidden",
			" WITH v, member, collect(CASE WHEN currency IS NOT NULL THEN {k: currency, a: coalesce(own, amount), own: own IS NOT NULL} END) AS amounts, max(hidden) AS hidden",
			" WITH v, hidden, CASE WHEN any(x IN amounts WHERE x.own) THEN [x IN amounts WHERE x.own] ELSE amounts END AS amounts",
			" UNWIND range(0, CASE size(amounts) WHEN 0 THEN 0 ELSE size(amounts) - 1 END) AS i",
			" WITH v, amounts[i].k AS currency, sum(amounts[i].a) AS amount, count(amounts[i]) AS known, sum(CASE i WHEN 0 THEN 1 ELSE 0 END) AS members,",
			" sum(CASE size(amounts) WHEN 0 THEN hidden ELSE 0 END) AS undisclosed, sum(CASE size(amounts) WHEN 0 THEN 1 - hidden ELSE 0 END) AS unknown")
	}
	b.write(" WITH v, sum(members) AS members, collect(CASE WHEN currency IS NOT NULL THEN {", currencyKey, ": currency, ", amountKey, ": amount, ", countedKey, ": known} END) AS sums,",
		" sum(undisclosed) AS undisclosed, sum(unknown) AS unknown")
}

// grouping writes the first groups of those that count writes: rows of v and
// members. kinds are those of v, where it is a node.
func (b *builder) grouping(g *store.Grouping, kinds []string, around scope, count func()) {
	b.write("head(COLLECT { ")
	count()
	b.write(" WITH * ORDER BY members DESC, ")
	if kinds != nil {
		b.write("v.", store.ColumnID)
	} else {
		b.write("v IS NOT NULL, v")
	}
	group := valueKey + ": v, " + countedKey + ": members"
	if g.Money != "" {
		group += ", " + sumsKey + ": sums, " + undisclosedKey + ": undisclosed, " + unknownKey + ": unknown"
	}
	found, limit := b.variable("found"), b.param(int64(max(g.Limit, 0)))
	b.write(" WITH collect({", group, "}) AS ", found)
	b.answer(shapesAggregate(g.Shapes), func() {
		b.write("{", countedKey, ": size(", found, "), ", rowsOfGroupKey, ": ")
		if kinds == nil {
			b.write(found, "[0..", limit, "]")
		} else {
			b.groupNodes(g, found+"[0.."+limit+"]", kinds, around)
		}
		b.write("}")
	}, found)
	b.write(" })")
}

// groupNodes writes the groups by nodes, with what is read of these.
func (b *builder) groupNodes(g *store.Grouping, found string, kinds []string, around scope) {
	row, n := b.variable("row"), b.variable("n")
	b.write("COLLECT { UNWIND ", found, " AS ", row, " WITH ", row, ", ", row, ".", valueKey, " AS ", n)
	b.answer(shapesAggregate(g.Shapes), func() {
		b.write(row, "{.", countedKey)
		if g.Money != "" {
			b.write(", .", sumsKey, ", .", undisclosedKey, ", .", unknownKey)
		}
		b.write(", ", nodeKey, ": ")
		b.node(n, kinds, g.Shapes, around)
		b.write("}")
	}, row, n)
	b.write(" }")
}
