package store

import (
	"context"
	"maps"
	"slices"
)

// merging is what a batch changes of which ids are of one node.
type merging struct {
	// moved are the ids whose node changes, with the nodes they were of so far;
	// left are these nodes, which ids leave.
	moved map[string]string
	left  map[string]bool
	// placed are nodes that are there even without a statement about them,
	// because moved edges end at them.
	placed map[string]bool
	// dropped are nodes that go.
	dropped []string
	// republished are the articles of which a publisher's node changes.
	republished []string
}

// identify notes an id that a judgement or a review is about, and makes the edge
// from there to its identity.
func (r *writing) identify(from string, edge EdgeRef, ids ...string) {
	for _, id := range ids {
		r.identified[id] = true
		r.edges = append(r.edges, &EdgeRecord{Edge: edge, From: from, To: IdentityID(id)})
	}
}

// readIdentities reads of which nodes the ids are that the batch writes, and
// makes the identities that its judgements and reviews want and that are not
// there yet.
func (r *writing) readIdentities(ctx context.Context, b *Batch) error {
	ids := maps.Clone(r.identified)
	for _, a := range b.Articles {
		for _, id := range a.Publishers {
			ids[id] = true
		}
	}
	for _, s := range slices.Concat(b.Statements, r.reviews.accepted) {
		for _, id := range s.nodes(r.Kinds) {
			ids[id] = true
		}
	}
	if err := r.readIdentitiesOf(ctx, slices.Collect(maps.Keys(ids))); err != nil {
		return err
	}
	for id := range r.identified {
		if key := IdentityID(id); r.source(key) == nil {
			r.sourceRecords[key] = r.record(IdentityKind, key, map[string]string{ColumnNodeID: id, ColumnPresentID: id}, nil)
		}
	}
	return nil
}

// readIdentitiesOf reads of which nodes the ids are, and these nodes' former
// ids.
func (r *writing) readIdentitiesOf(ctx context.Context, ids []string) error {
	for _, of := range []func(id string) string{func(id string) string { return id }, r.present} {
		var keys []string
		for _, id := range ids {
			keys = append(keys, IdentityID(of(id)))
		}
		slices.Sort(keys)
		if err := r.read(ctx, slices.Compact(keys)); err != nil {
			return err
		}
	}
	return nil
}

// present returns the id of the node that an id is of now. The id's identity has
// been read.
func (r *writing) present(id string) string {
	if identity := r.source(IdentityID(id)); identity != nil {
		return identity.text(ColumnPresentID)
	}
	return id
}

// formerIDs returns the other ids that are of the node: by its identity, where
// that has been read, since then it may be another than is stored.
func (r *writing) formerIDs(id string) []string {
	if identity := r.source(IdentityID(id)); identity != nil {
		return identity.texts(ColumnFormerIDs)
	}
	if stored := r.stored[id]; stored != nil {
		return stored.texts(ColumnFormerIDs)
	}
	return nil
}

// setFormerIDs writes the node's former ids.
func (r *writing) setFormerIDs(record *Record) {
	if ids := r.formerIDs(record.ID); len(ids) > 0 {
		record.Columns[ColumnFormerIDs] = ids
	} else {
		delete(record.Columns, ColumnFormerIDs)
	}
}

