package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// pathFixture returns the graph of the cases of paths.
//
// Between a and b there are parallel facts and an edge: one hop.
//
//	company:a ═╦═ deal:ab-1 (licence a → b; confirmed by a)     ═╦═ company:b
//	           ╠═ deal:ab-2 (other; two papers)                  ║
//	           ╠═ deal:ab-3 (other; denied)                      ║
//	           ╚══════════ competitor (one paper) ═══════════════╝
//
// From b to d by two ways of two hops, of which one is a hub; from d on to e
// by a position that is over, and to f by nothing but a rumour.
//
//	                 ┌── deal:b-hub ── company:hub ── deal:hub-d ──┐
//	company:b ───────┤                                             ├── company:d
//	                 └── deal:b-c ──── company:c ──── deal:c-d ────┘     │
//	                                                                     ├── position:over (2001/2004) ── person:e
//	  company:hub ── deal:hub-1 … deal:hub-9 ── company:x1 … x9          │      and position:now (2010/..) ── company:g
//	                                                                     └── deal:rumour (speculation) ── company:f
//
// A whole joins the parties of its parts; what a deal is about is joined to its
// parties; and areas join what belongs to them, if asked.
//
//	company:g ──licensor── deal:part ──partOf──▶ deal:whole ◀──partOf── deal:other-part ──licensee── company:h
//	                          └──matter──▶ product:p ──technologyArea──▶ area:t ◀──technologyArea── product:q ──maker──▶ company:z
//
//	company:lonely
func pathFixture() *store.Batch {
	f := &Batch{}
	f.Article(&store.Article{ID: "article:of-a", Genre: "PRESS_RELEASE", Published: "2017-07-05", Publishers: []string{"company:a"}})
	f.Article(&store.Article{ID: "article:one", Genre: "REPORT", Published: "2017-07-06"})
	f.Article(&store.Article{ID: "article:two", Genre: "REPORT", Published: "2017-07-07"})

	f.In("article:one")
	for _, name := range []string{"a", "b", "c", "d", "f", "g", "h", "hub", "lonely", "z", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9"} {
		f.Thing("company:"+name, "name", strings.ToUpper(name))
	}
	f.Thing("person:e", "name", "E")
	f.Thing("area:t", "name", "T")
	f.Thing("product:p", "name", "P", "technologyArea", "area:t")
	f.Thing("product:q", "name", "Q", "technologyArea", "area:t", "maker", "company:z")
	f.State("company:a", "competitor", "company:b")
	between := func(id, one, other string, more ...string) {
		f.Thing("deal:"+id, append([]string{"dealKind", "OTHER", "party", "company:" + one, "party", "company:" + other}, more...)...)
	}
	between("ab-2", "a", "b")
	between("b-hub", "b", "hub")
	between("hub-d", "hub", "d")
	between("b-c", "b", "c")
	between("c-d", "c", "d")
	for i := range 9 {
		between(fmt.Sprint("hub-", i+1), "hub", fmt.Sprint("x", i+1))
	}
	f.Thing("deal:whole", "dealKind", "AGREEMENT")
	f.Thing("deal:part", "dealKind", "LICENSE", "licensor", "company:g", "matter", "product:p", "partOf", "deal:whole")
	f.Thing("deal:other-part", "dealKind", "LICENSE", "licensee", "company:h", "partOf", "deal:whole")
	f.Thing("position:over", "positionKind", "CEO", "period", "2001/2004", "person", "person:e", "company", "company:d")
	f.Thing("position:now", "positionKind", "CEO", "period", "2010/..", "person", "person:e", "company", "company:g")
	f.Stance = store.Denies
	f.Thing("deal:ab-3")
	f.Stance = ""
	f.State("deal:ab-3", "party", "company:a")
	f.State("deal:ab-3", "party", "company:b")
	f.Stance = store.Speculates
	between("rumour", "d", "f")

	f.In("article:two")
	between("ab-2", "a", "b")
	f.In("article:of-a")
	f.Thing("deal:ab-1", "dealKind", "LICENSE", "licensor", "company:a", "licensee", "company:b")
	return &f.Batch
}

