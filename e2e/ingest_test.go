package e2e

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/ingest"
	"github.com/dealgraph/dealgraph/ingest/rules"
	"github.com/dealgraph/dealgraph/store"
)

// ingesters are those of the service: by rules only.
func (s *service) ingesters(kinds *store.Kinds) func(string) (graph.Ingester, error) {
	byRules := ingest.New(s, kinds, rules.New(), ingest.Options{})
	return func(name string) (graph.Ingester, error) {
		if name != "" && name != "rules" {
			return nil, store.Errorf(store.CodeInvalid, "no extractor %q", name)
		}
		return byRules, nil
	}
}

// ingested is what tests ask of an IngestPayload.
type ingested struct {
	ArticleID     string
	DryRun, Known bool
	Article       *struct {
		ID, Headline, Genre string
		Authors             []string
		Published           struct{ Edtf string }
		Publishers          struct{ Nodes []struct{ Name string } }
		Statements          struct {
			TotalCount int
			Nodes      []struct{ Extractor string }
		}
	}
	Created []struct {
		ID, Kind, Name string
		Node           *struct {
			Title string
			Trust struct{ Credence string }
		}
	}
	Matched []struct {
		ID, Mention string
		Node        struct{ Name string }
	}
	Queued                                                 []struct{ ID, Subject string }
	CreatedCount, MatchedCount, QueuedCount, RejectedCount int
	StatementsWritten, StatementsKnown                     int
}

const ingestMutation = `mutation Ingest($input: ArticleInput!, $extractor: String, $dryRun: Boolean) {
  ingestArticle(input: $input, extractor: $extractor, dryRun: $dryRun) {
    articleId dryRun known
    article { id headline genre authors published { edtf } publishers { nodes { name } } statements(first: 1) { totalCount nodes { extractor } } }
    created { id kind name node { ... on Deal { title trust { credence } } } }
    matched { id mention score reasons node { ... on Company { name } } }
    queued { id subject sentence confidence reasons }
    rejected { claim reason }
    createdCount matchedCount queuedCount rejectedCount statementsWritten statementsKnown
  }
}`

// variables makes the variables of the mutation.
func variables(t *testing.T, input map[string]any, more map[string]any) string {
	t.Helper()
	all := map[string]any{"input": input}
	for name, value := range more {
		all[name] = value
	}
	return string(must(json.Marshal(all))(t))
}

func (s *service) ingest(t *testing.T, input, more map[string]any) ingested {
	t.Helper()
	var a struct{ IngestArticle ingested }
	if err := json.Unmarshal([]byte(data(t, s.ask(t, ingestMutation, variables(t, input, more)))), &a); err != nil {
		t.Fatal(err)
	}
	return a.IngestArticle
}

// notice is an invented article in plain text.
const notice = `Quellstrom buys Parvatek

Quellstrom GmbH said on Wednesday that it had acquired Parvatek Inc, a maker of radio chips, for $120 million.`

