package seed_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dealgraph/dealgraph/seed"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/sqlite"
)

func mustOpen(t *testing.T, kinds *store.Kinds) store.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(t.TempDir(), "seed.db"), Kinds: kinds})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestApplyIsIdempotent(t *testing.T) {
	kinds := mustKinds(t)
	set := mustLoad(t, seed.Articles, seed.ArticlesDir, kinds)
	to := mustOpen(t, kinds)
	first, err := set.Apply(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(first)
	subjects := map[string]bool{}
	for _, s := range set.Batch().Statements {
		subjects[s.Subject] = true
	}
	written := 0
	for _, c := range first.Nodes {
		written += c.Written
		if c.Known != 0 {
			t.Errorf("%s: %d known", c.Kind.Name, c.Known)
		}
	}
	if first.Articles != (seed.Count{Written: 4}) || first.Statements != (seed.Count{Written: 603}) || written != len(subjects) {
		t.Errorf("%+v wrote %d nodes of %d", first, written, len(subjects))
	}
	if !strings.HasPrefix(first.String(), "seeded 4 articles, 603 statements: ") || strings.Contains(first.String(), "known") {
		t.Error(first)
	}
	second, err := mustLoad(t, seed.Articles, seed.ArticlesDir, kinds).Apply(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(second)
	if !strings.HasPrefix(second.String(), "seeded nothing; already known: 4 articles, 603 statements, ") {
		t.Error(second)
	}
	for i, c := range second.Nodes {
		if c.Written != 0 || c.Known != first.Nodes[i].Written {
			t.Errorf("%s: %+v", c.Kind.Name, c.Count)
		}
	}
}

// A set that grew writes what is new, and what that changes.
func TestApplyOfAGrownSet(t *testing.T) {
	kinds := mustKinds(t)
	to := mustOpen(t, kinds)
	files := fstest.MapFS(invented())
	if _, err := mustLoad(t, files, ".", kinds).Apply(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	files["acme.yaml"] = &fstest.MapFile{Data: []byte(acmeStatements +
		"  - {subject: company:bolt, property: self, passage: deal}\n" +
		"  - {subject: company:bolt, property: name, value: Bolt, passage: deal}\n" +
		"  - {subject: area:anvils, property: self, passage: deal}\n" +
		"  - {subject: area:anvils, property: name, value: anvils, passage: deal}\n")}
	report, err := mustLoad(t, files, ".", kinds).Apply(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	want := "seeded 4 statements: 1 company, 1 technology area; already known: 2 articles, 9 statements, 1 company, 2 deals"
	if report.String() != want {
		t.Errorf("got  %s\nwant %s", report, want)
	}
}

func TestApplyFails(t *testing.T) {
	kinds := mustKinds(t)
	to := mustOpen(t, kinds)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if report, err := mustLoad(t, fstest.MapFS(invented()), ".", kinds).Apply(ctx, to); err == nil || report != nil {
		t.Errorf("got %v, %v", report, err)
	}
}
