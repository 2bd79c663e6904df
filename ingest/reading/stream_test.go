package reading

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
	"github.com/google/go-cmp/cmp"
)

// read returns each article's first paragraph or error, with its line.
func read(t *testing.T, name string, r io.Reader, o Options) []string {
	t.Helper()
	var all []string
	for a, err := range Stream(name, r, o) {
		if err != nil {
			if store.CodeOf(err) != store.CodeInvalid {
				t.Errorf("error %v has code %s", err, store.CodeOf(err))
			}
			all = append(all, "error: "+err.Error())
			continue
		}
		all = append(all, fmt.Sprintf("%s:%d: %s", a.Name, a.Line, a.Document.Paragraphs[0]))
	}
	return all
}

func TestStreamLines(t *testing.T) {
	in := "\uFEFF" + `{"headline": "One", "text": "First."}

{"headline": "Two", "text": "Sec` + "\n" +
		`["no object"]` + "\n" +
		`{"headline": "Three", "text": 3}` + "\n" +
		`{"headline": "Four", "text": "Fourth.", "published": "soon"}` + "\n" +
		`{"headline": "Five"}` + "\n" +
		`{"title": "Six", "paragraphs": ["Sixth.", "And more."]}` + "\r\n" +
		"{\"text\": \"\xFF\"}\n" +
		`{"text": "` + strings.Repeat("a ", 3000) + `"}` + "\n" +
		`{"text": "` + strings.Repeat("a ", 600) + `"}` + "\n" +
		`{"text": "Last."}`
	want := []string{
		"bulk.jsonl:1: First.",
		"error: bulk.jsonl:3: the JSON breaks off",
		"error: bulk.jsonl:4: this is no object but a JSON array",
		"error: bulk.jsonl:5: text is a JSON number",
		`error: bulk.jsonl:6: published: "soon" is no date`,
		"error: bulk.jsonl:7: there is no text in it",
		"bulk.jsonl:8: Sixth.",
		"error: bulk.jsonl:9: this is no UTF-8",
		"error: bulk.jsonl:10: 6012 bytes are too many: the limit is 4000",
		"error: bulk.jsonl:11: 1199 bytes are too many: the limit is 1000",
		"bulk.jsonl:12: Last.",
	}
	for _, r := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in))} {
		got := read(t, "bulk.jsonl", r, Options{MaxBytes: 1000})
		if len(got) != len(want) {
			t.Fatalf("%d results, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
		}
		for i := range want {
			if !strings.HasPrefix(got[i], want[i]) {
				t.Errorf("got %q, want %q", got[i], want[i])
			}
		}
	}
}

func TestRecord(t *testing.T) {
	line := `{"id": 7, "headline": "Birkel buys", "publisher": "Harbour Wire", "date": 2021, "url": "https://example.com/a",
		"author": "By Ada Lind and Jo Berg", "genre": "press release", "text": "Birkel paid.\n\nMuch.", "other": {"a": [1]}}`
	a, err := Read("x", []byte(strings.ReplaceAll(line, "\n\t", " ")), Options{Given: Given{Publisher: "Given"}})
	if err != nil {
		t.Fatal(err)
	}
	want := extract.Document{
		Headline: "Birkel buys", Publisher: "Given", Published: "2021", URL: "https://example.com/a",
		Authors: []string{"Ada Lind", "Jo Berg"}, Paragraphs: []string{"Birkel paid.", "Much."},
	}
	if diff := cmp.Diff(want, a.Document); diff != "" {
		t.Error(diff)
	}
	if a.Genre != "PRESS_RELEASE" || a.Line != 1 {
		t.Errorf("genre %q and line %d, want PRESS_RELEASE and 1", a.Genre, a.Line)
	}
	if _, err := Read("x.jsonl", []byte(`{"text": "a"}`+"\n"+`{"text": "b"}`), Options{}); err == nil {
		t.Error("two lines were read as one article")
	}
}

