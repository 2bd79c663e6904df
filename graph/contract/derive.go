package contract

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"github.com/dealgraph/dealgraph/store"
)

// DefaultPageSize and MaxPageSize bound first and last.
const (
	DefaultPageSize = 10
	MaxPageSize     = 200
)

// machinery are the definitions that only the generator reads.
var machinery = []string{"Condition", "KindGroup", "Direction", "Side"}

// deriver builds the served schema.
type deriver struct {
	*Contract
	doc  *ast.SchemaDocument
	made map[string]bool
}

// derive rewrites the document into the served schema and returns its text.
func (c *Contract) derive(doc *ast.SchemaDocument) (string, error) {
	d := &deriver{Contract: c, doc: doc, made: map[string]bool{}}
	written := doc.Definitions
	doc.Directives, doc.Definitions = nil, nil
	for _, def := range written {
		if slices.Contains(machinery, def.Name) || c.isEdgeType(def.Name) || c.isInternal(def.Name) {
			continue
		}
		d.rewrite(def)
		doc.Definitions = append(doc.Definitions, def)
	}
	d.addQueryFields(doc.Definitions.ForName("Query"))
	for _, k := range c.Kinds.All() {
		if k.Group != store.Internal {
			d.addInputs(k)
		}
	}
	d.addShared()
	var b strings.Builder
	b.WriteString("# Derived from schema.graphqls by `make generate`; do not edit.\n\n")
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchemaDocument(doc)
	return b.String(), nil
}

// isInternal reports whether the type is a kind that clients don't see.
func (c *Contract) isInternal(name string) bool {
	k := c.Kinds.Kind(name)
	return k != nil && k.Group == store.Internal
}

func (c *Contract) isEdgeType(name string) bool {
	for _, fields := range c.fields {
		for _, f := range fields {
			if f.Edge != nil && f.Edge.EdgeType == name {
				return true
			}
		}
	}
	return false
}

// rewrite drops the marks and turns lists of edges into connections. A field
// written as a connection gets its arguments.
func (d *deriver) rewrite(def *ast.Definition) {
	def.Directives = nil
	for _, value := range def.EnumValues {
		value.Directives = nil
	}
	if def.Kind != ast.Object && def.Kind != ast.Interface || def.Name == "Query" {
		return
	}
	fields := d.fields[def.Name]
	var rewritten ast.FieldList
	for _, f := range def.Fields {
		f.Directives = nil
		rewritten = append(rewritten, f)
		field := fields[f.Name]
		if field == nil || field.Edge == nil {
			if node, ok := strings.CutSuffix(f.Type.Name(), "Connection"); ok {
				f.Arguments = d.listArguments(node)
			}
			continue
		}
		d.edgeField(f, field.Edge)
		for _, kind := range field.Edge.Kinds {
			name := field.Edge.Label + upperFirst(d.Kinds.Kind(kind).Plural)
			if typed := fields[name]; typed != nil && typed.Edge.typed {
				extra := &ast.FieldDefinition{Name: name, Description: fmt.Sprintf("%s Only those of kind %s.", f.Description, kind)}
				d.edgeField(extra, typed.Edge)
				rewritten = append(rewritten, extra)
			}
		}
	}
	for _, derived := range derivedFields {
		if fields[string(derived)] != nil && fields[string(derived)].Derived == derived {
			rewritten = append(rewritten, d.derivedField(derived))
		}
	}
	def.Fields = rewritten
}

// edgeField gives the field its connection and arguments.
func (d *deriver) edgeField(f *ast.FieldDefinition, e *EdgeField) {
	switch {
	case e.Single:
		f.Arguments = lensArguments()
		return
	case e.Repeat != nil:
		f.Type = ast.NonNullNamedType(d.reached(e.Type), nil)
	default:
		f.Type = ast.NonNullNamedType(d.connection(e.Type, e.EdgeType), nil)
	}
	f.Arguments = d.listArguments(e.Type)
}

