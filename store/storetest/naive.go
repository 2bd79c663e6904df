package storetest

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// errNoPaths is what the naive evaluator says where paths are asked for: these
// are evaluated in randompath.go.
var errNoPaths = store.Errorf(store.CodeUnsupported, "no paths")

// naive is a store in maps that answers by trying everything. It is written to
// be obviously right, from the comments of package store alone, and every
// backend must answer as it does (see Agree). It is a transaction as well: what
// a batch makes of the graph is decided by store.Write here as anywhere.
type naive struct {
	kinds    *store.Kinds
	types    map[string]store.ColumnType
	sequence int64
	nodes    map[string]*store.Record
	edges    map[edgeEnds]*store.EdgeRecord
	// from and to are the edges by where they start and where they end.
	from, to map[string][]*store.EdgeRecord
	// live are the nodes that are not retired, by id; nil where that is not
	// known.
	live []*store.Record
}

type edgeEnds struct {
	edge     store.EdgeRef
	from, to string
}

func newNaive(kinds *store.Kinds) *naive {
	n := &naive{kinds: kinds, types: map[string]store.ColumnType{}, nodes: map[string]*store.Record{}, edges: map[edgeEnds]*store.EdgeRecord{}}
	for _, kind := range kinds.All() {
		for _, c := range kind.Columns() {
			n.types[c.Name] = c.Type
		}
	}
	n.index()
	return n
}

// apply writes the batch to a copy, which is taken over if nothing fails.
func (n *naive) apply(ctx context.Context, b *store.Batch) (*store.Receipt, error) {
	next := &naive{kinds: n.kinds, types: n.types, sequence: n.sequence, nodes: maps.Clone(n.nodes), edges: maps.Clone(n.edges)}
	next.index()
	receipt, err := store.Write(ctx, next, &store.Writer{Kinds: n.kinds, Names: names.Folder{}, Now: Now, Rereads: true}, b)
	switch {
	case errors.Is(err, store.ErrDryRun):
		return receipt, nil
	case err != nil:
		return nil, err
	}
	*n = *next
	return receipt, nil
}

func (n *naive) index() {
	n.from, n.to = map[string][]*store.EdgeRecord{}, map[string][]*store.EdgeRecord{}
	for _, e := range n.edges {
		n.from[e.From] = append(n.from[e.From], e)
		n.to[e.To] = append(n.to[e.To], e)
	}
}

// there returns the node of that id, or nil if there is none in the present: a
// retired node is in no list, relation, search or path.
func (n *naive) there(id string) *store.Record {
	if r := n.nodes[id]; r != nil && !r.Retired {
		return r
	}
	return nil
}

// present returns the id of the node that an id is of now.
func (n *naive) present(id string) string {
	if identity := n.nodes[store.IdentityID(id)]; identity != nil {
		return identity.Columns[store.ColumnPresentID].(string)
	}
	return id
}

func (n *naive) Lock(context.Context) (int64, error) {
	n.sequence++
	return n.sequence, nil
}

func (n *naive) Nodes(_ context.Context, ids []string) (map[string]*store.Record, error) {
	found := map[string]*store.Record{}
	for _, id := range ids {
		if r := n.nodes[id]; r != nil {
			found[id] = copyRecord(r)
		}
	}
	return found, nil
}

func (n *naive) IDs(_ context.Context, kind, after string, limit int) ([]string, error) {
	var ids []string
	for id, r := range n.nodes {
		if r.Kind == kind && id > after {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids[:min(limit, len(ids))], nil
}

func (n *naive) EdgesFrom(_ context.Context, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	return edgesAt(n.from, edges, ids), nil
}

func (n *naive) EdgesTo(_ context.Context, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	return edgesAt(n.to, edges, ids), nil
}

func edgesAt(at map[string][]*store.EdgeRecord, edges []store.EdgeRef, ids []string) []*store.EdgeRecord {
	var found []*store.EdgeRecord
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		for _, e := range at[id] {
			if slices.Contains(edges, e.Edge) {
				found = append(found, copyEdge(e))
			}
		}
	}
	return found
}

func (n *naive) Asserted(ctx context.Context, sayings []store.Saying) (map[store.Saying]bool, error) {
	return store.AssertedOf(ctx, n, sayings)
}

func (n *naive) PutNodes(_ context.Context, nodes []*store.Record) error {
	n.live = nil
	for _, r := range nodes {
		n.nodes[r.ID] = copyRecord(r)
	}
	return nil
}

func (n *naive) DeleteNodes(_ context.Context, ids []string) error {
	n.live = nil
	for _, id := range ids {
		delete(n.nodes, id)
		maps.DeleteFunc(n.edges, func(e edgeEnds, _ *store.EdgeRecord) bool { return e.from == id || e.to == id })
	}
	n.index()
	return nil
}

func (n *naive) PutEdges(_ context.Context, edges []*store.EdgeRecord) error {
	for _, e := range edges {
		n.edges[edgeEnds{e.Edge, e.From, e.To}] = copyEdge(e)
	}
	n.index()
	return nil
}

func (n *naive) DeleteEdges(_ context.Context, edges []*store.EdgeRecord) error {
	for _, e := range edges {
		delete(n.edges, edgeEnds{e.Edge, e.From, e.To})
	}
	n.index()
	return nil
}

func copyRecord(r *store.Record) *store.Record {
	return &store.Record{ID: r.ID, Kind: r.Kind, Columns: present(r.Columns), Retired: r.Retired}
}

func copyEdge(e *store.EdgeRecord) *store.EdgeRecord {
	return &store.EdgeRecord{Edge: e.Edge, From: e.From, To: e.To, Columns: present(e.Columns)}
}

// present returns the columns that have a value.
func present(columns map[string]any) map[string]any {
	kept := map[string]any{}
	for name, value := range columns {
		if list, ok := value.([]string); value == nil || ok && len(list) == 0 {
			continue
		}
		kept[name] = value
	}
	return kept
}
