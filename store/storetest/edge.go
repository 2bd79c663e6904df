package storetest

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// stated lists the statements behind an edge by the article of each, sorted.
func (s *suite) stated(page *store.Page) []string {
	s.Helper()
	if page == nil {
		s.Fatal("no list of statements")
	}
	list := []string{}
	for _, row := range page.Rows {
		if row.Node.Kind != "Statement" {
			s.Errorf("%s among the statements", row.Node.ID)
		}
		list = append(list, row.Node.Follows["article"].Rows[0].Node.ID+" "+row.Node.Columns["property"].(string))
	}
	slices.Sort(list)
	return list
}

func (s *suite) wantStated(page *store.Page, want ...string) {
	s.Helper()
	if got := s.stated(page); !slices.Equal(got, want) {
		s.Errorf("got  %v\nwant %v", got, want)
	}
}

func edgeCases(s *suite) {
	backing := func(key string) *store.Follow {
		return &store.Follow{Key: key, List: store.List{Limit: 100}, Shapes: shapes("Statement", &store.Shape{Columns: []string{"property"},
			Follows: []*store.Follow{out("article", "Statement", "article", "Article")}})}
	}
	trust := []string{store.ColumnArticleCount, store.ColumnContested, store.ColumnCredence, store.ColumnCredenceRank, store.ColumnFirstReported, store.ColumnOriginCount, store.ColumnStatementCount}
	s.run("columns", func(s *suite) {
		f := out("seller", "Deal", "seller", parties...)
		f.EdgeColumns = trust
		edge := s.mustRead("deal:sale", follows(f)).Follows["seller"].Rows[0].Edge.Columns
		for name, want := range map[string]any{store.ColumnArticleCount: int64(2), store.ColumnContested: false, store.ColumnCredence: "CONFIRMED_BY_PARTY",
			store.ColumnCredenceRank: int64(store.ConfirmedByParty.Rank()), store.ColumnFirstReported: "2017-07-05", store.ColumnOriginCount: int64(1), store.ColumnStatementCount: int64(2)} {
			s.wantValue(edge, name, want)
		}
		back := in("sales", "Deal", "seller")
		back.EdgeColumns = []string{store.ColumnStatementCount}
		edge = s.mustRead("company:giver", follows(back)).Follows["sales"].Rows[0].Edge.Columns
		s.wantValue(edge, store.ColumnStatementCount, int64(2))
		s.wantValue(edge, store.ColumnCredence, nil)
	})
	s.run("columns of a single edge", func(s *suite) {
		f := out("company", "Position", "company", "Company")
		f.EdgeColumns = []string{store.ColumnCredence}
		s.wantValue(s.mustRead("position:now", follows(f)).Follows["company"].Rows[0].Edge.Columns, store.ColumnCredence, "SINGLE_ORIGIN")
	})
	s.run("columns of a derived edge", func(s *suite) {
		f := out("parties", "Deal", "anyParty", parties...)
		f.EdgeColumns = []string{store.ColumnLabels, store.ColumnSources, store.ColumnStatementCount}
		rows := s.mustRead("deal:umbrella", follows(f)).Follows["parties"]
		s.wantIDs(rows, "company:giver", "company:taker")
		s.wantValue(rows.Rows[0].Edge.Columns, store.ColumnLabels, []string{"licensee", "licensor", "seller"})
		s.wantValue(rows.Rows[0].Edge.Columns, store.ColumnSources, []string{"deal:back", "deal:sale", "deal:there"})
		s.wantValue(rows.Rows[0].Edge.Columns, store.ColumnStatementCount, int64(4))
		s.wantValue(rows.Rows[1].Edge.Columns, store.ColumnLabels, []string{"buyer", "licensee", "licensor"})
	})
	s.run("statements", func(s *suite) {
		f := out("seller", "Deal", "seller", parties...)
		f.EdgeStatements = []*store.Follow{backing("statements")}
		s.wantStated(s.mustRead("deal:sale", follows(f)).Follows["seller"].Rows[0].Edge.Follows["statements"], "article:paper seller", "article:release seller")
	})
	s.run("statements of an edge followed backwards", func(s *suite) {
		f := in("bought", "Deal", "buyer")
		f.EdgeStatements = []*store.Follow{backing("statements")}
		s.wantStated(s.mustRead("company:taker", follows(f)).Follows["bought"].Rows[0].Edge.Follows["statements"], "article:interview buyer", "article:release buyer")
	})
	s.run("statements of each of many edges, paged, filtered, twice", func(s *suite) {
		f := out("competitors", "Company", "competitor", "Company")
		some, none := backing("some"), backing("none")
		some.Limit, some.Total, some.Order = 1, true, []store.Order{{Column: "propertyKey"}}
		none.Where, none.Total = eq("stance", "DENIES"), true
		f.EdgeStatements = []*store.Follow{some, none}
		page := s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 9}, Shapes: shapes("Company", follows(f))})
		count := 0
		for _, company := range page.Rows {
			for _, row := range company.Node.Follows["competitors"].Rows {
				count++
				s.wantStated(row.Edge.Follows["some"], "article:release competitor")
				s.wantStated(row.Edge.Follows["none"])
				if row.Edge.Follows["some"].Total != 1 || row.Edge.Follows["none"].Total != 0 || row.Edge.Follows["some"].More {
					s.Errorf("%s → %s: %+v", company.Node.ID, row.Node.ID, row.Edge.Follows["some"])
				}
			}
		}
		if count != 3 {
			s.Errorf("%d edges, want 3", count)
		}
	})
	s.run("statements of a derived edge are of the parts", func(s *suite) {
		f := out("parties", "Deal", "anyParty", parties...)
		statements := backing("statements")
		statements.Total = true
		f.EdgeStatements = []*store.Follow{statements}
		rows := s.mustRead("deal:umbrella", follows(f)).Follows["parties"].Rows
		s.wantStated(rows[0].Edge.Follows["statements"], "article:paper seller", "article:release licensee", "article:release licensor", "article:release seller")
		s.wantStated(rows[1].Edge.Follows["statements"], "article:interview buyer", "article:release buyer", "article:release licensee", "article:release licensor")
		if rows[0].Edge.Follows["statements"].Total != 4 || rows[0].Edge.Columns != nil {
			s.Errorf("total %d, columns %v", rows[0].Edge.Follows["statements"].Total, rows[0].Edge.Columns)
		}
		// Reversed, the same edge.
		f = in("deals", "Deal", "anyParty")
		f.Where, f.EdgeStatements = eq("dealKind", "AGREEMENT"), []*store.Follow{backing("statements")}
		s.wantStated(s.mustRead("company:giver", follows(f)).Follows["deals"].Rows[0].Edge.Follows["statements"],
			"article:paper seller", "article:release licensee", "article:release licensor", "article:release seller")
	})
	s.run("edges of a source have no statements", func(s *suite) {
		f := out("publisher", "Article", "publisher", "Company")
		f.EdgeStatements, f.EdgeColumns = []*store.Follow{backing("statements")}, []string{store.ColumnCredence}
		row := s.mustRead("article:release", follows(f)).Follows["publisher"].Rows[0]
		s.wantStated(row.Edge.Follows["statements"])
		s.wantValue(row.Edge.Columns, store.ColumnCredence, nil)
	})
}

