package seed_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/seed"
	"github.com/dealgraph/dealgraph/store"
)

func mustKinds(t *testing.T) *store.Kinds {
	t.Helper()
	c, err := contract.Load(dealgraph.Schema)
	if err != nil {
		t.Fatal(err)
	}
	return c.Kinds
}

func mustLoad(t *testing.T, fsys fs.FS, dir string, kinds *store.Kinds) *seed.Set {
	t.Helper()
	set, err := seed.Load(fsys, dir, kinds)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// mustArticles copies the set of the program into files a test may change.
func mustArticles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := seed.Articles.ReadDir(seed.ArticlesDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		data, err := seed.Articles.ReadFile(seed.ArticlesDir + "/" + entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = &fstest.MapFile{Data: data}
	}
	return files
}

func TestTheProgramsSetLoads(t *testing.T) {
	kinds := mustKinds(t)
	set := mustLoad(t, seed.Articles, seed.ArticlesDir, kinds)
	var ids []string
	for _, source := range set.Sources {
		ids = append(ids, source.Article.ID)
		if strings.Contains(source.Article.Digest, "---") {
			t.Errorf("%s: the digest holds the front matter", source.Article.ID)
		}
		for _, s := range source.Statements {
			if s.Extractor != seed.Extractor || s.Confidence != 1 || s.Article != source.Article.ID {
				t.Fatalf("%+v", s)
			}
			if s.Passage.Sentence == "" || s.Passage.Paragraph < 1 || s.Passage.SHA256 == "" {
				t.Fatalf("%+v rests on no passage", s)
			}
		}
	}
	want := []string{"article:cnbc-nokia-xiaomi-cross-license", "article:nokia-pens-patent-deal-with-xiaomi",
		"article:nokia-xiaomi-press-release", "article:road-to-vr-nokia-xiaomi"}
	if !slices.Equal(ids, want) {
		t.Errorf("articles: %q", ids)
	}
	batch := set.Batch()
	if err := batch.Check(kinds); err != nil {
		t.Error(err)
	}
	if len(batch.Articles) != 4 || len(batch.Statements) != 603 {
		t.Errorf("%d articles, %d statements", len(batch.Articles), len(batch.Statements))
	}
	release, err := set.Source("nokia-xiaomi-press-release")
	if err != nil {
		t.Fatal(err)
	}
	if a := release.Article; a.Genre != "PRESS_RELEASE" || !slices.Equal(a.Publishers, []string{"company:nokia", "company:xiaomi"}) || a.Digest != "" {
		t.Errorf("%+v", a)
	}
	cnbc, err := set.Source("article:cnbc-nokia-xiaomi-cross-license")
	if err != nil {
		t.Fatal(err)
	}
	if a := cnbc.Article; !strings.HasPrefix(a.Digest, "According to its headline") || !slices.Equal(a.DerivedFrom, []string{release.Article.ID}) ||
		!strings.Contains(a.Headline, "‘explore’") || len(a.Authors) > 0 || a.Published != "" {
		t.Errorf("%+v", a)
	}
}

func TestSourceOfAnUnknownName(t *testing.T) {
	set := mustLoad(t, fstest.MapFS(invented()), ".", mustKinds(t))
	_, err := set.Source("nowhere")
	if store.CodeOf(err) != store.CodeInvalid || !strings.Contains(err.Error(), "there are acme, release") {
		t.Error(err)
	}
	for _, name := range []string{"article:acme", "acme", "acme.md"} {
		if source, err := set.Source(name); err != nil || source.Name != "acme" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every statement of the real files is made faulty at once: the faults must be
// told of all of them, each with its line.
func TestFaultsNameTheLinesOfRealFiles(t *testing.T) {
	files := mustArticles(t)
	var want []string
	for name, file := range files {
		if !strings.HasSuffix(name, ".yaml") {
			continue
		}
		text := strings.ReplaceAll(string(file.Data), "property: ", "property: no")
		text = strings.ReplaceAll(text, "    paragraph: ", "    paragraph: -")
		files[name] = &fstest.MapFile{Data: []byte(text)}
		for i, line := range strings.Split(text, "\n") {
			if strings.Contains(line, "property: no") || strings.HasPrefix(line, "    paragraph: -") {
				want = append(want, fmt.Sprintf("%s:%d", name, i+1))
			}
		}
	}
	_, err := seed.Load(files, ".", mustKinds(t))
	var got []string
	for _, e := range faultsOf(t, err) {
		if strings.Contains(e.Message, "has no property or edge") || strings.Contains(e.Message, "has no paragraph") {
			got = append(got, fmt.Sprintf("%s:%d", e.File, e.Line))
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %d faults, want %d", len(got), len(want))
	}
}

// A set reads alike whatever ends its lines.
func TestLineEnds(t *testing.T) {
	kinds := mustKinds(t)
	files := mustArticles(t)
	for name, file := range files {
		files[name] = &fstest.MapFile{Data: []byte("\uFEFF" + strings.ReplaceAll(string(file.Data), "\n", "\r\n"))}
	}
	want := mustLoad(t, seed.Articles, seed.ArticlesDir, kinds).Batch()
	got := mustLoad(t, files, ".", kinds).Batch()
	for i, s := range want.Statements {
		if *got.Statements[i] != *s {
			t.Fatalf("got %+v, want %+v", got.Statements[i], s)
		}
	}
	for i, a := range want.Articles {
		if got.Articles[i].Digest != a.Digest || got.Articles[i].Headline != a.Headline {
			t.Errorf("%s differs", a.ID)
		}
	}
}
