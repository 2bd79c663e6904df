package storetest

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/dealgraph/dealgraph/store"
)

// computedCases check the columns and edges that no statement gives and the
// rules of writing add.
func computedCases(s *suite) {
	for id, want := range map[string][2]any{
		"deal:umbrella": {"deal:umbrella", false}, "deal:there": {"deal:umbrella", true}, "deal:sale": {"deal:umbrella", true}, "deal:undated": {"deal:undated", false},
	} {
		s.run("the whole of "+id, func(s *suite) {
			s.wantColumn(id, store.ColumnWhole, want[0])
			s.wantColumn(id, store.ColumnIsPart, want[1])
		})
	}
	for id, want := range map[string][4]any{
		"position:now":     {"2010-04-01", nil, "2010-04-30", "2017-07-05"},
		"position:past":    {"2005-01-01", "2012-12-31", "2005-12-31", "2012-01-01"},
		"position:unknown": {nil, nil, "2017-07-05", "2017-07-05"},
		"deal:umbrella":    {"2017-07-05", nil, "2017-07-05", "2017-07-05"},
		"deal:back":        {"2017-07-01", nil, nil, nil},
		"deal:rumour":      {"2019-02-01", nil, nil, nil},
		"deal:undated":     {nil, nil, nil, nil},
	} {
		s.run("the validity of "+id, func(s *suite) { s.wantValidity(id, want) })
	}
	for id, want := range map[string]string{
		"article:release": "2017-07-05", "article:interview": "2018-03-01", "article:undated": "2020-01-02", "company:giver": "2017-07-05", "deal:rumour": "2018-03-01",
	} {
		s.run("the first report of "+id, func(s *suite) { s.wantReported(id, want) })
	}
	s.run("the first report of a statement is its article's", func(s *suite) {
		for _, id := range s.statementsOn("deal:sale", "seller") {
			s.wantReported(id, map[string]string{"article:release": "2017-07-05", "article:paper": "2017-07-06"}[s.articleOf(id)])
		}
	})
	s.run("counts of edges leave parts out", func(s *suite) {
		for id, want := range map[string]int64{"company:giver": 1, "company:taker": 3, "person:chief": 1, "company:alone": 0, "person:former": 0} {
			s.wantColumn(id, "dealCount", want)
		}
		s.wantFound("Company", compare(store.Ge, "dealCount", int64(1)), "company:giver", "company:taker")
	})
	s.run("a statement of an edge has the node at its end", func(s *suite) {
		f := out("object", "Statement", "object", "Company", "Product", "TechnologyArea")
		for property, want := range map[string][]string{"matter": {"area:leaf", "company:unit", "product:phone"}, "buyer": {"company:taker", "company:taker"}, "self": {}, "dealValue": {}} {
			got := []string{}
			for _, id := range s.statementsOn("deal:sale", property) {
				got = append(got, ids(s.mustRead(id, follows(f)).Follows["object"])...)
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				s.Errorf("%s: got %v, want %v", property, got, want)
			}
		}
		s.wantIDs(s.mustRead("product:phone", follows(in("objectOf", "Statement", "object"))).Follows["objectOf"], s.statementsOn("deal:sale", "matter", "product:phone")...)
	})
	s.run("a part of a part", func(s *suite) {
		b := (&Batch{}).In("article:paper")
		b.Thing("deal:inner", "dealKind", "OTHER", "partOf", "deal:sale", "party", "company:alone")
		s.mustApply(&b.Batch)
		s.wantColumn("deal:inner", store.ColumnWhole, "deal:umbrella")
		s.wantColumn("deal:inner", store.DayProperty, "2017-07-05") // the whole's
		s.wantColumn("deal:inner", store.ColumnDayEarliest, "2017-07-05")
		s.wantValidity("deal:inner", [4]any{"2017-07-05", nil, "2017-07-05", "2017-07-05"})
		s.wantColumn("company:alone", "dealCount", int64(1)) // the umbrella
	})
	s.run("a whole becomes a part, and its parts' whole moves", func(s *suite) {
		b := (&Batch{}).In("article:paper")
		b.Thing("deal:frame", "dealKind", "AGREEMENT", "term", "2017/2020")
		b.State("deal:umbrella", "partOf", "deal:frame")
		b.State("deal:undated", "partOf", "deal:frame")
		s.mustApply(&b.Batch)
		for _, id := range []string{"deal:umbrella", "deal:sale", "deal:inner", "deal:undated"} {
			s.wantColumn(id, store.ColumnWhole, "deal:frame")
			s.wantColumn(id, store.ColumnIsPart, true)
		}
		for id, want := range map[string]int64{"company:giver": 1, "company:taker": 2, "company:alone": 1} {
			s.wantColumn(id, "dealCount", want)
		}
		s.wantValidity("deal:frame", [4]any{"2017-01-01", "2020-12-31", "2017-12-31", "2020-01-01"})
	})
	s.run("a deal that ended, and talks", func(s *suite) {
		b := (&Batch{}).In("article:paper")
		b.State("deal:umbrella", "ended", "2019-05")
		b.Thing("deal:talks", "dealKind", "OTHER", "lifecycle", "IN_TALKS", "announced", "2017-07-05")
		s.mustApply(&b.Batch)
		s.wantValidity("deal:umbrella", [4]any{"2017-07-05", "2019-05-31", "2017-07-05", "2019-05-01"})
		s.wantValidity("deal:talks", [4]any{"9999-12-31", "0001-01-01", nil, nil})
		b = (&Batch{}).In("article:interview")
		b.State("deal:talks", "lifecycle", "SIGNED")
		s.mustApply(&b.Batch)
		s.wantValidity("deal:talks", [4]any{"2017-07-05", nil, "2017-07-05", "2017-07-05"})
	})
	s.run("who only speculates or denies makes no day certain", func(s *suite) {
		b := (&Batch{}).In("article:undated")
		b.Stance = store.Denies
		b.State("position:unknown", store.SelfProperty, "")
		b.Stance = store.Speculates
		b.State("position:now", store.SelfProperty, "")
		s.mustApply(&b.Batch)
		s.wantValidity("position:unknown", [4]any{nil, nil, "2017-07-05", "2017-07-05"})
		s.wantValidity("position:now", [4]any{"2010-04-01", nil, "2010-04-30", "2017-07-05"})
	})
	s.run("an article's other day moves its statements and what rests on them", func(s *suite) {
		a := &store.Article{ID: "article:interview", Genre: "REPORT", Headline: "An interview", Published: "2017-02-03"}
		s.mustApply(&store.Batch{Articles: []*store.Article{a}})
		s.wantReported("article:interview", "2017-02-03")
		s.wantReported("deal:rumour", "2017-02-03")
		s.wantReported("deal:sale", "2017-02-03")
		for _, id := range s.statementsOn("deal:rumour", "party") {
			s.wantReported(id, "2017-02-03")
		}
	})
}

