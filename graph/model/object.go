// Package model gives gqlgen typed views over what the stores answer: objects
// over nodes, connections over pages. The views of the kinds are generated
// from the contract (kinds_gen.go); they hold no data of their own.
package model

import (
	"github.com/dealgraph/dealgraph/store"
)

// Object is a view over one node as read. Every kind's type embeds it.
type Object struct {
	node  *store.Node
	shape *store.Shape
}

// NewObject returns a view over the node, which was read in this shape.
func NewObject(node *store.Node, shape *store.Shape) Object { return Object{node, shape} }

// ID returns the node's id.
func (o Object) ID() string { return o.node.ID }

// Kind returns the kind of the node.
func (o Object) Kind() string { return o.node.Kind }

// Link returns the follow of that key as a connection. It is empty for a key
// the plan did not ask for.
func (o Object) Link(key string) Connection {
	if o.shape != nil {
		for _, f := range o.shape.Follows {
			if page := o.node.Follows[key]; f.Key == key && page != nil {
				return linked(page, f)
			}
		}
	}
	return empty()
}

// Trust returns how far to believe the node.
func (o Object) Trust() *Trust { return trustOf(o.node.Columns) }

// FormerIDs returns the other ids that are of the node.
func (o Object) FormerIDs() []string { return o.list(store.ColumnFormerIDs) }

// FirstReported returns the day of the earliest publication behind the node.
func (o Object) FirstReported() *string { return o.text(store.ColumnFirstReported) }

func (o Object) text(column string) *string {
	if s, ok := o.node.Columns[column].(string); ok {
		return &s
	}
	return nil
}

// must returns a text the schema promises; empty if a source left it out.
func (o Object) must(column string) string {
	s, _ := o.node.Columns[column].(string)
	return s
}

func (o Object) list(column string) []string {
	if l, ok := o.node.Columns[column].([]string); ok {
		return l
	}
	return []string{}
}

func (o Object) flag(column string) *bool {
	if b, ok := o.node.Columns[column].(bool); ok {
		return &b
	}
	return nil
}

func (o Object) number(column string) *float64 {
	if n, ok := o.node.Columns[column].(float64); ok {
		return &n
	}
	return nil
}

func (o Object) whole(column string) *int {
	if n, ok := o.node.Columns[column].(int64); ok {
		i := int(n)
		return &i
	}
	return nil
}
