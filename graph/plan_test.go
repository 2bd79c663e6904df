package graph

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

func mustContract(t *testing.T) *contract.Contract {
	t.Helper()
	c, err := contract.Load(dealgraph.Schema)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// mustSelect parses and validates an operation and returns its first root
// field with a planner for it.
func mustSelect(t *testing.T, c *contract.Contract, document, variables string) (*planner, *selected) {
	t.Helper()
	doc, errs := gqlparser.LoadQueryWithRules(c.Served, document, rules.NewDefaultRules())
	if errs != nil {
		t.Fatal(errs)
	}
	given := map[string]any{}
	if variables != "" {
		if err := json.Unmarshal([]byte(variables), &given); err != nil {
			t.Fatal(err)
		}
	}
	values, err := validator.VariableValues(c.Served, doc.Operations[0], given)
	if err != nil {
		t.Fatal(err)
	}
	p := &planner{selector: newSelector(c, &graphql.OperationContext{Doc: doc, Variables: values})}
	return p, p.collect("Query", doc.Operations[0].SelectionSet)[0]
}

// TestListPlans compares the plans of the operations in testdata/plan with
// what has been reviewed. Each file is an operation on a root list; a first
// line "# variables {…}" gives its variables.
func TestListPlans(t *testing.T) {
	comparePlans(t, "testdata/plan", func(p *planner, s *selected) (any, error) { return p.listQuery(s) })
}

// comparePlans plans the operations of a directory and compares the plans with
// those beside them.
func comparePlans(t *testing.T, dir string, plan func(*planner, *selected) (any, error)) {
	t.Helper()
	c := mustContract(t)
	files, err := filepath.Glob(dir + "/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatal("no operations in "+dir, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			document, variables := mustOperation(t, file)
			p, s := mustSelect(t, c, document, variables)
			q, err := plan(p, s)
			if err != nil {
				t.Fatal(err)
			}
			got := readable(t, q)
			golden := strings.TrimSuffix(file, ".graphql") + ".golden"
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Errorf("plan (-golden +now):\n%s", diff)
			}
		})
	}
}

// mustOperation reads a document, and the variables of its first line.
func mustOperation(t *testing.T, file string) (document, variables string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	variables, ok := strings.CutPrefix(first, "# variables ")
	if !ok {
		variables = ""
	}
	return string(text), variables
}

// readable renders a plan without its zero values.
func readable(t *testing.T, q any) []byte {
	t.Helper()
	raw, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(prune(value), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func prune(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, child := range v {
			if v[key] = prune(child); v[key] == nil || v[key] == false && key != "Value" || v[key] == "" {
				delete(v, key)
			}
		}
	case []any:
		for i := range v {
			v[i] = prune(v[i])
		}
	}
	return value
}

// TestPlanIsPure makes sure that a plan depends on nothing but the document and
// the variables: planned twice it is the same.
func TestPlanIsPure(t *testing.T) {
	c := mustContract(t)
	document := `{ deals(first: 3) { nodes { parties { nodes { name ... on Company { country } } } } } }`
	p, s := mustSelect(t, c, document, "")
	var plans [2]*store.Query
	for i := range plans {
		q, err := p.listQuery(s)
		if err != nil {
			t.Fatal(err)
		}
		plans[i] = q
	}
	if diff := cmp.Diff(plans[0], plans[1]); diff != "" {
		t.Error(diff)
	}
}

// TestBadArguments: each is refused with its code before the store is asked.
func TestBadArguments(t *testing.T) {
	c := mustContract(t)
	for name, test := range map[string]struct {
		document string
		code     Code
	}{
		"negative first":            {`{ deals(first: -1) { totalCount } }`, CodeBadInput},
		"first over the limit":      {`{ deals(first: 201) { totalCount } }`, CodeBadInput},
		"last over the limit":       {`{ deals(last: 201) { totalCount } }`, CodeBadInput},
		"first and last":            {`{ deals(first: 1, last: 1) { totalCount } }`, CodeBadInput},
		"nested negative first":     {`{ deals { nodes { parties(first: -5) { totalCount } } } }`, CodeBadInput},
		"forged cursor":             {`{ deals(after: "bm9uZQ") { totalCount } }`, CodeBadCursor},
		"cursor that is no base64":  {`{ deals(after: "é") { totalCount } }`, CodeBadCursor},
		"empty cursor":              {`{ deals(before: "") { totalCount } }`, CodeBadCursor},
		"bad date in validOn":       {`{ positions(validOn: "2017-13") { totalCount } }`, CodeBadDate},
		"bad date in where":         {`{ deals(where: {announced: {eq: "yesterday"}}) { totalCount } }`, CodeBadDate},
		"evidence of no field":      {`{ deals { nodes { evidence(of: ["nothing"]) { totalCount } } } }`, CodeBadInput},
		"evidence of a derived":     {`{ deals { nodes { evidence(of: ["parties"]) { totalCount } } } }`, CodeBadInput},
		"certain without a day":     {`{ positions(certain: true) { totalCount } }`, CodeBadInput},
		"bad date in knownAt":       {`{ deals { nodes { parts(knownAt: "soon") { totalCount } } } }`, CodeBadDate},
		"bad date in validity":      {`{ deals { nodes { validity(on: "2017-02-30") } } }`, CodeBadDate},
		"bad date in firstReported": {`{ deals(where: {firstReported: {gte: "soon"}}) { totalCount } }`, CodeBadDate},
		"too many groups":           {`{ deals { groups(by: YEAR, first: 201) { omitted } } }`, CodeBadInput},
		"negative groups":           {`{ deals { groups(by: YEAR, first: -1) { omitted } } }`, CodeBadInput},
		"too many counterparties":   {`{ companies { nodes { counterparties(first: 201) { omitted } } } }`, CodeBadInput},
		"too many groupings":        {`{ deals { ` + aliases(21, `groups(by: YEAR) { omitted }`) + ` } }`, CodeTooComplex},
		"too wide":                  {`{ technologyAreas(where: {within: ["` + strings.Repeat(`a","`, 1000) + `"]}) { totalCount } }`, CodeTooComplex},
		"statements too deep":       {`{ deals(where: {statements: {some: {article: {statements: {some: {article: {id: {eq: "a"}}}}}}}}) { totalCount } }`, CodeTooComplex},
		"evidence in several steps": {`{ companies { nodes { evidence(of: ["group"]) { totalCount } } } }`, CodeBadInput},
		"evidence of an edge to it": {`{ companies { nodes { evidence(of: ["executives"]) { totalCount } } } }`, CodeBadInput},
	} {
		t.Run(name, func(t *testing.T) {
			p, s := mustSelect(t, c, test.document, "")
			_, err := p.listQuery(s)
			own, ok := err.(*Error)
			if !ok || own.Code != test.code {
				t.Errorf("error %v: want code %s", err, test.code)
			}
		})
	}
}

// aliases returns a field n times under names of its own.
func aliases(n int, field string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d: %s ", i, field)
	}
	return b.String()
}

