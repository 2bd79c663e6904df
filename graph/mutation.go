package graph

import (
	"context"
	"slices"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// A mutation plans first what its payload reads, so that a bad selection is
// refused before anything is written; then it writes, in one transaction; then
// it reads, with one store call, all nodes that the payload shows.

// maxEffects is the greatest number of changes told of a write.
const maxEffects = 100

// payload is the plan of what a mutation's payload reads.
type payload struct {
	*planner
	root   place
	drafts drafts
	wanted bool // at least one node is selected
}

// mutation returns the plan of the root field being resolved, its arguments,
// and the payload that is still to be planned.
func (r *Resolver) mutation(ctx context.Context) (*payload, map[string]any) {
	p, s := r.rootField(ctx)
	return &payload{planner: p, root: place{selected: s}, drafts: newDrafts(p.served())}, p.arguments(s.field)
}

// served returns the kinds that clients see.
func (s selector) served() []string {
	var kinds []string
	for _, kind := range s.contract.Kinds.All() {
		if kind.Group != store.Internal {
			kinds = append(kinds, kind.Name)
		}
	}
	return kinds
}

// read plans the nodes of a type at the end of a way of fields.
func (p *payload) read(typeName string, way ...string) error {
	if len(p.along(p.root, way...)) == 0 {
		return nil
	}
	p.wanted = true
	of := drafts{}
	for _, kind := range p.contract.KindsOf(typeName) {
		of[kind] = p.drafts[kind]
	}
	return p.nodesAlong(of, p.root, scope{}, way...)
}

// effect plans the nodes of a WriteEffect that stands in a field of the payload.
func (p *payload) effect(field string) error {
	return p.read("Node", field, "WriteEffect.changes", "NodeChange.node")
}

// known are nodes that were read after a write, by the ids that were asked for.
type known map[string]model.Object

// fetch reads the nodes that a payload shows; none if none are selected.
func (r *Resolver) fetch(ctx context.Context, p *payload, ids []string) (known, error) {
	if !p.wanted {
		return known{}, nil
	}
	return r.get(ctx, ids, p.drafts.shapes())
}

// get reads the nodes of these ids; empty ones are of none.
func (r *Resolver) get(ctx context.Context, ids []string, shapes store.Shapes) (known, error) {
	found := known{}
	asked := slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(ids))), func(id string) bool { return id == "" })
	if len(asked) == 0 {
		return found, nil
	}
	nodes, err := r.Store.Get(ctx, asked, shapes)
	if err != nil {
		return nil, err
	}
	for i, n := range nodes {
		if n != nil {
			found[asked[i]] = model.NewObject(n, shapes[n.Kind])
		}
	}
	return found, nil
}

// node returns the typed view of a node that was read; nil if there is none.
func (k known) node(id string) model.Node {
	o, ok := k[id]
	if !ok {
		return nil
	}
	view, _ := model.Wrap(o).(model.Node)
	return view
}

// article returns the view of an article that was read; nil if there is none.
func (k known) article(id string) *model.Article {
	view, _ := k.node(id).(*model.Article)
	return view
}

// show puts the nodes that were read into the effect.
func (k known) show(effect *model.WriteEffect) {
	for _, c := range effect.Changes {
		c.Node = k.node(c.NodeID)
	}
}

// changed returns the ids of the nodes that the effect tells.
func changed(effect *model.WriteEffect) []string {
	ids := make([]string, len(effect.Changes))
	for i, c := range effect.Changes {
		ids[i] = c.NodeID
	}
	return ids
}

func textOf(arguments map[string]any, name string) string {
	text, _ := arguments[name].(string)
	return text
}

func flagOf(arguments map[string]any, name string) bool {
	flag, _ := arguments[name].(bool)
	return flag
}
