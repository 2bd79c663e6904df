package contract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/store"
)

// GroupField is what the nodes of a list can be counted by: a column, or the
// nodes at the other end of an edge.
type GroupField struct {
	Value  string // of the kind's group enum
	Column string
	Prefix int
	Edge   *EdgeField

	description string
}

// GroupField returns what a value of the kind's group enum counts by, or nil.
func (c *Contract) GroupField(kind, value string) *GroupField {
	i := slices.IndexFunc(c.groups[kind], func(g *GroupField) bool { return g.Value == value })
	if i < 0 {
		return nil
	}
	return c.groups[kind][i]
}

// readGroups collects what lists of each kind can be counted by: its filtered
// enums and booleans, the year of its day, and its edges as they are, without
// a condition.
func (c *Contract) readGroups() error {
	for _, k := range c.Kinds.All() {
		if k.Group == store.Internal {
			continue
		}
		groups := c.groupsOf(k)
		seen := map[string]bool{}
		for _, g := range groups {
			if seen[g.Value] {
				return fmt.Errorf("%s: lists cannot be grouped by two things called %s", k.Name, g.Value)
			}
			seen[g.Value] = true
		}
		c.groups[k.Name] = groups
	}
	return nil
}

func (c *Contract) groupsOf(k *store.Kind) []*GroupField {
	var groups []*GroupField
	for _, p := range k.Properties {
		if p.Filtered && (p.Type == store.EnumType || p.Type == store.BoolType) {
			groups = append(groups, &GroupField{Value: upperSnake(p.Name), Column: p.Name, description: "By " + p.Name + "."})
		}
	}
	if len(k.Day) > 0 {
		groups = append(groups, &GroupField{Value: "YEAR", Column: store.ColumnDayEarliest, Prefix: len("2006"),
			description: "By the year in which its day lies, the first one it may lie in; the day is the first known of " + strings.Join(k.Day, ", ") + "."})
	}
	for _, f := range c.written.Definitions.ForName(k.Name).Fields {
		field := c.fields[k.Name][f.Name]
		// Statements come and go by retraction and knownAt: counting by them is
		// left to their own lists.
		if field == nil || field.Edge == nil || field.Edge.Where != nil || field.Edge.Repeat != nil || field.Edge.Type == "Statement" {
			continue
		}
		groups = append(groups, &GroupField{Value: upperSnake(f.Name), Edge: field.Edge, description: "By the nodes of " + f.Name + "; one that has none is in no group."})
	}
	return groups
}

// groupsField is the field groups of a connection, nil where lists of the type
// have none.
func (d *deriver) groupsField(typeName string) *ast.FieldDefinition {
	k := d.Kinds.Kind(typeName)
	if k == nil || len(d.groups[typeName]) == 0 {
		return nil
	}
	name := typeName + "GroupField"
	if !d.made[name] {
		d.made[name] = true
		var values ast.EnumValueList
		for _, g := range d.groups[typeName] {
			values = append(values, &ast.EnumValueDefinition{Name: g.Value, Description: g.description})
		}
		d.add(&ast.Definition{Kind: ast.Enum, Name: name, Description: "What lists of " + typeName + " can be grouped by.", EnumValues: values})
	}
	description := "How many of the list there are by something, whatever the page, the largest group first."
	if HasWhole(k) {
		description += " Wholes are counted: parts count as the outermost one they are parts of."
	}
	return &ast.FieldDefinition{Name: "groups", Description: description, Type: ast.NonNullNamedType("Groups", nil), Arguments: ast.ArgumentDefinitionList{
		{Name: "by", Description: "What to group by.", Type: ast.NonNullNamedType(name, nil)},
		{Name: "first", Description: fmt.Sprintf("The largest so many groups, at most %d.", MaxPageSize), Type: ast.NamedType("Int", nil),
			DefaultValue: &ast.Value{Kind: ast.IntValue, Raw: "20"}}}}
}

// HasWhole reports whether nodes of the kind can be parts of others.
func HasWhole(k *store.Kind) bool {
	return slices.ContainsFunc(k.Edges, func(e *store.Edge) bool { return e.Whole })
}

// counted returns the derived edge that leads to all kinds of the type,
// followed to where it starts; nil if none does.
func (c *Contract) counted(def *ast.Definition) (*EdgeField, error) {
	kinds := c.concrete(def.Name)
	if len(kinds) == 0 {
		return nil, nil
	}
	var found []*EdgeField
	for _, e := range c.Kinds.Edges() {
		if !e.Derived || slices.ContainsFunc(kinds, func(kind string) bool { return !slices.Contains(e.Targets, kind) }) {
			continue
		}
		for _, target := range e.Targets {
			if !slices.Contains(c.concrete(c.counterpartyType()), target) {
				return nil, fmt.Errorf("edge %s.%s leads to %s, which is no %s: it has no counterparties", e.Kind, e.Label, target, c.counterpartyType())
			}
		}
		found = append(found, &EdgeField{Label: e.Label, Reverse: true, Type: e.Kind, Kinds: []string{e.Kind}, Source: e.Kind, Derived: true})
	}
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return found[0], nil
	}
	return nil, fmt.Errorf("%s: several derived edges lead to it: it can have counterparties by one only", def.Name)
}

// counterpartyType is the type of Counterparty.party.
func (c *Contract) counterpartyType() string {
	if def := c.written.Definitions.ForName("Counterparty"); def != nil {
		if f := def.Fields.ForName("party"); f != nil {
			return f.Type.Name()
		}
	}
	return ""
}
