package reading

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// creditBlocks is how many blocks at the start of a text may be credit lines:
// section, headline, standfirst, byline, date.
const creditBlocks = 6

// longestHeadline is how many words a headline can have.
const longestHeadline = 30

// completeFromText finds in the text what its source does not tell apart: a
// first line that is the headline, bylines and date lines (which leave the
// body), and what a dateline says.
func (f *found) completeFromText() {
	f.takeCredits()
	if f.headline == "" && !f.complete {
		f.takeHeadline()
	}
	f.dropHeadline()
	f.dropFurniture()
	for i := range min(2, len(f.blocks)) {
		if f.dateline(f.blocks[i].text) {
			break
		}
	}
}

// takeHeadline makes the first heading among the credit blocks the headline;
// without headings the first block, if more follows and it looks like one.
func (f *found) takeHeadline() {
	for i := range min(creditBlocks, len(f.blocks)) {
		if f.blocks[i].heading > 0 {
			f.headline = f.blocks[i].text
			f.blocks = append(f.blocks[:i:i], f.blocks[i+1:]...)
			return
		}
	}
	if len(f.blocks) > 1 && looksLikeHeadline(f.blocks[0].text) {
		f.headline = f.blocks[0].text
		f.blocks = f.blocks[1:]
	}
}

// dropHeadline leaves out the blocks near the start that repeat the headline.
func (f *found) dropHeadline() {
	var kept []block
	for i, b := range f.blocks {
		if i < creditBlocks && f.headline != "" && folded(b.text) == folded(f.headline) {
			continue
		}
		kept = append(kept, b)
	}
	f.blocks = kept
}

// looksLikeHeadline reports whether a line by itself is a headline: it starts
// like one, is short, and ends no sentence with a full stop.
func looksLikeHeadline(line string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, "\"'“‘«("))
	if !unicode.IsUpper(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Lo, r) {
		return false
	}
	if len(strings.Fields(line)) > longestHeadline || utf8.RuneCountInString(line) > 200 {
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(line); strings.ContainsRune(".:;,。", last) {
		return false
	}
	date, before, _ := findDate(line)
	return date == "" || strings.TrimSpace(before) != ""
}

// takeCredits reads bylines and date lines near the start and takes them out of
// the body.
func (f *found) takeCredits() {
	var kept []block
	for i, b := range f.blocks {
		if i < creditBlocks && b.heading == 0 && len(f.blocks) > 1 && f.credit(b.text) {
			continue
		}
		kept = append(kept, b)
	}
	f.blocks = kept
}

var (
	byline   = regexp.MustCompile(`^(?:(?i:by|written by|words by|posted by|reported by)\s+)(.+)$`)
	dateHead = regexp.MustCompile(`(?i)^(?:(first published|published|posted|date|updated|last updated|last modified|modified)(?: on| at)?\s*:?\s*)+$`)
	release  = regexp.MustCompile(`(?i)^(?:for immediate release|press release|news release)[:.]?$`)
	updated  = regexp.MustCompile(`(?i)\b(?:updated|modified)\b`)
)

// credit reads a line that tells who wrote the article or when, and reports
// whether it is one. What is known already stays.
func (f *found) credit(line string) bool {
	if utf8.RuneCountInString(line) > 160 {
		return false
	}
	if release.MatchString(line) {
		f.genre = first(f.genre, "PRESS_RELEASE")
		return true
	}
	if edtf, label, ok := dateLine(line); ok {
		if !updated.MatchString(label) {
			f.published = first(f.published, edtf)
		}
		return true
	}
	m := byline.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	names, rest, _ := cutAny(m[1], "|", "•", "·", " - ", " – ", " — ", "(")
	edtf, before, _ := findDate(names)
	if edtf != "" {
		names = strings.TrimRight(before, " ,")
	} else if edtf, _, _ = findDate(rest); edtf == "" && rest != "" && len(strings.Fields(rest)) > 8 {
		return false
	}
	authors := splitAuthors(names)
	if len(authors) == 0 {
		return false
	}
	if len(f.authors) == 0 {
		f.authors = authors
	}
	f.published = first(f.published, edtf)
	return true
}

// dateLine returns the date of a line that has nothing but a date, and the
// label before it; a time of day and a zone may stand behind it.
func dateLine(line string) (edtf, label string, ok bool) {
	edtf, label, behind := findDate(line)
	if edtf == "" || len(edtf) < len("2006-01") {
		return "", "", false
	}
	behind = strings.TrimSpace(clockTime.ReplaceAllString(behind, ""))
	// A second date on the line is that of an update.
	if rest := strings.TrimLeft(behind, " |•·,;()–—-"); rest != "" {
		if _, _, second := dateLine(rest); second {
			behind = ""
		}
	}
	label = strings.TrimSpace(label)
	if behind != "" || label != "" && !dateHead.MatchString(label) {
		return "", "", false
	}
	return edtf, label, true
}

