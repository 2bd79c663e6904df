package main

import (
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph/contract"
)

// oneLiners is a gqlgen plugin that gives each new resolver its body: every
// field reads what the plan of its root field has fetched.
type oneLiners struct{ *contract.Contract }

// Name returns the plugin's name.
func (oneLiners) Name() string { return "dealgraph-resolvers" }

// Implement returns the body of a resolver.
func (p oneLiners) Implement(_ string, f *codegen.Field) string {
	typeName := f.Type.Name()
	def := p.Served.Types[typeName]
	switch {
	case f.Object.Name == "Mutation":
		name := strings.ToUpper(f.Name[:1]) + f.Name[1:]
		if p.Served.Query.Fields.ForName(f.Name) != nil {
			name += "Mutation" // one name, two roots
		}
		return fmt.Sprintf("return r.resolve%s(ctx)", name)
	case f.Object.Name == "Query":
		list := p.List(f.Name)
		switch {
		case list == nil:
			return fmt.Sprintf("return r.resolve%s(ctx)", strings.ToUpper(f.Name[:1])+f.Name[1:])
		case list.Lookup:
			return fmt.Sprintf("return lookup[model.%s](ctx, r.Resolver)", typeName)
		}
		return fmt.Sprintf("return list[model.%s](ctx, r.Resolver)", typeName)
	case typeName == "Groups":
		return "return groupsOf(ctx, obj.Connection)"
	case f.Name == string(contract.FieldCounterparties):
		return "return counterparties(ctx, obj.Object)"
	case f.Name == string(contract.FieldContradictions):
		return "return contradictions(ctx, r.Resolver, obj.Object)"
	case f.Name == string(contract.FieldValidity):
		return "return validity(obj.Object, on)"
	case strings.HasSuffix(f.Object.Name, "Edge"):
		return fmt.Sprintf("return followEdge[model.%s](ctx, obj.Edge)", typeName)
	case strings.HasSuffix(typeName, "Connection"):
		return fmt.Sprintf("return follow[model.%s](ctx, obj.Object)", typeName)
	case def.Kind == ast.Interface || def.Kind == ast.Union:
		return fmt.Sprintf("return oneOf[model.%s](ctx, obj.Object)", typeName)
	}
	return fmt.Sprintf("return one[model.%s](ctx, obj.Object)", typeName)
}
