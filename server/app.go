package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
)

// What a client may take of the server before it has said anything useful.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 30 * time.Second
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 64 << 10
	// writeGrace is what a slow reader gets beyond the time of the answer.
	writeGrace = 30 * time.Second
)

// App is the server: the HTTP side, the store behind it, and how one waits for
// the other. Its methods are called one after the other: Start, the rest, and
// Close at the end.
type App struct {
	settings  Settings
	log       *slog.Logger
	engine    engine
	seeds     []seeding
	graphql   func(store.Store) http.Handler
	readiness *readiness
	settle    time.Duration

	listener net.Listener
	server   *http.Server
	failed   chan error
	// opening ends with the attempts to open the store; store is set then, or
	// there is none.
	opening context.CancelFunc
	opened  chan struct{}
	store   store.Store
}

// NewApp prepares a server. It opens nothing yet.
func NewApp(settings Settings, log *slog.Logger) (*App, error) {
	schema, err := contract.Load(dealgraph.Schema)
	if err != nil {
		return nil, fmt.Errorf("the schema that was built in is broken: %w", err)
	}
	a := &App{
		settings:  settings,
		log:       log,
		engine:    selectEngine(&settings, schema.Kinds, log),
		readiness: newReadiness(log),
		settle:    settleTime,
		failed:    make(chan error, 2), // one for the store, one for HTTP
		opened:    make(chan struct{}),
	}
	a.graphql = func(s store.Store) http.Handler { return a.newGraphQL(s, schema) }
	if a.seeds, err = loadSeeds(settings.seeds(), schema.Kinds); err != nil {
		return nil, err
	}
	return a, nil
}

// Start listens and serves. An embedded store is open and seeded when it
// returns; a remote one may still be waited for, until ctx ends. After an
// error nothing is left open.
func (a *App) Start(ctx context.Context) (err error) {
	questions, err := readyQuestions()
	if err != nil {
		return err
	}
	// Before the store is touched: a second server by mistake ends here.
	a.listener, err = net.Listen("tcp", a.settings.Addr)
	if err != nil {
		return &store.Error{Code: store.CodeUnavailable, Message: "cannot listen on " + a.settings.Addr,
			Hint: "choose another address with --addr", Cause: err}
	}
	ctx, a.opening = context.WithCancel(ctx)
	if a.engine.remote {
		go func() {
			defer close(a.opened)
			if err := a.open(ctx); err != nil && ctx.Err() == nil {
				a.failed <- err
			}
		}()
	} else {
		err := a.open(ctx)
		close(a.opened)
		if err != nil {
			a.opening()
			return errors.Join(err, a.listener.Close())
		}
	}
	a.server = &http.Server{
		Handler:           a.routes(questions),
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      a.settings.RequestTimeout + writeGrace,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(a.log.Handler(), slog.LevelWarn),
	}
	go func() {
		if err := a.server.Serve(a.listener); !errors.Is(err, http.ErrServerClosed) {
			a.failed <- fmt.Errorf("serve HTTP: %w", err)
		}
	}()
	a.log.Info("listening", "addr", a.listener.Addr().String(), "url", a.URL())
	return nil
}

// URL is where the page is, with the port that was taken.
func (a *App) URL() string {
	host, port, err := net.SplitHostPort(a.listener.Addr().String())
	if err != nil {
		return "http://" + a.listener.Addr().String() + "/" // cannot be: it is TCP
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

// Failed gives the error for which the server cannot go on, if there is one.
func (a *App) Failed() <-chan error { return a.failed }

// Close takes no more requests, waits for those under way until ctx ends, and
// closes the store.
func (a *App) Close(ctx context.Context) error {
	if a.server == nil {
		return nil // Start failed, or was never called
	}
	a.opening()
	<-a.opened
	err := a.server.Shutdown(ctx)
	if err != nil {
		err = errors.Join(fmt.Errorf("requests were cut off: %w", err), a.server.Close())
	}
	if a.store != nil {
		err = errors.Join(err, a.store.Close())
	}
	return err
}
