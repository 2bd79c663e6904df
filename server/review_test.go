package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/sqlite"
)

// mustDesk opens the store in a data directory.
func mustDesk(t *testing.T, data string) *reviewDesk {
	t.Helper()
	schema, err := contract.Load(dealgraph.Schema)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(data, sqliteFile), Kinds: schema.Kinds, Names: names.Folder{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &reviewDesk{store: s, kinds: schema.Kinds, by: "tester"}
}

// mustRaise writes a claim and a match to be reviewed and returns their ids, the
// surer first. The claim's passage tries to clear the screen.
func mustRaise(t *testing.T, data string) (claim, match string) {
	t.Helper()
	const article = "article:notice"
	said := func(subject, property, value string) *store.Statement {
		return &store.Statement{Subject: subject, Property: property, Value: value, Article: article, Extractor: "test"}
	}
	c := &store.Review{Subject: "License: Orvelia → Tamarin", Article: article, Confidence: 0.6, Reasons: []string{"Hearsay."},
		Passage: store.Passage{Sentence: "It is said\x1b[2J that they agreed.", Paragraph: 2}, Statements: []*store.Statement{
			said("deal:orvelia-tamarin", "self", ""), said("deal:orvelia-tamarin", "dealKind", "LICENSE"),
			said("deal:orvelia-tamarin", "licensor", "company:orvelia"), said("deal:orvelia-tamarin", "licensee", "company:tamarin")}}
	m := &store.Review{Subject: "Orvelia: Orvelia Group?", Article: article, Confidence: 0.5, Left: "company:orvelia", Right: "company:orvelia-group"}
	desk := mustDesk(t, data)
	_, err := desk.store.Apply(t.Context(), &store.Batch{
		Articles: []*store.Article{{ID: article, Headline: "A notice", Published: "2020-02-02"}},
		Statements: []*store.Statement{said("company:orvelia", "self", ""), said("company:orvelia", "name", "Orvelia"),
			said("company:tamarin", "self", ""), said("company:tamarin", "name", "Tamarin")},
		Reviews: []*store.Review{c, m},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := desk.store.Close(); err != nil {
		t.Fatal(err)
	}
	return c.ID(), m.ID()
}

func TestReviewsAreListedAndDecided(t *testing.T) {
	data := t.TempDir()
	claim, match := mustRaise(t, data)
	for _, step := range []struct {
		args []string
		want []string // in what is printed, in this order
	}{
		{nil, []string{claim, "0.60", "claim", "open", "License: Orvelia → Tamarin", match, "0.50", "match", "Orvelia Group?", "2 reviews"}},
		{[]string{"--question=match"}, []string{match, "1 review"}},
		{[]string{"--limit=1"}, []string{claim, "2 reviews, of which 1 are shown: see --limit"}},
		{[]string{"--state=accepted"}, []string{"0 reviews"}},
		{[]string{"--article=article:other"}, []string{"0 reviews"}},
		{[]string{claim}, []string{"License: Orvelia → Tamarin", claim, "a claim, 0.60, open", "article:notice, “A notice”, 2020-02-02", "It is said\uFFFD[2J that they agreed.", "Hearsay.",
			"deal:orvelia-tamarin self", "deal:orvelia-tamarin licensor company:orvelia"}},
		{[]string{strings.TrimPrefix(match, "review:")}, []string{"company:orvelia (Orvelia)", "company:orvelia-group (not there)"}},
		{[]string{claim, "--accept", "--reason=It says so.", "--by=ann"}, []string{claim + " is accepted: 4 statements written, "}},
		{[]string{claim, "--accept", "--reason=It says so.", "--by=ann"}, []string{claim + " was so already: nothing changed"}},
		{[]string{claim}, []string{"accepted", "ann, “It says so.”"}},
		{[]string{"--state=accepted", "--json"}, []string{`"id":"` + claim + `"`, `"decision":{"at":"`, `"by":"ann"`}},
		{[]string{claim, "--reject", "--json"}, []string{`"state":"REJECTED"`}},
		{[]string{claim, "--reopen"}, []string{claim + " is open again"}},
		{[]string{match, "--reject"}, []string{match + " is rejected"}},
		{[]string{"--state=all"}, []string{claim, "open", match, "rejected", "2 reviews"}},
	} {
		code, out, errs := mustExit(t, append([]string{"review", "--data-dir=" + data}, step.args...)...)
		rest := out
		for _, want := range step.want {
			_, after, found := strings.Cut(rest, want)
			if !found {
				t.Errorf("review %v: exit %d, no %q (in this order) in\n%s%s", step.args, code, want, out, errs)
			}
			rest = after
		}
		if code != exitOK || strings.ContainsRune(out, '\x1b') {
			t.Errorf("review %v: exit %d, %q, %s", step.args, code, out, errs)
		}
	}
}

func TestReviewsAsJSONAreObjectsALine(t *testing.T) {
	data := t.TempDir()
	claim, match := mustRaise(t, data)
	_, out, _ := mustExit(t, "review", "--json", "--data-dir="+data)
	var ids []string
	for line := range strings.Lines(out) {
		var r reviewJSON
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		ids = append(ids, r.ID)
	}
	if len(ids) != 2 || ids[0] != claim || ids[1] != match {
		t.Errorf("%v", ids)
	}
}

func TestBadReviewCommands(t *testing.T) {
	data := t.TempDir()
	claim, _ := mustRaise(t, data)
	for name, test := range map[string]struct {
		args []string
		code int
		want string
	}{
		"an unknown id":         {[]string{"review:00000000000000000000", "--accept"}, exitFailed, "there is no review"},
		"an unknown id to show": {[]string{"review:00000000000000000000"}, exitFailed, "there is no review"},
		"no id of a review":     {[]string{"company:orvelia"}, exitFailed, "no id of a review"},
		"two verdicts":          {[]string{claim, "--accept", "--reject"}, exitUsage, "can't be used together"},
		"a verdict on nothing":  {[]string{"--accept"}, exitFailed, "which review?"},
		"a reason for nothing":  {[]string{claim, "--reason=x"}, exitFailed, "--reason"},
		"no such state":         {[]string{"--state=lost"}, exitUsage, "--state"},
		"no limit":              {[]string{"--limit=0"}, exitFailed, "--limit"},
		"no store":              {[]string{"--data-dir=" + filepath.Join(data, "elsewhere")}, exitFailed, "there is no store at"},
	} {
		code, _, errs := mustExit(t, append([]string{"review", "--data-dir=" + data}, test.args...)...)
		if code != test.code || !strings.Contains(errs, test.want) {
			t.Errorf("%s: exit %d, %s", name, code, errs)
		}
	}
	if _, err := os.Stat(filepath.Join(data, "elsewhere")); err == nil {
		t.Error("it made a store to look into")
	}
}

// TestAReviewSession goes through the queue as a person would.
func TestAReviewSession(t *testing.T) {
	for name, test := range map[string]struct {
		typed string
		want  []string
		claim string // state afterwards
		match string
	}{
		"accepts and rejects":      {"a\nIt says so.\nr\n\n", []string{"2 reviews", "License: Orvelia", "is accepted: 4 statements written", "Orvelia: Orvelia Group?", "is rejected", "That was the last.", "2 reviews decided."}, "ACCEPTED", "REJECTED"},
		"takes the last one back":  {"s\na\n\nu\n\n", []string{"is accepted", "That was the last.", "is open again", "0 reviews decided."}, "OPEN", "OPEN"},
		"skips and quits":          {"s\nq\n", []string{"License: Orvelia", "Orvelia: Orvelia Group?", "0 reviews decided."}, "OPEN", "OPEN"},
		"asks for help":            {"what?\nq\n", []string{"a accepts, r rejects"}, "OPEN", "OPEN"},
		"takes a verdict back":     {"ACCEPT\n\nu\nu\nq\n", []string{"is accepted", "is open again", "nothing to take back", "0 reviews decided."}, "OPEN", "OPEN"},
		"ends with its input":      {"a\nx\n", []string{"is accepted", "1 review decided."}, "ACCEPTED", "OPEN"},
		"ends before the reason":   {"a\n", []string{"Why"}, "OPEN", "OPEN"},
		"has nothing to say of it": {"", []string{"0 reviews decided."}, "OPEN", "OPEN"},
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			claim, match := mustRaise(t, data)
			desk := mustDesk(t, data)
			var out bytes.Buffer
			session := &reviewSession{desk: desk, which: reviewFilter{state: "OPEN"}, out: &out}
			if err := session.run(t.Context(), strings.NewReader(test.typed)); err != nil {
				t.Fatal(err)
			}
			rest := out.String()
			for _, want := range test.want {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("no %q (in this order) in\n%s", want, &out)
				}
				rest = after
			}
			for id, state := range map[string]string{claim: test.claim, match: test.match} {
				r, err := desk.one(t.Context(), id)
				if err != nil || r.State != state {
					t.Errorf("%s is %+v, %v, want %s", id, r, err, state)
				}
			}
		})
	}
}

