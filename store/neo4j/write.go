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
	if err := store.CheckProjection(keptProjection(records), t.store.projection); err != nil {
		return 0, err
	}
	return sequenceOf(records)
}

func sequenceOf(records []*neo4j.Record) (int64, error) {
	sequence, _, err := neo4j.GetRecordValue[int64](records[0], "sequence")
	return sequence, store.Wrap(err, store.CodeInternal, "the sequence is no number")
}

// eachGroup runs a text once per group of kinds that the ids are of, with a
// match of the nodes n put in between its halves, and the ids as $rows.
func (t *transaction) eachGroup(ctx context.Context, ids []string, after string, record func(*neo4j.Record) error) error {
	grouped := map[store.Group][]string{}
	for _, id := range ids {
		if kind := t.store.layout.kinds.KindOf(id); kind != nil {
			grouped[kind.Group] = append(grouped[kind.Group], id)
		}
	}
	for _, group := range t.store.layout.groups {
		if err := each(ctx, t, "UNWIND $rows AS id "+matchStored("n", group, "id", "id")+after, grouped[group], record); err != nil {
			return err
		}
	}
	return nil
}

// matchStored returns a match of the stored node of a group by its id, an expression:
// retired or not, if those of its group can. It is written as a union,
// because Neo4j seeks in one index only for an expression of several labels.
func matchStored(variable string, group store.Group, row, id string) string {
	seek := func(label string) string { return "MATCH (" + variable + ":" + label + " {id: " + id + "})" }
	if !retires(group) {
		return seek(groupLabel(group))
	}
	return "CALL (" + row + ") { " + seek(groupLabel(group)) + " RETURN " + variable + " UNION ALL " + seek(retiredLabel) + " RETURN " + variable + " }"
}

