package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// PathQuery returns a query for paths between two of the things, to be varied
// by chance; budgets are left alone.
func (r *Random) PathQuery() *store.PathQuery {
	q := &store.PathQuery{MaxHops: 1 + r.rng.IntN(5)}
	things, facts := r.pathKinds()
	if r.chance(3) {
		q.Via = some(r, append(slices.Clone(facts), things...), 2)
	}
	if r.chance(3) {
		q.Through = some(r, things, 2)
	}
	if r.chance(3) {
		q.MinCredence = 1
	}
	if r.chance(3) {
		q.ValidOn, q.Certain = &store.Span{}, r.chance(2)
	}
	if r.chance(3) {
		q.KnownAt = "2017-07-05"
	}
	if r.chance(3) {
		q.MaxDegree = 1
	}
	if r.chance(2) {
		q.Exclude = []string{""}
	}
	return r.VaryPath(q)
}

// VaryPath returns the query with other ends and values: to a store that plans
// by text it is the same.
func (r *Random) VaryPath(q *store.PathQuery) *store.PathQuery {
	things, _ := r.pathKinds()
	thing := func() string { return pick(r, r.ids[pick(r, things)]) }
	other := *q
	other.From, other.To, other.Limit = thing(), thing(), 1+r.rng.IntN(store.MaxPathLimit)
	for other.To == other.From {
		other.To = thing()
	}
	if q.MinCredence > 0 {
		other.MinCredence = 1 + r.rng.IntN(store.ConfirmedByParty.Rank())
	}
	if q.ValidOn != nil {
		other.ValidOn = &store.Span{}
		for other.ValidOn.Earliest == "" || other.ValidOn.Latest == "" { // open bounds would be another text
			*other.ValidOn, _, _ = store.ParseDate(pick(r, randomDates))
		}
	}
	if q.KnownAt != "" {
		other.KnownAt = fmt.Sprintf("%d-%02d-05", 2015+r.rng.IntN(6), 1+r.rng.IntN(12))
	}
	if q.MaxDegree > 0 {
		other.MaxDegree = 1 + r.rng.IntN(12)
	}
	if len(q.Exclude) > 0 {
		other.Exclude = []string{thing(), thing()}
	}
	return &other
}

// pathKinds are the names of the kinds at the ends of hops, and of facts.
func (r *Random) pathKinds() (things, facts []string) {
	for _, k := range r.kinds.All() {
		switch k.Group {
		case store.Entity:
			things = append(things, k.Name)
		case store.Fact:
			facts = append(facts, k.Name)
		}
	}
	return things, facts
}

