package graph

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// writeKey is a gqlgen extension that lets only those write who have the key.
// The empty key is nobody's: nothing can be written then.
type writeKey string

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = writeKey("")

// ExtensionName returns the extension's name.
func (writeKey) ExtensionName() string { return "WriteKey" }

// Validate does nothing: every schema can be guarded.
func (writeKey) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses a mutation, as a whole and before any of it is
// done, unless its request carries the key.
func (k writeKey) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if op.Operation.Operation != ast.Mutation {
		return nil
	}
	if k == "" {
		return present(ctx, CodeForbidden, "this server takes no mutations", hinted("whoever runs it can allow them with --write-key or DEALGRAPH_WRITE_KEY"))
	}
	scheme, given, _ := strings.Cut(op.Headers.Get("Authorization"), " ")
	given = strings.TrimSpace(given)
	switch {
	case given == "" || !strings.EqualFold(scheme, "Bearer"):
		return present(ctx, CodeForbidden, "mutations want the write key", hinted("send the header Authorization: Bearer KEY"))
	case !k.is(given):
		return present(ctx, CodeForbidden, "this is not the write key", hinted("send the key that the server was started with as Authorization: Bearer KEY"))
	}
	return nil
}

// is compares in a time that tells nothing of the key, its length included.
func (k writeKey) is(given string) bool {
	want, got := sha256.Sum256([]byte(k)), sha256.Sum256([]byte(given))
	return subtle.ConstantTimeCompare(want[:], got[:]) == 1
}
