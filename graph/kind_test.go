package graph

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/neo4j"
	"github.com/dealgraph/dealgraph/store/neo4j/neo4jtest"
	"github.com/dealgraph/dealgraph/store/sqlite"
)

// newKind is all that a new kind takes: a type with @kind.
const newKind = `
"A technical standard."
type Standard implements Node & Entity @kind(prefix: "standard", plural: "standards", group: ENTITY) {
  "Readable and stable."
  id: ID!
  "The name most sources use."
  name: String! @property(ordered: true, filtered: true, searched: true)
  "When it was published."
  issued: Date @property(ordered: true, filtered: true)
  "Who maintains it."
  maintainers: [Company!]! @edge(label: "maintainer", party: true)
  "Portfolios essential to it."
  essentialPortfolios: [PatentPortfolio!]! @edge(label: "essentialPortfolio")
}
`

// TestAKindIsSchemaText adds a kind by text alone, writes nodes of it and reads
// them by plan: by list with order and condition, by name, along its edges. No
// line of a backend knows it.
func TestAKindIsSchemaText(t *testing.T) {
	c, err := contract.Load(dealgraph.Schema + newKind)
	if err != nil {
		t.Fatal(err)
	}
	said := func(subject, property, value string) *store.Statement {
		return &store.Statement{Subject: subject, Property: property, Value: value, Article: "article:a", Extractor: "test"}
	}
	batch := &store.Batch{Articles: []*store.Article{{ID: "article:a", Genre: "NEWS", Published: "2020-01-02"}}, Statements: []*store.Statement{
		said("company:body", "self", ""), said("company:body", "name", "Body for Standards"),
		said("standard:g-7", "self", ""), said("standard:g-7", "name", "G.7 Ünified"), said("standard:g-7", "issued", "2019-03"),
		said("standard:g-7", "maintainer", "company:body"),
		said("standard:g-8", "self", ""), said("standard:g-8", "name", "G.8"), said("standard:g-8", "issued", "2021"),
		said("standard:g-9", "self", ""), said("standard:g-9", "name", "G.9"),
	}}
	now := func() time.Time { return time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC) }
	for name, open := range map[string]func(*testing.T) (store.Store, error){
		"sqlite": func(t *testing.T) (store.Store, error) {
			return sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(t.TempDir(), "d.db"), Kinds: c.Kinds, Names: names.Folder{}, Now: now})
		},
		"neo4j": func(t *testing.T) (store.Store, error) {
			at := neo4jtest.Open(t)
			return neo4j.Open(t.Context(), neo4j.Config{URI: at.URI, Username: at.Username, Password: at.Password, Kinds: c.Kinds, Names: names.Folder{}, Now: now})
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := open(t)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if _, err := s.Apply(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
			p, root := mustSelect(t, c, `{
  standards(where: {issued: {missing: false}}, orderBy: [{field: ISSUED, direction: DESC}], first: 5) {
    totalCount
    nodes { name issued { edtf } trust { credence } maintainers { nodes { name } } }
  }
}`, "")
			q, err := p.listQuery(root)
			if err != nil {
				t.Fatal(err)
			}
			page, err := s.Find(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, row := range page.Rows {
				line := row.Node.ID + " " + row.Node.Columns["issued"].(string) + " " + row.Node.Columns["credence"].(string)
				for _, m := range row.Node.Follows["nodes/maintainers"].Rows {
					line += " " + m.Node.Columns["name"].(string)
				}
				got = append(got, line)
			}
			want := []string{"standard:g-8 2021 SINGLE_ORIGIN", "standard:g-7 2019-03 SINGLE_ORIGIN Body for Standards"}
			if diff := cmp.Diff(want, got); diff != "" || page.Total != 2 {
				t.Errorf("total %d (-want +got):\n%s", page.Total, diff)
			}
			found, err := s.Find(t.Context(), &store.Query{Kinds: []string{"Standard"}, Text: &store.TextQuery{Text: "g.7 UNIFIED", Exact: true}, List: store.List{Limit: 5}})
			if err != nil || len(found.Rows) != 1 || found.Rows[0].Node.ID != "standard:g-7" {
				t.Errorf("by name: %v, %v", found, err)
			}
		})
	}
}

// TestContractFaults: a schema that cannot be served is refused with what is
// wrong and where.
func TestContractFaults(t *testing.T) {
	for name, test := range map[string]struct{ text, fault string }{
		"two kinds of one prefix":  {`type A implements Node @kind(prefix: "company", plural: "as", group: ENTITY) { id: ID! }`, `is taken`},
		"a field that is neither":  {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! loose: String }`, `A.loose is neither`},
		"an edge from nowhere":     {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! deals: [Deal!]! @edge(label: "nowhere", direction: IN) }`, `"nowhere" ends here`},
		"a name of two types":      {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! country: Int @property }`, `has another type elsewhere`},
		"a kind that is no Node":   {`type A @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! }`, `A does not implement Node`},
		"steps to another kind":    {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! far: [Company!]! @transitive(labels: ["x"]) }`, `a list of the kind it stands on`},
		"steps along nothing":      {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! far: [A!]! @transitive(labels: ["x"]) }`, `no edge "x" leads from A to A`},
		"steps along two edges":    {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! far: [A!]! @transitive(labels: ["x", "y"]) }`, `want the one of an edge`},
		"steps through a thing":    {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! far: [A!]! @transitive(kind: "Company", labels: ["x"]) }`, `want a kind of facts`},
		"steps through nowhere":    {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! far: [A!]! @transitive(kind: "Ownership", labels: ["owner"]) }`, `no edge "owner" leads from Ownership to A`},
		"a condition on no fact":   {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! x: [A!]! @edge(label: "x") far: [A!]! @transitive(labels: ["x"], where: {id: {eq: "a"}}) }`, `about the facts`},
		"two things to group by":   {`type A implements Node @kind(prefix: "a", plural: "as", group: FACT, day: ["on"]) { id: ID! on: Date @property year: [Company!]! @edge(label: "year") }`, `two things called YEAR`},
		"counterparties of things": {`type A implements Node @kind(prefix: "a", plural: "as", group: FACT) { id: ID! x: [Product!]! @edge(label: "x", derived: true) }`, `it has no counterparties`},
		"a number without fail":    {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! n: Int! @property }`, `may be missing`},
		"an unknown type":          {`type A implements Node @kind(prefix: "a", plural: "as", group: ENTITY) { id: ID! b: B @property }`, `B is no type of a property`},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := contract.Load(dealgraph.Schema + test.text); err == nil || !strings.Contains(err.Error(), test.fault) {
				t.Errorf("error %v, want one that says %s", err, test.fault)
			}
		})
	}
}
