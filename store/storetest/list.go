package storetest

import (
	"context"
	"math"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

func getCases(s *suite) {
	shape := shapes("Company", columns("name"))
	shape["Person"] = columns("name")
	s.run("order as asked, unknown ids nil, twice asked twice answered", func(s *suite) {
		nodes := s.mustGet(shape, "person:chief", "company:nobody", "company:giver", "person:chief", "no id at all")
		want := []string{"Lei Jun", "", "Nokia Corporation", "Lei Jun", ""}
		for i, n := range nodes {
			switch {
			case want[i] == "" && n != nil:
				s.Errorf("answer %d is %v, want nil", i, n)
			case want[i] != "" && (n == nil || n.Columns["name"] != want[i]):
				s.Errorf("answer %d is %v, want %s", i, n, want[i])
			}
		}
	})
	s.run("a kind without a shape is nil", func(s *suite) {
		if n := s.mustGet(shape, "product:phone")[0]; n != nil {
			s.Errorf("got %v", n)
		}
	})
	s.run("no ids", func(s *suite) { s.mustGet(shape) })
	s.run("no shapes", func(s *suite) {
		if n := s.mustGet(nil, "company:giver")[0]; n != nil {
			s.Errorf("got %v", n)
		}
	})
	s.run("follows", func(s *suite) {
		f := follows(in("products", "Product", "maker"))
		for _, n := range s.mustGet(shapes("Company", f), "company:taker", "company:taker") {
			s.wantIDs(n.Follows["products"], "product:phone")
		}
	})
	s.run("columns have their types", func(s *suite) {
		product := s.mustRead("product:phone", columns("aliases", "discontinued", "introduced", "introducedEarliest", "introducedLatest",
			"models", "name", "nameKey", "size", "sizeMax", "sizeMin")).Columns
		for name, want := range map[string]any{"aliases": nil, "discontinued": false, "introduced": "2011-08", "introducedEarliest": "2011-08-01",
			"introducedLatest": "2011-08-31", "models": int64(12), "name": "Mi Phone", "nameKey": "mi phone", "size": "100..200", "sizeMax": 200.0, "sizeMin": 100.0} {
			s.wantValue(product, name, want)
		}
		deal := s.mustRead("deal:there", columns("announcedKey", "dealValue", "dealValueAmount", "dealValueCurrency", "dealValueDisclosure", "dealValueKey", "undisclosed")).Columns
		for name, want := range map[string]any{"announcedKey": "2017-07-05", "dealValue": "UNDISCLOSED", "dealValueAmount": nil, "dealValueCurrency": nil,
			"dealValueDisclosure": "UNDISCLOSED", "dealValueKey": -math.MaxFloat64, "undisclosed": []string{"TERM", "VALUE"}} {
			s.wantValue(deal, name, want)
		}
		// Hot columns alone may be read another way.
		s.wantColumn("product:phone", "models", int64(12))
		s.wantColumn("product:phone", "discontinued", false)
		s.wantColumn("product:phone", "sizeMin", 100.0)
		s.wantColumn("product:bare", "sizeMin", nil)
		s.wantColumn("deal:sale", "dealValueAmount", 340000000.0)
		s.wantColumn("deal:sale", "credenceRank", int64(store.ConfirmedByParty.Rank()))
		s.wantColumn("article:release", "authors", []string{"Ann", "Bo"})
		s.wantColumn("article:release", "recordedAt", "2020-01-02T03:04:05Z")
	})
}

func listCases(s *suite) {
	s.run("one kind, by id", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Person"}, List: store.List{Limit: 10}})
		s.wantIDs(page, "person:chief", "person:former", "person:silent")
		if page.More || page.Total != -1 || page.Counts != nil {
			s.Errorf("more %v, total %d, counts %v; none was asked", page.More, page.Total, page.Counts)
		}
		for _, row := range page.Rows {
			if row.Edge != nil || row.Node.Kind != "Person" || len(row.Node.Columns) > 0 || len(row.Node.Follows) > 0 {
				s.Errorf("row %+v of a list without shapes", row.Node)
			}
		}
	})
	s.run("several kinds", func(s *suite) {
		q := &store.Query{Kinds: []string{"Person", "Product"}, List: store.List{Limit: 100, Total: true, Order: []store.Order{{Column: "nameKey"}}},
			Shapes: store.Shapes{"Person": columns("name"), "Product": columns("models")}, CountByKind: true}
		page := s.mustFind(q)
		s.wantIDs(page, "product:bare", "person:former", "person:chief", "product:phone", "person:silent", "product:switch")
		s.wantValue(page.Rows[3].Node.Columns, "models", int64(12))
		s.wantValue(page.Rows[3].Node.Columns, "name", nil)
		s.wantValue(page.Rows[2].Node.Columns, "name", "Lei Jun")
		if page.Total != 6 || page.Counts["Person"] != 3 || page.Counts["Product"] != 3 {
			s.Errorf("total %d, counts %v", page.Total, page.Counts)
		}
		q.Limit, q.Order[0].Desc = 2, true
		page = s.mustFind(q)
		s.wantIDs(page, "product:switch", "person:silent")
		if !page.More || page.Total != 6 {
			s.Errorf("more %v, total %d", page.More, page.Total)
		}
		q.Where = eq("nameKey", "bare")
		page = s.mustFind(q)
		s.wantIDs(page, "product:bare")
		if page.Counts["Person"] != 0 || page.Counts["Product"] != 1 || len(page.Counts) != 2 {
			s.Errorf("counts %v, want each kind asked", page.Counts)
		}
		q.Where, q.Order, q.After, q.Limit = nil, nil, []any{"person:silent"}, 2
		s.wantIDs(s.mustFind(q), "product:bare", "product:phone")
		q.Backward, q.After, q.Before = true, nil, []any{"product:phone"}
		s.wantIDs(s.mustFind(q), "person:silent", "product:bare")
	})
	s.run("limit 0 asks for no rows", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Person"}, List: store.List{Total: true}, CountByKind: true})
		s.wantIDs(page)
		if page.Total != 3 || page.Counts["Person"] != 3 || !page.More {
			s.Errorf("total %d, counts %v, more %v: want 3 rows beyond an empty page", page.Total, page.Counts, page.More)
		}
		page = s.mustFind(&store.Query{Kinds: []string{"Person"}, List: store.List{Where: eq("name", "nobody")}})
		if page.More || page.Total != -1 {
			s.Errorf("more %v, total %d of an empty list", page.More, page.Total)
		}
	})
	s.run("total counts what the condition keeps, whatever the page", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Where: eq("companyKind", "BUSINESS"), Limit: 1, After: []any{"company:giver"}, Total: true}})
		s.wantIDs(page, "company:taker")
		if page.Total != 2 || page.More {
			s.Errorf("total %d, more %v", page.Total, page.More)
		}
	})
	s.run("sources are kinds like any other", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Article"}, List: store.List{Limit: 9, Order: []store.Order{{Column: "publishedKey", Desc: true}}}})
		s.wantIDs(page, "article:interview", "article:paper", "article:release", "article:undated")
		s.wantFound("Statement", group(store.And, eq("property", "dealValue"), eq("stance", "DENIES")))
	})
}

