package graph

import (
	"context"
	"encoding/json"
	"maps"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// TestRootPlans compares the plans of root fields that are no lists with what
// has been reviewed, as TestListPlans does.
func TestRootPlans(t *testing.T) {
	comparePlans(t, "testdata/roots", func(p *planner, s *selected) (any, error) {
		switch s.field.Name {
		case "paths":
			return p.pathQuery(s)
		case "neighbourhood":
			return p.neighbourhoodQuery(s)
		case "resolve":
			q, _, err := p.resolutionQuery(s)
			return q, err
		case "reviewQueue":
			q, read, err := p.reviewQuery(s)
			if err != nil {
				return nil, err
			}
			pairs := read.pairs.shapes()
			maps.DeleteFunc(pairs, func(_ string, shape *store.Shape) bool { return len(shape.Columns)+len(shape.Follows) == 0 })
			return map[string]any{"Queue": q, "Pairs": pairs}, nil
		}
		return p.changeQuery(s)
	})
}

// fakeStore answers what a test lays down, and keeps what it was asked.
type fakeStore struct {
	store.Store
	page          *store.Page
	neighbourhood *store.Neighbourhood
	asked         []any
}

func (s *fakeStore) Find(_ context.Context, q *store.Query) (*store.Page, error) {
	s.asked = append(s.asked, q)
	return s.page, nil
}

func (s *fakeStore) Paths(_ context.Context, q *store.PathQuery) (*store.Paths, error) {
	s.asked = append(s.asked, q)
	return &store.Paths{}, nil
}

func (s *fakeStore) Neighbourhood(_ context.Context, q *store.NeighbourhoodQuery) (*store.Neighbourhood, error) {
	s.asked = append(s.asked, q)
	return s.neighbourhood, nil
}

// ask serves one operation and returns the whole answer.
func (s *fakeStore) ask(t *testing.T, query string) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequest("POST", "/", strings.NewReader(string(body)))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	NewHandler(Config{Store: s, Contract: mustContract(t)}).ServeHTTP(recorder, request)
	return recorder.Body.String()
}

// data returns the data of an answer without errors.
func (s *fakeStore) data(t *testing.T, query string) string {
	t.Helper()
	answer := s.ask(t, query)
	var parts struct {
		Data   json.RawMessage
		Errors []any
	}
	if err := json.Unmarshal([]byte(answer), &parts); err != nil || len(parts.Errors) > 0 {
		t.Fatalf("%v: %s", err, answer)
	}
	return string(parts.Data)
}

