package seed

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestSpan is of how many segments a sentence may be made: a quotation has
// ends of sentences within, and a wrapped text breaks its lines.
const longestSpan = 8

// plain returns the text with one kind of line end and without a byte order
// mark; line is the first that is no UTF-8, or 0.
func plain(text string) (_ string, line int) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(text, "\uFEFF"))
	if !utf8.ValidString(text) {
		for i, r := range text {
			if _, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
				return text, 1 + strings.Count(text[:i], "\n")
			}
		}
	}
	return text, 0
}

// paragraphs returns the blocks of a text that blank lines part.
func paragraphs(text string) []string {
	var blocks []string
	var lines []string
	for line := range strings.Lines(text + "\n\n") {
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		} else if len(lines) > 0 {
			blocks = append(blocks, strings.Join(lines, ""))
			lines = nil
		}
	}
	return blocks
}

// sentences returns all that may count as a sentence of a paragraph, with
// white space collapsed: every run of up to longestSpan segments, also without
// the mark where it starts an item of a list.
func sentences(paragraph string) []string {
	ends := segmentEnds(paragraph)
	var all []string
	for i := range ends {
		for j := i + 1; j < len(ends) && j <= i+longestSpan; j++ {
			words := strings.Fields(paragraph[ends[i]:ends[j]])
			if len(words) == 0 {
				continue
			}
			all = append(all, strings.Join(words, " "))
			if len(words) > 1 && isBullet(words[0]) {
				all = append(all, strings.Join(words[1:], " "))
			}
		}
	}
	return all
}

// locations returns the paragraphs, from 1, in which each sentence stands, by
// its hash.
func locations(blocks []string) map[string][]int {
	where := map[string][]int{}
	for i, block := range blocks {
		for _, sentence := range sentences(block) {
			sum := hash(sentence)
			if at := where[sum]; len(at) == 0 || at[len(at)-1] != i+1 {
				where[sum] = append(at, i+1)
			}
		}
	}
	return where
}

// segmentEnds returns the offsets at which segments end, 0 before them: a
// segment ends at a line break, or where a full stop, question or exclamation
// mark or ellipsis, with closing quotes and brackets, is followed by space.
func segmentEnds(paragraph string) []int {
	const closing = `"'”’»›)]}`
	ends := []int{0}
	stopped := false
	for i, r := range paragraph {
		switch {
		case r == '\n' || stopped && unicode.IsSpace(r):
			ends = append(ends, i)
			stopped = false
		case strings.ContainsRune(".!?…", r):
			stopped = true
		case strings.ContainsRune("。！？", r): // no space follows these
			ends = append(ends, i+utf8.RuneLen(r))
			stopped = false
		case !strings.ContainsRune(closing, r):
			stopped = false
		}
	}
	return append(ends, len(paragraph))
}

// isBullet reports whether a word is the mark of an item of a list.
func isBullet(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && strings.ContainsRune("•‣◦▪▫●○■□·*+-–—", r)
}

// hash is the SHA-256 of a sentence whose white space is collapsed, in hex.
func hash(sentence string) string {
	sum := sha256.Sum256([]byte(sentence))
	return hex.EncodeToString(sum[:])
}
