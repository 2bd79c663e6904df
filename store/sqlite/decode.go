package sqlite

import (
	"database/sql/driver"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// selection is how the columns of nodes are read by one statement: as SQL
// columns where all that are wanted are hot, otherwise out of the props.
type selection struct {
	layout  *layout
	shapes  store.Shapes
	columns []string // hot ones, sorted
	props   bool
}

// maxHot is the number of SQL columns above which reading the props is no
// dearer.
const maxHot = 12

// selection says how to read the columns of the shapes of these kinds.
func (l *layout) selection(kinds []string, shapes store.Shapes) *selection {
	s := &selection{layout: l, shapes: shapes}
	for _, kind := range kinds {
		if shape := shapes[kind]; shape != nil {
			s.columns = append(s.columns, shape.Columns...)
		}
	}
	slices.Sort(s.columns)
	s.columns = slices.Compact(s.columns)
	s.props = len(s.columns) > maxHot || slices.ContainsFunc(s.columns, func(c string) bool { return !l.hot[c] })
	if s.props {
		s.columns = nil
	}
	return s
}

// write writes the columns behind those before, each with a comma.
func (s *selection) write(b *builder, node string) {
	if s.props {
		b.write(", ", node, ".props")
	}
	for _, name := range s.columns {
		b.write(", ", node, ".", quote(name))
	}
}

// node decodes id, kind and the selection's columns.
func (s *selection) node(row []driver.Value) (*store.Node, error) {
	n := &store.Node{ID: row[0].(string), Kind: row[1].(string)}
	shape := s.shapes[n.Kind]
	if shape == nil || len(shape.Columns) == 0 {
		return n, nil
	}
	n.Columns = make(map[string]any, len(shape.Columns))
	if s.props {
		return n, scanProps(row[2].(string), s.layout.columns, shape.Columns, n.Columns)
	}
	for i, name := range s.columns {
		if v := row[2+i]; v != nil {
			if _, wanted := slices.BinarySearch(shape.Columns, name); wanted {
				n.Columns[name] = s.layout.value(name, v)
			}
		}
	}
	return n, nil
}

// value converts a hot column's value as SQLite keeps it.
func (l *layout) value(name string, v any) any {
	n, isInt := v.(int64)
	switch {
	case !isInt:
		return v
	case l.columns[name] == store.BoolColumn:
		return n != 0
	case l.columns[name] == store.NumberColumn:
		return float64(n)
	}
	return v
}
