package graph

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// where turns a where-input of the type into a condition; nil for none. The
// input fits the schema: gqlgen has checked it.
func (p *planner) where(typeName string, input any) (*store.Cond, error) {
	given, ok := input.(map[string]any)
	if !ok {
		return nil, nil
	}
	p.nesting++
	defer func() { p.nesting-- }()
	p.conditions += len(given)
	switch {
	case p.nesting > maxNesting:
		return nil, limited("levels of conditions", p.nesting, maxNesting)
	case p.conditions > maxConditions:
		return nil, limited("conditions", p.conditions, maxConditions)
	}
	var conds []*store.Cond
	for _, name := range slices.Sorted(maps.Keys(given)) {
		value := given[name]
		if value == nil {
			continue
		}
		c, err := p.condition(typeName, name, value)
		if err != nil {
			return nil, err
		}
		conds = append(conds, c)
	}
	return all(conds...), nil
}

// condition turns one field of a where-input into a condition.
func (p *planner) condition(typeName, name string, value any) (*store.Cond, error) {
	switch name {
	case "and", "or":
		return p.combined(typeName, name, value)
	case "not":
		c, err := p.where(typeName, value)
		if err != nil || c == nil {
			return nil, err
		}
		return &store.Cond{Op: store.Not, Conds: []*store.Cond{c}}, nil
	case "id":
		return equality(store.ColumnID, value)
	case "minCredence":
		credence, _ := value.(string)
		return &store.Cond{Op: store.Ge, Column: store.ColumnCredenceRank, Value: int64(store.Credence(credence).Rank())}, nil
	case "minOrigins":
		n, _ := asInt(value)
		return &store.Cond{Op: store.Ge, Column: store.ColumnOriginCount, Value: int64(n)}, nil
	}
	field := p.contract.Field(typeName, name)
	switch {
	case field == nil && name == "within":
		return p.within(typeName, value)
	case field == nil && name == "contested":
		return &store.Cond{Op: store.Eq, Column: store.ColumnContested, Value: value}, nil
	case field != nil && field.Property != nil:
		return p.property(field.Property, value)
	case field != nil && field.Edge != nil:
		return p.relation(typeName, field.Edge, value)
	case field != nil && field.Derived == contract.FieldStatements:
		return p.relation(typeName, statementsField, value)
	case field != nil && field.Derived == contract.FieldTrust:
		return p.trust(value)
	case field != nil && field.Derived == contract.FieldFirstReported:
		return p.firstReported(value)
	}
	return nil, errorf(CodeBadInput, "%s has no condition %q", typeName, name)
}

func (p *planner) combined(typeName, op string, value any) (*store.Cond, error) {
	p.conditions += len(asList(value))
	var conds []*store.Cond
	for _, input := range asList(value) {
		c, err := p.where(typeName, input)
		if err != nil {
			return nil, err
		}
		if c == nil {
			c = &store.Cond{Op: store.And} // an empty condition holds
		}
		conds = append(conds, c)
	}
	if op == "or" {
		return &store.Cond{Op: store.Or, Conds: conds}, nil
	}
	return &store.Cond{Op: store.And, Conds: conds}, nil
}

// statementsField is the field by which every entity and fact has statements.
var statementsField = &contract.EdgeField{Label: statementNode.Label, Reverse: true, Source: statementNode.Kind, Type: "Statement", Kinds: []string{"Statement"}}

// within holds for what is one of some nodes, or belongs to one.
func (p *planner) within(kind string, value any) (*store.Cond, error) {
	ids := asStrings(value)
	if len(ids) > maxElements {
		return nil, limited("elements of a list", len(ids), maxElements)
	}
	e := p.contract.Hierarchy(kind)
	return &store.Cond{Op: store.Within, Edge: store.EdgeRef{Kind: kind, Label: e.Label}, Value: ids}, nil
}

