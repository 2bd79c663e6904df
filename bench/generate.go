package main

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// sizes of a graph of scale 1: about 1.4 million nodes, most of them
// statements.
const (
	companies  = 30_000
	people     = 25_000
	products   = 12_000
	areas      = 600
	portfolios = 12_000
	deals      = 90_000
	positions  = 30_000
	activities = 20_000
	ownerships = 5_000
	// perArticle is how many nodes one article states.
	perArticle = 3
)

// generator makes a graph like that of years of news, of invented names. The
// same seed and scale make the same graph.
type generator struct {
	random *rand.Rand
	scale  float64
	kinds  *store.Kinds
	zipf   *rand.Zipf
	memory *memory
	writer *store.Writer
	batch  *store.Batch
	// article is the one being written, stated the number of nodes it states.
	article          string
	articles, stated int
}

func generate(kinds *store.Kinds, scale float64, seed uint64) (*memory, error) {
	g := &generator{random: rand.New(rand.NewPCG(seed, 1)), scale: scale, kinds: kinds, memory: newMemory(), batch: &store.Batch{}}
	g.zipf = rand.NewZipf(g.random, 1.2, 40, uint64(g.size(companies)-1))
	g.writer = &store.Writer{Kinds: kinds, Names: names.Folder{}, Now: func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }}
	for _, step := range []struct {
		what string
		n    int
		make func(i int)
	}{
		{"areas", areas, g.area}, {"companies", companies, g.company}, {"people", people, g.person}, {"products", products, g.product},
		{"portfolios", portfolios, g.portfolio}, {"positions", positions, g.position}, {"activities", activities, g.activity},
		{"ownerships", ownerships, g.ownership}, {"deals", deals, g.deal},
	} {
		began := time.Now()
		for i := range g.size(step.n) {
			step.make(i)
			if len(g.batch.Statements) >= 5_000 {
				if err := g.flush(); err != nil {
					return nil, err
				}
			}
		}
		if err := g.flush(); err != nil {
			return nil, err
		}
		log.Printf("generated %d %s in %v", g.size(step.n), step.what, time.Since(began).Round(time.Millisecond))
	}
	return g.memory, nil
}

func (g *generator) size(n int) int { return max(2, int(float64(n)*g.scale)) }

// flush projects what has been stated so far.
func (g *generator) flush() error {
	if len(g.batch.Statements) == 0 {
		return nil
	}
	_, err := store.Write(context.Background(), g.memory, g.writer, g.batch)
	g.batch, g.article = &store.Batch{}, ""
	return err
}

// thing states a node with its properties and edges, given as pairs; pairs
// with an empty value are left out.
func (g *generator) thing(id string, pairs ...string) {
	if g.article == "" || g.stated >= perArticle {
		g.articles++
		g.article, g.stated = fmt.Sprintf("article:a%07d", g.articles), 0
		g.batch.Articles = append(g.batch.Articles, &store.Article{ID: g.article, Genre: "NEWS", Headline: g.words(5), Published: g.day(1998, 2026)})
	}
	g.stated++
	g.state(id, store.SelfProperty, "")
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			g.state(id, pairs[i], pairs[i+1])
		}
	}
}

func (g *generator) state(id, property, value string) {
	g.batch.Statements = append(g.batch.Statements, &store.Statement{Subject: id, Property: property, Value: value, Article: g.article,
		Confidence: 1, Extractor: "generated", Passage: store.Passage{Sentence: g.article + " says so of " + id + ".", Paragraph: 1 + g.stated}})
}

func (g *generator) area(i int) {
	broader := ""
	if i >= 10 {
		broader = areaID(g.random.IntN(max(1, i/6)))
	}
	g.thing(areaID(i), "name", g.words(2), "broader", broader)
}

func (g *generator) company(i int) {
	g.thing(companyID(i), "name", g.name()+g.pick(" Corp", " Ltd", " Inc", " AG", ""), "companyKind", "COMPANY", "country", g.pick("US", "FI", "CN", "DE", "JP", "KR"))
}

func (g *generator) person(i int) { g.thing(personID(i), "name", g.name()+" "+g.name()) }

func (g *generator) product(i int) {
	g.thing(productID(i), "name", g.name()+" "+g.pick("One", "Pro", "X", "Mini"), "maker", g.anyCompany(), "technologyArea", g.anyArea())
}

func (g *generator) portfolio(i int) {
	g.thing(portfolioID(i), "label", "patents of "+g.name(), "holder", g.anyCompany(), "technologyArea", g.anyArea())
}

