package ingest

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// Days between what two articles tell of one deal, and days after which two of
// one kind between the same parties are two deals.
const (
	nearDays = 10
	farDays  = 75
)

// dealShapes is what is read of deals that a draft may be of.
var dealShapes = store.Shapes{"Deal": {
	Columns: []string{"dayEarliest", "dayLatest", "dealKind", "dealValueAmount", "dealValueCurrency", "firstReported", "title"},
	Follows: []*store.Follow{{Key: "parties", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"},
		List: store.List{Limit: 20}, EdgeColumns: []string{"labels"}, Shapes: store.Shapes{}}},
}}

// dealCandidates returns the deals of the graph that a drafted one may be: of
// its kind and with two of its parties at least, the likeliest first.
func (r *resolver) dealCandidates(ctx context.Context, n *draft) ([]candidate, error) {
	parties := n.roles(r)
	var ids []string
	for id := range parties {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if len(ids) < 2 {
		return nil, nil
	}
	conds := []*store.Cond{{Op: store.Eq, Column: "dealKind", Value: n.value("dealKind")}}
	for _, id := range ids[:2] {
		conds = append(conds, &store.Cond{Op: store.Some, Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"},
			Conds: []*store.Cond{{Op: store.Eq, Column: store.ColumnID, Value: id}}})
	}
	page, err := r.store.Find(ctx, &store.Query{Kinds: []string{"Deal"}, List: store.List{Where: &store.Cond{Op: store.And, Conds: conds}, Limit: 50}, Shapes: dealShapes})
	if err != nil {
		return nil, err
	}
	var all []candidate
	for _, row := range page.Rows {
		if row.Node.ID == n.id {
			continue // the same node already
		}
		if c := sameDeal(n, r.d, parties, row.Node); c.score >= doubtFrom {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, byScore)
	return all, nil
}

// roles returns the labels of the edges from the draft to each of its parties,
// by their ids in the graph. The parties of an umbrella are those of its parts.
func (n *draft) roles(r *resolver) map[string][]string {
	kind := r.d.kinds.Kind("Deal")
	roles := map[string][]string{}
	for _, d := range r.d.drafts {
		if d != n && (!n.helper || d.value("partOf") != n.id) {
			continue
		}
		for _, s := range d.statements {
			if e := kind.Edge(s.Property); e != nil && d.kind == "Deal" && e.Role != store.RoleNone {
				id := r.presentID(s.Value)
				roles[id] = append(roles[id], s.Property)
			}
		}
	}
	return roles
}

// sameDeal scores whether a deal of the graph is the drafted one: the same
// parties in the same roles, near in time, of the same value.
func sameDeal(n *draft, d *drafting, parties map[string][]string, node *store.Node) candidate {
	c := candidate{id: node.ID, score: 0.7}
	theirs := map[string][]string{}
	for _, row := range node.Follows["parties"].Rows {
		theirs[row.Node.ID], _ = row.Edge.Columns["labels"].([]string)
	}
	missing := 0
	for id, labels := range parties {
		switch known, there := theirs[id]; {
		case !there:
			missing++
		case !agree(labels, known):
			c.score -= 0.4
			c.reasons = append(c.reasons, "but "+id+" has another role there")
		}
	}
	if missing > 0 && len(theirs) > len(parties)-missing {
		c.score -= 0.3
		c.reasons = append(c.reasons, "but each has a party that the other lacks")
	}
	text := func(column string) string {
		s, _ := node.Columns[column].(string)
		return s
	}
	day, dayKnown := n.day, true
	earliest, latest := text("dayEarliest"), text("dayLatest")
	if earliest == "" && latest == "" {
		earliest = text("firstReported")
		latest, dayKnown = earliest, false
	}
	if day == "" {
		dayKnown = false
	}
	switch days, ok := daysApart(day, earliest, latest); {
	case ok && days <= nearDays:
		c.score += 0.2
		c.reasons = append(c.reasons, "the same parties did the same at that time")
	case ok && days > farDays && dayKnown:
		c.score -= 0.5
		c.reasons = append(c.reasons, fmt.Sprintf("but %d days lie between the two", days))
	case once[n.value("dealKind")]:
		c.score += 0.15
		c.reasons = append(c.reasons, "the same parties hardly do this twice")
	default:
		c.reasons = append(c.reasons, "the same parties did the same, but the time is not certain")
	}
	amount, _ := node.Columns["dealValueAmount"].(float64)
	if x := n.deal; x != nil && x.Value != nil && amount != 0 && text("dealValueCurrency") == x.Value.Currency {
		if math.Abs(amount-x.Value.Amount) > 0.1*amount {
			c.score -= 0.25
			c.reasons = append(c.reasons, "but the value is another")
		} else {
			c.score += 0.05
		}
	}
	return c
}

// once are the kinds of deals that the same parties hardly make twice.
var once = map[string]bool{"ACQUISITION": true, "JOINT_VENTURE": true}

// agree reports whether the labels have one in common, or one side knows no
// role.
func agree(a, b []string) bool {
	if slices.Contains(a, "party") || slices.Contains(b, "party") || slices.Contains(a, "partner") || slices.Contains(b, "partner") {
		return true
	}
	return slices.ContainsFunc(a, func(label string) bool { return slices.Contains(b, label) })
}

// daysApart returns how many days lie between an EDTF day and a span of days,
// 0 where they overlap; false where either is unknown.
func daysApart(edtf, earliest, latest string) (int, bool) {
	span, _, err := store.ParseDate(edtf)
	if edtf == "" || err != nil || span.Earliest == "" || span.Latest == "" || earliest == "" || latest == "" {
		return 0, false
	}
	parse := func(day string) (time.Time, bool) {
		t, err := time.Parse(time.DateOnly, day)
		return t, err == nil
	}
	from, ok1 := parse(span.Earliest)
	to, ok2 := parse(span.Latest)
	first, ok3 := parse(earliest)
	last, ok4 := parse(latest)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return 0, false
	}
	switch {
	case from.After(last):
		return int(from.Sub(last).Hours() / 24), true
	case first.After(to):
		return int(first.Sub(to).Hours() / 24), true
	}
	return 0, true
}

// pairs are the kinds of facts that their two ends and one property make what
// they are.
var pairs = map[string]struct{ from, to, property string }{
	"Position":  {"person", "company", "positionKind"},
	"Ownership": {"owner", "owned", ""},
}

// samePairs finds the facts of the graph that join the same two things as
// drafted ones under another id, because one of the things was merged.
func (r *resolver) samePairs(ctx context.Context, kind string) (map[string]candidate, error) {
	p := pairs[kind]
	var drafts []*draft
	ends := map[string]bool{}
	for _, n := range r.d.drafts {
		if n.kind == kind {
			drafts = append(drafts, n)
			ends[r.presentID(n.value(p.from))] = true
		}
	}
	same := map[string]candidate{}
	if len(drafts) == 0 {
		return same, nil
	}
	var columns []string
	if p.property != "" {
		columns = []string{p.property, "title"}
	}
	end := func(label, kind string) *store.Follow {
		return &store.Follow{Key: label, Edge: store.EdgeRef{Kind: drafts[0].kind, Label: label}, Kinds: []string{kind}, List: store.List{Limit: 1}, Shapes: store.Shapes{}}
	}
	target := func(label string) string { return r.d.kinds.Kind(kind).Edge(label).Targets[0] }
	page, err := r.store.Find(ctx, &store.Query{Kinds: []string{kind}, List: store.List{Limit: 500, Where: &store.Cond{Op: store.Some,
		Edge: store.EdgeRef{Kind: kind, Label: p.from}, Kinds: []string{target(p.from)}, Conds: []*store.Cond{{Op: store.In, Column: store.ColumnID, Value: sortedTrue(ends)}}}},
		Shapes: store.Shapes{kind: {Columns: columns, Follows: []*store.Follow{end(p.from, target(p.from)), end(p.to, target(p.to))}}}})
	if err != nil {
		return nil, err
	}
	for _, n := range drafts {
		for _, row := range page.Rows {
			if row.Node.ID == n.id || only(row.Node, p.from) != r.presentID(n.value(p.from)) || only(row.Node, p.to) != r.presentID(n.value(p.to)) {
				continue
			}
			if p.property != "" && (row.Node.Columns[p.property] != n.value(p.property) || n.value(p.property) == "OTHER" && row.Node.Columns["title"] != n.value("title")) {
				continue
			}
			same[n.id] = candidate{id: row.Node.ID, score: 0.95, reasons: []string{"it joins the same two"}}
			break
		}
	}
	return same, nil
}