// pageCases page through lists in every direction and check that each page is
// what the whole list has there.
func pageCases(s *suite) {
	s.run("missing values sort smallest, ties by id in the last key's direction", func(s *suite) {
		q := &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, Order: []store.Order{{Column: "announcedKey"}}}}
		s.wantIDs(s.mustFind(q), "deal:undated", "deal:back", "deal:sale", "deal:there", "deal:umbrella", "deal:rumour")
		q.Order[0].Desc = true
		s.wantIDs(s.mustFind(q), "deal:rumour", "deal:umbrella", "deal:there", "deal:sale", "deal:back", "deal:undated")
		q.Order = []store.Order{{Column: "dealValueKey"}}
		s.wantIDs(s.mustFind(q), "deal:back", "deal:rumour", "deal:there", "deal:umbrella", "deal:undated", "deal:sale")
		q.Order = []store.Order{{Column: "announcedKey", Desc: true}, {Column: "dealKindKey"}}
		s.wantIDs(s.mustFind(q), "deal:rumour", "deal:umbrella", "deal:there", "deal:sale", "deal:back", "deal:undated")
		q.Order = []store.Order{{Column: "dealKindKey"}, {Column: "announcedKey", Desc: true}}
		s.wantIDs(s.mustFind(q), "deal:umbrella", "deal:there", "deal:back", "deal:rumour", "deal:undated", "deal:sale")
		q.Order = []store.Order{{Column: "id", Desc: true}}
		s.wantIDs(s.mustFind(q), "deal:undated", "deal:umbrella", "deal:there", "deal:sale", "deal:rumour", "deal:back")
	})
	orders := map[string][]store.Order{
		"by id":          nil,
		"by id, named":   {{Column: "id", Desc: true}},
		"one key":        {{Column: "announcedKey"}},
		"one key down":   {{Column: "announcedKey", Desc: true}},
		"a number":       {{Column: "dealValueKey", Desc: true}},
		"two keys":       {{Column: "dealKindKey"}, {Column: "announcedKey"}},
		"mixed":          {{Column: "announcedKey", Desc: true}, {Column: "dealKindKey"}},
		"mixed up":       {{Column: "dealKindKey"}, {Column: "dealValueKey", Desc: true}},
		"three mixed":    {{Column: "dealKindKey"}, {Column: "announcedKey", Desc: true}, {Column: "titleKey"}},
		"behind an id":   {{Column: "dealKindKey"}, {Column: "id", Desc: true}, {Column: "announcedKey"}},
		"composed title": {{Column: "titleKey"}},
	}
	for name, order := range orders {
		s.run("keyset "+name, func(s *suite) {
			s.pageThrough(store.List{Order: order}, func(list store.List) *store.Page {
				return s.mustFind(&store.Query{Kinds: []string{"Deal"}, List: list, Shapes: shapes("Deal", keyColumns(order))})
			})
		})
	}
	s.run("keyset of several kinds", func(s *suite) {
		order := []store.Order{{Column: "nameKey", Desc: true}}
		s.pageThrough(store.List{Order: order}, func(list store.List) *store.Page {
			return s.mustFind(&store.Query{Kinds: []string{"Company", "Person", "Product"}, List: list,
				Shapes: store.Shapes{"Company": keyColumns(order), "Person": keyColumns(order), "Product": keyColumns(order)}})
		})
	})
	s.run("keyset in a follow", func(s *suite) {
		for _, order := range orders {
			s.pageThrough(store.List{Order: order, Where: not(eq("dealKind", "OTHER"))}, func(list store.List) *store.Page {
				f := in("deals", "Deal", "anyParty")
				f.List, f.Shapes = list, shapes("Deal", keyColumns(order))
				return s.mustRead("company:taker", follows(f)).Follows["deals"]
			})
		}
	})
	s.run("a position need not be a row", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 2, Order: []store.Order{{Column: "announcedKey"}}, After: []any{"2017-07-04", "zzz"}}})
		s.wantIDs(page, "deal:sale", "deal:there")
		if !page.More {
			s.Error("there are more")
		}
	})
	s.run("between two positions", func(s *suite) {
		list := store.List{Limit: 2, After: []any{"deal:back"}, Before: []any{"deal:umbrella"}}
		page := s.mustFind(&store.Query{Kinds: []string{"Deal"}, List: list})
		s.wantIDs(page, "deal:rumour", "deal:sale")
		list.Backward = true
		page = s.mustFind(&store.Query{Kinds: []string{"Deal"}, List: list})
		s.wantIDs(page, "deal:sale", "deal:there")
	})
}

