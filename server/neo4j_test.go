package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/docs"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
)

func onNeo4j(server neo4jtest.Server, more ...string) []string {
	return append([]string{"--neo4j-uri=" + server.URI, "--neo4j-username=" + server.Username, "--neo4j-password=" + server.Password}, more...)
}

// patience is generous: nine seconds are usual, but test machines are busy.
const patience = 3 * time.Minute

func TestBothStoresAnswerAlike(t *testing.T) {
	server := neo4jtest.Open(t)
	const seeds = "--seed=articles,demo"
	onSQLite, _ := mustStart(t, seeds)
	// Two at once: both find the store empty, and both may seed it.
	first, firstLog := mustStart(t, append(onNeo4j(server), seeds)...)
	second, secondLog := mustStart(t, append(onNeo4j(server), seeds)...)
	mustBecomeReady(t, first, patience)
	mustBecomeReady(t, second, patience)

	questions, err := docs.Questions(docs.Queries)
	if err != nil {
		t.Fatal(err)
	}
	operations := []docs.Question{{Title: "counts", Query: counts}, {Title: "xiaomi", Query: xiaomi}}
	for _, q := range append(operations, questions...) {
		if strings.Contains(q.Query, "changes(") {
			continue // it tells when each store was written
		}
		want := mustAsk(t, onSQLite, q.Query, q.Variables)
		if want.status != http.StatusOK || strings.Contains(want.body, `"errors"`) {
			t.Errorf("%s: SQLite answers %d %.500s", q.Title, want.status, want.body)
		}
		for _, app := range []*App{first, second} {
			if got := mustAsk(t, app, q.Query, q.Variables); got.status != want.status || got.body != want.body {
				t.Errorf("%s: Neo4j answers %d\n%s\nSQLite\n%s", q.Title, got.status, got.body, want.body)
			}
		}
	}

	logs := firstLog.String() + secondLog.String()
	if strings.Count(logs, `msg="seeded 4 articles`) != 1 || strings.Count(logs, `msg="seeded 16 articles`) != 1 || strings.Count(logs, `msg="seeded nothing`) != 2 {
		t.Errorf("each seed should have been written by one of them and found there by the other:\n%s", logs)
	}
	if strings.Contains(logs, server.Password) {
		t.Error("the log has the password")
	}
}

func TestANeo4jThatIsNotUpYetIsWaitedFor(t *testing.T) {
	server := neo4jtest.Reserve(t)
	app, log := mustStart(t, onNeo4j(server.Server)...)
	mustBeUnavailable(t, app, "")
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustBecomeReady(t, app, patience)
	if got := mustAsk(t, app, xiaomi, ""); !strings.Contains(got.body, "company:xiaomi") {
		t.Errorf("got %d %s", got.status, got.body)
	}
	if !strings.Contains(log.String(), "waiting for the store") || !strings.Contains(log.String(), `msg="seeded 4 articles`) {
		t.Errorf("got log %s", log)
	}

	// It may go and come back too.
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	mustBeUnavailable(t, app, "Neo4j cannot be reached")
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustBecomeReady(t, app, patience)
	if got := mustAsk(t, app, xiaomi, ""); !strings.Contains(got.body, "company:xiaomi") {
		t.Errorf("after its return: got %d %s", got.status, got.body)
	}
}

func TestANeo4jThatCannotBeUsedEndsTheStart(t *testing.T) {
	server := neo4jtest.Open(t)
	wrong := server
	wrong.Password = "open-sesame"
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"wrong password":   {onNeo4j(wrong), "--neo4j-password"},
		"missing database": {onNeo4j(server, "--neo4j-database=atlantis"), "--neo4j-database"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errs := mustExit(t, append(c.args, "--addr=127.0.0.1:0", "--log-level=error")...)
			if code != exitFailed || !strings.HasPrefix(errs, "dealgraph: Neo4j ") || !strings.Contains(errs, c.want) || strings.Count(errs, "\n") != 1 {
				t.Errorf("exit %d, %q", code, errs)
			}
			if strings.Contains(errs, wrong.Password) || strings.Contains(errs, server.Password) {
				t.Errorf("it tells a password: %q", errs)
			}
		})
	}
}
