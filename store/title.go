package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
)

// readPartyNames loads the parties whose names composed titles hold.
func (r *writing) readPartyNames(ctx context.Context) error {
	ids := map[string]bool{}
	for _, targets := range r.derived {
		for target := range targets {
			if r.projections[target] == nil {
				ids[target] = true
			}
		}
	}
	return r.read(ctx, slices.Sorted(maps.Keys(ids)))
}

// title composes the title of a deal: its kind, its parties by side, and the
// day, as in "Patent sale: Nokia → Xiaomi (2017-07-05)".
func (r *writing) title(p *projection) string {
	sides := map[Role][]string{}
	named := map[string]bool{}
	side := func(role Role, targets []string) {
		for _, target := range targets {
			if !named[target] {
				named[target] = true
				sides[role] = append(sides[role], r.nameOf(target))
			}
		}
	}
	for _, e := range p.kind.Edges {
		if e.Role != RoleNone && !e.Derived {
			side(e.Role, slices.Sorted(maps.Keys(p.edges[e.Label])))
		}
	}
	side(RoleWith, slices.Sorted(maps.Keys(r.derived[p.id])))
	title := p.kind.Name
	for _, property := range p.kind.Properties {
		if property.Type == EnumType && len(p.values[property.Name]) > 0 {
			title = words(p.values[property.Name][0])
			break
		}
	}
	from, to := append(sides[RoleFrom], sides[RoleWith]...), sides[RoleTo]
	who := strings.Join(from, ", ")
	if len(to) > 0 {
		who = strings.TrimPrefix(who+" → "+strings.Join(to, ", "), " ")
	}
	if who != "" {
		title += ": " + who
	}
	if day := r.dayOf(p); day.date != "" {
		title += " (" + day.date + ")"
	}
	return title
}

// dayOf returns the day of a fact: the first known one of its kind's dates, or
// else that of the whole it is a part of. Families are projected together and
// have no cycle, so every whole is there.
func (r *writing) dayOf(p *projection) factDay {
	if len(p.kind.Day) == 0 {
		return factDay{}
	}
	for _, name := range p.kind.Day {
		if date := p.values[name]; len(date) > 0 {
			return factDay{date[0], p.kind.Property(name).Ends}
		}
	}
	for _, e := range p.kind.Edges {
		if !e.Whole {
			continue
		}
		for _, whole := range slices.Sorted(maps.Keys(p.edges[e.Label])) {
			if w := r.projections[whole]; w != nil {
				if day := r.dayOf(w); day.date != "" {
					return day
				}
			}
		}
	}
	return factDay{}
}

// texts returns the day as the value of a property, empty if none is known.
func (d factDay) texts() []string {
	if d.date == "" {
		return nil
	}
	return []string{d.date}
}

// nameOf returns the name of a node, or its id if it has none.
func (r *writing) nameOf(id string) string {
	name := ""
	if p := r.projections[id]; p != nil {
		name = p.name()
	} else if stored := r.stored[id]; stored != nil {
		name = stored.name(r.Kinds.KindOf(id))
	}
	return cmp.Or(name, id)
}

// nameProperty returns the property that names nodes of the kind in titles: the
// first searched one that sources state, or nil.
func (k *Kind) nameProperty() *Property {
	for _, p := range k.Properties {
		if p.Searched && !p.List && !p.Composed {
			return p
		}
	}
	return nil
}

// name returns the name as projected, empty if there is none.
func (p *projection) name() string {
	if property := p.kind.nameProperty(); property != nil && len(p.values[property.Name]) > 0 {
		return p.values[property.Name][0]
	}
	return ""
}

// name returns the name of a stored node of the kind, empty if there is none.
func (r *Record) name(kind *Kind) string {
	if property := kind.nameProperty(); property != nil {
		name, _ := r.Columns[property.Name].(string)
		return name
	}
	return ""
}

// words turns the name of an enum value into words: CROSS_LICENSE becomes
// "Cross license".
func words(name string) string {
	text := strings.ToLower(strings.ReplaceAll(name, "_", " "))
	return strings.ToUpper(text[:1]) + text[1:]
}
