// Package ingest turns articles into facts of the graph: an extractor finds
// what the article states, the mentions are resolved to the nodes that are
// there, and one batch is written, in which every statement cites its sentence.
// What is doubtful waits for a person as a review.
//
// It knows the port (package store) and no GraphQL.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/reading"
	"github.com/dealgraph/dealgraph/store"
)

// Ingester writes articles into a store. It is safe for concurrent use:
// articles are read and extracted side by side, and resolved and written one
// after the other, so that two articles of one story find each other.
type Ingester struct {
	store     store.Store
	kinds     *store.Kinds
	extractor extract.Extractor
	options   Options

	// writing is held from the first look at the graph until the batch is
	// written; sequence is the number of the last write seen, 0 if none was.
	writing  sync.Mutex
	sequence int64
}

// Options say how articles are ingested.
type Options struct {
	// HashesOnly keeps no text of the articles, only where each statement
	// stands and the hash of its sentence.
	HashesOnly bool
}

// New returns an ingester into the store.
func New(s store.Store, kinds *store.Kinds, extractor extract.Extractor, options Options) *Ingester {
	return &Ingester{store: s, kinds: kinds, extractor: extractor, options: options}
}

// Ingest extracts what the article states and writes it: all of it in one
// transaction, or nothing. An article that this extractor has read already is
// left as it is, and the outcome says so. With dryRun nothing is written, and
// the outcome says what would be.
//
// Errors are *store.Error; those of the extractor keep their code.
func (g *Ingester) Ingest(ctx context.Context, a *reading.Article, dryRun bool) (*Outcome, error) {
	record := g.record(a)
	known, err := g.known(ctx, record.ID)
	if err != nil {
		return nil, err
	}
	if known {
		return &Outcome{Article: record.ID, DryRun: dryRun, Known: true}, nil
	}
	doc := &a.Document
	found, err := g.extract(ctx, doc)
	if err != nil {
		return nil, store.Wrap(err, store.CodeInternal, "the extractor "+g.extractor.Name()+" failed")
	}
	found = extract.Ground(doc, found)
	draft := func() *drafting {
		fresh := *record
		return draftsOf(g.kinds, &fresh, doc, found, g.extractor.Name(), !g.options.HashesOnly)
	}
	return g.write(ctx, draft, a.Document.URL, dryRun)
}

// extract finds what the document states. An extractor that panics fails on this
// article and leaves the others of a run alone.
func (g *Ingester) extract(ctx context.Context, doc *extract.Document) (found *extract.Extraction, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("it panicked: %v", fault)
		}
	}()
	return g.extractor.Extract(ctx, doc)
}

// maxRounds is how often a batch is planned anew because somebody else wrote
// in between.
const maxRounds = 30

// write plans and writes a batch, or with dryRun has the store compute what it
// would write. If another process wrote since the graph was looked at, the plan
// may have missed a node, so it is made anew; and so is one that the store
// refuses for what it makes of two deals, which then are left apart.
func (g *Ingester) write(ctx context.Context, draft func() *drafting, url string, dryRun bool) (*Outcome, error) {
	if !dryRun {
		g.writing.Lock()
		defer g.writing.Unlock()
	}
	asksOfDeals := false
	for range maxRounds {
		if !dryRun && g.sequence == 0 {
			if err := g.catchUp(ctx); err != nil {
				return nil, err
			}
		}
		p, err := planOf(ctx, g.store, draft(), asksOfDeals)
		if err != nil {
			return nil, err
		}
		if err := p.supersede(ctx, url); err != nil {
			return nil, err
		}
		if p.batch.DryRun = dryRun; !dryRun {
			p.batch.IfSequence = g.sequence
		}
		receipt, err := g.store.Apply(ctx, p.batch)
		switch {
		case err == nil:
		case store.CodeOf(err) == store.CodeConflict && !dryRun:
			g.sequence = 0
			continue
		case store.CodeOf(err) == store.CodeInvalid && p.judgesDeals():
			asksOfDeals = true
			continue
		default:
			return nil, err
		}
		p.outcome.Statements, p.outcome.Repeated = receipt.Statements, receipt.Known
		if p.outcome.DryRun = dryRun; dryRun {
			p.outcome.Batch = p.batch
		} else {
			g.sequence = receipt.Sequence
		}
		return p.outcome, nil
	}
	return nil, &store.Error{Code: store.CodeConflict, Message: "others write to the store all the time: the article was not written", Hint: "try again later, or with fewer writers",
		Cause: errors.New("the sequence moved in every round")}
}

// catchUp learns the number of the last write. To ask for it writes nothing, or
// two ingesters would keep each other from writing anything else; only the first
// write of all is made here, for there is no number before it.
func (g *Ingester) catchUp(ctx context.Context) (err error) {
	if g.sequence, err = g.store.Sequence(ctx); err != nil || g.sequence > 0 {
		return err
	}
	receipt, err := g.store.Apply(ctx, &store.Batch{})
	if err != nil {
		return err
	}
	g.sequence = receipt.Sequence
	return nil
}
