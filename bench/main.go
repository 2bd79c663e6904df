// Command bench measures the stores on a generated graph of the size of years
// of news: how long a question takes through the store, against a Cypher
// statement that somebody wrote by hand for the same answer, interleaved in one
// run, so that only the ratio counts on a noisy machine.
//
//	bin/withneo4j -large -- go run ./bench -load -profile
//	go run ./bench -load -sqlite /tmp/bench.db
//
// README.md beside it tells more.
package main

import (
	"cmp"
	"context"
	"flag"
	"log"
	"os"
	"os/signal"
	"runtime/debug"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/neo4j"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
	"github.com/dealgraph/dealgraph/store/sqlite"
)

type options struct {
	uri, username, password, sqlite, only string
	scale                                 float64
	seed                                  uint64
	times                                 int
	load, profile                         bool
}

func main() {
	var o options
	flag.StringVar(&o.uri, "neo4j", os.Getenv(neo4jtest.EnvURI), "`URI` of a Neo4j; none is measured if empty")
	flag.StringVar(&o.username, "username", cmp.Or(os.Getenv(neo4jtest.EnvUsername), "neo4j"), "its user")
	flag.StringVar(&o.password, "password", os.Getenv(neo4jtest.EnvPassword), "its password")
	flag.StringVar(&o.sqlite, "sqlite", "", "`FILE` of SQLite; none is measured if empty")
	flag.StringVar(&o.only, "only", "", "measure only shapes whose name has this `TEXT`")
	flag.Float64Var(&o.scale, "scale", 1, "size of the graph: 1 has 1.4 million nodes")
	flag.Uint64Var(&o.seed, "seed", 1, "the same seed makes the same graph")
	flag.IntVar(&o.times, "n", 200, "how often each question is asked")
	flag.BoolVar(&o.load, "load", false, "write the graph first; the stores must be empty")
	flag.BoolVar(&o.profile, "profile", false, "count the database hits of both statements on Neo4j")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, &o); err != nil {
		log.Fatal("bench: ", err)
	}
}

func run(ctx context.Context, o *options) error {
	c, err := contract.Load(dealgraph.Schema)
	if err != nil {
		return err
	}
	w, load, err := prepare(c.Kinds, o)
	if err != nil {
		return err
	}
	var stores []func() error
	if o.sqlite != "" {
		s, err := sqlite.Open(ctx, sqlite.Config{Path: o.sqlite, Kinds: c.Kinds, Names: names.Folder{}})
		if err != nil {
			return err
		}
		defer s.Close()
		if err := load(ctx, "SQLite", s.Import); err != nil {
			return err
		}
		stores = append(stores, func() error { return measureAlone(ctx, o, w, s) })
	}
	if o.uri != "" {
		seen := &observer{}
		s, err := neo4j.Open(ctx, neo4j.Config{URI: o.uri, Username: o.username, Password: o.password, Kinds: c.Kinds, Names: names.Folder{}, OnStatement: seen.statement})
		if err != nil {
			return err
		}
		defer s.Close()
		if err := load(ctx, "Neo4j", s.Import); err != nil {
			return err
		}
		stores = append(stores, func() error { return compare(ctx, o, w, s, seen) }, func() error { return overHTTP(ctx, o, w, c, s) })
	}
	load = nil // and with it the graph, whose memory the stores have better use for
	debug.FreeOSMemory()
	for _, measure := range stores {
		if err := measure(); err != nil {
			return err
		}
	}
	return nil
}

// loader writes the graph to a store, if that was asked for.
type loader func(ctx context.Context, name string, write writer) error

// prepare generates the graph.
func prepare(kinds *store.Kinds, o *options) (*world, loader, error) {
	m, err := generate(kinds, o.scale, o.seed)
	if err != nil {
		return nil, nil, err
	}
	w := newWorld(m, o.scale)
	log.Printf("%d nodes, %d edges; the largest company has %d deals", len(m.nodes), m.size(), len(w.hubDeals))
	if !o.load {
		return w, func(context.Context, string, writer) error { return nil }, nil
	}
	return w, func(ctx context.Context, name string, write writer) error { return m.load(ctx, name, write) }, nil
}
