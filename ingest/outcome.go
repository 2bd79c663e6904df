package ingest

import (
	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
)

// Outcome says what became of one article.
type Outcome struct {
	// Article is its id, the same for the same headline and text.
	Article string
	// DryRun: nothing was written; the rest says what would have been.
	DryRun bool
	// Known: the article was ingested before with the same text and the same
	// extractor, so nothing was extracted or written.
	Known bool
	// Created are nodes that were not there, Matched mentions that were found
	// to be of a node that was there, both in order of their ids.
	Created []Created
	Matched []Match
	// Queued are the reviews that wait for a person, the surest first.
	Queued []Queued
	// Rejected are claims that were refused, with why.
	Rejected []extract.Rejection
	// Statements is the number of statements newly written, Repeated the
	// number of those that were there already.
	Statements, Repeated int
	// Batch is, of a dry run, what would be written.
	Batch *store.Batch
}

// Created is a node that an article brings.
type Created struct {
	ID   string
	Kind string // as in the schema: Company
	Name string // its name or title
}

// Match is a mention that is of a node of the graph.
type Match struct {
	ID      string  // of the node
	Mention string  // how the article calls it
	Score   float64 // 0 to 1
	Reasons []string
}

// Queued is a review that an article raises.
type Queued struct {
	ID         string // of the review
	Subject    string // what it is about, for people
	Sentence   string // where it stands, may be empty
	Confidence float64
	Reasons    []string
}
