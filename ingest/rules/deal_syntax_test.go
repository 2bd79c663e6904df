package rules

import (
	"sort"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// TestDealsInAnyClause holds that a deal is read wherever its verb stands: in
// relative clauses, participles, infinitives of nouns, joined subjects.
func TestDealsInAnyClause(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] (which bought [Blick] in 2012) makes pumps.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
		{"[Acme]'s lighting arm, sold to [Blick] in 2010, is back.", "DIVESTITURE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"The patents, acquired from [Acme] by [Blick] in 2010, have lapsed.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Acme]'s attempt to buy [Blick] failed in 2013.", "ACQUISITION/TERMINATED BUYER=Acme TARGET=Blick"},
		{"A plan by [Acme] to buy [Blick] was blocked by regulators.", "ACQUISITION/TERMINATED BUYER=Acme TARGET=Blick"},
		{"[Acme] signed an agreement for the acquisition of [Blick].", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"The merger of [Acme] and [Blick] closed in June 2019.", "ACQUISITION/COMPLETED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] expanded into valves with the 2017 acquisition of [Blick].", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
		{"[Acme] and [Blick] today announced a definitive merger agreement.", "ACQUISITION/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Blick] renewed its patent licence with [Acme].", "LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] signed a cross-license covering all their patents.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] agreed to combine with [Blick] in a $9 billion deal.", "ACQUISITION/ANNOUNCED PARTNER=Acme PARTNER=Blick 9e+09USD"},
		{"[Acme] has raised its stake in [Blick] to 30 percent from 12 percent.", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme"},
		{"[Acme] bought 8.5 million shares of [Blick] for $50 million.", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme 5e+07USD"},
		{"[Acme] participated in [Blick]'s $20 million round.", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme 2e+07USD"},
		{"[Blick] picked [Acme] as supplier of its batteries.", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme"},
		{"[Blick] will buy power from [Acme] under a 15-year agreement.", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme"},
		{"[Acme] ended its partnership with [Blick].", "PARTNERSHIP/TERMINATED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] joined with [Blick] to develop a vaccine.", "PARTNERSHIP/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] formed a company to make cells.", "JOINT_VENTURE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] sold its headquarters to [Blick] for $30 million and leased it back.", "DIVESTITURE/COMPLETED BUYER=Blick SELLER=Acme 3e+07USD"},
		// None of these is a deal.
		{"[Acme] threatened to sue [Blick].", ""},
		{"[Acme] would sue [Blick] if it had to, its lawyer said.", ""},
		{"[Acme] has agreed not to buy [Blick].", ""},
		{"[Acme] cut its holding in [Blick] to 3 percent.", ""},
		{"[Acme] is in the race, and [Blick] closed in June.", ""},
		{"[Acme] holds a 20 percent stake in [Blick].", ""},
		{"[Acme] is working with [Blick] on the matter, a spokesman said.", ""},
	})
}

// foundDeals are the deals that the whole extractor accepts in an article, one
// a line, without status and amount.
func foundDeals(t *testing.T, least float64, paragraphs ...string) string {
	t.Helper()
	var out []string
	for _, d := range extraction(t, paragraphs...).Deals {
		if d.Confidence < least {
			continue
		}
		var parties []string
		for _, p := range d.Parties {
			parties = append(parties, p.Role+"="+p.Company)
		}
		sort.Strings(parties)
		out = append(out, d.Kind+" "+strings.Join(parties, " "))
	}
	sort.Strings(out)
	return strings.Join(out, "; ")
}

// TestWhoIsMeant holds that a pronoun or description is as good as a name where
// only one company comes into question, and waits for review where it is not.
func TestWhoIsMeant(t *testing.T) {
	for _, test := range []struct {
		why, want string
		text      []string
	}{
		{"the subject of the sentence before", "ACQUISITION BUYER=Dorvane TARGET=Karrow Inc.",
			[]string{"Pump maker Orvelin Systems Inc. had a good year. Orvelin hired 200 people in Leeds.", "Rival Dorvane makes valves. It bought Karrow Inc. in 2019."}},
		{"the subject of the clause before", "DIVESTITURE BUYER=Karrow Inc. SELLER=Dorvane",
			[]string{"Orvelin Systems Inc. had a good year. Orvelin hired 200 people in Leeds.", "Rival Dorvane, which makes valves, has been smaller since it sold its pump unit to Karrow Inc. in 2019."}},
		{"a country that only one is of", "LITIGATION DEFENDANT=Dorvane PLAINTIFF=Orvelin Systems Inc.",
			[]string{"Orvelin Systems Inc. is at odds with Finland's Dorvane. Orvelin sued the Finnish company in March over a valve."}},
		{"a town in its country", "ACQUISITION BUYER=Dorvane TARGET=Karrow Inc.",
			[]string{"Orvelin Systems Inc. is a rival of Switzerland's Dorvane. The Zurich company bought Karrow Inc. in 2019."}},
		{"the dateline's town", "ACQUISITION BUYER=Orvelin Systems Inc. TARGET=Karrow Inc.",
			[]string{"HARBURG - Pump maker Orvelin Systems Inc. said on Monday that its sales had risen by a fifth in the last three months.", "Orvelin employs 90 people. Its rival Dorvane has fewer.", "The Harburg firm bought Karrow Inc. in 2019."}},
		{"a town that none is put in", "",
			[]string{"Orvelin Systems Inc. of Ohio had a good year. Dorvane, a rival, did not.", "The Tulsa company had another caller: in May it rejected a takeover bid by Karrow Inc."}},
	} {
		if got := foundDeals(t, extract.Accepted, test.text...); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.why, got, test.want)
		}
	}
}

// TestPartiesOfADeal holds that all that take part are found, each in its role,
// and nobody else.
func TestPartiesOfADeal(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Slate] filed suit in Texas against [Blick] and that company's distributor, [Coil], over three patents.", "LITIGATION/ANNOUNCED DEFENDANT=Blick DEFENDANT=Coil PLAINTIFF=Slate 3 patents"},
		{"[Blick] raised $40 million from investors led by [Acme] and including [Coil] and existing shareholder [Dorn].", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme INVESTOR=Coil INVESTOR=Dorn 4e+07USD"},
		{"[Blick] raised $40 million in a round led by [Acme]. | [Coil] and [Dorn] also took part.", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme INVESTOR=Coil INVESTOR=Dorn 4e+07USD"},
		{"[Acme] offered $2 billion for [Blick], topping a takeover bid from [Coil].", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick 2e+09USD"},
		{"A jury found that [Blick] infringed two patents owned by [Acme]. | [Acme] sued [Blick] in 2011.", "LITIGATION/ANNOUNCED DEFENDANT=Blick PLAINTIFF=Acme 2 patents"},
		{"[Acme], a family-owned company from [Erie], Pa., has bought the factory from [Blick].", "DIVESTITURE/COMPLETED BUYER=Acme SELLER=Blick"},
		{"[Coil] took part in the fair, and [Acme] makes pumps.", ""},
		{"[Blick] has a new owner. | [the company=Acme] has raised $71 million from [Coil] and [Acme] itself.", ""},
	})
}

// TestMergerAgreements holds that the terms of a contract say who buys whom.
func TestMergerAgreements(t *testing.T) {
	got := foundDeals(t, extract.Accepted, `On May 4, 2021, Farrow Systems, Inc., a Delaware corporation (the “Company”), entered into an Agreement and Plan of Merger with Calmar Group plc, a public limited company (“Parent”), and Calmar Merger Sub, Inc., a wholly owned subsidiary of Parent (“Merger Sub”).`)
	if want := "ACQUISITION BUYER=Calmar Group plc TARGET=Farrow Systems, Inc."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestDealsOfArticles holds what whole articles of our own state, names and all.
func TestDealsOfArticles(t *testing.T) {
	for _, test := range []struct {
		want string
		text []string
	}{
		{"DIVESTITURE BUYER=Brannagh Timber SELLER=Talvik Oyj; SUPPLY CUSTOMER=Brannagh Timber SUPPLIER=Talvik Oyj", []string{
			"Finnish forestry group Talvik Oyj has agreed to sell three sawmills to Ireland's Brannagh Timber for 130 million euros, the companies said on Monday. Brannagh will also buy logs from Talvik under a ten-year contract.",
			"Talvik said the sale would let it focus on packaging."}},
		{"ACQUISITION BUYER=Apex Equity SELLER=Halden Industries TARGET=Dorrance; ACQUISITION BUYER=Halden Industries SELLER=Stavely TARGET=Dorrance", []string{
			"Halden Industries has completed the sale of its Dorrance unit to Apex Equity for $1.4 billion, the company said.",
			"Dorrance, which Halden bought from Stavely in 2008, makes drills and saws."}},
		{"ACQUISITION BUYER=Wolfram Energy TARGET=Sunfield Solar; DIVESTITURE BUYER=Maple Pension Fund SELLER=Wolfram Energy TARGET=Sunfield Solar", []string{
			"In 2019, Wolfram Energy purchased Sunfield Solar, and in 2020 it sold a 49% interest in that company to Maple Pension Fund."}},
		{"INVESTMENT INVESTEE=Nimbra INVESTOR=Harrow Capital INVESTOR=Osprey Growth INVESTOR=Redfield Ventures", []string{
			"Logistics startup Nimbra has raised $55 million in a Series C round led by Redfield Ventures. Existing investor Harrow Capital also participated, along with new backer Osprey Growth.",
			"Nimbra has now raised $98 million since it was founded in 2016."}},
		{"LITIGATION DEFENDANT=Hartwell Semiconductor PLAINTIFF=Zelcom Inc; PATENT_SALE BUYER=Zelcom Inc SELLER=Brightwater Labs", []string{
			"Zelcom Inc said it would appeal. It has filed its own suit against Hartwell Semiconductor in California, accusing it of infringing a patent it acquired from Brightwater Labs in 2017."}},
		{"ACQUISITION BUYER=Tessaro Systems TARGET=Lichtwerk BV", []string{
			"Tessaro Systems said on Monday that it had bought a Dutch laser specialist, Lichtwerk BV."}},
		{"ACQUISITION BUYER=Telvia TARGET=Tuneo; LITIGATION DEFENDANT=Tuneo PLAINTIFF=Goldleaf Music", []string{
			"Streaming service Tuneo, which was acquired by telecoms group Telvia in 2021, still faces a suit filed by Goldleaf Music."}},
	} {
		if got := foundDeals(t, extract.Accepted, test.text...); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text[0], got, test.want)
		}
	}
}
