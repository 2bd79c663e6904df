package seed

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Error is one fault of a set: what is wrong, and where.
type Error struct {
	// File is its path in the file system that was loaded.
	File string
	// Line counts from 1; 0 means the file as a whole.
	Line int
	// Message says for people what is wrong.
	Message string
}

// Error returns "file:line: message".
func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
}

// faults collects what is wrong with a set.
type faults struct {
	list []*Error
}

func (f *faults) add(file string, line int, format string, args ...any) {
	f.list = append(f.list, &Error{File: file, Line: line, Message: fmt.Sprintf(format, args...)})
}

// err joins the faults, sorted and without repetitions; nil if there are none.
func (f *faults) err() error {
	slices.SortFunc(f.list, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	sorted := slices.CompactFunc(f.list, func(a, b *Error) bool { return *a == *b })
	all := make([]error, len(sorted))
	for i, e := range sorted {
		all[i] = e
	}
	return errors.Join(all...)
}
