package main

import (
	"context"
	"io"
)

// verifyCommand checks what a seed article's statements quote.
type verifyCommand struct {
	Article string `arg:"" help:"Id of the article."`
	Source  string `name:"source" required:"" type:"existingfile" placeholder:"FILE" help:"The original's text, a paragraph a line or parted by empty lines."`
}

func (*verifyCommand) run(_ context.Context, _ *Settings, _, _ io.Writer) error {
	return nil // TODO(seed)
}