func (d *deriver) derivedField(derived DerivedField) *ast.FieldDefinition {
	switch derived {
	case FieldFormerIDs:
		return &ast.FieldDefinition{Name: "formerIds", Type: ast.NonNullListType(ast.NonNullNamedType("ID", nil), nil),
			Description: "Ids that are of it now, sorted, because they were judged to be of the same thing: node, nodes, look-ups, paths and neighbourhood take them too, conditions don't."}
	case FieldFirstReported:
		return &ast.FieldDefinition{Name: "firstReported", Type: ast.NamedType("String", nil),
			Description: "The day of the earliest publication behind it, YYYY-MM-DD; an undated article counts from the day it was recorded."}
	case FieldTrust:
		return &ast.FieldDefinition{Name: "trust", Type: ast.NonNullNamedType("Trust", nil),
			Description: "How far to believe that it is so, by the statements on the thing as a whole."}
	case FieldStatements:
		return &ast.FieldDefinition{Name: "statements", Type: ast.NonNullNamedType(d.connection("Statement", ""), nil),
			Arguments: d.listArguments("Statement"), Description: "All live statements about it: on the whole, its properties, its edges, and remarks."}
	case FieldContradictions:
		return &ast.FieldDefinition{Name: "contradictions", Type: ast.NonNullListType(ast.NonNullNamedType("Contradiction", nil), nil), Arguments: knownAtArguments(),
			Description: "What its live statements disagree on, each with its sides."}
	case FieldValidity:
		return &ast.FieldDefinition{Name: "validity", Type: ast.NonNullNamedType("Validity", nil), Description: "Whether it held then.", Arguments: ast.ArgumentDefinitionList{
			{Name: "on", Description: "A day, or another span: all of it for CERTAIN, some of it for POSSIBLE.", Type: ast.NonNullNamedType("EDTF", nil)}}}
	case FieldCounterparties:
		return &ast.FieldDefinition{Name: "counterparties", Type: ast.NonNullNamedType("Counterparties", nil),
			Description: "The other parties of its deals, those it shares most deals with first. Wholes are counted, with the parties of their parts.",
			Arguments: append(ast.ArgumentDefinitionList{{Name: "first", Description: fmt.Sprintf("The first so many, at most %d.", MaxPageSize), Type: ast.NamedType("Int", nil),
				DefaultValue: &ast.Value{Kind: ast.IntValue, Raw: "10"}}}, lensArguments()...)}
	}
	arguments := append(ast.ArgumentDefinitionList{{Name: "of", Description: "Names of fields of this type: properties, and edges that start at it.",
		Type: ast.NonNullListType(ast.NonNullNamedType("String", nil), nil)}}, d.listArguments("Statement")...)
	return &ast.FieldDefinition{Name: "evidence", Type: ast.NonNullNamedType(d.connection("Statement", ""), nil), Arguments: arguments,
		Description: "The statements behind some of its fields."}
}

// listArguments are those of a connection of the type: conditions and order
// only where it is one kind.
func (d *deriver) listArguments(typeName string) ast.ArgumentDefinitionList {
	var arguments ast.ArgumentDefinitionList
	if d.Kinds.Kind(typeName) != nil {
		arguments = append(arguments,
			&ast.ArgumentDefinition{Name: "where", Description: "Conditions on the nodes.", Type: ast.NamedType(typeName+"Where", nil)},
			&ast.ArgumentDefinition{Name: "orderBy", Description: "Sort keys, the first counts most; ties are broken by id.", Type: ast.ListType(ast.NonNullNamedType(typeName+"Order", nil), nil)})
	}
	if k := d.Kinds.Kind(typeName); k != nil && HasWhole(k) {
		arguments = append(arguments, &ast.ArgumentDefinition{Name: "scope", Description: "Whether those that are parts of others are listed.",
			Type: ast.NamedType("Scope", nil), DefaultValue: &ast.Value{Kind: ast.EnumValue, Raw: "ALL"}})
	}
	return slices.Concat(arguments, ast.ArgumentDefinitionList{
		&ast.ArgumentDefinition{Name: "first", Description: fmt.Sprintf("The first so many, at most %d; %d if neither first nor last is given.", MaxPageSize, DefaultPageSize), Type: ast.NamedType("Int", nil)},
		&ast.ArgumentDefinition{Name: "after", Description: "Only those behind this cursor.", Type: ast.NamedType("String", nil)},
		&ast.ArgumentDefinition{Name: "last", Description: fmt.Sprintf("The last so many, at most %d.", MaxPageSize), Type: ast.NamedType("Int", nil)},
		&ast.ArgumentDefinition{Name: "before", Description: "Only those ahead of this cursor.", Type: ast.NamedType("String", nil)},
	}, lensArguments())
}

// lensArguments are those that choose a time: what held then, and what was
// known then.
func lensArguments() ast.ArgumentDefinitionList {
	return append(ast.ArgumentDefinitionList{
		{Name: "validOn", Type: ast.NamedType("EDTF", nil),
			Description: "Keeps facts that held, or may have held, then: here and in all below that has none of its own."},
		{Name: "certain", Type: ast.NamedType("Boolean", nil),
			Description: "Keeps only facts that certainly held during all of validOn, which must be given here or above: here and in all below that has none of its own."},
	}, knownAtArguments()...)
}

func knownAtArguments() ast.ArgumentDefinitionList {
	return ast.ArgumentDefinitionList{{Name: "knownAt", Type: ast.NamedType("EDTF", nil),
		Description: "Keeps what was reported by its last day, nodes and edges, with statements withdrawn since: here and in all below that has none of its own."}}
}

func connectionName(typeName, edgeType string) string {
	if edgeType != "" {
		return edgeType + "Connection"
	}
	return typeName + "Connection"
}

