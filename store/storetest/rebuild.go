package storetest

import (
	"context"
	"slices"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

// Rebuild writes graphs with an older kind table, opens the store with a newer
// one, and compares all of it with what is written with the newer at once. open
// opens one and the same store each time, which is empty at first, with [Now] as
// its clock; the store closes when the test ends, if not before.
func Rebuild(t *testing.T, open func(t *testing.T, kinds *store.Kinds) store.Store) {
	older := &agreement{T: t, naive: newNaive(OlderKinds()), random: NewRandom(OlderKinds(), 30)}
	older.store = open(t, older.naive.kinds)
	batches := []*store.Batch{Fixture(), older.random.Batch(), older.random.Revision(), older.random.Judgements()}
	for _, b := range batches {
		older.apply(b)
	}
	older.all()
	logged := older.find(changeLog()).Total
	older.mustClose()

	newer := rebuilt(t, NewerKinds(), batches, open)
	s := &suite{T: t, kinds: newer.naive.kinds, store: newer.store}
	s.run("lists by what is new", rebuiltCases)
	if total := s.mustFind(changeLog()).Total; total != logged {
		t.Errorf("the change log has %d lines, had %d: a rebuild is no change of what sources say", total, logged)
	}
	newer.apply(batches[0]) // which changes nothing
	more := older.random.Batch()
	newer.apply(more)
	newer.all()
	newer.mustClose()

	rebuilt(t, MustKinds(), append(batches, more), open).mustClose() // some of it goes again
}

// rebuilt opens the store, which has the batches, with the kind table and
// compares all of it with what they are by that table.
func rebuilt(t *testing.T, kinds *store.Kinds, batches []*store.Batch, open func(t *testing.T, kinds *store.Kinds) store.Store) *agreement {
	t.Helper()
	a := &agreement{T: t, naive: newNaive(kinds), random: NewRandom(kinds, 30)}
	for _, b := range batches {
		if _, err := a.naive.apply(context.Background(), b); err != nil {
			t.Fatal(err)
		}
	}
	a.store = open(t, kinds)
	a.all()
	return a
}

// rebuiltCases list the fixture by columns that it was not written with.
func rebuiltCases(s *suite) {
	fixture := compare(store.In, "id", []string{"company:alone", "company:giver", "company:paper", "company:taker", "company:unit"})
	list := func(where *store.Cond, order ...store.Order) *store.Page {
		return s.mustFind(&store.Query{Kinds: []string{"Company"}, List: store.List{Where: group(store.And, fixture, where), Order: order, Limit: 100}})
	}
	s.wantIDs(list(fixture, store.Order{Column: "countryKey", Desc: true}), "company:unit", "company:giver", "company:taker", "company:paper", "company:alone")
	s.wantIDs(list(eq("country", "FI"), store.Order{Column: "nameKey"}), "company:giver", "company:unit")
	s.wantIDs(list(compare(store.Contains, "countryKey", "f")), "company:giver", "company:unit")
	s.wantFound("Deal", group(store.And, compare(store.In, "id", []string{"deal:umbrella", "deal:sale", "deal:undated"}), eq(store.ColumnIsPart, false)), "deal:umbrella", "deal:undated")
	s.wantIDs(s.mustRead("deal:umbrella", follows(out("parties", "Deal", "anyParty", "Company", "Person"))).Follows["parties"], "company:giver", "company:taker")
	s.wantColumn("deal:umbrella", "title", "Agreement: Nokia Corporation, Xiaomi (2017-07-05)")
}

// OlderKinds returns the kind table without much of what is computed; NewerKinds
// returns it with more of that.
func OlderKinds() *store.Kinds {
	kinds := MustKinds()
	for _, name := range []string{"Company", "Person"} {
		k := kinds.Kind(name)
		k.Properties = slices.DeleteFunc(k.Properties, func(p *store.Property) bool { return p.Counts != "" })
	}
	deal := kinds.Kind("Deal")
	deal.Edges = slices.DeleteFunc(deal.Edges, func(e *store.Edge) bool { return e.Derived })
	deal.Edge("partOf").Whole = false
	deal.Property("dealKind").Ordered = false
	kinds.Kind("Position").Property("period").Validity = false
	name := kinds.Kind("Company").Property("name")
	name.Ordered, name.Filtered = false, false
	kinds.Kind("Product").Property("aliases").Searched = false
	kinds.Kind("Article").Property("headline").Ordered = false
	kinds.Kind("Statement").Property("property").Ordered = false
	return kinds
}

// NewerKinds is the other of [OlderKinds].
func NewerKinds() *store.Kinds {
	kinds := MustKinds()
	country := kinds.Kind("Company").Property("country")
	country.Ordered, country.Filtered = true, true
	kinds.Kind("Position").Property("positionKind").Ordered = true
	kinds.Kind("Article").Property("url").Ordered = true
	kinds.Kind("Statement").Property("confidence").Ordered = true
	return kinds
}

func changeLog() *store.Query {
	return &store.Query{Kinds: []string{"Change"}, List: store.List{Total: true}}
}

// all compares all that is not of the change log: in that, columns that a rebuild
// brings are missing.
func (a *agreement) all() {
	a.Helper()
	for _, kind := range a.naive.kinds.All() {
		if kind.Group != store.Internal {
			a.find(a.random.Everything(kind))
		}
	}
}

func (a *agreement) mustClose() {
	a.Helper()
	if err := a.store.Close(); err != nil {
		a.Fatal(err)
	}
}