// TestCursorWithoutANode: a row sorted by a node that is not there has a cursor,
// and its list goes on behind the smallest key.
func TestCursorWithoutANode(t *testing.T) {
	c := mustContract(t)
	order := []store.Order{{Column: "person.nameKey"}, {Column: "company.reportedKey"}, {Column: "company.nameKey"}}
	cursor := model.EncodeCursor([]string{"Position"}, order, []any{nil, "2017", "nokia", "position:x"})
	document := `query Q($c: String) { positions(after: $c, orderBy: [{field: PERSON_NAME}, {field: COMPANY_REPORTED}, {field: COMPANY_NAME}]) { nodes { id } } }`
	p, s := mustSelect(t, c, document, `{"c": "`+cursor+`"}`)
	q, err := p.listQuery(s)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]any{"", "2017", "nokia", "position:x"}, q.After); diff != "" {
		t.Error(diff)
	}
	// A number's smallest is a number; a key of the row itself is never null.
	order = []store.Order{{Column: "partOf.dealValueKey"}}
	p, s = mustSelect(t, c, `query Q($c: String) { deals(after: $c, orderBy: [{field: PART_OF_DEAL_VALUE}]) { nodes { id } } }`,
		`{"c": "`+model.EncodeCursor([]string{"Deal"}, order, []any{nil, "deal:x"})+`"}`)
	if q, err = p.listQuery(s); err != nil || q.After[0] != -math.MaxFloat64 {
		t.Errorf("%v, %v", q, err)
	}
	order = []store.Order{{Column: "dealValueKey"}}
	p, s = mustSelect(t, c, `query Q($c: String) { deals(after: $c, orderBy: [{field: DEAL_VALUE}]) { nodes { id } } }`,
		`{"c": "`+model.EncodeCursor([]string{"Deal"}, order, []any{nil, "deal:x"})+`"}`)
	if _, err = p.listQuery(s); err == nil {
		t.Error("a null for a key of the row itself is taken")
	}
}

// TestIntegers: a condition compares an integer with any number.
func TestIntegers(t *testing.T) {
	for _, test := range []struct {
		op    string
		value float64
		want  string
	}{
		{"eq", 3, "Eq 3"}, {"eq", 2.5, "never"}, {"lt", 2.5, "Lt 3"}, {"lt", 3, "Lt 3"}, {"lte", 2.5, "Le 2"}, {"gt", 2.5, "Gt 2"}, {"gte", 2.5, "Ge 3"},
		{"gte", -2.5, "Ge -2"}, {"lt", 1e300, "Lt 9007199254740992"}, {"gt", -1e300, "Gt -9007199254740992"},
	} {
		c, err := intCondition(test.op, "n", test.value)
		if err != nil {
			t.Fatal(err)
		}
		got := "never"
		if c.Op != store.Or {
			got = fmt.Sprintf("%v %d", c.Op, c.Value)
		}
		if got != test.want {
			t.Errorf("%s %v: %s, want %s", test.op, test.value, got, test.want)
		}
	}
}

// TestEveryElementIsDescribed holds the contract to its word: types, fields,
// arguments, enum values and inputs all say what they are.
func TestEveryElementIsDescribed(t *testing.T) {
	c := mustContract(t)
	for name, def := range c.Served.Types {
		if def.BuiltIn || strings.HasPrefix(name, "__") {
			continue
		}
		if def.Description == "" {
			t.Errorf("type %s has no description", name)
		}
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if f.Description == "" {
				t.Errorf("%s.%s has no description", name, f.Name)
			}
			for _, a := range f.Arguments {
				if a.Description == "" {
					t.Errorf("%s.%s(%s:) has no description", name, f.Name, a.Name)
				}
			}
		}
		if def.Kind == ast.Enum {
			for _, v := range def.EnumValues {
				if v.Description == "" {
					t.Errorf("%s.%s has no description", name, v.Name)
				}
			}
		}
	}
}
