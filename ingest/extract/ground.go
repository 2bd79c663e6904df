package extract

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/store"
	"golang.org/x/text/language"
)

// Ground returns what of an extraction the document bears out, whichever
// extractor made it; x stays as it is. What it cannot find in the text it
// rejects with a reason, and what refers to the rejected goes with it:
//
//   - A passage that is not in the text does not count, quotation marks, dashes
//     and white space aside. Part of a sentence becomes the whole sentence.
//   - A company, person, product or technology that the text does not name is
//     rejected. One named with words that the text does not have (a legal form,
//     say) gets the name that the text has.
//   - A fact without a passage is rejected, and so is a deal of which fewer
//     than two parties stand in its passages, by name or by a mention that
//     resolves to a name that the text has before. If one party of several
//     does not, it is taken out and the deal is no longer accepted unreviewed.
//   - Kinds, roles and statuses that the model does not know reject their fact.
//   - An amount, a number of patents or a date that the text does not bear out
//     is taken out.
//   - What is told twice becomes one.
func Ground(doc *Document, x *Extraction) *Extraction {
	g := &grounding{doc: doc, text: newSource(doc), out: &Extraction{
		Companies: []*Company{}, People: []*Person{}, Deals: []*Deal{}, Products: []*Product{}, Technologies: []*Technology{},
		Portfolios: []*Portfolio{}, Subsidiaries: []*Subsidiary{},
	}}
	if x == nil {
		return g.out
	}
	g.out.Rejected = slices.Clone(x.Rejected)
	g.groundCompanies(x.Companies)
	g.groundPeople(x.People)
	g.groundProducts(x.Products)
	g.groundTechnologies(x.Technologies)
	for _, d := range x.Deals {
		if d != nil {
			g.groundDeal(d)
		}
	}
	for _, p := range x.Portfolios {
		if p != nil {
			g.groundPortfolio(p)
		}
	}
	for _, s := range x.Subsidiaries {
		if s != nil {
			g.groundSubsidiary(s)
		}
	}
	return g.out
}

// grounding is the grounding of one extraction.
type grounding struct {
	doc  *Document
	text *source
	out  *Extraction
	// companies, people, products and technologies find what was kept by any of
	// its names.
	companies, people, products, technologies names
}

func (g *grounding) reject(claim, format string, args ...any) {
	g.out.Rejected = append(g.out.Rejected, Rejection{Claim: clip(claim), Why: clip(fmt.Sprintf(format, args...))})
}

// longestReason is how many characters of an extractor's words go into a
// rejection.
const longestReason = 300

func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > longestReason {
		return string(runes[:longestReason]) + "…"
	}
	return s
}

// claim returns a claim with those of its passages that the text has, as it has
// them, each once.
func (g *grounding) claim(c Claim) Claim {
	kept := Claim{Confidence: c.Confidence, Reasons: slices.Clone(c.Reasons)}
	if math.IsNaN(kept.Confidence) {
		kept.Confidence = 0
	}
	kept.Confidence = min(max(kept.Confidence, 0), 1)
	for _, p := range c.Passages {
		for _, found := range g.text.find(p) {
			if !slices.Contains(kept.Passages, found) {
				kept.Passages = append(kept.Passages, found)
			}
		}
	}
	return kept
}

// named grounds what a thing is called: its name as the text has it, and those
// of its aliases that the text has. Without passages of its own, the claim gets
// the first sentence that names it. ok is false if the text does not.
func (g *grounding) named(what, name string, aliases []string, c Claim) (string, []string, Claim, bool) {
	claim := g.claim(c)
	candidates := append([]string{name}, aliases...)
	var found []string
	for i, n := range candidates {
		form := g.text.form(n)
		for shorter := withoutForm(n); i == 0 && form == "" && shorter != n; n, shorter = shorter, withoutForm(shorter) {
			form = g.text.form(shorter) // "Birkel Ltd" for a text's "Birkel"
		}
		if form == "" || slices.Contains(found, form) || i > 0 && !isAlias(form, candidates[0]) {
			continue
		}
		found = append(found, form)
	}
	if len(found) == 0 {
		g.reject(what+" "+name, "the text does not name it")
		return "", nil, claim, false
	}
	// Passages that do not name it are no evidence that there is one.
	claim.Passages = slices.DeleteFunc(claim.Passages, func(p Passage) bool {
		return !slices.ContainsFunc(found, func(n string) bool { return Names(p.Sentence, n) })
	})
	if len(claim.Passages) == 0 {
		claim.Passages = g.text.mentioning(found[0])
	}
	if len(found) == 1 {
		return found[0], nil, claim, true
	}
	return found[0], found[1:], claim, true
}

// isAlias reports whether a form can be another name: descriptions ("The Finnish
// company") are none.
func isAlias(form, name string) bool {
	words := strings.Fields(form)
	if len(words) > 1 && strings.EqualFold(words[0], "the") && slices.ContainsFunc(words, func(w string) bool { return descriptions[w] }) {
		return false
	}
	return strings.ToLower(form) != form || strings.Contains(strings.ToLower(name), form)
}

