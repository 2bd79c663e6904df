package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
)

// symmetric are the kinds of deals whose parties all stand on one side, with
// the edge that leads to them.
var symmetric = map[string]string{"CROSS_LICENSE": "partner", "PARTNERSHIP": "partner", "JOINT_VENTURE": "partner", "SETTLEMENT": "party", "OTHER": "party"}

// patentDeals are the kinds of deals that patents are the matter of.
var patentDeals = map[string]bool{"LICENSE": true, "CROSS_LICENSE": true, "PATENT_SALE": true}

// roleEdge returns the label of the edge to a party of that role. A party to
// whom the article gives no role of the kind of deal is just a party.
func roleEdge(kind, role string) string {
	if label := symmetric[kind]; label != "" {
		return label
	}
	switch role {
	case "LICENSOR", "LICENSEE", "BUYER", "SELLER", "TARGET", "INVESTOR", "INVESTEE", "SUPPLIER", "CUSTOMER", "DISTRIBUTOR", "PLAINTIFF", "DEFENDANT":
		return strings.ToLower(role)
	}
	return "party"
}

// deals drafts the deals. The parts of one agreement get an umbrella: those
// between the same parties, if one at least is sure.
func (d *drafting) deals(all []*extract.Deal) {
	agreements := map[string][]*extract.Deal{}
	for _, x := range all {
		if key := d.agreement(x); key != "" {
			agreements[key] = append(agreements[key], x)
		}
	}
	umbrellas := map[string]*draft{}
	for _, x := range all {
		parties := d.partyIDs(x)
		if len(parties) == 0 {
			d.reject(subjectOf(x), "none of its parties is named in the article")
			continue
		}
		var umbrella *draft
		key := d.agreement(x)
		if parts := agreements[key]; key != "" && len(parts) > 1 {
			if umbrella = umbrellas[key]; umbrella == nil {
				umbrella = d.umbrella(parts)
				umbrellas[key] = umbrella
			}
		}
		base := dealBase(parties, d.dayOf(x))
		if umbrella != nil {
			base = umbrella.id
		}
		d.deal(x, base, umbrella)
	}
}

// agreement tells which deals are parts of one agreement: those that the
// extractor says are, between the same parties, and all news or all history.
// It is "" for a deal that stands by itself.
func (d *drafting) agreement(x *extract.Deal) string {
	if x.Agreement == 0 {
		return ""
	}
	parties := d.partyIDs(x)
	slices.Sort(parties)
	return fmt.Sprint(x.Agreement, x.Background, parties)
}

