package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

// key is what mutations must carry in these tests.
const key = "key-of-the-e2e-tests"

// send posts an operation with a header Authorization, if one is given, and
// returns status and answer.
func (s *service) send(t *testing.T, authorization, query string) (int, string) {
	t.Helper()
	body := must(json.Marshal(map[string]string{"query": query}))(t)
	request := must(http.NewRequest(http.MethodPost, s.url+"/graphql", bytes.NewReader(body)))(t)
	request.Header.Set("Content-Type", "application/json")
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	response := must(http.DefaultClient.Do(request))(t)
	defer response.Body.Close()
	return response.StatusCode, string(must(io.ReadAll(response.Body))(t))
}

// written sends a mutation with the key, which must give no error, and decodes
// its data.
func written[T any](t *testing.T, s *service, query string) T {
	t.Helper()
	var answer T
	if err := json.Unmarshal([]byte(data(t, s.ask(t, query, ""))), &answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// sequence returns the number of the last write, by a write of nothing.
func (s *service) sequence(t *testing.T) int64 {
	t.Helper()
	return must(s.Apply(t.Context(), &store.Batch{}))(t).Sequence
}

// testForbidden: nothing is written without the key, and queries need none.
func testForbidden(t *testing.T, s *service) {
	const mutation = `mutation { reinstateArticle(id: "article:cnbc-nokia-xiaomi-cross-license") { changed } }`
	before := s.sequence(t)
	for name, authorization := range map[string]string{
		"no key": "", "a wrong key": "Bearer " + key + "x", "a part of the key": "Bearer " + key[:5], "another scheme": "Basic " + key, "no scheme": key, "an empty key": "Bearer ",
	} {
		if status, got := s.send(t, authorization, mutation); status != http.StatusOK || !strings.Contains(got, `"code":"FORBIDDEN"`) || !strings.Contains(got, `"hint":"`) || strings.Contains(got, "changed") {
			t.Errorf("%s: status %d, %s", name, status, got)
		}
	}
	for _, authorization := range []string{"", "Bearer wrong"} {
		if _, got := s.send(t, authorization, `{ stats { kinds { count } } }`); strings.Contains(got, "errors") {
			t.Errorf("a query with %q: %s", authorization, got)
		}
	}
	if _, got := s.send(t, "bearer "+key, mutation); got != `{"data":{"reinstateArticle":{"changed":false}},"extensions":{"cost":{"limit":100000,"requested":0}}}` {
		t.Errorf("with the key: %s", got)
	}
	if after := s.sequence(t); after != before+2 {
		t.Errorf("sequence %d after %d: a refused mutation wrote", after, before)
	}
	request := must(http.NewRequest(http.MethodGet, s.url+"/graphql?query="+url.QueryEscape(mutation), nil))(t)
	request.Header.Set("Authorization", "Bearer "+key)
	response := must(http.DefaultClient.Do(request))(t)
	response.Body.Close()
	if response.StatusCode != http.StatusMethodNotAllowed || response.Header.Get("Allow") != http.MethodPost {
		t.Errorf("a mutation by GET: status %d, Allow %q", response.StatusCode, response.Header.Get("Allow"))
	}
	if now := s.sequence(t); now != before+3 {
		t.Error("a mutation by GET wrote")
	}
}

// effect is what tests ask of a WriteEffect.
type effect struct {
	Sequence *int64
	Counts   []struct {
		Nature string
		Count  int
	}
	Omitted int
	Changes []struct {
		NodeID, Nature string
		Properties     []string
		Node           *struct {
			ID    string
			Trust struct{ Credence string }
		}
	}
}

// of returns how many nodes something happened to.
func (e effect) of(nature string) int {
	for _, c := range e.Counts {
		if c.Nature == nature {
			return c.Count
		}
	}
	return 0
}

// change returns what happened to a node and its credence now, empty if
// nothing is told of it.
func (e effect) change(id string) (nature, credence string) {
	for _, c := range e.Changes {
		if c.NodeID == id && c.Node != nil {
			return c.Nature, c.Node.Trust.Credence
		}
	}
	return "", ""
}

const effectFields = `effect { sequence counts { nature count } omitted changes { nodeId nature properties node { id ... on Entity { trust { credence } } ... on Fact { trust { credence } } } } }`

// testRetraction withdraws an article over GraphQL and takes that back: a dry
// run tells what it does and writes nothing.
func testRetraction(t *testing.T, s *service) {
	type answer struct {
		P struct {
			Article struct {
				ID                            string
				RetractedAt, RetractionReason *string
				Statements                    struct{ TotalCount int }
			}
			DryRun, Changed bool
			Effect          effect
		}
	}
	ask := func(field string) answer {
		t.Helper()
		s.reset()
		a := written[answer](t, s, `mutation { p: `+field+` { article { id retractedAt retractionReason statements { totalCount } } dryRun changed `+effectFields+` } }`)
		if s.calls != 1 {
			t.Errorf("%s took %d store calls to read, want 1", field, s.calls)
		}
		return a
	}
	const article = "article:cnbc-nokia-xiaomi-cross-license"
	retract := func(more string) string {
		return fmt.Sprintf("retractArticle(id: %q, reason: \"A test.\"%s)", article, more)
	}
	graph := func() string {
		return s.ask(t, `{ companies(first: 200) { nodes { id name dealCount trust { credence originCount } } } deals(first: 200) { nodes { id title trust { credence originCount } } } }`, "")
	}
	before, sequence := graph(), s.sequence(t)

	dry := ask(retract(", dryRun: true"))
	if p := dry.P; !p.DryRun || !p.Changed || p.Effect.Sequence != nil || p.Article.RetractedAt != nil || p.Effect.of("RETRACTED") == 0 || p.Effect.of("UPDATED") == 0 {
		t.Errorf("dry run: %+v", p)
	}
	if nature, credence := dry.P.Effect.change("company:oppo"); nature != "RETRACTED" || credence != "SINGLE_ORIGIN" {
		t.Errorf("dry run: Oppo %s, %s as it is now", nature, credence)
	}
	if s.sequence(t) != sequence+1 || graph() != before {
		t.Error("a dry run wrote")
	}

	done := ask(retract(""))
	if p := done.P; p.DryRun || !p.Changed || p.Effect.Sequence == nil || p.Article.RetractedAt == nil || p.Article.RetractionReason == nil || p.Article.Statements.TotalCount != 0 {
		t.Errorf("retraction: %+v", p)
	}
	if nature, credence := done.P.Effect.change("company:oppo"); nature != "RETRACTED" || credence != "RETRACTED" {
		t.Errorf("Oppo: %s, %s", nature, credence)
	}
	for i, c := range done.P.Effect.Changes {
		if told := dry.P.Effect.Changes[i]; told.NodeID != c.NodeID || told.Nature != c.Nature || strings.Join(told.Properties, " ") != strings.Join(c.Properties, " ") {
			t.Errorf("the dry run told %+v, done was %+v", told, c)
		}
	}
	if again := ask(retract("")); again.P.Changed || len(again.P.Effect.Changes) > 0 {
		t.Errorf("a second time: %+v", again.P)
	}

	back := ask(fmt.Sprintf("reinstateArticle(id: %q)", article))
	if p := back.P; !p.Changed || p.Article.RetractedAt != nil || p.Article.Statements.TotalCount == 0 || p.Effect.of("REINSTATED") != done.P.Effect.of("RETRACTED") {
		t.Errorf("reinstatement: %+v", p)
	}
	if after := graph(); after != before {
		t.Errorf("the graph is not what it was:\n%s\n%s", before, after)
	}
}

// testMutationErrors: a mutation at fault writes nothing, says so with a code,
// and leaves those beside it as they are.
func testMutationErrors(t *testing.T, s *service) {
	for name, test := range map[string]struct{ field, code string }{
		"an unknown article":  {`retractArticle(id: "article:nobody-wrote") { changed }`, "BAD_INPUT"},
		"no article":          {`retractArticle(id: "company:nokia") { changed }`, "BAD_INPUT"},
		"no id":               {`reinstateArticle(id: "") { changed }`, "BAD_INPUT"},
		"an endless reason":   {`retractArticle(id: "article:cnbc-nokia-xiaomi-cross-license", reason: "` + strings.Repeat("x", 2001) + `") { changed }`, "BAD_INPUT"},
		"a bad selection":     {`retractArticle(id: "article:cnbc-nokia-xiaomi-cross-license") { article { statements(first: -1) { totalCount } } }`, "BAD_INPUT"},
		"an unknown mutation": {`burnArticle(id: "article:x") { changed }`, "GRAPHQL_VALIDATION_FAILED"},
		"too dear":            {`retractArticle(id: "article:x") { effect { changes { node { ... on Company { deals(first: 200) { nodes { parties(first: 200) { nodes { id } } } } } } } } }`, "TOO_COMPLEX"},
	} {
		before := s.sequence(t)
		a := s.answer(t, "mutation { "+test.field+" }", "")
		if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != test.code {
			t.Errorf("%s: %+v, want %s", name, a, test.code)
		}
		if after := s.sequence(t); after != before+1 {
			t.Errorf("%s: it wrote", name)
		}
	}
	a := s.answer(t, `mutation {
  before: reinstateArticle(id: "article:cnbc-nokia-xiaomi-cross-license") { changed }
  wrong: reinstateArticle(id: "article:nobody-wrote") { changed }
  after: reinstateArticle(id: "article:cnbc-nokia-xiaomi-cross-license") { changed }
}`, "")
	if len(a.Errors) != 1 || fmt.Sprint(a.Errors[0].Path) != "[wrong]" || string(a.Data["before"]) != `{"changed":false}` || string(a.Data["wrong"]) != "null" || string(a.Data["after"]) != `{"changed":false}` {
		t.Errorf("%+v", a)
	}
}
