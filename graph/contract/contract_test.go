package contract_test

import (
	"testing"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
)

func TestLoad(t *testing.T) {
	c, err := contract.Load(dealgraph.Schema)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(c.ServedText))
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
