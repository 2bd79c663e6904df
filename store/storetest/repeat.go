package storetest

import (
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// lineage returns the graph that cases of repeated follows read.
//
//	area:a ─▶ area:b ─▶ area:d ─▶ area:e ─▶ area:a (a cycle)      ─▶ broader
//	   └────▶ area:c ────┘ (a diamond)    ─▶ area:f               area:a ─▶ area:a
//
//	company:top ═▶ company:mid ═▶ company:low      ═▶ owns, MAJORITY
//	                    │╌╌▶ company:side          ╌▶ owns, MINORITY
//	person:owner ═▶ company:mine, company:yours
func lineage() *store.Batch {
	b := &Batch{}
	b.Article(&store.Article{ID: "article:lineage", Genre: "REPORT", Published: "2018-03"})
	b.In("article:lineage")
	for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
		b.Thing("area:"+name, "name", "Area "+name, "scheme", map[bool]string{true: "early", false: "late"}[name < "d"])
	}
	for _, edge := range []string{"ab", "ac", "bd", "cd", "de", "df", "ea", "aa"} {
		b.State("area:"+edge[:1], "broader", "area:"+edge[1:])
	}
	b.Thing("person:owner", "name", "Owner")
	for _, name := range []string{"top", "mid", "low", "side", "mine", "yours"} {
		b.Thing("company:"+name, "name", "Company "+name)
	}
	for i, o := range [][3]string{{"company:top", "company:mid", "MAJORITY"}, {"company:mid", "company:low", "MAJORITY"}, {"company:mid", "company:side", "MINORITY"},
		{"person:owner", "company:mine", "MAJORITY"}, {"person:owner", "company:yours", "MAJORITY"}} {
		b.Thing(fmt.Sprint("ownership:o", i), "owner", o[0], "owned", o[1], "interest", o[2])
	}
	return &b.Batch
}

// repeated makes a follow of an edge that leads from areas to areas a repeated
// one.
func repeated(key string, reverse bool, depth int) *store.Follow {
	f := out(key, "TechnologyArea", "broader", "TechnologyArea")
	f.Reverse, f.Repeat = reverse, &store.Repeat{Depth: depth}
	return f
}

// connected follows ownerships from one party to another.
func connected(depth int, where *store.Cond, kinds ...string) *store.Follow {
	return &store.Follow{Key: "rows", Kinds: kinds, List: store.List{Limit: 100}, Repeat: &store.Repeat{Depth: depth, Where: where,
		Facts: []store.EdgeRef{{Kind: "Ownership", Label: "owner"}, {Kind: "Ownership", Label: "owned"}}}}
}

// wantSteps reads a repeated follow and checks its rows: id and steps.
func (s *suite) wantSteps(id string, f *store.Follow, want ...string) {
	s.Helper()
	var got []string
	for _, row := range s.mustRead(id, follows(f)).Follows[f.Key].Rows {
		if row.Edge == nil {
			s.Fatalf("%s without an edge", row.Node.ID)
		}
		got = append(got, fmt.Sprint(row.Node.ID, " ", row.Edge.Columns[store.ColumnDepth]))
		if _, ok := row.Edge.Columns[store.ColumnDepth].(int64); !ok {
			s.Errorf("%s: depth %#v", row.Node.ID, row.Edge.Columns[store.ColumnDepth])
		}
	}
	if !slices.Equal(got, want) {
		s.Errorf("from %s\ngot  %v\nwant %v", id, got, want)
	}
}

