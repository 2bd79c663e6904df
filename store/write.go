package store

import (
	"context"
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
}

// The edges between sources and the rest, which the kind table must have.
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
)

// Write writes the batch in the transaction: the articles and statements that
// are not there yet, then the projection of every node these are about, with
// its trust. The caller commits if the error is nil and rolls back otherwise.
// Errors are of code BAD_INPUT where the batch is at fault.
func Write(ctx context.Context, tx Tx, w *Writer, b *Batch) (*Receipt, error) {
	if err := b.Check(w.Kinds); err != nil {
		return nil, err
	}
	sequence, err := tx.Lock(ctx)
	if err != nil {
		return nil, err
	}
	run := &writing{Writer: w, tx: tx, receipt: &Receipt{Sequence: sequence}, now: w.Now().UTC().Format(time.RFC3339),
		sources: map[string]*source{}, claims: map[string][]*claim{}, stored: map[string]*Record{},
		projections: map[string]*projection{}, derived: map[string]map[string]*derivedEdge{},
		storedEdges: map[string]map[edgeKey]*EdgeRecord{}, counts: map[counted]int64{}}
	for _, step := range []func(context.Context, *Batch) error{
		run.writeSources, run.findAffected, run.loadClaims, run.projectAll, run.deriveEdges, run.checkReferences, run.readEdges, run.countAll, run.composeAll, run.flush,
	} {
		if err := step(ctx, b); err != nil {
			return nil, err
		}
	}
	slices.Sort(run.receipt.Nodes)
	return run.receipt, nil
}

// writing is the state of one Write, filled step by step.
type writing struct {
	*Writer
	tx      Tx
	receipt *Receipt
	now     string

	// What is to be written: whole nodes, new edges, edges that go.
	nodes       []*Record
	edges, gone []*EdgeRecord

	changedArticles []string
	statements      map[string]*Statement // new ones by id
	fresh           map[string]*Record    // their records
	affected        map[string]bool       // nodes to project anew
	sources         map[string]*source    // by article id
	claims          map[string][]*claim   // live, by node
	cited           map[string]*Record    // the stored statements behind claims, by id
	projections     map[string]*projection
	derived         map[string]map[string]*derivedEdge // by node and target
	stored          map[string]*Record                 // nodes read on the way, nil where there is none
	storedEdges     map[string]map[edgeKey]*EdgeRecord // of the projected nodes, by their start
	counts          map[counted]int64                  // of edges to nodes
}

// writeSources writes the records of the articles and statements that are new
// or, for articles, changed.
func (r *writing) writeSources(ctx context.Context, b *Batch) error {
	articles, statements := map[string]*Article{}, map[string]*Statement{}
	for _, a := range b.Articles {
		if known := articles[a.ID]; known != nil && !reflect.DeepEqual(known, a) {
			return Errorf(CodeInvalid, "%s: the batch has two records of this article", a.ID)
		}
		articles[a.ID] = a
	}
	for _, s := range b.Statements {
		id := s.ID()
		if known := statements[id]; known != nil && *known != *s {
			return Errorf(CodeInvalid, "the batch states %s %s %q in %s twice, with other passages or origins", s.Subject, s.Property, s.Value, s.Article)
		}
		statements[id] = s
	}
	known, err := r.tx.Nodes(ctx, append(slices.Sorted(maps.Keys(articles)), slices.Sorted(maps.Keys(statements))...))
	if err != nil {
		return err
	}
	var nodes []*Record
	var edges []*EdgeRecord
	for _, id := range slices.Sorted(maps.Keys(articles)) {
		record, out := r.articleRecord(articles[id], known[id])
		links, err := r.articleLinks(ctx, id, known[id] != nil)
		if err != nil {
			return err
		}
		if old := known[id]; old == nil || !sameColumns(old.Columns, record.Columns) || !sameEnds(links, out) {
			r.gone = append(r.gone, links...)
			nodes, edges = append(nodes, record), append(edges, out...)
			r.changedArticles = append(r.changedArticles, id)
			if old == nil {
				r.receipt.Articles++
			}
		}
	}
	r.statements, r.fresh = map[string]*Statement{}, map[string]*Record{}
	for _, id := range slices.Sorted(maps.Keys(statements)) {
		if known[id] != nil {
			r.receipt.Known++
			continue
		}
		record, out := r.statementRecord(id, statements[id])
		r.statements[id], r.fresh[id] = statements[id], record
		nodes, edges = append(nodes, record), append(edges, out...)
		r.receipt.Statements++
	}
	// They are written last: the projection may yet flag statements, and edges
	// want the nodes at their far ends.
	r.nodes, r.edges = nodes, edges
	return nil
}

