package neo4j

import (
	"context"
	"strconv"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

const (
	// maxCandidates is how many nodes are ranked, and how many of a kind the
	// index gives where no condition is to be applied first.
	maxCandidates = 500
	// maxNear is how many nodes of a kind the index gives of those that only
	// share some keys with the text, where a condition is applied to them.
	maxNear = 5_000
	// maxKeys is how many keys of a text are looked up: Lucene refuses more
	// than 1,024 clauses. A name has some dozens.
	maxKeys = 400
	// maxEdits is in how many letters Lucene finds terms that differ, and
	// maxSpelt how long a text is whose like are looked for in that way: the
	// automaton for it grows with it.
	maxEdits = 2
	maxSpelt = 100
)

// findText answers a query by name: candidates by their keys, ranked by their
// names in Go, then what is to be read of those on the page.
func (s *Store) findText(ctx context.Context, q *store.Query) (*store.Page, error) {
	if len(q.Order) > 0 || q.After != nil || q.Before != nil || q.Backward {
		return nil, store.Errorf(store.CodeInvalid, "answers to a text come best first: they have no other order and no position")
	}
	matches, err := s.matches(ctx, q)
	if err != nil {
		return nil, err
	}
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
			page.Counts[s.layout.kinds.KindOf(m.ID).Name]++
		}
	}
	shapes := make(store.Shapes, len(q.Kinds)) // a kind without a shape is answered too
	for _, kind := range q.Kinds {
		if shapes[kind] = q.Shapes[kind]; shapes[kind] == nil {
			shapes[kind] = &store.Shape{}
		}
	}
	ids := make([]string, len(matches))
	for i, m := range matches {
		ids[i] = m.ID
	}
	look := &lookup{shapes: shapes, groups: q.Groups, grouped: s.layout.byKind(ids, shapes)}
	if limit := max(q.Limit, 0); len(matches) > limit {
		matches, page.More = matches[:limit], true
	}
	look.ids = s.layout.byKind(ids[:len(matches)], shapes)
	found, groups, err := s.lookUp(ctx, look)
	if err != nil {
		return nil, err
	}
	page.Groups = groups
	for _, m := range matches {
		if node := found[m.ID]; node != nil { // nil if deleted since
			page.Rows = append(page.Rows, &store.Row{Node: node, Score: m.Score, Reason: m.Reason})
		}
	}
	return page, nil
}

// matches returns the nodes that fit the text, best first.
func (s *Store) matches(ctx context.Context, q *store.Query) ([]names.Match, error) {
	folder := s.config.Names
	search := folder.Search(q.Text.Text)
	if search == nil {
		return nil, nil
	}
	st, err := s.layout.compileCandidates(q, search)
	if err != nil || st == nil {
		return nil, err
	}
	records, err := s.read(ctx, st)
	if err != nil {
		return nil, err
	}
	candidates := make([]names.Candidate, len(records))
	for i, record := range records {
		id, _, err := neo4j.GetRecordValue[string](record, idKey)
		if err != nil {
			return nil, store.Wrap(err, store.CodeInternal, "a candidate has no id")
		}
		values, _, err := neo4j.GetRecordValue[[]any](record, "names")
		if err != nil {
			return nil, store.Wrap(err, store.CodeInternal, "a candidate has no names")
		}
		candidates[i].ID = id
		for _, v := range values {
			if name, ok := v.(string); ok {
				candidates[i].Names = append(candidates[i].Names, name)
			}
		}
	}
	return folder.Rank(q.Text.Text, candidates), nil
}