func (g *generator) position(i int) {
	from := 1995 + g.random.IntN(30)
	period := fmt.Sprintf("%d/%d", from, from+1+g.random.IntN(8))
	if g.random.IntN(2) == 0 {
		period = fmt.Sprintf("%d/..", from)
	}
	g.thing(fmt.Sprintf("position:p%06d", i), "title", g.pick("CEO", "Chief Financial Officer", "Director"), "positionKind", g.pick("CEO", "CFO", "CTO", "BOARD_MEMBER", "OTHER"),
		"period", period, "person", personID(g.random.IntN(g.size(people))), "company", g.anyCompany())
}

func (g *generator) activity(i int) {
	g.thing(fmt.Sprintf("activity:a%06d", i), "activityStage", g.pick("EXPLORING", "DEVELOPING", "OFFERING"), "actor", g.anyCompany(), "area", g.anyArea())
}

func (g *generator) ownership(i int) {
	owner, owned := g.anyCompany(), companyID(g.random.IntN(g.size(companies)))
	if owner != owned {
		g.thing(fmt.Sprintf("ownership:o%06d", i), "interest", g.pick("SUBSIDIARY", "MAJORITY", "MINORITY"), "owner", owner, "owned", owned)
	}
}

// dealRoles are the roles of the two parties of a deal, by its kind.
var dealRoles = map[string][2]string{
	"LICENSE": {"licensor", "licensee"}, "PATENT_SALE": {"seller", "buyer"}, "ACQUISITION": {"target", "buyer"},
	"INVESTMENT": {"investor", "investee"}, "SUPPLY": {"supplier", "customer"}, "PARTNERSHIP": {"partner", "partner"}, "LITIGATION": {"plaintiff", "defendant"},
}

func (g *generator) deal(i int) {
	kind := g.pick("LICENSE", "LICENSE", "PATENT_SALE", "ACQUISITION", "INVESTMENT", "SUPPLY", "PARTNERSHIP", "LITIGATION")
	first, second := g.anyCompany(), companyID(g.random.IntN(g.size(companies)))
	for first == second {
		second = companyID(g.random.IntN(g.size(companies)))
	}
	roles, value, matter, whole := dealRoles[kind], "", "", ""
	switch g.random.IntN(4) {
	case 0:
		value = fmt.Sprintf("%d USD", (1+g.random.IntN(900))*1_000_000)
	case 1:
		value = store.Undisclosed
	}
	switch g.random.IntN(3) {
	case 0:
		matter = portfolioID(g.random.IntN(g.size(portfolios)))
	case 1:
		matter = g.anyArea()
	}
	if i > 100 && g.random.IntN(8) == 0 {
		whole = dealID(g.random.IntN(i/100) * 100) // each hundredth is an umbrella
	}
	g.thing(dealID(i), "dealKind", kind, "lifecycle", g.pick("ANNOUNCED", "SIGNED", "COMPLETED"), "announced", g.day(2000, 2026), "dealValue", value,
		roles[0], first, roles[1], second, "matter", matter, "partOf", whole)
	if g.random.IntN(5) == 0 { // another article tells of it
		g.stated = perArticle
		g.thing(dealID(i), roles[0], first)
	}
}

// anyCompany is mostly one of the large ones, and the largest in one of
// eighteen cases.
func (g *generator) anyCompany() string {
	if g.random.IntN(18) == 0 {
		return companyID(0)
	}
	return companyID(int(g.zipf.Uint64()))
}

func (g *generator) anyArea() string { return areaID(int(g.zipf.Uint64()) % g.size(areas)) }

func (g *generator) pick(values ...string) string { return values[g.random.IntN(len(values))] }

func (g *generator) day(from, to int) string {
	start := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC)
	return start.AddDate(0, 0, g.random.IntN((to-from)*365)).Format(time.DateOnly)
}

var syllables = strings.Fields("ba be bi bo bu da de di do du fa fe ga gi go ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi ra re ri ro ru sa se si so ta te ti to tu va ve vi xa xe yo za zo")

func (g *generator) name() string {
	var b strings.Builder
	for range 3 + g.random.IntN(2) {
		b.WriteString(syllables[g.random.IntN(len(syllables))])
	}
	return strings.ToUpper(b.String()[:1]) + b.String()[1:]
}

func (g *generator) words(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = g.name()
	}
	return strings.Join(words, " ")
}

func areaID(i int) string      { return fmt.Sprintf("area:t%04d", i) }
func companyID(i int) string   { return fmt.Sprintf("company:c%06d", i) }
func personID(i int) string    { return fmt.Sprintf("person:p%06d", i) }
func productID(i int) string   { return fmt.Sprintf("product:p%06d", i) }
func portfolioID(i int) string { return fmt.Sprintf("portfolio:p%06d", i) }
func dealID(i int) string      { return fmt.Sprintf("deal:d%06d", i) }