func repeatCases(s *suite) {
	s.mustApply(lineage())
	s.run("each node once, at its least number of steps, never the start", func(s *suite) {
		s.wantSteps("area:a", repeated("rows", false, store.MaxRepeat), "area:b 1", "area:c 1", "area:d 2", "area:e 3", "area:f 3")
		s.wantSteps("area:d", repeated("rows", false, store.MaxRepeat), "area:a 2", "area:b 3", "area:c 3", "area:e 1", "area:f 1")
		s.wantSteps("area:f", repeated("rows", false, store.MaxRepeat))
	})
	s.run("no further than its depth", func(s *suite) {
		s.wantSteps("area:a", repeated("rows", false, 1), "area:b 1", "area:c 1")
		s.wantSteps("area:a", repeated("rows", false, 2), "area:b 1", "area:c 1", "area:d 2")
	})
	s.run("backwards", func(s *suite) {
		s.wantSteps("area:f", repeated("rows", true, store.MaxRepeat), "area:a 3", "area:b 2", "area:c 2", "area:d 1", "area:e 4")
		s.wantSteps("area:a", repeated("rows", true, 2), "area:d 2", "area:e 1")
	})
	s.run("conditions are on what is reached and cut no way short", func(s *suite) {
		f := repeated("rows", false, store.MaxRepeat)
		f.Where = eq("scheme", "late")
		s.wantSteps("area:a", f, "area:d 2", "area:e 3", "area:f 3")
		f.Where = group(store.And, eq("scheme", "late"), quantify(store.None, "TechnologyArea", "broader", false, []string{"TechnologyArea"}))
		s.wantSteps("area:a", f, "area:f 3")
	})
	s.run("order, page, total and groups are of the nodes reached", func(s *suite) {
		f := repeated("rows", false, store.MaxRepeat)
		g := byColumn("scheme")
		g.Key = "schemes"
		f.Order, f.Limit, f.Total, f.Groups = []store.Order{{Column: "nameKey", Desc: true}}, 2, true, []*store.Grouping{g}
		s.wantSteps("area:a", f, "area:f 3", "area:e 3")
		page := s.mustRead("area:a", follows(f)).Follows["rows"]
		if page.Total != 5 || !page.More {
			s.Errorf("total %d, more %v", page.Total, page.More)
		}
		s.wantGroups(page.Groups["schemes"], "late 3", "early 2")
		f.After = []any{"area e", "area:e"}
		s.wantSteps("area:a", f, "area:d 2", "area:c 1")
		f.Backward, f.After = true, nil
		s.wantSteps("area:a", f, "area:c 1", "area:b 1")
		f.Limit = 0
		page = s.mustRead("area:a", follows(f)).Follows["rows"]
		if page.Total != 5 || !page.More || len(page.Rows) != 0 {
			s.Errorf("total %d, more %v, %d rows", page.Total, page.More, len(page.Rows))
		}
	})
	s.run("of a list, each from its own start", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"TechnologyArea"}, List: store.List{Where: compare(store.In, "id", []string{"area:a", "area:e", "area:f"}), Limit: 9},
			Shapes: shapes("TechnologyArea", follows(repeated("rows", false, 1), repeated("back", true, 1)))})
		for i, want := range [][2][]string{{{"area:b", "area:c"}, {"area:e"}}, {{"area:a"}, {"area:d"}}, {nil, {"area:d"}}} {
			s.wantIDs(page.Rows[i].Node.Follows["rows"], want[0]...)
			s.wantIDs(page.Rows[i].Node.Follows["back"], want[1]...)
		}
	})
	s.run("what is read of the nodes, and follows from them", func(s *suite) {
		f := with(repeated("rows", false, 2), shapes("TechnologyArea", &store.Shape{Columns: []string{"name"}, Follows: []*store.Follow{repeated("rows", false, 1)}}))
		row := s.mustRead("area:a", follows(f)).Follows["rows"].Rows[2]
		s.wantValue(row.Node.Columns, "name", "Area d")
		s.wantIDs(row.Node.Follows["rows"], "area:e", "area:f")
	})
	s.run("through facts", func(s *suite) {
		s.wantSteps("company:low", connected(store.MaxRepeat, nil, "Company"), "company:mid 1", "company:side 2", "company:top 2")
		s.wantSteps("company:low", connected(1, nil, "Company"), "company:mid 1")
		s.wantSteps("company:mid", connected(store.MaxRepeat, nil, "Company"), "company:low 1", "company:side 1", "company:top 1")
	})
	s.run("through facts that satisfy a condition", func(s *suite) {
		s.wantSteps("company:low", connected(store.MaxRepeat, eq("interest", "MAJORITY"), "Company"), "company:mid 1", "company:top 2")
		s.wantSteps("company:low", connected(store.MaxRepeat, eq("interest", "MINORITY"), "Company"))
	})
	s.run("each step leads to a node of the follow's kinds", func(s *suite) {
		s.wantSteps("company:mine", connected(store.MaxRepeat, nil, "Company"))
		s.wantSteps("company:mine", connected(store.MaxRepeat, nil, parties...), "company:yours 2", "person:owner 1")
		f := connected(store.MaxRepeat, nil, parties...)
		f.Where = eq("name", "Company yours")
		s.wantSteps("company:mine", f, "company:yours 2")
	})
	s.run("through facts by one label", func(s *suite) {
		f := connected(store.MaxRepeat, nil, parties...)
		f.Repeat.Facts = []store.EdgeRef{{Kind: "Deal", Label: "anyParty"}}
		s.wantSteps("company:giver", f, "company:taker 1", "person:chief 2")
	})
}

