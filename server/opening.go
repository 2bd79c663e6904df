package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// The pauses between attempts to open a store that is not up yet, and the
// bound of one attempt, which may build indexes.
const (
	firstPause   = 250 * time.Millisecond
	longestPause = 5 * time.Second
	attemptLimit = 2 * time.Minute
)

// settleTime is how long a remote store that was down may talk nonsense once it
// is up: while it starts, its databases and accounts may not be there yet.
const settleTime = 20 * time.Second

// remindEvery is how often the log repeats what the server still waits for.
const remindEvery = time.Minute

// open opens and seeds the store and makes the server ready. For a remote
// store that is not up yet it tries again until it is, or ctx ends. An error
// that does not pass by itself is for good: at once where the store was up
// already, after settleTime where it has just come up.
func (a *App) open(ctx context.Context) error {
	var said string
	var saidAt, upSince time.Time
	wasDown := false
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		err := a.attempt(ctx)
		if err == nil || !a.engine.remote {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		switch {
		case isPassing(err):
			wasDown = true
		case upSince.IsZero():
			upSince = time.Now()
		}
		if !isPassing(err) && (!wasDown || time.Since(upSince) >= a.settle) {
			return err
		}
		a.readiness.wait(err)
		if reason := err.Error(); reason != said || time.Since(saidAt) >= remindEvery {
			said, saidAt = reason, time.Now()
			a.log.Warn("waiting for the store", append([]any{"store", a.engine.name, "at", a.engine.place}, errorAttributes(err)...)...)
		}
		// Servers that were started together should not knock together.
		select {
		case <-time.After(pause/2 + rand.N(pause/2)):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// attempt opens and seeds the store once. It leaves nothing open if it fails.
func (a *App) attempt(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, attemptLimit)
	defer cancel()
	began := time.Now()
	opened, err := a.engine.open(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, opened.Close())
		}
	}()
	for _, s := range a.seeds {
		if err := s.apply(ctx, opened, a.log); err != nil {
			return err
		}
	}
	a.store = opened
	a.readiness.become(opened, a.graphql(opened))
	a.log.Info("ready", "store", a.engine.name, "at", a.engine.place, "took", time.Since(began).Round(time.Millisecond))
	return nil
}

// isPassing tells whether the same attempt may go through later.
func isPassing(err error) bool {
	code := store.CodeOf(err)
	return code == store.CodeUnavailable || code == store.CodeTimeout
}
