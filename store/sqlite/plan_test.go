package sqlite

import (
	"context"
	"database/sql/driver"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/storetest"
)

func mustOpenInside(t *testing.T) *Store {
	t.Helper()
	s, err := Open(context.Background(), Config{Path: filepath.Join(t.TempDir(), "dealgraph.db"), Kinds: storetest.MustKinds(), Now: storetest.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// plan is SQLite's plan of a statement, a step a line.
func (s *Store) plan(t *testing.T, st statement, err error) string {
	t.Helper()
	var lines []string
	if err == nil {
		err = s.read(context.Background(), func(c *conn) error {
			return c.query(context.Background(), statement{text: "EXPLAIN QUERY PLAN " + st.text, args: st.args}, func(row []driver.Value) error {
				lines = append(lines, row[3].(string))
				return nil
			})
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

// TestListPlan makes sure that a page of one kind costs what is on it: it is
// read from the key's index, from the position on, and never sorted.
func TestListPlan(t *testing.T) {
	s := mustOpenInside(t)
	l := s.layout
	for _, k := range l.keys {
		for _, desc := range []bool{false, true} {
			var at any = "x"
			if l.columns[k.column] == store.NumberColumn {
				at = 1.0
			}
			for name, where := range map[string]*store.Cond{
				"all":      nil,
				"filtered": {Op: store.And, Conds: []*store.Cond{{Op: store.Ge, Column: store.ColumnCredenceRank, Value: int64(4)}, {Op: store.Missing, Column: "dealKind"}}},
				"with a party": {Op: store.Some, Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company"},
					Conds: []*store.Cond{{Op: store.Eq, Column: "companyKind", Value: "UNIT"}}},
			} {
				q := &store.Query{Kinds: []string{k.kind}, List: store.List{Limit: 10, Where: where, Order: []store.Order{{Column: k.column, Desc: desc}}}, Shapes: store.Shapes{k.kind: {Columns: []string{"aliases"}}}}
				st, err := l.compileList(q, l.selection(q.Kinds, q.Shapes))
				first := s.plan(t, st, err)
				if !strings.Contains(first, "SCAN n USING INDEX "+k.index()) || strings.Contains(first, "TEMP B-TREE") {
					t.Errorf("first page of %s by %s, %s:\n%s", k.kind, k.column, name, first)
				}
				if q.After = []any{at, "x"}; k.column == store.ColumnID {
					q.After = []any{"x", "x"}
				}
				st, err = l.compileList(q, l.selection(q.Kinds, q.Shapes))
				further := s.plan(t, st, err)
				if !strings.Contains(further, "SEARCH n USING INDEX "+k.index()) || strings.Contains(further, "TEMP B-TREE") {
					t.Errorf("further page of %s by %s, %s:\n%s", k.kind, k.column, name, further)
				}
			}
		}
	}
	q := &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, After: []any{"x"}}}
	st, err := l.compileList(q, l.selection(nil, nil))
	if plan := s.plan(t, st, err); !strings.Contains(plan, "SEARCH n USING") || !strings.Contains(plan, "INDEX nodes.Deal.id (id>?)") || strings.Contains(plan, "TEMP B-TREE") {
		t.Errorf("by id:\n%s", plan)
	}
	q = &store.Query{Kinds: []string{"Company", "Person"}, List: store.List{Limit: 10, Order: []store.Order{{Column: "nameKey"}}}}
	st, err = l.compileList(q, l.selection(nil, nil))
	if plan := s.plan(t, st, err); !strings.Contains(plan, "nodes.Company.nameKey") || !strings.Contains(plan, "nodes.Person.nameKey") {
		t.Errorf("several kinds:\n%s", plan)
	}
	q = &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, Order: mixed, After: []any{"x", "x", "x", "x"}}}
	st, err = l.compileList(q, l.selection(nil, nil))
	if plan := s.plan(t, st, err); !strings.Contains(plan, "SEARCH n USING INDEX nodes.Deal.dealKindKey (dealKindKey>?)") {
		t.Errorf("mixed directions:\n%s", plan)
	}
	q = &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, Order: announced, Where: &store.Cond{Op: store.In, Column: "id", Value: []string{"a"}}}}
	st, err = l.compileList(q, l.selection(nil, nil))
	if plan := s.plan(t, st, err); !strings.Contains(plan, "(id=?)") {
		t.Errorf("given ids:\n%s", plan)
	}
	st, err = l.compileCount([]string{"Deal"}, nil)
	if plan := s.plan(t, st, err); !strings.Contains(plan, "COVERING INDEX nodes.Deal.id") {
		t.Errorf("count:\n%s", plan)
	}
}

// TestFollowPlan makes sure that a follow seeks its edges, and by id reads no
// more of them than the page has.
func TestFollowPlan(t *testing.T) {
	s := mustOpenInside(t)
	l := s.layout
	out := &store.Follow{Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"}, List: store.List{Limit: 10}}
	in := &store.Follow{Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Reverse: true, Kinds: []string{"Deal"}, List: store.List{Limit: 10, After: []any{"deal:a"}}}
	ordered := &store.Follow{Edge: in.Edge, Reverse: true, Kinds: in.Kinds, List: store.List{Limit: 10, Order: announced}}
	for _, c := range []struct {
		name string
		step *step
		want []string
		sort int // sorts in the plan; one is of the page itself
	}{
		{"out", &step{follow: out}, []string{"SEARCH e USING PRIMARY KEY (src=? AND type=?)", "SEARCH n USING INDEX sqlite_autoindex_nodes_1 (id=?)"}, 1},
		{"in, behind", &step{follow: in, edge: true}, []string{"SEARCH e USING COVERING INDEX edges_reverse (dst=? AND type=? AND src>?)"}, 1},
		{"ordered", &step{follow: ordered}, []string{"SEARCH e USING COVERING INDEX edges_reverse (dst=? AND type=?)", "SEARCH f USING INDEX sqlite_autoindex_nodes_1 (id=?)"}, 2},
		{"backing", &step{follow: &store.Follow{List: store.List{Limit: 10}}, backing: true}, []string{"SEARCH e USING COVERING INDEX edges_reverse (dst=? AND type=?)"}, 2},
	} {
		c.step.columns = l.selection(nil, nil)
		st, err := l.compileFollow(c.step, nil)
		plan := s.plan(t, st, err)
		for _, want := range c.want {
			if !strings.Contains(plan, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, plan)
			}
		}
		if n := strings.Count(plan, "TEMP B-TREE FOR ORDER BY") + strings.Count(plan, "TERMS OF ORDER BY") + strings.Count(plan, "TERM OF ORDER BY"); n > c.sort {
			t.Errorf("%s: %d sorts in\n%s", c.name, n, plan)
		}
	}
	// The deals of a given company start from the company.
	st, err := l.compileList(&store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, Where: &store.Cond{Op: store.Some, Edge: out.Edge, Kinds: out.Kinds,
		Conds: []*store.Cond{{Op: store.Eq, Column: "id", Value: "company:a"}}}}}, l.selection(nil, nil))
	if plan := s.plan(t, st, err); !strings.Contains(plan, "edges_reverse (dst=? AND type=?)") {
		t.Errorf("deals of a company:\n%s", plan)
	}
}

