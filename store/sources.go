package store

import (
	"context"
	"maps"
	"reflect"
	"slices"
)

// Columns of sources that the rules of writing change.
const (
	columnContested        = "contested" // of statements
	columnRetractedAt      = "retractedAt"
	columnRetractionReason = "retractionReason" // of articles
	columnSubjectID        = "subjectId"        // of statements: as first written
)

// writeSources makes the records of the articles and statements that are new
// or, for articles, changed.
func (r *writing) writeSources(ctx context.Context, b *Batch) error {
	articles, statements, err := distinct(b)
	if err != nil {
		return err
	}
	accepted := map[string]bool{}
	for _, s := range r.reviews.accepted {
		if id := s.ID(); statements[id] == nil {
			statements[id], accepted[id] = s, true
		}
	}
	ids := append(slices.Collect(maps.Keys(articles)), slices.Collect(maps.Keys(statements))...)
	for _, s := range statements {
		ids = append(ids, s.Article)
	}
	slices.Sort(ids)
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(articles)) {
		if err := r.writeArticle(ctx, articles[id]); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(statements)) {
		s := statements[id]
		if err := r.refuseRetracted(b, id, s); err != nil && !accepted[id] {
			return err
		}
		if r.stored[id] != nil {
			r.receipt.Known++
			continue
		}
		if !r.stands(id, s.Article) {
			r.receipt.Rejected++
			continue
		}
		r.sourceRecords[id], r.freshEdges[id] = r.statementRecord(id, s)
		r.edges = append(r.edges, r.freshEdges[id]...)
		node := r.present(s.Subject)
		r.freshAbout[node] = append(r.freshAbout[node], id)
		r.cite(node, s.Article)
		r.receipt.Statements++
	}
	return nil
}

// distinct returns the articles and statements of the batch by id. It refuses
// two records of one.
func distinct(b *Batch) (map[string]*Article, map[string]*Statement, error) {
	articles, statements := map[string]*Article{}, map[string]*Statement{}
	for _, a := range b.Articles {
		if known := articles[a.ID]; known != nil && !reflect.DeepEqual(known, a) {
			return nil, nil, Errorf(CodeInvalid, "%s: the batch has two records of this article", a.ID)
		}
		articles[a.ID] = a
	}
	for _, s := range b.Statements {
		id := s.ID()
		if known := statements[id]; known != nil && *known != *s {
			return nil, nil, Errorf(CodeInvalid, "the batch states %s %s %q in %s twice, with other passages or origins", s.Subject, s.Property, s.Value, s.Article)
		}
		statements[id] = s
	}
	return articles, statements, nil
}

// touch notes that the statements of the article about the node change.
func (r *writing) touch(node, article string) {
	r.reread[node] = true
	r.cite(node, article)
}

// cite notes that the article has new statements about the node.
func (r *writing) cite(node, article string) {
	if r.touched[node] == nil {
		r.touched[node] = map[string]bool{}
	}
	r.touched[node][article] = true
}

// writeArticle makes the record and the edges of an article if they differ
// from what is stored.
func (r *writing) writeArticle(ctx context.Context, a *Article) error {
	old := r.stored[a.ID]
	record, edges := r.articleRecord(a, old)
	if old != nil {
		links, err := r.tx.EdgesFrom(ctx, []EdgeRef{articlePublisher, articleDerived}, []string{a.ID})
		if err != nil {
			return err
		}
		if sameColumns(old.Columns, record.Columns) && sameEnds(links, edges) {
			return nil
		}
		r.gone = append(r.gone, links...)
		r.changedArticles = append(r.changedArticles, a.ID)
		r.receipt.Changed++
	} else {
		r.receipt.Articles++
	}
	r.sourceRecords[a.ID], r.freshEdges[a.ID] = record, edges
	r.edges = append(r.edges, edges...)
	return nil
}

func (r *writing) articleRecord(a *Article, known *Record) (*Record, []*EdgeRecord) {
	values := map[string]string{
		"genre": a.Genre, "headline": a.Headline, "published": a.Published, "url": a.URL, "digest": a.Digest,
		"contentHash": a.ContentHash, "recordedAt": r.now,
	}
	if known != nil {
		for _, kept := range []string{"recordedAt", columnRetractedAt, columnRetractionReason} {
			if value, ok := known.Columns[kept].(string); ok {
				values[kept] = value
			}
		}
	}
	record := r.record("Article", a.ID, values, map[string][]string{"authors": a.Authors})
	setReported(record.Columns, record.reported())
	edges := r.sourceEdges(articlePublisher, a.ID, a.Publishers...)
	for _, id := range a.DerivedFrom {
		edges = append(edges, &EdgeRecord{Edge: articleDerived, From: a.ID, To: id})
	}
	return record, edges
}

func (r *writing) statementRecord(id string, s *Statement) (*Record, []*EdgeRecord) {
	values := map[string]string{
		columnSubjectID: s.Subject, "property": s.Property, "value": s.Value, "stance": string(s.stance()), "saidAs": s.SaidAs,
		"extractor": s.Extractor, "recordedAt": r.now, columnContested: "false",
	}
	if s.Confidence > 0 {
		values["confidence"] = FormatNumber(s.Confidence)
	}
	record := r.record("Statement", id, values, nil)
	setPassage(record.Columns, s.Passage)
	object := ""
	if r.setTarget(record, r.Kinds.KindOf(s.Subject), r.present(s.Value)) != "" {
		object = s.Value
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
		edges = append(edges, r.sourceEdges(end.edge, id, end.id)...)
	}
	return record, edges
}

// setTarget writes the id at the end of the edge that the statement about a node
// of the kind states, and returns it if statements can back what it is of; empty
// for a statement of anything else.
func (r *writing) setTarget(record *Record, about *Kind, end string) (object string) {
	if property, _ := record.Columns["property"].(string); about.Edge(property) == nil {
		return ""
	}
	record.Columns[ColumnTarget] = end
	if kind := r.Kinds.KindOf(end); kind == nil || !kind.stated() {
		return ""
	}
	return end
}

// reported returns the day from which an article counts.
func (r *Record) reported() string {
	published, _ := r.Columns["published"].(string)
	recordedAt, _ := r.Columns["recordedAt"].(string)
	return reportedOn(published, recordedAt)
}

// source returns the record of an article or a statement as it shall be, not to
// be changed; nil if there is none.
func (r *writing) source(id string) *Record {
	if record := r.sourceRecords[id]; record != nil {
		return record
	}
	return r.stored[id]
}

// sourceRecord returns the same for change.
func (r *writing) sourceRecord(id string) *Record {
	if r.sourceRecords[id] == nil && r.stored[id] != nil {
		r.sourceRecords[id] = r.stored[id].clone()
	}
	return r.sourceRecords[id]
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

// setText sets or, with an empty text, removes a property of a record.
func (r *writing) setText(record *Record, property, text string) {
	p := r.Kinds.Kind(record.Kind).Property(property)
	for _, c := range p.Columns() {
		delete(record.Columns, c.Name)
	}
	var texts []string
	if text != "" {
		texts = []string{text}
	}
	p.set(record.Columns, texts, r.Names)
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