func withinCases(s *suite) {
	s.mustApply(lineage())
	within := func(reverse bool, ids ...string) *store.Cond {
		return &store.Cond{Op: store.Within, Edge: store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}, Reverse: reverse, Value: ids}
	}
	s.run("the node itself and what leads to it", func(s *suite) {
		s.wantFound("TechnologyArea", within(false, "area:root"), "area:leaf", "area:middle", "area:root")
		s.wantFound("TechnologyArea", within(false, "area:middle"), "area:leaf", "area:middle")
		s.wantFound("TechnologyArea", within(false, "area:leaf"), "area:leaf")
	})
	s.run("backwards", func(s *suite) {
		s.wantFound("TechnologyArea", within(true, "area:leaf"), "area:leaf", "area:middle", "area:root")
		s.wantFound("TechnologyArea", within(true, "area:root"), "area:root")
	})
	s.run("cycles and diamonds", func(s *suite) {
		s.wantFound("TechnologyArea", within(false, "area:f"), "area:a", "area:b", "area:c", "area:d", "area:e", "area:f")
		s.wantFound("TechnologyArea", within(true, "area:f"), "area:f")
		s.wantFound("TechnologyArea", within(false, "area:b"), "area:a", "area:b", "area:c", "area:d", "area:e")
	})
	s.run("one of several, of none, of what is not there", func(s *suite) {
		s.wantFound("TechnologyArea", within(false, "area:leaf", "area:f", "area:nowhere"), "area:a", "area:b", "area:c", "area:d", "area:e", "area:f", "area:leaf")
		s.wantFound("TechnologyArea", within(false))
		s.wantFound("TechnologyArea", within(false, "area:nowhere"))
	})
	s.run("in other conditions", func(s *suite) {
		s.wantFound("TechnologyArea", group(store.And, not(within(false, "area:f")), not(within(false, "area:middle"))), "area:root")
		inArea := quantify(store.Some, "Product", "technologyArea", false, []string{"TechnologyArea"}, within(false, "area:middle"))
		s.wantFound("Product", inArea, "product:phone", "product:switch")
		s.wantFound("Company", quantify(store.Some, "Product", "maker", true, []string{"Product"}, inArea), "company:giver", "company:taker")
		f := in("products", "Product", "technologyArea")
		f.Where = inArea
		s.wantIDs(s.mustRead("area:leaf", follows(f)).Follows["products"], "product:phone")
		f.Where = not(inArea)
		s.wantIDs(s.mustRead("area:leaf", follows(f)).Follows["products"])
	})
}
