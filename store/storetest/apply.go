package storetest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

func applyCases(s *suite) {
	s.run("the receipt tells what was written", func(s *suite) {
		b := Fixture()
		receipt := s.mustApply(b)
		if receipt.Articles != len(b.Articles) || receipt.Statements != len(b.Statements) || receipt.Known != 0 || receipt.Sequence != 1 {
			s.Errorf("receipt %+v of %d articles and %d statements", receipt, len(b.Articles), len(b.Statements))
		}
		if !slices.Contains(receipt.Nodes, "deal:sale") || !slices.IsSorted(receipt.Nodes) {
			s.Errorf("nodes %v", receipt.Nodes)
		}
	})
	s.run("the second time writes nothing", func(s *suite) {
		before := s.dump()
		b := Fixture()
		receipt := s.mustApply(b)
		if receipt.Articles != 0 || receipt.Statements != 0 || receipt.Known != len(b.Statements) || len(receipt.Nodes) != 0 {
			s.Errorf("receipt %+v", receipt)
		}
		if after := s.dump(); after != before {
			s.Errorf("the graph changed\nfrom %s\nto   %s", before, after)
		}
	})
	s.run("the sequence grows with each write", func(s *suite) {
		a, b := s.mustApply(&store.Batch{}), s.mustApply(&store.Batch{})
		if b.Sequence <= a.Sequence {
			s.Errorf("%d, then %d", a.Sequence, b.Sequence)
		}
		for range 2 { // asking is no write
			if last, err := s.store.Sequence(s.Context()); err != nil || last != b.Sequence {
				s.Errorf("asked, it is %d (%v), written was %d", last, err, b.Sequence)
			}
		}
	})
	s.run("a batch for a sequence that is past writes nothing", func(s *suite) {
		last := s.mustApply(&store.Batch{}).Sequence
		s.mustApply(&store.Batch{})
		before := s.dump()
		b := (&Batch{}).In("article:late")
		b.Article(&store.Article{ID: "article:late", Genre: "REPORT", Published: "2018"})
		b.IfSequence = last
		s.refused(&b.Batch, store.CodeConflict)
		if after := s.dump(); after != before {
			s.Errorf("the graph changed\nfrom %s\nto   %s", before, after)
		}
		if receipt := s.mustApply(&store.Batch{IfSequence: last + 1}); receipt.Sequence != last+2 {
			s.Errorf("a batch for the last sequence, %d, became %d", last+1, receipt.Sequence)
		}
	})
	s.run("in parts and in another order it is the same graph", func(s *suite) {
		before := s.dump()
		b := Fixture()
		slices.Reverse(b.Statements)
		slices.Reverse(b.Articles)
		s.mustApply(&store.Batch{Statements: b.Statements[:9]})
		s.mustApply(b)
		if after := s.dump(); after != before {
			s.Errorf("the graph changed\nfrom %s\nto   %s", before, after)
		}
	})
	s.run("all or nothing", func(s *suite) {
		before, sequence := s.dump(), s.mustApply(&store.Batch{}).Sequence
		b := (&Batch{}).In("article:new")
		b.Article(&store.Article{ID: "article:new", Genre: "REPORT", Published: "2018"})
		b.Thing("company:new", "name", "New")
		b.Thing("product:new", "name", "New", "maker", "company:new", "maker", "company:dangling")
		s.refused(&b.Batch, store.CodeInvalid)
		if after := s.dump(); after != before {
			s.Errorf("a refused batch wrote\nfrom %s\nto   %s", before, after)
		}
		if nodes := s.mustGet(store.Shapes{"Article": {}, "Company": {}}, "article:new", "company:new"); nodes[0] != nil || nodes[1] != nil {
			s.Errorf("a refused batch left %v", nodes)
		}
		if next := s.mustApply(&store.Batch{}).Sequence; next != sequence+1 {
			s.Errorf("sequence %d after %d: a refused batch took a number", next, sequence)
		}
	})
	for name, spoil := range map[string]func(*Batch){
		"no such article":              func(b *Batch) { b.In("article:nowhere").Thing("company:new", "name", "New") },
		"no such origin":               func(b *Batch) { b.Origin = "article:nowhere"; b.Thing("company:new", "name", "New") },
		"nobody said it":               func(b *Batch) { b.SaidBy = "person:nobody"; b.Thing("company:new", "name", "New") },
		"no self":                      func(b *Batch) { b.State("company:new", "name", "New") },
		"an unknown kind":              func(b *Batch) { b.Thing("planet:mars") },
		"an unknown property":          func(b *Batch) { b.Thing("company:new", "colour", "red") },
		"a bad date":                   func(b *Batch) { b.Thing("company:new", "founded", "last year") },
		"a bad enum":                   func(b *Batch) { b.Thing("company:new", "companyKind", "CLUB") },
		"an edge to the wrong kind":    func(b *Batch) { b.Thing("product:new", "maker", "person:chief") },
		"a derived edge":               func(b *Batch) { b.Thing("deal:new", "anyParty", "company:giver") },
		"a composed property":          func(b *Batch) { b.Thing("deal:new", "title", "Ours") },
		"a whole that is its own part": func(b *Batch) { b.Thing("deal:umbrella", "partOf", "deal:sale") },
		"an unknown stance":            func(b *Batch) { b.Stance = "MUMBLES"; b.Thing("company:new") },
		"an id that is none":           func(b *Batch) { b.Thing("company:No Slug'", "name", "x") },
	} {
		s.run("refused: "+name, func(s *suite) {
			before := s.dump()
			b := (&Batch{}).In("article:paper")
			spoil(b)
			s.refused(&b.Batch, store.CodeInvalid)
			if after := s.dump(); after != before {
				s.Error("a refused batch wrote")
			}
		})
	}
	s.run("a changed article", func(s *suite) {
		f := out("publisher", "Article", "publisher", "Company")
		a := &store.Article{ID: "article:interview", Genre: "REPORT", Headline: "An interview", Published: "2016-03", Publishers: []string{"company:paper"}}
		receipt := s.mustApply(&store.Batch{Articles: []*store.Article{a}})
		if receipt.Articles != 0 || !slices.Contains(receipt.Nodes, "deal:rumour") {
			s.Errorf("receipt %+v: what rests on the article is projected anew", receipt)
		}
		s.wantColumn("article:interview", "published", "2016-03")
		s.wantColumn("deal:rumour", store.ColumnFirstReported, "2016-03-01")
		s.wantIDs(s.mustRead("article:interview", follows(f)).Follows["publisher"], "company:paper")
		a.Publishers = nil
		s.mustApply(&store.Batch{Articles: []*store.Article{a}})
		s.wantIDs(s.mustRead("article:interview", follows(f)).Follows["publisher"])
	})
}

