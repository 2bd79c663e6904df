package e2e

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph/store"
)

// A small graph beside the seed, made so that each answer can be told by hand.
//
//	2015  l1   alpha ─┬─ umbrella: licence alpha→beta, sale alpha→beta 100 USD ─┬─ beta
//	2016  l2   alpha ─── licence, amount undisclosed, in force 2016-06/2017-12 ── gamma
//	2016  l2   alpha ─── supply ── beta
//	2018  l3   beta makes widget, known since 2015
//
// Alpha owns beta, beta most of gamma, alpha a stake in delta. Area deep
// belongs to mid, mid to wide. Alpha's boss was CEO (l1) or CFO (l2); the clerk
// works for alpha (l1) or beta (l2).
func listsBatch() *store.Batch {
	b := &store.Batch{Articles: []*store.Article{
		{ID: "article:l1", Genre: "NEWS", Headline: "One", Published: "2015-03-01"},
		{ID: "article:l2", Genre: "NEWS", Headline: "Two", Published: "2016-06-01"},
		{ID: "article:l3", Genre: "NEWS", Headline: "Three", Published: "2018-01-10"},
	}}
	say := func(article, subject string, claims ...string) {
		for i := 0; i < len(claims); i += 2 {
			s := &store.Statement{Subject: subject, Property: claims[i], Value: claims[i+1], Article: "article:" + article, Extractor: "test"}
			if strings.HasSuffix(s.Property, "?") {
				s.Property, s.Stance = strings.TrimSuffix(s.Property, "?"), store.Speculates
			}
			b.Statements = append(b.Statements, s)
		}
	}
	say("l1", "company:alpha", "self", "", "name", "Alphorn Works")
	say("l1", "company:beta", "self", "", "name", "Betony Works")
	say("l1", "company:gamma", "self", "", "name", "Gammadion Works")
	say("l1", "company:delta", "self", "", "name", "Deltoid Works")
	say("l1", "deal:ab", "self", "", "dealKind", "AGREEMENT", "announced", "2015-02-28", "partner", "company:alpha", "partner", "company:beta")
	say("l1", "deal:ab-licence", "self", "", "dealKind", "LICENSE", "partOf", "deal:ab", "licensor", "company:alpha", "licensee", "company:beta")
	say("l1", "deal:ab-sale", "self", "", "dealKind", "PATENT_SALE", "partOf", "deal:ab", "seller", "company:alpha", "buyer", "company:beta", "dealValue", "100 USD")
	say("l2", "deal:ag", "self", "", "dealKind", "LICENSE", "announced", "2016-05-30", "term", "2016-06-01/2017-12-31", "licensor", "company:alpha", "licensee", "company:gamma",
		"dealValue", "UNDISCLOSED", "lifecycle?", "SIGNED")
	say("l2", "deal:ab-supply", "self", "", "dealKind", "SUPPLY", "announced", "2016-05", "supplier", "company:alpha", "customer", "company:beta")
	say("l1", "product:widget", "self", "", "name", "Widgetry")
	say("l3", "product:widget", "maker", "company:beta")
	say("l1", "ownership:a-b", "self", "", "owner", "company:alpha", "owned", "company:beta", "interest", "SUBSIDIARY")
	say("l1", "ownership:b-g", "self", "", "owner", "company:beta", "owned", "company:gamma", "interest", "MAJORITY")
	say("l1", "ownership:a-d", "self", "", "owner", "company:alpha", "owned", "company:delta", "interest", "MINORITY")
	say("l1", "ownership:a-nobody", "self", "", "owner", "company:alpha", "interest", "STAKE")
	say("l1", "area:wide", "self", "", "name", "Wide Field")
	say("l1", "area:mid", "self", "", "name", "Mid Field", "broader", "area:wide")
	say("l1", "area:deep", "self", "", "name", "Deep Field", "broader", "area:mid")
	say("l1", "person:boss", "self", "", "name", "Bo Boss")
	say("l1", "position:boss", "self", "", "person", "person:boss", "company", "company:alpha", "positionKind", "CEO", "period", "2014-02-01/2016-03-31")
	say("l2", "position:boss", "positionKind", "CFO")
	say("l1", "person:clerk", "self", "", "name", "Cl Clerk")
	say("l1", "position:clerk", "self", "", "person", "person:clerk", "company", "company:alpha")
	say("l2", "position:clerk", "company", "company:beta")
	return b
}

