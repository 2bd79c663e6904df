package ingest

import (
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
)

// company drafts a company.
func (d *drafting) company(c *extract.Company) {
	n := d.add("Company", "company:"+slugOf(c.Name), c.Name, c.Claim)
	d.companies[c.Name] = n.id
	d.named(n, c.Name, c.Aliases, c.Claim)
	if c.Unit {
		d.state(n, &store.Statement{Property: "companyKind", Value: "UNIT", Passage: d.passage(c.Claim)})
	}
	if c.Country != "" {
		d.state(n, &store.Statement{Property: "country", Value: c.Country, Passage: d.passage(c.Claim)})
	}
}

// named states the names of a thing, each at a passage that has it.
func (d *drafting) named(n *draft, name string, aliases []string, claim extract.Claim) {
	if !slices.Contains(n.names, name) {
		n.names = append(n.names, name)
	}
	if n.names[0] == name {
		d.state(n, &store.Statement{Property: "name", Value: name, Passage: d.passage(claim, name)})
	} else {
		aliases = append([]string{name}, aliases...) // another form that makes the same id
	}
	for _, alias := range aliases {
		if alias == n.names[0] {
			continue
		}
		if !slices.Contains(n.names, alias) {
			n.names = append(n.names, alias)
		}
		if slices.ContainsFunc(n.names, func(known string) bool { return alias == known+known }) {
			continue // "AcmeAcme", on a page that lost its markup, finds passages but is no name
		}
		d.state(n, &store.Statement{Property: "aliases", Value: alias, Passage: d.passage(claim, alias)})
	}
}

// person drafts a person and the positions.
func (d *drafting) person(p *extract.Person) {
	n := d.add("Person", "person:"+slugOf(p.Name), p.Name, p.Claim)
	d.people[p.Name] = n.id
	d.named(n, p.Name, p.Aliases, p.Claim)
	for _, role := range p.Roles {
		company := d.companies[role.Company]
		if company == "" {
			d.reject(p.Name+", "+role.Title, "its company "+role.Company+" is none of the article's")
			continue
		}
		for _, title := range splitTitle(role.Title) {
			d.position(n, company, title, role)
		}
	}
}

// position drafts one position of a person.
func (d *drafting) position(person *draft, company, title string, role *extract.Role) {
	kind := positionKind(title)
	id := "position:" + strings.TrimPrefix(person.id, "person:") + "-" + strings.TrimPrefix(company, "company:") + "-"
	if kind == "OTHER" {
		id += slugOf(title)
	} else {
		id += strings.ToLower(strings.ReplaceAll(kind, "_", "-"))
	}
	n := d.add("Position", id, person.label+", "+title+" of "+role.Company, role.Claim)
	for _, s := range []store.Statement{
		{Property: "title", Value: title, Passage: d.passage(role.Claim, title)},
		{Property: "positionKind", Value: kind, Passage: d.passage(role.Claim, title)},
		{Property: "person", Value: person.id, Passage: d.passage(role.Claim, person.names...)},
		{Property: "company", Value: company, Passage: d.passage(role.Claim, role.Company)},
		{Property: "period", Value: d.period(role), Passage: d.passage(role.Claim)},
	} {
		if s.Value != "" {
			d.state(n, &s)
		}
	}
}

// period is when a role was held as far as the article tells: one that is over
// ended before it was published.
func (d *drafting) period(role *extract.Role) string {
	if role.Period != "" || role.Status != "FORMER" || d.doc.Published == "" {
		return role.Period
	}
	return "../" + d.doc.Published
}

// product drafts a product with its maker.
func (d *drafting) product(p *extract.Product) {
	n := d.add("Product", "product:"+slugOf(p.Name), p.Name, p.Claim)
	d.products[p.Name] = n.id
	d.named(n, p.Name, p.Aliases, p.Claim)
	if maker := d.companies[p.Company]; maker != "" {
		d.state(n, &store.Statement{Property: "maker", Value: maker, Passage: d.passage(p.Claim, p.Company)})
	}
}

// technology drafts a technology area. One of the taxonomy has the id there.
func (d *drafting) technology(t *extract.Technology) {
	id := t.Area
	if id == "" {
		id = "area:" + slugOf(t.Name)
	}
	n := d.add("TechnologyArea", id, t.Name, t.Claim)
	d.areas[t.Name] = n.id
	d.named(n, t.Name, nil, t.Claim)
}

// subsidiary drafts an ownership.
func (d *drafting) subsidiary(s *extract.Subsidiary) {
	parent, child := d.companies[s.Parent], d.companies[s.Child]
	if parent == "" || child == "" || parent == child {
		d.reject(s.Child+", owned by "+s.Parent, "both must be companies of the article, and two")
		return
	}
	n := d.add("Ownership", "ownership:"+strings.TrimPrefix(parent, "company:")+"-"+strings.TrimPrefix(child, "company:"),
		s.Child+", owned by "+s.Parent, s.Claim)
	interest := "SUBSIDIARY"
	if slices.ContainsFunc(d.byID[child].statements, func(s *store.Statement) bool { return s.Property == "companyKind" && s.Value == "UNIT" }) {
		interest = "UNIT"
	}
	for _, s := range []store.Statement{
		{Property: "owner", Value: parent, Passage: d.passage(s.Claim, s.Parent)},
		{Property: "owned", Value: child, Passage: d.passage(s.Claim, s.Child)},
		{Property: "interest", Value: interest, Passage: d.passage(s.Claim)},
	} {
		d.state(n, &s)
	}
}

// portfolio drafts the patents of a company, counted by the article on its day.
func (d *drafting) portfolio(p *extract.Portfolio) {
	company := d.companies[p.Company]
	if company == "" {
		d.reject("patents of "+p.Company, "it is none of the article's companies")
		return
	}
	day := d.doc.Published
	suffix := day
	if suffix == "" {
		suffix = hashOf(d.article.ID)
	}
	n := d.add("Holding", "holding:"+strings.TrimPrefix(company, "company:")+"-patents-"+suffix, "patents of "+p.Company, p.Claim)
	d.state(n, &store.Statement{Property: "company", Value: company, Passage: d.passage(p.Claim, p.Company)})
	for _, count := range []struct {
		property string
		value    *int
	}{{"grantedCount", p.Granted}, {"appliedCount", p.Applied}} {
		if count.value != nil {
			value, said := extract.Quantity(p.Passages, *count.value)
			d.state(n, &store.Statement{Property: count.property, Value: value, SaidAs: said, Passage: d.passage(p.Claim, said)})
		}
	}
	if day != "" {
		d.state(n, &store.Statement{Property: "asOf", Value: day, Passage: d.passage(p.Claim)})
	}
}

// recordExtractor is the extractor of statements that rest on the article's own
// record and not on its text.
const recordExtractor = "record"

// publisher drafts whoever published the article.
func (d *drafting) publisher() {
	name := remark.ReplaceAllString(d.doc.Publisher, "")
	if name == "" {
		return
	}
	id := "company:" + slugOf(name)
	n := d.draft("Company", id, name, extract.Claim{Confidence: 1})
	if len(n.names) == 0 {
		n.names = []string{name}
	}
	for _, s := range []store.Statement{{Property: store.SelfProperty}, {Property: "name", Value: name}} {
		s.Extractor = recordExtractor
		d.state(n, &s)
	}
	d.article.Publishers = []string{id}
}