// relatedCases sort by and read columns of the node at the end of a single edge.
func relatedCases(s *suite) {
	b := (&Batch{}).In("article:paper")
	b.Thing("position:vacant", "jobTitle", "Nobody's", "person", "person:chief")
	b.Thing("company:nameless")
	b.Thing("position:nameless", "company", "company:nameless")
	s.mustApply(&b.Batch)
	company, person := store.RelatedColumn("company", "nameKey"), store.RelatedColumn("person", "nameKey")
	q := &store.Query{Kinds: []string{"Position"}, List: store.List{Limit: 10}}
	s.run("without a node at the end it sorts as the smallest", func(s *suite) {
		q.Order = []store.Order{{Column: company}}
		s.wantIDs(s.mustFind(q), "position:nameless", "position:vacant", "position:there", "position:now", "position:past", "position:unknown")
		q.Order[0].Desc = true
		s.wantIDs(s.mustFind(q), "position:unknown", "position:past", "position:now", "position:there", "position:vacant", "position:nameless")
		q.Order = []store.Order{{Column: person}, {Column: company, Desc: true}}
		s.wantIDs(s.mustFind(q), "position:nameless", "position:past", "position:there", "position:now", "position:vacant", "position:unknown")
		q.Order = []store.Order{{Column: "jobTitleKey"}, {Column: person}}
		s.wantIDs(s.mustFind(q), "position:nameless", "position:there", "position:past", "position:now", "position:vacant", "position:unknown")
	})
	s.run("it is read, and absent without a node", func(s *suite) {
		n := s.mustRead("position:now", columns(company, store.RelatedColumn("company", "country"), store.RelatedColumn("company", "aliases"), "positionKind"))
		s.wantValue(n.Columns, company, "xiaomi")
		s.wantValue(n.Columns, store.RelatedColumn("company", "country"), "CN")
		s.wantValue(n.Columns, store.RelatedColumn("company", "aliases"), []string{"小米"})
		s.wantValue(n.Columns, "positionKind", "CEO")
		n = s.mustRead("position:vacant", columns(company, person))
		s.wantValue(n.Columns, company, nil)
		s.wantValue(n.Columns, person, "lei jun")
		s.wantColumn("position:nameless", company, "")
	})
	for name, order := range map[string][]store.Order{
		"one":           {{Column: company}},
		"down":          {{Column: company, Desc: true}},
		"two":           {{Column: person}, {Column: company}},
		"mixed":         {{Column: company}, {Column: person, Desc: true}},
		"behind an own": {{Column: "jobTitleKey", Desc: true}, {Column: company}},
	} {
		s.run("keyset "+name, func(s *suite) {
			s.pageThrough(store.List{Order: order}, func(list store.List) *store.Page {
				return s.mustFind(&store.Query{Kinds: []string{"Position"}, List: list, Shapes: shapes("Position", keyColumns(order))})
			})
		})
	}
	s.run("keyset in a follow", func(s *suite) {
		order := []store.Order{{Column: store.RelatedColumn("article", "publishedKey"), Desc: true}, {Column: store.RelatedColumn("origin", "headlineKey")}}
		s.pageThrough(store.List{Order: order}, func(list store.List) *store.Page {
			f := in("statements", "Statement", "node")
			f.List, f.Shapes = list, shapes("Statement", keyColumns(order))
			return s.mustRead("deal:sale", follows(f)).Follows["statements"]
		})
	})
	s.run("of several kinds at the end", func(s *suite) {
		whole := store.RelatedColumn("partOf", "announcedKey")
		page := s.mustFind(&store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 10, Order: []store.Order{{Column: whole}, {Column: "titleKey"}}}, Shapes: shapes("Deal", columns(whole))})
		s.wantIDs(page, "deal:umbrella", "deal:undated", "deal:rumour", "deal:there", "deal:back", "deal:sale")
		s.wantValue(page.Rows[0].Node.Columns, whole, nil)
		s.wantValue(page.Rows[3].Node.Columns, whole, "2017-07-05")
		page = s.mustFind(&store.Query{Kinds: []string{"Statement"}, List: store.List{Where: eq("property", "dealValue"), Limit: 1,
			Order: []store.Order{{Column: store.RelatedColumn("node", store.ColumnReportedKey), Desc: true}}}})
		if len(page.Rows) != 1 || !page.More {
			s.Errorf("rows %v, more %v", ids(page), page.More)
		}
	})
}