// trust turns a filter of trust into a condition.
func (p *planner) trust(value any) (*store.Cond, error) {
	given, _ := value.(map[string]any)
	p.conditions += len(given)
	var conds []*store.Cond
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if given[name] == nil {
			continue
		}
		var c *store.Cond
		var err error
		switch name {
		case "contested":
			c = &store.Cond{Op: store.Eq, Column: store.ColumnContested, Value: given[name]}
		case "credence":
			c, err = credence(given[name])
		default: // the names of the counts are those of their columns
			c, err = p.property(&store.Property{Name: name, Type: store.IntType}, given[name])
		}
		if err != nil {
			return nil, err
		}
		conds = append(conds, c)
	}
	return all(conds...), nil
}

func credence(value any) (*store.Cond, error) {
	c, err := equality(store.ColumnCredence, value)
	given, _ := value.(map[string]any)
	rank := func(name string, op store.Op) *store.Cond {
		bound, ok := given[name].(string)
		if !ok {
			return nil
		}
		return &store.Cond{Op: op, Column: store.ColumnCredenceRank, Value: int64(store.Credence(bound).Rank())}
	}
	return all(c, rank("gte", store.Ge), rank("lte", store.Le)), err
}

// firstReported turns a filter of the day of the earliest publication into a
// condition.
func (p *planner) firstReported(value any) (*store.Cond, error) {
	given, _ := value.(map[string]any)
	var conds []*store.Cond
	for _, op := range slices.Sorted(maps.Keys(given)) {
		switch value := given[op].(type) {
		case bool:
			conds = append(conds, missing(store.ColumnFirstReported, value))
		case string:
			span, err := parseDate("firstReported."+op, value)
			if err != nil {
				return nil, err
			}
			if op == "overlaps" { // a day lies within, or not at all
				op = "eq"
			}
			columns := dateColumns{store.ColumnFirstReported, store.ColumnFirstReported, store.ColumnReportedKey}
			conds = append(conds, columns.condition(op, span))
		}
	}
	return all(conds...), nil
}

// missing holds if the column has no value; with wanted false, if it has one.
func missing(column string, wanted any) *store.Cond {
	c := &store.Cond{Op: store.Missing, Column: column}
	if wanted != true {
		c = &store.Cond{Op: store.Not, Conds: []*store.Cond{c}}
	}
	return c
}

// relation quantifies over the nodes at the other end of an edge, statements
// among them only as far as they are known.
func (p *planner) relation(kind string, e *contract.EdgeField, value any) (*store.Cond, error) {
	fixed, err := p.fixed(e.Where, e.Type)
	if err != nil {
		return nil, err
	}
	if e.Type == "Statement" {
		fixed = all(fixed, p.known(e.Kinds, p.lens))
	}
	p.relations++
	defer func() { p.relations-- }()
	if p.relations > maxRelations {
		return nil, limited("relations inside one another", p.relations, maxRelations)
	}
	quantified := func(op store.Op, input any) (*store.Cond, error) {
		far, err := p.where(e.Type, input)
		if err != nil {
			return nil, err
		}
		c := &store.Cond{Op: op, Edge: edgeRef(kind, e), Reverse: e.Reverse, Kinds: e.Kinds}
		switch {
		case op == store.Every && fixed != nil && far != nil: // every one of those the field lists
			far = &store.Cond{Op: store.Or, Conds: []*store.Cond{{Op: store.Not, Conds: []*store.Cond{fixed}}, far}}
		case op != store.Every:
			far = all(fixed, far)
		}
		if far != nil {
			c.Conds = []*store.Cond{far}
		}
		return c, nil
	}
	if e.Single {
		return quantified(store.Some, value)
	}
	given, _ := value.(map[string]any)
	var conds []*store.Cond
	for _, quantifier := range []struct {
		name string
		op   store.Op
	}{{"some", store.Some}, {"every", store.Every}, {"none", store.None}} {
		input, ok := given[quantifier.name]
		if !ok || input == nil {
			continue
		}
		c, err := quantified(quantifier.op, input)
		if err != nil {
			return nil, err
		}
		conds = append(conds, c)
	}
	return all(conds...), nil
}

// property turns the filter of a property into a condition.
func (p *planner) property(property *store.Property, value any) (*store.Cond, error) {
	given, _ := value.(map[string]any)
	var conds []*store.Cond
	for _, op := range slices.Sorted(maps.Keys(given)) {
		if given[op] == nil {
			continue
		}
		var c *store.Cond
		var err error
		switch {
		case op == "missing":
			c = missing(property.Name, given[op])
		case property.List:
			c, err = listCondition(property, op, given[op])
		default:
			c, err = scalarCondition(property, op, given[op])
		}
		if err != nil {
			return nil, err
		}
		conds = append(conds, c)
	}
	return all(conds...), nil
}

