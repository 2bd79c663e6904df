package storetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// reviewCases raise reviews and decide them.
func reviewCases(s *suite) {
	s.mustApply(Fixture())
	claim := (&Batch{}).In("article:paper")
	claim.Thing("deal:doubtful", "dealKind", "LICENSE", "licensor", "company:giver", "licensee", "company:alone")
	review := &store.Review{Subject: "License: Nokia → Alone", Article: "article:paper", Statements: claim.Statements, Confidence: 0.4,
		Reasons: []string{"No verb.", "Far apart."}, Passage: store.Passage{Sentence: "It may be.", Paragraph: 3}}
	match := &store.Review{Subject: "Nokia Networks: Nokia?", Article: "article:paper", Left: "company:unit", Right: "company:giver", Confidence: 0.7, Reasons: []string{"One name holds the other."}}
	raise := &store.Batch{Reviews: []*store.Review{review, match}}
	verdict := func(review *store.Review, v store.Verdict) *store.Batch {
		v.Review = review.ID()
		return &store.Batch{Verdicts: []*store.Verdict{&v}}
	}
	accept, reject, reopen := store.Verdict{Accept: true, JudgedBy: "ann", Reason: "It says so."}, store.Verdict{JudgedBy: "bo"}, store.Verdict{Reopen: true}
	before := s.dump()

	s.run("raised", func(s *suite) {
		if receipt := s.mustApply(raise); receipt.Reviews != 2 || receipt.KnownReviews != 0 || len(receipt.Nodes) != 0 {
			s.Errorf("receipt %+v", receipt)
		}
		if receipt := s.mustApply(raise); receipt.Reviews != 0 || receipt.KnownReviews != 2 {
			s.Errorf("the second time: receipt %+v", receipt)
		}
		item := s.review(review)
		for column, want := range map[string]any{"question": "CLAIM", "state": "OPEN", "subject": "License: Nokia → Alone", "kinds": []string{"Deal"}, "confidence": 0.4,
			"reasons": []string{"No verb.", "Far apart."}, "passage": "It may be.", "passageParagraph": int64(3), "recordedAt": "2020-01-02T03:04:05Z", "written": nil, "judgedAt": nil} {
			s.wantValue(item.Columns, column, want)
		}
		s.wantIDs(item.Follows["article"], "article:paper")
		statements, err := store.DecodeStatements(fmt.Sprint(item.Columns["statements"]))
		if err != nil || len(statements) != len(claim.Statements) || *statements[2] != *claim.Statements[2] {
			s.Errorf("statements %v, %v", statements, err)
		}
		item = s.review(match)
		for column, want := range map[string]any{"question": "MATCH", "left": "company:giver", "right": "company:unit", "kinds": []string{"Company"}, "statements": nil} {
			s.wantValue(item.Columns, column, want)
		}
		s.wantReviews(nil, match, review) // by confidence, greatest first
		s.wantReviews(eq("question", "CLAIM"), review)
		s.wantReviews(compare(store.Has, "kinds", "Company"), match)
		s.wantReviews(quantify(store.Some, "ReviewItem", "article", false, []string{"Article"}, eq("id", "article:release")))
		s.wantReviews(quantify(store.Some, "ReviewItem", "article", false, []string{"Article"}, eq("id", "article:paper")), match, review)
		s.wantReviews(eq("state", "ACCEPTED"))
	})
	s.run("a claim waits outside the graph", func(s *suite) {
		if after := s.dump(); after != before {
			s.Errorf("the graph changed\nfrom %s\nto   %s", before, after)
		}
	})
	s.run("accepted", func(s *suite) {
		receipt := s.mustApply(verdict(review, accept))
		if receipt.Verdicts != 1 || receipt.Statements != len(claim.Statements) {
			s.Errorf("receipt %+v", receipt)
		}
		if receipt := s.mustApply(verdict(review, accept)); receipt.Verdicts != 0 || receipt.Statements != 0 || len(receipt.Nodes) != 0 {
			s.Errorf("the second time: receipt %+v", receipt)
		}
		s.wantColumn("deal:doubtful", "title", "License: Nokia Corporation → Alone")
		s.wantColumn("company:alone", "dealCount", int64(1))
		item := s.review(review)
		for column, want := range map[string]any{"state": "ACCEPTED", "judgedBy": "ann", "reason": "It says so.", "judgedAt": "2020-01-02T03:04:05Z"} {
			s.wantValue(item.Columns, column, want)
		}
		if written := item.Columns["written"].([]string); len(written) != len(claim.Statements) || !slices.IsSorted(written) {
			s.Errorf("written %v", written)
		}
	})
	s.run("reopened, rejected and accepted again", func(s *suite) {
		for _, v := range []store.Verdict{reopen, reject} {
			if receipt := s.mustApply(verdict(review, v)); receipt.Verdicts != 1 {
				s.Errorf("receipt %+v", receipt)
			}
			s.wantFound("Deal", eq("id", "deal:doubtful"))
			s.wantColumn("company:alone", "dealCount", int64(0))
			s.wantColumn("deal:doubtful", store.ColumnCredence, "RETRACTED")
		}
		s.wantValue(s.review(review).Columns, "state", "REJECTED")
		s.mustApply(verdict(review, accept))
		s.wantFound("Deal", eq("id", "deal:doubtful"), "deal:doubtful")
		s.mustApply(verdict(review, reopen))
		item := s.review(review)
		for column, want := range map[string]any{"state": "OPEN", "judgedBy": nil, "reason": nil, "judgedAt": nil} {
			s.wantValue(item.Columns, column, want)
		}
	})
	s.run("a rejected claim is left out when its article is read again", func(s *suite) {
		other := (&Batch{}).In("article:paper")
		other.State("company:alone", "country", "DE")
		doubt := &store.Review{Subject: "Alone is in Germany", Article: "article:paper", Statements: other.Statements}
		s.mustApply(&store.Batch{Reviews: []*store.Review{doubt}})
		s.mustApply(verdict(doubt, reject))
		if receipt := s.mustApply(&other.Batch); receipt.Rejected != 1 || receipt.Statements != 0 {
			s.Errorf("receipt %+v", receipt)
		}
		s.wantColumn("company:alone", "country", nil)
		s.mustApply(verdict(doubt, reopen))
		if receipt := s.mustApply(&other.Batch); receipt.Statements != 1 { // nobody rejects it any more
			s.Errorf("receipt %+v", receipt)
		}
		s.wantColumn("company:alone", "country", "DE")
		s.mustApply(verdict(doubt, reject))
		s.wantColumn("company:alone", "country", nil)
		s.mustApply(verdict(doubt, reopen)) // it was written without
		s.wantColumn("company:alone", "country", "DE")
		s.mustApply(verdict(doubt, reject))
	})
	s.run("a statement that two claims hold", func(s *suite) {
		first, second := (&Batch{}).In("article:interview"), (&Batch{}).In("article:interview")
		first.Thing("company:late", "name", "Late")
		second.Thing("company:late", "name", "Late", "country", "SE")
		a := &store.Review{Article: "article:interview", Statements: first.Statements}
		b := &store.Review{Article: "article:interview", Statements: second.Statements}
		s.mustApply(&store.Batch{Reviews: []*store.Review{a, b}})
		s.mustApply(verdict(a, accept))
		s.mustApply(verdict(b, accept))
		s.mustApply(verdict(a, reopen)) // the other holds it
		s.wantFound("Company", eq("country", "SE"), "company:late")
		s.mustApply(verdict(b, reject))
		s.wantFound("Company", eq("id", "company:late"))
		s.mustApply(&first.Batch) // is left out: it is rejected
		s.wantFound("Company", eq("id", "company:late"))
		s.mustApply(verdict(b, reopen))
		s.wantFound("Company", eq("id", "company:late"), "company:late") // as written without
		s.wantColumn("company:late", "country", nil)
	})
	s.run("a retracted article", func(s *suite) {
		s.mustApply(verdict(review, accept))
		s.mustApply(verdict(review, reject))
		s.mustApply(&store.Batch{Retractions: []*store.Retraction{{Article: "article:paper", Reason: "Made up."}}})
		state := s.dumpAll()
		s.refused(verdict(review, accept), store.CodeInvalid)
		s.refused(&store.Batch{Reviews: []*store.Review{{Article: "article:paper", Left: "company:alone", Right: "company:unit"}}}, store.CodeInvalid)
		if after := s.dumpAll(); after != state {
			s.Error("a refused verdict wrote")
		}
		s.mustApply(&store.Batch{Reinstatements: []string{"article:paper"}})
		s.wantFound("Deal", eq("id", "deal:doubtful")) // a person rejected it
		s.wantColumn("company:alone", "country", nil)
		s.wantColumn("deal:sale", store.ColumnArticleCount, int64(3))
		again := verdict(review, accept)
		again.Reinstatements = []string{"article:paper"}
		s.mustApply(&store.Batch{Retractions: []*store.Retraction{{Article: "article:paper"}}})
		s.mustApply(again)
		s.wantFound("Deal", eq("id", "deal:doubtful"), "deal:doubtful")
		s.mustApply(verdict(review, reopen))
	})
	s.run("raised and decided at once", func(s *suite) {
		b := (&Batch{}).In("article:at-once")
		b.Article(&store.Article{ID: "article:at-once", Genre: "REPORT", Published: "2019"})
		claim := (&Batch{}).In("article:at-once")
		claim.Thing("company:at-once", "name", "At Once")
		doubt := &store.Review{Article: "article:at-once", Statements: claim.Statements}
		b.Reviews, b.Verdicts = []*store.Review{doubt}, []*store.Verdict{{Review: doubt.ID(), Accept: true}}
		for i := range 2 {
			if receipt := s.mustApply(&b.Batch); receipt.Statements != 2-2*i || receipt.Verdicts != 1-i || receipt.Reviews != 1-i {
				s.Errorf("receipt %+v", receipt)
			}
		}
		s.wantFound("Company", eq("name", "At Once"), "company:at-once")
	})
	for name, b := range map[string]*store.Batch{
		"an unknown review":         {Verdicts: []*store.Verdict{{Review: "review:0123456789abcdef0123"}}},
		"no id of a review":         {Verdicts: []*store.Verdict{{Review: "company:giver"}}},
		"two verdicts on one":       {Verdicts: []*store.Verdict{{Review: review.ID()}, {Review: review.ID(), Accept: true}}},
		"accepts and reopens":       {Verdicts: []*store.Verdict{{Review: review.ID(), Accept: true, Reopen: true}}},
		"a statement of another":    {Reviews: []*store.Review{{Article: "article:release", Statements: claim.Statements}}},
		"a bad statement":           {Reviews: []*store.Review{{Article: "article:paper", Statements: []*store.Statement{{Subject: "company:new", Property: "colour", Value: "red", Article: "article:paper"}}}}},
		"a claim and a match":       {Reviews: []*store.Review{{Article: "article:paper", Statements: claim.Statements, Left: "company:giver", Right: "company:unit"}}},
		"a match across kinds":      {Reviews: []*store.Review{{Article: "article:paper", Left: "company:giver", Right: "person:chief"}}},
		"a match of one":            {Reviews: []*store.Review{{Article: "article:paper", Left: "company:giver", Right: "company:giver"}}},
		"nothing in question":       {Reviews: []*store.Review{{Article: "article:paper"}}},
		"of an unknown article":     {Reviews: []*store.Review{{Article: "article:nowhere", Left: "company:giver", Right: "company:unit"}}},
		"more than sure":            {Reviews: []*store.Review{{Article: "article:paper", Left: "company:giver", Right: "company:unit", Confidence: 1.5}}},
		"accepted, but without end": {Reviews: []*store.Review{dangling()}, Verdicts: []*store.Verdict{{Review: dangling().ID(), Accept: true}}},
	} {
		s.run("refused: "+name, func(s *suite) {
			before := s.dumpAll()
			s.refused(b, store.CodeInvalid)
			if after := s.dumpAll(); after != before {
				s.Error("a refused batch wrote")
			}
		})
	}
}

