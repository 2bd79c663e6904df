package sqlite

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/storetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares sections of text with testdata/<test>.golden.
type golden struct {
	*testing.T
	l    *layout
	text strings.Builder
}

func newGolden(t *testing.T) *golden {
	l, err := newLayout(storetest.MustKinds())
	if err != nil {
		t.Fatal(err)
	}
	for i, ref := range l.edgeRefs() {
		l.edgeTypes[ref] = int64(i + 1)
	}
	return &golden{T: t, l: l}
}

// add adds a statement, broken before its clauses so that a diff is readable.
func (g *golden) add(name string, st statement, err error) {
	g.Helper()
	if err != nil {
		g.Fatalf("%s: %v", name, err)
	}
	text := st.text
	for _, clause := range []string{" FROM (", " FROM nodes", " FROM json_each(?) p", " CROSS JOIN", " WHERE", " UNION ALL", " ORDER BY", " LIMIT"} {
		text = strings.ReplaceAll(text, clause, "\n "+clause)
	}
	args, err := json.Marshal(st.args)
	if err != nil {
		g.Fatal(err)
	}
	fmt.Fprintf(&g.text, "-- %s\n%s\n-- %s\n\n", name, text, args)
}

func (g *golden) check() {
	g.Helper()
	path := filepath.Join("testdata", strings.ToLower(strings.TrimPrefix(g.Name(), "TestGolden"))+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(g.text.String()), 0o644); err != nil {
			g.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		g.Fatal(err)
	}
	if got := g.text.String(); got != string(want) {
		g.Errorf("%s differs; run the test with -update and look at the diff. Got\n%s", path, got)
	}
}

var (
	announced = []store.Order{{Column: "announcedKey", Desc: true}}
	mixed     = []store.Order{{Column: "dealKindKey"}, {Column: "announcedKey", Desc: true}, {Column: "titleKey"}}
)

func TestGoldenList(t *testing.T) {
	g := newGolden(t)
	shapes := store.Shapes{"Deal": {Columns: []string{"announcedKey", "dealKind"}}, "Company": {Columns: []string{"country", "name"}}}
	for _, c := range []struct {
		name string
		q    store.Query
	}{
		{"by id", store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10}}},
		{"hot columns only", store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, Order: announced}, Shapes: shapes}},
		{"cold columns", store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 10}, Shapes: shapes}},
		{"behind", store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, Order: announced, After: []any{"2017-07-05", "deal:a"}}}},
		{"ahead, backward", store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, Order: announced, Before: []any{"2017-07-05", "deal:a"}, Backward: true}}},
		{"mixed directions", store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, Order: mixed, After: []any{"LICENSE", "2017", "x", "deal:a"}}}},
		{"id inside the order", store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, Order: []store.Order{{Column: "id", Desc: true}, {Column: "titleKey"}}, After: []any{"deal:b", "x", "deal:b"}}}},
		{"several kinds", store.Query{Kinds: []string{"Company", "Person"}, List: store.List{Limit: 10, Order: []store.Order{{Column: "nameKey"}}, After: []any{"m", "company:m"}}, Shapes: shapes}},
		{"related columns", store.Query{Kinds: []string{"Position"}, List: store.List{Limit: 10, Order: []store.Order{{Column: "company.nameKey"}, {Column: "periodKey"}}, After: []any{"m", "2010", "position:m"}},
			Shapes: store.Shapes{"Position": {Columns: []string{"company.country", "company.nameKey", "periodKey"}}}}},
	} {
		st, err := g.l.compileList(&c.q, g.l.selection(c.q.Kinds, c.q.Shapes))
		g.add(c.name, st, err)
	}
	st, err := g.l.compileCount([]string{"Company", "Person"}, &store.Cond{Op: store.Eq, Column: "name", Value: "x"})
	g.add("count", st, err)
	st, err = g.l.compileGet([]string{"company:a"}, []string{"Company", "Person"}, true, g.l.selection([]string{"Company"}, shapes))
	g.add("get, retired ones too", st, err)
	st, err = g.l.compileGet([]string{"company:a", "company:'"}, []string{"Company"}, false, g.l.selection([]string{"Company"}, shapes))
	g.add("get", st, err)
	of := g.l.searchOf(&store.Query{Kinds: []string{"Company", "Person", "Deal"}, List: store.List{Where: &store.Cond{Op: store.Eq, Column: "name", Value: "x"}}})
	st, err = of.compilePostings([]string{"^n", "no"}, 10)
	g.add("search: postings", st, err)
	st, err = of.compileAny([]string{"^n", "no"}, 10)
	g.add("search: any key", st, err)
	of.where = nil
	st, err = of.compileAll([]posting{{"ok", 2}, {"^n", 3}, {"no", 3}}, "^n", 10)
	g.add("search: all keys", st, err)
	st, err = of.compileNames([]string{"company:a"})
	g.add("search: names", st, err)
	g.check()
}

