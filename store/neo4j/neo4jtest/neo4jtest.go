// Package neo4jtest gives tests a real Neo4j. Open hands out an emptied database on a server that all tests share,
// one test at a time; Start and Reserve give a test a server of its own that it may stop and start.
//
// The shared server is the one that DEALGRAPH_TEST_NEO4J_URI, _USERNAME and _PASSWORD name (the command withneo4j
// starts one for a whole `go test ./...`), else one that this process starts. Whatever the named server holds is wiped.
//
// Where no Neo4j can be had, tests fail with CI=true and are skipped otherwise; `make test` ends by saying which.
package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// The environment that withneo4j sets and Open reads.
const (
	EnvURI      = "DEALGRAPH_TEST_NEO4J_URI"
	EnvUsername = "DEALGRAPH_TEST_NEO4J_USERNAME"
	EnvPassword = "DEALGRAPH_TEST_NEO4J_PASSWORD"
	// EnvUnavailable holds why there is no server, so that each test process need not find out anew.
	EnvUnavailable = "DEALGRAPH_TEST_NEO4J_UNAVAILABLE"
	// EnvUsedBy names a file to which each test process that opened the server adds its name.
	EnvUsedBy = "DEALGRAPH_TEST_NEO4J_USED_BY"
)

// Server is what a client needs to connect.
type Server struct {
	URI      string
	Username string
	Password string
}

// Open returns the shared server with an empty database: no nodes, constraints or indexes. The calling test has it to
// itself until it ends, so a subtest of it must use what its parent opened. Tests of other packages wait meanwhile.
func Open(tb testing.TB) Server {
	tb.Helper()
	forbidNested(tb)
	given, err := shared()
	if err != nil {
		unavailable(tb, err)
	}
	unlock, err := lock(given.lockPath)
	if err != nil {
		tb.Fatalf("neo4jtest: %v", err)
	}
	setHolder(tb.Name())
	tb.Cleanup(func() {
		setHolder("")
		unlock()
	})
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := given.server.Wipe(ctx); err != nil {
		tb.Fatalf("neo4jtest: wipe %s: %v", given.server.URI, err)
	}
	return given.server
}

// Start returns a running server that only the calling test uses. It ends with the test.
func Start(tb testing.TB) *Process {
	tb.Helper()
	p := private(tb, 0)
	if err := p.Start(context.Background()); err != nil {
		tb.Fatalf("neo4jtest: %v", err)
	}
	return p
}

// Reserve returns a server that only the calling test uses and that does not run yet; its URI is known. It ends with
// the test.
func Reserve(tb testing.TB) *Process {
	tb.Helper()
	port, err := freePort()
	if err != nil {
		tb.Fatalf("neo4jtest: %v", err)
	}
	return private(tb, port)
}

func private(tb testing.TB, port int) *Process {
	tb.Helper()
	if reason := os.Getenv(EnvUnavailable); reason != "" {
		unavailable(tb, errors.New(reason))
	}
	p, err := newProcess(context.Background(), port)
	if err != nil {
		unavailable(tb, err)
	}
	tb.Cleanup(func() {
		if err := p.Close(); err != nil {
			tb.Errorf("neo4jtest: %v", err)
		}
	})
	return p
}

// unavailable ends a test that has no Neo4j: a failure where every backend must run, a skip on a developer's machine.
func unavailable(tb testing.TB, reason error) {
	tb.Helper()
	if MustRun() {
		tb.Fatalf("no Neo4j, and with CI=true every backend must run: %v", reason)
	}
	tb.Skipf("no Neo4j: %v", reason)
}

// MustRun tells whether a missing Neo4j is a failure.
func MustRun() bool { return os.Getenv("CI") == "true" }

// shared returns the server of Open and the file whose lock guards it. It asks once per test process.
var shared = sync.OnceValues(func() (guarded, error) {
	if reason := os.Getenv(EnvUnavailable); reason != "" {
		return guarded{}, errors.New(reason)
	}
	if uri := os.Getenv(EnvURI); uri != "" {
		server := Server{URI: uri, Username: os.Getenv(EnvUsername), Password: os.Getenv(EnvPassword)}
		return guarded{server, lockPath(uri)}, noteUse()
	}
	// Nobody stops it: it ends by itself when this process does.
	p, err := Launch(context.Background(), false)
	if err != nil {
		return guarded{}, err
	}
	return guarded{p.Server, filepath.Join(p.home, "tests.lock")}, nil
})

type guarded struct {
	server   Server
	lockPath string
}

// noteUse adds this test process to the list that withneo4j reports at its end.
func noteUse() error {
	path := os.Getenv(EnvUsedBy)
	if path == "" {
		return nil
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(file, strings.TrimSuffix(filepath.Base(os.Args[0]), ".test"))
	return errors.Join(err, file.Close())
}

var (
	holderMu sync.Mutex
	holder   string
)

func setHolder(name string) {
	holderMu.Lock()
	defer holderMu.Unlock()
	holder = name
}

// forbidNested turns what would wait for its own parent, forever, into a message.
func forbidNested(tb testing.TB) {
	tb.Helper()
	holderMu.Lock()
	defer holderMu.Unlock()
	if holder != "" && (tb.Name() == holder || strings.HasPrefix(tb.Name(), holder+"/")) {
		tb.Fatalf("neo4jtest: %s has opened the server already; pass it on instead of opening it again", holder)
	}
}
