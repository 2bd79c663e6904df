package reading

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/google/go-cmp/cmp"
)

// TestReadHTML holds that of a saved page the article is left, and nothing of
// what stands around it. Whatever is not the article on the pages of
// testdata/html names Zzyzx.
func TestReadHTML(t *testing.T) {
	body := []string{
		"OSLO — Birkel Holdings has agreed to buy the pump patents of its rival Tormund Ltd for 50 million pounds, both companies said on Thursday, in what is the largest purchase in its history.",
		"The agreement covers some 120 patents, which Tormund has held since 2009, and ends a dispute that the two have fought in three countries. Both will go on to make pumps, they said.",
		"“We are glad,” said Ada Lind, who has led Birkel since 2018 & who signed the agreement. “It took us long enough.”",
		"What comes next",
		"The sale is to close in May, if the shareholders of Tormund agree. Its largest, the Vessel Fund, said that it would.",
	}
	for _, c := range []struct {
		file  string
		want  extract.Document
		genre string
	}{
		{
			file: "press.html",
			want: extract.Document{
				Headline: "Birkel buys pump patents of Tormund", Publisher: "Harbour Wire", Published: "2021-03-04",
				URL: "https://example.com/2021/birkel-tormund", Authors: []string{"Jo van der Berg", "Mai Sund"}, Paragraphs: body,
			},
			genre: "NEWS",
		},
		{
			file: "blog.html",
			want: extract.Document{
				Headline: "Birkel buys pump patents of Tormund", Publisher: "Pump Notes", Published: "2021-03-05",
				URL: "https://example.com/notes/7", Authors: []string{"Jo van der Berg"}, Paragraphs: body[:3],
			},
		},
		{
			file: "bare.html",
			want: extract.Document{
				Headline:   "Birkel buys pump patents of Tormund",
				Paragraphs: []string{"Birkel Holdings has bought the patents of Tormund Ltd.", "It paid 50 million pounds."},
			},
		},
	} {
		t.Run(c.file, func(t *testing.T) {
			data, err := os.ReadFile("testdata/html/" + c.file)
			if err != nil {
				t.Fatal(err)
			}
			a, err := Read(c.file, data, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, a.Document); diff != "" {
				t.Error(diff)
			}
			if a.Genre != c.genre {
				t.Errorf("genre %q, want %q", a.Genre, c.genre)
			}
			if strings.Contains(a.Text, "Zzyzx") {
				t.Error("something that is not the article was read")
			}
		})
	}
}

