package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/gob"
	"errors"
	"io"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// perImport is the number of nodes or edges in one transaction.
const perImport = 10_000

// writer writes nodes and edges to a store as they are.
type writer func(context.Context, []*store.Record, []*store.EdgeRecord) error

// chunk is what is written to a store in one transaction.
type chunk struct {
	Nodes []*store.Record
	Edges []*store.EdgeRecord
}

func init() { gob.Register([]string{}) } // the values of list columns

// save writes the whole graph to a file, in chunks: nodes first, then edges,
// sorted so that neighbours in the file are neighbours in the graph. A file that
// is there is whole.
func (m *memory) save(path string) (err error) {
	part := path + ".part"
	file, err := os.Create(part)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(part)) }()
	buffer := bufio.NewWriterSize(file, 1<<20)
	encoder := gob.NewEncoder(buffer)
	byID := func(a, b *store.Record) int { return strings.Compare(a.ID, b.ID) }
	for nodes := range slices.Chunk(slices.SortedFunc(maps.Values(m.nodes), byID), perImport) {
		if err := encoder.Encode(chunk{Nodes: nodes}); err != nil {
			return errors.Join(err, file.Close())
		}
	}
	for edges := range slices.Chunk(m.edges(), perImport) {
		if err := encoder.Encode(chunk{Edges: edges}); err != nil {
			return errors.Join(err, file.Close())
		}
	}
	if err := errors.Join(buffer.Flush(), file.Close()); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// loadFile writes the graph of a file to a store.
func loadFile(ctx context.Context, path, name string, write writer) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	began, nodes, edges := time.Now(), 0, 0
	for decoder := gob.NewDecoder(bufio.NewReaderSize(file, 1<<20)); ; {
		var c chunk
		if err := decoder.Decode(&c); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		if err := write(ctx, c.Nodes, c.Edges); err != nil {
			return err
		}
		if edges == 0 && len(c.Edges) > 0 {
			log.Printf("%s: %d nodes in %v", name, nodes, time.Since(began).Round(time.Second))
		}
		nodes += len(c.Nodes)
		edges += len(c.Edges)
	}
	log.Printf("%s: %d nodes and %d edges in %v", name, nodes, edges, time.Since(began).Round(time.Second))
	return nil
}

// edges returns all edges: by label, then by the id they start at.
func (m *memory) edges() []*store.EdgeRecord {
	all := make([]*store.EdgeRecord, 0, m.size())
	for _, edges := range m.out {
		all = append(all, edges...)
	}
	slices.SortFunc(all, func(a, b *store.EdgeRecord) int {
		return cmp.Or(strings.Compare(a.Edge.Kind, b.Edge.Kind), strings.Compare(a.Edge.Label, b.Edge.Label), strings.Compare(a.From, b.From), strings.Compare(a.To, b.To))
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
