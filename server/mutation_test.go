package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestArticlesAreIngestedWithTheKeyOnly: the settings reach the handler, and
// neither key nor text gets into the log.
func TestArticlesAreIngestedWithTheKeyOnly(t *testing.T) {
	const mutation = `mutation I($text: String!, $by: String) { ingestArticle(input: {text: $text}, extractor: $by) { known createdCount article { headline } } }`
	const text = "Quellstrom buys Parvatek\n\nQuellstrom GmbH has acquired Parvatek Inc for $120 million, both said."
	send := func(app *App, key, extractor string) string {
		t.Helper()
		variables := map[string]any{"text": text}
		if extractor != "" {
			variables["by"] = extractor
		}
		body, err := json.Marshal(map[string]any{"query": mutation, "variables": variables})
		if err != nil {
			t.Fatal(err)
		}
		header := []string{"Content-Type", "application/json"}
		if key != "" {
			header = append(header, "Authorization", "Bearer "+key)
		}
		return mustDo(t, http.MethodPost, app.URL()+"graphql", string(body), header...).body
	}
	closed, _ := mustStart(t, "--seed=none")
	if got := send(closed, "any", ""); !strings.Contains(got, `"code":"FORBIDDEN"`) || !strings.Contains(got, "--write-key") {
		t.Errorf("a server without a key: %s", got)
	}
	open, log := mustStart(t, "--seed=none", "--write-key=s3cret-key")
	for _, key := range []string{"", "s3cret"} {
		if got := send(open, key, ""); !strings.Contains(got, `"code":"FORBIDDEN"`) || strings.Contains(got, "--write-key") {
			t.Errorf("with the key %q: %s", key, got)
		}
	}
	if got := send(open, "s3cret-key", "oracle"); !strings.Contains(got, `"code":"BAD_INPUT"`) || !strings.Contains(got, "oracle") {
		t.Errorf("an unknown extractor: %s", got)
	}
	if got := send(open, "s3cret-key", "rules"); !strings.Contains(got, `"known":false`) || !strings.Contains(got, `"headline":"Quellstrom buys Parvatek"`) {
		t.Errorf("with the key: %s", got)
	}
	if got := send(open, "s3cret-key", ""); !strings.Contains(got, `"known":true,"createdCount":0`) {
		t.Errorf("again, by the default extractor: %s", got)
	}
	for _, secret := range []string{"s3cret", "Quellstrom"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("%q is in the log: %s", secret, log)
		}
	}
}
