// Package store is the domain and the port: the kind table, the queries and
// batches that every backend understands, the rules that turn statements into
// the graph, and the errors that cross the port.
//
// It imports the standard library only. The two backends (store/neo4j,
// store/sqlite) implement [Store] and know nothing of each other; whoever
// reads (graph) or writes (seed, ingest) knows only this package.
package store

import (
	"context"
	"time"
)

// Store is a knowledge graph that is read by plan and written by batch. Every
// method is safe for concurrent use, honours its context, and returns errors
// of type [*Error] only.
type Store interface {
	// Find answers one query: the rows in the order asked (ties broken by id),
	// each with its follows. Rows, follows and counts are of one snapshot on
	// Neo4j (one statement) and of one read transaction on SQLite.
	Find(ctx context.Context, q *Query) (*Page, error)

	// Get answers the nodes of these ids in the order asked, with nil where
	// the id is unknown or its kind has no shape in shapes. An id asked twice
	// is answered twice. It never fails for an unknown id. Retired nodes are
	// answered too, with their last columns, credence RETRACTED, and follows
	// of statements only; a follow of anything else finds nothing. A former id
	// is answered with the node that it is of now, which has its own id.
	Get(ctx context.Context, ids []string, shapes Shapes) ([]*Node, error)

	// Paths answers the shortest paths between two things, of one snapshot as
	// Find does: with one statement on Neo4j. A query that cannot be is
	// refused with code BAD_INPUT; an end that is not there has no paths. A
	// former id stands for the node that it is of now.
	Paths(ctx context.Context, q *PathQuery) (*Paths, error)

	// Neighbourhood answers what surrounds a node, of one snapshot, with one
	// statement on Neo4j. A query that cannot be is refused with code
	// BAD_INPUT; a node that is not there has none. A former id stands for the
	// node that it is of now.
	Neighbourhood(ctx context.Context, q *NeighbourhoodQuery) (*Neighbourhood, error)

	// Apply writes a batch in one transaction: all of it or nothing. It is
	// idempotent: a batch applied twice writes nothing the second time, and
	// the receipt says so. Once it returns, the batch is durable; of a dry run
	// nothing is, the sequence included.
	Apply(ctx context.Context, b *Batch) (*Receipt, error)

	// Sequence answers the number of the last write, 0 if there was none. What
	// is read of this store afterwards is of that write or a later one, in a
	// cluster too.
	Sequence(ctx context.Context) (int64, error)

	// Ready returns nil when the store can answer, otherwise why it cannot.
	Ready(ctx context.Context) error

	// Close frees what the store holds. Calls after Close fail.
	Close() error
}

// Names folds and splits names, so that both backends search by the same keys
// and rank alike. The one implementation is package store/names.
type Names interface {
	// Fold returns the form under which names are compared: case, width and
	// diacritics folded, corporate suffixes dropped. It is idempotent.
	Fold(s string) string
	// Plain is Fold that keeps corporate suffixes: the form in which texts are
	// sorted and searched for a part. It is idempotent.
	Plain(s string) string
	// Keys returns the search keys of a name: its exact key and its n-grams.
	// A key holds no white space. Sorted, without duplicates.
	Keys(name string) []string
}

// Clock tells the time; tests inject a fixed one.
type Clock func() time.Time