func listCondition(property *store.Property, op string, value any) (*store.Cond, error) {
	if op == "has" {
		return &store.Cond{Op: store.Has, Column: property.Name, Value: value}, nil
	}
	if n := len(asList(value)); n > maxElements {
		return nil, limited("elements of a list", n, maxElements)
	}
	return &store.Cond{Op: store.HasAny, Column: property.Name, Value: asStrings(value)}, nil
}

func scalarCondition(property *store.Property, op string, value any) (*store.Cond, error) {
	switch property.Type {
	case store.DateType:
		text, _ := value.(string)
		span, err := parseDate(property.Name+"."+op, text)
		if err != nil {
			return nil, err
		}
		columns := dateColumns{earliest: property.Name + "Earliest", latest: property.Name + "Latest"}
		if property.Ordered {
			columns.key = property.KeyColumn()
		}
		if op == "overlaps" {
			return all(missing(property.Name, false), columns.overlaps(span)), nil
		}
		return columns.condition(op, span), nil
	case store.MoneyType:
		switch op {
		case "currency":
			return &store.Cond{Op: store.Eq, Column: property.Name + "Currency", Value: value}, nil
		case "disclosure":
			return &store.Cond{Op: store.Eq, Column: property.Name + "Disclosure", Value: value}, nil
		}
		return numberCondition(op, property.Name+"Amount", property.Name+"Amount", value)
	case store.QuantityType:
		return numberCondition(op, property.Name+"Min", property.Name+"Max", value)
	case store.IntType:
		return intCondition(op, property.Name, value)
	case store.FloatType:
		return numberCondition(op, property.Name, property.Name, value)
	case store.TextType:
		if op == "contains" || op == "startsWith" {
			text, _ := value.(string)
			key := store.TextKey(names.Folder{}, text)
			if key == "" {
				return nil, errorf(CodeBadInput, "%s.%s: %q has no letter or digit to look for", property.Name, op, text)
			}
			operator := map[string]store.Op{"contains": store.Contains, "startsWith": store.HasPrefix}[op]
			return &store.Cond{Op: operator, Column: property.KeyColumn(), Value: key}, nil
		}
	}
	return equality(property.Name, map[string]any{op: value})
}

var numberOps = map[string]store.Op{"lt": store.Lt, "lte": store.Le, "gt": store.Gt, "gte": store.Ge, "eq": store.Eq}

// numberCondition compares a number that may be a range, so that the
// comparison certainly holds.
func numberCondition(op, low, high string, value any) (*store.Cond, error) {
	n, ok := asFloat(value)
	if !ok {
		return nil, errorf(CodeBadInput, "%v is no number", value)
	}
	least := &store.Cond{Op: numberOps[op], Column: low, Value: n}
	most := &store.Cond{Op: numberOps[op], Column: high, Value: n}
	switch {
	case low == high || op == "gt" || op == "gte":
		return least, nil
	case op == "eq":
		return all(least, most), nil
	}
	return most, nil
}

// intCondition compares an integer with a number, which need not be one.
func intCondition(op, column string, value any) (*store.Cond, error) {
	n, ok := asFloat(value)
	if !ok {
		return nil, errorf(CodeBadInput, "%v is no number", value)
	}
	bound := math.Floor(n)
	switch {
	case op == "eq" && bound != n:
		return &store.Cond{Op: store.Or}, nil // no integer is
	case op == "lt" || op == "gte":
		bound = math.Ceil(n)
	}
	// Beyond this no count is, and not every float64 is an int64.
	bound = max(min(bound, 1<<53), -1<<53)
	return &store.Cond{Op: numberOps[op], Column: column, Value: int64(bound)}, nil
}

// dateColumns are the columns of a partial date: its first day, its last, and
// its sort key, if it has one, which is the first day, and less than every day
// where there is none. Bounds are put on the key as well as it allows, because
// lists by date are read from its index.
type dateColumns struct{ earliest, latest, key string }

