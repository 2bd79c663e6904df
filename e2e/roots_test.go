package e2e

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

// read asks and decodes the data of an answer that must take one store call
// and, on Neo4j, so many statements. It returns the data as text, too.
func read[T any](t *testing.T, s *service, query string, statements int) (T, string) {
	t.Helper()
	s.reset()
	text := data(t, s.ask(t, query, ""))
	if s.calls != 1 {
		t.Errorf("%d store calls, want 1", s.calls)
	}
	if strings.Contains(t.Name(), "neo4j") && len(s.statements) != statements {
		t.Errorf("%d statements, want %d", len(s.statements), statements)
	}
	var answer T
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatal(err)
	}
	return answer, text
}

// testPaths asks how things are connected, with all that can stand below a
// path: each hop has its ends, what backs it, and what is selected of the same
// thing at several places in several ways.
func testPaths(t *testing.T, s *service) {
	type thing struct {
		ID    string
		Deals struct{ TotalCount int }
		Same  struct{ Nodes []struct{ ID string } }
	}
	type answer struct {
		Paths struct {
			Truncated bool
			Paths     []struct {
				Length   int
				Credence string
				Nodes    []thing
				Hops     []struct {
					From, To thing
					Credence string
					Facts    []struct {
						ID    string
						Trust struct{ Credence string }
					}
					Edges []struct {
						Label      string
						From, To   thing
						Trust      struct{ StatementCount int }
						Statements struct {
							TotalCount int
							Nodes      []struct {
								Property, Value string
								Article         struct{ ID string }
							}
						}
					}
				}
			}
		}
	}
	got, text := read[answer](t, s, `{
  paths(from: "company:nokia", to: "person:lei-jun", maxHops: 3, first: 5) {
    truncated
    paths {
      length
      credence
      nodes { id ...Names ... on Company { same: deals(first: 1) { nodes { id } } } }
      hops {
        from { id ... on Company { same: deals(first: 2) { nodes { id } } } }
        to { id ... on Company { deals { totalCount } same: positions(first: 1) { nodes { id person { name } } } } }
        credence
        facts {
          __typename id trust { credence }
          ... on Deal { title parties { edges { roles node { ...Names } statements(first: 1) { nodes { article { id } } } } } }
          ... on Position { title person { name } company { name } }
        }
        omittedFacts
        edges {
          label
          from { id ...Names }
          to { id ... on Company { deals { totalCount } } }
          trust { statementCount }
          statements(first: 5) { totalCount nodes { property value article { id } } }
        }
      }
    }
  }
}
fragment Names on Node { ... on Party { name } ... on PatentPortfolio { label } }`, 1)
	sameOnAll(t, text)
	if len(got.Paths.Paths) < 3 || got.Paths.Truncated {
		t.Fatalf("%s", text)
	}
	edges := 0
	for _, path := range got.Paths.Paths {
		if path.Length != len(path.Hops) || len(path.Nodes) != path.Length+1 || path.Nodes[0].ID != "company:nokia" || path.Nodes[path.Length].ID != "person:lei-jun" {
			t.Fatalf("no path: %+v", path)
		}
		weakest := path.Hops[0].Credence
		for i, hop := range path.Hops {
			if hop.From.ID != path.Nodes[i].ID || hop.To.ID != path.Nodes[i+1].ID || len(hop.Facts)+len(hop.Edges) == 0 {
				t.Errorf("hop %d: %+v", i, hop)
			}
			if store.Credence(hop.Credence).Rank() < store.Credence(weakest).Rank() {
				weakest = hop.Credence
			}
			if hop.From.ID == "company:nokia" && (len(hop.From.Same.Nodes) != 2 || len(path.Nodes[i].Same.Nodes) != 1) {
				t.Errorf("one alias at two places: %+v, %+v", hop.From, path.Nodes[i])
			}
			if hop.To.ID == "company:xiaomi" && (hop.To.Deals.TotalCount == 0 || len(hop.To.Same.Nodes) != 1 || !strings.HasPrefix(hop.To.Same.Nodes[0].ID, "position:")) {
				t.Errorf("at the end of a hop: %+v", hop.To)
			}
			for _, e := range hop.Edges {
				edges++
				if e.Statements.TotalCount != e.Trust.StatementCount || e.Statements.TotalCount == 0 {
					t.Errorf("edge %s: %d statements, counted %d", e.Label, e.Statements.TotalCount, e.Trust.StatementCount)
				}
				for _, statement := range e.Statements.Nodes {
					if statement.Property != e.Label || statement.Value != e.To.ID || statement.Article.ID == "" {
						t.Errorf("behind edge %+v: %+v", e, statement)
					}
				}
			}
		}
		if path.Credence != weakest {
			t.Errorf("credence %s, weakest hop %s", path.Credence, weakest)
		}
	}
	if edges == 0 {
		t.Error("no path has a direct edge")
	}
	for name, asked := range map[string]struct {
		query      string
		statements int
	}{
		// A second one asks whether it is a former id.
		"of somebody unknown": {`{ paths(from: "company:nokia", to: "company:nobody") { truncated paths { length } } }`, 2},
		"of no id":            {`{ paths(from: "nonsense", to: "company:nokia") { truncated paths { length } } }`, 1},
		"over nothing left":   {`{ paths(from: "company:nokia", to: "person:lei-jun", where: {exclude: ["company:xiaomi"]}, maxHops: 2) { truncated paths { length } } }`, 1},
	} {
		if none, text := read[answer](t, s, asked.query, asked.statements); len(none.Paths.Paths) != 0 || none.Paths.Truncated {
			t.Errorf("a path %s: %s", name, text)
		}
	}
}

