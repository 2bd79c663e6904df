package e2e

import (
	"os"
	"regexp"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/seed"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/neo4j"
)

// TestHandWrittenCypher runs the statements of docs/neo4j.md on the seeded
// graph: people can read it without Dealgraph.
func TestHandWrittenCypher(t *testing.T) {
	c := must(contract.Load(dealgraph.Schema))(t)
	at := neo4jtest.Open(t)
	s := must(neo4j.Open(t.Context(), neo4j.Config{URI: at.URI, Username: at.Username, Password: at.Password, Kinds: c.Kinds, Names: names.Folder{}, Now: clock}))(t)
	defer s.Close()
	must(must(seed.Load(seed.Articles, "articles", c.Kinds))(t).Apply(t.Context(), s))(t)

	client := must(driver.NewDriverWithContext(at.URI, driver.BasicAuth(at.Username, at.Password, "")))(t)
	defer client.Close(t.Context())
	text := string(must(os.ReadFile("../docs/neo4j.md"))(t))
	statements := regexp.MustCompile("(?s)```cypher\n(.*?)```").FindAllStringSubmatch(text, -1)
	if len(statements) != 5 {
		t.Fatalf("%d statements, want 5", len(statements))
	}
	for _, found := range statements {
		result, err := driver.ExecuteQuery(t.Context(), client, found[1], nil, driver.EagerResultTransformer)
		if err != nil {
			t.Errorf("%v in\n%s", err, found[1])
			continue
		}
		if len(result.Records) == 0 {
			t.Errorf("no rows from\n%s", found[1])
		}
		if len(result.Summary.Notifications()) > 0 {
			t.Errorf("%s warns: %v", strings.TrimSpace(found[1]), result.Summary.Notifications())
		}
	}
}
