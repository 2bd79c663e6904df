package llm

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// endpoint is a server that speaks the protocol: it answers each request by the
// next of its replies, the last one for all that follow.
type endpoint struct {
	*httptest.Server
	mu       sync.Mutex
	replies  []reply
	requests []sent
}

// sent is a request as the endpoint got it.
type sent struct {
	authorization string
	Model         string
	Temperature   *float64
	Messages      []struct{ Role, Content string }
	Format        struct {
		Type   string
		Schema struct {
			Name   string
			Strict bool
			Schema json.RawMessage
		} `json:"json_schema"`
	} `json:"response_format"`
}

// reply answers one request.
type reply func(w http.ResponseWriter, r *http.Request)

func serve(t *testing.T, replies ...reply) *endpoint {
	t.Helper()
	e := &endpoint{replies: replies}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions" {
			http.NotFound(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		s := sent{authorization: r.Header.Get("Authorization")}
		if err := json.Unmarshal(body, &s); err != nil {
			t.Errorf("the request is no JSON: %v", err)
		}
		e.mu.Lock()
		next := e.replies[min(len(e.requests), len(e.replies)-1)]
		e.requests = append(e.requests, s)
		e.mu.Unlock()
		next(w, r)
	}))
	t.Cleanup(e.Close)
	return e
}

// got returns the requests so far.
func (e *endpoint) got() []sent {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]sent{}, e.requests...)
}

// extractor returns one that asks the endpoint and waits little.
func (e *endpoint) extractor(t *testing.T, change func(*Config)) extract.Extractor {
	t.Helper()
	c := Config{BaseURL: e.URL + "/v1", Model: "test-model", Key: "secret-key", Timeout: 5 * time.Second, MaxWait: 2 * time.Second}
	if change != nil {
		change(&c)
	}
	x, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// says answers with a text.
func says(content string) reply { return completes(content, "stop") }

// completes answers with a text and why it ends.
func completes(content, reason string) reply {
	return answers(map[string]any{"index": 0, "finish_reason": reason, "message": map[string]any{"role": "assistant", "content": content}})
}

// refuses answers with a refusal.
func refuses() reply {
	return answers(map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": nil, "refusal": "I cannot help with that."}})
}

// answers answers with choices.
func answers(choices ...any) reply {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if choices == nil {
			choices = []any{}
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"id": "1", "object": "chat.completion", "created": 1, "model": "test-model", "choices": choices})
	}
}

// fails answers with a status, headers and what the protocol says of errors.
func fails(status int, message string, headers ...string) reply {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"error": {"message": %q, "type": "error", "code": null, "param": null}}`, message)
	}
}

// plain answers with a body that is not the protocol's.
func plain(contentType, body string) reply {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	}
}

// waits answers too late, or when the caller has gone.
func waits() reply {
	return func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(10 * time.Second):
		}
	}
}
