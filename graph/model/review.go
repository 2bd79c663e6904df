package model

import (
	"github.com/dealgraph/dealgraph/store"
)

// Reviews are of a kind that only the stores know, with this edge.
const (
	ReviewKind    = "ReviewItem"
	ReviewArticle = "article"
)

// Columns of reviews that lists filter by.
const (
	ReviewState      = "state"
	ReviewQuestion   = "question"
	ReviewKinds      = "kinds"
	ReviewConfidence = "confidence"
)

// ReviewColumns are the columns that the view of a review reads.
var ReviewColumns = []string{"confidence", "judgedAt", "judgedBy", "kinds", "left", "passage", "passageParagraph", "passageSha256", "question",
	"reason", "reasons", "recordedAt", "right", "state", "statements", "subject"}

// Review is something that waits for a person, or that a person has decided.
type Review struct {
	ID, Question, State, Subject string
	Kinds                        []string // values of the enum NodeKind
	Confidence                   *float64
	Reasons                      []string
	Passage                      *Passage
	Article                      *Article
	Claims                       []*ReviewClaim
	Left, Right                  *ReviewedNode
	RaisedAt                     string
	Decision                     *ReviewDecision
}

// ReviewClaim is one statement of a claim that is in question.
type ReviewClaim struct {
	Subject, Property string
	Value             *string
	Stance            string
	SaidBy            *string
	Passage           *Passage
}

// ReviewedNode is one of two ids that may be of one thing. Node is what is read
// of it, if anything is.
type ReviewedNode struct {
	ID   string
	Node Node
}

// ReviewDecision says who decided a review, when and why.
type ReviewDecision struct {
	By, Reason *string
	At         string
}

// NewReview returns a view over a node of that kind. kindValue turns the name of
// a kind into a value of the enum NodeKind.
func NewReview(o Object, kindValue func(string) string) (*Review, error) {
	statements, err := store.DecodeStatements(o.must("statements"))
	if err != nil {
		return nil, err
	}
	r := &Review{ID: o.ID(), Question: o.must(ReviewQuestion), State: o.must(ReviewState), Subject: o.must("subject"), Kinds: []string{},
		Confidence: o.number(ReviewConfidence), Reasons: o.list("reasons"), Passage: o.passage("passage"), Claims: make([]*ReviewClaim, len(statements)),
		Left: reviewed(o.must("left")), Right: reviewed(o.must("right")), RaisedAt: o.must("recordedAt")}
	for _, kind := range o.list(ReviewKinds) {
		r.Kinds = append(r.Kinds, kindValue(kind))
	}
	for i, s := range statements {
		r.Claims[i] = newClaim(s)
	}
	if article, ok := o.Link(ReviewArticle).First(); ok {
		r.Article = &Article{article}
	}
	if at := o.text("judgedAt"); at != nil {
		r.Decision = &ReviewDecision{By: o.text("judgedBy"), Reason: o.text("reason"), At: *at}
	}
	return r, nil
}

func newClaim(s *store.Statement) *ReviewClaim {
	c := &ReviewClaim{Subject: s.Subject, Property: s.Property, Value: optional(s.Value), Stance: string(s.Stance), SaidBy: optional(s.SaidBy)}
	if c.Stance == "" {
		c.Stance = string(store.Asserts)
	}
	if p := (Passage{Sentence: optional(s.Passage.Sentence), Sha256: optional(s.Passage.SHA256)}); s.Passage != (store.Passage{}) {
		if n := s.Passage.Paragraph; n > 0 {
			p.Paragraph = &n
		}
		c.Passage = &p
	}
	return c
}

func reviewed(id string) *ReviewedNode {
	if id == "" {
		return nil
	}
	return &ReviewedNode{ID: id}
}

// ReviewConnection is a page of the review queue.
type ReviewConnection struct {
	Edges      []*ReviewEdge
	Nodes      []*Review
	PageInfo   *PageInfo
	TotalCount int
}

// ReviewEdge is one place in the review queue.
type ReviewEdge struct {
	Cursor string
	Node   *Review
}

// NewReviewConnection returns a view over a page of reviews.
func NewReviewConnection(page *store.Page, q *store.Query, kindValue func(string) string) (*ReviewConnection, error) {
	rows := NewConnection(page, q)
	c := &ReviewConnection{Edges: []*ReviewEdge{}, Nodes: []*Review{}, PageInfo: rows.PageInfo(), TotalCount: rows.TotalCount()}
	for _, row := range page.Rows {
		review, err := NewReview(rows.object(row), kindValue)
		if err != nil {
			return nil, err
		}
		c.Nodes = append(c.Nodes, review)
		c.Edges = append(c.Edges, &ReviewEdge{Cursor: rows.cursor(row), Node: review})
	}
	return c, nil
}

// JudgementPayload is what came of a judgement.
type JudgementPayload struct {
	Left, Right     Node
	DryRun, Changed bool
	Effect          *WriteEffect
}

// ReviewPayload is what came of a verdict.
type ReviewPayload struct {
	Review            *Review
	DryRun, Changed   bool
	StatementsWritten int
	Effect            *WriteEffect
}
