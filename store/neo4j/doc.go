// Package neo4j keeps the knowledge graph in Neo4j. It implements store.Store:
// a query is compiled to one Cypher statement by pure functions (find.go,
// rows.go, list.go, cond.go, group.go, repeat.go, related.go; two statements
// where names are ranked, text.go), sent once (session.go) and decoded by name
// (decode.go). Paths and neighbourhoods are statements of their own (path.go,
// neighbourhood.go). Writing is one transaction (write.go); the rules are
// store.Write's.
//
// Labels, relationship types, index and property names in statements come from
// the kind table (layout.go); every value is a parameter, named by its place.
package neo4j
