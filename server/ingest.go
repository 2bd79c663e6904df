package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/ingest"
	"github.com/dealgraph/dealgraph/ingest/reading"
	"github.com/dealgraph/dealgraph/store"
)

// ingestCommand writes what articles state into the store. The server need not
// run; if it does, it shows the new facts at once.
type ingestCommand struct {
	articleFlags

	DryRun  bool   `name:"dry-run" help:"Write nothing, and print what would be written."`
	Workers int    `name:"workers" default:"2" placeholder:"N" help:"How many articles to read and extract side by side."`
	Report  string `name:"report" default:"auto" enum:"auto,full,line,failures,json" placeholder:"WHAT" help:"What to print of each article: full, a line, only failures, or json (an object a line). auto is full for three articles at most, otherwise failures."`
}

// fullReports is how many articles are told of in full if nobody says otherwise.
const fullReports = 3

func (c *ingestCommand) run(ctx context.Context, settings *Settings, stdout, stderr io.Writer) error {
	if c.Workers < 1 {
		return errors.New("--workers: at least one must work")
	}
	files, skipped, err := reading.Walk(c.Paths)
	if err != nil {
		return err
	}
	for _, file := range skipped {
		say(stderr, "%s is left out: its name tells no format of articles", file)
	}
	if len(files) == 0 {
		return errors.New("there is no article in these paths")
	}
	extractor, err := settings.extractor(settings.Extractor)
	if err != nil {
		return err
	}
	schema, err := contract.Load(dealgraph.Schema)
	if err != nil {
		return err
	}
	opened, err := selectEngine(settings, schema.Kinds, settings.logger(stderr)).open(ctx)
	if err != nil {
		return err
	}
	ingester := ingest.New(opened, schema.Kinds, extractor, ingest.Options{HashesOnly: settings.HashesOnly})
	err = c.ingest(ctx, ingester, files, stdout, stderr)
	return errors.Join(err, opened.Close())
}

// ingest writes the articles of the files and reports on them.
func (c *ingestCommand) ingest(ctx context.Context, ingester *ingest.Ingester, files []string, stdout, stderr io.Writer) error {
	report := c.Report
	if report == "auto" {
		report = "failures"
		if one(files) && len(files) <= fullReports {
			report = "full"
		}
	}
	bar := c.bar(files, report, stderr)
	var totals ingest.Totals
	var failed []string
	var printing error
	began := time.Now()
	ingester.IngestAll(ctx, c.entries(files), c.Workers, c.DryRun, func(r *ingest.Result) {
		if ctx.Err() != nil && r.Stopped() {
			return // stopped, not failed
		}
		totals.Add(r)
		_ = bar.Add(1) // a bar that cannot be drawn is no failure of the articles
		if r.Err != nil {
			failed = append(failed, place(r)+": "+strings.Join(strings.Fields(r.Err.Error()), " "))
		}
		if err := printResult(stdout, report, r); err != nil && printing == nil {
			printing = err
		}
	})
	_ = bar.Finish()
	for _, line := range failed {
		say(stderr, "failed: %s", line)
	}
	say(stderr, "%s in %s", summary(&totals, c.DryRun), time.Since(began).Round(time.Millisecond))
	switch {
	case ctx.Err() != nil:
		return &store.Error{Code: store.CodeTimeout, Message: "stopped: the articles that were written stay", Hint: "the same command goes on with the others"}
	case printing != nil:
		return printing
	case len(failed) > 0:
		return fmt.Errorf("%d of %d articles failed", len(failed), totals.Articles)
	}
	return nil
}

// bar draws how far the run is, where a person looks on and nothing else is
// printed.
func (c *ingestCommand) bar(files []string, report string, stderr io.Writer) *progressbar.ProgressBar {
	if file, ok := stderr.(*os.File); !ok || report != "failures" || !term.IsTerminal(int(file.Fd())) {
		stderr = io.Discard
	}
	total := -1 // not known before a file of many is read
	if one(files) {
		total = len(files)
	}
	// Without an interval a bar of unknown length turns its spinner in a goroutine
	// of its own that reads the bar's state without its lock, and outlives it.
	return progressbar.NewOptions(total, progressbar.OptionSetWriter(stderr), progressbar.OptionSetDescription("articles"),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("articles"), progressbar.OptionClearOnFinish(),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetSpinnerChangeInterval(0))
}

