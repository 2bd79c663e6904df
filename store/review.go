package store

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// ReviewQuestion is what a review asks a person.
type ReviewQuestion string

// The questions of reviews.
const (
	ReviewClaim ReviewQuestion = "CLAIM" // whether a claim is right
	ReviewMatch ReviewQuestion = "MATCH" // whether two ids are of one thing
)

// ReviewState is what a person said of a review.
type ReviewState string

// The states of reviews.
const (
	ReviewOpen     ReviewState = "OPEN"
	ReviewAccepted ReviewState = "ACCEPTED" // the claim is right, the ids are of one thing
	ReviewRejected ReviewState = "REJECTED" // it is wrong, they are not
)

// Review is something that a person shall look at: a claim of which the
// extractor is not sure, or two ids that may be of one thing. It is kept as a
// ReviewItem.
//
// The statements of a claim are none of the graph until it is accepted. One that
// only verdicts brought into the store counts while a review that holds it is
// accepted; one that was written without, too, unless all reviews that hold it
// and are decided are rejected. So a statement that a person rejected is left
// out when an article is read again, and not revived with its article.
//
// A match is decided by what a person judges of its pair: by a verdict on any
// review of it, or by a judgement alone.
type Review struct {
	// Subject is what the question is about, for people: "Patent sale: Nokia →
	// Xiaomi".
	Subject string
	Article string // id of the article that raises it
	// Statements are what is written if a person accepts the claim; empty for
	// a match. All are of Article.
	Statements []*Statement
	// Left and Right are the ids that may be of one thing; empty for a claim.
	Left, Right string
	Passage     Passage
	Confidence  float64 // 0 to 1
	Reasons     []string
}

// Verdict is what a person said of a review. It can be changed: the latest
// counts.
type Verdict struct {
	Review string // id
	// Accept: the claim's statements are written, or the two ids are judged
	// the same. A claim of a retracted article is refused. Otherwise statements
	// written by an earlier verdict are withdrawn, or the two ids judged
	// different.
	Accept bool
	// Reopen takes the verdict back: the review waits again, and what it wrote
	// is withdrawn.
	Reopen   bool
	JudgedBy string
	Reason   string
}

// ID returns the review's id: a hash of its article and its content, that is of
// the ids of its statements or of its pair, in whichever order.
func (r *Review) ID() string {
	if r.Question() == ReviewMatch {
		return hashID("review", r.Article, min(r.Left, r.Right), max(r.Left, r.Right))
	}
	return hashID("review", append([]string{r.Article}, r.statementIDs()...)...)
}

// Question returns what the review asks.
func (r *Review) Question() ReviewQuestion {
	if len(r.Statements) > 0 {
		return ReviewClaim
	}
	return ReviewMatch
}

// statementIDs returns the ids of its statements, sorted.
func (r *Review) statementIDs() []string {
	ids := map[string]bool{}
	for _, s := range r.Statements {
		ids[s.ID()] = true
	}
	return slices.Sorted(maps.Keys(ids))
}

// kinds returns the names of the kinds that the review is about, sorted.
func (r *Review) kinds(kinds *Kinds) []string {
	names := map[string]bool{}
	if r.Question() == ReviewMatch {
		names[kinds.KindOf(r.Left).Name] = true
	}
	for _, s := range r.Statements {
		names[kinds.KindOf(s.Subject).Name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// Check says what is wrong with the review, for people.
func (r *Review) Check(kinds *Kinds) error {
	if err := checkID(kinds, r.Article, "Article"); err != nil {
		return fmt.Errorf("article: %w", err)
	}
	if len(r.Statements) > 0 && r.Left+r.Right != "" {
		return fmt.Errorf("it asks of a claim and of a match: want two reviews")
	}
	if r.Question() == ReviewMatch {
		if err := checkPair(kinds, r.Left, r.Right); err != nil {
			return err
		}
	}
	for _, s := range r.Statements {
		if s.Article != r.Article {
			return fmt.Errorf("it holds a statement of %s", s.Article)
		}
		if err := s.Check(kinds); err != nil {
			return fmt.Errorf("statement on %s %s: %w", s.Subject, s.Property, err)
		}
	}
	if err := r.Passage.check(); err != nil {
		return err
	}
	if !isShare(r.Confidence) {
		return fmt.Errorf("confidence %v is not between 0 and 1", r.Confidence)
	}
	return nil
}

// Check says what is wrong with the verdict by itself, for people.
func (v *Verdict) Check(kinds *Kinds) error {
	if err := checkID(kinds, v.Review, "ReviewItem"); err != nil {
		return err
	}
	if v.Accept && v.Reopen {
		return fmt.Errorf("it both accepts and reopens")
	}
	return nil
}

// state returns what the review becomes.
func (v *Verdict) state() ReviewState {
	switch {
	case v.Reopen:
		return ReviewOpen
	case v.Accept:
		return ReviewAccepted
	}
	return ReviewRejected
}

// EncodeStatements returns the statements as a ReviewItem keeps them;
// DecodeStatements reads them.
func EncodeStatements(statements []*Statement) (string, error) {
	text, err := json.Marshal(statements)
	return string(text), Wrap(err, CodeInvalid, "the statements cannot be kept")
}

// DecodeStatements is the other of [EncodeStatements].
func DecodeStatements(text string) ([]*Statement, error) {
	if text == "" {
		return nil, nil
	}
	var statements []*Statement
	err := json.Unmarshal([]byte(text), &statements)
	return statements, Wrap(err, CodeInternal, "the statements of a review cannot be read")
}