func (g *grounding) groundCompanies(list []*Company) {
	taken := map[string]bool{}
	for _, c := range list {
		if c != nil {
			taken[fold(c.Name)] = true
		}
	}
	for _, c := range list {
		if c == nil {
			continue
		}
		// What is the name of another company is no alias of this one.
		aliases := slices.DeleteFunc(slices.Clone(c.Aliases), func(a string) bool { return fold(a) != fold(c.Name) && taken[fold(a)] })
		name, aliases, claim, ok := g.named("company", c.Name, aliases, c.Claim)
		if !ok {
			continue
		}
		kept := &Company{Name: name, Aliases: aliases, Country: c.Country, Unit: c.Unit, Claim: claim}
		if kept.Aliases == nil {
			kept.Aliases = []string{}
		}
		if !isCountry(kept.Country) {
			kept.Country = ""
		}
		if same := g.companies.same(name); same >= 0 {
			merge(&g.out.Companies[same].Claim, claim)
			one := g.out.Companies[same]
			one.Aliases = union(one.Aliases, append([]string{name}, aliases...), one.Name)
			one.Unit = one.Unit || kept.Unit
			one.Country = firstOf(one.Country, kept.Country)
			g.companies.add(same, append(append([]string{name}, aliases...), c.Name)...)
			continue
		}
		g.out.Companies = append(g.out.Companies, kept)
		g.companies.add(len(g.out.Companies)-1, append(append([]string{name}, aliases...), c.Name)...)
	}
}

func (g *grounding) groundPeople(list []*Person) {
	for _, p := range list {
		if p == nil {
			continue
		}
		name, aliases, claim, ok := g.named("person", p.Name, p.Aliases, p.Claim)
		if !ok {
			continue
		}
		at := g.people.same(name)
		if at < 0 {
			at = len(g.out.People)
			g.out.People = append(g.out.People, &Person{Name: name, Aliases: aliases, Roles: []*Role{}, Claim: claim})
		} else {
			merge(&g.out.People[at].Claim, claim)
			one := g.out.People[at]
			one.Aliases = union(one.Aliases, append([]string{name}, aliases...), one.Name)
		}
		g.people.add(at, append(append([]string{name}, aliases...), p.Name)...)
		for _, r := range p.Roles {
			if r != nil {
				g.groundRole(g.out.People[at], r)
			}
		}
	}
}

func (g *grounding) groundRole(p *Person, r *Role) {
	what := fmt.Sprintf("%s, %s of %s", p.Name, r.Title, r.Company)
	company := g.companies.get(r.Company)
	status := constant(r.Status)
	claim := g.claim(r.Claim)
	switch {
	case company < 0:
		g.reject(what, "its company is none of the article's")
		return
	case status != "CURRENT" && status != "FORMER":
		g.reject(what, "status %q is none: want CURRENT or FORMER", r.Status)
		return
	case len(claim.Passages) == 0:
		g.reject(what, "its passage is not in the text")
		return
	case strings.TrimSpace(r.Title) == "" || !hasTitle(claim.Passages, r.Title):
		g.reject(what, "its passage does not have the title")
		return
	case !g.stands(claim.Passages, append([]string{p.Name, lastWord(p.Name)}, p.Aliases...), ""):
		g.reject(what, "neither the person nor a pronoun stands in its passage")
		return
	}
	kept := &Role{Title: strings.Join(strings.Fields(r.Title), " "), Company: g.out.Companies[company].Name, Status: status, Period: r.Period, Claim: claim}
	if kept.Period != "" {
		if _, _, err := store.ParseDate(kept.Period); err != nil {
			g.reject(what+", "+kept.Period, "%v", err)
			kept.Period = ""
		}
	}
	for _, other := range p.Roles {
		if fold(other.Title) == fold(kept.Title) && other.Company == kept.Company && other.Status == kept.Status {
			merge(&other.Claim, claim)
			other.Period = firstOf(other.Period, kept.Period)
			return
		}
	}
	p.Roles = append(p.Roles, kept)
}

func (g *grounding) groundProducts(list []*Product) {
	for _, p := range list {
		if p == nil {
			continue
		}
		name, aliases, claim, ok := g.named("product", p.Name, p.Aliases, p.Claim)
		if !ok {
			continue
		}
		maker := ""
		if at := g.companies.get(p.Company); at >= 0 {
			maker = g.out.Companies[at].Name
		} else if p.Company != "" {
			g.reject("product "+name+" of "+p.Company, "its maker is none of the article's companies")
		}
		at := g.products.same(name)
		if at < 0 {
			at = len(g.out.Products)
			g.out.Products = append(g.out.Products, &Product{Name: name, Company: maker, Aliases: aliases, Claim: claim})
		} else {
			one := g.out.Products[at]
			merge(&one.Claim, claim)
			one.Aliases = union(one.Aliases, append([]string{name}, aliases...), one.Name)
			one.Company = firstOf(one.Company, maker)
		}
		g.products.add(at, append(append([]string{name}, aliases...), p.Name)...)
	}
}