func keyColumns(order []store.Order) *store.Shape {
	var names []string
	for _, o := range order {
		if o.Column != store.ColumnID {
			names = append(names, o.Column)
		}
	}
	return columns(names...)
}

// pageThrough reads the whole list, then pages of two forward and backward,
// which must be the same rows.
func (s *suite) pageThrough(list store.List, read func(store.List) *store.Page) {
	s.Helper()
	list.Limit = 100
	whole := read(list)
	if len(whole.Rows) < 4 || whole.More {
		s.Fatalf("%d rows, more %v: want a list worth paging", len(whole.Rows), whole.More)
	}
	list.Limit = 2
	var seen []string
	for {
		page := read(list)
		seen = append(seen, ids(page)...)
		if page.More != (len(seen) < len(whole.Rows)) {
			s.Fatalf("after %v more is %v", seen, page.More)
		}
		if !page.More {
			break
		}
		list.After = position(list.Order, page.Rows[len(page.Rows)-1].Node)
	}
	if !slices.Equal(seen, ids(whole)) {
		s.Errorf("order %v forward\ngot  %v\nwant %v", list.Order, seen, ids(whole))
	}
	seen, list.After, list.Backward = nil, nil, true
	for {
		page := read(list)
		seen = append(ids(page), seen...)
		if page.More != (len(seen) < len(whole.Rows)) {
			s.Fatalf("before %v more is %v", seen, page.More)
		}
		if !page.More {
			break
		}
		list.Before = position(list.Order, page.Rows[0].Node)
	}
	if !slices.Equal(seen, ids(whole)) {
		s.Errorf("order %v backward\ngot  %v\nwant %v", list.Order, seen, ids(whole))
	}
}

