package gold

import (
	"fmt"
	"regexp"
	"strings"
)

// faults lists what is wrong with an annotation, for whoever writes it: a slip
// there would be measured as one of the extractor's.
func (a *Article) faults() []string {
	c := &check{text: collapse(string(a.Text)), companies: map[string]bool{}}
	g := a.Gold
	if g.ID != a.ID {
		c.fault("its id is %q", g.ID)
	}
	if g.Published != nil {
		c.date("published", *g.Published)
	}
	for _, company := range g.Companies {
		if c.companies[company.Name] {
			c.fault("company %q stands there twice", company.Name)
		}
		c.companies[company.Name] = true
		c.inText("company", append([]string{company.Name}, company.Aliases...)...)
	}
	for _, p := range g.People {
		c.inText("person", p.Name)
		for _, r := range p.Roles {
			c.company("a role of "+p.Name, r.Company)
			c.among("the status of a role of "+p.Name, r.Status, set("CURRENT", "FORMER"))
		}
	}
	for i := range g.Deals {
		c.deal(i+1, &g.Deals[i])
	}
	for _, p := range g.Products {
		c.inText("product", p.Name)
		if p.Company != nil {
			c.company("product "+p.Name, *p.Company)
		}
	}
	for _, p := range g.Portfolios {
		c.company("a portfolio", p.Company)
	}
	for _, s := range g.Subsidiaries {
		c.company("a subsidiary", s.Parent, s.Child)
	}
	c.optional(&g.Optional)
	return c.faults
}

// check collects faults.
type check struct {
	text      string
	companies map[string]bool
	faults    []string
}

func (c *check) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

func (c *check) deal(number int, d *Deal) {
	what := fmt.Sprintf("deal %d", number)
	for _, kind := range append([]string{d.Kind}, d.AltKinds...) {
		c.among("a kind of "+what, kind, kinds)
	}
	c.among("the status of "+what, d.Status, statuses)
	if len(d.Parties) == 0 {
		c.fault("%s has no parties", what)
	}
	for _, p := range d.Parties {
		c.company("a party of "+what, p.companies()...)
		c.among("a role of "+what, p.Role, partyRoles)
	}
	c.company("an optional party of "+what, d.OptionalParties...)
	if d.Announced != nil {
		c.date(what, *d.Announced)
	}
	for _, date := range d.AltAnnounced {
		c.date(what, date)
	}
	values := d.AltValues
	if d.Value != nil {
		values = append(values[:len(values):len(values)], *d.Value)
	}
	for _, v := range values {
		if v.Amount <= 0 || !isCurrency.MatchString(v.Currency) {
			c.fault("%s has the value %v %q: want a positive amount and an ISO code", what, v.Amount, v.Currency)
		}
	}
	c.inText("the evidence of "+what, d.Evidence)
}

func (c *check) optional(o *Optional) {
	for _, d := range o.Deals {
		c.among("the kind of an optional deal", d.Kind, kinds)
		c.company("an optional deal", d.Parties...)
	}
	for _, s := range o.Subsidiaries {
		parent, child, both := cutSubsidiary(s)
		if !both {
			c.fault("optional subsidiary %q: want parent>child", s)
			continue
		}
		c.company("an optional subsidiary", parent, child)
	}
}

// cutSubsidiary parts an optional subsidiary.
func cutSubsidiary(s string) (parent, child string, both bool) {
	parent, child, both = strings.Cut(s, ">")
	return strings.TrimSpace(parent), strings.TrimSpace(child), both
}

func (c *check) company(of string, names ...string) {
	for _, name := range names {
		if !c.companies[name] {
			c.fault("%s: %q is no annotated company", of, name)
		}
	}
}

func (c *check) inText(what string, passages ...string) {
	for _, passage := range passages {
		if p := collapse(passage); p == "" || !strings.Contains(c.text, p) {
			c.fault("%s: %q is not in the text", what, passage)
		}
	}
}

func (c *check) among(what, value string, values map[string]bool) {
	if !values[value] {
		c.fault("%s: %q is unknown", what, value)
	}
}

var (
	isDate     = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`)
	isCurrency = regexp.MustCompile(`^[A-Z]{3}$`)
)

func (c *check) date(of, date string) {
	if !isDate.MatchString(date) {
		c.fault("%s: %q is no day, month or year", of, date)
	}
}

func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }
