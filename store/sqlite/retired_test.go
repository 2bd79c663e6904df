package sqlite

import (
	"context"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

// TestRetired retires a company and looks for it everywhere. Edges to it are
// left in place, as those of statements are.
func TestRetired(t *testing.T) {
	s := mustOpenFixture(t)
	ctx := context.Background()
	retire := func(id string, retired bool) {
		t.Helper()
		s.mustWrite(t, func(r *store.Record) {
			if r.Retired == retired || r.Kind != "Company" || len(r.Columns[store.ColumnSearchKeys].([]string)) == 0 {
				t.Errorf("%+v", r)
			}
			r.Retired = retired
		}, id)
	}
	parties, company := []string{"Company", "Person"}, []string{"Company"}
	anyParty := store.EdgeRef{Kind: "Deal", Label: "anyParty"}
	statements := &store.Follow{Key: "statements", Edge: store.EdgeRef{Kind: "Statement", Label: "node"}, Reverse: true, Kinds: []string{"Statement"}, List: store.List{Limit: 100, Total: true},
		Shapes: store.Shapes{"Statement": {Follows: []*store.Follow{{Key: "node", Edge: store.EdgeRef{Kind: "Statement", Label: "node"}, Kinds: company, List: store.List{Limit: 1, Total: true}}}}}}
	deals := &store.Follow{Key: "deals", Edge: anyParty, Reverse: true, Kinds: []string{"Deal"}, List: store.List{Limit: 100, Total: true,
		Groups: []*store.Grouping{{Key: "parties", Edge: anyParty, Kinds: parties, Limit: 10}}}}
	of := &store.Shape{Columns: []string{"name"}, Follows: []*store.Follow{statements, deals}}
	both := &store.Follow{Key: "parties", Edge: anyParty, Kinds: parties, List: store.List{Limit: 100, Total: true}}

	// there reports how many of these reads find the company.
	reads := 0
	there := func() (found int) {
		t.Helper()
		reads = 0
		count := func(yes bool) {
			if reads++; yes {
				found++
			}
		}
		list := func(where *store.Cond, kind string) bool {
			page := s.mustFind(t, &store.Query{Kinds: []string{kind}, List: store.List{Limit: 100, Total: true, Where: where}})
			if page.Total != len(page.Rows) {
				t.Errorf("total %d of %d rows", page.Total, len(page.Rows))
			}
			return page.Total > 0
		}
		is := &store.Cond{Op: store.Eq, Column: "id", Value: "company:giver"}
		count(list(is, "Company"))
		count(list(&store.Cond{Op: store.Some, Edge: anyParty, Kinds: parties, Conds: []*store.Cond{is}}, "Deal"))
		count(list(&store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: "Product", Label: "maker"}, Kinds: company, Conds: []*store.Cond{{Op: store.Eq, Column: "country", Value: "FI"}}}, "Product"))
		count(list(&store.Cond{Op: store.And, Conds: []*store.Cond{{Op: store.Eq, Column: "id", Value: "product:switch"},
			{Op: store.Some, Edge: store.EdgeRef{Kind: "Product", Label: "maker"}, Kinds: company}}}, "Product"))
		count(list(&store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: "Statement", Label: "node"}, Kinds: company, Conds: []*store.Cond{is}}, "Statement"))
		for _, exact := range []bool{false, true} {
			page := s.mustFind(t, &store.Query{Kinds: company, Text: &store.TextQuery{Text: "Nókia", Exact: exact}, List: store.List{Limit: 9, Total: true}})
			if len(page.Rows) != page.Total {
				t.Errorf("total %d of %d rows", page.Total, len(page.Rows))
			}
			count(page.Total > 0 && page.Rows[0].Node.ID == "company:giver")
		}
		sale := s.mustRead(t, "deal:sale", &store.Shape{Follows: []*store.Follow{both, {Key: "seller", Edge: store.EdgeRef{Kind: "Deal", Label: "seller"}, Kinds: parties, List: store.List{Limit: 1}}}})
		if p := sale.Follows["parties"]; p.Total != len(p.Rows) {
			t.Errorf("total %d of %d rows", p.Total, len(p.Rows))
		}
		count(sale.Follows["parties"].Total == 2)
		count(len(sale.Follows["seller"].Rows) == 1)
		taker := s.mustRead(t, "company:taker", of)
		count(len(taker.Follows["deals"].Groups["parties"].Rows) == 3)
		giver := s.mustRead(t, "company:giver", of)
		if giver.Columns["name"] != "Nokia Corporation" || giver.Kind != "Company" {
			t.Errorf("%+v", giver)
		}
		if p := giver.Follows["statements"]; p.Total == 0 || len(p.Rows) != p.Total {
			t.Errorf("statements %+v", p)
		}
		count(giver.Follows["deals"].Total > 0)
		count(len(giver.Follows["deals"].Rows) > 0)
		count(len(giver.Follows["deals"].Groups["parties"].Rows) > 0)
		count(len(giver.Follows["statements"].Rows[0].Node.Follows["node"].Rows) > 0)
		count(giver.Follows["statements"].Rows[0].Node.Follows["node"].Total > 0)
		paths, err := s.Paths(ctx, &store.PathQuery{From: "company:giver", To: "company:taker", MaxHops: 1, Limit: 1})
		count(err == nil && len(paths.Paths) > 0)
		paths, err = s.Paths(ctx, &store.PathQuery{From: "product:switch", To: "company:taker", MaxHops: 2, Limit: 1})
		count(err == nil && len(paths.Paths) > 0)
		around, err := s.Neighbourhood(ctx, &store.NeighbourhoodQuery{Of: "company:giver", Depth: 1, PerNode: 5, Limit: 50})
		count(err == nil && len(around.Nodes) > 0)
		around, err = s.Neighbourhood(ctx, &store.NeighbourhoodQuery{Of: "product:switch", Depth: 1, PerNode: 5, Limit: 50})
		count(err == nil && len(around.Nodes) > 2)
		return found
	}
	if n := there(); n != reads {
		t.Fatalf("found in %d of %d reads", n, reads)
	}
	retire("company:giver", true)
	if n := there(); n != 0 {
		t.Errorf("found in %d reads, though retired", n)
	}
	retire("company:giver", false)
	if n := there(); n != reads {
		t.Errorf("found in %d of %d reads after it came back", n, reads)
	}
}
