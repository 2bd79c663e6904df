package seed_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dealgraph/dealgraph/seed"
	"github.com/dealgraph/dealgraph/store"
)

// fable is a set of one invented article.
func fable() map[string]*fstest.MapFile {
	return map[string]*fstest.MapFile{
		"fable.md": {Data: []byte(`---
id: article:fable
invented: true
headline: "Invented: Acme sues"
---

Invented: nobody sued. Nobody
was sued.

Acme sues Bolt. It wants an anvil.
`)},
		"fable.yaml": {Data: []byte(`article: article:fable
passages:
  lawsuit:
    digest: "Acme sues Bolt."
  mark:
    digest: "Invented: nobody sued."
statements:
  - {subject: company:acme, property: self, passage: lawsuit}
  - {subject: company:bolt, property: self, passage: mark}
`)},
	}
}

// The passages of an invented article stand in its own digest.
func TestPassagesOfAnInventedArticle(t *testing.T) {
	files := fable()
	set := mustLoad(t, fstest.MapFS(files), ".", mustKinds(t))
	want := []struct {
		key, sentence string
		paragraph     int
	}{{"lawsuit", "Acme sues Bolt.", 2}, {"mark", "Invented: nobody sued.", 1}}
	source := set.Sources[0]
	if !source.Invented {
		t.Error("it is not invented")
	}
	for i, p := range source.Passages {
		if p.Key != want[i].key || p.Sentence != want[i].sentence || p.Paragraph != want[i].paragraph ||
			p.SHA256 != fmt.Sprintf("%x", sha256.Sum256([]byte(want[i].sentence))) {
			t.Errorf("%+v", p)
		}
	}
	report, err := set.Verify("fable", string(files["fable.md"].Data))
	if err != nil || !report.OK() {
		t.Errorf("%v, %v", report, err)
	}
}

func TestFaultsOfAnInventedArticle(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{`"Acme sues Bolt."`, `"Acme sues"`, `fable.yaml:4: this is no whole sentence of fable.md: "Acme sues"`},
		{`"Acme sues Bolt."`, `"Acme sued Bolt."`, `fable.yaml:4: this sentence is not in fable.md`},
		{`"Acme sues Bolt."`, `"Acme sues Bolt."` + "\n    paragraph: 2", `fable.yaml:5: passage lawsuit has no key "paragraph": want digest`},
	} {
		files := fable()
		files["fable.yaml"].Data = []byte(strings.Replace(string(files["fable.yaml"].Data), test.old, test.new, 1))
		_, err := seed.Load(fstest.MapFS(files), ".", mustKinds(t))
		if err == nil {
			t.Fatalf("%s: want a fault", test.new)
		}
		mustMatch(t, faultsOf(t, err), []string{test.want})
	}
}

// A retracted article is in the batch with what it states, and so is its
// retraction; others must not lean on it.
func TestARetractedArticle(t *testing.T) {
	files := invented()
	for name, file := range fable() {
		files[name] = file
	}
	retract := func(name, reason string) {
		files[name].Data = []byte(strings.Replace(string(files[name].Data), "\nheadline:", "\nretracted:\n  reason: "+reason+"\nheadline:", 1))
	}
	retract("fable.md", "it was a fable")
	batch := mustLoad(t, fstest.MapFS(files), ".", mustKinds(t)).Batch()
	if len(batch.Retractions) != 1 || *batch.Retractions[0] != (store.Retraction{Article: "article:fable", Reason: "it was a fable"}) {
		t.Fatalf("%+v", batch.Retractions)
	}
	if len(batch.Articles) != 3 {
		t.Errorf("%d articles", len(batch.Articles))
	}
	retract("acme.md", "another")
	_, err := seed.Load(fstest.MapFS(files), ".", mustKinds(t))
	if err == nil {
		t.Fatal("want a fault")
	}
	mustMatch(t, faultsOf(t, err), []string{"release.md:4: publisher: only a retracted article states company:acme itself"})
}