// Nodes reads whole nodes.
func (t *transaction) Nodes(ctx context.Context, ids []string) (map[string]*store.Record, error) {
	found := make(map[string]*store.Record, len(ids))
	err := t.eachGroup(ctx, ids, " RETURN id, n:"+retiredLabel+" AS retired, properties(n) AS columns", func(r *neo4j.Record) error {
		id, _, err := neo4j.GetRecordValue[string](r, "id")
		if err != nil {
			return store.Wrap(err, store.CodeInternal, "a node has no id")
		}
		kind := t.store.layout.kinds.KindOf(id).Name
		columns, err := t.columns(r, t.store.layout.columns[kind])
		delete(columns, store.ColumnID)
		retired, _, _ := neo4j.GetRecordValue[bool](r, "retired")
		found[id] = &store.Record{ID: id, Kind: kind, Columns: columns, Retired: retired}
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

// IDs reads ids in order of the index of the kind and that of retired nodes.
func (t *transaction) IDs(ctx context.Context, kind, after string, limit int) ([]string, error) {
	k := t.store.layout.kinds.Kind(kind)
	if k == nil {
		return nil, store.Errorf(store.CodeInternal, "no kind %q", kind)
	}
	// Ids of a kind are between its prefix with a colon and with what comes
	// behind that.
	page := func(label string) string {
		return "MATCH (n:" + label + ") WHERE n.id > $after AND n.id < $end RETURN n.id AS id ORDER BY id LIMIT $limit"
	}
	text := page(k.Name)
	if retires(k.Group) {
		text = "CALL () { " + text + " UNION ALL " + page(retiredLabel) + " } RETURN id ORDER BY id LIMIT $limit"
	}
	records, err := t.run(ctx, &statement{text, map[string]any{"after": max(after, k.Prefix+":"), "end": k.Prefix + ";", "limit": int64(limit)}})
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(records))
	for i, record := range records {
		if ids[i], _, err = neo4j.GetRecordValue[string](record, "id"); err != nil {
			return nil, store.Wrap(err, store.CodeInternal, "a node has no id")
		}
	}
	return ids, nil
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
	after := " MATCH (n)" + left + strings.Join(slices.Sorted(maps.Keys(byType)), "|") + right +
		"() RETURN startNode(r).id AS start, endNode(r).id AS end, type(r) AS type, properties(r) AS columns"
	var found []*store.EdgeRecord
	err := t.eachGroup(ctx, possible, after, func(r *neo4j.Record) error {
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

// Asserted looks among the statements of the article, or else of those about
// the node, until one asserts it.
func (t *transaction) Asserted(ctx context.Context, sayings []store.Saying) (map[store.Saying]bool, error) {
	types := t.store.layout.types
	says := " WHERE s.property = row.property AND s.value = row.value AND s.stance IN ['ASSERTS', 'CORRECTS'] AND s.retractedAt IS NULL } "
	about, article := types[statementNode], types[store.EdgeRef{Kind: statementKind, Label: "article"}]
	begin := "UNWIND $rows AS row MATCH (n:" + groupLabel(store.Entity) + " {id: row.node}) "
	anywhere := begin + "WITH row, n WHERE EXISTS { (n)<-[:" + about + "]-(s)" + says + "RETURN row.at AS at"
	inArticle := begin + "MATCH (a:Article {id: row.article}) WITH row, n, a WHERE EXISTS { (a)<-[:" + article + "]-(s)-[:" + about + "]->(n)" + says + "RETURN row.at AS at"
	rows := map[bool][]map[string]any{}
	for i, s := range sayings {
		rows[s.Article == ""] = append(rows[s.Article == ""], map[string]any{"at": int64(i), "node": s.Node, "property": s.Property, "value": s.Value, "article": s.Article})
	}
	asserted := map[store.Saying]bool{}
	found := func(r *neo4j.Record) error {
		at, _, err := neo4j.GetRecordValue[int64](r, "at")
		if err == nil {
			asserted[sayings[at]] = true
		}
		return store.Wrap(err, store.CodeInternal, "a row has no number")
	}
	if err := each(ctx, t, anywhere, rows[true], found); err != nil {
		return nil, err
	}
	return asserted, each(ctx, t, inArticle, rows[false], found)
}

// PutNodes writes whole nodes. Those that retire or come back have their labels
// changed first.
func (t *transaction) PutNodes(ctx context.Context, nodes []*store.Record) error {
	live, retired := map[string][]map[string]any{}, map[string][]map[string]any{}
	for _, n := range nodes {
		columns := stored(n.Columns)
		columns[store.ColumnID] = n.ID
		if n.Retired {
			retired[n.Kind] = append(retired[n.Kind], columns)
		} else {
			live[n.Kind] = append(live[n.Kind], columns)
		}
	}
	for _, kind := range t.store.layout.kinds.All() {
		labels := kind.Name + ":" + groupLabel(kind.Group)
		var texts []string
		if retires(kind.Group) {
			texts = append(texts, relabel(retiredLabel, labels))
		}
		texts = append(texts, "UNWIND $rows AS row MERGE (n:"+kind.Name+" {id: row.id}) ON CREATE SET n:"+groupLabel(kind.Group)+" SET n = row")
		if err := t.eachText(ctx, texts, live[kind.Name]); err != nil {
			return err
		}
		texts = []string{relabel(labels, retiredLabel), "UNWIND $rows AS row MERGE (n:" + retiredLabel + " {id: row.id}) SET n = row"}
		if err := t.eachText(ctx, texts, retired[kind.Name]); err != nil {
			return err
		}
		delete(live, kind.Name)
		delete(retired, kind.Name)
	}
	for kind := range live {
		return store.Errorf(store.CodeInternal, "no kind %q", kind)
	}
	for kind := range retired {
		return store.Errorf(store.CodeInternal, "no kind %q", kind)
	}
	return nil
}

// relabel returns the text that gives nodes other labels; the first of those
// they have has an index of ids.
func relabel(from, to string) string {
	label, _, _ := strings.Cut(from, ":")
	return "UNWIND $rows AS row MATCH (n:" + label + " {id: row.id}) REMOVE n:" + from + " SET n:" + to
}

// eachText runs one text after the other with the same rows.
func (t *transaction) eachText(ctx context.Context, texts []string, rows []map[string]any) error {
	for _, text := range texts {
		if err := each(ctx, t, text, rows, ignore); err != nil {
			return err
		}
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
	return t.eachGroup(ctx, ids, " DETACH DELETE n", ignore)
}

// PutEdges writes whole edges. They start at nodes that are not retired; those
// that stay when a node retires may end at one that is.
func (t *transaction) PutEdges(ctx context.Context, edges []*store.EdgeRecord) error {
	l := t.store.layout
	return t.eachLabel(ctx, edges, func(ref store.EdgeRef, end store.Group) string {
		text := "MATCH (a:" + ref.Kind + " {id: row.from}) "
		if l.mayRetire(ref, false) {
			text += matchStored("b", end, "row", "row.to")
		} else {
			text += "MATCH (b:" + groupLabel(end) + " {id: row.to})"
		}
		return text + " MERGE (a)-[r:" + l.types[ref] + "]->(b) SET r = row.columns"
	})
}

// DeleteEdges removes edges by their ends, which may have retired before.
func (t *transaction) DeleteEdges(ctx context.Context, edges []*store.EdgeRecord) error {
	l := t.store.layout
	return t.eachLabel(ctx, edges, func(ref store.EdgeRef, end store.Group) string {
		return matchStored("a", l.kinds.Kind(ref.Kind).Group, "row", "row.from") + " " + matchStored("b", end, "row", "row.to") +
			" MATCH (a)-[r:" + l.types[ref] + "]->(b) DELETE r"
	})
}

// eachLabel runs clauses for all edges: one statement per label and group of
// kinds at its end.
func (t *transaction) eachLabel(ctx context.Context, edges []*store.EdgeRecord, clauses func(ref store.EdgeRef, end store.Group) string) error {
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
			rows := grouped[label{ref, group}]
			if len(rows) == 0 {
				continue
			}
			if err := each(ctx, t, "UNWIND $rows AS row "+clauses(ref, group), rows, ignore); err != nil {
				return err
			}
		}
	}
	return nil
}
