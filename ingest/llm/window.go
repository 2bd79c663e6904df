package llm

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
)

// mostWindows is how many windows an article may have: that many requests, one
// after the other.
const mostWindows = 50

// window is the part of a document that goes into one request: whole
// paragraphs where they fit.
type window struct {
	parts []part
}

// part is a paragraph or a piece of one.
type part struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
}

// tokens is roughly how many tokens a text has. English has one for four
// letters, other languages and names more; scripts without spaces one for a
// character.
func tokens(text string) int { return (utf8.RuneCountInString(text) + len(text)) / 6 }

// windows cuts a document into windows of at most that many tokens.
func windows(doc *extract.Document, most int) ([]window, error) {
	var all []window
	var current window
	size := 0
	for i, p := range doc.Paragraphs {
		for _, text := range pieces(p, most) {
			n := tokens(text)
			if size > 0 && size+n > most {
				all, current, size = append(all, current), window{}, 0
			}
			current.parts = append(current.parts, part{i + 1, text})
			size += n
		}
	}
	if size > 0 || len(all) == 0 {
		all = append(all, current)
	}
	if len(all) > mostWindows {
		e := store.Errorf(store.CodeInvalid, "the article is too long for the language model: %d windows of %d tokens, the limit is %d", len(all), most, mostWindows)
		e.Hint = "use the rules, or a model with a larger window"
		return nil, e
	}
	return all, nil
}

// pieces cuts a paragraph that is too long by itself, behind the ends of
// sentences where there are any.
func pieces(text string, most int) []string {
	var all []string
	for tokens(text) > most {
		// A token has at most four bytes on average (see tokens).
		end := min(len(text), most*3)
		for end > 0 && !utf8.RuneStart(text[end%len(text)]) {
			end--
		}
		if at := strings.LastIndexAny(text[:end], ".!?。"); at > end/2 {
			_, n := utf8.DecodeRuneInString(text[at:])
			end = at + n
		} else if at := strings.LastIndexByte(text[:end], ' '); at > 0 {
			end = at
		}
		if end == 0 || end == len(text) {
			break
		}
		all = append(all, strings.TrimSpace(text[:end]))
		text = strings.TrimSpace(text[end:])
	}
	if text != "" {
		all = append(all, text)
	}
	return all
}

// halves cuts a window in two; a single paragraph, by its sentences.
func (w window) halves() (a, b window, ok bool) {
	if n := len(w.parts); n > 1 {
		return window{w.parts[:n/2]}, window{w.parts[n/2:]}, true
	}
	if len(w.parts) == 0 {
		return w, w, false
	}
	cut := pieces(w.parts[0].Text, tokens(w.parts[0].Text)/2+1)
	if len(cut) < 2 || tokens(w.parts[0].Text) < 50 {
		return w, w, false
	}
	for i, text := range cut {
		half := &a
		if i > 0 {
			half = &b
		}
		half.parts = append(half.parts, part{w.parts[0].Number, text})
	}
	return a, b, true
}

// request is what the model is given to read, as JSON: so no word of an article
// can pass for one of ours. Known are names of earlier windows, for a text that
// goes on calls by a short name what it has introduced before.
func request(doc *extract.Document, w window, known *extract.Extraction) string {
	article := struct {
		Headline   string   `json:"headline"`
		Publisher  string   `json:"publisher,omitempty"`
		Published  string   `json:"published,omitempty"`
		Known      []string `json:"knownFromEarlierParts,omitempty"`
		Paragraphs []part   `json:"paragraphs"`
	}{doc.Headline, doc.Publisher, doc.Published, nil, w.parts}
	for _, c := range known.Companies {
		article.Known = append(article.Known, c.Name)
	}
	for _, p := range known.People {
		article.Known = append(article.Known, p.Name)
	}
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(article); err != nil {
		panic("llm: texts always encode: " + err.Error())
	}
	return out.String()
}

// add adds what a window states to what those before it do. Agreements are
// numbered by each answer for itself.
func add(merged, found *extract.Extraction) {
	last := 0
	for _, d := range merged.Deals {
		last = max(last, d.Agreement)
	}
	for _, d := range found.Deals {
		if d.Agreement > 0 {
			d.Agreement += last
		}
	}
	merged.Companies = append(merged.Companies, found.Companies...)
	merged.People = append(merged.People, found.People...)
	merged.Deals = append(merged.Deals, found.Deals...)
	merged.Products = append(merged.Products, found.Products...)
	merged.Technologies = append(merged.Technologies, found.Technologies...)
	merged.Portfolios = append(merged.Portfolios, found.Portfolios...)
	merged.Subsidiaries = append(merged.Subsidiaries, found.Subsidiaries...)
}
