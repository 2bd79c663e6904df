package neo4j_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/neo4j"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
	"github.com/dealgraph/dealgraph/store/storetest"
)

func TestConformance(t *testing.T) {
	server := neo4jtest.Open(t)
	storetest.Run(t, func(t *testing.T, kinds *store.Kinds) store.Store {
		mustEmpty(t, server)
		return mustOpen(t, config(server, kinds))
	})
}

func TestRebuild(t *testing.T) {
	server := neo4jtest.Open(t)
	mustEmpty(t, server)
	storetest.Rebuild(t, func(t *testing.T, kinds *store.Kinds) store.Store { return mustOpen(t, config(server, kinds)) })
}

// TestRebuildCutOff cuts off the rebuild of the projection under way; then several
// servers open the database at once. One of an older projection writes no more.
func TestRebuildCutOff(t *testing.T) {
	server := neo4jtest.Open(t)
	mustEmpty(t, server)
	older := mustOpen(t, config(server, storetest.OlderKinds()))
	if _, err := older.Apply(context.Background(), storetest.Fixture()); err != nil {
		t.Fatal(err)
	}
	kept := func() string {
		return mustRun(t, server, "MATCH (m:Dealgraph) RETURN m.projection AS kept", nil).Records[0].AsMap()["kept"].(string)
	}

	c := config(server, storetest.NewerKinds())
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	steps := 0
	c.OnStatement = func(text string, _ map[string]any) {
		if strings.Contains(text, "SET m.projection") && !strings.Contains(text, "MERGE") {
			if steps++; steps == 4 {
				cancel()
			}
		}
	}
	_, err := neo4j.Open(ctx, c)
	wantCode(t, err, store.CodeTimeout)
	if got := kept(); !strings.HasPrefix(got, c.Kinds.Projection()+" ") {
		t.Fatalf("the database keeps %q", got)
	}
	_, err = older.Apply(context.Background(), storetest.Fixture())
	wantCode(t, err, store.CodeUnsupported)

	c.OnStatement = nil
	errs := make([]error, 3)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			s, err := neo4j.Open(context.Background(), c)
			if err == nil {
				var nodes []*store.Node
				nodes, err = s.Get(context.Background(), []string{"company:taker"}, store.Shapes{"Company": {Columns: []string{"countryKey", "dealCount"}}})
				if err == nil && (nodes[0].Columns["countryKey"] != "cn" || nodes[0].Columns["dealCount"] != int64(3)) {
					err = fmt.Errorf("not rebuilt: %v", nodes[0].Columns)
				}
				err = errors.Join(err, s.Close())
			}
			errs[i] = err
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if got := kept(); got != c.Kinds.Projection() {
		t.Errorf("the database keeps %q", got)
	}
}

// TestAgree asks random queries; see storetest.Agree. Each costs the time to
// plan it, so there are few, but of many variants, which are planned already.
func TestAgree(t *testing.T) {
	server := neo4jtest.Open(t)
	storetest.Agree(t, 6, 300, 1, func(t *testing.T, kinds *store.Kinds) store.Store {
		mustEmpty(t, server)
		return mustOpen(t, config(server, kinds))
	})
}

// config is how tests use a server.
func config(server neo4jtest.Server, kinds *store.Kinds) neo4j.Config {
	return neo4j.Config{URI: server.URI, Username: server.Username, Password: server.Password, Kinds: kinds, Now: storetest.Now}
}

func mustOpen(t testing.TB, c neo4j.Config) *neo4j.Store {
	t.Helper()
	s, err := neo4j.Open(context.Background(), c)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

// mustEmpty removes all nodes. Constraints and indexes stay, and with them the
// plans of statements: planning is what tests on Neo4j spend their time on.
func mustEmpty(t testing.TB, server neo4jtest.Server) {
	t.Helper()
	mustRun(t, server, "MATCH (n) DETACH DELETE n", nil)
}

// mustRun runs a statement beside the store.
func mustRun(t testing.TB, server neo4jtest.Server, text string, params map[string]any) *driver.EagerResult {
	t.Helper()
	ctx := context.Background()
	d, err := driver.NewDriverWithContext(server.URI, driver.BasicAuth(server.Username, server.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close(ctx) }()
	result, err := driver.ExecuteQuery(ctx, d, text, params, driver.EagerResultTransformer)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return result
}
