package contract

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/store"
)

// addInputs makes the where- and order-inputs of a kind.
func (d *deriver) addInputs(k *store.Kind) {
	where := k.Name + "Where"
	def := &ast.Definition{Kind: ast.InputObject, Name: where, Description: "Conditions on a " + k.Name + "; all that are given must hold. A condition on a missing value doesn't hold."}
	list := ast.ListType(ast.NonNullNamedType(where, nil), nil)
	def.Fields = append(def.Fields,
		input("and", "All of these hold.", list), input("or", "At least one of these holds.", list),
		input("not", "This doesn't hold.", ast.NamedType(where, nil)), input("id", "Its id.", ast.NamedType("IDFilter", nil)))
	for _, p := range k.Properties {
		if p.Filtered {
			def.Fields = append(def.Fields, input(p.Name, d.description(k.Name, p.Name), ast.NamedType(d.filterType(k, p), nil)))
		}
	}
	if d.isStated(d.written.Definitions.ForName(k.Name)) {
		def.Fields = append(def.Fields,
			input("minCredence", "It is to be believed at least so far.", ast.NamedType("Credence", nil)),
			input("minOrigins", "At least so many independent origins assert it.", ast.NamedType("Int", nil)),
			input("contested", "Whether sources disagree on it.", ast.NamedType("Boolean", nil)),
			input("trust", "How far to believe it.", ast.NamedType("TrustFilter", nil)),
			input("firstReported", "The day of the earliest publication behind it.", ast.NamedType("DateFilter", nil)),
			input("statements", "Conditions on the live statements about it, or with knownAt on those known then.", ast.NamedType("StatementRelation", nil)))
		d.addRelation("Statement")
	}
	if e := d.Hierarchy(k.Name); e != nil {
		def.Fields = append(def.Fields, input("within", "It is one of these, or narrower, however deep: by "+e.Label+".", ast.ListType(ast.NonNullNamedType("ID", nil), nil)))
	}
	for _, name := range d.sortedEdges(k.Name) {
		e := d.fields[k.Name][name].Edge
		description := "Conditions on " + name + "."
		far := e.Type + "Where"
		if d.Kinds.Kind(e.Type) == nil {
			d.addUnionWhere(e.Type)
		}
		if e.Single {
			def.Fields = append(def.Fields, input(name, "There is one, of which this holds.", ast.NamedType(far, nil)))
			continue
		}
		d.addRelation(e.Type)
		def.Fields = append(def.Fields, input(name, description, ast.NamedType(e.Type+"Relation", nil)))
	}
	d.add(def)
	d.addOrder(k)
}

func input(name, description string, t *ast.Type) *ast.FieldDefinition {
	return &ast.FieldDefinition{Name: name, Description: description, Type: t}
}

func (d *deriver) description(typeName, field string) string {
	return d.written.Definitions.ForName(typeName).Fields.ForName(field).Description
}

// sortedEdges returns the names of the edge fields of a type: those written in
// schema order, each followed by its typed ones.
func (d *deriver) sortedEdges(typeName string) []string {
	var names []string
	for _, f := range d.doc.Definitions.ForName(typeName).Fields {
		if field := d.fields[typeName][f.Name]; field != nil && field.Edge != nil && field.Edge.Repeat == nil {
			names = append(names, f.Name)
		}
	}
	return names
}

// addUnionWhere makes the where-input of an interface or union: its id, and
// the properties an interface has.
func (d *deriver) addUnionWhere(typeName string) {
	name := typeName + "Where"
	if d.made[name] {
		return
	}
	d.made[name] = true
	def := &ast.Definition{Kind: ast.InputObject, Name: name, Description: "Conditions on a " + typeName + " of any kind; all that are given must hold.",
		Fields: ast.FieldList{input("id", "Its id.", ast.NamedType("IDFilter", nil))}}
	if written := d.written.Definitions.ForName(typeName); written.Kind == ast.Interface {
		for _, f := range written.Fields {
			if field := d.fields[typeName][f.Name]; field != nil && field.Property != nil && field.Property.Filtered {
				def.Fields = append(def.Fields, input(f.Name, f.Description, ast.NamedType(d.filterType(nil, field.Property), nil)))
			}
		}
	}
	d.add(def)
}

