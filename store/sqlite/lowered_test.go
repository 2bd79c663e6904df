package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// openLowered opens a store that takes small graphs for large ones.
func openLowered(t *testing.T, kinds *store.Kinds) store.Store {
	t.Helper()
	s, err := Open(context.Background(), Config{Path: filepath.Join(t.TempDir(), "dealgraph.db"), Kinds: kinds, Names: names.Folder{}, Now: storetest.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.layout.fewPostings = 0
	return s
}

// TestLowered makes sure that what is chosen for large graphs answers the same.
func TestLowered(t *testing.T) {
	storetest.Agree(t, 60, 10, 3, openLowered)
}
