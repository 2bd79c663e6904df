package gold

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// personWords are the words of a person's name without address and generation.
func personWords(name string) []string {
	w := words(fold(name), "")
	for len(w) > 1 && slices.Contains([]string{"mr", "mrs", "ms", "dr", "sir", "prof", "judge"}, w[0]) {
		w = w[1:]
	}
	for len(w) > 2 && slices.Contains([]string{"jr", "sr", "ii", "iii"}, w[len(w)-1]) {
		w = w[:len(w)-1]
	}
	return w
}

// samePerson compares names: the same words in any order, or the same last word
// and a first one that is the same or its initial.
func samePerson(a, b string) bool {
	x, y := personWords(a), personWords(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if slices.Equal(slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y))) {
		return true
	}
	if len(x) == 1 || len(y) == 1 || x[len(x)-1] != y[len(y)-1] {
		return false
	}
	if x[0] == y[0] {
		return true
	}
	f, fSize := utf8.DecodeRuneInString(x[0])
	g, gSize := utf8.DecodeRuneInString(y[0])
	return f == g && (fSize == len(x[0]) || gSize == len(y[0]))
}

// heldRole is one title of a person at a company.
type heldRole struct {
	title   string
	company referent
}

func (c *comparison) people() {
	used := make([]*extract.GoldPerson, len(c.gold.People))
	for i := range c.pred.People {
		p := &c.pred.People[i]
		same := func(g extract.GoldPerson) bool { return samePerson(p.Name, g.Name) }
		hit := -1
		for j, g := range c.gold.People {
			if used[j] == nil && same(g) {
				hit = j
				break
			}
		}
		switch {
		case hit >= 0:
			used[hit] = p
			c.right(People)
		case slices.ContainsFunc(c.gold.Optional.People, func(name string) bool { return samePerson(p.Name, name) }):
		case len(p.Roles) == 0 && !slices.ContainsFunc(c.gold.People, same):
			c.report.RolelessIgnored++
		default:
			c.wrong(People, p.Name)
			c.report.count(PeopleRole).FalsePositives += len(p.Roles)
			c.report.count(PersonCompany).FalsePositives += len(p.Roles)
		}
	}
	for i, g := range c.gold.People {
		c.roles(&g, used[i])
	}
}

// roles compares the roles of an annotated person with those predicted; found
// is nil if the person was not.
func (c *comparison) roles(g *extract.GoldPerson, found *extract.GoldPerson) {
	var want, have []heldRole
	for _, r := range g.Roles {
		for _, t := range titles(r.Title) {
			want = append(want, heldRole{t, referent(r.Company)})
		}
	}
	if found == nil {
		c.missing(People, g.Name)
		c.report.count(PeopleRole).FalseNegatives += len(want)
		c.report.count(PersonCompany).FalseNegatives += len(companiesOf(want))
		return
	}
	for _, r := range found.Roles {
		company := c.names.resolve(r.Company)
		for _, t := range titles(r.Title) {
			if company != optional {
				have = append(have, heldRole{t, company})
			}
		}
	}
	left := slices.Clone(want)
	for _, r := range have {
		i := slices.IndexFunc(left, func(w heldRole) bool { return w.company == r.company && sameTitle(r.title, w.title) })
		if i < 0 {
			c.wrong(PeopleRole, r.of(g.Name))
			continue
		}
		left = slices.Delete(left, i, i+1)
		c.right(PeopleRole)
	}
	for _, r := range left {
		c.missing(PeopleRole, r.of(g.Name))
	}
	predicted, annotated := companiesOf(have), companiesOf(want)
	both := shared(predicted, annotated)
	n := c.report.count(PersonCompany)
	n.TruePositives += both
	n.FalsePositives += len(predicted) - both
	n.FalseNegatives += len(annotated) - both
}

func (r heldRole) of(person string) string {
	company := string(r.company)
	if r.company == unknown {
		company = "a company that is not annotated"
	}
	return fmt.Sprintf("%s: %s @ %s", person, r.title, company)
}

func companiesOf(roles []heldRole) map[string]bool {
	companies := map[string]bool{}
	for _, r := range roles {
		companies[string(r.company)] = true
	}
	return companies
}
