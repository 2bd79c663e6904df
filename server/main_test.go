package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// actAsMain makes the test binary act as dealgraph, for tests that need a
// process of its own.
const actAsMain = "DEALGRAPH_TEST_ACT_AS_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(actAsMain) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// mustExit runs a command that ends by itself.
func mustExit(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var stdout bytes.Buffer
	stderr := new(journal)
	code = run(ctx, args, noVariables, &stdout, stderr)
	if ctx.Err() != nil {
		t.Fatalf("it did not end by itself; it said %s", stderr)
	}
	return code, stdout.String(), stderr.String()
}

// mustListen waits until the server that writes this log says where it is.
func mustListen(t *testing.T, log *journal) (addr string) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if found := regexp.MustCompile(`msg=listening addr=(\S+)`).FindStringSubmatch(log.String()); found != nil {
			return found[1]
		}
		if time.Now().After(deadline) {
			t.Fatalf("it does not listen: %s", log)
		}
	}
}

func TestASignalEndsTheProcessInGoodOrder(t *testing.T) {
	log := new(journal)
	dir := t.TempDir()
	process := exec.Command(os.Args[0], "--addr=127.0.0.1:0", "--data-dir="+dir)
	process.Env = append(os.Environ(), actAsMain+"=1", "NEO4J_URI=")
	process.Stderr = log
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	defer process.Process.Kill()
	addr := mustListen(t, log)
	if code, out, errs := mustExit(t, "ready", "--addr="+addr); code != exitOK || !strings.Contains(out, "ready") {
		t.Errorf("ready: exit %d, %q, %q", code, out, errs)
	}
	if err := process.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := process.Wait(); err != nil {
		t.Errorf("got %v", err)
	}
	if !strings.Contains(log.String(), "msg=stopped") {
		t.Errorf("the log ends without a word: %s", log)
	}
	if code, _, errs := mustExit(t, "ready", "--addr="+addr); code != exitFailed || !strings.Contains(errs, "no answer from "+addr) {
		t.Errorf("ready, after it ended: exit %d, %q", code, errs)
	}
	if _, err := os.Stat(filepath.Join(dir, sqliteFile+"-wal")); err == nil {
		t.Error("the store was not closed")
	}
}

func TestReadyFailsWhileTheStoreIsAwaited(t *testing.T) {
	// Nothing listens there: port 1 belongs to nobody.
	app, _ := mustStart(t, "--neo4j-uri=bolt://127.0.0.1:1", "--neo4j-password=open-sesame")
	code, _, errs := mustExit(t, "ready", "--addr="+app.listener.Addr().String())
	if code != exitFailed || !strings.Contains(errs, "is not ready: ") {
		t.Errorf("exit %d, %q", code, errs)
	}
}

func TestAFileThatIsNotOursEndsTheStart(t *testing.T) {
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"garbage": {bytes.Repeat([]byte("garbage "), 100), "is no SQLite file (move the file away, or name another data directory)"},
		"foreign": {foreignFile(), "is a SQLite file of another program"},
		"cut off": {nil, "is cut off"},
		"corrupt": {nil, "is corrupt"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, sqliteFile)
			content := c.content
			if content == nil {
				content = seededFile(t)
				if name == "cut off" {
					content = content[:len(content)/2]
				} else {
					// The first page is the header and the schema: the latter goes.
					copy(content[100:4096], bytes.Repeat([]byte{0xff}, 3996))
				}
			}
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			code, _, errs := mustExit(t, "--addr=127.0.0.1:0", "--data-dir="+dir)
			if code != exitFailed || !strings.HasPrefix(errs, "dealgraph: "+path+" ") || !strings.Contains(errs, c.want) || strings.Count(errs, "\n") != 1 {
				t.Errorf("exit %d, %q", code, errs)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, content) {
				t.Error("the file was changed")
			}
		})
	}
}

// foreignFile is an empty SQLite database of another program.
func foreignFile() []byte {
	page := make([]byte, 4096)
	copy(page, "SQLite format 3\x00")
	copy(page[16:], []byte{0x10, 0, 1, 1, 0, 64, 32, 32})
	copy(page[24:], []byte{0, 0, 0, 1, 0, 0, 0, 1})
	copy(page[68:], []byte{0x12, 0x34, 0x56, 0x78}) // its application id
	copy(page[100:], []byte{0x0d, 0, 0, 0, 0, 0x10, 0})
	return page
}

// seededFile is the store's file of a server that was stopped.
func seededFile(t *testing.T) []byte {
	t.Helper()
	settings := mustSettings(t)
	app, _ := mustApp(t, settings)
	if err := app.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := app.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(settings.DataDir, sqliteFile))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestADataDirectoryThatCannotBe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, errs := mustExit(t, "--addr=127.0.0.1:0", "--data-dir="+filepath.Join(file, "data"))
	if code != exitFailed || !strings.Contains(errs, "--data-dir") || strings.Count(errs, "\n") != 1 {
		t.Errorf("exit %d, %q", code, errs)
	}
}

func TestWithJSONLogsTheFailureIsALineOfTheLog(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, sqliteFile), []byte("garbage"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, errs := mustExit(t, "--addr=127.0.0.1:0", "--data-dir="+dir, "--log-format=json")
	var line struct{ Level, Error, Code, Hint string }
	if err := json.Unmarshal([]byte(errs), &line); err != nil || code != exitFailed || line.Level != "ERROR" ||
		line.Code != "UNSUPPORTED" || !strings.Contains(line.Error, "is no SQLite file") || line.Hint == "" {
		t.Errorf("exit %d, %q: %v", code, errs, err)
	}
}

func TestVerifySaysWhatACopyLacks(t *testing.T) {
	copied := filepath.Join(t.TempDir(), "copy.txt")
	if err := os.WriteFile(copied, []byte("Another text.\n\nAltogether.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		article, source, out, errs string
	}{
		{"road-to-vr-nokia-xiaomi", copied, "not found ", "dealgraph: the copy lacks some passages of article:road-to-vr-nokia-xiaomi\n"},
		{"article:road-to-vr-nokia-xiaomi", copied, "0 of ", "lacks"},
		{"demo-paneway-release", copied, "0 of ", "lacks some passages of article:demo-paneway-release"},
		{"no-such-article", copied, "", `no article "no-such-article"`},
		{"road-to-vr-nokia-xiaomi", copied + ".not", "", "--source: open "},
	} {
		code, out, errs := mustExit(t, "verify", c.article, "--source="+c.source)
		if code != exitFailed || !strings.Contains(out, c.out) || !strings.Contains(errs, c.errs) {
			t.Errorf("%s: exit %d, %q, %q", c.article, code, out, errs)
		}
	}
}
