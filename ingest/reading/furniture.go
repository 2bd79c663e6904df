package reading

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Readability finds the part of a page where the article is. What is not the
// article is removed in two steps: before it, what stands around an article by
// its element or role; after it, what stands within that part and is furniture
// by its name. Readability keeps what has sentences, and an author's biography
// has.

// furnitureElements never are the article's text.
var furnitureElements = map[atom.Atom]bool{
	atom.Nav: true, atom.Footer: true, atom.Aside: true, atom.Form: true, atom.Dialog: true, atom.Figure: true,
	atom.Menu: true, atom.Fieldset: true,
}

// furnitureRoles are the ARIA roles of what stands around an article.
var furnitureRoles = setOf("navigation", "complementary", "banner", "contentinfo", "dialog", "alertdialog", "alert",
	"search", "menu", "menubar", "toolbar", "form")

// furnitureWords are words of classes and ids by which sites name what is not
// the article. Several words stand in this order beside each other.
var furnitureWords = []string{
	"nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "sidebar", "footer", "pagination", "pager",
	"skip link", "toolbar", "masthead",
	"related", "recommended", "recommendation", "recommendations", "recirc", "recirculation", "trending", "most read",
	"most popular", "popular", "read more", "read next", "readmore", "up next", "more from", "more on", "more stories",
	"more news", "also read", "see also", "you may like", "may also like", "latest news", "latest stories", "teaser", "teasers", "outbrain", "taboola",
	"newsletter", "subscribe", "subscription", "signup", "sign up", "paywall", "promo", "promotion", "cta",
	"share", "sharing", "social", "sharedaddy", "addthis", "follow us", "comment", "comments", "disqus", "respond",
	"cookie", "cookies", "consent", "gdpr", "popup", "modal", "overlay", "interstitial", "banner",
	"ad", "ads", "adslot", "advert", "advertisement", "advertorial", "sponsored", "sponsor", "affiliate", "disclaimer", "disclosure",
	"bio", "biography", "author bio", "author box", "authorbox", "author info", "author profile", "author card", "author description",
	"about author", "about the author", "about authors", "contributor", "contributors", "byline",
	"tags", "taglist", "tag list", "topics", "copyright", "legal", "caption", "gallery", "carousel", "slideshow",
	"pullquote", "pull quote", "twitter tweet", "instagram media", "print only", "screen reader text", "visually hidden", "sr only",
}

// largestFurniture is the part of a text that one piece of furniture can hold
// at most: a class such as "with-newsletter" may be that of the article itself.
const largestFurniture = 0.5

// remove takes out of a tree the elements that a test finds, unless they hold
// most of its text.
func remove(root *html.Node, doomed func(*html.Node) bool) {
	lengths := textLengths(root)
	most := int(largestFurniture * float64(lengths[root]))
	var found []*html.Node
	for n := range elementsOf(root) {
		if n != root && lengths[n] <= most && doomed(n) {
			found = append(found, n)
		}
	}
	for _, n := range found {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// standsAround reports whether an element says by its kind or role that it is
// no part of the article, or is not shown.
func standsAround(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Head, atom.Body, atom.Main, atom.Article, atom.P, atom.H1:
		return false
	case atom.Header:
		return !within(n, atom.Article, atom.Main)
	}
	return hidden(n) || furnitureElements[n.DataAtom] || furnitureRoles[strings.ToLower(attribute(n, "role"))]
}

// isNamedFurniture reports whether the classes or the id of an element say that
// it is no part of the article.
func isNamedFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.P:
		return false
	}
	if inlineElements[n.DataAtom] && within(n, atom.P) {
		return false // a marked word of a sentence
	}
	words := classWords(n)
	for _, w := range furnitureWords {
		at := strings.Index(words, " "+w+" ")
		if at >= 0 && !slices.ContainsFunc(absences, func(s string) bool { return strings.HasSuffix(words[:at], s) }) {
			return true
		}
	}
	return false
}

// absences before a word of a class say that it is about what an element has or
// lacks, not what it is.
var absences = []string{" has", " with", " without", " no", " is", " show", " hide"}

// hidden reports whether browsers do not show an element.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if strings.EqualFold(a.Val, "true") {
				return true
			}
		case "style":
			style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// classWords returns the words of an element's classes and id, in lower case,
// each between spaces.
func classWords(n *html.Node) string {
	names := attribute(n, "class") + " " + attribute(n, "id")
	if len(names) == 1 {
		return " "
	}
	var words strings.Builder
	words.WriteByte(' ')
	previous := ' '
	for _, r := range names {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = ' '
			if previous == ' ' {
				continue
			}
		case unicode.IsUpper(r) && unicode.IsLower(previous):
			words.WriteByte(' ')
		}
		words.WriteRune(unicode.ToLower(r))
		previous = r
	}
	words.WriteByte(' ')
	return words.String()
}

