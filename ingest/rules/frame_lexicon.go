package rules

// nounSets are the sets of nouns that frames name.
var nounSets = map[string]map[string]bool{
	"licence":  setOf("license licence sublicense sublicence"),
	"access":   setOf("access permission authorization authorisation consent clearance right use"),
	"licensee": setOf("licensee licencee sublicensee"),
	"pool":     setOf("pool programme program"),
	"royalty":  setOf("royalty royalties fee"),
	"owner":    setOf("owner holder proprietor assignee possessor"),
	"title":    setOf("ownership title control possession"),
	"auction":  setOf("auction bidding sale tender"),
	"patents":  setOf("patent"),
	"suit":     setOf("trial lawsuit suit litigation countersuit counter-suit complaint counterclaim counter-claim action case proceeding claim petition writ arbitration charge counteraction cross-complaint"),
	"ruling":   setOf("injunction verdict ruling judgment judgement order ban damages victory award decision appeal reprieve"),
	"order":    setOf("injunction ban order block halt ruling"),
	"tribunal": setOf("court jury judge tribunal justice panel commission itc judges arbitrator ptab"),
	"court":    setOf("court tribunal commission judge arbitration"),
	"quarrel":  setOf("lawsuit suit litigation countersuit complaint counterclaim action case proceeding claim dispute fight battle feud war spat row clash quarrel difference disagreement wrangle stand-off standoff conflict hostilities hostility tussle saga brawl skirmish allegation charge"),
	"peace":    setOf("peace truce ceasefire cease-fire hatchet armistice"),
	// invention and technology are what licences let use.
	"invention":  setOf("patent invention portfolio property ip know-how"),
	"technology": setOf("technology technique design process software engine architecture formula recipe code codec compound drug vaccine molecule method system standard platform chip core brand name trademark mark logo material membrane interface tool know-how portfolio product part blueprint algorithm"),
}

// licenceFrames tell of licences in one direction.
var licenceFrames = []frame{
	{licenseDeal, 0.88, "sign, conclude, take, take out, obtain, acquire, buy, purchase, secure, get, win, receive, gain, negotiate, accept, land, clinch, snag, pick up, enter, keep, retain, renew, extend", "licence",
		"LICENSEE=subject LICENSOR=from/by/object's/under's/to's/of/on's", ""},
	{licenseDeal, 0.86, "enter, sign", "-", "LICENSEE=subject LICENSOR=from/under's/to's/into's", "into licence"},
	{licenseDeal, 0.92, "become", "licensee", "LICENSEE=subject LICENSOR=of/of's/object's/for's/under's/to's", ""},
	{licenseDeal, 0.82, "name, sign, sign up, add, recruit, appoint, win, gain, welcome, announce", "company", "LICENSOR=subject LICENSEE=object", "as licensee"},
	{licenseDeal, 0.9, "join", "pool", "LICENSEE=subject LICENSOR=object's/of", ""},
	{licenseDeal, 0.82, "join, sign, sign up, come", "", "LICENSEE=subject LICENSOR=object", "as licensee"},
	{licenseDeal, 0.82, "pay", "royalty", "LICENSEE=subject LICENSOR=recipient/on's/for's", ""},
	{licenseDeal, 0.85, "pay, spend, offer", "", "LICENSEE=subject LICENSOR=object/to/for's", "for licence"},
	{licenseDeal, 0.84, "give, grant, offer, provide, extend, sell, allow", "access", "LICENSOR=subject LICENSEE=recipient", "to patents"},
	{licenseDeal, 0.84, "give, grant, offer, provide, extend, sell, allow", "access", "LICENSOR=subject LICENSEE=recipient", "infinitive patents"},
	{licenseDeal, 0.86, "gain, get, receive, obtain, win, secure, have, acquire, buy", "access", "LICENSEE=subject LICENSOR=from/to's/infinitive's", "to patents"},
	{licenseDeal, 0.82, "gain, get, receive, obtain, win, secure, have, acquire, buy", "access", "LICENSEE=subject LICENSOR=from/infinitive's", "infinitive patents"},
	{licenseDeal, 0.86, "license, licence, sublicense", "patents", "LICENSEE=subject LICENSOR=from/object's", ""},
	{licenseDeal, 0.9, "in-license, in-licence", "", "LICENSEE=subject LICENSOR=from/object's", ""},
	{licenseDeal, 0.9, "out-license, out-licence", "", "LICENSOR=subject LICENSEE=to", ""},
}

// crossLicenceFrames tell of licences in both directions.
var crossLicenceFrames = []frame{
	{crossLicense, 0.88, "exchange, swap, trade", "licence", "PARTNER=subject PARTNER=with", ""},
	{crossLicense, 0.84, "share, pool, exchange, swap", "patents", "PARTNER=subject PARTNER=with", ""},
}

