package sqlite

import (
	"cmp"
	"context"
	"database/sql/driver"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// Paths answers the shortest paths; see [store.Store]. It searches from both
// ends, one statement for each layer, and reads what is on the paths at last.
func (s *Store) Paths(ctx context.Context, q *store.PathQuery) (*store.Paths, error) {
	route, err := q.Route(s.layout.kinds)
	if err != nil {
		return nil, err
	}
	answer := &store.Paths{}
	err = s.read(ctx, func(c *conn) error {
		r := &reading{ctx: ctx, conn: c, layout: s.layout}
		now, err := r.there(q.From, q.To)
		if err != nil {
			return err
		}
		between := *q
		between.From, between.To = now[0], now[1]
		ends, err := r.get(now, route.Things, nil)
		if err != nil || len(ends) < 2 {
			return err
		}
		search := &pathSearch{reading: r, query: &between, route: route, links: map[string]map[string]bool{}, expanded: map[string]bool{}, through: map[string]bool{}}
		found, err := search.run()
		answer.Truncated = search.truncated
		if err != nil || len(found) == 0 {
			return err
		}
		answer.Paths, err = search.read(found)
		return err
	})
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// pathSearch is one search for paths.
type pathSearch struct {
	*reading
	query *store.PathQuery
	route *store.PathRoute

	// links joins things that a hop leads between, as far as they were
	// expanded: both ways.
	links    map[string]map[string]bool
	expanded map[string]bool
	through  map[string]bool // whether a thing may be an intermediate one, where known

	spent, tries int // of the budget
	truncated    bool
}

// run returns the paths, each as the ids of its things.
func (s *pathSearch) run() ([][]string, error) {
	q := s.query
	from, err := s.grow(map[string]bool{q.From: true})
	if err != nil {
		return nil, err
	}
	var found [][]string
	if s.links[q.From][q.To] {
		found = append(found, []string{q.From, q.To})
		s.tried(found, q.Limit)
	}
	if len(found) == q.Limit || q.MaxHops == 1 || s.truncated {
		return found, nil
	}
	to, err := s.grow(map[string]bool{q.To: true})
	if err != nil {
		return nil, err
	}
	// Layer n of an end is at n-1.
	fromLayers, toLayers := []map[string]bool{from}, []map[string]bool{to}
	for length := 2; length <= q.MaxHops && len(found) < q.Limit && !s.truncated; length++ {
		if length > 2 {
			side, err := s.cheaper(&fromLayers, &toLayers)
			if err != nil || s.truncated {
				return found, err
			}
			s.spent += len(last(*side))
			next, err := s.grow(last(*side))
			if err != nil {
				return nil, err
			}
			*side = append(*side, next)
		}
		found = append(found, s.join(fromLayers, toLayers, q.Limit-len(found))...)
	}
	return found, nil
}

// cheaper returns the side whose outermost layer has fewer edges to follow from
// things that are not expanded yet; if only one is within the budget, that one.
func (s *pathSearch) cheaper(from, to *[]map[string]bool) (*[]map[string]bool, error) {
	few, many := from, to
	if len(last(*few)) > len(last(*many)) {
		few, many = many, few
	}
	left := s.route.Budget - s.spent
	if s.truncated = len(last(*few)) > left; s.truncated || len(last(*many)) > left {
		return few, nil
	}
	fresh, other := s.fresh(last(*few)), s.fresh(last(*many))
	edges, err := s.countEdges(fresh)
	if err != nil || len(other) >= edges { // each of the others has one at least
		return few, err
	}
	otherEdges, err := s.countEdges(other)
	if otherEdges < edges {
		return many, err
	}
	return few, err
}

// fresh returns the things of a layer that are not expanded yet.
func (s *pathSearch) fresh(layer map[string]bool) []string {
	fresh := make([]string, 0, len(layer))
	for id := range layer {
		if !s.expanded[id] {
			fresh = append(fresh, id)
		}
	}
	return fresh
}

// manyHops is how far the edges at a thing are counted.
const manyHops = 10_000

func (s *pathSearch) countEdges(ids []string) (int, error) {
	degrees, err := s.degrees(ids, manyHops)
	sum := 0
	for _, n := range degrees {
		sum += n
	}
	return sum, err
}

func last[T any](list []T) T { return list[len(list)-1] }

// grow expands a layer: what a hop leads to that may be an intermediate thing.
func (s *pathSearch) grow(layer map[string]bool) (map[string]bool, error) {
	fresh := s.fresh(layer)
	for _, id := range fresh {
		s.expanded[id] = true
	}
	if err := s.expand(fresh); err != nil {
		return nil, err
	}
	next := map[string]bool{}
	var unknown []string
	for id := range layer {
		for neighbour := range s.links[id] {
			if !next[neighbour] {
				next[neighbour] = true
				if _, known := s.through[neighbour]; !known {
					unknown = append(unknown, neighbour)
				}
			}
		}
	}
	if err := s.judge(unknown); err != nil {
		return nil, err
	}
	maps.DeleteFunc(next, func(id string, _ bool) bool { return !s.through[id] })
	return next, nil
}

// expand reads what hops lead to from the things.
func (s *pathSearch) expand(ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	st, err := s.layout.compileHops(s.query, s.route, ids)
	if err != nil || st.text == "" {
		return err
	}
	link := func(a, b string) {
		if s.links[a] == nil {
			s.links[a] = map[string]bool{}
		}
		s.links[a][b] = true
	}
	return s.conn.query(s.ctx, st, func(row []driver.Value) error {
		id, neighbour := ids[row[0].(int64)], row[1].(string)
		if !s.links[id][neighbour] {
			link(id, neighbour)
			link(neighbour, id)
		}
		return nil
	})
}

// judge finds out which of the things may be intermediate ones.
func (s *pathSearch) judge(ids []string) error {
	var undecided []string
	for _, id := range ids {
		kind := s.layout.kinds.KindOf(id)
		s.through[id] = kind != nil && slices.Contains(s.route.Through, kind.Name) && id != s.query.From && id != s.query.To && !slices.Contains(s.query.Exclude, id)
		if s.through[id] {
			undecided = append(undecided, id)
		}
	}
	if s.query.MaxDegree == 0 {
		return nil
	}
	degrees, err := s.degrees(undecided, s.query.MaxDegree+1)
	for i, id := range undecided {
		s.through[id] = err == nil && degrees[i] <= s.query.MaxDegree
	}
	return err
}

// degrees counts the edges at things that hops may follow, up to a number.
func (s *pathSearch) degrees(ids []string, most int) ([]int, error) {
	degrees := make([]int, len(ids))
	if len(ids) == 0 {
		return degrees, nil
	}
	st, err := s.layout.compileDegrees(s.route, ids, most)
	if err != nil {
		return nil, err
	}
	return degrees, s.conn.query(s.ctx, st, func(row []driver.Value) error {
		degrees[row[0].(int64)] = int(row[1].(int64))
		return nil
	})
}

// join puts paths of one length together: those that pass both outermost
// layers.
func (s *pathSearch) join(from, to []map[string]bool, wanted int) [][]string {
	length := len(from) + len(to)
	// steps[i] are the things that may be at place i+1: those of the layers
	// from which a way leads on.
	steps := make([]map[string]bool, length-1)
	for i, layer := range to {
		steps[length-2-i] = layer
	}
	middle := map[string]bool{}
	for id := range last(from) {
		if last(to)[id] {
			middle[id] = true
		}
	}
	steps[len(from)-1] = middle
	for i := len(from) - 2; i >= 0; i-- {
		steps[i] = map[string]bool{}
		for id := range from[i] {
			for neighbour := range s.links[id] {
				if steps[i+1][neighbour] {
					steps[i][id] = true
					break
				}
			}
		}
	}
	// next holds, for each place, what hops lead to from the things before it.
	next := make([]map[string][]string, len(steps))
	var found [][]string
	var walk func(beginning []string)
	walk = func(beginning []string) {
		place, end := len(beginning)-1, last(beginning)
		if place == len(steps) {
			found = append(found, append(slices.Clone(beginning), s.query.To))
			s.tried(found, wanted)
			return
		}
		if next[place] == nil {
			next[place] = map[string][]string{}
		}
		if _, known := next[place][end]; !known {
			next[place][end] = s.among(end, steps[place])
		}
		dead := place > 0
		for _, id := range next[place][end] {
			if !slices.Contains(beginning, id) {
				dead = false
				walk(append(slices.Clip(beginning), id))
			}
			if s.truncated || len(found) == wanted {
				return
			}
		}
		if dead {
			s.tried(found, wanted)
		}
	}
	walk([]string{s.query.From})
	return found
}

// tried counts a path or a dead end.
func (s *pathSearch) tried(found [][]string, wanted int) {
	s.tries++
	s.truncated = s.tries == s.route.Tries && len(found) < wanted
}

// among returns those of the set to which a hop leads, sorted.
func (s *pathSearch) among(id string, set map[string]bool) []string {
	neighbours := []string{}
	if links := s.links[id]; len(links) < len(set) {
		for neighbour := range links {
			if set[neighbour] {
				neighbours = append(neighbours, neighbour)
			}
		}
	} else {
		for neighbour := range set {
			if links[neighbour] {
				neighbours = append(neighbours, neighbour)
			}
		}
	}
	slices.Sort(neighbours)
	return neighbours
}

// pair are the two things of a hop.
type pair struct{ from, to string }

// connecting is a fact between two things, and how strong it is there.
type connecting struct {
	id   string
	rank int
}

// read makes the answer of the paths that were found.
func (s *pathSearch) read(found [][]string) ([]*store.Path, error) {
	var pairs []pair
	var ids []string
	for _, path := range found {
		ids = append(ids, path...)
		for i := range path[1:] {
			pairs = append(pairs, pair{path[i], path[i+1]})
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	pairs = slices.Compact(pairs)
	facts, err := s.facts(pairs)
	if err != nil {
		return nil, err
	}
	edges, edgeRanks, err := s.edges(pairs)
	if err != nil {
		return nil, err
	}
	var factIDs []string
	for _, list := range facts {
		for _, f := range list[:min(len(list), store.MaxHopFacts)] {
			factIDs = append(factIDs, f.id)
		}
	}
	nodes, err := s.nodes(ids, s.route.Things)
	if err != nil {
		return nil, err
	}
	factNodes, err := s.nodes(factIDs, s.route.FactKinds)
	if err != nil {
		return nil, err
	}
	paths := make([]*store.Path, len(found))
	for i, things := range found {
		path := &store.Path{}
		var ranks []int
		for j, id := range things {
			path.Nodes = append(path.Nodes, nodes[id])
			if j == 0 {
				continue
			}
			at := pair{things[j-1], id}
			hop, rank := &store.Hop{Edges: edges[at]}, edgeRanks[at]
			list := facts[at]
			if len(list) > store.MaxHopFacts {
				hop.Omitted = len(list) - store.MaxHopFacts
				list = list[:store.MaxHopFacts]
			}
			for _, f := range list {
				hop.Facts = append(hop.Facts, factNodes[f.id])
				rank = max(rank, f.rank)
			}
			path.Hops, ranks = append(path.Hops, hop), append(ranks, rank)
		}
		path.Weigh(ranks)
		paths[i] = path
	}
	return paths, nil
}

// nodes reads nodes with all that is asked of them.
func (s *pathSearch) nodes(ids, kinds []string) (map[string]*store.Node, error) {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	nodes, err := s.get(ids, kinds, s.query.Shapes)
	if err != nil {
		return nil, err
	}
	items := make([]*item, 0, len(nodes))
	for _, id := range ids {
		if nodes[id] != nil {
			items = append(items, &item{node: nodes[id]})
		}
	}
	return nodes, s.reading.expand(items, s.query.Shapes)
}

// facts reads which facts are between the pairs, the strongest first.
func (s *pathSearch) facts(pairs []pair) (map[pair][]connecting, error) {
	if len(s.route.Facts) == 0 {
		return nil, nil
	}
	// The facts of the thing that has fewer are gone through.
	ends := make([]string, 0, 2*len(pairs))
	for _, p := range pairs {
		ends = append(ends, p.from, p.to)
	}
	degrees, err := s.degrees(ends, manyHops)
	if err != nil {
		return nil, err
	}
	starts := make([][]any, len(pairs))
	for i, p := range pairs {
		starts[i] = []any{p.from, p.to}
		if degrees[2*i] > degrees[2*i+1] {
			starts[i] = []any{p.to, p.from}
		}
	}
	st, err := s.layout.compileHopFacts(s.query, s.route, starts)
	if err != nil {
		return nil, err
	}
	facts := map[pair][]connecting{}
	err = s.conn.query(s.ctx, st, func(row []driver.Value) error {
		at := pairs[row[0].(int64)]
		facts[at] = append(facts[at], connecting{row[1].(string), int(row[2].(int64))})
		return nil
	})
	for at, list := range facts {
		slices.SortFunc(list, func(a, b connecting) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(b.rank, a.rank)) })
		list = slices.CompactFunc(list, func(a, b connecting) bool { return a.id == b.id })
		slices.SortFunc(list, func(a, b connecting) int { return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.id, b.id)) })
		facts[at] = list
	}
	return facts, err
}

