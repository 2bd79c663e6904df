// Package e2e tests the whole program below the binary: articles in, GraphQL
// over HTTP out, on both stores.
package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/docs"
	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/seed"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/neo4j"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
	"github.com/dealgraph/dealgraph/store/sqlite"
)

var update = flag.Bool("update", false, "write the answers in README.md and docs/queries.md anew, as SQLite gives them")

// clock is fixed: an undated article counts from the day it was recorded.
func clock() time.Time { return time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC) }

// service is a seeded server over one store that counts what it asks.
type service struct {
	store.Store
	url string

	mu         sync.Mutex
	calls      int      // of the methods that read
	statements []string // sent to Neo4j
}

func (s *service) Find(ctx context.Context, q *store.Query) (*store.Page, error) {
	s.count()
	return s.Store.Find(ctx, q)
}

func (s *service) Get(ctx context.Context, ids []string, shapes store.Shapes) ([]*store.Node, error) {
	s.count()
	return s.Store.Get(ctx, ids, shapes)
}

func (s *service) Paths(ctx context.Context, q *store.PathQuery) (*store.Paths, error) {
	s.count()
	return s.Store.Paths(ctx, q)
}

func (s *service) Neighbourhood(ctx context.Context, q *store.NeighbourhoodQuery) (*store.Neighbourhood, error) {
	s.count()
	return s.Store.Neighbourhood(ctx, q)
}

func (s *service) count() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
}

func (s *service) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls, s.statements = 0, nil
}

// backends are the stores every test runs on.
var backends = []struct {
	name string
	open func(*testing.T, *store.Kinds, *service) store.Store
}{
	{"sqlite", func(t *testing.T, kinds *store.Kinds, _ *service) store.Store {
		return must(sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(t.TempDir(), "dealgraph.db"), Kinds: kinds, Names: names.Folder{}, Now: clock}))(t)
	}},
	{"neo4j", func(t *testing.T, kinds *store.Kinds, s *service) store.Store {
		at := neo4jtest.Open(t)
		return must(neo4j.Open(t.Context(), neo4j.Config{URI: at.URI, Username: at.Username, Password: at.Password, Kinds: kinds, Names: names.Folder{}, Now: clock,
			OnStatement: func(text string, _ map[string]any) {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.statements = append(s.statements, text)
			}}))(t)
	}},
}

func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// onBoth runs the test on each store, with the seed of that name, behind a real
// HTTP server.
func onBoth(t *testing.T, seedName string, test func(*testing.T, *service)) {
	c := must(contract.Load(dealgraph.Schema))(t)
	set := must(seed.Open(seedName, c.Kinds))(t)
	for _, backend := range backends {
		t.Run(backend.name, func(t *testing.T) {
			s := &service{}
			s.Store = backend.open(t, c.Kinds, s)
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			must(set.Apply(t.Context(), s))(t)
			server := httptest.NewServer(graph.NewHandler(graph.Config{Store: s, Contract: c, Ingesters: s.ingesters(c.Kinds), WriteKey: key, Timeout: 2 * time.Minute}))
			t.Cleanup(server.Close)
			s.url = server.URL
			s.reset()
			test(t, s)
		})
	}
}

// answersOf are the answers that tests gave on the first store, by test.
var answersOf = map[string][]string{}

// sameOnAll compares the answer with the one the first store gave to the same
// question: the n-th of this test.
func sameOnAll(t *testing.T, got string) {
	t.Helper()
	parts := strings.SplitN(t.Name(), "/", 3)
	store, test := parts[1], parts[0]+"/"+parts[2]
	if store == backends[0].name {
		answersOf[test] = append(answersOf[test], got)
		return
	}
	first := answersOf[test]
	if len(first) == 0 {
		return // run alone
	}
	answersOf[test] = first[1:]
	if diff := cmp.Diff(first[0], got); diff != "" {
		t.Errorf("the stores answer differently (-%s +%s):\n%s", backends[0].name, store, diff)
	}
}

