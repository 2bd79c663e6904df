package storetest

import (
	"fmt"

	"github.com/dealgraph/dealgraph/store"
)

// hostile are texts that break a statement put together from them.
var hostile = []string{
	`'`, `''`, `"`, "`", `\`, `\'`, `\u0027`, `'; DROP TABLE nodes; --`, `' OR '1'='1`, `") RETURN n //`, "`) DETACH DELETE n //", `$x`, `{x: 1}`, `?`, `:name`, `%s`, `%`, `_`,
	`<script>alert(1)</script>`, `&amp;`, `[]`, `{"a":1}`, `null`, `NaN`, "tab\there", "line\nbreak", "\u2028", "e\u0301", "é", "👩‍👩‍👧", "𝔘𝔫𝔦", "\u202eright to left", "ﷺ", "\U0010FFFD", "小米'",
}

func hostileCases(s *suite) {
	b := (&Batch{}).In("article:paper")
	b.Article(&store.Article{ID: "article:hostile", Genre: "REPORT", Headline: hostile[7], Authors: hostile, URL: hostile[8], Digest: hostile[24], Published: "2018"})
	for i, text := range hostile {
		b.Thing(fmt.Sprintf("company:h%02d", i), "name", "x"+text+"z", "aliases", "z"+text+"x", "country", "y"+text+"y")
	}
	s.mustApply(&b.Batch)
	for i, text := range hostile {
		id := fmt.Sprintf("company:h%02d", i)
		s.run(fmt.Sprintf("%q", text), func(s *suite) {
			s.wantColumn(id, "name", "x"+text+"z")
			s.wantColumn(id, "aliases", []string{"z" + text + "x"})
			s.wantColumn(id, "country", "y"+text+"y")
			s.wantFound("Company", eq("name", "x"+text+"z"), id)
			s.wantFound("Company", eq("country", "y"+text+"y"), id)
			s.wantFound("Company", compare(store.In, "name", []string{"x" + text + "z"}), id)
			s.wantFound("Company", compare(store.Has, "aliases", "z"+text+"x"), id)
			s.wantFound("Company", compare(store.HasAny, "aliases", []string{"z" + text + "x"}), id)
			s.wantFound("Company", eq("id", text))
			for _, op := range []store.Op{store.Contains, store.HasPrefix} {
				page := s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 100, Where: group(store.And, compare(op, "name", "x"+text), eq("id", id))}})
				s.wantIDs(page, id)
			}
			s.wantFound("Company", quantify(store.Some, "Company", "competitor", false, []string{"Company"}, eq("name", text)))
			s.mustFind(&store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "x" + text}, List: store.List{Limit: 5}})
			s.mustFind(&store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: text, Exact: true}, List: store.List{Limit: 5}})
			s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 5, Order: []store.Order{{Column: "nameKey"}}, After: []any{text, text}}})
			s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 5, Before: []any{text}}})
			if n := s.mustGet(shapes("Company", columns("name")), text)[0]; n != nil {
				s.Errorf("found %v", n)
			}
		})
	}
	s.run("article", func(s *suite) {
		s.wantColumn("article:hostile", "headline", hostile[7])
		s.wantColumn("article:hostile", "authors", hostile)
		s.wantColumn("article:hostile", "digest", hostile[24])
	})
	s.run("keys of follows", func(s *suite) {
		for _, text := range hostile {
			n := s.mustRead("company:giver", follows(with(out(text, "Company", "competitor", "Company"), shapes("Company", follows(in(text, "Company", "competitor"))))))
			s.wantIDs(n.Follows[text], "company:taker", "company:unit")
			s.wantIDs(n.Follows[text].Rows[0].Node.Follows[text], "company:giver")
		}
	})
	s.run("sorting is by code point of the folded text", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 100, Order: []store.Order{{Column: "nameKey"}}}, Shapes: shapes("Company", columns("nameKey"))})
		last := ""
		for _, row := range page.Rows {
			key := row.Node.Columns["nameKey"].(string)
			if key < last {
				s.Errorf("%q behind %q", key, last)
			}
			last = key
		}
	})
}
