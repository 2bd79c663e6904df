package main

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/dealgraph/dealgraph/seed"
	"github.com/dealgraph/dealgraph/store"
)

// seeding is a seed that passed its checks and can be written.
type seeding struct {
	name string
	set  *seed.Set
}

// loadSeeds reads and checks the seeds of these names, as --seed has them.
func loadSeeds(names []string, kinds *store.Kinds) ([]seeding, error) {
	var seeds []seeding
	for _, name := range names {
		set, err := seed.Open(name, kinds)
		if err != nil {
			return nil, fmt.Errorf("the seed %q: %w", name, err)
		}
		seeds = append(seeds, seeding{name, set})
	}
	return seeds, nil
}

// apply writes what the store lacks of the seed, and logs what that was.
func (s seeding) apply(ctx context.Context, to store.Store, log *slog.Logger) error {
	report, err := s.set.Apply(ctx, to)
	if err != nil {
		return err
	}
	log.Info(report.String(), "seed", s.name, "articles", report.Articles.Written, "statements", report.Statements.Written)
	return nil
}
