package main

import (
	"context"
	"log"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// perImport is the number of nodes or edges in one transaction.
const perImport = 10_000

// writer writes nodes and edges to a store as they are.
type writer func(context.Context, []*store.Record, []*store.EdgeRecord) error

// load writes the whole graph: nodes first, then edges, sorted so that
// neighbours in the file are neighbours in the graph.
func (m *memory) load(ctx context.Context, name string, write writer) error {
	began := time.Now()
	byID := func(a, b *store.Record) int { return strings.Compare(a.ID, b.ID) }
	for chunk := range slices.Chunk(slices.SortedFunc(maps.Values(m.nodes), byID), perImport) {
		if err := write(ctx, chunk, nil); err != nil {
			return err
		}
	}
	log.Printf("%s: %d nodes in %v", name, len(m.nodes), time.Since(began).Round(time.Second))
	began = time.Now()
	for chunk := range slices.Chunk(m.edges(), perImport) {
		if err := write(ctx, nil, chunk); err != nil {
			return err
		}
	}
	log.Printf("%s: %d edges in %v", name, m.size(), time.Since(began).Round(time.Second))
	return nil
}

// edges returns all edges: by label, then by the id they start at.
func (m *memory) edges() []*store.EdgeRecord {
	var all []*store.EdgeRecord
	for _, edges := range m.out {
		all = slices.AppendSeq(all, maps.Values(edges))
	}
	slices.SortFunc(all, func(a, b *store.EdgeRecord) int {
		if c := strings.Compare(a.Edge.Kind+"."+a.Edge.Label, b.Edge.Kind+"."+b.Edge.Label); c != 0 {
			return c
		}
		return strings.Compare(a.From+a.To, b.From+b.To)
	})
	return all
}

// size is the number of edges.
func (m *memory) size() int {
	n := 0
	for _, edges := range m.out {
		n += len(edges)
	}
	return n
}
