package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

// review is what tests ask of a review.
type review struct {
	ID, Question, State, Subject string
	Kinds, Reasons               []string
	Confidence                   float64
	Passage                      struct{ Sentence string }
	Article                      struct{ ID, Headline string }
	Claims                       []struct{ Subject, Property, Value, Stance string }
	Left, Right                  *struct {
		ID   string
		Node *struct{ ID, Name string }
	}
	Decision *struct{ By, Reason, At string }
}

const reviewFields = `id question state subject kinds confidence reasons passage { sentence } article { id headline }
  claims { subject property value stance } left { id node { id ... on Party { name } } } right { id node { id ... on Party { name } } } decision { by reason at }`

// raise writes two doubtful claims and a doubtful match of an article of its
// own, and returns their ids, the surest first.
func raise(t *testing.T, s *service) []string {
	t.Helper()
	const article = "article:doubtful-notice"
	passage := store.Passage{Sentence: "It is said that Orvelia licensed patents to Tamarin.", Paragraph: 1}
	said := func(subject, property, value string) *store.Statement {
		return &store.Statement{Subject: subject, Property: property, Value: value, Article: article, Passage: passage, Extractor: "test", Confidence: 0.5}
	}
	claim := &store.Review{Subject: "License: Orvelia → Tamarin", Article: article, Passage: passage, Confidence: 0.6, Reasons: []string{"Hearsay."}, Statements: []*store.Statement{
		said("deal:orvelia-tamarin", "self", ""), said("deal:orvelia-tamarin", "dealKind", "LICENSE"),
		said("deal:orvelia-tamarin", "licensor", "company:orvelia"), said("deal:orvelia-tamarin", "licensee", "company:tamarin")}}
	weak := &store.Review{Subject: "Orvelia is in Norway", Article: article, Confidence: 0.3, Statements: []*store.Statement{said("company:orvelia", "country", "NO")}}
	match := &store.Review{Subject: "Orvelia: Orvelia Group?", Article: article, Left: "company:orvelia", Right: "company:orvelia-group", Confidence: 0.5, Reasons: []string{"One name holds the other."}}
	must(s.Apply(t.Context(), &store.Batch{
		Articles: []*store.Article{{ID: article, Genre: "NEWS", Headline: "A doubtful notice", Published: "2020-02-02"}},
		Statements: []*store.Statement{
			said("company:orvelia", "self", ""), said("company:orvelia", "name", "Orvelia"), said("company:tamarin", "self", ""), said("company:tamarin", "name", "Tamarin"),
			said("company:orvelia-group", "self", ""), said("company:orvelia-group", "name", "Orvelia Group")},
		Reviews: []*store.Review{claim, weak, match},
	}))(t)
	return []string{claim.ID(), match.ID(), weak.ID()}
}

// queue asks for the review queue with these arguments in one store call, or two
// where nodes of pairs are selected and there are pairs.
func (s *service) queue(t *testing.T, arguments string) []review {
	t.Helper()
	type answer struct {
		ReviewQueue struct {
			TotalCount int
			Nodes      []review
		}
	}
	s.reset()
	a := written[answer](t, s, `{ reviewQueue`+arguments+` { totalCount nodes { `+reviewFields+` } } }`)
	pairs := 0
	for _, r := range a.ReviewQueue.Nodes {
		if r.Left != nil {
			pairs = 1
		}
	}
	if s.calls != 1+pairs {
		t.Errorf("reviewQueue%s took %d store calls, want %d", arguments, s.calls, 1+pairs)
	}
	return a.ReviewQueue.Nodes
}

