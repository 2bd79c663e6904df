package seed_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dealgraph/dealgraph/seed"
)

// invented is a small set without faults: an article, and a press release
// known by mention only.
//
//	article:acme ─derivedFrom→ article:release ─publisher→ company:acme
//	deal:acme-bolt ─partOf→ deal:umbrella;  ─licensor→ company:acme
func invented() map[string]*fstest.MapFile {
	return map[string]*fstest.MapFile{
		"acme.md":    {Data: []byte(acmeDigest)},
		"acme.yaml":  {Data: []byte(acmeStatements)},
		"release.md": {Data: []byte(releaseDigest)},
		"notes.txt":  {Data: []byte("not read")},
		".draft.md":  {Data: []byte("not read")},
	}
}

const acmeDigest = `---
id: article:acme
genre: NEWS
headline: "Acme lets Bolt use its patents"
publisher: [company:acme]
authors: ["Jo Doe"]
published: 2019-03
url: "https://example.com/acme"
derivedFrom:
  - article:release
---

Bolt may use the anvil patents of Acme.
The deal of 2019 is worth ten dollars.
`

const acmeStatements = `article: article:acme
passages:
  deal:
    digest: "Bolt may use the anvil patents of Acme."
    paragraph: 1
    sha256: 0000000000000000000000000000000000000000000000000000000000000001
  worth:
    digest: The deal of 2019 is worth ten dollars.
    paragraph: 2
    sha256: 0000000000000000000000000000000000000000000000000000000000000002
statements:
  # the parties
  - {subject: company:acme, property: self, passage: deal}
  - {subject: company:acme, property: name, value: Acme, passage: deal}
  - {subject: deal:umbrella, property: self, passage: deal}
  - {subject: deal:acme-bolt, property: self, passage: deal}
  - {subject: deal:acme-bolt, property: dealKind, value: LICENSE, passage: deal}
  - subject: deal:acme-bolt
    property: licensor
    value: company:acme
    saidBy: company:acme
    origin: article:release
    passage: deal
  - {subject: deal:acme-bolt, property: announced, value: 2019, passage: worth}
  - {subject: deal:acme-bolt, property: dealValue, value: 10 USD, passage: worth}
  - {subject: deal:acme-bolt, property: partOf, value: deal:umbrella, passage: worth}
`

const releaseDigest = `---
id: article:release
genre: PRESS_RELEASE
publisher: [company:acme]
---
`

// faultsOf takes the joined error of a Load apart.
func faultsOf(t *testing.T, err error) []*seed.Error {
	t.Helper()
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		t.Fatalf("want joined faults, got %v", err)
	}
	var all []*seed.Error
	for _, each := range joined.Unwrap() {
		var e *seed.Error
		if !errors.As(each, &e) {
			t.Fatalf("%T: %v", each, each)
		}
		all = append(all, e)
	}
	return all
}

