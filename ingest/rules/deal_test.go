package rules

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// marked is a text in whose sentences the names are in brackets, so that the
// patterns of deals are tested without the recognition of names:
// "[Acme] buys [Blick]". A mark "[it=Acme]" is a pronoun or description that
// stands for Acme, "[both companies=Acme+Blick]" for two.
func marked(published string, sentences ...string) *text {
	t := &text{doc: &extract.Document{Published: published}}
	byName := map[string]*entity{}
	named := func(name string) *entity {
		if byName[name] == nil {
			kind := companyEntity
			switch {
			case strings.HasPrefix(name, "Ms ") || strings.HasPrefix(name, "Mr "):
				kind = personEntity
			case strings.HasPrefix(name, "#"):
				kind = productEntity
			}
			byName[name] = &entity{kind: kind, name: name, confidence: 1}
			t.entities = append(t.entities, byName[name])
		}
		return byName[name]
	}
	for i, line := range sentences {
		paragraph := 1
		if rest, ok := strings.CutPrefix(line, "HEADLINE "); ok {
			paragraph, line = 0, rest
		}
		var plain strings.Builder
		type span struct {
			from, to int
			names    []string
			anaphor  bool
		}
		var spans []span
		for line != "" {
			before, rest, ok := strings.Cut(line, "[")
			plain.WriteString(before)
			if !ok {
				break
			}
			inside, after, _ := strings.Cut(rest, "]")
			said, names, anaphor := strings.Cut(inside, "=")
			if !anaphor {
				names = said
			}
			from := plain.Len()
			plain.WriteString(strings.TrimPrefix(said, "#"))
			spans = append(spans, span{from, plain.Len(), strings.Split(names, "+"), anaphor})
			line = after
		}
		s := &sentence{paragraph: paragraph, index: i, text: plain.String(), titleCase: paragraph == 0}
		s.tokens = tokenize(s.text)
		for _, sp := range spans {
			m := &mention{entity: named(sp.names[0]), anaphor: sp.anaphor, from: -1}
			for _, n := range sp.names[1:] {
				m.also = append(m.also, named(n))
			}
			for k, tok := range s.tokens {
				if tok.start >= sp.from && tok.end <= sp.to {
					if m.from < 0 {
						m.from = k
					}
					m.to = k + 1
				}
			}
			if m.to < len(s.tokens) && (s.tokens[m.to].lower == "'s" || s.tokens[m.to].lower == "’s" || s.tokens[m.to].text == "'") {
				m.possessive = true
			}
			s.mentions = append(s.mentions, m)
		}
		t.sentences = append(t.sentences, s)
	}
	return t
}

// deals are the deals of a text above a confidence, one a line.
func dealLines(t *text, least float64) []string {
	var out []string
	for _, d := range findDeals(t) {
		if d.Confidence < least {
			continue
		}
		var parties []string
		for _, p := range d.Parties {
			parties = append(parties, p.Role+"="+p.Company)
		}
		sort.Strings(parties)
		line := d.Kind + "/" + d.Status + " " + strings.Join(parties, " ")
		if d.Value != nil {
			line += fmt.Sprintf(" %v%s", d.Value.Amount, d.Value.Currency)
		}
		if d.Patents != nil && d.Patents.Count != nil {
			line += fmt.Sprintf(" %d patents", *d.Patents.Count)
		}
		out = append(out, line)
	}
	sort.Strings(out)
	return out
}

type dealCase struct {
	text string
	want string // deals of 0.8 and more, separated by "; "
}