// compileCandidates compiles the look-up of nodes that may fit a text: id and
// names. It is nil where nothing can be found.
func (l *layout) compileCandidates(q *store.Query, search *names.Search) (*statement, error) {
	b := l.builder()
	b.prepareSets(q.Where)
	var kinds []string
	for _, name := range q.Kinds {
		kind := b.kinds.Kind(b.label(name))
		if kind != nil && kind.Searched() {
			kinds = append(kinds, name)
		}
	}
	if b.err != nil || len(kinds) == 0 {
		return nil, b.err
	}
	// With a condition, nodes of the index are left out afterwards, so it
	// must not stop at the limit. Of those that only share keys there are too
	// many to look at all.
	var lookups []lookupByKeys
	limit := b.param(int64(maxCandidates))
	switch {
	case q.Text.Exact:
		lookups = []lookupByKeys{{query: b.param(anyOf(search.Exact[:1]))}}
	case q.Where != nil && search.Differing > maxEdits:
		lookups = []lookupByKeys{{query: b.param(fitting(search))}, {b.param(near(search)), b.param(int64(maxNear))}}
	case search.Differing > maxEdits:
		lookups = []lookupByKeys{{query: b.param(fitting(search) + " " + near(search))}}
	default:
		lookups = []lookupByKeys{{query: b.param(fitting(search))}}
	}
	if q.Where == nil {
		lookups[0].limit = limit
	}
	n := b.variable("n")
	b.call()
	for i, kind := range kinds {
		for j, lookup := range lookups {
			if i+j > 0 {
				b.write(" UNION ALL ")
			}
			b.write("CALL db.index.fulltext.queryNodes('", searchIndex(kind), "', ", lookup.query)
			if lookup.limit != "" {
				b.write(", {limit: ", lookup.limit, "}")
			}
			b.write(") YIELD node AS ", n, ", score")
			c := &conditions{builder: b}
			c.where(n, q.Where, nil)
			if q.Where != nil {
				b.write(" WITH ", n, ", score ORDER BY score DESC, ", n, ".", store.ColumnID, " LIMIT ", limit)
			}
			b.write(" RETURN ", n, ", score, ")
			b.namesOf(n, b.kinds.Kind(kind))
			b.write(" AS names")
		}
	}
	score := "score"
	if len(lookups) > 1 { // which may both find a node
		score = "max(score) AS score"
	}
	b.write(" } WITH ", n, ", names, ", score, " ORDER BY score DESC, ", n, ".", store.ColumnID, " LIMIT ", limit, " RETURN ", n, ".", store.ColumnID, " AS ", idKey, ", names")
	return b.statement()
}

// lookupByKeys is one look-up in a full-text index: parameters, the second may
// be empty.
type lookupByKeys struct{ query, limit string }

// namesOf writes the list of all names of a node; elements may be null.
func (b *builder) namesOf(n string, kind *store.Kind) {
	first := true
	for _, p := range kind.Properties {
		if !p.Searched {
			continue
		}
		if !first {
			b.write(" + ")
		}
		if p.List {
			b.write("coalesce(", n, ".", p.Name, ", [])")
		} else {
			b.write("[", n, ".", p.Name, "]")
		}
		first = false
	}
}

// fitting is the Lucene query of names that are the text, or that it begins
// with, that have it in them, and that differ from it in few letters. The boosts
// put them in this order.
func fitting(s *names.Search) string {
	query := anyOf(s.Exact[:1]) + "^10000"
	if len(s.Exact) > 1 {
		query += " (" + anyOf(s.Exact[1:min(len(s.Exact), maxKeys)]) + ")^100"
	}
	pieces := s.Pieces
	if len(pieces) == 0 {
		pieces = []string{s.Start}
	}
	query += " (" + quote(s.Start) + "^10"
	for _, piece := range pieces[:min(len(pieces), maxKeys)] {
		query += " +" + quote(piece)
	}
	query += ")^10"
	if s.Differing > 0 && len(s.Exact[0]) <= maxSpelt { // the key is of letters and digits, none of which means anything to Lucene
		query += " " + s.Exact[0] + "~" + strconv.Itoa(min(s.Differing, maxEdits))
	}
	return query
}

// near is the Lucene query of names that share keys with the text, most and the
// rarest first.
func near(s *names.Search) string {
	return anyOf(append([]string{s.Start}, s.Pieces[:min(len(s.Pieces), maxKeys)]...))
}

func anyOf(keys []string) string {
	quoted := make([]string, len(keys))
	for i, key := range keys {
		quoted[i] = quote(key)
	}
	return strings.Join(quoted, " ")
}

// quote writes a key as one term.
func quote(key string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(key) + `"`
}