// dump is the whole graph as text but for the change log: all nodes that are in
// lists, with all columns, and the ends of all their edges.
func (s *suite) dump() string {
	s.Helper()
	var all string
	for _, kind := range s.kinds.All() {
		if kind.Group == store.Internal {
			continue
		}
		for _, row := range s.whole(kind).Rows {
			all += fmt.Sprintln(row.Node.ID, row.Node.Columns) // maps print sorted
			for _, e := range kind.Edges {
				for _, far := range row.Node.Follows[e.Label].Rows {
					all += fmt.Sprintln(" ", e.Label, far.Node.ID, far.Edge.Columns)
				}
			}
		}
	}
	return all
}

// whole lists all nodes of a kind with all columns and edges.
func (s *suite) whole(kind *store.Kind) *store.Page {
	s.Helper()
	shape := columns(columnNames(kind.Columns())...)
	for _, e := range kind.Edges {
		f := out(e.Label, kind.Name, e.Label, e.Targets...)
		f.Limit, f.EdgeColumns = 1000, columnNames(store.TrustColumns)
		slices.Sort(f.EdgeColumns)
		shape.Follows = append(shape.Follows, f)
	}
	return s.mustFind(&store.Query{Kinds: []string{kind.Name}, List: store.List{Limit: 10_000}, Shapes: shapes(kind.Name, shape)})
}