func testDeals(t *testing.T, least float64, cases []dealCase) {
	t.Helper()
	for _, c := range cases {
		got := strings.Join(dealLines(marked("2020-05-20", strings.Split(c.text, " | ")...), least), "; ")
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestAcquisitions(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] said on Monday it has agreed to buy [Blick] for $1.2 billion in cash.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick 1.2e+09USD"},
		{"[Acme], the largest maker of pumps, agreed to acquire Dutch rival [Blick] for 300 million euros.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick 3e+08EUR"},
		{"[Blick], which makes valves, will be acquired by [Acme] in a deal valued at about $450 million.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick 4.5e+08USD"},
		{"[Blick] was bought by [Acme] in 2011.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
		{"[Acme] has snapped up [Blick], a two-year-old start-up that makes photo apps.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
		{"[Acme] completed its acquisition of [Blick] on Tuesday.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
		{"[Acme]'s $3 billion purchase of [Blick] closed in March.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick 3e+09USD"},
		{"The acquisition of [Blick] by [Acme] was announced in January.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Acme] today announced that it has signed a definitive agreement to acquire [Blick], a leading provider of cloud software.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Acme] is buying [Blick] and plans to sell its own pump unit to [Coil].", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick; DIVESTITURE/ANNOUNCED BUYER=Coil SELLER=Acme"},
		{"Private equity firm [Acme] will take [Blick] private in a $2 billion deal.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick 2e+09USD"},
		{"[Acme] and [Blick] agreed to merge in an all-stock transaction.", "ACQUISITION/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] is in talks to acquire [Blick], according to people familiar with the matter.", "ACQUISITION/RUMOURED BUYER=Acme TARGET=Blick"},
		{"[Acme] is considering a bid for [Blick], people with knowledge of the matter said.", "ACQUISITION/RUMOURED BUYER=Acme TARGET=Blick"},
		{"[Acme] denied that it was in talks to buy [Blick].", "ACQUISITION/DENIED BUYER=Acme TARGET=Blick"},
		{"[Acme] said it has no plans to buy [Blick].", "ACQUISITION/DENIED BUYER=Acme TARGET=Blick"},
		{"[Acme] has abandoned its $4 billion takeover of [Blick] after regulators objected.", "ACQUISITION/TERMINATED BUYER=Acme TARGET=Blick 4e+09USD"},
		{"[Acme] walked away from its planned acquisition of [Blick].", "ACQUISITION/TERMINATED BUYER=Acme TARGET=Blick"},
		{"[Blick] rejected a takeover offer from [Acme] on Monday.", "ACQUISITION/TERMINATED BUYER=Acme TARGET=Blick"},
		{"[Acme] sold [Blick] to [Coil] for $90 million last year.", "ACQUISITION/COMPLETED BUYER=Coil SELLER=Acme TARGET=Blick 9e+07USD"},
		{"[Acme] bought [Blick] from [Coil] in 2009.", "ACQUISITION/COMPLETED BUYER=Acme SELLER=Coil TARGET=Blick"},
		{"In 2012 [Acme] acquired [Blick], [Coil] and [Dorn].", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick TARGET=Coil TARGET=Dorn"},
		{"HEADLINE Acme | [Acme], whose chief executive quit in May, said that it had acquired [Blick].", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
		{"The deal comes after [Acme] paid $40 million for [Blick] in 2016.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick 4e+07USD"},
		{"HEADLINE [Acme] to Buy Chip Maker [Blick] for $5 Billion", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick 5e+09USD"},
		{"HEADLINE [Acme] Snaps Up [Blick]", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Acme], which bought [Blick] in 2014 and sold it to [Coil] two years later, makes pumps.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
	})
}

func TestDivestitures(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] agreed to sell its pump business to [Blick] for $700 million.", "DIVESTITURE/ANNOUNCED BUYER=Blick SELLER=Acme 7e+08USD"},
		{"[Acme] completed the sale of its valve division to [Blick].", "DIVESTITURE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Blick] has acquired the display unit of [Acme].", "ACQUISITION/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Acme] sold its 20 percent stake in [Blick] to [Coil] for $90 million.", "DIVESTITURE/COMPLETED BUYER=Coil SELLER=Acme TARGET=Blick 9e+07USD"},
	})
}

func TestInvestments(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] will invest $50 million in [Blick].", "INVESTMENT/ANNOUNCED INVESTEE=Blick INVESTOR=Acme 5e+07USD"},
		{"[Acme] bought a 10 percent stake in [Blick].", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme"},
		{"[Acme] has acquired a minority stake in German start-up [Blick] for an undisclosed sum.", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme"},
		{"[Blick] has raised $40 million in a Series B round led by [Acme], with participation from [Coil] and [Dorn].", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme INVESTOR=Coil INVESTOR=Dorn 4e+07USD"},
		{"[Acme] led a $12 million funding round in [Blick].", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme 1.2e+07USD"},
		{"[Blick] received a $5 million investment from [Acme].", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme 5e+06USD"},
		{"[Acme] agreed to pay 18 billion rupees ($253 million) for a stake in [Blick].", "INVESTMENT/ANNOUNCED INVESTEE=Blick INVESTOR=Acme 1.8e+10INR"},
	})
}

func TestPatentSalesAndLicences(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] sold 500 patents to [Blick] for $20 million.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 2e+07USD 500 patents"},
		{"[Blick] has acquired a portfolio of 1,100 patents from [Acme].", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 1100 patents"},
		{"[Blick] agreed to buy [Acme]'s wireless patents.", "PATENT_SALE/ANNOUNCED BUYER=Blick SELLER=Acme"},
		{"[Acme] has licensed its battery patents to [Blick].", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] licenses the engine from [Acme] under a new agreement.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] granted [Blick] an exclusive licence to its vaccine technology.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] has been granted a non-exclusive license by [Acme].", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] and [Blick] have signed a cross-licensing agreement covering 3G patents.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] agreed to license patents from each other.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] signed a patent license agreement with [Blick].", "LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
	})
}

func TestPartnershipsAndVentures(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] has partnered with [Blick] to develop electric buses.", "PARTNERSHIP/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] are teaming up to build a search engine.", "PARTNERSHIP/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] announced a partnership with [Blick] on Monday.", "PARTNERSHIP/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] has joined forces with [Blick] and [Coil].", "PARTNERSHIP/ANNOUNCED PARTNER=Acme PARTNER=Blick PARTNER=Coil"},
		{"[Acme] and [Blick] will form a joint venture to make batteries.", "JOINT_VENTURE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] set up a joint venture with [Blick] in China.", "JOINT_VENTURE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
	})
}

