package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// journal is a log that tests read while the server writes it.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// mustSettings are the defaults with these arguments, on a free port and with
// a data directory of the test's own.
func mustSettings(t *testing.T, args ...string) Settings {
	t.Helper()
	args = append([]string{"--addr=127.0.0.1:0", "--data-dir=" + filepath.Join(t.TempDir(), "data"), "--log-level=debug"}, args...)
	line, err := parse(args, noVariables, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return line.Settings
}

// mustApp prepares a server and closes it when the test ends.
func mustApp(t *testing.T, settings Settings) (*App, *journal) {
	t.Helper()
	log := new(journal)
	app, err := NewApp(settings, settings.logger(log))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := app.Close(ctx); err != nil {
			t.Errorf("close: %v", err)
		}
		if t.Failed() {
			t.Logf("the server's log:\n%s", log)
		}
	})
	return app, log
}

// mustStart starts a server that ends with the test.
func mustStart(t *testing.T, args ...string) (*App, *journal) {
	t.Helper()
	app, log := mustApp(t, mustSettings(t, args...))
	if err := app.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return app, log
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func mustDo(t *testing.T, method, url, body string, header ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(text)}
}

func mustGet(t *testing.T, app *App, path string) answer {
	t.Helper()
	return mustDo(t, http.MethodGet, app.URL()+path, "")
}

// mustAsk sends an operation; variables are JSON or empty.
func mustAsk(t *testing.T, app *App, query, variables string) answer {
	t.Helper()
	if variables == "" {
		variables = "{}"
	}
	body, err := json.Marshal(map[string]any{"query": query, "variables": json.RawMessage(variables)})
	if err != nil {
		t.Fatal(err)
	}
	return mustDo(t, http.MethodPost, app.URL()+"graphql", string(body), "Content-Type", "application/json")
}

const (
	xiaomi = `{ company(by: {name: "xiaomi"}) { id name } }`
	counts = `{ statements { totalCount } articles { totalCount } deals { totalCount } }`
)

func TestServesTheSeedFromSQLite(t *testing.T) {
	app, log := mustStart(t)
	if got, want := mustAsk(t, app, xiaomi, ""), `{"data":{"company":{"id":"company:xiaomi","name":"Xiaomi"}}`; got.status != http.StatusOK || !strings.HasPrefix(got.body, want) || strings.Contains(got.body, `"errors"`) {
		t.Errorf("got %d %s, want %s", got.status, got.body, want)
	}
	for path, want := range map[string]string{
		"healthz": `{"status":"alive"}`, "readyz": `{"status":"ready"}`, "": "<!doctype html>", "questions.json": `"number":1,`,
	} {
		if got := mustGet(t, app, path); got.status != http.StatusOK || !strings.Contains(got.body, want) {
			t.Errorf("/%s: got %d %.200s, want %s in it", path, got.status, got.body, want)
		}
	}
	for path, want := range map[string]string{
		"graphql": "default-src 'none'; frame-ancestors 'none'", "readyz": "default-src 'none'; frame-ancestors 'none'", "": "script-src 'self'",
	} {
		got := mustGet(t, app, path)
		if policy := got.header.Get("Content-Security-Policy"); !strings.Contains(policy, want) || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("/%s: got headers %v", path, got.header)
		}
	}
	if got := mustGet(t, app, "nothing"); got.status != http.StatusNotFound {
		t.Errorf("/nothing: got %d", got.status)
	}
	if got := mustDo(t, http.MethodPost, app.URL()+"healthz", ""); got.status != http.StatusMethodNotAllowed || got.header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST /healthz: got %d %v", got.status, got.header)
	}
	for _, want := range []string{
		`msg="seeded 4 articles, `, "msg=listening addr=" + app.listener.Addr().String() + " url=" + app.URL(),
		"msg=request method=POST path=/graphql status=200 duration=", "msg=ready store=sqlite",
	} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q", want)
		}
	}
}

func TestAStoreIsSeededOnce(t *testing.T) {
	settings := mustSettings(t)
	var answers []string
	for range 2 {
		app, log := mustApp(t, settings)
		if err := app.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, mustAsk(t, app, counts, "").body, log.String())
		if err := app.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if answers[0] != answers[2] || !strings.Contains(answers[0], `"statements":{"totalCount":`) {
		t.Errorf("before the restart %s, after it %s", answers[0], answers[2])
	}
	if !strings.Contains(answers[3], `msg="seeded nothing; already known: 4 articles`) || !strings.Contains(answers[3], "statements=0") {
		t.Errorf("the second start logged %s", answers[3])
	}
}

func TestServesTheSeedsThatAreNamed(t *testing.T) {
	const some = `{ real: node(id: "company:nokia") { id } demo: node(id: "company:demo-ambergrane") { id } }`
	for _, c := range []struct{ seed, want string }{
		{"articles", `{"real":{"id":"company:nokia"},"demo":null}`},
		{"demo", `{"real":null,"demo":{"id":"company:demo-ambergrane"}}`},
		{"demo,articles", `{"real":{"id":"company:nokia"},"demo":{"id":"company:demo-ambergrane"}}`},
	} {
		app, _ := mustStart(t, "--seed="+c.seed)
		if got := mustAsk(t, app, some, ""); !strings.Contains(got.body, c.want) {
			t.Errorf("%s: got %s", c.seed, got.body)
		}
		// The page offers every question, and says which seed each wants.
		if got := mustGet(t, app, "questions.json"); !strings.Contains(got.body, `"source":"articles"`) {
			t.Errorf("%s: got %.300s", c.seed, got.body)
		}
	}
}

