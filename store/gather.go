package store

import (
	"context"
	"maps"
	"slices"
)

// gather projects the nodes that the batch may change: those that new,
// withdrawn or reinstated statements are about, those whose ids are of other
// nodes now, and those that rest on a changed article; then, step by step, those to which a change of these
// reaches.
func (r *writing) gather(ctx context.Context, _ *Batch) error {
	start := slices.Collect(maps.Keys(r.touched))
	cited, err := r.tx.EdgesTo(ctx, []EdgeRef{statementArticle, statementOrigin}, slices.Concat(r.changedArticles, r.merges.republished))
	if err != nil {
		return err
	}
	about, err := r.tx.EdgesFrom(ctx, []EdgeRef{statementNode}, froms(cited))
	if err != nil {
		return err
	}
	for _, e := range about {
		r.reread[e.To] = true
		start = append(start, e.To)
	}
	if err := r.repeat(ctx); err != nil {
		return err
	}
	start = slices.DeleteFunc(start, func(id string) bool { return r.repeated[id] != nil })
	gathered := map[string]bool{}
	for next := start; ; {
		var frontier []string
		for _, id := range next {
			if !gathered[id] {
				gathered[id] = true
				frontier = append(frontier, id)
			}
		}
		if len(frontier) == 0 {
			return nil
		}
		slices.Sort(frontier)
		if err := r.projectAll(ctx, frontier); err != nil {
			return err
		}
		if next, err = r.reached(ctx, frontier); err != nil {
			return err
		}
	}
}

// projectAll projects the nodes, each by itself.
func (r *writing) projectAll(ctx context.Context, ids []string) error {
	for _, id := range ids {
		delete(r.repeated, id) // something else reaches it
	}
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	if r.anew {
		if err := r.readIdentitiesOf(ctx, ids); err != nil {
			return err
		}
	}
	if err := r.loadClaims(ctx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		live, withdrawn := r.claims[id], r.withdrawn[id]
		if len(live)+len(withdrawn) == 0 && !r.merges.placed[id] {
			continue
		}
		p := project(r.Kinds.KindOf(id), id, live, r.sources)
		if len(p.self()) > 0 {
			r.projections[id] = p
			continue
		}
		if r.stored[id] == nil { // stated and withdrawn at once, if stated
			if p = project(p.kind, id, append(slices.Clone(live), withdrawn...), r.sources); len(p.self()) == 0 && !r.merges.placed[id] {
				return Errorf(CodeInvalid, "%s: statements are about it, but none states the thing itself (property self)", id)
			}
		}
		r.retired[id] = p
	}
	return nil
}

// reached returns the nodes to which a change of these may reach: their
// families, those with claims that end at nodes which are retired or revived,
// and the deals whose composed title holds a name that changed.
func (r *writing) reached(ctx context.Context, ids []string) ([]string, error) {
	var turned, renamed []string
	for _, id := range ids {
		old, p := r.stored[id], r.projections[id]
		switch {
		case old == nil:
		case old.Retired != r.isRetired(id):
			turned = append(turned, id)
		case p != nil && p.name() != old.name(p.kind):
			renamed = append(renamed, id)
		}
	}
	reached, err := r.relatives(ctx, ids)
	if err != nil {
		return nil, err
	}
	titled, err := r.tx.EdgesTo(ctx, r.edgeRefs(func(e *Edge) bool { return e.Derived }), renamed)
	if err != nil {
		return nil, err
	}
	claims, err := r.tx.EdgesTo(ctx, []EdgeRef{statementObject}, turned)
	if err != nil {
		return nil, err
	}
	claimants, err := r.tx.EdgesFrom(ctx, []EdgeRef{statementNode}, froms(claims))
	for _, e := range claimants {
		reached = append(reached, e.To)
	}
	return append(reached, froms(titled)...), err
}

