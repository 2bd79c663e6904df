package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/seed"
)

// maxSource is more than any article has.
const maxSource = 16 << 20

// verifyCommand checks what the statements of a seed article rest on.
type verifyCommand struct {
	Article string `arg:"" help:"Id of the article, with or without 'article:', or the name of its file."`
	Source  string `name:"source" required:"" placeholder:"FILE" help:"Your copy of the original, as plain text: blank lines between paragraphs."`
}

func (c *verifyCommand) run(_ context.Context, _ *Settings, stdout, _ io.Writer) error {
	text, err := readSource(c.Source)
	if err != nil {
		return fmt.Errorf("--source: %w", err)
	}
	schema, err := contract.Load(dealgraph.Schema)
	if err != nil {
		return err
	}
	set, err := seed.With(c.Article, schema.Kinds)
	if err != nil {
		return err
	}
	report, err := set.Verify(c.Article, text)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(stdout, report.String()); err != nil {
		return err
	}
	if !report.OK() {
		return errors.New("the copy lacks some passages of " + report.Article)
	}
	return nil
}

func readSource(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxSource+1))
	if err != nil {
		return "", err
	}
	if len(text) > maxSource {
		return "", fmt.Errorf("%s has more than %d MiB: is it an article?", name, maxSource>>20)
	}
	return string(text), nil
}
