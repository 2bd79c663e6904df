package store

import "context"

// Tx is what a backend offers [Write] inside one write transaction: whole
// nodes and whole edges, in and out. Backends add no rule of their own.
type Tx interface {
	// Lock takes the store's one write lock, increments its sequence and
	// returns it. It is called first; other writers wait until the
	// transaction ends. A rolled back transaction leaves the sequence as it
	// was.
	Lock(ctx context.Context) (int64, error)
	// Nodes returns the stored nodes of these ids by id, with all columns;
	// unknown ids are absent.
	Nodes(ctx context.Context, ids []string) (map[string]*Record, error)
	// IDs returns the ids of the stored nodes of the kind, retired ones too,
	// that come after the id, in ascending order, at most limit.
	IDs(ctx context.Context, kind, after string, limit int) ([]string, error)
	// EdgesFrom returns all edges of these labels that start at one of ids;
	// EdgesTo those that end at one. Order is not defined.
	EdgesFrom(ctx context.Context, edges []EdgeRef, ids []string) ([]*EdgeRecord, error)
	EdgesTo(ctx context.Context, edges []EdgeRef, ids []string) ([]*EdgeRecord, error)
	// Asserted returns which of the sayings a stored statement asserts that is
	// live. It looks no further than the first.
	Asserted(ctx context.Context, sayings []Saying) (map[Saying]bool, error)
	// PutNodes creates the nodes, or replaces all their columns. A nil value
	// or an absent column is stored as missing.
	PutNodes(ctx context.Context, nodes []*Record) error
	// DeleteNodes removes nodes and all edges at them.
	DeleteNodes(ctx context.Context, ids []string) error
	// PutEdges creates the edges, or replaces all their columns. Both ends
	// are there.
	PutEdges(ctx context.Context, edges []*EdgeRecord) error
	// DeleteEdges removes the edges of these ends, whatever their columns.
	DeleteEdges(ctx context.Context, edges []*EdgeRecord) error
}

// Saying is what a statement says of the node that it is about, as now known:
// one of the article, or of any if that is empty.
type Saying struct{ Node, Property, Value, Article string }

// Record is a node as stored.
type Record struct {
	ID, Kind string
	Columns  map[string]any
	// Retired: no live statement states the node any more. It is in no list,
	// relation, search or path; only Get still answers it. Its edges of its
	// own have gone, those of statements to it stay.
	Retired bool
}

// EdgeRecord is an edge as stored. There is at most one edge of a label
// between two nodes.
type EdgeRecord struct {
	Edge     EdgeRef
	From, To string
	Columns  map[string]any
}
