package extract

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/neurosnap/sentences"
	"github.com/neurosnap/sentences/english"
)

// source is a document as grounding searches it. Paragraph 0 is the headline.
type source struct {
	paragraphs []string
	folded     []folding
}

func newSource(doc *Document) *source {
	s := &source{paragraphs: append([]string{doc.Headline}, doc.Paragraphs...)}
	for _, p := range s.paragraphs {
		s.folded = append(s.folded, foldAt(p))
	}
	return s
}

// folding is a text folded, with the offset in the text of each of its bytes.
type folding struct {
	text string
	at   []int
}

// folds are characters that are written in several ways.
var folds = map[rune]string{
	'‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", '`': "'", '“': `"`, '”': `"`, '„': `"`, '‟': `"`, '«': `"`, '»': `"`, '″': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '…': "...",
	'ﬁ': "fi", 'ﬂ': "fl",
}

// foldAt folds a text: quotation marks, dashes and white space of one kind each,
// two of a mark as one.
func foldAt(text string) folding {
	var f folding
	var b strings.Builder
	put := func(s string, at int) {
		b.WriteString(s)
		for range len(s) {
			f.at = append(f.at, at)
		}
	}
	var last rune
	for i, r := range text {
		if unicode.IsSpace(r) {
			r = ' '
		}
		if s, ok := folds[r]; ok {
			r, _ = utf8.DecodeRuneInString(s)
			if len(s) > 1 {
				put(s, i)
				last = 0
				continue
			}
		}
		if r == last && (r == ' ' || r == '-' || r == '\'') {
			continue
		}
		last = r
		put(string(r), i)
	}
	f.text = b.String()
	f.at = append(f.at, len(text))
	return f
}

// fold is a text as names are compared: folded, in lower case, without the
// marks and white space at its ends.
func fold(text string) string {
	return strings.TrimFunc(strings.ToLower(foldAt(text).text), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;:\"'", r) })
}

// find returns the sentences of the text that a passage is, the paragraph that
// it names first; none if it is not in the text.
func (s *source) find(p Passage) []Passage {
	sought := strings.TrimSpace(foldAt(p.Sentence).text)
	if !strings.ContainsFunc(sought, unicode.IsLetter) {
		return nil
	}
	order := []int{}
	if p.Paragraph >= 0 && p.Paragraph < len(s.paragraphs) {
		order = append(order, p.Paragraph)
	}
	for i := range s.paragraphs {
		if i != p.Paragraph {
			order = append(order, i)
		}
	}
	for _, i := range order {
		f := s.folded[i]
		if at := strings.Index(f.text, sought); at >= 0 {
			return s.whole(i, f.at[at], f.at[at+len(sought)])
		}
	}
	return nil
}

// whole returns the sentences of a paragraph that stand between two offsets. A
// passage that begins and ends as sentences do stays as it is, for extractors
// cut sentences in ways of their own.
func (s *source) whole(paragraph, from, to int) []Passage {
	text := s.paragraphs[paragraph]
	if begins(text[:from]) && ends(text[from:to], text[to:]) {
		return []Passage{{Paragraph: paragraph, Sentence: strings.Join(strings.Fields(text[from:to]), " ")}}
	}
	var all []Passage
	for _, span := range sentenceSpans(text) {
		if span[0] < to && span[1] > from {
			all = append(all, Passage{Paragraph: paragraph, Sentence: strings.Join(strings.Fields(text[span[0]:span[1]]), " ")})
		}
	}
	return all
}

const closing = `"'”’»)]`

// begins reports whether a sentence may begin behind a text.
func begins(before string) bool {
	before = strings.TrimRight(before, ` "'“‘«([•-–—`)
	before = strings.TrimRight(before, closing+" ")
	if before == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune(".!?…:;。！？", r)
}

// ends reports whether a sentence may end with a text that another follows.
func ends(text, behind string) bool {
	if strings.Trim(behind, closing+" ") == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, closing+" "))
	return strings.ContainsRune(".!?…;。！？", r)
}

