package model

import (
	"cmp"
	"maps"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// WriteEffect is what a write did to things and facts.
type WriteEffect struct {
	Sequence *int
	Counts   []*NatureCount
	Changes  []*NodeChange
	Omitted  int
}

// NatureCount is to how many nodes something happened.
type NatureCount struct {
	Nature string
	Count  int
}

// NodeChange is what a write did to one node.
type NodeChange struct {
	NodeID, Nature string
	Properties     []string
	Node           Node
}

// natures are in the order in which changes are told: what goes, then what
// comes, then the rest. One that is not here would come first.
var natures = []store.ChangeNature{store.ChangeMerged, store.ChangeUnmerged, store.ChangeRetracted, store.ChangeReinstated, store.ChangeCreated, store.ChangeUpdated}

// NewWriteEffect returns what the receipt says of nodes, with at most so many of
// them one by one.
func NewWriteEffect(receipt *store.Receipt, most int) *WriteEffect {
	effect := &WriteEffect{Counts: []*NatureCount{}}
	if receipt.Sequence > 0 {
		n := int(receipt.Sequence)
		effect.Sequence = &n
	}
	counts := map[store.ChangeNature]int{}
	for _, c := range receipt.Changes {
		counts[c.Nature]++
	}
	told := func(a, b store.ChangeNature) int {
		return cmp.Or(cmp.Compare(slices.Index(natures, a), slices.Index(natures, b)), cmp.Compare(a, b))
	}
	for _, nature := range slices.SortedFunc(maps.Keys(counts), told) {
		effect.Counts = append(effect.Counts, &NatureCount{Nature: string(nature), Count: counts[nature]})
	}
	changes := slices.SortedStableFunc(slices.Values(receipt.Changes), func(a, b store.NodeChange) int {
		return told(a.Nature, b.Nature)
	})
	effect.Omitted = max(len(changes)-most, 0)
	effect.Changes = make([]*NodeChange, len(changes)-effect.Omitted)
	for i := range effect.Changes {
		c := changes[i]
		effect.Changes[i] = &NodeChange{NodeID: c.ID, Nature: string(c.Nature), Properties: slices.Concat([]string{}, c.Properties)}
	}
	return effect
}

// RetractionPayload is what came of a retraction or a reinstatement.
type RetractionPayload struct {
	Article         *Article
	DryRun, Changed bool
	Effect          *WriteEffect
}
