package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// reviewSession goes through reviews with a person at a terminal: one after the
// other, the surest first.
type reviewSession struct {
	desk  *reviewDesk
	which reviewFilter
	out   io.Writer

	answers <-chan string // lines that the person types; closed at the end
	last    string        // id of the review decided last, for undo
	done    int           // how many were decided
}

const sessionHelp = "a accepts, r rejects, s skips, u takes the last verdict back, q quits\n"

// run asks until nothing is left, the person quits or input ends.
func (s *reviewSession) run(ctx context.Context, in io.Reader) error {
	lines := make(chan string)
	s.answers = lines
	ended := make(chan struct{})
	defer close(ended)
	go func() { // reading cannot be interrupted, so that it must not be waited for
		defer close(lines)
		for scanner := bufio.NewScanner(in); scanner.Scan(); {
			select {
			case lines <- scanner.Text():
			case <-ended:
				return
			}
		}
	}()
	var after []any
	for first := true; ; first = false {
		reviews, page, err := s.desk.page(ctx, s.which, after, reviewPage)
		if err != nil {
			return err
		}
		if first {
			if page.Total == 0 {
				return s.say("Nothing waits for review.\n")
			}
			if err := s.say("%s, the surest first: %s\n", counted(page.Total, "review"), sessionHelp); err != nil {
				return err
			}
		}
		for _, r := range reviews {
			more, err := s.ask(ctx, r)
			if err != nil {
				return err
			}
			if !more {
				return s.say("%s decided.\n", counted(s.done, "review"))
			}
		}
		if !page.More {
			return s.end(ctx)
		}
		after = s.desk.position(page.Rows[len(page.Rows)-1].Node)
	}
}

// end offers to take the last verdict back, when there is nothing more to ask.
func (s *reviewSession) end(ctx context.Context) error {
	err := s.say("That was the last.\n")
	for err == nil && s.last != "" {
		answer, ok := s.answer(ctx, "[u]ndo [q]uit? ")
		if !ok || !strings.HasPrefix(strings.ToLower(answer), "u") {
			break
		}
		err = s.undo(ctx)
	}
	return errors.Join(err, s.say("%s decided.\n", counted(s.done, "review")))
}

// ask shows a review and does what the person says, until that is to go on. It
// reports whether the session does.
func (s *reviewSession) ask(ctx context.Context, r *reviewed) (more bool, err error) {
	if err := writeReview(s.out, r); err != nil {
		return false, err
	}
	for {
		answer, ok := s.answer(ctx, "[a]ccept [r]eject [s]kip [u]ndo [q]uit? ")
		if !ok {
			return false, s.say("\n")
		}
		settled := false
		switch strings.ToLower(answer) {
		case "a", "accept", "r", "reject":
			reason, ok := s.answer(ctx, "Why (Enter for no reason)? ")
			if !ok {
				return false, s.say("\n")
			}
			settled, err = s.decide(ctx, &store.Verdict{Review: r.ID, Accept: strings.HasPrefix(strings.ToLower(answer), "a"), Reason: reason})
		case "s", "skip":
			return true, s.say("\n")
		case "u", "undo":
			err = s.undo(ctx)
		case "q", "quit":
			return false, nil
		default:
			err = s.say(sessionHelp)
		}
		if settled || err != nil {
			return true, err
		}
	}
}

// decide writes a verdict and reports whether it was taken. What is refused is
// told, and the person may say something else.
func (s *reviewSession) decide(ctx context.Context, v *store.Verdict) (bool, error) {
	receipt, err := s.desk.decide(ctx, v)
	switch code := store.CodeOf(err); {
	case err != nil && (code == store.CodeInvalid || code == store.CodeConflict):
		return false, s.say("Not done: %v\n", err)
	case err != nil:
		return false, err
	}
	if receipt.Verdicts > 0 {
		s.last = v.Review
		s.done++
	}
	return true, s.say("%s\n\n", decided(v, receipt))
}

// undo takes the last verdict of the session back.
func (s *reviewSession) undo(ctx context.Context) error {
	if s.last == "" {
		return s.say("There is nothing to take back.\n")
	}
	v := &store.Verdict{Review: s.last, Reopen: true}
	receipt, err := s.desk.decide(ctx, v)
	if err != nil {
		return err
	}
	s.last = ""
	s.done--
	return s.say("%s\n", decided(v, receipt))
}

// answer asks for a line; there is none at the end of input or of ctx.
func (s *reviewSession) answer(ctx context.Context, prompt string) (string, bool) {
	if s.say("%s", prompt) != nil {
		return "", false
	}
	select {
	case line, ok := <-s.answers:
		return strings.TrimSpace(line), ok
	case <-ctx.Done():
		return "", false
	}
}

func (s *reviewSession) say(format string, args ...any) error {
	_, err := fmt.Fprintf(s.out, format, args...)
	return err
}