// within reports whether an element is inside one of some kinds.
func within(n *html.Node, kinds ...atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if slices.Contains(kinds, p.DataAtom) {
			return true
		}
	}
	return false
}

// textLengths returns how much text the paragraphs at and below each node have;
// on a page without paragraphs, how much text there is at all.
func textLengths(root *html.Node) map[*html.Node]int {
	lengths := map[*html.Node]int{}
	add := func(n *html.Node, length int) {
		for ; n != nil; n = n.Parent {
			lengths[n] += length
		}
	}
	for n := range elementsOf(root) {
		if n.DataAtom == atom.P {
			add(n, len(collapse(textOf(n))))
		}
	}
	if lengths[root] == 0 {
		for n := range root.Descendants() {
			if n.Type == html.TextNode && !silent[n.Parent.DataAtom] {
				add(n.Parent, len(collapse(n.Data)))
			}
		}
	}
	return lengths
}

// furnitureLine is a paragraph that sites set between those of an article, in
// texts copied from pages too.
var furnitureLine = regexp.MustCompile(`(?i)^(?:` + strings.Join([]string{
	`advertisement(?: - continue reading below)?`, `story continues(?: below(?: advertisement)?)?`, `continue reading.{0,40}`, `loading\.{0,3}`,
	`(?:related|read more|read also|also read|see also|read next|more from [^.:]{2,40}|more on [^.:]{2,40}|recommended|most read|don['’]t miss|watch|listen)\s*:.{0,200}`,
	`(?:related(?: articles| stories| content| news)?|recommended(?: for you)?|most (?:read|popular)|you (?:may|might) also like|more stories|share(?: this(?: article| story)?)?|comments|newsletter(?: graphic)?|tags)`,
	`(?:sign up|subscribe|register) (?:for|to|now|here|today)\b.{0,250}`, `follow (?:us|him|her|them|me) (?:on|at)\b.{0,200}`,
	`this (?:article|post|page|story) (?:may contain|contains) (?:affiliate|sponsored)\b.{0,300}`,
	`(?:copyright )?(?:©|\(c\)) ?.{0,200}`, `.{0,120}\ball rights reserved\.?.{0,80}`,
	`(?:click|tap) here (?:to|for)\b.{0,160}`, `(?:photo|image|picture)s?(?: credit)?(?: by)?: .{0,120}`,
	`more [\p{L} ]{3,30} news:?`, `a version of this (?:article|story) (?:appears|appeared|ran) .{0,250}`,
	`we use cookies\b.{0,400}`, `.{0,40}\b(?:accept|reject|manage) (?:all )?cookies\b.{0,100}`,
}, "|") + `)$`)

// biography is how the end of an article tells who wrote it.
var biography = regexp.MustCompile(`(?i)\b(?:is|was|covers?|writes?|reports?|joined|has (?:been|covered|written|reported|worked)|works|previously)\b`)

// signature is a biography of somebody whom no byline names, or a credit at the
// end.
var signature = regexp.MustCompile(`^(?:[\p{Lu}][\p{L}.'’-]+ ){1,3}[\p{Lu}][\p{L}.'’-]+,? ` +
	`(?:(?:is|was) an? (?:[\p{L}-]+ ){0,3}(?:reporter|writer|editor|journalist|correspondent|columnist|contributor|blogger)\b.*(?:follow|reach|email|e-mail|contact|twitter|cover|writ)` +
	`|is on (?:Twitter|X|LinkedIn)\b|can be (?:reached|followed|contacted)\b|(?:also )?contributed (?:to this|reporting)\b)`)

// lastBlocks is how many blocks at the end can be an author's biography.
const lastBlocks = 5

// dropFurniture leaves out lines that sites set around and between an
// article's, and at the end what is told of an author.
func (f *found) dropFurniture() {
	var kept []block
	for i, b := range f.blocks {
		if furnitureLine.MatchString(b.text) {
			continue
		}
		if i >= len(f.blocks)-lastBlocks && i > 0 && f.isBiography(b.text) {
			continue
		}
		kept = append(kept, b)
	}
	f.blocks = kept
}

// isBiography reports whether a paragraph at the end is about one of the
// authors.
func (f *found) isBiography(text string) bool {
	if signature.MatchString(text) {
		return true
	}
	text = strings.TrimPrefix(text, "About ")
	for _, author := range f.authors {
		if rest, ok := strings.CutPrefix(text, author); ok && (rest == "" || biography.MatchString(rest[:min(len(rest), 80)])) {
			return true
		}
	}
	return false
}
