package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// TestWalk reads pages of a hub's deals in the order of an index, and compares
// them with the whole list, which is sorted. The hub has every third deal of
// 2010 to 2016, and none of later years.
func TestWalk(t *testing.T) {
	s := mustOpenInside(t)
	b := new(storetest.Batch).In("article:a")
	b.Article(&store.Article{ID: "article:a", Genre: "REPORT", Published: "2017"})
	for _, id := range []string{"hub", "other"} {
		b.Thing("company:"+id, "name", id)
	}
	const deals = 3 * (manyEdges + 10)
	for i := range deals {
		year, party := 2010+i%7, "company:other"
		if i%3 == 0 {
			party = "company:hub"
		}
		kind := []string{"LICENSE", "OTHER"}[i%2]
		b.Thing(fmt.Sprint("deal:d", i), "dealKind", kind, "announced", fmt.Sprintf("%d-01-%02d", year, 1+i%5), "party", party)
	}
	for i := range 20 {
		b.Thing(fmt.Sprint("deal:late", i), "dealKind", "OTHER", "announced", "2020-01-01", "party", "company:other")
	}
	if _, err := s.Apply(context.Background(), &b.Batch); err != nil {
		t.Fatal(err)
	}
	read := func(list store.List) *store.Page {
		t.Helper()
		f := &store.Follow{Key: "deals", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Reverse: true, Kinds: []string{"Deal"}, List: list,
			Shapes: store.Shapes{"Deal": {Columns: []string{"announcedKey"}}}, EdgeColumns: []string{store.ColumnLabels}}
		return s.mustRead(t, "company:hub", &store.Shape{Follows: []*store.Follow{f}}).Follows["deals"]
	}
	const walk = `INDEXED BY "nodes.Deal.announcedKey" CROSS JOIN edges`
	licences := &store.Cond{Op: store.Eq, Column: "dealKind", Value: "LICENSE"}
	for _, desc := range []bool{false, true} {
		for _, where := range []*store.Cond{nil, licences} {
			order := []store.Order{{Column: "announcedKey", Desc: desc}}
			all := read(store.List{Order: order, Where: where, Limit: deals})
			if len(all.Rows) < manyEdges/2 {
				t.Fatalf("the whole list has %d deals", len(all.Rows))
			}
			for at := 0; at <= len(all.Rows); at += 17 {
				for _, backward := range []bool{false, true} {
					const limit = 5
					list := store.List{Order: order, Where: where, Limit: limit, Total: true, Backward: backward}
					want, more := all.Rows[at:], false
					if at > 0 {
						list.After = []any{all.Rows[at-1].Node.Columns["announcedKey"], all.Rows[at-1].Node.ID}
					}
					if backward && at > 0 && at < len(all.Rows) {
						list.After, list.Before = nil, []any{all.Rows[at].Node.Columns["announcedKey"], all.Rows[at].Node.ID}
						want = all.Rows[:at]
					}
					if more = len(want) > limit; more && backward {
						want = want[len(want)-limit:]
					} else if more {
						want = want[:limit]
					}
					page := read(list)
					wantText(t, fmt.Sprintf("desc %v, at %d, backward %v", desc, at, backward), idsOf(page), idsOf(&store.Page{Rows: want}))
					if page.More != more || page.Total != len(all.Rows) {
						t.Errorf("more %v, want %v; total %d of %d", page.More, more, page.Total, len(all.Rows))
					}
					for _, row := range page.Rows {
						if !slices.Equal(row.Edge.Columns[store.ColumnLabels].([]string), []string{"party"}) || row.Node.Columns["announcedKey"] == nil {
							t.Errorf("%+v %+v", row.Edge, row.Node)
						}
					}
				}
			}
		}
	}
	if !s.used(walk) {
		t.Error("no page was read in the order of the index")
	}
}

// used reports whether a statement with this text was prepared by a reader.
func (s *Store) used(text string) bool {
	found := false
	for range s.opened {
		c := <-s.readers
		for prepared := range c.stmts {
			found = found || strings.Contains(prepared, text)
		}
		defer func() { s.readers <- c }()
	}
	return found
}
