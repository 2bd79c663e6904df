package rules

import (
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// TestAmountsOfLaterSentences holds that the amount of a deal is found where a
// later sentence tells it, and that other amounts are not taken for it.
func TestAmountsOfLaterSentences(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] has agreed to buy [Blick]. | The price, we hear, was $27 million.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick 2.7e+07USD"},
		{"[Acme] is in talks to acquire [Blick], people familiar with the matter said. | A deal valuing [Blick] at $3 billion could be announced next week.", "ACQUISITION/RUMOURED BUYER=Acme TARGET=Blick 3e+09USD"},
		{"[Acme] has won an order from [Blick]. | Industry sources value the order at 60 billion yen.", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme 6e+10JPY"},
		{"[Blick] has taken a licence from [Acme]. | [Blick] will pay 12 million francs in three instalments.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme 1.2e+07CHF"},
		{"[Acme] and [Blick] have settled their patent dispute. | [Blick] will make a payment of $62 million to [Acme].", "SETTLEMENT/ANNOUNCED PARTNER=Acme PARTNER=Blick 6.2e+07USD"},
		{"[Acme] and [Blick] signed a cross-licensing agreement. | The pact covers about 4,800 patents.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick 4800 patents"},
		// Amounts and counts of something else.
		{"[Acme] has agreed to buy [Blick]. | [Acme] will pay a fine of $27 million.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Acme] has agreed to buy [Blick]. | [Acme] may pay $27 million.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Acme] has agreed to buy [Blick]. | [Coil] will pay $27 million.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Acme] has agreed to buy [Blick]. | [Acme] paid $5 million for [Coil] in 2015.", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick; ACQUISITION/COMPLETED BUYER=Acme TARGET=Coil 5e+06USD"},
		{"[Acme] and [Blick] signed a cross-licensing agreement. | [Acme] holds 4,800 patents.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
	})
}

// TestWhenADealWasMade holds whose the dates of a sentence are.
func TestWhenADealWasMade(t *testing.T) {
	for text, want := range map[string]string{ // published on 2020-05-20
		"The quarrel began in 2012, when [Acme] sued [Blick].":                         "2012",
		"[Acme] has been small since 2014, when its pump unit was sold to [Blick].":    "2014",
		"[Acme] has sued [Blick], and the trial begins in June 2021.":                  "",
		"The licence that [Blick] took from [Acme] ran out in March.":                  "",
		"A jury found on Monday that [Blick] infringed two patents owned by [Acme].":   "",
		"[Acme] said on Tuesday it had agreed to buy [Blick] from [Coil] by December.": "2020-05-19",
	} {
		for _, d := range findDeals(marked("2020-05-20", text)) {
			if d.Confidence >= extract.Queued && d.Announced != want {
				t.Errorf("%s\n got %q, want %q", text, d.Announced, want)
			}
		}
	}
}
