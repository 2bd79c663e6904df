// Package main is the one binary of Dealgraph. It reads the settings, opens the
// store they select, seeds it, and serves GraphQL and the page over HTTP; all
// that the graph itself knows is in the packages it wires together.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Exit codes.
const (
	exitOK = iota
	exitFailed
	exitUsage
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// From the first signal on the next one ends the process at once, for
	// whoever does not want to wait until the last request is answered.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.LookupEnv, os.Stdout, os.Stderr))
}

// run is main with everything it takes from the process as parameters; it
// returns the exit code. The end of ctx is the wish to stop.
func run(ctx context.Context, args []string, env environment, stdout, stderr io.Writer) int {
	line, err := parse(args, env, stdout, stderr)
	if err != nil {
		say(stderr, "%v\nTry 'dealgraph --help'.", err)
		return exitUsage
	}
	if line == nil { // help was asked for, and given
		return exitOK
	}
	if err := line.run(ctx, stdout, stderr); err != nil {
		line.Settings.report(err, stderr)
		return exitFailed
	}
	return exitOK
}
