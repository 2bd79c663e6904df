// Package contract reads the schema that a person writes (schema.graphqls) and
// derives from it what everything else works with: the kind table of the
// stores, the served schema with its connections and inputs, and for each
// field what it reads.
package contract

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/dealgraph/dealgraph/store"
)

// Contract is the schema in every form it is needed in. It is immutable.
type Contract struct {
	// Kinds is the kind table of the stores.
	Kinds *store.Kinds
	// Served is the schema that clients see, ServedText its text.
	Served     *ast.Schema
	ServedText string

	written *ast.SchemaDocument
	fields  map[string]map[string]*Field // by served type and field
	lists   map[string]*List             // by root field
	orders  map[string][]*OrderField     // by kind
	groups  map[string][]*GroupField     // by kind
}

// Field says what a field of a kind, an interface, or an edge type reads.
type Field struct {
	Name string
	// Property is set where the field is a property.
	Property *store.Property
	// Edge is set where the field follows an edge.
	Edge *EdgeField
	// Derived is set where nobody wrote the field: kinds have it for what they
	// are.
	Derived DerivedField
	// Counted is the derived edge, followed to where it starts, whose nodes a
	// field of counterparties counts.
	Counted *EdgeField
}

// DerivedField is a field that kinds have for what they are.
type DerivedField string

// The derived fields: those of every entity and fact, that of every fact, and
// that of every kind to which a derived edge leads.
const (
	FieldTrust          DerivedField = "trust"
	FieldStatements     DerivedField = "statements"
	FieldEvidence       DerivedField = "evidence"
	FieldFirstReported  DerivedField = "firstReported"
	FieldFormerIDs      DerivedField = "formerIds"
	FieldContradictions DerivedField = "contradictions"
	FieldValidity       DerivedField = "validity"
	FieldCounterparties DerivedField = "counterparties"
)

// derivedFields are the same in the order in which they are served.
var derivedFields = []DerivedField{FieldFormerIDs, FieldFirstReported, FieldTrust, FieldStatements, FieldEvidence, FieldContradictions, FieldValidity, FieldCounterparties}

// EdgeField is how a field follows an edge.
type EdgeField struct {
	// Label of the edge; Reverse if it ends here.
	Label   string
	Reverse bool
	// Type is the GraphQL type at the end; Kinds its concrete kinds.
	Type  string
	Kinds []string
	// Single: the field is one node, not a connection.
	Single bool
	// Source is the kind the edge starts at, for Reverse; otherwise it is the
	// kind the field is read of.
	Source string
	// EdgeType names the type whose fields the connection's edges add, if any.
	EdgeType string
	// Derived: the edge is computed by the projection.
	Derived bool
	// Where is the literal of a condition that always holds, or nil.
	Where *ast.Value
	// Repeat is set where edges are followed again and again.
	Repeat *Repeat
	// typed: the field is derived for one of several target kinds.
	typed bool
}

// Connection is the name of the connection type of the field.
func (e *EdgeField) Connection() string {
	if e.Repeat != nil {
		return reachedName(e.Type) + "Connection"
	}
	return connectionName(e.Type, e.EdgeType)
}

// List is a root field that lists kinds.
type List struct {
	Type  string
	Kinds []string
	Where *ast.Value
	// Lookup: the field answers one node by id or name instead.
	Lookup bool
}

// Load reads the written schema. Its errors name the place in the text.
func Load(text string) (*Contract, error) {
	source := &ast.Source{Name: "schema.graphqls", Input: text}
	written, err := parser.ParseSchema(source)
	if err != nil {
		return nil, err
	}
	// A second parse, because the derived schema is made by rewriting one.
	doc, err := parser.ParseSchema(source)
	if err != nil {
		return nil, err
	}
	c := &Contract{written: written, fields: map[string]map[string]*Field{}, lists: map[string]*List{},
		orders: map[string][]*OrderField{}, groups: map[string][]*GroupField{}}
	if err := c.readKinds(); err != nil {
		return nil, err
	}
	if err := c.readFields(); err != nil {
		return nil, err
	}
	c.ServedText, err = c.derive(doc)
	if err != nil {
		return nil, err
	}
	c.Served, err = gqlparser.LoadSchema(&ast.Source{Name: "derived.graphqls", Input: c.ServedText})
	if err != nil {
		return nil, fmt.Errorf("the derived schema is not valid: %w", err)
	}
	// gqlparser knows @defer of itself; nothing here is deferred.
	delete(c.Served.Directives, "defer")
	return c, c.checkFieldTypes()
}

// Field returns what the field of a served type reads, or nil for __typename,
// id and fields of plain values.
func (c *Contract) Field(typeName, field string) *Field { return c.fields[typeName][field] }

// List returns the list or look-up behind a root field, or nil.
func (c *Contract) List(rootField string) *List { return c.lists[rootField] }

// KindsOf returns the concrete kinds of a type, an interface or a union, in
// schema order.
func (c *Contract) KindsOf(typeName string) []string {
	if def := c.written.Definitions.ForName(typeName); def != nil && def.Kind == ast.Union {
		var kinds []string
		for _, k := range c.Kinds.All() {
			if slices.Contains(def.Types, k.Name) {
				kinds = append(kinds, k.Name)
			}
		}
		return kinds
	}
	return c.Kinds.Implementing(typeName)
}

// checkFieldTypes makes sure that a field name has one type in all kinds:
// otherwise clients could not select it on several kinds in one operation.
func (c *Contract) checkFieldTypes() error {
	types := map[string]string{}
	for _, k := range c.Kinds.All() {
		if k.Group == store.Internal {
			continue
		}
		for _, f := range c.Served.Types[k.Name].Fields {
			if known := types[f.Name]; known != "" && known != f.Type.String() {
				return fmt.Errorf("%s.%s is %s here and %s elsewhere: a field name has one type in all kinds", k.Name, f.Name, f.Type, known)
			}
			types[f.Name] = f.Type.String()
		}
	}
	return nil
}
