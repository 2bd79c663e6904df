package store

import (
	"fmt"
	"slices"
	"strings"
)

// Group says what a kind is for.
type Group string

// The groups of kinds.
const (
	// Entity is a thing that persists: a company, a person, a patent.
	Entity Group = "ENTITY"
	// Fact is a relation with a life of its own: a deal, a position.
	Fact Group = "FACT"
	// Source is where facts come from: an article, a statement.
	Source Group = "SOURCE"
	// Internal is known to the stores only, never listed or searched.
	Internal Group = "INTERNAL"
)

// Kind is one sort of node. Everything that the backends and the GraphQL layer
// know of a kind stands here; it is read from the schema's directives.
type Kind struct {
	Name       string // as in the schema: Company
	Plural     string // the list's root field: companies
	Prefix     string // of its ids, without the colon: company
	Group      Group
	Interfaces []string // in schema order
	Properties []*Property
	Edges      []*Edge // those that start at this kind
	// Day names the date properties that tell the day of the fact; the first
	// that is known counts. The projection keeps it as dayEarliest, dayLatest.
	Day []string
}

// Property returns the property of that name, or nil.
func (k *Kind) Property(name string) *Property {
	for _, p := range k.Properties {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Edge returns the edge of that label that starts at this kind, or nil.
func (k *Kind) Edge(label string) *Edge {
	for _, e := range k.Edges {
		if e.Label == label {
			return e
		}
	}
	return nil
}

// stated reports whether statements back the nodes of the kind.
func (k *Kind) stated() bool { return k.Group == Entity || k.Group == Fact }

// Is reports whether the kind is the type of that name or implements it.
func (k *Kind) Is(typeName string) bool {
	return k.Name == typeName || slices.Contains(k.Interfaces, typeName)
}

// Property is one property of a kind.
type Property struct {
	Name string
	Type Type
	List bool
	// Enum holds the values of an enum in schema order, for Type EnumType.
	Enum []string
	// Progressive: a later value of the enum implies the earlier ones, so the
	// two agree and the later is projected (a lifecycle).
	Progressive bool
	// Ordered, Filtered: lists sort by it, filter by it.
	Ordered, Filtered bool
	// Searched: it is a name under which the node is found.
	Searched bool
	// Composed: our own code makes it; no statement backs it.
	Composed bool
	// Validity: it is the period in which the fact holds (validOn).
	Validity bool
	// Ends: it is the day on which the fact ended, where no Validity property
	// gives its end.
	Ends bool
	// Record: it belongs to the record of an article or a statement.
	Record bool
	// Counts, if not empty, is the label of a derived edge: the value, of type
	// IntType and composed, is the number of nodes with such an edge to the
	// node, leaving out those that are parts of another.
	Counts string
	// Void holds values of an enum with which a fact holds at no time: talks
	// that are still going on are no agreement in force.
	Void []string
}

// Role says on which side of a deal a party stands; it decides how titles are
// composed, and marks an edge as leading to a party.
type Role string

// The sides.
const (
	RoleNone Role = ""
	// RoleFrom gives: licensor, seller, supplier, plaintiff.
	RoleFrom Role = "FROM"
	// RoleTo takes: licensee, buyer, customer, defendant.
	RoleTo Role = "TO"
	// RoleWith stands beside: partner, party.
	RoleWith Role = "WITH"
)

// Edge is one label of edges that start at one kind.
type Edge struct {
	Kind    string   // the kind it starts at
	Label   string   // licensor
	Targets []string // concrete kinds, in schema order
	Single  bool     // at most one per node
	Role    Role     // set where it leads to a party of a deal
	// Party: who stands at its end is a party to the fact, so that its word
	// confirms the fact.
	Party bool
	// Whole: it leads from a part to the whole it belongs to (partOf).
	Whole bool
	// Derived: computed by the projection from other edges; no statement has
	// this label. Its edges carry the columns "labels" and "sources".
	Derived bool
}

// Kinds is the kind table: immutable once made.
type Kinds struct {
	list     []*Kind
	byName   map[string]*Kind
	byPrefix map[string]*Kind
}

// NewKinds checks the kinds and returns the table. Names, prefixes and plurals
// must be unique, targets known, what is counted a derived edge to the kind, and
// one column name must have one type in all kinds (SQLite keeps a column once).
func NewKinds(list []*Kind) (*Kinds, error) {
	t := &Kinds{list: list, byName: map[string]*Kind{}, byPrefix: map[string]*Kind{}}
	plurals := map[string]bool{}
	for _, k := range list {
		if t.byName[k.Name] != nil || t.byPrefix[k.Prefix] != nil || plurals[k.Plural] {
			return nil, fmt.Errorf("kind %s: name, prefix %q or plural %q is taken", k.Name, k.Prefix, k.Plural)
		}
		t.byName[k.Name], t.byPrefix[k.Prefix], plurals[k.Plural] = k, k, true
	}
	types := map[string]ColumnType{}
	for _, k := range list {
		for _, e := range k.Edges {
			for _, target := range e.Targets {
				if t.byName[target] == nil {
					return nil, fmt.Errorf("edge %s.%s: unknown target kind %s", k.Name, e.Label, target)
				}
			}
		}
		for _, p := range k.Properties {
			if p.Counts != "" && (p.Type != IntType || !p.Composed || !slices.ContainsFunc(t.Edges(), func(e *Edge) bool {
				return e.Derived && e.Label == p.Counts && slices.Contains(e.Targets, k.Name)
			})) {
				return nil, fmt.Errorf("property %s.%s counts %q: it must be a composed number, and that a derived edge to %s", k.Name, p.Name, p.Counts, k.Name)
			}
		}
		if day := k.Property(DayProperty); day != nil && len(k.Day) > 0 && (!day.Composed || day.Type != DateType) {
			return nil, fmt.Errorf("property %s.%s: it must be a composed date, for the day of the fact is kept in its columns", k.Name, DayProperty)
		}
		for _, c := range k.Columns() {
			if known, ok := types[c.Name]; ok && known != c.Type {
				return nil, fmt.Errorf("kind %s: column %s has another type elsewhere", k.Name, c.Name)
			}
			types[c.Name] = c.Type
		}
	}
	return t, nil
}

// All returns the kinds in schema order. The slice must not be changed.
func (t *Kinds) All() []*Kind { return t.list }

// Kind returns the kind of that name, or nil.
func (t *Kinds) Kind(name string) *Kind { return t.byName[name] }

// Edge returns the edge of that kind and label, or nil.
func (t *Kinds) Edge(ref EdgeRef) *Edge {
	if k := t.byName[ref.Kind]; k != nil {
		return k.Edge(ref.Label)
	}
	return nil
}

// Edges returns all edges in schema order.
func (t *Kinds) Edges() []*Edge {
	var all []*Edge
	for _, k := range t.list {
		all = append(all, k.Edges...)
	}
	return all
}

// KindOf returns the kind that an id's prefix names, or nil.
func (t *Kinds) KindOf(id string) *Kind {
	prefix, rest, ok := strings.Cut(id, ":")
	if !ok || rest == "" {
		return nil
	}
	return t.byPrefix[prefix]
}

// Implementing returns the names of the kinds that are of the type or
// implement it, in schema order; internal kinds only by their own name.
func (t *Kinds) Implementing(typeName string) []string {
	var names []string
	for _, k := range t.list {
		if k.Name == typeName || k.Group != Internal && k.Is(typeName) {
			names = append(names, k.Name)
		}
	}
	return names
}

// EdgeRef names an edge: the kind it starts at and its label.
type EdgeRef struct {
	Kind  string
	Label string
}

// ColumnType is the type of a stored column.
type ColumnType int

// The column types and how Go holds their values.
const (
	StringColumn ColumnType = iota // string
	NumberColumn                   // float64
	IntColumn                      // int64
	BoolColumn                     // bool
	ListColumn                     // []string
)

// Column is one stored column of a kind.
type Column struct {
	Name string
	Type ColumnType
	// Hot: lists filter or sort by it, so a backend keeps it fit for that.
	Hot bool
	// Key: the sort key of an ordered property, never null; backends index it
	// together with the id.
	Key bool
}

// Columns every node has, beside id and kind. Trust stands on entities and
// facts only.
const (
	ColumnID             = "id"
	ColumnKind           = "kind"
	ColumnDayEarliest    = "dayEarliest"    // of kinds with a Day
	ColumnDayLatest      = "dayLatest"      //
	ColumnSearchKeys     = "searchKeys"     // of kinds with searched properties; for the index only
	ColumnFirstReported  = "firstReported"  // earliest publication behind the node, of a source its own: a day, YYYY-MM-DD
	ColumnReportedKey    = "reportedKey"    // sort key of firstReported
	ColumnCredence       = "credence"       // a Credence, by name
	ColumnCredenceRank   = "credenceRank"   // its rank, for comparison
	ColumnStatementCount = "statementCount" // live self statements
	ColumnArticleCount   = "articleCount"   // distinct articles of these
	ColumnOriginCount    = "originCount"    // distinct origins of these that assert
	ColumnContested      = "contested"      // sources disagree on it or on one of its properties
	ColumnContestedOn    = "contestedOn"    // the properties they disagree on
	ColumnFormerIDs      = "formerIds"      // ids that are of the node now, sorted, because they were judged the same as its own
	ColumnWhole          = "whole"          // of kinds with a Whole edge: id of the outermost whole, its own id if it is no part
	ColumnIsPart         = "isPart"         // of kinds with a Whole edge: whether it is a part of another
	ColumnValidEarliest  = "validEarliest"  // of facts: the first day on which it may have held; missing if open or unknown
	ColumnValidLatest    = "validLatest"    // of facts: the last such day; before the first one if it never held
	ColumnSureEarliest   = "sureEarliest"   // of facts: the first day on which it certainly held; missing if on none
	ColumnSureLatest     = "sureLatest"     // of facts: the last such day
	ColumnDepth          = "depth"          // of the edge of a repeated follow: the number of steps
	ColumnTarget         = "target"         // of a statement about an edge: the id at its end, as now known
	ColumnWritten        = "written"        // of an edge of a source to a node: the ids that were first written, sorted, if that is not the node's own alone
	ColumnLabels         = "labels"         // of a derived edge: the labels it folds
	ColumnSources        = "sources"        // of a derived edge: the nodes these start at
)

// TrustColumns are the columns of trust, on nodes and on edges alike.
var TrustColumns = []Column{
	{Name: ColumnFirstReported, Type: StringColumn, Hot: true},
	{Name: ColumnCredence, Type: StringColumn, Hot: true},
	{Name: ColumnCredenceRank, Type: IntColumn, Hot: true},
	{Name: ColumnStatementCount, Type: IntColumn, Hot: true},
	{Name: ColumnArticleCount, Type: IntColumn, Hot: true},
	{Name: ColumnOriginCount, Type: IntColumn, Hot: true},
	{Name: ColumnContested, Type: BoolColumn, Hot: true},
}

// DerivedEdgeColumns are the further columns of derived edges.
var DerivedEdgeColumns = []Column{
	{Name: ColumnLabels, Type: ListColumn},
	{Name: ColumnSources, Type: ListColumn},
}

// SourceEdgeColumns are the columns of edges that lead from sources, and from the
// change log, to entities and facts.
var SourceEdgeColumns = []Column{{Name: ColumnWritten, Type: ListColumn}}

// DayProperty is the name of the composed property that tells the day of a fact,
// on kinds that show it: its columns are those of the day.
const DayProperty = "day"

// Columns returns the stored columns of the kind without id, kind and search
// keys: those of its properties in schema order, then the computed ones.
func (k *Kind) Columns() []Column {
	var columns []Column
	for _, p := range k.Properties {
		columns = append(columns, p.Columns()...)
	}
	if len(k.Day) > 0 && k.Property(DayProperty) == nil {
		columns = append(columns, Column{ColumnDayEarliest, StringColumn, true, false}, Column{ColumnDayLatest, StringColumn, true, false})
	}
	if slices.ContainsFunc(k.Edges, func(e *Edge) bool { return e.Whole }) {
		columns = append(columns, Column{ColumnWhole, StringColumn, true, false}, Column{ColumnIsPart, BoolColumn, true, false})
	}
	if k.Group == Fact {
		for _, name := range []string{ColumnValidEarliest, ColumnValidLatest, ColumnSureEarliest, ColumnSureLatest} {
			columns = append(columns, Column{name, StringColumn, true, false})
		}
	}
	if k.stated() {
		columns = append(columns, TrustColumns...)
		columns = append(columns, Column{Name: ColumnContestedOn, Type: ListColumn}, Column{Name: ColumnFormerIDs, Type: ListColumn})
	}
	if k.Group == Source {
		columns = append(columns, Column{ColumnFirstReported, StringColumn, true, false})
	}
	if k.Group != Internal {
		columns = append(columns, Column{ColumnReportedKey, StringColumn, true, true})
	}
	if k.Name == "Statement" {
		columns = append(columns, Column{Name: ColumnTarget, Type: StringColumn, Hot: true})
	}
	return columns
}

// Searched reports whether the kind is found by name.
func (k *Kind) Searched() bool {
	return slices.ContainsFunc(k.Properties, func(p *Property) bool { return p.Searched })
}
