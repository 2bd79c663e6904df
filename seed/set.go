// Package seed loads curated articles into the graph. A set is a folder; each
// article in it is a digest in our own words with the citation as front matter
// (NAME.md) and, unless it is known by mention only, the statements it makes
// (NAME.yaml), each resting on a passage: a sentence of the digest, and the
// paragraph and hash of the original's sentence.
//
// An article with "invented: true" in its front matter was made up for its
// set. Its digest is the original, so a passage gives the sentence only, and
// [Load] finds paragraph and hash in the digest: the .md file itself is the
// copy that [Set.Verify] takes. Its headline and its digest begin with [Mark].
//
// An article with "retracted: {reason: …}" is written and then withdrawn.
//
// [Load] refuses a set with any fault and names file and line of each;
// [Set.Apply] writes the set; [Set.Verify] checks the passages of an article
// against a copy of the original.
package seed

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// Extractor is what statements of a set name as their extractor.
const Extractor = "curated"

// Mark is how the headline and the digest of an invented article begin.
const Mark = "Invented: "

// The endings of the two files of an article.
const (
	digestExt     = ".md"
	statementsExt = ".yaml"
)

// Set is a folder of curated articles that has passed every check of [Load].
type Set struct {
	// Sources are the articles, sorted by file.
	Sources []*Source
	kinds   *store.Kinds
}

// Source is one article of a set with all it states.
type Source struct {
	// Name is that of its files, without folder and ending.
	Name    string
	Article *store.Article
	// Invented: the article was made up for the set, and its digest is the
	// original.
	Invented bool
	// Retraction withdraws the article; nil unless its source did.
	Retraction *store.Retraction
	// Passages and Statements are in the order of the file; both are empty of
	// an article known by mention only.
	Passages   []*Passage
	Statements []*store.Statement
}

// Passage is where one or more statements of an article stand.
type Passage struct {
	store.Passage
	// Key names it within the article.
	Key string
	// File and Line are where the set defines it.
	File string
	Line int
}

// Load reads the articles in the folder dir of fsys: every .md file and the
// .yaml file of the same name. Hidden and other files are not read, and no
// folders within.
//
// The set must be whole: whatever it refers to, an article or a node, is
// stated in it, and by an article that is not retracted if one such refers to
// it. If there is any fault, Load returns no set but an error that
// joins all of them, each an [*Error], sorted by file and line; in a file that
// is no YAML only the first one, and then dangling references are not looked
// for, because what they refer to may stand in that file.
func Load(fsys fs.FS, dir string, kinds *store.Kinds) (*Set, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	l := &loader{fsys: fsys, kinds: kinds, faults: &faults{}, stated: map[string]bool{}, withdrawn: map[string]bool{}}
	digests, statements := map[string]bool{}, map[string]bool{}
	for _, entry := range entries {
		name, ext := strings.TrimSuffix(entry.Name(), path.Ext(entry.Name())), path.Ext(entry.Name())
		switch {
		case entry.IsDir() || hidden(entry):
		case ext == digestExt:
			digests[name] = true
		case ext == statementsExt:
			statements[name] = true
		case ext == ".yml":
			l.faults.add(path.Join(dir, entry.Name()), 0, "it is not read under this name: call it %s", name+statementsExt)
		}
	}
	if len(digests) == 0 {
		l.faults.add(dir, 0, "there is no article in it: want at least one %s file", digestExt)
	}
	set := &Set{kinds: kinds}
	for _, entry := range entries {
		name, ext := strings.TrimSuffix(entry.Name(), path.Ext(entry.Name())), path.Ext(entry.Name())
		switch {
		case ext == digestExt && digests[name]:
			source := &Source{Name: name}
			file := path.Join(dir, name)
			l.article(file+digestExt, source)
			if statements[name] {
				l.statements(file+statementsExt, source)
			}
			set.Sources = append(set.Sources, source)
		case ext == statementsExt && statements[name] && !digests[name]:
			l.faults.add(path.Join(dir, entry.Name()), 1, "the article's digest %s is missing beside it", name+digestExt)
			l.broken = true
		}
	}
	l.checkReferences()
	l.checkWholes()
	if err := l.faults.err(); err != nil {
		return nil, err
	}
	return set, nil
}

// loader is the state of one Load.
type loader struct {
	fsys   fs.FS
	kinds  *store.Kinds
	faults *faults
	// articles is where each article id was given first.
	articles map[string]place
	// stated are the ids that a self statement or an article provides;
	// withdrawn those that a self statement of a retracted article does.
	stated, withdrawn map[string]bool
	// retracted: the article being read is.
	retracted bool
	// references are what must be among stated.
	references []reference
	// wholes are the claims that something is a part of another.
	wholes []reference
	// broken: a file could not be read, so that stated may lack something.
	broken bool
}

// hidden files are an editor's or the system's.
func hidden(entry fs.DirEntry) bool { return strings.HasPrefix(entry.Name(), ".") }

// place is a line of a file.
type place struct {
	file string
	line int
}

// read returns the text of a file, with line ends as one character.
func (l *loader) read(file string) (string, bool) {
	raw, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		l.faults.add(file, 0, "%v", err)
		l.broken = true
		return "", false
	}
	text, line := plain(string(raw))
	if line > 0 {
		l.faults.add(file, line, "this is no UTF-8 text")
		l.broken = true
		return "", false
	}
	return text, true
}

// Batch returns the whole set as one batch. The articles of a set cite each
// other and share the nodes they are about, in any direction, so a set is
// written in one transaction: all of it or nothing.
func (s *Set) Batch() *store.Batch {
	b := &store.Batch{}
	for _, source := range s.Sources {
		b.Articles = append(b.Articles, source.Article)
		b.Statements = append(b.Statements, source.Statements...)
		if source.Retraction != nil {
			b.Retractions = append(b.Retractions, source.Retraction)
		}
	}
	return b
}

// Source returns the article of that id, of that id without its prefix, or of
// that file name. The error, of code BAD_INPUT, lists the names there are.
func (s *Set) Source(name string) (*Source, error) {
	for _, source := range s.Sources {
		_, short, _ := strings.Cut(source.Article.ID, ":")
		if name == source.Article.ID || name == short {
			return source, nil
		}
	}
	names := s.names()
	if i := slices.Index(names, strings.TrimSuffix(name, digestExt)); i >= 0 {
		return s.Sources[i], nil
	}
	return nil, unknownArticle(name, names)
}

// names returns the file names of the articles.
func (s *Set) names() []string {
	var names []string
	for _, source := range s.Sources {
		names = append(names, source.Name)
	}
	return names
}

func unknownArticle(name string, known []string) error {
	return store.Errorf(store.CodeInvalid, "no article %q in the set: there are %s", name, strings.Join(known, ", "))
}
