package reading

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readMetadata reads what a page tells of its article outside the text:
// JSON-LD, OpenGraph and other meta elements, the canonical address, headings
// and bylines. What is no date or name there is as good as missing.
func readMetadata(root *html.Node) *found {
	p := &page{meta: map[string][]string{}}
	for n := range elementsOf(root) {
		p.read(n)
	}
	f := &found{
		publisher: p.publisher(),
		url:       firstAddress(p.canonical, p.ld.url, p.get("og:url")),
		genre:     p.ld.genre,
	}
	f.headline = p.headline(f.publisher)
	for _, date := range append([]string{p.ld.published}, p.all("article:published_time", "og:published_time", "datepublished",
		"date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "pubdate", "publishdate", "publish-date",
		"article.published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime")...) {
		if edtf, err := publishedDate(date); err == nil && edtf != "" {
			f.published = edtf
			break
		}
	}
	f.published = first(f.published, p.time)
	for _, names := range [][]string{p.ld.authors, p.all("author", "article:author", "parsely-author", "sailthru.author", "byl",
		"dc.creator", "dcterms.creator"), {p.byline}} {
		if f.authors = people(names, f.publisher); len(f.authors) > 0 {
			break
		}
	}
	return f
}

// page is what the elements of a page tell of the article.
type page struct {
	meta      map[string][]string // content by name or property, in lower case
	title, h1 string
	canonical string
	byline    string // the first on the page
	time      string // EDTF, of the first time element
	ld        linkedData
}

func (p *page) read(n *html.Node) {
	switch n.DataAtom {
	case atom.Meta:
		content := tidy(attribute(n, "content"))
		for _, key := range []string{"property", "name", "itemprop"} {
			if name := strings.ToLower(attribute(n, key)); name != "" && content != "" {
				p.meta[name] = append(p.meta[name], content)
			}
		}
		return
	case atom.Link:
		if slices.Contains(strings.Fields(strings.ToLower(attribute(n, "rel"))), "canonical") {
			p.canonical = first(p.canonical, attribute(n, "href"))
		}
		return
	case atom.Title:
		if n.Namespace == "" { // pictures in SVG have titles too
			p.title = first(p.title, tidy(textOf(n)))
		}
		return
	case atom.H1:
		p.h1 = first(p.h1, tidy(textOf(n)))
		return
	case atom.Script:
		if strings.EqualFold(strings.TrimSpace(attribute(n, "type")), "application/ld+json") {
			p.ld.read(textOf(n))
		}
		return
	}
	words := classWords(n)
	if p.byline == "" && (attribute(n, "rel") == "author" || attribute(n, "itemprop") == "author" ||
		strings.Contains(words, " byline ") || strings.Contains(words, " author name ")) {
		if name := tidy(textOf(n)); len(name) <= 160 && len(people([]string{name}, "")) > 0 && !insideFurniture(n) {
			p.byline = name
		}
	}
	if n.DataAtom == atom.Time && p.time == "" && !insideFurniture(n) {
		for _, text := range []string{attribute(n, "datetime"), textOf(n)} {
			if edtf, err := publishedDate(text); err == nil && edtf != "" {
				p.time = edtf
				break
			}
		}
	}
}

// insideFurniture reports whether an element stands in what is not the article:
// related stories have bylines and dates of their own.
func insideFurniture(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if standsAround(p) && p.DataAtom != atom.Header || isNamedFurniture(p) && !strings.Contains(classWords(p), " byline ") {
			return true
		}
	}
	return false
}

// get returns the first content of the first name that has one.
func (p *page) get(names ...string) string {
	if all := p.all(names...); len(all) > 0 {
		return all[0]
	}
	return ""
}

// all returns the contents of the names, in the order of the names.
func (p *page) all(names ...string) []string {
	var all []string
	for _, name := range names {
		all = append(all, p.meta[name]...)
	}
	return all
}

// publisher returns the first name of the site that is no address.
func (p *page) publisher() string {
	for _, name := range append([]string{p.ld.publisher}, p.all("og:site_name", "publisher", "dc.publisher", "application-name")...) {
		if name != "" && !strings.Contains(name, "://") && !strings.HasPrefix(name, "@") {
			return name
		}
	}
	return ""
}

// headline returns the heading of the page if the metadata bears it out (many
// sites have their own name there), otherwise what the metadata says.
func (p *page) headline(publisher string) string {
	told := []string{p.ld.headline, p.get("og:title", "twitter:title", "dc.title", "headline"), p.title}
	for _, t := range told {
		if folded(p.h1) == folded(publisher) {
			break
		}
		a, b := folded(withoutSite(t, publisher)), folded(p.h1)
		if a != "" && b != "" && (strings.Contains(a, b) && 2*len(b) >= len(a) || strings.Contains(b, a)) {
			return p.h1
		}
	}
	for _, t := range told {
		if t = withoutSite(tidy(t), publisher); t != "" {
			return t
		}
	}
	return p.h1
}

