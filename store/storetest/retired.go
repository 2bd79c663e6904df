package storetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// fading returns a graph of which article:gone alone states a company, an area
// and a deal. Retracted, it leaves the rest as drawn without brackets.
//
//	company:left ◀─licensor─ deal:kept ─licensee─▶ [company:gone] ◀─party─ deal:other ─party─▶ company:right
//	company:left ◀────party── [deal:lost] ──party──▶ company:right       (deal:other is a part of deal:lost)
//	company:left ◀─owner─ ownership:one ─owned─▶ [company:gone] ◀─owner─ ownership:two ─owned─▶ company:right
//	company:left ─competitor─▶ [company:gone] ─competitor─▶ company:left
//	area:leaf ─broader─▶ [area:middle] ─broader─▶ area:root
//	position:chief ─company─▶ [company:gone], ─person─▶ person:chief
func fading() *store.Batch {
	b := &Batch{}
	b.Article(&store.Article{ID: "article:keep", Genre: "REPORT", Published: "2018-01-01"})
	b.Article(&store.Article{ID: "article:gone", Genre: "REPORT", Published: "2018-01-02"})
	b.In("article:keep")
	b.Thing("company:left", "name", "Left", "competitor", "company:gone")
	b.Thing("company:right", "name", "Right")
	b.Thing("person:chief", "name", "Chief")
	b.Thing("area:root", "name", "Root")
	b.Thing("area:leaf", "name", "Leaf", "broader", "area:middle")
	b.Thing("deal:kept", "dealKind", "LICENSE", "announced", "2018-01-01", "dealValue", "5 USD", "licensor", "company:left", "licensee", "company:gone")
	b.Thing("deal:other", "dealKind", "OTHER", "dealValue", "3 USD", "party", "company:gone", "party", "company:right", "partOf", "deal:lost")
	b.Thing("ownership:one", "owner", "company:left", "owned", "company:gone")
	b.Thing("ownership:two", "owner", "company:gone", "owned", "company:right")
	b.Thing("position:chief", "jobTitle", "Chief", "person", "person:chief", "company", "company:gone")
	b.In("article:gone")
	b.Thing("company:gone", "name", "Gone Oyj", "aliases", "Vanished", "companyKind", "UNIT", "country", "FI", "competitor", "company:left")
	b.Thing("area:middle", "name", "Middle", "broader", "area:root")
	b.Thing("deal:lost", "dealKind", "AGREEMENT", "announced", "2018-01-02", "dealValue", "7 USD", "party", "company:left", "party", "company:right")
	return &b.Batch
}

// checked tells what a reading answers, what it is to answer while all is
// there, and what when some of it is retired.
type checked func(name string, got, there, gone []string)

// faded reads the graph before an article is retracted, after, and once it is
// back.
func (s *suite) faded(read func(s *suite, check checked, retired bool)) {
	s.mustApply(fading())
	before := s.dump()
	for _, state := range []struct {
		name  string
		batch *store.Batch
	}{
		{"while it is there", &store.Batch{}},
		{"retired", &store.Batch{Retractions: []*store.Retraction{{Article: "article:gone"}}}},
		{"revived", &store.Batch{Reinstatements: []string{"article:gone"}}},
	} {
		s.mustApply(state.batch)
		retired := state.name == "retired"
		s.run(state.name, func(s *suite) {
			read(s, func(name string, got, there, gone []string) {
				s.run(name, func(s *suite) {
					want := there
					if retired {
						want = gone
					}
					if !slices.Equal(got, want) {
						s.Errorf("got  %s\nwant %s", strings.Join(got, ", "), strings.Join(want, ", "))
					}
				})
			}, retired)
		})
	}
	if after := s.dump(); after != before {
		s.Errorf("the graph changed\nfrom %s\nto   %s", before, after)
	}
}

