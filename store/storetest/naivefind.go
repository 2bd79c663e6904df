package storetest

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// found is a row before anything is read of it.
type found struct {
	node *store.Record
	edge *store.EdgeRecord // in a follow of an edge
	step int               // in a repeated follow
}

// find answers a query.
func (n *naive) find(q *store.Query) *store.Page {
	var rows []found
	for _, r := range n.all() {
		if slices.Contains(q.Kinds, r.Kind) && n.holds(q.Where, r, nil) {
			rows = append(rows, found{node: r})
		}
	}
	if q.Text != nil {
		return n.search(q, rows)
	}
	page := n.page(&q.List, rows, nil, func(row found) *store.Row {
		return &store.Row{Node: n.read(row.node, q.Shapes, nil)}
	})
	if q.CountByKind {
		page.Counts = countKinds(q.Kinds, rows)
	}
	return page
}

func countKinds(kinds []string, rows []found) map[string]int {
	counts := map[string]int{}
	for _, kind := range kinds {
		counts[kind] = 0
	}
	for _, row := range rows {
		counts[row.node.Kind]++
	}
	return counts
}

// all returns all nodes that are not retired, by id.
func (n *naive) all() []*store.Record {
	if n.live != nil {
		return n.live
	}
	for _, id := range slices.Sorted(maps.Keys(n.nodes)) {
		if r := n.there(id); r != nil {
			n.live = append(n.live, r)
		}
	}
	return n.live
}

// search answers a query by name: of the nodes that share a key with the text
// those that fit, as package names ranks them.
func (n *naive) search(q *store.Query, rows []found) *store.Page {
	folder := names.Folder{}
	keys := folder.Keys(q.Text.Text)
	if q.Text.Exact {
		keys = []string{folder.ExactKey(q.Text.Text)}
	}
	var candidates []names.Candidate
	for _, row := range rows {
		stored, _ := row.node.Columns[store.ColumnSearchKeys].([]string)
		if !slices.ContainsFunc(keys, func(key string) bool { return slices.Contains(stored, key) }) {
			continue
		}
		candidate := names.Candidate{ID: row.node.ID}
		for _, p := range n.kinds.Kind(row.node.Kind).Properties {
			switch name := row.node.Columns[p.Name].(type) {
			case string:
				if p.Searched {
					candidate.Names = append(candidate.Names, name)
				}
			case []string:
				if p.Searched {
					candidate.Names = append(candidate.Names, name...)
				}
			}
		}
		candidates = append(candidates, candidate)
	}
	page := &store.Page{Total: -1}
	var matched []found
	for _, m := range folder.Rank(q.Text.Text, candidates) {
		matched = append(matched, found{node: n.nodes[m.ID]})
		if len(page.Rows) < q.Limit {
			page.Rows = append(page.Rows, &store.Row{Node: n.read(n.nodes[m.ID], q.Shapes, nil), Score: m.Score, Reason: m.Reason})
		}
	}
	page.More = len(matched) > q.Limit
	if q.Total {
		page.Total = len(matched)
	}
	if q.CountByKind {
		page.Counts = countKinds(q.Kinds, matched)
	}
	return page
}

// get answers nodes by id.
func (n *naive) get(ids []string, shapes store.Shapes) []*store.Node {
	answer := make([]*store.Node, len(ids))
	for i, id := range ids {
		if r := n.nodes[n.present(id)]; r != nil && shapes[r.Kind] != nil {
			answer[i] = n.read(r, shapes, nil)
		}
	}
	return answer
}

// read reads a node as its shape says.
func (n *naive) read(r *store.Record, shapes store.Shapes, outer *level) *store.Node {
	node := &store.Node{ID: r.ID, Kind: r.Kind, Columns: map[string]any{}, Follows: map[string]*store.Page{}}
	shape := shapes[r.Kind]
	if shape == nil {
		return node
	}
	for _, column := range shape.Columns {
		if value := n.column(r, column); value != nil {
			node.Columns[column] = value
		}
	}
	for _, f := range shape.Follows {
		node.Follows[f.Key] = n.follow(f, &level{r, outer})
	}
	return node
}

// column returns the value of a column of the node, or of the node at the end
// of a single edge; nil if it is missing.
func (n *naive) column(r *store.Record, column string) any {
	label, further, related := strings.Cut(column, ".")
	if !related {
		return valueOf(r, column)
	}
	for _, far := range n.ends(r.ID, store.EdgeRef{Kind: r.Kind, Label: label}, false) {
		return valueOf(far.node, further)
	}
	return nil
}

