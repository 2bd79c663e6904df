// Package sqlite keeps the knowledge graph in one SQLite file. It implements
// store.Store: a query is compiled to SQL by pure functions (list.go,
// follow.go, cond.go, group.go), run level by level in one read transaction
// (find.go, and repeat.go for follows that go on), and decoded (decode.go).
// Paths and neighbourhoods are searched layer by layer (path.go,
// neighbourhood.go). Writing is one transaction on one connection (write.go);
// the rules are store.Write's.
//
// Names of kinds, edges and columns in statements come from the kind table
// only; everything a client gives is a parameter.
package sqlite