// concurrentCases write one fact from four sides at once. Whoever reads claims
// before others have written theirs, and writes the projection after, would
// leave one that lacks them.
func concurrentCases(s *suite) {
	const writers, rounds = 4, 8
	setup := (&Batch{}).In("article:setup")
	setup.Article(&store.Article{ID: "article:setup", Genre: "REPORT", Published: "2017"})
	setup.Thing("company:a", "name", "A")
	setup.Thing("company:b", "name", "B")
	s.mustApply(&setup.Batch)
	for round := range rounds {
		id := fmt.Sprintf("deal:contended-%d", round)
		var group sync.WaitGroup
		sequences := make([]int64, writers)
		start := make(chan struct{})
		for w := range writers {
			group.Go(func() {
				article := fmt.Sprintf("article:writer-%d-%d", round, w)
				b := (&Batch{}).In(article)
				b.Article(&store.Article{ID: article, Genre: "REPORT", Published: fmt.Sprintf("2018-0%d", w+1)})
				b.Thing(id, "dealKind", "OTHER", "announced", "2017-07-05", "party", []string{"company:a", "company:b"}[w%2])
				<-start
				receipt, err := s.store.Apply(context.Background(), &b.Batch)
				if err != nil {
					s.Errorf("writer %d: %v", w, err)
					return
				}
				sequences[w] = receipt.Sequence
			})
			group.Go(func() { // a reader beside each sees all of a batch or nothing
				<-start
				page, err := s.store.Find(context.Background(), &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 100},
					Shapes: shapes("Deal", &store.Shape{Columns: []string{store.ColumnStatementCount}, Follows: []*store.Follow{func() *store.Follow {
						f := in("selves", "Statement", "node")
						f.Where, f.Total = eq("property", "self"), true
						return f
					}()}})})
				if err != nil {
					s.Errorf("reader: %v", err)
					return
				}
				for _, row := range page.Rows {
					if n := row.Node; n.Columns[store.ColumnStatementCount] != int64(n.Follows["selves"].Total) || n.Follows["selves"].Total != len(n.Follows["selves"].Rows) {
						s.Errorf("%s: counts %v statements and has %d", n.ID, n.Columns[store.ColumnStatementCount], n.Follows["selves"].Total)
					}
				}
			})
		}
		close(start)
		group.Wait()
		slices.Sort(sequences)
		if len(slices.Compact(sequences)) != writers {
			s.Errorf("sequences %v are not distinct", sequences)
		}
		s.wantTrust(id, store.Corroborated, writers, writers, writers, "2018-01-01", nil)
		f := out("parties", "Deal", "anyParty", parties...)
		f.EdgeColumns = []string{store.ColumnStatementCount}
		page := s.mustRead(id, follows(f)).Follows["parties"]
		s.wantIDs(page, "company:a", "company:b")
		for _, row := range page.Rows {
			s.wantValue(row.Edge.Columns, store.ColumnStatementCount, int64(writers/2))
		}
	}
}

// largeCases go beyond the sizes at which a backend may cut something.
func largeCases(s *suite) {
	const many = 1200
	b := (&Batch{}).In("article:a")
	b.Article(&store.Article{ID: "article:a", Genre: "REPORT", Published: "2017", Digest: string(slices.Repeat([]byte("Long text. "), 10_000))})
	b.Thing("company:hub", "name", "Hub")
	for i := range many {
		id := fmt.Sprintf("deal:d%04d", i)
		b.Thing(id, "dealKind", "OTHER", "dealValue", fmt.Sprintf("%d EUR", i%7), "party", "company:hub")
	}
	s.mustApply(&b.Batch)
	s.run("a long list", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 2000, Total: true}})
		if len(page.Rows) != many || page.Total != many || page.More {
			s.Errorf("%d rows, total %d, more %v", len(page.Rows), page.Total, page.More)
		}
	})
	s.run("many ids", func(s *suite) {
		var all []string
		for i := range many {
			all = append(all, fmt.Sprintf("deal:d%04d", many-1-i))
		}
		for i, n := range s.mustGet(shapes("Deal", columns("dealKind")), all...) {
			if n == nil || n.ID != all[i] {
				s.Fatalf("answer %d is %v, want %s", i, n, all[i])
			}
		}
		s.wantFound("Company", quantify(store.Some, "Deal", "anyParty", true, []string{"Deal"}, compare(store.In, "id", all)), "company:hub")
	})
	s.run("many edges", func(s *suite) {
		f := in("deals", "Deal", "anyParty")
		f.Order, f.Limit, f.Total = []store.Order{{Column: "dealValueKey", Desc: true}}, 3, true
		page := s.mustRead("company:hub", follows(f)).Follows["deals"]
		s.wantIDs(page, "deal:d1196", "deal:d1189", "deal:d1182")
		if page.Total != many || !page.More {
			s.Errorf("total %d, more %v", page.Total, page.More)
		}
	})
	s.run("many starts", func(s *suite) {
		back := with(out("party", "Deal", "party", parties...), shapes("Company", columns("name")))
		page := s.mustFind(&store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 2000}, Shapes: shapes("Deal", follows(back))})
		for _, row := range page.Rows {
			s.wantIDs(row.Node.Follows["party"], "company:hub")
			s.wantValue(row.Node.Follows["party"].Rows[0].Node.Columns, "name", "Hub")
		}
	})
	s.run("a deadline", func(s *suite) {
		// For each deal of the hub, all deals of the hub: over a million.
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		defer cancel()
		dear := quantify(store.Some, "Deal", "anyParty", true, []string{"Deal"},
			quantify(store.None, "Deal", "anyParty", false, parties,
				quantify(store.None, "Deal", "anyParty", true, []string{"Deal"}, eq("dealKind", "AGREEMENT"))))
		began := time.Now()
		_, err := s.store.Find(ctx, &store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 1, Where: dear}})
		s.wantCode(err, store.CodeTimeout)
		if took := time.Since(began); took > 5*time.Second {
			s.Errorf("gave up after %v", took)
		}
		if err := s.store.Ready(context.Background()); err != nil {
			s.Errorf("not ready after a deadline: %v", err)
		}
		s.wantFound("Company", nil, "company:hub")
	})
	s.run("long text", func(s *suite) {
		n := s.mustRead("article:a", columns("digest", "published"))
		if text, _ := n.Columns["digest"].(string); len(text) != 110_000 {
			s.Errorf("%d bytes of the digest", len(text))
		}
	})
}

