package neo4j

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/storetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func mustLayout(t testing.TB) *layout {
	t.Helper()
	l, err := newLayout(storetest.MustKinds())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// edge, compare and both keep the queries below readable.
func edge(kind, label string) store.EdgeRef { return store.EdgeRef{Kind: kind, Label: label} }

func compare(op store.Op, column string, value any) *store.Cond {
	return &store.Cond{Op: op, Column: column, Value: value}
}

func both(op store.Op, conds ...*store.Cond) *store.Cond { return &store.Cond{Op: op, Conds: conds} }

// golden are the queries whose statements stand in testdata.
var golden = map[string]*store.Query{
	"first page": {Kinds: []string{"Company"}, Shapes: store.Shapes{"Company": {Columns: []string{"name", "nameKey"}}},
		List: store.List{Order: []store.Order{{Column: "nameKey"}}, Limit: 20}},
	"deep page": {Kinds: []string{"Company"}, Shapes: store.Shapes{"Company": {Columns: []string{"name"}}},
		List: store.List{Order: []store.Order{{Column: "nameKey", Desc: true}}, After: []any{"nokia", "company:nokia"}, Limit: 20, Total: true}},
	"backward before": {Kinds: []string{"Deal"},
		List: store.List{Order: []store.Order{{Column: "announcedKey", Desc: true}, {Column: "titleKey"}}, Before: []any{"2017", "a", "deal:a"}, Backward: true, Limit: 5}},
	"no rows but counts": {Kinds: []string{"Company", "Person"}, List: store.List{Total: true}, CountByKind: true},
	"several kinds": {Kinds: []string{"Company", "Person"}, CountByKind: true,
		Shapes: store.Shapes{
			"Company": {Columns: []string{"country", "name"}, Follows: []*store.Follow{{Key: "x", Edge: edge("Company", "competitor"), Kinds: []string{"Company"}, List: store.List{Limit: 3}}}},
			"Person":  {Columns: []string{"name"}, Follows: []*store.Follow{{Key: "x", Edge: edge("Position", "person"), Reverse: true, Kinds: []string{"Position"}, List: store.List{Limit: 3}}}},
		},
		List: store.List{Order: []store.Order{{Column: "nameKey"}}, After: []any{"n", "company:n"}, Limit: 10, Where: compare(store.HasPrefix, "nameKey", "n")}},
	"conditions": {Kinds: []string{"Deal"}, List: store.List{Limit: 1, Where: both(store.And,
		both(store.Not, both(store.Or, compare(store.Eq, "lifecycle", "SIGNED"), compare(store.Missing, "dealValue", nil))),
		compare(store.In, "dealKind", []string{"LICENSE"}), compare(store.Has, "undisclosed", "TERM"), compare(store.HasAny, "undisclosed", []string{"TERM"}),
		&store.Cond{Op: store.Every, Edge: edge("Deal", "partOf"), Kinds: []string{"Deal"}, Conds: []*store.Cond{compare(store.Gt, "announcedEarliest", "2017")}},
		&store.Cond{Op: store.None, Edge: edge("Deal", "partOf"), Reverse: true, Kinds: []string{"Deal"}},
		&store.Cond{Op: store.Some, Edge: edge("Deal", "matter"), Kinds: []string{"Product", "TechnologyArea"}, Conds: []*store.Cond{compare(store.Contains, "name", "x")}})}},
	"pinned end": {Kinds: []string{"Deal"}, List: store.List{Limit: 20, Total: true, Order: []store.Order{{Column: "announcedKey", Desc: true}}, Where: both(store.And,
		compare(store.Eq, "dealKind", "LICENSE"),
		&store.Cond{Op: store.Some, Edge: edge("Deal", "anyParty"), Kinds: []string{"Company", "Person"}, Conds: []*store.Cond{compare(store.Eq, "id", "company:nokia")}})}},
	"three levels": {Kinds: []string{"Company"}, List: store.List{Limit: 1}, Shapes: store.Shapes{"Company": {Columns: []string{"name"}, Follows: []*store.Follow{
		{Key: "deals", Edge: edge("Deal", "anyParty"), Reverse: true, Kinds: []string{"Deal"},
			List: store.List{Order: []store.Order{{Column: "announcedKey", Desc: true}}, Limit: 10, Total: true},
			Shapes: store.Shapes{"Deal": {Columns: []string{"dayEarliest", "dayLatest", "title"}, Follows: []*store.Follow{
				{Key: "parties", Edge: edge("Deal", "anyParty"), Kinds: []string{"Company", "Person"}, List: store.List{Limit: 5, Total: true},
					Shapes: store.Shapes{"Company": {Columns: []string{"name"}, Follows: []*store.Follow{
						{Key: "officers", Edge: edge("Position", "company"), Reverse: true, Kinds: []string{"Position"},
							List: store.List{Limit: 5, Total: true, Where: &store.Cond{Op: store.OuterDay, Column: "period", Up: 2}}}}}, "Person": nil}},
				{Key: "matter", Edge: edge("Deal", "matter"), Kinds: []string{"Product"}, List: store.List{Limit: 5, Total: true}},
			}}}},
	}}}},
	"edges": {Kinds: []string{"Deal"}, List: store.List{Limit: 1}, Shapes: store.Shapes{"Deal": {Follows: []*store.Follow{
		{Key: "licensor", Edge: edge("Deal", "licensor"), Kinds: []string{"Company", "Person"}, List: store.List{Limit: 2}, EdgeColumns: []string{"articleCount", "credence"},
			EdgeStatements: []*store.Follow{{Key: "statements", List: store.List{Limit: 3, Total: true}, Shapes: store.Shapes{"Statement": {Columns: []string{"stance"}}}}}},
		{Key: "parties", Edge: edge("Deal", "anyParty"), Kinds: []string{"Company", "Person"}, List: store.List{Limit: 2}, EdgeColumns: []string{"labels"},
			EdgeStatements: []*store.Follow{{Key: "statements", List: store.List{Limit: 3, Order: []store.Order{{Column: "propertyKey"}}, Where: compare(store.Missing, "retractedAt", nil)}}}},
	}}}},
}

// The queries of the port's further questions.
func init() {
	parties, areas := []string{"Company", "Person"}, []string{"TechnologyArea"}
	within := &store.Cond{Op: store.Within, Value: []string{"area:a"}, Edge: edge("TechnologyArea", "broader")}
	golden["edge condition"] = &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 1}, Shapes: store.Shapes{"Deal": {Follows: []*store.Follow{
		{Key: "parties", Edge: edge("Deal", "anyParty"), Kinds: parties, EdgeWhere: both(store.Not, compare(store.Lt, "credenceRank", int64(4))), List: store.List{Limit: 5, Total: true}}}}}}
	golden["related"] = &store.Query{Kinds: []string{"Position"}, Shapes: store.Shapes{"Position": {Columns: []string{"company.name", "jobTitle"}}},
		List: store.List{Order: []store.Order{{Column: "company.nameKey"}, {Column: "periodKey", Desc: true}}, After: []any{"n", "2010", "position:n"}, Limit: 5}}
	golden["groups by degree"] = &store.Query{Kinds: []string{"Deal"}, List: store.List{Total: true, Groups: []*store.Grouping{
		{Key: "areas", Edge: edge("Deal", "matter"), Kinds: areas, Limit: 5, Shapes: store.Shapes{"TechnologyArea": {Columns: []string{"name"}}}}}}}
	golden["groups"] = &store.Query{Kinds: []string{"Deal"}, List: store.List{Total: true, Where: compare(store.Eq, "dealKind", "OTHER"), Groups: []*store.Grouping{
		{Key: "year", Column: "dayEarliest", Prefix: 4, Limit: 5},
		{Key: "undisclosed", Column: "undisclosed", Limit: 5, Money: "dealValue"},
		{Key: "parties", Edge: edge("Deal", "anyParty"), Kinds: parties, Distinct: store.ColumnWhole, Money: "dealValue", Limit: 5}}}}
	golden["groups of a follow"] = &store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 1}, Shapes: store.Shapes{"Company": {Follows: []*store.Follow{
		{Key: "deals", Edge: edge("Deal", "anyParty"), Reverse: true, Kinds: []string{"Deal"}, List: store.List{Total: true, Groups: []*store.Grouping{
			{Key: "with", Edge: edge("Deal", "anyParty"), Kinds: parties, ExceptStart: true, Distinct: store.ColumnWhole, Limit: 5}}}}}}}}
	golden["repeat"] = &store.Query{Kinds: []string{"TechnologyArea"}, List: store.List{Limit: 1}, Shapes: store.Shapes{"TechnologyArea": {Follows: []*store.Follow{
		{Key: "above", Edge: edge("TechnologyArea", "broader"), Kinds: areas, Repeat: &store.Repeat{Depth: 20}, List: store.List{Limit: 5, Total: true}}}}}}
	golden["repeat by facts"] = &store.Query{Kinds: []string{"Person"}, List: store.List{Limit: 1}, Shapes: store.Shapes{"Person": {Follows: []*store.Follow{
		{Key: "colleagues", Kinds: parties, List: store.List{Limit: 5},
			Repeat: &store.Repeat{Depth: 3, Where: compare(store.Eq, "positionKind", "CEO"), Facts: []store.EdgeRef{edge("Position", "person"), edge("Position", "company")}}},
		{Key: "deals", Kinds: []string{"Company"}, List: store.List{Limit: 5},
			Repeat: &store.Repeat{Depth: 3, Facts: []store.EdgeRef{edge("Deal", "party"), edge("Deal", "partOf")}}}}}}}
	golden["within"] = &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 5, Total: true,
		Where: &store.Cond{Op: store.Some, Edge: edge("Deal", "matter"), Kinds: areas, Conds: []*store.Cond{within}}}}
}

