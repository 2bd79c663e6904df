package reading

import (
	"iter"
	"strings"

	"github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mostElements is how many elements a page may have. The largest press pages
// have some thousands; what finds the article takes more than linear time.
const mostElements = 30_000

// readHTML reads a saved page: what it tells of the article in its metadata,
// and the article's text without what stands around it.
func readHTML(name, source string) (*found, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		e := invalid("%s: this HTML cannot be read", name)
		e.Cause = err
		return nil, e
	}
	elements := 0
	for range elementsOf(root) {
		elements++
	}
	if elements > mostElements {
		return nil, invalid("%s: %d elements are too many: the limit is %d", name, elements, mostElements)
	}
	f := readMetadata(root)
	f.complete = true
	remove(root, standsAround)
	parser := readability.NewParser()
	parser.DisableJSONLD = true // ours are read already
	parser.KeepClasses = true   // they tell furniture
	page, err := parser.ParseDocument(root, nil)
	article := page.Node
	if err != nil || article == nil {
		// A page of a few lines has no article that stands out. It is parsed
		// anew, for readability has changed it.
		if article, err = html.Parse(strings.NewReader(source)); err != nil {
			return nil, invalid("%s: this HTML cannot be read", name)
		}
		remove(article, standsAround)
	}
	remove(article, isNamedFurniture)
	f.blocks = htmlBlocks(article)
	return f, nil
}

// elementsOf yields the elements at and below a node in the order of the text.
// It does not recurse, for pages nest as deep as whoever writes them likes.
func elementsOf(root *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		if root.Type == html.ElementNode && !yield(root) {
			return
		}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !yield(n) {
				return
			}
		}
	}
}

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
// is parted at the elements that browsers show as blocks. A block that is a
// link or a time as a whole is left out.
func htmlBlocks(root *html.Node) []block {
	var blocks []block
	var text strings.Builder
	heading, linked, marked := 0, 0, false
	flush := func() {
		t := tidy(text.String())
		// What is a link as a whole leads to another story; a time is when this
		// one was published.
		if hasWord(t) && (heading > 0 || !(10*linked >= 9*len(t) && !endsSentence(t))) {
			blocks = append(blocks, block{text: t, heading: heading})
		}
		text.Reset()
		linked = 0
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			text.WriteString(n.Data)
			if marked {
				linked += len(tidy(n.Data))
			}
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
		if (n.DataAtom == atom.A || n.DataAtom == atom.Time) && !marked {
			marked = true
			defer func() { marked = false }()
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
