package seed

import (
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// article reads an article's record: the front matter, and the digest below
// it. A record with a fault is still returned, as far as it could be read.
func (l *loader) article(file string) *store.Article {
	a := &store.Article{}
	text, ok := l.read(file)
	if !ok {
		return a
	}
	front, body, ok := splitFrontMatter(text)
	if !ok {
		l.faults.add(file, 1, "there is no front matter: want lines with the citation between two lines of ---")
		l.broken = true
		return a
	}
	a.Digest = strings.TrimSpace(body)
	d := &document{file: file, faults: l.faults}
	node, ok := d.parse(front)
	if !ok {
		l.broken = true
		return a
	}
	m, ok := d.mapping(field{line: 2, node: node}, "the front matter",
		"id", "genre", "headline", "publisher", "authors", "published", "url", "derivedFrom", "contentHash")
	if !ok {
		l.broken = true
		return a
	}
	id := m.get("id")
	a.ID = d.text(id)
	if a.ID == "" {
		l.faults.add(file, id.line, "the front matter has no id: want one such as article:nokia-xiaomi")
		l.broken = true
	} else if l.checkArticle(file, id.line, store.Article{ID: a.ID}) {
		l.addArticle(a.ID, place{file, id.line})
	} else {
		l.broken = true
	}
	// Each field is checked by itself, so that the fault names its line.
	probe := func(f field, set func(*store.Article)) bool {
		alone := store.Article{ID: l.anyArticle()}
		set(&alone)
		return l.checkArticle(file, f.line, alone)
	}
	a.Headline, a.URL, a.Authors = d.text(m.get("headline")), d.text(m.get("url")), d.texts(m.get("authors"))
	a.Genre = d.text(m.get("genre"))
	probe(m.get("genre"), func(p *store.Article) { p.Genre = a.Genre })
	a.Published = d.text(m.get("published"))
	probe(m.get("published"), func(p *store.Article) { p.Published = a.Published })
	a.ContentHash = d.text(m.get("contentHash"))
	probe(m.get("contentHash"), func(p *store.Article) { p.ContentHash = a.ContentHash })
	for _, item := range d.list(m.get("publisher")) {
		if id := d.text(item); id != "" {
			a.Publishers = append(a.Publishers, id)
			if probe(item, func(p *store.Article) { p.Publishers = []string{id} }) {
				l.refer(place{file, item.line}, "publisher", id)
			}
		}
	}
	for _, item := range d.list(m.get("derivedFrom")) {
		if id := d.text(item); id != "" {
			a.DerivedFrom = append(a.DerivedFrom, id)
			if probe(item, func(p *store.Article) { p.DerivedFrom = []string{id} }) {
				l.refer(place{file, item.line}, "derivedFrom", id)
			}
		}
	}
	return a
}

// checkArticle reports what the store has against a record.
func (l *loader) checkArticle(file string, line int, a store.Article) bool {
	if err := a.Check(l.kinds); err != nil {
		l.faults.add(file, line, "%v", err)
		return false
	}
	return true
}

func (l *loader) addArticle(id string, at place) {
	if l.articles == nil {
		l.articles = map[string]place{}
	}
	if first, taken := l.articles[id]; taken {
		l.faults.add(at.file, at.line, "%s is the id of %s already", id, first.file)
		return
	}
	l.articles[id] = at
	l.state(id)
}

// anyArticle is an id that is well formed, to check other fields beside.
func (l *loader) anyArticle() string { return l.kinds.Kind("Article").Prefix + ":any" }

// splitFrontMatter parts the YAML between a first line of --- and the next one
// from the body behind it. The front matter keeps the lines it has in text.
func splitFrontMatter(text string) (front, body string, ok bool) {
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \t") != "---" {
		return "", text, false
	}
	front = "\n"
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if strings.TrimRight(line, " \t") == "---" {
			return front, rest, true
		}
		front += line + "\n"
	}
	return "", text, false
}
