package rules

import (
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// TestCandidates: ways to tell of a deal in one sentence, in words for which no
// precise reader need exist.
func TestCandidates(t *testing.T) {
	testDeals(t, extract.Queued, []dealCase{
		{"[Acme] is now the owner of [Blick].", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Acme] brought [Blick] under its roof in 2014.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
		{"[Acme] swooped on [Blick] in March, paying $30 million.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick 3e+07USD"},
		{"[Acme] makes pumps. | [Coil] was swallowed up by [Acme] in 2012, and [Dorn] ended up with [Acme] a year later.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Coil; ACQUISITION/COMPLETED BUYER=Acme TARGET=Dorn"},
		{"[Acme] has bought five studios in two years, most recently [Blick] and [Coil].", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick; ACQUISITION/COMPLETED BUYER=Acme TARGET=Coil"},
		{"[Acme] grew through a string of takeovers, including [Blick] in 2011 and [Coil] in 2014.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick; ACQUISITION/COMPLETED BUYER=Acme TARGET=Coil"},
		{"[Acme] offloaded its valve arm to [Blick] in June.", "DIVESTITURE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Acme] sold its plant in Ohio to [Blick] and its headquarters to [Coil].", "DIVESTITURE/COMPLETED BUYER=Blick SELLER=Acme; DIVESTITURE/COMPLETED BUYER=Coil SELLER=Acme"},
		{"[Acme] has found a buyer for its lighting business in [Blick].", "DIVESTITURE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Acme] amassed a 7% stake in [Blick] in June.", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme"},
		{"[Acme] came in as a shareholder of [Blick] in 2020.", "INVESTMENT/COMPLETED INVESTEE=Blick INVESTOR=Acme"},
		{"[Acme] landed an order for 40 pumps from [Blick].", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme"},
		{"[Acme] was beaten. | [Blick] handed the running of its data centres to [Coil].", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Coil"},
		{"[Blick] has outsourced its payroll to [Acme].", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme"},
		{"[Acme] and [Blick] are to build a chip together.", "PARTNERSHIP/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] appointed [Blick] as its distributor in Japan.", "PARTNERSHIP/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] founded [Coil] in 2016 to make cells.", "JOINT_VENTURE/COMPLETED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] will own 60% of the venture and [Blick] the rest.", "JOINT_VENTURE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] dragged [Blick] before a court in Munich.", "LITIGATION/ANNOUNCED DEFENDANT=Blick PLAINTIFF=Acme"},
		{"[Acme] has been fighting [Blick] in court since 2012.", "LITIGATION/COMPLETED DEFENDANT=Blick PLAINTIFF=Acme"},
		{"[Acme] buried the hatchet with [Blick].", "SETTLEMENT/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] has lent [Blick] $30 million.", "OTHER/COMPLETED PARTNER=Acme PARTNER=Blick 3e+07USD"},
		{"[Acme] got a credit line of $40 million from [Blick].", "OTHER/ANNOUNCED PARTNER=Acme PARTNER=Blick 4e+07USD"},
	})
}

// TestCandidatesOverSentences: the act in one sentence, a party in another.
func TestCandidatesOverSentences(t *testing.T) {
	testDeals(t, extract.Queued, []dealCase{
		{"[Acme] said it had sold its pump unit. | The buyer is [Blick], a private equity firm.", "DIVESTITURE/ANNOUNCED BUYER=Blick SELLER=Acme"},
		{"[Acme] signed a five-year contract to supply batteries. | The customer is [Blick].", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme"},
		{"[Blick] has raised $30 million. | The money came from [Acme] and [Coil].", "INVESTMENT/ANNOUNCED INVESTEE=Blick INVESTOR=Acme INVESTOR=Coil; INVESTMENT/COMPLETED INVESTEE=Blick 3e+07USD"},
		{"[Acme] unloaded a third of its patents. | They went to [Blick].", "PATENT_SALE/ANNOUNCED BUYER=Blick SELLER=Acme"},
		{"[Acme] has licensed its codec to [Blick]. | [Coil] came on board in June.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme; LICENSE/COMPLETED LICENSEE=Coil LICENSOR=Acme"},
		{"[Acme] sued [Blick] and [Coil] in 2010. | [Blick] settled a month before trial. | [Coil] took a licence.", "LICENSE/COMPLETED LICENSEE=Coil LICENSOR=Acme; LITIGATION/COMPLETED DEFENDANT=Blick DEFENDANT=Coil PLAINTIFF=Acme; SETTLEMENT/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] bought [Blick] in 2011. | That was followed a year later by the purchase of [Coil].", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Coil; ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
		{"[Acme] makes pumps. | A rescue by [Blick] fell apart in May.", "ACQUISITION/TERMINATED BUYER=Blick TARGET=Acme"},
		{"[Acme] agreed with [Blick] to swap their fibre networks.", "OTHER/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] (+3%): Won a $20 million order from [Blick].", "SUPPLY/ANNOUNCED CUSTOMER=Blick SUPPLIER=Acme 2e+07USD"},
		{"[Acme] took a licence from [Blick]. | Talks with [Coil] broke down in March.", "LICENSE/COMPLETED LICENSEE=Acme LICENSOR=Blick; LICENSE/TERMINATED LICENSEE=Acme LICENSOR=Coil"},
	})
}

// TestNoCandidates: words of deals that tell of none.
func TestNoCandidates(t *testing.T) {
	testDeals(t, extract.Queued, []dealCase{
		{"[Acme] competes with [Blick] and [Coil].", ""},
		{"[Acme] hired Jo Hill from [Blick] to run its sales.", ""},
		{"Shares of [Acme] rose 3% while those of [Blick] fell.", ""},
		{"[Acme] delivered 40,000 cars in May, more than [Blick].", ""},
		{"[Acme] uses software of [Blick].", ""},
		{"[Acme] raised its forecast after strong sales to [Blick].", ""},
		{"[Acme] led the market in 2020, followed by [Blick].", ""},
		{"Suppose [Acme] had bought [Blick] in 2011.", ""},
		{"[Acme] took in $400 million of royalties last year, more than [Blick].", ""},
		{"[Acme] goes on sale in May next to [Blick].", ""},
		{"[Acme] would make a good match for [Blick].", ""},
		{"[Acme] is backed by [Blick].", ""},
		{"“Whether you sell, license or sue is a different matter,” said Jo Hill of [Acme], which [Blick] advises.", ""},
		{"If [Acme] were to buy [Blick], it would need cash.", ""},
		{"[Acme] opened a shop next to one of [Blick].", ""},
	})
}

// TestCandidatesAreNotWritten: whatever the reader of candidates finds waits for
// review.
func TestCandidatesAreNotWritten(t *testing.T) {
	if candidateTop >= extract.Accepted || candidateFloor >= extract.Queued {
		t.Errorf("candidates are rated from %v to %v, to be written is %v and more", candidateFloor, candidateTop, extract.Accepted)
	}
}

// TestCues: the words of a cue are found in any of their forms, with a few words
// between where the cue has a gap.
func TestCues(t *testing.T) {
	for sentence, want := range map[string]string{
		"[Acme] won a $40 million contract.":        "win ~ contract",
		"[Acme] is taking [Blick] to court.":        "take ~ to court",
		"[Acme] outsourced its payroll to [Blick].": "outsource ~ to",
		"[Acme] makes pumps.":                       "",
	} {
		tx := marked("2020-05-20", sentence)
		got := ""
		for _, m := range newClauses(tx, tx.sentences[0]).cueMatches() {
			if got == "" || len(m.words) > 2 {
				got = m.name()
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", sentence, got, want)
		}
	}
}
