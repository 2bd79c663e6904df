package rules

import (
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// What a text leaves open of the sides of a deal is not made up.

func TestWhoseLicenceIsOpen(t *testing.T) {
	testDeals(t, extract.Queued, []dealCase{
		{"[Acme] said it had signed a new patent licence with [Blick].", "LICENSE/COMPLETED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] signed a multi-year licence in 2017.", "LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Blick] signed a patent licence from [Acme].", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
	})
}

func TestABusinessIsNoPatent(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"In 2018 [Acme] bought [Blick]'s patent licensing business for $150 million.", "ACQUISITION/COMPLETED BUYER=Acme SELLER=Blick 1.5e+08USD"},
		{"In 2018 [Acme] bought [Blick]'s operating business for $150 million.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick 1.5e+08USD"},
		{"In 2018 [Acme] bought [Blick]'s patents for $150 million.", "PATENT_SALE/COMPLETED BUYER=Acme SELLER=Blick 1.5e+08USD"},
	})
}

func TestWhatIsSoldForMillionsIsNoGoods(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"In March [Acme] sold its online photo gallery to [Blick] for $24 million.", "DIVESTITURE/COMPLETED BUYER=Blick SELLER=Acme 2.4e+07USD"},
		{"[Acme], which sold the rights to its drug to [Blick] for $400 million, gained.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme 4e+08USD"},
		{"[Acme] itself was sued in February by [Blick].", "LITIGATION/ANNOUNCED DEFENDANT=Acme PLAINTIFF=Blick"},
	})
}

func TestANounAmongNouns(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] will sell 300 patents on phones, messaging and networks to [Blick] for $5 million.", "PATENT_SALE/ANNOUNCED BUYER=Blick SELLER=Acme 5e+06USD 300 patents"},
	})
}

func TestASubjectStandsBeforeItsClauses(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme], which is backed by [Coil], [Dorn] and [Elm], acquired [Blick] in 2018.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick"},
		{"[Acme] met [Blick], and [Coil] settled a case in 2018.", ""},
	})
}

func TestAnObjectIsNoVerb(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] has used [Coil] cores in its phones for a decade and bought [Blick] for $6 million in 2018.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick 6e+06USD"},
	})
}