func TestSupplies(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] will supply [Blick] with engines under a five-year contract.", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme"},
		{"[Acme] won a $200 million contract from [Blick] to build trams.", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme 2e+08USD"},
		{"[Blick] has ordered 20 aircraft from [Acme].", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme"},
		{"[Blick] has chosen [Acme] to supply the batteries for its new car.", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme"},
		{"[Acme] was awarded a contract by [Blick].", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme"},
	})
}

func TestSuitsAndSettlements(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] sued [Blick] in a Delaware court on Monday, saying its phones infringe four patents.", "LITIGATION/ANNOUNCED DEFENDANT=Blick PLAINTIFF=Acme 4 patents"},
		{"[Acme] filed a lawsuit against [Blick] over its trademarks.", "LITIGATION/ANNOUNCED DEFENDANT=Blick PLAINTIFF=Acme"},
		{"[Blick] was sued by [Acme] last week.", "LITIGATION/ANNOUNCED DEFENDANT=Blick PLAINTIFF=Acme"},
		{"[Acme] and [Blick] have settled their patent dispute.", "SETTLEMENT/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] reached a settlement with [Blick].", "SETTLEMENT/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
	})
}

// TestNoDeals holds that nothing is accepted of what is no event between
// companies.
func TestNoDeals(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] should buy [Blick], an analyst at [Coil] said.", ""},
		{"Could [Acme] buy [Blick]?", ""},
		{"If [Acme] buys [Blick], prices may rise.", ""},
		{"[Acme] competes with [Blick] and [Coil].", ""},
		{"Customers of [Acme] include [Blick] and [Coil].", ""},
		{"[Acme] did not buy [Blick].", ""},
		{"[Mr Jones] bought 2,000 shares of [Acme].", ""},
		{"[Acme] makes chips that are used by [Blick] in its phones.", ""},
		{"[Mr Jones], who joined [Acme] from [Blick], will lead the unit.", ""},
		{"[Acme] has a joint venture with [Blick].", ""},
		{"[Acme] is owned by [Blick].", ""},
		{"Shares of [Acme] rose 3 percent while [Blick] fell.", ""},
		{"[Acme] was granted a patent that could help it compete with [Blick].", ""},
		{"[Coil] advised [Acme] on the matter, and [Dorn] advised [Blick].", ""},
		{"People who buy [Acme] phones often also use [Blick].", ""},
		{"[Acme] hired [Coil] to advise it on a possible sale.", ""},
		{"[Acme] sells its shoes at [Blick] stores.", ""},
		{"[Acme] buys chips from [Blick].", ""},
		{"[Acme] supplies [Blick] with chips.", ""},
		{"[Acme] works with [Blick] and [Coil].", ""},
		{"Analysts at [Coil] expect [Acme] to acquire [Blick] next year.", ""},
		{"A merger of [Acme] with [Blick] makes sense, [Coil] analysts wrote.", ""},
		{"A deal between [Acme] and [Blick] would create the largest carrier.", ""},
		{"[Acme], backed by [Blick], makes pumps.", ""},
		{"[Acme], a joint venture between [Blick] and [Coil], makes pumps.", ""},
		{"[Acme] raised its price target on [Blick] to $50.", ""},
		{"[Acme] upgraded [Blick] to buy from hold.", ""},
		{"[Acme] has acquired a reputation for quality, unlike [Blick].", ""},
		{"[Acme] took market share from [Blick].", ""},
		{"[Acme] joined [Blick] as a sponsor of the event.", ""},
		{"[Acme] reached a deal with unions at its [Blick] unit.", ""},
	})
}

