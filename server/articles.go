package main

import (
	"iter"

	"github.com/dealgraph/dealgraph/ingest"
	"github.com/dealgraph/dealgraph/ingest/reading"
)

// articleFlags say which articles a command reads, and how.
type articleFlags struct {
	Paths     []string `arg:"" name:"path" help:"Files, or folders with them: plain text (.txt), Markdown with front matter (.md), saved pages (.html), JSON Lines (.jsonl)."`
	Format    string   `name:"format-in" default:"" enum:",text,markdown,html,jsonl" placeholder:"FORMAT" help:"What the files are, where their names don't tell: text, markdown, html or jsonl."`
	Headline  string   `name:"headline" placeholder:"TEXT" help:"Headline, for a single article that lacks it or has a wrong one; so with the next ones."`
	Publisher string   `name:"publisher" placeholder:"NAME" help:"Who published it."`
	Published string   `name:"published" placeholder:"DATE" help:"When: a day, month or year."`
	URL       string   `name:"url" placeholder:"URL" help:"Where it stands."`
	Genre     string   `name:"genre" default:"" enum:",NEWS,PRESS_RELEASE,BLOG,FILING,OTHER" placeholder:"GENRE" help:"What it is: NEWS, PRESS_RELEASE, BLOG, FILING or OTHER."`
}

func (f *articleFlags) options() reading.Options {
	return reading.Options{Format: reading.Format(f.Format), Given: reading.Given{
		Headline: f.Headline, Publisher: f.Publisher, Published: f.Published, URL: f.URL, Genre: f.Genre}}
}

// entries yields the articles of the files, one after the other.
func (f *articleFlags) entries(files []string) iter.Seq[ingest.Entry] {
	return func(yield func(ingest.Entry) bool) {
		for _, file := range files {
			for article, err := range reading.File(file, f.options()) {
				e := ingest.Entry{Name: file, Article: article, Err: err}
				if article != nil {
					e.Line = article.Line
				}
				if !yield(e) {
					return
				}
			}
		}
	}
}

// one returns whether the files are articles each, so that their number is
// known before they are read.
func one(files []string) bool {
	for _, file := range files {
		if reading.Detect(file, nil) == reading.JSONLines {
			return false
		}
	}
	return true
}
