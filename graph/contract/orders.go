package contract

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/store"
)

// OrderField is what a list of a kind can be sorted by.
type OrderField struct {
	Value  string // of the kind's order enum
	Column string // the sort key

	description string
}

// OrderField returns what a value of the kind's order enum sorts by, or nil.
func (c *Contract) OrderField(kind, value string) *OrderField {
	i := slices.IndexFunc(c.orders[kind], func(o *OrderField) bool { return o.Value == value })
	if i < 0 {
		return nil
	}
	return c.orders[kind][i]
}

// readOrders collects what lists of each kind can be sorted by: its id, its own
// keys, and those of the node at the end of an edge that leads to one kind.
func (c *Contract) readOrders() {
	for _, k := range c.Kinds.All() {
		if k.Group != store.Internal {
			c.orders[k.Name] = append([]*OrderField{{Value: "ID", Column: store.ColumnID, description: "By id."}}, ownOrders(k)...)
		}
	}
	for _, k := range c.Kinds.All() {
		if k.Group == store.Internal {
			continue
		}
		for _, f := range c.written.Definitions.ForName(k.Name).Fields {
			field := c.fields[k.Name][f.Name]
			if field == nil || field.Edge == nil || !field.Edge.Single || field.Edge.Reverse || len(field.Edge.Kinds) != 1 {
				continue
			}
			for _, far := range ownOrders(c.Kinds.Kind(field.Edge.Kinds[0])) {
				c.orders[k.Name] = append(c.orders[k.Name], &OrderField{Value: upperSnake(f.Name) + "_" + far.Value,
					Column:      store.RelatedColumn(field.Edge.Label, far.Column),
					description: far.description[:len(far.description)-1] + ", of " + f.Name + "; without one it is the smallest."})
			}
		}
	}
}

// ownOrders are the keys that nodes of the kind have themselves, beside the id.
func ownOrders(k *store.Kind) []*OrderField {
	var orders []*OrderField
	for _, p := range k.Properties {
		if p.Ordered {
			orders = append(orders, &OrderField{Value: upperSnake(p.Name), Column: p.KeyColumn(),
				description: "By " + p.Name + "; a missing value is the smallest."})
		}
	}
	return append(orders, &OrderField{Value: "REPORTED", Column: store.ColumnReportedKey,
		description: "By the day of the earliest publication behind it."})
}

// addOrder makes the order-input of a kind.
func (d *deriver) addOrder(k *store.Kind) {
	var values ast.EnumValueList
	for _, o := range d.orders[k.Name] {
		values = append(values, &ast.EnumValueDefinition{Name: o.Value, Description: o.description})
	}
	d.add(&ast.Definition{Kind: ast.Enum, Name: k.Name + "OrderField", Description: "What lists of " + k.Name + " can be sorted by.", EnumValues: values})
	d.add(&ast.Definition{Kind: ast.InputObject, Name: k.Name + "Order", Description: "A sort key.", Fields: ast.FieldList{
		input("field", "What to sort by.", ast.NonNullNamedType(k.Name+"OrderField", nil)),
		{Name: "direction", Description: "Smallest or greatest first.", Type: ast.NonNullNamedType("OrderDirection", nil),
			DefaultValue: &ast.Value{Kind: ast.EnumValue, Raw: "ASC"}}}})
}
