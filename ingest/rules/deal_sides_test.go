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

// TestCompaniesBesideEachOther: much that is told of two companies is no deal of
// theirs.
func TestCompaniesBesideEachOther(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme], which competes with [Blick] in pumps, posted a profit.", ""},
		{"[Acme] hired [Blick] to find a buyer for its pump unit.", ""},
		{"[Acme] poached the finance chief of [Blick] in June.", ""},
		{"[Acme] overtook [Blick] as the largest maker of pumps.", ""},
		{"Shares of [Acme] fell after [Blick] cut its forecast.", ""},
		{"[Acme] sold bonds worth $500 million to [Blick] and other investors.", ""},
		{"[Acme] replaced [Blick] in the index on Monday.", ""},
		{"[Acme] won an award for its pumps from [Blick]", ""},
		{"[Acme] sponsors the rowing club of [Blick]", ""},
		{"[Acme] will invest $500 million in its plant next to that of [Blick]", ""},
		{"[Acme] bought back shares worth $2 billion, as [Blick] did last year.", ""},
		{"The data centres of [Acme] run on chips of [Blick]", ""},
		{"[Blick] cut its rating of [Acme] to sell.", ""},
		{"[Blick] has audited [Acme] since 2012.", ""},
		{"[Acme] bid against [Blick] for [Coil] and lost.", ""},
		{"[Acme] beat [Blick] to a contract with the army worth $40 million.", ""},
		{"[Acme] said [Blick] had copied its pumps.", ""},
		{"[Acme] moved from Oslo to a building that [Blick] owns.", ""},
		{"[Acme] and [Blick] both raised their prices in May.", ""},
		{"[Acme] was founded by two engineers who had left [Blick]", ""},
		{"[Acme] makes the pumps that [Blick] sells under its own name.", ""},
		{"[Acme] is to [Blick] what [Coil] is to [Dorn]", ""},
		{"[Acme] expects the market for pumps, led by [Blick], to double.", ""},
		{"The merger of the two pump units of [Acme] will cost jobs, said [Blick]", ""},
		{"[Blick] estimates that [Acme] sold 5 million pumps last year.", ""},
		{"[Acme] paid its chief executive $20 million, more than [Blick] did.", ""},
		{"[Acme] owes [Blick] $12 million in rent.", ""},
		{"[Acme] asked [Blick] to return the pumps.", ""},
		{"[Acme] will show its new pump at a fair, as will [Blick]", ""},
		{"Investors in [Acme] include [Blick] employees.", ""},
		{"The pumps of [Acme] are based on a design by [Blick] engineers.", ""},
		{"[Acme] signed up 300 new customers, [Blick] lost 200.", ""},
		{"[Acme] filed its annual report, in which it names [Blick] as a rival.", ""},
		{"[Acme] joined [Blick] in calling for lower taxes.", ""},
		{"[Acme] settled with the tax office, and [Blick] is expected to follow.", ""},
		{"[Acme] agreed with [Blick] that pumps are too dear.", ""},
		{"[Acme] has a licence to sell pumps in Norway, where [Blick] is based.", ""},
		{"[Acme] received approval from the regulator for a pump that [Blick] opposes.", ""},
		{"[Acme] acquired a taste for risk under its former chief, now at [Blick]", ""},
		{"[Acme] bought advertising on the website of [Blick]", ""},
		{"[Acme] wants to sell more pumps to customers of [Blick]", ""},
		{"[Acme] would be a good fit for [Blick], analysts said.", ""},
		{"[Acme] should buy [Blick], its largest shareholder said.", ""},
		{"If [Acme] bought [Blick], it would be the largest pump maker.", ""},
		{"[Acme] last year valued its stake in [Blick] at $3 million.", ""},
		{"A fire at a [Acme] plant stopped deliveries to [Blick] for a week.", ""},
		{"[Acme] holds patents that [Blick] says are invalid.", ""},
		{"[Acme] donated pumps to a school that [Blick] supports.", ""},
		{"[Acme] trades at 12 times earnings, [Blick] at 15.", ""},
		{"[Acme] depends on [Blick] for half of its sales.", ""},
		{"[Acme] opened an office in the tower of [Blick] in Oslo.", ""},
		{"[Acme] lent [Blick] $4 million in 2012.", ""},
	})
}

func TestAdvisersAreNoParties(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Coil] advised [Acme] on [its=Coil] purchase of [Blick].", "ACQUISITION/ANNOUNCED BUYER=Acme TARGET=Blick"},
		{"[Coil] represented [Acme] in the sale of [its=Coil] pump unit to [Blick].", "DIVESTITURE/ANNOUNCED BUYER=Blick SELLER=Acme"},
	})
}

func TestWhatAFeeIsFor(t *testing.T) {
	testDeals(t, extract.Queued, []dealCase{
		{"[Acme] will pay [Blick] a break-up fee of $2 billion.", ""},
		{"[Acme] paid [Blick] a licence fee of $2 million.", "LICENSE/COMPLETED LICENSEE=Acme LICENSOR=Blick 2e+06USD"},
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
