// Package rules extracts facts by rules, offline and deterministically. A
// document becomes a [text]: sentences of tokens on which mentions of
// entities are marked (tokens, names, coreference); on these the rules for
// positions, products, portfolios and deals work. No rule knows a company,
// person or product by name; vocabulary comes from general lists.
package rules

import "github.com/dealgraph/dealgraph/ingest/extract"

// text is a document as the rules see it.
type text struct {
	doc *extract.Document
	// sentences in order; those of the headline (paragraph 0) first.
	sentences []*sentence
	entities  []*entity
	about     *entity // see articleCompany
	// terms are words that a contract defines for a company: "Company",
	// "Parent".
	terms   map[string]*entity
	generic wordSet // the terms, whoever they stand for
	// places are the sentences of the body that name an entity, in order.
	places map[*entity][]*sentence
	main   *entity // the company that the text names most
	// datelines are the places of the text's datelines, lower case.
	datelines map[string]bool
}

// sentence is one sentence with what is marked on it.
type sentence struct {
	paragraph int // 1-based; 0 is the headline
	index     int // in text.sentences
	text      string
	tokens    []token
	// mentions in order of their spans; they do not overlap.
	mentions []*mention
	// titles are the names of positions, in order.
	titles []title
	// candidates are the runs of tokens that look like names, in order.
	candidates []*candidate
	inTitle    []bool // by token
	// lead is where the sentence proper begins, behind a dateline.
	lead int
	// titleCase: capitals tell nothing, as in a headline.
	titleCase bool
	// boilerplate yields nothing and has no mentions.
	boilerplate bool
}

// token is a word, number or punctuation mark.
type token struct {
	text, lower string
	start, end  int // byte offsets in the sentence's text
}

// entityType says what an entity is.
type entityType int

// The types of entities.
const (
	companyEntity entityType = iota
	personEntity
	productEntity
	technologyEntity
	placeEntity
	moneyEntity  // an amount
	dateEntity   // a day or a span of days
	countEntity  // a number of patents
	publicEntity // governments, courts, regulators: named, but no party
)

// entity is one thing that the text speaks of, however often.
type entity struct {
	kind    entityType
	name    string   // its fullest form in the text
	aliases []string // its other forms in text and headline
	country string   // ISO 3166, if the text tells it

	// descriptions are nouns that the text uses of it: "chip maker", "lender".
	descriptions map[string]bool
	// seats are places the text puts it in, lower case.
	seats      map[string]bool
	confidence float64  // that it is one, and of this type
	reasons    []string // why
	group      *group   // the names it was made of
	first      int      // the sentence of its first mention

}

// mention is one place where an entity is spoken of.
type mention struct {
	entity     *entity
	from, to   int  // tokens [from, to)
	possessive bool // followed by 's
	// anaphor: a description ("the Finnish company"), a pronoun or "the two
	// companies", resolved by coreference and not a name.
	anaphor bool
	// also are further entities that a plural anaphor stands for.
	also []*entity
	// bond is how closely an anaphor is tied to its entity.
	bond bond
}

// bond is how closely a pronoun or description is tied to the company that it
// is taken for.
type bond int

// The bonds, weakest first.
const (
	guessBond bond = iota - 1 // the text puts the description on no company
	looseBond                 // the company spoken of last or most
	nearBond                  // the subject of the sentence before, or of this one, others being named too
	closeBond                 // no other company comes into question
)
