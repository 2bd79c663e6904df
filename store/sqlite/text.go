package sqlite

import (
	"database/sql/driver"
	"slices"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// maxCandidates is how many nodes are ranked; those that share most keys with
// the text come first.
const maxCandidates = 500

// compileCandidates compiles the search for nodes by keys: id, kind and props.
func (l *layout) compileCandidates(kinds, keys []string, where *store.Cond) (statement, error) {
	b := l.builder()
	b.write("SELECT n.id, n.kind, n.props FROM (SELECT k.id AS id, count(*) AS shared FROM name_keys k WHERE ")
	b.in("k.key", keys)
	b.write(" GROUP BY k.id) c CROSS JOIN nodes n ON n.id = c.id WHERE ")
	b.kindIs("n", kinds)
	b.where("n", where)
	b.write(" ORDER BY c.shared DESC, n.id LIMIT ")
	b.arg(int64(maxCandidates))
	return b.statement()
}

// text answers a query by name: candidates by their keys, ranked by names.
func (r *reading) text(q *store.Query, folder names.Folder) (*store.Page, error) {
	if len(q.Order) > 0 || q.After != nil || q.Before != nil || q.Backward {
		return nil, store.Errorf(store.CodeInvalid, "answers to a text come best first: they have no other order and no position")
	}
	keys := folder.Keys(q.Text.Text)
	if q.Text.Exact {
		keys = slices.DeleteFunc([]string{folder.ExactKey(q.Text.Text)}, func(key string) bool { return key == "" })
	}
	st, err := r.layout.compileCandidates(q.Kinds, keys, q.Where)
	if err != nil {
		return nil, err
	}
	var candidates []names.Candidate
	kinds := map[string]string{}
	err = r.conn.query(r.ctx, st, func(row []driver.Value) error {
		id, kind := row[0].(string), row[1].(string)
		kinds[id] = kind
		candidate := names.Candidate{ID: id}
		searched := r.layout.searched[kind] // in schema order, which decides between equal names
		values := make(map[string]any, len(searched))
		if err := scanProps(row[2].(string), r.layout.columns, slices.Sorted(slices.Values(searched)), values); err != nil {
			return err
		}
		for _, name := range searched {
			switch v := values[name].(type) {
			case string:
				candidate.Names = append(candidate.Names, v)
			case []string:
				candidate.Names = append(candidate.Names, v...)
			}
		}
		candidates = append(candidates, candidate)
		return nil
	})
	if err != nil {
		return nil, err
	}
	matches := folder.Rank(q.Text.Text, candidates)
	page := &store.Page{Total: -1}
	if q.Total {
		page.Total = len(matches)
	}
	if q.CountByKind {
		page.Counts = map[string]int{}
		for _, kind := range q.Kinds {
			page.Counts[kind] = 0
		}
		for _, m := range matches {
			page.Counts[kinds[m.ID]]++
		}
	}
	all := make([]string, len(matches))
	for i, m := range matches {
		all[i] = m.ID
	}
	err = r.groups(q.Groups, []*store.Page{page}, []*item{nil}, func(g *store.Grouping) (statement, error) { return r.layout.compileGivenGroups(q.Kinds, all, g) })
	if err != nil {
		return nil, err
	}
	if page.More = len(matches) > q.Limit; page.More {
		matches = matches[:q.Limit]
	}
	if len(matches) == 0 {
		return page, nil
	}
	found, err := r.get(all[:len(matches)], q.Kinds, q.Shapes)
	if err != nil {
		return nil, err
	}
	for _, m := range matches {
		page.Rows = append(page.Rows, &store.Row{Node: found[m.ID], Score: m.Score, Reason: m.Reason})
	}
	return page, nil
}
