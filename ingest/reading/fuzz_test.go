package reading

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/dealgraph/dealgraph/store"
)

// hold checks what every article and every error promises, whatever was read.
func hold(t *testing.T, a *Article, err error) {
	t.Helper()
	if err != nil {
		if store.CodeOf(err) != store.CodeInvalid {
			t.Errorf("error %v has code %s", err, store.CodeOf(err))
		}
		if strings.Contains(err.Error(), brokenParser) {
			t.Error(err)
		}
		if a != nil {
			t.Error("an article comes with an error")
		}
		return
	}
	doc := a.Document
	if len(doc.Paragraphs) == 0 {
		t.Error("an article without paragraphs")
	}
	for _, s := range append([]string{doc.Headline, doc.Publisher, doc.URL, doc.Published}, append(doc.Paragraphs, doc.Authors...)...) {
		if s != collapse(s) || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
			t.Errorf("%q is not tidy", s)
		}
	}
	for _, p := range doc.Paragraphs {
		if p == "" {
			t.Error("an empty paragraph")
		}
	}
	if a.Text != strings.Join(doc.Paragraphs, "\n\n") || a.ContentHash != Hash(a.Text) {
		t.Error("text or hash are not those of the paragraphs")
	}
	if doc.Published != "" {
		if _, precision, err := store.ParseDate(doc.Published); err != nil || precision == store.PrecisionInterval {
			t.Errorf("published %q is no date", doc.Published)
		}
	}
	if _, err := genre(a.Genre); err != nil {
		t.Error(err)
	}
}

func fuzzRead(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Read(name, data, Options{MaxBytes: 64 << 10})
		hold(t, a, err)
	})
}

func FuzzText(f *testing.F) {
	fuzzRead(f, "x.txt",
		"Birkel buys Tormund\n\nBy Ada Lind | 4 March 2021\n\nOSLO, March 4, 2021 (Harbourwire) - Birkel paid\nTormund cross-\nlicences.",
		"\xFF\xFEB\x00i\x00", "\uFEFFa", "By \n\nBy A B\n\n1.1.2021\n", "About\n\n© x\n\nAda Lind is on Twitter", "- a\n– b\n• \n·")
}

func FuzzMarkdown(f *testing.F) {
	fuzzRead(f, "x.md",
		"---\ntitle: \"T\"\npublished: 2021-03-04\nauthors: [A B, {c: d}]\n---\n# T\n\nBirkel *paid*.\n",
		"---\n? a\n: [&x *x, !!t |\n  y\n]\n...\nB", "---\n&a [*a]\n---\nx", "a|b\n-|-\n1|2\n", "<div><br>a</div>\n\n- > 1. # x\n\n```\na", "&#0;&shy;a\\\nb  \nc<br>d")
}

func FuzzHTML(f *testing.F) {
	fuzzRead(f, "x.html",
		"<meta charset=utf-8><title>T | S</title><article><h1>T</h1><p class=byline>By Ada Lind<p>Birkel paid.</article>",
		`<script type="application/ld+json">[{"@graph":[[{"@type":["Article"],"author":[[1]],"publisher":{"name":"x"},"url":{"@id":"y"}}]]}]</script><p>a`,
		"<table><tr><td><br><br><a href=x>b</a><time>2021</time>", "<meta charset=utf-16><p>a", "<svg><title>a</title></svg><template><p>x</template>", "a<p hidden>b<nav>c")
}

func FuzzLines(f *testing.F) {
	for _, s := range []string{
		`{"headline":"T","text":"a\n\nb","published":2021,"authors":["A B"]}` + "\n" + `{"text":"\u0000"}` + "\n[",
		`{"paragraphs":[null,"a"],"authors":null,"date":"4 March 2021"}`, "\uFEFF{}\r\n\n{\"body\":\"x\"}", `{"text":"a"} {"text":"b"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		line := 0
		for a, err := range Stream("x.jsonl", strings.NewReader(string(data)), Options{MaxBytes: 64 << 10}) {
			hold(t, a, err)
			if a != nil {
				if a.Line <= line {
					t.Errorf("line %d after %d", a.Line, line)
				}
				line = a.Line
			}
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"Wed, 05 Jul 2017 10:00:00 GMT", "5.7.2017", "2017年7月5日", "Sept. 5th, 2017 at 10:05 a.m. ET", "13/13/2017", "2017-07~"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		edtf, err := publishedDate(text)
		if err != nil || edtf == "" {
			return
		}
		if _, precision, err := store.ParseDate(edtf); err != nil || precision == store.PrecisionInterval {
			t.Errorf("%q became %q", text, edtf)
		}
	})
}
