// Package reading turns bytes into articles: plain text, Markdown with front
// matter, saved HTML pages and JSON Lines become an [extract.Document] each,
// with what the source tells of itself. What is not the article (navigation,
// related stories, an author's biography, credit lines) is left out.
//
// Reading never guesses silently: bytes that are no text, are wrongly encoded,
// too many or empty are refused with a *store.Error that says where.
package reading

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
)

// Format is how an article is written down.
type Format string

// The formats. The zero value asks to find out: by the name's extension, then
// by the first bytes.
const (
	Text      Format = "text"
	Markdown  Format = "markdown"
	HTML      Format = "html"
	JSONLines Format = "jsonl"
)

// Formats lists them, for help texts and checks.
var Formats = []Format{Text, Markdown, HTML, JSONLines}

// DefaultMaxBytes is how much text an article may have if nobody says
// otherwise: some 300,000 words, twenty times the longest press article.
const DefaultMaxBytes = 2 << 20

// markupFactor is how many times larger than its text a page of HTML may be.
const markupFactor = 4

// Given is what the caller knows of an article. What is not empty wins over
// what the article says of itself.
type Given struct {
	Headline  string
	Publisher string
	Authors   []string
	Published string // a day, month or year, as EDTF or as people write it
	URL       string
	Genre     string // an ArticleGenre of the schema
}

// Options say how to read. The zero value finds all out by itself.
type Options struct {
	Format   Format
	Given    Given
	MaxBytes int // 0: DefaultMaxBytes
}

// Article is one article read.
type Article struct {
	// Name is the file it came from; Line its line in a file of many, else 0.
	Name     string
	Line     int
	Document extract.Document
	// Genre is an ArticleGenre of the schema, empty where nothing tells it.
	Genre string
	// Text is the body: the document's paragraphs with blank lines between.
	Text string
	// ContentHash is the SHA-256, in hex, of the body with white space
	// collapsed. The same text read from another format has the same hash.
	ContentHash string
}

// Read reads one article. The name tells the format where the options do not,
// and stands in errors. A file of JSON Lines is refused unless it has exactly
// one line: [Stream] reads those.
//
// Errors are *store.Error of code BAD_INPUT.
func Read(name string, data []byte, o Options) (*Article, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	format := o.Format
	if format == "" {
		format = Detect(name, data)
	}
	if format == JSONLines {
		return onlyLine(name, data, o)
	}
	limit := o.limit()
	if format == HTML {
		limit *= markupFactor
	}
	if len(data) > limit {
		return nil, tooLarge(name, len(data), limit)
	}
	text, err := decode(name, data, format)
	if err != nil {
		return nil, err
	}
	f, err := parse(name, text, format)
	if err != nil {
		return nil, err
	}
	return f.article(name, o)
}

// parse reads a text of one format. The parsers of Markdown, YAML and HTML are
// not ours: one that panics must refuse the article and not stop a server.
func parse(name, text string, format Format) (f *found, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			f, err = nil, &store.Error{
				Code: store.CodeInvalid, Message: fmt.Sprintf("%s: %s", name, brokenParser),
				Hint: "give it as plain text", Cause: fmt.Errorf("%v", cause),
			}
		}
	}()
	switch format {
	case Markdown:
		return readMarkdown(name, text)
	case HTML:
		return readHTML(name, text)
	}
	return readText(text), nil
}

// brokenParser is what an article is refused with if its parser panics; fuzzing
// looks for it.
const brokenParser = "the parser breaks on it"

// check reports options that cannot be.
func (o Options) check() error {
	if o.Format != "" && !slices.Contains(Formats, o.Format) {
		return invalid("format %q is unknown: want one of %s", o.Format, formatList())
	}
	if o.MaxBytes < 0 {
		return invalid("a limit of %d bytes cannot be: want 0 for the default, or more", o.MaxBytes)
	}
	if _, err := publishedDate(o.Given.Published); err != nil {
		return invalid("published: %v", err)
	}
	if _, err := genre(o.Given.Genre); err != nil {
		return invalid("genre: %v", err)
	}
	return nil
}