// splitAuthors returns the names in a byline. A part that does not look like a
// name ends the list: what follows is a job or an outlet.
func splitAuthors(text string) []string {
	var names []string
	for part := range strings.SplitSeq(strings.NewReplacer(" and ", ",", " & ", ",", ";", ",").Replace(collapse(text)), ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if !looksLikeName(part) {
			break
		}
		names = append(names, part)
	}
	return names
}

// jobs are words of bylines that are no names.
var jobs = setOf("Reporter", "Editor", "Writer", "Correspondent", "Contributor", "Contributing", "Staff", "Senior",
	"Chief", "Bureau", "Analyst", "News", "Newsroom", "Desk", "Team", "Press", "Media", "Columnist", "Journalist",
	"Associate", "Managing", "Freelance", "Technology", "Business")

// particles are the words of names that have no capital.
var particles = setOf("de", "da", "di", "do", "dos", "del", "della", "der", "den", "van", "von", "zu", "bin", "al", "el",
	"la", "le", "ten", "ter", "y", "e", "af", "av")

// looksLikeName reports whether a text can be a person's name: two to five
// words with capitals, no digits.
func looksLikeName(text string) bool {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 5 || strings.ContainsFunc(text, unicode.IsDigit) {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if jobs[w] || !unicode.IsUpper(r) && !unicode.Is(unicode.Lo, r) && !particles[w] {
			return false
		}
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsLetter(last) || strings.HasSuffix(text, "r.")
}

var (
	// wire is a news agency or outlet in a dateline: "(Reuters) -".
	wire = regexp.MustCompile(`^(?:[\p{Lu}][^()]{0,80} )?\(([\p{Lu}][\p{L}&. ]{1,30})\)\s*[-–—]{1,2}\s`)
	// releaseWire is a service that spreads press releases.
	releaseWire = regexp.MustCompile(`(?i)/\s*(?:PR ?Newswire|CNW|PRWEB)[^/]*/|\(\s*(?:GLOBE ?NEWSWIRE|BUSINESS WIRE|ACCESSWIRE|Marketwired)[^)]*\)|--\(BUSINESS WIRE\)--`)
	// place begins a dateline: a town in capitals, or a town with its country.
	place = regexp.MustCompile(`^[\p{Lu}][\p{L}.'’ -]*(?:, [\p{Lu}][\p{L}.'’ -]*)*[,.]? *(?:and [\p{Lu}][\p{L}.'’, -]*)?$`)
	// dash ends a dateline.
	dash = regexp.MustCompile(`\s[-–—]{1,2}\s|\s?[–—]\s?|\s?--\s?`)
)

// longestDateline is within how many bytes a dateline ends.
const longestDateline = 160

// dateline reads what stands before the first sentence ("ESPOO, Finland, July
// 5, 2017 (GLOBE NEWSWIRE) --") and reports whether there is one. It stays in
// the text.
func (f *found) dateline(paragraph string) bool {
	head := paragraph
	if len(head) > longestDateline {
		head = head[:longestDateline]
	}
	if releaseWire.MatchString(head) {
		f.genre = first(f.genre, "PRESS_RELEASE")
		edtf, _, _ := findDate(head)
		f.published = first(f.published, edtf)
		return true
	}
	if m := wire.FindStringSubmatch(head); m != nil {
		f.publisher = first(f.publisher, m[1])
		edtf, _, _ := findDate(head[:strings.IndexByte(head, ')')])
		f.published = first(f.published, edtf)
		return true
	}
	edtf, before, behind := findDate(head)
	if edtf == "" || len(edtf) < len("2006-01-02") || !place.MatchString(strings.TrimRight(before, " ,")+",") {
		return false
	}
	if at := dash.FindStringIndex(behind); at == nil || at[0] > 1 {
		return false
	}
	f.published = first(f.published, edtf)
	return true
}

// folded is a text as headlines are compared: letters and digits only.
func folded(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// cutAny cuts a text at the first of some marks.
func cutAny(text string, marks ...string) (before, behind string, cut bool) {
	at, size := len(text), 0
	for _, mark := range marks {
		if i := strings.Index(text, mark); i >= 0 && i < at {
			at, size = i, len(mark)
		}
	}
	return strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+size:]), size > 0
}