// dangling is a claim that cannot be written: an edge leads nowhere.
func dangling() *store.Review {
	b := (&Batch{}).In("article:interview")
	b.Thing("product:new", "maker", "company:nowhere")
	return &store.Review{Article: "article:interview", Statements: b.Statements}
}

// review reads a review with all there is of it.
func (s *suite) review(review *store.Review) *store.Node {
	s.Helper()
	shape := columns(columnNames(s.kinds.Kind("ReviewItem").Columns())...)
	shape.Follows = []*store.Follow{out("article", "ReviewItem", "article", "Article")}
	page := s.mustFind(&store.Query{Kinds: []string{"ReviewItem"}, List: store.List{Where: eq("id", review.ID()), Limit: 2}, Shapes: shapes("ReviewItem", shape)})
	if len(page.Rows) != 1 {
		s.Fatalf("%s is not there", review.ID())
	}
	return page.Rows[0].Node
}

// wantReviews lists reviews by confidence, the greatest first.
func (s *suite) wantReviews(where *store.Cond, want ...*store.Review) {
	s.Helper()
	var ids []string
	for _, review := range want {
		ids = append(ids, review.ID())
	}
	s.wantIDs(s.mustFind(&store.Query{Kinds: []string{"ReviewItem"}, List: store.List{Where: where, Order: []store.Order{{Column: "confidenceKey", Desc: true}}, Limit: 100}}), ids...)
}

// dumpAll is dump with what is internal, but for the change log.
func (s *suite) dumpAll() string {
	s.Helper()
	text := []string{s.dump()}
	for _, kind := range s.kinds.All() {
		if kind.Group == store.Internal && kind.Name != "Change" {
			for _, row := range s.whole(kind).Rows {
				text = append(text, fmt.Sprint(row.Node.ID, row.Node.Columns))
			}
		}
	}
	return strings.Join(text, "\n")
}
