package seed

import (
	"errors"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// document reads a YAML file by position: every value knows its line. Scalars
// are read as the text that stands there, whatever YAML makes of it, because
// statements hold their values as text: 2017 and true stay as written.
type document struct {
	file   string
	faults *faults
}

// field is one value of a mapping with the line of its key, or one item of a
// list with its own.
type field struct {
	key  string
	line int
	node ast.Node
}

// mapping holds the fields of a mapping in the order of the file.
type mapping struct {
	line   int
	fields []field
}

// get returns the field of that key, with a nil node if there is none.
func (m *mapping) get(key string) field {
	for _, f := range m.fields {
		if f.key == key {
			return f
		}
	}
	return field{key: key, line: m.line}
}

// parse returns the one value of the text, or false with a fault reported.
func (d *document) parse(text string) (ast.Node, bool) {
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		line, message := 1, err.Error()
		var located yaml.Error
		if errors.As(err, &located) {
			message = located.GetMessage()
			if token := located.GetToken(); token != nil {
				line = token.Position.Line
			}
		}
		d.faults.add(d.file, line, "this is no YAML: %s", message)
		return nil, false
	}
	var docs []*ast.DocumentNode
	for _, doc := range file.Docs {
		if doc.Body != nil {
			docs = append(docs, doc)
		}
	}
	switch len(docs) {
	case 0:
		d.faults.add(d.file, 1, "there is nothing in it")
		return nil, false
	case 1:
		return docs[0].Body, true
	}
	d.faults.add(d.file, lineOf(docs[1].Body), "a second document starts here: want one")
	return nil, false
}

// mapping reads a mapping. What names it in faults; known are the keys it may
// have, any if there are none.
func (d *document) mapping(f field, what string, known ...string) (*mapping, bool) {
	var values []*ast.MappingValueNode
	switch node := f.node.(type) {
	case *ast.MappingNode:
		values = node.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{node}
	default:
		d.faults.add(d.file, f.line, "%s is no mapping: want keys with values", what)
		return nil, false
	}
	m := &mapping{line: f.line}
	for _, value := range values {
		key := value.Key.GetToken()
		got := field{key: key.Value, line: key.Position.Line, node: value.Value}
		if len(known) > 0 && !slices.Contains(known, got.key) {
			d.faults.add(d.file, got.line, "%s has no key %q: want %s", what, got.key, strings.Join(known, ", "))
			continue
		}
		m.fields = append(m.fields, got)
	}
	return m, true
}

// list reads the items of a list; a field that is not there has none.
func (d *document) list(f field) []field {
	if f.node == nil {
		return nil
	}
	node, ok := f.node.(*ast.SequenceNode)
	if !ok {
		d.faults.add(d.file, f.line, "%s is no list: want [a, b]", f.key)
		return nil
	}
	var items []field
	for _, item := range node.Values {
		items = append(items, field{key: f.key, line: lineOf(item), node: item})
	}
	return items
}

// text reads a scalar; a field that is not there is empty.
func (d *document) text(f field) string {
	switch node := f.node.(type) {
	case nil:
		return ""
	case *ast.NullNode:
		d.faults.add(d.file, f.line, "%s is empty: give a value or leave it out", f.key)
		return ""
	case *ast.StringNode:
		return node.Value
	case *ast.LiteralNode:
		return strings.TrimSuffix(node.Value.Value, "\n")
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return node.GetToken().Value
	}
	d.faults.add(d.file, f.line, "%s is no text: want a plain or quoted value", f.key)
	return ""
}

// texts reads a list of scalars.
func (d *document) texts(f field) []string {
	var all []string
	for _, item := range d.list(f) {
		if s := d.text(item); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// lineOf returns the line at which a node starts.
func lineOf(node ast.Node) int {
	switch n := node.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return lineOf(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return lineOf(n.Key)
	case *ast.SequenceNode:
		return n.Start.Position.Line
	}
	return node.GetToken().Position.Line
}
