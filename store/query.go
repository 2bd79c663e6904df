package store

import "strconv"

// Query is one root field: which nodes, and what to read of each and of what
// surrounds it. It is a value; backends never change it.
type Query struct {
	// Kinds are the concrete kinds to list, in schema order.
	Kinds []string
	// Text, when set, asks by name instead of listing.
	Text *TextQuery
	List
	Shapes Shapes
	// CountByKind asks for the number of nodes of each kind in Kinds that
	// satisfy Where, in Page.Counts.
	CountByKind bool
}

// TextQuery asks for nodes by name. Rows come best first (score, then id), so
// Order, After and Before must be empty.
type TextQuery struct {
	Text string
	// Exact keeps only nodes one of whose names folds to the same key.
	Exact bool
}

// List says which rows of a set, in which order, and how many.
type List struct {
	Where *Cond
	// Order holds the sort keys; ties are broken by id in the direction of
	// the last key (ascending without keys).
	Order []Order
	// After and Before are keyset positions: one value per key of Order, then
	// the id. Only rows strictly behind After and strictly ahead of Before
	// are answered.
	After, Before []any
	// Backward takes the last Limit rows instead of the first. Rows still
	// come in the order of Order.
	Backward bool
	// Limit is the greatest number of rows; 0 asks for none.
	Limit int
	// Total asks for the number of rows that satisfy Where, whatever the
	// page.
	Total bool
}

// Order is one sort key: a Key column of every kind listed, or "id".
type Order struct {
	Column string
	Desc   bool
}

// Shapes says what to read of a node, per concrete kind. A node whose kind has
// no shape is answered with its id and kind only.
type Shapes map[string]*Shape

// Shape is what to read of a node of one kind.
type Shape struct {
	// Columns to read beside id and kind; sorted, without duplicates.
	Columns []string
	// Follows, each answered under its Key; keys are unique in a shape.
	Follows []*Follow
}

// Follow reads the nodes at the other end of one edge label.
type Follow struct {
	Key string
	// Edge to follow; Reverse follows it from its end to its start.
	Edge    EdgeRef
	Reverse bool
	// Kinds keeps only ends of these concrete kinds; in schema order.
	Kinds []string
	List
	Shapes Shapes
	// EdgeColumns are the columns of the edge itself to read; sorted.
	EdgeColumns []string
	// EdgeStatements are lists of the statements that back the edge by which
	// each row was reached, each under its Key in Row.Edge.Follows. Of such a
	// follow Edge, Reverse, Kinds, EdgeColumns and EdgeStatements are empty,
	// and its rows are of kind Statement: those whose node is the edge's
	// start, whose property is its label, whose target is its end. Of a
	// derived edge: whose node is among the edge's "sources", whose property
	// is among its "labels", whose target is its end.
	EdgeStatements []*Follow
}

// Op is the operator of a condition.
type Op int

// The operators. A comparison with a missing value is false, and Not of it is
// true: conditions are two-valued.
const (
	// And holds if all of Conds hold; Or if any; Not if the only one doesn't.
	And Op = iota
	Or
	Not
	// Eq, Lt, Le, Gt, Ge compare Column with Value (string, int64, float64 or
	// bool, as the column's type says). Strings compare by code point.
	Eq
	Lt
	Le
	Gt
	Ge
	// In holds if Column equals one of Value ([]string, []float64, []int64).
	// An empty list holds for nothing.
	In
	// Contains: the string column holds Value as a substring.
	Contains
	// HasPrefix: the string column starts with Value.
	HasPrefix
	// Has: the list column has the element Value; HasAny: one of the elements
	// of Value ([]string).
	Has
	HasAny
	// Missing: the column has no value.
	Missing
	// Some, Every, None quantify over the nodes at the other end of Edge
	// (Reverse as in Follow) that are of Kinds: Conds[0], where present, is
	// the condition on the far node. Every holds where there is none.
	Some
	Every
	None
	// OuterDay holds if the period whose columns are Column+"Earliest" and
	// Column+"Latest" overlaps, with missing bounds open, the day (columns
	// dayEarliest, dayLatest) of the node Up levels out: 1 is the node that
	// the follow starts at, 2 the one around that. A missing day holds. The
	// outer shape is sure to read both day columns.
	OuterDay
)

var opNames = [...]string{And: "And", Or: "Or", Not: "Not", Eq: "Eq", Lt: "Lt", Le: "Le", Gt: "Gt", Ge: "Ge", In: "In", Contains: "Contains",
	HasPrefix: "HasPrefix", Has: "Has", HasAny: "HasAny", Missing: "Missing", Some: "Some", Every: "Every", None: "None", OuterDay: "OuterDay"}

// String returns the operator's name, or its number if it has none.
func (o Op) String() string {
	if o < 0 || int(o) >= len(opNames) {
		return strconv.Itoa(int(o))
	}
	return opNames[o]
}

// MarshalText returns the operator's name, for plans that people read.
func (o Op) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// Cond is a condition on a node.
type Cond struct {
	Op      Op
	Column  string // a column of every kind it is asked of, or "id"
	Value   any
	Conds   []*Cond
	Edge    EdgeRef
	Reverse bool
	Kinds   []string
	Up      int
}

// Page is an answer to a list: the rows, and what was asked about the whole.
type Page struct {
	Rows []*Row
	// More reports whether there are rows beyond the page, in its direction.
	More bool
	// Total is the number of rows of the whole list, or -1 if not asked.
	Total int
	// Counts is the number of nodes per kind, if asked.
	Counts map[string]int
}

// Row is one row: a node, the edge it was reached by, and how it was found.
type Row struct {
	Node *Node
	// Edge is nil in root lists.
	Edge *EdgeData
	// Score is how well the name fits, 0 to 1, and Reason why, in answers to
	// a TextQuery.
	Score  float64
	Reason string
}

// Node is a node as read. Columns holds those of its shape that have a value:
// string, float64, int64, bool or []string as the column's type says.
type Node struct {
	ID      string
	Kind    string
	Columns map[string]any
	// Follows are the answers to the shape's follows by key; a follow that
	// found nothing is an empty page, never nil.
	Follows map[string]*Page
}

// EdgeData is what was read of an edge.
type EdgeData struct {
	Columns map[string]any
	Follows map[string]*Page
}
