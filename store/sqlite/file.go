package sqlite

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/dealgraph/dealgraph/store"
)

const moveAway = "move the file away, or name another data directory"

func unsupported(path, what, hint string) error {
	return &store.Error{Code: store.CodeUnsupported, Message: path + " " + what, Hint: hint}
}

// checkHeader looks at the file's first bytes before SQLite does, so that a
// file that is not ours is refused with nothing touched. A file that is not
// there, or empty, is fine.
func checkHeader(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &store.Error{Code: store.CodeUnavailable, Message: path + " cannot be read", Hint: "check its owner and mode", Cause: err}
	}
	defer f.Close()
	header := make([]byte, 100)
	n, err := io.ReadFull(f, header)
	if n == 0 && err == io.EOF {
		return nil
	}
	if err != nil && err != io.ErrUnexpectedEOF {
		return &store.Error{Code: store.CodeUnavailable, Message: path + " cannot be read", Hint: "it must be a regular file", Cause: err}
	}
	if n < len(header) || !bytes.HasPrefix(header, []byte("SQLite format 3\x00")) {
		return unsupported(path, "is no SQLite file", moveAway)
	}
	// While a journal lies beside it, the file waits for SQLite to mend it,
	// and its header says nothing yet.
	if exists(path+"-journal") || exists(path+"-wal") {
		return nil
	}
	if id := binary.BigEndian.Uint32(header[68:]); id != applicationID {
		return unsupported(path, fmt.Sprintf("is a SQLite file of another program (application id %#x)", id), moveAway)
	}
	pageSize := int64(binary.BigEndian.Uint16(header[16:]))
	if pageSize == 1 {
		pageSize = 1 << 16
	}
	info, err := f.Stat()
	if err != nil {
		return &store.Error{Code: store.CodeUnavailable, Message: path + " cannot be read", Cause: err}
	}
	if want := pageSize * int64(binary.BigEndian.Uint32(header[28:])); info.Size() < want {
		return unsupported(path, fmt.Sprintf("is cut off: it has %d of %d bytes", info.Size(), want), "restore it from a backup")
	}
	return nil
}

func exists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() > 0
}

// checkDirectory makes the file's directory and makes sure that files can be
// written there; SQLite keeps its log beside the file.
func checkDirectory(path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &store.Error{Code: store.CodeUnavailable, Message: "the data directory " + dir + " cannot be made", Hint: "name another with --data-dir", Cause: err}
	}
	probe, err := os.CreateTemp(dir, ".dealgraph-*")
	if err == nil {
		err = errors.Join(probe.Close(), os.Remove(probe.Name()))
	}
	if err != nil {
		return &store.Error{Code: store.CodeUnavailable, Message: "the data directory " + dir + " cannot be written", Hint: "check its owner and mode, or name another with --data-dir", Cause: err}
	}
	return nil
}

// checkFormat makes sure that the file is ours and not of a newer program. It
// only reads. It reports whether the file has no tables yet.
func checkFormat(ctx context.Context, c *conn, path string) (empty bool, err error) {
	n, err := c.value(ctx, `SELECT count(*) FROM sqlite_schema`)
	if err != nil {
		return false, err
	}
	id, err := c.value(ctx, `PRAGMA application_id`)
	if err != nil {
		return false, err
	}
	if n == int64(0) && id == int64(0) {
		return true, nil
	}
	if id != int64(applicationID) {
		return false, unsupported(path, fmt.Sprintf("is a SQLite file of another program (application id %#x)", id), moveAway)
	}
	found, err := c.value(ctx, `SELECT value FROM meta WHERE key = 'format'`)
	if err != nil {
		return false, err
	}
	version, ok := found.(int64)
	if !ok || version < 1 {
		return false, unsupported(path, "does not say which format it has", "restore it from a backup")
	}
	if version > format {
		return false, unsupported(path, fmt.Sprintf("has format %d, newer than format %d of this program", version, format), "use the program that wrote it, or a newer one")
	}
	return false, nil
}
