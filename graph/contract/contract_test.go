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
