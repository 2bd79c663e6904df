package neo4j

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/dealgraph/dealgraph/store"
)

// metaLabel marks the one node that is not of the kind table: it holds the
// format of the layout and the sequence of the last write.
const metaLabel = "Dealgraph"

// retiredLabel is the only label of retired nodes: whatever reads by kind or by
// group passes them by.
const retiredLabel = "Retired"

// layout is how a kind table is laid out in Neo4j: what compiling, writing and
// decoding need to know. It is immutable.
type layout struct {
	kinds *store.Kinds
	// types are the relationship types.
	types map[store.EdgeRef]string
	// columns holds the type of every column of a kind, edgeColumns that of
	// the columns of edges.
	columns     map[string]map[string]store.ColumnType
	edgeColumns map[string]store.ColumnType
	// groups are those that kinds are of, in the order of their first kinds.
	// Ids are looked up by group where the kind does not matter.
	groups []store.Group
	// sourceGroups are, per derived edge, the groups of the nodes in its column
	// "sources": of the edge's kind and of those that can be its parts.
	sourceGroups map[store.EdgeRef][]store.Group
}

// name is what needs no quoting in Cypher.
var name = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)

// newLayout derives the layout of the kind table. It refuses names that Cypher
// would want quoted, and labels or relationship types that coincide.
func newLayout(kinds *store.Kinds) (*layout, error) {
	l := &layout{kinds: kinds, types: map[store.EdgeRef]string{}, columns: map[string]map[string]store.ColumnType{},
		edgeColumns: map[string]store.ColumnType{}, sourceGroups: map[store.EdgeRef][]store.Group{}}
	for _, kind := range kinds.All() {
		if !slices.Contains(l.groups, kind.Group) {
			l.groups = append(l.groups, kind.Group)
		}
	}
	for _, column := range slices.Concat(store.TrustColumns, store.DerivedEdgeColumns, store.SourceEdgeColumns) {
		l.edgeColumns[column.Name] = column.Type
	}
	taken := map[string]string{}
	for _, kind := range kinds.All() {
		if !name.MatchString(kind.Name) || kind.Name == metaLabel || kind.Name == retiredLabel || slices.ContainsFunc(l.groups, func(g store.Group) bool { return groupLabel(g) == kind.Name }) {
			return nil, store.Errorf(store.CodeUnsupported, "Neo4j cannot keep a kind named %q", kind.Name)
		}
		columns := map[string]store.ColumnType{store.ColumnID: store.StringColumn}
		if kind.Searched() {
			columns[store.ColumnSearchKeys] = store.ListColumn
		}
		for _, column := range kind.Columns() {
			if !name.MatchString(column.Name) || column.Name == store.ColumnID || column.Name == store.ColumnKind {
				return nil, store.Errorf(store.CodeUnsupported, "kind %s: Neo4j cannot keep a column named %q", kind.Name, column.Name)
			}
			columns[column.Name] = column.Type
		}
		l.columns[kind.Name] = columns
		for _, edge := range kind.Edges {
			ref := store.EdgeRef{Kind: kind.Name, Label: edge.Label}
			relation := upperSnake(kind.Name) + "_" + upperSnake(edge.Label)
			if known := taken[relation]; known != "" || !name.MatchString(edge.Label) {
				return nil, store.Errorf(store.CodeUnsupported, "edge %s.%s: the relationship type %s is taken by %s or no name", kind.Name, edge.Label, relation, known)
			}
			taken[relation] = kind.Name + "." + edge.Label
			l.types[ref] = relation
			if edge.Derived {
				l.sourceGroups[ref] = l.groupsOf(partKinds(kinds, kind.Name))
			}
		}
	}
	return l, nil
}

