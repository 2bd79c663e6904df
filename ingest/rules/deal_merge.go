package rules

import (
	"slices"
	"sort"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// merger finishes the deals of a text.
type merger struct {
	text   *text
	cal    calendar
	read   []*clauses
	groups []*dealGroup
}

func newMerger(t *text, cal calendar, read []*clauses, groups []*dealGroup) *merger {
	return &merger{t, cal, read, groups}
}

// first is the index of the earliest sentence that tells of the deal.
func (g *dealGroup) first() *sentence {
	var s *sentence
	for _, e := range g.events {
		if s == nil || e.c.s.index < s.index {
			s = e.c.s
		}
	}
	return s
}

// shareFacts settles status, background and confidence of each deal and then
// looks for amounts and dates in sentences that only say "the deal".
func (m *merger) shareFacts() {
	for _, g := range m.groups {
		sort.SliceStable(g.events, func(i, j int) bool { return g.events[i].confidence > g.events[j].confidence })
		g.settleStatus()
		m.settleBackground(g)
	}
	m.amountsOfTheDeal()
	m.laterFacts()
	m.mainDate()
}

// settleStatus weighs what the sentences say of one deal.
func (g *dealGroup) settleStatus() {
	byStatus := map[string]float64{}
	firstAt := map[string]int{}
	for _, e := range g.events {
		if e.status == "" {
			continue
		}
		w := max(0.1, e.confidence)
		if e.noun {
			w *= 0.8
		}
		byStatus[e.status] = max(byStatus[e.status], w)
		if at, ok := firstAt[e.status]; !ok || e.c.s.index < at {
			firstAt[e.status] = e.c.s.index
		}
	}
	has := func(s string) bool { return byStatus[s] > 0.35 }
	realAt := 1 << 30
	for _, s := range []string{extract.Announced, extract.Completed} {
		if has(s) && firstAt[s] < realAt {
			realAt = firstAt[s]
		}
	}
	switch {
	case has(extract.Denied):
		g.status = extract.Denied
	case has(extract.Terminated):
		g.status = extract.Terminated
	case has(extract.Rumoured) && (realAt == 1<<30 || firstAt[extract.Rumoured] <= realAt || m2(byStatus) < byStatus[extract.Rumoured]-0.1):
		g.status = extract.Rumoured
	case has(extract.Completed) && (!has(extract.Announced) || firstAt[extract.Completed] < firstAt[extract.Announced] || byStatus[extract.Completed] > byStatus[extract.Announced]+0.05):
		g.status = extract.Completed
	case has(extract.Announced):
		g.status = extract.Announced
	case has(extract.Completed):
		g.status = extract.Completed
	default:
		for _, s := range []string{extract.Denied, extract.Terminated, extract.Rumoured, extract.Announced, extract.Completed} {
			if byStatus[s] > 0 {
				g.status = s
				break
			}
		}
	}
}

// m2 is the weight of what is told as real.
func m2(by map[string]float64) float64 { return max(by[extract.Announced], by[extract.Completed]) }

// settleBackground tells the article's own deals from history: those of
// headline and lead are its own unless their sentences are about the past.
func (m *merger) settleBackground(g *dealGroup) {
	own, past := 0.0, 0.0
	for _, e := range g.events {
		if e.background >= 0.5 {
			past = max(past, e.background)
			continue
		}
		switch {
		case e.c.s.paragraph == 0:
			own = 1
		case e.c.s.paragraph <= 2:
			own = max(own, 0.8)
		case e.status == extract.Announced:
			own = max(own, 0.4)
		default:
			own = max(own, 0.2)
		}
	}
	g.background = past > own || own < 0.4
	if g.status == "" {
		g.status = extract.Announced
		if g.background && !(g.kind == litigation && m.goesOn(g)) {
			g.status = extract.Completed
		}
	}
	if g.kind == litigation && g.status == extract.Announced && m.settled(g) {
		g.status = extract.Completed
	}
}

// goesOn tells whether a suit of which the text only looks back on the beginning
// is likely not over: it is young, or the sentence says so.
func (m *merger) goesOn(g *dealGroup) bool {
	if m.cal.knowsDay() && len(g.date) >= 7 && g.date[:7] > m.cal.published.AddDate(0, -7, 0).Format("2006-01") {
		return true
	}
	for _, e := range g.events {
		text := strings.ToLower(e.c.s.text)
		for _, cue := range []string{"pending", "separate suit", "separate lawsuit", "separate case", "not covered", "trial is set", "is due to be heard", "continues", "ongoing", "goes to trial", "is still"} {
			if strings.Contains(text, cue) {
				return true
			}
		}
	}
	return false
}

// settled tells whether the text tells of a settlement between the parties of a
// suit.
func (m *merger) settled(g *dealGroup) bool {
	for _, h := range m.groups {
		if h.kind == settlement && samePair(g, h) && h.companies() >= g.companies() && h.events[0].status != extract.Denied && h.events[0].status != extract.Rumoured {
			return true
		}
	}
	return false
}

// amountsOfTheDeal gives the article's deal the amount of a sentence that
// speaks of it without naming its parties: "The deal is worth $5 million".
func (m *merger) amountsOfTheDeal() {
	for _, c := range m.read {
		for i := range c.ph {
			p := &c.ph[i]
			if p.kind != nounPhrase || p.name != nil || p.det != "the" && p.det != "this" && p.det != "both" || !wholeDealNouns[p.head] || len(c.parties([]int{i})) > 0 {
				continue
			}
			g := m.meant(c.s, p.head)
			if g == nil {
				continue
			}
			for _, u := range undisclosedIn(c.s.text) {
				if !slices.Contains(g.undisclosed, u) && g.money == nil {
					g.undisclosed = append(g.undisclosed, u)
				}
			}
			if g.money != nil || g.kind == litigation {
				continue
			}
			a := c.after(i, true)
			if a.verb < 0 {
				continue
			}
			switch c.ph[a.verb].last().lemma {
			case "be", "value", "cost", "total", "worth", "include", "call":
			default:
				continue
			}
			if money := c.moneyBeside(c.ph[a.verb].to, len(c.s.tokens)); money != nil {
				g.money = money
				g.support = append(g.support, c.s)
			}
		}
	}
}

var wholeDealNouns = setOf("deal transaction acquisition agreement purchase sale investment round takeover merger contract order offer settlement buyout price")

// meant is the deal of which a sentence says "the deal": the article's own one
// told last before it, of a fitting kind.
func (m *merger) meant(s *sentence, noun string) *dealGroup {
	var out *dealGroup
	at := -1
	for _, g := range m.groups {
		if g.background || !nounMayMean(noun, g.kind) || g.companies() == 0 {
			continue
		}
		for _, e := range g.events {
			if i := e.c.s.index; i < s.index && i > at && s.index-i < 8 {
				out, at = g, i
			}
		}
	}
	return out
}

func nounMayMean(noun, kind string) bool {
	switch noun {
	case "acquisition", "takeover", "merger", "buyout":
		return kind == acquisition || kind == divestiture
	case "sale":
		return kind == divestiture || kind == patentSale || kind == acquisition
	case "purchase":
		return kind == acquisition || kind == divestiture || kind == patentSale
	case "investment", "round":
		return kind == investment
	case "contract", "order":
		return kind == supply
	case "settlement":
		return kind == settlement
	}
	return true
}

// mainDate gives the article's own deals without a date the day on which it
// says that they were announced.
func (m *merger) mainDate() {
	day := ""
	for _, c := range m.read {
		if c.s.paragraph > 3 || day != "" {
			break
		}
		day = announcementDay(c, m.cal)
	}
	for _, g := range m.groups {
		switch {
		case g.status == extract.Rumoured || g.status == extract.Denied:
			if !g.background {
				g.date = ""
			}
		case g.date == "" && !g.background && !g.events[0].undated:
			g.date = day
		}
	}
}

// announcementDay is the day in a sentence whose verb says that somebody said
// or announced something.
func announcementDay(c *clauses, cal calendar) string {
	for i := range c.ph {
		if c.kind(i) != datePhrase {
			continue
		}
		edtf, _ := dateAt(c.s, c.ph[i].from, cal)
		if len(edtf) != 10 || older(edtf, cal) || afterPublication(edtf, cal) {
			continue
		}
		if c.is(i-1, "by") || c.is(i-1, "until") || c.is(i-1, "since") || c.is(i-1, "through") {
			continue
		}
		return edtf
	}
	return ""
}

// finish rates each deal, finds who says it and which belong to one agreement.
func (m *merger) finish() {
	kept := m.groups[:0]
	for _, g := range m.groups {
		sentences := map[int]bool{}
		top := 0.0
		for _, e := range g.events {
			if e.confidence >= 0.3 {
				sentences[e.c.s.index] = true
			}
			top = max(top, e.confidence)
		}
		g.confidence = top + 0.04*float64(min(3, len(sentences)-1))
		if len(sentences) == 0 {
			g.confidence = top
		}
		guessed := true
		for _, e := range g.events {
			guessed = guessed && (e.guessed || e.companies() < 2)
		}
		if guessed && g.kind != investment {
			g.confidence = min(g.confidence, 0.62)
		}
		if g.money != nil && g.kind != partnership && g.kind != supply {
			g.confidence += 0.02
		}
		g.confidence = max(0.05, min(0.98, g.confidence))
		if g.confidence < 0.2 {
			continue
		}
		g.oneSided()
		m.fate(g)
		g.speaker()
		kept = append(kept, g)
	}
	m.groups = dropUmbrellas(kept)
	sort.SliceStable(m.groups, func(i, j int) bool {
		a, b := m.groups[i], m.groups[j]
		if a.background != b.background {
			return !a.background
		}
		return a.first().index < b.first().index
	})
	m.agreements()
}

// oneSided is about deals all of whose companies have the same role. Whose
// licence two companies signed is open; of other deals the sides were mistaken.
func (g *dealGroup) oneSided() {
	if _, directed := sides[g.kind]; !directed || g.companies() < 2 || g.kind == investment {
		return
	}
	for _, p := range g.parties {
		if p.role != g.parties[0].role || p.role == partner {
			return
		}
	}
	if g.kind != licenseDeal {
		g.confidence = min(g.confidence, 0.75)
		return
	}
	for i := range g.parties {
		g.parties[i].role = partner
	}
}

// dropUmbrellas leaves out what only says "deal" where a deal of the same
// parties is told in full, and the agreement on a purchase that came to nothing.
func dropUmbrellas(groups []*dealGroup) []*dealGroup {
	var out []*dealGroup
	for _, g := range groups {
		covered := false
		for _, h := range groups {
			if g.endedAs(h) {
				covered = true
			}
			if h == g || !samePair(g, h) || h.generic() || h.background != g.background && !g.background {
				continue
			}
			sameLicense := h.kind == crossLicense || h.kind == licenseDeal && !h.noRoles() && (g.date == "" || h.date == "" || datesAgree(g.date, h.date))
			if g.generic() || g.kind == licenseDeal && g.noRoles() && sameLicense {
				covered = true
			}
		}
		if !covered {
			out = append(out, g)
		}
	}
	return out
}

// generic tells whether the deal is only called one.
func (g *dealGroup) generic() bool {
	for _, e := range g.events {
		if !e.noun || e.base > 0.65 || !nounClass("deal").of(e.frame) {
			return false
		}
	}
	return true
}

// noRoles tells whether the parties are only said to take part.
func (g *dealGroup) noRoles() bool {
	for _, p := range g.parties {
		if p.role != partner {
			return false
		}
	}
	return true
}

// speaker is who says it in the best sentence.
func (g *dealGroup) speaker() {
	e := g.events[0]
	c := e.c
	for k := range c.ph {
		if c.kind(k) != verbGroup {
			continue
		}
		l := c.ph[k].last().lemma
		if l != "say" && l != "announce" && l != "tell" && l != "confirm" && l != "add" && l != "deny" && l != "disclose" && l != "state" && l != "write" {
			continue
		}
		s := c.subjectOf(k)
		list := c.parties(s.items)
		if len(list) == 0 { // "..., said Maud Ashgrove"
			a := c.after(k, false)
			if len(a.direct) > 0 {
				list = c.parties(a.direct[0])
			}
		}
		if len(list) == 0 {
			continue
		}
		g.saidBy = list[0].entity.name
		if list[0].entity.kind == companyEntity {
			g.saidFor = list[0].entity.name
		} else if len(s.items) > 0 {
			for _, m := range c.ph[s.items[0]].inside {
				if m.entity.kind == companyEntity {
					g.saidFor = m.entity.name
				}
			}
		}
		return
	}
	for k := range c.ph {
		if c.is(k, "according to") && c.kind(k+1) == nounPhrase {
			if list := c.parties([]int{k + 1}); len(list) > 0 {
				g.saidBy = list[0].entity.name
				if list[0].entity.kind == companyEntity {
					g.saidFor = g.saidBy
				}
			}
		}
	}
}

// agreements numbers the deals that are parts of one agreement: the article's
// own ones between the same companies.
func (m *merger) agreements() {
	number := 0
	for i, g := range m.groups {
		if g.agreement != 0 || !g.partOfAgreement() {
			continue
		}
		members := []*dealGroup{g}
		for _, h := range m.groups[i+1:] {
			if h.agreement == 0 && h.partOfAgreement() && h.kind != g.kind && samePair(g, h) && h.background == g.background && (g.date == "" || h.date == "" || datesAgree(g.date, h.date)) {
				members = append(members, h)
			}
		}
		if len(members) < 2 {
			continue
		}
		number++
		for _, h := range members {
			h.agreement = number
		}
	}
}

func (g *dealGroup) partOfAgreement() bool {
	if g.kind == litigation || g.status == extract.Rumoured || g.status == extract.Denied {
		return false
	}
	for _, e := range g.events {
		l := strings.ToLower(e.c.s.text)
		if strings.HasPrefix(l, "separately") || strings.Contains(l, "separate agreement") || strings.Contains(l, "separate deal") || strings.Contains(l, "separate transaction") {
			return false
		}
	}
	return g.companies() >= 2
}

func samePair(a, b *dealGroup) bool {
	n := 0
	for _, p := range b.parties {
		if p.entity.kind == companyEntity && a.has(p.entity) {
			n++
		}
	}
	return n >= 2
}

// naming is the sentence nearest before the given one that names an entity,
// otherwise the first that does; nil if none.
func (m *merger) naming(e *entity, index int) *sentence {
	var found *sentence
	for _, s := range m.text.sentences {
		if s.boilerplate || found != nil && s.index > index {
			continue
		}
		for _, x := range s.mentions {
			if x.entity == e && !x.anaphor {
				found = s
				break
			}
		}
	}
	return found
}

// deals are the groups as extractions have them.
func (m *merger) deals() []*extract.Deal {
	out := make([]*extract.Deal, 0, len(m.groups))
	for _, g := range m.groups {
		d := &extract.Deal{
			Kind: g.kind, Status: g.status, Background: g.background, Announced: g.date, Value: g.money, Undisclosed: g.undisclosed,
			Patents: g.patents, SaidBy: g.saidBy, SaidFor: g.saidFor, Agreement: g.agreement, Technologies: []string{},
		}
		d.Confidence = g.confidence
		for _, p := range g.parties {
			d.Parties = append(d.Parties, &extract.Party{Company: p.entity.name, Role: p.role, Mention: p.said})
		}
		seen := map[int]bool{}
		for _, e := range g.events {
			if !seen[e.c.s.index] {
				seen[e.c.s.index] = true
				d.Passages = append(d.Passages, e.c.s.passage())
			}
			for _, r := range e.reasons {
				if !slices.Contains(d.Reasons, r) {
					d.Reasons = append(d.Reasons, r)
				}
			}
			for _, x := range e.technologies {
				if e.explores && !slices.Contains(d.Explores, x.name) {
					d.Explores = append(d.Explores, x.name)
				}
				if !slices.Contains(d.Technologies, x.name) {
					d.Technologies = append(d.Technologies, x.name)
				}
			}
			for _, x := range e.products {
				if !slices.Contains(d.Products, x.name) {
					d.Products = append(d.Products, x.name)
				}
			}
		}
		several := len(seen) > 1
		support := g.support
		for _, p := range g.parties {
			if p.said == "" { // guessed: where it is named
				support = append(support, m.naming(p.entity, g.first().index))
			}
		}
		for _, s := range support {
			if s != nil && !seen[s.index] {
				seen[s.index] = true
				d.Passages = append(d.Passages, s.passage())
			}
		}
		if several {
			d.Reasons = append(d.Reasons, "several sentences tell of it")
		}
		out = append(out, d)
	}
	return out
}
