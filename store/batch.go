package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
)

// SelfProperty is the property of a statement that its node is so as a whole.
const SelfProperty = "self"

// RemarkProperty is the property of a statement that tells what somebody said
// of its node; it is never projected.
const RemarkProperty = "remark"

// Stance is how a source stands to a claim.
type Stance string

// The stances.
const (
	Asserts    Stance = "ASSERTS"
	Denies     Stance = "DENIES"
	Speculates Stance = "SPECULATES"
	Corrects   Stance = "CORRECTS" // asserts, and says that another value was wrong
)

// Batch is what is written in one transaction: articles with the statements
// they make. Everything else in the graph follows from these.
type Batch struct {
	Articles   []*Article
	Statements []*Statement
	// Retractions withdraw articles, Reinstatements (article ids) take that
	// back. Both come after the batch's own articles and statements.
	Retractions    []*Retraction
	Reinstatements []string
	// Judgements say which ids are of one thing, Reviews what a person shall
	// look at, Verdicts what a person said of it. They come last: what they say
	// of ids, statements and articles is of those that the rest of the batch
	// leaves.
	Judgements []*Judgement
	Reviews    []*Review
	Verdicts   []*Verdict
	// DryRun: everything is computed as for any batch, and nothing is written.
	// The receipt says what would have been.
	DryRun bool
	// IfSequence, if not 0, is the Sequence of the last write the caller knows
	// of: if there was another since, nothing is written and the error is of
	// code CONFLICT.
	IfSequence int64
}

// Retraction withdraws an article: its statements are no longer live, and what
// has no live self statement left is retired. Statements of a retracted
// article are refused until it is reinstated.
type Retraction struct {
	Article string // id
	Reason  string // for people, may be empty
}

// Article is the record of a source. Fields the source does not give are
// empty.
type Article struct {
	ID          string
	Genre       string // an ArticleGenre of the schema
	Headline    string
	Publishers  []string // company ids
	Authors     []string // names
	Published   string   // EDTF
	URL         string
	Digest      string   // our own words, or the text of an ingested article
	ContentHash string   // SHA-256 of the original text, hex
	DerivedFrom []string // article ids
}

// Statement is one claim in one article about one node.
type Statement struct {
	Subject  string  `json:"subject"`           // id of the node, as first written
	Property string  `json:"property"`          // "self", "remark", a property or an edge label of its kind
	Value    string  `json:"value,omitempty"`   // the property's text form, or the id at the edge's end; empty for self
	Stance   Stance  `json:"stance,omitempty"`  // Asserts if empty
	SaidBy   string  `json:"saidBy,omitempty"`  // id of a person or company
	SaidFor  string  `json:"saidFor,omitempty"` // id of a company
	SaidAs   string  `json:"saidAs,omitempty"`  // the source's own term
	Article  string  `json:"article"`           // article id
	Origin   string  `json:"origin,omitempty"`  // id of the article the claim comes from, if another
	Passage  Passage `json:"passage,omitzero"`
	// Confidence is 0 to 1; Extractor names what found the statement, such as
	// "curated" or "rules".
	Confidence float64 `json:"confidence,omitempty"`
	Extractor  string  `json:"extractor,omitempty"`
}

// Passage locates a statement in its source without copying it.
type Passage struct {
	Sentence  string `json:"sentence,omitempty"`  // of our digest, or of the article where its text is kept
	Paragraph int    `json:"paragraph,omitempty"` // 1-based, in the original
	SHA256    string `json:"sha256,omitempty"`    // hex, of the original sentence with white space collapsed
}

var slugPattern = regexp.MustCompile(`^[a-z]+:[a-z0-9]+(-[a-z0-9]+)*$`)

// ID returns the statement's id: a hash of subject, property, value, stance,
// saidBy and article. Merges never change it.
func (s *Statement) ID() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{s.Subject, s.Property, s.Value, string(s.stance()), s.SaidBy, s.Article}, "\x00")))
	return "statement:" + hex.EncodeToString(sum[:10])
}

func (s *Statement) stance() Stance {
	if s.Stance == "" {
		return Asserts
	}
	return s.Stance
}

// Receipt says what Apply did.
type Receipt struct {
	// Sequence is the number of the write; it grows with each. A dry run has
	// none.
	Sequence int64
	// Articles and Statements are the numbers newly written, Known those of
	// statements that were there already, Changed those of articles that were
	// there with another record or other edges.
	Articles, Statements, Known, Changed int
	// Retracted and Reinstated are the numbers of articles that became so.
	Retracted, Reinstated int
	// Judgements is the number of those that were written, replaced or
	// withdrawn; Reviews that of newly raised ones, KnownReviews of those that
	// were there already; Verdicts that of those that decided anything anew.
	Judgements, Reviews, KnownReviews, Verdicts int
	// Rejected is the number of statements that were left out because a person
	// rejected them; see Review.
	Rejected int
	// Nodes are the ids whose projection was written, sorted; Changes says
	// what happened to each, in the same order.
	Nodes   []string
	Changes []NodeChange
}

// NodeChange is what a batch changes of one entity or fact.
type NodeChange struct {
	ID     string
	Nature ChangeNature
	// Properties are the properties and labels of edges that changed, as the
	// change log names them, sorted.
	Properties []string
}

