package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ProjectionVersion is the version of the rules by which statements become
// nodes and edges. Whoever changes a rule so that statements which are stored
// already give other columns or edges than before, the search keys of package
// names included, increments it: every store then rebuilds its projection when
// it is next opened. A change of the kind table needs no other version.
const ProjectionVersion = 3

// Projection names what is projected with the kind table: the version of the
// rules, and a hash of all in the table that the rules go by. A store keeps the
// name of the projection it has.
func (t *Kinds) Projection() string {
	h := sha256.New()
	for _, k := range slices.SortedFunc(slices.Values(t.list), func(a, b *Kind) int { return strings.Compare(a.Name, b.Name) }) {
		if k.Group == Internal {
			continue
		}
		fmt.Fprintf(h, "%q %q %q %v %q\n", k.Name, k.Prefix, k.Group, k.Is("Party"), k.Day)
		for _, p := range k.Properties {
			fmt.Fprintf(h, "%q %v %v %v %v %v %v %v %q %q", p.Name, p.Type, p.List, p.Searched, p.Composed, p.Validity, p.Ends, p.Record, p.Counts, p.Void)
			if p.Progressive {
				fmt.Fprintf(h, " %q", p.Enum)
			}
			fmt.Fprintln(h)
		}
		for _, c := range k.Columns() {
			fmt.Fprintf(h, "%q %v %v\n", c.Name, c.Type, c.Key)
		}
		for _, e := range k.Edges {
			fmt.Fprintf(h, "%q %v %q %v %v %v\n", e.Label, e.Single, e.Role, e.Party, e.Whole, e.Derived)
		}
	}
	return strconv.Itoa(ProjectionVersion) + "-" + hex.EncodeToString(h.Sum(nil)[:16])
}

// CheckProjection refuses to write to a store that keeps another projection than
// want: another program, or this one with another kind table, has rebuilt it or
// is about to, and a write by other rules would be left in it for good.
func CheckProjection(kept, want string) error {
	if kept == want {
		return nil
	}
	return &Error{Code: CodeUnsupported, Message: "the store has been rebuilt by another version of this program", Hint: "run one version on a store: stop the other, then start this one again"}
}

// Transact runs f in one write transaction that holds the lock of writers from
// its start, with what the store keeps of its projection (empty if nothing), and
// keeps what f returns. Where it fails for a moment f may be repeated.
type Transact func(ctx context.Context, f func(tx Tx, kept string) (string, error)) error

// Rebuild makes anew what a store holds beside its statements and the records of
// its articles, if that is of another projection: the columns and edges of
// entities and facts, and what is computed of articles and statements. Retired
// nodes keep their last columns, in the form that the kind table wants.
//
// It goes chunk by chunk, each in a transaction, and keeps in the store how far
// it is, so that whoever opens the store next goes on there; several programs of
// one version that open it at once take turns. Nothing is written that is right
// already, and nothing is logged as a change: the sources say what they said.
func Rebuild(ctx context.Context, w *Writer, log *slog.Logger, transact Transact) error {
	r := &rebuild{Writer: w, projection: w.Kinds.Projection(), kinds: []string{"Article"}}
	for _, k := range w.Kinds.All() {
		if k.stated() {
			r.kinds = append(r.kinds, k.Name)
		}
	}
	begun, told, nodes := w.Now(), w.Now(), 0
	for {
		var next string
		var ids []string
		err := transact(ctx, func(tx Tx, kept string) (string, error) {
			var err error
			next, ids, err = r.step(ctx, tx, kept)
			return next, err
		})
		if err != nil {
			return err
		}
		if !r.underWay && len(ids) > 0 {
			log.Info("the projection of the store is of another version: rebuilding it from the statements")
		}
		r.underWay, nodes = true, nodes+len(ids)
		if next == r.projection {
			if nodes > 0 {
				log.Info("the projection is rebuilt", "nodes", nodes, "took", w.Now().Sub(begun))
			}
			return nil
		}
		level := slog.LevelDebug
		if w.Now().Sub(told) > tellEvery {
			level, told = slog.LevelInfo, w.Now()
		}
		log.Log(ctx, level, "rebuilding the projection", "nodes", nodes, "at", next[len(r.projection)+1:])
	}
}