// TestBadRootArguments: each is refused with its code and a word that says why,
// before the store is asked.
func TestBadRootArguments(t *testing.T) {
	ids := strings.Repeat(`"company:a", `, 201)
	for query, want := range map[string]struct {
		code Code
		word string
	}{
		`{ paths(from: "company:a", to: "company:a") { truncated } }`:                                                                                   {CodeBadInput, "both ends"},
		`{ paths(from: "deal:a", to: "company:a") { truncated } }`:                                                                                      {CodeBadInput, "paths lead from thing to thing"},
		`{ paths(from: "company:a", to: "article:a") { truncated } }`:                                                                                   {CodeBadInput, "is a Article"},
		`{ paths(from: "company:a", to: "company:b", maxHops: 7) { truncated } }`:                                                                       {CodeBadInput, "want 1 to 6"},
		`{ paths(from: "company:a", to: "company:b", maxHops: 0) { truncated } }`:                                                                       {CodeBadInput, "want 1 to 6"},
		`{ paths(from: "company:a", to: "company:b", first: 21) { truncated } }`:                                                                        {CodeBadInput, "want 1 to 20"},
		`{ paths(from: "company:a", to: "company:b", first: -1) { paths { length } } }`:                                                                 {CodeBadInput, "want 1 to 20"},
		`{ paths(from: "company:a", to: "company:b", via: [STATEMENT]) { truncated } }`:                                                                 {CodeBadInput, "via"},
		`{ paths(from: "company:a", to: "company:b", through: [DEAL]) { truncated } }`:                                                                  {CodeBadInput, "through"},
		`{ paths(from: "company:a", to: "company:b", where: {excludeHubsOver: 0}) { truncated } }`:                                                      {CodeBadInput, "at least 1"},
		`{ paths(from: "company:a", to: "company:b", where: {exclude: [` + ids + `]}) { truncated } }`:                                                  {CodeBadInput, "exclude has 201 ids"},
		`{ paths(from: "company:a", to: "company:b", validOn: "then") { truncated } }`:                                                                  {CodeBadDate, "validOn"},
		`{ paths(from: "company:a", to: "company:b", certain: true) { truncated } }`:                                                                    {CodeBadInput, "give validOn too"},
		`{ paths(from: "company:a", to: "company:b") { paths { hops { edges { statements(first: -1) { totalCount } } } } } }`:                           {CodeBadInput, "first is -1"},
		`{ paths(from: "company:a", to: "company:b", first: 20, maxHops: 6) { paths { hops { facts { statements(first: 200) { nodes { id } } } } } } }`: {CodeTooComplex, "too dear"},
		`{ neighbourhood(of: "company:a", knownAt: "soon") { truncated } }`:                                                                             {CodeBadDate, "knownAt"},
		`{ neighbourhood(of: "article:a") { truncated } }`:                                                                                              {CodeBadInput, "only entities and facts"},
		`{ neighbourhood(of: "company:a", depth: 4) { truncated } }`:                                                                                    {CodeBadInput, "want 1 to 3"},
		`{ neighbourhood(of: "company:a", perNodeLimit: 0) { truncated } }`:                                                                             {CodeBadInput, "want 1 to 50"},
		`{ neighbourhood(of: "company:a", limit: 501) { truncated } }`:                                                                                  {CodeBadInput, "want 1 to 500"},
		`{ neighbourhood(of: "company:a", kinds: [ARTICLE]) { truncated } }`:                                                                            {CodeBadInput, "kinds"},
		`{ neighbourhood(of: "company:a") { nodes { node { ... on Company { mine: deals { totalCount } } } } } }`:                                       {CodeBadInput, `"mine" is one: ask for it with nodes(ids:)`},
		`{ neighbourhood(of: "company:a") { nodes { node { ... on Deal { statements { totalCount } } } } } }`:                                           {CodeBadInput, "nodes(ids:)"},
		`{ resolve(name: "a", first: 201) { verdict } }`:                                                                                                {CodeBadInput, "first is 201"},
		`{ resolve(name: "a", first: -1) { verdict } }`:                                                                                                 {CodeBadInput, "first is -1"},
		`{ resolve(name: "a", kind: POSITION) { verdict } }`:                                                                                            {CodeBadInput, "POSITION have no names"},
		`{ resolve(name: "` + strings.Repeat("a", 201) + `") { verdict } }`:                                                                             {CodeBadInput, "201 bytes"},
		`{ changes(since: "bm9uZQ") { next } }`:                                                                                                         {CodeBadCursor, "since"},
		`{ changes(since: "") { next } }`:                                                                                                               {CodeBadCursor, "since"},
		`{ changes(since: "bm9uZQ", first: 0) { next } }`:                                                                                               {CodeBadCursor, "since"},
		`{ changes(first: 201) { next } }`:                                                                                                              {CodeBadInput, "first is 201"},
		`{ changes(about: [` + ids + `]) { next } }`:                                                                                                    {CodeBadInput, "about has 201 ids"},
	} {
		s := &fakeStore{}
		var answer struct {
			Errors []struct {
				Message    string
				Extensions struct{ Code Code }
			}
		}
		text := s.ask(t, query)
		if err := json.Unmarshal([]byte(text), &answer); err != nil {
			t.Fatal(err)
		}
		if len(answer.Errors) != 1 || answer.Errors[0].Extensions.Code != want.code || !strings.Contains(answer.Errors[0].Message, want.word) {
			t.Errorf("%.120s: %s, want %s and %q", query, text, want.code, want.word)
		}
		if len(s.asked) > 0 {
			t.Errorf("%.120s: the store was asked", query)
		}
	}
}

// TestRootCost: what the root fields cost counts what they may answer.
func TestRootCost(t *testing.T) {
	for query, want := range map[string]string{
		`{ paths(from: "company:a", to: "company:b") { truncated } }`:                                                                                   `"requested":15`, // 3 paths of 5 things
		`{ paths(from: "company:a", to: "company:b", first: 2, maxHops: 1) { paths { nodes { id } hops { from { id } to { id } } } } }`:                 `"requested":4`,
		`{ paths(from: "company:a", to: "company:b", first: 1, maxHops: 1) { paths { hops { facts { id } } } } }`:                                       `"requested":22`,
		`{ paths(from: "company:a", to: "company:b", first: 1, maxHops: 1) { paths { hops { edges { statements(first: 3) { totalCount } } } } } }`:      `"requested":18`,
		`{ paths(from: "company:a", to: "company:b", first: 1, maxHops: 1) { paths { nodes { ... on Company { deals(first: 4) { totalCount } } } } } }`: `"requested":10`,
		`{ neighbourhood(of: "company:a") { nodes { node { id } } edges { from } } }`:                                                                   `"requested":100`,
		`{ resolve(name: "a", first: 3) { candidates { node { ... on Company { deals(first: 4) { totalCount } } } } } }`:                                `"requested":15`,
		`{ changes(first: 3) { changes { node { id } articles { id } } } }`:                                                                             `"requested":33`,
		`{ changes { next } }`: `"requested":50`,
	} {
		if answer := (&fakeStore{page: &store.Page{}, neighbourhood: &store.Neighbourhood{}}).ask(t, query); !strings.Contains(answer, want) {
			t.Errorf("%s: %s, want %s", query, answer, want)
		}
	}
}