func pathCases(s *suite) {
	s.mustApply(pathFixture())
	s.run("groups and repeated follows below paths", pathAggregateCase)
	company := func(id string) string {
		if strings.Contains(id, ":") {
			return id
		}
		return "company:" + id
	}
	ask := func(from, to string) *store.PathQuery {
		return &store.PathQuery{From: company(from), To: company(to), MaxHops: 4, Limit: 3}
	}
	for _, c := range []struct {
		name  string
		query *store.PathQuery
		want  []string // as told by pathText
	}{
		{"parallel facts are one hop, the strongest first", ask("a", "b"), []string{"a [ab-1 ab-2 ab-3 a·competitor·b] b: CONFIRMED_BY_PARTY"}},
		{"the same backwards", ask("b", "a"), []string{"b [ab-1 ab-2 ab-3 a·competitor·b] a: CONFIRMED_BY_PARTY"}},
		{"ties by ids", ask("b", "d"), []string{"b [b-c] c [c-d] d: SINGLE_ORIGIN", "b [b-hub] hub [hub-d] d: SINGLE_ORIGIN"}},
		{"the weakest hop counts", ask("a", "f"), []string{
			"a [ab-1 ab-2 ab-3 a·competitor·b] b [b-c] c [c-d] d [rumour] f: RUMOURED",
			"a [ab-1 ab-2 ab-3 a·competitor·b] b [b-hub] hub [hub-d] d [rumour] f: RUMOURED"}},
		{"a limit", with2(ask("b", "d"), func(q *store.PathQuery) { q.Limit = 1 }), []string{"b [b-c] c [c-d] d: SINGLE_ORIGIN"}},
		{"longer than allowed", with2(ask("a", "f"), func(q *store.PathQuery) { q.MaxHops = 3 }), nil},
		{"least credence of facts and edges", with2(ask("a", "b"), func(q *store.PathQuery) { q.MinCredence = store.Corroborated.Rank() }), []string{"a [ab-1 ab-2] b: CONFIRMED_BY_PARTY"}},
		{"nothing so credible", with2(ask("a", "d"), func(q *store.PathQuery) { q.MinCredence = store.Corroborated.Rank() }), nil},
		{"no denied fact", with2(ask("a", "b"), func(q *store.PathQuery) { q.MinCredence = store.Rumoured.Rank() }), []string{"a [ab-1 ab-2 a·competitor·b] b: CONFIRMED_BY_PARTY"}},
		{"over facts of a kind only", with2(ask("a", "b"), func(q *store.PathQuery) { q.Via = []string{"Deal"} }), []string{"a [ab-1 ab-2 ab-3] b: CONFIRMED_BY_PARTY"}},
		{"over edges of a kind only", with2(ask("a", "b"), func(q *store.PathQuery) { q.Via = []string{"Company"} }), []string{"a [a·competitor·b] b: SINGLE_ORIGIN"}},
		{"over kinds that lead nowhere", with2(ask("a", "b"), func(q *store.PathQuery) { q.Via = []string{"Position", "Person"} }), nil},
		{"a hub left out", with2(ask("b", "d"), func(q *store.PathQuery) { q.MaxDegree = 10 }), []string{"b [b-c] c [c-d] d: SINGLE_ORIGIN"}},
		{"just no hub", with2(ask("b", "d"), func(q *store.PathQuery) { q.MaxDegree = 11 }), []string{"b [b-c] c [c-d] d: SINGLE_ORIGIN", "b [b-hub] hub [hub-d] d: SINGLE_ORIGIN"}},
		{"ends are no hubs", with2(ask("hub", "x1"), func(q *store.PathQuery) { q.MaxDegree = 1 }), []string{"hub [hub-1] x1: SINGLE_ORIGIN"}},
		{"a thing left out", with2(ask("b", "d"), func(q *store.PathQuery) { q.Exclude = []string{"company:c", "company:nobody", "company:b"} }), []string{"b [b-hub] hub [hub-d] d: SINGLE_ORIGIN"}},
		{"through a person", ask("d", "g"), []string{"d [over] person:e [now] g: SINGLE_ORIGIN"}},
		{"not through a person", with2(ask("d", "g"), func(q *store.PathQuery) { q.Through = []string{"Company", "Product"} }), nil},
		{"valid then", with2(ask("d", "person:e"), func(q *store.PathQuery) { q.ValidOn = &store.Span{Earliest: "2004-12-31", Latest: "2004-12-31"} }), []string{"d [over] person:e: SINGLE_ORIGIN"}},
		{"not valid any more", with2(ask("d", "person:e"), func(q *store.PathQuery) { q.ValidOn = &store.Span{Earliest: "2005-01-01"} }), nil},
		{"not valid yet", with2(ask("g", "person:e"), func(q *store.PathQuery) { q.ValidOn = &store.Span{Latest: "2009-12-31"} }), nil},
		{"kinds without a validity are valid", with2(ask("b", "c"), func(q *store.PathQuery) {
			q.Limit, q.ValidOn = 1, &store.Span{Earliest: "1900-01-01", Latest: "1900-01-01"}
		}), []string{"b [b-c] c: SINGLE_ORIGIN"}},
		{"certainly valid then", with2(ask("d", "person:e"), func(q *store.PathQuery) {
			q.MaxHops, q.Certain, q.ValidOn = 1, true, &store.Span{Earliest: "2002-01-01", Latest: "2003-12-31"}
		}), []string{"d [over] person:e: SINGLE_ORIGIN"}},
		{"not certainly valid on all those days", with2(ask("d", "person:e"), func(q *store.PathQuery) {
			q.MaxHops, q.Certain, q.ValidOn = 1, true, &store.Span{Earliest: "2003-01-01", Latest: "2005-01-01"}
		}), nil},
		{"certainly valid on no open days", with2(ask("d", "person:e"), func(q *store.PathQuery) {
			q.MaxHops, q.Certain, q.ValidOn = 1, true, &store.Span{Earliest: "2002-01-01"}
		}), nil},
		{"known on the day", with2(ask("a", "b"), func(q *store.PathQuery) { q.KnownAt = "2017-07-05" }), []string{"a [ab-1] b: CONFIRMED_BY_PARTY"}},
		{"known a day later", with2(ask("a", "b"), func(q *store.PathQuery) { q.KnownAt = "2017-07-06" }), []string{"a [ab-1 ab-2 ab-3 a·competitor·b] b: CONFIRMED_BY_PARTY"}},
		{"not known yet", with2(ask("a", "b"), func(q *store.PathQuery) { q.KnownAt = "2017-07-04" }), nil},
		{"a whole joins the parties of its parts", ask("g", "h"), []string{"g [whole] h: SINGLE_ORIGIN"}},
		{"what a deal is about", ask("g", "product:p"), []string{"g [part] product:p: SINGLE_ORIGIN"}},
		{"not through an area", ask("g", "z"), nil},
		{"through an area when asked", with2(ask("g", "z"), func(q *store.PathQuery) { q.Through = []string{"TechnologyArea", "Product"} }), []string{
			"g [part] product:p [product:p·technologyArea·area:t] area:t [product:q·technologyArea·area:t] product:q [product:q·maker·z] z: SINGLE_ORIGIN"}},
		{"to an area", ask("g", "area:t"), []string{"g [part] product:p [product:p·technologyArea·area:t] area:t: SINGLE_ORIGIN"}},
		{"six hops", with2(ask("a", "h"), func(q *store.PathQuery) { q.MaxHops = 6 }), []string{
			"a [ab-1 ab-2 ab-3 a·competitor·b] b [b-c] c [c-d] d [over] person:e [now] g [whole] h: SINGLE_ORIGIN",
			"a [ab-1 ab-2 ab-3 a·competitor·b] b [b-hub] hub [hub-d] d [over] person:e [now] g [whole] h: SINGLE_ORIGIN"}},
		{"nothing leads there", ask("a", "lonely"), nil},
		{"an unknown end", ask("a", "nobody"), nil},
		{"an unknown start", ask("nobody", "a"), nil},
		{"an id of no kind", ask("a", "thing:x"), nil},
		{"no id", ask("a", "company:"), nil},
	} {
		s.run(c.name, func(s *suite) { s.wantPaths(c.query, false, c.want...) })
	}
	s.run("refused", func(s *suite) {
		for _, q := range []*store.PathQuery{
			ask("a", "a"), ask("a", "deal:ab-1"), ask("article:one", "a"),
			with2(ask("a", "b"), func(q *store.PathQuery) { q.MaxHops = 0 }), with2(ask("a", "b"), func(q *store.PathQuery) { q.MaxHops = store.MaxPathHops + 1 }),
			with2(ask("a", "b"), func(q *store.PathQuery) { q.Limit = 0 }), with2(ask("a", "b"), func(q *store.PathQuery) { q.Limit = store.MaxPathLimit + 1 }),
			with2(ask("a", "b"), func(q *store.PathQuery) { q.Via = []string{"Article"} }), with2(ask("a", "b"), func(q *store.PathQuery) { q.Via = []string{"Nothing"} }),
			with2(ask("a", "b"), func(q *store.PathQuery) { q.Through = []string{"Deal"} }), with2(ask("a", "b"), func(q *store.PathQuery) { q.MaxDegree = -1 }),
		} {
			_, err := s.store.Paths(context.Background(), q)
			s.wantCode(err, store.CodeInvalid)
		}
	})
	s.run("cancelled", func(s *suite) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, err := s.store.Paths(ctx, ask("a", "f"))
		s.wantCode(err, store.CodeTimeout)
	})
	s.run("a budget of expanded things", func(s *suite) {
		// Length 3 expands b, which is all that a leads to; length 4 would
		// expand hub, too.
		q := ask("a", "x1")
		q.Budget, q.Limit = 1, 1
		s.wantPaths(q, false, "a [ab-1 ab-2 ab-3 a·competitor·b] b [b-hub] hub [hub-1] x1: SINGLE_ORIGIN")
		q = ask("a", "f")
		q.Budget = 1
		s.wantPaths(q, true)
	})
	s.run("a budget of tries", func(s *suite) {
		// By hub and each of x1 to x9 leads a way of four hops to d that comes
		// back to hub: nine dead ends beside the two paths.
		paths := []string{"b [b-c] c [c-d] d: SINGLE_ORIGIN", "b [b-hub] hub [hub-d] d: SINGLE_ORIGIN"}
		for budget, want := range map[int]int{1: 1, 2: 2, 11: 2, 12: 2} {
			q := ask("b", "d")
			q.Budget = budget
			s.wantPaths(q, budget < 12, paths[:want]...)
		}
		q := ask("a", "b")
		q.MaxHops, q.Budget = 1, 1
		s.wantPaths(q, true, "a [ab-1 ab-2 ab-3 a·competitor·b] b: CONFIRMED_BY_PARTY")
	})
	s.run("more facts than are listed", func(s *suite) {
		f := &Batch{}
		f.In("article:one")
		for i := range 12 {
			f.Thing(fmt.Sprintf("deal:cz-%02d", i), "dealKind", "OTHER", "party", "company:c", "party", "company:z")
		}
		f.In("article:two")
		f.Thing("deal:cz-11", "party", "company:c", "party", "company:z")
		s.mustApply(&f.Batch)
		answer := s.mustPaths(ask("c", "z"))
		hop := answer.Paths[0].Hops[0]
		if len(hop.Facts) != store.MaxHopFacts || hop.Omitted != 2 || hop.Facts[0].ID != "deal:cz-11" || hop.Facts[1].ID != "deal:cz-00" || hop.Credence != store.Corroborated {
			s.Errorf("%s, %d omitted", pathText(answer.Paths[0]), hop.Omitted)
		}
	})
	s.run("what is read", func(s *suite) { pathShapeCase(s, ask("a", "d")) })
}

