package rules

import "strings"

// byTerms gives the parties of a contract's merger the roles that its terms
// name ("the Company", "Parent"), and leaves out a company that was only set up
// to carry it out ("Merger Sub").
func (e *dealEvent) byTerms() {
	if e.kind != acquisition || e.companies() < 2 {
		return
	}
	kept := e.parties[:0:0]
	for _, p := range e.parties {
		if e.companies() > 2 && e.c.text.vehicle(p.entity) {
			continue
		}
		kept = append(kept, p)
	}
	e.parties = kept
	terms := e.c.text.terms
	roles := map[*entity]string{}
	for term, role := range termRoles {
		if x := terms[term]; x != nil && (roles[x] == "" || roles[x] == role) {
			roles[x] = role
		}
	}
	sidesTold := map[string]bool{}
	for _, p := range e.parties {
		if p.role != partner || roles[p.entity] == "" {
			return
		}
		sidesTold[roles[p.entity]] = true
	}
	if !sidesTold[buyer] || !sidesTold[target] {
		return
	}
	for i := range e.parties {
		e.parties[i].role = roles[e.parties[i].entity]
	}
}

// termRoles are the terms that merger agreements use of their parties.
var termRoles = map[string]string{"Parent": buyer, "Buyer": buyer, "Purchaser": buyer, "Acquiror": buyer, "Acquirer": buyer, "Company": target, "Target": target}

// vehicle tells whether a company exists to carry out a purchase only.
func (t *text) vehicle(x *entity) bool {
	for _, term := range []string{"Merger Sub", "Acquisition Sub", "Merger Subsidiary", "Bidco"} {
		if t.terms[term] == x || strings.Contains(x.name, term) {
			return true
		}
	}
	return false
}
