package rules

import (
	"github.com/dealgraph/dealgraph/ingest/extract"
)

// The kinds and roles of deals, as extract.Deal has them.
const (
	acquisition  = "ACQUISITION"
	divestiture  = "DIVESTITURE"
	investment   = "INVESTMENT"
	patentSale   = "PATENT_SALE"
	licenseDeal  = "LICENSE"
	crossLicense = "CROSS_LICENSE"
	partnership  = "PARTNERSHIP"
	jointVenture = "JOINT_VENTURE"
	supply       = "SUPPLY"
	settlement   = "SETTLEMENT"
	litigation   = "LITIGATION"
	otherDeal    = "OTHER"

	buyer     = "BUYER"
	seller    = "SELLER"
	target    = "TARGET"
	investor  = "INVESTOR"
	investee  = "INVESTEE"
	licensor  = "LICENSOR"
	licensee  = "LICENSEE"
	supplier  = "SUPPLIER"
	customer  = "CUSTOMER"
	partner   = "PARTNER"
	plaintiff = "PLAINTIFF"
	defendant = "DEFENDANT"
)

// roleParty is a party in its role.
type roleParty struct {
	role string
	party
}

// dealEvent is what one sentence says of one deal.
type dealEvent struct {
	kind    string
	parties []roleParty
	// base is the confidence of the frame, before doubts are taken off.
	base    float64
	frame   string // for people: "buys", "acquisition of"
	c       *clauses
	at      int // phrase of the trigger
	end     int // phrase behind what belongs to it
	noun    bool
	status  string
	money   *extract.Money
	date    string
	patents *extract.Patents
	matter  []int // noun phrases of what the deal is about

	technologies, products []*entity
	explores               bool
	undisclosed            []string
	background             float64 // evidence that it is history, >= 0.5 yes
	confidence             float64
	reasons                []string
	dropped                bool
	split                  bool       // one of several that the sentence tells of at once
	completes              *dealEvent // the event before of which this one tells a further party
	guessed                bool       // a party is not in the sentence
	gap                    int        // phrase where the deal is told without its verb, see gapped; 0 if it has one
	outsider               bool       // who acts is told, and is no company: "prosecutors"
	ruled                  bool       // that the verb is negated does not unmake the deal: "ruled that it did not infringe"
	joins                  bool       // further parties of the deal told last
	permission             bool       // "may" says what is allowed, not what is likely
	undated                bool       // the dates of its sentence are of its end, or of a ruling
}

// with adds companies in a role.
func (e *dealEvent) with(role string, list []party) *dealEvent {
	for _, p := range list {
		if p.entity == nil || p.entity.kind > personEntity {
			continue
		}
		if p.entity.kind == personEntity && role != buyer && role != investor {
			continue
		}
		if e.has(p.entity) {
			e.contradict(p, role)
			continue
		}
		e.parties = append(e.parties, roleParty{role, p})
	}
	return e
}

// contradict doubts who a pronoun or description stands for, where the sentence
// names the same company on the other side: "the company raised money from Acme"
// is not about Acme.
func (e *dealEvent) contradict(p party, role string) {
	for i, q := range e.parties {
		if q.entity == p.entity && q.role != role && q.doubt > 0.03 && p.doubt < 0.03 {
			e.parties[i].doubt += guessDoubt
		}
	}
}

func (e *dealEvent) has(x *entity) bool {
	for _, p := range e.parties {
		if p.entity == x {
			return true
		}
	}
	return false
}

func (e *dealEvent) role(role string) []roleParty {
	var out []roleParty
	for _, p := range e.parties {
		if p.role == role {
			out = append(out, p)
		}
	}
	return out
}

// companies counts the companies among the parties.
func (e *dealEvent) companies() int {
	n := 0
	for _, p := range e.parties {
		if p.entity.kind == companyEntity {
			n++
		}
	}
	return n
}

// event makes an event of the verb.
func (c *clauses) event(u *verbUse, kind string, base float64) *dealEvent {
	return &dealEvent{kind: kind, base: base - u.doubt, c: c, at: u.at, end: u.comp.end, frame: u.v.lemma}
}

// events reads all events of the sentence.
func (c *clauses) events() []*dealEvent {
	c.found = nil
	for i := range c.ph {
		switch c.ph[i].kind {
		case verbGroup:
			for _, e := range c.verbEvents(i) {
				c.found = append(c.found, e)
				c.found = append(c.found, c.gapped(e)...)
			}
		case nounPhrase:
			c.found = append(c.found, c.nounEvents(i)...)
		}
	}
	return append(c.found, c.captions()...)
}

// verbEvents reads what the verb group at i says.
func (c *clauses) verbEvents(i int) []*dealEvent {
	u := c.use(i)
	var out []*dealEvent
	verbs := c.ph[i].verbs
	for k := len(verbs) - 1; k >= 0; k-- {
		u.v = &verbs[k]
		for _, class := range verbClasses[u.v.lemma] {
			// "are teaming up to build": the chain goes on behind the deal.
			if k < len(verbs)-1 && class != "partner" && (class != "license" || !u.v.passive) {
				continue
			}
			if read := verbReaders[class]; read != nil {
				if e := c.mutually(u, read(c, u)); e != nil && len(e.parties) > 0 {
					out = append(out, e)
				}
			}
		}
		if k == len(verbs)-1 {
			out = append(out, c.framed(u)...)
		}
		if len(out) > 0 && out[len(out)-1].base >= 0.6 {
			break
		}
	}
	return best(out)
}

// best keeps, of the events of one trigger, those that do not say the same of
// fewer parties.
func best(list []*dealEvent) []*dealEvent {
	var out []*dealEvent
	for _, e := range list {
		keep := true
		for _, o := range list {
			if o != e && o.companies() > e.companies() && o.base >= e.base {
				keep = false
			}
			if o != e && o.kind == e.kind && o.companies() == e.companies() && (o.base > e.base) {
				keep = false
			}
		}
		if keep {
			dup := false
			for _, o := range out {
				dup = dup || o.kind == e.kind && o.companies() == e.companies()
			}
			if !dup {
				out = append(out, e)
			}
		}
	}
	return out
}

// verbReaders read the classes of verbs.
var verbReaders map[verbClass]func(*clauses, *verbUse) *dealEvent

func init() {
	verbReaders = map[verbClass]func(*clauses, *verbUse) *dealEvent{
		"buy": (*clauses).buys, "sell": (*clauses).sells, "transfer": (*clauses).sells, "merge": (*clauses).merges,
		"invest": (*clauses).invests, "back": (*clauses).backs, "lead": (*clauses).leads, "raise": (*clauses).raises, "include": (*clauses).includes, "pay": (*clauses).pays,
		"license": (*clauses).licenses, "crosslicense": (*clauses).crossLicenses, "grant": (*clauses).grants,
		"partner": (*clauses).partners, "form": (*clauses).forms,
		"supply": (*clauses).supplies, "order": (*clauses).orders, "win": (*clauses).wins, "choose": (*clauses).chooses,
		"use": (*clauses).usesRights, "follow": (*clauses).follows, "infringe": (*clauses).infringes, "retort": (*clauses).strikesBack,
		"sue": (*clauses).sues, "accuse": (*clauses).accuses, "settle": (*clauses).settles,
	}
}
