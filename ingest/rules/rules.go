package rules

import (
	"context"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// New returns the extractor that works by rules: offline, and the same for the
// same document whenever it is asked.
func New() extract.Extractor { return extractor{} }

type extractor struct{}

// Name is "rules".
func (extractor) Name() string { return "rules" }

// Extract returns what the document states.
func (extractor) Extract(ctx context.Context, doc *extract.Document) (*extract.Extraction, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t := read(doc)
	return t.extraction(), nil
}

// extraction assembles what was found.
func (t *text) extraction() *extract.Extraction {
	found := &extract.Extraction{
		Companies: []*extract.Company{}, People: []*extract.Person{}, Deals: []*extract.Deal{}, Products: []*extract.Product{},
		Technologies: []*extract.Technology{}, Portfolios: []*extract.Portfolio{}, Subsidiaries: []*extract.Subsidiary{},
	}
	for _, e := range t.entities {
		if e.kind == companyEntity {
			found.Companies = append(found.Companies, &extract.Company{Name: e.name, Aliases: append([]string{}, e.aliases...), Country: e.country, Claim: t.claim(e)})
		}
	}
	found.Deals = findDeals(t)
	found.People = t.people(findRoles(t))
	found.Products = findProducts(t)
	found.Technologies = findTechnologies(t)
	found.Portfolios = findPortfolios(t)
	found.Subsidiaries = findSubsidiaries(t)
	return found
}

// people are those with a role, in the order of the text.
func (t *text) people(roles []*foundRole) []*extract.Person {
	people := []*extract.Person{}
	of := map[*entity][]*foundRole{}
	for _, r := range roles {
		of[r.person] = append(of[r.person], r)
	}
	for _, e := range t.entities {
		if e.kind != personEntity {
			continue
		}
		person := &extract.Person{Name: e.name, Aliases: e.aliases, Claim: t.claim(e)}
		for _, r := range of[e] {
			if r.at.kind == companyEntity {
				person.Roles = addRole(person.Roles, r.role)
			}
		}
		if len(person.Roles) > 0 {
			people = append(people, person)
		}
	}
	return people
}

// addRole adds a role unless it is there: the same title, or a shorter form of
// it, at the same company.
func addRole(roles []*extract.Role, role *extract.Role) []*extract.Role {
	for i, r := range roles {
		if r.Company != role.Company {
			continue
		}
		a, b := titleKey(r.Title), titleKey(role.Title)
		switch {
		case a == b || strings.HasPrefix(a, b+" "):
			r.Passages = append(r.Passages, role.Passages...)
			if r.Period == "" {
				r.Period = role.Period
			}
			r.Confidence = max(r.Confidence, role.Confidence)
			return roles
		case strings.HasPrefix(b, a+" "):
			role.Passages = append(role.Passages, r.Passages...)
			if role.Period == "" {
				role.Period = r.Period
			}
			role.Confidence = max(r.Confidence, role.Confidence)
			roles[i] = role
			return roles
		}
	}
	return append(roles, role)
}

// titleKey is a title as compared: lower case, abbreviations written out.
func titleKey(title string) string {
	words := strings.Fields(strings.ToLower(strings.NewReplacer(".", "", ",", " ").Replace(title)))
	for i, w := range words {
		if full, ok := shortTitles[w]; ok {
			words[i] = full
		}
	}
	key := strings.Join(words, " ")
	if key == "chief executive" {
		key = "chief executive officer"
	}
	return key
}

var shortTitles = map[string]string{"ceo": "chief executive officer", "cfo": "chief financial officer", "coo": "chief operating officer", "cto": "chief technology officer",
	"vp": "vice president", "svp": "senior vice president", "evp": "executive vice president", "cofounder": "co-founder", "chairwoman": "chairman", "chairperson": "chairman", "chair": "chairman", "spokeswoman": "spokesman", "spokesperson": "spokesman"}

// claim says where an entity is named, and how sure it is.
func (t *text) claim(e *entity) extract.Claim {
	claim := extract.Claim{Confidence: e.confidence, Reasons: e.reasons}
	for _, s := range t.places[e] {
		claim.Passages = append(claim.Passages, s.passage())
		if len(claim.Passages) == 3 {
			break
		}
	}
	return claim
}

func (s *sentence) passage() extract.Passage {
	return extract.Passage{Paragraph: s.paragraph, Sentence: s.text}
}
