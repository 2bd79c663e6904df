package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// around asks for a neighbourhood of 100 nodes and 50 of each.
func around(id string, depth int) *store.NeighbourhoodQuery {
	return &store.NeighbourhoodQuery{Of: id, Depth: depth, PerNode: store.MaxPerNode, Limit: 100}
}

func (s *suite) mustSurround(q *store.NeighbourhoodQuery) *store.Neighbourhood {
	s.Helper()
	answer, err := s.store.Neighbourhood(context.Background(), q)
	if err != nil {
		s.Fatalf("Neighbourhood: %v", err)
	}
	return answer
}

// wantAround checks the nodes: layer, id, and what was omitted of those that
// were followed.
func (s *suite) wantAround(answer *store.Neighbourhood, want ...string) {
	s.Helper()
	var got []string
	for _, n := range answer.Nodes {
		text := fmt.Sprint(n.Layer, " ", n.Node.ID)
		if n.Omitted >= 0 {
			text += fmt.Sprint(" omitted ", n.Omitted)
		}
		got = append(got, text)
	}
	if !slices.Equal(got, want) {
		s.Errorf("got  %s\nwant %s", strings.Join(got, ", "), strings.Join(want, ", "))
	}
}

func (s *suite) wantEdges(answer *store.Neighbourhood, want ...string) {
	s.Helper()
	var got []string
	for _, e := range answer.Edges {
		got = append(got, e.From+" "+e.Edge.Label+" "+e.To)
	}
	if !slices.Equal(got, want) {
		s.Errorf("got edges  %s\nwant edges %s", strings.Join(got, ", "), strings.Join(want, ", "))
	}
}

