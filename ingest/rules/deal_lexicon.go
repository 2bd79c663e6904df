package rules

import (
	"slices"
	"strings"
)

// verbClass groups verbs that say the same thing of a deal.
type verbClass string

// verbsByClass are the verbs of deals by class. What a class means is in
// [verbFrames].
var verbsByClass = map[verbClass]string{
	"buy":          "buy, acquire, purchase, snap up, take over, gobble up, scoop up, pick up, buy out, buy up, swallow, swallow up, absorb, nab, take private, acqui-hire, acquihire, bag, buy back, rebuy, repurchase, gain control, obtain, take",
	"sell":         "sell, divest, part with, dispose of, let go of, offload, unload, dispose, sell off, hive off, spin off, shed, auction, auction off, carve out, hand over, exit",
	"transfer":     "transfer, assign, convey, contribute",
	"merge":        "merge, combine, amalgamate, fuse",
	"invest":       "invest, co-invest, reinvest, participate, take part, inject, pour, pump, plough, plow, sink, put, commit, funnel",
	"back":         "back, fund, finance, bankroll, recapitalise, recapitalize, underwrite",
	"lead":         "lead, co-lead, join, anchor, spearhead",
	"raise":        "raise, win, take in, secure, land, close, receive, attract, get, pull in, bring in, haul in, score, snag, collect, clinch, bag, net, draw, obtain, rake in, nab, grab, garner, pick up",
	"pay":          "pay, offer, bid, spend, shell out, fork out, splash out, cough up, shell, fork",
	"include":      "include",
	"license":      "license, sublicense, in-license, out-license",
	"crosslicense": "cross-license, cross-licence",
	"grant":        "grant, give, award, hand, extend, provide, offer",
	"partner":      "partner, team up, team, collaborate, ally, cooperate, co-operate, join forces, work, join hands, link up, hook up, tie up, band together, pair up, band, co-develop, codevelop, jointly develop, pair, jointly, develop, build, integrate, align",
	"supply":       "supply, provide, deliver, ship, outfit, equip, manufacture, produce, make, build, install, furnish",
	"order":        "source, order, commission, procure, source, place, book",
	"win":          "win, land, secure, bag, clinch, get, receive, obtain, score, gain, snag, nab, net, sign, capture, book",
	"choose":       "choose, select, pick, tap, name, hire, contract, appoint, engage, use, adopt, deploy, enlist, award",
	"sue":          "sue, take, drag, haul",
	"follow":       "follow",
	"accuse":       "accuse, allege, charge, claim, complain",
	"infringe":     "infringe, violate, copy, breach, misappropriate, steal, misuse, plagiarise, plagiarize, pirate, counterfeit",
	"retort":       "countersue, counter-sue, hit back, strike back, fire back, fight back, retaliate, sue back",
	"use":          "use, exploit, practise, practice, employ, make, sell, incorporate",
	"file":         "file, lodge, launch, bring, initiate, start, commence, open, slap, hit, hit back, pursue, face, lose, win, defend, drop, begin, fight, dismiss, serve",
	"settle":       "settle, resolve, end, bury, conclude, drop, dismiss, withdraw, reach, put",
	"form":         "form, establish, create, set up, launch, start, found, agree, build, announce, plan, sign, enter, incorporate",
	"sign":         "sign, ink, strike, reach, enter, announce, agree, conclude, cut, make, form, forge, seal, execute, unveil, pen, renew, extend, establish, expand, have, land, win, get, secure, negotiate, finalise, complete, close, launch, disclose, begin, start, create, set up, broker, clinch, do, hammer out, work out, discuss, complete, finish, arrange, deepen, strengthen, broaden, approve, detail, confirm, reveal, consummate, effect, undertake, wrap up, celebrate, enjoy",
}

// controlVerbs stand over other verbs or nouns of deals.
const controlWords = "belong outbid emerge circle woo stalk issue allot source tap involve embroil agree plan intend seek want try attempt hope expect aim look propose offer decide vote opt elect choose consider mull weigh explore discuss negotiate contemplate evaluate study debate approach near eye pursue prepare refuse decline fail deny reject rebuff spurn rule abandon scrap shelve cancel terminate drop withdraw walk away call off axe ditch halt suspend pull collapse fall lapse complete close finalise finish conclude consummate conduct say announce report confirm tell state continue begin start help allow let force order require enable urge permit move act use need have see be become include follow value involve mean call describe cover exist prompt block approve clear prohibit bar threaten appear seem rumour rumor speculate suggest believe think understand schedule slate poise set ready hire advise assist complain argue allege claim lose beat dismiss toss reverse rule award infringe violate copy breach accuse deny refute quash dispute admit cooperate integrate deploy adopt come go ask receive give make do get take keep hold own purchase sue settle license acquire merge invest raise lead back fund finance manage serve operate share pool swap exchange trade cross-license agree release resume participate double increase lower reduce expand extend renew examine probe review announce unveil introduce launch cease delay postpone revive reopen resume retain divorce dissolve unwind split end expire"

