// Package extract holds what extractors take and give: a [Document], an
// article cut into paragraphs, and an [Extraction], the companies, people,
// deals and other facts that it states. Extractors are interchangeable: rules
// (ingest/rules) and language models (ingest/llm) implement [Extractor], and
// [Ground] rejects from either what the text does not bear out.
//
// Names are the references inside an extraction: a deal's party is the Name of
// one of its Companies.
package extract

import "context"

// Extractor finds the facts that an article states. It is safe for concurrent
// use.
type Extractor interface {
	// Name is kept with every statement: "rules", "llm:model".
	Name() string
	// Extract returns what the document states. An article that states
	// nothing gives an empty extraction and no error.
	Extract(ctx context.Context, doc *Document) (*Extraction, error)
}

// Document is one article as an extractor reads it. What the source does not
// give is empty.
type Document struct {
	Headline  string
	Publisher string
	Authors   []string
	Published string // EDTF: a day, a month or a year
	URL       string
	// Paragraphs are those of the body, in order, white space collapsed, none
	// empty. The headline is none of them.
	Paragraphs []string
}

// Passage is where in a document a claim stands.
type Passage struct {
	Paragraph int    `json:"paragraph"` // 1-based; 0 is the headline
	Sentence  string `json:"sentence"`  // as in the document, white space collapsed
}

// Claim is what every extracted fact has: where it stands and how sure the
// extractor is.
type Claim struct {
	// Passages state the fact, the best first.
	Passages []Passage `json:"passages,omitempty"`
	// Confidence is 0 to 1; see [Accepted] and [Queued].
	Confidence float64 `json:"confidence,omitempty"`
	// Reasons say for people how the fact was found and what speaks for and
	// against it.
	Reasons []string `json:"reasons,omitempty"`
}

// What enters the graph unreviewed must be right: claims of confidence
// Accepted or more are written, those from Queued on wait for a person, and the
// rest is dropped.
const (
	Accepted = 0.8
	Queued   = 0.4
)

// Extraction is what one document states.
type Extraction struct {
	Companies    []*Company    `json:"companies"`
	People       []*Person     `json:"people"`
	Deals        []*Deal       `json:"deals"`
	Products     []*Product    `json:"products"`
	Technologies []*Technology `json:"technologies"`
	Portfolios   []*Portfolio  `json:"patentPortfolios"`
	Subsidiaries []*Subsidiary `json:"subsidiaries"`
	// Rejected are claims that the extractor or Ground refused.
	Rejected []Rejection `json:"rejected,omitempty"`
}

// Rejection is a claim that is not taken.
type Rejection struct {
	Claim string `json:"claim"` // for people: "LICENSE Nokia, Xiaomi"
	Why   string `json:"why"`
}

// Company is an organisation that the text names.
type Company struct {
	Name    string   `json:"name"`    // its fullest form in the text
	Aliases []string `json:"aliases"` // other forms in the text or the headline
	// Country is an ISO 3166 code where the text tells it ("the Finnish
	// company").
	Country string `json:"country,omitempty"`
	// Unit: a business inside another company that can be sold.
	Unit bool `json:"unit,omitempty"`
	Claim
}

// Person is somebody the text names.
type Person struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
	Roles   []*Role  `json:"roles"`
	Claim
}

// Role is a position of a person at a company.
type Role struct {
	Title   string `json:"title"`   // in the text's words
	Company string `json:"company"` // a Name of Companies
	Status  string `json:"status"`  // CURRENT or FORMER
	// Period is EDTF, empty where the text gives neither start nor end:
	// "2014/..", "../2016".
	Period string `json:"period,omitempty"`
	Claim
}

// The status of a deal: what happened as far as the text tells.
const (
	Announced  = "ANNOUNCED"  // agreed, filed, pending
	Completed  = "COMPLETED"  // done
	Rumoured   = "RUMOURED"   // sources, reports, talks
	Denied     = "DENIED"     // a party denies it
	Terminated = "TERMINATED" // called off, rejected, lapsed
)

// Deal is one agreement, transaction or dispute. An umbrella that has several
// legal parts is one deal for each part, with the same Agreement; a
// cross-licence is one deal.
type Deal struct {
	// Kind is a DealKind of the schema other than AGREEMENT.
	Kind       string   `json:"kind"`
	Status     string   `json:"status"`
	Background bool     `json:"background"` // not the article's own news
	Parties    []*Party `json:"parties"`
	// Announced is EDTF, empty where the text gives no date.
	Announced string `json:"announced,omitempty"`
	Value     *Money `json:"value"`
	// Undisclosed lists what the text says is not told: VALUE, PATENTS, PARTY,
	// TERM.
	Undisclosed []string `json:"undisclosed,omitempty"`
	// Technologies are what it is about, Explores those that the parties only
	// mean to look into; Names of Technologies.
	Technologies []string `json:"technologies"`
	Explores     []string `json:"explores,omitempty"`
	// Products are what is supplied, licensed or sold; Names of Products.
	Products []string `json:"products,omitempty"`
	Patents  *Patents `json:"patents"`
	// SaidBy is who says so: a Name of People or Companies, empty for the
	// article itself; SaidFor the company for whom.
	SaidBy  string `json:"saidBy,omitempty"`
	SaidFor string `json:"saidFor,omitempty"`
	// Agreement, if not 0, is the same for all parts of one agreement.
	Agreement int `json:"agreement,omitempty"`
	Claim
}

// Party is a company or a person in a deal.
type Party struct {
	Company string `json:"company"` // a Name of Companies (or of People)
	// Role is LICENSOR LICENSEE BUYER SELLER TARGET INVESTOR INVESTEE SUPPLIER
	// CUSTOMER DISTRIBUTOR PARTNER PLAINTIFF DEFENDANT.
	Role string `json:"role"`
	// Mention is how the passage names it: a name, "the Finnish company", "it".
	Mention string `json:"mention,omitempty"`
}

// Money is an amount in the currency that the text names first.
type Money struct {
	Amount   float64 `json:"amount"`   // in units, not millions
	Currency string  `json:"currency"` // ISO 4217
}

// Patents are those that change hands or are licensed in a deal.
type Patents struct {
	Count       *int   `json:"count"` // nil where the text gives no number
	Description string `json:"description,omitempty"`
	Essential   bool   `json:"essential,omitempty"` // standard essential
}

// Product is a named good, service or brand.
type Product struct {
	Name    string   `json:"name"`
	Company string   `json:"company,omitempty"` // its maker, a Name of Companies
	Aliases []string `json:"aliases,omitempty"`
	Claim
}

// Technology is a field or technical area.
type Technology struct {
	Name string `json:"name"` // in the text's words
	// Area is the id of the area in the taxonomy, empty if it has none.
	Area string `json:"area,omitempty"`
	Claim
}

// Portfolio is the number of patents that a company holds or has applied for.
type Portfolio struct {
	Company string `json:"company"`
	Granted *int   `json:"granted"`
	Applied *int   `json:"applied"`
	Other   string `json:"other,omitempty"`
	Claim
}

// Subsidiary is a stated ownership.
type Subsidiary struct {
	Parent string `json:"parent"`
	Child  string `json:"child"`
	Claim
}