func TestGoldenCond(t *testing.T) {
	g := newGolden(t)
	parties := []string{"Company", "Person"}
	name := &store.Cond{Op: store.Eq, Column: "name", Value: "x' OR 1=1 --"}
	id := &store.Cond{Op: store.In, Column: "id", Value: []string{"company:a"}}
	ref := store.EdgeRef{Kind: "Deal", Label: "anyParty"}
	for _, c := range []struct {
		name string
		cond *store.Cond
	}{
		{"and, or, not", &store.Cond{Op: store.And, Conds: []*store.Cond{{Op: store.Or, Conds: []*store.Cond{name, {Op: store.Ge, Column: "founded", Value: "2010"}}}, {Op: store.Not, Conds: []*store.Cond{name}}}}},
		{"nothing", &store.Cond{Op: store.Or, Conds: []*store.Cond{{Op: store.And}, {Op: store.Or}}}},
		{"in", &store.Cond{Op: store.In, Column: "name", Value: []string{"a", "b"}}},
		{"in nothing", &store.Cond{Op: store.In, Column: "name", Value: []string{}}},
		{"contains", &store.Cond{Op: store.Contains, Column: "nameKey", Value: "x"}},
		{"prefix", &store.Cond{Op: store.HasPrefix, Column: "nameKey", Value: "x"}},
		{"a cold column", &store.Cond{Op: store.Lt, Column: "country", Value: "x"}},
		{"has", &store.Cond{Op: store.Has, Column: "aliases", Value: "x"}},
		{"has any", &store.Cond{Op: store.HasAny, Column: "aliases", Value: []string{"x"}}},
		{"missing", &store.Cond{Op: store.And, Conds: []*store.Cond{{Op: store.Missing, Column: "name"}, {Op: store.Missing, Column: "aliases"}, {Op: store.Missing, Column: "country"}}}},
		{"some", &store.Cond{Op: store.Some, Edge: ref, Kinds: parties, Conds: []*store.Cond{name}}},
		{"some of any kind", &store.Cond{Op: store.Some, Edge: ref, Kinds: parties}},
		{"some of one kind", &store.Cond{Op: store.Some, Edge: ref, Kinds: parties[:1]}},
		{"some of given ids", &store.Cond{Op: store.Some, Edge: ref, Kinds: parties, Conds: []*store.Cond{id}}},
		{"none of given ids, reversed", &store.Cond{Op: store.None, Edge: ref, Reverse: true, Kinds: []string{"Deal"}, Conds: []*store.Cond{id}}},
		{"every", &store.Cond{Op: store.Every, Edge: ref, Kinds: parties, Conds: []*store.Cond{id}}},
		{"within", &store.Cond{Op: store.Within, Edge: store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}, Kinds: []string{"TechnologyArea"}, Value: []string{"area:a"}}},
		{"some within", &store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: "Product", Label: "technologyArea"}, Kinds: []string{"TechnologyArea"}, Conds: []*store.Cond{
			{Op: store.Within, Edge: store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}, Kinds: []string{"TechnologyArea"}, Value: []string{"area:a"}}}}},
		{"a related column", &store.Cond{Op: store.Eq, Column: "partOf.dealKind", Value: "AGREEMENT"}},
		{"nested", &store.Cond{Op: store.None, Edge: ref, Kinds: parties, Conds: []*store.Cond{{Op: store.Some, Edge: ref, Reverse: true, Kinds: []string{"Deal"}, Conds: []*store.Cond{name}}}}},
	} {
		b := g.l.builder()
		b.cond("n", c.cond)
		st, err := b.statement()
		g.add(c.name, st, err)
	}
	g.check()
}

