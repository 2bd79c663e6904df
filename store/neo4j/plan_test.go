package neo4j_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/neo4j"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// recorder keeps the statements that a store sends.
type recorder struct {
	texts  []string
	params []map[string]any
}

func (r *recorder) record(text string, params map[string]any) {
	r.texts, r.params = append(r.texts, text), append(r.params, maps.Clone(params))
}

func (r *recorder) reset() { r.texts, r.params = nil, nil }

// mustLoad writes a graph that is large enough for the planner to mind:
//
//	company:c0 … c3999, deal:d0 … d3999, person:p0 … p999
//	deal:dI ──anyParty──▶ company:c(I mod 4)   (four hubs of 1,000 deals)
//	deal:dI ──anyParty──▶ company:cI           (and one deal or so each)
//	deal:dI ──party──▶ company:c(I mod 4)
//	deal:dI ──matter──▶ area:a(I mod 31)
//	area:aI ──broader──▶ area:a(I / 3)         (a tree whose root is broader than itself)
//	company:cI ──competitor──▶ company:c(I+K)  (I below 500, modulo 500: a net with cycles)
//	position:pI ──company──▶ company:cI        (I below 1000)
func mustLoad(t *testing.T, server neo4jtest.Server) {
	t.Helper()
	for _, text := range []string{
		"UNWIND range(0, 3999) AS i CREATE (:Company:Entity {id: 'company:c' + i, name: 'Company ' + i, nameKey: 'company ' + i, foundedKey: toString(1900 + i % 100)})",
		"UNWIND range(0, 999) AS i CREATE (:Person:Entity {id: 'person:p' + i, name: 'Person ' + i, nameKey: 'person ' + i})",
		"UNWIND range(0, 3999) AS i CREATE (:Deal:Fact {id: 'deal:d' + i, title: 'Deal ' + i, titleKey: 'deal ' + i, announcedKey: toString(1990 + i % 30), dealKind: 'OTHER', dealKindKey: 'OTHER', credenceRank: i % 7, isPart: i % 3 = 0, whole: 'deal:d' + (i - i % 3), firstReported: toString(1990 + i % 30), lifecycle: CASE WHEN i % 2 = 0 THEN 'SIGNED' ELSE 'ANNOUNCED' END})",
		"UNWIND range(0, 3999) AS i MATCH (d:Deal {id: 'deal:d' + i}) MATCH (c:Company {id: 'company:c' + i}) MATCH (h:Company {id: 'company:c' + i % 4}) MERGE (d)-[:DEAL_ANY_PARTY]->(c) MERGE (d)-[:DEAL_ANY_PARTY]->(h)",
		"UNWIND range(0, 30) AS i CREATE (:TechnologyArea:Entity {id: 'area:a' + i, name: 'Area ' + i, nameKey: 'area ' + i})",
		"UNWIND range(0, 3999) AS i MATCH (d:Deal {id: 'deal:d' + i}) MATCH (a:TechnologyArea {id: 'area:a' + i % 31}) MATCH (h:Company {id: 'company:c' + i % 4}) MERGE (d)-[:DEAL_MATTER]->(a) MERGE (d)-[:DEAL_PARTY]->(h)",
		"UNWIND range(0, 30) AS i MATCH (a:TechnologyArea {id: 'area:a' + i}) MATCH (b:TechnologyArea {id: 'area:a' + i / 3}) MERGE (a)-[:TECHNOLOGY_AREA_BROADER]->(b)",
		"UNWIND range(0, 499) AS i UNWIND [1, 3, 7, 31, 100, i * 13 % 500] AS k MATCH (a:Company {id: 'company:c' + i}) MATCH (b:Company {id: 'company:c' + (i + k) % 500}) MERGE (a)-[:COMPANY_COMPETITOR]->(b)",
		"UNWIND range(0, 999) AS i MATCH (c:Company {id: 'company:c' + i}) CREATE (p:Position:Fact {id: 'position:p' + i, jobTitle: 'Officer'}) MERGE (p)-[:POSITION_COMPANY]->(c)",
		"CALL db.resampleOutdatedIndexes()",
		"CALL db.awaitIndexes(60)",
	} {
		mustRun(t, server, text, nil)
	}
}