func TestMetadata(t *testing.T) {
	const article = "<article><h1>Birkel buys</h1><p>Birkel paid.</p></article>"
	for _, c := range []struct {
		name, head, body string
		want             extract.Document
	}{
		{
			name: "JSON-LD in a graph, with an author that is an organisation",
			head: `<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "name": "page"}, {"@type": ["NewsArticle"],
				"headline": "Birkel buys &amp; sells", "datePublished": "2021-03-04T23:00:00-05:00", "mainEntityOfPage": {"@id": "https://example.com/a"},
				"author": [{"@type": "Organization", "name": "Harbour Wire"}, {"@type": "Person", "name": "Ada Lind"}, "Jo Berg"],
				"publisher": {"name": "Harbour Wire"}}]}</script>`,
			body: article,
			want: extract.Document{Headline: "Birkel buys", Published: "2021-03-04", URL: "https://example.com/a", Authors: []string{"Ada Lind", "Jo Berg"}, Publisher: "Harbour Wire"},
		},
		{
			name: "broken JSON-LD says nothing",
			head: `<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script><meta property="og:title" content="Birkel buys | Harbour Wire"><meta property="og:site_name" content="Harbour Wire">`,
			body: "<h1>Harbour Wire</h1><p>Birkel paid.</p>",
			want: extract.Document{Headline: "Birkel buys", Publisher: "Harbour Wire"},
		},
		{
			name: "what is no date, name or address is left out",
			head: `<meta name="date" content="soon"><meta name="author" content="https://example.com/ada"><link rel="canonical" href="/a"><meta property="og:site_name" content="https://example.com">`,
			body: article,
			want: extract.Document{Headline: "Birkel buys"},
		},
		{
			name: "meta elements",
			head: `<meta name="pubdate" content="20210304"><meta name="byl" content="By Ada Lind"><meta property="og:url" content="https://example.com/b">`,
			body: article,
			want: extract.Document{Headline: "Birkel buys", Published: "2021-03-04", Authors: []string{"Ada Lind"}, URL: "https://example.com/b"},
		},
		{
			name: "the time and byline on the page, not those of related stories",
			head: "<title>Birkel buys</title>",
			body: `<div class="related"><span class="byline">By Zzyzx Other</span><time datetime="2019-01-01">then</time></div>
				<article><h1>Birkel buys</h1><p class="byline">By <a href="/al">Ada Lind</a></p><time datetime="2021-03-04T10:00Z">Thursday</time><p>Birkel paid.</p></article>`,
			want: extract.Document{Headline: "Birkel buys", Published: "2021-03-04", Authors: []string{"Ada Lind"}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Read("x.html", []byte("<html><head>"+c.head+"</head><body>"+c.body+"</body></html>"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			c.want.Paragraphs = []string{"Birkel paid."}
			if diff := cmp.Diff(c.want, a.Document); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEncodingsOfHTML(t *testing.T) {
	want := []string{"Müller & Søn paid 5 €."}
	for name, in := range map[string]string{
		"declared Windows-1252":          "<meta charset=windows-1252><p>M\xFCller &amp; S\xF8n paid 5 \x80.",
		"declared Latin-1":               `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">` + "<p>M\xFCller &amp; S\xF8n paid 5 &euro;.",
		"not declared":                   "<p>M\xFCller &amp; S\xF8n paid 5 \x80.",
		"UTF-8, not declared":            "<p>Müller &amp; Søn paid 5 €.",
		"entities of what can't be seen": "<meta charset=utf-8><p>M&uuml;l&shy;ler&nbsp;&amp;&#8203; Søn paid&#1; 5 €.",
	} {
		a, err := Read("x.html", []byte(in), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, a.Document.Paragraphs); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for name, in := range map[string]string{
		"x.html:2: this is no UTF-8": "<meta charset=utf-8><p>Birkel\nM\xFCller",
		"no shift_jis":               "<meta charset=shift_jis><p>Birkel \xFF\xFF\xFF",
		"no text in it":              "<html><head><title>Birkel</title></head><body><script>Birkel()</script></body></html>",
		"too many":                   strings.Repeat("<i>a</i>", mostElements+1),
	} {
		if _, err := Read("x.html", []byte(in), Options{}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v, want %q in it", err, name)
		}
	}
}

// TestHTMLTakesBoundedTime holds that no page within the limits takes long,
// however it is built.
func TestHTMLTakesBoundedTime(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	text := "Birkel, which makes pumps, paid Tormund, which sells them. "
	for name, in := range map[string]string{
		"deep":       strings.Repeat("<div><p>"+text, 400),
		"wide":       strings.Repeat("<div class=related><p>"+text+"</p></div>", mostElements/3),
		"attributes": "<p " + strings.Repeat("class='a b related' ", 20_000) + ">" + text,
		"breaks":     strings.Repeat(text+"<br>", mostElements/2),
		"links":      strings.Repeat("<a href=x>"+text+"</a>", mostElements/2),
		"open":       strings.Repeat("<b><p>"+text, 2000),
		"tables":     strings.Repeat("<table><tr><td>"+text, 200),
	} {
		start := time.Now()
		_, err := Read("x.html", []byte(in), Options{})
		took := time.Since(start)
		t.Logf("%s: %d kB in %v, error %v", name, len(in)>>10, took.Round(time.Millisecond), err)
		if took > 20*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}