// TestPortPlan makes sure that groupings, repeated follows, Within and
// neighbourhoods seek their edges and nodes.
func TestPortPlan(t *testing.T) {
	s := mustOpenInside(t)
	l := s.layout
	const (
		reverse  = "SEARCH e USING COVERING INDEX edges_reverse (dst=? AND type=?)"
		byID     = "SEARCH f USING INDEX sqlite_autoindex_nodes_1 (id=?)"
		isntGone = "SEARCH gone USING INDEX nodes.- (id=?)"
	)
	anyParty, parties := store.EdgeRef{Kind: "Deal", Label: "anyParty"}, []string{"Company", "Person"}
	deals := &step{follow: &store.Follow{Edge: anyParty, Reverse: true, Kinds: []string{"Deal"}}}
	groups := func(g store.Grouping) (statement, error) { return l.compileFollowGroups(deals, nil, &g) }
	broader := store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}
	within := &store.Cond{Op: store.Within, Edge: broader, Kinds: []string{"TechnologyArea"}, Value: []string{"area:a"}}
	facts := []store.EdgeRef{{Kind: "Position", Label: "person"}, {Kind: "Position", Label: "company"}}
	for _, c := range []struct {
		name string
		make func() (statement, error)
		want []string
	}{
		{"groups by a column", func() (statement, error) { return groups(store.Grouping{Column: "dealKind"}) }, []string{reverse, byID}},
		{"groups by an edge", func() (statement, error) { return groups(store.Grouping{Edge: anyParty, Kinds: parties}) },
			[]string{reverse, "SEARCH ge USING PRIMARY KEY (src=? AND type=?)", isntGone}},
		{"groups by an edge to one kind", func() (statement, error) { return groups(store.Grouping{Edge: anyParty, Kinds: parties[:1]}) },
			[]string{"SEARCH gn USING INDEX sqlite_autoindex_nodes_1 (id=?)"}},
		{"groups of a root list", func() (statement, error) {
			return l.compileGroups(&store.Query{Kinds: parties}, &store.Grouping{Column: "credence"})
		}, []string{"nodes.Company.", "nodes.Person."}},
		{"a related column", func() (statement, error) {
			return l.compileList(&store.Query{Kinds: []string{"Position"}, List: store.List{Order: []store.Order{{Column: "company.nameKey"}}}}, l.selection(nil, nil))
		}, []string{"SEARCH re USING PRIMARY KEY (src=? AND type=?)", "SEARCH rn USING INDEX sqlite_autoindex_nodes_1 (id=?)"}},
		{"within", func() (statement, error) {
			return l.compileCount([]string{"Product"}, &store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: "Product", Label: "technologyArea"}, Kinds: []string{"TechnologyArea"}, Conds: []*store.Cond{within}})
		}, []string{"USING COVERING INDEX edges_reverse (dst=? AND type=?)", "(id=?)"}},
		{"a step", func() (statement, error) {
			return l.compileRepeat(&store.Follow{Edge: broader, Reverse: true, Kinds: []string{"TechnologyArea"}, Repeat: &store.Repeat{}}, nil, nil)
		}, []string{reverse}},
		{"a step over facts", func() (statement, error) {
			return l.compileRepeat(&store.Follow{Kinds: parties, Repeat: &store.Repeat{Facts: facts}}, nil, nil)
		}, []string{reverse, "SEARCH a USING PRIMARY KEY (src=? AND type=?)", isntGone}},
		{"what was reached", func() (statement, error) {
			return l.compileFollow(&step{follow: &store.Follow{Kinds: parties, Repeat: &store.Repeat{}}, columns: l.selection(nil, nil)}, nil)
		}, []string{byID}},
		{"neighbours", func() (statement, error) { return l.compileNeighbours(filter{}, parties, nil) },
			[]string{"SEARCH e USING PRIMARY KEY (src=? AND type=?)", reverse, byID}},
		{"edges", func() (statement, error) { return l.compileEdges(nil) }, []string{"SEARCH e USING PRIMARY KEY (src=? AND type=? AND dst=?)"}},
	} {
		st, err := c.make()
		plan := s.plan(t, st, err)
		for _, want := range c.want {
			if !strings.Contains(plan, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, plan)
			}
		}
		for _, bad := range []string{"SCAN e USING", "SCAN f", "SCAN ge", "SCAN gone", "AUTOMATIC"} {
			if strings.Contains(plan, bad) {
				t.Errorf("%s: %s in\n%s", c.name, bad, plan)
			}
		}
	}
}
