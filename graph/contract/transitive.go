package contract

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/store"
)

// Repeat says how a field follows edges again and again. Without Kind a step is
// the field's own edge; with it a step leads through a fact of that kind, from
// the end of one of its Labels to that of another.
type Repeat struct {
	Kind   string
	Labels []string
	// Where is the literal of a condition on the facts, or nil.
	Where *ast.Value
}

// readTransitive reads a field with @transitive.
func (c *Contract) readTransitive(def *ast.Definition, f *ast.FieldDefinition, mark *ast.Directive) (*EdgeField, error) {
	labels, through := texts(mark, "labels"), text(mark, "kind")
	if c.Kinds.Kind(def.Name) == nil || f.Type.Elem == nil || f.Type.Name() != def.Name {
		return nil, fmt.Errorf("a @transitive field is a list of the kind it stands on")
	}
	e := &EdgeField{Type: def.Name, Kinds: []string{def.Name}, Source: def.Name, Repeat: &Repeat{Kind: through, Labels: labels}}
	start := c.Kinds.Kind(def.Name)
	if through == "" {
		if len(labels) != 1 {
			return nil, fmt.Errorf("labels %v: want the one of an edge from %s to itself, or a kind of facts", labels, def.Name)
		}
		e.Label, e.Reverse = labels[0], text(mark, "direction") == "IN"
	} else if start = c.Kinds.Kind(through); start == nil || start.Group != store.Fact || len(labels) == 0 {
		return nil, fmt.Errorf("kind %q: want a kind of facts, and labels of edges that start there", through)
	}
	for _, label := range labels {
		if edge := start.Edge(label); edge == nil || edge.Derived || !slices.Contains(edge.Targets, def.Name) {
			return nil, fmt.Errorf("no edge %q leads from %s to %s", label, start.Name, def.Name)
		}
	}
	if arg := mark.Arguments.ForName("where"); arg != nil {
		e.Repeat.Where = arg.Value
	}
	if through == "" && e.Repeat.Where != nil {
		return nil, fmt.Errorf("where is about the facts of a kind: name it")
	}
	return e, nil
}

// Hierarchy returns the edge of the kind to itself that a @transitive field
// follows from its start, so that conditions can ask what lies within; nil if
// there is none.
func (c *Contract) Hierarchy(kind string) *EdgeField {
	for _, f := range c.written.Definitions.ForName(kind).Fields {
		if field := c.fields[kind][f.Name]; field != nil && field.Edge != nil && field.Edge.Repeat != nil && field.Edge.Repeat.Kind == "" && !field.Edge.Reverse {
			return field.Edge
		}
	}
	return nil
}

// reachedName is what the connection and edge types of a @transitive field
// start with.
func reachedName(typeName string) string { return "Reached" + typeName }

// reached makes the connection and edge types of @transitive fields, once
// each, and returns the name of the connection.
func (d *deriver) reached(typeName string) string {
	name := reachedName(typeName)
	if d.made[name] {
		return name + "Connection"
	}
	d.made[name] = true
	d.add(&ast.Definition{Kind: ast.Object, Name: name + "Connection", Description: "A page of a list of " + typeName + " that are reached in one or more steps.",
		Fields: d.pageFields(typeName, name+"Edge")})
	d.fields[name+"Edge"] = map[string]*Field{}
	d.add(&ast.Definition{Kind: ast.Object, Name: name + "Edge", Description: "One place in a list of " + typeName + " that are reached in one or more steps.", Fields: append(placeFields(typeName),
		&ast.FieldDefinition{Name: "depth", Description: "How many steps away it is, by the shortest way.", Type: ast.NonNullNamedType("Int", nil)})})
	return name + "Connection"
}
