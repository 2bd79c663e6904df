package gold_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/gold"
	"github.com/dealgraph/dealgraph/ingest/rules"
)

// floor is what the rules must reach on a set of articles. A change that does
// better raises it; one that falls below has to say why.
type floor struct {
	// accepted and queued are F1 of what is written unreviewed, and of that with
	// what waits for review.
	accepted, queued map[gold.Measure]float64
	// dealPrecision is that of deals written unreviewed.
	dealPrecision float64
	// dealRecall is that of deals written or waiting.
	dealRecall float64
	// unreal is how many rumoured, denied and terminated deals may be written as
	// real ones: known faults, still to be mended.
	unreal int
	// secret: what is missed is not told, only how much.
	secret bool
}

// floors has one for each folder of articles.
var floors = map[string]floor{
	"seen": {
		accepted:      map[gold.Measure]float64{gold.Companies: .95, gold.People: .94, gold.PeopleRole: .88, gold.DealsLenient: .58, gold.DealsStrict: .53, gold.Products: .84, gold.TechnologiesLenient: .90},
		queued:        map[gold.Measure]float64{gold.Companies: .95, gold.People: .94, gold.PeopleRole: .82, gold.DealsLenient: .80, gold.DealsStrict: .70},
		dealPrecision: .95,
		dealRecall:    .76,
	},
	// These are kept from whoever writes rules: no miss of theirs is looked at.
	"heldout": {
		accepted:      map[gold.Measure]float64{gold.Companies: .90, gold.People: .92, gold.PeopleRole: .80, gold.DealsLenient: .66, gold.DealsStrict: .61, gold.Products: .60, gold.TechnologiesLenient: .77},
		queued:        map[gold.Measure]float64{gold.Companies: .90, gold.People: .92, gold.PeopleRole: .79, gold.DealsLenient: .71, gold.DealsStrict: .64},
		dealPrecision: .95,
		dealRecall:    .72,
		secret:        true,
	},
	// These were kept from whoever wrote the rules until the rules were frozen.
	"unseen": {
		accepted:      map[gold.Measure]float64{gold.Companies: .94, gold.People: .94, gold.PeopleRole: .93, gold.DealsLenient: .65, gold.DealsStrict: .64, gold.Products: .72, gold.TechnologiesLenient: .87},
		queued:        map[gold.Measure]float64{gold.Companies: .94, gold.People: .94, gold.PeopleRole: .93, gold.DealsLenient: .80, gold.DealsStrict: .72},
		dealPrecision: .95,
		dealRecall:    .78,
	},
}

// TestRules measures the rules on all annotated articles; -v prints the table.
func TestRules(t *testing.T) {
	var columns []gold.Column
	all := sets(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		articles := all[name]
		floor, ok := floors[name]
		if !ok {
			t.Errorf("articles/%s has no floor: measure it, then give it one in floors", name)
		}
		found, err := gold.Extract(t.Context(), rules.New(), articles)
		if err != nil {
			t.Fatal(err)
		}
		accepted := gold.Score(gold.Predictions(found, extract.Accepted), articles, false)
		queued := gold.Score(gold.Predictions(found, extract.Queued), articles, false)
		columns = append(columns, gold.Column{Name: name, Report: accepted}, gold.Column{Name: name + " and queued", Report: queued})

		tell := logMisses
		if floor.secret {
			tell = func(*testing.T, *gold.Report, gold.Measure, ...gold.Why) {}
		}
		// What is written unreviewed must be right.
		if accepted.InventedDeals > 0 {
			t.Errorf("%s: %d deals in articles that have none", name, accepted.InventedDeals)
			tell(t, accepted, gold.DealsLenient, gold.Wrong)
		}
		if accepted.UnrealAsReal > floor.unreal {
			t.Errorf("%s: %d rumoured, denied and terminated deals reported as real, %d may be", name, accepted.UnrealAsReal, floor.unreal)
			tell(t, accepted, gold.DealsLenient, gold.Status)
		}
		if p := accepted.Counts[gold.DealsLenient].Precision(); p < floor.dealPrecision {
			t.Errorf("%s: the precision of deals is %.3f, the floor %.3f", name, p, floor.dealPrecision)
			tell(t, accepted, gold.DealsLenient, gold.Wrong)
		}
		if r := queued.Counts[gold.DealsLenient].Recall(); r < floor.dealRecall {
			t.Errorf("%s and queued: the recall of deals is %.3f, the floor %.3f", name, r, floor.dealRecall)
			tell(t, queued, gold.DealsLenient, gold.Missing)
		}
		hold(t, name, accepted, floor.accepted, tell)
		hold(t, name+" and queued", queued, floor.queued, tell)
	}
	var table strings.Builder
	if err := gold.Table(&table, columns...); err != nil {
		t.Fatal(err)
	}
	t.Logf("right/wrong/missed behind each share\n%s", &table)
}

func hold(t *testing.T, name string, r *gold.Report, floors map[gold.Measure]float64, tell func(*testing.T, *gold.Report, gold.Measure, ...gold.Why)) {
	t.Helper()
	for _, m := range gold.Measures {
		if f := r.Counts[m].F1(); f < floors[m] {
			t.Errorf("%s: %s has F1 %.3f, the floor is %.3f", name, m, f, floors[m])
			tell(t, r, m, gold.Wrong, gold.Missing, gold.Duplicate, gold.Parties)
		}
	}
}

func logMisses(t *testing.T, r *gold.Report, measure gold.Measure, whys ...gold.Why) {
	t.Helper()
	for _, m := range r.Misses {
		if m.Measure == measure && slices.Contains(whys, m.Why) {
			t.Log(m.Article, m.Why, m.What)
		}
	}
}

// TestAnnotationsFindThemselves: the annotations as predictions are right in
// everything, so none contradicts itself.
func TestAnnotationsFindThemselves(t *testing.T) {
	for name, articles := range sets(t) {
		predictions, err := gold.LoadPredictions(os.DirFS(filepath.Join("articles", name)))
		if err != nil {
			t.Fatal(err)
		}
		r := gold.Score(predictions, articles, false)
		for _, m := range gold.Measures {
			if c := r.Counts[m]; c.FalsePositives+c.FalseNegatives > 0 {
				t.Errorf("%s: %s has %d right, %d wrong, %d missing", name, m, c.TruePositives, c.FalsePositives, c.FalseNegatives)
			}
		}
		if r.StatusTotal == 0 || r.StatusExact != r.StatusTotal || r.UnrealAsReal+r.InventedDeals+r.WithoutPrediction+r.DuplicateCompanies > 0 {
			t.Errorf("%s: got %+v", name, r)
		}
		for _, m := range r.Misses {
			t.Log(m)
		}
	}
}

// sets returns the annotated articles by their folder.
func sets(t *testing.T) map[string][]*gold.Article {
	t.Helper()
	folders, err := os.ReadDir("articles")
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string][]*gold.Article{}
	for _, f := range folders {
		if sets[f.Name()], err = gold.Load(os.DirFS(filepath.Join("articles", f.Name()))); err != nil {
			t.Fatalf("articles/%s: %v", f.Name(), err)
		}
	}
	return sets
}
