package model_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// said is a contested statement: property, value, stance, article, origin.
type said struct{ property, value, stance, article, origin string }

// node returns a position as the plan of contradictions reads it: its contested
// statements under "c", what the graph shows of its title and its company.
func node(more bool, columns map[string]any, company string, statements ...said) model.Object {
	single := func(label, id string) (*store.Follow, *store.Page) {
		page := &store.Page{}
		if id != "" {
			page.Rows = []*store.Row{{Node: &store.Node{ID: id, Kind: "Company"}}}
		}
		return &store.Follow{Key: label, List: store.List{Limit: 1}}, page
	}
	statementShape := &store.Shape{}
	page := &store.Page{More: more}
	for i, s := range statements {
		n := &store.Node{ID: fmt.Sprintf("statement:%d", i), Kind: "Statement", Follows: map[string]*store.Page{},
			Columns: map[string]any{"property": s.property, "value": s.value, "stance": s.stance}}
		statementShape.Follows = nil
		object := ""
		if strings.Contains(s.value, ":") {
			object = s.value
		}
		for label, id := range map[string]string{"article": s.article, "origin": s.origin, "object": object} {
			f, found := single(model.OwnKey(label), id)
			statementShape.Follows, n.Follows[f.Key] = append(statementShape.Follows, f), found
		}
		page.Rows = append(page.Rows, &store.Row{Node: n})
	}
	end, found := single(model.EndKey("c", "company"), company)
	shape := &store.Shape{Columns: []string{"title", "aliases"}, Follows: []*store.Follow{{Key: "c", Shapes: store.Shapes{"Statement": statementShape}}, end}}
	return model.NewObject(&store.Node{ID: "position:x", Kind: "Position", Columns: columns,
		Follows: map[string]*store.Page{"c": page, end.Key: found}}, shape)
}

