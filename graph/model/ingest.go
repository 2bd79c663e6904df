package model

// IngestPayload is what came of an article.
type IngestPayload struct {
	ArticleID                                              string
	Article                                                *Article
	DryRun, Known                                          bool
	Created                                                []*CreatedNode
	Matched                                                []*MatchedNode
	Queued                                                 []*QueuedReview
	Rejected                                               []*RejectedClaim
	CreatedCount, MatchedCount, QueuedCount, RejectedCount int
	StatementsWritten, StatementsKnown                     int
}

// CreatedNode is a node that an article brings.
type CreatedNode struct {
	ID, Kind, Name string
	Node           Node
}

// MatchedNode is a mention that is of a node that was there.
type MatchedNode struct {
	ID, Mention string
	Score       float64
	Reasons     []string
	Node        Node
}

// QueuedReview is a review that an article raises.
type QueuedReview struct {
	ID, Subject string
	Sentence    *string
	Confidence  float64
	Reasons     []string
}

// RejectedClaim is a claim that was refused.
type RejectedClaim struct{ Claim, Reason string }
