package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/sqlite"
	"github.com/dealgraph/dealgraph/store/storetest"
)

const (
	crashPath   = "DEALGRAPH_TEST_CRASH_PATH"
	rebuildPath = "DEALGRAPH_TEST_REBUILD_PATH"
)

// TestMain turns the test binary into the process that TestKill kills, or the
// one that kills itself in TestKillRebuild.
func TestMain(m *testing.M) {
	if path := os.Getenv(rebuildPath); path != "" {
		crashRebuild(path)
	}
	if path := os.Getenv(crashPath); path != "" {
		crashWriter(path)
	}
	os.Exit(m.Run())
}

// crashWriter applies batch after batch and acknowledges each on its output.
func crashWriter(path string) {
	s, err := sqlite.Open(context.Background(), sqlite.Config{Path: path, Kinds: storetest.MustKinds(), Now: storetest.Now})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for i := int64(1); ; i++ {
		if _, err := s.Apply(context.Background(), crashBatch(i)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(i)
	}
}

// crashBatch is one article with a deal of two companies of its own.
func crashBatch(i int64) *store.Batch {
	article := fmt.Sprintf("article:a%d", i)
	b := new(storetest.Batch).In(article)
	b.Article(&store.Article{ID: article, Genre: "REPORT", Published: "2018", Digest: strings.Repeat("Words. ", 100)})
	from, to := fmt.Sprintf("company:from%d", i), fmt.Sprintf("company:to%d", i)
	b.Thing(from, "name", "From")
	b.Thing(to, "name", "To")
	b.Thing(fmt.Sprintf("deal:d%d", i), "dealKind", "LICENSE", "licensor", from, "licensee", to)
	return &b.Batch
}

// TestKill kills a writing process with SIGKILL, several times on one file:
// everything it acknowledged is there, and of the batch under way all or
// nothing.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dealgraph.db")
	rounds := 4
	if testing.Short() {
		rounds = 1
	}
	for round := range rounds {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), crashPath+"="+path)
		child.Stderr = os.Stderr
		output, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		acknowledged := int64(0)
		lines := bufio.NewScanner(output)
		first := true
		for lines.Scan() {
			if n, err := strconv.ParseInt(lines.Text(), 10, 64); err == nil {
				acknowledged = n
			}
			if first {
				first = false
				time.AfterFunc(time.Duration(50+37*round)*time.Millisecond, func() { _ = child.Process.Kill() })
			}
		}
		if err := child.Wait(); err == nil || acknowledged == 0 {
			t.Fatalf("round %d: the writer ended by itself: %v after %d batches", round, err, acknowledged)
		}
		checkCrash(t, path, acknowledged)
	}
}

// killer is a log that kills the process at the third step of a rebuild.
type killer struct {
	slog.Handler
	steps int
}

func (k *killer) Enabled(context.Context, slog.Level) bool { return true }

func (k *killer) Handle(_ context.Context, r slog.Record) error {
	if r.Message == "rebuilding the projection" {
		if k.steps++; k.steps == 3 {
			process, err := os.FindProcess(os.Getpid())
			if err != nil {
				return err
			}
			return process.Kill()
		}
	}
	return nil
}

// crashRebuild opens the file with another kind table and is killed under way.
func crashRebuild(path string) {
	_, err := sqlite.Open(context.Background(), sqlite.Config{Path: path, Kinds: storetest.NewerKinds(), Now: storetest.Now, Log: slog.New(&killer{})})
	fmt.Fprintln(os.Stderr, "not killed:", err)
	os.Exit(3)
}

// TestKillRebuild kills a process that rebuilds the projection, with SIGKILL: the
// next one goes on from there.
func TestKillRebuild(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dealgraph.db")
	storetest.Rebuild(t, func(t *testing.T, kinds *store.Kinds) store.Store {
		if exists(t, path) && kinds.Projection() == storetest.NewerKinds().Projection() {
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), rebuildPath+"="+path)
			if output, err := child.CombinedOutput(); err == nil || len(output) > 0 {
				t.Fatalf("the rebuild was not killed: %v, %s", err, output)
			}
			var kept string
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(db.QueryRow("SELECT value FROM meta WHERE key = 'projection'").Scan(&kept), db.Close()); err != nil || !strings.HasPrefix(kept, kinds.Projection()+" ") {
				t.Fatalf("the file keeps %q, %v", kept, err)
			}
		}
		return mustOpen(t, path, kinds)
	})
}

func exists(t *testing.T, path string) bool {
	t.Helper()
	_, err := os.Stat(path)
	return err == nil
}

func checkCrash(t *testing.T, path string, acknowledged int64) {
	t.Helper()
	ctx := context.Background()
	s, err := sqlite.Open(ctx, sqlite.Config{Path: path, Kinds: storetest.MustKinds(), Now: storetest.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	follow := &store.Follow{Key: "parties", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"}, List: store.List{Limit: 5}}
	page, err := s.Find(ctx, &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 1_000_000}, Shapes: store.Shapes{"Deal": {Follows: []*store.Follow{follow}}}})
	if err != nil {
		t.Fatal(err)
	}
	if n := int64(len(page.Rows)); n < acknowledged {
		t.Errorf("%d batches acknowledged, %d there", acknowledged, n)
	}
	for _, row := range page.Rows {
		if len(row.Node.Follows["parties"].Rows) != 2 {
			t.Errorf("%s is half written", row.Node.ID)
		}
	}
	// Writing again what is there writes nothing; the one after goes on.
	receipt, err := s.Apply(ctx, crashBatch(acknowledged))
	if err != nil || receipt.Statements != 0 || len(receipt.Nodes) != 0 {
		t.Errorf("receipt %+v, error %v", receipt, err)
	}
	t.Logf("%d batches acknowledged, %d there", acknowledged, len(page.Rows))
}
