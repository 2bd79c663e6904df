package seed

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/dealgraph/dealgraph/store"
)

// Report says what Apply wrote, and what was there already.
type Report struct {
	Articles, Statements Count
	// Nodes are those the statements are about, by kind in schema order;
	// kinds without any are left out.
	Nodes []KindCount
}

// Count is of what was written, new or changed, and of what was there as it
// should be.
type Count struct {
	Written, Known int
}

// KindCount is the count of one kind.
type KindCount struct {
	Kind *store.Kind
	Count
}

// Apply writes the set in one transaction: all of it or nothing. Applied
// again it writes nothing, and the report says so. Errors are those of the
// store.
func (s *Set) Apply(ctx context.Context, to store.Store) (*Report, error) {
	b := s.Batch()
	receipt, err := to.Apply(ctx, b)
	if err != nil {
		return nil, err
	}
	report := &Report{
		Articles:   Count{receipt.Articles, len(b.Articles) - receipt.Articles},
		Statements: Count{receipt.Statements, receipt.Known},
	}
	counts := map[*store.Kind]*Count{}
	for _, kind := range s.kinds.All() {
		counts[kind] = &Count{}
	}
	written := map[string]bool{}
	for _, id := range receipt.Nodes {
		written[id] = true
		counts[s.kinds.KindOf(id)].Written++
	}
	var known []string
	for _, statement := range b.Statements {
		if !written[statement.Subject] {
			known = append(known, statement.Subject)
		}
	}
	slices.Sort(known)
	for _, id := range slices.Compact(known) {
		counts[s.kinds.KindOf(id)].Known++
	}
	for _, kind := range s.kinds.All() {
		if c := counts[kind]; *c != (Count{}) {
			report.Nodes = append(report.Nodes, KindCount{kind, *c})
		}
	}
	return report, nil
}

// String returns the report as a line for people, such as "seeded 1 article,
// 20 statements: 2 companies; already known: 3 articles, 583 statements".
func (r *Report) String() string {
	parts := func(get func(Count) int) (sources, nodes string) {
		return join(amount(get(r.Articles), "article", "articles"), amount(get(r.Statements), "statement", "statements")), r.nodes(get)
	}
	sources, nodes := parts(func(c Count) int { return c.Written })
	line := "seeded nothing"
	switch {
	case sources != "" && nodes != "":
		line = "seeded " + sources + ": " + nodes
	case sources+nodes != "":
		line = "seeded " + sources + nodes
	}
	sources, nodes = parts(func(c Count) int { return c.Known })
	if known := join(sources, nodes); known != "" {
		line += "; already known: " + known
	}
	return line
}

func (r *Report) nodes(get func(Count) int) string {
	var all []string
	for _, c := range r.Nodes {
		all = append(all, amount(get(c.Count), words(c.Kind.Name), words(c.Kind.Plural)))
	}
	return join(all...)
}

// amount returns "1 company", "2 companies"; nothing for none.
func amount(n int, one, many string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// join joins what isn't empty.
func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// words parts a name of the schema into words: technologyAreas becomes
// "technology areas".
func words(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
