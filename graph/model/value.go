package model

import (
	"fmt"
	"io"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/dealgraph/dealgraph/store"
)

// Date is a partial date as read.
type Date struct {
	Edtf             string
	Earliest, Latest *string
	Precision        string
}

// Money is an amount as read.
type Money struct {
	Amount     *float64
	Currency   *string
	Disclosure string
}

// Quantity is a count or share as read.
type Quantity struct {
	Exact, Min, Max *float64
	Approximate     bool
	Disclosure      string
}

// Passage is where in a source a statement stands.
type Passage struct {
	Sentence  *string
	Paragraph *int
	Sha256    *string
}

// Trust is how far a node or an edge is to be believed.
type Trust struct {
	Credence                                  string
	StatementCount, ArticleCount, OriginCount int
	Contested                                 bool
}

// SearchResult is what a search found.
type SearchResult struct {
	Hits      []*SearchHit
	Truncated bool
}

// SearchHit is one node that a search found.
type SearchHit struct {
	Node   Node
	Score  float64
	Reason string
}

// Stats is the size of the graph.
type Stats struct{ Kinds []*KindCount }

// KindCount is the number of nodes of a kind.
type KindCount struct {
	Kind  string
	Count int
}

func trustOf(columns map[string]any) *Trust {
	credence, ok := columns[store.ColumnCredence].(string)
	if !ok {
		return nil
	}
	count := func(column string) int {
		n, _ := columns[column].(int64)
		return int(n)
	}
	contested, _ := columns[store.ColumnContested].(bool)
	return &Trust{Credence: credence, StatementCount: count(store.ColumnStatementCount), ArticleCount: count(store.ColumnArticleCount),
		OriginCount: count(store.ColumnOriginCount), Contested: contested}
}

func (o Object) date(column string) *Date {
	text := o.text(column)
	if text == nil {
		return nil
	}
	span, precision, err := store.ParseDate(*text)
	if err != nil { // the store holds checked values only
		return nil
	}
	return &Date{Edtf: *text, Earliest: optional(span.Earliest), Latest: optional(span.Latest), Precision: string(precision)}
}

func (o Object) money(column string) *Money {
	text := o.text(column)
	if text == nil {
		return nil
	}
	m, err := store.ParseMoney(*text)
	switch {
	case err != nil:
		return nil
	case m.Undisclosed:
		return &Money{Disclosure: store.Undisclosed}
	}
	return &Money{Amount: &m.Amount, Currency: &m.Currency, Disclosure: "DISCLOSED"}
}

func (o Object) quantity(column string) *Quantity {
	text := o.text(column)
	if text == nil {
		return nil
	}
	q, err := store.ParseQuantity(*text)
	switch {
	case err != nil:
		return nil
	case q.Undisclosed:
		return &Quantity{Disclosure: store.Undisclosed}
	}
	view := &Quantity{Min: q.Min, Max: q.Max, Approximate: q.Approximate, Disclosure: "DISCLOSED"}
	if q.Min != nil && q.Max != nil && *q.Min == *q.Max && !q.Approximate {
		view.Exact = q.Min
	}
	return view
}

func (o Object) passage(column string) *Passage {
	p := &Passage{Sentence: o.text(column), Paragraph: o.whole(column + "Paragraph"), Sha256: o.text(column + "Sha256")}
	if p.Sentence == nil && p.Paragraph == nil && p.Sha256 == nil {
		return nil
	}
	return p
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// MarshalFloat writes a number in plain decimals: 350000000, not 3.5e+08.
func MarshalFloat(f float64) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { io.WriteString(w, store.FormatNumber(f)) })
}

// UnmarshalFloat reads a number.
func UnmarshalFloat(v any) (float64, error) { return graphql.UnmarshalFloat(v) }

// MarshalEnum writes an enum value.
func MarshalEnum(s string) graphql.Marshaler { return graphql.MarshalString(s) }

// UnmarshalEnum reads the name of an enum value; that it is one has been
// checked against the schema before.
func UnmarshalEnum(v any) (string, error) {
	s, ok := v.(string)
	if !ok {
		return "", fmt.Errorf("enums must be strings")
	}
	return strings.TrimSpace(s), nil
}
