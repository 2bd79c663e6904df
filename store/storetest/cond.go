package storetest

import "github.com/dealgraph/dealgraph/store"

func condCases(s *suite) {
	s.run("comparisons", func(s *suite) {
		s.wantFound("Company", eq("country", "FI"), "company:giver", "company:unit")
		s.wantFound("Product", eq("models", int64(12)), "product:phone")
		s.wantFound("Product", eq("discontinued", true), "product:switch")
		s.wantFound("Product", eq("discontinued", false), "product:phone")
		s.wantFound("Deal", eq("dealValueAmount", 5.0), "deal:undated")
		s.wantFound("Product", compare(store.Lt, "models", int64(12)), "product:switch")
		s.wantFound("Product", compare(store.Le, "models", int64(12)), "product:phone", "product:switch")
		s.wantFound("Product", compare(store.Gt, "models", int64(3)), "product:phone")
		s.wantFound("Product", compare(store.Ge, "sizeMax", 150.0), "product:phone", "product:switch")
		s.wantFound("Deal", compare(store.Gt, "announcedEarliest", "2017-07-05"), "deal:rumour")
		s.wantFound("Deal", compare(store.Ge, "credenceRank", int64(store.SingleOrigin.Rank())), "deal:back", "deal:sale", "deal:there", "deal:umbrella", "deal:undated")
	})
	s.run("columns that no list is meant for", func(s *suite) {
		s.wantFound("Company", compare(store.Ge, "country", "D"), "company:giver", "company:unit")
		s.wantFound("Article", eq("url", "https://example.org/release"), "article:release")
		s.wantFound("Article", &store.Cond{Op: store.Missing, Column: "digest"}, "article:interview", "article:release", "article:undated")
	})
	s.run("by id", func(s *suite) {
		s.wantFound("Company", eq("id", "company:giver"), "company:giver")
		s.wantFound("Company", compare(store.In, "id", []string{"company:unit", "company:giver", "person:chief"}), "company:giver", "company:unit")
		s.wantFound("Company", compare(store.Gt, "id", "company:paper"), "company:taker", "company:unit")
	})
	s.run("in", func(s *suite) {
		s.wantFound("Company", compare(store.In, "country", []string{"CN", "SE"}), "company:taker")
		s.wantFound("Company", compare(store.In, "country", []string{}))
		s.wantFound("Product", compare(store.In, "models", []int64{3, 4}), "product:switch")
		s.wantFound("Deal", compare(store.In, "dealValueAmount", []float64{5, 340000000}), "deal:sale", "deal:undated")
		s.wantFound("Deal", not(compare(store.In, "dealValueAmount", []float64{5})), "deal:back", "deal:rumour", "deal:sale", "deal:there", "deal:umbrella")
	})
	s.run("parts of strings", func(s *suite) {
		s.wantFound("Company", compare(store.Contains, "name", "okia"), "company:giver", "company:unit")
		s.wantFound("Company", compare(store.Contains, "name", "NOKIA"))
		s.wantFound("Company", compare(store.Contains, "nameKey", "nokia n"), "company:unit")
		s.wantFound("Company", compare(store.HasPrefix, "name", "Nokia "), "company:giver", "company:unit")
		s.wantFound("Company", compare(store.HasPrefix, "name", "okia"))
		s.wantFound("Company", compare(store.HasPrefix, "name", "É"), "company:paper")
		s.wantFound("Company", compare(store.HasPrefix, "name", "%"))
		s.wantFound("Company", compare(store.Contains, "name", "_"))
		s.wantFound("Company", compare(store.Contains, "country", ""), "company:giver", "company:taker", "company:unit")
		s.wantFound("Company", compare(store.HasPrefix, "country", ""), "company:giver", "company:taker", "company:unit")
	})
	s.run("lists", func(s *suite) {
		s.wantFound("Deal", compare(store.Has, "undisclosed", "VALUE"), "deal:there")
		s.wantFound("Deal", compare(store.Has, "undisclosed", "VAL"))
		s.wantFound("Deal", compare(store.HasAny, "undisclosed", []string{"TERM", "PATENTS"}), "deal:sale", "deal:there")
		s.wantFound("Deal", compare(store.HasAny, "undisclosed", []string{}))
		s.wantFound("Company", compare(store.Has, "aliases", "小米"), "company:taker")
		s.wantFound("Company", not(compare(store.Has, "aliases", "小米")), "company:alone", "company:giver", "company:paper", "company:unit")
		s.wantFound("Company", &store.Cond{Op: store.Missing, Column: "aliases"}, "company:alone", "company:paper", "company:unit")
		s.wantFound("Article", compare(store.Has, "authors", "Bo"), "article:release")
	})
	s.run("a comparison with a missing value is false, its opposite true", func(s *suite) {
		missing := &store.Cond{Op: store.Missing, Column: "country"}
		s.wantFound("Company", missing, "company:alone", "company:paper")
		s.wantFound("Company", not(missing), "company:giver", "company:taker", "company:unit")
		s.wantFound("Company", not(eq("country", "FI")), "company:alone", "company:paper", "company:taker")
		s.wantFound("Company", not(not(eq("country", "FI"))), "company:giver", "company:unit")
		s.wantFound("Company", not(compare(store.Lt, "country", "FI")), "company:alone", "company:giver", "company:paper", "company:unit")
		s.wantFound("Company", not(compare(store.Contains, "country", "F")), "company:alone", "company:paper", "company:taker")
		s.wantFound("Company", not(compare(store.HasPrefix, "country", "F")), "company:alone", "company:paper", "company:taker")
		s.wantFound("Company", not(compare(store.In, "country", []string{"FI"})), "company:alone", "company:paper", "company:taker")
		s.wantFound("Product", not(eq("discontinued", true)), "product:bare", "product:phone")
		s.wantFound("Product", not(compare(store.Ge, "models", int64(4))), "product:bare", "product:switch")
		s.wantFound("Company", not(group(store.Or, eq("country", "FI"), eq("founded", "2007"))), "company:alone", "company:taker")
		s.wantFound("Company", not(group(store.And, eq("country", "FI"), eq("companyKind", "UNIT"))), "company:alone", "company:giver", "company:paper", "company:taker")
	})
	s.run("and, or, and of nothing", func(s *suite) {
		s.wantFound("Company", group(store.And, eq("country", "FI"), eq("companyKind", "UNIT")), "company:unit")
		s.wantFound("Company", group(store.Or, eq("country", "CN"), group(store.And, eq("country", "FI"), not(eq("companyKind", "UNIT")))), "company:giver", "company:taker")
		s.wantFound("Person", group(store.And), "person:chief", "person:former", "person:silent")
		s.wantFound("Person", group(store.Or))
		s.wantFound("Person", not(group(store.Or)), "person:chief", "person:former", "person:silent")
	})
}

