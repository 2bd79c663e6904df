package graph

import (
	"context"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// The resolvers of all fields below a root field only look up what the plan
// has read. Their arguments went into the plan, so they need none. Lists watch
// the deadline, for an answer can be long to write.

// follow answers a connection field of a node.
func follow[C ~struct{ model.Connection }](ctx context.Context, obj model.Object) (*C, error) {
	return &C{obj.Link(answerKey(ctx))}, ctx.Err()
}

// followEdge answers a connection field of an edge.
func followEdge[C ~struct{ model.Connection }](ctx context.Context, edge model.Edge) (*C, error) {
	return &C{edge.Link(answerKey(ctx))}, ctx.Err()
}

// one answers a field that is one node of one kind, nil if there is none.
func one[K ~struct{ model.Object }](ctx context.Context, obj model.Object) (*K, error) {
	o, ok := obj.Link(answerKey(ctx)).First()
	if !ok {
		return nil, nil
	}
	return &K{o}, nil
}

// oneOf answers a field that is one node of an interface or union.
func oneOf[I any](ctx context.Context, obj model.Object) (view I, err error) {
	if o, ok := obj.Link(answerKey(ctx)).First(); ok {
		view, _ = model.Wrap(o).(I)
	}
	return view, nil
}

// answerKey is the key under which the plan has put the answer to this field:
// its response name behind those of the fields around it, as far as these
// belong to what is no node: connections and their edges, groups, hits.
func answerKey(ctx context.Context) string {
	fc := graphql.GetFieldContext(ctx)
	key := fc.Field.Alias
	for {
		fc = enclosing(fc)
		// A list starts anew wherever it stands, on a node or on an edge.
		if fc == nil || !passesOn(fc.Field.ObjectDefinition) || isConnection(fc.Field.Definition.Type.Name()) {
			return key
		}
		key = fc.Field.Alias + "/" + key
	}
}

// passesOn reports whether the type is neither a kind nor a root: what its
// fields read stands at the node, or the root field, around it.
func passesOn(def *ast.Definition) bool {
	return def.Kind == ast.Object && !isRoot(def) && !slices.Contains(def.Interfaces, "Node")
}

func isRoot(def *ast.Definition) bool { return def.Name == "Query" || def.Name == "Mutation" }

func isConnection(typeName string) bool { return strings.HasSuffix(typeName, "Connection") }

// enclosing returns the context of the field around this one, past list
// indices.
func enclosing(fc *graphql.FieldContext) *graphql.FieldContext {
	for fc = fc.Parent; fc != nil && fc.Field.Field == nil; fc = fc.Parent {
	}
	return fc
}

// rootField returns the plan's view of the root field being resolved.
func (r *Resolver) rootField(ctx context.Context) (*planner, *selected) {
	field := graphql.GetFieldContext(ctx).Field
	p := &planner{selector: newSelector(r.Contract, graphql.GetOperationContext(ctx))}
	return p, &selected{key: field.Alias, field: field.Field, selections: field.Selections}
}

// list answers a root list with one query.
func list[C ~struct{ model.Connection }](ctx context.Context, r *Resolver) (*C, error) {
	p, s := r.rootField(ctx)
	q, err := p.listQuery(s)
	if err != nil {
		return nil, err
	}
	page, err := r.Store.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	return &C{model.NewConnection(page, q)}, nil
}

// listQuery plans a root list.
func (p *planner) listQuery(s *selected) (*store.Query, error) {
	l := p.contract.List(s.field.Name)
	arguments := p.arguments(s.field)
	in, err := p.time(arguments, scope{})
	if err != nil {
		return nil, err
	}
	fixed, err := p.fixed(l.Where, l.Type)
	if err != nil {
		return nil, err
	}
	q := &store.Query{Kinds: l.Kinds}
	if q.List, err = p.list(l.Type, l.Kinds, arguments, in, fixed); err != nil {
		return nil, err
	}
	// A root list is planned like a follow that has no edge.
	f := &store.Follow{Kinds: l.Kinds}
	if err := p.connection(l.Type+"Connection", s.selections, &q.List, f, scope{}, in); err != nil {
		return nil, err
	}
	q.Shapes = f.Shapes
	return q, nil
}

// shapes plans a selection set on nodes of these kinds.
func (p *planner) shapes(kinds []string, s *selected, in scope) (store.Shapes, error) {
	d := newDrafts(kinds)
	if err := p.nodes(d, s.selections, in); err != nil {
		return nil, err
	}
	return d.shapes(), nil
}

// lookup answers the look-up of a kind by id or name.
func lookup[K ~struct{ model.Object }](ctx context.Context, r *Resolver) (*K, error) {
	p, s := r.rootField(ctx)
	l := p.contract.List(s.field.Name)
	arguments := p.arguments(s.field)
	in, err := p.time(arguments, scope{})
	if err != nil {
		return nil, err
	}
	shapes, err := p.shapes(l.Kinds, s, in)
	if err != nil {
		return nil, err
	}
	by, _ := arguments["by"].(map[string]any)
	var node *store.Node
	if name, ok := by["name"].(string); ok {
		node, err = r.byName(ctx, l, name, shapes)
	} else if id, ok := by["id"].(string); ok {
		node, err = r.byID(ctx, l.Kinds, id, shapes)
	}
	if err != nil || node == nil {
		return nil, err
	}
	return &K{model.NewObject(node, shapes[node.Kind])}, nil
}

func (r *Resolver) byID(ctx context.Context, kinds []string, id string, shapes store.Shapes) (*store.Node, error) {
	if kind := r.Contract.Kinds.KindOf(id); kind == nil || !slices.Contains(kinds, kind.Name) {
		return nil, nil
	}
	nodes, err := r.Store.Get(ctx, []string{id}, shapes)
	if err != nil {
		return nil, err
	}
	return nodes[0], nil
}

// byName returns the only node that carries the name. Several are an error
// that lists them.
func (r *Resolver) byName(ctx context.Context, l *contract.List, name string, shapes store.Shapes) (*store.Node, error) {
	q := &store.Query{Kinds: l.Kinds, Text: &store.TextQuery{Text: name, Exact: true}, List: store.List{Limit: 10}, Shapes: shapes}
	page, err := r.Store.Find(ctx, q)
	if err != nil || len(page.Rows) == 0 {
		return nil, err
	}
	if len(page.Rows) == 1 {
		return page.Rows[0].Node, nil
	}
	var candidates []map[string]any
	for _, row := range page.Rows {
		candidates = append(candidates, map[string]any{"id": row.Node.ID, "reason": row.Reason})
	}
	e := errorf(CodeAmbiguous, "%d nodes of kind %s carry the name %q; look one up by id", len(page.Rows), l.Type, name)
	e.Extensions = map[string]any{"candidates": candidates, "truncated": page.More}
	return nil, e
}
