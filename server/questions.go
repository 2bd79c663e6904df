package main

import (
	"slices"

	"github.com/dealgraph/dealgraph/docs"
	"github.com/dealgraph/dealgraph/web"
)

// readyQuestions are those of docs/queries.md that the seeds answer; the page
// offers them. Without a seed it offers all, for the store may have any.
func readyQuestions(seeds []string) ([]web.Question, error) {
	all, err := docs.Questions(docs.Queries)
	if err != nil {
		return nil, err
	}
	var questions []web.Question
	for _, q := range all {
		if len(seeds) == 0 || slices.Contains(seeds, q.Source) {
			questions = append(questions, web.Question{Number: q.Number, Title: q.Title, Source: q.Source, Query: q.Query, Variables: q.Variables})
		}
	}
	return questions, nil
}
