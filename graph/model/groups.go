package model

import (
	"strconv"

	"github.com/dealgraph/dealgraph/store"
)

// Groups is a view over the answer to a grouping.
type Groups struct {
	answer *store.Groups
	shapes store.Shapes
}

// Grouped returns the answer to the grouping of that key; an empty one if the
// plan did not ask for it.
func (c Connection) Grouped(key string) *Groups {
	for _, g := range c.list.Groups {
		if answer := c.page.Groups[key]; g.Key == key && answer != nil {
			return &Groups{answer, g.Shapes}
		}
	}
	return &Groups{answer: &store.Groups{}}
}

// Groups returns the groups, the largest first.
func (g Groups) Groups() []*Group {
	groups := make([]*Group, len(g.answer.Rows))
	for i, row := range g.answer.Rows {
		groups[i] = &Group{row, g.shapes}
	}
	return groups
}

// Omitted returns the number of groups beyond the limit.
func (g Groups) Omitted() int { return g.answer.Omitted }

// Truncated reports whether there are groups beyond the limit.
func (g Groups) Truncated() bool { return g.answer.Omitted > 0 }

// Group is a view over one group.
type Group struct {
	row    *store.GroupCount
	shapes store.Shapes
}

// Value returns the value the group has in common, as text.
func (g Group) Value() *string { return textOf(g.row.Value) }

// Node returns the node the group has in common.
func (g Group) Node() Node {
	if g.row.Node == nil {
		return nil
	}
	return mixed[Node](g.object())
}

func (g Group) object() Object { return NewObject(g.row.Node, g.shapes[g.row.Node.Kind]) }

// Count returns how many there are in the group.
func (g Group) Count() int { return g.row.Count }

// Sums returns the money of the group per currency.
func (g Group) Sums() []*MoneySum {
	sums := make([]*MoneySum, len(g.row.Sums))
	for i, sum := range g.row.Sums {
		sums[i] = &MoneySum{Currency: sum.Currency, Amount: sum.Amount, Count: sum.Count}
	}
	return sums
}

// UndisclosedCount returns of how many the amount is called undisclosed.
func (g Group) UndisclosedCount() int { return g.row.Undisclosed }

// UnknownCount returns of how many nothing is said of an amount.
func (g Group) UnknownCount() int { return g.row.Unknown }

// MoneySum is an amount of money added up.
type MoneySum struct {
	Currency string
	Amount   float64
	Count    int
}

// CounterpartiesKey is the key of the one grouping of a follow that answers
// counterparties.
const CounterpartiesKey = "parties"

// Counterparties is a view over who else is a party to somebody's deals.
type Counterparties struct{ *Groups }

// Nodes returns the other parties, those with most deals first.
func (c Counterparties) Nodes() []*Counterparty {
	groups := c.Groups.Groups()
	parties := make([]*Counterparty, len(groups))
	for i, g := range groups {
		parties[i] = &Counterparty{g}
	}
	return parties
}

// Counterparty is a view over one of them.
type Counterparty struct{ group *Group }

// Party returns the other party.
func (c Counterparty) Party() Party { return mixed[Party](c.group.object()) }

// DealCount returns how many deals both are parties to.
func (c Counterparty) DealCount() int { return c.group.Count() }

// textOf returns the text form of a column's value, nil without one.
func textOf(value any) *string {
	var text string
	switch v := value.(type) {
	case string:
		text = v
	case bool:
		text = strconv.FormatBool(v)
	case int64:
		text = strconv.FormatInt(v, 10)
	case float64:
		text = store.FormatNumber(v)
	default:
		return nil
	}
	return &text
}
