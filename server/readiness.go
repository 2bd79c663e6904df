package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// readyTimeout bounds what /readyz waits for the store. It is shorter than the
// usual patience of those who ask.
const readyTimeout = 2 * time.Second

// readiness is what the server can do at the moment: nothing but explain why,
// until the store is open and seeded; then answer queries. It starts as not
// ready, becomes ready once, and is safe for concurrent use.
type readiness struct {
	state atomic.Pointer[readyState]
	log   *slog.Logger
}

type readyState struct {
	reason  string // why not, for clients
	store   store.Store
	graphql http.Handler
}

func newReadiness(log *slog.Logger) *readiness {
	r := &readiness{log: log}
	r.state.Store(&readyState{reason: "the server is starting"})
	return r
}

// wait keeps the reason why it is not ready yet.
func (r *readiness) wait(err error) { r.state.Store(&readyState{reason: publicMessage(err)}) }

// become makes it ready.
func (r *readiness) become(s store.Store, graphql http.Handler) {
	r.state.Store(&readyState{store: s, graphql: graphql})
}

// serveHealth answers /healthz: the process lives.
func (r *readiness) serveHealth(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]string{"status": "alive"})
}

// serveReady answers /readyz: it asks the store each time.
func (r *readiness) serveReady(w http.ResponseWriter, req *http.Request) {
	state := r.state.Load()
	reason := state.reason
	if state.store != nil {
		ctx, cancel := context.WithTimeout(req.Context(), readyTimeout)
		defer cancel()
		if err := state.store.Ready(ctx); err != nil {
			reason = publicMessage(err)
			r.log.Warn("the store does not answer", errorAttributes(err)...)
		}
	}
	if reason != "" {
		writeJSON(w, http.StatusServiceUnavailable, map[string]string{"status": "unavailable", "reason": reason})
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"status": "ready"})
}

// serveGraphQL passes queries on, or says why there is nobody to answer them.
func (r *readiness) serveGraphQL(w http.ResponseWriter, req *http.Request) {
	state := r.state.Load()
	if state.graphql == nil {
		w.Header().Set("Retry-After", "1")
		writeGraphQLError(w, http.StatusServiceUnavailable, "not ready yet: "+state.reason,
			map[string]string{"code": string(store.CodeUnavailable)})
		return
	}
	state.graphql.ServeHTTP(w, req)
}

// publicMessage is what a client may read of an error: never a driver's text.
func publicMessage(err error) string {
	var known *store.Error
	if errors.As(err, &known) && known.Code != store.CodeInternal {
		return known.Message
	}
	return "the store failed"
}

// writeGraphQLError answers as GraphQL does where GraphQL itself cannot.
func writeGraphQLError(w http.ResponseWriter, status int, message string, extensions map[string]string) {
	type graphqlError struct {
		Message    string            `json:"message"`
		Extensions map[string]string `json:"extensions"`
	}
	writeJSON(w, status, map[string][]graphqlError{"errors": {{message, extensions}}})
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err) // maps of strings: cannot be
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // whoever asked may be gone
}
