// Package storetest is the conformance suite of store.Store: every promise of
// the port's comments is a case here, and every backend runs all of them.
// Whoever finds a fault in one backend adds the case here, for both.
package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/store"
)

// Now is the time at which tests write: hand it to the backend as its clock.
func Now() time.Time { return time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC) }

// fixtureCases are the cases that read the fixture, by group.
var fixtureCases = []struct {
	name  string
	cases func(*suite)
}{
	{"get", getCases},
	{"list", listCases},
	{"page", pageCases},
	{"conditions", condCases},
	{"quantifiers", quantifierCases},
	{"follow", followCases},
	{"edges", edgeCases},
	{"outer day", outerDayCases},
	{"text", textCases},
	{"trust", trustCases},
	{"computed", computedCases},
	{"retract", retractCases},
	{"dry run", dryRunCases},
	{"hostile", hostileCases},
	{"related columns", relatedCases},
	{"edge conditions", edgeConditionCases},
	{"groups", groupCases},
	{"repeat", repeatCases},
	{"within", withinCases},
	{"neighbourhood", neighbourhoodCases},
}

// Run runs the suite. open returns an empty store with the kind table, whose
// clock is [Now] and which closes when the test ends; it is called several
// times.
func Run(t *testing.T, open func(t *testing.T, kinds *store.Kinds) store.Store) {
	for _, group := range fixtureCases {
		t.Run(group.name, func(t *testing.T) {
			kinds := MustKinds()
			s := &suite{T: t, kinds: kinds, store: open(t, kinds)}
			s.mustApply(Fixture())
			group.cases(s)
		})
	}
	for _, group := range []struct {
		name  string
		cases func(*suite)
	}{
		{"apply", applyCases},
		{"concurrent", concurrentCases},
		{"concurrent counts", concurrentCountCases},
		{"random computed", randomComputedCases},
		{"retire", retireCases},
		{"retired", retiredCases},
		{"retired paths", retiredPathCases},
		{"changes", changeCases},
		{"review", reviewCases},
		{"merge", mergeCases},
		{"large", largeCases},
		{"lifetime", lifetimeCases},
		{"paths", pathCases},
		{"random paths", randomPathCases},
	} {
		t.Run(group.name, func(t *testing.T) {
			kinds := MustKinds()
			group.cases(&suite{T: t, kinds: kinds, store: open(t, kinds)})
		})
	}
	t.Run("added kind", func(t *testing.T) { addedKindCases(t, open) })
}

// suite is one store under test.
type suite struct {
	*testing.T
	kinds *store.Kinds
	store store.Store
}

// run runs one case.
func (s *suite) run(name string, f func(*suite)) {
	s.Helper()
	s.Run(name, func(t *testing.T) { f(&suite{T: t, kinds: s.kinds, store: s.store}) })
}

func (s *suite) mustApply(b *store.Batch) *store.Receipt {
	s.Helper()
	receipt, err := s.store.Apply(context.Background(), b)
	if err != nil {
		s.Fatalf("Apply: %v", err)
	}
	return receipt
}

// refused applies a batch that must fail with the code.
func (s *suite) refused(b *store.Batch, code store.Code) {
	s.Helper()
	_, err := s.store.Apply(context.Background(), b)
	s.wantCode(err, code)
}

func (s *suite) wantCode(err error, code store.Code) {
	s.Helper()
	var known *store.Error
	if !errors.As(err, &known) {
		s.Fatalf("error %v (%T), want a *store.Error of code %s", err, err, code)
	}
	if known.Code != code {
		s.Fatalf("error %v of code %s, want %s", err, known.Code, code)
	}
}

func (s *suite) mustFind(q *store.Query) *store.Page {
	s.Helper()
	page, err := s.store.Find(context.Background(), q)
	if err != nil {
		s.Fatalf("Find: %v", err)
	}
	return page
}

