package graph

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph/contract"
)

// selected is one field of a selection set as it will stand in the answer:
// all fields of one response name merged, for one concrete type.
type selected struct {
	key        string // response name
	field      *ast.Field
	selections ast.SelectionSet
}

// selector steps through the selection sets of one operation.
type selector struct {
	contract  *contract.Contract
	fragments ast.FragmentDefinitionList
	variables map[string]any
}

func newSelector(c *contract.Contract, op *graphql.OperationContext) selector {
	return selector{contract: c, fragments: op.Doc.Fragments, variables: op.Variables}
}

// collect returns the fields that the set selects on a concrete type, in
// order: fragments entered where their condition fits the type, @skip and
// @include obeyed, fields of one response name merged.
func (s selector) collect(typeName string, set ast.SelectionSet) []*selected {
	var fields []*selected
	index := map[string]int{}
	s.walk(typeName, set, func(f *ast.Field) {
		if i, ok := index[f.Alias]; ok {
			fields[i].selections = append(slices.Clip(fields[i].selections), f.SelectionSet...)
			return
		}
		index[f.Alias] = len(fields)
		fields = append(fields, &selected{key: f.Alias, field: f, selections: f.SelectionSet})
	})
	return fields
}

func (s selector) walk(typeName string, set ast.SelectionSet, visit func(*ast.Field)) {
	for _, selection := range set {
		switch selection := selection.(type) {
		case *ast.Field:
			if s.included(selection.Directives) {
				visit(selection)
			}
		case *ast.InlineFragment:
			if s.included(selection.Directives) && s.applies(selection.TypeCondition, typeName) {
				s.walk(typeName, selection.SelectionSet, visit)
			}
		case *ast.FragmentSpread:
			fragment := s.fragments.ForName(selection.Name)
			if fragment != nil && s.included(selection.Directives) && s.applies(fragment.TypeCondition, typeName) {
				s.walk(typeName, fragment.SelectionSet, visit)
			}
		}
	}
}

// applies reports whether a fragment on the condition is entered for the type.
func (s selector) applies(condition, typeName string) bool {
	if condition == "" || condition == typeName {
		return true
	}
	return slices.ContainsFunc(s.contract.Served.PossibleTypes[condition], func(def *ast.Definition) bool { return def.Name == typeName })
}

func (s selector) included(directives ast.DirectiveList) bool {
	return !s.condition(directives, "skip", false) && s.condition(directives, "include", true)
}

func (s selector) condition(directives ast.DirectiveList, name string, otherwise bool) bool {
	d := directives.ForName(name)
	if d == nil {
		return otherwise
	}
	value, err := d.Arguments.ForName("if").Value.Value(s.variables)
	if err != nil {
		return otherwise
	}
	holds, ok := value.(bool)
	return ok && holds
}

// arguments returns the field's arguments after variables, defaults and
// coercion. The extension strict has refused those that do not fit.
func (s selector) arguments(f *ast.Field) map[string]any {
	given := f.ArgumentMap(s.variables)
	if f.Definition == nil {
		return given
	}
	coerced, err := coerceArguments(s.contract.Served, f.Definition.Arguments, given)
	if err != nil {
		return given
	}
	return coerced
}
