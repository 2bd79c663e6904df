package storetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// changeCases read the change log as writes leave it.
func changeCases(s *suite) {
	first := s.mustApply(Fixture())
	s.run("what is new", func(s *suite) {
		var ids []string
		for _, line := range s.changeLines(first.Sequence) {
			if !strings.HasPrefix(line, "CREATED ") {
				s.Errorf("%s", line)
			}
			ids = append(ids, strings.Fields(line)[1])
		}
		if !slices.Equal(ids, first.Nodes) || len(ids) == 0 {
			s.Errorf("got  %v\nwant %v", ids, first.Nodes)
		}
		s.wantChanges(first.Sequence, "CREATED company:alone [dealCount name trust] [article:release]",
			"CREATED deal:sale [announced anyParty buyer day dealKind dealValue matter partOf seller title trust undisclosed validity whole] [article:interview article:paper article:release]",
			"CREATED position:unknown [company jobTitle person positionKind trust validity] [article:release]")
	})
	s.run("a write that changes nothing logs nothing", func(s *suite) {
		if got := s.changes(s.mustApply(Fixture()).Sequence); got != "" {
			s.Errorf("%s", got)
		}
		b := (&Batch{}).In("article:paper")
		b.State("company:taker", store.RemarkProperty, "It grew.")
		b.State("company:taker", "name", "Xiaomi") // a second source changes neither the name nor the trust of the whole
		if got := s.changes(s.mustApply(&b.Batch).Sequence); got != "" {
			s.Errorf("%s", got)
		}
	})
	s.run("what changed, and by which articles", func(s *suite) {
		b := (&Batch{}).In("article:paper")
		b.Article(&store.Article{ID: "article:more", Genre: "REPORT", Published: "2018-05-06"})
		b.State("company:giver", "country", "SE")
		b.State("company:taker", "name", "Xiaomi Corporation")
		b.In("article:more")
		b.State("company:taker", "name", "Xiaomi Corporation")
		b.Thing("position:now")
		b.Thing("deal:new", "dealKind", "OTHER", "party", "company:alone")
		sequence := s.mustApply(&b.Batch).Sequence
		got := s.changeLines(sequence)
		want := []string{
			"UPDATED company:alone [dealCount] [article:more]",
			"UPDATED company:giver [country trust] [article:paper]",
			"UPDATED company:taker [aliases name] [article:more article:paper]",
			"UPDATED deal:back [title] [article:more article:paper]",
			"CREATED deal:new [anyParty dealKind party title trust whole] [article:more]",
			"UPDATED deal:rumour [title] [article:more article:paper]",
			"UPDATED deal:sale [title] [article:more article:paper]",
			"UPDATED deal:there [title] [article:more article:paper]",
			"UPDATED deal:umbrella [title] [article:more article:paper]",
			"UPDATED deal:undated [title] [article:more article:paper]",
			"UPDATED position:now [trust validity] [article:more]",
		}
		if !slices.Equal(got, want) {
			s.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
		}
	})
	s.run("an edge that goes, and one whose trust changes", func(s *suite) {
		b := (&Batch{}).In("article:interview")
		b.Article(&store.Article{ID: "article:last", Genre: "REPORT", Published: "2019-05-06"})
		b.State("position:now", "company", "company:taker")
		b.Stance = store.Corrects
		b.State("position:there", "company", "company:paper")
		sequence := s.mustApply(&b.Batch).Sequence
		// The release's publisher is no party to it any more.
		s.wantChanges(sequence, "UPDATED position:now [company] [article:interview]", "UPDATED position:there [company person trust] [article:interview]")
	})
	s.run("an article's other day", func(s *suite) {
		a := &store.Article{ID: "article:interview", Genre: "REPORT", Headline: "An interview", Published: "2017-01"}
		s.wantChanges(s.mustApply(&store.Batch{Articles: []*store.Article{a}}).Sequence, "UPDATED deal:rumour [anyParty party trust] [article:interview]")
	})
	s.run("retracted, and reinstated", func(s *suite) {
		sequence := s.mustApply(&store.Batch{Retractions: []*store.Retraction{{Article: "article:interview"}}}).Sequence
		s.wantChanges(sequence, "UPDATED company:taker [dealCount] [article:interview]", "RETRACTED deal:rumour [anyParty party trust] [article:interview]")
		sequence = s.mustApply(&store.Batch{Reinstatements: []string{"article:interview"}}).Sequence
		s.wantChanges(sequence, "UPDATED company:taker [dealCount] [article:interview]", "REINSTATED deal:rumour [anyParty party trust] [article:interview]")
	})
	s.run("in order", func(s *suite) {
		page := s.mustFind(&store.Query{Kinds: []string{"Change"}, List: store.List{Order: []store.Order{{Column: "sequenceKey"}}, Limit: 10_000},
			Shapes: shapes("Change", columns("sequence", "recordedAt"))})
		if len(page.Rows) < len(first.Nodes) {
			s.Errorf("%d changes", len(page.Rows))
		}
		if got := ids(page); !slices.IsSorted(got) {
			s.Errorf("ids don't sort as sequences: %v", got)
		}
		for _, row := range page.Rows {
			s.wantValue(row.Node.Columns, "recordedAt", "2020-01-02T03:04:05Z")
		}
	})
}

// changeLines tells what a write changed, by node.
func (s *suite) changeLines(sequence int64) []string {
	s.Helper()
	page := s.mustFind(&store.Query{Kinds: []string{"Change"}, List: store.List{Where: eq("sequence", sequence), Limit: 1000},
		Shapes: shapes("Change", &store.Shape{Columns: []string{"nature", "nodeId", "properties"}, Follows: []*store.Follow{out("articles", "Change", "articles", "Article")}})})
	var lines []string
	for _, row := range page.Rows {
		lines = append(lines, fmt.Sprint(row.Node.Columns["nature"], " ", row.Node.Columns["nodeId"], " ", row.Node.Columns["properties"], " ", ids(row.Node.Follows["articles"])))
	}
	return lines
}

func (s *suite) changes(sequence int64) string {
	s.Helper()
	return strings.Join(s.changeLines(sequence), "\n")
}

// wantChanges checks that a write changed this, among other things.
func (s *suite) wantChanges(sequence int64, want ...string) {
	s.Helper()
	got := s.changeLines(sequence)
	for _, line := range want {
		if !slices.Contains(got, line) {
			s.Errorf("lacks %s in\n  %s", line, strings.Join(got, "\n  "))
		}
	}
}
