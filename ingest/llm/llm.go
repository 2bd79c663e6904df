// Package llm extracts facts by a language model behind any endpoint that
// speaks OpenAI's protocol of chat completions: a hosted one, or a local server
// such as ollama, llama.cpp or vLLM.
//
// The model answers in the structure of [extract.Extraction], by a JSON schema
// where the endpoint can hold it to one. What it answers is not believed:
// answers are validated, grounded in the document ([extract.Ground]) and capped
// in confidence, so that a model that lies costs time and no facts.
package llm

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// What a Config has where it says nothing.
const (
	// DefaultTimeout is long enough for a local model on a machine without an
	// accelerator.
	DefaultTimeout = 5 * time.Minute
	// DefaultWindow fits, with prompt and answer, a context of 16,000 tokens.
	DefaultWindow = 6000
	// DefaultRetries is how often a request is sent again.
	DefaultRetries = 3
)

// Config says which model to ask. BaseURL and Model must be given.
type Config struct {
	// BaseURL is where the protocol begins, with its version:
	// "http://127.0.0.1:11434/v1".
	BaseURL string
	// Key is sent as a bearer token; empty for endpoints that want none. It
	// stands in no error and no log.
	Key string
	// Model is its name at the endpoint.
	Model string
	// Timeout bounds each request; 0 means DefaultTimeout.
	Timeout time.Duration
	// Window is how many tokens of an article go into one request, roughly; 0
	// means DefaultWindow. Longer articles are read window by window.
	Window int
	// Retries is how often a request is sent again that the endpoint could not
	// take (429, 5xx, no connection); 0 means DefaultRetries, less than 0 never.
	// Between them it waits as long as Retry-After asks, or longer each time, and
	// MaxWait at most: an endpoint that asks for more is not asked again.
	Retries int
	// MaxWait is the longest wait between two tries; 0 means a minute.
	MaxWait time.Duration
}

// New returns the extractor of a model. It asks nothing yet.
//
// The error, of code BAD_INPUT, says which setting is missing or wrong.
func New(c Config) (extract.Extractor, error) {
	u, err := url.Parse(c.BaseURL)
	switch {
	case strings.TrimSpace(c.BaseURL) == "":
		return nil, setting("the language model's endpoint is not set", "give a base URL such as http://127.0.0.1:11434/v1")
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return nil, setting("the language model's endpoint is no address of the web", "it begins with http:// or https://")
	case u.User != nil:
		return nil, setting("the language model's endpoint has a user in its address", "give the key as a setting of its own")
	case strings.TrimSpace(c.Model) == "":
		return nil, setting("the language model is not named", "give the name that the endpoint knows it by")
	case c.Timeout < 0 || c.Window < 0 || c.MaxWait < 0:
		return nil, setting("a time or size of the language model is less than nothing", "0 stands for the default")
	}
	if c.Timeout == 0 {
		c.Timeout = DefaultTimeout
	}
	if c.Window == 0 {
		c.Window = DefaultWindow
	}
	if c.MaxWait == 0 {
		c.MaxWait = time.Minute
	}
	switch {
	case c.Retries == 0:
		c.Retries = DefaultRetries
	case c.Retries < 0:
		c.Retries = 0
	}
	// Not the library's client as a whole: that takes keys and addresses from
	// variables of the environment, and would send one endpoint's key to another.
	options := []option.RequestOption{
		option.WithBaseURL(c.BaseURL), option.WithRequestTimeout(c.Timeout), option.WithMaxRetries(c.Retries),
		option.WithMaxRetryDelay(c.MaxWait), option.WithHTTPClient(&http.Client{Transport: limited{http.DefaultTransport}}),
	}
	if c.Key != "" {
		options = append(options, option.WithAPIKey(c.Key))
	}
	return &extractor{config: c, chat: openai.NewChatCompletionService(options...)}, nil
}

func setting(message, hint string) error {
	e := store.Errorf(store.CodeInvalid, "%s", message)
	e.Hint = hint
	return e
}

// extractor asks one model.
type extractor struct {
	config Config
	chat   openai.ChatCompletionService
	// strictness is what the endpoint was found to take, see [strictness].
	strictness atomic.Int32
	// warm: the endpoint refuses to have its temperature set.
	warm atomic.Bool
}

// Name is "llm:" with the model's name.
func (e *extractor) Name() string { return "llm:" + e.config.Model }

// Extract asks the model for what the document states. A part of the answer
// that the document does not bear out is among the rejected.
//
// Errors are *store.Error: UNAVAILABLE if the endpoint cannot be reached, is
// busy or answers nonsense, TIMEOUT if it is too slow, UNSUPPORTED if it refuses
// the key, the model or the article, and BAD_INPUT if the article is too long.
func (e *extractor) Extract(ctx context.Context, doc *extract.Document) (*extract.Extraction, error) {
	all, err := windows(doc, e.config.Window)
	if err != nil {
		return nil, err
	}
	merged := &extract.Extraction{}
	for _, w := range all {
		if err := e.read(ctx, doc, w, merged); err != nil {
			return nil, err
		}
	}
	grounded := extract.Ground(doc, merged)
	calibrate(grounded)
	return grounded, nil
}

// read asks for the facts of one window and adds them. A window whose answer
// does not fit the model's context is read in two halves.
func (e *extractor) read(ctx context.Context, doc *extract.Document, w window, merged *extract.Extraction) error {
	found, err := e.ask(ctx, request(doc, w, merged))
	if isTooLong(err) {
		if a, b, ok := w.halves(); ok {
			if err := e.read(ctx, doc, a, merged); err != nil {
				return err
			}
			return e.read(ctx, doc, b, merged)
		}
	}
	if err != nil {
		return err
	}
	add(merged, found)
	return nil
}
