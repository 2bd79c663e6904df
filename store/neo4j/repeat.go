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

// repeated writes a match of all rows of a repeated follow, and returns the
// variable of their depths.
func (b *builder) repeated(near, far string, f *store.Follow, kinds []string, all bool, around scope) string {
	if len(f.EdgeColumns)+len(f.EdgeStatements) > 0 || f.EdgeWhere != nil {
		b.fail("a repeated follow has no single edge to read or to test")
	}
	if f.Repeat.Depth < 1 || f.Repeat.Depth > store.MaxRepeat {
		b.fail("a follow repeated %d times", f.Repeat.Depth)
	}
	path, depth, length := b.variable("path"), b.variable("depth"), ""
	b.write("MATCH ", path, " = (", near, ")")
	if len(f.Repeat.Facts) == 0 {
		b.write(b.steps(b.relation(f.Edge), f.Reverse, bound(f.Repeat.Depth)), "(", far, ")")
	} else {
		b.throughFacts(near, path, far, f, kinds, around)
		length = " / 2"
	}
	b.write(" WITH ", far, ", min(length(", path, "))", length, " AS ", depth)
	c := &conditions{builder: b}
	c.and()
	b.write(far, " <> ", near)
	if bound(f.Repeat.Depth) != f.Repeat.Depth {
		b.write(" AND ", depth, " <= ")
		b.arg(int64(f.Repeat.Depth))
	}
	c.far(far, kinds, all)
	c.where(far, f.Where, around)
	return depth
}

// throughFacts writes steps by facts: from a node to a fact and from there to
// another node. Edges of facts never end at such facts, so that nodes and facts
// alternate whatever the directions.
func (b *builder) throughFacts(near, path, far string, f *store.Follow, kinds []string, around scope) {
	fact := f.Repeat.Facts[0].Kind
	var types []string
	for _, ref := range f.Repeat.Facts {
		if ref.Kind != fact || slices.Contains(b.ends(ref, false), fact) {
			b.fail("steps by facts of %s lead along %s.%s", fact, ref.Kind, ref.Label)
		}
		types = append(types, b.relation(ref))
	}
	any := b.variable("n")
	b.write("-[:", strings.Join(types, "|"), "*1..", strconv.Itoa(2*bound(f.Repeat.Depth)), "]-(", far, ") WHERE all(", any, " IN nodes(", path, ") WHERE ",
		any, " = ", near, " OR ", any, ":", b.labels(kinds), " OR ", any, ":", b.label(fact))
	if f.Repeat.Where != nil {
		b.write(" AND ")
		b.cond(any, f.Repeat.Where, around)
	}
	b.write(")")
}

// repeatedRows writes the page of a repeated follow.
func (b *builder) repeatedRows(near string, f *store.Follow, kinds []string, all bool, around scope) {
	far := b.variable("n")
	depth := b.repeated(near, far, f, kinds, all, around)
	c := &conditions{builder: b, any: true}
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
