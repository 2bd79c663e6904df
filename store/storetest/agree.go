package storetest

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dealgraph/dealgraph/store"
)

// Settings of Agree for a longer run: the number of random queries, and the
// seed to begin with.
const (
	envQueries = "DEALGRAPH_AGREE_QUERIES"
	envSeed    = "DEALGRAPH_AGREE_SEED"
)

// queriesPerGraph is how many queries are asked of a graph; then another is
// written.
const queriesPerGraph = 40

// news is how many articles come one by one after a graph was written.
const news = 8

// Agree writes random graphs to the store and asks it random queries: it must
// answer as a naive evaluator does, to the last column. queries is how many,
// where the environment says nothing else, each asked with so many variants of
// values, and depth how deep they nest follows; open is as of Run. Under the race
// detector there are an eighth: answers are compared one after the other.
func Agree(t *testing.T, queries, variants, depth int, open func(t *testing.T, kinds *store.Kinds) store.Store) {
	if raceDetector {
		queries = max(queries/8, min(queries, 10))
	}
	queries = setting(t, envQueries, queries)
	seed := setting(t, envSeed, 1)
	cases := 0
	for ; queries > 0; queries -= queriesPerGraph {
		t.Run("seed "+strconv.Itoa(seed), func(t *testing.T) {
			kinds := MustKinds()
			a := &agreement{T: t, store: open(t, kinds), naive: newNaive(kinds), random: NewRandom(kinds, uint64(seed)), variants: variants} //nolint:gosec // a seed may wrap
			a.random.depth = depth
			a.write()
			a.ask(min(queries, queriesPerGraph))
			cases += a.cases
		})
		seed++
	}
	t.Logf("%d answers compared", cases)
}

// agreement is a store that must answer as the naive evaluator.
type agreement struct {
	*testing.T
	store  store.Store
	naive  *naive
	random *Random
	// variants is how often each query is asked; cases counts answers.
	variants, cases int
}

// write writes a graph and compares all of it.
func (a *agreement) write() {
	for _, write := range a.random.Writes() {
		batch := write()
		a.apply(batch)
		a.apply(batch) // which changes nothing
	}
	for range news {
		a.apply(a.random.News())
	}
	for _, kind := range a.naive.kinds.All() {
		a.random.Learn(a.find(a.random.Everything(kind)))
	}
	a.get(a.retired())
}

// retired returns the ids of all nodes that are retired, and everything that
// there is to read of them.
func (a *agreement) retired() (ids []string, shapes store.Shapes) {
	shapes = store.Shapes{}
	for _, id := range slices.Sorted(maps.Keys(a.naive.nodes)) {
		kind := a.naive.kinds.KindOf(id)
		if !a.naive.nodes[id].Retired {
			continue
		}
		ids = append(ids, id)
		if shapes[kind.Name] == nil {
			shapes[kind.Name] = a.random.Everything(kind).Shapes[kind.Name]
			for _, s := range a.random.steps([]string{kind.Name}) {
				if s.reverse {
					shapes[kind.Name].Follows = append(shapes[kind.Name].Follows, &store.Follow{Key: "to " + s.edge.Kind + "." + s.edge.Label,
						Edge: s.ref(), Reverse: true, Kinds: s.far, List: store.List{Limit: 100, Total: true}})
				}
			}
		}
	}
	return ids, shapes
}

func (a *agreement) ask(queries int) {
	for range queries {
		q := a.random.Query()
		a.find(q)
		for range a.variants - 2 {
			a.find(a.random.Vary(q))
		}
		a.get(a.random.IDs())
	}
	for range queries / 4 {
		a.pageThroughList()
		a.pageThroughFollow()
		q := a.random.NeighbourhoodQuery()
		for range a.variants {
			a.neighbourhood(q)
			q = a.random.VaryNeighbourhood(q)
		}
	}
}

func (a *agreement) apply(b *store.Batch) {
	a.Helper()
	got, err := a.store.Apply(context.Background(), b)
	want, wantErr := a.naive.apply(context.Background(), b)
	if err != nil && wantErr != nil && store.CodeOf(err) == store.CodeOf(wantErr) {
		return
	}
	if wantErr != nil {
		a.Fatalf("Apply must fail with %v, and says %v\n%s", wantErr, err, pretty(b))
	}
	a.compare("Apply", b, got, want, err)
}

func (a *agreement) find(q *store.Query) *store.Page {
	a.Helper()
	got, err := a.store.Find(context.Background(), q)
	want := a.naive.find(q)
	a.compare("Find", q, got, want, err)
	return want
}

func (a *agreement) get(ids []string, shapes store.Shapes) []*store.Node {
	a.Helper()
	got, err := a.store.Get(context.Background(), ids, shapes)
	want := a.naive.get(ids, shapes)
	a.compare("Get", map[string]any{"ids": ids, "shapes": shapes}, got, want, err)
	return want
}

func (a *agreement) neighbourhood(q *store.NeighbourhoodQuery) {
	a.Helper()
	got, err := a.store.Neighbourhood(context.Background(), q)
	a.compare("Neighbourhood", q, got, a.naive.neighbourhood(q), err)
}