// connection makes the connection and edge types, once each.
func (d *deriver) connection(typeName, edgeType string) string {
	name := connectionName(typeName, edgeType)
	if d.made[name] {
		return name
	}
	d.made[name] = true
	edgeName := strings.TrimSuffix(name, "Connection") + "Edge"
	d.add(&ast.Definition{Kind: ast.Object, Name: name, Description: "A page of a list of " + typeName + ".", Fields: d.pageFields(typeName, edgeName)})
	edge := &ast.Definition{Kind: ast.Object, Name: edgeName, Description: "One place in a list of " + typeName + ".", Fields: append(placeFields(typeName),
		&ast.FieldDefinition{Name: "trust", Description: "How far to believe that the edge is so; null in root lists and for edges of sources, which no statement backs.", Type: ast.NamedType("Trust", nil)},
		&ast.FieldDefinition{Name: "statements", Description: "The live statements behind the edge; empty where trust is null.", Type: ast.NonNullNamedType(d.connection("Statement", ""), nil), Arguments: d.listArguments("Statement")},
	)}
	fields := map[string]*Field{"statements": {Name: "statements", Derived: FieldStatements}}
	if edgeType != "" {
		for _, f := range d.written.Definitions.ForName(edgeType).Fields {
			field := d.fields[edgeType][f.Name]
			served := &ast.FieldDefinition{Name: f.Name, Description: f.Description, Type: f.Type}
			if field != nil && field.Edge != nil {
				d.edgeField(served, field.Edge)
				fields[f.Name] = field
			}
			edge.Fields = append(edge.Fields, served)
		}
	}
	d.fields[edgeName] = fields
	d.add(edge)
	return name
}

// pageFields are the fields of every connection.
func (d *deriver) pageFields(typeName, edgeName string) ast.FieldList {
	fields := ast.FieldList{
		{Name: "edges", Description: "The page, with cursors and what belongs to the edges.", Type: ast.NonNullListType(ast.NonNullNamedType(edgeName, nil), nil)},
		{Name: "nodes", Description: "The page, nodes only.", Type: ast.NonNullListType(ast.NonNullNamedType(typeName, nil), nil)},
		{Name: "pageInfo", Description: "How to go on.", Type: ast.NonNullNamedType("PageInfo", nil)},
		{Name: "totalCount", Description: "How many there are in all, whatever the page.", Type: ast.NonNullNamedType("Int", nil)},
	}
	if groups := d.groupsField(typeName); groups != nil {
		fields = append(fields, groups)
	}
	return fields
}

// placeFields are the fields of every edge of a connection.
func placeFields(typeName string) ast.FieldList {
	return ast.FieldList{
		{Name: "cursor", Description: "Opaque; for after and before.", Type: ast.NonNullNamedType("String", nil)},
		{Name: "node", Description: "The node.", Type: ast.NonNullNamedType(typeName, nil)},
	}
}

func (d *deriver) add(def *ast.Definition) { d.doc.Definitions = append(d.doc.Definitions, def) }

// addQueryFields adds a look-up and a list per kind, and turns @list fields
// into connections.
func (d *deriver) addQueryFields(query *ast.Definition) {
	for _, f := range query.Fields {
		f.Directives = nil
		if list := d.lists[f.Name]; list != nil {
			f.Type = ast.NonNullNamedType(d.connection(list.Type, ""), nil)
			f.Arguments = d.listArguments(list.Type)
		}
	}
	for _, k := range d.Kinds.All() {
		if k.Group == store.Internal {
			continue
		}
		by := &ast.Definition{Kind: ast.InputObject, Name: k.Name + "By", Description: "How to look up a " + k.Name + ".",
			Directives: ast.DirectiveList{{Name: "oneOf"}},
			Fields:     ast.FieldList{{Name: "id", Description: "Its id.", Type: ast.NamedType("ID", nil)}}}
		description := "The " + k.Name + " of an id, null if there is none."
		if k.Searched() {
			by.Fields = append(by.Fields, &ast.FieldDefinition{Name: "name", Description: "One of its names, in any case, width and diacritics.", Type: ast.NamedType("String", nil)})
			description = "The " + k.Name + " of an id or a name, null if there is none. A name that several carry is an error of code AMBIGUOUS, which lists them."
		}
		d.add(by)
		query.Fields = append(query.Fields,
			&ast.FieldDefinition{Name: lowerFirst(k.Name), Description: description, Type: ast.NamedType(k.Name, nil), Arguments: append(ast.ArgumentDefinitionList{
				{Name: "by", Description: "How to look it up.", Type: ast.NonNullNamedType(by.Name, nil)}}, lensArguments()...)},
			&ast.FieldDefinition{Name: k.Plural, Description: "All of kind " + k.Name + ".", Type: ast.NonNullNamedType(d.connection(k.Name, ""), nil), Arguments: d.listArguments(k.Name)})
	}
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// upperSnake turns dealValue into DEAL_VALUE.
func upperSnake(s string) string {
	var b strings.Builder
	for i, r := range s {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}