func edgeConditionCases(s *suite) {
	// Of the four edges to the seller and the buyer of the sale and the parties
	// of the rumour: confirmed, of 2017-07-05, but the rumour's of 2018-03-01.
	deals := func(where *store.Cond) *store.Follow {
		f := in("deals", "Deal", "anyParty")
		f.EdgeWhere, f.Total = where, true
		return f
	}
	confirmed := compare(store.Ge, store.ColumnCredenceRank, int64(store.ConfirmedByParty.Rank()))
	s.run("rows and totals obey it", func(s *suite) {
		for _, c := range []struct {
			where *store.Cond
			want  []string
		}{
			{confirmed, []string{"deal:back", "deal:sale", "deal:there", "deal:umbrella"}},
			{compare(store.Le, store.ColumnFirstReported, "2017-12-31"), []string{"deal:back", "deal:sale", "deal:there", "deal:umbrella", "deal:undated"}},
			{not(confirmed), []string{"deal:rumour", "deal:undated"}},
			{eq(store.ColumnCredence, "RUMOURED"), []string{"deal:rumour"}},
			{group(store.And, not(confirmed), eq(store.ColumnContested, false), compare(store.Gt, store.ColumnStatementCount, int64(0))), []string{"deal:rumour", "deal:undated"}},
			{group(store.Or, eq(store.ColumnOriginCount, int64(0)), compare(store.In, store.ColumnStatementCount, []int64{2, 3, 4})), []string{"deal:rumour", "deal:sale", "deal:umbrella"}},
			{&store.Cond{Op: store.Missing, Column: store.ColumnFirstReported}, nil},
			{group(store.And), []string{"deal:back", "deal:rumour", "deal:sale", "deal:there", "deal:umbrella", "deal:undated"}},
			{group(store.Or), nil},
		} {
			page := s.mustRead("company:taker", follows(deals(c.where))).Follows["deals"]
			s.wantIDs(page, c.want...)
			if page.Total != len(c.want) {
				s.Errorf("total %d, want %d", page.Total, len(c.want))
			}
		}
	})
	s.run("groups obey it", func(s *suite) {
		f := deals(not(confirmed))
		g := byColumn("dealKind")
		g.Key = "kinds"
		f.Limit, f.Groups = 0, []*store.Grouping{g}
		s.wantGroups(s.mustRead("company:taker", follows(f)).Follows["deals"].Groups["kinds"], "OTHER 2")
	})
	s.run("groups by an edge leave out those that don't", func(s *suite) {
		g := byEdge("Deal", "anyParty", false, "Company", "Person")
		g.EdgeWhere = confirmed
		s.wantGroups(s.grouped("Deal", nil, g), "company:giver 4", "company:taker 4")
		g = byEdge("Deal", "anyParty", false, "Company", "Person")
		g.EdgeWhere = compare(store.Gt, store.ColumnFirstReported, "2017-12-31")
		s.wantGroups(s.grouped("Deal", eq("dealKind", "OTHER"), g), "company:taker 1", "person:chief 1")
	})
	s.run("with a condition on the node, a page, the edge's columns and its statements", func(s *suite) {
		f := deals(confirmed)
		f.Where, f.Limit, f.Order, f.EdgeColumns = not(eq("dealKind", "AGREEMENT")), 2, []store.Order{{Column: "titleKey"}}, []string{store.ColumnCredence}
		f.EdgeStatements = []*store.Follow{{Key: "statements", List: store.List{Limit: 9}}}
		page := s.mustRead("company:taker", follows(f)).Follows["deals"]
		s.wantIDs(page, "deal:there", "deal:back")
		s.wantValue(page.Rows[0].Edge.Columns, store.ColumnCredence, "CONFIRMED_BY_PARTY")
		if page.Total != 3 || !page.More || len(page.Rows[0].Edge.Follows["statements"].Rows) != 1 {
			s.Errorf("total %d, more %v, statements %v", page.Total, page.More, page.Rows[0].Edge.Follows["statements"])
		}
	})
	s.run("of a single edge", func(s *suite) {
		f := out("company", "Position", "company", "Company")
		f.EdgeWhere = eq(store.ColumnCredence, "SINGLE_ORIGIN")
		s.wantIDs(s.mustRead("position:now", follows(f)).Follows["company"], "company:taker")
		f.EdgeWhere = not(f.EdgeWhere)
		s.wantIDs(s.mustRead("position:now", follows(f)).Follows["company"])
	})
}