func TestFaults(t *testing.T) {
	kinds := mustKinds(t)
	mustLoad(t, fstest.MapFS(invented()), ".", kinds)
	const md, yaml = "acme.md", "acme.yaml"
	tests := []struct {
		name, file, old, new string
		// want are the faults: each begins with the first part, which ends at
		// the line, and holds the rest.
		want []string
	}{
		{"bad date of an article", md, "published: 2019-03", "published: 2019-13", []string{`acme.md:7: "2019-13" is no EDTF date`}},
		{"unknown genre", md, "genre: NEWS", "genre: RUMOUR", []string{`acme.md:3: "RUMOUR" is no value of genre: want one of`}},
		{"unknown key of the front matter", md, "url:", "link:", []string{`acme.md:8: the front matter has no key "link": want id, genre, `}},
		{"key given twice", md, "genre: NEWS", "id: article:b", []string{`acme.md:3: this is no YAML: mapping key "id" already defined at [2:1]`}},
		{"empty value", md, "published: 2019-03", "published:", []string{`acme.md:7: published is empty: give a value or leave it out`}},
		{"publisher is no company", md, "[company:acme]", "[person:acme]", []string{`acme.md:5: "person:acme" is no id of a Company`}},
		{"publisher is no list", md, "[company:acme]", "company:acme", []string{`acme.md:5: publisher is no list: want [a, b]`}},
		{"unstated publisher", md, "[company:acme]", "[company:gazette]", []string{`acme.md:5: publisher: no article of the set states company:gazette itself`}},
		{"unknown source", md, "- article:release", "- article:relaese", []string{`acme.md:10: derivedFrom: no article of the set is article:relaese`}},
		{"hash of an article", md, "genre: NEWS", "contentHash: abc", []string{`acme.md:3: contentHash "abc" is no SHA-256 in hex`}},
		{"no front matter", md, "---\nid:", "id:", []string{`acme.md:1: there is no front matter`}},
		{"front matter without end", md, "article:release\n---", "article:release", []string{`acme.md:1: there is no front matter`}},
		{"invented or not", md, "genre: NEWS", "invented: maybe", []string{`acme.md:3: invented is either true or left out`}},
		{"unmarked headline and digest", md, "genre: NEWS", "invented: true", []string{`acme.md:3: the digest of an invented article begins with "Invented: "`, `acme.md:4: the headline of an invented article begins with`,
			`acme.yaml:5: passage deal has no key "paragraph": want digest`, `acme.yaml:6: passage deal has no key "sha256"`, `acme.yaml:9: passage worth`, `acme.yaml:10: passage worth`}},
		{"retracted without a reason", md, "genre: NEWS", "retracted: {}", []string{`acme.md:3: retracted gives no reason`, `release.md:4: publisher: only a retracted article states company:acme itself`}},
		{"retracted is no mapping", md, "genre: NEWS", "retracted: true", []string{`acme.md:3: retracted is no mapping`}},
		{"no id", md, "id: article:acme\n", "", []string{`acme.md:2: the front matter has no id`}},
		{"id of another kind", md, "id: article:acme", "id: company:acme", []string{`acme.md:2: "company:acme" is no id of a Article`, `acme.yaml:1: these are statements of article:acme, but acme.md is company:acme`}},
		{"id given to two articles", "release.md", "id: article:release", "id: article:acme", []string{
			`acme.md:10: derivedFrom: no article of the set is article:release`, `acme.yaml:22: origin: no article`, `release.md:2: article:acme is the id of acme.md already`}},
		{"no text", md, "Jo Doe", "Jo \xff", []string{`acme.md:6: this is no UTF-8 text`}},

		{"other article", yaml, "article: article:acme", "article: article:release", []string{`acme.yaml:1: these are statements of article:release, but acme.md is article:acme`}},
		{"no article", yaml, "article: article:acme\n", "", []string{`acme.yaml:1: it does not say whose statements these are: want article: article:acme`}},
		{"no YAML", yaml, "value: LICENSE, passage: deal}", "value: LICENSE, passage: deal", []string{`acme.yaml:18: this is no YAML: `}},
		{"stray indentation", yaml, "    paragraph: 2", "   paragraph: 2", []string{`acme.yaml:9: this is no YAML: `}},
		{"unclosed quote", md, "\"https://example.com/acme\"", "\"https://example.com/acme", []string{`acme.md:8: this is no YAML: `}},
		{"tab", yaml, "    paragraph: 2", "\tparagraph: 2", []string{`acme.yaml:9: this is no YAML: `}},
		{"anchor", yaml, "value: Acme", "value: &name Acme", []string{`acme.yaml:14: value is no text`, `acme.yaml:14: a value of name is empty`}},
		{"unknown key of the file", yaml, "statements:", "claims:", []string{
			`acme.yaml:1: there are no statements`, `acme.yaml:3: no statement rests on`, `acme.yaml:7: no statement rests on`, `acme.yaml:11: the file has no key "claims"`,
			"acme.md:5: publisher: no article", "release.md:4: publisher: no article"}},
		{"unknown key of a statement", yaml, "value: LICENSE,", "value: LICENSE, says: x,", []string{`acme.yaml:17: the statement has no key "says": want subject, property, value`}},
		{"unknown key of a passage", yaml, "    paragraph: 2", "    paragraph: 2\n    page: 3", []string{`acme.yaml:10: passage worth has no key "page"`}},
		{"two documents", yaml, "statements:", "---\nstatements:", []string{`acme.yaml:12: a second document starts here`}},

		{"bad date of a statement", yaml, "value: 2019,", "value: 2019-1,", []string{`acme.yaml:24: "2019-1" is no EDTF date`}},
		{"bad amount", yaml, "value: 10 USD", "value: ten USD", []string{`acme.yaml:25: "ten USD" is no amount of money`}},
		{"unknown enum value", yaml, "value: LICENSE", "value: LICENCE", []string{`acme.yaml:17: "LICENCE" is no value of dealKind: want one of AGREEMENT`}},
		{"unknown kind", yaml, "subject: company:acme, property: name", "subject: firm:acme, property: name", []string{`acme.yaml:14: subject "firm:acme" has no kind`}},
		{"malformed id", yaml, "subject: company:acme, property: name", "subject: company:Acme, property: name", []string{`acme.yaml:14: subject "company:Acme" has no kind`}},
		{"subject that no statement backs", yaml, "subject: company:acme, property: name", "subject: article:acme, property: headline", []string{`acme.yaml:14: subject "article:acme" is a Article: no statement backs it`}},
		{"unknown property", yaml, "property: licensor", "property: licenser", []string{`acme.yaml:19: Deal has no property or edge "licenser"`}},
		{"composed property", yaml, "property: licensor", "property: title", []string{`acme.yaml:20: Deal.title is made by our own code`}},
		{"derived edge", yaml, "property: licensor", "property: anyParty", []string{`acme.yaml:20: Deal has no property or edge "anyParty"`}},
		{"edge to a wrong kind", yaml, "    value: company:acme", "    value: deal:umbrella", []string{`acme.yaml:20: licensor "deal:umbrella": want the id of a Company or Person`}},
		{"value of self", yaml, "property: self, passage: deal}\n  - {subject: company:acme", "property: self, value: x, passage: deal}\n  - {subject: company:acme", []string{`acme.yaml:13: self takes no value`}},
		{"no value", yaml, ", value: Acme", "", []string{`acme.yaml:14: a value of name is empty`}},
		{"nested value", yaml, "value: Acme", "value: [Acme]", []string{`acme.yaml:14: value is no text`, `acme.yaml:14: a value of name is empty`}},
		{"no subject", yaml, "subject: company:acme, property: name", "property: name", []string{`acme.yaml:14: the statement has no subject`}},
		{"no property", yaml, "property: name, ", "", []string{`acme.yaml:14: the statement has no property`}},
		{"statement is no mapping", yaml, "{subject: company:acme, property: name, value: Acme, passage: deal}", "company:acme", []string{`acme.yaml:14: the statement is no mapping`}},
		{"unknown stance", yaml, "value: Acme,", "value: Acme, stance: MAYBE,", []string{`acme.yaml:14: stance "MAYBE" is none of`}},
		{"speaker of a wrong kind", yaml, "saidBy: company:acme", "saidBy: deal:umbrella", []string{`acme.yaml:21: saidBy: "deal:umbrella" is no id of a Party`}},
		{"origin of a wrong kind", yaml, "origin: article:release", "origin: company:acme", []string{`acme.yaml:22: origin: "company:acme" is no id of a Article`}},
		{"several faults of one statement", yaml, "    saidBy: company:acme\n    origin: article:release", "    saidBy: deal:x\n    origin: deal:x\n    stance: MAYBE",
			[]string{`acme.yaml:21: saidBy`, `acme.yaml:22: origin`, `acme.yaml:23: stance`}},

		{"unstated subject, told once", yaml, "{subject: deal:acme-bolt, property: self, passage: deal}", "{subject: company:acme, property: country, value: US, passage: deal}",
			[]string{`acme.yaml:17: statements are about deal:acme-bolt, but none in the set states the thing itself`}},
		{"unstated edge end", yaml, "value: company:acme", "value: company:acne", []string{`acme.yaml:20: licensor: no article of the set states company:acne itself`}},
		{"unstated speaker", yaml, "saidBy: company:acme", "saidBy: person:jo", []string{`acme.yaml:21: saidBy: no article of the set states person:jo itself`}},
		{"unstated company spoken for", yaml, "saidBy: company:acme", "saidFor: company:jo", []string{`acme.yaml:21: saidFor: no article of the set states company:jo itself`}},
		{"unknown origin", yaml, "origin: article:release", "origin: article:relaese", []string{`acme.yaml:22: origin: no article of the set is article:relaese`}},
		{"part of itself", yaml, "value: deal:umbrella", "value: deal:acme-bolt", []string{`acme.yaml:26: partOf: deal:acme-bolt would be a part of itself`}},

		{"digest without its sentence", yaml, `"Bolt may use`, `"Bolt can use`, []string{`acme.yaml:4: this sentence is not in acme.md: "Bolt can use`}},
		{"passage without digest", yaml, "    digest: The deal of 2019 is worth ten dollars.\n", "", []string{`acme.yaml:7: passage worth has no digest`}},
		{"hash that is no hash", yaml, "sha256: 0000000000000000000000000000000000000000000000000000000000000002", "sha256: 02", []string{`acme.yaml:10: sha256 "02" is no SHA-256`}},
		{"hash in upper case", yaml, "sha256: 0000000000000000000000000000000000000000000000000000000000000002", "sha256: A000000000000000000000000000000000000000000000000000000000000002", []string{`acme.yaml:10: sha256 "A`}},
		{"no hash", yaml, "\n    sha256: 0000000000000000000000000000000000000000000000000000000000000002", "", []string{`acme.yaml:7: passage worth has no sha256`}},
		{"paragraph below 1", yaml, "paragraph: 2", "paragraph: 0", []string{`acme.yaml:9: passage worth has no paragraph`}},
		{"paragraph that is no number", yaml, "paragraph: 2", "paragraph: two", []string{`acme.yaml:9: passage worth has no paragraph`}},
		{"passage twice", yaml, "  worth:", "  deal:", []string{`acme.yaml:7: this is no YAML: mapping key "deal" already defined`}},
		{"unknown passage", yaml, "value: Acme, passage: deal", "value: Acme, passage: dael", []string{`acme.yaml:14: passage dael is not among the passages`}},
		{"no passage", yaml, "value: Acme, passage: deal", "value: Acme", []string{`acme.yaml:14: the statement rests on no passage`}},
		{"unused passage", yaml, "statements:", "  more:\n    digest: Bolt\n    paragraph: 1\n    sha256: 0000000000000000000000000000000000000000000000000000000000000003\nstatements:",
			[]string{`acme.yaml:11: no statement rests on passage more`}},
		{"statement twice", yaml, "property: partOf, value: deal:umbrella, passage: worth}", "property: dealKind, value: LICENSE, passage: worth}", []string{`acme.yaml:26: line 17 states the same`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := fstest.MapFS(invented())
			text := string(files[test.file].Data)
			if !strings.Contains(text, test.old) {
				t.Fatalf("%s has no %q", test.file, test.old)
			}
			files[test.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, test.old, test.new, 1))}
			set, err := seed.Load(files, ".", kinds)
			if err == nil || set != nil {
				t.Fatal("want an error and no set")
			}
			mustMatch(t, faultsOf(t, err), test.want)
		})
	}
}