// pathShapeCase reads columns, follows and evidence of things, facts and edges.
func pathShapeCase(s *suite, q *store.PathQuery) {
	statements := func(key string) *store.Follow {
		return &store.Follow{Key: key, Kinds: []string{"Statement"}, List: store.List{Limit: 5, Total: true},
			Shapes: shapes("Statement", &store.Shape{Columns: []string{"property"}, Follows: []*store.Follow{out("article", "Statement", "article", "Article")}})}
	}
	evidence := statements("evidence")
	evidence.Edge, evidence.Reverse, evidence.Where = store.EdgeRef{Kind: "Statement", Label: "node"}, true, eq("property", "party")
	parties := out("parties", "Deal", "anyParty", parties...)
	parties.EdgeColumns = []string{store.ColumnLabels}
	q.Shapes = store.Shapes{"Company": {Columns: []string{"name"}, Follows: []*store.Follow{in("deals", "Deal", "anyParty")}},
		"Deal": {Columns: []string{"dealKind"}, Follows: []*store.Follow{evidence, parties}}}
	q.EdgeColumns, q.EdgeStatements = []string{store.ColumnCredence}, []*store.Follow{statements("said")}
	answer := s.mustPaths(q)
	if len(answer.Paths) != 2 {
		s.Fatalf("%d paths", len(answer.Paths))
	}
	path := answer.Paths[1]
	s.wantValue(path.Nodes[2].Columns, "name", "HUB")
	s.wantIDs(path.Nodes[0].Follows["deals"], "deal:ab-1", "deal:ab-2", "deal:ab-3")
	fact := path.Hops[0].Facts[1]
	s.wantValue(fact.Columns, "dealKind", "OTHER")
	s.wantStated(fact.Follows["evidence"], "article:one party", "article:one party", "article:two party", "article:two party")
	s.wantValue(fact.Follows["parties"].Rows[0].Edge.Columns, store.ColumnLabels, []string{"party"})
	edge := path.Hops[0].Edges[0]
	s.wantValue(edge.Data.Columns, store.ColumnCredence, "SINGLE_ORIGIN")
	s.wantStated(edge.Data.Follows["said"], "article:one competitor")
	if edge.Data.Follows["said"].Total != 1 || fact.Follows["evidence"].Total != 4 {
		s.Errorf("totals %d and %d", edge.Data.Follows["said"].Total, fact.Follows["evidence"].Total)
	}
	// Without shapes there are ids and kinds only.
	answer = s.mustPaths(&store.PathQuery{From: q.From, To: q.To, MaxHops: 4, Limit: 1})
	if n := answer.Paths[0].Hops[0].Facts[0]; n.ID != "deal:ab-1" || n.Kind != "Deal" || len(n.Columns)+len(n.Follows) > 0 {
		s.Errorf("%+v", n)
	}
}

