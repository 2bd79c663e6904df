package store

import (
	"context"
	"maps"
	"slices"
)

// counted names what a count is of: the derived edges of a label to a node.
type counted struct{ id, label string }

// countAll keeps the counts of edges (Property.Counts): those of every node
// that is projected, and those of others to which edges come or go. A count
// changes by the difference that the projected nodes make, so that a write
// never reads all the edges of a node with many.
func (r *writing) countAll(ctx context.Context, _ *Batch) error {
	own := append(slices.Collect(maps.Keys(r.projections)), slices.Collect(maps.Keys(r.retired))...)
	for _, id := range slices.Concat(own, r.merges.dropped) {
		for _, e := range r.Kinds.KindOf(id).Edges {
			if e.Derived {
				r.countEdges(id, e.Label)
			}
		}
	}
	touched := map[string]bool{}
	for c, change := range r.counts {
		if change != 0 && r.projections[c.id] == nil && r.retired[c.id] == nil && !r.isDropped(c.id) && r.Kinds.KindOf(c.id).counts(c.label) != nil {
			touched[c.id] = true
		}
	}
	others := slices.Sorted(maps.Keys(touched))
	if err := r.read(ctx, others); err != nil {
		return err
	}
	if r.anew {
		if err := r.recount(ctx, own); err != nil {
			return err
		}
	} else {
		r.addStoredCounts(own)
	}
	r.addStoredCounts(others)
	for _, id := range others {
		r.putCounts(id)
	}
	return nil
}

// countEdges adds what the derived edges of a node count from now on, and takes
// away what they counted so far.
func (r *writing) countEdges(id, label string) {
	if p := r.projections[id]; p != nil && !p.isPart() {
		for target := range r.derived[id] {
			r.counts[counted{target, label}]++
		}
	}
	if r.wasPart(id) {
		return
	}
	for key := range r.storedEdges[id] {
		if key.label == label {
			r.counts[counted{key.to, label}]--
		}
	}
}

// counts returns the property that counts derived edges of the label, or nil.
func (k *Kind) counts(label string) *Property {
	for _, p := range k.Properties {
		if p.Counts == label {
			return p
		}
	}
	return nil
}

// addStoredCounts adds what is stored to the differences.
func (r *writing) addStoredCounts(ids []string) {
	for _, id := range ids {
		if r.stored[id] == nil {
			continue
		}
		for _, p := range r.Kinds.KindOf(id).Properties {
			if n, known := r.stored[id].Columns[p.Name].(int64); known && p.Counts != "" {
				r.counts[counted{id, p.Counts}] += n
			}
		}
	}
}

// recount adds the stored edges to the differences, one by one: what is stored
// of their number is of other rules, or missing.
func (r *writing) recount(ctx context.Context, ids []string) error {
	targets := map[string][]string{} // by label
	for _, id := range ids {
		for _, p := range r.Kinds.KindOf(id).Properties {
			if p.Counts != "" {
				targets[p.Counts] = append(targets[p.Counts], id)
			}
		}
	}
	for _, label := range slices.Sorted(maps.Keys(targets)) {
		edges, err := r.tx.EdgesTo(ctx, r.edgeRefs(func(e *Edge) bool { return e.Derived && e.Label == label }), targets[label])
		if err != nil {
			return err
		}
		up, err := r.tx.EdgesFrom(ctx, r.edgeRefs(func(e *Edge) bool { return e.Whole }), froms(edges))
		if err != nil {
			return err
		}
		part := map[string]bool{}
		for _, e := range up {
			part[e.From] = true
		}
		for _, e := range edges {
			if !part[e.From] {
				r.counts[counted{e.To, label}]++
			}
		}
	}
	return nil
}

// putCounts writes the counts of a node that is not projected.
func (r *writing) putCounts(id string) {
	repeated := r.repeated[id]
	record := r.stored[id].clone()
	if repeated != nil {
		record = repeated.record
	}
	for _, p := range r.Kinds.Kind(record.Kind).Properties {
		if p.Counts != "" {
			p.set(record.Columns, r.count(record.ID, p), r.Names)
		}
	}
	if repeated == nil {
		r.putNode(record)
	}
}

// count returns the value of a property that counts, in its text form.
func (r *writing) count(id string, p *Property) []string {
	return []string{formatInt(r.counts[counted{id, p.Counts}])}
}

// isPart reports whether the node is a part of another.
func (p *projection) isPart() bool {
	return slices.ContainsFunc(p.kind.Edges, func(e *Edge) bool { return e.Whole && len(p.edges[e.Label]) > 0 })
}

// wasPart reports whether it is one as stored.
func (r *writing) wasPart(id string) bool {
	for key := range r.storedEdges[id] {
		if r.Kinds.KindOf(id).Edge(key.label).Whole {
			return true
		}
	}
	return false
}

// outermost returns the id of the outermost whole that the node is a part of,
// its own id if it is no part. Families are projected together and have no
// cycle, so every whole is there.
func (r *writing) outermost(p *projection) string {
	for _, e := range p.kind.Edges {
		if !e.Whole {
			continue
		}
		for _, whole := range slices.Sorted(maps.Keys(p.edges[e.Label])) {
			if w := r.projections[whole]; w != nil {
				return r.outermost(w)
			}
		}
	}
	return p.id
}
