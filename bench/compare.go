package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
)

// warmUp is how often a question is asked before it is measured: statements
// are planned, pages read.
const warmUp = 10

// observer keeps the last statement that the store sent.
type observer struct {
	sync.Mutex
	text   string
	params map[string]any
}

func (o *observer) statement(text string, params map[string]any) {
	o.Lock()
	defer o.Unlock()
	o.text, o.params = text, params
}

// times are the durations of one way to ask.
type times []time.Duration

func (t times) percentile(p int) time.Duration {
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(len(sorted)*p/100, len(sorted)-1)]
}

// inTurns asks in two ways, o.times and some to warm up, and returns how long
// each took, but for the warming up. The way that goes first changes: what the
// first has read is in all memories when the second asks, and the connections of
// a pool take turns as well.
func inTurns(o *options, ways [2]func(at int) error) ([2]times, error) {
	var took [2]times
	for i := range warmUp + o.times {
		for turn := range ways {
			way := (i + turn) % len(ways)
			began := time.Now()
			if err := ways[way](i); err != nil {
				return took, err
			}
			if i >= warmUp {
				took[way] = append(took[way], time.Since(began))
			}
		}
	}
	return took, nil
}

// compare asks each question through the store and by hand, in turns.
func compare(ctx context.Context, o *options, w *world, s store.Store, seen *observer) error {
	d, err := driver.NewDriverWithContext(o.uri, driver.BasicAuth(o.username, o.password, ""))
	if err != nil {
		return err
	}
	defer d.Close(ctx)
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	defer table.Flush()
	fmt.Fprintln(table, "Neo4j: shape\tp50 store\tp50 by hand\tratio\tp10 store\tp10 by hand\tratio\thits store\thits by hand\trows")
	for _, q := range w.shapes() {
		if !strings.Contains(q.name, o.only) {
			continue
		}
		for at := range warmUp {
			ids, err := q.ask(ctx, s, at)
			if err != nil {
				return fmt.Errorf("%s: %w", q.name, err)
			}
			records, err := read(ctx, d, q.cypher, q.params(at))
			if err != nil {
				return fmt.Errorf("%s, by hand: %w", q.name, err)
			}
			if err := q.check(ids, records); err != nil {
				return err
			}
		}
		rows := 0
		took, err := inTurns(o, [2]func(int) error{
			func(at int) error {
				ids, err := q.ask(ctx, s, at)
				if at >= warmUp {
					rows += len(ids)
				}
				return err
			},
			func(at int) error {
				_, err := read(ctx, d, q.cypher, q.params(at))
				return err
			},
		})
		if err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		ours, byHand := took[0], took[1]
		hits := [2]string{"", ""}
		if o.profile {
			hits[0] = profile(ctx, d, seen.text, seen.params)
			hits[1] = profile(ctx, d, q.cypher, q.params(o.times+warmUp-1))
		}
		fmt.Fprintf(table, "%s\t%v\t%v\t%.2f\t%v\t%v\t%.2f\t%s\t%s\t%d\n", q.name, round(ours.percentile(50)), round(byHand.percentile(50)),
			float64(ours.percentile(50))/float64(byHand.percentile(50)), round(ours.percentile(10)), round(byHand.percentile(10)),
			float64(ours.percentile(10))/float64(byHand.percentile(10)), hits[0], hits[1], rows/o.times)
		table.Flush()
		if o.statements {
			params, err := json.Marshal(seen.params)
			if err != nil {
				return err
			}
			fmt.Printf("%s\n%s\n", params, seen.text)
		}
	}
	return nil
}

// check makes sure that the statement by hand answers no less than the store.
func (q *shape) check(ids []string, records []*driver.Record) error {
	if q.differs {
		return nil
	}
	known := map[string]bool{}
	for _, r := range records {
		collectIDs(r.AsMap(), known)
	}
	for _, id := range ids {
		if !known[id] {
			return fmt.Errorf("%s: the store answers %s, the statement by hand does not", q.name, id)
		}
	}
	return nil
}

func collectIDs(value any, known map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		if id, ok := v["id"].(string); ok {
			known[id] = true
		}
		for _, inner := range v {
			collectIDs(inner, known)
		}
	case []any:
		for _, inner := range v {
			collectIDs(inner, known)
		}
	}
}

// read sends a statement as the store does: without a transaction around it.
func read(ctx context.Context, d driver.DriverWithContext, text string, params map[string]any) ([]*driver.Record, error) {
	session := d.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead, FetchSize: driver.FetchAll})
	defer session.Close(ctx)
	result, err := session.Run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
}

// profile returns the database hits of a statement, or why there are none.
func profile(ctx context.Context, d driver.DriverWithContext, text string, params map[string]any) string {
	session := d.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead})
	defer session.Close(ctx)
	result, err := session.Run(ctx, "PROFILE "+text, params)
	if err != nil {
		return err.Error()
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(hitsOf(summary.Profile()))
}

func hitsOf(p driver.ProfiledPlan) int64 {
	hits := p.DbHits()
	for _, child := range p.Children() {
		hits += hitsOf(child)
	}
	return hits
}

// measureAlone asks each question of one store.
func measureAlone(ctx context.Context, o *options, w *world, s store.Store) error {
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	defer table.Flush()
	fmt.Fprintln(table, "SQLite: shape\tp50\tp95\trows")
	for _, q := range w.shapes() {
		if !strings.Contains(q.name, o.only) {
			continue
		}
		var took times
		rows := 0
		for i := -warmUp; i < o.times; i++ {
			began := time.Now()
			ids, err := q.ask(ctx, s, i+warmUp)
			if err != nil {
				log.Printf("%s: %v", q.name, err)
				break
			}
			if i >= 0 {
				took, rows = append(took, time.Since(began)), rows+len(ids)
			}
		}
		if len(took) > 0 {
			fmt.Fprintf(table, "%s\t%v\t%v\t%d\n", q.name, round(took.percentile(50)), round(took.percentile(95)), rows/o.times)
		}
	}
	return nil
}

// measureDepth asks for the first page of all deals and for one far behind it,
// in turns.
func measureDepth(ctx context.Context, o *options, w *world, s store.Store, name string) error {
	page := func(after []any) func(int) error {
		return func(int) error {
			_, err := s.Find(ctx, dealsQuery(store.List{Order: newestFirst, Limit: 20, After: after}))
			return err
		}
	}
	took, err := inTurns(o, [2]func(int) error{page(nil), page(w.deep)})
	if err != nil {
		return err
	}
	first, deep := took[0].percentile(50), took[1].percentile(50)
	fmt.Printf("%s: 20 deals, first page p50 %v, 5,000 deep %v, ratio %.2f; p10 %.2f\n", name, round(first), round(deep), float64(deep)/float64(first),
		float64(took[1].percentile(10))/float64(took[0].percentile(10)))
	return nil
}

func round(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }
