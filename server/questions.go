package main

import "github.com/dealgraph/dealgraph/web"

// readyQuestions are those the page offers.
func readyQuestions() ([]web.Question, error) {
	return nil, nil // TODO(docs)
}