// testLists asks of the small graph what lists and relations can: each question
// is one store call, and both stores answer alike.
func testLists(t *testing.T, s *service) {
	must(s.Apply(t.Context(), listsBatch()))(t)
	const ours = `id: {in: ["deal:ab", "deal:ab-licence", "deal:ab-sale", "deal:ag", "deal:ab-supply"]}`
	for _, test := range []struct{ name, query, want string }{ // one store call per root field
		{"scope", `{ all: deals(where: {` + ours + `}) { totalCount } wholes: deals(where: {` + ours + `}, scope: WHOLES) { totalCount } parts: deals(where: {` + ours + `}, scope: PARTS) { nodes { id } } }`,
			`{"all":{"totalCount":5},"wholes":{"totalCount":3},"parts":{"nodes":[{"id":"deal:ab-licence"},{"id":"deal:ab-sale"}]}}`},
		{"groups by kind count wholes", `{ deals(where: {` + ours + `}, first: 1) { nodes { id } groups(by: DEAL_KIND, first: 3) { groups { value count } omitted truncated } } }`,
			`{"deals":{"nodes":[{"id":"deal:ab"}],"groups":{"groups":[{"value":"LICENSE","count":2},{"value":"AGREEMENT","count":1},{"value":"PATENT_SALE","count":1}],"omitted":1,"truncated":true}}}`},
		{"money by year", `{ deals(where: {` + ours + `}) { groups(by: YEAR) { groups { value count sums { currency amount count } undisclosedCount unknownCount } omitted } } }`,
			`{"deals":{"groups":{"groups":[{"value":"2016","count":2,"sums":[],"undisclosedCount":1,"unknownCount":1},{"value":"2015","count":1,"sums":[{"currency":"USD","amount":100,"count":1}],"undisclosedCount":0,"unknownCount":0}],"omitted":0}}}`},
		{"groups by the node at an edge", `{ deals(where: {` + ours + `}) { groups(by: LICENSEES) { groups { count value node { id ... on Company { name } } } } } }`,
			`{"deals":{"groups":{"groups":[{"count":1,"value":null,"node":{"id":"company:beta","name":"Betony Works"}},{"count":1,"value":null,"node":{"id":"company:gamma","name":"Gammadion Works"}}]}}}`},
		{"counterparties", `{ company(by: {id: "company:alpha"}) { counterparties { nodes { dealCount party { name } } omitted truncated } most: counterparties(first: 1) { nodes { party { id } } omitted truncated } then: counterparties(knownAt: "2015") { nodes { dealCount party { id } } } } }`,
			`{"company":{"counterparties":{"nodes":[{"dealCount":2,"party":{"name":"Betony Works"}},{"dealCount":1,"party":{"name":"Gammadion Works"}}],"omitted":0,"truncated":false},"most":{"nodes":[{"party":{"id":"company:beta"}}],"omitted":1,"truncated":true},"then":{"nodes":[{"dealCount":1,"party":{"id":"company:beta"}}]}}}`},
		{"in force", `{ company(by: {id: "company:alpha"}) { then: deals(where: {dealKind: {eq: LICENSE}}, scope: WHOLES, validOn: "2017-07-05", certain: true) { nodes { id validity(on: "2017-07-05") later: validity(on: "2018-01-01") some: validity(on: "2017-06/2018") } } after: deals(where: {dealKind: {eq: LICENSE}}, scope: WHOLES, validOn: "2018") { totalCount } } }`,
			`{"company":{"then":{"nodes":[{"id":"deal:ag","validity":"CERTAIN","later":"NO","some":"POSSIBLE"}]},"after":{"totalCount":0}}}`},
		{"held", `{ person(by: {id: "person:boss"}) { then: positions(validOn: "2015-05-05", certain: true) { totalCount } some: positions(validOn: "2016") { totalCount } all: positions(validOn: "2016", certain: true) { totalCount } after: positions(validOn: "2017") { totalCount } positions { nodes { company(validOn: "2017") { id } } } } }`,
			`{"person":{"then":{"totalCount":1},"some":{"totalCount":1},"all":{"totalCount":0},"after":{"totalCount":0},"positions":{"nodes":[{"company":{"id":"company:alpha"}}]}}}`},
		{"known", `{ product(by: {id: "product:widget"}) { makers { totalCount } before: makers(knownAt: "2017-12-31") { totalCount } then: makers(knownAt: "2018-01-10") { totalCount } statements { totalCount } early: statements(knownAt: "2016") { totalCount } } deals(where: {` + ours + `}, knownAt: "2015-12") { totalCount } }`,
			`{"product":{"makers":{"totalCount":1},"before":{"totalCount":0},"then":{"totalCount":1},"statements":{"totalCount":3},"early":{"totalCount":2}},"deals":{"totalCount":3}}`},
		{"narrower and broader", `{ wide: technologyArea(by: {id: "area:wide"}) { narrowerTransitive(orderBy: [{field: NAME}]) { totalCount edges { depth node { id } } } } deep: technologyArea(by: {id: "area:deep"}) { broaderTransitive(first: 1) { edges { depth node { name } } pageInfo { hasNextPage } } } technologyAreas(where: {within: ["area:mid"]}) { nodes { id } } }`,
			`{"wide":{"narrowerTransitive":{"totalCount":2,"edges":[{"depth":2,"node":{"id":"area:deep"}},{"depth":1,"node":{"id":"area:mid"}}]}},"deep":{"broaderTransitive":{"edges":[{"depth":1,"node":{"name":"Mid Field"}}],"pageInfo":{"hasNextPage":true}}},"technologyAreas":{"nodes":[{"id":"area:deep"},{"id":"area:mid"}]}}`},
		{"a group of companies", `{ company(by: {id: "company:gamma"}) { group { edges { depth node { id } } } then: group(knownAt: "2014") { totalCount } } none: company(by: {id: "company:delta"}) { group { totalCount } } }`,
			`{"company":{"group":{"edges":[{"depth":2,"node":{"id":"company:alpha"}},{"depth":1,"node":{"id":"company:beta"}}]},"then":{"totalCount":0}},"none":{"group":{"totalCount":0}}}`},
		{"statements as a condition", `{ deals(where: {` + ours + `, statements: {some: {stance: {eq: SPECULATES}, article: {published: {gte: "2016"}}}}}) { nodes { id } } none: deals(where: {` + ours + `, statements: {some: {article: {id: {eq: "article:l2"}}}}}, knownAt: "2015-12") { totalCount } }`,
			`{"deals":{"nodes":[{"id":"deal:ag"}]},"none":{"totalCount":0}}`},
		{"trust as a condition", `{ deals(where: {` + ours + `, trust: {credence: {eq: SINGLE_ORIGIN}, originCount: {gte: 0.5}, contested: false}, firstReported: {lt: "2016"}}) { totalCount } none: deals(where: {` + ours + `, trust: {articleCount: {gt: 1}}}) { totalCount } }`,
			`{"deals":{"totalCount":3},"none":{"totalCount":0}}`},
		{"a count as condition and order", `{ companies(where: {id: {in: ["company:alpha", "company:beta", "company:gamma"]}, dealCount: {gt: 1.5}}, orderBy: [{field: DEAL_COUNT}], first: 1) { totalCount nodes { id dealCount } } }`,
			`{"companies":{"totalCount":2,"nodes":[{"id":"company:beta","dealCount":2}]}}`},
		{"contradictions", `{ position(by: {id: "position:boss"}) { positionKind contradictions { property truncated sides { asserts value originCount held node { id } statements { article { headline } } } } } }`,
			`{"position":{"positionKind":"CFO","contradictions":[{"property":"positionKind","truncated":false,"sides":[{"asserts":true,"value":"CEO","originCount":1,"held":false,"node":null,"statements":[{"article":{"headline":"One"}}]},{"asserts":true,"value":"CFO","originCount":1,"held":true,"node":null,"statements":[{"article":{"headline":"Two"}}]}]}]}}`},
		{"contradictions on an edge", `{ position(by: {id: "position:clerk"}) { contradictions { property sides { value held node { ... on Company { name } } } } } }`,
			`{"position":{"contradictions":[{"property":"company","sides":[{"value":"company:alpha","held":false,"node":{"name":"Alphorn Works"}},{"value":"company:beta","held":true,"node":{"name":"Betony Works"}}]}]}}`},
		{"order by the node at an edge", `{ company(by: {id: "company:alpha"}) { subsidiaries(orderBy: [{field: OWNED_NAME, direction: DESC}]) { nodes { owned { name } } } articles: deals(scope: WHOLES, orderBy: [{field: REPORTED, direction: DESC}, {field: ID}]) { nodes { id } } } }`,
			`{"company":{"subsidiaries":{"nodes":[{"owned":{"name":"Deltoid Works"}},{"owned":{"name":"Betony Works"}},{"owned":null}]},"articles":{"nodes":[{"id":"deal:ab-supply"},{"id":"deal:ag"},{"id":"deal:ab"}]}}}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			s.reset()
			var got bytes.Buffer
			if err := json.Compact(&got, []byte(data(t, s.ask(t, test.query, "")))); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			var roots map[string]json.RawMessage
			if err := json.Unmarshal(got.Bytes(), &roots); err != nil || s.calls != len(roots) {
				t.Errorf("%d store calls for %d root fields (%v)", s.calls, len(roots), err)
			}
		})
	}
	t.Run("pages sorted by the node at an edge", func(t *testing.T) { testRelatedPages(t, s) })
	t.Run("withdrawn", func(t *testing.T) { testWithdrawn(t, s) })
}

// testRelatedPages walks a list sorted by a node that one row does not have,
// forth and back: each row once.
func testRelatedPages(t *testing.T, s *service) {
	const query = `query P($first: Int, $after: String, $last: Int, $before: String) { ownerships(
		where: {owner: {id: {eq: "company:alpha"}}}, orderBy: [{field: OWNED_NAME}], first: $first, after: $after, last: $last, before: $before) {
		nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
	type page struct {
		Ownerships struct {
			Nodes    []struct{ ID string }
			PageInfo struct {
				HasNextPage, HasPreviousPage bool
				StartCursor, EndCursor       string
			}
		}
	}
	walk := func(size, from string) string {
		variables := map[string]any{size: 1}
		var ids []string
		for range 5 {
			var p page
			if err := json.Unmarshal([]byte(data(t, s.ask(t, query, string(must(json.Marshal(variables))(t))))), &p); err != nil {
				t.Fatal(err)
			}
			for _, n := range p.Ownerships.Nodes {
				ids = append(ids, n.ID)
			}
			more, cursor := p.Ownerships.PageInfo.HasNextPage, p.Ownerships.PageInfo.EndCursor
			if size == "last" {
				more, cursor = p.Ownerships.PageInfo.HasPreviousPage, p.Ownerships.PageInfo.StartCursor
			}
			if !more {
				break
			}
			variables[from] = cursor
		}
		return strings.Join(ids, " ")
	}
	if got, want := walk("first", "after"), "ownership:a-nobody ownership:a-b ownership:a-d"; got != want {
		t.Errorf("forth: %s, want %s", got, want)
	}
	if got, want := walk("last", "before"), "ownership:a-d ownership:a-b ownership:a-nobody"; got != want {
		t.Errorf("back: %s, want %s", got, want)
	}
}

// testWithdrawn retracts an article: its statements leave every list, and
// knownAt still shows what was known before. The clock says 31 January 2026.
func testWithdrawn(t *testing.T, s *service) {
	must(s.Apply(t.Context(), &store.Batch{Retractions: []*store.Retraction{{Article: "article:l3", Reason: "a test"}}}))(t)
	const query = `{
  product(by: {id: "product:widget"}) { makers { totalCount } statements { totalCount } before: statements(knownAt: "2026-01-30") { totalCount } today: statements(knownAt: "2026-01-31") { totalCount } }
  article(by: {id: "article:l3"}) { headline statements { totalCount } before: statements(knownAt: "2026-01-30") { nodes { value } } early: statements(knownAt: "2017") { totalCount } }
  articles(where: {id: {eq: "article:l3"}}) { totalCount }
  products(where: {id: {eq: "product:widget"}, statements: {some: {article: {id: {eq: "article:l3"}}}}}) { totalCount }
}`
	want := `{"product":{"makers":{"totalCount":0},"statements":{"totalCount":2},"before":{"totalCount":3},"today":{"totalCount":2}},` +
		`"article":{"headline":"Three","statements":{"totalCount":0},"before":{"nodes":[{"value":"company:beta"}]},"early":{"totalCount":0}},` +
		`"articles":{"totalCount":1},"products":{"totalCount":0}}`
	var got bytes.Buffer
	if err := json.Compact(&got, []byte(data(t, s.ask(t, query, "")))); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