func TestCompileNeighbourhood(t *testing.T) {
	l := mustLayout(t)
	for name, q := range map[string]*store.NeighbourhoodQuery{
		"neighbourhood": {Of: "company:nokia", Depth: 2, PerNode: 5, Limit: 20, Shapes: store.Shapes{"Company": {Columns: []string{"name"}}}, EdgeColumns: []string{"credence"}},
		"neighbourhood then": {Of: "deal:sale", Depth: 1, PerNode: 5, Limit: 20, Kinds: []string{"Company", "Deal"}, MinCredence: 3, KnownAt: "2018-01-01",
			ValidOn: &store.Span{Earliest: "2017-07-05", Latest: "2017-07-06"}, Certain: true},
	} {
		st, err := l.compileNeighbourhood(q)
		if err != nil {
			t.Fatal(err)
		}
		wantGolden(t, name, st)
	}
}

func TestCompileFind(t *testing.T) {
	l := mustLayout(t)
	for name, q := range golden {
		t.Run(name, func(t *testing.T) {
			st, err := l.compileFind(q)
			if err != nil {
				t.Fatal(err)
			}
			wantGolden(t, name, st)
		})
	}
}

// goldenPaths are the path queries whose statements stand in testdata.
var goldenPaths = map[string]*store.PathQuery{
	"paths of one hop": {From: "company:a", To: "company:b", MaxHops: 1, Limit: 1},
	"paths":            {From: "company:a", To: "company:b", MaxHops: 4, Limit: 3},
	"paths with all options": {From: "company:a", To: "person:b", MaxHops: 3, Limit: 3, Via: []string{"Deal", "Company"}, Through: []string{"Company", "Person"}, MinCredence: 2,
		ValidOn: &store.Span{Earliest: "2017-01-01", Latest: "2017-12-31"}, KnownAt: "2018-01-01", MaxDegree: 50, Exclude: []string{"company:c"}, Budget: 100,
		Shapes:      store.Shapes{"Company": {Columns: []string{"name"}}, "Deal": {Columns: []string{"title"}}},
		EdgeColumns: []string{"credence"}, EdgeStatements: []*store.Follow{{Key: "statements", List: store.List{Limit: 3, Total: true}}}},
	"paths over facts certain then": {From: "company:a", To: "company:b", MaxHops: 2, Limit: 1, Via: []string{"Position"}, Certain: true, ValidOn: &store.Span{Earliest: "2017-01-01", Latest: "2017-12-31"}},
}

