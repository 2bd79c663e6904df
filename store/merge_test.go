package store_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// judging is a graph in which ids are judged by chance, with what was judged
// last of each pair.
type judging struct {
	*testing.T
	*memory
	kinds  *store.Kinds
	rng    *rand.Rand
	judged map[string]*store.Judgement
	// merged, parted and refused count what happened.
	merged, parted, refused int
}

// try applies a batch, and takes it back if it is refused.
func (j *judging) try(b *store.Batch) error {
	before := j.clone()
	receipt, err := j.apply(j.kinds, b)
	if err != nil {
		if store.CodeOf(err) != store.CodeInvalid {
			j.Fatal(err)
		}
		*j.memory = *before
		return err
	}
	for _, made := range b.Judgements {
		known := j.judged[made.ID()]
		switch {
		case known != nil && known.ByPerson && !made.ByPerson:
		case made.Withdrawn:
			delete(j.judged, made.ID())
		default:
			j.judged[made.ID()] = made
		}
	}
	for _, c := range receipt.Nodes {
		switch j.nature(receipt.Sequence, c) {
		case "MERGED":
			j.merged++
		case "UNMERGED":
			j.parted++
		}
	}
	return nil
}

// must applies a batch, after having withdrawn all judgements if these stand in
// its way.
func (j *judging) must(b *store.Batch) {
	j.Helper()
	if j.try(b) == nil {
		return
	}
	j.refused++
	if err := j.try(&store.Batch{Judgements: withdrawn(j.judged)}); err != nil {
		j.Fatal(err)
	}
	if err := j.try(b); err != nil {
		j.Fatal(err)
	}
}

func withdrawn(judgements map[string]*store.Judgement) []*store.Judgement {
	var all []*store.Judgement
	for _, known := range judgements {
		all = append(all, &store.Judgement{Left: known.Left, Right: known.Right, Withdrawn: true, ByPerson: true})
	}
	return all
}

// nature is what the change log says of a node.
func (j *judging) nature(sequence int64, id string) any {
	return j.nodes[fmt.Sprintf("change:%012d-%s", sequence, dashed(id))].Columns["nature"]
}

// judge judges some pairs of a few ids by chance.
func (j *judging) judge(ids []string) *store.Batch {
	b := &store.Batch{}
	pairs := map[string]bool{}
	known := slices.Sorted(maps.Keys(j.judged))
	for range 1 + j.rng.IntN(4) {
		made := &store.Judgement{Left: ids[j.rng.IntN(len(ids))], Right: ids[j.rng.IntN(len(ids))], Same: j.rng.IntN(4) > 0, ByPerson: j.rng.IntN(2) == 0,
			Score: float64(j.rng.IntN(4)) / 4, Reason: "by chance"}
		if len(known) > 0 && j.rng.IntN(2) == 0 { // another word on one that is there
			again := j.judged[known[j.rng.IntN(len(known))]]
			made.Left, made.Right, made.Withdrawn, made.ByPerson = again.Left, again.Right, j.rng.IntN(3) == 0, again.ByPerson
		}
		if j.kinds.KindOf(made.Left) == j.kinds.KindOf(made.Right) && made.Left != made.Right && !pairs[made.ID()] {
			pairs[made.ID()] = true
			b.Judgements = append(b.Judgements, made)
		}
	}
	return b
}

// candidates are few ids of some kinds, so that judgements hang together, and
// some of no node.
func (j *judging) candidates() []string {
	ids := []string{"company:x", "company:no-such-thing"}
	for _, kind := range []string{"Company", []string{"Person", "Deal", "Product"}[j.rng.IntN(3)]} {
		all := slices.Sorted(maps.Keys(j.nodes))
		all = slices.DeleteFunc(all, func(id string) bool { return j.nodes[id].Kind != kind })
		for range 4 {
			ids = append(ids, all[j.rng.IntN(len(all))])
		}
	}
	return ids
}

// wantPresent checks that every id is of the node that its judgements make it
// of, found by trying all, and that what is stored of statements and articles
// is of these nodes.
func (j *judging) wantPresent() {
	j.Helper()
	present := bruteForce(slices.Collect(maps.Values(j.judged)))
	now := func(id any) any {
		if id, ok := id.(string); ok {
			return cmp.Or(present[id], id)
		}
		return id
	}
	for id, n := range j.nodes {
		switch n.Kind {
		case "Identity":
			if n.Columns["presentId"] != now(n.Columns["nodeId"]) {
				j.Errorf("%s is of %v, want %v", n.Columns["nodeId"], n.Columns["presentId"], now(n.Columns["nodeId"]))
			}
		case "Statement":
			if node, subject := j.end(id, "node"), j.end(id, "subject"); node != now(n.Columns["subjectId"]) || subject != node {
				j.Errorf("%s of %s is about %s, %s", id, n.Columns["subjectId"], node, subject)
			}
			if target := n.Columns[store.ColumnTarget]; target != nil && (target != now(n.Columns["value"]) || j.end(id, "object") != target) {
				j.Errorf("%s of %s leads to %s, %s", id, n.Columns["value"], target, j.end(id, "object"))
			}
		case "Judgement", "Change", "Article", "ReviewItem":
		default:
			if now(id) != id {
				j.Errorf("%s is there, and is of %v", id, now(id))
			}
			var former []string
			for other, node := range present {
				if node == id && other != id {
					former = append(former, other)
				}
			}
			slices.Sort(former)
			if got, _ := n.Columns[store.ColumnFormerIDs].([]string); !slices.Equal(got, former) {
				j.Errorf("%s: former ids %v, want %v", id, got, former)
			}
		}
	}
}

