package gold

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

func (c *comparison) deals() {
	gold, deals := c.gold.Deals, c.predictedDeals()
	match(deals, gold)
	found := make([]*predicted, len(gold))
	for _, d := range deals {
		if d.match < 0 {
			c.unmatched(d)
			continue
		}
		found[d.match] = d
		if !c.primary || !gold[d.match].Background {
			c.matched(d, &gold[d.match])
		}
	}
	for i := range gold {
		if !c.primary || !gold[i].Background {
			c.missedOf(&gold[i], found[i])
		}
	}
}

// matched counts what a predicted deal has right and wrong.
func (c *comparison) matched(d *predicted, g *Deal) {
	c.right(DealsLenient)
	c.report.kind(g.Kind).TruePositives++
	if d.strict {
		c.right(DealsStrict)
	} else {
		c.report.count(DealsStrict).FalsePositives++
		c.miss(DealsStrict, Parties, d.String()+", not "+g.String())
	}
	if d.Value != nil {
		if sameValue(d.Value, g) {
			c.right(Values)
		} else {
			c.wrong(Values, fmt.Sprintf("%s: %s, not %s", d, money(d.Value), money(g.Value)))
		}
	}
	c.matchedDate(d, g)
	if d.Patents != nil && d.Patents.Count != nil {
		if n := patentCount(&g.GoldDeal); n != nil && *n == *d.Patents.Count {
			c.right(DealPatentCounts)
		} else {
			c.wrong(DealPatentCounts, fmt.Sprintf("%s: %d", d, *d.Patents.Count))
		}
	}
	c.status(d, g)
}

// matchedDate counts the date of a predicted deal. One that the text does not
// give but accepts is neither right nor wrong, nor is the day of publication
// where the text gives none.
func (c *comparison) matchedDate(d *predicted, g *Deal) {
	date := deref(d.Announced)
	if date == "" {
		return
	}
	for _, m := range []Measure{DatesLenient, DatesStrict} {
		given := deref(g.Announced) != ""
		switch {
		case sameDate(d.Announced, g, m == DatesLenient):
			if given {
				c.right(m)
			}
		case !given && date == deref(c.gold.Published):
		default:
			c.wrong(m, fmt.Sprintf("%s: %s, not %q", d, date, deref(g.Announced)))
		}
	}
}

// status counts the status of a matched deal.
func (c *comparison) status(d *predicted, g *Deal) {
	status := strings.ToUpper(d.Status)
	c.report.StatusTotal++
	if status == g.Status {
		c.report.StatusExact++
	}
	if coarse(status) == coarse(g.Status) {
		c.report.StatusCoarse++
	}
	if coarse(g.Status) != real && (status == "" || coarse(status) == real) {
		c.report.UnrealAsReal++
		c.miss(DealsLenient, Status, d.String()+": "+g.Status)
	}
}

// real is the coarse status of deals that were made.
const real = "REAL"

func coarse(status string) string {
	if status == extract.Announced || status == extract.Completed {
		return real
	}
	return status
}

// unmatched counts a predicted deal that is no annotated one.
func (c *comparison) unmatched(d *predicted) {
	if c.ignorable(d) {
		c.report.OptionalDealsIgnored++
		return
	}
	c.wrong(DealsLenient, d.String())
	c.report.kind(d.kind).FalsePositives++
	c.report.count(DealsStrict).FalsePositives++
	if len(c.gold.Deals) == 0 {
		c.report.InventedDeals++
	}
	if d.Value != nil {
		c.report.count(Values).FalsePositives++
	}
	if deref(d.Announced) != "" {
		c.report.count(DatesLenient).FalsePositives++
		c.report.count(DatesStrict).FalsePositives++
	}
	if d.Patents != nil && d.Patents.Count != nil {
		c.report.count(DealPatentCounts).FalsePositives++
	}
}

// ignorable reports whether a deal is one that may be found or not: between
// optional companies only, or an optional deal.
func (c *comparison) ignorable(d *predicted) bool {
	parties := map[string]bool{}
	for _, p := range d.parties {
		if p.company != optional {
			parties[string(p.company)] = true
		}
	}
	if len(parties) == 0 {
		return len(d.parties) > 0
	}
	return slices.ContainsFunc(c.gold.Optional.Deals, func(o OptionalDeal) bool {
		return o.Kind == d.kind && within(parties, set(o.Parties...))
	})
}

// missedOf counts what was not found of an annotated deal; found is nil if
// nothing was.
func (c *comparison) missedOf(g *Deal, found *predicted) {
	d := &extract.GoldDeal{}
	if found == nil {
		c.missing(DealsLenient, g.Status+" "+g.String())
		c.report.kind(g.Kind).FalseNegatives++
		c.report.count(DealsStrict).FalseNegatives++
	} else {
		d = found.GoldDeal
		if !found.strict {
			c.report.count(DealsStrict).FalseNegatives++
		}
	}
	missed := func(m Measure, is bool) {
		switch {
		case !is:
		case found == nil: // the deal's own line tells enough
			c.report.count(m).FalseNegatives++
		default:
			c.missing(m, found.String())
		}
	}
	missed(Values, g.Value != nil && !sameValue(d.Value, g))
	missed(DatesLenient, deref(g.Announced) != "" && !sameDate(d.Announced, g, true))
	missed(DatesStrict, deref(g.Announced) != "" && !sameDate(d.Announced, g, false))
	if n := patentCount(&g.GoldDeal); n != nil {
		m := patentCount(d)
		missed(DealPatentCounts, m == nil || *m != *n)
	}
}

// valueTolerance is how far amounts may differ, as a share of the annotated one.
const valueTolerance = 0.005

// sameValue compares with the annotated value and those accepted beside it.
func sameValue(p *extract.Money, g *Deal) bool {
	if p == nil {
		return false
	}
	same := func(v extract.Money) bool {
		difference := max(p.Amount-v.Amount, v.Amount-p.Amount)
		return v.Amount != 0 && difference <= valueTolerance*max(v.Amount, -v.Amount) && strings.EqualFold(p.Currency, v.Currency)
	}
	return g.Value != nil && same(*g.Value) || slices.ContainsFunc(g.AltValues, same)
}

// sameDate compares with the annotated date and those accepted beside it.
// Leniently one may be the beginning of the other: a month holds its days.
func sameDate(p *string, g *Deal, lenient bool) bool {
	date := deref(p)
	if date == "" {
		return false
	}
	return slices.ContainsFunc(append([]string{deref(g.Announced)}, g.AltAnnounced...), func(want string) bool {
		if want == "" || date == want {
			return want != ""
		}
		return lenient && len(date) >= len("2006") && (strings.HasPrefix(date, want) || strings.HasPrefix(want, date))
	})
}

func patentCount(d *extract.GoldDeal) *int {
	if d.Patents == nil {
		return nil
	}
	return d.Patents.Count
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func money(m *extract.Money) string {
	if m == nil {
		return "none"
	}
	return fmt.Sprintf("%.0f %s", m.Amount, m.Currency)
}

// String says for people which deal it is.
func (d *predicted) String() string {
	var parties []string
	for _, p := range d.Parties {
		parties = append(parties, p.Role+" "+p.Company)
	}
	return d.Kind + " (" + strings.Join(parties, ", ") + ")"
}

// String says for people which deal it is.
func (d *Deal) String() string {
	var parties []string
	for _, p := range d.Parties {
		parties = append(parties, p.Role+" "+strings.Join(p.companies(), " or "))
	}
	return d.Kind + " (" + strings.Join(parties, ", ") + ")"
}
