package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// printable returns a text of an article as a terminal may show it: without
// what could move the cursor, colour what follows, or turn its direction.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// writeReviewList prints a line for each review, and how many there are.
func writeReviewList(w io.Writer, reviews []*reviewed, total int) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range reviews {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", r.ID, sure(r), strings.ToLower(r.Question), strings.ToLower(r.State), printable(r.Subject))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	line := fmt.Sprintf("%d reviews", total)
	switch {
	case total == 1:
		line = "1 review"
	case total > len(reviews):
		line += fmt.Sprintf(", of which %d are shown: see --limit", len(reviews))
	}
	_, err := fmt.Fprintln(w, line)
	return err
}

// sure is how sure the extractor was, for people.
func sure(r *reviewed) string {
	if r.Confidence == nil {
		return "-"
	}
	return fmt.Sprintf("%.2f", *r.Confidence)
}

// writeReview prints all there is to know of a review.
func writeReview(w io.Writer, r *reviewed) error {
	var b strings.Builder
	line := func(label, format string, args ...any) {
		fmt.Fprintf(&b, "  %-9s %s\n", label, printable(fmt.Sprintf(format, args...)))
	}
	fmt.Fprintln(&b, printable(r.Subject))
	line("review", "%s, a %s, %s, %s", r.ID, strings.ToLower(r.Question), sure(r), strings.ToLower(r.State))
	if a := r.article; a.id != "" {
		line("article", "%s", strings.Join(nonEmpty(a.id, quoted(a.headline), a.published), ", "))
	}
	if p := r.Passage; p != nil && p.Sentence != nil {
		line("passage", "%s", *p.Sentence)
	}
	for _, reason := range r.Reasons {
		line("because", "%s", reason)
	}
	for _, c := range r.Claims {
		line("claims", "%s", strings.Join(nonEmpty(c.Subject, c.Property, textOf(c.Value), spoken(c.Stance)), " "))
	}
	for _, side := range []*model.ReviewedNode{r.Left, r.Right} {
		if side != nil {
			name := r.names[side.ID]
			if name == "" {
				name = "not there"
			}
			line("same?", "%s (%s)", side.ID, name)
		}
	}
	if d := r.Decision; d != nil {
		line("decided", "%s", strings.Join(nonEmpty(d.At, textOf(d.By), quoted(textOf(d.Reason))), ", "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// spoken is a stance other than that it is so.
func spoken(stance string) string {
	if stance == string(store.Asserts) {
		return ""
	}
	return "(" + strings.ToLower(stance) + ")"
}

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return "“" + text + "”"
}

func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func nonEmpty(texts ...string) []string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

// decided says what a verdict did.
func decided(v *store.Verdict, receipt *store.Receipt) string {
	state := map[bool]string{true: "accepted", false: "rejected"}[v.Accept]
	if v.Reopen {
		state = "open again"
	}
	if receipt.Verdicts == 0 {
		return v.Review + " was so already: nothing changed"
	}
	return fmt.Sprintf("%s is %s: %s written, %s changed", v.Review, state, counted(receipt.Statements, "statement"), counted(len(receipt.Nodes), "node"))
}

// counted is a number of things, for people.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// reviewJSON is a review for programs; its fields are named as in GraphQL.
type reviewJSON struct {
	ID         string            `json:"id"`
	Question   string            `json:"question"`
	State      string            `json:"state"`
	Subject    string            `json:"subject"`
	Kinds      []string          `json:"kinds"`
	Confidence *float64          `json:"confidence"`
	Reasons    []string          `json:"reasons"`
	Sentence   *string           `json:"sentence"`
	Article    map[string]string `json:"article,omitempty"`
	Claims     []claimJSON       `json:"claims"`
	Left       *sideJSON         `json:"left,omitempty"`
	Right      *sideJSON         `json:"right,omitempty"`
	RaisedAt   string            `json:"raisedAt"`
	Decision   map[string]string `json:"decision,omitempty"`
}

type claimJSON struct {
	Subject  string  `json:"subject"`
	Property string  `json:"property"`
	Value    *string `json:"value"`
	Stance   string  `json:"stance"`
}

type sideJSON struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

func writeReviewJSON(w io.Writer, r *reviewed) error {
	line := reviewJSON{ID: r.ID, Question: r.Question, State: r.State, Subject: r.Subject, Kinds: r.Kinds, Confidence: r.Confidence, Reasons: r.Reasons,
		Claims: []claimJSON{}, Left: r.side(r.Left), Right: r.side(r.Right), RaisedAt: r.RaisedAt}
	if r.Passage != nil {
		line.Sentence = r.Passage.Sentence
	}
	if r.article.id != "" {
		line.Article = map[string]string{"id": r.article.id, "headline": r.article.headline, "published": r.article.published}
	}
	for _, c := range r.Claims {
		line.Claims = append(line.Claims, claimJSON{c.Subject, c.Property, c.Value, c.Stance})
	}
	if d := r.Decision; d != nil {
		line.Decision = map[string]string{"by": textOf(d.By), "reason": textOf(d.Reason), "at": d.At}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(line)
}

func (r *reviewed) side(n *model.ReviewedNode) *sideJSON {
	if n == nil {
		return nil
	}
	return &sideJSON{n.ID, r.names[n.ID]}
}
