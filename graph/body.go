package graph

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// checkParameters says what is wrong with the parameters of a GET request;
// nothing if they are a request.
func checkParameters(parameters url.Values) string {
	if parameters.Get("query") == "" {
		return "give the operation as the parameter query, or POST it"
	}
	for _, name := range []string{"variables", "extensions"} {
		var object map[string]any
		if text := parameters.Get(name); text != "" && json.Unmarshal([]byte(text), &object) != nil {
			return name + " is no JSON object"
		}
	}
	return ""
}

// writes reports whether the operation of a GET request is no query. What does
// not parse, or is too large to be looked at, is left to the rest of the
// handler to refuse.
func writes(parameters url.Values) bool {
	query := parameters.Get("query")
	if len(query) > maxDocument {
		return false
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: query}, maxTokens)
	if err != nil {
		return false
	}
	op := doc.Operations.ForName(parameters.Get("operationName"))
	return op != nil && op.Operation != ast.Query
}

// readBody reads the body within its limit and makes sure that it is a request,
// because gqlgen would send a malformed one back to the client.
func readBody(w http.ResponseWriter, r *http.Request) (io.ReadCloser, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, err
	}
	var request struct {
		Query         string         `json:"query"`
		OperationName string         `json:"operationName"`
		Variables     map[string]any `json:"variables"`
		Extensions    map[string]any `json:"extensions"`
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return nil, err
	}
	if request.Query == "" {
		return nil, io.ErrUnexpectedEOF
	}
	return io.NopCloser(bytes.NewReader(body)), nil
}
