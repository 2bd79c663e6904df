package main

import (
	"context"
	"io"
	"time"
)

// drainGrace is how much longer than a request may take the server waits at
// its end for the last ones.
const drainGrace = 5 * time.Second

// serveCommand serves until ctx ends or the server fails.
type serveCommand struct{}

func (*serveCommand) run(ctx context.Context, settings *Settings, _, stderr io.Writer) error {
	log := settings.logger(stderr)
	app, err := NewApp(*settings, log)
	if err != nil {
		return err
	}
	if err := app.Start(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // stopped while it started
		}
		return err
	}
	var failure error
	select {
	case failure = <-app.Failed():
	case <-ctx.Done():
		log.Info("stopping")
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), settings.RequestTimeout+drainGrace)
	defer cancel()
	err = app.Close(drain)
	if failure != nil {
		if err != nil {
			log.Error("did not close cleanly", errorAttributes(err)...)
		}
		return failure
	}
	if err == nil {
		log.Info("stopped")
	}
	return err
}