func (d *deriver) addRelation(typeName string) {
	name := typeName + "Relation"
	if d.made[name] {
		return
	}
	d.made[name] = true
	far := ast.NamedType(typeName+"Where", nil)
	d.add(&ast.Definition{Kind: ast.InputObject, Name: name, Description: "Conditions on the " + typeName + " nodes at the other end; all that are given must hold.", Fields: ast.FieldList{
		input("some", "Of at least one this holds.", far), input("every", "Of each this holds, or there is none.", far), input("none", "Of none this holds.", far)}})
}

var filterTypes = map[store.Type]string{
	store.TextType: "TextFilter", store.IntType: "NumberFilter", store.FloatType: "NumberFilter", store.BoolType: "BooleanFilter",
	store.DateType: "DateFilter", store.MoneyType: "MoneyFilter", store.QuantityType: "NumberFilter",
}

// filterType returns the input type of conditions on a property, making those
// of enums.
func (d *deriver) filterType(k *store.Kind, p *store.Property) string {
	if p.Type != store.EnumType {
		if p.List {
			return "TextListFilter"
		}
		return filterTypes[p.Type]
	}
	enum := d.written.Definitions.ForName(k.Name).Fields.ForName(p.Name).Type.Name()
	name, fields := enum+"Filter", ast.FieldList{
		input("eq", "It is this.", ast.NamedType(enum, nil)),
		input("in", "It is one of these.", ast.ListType(ast.NonNullNamedType(enum, nil), nil))}
	if p.List {
		name, fields = enum+"ListFilter", ast.FieldList{
			input("has", "It has this.", ast.NamedType(enum, nil)),
			input("hasAny", "It has one of these.", ast.ListType(ast.NonNullNamedType(enum, nil), nil))}
	}
	fields = append(fields, input("missing", "Whether no source gives it.", ast.NamedType("Boolean", nil)))
	if !d.made[name] {
		d.made[name] = true
		d.add(&ast.Definition{Kind: ast.InputObject, Name: name, Description: "Conditions on " + enum + "; all that are given must hold.", Fields: fields})
	}
	return name
}

