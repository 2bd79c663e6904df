package sqlite

import (
	"context"
	"errors"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/dealgraph/dealgraph/store"
)

// wrap makes an error of the port of one of the driver or the context.
func (s *Store) wrap(err error) error {
	if err == nil {
		return nil
	}
	var known *store.Error
	if errors.As(err, &known) {
		return known
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &store.Error{Code: store.CodeTimeout, Message: "the answer took too long or was no longer wanted", Cause: err}
	}
	var engine *sqlite.Error
	if !errors.As(err, &engine) {
		return &store.Error{Code: store.CodeInternal, Message: "the store failed", Cause: err}
	}
	unavailable := func(what, hint string) error {
		return &store.Error{Code: store.CodeUnavailable, Message: what, Hint: hint, Cause: err}
	}
	switch engine.Code() & 0xff { // the rest of the bits says which kind of it
	case lib.SQLITE_INTERRUPT:
		return &store.Error{Code: store.CodeTimeout, Message: "the answer took too long or was no longer wanted", Cause: err}
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return unavailable("the store is busy", "another process writes to "+s.path)
	case lib.SQLITE_FULL:
		return unavailable("the disk is full", "make room for "+s.path)
	case lib.SQLITE_CANTOPEN, lib.SQLITE_READONLY, lib.SQLITE_PERM:
		return unavailable("the store cannot be opened or written", "check the owner and mode of "+s.path+" and its directory")
	case lib.SQLITE_IOERR:
		return unavailable("the disk failed", "look at the disk of "+s.path)
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return &store.Error{Code: store.CodeUnsupported, Message: s.path + " is corrupt", Hint: "restore it from a backup", Cause: err}
	}
	return &store.Error{Code: store.CodeInternal, Message: "the store failed", Cause: err}
}