// otherVerbs are common verbs in -e, whose past tense would be cut wrongly.
const otherVerbs = "note assume guide date exaggerate care hope increase decrease produce introduce reduce use cause close require compete create operate locate relate generate estimate value price continue argue believe receive achieve improve serve save solve move prove leave arrive drive give live love involve evolve resolve remove approve observe deserve preserve advance finance place replace trace face force reinforce notice balance influence experience license practice charge change manage arrange exchange range merge emerge urge forge judge engage damage package average challenge damage file compile style sample double enable handle settle struggle tackle name resume assume consume combine define decline determine examine imagine outline refine combine phone shape hope escape type share compare prepare declare hire acquire inspire fire expire require score explore store restore ignore measure feature capture secure ensure figure mature base purchase chase release increase lease please raise praise advise revise promise exercise excuse refuse accuse use house cause pause oppose propose suppose expose close lose choose dispose impose compose diagnose state rate create update locate donate relate associate dominate nominate terminate eliminate allocate dedicate indicate communicate duplicate replicate complicate negotiate initiate appreciate facilitate accelerate integrate demonstrate illustrate concentrate celebrate collaborate cooperate elaborate operate separate generate tolerate delegate investigate navigate mitigate evaluate graduate fluctuate situate motivate activate captivate cultivate quote vote note devote promote write invite unite ignite cite site excite execute contribute distribute attribute institute constitute substitute dilute minute commute compute dispute mute route value continue pursue issue argue rescue queue sue tissue leave believe relieve achieve receive conceive perceive deceive survive arrive thrive drive revive strive solve involve resolve evolve revolve dissolve move remove improve approve prove carve serve reserve deserve observe curve analyze realize organize recognize authorize capitalize specialize stabilize utilize minimize maximize optimize prioritize standardize customize modernize criticize apologize sponsor size seize prize analyse realise organise recognise authorise specialise optimise modernise"

// knownStems are verbs of our lists by their stem, for verbLemma.
var knownStems = func() map[string]string {
	out := make(map[string]string)
	add := func(v string) {
		v, _, _ = strings.Cut(v, " ")
		out[v] = v
		if strings.HasSuffix(v, "e") {
			out[v[:len(v)-1]] = v
		}
	}
	for _, w := range strings.Fields(controlWords) {
		add(w)
	}
	for _, set := range []map[string]bool{speechVerbs, objectControl, endWords, rumourWords, futureVerbs, strongVerbs} {
		for w := range set {
			add(w)
		}
	}
	for _, w := range strings.Fields(otherVerbs) {
		add(w)
	}
	for _, list := range verbsByClass {
		for _, v := range listed(list) {
			add(v)
		}
	}
	for v := range framesByVerb {
		add(v)
	}
	return out
}()

// verbClasses are the classes of a verb; phrasal those that have a particle.
var verbClasses, phrasal = func() (map[string][]verbClass, map[string]bool) {
	classes, two := make(map[string][]verbClass), make(map[string]bool)
	for class, list := range verbsByClass {
		for _, v := range strings.Split(list, ",") {
			v = strings.TrimSpace(v)
			classes[v] = append(classes[v], class)
			if strings.Contains(v, " ") {
				two[v] = true
			}
		}
	}
	for _, list := range classes { // the same order in every run
		slices.Sort(list)
	}
	for _, v := range listed(extraPhrasal) {
		two[v] = true
	}
	for v := range framesByVerb {
		if strings.Contains(v, " ") {
			two[v] = true
		}
	}
	return classes, two
}()

const extraPhrasal = "run out, wind up, shut down, call off, walk away, fall through, fall apart, break off, back out, back away, turn down, shoot down, vote down, pull out, hold off, step away"

// isDealVerb tells whether a verb belongs to a class that is about deals by
// itself, so that its form may overrule the tagger.
func isDealVerb(lemma string) bool { return strongVerbs[lemma] }

var strongVerbs = setOf("source buy acquire purchase snap gobble scoop swallow sell divest offload unload merge invest back fund lead raise license cross-license partner team collaborate ally supply order choose select tap sue countersue settle form sign ink strike win land secure grant award join plan agree deny reject near seek eye explore weigh mull consider pen take end complete close drop scrap abandon approve announce unveil ship provide deliver pick bid offer pay get make launch build face file hit expand extend renew name call terminate cancel block clear")

