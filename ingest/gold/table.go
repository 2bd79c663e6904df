package gold

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// Column is a report with what stands above it.
type Column struct {
	Name   string
	Report *Report
}

// Table writes reports side by side: for each measure precision, recall and F1
// with the counts behind them, for with few articles a few hundredths are
// chance.
func Table(w io.Writer, columns ...Column) error {
	t, row := newTable(w, "measure", columns)
	row("articles", func(r *Report) string { return fmt.Sprint(r.Articles) })
	row("", func(*Report) string { return shares })
	for _, m := range Measures {
		row(string(m), func(r *Report) string { return r.Counts[m].String() })
	}
	for _, stat := range []struct {
		name string
		of   func(*Report) string
	}{
		{"status exact", func(r *Report) string { return fmt.Sprintf("%d of %d", r.StatusExact, r.StatusTotal) }},
		{"status coarse", func(r *Report) string { return fmt.Sprintf("%d of %d", r.StatusCoarse, r.StatusTotal) }},
		{"not real, reported as real", func(r *Report) string { return fmt.Sprint(r.UnrealAsReal) }},
		{"articles without a deal", func(r *Report) string { return fmt.Sprint(r.NoDealArticles) }},
		{"deals invented in them", func(r *Report) string { return fmt.Sprint(r.InventedDeals) }},
		{"companies found twice", func(r *Report) string { return fmt.Sprint(r.DuplicateCompanies) }},
		{"optional deals ignored", func(r *Report) string { return fmt.Sprint(r.OptionalDealsIgnored) }},
		{"people without a role ignored", func(r *Report) string { return fmt.Sprint(r.RolelessIgnored) }},
		{"articles without a prediction", func(r *Report) string { return fmt.Sprint(r.WithoutPrediction) }},
	} {
		row(stat.name, stat.of)
	}
	return t.Flush()
}

// shares stands above cells as Count.String makes them.
const shares = "P     R     F1     tp/fp/fn"

// KindTable writes how well deals are found by kind, reports side by side.
func KindTable(w io.Writer, columns ...Column) error {
	t, row := newTable(w, "deals-lenient by kind", columns)
	row("", func(*Report) string { return shares })
	all := map[string]bool{}
	for _, c := range columns {
		for kind := range c.Report.Kinds {
			all[kind] = true
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(all)) {
		row(kind, func(r *Report) string { return cmp.Or(r.Kinds[kind], &Count{}).String() })
	}
	return t.Flush()
}

// newTable starts a table with a heading; row adds a line of a cell for each
// report.
func newTable(w io.Writer, corner string, columns []Column) (t *tabwriter.Writer, row func(name string, cell func(*Report) string)) {
	t = tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(t, corner)
	for _, c := range columns {
		fmt.Fprint(t, "\t", c.Name)
	}
	fmt.Fprintln(t)
	return t, func(name string, cell func(*Report) string) {
		fmt.Fprint(t, name)
		for _, c := range columns {
			fmt.Fprint(t, "\t", cell(c.Report))
		}
		fmt.Fprintln(t)
	}
}

// String is precision, recall and F1 with the counts behind them.
func (c Count) String() string {
	return fmt.Sprintf("%.3f %.3f %.3f  %d/%d/%d", c.Precision(), c.Recall(), c.F1(), c.TruePositives, c.FalsePositives, c.FalseNegatives)
}

// Details writes every miss of a report, a line each: article, measure, why,
// what. They are in the order of articles, then measures.
func Details(w io.Writer, r *Report) error {
	misses := slices.Clone(r.Misses)
	slices.SortStableFunc(misses, func(a, b Miss) int {
		return cmp.Or(strings.Compare(a.Article, b.Article),
			cmp.Compare(slices.Index(Measures, a.Measure), slices.Index(Measures, b.Measure)), strings.Compare(string(a.Why), string(b.Why)))
	})
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, m := range misses {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", m.Article, m.Measure, m.Why, strings.Join(strings.Fields(m.What), " "))
	}
	return t.Flush()
}
