package main

import (
	"context"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// memory is a store.Tx over maps: in it the projection of a whole generated
// graph is made, to be imported into the stores as it is.
type memory struct {
	sequence int64
	nodes    map[string]*store.Record
	out, in  map[end][]*store.EdgeRecord
}

// end is one label of edges at one node.
type end struct {
	id   string
	edge store.EdgeRef
}

func newMemory() *memory {
	return &memory{nodes: map[string]*store.Record{}, out: map[end][]*store.EdgeRecord{}, in: map[end][]*store.EdgeRecord{}}
}

func (m *memory) Lock(context.Context) (int64, error) {
	m.sequence++
	return m.sequence, nil
}

func (m *memory) Nodes(_ context.Context, ids []string) (map[string]*store.Record, error) {
	found := make(map[string]*store.Record, len(ids))
	for _, id := range ids {
		if n := m.nodes[id]; n != nil {
			found[id] = n
		}
	}
	return found, nil
}

func (m *memory) IDs(_ context.Context, kind, after string, limit int) ([]string, error) {
	var ids []string
	for id, n := range m.nodes {
		if n.Kind == kind && id > after {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids[:min(limit, len(ids))], nil
}

func (m *memory) EdgesFrom(_ context.Context, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	return collect(m.out, edges, ids), nil
}

func (m *memory) EdgesTo(_ context.Context, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	return collect(m.in, edges, ids), nil
}

func collect(index map[end][]*store.EdgeRecord, edges []store.EdgeRef, ids []string) []*store.EdgeRecord {
	var found []*store.EdgeRecord
	for _, id := range ids {
		for _, ref := range edges {
			found = append(found, index[end{id, ref}]...)
		}
	}
	return found
}

func (m *memory) Asserted(ctx context.Context, sayings []store.Saying) (map[store.Saying]bool, error) {
	return store.AssertedOf(ctx, m, sayings)
}

func (m *memory) PutNodes(_ context.Context, nodes []*store.Record) error {
	for _, n := range nodes {
		m.nodes[n.ID] = n
	}
	return nil
}

func (m *memory) DeleteNodes(_ context.Context, ids []string) error {
	for _, id := range ids {
		delete(m.nodes, id)
	}
	return nil
}

func (m *memory) PutEdges(_ context.Context, edges []*store.EdgeRecord) error {
	put := func(index map[end][]*store.EdgeRecord, key end, e *store.EdgeRecord) {
		if i := slices.IndexFunc(index[key], func(old *store.EdgeRecord) bool { return old.From == e.From && old.To == e.To }); i >= 0 {
			index[key][i] = e
		} else {
			index[key] = append(index[key], e)
		}
	}
	for _, e := range edges {
		put(m.out, end{e.From, e.Edge}, e)
		put(m.in, end{e.To, e.Edge}, e)
	}
	return nil
}

func (m *memory) DeleteEdges(_ context.Context, edges []*store.EdgeRecord) error {
	remove := func(index map[end][]*store.EdgeRecord, key end, e *store.EdgeRecord) {
		index[key] = slices.DeleteFunc(index[key], func(old *store.EdgeRecord) bool { return old.From == e.From && old.To == e.To })
	}
	for _, e := range edges {
		remove(m.out, end{e.From, e.Edge}, e)
		remove(m.in, end{e.To, e.Edge}, e)
	}
	return nil
}