// TestDealsAreDeterministic holds that a text gives the same deals each time.
func TestDealsAreDeterministic(t *testing.T) {
	lines := []string{
		"HEADLINE [Acme] to Buy [Blick] for $5 Billion, Sells Stake in [Coil]",
		"[Acme], [Dorn] and [Egon] agreed to buy [Blick], which sued [Coil] last year, people familiar with the matter said.",
		"[Acme] sold 12 patents to [Coil] and licensed 36 of its patents to [Dorn], while [Egon] partnered with [Blick].",
	}
	want := strings.Join(dealLines(marked("2020-05-20", lines...), 0), "\n")
	for range 20 {
		if got := strings.Join(dealLines(marked("2020-05-20", lines...), 0), "\n"); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// FuzzDeals holds that no text makes the rules fail, and that every party of a
// deal is named by its text and every sentence is one of it.
func FuzzDeals(f *testing.F) {
	for _, s := range []string{
		"Acme Corp. agreed to buy Blick Inc. for $5 million.", ", , and which to by", "“(” Acme’s to of [and] Ltd. said that", "to to to be been being not n't", "sold by of to for in",
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, headline, body string) {
		text := read(&extract.Document{Headline: headline, Paragraphs: []string{body}, Published: "2020-05-20"})
		names := map[string]bool{}
		for _, e := range text.entities {
			names[e.name] = true
		}
		for _, d := range findDeals(text) {
			if d.Confidence < 0 || d.Confidence > 1 || len(d.Passages) == 0 || len(d.Parties) == 0 {
				t.Fatalf("%+v", d)
			}
			for _, p := range d.Parties {
				if !names[p.Company] {
					t.Fatalf("%q is no entity", p.Company)
				}
			}
		}
	})
}

func TestStatus(t *testing.T) {
	testDeals(t, 0.7, []dealCase{
		{"For most of Tuesday the papers had decided that [Acme] was buying [Blick].", "ACQUISITION/RUMOURED BUYER=Acme TARGET=Blick"},
		{"Talk that [Acme] would buy a stake in [Blick] was wrong, a spokesman said.", "INVESTMENT/DENIED INVESTEE=Blick INVESTOR=Acme"},
		{"[Acme] said a report that it was preparing a bid for [Blick] was untrue.", "ACQUISITION/DENIED BUYER=Acme TARGET=Blick"},
		{"[Acme] said it is not interested in buying [Blick].", "ACQUISITION/DENIED BUYER=Acme TARGET=Blick"},
		{"A spokesman for [Acme] denied a report that it was buying [Blick].", "ACQUISITION/DENIED BUYER=Acme TARGET=Blick"},
		{"[Acme] has expressed interest in buying [Blick].", "ACQUISITION/RUMOURED BUYER=Acme TARGET=Blick"},
		{"[Acme] called off talks to buy [Blick].", "ACQUISITION/TERMINATED BUYER=Acme TARGET=Blick"},
		{"Talks between [Acme] and [Blick] about a merger have collapsed.", "ACQUISITION/TERMINATED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] tried to buy [Blick] in 2012 but was rebuffed.", "ACQUISITION/TERMINATED BUYER=Acme TARGET=Blick"},
		{"[Acme] had planned to buy [Blick] but dropped the plan.", "ACQUISITION/TERMINATED BUYER=Acme TARGET=Blick"},
		{"[Acme] withdrew its $4 billion bid for [Blick].", "ACQUISITION/TERMINATED BUYER=Acme TARGET=Blick 4e+09USD"},
		{"The merger between [Acme] and [Blick] has been blocked by a judge.", "ACQUISITION/TERMINATED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] decided to buy [Blick].", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Acme] terminated its agreement to buy [Blick] on Friday.", "ACQUISITION/TERMINATED BUYER=Acme TARGET=Blick"},
		{"The pact that let [Acme] and [Blick] use one another's patents ran out on January 31.", "CROSS_LICENSE/TERMINATED PARTNER=Acme PARTNER=Blick"},
		{"HEADLINE [Blick] Said to Be in Talks to Buy [Acme]", "ACQUISITION/RUMOURED BUYER=Blick TARGET=Acme"},
	})
}

// TestReferences holds that parties are found over descriptions, relative
// clauses, appositions and several sentences.
func TestReferences(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Blick], which [Acme] bought in 2014 for $19 billion, is popular in India.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick 1.9e+10USD"},
		{"A consortium led by [Acme] has agreed to acquire [Blick].", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Acme], owned by [Blick], said on Tuesday it would acquire [Coil].", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Coil"},
		{"[Acme] will sell its [Blick] unit to [Coil].", "ACQUISITION/ANNOUNCED BUYER=Coil SELLER=Acme TARGET=Blick"},
		{"[Blick] has closed a $5 million funding round. | The Series A investment is led by [Acme], along with [Coil].", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme 5e+06USD"},
		{"[Acme] announced that its [Coil] subsidiary entered into a patent license agreement with [Blick].", "LICENSE/ANNOUNCED PARTNER=Blick PARTNER=Coil"},
		{"[Acme] sold a majority of its patents to a group including [Blick] and [Coil].", "PATENT_SALE/COMPLETED BUYER=Blick BUYER=Coil SELLER=Acme"},
		{"[Acme] has sold around 1,500 of its patents to [Blick]. | The transaction is worth $20 million.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 2e+07USD 1500 patents"},
	})
}

