package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// world is what the questions are about: the nodes of the generated graph.
type world struct {
	scale float64
	// allDeals are the keyset positions in the list of all deals, newest
	// first; hubDeals those in the list of the largest company's.
	allDeals, hubDeals [][]any
	names              []string
}

func newWorld(m *memory, scale float64) *world {
	w := &world{scale: scale}
	position := func(n *store.Record) []any { return []any{n.Columns["announcedKey"], n.ID} }
	for _, n := range m.nodes {
		if n.Kind == "Deal" {
			w.allDeals = append(w.allDeals, position(n))
		}
	}
	for _, e := range m.in[end{companyID(0), dealParty}] {
		w.hubDeals = append(w.hubDeals, position(m.nodes[e.From]))
	}
	newestFirst := func(a, b []any) int {
		return cmp.Or(-cmp.Compare(a[0].(string), b[0].(string)), -cmp.Compare(a[1].(string), b[1].(string)))
	}
	slices.SortFunc(w.allDeals, newestFirst)
	slices.SortFunc(w.hubDeals, newestFirst)
	for i := range w.size(companies) {
		w.names = append(w.names, m.nodes[companyID(i)].Columns["name"].(string))
	}
	return w
}

// company is every fourth time one of the forty largest.
func (w *world) company(at int) string {
	if at%4 == 0 {
		return companyID(at % 40)
	}
	return companyID((at * 7919) % w.size(companies))
}

func (w *world) pair(at int) (from, to string) {
	return companyID((at*104729 + 1) % w.size(companies)), companyID((at*1299709 + 7) % w.size(companies))
}

func (w *world) area(at int) string { return areaID((at * 31) % w.size(areas)) }
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

func (w *world) after(n int) []any    { return w.allDeals[min(n, len(w.allDeals))-1] }
func (w *world) hubAfter(n int) []any { return w.hubDeals[min(n, len(w.hubDeals))-1] }
func (w *world) size(n int) int       { return max(2, int(float64(n)*w.scale)) }