const (
	// chunk is how many nodes one transaction of a rebuild makes anew, beside
	// those that hang together with them.
	chunk = 500
	// tellEvery is how often a rebuild says how far it is.
	tellEvery = 5 * time.Second
)

// rebuild is the state of one Rebuild.
type rebuild struct {
	*Writer
	projection string
	kinds      []string // in the order in which they are rebuilt
	underWay   bool     // a step of ours has been made
}

// step makes the next chunk anew and returns its ids and what the store keeps
// from now on: the name of the projection if it is done, and before that, behind
// it, the kind to go on with and the id to go on after.
func (r *rebuild) step(ctx context.Context, tx Tx, kept string) (string, []string, error) {
	if kept == r.projection {
		return kept, nil, nil
	}
	kind, after := r.kinds[0], ""
	if fields := strings.Fields(kept); len(fields) > 1 && fields[0] == r.projection {
		kind, after = fields[1], strings.Join(fields[2:], "")
	} else if err := r.mayBegin(kept); err != nil {
		return "", nil, err
	}
	ids, err := tx.IDs(ctx, kind, after, chunk)
	if err == nil {
		err = projectAnew(ctx, tx, r.Writer, ids)
	}
	switch {
	case CodeOf(err) == CodeInvalid:
		return "", nil, &Error{Code: CodeUnsupported, Message: "the projection of the store cannot be rebuilt", Hint: "its statements do not fit the kind table", Cause: err}
	case err != nil:
		return "", nil, err
	case len(ids) == chunk:
		return r.projection + " " + kind + " " + ids[len(ids)-1], ids, nil
	}
	if i := slices.Index(r.kinds, kind) + 1; i < len(r.kinds) {
		return r.projection + " " + r.kinds[i], ids, nil
	}
	return r.projection, ids, nil
}

// mayBegin refuses to rebuild what a newer version has made, and what another
// one is rebuilding at the same time.
func (r *rebuild) mayBegin(kept string) error {
	version, _, _ := strings.Cut(kept, "-")
	if n, err := strconv.Atoi(version); err == nil && n > ProjectionVersion {
		return &Error{Code: CodeUnsupported, Message: fmt.Sprintf("the store has a projection of version %d, newer than version %d of this program", n, ProjectionVersion),
			Hint: "use the program that wrote it, or a newer one"}
	}
	if r.underWay {
		return CheckProjection(kept, r.projection)
	}
	return nil
}

// projectAnew makes the nodes anew, and those that hang together with them: articles
// from their records, entities and facts from the statements about them, and what
// is computed of these statements.
func projectAnew(ctx context.Context, tx Tx, w *Writer, ids []string) error {
	run := newWriting(w, tx)
	run.anew = true
	for _, id := range ids {
		run.touched[id] = map[string]bool{}
	}
	for _, step := range []func(context.Context, *Batch) error{
		run.rewriteArticles, run.gather, run.checkReferences, run.rewriteStatements, run.deriveEdges, run.readEdges, run.countAll, run.composeAll, run.flush,
	} {
		if err := step(ctx, nil); err != nil {
			return err
		}
	}
	return nil
}

// rewriteArticles makes the records of the articles among the nodes anew, and
// leaves the other nodes.
func (r *writing) rewriteArticles(ctx context.Context, _ *Batch) error {
	var articles []string
	for id := range r.touched {
		if !r.Kinds.KindOf(id).stated() {
			articles = append(articles, id)
			delete(r.touched, id)
		}
	}
	if err := r.read(ctx, articles); err != nil {
		return err
	}
	for _, id := range articles {
		record := r.rewritten(r.stored[id])
		setReported(record.Columns, record.reported())
		r.sourceRecords[id] = record
	}
	return nil
}

