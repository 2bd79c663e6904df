package main

import (
	"net/http"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
)

// newGraphQL serves the contract from the store.
func (a *App) newGraphQL(s store.Store, schema *contract.Contract) http.Handler {
	articles := &ingesters{settings: &a.settings, store: s, kinds: schema.Kinds}
	return graph.NewHandler(graph.Config{Store: s, Contract: schema, Log: a.log, Ingesters: articles.named, WriteKey: a.settings.WriteKey, Timeout: a.settings.RequestTimeout})
}
