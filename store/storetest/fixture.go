package storetest

import "github.com/dealgraph/dealgraph/store"

// Fixture returns the graph that most cases read.
//
//	                  article:paper ──derivedFrom──▶ article:release ──publisher──▶ company:giver
//	                       │publisher                     (2017-07-05)
//	                       ▼ (2017-07-06)
//	                 company:paper           article:interview (2018-03, no publisher)
//	                                         article:undated
//
//	                   deal:umbrella (AGREEMENT, 2017-07-05, no roles of its own)
//	              partOf ▲          ▲ partOf            ▲ partOf
//	     deal:there ─────┘          │                   └── deal:sale (PATENT_SALE, 350000000 USD)
//	     (LICENSE, undisclosed)     │                        seller │  │ buyer   │ matter
//	licensor │   │ licensee    deal:back (LICENSE)                  ▼  ▼         ├──▶ product:phone
//	         ▼   ▼       licensor │   │ licensee                giver  taker     ├──▶ area:leaf
//	     giver   taker            ▼   ▼                                          └──▶ company:unit
//	                          taker   giver
//
//	deal:rumour (OTHER, 2019-02-01/2019-03-31, SPECULATES) ──party──▶ person:chief, company:taker
//	deal:undated (OTHER, no day, 5 EUR) ──party──▶ company:taker
//
//	position:now     (2010-04/..)       person:chief  ──▶ company:taker
//	position:past    (2005/2012)        person:former ──▶ company:taker
//	position:unknown (no period)        person:silent ──▶ company:taker
//	position:there   (2016-01/2018-12)  person:former ──▶ company:giver
//
//	product:phone  ──maker──▶ company:taker    ──technologyArea──▶ area:leaf ──broader──▶ area:middle ──broader──▶ area:root
//	product:switch ──maker──▶ company:giver    ──technologyArea──▶ area:middle
//	product:bare   (a name and nothing else)
//
//	company:giver ──competitor──▶ company:taker, company:unit      company:taker ──competitor──▶ company:giver
//	company:alone (no edges)
//
// The patent sale is told by the release, repeated by the paper (one origin)
// and by the interview (a second origin), which gives another value for it.
func Fixture() *store.Batch {
	f := &Batch{}
	f.Article(&store.Article{ID: "article:release", Genre: "PRESS_RELEASE", Headline: "Giver and Taker sign", Published: "2017-07-05",
		Publishers: []string{"company:giver"}, URL: "https://example.org/release", Authors: []string{"Ann", "Bo"}})
	f.Article(&store.Article{ID: "article:paper", Genre: "REPORT", Headline: "Two firms sign", Published: "2017-07-06",
		Publishers: []string{"company:paper"}, DerivedFrom: []string{"article:release"}, Digest: "They signed."})
	f.Article(&store.Article{ID: "article:interview", Genre: "REPORT", Headline: "An interview", Published: "2018-03"})
	f.Article(&store.Article{ID: "article:undated", Genre: "REPORT"})

	f.In("article:release")
	f.Thing("company:giver", "name", "Nokia Corporation", "aliases", "Nokia Oyj", "aliases", "Nókia", "companyKind", "BUSINESS",
		"country", "FI", "founded", "1865", "competitor", "company:taker", "competitor", "company:unit")
	f.Thing("company:taker", "name", "Xiaomi", "aliases", "小米", "companyKind", "BUSINESS", "country", "CN", "founded", "2010-04-06", "competitor", "company:giver")
	f.Thing("company:unit", "name", "Nokia Networks", "companyKind", "UNIT", "country", "FI", "founded", "2007-04")
	f.Thing("company:paper", "name", "Économie & Cie", "companyKind", "NEWSPAPER", "founded", "2007")
	f.Thing("company:alone", "name", "Alone")
	f.Thing("person:chief", "name", "Lei Jun", "aliases", "雷军")
	f.Thing("person:former", "name", "Former Boss")
	f.Thing("person:silent", "name", "Silent Officer")
	f.Thing("product:phone", "name", "Mi Phone", "models", "12", "size", "100..200", "discontinued", "false", "introduced", "2011-08",
		"maker", "company:taker", "technologyArea", "area:leaf")
	f.Thing("product:switch", "name", "Switch", "models", "3", "size", "~150", "discontinued", "true", "maker", "company:giver", "technologyArea", "area:middle")
	f.Thing("product:bare", "name", "Bare")
	f.Thing("area:root", "name", "Technology", "scheme", "cpc")
	f.Thing("area:middle", "name", "Telecommunications", "scheme", "cpc", "broader", "area:root")
	f.Thing("area:leaf", "name", "Smartphones", "broader", "area:middle")
	f.Thing("deal:umbrella", "dealKind", "AGREEMENT", "lifecycle", "SIGNED", "announced", "2017-07-05")
	f.Thing("deal:there", "dealKind", "LICENSE", "announced", "2017-07-05", "dealValue", "UNDISCLOSED", "undisclosed", "VALUE", "undisclosed", "TERM",
		"licensor", "company:giver", "licensee", "company:taker", "partOf", "deal:umbrella")
	f.Thing("deal:back", "dealKind", "LICENSE", "announced", "2017-07", "licensor", "company:taker", "licensee", "company:giver", "partOf", "deal:umbrella")
	f.Thing("deal:sale", "dealKind", "PATENT_SALE", "announced", "2017-07-05", "dealValue", "350000000 USD", "undisclosed", "PATENTS",
		"seller", "company:giver", "buyer", "company:taker", "partOf", "deal:umbrella",
		"matter", "product:phone", "matter", "area:leaf", "matter", "company:unit")
	f.Thing("deal:undated", "dealKind", "OTHER", "dealValue", "5 EUR", "party", "company:taker")
	f.Thing("position:now", "jobTitle", "Chief executive", "positionKind", "CEO", "period", "2010-04/..", "person", "person:chief", "company", "company:taker")
	f.Thing("position:past", "jobTitle", "Chief executive", "positionKind", "CEO", "period", "2005/2012", "person", "person:former", "company", "company:taker")
	f.Thing("position:unknown", "jobTitle", "Officer", "positionKind", "OTHER", "person", "person:silent", "company", "company:taker")
	f.Thing("position:there", "jobTitle", "Adviser", "positionKind", "OTHER", "period", "2016-01/2018-12", "person", "person:former", "company", "company:giver")

	f.In("article:paper").Origin = "article:release"
	f.Thing("deal:sale", "seller", "company:giver")
	f.In("article:interview")
	f.Thing("deal:sale", "dealValue", "340000000 USD", "buyer", "company:taker")
	f.Stance = store.Speculates
	f.Thing("deal:rumour", "dealKind", "OTHER", "announced", "2019-02-01/2019-03-31", "party", "person:chief", "party", "company:taker")
	return &f.Batch
}

// Batch builds a batch of statements that share article, origin, stance and
// speaker.
type Batch struct {
	store.Batch
	article                 string
	Origin, SaidBy, SaidFor string
	Stance                  store.Stance
}

// Article adds an article.
func (b *Batch) Article(a *store.Article) { b.Articles = append(b.Articles, a) }

// In makes what follows statements of the article.
func (b *Batch) In(article string) *Batch {
	b.article, b.Origin, b.SaidBy, b.SaidFor, b.Stance = article, "", "", "", ""
	return b
}

// Thing states the thing itself, then properties and edges by pairs of name
// and value.
func (b *Batch) Thing(id string, pairs ...string) {
	b.State(id, store.SelfProperty, "")
	for i := 0; i < len(pairs); i += 2 {
		b.State(id, pairs[i], pairs[i+1])
	}
}

// State adds one statement.
func (b *Batch) State(id, property, value string) {
	b.Statements = append(b.Statements, &store.Statement{Subject: id, Property: property, Value: value, Stance: b.Stance,
		SaidBy: b.SaidBy, SaidFor: b.SaidFor, Article: b.article, Origin: b.Origin, Confidence: 1, Extractor: "curated"})
}
