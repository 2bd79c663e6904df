package sqlite

import (
	"context"
	"path/filepath"
	"strings"
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
	s.layout.hubDegree, s.layout.fewPostings = 1, 0
	return s
}

// TestLowered makes sure that what is chosen for large graphs answers the same.
func TestLowered(t *testing.T) {
	t.Run("conformance", func(t *testing.T) { storetest.Run(t, openLowered) })
	t.Run("agree", func(t *testing.T) { storetest.Agree(t, 200, openLowered) })
}

// TestWalkPlan makes sure that a hub's page reads its index in order, and
// nothing else of a node before its edge is found.
func TestWalkPlan(t *testing.T) {
	s := mustOpenInside(t)
	for name, after := range map[string][]any{"first": nil, "further": {"2017-07-05", "deal:a"}} {
		step := &step{columns: s.layout.selection(nil, nil), follow: &store.Follow{Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Reverse: true, Kinds: []string{"Deal"},
			List: store.List{Limit: 10, Order: announced, After: after, Where: &store.Cond{Op: store.Eq, Column: "dealKind", Value: "LICENSE"}}}}
		if !s.layout.walks(step) {
			t.Fatal("no walk")
		}
		st, err := s.layout.compileWalk(step, "company:a", []any{"2017", "deal:b"})
		plan := s.plan(t, st, err)
		for _, want := range []string{"SEARCH f USING COVERING INDEX nodes.Deal.announcedKey", "SEARCH e USING PRIMARY KEY (src=? AND type=? AND dst=?)", "SEARCH n USING INDEX sqlite_autoindex_nodes_1 (id=?)"} {
			if !strings.Contains(plan, want) {
				t.Errorf("%s: no %q in\n%s", name, want, plan)
			}
		}
		if strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%s: sorted\n%s", name, plan)
		}
		st, err = s.layout.compileWalkEnd(step, 10)
		if plan := s.plan(t, st, err); !strings.Contains(plan, "COVERING INDEX nodes.Deal.announcedKey") || strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%s, its end:\n%s", name, plan)
		}
	}
}
