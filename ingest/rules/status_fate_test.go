package rules

import (
	"context"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// takenForReal tells whether a deal of the text would be written as one that
// happened or was agreed.
func takenForReal(t *testing.T, headline, body string) bool {
	t.Helper()
	doc := document(body, "Corvane Systems is based in Oslo. Harbick Industries makes pumps. Meldrum Group is a rival.")
	doc.Headline, doc.Published = headline, "2020-03-05"
	out, err := New().Extract(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range out.Deals {
		if d.Confidence >= 0.8 && d.Kind != litigation && d.Status != extract.Rumoured && d.Status != extract.Denied && d.Status != extract.Terminated {
			return true
		}
	}
	return false
}

func TestWhatCameToNothingIsNoDeal(t *testing.T) {
	for _, body := range []string{
		"Corvane Systems agreed to buy Harbick Industries in March. The deal collapsed in May.",
		"Corvane Systems agreed to buy Harbick Industries for $1 billion in 2010. Regulators blocked the transaction the following year.",
		"In 2014 Corvane Systems agreed to buy Harbick Industries for $80 million. Two months later it walked away.",
		"Corvane Systems announced in 2019 that it would acquire Harbick Industries. That never happened.",
		"Corvane Systems announced a merger with Harbick Industries in 2006. It was blocked by the regulator.",
		"Corvane Systems and Harbick Industries signed a merger agreement in 2006. Shareholders rejected it.",
		"Corvane Systems agreed to acquire Harbick Industries for $700 million, a deal that was later abandoned.",
		"Corvane Systems agreed to acquire Harbick Industries for $700 million, but the deal was blocked by antitrust regulators.",
		"Corvane Systems agreed to buy Harbick Industries, only for the deal to fall apart.",
		"Corvane Systems agreed to buy Harbick Industries before regulators stepped in and stopped the deal.",
		"Corvane Systems signed a letter of intent to acquire Harbick Industries in 2009, but the deal was never completed.",
		"A $300 million deal to sell Harbick Industries to Corvane Systems fell through.",
		"The merger between Corvane Systems and Harbick Industries is dead.",
		"Corvane Systems's planned purchase of Harbick Industries has been put on hold.",
		"The sale of Harbick Industries to Corvane Systems was annulled by a court in 2013.",
		"Corvane Systems has decided against buying Harbick Industries.",
		"Corvane Systems reneged on a deal to buy Harbick Industries.",
		"Corvane Systems passed on the chance to buy Harbick Industries in 2011.",
		"Harbick Industries fended off a hostile takeover by Corvane Systems.",
		"Harbick Industries revoked the licence it had granted to Corvane Systems.",
		"Corvane Systems licensed its patents to Harbick Industries in 2003. The licence expired in 2013.",
		"Corvane Systems ordered 30 aircraft from Harbick Industries in 2003. The order was later cancelled.",
		"Corvane Systems formed a partnership with Harbick Industries in 2003. It was dissolved in 2005.",
		"Corvane Systems was barred by President Ann Boe from buying Harbick Industries.",
		"Corvane Systems nearly bought Harbick Industries in 2011.",
		"Corvane Systems was to have acquired Harbick Industries for $2 billion.",
		"Corvane Systems plans to bid for Harbick Industries.",
		"Corvane Systems is the frontrunner to buy Harbick Industries.",
		"Unless regulators object, Corvane Systems will buy Harbick Industries.",
		"It is false that Corvane Systems has bought Harbick Industries.",
		"Corvane Systems has acquired Harbick Industries, a blog claimed on Friday. Both companies called the claim false.",
		"Corvane Systems walked away from its purchase of Harbick Industries on Thursday. Corvane Systems, which had agreed to buy Harbick Industries in October 2018, will pay a fee.",
	} {
		if takenForReal(t, "", body) {
			t.Errorf("taken for real: %s", body)
		}
	}
	if takenForReal(t, "Court blocks Corvane's takeover of Harbick", "Corvane Systems agreed in March to buy Harbick Industries for $600 million.") {
		t.Error("the headline says it was blocked")
	}
}

func TestDoubtsThatAreOverLeaveADealReal(t *testing.T) {
	for _, body := range []string{
		"Despite earlier rumours that the deal would fail, Corvane Systems completed its acquisition of Harbick Industries on Monday.",
		"Corvane Systems said on Monday it had agreed to buy Harbick Industries for $400 million, ending months of speculation.",
		"Corvane Systems, which last year rejected a bid from Meldrum Group, has agreed to buy Harbick Industries for $400 million.",
		"Corvane Systems acquired Harbick Industries in 2015 for $90 million. It closed the unit two years later.",
		"Corvane Systems bought Harbick Industries in 2012 after Meldrum Group walked away.",
		"Corvane Systems and Harbick Industries have signed a cross-license agreement that ends all litigation between them.",
		"Corvane Systems acquired Harbick Industries in June. The deal was rejected by two of its directors but approved by shareholders.",
	} {
		if !takenForReal(t, "", body) {
			t.Errorf("not taken for real: %s", body)
		}
	}
}

func TestAMergerOfOneOfThemEnded(t *testing.T) {
	body := "Meldrum Group accepted the offer and ended its merger agreement with Harbick Industries. Corvane Systems and Harbick Industries announced a merger in January."
	if takenForReal(t, "", body) {
		t.Error("it may be the merger that ended")
	}
}

func TestAHeadlineEndsOnlyOneDeal(t *testing.T) {
	body := "Corvane Systems has abandoned its purchase of Harbick Industries. Corvane Systems has taken a licence to the patents of Harbick Industries."
	if !takenForReal(t, "Corvane drops Harbick deal", body) {
		t.Error("the licence is not what was dropped")
	}
}

func TestAHeadlineEndsOnlyWhatItsClauseNames(t *testing.T) {
	body := "Corvane Systems has won a contract to supply Harbick Industries with pumps."
	if !takenForReal(t, "Corvane Systems denies report on unit sale, wins Harbick order", body) {
		t.Error("the order is not what the headline denies")
	}
}
