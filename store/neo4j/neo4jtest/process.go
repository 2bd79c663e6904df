package neo4jtest

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Version is the Neo4j that runs: the same as in pom.xml.
const Version = "5.26.16"

// startLimit is generous: nine seconds are usual, but test machines are small and busy.
const startLimit = 3 * time.Minute

// Process is a Neo4j that this process runs. It ends with it, even when that is killed. Its methods must not be called
// concurrently.
type Process struct {
	// Server is how to connect. It stays the same when the server is stopped and started again.
	Server

	jars string
	home string
	port int // 0: any free one
	// large: see Launch.
	large bool

	command *exec.Cmd
	stdin   io.Closer
	exited  chan struct{}
}

// Launch starts a server with an empty database and a password of its own, and returns when clients can connect. A
// large one has memory for millions of nodes, and is compiled as servers are that run for long.
func Launch(ctx context.Context, large bool) (*Process, error) {
	p, err := newProcess(ctx, 0)
	if err != nil {
		return nil, err
	}
	p.large = large
	if err := p.Start(ctx); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// newProcess prepares a server that does not run yet. With port 0 its URI is known once it has started.
func newProcess(ctx context.Context, port int) (*Process, error) {
	jars, err := install(ctx)
	if err != nil {
		return nil, err
	}
	home, err := os.MkdirTemp("", "dealgraph-neo4j-*")
	if err != nil {
		return nil, err
	}
	p := &Process{jars: jars, home: home, port: port}
	p.Username, p.Password = "neo4j", rand.Text()
	if port != 0 {
		p.URI = boltURI(port)
	}
	return p, nil
}

// Start runs the server on the data it had when it stopped, and returns when clients can connect.
func (p *Process) Start(ctx context.Context) error {
	if p.command != nil {
		return errors.New("neo4j runs already")
	}
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()

	log, err := os.OpenFile(p.logPath(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	// A test server lives for seconds: the optimising compiler and a concurrent collector cost more than they give.
	memory, pages := []string{"-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"}, "128"
	if p.large {
		memory, pages = []string{"-Xmx4g"}, "4096"
	}
	command := exec.Command("java", append(memory,
		"-cp", p.jars+string(os.PathListSeparator)+filepath.Join(p.jars, "*"),
		"Neo4jServer", p.home, strconv.Itoa(p.port), "temporary", pages)...)
	command.Stderr = log
	// A group of its own, so that an interrupt at the terminal reaches the tests first and they end in good order.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stdin, err := command.StdinPipe()
	if err != nil {
		return err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("start neo4j: %w", err)
	}
	p.command, p.stdin, p.exited = command, stdin, make(chan struct{})
	ready := make(chan int, 1)
	go func() {
		defer close(p.exited)
		defer close(ready)
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			if text, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
				if port, err := strconv.Atoi(text); err == nil {
					ready <- port
				}
			}
		}
		_ = command.Wait() // killed on purpose, or the log says why it ended
	}()
	if _, err := fmt.Fprintln(stdin, p.Password); err != nil {
		return p.failed(err)
	}
	select {
	case port, ok := <-ready:
		if !ok {
			return p.failed(errors.New("it ended before it was ready"))
		}
		p.port, p.URI = port, boltURI(port)
		return nil
	case <-ctx.Done():
		return p.failed(fmt.Errorf("not ready in time: %w", ctx.Err()))
	}
}

// Stop kills the server, as a failing machine would; what it had acknowledged is there at the next Start. Stopping a
// stopped server does nothing.
func (p *Process) Stop() error {
	if p.command == nil {
		return nil
	}
	err := syscall.Kill(-p.command.Process.Pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) {
		err = nil // gone already
	}
	<-p.exited
	p.command = nil
	return errors.Join(err, ignoreClosed(p.stdin.Close()))
}

// Close stops the server and removes its data.
func (p *Process) Close() error {
	return errors.Join(p.Stop(), os.RemoveAll(p.home), os.RemoveAll(lockPath(p.URI)))
}

// failed stops what did not come up and adds the end of its log, usually the reason.
func (p *Process) failed(reason error) error {
	stopped := p.Stop()
	log, _ := os.ReadFile(p.logPath()) // a missing log has nothing to tell
	if len(log) > 2000 {
		log = log[len(log)-2000:]
	}
	return errors.Join(fmt.Errorf("start neo4j: %w\n%s", reason, log), stopped)
}

func (p *Process) logPath() string { return filepath.Join(p.home, "launcher.log") }

func boltURI(port int) string { return fmt.Sprintf("bolt://127.0.0.1:%d", port) }

// freePort returns a port that was free a moment ago.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := listener.Addr().(*net.TCPAddr).Port
	return port, listener.Close()
}

// ignoreClosed forgives closing twice: waiting for a process closes its pipes as well.
func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}