func (g *grounding) groundTechnologies(list []*Technology) {
	for _, t := range list {
		if t == nil {
			continue
		}
		sought := t.Name
		if g.text.form(sought) == "" {
			sought = strings.ToLower(sought) // "Edge computing" for a text's "edge computing"
		}
		name, _, claim, ok := g.named("technology", sought, nil, t.Claim)
		if !ok {
			continue
		}
		at := g.technologies.same(name)
		if at < 0 {
			at = len(g.out.Technologies)
			g.out.Technologies = append(g.out.Technologies, &Technology{Name: name, Area: t.Area, Claim: claim})
		} else {
			merge(&g.out.Technologies[at].Claim, claim)
			g.out.Technologies[at].Area = firstOf(g.out.Technologies[at].Area, t.Area)
		}
		g.technologies.add(at, name, t.Name)
	}
}

func (g *grounding) groundPortfolio(p *Portfolio) {
	what := "patents of " + p.Company
	company := g.companies.get(p.Company)
	if company < 0 {
		g.reject(what, "it is none of the article's companies")
		return
	}
	claim := g.claim(p.Claim)
	if len(claim.Passages) == 0 {
		g.reject(what, "its passage is not in the text")
		return
	}
	c := g.out.Companies[company]
	if !g.stands(claim.Passages, append([]string{c.Name}, c.Aliases...), "") {
		g.reject(what, "neither the company nor a word for it stands in its passage")
		return
	}
	kept := &Portfolio{Company: c.Name, Granted: g.count(what, p.Granted, claim), Applied: g.count(what, p.Applied, claim), Other: p.Other, Claim: claim}
	if kept.Granted == nil && kept.Applied == nil && strings.TrimSpace(kept.Other) == "" {
		g.reject(what, "its passage has no number of patents")
		return
	}
	for _, other := range g.out.Portfolios {
		if other.Company == kept.Company && equal(other.Granted, kept.Granted) && equal(other.Applied, kept.Applied) && other.Other == kept.Other {
			merge(&other.Claim, claim)
			return
		}
	}
	g.out.Portfolios = append(g.out.Portfolios, kept)
}

// count returns a number if one of the passages has it.
func (g *grounding) count(what string, n *int, claim Claim) *int {
	if n == nil {
		return nil
	}
	if *n >= 0 && hasNumber(claim.Passages, float64(*n)) {
		kept := *n
		return &kept
	}
	g.reject(fmt.Sprintf("%s: %d", what, *n), "its passage does not have the number")
	return nil
}

func (g *grounding) groundSubsidiary(s *Subsidiary) {
	what := s.Child + ", owned by " + s.Parent
	parent, child := g.companies.get(s.Parent), g.companies.get(s.Child)
	if parent < 0 || child < 0 || parent == child {
		g.reject(what, "both must be companies of the article, and two")
		return
	}
	claim := g.claim(s.Claim)
	if len(claim.Passages) == 0 {
		g.reject(what, "its passage is not in the text")
		return
	}
	a, b := g.out.Companies[parent], g.out.Companies[child]
	aNames, bNames := append([]string{a.Name}, a.Aliases...), append([]string{b.Name}, b.Aliases...)
	if !g.stands(claim.Passages, aNames, "") || !g.stands(claim.Passages, bNames, "") || !namesOne(claim.Passages, aNames, bNames) {
		g.reject(what, "its passage does not have them")
		return
	}
	for _, other := range g.out.Subsidiaries {
		if other.Parent == a.Name && other.Child == b.Name {
			merge(&other.Claim, claim)
			return
		}
	}
	g.out.Subsidiaries = append(g.out.Subsidiaries, &Subsidiary{Parent: a.Name, Child: b.Name, Claim: claim})
}

// merge adds to a claim what another of the same says.
func merge(into *Claim, c Claim) {
	into.Confidence = max(into.Confidence, c.Confidence)
	for _, p := range c.Passages {
		if !slices.Contains(into.Passages, p) {
			into.Passages = append(into.Passages, p)
		}
	}
	for _, r := range c.Reasons {
		if !slices.Contains(into.Reasons, r) {
			into.Reasons = append(into.Reasons, r)
		}
	}
}

// union adds to a list what it lacks, but for one name.
func union(list, more []string, but string) []string {
	for _, s := range more {
		if s != but && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func equal(a, b *int) bool { return a == b || a != nil && b != nil && *a == *b }

// constant is a text as the model spells its constants.
func constant(s string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToUpper(strings.Join(strings.Fields(s), " ")))
}

// isCountry reports whether a text is a country's code of ISO 3166.
func isCountry(code string) bool {
	if len(code) != 2 || code != strings.ToUpper(code) {
		return false
	}
	r, err := language.ParseRegion(code)
	return err == nil && r.IsCountry()
}
