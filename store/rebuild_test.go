package store_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// rebuilder rebuilds a memory, and may be killed under way.
type rebuilder struct {
	*memory
	kinds *store.Kinds
	kept  string
	steps []string // what was kept after each transaction
	most  int      // transactions until it is killed, if not 0
}

var errKilled = errors.New("killed")

func (r *rebuilder) rebuild() error {
	w := &store.Writer{Kinds: r.kinds, Names: names.Folder{}, Now: storetest.Now}
	return store.Rebuild(context.Background(), w, slog.New(slog.DiscardHandler), func(_ context.Context, f func(store.Tx, string) (string, error)) error {
		next, err := f(r.memory, r.kept)
		if err != nil {
			return err
		}
		r.kept, r.steps = next, append(r.steps, next)
		if len(r.steps) == r.most {
			return errKilled
		}
		return nil
	})
}

// mustRandomGraph writes a random graph with articles withdrawn, taken back and
// changed on the way.
func mustRandomGraph(t *testing.T, kinds *store.Kinds, seed uint64) *memory {
	t.Helper()
	m, random := newMemory(), storetest.NewRandom(kinds, seed)
	for range 4 {
		for _, b := range []*store.Batch{random.Batch(), random.Revision()} {
			if _, err := m.apply(kinds, b); err != nil {
				t.Fatal(err)
			}
		}
	}
	return m
}

// whole is all of the graph but the change log, retired nodes as they are.
func (m *memory) whole(kinds *store.Kinds) map[string]any {
	graph := m.live(kinds)
	for id, n := range m.nodes {
		if n.Retired {
			graph[id] = maps.Clone(n.Columns)
		}
	}
	return graph
}

// TestRebuildWritesNothing rebuilds random graphs that are as they should be.
func TestRebuildWritesNothing(t *testing.T) {
	kinds := storetest.MustKinds()
	for seed := range uint64(3) {
		r := &rebuilder{memory: mustRandomGraph(t, kinds, seed), kinds: kinds}
		nodes, edges := len(r.nodes), len(r.edges)
		r.writes = 0
		if err := r.rebuild(); err != nil || r.kept != kinds.Projection() {
			t.Fatalf("seed %d: %q, %v", seed, r.kept, err)
		}
		if r.writes != 0 || len(r.nodes) != nodes || len(r.edges) != edges {
			t.Errorf("seed %d: %d writes", seed, r.writes)
		}
	}
}

// TestRebuildMends takes out of random graphs, by chance, what is computed in
// them, kills the rebuild after some transactions, and goes on.
func TestRebuildMends(t *testing.T) {
	kinds := storetest.MustKinds()
	for seed := range uint64(4) {
		r := &rebuilder{memory: mustRandomGraph(t, kinds, seed), kinds: kinds, kept: "0-older", most: int(seed)}
		want, log := r.whole(kinds), r.sequence
		r.damage(kinds, rand.New(rand.NewPCG(seed, 3))) //nolint:gosec // chance, not secrecy
		if cmp.Equal(want, r.whole(kinds)) {
			t.Fatalf("seed %d: nothing is damaged", seed)
		}
		if err := r.rebuild(); r.most > 0 {
			if !errors.Is(err, errKilled) || !strings.HasPrefix(r.kept, kinds.Projection()+" ") {
				t.Fatalf("seed %d: killed, but %q, %v", seed, r.kept, err)
			}
			r.most, r.steps = 0, nil
			if err := r.rebuild(); err != nil {
				t.Fatal(err)
			}
			if all := len(statedKinds(kinds)) + 1; len(r.steps) != all-int(seed) {
				t.Errorf("seed %d: went on with %d transactions, want %d of %d", seed, len(r.steps), all-int(seed), all)
			}
		} else if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, r.whole(kinds)); diff != "" {
			t.Fatalf("seed %d: (-want +got)\n%s", seed, diff)
		}
		if r.sequence != log {
			t.Errorf("seed %d: a rebuild is no write, but counted as one", seed)
		}
	}
}

func statedKinds(kinds *store.Kinds) []string {
	var stated []string
	for _, k := range kinds.All() {
		if k.Group == store.Entity || k.Group == store.Fact {
			stated = append(stated, k.Name)
		}
	}
	return stated
}

// damage takes out of the graph, or spoils, half of what is computed in it. Of
// retired nodes it takes sort keys: the rest of them is not made again.
func (m *memory) damage(kinds *store.Kinds, rng *rand.Rand) {
	kept := []string{"published", "recordedAt", "retractedAt", "contested", "property", "value", "stance"}
	for _, id := range slices.Sorted(maps.Keys(m.nodes)) {
		n := m.nodes[id]
		kind := kinds.Kind(n.Kind)
		for _, c := range kind.Columns() {
			p := kind.Property(c.Name)
			raw := n.Retired || kind.Group == store.Source
			if rng.IntN(2) == 0 || kind.Group == store.Internal || raw && !c.Key && (p == nil || p.Counts == "") || slices.Contains(kept, c.Name) {
				continue
			}
			if c.Type == store.IntColumn && rng.IntN(2) == 0 {
				n.Columns[c.Name] = int64(99)
				continue
			}
			delete(n.Columns, c.Name)
		}
	}
	var gone []*store.EdgeRecord
	for e := range m.edges {
		stated := kinds.KindOf(e.from).Group != store.Source && kinds.KindOf(e.from).Group != store.Internal
		if (stated || e.ref.Label == "object") && rng.IntN(2) == 0 {
			gone = append(gone, &store.EdgeRecord{Edge: e.ref, From: e.from, To: e.to})
		}
	}
	_ = m.DeleteEdges(context.Background(), gone)
}

