package main

import (
	"net/http"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
)

// newGraphQL serves the contract from the store.
func (a *App) newGraphQL(s store.Store, schema *contract.Contract) http.Handler {
	return graph.NewHandler(graph.Config{Store: s, Contract: schema, Log: a.log, WriteKey: a.settings.WriteKey, Timeout: a.settings.RequestTimeout})
}
