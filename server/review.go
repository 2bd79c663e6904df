package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strings"

	"golang.org/x/term"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
)

// reviewCommand shows what waits for a person, and takes verdicts: one by
// arguments, or many at a terminal. The server need not run; if it does, it
// shows what changed at once.
type reviewCommand struct {
	ID string `arg:"" optional:"" help:"Id of a review, to show it or to decide it. Without one, those that are open are listed, or at a terminal gone through one by one."`

	Accept bool `name:"accept" xor:"verdict" help:"The claim is right, or the two are the same."`
	Reject bool `name:"reject" xor:"verdict" help:"The claim is wrong, or the two are different."`
	Reopen bool `name:"reopen" xor:"verdict" help:"Take the verdict back, and what it wrote."`

	Reason string `name:"reason" placeholder:"TEXT" help:"Why, for people."`
	By     string `name:"by" placeholder:"NAME" help:"Who decides, for people; without it, the name of the account."`

	State    string `name:"state" default:"open" enum:"open,accepted,rejected,all" placeholder:"STATE" help:"List those of this state: open, accepted, rejected or all."`
	Question string `name:"question" default:"any" enum:"any,claim,match" placeholder:"QUESTION" help:"List those about a claim, or about whether two ids are the same: claim, match or any."`
	Article  string `name:"article" placeholder:"ID" help:"List those that this article raises."`
	Limit    int    `name:"limit" default:"50" placeholder:"N" help:"List so many at most, the surest first."`
	List     bool   `name:"list" help:"List them at a terminal too, and ask nothing."`
	JSON     bool   `name:"json" help:"Print an object a line."`
}

// maxListed is the greatest --limit.
const maxListed = 10_000

func (c *reviewCommand) run(ctx context.Context, settings *Settings, stdout, stderr io.Writer) error {
	verdict := c.verdict()
	switch {
	case c.ID == "" && verdict != nil:
		return errors.New("which review? Give its id before --accept, --reject or --reopen")
	case verdict == nil && c.Reason != "":
		return errors.New("--reason: it goes with --accept, --reject or --reopen")
	case c.Limit < 1 || c.Limit > maxListed:
		return fmt.Errorf("--limit: want 1 to %d", maxListed)
	}
	schema, err := contract.Load(dealgraph.Schema)
	if err != nil {
		return err
	}
	engine := selectEngine(settings, schema.Kinds, settings.logger(stderr))
	if !engine.remote {
		// Opening would make an empty one, and there would be nothing in it.
		if _, err := os.Stat(engine.place); errors.Is(err, os.ErrNotExist) {
			return &store.Error{Code: store.CodeUnavailable, Message: "there is no store at " + engine.place, Hint: "is --data-dir right?"}
		}
	}
	opened, err := engine.open(ctx)
	if err != nil {
		return err
	}
	desk := &reviewDesk{store: opened, kinds: schema.Kinds, by: c.By}
	if desk.by == "" {
		desk.by = accountName()
	}
	return errors.Join(c.review(ctx, desk, verdict, stdout), opened.Close())
}

// review does what the arguments ask for.
func (c *reviewCommand) review(ctx context.Context, desk *reviewDesk, verdict *store.Verdict, stdout io.Writer) error {
	switch {
	case verdict != nil:
		return c.decide(ctx, desk, verdict, stdout)
	case c.ID != "":
		return c.show(ctx, desk, reviewID(c.ID), stdout)
	case !c.List && !c.JSON && isTerminal(os.Stdin) && isTerminal(stdout):
		return (&reviewSession{desk: desk, which: c.which(), out: stdout}).run(ctx, os.Stdin)
	}
	return c.list(ctx, desk, stdout)
}

// verdict returns what the arguments say of the review; nil if nothing.
func (c *reviewCommand) verdict() *store.Verdict {
	if !c.Accept && !c.Reject && !c.Reopen {
		return nil
	}
	return &store.Verdict{Review: reviewID(c.ID), Accept: c.Accept, Reopen: c.Reopen, Reason: c.Reason}
}

// which returns the conditions on the reviews to list.
func (c *reviewCommand) which() reviewFilter {
	f := reviewFilter{article: c.Article}
	if c.State != "all" {
		f.state = strings.ToUpper(c.State)
	}
	if c.Question != "any" {
		f.question = strings.ToUpper(c.Question)
	}
	return f
}

func (c *reviewCommand) list(ctx context.Context, desk *reviewDesk, stdout io.Writer) error {
	reviews, total, err := desk.list(ctx, c.which(), c.Limit)
	if err != nil {
		return err
	}
	if c.JSON {
		for _, r := range reviews {
			if err := writeReviewJSON(stdout, r); err != nil {
				return err
			}
		}
		return nil
	}
	return writeReviewList(stdout, reviews, total)
}

func (c *reviewCommand) show(ctx context.Context, desk *reviewDesk, id string, stdout io.Writer) error {
	r, err := desk.one(ctx, id)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeReviewJSON(stdout, r)
	}
	return writeReview(stdout, r)
}

func (c *reviewCommand) decide(ctx context.Context, desk *reviewDesk, v *store.Verdict, stdout io.Writer) error {
	receipt, err := desk.decide(ctx, v)
	if err != nil {
		return err
	}
	if c.JSON {
		return c.show(ctx, desk, v.Review, stdout)
	}
	_, err = fmt.Fprintln(stdout, decided(v, receipt))
	return err
}

// reviewID completes an id that is given without its prefix.
func reviewID(given string) string {
	if given == "" || strings.Contains(given, ":") {
		return given
	}
	return "review:" + given
}

// accountName is the name of whoever runs the program, empty if nobody knows.
func accountName() string {
	account, err := user.Current()
	if err != nil {
		return ""
	}
	return account.Username
}

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
