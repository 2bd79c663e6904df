package main

import (
	"github.com/dealgraph/dealgraph/docs"
	"github.com/dealgraph/dealgraph/web"
)

// readyQuestions are those of docs/queries.md; the page offers them all, and
// says of each which seed it wants.
func readyQuestions() ([]web.Question, error) {
	all, err := docs.Questions(docs.Queries)
	if err != nil {
		return nil, err
	}
	var questions []web.Question
	for _, q := range all {
		questions = append(questions, web.Question{Number: q.Number, Title: q.Title, Source: q.Source, Query: q.Query, Variables: q.Variables})
	}
	return questions, nil
}
