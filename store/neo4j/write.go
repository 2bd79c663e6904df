package neo4j

import (
	"context"
	"maps"
	"slices"
	"strings"

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
	records, err := t.run(ctx, &statement{text: nextStep})
	if err != nil {
		return 0, err
	}
	if _, err := formatOf(records); err != nil {
		return 0, err
	}
	sequence, _, err := neo4j.GetRecordValue[int64](records[0], "sequence")
	return sequence, store.Wrap(err, store.CodeInternal, "the sequence is no number")
}

// eachGroup runs a text once per group of kinds that the ids are of, with the
// group's label put in between its halves, and the ids as $rows.
func (t *transaction) eachGroup(ctx context.Context, ids []string, before, after string, record func(*neo4j.Record) error) error {
	grouped := map[store.Group][]string{}
	for _, id := range ids {
		if kind := t.store.layout.kinds.KindOf(id); kind != nil {
			grouped[kind.Group] = append(grouped[kind.Group], id)
		}
	}
	for _, group := range t.store.layout.groups {
		if err := each(ctx, t, before+groupLabel(group)+after, grouped[group], record); err != nil {
			return err
		}
	}
	return nil
}

// Nodes reads whole nodes.
func (t *transaction) Nodes(ctx context.Context, ids []string) (map[string]*store.Record, error) {
	found := make(map[string]*store.Record, len(ids))
	err := t.eachGroup(ctx, ids, "UNWIND $rows AS id MATCH (n:", " {id: id}) RETURN id, properties(n) AS columns", func(r *neo4j.Record) error {
		id, _, err := neo4j.GetRecordValue[string](r, "id")
		if err != nil {
			return store.Wrap(err, store.CodeInternal, "a node has no id")
		}
		kind := t.store.layout.kinds.KindOf(id).Name
		columns, err := t.columns(r, t.store.layout.columns[kind])
		delete(columns, store.ColumnID)
		found[id] = &store.Record{ID: id, Kind: kind, Columns: columns}
		return err
	})
	return found, err
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

// EdgesFrom reads edges by their start: one statement per kind that they start
// at, so that the texts are few whatever kinds come together.
func (t *transaction) EdgesFrom(ctx context.Context, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	byKind := map[string][]store.EdgeRef{}
	for _, ref := range edges {
		byKind[ref.Kind] = append(byKind[ref.Kind], ref)
	}
	var all []*store.EdgeRecord
	for _, kind := range t.store.layout.kinds.All() {
		found, err := t.edges(ctx, byKind[kind.Name], ids, false)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// EdgesTo reads edges by their end.
func (t *transaction) EdgesTo(ctx context.Context, edges []store.EdgeRef, ids []string) ([]*store.EdgeRecord, error) {
	return t.edges(ctx, edges, ids, true)
}

// edges reads the edges of these labels at nodes that can have them.
func (t *transaction) edges(ctx context.Context, refs []store.EdgeRef, ids []string, reverse bool) ([]*store.EdgeRecord, error) {
	l := t.store.layout
	byType := map[string]store.EdgeRef{}
	near := map[string]bool{} // kinds
	for _, ref := range refs {
		if l.types[ref] == "" {
			return nil, store.Errorf(store.CodeInternal, "no edge %s.%s", ref.Kind, ref.Label)
		}
		byType[l.types[ref]] = ref
		for _, kind := range l.ends(ref, !reverse) {
			near[kind] = true
		}
	}
	possible := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		kind := l.kinds.KindOf(id)
		return kind == nil || !near[kind.Name]
	})
	if len(possible) == 0 {
		return nil, nil
	}
	left, right := "-[r:", "]->"
	if reverse {
		left, right = "<-[r:", "]-"
	}
	after := " {id: id})" + left + strings.Join(slices.Sorted(maps.Keys(byType)), "|") + right +
		"() RETURN startNode(r).id AS start, endNode(r).id AS end, type(r) AS type, properties(r) AS columns"
	var found []*store.EdgeRecord
	err := t.eachGroup(ctx, possible, "UNWIND $rows AS id MATCH (:", after, func(r *neo4j.Record) error {
		columns, err := t.columns(r, l.edgeColumns)
		if err != nil {
			return err
		}
		edge := &store.EdgeRecord{Columns: columns}
		var relation string
		for name, to := range map[string]*string{"start": &edge.From, "end": &edge.To, "type": &relation} {
			if *to, _, err = neo4j.GetRecordValue[string](r, name); err != nil {
				return store.Wrap(err, store.CodeInternal, "an edge lacks its "+name)
			}
		}
		edge.Edge = byType[relation]
		found = append(found, edge)
		return nil
	})
	return found, err
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
	return t.eachGroup(ctx, ids, "UNWIND $rows AS id MATCH (n:", " {id: id}) DETACH DELETE n", ignore)
}

// PutEdges writes whole edges.
func (t *transaction) PutEdges(ctx context.Context, edges []*store.EdgeRecord) error {
	return t.eachLabel(ctx, edges, "MERGE (a)-[r:", "]->(b) SET r = row.columns")
}

// DeleteEdges removes edges by their ends.
func (t *transaction) DeleteEdges(ctx context.Context, edges []*store.EdgeRecord) error {
	return t.eachLabel(ctx, edges, "MATCH (a)-[r:", "]->(b) DELETE r")
}

// eachLabel runs a clause, with the relationship type between its halves, for
// all edges with both ends matched as a and b: one statement per label and
// group of kinds at its end.
func (t *transaction) eachLabel(ctx context.Context, edges []*store.EdgeRecord, before, after string) error {
	l := t.store.layout
	type label struct {
		edge store.EdgeRef
		end  store.Group
	}
	grouped := map[label][]map[string]any{}
	for _, e := range edges {
		end := l.kinds.KindOf(e.To)
		if end == nil || l.types[e.Edge] == "" {
			return store.Errorf(store.CodeInternal, "no edge %s.%s to %s", e.Edge.Kind, e.Edge.Label, e.To)
		}
		key := label{e.Edge, end.Group}
		grouped[key] = append(grouped[key], map[string]any{"from": e.From, "to": e.To, "columns": stored(e.Columns)})
	}
	for _, edge := range l.kinds.Edges() {
		ref := store.EdgeRef{Kind: edge.Kind, Label: edge.Label}
		for _, group := range l.groups {
			text := "UNWIND $rows AS row MATCH (a:" + edge.Kind + " {id: row.from}) MATCH (b:" + groupLabel(group) + " {id: row.to}) " + before + l.types[ref] + after
			if err := each(ctx, t, text, grouped[label{ref, group}], ignore); err != nil {
				return err
			}
		}
	}
	return nil
}
