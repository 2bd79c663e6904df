package store

import (
	"context"
	"maps"
	"slices"
	"strconv"
)

// composeAll turns each projection into what is stored, keeping only what
// differs from what is.
func (r *writing) composeAll(ctx context.Context, _ *Batch) error {
	if err := r.readPartyNames(ctx); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(r.projections)) {
		p := r.projections[id]
		record, edges := r.compose(p)
		r.put(record, edges)
		r.describeStatements(p)
	}
	for _, id := range slices.Sorted(maps.Keys(r.repeated)) {
		r.putRepeated(r.repeated[id])
	}
	for _, id := range slices.Sorted(maps.Keys(r.retired)) {
		p := r.retired[id]
		r.put(r.composeRetired(p), nil)
		// What it was made of may have been withdrawn statements, too.
		r.describeStatements(project(p.kind, id, r.claims[id], r.sources))
	}
	return nil
}

// put writes what differs of a node and of the edges that start at it.
func (r *writing) put(record *Record, edges []*EdgeRecord) {
	if old := r.stored[record.ID]; old == nil || old.Retired != record.Retired || !sameColumns(old.Columns, record.Columns) {
		r.putNode(record)
	}
	wanted := map[edgeKey]bool{}
	for _, e := range edges {
		key := edgeKey{e.Edge.Label, e.To}
		wanted[key] = true
		if old := r.storedEdges[record.ID][key]; old == nil || !sameColumns(old.Columns, e.Columns) {
			r.edges = append(r.edges, e)
			r.change(record).properties[key.label] = true
		}
	}
	for key, e := range r.storedEdges[record.ID] {
		if !wanted[key] {
			r.gone = append(r.gone, e)
			r.change(record).properties[key.label] = true
		}
	}
}

// compose makes the node's columns and its edges.
func (r *writing) compose(p *projection) (*Record, []*EdgeRecord) {
	record := &Record{ID: p.id, Kind: p.kind.Name, Columns: map[string]any{}}
	parties := r.partiesOf(p)
	for _, property := range p.kind.Properties {
		switch {
		case property.Counts != "":
			p.values[property.Name] = r.count(p.id, property)
		case property.Composed && property.Type == DateType:
			p.values[property.Name] = r.dayOf(p).texts()
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
	r.setTrust(record, t)
	r.setFormerIDs(record)
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

// setTrust writes the trust of a node.
func (r *writing) setTrust(record *Record, t trust) {
	maps.Copy(record.Columns, t.columns())
	setReported(record.Columns, t.firstReported)
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
	for _, c := range slices.Concat(r.claims[p.id], r.withdrawn[p.id]) {
		contested, reported := !c.retracted && p.contests(c), r.sources[c.article].reported
		if known := r.source(c.id).Columns; known[columnContested] == contested && known[ColumnReportedKey] == reported {
			continue
		}
		record := r.sourceRecord(c.id)
		r.setText(record, columnContested, strconv.FormatBool(contested))
		setReported(record.Columns, reported)
	}
}
