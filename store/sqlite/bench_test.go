package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/sqlite"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// benchmarked is the graph that all benchmarks read: companies with five
// officers each, and licences between them of which one company has a quarter.
var benchmarked struct {
	sync.Once
	store *sqlite.Store
}

// benchDeals is the number of deals, DEALGRAPH_BENCH_DEALS or 5,000.
func benchDeals() int {
	if n, err := strconv.Atoi(os.Getenv("DEALGRAPH_BENCH_DEALS")); err == nil {
		return n
	}
	return 5000
}

func mustBenchStore(b *testing.B) *sqlite.Store {
	b.Helper()
	benchmarked.Do(func() {
		dir, err := os.MkdirTemp("", "dealgraph-bench-*")
		if err != nil {
			b.Fatal(err)
		}
		s, err := sqlite.Open(context.Background(), sqlite.Config{Path: filepath.Join(dir, "dealgraph.db"), Kinds: storetest.MustKinds(), Now: storetest.Now})
		if err != nil {
			b.Fatal(err)
		}
		deals := benchDeals()
		began, statements := time.Now(), 0
		for at := 0; at < deals; at += 100 {
			batch := benchBatch(at, 100, deals/10)
			statements += len(batch.Statements)
			if _, err := s.Apply(context.Background(), batch); err != nil {
				b.Fatal(err)
			}
		}
		fmt.Printf("# %d deals, %d statements in %v, batches of 100 deals\n", deals, statements, time.Since(began).Round(time.Millisecond))
		benchmarked.store = s
		_ = os.RemoveAll(dir) // the open files live on
	})
	return benchmarked.store
}

// benchBatch is an article with some deals, and the companies that these are
// the first to name.
func benchBatch(at, count, companies int) *store.Batch {
	article := fmt.Sprintf("article:a%d", at)
	b := new(storetest.Batch).In(article)
	b.Article(&store.Article{ID: article, Genre: "REPORT", Published: fmt.Sprintf("20%02d-05-%02d", at%20, 1+at%28), Digest: "Somebody licensed something."})
	for i := at; i < at+count; i++ {
		if i%10 == 0 {
			company := fmt.Sprintf("company:c%d", i/10)
			b.Thing(company, "name", fmt.Sprintf("%s %s %d", []string{"Northern", "Global", "United", "First"}[i/10%4], []string{"Semiconductor", "Telecom", "Devices"}[i/10%3], i/10),
				"companyKind", "BUSINESS", "country", "FI", "founded", fmt.Sprint(1900+i%120))
			for officer := range 5 {
				person, position := fmt.Sprintf("person:p%d-%d", i/10, officer), fmt.Sprintf("position:p%d-%d", i/10, officer)
				b.Thing(person, "name", fmt.Sprintf("Officer %d of %d", officer, i/10))
				b.Thing(position, "jobTitle", "Officer", "positionKind", "OTHER", "period", "2010/..", "person", person, "company", company)
			}
		}
		licensee := i / 10 * 7919 % (at/10 + 1)
		if i%4 == 0 {
			licensee = 0
		}
		b.Thing(fmt.Sprintf("deal:d%d", i), "dealKind", "LICENSE", "announced", fmt.Sprintf("20%02d-%02d-%02d", i%20, 1+i%12, 1+i%28), "dealValue", fmt.Sprintf("%d USD", i*977%100_000),
			"licensor", fmt.Sprintf("company:c%d", i/10), "licensee", fmt.Sprintf("company:c%d", licensee))
	}
	return &b.Batch
}

