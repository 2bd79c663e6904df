package neo4j

import (
	"strconv"

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
			b.follow(node, i, follow, inner)
		}
	}
	b.write("}")
}

// columnsOf writes the columns of a node or an edge as a map by their names.
func (b *builder) columnsOf(variable string, columns []string, known map[string]store.ColumnType) {
	first := true
	for _, column := range columns {
		if column == store.ColumnID || column == store.ColumnKind {
			continue
		}
		if _, ok := known[column]; !ok {
			b.fail("no column %q", column)
		}
		if first {
			b.write(", ", columnsKey, ": ", variable, "{")
		} else {
			b.write(", ")
		}
		b.write(".", column)
		first = false
	}
	if !first {
		b.write("}")
	}
}

// follow writes the rows and the total of a follow from a node.
func (b *builder) follow(near string, i int, f *store.Follow, around scope) {
	kinds, all := b.far(f.Edge, f.Reverse, f.Kinds)
	if len(kinds) == 0 {
		return
	}
	if f.Total {
		b.write(", ", totalKey(i), ": COUNT { ")
		if f.Where == nil && all { // the degree, which is kept
			b.write("(", near, ")", b.arrow("", f.Edge, f.Reverse), "()")
		} else {
			far := b.variable("n")
			b.write("MATCH (", near, ")", b.arrow("", f.Edge, f.Reverse), "(", far, ")")
			c := &conditions{builder: b}
			c.far(far, kinds, all)
			c.where(far, f.Where, around)
		}
		b.write(" }")
	}
	if counted(&f.List) {
		return
	}
	far, edge := b.variable("n"), ""
	if f.Limit > 0 && len(f.EdgeColumns)+len(f.EdgeStatements) > 0 {
		edge = b.variable("r")
	}
	b.write(", ", followKey(i), ": COLLECT { MATCH (", near, ")", b.arrow(edge, f.Edge, f.Reverse), "(", far, ")")
	c := &conditions{builder: b}
	c.far(far, kinds, all)
	c.where(far, f.Where, around)
	c.keyset(far, &f.List)
	b.write(" WITH ", far)
	if edge != "" {
		b.write(", ", edge)
	}
	b.orderLimit(far, &f.List)
	b.write(" RETURN ")
	if edge == "" {
		b.node(far, kinds, wanted(&f.List, f.Shapes), around)
	} else {
		b.write("{", nodeKey, ": ")
		b.node(far, kinds, f.Shapes, around)
		b.write(", ", edgeKey, ": ")
		b.edge(near, edge, far, f, around)
		b.write("}")
	}
	b.write(" }")
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
		b.write(" RETURN ")
		b.node(statement, []string{statementKind}, wanted(&statements.List, statements.Shapes), around)
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
