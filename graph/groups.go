package graph

import (
	"context"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// groups plans the field groups of a connection of one kind.
func (p *planner) groups(list *store.List, kind string, s *selected, in scope) error {
	arguments := p.arguments(s.field)
	by, _ := arguments["by"].(string)
	field := p.contract.GroupField(kind, by)
	if field == nil {
		return errorf(CodeBadInput, "groups: %s cannot be grouped by %q", kind, by)
	}
	g := &store.Grouping{Key: s.key, Column: field.Column, Prefix: field.Prefix}
	if field.Edge != nil {
		g.Edge, g.Reverse, g.Kinds = edgeRef(kind, field.Edge), field.Edge.Reverse, field.Edge.Kinds
		g.EdgeWhere = p.knownEdge(g.Edge, in.lens)
	}
	k := p.contract.Kinds.Kind(kind)
	if contract.HasWhole(k) {
		g.Distinct = store.ColumnWhole
	}
	d := newDrafts(g.Kinds)
	for _, groups := range p.collect("Groups", s.selections) {
		if groups.field.Name != "groups" {
			continue
		}
		for _, inner := range p.collect("Group", groups.selections) {
			switch inner.field.Name {
			case "sums", "undisclosedCount", "unknownCount":
				g.Money = moneyOf(k)
			case "node":
				if err := p.nodes(d, inner.selections, in.at(s.key+"/"+groups.key+"/"+inner.key+"/")); err != nil {
					return err
				}
			}
		}
	}
	return p.grouping(list, g, d, arguments)
}

// grouping adds a grouping to the list, whose nodes have been drafted.
func (p *planner) grouping(list *store.List, g *store.Grouping, d drafts, arguments map[string]any) error {
	if p.groupings++; p.groupings > maxGroupings {
		e := errorf(CodeTooComplex, "the operation is too large: too many lists are counted by something")
		e.Extensions = map[string]any{"limit": maxGroupings, "found": p.groupings}
		return e
	}
	limit, _, err := pageSize(arguments, "first")
	if err != nil {
		return err
	}
	g.Limit = limit
	if g.Column == "" {
		g.Shapes = d.shapes()
	}
	list.Groups = append(list.Groups, g)
	return nil
}

// moneyOf is the property of money that groups of the kind add up, empty if it
// has none.
func moneyOf(k *store.Kind) string {
	for _, property := range k.Properties {
		if property.Type == store.MoneyType {
			return property.Name
		}
	}
	return ""
}

// counterparties plans the field counterparties: the wholes that the derived
// edge leads from, counted by who else is at its ends.
func (p *planner) counterparties(e *contract.EdgeField, s *selected, in scope) (*store.Follow, error) {
	arguments := p.arguments(s.field)
	inner, err := p.time(arguments, in)
	if err != nil {
		return nil, err
	}
	edge := edgeRef("", e)
	f := &store.Follow{Key: in.path + s.key, Edge: edge, Reverse: true, Kinds: e.Kinds, EdgeWhere: p.knownEdge(edge, inner.lens)}
	var whole *store.Cond
	if contract.HasWhole(p.contract.Kinds.Kind(e.Source)) {
		whole = parts("WHOLES")
	}
	f.Where = all(whole, p.valid(e.Kinds, inner))
	f.Shapes = newDrafts(f.Kinds).shapes()
	g := &store.Grouping{Key: model.CounterpartiesKey, Edge: edge, Kinds: p.contract.Kinds.Edge(edge).Targets, EdgeWhere: f.EdgeWhere, ExceptStart: true}
	d := newDrafts(g.Kinds)
	for _, nodes := range p.collect("Counterparties", s.selections) {
		if nodes.field.Name != "nodes" {
			continue
		}
		for _, party := range p.collect("Counterparty", nodes.selections) {
			if party.field.Name != "party" {
				continue
			}
			if err := p.nodes(d, party.selections, inner.at(nodes.key+"/"+party.key+"/")); err != nil {
				return nil, err
			}
		}
	}
	return f, p.grouping(&f.List, g, d, arguments)
}

// groupsOf answers the field groups of a connection.
func groupsOf(ctx context.Context, c model.Connection) (*model.Groups, error) {
	return c.Grouped(answerKey(ctx)), ctx.Err()
}

// counterparties answers the field counterparties of a party.
func counterparties(ctx context.Context, obj model.Object) (*model.Counterparties, error) {
	return &model.Counterparties{Groups: obj.Link(answerKey(ctx)).Grouped(model.CounterpartiesKey)}, ctx.Err()
}

// validity answers the field validity of a fact.
func validity(obj model.Object, on string) (string, error) {
	span, err := parseDate("on", on)
	if err != nil {
		return "", err
	}
	return obj.ValidityOn(span), nil
}