func TestCompilePaths(t *testing.T) {
	for name, q := range goldenPaths {
		t.Run(name, func(t *testing.T) {
			wantGolden(t, name, mustCompilePaths(t, q))
		})
	}
}

// The text of a path query depends on which options are set, not on values.
func TestTextOfPathsHoldsNoValue(t *testing.T) {
	hostile := "x'}) DETACH DELETE (n) //` $p0 \"\u0000\u2028"
	for name, q := range goldenPaths {
		changed := *q
		changed.From, changed.To, changed.Limit, changed.Budget = "company:"+hostile, hostile, q.Limit+1, 7
		if q.ValidOn != nil {
			changed.ValidOn = &store.Span{Earliest: hostile, Latest: hostile}
		}
		if q.KnownAt != "" {
			changed.KnownAt = hostile
		}
		if len(q.Exclude) > 0 {
			changed.Exclude = []string{hostile, hostile}
		}
		if one, other := mustCompilePaths(t, q), mustCompilePaths(t, &changed); one.text != other.text {
			t.Errorf("%s: the text depends on values:\n%s\n%s", name, one.text, other.text)
		}
	}
}

func mustCompilePaths(t *testing.T, q *store.PathQuery) *statement {
	t.Helper()
	l := mustLayout(t)
	route, err := q.Route(l.kinds)
	if err != nil {
		t.Fatal(err)
	}
	st, err := l.compilePaths(q, route)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestCompileGet(t *testing.T) {
	shape := &store.Shape{Columns: []string{"name"}}
	st, err := mustLayout(t).compileLookup(&lookup{ids: map[string][]string{"Company": {"company:a", "company:b"}, "Deal": {"deal:a"}}, retired: true,
		shapes: store.Shapes{"Company": shape, "Deal": {Columns: []string{"title"}}}})
	if err != nil {
		t.Fatal(err)
	}
	wantGolden(t, "get", st)
	found := map[string][]string{"Company": {"company:a"}, "Person": {"person:a"}}
	if st, err = mustLayout(t).compileLookup(&lookup{ids: found, shapes: store.Shapes{"Company": shape, "Person": shape}, grouped: found,
		groups: []*store.Grouping{{Key: "x", Column: "nameKey", Prefix: 1, Limit: 5}}}); err != nil {
		t.Fatal(err)
	}
	wantGolden(t, "found by name", st)
}

func TestCompileCandidates(t *testing.T) {
	credible := store.List{Where: compare(store.Ge, "credenceRank", int64(2))}
	for name, test := range map[string]struct {
		query *store.Query
		text  string
	}{
		"candidates":       {&store.Query{Kinds: []string{"Company", "Deal", "Product"}, Text: &store.TextQuery{}}, "Nokia"},
		"candidates exact": {&store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Exact: true}}, "Nokia Oyj"},
		"candidates long":  {&store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{}}, "Nokia Networks"},
		"candidates where": {&store.Query{Kinds: []string{"Company", "Deal", "Product"}, Text: &store.TextQuery{}, List: credible}, "Nokia Networks"},
	} {
		st, err := mustLayout(t).compileCandidates(test.query, names.Folder{}.Search(test.text))
		if err != nil {
			t.Fatal(err)
		}
		wantGolden(t, name, st)
	}
}