// testIngest reads articles in each format: a dry run tells what the real one
// then does, what is given wins over what is found, and a second time writes
// nothing.
func testIngest(t *testing.T, s *service) {
	given := map[string]any{"text": notice, "format": "TEXT", "publisher": "Quill Wire", "published": "2021-03-03", "authors": []string{"Una Quist"}, "genre": "NEWS", "url": "https://quill.example/1"}
	sequence := s.sequence(t)
	dry := s.ingest(t, given, map[string]any{"dryRun": true})
	if !dry.DryRun || dry.Known || dry.Article != nil || dry.CreatedCount == 0 || dry.StatementsWritten == 0 {
		t.Errorf("dry run: %+v", dry)
	}
	if s.sequence(t) != sequence+1 {
		t.Error("a dry run wrote")
	}
	done := s.ingest(t, given, map[string]any{"extractor": "rules"})
	if done.DryRun || done.Known || done.CreatedCount != dry.CreatedCount || done.StatementsWritten != dry.StatementsWritten || done.ArticleID != dry.ArticleID {
		t.Errorf("%+v, the dry run told %+v", done, dry)
	}
	a := done.Article
	if a == nil || a.ID != done.ArticleID || a.Headline != "Quellstrom buys Parvatek" || a.Genre != "NEWS" || a.Published.Edtf != "2021-03-03" || strings.Join(a.Authors, " ") != "Una Quist" ||
		len(a.Publishers.Nodes) != 1 || a.Publishers.Nodes[0].Name != "Quill Wire" || a.Statements.TotalCount != done.StatementsWritten || a.Statements.Nodes[0].Extractor != "rules" {
		t.Errorf("article %+v", a)
	}
	var deal string
	for _, c := range done.Created {
		if c.Kind == "DEAL" && c.Node != nil {
			deal = c.Node.Title
		}
	}
	if deal != "Acquisition: Parvatek Inc → Quellstrom GmbH (2021-03-03)" {
		t.Errorf("deal %q: %+v", deal, done.Created)
	}
	if again := s.ingest(t, given, nil); !again.Known || again.StatementsWritten != 0 || again.CreatedCount != 0 || again.Article == nil {
		t.Errorf("a second time: %+v", again)
	}
	page := s.ingest(t, map[string]any{"format": "HTML", "text": `<html><head><title>Parvatek opens a plant</title></head><body><article><h1>Parvatek opens a plant</h1>
<p>Parvatek Inc, which is owned by Quellstrom GmbH, said on Monday that it had licensed patents to Brandloch AG for $3 million.</p></article></body></html>`, "published": "2021-04-05"}, nil)
	if page.MatchedCount == 0 || page.Article.Headline != "Parvatek opens a plant" {
		t.Errorf("HTML: %+v", page)
	}
	for _, m := range page.Matched {
		if m.Node.Name == "" {
			t.Errorf("a match without its node: %+v", m)
		}
	}
	markdown := s.ingest(t, map[string]any{"text": "---\nheadline: Brandloch leaves\npublished: 2021-05\n---\n\nNothing was agreed.\n"}, nil)
	if markdown.Article == nil || markdown.Article.Headline != "Brandloch leaves" || markdown.Article.Published.Edtf != "2021-05" {
		t.Errorf("Markdown: %+v", markdown.Article)
	}
	written[struct{ R struct{ Changed bool } }](t, s, `mutation { r: retractArticle(id: "`+done.ArticleID+`") { changed } }`)
	var refused answer
	if err := json.Unmarshal([]byte(s.ask(t, ingestMutation, variables(t, given, nil))), &refused); err != nil || len(refused.Errors) != 1 || refused.Errors[0].Extensions.Code != "BAD_INPUT" {
		t.Errorf("a retracted article: %+v, %v", refused, err)
	}
}

// testBadArticles: each is refused with its code, and nothing is written.
func testBadArticles(t *testing.T, s *service) {
	sequence := s.sequence(t)
	for name, test := range map[string]struct {
		input, more map[string]any
		code        string
	}{
		"no text":           {map[string]any{"text": ""}, nil, "BAD_INPUT"},
		"only white space":  {map[string]any{"text": " \n\t "}, nil, "BAD_INPUT"},
		"binary":            {map[string]any{"text": "GIF89a\x00\x01\x02\x00\x00"}, nil, "BAD_INPUT"},
		"a bad date":        {map[string]any{"text": notice, "published": "some day"}, nil, "BAD_INPUT"},
		"no such genre":     {map[string]any{"text": notice, "genre": "POEM"}, nil, "GRAPHQL_VALIDATION_FAILED"},
		"no such format":    {map[string]any{"text": notice, "format": "PDF"}, nil, "GRAPHQL_VALIDATION_FAILED"},
		"no such extractor": {map[string]any{"text": notice}, map[string]any{"extractor": "oracle"}, "BAD_INPUT"},
		"no such field":     {map[string]any{"text": notice, "title": "x"}, nil, "GRAPHQL_VALIDATION_FAILED"},
		"text missing":      {map[string]any{"headline": "x"}, nil, "GRAPHQL_VALIDATION_FAILED"},
	} {
		a := s.answer(t, ingestMutation, variables(t, test.input, test.more))
		if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != test.code {
			t.Errorf("%s: %+v, want %s", name, a, test.code)
		}
	}
	if s.sequence(t) != sequence+1 {
		t.Error("a bad article was written")
	}
}

// testLargeArticles: a text that just fits into a request is read, one that does
// not is refused as a body.
func testLargeArticles(t *testing.T, s *service) {
	text := func(size int) string {
		return "A long list\n\n" + strings.Repeat("Nothing happened on that day, and nobody said a word of it.\n\n", size/62)
	}
	large := s.ingest(t, map[string]any{"text": text(950_000), "format": "TEXT"}, map[string]any{"dryRun": true})
	if large.ArticleID == "" {
		t.Errorf("%+v", large)
	}
	body := must(json.Marshal(map[string]any{"query": ingestMutation, "variables": json.RawMessage(variables(t, map[string]any{"text": text(1_100_000)}, nil))}))(t)
	request := must(http.NewRequest(http.MethodPost, s.url+"/graphql", bytes.NewReader(body)))(t)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+key)
	response := must(http.DefaultClient.Do(request))(t)
	response.Body.Close()
	if response.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d, want 413", response.StatusCode)
	}
}