func TestWithoutASeedTheStoreStaysEmpty(t *testing.T) {
	app, log := mustStart(t, "--seed=none")
	if got := mustAsk(t, app, counts, ""); !strings.Contains(got.body, `"statements":{"totalCount":0}`) || strings.Contains(log.String(), "seeded") {
		t.Errorf("got %s", got.body)
	}
}

func TestOtherOriginsNeedLeave(t *testing.T) {
	preflight := []string{"Origin", "https://app.example.org", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type"}
	const allowed = "Access-Control-Allow-Origin"
	closed, _ := mustStart(t, "--seed=none")
	if got := mustDo(t, http.MethodOptions, closed.URL()+"graphql", "", preflight...); got.header.Get(allowed) != "" {
		t.Errorf("nobody was allowed, but a preflight got %v", got.header)
	}
	open, _ := mustStart(t, "--seed=none", "--cors-origin=https://app.example.org", "--cors-origin=https://*.example.net")
	if got := mustDo(t, http.MethodOptions, open.URL()+"graphql", "", preflight...); got.header.Get(allowed) != "https://app.example.org" ||
		got.header.Get("Access-Control-Allow-Headers") != "content-type" || got.header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("preflight: got %d %v", got.status, got.header)
	}
	for origin, want := range map[string]string{
		"https://app.example.org": "https://app.example.org", "https://a.example.net": "https://a.example.net",
		"http://app.example.org": "", "https://example.com": "", "null": "",
	} {
		if got := mustDo(t, http.MethodPost, open.URL()+"graphql", `{"query":"{__typename}"}`, "Content-Type", "application/json", "Origin", origin); got.header.Get(allowed) != want {
			t.Errorf("%s: got %v", origin, got.header)
		}
	}
	for _, path := range []string{"readyz", "", "questions.json"} {
		if got := mustDo(t, http.MethodGet, open.URL()+path, "", "Origin", "https://app.example.org"); got.header.Get(allowed) != "" {
			t.Errorf("/%s: got %v", path, got.header)
		}
	}
}

func TestCloseWaitsForRequests(t *testing.T) {
	app, _ := mustApp(t, mustSettings(t, "--seed=none"))
	arrived, release := make(chan struct{}), make(chan struct{})
	var opened store.Store
	app.graphql = func(s store.Store) http.Handler {
		opened = s
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(arrived)
			<-release
			if err := s.Ready(r.Context()); err != nil {
				t.Errorf("the store was closed too early: %v", err)
			}
			_, _ = io.WriteString(w, "whole")
		})
	}
	if err := app.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	answers, closed := make(chan answer, 1), make(chan error, 1)
	go func() { answers <- mustGet(t, app, "graphql") }()
	<-arrived
	go func() { closed <- app.Close(t.Context()) }()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		response, err := http.Get(app.URL() + "healthz")
		if err != nil {
			break // it takes no more
		}
		response.Body.Close()
		if time.Now().After(deadline) {
			t.Fatal("it still takes requests")
		}
	}
	select {
	case err := <-closed:
		t.Fatalf("closed under a running request: %v", err)
	default:
	}
	close(release)
	if got := <-answers; got.status != http.StatusOK || got.body != "whole" {
		t.Errorf("got %d %q", got.status, got.body)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if opened.Ready(context.Background()) == nil {
		t.Error("the store is still open")
	}
}

func TestCloseCutsOffWhatTakesTooLong(t *testing.T) {
	app, _ := mustApp(t, mustSettings(t, "--seed=none"))
	arrived := make(chan struct{})
	app.graphql = func(store.Store) http.Handler {
		return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			close(arrived)
			<-r.Context().Done()
		})
	}
	if err := app.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	go func() {
		if response, err := http.Get(app.URL() + "graphql"); err == nil {
			response.Body.Close()
		}
	}()
	<-arrived
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := app.Close(ctx); err == nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("got %v", err)
	}
}

func TestATakenAddressIsToldBeforeTheStoreIsTouched(t *testing.T) {
	first, _ := mustStart(t, "--seed=none")
	settings := mustSettings(t)
	settings.Addr = first.listener.Addr().String()
	second, _ := mustApp(t, settings)
	second.engine.open = func(context.Context) (store.Store, error) {
		t.Error("the store was opened")
		return nil, store.Errorf(store.CodeInternal, "no")
	}
	if err := second.Start(t.Context()); err == nil || !strings.Contains(err.Error(), "cannot listen on "+settings.Addr+" (choose another address with --addr)") {
		t.Errorf("got %v", err)
	}
}

func TestThePageIsOnLocalhostWhenItIsEverywhere(t *testing.T) {
	settings := mustSettings(t, "--seed=none")
	settings.Addr = "0.0.0.0:0"
	app, err := NewApp(settings, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := app.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer app.Close(t.Context())
	if !strings.HasPrefix(app.URL(), "http://localhost:") {
		t.Errorf("got %s", app.URL())
	}
}
