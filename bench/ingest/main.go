// Command ingest measures how articles are ingested: it invents articles,
// ingests them with `dealgraph ingest` once undisturbed and once killed (kill
// -9) and resumed, and compares the statements of the two stores. It prints
// articles a second and the greatest memory of the undisturbed run.
//
//	go build -o bin/dealgraph ./server && go run ./bench/ingest -n 10000
//	bin/withneo4j -- go run ./bench/ingest -n 10000 -neo4j
//
// With -neo4j the store is the Neo4j that withneo4j started, which is emptied
// before each run.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/bench/news"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/sqlite"
)

var (
	number  = flag.Int("n", 10_000, "number of articles")
	seed    = flag.Uint64("seed", 1, "which articles are invented")
	workers = flag.Int("workers", 4, "workers of dealgraph ingest")
	kills   = flag.Int("kills", 3, "how often the second run is killed")
	binary  = flag.String("bin", "bin/dealgraph", "the program")
	onNeo4j = flag.Bool("neo4j", false, "on the Neo4j that withneo4j started")
)

func main() {
	log.SetFlags(0)
	flag.Parse()
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "dealgraph-ingest")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	articles := filepath.Join(dir, "articles.jsonl")
	if err := write(articles); err != nil {
		return err
	}
	began := time.Now()
	calm, err := newPlace(ctx, dir, "calm")
	if err != nil {
		return err
	}
	peak, err := calm.ingest(ctx, articles, 0)
	if err != nil {
		return err
	}
	took := time.Since(began)
	want, count, err := calm.statements(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("undisturbed: %d articles in %s, %.1f a second; %d statements; at most %d MiB\n",
		*number, took.Round(time.Second), float64(*number)/took.Seconds(), count, peak>>10)
	killed, err := newPlace(ctx, dir, "killed")
	if err != nil {
		return err
	}
	for i := range *kills {
		after := took * time.Duration(i+1) / time.Duration(*kills+2) / 2
		if _, err := killed.ingest(ctx, articles, after); err == nil {
			fmt.Printf("run %d ended before it was killed\n", i+1)
		}
		_, count, err := killed.statements(ctx)
		if err != nil {
			return fmt.Errorf("after kill %d: %w", i+1, err)
		}
		fmt.Printf("killed after %s: %d statements\n", after.Round(time.Millisecond), count)
	}
	if _, err := killed.ingest(ctx, articles, 0); err != nil {
		return err
	}
	got, count, err := killed.statements(ctx)
	if err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("resumed: %d statements, and they are not those of the undisturbed run", count)
	}
	fmt.Printf("resumed: the same %d statements\n", count)
	return nil
}

// write puts the articles into a file of JSON Lines.
func write(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	lines := json.NewEncoder(file)
	for a := range news.Generate(*seed, *number) {
		if err := lines.Encode(a); err != nil {
			return err
		}
	}
	return file.Close()
}

// place is a store to ingest into.
type place struct {
	flags []string
	open  func(context.Context) (store.Store, error)
}

func newPlace(ctx context.Context, dir, name string) (*place, error) {
	schema, err := contract.Load(dealgraph.Schema)
	if err != nil {
		return nil, err
	}
	if *onNeo4j {
		return newNeo4j(ctx, schema.Kinds)
	}
	data := filepath.Join(dir, name)
	return &place{flags: []string{"--data-dir", data}, open: func(ctx context.Context) (store.Store, error) {
		return sqlite.Open(ctx, sqlite.Config{Path: filepath.Join(data, "dealgraph.db"), Kinds: schema.Kinds, Names: names.Folder{}})
	}}, nil
}

// ingest runs the program over the articles, killed after a while if that is
// not 0, and returns the most memory that it took, in KiB.
func (p *place) ingest(ctx context.Context, articles string, after time.Duration) (int64, error) {
	args := append([]string{"ingest", articles, "--workers", strconv.Itoa(*workers), "--log-level", "warn"}, p.flags...)
	command := exec.CommandContext(ctx, *binary, args...)
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	if err := command.Start(); err != nil {
		return 0, err
	}
	if after > 0 {
		defer time.AfterFunc(after, func() { _ = command.Process.Signal(syscall.SIGKILL) }).Stop()
	}
	err := command.Wait()
	usage, _ := command.ProcessState.SysUsage().(*syscall.Rusage)
	if usage == nil {
		return 0, err
	}
	return int64(usage.Maxrss), err
}

// statements returns a hash over the ids of all statements, and their number.
func (p *place) statements(ctx context.Context) (sum string, count int, err error) {
	s, err := p.open(ctx)
	if err != nil {
		return "", 0, err
	}
	defer s.Close()
	hash := sha256.New()
	q := &store.Query{Kinds: []string{"Statement"}, List: store.List{Limit: 1000}}
	for {
		page, err := s.Find(ctx, q)
		if err != nil {
			return "", 0, err
		}
		for _, row := range page.Rows {
			fmt.Fprintln(hash, row.Node.ID)
			count++
			q.After = []any{row.Node.ID}
		}
		if !page.More {
			return hex.EncodeToString(hash.Sum(nil)), count, nil
		}
	}
}
