package reading

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// fragmentParagraphs returns the paragraphs of a piece of HTML inside Markdown.
// One that is no HTML gives none.
func fragmentParagraphs(fragment string) []string {
	nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return nil
	}
	var all []string
	for _, n := range nodes {
		for _, b := range htmlBlocks(n) {
			all = append(all, b.text)
		}
	}
	return all
}

// htmlBlocks returns the headings and paragraphs below a node, in order: text
// is parted at the elements that browsers show as blocks.
func htmlBlocks(root *html.Node) []block {
	var blocks []block
	var text strings.Builder
	heading := 0
	flush := func() {
		if t := collapse(text.String()); hasWord(t) {
			blocks = append(blocks, block{text: t, heading: heading})
		}
		text.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			text.WriteString(n.Data)
			return
		case html.ElementNode, html.DocumentNode:
		default:
			return
		}
		if silent[n.DataAtom] {
			return
		}
		if n.DataAtom == atom.Br {
			// One break is a line of an address or a poem, two part paragraphs.
			text.WriteByte(' ')
			if next := nextElement(n); next != nil && next.DataAtom == atom.Br {
				flush()
			}
			return
		}
		isBlock := !inlineElements[n.DataAtom]
		if isBlock {
			flush()
		}
		if level := headingLevel(n); level > 0 {
			heading = level
			defer func() { heading = 0 }()
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
		if isBlock {
			flush()
		}
	}
	walk(root)
	flush()
	return blocks
}

// nextElement returns the next sibling unless text stands between.
func nextElement(n *html.Node) *html.Node {
	for next := n.NextSibling; next != nil; next = next.NextSibling {
		if next.Type == html.ElementNode {
			return next
		}
		if next.Type == html.TextNode && strings.TrimSpace(next.Data) != "" {
			return nil
		}
	}
	return nil
}

func headingLevel(n *html.Node) int {
	if len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6' {
		return int(n.Data[1] - '0')
	}
	return 0
}

// silent elements have no text of the article.
var silent = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Iframe: true,
	atom.Object: true, atom.Svg: true, atom.Math: true, atom.Canvas: true, atom.Select: true, atom.Button: true,
	atom.Input: true, atom.Textarea: true, atom.Audio: true, atom.Video: true, atom.Datalist: true,
}

// inlineElements stand inside a paragraph; all others, unknown ones too, part
// it.
var inlineElements = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Cite: true, atom.Code: true,
	atom.Data: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Img: true,
	atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Q: true, atom.Ruby: true, atom.Rt: true,
	atom.Rp: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strong: true, atom.Sub: true,
	atom.Sup: true, atom.Time: true, atom.U: true, atom.Var: true, atom.Wbr: true, atom.Big: true, atom.Tt: true,
}

// readHTML reads a saved page.
func readHTML(name, source string) (*found, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return nil, invalid("%s: it is no HTML that can be read: %v", name, err)
	}
	return &found{blocks: htmlBlocks(root)}, nil
}
