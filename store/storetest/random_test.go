package storetest

import (
	"context"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

// TestRandomQueries holds the random queries to be worth asking: each part of
// the port is asked for, and finds something, often enough.
func TestRandomQueries(t *testing.T) {
	seen := sightings{}
	kinds := MustKinds()
	for seed := range uint64(8) {
		n, r := newNaive(kinds), NewRandom(kinds, seed)
		for _, write := range r.Writes() {
			if _, err := n.apply(context.Background(), write()); err != nil {
				t.Fatal(err)
			}
		}
		for _, kind := range kinds.All() {
			r.Learn(n.find(r.Everything(kind)))
		}
		for range 200 {
			q := r.Query()
			page := n.find(q)
			seen.list(&q.List, page)
			seen.see("text", q.Text != nil && len(page.Rows) > 0)
			for _, row := range page.Rows {
				seen.node(row.Node, q.Shapes)
			}
			ids, shapes := r.IDs()
			for _, node := range n.get(ids, shapes) {
				seen.node(node, shapes)
				seen.see("retired", node != nil && n.there(node.ID) == nil)
			}
		}
		for range 50 {
			answer := n.neighbourhood(r.NeighbourhoodQuery())
			seen.see("neighbourhood", len(answer.Nodes) > 1)
			seen.see("neighbourhood truncated", answer.Truncated)
			seen.see("neighbourhood of layers", len(answer.Nodes) > 0 && answer.Nodes[len(answer.Nodes)-1].Layer > 1)
		}
	}
	t.Log(seen)
	for _, what := range []string{
		"And", "Or", "Not", "Eq", "Lt", "Le", "Gt", "Ge", "In", "Contains", "HasPrefix", "Has", "HasAny", "Missing", "Some", "Every", "None", "OuterDay", "ThroughOuterDay", "Within",
		"rows", "no rows", "rows behind a position", "backward rows", "text", "order by a related column", "related column",
		"groups by column", "groups by edge", "groups omitted", "distinct", "sums", "undisclosed", "unknown",
		"edge condition", "edge statements", "repeated edge", "repeated facts", "steps", "retired", "neighbourhood", "neighbourhood truncated", "neighbourhood of layers",
	} {
		if seen[what] < 5 {
			t.Errorf("%s: %d times only", what, seen[what])
		}
	}
}

// sightings count what queries asked for and found.
type sightings map[string]int

func (s sightings) see(what string, is bool) {
	if is {
		s[what]++
	}
}

func (s sightings) cond(c *store.Cond) {
	if c != nil {
		s[c.Op.String()]++
		for _, inner := range c.Conds {
			s.cond(inner)
		}
	}
}

func (s sightings) list(l *store.List, page *store.Page) {
	s.cond(l.Where)
	for _, o := range l.Order {
		s.see("order by a related column", strings.Contains(o.Column, ".") && len(page.Rows) > 1)
	}
	s.see("no rows", len(page.Rows) == 0)
	s.see("rows", len(page.Rows) > 0)
	s.see("rows behind a position", len(page.Rows) > 0 && l.After != nil)
	s.see("backward rows", len(page.Rows) > 1 && l.Backward)
	for _, g := range l.Groups {
		groups := page.Groups[g.Key]
		s.see("groups by column", g.Column != "" && len(groups.Rows) > 1)
		s.see("groups by edge", g.Column == "" && len(groups.Rows) > 1)
		s.see("groups omitted", groups.Omitted > 0)
		for _, row := range groups.Rows {
			s.see("distinct", g.Distinct != "" && row.Count > 1)
			s.see("sums", len(row.Sums) > 0)
			s.see("undisclosed", row.Undisclosed > 0)
			s.see("unknown", row.Unknown > 0)
			if row.Node != nil {
				s.node(row.Node, g.Shapes)
			}
		}
	}
}

func (s sightings) node(n *store.Node, shapes store.Shapes) {
	if n == nil || shapes[n.Kind] == nil {
		return
	}
	for column := range n.Columns {
		s.see("related column", strings.Contains(column, "."))
	}
	for _, f := range shapes[n.Kind].Follows {
		page := n.Follows[f.Key]
		s.list(&f.List, page)
		s.see("edge condition", f.EdgeWhere != nil && len(page.Rows) > 0)
		for _, row := range page.Rows {
			if f.Repeat != nil {
				s.see("repeated edge", len(f.Repeat.Facts) == 0)
				s.see("repeated facts", len(f.Repeat.Facts) > 0)
				s.see("steps", row.Edge.Columns[store.ColumnDepth].(int64) > 2)
			}
			for _, statements := range row.Edge.Follows {
				s.see("edge statements", len(statements.Rows) > 0)
			}
			s.node(row.Node, f.Shapes)
		}
	}
}
