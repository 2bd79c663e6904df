package contract

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/store"
)

// readKinds makes the kind table of the types with @kind.
func (c *Contract) readKinds() error {
	var kinds []*store.Kind
	for _, def := range c.written.Definitions {
		mark := def.Directives.ForName("kind")
		if mark == nil {
			continue
		}
		k := &store.Kind{Name: def.Name, Prefix: text(mark, "prefix"), Plural: text(mark, "plural"),
			Group: store.Group(text(mark, "group")), Interfaces: def.Interfaces, Day: texts(mark, "day")}
		if k.Group != store.Internal && !k.Is("Node") {
			return at(def.Position, "%s does not implement Node, as every kind does that is served", def.Name)
		}
		for _, f := range def.Fields {
			property, edge, transitive := f.Directives.ForName("property"), f.Directives.ForName("edge"), f.Directives.ForName("transitive")
			switch {
			case property != nil:
				p, err := c.readProperty(f, property)
				if err != nil {
					return at(f.Position, "%s.%s: %w", def.Name, f.Name, err)
				}
				k.Properties = append(k.Properties, p)
			case edge != nil && text(edge, "direction") != "IN":
				k.Edges = append(k.Edges, &store.Edge{Kind: def.Name, Label: text(edge, "label"), Targets: c.concrete(f.Type.Name()),
					Single: f.Type.Elem == nil, Role: store.Role(text(edge, "role")), Party: flag(edge, "party"),
					Whole: flag(edge, "whole"), Derived: flag(edge, "derived")})
			case edge == nil && transitive == nil && f.Name != "id":
				return at(f.Position, "%s.%s is neither a @property nor an @edge", def.Name, f.Name)
			}
		}
		kinds = append(kinds, k)
	}
	table, err := store.NewKinds(kinds)
	if err != nil {
		return fmt.Errorf("schema.graphqls: %w", err)
	}
	c.Kinds = table
	return nil
}

var propertyTypes = map[string]store.Type{
	"String": store.TextType, "DateTime": store.TextType, "Int": store.IntType, "Float": store.FloatType, "Boolean": store.BoolType,
	"Date": store.DateType, "Money": store.MoneyType, "Quantity": store.QuantityType, "Passage": store.PassageType,
}

func (c *Contract) readProperty(f *ast.FieldDefinition, mark *ast.Directive) (*store.Property, error) {
	p := &store.Property{Name: f.Name, List: f.Type.Elem != nil, Ordered: flag(mark, "ordered"), Filtered: flag(mark, "filtered"),
		Searched: flag(mark, "searched"), Composed: flag(mark, "composed"), Validity: flag(mark, "validity"), Ends: flag(mark, "ends"),
		Counts: text(mark, "counts"), Record: flag(mark, "record")}
	if t, ok := propertyTypes[f.Type.Name()]; ok {
		if f.Type.NonNull && !p.List && t != store.TextType {
			return nil, fmt.Errorf("a property of type %s may be missing: leave out the exclamation mark", f.Type.Name())
		}
		p.Type = t
		return p, nil
	}
	def := c.written.Definitions.ForName(f.Type.Name())
	if def == nil || def.Kind != ast.Enum {
		return nil, fmt.Errorf("%s is no type of a property", f.Type.Name())
	}
	p.Type, p.Progressive = store.EnumType, def.Directives.ForName("progressive") != nil
	for _, v := range def.EnumValues {
		p.Enum = append(p.Enum, v.Name)
		if v.Directives.ForName("void") != nil {
			p.Void = append(p.Void, v.Name)
		}
	}
	return p, nil
}

// concrete returns the kinds behind a type name, in schema order, before the
// kind table is made; internal kinds only by their own name.
func (c *Contract) concrete(typeName string) []string {
	named := c.written.Definitions.ForName(typeName)
	var kinds []string
	for _, def := range c.written.Definitions {
		mark := def.Directives.ForName("kind")
		if mark == nil || text(mark, "group") == string(store.Internal) && def.Name != typeName {
			continue
		}
		if def.Name == typeName || slices.Contains(def.Interfaces, typeName) || named != nil && slices.Contains(named.Types, def.Name) {
			kinds = append(kinds, def.Name)
		}
	}
	return kinds
}

// readFields says for each field of each kind, interface and edge type what it
// reads, and which root fields list what.
func (c *Contract) readFields() error {
	for _, def := range c.written.Definitions {
		if def.Kind != ast.Object && def.Kind != ast.Interface || def.Name == "Query" {
			continue
		}
		fields := map[string]*Field{}
		for _, f := range def.Fields {
			field := &Field{Name: f.Name}
			if mark := f.Directives.ForName("edge"); mark != nil {
				edge, err := c.readEdgeField(def, f, mark)
				if err != nil {
					return at(f.Position, "%s.%s: %w", def.Name, f.Name, err)
				}
				field.Edge = edge
			} else if mark := f.Directives.ForName("transitive"); mark != nil {
				edge, err := c.readTransitive(def, f, mark)
				if err != nil {
					return at(f.Position, "%s.%s: %w", def.Name, f.Name, err)
				}
				field.Edge = edge
			} else if k := c.Kinds.Kind(def.Name); k != nil {
				field.Property = k.Property(f.Name)
			} else if def.Kind == ast.Interface {
				for _, kind := range c.Kinds.Implementing(def.Name) {
					field.Property = c.Kinds.Kind(kind).Property(f.Name)
				}
			}
			if field.Edge != nil || field.Property != nil {
				fields[f.Name] = field
			}
		}
		if err := c.addDerivedFields(def, fields); err != nil {
			return err
		}
		c.addTypedFields(def, fields)
		c.fields[def.Name] = fields
	}
	c.readOrders()
	if err := c.readGroups(); err != nil {
		return err
	}
	return c.readLists()
}

