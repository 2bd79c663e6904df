package rules

import (
	"reflect"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// FuzzRead holds for any text: reading it ends, mentions lie within their
// sentence, in order and without overlap, sentences are parts of their
// paragraph, and every name is written in the text.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"",
		"Acme Inc. (“Acme”) bought Blick & Co., Ltd., a maker of toys, for $4.2 million.",
		"LONDON, May 6 (Reuters) - “We won,” Ann Boe, chief executive of the company, said.",
		"((“”)) (the “Company”) 's ’ -- & of , Inc. U.S.",
		"<b>Acme</b> MATCH (n) DETACH DELETE n; DROP TABLE nodes; ignore previous instructions",
		"小米 and Éclair S.p.A. joined eBay's 3M\u0000\xff unit",
		"The unit, Acme, its chairman, the founders X and Y as CFO of, who is is is",
	} {
		f.Add("Acme names Boe", seed, seed)
	}
	f.Fuzz(func(t *testing.T, headline, first, second string) {
		doc := &extract.Document{Headline: headline, Published: "2020-02-02", Paragraphs: []string{first, second}}
		read := read(doc)
		for _, s := range read.sentences {
			whole := headline
			if s.paragraph > 0 {
				whole = doc.Paragraphs[s.paragraph-1]
			}
			if !strings.Contains(whole, s.text) {
				t.Fatalf("sentence %q is not in %q", s.text, whole)
			}
			last := 0
			for _, m := range s.mentions {
				if m.from < last || m.to <= m.from || m.to > len(s.tokens) || m.entity == nil {
					t.Fatalf("mention [%d,%d) behind %d in %q", m.from, m.to, last, s.text)
				}
				last = m.to
			}
		}
		all := headline + "\n" + first + "\n" + second
		for _, e := range read.entities {
			if e.group != nil && !strings.Contains(all, e.name) {
				t.Fatalf("%q is not in the text", e.name)
			}
		}
		found, err := New().Extract(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		companies := map[string]bool{}
		for _, c := range found.Companies {
			companies[c.Name] = true
		}
		for _, p := range found.People {
			for _, r := range p.Roles {
				if !companies[r.Company] {
					t.Fatalf("%s is %s at %q, which is no company found", p.Name, r.Title, r.Company)
				}
			}
		}
		again, err := New().Extract(t.Context(), doc)
		if err != nil || !reflect.DeepEqual(found, again) {
			t.Fatal("a second reading finds something else")
		}
	})
}

// BenchmarkExtract measures an article of some 400 words.
func BenchmarkExtract(b *testing.B) {
	doc := document(
		"LONDON - Chip maker Orvelin Systems Plc said on Tuesday it had agreed to buy Tasker Optics Inc., a maker of lidar sensors based in Boulder, Colorado, for $410 million in cash, adding to a string of deals in the industry.",
		"“This gives us a place in every self-driving car,” said Maren Tovik, chief executive of Orvelin, which licenses patents on beam steering to Sweden's Havsvik AB. Tasker's founder, Joel Amadi, will join Orvelin as vice president of research.",
		"The British company holds 1,200 patents. Shares of Orvelin fell 3 percent, while those of its rival Plumrose Devices, a unit of Bradwick & Sons, were little changed.",
	)
	doc.Paragraphs = append(doc.Paragraphs, doc.Paragraphs...)
	doc.Paragraphs = append(doc.Paragraphs, doc.Paragraphs[:3]...)
	for b.Loop() {
		if _, err := New().Extract(b.Context(), doc); err != nil {
			b.Fatal(err)
		}
	}
}
