package store_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// memory is a store.Tx over maps: it has no rule at all, so that what comes out
// is what store.Write asks for. It rolls nothing back.
type memory struct {
	sequence int64
	nodes    map[string]*store.Record
	edges    map[edge]map[string]any
	at       map[string]map[edge]bool // by either end
	writes   int
	reads    int // nodes and edges
}

type edge struct {
	ref      store.EdgeRef
	from, to string
}

func newMemory() *memory {
	return &memory{nodes: map[string]*store.Record{}, edges: map[edge]map[string]any{}, at: map[string]map[edge]bool{}}
}

// clone is a copy that may be gone back to.
func (m *memory) clone() *memory {
	at := make(map[string]map[edge]bool, len(m.at))
	for id, edges := range m.at {
		at[id] = maps.Clone(edges)
	}
	return &memory{m.sequence, maps.Clone(m.nodes), maps.Clone(m.edges), at, m.writes, m.reads}
}

func (m *memory) Lock(context.Context) (int64, error) { m.sequence++; return m.sequence, nil }

func (m *memory) Nodes(_ context.Context, ids []string) (map[string]*store.Record, error) {
	found := map[string]*store.Record{}
	for _, id := range ids {
		if n := m.nodes[id]; n != nil {
			m.reads++
			found[id] = &store.Record{ID: n.ID, Kind: n.Kind, Columns: maps.Clone(n.Columns), Retired: n.Retired}
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

func (m *memory) EdgesFrom(_ context.Context, refs []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	return m.find(refs, ids, func(e edge) string { return e.from }), nil
}

func (m *memory) EdgesTo(_ context.Context, refs []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	return m.find(refs, ids, func(e edge) string { return e.to }), nil
}

func (m *memory) find(refs []store.EdgeRef, ids []string, end func(edge) string) []*store.EdgeRecord {
	var found []*store.EdgeRecord
	for _, id := range ids {
		for e := range m.at[id] {
			if end(e) == id && slices.Contains(refs, e.ref) {
				m.reads++
				found = append(found, &store.EdgeRecord{Edge: e.ref, From: e.from, To: e.to, Columns: maps.Clone(m.edges[e])})
			}
		}
	}
	return found
}

func (m *memory) Asserted(ctx context.Context, sayings []store.Saying) (map[store.Saying]bool, error) {
	defer func(reads int) { m.reads = reads }(m.reads)
	return store.AssertedOf(ctx, m, sayings)
}

func (m *memory) PutNodes(_ context.Context, nodes []*store.Record) error {
	m.writes += len(nodes)
	for _, n := range nodes {
		m.nodes[n.ID] = &store.Record{ID: n.ID, Kind: n.Kind, Columns: maps.Clone(n.Columns), Retired: n.Retired}
	}
	return nil
}

func (m *memory) DeleteNodes(_ context.Context, ids []string) error {
	m.writes += len(ids)
	for _, id := range ids {
		delete(m.nodes, id)
		for e := range m.at[id] {
			delete(m.edges, e)
			delete(m.at[e.from], e)
			delete(m.at[e.to], e)
		}
	}
	return nil
}

func (m *memory) PutEdges(_ context.Context, edges []*store.EdgeRecord) error {
	m.writes += len(edges)
	for _, e := range edges {
		if m.nodes[e.From] == nil || m.nodes[e.To] == nil {
			return fmt.Errorf("%v has an end that is not there", e)
		}
		put := edge{e.Edge, e.From, e.To}
		m.edges[put] = maps.Clone(e.Columns)
		for _, id := range []string{e.From, e.To} {
			if m.at[id] == nil {
				m.at[id] = map[edge]bool{}
			}
			m.at[id][put] = true
		}
	}
	return nil
}

func (m *memory) DeleteEdges(_ context.Context, edges []*store.EdgeRecord) error {
	m.writes += len(edges)
	for _, e := range edges {
		gone := edge{e.Edge, e.From, e.To}
		delete(m.edges, gone)
		delete(m.at[e.From], gone)
		delete(m.at[e.To], gone)
	}
	return nil
}

func (m *memory) apply(kinds *store.Kinds, b *store.Batch) (*store.Receipt, error) {
	return store.Write(context.Background(), m, &store.Writer{Kinds: kinds, Names: names.Folder{}, Now: storetest.Now}, b)
}

// live is the graph without the change log, and without the columns that a
// retired node keeps: what is left must not depend on the order of writing.
func (m *memory) live(kinds *store.Kinds) map[string]any {
	graph := map[string]any{}
	internal := func(id string) bool { return kinds.KindOf(id).Group == store.Internal }
	for id, n := range m.nodes {
		columns := map[string]any{}
		for name, value := range n.Columns {
			if list, ok := value.([]string); value != nil && (!ok || len(list) > 0) && !n.Retired {
				columns[name] = value
			}
		}
		if !internal(id) {
			graph[id] = fmt.Sprint(n.Retired, columns)
		}
	}
	for e, columns := range m.edges {
		if !internal(e.from) {
			graph[fmt.Sprint(e)] = fmt.Sprint(columns)
		}
	}
	return graph
}

// TestRandomOrder writes random graphs, with articles withdrawn, taken back and
// changed on the way, and then the same statements in another order and in other parts,
// with what stayed withdrawn withdrawn at the end. The graphs are the same,
// whatever is computed in them is true, and every batch is idempotent.
func TestRandomOrder(t *testing.T) {
	kinds := storetest.MustKinds()
	retired := 0
	for seed := range uint64(5) {
		random, rng := storetest.NewRandom(kinds, seed), rand.New(rand.NewPCG(seed, 2)) //nolint:gosec // chance, not secrecy
		m := newMemory()
		var statements []*store.Statement
		apply := func(b *store.Batch) {
			t.Helper()
			receipt, err := m.apply(kinds, b)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			m.check(t, kinds, receipt)
			writes := m.writes
			if again, err := m.apply(kinds, b); err != nil || m.writes != writes || len(again.Nodes) > 0 {
				t.Fatalf("seed %d: the second time wrote %d, %+v, %v", seed, m.writes-writes, again, err)
			}
		}
		for range 4 {
			b := random.Batch()
			apply(b)
			statements = append(statements, b.Statements...)
			apply(random.Revision())
		}
		other := newMemory()
		if _, err := other.apply(kinds, &store.Batch{Articles: random.Articles(), Statements: selves(statements)}); err != nil {
			t.Fatal(err)
		}
		rng.Shuffle(len(statements), func(i, j int) { statements[i], statements[j] = statements[j], statements[i] })
		for part := range slices.Chunk(statements, 1+len(statements)/5) {
			if _, err := other.apply(kinds, &store.Batch{Articles: random.Articles(), Statements: part}); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		if _, err := other.apply(kinds, &store.Batch{Retractions: random.Withdrawn()}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m.live(kinds), other.live(kinds)); diff != "" {
			t.Fatalf("seed %d: in another order (-one +other)\n%s", seed, diff)
		}
		for _, n := range m.nodes {
			if n.Retired {
				retired++
			}
		}
	}
	if retired < 50 {
		t.Errorf("only %d nodes are retired in the end: too few to tell", retired)
	}
}

// selves are the self statements: without them others are refused.
func selves(statements []*store.Statement) []*store.Statement {
	return slices.DeleteFunc(slices.Clone(statements), func(s *store.Statement) bool { return s.Property != store.SelfProperty })
}

// check checks the whole graph against itself after a write.
func (m *memory) check(t *testing.T, kinds *store.Kinds, receipt *store.Receipt) {
	t.Helper()
	counts := map[string]int64{}
	for e := range m.edges {
		group := kinds.KindOf(e.from).Group
		if (m.nodes[e.from].Retired || m.nodes[e.to].Retired) && group != store.Source && group != store.Internal {
			t.Errorf("an edge at a retired node: %v", e)
		}
		if e.ref == (store.EdgeRef{Kind: "Deal", Label: "anyParty"}) && m.end(e.from, "partOf") == "" {
			counts[e.to]++
		}
	}
	for id, n := range m.nodes {
		switch kind := kinds.Kind(n.Kind); {
		case kind.Group == store.Entity || kind.Group == store.Fact:
			stated := m.stated(id)
			if n.Retired == stated || n.Retired != (n.Columns[store.ColumnCredence] == string(store.Retracted)) {
				t.Errorf("%s: retired %v, stated %v, credence %v", id, n.Retired, stated, n.Columns[store.ColumnCredence])
			}
			if kind.Property("dealCount") != nil && n.Columns["dealCount"] != counts[id] {
				t.Errorf("%s counts %v deals, want %d", id, n.Columns["dealCount"], counts[id])
			}
		case n.Kind == "Statement":
			article := m.nodes[m.end(id, "article")].Columns
			if n.Columns[store.ColumnReportedKey] != article[store.ColumnReportedKey] || (n.Columns["retractedAt"] == nil) != (article["retractedAt"] == nil) {
				t.Errorf("%s: %v, its article %v", id, n.Columns, article)
			}
		}
		if n.Kind == "Deal" && !n.Retired {
			whole := id
			for m.end(whole, "partOf") != "" {
				whole = m.end(whole, "partOf")
			}
			if n.Columns[store.ColumnWhole] != whole || n.Columns[store.ColumnIsPart] != (whole != id) {
				t.Errorf("%s: whole %v, part %v; want %s", id, n.Columns[store.ColumnWhole], n.Columns[store.ColumnIsPart], whole)
			}
		}
	}
	m.checkLog(t, receipt)
}

// end returns the end of the node's single edge of the label, empty without.
func (m *memory) end(id, label string) string {
	for e := range m.at[id] {
		if e.from == id && e.ref.Label == label {
			return e.to
		}
	}
	return ""
}

// stated reports whether a live statement states the node itself.
func (m *memory) stated(id string) bool {
	for e := range m.at[id] {
		columns := m.nodes[e.from].Columns
		if e.to == id && e.ref == (store.EdgeRef{Kind: "Statement", Label: "node"}) && columns["property"] == store.SelfProperty && columns["retractedAt"] == nil {
			return true
		}
	}
	return false
}

// checkLog checks that the change log has a line for each node that the receipt
// names.
func (m *memory) checkLog(t *testing.T, receipt *store.Receipt) {
	t.Helper()
	var logged []string
	for e := range m.edges {
		if e.ref == (store.EdgeRef{Kind: "Change", Label: "about"}) && m.nodes[e.from].Columns["sequence"] == receipt.Sequence {
			logged = append(logged, e.to)
			if want := fmt.Sprintf("change:%012d-%s", receipt.Sequence, dashed(e.to)); e.from != want {
				t.Errorf("change %s, want %s", e.from, want)
			}
		}
	}
	slices.Sort(logged)
	if !slices.Equal(logged, receipt.Nodes) {
		t.Errorf("the change log has %v, the receipt %v", logged, receipt.Nodes)
	}
}

// dashed is an id as the ids of changes hold it.
func dashed(id string) string { return strings.ReplaceAll(id, ":", "-") }
