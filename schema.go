// Package dealgraph holds the contract: the schema that a person writes.
// Everything that serves or stores the graph is derived from it.
package dealgraph

import _ "embed"

// Schema is the text of schema.graphqls. Package graph/contract reads it.
//
//go:embed schema.graphqls
var Schema string
