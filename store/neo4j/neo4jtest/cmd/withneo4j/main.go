// Command withneo4j runs a command, usually `go test ./...`, with one Neo4j server for all its test processes:
//
//	withneo4j [-large] [-report FILE] -- go test ./...
//
// It starts the server (unless DEALGRAPH_TEST_NEO4J_URI names one already), passes its address on in the environment,
// stops it afterwards and exits as the command did. Where Neo4j cannot be started it exits with 1 if CI=true and runs
// the command without otherwise. It ends by saying which; -report writes that line to a file too.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
)

func main() {
	large := flag.Bool("large", false, "give the server memory for millions of nodes, as benchmarks want it")
	report := flag.String("report", "", "write the closing line to `FILE` as well")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: withneo4j [-large] [-report FILE] -- COMMAND [ARGUMENT...]")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	code, err := withNeo4j(*report, *large, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "withneo4j:", err)
		code = max(code, 1)
	}
	os.Exit(code)
}

// withNeo4j returns the command's exit code. Its error is its own: something beside the command went wrong.
func withNeo4j(report string, large bool, command []string) (code int, err error) {
	// Caught from the start, so that an interrupt during the start-up stops the server too.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)

	scratch, err := os.MkdirTemp("", "dealgraph-withneo4j-*")
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	usedBy := filepath.Join(scratch, "used-by")

	env, backend, stop, err := provide(signals, large)
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, stop()) }()

	code, err = run(command, append(env, neo4jtest.EnvUsedBy+"="+usedBy), signals)
	if err != nil {
		return 1, err
	}
	if backend.ran {
		backend.text += ", used by the tests of " + users(usedBy)
	}
	fmt.Fprintln(os.Stderr, "withneo4j:", backend.text)
	if report != "" {
		err = os.WriteFile(report, []byte(backend.text+"\n"), 0o644)
	}
	return code, err
}

type backend struct {
	ran  bool
	text string
}

// provide returns the environment that tells tests about the server, and how to stop it.
func provide(signals <-chan os.Signal, large bool) (env []string, ran backend, stop func() error, err error) {
	nothing := func() error { return nil }
	if uri := os.Getenv(neo4jtest.EnvURI); uri != "" {
		return nil, backend{true, "Neo4j at " + uri}, nothing, nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	type launched struct {
		server *neo4jtest.Process
		err    error
	}
	done, began := make(chan launched, 1), time.Now()
	go func() {
		server, err := neo4jtest.Launch(ctx, large)
		done <- launched{server, err}
	}()
	var result launched
	select {
	case result = <-done:
	case got := <-signals:
		cancel()
		result = <-done
		stopped := fmt.Errorf("stopped by: %v", got)
		if result.err == nil {
			return nil, backend{}, nil, errors.Join(stopped, result.server.Close())
		}
		return nil, backend{}, nil, stopped // the start failed because it was cancelled
	}
	if result.err != nil {
		if neo4jtest.MustRun() {
			return nil, backend{}, nil, fmt.Errorf("with CI=true Neo4j must run: %w", result.err)
		}
		fmt.Fprintln(os.Stderr, "withneo4j: no Neo4j, its tests will be skipped:", result.err)
		reason, _, _ := strings.Cut(result.err.Error(), "\n")
		return []string{neo4jtest.EnvUnavailable + "=" + reason}, backend{false, "NOT Neo4j (" + reason + ")"}, nothing, nil
	}
	server := result.server
	fmt.Fprintf(os.Stderr, "withneo4j: Neo4j %s at %s after %.1f s\n", neo4jtest.Version, server.URI, time.Since(began).Seconds())
	return []string{
		neo4jtest.EnvURI + "=" + server.URI,
		neo4jtest.EnvUsername + "=" + server.Username,
		neo4jtest.EnvPassword + "=" + server.Password,
	}, backend{true, "Neo4j " + neo4jtest.Version}, server.Close, nil
}

// run waits for the command and hands signals on to it, so that it is the command that decides when to end.
func run(command, env []string, signals <-chan os.Signal) (code int, err error) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case got := <-signals:
			if err := cmd.Process.Signal(got); err != nil && !errors.Is(err, os.ErrProcessDone) {
				return 0, err
			}
		case err := <-ended:
			var failed *exec.ExitError
			if !errors.As(err, &failed) {
				return 0, err
			}
			if status, ok := failed.Sys().(syscall.WaitStatus); ok && status.Signaled() {
				return 128 + int(status.Signal()), nil // as a shell tells it
			}
			return failed.ExitCode(), nil
		}
	}
}

// users names the test processes that opened the server.
func users(path string) string {
	content, err := os.ReadFile(path)
	names := strings.Fields(string(content))
	if err != nil || len(names) == 0 {
		return "no package"
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}