// addShared makes what all kinds share.
func (d *deriver) addShared() {
	named := func(t string) *ast.Type { return ast.NamedType(t, nil) }
	listOf := func(t string) *ast.Type { return ast.ListType(ast.NonNullNamedType(t, nil), nil) }
	missing := input("missing", "Whether no source gives it.", named("Boolean"))
	numbers := ast.FieldList{input("eq", "It is exactly this.", named("Float")),
		input("lt", "It is certainly less.", named("Float")), input("lte", "It is certainly not more.", named("Float")),
		input("gt", "It is certainly more.", named("Float")), input("gte", "It is certainly not less.", named("Float")), missing}
	for _, def := range []*ast.Definition{
		{Name: "PageInfo", Kind: ast.Object, Description: "How to go on from a page.", Fields: ast.FieldList{
			input("hasNextPage", "Whether more follow.", ast.NonNullNamedType("Boolean", nil)),
			input("hasPreviousPage", "Whether there are earlier ones.", ast.NonNullNamedType("Boolean", nil)),
			input("startCursor", "Cursor of the first of the page.", named("String")),
			input("endCursor", "Cursor of the last of the page.", named("String"))}},
		{Name: "OrderDirection", Kind: ast.Enum, Description: "Direction of a sort.", EnumValues: ast.EnumValueList{
			{Name: "ASC", Description: "Smallest first."}, {Name: "DESC", Description: "Greatest first."}}},
		{Name: "IDFilter", Kind: ast.InputObject, Description: "Conditions on an id.", Fields: ast.FieldList{
			input("eq", "It is this.", named("ID")), input("in", "It is one of these.", listOf("ID"))}},
		{Name: "TextFilter", Kind: ast.InputObject, Description: "Conditions on a text; all that are given must hold.", Fields: ast.FieldList{
			input("eq", "It is exactly this.", named("String")), input("in", "It is exactly one of these.", listOf("String")),
			input("contains", "It contains this, in any case, width and diacritics.", named("String")),
			input("startsWith", "It starts with this, in any case, width and diacritics.", named("String")), missing}},
		{Name: "TextListFilter", Kind: ast.InputObject, Description: "Conditions on a list of texts; all that are given must hold.", Fields: ast.FieldList{
			input("has", "It has exactly this.", named("String")), input("hasAny", "It has exactly one of these.", listOf("String")), missing}},
		{Name: "BooleanFilter", Kind: ast.InputObject, Description: "Conditions on a yes or no.", Fields: ast.FieldList{input("eq", "It is this.", named("Boolean")), missing}},
		{Name: "NumberFilter", Kind: ast.InputObject, Description: "Conditions on a number or a range; all that are given must hold.", Fields: numbers},
		{Name: "DateFilter", Kind: ast.InputObject, Description: "Conditions on a date, which may be partial on both sides; all that are given must hold.", Fields: ast.FieldList{
			input("eq", "It lies within this: 2017-07-05 lies within 2017.", named("EDTF")),
			input("lt", "It certainly ends before this begins.", named("EDTF")), input("lte", "It certainly ends no later than this.", named("EDTF")),
			input("gt", "It certainly begins after this ends.", named("EDTF")), input("gte", "It certainly begins no earlier than this.", named("EDTF")),
			input("overlaps", "It may be then.", named("EDTF")), missing}},
		{Name: "MoneyFilter", Kind: ast.InputObject, Description: "Conditions on money; all that are given must hold.", Fields: append(ast.FieldList{
			input("currency", "ISO 4217 code.", named("String")), input("disclosure", "Whether a source gives the amount.", named("Disclosure"))}, numbers...)},
		{Name: "CredenceFilter", Kind: ast.InputObject, Description: "Conditions on a credence; all that are given must hold.", Fields: ast.FieldList{
			input("eq", "It is this.", named("Credence")), input("in", "It is one of these.", listOf("Credence")),
			input("gte", "It is to be believed at least so far.", named("Credence")), input("lte", "It is to be believed at most so far.", named("Credence"))}},
		{Name: "TrustFilter", Kind: ast.InputObject, Description: "Conditions on how far to believe something; all that are given must hold.", Fields: ast.FieldList{
			input("credence", "How far to believe it.", named("CredenceFilter")),
			input("statementCount", "Statements that it is so.", named("NumberFilter")), input("articleCount", "Articles these stand in.", named("NumberFilter")),
			input("originCount", "Independent origins these go back to.", named("NumberFilter")), input("contested", "Whether sources disagree on it.", named("Boolean"))}},
		{Name: "NodeKind", Kind: ast.Enum, Description: "The kinds of nodes.", EnumValues: d.kindNames()},
	} {
		d.add(def)
	}
}

func (d *deriver) kindNames() ast.EnumValueList {
	var values ast.EnumValueList
	for _, k := range d.Kinds.All() {
		if k.Group != store.Internal {
			values = append(values, &ast.EnumValueDefinition{Name: KindValue(k.Name), Description: d.written.Definitions.ForName(k.Name).Description})
		}
	}
	return values
}

// KindValue returns the value of the enum NodeKind for a kind.
func KindValue(kind string) string { return upperSnake(lowerFirst(kind)) }

// KindNamed returns the kind behind a value of the enum NodeKind, or "".
func (c *Contract) KindNamed(value string) string {
	i := slices.IndexFunc(c.Kinds.All(), func(k *store.Kind) bool { return KindValue(k.Name) == value })
	if i < 0 {
		return ""
	}
	return c.Kinds.All()[i].Name
}