// splitter cuts English sentences (Punkt); nil if its training cannot be read.
var splitter = sync.OnceValue(func() *sentences.DefaultSentenceTokenizer {
	t, err := english.NewSentenceTokenizer(nil)
	if err != nil {
		return nil
	}
	return t
})

// splitting guards the splitter, which does not say that it is safe for
// concurrent use.
var splitting sync.Mutex

// sentenceSpans returns where the sentences of a paragraph begin and end.
func sentenceSpans(text string) [][2]int {
	t := splitter()
	if t == nil || text == "" {
		return [][2]int{{0, len(text)}}
	}
	splitting.Lock()
	defer splitting.Unlock()
	var spans [][2]int
	at := 0
	for _, s := range t.Tokenize(text) {
		part := strings.TrimSpace(s.Text)
		i := strings.Index(text[at:], part)
		if part == "" || i < 0 {
			continue
		}
		spans = append(spans, [2]int{at + i, at + i + len(part)})
		at += i + len(part)
	}
	if len(spans) == 0 {
		return [][2]int{{0, len(text)}}
	}
	return spans
}

// mentioning returns the first sentence of the body that has a name, else the
// headline.
func (s *source) mentioning(name string) []Passage {
	for _, i := range s.order() {
		if from, to, ok := locate(s.folded[i], name); ok {
			for _, span := range sentenceSpans(s.paragraphs[i]) {
				if span[0] <= from && to <= span[1] {
					return []Passage{{Paragraph: i, Sentence: strings.Join(strings.Fields(s.paragraphs[i][span[0]:span[1]]), " ")}}
				}
			}
			return []Passage{{Paragraph: i, Sentence: strings.Join(strings.Fields(s.paragraphs[i]), " ")}}
		}
	}
	return nil
}

// order is the paragraphs, the headline last.
func (s *source) order() []int {
	var order []int
	for i := 1; i < len(s.paragraphs); i++ {
		order = append(order, i)
	}
	return append(order, 0)
}

// form returns a name as the text writes it, empty if it does not.
func (s *source) form(name string) string {
	for _, i := range s.order() {
		if from, to, ok := locate(s.folded[i], name); ok {
			return strings.Join(strings.Fields(s.paragraphs[i][from:to]), " ")
		}
	}
	return ""
}

// has reports whether the text has a word.
func (s *source) has(word string) bool { return s.form(word) != "" }

// Names reports whether a text has a name: as whole words, quotation marks and
// dashes aside.
func Names(text, name string) bool {
	_, _, ok := locate(foldAt(text), name)
	return ok
}

// locate returns where a text has a name as whole words, in the same case or in
// another that is no common word's: a name with a capital has one wherever it
// stands.
func locate(f folding, name string) (from, to int, ok bool) {
	name = strings.TrimFunc(foldAt(name).text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:\"", r) })
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return 0, 0, false
	}
	capital := strings.ToLower(name) != name
	text := f.text
	if lower, small := strings.ToLower(text), strings.ToLower(name); len(lower) == len(text) && len(small) == len(name) {
		text, name = lower, small
	}
	for start := 0; start+len(name) <= len(text); {
		i := strings.Index(text[start:], name)
		if i < 0 {
			return 0, 0, false
		}
		i += start
		end := i + len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[end:])
		found := f.text[i:end]
		if (i == 0 || !joined(before, name)) && (end == len(text) || !joinedBehind(name, after)) && (!capital || strings.ToLower(found) != found) {
			return f.at[i], f.at[end], true
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		start = i + size
	}
	return 0, 0, false
}

// joined reports whether the letter before a name makes it part of a longer
// word. Scripts without spaces have no such words.
func joined(before rune, name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return wordRune(before) && wordRune(first)
}

func joinedBehind(name string, after rune) bool {
	last, _ := utf8.DecodeLastRuneInString(name)
	return wordRune(after) && wordRune(last)
}

func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}
