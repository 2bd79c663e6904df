package neo4j

import (
	"context"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/dealgraph/dealgraph/store"
)

// transaction is one write transaction; it implements store.Tx.
type transaction struct {
	store *Store
	tx    neo4j.ExplicitTransaction
}

var _ store.Tx = (*transaction)(nil)

// maxRows is how many rows one statement writes or looks up.
const maxRows = 10_000

func (t *transaction) run(ctx context.Context, st *statement) ([]*neo4j.Record, error) {
	t.store.observe(st)
	result, err := t.tx.Run(ctx, st.text, st.params)
	if err != nil {
		return nil, t.store.wrap(ctx, err)
	}
	records, err := result.Collect(ctx)
	return records, t.store.wrap(ctx, err)
}

// each runs a text once per maxRows rows.
func each[T any](ctx context.Context, t *transaction, text string, rows []T, record func(*neo4j.Record) error) error {
	for chunk := range slices.Chunk(rows, maxRows) {
		records, err := t.run(ctx, &statement{text, map[string]any{"rows": chunk}})
		if err != nil {
			return err
		}
		for _, r := range records {
			if err := record(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func ignore(*neo4j.Record) error { return nil }

// Lock increments the counter, which locks it until the transaction ends.
func (t *transaction) Lock(ctx context.Context) (int64, error) {
	records, err := t.run(ctx, &statement{text: takeLock})
	if err != nil {
		return 0, err
	}
	if _, err := formatOf(records); err != nil {
		return 0, err
	}
	sequence, _, err := neo4j.GetRecordValue[int64](records[0], "sequence")
	return sequence, store.Wrap(err, store.CodeInternal, "the sequence is no number")
}

// byKind groups ids by the kind that their prefix names, in schema order.
func (t *transaction) byKind(ids []string) (kinds []string, grouped map[string][]string) {
	grouped = map[string][]string{}
	for _, id := range ids {
		if kind := t.store.layout.kinds.KindOf(id); kind != nil {
			grouped[kind.Name] = append(grouped[kind.Name], id)
		}
	}
	for _, kind := range t.store.layout.kinds.All() {
		if grouped[kind.Name] != nil {
			kinds = append(kinds, kind.Name)
		}
	}
	return kinds, grouped
}

// Nodes reads whole nodes.
func (t *transaction) Nodes(ctx context.Context, ids []string) (map[string]*store.Record, error) {
	found := make(map[string]*store.Record, len(ids))
	kinds, grouped := t.byKind(ids)
	for _, kind := range kinds {
		err := each(ctx, t, "UNWIND $rows AS id MATCH (n:"+kind+" {id: id}) RETURN properties(n) AS columns", grouped[kind], func(r *neo4j.Record) error {
			columns, err := t.columns(r, t.store.layout.columns[kind])
			if err != nil {
				return err
			}
			id, _ := columns[store.ColumnID].(string)
			delete(columns, store.ColumnID)
			found[id] = &store.Record{ID: id, Kind: kind, Columns: columns}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// columns decodes those properties that the kind table knows; people may have
// added others.
func (t *transaction) columns(record *neo4j.Record, types map[string]store.ColumnType) (map[string]any, error) {
	values, _, err := neo4j.GetRecordValue[map[string]any](record, "columns")
	if err != nil {
		return nil, store.Wrap(err, store.CodeInternal, "what is stored cannot be read")
	}
	d := &decoder{layout: t.store.layout}
	columns := make(map[string]any, len(values))
	for column, value := range values {
		if want, known := types[column]; known {
			columns[column] = d.value(column, value, want)
		}
	}
	return columns, d.err
}

// EdgesFrom reads edges by their start.
func (t *transaction) EdgesFrom(ctx context.Context, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	kinds, grouped := t.byKind(ids)
	var found []*store.EdgeRecord
	for _, kind := range kinds {
		var possible []store.EdgeRef
		for _, ref := range edges {
			if ref.Kind == kind {
				possible = append(possible, ref)
			}
		}
		if err := t.edges(ctx, kind, possible, grouped[kind], false, &found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// EdgesTo reads edges by their end.
func (t *transaction) EdgesTo(ctx context.Context, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	kinds, grouped := t.byKind(ids)
	var found []*store.EdgeRecord
	for _, kind := range kinds {
		var possible []store.EdgeRef
		for _, ref := range edges {
			if slices.Contains(t.store.layout.ends(ref, false), kind) {
				possible = append(possible, ref)
			}
		}
		if err := t.edges(ctx, kind, possible, grouped[kind], true, &found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// edges reads the edges of these labels at nodes of one kind.
func (t *transaction) edges(ctx context.Context, kind string, refs []store.EdgeRef, ids []string, reverse bool, found *[]*store.EdgeRecord) error {
	if len(refs) == 0 {
		return nil
	}
	b := t.store.layout.builder()
	byType := map[string]store.EdgeRef{}
	types := ""
	for i, ref := range refs {
		relation := b.relation(ref)
		byType[relation] = ref
		if i > 0 {
			types += "|"
		}
		types += relation
	}
	if b.err != nil {
		return b.err
	}
	left, right := "-[r:", "]->"
	if reverse {
		left, right = "<-[r:", "]-"
	}
	b.write("UNWIND $rows AS id MATCH (:", kind, " {id: id})", left, types, right, "()",
		" RETURN startNode(r).id AS start, endNode(r).id AS end, type(r) AS type, properties(r) AS columns")
	return each(ctx, t, b.text.String(), ids, func(r *neo4j.Record) error {
		columns, err := t.columns(r, t.store.layout.edgeColumns)
		if err != nil {
			return err
		}
		edge := &store.EdgeRecord{Columns: columns}
		for name, to := range map[string]*string{"start": &edge.From, "end": &edge.To} {
			if *to, _, err = neo4j.GetRecordValue[string](r, name); err != nil {
				return store.Wrap(err, store.CodeInternal, "an edge ends at what has no id")
			}
		}
		relation, _, err := neo4j.GetRecordValue[string](r, "type")
		edge.Edge = byType[relation]
		*found = append(*found, edge)
		return store.Wrap(err, store.CodeInternal, "an edge has no type")
	})
}

// PutNodes writes whole nodes.
func (t *transaction) PutNodes(ctx context.Context, nodes []*store.Record) error {
	grouped := map[string][]map[string]any{}
	for _, n := range nodes {
		columns := stored(n.Columns)
		columns[store.ColumnID] = n.ID
		grouped[n.Kind] = append(grouped[n.Kind], columns)
	}
	for _, kind := range t.store.layout.kinds.All() {
		rows := grouped[kind.Name]
		delete(grouped, kind.Name)
		text := "UNWIND $rows AS row MERGE (n:" + kind.Name + " {id: row.id}) ON CREATE SET n:" + groupLabel(kind.Group) + " SET n = row"
		if err := each(ctx, t, text, rows, ignore); err != nil {
			return err
		}
	}
	for kind := range grouped {
		return store.Errorf(store.CodeInternal, "no kind %q", kind)
	}
	return nil
}

// stored copies the columns that have a value.
func stored(columns map[string]any) map[string]any {
	kept := make(map[string]any, len(columns)+1)
	for column, value := range columns {
		if list, ok := value.([]string); value != nil && (!ok || len(list) > 0) {
			kept[column] = value
		}
	}
	return kept
}

// DeleteNodes removes nodes with all edges at them.
func (t *transaction) DeleteNodes(ctx context.Context, ids []string) error {
	kinds, grouped := t.byKind(ids)
	for _, kind := range kinds {
		if err := each(ctx, t, "UNWIND $rows AS id MATCH (n:"+kind+" {id: id}) DETACH DELETE n", grouped[kind], ignore); err != nil {
			return err
		}
	}
	return nil
}

// PutEdges writes whole edges.
func (t *transaction) PutEdges(ctx context.Context, edges []*store.EdgeRecord) error {
	return t.eachEnds(ctx, edges, "MERGE (a)-[r:", "]->(b) SET r = row.columns")
}

// DeleteEdges removes edges by their ends.
func (t *transaction) DeleteEdges(ctx context.Context, edges []*store.EdgeRecord) error {
	return t.eachEnds(ctx, edges, "MATCH (a)-[r:", "]->(b) DELETE r")
}

// eachEnds runs a clause with the relationship type between its halves for all
// edges, with both ends matched as a and b. An id is looked up by the index of
// its kind, hence one statement per label and kind at the end.
func (t *transaction) eachEnds(ctx context.Context, edges []*store.EdgeRecord, before, after string) error {
	type group struct {
		edge store.EdgeRef
		end  string
	}
	grouped := map[group][]map[string]any{}
	for _, e := range edges {
		end := t.store.layout.kinds.KindOf(e.To)
		if end == nil || t.store.layout.types[e.Edge] == "" {
			return store.Errorf(store.CodeInternal, "no edge %s.%s to %s", e.Edge.Kind, e.Edge.Label, e.To)
		}
		g := group{e.Edge, end.Name}
		grouped[g] = append(grouped[g], map[string]any{"from": e.From, "to": e.To, "columns": stored(e.Columns)})
	}
	for _, edge := range t.store.layout.kinds.Edges() {
		for _, end := range t.store.layout.kinds.All() {
			ref := store.EdgeRef{Kind: edge.Kind, Label: edge.Label}
			text := "UNWIND $rows AS row MATCH (a:" + edge.Kind + " {id: row.from}) MATCH (b:" + end.Name + " {id: row.to}) " + before + t.store.layout.types[ref] + after
			if rows := grouped[group{ref, end.Name}]; len(rows) > 0 {
				if err := each(ctx, t, text, rows, ignore); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
