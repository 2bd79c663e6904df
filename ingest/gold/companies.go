package gold

import "github.com/dealgraph/dealgraph/ingest/extract"

// referent is the annotated company that a predicted name stands for: its Name,
// or one of these.
type referent string

const (
	unknown  referent = ""  // no annotated company
	optional referent = "?" // one that may be found or not
)

// resolver finds what predicted names stand for. The aliases of annotation and
// prediction both count.
type resolver struct {
	gold     []namedKeys
	optional map[string]bool
	// aliases has, for each key of a predicted company, all of them.
	aliases map[string]map[string]bool
}

type namedKeys struct {
	name string
	keys map[string]bool
}

func newResolver(predicted []extract.GoldCompany, gold *Annotation) *resolver {
	r := &resolver{optional: map[string]bool{}, aliases: map[string]map[string]bool{}}
	for _, c := range gold.Companies {
		r.gold = append(r.gold, namedKeys{c.Name, keysOf(c.Name, c.Aliases)})
	}
	for _, name := range gold.Optional.Companies {
		r.optional[nameKey(name)] = true
	}
	for _, c := range predicted {
		keys := keysOf(c.Name, c.Aliases)
		for k := range keys {
			if r.aliases[k] == nil {
				r.aliases[k] = map[string]bool{}
			}
			for other := range keys {
				r.aliases[k][other] = true
			}
		}
	}
	return r
}

// resolve prefers the name itself to what else the prediction calls it.
func (r *resolver) resolve(name string) referent {
	k := nameKey(name)
	if k == "" {
		return unknown
	}
	for _, keys := range []map[string]bool{set(k), r.aliases[k]} {
		for _, c := range r.gold {
			if meet(keys, c.keys) {
				return referent(c.name)
			}
		}
	}
	if r.optional[k] {
		return optional
	}
	return unknown
}

func (c *comparison) companies() {
	used := map[referent]bool{}
	for _, p := range c.pred.Companies {
		switch n := c.names.resolve(p.Name); {
		case n == optional:
		case n == unknown:
			c.wrong(Companies, p.Name)
		case used[n]:
			c.report.count(Companies).FalsePositives++
			c.miss(Companies, Duplicate, p.Name)
			c.report.DuplicateCompanies++
		default:
			used[n] = true
			c.right(Companies)
		}
	}
	for _, g := range c.names.gold {
		if !used[referent(g.name)] {
			c.missing(Companies, g.name)
		}
	}
}
