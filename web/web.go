// Package web serves Dealgraph's page: GraphiQL with the ready questions at
// "/", and at "/plain" the same questions on a page without any build step.
//
// The GraphiQL bundle is what `npm run build` left in dist/ when the binary was
// compiled. Without it (no Node at hand) "/" answers with the plain page, so
// `go build` alone gives a server that can be used.
package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"time"
)

// dist holds at least .gitkeep, which is committed so that this compiles
// before the first `npm run build`.
//
//go:embed all:dist
var dist embed.FS

// Question is one ready question. Variables is JSON text, or empty.
type Question struct {
	Number    int    `json:"number"`
	Title     string `json:"title"`
	Source    string `json:"source"` // the seed that answers it: "articles" or "demo"
	Query     string `json:"query"`
	Variables string `json:"variables"`
}

// Content security policies. GraphiQL's editor sets styles from script, which
// only 'unsafe-inline' allows; the plain page needs nothing of the kind.
const (
	bundlePolicy = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; " +
		"font-src 'self' data:; img-src 'self' data:; connect-src 'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	plainPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

// Handler serves the page with these questions. All its links are relative, so
// it works behind a path prefix (http.StripPrefix); the page expects the
// GraphQL endpoint at "graphql" beside it.
func Handler(questions []Question) http.Handler {
	bundle, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path: cannot happen
	}
	handler, err := newHandler(questions, bundle)
	if err != nil {
		// Everything read here was compiled in, so this is a broken build.
		panic("web: " + err.Error())
	}
	return handler
}

func newHandler(questions []Question, bundle fs.FS) (http.Handler, error) {
	if questions == nil {
		questions = []Question{} // "null" is not a list
	}
	list, err := json.Marshal(questions)
	if err != nil {
		return nil, err
	}
	plainHTML, err := renderPlain(questions)
	if err != nil {
		return nil, err
	}
	plain := newDocument("text/html; charset=utf-8", plainPolicy, plainHTML)
	home := plain
	index, err := fs.ReadFile(bundle, "index.html")
	switch {
	case err == nil:
		home = newDocument("text/html; charset=utf-8", bundlePolicy, index)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("read the bundle: %w", err)
	}

	mux := http.NewServeMux()
	mux.Handle("GET /{$}", home)
	mux.Handle("GET /plain", plain)
	mux.Handle("GET /plain.js", newDocument("text/javascript; charset=utf-8", plainPolicy, plainScript))
	mux.Handle("GET /plain.css", newDocument("text/css; charset=utf-8", plainPolicy, plainStyle))
	mux.Handle("GET /questions.json", newDocument("application/json", plainPolicy, list))
	mux.Handle("GET /assets/{name}", assets{bundle})
	return secured(mux), nil
}

// secured sets what holds for every answer, the refusals included.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", plainPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// document is a small answer kept whole in memory. Its name stays while its
// content changes with the binary, so clients must ask again each time; the
// ETag then spares the transfer.
type document struct {
	contentType, policy, etag string
	body                      []byte
}

func newDocument(contentType, policy string, body []byte) document {
	sum := sha256.Sum256(body)
	return document{contentType, policy, `"` + hex.EncodeToString(sum[:12]) + `"`, body}
}

func (d document) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", d.contentType)
	h.Set("Content-Security-Policy", d.policy)
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", d.etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(d.body))
}