func TestNeighbourhoodView(t *testing.T) {
	edge := func(kind, label, from, to string, columns map[string]any) *store.PathEdge {
		return &store.PathEdge{Edge: store.EdgeRef{Kind: kind, Label: label}, From: from, To: to, Data: &store.EdgeData{Columns: columns}}
	}
	s := &fakeStore{neighbourhood: &store.Neighbourhood{Truncated: true,
		Nodes: []*store.Neighbour{
			{Node: &store.Node{ID: "company:a", Kind: "Company", Columns: map[string]any{"name": "A"}}, Omitted: 3},
			{Node: &store.Node{ID: "deal:x", Kind: "Deal"}, Layer: 1, Omitted: 0},
			{Node: &store.Node{ID: "company:b", Kind: "Company", Columns: map[string]any{"name": "B"}}, Layer: 2, Omitted: -1},
		},
		Edges: []*store.PathEdge{
			edge("Deal", "buyer", "deal:x", "company:a", map[string]any{store.ColumnCredence: "SINGLE_ORIGIN", store.ColumnOriginCount: int64(1)}),
			edge("Deal", "seller", "deal:x", "company:b", nil),
		}}}
	got := s.data(t, `{ neighbourhood(of: "company:a", depth: 2) {
  nodes { distance omitted node { __typename id ... on Company { name } } } edges { label from to trust { credence originCount } } truncated omitted } }`)
	want := `{"neighbourhood":{"nodes":[{"distance":0,"omitted":3,"node":{"__typename":"Company","id":"company:a","name":"A"}},` +
		`{"distance":1,"omitted":0,"node":{"__typename":"Deal","id":"deal:x"}},` +
		`{"distance":2,"omitted":null,"node":{"__typename":"Company","id":"company:b","name":"B"}}],` +
		`"edges":[{"label":"buyer","from":"deal:x","to":"company:a","trust":{"credence":"SINGLE_ORIGIN","originCount":1}},` +
		`{"label":"seller","from":"deal:x","to":"company:b","trust":null}],"truncated":true,"omitted":3}}`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	s.neighbourhood = &store.Neighbourhood{}
	if got := s.data(t, `{ neighbourhood(of: "company:nobody") { omitted } }`); got != `{"neighbourhood":null}` {
		t.Errorf("of no node: %s", got)
	}
}