// edges reads the direct edges between the pairs, and how strong the strongest
// is.
func (s *pathSearch) edges(pairs []pair) (map[pair][]*store.PathEdge, map[pair]int, error) {
	if len(s.route.Direct) == 0 {
		return nil, nil, nil
	}
	starts := make([][]any, len(pairs))
	for i, p := range pairs {
		starts[i] = []any{p.from, p.to}
	}
	st, err := s.layout.compileHopEdges(s.query, s.route, starts)
	if err != nil {
		return nil, nil, err
	}
	refs := s.layout.refs(s.route.Direct)
	between, ranks := map[pair][]*store.PathEdge{}, map[pair]int{}
	rows := map[store.EdgeRef][]*edgeRow{}
	err = s.conn.query(s.ctx, st, func(row []driver.Value) error {
		at, ref := pairs[row[0].(int64)], refs[row[1].(int64)]
		e := &store.PathEdge{Edge: ref, From: row[2].(string), To: row[3].(string), Data: &store.EdgeData{}}
		between[at], ranks[at] = append(between[at], e), max(ranks[at], int(row[4].(int64)))
		read := &edgeRow{item: &item{node: &store.Node{ID: e.From}}, from: e.From, to: e.To, data: e.Data}
		rows[ref] = append(rows[ref], read)
		return s.edge(read, row[5].(string), s.query.EdgeColumns, false)
	})
	if err != nil {
		return nil, nil, err
	}
	for _, list := range between {
		slices.SortFunc(list, func(a, b *store.PathEdge) int {
			return cmp.Or(cmp.Compare(slices.Index(s.route.Direct, a.Edge), slices.Index(s.route.Direct, b.Edge)), cmp.Compare(a.From, b.From))
		})
	}
	for _, ref := range s.route.Direct {
		for _, f := range s.query.EdgeStatements {
			if err := s.backing(f, s.layout.kinds.Edge(ref), rows[ref]); err != nil {
				return nil, nil, err
			}
		}
	}
	return between, ranks, nil
}