// partKinds returns the kind and those whose nodes can be parts of it, however
// deep.
func partKinds(kinds *store.Kinds, whole string) []string {
	reached := map[string]bool{whole: true}
	for grown := true; grown; {
		grown = false
		for _, edge := range kinds.Edges() {
			if edge.Whole && !reached[edge.Kind] && slices.ContainsFunc(edge.Targets, func(t string) bool { return reached[t] }) {
				reached[edge.Kind], grown = true, true
			}
		}
	}
	return slices.Collect(maps.Keys(reached))
}

// groupLabel is the second label of the nodes of a group: Entity, Fact, Source,
// Internal.
func groupLabel(group store.Group) string {
	lower := strings.ToLower(string(group))
	return strings.ToUpper(lower[:1]) + lower[1:]
}

// upperSnake turns technologyArea into TECHNOLOGY_AREA.
func upperSnake(camel string) string {
	var b strings.Builder
	for i, r := range camel {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}

// groupsOf returns the groups of the kinds.
func (l *layout) groupsOf(kinds []string) []store.Group {
	var groups []store.Group
	for _, group := range l.groups {
		if slices.ContainsFunc(kinds, func(name string) bool { kind := l.kinds.Kind(name); return kind != nil && kind.Group == group }) {
			groups = append(groups, group)
		}
	}
	return groups
}

// ends returns the kinds at the far end of an edge.
func (l *layout) ends(ref store.EdgeRef, reverse bool) []string {
	if reverse {
		return []string{ref.Kind}
	}
	if edge := l.kinds.Edge(ref); edge != nil {
		return edge.Targets
	}
	return nil
}

// searchIndex is the name of the full-text index over a kind's search keys.
// Each kind has its own, so that a new searched kind changes no index.
func searchIndex(kind string) string { return kind + "_search" }

// schemaItem is a constraint or an index: its name and how it is made.
type schemaItem struct {
	name, create string
	constraint   bool
}

// schema returns what the kind table wants, in schema order.
func (l *layout) schema() []schemaItem {
	items := []schemaItem{unique(metaLabel), unique(retiredLabel)}
	for _, group := range l.groups {
		items = append(items, unique(groupLabel(group)))
	}
	for _, kind := range l.kinds.All() {
		items = append(items, unique(kind.Name))
		for _, column := range kind.Columns() {
			if column.Key {
				items = append(items, ranged(kind.Name, column.Name, store.ColumnID))
			}
		}
		for _, column := range selective(kind) {
			items = append(items, ranged(kind.Name, column))
		}
		if kind.Searched() {
			index := searchIndex(kind.Name)
			items = append(items, schemaItem{name: index, create: "CREATE FULLTEXT INDEX " + index + " IF NOT EXISTS FOR (n:" + kind.Name + ") ON EACH [n." + store.ColumnSearchKeys +
				"] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"})
		}
	}
	return items
}

func unique(label string) schemaItem {
	index := label + "_" + store.ColumnID
	return schemaItem{index, "CREATE CONSTRAINT " + index + " IF NOT EXISTS FOR (n:" + label + ") REQUIRE n." + store.ColumnID + " IS UNIQUE", true}
}

func ranged(label string, columns ...string) schemaItem {
	index := label + "_" + strings.Join(columns, "_")
	return schemaItem{name: index, create: "CREATE INDEX " + index + " IF NOT EXISTS FOR (n:" + label + ") ON (n." + strings.Join(columns, ", n.") + ")"}
}

// selective returns the filtered columns worth an index of their own: those
// without a sort key where one value picks few nodes. Flags and the columns of
// trust have too few values, lists are in no range index, and what has a sort
// key is found by that.
func selective(kind *store.Kind) []string {
	var columns []string
	for _, p := range kind.Properties {
		if !p.Filtered || p.List || p.Type == store.BoolType {
			continue
		}
		own := p.Columns()
		if slices.ContainsFunc(own, func(c store.Column) bool { return c.Key }) {
			continue
		}
		for _, c := range own {
			if c.Hot && (p.Type == store.EnumType || c.Type == store.NumberColumn || c.Type == store.IntColumn) {
				columns = append(columns, c.Name)
			}
		}
	}
	return columns
}
