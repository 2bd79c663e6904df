package sqlite_test

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"database/sql"

	"github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/sqlite"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// mustSQL runs statements on a file as another program would.
func mustSQL(t *testing.T, path string, texts ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, text := range texts {
		if _, err := db.Exec(text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

// mustWrite makes a file with the fixture in it, closed.
func mustWrite(t *testing.T, path string, kinds *store.Kinds) {
	t.Helper()
	s, err := sqlite.Open(context.Background(), sqlite.Config{Path: path, Kinds: kinds, Now: storetest.Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(context.Background(), storetest.Fixture()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestRefusedFiles opens files that are not to be used: each is refused with
// what is wrong, and left as it is.
func TestRefusedFiles(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string)
		want string
	}{
		{"text", func(t *testing.T, path string) { mustFile(t, path, []byte(strings.Repeat("not a database\n", 100))) }, "is no SQLite file"},
		{"a few bytes", func(t *testing.T, path string) { mustFile(t, path, []byte("SQLite")) }, "is no SQLite file"},
		{"another program's", func(t *testing.T, path string) { mustSQL(t, path, "CREATE TABLE t (a)") }, "is a SQLite file of another program"},
		{"another program's, with a log", func(t *testing.T, path string) {
			mustSQL(t, path, "PRAGMA journal_mode = WAL", "CREATE TABLE t (a)")
			mustFile(t, path+"-wal", nil)
		}, "is a SQLite file of another program"},
		{"cut off", func(t *testing.T, path string) {
			mustWrite(t, path, storetest.MustKinds())
			if err := os.Truncate(path, 3*4096); err != nil {
				t.Fatal(err)
			}
		}, "is cut off"},
		{"overwritten inside", func(t *testing.T, path string) {
			mustWrite(t, path, storetest.MustKinds())
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 100; i < len(raw); i++ {
				raw[i] = 0xaa
			}
			mustFile(t, path, raw)
		}, "is corrupt"},
		{"of a newer version", func(t *testing.T, path string) {
			mustWrite(t, path, storetest.MustKinds())
			mustSQL(t, path, "UPDATE meta SET value = 99 WHERE key = 'format'")
		}, "has format 99, newer than format 3"},
		{"of no version", func(t *testing.T, path string) {
			mustWrite(t, path, storetest.MustKinds())
			mustSQL(t, path, "DELETE FROM meta WHERE key = 'format'")
		}, "does not say which format"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "dealgraph.db")
			c.make(t, path)
			before := mustSum(t, path)
			_, err := sqlite.Open(context.Background(), sqlite.Config{Path: path, Kinds: storetest.MustKinds()})
			if store.CodeOf(err) != store.CodeUnsupported || !strings.Contains(err.Error(), path+" "+c.want) {
				t.Errorf("error %v, want %s of %q", err, store.CodeUnsupported, c.want)
			}
			if mustSum(t, path) != before {
				t.Error("the file was changed")
			}
		})
	}
}

func mustFile(t *testing.T, path string, raw []byte) {
	t.Helper()
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		t.Fatal(err)
	}
}

func mustSum(t *testing.T, path string) [32]byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(raw)
}

// TestPlaces opens files in places that can and cannot be written.
func TestPlaces(t *testing.T) {
	ctx, kinds := context.Background(), storetest.MustKinds()
	dir := t.TempDir()
	mustFile(t, filepath.Join(dir, "file"), []byte("x"))
	mustFile(t, filepath.Join(dir, "empty.db"), nil)
	for _, c := range []struct{ name, path, want string }{
		{"a directory that is not there yet", filepath.Join(dir, "a", "b", "dealgraph.db"), ""},
		{"an empty file", filepath.Join(dir, "empty.db"), ""},
		{"odd characters", filepath.Join(dir, "a?b#c%41 d&e=ü.db"), ""},
		{"no path", "", "needs a file"},
		{"a file where the directory should be", filepath.Join(dir, "file", "dealgraph.db"), "cannot be made"},
		{"a directory where the file should be", dir, "cannot be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := sqlite.Open(ctx, sqlite.Config{Path: c.path, Kinds: kinds})
			if c.want != "" {
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("error %v, want %q", err, c.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if _, err := os.Stat(c.path); err != nil {
				t.Error(err)
			}
			for _, suffix := range []string{"-wal", "-shm", "-journal"} {
				if _, err := os.Stat(c.path + suffix); err == nil {
					t.Errorf("%s is left behind", suffix)
				}
			}
		})
	}
	t.Run("a directory that cannot be written", func(t *testing.T) {
		if os.Geteuid() == 0 || runtime.GOOS == "windows" {
			// Root writes everywhere but into a file system that is
			// read-only as a whole.
			if _, err := os.Stat("/proc/self"); err != nil {
				t.Skip("root writes everywhere, and there is no /proc")
			}
			_, err := sqlite.Open(ctx, sqlite.Config{Path: "/proc/self/dealgraph.db", Kinds: kinds})
			if store.CodeOf(err) != store.CodeUnavailable || !strings.Contains(err.Error(), "/proc/self cannot be written") {
				t.Errorf("error %v", err)
			}
			return
		}
		locked := filepath.Join(dir, "locked")
		if err := os.Mkdir(locked, 0o555); err != nil {
			t.Fatal(err)
		}
		_, err := sqlite.Open(ctx, sqlite.Config{Path: filepath.Join(locked, "dealgraph.db"), Kinds: kinds})
		if store.CodeOf(err) != store.CodeUnavailable || !strings.Contains(err.Error(), locked+" cannot be written") {
			t.Errorf("error %v", err)
		}
	})
}

// TestReopen writes with one kind table and reads with others.
func TestReopen(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "dealgraph.db")
	mustWrite(t, path, storetest.MustKinds())

	same := mustOpen(t, path, storetest.MustKinds())
	page, err := same.Find(ctx, &store.Query{Kinds: []string{"Deal"}, List: store.List{Total: true}})
	if err != nil || page.Total != 6 {
		t.Fatalf("%v, %v", page, err)
	}
	if err := same.Close(); err != nil {
		t.Fatal(err)
	}

	// The kind table now filters companies by country and no longer by kind,
	// and knows a further kind.
	wider := storetest.MustKinds(&store.Kind{Name: "Standard", Plural: "standards", Prefix: "standard", Group: store.Entity,
		Properties: []*store.Property{{Name: "number", Type: store.IntType, Ordered: true}}})
	wider.Kind("Company").Property("country").Filtered = true
	wider.Kind("Company").Property("companyKind").Filtered = false
	s := mustOpen(t, path, wider)
	find := func(s *sqlite.Store, where *store.Cond, order ...store.Order) *store.Page {
		t.Helper()
		page, err := s.Find(ctx, &store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 10, Where: where, Order: order}, Shapes: store.Shapes{"Company": {Columns: []string{"companyKind", "country"}}}})
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	if page := find(s, &store.Cond{Op: store.Eq, Column: "country", Value: "CN"}); len(page.Rows) != 1 || page.Rows[0].Node.Columns["country"] != "CN" {
		t.Errorf("by a column newly filtered: %+v", page)
	}
	if page := find(s, &store.Cond{Op: store.Eq, Column: "companyKind", Value: "UNIT"}); len(page.Rows) != 1 || page.Rows[0].Node.Columns["companyKind"] != "UNIT" {
		t.Errorf("by a column no longer filtered: %+v", page)
	}
	if page := find(s, nil, store.Order{Column: "countryKey"}); len(page.Rows) != 5 {
		t.Errorf("by a key newly made: %+v", page)
	}
	batch := new(storetest.Batch).In("article:paper")
	batch.Thing("standard:a", "number", "5")
	if _, err := s.Apply(ctx, &batch.Batch); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	// And back: what the other table has of its own is out of sight.
	s = mustOpen(t, path, storetest.MustKinds())
	if page := find(s, &store.Cond{Op: store.Eq, Column: "companyKind", Value: "UNIT"}); len(page.Rows) != 1 {
		t.Errorf("by a column filtered again: %+v", page)
	}
	if receipt, err := s.Apply(ctx, storetest.Fixture()); err != nil || receipt.Statements != 0 || len(receipt.Nodes) != 0 {
		t.Errorf("receipt %+v, error %v", receipt, err)
	}
}

