package storetest

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// mergeGraph is what the cases of merges add to the fixture:
//
//	article:later ──publisher──▶ company:giver-oyj, company:giver
//	deal:later (LICENSE) ──licensor──▶ company:giver-oyj   ──licensee──▶ company:taker
//	position:later       ──company───▶ company:giver-oyj   said by company:giver-oyj
func mergeGraph() *store.Batch {
	b := (&Batch{}).In("article:later")
	b.Article(&store.Article{ID: "article:later", Genre: "REPORT", Published: "2019-03-04", Publishers: []string{"company:giver-oyj", "company:giver"}})
	b.Thing("company:giver-oyj", "name", "Mobira", "country", "FI", "founded", "1865-05-12", "competitor", "company:giver")
	b.Thing("deal:later", "dealKind", "LICENSE", "announced", "2019-03-01", "licensor", "company:giver-oyj", "licensee", "company:taker")
	b.SaidBy = "company:giver-oyj"
	b.Thing("position:later", "person", "person:silent", "company", "company:giver-oyj")
	return &b.Batch
}

func judged(left, right string, same bool) *store.Judgement {
	return &store.Judgement{Left: left, Right: right, Same: same, ByPerson: true, JudgedBy: "ann", Reason: "The register says so."}
}

func judgements(list ...*store.Judgement) *store.Batch { return &store.Batch{Judgements: list} }

func mergeCases(s *suite) {
	s.mustApply(Fixture())
	s.mustApply(mergeGraph())
	before := s.dump()
	same := judged("company:giver-oyj", "company:giver", true)
	withdrawn := judged("company:giver", "company:giver-oyj", false)
	withdrawn.Withdrawn = true
	s.run("judged the same", func(s *suite) {
		receipt := s.mustApply(judgements(same))
		if receipt.Judgements != 1 || receipt.Statements != 0 || !slices.Contains(receipt.Nodes, "company:giver-oyj") {
			s.Errorf("receipt %+v", receipt)
		}
		s.mergedCases(receipt.Sequence)
	})
	s.run("judged so again", func(s *suite) {
		state := s.dumpAll()
		if receipt := s.mustApply(judgements(same)); receipt.Judgements != 0 || len(receipt.Nodes) != 0 {
			s.Errorf("receipt %+v", receipt)
		}
		if receipt := s.mustApply(mergeGraph()); receipt.Statements != 0 || receipt.Changed != 0 || len(receipt.Nodes) != 0 {
			s.Errorf("what was written of a former id: receipt %+v", receipt)
		}
		auto := *same
		auto.ByPerson, auto.Same = false, false
		if receipt := s.mustApply(judgements(&auto)); receipt.Judgements != 0 {
			s.Errorf("code took back what a person judged: receipt %+v", receipt)
		}
		if after := s.dumpAll(); after != state {
			s.Errorf("the graph changed\nfrom %s\nto   %s", state, after)
		}
	})
	s.run("withdrawn", func(s *suite) {
		receipt := s.mustApply(judgements(withdrawn))
		if receipt.Judgements != 1 {
			s.Errorf("receipt %+v", receipt)
		}
		if after := s.dump(); after != before {
			s.Errorf("the graph is another\nbefore %s\nafter  %s", before, after)
		}
		s.wantFound("Judgement", nil)
		s.wantChanges(receipt.Sequence, "UNMERGED company:giver-oyj [competitor country dealCount founded name trust] []")
		if receipt := s.mustApply(judgements(withdrawn)); receipt.Judgements != 0 || len(receipt.Nodes) != 0 {
			s.Errorf("the second time: receipt %+v", receipt)
		}
	})
	s.run("replaced by different", func(s *suite) {
		s.mustApply(judgements(same))
		s.mustApply(judgements(judged("company:giver", "company:giver-oyj", false)))
		if after := s.dump(); after != before {
			s.Errorf("the graph is another\nbefore %s\nafter  %s", before, after)
		}
		s.wantFound("Judgement", eq("same", false), same.ID())
	})
	s.run("written after it was judged", lateCases)
	s.run("chains and conflicts", chainCases)
	s.run("matches", matchCases)
	s.run("refused", refusedMergeCases)
}

