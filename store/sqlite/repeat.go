package sqlite

import (
	"database/sql/driver"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// repeat searches in breadth for what a repeated follow reaches from each item:
// ids with the least number of steps to them. What a step leads to from a node
// is read once for all items, one statement for each number of steps.
func (r *reading) repeat(f *store.Follow, items []*item) ([]map[string]int, error) {
	s := &repetition{reading: r, follow: f, items: items, ups: outerLevels(f.Repeat.Where), next: map[origin][]string{}}
	reached, frontiers := make([]map[string]int, len(items)), make([][]string, len(items))
	for i, it := range items {
		reached[i] = map[string]int{}
		if id, ok := it.from(f).(string); ok {
			frontiers[i] = []string{id}
		}
	}
	for depth := 1; depth <= min(f.Repeat.Depth, store.MaxRepeat); depth++ {
		if err := s.expand(frontiers); err != nil {
			return nil, err
		}
		for i, frontier := range frontiers {
			frontiers[i] = nil
			for _, id := range frontier {
				for _, neighbour := range s.next[s.origin(i, id)] {
					if _, known := reached[i][neighbour]; !known && neighbour != items[i].node.ID {
						reached[i][neighbour] = depth
						frontiers[i] = append(frontiers[i], neighbour)
					}
				}
			}
		}
	}
	return reached, nil
}

// repetition is one search of a repeated follow.
type repetition struct {
	*reading
	follow *store.Follow
	items  []*item
	ups    []int // the levels whose days the condition on facts asks for
	next   map[origin][]string
}

// origin is where a step starts: a node, and where the condition asks for days
// around the item, that item.
type origin struct {
	item int
	id   string
}

func (s *repetition) origin(item int, id string) origin {
	if len(s.ups) == 0 {
		item = 0
	}
	return origin{item, id}
}

// expand reads what a step leads to from nodes that were not asked yet.
func (s *repetition) expand(frontiers [][]string) error {
	var fresh []origin
	var starts [][]any
	for i, frontier := range frontiers {
		for _, id := range frontier {
			from := s.origin(i, id)
			if _, known := s.next[from]; !known {
				s.next[from] = nil
				fresh, starts = append(fresh, from), append(starts, s.items[i].start(id, s.ups))
			}
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	st, err := s.layout.compileRepeat(s.follow, s.ups, starts)
	if err != nil {
		return err
	}
	return s.conn.query(s.ctx, st, func(row []driver.Value) error {
		from := fresh[row[0].(int64)]
		s.next[from] = append(s.next[from], row[1].(string))
		return nil
	})
}

// compileRepeat compiles one step from every start: the start's place in the
// parameter and the id reached, perhaps several times.
func (l *layout) compileRepeat(f *store.Follow, ups []int, starts [][]any) (statement, error) {
	single := &step{follow: &store.Follow{Edge: f.Edge, Reverse: f.Reverse, Kinds: f.Kinds}, ups: ups}
	b := l.follower(single)
	from := func(far string) {
		b.write("SELECT p.key, ", far, " FROM json_each(")
		b.arg(b.json(starts))
		b.write(") p CROSS JOIN ")
	}
	facts := f.Repeat.Facts
	if len(facts) == 0 {
		from(b.far(single))
		b.reach(single, false, nil)
		return b.statement()
	}
	from("a.dst")
	b.write("edges e ON e.dst = ", single.start(), " AND e.type")
	b.types(facts)
	if f.Repeat.Where != nil {
		b.write(" CROSS JOIN nodes f ON f.id = e.src")
	}
	b.write(" CROSS JOIN edges a ON a.src = e.src AND a.type")
	b.types(facts)
	always := !slices.ContainsFunc(facts, func(ref store.EdgeRef) bool { return !l.always(ref, false, f.Kinds) })
	if !always {
		b.write(" CROSS JOIN nodes n ON n.id = a.dst")
	}
	b.write(" WHERE a.dst <> e.dst")
	if always {
		b.live("a", false)
	} else {
		b.write(" AND ")
		b.kindIs("n", f.Kinds)
	}
	b.where("f", f.Repeat.Where)
	return b.statement()
}

// repeated is the element that stands for a start in the parameter of a
// repeated follow.
func repeated(from any, reached map[string]int) []any {
	ids := slices.Sorted(maps.Keys(reached))
	if ids == nil {
		ids = []string{}
	}
	return []any{from, ids}
}