func (o Options) limit() int {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

func formatList() string {
	names := make([]string, len(Formats))
	for i, f := range Formats {
		names[i] = string(f)
	}
	return strings.Join(names, ", ")
}

// found is what the parser of a format makes of a file. Dates and genres are
// as written there.
type found struct {
	headline, publisher, published, url, genre string
	authors                                    []string
	blocks                                     []block
	// complete: the source is structured, so that a first line that looks like
	// a headline is none.
	complete bool
}

// block is a paragraph or a heading.
type block struct {
	text    string // white space collapsed, not empty
	heading int    // its level; 0 for a paragraph
}

// article completes what was found with what the text tells (a headline,
// byline or dateline), lets given values win, and checks that something is
// left.
func (f *found) article(name string, o Options) (*Article, error) {
	f.completeFromText()
	given := o.Given
	a := &Article{Name: name}
	doc := &a.Document
	doc.Headline = tidy(first(given.Headline, f.headline))
	doc.Publisher = tidy(first(given.Publisher, f.publisher))
	doc.URL = tidy(first(given.URL, f.url))
	authors := given.Authors
	if len(authors) == 0 {
		authors = f.authors
	}
	for _, author := range authors {
		if author = tidy(author); author != "" && !slices.Contains(doc.Authors, author) {
			doc.Authors = append(doc.Authors, author)
		}
	}
	var err error
	if doc.Published, err = publishedDate(first(given.Published, f.published)); err != nil {
		return nil, invalid("%s: published: %v", name, err)
	}
	if a.Genre, err = genre(first(given.Genre, f.genre)); err != nil {
		return nil, invalid("%s: genre: %v", name, err)
	}
	for _, b := range f.blocks {
		if p := tidy(b.text); p != "" {
			doc.Paragraphs = append(doc.Paragraphs, p)
		}
	}
	if len(doc.Paragraphs) == 0 {
		e := invalid("%s: there is no text in it", name)
		e.Hint = "an article needs at least one paragraph below its headline and credit lines"
		return nil, e
	}
	a.Text = strings.Join(doc.Paragraphs, "\n\n")
	if len(a.Text) > o.limit() {
		return nil, tooLarge(name, len(a.Text), o.limit())
	}
	a.ContentHash = Hash(a.Text)
	return a, nil
}

// Hash returns the SHA-256, in hex, of a text with white space collapsed.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(collapse(text)))
	return hex.EncodeToString(sum[:])
}

// collapse makes every run of white space one space, none at the ends.
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// first returns the first text that is not blank.
func first(texts ...string) string {
	for _, s := range texts {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// genres are the spellings that files use for an ArticleGenre, folded.
var genres = map[string]string{
	"news": "NEWS", "newsarticle": "NEWS", "news article": "NEWS", "article": "NEWS", "wire": "NEWS",
	"press release": "PRESS_RELEASE", "pressrelease": "PRESS_RELEASE", "release": "PRESS_RELEASE",
	"blog": "BLOG", "blog post": "BLOG", "blogposting": "BLOG", "blogpost": "BLOG",
	"filing": "FILING", "other": "OTHER",
}

// genre returns the ArticleGenre that a text means; an empty text means none.
func genre(text string) (string, error) {
	folded := strings.ToLower(collapse(strings.NewReplacer("_", " ", "-", " ").Replace(text)))
	if folded == "" {
		return "", nil
	}
	if g, ok := genres[folded]; ok {
		return g, nil
	}
	return "", fmt.Errorf("%q is none: want NEWS, PRESS_RELEASE, BLOG, FILING or OTHER", text)
}

func invalid(format string, args ...any) *store.Error {
	return store.Errorf(store.CodeInvalid, format, args...)
}

func tooLarge(name string, size, limit int) error {
	e := invalid("%s: %d bytes are too many: the limit is %d", name, size, limit)
	e.Hint = "raise the limit, or cut the file into its articles"
	return e
}
