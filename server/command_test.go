package main

import (
	"bytes"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func noVariables(string) (string, bool) { return "", false }

func variables(of map[string]string) environment {
	return func(name string) (string, bool) {
		value, found := of[name]
		return value, found
	}
}

func TestHelpShowsEverySetting(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, noVariables, &out, &errs); code != exitOK || errs.Len() > 0 {
			t.Fatalf("%q: exit %d, %s", args, code, &errs)
		}
		help := strings.Join(strings.Fields(out.String()), " ") // its lines are broken anywhere
		for field := range reflect.TypeFor[Settings]().Fields() {
			name, variable, value, text := field.Tag.Get("name"), field.Tag.Get("env"), field.Tag.Get("default"), field.Tag.Get("help")
			if name == "" || variable == "" || text == "" {
				t.Errorf("%s lacks its flag, its variable or its explanation", field.Name)
			}
			want := text + " ($" + variable
			if value != "" {
				want += "; default " + value
			}
			shown := "--" + name
			if field.Type.Kind() != reflect.Bool {
				shown += "="
			}
			if !strings.Contains(help, shown) || !strings.Contains(help, want+")") {
				t.Errorf("%q: the help lacks --%s, or %q", args, name, want)
			}
		}
	}
}

func TestTheSettingsOutsideChecksRelyOn(t *testing.T) {
	line, err := parse(nil, noVariables, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if line.chosen != command(&line.Serve) {
		t.Errorf("without arguments it runs %T", line.chosen)
	}
	want := Settings{Addr: "127.0.0.1:8080", DataDir: "./data", Neo4jUsername: "neo4j", Seed: []string{"articles"}, Extractor: "rules", LLMTimeout: 2 * time.Minute,
		LogFormat: "text", LogLevel: "info", RequestTimeout: 10 * time.Second}
	if !reflect.DeepEqual(line.Settings, want) {
		t.Errorf("defaults: got %+v", line.Settings)
	}
}

func TestAnArgumentWinsOverAVariable(t *testing.T) {
	env := variables(map[string]string{
		"DEALGRAPH_ADDR": "127.0.0.1:1", "DEALGRAPH_DATA_DIR": "/d", "NEO4J_URI": "neo4j+s://db.example.org", "NEO4J_USERNAME": "u",
		"NEO4J_PASSWORD": "p", "NEO4J_DATABASE": "", "DEALGRAPH_SEED": "none", "DEALGRAPH_LOG_LEVEL": "",
		"DEALGRAPH_CORS_ORIGIN": "https://a.example.org,https://b.example.org", "DEALGRAPH_REQUEST_TIMEOUT": "1m",
	})
	line, err := parse([]string{"serve", "--addr", ":2", "--log-format=json"}, env, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	want := Settings{Addr: ":2", DataDir: "/d", Neo4jURI: "neo4j+s://db.example.org", Neo4jUsername: "u", Neo4jPassword: "p",
		Seed: []string{"none"}, Extractor: "rules", LLMTimeout: 2 * time.Minute, CORSOrigin: []string{"https://a.example.org", "https://b.example.org"},
		LogFormat: "json", LogLevel: "info", RequestTimeout: time.Minute}
	if !reflect.DeepEqual(line.Settings, want) {
		t.Errorf("got %+v", line.Settings)
	}
}

func TestTheProcessEnvironmentStaysOutside(t *testing.T) {
	t.Setenv("DEALGRAPH_ADDR", "127.0.0.1:1")
	line, err := parse(nil, noVariables, io.Discard, io.Discard)
	if err != nil || line.Addr != "127.0.0.1:8080" {
		t.Errorf("got %+v, %v", line, err)
	}
}

func TestBadSettingsAreUsageErrors(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--bogus"}, "unknown flag --bogus"},
		{[]string{"bogus"}, "bogus"},
		{[]string{"--addr=here"}, `--addr: "here" is not HOST:PORT`},
		{[]string{"--addr="}, "--addr"},
		{[]string{"--data-dir="}, "--data-dir"},
		{[]string{"--neo4j-uri=http://localhost:7474"}, "--neo4j-uri: it must start with neo4j:// or bolt://"},
		{[]string{"--neo4j-uri=localhost:7687"}, "--neo4j-uri: it must start with neo4j:// or bolt://"},
		{[]string{"--neo4j-uri=neo4j+tls://localhost"}, "--neo4j-uri"},
		{[]string{"--neo4j-uri=bolt://"}, "names no host"},
		{[]string{"--neo4j-uri=bolt://me:hush@localhost"}, "NEO4J_PASSWORD"},
		{[]string{"--neo4j-uri=http://me:hush@local%host"}, "--neo4j-uri"},
		{[]string{"--seed=news"}, `--seed must be one of "articles","demo","none"`},
		{[]string{"--seed=none,articles"}, `--seed: "none" goes with no other`},
		{[]string{"--cors-origin=app.example.org"}, "is no origin"},
		{[]string{"--write-key=two words"}, "--write-key"},
		{[]string{"--write-key=schlüssel"}, "--write-key"},
		{[]string{"--cors-origin=https://app.example.org/"}, "is no origin"},
		{[]string{"--log-format=xml"}, "--log-format"},
		{[]string{"--log-level=loud"}, "--log-level"},
		{[]string{"--request-timeout=soon"}, "--request-timeout"},
		{[]string{"--request-timeout=0s"}, "--request-timeout: it must be more than 0"},
		{[]string{"verify"}, "--source"},
		{[]string{"verify", "--source=x"}, "article"},
	} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), c.args, noVariables, &out, &errs); code != exitUsage || out.Len() > 0 {
			t.Errorf("%q: exit %d, printed %q", c.args, code, &out)
		}
		lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
		if len(lines) != 2 || !strings.HasPrefix(lines[0], "dealgraph: ") || !strings.Contains(lines[0], c.want) || strings.Contains(lines[0], "hush") {
			t.Errorf("%q: said %q, want %q", c.args, lines, c.want)
		}
	}
}

func TestGoodNeo4jURIsAndOrigins(t *testing.T) {
	for _, uri := range []string{"neo4j://localhost", "bolt://localhost:7687", "neo4j+s://x.databases.example.org", "bolt+ssc://[::1]:7687"} {
		if err := checkNeo4jURI(uri); err != nil {
			t.Errorf("%s: %v", uri, err)
		}
	}
	for _, origin := range []string{"*", "https://app.example.org", "http://localhost:5173", "https://*.example.org"} {
		if err := checkOrigin(origin); err != nil {
			t.Errorf("%s: %v", origin, err)
		}
	}
}

func TestSeedsAreNamedOnce(t *testing.T) {
	for _, c := range []struct{ given, want []string }{
		{[]string{"articles"}, []string{"articles"}}, {[]string{"articles", "articles"}, []string{"articles"}}, {[]string{"none"}, nil},
		{[]string{"demo", "articles", "demo"}, []string{"articles", "demo"}}, {[]string{"demo"}, []string{"demo"}},
	} {
		if got := (&Settings{Seed: c.given}).seeds(); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q", c.given, got)
		}
	}
}

func TestVersion(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"version"}, noVariables, &out, &errs); code != exitOK || !strings.HasPrefix(out.String(), "dealgraph ") || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("exit %d, %q, %q", code, &out, &errs)
	}
}