// follow answers a follow that starts at the innermost level.
func (n *naive) follow(f *store.Follow, at *level) *store.Page {
	var reached []found
	if f.Repeat != nil {
		reached = n.repeated(f, at.node)
	} else {
		for _, far := range n.ends(at.node.ID, f.Edge, f.Reverse) {
			if edgeHolds(f.EdgeWhere, far.edge.Columns) {
				reached = append(reached, found{node: far.node, edge: far.edge})
			}
		}
	}
	var rows []found
	for _, row := range reached {
		// Of a retired node nothing is known any more but who stated it.
		gone := at.node.Retired && row.node.Kind != "Statement"
		if slices.Contains(f.Kinds, row.node.Kind) && !gone && n.holds(f.Where, row.node, at) {
			rows = append(rows, row)
		}
	}
	return n.page(&f.List, rows, at, func(row found) *store.Row {
		return &store.Row{Node: n.read(row.node, f.Shapes, at), Edge: n.edgeData(f, row, at)}
	})
}

func (n *naive) edgeData(f *store.Follow, row found, at *level) *store.EdgeData {
	if f.Repeat != nil {
		return &store.EdgeData{Columns: map[string]any{store.ColumnDepth: int64(row.step)}}
	}
	data := readEdge(row.edge, f.EdgeColumns)
	data.Follows = map[string]*store.Page{}
	for _, backing := range f.EdgeStatements {
		data.Follows[backing.Key] = n.statements(backing, row.edge, at)
	}
	return data
}

// readEdge reads columns of an edge.
func readEdge(e *store.EdgeRecord, columns []string) *store.EdgeData {
	data := &store.EdgeData{}
	for _, column := range columns {
		if value := e.Columns[column]; value != nil {
			if data.Columns == nil {
				data.Columns = map[string]any{}
			}
			data.Columns[column] = value
		}
	}
	return data
}

// statements answers which statements back an edge.
func (n *naive) statements(f *store.Follow, e *store.EdgeRecord, at *level) *store.Page {
	about, properties := []string{e.From}, []string{e.Edge.Label}
	if n.kinds.Edge(e.Edge).Derived {
		about, _ = e.Columns[store.ColumnSources].([]string)
		properties, _ = e.Columns[store.ColumnLabels].([]string)
	}
	var rows []found
	for _, id := range about {
		for _, far := range n.ends(id, store.EdgeRef{Kind: "Statement", Label: "node"}, true) {
			property, _ := far.node.Columns["property"].(string)
			if slices.Contains(properties, property) && far.node.Columns[store.ColumnTarget] == e.To && n.holds(f.Where, far.node, at) {
				rows = append(rows, found{node: far.node})
			}
		}
	}
	return n.page(&f.List, rows, at, func(row found) *store.Row {
		return &store.Row{Node: n.read(row.node, f.Shapes, at)}
	})
}

// repeated returns what a repeated follow reaches.
func (n *naive) repeated(f *store.Follow, start *store.Record) []found {
	steps := n.reach(start.ID, f.Repeat.Depth, func(id string) []string {
		var next []string
		add := func(far end) {
			if slices.Contains(f.Kinds, far.node.Kind) && far.node.ID != id {
				next = append(next, far.node.ID)
			}
		}
		if len(f.Repeat.Facts) == 0 {
			for _, far := range n.ends(id, f.Edge, f.Reverse) {
				add(far)
			}
			return next
		}
		for _, in := range f.Repeat.Facts {
			for _, fact := range n.ends(id, in, true) {
				if !n.holds(f.Repeat.Where, fact.node, nil) {
					continue
				}
				for _, out := range f.Repeat.Facts {
					for _, far := range n.ends(fact.node.ID, out, false) {
						add(far)
					}
				}
			}
		}
		return next
	})
	var rows []found
	for _, id := range slices.Sorted(maps.Keys(steps)) {
		rows = append(rows, found{node: n.nodes[id], step: steps[id]})
	}
	return rows
}

// page answers a list of rows, which satisfy its conditions: at is the node
// that its follow starts at.
func (n *naive) page(l *store.List, rows []found, at *level, read func(found) *store.Row) *store.Page {
	page := &store.Page{Total: -1}
	if l.Total {
		page.Total = len(rows)
	}
	if len(l.Groups) > 0 {
		page.Groups = map[string]*store.Groups{}
	}
	for _, g := range l.Groups {
		page.Groups[g.Key] = n.groups(g, rows, at)
	}
	type placed struct {
		found
		at []any
	}
	var inOrder []placed
	for _, row := range rows {
		place := placed{row, n.position(l.Order, row.node)}
		behind := l.After == nil || comparePositions(l.Order, place.at, l.After) > 0
		ahead := l.Before == nil || comparePositions(l.Order, place.at, l.Before) < 0
		if behind && ahead {
			inOrder = append(inOrder, place)
		}
	}
	slices.SortFunc(inOrder, func(a, b placed) int { return comparePositions(l.Order, a.at, b.at) })
	if len(inOrder) > l.Limit {
		page.More = true
		if l.Backward {
			inOrder = inOrder[len(inOrder)-l.Limit:]
		} else {
			inOrder = inOrder[:l.Limit]
		}
	}
	for _, row := range inOrder {
		page.Rows = append(page.Rows, read(row.found))
	}
	return page
}