func (s *suite) wantValidity(id string, want [4]any) {
	s.Helper()
	names := []string{store.ColumnValidEarliest, store.ColumnValidLatest, store.ColumnSureEarliest, store.ColumnSureLatest}
	got := s.mustRead(id, columns(slices.Clone(names)...)).Columns
	for i, name := range names {
		s.wantValue(got, name, want[i])
	}
}

func (s *suite) wantReported(id, day string) {
	s.Helper()
	s.wantColumn(id, store.ColumnFirstReported, day)
	s.wantColumn(id, store.ColumnReportedKey, day)
}

func (s *suite) articleOf(statement string) string {
	s.Helper()
	return ids(s.mustRead(statement, follows(out("article", "Statement", "article", "Article"))).Follows["article"])[0]
}

// randomComputedCases write random graphs, withdraw and take back articles, and
// check what is computed against what it is computed from after each batch.
func randomComputedCases(s *suite) {
	random := NewRandom(s.kinds, 11)
	for range 3 {
		s.mustApply(random.Batch())
		s.checkComputed()
		s.mustApply(random.Revision())
		s.checkComputed()
	}
}

// checkComputed checks wholes, counts and objects of the whole graph against
// its edges.
func (s *suite) checkComputed() {
	s.Helper()
	nodes := map[string]*store.Node{}
	for _, kind := range s.kinds.All() {
		for _, row := range s.whole(kind).Rows {
			nodes[row.Node.ID] = row.Node
		}
	}
	follow := func(n *store.Node, label string) []string {
		if page := n.Follows[label]; page != nil {
			return ids(page)
		}
		return nil
	}
	counts := map[string]int64{}
	for _, id := range slices.Sorted(maps.Keys(nodes)) {
		n := nodes[id]
		switch n.Kind {
		case "Deal":
			whole := id
			for len(follow(nodes[whole], "partOf")) > 0 {
				whole = follow(nodes[whole], "partOf")[0]
			}
			s.wantValue(n.Columns, store.ColumnWhole, whole)
			s.wantValue(n.Columns, store.ColumnIsPart, whole != id)
			if whole == id {
				for _, party := range follow(n, "anyParty") {
					counts[party]++
				}
			}
		case "Statement":
			var want []string
			if target, _ := n.Columns[store.ColumnTarget].(string); nodes[target] != nil { // neither missing nor retired
				want = []string{target}
			}
			if got := follow(n, "object"); !slices.Equal(got, want) {
				s.Errorf("%s has object %v, want %v", id, got, want)
			}
			s.wantValue(n.Columns, store.ColumnReportedKey, nodes[follow(n, "article")[0]].Columns[store.ColumnReportedKey])
		}
		if reported, _ := n.Columns[store.ColumnFirstReported].(string); s.kinds.Kind(n.Kind).Group != store.Internal {
			s.wantValue(n.Columns, store.ColumnReportedKey, reported)
		}
	}
	for id, n := range nodes {
		if n.Kind == "Company" || n.Kind == "Person" {
			if got := n.Columns["dealCount"]; got != counts[id] {
				s.Errorf("%s counts %v deals and has %d", id, got, counts[id])
			}
		}
	}
}

// concurrentCountCases write deals of the same parties, wholes and parts, from
// four sides at once: every count must come out true.
func concurrentCountCases(s *suite) {
	const writers, rounds = 4, 6
	setup := (&Batch{}).In("article:setup")
	setup.Article(&store.Article{ID: "article:setup", Genre: "REPORT", Published: "2017"})
	setup.Thing("company:a", "name", "A")
	setup.Thing("company:b", "name", "B")
	setup.Thing("deal:whole", "dealKind", "AGREEMENT")
	s.mustApply(&setup.Batch)
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for round := range rounds {
				b := (&Batch{}).In("article:setup")
				id := fmt.Sprintf("deal:d%d-%d", w, round)
				b.Thing(id, "dealKind", "OTHER", "party", "company:a")
				if w == 0 {
					b.State(id, "partOf", "deal:whole")
					b.State(id, "party", "company:b")
				}
				if _, err := s.store.Apply(s.Context(), &b.Batch); err != nil {
					s.Errorf("writer %d: %v", w, err)
				}
			}
		})
	}
	group.Wait()
	s.wantColumn("company:a", "dealCount", int64((writers-1)*rounds+1))
	s.wantColumn("company:b", "dealCount", int64(1))
}
