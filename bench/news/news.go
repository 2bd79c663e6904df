// Package news invents articles about deals between invented companies, as many
// as asked and always the same for the same seed, to measure how articles are
// ingested. Their sentences are plain: how well extraction understands the press
// is measured elsewhere (ingest/gold).
package news

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"
)

// Article is an article as a line of JSON Lines has it.
type Article struct {
	Headline  string `json:"headline"`
	Publisher string `json:"publisher"`
	Published string `json:"published"`
	URL       string `json:"url"`
	Text      string `json:"text"`
}

// Generate yields n articles. Every fourth tells the story of the one before it
// again, for another publisher; companies are drawn so that few are in many
// deals.
func Generate(seed uint64, n int) iter.Seq[Article] {
	return func(yield func(Article) bool) {
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 1)), firms: max(20, n/8)}
		var last story
		for i := range n {
			s := last
			if i%4 != 3 {
				s = g.story(i)
			}
			last = s
			if !yield(g.article(i, s)) {
				return
			}
		}
	}
}

type generator struct {
	*rand.Rand
	firms int
}

// story is what happened, for one or two articles.
type story struct {
	day                  time.Time
	giver, taker         string
	kind, millions, area string
	patents              int
	executive            string
}

var (
	onsets = strings.Fields("Bar Cal Dor Fen Gar Hal Jor Kel Lor Mar Nor Pel Quin Ros Sal Tor Val Wex Yar Zel")
	codas  = strings.Fields("dane vick mont gate holm stead ford wyn mere brook crest dale field ham ley more ridge ton well worth")
	trades = strings.Fields("Systems Networks Semiconductor Robotics Software Imaging Wireless Energy Devices Labs")
	given  = strings.Fields("Anna Boris Clara David Elena Frank Grace Henry Irene James Karen Louis Maria Nathan Olivia Peter Rachel Samuel Teresa Victor")
	areas  = []string{"wireless charging", "image sensors", "machine learning", "battery storage", "augmented reality", "speech recognition"}
	papers = []string{"Harbour Gazette", "Northern Wire", "Chip Weekly", "Market Courier"}
	kinds  = []string{"acquisition", "licence", "sale", "supply", "investment"}
)

// company returns the name of a firm: the smaller the number, the likelier it
// is drawn.
func (g *generator) company() string {
	i := int(float64(g.firms) * g.Float64() * g.Float64() * g.Float64())
	name := onsets[i%len(onsets)] + codas[i/len(onsets)%len(codas)]
	if i >= len(onsets)*len(codas) {
		name += codas[i/len(onsets)/len(codas)%len(codas)]
	}
	return name + " " + trades[(i*7)%len(trades)]
}

func (g *generator) story(i int) story {
	s := story{
		day:   time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%3000),
		giver: g.company(), kind: kinds[g.IntN(len(kinds))], area: areas[g.IntN(len(areas))],
		millions: fmt.Sprint(5 + g.IntN(900)), patents: 10 + g.IntN(900),
		executive: given[g.IntN(len(given))] + " " + onsets[g.IntN(len(onsets))] + codas[g.IntN(len(codas))],
	}
	for s.taker == "" || s.taker == s.giver {
		s.taker = g.company()
	}
	return s
}

func (g *generator) article(i int, s story) Article {
	day := s.day.Format("2 January 2006")
	var headline, lead string
	switch s.kind {
	case "acquisition":
		headline = s.taker + " buys " + s.giver
		lead = fmt.Sprintf("%s has acquired %s for $%s million, the companies said on %s.", s.taker, s.giver, s.millions, day)
	case "licence":
		headline = s.giver + " licenses patents to " + s.taker
		lead = fmt.Sprintf("%s said on %s that it has licensed its patents in %s to %s.", s.giver, day, s.area, s.taker)
	case "sale":
		headline = s.giver + " sells patents to " + s.taker
		lead = fmt.Sprintf("%s has sold %d patents to %s for $%s million, it said on %s.", s.giver, s.patents, s.taker, s.millions, day)
	case "supply":
		headline = s.giver + " to supply " + s.taker
		lead = fmt.Sprintf("%s will supply components to %s under an agreement that was signed on %s.", s.giver, s.taker, day)
	case "investment":
		headline = s.taker + " invests in " + s.giver
		lead = fmt.Sprintf("%s has invested $%s million in %s, it said on %s.", s.taker, s.millions, s.giver, day)
	}
	chief := fmt.Sprintf("%s, chief executive of %s, said that the agreement was a step forward in %s.", s.executive, s.giver, s.area)
	rest := fmt.Sprintf("The shares of the company rose by %d percent. Report number %d does not go into the terms.", 1+i%9, i)
	return Article{
		Headline: headline, Publisher: papers[i%len(papers)], Published: s.day.Format(time.DateOnly),
		URL:  fmt.Sprintf("https://news.example.org/%d", i),
		Text: lead + "\n\n" + chief + "\n\n" + rest,
	}
}
