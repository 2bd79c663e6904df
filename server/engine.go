package main

import (
	"context"
	"log/slog"
	"path/filepath"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/neo4j"
	"github.com/dealgraph/dealgraph/store/sqlite"
)

// sqliteFile is the name of the embedded store's file in the data directory.
const sqliteFile = "dealgraph.db"

// engine is what keeps the graph, as the settings select it.
type engine struct {
	// name and place tell people what it is and where.
	name, place string
	// remote: it is another process, which may come up after this one. What is
	// embedded either opens or does not.
	remote bool
	open   func(context.Context) (store.Store, error)
}

// selectEngine returns Neo4j where a URI of one is set, otherwise SQLite.
func selectEngine(s *Settings, kinds *store.Kinds, log *slog.Logger) engine {
	if s.Neo4jURI != "" {
		return neo4jEngine(s, kinds, log)
	}
	path := filepath.Join(s.DataDir, sqliteFile)
	return engine{name: "sqlite", place: path, open: func(ctx context.Context) (store.Store, error) {
		opened, err := sqlite.Open(ctx, sqlite.Config{Path: path, Kinds: kinds, Names: names.Folder{}, Log: log})
		if err != nil {
			return nil, err // not opened: a nil *sqlite.Store in an interface is not nil
		}
		return opened, nil
	}}
}

func neo4jEngine(s *Settings, kinds *store.Kinds, log *slog.Logger) engine {
	config := neo4j.Config{
		URI: s.Neo4jURI, Username: s.Neo4jUsername, Password: s.Neo4jPassword, Database: s.Neo4jDatabase,
		Kinds: kinds, Names: names.Folder{}, Log: log,
	}
	return engine{name: "neo4j", place: s.Neo4jURI, remote: true, open: func(ctx context.Context) (store.Store, error) {
		opened, err := neo4j.Open(ctx, config)
		if err != nil {
			return nil, err
		}
		return opened, nil
	}}
}