func quantifierCases(s *suite) {
	some := func(cond ...*store.Cond) *store.Cond {
		return quantify(store.Some, "Deal", "anyParty", false, parties, cond...)
	}
	s.run("some", func(s *suite) {
		s.wantFound("Deal", some(), "deal:back", "deal:rumour", "deal:sale", "deal:there", "deal:umbrella", "deal:undated")
		s.wantFound("Deal", some(eq("name", "Lei Jun")), "deal:rumour")
		s.wantFound("Deal", some(eq("id", "company:giver")), "deal:back", "deal:sale", "deal:there", "deal:umbrella")
		s.wantFound("Deal", some(compare(store.In, "id", []string{"person:chief"})), "deal:rumour")
		s.wantFound("Deal", group(store.And, some(eq("id", "company:giver")), quantify(store.Some, "Deal", "seller", false, []string{"Company"})), "deal:sale")
		s.wantFound("Deal", quantify(store.Some, "Deal", "anyParty", false, []string{"Person"}), "deal:rumour")
		s.wantFound("Deal", quantify(store.Some, "Deal", "matter", false, []string{"Product", "TechnologyArea"}, eq("name", "Smartphones")), "deal:sale")
		s.wantFound("Deal", quantify(store.Some, "Deal", "matter", false, []string{"Product"}, eq("name", "Smartphones")))
	})
	s.run("some, reversed", func(s *suite) {
		s.wantFound("Company", quantify(store.Some, "Deal", "seller", true, []string{"Deal"}), "company:giver")
		s.wantFound("Company", quantify(store.Some, "Deal", "anyParty", true, []string{"Deal"}, eq("dealKind", "OTHER")), "company:taker")
		s.wantFound("Company", quantify(store.Some, "Deal", "anyParty", true, []string{"Deal"}, eq("id", "deal:sale")), "company:giver", "company:taker")
		s.wantFound("Deal", quantify(store.Some, "Deal", "partOf", true, []string{"Deal"}), "deal:umbrella")
	})
	s.run("every", func(s *suite) {
		every := func(cond ...*store.Cond) *store.Cond {
			return quantify(store.Every, "Company", "competitor", false, []string{"Company"}, cond...)
		}
		s.wantFound("Company", every(eq("country", "FI")), "company:alone", "company:paper", "company:taker", "company:unit")
		s.wantFound("Company", every(eq("id", "company:giver")), "company:alone", "company:paper", "company:taker", "company:unit")
		s.wantFound("Company", not(every(eq("country", "FI"))), "company:giver")
		s.wantFound("Company", every(), "company:alone", "company:giver", "company:paper", "company:taker", "company:unit")
		// A missing value makes the comparison false, so not every one fits.
		s.wantFound("Product", quantify(store.Every, "Product", "technologyArea", false, []string{"TechnologyArea"}, eq("scheme", "cpc")), "product:bare", "product:switch")
	})
	s.run("none", func(s *suite) {
		none := func(cond ...*store.Cond) *store.Cond {
			return quantify(store.None, "Company", "competitor", false, []string{"Company"}, cond...)
		}
		s.wantFound("Company", none(), "company:alone", "company:paper", "company:unit")
		s.wantFound("Company", none(eq("country", "CN")), "company:alone", "company:paper", "company:taker", "company:unit")
		s.wantFound("Company", none(eq("id", "company:giver")), "company:alone", "company:giver", "company:paper", "company:unit")
		s.wantFound("Company", not(none()), "company:giver", "company:taker")
		s.wantFound("Product", quantify(store.None, "Product", "technologyArea", false, []string{"TechnologyArea"}, eq("scheme", "cpc")), "product:bare", "product:phone")
	})
	s.run("nested", func(s *suite) {
		// Deals about a product of a company that competes with a Finnish one.
		s.wantFound("Deal", quantify(store.Some, "Deal", "matter", false, []string{"Product"},
			quantify(store.Some, "Product", "maker", false, []string{"Company"},
				quantify(store.Every, "Company", "competitor", false, []string{"Company"}, eq("country", "FI")))), "deal:sale")
		s.wantFound("Person", quantify(store.Some, "Position", "person", true, []string{"Position"},
			group(store.And, eq("positionKind", "CEO"), quantify(store.Some, "Position", "company", false, []string{"Company"}, eq("country", "CN")))), "person:chief", "person:former")
		s.wantFound("Person", quantify(store.None, "Position", "person", true, []string{"Position"},
			quantify(store.Some, "Position", "company", false, []string{"Company"}, eq("id", "company:giver"))), "person:chief", "person:silent")
		s.wantFound("Company", quantify(store.Some, "Company", "competitor", true, []string{"Company"}, not(quantify(store.Some, "Company", "competitor", false, []string{"Company"}, eq("companyKind", "UNIT")))), "company:giver")
	})
	s.run("total and counts with a quantifier", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: parties, CountByKind: true, List: store.List{Total: true, Limit: 1, Where: quantify(store.Some, "Deal", "anyParty", true, []string{"Deal"})}})
		s.wantIDs(page, "company:giver")
		if page.Total != 3 || page.Counts["Company"] != 2 || page.Counts["Person"] != 1 {
			s.Errorf("total %d, counts %v", page.Total, page.Counts)
		}
	})
}