// withoutSite takes the name of the site from the end of a title.
func withoutSite(title, site string) string {
	for _, mark := range []string{" | ", " - ", " – ", " — ", " : ", " · ", " « "} {
		if at := strings.LastIndex(title, mark); at > 0 {
			end := folded(title[at+len(mark):])
			if end == folded(site) || site == "" && mark == " | " {
				return strings.TrimSpace(title[:at])
			}
		}
	}
	return title
}

// people returns the names of persons in metadata: addresses and the outlet
// itself are none.
func people(names []string, publisher string) []string {
	var all []string
	for _, name := range authorsOf(names) {
		name = tidy(name)
		if strings.Contains(name, "://") || strings.HasPrefix(name, "@") || folded(name) == folded(publisher) || !looksLikeName(name) {
			continue
		}
		if !slices.ContainsFunc(all, func(other string) bool { return strings.EqualFold(name, other) }) {
			all = append(all, name)
		}
	}
	return all
}

// firstAddress returns the first that is a whole address of the web.
func firstAddress(addresses ...string) string {
	for _, a := range addresses {
		a = strings.TrimSpace(a)
		if strings.HasPrefix(a, "http://") || strings.HasPrefix(a, "https://") {
			return a
		}
	}
	return ""
}

// linkedData is the article that the JSON-LD of a page describes.
type linkedData struct {
	headline, published, publisher, url, genre string
	authors                                    []string
}

// articleTypes are the types of schema.org that an article can have, with what
// they say of its genre.
var articleTypes = map[string]string{
	"Article": "", "NewsArticle": "NEWS", "ReportageNewsArticle": "NEWS", "AnalysisNewsArticle": "NEWS",
	"BackgroundNewsArticle": "NEWS", "TechArticle": "", "BlogPosting": "BLOG", "Report": "", "WebPage": "",
}

// read takes the first article out of a script. A script that is no JSON says
// nothing.
func (d *linkedData) read(script string) {
	var value any
	if json.Unmarshal([]byte(script), &value) != nil {
		return
	}
	if object := findArticle(value, 0); object != nil && d.headline == "" {
		*d = linkedData{
			headline:  textIn(object, "headline", "name"),
			published: textIn(object, "datePublished", "dateCreated"),
			publisher: strings.Join(namesIn(object["publisher"], ""), ", "),
			url:       firstAddress(textIn(object, "url"), textIn(object, "mainEntityOfPage"), textIn(object, "@id")),
			authors:   namesIn(object["author"], "Person"),
		}
		for _, t := range typesOf(object) {
			d.genre = first(d.genre, articleTypes[t])
		}
	}
}

// deepestData is how deep JSON-LD is searched.
const deepestData = 6

// findArticle returns the object that describes an article, a list or a graph
// around it; an article rather than its page.
func findArticle(value any, depth int) map[string]any {
	if depth > deepestData {
		return nil
	}
	var fallback map[string]any
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			if object := findArticle(item, depth+1); object != nil {
				if !slices.Contains(typesOf(object), "WebPage") {
					return object
				}
				if fallback == nil {
					fallback = object
				}
			}
		}
	case map[string]any:
		for _, t := range typesOf(v) {
			if _, ok := articleTypes[t]; ok {
				return v
			}
		}
		if object := findArticle(v["@graph"], depth+1); object != nil {
			return object
		}
		return findArticle(v["mainEntity"], depth+1)
	}
	return fallback
}

// typesOf returns the types of an object.
func typesOf(object map[string]any) []string {
	switch t := object["@type"].(type) {
	case string:
		return []string{t}
	case []any:
		var all []string
		for _, item := range t {
			if s, ok := item.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}

// textIn returns the first of some keys that holds a text, or an object with an
// id.
func textIn(object map[string]any, keys ...string) string {
	for _, key := range keys {
		switch v := object[key].(type) {
		case string:
			if v = tidy(html.UnescapeString(v)); v != "" {
				return v
			}
		case map[string]any:
			if id, ok := v["@id"].(string); ok && id != "" {
				return id
			}
		}
	}
	return ""
}

// namesIn returns the names in a value: texts, or objects with a name. An
// object of another type than kind is left out, if kind is not empty.
func namesIn(value any, kind string) []string {
	switch v := value.(type) {
	case string:
		return []string{tidy(html.UnescapeString(v))}
	case []any:
		var all []string
		for _, item := range v {
			if _, nested := item.([]any); !nested {
				all = append(all, namesIn(item, kind)...)
			}
		}
		return all
	case map[string]any:
		if types := typesOf(v); kind != "" && len(types) > 0 && !slices.Contains(types, kind) {
			return nil
		}
		if name := textIn(v, "name"); name != "" {
			return []string{name}
		}
	}
	return nil
}

// attribute returns the value of an attribute, empty if there is none.
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf returns the text below a node.
func textOf(n *html.Node) string {
	var text strings.Builder
	for child := range n.Descendants() {
		if child.Type == html.TextNode {
			text.WriteString(child.Data)
		}
	}
	return text.String()
}