func retiredCases(s *suite) {
	s.faded(func(s *suite, check checked, retired bool) {
		readFadingLists(s, check)
		readFadingRelations(s, check)
		readFadingMore(s, check)
		if retired {
			getRetired(s)
		}
	})
}

// totalled tells the ids of the rows and the total.
func totalled(p *store.Page) []string { return append(ids(p), fmt.Sprint("of ", p.Total)) }

// readFadingLists reads lists by conditions.
func readFadingLists(s *suite, check checked) {
	type list = []string
	found := func(kind string, where *store.Cond) list {
		return totalled(s.mustFind(&store.Query{Kinds: []string{kind}, List: store.List{Where: where, Limit: 100, Total: true}}))
	}
	check("a list", found("Company", nil), list{"company:gone", "company:left", "company:right", "of 3"}, list{"company:left", "company:right", "of 2"})
	check("a list by id", found("Company", eq("id", "company:gone")), list{"company:gone", "of 1"}, list{"of 0"})
	check("a list by ids", found("Company", compare(store.In, "id", list{"company:gone", "company:left"})), list{"company:gone", "company:left", "of 2"}, list{"company:left", "of 1"})
	check("a list by a value", found("Company", eq("country", "FI")), list{"company:gone", "of 1"}, list{"of 0"})
	check("counts by kind", list{fmt.Sprint(s.mustFind(&store.Query{Kinds: list{"Company", "Deal"}, CountByKind: true}).Counts)},
		list{"map[Company:3 Deal:3]"}, list{"map[Company:2 Deal:2]"})
	check("some", found("Deal", quantify(store.Some, "Deal", "anyParty", false, parties, eq("id", "company:gone"))), list{"deal:kept", "deal:lost", "deal:other", "of 3"}, list{"of 0"})
	check("none", found("Position", quantify(store.None, "Position", "company", false, list{"Company"})), list{"of 0"}, list{"position:chief", "of 1"})
	check("every", found("Company", quantify(store.Every, "Company", "competitor", false, list{"Company"}, eq("country", "NO"))),
		list{"company:right", "of 1"}, list{"company:left", "company:right", "of 2"})
	check("of statements", found("Statement", group(store.And, eq("property", "self"), quantify(store.Some, "Statement", "node", false, list{"Company"}, eq("id", "company:gone")))),
		list{(&store.Statement{Subject: "company:gone", Property: "self", Article: "article:gone"}).ID(), "of 1"}, list{"of 0"})
	within := func(id string) list {
		return found("TechnologyArea", &store.Cond{Op: store.Within, Edge: store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}, Value: list{id}})
	}
	check("within", within("area:root"), list{"area:leaf", "area:middle", "area:root", "of 3"}, list{"area:root", "of 1"})
	check("within what is retired", within("area:middle"), list{"area:leaf", "area:middle", "of 2"}, list{"of 0"})
}

// readFadingRelations reads relations, repeated ones, and counts.
func readFadingRelations(s *suite, check checked) {
	type list = []string
	followed := func(id string, f *store.Follow) list {
		f.Total = true
		return totalled(s.mustRead(id, follows(f)).Follows[f.Key])
	}
	check("a relation to it", followed("deal:kept", out("rows", "Deal", "licensee", parties...)), list{"company:gone", "of 1"}, list{"of 0"})
	check("a derived relation to it", followed("deal:kept", out("rows", "Deal", "anyParty", parties...)), list{"company:gone", "company:left", "of 2"}, list{"company:left", "of 1"})
	check("a relation from it", followed("company:left", in("rows", "Deal", "anyParty")), list{"deal:kept", "deal:lost", "of 2"}, list{"deal:kept", "of 1"})
	check("both ways", followed("company:left", in("rows", "Company", "competitor")), list{"company:gone", "of 1"}, list{"of 0"})
	check("a count", list{fmt.Sprint(s.mustRead("company:left", columns("dealCount")).Columns["dealCount"])}, list{"2"}, list{"1"})
	check("repeated", followed("area:leaf", repeated("rows", false, 9)), list{"area:middle", "area:root", "of 2"}, list{"of 0"})
	check("repeated backwards", followed("area:root", repeated("rows", true, 9)), list{"area:leaf", "area:middle", "of 2"}, list{"of 0"})
	check("repeated through facts", followed("company:left", connected(9, nil, "Company")), list{"company:gone", "company:right", "of 2"}, list{"of 0"})
}

