package graph

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/graph/contract"
)

// maxCost is the greatest cost of an operation.
const maxCost = 100_000

// pricing is a gqlgen extension that tells what an operation costs and refuses
// one that is too dear before the store is touched.
//
// The cost is the greatest number of nodes the answer may hold: one for each
// node, times the page size for each list around it. Fragments of all kinds
// count, so it is an upper bound.
type pricing struct{ contract *contract.Contract }

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
	graphql.ResponseInterceptor
} = pricing{}

// ExtensionName returns the extension's name.
func (pricing) ExtensionName() string { return "Cost" }

// Validate does nothing: every schema has a price.
func (pricing) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses the operation if it is too dear.
func (p pricing) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	cost := p.price(op)
	op.Stats.SetExtension(p.ExtensionName(), cost)
	if cost > maxCost {
		return present(ctx, CodeTooComplex, "the operation is too dear: it may answer too many nodes; ask for smaller pages or fewer levels",
			map[string]any{"cost": cost, "limit": maxCost})
	}
	return nil
}

// InterceptResponse adds the cost to the answer's extensions.
func (p pricing) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if !graphql.HasOperationContext(ctx) || response == nil {
		return response
	}
	if cost, ok := graphql.GetOperationContext(ctx).Stats.GetExtension(p.ExtensionName()).(int); ok {
		if response.Extensions == nil {
			response.Extensions = map[string]any{}
		}
		response.Extensions["cost"] = map[string]any{"requested": cost, "limit": maxCost}
	}
	return response
}

func (p pricing) price(op *graphql.OperationContext) int {
	s := newSelector(p.contract, op)
	return s.price(op.Operation.SelectionSet, 1, 1)
}

// price sums what a selection set may answer for each of times nodes, or for
// each of lists connections. The sum saturates far above the limit.
func (s selector) price(set ast.SelectionSet, times, lists int) int {
	total := 0
	add := func(n int) { total = min(total+n, 1<<40) }
	for _, selection := range set {
		switch selection := selection.(type) {
		case *ast.Field:
			if s.included(selection.Directives) {
				add(s.priceField(selection, times, lists))
			}
		case *ast.InlineFragment:
			if s.included(selection.Directives) {
				add(s.price(selection.SelectionSet, times, lists))
			}
		case *ast.FragmentSpread:
			if f := s.fragments.ForName(selection.Name); f != nil && s.included(selection.Directives) {
				add(s.price(f.SelectionSet, times, lists))
			}
		}
	}
	return total
}

// priceField prices a list at its page size and a single node at one; the
// fields of a connection, such as nodes and edges, only lead to what the list
// has paid for. Groups are one list for each connection, whatever its page.
func (s selector) priceField(f *ast.Field, times, lists int) int {
	if f.Definition == nil || len(f.SelectionSet) == 0 || strings.HasPrefix(f.Name, "__") {
		return 0
	}
	if isConnection(f.ObjectDefinition.Name) && f.Definition.Type.Name() == "Groups" {
		times = lists
	}
	own, inner := 0, times
	if page, isList := s.pageOf(f); isList {
		inner = min(times*page, 1<<40)
		own = inner
	} else if (!passesOn(f.ObjectDefinition) || isObject(f)) && s.isNode(s.contract.Served.Types[f.Definition.Type.Name()]) {
		own = times
	}
	if isConnection(f.Definition.Type.Name()) {
		lists = times
	}
	return min(own+s.price(f.SelectionSet, inner, lists), 1<<40)
}

// isObject reports whether the field is the node at the end of a disputed edge,
// which comes beside the statements that contradictions has paid for.
func isObject(f *ast.Field) bool {
	return f.ObjectDefinition.Name == "ContradictionSide" && f.Name == "node"
}

// pageOf returns how many nodes a list may answer, and whether the field is
// one.
func (s selector) pageOf(f *ast.Field) (int, bool) {
	arguments := s.arguments(f)
	if n, ok := s.bound(f); ok {
		return n, true
	}
	if ids := f.Definition.Arguments.ForName("ids"); ids != nil {
		return len(asList(arguments["ids"])), true
	}
	if f.Definition.Type.Name() == "Contradiction" {
		return maxPageSize, true // the statements looked at
	}
	if f.Definition.Arguments.ForName("first") == nil {
		return 1, false
	}
	for _, name := range []string{"first", "last"} {
		if n, ok := asInt(arguments[name]); ok && n >= 0 {
			return n, true
		}
	}
	return defaultPageSize, true
}

// isNode reports whether values of the type are nodes.
func (s selector) isNode(def *ast.Definition) bool {
	if def == nil {
		return false
	}
	if s.contract.Kinds.Kind(def.Name) != nil {
		return true
	}
	for _, possible := range s.contract.Served.PossibleTypes[def.Name] {
		return s.contract.Kinds.Kind(possible.Name) != nil
	}
	return false
}