// mergedCases check the graph in which company:giver-oyj is company:giver; sequence
// is the write that made it so.
func (s *suite) mergedCases(sequence int64) {
	giver := s.mustGet(shapes("Company", columns("name", "aliases", "founded", "dealCount", store.ColumnFormerIDs, store.ColumnArticleCount)), "company:giver-oyj", "company:giver", "company:alone")
	if giver[0] == nil || giver[0].ID != "company:giver" || giver[1].ID != "company:giver" || giver[2].ID != "company:alone" {
		s.Fatalf("Get answers %v", giver)
	}
	for column, want := range map[string]any{"name": "Mobira", "aliases": []string{"Nokia Corporation", "Nokia Oyj", "Nókia"}, "founded": "1865-05-12", "dealCount": int64(2),
		store.ColumnFormerIDs: []string{"company:giver-oyj"}, store.ColumnArticleCount: int64(2)} {
		s.wantValue(giver[0].Columns, column, want)
	}
	s.wantColumn("company:taker", store.ColumnFormerIDs, nil)
	s.wantFound("Company", compare(store.HasPrefix, "id", "company:giver"), "company:giver")
	page := s.mustFind(&store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "mobira", Exact: true}, List: store.List{Limit: 5}})
	s.wantIDs(page, "company:giver")
	page = s.mustFind(&store.Query{Kinds: []string{"Company"}, Text: &store.TextQuery{Text: "Nokia Corporation", Exact: true}, List: store.List{Limit: 5}})
	s.wantIDs(page, "company:giver")
	s.wantColumn("deal:later", "title", "License: Mobira → Xiaomi (2019-03-01)")
	s.wantIDs(s.mustRead("deal:later", follows(out("licensors", "Deal", "licensor", parties...))).Follows["licensors"], "company:giver")
	s.wantIDs(s.mustRead("company:giver", follows(in("positions", "Position", "company"))).Follows["positions"], "position:later", "position:there")
	s.wantIDs(s.mustRead("company:giver", follows(in("published", "Article", "publisher"))).Follows["published"], "article:later", "article:release")
	s.wantTrust("position:later", store.ConfirmedByParty, 1, 1, 1, "2019-03-04", nil)
	s.wantFound("Deal", quantify(store.Some, "Deal", "anyParty", false, parties, eq("id", "company:giver")), "deal:back", "deal:later", "deal:sale", "deal:there", "deal:umbrella")
	s.wantFound("Statement", quantify(store.Some, "Statement", "node", false, []string{"Company"}, eq("id", "company:giver-oyj")))

	stated := s.mustFind(&store.Query{Kinds: []string{"Statement"}, List: store.List{Where: eq("subjectId", "company:giver-oyj"), Limit: 10, Order: []store.Order{{Column: "propertyKey"}}},
		Shapes: shapes("Statement", &store.Shape{Columns: []string{"property"}, Follows: []*store.Follow{out("node", "Statement", "node", "Company"), out("subject", "Statement", "subject", "Company")}})})
	if len(stated.Rows) != 5 {
		s.Errorf("%d statements are written of the former id, want 5", len(stated.Rows))
	}
	for _, row := range stated.Rows {
		s.wantIDs(row.Node.Follows["node"], "company:giver")
		s.wantIDs(row.Node.Follows["subject"], "company:giver")
	}
	licensor := s.mustFind(&store.Query{Kinds: []string{"Statement"}, List: store.List{Where: group(store.And, eq("property", "licensor"), eq("subjectId", "deal:later")), Limit: 2},
		Shapes: shapes("Statement", &store.Shape{Columns: []string{store.ColumnTarget, "value"}, Follows: []*store.Follow{out("object", "Statement", "object", "Company")}})})
	s.wantValue(licensor.Rows[0].Node.Columns, "value", "company:giver-oyj")
	s.wantValue(licensor.Rows[0].Node.Columns, store.ColumnTarget, "company:giver")
	s.wantIDs(licensor.Rows[0].Node.Follows["object"], "company:giver")

	paths, err := s.store.Paths(context.Background(), &store.PathQuery{From: "company:giver-oyj", To: "company:taker", MaxHops: 1, Limit: 1})
	switch {
	case errors.Is(err, errNoPaths):
	case err != nil || len(paths.Paths) != 1 || paths.Paths[0].Nodes[0].ID != "company:giver":
		s.Errorf("paths from a former id: %+v, %v", paths, err)
	}
	around, err := s.store.Neighbourhood(context.Background(), &store.NeighbourhoodQuery{Of: "company:giver-oyj", Depth: 1, PerNode: 50, Limit: 100})
	if err != nil || len(around.Nodes) < 5 || around.Nodes[0].Node.ID != "company:giver" {
		s.Errorf("around a former id: %+v, %v", around, err)
	}
	s.wantChanges(sequence, "MERGED company:giver-oyj <nil> []", "UPDATED company:giver [aliases competitor dealCount formerIds founded name trust] []", "UPDATED deal:later [anyParty licensor] []",
		"UPDATED deal:there [title] []", "UPDATED position:later [company] []")
	log := s.mustFind(&store.Query{Kinds: []string{"Change"}, List: store.List{Where: eq("nodeId", "company:giver-oyj"), Limit: 10},
		Shapes: shapes("Change", &store.Shape{Columns: []string{"nature"}, Follows: []*store.Follow{out("about", "Change", "about", "Company")}})})
	for _, row := range log.Rows {
		s.wantIDs(row.Node.Follows["about"], "company:giver") // its earlier changes, too
	}
}