// readFadingMore reads related columns, groups, searches and neighbourhoods.
func readFadingMore(s *suite, check checked) {
	type list = []string
	position := s.mustFind(&store.Query{Kinds: list{"Position"}, List: store.List{Order: []store.Order{{Column: "company.nameKey"}}, Limit: 9, After: []any{"", "position:a"}},
		Shapes: shapes("Position", columns("company.name"))}).Rows[0].Node
	check("a related column", list{fmt.Sprint(position.Columns["company.name"])}, list{"Gone Oyj"}, list{"<nil>"})
	check("the order by a related column", ids(s.mustFind(&store.Query{Kinds: list{"Position"}, List: store.List{Order: []store.Order{{Column: "company.nameKey"}}, Limit: 9, After: []any{"a", ""}}})),
		list{"position:chief"}, nil)
	value := byEdge("Deal", "anyParty", false, parties...)
	value.Money, value.Distinct = "dealValue", store.ColumnWhole
	check("groups by edge", groupsText(s.grouped("Deal", nil, value)),
		list{"company:gone 2 12 USD of 2", "company:left 2 12 USD of 2", "company:right 1 7 USD of 1"}, list{"company:left 1 5 USD of 1", "company:right 1 3 USD of 1"})
	check("groups by column", groupsText(s.grouped("Company", nil, byColumn("country"))), list{"<nil> 2", "FI 1"}, list{"<nil> 2"})
	for _, text := range []string{"Gone", "Gone Oyj", "Vanished"} {
		for _, exact := range []bool{false, true} {
			page := s.mustFind(&store.Query{Kinds: list{"Company"}, Text: &store.TextQuery{Text: text, Exact: exact}, List: store.List{Limit: 5, Total: true}, CountByKind: true})
			check(fmt.Sprint("search for ", text, ", exact ", exact), append(ids(page), fmt.Sprint(page.Total, page.Counts)), list{"company:gone", "1 map[Company:1]"}, list{"0 map[Company:0]"})
		}
	}
	surrounded := func(id string) (told list) {
		answer := s.mustSurround(around(id, 2))
		for _, n := range answer.Nodes {
			told = append(told, fmt.Sprint(n.Layer, " ", n.Node.ID))
		}
		return append(told, fmt.Sprint(len(answer.Edges), " edges"))
	}
	check("a neighbourhood", surrounded("position:chief"),
		list{"0 position:chief", "1 company:gone", "1 person:chief", "2 company:left", "2 deal:kept", "2 deal:other", "2 ownership:one", "2 ownership:two", "8 edges"},
		list{"0 position:chief", "1 person:chief", "1 edges"})
	check("a neighbourhood of it", surrounded("area:middle"), list{"0 area:middle", "1 area:leaf", "1 area:root", "2 edges"}, list{"0 edges"})
}

// retiredPathCases ask for paths.
func retiredPathCases(s *suite) {
	type list = []string
	s.faded(func(s *suite, check checked, _ bool) {
		paths := func(from, to string) (told list) {
			for _, p := range s.mustPaths(&store.PathQuery{From: from, To: to, MaxHops: 3, Limit: 9, Via: list{"Deal"}}).Paths {
				told = append(told, pathText(p))
			}
			return told
		}
		check("paths", paths("company:left", "company:right"),
			list{"left [lost] right: SINGLE_ORIGIN", "left [kept lost] gone [lost other] right: SINGLE_ORIGIN"}, nil)
		check("paths to it", paths("company:right", "company:gone"), list{"right [lost other] gone: SINGLE_ORIGIN", "right [lost] left [kept lost] gone: SINGLE_ORIGIN"}, nil)
	})
}