func (s *suite) mustGet(shapes store.Shapes, ids ...string) []*store.Node {
	s.Helper()
	nodes, err := s.store.Get(context.Background(), ids, shapes)
	if err != nil {
		s.Fatalf("Get: %v", err)
	}
	if len(nodes) != len(ids) {
		s.Fatalf("Get answered %d nodes for %d ids", len(nodes), len(ids))
	}
	return nodes
}

// mustRead reads one node that is there.
func (s *suite) mustRead(id string, shape *store.Shape) *store.Node {
	s.Helper()
	node := s.mustGet(store.Shapes{s.kinds.KindOf(id).Name: shape}, id)[0]
	if node == nil {
		s.Fatalf("%s is not there", id)
	}
	return node
}

// wantColumn checks one column of a stored node.
func (s *suite) wantColumn(id, column string, want any) {
	s.Helper()
	s.wantValue(s.mustRead(id, columns(column)).Columns, column, want)
}

// wantValue checks one column; nil wants it absent.
func (s *suite) wantValue(columns map[string]any, column string, want any) {
	s.Helper()
	got, ok := columns[column]
	list, isList := got.([]string)
	wanted, _ := want.([]string)
	switch {
	case want == nil && ok:
		s.Errorf("%s = %#v, want it absent", column, got)
	case want != nil && isList && slices.Equal(list, wanted):
	case want != nil && (isList || got != want):
		s.Errorf("%s = %#v, want %#v", column, got, want)
	}
}

// wantIDs checks the ids of a page's rows, in order.
func (s *suite) wantIDs(page *store.Page, want ...string) {
	s.Helper()
	if page == nil {
		s.Fatalf("no page, want %v", want)
	}
	if got := ids(page); !slices.Equal(got, want) {
		s.Errorf("got  %v\nwant %v", got, want)
	}
}

// wantFound lists with a condition, by id, and checks the ids.
func (s *suite) wantFound(kind string, where *store.Cond, want ...string) {
	s.Helper()
	page := s.mustFind(&store.Query{Kinds: []string{kind}, List: store.List{Where: where, Limit: 100, Total: true}})
	s.wantIDs(page, want...)
	if page.Total != len(want) {
		s.Errorf("Total %d, want %d", page.Total, len(want))
	}
}

func ids(page *store.Page) []string {
	all := make([]string, len(page.Rows))
	for i, row := range page.Rows {
		all[i] = row.Node.ID
	}
	return all
}

// columns is a shape of columns only.
func columns(names ...string) *store.Shape {
	slices.Sort(names)
	return &store.Shape{Columns: names}
}

// follows is a shape of follows only.
func follows(follows ...*store.Follow) *store.Shape { return &store.Shape{Follows: follows} }

func shapes(kind string, shape *store.Shape) store.Shapes { return store.Shapes{kind: shape} }

// out and in are follows of up to 100 rows by id.
func out(key, kind, label string, far ...string) *store.Follow {
	return &store.Follow{Key: key, Edge: store.EdgeRef{Kind: kind, Label: label}, Kinds: far, List: store.List{Limit: 100}}
}

func in(key, kind, label string) *store.Follow {
	return &store.Follow{Key: key, Edge: store.EdgeRef{Kind: kind, Label: label}, Reverse: true, Kinds: []string{kind}, List: store.List{Limit: 100}}
}

func with(f *store.Follow, shapes store.Shapes) *store.Follow {
	f.Shapes = shapes
	return f
}

// Conditions, in short.

func compare(op store.Op, column string, value any) *store.Cond {
	return &store.Cond{Op: op, Column: column, Value: value}
}

func eq(column string, value any) *store.Cond { return compare(store.Eq, column, value) }

func group(op store.Op, conds ...*store.Cond) *store.Cond { return &store.Cond{Op: op, Conds: conds} }

func not(c *store.Cond) *store.Cond { return group(store.Not, c) }

func quantify(op store.Op, kind, label string, reverse bool, kinds []string, conds ...*store.Cond) *store.Cond {
	return &store.Cond{Op: op, Edge: store.EdgeRef{Kind: kind, Label: label}, Reverse: reverse, Kinds: kinds, Conds: conds}
}
