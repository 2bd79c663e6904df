package sqlite

import (
	"context"
	"fmt"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// depthsOf is a page in short: ids with their depths.
func depthsOf(page *store.Page) string {
	text := ""
	for _, row := range page.Rows {
		text += fmt.Sprint(row.Node.ID, "@", row.Edge.Columns[store.ColumnDepth], " ")
	}
	return text + fmt.Sprint("of ", page.Total)
}

// TestRepeat follows edges and facts again and again.
//
//	area:leaf ▶ area:middle ▶ area:root
//	competitor: giver ⇄ taker, giver ▶ unit; a ▶ b ▶ c ▶ a, b ▶ d ▶ e, a ▶ d
func TestRepeat(t *testing.T) {
	b := new(storetest.Batch).In("article:paper")
	for from, to := range map[string][]string{"a": {"b", "d"}, "b": {"c", "d"}, "c": {"a"}, "d": {"e"}, "e": nil} {
		pairs := []string{"name", "Company " + from}
		for _, id := range to {
			pairs = append(pairs, "competitor", "company:"+id)
		}
		b.Thing("company:"+from, pairs...)
	}
	s := mustOpenFixture(t, &b.Batch)
	broader := store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}
	competitor := store.EdgeRef{Kind: "Company", Label: "competitor"}
	follow := func(edge store.EdgeRef, reverse bool, depth int) *store.Follow {
		return &store.Follow{Key: "all", Edge: edge, Reverse: reverse, Kinds: []string{edge.Kind}, Repeat: &store.Repeat{Depth: depth}, List: store.List{Limit: 9, Total: true}}
	}
	read := func(id string, f *store.Follow) *store.Page {
		t.Helper()
		return s.mustRead(t, id, &store.Shape{Follows: []*store.Follow{f}}).Follows["all"]
	}
	for _, c := range []struct {
		from string
		f    *store.Follow
		want string
	}{
		{"area:leaf", follow(broader, false, 20), "area:middle@1 area:root@2 of 2"},
		{"area:leaf", follow(broader, false, 1), "area:middle@1 of 1"},
		{"area:root", follow(broader, false, 20), "of 0"},
		{"area:root", follow(broader, true, 20), "area:leaf@2 area:middle@1 of 2"},
		{"company:a", follow(competitor, false, 20), "company:b@1 company:c@2 company:d@1 company:e@2 of 4"},
		{"company:c", follow(competitor, false, 2), "company:a@1 company:b@2 company:d@2 of 3"},
		{"company:e", follow(competitor, true, 20), "company:a@2 company:b@2 company:c@3 company:d@1 of 4"},
	} {
		wantText(t, c.from, depthsOf(read(c.from, c.f)), c.want)
	}
	f := follow(competitor, false, 20)
	f.Where, f.Order, f.Limit = &store.Cond{Op: store.Not, Conds: []*store.Cond{{Op: store.Eq, Column: "name", Value: "Company d"}}}, []store.Order{{Column: "nameKey", Desc: true}}, 2
	f.Groups = []*store.Grouping{{Key: "towards", Edge: competitor, Kinds: []string{"Company"}, ExceptStart: true, Limit: 9}}
	page := read("company:a", f)
	wantText(t, "a condition cuts no way", depthsOf(page), "company:e@2 company:c@2 of 3")
	wantText(t, "groups", groupsText(page.Groups["towards"]), "company:c:1 company:d:1 +0")
	f.After = []any{"company c", "company:c"}
	wantText(t, "second page", depthsOf(read("company:a", f)), "company:b@1 of 3")

	// From many starts at once, and on from what is reached.
	f = follow(competitor, false, 20)
	f.Shapes = store.Shapes{"Company": {Follows: []*store.Follow{follow(competitor, true, 1)}}}
	all := s.mustFind(t, &store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 20}, Shapes: store.Shapes{"Company": {Follows: []*store.Follow{f}}}})
	for _, row := range all.Rows {
		want := map[string]string{"company:giver": "company:taker@1 company:unit@1 of 2", "company:taker": "company:giver@1 company:unit@2 of 2", "company:e": "of 0"}[row.Node.ID]
		if want != "" {
			wantText(t, row.Node.ID, depthsOf(row.Node.Follows["all"]), want)
		}
		if row.Node.ID == "company:c" {
			wantText(t, "below d", depthsOf(row.Node.Follows["all"].Rows[2].Node.Follows["all"]), "company:a@1 company:b@1 of 2")
		}
	}

	// Over facts: who sat somewhere with whom.
	facts := &store.Follow{Key: "all", Kinds: []string{"Person", "Company"}, List: store.List{Limit: 9, Total: true},
		Repeat: &store.Repeat{Depth: 3, Facts: []store.EdgeRef{{Kind: "Position", Label: "person"}, {Kind: "Position", Label: "company"}}}}
	wantText(t, "facts", depthsOf(read("company:giver", facts)), "company:taker@2 person:chief@3 person:former@1 person:silent@3 of 4")
	facts.Repeat.Where = &store.Cond{Op: store.Eq, Column: "positionKind", Value: "CEO"}
	wantText(t, "facts with a condition", depthsOf(read("company:taker", facts)), "person:chief@1 person:former@1 of 2")
	facts.Repeat.Where, facts.Kinds = nil, []string{"Person"}
	wantText(t, "facts to one kind", depthsOf(read("company:giver", facts)), "person:former@1 of 1")
	facts.Edge = store.EdgeRef{} // without meaning
	facts.Kinds, facts.Repeat.Facts = []string{"Company", "Person"}, []store.EdgeRef{{Kind: "Deal", Label: "anyParty"}}
	facts.Repeat.Where = &store.Cond{Op: store.OuterDay, Column: "announced", Up: 1}
	deal := &store.Follow{Key: "company", Edge: store.EdgeRef{Kind: "Deal", Label: "seller"}, Kinds: []string{"Company"}, List: store.List{Limit: 1}, Shapes: store.Shapes{"Company": {Follows: []*store.Follow{facts}}}}
	facts.Repeat.Where.Up = 2
	sale := s.mustRead(t, "deal:sale", &store.Shape{Columns: []string{"dayEarliest", "dayLatest"}, Follows: []*store.Follow{deal}})
	wantText(t, "facts of the deal's day", depthsOf(sale.Follows["company"].Rows[0].Node.Follows["all"]), "company:taker@1 of 1")
	facts.Repeat.Where = nil
	wantText(t, "facts of any day", depthsOf(read("company:giver", facts)), "company:taker@1 person:chief@2 of 2")
}

