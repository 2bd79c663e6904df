package main

import (
	"net/http"

	"github.com/rs/cors"

	"github.com/dealgraph/dealgraph/web"
)

// preflightSeconds is how long browsers may remember what /graphql allows.
const preflightSeconds = 600

// routes is everything the server answers.
func (a *App) routes(questions []web.Question) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", hardened(a.shared(http.HandlerFunc(a.readiness.serveGraphQL))))
	mux.Handle("/healthz", hardened(readOnly(a.readiness.serveHealth)))
	mux.Handle("/readyz", hardened(readOnly(a.readiness.serveReady)))
	mux.Handle("/", web.Handler(questions)) // sets headers of its own
	return logged(a.log, recovered(a.log, mux))
}

// shared lets pages of other origins use it, where the settings name some.
// Nothing here knows cookies, so any header may come along.
func (a *App) shared(next http.Handler) http.Handler {
	if len(a.settings.CORSOrigin) == 0 {
		return next
	}
	return cors.New(cors.Options{
		AllowedOrigins: a.settings.CORSOrigin,
		AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders: []string{"*"},
		ExposedHeaders: []string{"Retry-After"},
		MaxAge:         preflightSeconds,
	}).Handler(next)
}

// hardened tells browsers to take an answer for data and nothing else, and
// caches to leave it.
func hardened(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// readOnly refuses what is neither GET nor HEAD.
func readOnly(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		next(w, r)
	})
}
