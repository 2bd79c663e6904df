package main

import (
	"fmt"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/llm"
	"github.com/dealgraph/dealgraph/ingest/rules"
)

// The extractors by their names in settings.
const (
	rulesExtractor = "rules"
	llmExtractor   = "llm"
)

// extractor returns the extractor of that name, as the settings have it.
func (s *Settings) extractor(name string) (extract.Extractor, error) {
	switch name {
	case rulesExtractor:
		return rules.New(), nil
	case llmExtractor:
		return llm.New(llm.Config{BaseURL: s.LLMBaseURL, Key: s.LLMKey, Model: s.LLMModel, Timeout: s.LLMTimeout})
	}
	return nil, fmt.Errorf("--extractor: %q is neither %s nor %s", name, rulesExtractor, llmExtractor)
}