// TestOlderFile opens a file of format 1, which knows no retired nodes.
func TestOlderFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dealgraph.db")
	mustWrite(t, path, storetest.MustKinds())
	mustSQL(t, path, "UPDATE meta SET value = 1 WHERE key = 'format'", "UPDATE meta SET value = 'older' WHERE key = 'kinds'", `DROP INDEX "nodes.-"`)
	s := mustOpen(t, path, storetest.MustKinds())
	f := &store.Follow{Key: "parties", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"}, List: store.List{Total: true}}
	nodes, err := s.Get(context.Background(), []string{"deal:sale"}, store.Shapes{"Deal": {Follows: []*store.Follow{f}}})
	if err != nil || nodes[0].Follows["parties"].Total != 2 {
		t.Fatalf("%v, error %v", nodes, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var format int
	if err := db.QueryRow("SELECT value FROM meta WHERE key = 'format'").Scan(&format); err != nil || format != 3 {
		t.Errorf("format %d, error %v: an older program must refuse the file", format, err)
	}
}

// TestOlderProjection opens files of format 2 in which what was computed since is
// missing: they become as if this program had written them.
func TestOlderProjection(t *testing.T) {
	ctx, kinds := context.Background(), storetest.MustKinds()
	dump := func(path string) []string {
		t.Helper()
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var all []string
		for _, text := range []string{
			`SELECT id || ' ' || kind || ' ' || (SELECT json_group_array(key || '=' || value) FROM (SELECT key, value FROM json_each(props) ORDER BY key)) FROM nodes ORDER BY id`,
			`SELECT src || ' ' || type || ' ' || dst || ' ' || columns FROM edges ORDER BY src, type, dst`,
			`SELECT id || ' ' || whole || ' ' || isPart || ' ' || reportedKey || ' ' || dealCount || ' ' || validEarliest FROM nodes ORDER BY id`,
			`SELECT key || '=' || value FROM meta ORDER BY key`,
		} {
			rows, err := db.Query(text)
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
				var line sql.NullString
				if err := rows.Scan(&line); err != nil {
					t.Fatal(err)
				}
				all = append(all, line.String)
			}
			if err := rows.Close(); err != nil {
				t.Fatal(err)
			}
		}
		return all
	}
	path := filepath.Join(t.TempDir(), "dealgraph.db")
	mustWrite(t, path, kinds)
	want := dump(path)
	gone := []string{"whole", "isPart", "reportedKey", "validEarliest", "validLatest", "sureEarliest", "sureLatest", "dealCount", "dealCountKey"}
	texts := []string{`UPDATE meta SET value = 2 WHERE key = 'format'`, `UPDATE meta SET value = 'older' WHERE key = 'kinds'`, `DELETE FROM meta WHERE key = 'projection'`,
		`DELETE FROM edges WHERE type = (SELECT id FROM edge_types WHERE kind = 'Statement' AND label = 'object')`,
		`DELETE FROM edge_types WHERE kind = 'Statement' AND label = 'object'`}
	for _, kind := range []string{"Company", "Person"} {
		texts = append(texts, `DROP INDEX "nodes.`+kind+`.dealCountKey"`)
	}
	for _, kind := range kinds.All() {
		if kind.Group != store.Internal {
			texts = append(texts, `DROP INDEX "nodes.`+kind.Name+`.reportedKey"`)
		}
	}
	for _, column := range gone {
		texts = append(texts, `ALTER TABLE nodes DROP COLUMN "`+column+`"`, `UPDATE nodes SET props = json_remove(props, '$.`+column+`')`)
	}
	mustSQL(t, path, texts...)
	s := mustOpen(t, path, kinds)
	if receipt, err := s.Apply(ctx, storetest.Fixture()); err != nil || receipt.Sequence != 2 || len(receipt.Nodes) > 0 {
		t.Errorf("%+v, %v", receipt, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	mustSQL(t, path, `UPDATE meta SET value = 1 WHERE key = 'sequence'`)
	edgeType := regexp.MustCompile(`^(statement:\w+) \d+ `) // the label is numbered anew
	normal := func(lines []string) []string {
		for i, line := range lines {
			lines[i] = edgeType.ReplaceAllString(line, "$1 ")
		}
		slices.Sort(lines)
		return lines
	}
	if diff := cmp.Diff(normal(want), normal(dump(path))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestOtherProjection writes through a store whose file another program has
// rebuilt meanwhile.
func TestOtherProjection(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "dealgraph.db")
	mustWrite(t, path, storetest.MustKinds())
	s := mustOpen(t, path, storetest.MustKinds())
	mustOpen(t, path, storetest.NewerKinds())
	if _, err := s.Apply(ctx, storetest.Fixture()); store.CodeOf(err) != store.CodeUnsupported || !strings.Contains(err.Error(), "another version") {
		t.Errorf("error %v", err)
	}
	if err := s.Ready(ctx); err != nil {
		t.Errorf("it reads no more: %v", err)
	}
}

// TestTwoProcesses writes through two stores on one file, as a server and an
// ingest beside it do.
func TestTwoProcesses(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "dealgraph.db")
	a, b := mustOpen(t, path, storetest.MustKinds()), mustOpen(t, path, storetest.MustKinds())
	if _, err := a.Apply(ctx, storetest.Fixture()); err != nil {
		t.Fatal(err)
	}
	receipt, err := b.Apply(ctx, storetest.Fixture())
	if err != nil || receipt.Sequence != 2 || receipt.Statements != 0 {
		t.Fatalf("receipt %+v, error %v", receipt, err)
	}
	page, err := b.Find(ctx, &store.Query{Kinds: []string{"Deal"}, List: store.List{Total: true}})
	if err != nil || page.Total != 6 {
		t.Fatalf("page %+v, error %v", page, err)
	}
}
