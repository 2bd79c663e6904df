package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/graph/generated"
	"github.com/dealgraph/dealgraph/store"
)

// Config is what the handler needs. Store and Contract are required.
type Config struct {
	Store    store.Store
	Contract *contract.Contract
	Log      *slog.Logger
	// Ingesters returns what reads articles with the extractor of that name; the
	// empty one stands for the server's own choice. A name that it does not
	// have is an error of code BAD_INPUT. Without Ingesters no articles are
	// read.
	Ingesters func(extractor string) (Ingester, error)
	// WriteKey is what a mutation must carry; without one there are none.
	WriteKey string
	// Timeout bounds each request; zero means 30 seconds.
	Timeout time.Duration
}

// documents is the number of parsed and validated documents kept.
const documents = 1000

// NewHandler serves GraphQL over HTTP: POST with a JSON body, GET for queries.
func NewHandler(cfg Config) http.Handler {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 30 * time.Second
	}
	srv := handler.New(generated.NewExecutableSchema(generated.Config{
		Schema:    cfg.Contract.Served,
		Resolvers: &Resolver{Store: cfg.Store, Contract: cfg.Contract, Ingesters: cfg.Ingesters},
	}))
	srv.AddTransport(transport.GET{})
	srv.AddTransport(transport.POST{})
	srv.SetQueryCache(lru.New[*ast.QueryDocument](documents))
	srv.SetParserTokenLimit(maxTokens)
	srv.Use(guard{})
	srv.Use(writeKey(cfg.WriteKey))
	srv.Use(strict{cfg.Contract.Served})
	srv.Use(pricing{cfg.Contract})
	srv.Use(extension.Introspection{})
	srv.SetErrorPresenter(presenter(cfg.Log))
	srv.SetRecoverFunc(func(ctx context.Context, fault any) error {
		return fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
	})
	srv.AroundResponses(func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		response := next(ctx)
		if response != nil && len(response.Errors) > maxErrors {
			response.Errors = response.Errors[:maxErrors]
		}
		return response
	})
	return limitRequests(srv, cfg.Timeout)
}

// limitRequests lets through only what GraphQL over HTTP allows: GET, and POST
// with a JSON body of bounded size.
func limitRequests(next http.Handler, timeout time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost && r.Header.Get("Upgrade") == "":
			mediaType, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
			if !strings.EqualFold(strings.TrimSpace(mediaType), "application/json") {
				refuse(w, http.StatusUnsupportedMediaType, CodeBadInput, "send the operation as application/json")
				return
			}
			body, err := readBody(w, r)
			if err != nil {
				status, message := http.StatusBadRequest, "the body is no JSON object with a query"
				var tooLarge *http.MaxBytesError
				if errors.As(err, &tooLarge) {
					status, message = http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", maxBody)
				}
				refuse(w, status, CodeBadInput, message)
				return
			}
			r.Body = body
		case r.Header.Get("Upgrade") != "":
			refuse(w, http.StatusBadRequest, CodeBadInput, "there is no other protocol here than HTTP")
			return
		case r.Method == http.MethodGet:
			if fault := checkParameters(r.URL.Query()); fault != "" {
				refuse(w, http.StatusBadRequest, CodeBadInput, fault)
				return
			}
			if writes(r.URL.Query()) {
				w.Header().Set("Allow", "POST")
				refuse(w, http.StatusMethodNotAllowed, CodeBadInput, "GET is for queries: POST the mutation")
				return
			}
		default:
			w.Header().Set("Allow", "GET, POST")
			refuse(w, http.StatusMethodNotAllowed, CodeBadInput, "use GET or POST")
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), timeout)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// refuse answers a request that is no GraphQL request, in GraphQL's form.
func refuse(w http.ResponseWriter, status int, code Code, message string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"errors": gqlerror.List{{Message: message, Extensions: map[string]any{"code": string(code)}}}})
}
