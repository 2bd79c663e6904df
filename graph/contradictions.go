package graph

import (
	"context"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// contradictions plans the field contradictions of a node: its contested
// statements, one property after the other, and what the graph shows of these.
// Package model makes sides of them.
func (p *planner) contradictions(d *draft, kind string, s *selected, in scope) error {
	inner, err := p.time(p.arguments(s.field), in)
	if err != nil {
		return err
	}
	statements := newDrafts([]string{"Statement"})
	statements["Statement"].read("property", "value", "stance", store.ColumnTarget)
	for _, label := range []string{"article", "origin"} {
		statements["Statement"].follows = append(statements["Statement"].follows, &store.Follow{Key: model.OwnKey(label),
			Edge: store.EdgeRef{Kind: "Statement", Label: label}, Kinds: []string{"Article"}, List: store.List{Limit: 1}})
	}
	key := in.path + s.key
	ends := p.singleEnds(kind)
	compared := false
	for _, sides := range p.collect("Contradiction", s.selections) {
		if sides.field.Name != "sides" {
			continue
		}
		for _, f := range p.collect("ContradictionSide", sides.selections) {
			below := inner.at(sides.key + "/" + f.key + "/")
			switch f.field.Name {
			case "statements":
				err = p.nodes(statements, f.selections, below)
			case "node":
				compared, err = true, p.nodes(ends, f.selections, below)
			case "held":
				compared = true
			}
			if err != nil {
				return err
			}
		}
	}
	d.follows = append(d.follows, &store.Follow{Key: key, Edge: statementNode, Reverse: true, Kinds: []string{"Statement"}, Shapes: statements.shapes(),
		List: store.List{
			Where: all(&store.Cond{Op: store.Eq, Column: "contested", Value: true}, p.valid([]string{"Statement"}, inner)),
			Order: []store.Order{{Column: p.contract.Kinds.Kind("Statement").Property("property").KeyColumn()}},
			Limit: maxPageSize}})
	if compared {
		p.shown(d, kind, key, ends)
	}
	return nil
}

// singleEnds returns a draft for every kind to which one of the edges leads
// that a node of the kind has at most one of.
func (p *planner) singleEnds(kind string) drafts {
	var kinds []string
	for _, e := range p.contract.Kinds.Kind(kind).Edges {
		if e.Single && !e.Derived {
			kinds = append(kinds, e.Targets...)
		}
	}
	return newDrafts(kinds)
}

// shown plans to read what the graph shows where only one value can be: the
// properties, and the ends of edges under the key of the contradictions.
func (p *planner) shown(d *draft, kind, key string, ends drafts) {
	k := p.contract.Kinds.Kind(kind)
	for _, property := range k.Properties {
		if !property.List && !property.Composed {
			d.read(property.Name)
		}
	}
	for _, e := range k.Edges {
		if !e.Single || e.Derived {
			continue
		}
		own := drafts{}
		for _, target := range e.Targets {
			own[target] = ends[target]
		}
		d.follows = append(d.follows, &store.Follow{Key: model.EndKey(key, e.Label), Edge: store.EdgeRef{Kind: kind, Label: e.Label},
			Kinds: e.Targets, List: store.List{Limit: 1}, Shapes: own.shapes()})
	}
}

// contradictions answers the field contradictions of a node.
func contradictions(ctx context.Context, obj model.Object) ([]*model.Contradiction, error) {
	return obj.Contradictions(answerKey(ctx)), ctx.Err()
}
