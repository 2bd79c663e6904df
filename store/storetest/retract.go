package storetest

import (
	"context"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

func retractCases(s *suite) {
	retract := func(articles ...string) *store.Batch {
		b := &store.Batch{}
		for _, id := range articles {
			b.Retractions = append(b.Retractions, &store.Retraction{Article: id, Reason: "It was made up."})
		}
		return b
	}
	reinstate := func(articles ...string) *store.Batch { return &store.Batch{Reinstatements: articles} }
	deals := func(id string) *store.Page {
		return s.mustRead(id, follows(in("deals", "Deal", "anyParty"))).Follows["deals"]
	}
	before := s.dump()
	s.run("the article and its statements are marked", func(s *suite) {
		receipt := s.mustApply(retract("article:interview"))
		if receipt.Retracted != 1 || receipt.Reinstated != 0 || receipt.Changed != 0 || receipt.Articles != 0 {
			s.Errorf("receipt %+v", receipt)
		}
		s.wantColumn("article:interview", "retractedAt", "2020-01-02T03:04:05Z")
		s.wantColumn("article:interview", "retractionReason", "It was made up.")
		for _, id := range s.statementsOn("deal:sale", "buyer", "company:taker") {
			var want any
			if s.articleOf(id) == "article:interview" {
				want = "2020-01-02T03:04:05Z"
			}
			s.wantColumn(id, "retractedAt", want)
		}
	})
	s.run("what others state is projected without them", func(s *suite) {
		s.wantTrust("deal:sale", store.ConfirmedByParty, 2, 2, 1, "2017-07-05", nil)
		s.wantColumn("deal:sale", "dealValueAmount", 350000000.0)
		for _, id := range s.statementsOn("deal:sale", "dealValue") {
			s.wantColumn(id, "contested", false)
		}
	})
	s.run("what nobody else states is retired", func(s *suite) {
		s.wantFound("Deal", nil, "deal:back", "deal:sale", "deal:there", "deal:umbrella", "deal:undated")
		s.wantFound("Deal", eq("id", "deal:rumour"))
		s.wantIDs(deals("person:chief"))
		s.wantColumn("person:chief", "dealCount", int64(0))
		s.wantColumn("company:taker", "dealCount", int64(2))
		shape := columns(store.ColumnCredence, store.ColumnCredenceRank, store.ColumnFirstReported, store.ColumnStatementCount, "announced", "dealKind")
		shape.Follows = []*store.Follow{out("any", "Deal", "anyParty", parties...), out("party", "Deal", "party", parties...), in("statements", "Statement", "node")}
		n := s.mustRead("deal:rumour", shape)
		for column, want := range map[string]any{store.ColumnCredence: "RETRACTED", store.ColumnCredenceRank: int64(0), store.ColumnFirstReported: nil, store.ColumnStatementCount: int64(0),
			"announced": "2019-02-01/2019-03-31", "dealKind": "OTHER"} {
			s.wantValue(n.Columns, column, want)
		}
		s.wantIDs(n.Follows["any"])
		s.wantIDs(n.Follows["party"])
		if got := len(n.Follows["statements"].Rows); got != 5 {
			s.Errorf("%d statements about it, want 5", got)
		}
	})
	s.run("a second time it changes nothing", func(s *suite) {
		was := s.dump()
		receipt := s.mustApply(retract("article:interview"))
		if receipt.Retracted != 0 || len(receipt.Nodes) != 0 || s.dump() != was {
			s.Errorf("receipt %+v", receipt)
		}
	})
	s.run("its statements are refused, known or not", func(s *suite) {
		fixture := Fixture()
		_, err := s.store.Apply(context.Background(), fixture)
		s.wantCode(err, store.CodeInvalid)
		if !strings.Contains(err.Error(), "article:interview") || !strings.Contains(err.Error(), "retracted") {
			s.Errorf("error %v", err)
		}
		b := (&Batch{}).In("article:interview")
		b.Thing("company:new", "name", "New")
		s.refused(&b.Batch, store.CodeInvalid)
		b.Reinstatements = []string{"article:interview"} // which comes after
		s.refused(&b.Batch, store.CodeInvalid)
	})
	s.run("another record of it leaves it retracted", func(s *suite) {
		a := &store.Article{ID: "article:interview", Genre: "REPORT", Headline: "An interview", Published: "2018-04"}
		if receipt := s.mustApply(&store.Batch{Articles: []*store.Article{a}}); receipt.Changed != 1 {
			s.Errorf("receipt %+v", receipt)
		}
		s.wantColumn("article:interview", "retractionReason", "It was made up.")
		s.wantColumn("deal:rumour", store.ColumnCredence, "RETRACTED")
		a.Published = "2018-03"
		s.mustApply(&store.Batch{Articles: []*store.Article{a}})
	})
	s.run("reinstated, all is as it was", func(s *suite) {
		receipt := s.mustApply(reinstate("article:interview", "article:interview"))
		if receipt.Reinstated != 1 || receipt.Retracted != 0 {
			s.Errorf("receipt %+v", receipt)
		}
		if after := s.dump(); after != before {
			s.Errorf("the graph changed\nfrom %s\nto   %s", before, after)
		}
		if receipt := s.mustApply(reinstate("article:interview")); receipt.Reinstated != 0 || len(receipt.Nodes) != 0 {
			s.Errorf("a second time: receipt %+v", receipt)
		}
		s.mustApply(Fixture())
	})
	for name, b := range map[string]*store.Batch{
		"an unknown article":                 retract("article:nowhere"),
		"an unknown article, taken back":     reinstate("article:nowhere"),
		"no article":                         retract("company:giver"),
		"no article, taken back":             reinstate("person:chief"),
		"two reasons":                        {Retractions: []*store.Retraction{{Article: "article:paper"}, {Article: "article:paper", Reason: "Why not."}}},
		"both at once":                       {Retractions: []*store.Retraction{{Article: "article:paper"}}, Reinstatements: []string{"article:paper"}},
		"one of several articles is unknown": retract("article:paper", "article:nowhere"),
	} {
		s.run("refused: "+name, func(s *suite) {
			s.refused(b, store.CodeInvalid)
			if after := s.dump(); after != before {
				s.Error("a refused batch wrote")
			}
		})
	}
	s.run("everything else stays when an article is retracted that states nothing", func(s *suite) {
		s.mustApply(retract("article:undated"))
		s.mustApply(reinstate("article:undated"))
		if after := s.dump(); after != before {
			s.Errorf("the graph changed\nfrom %s\nto   %s", before, after)
		}
	})
}

// retireCases retire nodes at which edges of live ones end.
func retireCases(s *suite) {
	article := func(id string, published string) *Batch {
		b := (&Batch{}).In(id)
		b.Article(&store.Article{ID: id, Genre: "REPORT", Published: published})
		return b
	}
	retract := func(id string) *store.Receipt {
		return s.mustApply(&store.Batch{Retractions: []*store.Retraction{{Article: id}}})
	}
	reinstate := func(id string) *store.Receipt { return s.mustApply(&store.Batch{Reinstatements: []string{id}}) }
	a, b := article("article:a", "2018-01-01"), article("article:b", "2018-01-02")
	a.Thing("company:island", "name", "Island")
	a.Thing("deal:frame", "dealKind", "AGREEMENT", "announced", "2018-01-01")
	b.Thing("company:rest", "name", "Rest", "competitor", "company:island")
	b.State("company:island", "competitor", "company:rest")
	b.Thing("deal:part", "dealKind", "LICENSE", "partOf", "deal:frame", "licensor", "company:island", "licensee", "company:rest", "matter", "company:island")
	b.Thing("position:chief", "company", "company:island")
	s.mustApply(&a.Batch)
	s.mustApply(&b.Batch)
	before := s.dump()
	deal := columns(store.ColumnDayEarliest, store.ColumnIsPart, store.ColumnWhole, "title")
	deal.Follows = []*store.Follow{out("any", "Deal", "anyParty", parties...), out("licensor", "Deal", "licensor", parties...),
		out("matter", "Deal", "matter", "Company", "Product", "TechnologyArea"), out("partOf", "Deal", "partOf", "Deal")}
	s.run("edges to it go", func(s *suite) {
		s.wantValue(s.mustRead("deal:part", deal).Columns, "title", "License: Island → Rest (2018-01-01)")
		retract("article:a")
		n := s.mustRead("deal:part", deal)
		for _, label := range []string{"licensor", "matter", "partOf"} {
			s.wantIDs(n.Follows[label])
		}
		s.wantIDs(n.Follows["any"], "company:rest")
		s.wantValue(n.Columns, "title", "License: → Rest")
		s.wantIDs(s.mustRead("company:rest", follows(out("competitor", "Company", "competitor", "Company"))).Follows["competitor"])
		s.wantIDs(s.mustRead("company:rest", follows(in("competitorOf", "Company", "competitor"))).Follows["competitorOf"])
		s.wantIDs(s.mustRead("position:chief", follows(out("company", "Position", "company", "Company"))).Follows["company"])
		s.wantIDs(s.mustFind(&store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "Island"}, List: store.List{Limit: 5}}))
	})
	s.run("a part of a retired whole is a whole", func(s *suite) {
		n := s.mustRead("deal:part", deal)
		s.wantValue(n.Columns, store.ColumnWhole, "deal:part")
		s.wantValue(n.Columns, store.ColumnIsPart, false)
		s.wantValue(n.Columns, store.ColumnDayEarliest, nil)
		s.wantColumn("company:rest", "dealCount", int64(1))
		s.wantColumn("company:island", "dealCount", int64(0))
	})
	s.run("revived, all is as it was", func(s *suite) {
		reinstate("article:a")
		if after := s.dump(); after != before {
			s.Errorf("the graph changed\nfrom %s\nto   %s", before, after)
		}
	})
	s.run("what is stated of it meanwhile waits", func(s *suite) {
		retract("article:a")
		c := article("article:c", "2018-01-03")
		c.State("company:island", "country", "IS")
		c.Thing("deal:meanwhile", "dealKind", "OTHER", "party", "company:island")
		s.mustApply(&c.Batch)
		s.wantColumn("company:island", store.ColumnCredence, "RETRACTED")
		s.wantIDs(s.mustRead("deal:meanwhile", deal).Follows["any"])
		reinstate("article:a")
		s.wantColumn("company:island", "country", "IS")
		s.wantColumn("company:island", "dealCount", int64(2))
		s.wantIDs(s.mustRead("deal:meanwhile", deal).Follows["any"], "company:island")
	})
	s.run("another article revives it", func(s *suite) {
		retract("article:a")
		d := article("article:d", "2018-01-04")
		d.Thing("company:island")
		receipt := s.mustApply(&d.Batch)
		s.wantTrust("company:island", store.SingleOrigin, 1, 1, 1, "2018-01-04", nil)
		s.wantColumn("company:island", "name", nil)
		s.wantIDs(s.mustRead("deal:part", deal).Follows["licensor"], "company:island")
		s.wantColumn("company:island", "dealCount", int64(2))
		if got := s.changes(receipt.Sequence); !strings.Contains(got, "REINSTATED company:island") {
			s.Errorf("changes %s", got)
		}
	})
	s.run("a new version takes the place of an old one", func(s *suite) {
		e := article("article:e", "2018-01-05")
		e.Thing("company:island", "name", "Isle")
		e.Thing("deal:frame", "dealKind", "AGREEMENT")
		e.Retractions = []*store.Retraction{{Article: "article:d", Reason: "Replaced."}}
		receipt := s.mustApply(&e.Batch)
		s.wantTrust("company:island", store.SingleOrigin, 1, 1, 1, "2018-01-05", nil)
		s.wantColumn("company:island", "name", "Isle")
		s.wantColumn("deal:part", store.ColumnWhole, "deal:frame")
		if got := s.changes(receipt.Sequence); !strings.Contains(got, "UPDATED company:island") || receipt.Articles != 1 || receipt.Retracted != 1 {
			s.Errorf("receipt %+v, changes %s", receipt, got)
		}
	})
	s.run("stated and retracted at once", func(s *suite) {
		f := article("article:f", "2018-01-06")
		f.Thing("company:brief", "name", "Brief")
		f.State("company:rest", "country", "IS")
		f.Retractions = []*store.Retraction{{Article: "article:f"}}
		for range 2 {
			s.mustApply(&f.Batch)
			s.wantColumn("company:brief", "name", "Brief")
			s.wantColumn("company:brief", store.ColumnCredence, "RETRACTED")
			s.wantColumn("company:rest", "country", nil)
			s.wantFound("Company", eq("id", "company:brief"))
		}
		reinstate("article:f")
		s.wantFound("Company", eq("name", "Brief"), "company:brief")
		s.wantColumn("company:rest", "country", "IS")
	})
}