// TestWithin asks for what lies below or above given nodes.
func TestWithin(t *testing.T) {
	s := mustOpenFixture(t)
	broader := store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}
	within := func(edge store.EdgeRef, reverse bool, ids ...string) *store.Cond {
		return &store.Cond{Op: store.Within, Edge: edge, Reverse: reverse, Kinds: []string{edge.Kind}, Value: ids}
	}
	area := func(c *store.Cond) *store.Cond {
		return &store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: "Product", Label: "technologyArea"}, Kinds: []string{"TechnologyArea"}, Conds: []*store.Cond{c}}
	}
	for _, c := range []struct {
		kind  string
		where *store.Cond
		want  string
	}{
		{"TechnologyArea", within(broader, false, "area:middle"), "area:leaf area:middle"},
		{"TechnologyArea", within(broader, true, "area:middle"), "area:middle area:root"},
		{"TechnologyArea", within(broader, false), ""},
		{"TechnologyArea", within(broader, false, "area:nowhere"), ""},
		{"TechnologyArea", &store.Cond{Op: store.Not, Conds: []*store.Cond{within(broader, false, "area:middle")}}, "area:root"},
		{"Product", area(within(broader, false, "area:root")), "product:phone product:switch"},
		{"Product", area(within(broader, false, "area:leaf", "area:leaf")), "product:phone"},
		{"Product", &store.Cond{Op: store.Not, Conds: []*store.Cond{area(within(broader, false, "area:leaf"))}}, "product:bare product:switch"},
		{"Company", within(store.EdgeRef{Kind: "Company", Label: "competitor"}, false, "company:taker"), "company:giver company:taker"},
		{"Company", within(store.EdgeRef{Kind: "Company", Label: "competitor"}, false, "company:unit"), "company:giver company:taker company:unit"},
	} {
		page := s.mustFind(t, &store.Query{Kinds: []string{c.kind}, List: store.List{Limit: 9, Total: true, Where: c.where}})
		wantText(t, c.kind, idsOf(page), c.want)
		if page.Total != len(page.Rows) {
			t.Errorf("total %d of %d rows", page.Total, len(page.Rows))
		}
	}
}

// TestWithinIsBounded builds a chain longer than a search may go.
func TestWithinIsBounded(t *testing.T) {
	s := mustOpenInside(t)
	b := new(storetest.Batch).In("article:a")
	b.Article(&store.Article{ID: "article:a", Genre: "REPORT", Published: "2017"})
	b.Thing("area:n0", "name", "0")
	for i := range store.MaxRepeat + 5 {
		b.Thing(fmt.Sprint("area:n", i+1), "name", fmt.Sprint(i+1), "broader", fmt.Sprint("area:n", i))
	}
	if _, err := s.Apply(context.Background(), &b.Batch); err != nil {
		t.Fatal(err)
	}
	broader := store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}
	page := s.mustFind(t, &store.Query{Kinds: []string{"TechnologyArea"}, List: store.List{Total: true, Where: &store.Cond{Op: store.Within, Edge: broader, Kinds: []string{"TechnologyArea"}, Value: []string{"area:n0"}}}})
	if page.Total != store.MaxRepeat+1 {
		t.Errorf("%d within, want %d and the given one", page.Total, store.MaxRepeat)
	}
	f := &store.Follow{Key: "all", Edge: broader, Reverse: true, Kinds: []string{"TechnologyArea"}, Repeat: &store.Repeat{Depth: store.MaxRepeat}, List: store.List{Total: true}}
	if n := s.mustRead(t, "area:n0", &store.Shape{Follows: []*store.Follow{f}}).Follows["all"].Total; n != store.MaxRepeat {
		t.Errorf("%d reached, want %d", n, store.MaxRepeat)
	}
}