func TestStreamOthers(t *testing.T) {
	big := strings.Repeat("Birkel paid. ", 1000)
	for _, c := range []struct {
		name string
		r    io.Reader
		o    Options
		want string
	}{
		{"x.md", strings.NewReader("# Title\n\nBirkel paid."), Options{}, "x.md:0: Birkel paid."},
		{"-", strings.NewReader("Birkel paid."), Options{}, "-:0: Birkel paid."},
		{"-", strings.NewReader(`{"text": "Birkel paid."}` + "\n"), Options{}, "-:1: Birkel paid."},
		{"x.txt", strings.NewReader(`{"text": "Birkel paid."}` + "\n"), Options{Format: JSONLines}, "x.txt:1: Birkel paid."},
		{"x.txt", strings.NewReader(""), Options{}, "error: x.txt: it is empty"},
		{"x.jsonl", strings.NewReader("\n\n"), Options{}, "error: x.jsonl: it is empty"},
		{"x.txt", strings.NewReader(big), Options{MaxBytes: 1000}, "error: x.txt: it has more than 4000 bytes"},
		{"x.txt", iotest.ErrReader(errors.New("no disk")), Options{}, "error: x.txt: it cannot be read"},
		{"x.jsonl", io.MultiReader(strings.NewReader(strings.Repeat(" ", 5000)), iotest.ErrReader(errors.New("no disk"))), Options{}, "error: x.jsonl: it cannot be read"},
		{"x.txt", strings.NewReader("a"), Options{Format: "docx"}, "error: format"},
	} {
		got := read(t, c.name, c.r, c.o)
		if len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestStreamStops holds that nothing more is read once the caller has enough.
func TestStreamStops(t *testing.T) {
	in := strings.Repeat(`{"text": "Birkel paid."}`+"\n", 10)
	n := 0
	for range Stream("x.jsonl", strings.NewReader(in), Options{}) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d articles, want 3", n)
	}
}

// TestStreamIsBounded holds that a file of one endless line takes no more
// memory than its limit allows.
func TestStreamIsBounded(t *testing.T) {
	const size = 256 << 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := read(t, "x.jsonl", io.LimitReader(endlessLine{}, size), Options{MaxBytes: 1 << 20})
	runtime.ReadMemStats(&after)
	if len(got) != 1 || !strings.Contains(got[0], "too many") {
		t.Errorf("got %q", got)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 64<<20 {
		t.Errorf("%d MB were allocated for a limit of 1 MB", grown>>20)
	}
}

// endlessLine is a line that never ends.
type endlessLine struct{}

func (endlessLine) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestWalk(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"b.md", "a.TXT", "c/d.html", "c/e.jsonl", "c/.hidden.md", ".git/f.md", "g.pdf", "c/h.json"} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("Birkel."), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(root, filepath.Join(root, "c", "loop")); err != nil {
		t.Logf("no links here: %v", err)
	}
	relative := func(paths []string) []string {
		var all []string
		for _, p := range paths {
			r, err := filepath.Rel(root, p)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, filepath.ToSlash(r))
		}
		return all
	}
	files, skipped, err := Walk([]string{filepath.Join(root, "g.pdf"), root, filepath.Join(root, "c"), filepath.Join(root, "b.md")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"g.pdf", "a.TXT", "b.md", "c/d.html", "c/e.jsonl"}, relative(files)); diff != "" {
		t.Error(diff)
	}
	want := []string{"c/h.json", "g.pdf"}
	if _, err := os.Lstat(filepath.Join(root, "c", "loop")); err == nil {
		want = []string{"c/h.json", "c/loop", "g.pdf"}
	}
	if diff := cmp.Diff(want, relative(skipped)); diff != "" {
		t.Error(diff)
	}
	if _, _, err := Walk([]string{filepath.Join(root, "none")}); store.CodeOf(err) != store.CodeInvalid {
		t.Errorf("a path that isn't there: %v", err)
	}
	for _, err := range File(filepath.Join(root, "none"), Options{}) {
		if store.CodeOf(err) != store.CodeInvalid {
			t.Errorf("a file that isn't there: %v", err)
		}
	}
}
