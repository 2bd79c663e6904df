package storetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// Random makes graphs and queries of a kind table by chance. The same seed
// gives the same, so that a case that fails can be had again.
//
// It knows no kind by name but Article and Statement: what a kind table allows
// is what it makes. All strings are of the Basic Multilingual Plane below
// U+D800, where Neo4j's order of strings is that of code points.
type Random struct {
	kinds *store.Kinds
	rng   *rand.Rand
	// ids are the nodes that were made, by kind; values what their columns
	// hold, for conditions and positions that hit.
	ids    map[string][]string
	values map[string][]any
	batch  int
	// depth is how deep queries nest follows.
	depth int
	// articles are the latest records of all articles, retracted those that
	// are withdrawn.
	articles  []*store.Article
	retracted map[string]bool
	pairs     [][2]string                    // that were judged
	known     map[*store.Kind][]store.Column // the columns of kinds
}

// NewRandom returns a source of the seed.
func NewRandom(kinds *store.Kinds, seed uint64) *Random {
	return &Random{kinds: kinds, rng: rand.New(rand.NewPCG(seed, 1)), ids: map[string][]string{}, values: map[string][]any{}, depth: 3, retracted: map[string]bool{}, known: map[*store.Kind][]store.Column{}} //nolint:gosec // chance, not secrecy
}

func pick[T any](r *Random, from []T) T { return from[r.rng.IntN(len(from))] }

// chance is true in one of n cases.
func (r *Random) chance(n int) bool { return r.rng.IntN(n) == 0 }

// some returns a part of the elements, in their order; perhaps none.
func some[T any](r *Random, from []T, one int) []T {
	var kept []T
	for _, e := range from {
		if r.chance(one) {
			kept = append(kept, e)
		}
	}
	return kept
}

var (
	randomNames = []string{"Nokia", "Nokia Oyj", "Nókia Networks", "Xiaomi Inc.", "小米", "小米科技", "Alpha", "ALPHA", "alpha beta", "Beta Gamma", "ﬁrm & Co", "O'Hara", `a"b\c`, "x'}) //`$p0", "Ünder", "Zeta 9", "zeta 10", "%_", "Ω"}
	randomDates = []string{"2015", "2016-05", "2016-05-03", "2017-07-05", "2017-07", "2018~", "2019?", "2016/2018", "2017-01/..", "../2017", "2020-02-29"}
	randomMoney = []string{"5 USD", "350000000 USD", "0.5 EUR", "5 EUR", "1000000 CNY", store.Undisclosed, store.Undisclosed, store.Undisclosed}
	randomCount = []string{"5", "~150", "100..200", "16000..", "..500", "0", store.Undisclosed, "7.25"}
)

// text returns a value of the property in its text form.
func (r *Random) text(p *store.Property) string {
	switch p.Type {
	case store.EnumType:
		return pick(r, p.Enum)
	case store.IntType:
		return fmt.Sprint(r.rng.IntN(7) - 2)
	case store.FloatType:
		return pick(r, []string{"0", "-1.5", "2.25", "1000"})
	case store.BoolType:
		return pick(r, []string{"true", "false"})
	case store.DateType:
		return pick(r, randomDates)
	case store.MoneyType:
		return pick(r, randomMoney)
	case store.QuantityType:
		return pick(r, randomCount)
	}
	return pick(r, randomNames)
}