func TestGoldenGroups(t *testing.T) {
	g := newGolden(t)
	anyParty, parties := store.EdgeRef{Kind: "Deal", Label: "anyParty"}, []string{"Company", "Person"}
	follow := store.Follow{Edge: anyParty, Reverse: true, Kinds: []string{"Deal"}}
	starts := [][]any{{"company:a"}, {"company:b"}}
	for _, c := range []struct {
		name  string
		group store.Grouping
	}{
		{"by a column", store.Grouping{Column: "dealKind"}},
		{"by a prefix", store.Grouping{Column: "announcedEarliest", Prefix: 4}},
		{"by the elements of a list", store.Grouping{Column: "undisclosed"}},
		{"by an edge", store.Grouping{Edge: anyParty, Kinds: parties, ExceptStart: true}},
		{"by an edge to one of its kinds", store.Grouping{Edge: anyParty, Kinds: parties[:1]}},
		{"distinct", store.Grouping{Column: "dealKind", Distinct: store.ColumnWhole}},
		{"money", store.Grouping{Column: "dealKind", Money: "dealValue"}},
		{"money of families", store.Grouping{Edge: anyParty, Kinds: parties, ExceptStart: true, Distinct: store.ColumnWhole, Money: "dealValue"}},
	} {
		st, err := g.l.compileFollowGroups(&step{follow: &follow}, starts, &c.group)
		g.add(c.name, st, err)
	}
	several := &store.Grouping{Column: "credence"}
	st, err := g.l.compileGroups(&store.Query{Kinds: parties, List: store.List{Where: &store.Cond{Op: store.Eq, Column: "name", Value: "x"}}}, several)
	g.add("a root list of several kinds", st, err)
	st, err = g.l.compileGivenGroups(parties, []string{"company:a"}, several)
	g.add("given nodes", st, err)
	g.check()
}

func TestGoldenWalk(t *testing.T) {
	g := newGolden(t)
	s := &step{edge: true, columns: g.l.selection([]string{"Deal"}, nil), follow: &store.Follow{Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Reverse: true, Kinds: []string{"Deal"},
		EdgeWhere: &store.Cond{Op: store.Ge, Column: store.ColumnCredenceRank, Value: int64(4)},
		List:      store.List{Limit: 10, Order: announced, After: []any{"2017", "deal:a"}, Where: &store.Cond{Op: store.Eq, Column: "dealKind", Value: "LICENSE"}}}}
	st, err := g.l.compileEdgeCounts(s, [][]any{{"company:a"}})
	g.add("edges", st, err)
	st, err = g.l.compileBound(s, 500)
	g.add("bound", st, err)
	st, err = g.l.compileWalk(s, "company:a", []any{"2010", "deal:b"})
	g.add("walk", st, err)
	g.check()
}

func TestGoldenAround(t *testing.T) {
	g := newGolden(t)
	facts := []store.EdgeRef{{Kind: "Position", Label: "person"}, {Kind: "Position", Label: "company"}}
	span := &store.Span{Earliest: "2017-01-01", Latest: "2017-12-31"}
	for _, c := range []struct {
		name   string
		follow store.Follow
	}{
		{"a step", store.Follow{Edge: store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}, Kinds: []string{"TechnologyArea"}, Repeat: &store.Repeat{}}},
		{"a step over facts", store.Follow{Kinds: []string{"Company", "Person"}, Repeat: &store.Repeat{Facts: facts}}},
		{"a step over facts that hold, to one kind", store.Follow{Kinds: []string{"Person"}, Repeat: &store.Repeat{Facts: facts, Where: &store.Cond{Op: store.Eq, Column: "positionKind", Value: "CEO"}}}},
	} {
		st, err := g.l.compileRepeat(&c.follow, nil, [][]any{{"company:a"}})
		g.add(c.name, st, err)
	}
	around := [][]any{{"company:a", []int64{1}, []int64{2, 3}}}
	st, err := g.l.compileNeighbours(filter{}, []string{"Deal", "Person"}, around)
	g.add("neighbours", st, err)
	st, err = g.l.compileNeighbours(filter{4, span, true, "2018-01-01"}, []string{"Deal", "Person"}, around)
	g.add("neighbours, believed, certain and known", st, err)
	st, err = g.l.compileEdges([][]any{{"deal:a", 12, "company:a"}})
	g.add("edges", st, err)
	q := &store.PathQuery{From: "company:a", To: "company:b", MaxHops: 3, Limit: 3, ValidOn: span, KnownAt: "2018-01-01", MinCredence: 4, Via: []string{"Position", "Company"}}
	route, err := q.Route(g.l.kinds)
	if err != nil {
		t.Fatal(err)
	}
	st, err = g.l.compileHops(q, route, []string{"company:a"})
	g.add("hops", st, err)
	g.check()
}

