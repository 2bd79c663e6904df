package main

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// maxLoggedPath is how much of a path the log keeps.
const maxLoggedPath = 200

var operationName = regexp.MustCompile(`^[_A-Za-z][_0-9A-Za-z]{0,99}$`)

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader passes on; an informational status is not yet the answer.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= http.StatusOK {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write passes on.
func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(p)
	r.bytes += int64(n)
	return n, err
}

// Unwrap is for http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// logged writes one line for each request: never its query, its variables or
// its headers. Probes that went well are for the debug level, or they would be
// most of the log.
func logged(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		record := &recorder{ResponseWriter: w}
		defer func() {
			if record.status == 0 {
				record.status = http.StatusOK // as net/http does
			}
			level := slog.LevelInfo
			switch {
			case record.status >= http.StatusInternalServerError:
				level = slog.LevelWarn
			case r.URL.Path == "/healthz" || r.URL.Path == "/readyz":
				level = slog.LevelDebug
			}
			path := r.URL.Path
			if len(path) > maxLoggedPath {
				path = strings.ToValidUTF8(path[:maxLoggedPath], "") + "…"
			}
			attributes := []slog.Attr{
				slog.String("method", r.Method), slog.String("path", path), slog.Int("status", record.status),
				slog.Duration("duration", time.Since(began)), slog.Int64("bytes", record.bytes),
			}
			// Only where it is at hand: a body belongs to whoever answers it.
			if name := r.URL.Query().Get("operationName"); path == "/graphql" && operationName.MatchString(name) {
				attributes = append(attributes, slog.String("operation", name))
			}
			log.LogAttrs(r.Context(), level, "request", attributes...)
		}()
		next.ServeHTTP(record, r)
	})
}

// recovered answers a panic with an id under which the log tells the rest.
func recovered(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause) // the wish to drop the connection
			}
			id := rand.Text()[:12]
			log.Error("panic", "logId", id, "path", r.URL.Path, "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
			if record, ok := w.(*recorder); ok && record.status != 0 {
				panic(http.ErrAbortHandler) // half an answer must not look whole
			}
			writeGraphQLError(w, http.StatusInternalServerError, "internal error",
				map[string]string{"code": string(store.CodeInternal), "logId": id})
		}()
		next.ServeHTTP(w, r)
	})
}