// place names the article of a result for people.
func place(r *ingest.Result) string {
	if r.Line > 0 {
		return fmt.Sprintf("%s:%d", r.Name, r.Line)
	}
	return r.Name
}

// summary says what a run did.
func summary(t *ingest.Totals, dryRun bool) string {
	verb := "wrote"
	if dryRun {
		verb = "would write"
	}
	line := fmt.Sprintf("%d articles: %s %d statements of %d; %d known already, %d without any, %d failed; nodes: %d new, %d matched; %d reviews wait, %d claims rejected",
		t.Articles, verb, t.Claimed, t.Written, t.Known, t.Empty, t.Failed, t.Created, t.Matched, t.Queued, t.Rejected)
	if t.Articles == 1 {
		line = strings.Replace(line, "1 articles", "1 article", 1)
	}
	return line
}

// printResult prints what became of an article, as the report wants it.
func printResult(w io.Writer, report string, r *ingest.Result) error {
	switch {
	case report == "json":
		return printJSON(w, r)
	case r.Err != nil || report == "failures":
		return nil
	case report == "full":
		return printOutcome(w, r)
	}
	o := r.Outcome
	line := fmt.Sprintf("%s: %s: %d statements, %d new, %d matched, %d queued, %d rejected", place(r), o.Article, o.Statements, len(o.Created), len(o.Matched), len(o.Queued), len(o.Rejected))
	if o.Known {
		line = fmt.Sprintf("%s: %s: known already", place(r), o.Article)
	}
	_, err := fmt.Fprintln(w, line)
	return err
}

func printJSON(w io.Writer, r *ingest.Result) error {
	line := struct {
		Name    string          `json:"name"`
		Line    int             `json:"line,omitempty"`
		Outcome *ingest.Outcome `json:"outcome,omitempty"`
		Error   string          `json:"error,omitempty"`
		Code    store.Code      `json:"code,omitempty"`
	}{Name: r.Name, Line: r.Line, Outcome: r.Outcome}
	if r.Err != nil {
		line.Error, line.Code = r.Err.Error(), store.CodeOf(r.Err)
	}
	return json.NewEncoder(w).Encode(line)
}

// printOutcome prints all there is to tell of an article.
func printOutcome(w io.Writer, r *ingest.Result) error {
	o := r.Outcome
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", place(r), o.Article)
	if o.Known {
		fmt.Fprintln(&b, "  known already: nothing to do")
	} else {
		fmt.Fprintf(&b, "  statements: %d new, %d known\n", o.Statements, o.Repeated)
	}
	for _, n := range o.Created {
		fmt.Fprintf(&b, "  created   %s (%s)\n", n.ID, n.Name)
	}
	for _, m := range o.Matched {
		fmt.Fprintf(&b, "  matched   %s (%s), %.2f: %s\n", m.ID, m.Mention, m.Score, strings.Join(m.Reasons, "; "))
	}
	for _, q := range o.Queued {
		fmt.Fprintf(&b, "  queued    %s, %.2f: %s\n", q.Subject, q.Confidence, strings.Join(q.Reasons, "; "))
		if q.Sentence != "" {
			fmt.Fprintf(&b, "            %q\n", q.Sentence)
		}
	}
	for _, x := range o.Rejected {
		fmt.Fprintf(&b, "  rejected  %s: %s\n", x.Claim, x.Why)
	}
	if o.Batch != nil {
		for _, s := range o.Batch.Statements {
			fmt.Fprintf(&b, "  would say %s %s %s\n", s.Subject, s.Property, s.Value)
		}
	}
	// The lines are ours, what stands in them is the article's.
	for line := range strings.Lines(b.String()) {
		if _, err := fmt.Fprintln(w, printable(strings.TrimSuffix(line, "\n"))); err != nil {
			return err
		}
	}
	return nil
}
