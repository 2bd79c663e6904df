package llm

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed prompt.md
var prompt string

//go:embed schema.json
var schemaText string

// schema is what answers must fit.
var schema = func() *jsonschema.Schema {
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(schemaText))
	if err != nil {
		panic("llm: schema.json: " + err.Error())
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", value); err != nil {
		panic("llm: schema.json: " + err.Error())
	}
	return c.MustCompile("schema.json")
}()

// schemaObject is the schema as the protocol sends it.
var schemaObject = json.RawMessage(schemaText)

// longestAnswer is how many bytes an answer may have: the facts of a window are
// never more than a few times its text.
const longestAnswer = 1 << 20

// parse reads an answer. It must be one JSON object that fits the schema; text
// around it (a fence, thoughts) is forgiven, for not all endpoints can suppress
// it. The error says what is wrong in words that a model understands.
func parse(text string) (*extract.Extraction, error) {
	if len(text) > longestAnswer {
		return nil, fmt.Errorf("the answer has %d bytes, which are too many", len(text))
	}
	object, err := objectIn(text)
	if err != nil {
		return nil, err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(object))
	if err != nil {
		return nil, fmt.Errorf("the answer is no JSON: %w", err)
	}
	if err := schema.Validate(value); err != nil {
		return nil, fmt.Errorf("the answer does not fit the schema: %s", violations(err))
	}
	x := &extract.Extraction{}
	decoder := json.NewDecoder(bytes.NewReader(object))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(x); err != nil {
		return nil, fmt.Errorf("the answer does not fit the schema: %w", err)
	}
	return x, nil
}

// objectIn returns the JSON object of an answer: the last whole one that stands
// by itself, for thoughts come before.
func objectIn(text string) ([]byte, error) {
	if end := strings.LastIndex(text, "</think>"); end >= 0 {
		text = text[end+len("</think>"):]
	}
	start := strings.IndexByte(text, '{')
	if start < 0 {
		return nil, errors.New("the answer has no JSON object")
	}
	decoder := json.NewDecoder(strings.NewReader(text[start:]))
	var object json.RawMessage
	switch err := decoder.Decode(&object); {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return nil, errors.New("the JSON of the answer breaks off")
	case err != nil:
		return nil, fmt.Errorf("the answer is no JSON: %w", err)
	}
	return object, nil
}

// mostViolations is how many faults a model is told of at once.
const mostViolations = 5

// violations says what does not fit the schema, without its address.
func violations(err error) string {
	var failed *jsonschema.ValidationError
	if !errors.As(err, &failed) {
		return err.Error()
	}
	var all []string
	var walk func(e *jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		if len(e.Causes) == 0 && len(all) < mostViolations {
			message := e.Error()
			if at := strings.LastIndex(message, "\n- "); at >= 0 {
				message = message[at+len("\n- "):]
			}
			all = append(all, message)
		}
		for _, cause := range e.Causes {
			walk(cause)
		}
	}
	walk(failed)
	return strings.Join(all, "; ")
}
