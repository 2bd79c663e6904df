package main

import (
	"context"
	"errors"
	"os"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/neo4j"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
)

// newNeo4j empties the Neo4j that withneo4j started and returns it.
func newNeo4j(ctx context.Context, kinds *store.Kinds) (*place, error) {
	server := neo4jtest.Server{URI: os.Getenv(neo4jtest.EnvURI), Username: os.Getenv(neo4jtest.EnvUsername), Password: os.Getenv(neo4jtest.EnvPassword)}
	if server.URI == "" {
		return nil, errors.New("there is no Neo4j: run this under withneo4j")
	}
	if err := server.Wipe(ctx); err != nil {
		return nil, err
	}
	return &place{
		flags: []string{"--neo4j-uri", server.URI, "--neo4j-username", server.Username, "--neo4j-password", server.Password},
		open: func(ctx context.Context) (store.Store, error) {
			return neo4j.Open(ctx, neo4j.Config{URI: server.URI, Username: server.Username, Password: server.Password, Kinds: kinds, Names: names.Folder{}})
		},
	}, nil
}
