package main

import (
	"bytes"
	"fmt"
	"go/format"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
)

// readers are the methods of model.Object that read a property, and the Go
// types they return.
var readers = map[store.Type][2]string{
	store.TextType: {"text", "*string"}, store.EnumType: {"text", "*string"}, store.IntType: {"whole", "*int"},
	store.FloatType: {"number", "*float64"}, store.BoolType: {"flag", "*bool"}, store.DateType: {"date", "*Date"},
	store.MoneyType: {"money", "*Money"}, store.QuantityType: {"quantity", "*Quantity"}, store.PassageType: {"passage", "*Passage"},
}

// modelViews writes the typed views: a type per kind, interface, union,
// connection and edge.
func modelViews(c *contract.Contract) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("// Code generated from schema.graphqls by graph/contract/generate. DO NOT EDIT.\n\npackage model\n\n")
	var names []string
	for name, def := range c.Served.Types {
		if !def.BuiltIn {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		def := c.Served.Types[name]
		switch {
		case def.Kind == ast.Interface || def.Kind == ast.Union:
			fmt.Fprintf(&b, "// %s is %s\ntype %s interface {\n%s\nIs%s()\n}\n\n", name, phrase(def.Description), name, strings.Join(def.Interfaces, "\n"), name)
		case c.Kinds.Kind(name) != nil:
			writeKind(&b, c, def)
		case isList(c, def):
			writeConnection(&b, c, def)
		}
	}
	b.WriteString("// Wrap returns the typed view of an object by the kind of its node, or nil for\n// a kind the contract does not have.\nfunc Wrap(o Object) any {\n\tswitch o.node.Kind {\n")
	for _, k := range c.Kinds.All() {
		if k.Group == store.Internal {
			continue // only the stores and what reads them by hand know it
		}
		fmt.Fprintf(&b, "\tcase %q:\n\t\treturn &%s{o}\n", k.Name, k.Name)
	}
	b.WriteString("\t}\n\treturn nil\n}\n")
	return format.Source(b.Bytes())
}

// isList reports whether the type is a connection of kinds. One of anything else
// is written by hand.
func isList(c *contract.Contract, def *ast.Definition) bool {
	if !strings.HasSuffix(def.Name, "Connection") {
		return false
	}
	node := def.Fields.ForName("nodes").Type.Name()
	return c.Kinds.Kind(node) != nil || c.Served.Types[node].Kind != ast.Object
}

func writeKind(b *bytes.Buffer, c *contract.Contract, def *ast.Definition) {
	kind := c.Kinds.Kind(def.Name)
	fmt.Fprintf(b, "// %s is a view over a node of that kind: %s\ntype %s struct{ Object }\n\n", def.Name, phrase(def.Description), def.Name)
	for _, other := range c.Served.Types {
		if other.Kind == ast.Union && slices.Contains(other.Types, def.Name) {
			def.Interfaces = append(def.Interfaces, other.Name)
		}
	}
	slices.Sort(def.Interfaces)
	for _, i := range slices.Compact(def.Interfaces) {
		fmt.Fprintf(b, "// Is%s marks the kind as one of %s.\nfunc (%s) Is%s() {}\n\n", i, i, def.Name, i)
	}
	for _, p := range kind.Properties {
		f := def.Fields.ForName(p.Name)
		reader, goType := readers[p.Type][0], readers[p.Type][1]
		switch {
		case p.List:
			reader, goType = "list", "[]string"
		case f.Type.NonNull:
			reader, goType = "must", "string"
		}
		name := strings.ToUpper(p.Name[:1]) + p.Name[1:]
		fmt.Fprintf(b, "// %s returns: %s\nfunc (o %s) %s() %s { return o.%s(%q) }\n\n", name, phrase(f.Description), def.Name, name, goType, reader, p.Name)
	}
}

func writeConnection(b *bytes.Buffer, c *contract.Contract, def *ast.Definition) {
	edge, node := strings.TrimSuffix(def.Name, "Connection")+"Edge", def.Fields.ForName("nodes").Type.Name()
	element, nodes, one := "*"+node, "nodesOf", "nodeOf"
	if c.Kinds.Kind(node) == nil {
		element, nodes, one = node, "mixedNodesOf", "mixedNodeOf"
	}
	fmt.Fprintf(b, `// %[1]s is a view over a page of %[3]s.
type %[1]s struct{ Connection }

// Edges returns the page's edges.
func (c %[1]s) Edges() []*%[2]s { return edgesOf[%[2]s](c.Connection) }

// Nodes returns the page's nodes.
func (c %[1]s) Nodes() []%[4]s { return %[5]s[%[3]s](c.Connection) }

// %[2]s is a view over one row of such a page.
type %[2]s struct{ Edge }

// Node returns the row's node.
func (e %[2]s) Node() %[4]s { return %[6]s[%[3]s](e.Edge) }

`, def.Name, edge, node, element, nodes, one)
}

// phrase turns a description into the rest of a sentence on one line.
func phrase(description string) string {
	return strings.Join(strings.Fields(description), " ")
}