// subjects are the kinds that statements are about.
func (r *Random) subjects() []*store.Kind {
	var kinds []*store.Kind
	for _, k := range r.kinds.All() {
		if k.Group == store.Entity || k.Group == store.Fact {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// Batch returns a batch about some more nodes of each kind, and about some of
// those of earlier batches.
func (r *Random) Batch() *store.Batch {
	r.batch++
	b := &store.Batch{}
	fresh := map[string]bool{}
	for _, kind := range r.subjects() {
		for i := range 3 + r.rng.IntN(8) {
			id := fmt.Sprintf("%s:b%d-%d", kind.Prefix, r.batch, i)
			r.ids[kind.Name] = append(r.ids[kind.Name], id)
			fresh[id] = true
		}
	}
	var articles []string
	for i := range 3 {
		a := r.article(fmt.Sprintf("article:b%d-%d", r.batch, i))
		articles = append(articles, a.ID)
		b.Articles = append(b.Articles, a)
	}
	r.articles = append(r.articles, b.Articles...)
	r.ids["Article"] = append(r.ids["Article"], articles...)
	for _, kind := range r.subjects() {
		for place, id := range r.ids[kind.Name] {
			if fresh[id] {
				b.Statements = append(b.Statements, r.statement(id, store.SelfProperty, "", articles))
			} else if !r.chance(3) {
				continue
			}
			b.Statements = append(b.Statements, r.claims(kind, place, id, articles)...)
		}
	}
	// The same claim with another passage or origin would be refused.
	stated := map[string]bool{}
	b.Statements = slices.DeleteFunc(b.Statements, func(s *store.Statement) bool {
		again := stated[s.ID()]
		stated[s.ID()] = true
		return again
	})
	return b
}

// article makes the record of an article.
func (r *Random) article(id string) *store.Article {
	a := &store.Article{ID: id, Headline: pick(r, randomNames), Authors: some(r, randomNames, 8)}
	if genre := r.kinds.Kind("Article").Property("genre"); genre != nil {
		a.Genre = pick(r, genre.Enum)
	}
	if !r.chance(4) {
		a.Published = pick(r, randomDates)
	}
	if edge := r.kinds.Edge(store.EdgeRef{Kind: "Article", Label: "publisher"}); edge != nil && r.chance(2) {
		a.Publishers = []string{pick(r, r.ids[edge.Targets[0]])}
	}
	return a
}

// Revision returns a batch that withdraws some articles of earlier batches,
// takes others back, and has another record of yet others.
func (r *Random) Revision() *store.Batch {
	b := &store.Batch{}
	for i, a := range r.articles {
		id := a.ID
		if r.chance(5) {
			r.articles[i] = r.article(id)
			b.Articles = append(b.Articles, r.articles[i])
		}
		switch {
		case !r.retracted[id] && r.chance(4):
			b.Retractions = append(b.Retractions, &store.Retraction{Article: id, Reason: "by chance"})
			r.retracted[id] = true
		case r.retracted[id] && r.chance(2):
			b.Reinstatements = append(b.Reinstatements, id)
			delete(r.retracted, id)
		}
	}
	return b
}

// Writes make the batches of a graph, one after the other: some more nodes,
// articles withdrawn and taken back, ids judged to be of one thing or not.
func (r *Random) Writes() []func() *store.Batch {
	return []func() *store.Batch{r.Batch, r.Judgements, r.Batch, r.Revision, r.Judgements, r.Batch, r.Judgements, r.Revision}
}

// Articles returns the latest records of all articles.
func (r *Random) Articles() []*store.Article { return r.articles }

// Withdrawn returns the retractions that hold after all batches so far.
func (r *Random) Withdrawn() []*store.Retraction {
	var all []*store.Retraction
	for _, id := range slices.Sorted(maps.Keys(r.retracted)) {
		all = append(all, &store.Retraction{Article: id, Reason: "by chance"})
	}
	return all
}

// claims makes statements about one node; place is its place among its kind.
func (r *Random) claims(kind *store.Kind, place int, id string, articles []string) []*store.Statement {
	var all []*store.Statement
	add := func(property, value string) { all = append(all, r.statement(id, property, value, articles)) }
	if r.chance(5) {
		add(store.SelfProperty, "")
	}
	for _, p := range kind.Properties {
		for range r.rng.IntN(3) {
			if !p.Composed && !p.Record {
				add(p.Name, r.text(p))
			}
		}
	}
	for _, e := range kind.Edges {
		if e.Derived {
			continue
		}
		for range r.rng.IntN(3) {
			targets := r.ids[pick(r, e.Targets)]
			if e.Whole { // never a part of itself: wholes come first
				targets = r.ids[kind.Name][:place]
			}
			if len(targets) > 0 {
				add(e.Label, pick(r, targets))
			}
		}
	}
	return all
}

func (r *Random) statement(subject, property, value string, articles []string) *store.Statement {
	s := &store.Statement{Subject: subject, Property: property, Value: value, Article: pick(r, articles), Confidence: 0.5, Extractor: "random"}
	if r.chance(6) {
		s.Stance = pick(r, []store.Stance{store.Denies, store.Speculates, store.Corrects})
	}
	if r.chance(4) {
		s.Origin = pick(r, articles)
	}
	if edge := r.kinds.Edge(store.EdgeRef{Kind: "Statement", Label: "saidBy"}); edge != nil && r.chance(5) {
		s.SaidBy = pick(r, r.ids[pick(r, edge.Targets)])
	}
	return s
}

// Everything asks for all nodes of a kind with all their columns and edges.
func (r *Random) Everything(kind *store.Kind) *store.Query {
	shape := &store.Shape{}
	shape.Columns = columnNames(r.kindColumns(kind))
	slices.Sort(shape.Columns)
	for _, e := range kind.Edges {
		columns := columnNames(r.edgeColumns(e))
		if columns == nil {
			columns = columnNames(store.SourceEdgeColumns)
		}
		slices.Sort(columns)
		shape.Follows = append(shape.Follows, &store.Follow{Key: e.Label, Edge: store.EdgeRef{Kind: kind.Name, Label: e.Label}, Kinds: e.Targets,
			EdgeColumns: columns, List: store.List{Limit: 1000, Total: true}})
	}
	return &store.Query{Kinds: []string{kind.Name}, Shapes: store.Shapes{kind.Name: shape}, List: store.List{Limit: 10_000, Total: true}}
}

// Learn takes the values of an answer to Everything, for later queries to use.
func (r *Random) Learn(page *store.Page) {
	for _, row := range page.Rows {
		r.learn(store.ColumnID, row.Node.ID)
		if row.Node.Kind == "Statement" && !slices.Contains(r.ids["Statement"], row.Node.ID) {
			r.ids["Statement"] = append(r.ids["Statement"], row.Node.ID)
		}
		for _, column := range slices.Sorted(maps.Keys(row.Node.Columns)) {
			if list, ok := row.Node.Columns[column].([]string); ok {
				for _, element := range list {
					r.learn(column, element)
				}
				continue
			}
			r.learn(column, row.Node.Columns[column])
		}
	}
}

func (r *Random) learn(column string, value any) {
	if !slices.Contains(r.values[column], value) {
		r.values[column] = append(r.values[column], value)
	}
}

// value returns a value for comparison with the column.
func (r *Random) value(c store.Column) any {
	name := c.Name
	if _, further, related := strings.Cut(name, "."); related {
		name = further
	}
	if known := r.values[name]; len(known) > 0 && !r.chance(10) {
		return pick(r, known)
	}
	switch c.Type {
	case store.NumberColumn:
		return pick(r, []float64{0, 5, 150, -1})
	case store.IntColumn:
		return int64(r.rng.IntN(4))
	case store.BoolColumn:
		return r.chance(2)
	}
	return pick(r, randomNames)
}

// columns returns the columns that all of the kinds have, the id among them.
func (r *Random) columns(kinds []string) []store.Column {
	shared := []store.Column{{Name: store.ColumnID, Type: store.StringColumn, Key: true}}
	for _, c := range r.kindColumns(r.kinds.Kind(kinds[0])) {
		if !slices.ContainsFunc(kinds[1:], func(kind string) bool { return !slices.Contains(r.kindColumns(r.kinds.Kind(kind)), c) }) {
			shared = append(shared, c)
		}
	}
	return shared
}

// kindColumns are the columns that stores keep of a kind.
func (r *Random) kindColumns(kind *store.Kind) []store.Column {
	if r.known[kind] == nil {
		r.known[kind] = kind.Columns()
	}
	return r.known[kind]
}

// related returns the columns of the nodes at the ends of single edges that
// start at each of the kinds, under their names as related columns.
func (r *Random) related(kinds []string) []store.Column {
	var all []store.Column
	for _, e := range r.kinds.Kind(kinds[0]).Edges {
		var targets []string
		for _, name := range kinds {
			edge := r.kinds.Kind(name).Edge(e.Label)
			if edge == nil || !edge.Single {
				targets = nil
				break
			}
			targets = append(targets, edge.Targets...)
		}
		if targets == nil {
			continue
		}
		for _, c := range r.columns(targets) {
			if c.Name != store.ColumnID {
				c.Name = store.RelatedColumn(e.Label, c.Name)
				all = append(all, c)
			}
		}
	}
	return all
}

func (r *Random) edgeColumns(e *store.Edge) []store.Column {
	switch group := r.kinds.Kind(e.Kind).Group; {
	case group != store.Entity && group != store.Fact:
		return nil
	case e.Derived:
		return slices.Concat(store.TrustColumns, store.DerivedEdgeColumns)
	}
	return store.TrustColumns
}

func columnNames(columns []store.Column) []string {
	var all []string
	for _, c := range columns {
		all = append(all, c.Name)
	}
	return all
}

// sometimesCut cuts a name short or misspells it.
func (r *Random) sometimesCut(name string) string {
	letters := []rune(name)
	switch r.rng.IntN(4) {
	case 0:
		return string(letters[:1+r.rng.IntN(len(letters))])
	case 1:
		letters[r.rng.IntN(len(letters))] = 'e'
		return string(letters)
	case 2:
		return strings.ToUpper(name)
	}
	return name
}
