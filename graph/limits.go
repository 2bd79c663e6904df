package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Limits of a request. gqlparser's validation takes quadratic time in some of
// these, and re-walks nested fragments exponentially, so they are checked
// before it runs; each fragment is counted once.
const (
	maxBody       = 1 << 20 // bytes
	maxDocument   = 100_000 // bytes
	maxTokens     = 15_000
	maxDepth      = 25
	maxFields     = 2_000 // with fragments expanded
	maxDirectives = 200
	maxOperations = 50
	maxVariables  = 200
	maxErrors     = 20
)

// guard is a gqlgen extension that refuses a document that is too large.
type guard struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
} = guard{}

// ExtensionName returns the extension's name.
func (guard) ExtensionName() string { return "Limits" }

// Validate does nothing: the limits suit every schema.
func (guard) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses the request if its document is too large.
// A document that does not parse passes: gqlgen says better what is wrong.
func (guard) MutateOperationParameters(ctx context.Context, request *graphql.RawParams) *gqlerror.Error {
	if len(request.Query) > maxDocument {
		return tooComplex(ctx, "bytes in the document", len(request.Query), maxDocument)
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: request.Query}, maxTokens)
	if err != nil {
		return nil
	}
	if n := len(doc.Operations); n > maxOperations {
		return tooComplex(ctx, "operations", n, maxOperations)
	}
	c := counter{fragments: doc.Fragments, known: map[string]size{}}
	for _, op := range doc.Operations {
		if n := len(op.VariableDefinitions); n > maxVariables {
			return tooComplex(ctx, "variables", n, maxVariables)
		}
		s := c.set(op.SelectionSet)
		s.directives += len(op.Directives)
		switch {
		case s.depth > maxDepth:
			return tooComplex(ctx, "levels of fields", s.depth, maxDepth)
		case s.fields > maxFields:
			return tooComplex(ctx, "fields", s.fields, maxFields)
		case s.directives > maxDirectives:
			return tooComplex(ctx, "directives", s.directives, maxDirectives)
		}
	}
	return nil
}

func tooComplex(ctx context.Context, what string, found, limit int) *gqlerror.Error {
	e := present(ctx, CodeTooComplex, "the operation is too large: too many "+what, map[string]any{"limit": limit, "found": found})
	return e
}

// size is how large a selection set is with its fragments expanded. It
// saturates well above the limits.
type size struct{ depth, fields, directives int }

type counter struct {
	fragments ast.FragmentDefinitionList
	known     map[string]size
}

func (c counter) set(set ast.SelectionSet) size {
	var total size
	add := func(s size, level int) {
		total.depth = max(total.depth, s.depth+level)
		total.fields = min(total.fields+s.fields, 1<<30)
		total.directives = min(total.directives+s.directives, 1<<30)
	}
	for _, selection := range set {
		switch selection := selection.(type) {
		case *ast.Field:
			add(c.set(selection.SelectionSet), 1)
			total.fields++
			total.directives += len(selection.Directives)
		case *ast.InlineFragment:
			add(c.set(selection.SelectionSet), 0)
			total.fields++ // an empty fragment costs too
			total.directives += len(selection.Directives)
		case *ast.FragmentSpread:
			add(c.fragment(selection.Name), 0)
			total.fields++
			total.directives += len(selection.Directives)
		}
	}
	return total
}

// fragment counts a fragment once. One that contains itself counts as empty
// there; validation refuses it later.
func (c counter) fragment(name string) size {
	if s, ok := c.known[name]; ok {
		return s
	}
	c.known[name] = size{}
	if f := c.fragments.ForName(name); f != nil {
		c.known[name] = c.set(f.SelectionSet)
	}
	return c.known[name]
}
