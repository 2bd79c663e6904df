package graph

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/store"
)

// Code is a value of the schema's ErrorCode, shown as extensions.code.
type Code string

// The codes, as in the schema.
const (
	CodeParseFailed      Code = "GRAPHQL_PARSE_FAILED"
	CodeValidationFailed Code = "GRAPHQL_VALIDATION_FAILED"
	CodeBadInput         Code = "BAD_INPUT"
	CodeBadDate          Code = "BAD_DATE"
	CodeBadCursor        Code = "BAD_CURSOR"
	CodeAmbiguous        Code = "AMBIGUOUS"
	CodeTooComplex       Code = "TOO_COMPLEX"
	CodeForbidden        Code = "FORBIDDEN"
	CodeConflict         Code = "CONFLICT"
	CodeTimeout          Code = "TIMEOUT"
	CodeUnavailable      Code = "UNAVAILABLE"
	CodeInternal         Code = "INTERNAL"
)

// Error is the only error whose text reaches a client.
type Error struct {
	Code       Code
	Message    string
	Extensions map[string]any
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

func errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// presenter turns an error into what the client sees. Text of drivers and of
// our own faults goes to the log, and the client gets the entry's id.
func presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		var own *Error
		if errors.As(err, &own) {
			return present(ctx, own.Code, own.Message, own.Extensions)
		}
		// gqlgen's own errors carry no cause: the document or a variable does
		// not fit the schema.
		var shown *gqlerror.Error
		if errors.As(err, &shown) && shown.Err == nil {
			return coded(shown)
		}
		var fromStore *store.Error
		if errors.As(err, &fromStore) {
			switch fromStore.Code {
			case store.CodeInvalid:
				return present(ctx, CodeBadInput, fromStore.Message, hinted(fromStore.Hint))
			case store.CodeConflict:
				return present(ctx, CodeConflict, fromStore.Message, hinted(fromStore.Hint))
			case store.CodeTimeout:
				return present(ctx, CodeTimeout, "the answer took too long; ask for less, or give the server a longer --request-timeout", nil)
			case store.CodeUnavailable:
				// The message names what is missing: the store, or the language model that reads articles.
				log.WarnContext(ctx, "unavailable", "error", err)
				return present(ctx, CodeUnavailable, fromStore.Message+"; try again", nil)
			case store.CodeUnsupported:
				log.ErrorContext(ctx, "store unsupported", "error", err)
				return present(ctx, CodeUnavailable, fromStore.Message, nil)
			}
		}
		if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
			return present(ctx, CodeTimeout, "the answer took too long", nil)
		}
		return internal(ctx, log, err)
	}
}

// hinted returns the extension that says what to do, if there is anything to
// say.
func hinted(hint string) map[string]any {
	if hint == "" {
		return nil
	}
	return map[string]any{"hint": hint}
}

// internal logs a fault of ours and returns the error that names the entry.
func internal(ctx context.Context, log *slog.Logger, err any) *gqlerror.Error {
	var id [6]byte
	rand.Read(id[:])
	logID := hex.EncodeToString(id[:])
	log.ErrorContext(ctx, "internal error", "logId", logID, "error", err)
	return present(ctx, CodeInternal, "internal error", map[string]any{"logId": logID})
}

// present makes a new error each time: gqlgen writes into what it is given.
func present(ctx context.Context, code Code, message string, more map[string]any) *gqlerror.Error {
	extensions := map[string]any{"code": string(code)}
	for name, value := range more {
		extensions[name] = value
	}
	e := &gqlerror.Error{Message: message, Extensions: extensions}
	if graphql.GetPathContext(ctx) != nil || graphql.GetFieldContext(ctx) != nil {
		e.Path = graphql.GetPath(ctx)
	}
	return e
}

// coded gives gqlgen's and gqlparser's own errors a code of the schema's enum.
func coded(e *gqlerror.Error) *gqlerror.Error {
	code := CodeValidationFailed
	switch e.Extensions["code"] {
	case string(CodeTooComplex), string(CodeForbidden): // made whole already
		return e
	case errcode.ParseFailed:
		code = CodeParseFailed
	}
	shown := *e
	shown.Extensions = map[string]any{"code": string(code)}
	return &shown
}