// getRetired gets what is retired.
func getRetired(s *suite) {
	s.run("got, with its last columns", func(s *suite) {
		n := s.mustRead("company:gone", columns("name", "aliases", "companyKind", "country", "dealCount", store.ColumnCredence, store.ColumnCredenceRank, store.ColumnFirstReported))
		for column, want := range map[string]any{"name": "Gone Oyj", "aliases": []string{"Vanished"}, "companyKind": "UNIT", "country": "FI", "dealCount": int64(0),
			store.ColumnCredence: "RETRACTED", store.ColumnCredenceRank: int64(0), store.ColumnFirstReported: nil} {
			s.wantValue(n.Columns, column, want)
		}
		s.wantValue(s.mustRead("deal:lost", columns("dealValueAmount")).Columns, "dealValueAmount", 7.0)
	})
	s.run("got, and followed to its statements only", func(s *suite) {
		back := out("node", "Statement", "node", "Company", "Deal", "TechnologyArea")
		article := out("article", "Statement", "article", "Article")
		statements := with(in("statements", "Statement", "node"), shapes("Statement", &store.Shape{Columns: []string{"property", "retractedAt"}, Follows: []*store.Follow{article, back}}))
		object := in("object", "Statement", "object")
		for _, f := range []*store.Follow{statements, object} {
			f.Total = true
		}
		shape := follows(statements, object, in("deals", "Deal", "anyParty"), in("licensee", "Deal", "licensee"), out("competitor", "Company", "competitor", "Company"),
			in("competitors", "Company", "competitor"), in("changes", "Change", "about"), in("position", "Position", "company"), connected(9, nil, "Company"))
		g := byColumn("positionKind")
		g.Key = "kinds"
		for _, f := range shape.Follows[2:] {
			f.Total = true
		}
		shape.Follows[7].Groups = []*store.Grouping{g}
		n := s.mustRead("company:gone", shape)
		for _, f := range shape.Follows[2:] {
			if page := n.Follows[f.Key]; page == nil || page.Total != 0 || len(page.Rows) != 0 {
				s.Errorf("%s: %+v", f.Key, page)
			}
		}
		s.wantGroups(n.Follows["position"].Groups["kinds"])
		if page := n.Follows["object"]; page.Total != 6 || len(page.Rows) != 6 { // who else is said to have to do with it
			s.Errorf("object: total %d, %v", page.Total, ids(page))
		}
		if page := n.Follows["statements"]; page.Total != 6 || len(page.Rows) != 6 {
			s.Errorf("statements: total %d, %v", page.Total, ids(page))
		}
		for _, row := range n.Follows["statements"].Rows {
			s.wantValue(row.Node.Columns, "retractedAt", "2020-01-02T03:04:05Z")
			s.wantIDs(row.Node.Follows["article"], "article:gone")
			s.wantIDs(row.Node.Follows["node"])
		}
	})
	s.run("got, twice and among others", func(s *suite) {
		nodes := s.mustGet(store.Shapes{"Deal": columns("dealKind"), "TechnologyArea": follows(out("broader", "TechnologyArea", "broader", "TechnologyArea"), repeated("all", false, 5))},
			"deal:lost", "area:middle", "deal:kept", "deal:lost", "company:gone")
		if nodes[0] == nil || nodes[1] == nil || nodes[2] == nil || nodes[3] == nil || nodes[4] != nil {
			s.Fatalf("%v", nodes)
		}
		s.wantValue(nodes[3].Columns, "dealKind", "AGREEMENT")
		s.wantIDs(nodes[1].Follows["broader"])
		s.wantIDs(nodes[1].Follows["all"])
	})
}
