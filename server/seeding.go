package main

import (
	"context"
	"log/slog"

	"github.com/dealgraph/dealgraph/store"
)

// seeding is a seed that is ready to be written.
type seeding struct {
	name string
}

func loadSeeds(names []string, kinds *store.Kinds) ([]seeding, error) {
	return nil, nil // TODO(seed)
}

func (s seeding) apply(ctx context.Context, to store.Store, log *slog.Logger) error { return nil }
