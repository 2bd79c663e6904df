package reading

import (
	"errors"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
	"github.com/google/go-cmp/cmp"
)

func TestReadMarkdown(t *testing.T) {
	const front = `---
id: "7"
title: "Birkel buys a patent: the story"
publisher: "Harbour Wire"
source: "archive:1234"
url: "https://example.com/birkel"
published: 2021-03-04
authors: [Ada Lind, "Jo van der Berg"]
genre: press-release
tags: {a: 1}
---
`
	for _, c := range []struct {
		name, in string
		want     extract.Document
		genre    string
	}{
		{
			name: "front matter, marks, links, lists, code and comments",
			in: front + `# Birkel buys a patent: the story

**Birkel AG** has bought a [patent](https://example.com/p "title") of
*Tormund Ltd* &amp; Sons, [it said](/said).

## Why

- the first reason
- the second

> "We are glad," she said.

![a picture of Birkel](x.png)

` + "```\nBirkel sued Nobody\n```" + `

<!-- Birkel sued Nobody -->
<div><p>Raw <b>markup</b>.</p><p>Twice.</p><script>Birkel()</script></div>

    This paragraph is set in.

| Company | Patents |
|---|---|
| Birkel | 12 |
`,
			genre: "PRESS_RELEASE",
			want: extract.Document{
				Headline: "Birkel buys a patent: the story", Publisher: "Harbour Wire", URL: "https://example.com/birkel",
				Published: "2021-03-04", Authors: []string{"Ada Lind", "Jo van der Berg"},
				Paragraphs: []string{
					"Birkel AG has bought a patent of Tormund Ltd & Sons, it said.",
					"Why", "the first reason", "the second", `"We are glad," she said.`,
					"Raw markup.", "Twice.", "This paragraph is set in.", "Company | Patents", "Birkel | 12",
				},
			},
		},
		{
			name: "no front matter: the first heading is the headline",
			in:   "# Birkel *buys* patent\n\nBy Ada Lind and Jo Berg | 4 March 2021\n\nIt paid.\n",
			want: extract.Document{
				Headline: "Birkel buys patent", Published: "2021-03-04", Authors: []string{"Ada Lind", "Jo Berg"},
				Paragraphs: []string{"It paid."},
			},
		},
		{
			name: "a rule at the start is no front matter, nor is one left open",
			in:   "---\nBirkel paid Tormund.\n",
			want: extract.Document{Paragraphs: []string{"Birkel paid Tormund."}},
		},
		{
			name: "empty and null values are not given",
			in:   "---\ntitle: \"\"\npublished: null\npublisher:\nsource: Harbour Wire\nauthor: By Ada Lind and Jo Berg\n---\nBirkel paid.\n",
			want: extract.Document{Publisher: "Harbour Wire", Authors: []string{"Ada Lind", "Jo Berg"}, Paragraphs: []string{"Birkel paid."}},
		},
		{
			name: "a source that is an address is the url",
			in:   "---\r\ntitle: T one\r\nsource: https://example.com/a\r\ndate: March 2021\r\n---\r\nBirkel paid.\r\n",
			want: extract.Document{Headline: "T one", URL: "https://example.com/a", Published: "2021-03", Paragraphs: []string{"Birkel paid."}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Read("x.md", []byte(c.in), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, a.Document); diff != "" {
				t.Error(diff)
			}
			if a.Genre != c.genre {
				t.Errorf("genre %q, want %q", a.Genre, c.genre)
			}
		})
	}
}

