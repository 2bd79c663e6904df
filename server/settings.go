package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// Settings are all settings there are, each with its flag, its variable, its
// default and its explanation.
type Settings struct {
	Addr           string        `name:"addr" env:"DEALGRAPH_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen; port 0 takes a free one."`
	DataDir        string        `name:"data-dir" env:"DEALGRAPH_DATA_DIR" default:"./data" placeholder:"DIR" help:"Where the SQLite file lives; unused with Neo4j."`
	Neo4jURI       string        `name:"neo4j-uri" env:"NEO4J_URI" placeholder:"URI" help:"Keep the graph in this Neo4j: neo4j:// or bolt://, with +s or +ssc for TLS. Without it, in SQLite."`
	Neo4jUsername  string        `name:"neo4j-username" env:"NEO4J_USERNAME" default:"neo4j" placeholder:"NAME" help:"Account on Neo4j."`
	Neo4jPassword  string        `name:"neo4j-password" env:"NEO4J_PASSWORD" placeholder:"PASSWORD" help:"Its password; better given as variable, for arguments show in the list of processes."`
	Neo4jDatabase  string        `name:"neo4j-database" env:"NEO4J_DATABASE" placeholder:"NAME" help:"Database on Neo4j; without it, the account's home database."`
	Seed           []string      `name:"seed" env:"DEALGRAPH_SEED" default:"articles" enum:"articles,demo,none" placeholder:"NAME" help:"What to put into the store at start, where it is not there yet: articles (three real ones), demo (invented ones that show more), or none. Several: repeat it, or separate them by commas."`
	CORSOrigin     []string      `name:"cors-origin" env:"DEALGRAPH_CORS_ORIGIN" placeholder:"ORIGIN" help:"Origins whose pages may use /graphql, such as https://app.example.org; * is any. Several: repeat it, or separate them by commas."`
	WriteKey       string        `name:"write-key" env:"DEALGRAPH_WRITE_KEY" placeholder:"KEY" help:"What a mutation must carry as Authorization: Bearer KEY. Without it nothing can be written over GraphQL. Better given as variable, for arguments show in the list of processes."`
	Extractor      string        `name:"extractor" env:"DEALGRAPH_EXTRACTOR" default:"rules" enum:"rules,llm" placeholder:"NAME" help:"What finds the facts of articles: rules (offline), or llm, a language model behind an endpoint of OpenAI's protocol."`
	LLMBaseURL     string        `name:"llm-base-url" env:"DEALGRAPH_LLM_BASE_URL" placeholder:"URL" help:"Where the language model's protocol begins, with its version, such as http://127.0.0.1:11434/v1."`
	LLMKey         string        `name:"llm-api-key" env:"DEALGRAPH_LLM_API_KEY" placeholder:"KEY" help:"Key of the language model's endpoint, if it wants one; better given as variable, for arguments show in the list of processes."`
	LLMModel       string        `name:"llm-model" env:"DEALGRAPH_LLM_MODEL" placeholder:"NAME" help:"Name of the language model at its endpoint."`
	LLMTimeout     time.Duration `name:"llm-timeout" env:"DEALGRAPH_LLM_TIMEOUT" default:"2m" placeholder:"DURATION" help:"How long one answer of the language model may take."`
	HashesOnly     bool          `name:"hashes-only" env:"DEALGRAPH_HASHES_ONLY" help:"Keep no text of articles that are ingested, only where each statement stands and the hash of its sentence."`
	LogFormat      string        `name:"log-format" env:"DEALGRAPH_LOG_FORMAT" default:"text" enum:"text,json" placeholder:"FORMAT" help:"How to log: text or json."`
	LogLevel       string        `name:"log-level" env:"DEALGRAPH_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" placeholder:"LEVEL" help:"How much to log: debug, info, warn or error."`
	RequestTimeout time.Duration `name:"request-timeout" env:"DEALGRAPH_REQUEST_TIMEOUT" default:"10s" placeholder:"DURATION" help:"How long the answer to a GraphQL request may take."`
}

