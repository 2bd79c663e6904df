package seed

import (
	"embed"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// The sets that come with the program, each in the folder of its name.
var (
	// Articles are three articles on one deal of July 2017, and the press
	// release they rest on.
	//
	//go:embed articles
	Articles embed.FS
	// Demo are invented articles that show what the graph can hold: rumours
	// and denials, corrections, lapsed and renewed licences, a retraction.
	// Whatever shows of them says that it is invented: the headlines and
	// digests begin with [Mark], the names of their companies, people, patents,
	// products and areas have the word in them, and so have the titles of
	// deals, which are composed of names. Their ids begin with "demo-".
	//
	//go:embed demo
	Demo embed.FS
)

// The folders of the sets.
const (
	ArticlesDir = "articles"
	DemoDir     = "demo"
)

// Names returns the names of the sets that come with the program.
func Names() []string { return []string{ArticlesDir, DemoDir} }

// Open loads the set of the program of that name. Its errors are those of
// [Load].
func Open(name string, kinds *store.Kinds) (*Set, error) {
	switch name {
	case ArticlesDir:
		return Load(Articles, ArticlesDir, kinds)
	case DemoDir:
		return Load(Demo, DemoDir, kinds)
	}
	return nil, store.Errorf(store.CodeInvalid, "no seed %q: there are %s", name, strings.Join(Names(), ", "))
}

// With loads the set of the program that has an article, named as in
// [Set.Source]. The error, of code BAD_INPUT, lists the names there are.
func With(article string, kinds *store.Kinds) (*Set, error) {
	var names []string
	for _, name := range Names() {
		set, err := Open(name, kinds)
		if err != nil {
			return nil, err
		}
		if _, err := set.Source(article); err == nil {
			return set, nil
		}
		names = append(names, set.names()...)
	}
	return nil, unknownArticle(article, names)
}
