package rules

import (
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// The constructions in which reporters tell of licences, patents sold, suits and
// settlements. "|" parts sentences.

func TestLicenceFrames(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Blick] has taken a licence to [Acme]'s Wi-Fi patents.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] took a licence from [Acme] in 2016 on undisclosed terms.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] obtained a licence under three [Acme] patents.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme 3 patents"},
		{"In 2019 [Blick] obtained the rights to the design from [Acme].", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] has become the fifth licensee of [Acme]'s noise technology.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] has signed [Blick] as a licensee of its codec.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] has signed up [Blick] as a licensee.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] entered into a non-exclusive license under certain patents owned by [Acme].", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] will pay royalties to [Acme] under the license agreement.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] gave [Blick] the right to use its battery patents.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] will let [Blick] use its patents.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] has agreed to allow [Blick] to use its dry-coating process.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] was licensed by [Acme] in 2008 to make the pumps.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] in-licensed the compound from [Acme].", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] out-licensed the compound to [Blick] in 2018.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] has licensed [Acme]'s processor design.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] has struck a licensing deal with [Blick].", "LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"Under the deal, [Blick] receives a license to [Acme]'s patents.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"The agreement gives [Blick] a licence to all [Acme] patents.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] will gain access to [Acme]'s patents.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] has joined the [Acme] patent pool.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] awarded [Blick] an exclusive licence for North America.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] won an exclusive licence from [Acme] to sell the drug in Japan.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] has acquired exclusive rights to the vaccine from [Acme].", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"The licence, granted to [Blick] by [Acme] last year, covers Europe.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"A licence that [Blick] obtained from [Acme] in 2013 has lapsed.", "LICENSE/TERMINATED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] paid $10 million for a licence to [Acme]'s patents.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme 1e+07USD"},
		{"[Blick] has received permission from [Acme] to use its patents.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] granted an exclusive licence to the process to [Blick].", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] keeps a licence to the patents it sold. | [Blick] took a licence to them from [Acme].", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] said [Blick] and [Coil] had taken licences to its patents.", "LICENSE/COMPLETED LICENSEE=Blick LICENSEE=Coil LICENSOR=Acme"},
		{"[Acme]'s technology was licensed to [Blick] in 2014 for use in pumps.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] said on Tuesday it had licensed its entire radio portfolio to [Blick].", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] said handset maker [Blick] had signed a licence to its 4G patents.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"Under a five-year agreement, [Blick] is licensed under all of [Acme]'s patents.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] bought the Japanese rights to the drug from [Acme] for $40 million.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme 4e+07USD"},
		{"[Blick] will develop the compound, licensed from [Acme] in 2011, on its own.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme"},
		{"[Acme] and [Blick] have entered into an agreement under which [Acme] grants [Blick] a royalty-bearing licence.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] and [Coil] have both taken licences from [Acme].", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSEE=Coil LICENSOR=Acme"},
	})
	testDeals(t, extract.Queued, []dealCase{
		{"[Acme] announced that [Blick] has become a licensee of [its=Acme] patented hinge.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] agreed to pay [Acme] royalties on every phone it sells.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"[Blick] has also been licensed to use five [Acme] patents until 2032.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme 5 patents"},
		{"[Acme] and [Blick] extended their patent licence agreement until 2025.", "LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] today announced that [Blick] has licensed its image sensor technology.", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
		{"HEADLINE [Blick] Licenses [Acme] Patents", "LICENSE/ANNOUNCED LICENSEE=Blick LICENSOR=Acme"},
	})
}

func TestCrossLicenceFrames(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] and [Blick] have agreed to share their patents for ten years.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] have exchanged licences to their patents.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"With [Blick], [Acme] has exchanged royalty-free licences since 2006.", "CROSS_LICENSE/COMPLETED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] swapped patent licences in 2010.", "CROSS_LICENSE/COMPLETED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] announced the signing of an agreement under which each company will have access to the other's patents.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme], [Blick] and [Coil] said that each may use the patents of the rest until 2023.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick PARTNER=Coil"},
		{"[Acme] and [Blick] issued a statement on Friday. | From Jan. 1, either company will be free to use the inventions of the other.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"The pact that let [Acme] and [Blick] use one another's patents ran out on January 31.", "CROSS_LICENSE/TERMINATED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] will grant each other licences.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"Every patent that is held by [Acme], [Blick] or [Coil] may be used by the other two.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick PARTNER=Coil"},
		{"[Acme] signed a cross-licence with [Blick].", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] are to pool their patents on 5G.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] will license patents to each other.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] have settled all suits between them. | The agreement includes a cross-licence of the companies' patents.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick; SETTLEMENT/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] signed a broad deal in 2015 that lets each use the other's patents.", "CROSS_LICENSE/COMPLETED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] gave each other access to their patents.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"A patent-sharing agreement between [Acme] and [Blick] was announced on Tuesday.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] announced a broad cross-licensing deal on Wednesday.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] has entered into a worldwide patent cross-license agreement with [Blick].", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] signed a patent cross-licensing pact with [Blick] that runs until 2023.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"HEADLINE [Acme], [Blick] Sign Patent Cross-License Deal", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"The deal gives each company access to the other's patents for ten years, [Acme] and [Blick] said.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] have agreed not to sue each other and to share their patents.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
		{"[Acme] and [Blick] entered into a mutual licence covering their patents in 2008.", "CROSS_LICENSE/COMPLETED PARTNER=Acme PARTNER=Blick"},
		{"Since 2006 [Acme] and [Blick] have been able to use one another's patents under a pact signed that year.", "CROSS_LICENSE/ANNOUNCED PARTNER=Acme PARTNER=Blick"},
	})
}

