package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
	"golang.org/x/text/currency"
)

// What a deal can be; the umbrella AGREEMENT is told by its parts.
var (
	dealKinds = setOf("CROSS_LICENSE", "LICENSE", "PATENT_SALE", "ACQUISITION", "DIVESTITURE", "INVESTMENT", "PARTNERSHIP",
		"JOINT_VENTURE", "SUPPLY", "SETTLEMENT", "LITIGATION", "OTHER")
	partyRoles = setOf("LICENSOR", "LICENSEE", "BUYER", "SELLER", "TARGET", "INVESTOR", "INVESTEE", "SUPPLIER", "CUSTOMER",
		"DISTRIBUTOR", "PARTNER", "PLAINTIFF", "DEFENDANT")
	dealStatuses = setOf(Announced, Completed, Rumoured, Denied, Terminated)
	undisclosed  = setOf("VALUE", "PATENTS", "PARTY", "TERM")
)

func (g *grounding) groundDeal(d *Deal) {
	what := describe(d)
	kind, status := constant(d.Kind), constant(d.Status)
	switch {
	case !dealKinds[kind]:
		g.reject(what, "kind %q is none", d.Kind)
		return
	case !dealStatuses[status]:
		g.reject(what, "status %q is none", d.Status)
		return
	}
	claim := g.claim(d.Claim)
	if len(claim.Passages) == 0 {
		g.reject(what, "its passage is not in the text")
		return
	}
	parties, refused := g.parties(d, claim.Passages)
	if len(refused) > 0 {
		why := strings.Join(refused, "; ")
		if distinct(parties) < 2 {
			g.reject(what, "%s", why)
			return
		}
		g.reject(what+": a party", "%s", why)
		claim.Confidence = min(claim.Confidence, belowAccepted)
		claim.Reasons = append(claim.Reasons, "a party was left out: "+clip(why))
	}
	if len(parties) == 0 || len(d.Parties) > 1 && distinct(parties) < 2 {
		g.reject(what, "it has no two parties")
		return
	}
	kept := &Deal{
		Kind: kind, Status: status, Background: d.Background, Parties: parties, Agreement: d.Agreement, Claim: claim,
		Announced: g.announced(what, d.Announced), Value: g.value(what, d.Value, claim), Technologies: []string{},
	}
	if p := d.Patents; p != nil {
		kept.Patents = &Patents{Count: g.count(what, p.Count, claim), Description: p.Description, Essential: p.Essential}
		if kept.Patents.Count == nil && strings.TrimSpace(p.Description) == "" && !p.Essential {
			kept.Patents = nil
		}
	}
	for _, u := range d.Undisclosed {
		if u = constant(u); undisclosed[u] && !slices.Contains(kept.Undisclosed, u) {
			kept.Undisclosed = append(kept.Undisclosed, u)
		}
	}
	for _, t := range d.Technologies {
		if at := g.technologies.get(t); at >= 0 {
			kept.Technologies = union(kept.Technologies, []string{g.out.Technologies[at].Name}, "")
		}
	}
	for _, t := range d.Explores {
		if at := g.technologies.get(t); at >= 0 && !slices.Contains(kept.Technologies, g.out.Technologies[at].Name) {
			kept.Explores = union(kept.Explores, []string{g.out.Technologies[at].Name}, "")
		}
	}
	for _, p := range d.Products {
		if at := g.products.get(p); at >= 0 {
			kept.Products = union(kept.Products, []string{g.out.Products[at].Name}, "")
		}
	}
	kept.SaidBy, _, _ = g.party(d.SaidBy)
	if at := g.companies.get(d.SaidFor); at >= 0 {
		kept.SaidFor = g.out.Companies[at].Name
	}
	for _, other := range g.out.Deals {
		if sameDeal(other, kept) {
			join(other, kept)
			return
		}
	}
	g.out.Deals = append(g.out.Deals, kept)
}

// belowAccepted is the confidence of what has to be looked at by a person.
const belowAccepted = Accepted - 0.05

// describe names a deal for people.
func describe(d *Deal) string {
	var names []string
	for _, p := range d.Parties {
		if p != nil {
			names = append(names, p.Company)
		}
	}
	return strings.TrimSpace(d.Kind + " " + strings.Join(names, ", "))
}

// party returns the name of the company or person that a reference means, and
// all its names.
func (g *grounding) party(reference string) (name string, all []string, ok bool) {
	if at := g.companies.get(reference); at >= 0 {
		c := g.out.Companies[at]
		return c.Name, append([]string{c.Name}, c.Aliases...), true
	}
	if at := g.people.get(reference); at >= 0 {
		p := g.out.People[at]
		return p.Name, append([]string{p.Name, lastWord(p.Name)}, p.Aliases...), true
	}
	return "", nil, false
}

