package seed

import (
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// article reads an article's record into source: the front matter, and the
// digest below it. A record with a fault is read as far as it can be.
func (l *loader) article(file string, source *Source) {
	a := &store.Article{}
	source.Article, l.retracted = a, false
	text, ok := l.read(file)
	if !ok {
		return
	}
	front, body, ok := splitFrontMatter(text)
	if !ok {
		l.faults.add(file, 1, "there is no front matter: want lines with the citation between two lines of ---")
		l.broken = true
		return
	}
	a.Digest = strings.TrimSpace(body)
	d := &document{file: file, faults: l.faults}
	node, ok := d.parse(front)
	if !ok {
		l.broken = true
		return
	}
	m, ok := d.mapping(field{line: 2, node: node}, "the front matter",
		"id", "genre", "headline", "publisher", "authors", "published", "url", "derivedFrom", "contentHash", "invented", "retracted")
	if !ok {
		l.broken = true
		return
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
	l.retraction(d, m.get("retracted"), source)
	// Each field is checked by itself, so that the fault names its line.
	probe := func(f field, set func(*store.Article)) bool {
		alone := store.Article{ID: l.anyArticle()}
		set(&alone)
		return l.checkArticle(file, f.line, alone)
	}
	a.Headline, a.URL, a.Authors = d.text(m.get("headline")), d.text(m.get("url")), d.texts(m.get("authors"))
	l.invented(d, m, source)
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
}

// invented reads whether the article was made up for the set. One that was has
// to say so wherever it shows.
func (l *loader) invented(d *document, m *mapping, source *Source) {
	f := m.get("invented")
	if f.node == nil {
		return
	}
	if d.text(f) != "true" {
		l.faults.add(d.file, f.line, "invented is either true or left out")
		return
	}
	source.Invented = true
	if !strings.HasPrefix(source.Article.Headline, Mark) {
		l.faults.add(d.file, m.get("headline").line, "the headline of an invented article begins with %q", Mark)
	}
	if !strings.HasPrefix(source.Article.Digest, Mark) {
		l.faults.add(d.file, f.line, "the digest of an invented article begins with %q", Mark)
	}
}

// retraction reads why the article was withdrawn, if it was.
func (l *loader) retraction(d *document, f field, source *Source) {
	if f.node == nil {
		return
	}
	m, ok := d.mapping(f, "retracted", "reason")
	if !ok {
		return
	}
	l.retracted = true
	reason := m.get("reason")
	source.Retraction = &store.Retraction{Article: source.Article.ID, Reason: d.text(reason)}
	if source.Retraction.Reason == "" {
		l.faults.add(d.file, reason.line, "retracted gives no reason: want one, for people")
	}
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
	l.stated[id] = true
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
