package neo4j

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// A retired node is nowhere but in Get, and keeps the edges of statements to
// it; it comes back as it was.
func TestRetire(t *testing.T) {
	server := neo4jtest.Open(t)
	ctx := context.Background()
	s, err := Open(ctx, Config{URI: server.URI, Username: server.Username, Password: server.Password, Kinds: storetest.MustKinds(), Now: storetest.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := s.Apply(ctx, storetest.Fixture()); err != nil {
		t.Fatal(err)
	}
	const id = "company:unit"
	matter, competitor := store.EdgeRef{Kind: "Deal", Label: "matter"}, store.EdgeRef{Kind: "Company", Label: "competitor"}
	ends := []*store.EdgeRecord{{Edge: matter, From: "deal:sale", To: id}, {Edge: competitor, From: "company:giver", To: id}}

	retire := func(tx *transaction) error {
		nodes, err := tx.Nodes(ctx, []string{id})
		if err != nil {
			return err
		}
		record := nodes[id]
		record.Retired = true
		record.Columns[store.ColumnCredence] = string(store.Retracted)
		return errors.Join(tx.PutNodes(ctx, []*store.Record{record}), tx.DeleteEdges(ctx, ends))
	}
	if err := s.write(ctx, retire); err != nil {
		t.Fatal(err)
	}
	check := func(want string) {
		t.Helper()
		statements := &store.Follow{Key: "statements", Edge: statementNode, Reverse: true, Kinds: []string{statementKind}, List: store.List{Limit: 1, Total: true},
			Shapes: store.Shapes{statementKind: {Follows: []*store.Follow{{Key: "node", Edge: statementNode, Kinds: statementNodes(s.layout), List: store.List{Limit: 3, Total: true}}}}}}
		rivals := &store.Follow{Key: "rivals", Edge: competitor, Reverse: true, Kinds: []string{"Company"}, List: store.List{Limit: 3, Total: true,
			Groups: []*store.Grouping{{Key: "g", Edge: competitor, Kinds: []string{"Company"}, Limit: 1}}}}
		nodes, err := s.Get(ctx, []string{id}, store.Shapes{"Company": {Columns: []string{"name", store.ColumnCredence}, Follows: []*store.Follow{rivals, statements}}})
		if err != nil {
			t.Fatal(err)
		}
		n := nodes[0]
		back := n.Follows["statements"].Rows[0].Node.Follows["node"]
		got := fmt.Sprint(n.Columns["name"], " ", n.Columns[store.ColumnCredence], ", ", n.Follows["rivals"].Total, " rivals in ", len(n.Follows["rivals"].Groups["g"].Rows), " groups, ",
			n.Follows["statements"].Total, " statements, of one ", back.Total, " nodes ", len(back.Rows))
		for _, q := range []*store.Query{
			{Kinds: []string{"Company"}, List: store.List{Total: true}},
			{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "Nokia Networks"}, List: store.List{Total: true, Limit: 5}},
			{Kinds: []string{"Statement"}, List: store.List{Total: true, Where: &store.Cond{Op: store.Some, Edge: statementNode, Kinds: []string{"Company"}}}},
			{Kinds: []string{"Statement"}, List: store.List{Total: true, Where: &store.Cond{Op: store.None, Edge: statementNode, Kinds: statementNodes(s.layout)}}},
		} {
			page, err := s.Find(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			got += fmt.Sprint(", ", page.Total)
		}
		page, err := s.Find(ctx, &store.Query{Kinds: []string{"Statement"}, List: store.List{Groups: []*store.Grouping{{Key: "g", Edge: statementNode, Kinds: statementNodes(s.layout), Limit: 100}}}})
		if err != nil {
			t.Fatal(err)
		}
		got += fmt.Sprint(", ", len(page.Groups["g"].Rows), " things")
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	check("Nokia Networks RETRACTED, 0 rivals in 0 groups, 5 statements, of one 0 nodes 0, 4, 1, 22, 5, 23 things")

	if err := s.write(ctx, func(tx *transaction) error {
		nodes, err := tx.Nodes(ctx, []string{id, "company:giver"})
		if err != nil {
			return err
		}
		if !nodes[id].Retired || nodes["company:giver"].Retired || nodes[id].Columns["name"] != "Nokia Networks" {
			t.Errorf("read %v", nodes[id])
		}
		about, err := tx.EdgesTo(ctx, []store.EdgeRef{statementNode}, []string{id})
		if err != nil {
			return err
		}
		if len(about) != 5 {
			t.Errorf("%d statements are about it, want 5", len(about))
		}
		return errors.Join(tx.DeleteEdges(ctx, about), tx.PutEdges(ctx, about))
	}); err != nil {
		t.Fatal(err)
	}
	check("Nokia Networks RETRACTED, 0 rivals in 0 groups, 5 statements, of one 0 nodes 0, 4, 1, 22, 5, 23 things")

	if err := s.write(ctx, func(tx *transaction) error {
		nodes, err := tx.Nodes(ctx, []string{id})
		if err != nil {
			return err
		}
		record := nodes[id]
		record.Retired = false
		record.Columns[store.ColumnCredence] = string(store.SingleOrigin)
		return errors.Join(tx.PutNodes(ctx, []*store.Record{record}), tx.PutEdges(ctx, ends))
	}); err != nil {
		t.Fatal(err)
	}
	check("Nokia Networks SINGLE_ORIGIN, 1 rivals in 1 groups, 5 statements, of one 1 nodes 1, 5, 2, 27, 0, 24 things")
}

func statementNodes(l *layout) []string { return l.ends(statementNode, false) }
