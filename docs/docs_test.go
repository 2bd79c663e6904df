package docs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/docs"
	"github.com/dealgraph/dealgraph/graph/contract"
)

// The twenty questions are all there, in order.
func TestQuestions(t *testing.T) {
	questions, err := docs.Questions(docs.Queries)
	if err != nil {
		t.Fatal(err)
	}
	var numbers, want []int
	for i, q := range questions {
		numbers, want = append(numbers, q.Number), append(want, i+1)
	}
	if len(questions) != 20 || !slices.Equal(numbers, want) {
		t.Errorf("questions %v", numbers)
	}
}

// Whatever operation a document shows fits the served schema.
func TestOperationsFitTheSchema(t *testing.T) {
	c, err := contract.Load(dealgraph.Schema)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"queries.md": docs.Queries, "frontend.md": docs.Frontend} {
		examples := docs.Examples(text)
		if want := strings.Count(text, "```graphql"); len(examples) != want || want == 0 {
			t.Errorf("%s: %d examples, but %d blocks", name, len(examples), want)
		}
		for _, e := range examples {
			if _, errs := gqlparser.LoadQueryWithRules(c.Served, e.Query, rules.NewDefaultRules()); len(errs) > 0 {
				t.Errorf("%s: %v\n%s", name, errs, e.Query)
			}
		}
	}
}

func TestExamples(t *testing.T) {
	const text = "Text\n```graphql\n{ a }\n```\n\n```json variables\n{\"a\": 1}\n```\nand\n" +
		"```graphql BAD_INPUT\n{ b }\n```\n```json\n{}\n```\n\n```graphql\n{ c }\n```\n\nbetween\n\n```json variables\n{}\n```\n"
	want := []docs.Example{{Query: "{ a }", Variables: `{"a": 1}`}, {Query: "{ b }", Code: "BAD_INPUT"}, {Query: "{ c }"}}
	if got := docs.Examples(text); !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}

// An answer takes the place of the one that was there, and nothing else moves.
func TestWithAnswers(t *testing.T) {
	const text = "Intro\n\n## 1. One?\n\nAnswered by: articles.\n\n```graphql\n{ a }\n```\n\n```json variables\n{}\n```\n\n```json\n{}\n```\n\n" +
		"## 2. Two?\n\nAnswered by: demo.\n\n```graphql\n{ b }\n```\n\n```json\n{\"b\": 2}\n```\n"
	want := strings.Replace(text, "```json\n{}\n", "```json\n{ \"a\": 1 }\n", 1)
	if got := docs.WithAnswers(text, map[int]string{1: `{ "a": 1 }`}); got != want {
		t.Errorf("got %s", got)
	}
	questions, err := docs.Questions(text)
	if err != nil || len(questions) != 2 || questions[1].Source != "demo" || questions[1].Answer != `{"b": 2}` {
		t.Errorf("%+v, %v", questions, err)
	}
}
