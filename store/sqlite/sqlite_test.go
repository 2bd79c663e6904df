package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/sqlite"
	"github.com/dealgraph/dealgraph/store/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T, kinds *store.Kinds) store.Store {
		return mustOpen(t, filepath.Join(t.TempDir(), "dealgraph.db"), kinds)
	})
}

func mustOpen(t *testing.T, path string, kinds *store.Kinds) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), sqlite.Config{Path: path, Kinds: kinds, Now: storetest.Now})
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

func TestRebuild(t *testing.T) {
	path := filepath.Join(t.TempDir(), "dealgraph.db")
	storetest.Rebuild(t, func(t *testing.T, kinds *store.Kinds) store.Store { return mustOpen(t, path, kinds) })
}

// TestAgree asks random queries; see storetest.Agree.
func TestAgree(t *testing.T) {
	storetest.Agree(t, 200, 10, 3, func(t *testing.T, kinds *store.Kinds) store.Store {
		return mustOpen(t, filepath.Join(t.TempDir(), "dealgraph.db"), kinds)
	})
}
