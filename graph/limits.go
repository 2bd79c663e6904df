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
	maxFields     = 1_000 // of all operations and fragments, with fragments expanded
	maxRoots      = 30    // root fields of an operation
	maxSchemas    = 2     // __schema and __type of an operation
	maxFragments  = 100
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
	if n := len(doc.Fragments); n > maxFragments {
		return tooComplex(ctx, "fragments", n, maxFragments)
	}
	c := counter{fragments: doc.Fragments, known: map[string]size{}}
	var total size
	for _, f := range doc.Fragments { // those that no operation uses are validated too
		total.add(c.fragment(f.Name), 0)
		total.directives += len(f.Directives)
	}
	for _, op := range doc.Operations {
		if n := len(op.VariableDefinitions); n > maxVariables {
			return tooComplex(ctx, "variables", n, maxVariables)
		}
		own := c.set(op.SelectionSet)
		if own.roots > maxRoots {
			return tooComplex(ctx, "root fields", own.roots, maxRoots)
		}
		if own.schemas > maxSchemas {
			return tooComplex(ctx, "introspections", own.schemas, maxSchemas)
		}
		total.add(own, 0)
		total.directives += len(op.Directives)
	}
	switch {
	case total.depth > maxDepth:
		return tooComplex(ctx, "levels of fields", total.depth, maxDepth)
	case total.fields > maxFields:
		return tooComplex(ctx, "fields", total.fields, maxFields)
	case total.directives > maxDirectives:
		return tooComplex(ctx, "directives", total.directives, maxDirectives)
	}
	return nil
}

func tooComplex(ctx context.Context, what string, found, limit int) *gqlerror.Error {
	e := present(ctx, CodeTooComplex, "the operation is too large: too many "+what, map[string]any{"limit": limit, "found": found})
	return e
}

// size is how large a selection set is with its fragments expanded. It
// saturates well above the limits.
type size struct {
	depth, fields, directives int
	roots                     int // fields of the set itself
	schemas                   int // __schema and __type among these
}

// add adds a set that stands so many levels below.
func (s *size) add(other size, level int) {
	s.depth = max(s.depth, other.depth+level)
	s.fields = min(s.fields+other.fields, 1<<30)
	s.directives = min(s.directives+other.directives, 1<<30)
	if level == 0 {
		s.roots = min(s.roots+other.roots, 1<<30)
		s.schemas = min(s.schemas+other.schemas, 1<<30)
	}
}

type counter struct {
	fragments ast.FragmentDefinitionList
	known     map[string]size
}

func (c counter) set(set ast.SelectionSet) size {
	var total size
	for _, selection := range set {
		total.fields++ // an empty fragment costs too
		switch selection := selection.(type) {
		case *ast.Field:
			total.add(c.set(selection.SelectionSet), 1)
			total.roots++
			total.directives += len(selection.Directives)
			if selection.Name == "__schema" || selection.Name == "__type" {
				total.schemas++
			}
		case *ast.InlineFragment:
			total.add(c.set(selection.SelectionSet), 0)
			total.directives += len(selection.Directives)
		case *ast.FragmentSpread:
			total.add(c.fragment(selection.Name), 0)
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
