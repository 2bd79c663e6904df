package neo4j

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// The keys of what a statement returns. A row is the map of a node; where
// something of the edge was asked it is a map of both. Follows are numbered by
// their place in the shape: their own keys come from clients.
const (
	kindKey    = "k"
	idKey      = "id"
	columnsKey = "c"
	nodeKey    = "n"
	edgeKey    = "e"
	rowsKey    = "rows"
)

func followKey(i int) string { return "f" + strconv.Itoa(i) }
func totalKey(i int) string  { return "t" + strconv.Itoa(i) }
func countKey(i int) string  { return "c" + strconv.Itoa(i) }

// retiredKey is the key of the retired nodes of a kind, by its place.
func retiredKey(i int) string { return "x" + strconv.Itoa(i) }

// relatedKey is the key of a related column, by its place in the shape.
func relatedKey(i int) string { return "d" + strconv.Itoa(i) }

// groupKey is the key of a grouping of a follow; the groupings of a root list
// are as of a first follow.
func groupKey(follow, i int) string { return "g" + strconv.Itoa(follow) + "_" + strconv.Itoa(i) }

// node writes what is read of a node: one map per kind that it can be of. A
// CASE is evaluated lazily, follows included.
func (b *builder) node(node string, kinds []string, shapes store.Shapes, around scope) {
	if len(kinds) == 1 {
		b.nodeOf(node, kinds[0], shapes[kinds[0]], around)
		return
	}
	b.write("CASE")
	for _, kind := range kinds {
		b.write(" WHEN ", node, ":", b.label(kind), " THEN ")
		b.nodeOf(node, kind, shapes[kind], around)
	}
	b.write(" END")
}

func (b *builder) nodeOf(node, kind string, shape *store.Shape, around scope) {
	b.write("{", kindKey, ": ", text(b.label(kind)), ", ", idKey, ": ", node, ".", store.ColumnID)
	if shape != nil {
		b.columnsOf(node, shape.Columns, b.columns[kind])
		inner := append(around[:len(around):len(around)], node)
		for i, follow := range shape.Follows {
			if follow != nil { // see ofRetired
				b.follow(node, i, follow, inner)
			}
		}
	}
	b.write("}")
}

// columnsOf writes the columns of a node or an edge as a map by their names,
// and those of related nodes beside it, by their places.
func (b *builder) columnsOf(variable string, columns []string, known map[string]store.ColumnType) {
	var own []string
	for _, column := range columns {
		if column == store.ColumnID || column == store.ColumnKind || isRelated(column) {
			continue
		}
		if _, ok := known[column]; !ok {
			b.fail("no column %q", column)
		}
		own = append(own, "."+column)
	}
	if len(own) > 0 {
		b.write(", ", columnsKey, ": ", variable, "{", strings.Join(own, ", "), "}")
	}
	for i, column := range columns {
		if isRelated(column) {
			b.write(", ", relatedKey(i), ": ", b.related(variable, column))
		}
	}
}

// follow writes the rows, the total and the groups of a follow from a node.
func (b *builder) follow(near string, i int, f *store.Follow, around scope) {
	kinds, all := b.reach(f)
	if len(kinds) == 0 {
		return
	}
	if f.Total {
		b.write(", ", totalKey(i), ": COUNT { ")
		if f.Where == nil && f.EdgeWhere == nil && f.Repeat == nil && all { // the degree, which is kept
			b.write("(", near, ")", b.arrow("", f.Edge, f.Reverse), "()")
		} else if far := b.variable("n"); f.Repeat == nil {
			b.match(near, b.filtered(f), far, f, kinds, all, around)
		} else {
			b.repeated(near, far, f, kinds, all, around)
			b.write(" RETURN ", far)
		}
		b.write(" }")
	}
	for j, g := range f.Groups {
		b.write(", ", groupKey(i, j), ": ")
		b.groups(g, near, around, func() string {
			far := b.variable("n")
			if f.Repeat != nil {
				b.repeated(near, far, f, kinds, all, around)
			} else {
				b.match(near, b.filtered(f), far, f, kinds, all, around)
			}
			return far
		})
	}
	if counted(&f.List) {
		return
	}
	b.write(", ", followKey(i), ": COLLECT { ")
	if f.Repeat != nil {
		b.repeatedRows(near, f, kinds, all, around)
	} else {
		b.rows(near, f, kinds, all, around)
	}
	b.write(" }")
}

// reach returns the kinds that a follow's rows can be of, and whether nothing
// else can stand there.
func (b *builder) reach(f *store.Follow) (kinds []string, all bool) {
	if f.Repeat == nil || len(f.Repeat.Facts) == 0 {
		return b.far(f.Edge, f.Reverse, f.Kinds)
	}
	for _, kind := range f.Kinds {
		if slices.ContainsFunc(f.Repeat.Facts, func(ref store.EdgeRef) bool { return slices.Contains(b.ends(ref, false), kind) }) {
			kinds = append(kinds, kind)
		}
	}
	return kinds, false // the facts on the way are no rows
}

// filtered returns a variable for the edge if there is a condition on it.
func (b *builder) filtered(f *store.Follow) string {
	if f.EdgeWhere == nil {
		return ""
	}
	return b.edgeVariable()
}

// match writes a match of all rows of a follow that is not repeated; edge may
// be empty if there is no condition on it.
func (b *builder) match(near, edge, far string, f *store.Follow, kinds []string, all bool, around scope) *conditions {
	b.write("MATCH (", near, ")", b.arrow(edge, f.Edge, f.Reverse), "(", far, ")")
	c := &conditions{builder: b}
	c.far(far, kinds, all)
	c.where(far, f.Where, around)
	c.where(edge, f.EdgeWhere, nil)
	return c
}