// written renders contradictions: a line per side.
func written(contradictions []*model.Contradiction) string {
	var b strings.Builder
	for _, c := range contradictions {
		for _, side := range c.Sides {
			value := "—"
			if side.Value != nil {
				value = *side.Value
			}
			fmt.Fprintf(&b, "%s %s asserts=%t origins=%d held=%t statements=%d", c.Property, value, side.Asserts, side.OriginCount, side.Held, len(side.Statements))
			if side.Node != nil {
				b.WriteString(" node")
			}
			if c.Truncated {
				b.WriteString(" truncated")
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestContradictions(t *testing.T) {
	for name, test := range map[string]struct {
		node model.Object
		want string
	}{
		"a value against another": {node(false, map[string]any{"title": "Chief"}, "",
			said{"title", "Chief", "ASSERTS", "article:a", "article:a"}, said{"title", "Boss", "CORRECTS", "article:b", "article:b"},
			said{"title", "Boss", "ASSERTS", "article:c", "article:c"}, said{"title", "Head", "SPECULATES", "article:d", "article:d"}), `
title Boss asserts=true origins=2 held=false statements=2
title Chief asserts=true origins=1 held=true statements=1
title Head asserts=true origins=0 held=false statements=1
`},
		"a value asserted and denied": {node(false, map[string]any{"title": "Chief"}, "",
			said{"title", "Chief", "DENIES", "article:b", "article:b"}, said{"title", "Chief", "ASSERTS", "article:a", "article:a"}), `
title Chief asserts=true origins=1 held=true statements=1
title Chief asserts=false origins=1 held=false statements=1
`},
		"a value denied that the graph does not show": {node(false, map[string]any{"title": "Chief"}, "",
			said{"title", "Chief", "ASSERTS", "article:a", "article:a"}, said{"title", "Boss", "DENIES", "article:b", "article:b"}), `
title Boss asserts=false origins=1 held=true statements=1
title Chief asserts=true origins=1 held=true statements=1
`},
		"five papers that repeat one release are one origin": {node(false, map[string]any{"title": "Boss"}, "",
			said{"title", "Boss", "ASSERTS", "article:a", "article:a"},
			said{"title", "Chief", "ASSERTS", "article:b", "article:agency"}, said{"title", "Chief", "ASSERTS", "article:c", "article:release"},
			said{"title", "Chief", "ASSERTS", "article:agency", "article:release"}), `
title Boss asserts=true origins=1 held=true statements=1
title Chief asserts=true origins=1 held=false statements=3
`},
		"the end of an edge": {node(false, nil, "company:two",
			said{"company", "company:one", "ASSERTS", "article:a", "article:a"}, said{"company", "company:two", "ASSERTS", "article:b", "article:b"}), `
company company:one asserts=true origins=1 held=false statements=1 node
company company:two asserts=true origins=1 held=true statements=1 node
`},
		"the thing itself": {node(false, nil, "",
			said{"self", "", "ASSERTS", "article:a", "article:a"}, said{"self", "", "DENIES", "article:b", "article:b"}), `
self — asserts=true origins=1 held=true statements=1
self — asserts=false origins=1 held=false statements=1
`},
		"several values, each by itself": {node(false, map[string]any{"aliases": []string{"A", "B"}}, "",
			said{"aliases", "A", "ASSERTS", "article:a", "article:a"}, said{"aliases", "A", "DENIES", "article:b", "article:b"}, said{"aliases", "C", "DENIES", "article:b", "article:b"},
			said{"aliases", "C", "SPECULATES", "article:c", "article:c"}), `
aliases A asserts=true origins=1 held=true statements=1
aliases A asserts=false origins=1 held=false statements=1
aliases C asserts=false origins=1 held=false statements=1
aliases C asserts=true origins=0 held=true statements=1
`},
		"a side that was not known yet": {node(false, nil, "", said{"title", "Chief", "ASSERTS", "article:a", "article:a"}), "\n"},
		"a side that was cut off": {node(true, map[string]any{"title": "Chief"}, "", said{"title", "Chief", "ASSERTS", "article:a", "article:a"}), `
title Chief asserts=true origins=1 held=true statements=1 truncated
`},
		"an origin that goes round": {node(false, map[string]any{"title": "Chief"}, "",
			said{"title", "Chief", "ASSERTS", "article:a", "article:b"}, said{"title", "Chief", "ASSERTS", "article:b", "article:a"}, said{"title", "Boss", "ASSERTS", "article:c", ""}), `
title Chief asserts=true origins=2 held=true statements=2
title Boss asserts=true origins=1 held=false statements=1
`},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, "\n"+written(test.node.Contradictions("c", func(property string) bool { return property == "aliases" || property == "self" }))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestValidity: from the first to the last day on which a fact may have held,
// and on which it certainly did; missing bounds are open.
func TestValidity(t *testing.T) {
	type period struct{ validFrom, validTo, sureFrom, sureTo string }
	day := func(d string) store.Span { return store.Span{Earliest: d, Latest: d} }
	whole := period{"2016-01-01", "2018-12-31", "2016-12-31", "2018-01-01"} // 2016/2018
	for name, test := range map[string]struct {
		period
		on   store.Span
		want string
	}{
		"within":                     {whole, day("2017-07-05"), "CERTAIN"},
		"its first certain day":      {whole, day("2016-12-31"), "CERTAIN"},
		"its first possible day":     {whole, day("2016-01-01"), "POSSIBLE"},
		"the day before":             {whole, day("2015-12-31"), "NO"},
		"the day after":              {whole, day("2019-01-01"), "NO"},
		"a span within":              {whole, store.Span{Earliest: "2017-01-01", Latest: "2017-12-31"}, "CERTAIN"},
		"a span that reaches out":    {whole, store.Span{Earliest: "2017-01-01", Latest: "2018-12-31"}, "POSSIBLE"},
		"an open span":               {whole, store.Span{Earliest: "2017-01-01"}, "POSSIBLE"},
		"an open span before":        {whole, store.Span{Latest: "2015-01-01"}, "NO"},
		"nothing known":              {period{}, day("2017-07-05"), "POSSIBLE"},
		"a day a source states it":   {period{"", "", "2017-07-05", "2017-07-05"}, day("2017-07-05"), "CERTAIN"},
		"never held":                 {period{"9999-12-31", "0001-01-01", "", ""}, day("2017-07-05"), "NO"},
		"never held, in between":     {period{"2017-07-05", "2017-07-04", "", ""}, store.Span{Earliest: "2017-01-01", Latest: "2017-12-31"}, "NO"},
		"open start, before the end": {period{"", "2016-12-31", "", ""}, day("2000-01-01"), "POSSIBLE"},
	} {
		t.Run(name, func(t *testing.T) {
			columns := map[string]any{}
			for column, value := range map[string]string{store.ColumnValidEarliest: test.validFrom, store.ColumnValidLatest: test.validTo,
				store.ColumnSureEarliest: test.sureFrom, store.ColumnSureLatest: test.sureTo} {
				if value != "" {
					columns[column] = value
				}
			}
			if got := model.NewObject(&store.Node{Columns: columns}, nil).ValidityOn(test.on); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}
