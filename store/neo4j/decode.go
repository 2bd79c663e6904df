package neo4j

import (
	"cmp"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// decoder turns what a statement returned into the port's values. The first
// fault is kept: it says that statement and decoder are not of one mind.
type decoder struct {
	*layout
	err error
}

func (d *decoder) fault(what string) {
	if d.err == nil {
		d.err = store.Errorf(store.CodeInternal, "Neo4j answered something else than asked: %s", what)
	}
}

// page decodes a list: its rows are under rowsKey, its total under totalKey.
// Both are absent where the statement asked for neither.
func (d *decoder) page(answer map[string]any, rowsKey, totalKey string, list *store.List, row func(any) *store.Row) *store.Page {
	page := &store.Page{Total: -1}
	if list.Total {
		total, _ := answer[totalKey].(int64) // absent where no node can be reached
		page.Total = int(total)
	}
	if counted(list) {
		page.More = page.Total > 0
		return page
	}
	rows, _ := answer[rowsKey].([]any)
	if limit := max(list.Limit, 0); len(rows) > limit {
		rows, page.More = rows[:limit], true
	}
	if len(rows) > 0 {
		page.Rows = make([]*store.Row, len(rows))
	}
	for i, r := range rows {
		page.Rows[i] = row(r)
	}
	if list.Backward {
		slices.Reverse(page.Rows)
	}
	return page
}

func (d *decoder) find(answer map[string]any, q *store.Query) *store.Page {
	list := q.List
	list.Total = false
	page := &store.Page{Total: -1}
	if !counted(&q.List) {
		page = d.page(answer, rowsKey, "", &list, func(r any) *store.Row { return &store.Row{Node: d.node(r, q.Shapes)} })
	}
	page.Groups = d.groups(answer, 0, &list)
	total := 0
	if q.CountByKind {
		page.Counts = make(map[string]int, len(q.Kinds))
	}
	if q.Total || q.CountByKind {
		for i, kind := range q.Kinds {
			count, ok := answer[countKey(i)].(int64)
			if !ok {
				d.fault("no count of " + kind)
			}
			total += int(count)
			if q.CountByKind {
				page.Counts[kind] = int(count)
			}
		}
	}
	if q.Total {
		page.Total = total
	}
	if counted(&q.List) {
		page.More = total > 0
	}
	return page
}

func (d *decoder) node(answer any, shapes store.Shapes) *store.Node {
	m, _ := answer.(map[string]any)
	node := &store.Node{}
	node.ID, _ = m[idKey].(string)
	node.Kind, _ = m[kindKey].(string)
	if node.ID == "" || node.Kind == "" {
		d.fault("a node without id or kind")
		return node
	}
	shape := shapes[node.Kind]
	if shape == nil {
		return node
	}
	node.Columns = d.columnsOf(m, shape.Columns, d.columns[node.Kind])
	if len(shape.Follows) > 0 {
		node.Follows = make(map[string]*store.Page, len(shape.Follows))
	}
	for i, follow := range shape.Follows {
		page := d.page(m, followKey(i), totalKey(i), &follow.List, func(r any) *store.Row { return d.row(r, follow) })
		page.Groups = d.groups(m, i, &follow.List)
		node.Follows[follow.Key] = page
	}
	return node
}

// row decodes a row of a follow.
func (d *decoder) row(answer any, f *store.Follow) *store.Row {
	row := &store.Row{Edge: &store.EdgeData{}}
	if len(f.EdgeColumns)+len(f.EdgeStatements) == 0 && f.Repeat == nil {
		row.Node = d.node(answer, f.Shapes)
		return row
	}
	m, _ := answer.(map[string]any)
	row.Node = d.node(m[nodeKey], f.Shapes)
	edge, ok := m[edgeKey].(map[string]any)
	if !ok {
		d.fault("a row without its edge")
	}
	if f.Repeat != nil {
		row.Edge.Columns = d.columnsOf(edge, []string{store.ColumnDepth}, map[string]store.ColumnType{store.ColumnDepth: store.IntColumn})
		return row
	}
	row.Edge.Columns = d.columnsOf(edge, f.EdgeColumns, d.edgeColumns)
	if len(f.EdgeStatements) > 0 {
		row.Edge.Follows = make(map[string]*store.Page, len(f.EdgeStatements))
	}
	for i, statements := range f.EdgeStatements {
		page := d.page(edge, followKey(i), totalKey(i), &statements.List, func(r any) *store.Row {
			return &store.Row{Node: d.node(r, statements.Shapes)}
		})
		page.Groups = d.groups(edge, i, &statements.List)
		row.Edge.Follows[statements.Key] = page
	}
	return row
}

// columnsOf decodes those of the wanted columns that have a value.
func (d *decoder) columnsOf(answer map[string]any, wanted []string, types map[string]store.ColumnType) map[string]any {
	if len(wanted) == 0 {
		return nil
	}
	values, _ := answer[columnsKey].(map[string]any)
	columns := make(map[string]any, len(wanted))
	for i, column := range wanted {
		value, want := values[column], types[column]
		if isRelated(column) {
			value, want = answer[relatedKey(i)], d.relatedType(column)
		}
		if value != nil {
			columns[column] = d.value(column, value, want)
		}
	}
	return columns
}

// groups decodes the groupings of a list; nil if it has none. A grouping by
// nodes that cannot be is absent.
func (d *decoder) groups(answer map[string]any, follow int, list *store.List) map[string]*store.Groups {
	if len(list.Groups) == 0 {
		return nil
	}
	all := make(map[string]*store.Groups, len(list.Groups))
	for i, g := range list.Groups {
		groups := &store.Groups{}
		all[g.Key] = groups
		m, _ := answer[groupKey(follow, i)].(map[string]any)
		total, _ := m[countedKey].(int64)
		rows, _ := m[rowsOfGroupKey].([]any)
		groups.Omitted = int(total) - len(rows)
		for _, r := range rows {
			groups.Rows = append(groups.Rows, d.group(r, g))
		}
	}
	return all
}

func (d *decoder) group(answer any, g *store.Grouping) *store.GroupCount {
	m, _ := answer.(map[string]any)
	group := &store.GroupCount{}
	if g.Column == "" {
		group.Node = d.node(m[nodeKey], g.Shapes)
	} else if v := m[valueKey]; v != nil {
		known, _ := d.columnType(g.Column)
		if known == store.ListColumn {
			known = store.StringColumn
		}
		group.Value = d.value(g.Column, v, known)
	}
	for key, to := range map[string]*int{countedKey: &group.Count, undisclosedKey: &group.Undisclosed, unknownKey: &group.Unknown} {
		n, _ := m[key].(int64)
		*to = int(n)
	}
	sums, _ := m[sumsKey].([]any)
	for _, s := range sums {
		of, _ := s.(map[string]any)
		sum := store.Sum{}
		sum.Currency, _ = of[currencyKey].(string)
		sum.Amount, _ = d.value(g.Money, of[amountKey], store.NumberColumn).(float64)
		n, _ := of[countedKey].(int64)
		sum.Count = int(n)
		group.Sums = append(group.Sums, sum)
	}
	slices.SortFunc(group.Sums, func(a, b store.Sum) int { return cmp.Compare(a.Currency, b.Currency) })
	return group
}

// value converts a property to the Go type of its column. What people wrote by
// hand may be of another type: a number is taken for a number.
func (d *decoder) value(column string, value any, want store.ColumnType) any {
	switch v := value.(type) {
	case string:
		if want == store.StringColumn {
			return v
		}
	case bool:
		if want == store.BoolColumn {
			return v
		}
	case float64:
		if want == store.NumberColumn {
			return v
		}
	case int64:
		switch want {
		case store.IntColumn:
			return v
		case store.NumberColumn:
			return float64(v)
		}
	case []any:
		if want == store.ListColumn {
			return d.list(column, v)
		}
	}
	d.fault("column " + column + " is of another type")
	return nil
}

func (d *decoder) list(column string, values []any) []string {
	list := make([]string, len(values))
	for i, v := range values {
		s, ok := v.(string)
		if !ok {
			d.fault("column " + column + " is no list of strings")
		}
		list[i] = s
	}
	return list
}
