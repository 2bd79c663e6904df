package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// link is a judgement as clusters are built from it.
type link struct {
	left, right    string // the smaller id first
	same, byPerson bool
	score          float64
}

// cluster returns, for every id that the links are about, the id of the node it
// is of: that of the survivor among the ids judged the same. Persons' judgements
// come first, then the others, the surest first, then by ids; one that would
// join a pair judged different is set aside. It is a pure function: the same
// links in any order give the same. Persons' judgements that contradict each
// other are an error that names their pairs.
func cluster(links []link) (map[string]string, error) {
	links = slices.Clone(links)
	slices.SortFunc(links, func(a, b link) int {
		return cmp.Or(-compareBool(a.byPerson, b.byPerson), cmp.Compare(b.score, a.score), cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right))
	})
	c := clusters{of: map[string]string{}, members: map[string][]string{}}
	for _, l := range links {
		c.add(l.left)
		c.add(l.right)
	}
	for _, l := range links {
		if l.same && l.byPerson {
			c.join(l.left, l.right)
		}
	}
	apart := map[string][]string{} // by either id of a pair judged different
	for _, l := range links {
		switch {
		case l.same:
		case c.of[l.left] != c.of[l.right]:
			apart[l.left], apart[l.right] = append(apart[l.left], l.right), append(apart[l.right], l.left)
		case l.byPerson:
			return nil, Errorf(CodeInvalid, "%s and %s cannot be different: persons judged the same %s", l.left, l.right, strings.Join(chain(links, l.left, l.right), ", "))
		}
	}
	for _, l := range links {
		if l.same && !l.byPerson && !c.areApart(apart, l.left, l.right) {
			c.join(l.left, l.right)
		}
	}
	return c.of, nil
}

// survivor returns the id that stays of two: the shorter, then the smaller.
func survivor(a, b string) string {
	if cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) <= 0 {
		return a
	}
	return b
}

// clusters are sets of ids, each called by its survivor.
type clusters struct {
	of      map[string]string   // survivor by id
	members map[string][]string // by survivor
}

func (c *clusters) add(id string) {
	if c.of[id] == "" {
		c.of[id], c.members[id] = id, []string{id}
	}
}

// join makes the clusters of two ids one.
func (c *clusters) join(a, b string) {
	a, b = c.of[a], c.of[b]
	if a == b {
		return
	}
	stays := survivor(a, b)
	goes := a
	if stays == a {
		goes = b
	}
	for _, id := range c.members[goes] {
		c.of[id] = stays
	}
	c.members[stays] = append(c.members[stays], c.members[goes]...)
	delete(c.members, goes)
}

// areApart reports whether an id of the one cluster is judged different from one
// of the other.
func (c *clusters) areApart(apart map[string][]string, a, b string) bool {
	return slices.ContainsFunc(c.members[c.of[a]], func(id string) bool {
		return slices.ContainsFunc(apart[id], func(other string) bool { return c.of[other] == c.of[b] && c.of[a] != c.of[b] })
	})
}

// chain names the pairs by which persons' judgements lead from one id to another
// in the fewest steps.
func chain(links []link, from, to string) []string {
	before := map[string]string{from: from}
	for next := []string{from}; len(next) > 0 && before[to] == ""; {
		id := next[0]
		next = next[1:]
		for _, l := range links {
			for _, pair := range [][2]string{{l.left, l.right}, {l.right, l.left}} {
				if l.same && l.byPerson && pair[0] == id && before[pair[1]] == "" {
					before[pair[1]] = id
					next = append(next, pair[1])
				}
			}
		}
	}
	var pairs []string
	for id := to; id != from && before[id] != ""; id = before[id] {
		pairs = append(pairs, fmt.Sprintf("%s and %s", before[id], id))
	}
	slices.Reverse(pairs)
	return pairs
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
