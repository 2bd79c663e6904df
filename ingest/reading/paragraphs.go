package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// widestWrap is the longest line that an editor or mailer still wraps at:
// longer ones are whole paragraphs.
const widestWrap = 100

// readText reads plain text.
func readText(text string) *found {
	f := &found{}
	for _, p := range paragraphs(strings.Split(text, "\n")) {
		f.blocks = append(f.blocks, block{text: p})
	}
	return f
}

// paragraphs returns the paragraphs of lines, white space collapsed. Blank
// lines and lines of marks only part them. A line break inside a block parts
// them too unless it only wraps: see [wrapping.joins].
func paragraphs(lines []string) []string {
	w := wrappingOf(lines)
	var all []string
	var current strings.Builder
	flush := func() {
		if p := collapse(current.String()); hasWord(p) {
			all = append(all, p)
		}
		current.Reset()
	}
	for i, line := range lines {
		if parts(line) {
			flush()
			continue
		}
		if current.Len() > 0 && !w.joins(lines[i-1], line) {
			flush()
		}
		line = strings.TrimSpace(line)
		if current.Len() == 0 {
			line, _ = trimBullet(line)
		}
		current.WriteString(glue(current.String(), line) + line)
	}
	flush()
	return all
}

// wrapping is how a text breaks its lines.
type wrapping struct {
	// width at which lines are wrapped; 0 if they are not.
	width int
}

// wrappingOf finds out whether lines are wrapped: nearly all of those that
// have a neighbour are short.
func wrappingOf(lines []string) wrapping {
	short, long, width := 0, 0, 0
	for i, line := range lines {
		beside := i > 0 && !parts(lines[i-1]) || i+1 < len(lines) && !parts(lines[i+1])
		if !beside || parts(line) {
			continue
		}
		if n := length(line); n <= widestWrap {
			short, width = short+1, max(width, n)
		} else if strings.ContainsAny(strings.TrimSpace(line), " \t") {
			long++ // an address is long however lines are wrapped
		}
	}
	if short == 0 || long > short/10 {
		return wrapping{}
	}
	return wrapping{width: width}
}

// joins reports whether the break between two lines only wraps a paragraph. It
// does if the next word would not have fitted on the line, and if the sentence
// goes on; an item of a list begins anew.
func (w wrapping) joins(line, next string) bool {
	trimmed, following := strings.TrimSpace(line), strings.TrimSpace(next)
	if rest, bullet := trimBullet(following); bullet {
		// A dash may also stand between two clauses.
		mark, _ := utf8.DecodeRuneInString(following)
		r, _ := utf8.DecodeRuneInString(rest)
		return strings.ContainsRune("-–—", mark) && unicode.IsLower(r) && !endsSentence(trimmed)
	}
	if goesOn(trimmed, following) {
		return true
	}
	if w.width == 0 {
		return false
	}
	stops := endsSentence(trimmed)
	if stops && indent(next) > indent(line) {
		return false // the first line of a paragraph is set in
	}
	word, _, _ := strings.Cut(following, " ")
	if length(line)+1+utf8.RuneCountInString(word) > w.width {
		return true
	}
	// The break was wanted. A line that neither ends a sentence nor is as short
	// as a heading was wrapped by hand.
	return !stops && length(line)*10 >= w.width*6
}

// goesOn reports whether a sentence cannot end between the two lines.
func goesOn(line, next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	last, _ := utf8.DecodeLastRuneInString(line)
	if strings.ContainsRune(",;-–(/&", last) {
		return true
	}
	if unicode.IsLower(r) && !endsSentence(line) {
		return true
	}
	word := line[strings.LastIndexByte(line, ' ')+1:]
	return openWords[word]
}

// openWords are lower-case words that neither a sentence nor a heading ends
// with.
var openWords = setOf("a", "an", "the", "of", "and", "or", "with", "to", "for", "from", "by", "at", "its", "their",
	"his", "her", "that", "which", "whose", "as", "than", "into", "between")

// endsSentence reports whether a line ends with a full stop or its like,
// perhaps within quotes or brackets.
func endsSentence(line string) bool {
	line = strings.TrimRight(line, "\"'”’»)]")
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?…:。！？", r)
}

// glue is what stands between a paragraph so far and its next line: nothing
// after a hyphen inside a word and between characters that need no spaces.
func glue(before, next string) string {
	if before == "" {
		return ""
	}
	a, size := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(next)
	if a == '-' {
		inner, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
		if unicode.IsLetter(inner) && unicode.IsLetter(b) {
			return ""
		}
	}
	if unspaced(a) && unspaced(b) {
		return ""
	}
	return " "
}

// unspaced reports whether a character is of a script written without spaces.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || 0x3000 <= r && r <= 0x303F || 0xFF00 <= r && r <= 0xFF65
}

// trimBullet takes the mark of an item of a list from the start of a line.
func trimBullet(line string) (string, bool) {
	r, size := utf8.DecodeRuneInString(line)
	if strings.ContainsRune("•‣◦▪▫●○■□", r) || strings.ContainsRune("·*-–—+", r) && strings.HasPrefix(line[size:], " ") {
		if rest := strings.TrimSpace(line[size:]); rest != "" {
			return rest, true
		}
	}
	return line, false
}

// parts reports whether a line is blank or a rule of marks.
func parts(line string) bool { return strings.Trim(line, "*-_=~#•·+|–—─ \t") == "" }

// hasWord reports whether a text has a letter or digit.
func hasWord(line string) bool {
	return strings.ContainsFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// length is how many characters a line has without the space at its end.
func length(line string) int {
	return utf8.RuneCountInString(strings.TrimRightFunc(line, unicode.IsSpace))
}

// indent is how far a line is set in.
func indent(line string) int {
	return len(line) - len(strings.TrimLeft(line, " \t\u3000"))
}

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}
