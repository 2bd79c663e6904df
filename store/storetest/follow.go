package storetest

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

func followCases(s *suite) {
	s.run("out and in", func(s *suite) {
		n := s.mustRead("company:giver", follows(out("competitors", "Company", "competitor", "Company"), in("rivals", "Company", "competitor"), in("made", "Product", "maker")))
		s.wantIDs(n.Follows["competitors"], "company:taker", "company:unit")
		s.wantIDs(n.Follows["rivals"], "company:taker")
		s.wantIDs(n.Follows["made"], "product:switch")
		for key, page := range n.Follows {
			if page.More || page.Total != -1 || page.Counts != nil {
				s.Errorf("%s: more %v, total %d, counts %v; none was asked", key, page.More, page.Total, page.Counts)
			}
			for _, row := range page.Rows {
				if row.Edge == nil {
					s.Errorf("%s: row %s without the edge it was reached by", key, row.Node.ID)
				}
			}
		}
	})
	s.run("nothing found is an empty page", func(s *suite) {
		n := s.mustRead("company:alone", follows(out("competitors", "Company", "competitor", "Company"), in("deals", "Deal", "anyParty"), in("positions", "Position", "company")))
		for _, key := range []string{"competitors", "deals", "positions"} {
			s.wantIDs(n.Follows[key])
		}
		n = s.mustRead("position:unknown", follows(with(out("company", "Position", "company", "Company"), shapes("Company", follows(in("sold", "Deal", "seller"))))))
		s.wantIDs(n.Follows["company"].Rows[0].Node.Follows["sold"])
	})
	s.run("of a list, each its own page", func(s *suite) {
		f := in("deals", "Deal", "anyParty")
		f.Limit, f.Total, f.Order = 2, true, []store.Order{{Column: "announcedKey", Desc: true}}
		page := s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 9}, Shapes: shapes("Company", follows(f))})
		for i, want := range []struct {
			rows  []string
			total int
			more  bool
		}{
			{nil, 0, false}, // alone
			{[]string{"deal:umbrella", "deal:there"}, 4, true},
			{nil, 0, false}, // paper
			{[]string{"deal:rumour", "deal:umbrella"}, 6, true},
			{nil, 0, false}, // unit
		} {
			got := page.Rows[i].Node.Follows["deals"]
			s.wantIDs(got, want.rows...)
			if got.Total != want.total || got.More != want.more {
				s.Errorf("%s: total %d, more %v, want %d, %v", page.Rows[i].Node.ID, got.Total, got.More, want.total, want.more)
			}
		}
	})
	s.run("backward", func(s *suite) {
		f := in("deals", "Deal", "anyParty")
		f.Limit, f.Backward, f.Order = 2, true, []store.Order{{Column: "announcedKey"}}
		got := s.mustRead("company:taker", follows(f)).Follows["deals"]
		s.wantIDs(got, "deal:umbrella", "deal:rumour")
		if !got.More {
			s.Error("there are more ahead")
		}
	})
	s.run("limit 0 with total", func(s *suite) {
		f := in("deals", "Deal", "anyParty")
		f.Limit, f.Total, f.Where = 0, true, eq("dealKind", "LICENSE")
		page := s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Limit: 9}, Shapes: shapes("Company", follows(f))})
		for i, total := range []int{0, 2, 0, 2, 0} {
			got := page.Rows[i].Node.Follows["deals"]
			s.wantIDs(got)
			if got.Total != total || got.More != (total > 0) {
				s.Errorf("%s: total %d, more %v", page.Rows[i].Node.ID, got.Total, got.More)
			}
		}
	})
	s.run("conditions and order are of the far node", func(s *suite) {
		f := in("deals", "Deal", "anyParty")
		f.Where, f.Order = group(store.And, eq("dealKind", "LICENSE"), quantify(store.Some, "Deal", "licensor", false, parties, eq("id", "company:taker"))), []store.Order{{Column: "titleKey"}}
		s.wantIDs(s.mustRead("company:giver", follows(f)).Follows["deals"], "deal:back")
		f = in("deals", "Deal", "anyParty")
		f.Where = not(eq("dealValueDisclosure", "DISCLOSED"))
		s.wantIDs(s.mustRead("company:giver", follows(f)).Follows["deals"], "deal:back", "deal:there", "deal:umbrella")
	})
	s.run("a single edge", func(s *suite) {
		f := with(out("broader", "TechnologyArea", "broader", "TechnologyArea"), shapes("TechnologyArea", columns("name")))
		f.Total = true
		n := s.mustRead("area:leaf", follows(f))
		s.wantIDs(n.Follows["broader"], "area:middle")
		s.wantValue(n.Follows["broader"].Rows[0].Node.Columns, "name", "Telecommunications")
		if n.Follows["broader"].Total != 1 {
			s.Errorf("total %d", n.Follows["broader"].Total)
		}
		f.Where = eq("name", "no such name")
		s.wantIDs(s.mustRead("area:leaf", follows(f)).Follows["broader"])
		f.Where, f.After = nil, []any{"area:middle"}
		s.wantIDs(s.mustRead("area:leaf", follows(f)).Follows["broader"])
	})
	s.run("ends of several kinds, each with its shape", func(s *suite) {
		f := with(out("matter", "Deal", "matter", "Company", "Product", "TechnologyArea"), store.Shapes{"Product": columns("models"), "TechnologyArea": columns("name")})
		rows := s.mustRead("deal:sale", follows(f)).Follows["matter"]
		s.wantIDs(rows, "area:leaf", "company:unit", "product:phone")
		s.wantValue(rows.Rows[0].Node.Columns, "name", "Smartphones")
		if n := rows.Rows[1].Node; n.Kind != "Company" || len(n.Columns) > 0 {
			s.Errorf("a kind without a shape: %+v", n)
		}
		s.wantValue(rows.Rows[2].Node.Columns, "models", int64(12))
		s.wantValue(rows.Rows[2].Node.Columns, "name", nil)
		f.Kinds = []string{"Product"}
		s.wantIDs(s.mustRead("deal:sale", follows(f)).Follows["matter"], "product:phone")
	})
	s.run("one key for different follows on two kinds", func(s *suite) {
		// Two types may give one alias to different fields.
		maker := with(out("x", "Product", "maker", "Company"), shapes("Company", columns("name")))
		broader := with(out("x", "TechnologyArea", "broader", "TechnologyArea"), shapes("TechnologyArea", columns("scheme")))
		f := with(out("x", "Deal", "matter", "Company", "Product", "TechnologyArea"),
			store.Shapes{"Product": follows(maker), "TechnologyArea": follows(broader), "Company": follows(in("x", "Company", "competitor"))})
		rows := s.mustRead("deal:sale", follows(f)).Follows["x"].Rows
		s.wantIDs(rows[0].Node.Follows["x"], "area:middle")
		s.wantValue(rows[0].Node.Follows["x"].Rows[0].Node.Columns, "scheme", "cpc")
		s.wantIDs(rows[1].Node.Follows["x"], "company:giver")
		s.wantIDs(rows[2].Node.Follows["x"], "company:taker")
		s.wantValue(rows[2].Node.Follows["x"].Rows[0].Node.Columns, "name", "Xiaomi")
	})
	s.run("one edge under several keys", func(s *suite) {
		licences, others := in("licences", "Deal", "anyParty"), in("others", "Deal", "anyParty")
		licences.Where, others.Where, others.Limit = eq("dealKind", "LICENSE"), eq("dealKind", "OTHER"), 1
		n := s.mustRead("company:taker", follows(licences, others))
		s.wantIDs(n.Follows["licences"], "deal:back", "deal:there")
		s.wantIDs(n.Follows["others"], "deal:rumour")
	})
	s.run("five deep", func(s *suite) {
		// deal ─▶ party ◀─ position ─▶ person ◀─ position ─▶ company
		deep := with(out("company", "Position", "company", "Company"), shapes("Company", columns("name")))
		deep = with(in("positions", "Position", "person"), shapes("Position", follows(deep)))
		deep = with(out("person", "Position", "person", "Person"), shapes("Person", follows(deep)))
		deep = with(in("officers", "Position", "company"), shapes("Position", follows(deep)))
		deep = with(out("buyer", "Deal", "buyer", parties...), store.Shapes{"Company": follows(deep), "Person": columns("name")})
		n := s.mustRead("deal:sale", follows(deep))
		s.wantIDs(n.Follows["buyer"], "company:taker")
		officers := n.Follows["buyer"].Rows[0].Node.Follows["officers"]
		s.wantIDs(officers, "position:now", "position:past", "position:unknown")
		var companies []string
		for _, officer := range officers.Rows {
			for _, held := range officer.Node.Follows["person"].Rows[0].Node.Follows["positions"].Rows {
				companies = append(companies, held.Node.ID+" "+held.Node.Follows["company"].Rows[0].Node.Columns["name"].(string))
			}
		}
		want := []string{"position:now Xiaomi", "position:past Xiaomi", "position:there Nokia Corporation", "position:unknown Xiaomi"}
		if !slices.Equal(companies, want) {
			s.Errorf("got  %v\nwant %v", companies, want)
		}
	})
	s.run("a node reached twice is read twice", func(s *suite) {
		f := with(out("maker", "Product", "maker", "Company"), shapes("Company", &store.Shape{Columns: []string{"name"}, Follows: []*store.Follow{in("made", "Product", "maker")}}))
		matter := with(out("matter", "Deal", "matter", "Product"), shapes("Product", follows(f)))
		buyer := with(out("buyer", "Deal", "buyer", "Company"), shapes("Company", columns("country")))
		n := s.mustRead("deal:sale", follows(buyer, matter))
		reached := n.Follows["matter"].Rows[0].Node.Follows["maker"].Rows[0].Node
		s.wantValue(reached.Columns, "name", "Xiaomi")
		s.wantValue(reached.Columns, "country", nil)
		s.wantIDs(reached.Follows["made"], "product:phone")
		s.wantValue(n.Follows["buyer"].Rows[0].Node.Columns, "country", "CN")
		s.wantValue(n.Follows["buyer"].Rows[0].Node.Columns, "name", nil)
	})
	s.run("sources", func(s *suite) {
		origin := with(out("origin", "Statement", "origin", "Article"), shapes("Article", columns("headline")))
		f := in("statements", "Statement", "node")
		f.Where, f.Shapes = group(store.And, eq("property", "seller")), shapes("Statement", &store.Shape{Columns: []string{"value"}, Follows: []*store.Follow{origin}})
		rows := s.mustRead("deal:sale", follows(f)).Follows["statements"].Rows
		if len(rows) != 2 {
			s.Fatalf("%d statements on the seller, want 2", len(rows))
		}
		for _, row := range rows {
			s.wantValue(row.Node.Columns, "value", "company:giver")
			s.wantIDs(row.Node.Follows["origin"], "article:release")
			s.wantValue(row.Node.Follows["origin"].Rows[0].Node.Columns, "headline", "Giver and Taker sign")
		}
	})
}

