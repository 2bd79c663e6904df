package neo4jtest

import (
	"context"
	"errors"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Wipe removes every node, relationship, constraint and index; only Neo4j's own token look-up indexes stay.
func (s Server) Wipe(ctx context.Context) (err error) {
	auth := neo4j.NoAuth()
	if s.Password != "" {
		auth = neo4j.BasicAuth(s.Username, s.Password, "")
	}
	driver, err := neo4j.NewDriverWithContext(s.URI, auth)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, driver.Close(ctx)) }()
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer func() { err = errors.Join(err, session.Close(ctx)) }()

	// In transactions of its own: the nodes of a bulk load would not fit the heap in one.
	if err := run(ctx, session, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"); err != nil {
		return err
	}
	constraints, err := texts(ctx, session,
		"SHOW CONSTRAINTS YIELD name RETURN 'DROP CONSTRAINT `' + name + '`' AS text")
	if err != nil {
		return err
	}
	indexes, err := texts(ctx, session,
		"SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' AND owningConstraint IS NULL"+
			" RETURN 'DROP INDEX `' + name + '`' AS text")
	if err != nil {
		return err
	}
	// One transaction for all: each commit of a schema change costs a sync of its own.
	_, err = session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, drop := range append(constraints, indexes...) {
			if _, err := tx.Run(ctx, drop, nil); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	return err
}

func run(ctx context.Context, session neo4j.SessionWithContext, statement string) error {
	result, err := session.Run(ctx, statement, nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// texts collects what a statement returns as `text`.
func texts(ctx context.Context, session neo4j.SessionWithContext, statement string) ([]string, error) {
	result, err := session.Run(ctx, statement, nil)
	if err != nil {
		return nil, err
	}
	var all []string
	for result.Next(ctx) {
		text, _, err := neo4j.GetRecordValue[string](result.Record(), "text")
		if err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, result.Err()
}