// lateCases write of ids that are judged already, and of some that are not there
// when they are.
func lateCases(s *suite) {
	s.mustApply(judgements(judged("company:early", "company:early-ag", true), judged("company:early-ag", "company:early-holding", true)))
	s.wantFound("Company", compare(store.HasPrefix, "id", "company:early"))
	if nodes := s.mustGet(store.Shapes{"Company": {}}, "company:early-ag"); nodes[0] != nil {
		s.Errorf("a former id of nothing is %v", nodes[0])
	}
	b := (&Batch{}).In("article:paper")
	b.Thing("company:early-ag", "name", "Early AG")
	b.Thing("deal:early", "dealKind", "OTHER", "party", "company:early-holding", "party", "company:early-ag")
	s.mustApply(&b.Batch)
	s.wantColumn("company:early", "name", "Early AG")
	s.wantColumn("company:early", "dealCount", int64(1))
	s.wantColumn("company:early", store.ColumnFormerIDs, []string{"company:early-ag", "company:early-holding"})
	s.wantIDs(s.mustRead("deal:early", follows(out("parties", "Deal", "party", parties...))).Follows["parties"], "company:early")
	late := (&Batch{}).In("article:interview")
	late.State("company:early-holding", "country", "DE")
	s.mustApply(&late.Batch) // it needs no self of its own
	s.wantColumn("company:early", "country", "DE")
	b = (&Batch{}).In("article:late")
	b.Article(&store.Article{ID: "article:late", Genre: "REPORT", Published: "2019-05", Publishers: []string{"company:early-ag"}})
	s.mustApply(&b.Batch)
	s.wantIDs(s.mustRead("article:late", follows(out("publishers", "Article", "publisher", "Company"))).Follows["publishers"], "company:early")

	// Nothing states company:early itself, and nothing company:early-holding.
	apart := judged("company:early-ag", "company:early-holding", true)
	apart.Withdrawn = true
	s.mustApply(judgements(apart))
	s.wantColumn("company:early", "country", nil)
	s.wantIDs(s.mustRead("deal:early", follows(out("parties", "Deal", "party", parties...))).Follows["parties"], "company:early")
	s.wantFound("Company", compare(store.HasPrefix, "id", "company:early"), "company:early")
	s.wantColumn("company:early-holding", store.ColumnCredence, "RETRACTED")
	gone := judged("company:early", "company:early-ag", false)
	receipt := s.mustApply(judgements(gone))
	s.wantFound("Company", compare(store.HasPrefix, "id", "company:early"), "company:early-ag")
	if nodes := s.mustGet(store.Shapes{"Company": {}}, "company:early"); nodes[0] != nil {
		s.Errorf("what was there only by another id is still there: %v", nodes[0])
	}
	s.wantChanges(receipt.Sequence, "UNMERGED company:early <nil> []")
	b = (&Batch{}).In("article:interview")
	b.State("company:early-holding", store.SelfProperty, "") // now it is stated, and what was said of it before counts
	s.mustApply(&b.Batch)
	s.wantColumn("company:early-holding", "country", "DE")
	s.wantIDs(s.mustRead("deal:early", follows(out("parties", "Deal", "party", parties...))).Follows["parties"], "company:early-ag", "company:early-holding")
	s.wantColumn("company:early-ag", "name", "Early AG")
}