// testResolve: a name is resolved if exactly one node carries it; otherwise one
// learns which come near and why.
func testResolve(t *testing.T, s *service) {
	type answer struct {
		Resolve struct {
			Verdict    string
			Candidates []struct {
				Score   float64
				Reasons []string
				Node    struct {
					ID    string
					Deals struct{ TotalCount int }
				}
			}
		}
	}
	for name, want := range map[string][3]string{ // verdict, best candidate, its best reason
		"Nokia":      {"MATCH", "company:nokia", `its name "Nokia" is exactly this`},
		"nokia corp": {"MATCH", "company:nokia", `its name "Nokia" is this, written otherwise`},
		"Nokja":      {"AMBIGUOUS", "company:nokia", `its name "Nokia" is spelt much like this`},
		"lei":        {"AMBIGUOUS", "person:lei-jun", `its name "Lei Jun" starts with this`},
		"zzqqzz":     {"NONE", "", ""},
	} {
		statements := 2 // names are ranked between them
		if want[1] == "" {
			statements = 1
		}
		got, text := read[answer](t, s, `{ resolve(name: "`+name+`") { verdict candidates { score reasons node { id ... on Company { deals(first: 1) { totalCount } } } } } }`, statements)
		best := [3]string{got.Resolve.Verdict}
		if len(got.Resolve.Candidates) > 0 {
			c := got.Resolve.Candidates[0]
			best[1], best[2] = c.Node.ID, c.Reasons[0]
			if (c.Score == 1) != (got.Resolve.Verdict == "MATCH") || c.Node.ID == "company:nokia" && c.Node.Deals.TotalCount == 0 {
				t.Errorf("%s: %s", name, text)
			}
		}
		if best != want {
			t.Errorf("%s: %v, want %v", name, best, want)
		}
	}
}

// testNeighbourhood draws what surrounds a company: it first, layer by layer,
// every edge between nodes that are there.
func testNeighbourhood(t *testing.T, s *service) {
	type answer struct {
		Neighbourhood *struct {
			Nodes []struct {
				Distance int
				Omitted  *int
				Node     struct{ Typename, ID, Name string }
			}
			Edges []struct {
				Label, From, To string
				Trust           *struct{ Credence string }
			}
			Truncated bool
			Omitted   int
		}
	}
	const selection = ` { nodes { distance omitted node { typename: __typename id ... on Company { name } ... on Deal { title trust { credence } } } } edges { label from to trust { credence } } truncated omitted } }`
	got, text := read[answer](t, s, `{ neighbourhood(of: "company:xiaomi", depth: 2, perNodeLimit: 6, limit: 30)`+selection, 1)
	sameOnAll(t, text)
	around := got.Neighbourhood
	if around == nil || len(around.Nodes) < 7 || len(around.Nodes) > 30 || around.Nodes[0].Node.ID != "company:xiaomi" || around.Nodes[0].Node.Name != "Xiaomi" {
		t.Fatalf("%s", text)
	}
	distances, omitted := map[string]int{}, 0
	for i, n := range around.Nodes {
		if i > 0 && (n.Distance < max(around.Nodes[i-1].Distance, 1) || n.Distance > 2) {
			t.Errorf("node %d, %s: distance %d", i, n.Node.ID, n.Distance)
		}
		distances[n.Node.ID] = n.Distance
		if n.Omitted != nil {
			omitted += *n.Omitted
		}
		if (n.Omitted == nil) != (n.Distance == 2) {
			t.Errorf("%s at distance %d: omitted %v", n.Node.ID, n.Distance, n.Omitted)
		}
	}
	if len(distances) != len(around.Nodes) || omitted != around.Omitted || omitted == 0 {
		t.Errorf("%d nodes of %d ids, %d omitted of %d", len(around.Nodes), len(distances), around.Omitted, omitted)
	}
	for _, e := range around.Edges {
		from, knowsFrom := distances[e.From]
		to, knowsTo := distances[e.To]
		if !knowsFrom || !knowsTo || max(from, to)-min(from, to) > 1 || e.Trust == nil {
			t.Errorf("edge %+v", e)
		}
	}
	got, text = read[answer](t, s, `{ neighbourhood(of: "company:xiaomi", kinds: [POSITION])`+selection, 1)
	sameOnAll(t, text)
	for _, n := range got.Neighbourhood.Nodes[1:] {
		if n.Node.Typename != "Position" {
			t.Errorf("%+v among positions", n)
		}
	}
	if got, text := read[answer](t, s, `{ neighbourhood(of: "company:nobody")`+selection, 2); got.Neighbourhood != nil {
		t.Errorf("of nobody: %s", text)
	}
}