func (r *writing) articleRecord(a *Article, known *Record) (*Record, []*EdgeRecord) {
	recordedAt := r.now
	if known != nil {
		if at, ok := known.Columns["recordedAt"].(string); ok {
			recordedAt = at
		}
	}
	record := r.record("Article", a.ID, map[string]string{
		"genre": a.Genre, "headline": a.Headline, "published": a.Published, "url": a.URL, "digest": a.Digest,
		"contentHash": a.ContentHash, "recordedAt": recordedAt,
	}, map[string][]string{"authors": a.Authors})
	setReported(record.Columns, reportedOn(a.Published, recordedAt))
	var edges []*EdgeRecord
	for _, id := range a.Publishers {
		edges = append(edges, &EdgeRecord{Edge: articlePublisher, From: a.ID, To: id})
	}
	for _, id := range a.DerivedFrom {
		edges = append(edges, &EdgeRecord{Edge: articleDerived, From: a.ID, To: id})
	}
	return record, edges
}

// articleLinks returns the edges that the stored article has.
func (r *writing) articleLinks(ctx context.Context, id string, known bool) ([]*EdgeRecord, error) {
	if !known {
		return nil, nil
	}
	return r.tx.EdgesFrom(ctx, []EdgeRef{articlePublisher, articleDerived}, []string{id})
}

func (r *writing) statementRecord(id string, s *Statement) (*Record, []*EdgeRecord) {
	values := map[string]string{
		"property": s.Property, "value": s.Value, "stance": string(s.stance()), "saidAs": s.SaidAs,
		"extractor": s.Extractor, "recordedAt": r.now, "contested": "false",
	}
	if s.Confidence > 0 {
		values["confidence"] = FormatNumber(s.Confidence)
	}
	record := r.record("Statement", id, values, nil)
	setString(record.Columns, "passage", s.Passage.Sentence)
	setString(record.Columns, "passageSha256", s.Passage.SHA256)
	if s.Passage.Paragraph > 0 {
		record.Columns["passageParagraph"] = int64(s.Passage.Paragraph)
	}
	object := ""
	if r.Kinds.KindOf(s.Subject).Edge(s.Property) != nil {
		record.Columns[ColumnTarget] = s.Value
		if r.Kinds.KindOf(s.Value).stated() {
			object = s.Value
		}
	}
	origin := s.Origin
	if origin == "" {
		origin = s.Article
	}
	var edges []*EdgeRecord
	for _, end := range []struct {
		edge EdgeRef
		id   string
	}{
		{statementSubject, s.Subject}, {statementNode, s.Subject}, {statementObject, object}, {statementArticle, s.Article},
		{statementOrigin, origin}, {statementSaidBy, s.SaidBy}, {statementSaidFor, s.SaidFor},
	} {
		if end.id != "" {
			edges = append(edges, &EdgeRecord{Edge: end.edge, From: id, To: end.id})
		}
	}
	return record, edges
}

// record makes a node of the text forms of its properties; empty ones are
// missing.
func (r *writing) record(kindName, id string, values map[string]string, lists map[string][]string) *Record {
	record := &Record{ID: id, Kind: kindName, Columns: map[string]any{}}
	for _, p := range r.Kinds.Kind(kindName).Properties {
		if p.Type == PassageType {
			continue
		}
		texts := lists[p.Name]
		if v := values[p.Name]; v != "" {
			texts = []string{v}
		}
		p.set(record.Columns, texts, r.Names)
	}
	r.setSearchKeys(record, lists, values)
	return record
}

func (r *writing) setSearchKeys(record *Record, lists map[string][]string, values map[string]string) {
	kind := r.Kinds.Kind(record.Kind)
	if !kind.Searched() {
		return
	}
	keys := map[string]bool{}
	for _, p := range kind.Properties {
		if !p.Searched {
			continue
		}
		for _, name := range append(slices.Clone(lists[p.Name]), values[p.Name]) {
			for _, key := range r.Names.Keys(name) {
				keys[key] = true
			}
		}
	}
	if len(keys) > 0 {
		record.Columns[ColumnSearchKeys] = slices.Sorted(maps.Keys(keys))
	}
}

// findAffected collects the nodes whose projection may change: those the new
// statements are about, those that rest on a changed article, the wholes these
// are part of, and the deals whose composed title has a name that may change.
func (r *writing) findAffected(ctx context.Context, _ *Batch) error {
	r.affected = map[string]bool{}
	var renamed []string
	wholes := map[string]string{}
	for _, s := range r.statements {
		r.affected[s.Subject] = true
		kind := r.Kinds.KindOf(s.Subject)
		if p := kind.Property(s.Property); p != nil && p.Searched {
			renamed = append(renamed, s.Subject)
		}
		if e := kind.Edge(s.Property); e != nil && e.Whole {
			wholes[s.Subject+"\x00"+s.Value] = s.Value
		}
	}
	for _, id := range wholes {
		r.affected[id] = true
	}
	if len(r.changedArticles) > 0 {
		cited, err := r.tx.EdgesTo(ctx, []EdgeRef{statementArticle, statementOrigin}, r.changedArticles)
		if err != nil {
			return err
		}
		about, err := r.tx.EdgesFrom(ctx, []EdgeRef{statementNode}, froms(cited))
		if err != nil {
			return err
		}
		for _, e := range about {
			r.affected[e.To] = true
		}
	}
	if derived := r.edgeRefs(func(e *Edge) bool { return e.Derived }); len(renamed) > 0 && len(derived) > 0 {
		named, err := r.tx.EdgesTo(ctx, derived, renamed)
		if err != nil {
			return err
		}
		for _, e := range named {
			r.affected[e.From] = true
		}
	}
	return r.addFamilies(ctx)
}