// TestBothStores runs everything on each store, opened and seeded once; what
// writes comes last.
func TestBothStores(t *testing.T) {
	onBoth(t, seed.ArticlesDir, func(t *testing.T, s *service) {
		for _, test := range []struct {
			name string
			run  func(*testing.T, *service)
		}{
			{"questions", testQuestions(seed.ArticlesDir)}, {"examples", testExamples}, {"readme", testReadme}, {"one call at any depth", testOneCallAtAnyDepth}, {"pages join up", testPagesJoinUp},
			{"same node everywhere", testSameNodeEverywhere}, {"foreign cursor", testForeignCursor},
			{"bad input", testBadInput}, {"search", testSearch}, {"http", testHTTP}, {"cost", testCost},
			{"paths", testPaths}, {"neighbourhood", testNeighbourhood}, {"resolve", testResolve},
			{"ambiguous name", testAmbiguousName}, {"changes", testChanges},
			{"lists", testLists},
			{"forbidden", testForbidden}, {"retraction", testRetraction}, {"mutation errors", testMutationErrors},
			{"review queue", testReviewQueue}, {"verdicts", testVerdicts}, {"judge", testJudge},
			{"ingest", testIngest}, {"bad articles", testBadArticles}, {"large articles", testLargeArticles},
		} {
			t.Run(test.name, func(t *testing.T) {
				s.reset()
				test.run(t, s)
			})
		}
	})
}

// TestBothStoresOnDemo runs on each store what is on the invented articles.
func TestBothStoresOnDemo(t *testing.T) {
	onBoth(t, seed.DemoDir, func(t *testing.T, s *service) {
		t.Run("questions", func(t *testing.T) { testQuestions(seed.DemoDir)(t, s) })
		t.Run("retracted", func(t *testing.T) { testRetracted(t, s) })
	})
}

