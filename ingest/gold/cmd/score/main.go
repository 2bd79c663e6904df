// Command score measures an extractor on folders of annotated articles and
// prints the measures side by side:
//
//	go run ./ingest/gold/cmd/score ingest/gold/articles/*
//
// README.md of package gold tells what they mean.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/gold"
	"github.com/dealgraph/dealgraph/ingest/rules"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

type options struct {
	extractor, predictions string
	queued, primary        bool
	kinds, details         bool
}

// The exit codes, those of package flag among them.
const (
	ok     = 0
	failed = 1
	misuse = 2
)

// run is main with its surroundings.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("score", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: score [flags] DIR...\n\nEach DIR has annotated articles, NNN.md and NNN.gold.json, and gets a column.")
		flags.PrintDefaults()
	}
	flags.StringVar(&o.extractor, "extractor", rulesExtractor, "`NAME` of the extractor to measure: "+rulesExtractor)
	flags.StringVar(&o.predictions, "pred", "", "score the predictions in `DIR`, NNN.json, instead of running an extractor")
	flags.BoolVar(&o.queued, "queued", false, "also take what would wait for review")
	flags.BoolVar(&o.primary, "primary", false, "leave background deals out")
	flags.BoolVar(&o.kinds, "kinds", false, "also count deals by kind")
	flags.BoolVar(&o.details, "details", false, "print every miss")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return ok
	case err != nil:
		return misuse
	}
	if flags.NArg() == 0 {
		flags.Usage()
		return misuse
	}
	if o.predictions != "" && (o.queued || isSet(flags, "extractor")) {
		fmt.Fprintln(stderr, "score: -pred has its predictions already: it goes with neither -extractor nor -queued")
		return misuse
	}
	if err := score(ctx, &o, flags.Args(), stdout); err != nil {
		fmt.Fprintln(stderr, "score:", err)
		return failed
	}
	return ok
}

func isSet(flags *flag.FlagSet, name string) bool {
	set := false
	flags.Visit(func(f *flag.Flag) { set = set || f.Name == name })
	return set
}

// score scores each folder, then prints the table and the details.
func score(ctx context.Context, o *options, folders []string, stdout io.Writer) error {
	predict, err := o.predictor(ctx)
	if err != nil {
		return err
	}
	var columns []gold.Column
	for _, folder := range folders {
		articles, err := gold.Load(os.DirFS(folder))
		if err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		predictions, err := predict(articles)
		if err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		columns = append(columns, gold.Column{Name: filepath.Base(filepath.Clean(folder)), Report: gold.Score(predictions, articles, o.primary)})
	}
	if err := gold.Table(stdout, columns...); err != nil {
		return err
	}
	if o.kinds {
		fmt.Fprintln(stdout)
		if err := gold.KindTable(stdout, columns...); err != nil {
			return err
		}
	}
	if !o.details {
		return nil
	}
	for _, c := range columns {
		if _, err := fmt.Fprintf(stdout, "\n%s\n", c.Name); err != nil {
			return err
		}
		if err := gold.Details(stdout, c.Report); err != nil {
			return err
		}
	}
	return nil
}

// predictor is how predictions for articles come about.
type predictor func([]*gold.Article) (map[string]*extract.GoldExtraction, error)

const rulesExtractor = "rules"

func (o *options) predictor(ctx context.Context) (predictor, error) {
	if o.predictions != "" {
		predictions, err := gold.LoadPredictions(os.DirFS(o.predictions))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.predictions, err)
		}
		return func([]*gold.Article) (map[string]*extract.GoldExtraction, error) { return predictions, nil }, nil
	}
	if o.extractor != rulesExtractor {
		return nil, fmt.Errorf("there is no extractor %q here, only %s; for another, write its predictions with dealgraph extract and use -pred", o.extractor, rulesExtractor)
	}
	extractor, least := rules.New(), extract.Accepted
	if o.queued {
		least = extract.Queued
	}
	return func(articles []*gold.Article) (map[string]*extract.GoldExtraction, error) {
		found, err := gold.Extract(ctx, extractor, articles)
		if err != nil {
			return nil, err
		}
		return gold.Predictions(found, least), nil
	}, nil
}