// addFamilies adds the wholes of affected parts up to the outermost, and all
// their parts: a whole's parties are those of its parts, and a family is small
// enough to be projected at once.
func (r *writing) addFamilies(ctx context.Context) error {
	partOf := r.edgeRefs(func(e *Edge) bool { return e.Whole })
	if len(partOf) == 0 {
		return nil
	}
	for frontier := slices.Sorted(maps.Keys(r.affected)); len(frontier) > 0; {
		up, err := r.tx.EdgesFrom(ctx, partOf, frontier)
		if err != nil {
			return err
		}
		down, err := r.tx.EdgesTo(ctx, partOf, frontier)
		if err != nil {
			return err
		}
		frontier = nil
		for _, e := range append(up, down...) {
			for _, id := range []string{e.From, e.To} {
				if !r.affected[id] {
					r.affected[id] = true
					frontier = append(frontier, id)
				}
			}
		}
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

// loadClaims reads the live statements about the affected nodes, adds the new
// ones, and reads the articles they rest on.
func (r *writing) loadClaims(ctx context.Context, _ *Batch) error {
	about, err := r.tx.EdgesTo(ctx, []EdgeRef{statementNode}, slices.Sorted(maps.Keys(r.affected)))
	if err != nil {
		return err
	}
	ids := froms(about)
	records, err := r.tx.Nodes(ctx, ids)
	if err != nil {
		return err
	}
	r.cited = records
	ends, err := r.tx.EdgesFrom(ctx, []EdgeRef{statementArticle, statementOrigin, statementSaidBy, statementSaidFor}, ids)
	if err != nil {
		return err
	}
	byID := map[string]*claim{}
	for _, e := range about {
		record := records[e.From]
		if record == nil || record.Columns["retractedAt"] != nil {
			continue
		}
		c := &claim{id: e.From, node: e.To}
		c.property, _ = record.Columns["property"].(string)
		c.value, _ = record.Columns["value"].(string)
		if target, ok := record.Columns[ColumnTarget].(string); ok {
			c.value = target
		}
		stance, _ := record.Columns["stance"].(string)
		c.stance = Stance(stance)
		byID[c.id] = c
	}
	for _, e := range ends {
		c := byID[e.From]
		if c == nil {
			continue
		}
		switch e.Edge {
		case statementArticle:
			c.article = e.To
		case statementOrigin:
			c.origin = e.To
		case statementSaidBy:
			c.saidBy = e.To
		case statementSaidFor:
			c.saidFor = e.To
		}
	}
	for id, s := range r.statements {
		origin := s.Origin
		if origin == "" {
			origin = s.Article
		}
		byID[id] = &claim{id: id, node: s.Subject, property: s.Property, value: s.Value, stance: s.stance(),
			saidBy: s.SaidBy, saidFor: s.SaidFor, article: s.Article, origin: origin}
	}
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		c := byID[id]
		r.claims[c.node] = append(r.claims[c.node], c)
		r.sources[c.article], r.sources[c.origin] = nil, nil
	}
	return r.loadSources(ctx)
}

func (r *writing) loadSources(ctx context.Context) error {
	ids := slices.Sorted(maps.Keys(r.sources))
	records, err := r.tx.Nodes(ctx, ids)
	if err != nil {
		return err
	}
	for _, record := range r.nodes {
		records[record.ID] = record
	}
	for _, id := range ids {
		record := records[id]
		if record == nil {
			return Errorf(CodeInvalid, "%s is cited but not written: no such article in the batch or the store", id)
		}
		published, _ := record.Columns["published"].(string)
		recordedAt, _ := record.Columns["recordedAt"].(string)
		r.sources[id] = &source{reported: reportedOn(published, recordedAt)}
	}
	stored, err := r.tx.EdgesFrom(ctx, []EdgeRef{articlePublisher}, ids)
	if err != nil {
		return err
	}
	for _, e := range stored {
		if !slices.Contains(r.changedArticles, e.From) {
			r.sources[e.From].publishers = append(r.sources[e.From].publishers, e.To)
		}
	}
	for _, e := range r.edges { // those of this batch are not written yet
		if e.Edge == articlePublisher && r.sources[e.From] != nil {
			r.sources[e.From].publishers = append(r.sources[e.From].publishers, e.To)
		}
	}
	return nil
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
			all = append(all, fmt.Sprint(e.Edge, e.From, e.To))
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	return slices.Equal(ends(stored), ends(wanted))
}
