package neo4j

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
)

// retryDelays are the waits before a call is tried again: long enough for a
// leader to change or a dead connection to be dropped, short enough for
// whoever waits for an answer.
var retryDelays = []time.Duration{20 * time.Millisecond, 100 * time.Millisecond, 400 * time.Millisecond}

// retry calls f until it goes through, fails for good, or has been tried often
// enough.
func (s *Store) retry(ctx context.Context, f func() error) error {
	for _, delay := range retryDelays {
		err := f()
		if err == nil || ctx.Err() != nil || s.closed.Load() || !retryable(err) {
			return err
		}
		s.log.Warn("Neo4j failed for a moment; trying again", "error", err)
		if sleep(ctx, delay/2+rand.N(delay)) != nil { //nolint:gosec // jitter
			return err
		}
	}
	return f()
}

// sleep waits, but not longer than the context.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: s.config.Database, BookmarkManager: s.bookmarks, FetchSize: neo4j.FetchAll})
}

// closeSession gives the connection back, also where the call's own time is up.
func closeSession(ctx context.Context, session neo4j.SessionWithContext) {
	if ctx.Err() != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
	}
	// What can fail here is the connection, which the driver then drops.
	_ = session.Close(ctx)
}

// timeout makes the server give up when the caller does.
func timeout(ctx context.Context) []func(*neo4j.TransactionConfig) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return nil
	}
	// 0 would mean no limit.
	return []func(*neo4j.TransactionConfig){neo4j.WithTxTimeout(max(time.Until(deadline), time.Millisecond))}
}

// read sends one statement and returns its records. The driver retries nothing
// that is sent so, in one round trip and without a transaction around it; reads
// may be repeated, so it is done here.
func (s *Store) read(ctx context.Context, st *statement) ([]*neo4j.Record, error) {
	return s.readAt(ctx, neo4j.AccessModeRead, st)
}

// readAt reads as read does: from any server of a cluster, or, in write mode,
// from its leader, which knows of every write.
func (s *Store) readAt(ctx context.Context, mode neo4j.AccessMode, st *statement) ([]*neo4j.Record, error) {
	var records []*neo4j.Record
	err := s.retry(ctx, func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		session := s.session(ctx, mode)
		defer closeSession(ctx, session)
		s.observe(st)
		result, err := session.Run(ctx, st.text, st.params, timeout(ctx)...)
		if err != nil {
			return err
		}
		records, err = result.Collect(ctx)
		return err
	})
	return records, s.wrap(ctx, err)
}

// readOne sends a statement that answers with one record.
func (s *Store) readOne(ctx context.Context, st *statement) (map[string]any, error) {
	records, err := s.read(ctx, st)
	if err != nil {
		return nil, err
	}
	if len(records) != 1 {
		return nil, store.Errorf(store.CodeInternal, "Neo4j answered %d records instead of one", len(records))
	}
	return records[0].AsMap(), nil
}

// write runs f in one transaction and commits it. Where that fails for a
// moment, all of it is repeated: f must start from nothing each time. A commit
// that is cut off is not repeated, because it may have gone through.
func (s *Store) write(ctx context.Context, f func(*transaction) error) error {
	return s.wrap(ctx, s.retry(ctx, func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		session := s.session(ctx, neo4j.AccessModeWrite)
		defer closeSession(ctx, session)
		tx, err := session.BeginTransaction(ctx, timeout(ctx)...)
		if err != nil {
			return err
		}
		if err := f(&transaction{store: s, tx: tx}); err != nil {
			// The server rolls back by itself where this cannot be sent.
			_ = tx.Close(ctx)
			return err
		}
		err = tx.Commit(ctx)
		if neo4j.IsConnectivityError(err) {
			return &store.Error{Code: store.CodeUnavailable, Message: "Neo4j went away during the commit: what was written may be there or not", Hint: "the same write may be repeated safely"}
		}
		return err
	}))
}

func (s *Store) observe(st *statement) {
	if s.config.OnStatement != nil {
		s.config.OnStatement(st.text, st.params)
	}
}
