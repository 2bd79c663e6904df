package store

import (
	"errors"
	"fmt"
)

// Code says for machines what went wrong. The GraphQL layer shows it as
// extensions.code.
type Code string

// The codes that cross the port.
const (
	// CodeInvalid: the caller asked for something that cannot be: a bad value,
	// an unknown kind, a dangling reference.
	CodeInvalid Code = "BAD_INPUT"
	// CodeConflict: what is written contradicts what is there in a way that
	// statements cannot express, such as one article id with two urls.
	CodeConflict Code = "CONFLICT"
	// CodeUnavailable: the engine cannot be reached or is not ready; the same
	// call may go through later.
	CodeUnavailable Code = "UNAVAILABLE"
	// CodeTimeout: the deadline passed or the caller went away.
	CodeTimeout Code = "TIMEOUT"
	// CodeUnsupported: the engine or the file is not one this program can
	// use: a foreign file, a newer format, a server too old.
	CodeUnsupported Code = "UNSUPPORTED"
	// CodeInternal: a fault of ours; the message is for the log only.
	CodeInternal Code = "INTERNAL"
)

// Error is the only type of error that crosses the port: a code for machines,
// a message for people, a hint for whoever runs the server, and the cause for
// the log. The message never carries text of a driver.
type Error struct {
	Code    Code
	Message string
	Hint    string
	Cause   error
}

// Error returns the message with hint and cause; it is meant for logs and
// terminals, not for clients.
func (e *Error) Error() string {
	s := e.Message
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf returns an error without a cause.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Wrap returns an error with a cause. It keeps the code of a cause that is an
// *Error already, and returns nil for a nil cause.
func Wrap(cause error, code Code, message string) error {
	if cause == nil {
		return nil
	}
	var known *Error
	if errors.As(cause, &known) {
		return cause
	}
	return &Error{Code: code, Message: message, Cause: cause}
}

// CodeOf returns the code of an error; CodeInternal if it has none.
func CodeOf(err error) Code {
	var known *Error
	if errors.As(err, &known) {
		return known.Code
	}
	return CodeInternal
}
