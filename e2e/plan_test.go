package e2e

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestOneCallAtAnyDepth: five relations deep, with aliases, fragments on
// interfaces and unions, directives and both pages of one connection, a root
// field is one store call and one statement.
func testOneCallAtAnyDepth(t *testing.T, s *service) {
	const query = `
query Deep($yes: Boolean!) {
  deal(by: {id: "deal:nokia-xiaomi-2017-07-05"}) {
    parts(first: 10) {                               # 1
      nodes {
        who: parties {                               # 2
          edges {
            node {
              ...Party
              ... on Company {
                same: products(first: 2) { nodes { name makers { nodes { name } } } }  # 3, 4
                holdings { nodes { grantedCount { exact } } }
              }
            }
            statements(first: 1) { nodes { article { publishers { nodes { name } } } } }
          }
        }
        what: matters {
          nodes {
            __typename
            ... on PatentAsset { matterOf { nodes { parts { totalCount } } } }
            ... on PatentPortfolio { same: holders { nodes { name } } }
            ... on TechnologyArea { same: exploredIn { totalCount } }
          }
        }
      }
    }
    skipped: parts @skip(if: $yes) { totalCount }
  }
}

fragment Party on Party {
  name
  ... on Company {
    executives {                                     # 3
      nodes {
        person {                                     # 4
          ... on Entity { trust { credence } }
          positions { nodes { company { name country } } }   # 5, 6
        }
      }
    }
  }
}`
	got := data(t, s.ask(t, query, `{"yes": true}`))
	if s.calls != 1 {
		t.Errorf("%d store calls, want 1", s.calls)
	}
	if strings.Contains(t.Name(), "neo4j") && len(s.statements) != 1 {
		t.Errorf("%d statements, want 1", len(s.statements))
	}
	if !strings.Contains(got, `"country": "FI"`) || strings.Contains(got, "skipped") {
		t.Errorf("not the whole answer: %s", got)
	}
	sameOnAll(t, got)
}

// testPagesJoinUp walks a list by pages, forth and back, and finds each row
// once, in one order.
func testPagesJoinUp(t *testing.T, s *service) {
	type page struct {
		Deals struct {
			Nodes    []struct{ ID string }
			PageInfo struct {
				HasNextPage, HasPreviousPage bool
				StartCursor, EndCursor       *string
			}
			TotalCount int
		}
	}
	const query = `query P($first: Int, $after: String, $last: Int, $before: String) {
  deals(orderBy: [{field: ANNOUNCED, direction: DESC}, {field: DEAL_KIND}], first: $first, after: $after, last: $last, before: $before) {
    nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`
	ask := func(variables map[string]any) page {
		t.Helper()
		var p page
		raw := must(json.Marshal(variables))(t)
		if err := json.Unmarshal([]byte(data(t, s.ask(t, query, string(raw)))), &p); err != nil {
			t.Fatal(err)
		}
		return p
	}
	var all, forth, back []string
	whole := ask(map[string]any{"first": 200})
	for _, n := range whole.Deals.Nodes {
		all = append(all, n.ID)
	}
	if len(all) != whole.Deals.TotalCount || len(all) < 10 {
		t.Fatalf("%d deals of %d", len(all), whole.Deals.TotalCount)
	}
	for variables := map[string]any{"first": 4}; ; {
		p := ask(variables)
		for _, n := range p.Deals.Nodes {
			forth = append(forth, n.ID)
		}
		if !p.Deals.PageInfo.HasNextPage {
			break
		}
		variables["after"] = *p.Deals.PageInfo.EndCursor
	}
	for variables := map[string]any{"last": 4}; ; {
		p := ask(variables)
		var ids []string
		for _, n := range p.Deals.Nodes {
			ids = append(ids, n.ID)
		}
		back = append(ids, back...)
		if !p.Deals.PageInfo.HasPreviousPage {
			break
		}
		variables["before"] = *p.Deals.PageInfo.StartCursor
	}
	for name, ids := range map[string][]string{"forth": forth, "back": back} {
		if strings.Join(ids, " ") != strings.Join(all, " ") {
			t.Errorf("%s: %v, want %v", name, ids, all)
		}
	}
}

// testSameNodeEverywhere: what is read of a node does not depend on the way to
// it: below nodes, below edges, below the statements and officers of an edge,
// below an alias.
func testSameNodeEverywhere(t *testing.T, s *service) {
	got := data(t, s.ask(t, `{
  deal(by: {id: "deal:nokia-xiaomi-2017-07-05"}) {
    parties {
      a: edges { statements(first: 3) { nodes { id article { ...A } } edges { node { id article { ...A } saidBy { id name } } } } }
      b: edges { officers { nodes { id ...P } edges { o: node { id ...P } statements(first: 1) { nodes { id article { ...A } } } } } }
      edges { node { id name ... on Company { executives { edges { node { id ...P } } } } } }
    }
  }
  search(text: "Nokia", first: 2) { hits { node { id ... on Company { executives { nodes { id ...P } } } } } }
}
fragment A on Article { id publishers { nodes { id name } } derivedFrom { nodes { id } } }
fragment P on Position { title person { id name positions { nodes { id } } } company { id country } }`, ""))
	var answer any
	if err := json.Unmarshal([]byte(got), &answer); err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{} // what was read of the fields a node and a shape share
	var walk func(any)
	walk = func(value any) {
		switch v := value.(type) {
		case []any:
			for _, child := range v {
				walk(child)
			}
		case map[string]any:
			id, _ := v["id"].(string)
			for field, child := range v {
				if key := id + " " + field; id != "" && (field == "article" || field == "person" || field == "company" || field == "publishers") {
					text := string(must(json.Marshal(child))(t))
					if known, ok := seen[key]; ok && known != text {
						t.Errorf("%s is %s here and %s there", key, text, known)
					}
					if seen[key] = text; text == "null" {
						t.Errorf("%s is null", key)
					}
				}
				walk(child)
			}
		}
	}
	walk(answer)
	if len(seen) < 15 {
		t.Errorf("only %d fields compared: %s", len(seen), got)
	}
	sameOnAll(t, got)
}