// bruteForce says of which node each judged id is: clusters grow by the surest
// judgement that joins two of them and no pair judged different, as long as
// there is one.
func bruteForce(judgements []*store.Judgement) map[string]string {
	cluster := map[string]int{}
	for _, j := range judgements {
		for _, id := range []string{j.Left, j.Right} {
			if _, known := cluster[id]; !known {
				cluster[id] = len(cluster)
			}
		}
	}
	slices.SortFunc(judgements, func(a, b *store.Judgement) int {
		pair := func(j *store.Judgement) string { return min(j.Left, j.Right) + " " + max(j.Left, j.Right) }
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(pair(a), pair(b)))
	})
	for _, byPerson := range []bool{true, false} {
		for _, j := range judgements {
			if !j.Same || j.ByPerson != byPerson || cluster[j.Left] == cluster[j.Right] {
				continue
			}
			goes, stays := cluster[j.Left], cluster[j.Right]
			apart := slices.ContainsFunc(judgements, func(d *store.Judgement) bool {
				a, b := cluster[d.Left], cluster[d.Right]
				return !byPerson && !d.Same && (a == goes && b == stays || a == stays && b == goes)
			})
			for id, c := range cluster {
				if c == goes && !apart {
					cluster[id] = stays
				}
			}
		}
	}
	present := map[string]string{}
	for id, c := range cluster {
		present[id] = id
		for other, d := range cluster {
			if c == d && (len(other) < len(present[id]) || len(other) == len(present[id]) && other < present[id]) {
				present[id] = other
			}
		}
	}
	return present
}

// TestRandomMerges judges ids of random graphs by chance, with articles
// withdrawn, taken back and changed on the way, and then writes the statements
// and the judgements that are left in another order. The graphs are the same,
// whatever is computed in them is true, a rebuild finds nothing to mend, and
// every batch is idempotent.
func TestRandomMerges(t *testing.T) {
	kinds := storetest.MustKinds()
	var merged, parted, refused int
	for seed := range uint64(6) {
		random := storetest.NewRandom(kinds, seed)
		j := &judging{T: t, memory: newMemory(), kinds: kinds, rng: rand.New(rand.NewPCG(seed, 7)), judged: map[string]*store.Judgement{}} //nolint:gosec // chance, not secrecy
		var statements []*store.Statement
		for range 3 {
			for _, b := range []*store.Batch{random.Batch(), random.Revision()} {
				j.must(b)
				statements = append(statements, b.Statements...)
				few := j.candidates()
				for range 12 {
					judgements := j.judge(few)
					if j.try(judgements) != nil {
						j.refused++
						continue
					}
					writes := j.writes
					if receipt, err := j.apply(kinds, judgements); err != nil || j.writes != writes || receipt.Judgements != 0 {
						t.Fatalf("seed %d: the second time wrote %d, %+v, %v", seed, j.writes-writes, receipt, err)
					}
					j.wantPresent()
				}
			}
		}
		r := &rebuilder{memory: j.memory, kinds: kinds, kept: "0-older"}
		before := r.whole(kinds)
		if err := r.rebuild(); err != nil || !gocmp.Equal(before, r.whole(kinds)) {
			t.Errorf("seed %d: a rebuild found something to mend: %v\n%s", seed, err, gocmp.Diff(before, r.whole(kinds)))
		}
		other := &judging{T: t, memory: newMemory(), kinds: kinds, rng: j.rng, judged: map[string]*store.Judgement{}}
		other.inAnotherOrder(random, statements, j)
		if diff := gocmp.Diff(j.live(kinds), other.live(kinds)); diff != "" {
			t.Fatalf("seed %d: in another order (-one +other)\n%s", seed, diff)
		}
		merged, parted, refused = merged+j.merged+other.merged, parted+j.parted+other.parted, refused+j.refused+other.refused
	}
	t.Logf("%d merged, %d parted, %d refused", merged, parted, refused)
	if merged < 100 || parted < 100 || refused < 5 {
		t.Errorf("%d merged, %d parted, %d refused: too few to tell", merged, parted, refused)
	}
}

// inAnotherOrder writes the statements and the judgements that are left of
// another graph, and some that are not, in parts.
func (j *judging) inAnotherOrder(random *storetest.Random, statements []*store.Statement, one *judging) {
	j.must(&store.Batch{Articles: random.Articles(), Statements: selves(statements)})
	few := j.candidates()
	j.rng.Shuffle(len(statements), func(a, b int) { statements[a], statements[b] = statements[b], statements[a] })
	left := slices.SortedFunc(maps.Values(one.judged), func(a, b *store.Judgement) int { return cmp.Compare(a.ID(), b.ID()) })
	j.rng.Shuffle(len(left), func(a, b int) { left[a], left[b] = left[b], left[a] })
	for part := range slices.Chunk(statements, 1+len(statements)/5) {
		_ = j.try(&store.Batch{Judgements: left[:j.rng.IntN(len(left)+1)]}) // may be refused yet
		_ = j.try(j.judge(few))
		j.must(&store.Batch{Articles: random.Articles(), Statements: part})
		j.wantPresent()
	}
	all := &store.Batch{Judgements: left, Retractions: random.Withdrawn()}
	for id, extra := range j.judged {
		if one.judged[id] == nil {
			all.Judgements = append(all.Judgements, &store.Judgement{Left: extra.Left, Right: extra.Right, Withdrawn: true, ByPerson: true})
		} else if extra.ByPerson && !one.judged[id].ByPerson {
			if err := j.try(&store.Batch{Judgements: withdrawn(map[string]*store.Judgement{id: extra})}); err != nil {
				j.Fatal(err)
			}
		}
	}
	if err := j.try(all); err != nil {
		j.Fatal(err)
	}
	j.wantPresent()
}
