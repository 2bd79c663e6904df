package e2e

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

type answer struct {
	Data   map[string]json.RawMessage
	Errors []struct {
		Message    string
		Path       []any
		Extensions struct {
			Code       string
			Candidates []struct{ ID string }
		}
	}
}

func (s *service) answer(t *testing.T, query, variables string) answer {
	t.Helper()
	var a answer
	if err := json.Unmarshal([]byte(s.ask(t, query, variables)), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// testBadInput: each gets an error with its code, and what is unknown is null
// without one.
func testBadInput(t *testing.T, s *service) {
	deep := strings.Repeat("{ deals { nodes ", 20) + "{ id }" + strings.Repeat("} }", 20)
	for name, test := range map[string]struct{ query, variables, code string }{
		"no GraphQL":            {`{ deals(`, "", "GRAPHQL_PARSE_FAILED"},
		"unknown field":         {`{ deels { totalCount } }`, "", "GRAPHQL_VALIDATION_FAILED"},
		"unknown enum value":    {`{ deals(where: {dealKind: {eq: THEFT}}) { totalCount } }`, "", "GRAPHQL_VALIDATION_FAILED"},
		"unknown enum by name":  {`query Q($k: DealKind) { deals(where: {dealKind: {eq: $k}}) { totalCount } }`, `{"k": "THEFT"}`, "GRAPHQL_VALIDATION_FAILED"},
		"two ways to look up":   {`{ company(by: {id: "company:nokia", name: "Nokia"}) { id } }`, "", "GRAPHQL_VALIDATION_FAILED"},
		"no way to look up":     {`{ company(by: {}) { id } }`, "", "GRAPHQL_VALIDATION_FAILED"},
		"two ways by variable":  {`query Q($by: CompanyBy!) { company(by: $by) { id } }`, `{"by": {"id": "company:nokia", "name": "Nokia"}}`, "GRAPHQL_VALIDATION_FAILED"},
		"negative first":        {`{ deals(first: -1) { totalCount } }`, "", "BAD_INPUT"},
		"oversize first":        {`query Q($n: Int) { deals(first: $n) { totalCount } }`, `{"n": 100000}`, "BAD_INPUT"},
		"forged cursor":         {`{ deals(after: "bm9uZQ") { totalCount } }`, "", "BAD_CURSOR"},
		"certain without a day": {`{ deals(certain: true) { totalCount } }`, "", "BAD_INPUT"},
		"groups by nothing":     {`{ deals { groups(by: TITLE) { omitted } } }`, "", "GRAPHQL_VALIDATION_FAILED"},
		"groups in lower case":  {`query Q($by: DealGroupField!) { deals { groups(by: $by) { omitted } } }`, `{"by": "year"}`, "GRAPHQL_VALIDATION_FAILED"},
		"scope in lower case":   {`query Q($s: Scope) { deals(scope: $s) { totalCount } }`, `{"s": "wholes"}`, "GRAPHQL_VALIDATION_FAILED"},
		"a number as span":      {`{ deals { nodes { validity(on: 2017) } } }`, "", "GRAPHQL_VALIDATION_FAILED"},
		"bad span":              {`{ deals { nodes { validity(on: "soon") } } }`, "", "BAD_DATE"},
		"credence of a trust":   {`query Q($t: TrustFilter) { deals(where: {trust: $t}) { totalCount } }`, `{"t": {"credence": {"gte": "denied"}}}`, "GRAPHQL_VALIDATION_FAILED"},
		"bad date":              {`{ deals(where: {announced: {eq: "2017-02-30"}}) { totalCount } }`, "", "BAD_DATE"},
		"too many ids":          {`query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }`, `{"ids": ["` + strings.Repeat(`a","`, 300) + `a"]}`, "BAD_INPUT"},
		// What gqlparser takes and GraphQL does not; each once dropped a condition.
		"enum in lower case":      {`query Q($c: Credence) { deals(where: {minCredence: $c}) { totalCount } }`, `{"c": "confirmed_by_party"}`, "GRAPHQL_VALIDATION_FAILED"},
		"direction in lower case": {`query Q($d: OrderDirection!) { companies(orderBy: [{field: NAME, direction: $d}]) { totalCount } }`, `{"d": "desc"}`, "GRAPHQL_VALIDATION_FAILED"},
		"direction null":          {`query Q($d: OrderDirection) { companies(orderBy: [{field: NAME, direction: $d}]) { totalCount } }`, `{"d": null}`, "GRAPHQL_VALIDATION_FAILED"},
		"number as text":          {`query Q($n: Int) { deals(where: {minOrigins: $n}) { totalCount } }`, `{"n": "2"}`, "GRAPHQL_VALIDATION_FAILED"},
		"text as number":          {`query Q($s: String) { companies(after: $s) { totalCount } }`, `{"s": 5}`, "GRAPHQL_VALIDATION_FAILED"},
		"text in a filter":        {`query Q($s: String) { companies(where: {name: {eq: $s}}) { totalCount } }`, `{"s": 5}`, "GRAPHQL_VALIDATION_FAILED"},
		"a number as date":        {`{ positions(validOn: 1999) { totalCount } }`, "", "GRAPHQL_VALIDATION_FAILED"},
		"an object as date":       {`query Q($w: DealWhere) { deals(where: $w) { totalCount } }`, `{"w": {"announced": {"gte": {"a": 1}}}}`, "GRAPHQL_VALIDATION_FAILED"},
		"skip if null":            {`query Q($b: Boolean = true) { deals { nodes { id @skip(if: $b) } } }`, `{"b": null}`, "GRAPHQL_VALIDATION_FAILED"},
		"deferred":                {`{ deals { ... @defer { totalCount } } }`, "", "GRAPHQL_VALIDATION_FAILED"},
		"nothing to look for":     {`{ companies(where: {country: {contains: "-"}}) { totalCount } }`, "", "BAD_INPUT"},
		"relations too deep":      {`{ statements(where: {article: {statements: {some: {article: {statements: {some: {id: {eq: "x"}}}}}}}}) { totalCount } }`, "", "TOO_COMPLEX"},
		"conditions too deep":     {`{ deals(where: ` + strings.Repeat("{not: ", 500) + "{}" + strings.Repeat("}", 500) + `) { totalCount } }`, "", "TOO_COMPLEX"},
		"too many conditions":     {`{ deals(where: {or: [` + strings.Repeat(`{id: {eq: "x"}} `, 999) + `]}) { totalCount } }`, "", "TOO_COMPLEX"},
		"too many sort keys":      {`{ deals(orderBy: [` + strings.Repeat(`{field: ID} `, 100) + `]) { totalCount } }`, "", "TOO_COMPLEX"},
		"unused fragment":         {`{ __typename } fragment F on Company { ` + strings.Repeat("name ", 5000) + `}`, "", "TOO_COMPLEX"},
		"many schemas":            {`{ a: __schema { description } b: __schema { description } c: __schema { description } }`, "", "TOO_COMPLEX"},
		"many roots":              {`{` + many("r", 40) + `}`, "", "TOO_COMPLEX"},
		"too deep":                {deep, "", "TOO_COMPLEX"},
		"too dear":                {`{ deals(first: 200) { nodes { parties(first: 200) { nodes { ... on Company { deals(first: 200) { nodes { id } } } } } } } }`, "", "TOO_COMPLEX"},
		"too dear by default":     {`{ deals { nodes { parts { nodes { parts { nodes { parts { nodes { parts { nodes { id } } } } } } } } } } }`, "", "TOO_COMPLEX"},
		"too many aliases":        {"{" + many("a", 2500) + "}", "", "TOO_COMPLEX"},
	} {
		s.reset()
		a := s.answer(t, test.query, test.variables)
		if len(a.Errors) == 0 || a.Errors[0].Extensions.Code != test.code {
			t.Errorf("%s: %+v, want code %s", name, a, test.code)
		}
		if s.calls != 0 {
			t.Errorf("%s: the store was asked", name)
		}
	}
	for name, query := range map[string]string{
		"unknown id":          `{ node(id: "company:nobody") { id } }`,
		"id of no kind":       `{ node(id: "nonsense") { id } }`,
		"empty id":            `{ node(id: "") { id } }`,
		"a number as id":      `{ node(id: 5) { id } }`,
		"hostile id":          `{ node(id: "company:x') DETACH DELETE n //") { id } }`,
		"id of another kind":  `{ node: company(by: {id: "person:lei-jun"}) { id } }`,
		"unknown name":        `{ node: company(by: {name: "Nobody & Sons"}) { id } }`,
		"name of punctuation": `{ node: company(by: {name: "'; DROP TABLE nodes --"}) { id } }`,
	} {
		if a := s.answer(t, query, ""); len(a.Errors) > 0 || string(a.Data["node"]) != "null" {
			t.Errorf("%s: %+v, want null without an error", name, a)
		}
	}
	got := s.answer(t, `{ nodes(ids: ["company:nokia", "company:nobody", "person:lei-jun", "company:nokia"]) { __typename id } }`, "")
	if want := `[{"__typename":"Company","id":"company:nokia"},null,{"__typename":"Person","id":"person:lei-jun"},{"__typename":"Company","id":"company:nokia"}]`; string(got.Data["nodes"]) != want {
		t.Errorf("nodes: %s, want %s", got.Data["nodes"], want)
	}
}

// many returns n fields of one kind under names of their own.
func many(prefix string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(prefix + strings.Repeat("x", i%50) + string(rune('a'+i%26)) + ": __typename ")
	}
	return b.String()
}

// testForeignCursor: a cursor of one list is refused by another, though both
// have the same order.
func testForeignCursor(t *testing.T, s *service) {
	var page struct {
		Deals struct{ PageInfo struct{ EndCursor string } }
	}
	if err := json.Unmarshal([]byte(data(t, s.ask(t, `{ deals(first: 1) { pageInfo { endCursor } } }`, ""))), &page); err != nil {
		t.Fatal(err)
	}
	cursor := page.Deals.PageInfo.EndCursor
	a := s.answer(t, `query Q($c: String) { companies(after: $c) { totalCount } }`, `{"c": "`+cursor+`"}`)
	if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "BAD_CURSOR" {
		t.Errorf("%+v, want BAD_CURSOR", a)
	}
	if a := s.answer(t, `query Q($c: String) { deals(after: $c) { nodes { id } } }`, `{"c": "`+cursor+`"}`); len(a.Errors) > 0 {
		t.Errorf("its own list refuses it: %+v", a)
	}
}

// testAmbiguousName: a name that several carry is an error that lists them.
func testAmbiguousName(t *testing.T, s *service) {
	b := &store.Batch{Articles: []*store.Article{{ID: "article:local"}}}
	for _, id := range []string{"company:aurora-oslo", "company:aurora-perth"} {
		b.Statements = append(b.Statements,
			&store.Statement{Subject: id, Property: "self", Article: "article:local"},
			&store.Statement{Subject: id, Property: "name", Value: "Aurora Ltd.", Article: "article:local"})
	}
	must(s.Apply(t.Context(), b))(t)
	a := s.answer(t, `{ company(by: {name: "aurora"}) { id } }`, "")
	if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "AMBIGUOUS" || len(a.Errors[0].Extensions.Candidates) != 2 {
		t.Fatalf("%+v, want AMBIGUOUS with two candidates", a)
	}
	if id := a.Errors[0].Extensions.Candidates[0].ID; id != "company:aurora-oslo" {
		t.Errorf("first candidate %s", id)
	}
	found := s.answer(t, `{ search(text: "auro") { truncated hits { score reason node { id ... on Company { name } } } } }`, "")
	if !strings.Contains(string(found.Data["search"]), `"name":"Aurora Ltd."`) {
		t.Errorf("search: %s", found.Data["search"])
	}
}

// testSearch finds by case, width, diacritics, prefix and near miss.
func testSearch(t *testing.T, s *service) {
	for text, want := range map[string]string{
		"NOKIA": "company:nokia", "nok": "company:nokia", "Ｎｏｋｉａ": "company:nokia", "Nökia": "company:nokia", "Nokja": "company:nokia",
		"lei": "person:lei-jun", "hon hai": "company:hon-hai", "IoT": "area:internet-of-things",
	} {
		a := s.answer(t, `query Q($text: String!) { search(text: $text, first: 1) { hits { node { id } } } }`, `{"text": "`+text+`"}`)
		if got := string(a.Data["search"]); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s first", text, got, want)
		}
	}
}