// Check says what is wrong with the batch by itself, before any store is
// asked: unknown kinds and properties, bad values, dates and hashes. The error
// names the article or the statement; callers that know a file and line check
// each by itself.
func (b *Batch) Check(kinds *Kinds) error {
	for _, a := range b.Articles {
		if err := a.Check(kinds); err != nil {
			return Errorf(CodeInvalid, "%s: %v", a.ID, err)
		}
	}
	for _, s := range b.Statements {
		if err := s.Check(kinds); err != nil {
			return Errorf(CodeInvalid, "statement on %s %s: %v", s.Subject, s.Property, err)
		}
	}
	for _, x := range b.Retractions {
		if err := checkID(kinds, x.Article, "Article"); err != nil {
			return Errorf(CodeInvalid, "retraction: %v", err)
		}
	}
	for _, id := range b.Reinstatements {
		if err := checkID(kinds, id, "Article"); err != nil {
			return Errorf(CodeInvalid, "reinstatement: %v", err)
		}
	}
	for _, j := range b.Judgements {
		if err := j.Check(kinds); err != nil {
			return Errorf(CodeInvalid, "judgement on %s and %s: %v", j.Left, j.Right, err)
		}
	}
	for _, review := range b.Reviews {
		if err := review.Check(kinds); err != nil {
			return Errorf(CodeInvalid, "review %q of %s: %v", review.Subject, review.Article, err)
		}
	}
	for _, v := range b.Verdicts {
		if err := v.Check(kinds); err != nil {
			return Errorf(CodeInvalid, "verdict on %q: %v", v.Review, err)
		}
	}
	return nil
}

// Check says what is wrong with the article's record, for people.
func (a *Article) Check(kinds *Kinds) error {
	kind := kinds.Kind("Article")
	if err := checkID(kinds, a.ID, "Article"); err != nil {
		return err
	}
	if a.Published != "" {
		if _, _, err := ParseDate(a.Published); err != nil {
			return err
		}
	}
	if p := kind.Property("genre"); p != nil && a.Genre != "" {
		if err := p.Check(a.Genre); err != nil {
			return err
		}
	}
	for _, id := range a.Publishers {
		if err := checkID(kinds, id, "Company"); err != nil {
			return err
		}
	}
	for _, id := range a.DerivedFrom {
		if err := checkID(kinds, id, "Article"); err != nil {
			return err
		}
	}
	if a.ContentHash != "" && !isSHA256(a.ContentHash) {
		return fmt.Errorf("contentHash %q is no SHA-256 in hex", a.ContentHash)
	}
	return nil
}

// Check says what is wrong with the statement, for people.
func (s *Statement) Check(kinds *Kinds) error {
	kind := kinds.KindOf(s.Subject)
	if kind == nil || !slugPattern.MatchString(s.Subject) {
		return fmt.Errorf("subject %q has no kind: want an id such as company:nokia", s.Subject)
	}
	if !kind.stated() {
		return fmt.Errorf("subject %q is a %s: no statement backs it", s.Subject, kind.Name)
	}
	if err := s.checkValue(kinds, kind); err != nil {
		return err
	}
	switch s.stance() {
	case Asserts, Denies, Speculates, Corrects:
	default:
		return fmt.Errorf("stance %q is none of ASSERTS, DENIES, SPECULATES, CORRECTS", s.Stance)
	}
	for _, ref := range []struct{ id, kinds, name string }{
		{s.SaidBy, "Party", "saidBy"}, {s.SaidFor, "Company", "saidFor"}, {s.Origin, "Article", "origin"},
	} {
		if ref.id == "" {
			continue
		}
		if err := checkID(kinds, ref.id, ref.kinds); err != nil {
			return fmt.Errorf("%s: %w", ref.name, err)
		}
	}
	if err := checkID(kinds, s.Article, "Article"); err != nil {
		return fmt.Errorf("article: %w", err)
	}
	if err := s.Passage.check(); err != nil {
		return err
	}
	if !isShare(s.Confidence) {
		return fmt.Errorf("confidence %v is not between 0 and 1", s.Confidence)
	}
	return nil
}

func (p Passage) check() error {
	if p.SHA256 != "" && !isSHA256(p.SHA256) {
		return fmt.Errorf("sha256 %q is no SHA-256: want 64 hex digits, lower case", p.SHA256)
	}
	if p.Paragraph < 0 {
		return fmt.Errorf("paragraph %d: paragraphs count from 1", p.Paragraph)
	}
	return nil
}

// isShare reports whether x is between 0 and 1; NaN is not.
func isShare(x float64) bool { return x >= 0 && x <= 1 }

func (s *Statement) checkValue(kinds *Kinds, kind *Kind) error {
	switch s.Property {
	case SelfProperty:
		if s.Value != "" {
			return fmt.Errorf("self takes no value, not %q", s.Value)
		}
		return nil
	case RemarkProperty:
		if strings.TrimSpace(s.Value) == "" {
			return fmt.Errorf("a remark wants its gist as value")
		}
		return nil
	}
	if p := kind.Property(s.Property); p != nil {
		if p.Composed || p.Record {
			return fmt.Errorf("%s.%s is made by our own code: no statement backs it", kind.Name, p.Name)
		}
		return p.Check(s.Value)
	}
	e := kind.Edge(s.Property)
	if e == nil || e.Derived {
		return fmt.Errorf("%s has no property or edge %q", kind.Name, s.Property)
	}
	for _, target := range e.Targets {
		if checkID(kinds, s.Value, target) == nil {
			return nil
		}
	}
	return fmt.Errorf("%s %q: want the id of a %s", e.Label, s.Value, strings.Join(e.Targets, " or "))
}

// checkID reports whether the id is well formed and of the kind or interface.
func checkID(kinds *Kinds, id, typeName string) error {
	kind := kinds.KindOf(id)
	if kind == nil || !kind.Is(typeName) || !slugPattern.MatchString(id) {
		return fmt.Errorf("%q is no id of a %s", id, typeName)
	}
	return nil
}

func isSHA256(s string) bool {
	raw, err := hex.DecodeString(s)
	return err == nil && len(raw) == sha256.Size && strings.ToLower(s) == s
}