// A client's text never becomes part of what Lucene takes for more than a term.
func TestLuceneTerms(t *testing.T) {
	for _, text := range []string{`a" OR "b`, `a\`, "a~2 ^3 +c", "[a TO z]", "AND OR NOT"} {
		search := names.Folder{}.Search(text)
		for _, key := range append(search.Exact, search.Pieces...) {
			if strings.ContainsAny(key[1:], "\"\\~^+[]*:() ") {
				t.Errorf("%q has the key %q", text, key)
			}
		}
	}
	if got, want := quote(`a"\`), `"a\"\\"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// What a statement cannot ask is refused, not left out.
func TestCompileRefuses(t *testing.T) {
	l := mustLayout(t)
	for name, q := range map[string]*store.Query{
		"kind":     {Kinds: []string{"Nothing"}, List: store.List{Limit: 1}},
		"column":   {Kinds: []string{"Company"}, List: store.List{Limit: 1, Where: compare(store.Eq, "x) DETACH DELETE (n", 1)}},
		"order":    {Kinds: []string{"Company"}, List: store.List{Limit: 1, Order: []store.Order{{Column: "nothing"}}}},
		"shape":    {Kinds: []string{"Company"}, List: store.List{Limit: 1}, Shapes: store.Shapes{"Company": {Columns: []string{"announced"}}}},
		"edge":     {Kinds: []string{"Company"}, List: store.List{Limit: 1, Where: &store.Cond{Op: store.Some, Edge: edge("Company", "nothing"), Kinds: []string{"Company"}}}},
		"position": {Kinds: []string{"Company"}, List: store.List{Limit: 1, After: []any{"a", "b"}}},
		"outer":    {Kinds: []string{"Position"}, List: store.List{Limit: 1, Where: &store.Cond{Op: store.OuterDay, Column: "period", Up: 1}}},
		"not":      {Kinds: []string{"Company"}, List: store.List{Limit: 1, Where: both(store.Not)}},
		"related":  {Kinds: []string{"Position"}, List: store.List{Limit: 1, Order: []store.Order{{Column: "company.nothing"}}}},
		"many":     {Kinds: []string{"Deal"}, List: store.List{Limit: 1, Order: []store.Order{{Column: "licensor.nameKey"}}}},
		"group":    {Kinds: []string{"Deal"}, List: store.List{Groups: []*store.Grouping{{Column: "nothing"}}}},
		"an edge's columns": {Kinds: []string{"Deal"}, List: store.List{Limit: 1}, Shapes: store.Shapes{"Deal": {Follows: []*store.Follow{
			{Edge: edge("Deal", "buyer"), Kinds: []string{"Company"}, EdgeWhere: compare(store.Eq, "name", "x"), List: store.List{Limit: 1}}}}}},
	} {
		if st, err := l.compileFind(q); err == nil {
			t.Errorf("%s: compiled to %s", name, st.text)
		}
	}
}

// Whatever the values are, the text is the same: they are all parameters, and
// labels and types are never taken from one.
func TestTextHoldsNoValue(t *testing.T) {
	l := mustLayout(t)
	hostile := "x'}) DETACH DELETE (n) //` $p0 \"\u0000\u2028"
	for name, q := range golden {
		st, err := l.compileFind(q)
		if err != nil {
			t.Fatal(err)
		}
		changed := *q
		changed.List = poisonedList(q.List, hostile)
		changed.Shapes = poisonedShapes(q.Shapes, hostile)
		other, err := l.compileFind(&changed)
		if err != nil {
			t.Fatal(err)
		}
		if other.text != st.text {
			t.Errorf("%s: the text depends on values:\n%s\n%s", name, st.text, other.text)
		}
		for _, text := range []string{st.text, other.text} {
			for _, forbidden := range []string{"$(", "DETACH", "`", hostile, "nokia"} {
				if strings.Contains(text, forbidden) {
					t.Errorf("%s: the text has %q", name, forbidden)
				}
			}
		}
	}
}

// poisoned replaces all that comes from a client: values, positions, keys.
func poisonedList(list store.List, hostile string) store.List {
	for _, at := range []*[]any{&list.After, &list.Before} {
		if *at != nil {
			values := make([]any, len(*at))
			for i := range values {
				values[i] = hostile
			}
			*at = values
		}
	}
	list.Where = poisonedCond(list.Where, hostile)
	for i, g := range list.Groups {
		if i == 0 {
			list.Groups = slices.Clone(list.Groups)
		}
		changed := *g
		changed.Key, changed.Limit, changed.Shapes = hostile, 7*g.Limit, poisonedShapes(g.Shapes, hostile)
		list.Groups[i] = &changed
	}
	list.Limit *= 7
	return list
}

func poisonedCond(c *store.Cond, hostile string) *store.Cond {
	if c == nil {
		return nil
	}
	changed := *c
	changed.Conds = nil
	for _, inner := range c.Conds {
		changed.Conds = append(changed.Conds, poisonedCond(inner, hostile))
	}
	switch c.Value.(type) {
	case string:
		changed.Value = hostile
	case []string:
		changed.Value = []string{hostile, hostile}
	}
	return &changed
}

func poisonedShapes(shapes store.Shapes, hostile string) store.Shapes {
	changed := store.Shapes{}
	for kind, shape := range shapes {
		changed[kind] = shape
		if shape == nil {
			continue
		}
		other := &store.Shape{Columns: shape.Columns}
		for _, f := range shape.Follows {
			other.Follows = append(other.Follows, poisonedFollow(f, hostile))
		}
		changed[kind] = other
	}
	return changed
}

func poisonedFollow(f *store.Follow, hostile string) *store.Follow {
	changed := *f
	changed.Key = hostile
	changed.List = poisonedList(f.List, hostile)
	changed.Shapes = poisonedShapes(f.Shapes, hostile)
	changed.EdgeWhere = poisonedCond(f.EdgeWhere, hostile)
	if f.Repeat != nil {
		changed.Repeat = &store.Repeat{Depth: f.Repeat.Depth, Facts: f.Repeat.Facts, Where: poisonedCond(f.Repeat.Where, hostile)}
	}
	changed.EdgeStatements = nil
	for _, statements := range f.EdgeStatements {
		changed.EdgeStatements = append(changed.EdgeStatements, poisonedFollow(statements, hostile))
	}
	return &changed
}

// No file of this package may hold a dynamic label or type.
func TestNoDynamicLabels(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file, "_test.go") && strings.Contains(string(source), "$(") {
			t.Errorf("%s has a dynamic label", file)
		}
	}
}

func wantGolden(t *testing.T, name string, st *statement) {
	t.Helper()
	params, err := json.MarshalIndent(st.params, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	// A line per clause, so that people can read it and see what changed.
	got := strings.NewReplacer(" COLLECT { ", " COLLECT {\n", " MATCH ", "\nMATCH ", " WITH ", "\nWITH ", " RETURN ", "\nRETURN ", " UNION ALL ", "\nUNION ALL\n", " UNWIND ", "\nUNWIND ", " CALL (", "\nCALL (").Replace(st.text) +
		"\n\n" + string(params) + "\n"
	path := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-")+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run with -update", err)
	}
	if string(want) != got {
		t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
	}
}
