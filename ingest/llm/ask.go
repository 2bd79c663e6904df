package llm

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/shared"
)

// strictness is how an endpoint is held to the structure of answers: as
// strictly as it lets itself.
type strictness int32

const (
	bySchema strictness = iota // response_format json_schema
	byObject                   // response_format json_object, the schema in the prompt
	byPrompt                   // the schema in the prompt
)

// errTooLong is the cause of errors that a smaller window may cure.
var errTooLong = errors.New("the answer or the request does not fit the model's context")

func isTooLong(err error) bool { return errors.Is(err, errTooLong) }

// ask asks for the facts of one window. An answer that does not fit is asked
// for again once, with what was wrong.
func (e *extractor) ask(ctx context.Context, article string) (*extract.Extraction, error) {
	messages := []openai.ChatCompletionMessageParamUnion{openai.UserMessage(article)}
	answer, err := e.complete(ctx, messages)
	if err != nil {
		return nil, err
	}
	x, fault := parse(answer)
	if fault == nil {
		return x, nil
	}
	messages = append(messages, openai.AssistantMessage(clip(answer, 8<<10)), openai.UserMessage(
		"This answer cannot be used: "+clip(fault.Error(), 1<<10)+". Answer again, with one whole JSON object that fits the schema and nothing else."))
	if answer, err = e.complete(ctx, messages); err != nil {
		return nil, err
	}
	if x, fault = parse(answer); fault != nil {
		return nil, &store.Error{
			Code: store.CodeUnavailable, Message: "the language model gave no answer that can be used, twice",
			Hint: "a larger model, or one trained to call tools, keeps to the structure", Cause: fault,
		}
	}
	markRepaired(x)
	return x, nil
}

// complete sends a conversation and returns the answer's text. What the
// endpoint refuses of the request, it is not sent again.
func (e *extractor) complete(ctx context.Context, messages []openai.ChatCompletionMessageParamUnion) (string, error) {
	var refused error
	for level := strictness(e.strictness.Load()); level <= byPrompt; {
		warm := e.warm.Load()
		answer, err := e.chat.New(ctx, e.params(messages, level, warm))
		var status *openai.Error
		if errors.As(err, &status) && refusesRequest(status.StatusCode) {
			told := strings.ToLower(status.Message + " " + status.Param + " " + status.Code)
			switch {
			case contextLength.MatchString(told):
				return "", e.failed(ctx, fmt.Errorf("%w: %w", errTooLong, err))
			case !warm && strings.Contains(told, "temperature"):
				e.warm.Store(true)
				continue
			}
			// The first refusal tells most: later ones are of requests that ask
			// for less.
			if refused == nil {
				refused = err
			}
			level++
			continue
		}
		if err != nil {
			return "", e.failed(ctx, err)
		}
		e.strictness.Store(int32(level))
		return text(answer)
	}
	return "", e.failed(ctx, refused)
}

// refusesRequest reports whether a status says that the request as such is
// refused, for instance a response format that the endpoint does not know.
func refusesRequest(status int) bool {
	return status == http.StatusBadRequest || status == http.StatusUnprocessableEntity || status == http.StatusNotImplemented
}

// contextLength is how endpoints say that a request is too long.
var contextLength = regexp.MustCompile(`context.?(?:length|size|window)|maximum context|too many tokens|prompt is too long|input is too long`)

func (e *extractor) params(messages []openai.ChatCompletionMessageParamUnion, level strictness, warm bool) openai.ChatCompletionNewParams {
	p := openai.ChatCompletionNewParams{Model: e.config.Model}
	if !warm {
		p.Temperature = openai.Float(0)
	}
	system := prompt
	switch level {
	case bySchema:
		p.ResponseFormat.OfJSONSchema = &shared.ResponseFormatJSONSchemaParam{JSONSchema: shared.ResponseFormatJSONSchemaJSONSchemaParam{
			Name: "extraction", Strict: openai.Bool(true), Schema: schemaObject,
		}}
	case byObject:
		p.ResponseFormat.OfJSONObject = &shared.ResponseFormatJSONObjectParam{}
	}
	if level != bySchema {
		system += "\n# The JSON schema of the answer\n" + schemaText
	}
	p.Messages = append([]openai.ChatCompletionMessageParamUnion{openai.SystemMessage(system)}, messages...)
	return p
}

