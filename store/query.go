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
//
// A store ranks at most 500 nodes, and Total, Counts and Groups are about what
// fits among these: nodes of the very name before those that have the text in a
// name, and these before names that are only spelt alike. The last ones are left
// out where a node has the very name, and in a large graph may be where their
// common letters are frequent.
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
	// Groups ask for counts of the rows that satisfy Where by something,
	// whatever the page.
	Groups []*Grouping
}

// Order is one sort key: a Key column of every kind listed, "id", or the Key
// column of the only node at the end of an edge, see [RelatedColumn].
type Order struct {
	Column string
	Desc   bool
}

// RelatedColumn is the name of a column of the node at the end of a Single
// edge that starts at the kind in question, such as "company.nameKey" of a
// position. Sort keys and the columns of a shape may be such; where there is
// no node at the end it sorts as the smallest and is absent when read.
func RelatedColumn(label, column string) string { return label + "." + column }

// Grouping counts the rows of a list by the value of a column or by the node
// at the other end of an edge. Groups come largest first, then by value (a
// missing one first, texts by code point, false before true) or by id.
type Grouping struct {
	// Key under which the answer stands in Page.Groups; unique in a list.
	Key string
	// Column to group by, of every kind listed, if not empty. Rows without a
	// value are a group of their own. Of a ListColumn, a row is in the group
	// of each of its elements. Of a string column only the first Prefix bytes
	// count, if not 0: the year of a day.
	Column string
	Prefix int
	// Edge to group by, where Column is empty: a row is in the group of each
	// node of Kinds at the other end (Reverse as in Follow), and in none
	// without such a node. ExceptStart leaves out the node that the follow
	// with this list starts at; EdgeWhere is a condition on the edge as in
	// Follow.
	Edge        EdgeRef
	Reverse     bool
	Kinds       []string
	EdgeWhere   *Cond
	ExceptStart bool
	// Distinct, if not empty, is a string column: rows of a group that have
	// the same value in it count as one (ColumnWhole: deals count by their
	// wholes).
	Distinct string
	// Money, if not empty, names a property of money to be summed per
	// currency over what counts. Of rows that count as one because of
	// Distinct, the one whose id is that value gives the amount; if it is not
	// in the group or has none, the amounts of the others are added up.
	Money string
	// Limit is the greatest number of groups.
	Limit int
	// Shapes say what to read of nodes that are grouped by.
	Shapes Shapes
}

// Groups is the answer to a Grouping.
type Groups struct {
	Rows []*GroupCount
	// Omitted is the number of groups beyond the limit.
	Omitted int
}

// GroupCount is one group: what it is of, and how many rows count in it.
type GroupCount struct {
	// Value is that of the column (nil: missing), Node the one at the end of
	// the edge; the other is nil.
	Value any
	Node  *Node
	Count int
	// Sums are by currency, sorted; Undisclosed is the number of those that
	// count of which no amount is known but which a source calls undisclosed,
	// Unknown of those without any word. All 0 where no Money was asked.
	Sums                 []Sum
	Undisclosed, Unknown int
}

// Sum is an amount of money added up, and how many of those that count have a
// known amount in that currency.
type Sum struct {
	Currency string
	Amount   float64
	Count    int
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
	// Repeat, if not nil, follows on from what is reached.
	Repeat *Repeat
	// EdgeWhere is a condition on the columns of the edge itself: a
	// comparison, And, Or, Not, Missing. Rows, totals and groups obey it.
	EdgeWhere *Cond
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

// Repeat makes a follow transitive: its rows are the nodes reached in 1 to
// Depth steps, each once and never the start itself, whatever cycles there
// are. Row.Edge.Columns[ColumnDepth] is the least number of steps to the row
// (int64), always read. EdgeColumns, EdgeStatements and EdgeWhere of such a
// follow are empty; Where, order, page, total and groups are about the nodes
// reached and cut no way short.
type Repeat struct {
	// Depth is the greatest number of steps, 1 to MaxRepeat.
	Depth int
	// Facts, if not empty, are edges that start at one Fact kind. A step then
	// leads from a node to a fact by any of them, in reverse, and from the
	// fact to another node of the follow's Kinds by any of them; the follow's
	// own Edge and Reverse are without meaning. Where is a condition on the
	// fact. If Facts is empty, a step is the follow's edge.
	Facts []EdgeRef
	Where *Cond
}

// MaxRepeat is the greatest number of steps of a repeated follow, and of a
// Within condition.
const MaxRepeat = 20

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
	// ThroughOuterDay holds if the period has every day of that day. A missing
	// bound, or a missing day, does not hold.
	ThroughOuterDay
	// Within holds for the nodes with one of the ids in Value ([]string), and
	// for those from which one of these is reached by following Edge (Reverse
	// as in Follow; both its ends are of one kind) 1 to MaxRepeat times.
	Within
)

var opNames = [...]string{And: "And", Or: "Or", Not: "Not", Eq: "Eq", Lt: "Lt", Le: "Le", Gt: "Gt", Ge: "Ge", In: "In", Contains: "Contains",
	HasPrefix: "HasPrefix", Has: "Has", HasAny: "HasAny", Missing: "Missing", Some: "Some", Every: "Every", None: "None", OuterDay: "OuterDay", ThroughOuterDay: "ThroughOuterDay", Within: "Within"}

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
	// Groups are the answers to the list's groupings by key.
	Groups map[string]*Groups
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
