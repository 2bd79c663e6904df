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
	out, in  map[end]map[string]*store.EdgeRecord // by far id
}

// end is one label of edges at one node.
type end struct {
	id   string
	edge store.EdgeRef
}

func newMemory() *memory {
	return &memory{nodes: map[string]*store.Record{}, out: map[end]map[string]*store.EdgeRecord{}, in: map[end]map[string]*store.EdgeRecord{}}
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

func collect(index map[end]map[string]*store.EdgeRecord, edges []store.EdgeRef, ids []string) []*store.EdgeRecord {
	var found []*store.EdgeRecord
	for _, id := range ids {
		for _, ref := range edges {
			for _, e := range index[end{id, ref}] {
				found = append(found, e)
			}
		}
	}
	return found
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
	put := func(index map[end]map[string]*store.EdgeRecord, id, far string, e *store.EdgeRecord) {
		key := end{id, e.Edge}
		if index[key] == nil {
			index[key] = make(map[string]*store.EdgeRecord, 1)
		}
		index[key][far] = e
	}
	for _, e := range edges {
		put(m.out, e.From, e.To, e)
		put(m.in, e.To, e.From, e)
	}
	return nil
}

func (m *memory) DeleteEdges(_ context.Context, edges []*store.EdgeRecord) error {
	for _, e := range edges {
		delete(m.out[end{e.From, e.Edge}], e.To)
		delete(m.in[end{e.To, e.Edge}], e.From)
	}
	return nil
}
