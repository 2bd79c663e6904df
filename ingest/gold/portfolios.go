package gold

import (
	"fmt"
	"slices"
)

// holding is one number of a portfolio: what a company was granted or has
// applied for.
type holding struct {
	company referent
	what    string
	counts  []int // the one annotated and others accepted
}

func (h *holding) String() string { return fmt.Sprintf("%s %s=%d", h.company, h.what, h.counts[0]) }

func (c *comparison) portfolios() {
	var gold []holding
	for _, g := range c.gold.Portfolios {
		if g.Granted != nil {
			gold = append(gold, holding{referent(g.Company), "granted", append([]int{*g.Granted}, g.GrantedAlt...)})
		}
		if g.Applied != nil {
			gold = append(gold, holding{referent(g.Company), "applied", append([]int{*g.Applied}, g.AppliedAlt...)})
		}
	}
	used := make([]bool, len(gold))
	predict := func(company, what string, count *int) {
		if count == nil {
			return
		}
		owner := c.names.resolve(company)
		for i, g := range gold {
			if !used[i] && g.company == owner && g.what == what && slices.Contains(g.counts, *count) {
				used[i] = true
				c.right(Portfolios)
				return
			}
		}
		c.wrong(Portfolios, fmt.Sprintf("%s %s=%d", company, what, *count))
	}
	for _, p := range c.pred.Portfolios {
		predict(p.Company, "granted", p.Granted)
		predict(p.Company, "applied", p.Applied)
	}
	for i := range gold {
		if !used[i] {
			c.missing(Portfolios, gold[i].String())
		}
	}
}
