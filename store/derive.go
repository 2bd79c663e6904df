package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// derivedEdge folds the role edges of a node and of its parts to one party.
type derivedEdge struct {
	labels, sources map[string]bool
	claims          []*claim
}

// checkReferences refuses a batch that points at a node that is neither in it
// nor in the store, and drops the edges to retired nodes. A projection that is
// made anew has no edge to what is not there, such as a node of a kind that went.
func (r *writing) checkReferences(ctx context.Context, _ *Batch) error {
	from := map[string]string{}
	for _, e := range r.edges {
		from[e.To] = cmp.Or(from[e.To], e.From+" "+e.Edge.Label)
	}
	for id, p := range r.projections {
		for label, targets := range p.edges {
			for target := range targets {
				if ref := id + " " + label; from[target] == "" || ref < from[target] {
					from[target] = ref
				}
			}
		}
	}
	var ids []string
	for id := range from {
		if r.sourceRecords[id] == nil && r.projections[id] == nil && r.retired[id] == nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		if r.stored[id] == nil && !r.anew {
			return &Error{Code: CodeInvalid, Message: fmt.Sprintf("%s refers to %s, which is neither in the batch nor in the store", from[id], id),
				Hint: "state the thing itself (property self) in the same batch"}
		}
	}
	for _, p := range r.projections {
		r.dropRetired(p)
	}
	return nil
}

// deriveEdges folds the parties of each node: those of its own role edges and
// those of its parts, the parts first.
func (r *writing) deriveEdges(_ context.Context, _ *Batch) error {
	parts := map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(r.projections)) {
		for _, e := range r.projections[id].kind.Edges {
			if !e.Whole {
				continue
			}
			for whole := range r.projections[id].edges[e.Label] {
				parts[whole] = append(parts[whole], id)
			}
		}
	}
	state := map[string]int{} // 1 while its parts are folded, 2 when done
	var fold func(id string) error
	fold = func(id string) error {
		p := r.projections[id]
		switch {
		case state[id] == 1:
			return Errorf(CodeInvalid, "%s would be a part of itself", id)
		case state[id] == 2 || p == nil:
			return nil
		}
		state[id] = 1
		for _, part := range parts[id] {
			if err := fold(part); err != nil {
				return err
			}
		}
		state[id] = 2
		if !slices.ContainsFunc(p.kind.Edges, func(e *Edge) bool { return e.Derived }) {
			return nil
		}
		folded := map[string]*derivedEdge{}
		add := func(target string, labels, sources []string, claims []*claim) {
			d := folded[target]
			if d == nil {
				d = &derivedEdge{labels: map[string]bool{}, sources: map[string]bool{}}
				folded[target] = d
			}
			for _, label := range labels {
				d.labels[label] = true
			}
			for _, source := range sources {
				d.sources[source] = true
			}
			d.claims = append(d.claims, claims...)
		}
		for _, e := range p.kind.Edges {
			if e.Role == RoleNone || e.Derived {
				continue
			}
			for target, claims := range p.edges[e.Label] {
				add(target, []string{e.Label}, []string{id}, claims)
			}
		}
		for _, part := range parts[id] {
			for target, d := range r.derived[part] {
				add(target, slices.Collect(maps.Keys(d.labels)), slices.Collect(maps.Keys(d.sources)), d.claims)
			}
		}
		r.derived[id] = folded
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(r.projections)) {
		if err := fold(id); err != nil {
			return err
		}
	}
	return nil
}