// testRetracted: what only a retracted article states is in no list and in no
// search, and still answers by its id.
func testRetracted(t *testing.T, s *service) {
	got := s.ask(t, `{
  company: node(id: "company:demo-nettlestrop") { id ... on Entity { trust { credence } } }
  deal: node(id: "deal:demo-corvanter-nettlestrop-acquisition") { id ... on Fact { trust { credence } } }
  companies(where: {id: {eq: "company:demo-nettlestrop"}}) { totalCount }
  deals(where: {buyers: {some: {id: {eq: "company:demo-corvanter"}}}}) { totalCount }
  buyer: company(by: {id: "company:demo-corvanter"}) { trust { originCount } deals(where: {dealKind: {eq: ACQUISITION}}) { totalCount } }
  search(text: "Nettlestrop") { hits { node { id } } }
}`, "")
	want := `{"data":{"company":{"id":"company:demo-nettlestrop","trust":{"credence":"RETRACTED"}},` +
		`"deal":{"id":"deal:demo-corvanter-nettlestrop-acquisition","trust":{"credence":"RETRACTED"}},` +
		`"companies":{"totalCount":0},"deals":{"totalCount":0},"buyer":{"trust":{"originCount":2},"deals":{"totalCount":0}},"search":{"hits":[]}}`
	if !strings.HasPrefix(got, want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// ask posts an operation, with the write key, and returns the answer.
func (s *service) ask(t *testing.T, query, variables string) string {
	t.Helper()
	request := map[string]any{"query": query}
	if variables != "" {
		request["variables"] = json.RawMessage(variables)
	}
	body := must(json.Marshal(request))(t)
	posted := must(http.NewRequest(http.MethodPost, s.url+"/graphql", bytes.NewReader(body)))(t)
	posted.Header.Set("Content-Type", "application/json")
	posted.Header.Set("Authorization", "Bearer "+key)
	response := must(http.DefaultClient.Do(posted))(t)
	defer response.Body.Close()
	return string(must(io.ReadAll(response.Body))(t))
}

// data returns the data of an answer that must have no errors, indented, with
// what fits on one line on one line.
func data(t *testing.T, answer string) string {
	t.Helper()
	var parts struct {
		Data   json.RawMessage
		Errors []any
	}
	if err := json.Unmarshal([]byte(answer), &parts); err != nil || len(parts.Errors) > 0 {
		t.Fatalf("the answer has errors (%v): %s", err, answer)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, parts.Data, "", "  "); err != nil {
		t.Fatal(err)
	}
	return fold(indented.String())
}

// innermost is an object or list without another inside, over several lines.
var innermost = regexp.MustCompile(`(?m)^( *)(.*)([\[{])\n([^\[\]{}]|\{ [^{}\n]* \}|\[[^\[\]\n]*\])*?\n *[\]}],?$`)

// fold puts objects and lists on one line where they fit.
func fold(text string) string {
	const width = 110
	for {
		folded := innermost.ReplaceAllStringFunc(text, func(block string) string {
			lines := strings.Split(block, "\n")
			var parts []string
			for _, line := range lines[1 : len(lines)-1] {
				parts = append(parts, strings.TrimSpace(line))
			}
			open, end := lines[0], strings.TrimSpace(lines[len(lines)-1])
			inside := strings.Join(parts, " ")
			if strings.HasSuffix(open, "{") {
				inside = " " + inside + " "
			}
			if one := open + inside + end; len(one) <= width {
				return one
			}
			return block
		})
		if folded == text {
			return text
		}
		text = folded
	}
}

// testQuestions asks the questions of docs/queries.md that are on the seed, and
// compares the answers with those written there: for each root field one store
// call, and on Neo4j one statement, or two where names are ranked.
func testQuestions(seedName string) func(*testing.T, *service) {
	return func(t *testing.T, s *service) {
		answers := map[int]string{}
		asked := 0
		for _, q := range must(docs.Questions(docs.Queries))(t) {
			if q.Source != seedName {
				continue
			}
			asked++
			s.reset()
			got := data(t, s.ask(t, q.Query, q.Variables))
			if *update {
				answers[q.Number] = got
				sameOnAll(t, got)
				continue
			}
			if diff := cmp.Diff(q.Answer, got); diff != "" {
				t.Errorf("question %d (-written +now):\n%s", q.Number, diff)
			}
			fields, named := rootFields(t, q.Query)
			if s.calls != fields {
				t.Errorf("question %d took %d store calls, want %d", q.Number, s.calls, fields)
			}
			statements := 0
			if strings.Contains(t.Name(), "neo4j") {
				statements = fields + named
			}
			if len(s.statements) != statements {
				t.Errorf("question %d took %d statements, want %d", q.Number, len(s.statements), statements)
			}
		}
		if asked == 0 {
			t.Fatal("no questions")
		}
		if *update {
			const file = "../docs/queries.md"
			write(t, file, docs.WithAnswers(string(must(os.ReadFile(file))(t)), answers))
		}
	}
}

// rootFields counts the root fields of an operation, and those among them for
// which names are ranked.
func rootFields(t *testing.T, query string) (fields, named int) {
	t.Helper()
	document, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil {
		t.Fatal(err)
	}
	for _, selection := range document.Operations[0].SelectionSet {
		field, ok := selection.(*ast.Field)
		if !ok {
			t.Fatalf("%T among the root fields", selection)
		}
		fields++
		by := field.Arguments.ForName("by")
		if field.Name == "resolve" || field.Name == "search" || by != nil && by.Value.Children.ForName("name") != nil {
			named++
		}
	}
	return fields, named
}

// testExamples runs the examples of docs/frontend.md: each is answered, or has
// the error that it is shown for.
func testExamples(t *testing.T, s *service) {
	examples := docs.Examples(docs.Frontend)
	if want := strings.Count(docs.Frontend, "```graphql"); len(examples) != want || want == 0 {
		t.Fatalf("%d examples, but %d blocks", len(examples), want)
	}
	for _, e := range examples {
		answer := s.ask(t, e.Query, e.Variables)
		if e.Code == "" {
			data(t, answer)
		} else if !strings.Contains(answer, `"code":"`+e.Code+`"`) {
			t.Errorf("want %s: %s\n%s", e.Code, answer, e.Query)
		}
	}
}

// testReadme asks the query of the README and compares the answer there.
func testReadme(t *testing.T, s *service) {
	text := string(must(os.ReadFile("../README.md"))(t))
	query, rest := fenced(t, text, "graphql")
	want, _ := fenced(t, rest, "json")
	got := data(t, s.ask(t, query, ""))
	if *update {
		write(t, "../README.md", strings.Replace(text, "```json\n"+want+"\n```", "```json\n"+got+"\n```", 1))
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the README's answer (-written +now):\n%s", diff)
	}
}

// fenced returns the first fenced block of a language, and the text behind it.
func fenced(t *testing.T, text, language string) (block, rest string) {
	t.Helper()
	_, text, ok := strings.Cut(text, "```"+language+"\n")
	block, rest, closed := strings.Cut(text, "\n```")
	if !ok || !closed {
		t.Fatalf("no %s block", language)
	}
	return block, rest
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
