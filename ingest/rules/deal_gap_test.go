package rules

import (
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// TestGaps holds what a sentence tells a second time without the verb.
func TestGaps(t *testing.T) {
	testDeals(t, extract.Accepted, []dealCase{
		{"[Acme] sued [Blick] in 2007, and [Coil] in 2008.", "LITIGATION/COMPLETED DEFENDANT=Blick PLAINTIFF=Acme; LITIGATION/COMPLETED DEFENDANT=Coil PLAINTIFF=Acme"},
		{"[Acme] has sued [Blick] in Texas and [Coil] in Germany.", "LITIGATION/ANNOUNCED DEFENDANT=Blick PLAINTIFF=Acme; LITIGATION/ANNOUNCED DEFENDANT=Coil PLAINTIFF=Acme"},
		{"[Acme] sold 40 patents to [Blick] in 2010 and 30 more to [Coil] in 2011.", "PATENT_SALE/COMPLETED BUYER=Blick SELLER=Acme 40 patents; PATENT_SALE/COMPLETED BUYER=Coil SELLER=Acme 30 patents"},
		{"[Acme] took over [Blick] in 1998, and [Coil] in 2011.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick; ACQUISITION/COMPLETED BUYER=Acme TARGET=Coil"},
		{"[Acme] bought [Blick] in 1998 and, three years later, [Coil].", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick; ACQUISITION/COMPLETED BUYER=Acme TARGET=Coil"},
		{"[Acme] licensed the patents to [Blick] in 2015 and to [Coil] in 2016.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme; LICENSE/COMPLETED LICENSEE=Coil LICENSOR=Acme"},
		{"[Blick] took a licence from [Acme] in 2016, as did [Coil] a year later.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme; LICENSE/COMPLETED LICENSEE=Coil LICENSOR=Acme"},
		{"[Acme] bought [Blick] and [Coil] in 1998.", "ACQUISITION/COMPLETED BUYER=Acme TARGET=Blick TARGET=Coil"},
		{"[Acme] sued [Blick] in 2007, and [Coil] makes pumps.", "LITIGATION/COMPLETED DEFENDANT=Blick PLAINTIFF=Acme"},
	})
	testDeals(t, extract.Queued, []dealCase{
		{"[Blick] took a licence from [Acme] in 2016; [Coil] followed in 2017.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme; LICENSE/COMPLETED LICENSEE=Coil LICENSOR=Acme"},
		{"[Acme] makes codecs. | Earlier licences were taken by [Blick] in 2007, for helmets, and by [Coil] in 2008, for cockpits.", "LICENSE/COMPLETED LICENSEE=Blick LICENSOR=Acme; LICENSE/COMPLETED LICENSEE=Coil LICENSOR=Acme"},
	})
}
