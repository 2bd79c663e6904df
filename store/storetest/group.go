package storetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// groupsText tells the groups: value or id, count, sums, undisclosed and
// unknown where there are any, and what was omitted.
func groupsText(g *store.Groups) []string {
	if g == nil {
		return []string{"no answer"}
	}
	var all []string
	for _, row := range g.Rows {
		name := fmt.Sprint(row.Value)
		if row.Node != nil {
			name = row.Node.ID
		}
		text := fmt.Sprint(name, " ", row.Count)
		for _, sum := range row.Sums {
			text += fmt.Sprintf(" %s %s of %d", store.FormatNumber(sum.Amount), sum.Currency, sum.Count)
		}
		if row.Undisclosed+row.Unknown > 0 {
			text += fmt.Sprintf(" undisclosed %d unknown %d", row.Undisclosed, row.Unknown)
		}
		all = append(all, text)
	}
	if g.Omitted > 0 {
		all = append(all, fmt.Sprint("omitted ", g.Omitted))
	}
	return all
}

func (s *suite) wantGroups(g *store.Groups, want ...string) {
	s.Helper()
	if got := groupsText(g); !slices.Equal(got, want) {
		s.Errorf("got  %s\nwant %s", strings.Join(got, " | "), strings.Join(want, " | "))
	}
}

// grouped lists a kind without rows and returns the groups.
func (s *suite) grouped(kind string, where *store.Cond, g *store.Grouping) *store.Groups {
	s.Helper()
	g.Key = "groups"
	return s.mustFind(&store.Query{Kinds: []string{kind}, List: store.List{Where: where, Groups: []*store.Grouping{g}}}).Groups["groups"]
}

func byColumn(column string) *store.Grouping { return &store.Grouping{Column: column, Limit: 100} }

func byEdge(kind, label string, reverse bool, far ...string) *store.Grouping {
	return &store.Grouping{Edge: store.EdgeRef{Kind: kind, Label: label}, Reverse: reverse, Kinds: far, Limit: 100}
}