func TestReadText(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     extract.Document
		genre    string
	}{
		{
			name: "headline, byline and date leave the body",
			in:   "Birkel buys Tormund\n\nBy Ada Lind, Senior Reporter\nPublished: March 4, 2021 at 10:05 a.m. ET | Updated 5 March 2021\n\nBirkel paid. Tormund sold.\n",
			want: extract.Document{
				Headline: "Birkel buys Tormund", Published: "2021-03-04", Authors: []string{"Ada Lind"},
				Paragraphs: []string{"Birkel paid. Tormund sold."},
			},
		},
		{
			name: "a release's dateline tells day and genre and stays",
			in:   "FOR IMMEDIATE RELEASE\n\nBirkel Licenses Patents to Tormund\n\nHARBOUR CITY, Norway, March 4, 2021 (GLOBE NEWSWIRE) -- Birkel today licensed.",
			want: extract.Document{
				Headline: "Birkel Licenses Patents to Tormund", Published: "2021-03-04",
				Paragraphs: []string{"HARBOUR CITY, Norway, March 4, 2021 (GLOBE NEWSWIRE) -- Birkel today licensed."},
			},
			genre: "PRESS_RELEASE",
		},
		{
			name: "an agency in the dateline published it",
			in:   "OSLO, March 4 (Harbourwire) - Birkel paid Tormund on Thursday.",
			want: extract.Document{Publisher: "Harbourwire", Paragraphs: []string{"OSLO, March 4 (Harbourwire) - Birkel paid Tormund on Thursday."}},
		},
		{
			name: "a first sentence is no headline",
			in:   "Birkel paid Tormund.\n\nIt was much.",
			want: extract.Document{Paragraphs: []string{"Birkel paid Tormund.", "It was much."}},
		},
		{
			name: "a line by itself is the article",
			in:   "Birkel buys Tormund",
			want: extract.Document{Paragraphs: []string{"Birkel buys Tormund"}},
		},
		{
			name: "a sentence that begins with By or a date is no credit line",
			in:   "Birkel up\n\nBy Monday Birkel had bought all of Tormund.\n\nOn March 4, 2021 Birkel paid.\n",
			want: extract.Document{Headline: "Birkel up", Paragraphs: []string{"By Monday Birkel had bought all of Tormund.", "On March 4, 2021 Birkel paid."}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Read("x.txt", []byte(c.in), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, a.Document); diff != "" {
				t.Error(diff)
			}
			if a.Genre != c.genre {
				t.Errorf("genre %q, want %q", a.Genre, c.genre)
			}
		})
	}
}

