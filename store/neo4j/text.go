package neo4j

import (
	"context"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

const (
	// maxCandidates is how many nodes are ranked; those that share most keys
	// with the text come first.
	maxCandidates = 500
	// maxFound is how many nodes of a kind the index gives where no condition
	// is to be applied first: reading on for the smallest ids among those that
	// share equally many keys took four times as long on 200,000 names.
	maxFound = 10 * maxCandidates
	// maxKeys is how many keys of a text are looked up: Lucene refuses more
	// than 1,024 clauses. A name has some dozens.
	maxKeys = 500
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
	keys := folder.Keys(q.Text.Text)
	if q.Text.Exact {
		keys = nil
		if key := folder.ExactKey(q.Text.Text); key != "" {
			keys = []string{key}
		}
	}
	st, err := s.layout.compileCandidates(q, keys)
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

// compileCandidates compiles the look-up of nodes by keys: id and names, those
// that share most keys first. It is nil where nothing can be found.
func (l *layout) compileCandidates(q *store.Query, keys []string) (*statement, error) {
	b := l.builder()
	b.prepareSets(q.Where)
	var kinds []string
	for _, name := range q.Kinds {
		kind := b.kinds.Kind(b.label(name))
		if kind != nil && kind.Searched() {
			kinds = append(kinds, name)
		}
	}
	if b.err != nil || len(keys) == 0 || len(kinds) == 0 {
		return nil, b.err
	}
	lucene, limit := b.param(luceneQuery(keys[:min(len(keys), maxKeys)])), b.param(int64(maxCandidates))
	n := b.variable("n")
	top := " ORDER BY score DESC, " + n + "." + store.ColumnID + " LIMIT " + limit
	b.call()
	for i, kind := range kinds {
		if i > 0 {
			b.write(" UNION ALL ")
		}
		b.write("CALL db.index.fulltext.queryNodes('", searchIndex(kind), "', ", lucene)
		if q.Where == nil {
			b.write(", {limit: ")
			b.arg(int64(maxFound))
			b.write("}")
		}
		b.write(") YIELD node AS ", n, ", score")
		c := &conditions{builder: b}
		c.where(n, q.Where, nil)
		b.write(" WITH ", n, ", score", top, " RETURN ", n, ", score, ")
		b.namesOf(n, b.kinds.Kind(kind))
		b.write(" AS names")
	}
	b.write(" } WITH ", n, ", score, names", top, " RETURN ", n, ".", store.ColumnID, " AS ", idKey, ", names")
	return b.statement()
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

// luceneQuery finds nodes by any of the keys. Each key is written as a range
// from itself to itself, whose score is always 1, so that a node's score is the
// number of keys it shares; a plain term's score would weigh rare ones more.
func luceneQuery(keys []string) string {
	var b strings.Builder
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	for i, key := range keys {
		if i > 0 {
			b.WriteByte(' ')
		}
		quoted := `"` + escape.Replace(key) + `"`
		b.WriteString("[" + quoted + " TO " + quoted + "]")
	}
	return b.String()
}
