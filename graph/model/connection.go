package model

import (
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// Connection is a view over one page of a list. Every connection type embeds
// it.
type Connection struct {
	page   *store.Page
	kinds  []string
	list   *store.List
	shapes store.Shapes
	// edgeStatements are the follows that belong to the page's edges.
	edgeStatements []*store.Follow
}

// NewConnection returns a view over the answer to a root list.
func NewConnection(page *store.Page, q *store.Query) Connection {
	return Connection{page: page, kinds: q.Kinds, list: &q.List, shapes: q.Shapes}
}

// linked returns a view over the answer to a follow.
func linked(page *store.Page, f *store.Follow) Connection {
	return Connection{page, f.Kinds, &f.List, f.Shapes, f.EdgeStatements}
}

// empty is the view over a list that was not asked for.
func empty() Connection { return Connection{page: &store.Page{}, list: &store.List{}} }

// TotalCount returns the number of rows whatever the page.
func (c Connection) TotalCount() int { return c.page.Total }

// PageInfo says how to go on from the page.
func (c Connection) PageInfo() *PageInfo {
	info := &PageInfo{HasNextPage: c.page.More, HasPreviousPage: c.list.After != nil}
	if c.list.Backward {
		info.HasNextPage, info.HasPreviousPage = c.list.Before != nil, c.page.More
	}
	if n := len(c.page.Rows); n > 0 {
		start, end := c.cursor(c.page.Rows[0]), c.cursor(c.page.Rows[n-1])
		info.StartCursor, info.EndCursor = &start, &end
	}
	return info
}

// First returns the first object of the page and whether there is one.
func (c Connection) First() (Object, bool) {
	if len(c.page.Rows) == 0 {
		return Object{}, false
	}
	return c.object(c.page.Rows[0]), true
}

func (c Connection) object(row *store.Row) Object {
	return NewObject(row.Node, c.shapes[row.Node.Kind])
}

func (c Connection) cursor(row *store.Row) string {
	var position []any
	for _, o := range c.list.Order {
		if o.Column == store.ColumnID {
			position = append(position, row.Node.ID)
		} else {
			position = append(position, row.Node.Columns[o.Column])
		}
	}
	return EncodeCursor(c.kinds, c.list.Order, append(position, row.Node.ID))
}

// PageInfo says how to go on from a page.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// Edge is a view over one row of a page. Every edge type embeds it.
type Edge struct {
	connection Connection
	row        *store.Row
}

// Cursor returns the row's place in the list.
func (e Edge) Cursor() string { return e.connection.cursor(e.row) }

// Trust returns how far to believe the edge; nil where no statement backs it.
func (e Edge) Trust() *Trust {
	if e.row.Edge == nil {
		return nil
	}
	return trustOf(e.row.Edge.Columns)
}

// Depth returns the number of steps to the node of a repeated follow.
func (e Edge) Depth() int {
	if e.row.Edge == nil {
		return 0
	}
	n, _ := e.row.Edge.Columns[store.ColumnDepth].(int64)
	return int(n)
}

// Roles returns the roles that a derived edge folds.
func (e Edge) Roles() []string {
	roles := []string{}
	if e.row.Edge != nil {
		labels, _ := e.row.Edge.Columns[store.ColumnLabels].([]string)
		for _, label := range labels {
			roles = append(roles, strings.ToUpper(label))
		}
	}
	return roles
}

// Link returns a follow that belongs to the edge: the statements behind it, or
// what is read of the node for the edge's sake.
func (e Edge) Link(key string) Connection {
	if e.row.Edge != nil {
		for _, f := range e.connection.edgeStatements {
			if page := e.row.Edge.Follows[key]; f.Key == key && page != nil {
				return linked(page, f)
			}
		}
	}
	return e.connection.object(e.row).Link(key)
}

func edgesOf[E ~struct{ Edge }](c Connection) []*E {
	edges := make([]*E, len(c.page.Rows))
	for i, row := range c.page.Rows {
		edges[i] = &E{Edge{c, row}}
	}
	return edges
}

func nodesOf[K ~struct{ Object }](c Connection) []*K {
	nodes := make([]*K, len(c.page.Rows))
	for i, row := range c.page.Rows {
		nodes[i] = &K{c.object(row)}
	}
	return nodes
}

func nodeOf[K ~struct{ Object }](e Edge) *K { return &K{e.connection.object(e.row)} }

func mixedNodesOf[I any](c Connection) []I {
	nodes := make([]I, 0, len(c.page.Rows))
	for _, row := range c.page.Rows {
		nodes = append(nodes, mixed[I](c.object(row)))
	}
	return nodes
}

// mixed returns the typed view of an object of an interface or union type.
// That the kind is of the type is the plan's promise.
func mixed[I any](o Object) I {
	view, _ := Wrap(o).(I)
	return view
}

func mixedNodeOf[I any](e Edge) I { return mixed[I](e.connection.object(e.row)) }