func TestPatentSaleFrames(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] has assigned to [Blick] 63 U.S. patents and their foreign counterparts.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 63 patents"},
		{"[Blick] has become the owner of 410 patents formerly belonging to [Acme].", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 410 patents"},
		{"In 2016 [Acme] parted with 1,150 patents to [Blick] for $88 million.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 8.8e+07USD 1150 patents"},
		{"[Blick] paid [Acme] $20 million for 200 patents.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 2e+07USD 200 patents"},
		{"[Blick] paid $20 million for 200 of [Acme]'s patents.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 2e+07USD 200 patents"},
		{"[Blick] acquired both patents in 2014 from the bankrupt estate of [Acme].", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 2 patents"},
		{"The patents, which [Blick] bought from [Acme] in 2010, cover hinges.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Blick] is asserting patents [it=Blick] bought from [Acme] in 2011.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Acme]'s patents were sold to [Blick] for $5 million.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 5e+06USD"},
		{"A judge on Thursday allowed [Acme] to sell 1,040 patents for $585 million to a group of companies that includes [Blick] and [Coil].", "PATENT_SALE/ANNOUNCED BUYER=Blick BUYER=Coil SELLER=Acme 5.85e+08USD 1040 patents"},
		{"[Blick] won an auction for [Acme]'s patents with a bid of $310 million.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 3.1e+08USD"},
		{"[Blick] picked up 36 patents from [Acme].", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 36 patents"},
		{"[Blick] has taken over 36 patents from [Acme].", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 36 patents"},
		{"Some 500 patents have been transferred from [Acme] to [Blick].", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 500 patents"},
		{"[Acme]'s 500 patents passed to [Blick] last year.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 500 patents"},
		{"[Blick] agreed to purchase a patent portfolio from [Acme].", "PATENT_SALE/ANNOUNCED BUYER=Blick SELLER=Acme"},
		{"[Blick] holds a portfolio of 400 patents acquired from [Acme] in 2012.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 400 patents"},
		{"[Blick] and [Coil] paid $1.9 billion for the patents of [Acme].", "PATENT_SALE/COMPLETED BUYER=Blick BUYER=Coil SELLER=Acme 1.9e+09USD"},
		{"Ownership of the patents was transferred from [Acme] to [Blick] in May.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Acme] handed 40 patents over to [Blick].", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 40 patents"},
		{"[Blick] now owns the patents, having bought them from [Acme] in 2015.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Acme], which sold its patents to [Blick] in 2013, makes pumps.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Acme] said it has agreed to sell more than 1,000 patents to [Blick] for about $550 million.", "PATENT_SALE/ANNOUNCED BUYER=Blick SELLER=Acme 5.5e+08USD 1000 patents"},
		{"[Blick] has bought 217 patents from [Acme], documents filed with the patent office show.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 217 patents"},
		{"HEADLINE [Blick] Buys 1,000 [Acme] Patents", "PATENT_SALE/ANNOUNCED BUYER=Blick SELLER=Acme 1000 patents"},
		{"[Blick] is to acquire a package of memory patents from [Acme].", "PATENT_SALE/ANNOUNCED BUYER=Blick SELLER=Acme"},
		{"The patents were acquired by [Blick] from [Acme] last June.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme"},
		{"[Acme] raised $20 million by selling 300 patents to [Blick].", "PATENT_SALE/ANNOUNCED BUYER=Blick SELLER=Acme 2e+07USD 300 patents"},
		{"[Blick] strengthened its hand with the purchase of 500 patents from [Acme].", "PATENT_SALE/ANNOUNCED BUYER=Blick SELLER=Acme 500 patents"},
		{"The two patents once belonged to [Acme], which sold them to [Blick] in 2009.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 2 patents"},
		{"[Acme]'s sale of 650 patents to [Blick] for $1 billion was announced in April.", "PATENT_SALE/ANNOUNCED BUYER=Blick SELLER=Acme 1e+09USD 650 patents"},
		{"[Blick] has completed the acquisition of the video patents of [Acme].", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme"},
	})
}