// merge computes anew which ids are of one node, where judgements changed, and
// moves what is stored of ids whose node is another from now on: the edges that
// sources and the change log have to it. The nodes themselves follow by
// projection.
func (r *writing) merge(ctx context.Context, _ *Batch) error {
	if len(r.judged) == 0 {
		return nil
	}
	ids, links, err := r.connected(ctx)
	if err != nil {
		return err
	}
	node, err := cluster(links)
	if err != nil {
		return err
	}
	for _, id := range ids { // those that no judgement is about any more, too
		if node[id] == "" {
			node[id] = id
		}
	}
	former := map[string][]string{}
	for id, survivor := range node {
		if id != survivor {
			former[survivor] = append(former[survivor], id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(node)) {
		was := r.present(id)
		slices.Sort(former[id])
		if identity := r.source(IdentityID(id)); was == node[id] && slices.Equal(identity.texts(ColumnFormerIDs), former[id]) {
			continue
		}
		identity := r.sourceRecord(IdentityID(id))
		r.setText(identity, ColumnPresentID, node[id])
		identity.Columns[ColumnFormerIDs] = former[id]
		r.touchNode(node[id])
		if was != node[id] {
			r.merges.moved[id], r.merges.left[was] = was, true
			r.touchNode(was)
		}
	}
	return r.move(ctx)
}

// connected returns all ids that hang together with those whose judgements the
// batch changes, by ids judged the same so far or from now on, and the judgements
// among them.
func (r *writing) connected(ctx context.Context) ([]string, []link, error) {
	links := map[string]link{}
	reached, next := map[string]bool{}, slices.Sorted(maps.Keys(r.judged))
	for len(next) > 0 {
		var keys []string
		for _, id := range next {
			reached[id] = true
			keys = append(keys, IdentityID(id))
		}
		stored, err := r.tx.EdgesTo(ctx, []EdgeRef{judgementOf}, keys)
		if err != nil {
			return nil, nil, err
		}
		judgements := froms(stored)
		if err := r.read(ctx, append(keys, judgements...)); err != nil {
			return nil, nil, err
		}
		for id, record := range r.sourceRecords {
			if record.Kind == "Judgement" && (slices.Contains(next, record.text(columnLeft)) || slices.Contains(next, record.text(columnRight))) {
				judgements = append(judgements, id)
			}
		}
		ends := map[string]bool{}
		for _, id := range judgements {
			for _, record := range []*Record{r.stored[id], r.sourceRecords[id]} {
				if record != nil && record.Columns[columnSame] == true {
					ends[record.text(columnLeft)], ends[record.text(columnRight)] = true, true
				}
			}
			if now := r.source(id); !slices.Contains(r.dropped, id) {
				score, _ := now.Columns[columnScore].(float64)
				links[id] = link{now.text(columnLeft), now.text(columnRight), now.Columns[columnSame] == true, now.Columns[columnByPerson] == true, score}
			}
		}
		maps.DeleteFunc(ends, func(id string, _ bool) bool { return reached[id] })
		next = slices.Sorted(maps.Keys(ends))
	}
	var all []link
	for _, l := range links {
		// Of an id that is judged different from a connected one only, nothing changes.
		if reached[l.left] && reached[l.right] {
			all = append(all, l)
		}
	}
	return slices.Sorted(maps.Keys(reached)), all, nil
}

// movedEdges are the edges that lead from sources, and from the change log, to
// entities and facts; the latter last.
var movedEdges = []EdgeRef{statementSubject, statementNode, statementObject, statementSaidBy, statementSaidFor, articlePublisher, changeAbout}

// move moves the edges that end at nodes which ids leave, each to the nodes that
// its ids are of now, and notes what is to be projected anew because of that. It
// writes to the store at once, so that all that is read from here on is read of
// the present nodes.
func (r *writing) move(ctx context.Context) error {
	if len(r.merges.moved) == 0 {
		return nil
	}
	stored, err := r.tx.EdgesTo(ctx, movedEdges, slices.Sorted(maps.Keys(r.merges.left)))
	if err != nil {
		return err
	}
	// Of its publishers two can become one.
	published := slices.Clone(stored)
	published = slices.DeleteFunc(published, func(e *EdgeRecord) bool { return e.Edge != articlePublisher })
	r.merges.republished = froms(published)
	if published, err = r.tx.EdgesFrom(ctx, []EdgeRef{articlePublisher}, r.merges.republished); err != nil {
		return err
	}
	stored = append(slices.DeleteFunc(stored, func(e *EdgeRecord) bool { return e.Edge == articlePublisher }), published...)
	ids := map[string]bool{}
	for _, e := range stored {
		for _, id := range e.written() {
			ids[id] = true
		}
	}
	if err := r.readIdentitiesOf(ctx, slices.Collect(maps.Keys(ids))); err != nil {
		return err
	}
	gone, put := r.movedTo(stored)
	if err := r.place(ctx, put); err != nil {
		return err
	}
	if err := r.tx.DeleteEdges(ctx, gone); err != nil {
		return err
	}
	if err := r.tx.PutEdges(ctx, put); err != nil {
		return err
	}
	// What is still written of an id has a node, if an empty one.
	stay, err := r.tx.EdgesTo(ctx, movedEdges[:len(movedEdges)-1], slices.Sorted(maps.Keys(r.merges.left)))
	if err != nil {
		return err
	}
	for _, e := range stay {
		r.merges.placed[e.To] = true
	}
	return r.touchMoved(ctx, put)
}

// movedTo returns which of the edges go, and which come in their place.
func (r *writing) movedTo(stored []*EdgeRecord) (gone, put []*EdgeRecord) {
	type start struct {
		edge EdgeRef
		from string
	}
	written, before := map[start][]string{}, map[start][]*EdgeRecord{}
	for _, e := range stored {
		at := start{e.Edge, e.From}
		written[at] = append(written[at], e.written()...)
		before[at] = append(before[at], e)
	}
	for at, ids := range written {
		now := r.sourceEdges(at.edge, at.from, ids...)
		same := func(a *EdgeRecord, all []*EdgeRecord) bool {
			return slices.ContainsFunc(all, func(b *EdgeRecord) bool { return a.To == b.To && slices.Equal(a.written(), b.written()) })
		}
		for _, e := range before[at] {
			if !slices.ContainsFunc(now, func(n *EdgeRecord) bool { return n.To == e.To }) {
				gone = append(gone, e)
			}
		}
		for _, e := range now {
			if !same(e, before[at]) {
				put = append(put, e)
			}
		}
	}
	return gone, put
}

// sourceEdges makes the edges of a label from a source to the nodes that the ids
// are of now, with the ids as written where they are others.
func (r *writing) sourceEdges(edge EdgeRef, from string, ids ...string) []*EdgeRecord {
	written := map[string][]string{}
	for _, id := range ids {
		if id != "" {
			written[r.present(id)] = append(written[r.present(id)], id)
		}
	}
	var edges []*EdgeRecord
	for _, to := range slices.Sorted(maps.Keys(written)) {
		e := &EdgeRecord{Edge: edge, From: from, To: to}
		if as := slices.Compact(slices.Sorted(slices.Values(written[to]))); len(as) > 1 || as[0] != to {
			e.Columns = map[string]any{ColumnWritten: as}
		}
		edges = append(edges, e)
	}
	return edges
}

// written returns the ids that stood at the end of the edge when it was written.
func (e *EdgeRecord) written() []string {
	if as, _ := e.Columns[ColumnWritten].([]string); len(as) > 0 {
		return as
	}
	return []string{e.To}
}

// place puts empty nodes where edges are moved to that are not stored.
func (r *writing) place(ctx context.Context, put []*EdgeRecord) error {
	ends := map[string]bool{}
	for _, e := range put {
		ends[e.To] = true
	}
	if err := r.read(ctx, slices.Sorted(maps.Keys(ends))); err != nil {
		return err
	}
	var nodes []*Record
	for id := range ends {
		if r.stored[id] == nil {
			r.merges.placed[id] = true
			nodes = append(nodes, &Record{ID: id, Kind: r.Kinds.KindOf(id).Name, Columns: map[string]any{}, Retired: true})
			r.touchNode(id)
		}
	}
	return r.tx.PutNodes(ctx, nodes)
}

// touchMoved notes the nodes whose statements say something else because edges
// were moved, and brings the targets of these statements in line.
func (r *writing) touchMoved(ctx context.Context, put []*EdgeRecord) error {
	moved := map[string]bool{}
	for _, e := range put {
		if e.Edge.Kind == statementNode.Kind {
			moved[e.From] = true
		}
	}
	ids := slices.Sorted(maps.Keys(moved))
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	for _, e := range put {
		if e.Edge == statementObject {
			r.sourceRecord(e.From).Columns[ColumnTarget] = e.To
		}
	}
	about, err := r.tx.EdgesFrom(ctx, []EdgeRef{statementNode}, ids)
	for _, e := range about {
		r.touchNode(e.To)
	}
	return err
}

// touchNode notes that the node is to be projected though none of its statements
// changes.
func (r *writing) touchNode(id string) {
	r.reread[id] = true
	if r.touched[id] == nil {
		r.touched[id] = map[string]bool{}
	}
}

// dropMerged drops the nodes of which nothing is left because their ids are of
// other nodes now, or because they were there by other ids only.
func (r *writing) dropMerged(_ context.Context, _ *Batch) error {
	for _, id := range slices.Sorted(maps.Keys(r.merges.left)) {
		if r.stored[id] == nil || r.projections[id] != nil || r.retired[id] != nil {
			continue
		}
		r.merges.dropped = append(r.merges.dropped, id)
		nature := ChangeMerged
		if r.present(id) == id {
			nature = ChangeUnmerged
		}
		r.changes[id] = &change{nature: nature, properties: map[string]bool{}}
	}
	r.dropped = append(r.dropped, r.merges.dropped...)
	return nil
}

// isDropped reports whether the node goes with this write.
func (r *writing) isDropped(id string) bool { return slices.Contains(r.merges.dropped, id) }

func newMerging() merging {
	return merging{moved: map[string]string{}, left: map[string]bool{}, placed: map[string]bool{}}
}
