package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// environment looks up a variable, as os.LookupEnv does.
type environment func(name string) (value string, found bool)

// commandLine is what the binary understands: the settings, which every
// command takes, and the commands.
type commandLine struct {
	Settings

	Serve   serveCommand   `cmd:"" default:"withargs" help:"Serve the graph and the page over HTTP (the default)."`
	Ready   readyCommand   `cmd:"" help:"Ask the server at --addr whether its store answers; exits with 1 if not."`
	Ingest  ingestCommand  `cmd:"" help:"Write what articles state into the store; what is doubtful waits for review."`
	Extract extractCommand `cmd:"" help:"Print what articles state, and write nothing."`
	Review  reviewCommand  `cmd:"" help:"Show what waits for a person, and decide it: doubtful claims, and ids that may be of one thing."`
	Verify  verifyCommand  `cmd:"" help:"Check the passages of a seed article against a copy of the original."`
	Version versionCommand `cmd:"" help:"Print the version."`

	chosen command
}

// command is one of the commands. What it prints for programs goes to stdout,
// logs and complaints go to stderr.
type command interface {
	run(ctx context.Context, settings *Settings, stdout, stderr io.Writer) error
}

func (l *commandLine) run(ctx context.Context, stdout, stderr io.Writer) error {
	return l.chosen.run(ctx, &l.Settings, stdout, stderr)
}

// parse reads arguments and environment; an argument wins over a variable. It
// returns nil without an error when all that was asked for was help.
func parse(args []string, env environment, stdout, stderr io.Writer) (*commandLine, error) {
	line := new(commandLine)
	helped := false
	parser, err := newParser(line, env, kong.Writers(stdout, stderr), kong.Exit(func(int) { helped = true }))
	if err != nil {
		return nil, err
	}
	parsed, err := parser.Parse(args)
	if helped { // kong expects Exit not to return, so what it says afterwards means nothing
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := line.check(); err != nil {
		return nil, err
	}
	switch name, _, _ := strings.Cut(parsed.Command(), " "); name {
	case "serve":
		line.chosen = &line.Serve
	case "ready":
		line.chosen = &line.Ready
	case "ingest":
		line.chosen = &line.Ingest
	case "extract":
		line.chosen = &line.Extract
	case "review":
		line.chosen = &line.Review
	case "verify":
		line.chosen = &line.Verify
	case "version":
		line.chosen = &line.Version
	default:
		return nil, fmt.Errorf("unknown command %q", name)
	}
	return line, nil
}

// newParser makes a parser that reads variables from env only: left to itself,
// kong asks the process.
func newParser(line *commandLine, env environment, options ...kong.Option) (*kong.Kong, error) {
	options = append([]kong.Option{
		kong.Name("dealgraph"),
		kong.Description("Dealgraph serves a graph of who does business with whom in technology over GraphQL: " +
			"companies, executives, patents, deals, and the articles that tell of them."),
		kong.ValueFormatter(explain),
		kong.Resolvers(kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
			for _, name := range flag.Envs {
				// Compose files and unit files set what is not given to the
				// empty string, so empty is not set.
				if value, found := env(name); found && value != "" {
					return value, nil
				}
			}
			return nil, nil
		})),
	}, options...)
	parser, err := kong.New(line, options...)
	if err != nil {
		return nil, err
	}
	for _, flag := range parser.Model.Flags {
		flag.Tag.Envs = nil // flag.Envs keeps them
	}
	return parser, nil
}

// explain is the help of a setting: what it is, its variable, its default.
func explain(value *kong.Value) string {
	if value.Flag == nil || len(value.Flag.Envs) == 0 {
		return value.Help
	}
	text := value.Help + " ($" + strings.Join(value.Flag.Envs, ", $")
	if value.HasDefault {
		text += "; default " + value.Default
	}
	return text + ")"
}

// say writes a line to a person at a terminal.
func say(w io.Writer, format string, args ...any) {
	// Nothing can be done about a terminal that is gone.
	_, _ = fmt.Fprintf(w, "dealgraph: "+format+"\n", args...)
}
