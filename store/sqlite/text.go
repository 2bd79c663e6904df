package sqlite

import (
	"cmp"
	"database/sql/driver"
	"slices"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

const (
	// maxCandidates is how many nodes are ranked; maxNear is how many of them
	// may lack keys of the text, where these are too frequent to look at all
	// that have any.
	maxCandidates = 500
	maxNear       = 200
	// maxPostings is how many entries a key may have in the index of names to
	// be gone through, and how many all keys may have together to do without
	// choosing. maxNearPostings is how many are gone through for nodes that
	// lack keys.
	maxPostings     = 4_000
	maxNearPostings = 8_000
	// maxProbes is how many keys a node is tested for.
	maxProbes = 8
)

// posting is a key and how many nodes have it, up to one more than are gone
// through.
type posting struct {
	key   string
	count int
}

// candidates returns the ids of nodes that may fit the text, at most
// maxCandidates. If all keys of the text together have few entries in the index,
// these are all nodes that share a key with it, those that share most first.
// Otherwise they are found by the rarest keys: first nodes of the very name,
// then those that have all keys, then, if none has the very name, those that
// share most of the rarest.
func (r *reading) candidates(q *store.Query, folder names.Folder) ([]string, error) {
	search := folder.Search(q.Text.Text)
	if search == nil {
		return nil, nil
	}
	of := r.layout.searchOf(q)
	if q.Text.Exact {
		return r.ids(of.compileAny(search.Exact[:1], maxCandidates))
	}
	counts, total, err := r.postings(of, append([]string{search.Start}, search.Pieces...))
	if err != nil {
		return nil, err
	}
	if total <= r.layout.fewPostings {
		return r.ids(of.compileAny(folder.Keys(q.Text.Text), maxCandidates))
	}
	named, err := r.ids(of.compileAny(search.Exact[:1], maxCandidates))
	if err != nil {
		return nil, err
	}
	begun, err := r.ids(of.compileAny(search.Exact[1:], maxCandidates))
	if err != nil {
		return nil, err
	}
	all, err := r.ids(of.compileAll(counts, search.Start, maxCandidates))
	if err != nil {
		return nil, err
	}
	var near []string
	if len(named) == 0 { // or they would be left out
		if near, err = r.ids(of.compileAny(rarest(counts, search.Lacking+1, maxNearPostings), maxNear)); err != nil {
			return nil, err
		}
	}
	seen := map[string]bool{}
	found := slices.DeleteFunc(slices.Concat(named, begun, all, near), func(id string) bool {
		known := seen[id]
		seen[id] = true
		return known
	})
	return found[:min(len(found), maxCandidates)], nil
}

// rarest returns the first n keys, as far as no more entries than the budget
// are to be gone through. counts are sorted.
func rarest(counts []posting, n, budget int) []string {
	keys := []string{}
	for _, c := range counts[:min(len(counts), n)] {
		if budget -= c.count; budget < 0 || c.count > maxPostings {
			break
		}
		keys = append(keys, c.key)
	}
	return keys
}

// postings counts the nodes with each key, the rarest key first.
func (r *reading) postings(of *searched, keys []string) (counts []posting, total int, err error) {
	st, err := of.compilePostings(keys, maxPostings+1)
	if err != nil {
		return nil, 0, err
	}
	err = r.conn.query(r.ctx, st, func(row []driver.Value) error {
		n := int(row[1].(int64))
		counts, total = append(counts, posting{row[0].(string), n}), total+n
		return nil
	})
	slices.SortFunc(counts, func(a, b posting) int { return cmp.Or(cmp.Compare(a.count, b.count), cmp.Compare(a.key, b.key)) })
	return counts, total, err
}

// ids reads the first column of a statement's rows.
func (r *reading) ids(st statement, err error) ([]string, error) {
	if err != nil || st.text == "" {
		return nil, err
	}
	var ids []string
	return ids, r.conn.query(r.ctx, st, func(row []driver.Value) error {
		ids = append(ids, row[0].(string))
		return nil
	})
}

// searched is what is searched: nodes of some kinds that satisfy a condition.
type searched struct {
	*layout
	kinds, prefixes []string
	where           *store.Cond
}

func (l *layout) searchOf(q *store.Query) *searched {
	of := &searched{layout: l, kinds: q.Kinds, where: q.Where}
	for _, name := range q.Kinds {
		if kind := l.kinds.Kind(name); kind != nil && kind.Searched() {
			of.prefixes = append(of.prefixes, kind.Prefix)
		}
	}
	return of
}

// entries writes the entries k of keys p, of the kinds only: these stand
// together in the index, because ids begin with the kind.
func (of *searched) entries(b *builder, keys []string) {
	b.write("json_each(")
	b.arg(b.json(keys))
	b.write(") p CROSS JOIN ")
	of.entriesOf(b, "p.value")
}

func (of *searched) entriesOf(b *builder, key string) {
	b.write("json_each(")
	b.arg(b.json(orEmpty(of.prefixes)))
	b.write(") x CROSS JOIN name_keys k ON k.key = ", key, " AND k.id > x.value || ':' AND k.id < x.value || ';'")
}

// filter writes the join with the nodes where a condition asks for it.
func (of *searched) filter(b *builder) {
	if of.where != nil {
		b.write(" CROSS JOIN nodes n ON n.id = k.id")
	}
	b.write(" WHERE 1")
	b.where("n", of.where)
}

// compilePostings compiles the number of entries of each key, up to most.
func (of *searched) compilePostings(keys []string, most int) (statement, error) {
	b := of.builder()
	b.write("SELECT p.value, (SELECT count(*) FROM (SELECT 1 FROM ")
	of.entriesOf(b, "p.value")
	b.write(" LIMIT ")
	b.arg(int64(most))
	b.write(")) FROM json_each(")
	b.arg(b.json(keys))
	b.write(") p")
	return b.statement()
}

// compileAny compiles the ids of nodes with any of the keys, those with most of
// them first.
func (of *searched) compileAny(keys []string, limit int) (statement, error) {
	if len(keys) == 0 {
		return statement{}, nil
	}
	b := of.builder()
	b.write("SELECT k.id FROM ")
	of.entries(b, keys)
	of.filter(b)
	b.write(" GROUP BY k.id ORDER BY count(*) DESC, k.id LIMIT ")
	b.arg(int64(limit))
	return b.statement()
}

// compileAll compiles the ids of nodes that have all the keys, but perhaps not
// start: those that do come first. Keys are probed from the rarest on.
func (of *searched) compileAll(counts []posting, start string, limit int) (statement, error) {
	has := func(b *builder, key string) {
		b.write("EXISTS (SELECT 1 FROM name_keys h WHERE h.key = ")
		b.arg(key)
		b.write(" AND h.id = k.id)")
	}
	keys := make([]string, 0, len(counts))
	for _, c := range counts {
		if c.key != start {
			keys = append(keys, c.key)
		}
	}
	if len(keys) == 0 {
		keys = []string{start}
	}
	b := of.builder()
	b.write("SELECT k.id, ")
	has(b, start)
	b.write(" FROM ")
	of.entries(b, keys[:1])
	of.filter(b)
	for _, key := range keys[1:min(len(keys), maxProbes)] {
		b.write(" AND ")
		has(b, key)
	}
	b.write(" ORDER BY 2 DESC, k.id LIMIT ")
	b.arg(int64(limit))
	return b.statement()
}

// compileNames compiles what is ranked of the nodes: id, kind and props.
func (of *searched) compileNames(ids []string) (statement, error) {
	b := of.builder()
	b.write("SELECT n.id, n.kind, n.props FROM json_each(")
	b.arg(b.json(ids))
	b.write(") p CROSS JOIN nodes n ON n.id = p.value WHERE ")
	b.kindIs("n", of.kinds)
	return b.statement()
}

// text answers a query by name: candidates by their keys, ranked by names.
func (r *reading) text(q *store.Query, folder names.Folder) (*store.Page, error) {
	if len(q.Order) > 0 || q.After != nil || q.Before != nil || q.Backward {
		return nil, store.Errorf(store.CodeInvalid, "answers to a text come best first: they have no other order and no position")
	}
	ids, err := r.candidates(q, folder)
	if err != nil {
		return nil, err
	}
	st, err := r.layout.searchOf(q).compileNames(ids)
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