// text returns what the model answered.
func text(answer *openai.ChatCompletion) (string, error) {
	if len(answer.Choices) == 0 {
		return "", store.Errorf(store.CodeUnavailable, "the language model's endpoint answered without a choice")
	}
	choice := answer.Choices[0]
	switch {
	case choice.Message.Refusal != "" || choice.FinishReason == "content_filter":
		return "", &store.Error{
			Code: store.CodeUnsupported, Message: "the language model refuses to read the article",
			Hint: "use the rules, or another model", Cause: errors.New(clip(choice.Message.Refusal, 300)),
		}
	case choice.FinishReason == "length":
		return "", &store.Error{
			Code: store.CodeUnsupported, Message: "the language model's answer breaks off, for its context is full",
			Hint: "give the model a larger context, or a smaller window", Cause: errTooLong,
		}
	}
	return choice.Message.Content, nil
}

// failed makes an error of the endpoint or the way there one of ours. Its
// message has nothing of what the endpoint said; the cause has, but never the
// key.
func (e *extractor) failed(ctx context.Context, err error) error {
	out := &store.Error{Cause: e.redacted(err)}
	var status *openai.Error
	var network net.Error
	switch {
	case errors.Is(err, errTooLong):
		out.Code, out.Message = store.CodeUnsupported, "the article does not fit the language model's context"
		out.Hint = "give the model a larger context, or a smaller window"
	case errors.Is(ctx.Err(), context.Canceled):
		out.Code, out.Message = store.CodeTimeout, "the language model was not waited for"
	case errors.Is(err, context.DeadlineExceeded) || errors.As(err, &network) && network.Timeout():
		out.Code, out.Message = store.CodeTimeout, fmt.Sprintf("the language model did not answer within %v", e.config.Timeout)
		out.Hint = "allow it more time, or use a smaller model"
	case errors.As(err, &status):
		e.describe(out, status.StatusCode)
	case errors.Is(err, errTooLarge):
		out.Code, out.Message = store.CodeUnavailable, fmt.Sprintf("the language model's endpoint answered more than %d bytes", longestBody)
	case errors.As(err, &network):
		out.Code, out.Message = store.CodeUnavailable, "the language model's endpoint cannot be reached"
		out.Hint = "is it running, and is the base URL right?"
	default:
		out.Code, out.Message = store.CodeUnavailable, "the language model's endpoint answers something that is not the protocol"
		out.Hint = "does the base URL end where the protocol begins, as in http://127.0.0.1:11434/v1?"
	}
	return out
}

// describe says what a status of the protocol means.
func (e *extractor) describe(out *store.Error, status int) {
	out.Code = store.CodeUnsupported
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		out.Message, out.Hint = "the language model's endpoint refuses the key", "check the key, and whether it may use the model"
	case status == http.StatusNotFound:
		out.Message, out.Hint = "the language model's endpoint does not know the address or the model", "check base URL and model"
	case status == http.StatusTooManyRequests:
		out.Code, out.Message = store.CodeUnavailable, "the language model's endpoint has had too many requests"
		out.Hint = "try again later, with fewer workers"
	case status >= 500:
		out.Code, out.Message = store.CodeUnavailable, fmt.Sprintf("the language model's endpoint failed with status %d", status)
		out.Hint = "try again later"
	default:
		out.Message = fmt.Sprintf("the language model's endpoint refuses the request with status %d", status)
	}
}

// redacted is the text of an error for the log, without the key.
func (e *extractor) redacted(err error) error {
	if err == nil {
		return nil
	}
	message := err.Error()
	var status *openai.Error
	if errors.As(err, &status) {
		message = fmt.Sprintf("status %d: %s", status.StatusCode, status.Message)
	}
	if key := strings.TrimSpace(e.config.Key); key != "" {
		message = strings.ReplaceAll(message, key, "***")
	}
	message = clip(message, 500)
	if errors.Is(err, errTooLong) {
		return fmt.Errorf("%w: %s", errTooLong, message)
	}
	return errors.New(message)
}

// clip cuts a text behind so many bytes.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// longestBody is how many bytes an endpoint may answer: an answer of the
// longest kind, escaped, and what stands around it.
const longestBody = 4 * longestAnswer

var errTooLarge = errors.New("too large an answer")

// limited is a transport whose answers end with an error once they are too
// long.
type limited struct{ http.RoundTripper }

// RoundTrip sends the request.
func (l limited) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := l.RoundTripper.RoundTrip(r)
	if err == nil {
		response.Body = &limitedBody{response.Body, longestBody}
	}
	return response, err
}

type limitedBody struct {
	io.ReadCloser
	left int
}

// Read fails where the limit is passed.
func (b *limitedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLarge
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
