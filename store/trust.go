package store

import (
	"slices"
	"time"
)

// Credence says how far a fact is to be believed.
type Credence string

// The credences, least believable first; their order is that of comparison.
const (
	Retracted        Credence = "RETRACTED"          // no live statement is left
	Denied           Credence = "DENIED"             // denied, and asserted by nobody
	Disputed         Credence = "DISPUTED"           // asserted and denied
	Rumoured         Credence = "RUMOURED"           // only speculated
	SingleOrigin     Credence = "SINGLE_ORIGIN"      // asserted by one origin
	Corroborated     Credence = "CORROBORATED"       // asserted by several origins
	ConfirmedByParty Credence = "CONFIRMED_BY_PARTY" // asserted by a party to the fact
)

var credences = []Credence{Retracted, Denied, Disputed, Rumoured, SingleOrigin, Corroborated, ConfirmedByParty}

// Rank returns the credence's place in the order, 0 for RETRACTED.
func (c Credence) Rank() int { return slices.Index(credences, c) }

// claim is a live statement as the projection needs it.
type claim struct {
	id              string
	node            string // the node it is about, as now known
	property, value string
	stance          Stance
	saidBy, saidFor string
	article, origin string
	retracted       bool
}

// asserts reports whether the claim says that it is so.
func (c *claim) asserts() bool { return c.stance == Asserts || c.stance == Corrects }

// source is an article as the projection needs it.
type source struct {
	publishers []string
	reported   string // the day it was published, or recorded if undated
}

// trust is what the live statements say together of a node or an edge.
type trust struct {
	credence                       Credence
	statements, articles, origins  int
	contested                      bool
	firstReported                  string
	contestedOn, labels, sourceIDs []string // nodes: contestedOn; derived edges: the others
}

// weigh returns the trust of the claims, all about one thing. parties are the
// ids whose word confirms it.
func weigh(claims []*claim, sources map[string]*source, parties map[string]bool) trust {
	origin := originsOf(claims)
	var t trust
	articles, origins := map[string]bool{}, map[string]bool{}
	asserted, denied, confirmed := false, false, false
	for _, c := range claims {
		articles[c.article] = true
		if reported := sources[c.article].reported; t.firstReported == "" || reported < t.firstReported {
			t.firstReported = reported
		}
		switch {
		case c.stance == Denies:
			denied = true
		case c.asserts():
			asserted = true
			origins[origin[c.id]] = true
			confirmed = confirmed || parties[c.saidBy] || parties[c.saidFor] ||
				slices.ContainsFunc(sources[origin[c.id]].publishers, func(id string) bool { return parties[id] })
		}
	}
	t.statements, t.articles, t.origins = len(claims), len(articles), len(origins)
	t.contested = asserted && denied
	switch {
	case len(claims) == 0:
		t.credence = Retracted
	case asserted && denied:
		t.credence = Disputed
	case denied:
		t.credence = Denied
	case confirmed:
		t.credence = ConfirmedByParty
	case len(origins) > 1:
		t.credence = Corroborated
	case len(origins) == 1:
		t.credence = SingleOrigin
	default:
		t.credence = Rumoured
	}
	return t
}

// originsOf follows each claim's origin to its end: where the article it comes
// from makes the same claim and names an origin of its own, that one counts.
func originsOf(claims []*claim) map[string]string {
	type key struct{ property, value, article string }
	next := map[key]string{}
	for _, c := range claims {
		k := key{c.property, c.value, c.article}
		// Of several origins of one article for one claim the smallest id
		// counts, so that the order of writing doesn't.
		if c.origin != c.article && (next[k] == "" || c.origin < next[k]) {
			next[k] = c.origin
		}
	}
	ends := make(map[string]string, len(claims))
	for _, c := range claims {
		end := c.origin
		for seen := map[string]bool{}; !seen[end]; {
			seen[end] = true
			if further := next[key{c.property, c.value, end}]; further != "" {
				end = further
			}
		}
		ends[c.id] = end
	}
	return ends
}

// columns returns the trust as stored columns.
func (t trust) columns() map[string]any {
	columns := map[string]any{
		ColumnCredence:       string(t.credence),
		ColumnCredenceRank:   int64(t.credence.Rank()),
		ColumnStatementCount: int64(t.statements),
		ColumnArticleCount:   int64(t.articles),
		ColumnOriginCount:    int64(t.origins),
		ColumnContested:      t.contested,
	}
	setString(columns, ColumnFirstReported, t.firstReported)
	for name, list := range map[string][]string{ColumnContestedOn: t.contestedOn, ColumnLabels: t.labels, ColumnSources: t.sourceIDs} {
		if len(list) > 0 {
			columns[name] = list
		}
	}
	return columns
}

// setReported writes the day from which a node counts, with its sort key.
func setReported(columns map[string]any, day string) {
	setString(columns, ColumnFirstReported, day)
	columns[ColumnReportedKey] = day
}

// disputed reports whether one of the claims asserts and another denies.
func disputed(claims []*claim) bool {
	return slices.ContainsFunc(claims, (*claim).asserts) && slices.ContainsFunc(claims, func(c *claim) bool { return c.stance == Denies })
}

// reportedOn returns the day from which an article counts: the first day of
// its publication, or the day it was recorded.
func reportedOn(published, recordedAt string) string {
	if span, _, err := ParseDate(published); err == nil && span.Earliest != "" {
		return span.Earliest
	}
	if t, err := time.Parse(time.RFC3339, recordedAt); err == nil {
		return day(t.UTC())
	}
	return ""
}