// testReviewQueue reads the queue with all its arguments, and page by page.
func testReviewQueue(t *testing.T, s *service) {
	ids := raise(t, s)
	for arguments, want := range map[string][]string{
		``:                                        ids,
		`(orderBy: LEAST_SURE)`:                   {ids[2], ids[1], ids[0]},
		`(question: MATCH)`:                       {ids[1]},
		`(question: CLAIM)`:                       {ids[0], ids[2]},
		`(kinds: [DEAL])`:                         {ids[0]},
		`(kinds: [])`:                             ids,
		`(minConfidence: 0.5)`:                    {ids[0], ids[1]},
		`(article: "article:doubtful-notice")`:    ids,
		`(article: "article:nobody-wrote")`:       nil,
		`(state: ACCEPTED)`:                       nil,
		`(state: null, last: 1)`:                  {ids[2]},
		`(first: 1)`:                              {ids[0]},
		`(orderBy: NEWEST, kinds: [DEAL])`:        {ids[0]},
		`(orderBy: OLDEST, minConfidence: 0.55)`:  {ids[0]},
		`(state: OPEN, question: null, first: 2)`: {ids[0], ids[1]},
	} {
		var got []string
		for _, r := range s.queue(t, arguments) {
			got = append(got, r.ID)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v, want %v", arguments, got, want)
		}
	}
	all := s.queue(t, "")
	claim, match := all[0], all[1]
	if claim.Subject != "License: Orvelia → Tamarin" || claim.Question != "CLAIM" || claim.State != "OPEN" || claim.Confidence != 0.6 || fmt.Sprint(claim.Kinds, claim.Reasons) != "[DEAL] [Hearsay.]" ||
		!strings.HasPrefix(claim.Passage.Sentence, "It is said") || claim.Article.Headline != "A doubtful notice" || claim.Left != nil || claim.Decision != nil ||
		len(claim.Claims) != 4 || claim.Claims[2].Subject != "deal:orvelia-tamarin" || claim.Claims[2].Property != "licensor" || claim.Claims[2].Value != "company:orvelia" || claim.Claims[2].Stance != "ASSERTS" {
		t.Errorf("claim %+v", claim)
	}
	if len(match.Claims) != 0 || match.Left.ID != "company:orvelia" || match.Left.Node.Name != "Orvelia" || match.Right.Node.Name != "Orvelia Group" {
		t.Errorf("match %+v", match)
	}
	type paged struct {
		ReviewQueue struct {
			Edges    []struct{ Node review }
			PageInfo struct {
				EndCursor   string
				HasNextPage bool
			}
		}
	}
	var seen []string
	for after := "null"; ; {
		page := written[paged](t, s, `{ reviewQueue(first: 1, after: `+after+`) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`)
		for _, e := range page.ReviewQueue.Edges {
			seen = append(seen, e.Node.ID)
		}
		if !page.ReviewQueue.PageInfo.HasNextPage {
			break
		}
		after = `"` + page.ReviewQueue.PageInfo.EndCursor + `"`
	}
	if strings.Join(seen, " ") != strings.Join(ids, " ") {
		t.Errorf("page by page %v, want %v", seen, ids)
	}
	for arguments, code := range map[string]string{`(minConfidence: 2)`: "BAD_INPUT", `(first: 201)`: "BAD_INPUT", `(after: "x")`: "BAD_CURSOR", `(orderBy: null)`: "BAD_INPUT", `(state: CLOSED)`: "GRAPHQL_VALIDATION_FAILED"} {
		if a := s.answer(t, `{ reviewQueue`+arguments+` { totalCount } }`, ""); len(a.Errors) != 1 || a.Errors[0].Extensions.Code != code {
			t.Errorf("%s: %+v, want %s", arguments, a, code)
		}
	}
	if got := s.ask(t, `{ none: review(id: "review:0000") { id } wrong: review(id: "company:orvelia") { id } one: review(id: "`+ids[0]+`") { subject } }`, ""); !strings.HasPrefix(got, `{"data":{"none":null,"wrong":null,"one":{"subject":"License: Orvelia → Tamarin"}}`) {
		t.Errorf("by id: %s", got)
	}
}

