package storetest

import (
	"context"

	"github.com/dealgraph/dealgraph/store"
)

func textCases(s *suite) {
	kinds := []string{"Company", "Person", "Product", "TechnologyArea"}
	search := func(text string, exact bool, list store.List) *store.Page {
		if list.Limit == 0 {
			list.Limit = 10
		}
		return s.mustFind(&store.Query{Kinds: kinds, Text: &store.TextQuery{Text: text, Exact: exact}, List: list, Shapes: shapes("Company", columns("name"))})
	}
	for _, c := range []struct {
		name, text string
		exact      bool
		want       []string
	}{
		{"exact", "Xiaomi", true, []string{"company:taker"}},
		{"exact, folded", "  NOKIA corp. ", true, []string{"company:giver"}},
		{"exact, by an alias", "nokia oyj", true, []string{"company:giver"}},
		{"exact is not a part", "Nokia Net", true, nil},
		{"best first, ties by id", "Nokia", false, []string{"company:giver", "company:unit"}},
		{"a prefix", "xia", false, []string{"company:taker"}},
		{"one letter", "x", false, []string{"company:taker"}},
		{"a word inside", "jun", false, []string{"person:chief"}},
		{"a part of a word", "phone", false, []string{"product:phone", "area:leaf"}},
		{"letters that changed places", "Xaiomi", false, []string{"company:taker"}},
		{"two letters wrong", "Xeoomi", false, nil}, // of six are too many
		{"one letter too few", "Smartphoes", false, []string{"area:leaf"}},
		{"two Chinese characters", "小米", false, []string{"company:taker"}},
		{"two Chinese characters, exact", "雷军", true, []string{"person:chief"}},
		{"one Chinese character", "雷", false, []string{"person:chief"}},
		{"with diacritics", "Économie", false, []string{"company:paper"}},
		{"without diacritics", "economie", false, []string{"company:paper"}},
		{"nothing like it", "qqqq", false, nil},
		{"nothing", "", false, nil},
		{"nothing, exact", " ", true, nil},
		{"only punctuation", "…!?", false, nil},
	} {
		s.run(c.name, func(s *suite) {
			page := search(c.text, c.exact, store.List{Total: true})
			s.wantIDs(page, c.want...)
			if page.Total != len(c.want) || page.More {
				s.Errorf("total %d, more %v", page.Total, page.More)
			}
			for i, row := range page.Rows {
				if row.Score <= 0 || row.Score > 1 || row.Reason == "" || i > 0 && row.Score > page.Rows[i-1].Score {
					s.Errorf("%s: score %v, reason %q", row.Node.ID, row.Score, row.Reason)
				}
			}
		})
	}
	s.run("rows are read as in a list", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "xiaomi"}, List: store.List{Limit: 1},
			Shapes: shapes("Company", &store.Shape{Columns: []string{"country"}, Follows: []*store.Follow{in("products", "Product", "maker")}})})
		s.wantValue(page.Rows[0].Node.Columns, "country", "CN")
		s.wantIDs(page.Rows[0].Node.Follows["products"], "product:phone")
		if page.Rows[0].Score != 1 || page.Rows[0].Edge != nil || page.Total != -1 {
			s.Errorf("row %+v, total %d", page.Rows[0], page.Total)
		}
	})
	s.run("ambiguous", func(s *suite) {
		// "Nokia Corporation" and "Nokia Oyj" fold to one name of one company;
		// the second company of that name comes here.
		b := (&Batch{}).In("article:paper")
		b.Thing("company:namesake", "name", "Nokia Ltd")
		s.mustApply(&b.Batch)
		page := search("Nokia", true, store.List{Total: true})
		s.wantIDs(page, "company:giver", "company:namesake")
		if page.Rows[0].Score != 1 || page.Rows[1].Score != 1 {
			s.Errorf("scores %v, %v", page.Rows[0].Score, page.Rows[1].Score)
		}
	})
	s.run("limit, more, counts", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: kinds, Text: &store.TextQuery{Text: "phone"}, List: store.List{Limit: 1, Total: true}, CountByKind: true})
		s.wantIDs(page, "product:phone")
		if !page.More || page.Total != 2 || page.Counts["Product"] != 1 || page.Counts["TechnologyArea"] != 1 || page.Counts["Company"] != 0 {
			s.Errorf("more %v, total %d, counts %v", page.More, page.Total, page.Counts)
		}
	})
	s.run("the condition applies before the ranking", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "nokia"}, List: store.List{Limit: 1, Total: true, Where: eq("companyKind", "UNIT")}})
		s.wantIDs(page, "company:unit")
		if page.Total != 1 {
			s.Errorf("total %d", page.Total)
		}
		page = s.mustFind(&store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "nokia", Exact: true}, List: store.List{Limit: 5, Where: eq("companyKind", "UNIT")}})
		s.wantIDs(page)
	})
	s.run("only the kinds asked", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Person"}, Text: &store.TextQuery{Text: "nokia"}, List: store.List{Limit: 5}})
		s.wantIDs(page)
		page = s.mustFind(&store.Query{Kinds: []string{"Article"}, Text: &store.TextQuery{Text: "two firms"}, List: store.List{Limit: 5}})
		s.wantIDs(page, "article:paper")
	})
	s.run("names that come and go", func(s *suite) {
		b := (&Batch{}).In("article:paper")
		b.Thing("company:alone", "aliases", "Zwischenname")
		s.mustApply(&b.Batch)
		s.wantIDs(search("Zwischenname", true, store.List{}), "company:alone")
		b = (&Batch{}).In("article:undated")
		b.Article(&store.Article{ID: "article:paper", Genre: "REPORT", Headline: "Another headline", Published: "2017-07-06",
			Publishers: []string{"company:paper"}, DerivedFrom: []string{"article:release"}, Digest: "They signed."})
		s.mustApply(&b.Batch)
		articles := &store.Query{Kinds: []string{"Article"}, Text: &store.TextQuery{Text: "two firms"}, List: store.List{Limit: 5}}
		s.wantIDs(s.mustFind(articles))
		articles.Text.Text = "another head"
		s.wantIDs(s.mustFind(articles), "article:paper")
	})
	s.run("no other order", func(s *suite) {
		_, err := s.store.Find(context.Background(), &store.Query{Kinds: kinds, Text: &store.TextQuery{Text: "nokia"}, List: store.List{Limit: 5, Order: []store.Order{{Column: "nameKey"}}}})
		s.wantCode(err, store.CodeInvalid)
	})
}
