package web

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

var (
	parts = Question{
		Number: 3, Title: `What was in "the" Nokia-Xiaomi deal?`, Source: "articles",
		Query: "query Parts($id: ID!) { node(id: $id) { id } }", Variables: `{"id": "deal:nokia-xiaomi-2017-07-05"}`,
	}
	rumours = Question{
		Number: 10, Title: "Which rumours </option><script>alert(1)</script>?", Source: "demo",
		Query: "query Rumours { deals { nodes { id } } }",
	}
	questions = []Question{parts, rumours}

	script = strings.Repeat("export const answer = 42;\n", 100)
)

func gzipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.Bytes()
}

// The bundle as `npm run build` leaves it, and as it is before the first build.
var (
	built = fstest.MapFS{
		".gitkeep":                  {},
		"index.html":                {Data: []byte("<title>Dealgraph</title>the bundle")},
		"assets/index-Ab12.js":      {Data: []byte(script)},
		"assets/index-Ab12.js.gz":   {Data: gzipped(script)},
		"assets/index-Ab12.js.br":   {Data: []byte("brotli of the script")},
		"assets/codicon-Cd34.ttf":   {Data: []byte("a font")},
		"assets/nested/inner-Ef.js": {Data: []byte("not reachable")},
	}
	unbuilt = fstest.MapFS{".gitkeep": {}}
)

func mustHandler(t *testing.T, bundle fstest.MapFS) http.Handler {
	t.Helper()
	handler, err := newHandler(questions, bundle)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func get(handler http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w
}

func TestHomeIsTheBundleWhenBuilt(t *testing.T) {
	w := get(mustHandler(t, built), "/")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "the bundle") {
		t.Fatalf("got %d %q", w.Code, w.Body)
	}
	policy := w.Header().Get("Content-Security-Policy")
	for _, want := range []string{
		"script-src 'self';", "worker-src 'self';", "style-src 'self' 'unsafe-inline';", "font-src 'self' data:;",
		"img-src 'self' data:;", "connect-src 'self';", "default-src 'none';", "frame-ancestors 'none'",
	} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %q: %s", want, policy)
		}
	}
	if got := w.Header().Get("Cache-Control"); got != "no-cache" {
		t.Errorf("Cache-Control = %q: a new binary's page would not be seen", got)
	}
}

func TestHomeIsThePlainPageWhenNotBuilt(t *testing.T) {
	handler := mustHandler(t, unbuilt)
	home, plain := get(handler, "/"), get(handler, "/plain")
	if home.Code != http.StatusOK || home.Body.String() != plain.Body.String() {
		t.Errorf("got %d %q", home.Code, home.Body)
	}
}

// What `go build` embeds must make a handler, whether or not dist is built.
func TestHandlerOfTheEmbeddedBundle(t *testing.T) {
	w := get(Handler(nil), "/")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "<h1>Dealgraph</h1>") {
		t.Errorf("got %d %q", w.Code, w.Body)
	}
	if got := get(Handler(nil), "/questions.json").Body.String(); got != "[]" {
		t.Errorf("no questions are %q, want an empty list", got)
	}
}

