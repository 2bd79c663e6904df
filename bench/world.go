package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// world is what the questions are about: nodes of a generated graph, as the
// store that is asked has them.
type world struct {
	// names are those of the companies, in the order of their ids; areas is
	// the number of areas.
	names []string
	areas int
	// Keyset positions: behind page 50 and behind 5,000 deals in the list of
	// all deals, newest first, and behind 2,000 in the largest company's.
	page51, deep, hubDeep []any
}

// worldOf reads what the questions are about from a store, so that one that was
// loaded before need not be generated again.
func worldOf(ctx context.Context, s store.Store) (*world, error) {
	w := &world{}
	byID := store.List{Limit: 10_000}
	for {
		page, err := s.Find(ctx, &store.Query{Kinds: []string{"Company"}, List: byID, Shapes: store.Shapes{"Company": columns("name")}})
		if err != nil {
			return nil, err
		}
		for _, row := range page.Rows {
			name, _ := row.Node.Columns["name"].(string)
			w.names, byID.After = append(w.names, name), []any{row.Node.ID}
		}
		if !page.More {
			break
		}
	}
	page, err := s.Find(ctx, &store.Query{Kinds: []string{"TechnologyArea"}, List: store.List{Total: true}})
	if err != nil {
		return nil, err
	}
	if w.areas = page.Total; len(w.names) < 40 || w.areas < 1 {
		return nil, fmt.Errorf("the store has %d companies and %d areas: was a graph loaded?", len(w.names), w.areas)
	}
	page, err = s.Find(ctx, dealsQuery(store.List{Order: newestFirst, Limit: 5_000}))
	if err != nil {
		return nil, err
	}
	w.page51, w.deep = positionAt(page, 1_000), positionAt(page, 5_000)
	nodes, err := s.Get(ctx, []string{companyID(0)}, store.Shapes{"Company": {Follows: []*store.Follow{newestDeals(dealParty, store.List{Limit: 2_000})}}})
	if err != nil {
		return nil, err
	}
	w.hubDeep = positionAt(nodes[0].Follows["deals"], 2_000)
	return w, nil
}

// positionAt is the keyset position of the n-th row, or of the last where there
// are fewer.
func positionAt(deals *store.Page, n int) []any {
	node := deals.Rows[min(n, len(deals.Rows))-1].Node
	return []any{node.Columns["announcedKey"], node.ID}
}

// company is every fourth time one of the forty largest.
func (w *world) company(at int) string {
	if at%4 == 0 {
		return companyID(at % 40)
	}
	return companyID((at * 7919) % len(w.names))
}

func (w *world) pair(at int) (from, to string) {
	return companyID((at*104729 + 1) % len(w.names)), companyID((at*1299709 + 7) % len(w.names))
}

func (w *world) area(at int) string { return areaID((at * 31) % w.areas) }
func (w *world) year(at int) string { return fmt.Sprint(2001 + at%24) }
func (w *world) name(at int) string { return w.names[(at*331)%len(w.names)] }

// luceneKeys is the full-text query for the search keys of a name.
func (w *world) luceneKeys(at int) string {
	var terms []string
	for _, key := range (names.Folder{}).Keys(w.name(at)) {
		terms = append(terms, "\""+key+"\"")
	}
	return strings.Join(terms, " ")
}
