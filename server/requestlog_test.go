package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

func TestARequestIsOneLineWithoutItsContent(t *testing.T) {
	app, log := mustStart(t, "--seed=none", "--neo4j-password=open-sesame")
	before := len(log.String())
	mustAsk(t, app, `query Named($id: ID!) { node(id: $id) { id } }`, `{"id": "company:hush"}`)
	mustDo(t, http.MethodGet, app.URL()+`graphql?operationName=Named&query=query+Named($id:ID!){node(id:$id){id}}&variables={"id":"company:hush"}`, "", "Authorization", "Bearer hush")
	mustDo(t, http.MethodGet, app.URL()+`graphql?operationName=a%0Ab&query={__typename}`, "")
	mustGet(t, app, "healthz")
	mustGet(t, app, "long/"+strings.Repeat("x", 1000))
	lines := strings.Split(strings.TrimSpace(log.String()[before:]), "\n")
	for i, want := range []string{
		`level=INFO msg=request method=POST path=/graphql status=200 duration=\S+ bytes=\d+$`,
		`level=INFO msg=request method=GET path=/graphql status=200 duration=\S+ bytes=\d+ operation=Named$`,
		`level=INFO msg=request method=GET path=/graphql status=\d+ duration=\S+ bytes=\d+$`,
		`level=DEBUG msg=request method=GET path=/healthz status=200 duration=\S+ bytes=19$`,
		`level=INFO msg=request method=GET path=/long/x+… status=404 duration=\S+ bytes=\d+$`,
	} {
		if i >= len(lines) || !regexp.MustCompile(want).MatchString(lines[i]) || len(lines[i]) > 400 {
			t.Errorf("line %d: want %s, got\n%s", i, want, strings.Join(lines, "\n"))
			break
		}
	}
	for _, secret := range []string{"hush", "open-sesame"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log has %q", secret)
		}
	}
}

func TestAPanicIsAnsweredWithALogID(t *testing.T) {
	app, log := mustApp(t, mustSettings(t, "--seed=none"))
	app.graphql = func(store.Store) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Has("late") {
				_, _ = io.WriteString(w, strings.Repeat("half ", 10_000))
			}
			panic("a secret of ours")
		})
	}
	if err := app.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := mustGet(t, app, "graphql")
	found := regexp.MustCompile(`"logId":"(\w+)"`).FindStringSubmatch(got.body)
	if got.status != http.StatusInternalServerError || found == nil || !strings.Contains(got.body, `"code":"INTERNAL"`) || strings.Contains(got.body, "secret") {
		t.Fatalf("got %d %s", got.status, got.body)
	}
	for _, want := range []string{"logId=" + found[1], "a secret of ours", "requestlog_test.go", "path=/graphql status=500"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q", want)
		}
	}
	// What has begun can't be taken back: the connection breaks, so that half an answer doesn't look whole.
	response, err := http.Get(app.URL() + "graphql?late")
	if err == nil {
		_, err = io.ReadAll(response.Body)
		response.Body.Close()
	}
	if err == nil {
		t.Error("half an answer looks whole")
	}
	if got := mustGet(t, app, "healthz"); got.status != http.StatusOK {
		t.Errorf("afterwards: got %d", got.status)
	}
}

func TestAnAnswerIsCountedAsItWasSent(t *testing.T) {
	hinted := &recorder{ResponseWriter: httptest.NewRecorder()}
	if hinted.WriteHeader(http.StatusEarlyHints); hinted.status != 0 {
		t.Errorf("a hint counts as answer: %d", hinted.status)
	}
	record := &recorder{ResponseWriter: httptest.NewRecorder()}
	record.WriteHeader(http.StatusTeapot)
	record.WriteHeader(http.StatusOK)
	_, _ = io.WriteString(record, "short")
	if record.status != http.StatusTeapot || record.bytes != 5 {
		t.Errorf("got %d, %d bytes", record.status, record.bytes)
	}
	if err := http.NewResponseController(record).Flush(); err != nil {
		t.Errorf("what lies below cannot be reached: %v", err)
	}
}
