package neo4jtest

import (
	"context"
	"crypto/sha256"
	_ "embed" // the shopping list and the launcher travel inside the test binary
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

//go:embed pom.xml
var pom []byte

//go:embed Neo4jServer.java
var launcher []byte

func cacheDir() string {
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir() // a user without a home still can run the tests
	}
	// Another launcher lives beside it: a running server must not lose its jars.
	return filepath.Join(base, "dealgraph", "neo4j-"+Version+"-"+checksum()[:12])
}

// checksum tells what is installed.
func checksum() string {
	sum := sha256.Sum256(append(append([]byte(nil), pom...), launcher...))
	return hex.EncodeToString(sum[:])
}

// install returns a directory with Neo4j's jars and the compiled launcher. The first call on a machine fetches them
// with Maven into the user's cache (116 MB); later ones find them there.
func install(ctx context.Context) (lib string, err error) {
	dir := cacheDir()
	for _, tool := range []string{"java", "javac"} {
		if _, err := exec.LookPath(tool); err != nil {
			return "", fmt.Errorf("%s is not installed (a JDK 17 or later is needed)", tool)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	// Test processes start at the same time: one fetches, the others wait for it.
	unlock, err := lock(filepath.Join(dir, "install.lock"))
	if err != nil {
		return "", err
	}
	defer unlock()

	lib = filepath.Join(dir, "lib")
	marker := filepath.Join(dir, "complete")
	want := checksum()
	if have, err := os.ReadFile(marker); err == nil && string(have) == want {
		return lib, nil
	}
	if err := errors.Join(os.RemoveAll(marker), os.RemoveAll(lib), os.MkdirAll(lib, 0o755)); err != nil {
		return "", err
	}
	pomPath, sourcePath := filepath.Join(dir, "pom.xml"), filepath.Join(dir, "Neo4jServer.java")
	if err := errors.Join(os.WriteFile(pomPath, pom, 0o644), os.WriteFile(sourcePath, launcher, 0o644)); err != nil {
		return "", err
	}
	if _, err := exec.LookPath("mvn"); err != nil {
		return "", errors.New("mvn (Maven) is not installed, and Neo4j's jars are not in " + dir + " yet")
	}
	if err := quietly(ctx, "mvn", "-q", "-B", "-f", pomPath, "dependency:copy-dependencies", "-DoutputDirectory="+lib); err != nil {
		return "", err
	}
	if err := quietly(ctx, "javac", "-cp", filepath.Join(lib, "*"), "-d", lib, sourcePath); err != nil {
		return "", err
	}
	return lib, os.WriteFile(marker, []byte(want), 0o644)
}

// quietly runs a command whose output matters only when it fails.
func quietly(ctx context.Context, name string, args ...string) error {
	output, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, output)
	}
	return nil
}
