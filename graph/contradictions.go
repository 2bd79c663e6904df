package graph

import (
	"context"
	"slices"

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
	statement := statements["Statement"]
	statement.read("property", "value", "stance", store.ColumnTarget)
	statement.follows = append(statement.follows, p.statementEnd("article", store.Shapes{}), p.statementEnd("origin", store.Shapes{}))
	objects := newDrafts(p.contract.Kinds.Edge(statementObject).Targets)
	key, named := in.path+s.key, false
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
				named, err = true, p.nodes(objects, f.selections, below)
			case "held":
				p.shown(d, kind, key)
			}
			if err != nil {
				return err
			}
		}
	}
	if named {
		statement.follows = append(statement.follows, p.statementEnd(statementObject.Label, objects.shapes()))
	}
	d.follows = append(d.follows, &store.Follow{Key: key, Edge: statementNode, Reverse: true, Kinds: []string{"Statement"}, Shapes: statements.shapes(),
		List: store.List{
			Where: all(&store.Cond{Op: store.Eq, Column: "contested", Value: true}, p.valid([]string{"Statement"}, inner)),
			Order: statementsByProperty,
			Limit: maxPageSize}})
	return nil
}

// statementsByProperty is the order in which contested statements are read, so
// that a cut leaves properties whole but the last: by property, then by the
// day of the article.
var statementsByProperty = []store.Order{{Column: "propertyKey"}, {Column: store.RelatedColumn("article", "publishedKey")}}

// statementObject is the edge from a statement to the end of the edge it
// states.
var statementObject = store.EdgeRef{Kind: "Statement", Label: "object"}

// statementEnd plans to read the end of an edge of a statement under a key of
// the plan's own.
func (p *planner) statementEnd(label string, shapes store.Shapes) *store.Follow {
	edge := store.EdgeRef{Kind: "Statement", Label: label}
	return &store.Follow{Key: model.OwnKey(label), Edge: edge, Kinds: p.contract.Kinds.Edge(edge).Targets, List: store.List{Limit: 1}, Shapes: shapes}
}

// shown plans to read what the graph shows where only one value can be: the
// properties, and the ends of edges, under keys beside that of the
// contradictions.
func (p *planner) shown(d *draft, kind, key string) {
	k := p.contract.Kinds.Kind(kind)
	for _, property := range k.Properties {
		if !severalOf(k, property.Name) && !property.Composed {
			d.read(property.Name)
		}
	}
	for _, e := range k.Edges {
		end := &store.Follow{Key: model.EndKey(key, e.Label), Edge: store.EdgeRef{Kind: kind, Label: e.Label}, Kinds: e.Targets, List: store.List{Limit: 1}}
		if e.Single && !slices.ContainsFunc(d.follows, func(f *store.Follow) bool { return f.Key == end.Key }) {
			d.follows = append(d.follows, end)
		}
	}
}

// severalOf reports whether a node can have several values of the property, or
// several edges of the label, so that each is a matter of its own.
func severalOf(k *store.Kind, property string) bool {
	if p := k.Property(property); p != nil {
		return p.List
	}
	e := k.Edge(property)
	return e == nil || !e.Single
}

// contradictions answers the field contradictions of a node.
func contradictions(ctx context.Context, r *Resolver, obj model.Object) ([]*model.Contradiction, error) {
	k := r.Contract.Kinds.Kind(obj.Kind())
	return obj.Contradictions(answerKey(ctx), func(property string) bool { return severalOf(k, property) }), ctx.Err()
}
