package sqlite

import (
	"cmp"
	"context"
	"database/sql/driver"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// Find answers one query; see [store.Store]. It takes one statement for the
// rows, one for the counts and one for each grouping, and the same again per
// follow.
func (s *Store) Find(ctx context.Context, q *store.Query) (*store.Page, error) {
	var page *store.Page
	err := s.read(ctx, func(c *conn) error {
		r := &reading{ctx: ctx, conn: c, layout: s.layout}
		var err error
		if q.Text != nil {
			page, err = r.text(q, s.names)
		} else {
			page, err = r.list(q)
		}
		if err != nil {
			return err
		}
		items := make([]*item, len(page.Rows))
		for i, row := range page.Rows {
			items[i] = &item{node: row.Node}
		}
		return r.expand(items, q.Shapes)
	})
	if err != nil {
		return nil, err
	}
	return page, nil
}

// Get answers the nodes of these ids; see [store.Store].
func (s *Store) Get(ctx context.Context, ids []string, shapes store.Shapes) ([]*store.Node, error) {
	answer := make([]*store.Node, len(ids))
	err := s.read(ctx, func(c *conn) error {
		r := &reading{ctx: ctx, conn: c, layout: s.layout}
		var wanted []string
		for _, kind := range s.layout.kinds.All() {
			if shapes[kind.Name] != nil {
				wanted = append(wanted, kind.Name)
			}
		}
		found, retired := make(map[string]*store.Node, len(ids)), map[string]bool{}
		lookUp := func(ids []string) error {
			return r.lookUp(ids, wanted, shapes, true, func(node *store.Node, isRetired bool) {
				found[node.ID], retired[node.ID] = node, isRetired
			})
		}
		if err := lookUp(ids); err != nil {
			return err
		}
		present, err := r.present(slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return found[id] != nil }))
		if err == nil && len(present) > 0 {
			err = lookUp(slices.Collect(maps.Values(present)))
		}
		if err != nil {
			return err
		}
		items := make([]*item, 0, len(found))
		seen := make(map[string]bool, len(found)) // an id asked twice is one node
		for i, id := range ids {
			id = cmp.Or(present[id], id)
			if answer[i] = found[id]; answer[i] != nil && !seen[id] {
				seen[id] = true
				items = append(items, &item{node: answer[i], retired: retired[id]})
			}
		}
		return r.expand(items, shapes)
	})
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// reading is one read in its transaction.
type reading struct {
	ctx    context.Context
	conn   *conn
	layout *layout
}

// item is a node whose follows are to be read. Nodes that a follow reaches
// from several starts are one item, unless what is read of them depends on the
// way.
type item struct {
	node    *store.Node
	outer   *item
	retired bool
}

// list reads the rows and counts of a root list.
func (r *reading) list(q *store.Query) (*store.Page, error) {
	page := &store.Page{Total: -1}
	if err := r.count(page, q); err != nil {
		return nil, err
	}
	err := r.groups(q.Groups, []*store.Page{page}, []*item{nil}, func(g *store.Grouping) (statement, error) { return r.layout.compileGroups(q, g) })
	if err != nil {
		return nil, err
	}
	if q.Limit == 0 && q.Total && q.After == nil && q.Before == nil {
		page.More = page.Total > 0
		return page, nil
	}
	columns := r.layout.selection(q.Kinds, q.Shapes)
	st, err := r.layout.compileList(q, columns)
	if err != nil {
		return nil, err
	}
	st.bounded = q.Where == nil && len(q.Order) < 2 || q.Where != nil && q.Where.PinsID()
	err = r.conn.query(r.ctx, st, func(row []driver.Value) error {
		node, err := columns.node(row)
		page.Rows = append(page.Rows, &store.Row{Node: node})
		return err
	})
	cut(page, &q.List)
	return page, err
}

// count fills in Total and Counts, where asked.
func (r *reading) count(page *store.Page, q *store.Query) error {
	if !q.Total && !q.CountByKind {
		return nil
	}
	if q.CountByKind {
		page.Counts = map[string]int{}
	}
	if page.Total = -1; q.Total {
		page.Total = 0
	}
	if len(q.Kinds) == 0 {
		return nil
	}
	st, err := r.layout.compileCount(q.Kinds, q.Where)
	if err != nil {
		return err
	}
	return r.conn.query(r.ctx, st, func(row []driver.Value) error {
		n := int(row[1].(int64))
		if q.Total {
			page.Total += n
		}
		if q.CountByKind {
			page.Counts[row[0].(string)] = n
		}
		return nil
	})
}

// cut drops the row that says that there are more, and turns a backward page.
func cut(page *store.Page, list *store.List) {
	if len(page.Rows) > list.Limit {
		page.Rows, page.More = page.Rows[:list.Limit], true
	}
	if list.Backward {
		slices.Reverse(page.Rows)
	}
}