// position returns where a node stands in the order: a value for each key, and
// the id.
func (n *naive) position(order []store.Order, r *store.Record) []any {
	var position []any
	for _, o := range order {
		value := n.column(r, o.Column)
		if value == nil {
			value = n.smallest(o.Column)
		}
		position = append(position, value)
	}
	return append(position, r.ID)
}

// smallest is what a missing value sorts as. A column has one type wherever it
// is.
func (n *naive) smallest(column string) any {
	if _, further, related := strings.Cut(column, "."); related {
		column = further
	}
	if n.types[column] == store.NumberColumn {
		return -math.MaxFloat64
	}
	return ""
}

// comparePositions compares two positions in the order.
func comparePositions(order []store.Order, a, b []any) int {
	descends := false
	for i, o := range order {
		descends = o.Desc
		if c := compareValues(a[i], b[i]); c != 0 {
			return turned(c, descends)
		}
		if o.Column == store.ColumnID {
			return 0 // what comes behind the id tells nothing apart
		}
	}
	return turned(compareValues(a[len(order)], b[len(order)]), descends)
}

func turned(c int, descends bool) int {
	if descends {
		return -c
	}
	return c
}

// groups answers a grouping of rows.
func (n *naive) groups(g *store.Grouping, rows []found, at *level) *store.Groups {
	type member struct {
		value any    // of the column
		id    string // of the node at the end of the edge
		rows  []*store.Record
	}
	var members []*member
	put := func(value any, id string, row *store.Record) {
		for _, m := range members {
			if m.id == id && compareValues(m.value, value) == 0 {
				if !slices.Contains(m.rows, row) {
					m.rows = append(m.rows, row)
				}
				return
			}
		}
		members = append(members, &member{value, id, []*store.Record{row}})
	}
	for _, row := range rows {
		if g.Column == "" {
			for _, far := range n.ends(row.node.ID, g.Edge, g.Reverse) {
				left := g.ExceptStart && at != nil && far.node.ID == at.node.ID
				if slices.Contains(g.Kinds, far.node.Kind) && !left && edgeHolds(g.EdgeWhere, far.edge.Columns) {
					put(nil, far.node.ID, row.node)
				}
			}
			continue
		}
		switch value := valueOf(row.node, g.Column).(type) {
		case []string:
			for _, element := range value {
				put(element, "", row.node)
			}
		case string:
			if g.Prefix > 0 && len(value) > g.Prefix {
				value = value[:g.Prefix]
			}
			put(value, "", row.node)
		default:
			put(value, "", row.node)
		}
	}
	var counts []*store.GroupCount
	for _, m := range members {
		count := counted(g, m.rows)
		count.Value = m.value
		if g.Column == "" {
			count.Node = n.read(n.nodes[m.id], g.Shapes, at)
		}
		counts = append(counts, count)
	}
	slices.SortFunc(counts, func(a, b *store.GroupCount) int {
		if c := cmp.Compare(b.Count, a.Count); c != 0 {
			return c
		}
		if a.Node != nil {
			return cmp.Compare(a.Node.ID, b.Node.ID)
		}
		return compareValues(a.Value, b.Value)
	})
	answer := &store.Groups{Rows: counts}
	if len(counts) > g.Limit {
		answer.Rows, answer.Omitted = counts[:g.Limit], len(counts)-g.Limit
	}
	return answer
}

// counted counts the rows of a group and sums their money.
func counted(g *store.Grouping, rows []*store.Record) *store.GroupCount {
	// units are what counts: the rows that count as one, by what they share.
	units := map[string][]*store.Record{}
	for _, row := range rows {
		unit := row.ID
		if g.Distinct != "" {
			unit, _ = row.Columns[g.Distinct].(string)
		}
		units[unit] = append(units[unit], row)
	}
	count := &store.GroupCount{Count: len(units)}
	if g.Money == "" {
		return count
	}
	sums := map[string]*store.Sum{}
	for unit, rows := range units {
		amounts, undisclosed := map[string]float64{}, false
		for _, row := range rows {
			undisclosed = undisclosed || row.Columns[g.Money+"Disclosure"] == store.Undisclosed
			if amount, known := row.Columns[g.Money+"Amount"].(float64); known {
				currency := row.Columns[g.Money+"Currency"].(string)
				if g.Distinct != "" && row.ID == unit {
					amounts = map[string]float64{currency: amount}
					break
				}
				amounts[currency] += amount
			}
		}
		switch {
		case len(amounts) > 0:
		case undisclosed:
			count.Undisclosed++
		default:
			count.Unknown++
		}
		for currency, amount := range amounts {
			if sums[currency] == nil {
				sums[currency] = &store.Sum{Currency: currency}
			}
			sums[currency].Amount += amount
			sums[currency].Count++
		}
	}
	for _, currency := range slices.Sorted(maps.Keys(sums)) {
		count.Sums = append(count.Sums, *sums[currency])
	}
	return count
}
