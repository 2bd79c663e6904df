package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"

	"modernc.org/sqlite"
)

// conn is one connection with the statements prepared on it. It is used by one
// goroutine at a time. It drives the driver without database/sql, whose pool
// and conversions cost as much as a small statement does.
type conn struct {
	raw   driver.Conn
	stmts map[string]driver.Stmt
}

// maxStatements bounds the prepared statements of a connection. Clients decide
// how many shapes of query there are.
const maxStatements = 512

// open opens a connection to the file. Pragmas are run in order.
func open(path string, pragmas ...string) (*conn, error) {
	// As a URI a path may have any character in it.
	raw, err := new(sqlite.Driver).Open((&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String())
	if err != nil {
		return nil, err
	}
	c := &conn{raw: raw, stmts: map[string]driver.Stmt{}}
	for _, pragma := range pragmas {
		if err := c.exec(context.Background(), "PRAGMA "+pragma); err != nil {
			return nil, errors.Join(fmt.Errorf("PRAGMA %s: %w", pragma, err), c.close())
		}
	}
	return c, nil
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.raw.Close())...)
}

// prepare returns the statement of this text, prepared once per connection.
func (c *conn) prepare(text string) (driver.Stmt, error) {
	if s := c.stmts[text]; s != nil {
		return s, nil
	}
	if len(c.stmts) >= maxStatements {
		for old, s := range c.stmts { // any one: maps iterate at random
			delete(c.stmts, old)
			if err := s.Close(); err != nil {
				return nil, err
			}
			break
		}
	}
	s, err := c.raw.Prepare(text)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, text)
	}
	c.stmts[text] = s
	return s, nil
}

// query runs a statement and calls each for every row; the slice of values is
// valid until each returns.
func (c *conn) query(ctx context.Context, st statement, each func(row []driver.Value) error) (err error) {
	s, err := c.prepare(st.text)
	if err != nil {
		return err
	}
	cut := ctx
	if st.bounded {
		// To watch a context takes the driver a goroutine per statement, a
		// fifth of a small statement's time.
		cut = context.Background()
	}
	rows, err := s.(driver.StmtQueryContext).QueryContext(cut, named(st.args))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, len(rows.Columns()))
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		switch err := rows.Next(row); {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		if err := each(row); err != nil {
			return err
		}
	}
}

// exec runs a statement for its effect.
func (c *conn) exec(ctx context.Context, text string, args ...any) error {
	s, err := c.prepare(text)
	if err != nil {
		return err
	}
	_, err = s.(driver.StmtExecContext).ExecContext(ctx, named(args))
	return err
}

// value runs a statement of one column and returns its first row's value, nil
// without a row.
func (c *conn) value(ctx context.Context, text string, args ...any) (any, error) {
	var first any
	seen := false
	err := c.query(ctx, statement{text: text, args: args}, func(row []driver.Value) error {
		if !seen {
			first, seen = row[0], true
		}
		return nil
	})
	return first, err
}

func named(args []any) []driver.NamedValue {
	values := make([]driver.NamedValue, len(args))
	for i, arg := range args {
		values[i] = driver.NamedValue{Ordinal: i + 1, Value: arg}
	}
	return values
}

// How a transaction begins: a reading one never waits, a writing one waits for
// other processes.
const (
	deferred  = "BEGIN"
	immediate = "BEGIN IMMEDIATE"
)

// inTransaction runs f between begin and COMMIT, or ROLLBACK if it fails or
// panics. The commit is not cut short by the context: once it has begun, its
// own answer counts.
func (c *conn) inTransaction(ctx context.Context, begin string, f func() error) error {
	wait := ctx
	if begin == deferred {
		wait = context.Background()
	}
	if err := c.exec(wait, begin); err != nil {
		return err
	}
	open := true
	defer func() {
		if open {
			// Where the engine rolled back by itself this one fails; the
			// first error is the one to tell.
			_ = c.exec(context.Background(), "ROLLBACK")
		}
	}()
	if err := f(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := c.exec(context.Background(), "COMMIT"); err != nil {
		return err
	}
	open = false
	return nil
}
