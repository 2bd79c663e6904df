package seed

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// VerifyReport says which passages of an article a copy of the original has.
type VerifyReport struct {
	// Article is its id.
	Article string
	// Passages are in the order of the set's file.
	Passages []*Finding
	// Paragraphs is how many the copy has.
	Paragraphs int
}

// Finding is where a copy of the original has the sentence of a passage.
type Finding struct {
	Passage *Passage
	// Paragraphs are all that have it, from 1; none if it wasn't found.
	Paragraphs []int
}

// Found reports whether the copy has the sentence, in whatever paragraph.
func (f *Finding) Found() bool { return len(f.Paragraphs) > 0 }

// InPlace reports whether the sentence stands in the paragraph it should.
func (f *Finding) InPlace() bool { return slices.Contains(f.Paragraphs, f.Passage.Paragraph) }

// Verify looks up each passage of an article (by id, with or without prefix,
// or file name) in text, a copy of the original. YAML front matter at its head
// is no part of it. Paragraphs are parted by blank lines and count from 1; a
// sentence is found if it hashes alike with white space collapsed.
//
// The error, of code BAD_INPUT, says that the set has no such article, that
// the article has no passages, or that there is no text.
func (s *Set) Verify(article, text string) (*VerifyReport, error) {
	source, err := s.Source(article)
	if err != nil {
		return nil, err
	}
	if len(source.Passages) == 0 {
		return nil, store.Errorf(store.CodeInvalid, "%s has no passages to verify: it is known by mention only", source.Article.ID)
	}
	text, _ = plain(text)
	blocks := paragraphs(withoutFrontMatter(text))
	if len(blocks) == 0 {
		return nil, store.Errorf(store.CodeInvalid, "there is no text to look for the passages of %s in", source.Article.ID)
	}
	where := locations(blocks)
	report := &VerifyReport{Article: source.Article.ID, Paragraphs: len(blocks)}
	for _, p := range source.Passages {
		report.Passages = append(report.Passages, &Finding{Passage: p, Paragraphs: where[p.SHA256]})
	}
	return report, nil
}

// withoutFrontMatter drops front matter. A text between two rules is none.
func withoutFrontMatter(text string) string {
	front, body, ok := splitFrontMatter(text)
	if !ok {
		return text
	}
	d := &document{faults: &faults{}}
	node, ok := d.parse(front)
	if !ok {
		return body
	}
	if _, ok := d.mapping(field{node: node}, "front matter"); !ok {
		return text
	}
	return body
}

// Count returns how many passages stand where they should, how many in another
// paragraph, and how many weren't found.
func (r *VerifyReport) Count() (inPlace, elsewhere, missing int) {
	for _, f := range r.Passages {
		switch {
		case f.InPlace():
			inPlace++
		case f.Found():
			elsewhere++
		default:
			missing++
		}
	}
	return inPlace, elsewhere, missing
}

// OK reports whether every passage was found, in whatever paragraph.
func (r *VerifyReport) OK() bool {
	_, _, missing := r.Count()
	return missing == 0
}

// String returns a line for each passage and one that sums up, for people.
func (r *VerifyReport) String() string {
	var b strings.Builder
	for _, f := range r.Passages {
		p := f.Passage
		switch {
		case f.InPlace():
			fmt.Fprintf(&b, "found      %s (paragraph %d)\n", p.Key, p.Paragraph)
		case f.Found():
			fmt.Fprintf(&b, "elsewhere  %s (in paragraph %s, not %d; %s:%d)\n", p.Key, numbers(f.Paragraphs), p.Paragraph, p.File, p.Line)
		default:
			fmt.Fprintf(&b, "not found  %s (paragraph %d; %s:%d)\n", p.Key, p.Paragraph, p.File, p.Line)
		}
	}
	inPlace, elsewhere, missing := r.Count()
	fmt.Fprintf(&b, "%s: %d of %d passages found, %d of them in another paragraph, %d not found\n",
		r.Article, inPlace+elsewhere, len(r.Passages), elsewhere, missing)
	if missing > 0 {
		b.WriteString("A copy must have the original's words, quotation marks and dashes, and blank lines between paragraphs.\n")
	}
	return b.String()
}

func numbers(list []int) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(list), " ", ", "), "[]")
}
