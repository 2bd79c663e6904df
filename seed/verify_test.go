package seed_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dealgraph/dealgraph/seed"
	"github.com/dealgraph/dealgraph/store"
)

// original is an invented article; the passages below name its sentences.
const original = `---
title: "Anvils: a deal"
---
Anvils for all

Acme lets Bolt  use its
anvil patents. “We are glad!” said Jo Doe. “Anvils fall. They always did.”

Key points
  • The deal is worth ten dollars
  - Bolt (of Utah.) is small

安维尔公司签约。博尔特很小。
The deal is worth ten dollars
`

// sentencesOf are the sentences of original by passage, with the paragraph
// that the passage names.
var sentencesOf = []struct {
	key, sentence string
	paragraph     int
	want          []int
}{
	{"headline", "Anvils for all", 1, []int{1}},
	{"wrapped", "Acme lets Bolt use its anvil patents.", 2, []int{2}},
	{"quoted", "“We are glad!” said Jo Doe.", 2, []int{2}},
	{"quotation", "“Anvils fall. They always did.”", 2, []int{2}},
	{"inner", "“Anvils fall.", 2, []int{2}},
	{"bullet-kept", "• The deal is worth ten dollars", 3, []int{3}},
	{"twice", "The deal is worth ten dollars", 4, []int{3, 4}},
	{"bracket", "Bolt (of Utah.) is small", 3, []int{3}},
	{"chinese", "博尔特很小。", 4, []int{4}},
	{"elsewhere", "Anvils for all", 3, []int{1}},
	{"paragraph", "Acme lets Bolt use its anvil patents. “We are glad!” said Jo Doe. “Anvils fall. They always did.”", 2, []int{2}},
	{"no-sentence", "Acme lets Bolt use", 2, nil},
	{"front-matter", `title: "Anvils: a deal"`, 1, nil},
	{"across-paragraphs", "Anvils for all Acme lets Bolt use its anvil patents.", 1, nil},
}

func verifySet(t *testing.T) *seed.Set {
	t.Helper()
	var passages, statements strings.Builder
	for i, s := range sentencesOf {
		fmt.Fprintf(&passages, "  %s:\n    digest: Bolt\n    paragraph: %d\n    sha256: %x\n", s.key, s.paragraph, sha256.Sum256([]byte(s.sentence)))
		fmt.Fprintf(&statements, "  - {subject: company:acme, property: remark, value: remark %d, passage: %s}\n", i, s.key)
	}
	files := fstest.MapFS(invented())
	files["acme.yaml"] = &fstest.MapFile{Data: []byte("article: article:acme\npassages:\n" + passages.String() +
		"statements:\n  - {subject: company:acme, property: self, passage: headline}\n" + statements.String())}
	return mustLoad(t, files, ".", mustKinds(t))
}

func TestVerify(t *testing.T) {
	set := verifySet(t)
	for name, text := range map[string]string{
		"front matter":    original,
		"no front matter": original[strings.Index(original, "Anvils for all"):],
		"other line ends": "\uFEFF" + strings.ReplaceAll(original, "\n", "\r\n"),
		"spaced lines":    strings.ReplaceAll(original, "\n\n", "\n \t\n\n"),
	} {
		t.Run(name, func(t *testing.T) {
			report, err := set.Verify("acme", text)
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range report.Passages {
				want := sentencesOf[i]
				if f.Passage.Key != want.key || !slices.Equal(f.Paragraphs, want.want) {
					t.Errorf("%s: found in %v, want %v", f.Passage.Key, f.Paragraphs, want.want)
				}
				if f.Found() != (len(want.want) > 0) || f.InPlace() != slices.Contains(want.want, want.paragraph) {
					t.Errorf("%s: found %v, in place %v", want.key, f.Found(), f.InPlace())
				}
			}
			inPlace, elsewhere, missing := report.Count()
			if inPlace != 10 || elsewhere != 1 || missing != 3 || report.OK() || report.Paragraphs != 4 {
				t.Errorf("%d, %d, %d of %d paragraphs", inPlace, elsewhere, missing, report.Paragraphs)
			}
		})
	}
}

func TestVerifyReportsForPeople(t *testing.T) {
	report, err := verifySet(t).Verify("article:acme", original)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"found      headline (paragraph 1)\n",
		"elsewhere  elsewhere (in paragraph 1, not 3; acme.yaml:39)\n",
		"not found  no-sentence (paragraph 2; acme.yaml:47)\n",
		"article:acme: 11 of 14 passages found, 1 of them in another paragraph, 3 not found\n",
	} {
		if !strings.Contains(report.String(), want) {
			t.Errorf("missing %q in\n%s", want, report)
		}
	}
}

// A text between two rules is part of the article, not front matter.
func TestVerifyKeepsTextBetweenRules(t *testing.T) {
	report, err := verifySet(t).Verify("acme", "---\nAnvils for all\n---\nmore")
	if err != nil {
		t.Fatal(err)
	}
	if !report.Passages[0].InPlace() {
		t.Error(report)
	}
}

func TestVerifyRefuses(t *testing.T) {
	set := verifySet(t)
	for _, test := range []struct{ article, text, want string }{
		{"article:other", original, `no article "article:other" in the set: there are acme, release`},
		{"article:release", original, "article:release has no passages to verify"},
		{"acme", "---\na: b\n---\n \n", "there is no text"},
	} {
		_, err := set.Verify(test.article, test.text)
		if store.CodeOf(err) != store.CodeInvalid || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.article, err)
		}
	}
}