// patentSaleFrames tell of patents that change hands.
var patentSaleFrames = []frame{
	{patentSale, 0.92, "assign, transfer, convey, cede, sign over, hand, hand over, turn over, make over, surrender, deed", "patents", "SELLER=subject/from/object's BUYER=to/recipient", ""},
	{patentSale, 0.9, "part, part with", "", "SELLER=subject BUYER=to", "with patents"},
	{patentSale, 0.9, "part with, dispose of, let go of", "patents", "SELLER=subject BUYER=to/before", ""},
	{patentSale, 0.88, "transfer, assign, pass", "title", "SELLER=subject/from/of's BUYER=to", "of patents"},
	{patentSale, 0.88, "acquire, obtain, take, gain, assume", "title", "BUYER=subject SELLER=from/of's", "of patents"},
	{patentSale, 0.88, "become", "owner", "BUYER=subject SELLER=of's", "of patents"},
	{patentSale, 0.86, "go, pass, fall, move", "-", "BUYER=to SELLER=from/subject's/before", "subject patents"},
	{patentSale, 0.88, "pay, spend, bid, offer, shell out, fork out, splash out, lay out", "", "BUYER=subject SELLER=object/to/for's", "for patents"},
	{patentSale, 0.86, "receive, get, raise, earn, fetch, net, collect, make", "money", "SELLER=subject BUYER=from", "for patents"},
	{patentSale, 0.86, "win", "auction", "BUYER=subject SELLER=for's/of's", "for patents"},
	{patentSale, 0.84, "win, outbid, prevail", "", "BUYER=subject SELLER=for's", "for patents"},
	{patentSale, 0.9, "take over, take, inherit, pick up, snap up, scoop up, buy up, get, receive, secure, add", "patents", "BUYER=subject SELLER=from", "from company"},
	{patentSale, 0.9, "take over, inherit", "patents", "BUYER=subject SELLER=from/object's", ""},
}

// suitFrames tell of suits.
var suitFrames = []frame{
	{litigation, 0.9, "hit, slap, serve", "company", "PLAINTIFF=subject DEFENDANT=object", "with suit"},
	{litigation, 0.9, "file, lodge, bring, launch, initiate, start, commence, begin, open, institute, mount, pursue, issue, submit", "suit", "PLAINTIFF=subject DEFENDANT=against/object's", ""},
	{litigation, 0.86, "file", "-", "PLAINTIFF=subject DEFENDANT=against", "for suit"},
	{litigation, 0.84, "face, defend, fight, contest", "suit", "DEFENDANT=subject PLAINTIFF=from/by/object's", ""},
	{litigation, 0.88, "win, get, obtain, secure, seek, request, gain, score, land, want, ask, demand", "ruling", "PLAINTIFF=subject DEFENDANT=against", "against company"},
	{litigation, 0.78, "lose, win, appeal", "suit", "PLAINTIFF=subject DEFENDANT=against", "against company"},
	{litigation, 0.84, "award, grant, hand, give", "company", "PLAINTIFF=object DEFENDANT=against/from", "subject tribunal"},
	{litigation, 0.84, "order, tell, force, require, instruct", "company", "DEFENDANT=object PLAINTIFF=infinitive.to/infinitive/to", "subject tribunal"},
	{litigation, 0.86, "uphold, overturn, affirm, reverse, throw out, vacate, reduce, cut", "ruling", "PLAINTIFF=for DEFENDANT=against", "against company"},
	{litigation, 0.86, "lose", "ruling", "DEFENDANT=subject PLAINTIFF=to", ""},
	{litigation, 0.86, "assert, enforce", "patents", "PLAINTIFF=subject DEFENDANT=against", "against company"},
	{litigation, 0.86, "go", "-", "PLAINTIFF=subject DEFENDANT=against/infinitive", "to court"},
	{litigation, 0.84, "ask, petition, urge, request", "tribunal", "PLAINTIFF=subject DEFENDANT=infinitive/infinitive's", "do block ban bar stop halt order prevent prohibit force enjoin restrain suspend compel"},
	{litigation, 0.84, "dismiss, throw out, toss, toss out, reject, revive, reinstate, uphold, overturn, hear, drop, withdraw, stay, halt, pause", "suit", "PLAINTIFF=object's/by DEFENDANT=against", "against company"},
}

// settlementFrames tell of disputes that end by agreement.
var settlementFrames = []frame{
	{settlement, 0.93, "bury, smoke", "hatchet pipe peace", "PARTNER=subject PARTNER=with", ""},
	{settlement, 0.86, "make, reach, agree, declare, call, sign, strike, announce", "peace", "PARTNER=subject PARTNER=with", ""},
	{settlement, 0.86, "make peace, make up, come to terms", "", "PARTNER=subject PARTNER=with", ""},
	{settlement, 0.84, "patch up, end, resolve, conclude, patch, lay, bury, close, put", "quarrel", "PARTNER=subject PARTNER=with/object's", ""},
	{settlement, 0.86, "go away, die down, fizzle out, fade, peter out", "-", "PARTNER=quarrel", "subject quarrel"},
	{settlement, 0.86, "receive, get, collect, accept, win", "money", "PARTNER=subject PARTNER=from", "in settlement"},
	{settlement, 0.86, "receive, get, collect, accept", "money", "PARTNER=subject PARTNER=from", "under settlement"},
	{settlement, 0.84, "put", "end", "PARTNER=subject PARTNER=with/to's/to.with", "to quarrel"},
	{settlement, 0.86, "pay", "", "PARTNER=subject PARTNER=object/to", "in settlement"},
	{settlement, 0.86, "pay", "", "PARTNER=subject PARTNER=object/to", "infinitive quarrel"},
	{settlement, 0.82, "pay", "", "PARTNER=subject PARTNER=object/to", "sentence settlement"},
	{settlement, 0.84, "call off, suspend, halt, stop", "quarrel", "PARTNER=subject PARTNER=with/against", "sentence quarrel"},
}