// partyIDs returns the ids of the parties, without duplicates.
func (d *drafting) partyIDs(x *extract.Deal) []string {
	var ids []string
	for _, p := range x.Parties {
		if id := d.party(p.Company); id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// party returns the id of a company or person of the article, or "".
func (d *drafting) party(name string) string { return cmp.Or(d.companies[name], d.people[name]) }

// dayOf is the day a deal counts from: the one that the article gives, or for
// its own news its publication.
func (d *drafting) dayOf(x *extract.Deal) string {
	if x.Announced != "" || x.Background {
		return x.Announced
	}
	return d.doc.Published
}

// umbrella drafts the agreement that several deals are parts of.
func (d *drafting) umbrella(parts []*extract.Deal) *draft {
	var parties []string
	whole := &extract.Deal{Kind: "AGREEMENT"}
	for i, part := range parts {
		for _, id := range d.partyIDs(part) {
			if !slices.Contains(parties, id) {
				parties = append(parties, id)
			}
		}
		whole.Announced = cmp.Or(whole.Announced, part.Announced)
		whole.Background = part.Background
		whole.Passages = append(whole.Passages, part.Passages...)
		whole.Confidence = max(whole.Confidence, part.Confidence)
		switch {
		case i == 0:
			whole.Status, whole.SaidBy, whole.SaidFor = part.Status, part.SaidBy, part.SaidFor
		case whole.Status != part.Status: // it has gone as far as its last part
			whole.Status = extract.Announced
		}
	}
	id := dealBase(parties, d.dayOf(whole))
	n := d.addDeal(id, whole, "Agreement: "+strings.Join(d.labels(parties), ", "))
	n.helper = true
	d.lifecycle(n, whole)
	return n
}

// addDeal drafts a deal by itself: that it is so, its kind and its day.
func (d *drafting) addDeal(id string, x *extract.Deal, label string) *draft {
	n := d.draft("Deal", id, label, x.Claim)
	n.deal, n.day = x, d.dayOf(x)
	d.stateSelf(n, x)
	d.say(n, x, "dealKind", x.Kind)
	return n
}

// stateSelf states that there is the deal, with the stance of the article: a
// rumour is speculation, and one that is denied is both told and denied.
func (d *drafting) stateSelf(n *draft, x *extract.Deal) {
	s := store.Statement{Property: store.SelfProperty, Stance: stanceOf(x), Passage: d.passage(x.Claim)}
	if x.Status == extract.Denied {
		told := s
		d.state(n, &told)
		s.Stance = store.Denies
	}
	s.SaidBy, s.SaidFor = d.party(x.SaidBy), d.companies[x.SaidFor]
	d.state(n, &s)
}

// stanceOf is how the article stands to what it tells of a deal.
func stanceOf(x *extract.Deal) store.Stance {
	if x.Status == extract.Rumoured || x.Status == extract.Denied {
		return store.Speculates
	}
	return store.Asserts
}

// say states a property or an edge of a deal where its passages have the words.
func (d *drafting) say(n *draft, x *extract.Deal, property, value string, words ...string) {
	d.sayAs(n, x, property, value, "", words...)
}

// sayAs states as say does, with the article's own term for the value.
func (d *drafting) sayAs(n *draft, x *extract.Deal, property, value, term string, words ...string) {
	if value == "" {
		return
	}
	s := &store.Statement{Property: property, Value: value, SaidAs: term, Stance: stanceOf(x), Passage: d.passage(x.Claim, words...)}
	if x.Status != extract.Denied {
		s.SaidBy, s.SaidFor = d.party(x.SaidBy), d.companies[x.SaidFor]
	}
	d.state(n, s)
}

// lifecycle states what has happened to a deal, and when.
func (d *drafting) lifecycle(n *draft, x *extract.Deal) {
	switch x.Status {
	case extract.Announced:
		d.say(n, x, "lifecycle", "ANNOUNCED")
	case extract.Completed:
		d.say(n, x, "lifecycle", "COMPLETED")
	case extract.Rumoured:
		d.say(n, x, "lifecycle", "IN_TALKS")
	case extract.Terminated:
		d.say(n, x, "lifecycle", "TERMINATED")
	}
	switch {
	case x.Announced == "" || x.Status == extract.Denied || x.Status == extract.Rumoured:
	case x.Status == extract.Terminated && x.Background: // the day may be of its beginning or its end
	case x.Status == extract.Terminated:
		d.say(n, x, "ended", x.Announced)
	case x.Status == extract.Completed && x.Background && x.Kind != "LITIGATION":
		d.say(n, x, "completed", x.Announced)
	default:
		d.say(n, x, "announced", x.Announced)
	}
}

// deal drafts a deal, with the two grants of a cross-licence and the patents
// that it is about.
func (d *drafting) deal(x *extract.Deal, base string, umbrella *draft) {
	id := base + "-" + strings.ToLower(strings.ReplaceAll(x.Kind, "_", "-"))
	if x.Kind == "LICENSE" {
		if from, to := d.role(x, "LICENSOR"), d.role(x, "LICENSEE"); from != "" && to != "" {
			id += "-" + from + "-to-" + to
		}
	}
	if known := d.byID[id]; known != nil && known.deal != nil && !slices.Equal(d.partyIDs(known.deal), d.partyIDs(x)) {
		id += "-" + hashOf(subjectOf(x)) // of the same first parties, but with others
	}
	n := d.addDeal(id, x, subjectOf(x))
	d.lifecycle(n, x)
	for _, p := range x.Parties {
		party := d.party(p.Company)
		if party == "" {
			d.reject(n.label, "its party "+p.Company+" is none of the article's")
			continue
		}
		d.say(n, x, roleEdge(x.Kind, p.Role), party, append([]string{p.Mention}, d.byID[party].names...)...)
	}
	if x.Value != nil {
		d.say(n, x, "dealValue", store.FormatNumber(x.Value.Amount)+" "+x.Value.Currency)
	}
	for _, aspect := range x.Undisclosed {
		d.say(n, x, "undisclosed", aspect)
		if aspect == "VALUE" && x.Value == nil {
			d.say(n, x, "dealValue", store.Undisclosed)
		}
	}
	for _, name := range x.Technologies {
		d.say(n, x, "matter", d.areas[name], name)
	}
	for _, name := range x.Explores {
		d.say(n, x, "explores", d.areas[name], name)
	}
	for _, name := range x.Products {
		d.say(n, x, "matter", d.products[name], name)
	}
	if patentDeals[x.Kind] {
		d.patents(n, x)
	}
	if umbrella != nil && umbrella != n {
		d.say(n, x, "partOf", umbrella.id)
	}
	if x.Kind == "CROSS_LICENSE" {
		d.grants(n, base, x)
	}
}

// role returns what the party of the role gives to an id; "" for none.
func (d *drafting) role(x *extract.Deal, role string) string {
	for _, p := range x.Parties {
		if p.Role == role {
			_, s, _ := strings.Cut(d.party(p.Company), ":")
			return s
		}
	}
	return ""
}

// grants drafts the two licences of a cross-licence between two.
func (d *drafting) grants(cross *draft, base string, x *extract.Deal) {
	parties := d.partyIDs(x)
	if len(parties) != 2 {
		return
	}
	for i, from := range parties {
		to := parties[1-i]
		_, giver, _ := strings.Cut(from, ":")
		_, taker, _ := strings.Cut(to, ":")
		grant := *x
		grant.Kind = "LICENSE"
		n := d.addDeal(base+"-license-"+giver+"-to-"+taker, &grant, fmt.Sprintf("License: %s → %s", d.byID[from].label, d.byID[to].label))
		n.root = cross
		d.lifecycle(n, &grant)
		d.say(n, &grant, "licensor", from, d.byID[from].names...)
		d.say(n, &grant, "licensee", to, d.byID[to].names...)
		d.say(n, &grant, "partOf", cross.id)
	}
}

// patents drafts the bag of patents that a deal is about, where the article
// says anything of it.
func (d *drafting) patents(deal *draft, x *extract.Deal) {
	undisclosed := slices.Contains(x.Undisclosed, "PATENTS")
	if x.Patents == nil && !undisclosed {
		return
	}
	p := x.Patents
	if p == nil {
		p = &extract.Patents{}
	}
	label := p.Description
	if label == "" {
		label = "patents"
		if p.Count != nil {
			label = fmt.Sprintf("%d patents", *p.Count)
		}
	}
	label = strings.Join(strings.Fields(label), " ")
	n := d.add("PatentPortfolio", "portfolio:"+strings.TrimPrefix(deal.id, "deal:")+"-patents", label, x.Claim)
	n.root = deal // known by its deal, never by its label
	d.say(n, x, "label", label, p.Description)
	switch {
	case p.Count != nil:
		size, said := extract.Quantity(x.Passages, *p.Count)
		d.sayAs(n, x, "size", size, said, said)
	case undisclosed:
		d.say(n, x, "size", store.Undisclosed)
	}
	if p.Essential {
		d.say(n, x, "standardEssential", "true")
	}
	if x.Kind == "LICENSE" {
		for _, party := range x.Parties {
			if party.Role == "LICENSOR" {
				d.say(n, x, "holder", d.companies[party.Company], party.Mention)
			}
		}
	}
	for _, name := range x.Technologies {
		d.say(n, x, "technologyArea", d.areas[name], name)
	}
	d.say(deal, x, "matter", n.id, p.Description)
}

func (d *drafting) labels(ids []string) []string {
	var labels []string
	for _, id := range ids {
		labels = append(labels, d.byID[id].label)
	}
	return labels
}

// subjectOf says for people what a deal is: "Patent sale: Nokia → Xiaomi".
func subjectOf(x *extract.Deal) string {
	var from, to []string
	for _, p := range x.Parties {
		switch p.Role {
		case "LICENSEE", "BUYER", "CUSTOMER", "INVESTEE", "DEFENDANT":
			to = append(to, p.Company)
		default:
			from = append(from, p.Company)
		}
	}
	kind := strings.ReplaceAll(strings.ToLower(x.Kind), "_", " ")
	subject := strings.ToUpper(kind[:1]) + kind[1:] + ": " + strings.Join(from, ", ")
	if len(from) > 0 && len(to) > 0 {
		subject += " → "
	}
	return subject + strings.Join(to, ", ")
}