// position is the keyset position of a node.
func position(order []store.Order, n *store.Node) []any {
	var at []any
	for _, o := range order {
		if o.Column == store.ColumnID {
			at = append(at, n.ID)
		} else if value := n.Columns[o.Column]; value != nil {
			at = append(at, value)
		} else { // of a node that is not there; what sorts by number is not tried
			at = append(at, "")
		}
	}
	return append(at, n.ID)
}

func lifetimeCases(s *suite) {
	ctx := context.Background()
	gone, cancel := context.WithCancel(ctx)
	cancel()
	s.run("an empty store answers", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 1, Total: true}, CountByKind: true})
		if len(page.Rows) != 0 || page.Total != 0 || page.More || page.Counts["Company"] != 0 {
			s.Errorf("page %+v", page)
		}
	})
	s.run("ready", func(s *suite) {
		if err := s.store.Ready(ctx); err != nil {
			s.Error(err)
		}
	})
	s.run("a cancelled context", func(s *suite) {
		_, err := s.store.Find(gone, &store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 1}})
		s.wantCode(err, store.CodeTimeout)
		_, err = s.store.Get(gone, []string{"company:giver"}, nil)
		s.wantCode(err, store.CodeTimeout)
		_, err = s.store.Apply(gone, Fixture())
		s.wantCode(err, store.CodeTimeout)
		s.wantFound("Company", nil)
		if s.store.Ready(gone) == nil {
			s.Error("ready although nobody waits for the answer")
		}
	})
	s.run("closed", func(s *suite) {
		if err := s.store.Close(); err != nil {
			s.Fatal(err)
		}
		_, err := s.store.Find(ctx, &store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 1}})
		s.wantCode(err, store.CodeUnavailable)
		_, err = s.store.Get(ctx, []string{"company:giver"}, shapes("Company", columns("name")))
		s.wantCode(err, store.CodeUnavailable)
		_, err = s.store.Apply(ctx, Fixture())
		s.wantCode(err, store.CodeUnavailable)
		s.wantCode(s.store.Ready(ctx), store.CodeUnavailable)
	})
}
