package reading

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// record is one line of a file of JSON Lines. Other keys are left alone.
type record struct {
	Headline   string    `json:"headline"`
	Title      string    `json:"title"`
	Text       string    `json:"text"`
	Body       string    `json:"body"`
	Paragraphs []string  `json:"paragraphs"`
	Publisher  string    `json:"publisher"`
	Published  published `json:"published"`
	Date       published `json:"date"`
	URL        string    `json:"url"`
	Authors    names     `json:"authors"`
	Author     names     `json:"author"`
	Genre      string    `json:"genre"`
}

// names is a list of names, or one.
type names []string

// UnmarshalJSON takes a text, a list of texts, or null.
func (n *names) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*n = nil
		if one != "" {
			*n = names{one}
		}
		return nil
	}
	var many []string
	if err := json.Unmarshal(data, &many); err != nil {
		return errors.New("authors is a list of names, or one name")
	}
	*n = many
	return nil
}

// published is a date, which some write as the number of its year.
type published string

// UnmarshalJSON takes a text, a year, or null.
func (p *published) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*p = published(text)
		return nil
	}
	if len(data) != len("2006") {
		return errors.New("published is a date, such as \"2017-07-05\"")
	}
	*p = published(data)
	return nil
}

// readRecord reads one line.
func readRecord(name string, number int, line []byte, o Options) (*Article, error) {
	at := fmt.Sprintf("%s:%d", name, number)
	if limit := o.limit() * markupFactor; len(line) > limit {
		return nil, tooLarge(at, len(line), limit)
	}
	if i := invalidUTF8(string(line)); i >= 0 {
		return nil, invalid("%s: this is no UTF-8: byte 0x%02X at offset %d of the line", at, line[i], i)
	}
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		e := invalid("%s: %s", at, jsonFault(line, err))
		e.Hint = `each line is one object, as in {"headline": "…", "text": "…", "publisher": "…", "published": "2017-07-05"}`
		return nil, e
	}
	f := &found{
		headline: first(r.Headline, r.Title), publisher: r.Publisher, url: r.URL, genre: r.Genre,
		published: first(string(r.Published), string(r.Date)),
		complete:  strings.TrimSpace(r.Headline+r.Title) != "",
	}
	if f.authors = authorsOf(r.Authors); len(f.authors) == 0 {
		f.authors = authorsOf(r.Author)
	}
	body := first(r.Text, r.Body)
	if len(r.Paragraphs) > 0 {
		body = strings.Join(r.Paragraphs, "\n\n")
	}
	text, err := clean(at, body)
	if err != nil {
		return nil, err
	}
	f.blocks = readText(text).blocks
	a, err := f.article(at, o)
	if err != nil {
		return nil, err
	}
	a.Name, a.Line = name, number
	return a, nil
}

// jsonFault says what is wrong with a line, in the file's terms.
func jsonFault(line []byte, err error) string {
	var syntax *json.SyntaxError
	var mistyped *json.UnmarshalTypeError
	switch {
	case errors.As(err, &mistyped) && mistyped.Field == "":
		return fmt.Sprintf("this is no object but a JSON %s", mistyped.Value)
	case errors.As(err, &mistyped):
		return fmt.Sprintf("%s is a JSON %s: want another type", mistyped.Field, mistyped.Value)
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(line)):
		return "the JSON breaks off: the line is cut, or the object goes on in the next"
	case errors.As(err, &syntax):
		return fmt.Sprintf("this is no JSON at column %d: %v", syntax.Offset, syntax)
	}
	return err.Error()
}

// onlyLine reads a file of JSON Lines that has one line.
func onlyLine(name string, data []byte, o Options) (*Article, error) {
	var only *Article
	for a, err := range Stream(name, bytes.NewReader(data), o) {
		if err != nil {
			return nil, err
		}
		if only != nil {
			e := invalid("%s: there are several articles in it", name)
			e.Hint = "ingest the file as a whole; one article is one line"
			return nil, e
		}
		only = a
	}
	if only == nil {
		return nil, invalid("%s: it is empty", name)
	}
	return only, nil
}

// lines yields the lines of a reader with their numbers, without their ends.
// A line longer than limit is yielded cut, with its whole size, so that memory
// is bounded by the limit.
func lines(r io.Reader, limit int, yield func(number int, line []byte, size int) bool) error {
	buffer := make([]byte, 64<<10)
	var line []byte
	number, size := 1, 0
	for {
		n, err := r.Read(buffer)
		chunk := buffer[:n]
		for len(chunk) > 0 {
			part, rest, ended := bytes.Cut(chunk, []byte("\n"))
			size += len(part)
			if room := limit - len(line); room > 0 {
				line = append(line, part[:min(room, len(part))]...)
			}
			if ended {
				if !yield(number, line, size) {
					return nil
				}
				number, size, line = number+1, 0, line[:0]
			}
			chunk = rest
		}
		if err == io.EOF {
			if size > 0 {
				yield(number, line, size)
			}
			return nil
		}
		if err != nil {
			return err
		}
	}
}
