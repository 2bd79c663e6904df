package deploy

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTheImageRunsWithoutRoot(t *testing.T) {
	stages := strings.Split("\n"+mustRead(t, "../Dockerfile"), "\nFROM ")
	final := stages[len(stages)-1]
	for _, want := range []string{
		"\nUSER 65532:65532\n",
		"\nEXPOSE 8080\n",
		"DEALGRAPH_ADDR=0.0.0.0:8080",
		`CMD ["/dealgraph", "ready"]`,
		`ENTRYPOINT ["/dealgraph"]`,
	} {
		if !strings.Contains(final, want) {
			t.Errorf("the last stage of Dockerfile lacks %q", want)
		}
	}
	if regexp.MustCompile(`(?m)^USER (root|0)`).MatchString(final) {
		t.Error("the image runs as root")
	}
}

func TestTheImageIsBuiltWithTheModulesGo(t *testing.T) {
	version := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(mustRead(t, "../go.mod"))
	if version == nil {
		t.Fatal("go.mod names no version of Go")
	}
	if want := "FROM golang:" + version[1] + "-"; !strings.Contains(mustRead(t, "../Dockerfile"), want) {
		t.Errorf("Dockerfile lacks %q", want)
	}
}

func TestTheBuildSeesEverySourceOfTheServer(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if .Main}}{{$.Dir}}{{end}}{{end}}", "./server")
	list.Dir = root
	output, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	ignored := strings.Fields(mustRead(t, "../.dockerignore"))
	packages := strings.Fields(string(output))
	if len(packages) < 3 {
		t.Fatalf("got only the packages %v", packages)
	}
	for _, dir := range packages {
		path, err := filepath.Rel(root, dir)
		if err != nil {
			t.Fatal(err)
		}
		if top, _, _ := strings.Cut(path, string(filepath.Separator)); slices.Contains(ignored, top) {
			t.Errorf(".dockerignore keeps %s, a part of the server, out of the image's build", path)
		}
	}
}

func mustRead(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
