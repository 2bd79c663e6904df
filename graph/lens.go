package graph

import (
	"slices"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// lens is the time in force: what held then, and what was known then. It
// chooses which nodes and edges appear; properties show the present value.
type lens struct {
	validOn *store.Span
	certain bool // with validOn: what certainly held during all of it
	knownAt *store.Span
}

// scope is where in the answer a selection set stands, and what holds there.
type scope struct {
	path string // response names inside the connection, each with "/"
	lens
	// day: fields of the edge between a deal and a party read what held on
	// the day of the deal.
	day bool
}

// at returns the scope of a selection set that stands at the path, under the
// same lens.
func (s scope) at(path string) scope { return scope{path: path, lens: s.lens} }

// The columns of a period, without their endings.
var (
	validColumn = strings.TrimSuffix(store.ColumnValidEarliest, "Earliest")
	sureColumn  = strings.TrimSuffix(store.ColumnSureEarliest, "Earliest")
)

// retractedColumn is when a statement was withdrawn, as in a DateTime.
const retractedColumn = "retractedAt"

// time reads validOn, certain and knownAt, which hold for everything below.
func (p *planner) time(arguments map[string]any, in scope) (scope, error) {
	inner := scope{lens: in.lens, day: in.day}
	if text, ok := arguments["validOn"].(string); ok {
		span, err := parseDate("validOn", text)
		if err != nil {
			return scope{}, err
		}
		inner.validOn, inner.day = &span, false
	}
	if certain, ok := arguments["certain"].(bool); ok {
		if certain && inner.validOn == nil && !inner.day {
			return scope{}, errorf(CodeBadInput, "certain: wants a day: give validOn too")
		}
		inner.certain = certain
	}
	if text, ok := arguments["knownAt"].(string); ok {
		span, err := parseDate("knownAt", text)
		if err != nil {
			return scope{}, err
		}
		inner.knownAt = &span
	}
	return inner, nil
}

// valid returns the condition that nodes of these kinds are there at the time
// in force; nil where all are.
func (p *planner) valid(kinds []string, in scope) *store.Cond {
	return all(p.held(kinds, in), p.known(kinds, in.lens))
}

// held returns the condition that facts held at the time in force. A list of
// other things, too, has none: validOn is about facts.
func (p *planner) held(kinds []string, in scope) *store.Cond {
	if in.validOn == nil && !in.day || slices.ContainsFunc(kinds, func(k string) bool { return p.contract.Kinds.Kind(k).Group != store.Fact }) {
		return nil
	}
	switch {
	case in.day && in.certain:
		return &store.Cond{Op: store.ThroughOuterDay, Column: sureColumn, Up: 2}
	case in.day:
		return &store.Cond{Op: store.OuterDay, Column: validColumn, Up: 2}
	case in.certain:
		return throughout(sureColumn, *in.validOn)
	}
	return dateColumns{earliest: store.ColumnValidEarliest, latest: store.ColumnValidLatest}.overlaps(*in.validOn)
}

// known returns the condition that nodes were reported by the time in force.
// Statements must be live, or, by then, not yet withdrawn.
func (p *planner) known(kinds []string, at lens) *store.Cond {
	var live *store.Cond
	last := at.lastKnown()
	if len(kinds) == 1 && kinds[0] == "Statement" {
		live = &store.Cond{Op: store.Missing, Column: retractedColumn}
		switch {
		case at.knownAt != nil && last == "":
			live = nil
		case at.knownAt != nil:
			live = &store.Cond{Op: store.Or, Conds: []*store.Cond{live, {Op: store.Ge, Column: retractedColumn, Value: dayAfter(last)}}}
		}
	}
	return all(reportedBy(last), live)
}

// knownEdge returns the condition that an edge was reported by the time in
// force; nil for edges of sources, which no statement backs.
func (p *planner) knownEdge(edge store.EdgeRef, at lens) *store.Cond {
	if start := p.contract.Kinds.Kind(edge.Kind); start == nil || start.Group != store.Entity && start.Group != store.Fact {
		return nil
	}
	return reportedBy(at.lastKnown())
}

// lastKnown is the last day of knownAt, empty if none is in force, or if it is
// open: then everything is known.
func (l lens) lastKnown() string {
	if l.knownAt == nil {
		return ""
	}
	return l.knownAt.Latest
}

// reportedBy holds for what was reported on the day or before; nil without a
// day.
func reportedBy(day string) *store.Cond {
	if day == "" {
		return nil
	}
	return &store.Cond{Op: store.Le, Column: store.ColumnFirstReported, Value: day}
}

// throughout holds if the period has every day of the span; an open span none
// has.
func throughout(name string, span store.Span) *store.Cond {
	if span.Earliest == "" || span.Latest == "" {
		return &store.Cond{Op: store.Or}
	}
	return all(&store.Cond{Op: store.Le, Column: name + "Earliest", Value: span.Earliest},
		&store.Cond{Op: store.Ge, Column: name + "Latest", Value: span.Latest})
}

// dayAfter returns the day after a day.
func dayAfter(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil { // days come from ParseDate
		return day
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}
