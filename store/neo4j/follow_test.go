package neo4j_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// ids writes the rows of a page as their ids, with what was read of edges.
func ids(page *store.Page) string {
	var all []string
	for _, row := range page.Rows {
		id := row.Node.ID
		if row.Edge != nil && len(row.Edge.Columns) > 0 {
			id += fmt.Sprint(row.Edge.Columns)
		}
		all = append(all, id)
	}
	return strings.Join(all, " ")
}

// groupsOf writes the answer to a grouping.
func groupsOf(page *store.Page, key string) string {
	var all []string
	for _, g := range page.Groups[key].Rows {
		of := fmt.Sprint(g.Value)
		if g.Node != nil {
			of = g.Node.ID
		}
		of += fmt.Sprint(" ", g.Count)
		if len(g.Sums) > 0 || g.Undisclosed+g.Unknown > 0 {
			sums, _ := json.Marshal(g.Sums)
			of += fmt.Sprintf(" %s %d undisclosed %d unknown", sums, g.Undisclosed, g.Unknown)
		}
		all = append(all, of)
	}
	if n := page.Groups[key].Omitted; n > 0 {
		all = append(all, fmt.Sprintf("+%d", n))
	}
	return strings.Join(all, ", ")
}

func edge(kind, label string) store.EdgeRef { return store.EdgeRef{Kind: kind, Label: label} }

func compare(op store.Op, column string, value any) *store.Cond {
	return &store.Cond{Op: op, Column: column, Value: value}
}

