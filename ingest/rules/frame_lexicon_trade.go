package rules

// The sets of nouns of the frames below.
func init() {
	for name, list := range map[string]string{
		"subsidiary":  "subsidiary unit division arm affiliate",
		"part":        "part",
		"bidder":      "bidder suitor buyer acquirer",
		"bidders":     "bidder suitor contender group field",
		"supplier":    "source supplier vendor contractor provider manufacturer maker",
		"customer":    "customer client buyer",
		"partner":     "partner ally collaborator",
		"shareholder": "shareholder investor stakeholder backer stockholder",
		"backing":     "backing support",
		"majority":    "control majority",
		"collaborate": "partnership collaboration cooperation co-operation conjunction alliance concert association",
		"security":    "share bond note debenture warrant",
		"goods":       "battery chip part component engine equipment software aircraft jet plane steel cell display memory cloud",
	} {
		nounSets[name] = setOf(list)
	}
}

// acquisitionFrames tell of companies that are bought without a verb of buying.
var acquisitionFrames = []frame{
	{acquisition, 0.84, "become", "subsidiary", "TARGET=subject BUYER=of", ""},
	{acquisition, 0.7, "become", "part", "TARGET=subject BUYER=of", ""},
	{acquisition, 0.58, "belong", "-", "TARGET=subject BUYER=to", ""},
	{acquisition, 0.86, "outbid, beat out", "company", "BUYER=subject TARGET=for", ""},
	{acquisition, 0.84, "gain, take, win, get, secure, seize, obtain, assume", "majority", "BUYER=subject TARGET=of", ""},
	{acquisition, 0.86, "take, gain, assume, acquire, get", "ownership", "BUYER=subject TARGET=of", ""},
	{acquisition, 0.84, "give, hand", "majority", "BUYER=recipient TARGET=of", ""},
}

// bidderFrames tell of companies that may buy: they are rumours.
var bidderFrames = []frame{
	{acquisition, 0.7, "emerge", "-", "BUYER=subject TARGET=for/as.for", "as bidder"},
	{acquisition, 0.7, "be, become", "bidder", "BUYER=subject TARGET=for/of", ""},
	{acquisition, 0.7, "be", "-", "BUYER=subject TARGET=for", "among bidders"},
	{acquisition, 0.7, "circle, woo, court, stalk", "company", "BUYER=subject TARGET=object", ""},
}

// investmentFrames tell of stakes and money.
var investmentFrames = []frame{
	{investment, 0.8, "become", "shareholder", "INVESTOR=subject INVESTEE=of/in/object's", ""},
	{investment, 0.76, "receive, get, win, secure, attract, obtain, gain", "backing", "INVESTEE=subject INVESTOR=from", ""},
	{investment, 0.86, "sell, issue, allot, place", "security", "INVESTEE=subject INVESTOR=to", "to company"},
}

// supplyFrames tell of goods and services between companies.
var supplyFrames = []frame{
	{supply, 0.78, "become", "supplier", "SUPPLIER=subject CUSTOMER=to/of/for's/for/object's", ""},
	{supply, 0.78, "become", "customer", "CUSTOMER=subject SUPPLIER=of/for's/object's", ""},
	{supply, 0.87, "sign, sign up, add, bring in, recruit, name, appoint, choose, select, pick, tap, nominate, designate, hire, pick out, enlist, confirm", "company", "CUSTOMER=subject SUPPLIER=object", "as supplier"},
	{supply, 0.8, "sign, sign up, win, land, add, gain", "company", "SUPPLIER=subject CUSTOMER=object", "as customer"},
	{supply, 0.6, "turn", "-", "CUSTOMER=subject SUPPLIER=to", "for goods"},
	{supply, 0.7, "drop, ditch, dump, fire, replace", "company", "CUSTOMER=subject SUPPLIER=object", "as supplier"},
	{supply, 0.8, "come", "-", "SUPPLIER=from CUSTOMER=before", "subject goods"},
}

// partnershipFrames tell of companies that do something together.
var partnershipFrames = []frame{
	{partnership, 0.83, "launch, introduce, release, unveil, develop, create, build, offer, start, begin, open, produce, design, roll out, make, test, operate", "", "PARTNER=subject PARTNER=in.with", "in collaborate"},
	{partnership, 0.78, "become", "partner", "PARTNER=subject PARTNER=of/with/for/object's", ""},
	{partnership, 0.78, "sign, sign up, name, choose, select, pick, add, appoint, announce", "company", "PARTNER=subject PARTNER=object", "as partner"},
	{partnership, 0.86, "join", "-", "PARTNER=subject PARTNER=with", "do develop build create make form offer launch produce design open explore study bring"},
	{partnership, 0.84, "join", "hands forces", "PARTNER=subject PARTNER=with", ""},
}