func neighbourhoodCases(s *suite) {
	s.run("whatever the label and direction", func(s *suite) {
		answer := s.mustSurround(around("product:phone", 1))
		s.wantAround(answer, "0 product:phone omitted 0", "1 area:leaf", "1 company:taker", "1 deal:sale")
		s.wantEdges(answer, "deal:sale matter product:phone", "product:phone maker company:taker", "product:phone technologyArea area:leaf")
		if answer.Truncated {
			s.Error("truncated")
		}
	})
	s.run("layer by layer, edges in schema order", func(s *suite) {
		answer := s.mustSurround(around("person:former", 2))
		s.wantAround(answer, "0 person:former omitted 0", "1 position:past omitted 0", "1 position:there omitted 0", "2 company:giver", "2 company:taker")
		s.wantEdges(answer, "position:past person person:former", "position:past company company:taker", "position:there person person:former", "position:there company company:giver")
	})
	s.run("derived edges do not count", func(s *suite) {
		answer := s.mustSurround(around("deal:umbrella", 1))
		s.wantAround(answer, "0 deal:umbrella omitted 0", "1 deal:back", "1 deal:sale", "1 deal:there")
		s.wantEdges(answer, "deal:back partOf deal:umbrella", "deal:sale partOf deal:umbrella", "deal:there partOf deal:umbrella")
	})
	s.run("nothing around, and nothing at all", func(s *suite) {
		answer := s.mustSurround(around("company:alone", 3))
		s.wantAround(answer, "0 company:alone omitted 0")
		s.wantEdges(answer)
		for _, id := range []string{"company:nowhere", "nothing", ""} {
			answer = s.mustSurround(around(id, 1))
			s.wantAround(answer)
			if answer.Truncated {
				s.Error("truncated")
			}
		}
	})
	s.run("the last layer is not looked into, and all before it are", func(s *suite) {
		answer := s.mustSurround(around("area:root", 3))
		s.wantAround(answer, "0 area:root omitted 0", "1 area:middle omitted 0", "2 area:leaf omitted 0", "2 product:switch omitted 0",
			"3 company:giver", "3 deal:sale", "3 product:phone")
	})
	s.run("of many neighbours the latest reported, then by id", func(s *suite) {
		q := around("person:chief", 1)
		q.PerNode = 1
		answer := s.mustSurround(q)
		s.wantAround(answer, "0 person:chief omitted 1", "1 deal:rumour")
		s.wantEdges(answer, "deal:rumour party person:chief")
		q.Of, q.PerNode = "company:taker", 3
		s.wantAround(s.mustSurround(q), "0 company:taker omitted 7", "1 company:giver", "1 deal:back", "1 deal:rumour")
	})
	s.run("an edge of each node that was followed", func(s *suite) {
		// The two companies compete both ways; the licence between them was
		// not followed in turn.
		q := around("company:taker", 1)
		q.Limit = 4
		answer := s.mustSurround(q)
		s.wantAround(answer, "0 company:taker omitted 0", "1 company:giver", "1 deal:back", "1 deal:rumour")
		s.wantEdges(answer, "company:giver competitor company:taker", "company:taker competitor company:giver", "deal:back licensor company:taker", "deal:rumour party company:taker")
		if !answer.Truncated {
			s.Error("not truncated")
		}
	})
	s.run("cut off at a layer's end", func(s *suite) {
		q := around("person:former", 3)
		q.Limit = 3
		answer := s.mustSurround(q)
		s.wantAround(answer, "0 person:former omitted 0", "1 position:past omitted 0", "1 position:there omitted 0")
		s.wantEdges(answer, "position:past person person:former", "position:there person person:former")
		if !answer.Truncated {
			s.Error("not truncated")
		}
		q.Limit = 1
		answer = s.mustSurround(q)
		s.wantAround(answer, "0 person:former omitted 0")
		s.wantEdges(answer)
		q.Depth, q.Limit = 2, 5
		if answer = s.mustSurround(q); answer.Truncated || len(answer.Nodes) != 5 {
			s.Errorf("truncated %v, %d nodes", answer.Truncated, len(answer.Nodes))
		}
	})
	s.run("of some kinds", func(s *suite) {
		q := around("company:taker", 2)
		q.Kinds = []string{"Company", "Product"}
		answer := s.mustSurround(q)
		s.wantAround(answer, "0 company:taker omitted 0", "1 company:giver omitted 0", "1 product:phone omitted 0", "2 company:unit", "2 product:switch")
	})
	s.run("credible enough, known by then", func(s *suite) {
		q := around("person:chief", 1)
		q.MinCredence = store.SingleOrigin.Rank()
		s.wantAround(s.mustSurround(q), "0 person:chief omitted 0", "1 position:now")
		q.MinCredence, q.KnownAt = 0, "2018-02-28"
		s.wantAround(s.mustSurround(q), "0 person:chief omitted 0", "1 position:now")
		q.KnownAt = "2018-03-01"
		s.wantAround(s.mustSurround(q), "0 person:chief omitted 0", "1 deal:rumour", "1 position:now")
		q.KnownAt = "2017-07-04"
		s.wantAround(s.mustSurround(q), "0 person:chief omitted 0")
	})
	s.run("edges too are credible enough, known by then", func(s *suite) {
		b := (&Batch{}).In("article:interview")
		b.Stance = store.Speculates
		b.State("company:unit", "competitor", "company:paper")
		s.mustApply(&b.Batch)
		q := around("company:paper", 1)
		s.wantAround(s.mustSurround(q), "0 company:paper omitted 0", "1 company:unit")
		q.MinCredence = store.SingleOrigin.Rank()
		s.wantAround(s.mustSurround(q), "0 company:paper omitted 0")
		q.MinCredence, q.KnownAt = 0, "2018-01-01"
		s.wantAround(s.mustSurround(q), "0 company:paper omitted 0")
	})
	s.run("facts that held then; things always", func(s *suite) {
		q := around("person:former", 2)
		q.ValidOn = &store.Span{Earliest: "2017-07-05", Latest: "2017-07-05"}
		s.wantAround(s.mustSurround(q), "0 person:former omitted 0", "1 position:there omitted 0", "2 company:giver")
		q.Certain = true
		s.wantAround(s.mustSurround(q), "0 person:former omitted 0", "1 position:there omitted 0", "2 company:giver")
		q.ValidOn = &store.Span{Earliest: "2017-06-30", Latest: "2018-01-01"}
		s.wantAround(s.mustSurround(q), "0 person:former omitted 0", "1 position:there omitted 0", "2 company:giver")
		q.ValidOn.Latest = "2019-01-01" // certain on most of these days only
		s.wantAround(s.mustSurround(q), "0 person:former omitted 0")
		q.ValidOn.Latest = "" // nothing is certain for ever
		s.wantAround(s.mustSurround(q), "0 person:former omitted 0")
		q.Certain = false
		s.wantAround(s.mustSurround(q), "0 person:former omitted 0", "1 position:there omitted 0", "2 company:giver")
		q.Of, q.ValidOn.Latest, q.Certain = "person:silent", "2017-06-30", true
		s.wantAround(s.mustSurround(q), "0 person:silent omitted 0")
		q.Certain = false
		s.wantAround(s.mustSurround(q), "0 person:silent omitted 0", "1 position:unknown omitted 0", "2 company:taker")
	})
	s.run("what is read of nodes and edges", func(s *suite) {
		q := around("product:switch", 1)
		q.Shapes, q.EdgeColumns = store.Shapes{"Company": columns("country", "name"), "Product": columns("models")}, []string{store.ColumnCredence, store.ColumnStatementCount}
		answer := s.mustSurround(q)
		s.wantAround(answer, "0 product:switch omitted 0", "1 area:middle", "1 company:giver")
		s.wantValue(answer.Nodes[0].Node.Columns, "models", int64(3))
		s.wantValue(answer.Nodes[1].Node.Columns, "name", nil)
		s.wantValue(answer.Nodes[2].Node.Columns, "country", "FI")
		s.wantEdges(answer, "product:switch maker company:giver", "product:switch technologyArea area:middle")
		for _, e := range answer.Edges {
			if e.Edge.Kind != "Product" || e.Data == nil {
				s.Fatalf("edge %+v", e)
			}
			s.wantValue(e.Data.Columns, store.ColumnStatementCount, int64(1))
			s.wantValue(e.Data.Columns, store.ColumnCredence, "SINGLE_ORIGIN")
			s.wantValue(e.Data.Columns, store.ColumnFirstReported, nil)
		}
	})
	for name, spoil := range map[string]func(*store.NeighbourhoodQuery){
		"no depth":            func(q *store.NeighbourhoodQuery) { q.Depth = 0 },
		"too deep":            func(q *store.NeighbourhoodQuery) { q.Depth = store.MaxNeighbourhoodDepth + 1 },
		"none of a node":      func(q *store.NeighbourhoodQuery) { q.PerNode = 0 },
		"too many of a node":  func(q *store.NeighbourhoodQuery) { q.PerNode = store.MaxPerNode + 1 },
		"no nodes":            func(q *store.NeighbourhoodQuery) { q.Limit = 0 },
		"too many nodes":      func(q *store.NeighbourhoodQuery) { q.Limit = store.MaxNeighbourhood + 1 },
		"of a source":         func(q *store.NeighbourhoodQuery) { q.Of = "article:release" },
		"of kinds of sources": func(q *store.NeighbourhoodQuery) { q.Kinds = []string{"Company", "Statement"} },
		"of an unknown kind":  func(q *store.NeighbourhoodQuery) { q.Kinds = []string{"Planet"} },
	} {
		s.run("refused: "+name, func(s *suite) {
			q := around("company:giver", 1)
			spoil(q)
			_, err := s.store.Neighbourhood(context.Background(), q)
			s.wantCode(err, store.CodeInvalid)
		})
	}
}