func want(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

// reader reads the fixture.
type reader struct {
	*testing.T
	store.Store
}

func mustRead(t *testing.T) *reader {
	server := neo4jtest.Open(t)
	s := mustOpen(t, config(server, storetest.MustKinds()))
	if _, err := s.Apply(context.Background(), storetest.Fixture()); err != nil {
		t.Fatal(err)
	}
	return &reader{t, s}
}

func (r *reader) find(q *store.Query) *store.Page {
	r.Helper()
	page, err := r.Find(context.Background(), q)
	if err != nil {
		r.Fatal(err)
	}
	return page
}

// follow reads one follow from a node.
func (r *reader) follow(id string, f *store.Follow) *store.Page {
	r.Helper()
	f.Key = "x"
	kind := storetest.MustKinds().KindOf(id).Name
	nodes, err := r.Get(context.Background(), []string{id}, store.Shapes{kind: {Columns: []string{}, Follows: []*store.Follow{f}}})
	if err != nil {
		r.Fatal(err)
	}
	if nodes[0] == nil {
		r.Fatalf("no %s", id)
	}
	return nodes[0].Follows["x"]
}

func TestEdgeWhere(t *testing.T) {
	r := mustRead(t)
	corroborated := compare(store.Ge, store.ColumnOriginCount, int64(2))
	page := r.follow("deal:sale", &store.Follow{Edge: edge("Deal", "buyer"), Kinds: []string{"Company", "Person"}, EdgeWhere: corroborated,
		List: store.List{Limit: 5, Total: true, Groups: []*store.Grouping{{Key: "g", Column: "nameKey", Limit: 5}}}})
	want(t, "buyers", fmt.Sprint(ids(page), page.Total, groupsOf(page, "g")), "company:taker1xiaomi 1")
	page = r.follow("deal:sale", &store.Follow{Edge: edge("Deal", "seller"), Kinds: []string{"Company", "Person"}, EdgeWhere: corroborated, EdgeColumns: []string{"originCount"},
		List: store.List{Limit: 5, Total: true, Groups: []*store.Grouping{{Key: "g", Column: "nameKey", Limit: 5}}}})
	want(t, "sellers", fmt.Sprint(ids(page), page.Total, groupsOf(page, "g")), "0")
	page = r.follow("deal:sale", &store.Follow{Edge: edge("Deal", "seller"), Kinds: []string{"Company", "Person"}, EdgeWhere: &store.Cond{Op: store.Not, Conds: []*store.Cond{corroborated}},
		EdgeColumns: []string{"originCount"}, List: store.List{Limit: 5}})
	want(t, "sellers", ids(page), "company:givermap[originCount:1]")
}

func TestRelatedColumns(t *testing.T) {
	r := mustRead(t)
	name := store.RelatedColumn("company", "nameKey")
	q := &store.Query{Kinds: []string{"Position"}, Shapes: store.Shapes{"Position": {Columns: []string{name, "jobTitle"}}},
		List: store.List{Order: []store.Order{{Column: name}, {Column: "periodKey", Desc: true}}, Limit: 10, Total: true}}
	page := r.find(q)
	want(t, "positions", ids(page), "position:there position:now position:past position:unknown")
	if got := page.Rows[0].Node.Columns; got[name] != "nokia" && got[name] != "nokia corporation" {
		t.Errorf("read %v", got)
	}
	q.After = []any{page.Rows[1].Node.Columns[name], "2010-04-01", "position:now"}
	want(t, "behind the second", ids(r.find(q)), "position:past position:unknown")
	q.After, q.Before, q.Backward, q.Limit = nil, q.After, true, 1
	want(t, "ahead of the second", ids(r.find(q)), "position:there")

	whole := store.RelatedColumn("partOf", "titleKey")
	deals := &store.Query{Kinds: []string{"Deal"}, Shapes: store.Shapes{"Deal": {Columns: []string{whole}}}, List: store.List{Order: []store.Order{{Column: whole}}, Limit: 20}}
	page = r.find(deals)
	alone := slices.IndexFunc(page.Rows, func(row *store.Row) bool { return row.Node.Columns[whole] != nil })
	if alone < 1 || slices.ContainsFunc(page.Rows[alone:], func(row *store.Row) bool { return row.Node.Columns[whole] == nil }) {
		t.Fatalf("deals that are no parts come first: %d of %d do", alone, len(page.Rows))
	}
	deals.After = []any{nil, page.Rows[alone-1].Node.ID}
	want(t, "parts", fmt.Sprint(len(r.find(deals).Rows)), fmt.Sprint(len(page.Rows)-alone))
	follow := r.follow("company:taker", &store.Follow{Edge: edge("Position", "company"), Reverse: true, Kinds: []string{"Position"},
		List: store.List{Order: []store.Order{{Column: store.RelatedColumn("person", "nameKey"), Desc: true}}, Limit: 2}})
	want(t, "positions at one company", ids(follow), "position:unknown position:now")
}

func TestGroups(t *testing.T) {
	r := mustRead(t)
	find := func(q *store.Query, gs ...*store.Grouping) *store.Page {
		for _, g := range gs {
			g.Key = "g"
		}
		q.Groups = gs
		return r.find(q)
	}
	deals := &store.Query{Kinds: []string{"Deal"}}
	for _, test := range []struct {
		name  string
		where *store.Cond
		group store.Grouping
		want  string
	}{
		{"by kind", nil, store.Grouping{Column: "dealKind", Limit: 5}, "LICENSE 2, OTHER 2, AGREEMENT 1, PATENT_SALE 1"},
		{"limit", nil, store.Grouping{Column: "dealKind", Limit: 1}, "LICENSE 2, +3"},
		{"by year", nil, store.Grouping{Column: "announcedEarliest", Prefix: 4, Limit: 5}, "2017 4, <nil> 1, 2019 1"},
		{"by element", nil, store.Grouping{Column: "undisclosed", Limit: 5}, "<nil> 4, PATENTS 1, TERM 1, VALUE 1"},
		{"where", compare(store.Eq, "dealKind", "LICENSE"), store.Grouping{Column: "undisclosed", Limit: 5}, "<nil> 1, TERM 1, VALUE 1"},
		{"by edge, degrees", nil, store.Grouping{Edge: edge("Deal", "anyParty"), Kinds: []string{"Company", "Person"}, Limit: 5}, "company:taker 6, company:giver 4, person:chief 1"},
		{"by edge", compare(store.Eq, "dealKind", "LICENSE"), store.Grouping{Edge: edge("Deal", "matter"), Kinds: []string{"TechnologyArea"}, Limit: 5}, ""},
		{"by edge, some kinds", compare(store.Eq, "dealKind", "PATENT_SALE"), store.Grouping{Edge: edge("Deal", "matter"), Kinds: []string{"TechnologyArea", "Product"}, Limit: 5}, "area:leaf 1, product:phone 1"},
		{"by edge reversed", nil, store.Grouping{Edge: edge("Deal", "partOf"), Reverse: true, Kinds: []string{"Deal"}, Limit: 2}, "deal:back 1, deal:sale 1, +1"},
		{"money", nil, store.Grouping{Column: "dealKind", Money: "dealValue", Limit: 9},
			`LICENSE 2 null 1 undisclosed 1 unknown, OTHER 2 [{"Currency":"EUR","Amount":5,"Count":1}] 0 undisclosed 1 unknown, AGREEMENT 1 null 0 undisclosed 1 unknown, PATENT_SALE 1 [{"Currency":"USD","Amount":340000000,"Count":1}] 0 undisclosed 0 unknown`},
	} {
		deals.Where = test.where
		page := find(deals, &test.group)
		want(t, test.name, groupsOf(page, "g"), test.want)
	}
	both := &store.Query{Kinds: []string{"Company", "Person"}, List: store.List{Where: compare(store.Gt, "nameKey", "l"), Limit: 1}}
	want(t, "several kinds", groupsOf(find(both, &store.Grouping{Column: "aliases", Limit: 9}), "g"), "<nil> 2, Nokia Oyj 1, Nókia 1, 小米 1, 雷军 1")
	page := r.follow("company:giver", &store.Follow{Edge: edge("Deal", "anyParty"), Reverse: true, Kinds: []string{"Deal"}, List: store.List{Total: true, Groups: []*store.Grouping{
		{Key: "with", Edge: edge("Deal", "anyParty"), Kinds: []string{"Company", "Person"}, ExceptStart: true, Limit: 9, Shapes: store.Shapes{"Company": {Columns: []string{"name"},
			Follows: []*store.Follow{{Key: "y", Edge: edge("Position", "company"), Reverse: true, Kinds: []string{"Position"},
				List: store.List{Total: true, Groups: []*store.Grouping{{Key: "kinds", Column: "positionKind", Limit: 1}, {Key: "people", Edge: edge("Position", "person"), Kinds: []string{"Person"}, Limit: 1}}}}}}}},
		{Key: "all", Edge: edge("Deal", "anyParty"), Kinds: []string{"Company", "Person"}, Limit: 9}}}})
	want(t, "counterparties", groupsOf(page, "with")+"; "+groupsOf(page, "all"), "company:taker 4; company:giver 4, company:taker 4")
	node := page.Groups["with"].Rows[0].Node
	want(t, "of the counterparty", fmt.Sprint(node.Columns["name"], groupsOf(node.Follows["y"], "kinds"), groupsOf(node.Follows["y"], "people")), "Xiaomi CEO 2, +1 person:chief 1, +2"[:0]+"XiaomiCEO 2, +1person:chief 1, +2")
}

func TestRepeat(t *testing.T) {
	r := mustRead(t)
	above := &store.Follow{Edge: edge("TechnologyArea", "broader"), Kinds: []string{"TechnologyArea"}, Repeat: &store.Repeat{Depth: 3},
		List: store.List{Limit: 5, Total: true, Groups: []*store.Grouping{{Key: "g", Column: "scheme", Limit: 5}}}}
	page := r.follow("area:leaf", above)
	want(t, "above", fmt.Sprint(ids(page), page.Total, groupsOf(page, "g")), "area:middlemap[depth:1] area:rootmap[depth:2]2cpc 2")
	above.Repeat.Depth, above.Total, above.Groups = 1, false, nil
	want(t, "one step", ids(r.follow("area:leaf", above)), "area:middlemap[depth:1]")
	above.Repeat.Depth, above.Where = 20, compare(store.Eq, "id", "area:root")
	want(t, "where cuts no way short", ids(r.follow("area:leaf", above)), "area:rootmap[depth:2]")
	rivals := &store.Follow{Edge: edge("Company", "competitor"), Kinds: []string{"Company"}, Repeat: &store.Repeat{Depth: 20}, List: store.List{Limit: 5, Total: true}}
	want(t, "never the start", ids(r.follow("company:giver", rivals)), "company:takermap[depth:1] company:unitmap[depth:1]")
	want(t, "through a cycle", ids(r.follow("company:taker", rivals)), "company:givermap[depth:1] company:unitmap[depth:2]")
	colleagues := &store.Follow{Kinds: []string{"Company", "Person"}, List: store.List{Limit: 9, Total: true},
		Repeat: &store.Repeat{Depth: 3, Facts: []store.EdgeRef{edge("Position", "person"), edge("Position", "company")}}}
	want(t, "by facts", ids(r.follow("person:chief", colleagues)), "company:givermap[depth:3] company:takermap[depth:1] person:formermap[depth:2] person:silentmap[depth:2]")
	colleagues.Repeat.Where = compare(store.Eq, "positionKind", "CEO")
	page = r.follow("person:chief", colleagues)
	want(t, "by some facts", fmt.Sprint(ids(page), page.Total), "company:takermap[depth:1] person:formermap[depth:2]2")
	colleagues.Repeat.Where, colleagues.Kinds = nil, []string{"Company"}
	want(t, "only by companies", ids(r.follow("person:chief", colleagues)), "company:takermap[depth:1]")
}

func TestWithin(t *testing.T) {
	r := mustRead(t)
	within := &store.Cond{Op: store.Within, Value: []string{"area:middle"}, Edge: edge("TechnologyArea", "broader")}
	list := store.List{Limit: 9, Total: true, Where: within}
	want(t, "areas", ids(r.find(&store.Query{Kinds: []string{"TechnologyArea"}, List: list})), "area:leaf area:middle")
	some := &store.Cond{Op: store.Some, Edge: edge("Deal", "matter"), Kinds: []string{"TechnologyArea"}, Conds: []*store.Cond{within}}
	page := r.find(&store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 9, Total: true, Where: some, Groups: []*store.Grouping{{Key: "g", Column: "dealKind", Limit: 1}}}})
	want(t, "deals", fmt.Sprint(ids(page), page.Total, groupsOf(page, "g")), "deal:sale1PATENT_SALE 1")
	page = r.find(&store.Query{Kinds: []string{"Company", "Product", "TechnologyArea"}, List: store.List{Limit: 9, Total: true, Order: []store.Order{{Column: "nameKey"}}, Where: &store.Cond{Op: store.Or, Conds: []*store.Cond{within, compare(store.Eq, "nameKey", "bare")}}}})
	want(t, "several kinds", fmt.Sprint(ids(page), page.Total), "product:bare area:leaf area:middle3")
	page = r.find(&store.Query{Kinds: []string{"TechnologyArea"}, Text: &store.TextQuery{Text: "Smartphones"}, List: list})
	want(t, "by name", fmt.Sprint(ids(page), page.Total), "area:leaf1")
	groups := []*store.Grouping{{Key: "g", Edge: edge("Deal", "anyParty"), Reverse: true, Kinds: []string{"Deal"}, Limit: 1}}
	text := &store.Query{Kinds: []string{"Company", "Person"}, Text: &store.TextQuery{Text: "Nokia Corporation"}, List: store.List{Groups: groups}}
	want(t, "groups by name", groupsOf(r.find(text), "g"), "deal:back 1, +3")
	text.Text.Text = "qqqq"
	want(t, "no groups by name", groupsOf(r.find(text), "g"), "")
	page = r.follow("deal:sale", &store.Follow{Edge: edge("Deal", "matter"), Kinds: []string{"TechnologyArea"}, List: list})
	want(t, "in a follow", fmt.Sprint(ids(page), page.Total), "area:leaf1")
	above := &store.Cond{Op: store.Within, Value: []string{"area:middle", "area:none"}, Edge: edge("TechnologyArea", "broader"), Reverse: true}
	want(t, "reversed", ids(r.find(&store.Query{Kinds: []string{"TechnologyArea"}, List: store.List{Limit: 9, Where: above}})), "area:middle area:root")
}