// randomPathCases asks for paths in random graphs and compares with an
// evaluator that tries all.
func randomPathCases(s *suite) {
	random := NewRandom(s.kinds, 9)
	for _, write := range random.Writes() {
		s.mustApply(write())
	}
	g := &graph{kinds: s.kinds, nodes: map[string]*store.Node{}, present: map[string]string{}}
	for _, row := range s.mustFind(random.Everything(s.kinds.Kind(store.IdentityKind))).Rows {
		g.present[row.Node.Columns[store.ColumnNodeID].(string)] = row.Node.Columns[store.ColumnPresentID].(string)
	}
	for _, kind := range s.kinds.All() {
		if kind.Group == store.Entity || kind.Group == store.Fact {
			for _, row := range s.mustFind(random.Everything(kind)).Rows {
				g.nodes[row.Node.ID] = row.Node
			}
		}
	}
	found, cut := 0, 0
	for range 6 { // a new text takes Neo4j longer than all else
		q := random.PathQuery()
		for range 40 {
			q = random.VaryPath(q)
			want := g.paths(q)
			found += len(want)
			if got, truncated := tellPaths(s.mustPaths(q)); !slices.Equal(got, want) || truncated {
				s.Fatalf("%+v (truncated %v)\ngot\n  %s\nwant\n  %s", q, truncated, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
			// With a budget it is all of this, or the beginning.
			q.Budget = 1 + random.rng.IntN(8)
			got, truncated := tellPaths(s.mustPaths(q))
			if len(got) > len(want) || !slices.Equal(got, want[:len(got)]) || truncated && len(got) == q.Limit || !truncated && len(got) < len(want) {
				s.Fatalf("%+v (truncated %v)\ngot\n  %s\nof\n  %s", q, truncated, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
			if truncated {
				cut++
			}
			q.Budget = 0
		}
	}
	if found < 100 || cut < 5 {
		s.Errorf("only %d paths in all and %d searches cut short: the graphs are too thin to tell", found, cut)
	}
}

// tellPaths tells an answer in the form of graph.paths.
func tellPaths(answer *store.Paths) (told []string, truncated bool) {
	for _, p := range answer.Paths {
		var hops []string
		for i, hop := range p.Hops {
			hops = append(hops, fmt.Sprint("+", hop.Omitted, " ", hop.Credence, " ", p.Nodes[i+1].ID))
		}
		told = append(told, pathText(p)+" "+strings.Join(hops, ", "))
	}
	return told, answer.Truncated
}

// graph is a whole graph as read from a store, for the evaluator. It takes
// nothing from store.PathQuery.Route: what a hop is, it knows by itself.
type graph struct {
	kinds *store.Kinds
	nodes map[string]*store.Node
	// present are the ids of the nodes that judged ids are of.
	present map[string]string
}

// bond is a fact or direct edge between two things.
type bond struct {
	text string
	fact bool
	id   string
	rank int
}

// paths tells the paths as tellPaths does.
func (g *graph) paths(q *store.PathQuery) []string {
	from, to := cmp.Or(g.present[q.From], q.From), cmp.Or(g.present[q.To], q.To)
	if from == to {
		return nil
	}
	bonds := g.bonds(q)
	degrees := g.degrees(q)
	through := func(id string) bool {
		kind := g.kinds.KindOf(id).Name
		if len(q.Through) == 0 && kind == "TechnologyArea" || len(q.Through) > 0 && !slices.Contains(q.Through, kind) {
			return false
		}
		return !slices.Contains(q.Exclude, id) && (q.MaxDegree == 0 || degrees[id] <= q.MaxDegree)
	}
	var all [][]string
	var walk func(path []string, length int)
	walk = func(path []string, length int) {
		for next := range bonds[path[len(path)-1]] {
			switch {
			case slices.Contains(path, next):
			case next == to && len(path) == length:
				all = append(all, append(slices.Clone(path), next))
			case next != to && len(path) < length && through(next):
				walk(append(slices.Clip(path), next), length)
			}
		}
	}
	for length := 1; length <= q.MaxHops && len(all) < q.Limit; length++ {
		walk([]string{from}, length)
	}
	slices.SortFunc(all, func(a, b []string) int { return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b)) })
	var told []string
	for _, path := range all[:min(len(all), q.Limit)] {
		told = append(told, g.tell(path, bonds))
	}
	return told
}

// tell makes the path by hand and has it told.
func (g *graph) tell(ids []string, bonds map[string]map[string][]bond) string {
	p := &store.Path{}
	weakest := store.ConfirmedByParty
	for i, id := range ids {
		p.Nodes = append(p.Nodes, g.nodes[id])
		if i == 0 {
			continue
		}
		hop := &store.Hop{Credence: store.Retracted}
		list := slices.Clone(bonds[ids[i-1]][id])
		slices.SortFunc(list, func(a, b bond) int { return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.id, b.id)) })
		for _, b := range list {
			if c := credenceOf(b.rank); c.Rank() > hop.Credence.Rank() {
				hop.Credence = c
			}
			switch {
			case !b.fact:
			case len(hop.Facts) == store.MaxHopFacts:
				hop.Omitted++
			default:
				hop.Facts = append(hop.Facts, g.nodes[b.id])
			}
		}
		for _, k := range g.kinds.All() {
			for _, e := range k.Edges {
				for _, ends := range [][2]string{{min(ids[i-1], id), max(ids[i-1], id)}, {max(ids[i-1], id), min(ids[i-1], id)}} {
					if slices.ContainsFunc(list, func(b bond) bool { return b.text == k.Name+"."+e.Label+" "+ends[0]+" "+ends[1] }) {
						hop.Edges = append(hop.Edges, &store.PathEdge{Edge: store.EdgeRef{Kind: k.Name, Label: e.Label}, From: ends[0], To: ends[1]})
					}
				}
			}
		}
		if hop.Credence.Rank() < weakest.Rank() {
			weakest = hop.Credence
		}
		p.Hops = append(p.Hops, hop)
	}
	p.Credence = weakest
	told, _ := tellPaths(&store.Paths{Paths: []*store.Path{p}})
	return told[0]
}

