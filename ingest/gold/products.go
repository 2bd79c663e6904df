package gold

import (
	"fmt"
	"slices"
	"strings"
)

func (c *comparison) products() {
	var gold []map[string]bool
	for _, g := range c.gold.Products {
		gold = append(gold, keysOf(g.Name, g.Aliases))
	}
	optional := map[string]bool{}
	for _, name := range c.gold.Optional.Products {
		optional[nameKey(name)], optional[technologyKey(name)] = true, true
	}
	used := make([]bool, len(gold))
	for _, p := range c.pred.Products {
		keys := keysOf(p.Name, p.Aliases)
		hit := freeProduct(gold, used, keys)
		if hit < 0 {
			hit = freeProduct(gold, used, c.withoutMaker(keys))
		}
		if hit < 0 {
			known := func(g map[string]bool) bool { return meet(g, keys) }
			if !meet(keys, optional) && !slices.ContainsFunc(gold, known) {
				c.wrong(Products, p.Name)
				c.report.count(ProductCompany).FalsePositives++
			}
			continue
		}
		used[hit] = true
		c.right(Products)
		maker, predicted := c.gold.Products[hit].Company, ""
		if p.Company != nil {
			predicted = *p.Company
		}
		if maker == nil || c.names.resolve(predicted) == referent(*maker) {
			c.right(ProductCompany)
			continue
		}
		c.wrong(ProductCompany, fmt.Sprintf("%s @ %s, not %s", p.Name, predicted, *maker))
		c.report.count(ProductCompany).FalseNegatives++
	}
	for i, g := range c.gold.Products {
		if !used[i] {
			c.missing(Products, g.Name)
			c.report.count(ProductCompany).FalseNegatives++
		}
	}
}

// freeProduct returns the first product that has one of the keys and is not
// taken, -1 if there is none.
func freeProduct(gold []map[string]bool, used []bool, keys map[string]bool) int {
	for i, g := range gold {
		if !used[i] && meet(g, keys) {
			return i
		}
	}
	return -1
}

// withoutMaker drops a company's name from the front of each key that has one;
// the other keys are left out.
func (c *comparison) withoutMaker(keys map[string]bool) map[string]bool {
	bare := map[string]bool{}
	for k := range keys {
		for _, company := range c.names.gold {
			for maker := range company.keys {
				if name, made := strings.CutPrefix(k, maker+" "); made {
					bare[name] = true
				}
			}
		}
	}
	return bare
}
