package sqlite

import (
	"cmp"
	"database/sql/driver"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

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
	var hops [][]any
	var at []pair
	for _, p := range pairs {
		near, far := s.ends(p)
		for _, hop := range s.expanded[near] {
			if hop.to == far {
				hops, at = append(hops, []any{hop.fact, hop.near, near, hop.far, far}), append(at, p)
			}
		}
	}
	if len(hops) == 0 {
		return nil, nil
	}
	st, err := s.layout.compileHopFacts(s.query, hops)
	if err != nil {
		return nil, err
	}
	facts := map[pair][]connecting{}
	err = s.conn.query(s.ctx, st, func(row []driver.Value) error {
		n := row[0].(int64)
		facts[at[n]] = append(facts[at[n]], connecting{hops[n][0].(string), int(row[1].(int64))})
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

// ends returns first the thing that was expanded: no hop is known without one.
// Of two it is the one that facts lead to fewer places from.
func (s *pathSearch) ends(p pair) (near, far string) {
	from, known := s.expanded[p.from]
	if to, is := s.expanded[p.to]; is && (!known || len(to) < len(from)) {
		return p.to, p.from
	}
	return p.from, p.to
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
