package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"
)

// Writer holds what the rules of writing need beside the transaction. Both
// backends write through it, so a rule exists once.
type Writer struct {
	Kinds *Kinds
	Names Names
	Now   Clock
	// Rereads: every node is projected from all the statements about it, even
	// where new ones only repeat what is known. What is written is the same, and
	// tests see that it is.
	Rereads bool
}

// The edges between sources and the rest, and those of the change log, of
// judgements and reviews, which the kind table must have.
var (
	statementSubject = EdgeRef{"Statement", "subject"} // the node as first written
	statementNode    = EdgeRef{"Statement", "node"}    // the node as now known
	statementObject  = EdgeRef{"Statement", "object"}  // the node at the end of the edge it states, as now known
	statementArticle = EdgeRef{"Statement", "article"}
	statementOrigin  = EdgeRef{"Statement", "origin"}
	statementSaidBy  = EdgeRef{"Statement", "saidBy"}
	statementSaidFor = EdgeRef{"Statement", "saidFor"}
	articlePublisher = EdgeRef{"Article", "publisher"}
	articleDerived   = EdgeRef{"Article", "derivedFrom"}
	changeAbout      = EdgeRef{"Change", "about"}
	changeArticles   = EdgeRef{"Change", "articles"}
	reviewArticle    = EdgeRef{"ReviewItem", "article"}
	reviewOf         = EdgeRef{"ReviewItem", "of"}
	judgementOf      = EdgeRef{"Judgement", "of"}
)

// Write writes the batch in the transaction: the articles and statements that
// are not there yet and what it withdraws or takes back, then the projection of
// every node that this may change, with its trust, and a line of the change log
// for each that it did. The caller commits if the error is nil and rolls back
// otherwise; after a dry run, whose error is [ErrDryRun], there is a receipt all
// the same. Errors are of code BAD_INPUT where the batch is at fault.
func Write(ctx context.Context, tx Tx, w *Writer, b *Batch) (*Receipt, error) {
	if err := b.Check(w.Kinds); err != nil {
		return nil, err
	}
	sequence, err := tx.Lock(ctx)
	if err != nil {
		return nil, err
	}
	if b.IfSequence != 0 && sequence != b.IfSequence+1 {
		return nil, Errorf(CodeConflict, "there was another write since number %d", b.IfSequence)
	}
	run := newWriting(w, tx)
	run.receipt.Sequence = sequence
	for _, step := range []func(context.Context, *Batch) error{
		run.readBatch, run.decide, run.judge, run.readIdentities, run.merge, run.writeSources, run.retract, run.settle,
		run.gather, run.dropMerged, run.checkReferences, run.deriveEdges, run.readEdges, run.countAll, run.composeAll, run.logChanges, run.flush,
	} {
		if err := step(ctx, b); err != nil {
			return nil, err
		}
	}
	if b.DryRun {
		run.receipt.Sequence = 0
		return run.receipt, ErrDryRun
	}
	return run.receipt, nil
}

// ErrDryRun makes a backend roll back what [Write] did for a dry run. It does
// not cross the port: Apply returns the receipt.
var ErrDryRun = errors.New("a dry run is rolled back")

func newWriting(w *Writer, tx Tx) *writing {
	return &writing{Writer: w, tx: tx, receipt: &Receipt{}, now: w.Now().UTC().Format(time.RFC3339),
		sourceRecords: map[string]*Record{}, freshEdges: map[string][]*EdgeRecord{}, freshAbout: map[string][]string{}, touched: map[string]map[string]bool{},
		reread: map[string]bool{}, repeated: map[string]*repetition{},
		sources: map[string]*source{}, claims: map[string][]*claim{}, withdrawn: map[string][]*claim{}, stored: map[string]*Record{},
		projections: map[string]*projection{}, retired: map[string]*projection{}, derived: map[string]map[string]*derivedEdge{},
		storedEdges: map[string]map[edgeKey]*EdgeRecord{}, counts: map[counted]int64{}, changes: map[string]*change{},
		reviews: newReviewing(), merges: newMerging(), identified: map[string]bool{}, judged: map[string]bool{}}
}

// writing is the state of one Write, filled step by step.
type writing struct {
	*Writer
	tx      Tx
	receipt *Receipt
	now     string
	// anew: what is projected from the statements is made anew (see Rebuild),
	// and what is stored of it may be of other rules.
	anew bool

	// Sources: the records of articles and statements as they shall be, by id;
	// the edges of new ones by their start; the new statements by their node;
	// and the stored articles that change.
	sourceRecords   map[string]*Record
	freshEdges      map[string][]*EdgeRecord
	freshAbout      map[string][]string
	changedArticles []string
	// reviews is what the batch does with reviews, merges what with the nodes
	// that ids are of. identified are the ids that its judgements and reviews
	// are about, judged those whose judgements change.
	reviews            reviewing
	merges             merging
	identified, judged map[string]bool
	// touched are the articles of the statements that are new, withdrawn or
	// taken back, by the nodes these are about.
	touched map[string]map[string]bool
	// reread are those of them that more happens to than that new statements
	// come, repeated the nodes of which new ones only repeat what is known, as
	// they shall be (see repeat).
	reread   map[string]bool
	repeated map[string]*repetition

	sources     map[string]*source  // by article id
	claims      map[string][]*claim // live, by node
	withdrawn   map[string][]*claim // those that are no longer live, by node
	projections map[string]*projection
	retired     map[string]*projection             // nodes without a live self statement
	derived     map[string]map[string]*derivedEdge // by node and target
	counts      map[counted]int64                  // of edges to nodes

	// stored are the records read on the way, nil where there is none;
	// storedEdges the edges of the projected nodes, by their start.
	stored      map[string]*Record
	storedEdges map[string]map[edgeKey]*EdgeRecord

	// What is to be written: whole nodes, ids of nodes that go, new edges,
	// edges that go; and what the change log says of it, by node.
	nodes       []*Record
	dropped     []string
	edges, gone []*EdgeRecord
	changes     map[string]*change
}