// chainCases judge four companies, by persons and by code.
func chainCases(s *suite) {
	b := (&Batch{}).In("article:paper")
	for _, id := range []string{"company:c1", "company:c2", "company:c3", "company:c4"} {
		b.Thing(id, "name", strings.ToUpper(id))
	}
	s.mustApply(&b.Batch)
	auto := func(left, right string, score float64, same bool) *store.Judgement {
		return &store.Judgement{Left: "company:" + left, Right: "company:" + right, Same: same, Score: score, JudgedBy: "names"}
	}
	person := func(left, right string, same bool) *store.Judgement {
		return judged("company:"+left, "company:"+right, same)
	}
	want := func(ids ...string) {
		s.Helper()
		s.wantFound("Company", compare(store.HasPrefix, "id", "company:c"), ids...)
	}
	s.mustApply(judgements(auto("c1", "c2", 0.9, true), auto("c2", "c3", 0.8, true), auto("c3", "c4", 0.7, true)))
	want("company:c1")
	s.wantColumn("company:c1", store.ColumnFormerIDs, []string{"company:c2", "company:c3", "company:c4"})
	s.mustApply(judgements(auto("c1", "c4", 0.1, false))) // sets the least sure aside
	want("company:c1", "company:c4")
	s.mustApply(judgements(auto("c3", "c4", 0.95, true))) // and now that of c2 and c3
	want("company:c1", "company:c3")
	s.wantColumn("company:c3", store.ColumnFormerIDs, []string{"company:c4"})
	s.mustApply(judgements(person("c1", "c3", true))) // a person's comes first: c4 is set aside, however sure
	want("company:c1", "company:c4")
	s.wantColumn("company:c1", store.ColumnFormerIDs, []string{"company:c2", "company:c3"})
	s.mustApply(judgements(person("c1", "c2", false)))
	want("company:c1", "company:c2", "company:c4")
	s.mustApply(judgements(person("c1", "c4", true)))
	want("company:c1", "company:c2")
	before := s.dumpAll()
	_, err := s.store.Apply(context.Background(), judgements(person("c3", "c4", false)))
	s.wantCode(err, store.CodeInvalid)
	for _, named := range []string{"company:c3 and company:c4", "company:c3 and company:c1", "company:c1 and company:c4"} {
		if !strings.Contains(err.Error(), named) {
			s.Errorf("%v: lacks %s", err, named)
		}
	}
	s.refused(judgements(person("c2", "c4", true)), store.CodeInvalid) // c1 and c2 are different
	if after := s.dumpAll(); after != before {
		s.Error("a refused judgement wrote")
	}
	both := judgements(person("c1", "c4", false), auto("c1", "c4", 1, true)) // the person's counts
	s.mustApply(both)
	want("company:c1", "company:c2", "company:c4")
	withdrawn := auto("c1", "c4", 0, false)
	withdrawn.Withdrawn = true
	s.mustApply(judgements(withdrawn)) // code takes nothing of a person's back
	want("company:c1", "company:c2", "company:c4")
}

