package store_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/storetest"
)

// TestRepeatedClaims writes random graphs, and then news which mostly repeats
// what is known, with articles withdrawn and ids judged in between: once so that
// repetitions are recognized, and once so that every node is projected from all
// its statements. Whatever is written is the same.
func TestRepeatedClaims(t *testing.T) {
	kinds := storetest.MustKinds()
	for seed := range uint64(6) {
		random := storetest.NewRandom(kinds, seed)
		fast, slow := newMemory(), newMemory()
		apply := func(b *store.Batch) {
			t.Helper()
			got, err := fast.apply(kinds, b)
			want, wantErr := store.Write(context.Background(), slow, &store.Writer{Kinds: kinds, Names: names.Folder{}, Now: storetest.Now, Rereads: true}, b)
			if err != nil || wantErr != nil {
				t.Fatalf("seed %d: %v, %v", seed, err, wantErr)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, receipt: %s", seed, diff)
			}
		}
		same := func() {
			t.Helper()
			if diff := cmp.Diff(slow.whole(kinds), fast.whole(kinds)); diff != "" {
				t.Fatalf("seed %d: %s", seed, diff)
			}
		}
		apply(random.Batch())
		for i := range 60 {
			switch {
			case i%20 == 13:
				apply(random.Revision())
			case i%20 == 19:
				apply(random.Judgements())
			}
			apply(random.News())
			if i%12 == 0 {
				same()
			}
		}
		same()
	}
}

// TestAHubCostsNoMore: an article about a company of which there are many
// statements reads as much as one about a company of which there are few.
func TestAHubCostsNoMore(t *testing.T) {
	kinds := storetest.MustKinds()
	m := newMemory()
	article := func(n int) *store.Batch {
		id := "article:n" + strconv.Itoa(n)
		b := &store.Batch{Articles: []*store.Article{{ID: id, Headline: "News", Published: "2024-05-01", Publishers: []string{"company:wire"}}}}
		for _, s := range []store.Statement{
			{Subject: "company:wire", Property: store.SelfProperty}, {Subject: "company:wire", Property: "name", Value: "Wire"},
			{Subject: "area:5g", Property: store.SelfProperty}, {Subject: "area:5g", Property: "name", Value: "5G"},
		} {
			s.Article = id
			b.Statements = append(b.Statements, &s)
		}
		return b
	}
	reads := map[int]int{}
	for n := range 100 {
		m.reads = 0
		if _, err := m.apply(kinds, article(n)); err != nil {
			t.Fatal(err)
		}
		reads[n] = m.reads
	}
	if reads[99] > reads[3] {
		t.Errorf("the 100th article reads %d nodes and edges, the 4th %d", reads[99], reads[3])
	}
	hub := m.nodes["company:wire"].Columns
	if hub[store.ColumnArticleCount] != int64(100) || hub[store.ColumnOriginCount] != int64(100) || hub[store.ColumnCredence] != string(store.ConfirmedByParty) {
		t.Errorf("the hub is %v", hub)
	}
	if area := m.nodes["area:5g"].Columns; area[store.ColumnArticleCount] != int64(100) || area[store.ColumnCredence] != string(store.Corroborated) {
		t.Errorf("the area is %v", area)
	}
}