func BenchmarkFind(b *testing.B) {
	s := mustBenchStore(b)
	deadline, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	out := func(key, kind, label string, limit int, shapes store.Shapes, far ...string) *store.Follow {
		return &store.Follow{Key: key, Edge: store.EdgeRef{Kind: kind, Label: label}, Kinds: far, List: store.List{Limit: limit}, Shapes: shapes}
	}
	in := func(key, kind, label string, limit int, shapes store.Shapes) *store.Follow {
		f := out(key, kind, label, limit, shapes, kind)
		f.Reverse = true
		return f
	}
	name := store.Shapes{"Company": {Columns: []string{"name"}}, "Person": {Columns: []string{"name"}}}
	person := out("person", "Position", "person", 1, name, "Person")
	officers := in("officers", "Position", "company", 20, store.Shapes{"Position": {Columns: []string{"jobTitle", "period"}, Follows: []*store.Follow{person}}})
	parties := out("parties", "Deal", "anyParty", 20, store.Shapes{"Company": {Columns: []string{"country", "name"}, Follows: []*store.Follow{officers}}}, "Company", "Person")
	byDate := []store.Order{{Column: "announcedKey", Desc: true}}
	deals := in("deals", "Deal", "anyParty", 20, store.Shapes{"Deal": {Columns: []string{"announced", "title"}}})
	latest := in("deals", "Deal", "anyParty", 20, deals.Shapes)
	latest.Order, latest.Total = byDate, true
	others := &store.Grouping{Key: "others", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"}, ExceptStart: true, Distinct: store.ColumnWhole, Money: "dealValue", Limit: 10, Shapes: name}
	counterparties := in("deals", "Deal", "anyParty", 0, nil)
	counterparties.Groups = []*store.Grouping{others}
	years := in("deals", "Deal", "anyParty", 0, nil)
	years.Groups = []*store.Grouping{{Key: "years", Column: "announcedEarliest", Prefix: 4, Limit: 30}}
	around := out("around", "Deal", "anyParty", 20, name, "Company", "Person")
	around.Repeat, around.Total = &store.Repeat{Depth: 2, Facts: []store.EdgeRef{around.Edge}}, true
	one := &store.Cond{Op: store.Eq, Column: "id", Value: "company:c100"}
	hub := &store.Cond{Op: store.Eq, Column: "id", Value: "company:c0"}
	company := func(where *store.Cond, follows ...*store.Follow) *store.Query {
		return &store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 1, Where: where}, Shapes: store.Shapes{"Company": {Columns: []string{"country", "name"}, Follows: follows}}}
	}
	for _, c := range []struct {
		name string
		q    *store.Query
	}{
		{"company", company(one)},
		{"company-officers", company(one, officers)},
		{"deals-page", &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 20, Order: byDate}, Shapes: store.Shapes{"Deal": {Columns: []string{"announced", "dealKind", "title"}}}}},
		{"deals-page-hot", &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 20, Order: byDate}, Shapes: store.Shapes{"Deal": {Columns: []string{"announcedKey", "dealKind", "title"}}}}},
		{"deals-deep-page", &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 20, Order: byDate, After: []any{"2005-01-01", "deal:d5"}}, Shapes: deals.Shapes}},
		{"deals-parties-officers", &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 20, Order: byDate}, Shapes: store.Shapes{"Deal": {Columns: []string{"title"}, Follows: []*store.Follow{parties}}}}},
		{"hub-first-deals", company(hub, deals)},
		{"hub-latest-deals-total", company(hub, latest)},
		{"hub-counterparties", company(hub, counterparties)},
		{"hub-years", company(hub, years)},
		{"hub-around-2", company(hub, around)},
		{"deals-by-year", &store.Query{Kinds: []string{"Deal"}, List: store.List{Groups: years.Groups}}},
		{"deals-by-party", &store.Query{Kinds: []string{"Deal"}, List: store.List{Groups: []*store.Grouping{others}}}},
		{"positions-by-company-name", &store.Query{Kinds: []string{"Position"}, List: store.List{Limit: 20, Order: []store.Order{{Column: "company.nameKey"}}}}},
		{"deals-of-company", &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 20, Order: byDate, Where: &store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company"}, Conds: []*store.Cond{one}}}, Shapes: deals.Shapes}},
		{"deals-count", &store.Query{Kinds: []string{"Deal"}, List: store.List{Total: true}}},
		{"search", &store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "Global Telecom 13"}, List: store.List{Limit: 10}, Shapes: name}},
		{"by-name", &store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "Global Telecom 13", Exact: true}, List: store.List{Limit: 10}, Shapes: name}},
	} {
		for _, ctx := range []struct {
			name string
			context.Context
		}{{"", context.Background()}, {"-deadline", deadline}} {
			b.Run(c.name+ctx.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := s.Find(ctx, c.q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkNeighbourhood(b *testing.B) {
	s := mustBenchStore(b)
	name := store.Shapes{"Company": {Columns: []string{"name"}}, "Person": {Columns: []string{"name"}}, "Deal": {Columns: []string{"title"}}}
	for depth := 1; depth <= store.MaxNeighbourhoodDepth; depth++ {
		b.Run(fmt.Sprint("hub-", depth), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Neighbourhood(context.Background(), &store.NeighbourhoodQuery{Of: "company:c0", Depth: depth, PerNode: 20, Limit: 500, Shapes: name, EdgeColumns: []string{"credence"}}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
