package reading

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// longestFrontMatter is how many bytes of YAML are read. More is no citation.
const longestFrontMatter = 32 << 10

// splitFrontMatter parts the YAML between a first line of --- and the next such
// line, or one of three dots, from the body behind it.
func splitFrontMatter(source string) (front, body string, ok bool) {
	head, rest, _ := strings.Cut(source, "\n")
	if strings.TrimRight(head, " \t") != "---" {
		return "", source, false
	}
	var yaml strings.Builder
	yaml.WriteByte('\n') // lines keep their numbers
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if mark := strings.TrimRight(line, " \t"); mark == "---" || mark == "..." {
			return yaml.String(), rest, true
		}
		yaml.WriteString(line + "\n")
	}
	return "", source, false
}

// readFrontMatter reads what the front matter tells of the article. Keys that
// mean nothing here are left alone: others have a use for them. A value that
// cannot be is an error that names its line.
func readFrontMatter(name, front string) (f *found, err error) {
	if len(front) > longestFrontMatter {
		return nil, invalid("%s:1: %d bytes of front matter are too many: the limit is %d", name, len(front), longestFrontMatter)
	}
	values, err := frontMatterValues(name, front)
	if err != nil {
		return nil, err
	}
	f = &found{}
	// In the order of preference: the first key that has a value wins.
	text := func(keys ...string) string {
		for _, key := range keys {
			if v := values[key]; len(v.texts) > 0 {
				return strings.Join(v.texts, ", ")
			}
		}
		return ""
	}
	f.headline = text("headline", "title")
	f.publisher = text("publisher", "outlet", "site", "site_name")
	if source := text("source"); f.publisher == "" && !isLocator(source) {
		f.publisher = source
	}
	f.url = text("url", "canonical_url", "canonical", "link")
	if source := text("source"); f.url == "" && strings.Contains(source, "://") && !strings.ContainsAny(source, " \t") {
		f.url = source
	}
	for _, key := range []string{"published", "date", "published_at", "pubdate", "date_published"} {
		if v := values[key]; len(v.texts) > 0 {
			if f.published, err = publishedDate(text(key)); err != nil {
				return nil, invalid("%s:%d: %s: %v", name, v.line, key, err)
			}
			break
		}
	}
	if v := values["genre"]; len(v.texts) > 0 {
		if f.genre, err = genre(text("genre")); err != nil {
			return nil, invalid("%s:%d: genre: %v", name, v.line, err)
		}
	}
	for _, key := range []string{"authors", "author", "byline"} {
		if v := values[key]; len(v.texts) > 0 {
			f.authors = authorsOf(v.texts)
			break
		}
	}
	return f, nil
}

// isLocator reports whether a source is where a text lies and not who published
// it.
func isLocator(source string) bool {
	return strings.Contains(source, "://") || strings.Contains(source, ":") && !strings.Contains(source, ": ")
}

// authorsOf returns names from values that have one each, or several in a
// byline.
func authorsOf(texts []string) []string {
	var names []string
	for _, t := range texts {
		t = strings.TrimSpace(t)
		if m := byline.FindStringSubmatch(t); m != nil {
			t = m[1]
		}
		if several := splitAuthors(t); len(several) > 1 {
			names = append(names, several...)
		} else if t != "" {
			names = append(names, collapse(t))
		}
	}
	return names
}

// value is a scalar or a list of scalars with its line.
type value struct {
	line  int
	texts []string
}

// frontMatterValues returns the values by key, in lower case with underscores.
// Scalars are read as the text that stands there, whatever YAML makes of it.
func frontMatterValues(name, front string) (map[string]value, error) {
	file, err := parser.ParseBytes([]byte(front), 0)
	if err != nil {
		line, message := 1, err.Error()
		var located yaml.Error
		if errors.As(err, &located) {
			message = located.GetMessage()
			if token := located.GetToken(); token != nil {
				line = token.Position.Line
			}
		}
		return nil, invalid("%s:%d: the front matter is no YAML: %s", name, line, message)
	}
	values := map[string]value{}
	for _, doc := range file.Docs {
		var fields []*ast.MappingValueNode
		switch body := doc.Body.(type) {
		case nil:
			continue
		case *ast.MappingNode:
			fields = body.Values
		case *ast.MappingValueNode:
			fields = []*ast.MappingValueNode{body}
		default:
			return nil, invalid("%s:2: the front matter is no mapping: want keys with values", name)
		}
		for _, f := range fields {
			token := f.Key.GetToken()
			key := strings.ReplaceAll(strings.ToLower(token.Value), "-", "_")
			values[key] = value{line: token.Position.Line, texts: scalars(f.Value)}
		}
	}
	return values, nil
}

// scalars returns the text of a scalar, or of each scalar of a list.
func scalars(node ast.Node) []string {
	switch n := node.(type) {
	case *ast.StringNode:
		if s := strings.TrimSpace(n.Value); s != "" {
			return []string{s}
		}
	case *ast.LiteralNode:
		if s := strings.TrimSpace(n.Value.Value); s != "" {
			return []string{s}
		}
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return []string{n.GetToken().Value}
	case *ast.TagNode:
		return scalars(n.Value)
	case *ast.SequenceNode:
		var all []string
		for _, item := range n.Values {
			if _, nested := item.(*ast.SequenceNode); !nested {
				all = append(all, scalars(item)...)
			}
		}
		return all
	}
	return nil
}