// matchCases decide reviews of matches.
func matchCases(s *suite) {
	b := (&Batch{}).In("article:paper")
	b.Thing("person:m", "name", "Max Muster")
	b.Thing("person:m-muster", "name", "M. Muster")
	review := &store.Review{Subject: "M. Muster: Max Muster?", Article: "article:paper", Left: "person:m", Right: "person:m-muster", Confidence: 0.6}
	other := &store.Review{Subject: "Muster: Max Muster?", Article: "article:interview", Left: "person:m-muster", Right: "person:m", Confidence: 0.3}
	b.Reviews = []*store.Review{review}
	s.mustApply(&b.Batch)
	want := func(state string, by any, people ...string) {
		s.Helper()
		for _, r := range []*store.Review{review, other} {
			item := s.review(r)
			s.wantValue(item.Columns, "state", state)
			s.wantValue(item.Columns, "judgedBy", by)
		}
		s.wantFound("Person", compare(store.HasPrefix, "id", "person:m"), people...)
	}
	verdict := func(v store.Verdict) *store.Receipt {
		s.Helper()
		v.Review, v.JudgedBy = review.ID(), "bo"
		return s.mustApply(&store.Batch{Verdicts: []*store.Verdict{&v}})
	}
	if receipt := verdict(store.Verdict{Accept: true}); receipt.Verdicts != 1 || receipt.Judgements != 1 {
		s.Errorf("receipt %+v", receipt)
	}
	s.mustApply(&store.Batch{Reviews: []*store.Review{other}}) // is decided already
	want("ACCEPTED", "bo", "person:m")
	if receipt := verdict(store.Verdict{Accept: true}); receipt.Verdicts != 0 || receipt.Judgements != 0 || len(receipt.Nodes) != 0 {
		s.Errorf("the second time: receipt %+v", receipt)
	}
	verdict(store.Verdict{})
	want("REJECTED", "bo", "person:m", "person:m-muster")
	verdict(store.Verdict{Reopen: true})
	want("OPEN", nil, "person:m", "person:m-muster")
	s.mustApply(judgements(judged("person:m", "person:m-muster", true))) // by no verdict
	want("ACCEPTED", "ann", "person:m")
	s.mustApply(&store.Batch{Retractions: []*store.Retraction{{Article: "article:interview"}}})
	verdict(store.Verdict{Reopen: true})
	s.mustApply(judgements(&store.Judgement{Left: "person:m", Right: "person:m-muster", Same: true, Score: 0.99}))
	want("OPEN", nil, "person:m") // code decides no review
	s.mustApply(&store.Batch{Reinstatements: []string{"article:interview"}})
}

func refusedMergeCases(s *suite) {
	for name, b := range map[string]*store.Batch{
		"across kinds":        judgements(judged("company:giver", "person:chief", true)),
		"articles":            judgements(judged("article:paper", "article:release", true)),
		"one id":              judgements(judged("company:giver", "company:giver", true)),
		"no id":               judgements(judged("company:giver", "company:No Slug", true)),
		"an unknown kind":     judgements(judged("planet:mars", "planet:venus", true)),
		"more than sure":      judgements(&store.Judgement{Left: "company:giver", Right: "company:taker", Score: 2}),
		"twice, and not so":   judgements(judged("company:giver", "company:taker", true), judged("company:taker", "company:giver", false)),
		"a whole with a part": judgements(judged("deal:umbrella", "deal:sale", true)),
	} {
		s.run(name, func(s *suite) {
			before := s.dumpAll()
			s.refused(b, store.CodeInvalid)
			if after := s.dumpAll(); after != before {
				s.Error("a refused batch wrote")
			}
		})
	}
}
