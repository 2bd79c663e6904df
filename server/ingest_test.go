package main

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/bench/news"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/ingest"
	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/sqlite"
)

const plainArticle = `---
title: Orvane buys Tessel
publisher: Harbour Gazette
published: 2024-03-04
---

Orvane Corp. has acquired Tessel Robotics Inc. for $40 million, the companies said on Monday.

Mara Lindqvist, chief executive of Orvane, said that the two fit well.
`

func mustWrite(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestIngestAFile(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	file := mustWrite(t, dir, "orvane.md", plainArticle)
	code, dry, errs := mustExit(t, "ingest", file, "--dry-run", "--data-dir="+data)
	if code != exitOK || !strings.Contains(dry, "would say deal:orvane-tessel-robotics-2024-03-04-acquisition buyer company:orvane") {
		t.Fatalf("dry run: exit %d, %s\n%s", code, dry, errs)
	}
	code, out, errs := mustExit(t, "ingest", file, "--data-dir="+data)
	for _, want := range []string{"created   company:orvane (Orvane Corp.)", "created   deal:orvane-tessel-robotics-2024-03-04-acquisition", "created   position:mara-lindqvist-orvane-ceo"} {
		if !strings.Contains(out, want) {
			t.Errorf("exit %d: no %q in\n%s%s", code, want, out, errs)
		}
	}
	code, out, errs = mustExit(t, "ingest", file, "--data-dir="+data)
	if code != exitOK || !strings.Contains(out, "known already") || !strings.Contains(errs, "1 article: wrote 0 statements of 0; 1 known already") {
		t.Errorf("again: exit %d, %s\n%s", code, out, errs)
	}
}

// TestIngestShowsATerminalNothingButText: an article moves no cursor and
// colours nothing.
func TestIngestShowsATerminalNothingButText(t *testing.T) {
	text := strings.Replace(plainArticle, "Tessel Robotics Inc. for", "Tessel Robotics Inc. \x1b[31m for", 1)
	file := mustWrite(t, t.TempDir(), "orvane.md", text)
	_, out, _ := mustExit(t, "ingest", file, "--dry-run", "--data-dir="+t.TempDir())
	if strings.ContainsRune(out, '\x1b') {
		t.Errorf("it prints %q", out)
	}
}

// TestIngestNamesWhatFails: one article that cannot be read keeps none of the
// others out, and the command fails and names it.
func TestIngestNamesWhatFails(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	mustWrite(t, dir, "a.md", plainArticle)
	mustWrite(t, dir, "b.txt", "\x00\x01\x02 no text")
	mustWrite(t, dir, "c.txt", "")
	mustWrite(t, dir, "notes.pdf", "%PDF-1.4")
	code, out, errs := mustExit(t, "ingest", dir, "--data-dir="+data, "--report=json")
	if code != exitFailed || !strings.Contains(errs, "failed: "+filepath.Join(dir, "b.txt")) || !strings.Contains(errs, "failed: "+filepath.Join(dir, "c.txt")) ||
		!strings.Contains(errs, "2 of 3 articles failed") || !strings.Contains(errs, "notes.pdf is left out") {
		t.Errorf("exit %d: %s", code, errs)
	}
	written := 0
	for line := range strings.Lines(out) {
		var r struct {
			Outcome *ingest.Outcome
			Code    store.Code
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if r.Outcome != nil {
			written += r.Outcome.Statements
		} else if r.Code != store.CodeInvalid {
			t.Errorf("a failure without its code: %s", line)
		}
	}
	if written == 0 {
		t.Errorf("nothing was written: %s", out)
	}
}

func TestExtractPrintsTheShapeOfAnnotatedArticles(t *testing.T) {
	dir := t.TempDir()
	file := mustWrite(t, dir, "orvane.md", plainArticle)
	code, out, errs := mustExit(t, "extract", file, "--format=gold")
	var got extract.GoldExtraction
	if err := json.Unmarshal([]byte(out), &got); code != exitOK || err != nil {
		t.Fatalf("exit %d, %v: %s\n%s", code, err, out, errs)
	}
	if len(got.Companies) != 2 || len(got.Deals) != 1 || got.Deals[0].Kind != "ACQUISITION" || got.Deals[0].Value == nil || got.Deals[0].Value.Amount != 40e6 {
		t.Errorf("got %s", out)
	}
	if code, _, errs := mustExit(t, "extract", file, "--format=gold", "--out="+dir); code != exitOK {
		t.Errorf("--out: exit %d, %s", code, errs)
	}
	if code, _, errs := mustExit(t, "extract", file, "--format=gold", "--out="+dir); code != exitFailed || !strings.Contains(errs, "it is not overwritten") {
		t.Errorf("--out again: exit %d, %s", code, errs)
	}
}

// TestIngestKilledAndResumed: killed in the middle and run again, the store has
// the statements of a run that nothing disturbed.
func TestIngestKilledAndResumed(t *testing.T) {
	dir := t.TempDir()
	var lines strings.Builder
	for a := range news.Generate(7, 120) {
		line, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	file := mustWrite(t, dir, "many.jsonl", lines.String())
	calm, killed := filepath.Join(dir, "calm"), filepath.Join(dir, "killed")
	if code, _, errs := mustExit(t, "ingest", file, "--workers=4", "--data-dir="+calm); code != exitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	want := statementIDs(t, calm)
	for _, after := range []int{9, 40} {
		killIngest(t, file, killed, after)
		if n := len(statementIDs(t, killed)); n == 0 || n >= len(want) {
			t.Fatalf("killed after %d articles it has %d statements of %d", after, n, len(want))
		}
	}
	if code, _, errs := mustExit(t, "ingest", file, "--workers=4", "--data-dir="+killed); code != exitOK {
		t.Fatalf("resumed: exit %d: %s", code, errs)
	}
	got := statementIDs(t, killed)
	if len(got) != len(want) {
		t.Errorf("%d statements, want %d", len(got), len(want))
	}
	for id := range want {
		if !got[id] {
			t.Errorf("it lacks %s", id)
		}
	}
}

// killIngest starts the command in a process of its own and kills it once that
// many more articles are written.
func killIngest(t *testing.T, file, data string, after int) {
	t.Helper()
	process := exec.Command(os.Args[0], "ingest", file, "--workers=4", "--report=line", "--data-dir="+data)
	process.Env = append(os.Environ(), actAsMain+"=1", "NEO4J_URI=")
	out, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	defer process.Process.Kill()
	for s := bufio.NewScanner(out); after > 0 && s.Scan(); {
		if !strings.Contains(s.Text(), "known already") {
			after--
		}
	}
	if err := process.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = process.Wait() // it was killed
}

func statementIDs(t *testing.T, data string) map[string]bool {
	t.Helper()
	schema, err := contract.Load(dealgraph.Schema)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(data, sqliteFile), Kinds: schema.Kinds, Names: names.Folder{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	page, err := s.Find(t.Context(), &store.Query{Kinds: []string{"Statement"}, List: store.List{Limit: 100_000}})
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, row := range page.Rows {
		ids[row.Node.ID] = true
	}
	return ids
}

func TestTheLanguageModelWantsItsSettings(t *testing.T) {
	file := mustWrite(t, t.TempDir(), "orvane.md", plainArticle)
	code, _, errs := mustExit(t, "extract", file, "--extractor=llm")
	if code != exitFailed || !strings.Contains(errs, "endpoint is not set") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// TestTheLanguageModelIsAsked: the flags lead to an endpoint, and what it
// answers is what the command prints.
func TestTheLanguageModelIsAsked(t *testing.T) {
	answer := `{"companies":[],"people":[],"deals":[],"products":[],"technologies":[],"patentPortfolios":[],"subsidiaries":[]}`
	var asked []string
	endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path+" "+r.Header.Get("Authorization"))
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": answer}}}})
	}))
	defer endpoint.Close()
	file := mustWrite(t, t.TempDir(), "orvane.md", plainArticle)
	code, out, errs := mustExit(t, "extract", file, "--extractor=llm", "--llm-base-url="+endpoint.URL+"/v1", "--llm-model=some", "--llm-api-key=secret", "--format=gold")
	if code != exitOK || !strings.Contains(out, `"companies": []`) || len(asked) != 1 || asked[0] != "/v1/chat/completions Bearer secret" {
		t.Errorf("exit %d, asked %q: %s\n%s", code, asked, out, errs)
	}
}