func credenceOf(rank int) store.Credence {
	for _, c := range []store.Credence{store.Retracted, store.Denied, store.Disputed, store.Rumoured, store.SingleOrigin, store.Corroborated, store.ConfirmedByParty} {
		if c.Rank() == rank {
			return c
		}
	}
	return ""
}

func rankOf(columns map[string]any) int {
	rank, _ := columns[store.ColumnCredenceRank].(int64)
	return int(rank)
}

// bonds returns what joins things, both ways.
func (g *graph) bonds(q *store.PathQuery) map[string]map[string][]bond {
	bonds := map[string]map[string][]bond{}
	bind := func(one, other string, b bond) {
		for _, ends := range [][2]string{{one, other}, {other, one}} {
			if bonds[ends[0]] == nil {
				bonds[ends[0]] = map[string][]bond{}
			}
			list := bonds[ends[0]][ends[1]]
			if i := slices.IndexFunc(list, func(known bond) bool { return known.text == b.text }); i >= 0 {
				list[i].rank = max(list[i].rank, b.rank)
			} else {
				bonds[ends[0]][ends[1]] = append(list, b)
			}
		}
	}
	for id, n := range g.nodes {
		if len(q.Via) > 0 && !slices.Contains(q.Via, n.Kind) {
			continue
		}
		thing := g.kinds.Kind(n.Kind).Group == store.Entity
		if !thing && (rankOf(n.Columns) < q.MinCredence || !known(n.Columns, q.KnownAt) || !g.holds(n, q)) {
			continue
		}
		ends := map[string]int{}
		for _, label := range g.labels(n.Kind) {
			for _, row := range n.Follows[label].Rows {
				rank := rankOf(row.Edge.Columns)
				switch {
				case rank < q.MinCredence || !known(row.Edge.Columns, q.KnownAt):
				case !thing:
					ends[row.Node.ID] = max(ends[row.Node.ID], min(rank, rankOf(n.Columns)))
				case row.Node.ID != id:
					bind(id, row.Node.ID, bond{text: n.Kind + "." + label + " " + id + " " + row.Node.ID, rank: rank})
				}
			}
		}
		for one, rank := range ends {
			for other, otherRank := range ends {
				if one < other {
					bind(one, other, bond{text: id, fact: true, id: id, rank: min(rank, otherRank)})
				}
			}
		}
	}
	return bonds
}

// labels are the edges of a kind that lead to things, without the roles of
// parties: those stand in anyParty.
func (g *graph) labels(kind string) []string {
	if kind == "Deal" {
		return []string{"anyParty", "matter"}
	}
	var labels []string
	for _, e := range g.kinds.Kind(kind).Edges {
		labels = append(labels, e.Label)
	}
	return labels
}

// degrees counts the edges at each thing, whatever their trust and time.
func (g *graph) degrees(q *store.PathQuery) map[string]int {
	degrees := map[string]int{}
	for id, n := range g.nodes {
		if len(q.Via) > 0 && !slices.Contains(q.Via, n.Kind) {
			continue
		}
		for _, label := range g.labels(n.Kind) {
			for _, row := range n.Follows[label].Rows {
				degrees[row.Node.ID]++
				if g.kinds.Kind(n.Kind).Group == store.Entity {
					degrees[id]++
				}
			}
		}
	}
	return degrees
}

// known reports whether a node or an edge was reported then.
func known(columns map[string]any, then string) bool {
	reported, _ := columns[store.ColumnFirstReported].(string)
	return then == "" || reported != "" && reported <= then
}

// holds reports whether the fact held then: may have on some of the days, or
// certainly did on all of them.
func (g *graph) holds(n *store.Node, q *store.PathQuery) bool {
	bounds := func(earliest, latest string) (string, string) {
		from, _ := n.Columns[earliest].(string)
		to, _ := n.Columns[latest].(string)
		return from, to
	}
	then := q.ValidOn
	switch {
	case then == nil:
		return true
	case q.Certain:
		from, to := bounds(store.ColumnSureEarliest, store.ColumnSureLatest)
		return from != "" && to != "" && then.Earliest != "" && then.Latest != "" && from <= then.Earliest && to >= then.Latest
	default:
		from, to := bounds(store.ColumnValidEarliest, store.ColumnValidLatest)
		return !(from != "" && then.Latest != "" && from > then.Latest || to != "" && then.Earliest != "" && to < then.Earliest)
	}
}
