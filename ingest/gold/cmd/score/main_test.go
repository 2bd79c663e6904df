package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const seen = "../../articles/seen"

// runScore runs the command and returns the exit code and what is printed.
func runScore(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), args, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// row returns the cells of a measure.
func row(t *testing.T, table, measure string) string {
	t.Helper()
	for line := range strings.Lines(table) {
		if cells, found := strings.CutPrefix(line, measure+" "); found {
			return strings.Join(strings.Fields(cells), " ")
		}
	}
	t.Fatalf("there is no row %q in\n%s", measure, table)
	return ""
}

func TestScoresPredictions(t *testing.T) {
	one := t.TempDir()
	copyFile(t, seen+"/601.md", one+"/601.md")
	copyFile(t, seen+"/601.gold.json", one+"/601.gold.json")
	predictions := t.TempDir()
	write(t, predictions+"/601.json", `{"companies": [{"name": "Strobelin"}, {"name": "Zelkova"}],
		"deals": [{"kind": "ACQUISITION", "parties": [{"company": "Mizukane", "role": "BUYER"}, {"company": "Hanbitna Robotics", "role": "TARGET"}]}]}`)

	code, stdout, stderr := runScore(t, "-pred", predictions, "-details", "-kinds", one)
	if code != ok || stderr != "" {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	if got, want := row(t, stdout, "companies"), "0.500 0.143 0.222 1/1/6"; got != want {
		t.Errorf("companies: %s, want %s", got, want)
	}
	if got, want := row(t, stdout, "deals-strict"), "1.000 0.333 0.500 1/0/2"; got != want {
		t.Errorf("deals-strict: %s, want %s", got, want)
	}
	if got, want := row(t, stdout, "ACQUISITION"), "1.000 0.333 0.500 1/0/2"; got != want {
		t.Errorf("deals by kind: %s, want %s", got, want)
	}
	if !strings.Contains(stdout, "601  companies") || !strings.Contains(stdout, "WRONG    Zelkova") {
		t.Errorf("the details lack a miss:\n%s", stdout)
	}
	_, stdout, _ = runScore(t, "-pred", predictions, "-primary", one)
	if got, want := row(t, stdout, "deals-strict"), "0.000 0.000 0.000 0/0/1"; got != want {
		t.Errorf("deals-strict with -primary: %s, want %s: the background deal is neither right nor wrong", got, want)
	}
}

func TestScoresFoldersSideBySide(t *testing.T) {
	empty := t.TempDir()
	write(t, empty+"/1.md", "Nothing happened.")
	write(t, empty+"/1.gold.json", `{"id": "1"}`)
	code, stdout, stderr := runScore(t, "-queued", seen, empty)
	if code != ok {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	if got, want := row(t, stdout, "articles"), "26 1"; got != want {
		t.Errorf("articles: %s, want %s", got, want)
	}
	if got := row(t, stdout, "companies"); !strings.HasSuffix(got, "1.000 1.000 1.000 0/0/0") || strings.HasPrefix(got, "0.000") {
		t.Errorf("companies: %s, want some found in the one and none to find in the other", got)
	}
}

func TestRefuses(t *testing.T) {
	broken := t.TempDir()
	write(t, broken+"/1.gold.json", `{"id": "1"}`)
	for name, test := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no folder":                  {nil, misuse, "usage"},
		"an unknown flag":            {[]string{"-x", seen}, misuse, "usage"},
		"help":                       {[]string{"-h"}, ok, "usage"},
		"predictions and extractor":  {[]string{"-pred", seen, "-extractor", "rules", seen}, misuse, "-pred"},
		"predictions and queued":     {[]string{"-pred", seen, "-queued", seen}, misuse, "-pred"},
		"an unknown extractor":       {[]string{"-extractor", "magic", seen}, failed, `"magic"`},
		"a folder that is not there": {[]string{filepath.Join(broken, "none")}, failed, "none"},
		"an article without text":    {[]string{broken}, failed, "1.gold.json has no text"},
		"no predictions":             {[]string{"-pred", t.TempDir(), seen}, failed, "no prediction"},
	} {
		code, stdout, stderr := runScore(t, test.args...)
		if code != test.code || !strings.Contains(stderr, test.says) || stdout != "" {
			t.Errorf("%s: exit code %d with %q; want %d with %q and no table", name, code, stderr, test.code, test.says)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	write(t, to, string(data))
}
