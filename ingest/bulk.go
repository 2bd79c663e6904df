package ingest

import (
	"context"
	"iter"
	"sync"

	"github.com/dealgraph/dealgraph/ingest/reading"
	"github.com/dealgraph/dealgraph/store"
)

// Result is what became of one article of many: its outcome, or why it failed.
type Result struct {
	// Name is the file it came from, Line its line there, 0 for a file of one.
	Name    string
	Line    int
	Outcome *Outcome
	Err     error
}

// Stopped reports whether the article failed because the run was stopped, not
// because of itself.
func (r *Result) Stopped() bool { return store.CodeOf(r.Err) == store.CodeTimeout }

// Entry is an article of many, or why it could not be read.
type Entry struct {
	Name    string
	Line    int
	Article *reading.Article
	Err     error
}

// IngestAll ingests articles with as many workers as asked, and tells of each
// as it is done, never of two at once. An article that fails does not keep the
// others from being written. It ends when all are done or ctx is; what was
// written until then stays, and a later run goes on behind it, for articles
// that are there already cost one look.
func (g *Ingester) IngestAll(ctx context.Context, entries iter.Seq[Entry], workers int, dryRun bool, done func(*Result)) {
	work, results := make(chan Entry), make(chan *Result)
	var running sync.WaitGroup
	for range max(workers, 1) {
		running.Go(func() {
			for e := range work {
				r := &Result{Name: e.Name, Line: e.Line, Err: e.Err}
				if e.Err == nil {
					r.Outcome, r.Err = g.Ingest(ctx, e.Article, dryRun)
				}
				results <- r
			}
		})
	}
	go func() {
		defer close(results)
		defer running.Wait()
		defer close(work)
		for e := range entries {
			select {
			case work <- e:
			case <-ctx.Done():
				return
			}
		}
	}()
	for r := range results {
		done(r)
	}
}

// Totals sum up the results of many articles.
type Totals struct {
	// Articles is their number: Written were new or had something new, Known
	// were there, Empty state nothing, Failed were not written.
	Articles, Written, Known, Empty, Failed     int
	Created, Matched, Queued, Rejected, Claimed int
}

// Add counts a result.
func (t *Totals) Add(r *Result) {
	t.Articles++
	switch o := r.Outcome; {
	case r.Err != nil:
		t.Failed++
	case o.Known:
		t.Known++
	default:
		if o.Statements+o.Repeated == 0 && len(o.Queued) == 0 {
			t.Empty++
		} else {
			t.Written++
		}
		t.Created += len(o.Created)
		t.Matched += len(o.Matched)
		t.Queued += len(o.Queued)
		t.Rejected += len(o.Rejected)
		t.Claimed += o.Statements
	}
}