// TestRebuildRefuses rebuilds what a newer version or, at the same time, another
// one has made.
func TestRebuildRefuses(t *testing.T) {
	kinds := storetest.MustKinds()
	r := &rebuilder{memory: mustRandomGraph(t, kinds, 1), kinds: kinds, kept: "99-newer"}
	if err := r.rebuild(); store.CodeOf(err) != store.CodeUnsupported || !strings.Contains(err.Error(), "version 99, newer") {
		t.Errorf("of a newer version: %v", err)
	}
	r.kept = "0-older Company"
	w := &store.Writer{Kinds: kinds, Names: names.Folder{}, Now: storetest.Now}
	err := store.Rebuild(context.Background(), w, slog.New(slog.DiscardHandler), func(_ context.Context, f func(store.Tx, string) (string, error)) error {
		_, err := f(r.memory, r.kept)
		r.kept = "0-other Deal"
		return err
	})
	if store.CodeOf(err) != store.CodeUnsupported || !strings.Contains(err.Error(), "another version") {
		t.Errorf("two versions at once: %v", err)
	}
}

// TestRebuildWithoutKind rebuilds with a kind table that lacks a kind to which
// stored statements refer, and then with all again.
func TestRebuildWithoutKind(t *testing.T) {
	kinds := storetest.MustKinds()
	r := &rebuilder{memory: mustRandomGraph(t, kinds, 2), kinds: kinds}
	want := r.whole(kinds)
	fewer := storetest.MustKinds()
	for _, k := range fewer.All() {
		for _, e := range k.Edges {
			e.Targets = slices.DeleteFunc(slices.Clone(e.Targets), func(name string) bool { return name == "TechnologyArea" })
		}
	}
	r.kinds = mustTable(t, slices.DeleteFunc(slices.Clone(fewer.All()), func(k *store.Kind) bool { return k.Name == "TechnologyArea" }))
	hidden := maps.Clone(r.nodes) // a backend does not find what is of no kind
	maps.DeleteFunc(r.nodes, func(_ string, n *store.Record) bool { return n.Kind == "TechnologyArea" })
	maps.DeleteFunc(hidden, func(id string, _ *store.Record) bool { return r.nodes[id] != nil })
	if err := r.rebuild(); err != nil {
		t.Fatal(err)
	}
	maps.Copy(r.nodes, hidden)
	r.kinds = kinds
	if err := r.rebuild(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, r.whole(kinds)); diff != "" {
		t.Errorf("with all kinds again (-want +got)\n%s", diff)
	}
}

func mustTable(t *testing.T, list []*store.Kind) *store.Kinds {
	t.Helper()
	kinds, err := store.NewKinds(list)
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}

var update = flag.Bool("update", false, "write what the fixture becomes")

// TestProjectionVersion holds what the fixture's statements become, so that a
// change of the rules is noticed: the version must grow with it.
func TestProjectionVersion(t *testing.T) {
	kinds := storetest.MustKinds()
	m := newMemory()
	if _, err := m.apply(kinds, storetest.Fixture()); err != nil {
		t.Fatal(err)
	}
	lines := []string{}
	for id, text := range m.live(kinds) {
		if !strings.HasPrefix(id, "statement:") && !strings.HasPrefix(id, "{{Statement") {
			lines = append(lines, fmt.Sprint(id, " ", text))
		}
	}
	slices.Sort(lines)
	got := fmt.Sprintf("version %d\n%s\n", store.ProjectionVersion, strings.Join(lines, "\n"))
	file := filepath.Join("testdata", "projection.txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the fixture becomes something else (-want +got). If its statements are the same, increment store.ProjectionVersion; then run this test with -update.\n%s", diff)
	}
}

// TestProjection changes the kind table: what the rules go by makes another
// projection, what only the backends or readers go by does not.
func TestProjection(t *testing.T) {
	base := storetest.MustKinds().Projection()
	for _, c := range []struct {
		name   string
		change func(*store.Kinds)
		other  bool
	}{
		{"an ordered text", func(k *store.Kinds) { k.Kind("Company").Property("country").Ordered = true }, true},
		{"a filtered text", func(k *store.Kinds) { k.Kind("Company").Property("country").Filtered = true }, true},
		{"a filtered enum", func(k *store.Kinds) { k.Kind("Position").Property("positionKind").Filtered = false }, false},
		{"a searched text", func(k *store.Kinds) { k.Kind("Company").Property("country").Searched = true }, true},
		{"a whole", func(k *store.Kinds) { k.Kind("Deal").Edge("partOf").Whole = false }, true},
		{"a party", func(k *store.Kinds) { k.Kind("Deal").Edge("matter").Party = true }, true},
		{"a void value", func(k *store.Kinds) { k.Kind("Deal").Property("lifecycle").Void = nil }, true},
		{"the order of a lifecycle", func(k *store.Kinds) { slices.Reverse(k.Kind("Deal").Property("lifecycle").Enum) }, true},
		{"the values of an enum", func(k *store.Kinds) { k.Kind("Deal").Property("dealKind").Enum = nil }, false},
		{"the days of a fact", func(k *store.Kinds) { slices.Reverse(k.Kind("Deal").Day) }, true},
		{"a target", func(k *store.Kinds) { k.Kind("Deal").Edge("matter").Targets = nil }, false},
		{"the order of kinds", func(k *store.Kinds) { slices.Reverse(k.All()) }, false},
	} {
		kinds := storetest.MustKinds()
		c.change(kinds)
		if got := kinds.Projection(); (got != base) != c.other {
			t.Errorf("%s: another projection: %v, want %v", c.name, got != base, c.other)
		}
	}
}
