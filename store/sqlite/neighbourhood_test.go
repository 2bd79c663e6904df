package sqlite

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/storetest"
)

func (s *Store) mustSurround(t *testing.T, q *store.NeighbourhoodQuery) (nodes, edges string, truncated bool) {
	t.Helper()
	n, err := s.Neighbourhood(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var all, between []string
	for _, node := range n.Nodes {
		all = append(all, fmt.Sprintf("%d %s+%d", node.Layer, node.Node.ID, node.Omitted))
	}
	for _, e := range n.Edges {
		between = append(between, fmt.Sprintf("%s %s %s%v", e.From, e.Edge.Label, e.To, e.Data.Columns["credence"]))
	}
	return strings.Join(all, ", "), strings.ReplaceAll(strings.Join(between, ", "), "<nil>", ""), n.Truncated
}

// TestNeighbourhood draws what surrounds nodes of the fixture.
func TestNeighbourhood(t *testing.T) {
	late := new(storetest.Batch).In("article:interview") // reported 2018-03-01
	late.Thing("deal:late", "dealKind", "OTHER", "party", "company:alone", "party", "company:alone")
	late.Thing("company:alone", "name", "Alone", "competitor", "company:alone")
	late.In("article:paper")
	for i := range 4 {
		late.Thing(fmt.Sprint("position:p", i), "jobTitle", "Clerk", "company", "company:alone", "person", "person:chief")
	}
	s := mustOpenFixture(t, &late.Batch)
	for _, c := range []struct {
		name         string
		q            store.NeighbourhoodQuery
		nodes, edges string
		truncated    bool
	}{
		{"one layer", store.NeighbourhoodQuery{Of: "product:phone", Depth: 1, PerNode: 5, Limit: 50, EdgeColumns: []string{"credence"}},
			"0 product:phone+0, 1 area:leaf+-1, 1 company:taker+-1, 1 deal:sale+-1",
			"deal:sale matter product:phoneCONFIRMED_BY_PARTY, product:phone maker company:takerSINGLE_ORIGIN, product:phone technologyArea area:leafSINGLE_ORIGIN", false},
		{"the latest reported, then by id", store.NeighbourhoodQuery{Of: "company:alone", Depth: 1, PerNode: 3, Limit: 50},
			"0 company:alone+3, 1 deal:late+-1, 1 position:p0+-1, 1 position:p1+-1", "deal:late party company:alone, position:p0 company company:alone, position:p1 company company:alone", false},
		{"cut off", store.NeighbourhoodQuery{Of: "company:alone", Depth: 3, PerNode: 50, Limit: 4, Kinds: []string{"Position", "Person"}},
			"0 company:alone+0, 1 position:p0+-1, 1 position:p1+-1, 1 position:p2+-1", "position:p0 company company:alone, position:p1 company company:alone, position:p2 company company:alone", true},
		{"cut off to nothing", store.NeighbourhoodQuery{Of: "position:p0", Depth: 3, PerNode: 50, Limit: 3, Kinds: []string{"Position", "Person", "Company"}},
			"0 position:p0+0, 1 company:alone+0, 1 person:chief+0", "company:alone competitor company:alone, position:p0 person person:chief, position:p0 company company:alone", true},
		{"two layers", store.NeighbourhoodQuery{Of: "area:root", Depth: 2, PerNode: 5, Limit: 50},
			"0 area:root+0, 1 area:middle+0, 2 area:leaf+-1, 2 product:switch+-1",
			"area:leaf broader area:middle, area:middle broader area:root, product:switch technologyArea area:middle", false},
		{"no further layer", store.NeighbourhoodQuery{Of: "area:root", Depth: 3, PerNode: 5, Limit: 2, Kinds: []string{"TechnologyArea"}, MinCredence: store.Corroborated.Rank()}, "0 area:root+0", "", false},
		{"known at", store.NeighbourhoodQuery{Of: "company:alone", Depth: 1, PerNode: 5, Limit: 50, KnownAt: "2018-02-28", Kinds: []string{"Company", "Deal"}}, "0 company:alone+0", "", false},
		{"known at, later", store.NeighbourhoodQuery{Of: "company:alone", Depth: 1, PerNode: 5, Limit: 50, KnownAt: "2018-03-01", Kinds: []string{"Deal"}}, "0 company:alone+0, 1 deal:late+-1", "deal:late party company:alone", false},
		{"nowhere", store.NeighbourhoodQuery{Of: "company:nowhere", Depth: 1, PerNode: 5, Limit: 50}, "", "", false},
	} {
		nodes, edges, truncated := s.mustSurround(t, &c.q)
		wantText(t, c.name, nodes, c.nodes)
		wantText(t, c.name+", edges", edges, c.edges)
		if truncated != c.truncated {
			t.Errorf("%s: truncated %v", c.name, truncated)
		}
	}
	if _, err := s.Neighbourhood(context.Background(), &store.NeighbourhoodQuery{Of: "company:alone"}); store.CodeOf(err) != store.CodeInvalid {
		t.Errorf("a query that cannot be: %v", err)
	}
}

// TestTime asks for neighbours and paths at a time. The columns are set here:
// how they are computed is not this package's.
func TestTime(t *testing.T) {
	s := mustOpenFixture(t)
	s.mustWrite(t, func(r *store.Record) {
		r.Columns[store.ColumnValidEarliest], r.Columns[store.ColumnValidLatest] = "2010-01-01", nil
		r.Columns[store.ColumnSureEarliest], r.Columns[store.ColumnSureLatest] = "2011-01-01", "2012-12-31"
	}, "position:now")
	s.mustWrite(t, func(r *store.Record) { r.Columns[store.ColumnValidLatest] = "2000-01-01" }, "position:past", "position:unknown", "position:there", "deal:rumour")
	for _, c := range []struct {
		on      string
		certain bool
		found   bool
	}{
		{"2009", false, false}, {"2010", false, true}, {"2030", false, true},
		{"2010", true, false}, {"2011", true, true}, {"2012-12-31", true, true}, {"2012-12-31/2013-01-01", true, false}, {"2011/..", true, false}, {"2013", true, false},
	} {
		span, _, err := store.ParseDate(c.on)
		if err != nil {
			t.Fatal(err)
		}
		nodes, _, _ := s.mustSurround(t, &store.NeighbourhoodQuery{Of: "person:chief", Depth: 1, PerNode: 9, Limit: 9, ValidOn: &span, Certain: c.certain})
		if found := strings.Contains(nodes, "position:now"); found != c.found {
			t.Errorf("neighbours on %s, certain %v: found %v", c.on, c.certain, found)
		}
		paths, err := s.Paths(context.Background(), &store.PathQuery{From: "person:chief", To: "company:taker", MaxHops: 1, Limit: 1, Via: []string{"Position"}, ValidOn: &span, Certain: c.certain})
		if err != nil || len(paths.Paths) > 0 != c.found {
			t.Errorf("paths on %s, certain %v: %v, error %v", c.on, c.certain, paths, err)
		}
	}
	for day, found := range map[string]bool{"2017-07-04": false, "2017-07-05": true} {
		for to, via := range map[string]string{"company:taker": "Position", "company:unit": "Company"} {
			from := map[string]string{"Position": "person:chief", "Company": "company:giver"}[via]
			paths, err := s.Paths(context.Background(), &store.PathQuery{From: from, To: to, MaxHops: 1, Limit: 1, Via: []string{via}, KnownAt: day})
			if err != nil || len(paths.Paths) > 0 != found {
				t.Errorf("paths to %s known at %s: %v, error %v", to, day, paths, err)
			}
		}
	}
}