func TestGoldenFollow(t *testing.T) {
	g := newGolden(t)
	shapes := store.Shapes{"Deal": {Columns: []string{"announcedKey"}}, "Company": {Columns: []string{"country", "name"}}}
	deals := store.Follow{Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Reverse: true, Kinds: []string{"Deal"}, List: store.List{Limit: 10}, Shapes: shapes}
	ordered, day := deals, deals
	ordered.Order, ordered.After, ordered.Where = announced, []any{"2017", "deal:a"}, &store.Cond{Op: store.Eq, Column: "dealKind", Value: "LICENSE"}
	day.Where = &store.Cond{Op: store.And, Conds: []*store.Cond{{Op: store.OuterDay, Column: "announced", Up: 3}, {Op: store.OuterDay, Column: "announced", Up: 1}}}
	trusted := deals
	trusted.EdgeWhere = &store.Cond{Op: store.And, Conds: []*store.Cond{{Op: store.Ge, Column: store.ColumnCredenceRank, Value: int64(4)}, {Op: store.Missing, Column: store.ColumnLabels}}}
	repeated := store.Follow{Edge: store.EdgeRef{Kind: "TechnologyArea", Label: "broader"}, Kinds: []string{"TechnologyArea"}, Repeat: &store.Repeat{Depth: 5}, List: store.List{Limit: 10}}
	single := store.Follow{Edge: store.EdgeRef{Kind: "Position", Label: "company"}, Kinds: []string{"Company"}, List: store.List{Limit: 1}, Shapes: shapes}
	for _, c := range []struct {
		name string
		step step
		from []any
	}{
		{"by id", step{follow: &deals}, []any{"company:a"}},
		{"ordered, behind", step{follow: &ordered, edge: true}, []any{"company:a"}},
		{"by the edge", step{follow: &trusted}, []any{"company:a"}},
		{"repeated", step{follow: &repeated}, []any{[]any{"area:a", []string{"area:b"}}}},
		{"outer days", step{follow: &day}, []any{"company:a", nil, nil, "2017-01-01", "2017-12-31"}},
		{"single", step{follow: &single, edge: true}, []any{"position:a"}},
		{"backing", step{follow: &store.Follow{List: ordered.List}, backing: true}, []any{[]any{[]string{"deal:a"}, []string{"seller"}, "company:a"}}},
	} {
		if c.step.backing { // a statement's keys, not a deal's
			c.step.follow.Order, c.step.follow.Where = []store.Order{{Column: "propertyKey"}}, &store.Cond{Op: store.Eq, Column: "stance", Value: "DENIES"}
		}
		c.step.ups = outerLevels(c.step.follow.Where)
		c.step.columns = g.l.selection(c.step.follow.Kinds, c.step.follow.Shapes)
		st, err := g.l.compileFollow(&c.step, [][]any{c.from, c.from})
		g.add(c.name, st, err)
		st, err = g.l.compileFollowCount(&c.step, [][]any{c.from})
		g.add(c.name+", counted", st, err)
	}
	g.check()
}

// TestRefused makes sure that no name that is not in the kind table gets into
// a statement.
func TestRefused(t *testing.T) {
	l := newGolden(t).l
	bad := `x"; DROP TABLE nodes; --`
	for name, c := range map[string]*store.Cond{
		"column":      {Op: store.Eq, Column: bad, Value: "x"},
		"list column": {Op: store.Has, Column: bad, Value: "x"},
		"missing":     {Op: store.Missing, Column: bad},
		"day":         {Op: store.OuterDay, Column: bad, Up: 1},
		"edge":        {Op: store.Some, Edge: store.EdgeRef{Kind: "Deal", Label: bad}, Kinds: []string{"Deal"}},
		"kind":        {Op: store.Some, Edge: store.EdgeRef{Kind: "Deal", Label: "partOf"}, Kinds: []string{bad}, Conds: []*store.Cond{{}}},
		"operator":    {Op: 99},
		"value":       {Op: store.Eq, Column: "name", Value: struct{}{}},
		"not":         {Op: store.Not},
	} {
		_, err := l.compileCount([]string{"Company"}, c)
		if store.CodeOf(err) != store.CodeInternal || err == nil {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := l.compileCount([]string{bad}, nil); err == nil {
		t.Error("kind: no error")
	}
	for name, list := range map[string]store.List{
		"order":    {Order: []store.Order{{Column: bad}}},
		"position": {After: []any{"a", "b"}},
	} {
		if _, err := l.compileList(&store.Query{Kinds: []string{"Company"}, List: list}, l.selection(nil, nil)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