// testHTTP holds what GraphQL over HTTP asks of methods, bodies and types.
func testHTTP(t *testing.T, s *service) {
	for name, test := range map[string]struct {
		method, path, contentType, body string
		status                          int
	}{
		"GET a query":         {"GET", "/?query=%7Bstats%7Bkinds%7Bcount%7D%7D%7D", "", "", 200},
		"GET bad variables":   {"GET", "/?query=%7B__typename%7D&variables=x", "", "", 400},
		"HEAD":                {"HEAD", "/?query=%7B__typename%7D", "", "", 405},
		"GET nothing":         {"GET", "/", "", "", 400},
		"PUT":                 {"PUT", "/", "application/json", `{"query":"{__typename}"}`, 405},
		"a form":              {"POST", "/", "application/x-www-form-urlencoded", "query=%7B__typename%7D", 415},
		"no content type":     {"POST", "/", "", `{"query":"{__typename}"}`, 415},
		"no JSON":             {"POST", "/", "application/json", `{"query":`, 400},
		"no object":           {"POST", "/", "application/json", `[1]`, 400},
		"no query":            {"POST", "/", "application/json", `{}`, 400},
		"too large":           {"POST", "/", "application/json", `{"query":"` + strings.Repeat(" ", 2<<20) + `"}`, 413},
		"with a charset":      {"POST", "/", "application/json; charset=utf-8", `{"query":"{__typename}"}`, 200},
		"variables no object": {"POST", "/", "application/json", `{"query":"{__typename}","variables":[1]}`, 400},
	} {
		request := must(http.NewRequest(test.method, s.url+test.path, strings.NewReader(test.body)))(t)
		if test.contentType != "" {
			request.Header.Set("Content-Type", test.contentType)
		}
		response := must(http.DefaultClient.Do(request))(t)
		body := must(io.ReadAll(response.Body))(t)
		response.Body.Close()
		if response.StatusCode != test.status {
			t.Errorf("%s: status %d, want %d: %s", name, response.StatusCode, test.status, body)
		}
		if test.status == 405 && response.Header.Get("Allow") == "" {
			t.Errorf("%s: no Allow header", name)
		}
		if test.status >= 400 && test.method != "HEAD" && !strings.Contains(string(body), `"code"`) {
			t.Errorf("%s: no code in %s", name, body)
		}
	}
}