func groupCases(s *suite) {
	s.run("by a column, the largest first, then by value", func(s *suite) {
		s.wantGroups(s.grouped("Deal", nil, byColumn("dealKind")), "LICENSE 2", "OTHER 2", "AGREEMENT 1", "PATENT_SALE 1")
		for i, row := range s.grouped("Deal", nil, byColumn("dealKind")).Rows {
			if _, isText := row.Value.(string); !isText || row.Node != nil {
				s.Errorf("row %d: value %#v, node %v", i, row.Value, row.Node)
			}
		}
	})
	s.run("without a value is a group, before the others; false before true", func(s *suite) {
		groups := s.grouped("Product", nil, byColumn("discontinued"))
		s.wantGroups(groups, "<nil> 1", "false 1", "true 1")
		if groups.Rows[1].Value != false || groups.Rows[2].Value != true {
			s.Errorf("values %#v, %#v", groups.Rows[1].Value, groups.Rows[2].Value)
		}
		s.wantGroups(s.grouped("Company", nil, byColumn("country")), "<nil> 2", "FI 2", "CN 1")
	})
	s.run("by whole numbers", func(s *suite) {
		groups := s.grouped("Product", eq("discontinued", true), byColumn("models"))
		s.wantGroups(groups, "3 1")
		if groups.Rows[0].Value != int64(3) {
			s.Errorf("value %#v", groups.Rows[0].Value)
		}
		s.wantGroups(s.grouped("Product", nil, byColumn("models")), "<nil> 1", "3 1", "12 1")
	})
	s.run("by numbers", func(s *suite) {
		groups := s.grouped("Product", nil, byColumn("sizeMin"))
		s.wantGroups(groups, "<nil> 1", "100 1", "150 1")
		if groups.Rows[1].Value != 100.0 {
			s.Errorf("value %#v", groups.Rows[1].Value)
		}
	})
	s.run("in the group of each element of a list", func(s *suite) {
		s.wantGroups(s.grouped("Deal", nil, byColumn("undisclosed")), "<nil> 4", "PATENTS 1", "TERM 1", "VALUE 1")
	})
	s.run("by the first bytes: the year of a day, the month", func(s *suite) {
		g := byColumn("announcedEarliest")
		g.Prefix = 4
		s.wantGroups(s.grouped("Deal", nil, g), "2017 4", "<nil> 1", "2019 1")
		g.Prefix = 7
		s.wantGroups(s.grouped("Deal", eq("dealKind", "OTHER"), g), "<nil> 1", "2019-02 1")
		g.Prefix = 20
		s.wantGroups(s.grouped("Deal", eq("dealKind", "AGREEMENT"), g), "2017-07-05 1")
	})
	s.run("texts by code point", func(s *suite) {
		s.wantGroups(s.grouped("Company", nil, byColumn("name")), "Alone 1", "Nokia Corporation 1", "Nokia Networks 1", "Xiaomi 1", "Économie & Cie 1")
	})
	s.run("of what satisfies the condition, whatever the page", func(s *suite) {
		g := byColumn("dealKind")
		g.Key = "kinds"
		page := s.mustFind(&store.Query{Kinds: []string{"Deal"}, List: store.List{Where: not(eq("dealKind", "LICENSE")), Limit: 1, After: []any{"deal:sale"}, Total: true, Groups: []*store.Grouping{g}}})
		s.wantIDs(page, "deal:umbrella")
		s.wantGroups(page.Groups["kinds"], "OTHER 2", "AGREEMENT 1", "PATENT_SALE 1")
		if page.Total != 4 {
			s.Errorf("total %d", page.Total)
		}
	})
	s.run("a limit tells how many it omits", func(s *suite) {
		g := byColumn("dealKind")
		g.Limit = 1
		s.wantGroups(s.grouped("Deal", nil, g), "LICENSE 2", "omitted 3")
		g.Limit = 4
		s.wantGroups(s.grouped("Deal", nil, g), "LICENSE 2", "OTHER 2", "AGREEMENT 1", "PATENT_SALE 1")
		g.Limit = 0
		s.wantGroups(s.grouped("Deal", nil, g), "omitted 4")
	})
	s.run("of nothing there are none", func(s *suite) {
		s.wantGroups(s.grouped("Deal", eq("dealKind", "NONE"), byColumn("dealKind")))
		s.wantGroups(s.grouped("Deal", eq("dealKind", "NONE"), byEdge("Deal", "anyParty", false, parties...)))
	})
	s.run("of several kinds", func(s *suite) {
		g := byColumn(store.ColumnCredence)
		g.Key = "credence"
		page := s.mustFind(&store.Query{Kinds: []string{"Person", "Product"}, List: store.List{Groups: []*store.Grouping{g}}})
		s.wantGroups(page.Groups["credence"], "SINGLE_ORIGIN 6")
	})
	s.run("by the node at the other end", func(s *suite) {
		s.wantGroups(s.grouped("Deal", nil, byEdge("Deal", "anyParty", false, parties...)), "company:taker 6", "company:giver 4", "person:chief 1")
		s.wantGroups(s.grouped("Deal", nil, byEdge("Deal", "anyParty", false, "Person")), "person:chief 1")
		s.wantGroups(s.grouped("Company", nil, byEdge("Product", "maker", true, "Product")), "product:phone 1", "product:switch 1")
		s.wantGroups(s.grouped("Deal", nil, byEdge("Deal", "matter", false, "Company", "Product", "TechnologyArea")), "area:leaf 1", "company:unit 1", "product:phone 1")
	})
	s.run("what is read of the nodes", func(s *suite) {
		g := byEdge("Deal", "anyParty", false, parties...)
		g.Shapes = store.Shapes{"Company": {Columns: []string{"country", "name"}}, "Person": columns("name")}
		rows := s.grouped("Deal", eq("dealKind", "OTHER"), g).Rows
		s.wantValue(rows[0].Node.Columns, "name", "Xiaomi")
		s.wantValue(rows[0].Node.Columns, "country", "CN")
		s.wantValue(rows[1].Node.Columns, "name", "Lei Jun")
		if rows[0].Node.Kind != "Company" || rows[1].Node.Kind != "Person" || rows[0].Value != nil {
			s.Errorf("kinds %s, %s, value %v", rows[0].Node.Kind, rows[1].Node.Kind, rows[0].Value)
		}
	})
	s.run("several groupings, and hostile keys", func(s *suite) {
		var groupings []*store.Grouping
		for i, text := range hostile {
			g := byColumn("dealKind")
			if i%2 == 1 {
				g = byEdge("Deal", "licensor", false, parties...)
			}
			g.Key = text
			groupings = append(groupings, g)
		}
		page := s.mustFind(&store.Query{Kinds: []string{"Deal"}, List: store.List{Where: eq("dealKind", "LICENSE"), Groups: groupings}})
		for i, text := range hostile {
			if i%2 == 1 {
				s.wantGroups(page.Groups[text], "company:giver 1", "company:taker 1")
			} else {
				s.wantGroups(page.Groups[text], "LICENSE 2")
			}
		}
	})
	s.run("in a follow, each of its own", func(s *suite) {
		f := in("deals", "Deal", "anyParty")
		g, parts := byEdge("Deal", "anyParty", false, parties...), byColumn("dealKind")
		g.Key, g.ExceptStart, parts.Key, parts.Limit = "counterparties", true, "kinds", 1
		f.Limit, f.Where, f.Groups = 0, not(eq("dealKind", "AGREEMENT")), []*store.Grouping{g, parts}
		page := s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 9}, Shapes: shapes("Company", follows(f))})
		want := map[string][2][]string{
			"company:giver": {{"company:taker 3"}, {"LICENSE 2", "omitted 1"}},
			"company:taker": {{"company:giver 3", "person:chief 1"}, {"LICENSE 2", "omitted 2"}},
		}
		for _, row := range page.Rows {
			deals := row.Node.Follows["deals"]
			s.wantGroups(deals.Groups["counterparties"], want[row.Node.ID][0]...)
			s.wantGroups(deals.Groups["kinds"], want[row.Node.ID][1]...)
		}
	})
	moneyCases(s)
}