// rows writes the page of a follow that is not repeated.
func (b *builder) rows(near string, f *store.Follow, kinds []string, all bool, around scope) {
	far, edge := b.variable("n"), ""
	read := f.Limit > 0 && len(f.EdgeColumns)+len(f.EdgeStatements) > 0
	if read || f.EdgeWhere != nil {
		edge = b.edgeVariable()
	}
	c := b.match(near, edge, far, f, kinds, all, around)
	c.keyset(far, &f.List)
	b.write(" WITH ", far)
	if read {
		b.write(", ", edge)
	}
	b.orderLimit(far, &f.List)
	if !read {
		b.answer(shapesAggregate(wanted(&f.List, f.Shapes)), func() { b.node(far, kinds, wanted(&f.List, f.Shapes), around) }, far)
		return
	}
	b.answer(shapesAggregate(f.Shapes) || followsAggregate(f.EdgeStatements), func() {
		b.write("{", nodeKey, ": ")
		b.node(far, kinds, f.Shapes, around)
		b.write(", ", edgeKey, ": ")
		b.edge(near, edge, far, f, around)
		b.write("}")
	}, far, edge)
}

// answer writes the RETURN of a value. Neo4j takes a projection for an
// aggregation if a subquery in it aggregates, and then wants its variables
// projected beside it.
func (b *builder) answer(aggregates bool, value func(), variables ...string) {
	if !aggregates {
		b.write(" RETURN ")
		value()
		return
	}
	row := b.variable("row")
	b.write(" WITH ", strings.Join(variables, ", "), ", ")
	value()
	b.write(" AS ", row, " RETURN ", row)
}

// shapesAggregate reports whether what is read aggregates somewhere: groups
// and repeated follows do.
func shapesAggregate(shapes store.Shapes) bool {
	for _, shape := range shapes {
		if shape != nil && followsAggregate(shape.Follows) {
			return true
		}
	}
	return false
}

func followsAggregate(follows []*store.Follow) bool {
	return slices.ContainsFunc(follows, func(f *store.Follow) bool {
		return f != nil && (len(f.Groups) > 0 || f.Repeat != nil || shapesAggregate(f.Shapes) || followsAggregate(f.EdgeStatements))
	})
}

// far writes that the far end is of one of the kinds, where it can be another.
func (c *conditions) far(node string, kinds []string, all bool) {
	if !all {
		c.and()
		c.write(node, ":", c.labels(kinds))
	}
}

// edge writes what is read of the edge by which a row was reached.
func (b *builder) edge(near, edge, far string, f *store.Follow, around scope) {
	b.write("{", kindKey, ": ", text(f.Edge.Label))
	b.columnsOf(edge, f.EdgeColumns, b.edgeColumns)
	start, end := near, far
	if f.Reverse {
		start, end = far, near
	}
	for i, statements := range f.EdgeStatements {
		if statements.Total {
			b.write(", ", totalKey(i), ": COUNT { ")
			statement := b.backing(start, edge, end, f.Edge)
			c := &conditions{builder: b}
			c.where(statement, statements.Where, around)
			b.write(" RETURN ", statement, " }")
		}
		for j, g := range statements.Groups {
			b.write(", ", groupKey(i, j), ": ")
			b.groups(g, "", around, func() string {
				statement := b.backing(start, edge, end, f.Edge)
				c := &conditions{builder: b}
				c.where(statement, statements.Where, around)
				return statement
			})
		}
		if counted(&statements.List) {
			continue
		}
		b.write(", ", followKey(i), ": COLLECT { ")
		statement := b.backing(start, edge, end, f.Edge)
		c := &conditions{builder: b}
		c.where(statement, statements.Where, around)
		c.keyset(statement, &statements.List)
		b.write(" WITH ", statement)
		b.orderLimit(statement, &statements.List)
		shapes := wanted(&statements.List, statements.Shapes)
		b.answer(shapesAggregate(shapes), func() { b.node(statement, []string{statementKind}, shapes, around) }, statement)
		b.write(" }")
	}
	b.write("}")
}

// The kind of statements, its edge to the node it is about as now known, and
// the property that says what it states of it.
const (
	statementKind     = "Statement"
	statementProperty = "property"
)

var statementNode = store.EdgeRef{Kind: statementKind, Label: "node"}

// backing writes a match of the statements behind an edge, up to a WITH that
// keeps their variable, which it returns.
func (b *builder) backing(start, edge, end string, ref store.EdgeRef) string {
	statement := b.variable("n")
	at := " AND " + statement + "." + store.ColumnTarget + " = " + end + "." + store.ColumnID
	to := "<-[:" + b.relation(statementNode) + "]-(" + statement + ")"
	kept := " WITH " + statement
	if e := b.kinds.Edge(ref); e == nil || !e.Derived {
		b.write("MATCH (", start, ")", to, " WHERE ", statement, ".", statementProperty, " = ", text(ref.Label), at, kept)
		return statement
	}
	// A derived edge folds edges of other nodes too.
	source, id := b.variable("n"), b.variable("id")
	b.write("UNWIND ", edge, ".", store.ColumnSources, " AS ", id, " ")
	groups := b.sourceGroups[ref]
	match := func(group store.Group) {
		b.write("MATCH (", source, ":", groupLabel(group), " {", store.ColumnID, ": ", id, "})", to,
			" WHERE ", statement, ".", statementProperty, " IN ", edge, ".", store.ColumnLabels, at)
	}
	if len(groups) == 1 {
		match(groups[0])
		b.write(kept)
		return statement
	}
	b.write("CALL (", id, ", ", edge, ", ", end, ") { ")
	for i, group := range groups {
		if i > 0 {
			b.write(" UNION ALL ")
		}
		match(group)
		b.write(" RETURN ", statement)
	}
	b.write(" }", kept)
	return statement
}