// testChanges polls: from now on there is nothing, then what a batch writes, in
// order and with its article, and then nothing again.
func testChanges(t *testing.T, s *service) {
	type answer struct {
		Changes struct {
			Changes []struct {
				Sequence        int
				At, Nature      string
				Properties      []string
				Node            *struct{ ID, Name string }
				Articles        []struct{ ID string }
				OmittedArticles int
			}
			Next *string
			More bool
		}
	}
	changes := func(arguments string) answer {
		t.Helper()
		got, _ := read[answer](t, s, `{ changes(`+arguments+`) { changes { sequence at nature properties node { id ... on Company { name } } articles { id } omittedArticles } next more } }`, 1)
		return got
	}
	now := changes(`first: 0`)
	if now.Changes.Next == nil || len(now.Changes.Changes) > 0 {
		t.Fatalf("the end of a seeded log: %+v", now)
	}
	since := *now.Changes.Next
	if got := changes(`since: "` + since + `"`); len(got.Changes.Changes) > 0 || got.Changes.More || *got.Changes.Next != since {
		t.Errorf("nothing new: %+v", got)
	}
	claim := func(subject, property, value string) *store.Statement {
		return &store.Statement{Subject: subject, Property: property, Value: value, Article: "article:changes"}
	}
	article := []*store.Article{{ID: "article:changes"}}
	must(s.Apply(t.Context(), &store.Batch{Articles: article, Statements: []*store.Statement{
		claim("company:new-one", "self", ""), claim("company:new-one", "name", "New One"),
		claim("company:new-two", "self", ""), claim("company:new-two", "name", "New Two")}}))(t)
	must(s.Apply(t.Context(), &store.Batch{Articles: article, Statements: []*store.Statement{claim("company:new-one", "country", "FI")}}))(t)

	first := changes(`since: "` + since + `", first: 1`)
	if len(first.Changes.Changes) != 1 || !first.Changes.More {
		t.Fatalf("a page of one: %+v", first)
	}
	rest := changes(`since: "` + *first.Changes.Next + `"`)
	all := append(first.Changes.Changes, rest.Changes.Changes...)
	var seen []string
	for i, c := range all {
		if i > 0 && c.Sequence < all[i-1].Sequence || c.At == "" || c.Node == nil {
			t.Fatalf("change %d: %+v", i, c)
		}
		if strings.HasPrefix(c.Node.ID, "company:") {
			seen = append(seen, c.Nature+" "+c.Node.ID)
			if len(c.Articles) != 1 || c.Articles[0].ID != "article:changes" || c.OmittedArticles != 0 {
				t.Errorf("why: %+v", c)
			}
		}
	}
	slices.Sort(seen)
	if want := "CREATED company:new-one,CREATED company:new-two,UPDATED company:new-one"; strings.Join(seen, ",") != want {
		t.Errorf("%v, want %s", seen, want)
	}
	about := changes(`since: "` + since + `", about: ["company:new-one"]`)
	if n := len(about.Changes.Changes); n != 2 || !slices.Contains(about.Changes.Changes[1].Properties, "country") || about.Changes.Changes[1].Node.Name != "New One" {
		t.Errorf("about one: %+v", about)
	}
	if got := changes(`since: "` + *rest.Changes.Next + `"`); len(got.Changes.Changes) > 0 || *got.Changes.Next != *rest.Changes.Next {
		t.Errorf("nothing new again: %+v", got)
	}
}
