package sqlite

import (
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
		search := &pathSearch{reading: r, query: &between, route: route, links: map[string][]string{}, expanded: map[string][]factHop{}, through: map[string]bool{}, living: map[string]bool{}}
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
	// expanded: both ways, once for each fact and edge. expanded has where the
	// facts of each expanded thing lead.
	links    map[string][]string
	expanded map[string][]factHop
	// through says whether a thing may be an intermediate one, living whether
	// it is not retired, where that is known. Most things are come to and never
	// gone through, so that living is found out late.
	through, living map[string]bool

	spent, tries int // of the budget
	truncated    bool
}

// factHop is what a fact leads to from a thing that was expanded, by an edge to
// each of the two.
type factHop struct {
	fact, to  string
	near, far int64 // the edges' types
}

// run returns the paths, each as the ids of its things.
func (s *pathSearch) run() ([][]string, error) {
	q := s.query
	from, err := s.grow(map[string]bool{q.From: true})
	if err != nil {
		return nil, err
	}
	var found [][]string
	if slices.Contains(s.links[q.From], q.To) {
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
			for _, layer := range []map[string]bool{last(fromLayers), last(toLayers)} {
				if err := s.live(layer); err != nil {
					return nil, err
				}
			}
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
		middle := map[string]bool{}
		for id := range last(fromLayers) {
			if last(toLayers)[id] {
				middle[id] = true
			}
		}
		if err := s.live(middle); err != nil {
			return nil, err
		}
		found = append(found, s.join(fromLayers, toLayers, middle, q.Limit-len(found))...)
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
		if _, expanded := s.expanded[id]; !expanded {
			fresh = append(fresh, id)
		}
	}
	return fresh
}

// manyHops is how far the edges at a thing are counted to choose a layer.
const manyHops = 2_000

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
		s.expanded[id] = nil
	}
	if err := s.expand(fresh); err != nil {
		return nil, err
	}
	next := map[string]bool{}
	var unknown []string
	for id := range layer {
		for _, neighbour := range s.links[id] {
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
	return s.conn.query(s.ctx, st, func(row []driver.Value) error {
		id, neighbour := ids[row[0].(int64)], row[1].(string)
		if fact, is := row[2].(string); is {
			s.expanded[id] = append(s.expanded[id], factHop{fact, neighbour, row[3].(int64), row[4].(int64)})
		}
		s.links[id] = append(s.links[id], neighbour)
		s.links[neighbour] = append(s.links[neighbour], id)
		return nil
	})
}

// live takes the things out of a set that are retired.
func (s *pathSearch) live(set map[string]bool) error {
	var unknown []string
	for id := range set {
		if _, known := s.living[id]; !known {
			unknown = append(unknown, id)
			s.living[id] = true
		}
	}
	if len(unknown) > 0 {
		st, err := s.layout.compileRetired(unknown)
		if err != nil {
			return err
		}
		if err := s.conn.query(s.ctx, st, func(row []driver.Value) error {
			s.living[row[0].(string)] = false
			return nil
		}); err != nil {
			return err
		}
	}
	maps.DeleteFunc(set, func(id string, _ bool) bool { return !s.living[id] })
	return nil
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

// join puts paths of one length together: those that pass a thing in the middle,
// which is in both outermost layers.
func (s *pathSearch) join(from, to []map[string]bool, middle map[string]bool, wanted int) [][]string {
	length := len(from) + len(to)
	// steps[i] are the things that may be at place i+1: those of the layers
	// from which a way leads on.
	steps := make([]map[string]bool, length-1)
	for i, layer := range to {
		steps[length-2-i] = layer
	}
	steps[len(from)-1] = middle
	for i := len(from) - 2; i >= 0; i-- {
		steps[i] = map[string]bool{}
		for id := range from[i] {
			if slices.ContainsFunc(s.links[id], func(neighbour string) bool { return steps[i+1][neighbour] }) {
				steps[i][id] = true
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
	for _, neighbour := range s.links[id] {
		if set[neighbour] {
			neighbours = append(neighbours, neighbour)
		}
	}
	slices.Sort(neighbours)
	return slices.Compact(neighbours)
}