// The cost of a page must not grow with the list: the order is the index's, no
// label is scanned, and totals are read where they are kept.
func TestPlans(t *testing.T) {
	server := neo4jtest.Open(t)
	sent := &recorder{}
	c := config(server, storetest.MustKinds())
	c.OnStatement = sent.record
	s := mustOpen(t, c)
	mustLoad(t, server)

	by := func(desc bool, columns ...string) []store.Order {
		var order []store.Order
		for _, column := range columns {
			order = append(order, store.Order{Column: column, Desc: desc})
		}
		return order
	}
	name := store.Shapes{"Company": {Columns: []string{"name"}}, "Person": {Columns: []string{"name"}}, "Deal": {Columns: []string{"title"}}}
	deals := func(list store.List) store.Shapes {
		return store.Shapes{"Company": {Follows: []*store.Follow{{Key: "deals", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Reverse: true, Kinds: []string{"Deal"}, List: list}}}}
	}
	hub := func(id string) *store.Cond {
		return &store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"},
			Conds: []*store.Cond{{Op: store.Eq, Column: "id", Value: id}}}
	}
	const anywhere = "" // sorting is no fault there
	one := func(id string, f *store.Follow) *store.Query {
		kind := storetest.MustKinds().KindOf(id).Name
		return &store.Query{Kinds: []string{kind}, Shapes: store.Shapes{kind: {Follows: []*store.Follow{f}}}, List: store.List{Limit: 1, Where: &store.Cond{Op: store.Eq, Column: "id", Value: id}}}
	}
	areas := []string{"TechnologyArea"}
	within := &store.Cond{Op: store.Within, Value: []string{"area:a9"}, Edge: store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}}
	// What cannot be read from an index: degrees of all nodes of a kind, and
	// what is sorted by something at the other end of an edge.
	scanned := map[string]bool{"deals per area": true, "by a name at the other end": true}
	for _, test := range []struct {
		name   string
		query  *store.Query
		hits   int64 // at most
		forbid string
	}{
		{"first page", &store.Query{Kinds: []string{"Company"}, Shapes: name, List: store.List{Order: by(false, "nameKey"), Limit: 20}}, 100, "Sort Top"},
		{"deep page", &store.Query{Kinds: []string{"Company"}, Shapes: name,
			List: store.List{Order: by(false, "nameKey"), Limit: 20, After: []any{"company 3500", "company:c3500"}}}, 100, "Sort Top"},
		{"last page", &store.Query{Kinds: []string{"Company"}, Shapes: name, List: store.List{Order: by(false, "nameKey"), Limit: 20, Backward: true}}, 100, "Sort Top"},
		{"first page, descending", &store.Query{Kinds: []string{"Deal"}, Shapes: name, List: store.List{Order: by(true, "announcedKey"), Limit: 20}}, 100, "Sort Top"},
		// 133 deals share the day: the keyset passes those ahead of it.
		{"deep page among equals", &store.Query{Kinds: []string{"Deal"}, Shapes: name,
			List: store.List{Order: by(true, "announcedKey"), Limit: 20, After: []any{"2005", "deal:d2235"}}}, 300, "Sort Top"},
		{"deep page by id", &store.Query{Kinds: []string{"Deal"}, Shapes: name, List: store.List{Limit: 20, After: []any{"deal:d3000"}}}, 100, "Sort Top"},
		{"two keys", &store.Query{Kinds: []string{"Deal"}, Shapes: name,
			List: store.List{Order: []store.Order{{Column: "announcedKey", Desc: true}, {Column: "titleKey"}}, Limit: 20, After: []any{"2005", "deal 2235", "deal:d2235"}}}, 1500, "Sort"},
		{"total", &store.Query{Kinds: []string{"Deal", "Company"}, List: store.List{Total: true}, CountByKind: true}, 5, anywhere},
		{"several kinds, deep", &store.Query{Kinds: []string{"Company", "Person"}, Shapes: name,
			List: store.List{Order: by(false, "nameKey"), Limit: 20, After: []any{"company 3990", "company:c3990"}}}, 500, "Sort"},
		{"name", &store.Query{Kinds: []string{"Company"}, Shapes: name,
			List: store.List{Order: by(false, "nameKey"), Limit: 20, Where: &store.Cond{Op: store.Eq, Column: "nameKey", Value: "company 77"}}}, 20, anywhere},
		{"a frequent value", &store.Query{Kinds: []string{"Deal"}, Shapes: name,
			List: store.List{Order: by(true, "announcedKey"), Limit: 20, Where: &store.Cond{Op: store.Eq, Column: "lifecycle", Value: "SIGNED"}}}, 1000, anywhere},
		{"degree", &store.Query{Kinds: []string{"Company"}, Shapes: deals(store.List{Total: true}),
			List: store.List{Limit: 1, Where: &store.Cond{Op: store.Eq, Column: "id", Value: "company:c1"}}}, 20, anywhere},
		{"deals of one company", &store.Query{Kinds: []string{"Deal"}, Shapes: name,
			List: store.List{Order: by(true, "announcedKey"), Limit: 20, Total: true, Where: hub("company:c77")}}, 100, anywhere},
		{"companies by an area of their deals", &store.Query{Kinds: []string{"Company"}, Shapes: name, List: store.List{Order: by(true, "foundedKey"), Limit: 20,
			Where: &store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Reverse: true, Kinds: []string{"Deal"}, Conds: []*store.Cond{
				{Op: store.Some, Edge: store.EdgeRef{Kind: "Deal", Label: "matter"}, Kinds: areas, Conds: []*store.Cond{{Op: store.Eq, Column: store.ColumnID, Value: "area:a5"}}}}}}}, 3000, anywhere},
		{"what is believed", &store.Query{Kinds: []string{"Deal"}, Shapes: name,
			List: store.List{Order: by(true, "announcedKey"), Limit: 20, Where: &store.Cond{Op: store.Ge, Column: store.ColumnCredenceRank, Value: int64(4)}}}, 200, "Sort Top"},
		{"wholes", &store.Query{Kinds: []string{"Deal"}, Shapes: name,
			List: store.List{Order: by(true, "announcedKey"), Limit: 20, Where: &store.Cond{Op: store.Eq, Column: store.ColumnIsPart, Value: false}}}, 200, "Sort Top"},
		{"deals per area", &store.Query{Kinds: []string{"Deal"}, List: store.List{Groups: []*store.Grouping{
			{Edge: store.EdgeRef{Kind: "Deal", Label: "matter"}, Kinds: areas, Limit: 5}}, Total: true}}, 300, anywhere},
		{"with whom, by wholes", one("company:c1", &store.Follow{Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Reverse: true, Kinds: []string{"Deal"},
			List: store.List{Total: true, Groups: []*store.Grouping{{Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"}, ExceptStart: true, Distinct: store.ColumnWhole, Limit: 5}}}}), 15_000, anywhere},
		{"by a name at the other end", &store.Query{Kinds: []string{"Position"}, List: store.List{Order: by(false, store.RelatedColumn("company", "nameKey")), Limit: 20}}, 8000, "Sort"},
		{"deals below an area", &store.Query{Kinds: []string{"Deal"}, Shapes: name, List: store.List{Limit: 20, Total: true,
			Where: &store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: "Deal", Label: "matter"}, Kinds: areas, Conds: []*store.Cond{within}}}}, 5000, anywhere},
		// 500 companies and 3,000 edges, read once from either end.
		{"competitors of competitors", one("company:c1", &store.Follow{Edge: store.EdgeRef{Kind: "Company", Label: "competitor"}, Kinds: []string{"Company"},
			Repeat: &store.Repeat{Depth: store.MaxRepeat}, List: store.List{Limit: 20}}), 15_000, "VarLengthExpand(All)"},
		{"companies by deals in common", one("company:c1", &store.Follow{Kinds: []string{"Company"}, Repeat: &store.Repeat{Depth: store.MaxRepeat, Facts: []store.EdgeRef{{Kind: "Deal", Label: "anyParty"}},
			Where: &store.Cond{Op: store.Eq, Column: "lifecycle", Value: "SIGNED"}}, List: store.List{Limit: 20}}), 60_000, "VarLengthExpand(All)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			sent.reset()
			if _, err := s.Find(context.Background(), test.query); err != nil {
				t.Fatal(err)
			}
			if len(sent.texts) != 1 {
				t.Fatalf("%d statements, want 1", len(sent.texts))
			}
			plan := mustRun(t, server, "PROFILE "+sent.texts[0], sent.params[0]).Summary.Profile()
			hits, text := profile(plan, 0)
			t.Logf("%d db hits", hits)
			forbidden := strings.Fields("AllNodesScan " + test.forbid)
			if !scanned[test.name] {
				forbidden = append(forbidden, "NodeByLabelScan")
			}
			for _, operator := range forbidden {
				if strings.Contains(text, operator+"@") {
					t.Errorf("the plan has %s", operator)
				}
			}
			if hits > test.hits {
				t.Errorf("%d db hits, want at most %d", hits, test.hits)
			}
			if t.Failed() {
				t.Logf("%s\n%s", sent.texts[0], text)
			}
		})
	}
}

// A hub is read once, whatever is left of it.
func TestNeighbourhoodPlan(t *testing.T) {
	server := neo4jtest.Open(t)
	sent := &recorder{}
	c := config(server, storetest.MustKinds())
	c.OnStatement = sent.record
	s := mustOpen(t, c)
	mustLoad(t, server)
	for _, test := range []struct {
		depth int
		hits  int64
	}{{1, 8000}, {2, 10_000}} {
		sent.reset()
		found, err := s.Neighbourhood(context.Background(), &store.NeighbourhoodQuery{Of: "company:c1", Depth: test.depth, PerNode: 5, Limit: 100, EdgeColumns: []string{"credence"}})
		if err != nil {
			t.Fatal(err)
		}
		if len(sent.texts) != 1 {
			t.Fatalf("%d statements, want 1", len(sent.texts))
		}
		if len(found.Nodes) < 6 || found.Nodes[0].Omitted < 990 {
			t.Errorf("%d nodes, %d omitted", len(found.Nodes), found.Nodes[0].Omitted)
		}
		hits, text := profile(mustRun(t, server, "PROFILE "+sent.texts[0], sent.params[0]).Summary.Profile(), 0)
		t.Logf("depth %d: %d nodes, %d edges, %d db hits", test.depth, len(found.Nodes), len(found.Edges), hits)
		if hits > test.hits {
			t.Errorf("%d db hits, want at most %d\n%s", hits, test.hits, text)
		}
	}
}

// profile sums the hits of a plan and writes it as people read it.
func profile(p driver.ProfiledPlan, depth int) (int64, string) {
	hits := p.DbHits()
	text := fmt.Sprintf("%*s%s %d hits, %d rows: %v\n", 2*depth, "", p.Operator(), hits, p.Records(), p.Arguments()["Details"])
	for _, child := range p.Children() {
		h, t := profile(child, depth+1)
		hits, text = hits+h, text+t
	}
	return hits, text
}

// One Find is one statement, however deep; a text takes two, and Get one.
func TestStatements(t *testing.T) {
	server := neo4jtest.Open(t)
	sent := &recorder{}
	c := config(server, storetest.MustKinds())
	c.OnStatement = sent.record
	s := mustOpen(t, c)
	ctx := context.Background()
	if _, err := s.Apply(ctx, storetest.Fixture()); err != nil {
		t.Fatal(err)
	}
	follow := func(kind, label string, reverse bool, far string, shape *store.Shape) *store.Shape {
		return &store.Shape{Columns: []string{"credence"}, Follows: []*store.Follow{{Key: "x", Edge: store.EdgeRef{Kind: kind, Label: label}, Reverse: reverse, Kinds: []string{far},
			List: store.List{Limit: 10, Total: true}, Shapes: store.Shapes{far: shape}}}}
	}
	deep := follow("Deal", "anyParty", true, "Deal", follow("Deal", "anyParty", false, "Company", follow("Position", "company", true, "Position", follow("Position", "person", false, "Person", nil))))
	list := store.List{Limit: 5, Total: true}
	for _, test := range []struct {
		name string
		call func() error
		want int
	}{
		{"list", func() error {
			_, err := s.Find(ctx, &store.Query{Kinds: []string{"Company", "Person"}, List: list, CountByKind: true, Shapes: store.Shapes{"Company": deep}})
			return err
		}, 1},
		{"text", func() error {
			_, err := s.Find(ctx, &store.Query{Kinds: []string{"Company", "Person"}, List: list, Text: &store.TextQuery{Text: "nokia"}, Shapes: store.Shapes{"Company": deep}})
			return err
		}, 2},
		{"text, not found", func() error {
			_, err := s.Find(ctx, &store.Query{Kinds: []string{"Company"}, List: list, Text: &store.TextQuery{Text: "qqqq"}})
			return err
		}, 1},
		{"get", func() error {
			_, err := s.Get(ctx, []string{"company:giver", "deal:sale", "company:taker"}, store.Shapes{"Company": deep, "Deal": {Columns: []string{"title"}}})
			return err
		}, 1},
		// An id that is no node's may be a former one: that is asked for by itself.
		{"get an unknown id too", func() error {
			_, err := s.Get(ctx, []string{"company:giver", "company:none"}, store.Shapes{"Company": deep})
			return err
		}, 2},
		{"get nothing", func() error {
			_, err := s.Get(ctx, []string{"nothing", "person:chief"}, store.Shapes{"Company": deep})
			return err
		}, 0},
		{"paths", func() error {
			_, err := s.Paths(ctx, &store.PathQuery{From: "company:giver", To: "company:taker", MaxHops: 4, Limit: 3, Shapes: store.Shapes{"Company": deep}})
			return err
		}, 1},
		{"paths over nothing", func() error {
			_, err := s.Paths(ctx, &store.PathQuery{From: "company:giver", To: "company:taker", MaxHops: 4, Limit: 3, Via: []string{"Person"}})
			return err
		}, 0},
		{"ready", func() error { return s.Ready(ctx) }, 1},
	} {
		sent.reset()
		if err := test.call(); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if len(sent.texts) != test.want {
			t.Errorf("%s: %d statements, want %d: %q", test.name, len(sent.texts), test.want, sent.texts)
		}
	}
}

var _ store.Store = (*neo4j.Store)(nil)

// A search for paths ends where there are enough, and steps do not go through
// the deals of a hub when its other end has fewer.
func TestPathPlans(t *testing.T) {
	server := neo4jtest.Open(t)
	sent := &recorder{}
	c := config(server, storetest.MustKinds())
	c.OnStatement = sent.record
	s := mustOpen(t, c)
	mustLoad(t, server)
	for _, test := range []struct {
		name, from, to string
		limit, hops    int
		hits           int64
	}{
		{"one hop to a hub", "company:c77", "company:c1", 1, 1, 20_000},
		{"two hops by a hub", "company:c77", "company:c81", 1, 2, 1_000},
		{"a hub and what is beyond another", "company:c1", "company:c82", 1, 2, 30_000},
	} {
		t.Run(test.name, func(t *testing.T) {
			sent.reset()
			answer, err := s.Paths(context.Background(), &store.PathQuery{From: test.from, To: test.to, MaxHops: 4, Limit: test.limit})
			if err != nil {
				t.Fatal(err)
			}
			if len(answer.Paths) != 1 || len(answer.Paths[0].Hops) != test.hops {
				t.Fatalf("%d paths, want one of %d hops", len(answer.Paths), test.hops)
			}
			plan := mustRun(t, server, "PROFILE "+sent.texts[0], sent.params[0]).Summary.Profile()
			hits, text := profile(plan, 0)
			t.Logf("%d db hits", hits)
			if hits > test.hits {
				t.Errorf("%d db hits, want at most %d\n%s", hits, test.hits, text)
			}
		})
	}
}