// testCost: what an operation costs is told, and counts what it may answer.
func testCost(t *testing.T, s *service) {
	for query, want := range map[string]string{
		`{ stats { kinds { count } } }`:                                                                                     `"requested":0`,
		`{ deal(by: {id: "deal:x"}) { id } }`:                                                                               `"requested":1`,
		`{ deals(first: 3) { nodes { partOf { id } parties(last: 2) { totalCount } } } }`:                                   `"requested":12`,
		`{ nodes(ids: ["a", "b"]) { ... on Company { deals(first: 5) { nodes { id } } } } }`:                                `"requested":12`,
		`{ search(text: "x", first: 4) { hits { node { id } } } }`:                                                          `"requested":4`,
		`{ deals(first: 100) { groups(by: SELLERS, first: 7) { groups { node { id } } } } }`:                                `"requested":107`,
		`{ companies(first: 3) { nodes { counterparties(first: 5) { nodes { party { id } } } } } }`:                         `"requested":18`,
		`{ companies(first: 3) { nodes { deals(first: 2) { groups(by: YEAR, first: 4) { omitted groups { value } } } } } }`: `"requested":21`,
		`{ deal(by: {id: "deal:x"}) { contradictions { sides { node { id } statements { article { id } } } } } }`:           `"requested":601`,
		`{ company(by: {id: "company:x"}) { group(first: 3) { nodes { id } } } }`:                                           `"requested":4`,
	} {
		if got := s.ask(t, query, ""); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}
