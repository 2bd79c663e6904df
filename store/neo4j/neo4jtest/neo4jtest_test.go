package neo4jtest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

func TestOpenHandsOutAnEmptyDatabase(t *testing.T) {
	for _, round := range []string{"first", "after another test's data"} {
		t.Run(round, func(t *testing.T) {
			server := Open(t)
			session := mustSession(t, server.URI, server)
			nodes, schema := mustCount(t, session)
			if nodes != 0 || schema != 0 {
				t.Errorf("got %d nodes, %d constraints and indexes; want none", nodes, schema)
			}
			mustRun(t, session, "CREATE CONSTRAINT unique_id FOR (n:Company) REQUIRE n.id IS UNIQUE")
			mustRun(t, session, "CREATE INDEX by_name FOR (n:Company) ON (n.name)")
			mustRun(t, session, "CREATE FULLTEXT INDEX words FOR (n:Company) ON EACH [n.name]")
			mustRun(t, session, "UNWIND range(1, 25000) AS i CREATE (:Company {id: i})")
			mustRun(t, session, "MATCH (a:Company {id: 1}), (b:Company {id: 2}) CREATE (a)-[:COMPETITOR]->(b)")
		})
	}
}

func TestASecondOpenWaitsForTheFirst(t *testing.T) {
	if _, err := shared(); err != nil {
		unavailable(t, err) // here, for a first test that is skipped would leave the second waiting
	}
	began := make(chan struct{})
	var firstEnded time.Time
	t.Run("group", func(t *testing.T) {
		t.Run("first", func(t *testing.T) {
			t.Parallel()
			Open(t)
			close(began)
			time.Sleep(300 * time.Millisecond)
			firstEnded = time.Now()
		})
		t.Run("second", func(t *testing.T) {
			t.Parallel()
			<-began
			Open(t)
			if firstEnded.IsZero() {
				t.Error("got the database while another test had it")
			}
		})
	})
}

func TestAPrivateServerKeepsItsDataWhenItIsStopped(t *testing.T) {
	server := Reserve(t)
	uri := server.URI
	if uri == "" {
		t.Fatal("a reserved server has no URI")
	}
	for round := range 2 {
		if err := server.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		if server.URI != uri {
			t.Fatalf("URI %s became %s", uri, server.URI)
		}
		session := mustSession(t, uri, server.Server)
		if nodes, _ := mustCount(t, session); nodes != int64(round) {
			t.Errorf("start %d: got %d nodes", round, nodes)
		}
		mustRun(t, session, "CREATE (:Company)")
		if err := server.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	if err := server.Stop(); err != nil {
		t.Errorf("stopping a stopped server: %v", err)
	}
}

func TestTheSharedServerRefusesAWrongPasswordAndRoutes(t *testing.T) {
	server := Open(t)
	wrong := server
	wrong.Password += "x"
	// More often than Neo4j's default allows: the account must not be locked for the tests that follow.
	for range 5 {
		err := ping(t, server.URI, wrong)
		if err == nil || !strings.Contains(err.Error(), "Neo.ClientError.Security.Unauthorized") {
			t.Fatalf("wrong password: got %v", err)
		}
	}
	if err := ping(t, strings.Replace(server.URI, "bolt://", "neo4j://", 1), server); err != nil {
		t.Errorf("by routing: %v", err)
	}
}

func TestWithoutNeo4jAStrictRunFailsAndOthersSkip(t *testing.T) {
	for ci, want := range map[string]string{"true": "failed", "": "skipped"} {
		t.Run("CI="+ci, func(t *testing.T) {
			t.Setenv("CI", ci)
			tb := &fakeTB{TB: t}
			func() {
				defer func() { _ = recover() }() // what the fake's end of a test throws
				unavailable(tb, fmt.Errorf("no java"))
			}()
			if tb.outcome != want || !strings.Contains(tb.message, "no java") {
				t.Errorf("got %q with %q, want %q", tb.outcome, tb.message, want)
			}
		})
	}
}

func TestOpenInASubtestOfAHolderIsRefused(t *testing.T) {
	Open(t)
	t.Run("sub", func(t *testing.T) {
		tb := &fakeTB{TB: t}
		func() {
			defer func() { _ = recover() }()
			Open(tb)
		}()
		if tb.outcome != "failed" || !strings.Contains(tb.message, "opened the server already") {
			t.Errorf("got %q with %q", tb.outcome, tb.message)
		}
	})
}

func TestTheVersionIsThePomsAndTheComposeFiles(t *testing.T) {
	if !bytes.Contains(pom, []byte("<version>"+Version+"</version>")) {
		t.Errorf("pom.xml has not version %s", Version)
	}
	compose, err := os.ReadFile("../../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	line := Version[:strings.LastIndex(Version, ".")]
	if !bytes.Contains(compose, []byte("neo4j:"+line+"-community")) {
		t.Errorf("docker-compose.yml has no image of the %s line", line)
	}
}

// fakeTB records how a helper ends the test.
type fakeTB struct {
	testing.TB
	outcome, message string
}

func (f *fakeTB) Fatalf(format string, args ...any) { f.end("failed", format, args) }
func (f *fakeTB) Skipf(format string, args ...any)  { f.end("skipped", format, args) }

func (f *fakeTB) end(outcome, format string, args []any) {
	f.outcome, f.message = outcome, fmt.Sprintf(format, args...)
	panic("the test ends here")
}

func mustDriver(t *testing.T, uri string, server Server) neo4j.DriverWithContext {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.BasicAuth(server.Username, server.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = driver.Close(context.Background()) })
	return driver
}

func mustSession(t *testing.T, uri string, server Server) neo4j.SessionWithContext {
	t.Helper()
	return mustDriver(t, uri, server).NewSession(t.Context(), neo4j.SessionConfig{})
}

func ping(t *testing.T, uri string, server Server) error {
	t.Helper()
	return mustDriver(t, uri, server).VerifyConnectivity(t.Context())
}

func mustRun(t *testing.T, session neo4j.SessionWithContext, statement string) {
	t.Helper()
	if err := run(t.Context(), session, statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func mustCount(t *testing.T, session neo4j.SessionWithContext) (nodes, schema int64) {
	t.Helper()
	for statement, count := range map[string]*int64{
		"MATCH (n) RETURN toString(count(n)) AS text":                                      &nodes,
		"SHOW INDEXES YIELD type WHERE type <> 'LOOKUP' RETURN toString(count(*)) AS text": &schema,
	} {
		rows, err := texts(t.Context(), session, statement)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Sscan(rows[0], count); err != nil {
			t.Fatal(err)
		}
	}
	return nodes, schema
}
