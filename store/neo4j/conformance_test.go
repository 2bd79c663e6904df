package neo4j_test

import (
	"context"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/neo4j"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
	"github.com/dealgraph/dealgraph/store/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T, kinds *store.Kinds) store.Store { return mustOpen(t, config(neo4jtest.Open(t), kinds)) })
}

// config is how tests use a server.
func config(server neo4jtest.Server, kinds *store.Kinds) neo4j.Config {
	return neo4j.Config{URI: server.URI, Username: server.Username, Password: server.Password, Kinds: kinds, Now: storetest.Now}
}

func mustOpen(t testing.TB, c neo4j.Config) *neo4j.Store {
	t.Helper()
	s, err := neo4j.Open(context.Background(), c)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}