// get reads nodes of the kinds by id, but no retired ones.
func (r *reading) get(ids, kinds []string, shapes store.Shapes) (map[string]*store.Node, error) {
	found := make(map[string]*store.Node, len(ids))
	return found, r.lookUp(ids, kinds, shapes, false, func(node *store.Node, _ bool) { found[node.ID] = node })
}

// lookUp reads nodes of the kinds by id, with retired ones if so asked.
func (r *reading) lookUp(ids, kinds []string, shapes store.Shapes, retired bool, each func(node *store.Node, retired bool)) error {
	if len(ids) == 0 {
		return nil
	}
	columns := r.layout.selection(kinds, shapes)
	st, err := r.layout.compileGet(ids, kinds, retired, columns)
	if err != nil {
		return err
	}
	st.bounded = true
	return r.conn.query(r.ctx, st, func(row []driver.Value) error {
		node, err := columns.node(row)
		if err == nil {
			_, isRetired := cutRetired(row[1].(string))
			each(node, isRetired)
		}
		return err
	})
}

// expand reads all follows of the items, level by level.
func (r *reading) expand(items []*item, shapes store.Shapes) error {
	byKind := map[string][]*item{}
	for _, it := range items {
		byKind[it.node.Kind] = append(byKind[it.node.Kind], it)
	}
	for _, kind := range r.layout.kinds.All() {
		of, shape := byKind[kind.Name], shapes[kind.Name]
		if len(of) == 0 || shape == nil || len(shape.Follows) == 0 {
			continue
		}
		for _, it := range of {
			it.node.Follows = make(map[string]*store.Page, len(shape.Follows))
		}
		for _, f := range shape.Follows {
			reached, err := r.follow(f, of)
			if err != nil {
				return err
			}
			if err := r.expand(reached, f.Shapes); err != nil {
				return err
			}
		}
	}
	return nil
}