// addedKindCases add a kind to the table, as the schema's author would: the
// backend has never heard of it.
func addedKindCases(t *testing.T, open func(t *testing.T, kinds *store.Kinds) store.Store) {
	kinds := MustKinds(&store.Kind{
		Name: "Standard", Plural: "standards", Prefix: "standard", Group: store.Entity, Interfaces: []string{"Node"},
		Properties: []*store.Property{
			{Name: "name", Type: store.TextType, Searched: true, Ordered: true, Filtered: true},
			{Name: "bands", Type: store.TextType, List: true, Filtered: true},
			{Name: "ratified", Type: store.DateType, Ordered: true},
			{Name: "royalty", Type: store.MoneyType, Ordered: true, Filtered: true},
		},
		Edges: edges("Standard", &store.Edge{Label: "covers", Targets: []string{"Product", "TechnologyArea"}}, &store.Edge{Label: "body", Targets: []string{"Company"}, Single: true}),
	})
	s := &suite{T: t, kinds: kinds, store: open(t, kinds)}
	s.mustApply(Fixture())
	b := (&Batch{}).In("article:release")
	b.Thing("standard:lte", "name", "LTE", "bands", "b1", "bands", "b3", "ratified", "2008-12", "royalty", "0.5 USD", "covers", "product:phone", "covers", "area:middle", "body", "company:paper")
	b.Thing("standard:nr", "name", "New Radio", "ratified", "2018-06", "covers", "product:phone")
	s.mustApply(&b.Batch)
	f := with(out("covers", "Standard", "covers", "Product", "TechnologyArea"), store.Shapes{"Product": columns("name"), "TechnologyArea": columns("name")})
	body := out("body", "Standard", "body", "Company")
	body.EdgeColumns = []string{store.ColumnCredence}
	page := s.mustFind(&store.Query{Kinds: []string{"Standard"}, List: store.List{Limit: 5, Total: true, Order: []store.Order{{Column: "ratifiedKey", Desc: true}}},
		Shapes: shapes("Standard", &store.Shape{Columns: []string{"bands", "royaltyAmount"}, Follows: []*store.Follow{f, body}})})
	s.wantIDs(page, "standard:nr", "standard:lte")
	s.wantValue(page.Rows[1].Node.Columns, "bands", []string{"b1", "b3"})
	s.wantValue(page.Rows[1].Node.Columns, "royaltyAmount", 0.5)
	s.wantIDs(page.Rows[1].Node.Follows["covers"], "area:middle", "product:phone")
	s.wantValue(page.Rows[1].Node.Follows["body"].Rows[0].Edge.Columns, store.ColumnCredence, "SINGLE_ORIGIN")
	s.wantFound("Standard", compare(store.Has, "bands", "b3"), "standard:lte")
	s.wantFound("Standard", quantify(store.Some, "Standard", "covers", false, []string{"Product"}, eq("id", "product:phone")), "standard:lte", "standard:nr")
	s.wantIDs(s.mustRead("product:phone", follows(in("standards", "Standard", "covers"))).Follows["standards"], "standard:lte", "standard:nr")
	s.wantIDs(s.mustFind(&store.Query{Kinds: []string{"Standard", "Company"}, Text: &store.TextQuery{Text: "lte", Exact: true}, List: store.List{Limit: 5}}), "standard:lte")
}
