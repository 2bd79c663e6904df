package main

import (
	"sync"

	"github.com/dealgraph/dealgraph/graph"
	"github.com/dealgraph/dealgraph/ingest"
	"github.com/dealgraph/dealgraph/store"
)

// ingesters are those of a server, by extractor, made when they are first asked
// for.
type ingesters struct {
	settings *Settings
	store    store.Store
	kinds    *store.Kinds

	mu   sync.Mutex
	made map[string]graph.Ingester
}

// named returns the ingester with the extractor of that name; the empty one
// stands for that of the settings.
func (i *ingesters) named(extractor string) (graph.Ingester, error) {
	if extractor == "" {
		extractor = i.settings.Extractor
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if known := i.made[extractor]; known != nil {
		return known, nil
	}
	e, err := i.settings.extractor(extractor)
	if err != nil {
		return nil, store.Errorf(store.CodeInvalid, "the extractor %q cannot be used here: %v", extractor, err)
	}
	if i.made == nil {
		i.made = map[string]graph.Ingester{}
	}
	i.made[extractor] = ingest.New(i.store, i.kinds, e, ingest.Options{HashesOnly: i.settings.HashesOnly})
	return i.made[extractor], nil
}
