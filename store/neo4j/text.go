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
	// maxNear is how many of the nodes are ranked that share some keys with
	// the text: those of its like are among the first.
	maxNear = 100
	// maxGiven is how many of those the index gives of a kind where a
	// condition is applied to them.
	maxGiven = 5_000
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
	candidates := make([]names.Candidate, 0, len(records))
	known := make(map[string]bool, len(records))
	for _, record := range records {
		id, _, err := neo4j.GetRecordValue[string](record, idKey)
		if err != nil {
			return nil, store.Wrap(err, store.CodeInternal, "a candidate has no id")
		}
		values, _, err := neo4j.GetRecordValue[[]any](record, "names")
		if err != nil {
			return nil, store.Wrap(err, store.CodeInternal, "a candidate has no names")
		}
		if known[id] { // what is spelt like the text may have it in it too
			continue
		}
		known[id] = true
		candidate := names.Candidate{ID: id}
		for _, v := range values {
			if name, ok := v.(string); ok {
				candidate.Names = append(candidate.Names, name)
			}
		}
		candidates = append(candidates, candidate)
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
	look := &candidates{builder: b, kinds: kinds, where: q.Where, n: b.variable("n")}
	if q.Text.Exact {
		look.find(anyOf(search.Exact[:1]), maxCandidates, 0)
		b.write(" RETURN ", look.n, ".", store.ColumnID, " AS ", idKey, ", names")
		return b.statement()
	}
	// In a subquery, behind which the ids of a Within are still known.
	inner := len(b.setNames()) > 0
	if inner {
		b.write(" CALL (", strings.Join(b.setNames(), ", "), ") { ")
	}
	look.find(fitting(search), maxCandidates, 0)
	similar, most, given := spelt(search), maxCandidates, 0
	if search.Differing > maxEdits {
		similar, most, given = similar+" "+near(search), maxNear, maxGiven
	}
	f, id := b.variable("f"), store.ColumnID+" AS "+idKey
	collected, closed := " WITH", ""
	if inner {
		collected, closed = " RETURN", " }"
	}
	b.write(collected, " collect({n: ", look.n, ", names: names}) AS fits", closed, " CALL (", strings.Join(append(b.setNames(), "fits"), ", "), ") { UNWIND fits AS ", f, " RETURN ", f, ".n.", id, ", ", f, ".names AS names")
	if similar != "" {
		// Names only spelt alike are left out where one is the very text, and
		// are dear to find.
		b.write(" UNION ALL WITH ", strings.Join(append(b.setNames(), "fits"), ", "), " WHERE none(", f, " IN fits WHERE ", b.param(search.Exact[0]), " IN ", f, ".n.", store.ColumnSearchKeys, ") ")
		look.find(similar, most, given)
		b.write(" RETURN ", look.n, ".", id, ", names")
	}
	b.write(" } RETURN ", idKey, ", names")
	return b.statement()
}

// candidates writes the look-up of nodes by keys.
type candidates struct {
	*builder
	kinds []string
	where *store.Cond
	n     string
}

// find writes a subquery that gives the nodes n and their names that answer a
// Lucene query, and a WITH that keeps the best. A condition is applied to what
// the index gives: all, or the best so many of a kind.
func (c *candidates) find(lucene string, best, given int) {
	query, limit := c.param(lucene), c.param(int64(best))
	if c.where == nil {
		given = best
	}
	stop := ""
	if given > 0 {
		stop = ", {limit: " + c.param(int64(given)) + "}"
	}
	c.write("CALL (", strings.Join(c.setNames(), ", "), ") { ")
	for i, kind := range c.kinds {
		if i > 0 {
			c.write(" UNION ALL ")
		}
		c.write("CALL db.index.fulltext.queryNodes('", searchIndex(kind), "', ", query, stop, ") YIELD node AS ", c.n, ", score")
		filter := &conditions{builder: c.builder}
		filter.where(c.n, c.where, nil)
		if c.where != nil {
			c.write(" WITH ", c.n, ", score ORDER BY score DESC, ", c.n, ".", store.ColumnID, " LIMIT ", limit)
		}
		c.write(" RETURN ", c.n, ", score, ")
		c.namesOf(c.n, c.builder.kinds.Kind(kind))
		c.write(" AS names")
	}
	c.write(" } WITH ", c.n, ", score, names ORDER BY score DESC, ", c.n, ".", store.ColumnID, " LIMIT ", limit)
}

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
// with, and that have it in them. The boosts put them in this order.
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
	return query
}

// spelt is the Lucene query of names that differ from the text in few letters;
// empty where none can. The key is of letters and digits and "_", which Lucene
// takes for what they are.
func spelt(s *names.Search) string {
	if s.Differing == 0 || len(s.Exact[0]) > maxSpelt {
		return ""
	}
	return s.Exact[0] + "~" + strconv.Itoa(min(s.Differing, maxEdits)) + "^100"
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
