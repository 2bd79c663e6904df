package sqlite

import (
	"cmp"
	"database/sql/driver"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// grouping is a grouping ready to be compiled, over nodes under one alias.
type grouping struct {
	*builder
	*store.Grouping
	node string
}

// rows writes the rows to be counted, behind the expression of their start: a
// SELECT with the columns k (the start), g (what is grouped by) and, as far as
// they are asked for, u (what counts as one), c, a and d (currency, amount,
// disclosure) and i (the id). from writes FROM and WHERE, and calls its
// parameter between the two.
func (g *grouping) rows(start string, from func(more func())) {
	id := g.column(g.node, store.ColumnID)
	g.write("SELECT ")
	if g.byElement() { // an element may be in a list twice
		g.write("DISTINCT ")
	}
	g.write(start, " AS k, ", g.of(), " AS g")
	if g.Distinct != "" {
		g.write(", coalesce(", g.value(g.node, g.Distinct), ", ", id, ") AS u")
	}
	if g.Money != "" {
		for _, column := range []struct{ suffix, name string }{{"Currency", "c"}, {"Amount", "a"}, {"Disclosure", "d"}} {
			g.write(", ", g.value(g.node, g.Money+column.suffix), " AS ", column.name)
		}
	}
	if g.byElement() || g.Distinct != "" && g.Money != "" {
		g.write(", ", id, " AS i")
	}
	g.write(" FROM ")
	from(g.joins)
	g.except()
}

func (g *grouping) byElement() bool { return g.columns[g.Column] == store.ListColumn && g.Column != "" }

// of is the expression of what is grouped by.
func (g *grouping) of() string {
	switch {
	case g.Column == "":
		_, far := ends(g.Reverse)
		return "ge." + far
	case g.byElement():
		return "gv.value"
	case g.Prefix > 0:
		return "CAST(substr(CAST(" + g.value(g.node, g.Column) + " AS BLOB), 1, " + strconv.Itoa(g.Prefix) + ") AS TEXT)"
	}
	return g.value(g.node, g.Column)
}

// joins writes what is joined to the rows for the value to group by.
func (g *grouping) joins() {
	switch {
	case g.Column == "":
		near, far := ends(g.Reverse)
		g.write(" CROSS JOIN edges ge ON ge.", near, " = ", g.column(g.node, store.ColumnID), " AND ge.type = ")
		g.arg(g.edgeType(g.Edge))
		if !g.always(g.Edge, g.Reverse, g.Kinds) {
			g.write(" CROSS JOIN nodes gn ON gn.id = ge.", far)
		}
	case g.byElement():
		g.write(" LEFT JOIN json_each(", g.node, ".", propsColumn, ", '$.", g.Column, "') gv")
	}
}

// except writes, at the end of WHERE, which ends of the edge are groups.
func (g *grouping) except() {
	if g.Column != "" {
		return
	}
	if g.always(g.Edge, g.Reverse, g.Kinds) {
		g.live("ge", g.Reverse)
	} else {
		g.write(" AND ")
		g.kindIs("gn", g.Kinds)
	}
	g.edgeWhere("ge", g.EdgeWhere)
}

// summed writes the statement around the rows: how many there are of each
// group, and of each currency in it where that is asked for. Where rows count
// as one and have amounts, it is the rows themselves.
func (g *grouping) summed(rows func()) (statement, error) {
	by := " GROUP BY k, g"
	switch {
	case g.Money != "" && g.Distinct != "":
		rows()
		return g.statement()
	case g.Money == "" && g.Distinct == "":
		g.write("SELECT k, g, count(*)")
	case g.Money == "":
		g.write("SELECT k, g, count(DISTINCT u)")
	default:
		g.write("SELECT k, g, count(*), c, sum(a), sum(d = '", store.Undisclosed, "')")
		by += ", c"
	}
	g.write(" FROM (")
	rows()
	g.write(")", by)
	return g.statement()
}

// compileGroups compiles a grouping of a root list.
func (l *layout) compileGroups(q *store.Query, group *store.Grouping) (statement, error) {
	g := &grouping{l.builder(), group, "n"}
	return g.summed(func() {
		for i := range max(1, len(q.Kinds)) {
			if i > 0 {
				g.write(" UNION ALL ")
			}
			g.rows("0", func(more func()) {
				g.write("nodes n")
				more()
				g.write(" WHERE ")
				g.kindIs("n", q.Kinds[i:min(i+1, len(q.Kinds))])
				g.where("n", q.Where)
			})
		}
	})
}

// compileGivenGroups compiles a grouping of given nodes.
func (l *layout) compileGivenGroups(kinds, ids []string, group *store.Grouping) (statement, error) {
	g := &grouping{l.builder(), group, "n"}
	return g.summed(func() {
		g.rows("0", func(more func()) {
			g.write("json_each(")
			g.arg(g.json(ids))
			g.write(") p CROSS JOIN nodes n ON n.id = p.value")
			more()
			g.write(" WHERE ")
			g.kindIs("n", kinds)
		})
	})
}

// compileFollowGroups compiles a grouping of what a follow finds, for every
// start.
func (l *layout) compileFollowGroups(s *step, starts [][]any, group *store.Grouping) (statement, error) {
	g := &grouping{l.follower(s), group, "f"}
	g.ids = map[string]string{"f": g.far(s)}
	// The far node itself is read unless its id says all.
	joined := group.Column != "" || group.Distinct != "" || group.Money != ""
	return g.summed(func() {
		g.rows("p.key", func(more func()) {
			g.write("json_each(")
			g.arg(g.json(starts))
			g.write(") p CROSS JOIN ")
			g.reach(s, joined, more)
		})
		if group.ExceptStart && group.Column == "" {
			near, _ := ends(s.follow.Reverse)
			from := "e." + near // which is the start, and need not be parsed
			switch {
			case s.backing:
				g.fail("the statements of an edge start at no node")
			case s.follow.Repeat != nil:
				from = s.start()
			}
			g.write(" AND ", g.of(), " <> ", from)
		}
	})
}

// groups answers the groupings of a list for all its pages, and reads what is
// asked of nodes that are grouped by. items are where the pages' follow starts,
// nil at the root.
func (r *reading) groups(groupings []*store.Grouping, pages []*store.Page, items []*item, compile func(*store.Grouping) (statement, error)) error {
	for _, g := range groupings {
		st, err := compile(g)
		if err != nil {
			return err
		}
		counts, err := r.tally(st, g, len(pages))
		if err != nil {
			return err
		}
		for i, page := range pages {
			if page.Groups == nil {
				page.Groups = make(map[string]*store.Groups, len(groupings))
			}
			page.Groups[g.Key] = ranked(counts[i], g)
		}
		if g.Column == "" {
			err = r.groupNodes(g, pages, items)
		} else {
			err = r.groupValues(g, pages)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// groupValues gives the values that are grouped by the types of their column.
func (r *reading) groupValues(g *store.Grouping, pages []*store.Page) error {
	for _, page := range pages {
		for _, group := range page.Groups[g.Key].Rows {
			value, err := r.layout.decode(g.Column, group.Value)
			if err != nil {
				return err
			}
			group.Value = value
		}
	}
	return nil
}

// groupNodes reads the nodes that are grouped by.
func (r *reading) groupNodes(g *store.Grouping, pages []*store.Page, items []*item) error {
	var ids []string
	for _, page := range pages {
		for _, group := range page.Groups[g.Key].Rows {
			ids = append(ids, group.Value.(string))
		}
	}
	slices.Sort(ids)
	nodes, err := r.get(slices.Compact(ids), g.Kinds, g.Shapes)
	if err != nil {
		return err
	}
	apart := escapes(g.Shapes) > 0 // what is read of a node depends on the page
	var reached []*item
	seen := make(map[string]bool, len(nodes))
	for i, page := range pages {
		for _, group := range page.Groups[g.Key].Rows {
			id := group.Value.(string)
			group.Value, group.Node = nil, nodes[id]
			if apart {
				node := *nodes[id]
				group.Node = &node
			}
			if apart || !seen[id] {
				seen[id] = true
				reached = append(reached, &item{node: group.Node, outer: items[i]})
			}
		}
	}
	return r.expand(reached, g.Shapes)
}

// tally runs the statement of a grouping and adds its rows up, per page.
func (r *reading) tally(st statement, g *store.Grouping, pages int) ([]map[any]*count, error) {
	counts := make([]map[any]*count, pages)
	units := &units{byKey: map[unitKey]*unit{}}
	err := r.conn.query(r.ctx, st, func(row []driver.Value) error {
		at, of := row[0].(int64), row[1]
		if counts[at] == nil {
			counts[at] = map[any]*count{}
		}
		c := counts[at][of]
		if c == nil {
			c = &count{}
			counts[at][of] = c
		}
		switch {
		case g.Money == "":
			c.n += int(row[2].(int64))
		case g.Distinct == "":
			c.add(row)
		default:
			units.add(c, row)
		}
		return nil
	})
	units.close()
	return counts, err
}

// count is what counts in a group.
type count struct {
	n, undisclosed, unknown int
	sums                    map[string]*store.Sum
}

func (c *count) sum(currency string, amount float64, n int) {
	if c.sums == nil {
		c.sums = map[string]*store.Sum{}
	}
	s := c.sums[currency]
	if s == nil {
		s = &store.Sum{Currency: currency}
		c.sums[currency] = s
	}
	s.Amount += amount
	s.Count += n
}

// add adds the rows of one currency, or of none.
func (c *count) add(row []driver.Value) {
	n := int(row[2].(int64))
	c.n += n
	if currency, known := row[3].(string); known {
		c.sum(currency, number(row[4]), n)
		return
	}
	undisclosed, _ := row[5].(int64)
	c.undisclosed += int(undisclosed)
	c.unknown += n - int(undisclosed)
}

// units are what counts as one, in the order in which they were met, so that
// amounts are always added up in the same order.
type units struct {
	all   []*unit
	byKey map[unitKey]*unit
}

type unitKey struct {
	of   *count
	same string
}

// unit is what counts as one in a group.
type unit struct {
	of          *count
	own         bool        // sums are of the row whose id is the value
	sums        []store.Sum // few: per currency
	undisclosed bool
}

// add adds one row of a group.
func (u *units) add(c *count, row []driver.Value) {
	key := unitKey{c, row[2].(string)}
	one := u.byKey[key]
	if one == nil {
		one = &unit{of: c}
		u.byKey[key] = one
		u.all = append(u.all, one)
	}
	currency, known := row[3].(string)
	own := row[6] == row[2]
	switch {
	case !known:
		one.undisclosed = one.undisclosed || row[5] == store.Undisclosed
	case own:
		one.own, one.sums = true, []store.Sum{{Currency: currency, Amount: number(row[4])}}
	case !one.own:
		i := slices.IndexFunc(one.sums, func(s store.Sum) bool { return s.Currency == currency })
		if i < 0 {
			i = len(one.sums)
			one.sums = append(one.sums, store.Sum{Currency: currency})
		}
		one.sums[i].Amount += number(row[4])
	}
}

// close counts the units in their groups.
func (u *units) close() {
	for _, one := range u.all {
		one.of.n++
		for _, sum := range one.sums {
			one.of.sum(sum.Currency, sum.Amount, 1)
		}
		switch {
		case len(one.sums) > 0:
		case one.undisclosed:
			one.of.undisclosed++
		default:
			one.of.unknown++
		}
	}
}

// number converts a number of SQLite, which may have been stored as an integer.
func number(v driver.Value) float64 {
	if n, ok := v.(int64); ok {
		return float64(n)
	}
	f, _ := v.(float64)
	return f
}

// ranked puts the groups in order and cuts them. Their values are as read yet,
// those of nodes the ids.
func ranked(counts map[any]*count, g *store.Grouping) *store.Groups {
	order := slices.SortedFunc(maps.Keys(counts), func(a, b any) int {
		return cmp.Or(cmp.Compare(counts[b].n, counts[a].n), compareValues(a, b))
	})
	groups := &store.Groups{Omitted: max(0, len(order)-g.Limit)}
	for _, of := range order[:len(order)-groups.Omitted] {
		c := counts[of]
		group := &store.GroupCount{Value: of, Count: c.n, Undisclosed: c.undisclosed, Unknown: c.unknown}
		for _, currency := range slices.Sorted(maps.Keys(c.sums)) {
			group.Sums = append(group.Sums, *c.sums[currency])
		}
		groups.Rows = append(groups.Rows, group)
	}
	return groups
}

// compareValues compares values of one column; a missing one is the smallest.
func compareValues(a, b any) int {
	switch a := a.(type) {
	case string:
		if b, ok := b.(string); ok {
			return strings.Compare(a, b)
		}
	case int64, float64:
		switch b.(type) {
		case int64, float64:
			return cmp.Compare(number(a), number(b))
		}
	}
	switch {
	case a == b:
		return 0
	case a == nil:
		return -1
	}
	return 1
}
