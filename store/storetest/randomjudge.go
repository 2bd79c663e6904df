package storetest

import (
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// Judgements returns a batch that judges pairs of ids by chance: some again that
// were judged before, some of which there is no node. Persons say of none that
// it is different, so that they never contradict each other. Wholes and parts
// are left alone: one could become a part of itself.
func (r *Random) Judgements() *store.Batch {
	b := &store.Batch{}
	judged := map[string]bool{}
	for range 12 {
		j := &store.Judgement{Same: !r.chance(5), Score: pick(r, []float64{0, 0.5, 0.75, 1}), JudgedBy: "chance"}
		if len(r.pairs) > 0 && r.chance(3) {
			again := pick(r, r.pairs)
			j.Left, j.Right, j.Withdrawn, j.ByPerson = again[0], again[1], r.chance(2), true
		} else {
			ids := r.ids[pick(r, r.mergeable())]
			j.Left, j.Right, j.ByPerson = pick(r, ids), pick(r, ids), r.chance(3)
			if r.chance(8) {
				j.Right = fmt.Sprintf("%s:nowhere-%d", r.kinds.KindOf(j.Left).Prefix, r.rng.IntN(3))
			}
		}
		j.Same = j.Same || j.ByPerson
		if j.Left == j.Right || judged[j.ID()] {
			continue
		}
		judged[j.ID()] = true
		r.pairs = append(r.pairs, [2]string{j.Left, j.Right})
		b.Judgements = append(b.Judgements, j)
	}
	return b
}

// mergeable are the names of the kinds whose nodes are judged.
func (r *Random) mergeable() []string {
	var names []string
	for _, k := range r.subjects() {
		if !slices.ContainsFunc(k.Edges, func(e *store.Edge) bool { return e.Whole }) {
			names = append(names, k.Name)
		}
	}
	return names
}