// mustMatch wants each fault to begin with one of the wanted ones, and each of
// these to be there.
func mustMatch(t *testing.T, got []*seed.Error, want []string) {
	t.Helper()
	for _, e := range got {
		if !slices.ContainsFunc(want, func(w string) bool { return strings.HasPrefix(e.Error(), w) }) {
			t.Errorf("unexpected: %v", e)
		}
	}
	for _, w := range want {
		if !slices.ContainsFunc(got, func(e *seed.Error) bool { return strings.HasPrefix(e.Error(), w) }) {
			t.Errorf("missing: %s; got %v", w, got)
		}
	}
}

func TestFaultsOfFolders(t *testing.T) {
	kinds := mustKinds(t)
	files := fstest.MapFS(invented())
	delete(files, "release.md")
	files["stray.yaml"] = &fstest.MapFile{Data: []byte("article: article:stray")}
	files["other.yml"] = &fstest.MapFile{}
	files["empty.md"] = &fstest.MapFile{}
	_, err := seed.Load(files, ".", kinds)
	mustMatch(t, faultsOf(t, err), []string{
		"empty.md:1: there is no front matter", "other.yml: it is not read under this name: call it other.yaml",
		"stray.yaml:1: the article's digest stray.md is missing beside it",
	})
	_, err = seed.Load(fstest.MapFS{"folder/readme.txt": {}}, "folder", kinds)
	mustMatch(t, faultsOf(t, err), []string{"folder: there is no article in it"})
	if _, err = seed.Load(files, "nowhere", kinds); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// The faults of a run come together, sorted by file and line.
func TestFaultsAreSorted(t *testing.T) {
	files := fstest.MapFS(invented())
	bad := strings.NewReplacer("value: LICENSE", "value: LICENCE", "paragraph: 1", "paragraph: 0", "value: 2019", "value: x")
	files["acme.yaml"] = &fstest.MapFile{Data: []byte(bad.Replace(acmeStatements))}
	files["release.md"] = &fstest.MapFile{Data: []byte(strings.Replace(releaseDigest, "PRESS_RELEASE", "FLYER", 1))}
	_, err := seed.Load(files, ".", mustKinds(t))
	var at []string
	for _, e := range faultsOf(t, err) {
		at = append(at, strings.SplitN(e.Error(), ": ", 2)[0])
	}
	if want := []string{"acme.yaml:5", "acme.yaml:17", "acme.yaml:24", "release.md:3"}; !slices.Equal(at, want) {
		t.Errorf("got %q, want %q", at, want)
	}
}