// parties returns those of a deal's parties that stand in its passages, each
// once in a role, and why the others do not.
func (g *grounding) parties(d *Deal, passages []Passage) (kept []*Party, refused []string) {
	for _, p := range d.Parties {
		if p == nil {
			continue
		}
		role := constant(p.Role)
		name, all, ok := g.party(p.Company)
		switch {
		case !ok:
			refused = append(refused, fmt.Sprintf("%s is no company or person of the article", p.Company))
		case !partyRoles[role]:
			refused = append(refused, fmt.Sprintf("role %q of %s is none", p.Role, p.Company))
		case !g.stands(passages, all, p.Mention) || !anyIn(passages, all) && strings.TrimSpace(p.Mention) == "":
			refused = append(refused, fmt.Sprintf("its passage does not have %s", p.Company))
		case !slices.ContainsFunc(kept, func(o *Party) bool { return o.Company == name && o.Role == role }):
			kept = append(kept, &Party{Company: name, Role: role, Mention: p.Mention})
		}
	}
	return kept, refused
}

// announced returns a date that can be that of an announcement.
func (g *grounding) announced(what, date string) string {
	if date == "" {
		return ""
	}
	span, _, err := store.ParseDate(date)
	if err != nil {
		g.reject(what+": announced "+date, "%v", err)
		return ""
	}
	if published, _, err := store.ParseDate(g.doc.Published); err == nil && g.doc.Published != "" {
		if published.Latest != "" && span.Earliest > published.Latest {
			g.reject(what+": announced "+date, "the article was published before, on %s", g.doc.Published)
			return ""
		}
	} else if year := span.Earliest; len(year) >= 4 && !g.text.has(year[:4]) {
		g.reject(what+": announced "+date, "the article has no date, and does not name that year")
		return ""
	}
	return date
}

// value returns an amount if one of the passages has it, in that currency.
func (g *grounding) value(what string, m *Money, claim Claim) *Money {
	if m == nil {
		return nil
	}
	code := strings.ToUpper(strings.TrimSpace(m.Currency))
	what = fmt.Sprintf("%s: %s %s", what, store.FormatNumber(m.Amount), m.Currency)
	switch _, err := currency.ParseISO(code); {
	case err != nil:
		g.reject(what, "%q is no currency of ISO 4217", m.Currency)
	case m.Amount <= 0 || !hasNumber(claim.Passages, m.Amount):
		g.reject(what, "its passage does not have the amount")
	case !hasCurrency(claim.Passages, code):
		g.reject(what, "its passage does not have the currency")
	default:
		return &Money{Amount: m.Amount, Currency: code}
	}
	return nil
}

// distinct is how many companies and people are among parties.
func distinct(parties []*Party) int {
	seen := map[string]bool{}
	for _, p := range parties {
		seen[p.Company] = true
	}
	return len(seen)
}

// sameDeal reports whether two deals are one told twice: what they say agrees,
// or one of them says nothing.
func sameDeal(a, b *Deal) bool {
	if a.Kind != b.Kind || a.Status != b.Status || a.Background != b.Background || len(a.Parties) != len(b.Parties) {
		return false
	}
	for _, p := range a.Parties {
		if !slices.ContainsFunc(b.Parties, func(o *Party) bool { return o.Company == p.Company && o.Role == p.Role }) {
			return false
		}
	}
	if a.Announced != "" && b.Announced != "" && a.Announced != b.Announced || a.Value != nil && b.Value != nil && *a.Value != *b.Value {
		return false
	}
	return a.Patents == nil || b.Patents == nil || a.Patents.Count == nil || b.Patents.Count == nil || *a.Patents.Count == *b.Patents.Count
}

// join adds to a deal what another telling of it has.
func join(into, d *Deal) {
	merge(&into.Claim, d.Claim)
	into.Announced = firstOf(into.Announced, d.Announced)
	into.SaidBy, into.SaidFor = firstOf(into.SaidBy, d.SaidBy), firstOf(into.SaidFor, d.SaidFor)
	if into.Value == nil {
		into.Value = d.Value
	}
	if into.Patents == nil || into.Patents.Count == nil && d.Patents != nil && d.Patents.Count != nil {
		into.Patents = d.Patents
	}
	if into.Agreement == 0 {
		into.Agreement = d.Agreement
	}
	into.Undisclosed = union(into.Undisclosed, d.Undisclosed, "")
	into.Technologies = union(into.Technologies, d.Technologies, "")
	into.Explores = union(into.Explores, d.Explores, "")
	into.Products = union(into.Products, d.Products, "")
}
