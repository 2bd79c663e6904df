package gold

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// predicted is a predicted deal with its parties resolved.
type predicted struct {
	*extract.GoldDeal
	kind    string // in capitals
	parties []predictedParty
	// match is the index of the annotated deal it is, -1 if it is none; strict,
	// if the parties and their roles agree.
	match  int
	strict bool
}

type predictedParty struct {
	company referent
	role    string // in capitals
}

func (c *comparison) predictedDeals() []*predicted {
	var deals []*predicted
	for i := range c.pred.Deals {
		d := &predicted{GoldDeal: &c.pred.Deals[i], kind: strings.ToUpper(c.pred.Deals[i].Kind), match: -1}
		for _, p := range d.Parties {
			d.parties = append(d.parties, predictedParty{c.names.resolve(p.Company), strings.ToUpper(p.Role)})
		}
		deals = append(deals, d)
	}
	return deals
}

// pair is a predicted deal that may be an annotated one, with what speaks for
// it.
type pair struct {
	predicted, gold                int
	strict, value, date, firstKind bool
	companies                      int // shared
}

// match pairs predicted deals with annotated ones, each with one at most, the
// best pairs first: those of the same parties, value, date and kind, then those
// that share most companies, then by order.
func match(deals []*predicted, gold []Deal) {
	var pairs []pair
	for i, d := range deals {
		for j := range gold {
			if p, fits := candidate(d, &gold[j]); fits {
				p.predicted, p.gold = i, j
				pairs = append(pairs, p)
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(yesFirst(a.strict, b.strict), yesFirst(a.value, b.value), yesFirst(a.date, b.date),
			yesFirst(a.firstKind, b.firstKind), cmp.Compare(b.companies, a.companies),
			cmp.Compare(a.predicted, b.predicted), cmp.Compare(a.gold, b.gold))
	})
	taken := map[int]bool{}
	for _, p := range pairs {
		if d := deals[p.predicted]; d.match < 0 && !taken[p.gold] {
			d.match, d.strict, taken[p.gold] = p.gold, p.strict, true
		}
	}
}

func yesFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// candidate reports whether a predicted deal may be the annotated one: its kind
// is accepted and it shares two companies, or the one if there is one only.
func candidate(d *predicted, g *Deal) (pair, bool) {
	if d.kind != g.Kind && !slices.Contains(g.AltKinds, d.kind) {
		return pair{}, false
	}
	companies := 0
	for i := range g.Parties {
		if d.names(g.Parties[i].companies()) {
			companies++
		}
	}
	if companies < 2 && (companies < 1 || len(g.Parties) > 1) {
		return pair{}, false
	}
	return pair{strict: sameParties(d, g), value: sameValue(d.Value, g), date: sameDate(d.Announced, g, true),
		firstKind: d.kind == g.Kind, companies: companies}, true
}

// names reports whether one of the companies is a party.
func (d *predicted) names(companies []string) bool {
	return slices.ContainsFunc(d.parties, func(p predictedParty) bool { return slices.Contains(companies, string(p.company)) })
}

// sameParties reports whether a predicted deal has the annotated parties in
// their roles, and no others. Roles are not compared where all parties have the
// same, where the text gives none (PARTNER) and where the kind is another
// accepted one. Optional parties and companies may be there or not.
func sameParties(d *predicted, g *Deal) bool {
	used := make([]bool, len(g.Parties))
	for _, p := range d.parties {
		if p.company == optional || takeParty(used, p, d, g) || slices.Contains(g.OptionalParties, string(p.company)) {
			continue
		}
		if !takenAlready(used, p.company, g) {
			return false
		}
	}
	return !slices.Contains(used, false)
}

// takeParty uses the first annotated party that the predicted one is.
func takeParty(used []bool, p predictedParty, d *predicted, g *Deal) bool {
	for i := range g.Parties {
		want := &g.Parties[i]
		sameRole := symmetric[g.Kind] || want.Role == "PARTNER" || p.role == want.Role || d.kind != g.Kind
		if !used[i] && sameRole && slices.Contains(want.companies(), string(p.company)) {
			used[i] = true
			return true
		}
	}
	return false
}

// takenAlready reports whether a company may be named again: in a symmetric
// deal, or as another of the companies accepted for a party.
func takenAlready(used []bool, company referent, g *Deal) bool {
	for i := range g.Parties {
		p := &g.Parties[i]
		if used[i] && slices.Contains(p.companies(), string(company)) && (symmetric[g.Kind] || p.Company != string(company)) {
			return true
		}
	}
	return false
}
