// Package graph serves the contract: it turns the selection set of each root
// field into one store query, and the answer into GraphQL. It knows no Cypher
// and no SQL.
package graph

//go:generate go run ./contract/generate

import (
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
)

// Resolver is the root of gqlgen's resolvers.
type Resolver struct {
	Store    store.Store
	Contract *contract.Contract
	// Ingesters are as in Config.
	Ingesters func(extractor string) (Ingester, error)
}
