package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// derivedEdge folds the role edges of a node and of its parts to one party.
type derivedEdge struct {
	labels, sources map[string]bool
	claims          []*claim
}

// projectAll projects every affected node that has claims.
func (r *writing) projectAll(ctx context.Context, _ *Batch) error {
	ids := slices.Sorted(maps.Keys(r.affected))
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		claims := r.claims[id]
		if len(claims) == 0 {
			continue
		}
		p := project(r.Kinds.KindOf(id), id, claims, r.sources)
		if len(p.self()) == 0 {
			return Errorf(CodeInvalid, "%s: statements are about it, but none states the thing itself (property self)", id)
		}
		r.projections[id] = p
	}
	return nil
}

// read loads nodes into r.stored, once each.
func (r *writing) read(ctx context.Context, ids []string) error {
	var missing []string
	for _, id := range ids {
		if _, known := r.stored[id]; !known {
			missing = append(missing, id)
			r.stored[id] = nil
		}
	}
	if len(missing) == 0 {
		return nil
	}
	records, err := r.tx.Nodes(ctx, missing)
	maps.Copy(r.stored, records)
	return err
}

// deriveEdges folds the parties of each node: those of its own role edges and
// those of its parts, the parts first.
func (r *writing) deriveEdges(_ context.Context, _ *Batch) error {
	parts := map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(r.projections)) {
		for _, e := range r.projections[id].kind.Edges {
			if !e.Whole {
				continue
			}
			for whole := range r.projections[id].edges[e.Label] {
				parts[whole] = append(parts[whole], id)
			}
		}
	}
	state := map[string]int{} // 1 while its parts are folded, 2 when done
	var fold func(id string) error
	fold = func(id string) error {
		p := r.projections[id]
		switch {
		case state[id] == 1:
			return Errorf(CodeInvalid, "%s would be a part of itself", id)
		case state[id] == 2 || p == nil:
			return nil
		}
		state[id] = 1
		for _, part := range parts[id] {
			if err := fold(part); err != nil {
				return err
			}
		}
		state[id] = 2
		if !slices.ContainsFunc(p.kind.Edges, func(e *Edge) bool { return e.Derived }) {
			return nil
		}
		folded := map[string]*derivedEdge{}
		add := func(target string, labels, sources []string, claims []*claim) {
			d := folded[target]
			if d == nil {
				d = &derivedEdge{labels: map[string]bool{}, sources: map[string]bool{}}
				folded[target] = d
			}
			for _, label := range labels {
				d.labels[label] = true
			}
			for _, source := range sources {
				d.sources[source] = true
			}
			d.claims = append(d.claims, claims...)
		}
		for _, e := range p.kind.Edges {
			if e.Role == RoleNone || e.Derived {
				continue
			}
			for target, claims := range p.edges[e.Label] {
				add(target, []string{e.Label}, []string{id}, claims)
			}
		}
		for _, part := range parts[id] {
			for target, d := range r.derived[part] {
				add(target, slices.Collect(maps.Keys(d.labels)), slices.Collect(maps.Keys(d.sources)), d.claims)
			}
		}
		r.derived[id] = folded
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(r.projections)) {
		if err := fold(id); err != nil {
			return err
		}
	}
	return nil
}

// checkReferences refuses a batch that points at a node that is neither in it
// nor in the store.
func (r *writing) checkReferences(ctx context.Context, _ *Batch) error {
	written := map[string]bool{}
	for _, n := range r.nodes {
		written[n.ID] = true
	}
	from := map[string]string{}
	for _, e := range r.edges {
		from[e.To] = cmp.Or(from[e.To], e.From+" "+e.Edge.Label)
	}
	for id, p := range r.projections {
		for label, targets := range p.edges {
			for target := range targets {
				if ref := id + " " + label; from[target] == "" || ref < from[target] {
					from[target] = ref
				}
			}
		}
	}
	var ids []string
	for id := range from {
		if !written[id] && r.projections[id] == nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		if r.stored[id] == nil {
			return &Error{Code: CodeInvalid, Message: fmt.Sprintf("%s refers to %s, which is neither in the batch nor in the store", from[id], id),
				Hint: "state the thing itself (property self) in the same batch"}
		}
	}
	return nil
}

// composeAll turns each projection into what is stored, keeping only what
// differs from what is.
func (r *writing) composeAll(ctx context.Context, _ *Batch) error {
	if err := r.readPartyNames(ctx); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(r.projections)) {
		p := r.projections[id]
		record, edges := r.compose(p)
		changed := false
		if old := r.stored[id]; old == nil || !sameColumns(old.Columns, record.Columns) {
			r.nodes, changed = append(r.nodes, record), true
		}
		wanted := map[edgeKey]bool{}
		for _, e := range edges {
			key := edgeKey{e.Edge.Label, e.To}
			wanted[key] = true
			if old := r.storedEdges[id][key]; old == nil || !sameColumns(old.Columns, e.Columns) {
				r.edges, changed = append(r.edges, e), true
			}
		}
		for key, e := range r.storedEdges[id] {
			if !wanted[key] {
				r.gone, changed = append(r.gone, e), true
			}
		}
		if changed {
			r.receipt.Nodes = append(r.receipt.Nodes, id)
		}
		r.describeStatements(p)
	}
	return nil
}