// TestASessionTellsWhatIsRefused: the claims of a retracted article cannot be
// accepted, and the session goes on.
func TestASessionTellsWhatIsRefused(t *testing.T) {
	data := t.TempDir()
	mustRaise(t, data)
	desk := mustDesk(t, data)
	if _, err := desk.store.Apply(t.Context(), &store.Batch{Retractions: []*store.Retraction{{Article: "article:notice"}}}); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	session := &reviewSession{desk: desk, which: reviewFilter{state: "OPEN"}, out: &out}
	if err := session.run(t.Context(), strings.NewReader("a\n\nr\n\nq\n")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Not done: article:notice is retracted", "is rejected", "1 review decided."} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
}

// TestReviewBesideARunningServer: another process has the file open, and sees
// the verdict.
func TestReviewBesideARunningServer(t *testing.T) {
	data := t.TempDir()
	claim, _ := mustRaise(t, data)
	log := new(journal)
	process := exec.Command(os.Args[0], "--addr=127.0.0.1:0", "--seed=none", "--data-dir="+data)
	process.Env = append(os.Environ(), actAsMain+"=1", "NEO4J_URI=")
	process.Stderr = log
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	defer process.Wait()
	defer process.Process.Kill()
	addr := mustListen(t, log)
	if code, out, errs := mustExit(t, "review", claim, "--accept", "--data-dir="+data); code != exitOK || !strings.Contains(out, "is accepted") {
		t.Fatalf("exit %d, %s%s", code, out, errs)
	}
	got := mustDo(t, http.MethodPost, "http://"+addr+"/graphql", `{"query":"{ deals { nodes { id } } reviewQueue { totalCount } }"}`, "Content-Type", "application/json").body
	if want := `{"data":{"deals":{"nodes":[{"id":"deal:orvelia-tamarin"}]},"reviewQueue":{"totalCount":1}}`; !strings.HasPrefix(got, want) {
		t.Errorf("the server shows %s", got)
	}
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"plain, Ünïcode 小米":        "plain, Ünïcode 小米",
		"two\nlines\tand a tab":    "two lines and a tab",
		"\x1b]0;title\x07\r\x00":   "\uFFFD]0;title\uFFFD\uFFFD\uFFFD",
		"right\u202eto left\u2066": "right\uFFFDto left\uFFFD",
	} {
		if got := printable(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