// rewriteStatements makes the records of the statements about the nodes anew,
// with the edges to what stands at the ends of the edges that they state.
func (r *writing) rewriteStatements(ctx context.Context, _ *Batch) error {
	about, written := map[string]*Kind{}, map[string]string{} // by statement
	for _, claims := range []map[string][]*claim{r.claims, r.withdrawn} {
		for node, stated := range claims {
			for _, c := range stated {
				about[c.id] = r.Kinds.KindOf(node)
				if about[c.id].Edge(c.property) != nil {
					written[c.id] = r.stored[c.id].text("value")
				}
			}
		}
	}
	ids := slices.Sorted(maps.Keys(about))
	if err := r.readIdentitiesOf(ctx, slices.Compact(slices.Sorted(maps.Values(written)))); err != nil {
		return err
	}
	subjects, err := r.tx.EdgesFrom(ctx, []EdgeRef{statementSubject}, ids)
	if err != nil {
		return err
	}
	subject := map[string]string{}
	for _, e := range subjects {
		subject[e.From] = e.written()[0]
	}
	objects := map[string]string{} // as written, by statement, empty if it has none
	for _, id := range ids {
		record := r.rewritten(r.stored[id])
		for _, computed := range []string{ColumnTarget, ColumnFirstReported, ColumnReportedKey} {
			delete(record.Columns, computed)
		}
		r.setText(record, columnSubjectID, subject[id])
		objects[id] = ""
		if r.setTarget(record, about[id], r.present(written[id])) != "" {
			objects[id] = written[id]
		}
		r.sourceRecords[id] = record
	}
	return r.rewriteObjects(ctx, objects)
}

// rewriteObjects makes the edges of statements to what stands at the ends of the
// edges that they state anew; objects are the ids there, as written.
func (r *writing) rewriteObjects(ctx context.Context, objects map[string]string) error {
	var ends []string
	for _, id := range objects {
		ends = append(ends, r.present(id))
	}
	slices.Sort(ends)
	if err := r.read(ctx, slices.Compact(ends)); err != nil {
		return err
	}
	stored, err := r.tx.EdgesFrom(ctx, []EdgeRef{statementObject}, slices.Sorted(maps.Keys(objects)))
	if err != nil {
		return err
	}
	for _, e := range stored {
		if wanted := r.sourceEdges(statementObject, e.From, objects[e.From]); sameEnds([]*EdgeRecord{e}, wanted) {
			delete(objects, e.From)
		} else if len(wanted) == 0 || wanted[0].To != e.To {
			r.gone = append(r.gone, e)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(objects)) {
		if object := objects[id]; r.stored[r.present(object)] != nil {
			r.edges = append(r.edges, r.sourceEdges(statementObject, id, object)...)
		}
	}
	return nil
}

// rewritten returns the record with the columns of its properties, and its
// search keys, made anew from their text forms; what else is computed stays.
func (r *writing) rewritten(old *Record) *Record {
	values, lists, made := map[string]string{}, map[string][]string{}, map[string]bool{}
	kind := r.Kinds.Kind(old.Kind)
	for _, p := range kind.Properties {
		if p.Type == PassageType {
			continue
		}
		for _, c := range p.Columns() {
			made[c.Name] = true
		}
		switch texts := p.texts(old.Columns); {
		case p.List:
			lists[p.Name] = texts
		case len(texts) > 0:
			values[p.Name] = texts[0]
		}
	}
	record := r.record(old.Kind, old.ID, values, lists)
	record.Retired = old.Retired
	for _, c := range kind.Columns() {
		if value, known := old.Columns[c.Name]; known && !made[c.Name] {
			record.Columns[c.Name] = value
		}
	}
	return record
}