// seedNone is the wish for no seed; the others are those of seed.Names.
const seedNone = "none"

// neo4jSchemes are those the driver understands.
var neo4jSchemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// check says what is wrong with settings that parsed. Its errors name the flag
// and never repeat a secret.
func (s *Settings) check() error {
	if _, port, err := net.SplitHostPort(s.Addr); err != nil || port == "" {
		return fmt.Errorf("--addr: %q is not HOST:PORT, such as 127.0.0.1:8080", s.Addr)
	}
	if s.DataDir == "" {
		return errors.New("--data-dir: it must not be empty")
	}
	if s.Neo4jURI != "" {
		if err := checkNeo4jURI(s.Neo4jURI); err != nil {
			return fmt.Errorf("--neo4j-uri: %w", err)
		}
	}
	if len(s.Seed) > 1 && slices.Contains(s.Seed, seedNone) {
		return fmt.Errorf("--seed: %q goes with no other", seedNone)
	}
	for _, origin := range s.CORSOrigin {
		if err := checkOrigin(origin); err != nil {
			return fmt.Errorf("--cors-origin: %w", err)
		}
	}
	if strings.ContainsFunc(s.WriteKey, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("--write-key: it goes into an HTTP header, so it must be of ASCII letters, digits and signs without spaces")
	}
	if s.RequestTimeout <= 0 {
		return errors.New("--request-timeout: it must be more than 0, such as 10s")
	}
	if s.LLMTimeout <= 0 {
		return errors.New("--llm-timeout: it must be more than 0, such as 2m")
	}
	return nil
}

func checkNeo4jURI(text string) error {
	// The text stays out of the errors: people put passwords into URIs.
	uri, err := url.Parse(text)
	if err != nil || !slices.Contains(neo4jSchemes, uri.Scheme) {
		return errors.New("it must start with neo4j:// or bolt://, with +s or +ssc before :// for TLS")
	}
	if uri.User != nil {
		return errors.New("user and password don't belong into it: use NEO4J_USERNAME and NEO4J_PASSWORD")
	}
	if uri.Hostname() == "" {
		return errors.New("it names no host, as neo4j://localhost:7687 does")
	}
	return nil
}

func checkOrigin(text string) error {
	if text == "*" {
		return nil
	}
	uri, err := url.Parse(strings.Replace(text, "*", "any", 1))
	if err != nil || (uri.Scheme != "http" && uri.Scheme != "https") || uri.Host == "" || uri.User != nil ||
		uri.Scheme+"://"+uri.Host != strings.Replace(text, "*", "any", 1) {
		return fmt.Errorf("%q is no origin: want scheme and host without a path, such as https://app.example.org, or *", text)
	}
	return nil
}

// seeds returns the names of the seeds to apply.
func (s *Settings) seeds() []string {
	if slices.Contains(s.Seed, seedNone) {
		return nil
	}
	return slices.Compact(slices.Sorted(slices.Values(s.Seed)))
}

// logger returns the log that the settings ask for.
func (s *Settings) logger(w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		level = slog.LevelInfo // cannot be: the flag is an enum
	}
	options := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// report tells, in one line, why the command failed: for a person, or where
// the log is read by programs as a line of that log.
func (s *Settings) report(err error, stderr io.Writer) {
	if s.LogFormat == "json" {
		s.logger(stderr).Error("failed", errorAttributes(err)...)
		return
	}
	say(stderr, "%s", strings.Join(strings.Fields(err.Error()), " "))
}

// errorAttributes spreads an error over the attributes of a log line.
func errorAttributes(err error) []any {
	var known *store.Error
	if !errors.As(err, &known) {
		return []any{"error", err}
	}
	attributes := []any{"error", known.Message, "code", known.Code}
	if known.Hint != "" {
		attributes = append(attributes, "hint", known.Hint)
	}
	if known.Cause != nil {
		attributes = append(attributes, "cause", known.Cause)
	}
	return attributes
}
