package storetest

import (
	"strconv"

	"github.com/dealgraph/dealgraph/store"
)

func trustCases(s *suite) {
	for _, c := range []struct {
		name, id                      string
		credence                      store.Credence
		statements, articles, origins int64
		reported                      string
		contestedOn                   []string
	}{
		{"a party's word, and another's", "deal:sale", store.ConfirmedByParty, 3, 3, 2, "2017-07-05", []string{"dealValue"}},
		{"the parts' parties are the whole's", "deal:umbrella", store.ConfirmedByParty, 1, 1, 1, "2017-07-05", nil},
		{"of one origin", "deal:undated", store.SingleOrigin, 1, 1, 1, "2017-07-05", nil},
		{"speculation", "deal:rumour", store.Rumoured, 1, 1, 0, "2018-03-01", nil},
		{"a company on itself", "company:giver", store.ConfirmedByParty, 1, 1, 1, "2017-07-05", nil},
		{"a company on another", "company:taker", store.SingleOrigin, 1, 1, 1, "2017-07-05", nil},
	} {
		s.run(c.name, func(s *suite) {
			s.wantTrust(c.id, c.credence, c.statements, c.articles, c.origins, c.reported, c.contestedOn)
		})
	}
	s.run("of two values the one of most origins, then the latest published", func(s *suite) {
		s.wantColumn("deal:sale", "dealValueAmount", 340000000.0) // one origin each; the interview is later
		s.wantFound("Statement", group(store.And, eq("contested", true)), s.statementsOn("deal:sale", "dealValue")...)
	})
	s.run("repeating a release is no second origin; another origin corroborates", func(s *suite) {
		b := (&Batch{}).In("article:paper")
		b.Origin = "article:release"
		b.Thing("company:unit")
		s.mustApply(&b.Batch)
		s.wantTrust("company:unit", store.SingleOrigin, 2, 2, 1, "2017-07-05", nil)
		b = (&Batch{}).In("article:interview")
		b.Thing("company:unit")
		s.mustApply(&b.Batch)
		s.wantTrust("company:unit", store.Corroborated, 3, 3, 2, "2017-07-05", nil)
	})
	s.run("an undated article counts from the day it was recorded", func(s *suite) {
		b := (&Batch{}).In("article:undated")
		b.Thing("person:late", "name", "Late")
		s.mustApply(&b.Batch)
		s.wantTrust("person:late", store.SingleOrigin, 1, 1, 1, "2020-01-02", nil)
	})
	s.run("denied, then disputed", func(s *suite) {
		b := (&Batch{}).In("article:interview")
		b.Stance, b.SaidBy = store.Denies, "person:silent"
		b.Thing("deal:never", "dealKind", "OTHER")
		s.mustApply(&b.Batch)
		s.wantTrust("deal:never", store.Denied, 1, 1, 0, "2018-03-01", nil)
		s.wantColumn("deal:never", "dealKind", nil)
		b = (&Batch{}).In("article:paper")
		b.Thing("deal:never", "dealKind", "OTHER")
		s.mustApply(&b.Batch)
		s.wantTrust("deal:never", store.Disputed, 2, 2, 1, "2017-07-06", []string{"dealKind", "self"})
		s.wantColumn("deal:never", "dealKind", "OTHER")
		for _, id := range append(s.statementsOn("deal:never", "self"), s.statementsOn("deal:never", "dealKind")...) {
			s.wantColumn(id, "contested", true)
		}
	})
	s.run("one of many edges denied", func(s *suite) {
		b := (&Batch{}).In("article:interview")
		b.Stance = store.Denies
		b.State("deal:sale", "matter", "area:leaf")
		s.mustApply(&b.Batch)
		s.wantColumn("deal:sale", store.ColumnContestedOn, []string{"dealValue", "matter"})
		for target, contested := range map[string]bool{"area:leaf": true, "product:phone": false, "company:unit": false} {
			for _, id := range s.statementsOn("deal:sale", "matter", target) {
				s.wantColumn(id, "contested", contested)
			}
		}
		f := out("matter", "Deal", "matter", "Company", "Product", "TechnologyArea")
		f.EdgeColumns = []string{store.ColumnContested, store.ColumnCredence}
		rows := s.mustRead("deal:sale", follows(f)).Follows["matter"]
		s.wantIDs(rows, "area:leaf", "company:unit", "product:phone")
		s.wantValue(rows.Rows[0].Edge.Columns, store.ColumnContested, true)
		s.wantValue(rows.Rows[0].Edge.Columns, store.ColumnCredence, string(store.Disputed))
		s.wantValue(rows.Rows[1].Edge.Columns, store.ColumnContested, false)
	})
	s.run("confirmed by who speaks", func(s *suite) {
		b := (&Batch{}).In("article:paper")
		b.SaidFor = "company:taker"
		b.Thing("deal:undated")
		s.mustApply(&b.Batch)
		s.wantTrust("deal:undated", store.ConfirmedByParty, 2, 2, 2, "2017-07-05", nil)
		b = (&Batch{}).In("article:undated")
		b.SaidBy = "person:chief"
		b.Thing("deal:rumour")
		s.mustApply(&b.Batch)
		s.wantTrust("deal:rumour", store.ConfirmedByParty, 2, 2, 1, "2018-03-01", nil)
	})
	s.run("values that contain one another agree; the more precise is projected", func(s *suite) {
		b := (&Batch{}).In("article:interview")
		b.State("company:paper", "founded", "2007-04-02")
		b.State("deal:umbrella", "lifecycle", "COMPLETED")
		b.State("deal:there", "dealValue", "7 EUR")
		s.mustApply(&b.Batch)
		s.wantColumn("company:paper", "founded", "2007-04-02")
		s.wantColumn("deal:umbrella", "lifecycle", "COMPLETED")
		s.wantColumn("deal:there", "dealValueAmount", 7.0)
		s.wantColumn("deal:there", "dealValueDisclosure", "DISCLOSED")
		for _, id := range []string{"company:paper", "deal:umbrella", "deal:there"} {
			s.wantColumn(id, store.ColumnContested, false)
		}
	})
	s.run("a correction sets aside what was published before", func(s *suite) {
		b := (&Batch{}).In("article:interview")
		b.Stance = store.Corrects
		b.State("company:unit", "founded", "2006")
		s.mustApply(&b.Batch)
		s.wantColumn("company:unit", "founded", "2006")
		s.wantColumn("company:unit", store.ColumnContested, false)
	})
	s.run("many-valued edges and names never conflict", func(s *suite) {
		b := (&Batch{}).In("article:interview")
		b.State("person:former", "name", "Formerly Boss")
		b.State("product:phone", "maker", "company:unit")
		s.mustApply(&b.Batch)
		s.wantColumn("person:former", store.ColumnContested, false)
		s.wantColumn("product:phone", store.ColumnContested, false)
		s.wantIDs(s.mustRead("product:phone", follows(out("maker", "Product", "maker", "Company"))).Follows["maker"], "company:taker", "company:unit")
		for _, name := range []string{"Former Boss", "Formerly Boss"} {
			s.wantIDs(s.mustFind(&store.Query{Kinds: []string{"Person"}, Text: &store.TextQuery{Text: name, Exact: true}, List: store.List{Limit: 5}}), "person:former")
		}
	})
	s.run("an article that repeats what is known adds its origin", func(s *suite) {
		for i, id := range []string{"article:lamp", "article:more-lamp", "article:most-lamp"} {
			b := &Batch{}
			b.Article(&store.Article{ID: id, Genre: "REPORT", Published: "2018-0" + strconv.Itoa(4+i)})
			b.In(id).Thing("product:lamp", "name", "Lamp", "aliases", "The Lamp")
			s.mustApply(&b.Batch)
			n := int64(i + 1)
			s.wantTrust("product:lamp", []store.Credence{store.SingleOrigin, store.Corroborated, store.Corroborated}[i], n, n, n, "2018-04-01", nil)
		}
		for _, id := range s.statementsOn("product:lamp", "name", "Lamp") {
			s.wantColumn(id, "contested", false)
		}
	})
	s.run("an assertion displaces rumours of other values", func(s *suite) {
		b := &Batch{}
		b.Article(&store.Article{ID: "article:hearsay", Genre: "REPORT", Published: "2018-04"})
		b.In("article:hearsay").Thing("company:new")
		b.Stance = store.Speculates
		b.State("company:new", "country", "FI")
		b.State("company:new", "country", "SE")
		s.mustApply(&b.Batch)
		s.wantColumn("company:new", store.ColumnContestedOn, []string{"country"})
		chosen := s.mustRead("company:new", columns("country")).Columns["country"].(string)
		b = &Batch{}
		b.Article(&store.Article{ID: "article:fact", Genre: "REPORT", Published: "2018-05"})
		b.In("article:fact").Thing("company:new", "country", chosen)
		s.mustApply(&b.Batch)
		s.wantColumn("company:new", store.ColumnContested, false)
	})
	s.run("a single edge moves, and what follows from it", func(s *suite) {
		// Two later articles put the licence under another umbrella.
		b := (&Batch{}).In("article:interview")
		b.Article(&store.Article{ID: "article:second", Genre: "REPORT", Published: "2018-04"})
		b.Thing("deal:other", "dealKind", "AGREEMENT")
		b.State("deal:back", "partOf", "deal:other")
		b.In("article:second")
		b.State("deal:back", "partOf", "deal:other")
		s.mustApply(&b.Batch)
		s.wantIDs(s.mustRead("deal:back", follows(out("partOf", "Deal", "partOf", "Deal"))).Follows["partOf"], "deal:other")
		s.wantColumn("deal:back", store.ColumnContestedOn, []string{"partOf"})
		f := out("parties", "Deal", "anyParty", parties...)
		f.EdgeColumns = []string{store.ColumnSources}
		rows := s.mustRead("deal:umbrella", follows(f)).Follows["parties"].Rows
		s.wantValue(rows[0].Edge.Columns, store.ColumnSources, []string{"deal:sale", "deal:there"})
		s.wantIDs(s.mustRead("deal:other", follows(f)).Follows["parties"], "company:giver", "company:taker")
	})
}

