package neo4j

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// Repeated follows are matches of variable length whose paths are told by their
// ends and least lengths only: Neo4j then goes breadth first and visits each
// node once (VarLengthExpand(Pruning,BFS)). SHORTEST does not: on a graph of 500
// nodes with cycles it had found no end after ten minutes.

// bounds are the numbers of steps that stand in texts, so that the texts are
// few: a follow takes the next one up, and its own depth is a parameter.
var bounds = [...]int{1, 2, 4, 8, store.MaxRepeat}

func bound(depth int) int {
	for _, b := range bounds {
		if depth <= b {
			return b
		}
	}
	return store.MaxRepeat
}

// steps returns the pattern of 1 to depth relationships of a type.
func (b *builder) steps(relation string, reverse bool, depth int) string {
	pattern := "-[:" + relation + "*1.." + strconv.Itoa(depth) + "]-"
	if reverse {
		return "<" + pattern
	}
	return pattern + ">"
}

// repeated writes a match of all rows of a repeated follow, and returns its
// conditions and the variable of depths.
func (b *builder) repeated(near, far string, f *store.Follow, kinds []string, all bool, around scope) (c *conditions, depth string) {
	if len(f.EdgeColumns)+len(f.EdgeStatements) > 0 || f.EdgeWhere != nil {
		b.fail("a repeated follow has no single edge to read or to test")
	}
	if f.Repeat.Depth < 1 || f.Repeat.Depth > store.MaxRepeat {
		b.fail("a follow repeated %d times", f.Repeat.Depth)
	}
	depth, c = b.variable("depth"), &conditions{builder: b}
	switch {
	case len(f.Repeat.Facts) == 0:
		path := b.variable("path")
		b.write("MATCH ", path, " = (", near, ")", b.steps(b.relation(f.Edge), f.Reverse, bound(f.Repeat.Depth)), "(", far, ") WITH ", far, ", min(length(", path, ")) AS ", depth)
		b.beyond(c, near, far, depth, f)
	case b.alternate(f.Repeat.Facts):
		b.throughFacts(near, far, depth, f, kinds, around)
		b.beyond(c, near, far, depth, f)
	default:
		b.layers(near, far, depth, f, kinds, around)
		all = true
	}
	c.far(far, kinds, all)
	c.where(far, f.Where, around)
	return c, depth
}

// beyond writes what leaves out the start, and what a bound lets through that
// is beyond the depth.
func (b *builder) beyond(c *conditions, near, far, depth string, f *store.Follow) {
	c.and()
	b.write(far, " <> ", near)
	if bound(f.Repeat.Depth) != f.Repeat.Depth {
		b.write(" AND ", depth, " <= ")
		b.arg(int64(f.Repeat.Depth))
	}
}

// alternate reports whether nodes and facts alternate on every way along the
// edges, whatever their directions: none leads to a fact of their own kind.
func (b *builder) alternate(facts []store.EdgeRef) bool {
	for _, ref := range facts {
		if ref.Kind != facts[0].Kind {
			b.fail("steps by facts of %s and of %s", facts[0].Kind, ref.Kind)
		}
		if slices.Contains(b.ends(ref, false), ref.Kind) {
			return false
		}
	}
	return true
}

func (b *builder) relations(refs []store.EdgeRef) string {
	types := make([]string, len(refs))
	for i, ref := range refs {
		types[i] = b.relation(ref)
	}
	return strings.Join(types, "|")
}

// throughFacts writes steps by facts where these and nodes alternate: a step is
// two relationships.
func (b *builder) throughFacts(near, far, depth string, f *store.Follow, kinds []string, around scope) {
	path, any, fact := b.variable("path"), b.variable("n"), f.Repeat.Facts[0].Kind
	b.write("MATCH ", path, " = (", near, ")-[:", b.relations(f.Repeat.Facts), "*1..", strconv.Itoa(2*bound(f.Repeat.Depth)), "]-(", far, ") WHERE all(", any, " IN nodes(", path, ") WHERE ",
		any, " = ", near, " OR ", any, ":", b.labels(kinds), " OR ", any, ":", b.label(fact))
	if f.Repeat.Where != nil {
		b.write(" AND ")
		b.cond(any, f.Repeat.Where, around)
	}
	b.write(") WITH ", far, ", min(length(", path, ")) / 2 AS ", depth)
}

// layers writes steps by facts where a fact may be a node of another step: layer
// by layer, each of what was not seen before.
func (b *builder) layers(near, far, depth string, f *store.Follow, kinds []string, around scope) {
	state, step, next, x, fact, y, row := b.variable("st"), b.variable("step"), b.variable("next"), b.variable("n"), b.variable("n"), b.variable("n"), b.variable("row")
	types := b.relations(f.Repeat.Facts)
	b.write("UNWIND reduce(", state, " = {seen: [", near, "], layer: [", near, "], rows: []}, ", step, " IN range(1, ")
	b.arg(int64(f.Repeat.Depth))
	b.write(") | head([", next, " IN [COLLECT { UNWIND ", state, ".layer AS ", x, " MATCH (", x, ")<-[:", types, "]-(", fact, ")-[:", types, "]->(", y, ":", b.labels(kinds), ")")
	c := &conditions{builder: b}
	c.where(fact, f.Repeat.Where, around)
	c.and()
	b.write("NOT ", y, " IN ", state, ".seen RETURN DISTINCT ", y, " }] | {seen: ", state, ".seen + ", next, ", layer: ", next,
		", rows: ", state, ".rows + [", y, " IN ", next, " | {n: ", y, ", depth: ", step, "}]}])).rows AS ", row, " WITH ", row, ".n AS ", far, ", ", row, ".depth AS ", depth)
}

// repeatedRows writes the page of a repeated follow.
func (b *builder) repeatedRows(near string, f *store.Follow, kinds []string, all bool, around scope) {
	far := b.variable("n")
	c, depth := b.repeated(near, far, f, kinds, all, around)
	c.keyset(far, &f.List)
	b.write(" WITH ", far, ", ", depth)
	b.orderLimit(far, &f.List)
	shapes := wanted(&f.List, f.Shapes)
	b.answer(shapesAggregate(shapes), func() {
		b.write("{", nodeKey, ": ")
		b.node(far, kinds, shapes, around)
		b.write(", ", edgeKey, ": {", columnsKey, ": {", store.ColumnDepth, ": ", depth, "}}}")
	}, far, depth)
}