// outerDayCases ask for the officers a party had on the day of the deal.
func outerDayCases(s *suite) {
	officers := in("officers", "Position", "company")
	officers.Where = &store.Cond{Op: store.OuterDay, Column: "period", Up: 2}
	party := func(deal ...string) map[string]*store.Page {
		f := with(out("parties", "Deal", "anyParty", parties...), shapes("Company", follows(officers)))
		shape := columns(store.ColumnDayEarliest, store.ColumnDayLatest)
		shape.Follows = []*store.Follow{f}
		found := map[string]*store.Page{}
		for _, n := range s.mustGet(shapes("Deal", shape), deal...) {
			for _, row := range n.Follows["parties"].Rows {
				found[n.ID+" "+row.Node.ID] = row.Node.Follows["officers"]
			}
		}
		return found
	}
	s.run("of the node two levels out", func(s *suite) {
		found := party("deal:sale", "deal:rumour", "deal:undated")
		s.wantIDs(found["deal:sale company:taker"], "position:now", "position:unknown")
		s.wantIDs(found["deal:sale company:giver"], "position:there")
		s.wantIDs(found["deal:rumour company:taker"], "position:now", "position:unknown")
		s.wantIDs(found["deal:undated company:taker"], "position:now", "position:past", "position:unknown")
		if len(found) != 5 { // the rumour's person has no officers
			s.Errorf("%d parties", len(found))
		}
	})
	s.run("throughout the day of the node two levels out", func(s *suite) {
		was := officers.Where
		defer func() { officers.Where = was }()
		officers.Where = &store.Cond{Op: store.ThroughOuterDay, Column: "period", Up: 2}
		found := party("deal:sale", "deal:rumour", "deal:undated")
		s.wantIDs(found["deal:sale company:taker"])
		s.wantIDs(found["deal:sale company:giver"], "position:there")
		s.wantIDs(found["deal:rumour company:taker"])
		s.wantIDs(found["deal:undated company:taker"])
	})
	s.run("of the node it starts at", func(s *suite) {
		// Deals of the day's period: the position held while another began.
		f := in("positions", "Position", "company")
		f.Where = group(store.And, not(&store.Cond{Op: store.OuterDay, Column: "period", Up: 2}), eq("positionKind", "CEO"))
		parties := with(out("parties", "Deal", "anyParty", "Company"), shapes("Company", follows(f)))
		shape := columns(store.ColumnDayEarliest, store.ColumnDayLatest)
		shape.Follows = []*store.Follow{parties}
		n := s.mustRead("deal:there", shape)
		s.wantIDs(n.Follows["parties"].Rows[1].Node.Follows["positions"], "position:past")

		parts := in("parts", "Deal", "partOf")
		parts.Where = &store.Cond{Op: store.OuterDay, Column: "announced", Up: 1}
		shape = columns(store.ColumnDayEarliest, store.ColumnDayLatest)
		shape.Follows = []*store.Follow{parts}
		s.wantIDs(s.mustRead("deal:umbrella", shape).Follows["parts"], "deal:back", "deal:sale", "deal:there")
	})
	s.run("totals take the day too", func(s *suite) {
		officers.Total, officers.Limit = true, 1
		defer func() { officers.Total, officers.Limit = false, 100 }()
		page := party("deal:sale")["deal:sale company:taker"]
		s.wantIDs(page, "position:now")
		if page.Total != 2 || !page.More {
			s.Errorf("total %d, more %v", page.Total, page.More)
		}
	})
}