// edgeKey tells apart the edges that start at one node.
type edgeKey struct{ label, to string }

// flush writes what has been collected: nodes, then edges, and deletes what goes.
func (r *writing) flush(ctx context.Context, _ *Batch) error {
	for _, id := range slices.Sorted(maps.Keys(r.sourceRecords)) {
		if old := r.stored[id]; old == nil || !sameColumns(old.Columns, r.sourceRecords[id].Columns) {
			r.nodes = append(r.nodes, r.sourceRecords[id])
		}
	}
	if err := r.tx.PutNodes(ctx, r.nodes); err != nil {
		return err
	}
	if err := r.tx.DeleteEdges(ctx, r.gone); err != nil {
		return err
	}
	if err := r.tx.DeleteNodes(ctx, r.dropped); err != nil {
		return err
	}
	return r.tx.PutEdges(ctx, r.edges)
}

// readBatch reads, all at once, what is there of all that the batch names: its
// articles, statements and reviews, and of which nodes its ids are.
func (r *writing) readBatch(ctx context.Context, b *Batch) error {
	var ids []string
	for _, a := range b.Articles {
		ids = append(ids, a.ID)
		for _, id := range a.Publishers {
			ids = append(ids, IdentityID(id))
		}
	}
	for _, s := range b.Statements {
		ids = append(ids, s.ID(), s.Article)
		for _, id := range s.nodes(r.Kinds) {
			ids = append(ids, IdentityID(id))
		}
	}
	for _, review := range b.Reviews {
		ids = append(ids, review.ID(), review.Article)
	}
	for _, v := range b.Verdicts {
		ids = append(ids, v.Review)
	}
	slices.Sort(ids)
	return r.read(ctx, slices.Compact(ids))
}

// nodes returns the ids of entities and facts that the statement names.
func (s *Statement) nodes(kinds *Kinds) []string {
	ids := []string{s.Subject}
	for _, id := range []string{s.SaidBy, s.SaidFor} {
		if id != "" {
			ids = append(ids, id)
		}
	}
	if kinds.KindOf(s.Subject).Edge(s.Property) != nil {
		ids = append(ids, s.Value)
	}
	return ids
}

// read loads nodes into r.stored, once each.
func (r *writing) read(ctx context.Context, ids []string) error {
	var missing []string
	for _, id := range ids {
		if _, known := r.stored[id]; !known {
			missing = append(missing, id)
			r.stored[id] = nil
		}
	}
	if len(missing) == 0 {
		return nil
	}
	records, err := r.tx.Nodes(ctx, missing)
	maps.Copy(r.stored, records)
	return err
}

// readEdges reads the edges that the projected and the retired nodes, and those
// that go, have so far. Those to nodes of a kind that went from the kind table are out of sight.
func (r *writing) readEdges(ctx context.Context, _ *Batch) error {
	ids := slices.Concat(slices.Sorted(maps.Keys(r.projections)), slices.Sorted(maps.Keys(r.retired)), r.merges.dropped)
	kinds := map[string]bool{}
	for _, id := range ids {
		kinds[r.Kinds.KindOf(id).Name] = true
	}
	stored, err := r.tx.EdgesFrom(ctx, r.edgeRefs(func(e *Edge) bool { return kinds[e.Kind] }), ids)
	if err != nil {
		return err
	}
	for _, e := range stored {
		if r.Kinds.KindOf(e.To) == nil {
			continue
		}
		if r.storedEdges[e.From] == nil {
			r.storedEdges[e.From] = map[edgeKey]*EdgeRecord{}
		}
		r.storedEdges[e.From][edgeKey{e.Edge.Label, e.To}] = e
	}
	return nil
}

func (r *writing) edgeRefs(keep func(*Edge) bool) []EdgeRef {
	var refs []EdgeRef
	for _, e := range r.Kinds.Edges() {
		if keep(e) {
			refs = append(refs, EdgeRef{e.Kind, e.Label})
		}
	}
	return refs
}

// clone copies a record, so that it can be changed.
func (r *Record) clone() *Record {
	return &Record{ID: r.ID, Kind: r.Kind, Columns: maps.Clone(r.Columns), Retired: r.Retired}
}

func froms(edges []*EdgeRecord) []string {
	ids := map[string]bool{}
	for _, e := range edges {
		ids[e.From] = true
	}
	return slices.Sorted(maps.Keys(ids))
}

func sameColumns(a, b map[string]any) bool {
	return reflect.DeepEqual(normal(a), normal(b))
}

// normal drops what is missing, so that absent, nil and empty are one.
func normal(columns map[string]any) map[string]any {
	kept := make(map[string]any, len(columns))
	for name, value := range columns {
		if list, ok := value.([]string); value == nil || ok && len(list) == 0 {
			continue
		}
		kept[name] = value
	}
	return kept
}

func sameEnds(stored, wanted []*EdgeRecord) bool {
	ends := func(edges []*EdgeRecord) []string {
		var all []string
		for _, e := range edges {
			all = append(all, fmt.Sprint(e.Edge, e.From, e.To, e.written()))
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	return slices.Equal(ends(stored), ends(wanted))
}