func (a *agreement) compare(call string, asked, got, want any, err error) {
	a.Helper()
	a.cases++
	if err != nil {
		a.Fatalf("%s fails: %v\n%s", call, err, pretty(asked))
	}
	if !same(reflect.ValueOf(want), reflect.ValueOf(got)) {
		diff := cmp.Diff(want, got, cmpopts.EquateEmpty())
		if len(diff) > 6000 {
			diff = diff[:6000] + "…"
		}
		a.Fatalf("%s answers otherwise than the naive evaluator\n%s\n- wanted + got\n%s", call, pretty(asked), diff)
	}
}

// same reports whether two answers are equal, an empty list or map being as
// none. cmp.Diff says the same, and takes longer than the store that answers.
func same(a, b reflect.Value) bool {
	if a.IsValid() != b.IsValid() || a.IsValid() && a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Interface:
		return same(a.Elem(), b.Elem())
	case reflect.Struct:
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		for i := range min(a.Len(), b.Len()) {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return a.Len() == b.Len()
	case reflect.Map:
		for _, key := range a.MapKeys() {
			if !same(a.MapIndex(key), b.MapIndex(key)) {
				return false
			}
		}
		return a.Len() == b.Len()
	}
	return a.Equal(b)
}

// pageThroughList reads a whole list page by page.
func (a *agreement) pageThroughList() {
	q := a.random.Query()
	for q.Text != nil {
		q = a.random.Query()
	}
	q.List = wholeList(q.List)
	whole := ids(a.naive.find(q))
	a.pageThrough(q.List, whole, func(l store.List) *store.Page {
		q.List = l
		return a.find(q)
	})
}

// pageThroughFollow reads what a follow of one node leads to page by page.
func (a *agreement) pageThroughFollow() {
	kind := pick(a.random, a.naive.kinds.All()).Name
	for len(a.random.steps([]string{kind})) == 0 {
		kind = pick(a.random, a.naive.kinds.All()).Name
	}
	f := a.random.follow("list", kind, nil, 1)
	shape := &store.Shape{Columns: columnNames(a.random.kindColumns(a.naive.kinds.Kind(kind))), Follows: []*store.Follow{f}}
	slices.Sort(shape.Columns)
	start := a.busiest(kind, f)
	if start == nil {
		return
	}
	f.List = wholeList(f.List)
	whole := ids(a.naive.follow(f, &level{node: start}))
	a.pageThrough(f.List, whole, func(l store.List) *store.Page {
		f.List = l
		return a.get([]string{start.ID}, store.Shapes{kind: shape})[0].Follows["list"]
	})
}

// busiest is the node of the kind from which the follow leads to most; nil if
// there is none of the kind.
func (a *agreement) busiest(kind string, f *store.Follow) *store.Record {
	var best *store.Record
	most := -1
	for _, r := range a.naive.all() {
		if r.Kind == kind {
			whole := *f
			whole.List = store.List{Where: f.Where, Total: true}
			if total := a.naive.follow(&whole, &level{node: r}).Total; total > most {
				best, most = r, total
			}
		}
	}
	return best
}

// wholeList is the list in one page.
func wholeList(l store.List) store.List {
	l.After, l.Before, l.Backward, l.Limit = nil, nil, false, 10_000
	return l
}

// pageThrough reads the list in pages of random size forward and backward,
// which together must be the whole.
func (a *agreement) pageThrough(l store.List, whole []string, read func(store.List) *store.Page) {
	a.Helper()
	for _, l.Backward = range []bool{false, true} {
		var seen []string
		l.After, l.Before = nil, nil
		for more := true; more; {
			l.Limit = 1 + a.random.rng.IntN(2+len(whole)/3)
			page := read(l)
			more = page.More
			switch {
			case len(page.Rows) == 0:
			case l.Backward:
				seen = append(ids(page), seen...)
				l.Before = a.naive.position(l.Order, a.naive.nodes[seen[0]])
			default:
				seen = append(seen, ids(page)...)
				l.After = a.naive.position(l.Order, a.naive.nodes[seen[len(seen)-1]])
			}
		}
		if !slices.Equal(seen, whole) {
			a.Fatalf("pages of %s, backward %v\ngot  %v\nwant %v", pretty(l), l.Backward, seen, whole)
		}
	}
}

func pretty(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	// What is not set says nothing.
	said := string(text)
	for _, empty := range []string{`"Edge":{"Kind":"","Label":""},`, `"Reverse":false,`, `"Kinds":null,`, `"Conds":null,`, `"Column":"",`, `"Value":null,`, `,"Up":0`,
		`"Repeat":null,`, `"EdgeWhere":null,`, `"Where":null,`, `"Order":null,`, `"After":null,`, `"Before":null,`, `"Backward":false,`, `"Total":false,`, `,"Groups":null`,
		`"EdgeColumns":null,`, `,"EdgeStatements":null`, `,"Follows":null`} {
		said = strings.ReplaceAll(said, empty, "")
	}
	return said
}

func setting(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		t.Fatalf("%s=%q is no number", name, text)
	}
	return n
}