// follow reads the pages of one follow for all items, and returns the nodes
// that it reached.
func (r *reading) follow(f *store.Follow, items []*item) ([]*item, error) {
	if f.Repeat != nil {
		return r.followRepeated(f, items)
	}
	edge := r.layout.kinds.Edge(f.Edge)
	if edge == nil {
		return nil, store.Errorf(store.CodeInternal, "no edge %s.%s", f.Edge.Kind, f.Edge.Label)
	}
	s := &step{follow: f, ups: outerLevels(f.Where), columns: r.layout.selection(f.Kinds, f.Shapes),
		edge: len(f.EdgeColumns) > 0 || edge.Derived && len(f.EdgeStatements) > 0}
	starts, pages := make([][]any, len(items)), make([]*store.Page, len(items))
	for i, it := range items {
		pages[i] = &store.Page{Total: -1}
		it.node.Follows[f.Key] = pages[i]
		starts[i] = it.start(it.from(f), s.ups)
	}
	var edges []*edgeRow
	reached, err := r.pages(s, starts, items, pages, func(at int, row *store.Row, columns any) error {
		data := &store.EdgeData{}
		row.Edge = data
		e := &edgeRow{item: items[at], from: items[at].node.ID, to: row.Node.ID, data: data}
		if f.Reverse {
			e.from, e.to = e.to, e.from
		}
		if len(f.EdgeStatements) > 0 {
			edges = append(edges, e)
		}
		if text, ok := columns.(string); ok {
			return r.edge(e, text, f.EdgeColumns, edge.Derived && len(f.EdgeStatements) > 0)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, backing := range f.EdgeStatements {
		if err := r.backing(backing, edge, edges); err != nil {
			return nil, err
		}
	}
	return reached, nil
}

// followRepeated is follow for a follow that is repeated.
func (r *reading) followRepeated(f *store.Follow, items []*item) ([]*item, error) {
	depths, err := r.repeat(f, items)
	if err != nil {
		return nil, err
	}
	s := &step{follow: f, ups: outerLevels(f.Where), columns: r.layout.selection(f.Kinds, f.Shapes)}
	starts, pages := make([][]any, len(items)), make([]*store.Page, len(items))
	for i, it := range items {
		pages[i] = &store.Page{Total: -1}
		it.node.Follows[f.Key] = pages[i]
		starts[i] = it.start(repeated(it.from(f), depths[i]), s.ups)
	}
	return r.pages(s, starts, items, pages, func(at int, row *store.Row, _ any) error {
		row.Edge = &store.EdgeData{Columns: map[string]any{store.ColumnDepth: int64(depths[at][row.Node.ID])}}
		return nil
	})
}

// pages runs the statements of a step: groups, counts, then rows.
func (r *reading) pages(s *step, starts [][]any, items []*item, pages []*store.Page, each func(at int, row *store.Row, edge any) error) ([]*item, error) {
	f := s.follow
	counted := f.Limit == 0 && f.Total && f.After == nil && f.Before == nil // the count says all
	err := r.groups(f.Groups, pages, items, func(g *store.Grouping) (statement, error) { return r.layout.compileFollowGroups(s, starts, g) })
	if err != nil {
		return nil, err
	}
	if f.Total {
		st, err := r.layout.compileFollowCount(s, starts)
		if err != nil {
			return nil, err
		}
		err = r.conn.query(r.ctx, st, func(row []driver.Value) error {
			page := pages[row[0].(int64)]
			page.Total = int(row[1].(int64))
			page.More = counted && page.Total > 0
			return nil
		})
		if err != nil || counted {
			return nil, err
		}
	}
	shared := map[string]*item{}
	if escapes(f.Shapes) > 0 {
		shared = nil
	}
	var reached []*item
	add := func(at int, row []driver.Value) error {
		page := pages[at]
		if page.More = len(page.Rows) == f.Limit; page.More {
			return nil
		}
		var columns any
		if s.edge {
			columns, row = row[0], row[1:]
		}
		it := shared[row[0].(string)]
		if it == nil {
			node, err := s.columns.node(row)
			if err != nil {
				return err
			}
			it = &item{node: node, outer: items[at]}
			reached = append(reached, it)
			if shared != nil {
				shared[node.ID] = it
			}
		}
		found := &store.Row{Node: it.node}
		page.Rows = append(page.Rows, found)
		return each(at, found, columns)
	}
	if err := r.rows(s, starts, add); err != nil {
		return nil, err
	}
	if f.Backward {
		for _, page := range pages {
			slices.Reverse(page.Rows)
		}
	}
	return reached, nil
}

// rows reads the rows of all starts, each with the place of its start.
func (r *reading) rows(s *step, starts [][]any, each func(at int, row []driver.Value) error) error {
	places := make([]int, len(starts))
	for i := range places {
		places[i] = i
	}
	if r.layout.walkable(s) {
		var err error
		if places, err = r.walk(s, starts, each); err != nil || len(places) == 0 {
			return err
		}
	}
	left := make([][]any, len(places))
	for i, at := range places {
		left[i] = starts[at]
	}
	st, err := r.layout.compileFollow(s, left)
	if err != nil {
		return err
	}
	f := s.follow
	st.bounded = !s.backing && f.Repeat == nil && f.Where == nil && f.EdgeWhere == nil && len(f.Order) == 0
	return r.conn.query(r.ctx, st, func(row []driver.Value) error { return each(places[row[0].(int64)], row[1:]) })
}

// from is where the follow starts: nowhere if the item is retired, unless it
// leads to statements.
func (it *item) from(f *store.Follow) any {
	if it.retired && !(f.Reverse && f.Edge.Kind == statementNode.Kind) {
		return nil
	}
	return it.node.ID
}

// start is the element of the parameter for one item: where it starts, and the
// days asked for.
func (it *item) start(from any, ups []int) []any {
	element := []any{from}
	for _, up := range ups {
		node := it
		for range up - 1 {
			if node != nil {
				node = node.outer
			}
		}
		if node == nil {
			element = append(element, nil, nil)
			continue
		}
		element = append(element, node.node.Columns[store.ColumnDayEarliest], node.node.Columns[store.ColumnDayLatest])
	}
	return element
}

// edgeRow is an edge by which a row was reached.
type edgeRow struct {
	item            *item // where the follow starts
	from, to        string
	sources, labels []string
	data            *store.EdgeData
}

// edge decodes the edge's columns.
func (r *reading) edge(e *edgeRow, text string, wanted []string, derived bool) error {
	if len(wanted) > 0 {
		e.data.Columns = make(map[string]any, len(wanted))
		if err := scanProps(text, r.layout.edgeColumns, wanted, e.data.Columns); err != nil {
			return err
		}
	}
	if derived {
		all := map[string]any{}
		if err := scanProps(text, r.layout.edgeColumns, []string{store.ColumnLabels, store.ColumnSources}, all); err != nil {
			return err
		}
		e.labels, _ = all[store.ColumnLabels].([]string)
		e.sources, _ = all[store.ColumnSources].([]string)
	}
	return nil
}

// backing reads the statements that back the edges.
func (r *reading) backing(f *store.Follow, edge *store.Edge, edges []*edgeRow) error {
	kinds := []string{statementNode.Kind}
	s := &step{follow: f, backing: true, ups: outerLevels(f.Where), columns: r.layout.selection(kinds, f.Shapes)}
	starts, pages, items := make([][]any, len(edges)), make([]*store.Page, len(edges)), make([]*item, len(edges))
	for i, e := range edges {
		pages[i], items[i] = &store.Page{Total: -1}, e.item
		if e.data.Follows == nil {
			e.data.Follows = map[string]*store.Page{}
		}
		e.data.Follows[f.Key] = pages[i]
		from, labels := []string{e.from}, []string{edge.Label}
		if edge.Derived {
			from, labels = orEmpty(e.sources), orEmpty(e.labels)
		}
		starts[i] = e.item.start([]any{from, labels, e.to}, s.ups)
	}
	if len(edges) == 0 {
		return nil
	}
	reached, err := r.pages(s, starts, items, pages, func(int, *store.Row, any) error { return nil })
	if err != nil {
		return err
	}
	return r.expand(reached, f.Shapes)
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
