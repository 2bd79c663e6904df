package neo4j

import (
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/storetest"
)

func TestLayout(t *testing.T) {
	l := mustLayout(t)
	for ref, want := range map[store.EdgeRef]string{
		edge("Deal", "licensor"):          "DEAL_LICENSOR",
		edge("Position", "company"):       "POSITION_COMPANY",
		edge("Statement", "node"):         "STATEMENT_NODE",
		edge("TechnologyArea", "broader"): "TECHNOLOGY_AREA_BROADER",
		edge("Deal", "anyParty"):          "DEAL_ANY_PARTY",
	} {
		if got := l.types[ref]; got != want {
			t.Errorf("%v is laid out as %q, want %s", ref, got, want)
		}
	}
	var made []string
	for _, item := range l.schema() {
		made = append(made, item.create)
		if !strings.Contains(item.create, " "+item.name+" IF NOT EXISTS ") {
			t.Errorf("%s: %s", item.name, item.create)
		}
	}
	for _, want := range []string{
		"CREATE CONSTRAINT Company_id IF NOT EXISTS FOR (n:Company) REQUIRE n.id IS UNIQUE",
		"CREATE CONSTRAINT Fact_id IF NOT EXISTS FOR (n:Fact) REQUIRE n.id IS UNIQUE",
		"CREATE CONSTRAINT Dealgraph_id IF NOT EXISTS FOR (n:Dealgraph) REQUIRE n.id IS UNIQUE",
		"CREATE INDEX Company_nameKey_id IF NOT EXISTS FOR (n:Company) ON (n.nameKey, n.id)",
		"CREATE INDEX Deal_lifecycle IF NOT EXISTS FOR (n:Deal) ON (n.lifecycle)",
		"CREATE FULLTEXT INDEX Company_search IF NOT EXISTS FOR (n:Company) ON EACH [n.searchKeys] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
	} {
		if !slices.Contains(made, want) {
			t.Errorf("not made: %s", want)
		}
	}
}

// Two labels that would be one relationship type, and names that Cypher would
// want quoted, are refused at once.
func TestLayoutRefuses(t *testing.T) {
	kind := func(name, prefix string, edges ...string) *store.Kind {
		k := &store.Kind{Name: name, Plural: prefix + "s", Prefix: prefix, Group: store.Fact}
		for _, label := range edges {
			k.Edges = append(k.Edges, &store.Edge{Kind: name, Label: label, Targets: []string{"Company"}})
		}
		return k
	}
	for name, more := range map[string][]*store.Kind{
		"one type for two edges": {kind("Long", "long", "nameEnd"), kind("LongName", "longname", "end")},
		"a label of our own":     {kind("Dealgraph", "dealgraph")},
		"a quote":                {kind("A`B", "ab")},
		"a space in a label":     {kind("Thing", "thing", "a b")},
		"a column called kind":   {{Name: "Thing", Plural: "things", Prefix: "thing", Group: store.Fact, Properties: []*store.Property{{Name: "kind", Type: store.TextType}}}},
	} {
		if _, err := newLayout(storetest.MustKinds(more...)); store.CodeOf(err) != store.CodeUnsupported {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSupported(t *testing.T) {
	for agent, want := range map[string]bool{
		"Neo4j/5.22.0": false, "Neo4j/5.23.0": true, "Neo4j/5.26.16": true, "Neo4j/5.27-aura": true, "Neo4j/2025.04.0": true,
		"Neo4j/4.4.38": false, "Neo4j/v5.11.0 compatible graph database server - Memgraph": false, "": false,
	} {
		if got := supported(agent); got != want {
			t.Errorf("%q: %v, want %v", agent, got, want)
		}
	}
}

// People write by hand too: a whole number is a number, anything else of
// another type is told, not guessed.
func TestDecodeValue(t *testing.T) {
	d := &decoder{layout: mustLayout(t)}
	if got := d.value("dealValueAmount", int64(5), store.NumberColumn); got != 5.0 || d.err != nil {
		t.Errorf("%v, %v", got, d.err)
	}
	for _, value := range []any{"5", true, []any{"5"}} {
		d := &decoder{layout: mustLayout(t)}
		if d.value("dealValueAmount", value, store.NumberColumn); store.CodeOf(d.err) != store.CodeInternal || d.err == nil {
			t.Errorf("%#v was taken for a number", value)
		}
	}
}
