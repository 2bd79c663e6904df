package sqlite

import (
	"context"

	"github.com/dealgraph/dealgraph/store"
)

// keptProjection returns what the file says of its projection (see
// store.Rebuild), empty if it is of a program that kept nothing.
func keptProjection(ctx context.Context, c *conn) (string, error) {
	value, err := c.value(ctx, `SELECT value FROM meta WHERE key = 'projection'`)
	kept, _ := value.(string)
	return kept, err
}

func keepProjection(ctx context.Context, c *conn, projection string) error {
	return c.exec(ctx, `INSERT INTO meta (key, value) VALUES ('projection', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, projection)
}

// rebuild makes the projection anew if the file has another.
func (s *Store) rebuild(ctx context.Context) error {
	c, err := s.borrow(ctx, s.writer)
	if err != nil {
		return err
	}
	defer func() { s.writer <- c }()
	if kept, err := keptProjection(ctx, c); err != nil || kept == s.layout.projection {
		return err
	}
	return store.Rebuild(ctx, s.writes, s.log, func(ctx context.Context, f func(store.Tx, string) (string, error)) error {
		return c.inTransaction(ctx, immediate, func() error {
			kept, err := keptProjection(ctx, c)
			if err != nil {
				return err
			}
			next, err := f(&transaction{conn: c, layout: s.layout}, kept)
			if err != nil {
				return err
			}
			return keepProjection(ctx, c, next)
		})
	})
}
