package sqlite

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/storetest"
)

func mustOpenFixture(t *testing.T, more ...*store.Batch) *Store {
	t.Helper()
	s := mustOpenInside(t)
	for _, b := range append([]*store.Batch{storetest.Fixture()}, more...) {
		if _, err := s.Apply(context.Background(), b); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// mustWrite changes nodes as they are stored, whatever the projection made of
// them.
func (s *Store) mustWrite(t *testing.T, change func(*store.Record), ids ...string) {
	t.Helper()
	ctx := context.Background()
	c, err := s.borrow(ctx, s.writer)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { s.writer <- c }()
	err = c.inTransaction(ctx, immediate, func() error {
		tx := &transaction{conn: c, layout: s.layout}
		records, err := tx.Nodes(ctx, ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			change(records[id])
			if err := tx.PutNodes(ctx, []*store.Record{records[id]}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// mustBePart makes deals parts of a whole, and the whole one of itself.
func (s *Store) mustBePart(t *testing.T, whole string, parts ...string) {
	t.Helper()
	s.mustWrite(t, func(r *store.Record) {
		r.Columns[store.ColumnWhole], r.Columns[store.ColumnIsPart] = whole, r.ID != whole
	}, append(parts, whole)...)
}

func (s *Store) mustFind(t *testing.T, q *store.Query) *store.Page {
	t.Helper()
	page, err := s.Find(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// mustRead reads one node with a shape.
func (s *Store) mustRead(t *testing.T, id string, shape *store.Shape) *store.Node {
	t.Helper()
	nodes, err := s.Get(context.Background(), []string{id}, store.Shapes{s.layout.kinds.KindOf(id).Name: shape})
	if err != nil || nodes[0] == nil {
		t.Fatalf("%s: %v, error %v", id, nodes, err)
	}
	return nodes[0]
}

func idsOf(page *store.Page) string {
	var ids []string
	for _, row := range page.Rows {
		ids = append(ids, row.Node.ID)
	}
	return strings.Join(ids, " ")
}

func wantText(t *testing.T, name, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
	}
}

// groupsText is a grouping in short: value or node, count, sums, undisclosed and
// unknown, and what was left out.
func groupsText(g *store.Groups) string {
	var all []string
	for _, row := range g.Rows {
		text := fmt.Sprint(row.Value)
		if row.Node != nil {
			text = row.Node.ID
		}
		text += fmt.Sprint(":", row.Count)
		for _, sum := range row.Sums {
			text += fmt.Sprintf("(%s %v of %d)", sum.Currency, sum.Amount, sum.Count)
		}
		if row.Undisclosed+row.Unknown > 0 {
			text += fmt.Sprintf("[%d %d]", row.Undisclosed, row.Unknown)
		}
		all = append(all, text)
	}
	return fmt.Sprint(strings.Join(all, " "), " +", g.Omitted)
}

// TestGroups groups the fixture's deals by all that there is.
func TestGroups(t *testing.T) {
	s := mustOpenFixture(t)
	s.mustBePart(t, "deal:umbrella", "deal:there", "deal:back", "deal:sale")
	anyParty, parties := store.EdgeRef{Kind: "Deal", Label: "anyParty"}, []string{"Company", "Person"}
	groupings := []*store.Grouping{
		{Key: "kind", Column: "dealKind", Limit: 10},
		{Key: "year", Column: "announcedEarliest", Prefix: 4, Limit: 1},
		{Key: "contested", Column: "contested", Limit: 10},
		{Key: "rank", Column: store.ColumnCredenceRank, Limit: 10},
		{Key: "undisclosed", Column: "undisclosed", Limit: 10},
		{Key: "party", Edge: anyParty, Kinds: parties, Limit: 10},
		{Key: "company", Edge: anyParty, Kinds: parties[:1], Limit: 0},
		{Key: "other", Edge: anyParty, Kinds: parties, ExceptStart: true, Limit: 10},
		{Key: "money", Column: "dealKind", Money: "dealValue", Limit: 10},
		{Key: "wholes", Edge: anyParty, Kinds: parties, Distinct: store.ColumnWhole, Limit: 10},
		{Key: "families", Edge: anyParty, Kinds: parties, Distinct: store.ColumnWhole, Money: "dealValue", Limit: 10},
		{Key: "whole", Edge: store.EdgeRef{Kind: "Deal", Label: "partOf"}, Kinds: []string{"Deal"}, Limit: 10},
		{Key: "part", Edge: store.EdgeRef{Kind: "Deal", Label: "partOf"}, Reverse: true, Kinds: []string{"Deal"}, Limit: 10},
		{Key: "parent", Column: store.RelatedColumn("partOf", "titleKey"), Limit: 10},
	}
	check := func(page *store.Page, want map[string]string) {
		t.Helper()
		if len(page.Groups) != len(groupings) {
			t.Errorf("%d groupings, want %d", len(page.Groups), len(groupings))
		}
		for _, key := range slices.Sorted(maps.Keys(want)) {
			wantText(t, key, groupsText(page.Groups[key]), want[key])
		}
	}
	root := s.mustFind(t, &store.Query{Kinds: []string{"Deal"}, List: store.List{Groups: groupings, Limit: 1}})
	check(root, map[string]string{
		"kind":        "LICENSE:2 OTHER:2 AGREEMENT:1 PATENT_SALE:1 +0",
		"year":        "2017:4 +2",
		"contested":   "false:5 true:1 +0",
		"undisclosed": "<nil>:4 PATENTS:1 TERM:1 VALUE:1 +0",
		"party":       "company:taker:6 company:giver:4 person:chief:1 +0",
		"company":     " +2",
		"other":       "company:taker:6 company:giver:4 person:chief:1 +0",
		"money":       "LICENSE:2[1 1] OTHER:2(EUR 5 of 1)[0 1] AGREEMENT:1[0 1] PATENT_SALE:1(USD 3.4e+08 of 1) +0",
		"wholes":      "company:taker:3 company:giver:1 person:chief:1 +0",
		"families":    "company:taker:3(EUR 5 of 1)(USD 3.4e+08 of 1)[0 1] company:giver:1(USD 3.4e+08 of 1) person:chief:1[0 1] +0",
		"whole":       "deal:umbrella:3 +0",
		"part":        "deal:back:1 deal:sale:1 deal:there:1 +0",
	})
	if len(root.Rows) != 1 || !root.More {
		t.Errorf("the page beside the groups: %+v", root)
	}
	f := &store.Follow{Key: "deals", Edge: anyParty, Reverse: true, Kinds: []string{"Deal"}, List: store.List{Groups: groupings, Where: &store.Cond{Op: store.Eq, Column: store.ColumnIsPart, Value: true}}}
	page := s.mustFind(t, &store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 10}, Shapes: store.Shapes{"Company": {Follows: []*store.Follow{f}}}})
	for _, row := range page.Rows {
		switch deals := row.Node.Follows["deals"]; row.Node.ID {
		case "company:giver":
			check(deals, map[string]string{
				"kind": "LICENSE:2 PATENT_SALE:1 +0", "party": "company:giver:3 company:taker:3 +0", "other": "company:taker:3 +0", "company": " +2",
				"money": "LICENSE:2[1 1] PATENT_SALE:1(USD 3.4e+08 of 1) +0", "families": "company:giver:1(USD 3.4e+08 of 1) company:taker:1(USD 3.4e+08 of 1) +0",
			})
			wantText(t, "parent", fmt.Sprint(deals.Groups["parent"].Rows[0].Count, deals.Groups["parent"].Omitted), "3 0")
		case "company:alone":
			check(deals, map[string]string{"kind": " +0", "party": " +0"})
		}
	}
}

// TestGroupedNodes reads what is asked of nodes that are grouped by.
func TestGroupedNodes(t *testing.T) {
	s := mustOpenFixture(t)
	made := &store.Follow{Key: "made", Edge: store.EdgeRef{Kind: "Product", Label: "maker"}, Reverse: true, Kinds: []string{"Product"}, List: store.List{Limit: 5, Total: true}}
	g := &store.Grouping{Key: "parties", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"}, Limit: 2,
		Shapes: store.Shapes{"Company": {Columns: []string{"country", "name"}, Follows: []*store.Follow{made}}}}
	page := s.mustFind(t, &store.Query{Kinds: []string{"Deal", "Position"}, List: store.List{Groups: []*store.Grouping{g}}})
	wantText(t, "groups", groupsText(page.Groups["parties"]), "company:taker:6 company:giver:4 +1")
	taker := page.Groups["parties"].Rows[0].Node
	wantText(t, "node", fmt.Sprintf("%s %v %s %d", taker.Kind, taker.Columns, idsOf(taker.Follows["made"]), taker.Follows["made"].Total), "Company map[country:CN name:Xiaomi] product:phone 1")
	g.Edge, g.Kinds = store.EdgeRef{Kind: "Company", Label: "competitor"}, []string{"Company"}
	page = s.mustFind(t, &store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "Nokia"}, List: store.List{Limit: 1, Groups: []*store.Grouping{g}}})
	wantText(t, "of a text", groupsText(page.Groups["parties"]), "company:taker:1 company:unit:1 +0")
	wantText(t, "of no kinds", groupsText(s.mustFind(t, &store.Query{List: store.List{Groups: []*store.Grouping{g}}}).Groups["parties"]), " +0")
}

// TestFamilies sums families of deals: the whole's own amount counts, else
// those of its parts.
func TestFamilies(t *testing.T) {
	b := new(storetest.Batch).In("article:paper")
	b.Thing("company:rich", "name", "Rich")
	b.Thing("deal:told", "dealKind", "AGREEMENT", "dealValue", "100 USD", "party", "company:rich")
	b.Thing("deal:told-1", "dealKind", "LICENSE", "dealValue", "30 USD", "party", "company:rich", "partOf", "deal:told")
	b.Thing("deal:silent", "dealKind", "AGREEMENT", "dealValue", "UNDISCLOSED", "party", "company:rich")
	b.Thing("deal:silent-1", "dealKind", "LICENSE", "dealValue", "7 USD", "party", "company:rich", "partOf", "deal:silent")
	b.Thing("deal:silent-2", "dealKind", "LICENSE", "dealValue", "8 USD", "party", "company:rich", "partOf", "deal:silent")
	b.Thing("deal:silent-3", "dealKind", "LICENSE", "dealValue", "9 EUR", "party", "company:rich", "partOf", "deal:silent")
	b.Thing("deal:secret", "dealKind", "LICENSE", "party", "company:rich")
	b.Thing("deal:secret-1", "dealKind", "LICENSE", "dealValue", "UNDISCLOSED", "party", "company:rich", "partOf", "deal:secret")
	b.Thing("deal:bare", "dealKind", "LICENSE", "party", "company:rich")
	s := mustOpenFixture(t, &b.Batch)
	s.mustBePart(t, "deal:told", "deal:told-1")
	s.mustBePart(t, "deal:silent", "deal:silent-1", "deal:silent-2", "deal:silent-3")
	s.mustBePart(t, "deal:secret", "deal:secret-1")
	f := &store.Follow{Key: "deals", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Reverse: true, Kinds: []string{"Deal"}, List: store.List{Groups: []*store.Grouping{
		{Key: "all", Column: "contested", Distinct: store.ColumnWhole, Money: "dealValue", Limit: 10},
		{Key: "kinds", Column: "dealKind", Distinct: store.ColumnWhole, Money: "dealValue", Limit: 10},
		{Key: "each", Column: "contested", Money: "dealValue", Limit: 10},
	}}}
	deals := s.mustRead(t, "company:rich", &store.Shape{Follows: []*store.Follow{f}}).Follows["deals"]
	wantText(t, "all", groupsText(deals.Groups["all"]), "false:4(EUR 9 of 1)(USD 115 of 2)[1 1] +0")
	wantText(t, "kinds", groupsText(deals.Groups["kinds"]), "LICENSE:4(EUR 9 of 1)(USD 45 of 2)[1 1] AGREEMENT:2(USD 100 of 1)[1 0] +0")
	wantText(t, "each", groupsText(deals.Groups["each"]), "false:9(EUR 9 of 1)(USD 145 of 4)[2 2] +0")
}