// testVerdicts accepts, rejects and reopens a claim: what a verdict wrote goes
// when it is taken back, and the second of two verdicts alike changes nothing.
func testVerdicts(t *testing.T, s *service) {
	id := raise(t, s)[0]
	type answer struct {
		Review struct {
			Review            review
			Changed           bool
			StatementsWritten int
			Effect            effect
		}
	}
	decide := func(verdict string) answer {
		t.Helper()
		return written[answer](t, s, fmt.Sprintf(`mutation { review(id: %q, verdict: %s, by: "ann", reason: "She knows.") { changed statementsWritten review { %s } %s } }`, id, verdict, reviewFields, effectFields))
	}
	deals := func() int {
		t.Helper()
		var a struct{ Deals struct{ TotalCount int } }
		if err := json.Unmarshal([]byte(data(t, s.ask(t, `{ deals(where: {id: {eq: "deal:orvelia-tamarin"}}) { totalCount } }`, ""))), &a); err != nil {
			t.Fatal(err)
		}
		return a.Deals.TotalCount
	}
	sequence := s.sequence(t)
	dry := written[answer](t, s, fmt.Sprintf(`mutation { review(id: %q, verdict: ACCEPT, dryRun: true) { changed statementsWritten review { %s } %s } }`, id, reviewFields, effectFields)).Review
	if !dry.Changed || dry.StatementsWritten != 4 || dry.Effect.of("CREATED") != 1 || dry.Effect.Sequence != nil || dry.Review.State != "OPEN" || deals() != 0 || s.sequence(t) != sequence+1 {
		t.Errorf("dry run: %+v", dry)
	}
	for i, step := range []struct {
		verdict, state string
		changed        bool
		deals          int
	}{
		{"REOPEN", "OPEN", false, 0}, {"ACCEPT", "ACCEPTED", true, 1}, {"ACCEPT", "ACCEPTED", false, 1}, {"REOPEN", "OPEN", true, 0},
		{"REJECT", "REJECTED", true, 0}, {"REJECT", "REJECTED", false, 0}, {"ACCEPT", "ACCEPTED", true, 1}, {"REJECT", "REJECTED", true, 0}, {"REOPEN", "OPEN", true, 0},
	} {
		a := decide(step.verdict).Review
		if a.Changed != step.changed || a.Review.State != step.state || deals() != step.deals || len(a.Effect.Changes) > 0 && !step.changed {
			t.Errorf("step %d, %s: %+v, %d deals", i, step.verdict, a, deals())
		}
		if decided := a.Review.Decision; (decided != nil) != (step.state != "OPEN") || decided != nil && (decided.By != "ann" || decided.Reason != "She knows." || decided.At == "") {
			t.Errorf("step %d, %s: decision %+v", i, step.verdict, decided)
		}
		if i == 1 && (a.StatementsWritten != 4 || a.Effect.of("CREATED") != 1) {
			t.Errorf("accepted: %+v", a)
		}
	}
	before := s.sequence(t)
	for field, code := range map[string]string{
		`review(id: "review:00000000000000000000", verdict: ACCEPT) { changed }`:                        "BAD_INPUT",
		`review(id: "company:orvelia", verdict: ACCEPT) { changed }`:                                    "BAD_INPUT",
		`review(id: "` + id + `", verdict: MAYBE) { changed }`:                                          "GRAPHQL_VALIDATION_FAILED",
		`review(id: "` + id + `", verdict: ACCEPT, by: "` + strings.Repeat("x", 201) + `") { changed }`: "BAD_INPUT",
	} {
		if a := s.answer(t, "mutation { "+field+" }", ""); len(a.Errors) != 1 || a.Errors[0].Extensions.Code != code {
			t.Errorf("%s: %+v, want %s", field, a, code)
		}
	}
	if s.sequence(t) != before+1 {
		t.Error("a bad verdict wrote")
	}
}