// condition compares with a partial date, so that the comparison certainly
// holds.
func (d dateColumns) condition(op string, span store.Span) *store.Cond {
	switch op {
	case "lt":
		return d.before(store.Lt, span.Earliest)
	case "lte":
		return d.before(store.Le, span.Latest)
	case "gt":
		return d.behind(store.Gt, span.Latest)
	case "gte":
		return d.behind(store.Ge, span.Earliest)
	}
	var within []*store.Cond
	if span.Earliest != "" {
		within = append(within, d.behind(store.Ge, span.Earliest))
	}
	if span.Latest != "" {
		within = append(within, d.before(store.Le, span.Latest))
	}
	return all(within...)
}

// behind holds if the first day is behind the bound; nothing is certainly
// behind an open one.
func (d dateColumns) behind(op store.Op, bound string) *store.Cond {
	switch {
	case bound == "":
		return &store.Cond{Op: store.Or}
	case d.key != "":
		return &store.Cond{Op: op, Column: d.key, Value: bound}
	}
	return &store.Cond{Op: op, Column: d.earliest, Value: bound}
}

// before holds if the last day is before the bound. Then the first day is too,
// and so is the key.
func (d dateColumns) before(op store.Op, bound string) *store.Cond {
	if bound == "" {
		return &store.Cond{Op: store.Or}
	}
	last := &store.Cond{Op: op, Column: d.latest, Value: bound}
	if d.key == "" {
		return last
	}
	return all(last, &store.Cond{Op: op, Column: d.key, Value: bound})
}

// overlaps holds if the period may have a day of the span; missing bounds are
// unknown, so they may be anywhere.
func (d dateColumns) overlaps(span store.Span) *store.Cond {
	unknownOr := func(column string, op store.Op, bound string) *store.Cond {
		if bound == "" {
			return nil
		}
		return &store.Cond{Op: store.Or, Conds: []*store.Cond{{Op: store.Missing, Column: column}, {Op: op, Column: column, Value: bound}}}
	}
	first := unknownOr(d.earliest, store.Le, span.Latest)
	if d.key != "" && first != nil { // without a first day it is less than the bound
		first = &store.Cond{Op: store.Le, Column: d.key, Value: span.Latest}
	}
	return all(first, unknownOr(d.latest, store.Ge, span.Earliest))
}

func equality(column string, value any) (*store.Cond, error) {
	given, _ := value.(map[string]any)
	var conds []*store.Cond
	if eq, ok := given["eq"]; ok && eq != nil {
		conds = append(conds, &store.Cond{Op: store.Eq, Column: column, Value: eq})
	}
	if in, ok := given["in"]; ok && in != nil {
		if n := len(asList(in)); n > maxElements {
			return nil, limited("elements of a list", n, maxElements)
		}
		conds = append(conds, &store.Cond{Op: store.In, Column: column, Value: asStrings(in)})
	}
	return all(conds...), nil
}

// asStrings returns the texts of a list; coercion has made sure that it holds
// nothing else but nulls, which stand for no text.
func asStrings(value any) []string {
	texts := []string{}
	for _, v := range asList(value) {
		if s, ok := v.(string); ok {
			texts = append(texts, s)
		}
	}
	return texts
}

func parseDate(name, text string) (store.Span, error) {
	span, _, err := store.ParseDate(strings.TrimSpace(text))
	if err != nil {
		return store.Span{}, errorf(CodeBadDate, "%s: %v", name, err)
	}
	return span, nil
}

// all returns the condition that all the given ones hold, leaving out nils;
// nil if none is left.
func all(conds ...*store.Cond) *store.Cond {
	conds = slices.DeleteFunc(conds, func(c *store.Cond) bool { return c == nil })
	switch len(conds) {
	case 0:
		return nil
	case 1:
		return conds[0]
	}
	return &store.Cond{Op: store.And, Conds: conds}
}

// limited is the error for an argument that is too large.
func limited(what string, found, limit int) *Error {
	e := errorf(CodeTooComplex, "the condition is too large: too many %s", what)
	e.Extensions = map[string]any{"limit": limit, "found": found}
	return e
}
