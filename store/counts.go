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
	for _, id := range own {
		for _, e := range r.Kinds.KindOf(id).Edges {
			if e.Derived {
				r.countEdges(id, e.Label)
			}
		}
	}
	touched := map[string]bool{}
	for c, change := range r.counts {
		if change != 0 && r.projections[c.id] == nil && r.retired[c.id] == nil && r.Kinds.KindOf(c.id).counts(c.label) != nil {
			touched[c.id] = true
		}
	}
	others := slices.Sorted(maps.Keys(touched))
	if err := r.read(ctx, others); err != nil {
		return err
	}
	if err := r.addStoredCounts(ctx, append(own, others...)); err != nil {
		return err
	}
	for _, id := range others {
		r.putCounts(r.stored[id])
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

// addStoredCounts adds what is stored to the differences. A node of a store
// that an earlier program wrote may have no count yet: it is counted once.
func (r *writing) addStoredCounts(ctx context.Context, ids []string) error {
	uncounted := map[string][]string{} // by label
	for _, id := range ids {
		stored := r.stored[id]
		if stored == nil {
			continue
		}
		for _, p := range r.Kinds.KindOf(id).Properties {
			if p.Counts == "" {
				continue
			}
			if n, known := stored.Columns[p.Name].(int64); known {
				r.counts[counted{id, p.Counts}] += n
			} else {
				uncounted[p.Counts] = append(uncounted[p.Counts], id)
			}
		}
	}
	for label, targets := range uncounted {
		edges, err := r.tx.EdgesTo(ctx, r.edgeRefs(func(e *Edge) bool { return e.Derived && e.Label == label }), targets)
		if err != nil {
			return err
		}
		up, err := r.tx.EdgesFrom(ctx, r.edgeRefs(func(e *Edge) bool { return e.Whole }), froms(edges))
		if err != nil {
			return err
		}
		parts := froms(up)
		for _, e := range edges {
			if !slices.Contains(parts, e.From) {
				r.counts[counted{e.To, label}]++
			}
		}
	}
	return nil
}

// putCounts writes the counts of a node that is not projected.
func (r *writing) putCounts(stored *Record) {
	record := stored.clone()
	for _, p := range r.Kinds.Kind(record.Kind).Properties {
		if p.Counts != "" {
			p.set(record.Columns, r.count(record.ID, p), r.Names)
		}
	}
	r.putNode(record)
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