// testJudge: what is judged the same is one node, and two again when that is
// taken back or changed; a review of the pair follows.
func testJudge(t *testing.T, s *service) {
	match := raise(t, s)[1]
	type answer struct {
		P struct {
			Left, Right *struct{ ID, Name string }
			Changed     bool
			Effect      effect
		}
	}
	const pair = `left: "company:orvelia-group", right: "company:orvelia"`
	sequence := s.sequence(t)
	for _, field := range []string{`judge(` + pair + `, same: true, dryRun: true)`, `judge(` + pair + `, same: false, dryRun: true)`, `withdrawJudgement(` + pair + `, dryRun: true)`} {
		dry := written[answer](t, s, `mutation { p: `+field+` { changed dryRun left { id ... on Party { name } } `+effectFields+` } }`).P
		if dry.Changed != strings.HasPrefix(field, "judge") || dry.Left == nil || dry.Left.ID != "company:orvelia-group" || dry.Effect.Sequence != nil {
			t.Errorf("%s: %+v", field, dry)
		}
	}
	if s.sequence(t) != sequence+1 {
		t.Error("a dry run wrote")
	}
	for i, step := range []struct {
		field   string
		changed bool
		state   string // of the review
	}{
		{`withdrawJudgement(` + pair + `)`, false, "OPEN"},
		{`judge(` + pair + `, same: true, by: "ann")`, true, "ACCEPTED"},
		{`judge(` + pair + `, same: true, by: "ann")`, false, "ACCEPTED"},
		{`judge(` + pair + `, same: false, by: "bo")`, true, "REJECTED"},
		{`withdrawJudgement(` + pair + `)`, true, "OPEN"},
		{`review(id: "` + match + `", verdict: ACCEPT)`, true, "ACCEPTED"},
		{`withdrawJudgement(` + pair + `)`, true, "OPEN"},
	} {
		fields := `left { id ... on Party { name } } right { id ... on Party { name } }`
		if strings.HasPrefix(step.field, "review") {
			fields = ``
		}
		a := written[answer](t, s, `mutation { p: `+step.field+` { changed `+fields+` `+effectFields+` } }`).P
		if a.Changed != step.changed {
			t.Errorf("step %d, %s: %+v", i, step.field, a)
		}
		var now struct {
			Nodes  []*struct{ ID string }
			Review review
		}
		if err := json.Unmarshal([]byte(data(t, s.ask(t, `{ nodes(ids: ["company:orvelia", "company:orvelia-group"]) { id } review(id: "`+match+`") { `+reviewFields+` } }`, ""))), &now); err != nil {
			t.Fatal(err)
		}
		if now.Review.State != step.state {
			t.Errorf("step %d, %s: the review is %s, want %s", i, step.field, now.Review.State, step.state)
		}
		one := step.state == "ACCEPTED"
		if now.Nodes[0] == nil || now.Nodes[1] == nil || (now.Nodes[0].ID == now.Nodes[1].ID) != one {
			t.Errorf("step %d, %s: the two are %+v and %+v", i, step.field, now.Nodes[0], now.Nodes[1])
		}
		if fields != "" && (a.Left == nil || a.Right == nil || (a.Left.ID == a.Right.ID) != one) {
			t.Errorf("step %d, %s: %+v", i, step.field, a)
		}
		if step.changed && one && a.Effect.of("MERGED") != 1 {
			t.Errorf("step %d, %s: %+v", i, step.field, a.Effect)
		}
		wantNode := `{"node":{"id":"company:orvelia-group","formerIds":[]},"company":{"formerIds":[]},"companies":{"totalCount":1}}`
		if step.state == "ACCEPTED" {
			wantNode = `{"node":{"id":"company:orvelia","formerIds":["company:orvelia-group"]},"company":{"formerIds":["company:orvelia-group"]},"companies":{"totalCount":0}}`
		}
		node := s.ask(t, `{ node(id: "company:orvelia-group") { id ... on Entity { formerIds } } company(by: {id: "company:orvelia"}) { formerIds } companies(where: {id: {eq: "company:orvelia-group"}}) { totalCount } }`, "")
		if !strings.HasPrefix(node, `{"data":`+wantNode) {
			t.Errorf("step %d, %s: the node of the former id is %s, want %s", i, step.field, node, wantNode)
		}
	}
	before := s.sequence(t)
	for field, code := range map[string]string{
		`judge(left: "company:orvelia", right: "company:orvelia", same: true) { changed }`:        "BAD_INPUT",
		`judge(left: "company:orvelia", right: "person:lei-jun", same: true) { changed }`:         "BAD_INPUT",
		`judge(left: "article:doubtful-notice", right: "article:x", same: true) { changed }`:      "BAD_INPUT",
		`judge(left: "", right: "company:orvelia", same: true) { changed }`:                       "BAD_INPUT",
		`judge(left: "company:orvelia", right: "company:tamarin") { changed }`:                    "GRAPHQL_VALIDATION_FAILED",
		`judge(left: "company:orvelia", right: "company:tamarin", same: "yes") { changed }`:       "GRAPHQL_VALIDATION_FAILED",
		`withdrawJudgement(left: "company:orvelia", right: "company:orvelia") { changed }`:        "BAD_INPUT",
		`judge(left: "nothing", right: "company:orvelia", same: true) { effect { sequence } }`:    "BAD_INPUT",
		`judge(left: "company:o r", right: "company:orvelia", same: true) { effect { omitted } }`: "BAD_INPUT",
	} {
		if a := s.answer(t, "mutation { "+field+" }", ""); len(a.Errors) != 1 || a.Errors[0].Extensions.Code != code {
			t.Errorf("%s: %+v, want %s", field, a, code)
		}
	}
	if s.sequence(t) != before+1 {
		t.Error("a bad judgement wrote")
	}
}
