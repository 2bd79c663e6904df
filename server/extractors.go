package main

import (
	"fmt"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/rules"
)

// rulesExtractor is the name of the extractor by rules in settings.
const rulesExtractor = "rules"

// extractor returns the extractor of that name, as the settings have it.
func (s *Settings) extractor(name string) (extract.Extractor, error) {
	switch name {
	case rulesExtractor:
		return rules.New(), nil
	}
	return nil, fmt.Errorf("--extractor: %q is none: want %s", name, rulesExtractor)
}