func TestResolution(t *testing.T) {
	row := func(id string, score float64, name string, aliases ...string) *store.Row {
		return &store.Row{Node: &store.Node{ID: id, Kind: "Company", Columns: map[string]any{"name": name, "aliases": aliases}}, Score: score}
	}
	for name, test := range map[string]struct {
		page      *store.Page
		arguments string
		want      string
	}{
		"none": {&store.Page{}, "", `{"verdict":"NONE","truncated":false,"candidates":[]}`},
		"one fits exactly": {&store.Page{Rows: []*store.Row{row("company:aurora", 1, "Aurora Ltd.", "Aurora", "Auroras"), row("company:aurora-bank", 0.9, "Aurora Bank")}}, "",
			`{"verdict":"MATCH","truncated":false,"candidates":[` +
				`{"score":1,"reasons":["its name \"Aurora Ltd.\" is this, written otherwise","its alias \"Aurora\" is exactly this","its alias \"Auroras\" starts with this"],"node":{"id":"company:aurora"}},` +
				`{"score":0.9,"reasons":["its name \"Aurora Bank\" starts with this"],"node":{"id":"company:aurora-bank"}}]}`},
		"two fit exactly": {&store.Page{Rows: []*store.Row{row("company:aurora-oslo", 1, "Aurora"), row("company:aurora-perth", 1, "AURORA")}}, "",
			`{"verdict":"AMBIGUOUS","truncated":false,"candidates":[` +
				`{"score":1,"reasons":["its name \"Aurora\" is exactly this","company:aurora-perth carries the same name"],"node":{"id":"company:aurora-oslo"}},` +
				`{"score":1,"reasons":["its name \"AURORA\" is this, written otherwise","company:aurora-oslo carries the same name"],"node":{"id":"company:aurora-perth"}}]}`},
		"only near": {&store.Page{Rows: []*store.Row{row("company:aurore", 0.75, "Aurore")}}, "",
			`{"verdict":"AMBIGUOUS","truncated":false,"candidates":[{"score":0.75,"reasons":["its name \"Aurore\" is spelt much like this"],"node":{"id":"company:aurore"}}]}`},
		"cut after the first of two": {&store.Page{Rows: []*store.Row{row("company:a", 1, "Aurora"), row("company:b", 1, "Aurora")}, More: true}, ", first: 1",
			`{"verdict":"AMBIGUOUS","truncated":true,"candidates":[` +
				`{"score":1,"reasons":["its name \"Aurora\" is exactly this","company:b carries the same name","others carry the same name"],"node":{"id":"company:a"}}]}`},
		"verdict only": {&store.Page{Rows: []*store.Row{row("company:a", 1, "Aurora")}}, ", first: 0", `{"verdict":"MATCH","truncated":true,"candidates":[]}`},
	} {
		t.Run(name, func(t *testing.T) {
			s := &fakeStore{page: test.page}
			got := s.data(t, `{ resolve(name: "Aurora"`+test.arguments+`) { verdict truncated candidates { score reasons node { id } } } }`)
			if diff := cmp.Diff(`{"resolve":`+test.want+`}`, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestChanges reads the log by pages: next of one page is since of the next,
// whatever it is about, and stays where nothing is new.
func TestChanges(t *testing.T) {
	entry := func(id string, sequence int64, about *store.Page) *store.Row {
		return &store.Row{Node: &store.Node{ID: id, Kind: model.ChangeKind,
			Columns: map[string]any{"sequence": sequence, "sequenceKey": float64(sequence), "recordedAt": "2026-01-31T12:00:00Z", "nature": "UPDATED", "properties": []string{"name", "buyer"}},
			Follows: map[string]*store.Page{model.ChangeAbout: about,
				model.ChangeArticles: {Total: 12, Rows: []*store.Row{{Node: &store.Node{ID: "article:a", Kind: "Article"}}}}}}}
	}
	company := &store.Page{Total: -1, Rows: []*store.Row{{Node: &store.Node{ID: "company:a", Kind: "Company",
		Columns: map[string]any{"name": "A"}, Follows: map[string]*store.Page{"changes/other/deals": {Total: 7}}}}}}
	s := &fakeStore{page: &store.Page{More: true, Rows: []*store.Row{entry("change:1", 1, company), entry("change:2", 2, &store.Page{})}}}
	const selection = ` { more next changes { sequence at nature properties node { id ... on Company { name } } other: node { ... on Company { deals { totalCount } } } articles { id } omittedArticles } } }`
	got := s.data(t, `{ changes(first: 2)`+selection)
	var answer struct {
		Changes struct {
			Next    *string
			More    bool
			Changes json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(got), &answer); err != nil {
		t.Fatal(err)
	}
	want := `[{"sequence":1,"at":"2026-01-31T12:00:00Z","nature":"UPDATED","properties":["name","buyer"],"node":{"id":"company:a","name":"A"},"other":{"deals":{"totalCount":7}},"articles":[{"id":"article:a"}],"omittedArticles":11},` +
		`{"sequence":2,"at":"2026-01-31T12:00:00Z","nature":"UPDATED","properties":["name","buyer"],"node":null,"other":null,"articles":[{"id":"article:a"}],"omittedArticles":11}]`
	if diff := cmp.Diff(want, string(answer.Changes.Changes)); diff != "" || !answer.Changes.More {
		t.Errorf("more %v\n%s", answer.Changes.More, diff)
	}
	next := *answer.Changes.Next
	s.page = &store.Page{}
	if got := s.data(t, `{ changes(since: "`+next+`", about: ["company:b"]) { next more } }`); got != `{"changes":{"next":"`+next+`","more":false}}` {
		t.Errorf("nothing new: %s, want next %s", got, next)
	}
	if diff := cmp.Diff([]any{2.0, "change:2"}, s.asked[len(s.asked)-1].(*store.Query).After); diff != "" {
		t.Errorf("asked behind (-want +got):\n%s", diff)
	}
	s.page = &store.Page{More: true, Rows: []*store.Row{entry("change:2", 2, nil)}}
	if got := s.data(t, `{ changes(first: 0) { next more changes { sequence } } }`); got != `{"changes":{"next":"`+next+`","more":false,"changes":[]}}` {
		t.Errorf("from now on: %s, want next %s", got, next)
	}
	s.page = &store.Page{}
	if got := s.data(t, `{ changes(first: 0) { next } }`); got != `{"changes":{"next":null}}` {
		t.Errorf("of an empty log: %s", got)
	}
}
