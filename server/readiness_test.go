package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// mustBecomeReady waits for /readyz to answer 200.
func mustBecomeReady(t *testing.T, app *App, patience time.Duration) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		got := mustGet(t, app, "readyz")
		if got.status == http.StatusOK {
			return
		}
		select {
		case err := <-app.Failed():
			t.Fatalf("it gave up: %v", err)
		default:
		}
		if time.Now().After(deadline) {
			t.Fatalf("not ready after %v: %s", patience, got.body)
		}
	}
}

// mustBeUnavailable checks what a server says that lives without its store.
func mustBeUnavailable(t *testing.T, app *App, reason string) {
	t.Helper()
	if got := mustGet(t, app, "healthz"); got.status != http.StatusOK {
		t.Errorf("/healthz: got %d %s", got.status, got.body)
	}
	if got := mustGet(t, app, "readyz"); got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, reason) {
		t.Errorf("/readyz: got %d %s, want the reason %q", got.status, got.body, reason)
	}
	got := mustAsk(t, app, xiaomi, "")
	var body struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(got.body), &body); err != nil || len(body.Errors) != 1 || body.Errors[0].Extensions.Code != "UNAVAILABLE" {
		t.Errorf("/graphql: got %d %s", got.status, got.body)
	}
}

func TestARemoteStoreIsWaitedFor(t *testing.T) {
	app, log := mustApp(t, mustSettings(t))
	open, up := app.engine.open, new(atomic.Bool)
	app.engine.remote = true
	app.engine.open = func(ctx context.Context) (store.Store, error) {
		if !up.Load() {
			return nil, &store.Error{Code: store.CodeUnavailable, Message: "it cannot be reached", Hint: "for operators", Cause: errors.New("driver text")}
		}
		return open(ctx)
	}
	if err := app.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(5 * time.Second); !strings.Contains(log.String(), "waiting"); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the log does not say that it waits")
		}
	}
	mustBeUnavailable(t, app, "it cannot be reached")
	got := mustAsk(t, app, xiaomi, "")
	if got.status != http.StatusServiceUnavailable || got.header.Get("Retry-After") == "" || got.header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("/graphql: got %d %v", got.status, got.header)
	}
	for _, secret := range []string{"driver text", "for operators"} {
		if strings.Contains(got.body+mustGet(t, app, "readyz").body, secret) {
			t.Errorf("a client sees %q", secret)
		}
		if !strings.Contains(log.String(), secret) {
			t.Errorf("the log lacks %q", secret)
		}
	}
	up.Store(true)
	mustBecomeReady(t, app, 10*time.Second)
	if got := mustAsk(t, app, xiaomi, ""); !strings.Contains(got.body, "company:xiaomi") {
		t.Errorf("got %s", got.body)
	}
	if n := strings.Count(log.String(), "waiting for the store"); n != 1 {
		t.Errorf("%d lines about the same reason", n)
	}
}

func TestWhatDoesNotPassEndsTheWait(t *testing.T) {
	down, old := store.Errorf(store.CodeUnavailable, "not up"), store.Errorf(store.CodeUnsupported, "too old")
	for name, c := range map[string]struct {
		says     []error // one for each attempt, the last one for all that follow
		settle   time.Duration
		attempts int32
	}{
		"at once where it was up":               {[]error{old}, time.Hour, 1},
		"after a while where it has come up":    {[]error{down, old}, time.Millisecond, 3},
		"counted from when it said something":   {[]error{down, old, down, old}, time.Millisecond, 4},
		"what passes does not end it by itself": {[]error{down, down, down, old}, 0, 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			app, _ := mustApp(t, mustSettings(t))
			var attempts atomic.Int32
			app.settle = c.settle
			app.engine.remote = true
			app.engine.open = func(context.Context) (store.Store, error) {
				n := int(attempts.Add(1))
				return nil, c.says[min(n, len(c.says))-1]
			}
			if err := app.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			select {
			case err := <-app.Failed():
				if err != old || attempts.Load() != c.attempts {
					t.Errorf("got %v after %d attempts, want %d", err, attempts.Load(), c.attempts)
				}
			case <-time.After(20 * time.Second):
				t.Fatal("it goes on")
			}
		})
	}
}

func TestCloseEndsTheWait(t *testing.T) {
	app, _ := mustApp(t, mustSettings(t))
	app.engine.remote = true
	app.engine.open = func(ctx context.Context) (store.Store, error) {
		<-ctx.Done()
		return nil, store.Wrap(ctx.Err(), store.CodeTimeout, "cut off")
	}
	if err := app.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := app.Close(t.Context()); err != nil {
		t.Error(err)
	}
	select {
	case err := <-app.Failed():
		t.Errorf("closing counts as failure: %v", err)
	default:
	}
}

// sick is a store whose Ready fails.
type sick struct {
	store.Store
	err error
}

func (s sick) Ready(ctx context.Context) error {
	if s.err == nil {
		<-ctx.Done()
		return store.Wrap(ctx.Err(), store.CodeTimeout, "no answer in time")
	}
	return s.err
}

func TestReadinessAsksTheStoreEachTime(t *testing.T) {
	app, log := mustStart(t, "--seed=none")
	mustBecomeReady(t, app, 0)
	healthy := app.readiness.state.Load()
	for _, c := range []struct {
		err    error
		reason string
	}{
		{store.Errorf(store.CodeUnavailable, "the disk is gone"), "the disk is gone"},
		{&store.Error{Code: store.CodeInternal, Message: "SELECT 1 failed"}, "the store failed"},
		{nil, "no answer in time"},
	} {
		app.readiness.become(sick{healthy.store, c.err}, healthy.graphql)
		began := time.Now()
		if got := mustGet(t, app, "readyz"); got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, `"reason":"`+c.reason+`"`) {
			t.Errorf("%v: got %d %s", c.err, got.status, got.body)
		}
		if took := time.Since(began); took > readyTimeout+2*time.Second {
			t.Errorf("%v: took %v", c.err, took)
		}
		if !strings.Contains(log.String(), "the store does not answer") {
			t.Error("the log does not tell")
		}
	}
	app.readiness.become(healthy.store, healthy.graphql)
	mustBecomeReady(t, app, 0)
}
