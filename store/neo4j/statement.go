package neo4j

import (
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// paramsKey is the one parameter of a compiled statement: a map of all. Neo4j
// plans a text anew for parameters of other types, among which it counts strings
// and lists of other lengths, but it does not look into maps.
const paramsKey = "p"

// statement is a Cypher text with its parameters.
type statement struct {
	text   string
	params map[string]any
}

// idSet is a list of ids that is computed ahead of a statement.
type idSet struct{ name, value string }

// builder puts a statement together. The first fault is kept and the result
// refused, so that callers need not look after each step.
type builder struct {
	*layout
	text      strings.Builder
	params    map[string]any
	variables int
	// edges are the variables of relationships: their columns are others.
	edges map[string]bool
	// sets are the lists of ids that Within conditions stand for, computed
	// once ahead of the statement; within names that of each condition.
	sets   []idSet
	within map[*store.Cond]string
	err    error
}

func (l *layout) builder() *builder {
	return &builder{layout: l, params: map[string]any{}, edges: map[string]bool{}, within: map[*store.Cond]string{}}
}

func (b *builder) write(parts ...string) {
	for _, part := range parts {
		b.text.WriteString(part)
	}
}

// arg writes a parameter. Parameters are named in the order of writing, so
// that one shape of query gives one text.
func (b *builder) arg(value any) { b.write(b.param(value)) }

// param returns a parameter to write, perhaps several times.
func (b *builder) param(value any) string {
	parameter := "p" + strconv.Itoa(len(b.params))
	b.params[parameter] = value
	return "$" + paramsKey + "." + parameter
}

// variable returns a variable not used in the statement yet.
func (b *builder) variable(prefix string) string {
	b.variables++
	return prefix + strconv.Itoa(b.variables-1)
}

// edgeVariable returns a variable of a relationship not used in the statement yet.
func (b *builder) edgeVariable() string {
	edge := b.variable("r")
	b.edges[edge] = true
	return edge
}

func (b *builder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = store.Errorf(store.CodeInternal, format, args...)
	}
}

func (b *builder) statement() (*statement, error) {
	if b.err != nil {
		return nil, b.err
	}
	return b.sending(b.ahead() + b.text.String()), nil
}

// answering returns the statement of one record whose values, with the names
// they are answered under, have been written.
func (b *builder) answering(names []string) (*statement, error) {
	if b.err != nil {
		return nil, b.err
	}
	if len(b.sets) == 0 {
		return b.sending("RETURN " + b.text.String()), nil
	}
	// What aggregates wants the sets projected beside it, see answer.
	return b.sending(b.ahead() + "WITH " + strings.Join(b.setNames(), ", ") + ", " + b.text.String() + " RETURN " + strings.Join(names, ", ")), nil
}

// sending returns the statement of a text that the builder's parameters are in.
func (b *builder) sending(text string) *statement {
	if len(b.params) == 0 {
		return &statement{text: text}
	}
	return &statement{text, map[string]any{paramsKey: b.params}}
}

// ahead returns the clause that computes the sets, if there are any.
func (b *builder) ahead() string {
	if len(b.sets) == 0 {
		return ""
	}
	values := make([]string, len(b.sets))
	for i, set := range b.sets {
		values[i] = set.value + " AS " + set.name
	}
	return "WITH " + strings.Join(values, ", ") + " "
}

func (b *builder) setNames() []string {
	names := make([]string, len(b.sets))
	for i, set := range b.sets {
		names[i] = set.name
	}
	return names
}

// relation returns the relationship type of an edge.
func (b *builder) relation(ref store.EdgeRef) string {
	relation, ok := b.types[ref]
	if !ok {
		b.fail("no edge %s.%s", ref.Kind, ref.Label)
	}
	return relation
}

// arrow returns the pattern of an edge between two written nodes; name may be
// empty.
func (b *builder) arrow(variable string, ref store.EdgeRef, reverse bool) string {
	if reverse {
		return "<-[" + variable + ":" + b.relation(ref) + "]-"
	}
	return "-[" + variable + ":" + b.relation(ref) + "]->"
}

// label checks that the kind is known and returns its label.
func (b *builder) label(kind string) string {
	if b.kinds.Kind(kind) == nil {
		b.fail("no kind %q", kind)
	}
	return kind
}

// labels returns a label expression for nodes of any of the kinds.
func (b *builder) labels(kinds []string) string {
	for _, kind := range kinds {
		b.label(kind)
	}
	return strings.Join(kinds, "|")
}

// column returns the expression of a column that some kind has, or edges have;
// of a sort key of a related node (store.RelatedColumn) with the smallest value
// where there is none.
func (b *builder) column(variable, column string) string {
	if b.edges[variable] {
		if _, known := b.edgeColumns[column]; !known {
			b.fail("edges have no column %q", column)
		}
		return variable + "." + column
	}
	if isRelated(column) {
		return "coalesce(" + b.related(variable, column) + ", " + b.param(b.smallest(column)) + ")"
	}
	if _, known := b.columnType(column); !known {
		b.fail("no column %q", column)
	}
	return variable + "." + column
}

// columnType returns the type of a column; it is one in all kinds.
func (l *layout) columnType(column string) (store.ColumnType, bool) {
	for _, columns := range l.columns {
		if t, ok := columns[column]; ok {
			return t, true
		}
	}
	return 0, false
}

// text makes a Cypher string of a name of the kind table, which has letters,
// digits and underscores only.
func text(name string) string { return "'" + name + "'" }
