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
	"path/filepath"
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
	uri, username, password, sqlite, only, graph string
	scale                                        float64
	seed                                         uint64
	times                                        int
	load, profile, statements                    bool
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
	flag.StringVar(&o.graph, "graph", "", "`FILE` of the generated graph: written if it is not there, and loaded again if it is")
	flag.BoolVar(&o.load, "load", false, "write the graph first; the stores must be empty")
	flag.BoolVar(&o.profile, "profile", false, "count the database hits of both statements on Neo4j")
	flag.BoolVar(&o.statements, "statements", false, "print the store's statement of each question, and its parameters, for cypher-shell")
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
	load := func(context.Context, string, writer) error { return nil }
	if o.load {
		path, remove, err := prepare(c.Kinds, o)
		if err != nil {
			return err
		}
		defer remove()
		load = func(ctx context.Context, name string, write writer) error { return loadFile(ctx, path, name, write) }
	}
	var measures []func() error
	if o.sqlite != "" {
		s, err := sqlite.Open(ctx, sqlite.Config{Path: o.sqlite, Kinds: c.Kinds, Names: names.Folder{}})
		if err != nil {
			return err
		}
		defer s.Close()
		if err := load(ctx, "SQLite", s.Import); err != nil {
			return err
		}
		measures = append(measures, func() error { return measureSQLite(ctx, o, s) })
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
		measures = append(measures, func() error { return measureNeo4j(ctx, o, c, s, seen) })
	}
	for _, measure := range measures {
		if err := measure(); err != nil {
			return err
		}
	}
	return nil
}

func measureSQLite(ctx context.Context, o *options, s store.Store) error {
	w, err := worldOf(ctx, s)
	if err != nil {
		return err
	}
	if err := measureAlone(ctx, o, w, s); err != nil {
		return err
	}
	return measureDepth(ctx, o, w, s, "SQLite")
}

func measureNeo4j(ctx context.Context, o *options, c *contract.Contract, s store.Store, seen *observer) error {
	w, err := worldOf(ctx, s)
	if err != nil {
		return err
	}
	if err := compare(ctx, o, w, s, seen); err != nil {
		return err
	}
	if err := measureDepth(ctx, o, w, s, "Neo4j"); err != nil {
		return err
	}
	return overHTTP(ctx, o, w, c, s)
}

// prepare returns the file of the generated graph, and what removes it unless it
// is to be kept.
func prepare(kinds *store.Kinds, o *options) (path string, remove func(), err error) {
	path, remove = o.graph, func() {}
	if path == "" {
		directory, err := os.MkdirTemp("", "dealgraph-bench-*")
		if err != nil {
			return "", nil, err
		}
		path, remove = filepath.Join(directory, "graph"), func() { _ = os.RemoveAll(directory) }
	}
	if _, err := os.Stat(path); err == nil {
		return path, remove, nil
	}
	if err := generateFile(path, kinds, o); err != nil {
		remove()
		return "", nil, err
	}
	return path, remove, nil
}

// generateFile generates the graph and writes it. What is left of it in memory
// is garbage, for which the stores have better use.
func generateFile(path string, kinds *store.Kinds, o *options) error {
	defer debug.FreeOSMemory()
	m, err := generate(kinds, o.scale, o.seed)
	if err != nil {
		return err
	}
	log.Printf("%d nodes, %d edges; the largest company has %d deals", len(m.nodes), m.size(), len(m.in[end{companyID(0), dealParty}]))
	return m.save(path)
}
