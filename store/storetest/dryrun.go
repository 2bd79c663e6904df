package storetest

import (
	"reflect"

	"github.com/dealgraph/dealgraph/store"
)

// dryRunCases: a dry run tells what the write then does, and leaves no trace.
func dryRunCases(s *suite) {
	fresh := (&Batch{}).In("article:dry")
	fresh.Article(&store.Article{ID: "article:dry", Genre: "REPORT", Published: "2018"})
	fresh.Thing("company:dry", "name", "Dry")
	fresh.Thing("product:dry", "name", "Drier", "maker", "company:dry")
	for _, test := range []struct {
		name  string
		batch *store.Batch
	}{
		{"of new statements", &fresh.Batch},
		{"of a retraction", &store.Batch{Retractions: []*store.Retraction{{Article: "article:interview", Reason: "It was made up."}}}},
		{"of a reinstatement", &store.Batch{Reinstatements: []string{"article:interview"}}},
		{"of nothing new", Fixture()},
	} {
		s.run(test.name, func(s *suite) {
			before, sequence := s.dump(), s.mustApply(&store.Batch{}).Sequence
			dry := *test.batch
			dry.DryRun = true
			told := s.mustApply(&dry)
			if told.Sequence != 0 {
				s.Errorf("a dry run has the number %d", told.Sequence)
			}
			if after := s.dump(); after != before {
				s.Errorf("a dry run wrote\nfrom %s\nto   %s", before, after)
			}
			done := s.mustApply(test.batch)
			if done.Sequence != sequence+1 {
				s.Errorf("sequence %d after %d: a dry run took a number", done.Sequence, sequence)
			}
			if told.Sequence = done.Sequence; !reflect.DeepEqual(told, done) {
				s.Errorf("the dry run told %+v\nthe write did    %+v", told, done)
			}
			if len(done.Changes) != len(done.Nodes) {
				s.Errorf("%d changes of %d nodes", len(done.Changes), len(done.Nodes))
			}
			for i, c := range done.Changes {
				if c.ID != done.Nodes[i] || c.Nature == "" {
					s.Errorf("change %d: %+v of %s", i, c, done.Nodes[i])
				}
			}
		})
	}
	s.run("what is at fault is refused", func(s *suite) {
		b := (&Batch{}).In("article:nowhere")
		b.Thing("company:new", "name", "New")
		b.DryRun = true
		s.refused(&b.Batch, store.CodeInvalid)
	})
}