func (s *suite) wantTrust(id string, credence store.Credence, statements, articles, origins int64, reported string, contestedOn []string) {
	s.Helper()
	got := s.mustRead(id, columns(store.ColumnCredence, store.ColumnCredenceRank, store.ColumnStatementCount, store.ColumnArticleCount,
		store.ColumnOriginCount, store.ColumnFirstReported, store.ColumnContested, store.ColumnContestedOn)).Columns
	disputed := credence == store.Disputed
	for name, want := range map[string]any{store.ColumnCredence: string(credence), store.ColumnCredenceRank: int64(credence.Rank()), store.ColumnStatementCount: statements,
		store.ColumnArticleCount: articles, store.ColumnOriginCount: origins, store.ColumnFirstReported: reported, store.ColumnContested: contestedOn != nil || disputed} {
		s.wantValue(got, name, want)
	}
	if contestedOn == nil {
		s.wantValue(got, store.ColumnContestedOn, nil)
	} else {
		s.wantValue(got, store.ColumnContestedOn, contestedOn)
	}
}

// statementsOn returns the ids of the statements on a property of a node; on an
// edge of it those to the targets, if any are given.
func (s *suite) statementsOn(id, property string, targets ...string) []string {
	s.Helper()
	f := in("statements", "Statement", "node")
	f.Where = eq("property", property)
	if len(targets) > 0 {
		f.Where = group(store.And, f.Where, compare(store.In, store.ColumnTarget, targets))
	}
	return ids(s.mustRead(id, follows(f)).Follows["statements"])
}
