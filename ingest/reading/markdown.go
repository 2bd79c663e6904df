package reading

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// readMarkdown reads Markdown with or without front matter.
func readMarkdown(name, source string) (*found, error) {
	front, body, ok := splitFrontMatter(source)
	f := &found{}
	if ok {
		var err error
		if f, err = readFrontMatter(name, front); err != nil {
			return nil, err
		}
	}
	f.blocks = markdownBlocks([]byte(body))
	return f, nil
}

// markdownParser is CommonMark with tables.
var markdownParser = goldmark.New(goldmark.WithExtensions(extension.Table)).Parser()

// markdownBlocks returns the headings and paragraphs of a text. Fenced code and
// comments are no part of an article; indented code is a paragraph that
// somebody has set in; a row of a table is a paragraph.
func markdownBlocks(source []byte) []block {
	var blocks []block
	add := func(raw string, heading int) {
		for _, p := range paragraphs(strings.Split(raw, "\n")) {
			blocks = append(blocks, block{text: p, heading: heading})
		}
	}
	root := markdownParser.Parse(text.NewReader(source))
	_ = ast.Walk(root, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := node.(type) {
		case *ast.Heading:
			add(strings.ReplaceAll(inline(n, source), "\n", " "), n.Level)
			return ast.WalkSkipChildren, nil
		case *ast.Paragraph, *ast.TextBlock:
			add(inline(n, source), 0)
			return ast.WalkSkipChildren, nil
		case *extast.TableRow, *extast.TableHeader:
			var cells []string
			for cell := n.FirstChild(); cell != nil; cell = cell.NextSibling() {
				cells = append(cells, inline(cell, source))
			}
			add(strings.Join(cells, " | "), 0)
			return ast.WalkSkipChildren, nil
		case *ast.CodeBlock:
			add(rawLines(n, source), 0)
			return ast.WalkSkipChildren, nil
		case *ast.HTMLBlock:
			for _, p := range fragmentParagraphs(rawLines(n, source)) {
				blocks = append(blocks, block{text: p})
			}
			return ast.WalkSkipChildren, nil
		case *ast.FencedCodeBlock:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return blocks
}

// rawLines returns the lines of a block as written.
func rawLines(node ast.Node, source []byte) string {
	var raw strings.Builder
	for i := range node.Lines().Len() {
		line := node.Lines().At(i)
		raw.Write(line.Value(source))
	}
	return raw.String()
}

// inline returns the text of a node's inlines: marks and addresses of links are
// left out, images altogether.
func inline(node ast.Node, source []byte) string {
	var out strings.Builder
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			out.Write(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(n.Value(source)))))
			if n.SoftLineBreak() || n.HardLineBreak() {
				out.WriteByte('\n')
			}
		case *ast.String:
			out.Write(n.Value)
		case *ast.AutoLink:
			out.Write(n.Label(source))
		case *ast.CodeSpan:
			for child := n.FirstChild(); child != nil; child = child.NextSibling() {
				if t, ok := child.(*ast.Text); ok {
					out.Write(t.Value(source))
				}
			}
			return ast.WalkSkipChildren, nil
		case *ast.Image:
			return ast.WalkSkipChildren, nil
		case *ast.RawHTML:
			var raw strings.Builder
			for i := range n.Segments.Len() {
				at := n.Segments.At(i)
				raw.Write(at.Value(source))
			}
			if tag := strings.ToLower(raw.String()); strings.HasPrefix(tag, "<br") {
				out.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return out.String()
}