func TestGivenWins(t *testing.T) {
	in := "---\ntitle: Found\npublisher: Found\nurl: https://found.example\npublished: 2020\nauthor: Found Name\ngenre: blog\n---\nBirkel paid.\n"
	a, err := Read("x.md", []byte(in), Options{Given: Given{
		Headline: "Given", Publisher: "Given", Authors: []string{"Given Name"}, Published: "5 July 2017",
		URL: "https://given.example", Genre: "NEWS",
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := extract.Document{
		Headline: "Given", Publisher: "Given", Authors: []string{"Given Name"}, Published: "2017-07-05",
		URL: "https://given.example", Paragraphs: []string{"Birkel paid."},
	}
	if diff := cmp.Diff(want, a.Document); diff != "" {
		t.Error(diff)
	}
	if a.Genre != "NEWS" {
		t.Errorf("genre %q, want NEWS", a.Genre)
	}
}

func TestContentHashIsOfTheText(t *testing.T) {
	texts := map[string]string{
		"a.txt": "Birkel buys Tormund\n\nBirkel paid  much for\nTormund.\n\nIt said so.\n",
		"b.md":  "---\ntitle: Birkel buys Tormund\npublished: 2020\n---\nBirkel paid much for Tormund.\n\n\nIt said so.",
	}
	const want = "Birkel paid much for Tormund. It said so."
	for name, text := range texts {
		a, err := Read(name, []byte(text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if a.ContentHash != Hash(want) {
			t.Errorf("%s: the hash is not that of %q but of %q", name, want, a.Text)
		}
	}
	a, _ := Read("c.txt", []byte("Birkel paid less for Tormund.\n\nIt said so."), Options{})
	if a.ContentHash == Hash(want) {
		t.Error("another text has the same hash")
	}
}

// TestReadRefuses holds what is refused, and that the error says where.
func TestReadRefuses(t *testing.T) {
	long := strings.Repeat("Birkel paid. ", 200)
	for _, c := range []struct {
		name, file, in string
		o              Options
		want           string
	}{
		{"empty", "x.txt", " \n\t\n", Options{}, "x.txt: it is empty"},
		{"only marks", "x.txt", "* * *\n----\n", Options{}, "x.txt: there is no text in it"},
		{"only front matter", "x.md", "---\ntitle: T\n---\n", Options{}, "x.md: there is no text in it"},
		{"too large", "x.txt", long, Options{MaxBytes: 1000}, "2600 bytes are too many: the limit is 1000"},
		{"a PDF", "x.txt", "%PDF-1.7\nBirkel", Options{}, "it is no text but PDF"},
		{"an office document", "x.md", "PK\x03\x04rest", Options{}, "a ZIP archive or an office document"},
		{"RTF", "x.txt", `{\rtf1 Birkel}`, Options{}, "RTF"},
		{"a picture", "x.txt", "\x89PNG\x0D\x0A\x1A\x0A", Options{}, "image/png"},
		{"NUL bytes", "x.txt", "Birkel\x00paid", Options{}, "NUL bytes"},
		{"Latin-1 as text", "x.txt", "Birkel\npaid f\xFCr it", Options{}, "x.txt:2: this is no UTF-8: byte 0xFC at offset 13"},
		{"half a UTF-16", "x.txt", "\xFF\xFEB\x00i", Options{}, "a unit of two bytes is cut off"},
		{"front matter that is no YAML", "x.md", "---\ntitle: T\npublished: [2020\n---\nBirkel.\n", Options{}, "the front matter is no YAML"},
		{"front matter that is a list", "x.md", "---\n- a\n---\nBirkel.\n", Options{}, "no mapping"},
		{"a date that is none", "x.md", "---\ntitle: T\npublished: soon\n---\nBirkel.\n", Options{}, `x.md:3: published: "soon" is no date`},
		{"a day that no calendar has", "x.md", "---\npublished: 2021-02-30\n---\nBirkel.\n", Options{}, "x.md:2: published"},
		{"an unknown genre", "x.md", "---\ngenre: poem\n---\nBirkel.\n", Options{}, `x.md:2: genre: "poem" is none`},
		{"a given date that is none", "x.md", "Birkel.", Options{Given: Given{Published: "soon"}}, `published: "soon" is no date`},
		{"a given interval", "x.md", "Birkel.", Options{Given: Given{Published: "2014/2015"}}, "is no date"},
		{"a given genre that is none", "x.md", "Birkel.", Options{Given: Given{Genre: "poem"}}, "genre"},
		{"an unknown format", "x.md", "Birkel.", Options{Format: "docx"}, `format "docx" is unknown`},
		{"a negative limit", "x.md", "Birkel.", Options{MaxBytes: -1}, "limit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Read(c.file, []byte(c.in), c.o)
			if err == nil {
				t.Fatalf("it was read: %+v", a)
			}
			var coded *store.Error
			if !errors.As(err, &coded) || coded.Code != store.CodeInvalid {
				t.Errorf("the error has no code BAD_INPUT: %v", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %q, want %q in it", err, c.want)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	want := []string{"Müller & Søn paid 5 €."}
	utf16 := func(order string) string {
		var b strings.Builder
		for _, r := range "\uFEFF" + want[0] {
			if order == "le" {
				b.WriteString(string([]byte{byte(r), byte(r >> 8)}))
			} else {
				b.WriteString(string([]byte{byte(r >> 8), byte(r)}))
			}
		}
		return b.String()
	}
	for name, in := range map[string]string{
		"UTF-8":           want[0],
		"UTF-8 with mark": "\uFEFF" + want[0],
		"UTF-16LE":        utf16("le"),
		"UTF-16BE":        utf16("be"),
		"invisible marks": "Mül\u00ADler\u00A0& \u200BSøn paid\x01 5\u2028€.",
	} {
		a, err := Read("x.txt", []byte(in), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, a.Document.Paragraphs); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Format
	}{
		{"a.TXT", "# x", Text},
		{"a.md", "x", Markdown},
		{"a.markdown", "x", Markdown},
		{"a.HTM", "x", HTML},
		{"a.jsonl", "x", JSONLines},
		{"a.ndjson", "x", JSONLines},
		{"a", "Birkel paid.", Text},
		{"a", "---\ntitle: x\n---\n", Markdown},
		{"a", "# Birkel", Markdown},
		{"a", "\n<!doctype html><p>x", HTML},
		{"a", "{\"text\": \"x\"}\n{\"text\": \"y\"}", JSONLines},
		{"a", "{curly} text", Text},
		{"a.unknown", "Birkel paid.", Text},
	} {
		if got := Detect(c.name, []byte(c.in)); got != c.want {
			t.Errorf("Detect(%q, %q) = %s, want %s", c.name, c.in, got, c.want)
		}
	}
}