// relatives returns the wholes and the parts of the nodes, as stored and as
// projected. A family is projected together, because a whole's parties are
// those of its parts, and small enough for that.
func (r *writing) relatives(ctx context.Context, ids []string) ([]string, error) {
	wholes := r.edgeRefs(func(e *Edge) bool { return e.Whole })
	up, err := r.tx.EdgesFrom(ctx, wholes, ids)
	if err != nil {
		return nil, err
	}
	down, err := r.tx.EdgesTo(ctx, wholes, ids)
	relatives := froms(down)
	for _, e := range up {
		relatives = append(relatives, e.To)
	}
	for _, id := range ids {
		if p := r.projections[id]; p != nil {
			for _, ref := range wholes {
				if ref.Kind == p.kind.Name {
					relatives = slices.AppendSeq(relatives, maps.Keys(p.edges[ref.Label]))
				}
			}
		}
	}
	return relatives, err
}

// loadClaims reads the statements about the nodes, stored and new ones, and the
// articles they rest on.
func (r *writing) loadClaims(ctx context.Context, nodes []string) error {
	about, err := r.tx.EdgesTo(ctx, []EdgeRef{statementNode}, nodes)
	if err != nil {
		return err
	}
	ids := froms(about)
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	ends, err := r.tx.EdgesFrom(ctx, []EdgeRef{statementNode, statementArticle, statementOrigin, statementSaidBy, statementSaidFor}, ids)
	if err != nil {
		return err
	}
	for _, id := range nodes {
		for _, statement := range r.freshAbout[id] {
			ids, ends = append(ids, statement), append(ends, r.freshEdges[statement]...)
		}
	}
	byID := map[string]*claim{}
	for _, id := range ids {
		byID[id] = claimOf(r.source(id))
	}
	for _, e := range ends {
		byID[e.From].setEnd(e)
	}
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		c := byID[id]
		if c.retracted {
			r.withdrawn[c.node] = append(r.withdrawn[c.node], c)
		} else {
			r.claims[c.node] = append(r.claims[c.node], c)
		}
	}
	return r.loadSources(ctx, byID)
}

// claimOf reads a claim from its statement; setEnd adds what stands at the end
// of one of its edges.
func claimOf(record *Record) *claim {
	text := func(column string) string {
		s, _ := record.Columns[column].(string)
		return s
	}
	c := &claim{id: record.ID, property: text("property"), value: text("value"), stance: Stance(text("stance")), retracted: text(columnRetractedAt) != ""}
	if target := text(ColumnTarget); target != "" {
		c.value = target
	}
	return c
}

func (c *claim) setEnd(e *EdgeRecord) {
	switch e.Edge {
	case statementNode:
		c.node = e.To
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

// loadSources reads the articles of the claims that are not read yet, with
// their publishers.
func (r *writing) loadSources(ctx context.Context, claims map[string]*claim) error {
	wanted := map[string]bool{}
	for _, c := range claims {
		wanted[c.article], wanted[c.origin] = true, true
	}
	maps.DeleteFunc(wanted, func(id string, _ bool) bool { return r.sources[id] != nil })
	ids := slices.Sorted(maps.Keys(wanted))
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		record := r.source(id)
		if record == nil {
			return Errorf(CodeInvalid, "%s is cited but not written: no such article in the batch or the store", id)
		}
		r.sources[id] = &source{reported: record.reported()}
	}
	edges, err := r.tx.EdgesFrom(ctx, []EdgeRef{articlePublisher}, ids)
	if err != nil {
		return err
	}
	// The edges of a changed article are those of the batch.
	edges = slices.DeleteFunc(edges, func(e *EdgeRecord) bool { return slices.Contains(r.changedArticles, e.From) })
	for _, id := range ids {
		edges = append(edges, r.freshEdges[id]...)
	}
	for _, e := range edges {
		if e.Edge == articlePublisher {
			r.sources[e.From].publishers = append(r.sources[e.From].publishers, e.To)
		}
	}
	return nil
}
