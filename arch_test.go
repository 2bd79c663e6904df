package dealgraph_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/dealgraph/dealgraph"

// TestArrows holds the architecture: who may import whom. Tests are free to
// wire what they test.
func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}: {{join .Imports " "}}`, "./...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	imports := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			t.Fatalf("go list printed %q", line)
		}
		imports[name] = strings.Fields(list)
	}
	for name, rule := range map[string]struct {
		why    string
		denied func(string) bool
	}{
		"/store":        {"the domain imports the standard library only", func(i string) bool { return strings.Contains(strings.Split(i, "/")[0], ".") }},
		"/store/neo4j":  {"a backend knows the port only", func(i string) bool { return own(i) && !oneOf(i, "/store", "/store/names") }},
		"/store/sqlite": {"a backend knows the port only", func(i string) bool { return own(i) && !oneOf(i, "/store", "/store/names") }},
		"/graph": {"GraphQL knows no backend", func(i string) bool {
			return own(i) && !oneOf(i, "/store", "/store/names", "/graph/contract", "/graph/model", "/graph/generated", "/ingest", "/ingest/reading") || strings.Contains(i, "neo4j-go-driver") || strings.Contains(i, "sqlite")
		}},
		"/graph/model":    {"views know the port only", func(i string) bool { return own(i) && !oneOf(i, "/store") }},
		"/graph/contract": {"the contract knows the port only", func(i string) bool { return own(i) && !oneOf(i, "/store") }},
		"/seed": {"what writes knows no GraphQL and no backend", func(i string) bool {
			return own(i) && !oneOf(i, "/store", "/store/names") || strings.Contains(i, "gqlgen") || strings.Contains(i, "gqlparser")
		}},
		"/ingest": {"what ingests knows no GraphQL and no backend", func(i string) bool {
			return own(i) && !oneOf(i, "/store", "/store/names", "/ingest/extract", "/ingest/reading") || strings.Contains(i, "gqlgen") || strings.Contains(i, "gqlparser")
		}},
		"/ingest/extract": {"extractors know documents, no graph", func(i string) bool { return own(i) && !oneOf(i, "/store") }},
		"/ingest/reading": {"what reads knows documents, no graph", func(i string) bool { return own(i) && !oneOf(i, "/store", "/ingest/extract") }},
		"/ingest/llm":     {"an extractor knows no other", func(i string) bool { return own(i) && !oneOf(i, "/store", "/ingest/extract") }},
		"/ingest/rules":   {"rules know documents, no graph", func(i string) bool { return own(i) && !oneOf(i, "/store", "/ingest/extract") }},
		"/web":            {"the page knows nothing of the graph", own},
		"/docs":           {"the questions are text", own},
	} {
		list, ok := imports[module+name]
		if !ok {
			t.Errorf("package %s is gone: mend its rule", name)
		}
		for _, i := range list {
			if rule.denied(i) {
				t.Errorf("%s imports %s: %s", name, i, rule.why)
			}
		}
	}
}

func own(path string) bool { return strings.HasPrefix(path, module+"/") || path == module }

func oneOf(path string, names ...string) bool {
	return slices.Contains(names, strings.TrimPrefix(path, module))
}