// readEdges reads the edges that the projected nodes have so far.
func (r *writing) readEdges(ctx context.Context, _ *Batch) error {
	ids := slices.Sorted(maps.Keys(r.projections))
	var refs []EdgeRef
	kinds := map[*Kind]bool{}
	for _, id := range ids {
		kind := r.projections[id].kind
		if kinds[kind] {
			continue
		}
		kinds[kind] = true
		for _, e := range kind.Edges {
			refs = append(refs, EdgeRef{e.Kind, e.Label})
		}
	}
	stored, err := r.tx.EdgesFrom(ctx, refs, ids)
	if err != nil {
		return err
	}
	for _, e := range stored {
		if r.storedEdges[e.From] == nil {
			r.storedEdges[e.From] = map[edgeKey]*EdgeRecord{}
		}
		r.storedEdges[e.From][edgeKey{e.Edge.Label, e.To}] = e
	}
	return nil
}

type edgeKey struct{ label, to string }

// compose makes the node's columns and its edges.
func (r *writing) compose(p *projection) (*Record, []*EdgeRecord) {
	record := &Record{ID: p.id, Kind: p.kind.Name, Columns: map[string]any{}}
	parties := r.partiesOf(p)
	for _, property := range p.kind.Properties {
		switch {
		case property.Counts != "":
			p.values[property.Name] = r.count(p.id, property)
		case property.Composed:
			p.values[property.Name] = []string{r.title(p)}
		}
		property.set(record.Columns, p.values[property.Name], r.Names)
	}
	day := r.dayOf(p)
	setString(record.Columns, ColumnDayEarliest, day.span().Earliest)
	setString(record.Columns, ColumnDayLatest, day.span().Latest)
	if slices.ContainsFunc(p.kind.Edges, func(e *Edge) bool { return e.Whole }) {
		record.Columns[ColumnWhole], record.Columns[ColumnIsPart] = r.outermost(p), p.isPart()
	}
	if p.kind.Group == Fact {
		p.kind.holds(p.values, day, p.told(r.sources)).setColumns(record.Columns)
	}
	r.setSearchKeys(record, p.values, nil)
	t := weigh(p.self(), r.sources, parties)
	t.contestedOn, t.contested = p.contested, t.contested || len(p.contested) > 0
	for name, value := range t.columns() {
		record.Columns[name] = value
	}
	setReported(record.Columns, t.firstReported)
	var edges []*EdgeRecord
	for _, e := range p.kind.Edges {
		for _, target := range slices.Sorted(maps.Keys(p.edges[e.Label])) {
			edges = append(edges, &EdgeRecord{Edge: EdgeRef{e.Kind, e.Label}, From: p.id, To: target,
				Columns: weigh(p.edges[e.Label][target], r.sources, parties).columns()})
		}
		if !e.Derived {
			continue
		}
		for _, target := range slices.Sorted(maps.Keys(r.derived[p.id])) {
			d := r.derived[p.id][target]
			t := weigh(d.claims, r.sources, parties)
			t.labels, t.sourceIDs = slices.Sorted(maps.Keys(d.labels)), slices.Sorted(maps.Keys(d.sources))
			edges = append(edges, &EdgeRecord{Edge: EdgeRef{e.Kind, e.Label}, From: p.id, To: target, Columns: t.columns()})
		}
	}
	return record, edges
}

// partiesOf returns the ids whose word confirms the node: itself where it can
// be a party, and who stands at the ends of its party edges.
func (r *writing) partiesOf(p *projection) map[string]bool {
	parties := map[string]bool{}
	if p.kind.Is("Party") {
		parties[p.id] = true
	}
	for _, e := range p.kind.Edges {
		if e.Party {
			for target := range p.edges[e.Label] {
				parties[target] = true
			}
		}
	}
	for target := range r.derived[p.id] {
		parties[target] = true
	}
	return parties
}

// describeStatements keeps what the records of the statements about a node say
// of the graph: whether they are contested, and from which day they count.
func (r *writing) describeStatements(p *projection) {
	for _, c := range p.claims {
		record := r.fresh[c.id]
		if record == nil {
			old := r.cited[c.id]
			record = &Record{ID: old.ID, Kind: old.Kind, Columns: maps.Clone(old.Columns)}
		}
		record.Columns["contested"] = p.contests(c)
		setReported(record.Columns, r.sources[c.article].reported)
		if r.fresh[c.id] == nil && !sameColumns(r.cited[c.id].Columns, record.Columns) {
			r.nodes = append(r.nodes, record)
		}
	}
}

// flush writes what has been collected: nodes, then edges.
func (r *writing) flush(ctx context.Context, _ *Batch) error {
	if err := r.tx.PutNodes(ctx, r.nodes); err != nil {
		return err
	}
	if err := r.tx.DeleteEdges(ctx, r.gone); err != nil {
		return err
	}
	return r.tx.PutEdges(ctx, r.edges)
}

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

// nameOf returns the name of a node: its first searched property, or its id.
func (r *writing) nameOf(id string) string {
	for _, property := range r.Kinds.KindOf(id).Properties {
		if !property.Searched {
			continue
		}
		if p := r.projections[id]; p != nil {
			if len(p.values[property.Name]) > 0 {
				return p.values[property.Name][0]
			}
		} else if stored := r.stored[id]; stored != nil {
			if name, ok := stored.Columns[property.Name].(string); ok {
				return name
			}
		}
	}
	return id
}

// words turns the name of an enum value into words: CROSS_LICENSE becomes
// "Cross license".
func words(name string) string {
	text := strings.ToLower(strings.ReplaceAll(name, "_", " "))
	return strings.ToUpper(text[:1]) + text[1:]
}
