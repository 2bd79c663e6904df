// Package gold measures extractors against annotated articles: [Load] reads
// them, [Score] compares what an extractor found in each with what is written
// beside it, and [Table] prints the measures. README.md tells what is annotated
// and when a prediction counts as right.
package gold

import "github.com/dealgraph/dealgraph/ingest/extract"

// Article is an article and what a careful reader finds in it.
type Article struct {
	// ID is the name of its files without extension: 601 for 601.md and
	// 601.gold.json.
	ID string
	// File is the path of the text, and Text what stands there: front matter,
	// then the body, in Markdown.
	File string
	Text []byte
	// Gold is what is to be found.
	Gold *Annotation
}

// Annotation is what is to be found in one article, in the shape of a
// prediction and a little more.
type Annotation struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Published *string `json:"published"` // a date as in the front matter

	Companies    []extract.GoldCompany    `json:"companies"`
	People       []extract.GoldPerson     `json:"people"`
	Deals        []Deal                   `json:"deals"`
	Products     []extract.GoldProduct    `json:"products"`
	Technologies []string                 `json:"technologies"`
	Portfolios   []Portfolio              `json:"patentPortfolios"`
	Subsidiaries []extract.GoldSubsidiary `json:"subsidiaries"`

	// Optional is what may be found or not: a prediction of it is neither
	// right nor wrong.
	Optional Optional `json:"optional"`

	// For people only.
	Words int      `json:"words,omitempty"`
	Tags  []string `json:"tags,omitempty"`
	Note  string   `json:"note,omitempty"`
}

// Deal is an annotated deal: a predicted one and what else is accepted for it.
type Deal struct {
	extract.GoldDeal
	// Parties stand in place of those of GoldDeal, which are empty.
	Parties []Party `json:"parties"`
	// AltKinds are kinds accepted beside Kind.
	AltKinds []string `json:"altKinds,omitempty"`
	// OptionalParties may be among the parties or not.
	OptionalParties []string `json:"optionalParties,omitempty"`
	// AltValues and AltAnnounced are accepted beside Value and Announced.
	AltValues    []extract.Money `json:"altValues,omitempty"`
	AltAnnounced []string        `json:"altAnnounced,omitempty"`
}

// Party is a party of an annotated deal.
type Party struct {
	extract.GoldParty
	// Alt are other companies accepted in its place.
	Alt []string `json:"alt,omitempty"`
}

// companies are the names accepted in the place of the party.
func (p *Party) companies() []string { return append([]string{p.Company}, p.Alt...) }

// Portfolio is an annotated portfolio.
type Portfolio struct {
	extract.GoldPortfolio
	// GrantedAlt and AppliedAlt are other numbers that the text gives.
	GrantedAlt []int `json:"grantedAlt,omitempty"`
	AppliedAlt []int `json:"appliedAlt,omitempty"`
}

// Optional lists names of what may be found in an article or not.
type Optional struct {
	Companies    []string       `json:"companies"`
	People       []string       `json:"people"`
	Products     []string       `json:"products"`
	Technologies []string       `json:"technologies"`
	Deals        []OptionalDeal `json:"deals"`
	Subsidiaries []string       `json:"subsidiaries"` // "parent>child"
}

// OptionalDeal stands for any deal of the kind between some of the parties.
type OptionalDeal struct {
	Kind    string   `json:"kind"`
	Parties []string `json:"parties"`
}

// The vocabulary of annotations, which is that of extractions.
var (
	kinds = set("CROSS_LICENSE", "LICENSE", "PATENT_SALE", "ACQUISITION", "DIVESTITURE", "INVESTMENT", "PARTNERSHIP",
		"JOINT_VENTURE", "SUPPLY", "SETTLEMENT", "LITIGATION", "OTHER")
	// symmetric kinds have parties of one role, so roles are not compared.
	symmetric  = set("CROSS_LICENSE", "PARTNERSHIP", "JOINT_VENTURE", "SETTLEMENT", "OTHER")
	partyRoles = set("LICENSOR", "LICENSEE", "BUYER", "SELLER", "TARGET", "INVESTOR", "INVESTEE", "SUPPLIER", "CUSTOMER",
		"DISTRIBUTOR", "PARTNER", "PLAINTIFF", "DEFENDANT")
	statuses = set(extract.Announced, extract.Completed, extract.Rumoured, extract.Denied, extract.Terminated)
)