func with2(q *store.PathQuery, change func(*store.PathQuery)) *store.PathQuery {
	change(q)
	return q
}

func (s *suite) mustPaths(q *store.PathQuery) *store.Paths {
	s.Helper()
	answer, err := s.store.Paths(context.Background(), q)
	if err != nil {
		s.Fatalf("Paths: %v", err)
	}
	return answer
}

func (s *suite) wantPaths(q *store.PathQuery, truncated bool, want ...string) {
	s.Helper()
	answer := s.mustPaths(q)
	var got []string
	for _, p := range answer.Paths {
		got = append(got, pathText(p))
	}
	if !slices.Equal(got, want) || answer.Truncated != truncated {
		s.Errorf("got (truncated %v)\n  %s\nwant\n  %s", answer.Truncated, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// pathText tells a path in one line: things, and between them in brackets the
// facts and edges. The prefixes of companies and facts are left out.
func pathText(p *store.Path) string {
	short := func(id string) string {
		for _, prefix := range []string{"company:", "deal:", "position:"} {
			id = strings.TrimPrefix(id, prefix)
		}
		return id
	}
	var b strings.Builder
	for i, n := range p.Nodes {
		b.WriteString(short(n.ID))
		if i == len(p.Hops) {
			break
		}
		var between []string
		for _, f := range p.Hops[i].Facts {
			between = append(between, short(f.ID))
		}
		for _, e := range p.Hops[i].Edges {
			between = append(between, short(e.From)+"·"+e.Edge.Label+"·"+short(e.To))
		}
		b.WriteString(" [" + strings.Join(between, " ") + "] ")
	}
	return b.String() + ": " + string(p.Credence)
}

// pathAggregateCase reads below the things, facts and edges of a path what
// engines count among themselves.
func pathAggregateCase(s *suite) {
	byProperty := store.List{Groups: []*store.Grouping{{Key: "properties", Column: "property", Limit: 10}}}
	statements := &store.Follow{Key: "statements", Edge: store.EdgeRef{Kind: "Statement", Label: "node"}, Reverse: true, Kinds: []string{"Statement"}, List: byProperty}
	rivals := &store.Follow{Key: "rivals", Edge: store.EdgeRef{Kind: "Company", Label: "competitor"}, Kinds: []string{"Company"}, Repeat: &store.Repeat{Depth: 2}, List: store.List{Limit: 10, Total: true}}
	answer := s.mustPaths(&store.PathQuery{From: "company:a", To: "company:b", MaxHops: 2, Limit: 1,
		Shapes:         store.Shapes{"Company": {Follows: []*store.Follow{statements, rivals}}, "Deal": {Follows: []*store.Follow{statements}}},
		EdgeStatements: []*store.Follow{{Key: "backing", Kinds: []string{"Statement"}, List: byProperty}}})
	if len(answer.Paths) != 1 {
		s.Fatalf("%d paths", len(answer.Paths))
	}
	groups := func(page *store.Page) map[any]int {
		counts := map[any]int{}
		if page == nil || page.Groups["properties"] == nil {
			s.Fatalf("no groups in %+v", page)
		}
		for _, g := range page.Groups["properties"].Rows {
			counts[g.Value] = g.Count
		}
		return counts
	}
	path := answer.Paths[0]
	hop := path.Hops[0]
	if got := groups(path.Nodes[0].Follows["statements"]); got["self"] == 0 || got["name"] == 0 {
		s.Errorf("statements about the thing: %v", got)
	}
	if got := groups(hop.Facts[0].Follows["statements"]); got["self"] == 0 {
		s.Errorf("statements about the fact: %v", got)
	}
	if got := groups(hop.Edges[0].Data.Follows["backing"]); len(got) != 1 || got["competitor"] == 0 {
		s.Errorf("statements behind the edge: %v", got)
	}
	if got := ids(path.Nodes[0].Follows["rivals"]); len(got) == 0 {
		s.Errorf("no rivals of %s", path.Nodes[0].ID)
	}
}