func TestPlainPage(t *testing.T) {
	w := get(mustHandler(t, built), "/plain")
	body := w.Body.String()
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("got %d %s", w.Code, w.Header().Get("Content-Type"))
	}
	for _, want := range []string{
		`<option data-query="query Parts(`, `data-variables="{&#34;id&#34;: &#34;deal:nokia-xiaomi-2017-07-05&#34;}"`,
		"3 · articles seed · ", "10 · demo seed · ", `<label for="query">`, `<label for="variables">`, `<label for="question">`, `<input id="key" type="password" autocomplete="off"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(body, "alert(1)</script>") {
		t.Error("a question's title is not escaped")
	}
	policy := w.Header().Get("Content-Security-Policy")
	if !strings.Contains(policy, "script-src 'self';") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy = %s", policy)
	}
}

func TestPlainPageHasItsFiles(t *testing.T) {
	handler := mustHandler(t, unbuilt)
	for path, contentType := range map[string]string{
		"/plain.js": "text/javascript; charset=utf-8", "/plain.css": "text/css; charset=utf-8",
	} {
		w := get(handler, path)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != contentType || w.Body.Len() == 0 {
			t.Errorf("%s: got %d %s", path, w.Code, w.Header().Get("Content-Type"))
		}
	}
}

func TestQuestionsJSON(t *testing.T) {
	w := get(mustHandler(t, unbuilt), "/questions.json")
	if got := w.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("Content-Type = %q", got)
	}
	var got []map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0]["number"] != 3.0 || got[0]["source"] != "articles" ||
		got[0]["title"] != parts.Title || got[0]["query"] != parts.Query || got[0]["variables"] != parts.Variables {
		t.Errorf("got %v", got)
	}
	if variables, ok := got[1]["variables"]; !ok || variables != "" {
		t.Errorf("a question without variables has %v, want an empty string", variables)
	}
}

func TestAssetsAreCompressedAndKept(t *testing.T) {
	handler := mustHandler(t, built)
	tests := map[string]struct{ accept, encoding, body string }{
		"brotli first":     {"gzip, deflate, br", "br", "brotli of the script"},
		"gzip":             {"gzip", "gzip", string(gzipped(script))},
		"refused brotli":   {"br;q=0, gzip;q=0.5", "gzip", string(gzipped(script))},
		"nothing accepted": {"", "", script},
		"something else":   {"zstd", "", script},
	}
	etags := map[string]string{}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := get(handler, "/assets/index-Ab12.js", "Accept-Encoding", test.accept)
			h := w.Header()
			if w.Code != http.StatusOK || h.Get("Content-Encoding") != test.encoding || w.Body.String() != test.body {
				t.Fatalf("got %d, encoding %q, %d bytes", w.Code, h.Get("Content-Encoding"), w.Body.Len())
			}
			if h.Get("Content-Type") != "text/javascript; charset=utf-8" || h.Get("Vary") != "Accept-Encoding" ||
				!strings.Contains(h.Get("Cache-Control"), "immutable") || h.Get("Content-Length") == "" {
				t.Errorf("headers: %v", h)
			}
			if h.Get("Content-Security-Policy") != bundlePolicy {
				t.Error("a worker would not get the bundle's policy")
			}
			if previous, seen := etags[h.Get("ETag")]; seen && previous != test.encoding {
				t.Error("two encodings share an ETag")
			}
			etags[h.Get("ETag")] = test.encoding
		})
	}
	// An asset whose compressed forms are missing is sent as it is.
	w := get(handler, "/assets/codicon-Cd34.ttf", "Accept-Encoding", "gzip, br")
	if w.Body.String() != "a font" || w.Header().Get("Content-Type") != "font/ttf" {
		t.Errorf("got %q as %s", w.Body, w.Header().Get("Content-Type"))
	}
}

func TestEverythingElseIsNotFound(t *testing.T) {
	handler := mustHandler(t, built)
	for _, path := range []string{
		"/nothing", "/index.html", "/plain.html", "/.gitkeep", "/web.go", "/assets/", "/assets/nested", "/assets/nested/inner-Ef.js",
		"/assets/missing-00.js", "/assets/index-Ab12.js.gz", "/assets/..%2findex.html", "/assets/..%2f..%2fplain.js",
	} {
		w := get(handler, path)
		if w.Code != http.StatusNotFound {
			t.Errorf("%s: got %d", path, w.Code)
		}
		if strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: its absence would be cached for good", path)
		}
	}
}

func TestOnlyReads(t *testing.T) {
	r := httptest.NewRequest(http.MethodPost, "/plain", strings.NewReader("query={x}"))
	w := httptest.NewRecorder()
	mustHandler(t, built).ServeHTTP(w, r)
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("got %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}

func TestSecurityHeadersAreOnEveryAnswer(t *testing.T) {
	handler := mustHandler(t, built)
	for _, path := range []string{"/", "/plain", "/plain.js", "/questions.json", "/assets/index-Ab12.js", "/nothing"} {
		h := get(handler, path).Header()
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" ||
			h.Get("Cross-Origin-Opener-Policy") != "same-origin" ||
			!strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: %v", path, h)
		}
	}
}

func TestAnUnchangedAnswerIsNotSentAgain(t *testing.T) {
	handler := mustHandler(t, built)
	for _, path := range []string{"/", "/plain", "/plain.js", "/questions.json", "/assets/index-Ab12.js"} {
		etag := get(handler, path).Header().Get("ETag")
		w := get(handler, path, "If-None-Match", etag)
		if etag == "" || w.Code != http.StatusNotModified || w.Body.Len() != 0 {
			t.Errorf("%s with ETag %s: got %d, %d bytes", path, etag, w.Code, w.Body.Len())
		}
	}
	other, err := newHandler(questions[:1], built)
	if err != nil {
		t.Fatal(err)
	}
	if get(handler, "/questions.json").Header().Get("ETag") == get(other, "/questions.json").Header().Get("ETag") {
		t.Error("other questions have the same ETag")
	}
}
