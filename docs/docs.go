// Package docs holds what the documents show of GraphQL. The questions of
// queries.md are ready tabs of the page, and the end-to-end test asks exactly
// these and compares the answers; it runs the examples of frontend.md, too.
package docs

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Queries is the text of queries.md.
//
//go:embed queries.md
var Queries string

// Frontend is the text of frontend.md.
//
//go:embed frontend.md
var Frontend string

// Question is one question with the operation that answers it.
type Question struct {
	// Number of the question; unique.
	Number int
	Title  string
	// Source is the seed that answers it: articles or demo.
	Source string
	// Query and Variables, a JSON object or empty, are what a client sends.
	Query, Variables string
	// Answer is the JSON of the answer's data.
	Answer string
}

// Example is an operation that a text shows.
type Example struct {
	// Query and Variables, a JSON object or empty, are what a client sends.
	Query, Variables string
	// Code is that of the error it is shown for, empty if it is answered.
	Code string
}

var (
	heading = regexp.MustCompile(`(?m)^## (\d+)\. (.+)$`)
	source  = regexp.MustCompile(`(?m)^Answered by: (articles|demo)\.$`)
	block   = regexp.MustCompile("(?s)```(graphql|json variables|json)\n(.*?)```")
	example = regexp.MustCompile("(?s)```graphql(?: ([A-Z_]+))?\n(.*?)```\n(?:\n```json variables\n(.*?)```\n)?")
)

// Questions reads the questions of a text in the form of queries.md. An error
// names the question that lacks something.
func Questions(text string) ([]Question, error) {
	var questions []Question
	heads := heading.FindAllStringSubmatchIndex(text, -1)
	for i, head := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		section := text[head[1]:end]
		number, err := strconv.Atoi(text[head[2]:head[3]])
		if err != nil {
			return nil, err
		}
		q := Question{Number: number, Title: text[head[4]:head[5]]}
		if found := source.FindStringSubmatch(section); found != nil {
			q.Source = found[1]
		}
		for _, found := range block.FindAllStringSubmatch(section, -1) {
			switch body := strings.TrimSpace(found[2]); found[1] {
			case "graphql":
				q.Query = body
			case "json variables":
				q.Variables = body
			case "json":
				q.Answer = body
			}
		}
		if q.Source == "" || q.Query == "" || q.Answer == "" {
			return nil, fmt.Errorf("queries.md: question %d lacks its source line, operation or answer", number)
		}
		questions = append(questions, q)
	}
	return questions, nil
}

// Examples reads the operations of a text: each fenced graphql block, with the
// variables in a block of "json variables" right behind it. One shown for an
// error names its code behind the word graphql.
func Examples(text string) []Example {
	var examples []Example
	for _, found := range example.FindAllStringSubmatch(text, -1) {
		examples = append(examples, Example{Code: found[1], Query: strings.TrimSpace(found[2]), Variables: strings.TrimSpace(found[3])})
	}
	return examples
}

// WithAnswers returns the text with the answers of questions, by number, put
// in place of those it has.
func WithAnswers(text string, answers map[int]string) string {
	heads := heading.FindAllStringSubmatchIndex(text, -1)
	var b strings.Builder
	last := 0
	for i, head := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		number, _ := strconv.Atoi(text[head[2]:head[3]])
		b.WriteString(text[last:head[0]])
		section := text[head[0]:end]
		if answer, ok := answers[number]; ok {
			for _, found := range block.FindAllStringSubmatchIndex(section, -1) {
				if section[found[2]:found[3]] == "json" {
					section = section[:found[4]] + answer + "\n" + section[found[5]:]
					break
				}
			}
		}
		b.WriteString(section)
		last = end
	}
	b.WriteString(text[last:])
	return b.String()
}
