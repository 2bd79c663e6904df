package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// strict is a gqlgen extension that coerces input values as the GraphQL
// specification says. gqlparser takes enums in any case and numbers for
// strings, and knows nothing of our scalars; a plan made of such values would
// silently drop a condition.
type strict struct{ schema *ast.Schema }

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = strict{}

// ExtensionName returns the extension's name.
func (strict) ExtensionName() string { return "StrictInput" }

// Validate does nothing: the rules suit every schema.
func (strict) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext coerces the variables in place, and refuses the
// operation if a variable, an argument or an argument of a directive does not
// fit its type.
func (s strict) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	for _, v := range op.Operation.VariableDefinitions {
		value, given := op.Variables[v.Variable]
		if !given {
			continue
		}
		coerced, err := coerce(s.schema, v.Type, value)
		if err != nil {
			return present(ctx, CodeValidationFailed, "$"+v.Variable+": "+err.Error(), nil)
		}
		op.Variables[v.Variable] = coerced
	}
	seen := map[string]bool{}
	if err := s.check(op, op.Operation.SelectionSet, seen); err != nil {
		return present(ctx, CodeValidationFailed, err.Error(), nil)
	}
	return nil
}

// check coerces all arguments in a selection set, each fragment once.
func (s strict) check(op *graphql.OperationContext, set ast.SelectionSet, seen map[string]bool) error {
	for _, selection := range set {
		var directives ast.DirectiveList
		var below ast.SelectionSet
		switch selection := selection.(type) {
		case *ast.Field:
			directives, below = selection.Directives, selection.SelectionSet
			if selection.Definition == nil {
				break
			}
			if _, err := coerceArguments(s.schema, selection.Definition.Arguments, selection.ArgumentMap(op.Variables)); err != nil {
				return fmt.Errorf("%s(%w)", selection.Name, err)
			}
		case *ast.InlineFragment:
			directives, below = selection.Directives, selection.SelectionSet
		case *ast.FragmentSpread:
			directives = selection.Directives
			if f := op.Doc.Fragments.ForName(selection.Name); f != nil && !seen[f.Name] {
				seen[f.Name] = true
				below = f.SelectionSet
			}
		}
		for _, d := range directives {
			if d.Definition == nil {
				continue
			}
			if _, err := coerceArguments(s.schema, d.Definition.Arguments, d.ArgumentMap(op.Variables)); err != nil {
				return fmt.Errorf("@%s(%w)", d.Name, err)
			}
		}
		if err := s.check(op, below, seen); err != nil {
			return err
		}
	}
	return nil
}

// coerceArguments returns the arguments as their definitions say. Arguments
// that are not given stay so.
func coerceArguments(schema *ast.Schema, definitions ast.ArgumentDefinitionList, given map[string]any) (map[string]any, error) {
	coerced := make(map[string]any, len(given))
	for _, d := range definitions {
		value, ok := given[d.Name]
		if !ok {
			continue
		}
		var err error
		if coerced[d.Name], err = coerce(schema, d.Type, value); err != nil {
			return nil, fmt.Errorf("%s: %w", d.Name, err)
		}
	}
	return coerced, nil
}

// coerce returns the value as the type says: enums by exact name, ids as
// strings, a single value for a list as a list of one.
func coerce(schema *ast.Schema, t *ast.Type, value any) (any, error) {
	if value == nil {
		if t.NonNull {
			return nil, fmt.Errorf("null is no %s", t)
		}
		return nil, nil
	}
	if t.Elem != nil {
		list := asList(value)
		coerced := make([]any, len(list))
		for i, element := range list {
			var err error
			if coerced[i], err = coerce(schema, t.Elem, element); err != nil {
				return nil, fmt.Errorf("element %d: %w", i, err)
			}
		}
		return coerced, nil
	}
	def := schema.Types[t.NamedType]
	if def == nil {
		return nil, fmt.Errorf("unknown type %s", t.NamedType)
	}
	switch def.Kind {
	case ast.Enum:
		if name, ok := value.(string); ok && def.EnumValues.ForName(name) != nil {
			return name, nil
		}
		return nil, fmt.Errorf("%v is no %s", value, def.Name)
	case ast.InputObject:
		return coerceObject(schema, def, value)
	}
	return coerceScalar(def.Name, value)
}

func coerceObject(schema *ast.Schema, def *ast.Definition, value any) (any, error) {
	given, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%v is no %s", value, def.Name)
	}
	coerced := make(map[string]any, len(given))
	for name := range given {
		if def.Fields.ForName(name) == nil {
			return nil, fmt.Errorf("%s has no field %q", def.Name, name)
		}
	}
	for _, f := range def.Fields {
		value, ok := given[f.Name]
		if !ok && f.DefaultValue != nil {
			var err error
			if value, err = f.DefaultValue.Value(nil); err != nil {
				return nil, err
			}
			ok = true
		}
		if !ok && !f.Type.NonNull {
			continue
		}
		var err error
		if coerced[f.Name], err = coerce(schema, f.Type, value); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if def.Directives.ForName("oneOf") != nil {
		set := slices.DeleteFunc(slices.Collect(maps.Values(coerced)), func(v any) bool { return v == nil })
		if len(coerced) != 1 || len(set) != 1 {
			return nil, fmt.Errorf("%s wants exactly one field", def.Name)
		}
	}
	return coerced, nil
}

func coerceScalar(name string, value any) (any, error) {
	switch name {
	case "Int":
		if n, ok := asInt(value); ok && n >= math.MinInt32 && n <= math.MaxInt32 {
			return int64(n), nil
		}
	case "Float":
		if n, ok := asFloat(value); ok && !math.IsInf(n, 0) && !math.IsNaN(n) {
			return n, nil
		}
	case "Boolean":
		if b, ok := value.(bool); ok {
			return b, nil
		}
	case "ID":
		switch id := value.(type) {
		case string:
			return id, nil
		case int64:
			return strconv.FormatInt(id, 10), nil
		case json.Number:
			if _, err := id.Int64(); err == nil {
				return id.String(), nil
			}
		}
	default: // String, and our scalars, which are strings
		if s, ok := value.(string); ok {
			return s, nil
		}
	}
	return nil, fmt.Errorf("%v is no %s", value, name)
}
