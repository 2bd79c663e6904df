package neo4j

import (
	"context"
	"crypto/tls"
	"errors"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
)

// wrap makes an error of the port of one of the driver or the context. Code
// UNAVAILABLE may pass by itself; UNSUPPORTED wants an operator.
func (s *Store) wrap(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	var known *store.Error
	if errors.As(err, &known) {
		return known
	}
	if ctx.Err() != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &store.Error{Code: store.CodeTimeout, Message: "the answer took too long or was no longer wanted", Cause: err}
	}
	if s.closed.Load() {
		return &store.Error{Code: store.CodeUnavailable, Message: "the store is closed", Cause: err}
	}
	var server *neo4j.Neo4jError
	if errors.As(err, &server) {
		return s.wrapServer(server)
	}
	var certificate *tls.CertificateVerificationError
	if errors.As(err, &certificate) {
		return &store.Error{Code: store.CodeUnsupported, Message: "Neo4j's certificate is not trusted", Hint: "use a URI with +ssc for a self-signed certificate, or trust its issuer", Cause: err}
	}
	var unreachable *neo4j.ConnectivityError
	if errors.As(err, &unreachable) || neo4j.IsRetryable(err) {
		return &store.Error{Code: store.CodeUnavailable, Message: "Neo4j cannot be reached", Hint: "is it running at " + s.config.URI + "?", Cause: err}
	}
	return &store.Error{Code: store.CodeInternal, Message: "the store failed", Cause: err}
}

func (s *Store) wrapServer(err *neo4j.Neo4jError) error {
	e := &store.Error{Code: store.CodeInternal, Message: "the store failed", Cause: err}
	switch code := err.Code; {
	case code == "Neo.ClientError.Security.AuthenticationRateLimit", code == "Neo.ClientError.Security.AuthorizationExpired":
		// Somebody else's wrong passwords lock us out too, for seconds.
		e.Code, e.Message, e.Hint = store.CodeUnavailable, "Neo4j refuses to authenticate for now", "there were too many wrong passwords; wait some seconds"
	case code == "Neo.ClientError.Security.CredentialsExpired":
		e.Code, e.Message, e.Hint = store.CodeUnsupported, "Neo4j wants the password changed first", "change it in Neo4j Browser or cypher-shell: ALTER CURRENT USER SET PASSWORD"
	case code == "Neo.ClientError.Security.Forbidden":
		e.Code, e.Message, e.Hint = store.CodeUnsupported, "the Neo4j user lacks a right", "it must read, write, and manage constraints and indexes"
	case strings.HasPrefix(code, "Neo.ClientError.Security."):
		e.Code, e.Message, e.Hint = store.CodeUnsupported, "Neo4j refused the user or the password", "see --neo4j-username and --neo4j-password"
	case code == "Neo.ClientError.Database.DatabaseNotFound":
		e.Code, e.Message, e.Hint = store.CodeUnsupported, "Neo4j has no database of that name", "see --neo4j-database; it must be there already"
	case code == "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase":
		e.Code, e.Message, e.Hint = store.CodeUnavailable, "Neo4j's database is read-only", "is its disk full, or was it set read-only?"
	case strings.HasPrefix(code, "Neo.ClientError.Transaction.TransactionTimedOut"):
		e.Code, e.Message = store.CodeTimeout, "the answer took too long"
	case neo4j.IsRetryable(err), strings.HasSuffix(code, ".DatabaseUnavailable"), strings.HasPrefix(code, "Neo.TransientError."):
		e.Code, e.Message = store.CodeUnavailable, "Neo4j cannot answer at present"
	}
	return e
}

// retryable reports whether the same call may go through in a moment. A store
// error made on the way is looked into.
func retryable(err error) bool {
	var server *neo4j.Neo4jError
	if errors.As(err, &server) {
		return neo4j.IsRetryable(server)
	}
	var unreachable *neo4j.ConnectivityError
	if errors.As(err, &unreachable) {
		return neo4j.IsRetryable(unreachable)
	}
	return neo4j.IsRetryable(err)
}
