package sqlite

import (
	"database/sql/driver"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// selection is how the columns of nodes are read by one statement: as SQL
// columns where all that are wanted are hot, otherwise out of the props.
type selection struct {
	layout  *layout
	shapes  store.Shapes
	columns []string // hot ones, sorted
	props   bool
	related []string // columns of nodes at the end of edges, sorted
	read    []string // columns, then related ones: as the rows have them
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
	s.columns = slices.DeleteFunc(s.columns, func(c string) bool {
		related := strings.Contains(c, ".")
		if related {
			s.related = append(s.related, c)
		}
		return related
	})
	s.props = len(s.columns) > maxHot || slices.ContainsFunc(s.columns, func(c string) bool { return !l.hot[c] })
	if s.props {
		s.columns = nil
	}
	s.read = slices.Concat(s.columns, s.related)
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
	for _, name := range s.related {
		b.write(", ", b.value(node, name))
	}
}

// node decodes id, kind and the selection's columns.
func (s *selection) node(row []driver.Value) (*store.Node, error) {
	n := &store.Node{ID: row[0].(string)}
	n.Kind, _ = cutRetired(row[1].(string))
	shape := s.shapes[n.Kind]
	if shape == nil || len(shape.Columns) == 0 {
		return n, nil
	}
	n.Columns = make(map[string]any, len(shape.Columns))
	values := row[2:]
	if s.props {
		if err := scanProps(values[0].(string), s.layout.columns, shape.Columns, n.Columns); err != nil {
			return nil, err
		}
		values = values[1:]
	}
	for i, name := range s.read {
		if v := values[i]; v != nil {
			if _, wanted := slices.BinarySearch(shape.Columns, name); wanted {
				value, err := s.layout.decode(name, v)
				if err != nil {
					return nil, err
				}
				n.Columns[name] = value
			}
		}
	}
	return n, nil
}

// decode converts a column's value as SQLite keeps it.
func (l *layout) decode(name string, v any) (any, error) {
	_, column, related := strings.Cut(name, ".")
	if related {
		name = column
	}
	if text, isText := v.(string); isText && related && l.columns[name] == store.ListColumn {
		s := scanner{text: text}
		list, ok := s.list()
		if !ok {
			return nil, s.fault()
		}
		return list, nil
	}
	n, isInt := v.(int64)
	switch {
	case !isInt:
		return v, nil
	case l.columns[name] == store.BoolColumn:
		return n != 0, nil
	case l.columns[name] == store.NumberColumn:
		return float64(n), nil
	}
	return v, nil
}
