package extract

// GoldExtraction is an extraction in the shape of annotated test articles: the
// claims without where they stand and how sure they are.
type GoldExtraction struct {
	Companies    []GoldCompany    `json:"companies"`
	People       []GoldPerson     `json:"people"`
	Deals        []GoldDeal       `json:"deals"`
	Products     []GoldProduct    `json:"products"`
	Technologies []string         `json:"technologies"`
	Portfolios   []GoldPortfolio  `json:"patentPortfolios"`
	Subsidiaries []GoldSubsidiary `json:"subsidiaries"`
}

// GoldCompany is a company of a GoldExtraction.
type GoldCompany struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"`
}

// GoldPerson is a person of a GoldExtraction, with the roles.
type GoldPerson struct {
	Name  string     `json:"name"`
	Roles []GoldRole `json:"roles"`
}

// GoldRole is a role of a GoldPerson.
type GoldRole struct {
	Title   string `json:"title"`
	Company string `json:"company"`
	Status  string `json:"status"`
}

// GoldDeal is a deal of a GoldExtraction.
type GoldDeal struct {
	Kind         string       `json:"kind"`
	Status       string       `json:"status"`
	Background   bool         `json:"background"`
	Parties      []GoldParty  `json:"parties"`
	Announced    *string      `json:"announced"`
	Value        *Money       `json:"value"`
	Technologies []string     `json:"technologies"`
	Patents      *GoldPatents `json:"patents"`
	Evidence     string       `json:"evidence"`
}

// GoldParty is a party of a GoldDeal.
type GoldParty struct {
	Company string `json:"company"`
	Role    string `json:"role"`
}

// GoldPatents are the patents of a GoldDeal.
type GoldPatents struct {
	Count       *int   `json:"count"`
	Description string `json:"description"`
}

// GoldProduct is a product of a GoldExtraction.
type GoldProduct struct {
	Name    string   `json:"name"`
	Company *string  `json:"company"`
	Aliases []string `json:"aliases"`
}

// GoldPortfolio is a portfolio of a GoldExtraction.
type GoldPortfolio struct {
	Company string  `json:"company"`
	Granted *int    `json:"granted"`
	Applied *int    `json:"applied"`
	Other   *string `json:"other"`
}

// GoldSubsidiary is an ownership of a GoldExtraction.
type GoldSubsidiary struct {
	Parent string `json:"parent"`
	Child  string `json:"child"`
}

// Gold returns the claims of at least that confidence in the shape of annotated
// test articles. A fact goes with what it names: a deal is left out whose
// parties are.
func Gold(x *Extraction, least float64) *GoldExtraction {
	g := &GoldExtraction{Companies: []GoldCompany{}, People: []GoldPerson{}, Deals: []GoldDeal{}, Products: []GoldProduct{},
		Technologies: []string{}, Portfolios: []GoldPortfolio{}, Subsidiaries: []GoldSubsidiary{}}
	named := map[string]bool{}
	for _, c := range x.Companies {
		if c.Confidence >= least {
			named[c.Name] = true
			g.Companies = append(g.Companies, GoldCompany{c.Name, texts(c.Aliases)})
		}
	}
	for _, p := range x.People {
		if p.Confidence < least {
			continue
		}
		named[p.Name] = true
		person := GoldPerson{Name: p.Name, Roles: []GoldRole{}}
		for _, r := range p.Roles {
			if r.Confidence >= least && named[r.Company] {
				person.Roles = append(person.Roles, GoldRole{r.Title, r.Company, r.Status})
			}
		}
		g.People = append(g.People, person)
	}
	for _, d := range x.Deals {
		if d.Confidence >= least {
			if deal := goldDeal(d, named); deal != nil {
				g.Deals = append(g.Deals, *deal)
			}
		}
	}
	for _, p := range x.Products {
		if p.Confidence >= least {
			product := GoldProduct{Name: p.Name, Aliases: texts(p.Aliases)}
			if named[p.Company] {
				product.Company = &p.Company
			}
			g.Products = append(g.Products, product)
		}
	}
	for _, t := range x.Technologies {
		if t.Confidence >= least {
			g.Technologies = append(g.Technologies, t.Name)
		}
	}
	for _, p := range x.Portfolios {
		if p.Confidence >= least && named[p.Company] {
			g.Portfolios = append(g.Portfolios, GoldPortfolio{p.Company, p.Granted, p.Applied, some(p.Other)})
		}
	}
	for _, s := range x.Subsidiaries {
		if s.Confidence >= least && named[s.Parent] && named[s.Child] {
			g.Subsidiaries = append(g.Subsidiaries, GoldSubsidiary{s.Parent, s.Child})
		}
	}
	return g
}

func goldDeal(d *Deal, named map[string]bool) *GoldDeal {
	g := &GoldDeal{Kind: d.Kind, Status: d.Status, Background: d.Background, Announced: some(d.Announced), Value: d.Value,
		Technologies: texts(append(texts(d.Technologies), d.Explores...))}
	for _, p := range d.Parties {
		if !named[p.Company] {
			return nil
		}
		g.Parties = append(g.Parties, GoldParty{p.Company, p.Role})
	}
	if d.Patents != nil {
		g.Patents = &GoldPatents{d.Patents.Count, d.Patents.Description}
	}
	if len(d.Passages) > 0 {
		g.Evidence = d.Passages[0].Sentence
	}
	return g
}

// texts makes a missing list an empty one.
func texts(list []string) []string { return append([]string{}, list...) }

func some(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
