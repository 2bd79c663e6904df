package sqlite

import (
	"fmt"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

// TestRelatedColumns sorts positions by their company's name, and reads it. One
// position has no company.
func TestRelatedColumns(t *testing.T) {
	s := mustOpenFixture(t)
	byCompany := store.RelatedColumn("company", "nameKey")
	columns := []string{store.RelatedColumn("company", "country"), byCompany, "jobTitle", store.RelatedColumn("person", "statementCount")}
	keys := []store.Order{{Column: byCompany}, {Column: "periodKey", Desc: true}}
	q := &store.Query{Kinds: []string{"Position"}, List: store.List{Limit: 9, Order: keys}, Shapes: store.Shapes{"Position": {Columns: columns}}}
	all := s.mustFind(t, q)
	wantText(t, "ascending", idsOf(all), "position:there position:now position:past position:unknown")
	wantText(t, "columns", fmt.Sprint(all.Rows[0].Node.Columns), "map[company.country:FI company.nameKey:nokia corporation jobTitle:Adviser person.statementCount:1]")
	q.Shapes["Position"].Columns = []string{columns[0], byCompany, columns[3]}
	wantText(t, "related columns only", fmt.Sprint(s.mustFind(t, q).Rows[1].Node.Columns), "map[company.country:CN company.nameKey:xiaomi person.statementCount:1]")
	q.Limit = 1
	for i, row := range all.Rows[:3] {
		q.After = []any{row.Node.Columns[byCompany], row.Node.Columns["periodKey"], row.Node.ID}
		if q.After[1] == nil {
			q.After[1] = map[int]string{0: "2016-01-01", 1: "2010-04-01", 2: "2005-01-01"}[i]
		}
		wantText(t, "behind "+row.Node.ID, idsOf(s.mustFind(t, q)), all.Rows[i+1].Node.ID)
	}
	deals := &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 9, Order: []store.Order{{Column: store.RelatedColumn("partOf", "announcedKey"), Desc: true}}},
		Shapes: store.Shapes{"Deal": {Columns: []string{store.RelatedColumn("partOf", "announcedKey")}}}}
	page := s.mustFind(t, deals)
	wantText(t, "without a node at the end", idsOf(page), "deal:there deal:sale deal:back deal:undated deal:umbrella deal:rumour")
	wantText(t, "its columns", fmt.Sprint(page.Rows[2].Node.Columns, page.Rows[3].Node.Columns), "map[partOf.announcedKey:2017-07-05] map[]")
	deals.Where = &store.Cond{Op: store.Or, Conds: []*store.Cond{{Op: store.Eq, Column: store.RelatedColumn("partOf", "dealKind"), Value: "AGREEMENT"}, {Op: store.Eq, Column: "dealKind", Value: "AGREEMENT"}}}
	wantText(t, "in a condition", idsOf(s.mustFind(t, deals)), "deal:there deal:sale deal:back deal:umbrella")

	positions := &store.Follow{Key: "positions", Edge: store.EdgeRef{Kind: "Position", Label: "person"}, Reverse: true, Kinds: []string{"Position"},
		List: store.List{Limit: 9, Order: []store.Order{{Column: byCompany, Desc: true}}}, Shapes: store.Shapes{"Position": {Columns: []string{byCompany}}}}
	former := s.mustRead(t, "person:former", &store.Shape{Follows: []*store.Follow{positions}}).Follows["positions"]
	wantText(t, "of a follow", idsOf(former), "position:past position:there")
	wantText(t, "its columns", fmt.Sprint(former.Rows[0].Node.Columns), "map[company.nameKey:xiaomi]")
}

// TestEdgeWhere follows edges by their own columns: rows, totals and groups.
func TestEdgeWhere(t *testing.T) {
	s := mustOpenFixture(t)
	several := &store.Cond{Op: store.Gt, Column: store.ColumnStatementCount, Value: int64(1)}
	for name, c := range map[string]struct {
		where *store.Cond
		want  string
	}{
		"compared": {several, "company:giver company:taker"},
		"and":      {&store.Cond{Op: store.And, Conds: []*store.Cond{several, {Op: store.Ge, Column: store.ColumnArticleCount, Value: int64(5)}}}, ""},
		"or, not":  {&store.Cond{Op: store.Or, Conds: []*store.Cond{{Op: store.Not, Conds: []*store.Cond{several}}, {Op: store.Eq, Column: store.ColumnCredence, Value: "CONFIRMED_BY_PARTY"}}}, "company:giver company:taker"},
		"missing":  {&store.Cond{Op: store.Missing, Column: store.ColumnFirstReported}, ""},
		"a truth":  {&store.Cond{Op: store.Eq, Column: store.ColumnContested, Value: false}, "company:giver company:taker"},
		"a list":   {&store.Cond{Op: store.Has, Column: store.ColumnLabels, Value: "seller"}, "company:giver"},
		"no list":  {&store.Cond{Op: store.Missing, Column: store.ColumnSources}, ""},
	} {
		f := &store.Follow{Key: "parties", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"}, EdgeWhere: c.where, List: store.List{Limit: 9, Total: true,
			Groups: []*store.Grouping{{Key: "kind", Column: store.ColumnContested, Limit: 9}}}}
		page := s.mustRead(t, "deal:umbrella", &store.Shape{Follows: []*store.Follow{f}}).Follows["parties"]
		counted := 0
		for _, g := range page.Groups["kind"].Rows {
			counted += g.Count
		}
		wantText(t, name, idsOf(page), c.want)
		if page.Total != len(page.Rows) || counted != len(page.Rows) {
			t.Errorf("%s: total %d, %d in groups, %d rows", name, page.Total, counted, len(page.Rows))
		}
	}
	single := &store.Follow{Key: "company", Edge: store.EdgeRef{Kind: "Position", Label: "company"}, Kinds: []string{"Company"}, EdgeWhere: several, List: store.List{Limit: 1}}
	if page := s.mustRead(t, "position:now", &store.Shape{Follows: []*store.Follow{single}}).Follows["company"]; len(page.Rows) != 0 {
		t.Errorf("a single edge of one statement: %s", idsOf(page))
	}
	single.EdgeWhere = &store.Cond{Op: store.Not, Conds: []*store.Cond{several}}
	if page := s.mustRead(t, "position:now", &store.Shape{Follows: []*store.Follow{single}}).Follows["company"]; len(page.Rows) != 1 {
		t.Errorf("a single edge of one statement: %s", idsOf(page))
	}
}