// addDerivedFields adds the fields that kinds have for what they are.
func (c *Contract) addDerivedFields(def *ast.Definition, fields map[string]*Field) error {
	add := func(derived ...DerivedField) {
		for _, d := range derived {
			fields[string(d)] = &Field{Name: string(d), Derived: d}
		}
	}
	if c.isStated(def) {
		add(FieldTrust, FieldStatements, FieldEvidence, FieldFormerIDs, FieldFirstReported, FieldContradictions)
	}
	if c.isOf(def, store.Fact) {
		add(FieldValidity)
	}
	counted, err := c.counted(def)
	if err != nil {
		return err
	}
	if counted != nil {
		add(FieldCounterparties)
		fields[string(FieldCounterparties)].Counted = counted
	}
	return nil
}

// isStated reports whether statements back all nodes of the type: entities and
// facts, and interfaces that only these implement.
func (c *Contract) isStated(def *ast.Definition) bool { return c.isOf(def, store.Entity, store.Fact) }

// isOf reports whether all nodes of the type are of these groups.
func (c *Contract) isOf(def *ast.Definition, groups ...store.Group) bool {
	kinds := c.concrete(def.Name)
	if def.Kind == ast.Object && c.Kinds.Kind(def.Name) == nil || len(kinds) == 0 {
		return false
	}
	return !slices.ContainsFunc(kinds, func(name string) bool { return !slices.Contains(groups, c.Kinds.Kind(name).Group) })
}

func (c *Contract) readEdgeField(def *ast.Definition, f *ast.FieldDefinition, mark *ast.Directive) (*EdgeField, error) {
	e := &EdgeField{Label: text(mark, "label"), Reverse: text(mark, "direction") == "IN", Type: f.Type.Name(), Kinds: c.concrete(f.Type.Name()),
		Single: f.Type.Elem == nil, EdgeType: text(mark, "edgeType"), Derived: flag(mark, "derived")}
	if arg := mark.Arguments.ForName("where"); arg != nil {
		e.Where = arg.Value
	}
	if !e.Reverse {
		return e, nil
	}
	var sources []string
	for _, name := range e.Kinds {
		if edge := c.Kinds.Kind(name).Edge(e.Label); edge != nil {
			sources = append(sources, name)
			e.Derived = edge.Derived
		}
	}
	if len(sources) != 1 {
		return nil, fmt.Errorf("edge %q ends here and starts at %v: want exactly one kind of %s to have it", e.Label, sources, e.Type)
	}
	e.Source, e.Kinds = sources[0], sources
	return e, nil
}

// addTypedFields adds, beside a connection of several kinds, one field per
// kind, which takes that kind's conditions and order: licensorCompanies.
func (c *Contract) addTypedFields(def *ast.Definition, fields map[string]*Field) {
	for _, f := range def.Fields {
		field := fields[f.Name]
		if field == nil || field.Edge == nil || field.Edge.Single || field.Edge.Reverse || field.Edge.Derived || len(field.Edge.Kinds) < 2 {
			continue
		}
		for _, kind := range field.Edge.Kinds {
			typed := *field.Edge
			typed.Type, typed.Kinds, typed.typed = kind, []string{kind}, true
			name := typed.Label + upperFirst(c.Kinds.Kind(kind).Plural)
			fields[name] = &Field{Name: name, Edge: &typed}
		}
	}
}

// readLists collects the root fields that list or look up kinds.
func (c *Contract) readLists() error {
	for _, k := range c.Kinds.All() {
		if k.Group == store.Internal {
			continue
		}
		c.lists[k.Plural] = &List{Type: k.Name, Kinds: []string{k.Name}}
		c.lists[lowerFirst(k.Name)] = &List{Type: k.Name, Kinds: []string{k.Name}, Lookup: true}
	}
	query := c.written.Definitions.ForName("Query")
	if query == nil {
		return fmt.Errorf("schema.graphqls: type Query is missing")
	}
	for _, f := range query.Fields {
		mark := f.Directives.ForName("list")
		if mark == nil {
			continue
		}
		if c.lists[f.Name] != nil {
			return at(f.Position, "Query.%s is the list of a kind already", f.Name)
		}
		list := &List{Type: f.Type.Name(), Kinds: c.concrete(f.Type.Name())}
		if arg := mark.Arguments.ForName("where"); arg != nil {
			list.Where = arg.Value
		}
		c.lists[f.Name] = list
	}
	return nil
}

func text(d *ast.Directive, name string) string {
	if arg := d.Arguments.ForName(name); arg != nil {
		return arg.Value.Raw
	}
	return ""
}

func texts(d *ast.Directive, name string) []string {
	var list []string
	if arg := d.Arguments.ForName(name); arg != nil {
		for _, child := range arg.Value.Children {
			list = append(list, child.Value.Raw)
		}
	}
	return list
}

func flag(d *ast.Directive, name string) bool { return text(d, name) == "true" }

func at(position *ast.Position, format string, args ...any) error {
	return fmt.Errorf("%s:%d: "+format, append([]any{position.Src.Name, position.Line}, args...)...)
}
