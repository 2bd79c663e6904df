package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/reading"
)

// extractCommand prints what an extractor finds in articles. It needs no store
// and resolves nothing.
type extractCommand struct {
	articleFlags

	Format string `name:"format" default:"full" enum:"full,gold" placeholder:"FORMAT" help:"full has passages, confidence and reasons; gold is the shape of annotated test articles, for scoring."`
	Queued bool   `name:"queued" help:"With --format=gold: also what would wait for review."`
	Out    string `name:"out" placeholder:"DIR" help:"Write a file NAME.json for each article there instead of printing them."`
}

func (c *extractCommand) run(ctx context.Context, settings *Settings, stdout, stderr io.Writer) error {
	files, skipped, err := reading.Walk(c.Paths)
	if err != nil {
		return err
	}
	for _, file := range skipped {
		say(stderr, "%s is left out: its name tells no format of articles", file)
	}
	extractor, err := settings.extractor(settings.Extractor)
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := os.MkdirAll(c.Out, 0o755); err != nil {
			return fmt.Errorf("--out: %w", err)
		}
	}
	failed := 0
	for e := range c.entries(files) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err := e.Err
		if err == nil {
			err = c.extract(ctx, extractor, e.Article, stdout)
		}
		if err != nil {
			failed++
			say(stderr, "failed: %s: %s", e.Name, strings.Join(strings.Fields(err.Error()), " "))
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d articles failed", failed)
	}
	return nil
}

// extract prints, or writes to a file, what is found in one article.
func (c *extractCommand) extract(ctx context.Context, extractor extract.Extractor, a *reading.Article, stdout io.Writer) error {
	found, err := extractor.Extract(ctx, &a.Document)
	if err != nil {
		return err
	}
	found = extract.Ground(&a.Document, found)
	var shown any = found
	if c.Format == "gold" {
		least := extract.Accepted
		if c.Queued {
			least = extract.Queued
		}
		shown = extract.Gold(found, least)
	}
	text, err := json.MarshalIndent(shown, "", " ")
	if err != nil {
		return err
	}
	if c.Out == "" {
		_, err = fmt.Fprintf(stdout, "%s\n", text)
		return err
	}
	name := strings.TrimSuffix(filepath.Base(a.Name), filepath.Ext(a.Name))
	if a.Line > 0 {
		name += fmt.Sprintf("-%d", a.Line)
	}
	path := filepath.Join(c.Out, name+".json")
	if _, err := os.Stat(path); err == nil {
		return errors.New(path + " is there already: it is not overwritten")
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}