func (v verbClass) of(lemma string) bool {
	for _, c := range verbClasses[lemma] {
		if c == v {
			return true
		}
	}
	return false
}

// nounClass groups nouns that name a deal.
type nounClass string

// dealNouns are nouns of deals by class.
var dealNouns = map[nounClass]string{
	"acquisition":  "acquisition, takeover, buyout, buy-out, purchase, buy, takeout, acquihire, acqui-hire, take-private, mega-acquisition",
	"bid":          "bid, offer, approach, proposal, war, battle, contest, race",
	"merger":       "merger, combination, tie-up, amalgamation, megamerger, merger-of-equals",
	"sale":         "sale, divestiture, divestment, disposal, spin-off, spinoff, sell-off, selloff, auction",
	"transfer":     "transfer, assignment",
	"stake":        "stake, interest, holding, share, shareholding, stakes",
	"investment":   "investment, funding, financing, round, infusion, injection, backing, capital",
	"include":      "include",
	"license":      "license, licence, licensing, sublicense",
	"crosslicense": "cross-license, cross-licence, cross-licensing",
	"partnership":  "partnership, alliance, collaboration, cooperation, co-operation, teaming, tie-up",
	"venture":      "venture, jv",
	"contract":     "contract, order, subcontract",
	"deal":         "deal, agreement, pact, accord, transaction, arrangement, memorandum, mou, contract, partnership",
	"suit":         "lawsuit, suit, litigation, countersuit, counter-suit, complaint, counterclaim, action, case, proceeding, claim",
	"dispute":      "dispute, fight, battle, feud, war, spat, row, clash, court",
	"settlement":   "settlement",
	"talks":        "talk, discussion, negotiation",
	"pool":         "",
}

var nounClasses = func() map[string][]nounClass {
	out := make(map[string][]nounClass)
	for class, list := range dealNouns {
		for _, n := range strings.Split(list, ",") {
			if n = strings.TrimSpace(n); n != "" {
				out[n] = append(out[n], class)
			}
		}
	}
	for _, list := range out { // the same order in every run
		slices.Sort(list)
	}
	return out
}()

func (n nounClass) of(noun string) bool {
	for _, c := range nounClasses[noun] {
		if c == n {
			return true
		}
	}
	return false
}

// Nouns of what deals are about.
var (
	patentNouns = setOf("patent patents portfolio intellectual-property ip rights application")
	unitHeads   = setOf("centre clinic shop restaurant pharmacy practice dealership unit business division arm subsidiary operation segment branch line department group chain brand affiliate franchise operations studio team labs lab")
	assetHeads  = setOf("mast rights docks shipyard shop sawmill windmill steelworks works park school college pub cinema theatre theater garage showroom concession kiosk well oilfield gasfield deposit dairy bakery greenhouse port airport dock mall gym cemetery greenfield workshop acre asset plant factory facility mine field site refinery building headquarters headquarter office warehouse campus land property stores store hotel station network portfolio pipeline terminal warehouse fab data-center center complex centre outlet restaurant clinic hospital hotel farm vineyard ship vessel rig brewery distillery quarry depot laboratory lab mill yard smelter stadium tower towers spectrum brand title rights publication newspaper magazine channel website product drug mill license share-block acreage block loan assets")
	stakeNouns  = setOf("stake interest holding share shareholding % minority majority equity position slice chunk part portion stock")
	companyNoun = setOf("company firm maker start-up startup business manufacturer developer provider operator rival owner publisher supplier designer retailer bank chain specialist giant group insurer lender airline carrier agency studio vendor distributor chipmaker carmaker automaker drugmaker brewer broadcaster brokerage outfit platform app site website service subsidiary unit competitor player producer builder miner utility")
	// members hold the companies that "of", "including" or "led by" names.
	memberNouns = setOf("consortium group investor company firm partnership team alliance backer buyer club companies firms syndicate fund vc venture shareholder bank partner maker giant participation name supporter funder lender developer manufacturer carmaker automaker operator carrier supplier customer licensee player rival defendant plaintiff tech heavyweight entity member pair trio duo others")
	unitOwners  = setOf("estate administrator liquidator trustee unit arm division subsidiary affiliate branch business group team fund wing operation owner parent company firm board management executive shareholder maker")
	// measures pass on to what is behind "of".
	measureNouns = setOf("majority number part portion percent % rest all some most total series range bulk hundred thousand million dozen none half third quarter group set bundle package couple variety ton worth one two three four five six seven eight nine ten each both any several many remainder lot batch collection array percentage handful tens type kind trove tranche family")
	licenceWords = setOf("license licence licensing sublicense right rights")
)
