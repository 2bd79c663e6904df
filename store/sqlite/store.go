package sqlite

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// Config says what to open and how.
type Config struct {
	// Path is the file, such as <data-dir>/dealgraph.db. The file and its
	// directory are made if they are not there.
	Path string
	// Kinds is the kind table. When it has changed since the file was last
	// open, columns and indexes are adapted and the projection is rebuilt.
	Kinds *store.Kinds
	Names names.Folder
	// Now is the clock; time.Now if nil.
	Now store.Clock
	// Readers is the number of reading connections; about as many as cores if
	// 0.
	Readers int
	// Log may be nil.
	Log *slog.Logger
}

// Store is a knowledge graph in one SQLite file. It implements store.Store.
// The nodes of an answer may be shared between its rows: they are for reading.
type Store struct {
	path   string
	layout *layout
	names  names.Folder
	writes *store.Writer
	log    *slog.Logger

	readers chan *conn // idle ones
	opened  int        // of the readers
	writer  chan *conn // the one, when idle
	closed  chan struct{}
	close   sync.Once
	stop    error // what closing said
}

var _ store.Store = (*Store)(nil)

// busyTimeout is how long, in milliseconds, a connection waits for another
// process.
const busyTimeout = "busy_timeout = 10000"

// Open opens the file, or makes it. A file that is corrupt, of another program
// or of a newer version of this one is refused with code UNSUPPORTED and left
// as it is. Where the projection is to be rebuilt, Open returns when it is; cut
// off, it goes on the next time.
func Open(ctx context.Context, config Config) (*Store, error) {
	path, err := filepath.Abs(config.Path)
	if config.Path == "" || err != nil {
		return nil, store.Errorf(store.CodeInvalid, "the store needs a file to live in")
	}
	l, err := newLayout(config.Kinds)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, layout: l, names: config.Names, log: config.Log, closed: make(chan struct{}),
		writes: &store.Writer{Kinds: config.Kinds, Names: config.Names, Now: config.Now}}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.writes.Now == nil {
		s.writes.Now = time.Now
	}
	for _, check := range []func(string) error{checkDirectory, checkHeader} {
		if err := check(path); err != nil {
			return nil, err
		}
	}
	writer, err := openWriter(ctx, path, l)
	if err != nil {
		return nil, s.wrap(err)
	}
	s.writer = make(chan *conn, 1)
	s.writer <- writer
	if err := s.rebuild(ctx); err != nil {
		return nil, s.wrap(errors.Join(err, s.Close()))
	}
	count := config.Readers
	if count <= 0 {
		count = max(2, runtime.GOMAXPROCS(0))
	}
	s.readers = make(chan *conn, count)
	for range count {
		reader, err := open(path, busyTimeout, "query_only = on", "cache_size = -16000", "temp_store = memory")
		if err != nil {
			return nil, s.wrap(errors.Join(err, s.Close()))
		}
		s.opened++
		s.readers <- reader
	}
	s.log.Debug("store open", "path", path, "readers", count)
	return s, nil
}

func openWriter(ctx context.Context, path string, l *layout) (*conn, error) {
	c, err := open(path, busyTimeout)
	if err != nil {
		return nil, err
	}
	prepare := func() error {
		empty, err := checkFormat(ctx, c, path)
		if err != nil {
			return err
		}
		if empty {
			if err := create(ctx, c, l); err != nil {
				return err
			}
		}
		// The tables are made before the log is, so that the file's own
		// header says whose it is from the first moment.
		for _, pragma := range []string{"journal_mode = WAL", "synchronous = FULL", "cache_size = -64000", "temp_store = memory"} {
			if err := c.exec(ctx, "PRAGMA "+pragma); err != nil {
				return err
			}
		}
		return adapt(ctx, c, l)
	}
	if err := prepare(); err != nil {
		return nil, errors.Join(err, c.close())
	}
	return c, nil
}

// borrow takes a connection of the pool.
func (s *Store) borrow(ctx context.Context, pool chan *conn) (*conn, error) {
	select {
	case <-s.closed:
		return nil, errClosed()
	default:
	}
	select {
	case c := <-pool:
		return c, nil
	default:
	}
	select {
	case c := <-pool:
		return c, nil
	case <-s.closed:
		return nil, errClosed()
	case <-ctx.Done():
		return nil, s.wrap(ctx.Err())
	}
}

func errClosed() error { return store.Errorf(store.CodeUnavailable, "the store is closed") }

// read runs f on a reading connection, in a transaction, so that all its
// statements see one state of the graph.
func (s *Store) read(ctx context.Context, f func(*conn) error) error {
	if err := ctx.Err(); err != nil {
		return s.wrap(err)
	}
	c, err := s.borrow(ctx, s.readers)
	if err != nil {
		return err
	}
	defer func() { s.readers <- c }()
	return s.wrap(c.inTransaction(ctx, deferred, func() error { return f(c) }))
}

// Apply writes the batch in one transaction; see [store.Store].
func (s *Store) Apply(ctx context.Context, b *store.Batch) (*store.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return nil, s.wrap(err)
	}
	c, err := s.borrow(ctx, s.writer)
	if err != nil {
		return nil, err
	}
	defer func() { s.writer <- c }()
	var receipt *store.Receipt
	err = c.inTransaction(ctx, immediate, func() error {
		var err error
		receipt, err = store.Write(ctx, &transaction{conn: c, layout: s.layout}, s.writes, b)
		return err
	})
	if err != nil && !errors.Is(err, store.ErrDryRun) {
		return nil, s.wrap(err)
	}
	return receipt, nil
}

// Sequence answers the number of the last write; see [store.Store].
func (s *Store) Sequence(ctx context.Context) (int64, error) {
	var sequence int64
	err := s.read(ctx, func(c *conn) error {
		value, err := c.value(ctx, `SELECT value FROM meta WHERE key = 'sequence'`)
		if err != nil {
			return err
		}
		sequence, err = sequenceOf(value)
		return err
	})
	return sequence, err
}

// Ready asks the file for the sequence of the last write.
func (s *Store) Ready(ctx context.Context) error {
	_, err := s.Sequence(ctx)
	return err
}

// Close waits for what is under way, folds the write-ahead log into the file
// and closes it. Closing again does nothing.
func (s *Store) Close() error {
	s.close.Do(func() {
		close(s.closed)
		var errs []error
		for range s.opened {
			errs = append(errs, (<-s.readers).close())
		}
		writer := <-s.writer
		errs = append(errs, writer.exec(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)"), writer.close())
		s.stop = s.wrap(errors.Join(errs...))
	})
	return s.stop
}