// TestTradeFrames holds the frames of buying, investing, supplying and working
// together that have no verb of it.
func TestTradeFrames(t *testing.T) {
	testDeals(t, 0.6, []dealCase{
		{"[Acme] will become a wholly owned subsidiary of [Blick].", "ACQUISITION/ANNOUNCED BUYER=Blick TARGET=Acme"},
		{"[Acme] outbid [Coil] for [Blick] with a $3 billion offer.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick 3e+09USD"},
		{"[Acme] emerged as the leading bidder for [Blick].", "ACQUISITION/RUMOURED BUYER=Acme TARGET=Blick"},
		{"[Acme]'s latest acquisition is [Blick], a maker of apps.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"With the purchase of [Blick], [Acme] adds 20 stores.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Acme] has closed its previously announced acquisition of [Blick].", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
		{"[Blick] becomes the largest shareholder of [Acme] after buying a 24 percent stake.", "INVESTMENT/ANNOUNCED INVESTEE=Acme INVESTOR=Blick"},
		{"[Acme] has secured $20 million from investors led by [Blick].", "INVESTMENT/COMPLETED INVESTEE=Acme INVESTOR=Blick 2e+07USD"},
		{"[Acme] received backing from [Blick].", "INVESTMENT/COMPLETED INVESTEE=Acme INVESTOR=Blick"},
		{"[Acme] signed [Blick] as a supplier of batteries.", "SUPPLY/ANNOUNCED CUSTOMER=Acme SUPPLIER=Blick"},
		{"[Blick] said [Acme] had ordered 50 of its jets.", "SUPPLY/ANNOUNCED CUSTOMER=Acme SUPPLIER=Blick"},
		{"[Acme] cancelled an order for 20 jets from [Blick].", "SUPPLY/TERMINATED CUSTOMER=Acme SUPPLIER=Blick"},
		{"[Acme] launched the service in collaboration with [Blick].", "PARTNERSHIP/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] are forming a company to make batteries.", "JOINT_VENTURE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
	})
}
