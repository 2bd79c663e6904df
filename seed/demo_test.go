package seed_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/seed"
	"github.com/dealgraph/dealgraph/store"
)

// Whatever shows of the demo says that it is invented, and nothing of it
// touches what another set states.
func TestTheDemoIsMarked(t *testing.T) {
	kinds := mustKinds(t)
	set := mustLoad(t, seed.Demo, seed.DemoDir, kinds)
	if n := len(set.Sources); n < 12 || n > 16 {
		t.Errorf("%d articles", n)
	}
	for _, source := range set.Sources {
		if !source.Invented {
			t.Errorf("%s is not invented", source.Name)
		}
		if len(source.Article.Publishers) == 0 || source.Article.Published == "" {
			t.Errorf("%s has no publisher or no date", source.Name)
		}
		if source.Article.ID != "article:"+source.Name {
			t.Errorf("%s is %s", source.Name, source.Article.ID)
		}
		ids := append(slices.Clone(source.Article.Publishers), source.Article.ID)
		for _, s := range source.Statements {
			ids = append(ids, s.Subject)
			for _, id := range []string{s.SaidBy, s.SaidFor, s.Value} {
				if kinds.KindOf(id) != nil {
					ids = append(ids, id)
				}
			}
			if kinds.KindOf(s.Subject).Group == store.Entity && slices.Contains([]string{"name", "label", "title"}, s.Property) &&
				!strings.Contains(strings.ToLower(s.Value), "invented") {
				t.Errorf("%s: the name %q does not say that it is invented", source.Name, s.Value)
			}
			if !strings.Contains(strings.ToLower(s.Passage.Sentence), strings.ToLower(s.SaidAs)) {
				t.Errorf("%s: %q is not said in %q", source.Name, s.SaidAs, s.Passage.Sentence)
			}
		}
		for _, id := range ids {
			if _, slug, _ := strings.Cut(id, ":"); !strings.HasPrefix(slug, "demo-") {
				t.Errorf("%s: %s is no id of the demo", source.Name, id)
			}
		}
	}
	if got := len(set.Batch().Retractions); got != 1 {
		t.Errorf("%d retractions", got)
	}
}

// The demo's own files are the copies that verify takes.
func TestTheDemoVerifies(t *testing.T) {
	set := mustLoad(t, seed.Demo, seed.DemoDir, mustKinds(t))
	for _, source := range set.Sources {
		text, err := seed.Demo.ReadFile(path.Join(seed.DemoDir, source.Name+".md"))
		if err != nil {
			t.Fatal(err)
		}
		report, err := set.Verify(source.Name, string(text))
		if err != nil {
			t.Fatal(err)
		}
		if inPlace, _, _ := report.Count(); inPlace != len(source.Passages) {
			t.Error(report)
		}
	}
}

// Both sets in one store: neither changes what the other wrote.
func TestTheSetsDoNotMix(t *testing.T) {
	kinds := mustKinds(t)
	to := mustOpen(t, kinds)
	for _, name := range seed.Names() {
		set, err := seed.Open(name, kinds)
		if err != nil {
			t.Fatal(err)
		}
		report, err := set.Apply(t.Context(), to)
		if err != nil {
			t.Fatal(err)
		}
		if report.Statements.Known != 0 || report.Articles.Known != 0 {
			t.Errorf("%s: %s", name, report)
		}
	}
	for _, name := range seed.Names() {
		set, err := seed.Open(name, kinds)
		if err != nil {
			t.Fatal(err)
		}
		report, err := set.Apply(t.Context(), to)
		if err != nil {
			t.Fatal(err)
		}
		if report.Statements.Written != 0 || report.Articles.Written != 0 || !strings.HasPrefix(report.String(), "seeded nothing") {
			t.Errorf("%s, written again: %s", name, report)
		}
	}
}

func TestSetsByName(t *testing.T) {
	kinds := mustKinds(t)
	if _, err := seed.Open("news", kinds); store.CodeOf(err) != store.CodeInvalid || !strings.Contains(err.Error(), "there are articles, demo") {
		t.Error(err)
	}
	for _, article := range []string{"road-to-vr-nokia-xiaomi", "demo-paneway-release", "article:demo-paneway-release"} {
		set, err := seed.With(article, kinds)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := set.Source(article); err != nil {
			t.Error(err)
		}
	}
	if _, err := seed.With("nowhere", kinds); store.CodeOf(err) != store.CodeInvalid || !strings.Contains(err.Error(), "road-to-vr-nokia-xiaomi, demo-brasquill-tarnifex-release") {
		t.Error(err)
	}
}
