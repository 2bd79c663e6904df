package rules

// usesRights reads licences that are told by what becomes allowed: "Blick may
// use Acme's patents", "Acme lets Blick make the pump", "each has access to the
// patents of the other".
func (c *clauses) usesRights(u *verbUse) *dealEvent {
	object := u.patient
	if u.v.lemma == "access" || len(object) == 0 {
		return nil
	}
	rights := c.inSet(object, "patents") || c.inSet(object, "invention")
	users := companiesOf(u.agent)
	var doubt float64
	if u.passive {
		users = nil
		for _, by := range u.comp.prep("by") {
			users = append(users, c.togetherAt(by.items)...)
			if c.mutualSet(by.items) { // "may be used by the others"
				return c.mutualLicence(u, object, c.holderOf(object))
			}
		}
	} else if c.anyStandsForSet(u.subject.items) {
		users = c.togetherAt(u.subject.items)
	}
	allowedBy, allowed := c.permission(u)
	if !allowed {
		return nil
	}
	if len(object) > 0 && c.mutual(object[0]) && (rights || c.inSet(object, "technology")) {
		return c.mutualLicence(u, object, users)
	}
	holder := minus(c.holderOf(object), users)
	from := allowedBy
	if len(from) == 0 {
		from = holder
	}
	from = minus(from, users)
	if len(users) == 0 || len(from) == 0 {
		return nil
	}
	if !rights && !(len(allowedBy) > 0 && c.inSet(object, "technology") && len(minus(c.ownersAt(object), users)) > 0) {
		return nil
	}
	e := c.event(u, licenseDeal, 0.86-doubt).with(licensee, users).with(licensor, from)
	e.matter, e.permission = object, true
	return e
}

// ownersAt are those to whom the object belongs, the one who allows its use
// among them: "lets Blick use its process".
func (c *clauses) ownersAt(items []int) []party {
	out := c.holderOf(items)
	for _, i := range items {
		out = append(out, c.otherOwners(i)...)
	}
	return out
}

// permission tells whether the verb says what is allowed, and who allows it.
func (c *clauses) permission(u *verbUse) (by []party, ok bool) {
	verbs := c.ph[u.at].verbs
	for k := range verbs {
		v := &verbs[k]
		if v.negated {
			return nil, false
		}
		if v.modal == "may" || v.modal == "can" {
			return nil, true
		}
		if k == len(verbs)-1 {
			break
		}
		if allowVerbs[v.lemma] && v.passive {
			return c.by(u.comp, "by"), true
		}
		for _, l := range append(append([]string(nil), v.links...), verbs[k+1].links...) {
			if l == "free" || l == "able" || l == "allowed" {
				return nil, true
			}
		}
	}
	g := c.governor(u.at)
	if g < 0 {
		// A bare infinitive: "let Acme use".
		for k := u.at - 1; k >= 0 && k > u.at-7; k-- {
			if c.kind(k) == verbGroup {
				g = k
				break
			}
		}
	}
	if g < 0 {
		return nil, false
	}
	v := c.ph[g].last()
	if v.negated || !allowVerbs[v.lemma] {
		return nil, false
	}
	if v.passive {
		return c.by(c.after(g, false), "by"), true
	}
	return companiesOf(c.parties(c.subjectOf(g).items)), true
}

var allowVerbs = setOf("let allow permit enable license licence authorize authorise entitle free clear")

func (c *clauses) anyStandsForSet(items []int) bool {
	for _, i := range items {
		if c.standsForSet(i) {
			return true
		}
	}
	return false
}

// mutualSet tells whether noun phrases are "the others", "the other three".
func (c *clauses) mutualSet(items []int) bool {
	for _, i := range items {
		if c.kind(i) != nounPhrase || c.ph[i].name != nil && !c.ph[i].name.anaphor {
			continue
		}
		last := c.ph[i].lastWord()
		if last == "other" || last == "others" || last == "rest" || c.ph[i].hasWord("other") && (smallNumbers[last] > 1 || setNouns[last]) {
			return true
		}
	}
	return false
}

// mutualLicence is a licence in both directions among the companies; if they
// are not named, among those named together before.
func (c *clauses) mutualLicence(u *verbUse, object []int, among []party) *dealEvent {
	if len(among) < 2 {
		among = c.setBefore(u.at)
	}
	if len(among) < 2 {
		return nil
	}
	e := c.event(u, crossLicense, 0.88).with(partner, among)
	e.matter, e.permission = object, true
	return e
}

// mutually turns a licence that goes both ways into a cross-licence: "Acme and
// Blick grant each other licences".
func (c *clauses) mutually(u *verbUse, e *dealEvent) *dealEvent {
	if e == nil || e.kind != licenseDeal {
		return e
	}
	both := c.eachOther(u)
	for _, p := range u.comp.preps {
		for _, i := range p.items {
			both = both || c.mutual(i) || c.mutualSet([]int{i})
		}
	}
	for _, i := range append(append([]int(nil), u.patient...), u.second...) {
		both = both || c.mutual(i)
	}
	if !both {
		return e
	}
	among := c.togetherAt(u.subject.items)
	if len(among) < 2 {
		among = companiesOf(u.agent)
	}
	if m := c.mutualLicence(u, e.matter, among); m != nil {
		m.permission = false
		return m
	}
	return e
}
