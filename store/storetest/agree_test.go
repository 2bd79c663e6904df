package storetest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/neo4j"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
	"github.com/dealgraph/dealgraph/store/sqlite"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// Settings of TestAgree: the number of random queries (each is asked several
// times, with other values) and the seed to begin with.
const (
	envQueries = "DEALGRAPH_AGREE_QUERIES"
	envSeed    = "DEALGRAPH_AGREE_SEED"
)

const (
	variants        = 10 // of each query
	queriesPerGraph = 30 // then another graph is written
)

// TestAgree writes random graphs to both stores and asks both the same random
// queries: the answers must be the same to the last column.
func TestAgree(t *testing.T) {
	queries, seed := setting(t, envQueries, 30), setting(t, envSeed, 1)
	server := neo4jtest.Open(t)
	for n := 0; n < queries; n += queriesPerGraph {
		name := "seed " + strconv.Itoa(seed)
		t.Run(name, func(t *testing.T) { agree(t, server, uint64(seed), min(queriesPerGraph, queries-n)) })
		seed++
	}
}

func agree(t *testing.T, server neo4jtest.Server, seed uint64, queries int) {
	ctx := context.Background()
	kinds := storetest.MustKinds()
	mustEmpty(t, server)
	embedded, err := sqlite.Open(ctx, sqlite.Config{Path: filepath.Join(t.TempDir(), "graph.db"), Kinds: kinds, Now: storetest.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = embedded.Close() })
	remote, err := neo4j.Open(ctx, neo4j.Config{URI: server.URI, Username: server.Username, Password: server.Password, Kinds: kinds, Now: storetest.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = remote.Close() })
	both := &pair{T: t, a: embedded, b: remote}

	random := storetest.NewRandom(kinds, seed)
	for range 3 {
		batch := random.Batch()
		both.apply(batch)
		both.apply(batch) // which changes nothing
	}
	for _, kind := range kinds.All() {
		random.Learn(both.find(random.Everything(kind)))
	}
	for range queries {
		q := random.Query()
		both.find(q)
		for range variants - 1 {
			both.find(random.Vary(q))
		}
		both.get(random.IDs())
	}
	for range queries / 6 { // a text takes Neo4j longer to plan than all else
		q := random.PathQuery()
		for budget := range variants {
			q = random.VaryPath(q)
			q.Budget = budget * budget
			both.paths(q)
		}
	}
}

// pair are two stores that must agree.
type pair struct {
	*testing.T
	a, b store.Store
}

func (p *pair) apply(b *store.Batch) {
	p.Helper()
	got, errA := p.a.Apply(context.Background(), b)
	want, errB := p.b.Apply(context.Background(), b)
	p.compare("Apply", b, got, want, errA, errB)
}

func (p *pair) find(q *store.Query) *store.Page {
	p.Helper()
	got, errA := p.a.Find(context.Background(), q)
	want, errB := p.b.Find(context.Background(), q)
	p.compare("Find", q, got, want, errA, errB)
	return got
}

func (p *pair) get(ids []string, shapes store.Shapes) {
	p.Helper()
	got, errA := p.a.Get(context.Background(), ids, shapes)
	want, errB := p.b.Get(context.Background(), ids, shapes)
	p.compare("Get", map[string]any{"ids": ids, "shapes": shapes}, got, want, errA, errB)
}

func (p *pair) paths(q *store.PathQuery) {
	p.Helper()
	got, errA := p.a.Paths(context.Background(), q)
	want, errB := p.b.Paths(context.Background(), q)
	p.compare("Paths", q, got, want, errA, errB)
}

func (p *pair) compare(call string, asked, a, b any, errA, errB error) {
	p.Helper()
	if errA != nil || errB != nil {
		if errA == nil || errB == nil || store.CodeOf(errA) != store.CodeOf(errB) || call != "Apply" {
			p.Fatalf("%s fails: SQLite %v, Neo4j %v\n%s", call, errA, errB, pretty(asked))
		}
		return
	}
	if diff := cmp.Diff(a, b, cmpopts.EquateEmpty()); diff != "" {
		if len(diff) > 4000 {
			diff = diff[:4000] + "…"
		}
		p.Fatalf("the stores differ on %s\n%s\n- SQLite + Neo4j\n%s", call, pretty(asked), diff)
	}
}

func pretty(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	// What is not set says nothing.
	for _, empty := range []string{`"Edge":{"Kind":"","Label":""},`, `"Reverse":false,`, `"Kinds":null,`, `"Conds":null,`, `"Column":"",`, `"Value":null,`, `"Up":0`} {
		text = bytes.ReplaceAll(text, []byte(empty), nil)
	}
	return string(text)
}

func setting(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		t.Fatalf("%s=%q is no number", name, text)
	}
	return n
}

// mustEmpty removes all nodes; indexes and plans stay.
func mustEmpty(t *testing.T, server neo4jtest.Server) {
	t.Helper()
	ctx := context.Background()
	d, err := driver.NewDriverWithContext(server.URI, driver.BasicAuth(server.Username, server.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close(ctx) }()
	if _, err := driver.ExecuteQuery(ctx, d, "MATCH (n) DETACH DELETE n", nil, driver.EagerResultTransformer); err != nil {
		t.Fatal(err)
	}
}
