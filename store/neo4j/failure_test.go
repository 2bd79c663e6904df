package neo4j_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/neo4j"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
	"github.com/dealgraph/dealgraph/store/storetest"
)

func wantCode(t *testing.T, err error, code store.Code) *store.Error {
	t.Helper()
	var known *store.Error
	if !errors.As(err, &known) {
		t.Fatalf("error %v (%T), want a *store.Error of code %s", err, err, code)
	}
	if known.Code != code {
		t.Fatalf("error %v of code %s, want %s", err, known.Code, code)
	}
	return known
}

// What only an operator can mend is told apart from what may pass.
func TestOpenRefuses(t *testing.T) {
	server := neo4jtest.Open(t)
	good := config(server, storetest.MustKinds())
	for _, test := range []struct {
		name    string
		change  func(*neo4j.Config)
		code    store.Code
		message string
	}{
		{"wrong password", func(c *neo4j.Config) { c.Password = "wrong" }, store.CodeUnsupported, "password"},
		{"unknown database", func(c *neo4j.Config) { c.Database = "nothing" }, store.CodeUnsupported, "database"},
		{"no URI", func(c *neo4j.Config) { c.URI = "http://127.0.0.1:1" }, store.CodeUnsupported, "URI"},
		{"nobody there", func(c *neo4j.Config) { c.URI = "bolt://127.0.0.1:1" }, store.CodeUnavailable, "reached"},
		{"a kind that would be a group", func(c *neo4j.Config) {
			c.Kinds = storetest.MustKinds(&store.Kind{Name: "Fact", Plural: "facts", Prefix: "fact", Group: store.Fact})
		}, store.CodeUnsupported, "Fact"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := good
			test.change(&c)
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			defer cancel()
			s, err := neo4j.Open(ctx, c)
			if err == nil {
				t.Fatal(errors.Join(errors.New("opened"), s.Close()))
			}
			known := wantCode(t, err, test.code)
			if !strings.Contains(known.Message, test.message) {
				t.Errorf("message %q, want it to name the %s", known.Message, test.message)
			}
			if strings.Contains(known.Message, "Neo4jError") || strings.Contains(known.Message, "Neo.") {
				t.Errorf("message %q has the driver's text", known.Message)
			}
		})
	}
}

func TestNewerFormat(t *testing.T) {
	server := neo4jtest.Open(t)
	c := config(server, storetest.MustKinds())
	mustOpen(t, c)
	mustOpen(t, c) // what is laid out already is taken as it is
	mustRun(t, server, "MATCH (m:Dealgraph {id: 'store'}) SET m.format = 7", nil)
	_, err := neo4j.Open(context.Background(), c)
	known := wantCode(t, err, store.CodeUnsupported)
	if !strings.Contains(known.Message, "7") {
		t.Errorf("message %q, want the version found", known.Message)
	}
}

// Several servers may lay out one empty database at once.
func TestOpenTogether(t *testing.T) {
	server := neo4jtest.Open(t)
	c := config(server, storetest.MustKinds())
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() {
			s, err := neo4j.Open(context.Background(), c)
			if err == nil {
				_, err = s.Apply(context.Background(), storetest.Fixture())
				err = errors.Join(err, s.Close())
			}
			errs[i] = err
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	meta := mustRun(t, server, "MATCH (m:Dealgraph) RETURN count(*) AS nodes, max(m.sequence) AS sequence", nil).Records[0].AsMap()
	if meta["nodes"] != int64(1) || meta["sequence"] != int64(len(errs)) {
		t.Errorf("%v, want one node and a sequence of %d", meta, len(errs))
	}
}

// A server that is not up yet, comes, goes and comes back.
func TestServerComesAndGoes(t *testing.T) {
	process := neo4jtest.Reserve(t)
	c := config(process.Server, storetest.MustKinds())
	ctx := context.Background()

	_, err := neo4j.Open(ctx, c)
	wantCode(t, err, store.CodeUnavailable)

	if err := process.Start(ctx); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, c)
	if _, err := s.Apply(ctx, storetest.Fixture()); err != nil {
		t.Fatal(err)
	}
	if err := s.Ready(ctx); err != nil {
		t.Fatal(err)
	}

	if err := process.Stop(); err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.Ready(ctx), store.CodeUnavailable)
	_, err = s.Get(ctx, []string{"deal:sale"}, store.Shapes{"Deal": {}})
	wantCode(t, err, store.CodeUnavailable)
	_, err = s.Apply(ctx, storetest.Fixture())
	wantCode(t, err, store.CodeUnavailable)

	if err := process.Start(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Ready(ctx); err != nil {
		t.Fatalf("back, but %v", err)
	}
	nodes, err := s.Get(ctx, []string{"deal:sale"}, store.Shapes{"Deal": {}})
	if err != nil || nodes[0] == nil {
		t.Fatalf("what was acknowledged is gone: %v, %v", nodes, err)
	}
}

// A deadline ends the call on both sides.
func TestDeadline(t *testing.T) {
	server := neo4jtest.Open(t)
	s := mustOpen(t, config(server, storetest.MustKinds()))
	// Another transaction holds the lock of writers.
	release := mustHoldLock(t, server)
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := s.Apply(ctx, storetest.Fixture())
	wantCode(t, err, store.CodeTimeout)
	if waited := time.Since(start); waited > 5*time.Second {
		t.Errorf("gave up after %v", waited)
	}
	release()
	if _, err := s.Apply(context.Background(), storetest.Fixture()); err != nil {
		t.Errorf("after the lock is free: %v", err)
	}
}

// An emptied database is not taken for one without rows.
func TestEmptiedUnderWay(t *testing.T) {
	server := neo4jtest.Open(t)
	s := mustOpen(t, config(server, storetest.MustKinds()))
	mustEmpty(t, server)
	wantCode(t, s.Ready(context.Background()), store.CodeUnavailable)
	_, err := s.Apply(context.Background(), storetest.Fixture())
	wantCode(t, err, store.CodeUnavailable)
}

// mustHoldLock takes the writers' lock in a transaction beside the store.
func mustHoldLock(t *testing.T, server neo4jtest.Server) (release func()) {
	t.Helper()
	ctx := context.Background()
	d, err := driver.NewDriverWithContext(server.URI, driver.BasicAuth(server.Username, server.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	session := d.NewSession(ctx, driver.SessionConfig{})
	tx, err := session.BeginTransaction(ctx)
	if err != nil {
		t.Fatal(err)
	}
	result, err := tx.Run(ctx, "MATCH (m:Dealgraph) SET m.held = true", nil)
	if err == nil {
		_, err = result.Consume(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
	return sync.OnceFunc(func() {
		if err := errors.Join(tx.Rollback(ctx), session.Close(ctx), d.Close(ctx)); err != nil {
			t.Error(err)
		}
	})
}
