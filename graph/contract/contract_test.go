package contract_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
)

func mustLoad(t *testing.T, more string) *contract.Contract {
	t.Helper()
	c, err := contract.Load(dealgraph.Schema + more)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func values(c *contract.Contract, enum string) string {
	var names []string
	for _, v := range c.Served.Types[enum].EnumValues {
		names = append(names, v.Name)
	}
	return strings.Join(names, " ")
}

func fields(c *contract.Contract, typeName string) string {
	var names []string
	for _, f := range c.Served.Types[typeName].Fields {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

// TestDerived shows what is derived for kinds of each sort.
func TestDerived(t *testing.T) {
	c := mustLoad(t, "")
	for name, test := range map[string]struct{ got, want string }{
		"orders: own keys, then those of the node at an edge": {values(c, "PositionOrderField"),
			"ID TITLE POSITION_KIND PERIOD REPORTED PERSON_NAME PERSON_DEAL_COUNT PERSON_REPORTED COMPANY_NAME COMPANY_FOUNDED COMPANY_DEAL_COUNT COMPANY_REPORTED"},
		"orders: not where an edge leads to several kinds": {values(c, "StatementOrderField"),
			"ID CONFIDENCE RECORDED_AT REPORTED ARTICLE_HEADLINE ARTICLE_PUBLISHED ARTICLE_RECORDED_AT ARTICLE_REPORTED ORIGIN_HEADLINE ORIGIN_PUBLISHED ORIGIN_RECORDED_AT ORIGIN_REPORTED SAID_FOR_NAME SAID_FOR_FOUNDED SAID_FOR_DEAL_COUNT SAID_FOR_REPORTED"},
		"groups: enums, edges both ways, none with a condition or to statements": {values(c, "CompanyGroupField"),
			"COMPANY_KIND COMPETITORS COMPETITOR_OF POSITIONS DEALS MATTER_OF PATENT_ASSETS HOLDINGS PRODUCTS ACTIVITIES PRESENCES OWNERS SUBSIDIARIES ARTICLES_PUBLISHED"},
		"groups: a year where there is a day": {values(c, "DealGroupField"),
			"DEAL_KIND LIFECYCLE UNDISCLOSED YEAR PARTIES LICENSORS LICENSEES BUYERS SELLERS TARGETS INVESTORS INVESTEES SUPPLIERS CUSTOMERS DISTRIBUTORS PARTNERS PLAINTIFFS DEFENDANTS OTHER_PARTIES MATTERS EXPLORES PART_OF PARTS RENEWS RENEWED_BY SETTLES SETTLED_BY ACTIVITIES"},
		"groups: booleans":                       {values(c, "PatentPortfolioGroupField"), "STANDARD_ESSENTIAL HOLDERS MEMBERS TECHNOLOGY_AREAS HOLDINGS MATTER_OF"},
		"a place reached in steps has its depth": {fields(c, "ReachedCompanyEdge"), "cursor node depth"},
		"a page of one kind can be grouped":      {fields(c, "ReachedTechnologyAreaConnection"), "edges nodes pageInfo totalCount groups"},
		"a page of several kinds cannot":         {fields(c, "PartyConnection"), "edges nodes pageInfo totalCount"},
	} {
		if test.got != test.want {
			t.Errorf("%s:\n%s", name, cmp.Diff(strings.Fields(test.want), strings.Fields(test.got)))
		}
	}
}

// TestDerivedFields: which types have the fields that nobody wrote.
func TestDerivedFields(t *testing.T) {
	c := mustLoad(t, "")
	for field, want := range map[string]string{
		"validity":       "Activity Deal Fact Holding Ownership Position Presence",
		"counterparties": "Company Party Person",
		"contradictions": "Activity Company Deal Entity Fact Holding Ownership Party Patent PatentAsset PatentPortfolio Person Position Presence Product TechnologyArea",
	} {
		var types []string
		for name, def := range c.Served.Types {
			if def.Fields.ForName(field) != nil && name != "Contradiction" {
				types = append(types, name)
			}
		}
		slices.Sort(types)
		if got := strings.Join(types, " "); got != want {
			t.Errorf("%s: %s, want %s", field, got, want)
		}
	}
}

// TestLensEverywhere: whatever takes validOn takes certain and knownAt too, and
// every list and relation takes it.
func TestLensEverywhere(t *testing.T) {
	c := mustLoad(t, "")
	for name, def := range c.Served.Types {
		for _, f := range def.Fields {
			has := func(argument string) bool { return f.Arguments.ForName(argument) != nil }
			isList := strings.HasSuffix(f.Type.Name(), "Connection") && f.Type.Name() != "ReviewConnection" // what waits for people is of no time
			isRelation := def.Kind == ast.Object && c.Field(name, f.Name) != nil && c.Field(name, f.Name).Edge != nil
			if has("validOn") != has("certain") || has("validOn") && !has("knownAt") || (isList || isRelation) && !has("validOn") {
				t.Errorf("%s.%s does not take the whole lens", name, f.Name)
			}
			if has("scope") != (isList && has("where") && strings.HasPrefix(f.Type.Name(), "Deal")) {
				t.Errorf("%s.%s: scope %t", name, f.Name, has("scope"))
			}
		}
	}
}

// TestACountIsSchemaText: an integer, ordered and filtered, and a hierarchy of
// a kind's own need nothing but the schema.
func TestACountIsSchemaText(t *testing.T) {
	c := mustLoad(t, `
"A technical standard."
type Standard implements Node & Entity @kind(prefix: "standard", plural: "standards", group: ENTITY) {
  "Readable and stable."
  id: ID!
  "How many pages it has."
  pages: Int @property(ordered: true, filtered: true)
  "Standards it is based on."
  basis: [Standard!]! @edge(label: "basis")
  "All standards it is based on."
  bases: [Standard!]! @transitive(labels: ["basis"])
  "Those based on it."
  basisOf: [Standard!]! @transitive(labels: ["basis"], direction: IN)
}`)
	if o := c.OrderField("Standard", "PAGES"); o == nil || o.Column != "pagesKey" {
		t.Errorf("order by pages: %v", o)
	}
	if got := fields(c, "StandardWhere"); !strings.Contains(got, " pages ") || !strings.Contains(got, " within ") || strings.Contains(got, "bases") {
		t.Errorf("conditions: %s", got)
	}
	if e := c.Hierarchy("Standard"); e == nil || e.Label != "basis" || e.Reverse {
		t.Errorf("hierarchy %v", e)
	}
	if f := c.Field("Standard", "basisOf"); f == nil || !f.Edge.Reverse || f.Edge.Connection() != "ReachedStandardConnection" {
		t.Errorf("basisOf %v", f)
	}
	if e := c.Kinds.Edge(store.EdgeRef{Kind: "Standard", Label: "basis"}); e == nil || len(c.Kinds.Kind("Standard").Edges) != 1 {
		t.Errorf("the transitive fields became edges of the store: %v", e)
	}
}

// TestInternalKindsAreHidden: they are in the kind table, and nowhere in what
// clients see.
func TestInternalKindsAreHidden(t *testing.T) {
	c, err := contract.Load(dealgraph.Schema + `
"A note of the store."
type Note implements Node @kind(prefix: "note", plural: "notes", group: INTERNAL) {
  "Its id."
  id: ID!
  "What it says."
  text: String @property(ordered: true)
  "What it is on."
  on: Node @edge(label: "on")
}`)
	if err != nil {
		t.Fatal(err)
	}
	if k := c.Kinds.Kind("Note"); k == nil || len(k.Edge("on").Targets) == 0 {
		t.Errorf("not in the kind table: %v", k)
	}
	for _, name := range []string{"Note", "NoteWhere", "NoteConnection", "NoteBy"} {
		if c.Served.Types[name] != nil {
			t.Errorf("type %s is served", name)
		}
	}
	if c.Served.Types["NodeKind"].EnumValues.ForName("NOTE") != nil || c.Served.Query.Fields.ForName("notes") != nil || c.Served.Query.Fields.ForName("note") != nil {
		t.Error("it is listed")
	}
}
