package reading

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// Stream reads all articles of one file: a line each of JSON Lines, otherwise
// one. A line that cannot be read yields an error that names it, and the next
// lines follow; memory is bounded by the longest line. If the reader itself
// fails, or the file is of another format and faulty, the error is the last
// thing yielded.
func Stream(name string, r io.Reader, o Options) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		if err := o.check(); err != nil {
			yield(nil, err)
			return
		}
		// What tells the format without a name is at the beginning.
		head := make([]byte, 4<<10)
		n, err := io.ReadFull(r, head)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			yield(nil, failed(name, err))
			return
		}
		whole := io.MultiReader(bytes.NewReader(head[:n]), r)
		if format := o.Format; format == JSONLines || format == "" && Detect(name, head[:n]) == JSONLines {
			streamLines(name, whole, o, yield)
			return
		}
		// One byte more than can be allowed tells that there is more.
		limit := o.limit() * markupFactor
		data, err := io.ReadAll(io.LimitReader(whole, int64(limit)+1))
		if err != nil {
			yield(nil, failed(name, err))
			return
		}
		if len(data) > limit {
			e := invalid("%s: it has more than %d bytes: the limit is %d of text", name, limit, o.limit())
			e.Hint = "raise the limit, or cut the file into its articles"
			yield(nil, e)
			return
		}
		yield(Read(name, data, o))
	}
}

// streamLines yields an article or an error for each line that is not blank.
func streamLines(name string, r io.Reader, o Options, yield func(*Article, error) bool) {
	limit := o.limit() * markupFactor
	stopped, any := false, false
	err := lines(r, limit, func(number int, line []byte, size int) bool {
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 && size <= limit {
			return true
		}
		any = true
		if size > limit {
			stopped = !yield(nil, tooLarge(fmt.Sprintf("%s:%d", name, number), size, limit))
		} else {
			stopped = !yield(readRecord(name, number, line, o))
		}
		return !stopped
	})
	switch {
	case stopped:
	case err != nil:
		yield(nil, failed(name, err))
	case !any:
		yield(nil, invalid("%s: it is empty", name))
	}
}

// File reads all articles of the file at a path as [Stream] does.
func File(path string, o Options) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		file, err := os.Open(path)
		if err != nil {
			yield(nil, failed(path, err))
			return
		}
		defer file.Close()
		Stream(path, file, o)(yield)
	}
}

// Walk returns the files that paths mean, each once, in the order of the paths
// and by name within folders. A path that is a file is taken whatever its
// name; of a folder, at any depth, those whose extension tells an article's
// format. Hidden files and folders are left out. Skipped are the other files of
// folders and the links inside them, so that nothing is left out unsaid.
//
// Error, of code BAD_INPUT: there is no such path, or it cannot be read.
func Walk(paths []string) (files, skipped []string, err error) {
	seen := map[string]bool{}
	add := func(path string) {
		if path = filepath.Clean(path); !seen[path] {
			seen[path] = true
			files = append(files, path)
		}
	}
	for _, root := range paths {
		info, err := os.Stat(root)
		if err != nil {
			return nil, nil, failed(root, err)
		}
		if !info.IsDir() {
			add(root)
			continue
		}
		// The root may be a link to a folder, which WalkDir does not follow.
		if resolved, err := filepath.EvalSymlinks(root); err == nil {
			root = resolved
		}
		err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return failed(path, err)
			}
			hidden := path != root && strings.HasPrefix(entry.Name(), ".")
			switch {
			case entry.IsDir() && hidden:
				return filepath.SkipDir
			case entry.IsDir() || hidden:
			case entry.Type().IsRegular() && extensions[strings.ToLower(filepath.Ext(path))] != "":
				add(path)
			default:
				skipped = append(skipped, filepath.Clean(path))
			}
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
	}
	slices.Sort(skipped)
	return files, slices.Compact(skipped), nil
}

// failed makes an error of the file system one of ours.
func failed(path string, err error) error {
	switch {
	case os.IsNotExist(err):
		return invalid("%s: there is no such file", path)
	case os.IsPermission(err):
		return invalid("%s: it may not be read", path)
	}
	return &store.Error{Code: store.CodeInvalid, Message: path + ": it cannot be read", Cause: err}
}