func moneyCases(s *suite) {
	s.run("money is summed per currency; undisclosed and unknown are counted", func(s *suite) {
		g := byColumn("dealKind")
		g.Money = "dealValue"
		s.wantGroups(s.grouped("Deal", nil, g), "LICENSE 2 undisclosed 1 unknown 1", "OTHER 2 5 EUR of 1 undisclosed 0 unknown 1",
			"AGREEMENT 1 undisclosed 0 unknown 1", "PATENT_SALE 1 340000000 USD of 1")
	})
	s.run("deals count by their wholes", func(s *suite) {
		g := byEdge("Deal", "anyParty", false, parties...)
		g.Distinct = store.ColumnWhole
		s.wantGroups(s.grouped("Deal", nil, g), "company:taker 3", "company:giver 1", "person:chief 1")
		g = byColumn("dealKind")
		g.Distinct = store.ColumnWhole
		s.wantGroups(s.grouped("Deal", nil, g), "OTHER 2", "AGREEMENT 1", "LICENSE 1", "PATENT_SALE 1")
	})
	s.run("a whole without an amount has that of its parts", func(s *suite) {
		g := byEdge("Deal", "anyParty", false, parties...)
		g.Distinct, g.Money = store.ColumnWhole, "dealValue"
		s.wantGroups(s.grouped("Deal", nil, g), "company:taker 3 5 EUR of 1 340000000 USD of 1 undisclosed 0 unknown 1",
			"company:giver 1 340000000 USD of 1", "person:chief 1 undisclosed 0 unknown 1")
		s.wantGroups(s.grouped("Deal", eq("dealKind", "LICENSE"), g), "company:giver 1 undisclosed 1 unknown 0", "company:taker 1 undisclosed 1 unknown 0")
	})
	s.run("a part's amounts in two currencies count in both", func(s *suite) {
		b := (&Batch{}).In("article:release")
		b.State("deal:back", "dealValue", "8 EUR")
		s.mustApply(&b.Batch)
		g := byEdge("Deal", "anyParty", false, "Company")
		g.Distinct, g.Money = store.ColumnWhole, "dealValue"
		s.wantGroups(s.grouped("Deal", nil, g), "company:taker 3 13 EUR of 2 340000000 USD of 1 undisclosed 0 unknown 1", "company:giver 1 8 EUR of 1 340000000 USD of 1")
	})
	s.run("a whole's own amount stands for its parts', if it is in the group", func(s *suite) {
		b := (&Batch{}).In("article:release")
		b.State("deal:umbrella", "dealValue", "400000000 USD")
		s.mustApply(&b.Batch)
		g := byEdge("Deal", "anyParty", false, "Company")
		g.Distinct, g.Money = store.ColumnWhole, "dealValue"
		s.wantGroups(s.grouped("Deal", nil, g), "company:taker 3 5 EUR of 1 400000000 USD of 1 undisclosed 0 unknown 1", "company:giver 1 400000000 USD of 1")
		s.wantGroups(s.grouped("Deal", eq(store.ColumnIsPart, true), g), "company:giver 1 8 EUR of 1 340000000 USD of 1", "company:taker 1 8 EUR of 1 340000000 USD of 1")
		g.Distinct = ""
		s.wantGroups(s.grouped("Deal", nil, g), "company:taker 6 13 EUR of 2 740000000 USD of 2 undisclosed 1 unknown 1",
			"company:giver 4 8 EUR of 1 740000000 USD of 2 undisclosed 1 unknown 0")
	})
}
