package graph

import (
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/store"
)

// The plan of a root field says in one store.Query all that its selection set
// asks for, per concrete kind. It is a pure function of the contract, the
// document and the variables.
//
// Follows are keyed by where their answer stands: the response name of the
// field, behind those of the connection's fields it stands in, as in
// "edges/node/deals". So one node may be selected twice in one connection, with
// other fields each time, and every field finds its own answer.

// Page sizes of lists.
const (
	defaultPageSize = contract.DefaultPageSize
	maxPageSize     = contract.MaxPageSize
)

// statementNode is the edge from a statement to the node it is about.
var statementNode = store.EdgeRef{Kind: "Statement", Label: "node"}

// trustColumns are the columns behind the type Trust.
var trustColumns = []string{store.ColumnCredence, store.ColumnStatementCount, store.ColumnArticleCount, store.ColumnOriginCount, store.ColumnContested}

// planner plans one root field.
type planner struct {
	selector
	// How large the conditions of this root field have become: in all, and
	// how deep inside one another at the moment.
	conditions, nesting, relations int
	// groupings is how many lists are counted by something.
	groupings int
	// lens is the time in force for the conditions being read.
	lens lens
}

// Limits of conditions. Relations inside one another multiply what a store has
// to visit.
const (
	maxConditions = 300
	maxNesting    = 12
	maxRelations  = 3
	maxOrders     = 5
	maxElements   = 1_000 // of a list in a condition
)

// maxGroupings is the greatest number of lists of one root field that are
// counted by something: each reads all rows of its list.
const maxGroupings = 20

// draft is a shape in the making.
type draft struct {
	columns map[string]bool
	follows []*store.Follow
}

type drafts map[string]*draft

func newDrafts(kinds []string) drafts {
	d := drafts{}
	for _, kind := range kinds {
		d[kind] = &draft{columns: map[string]bool{}}
	}
	return d
}

func (d drafts) shapes() store.Shapes {
	shapes := store.Shapes{}
	for kind, draft := range d {
		shapes[kind] = &store.Shape{Columns: slices.Sorted(maps.Keys(draft.columns)), Follows: draft.follows}
	}
	return shapes
}

func (d *draft) read(columns ...string) {
	for _, c := range columns {
		d.columns[c] = true
	}
}

// node plans a selection set on a node of one kind.
func (p *planner) node(d *draft, kind string, set ast.SelectionSet, in scope) error {
	for _, s := range p.collect(kind, set) {
		field := p.contract.Field(kind, s.field.Name)
		switch {
		case field == nil: // __typename, id
		case field.Property != nil:
			d.read(readColumns(field.Property)...)
		case field.Edge != nil:
			follow, err := p.edge(kind, field.Edge, s, in)
			if err != nil {
				return err
			}
			if field.Edge.EdgeType != "" {
				d.read(store.ColumnDayEarliest, store.ColumnDayLatest)
			}
			d.follows = append(d.follows, follow)
		case field.Derived == contract.FieldTrust:
			d.read(trustColumns...)
		case field.Derived == contract.FieldFormerIDs:
			d.read(store.ColumnFormerIDs)
		case field.Derived == contract.FieldFirstReported:
			d.read(store.ColumnFirstReported)
		case field.Derived == contract.FieldValidity:
			text, _ := p.arguments(s.field)["on"].(string)
			if _, err := parseDate("on", text); err != nil {
				return err
			}
			d.read(store.ColumnValidEarliest, store.ColumnValidLatest, store.ColumnSureEarliest, store.ColumnSureLatest)
		case field.Derived == contract.FieldCounterparties:
			follow, err := p.counterparties(field.Counted, s, in)
			if err != nil {
				return err
			}
			d.follows = append(d.follows, follow)
		case field.Derived == contract.FieldContradictions:
			if err := p.contradictions(d, kind, s, in); err != nil {
				return err
			}
		default:
			follow, err := p.statements(kind, field.Derived, s, in)
			if err != nil {
				return err
			}
			d.follows = append(d.follows, follow)
		}
	}
	return nil
}

// readColumns are the columns that the view of a property reads.
func readColumns(p *store.Property) []string {
	if p.Type == store.PassageType {
		return []string{p.Name, p.Name + "Paragraph", p.Name + "Sha256"}
	}
	return []string{p.Name}
}

// edge plans a field that follows an edge.
func (p *planner) edge(kind string, e *contract.EdgeField, s *selected, in scope) (*store.Follow, error) {
	f := &store.Follow{Key: in.path + s.key, Edge: edgeRef(kind, e), Reverse: e.Reverse, Kinds: e.Kinds}
	arguments := p.arguments(s.field)
	inner, err := p.time(arguments, in)
	if err != nil {
		return nil, err
	}
	fixed, err := p.fixed(e.Where, e.Type)
	if err != nil {
		return nil, err
	}
	if e.Repeat != nil {
		if f.Repeat, err = p.repeat(e.Repeat, inner); err != nil {
			return nil, err
		}
	} else {
		f.EdgeWhere = p.knownEdge(f.Edge, inner.lens)
	}
	if e.Single {
		f.List = store.List{Limit: 1}
		d := newDrafts(f.Kinds)
		for _, k := range f.Kinds {
			if err := p.node(d[k], k, s.selections, inner.at("")); err != nil {
				return nil, err
			}
		}
		f.Shapes = d.shapes()
		f.Where = all(fixed, p.valid(f.Kinds, inner))
		return f, nil
	}
	f.List, err = p.list(e.Type, f.Kinds, arguments, inner, fixed)
	if err != nil {
		return nil, err
	}
	return f, p.connection(e.Connection(), s.selections, &f.List, f, in, inner)
}

// edgeRef returns the edge that a field of a kind follows; none where a step
// leads through facts.
func edgeRef(kind string, e *contract.EdgeField) store.EdgeRef {
	switch {
	case e.Repeat != nil && e.Repeat.Kind != "":
		return store.EdgeRef{}
	case e.Reverse:
		kind = e.Source
	}
	return store.EdgeRef{Kind: kind, Label: e.Label}
}

// repeat plans how a field follows edges again and again: as far as the port
// goes, through facts that were there at the time in force.
func (p *planner) repeat(r *contract.Repeat, in scope) (*store.Repeat, error) {
	repeat := &store.Repeat{Depth: store.MaxRepeat}
	if r.Kind == "" {
		return repeat, nil
	}
	for _, label := range r.Labels {
		repeat.Facts = append(repeat.Facts, store.EdgeRef{Kind: r.Kind, Label: label})
	}
	fixed, err := p.fixed(r.Where, r.Kind)
	if err != nil {
		return nil, err
	}
	repeat.Where = all(fixed, p.valid([]string{r.Kind}, in))
	return repeat, nil
}

// connection plans the selection set of a connection: what to read of its
// nodes, and, below a follow, of its edges. A root list passes no follow and
// gets the shapes in return.
func (p *planner) connection(typeName string, set ast.SelectionSet, list *store.List, f *store.Follow, outer, in scope) error {
	d := newDrafts(f.Kinds)
	edgeColumns := map[string]bool{}
	rows := false
	for _, s := range p.collect(typeName, set) {
		switch s.field.Name {
		case "totalCount":
			list.Total = true
		case "pageInfo":
			rows = true
		case "groups":
			if err := p.groups(list, f.Kinds[0], s, in); err != nil {
				return err
			}
		case "nodes":
			rows = true
			if err := p.nodes(d, s.selections, in.at(s.key+"/")); err != nil {
				return err
			}
		case "edges":
			rows = true
			if err := p.edges(typeName, d, edgeColumns, s, f, in); err != nil {
				return err
			}
		}
	}
	if !rows {
		list.Limit = 0
	}
	for _, o := range list.Order {
		for _, draft := range d {
			if o.Column != store.ColumnID {
				draft.read(o.Column)
			}
		}
	}
	f.Shapes, f.EdgeColumns = d.shapes(), slices.Sorted(maps.Keys(edgeColumns))
	return nil
}

func (p *planner) nodes(d drafts, set ast.SelectionSet, in scope) error {
	for _, kind := range slices.Sorted(maps.Keys(d)) {
		if err := p.node(d[kind], kind, set, in); err != nil {
			return err
		}
	}
	return nil
}

// edges plans the field edges of a connection.
func (p *planner) edges(connection string, d drafts, edgeColumns map[string]bool, edges *selected, f *store.Follow, in scope) error {
	typeName := strings.TrimSuffix(connection, "Connection") + "Edge"
	for _, s := range p.collect(typeName, edges.selections) {
		path := edges.key + "/"
		field := p.contract.Field(typeName, s.field.Name)
		switch {
		case s.field.Name == "node":
			if err := p.nodes(d, s.selections, in.at(path+s.key+"/")); err != nil {
				return err
			}
		case s.field.Name == "trust":
			for _, c := range trustColumns {
				edgeColumns[c] = true
			}
		case s.field.Name == "roles":
			edgeColumns[store.ColumnLabels] = true
		case s.field.Name == "statements":
			if f.Edge.Label == "" {
				continue // a root list has no edges that statements back
			}
			follow := &store.Follow{Key: path + s.key, Kinds: []string{"Statement"}}
			if err := p.statementList(follow, s, in, nil); err != nil {
				return err
			}
			f.EdgeStatements = append(f.EdgeStatements, follow)
		case field != nil && field.Edge != nil: // a field of the edge that reads the party
			for _, kind := range slices.Sorted(maps.Keys(d)) {
				if !slices.Contains(p.startsOf(field.Edge), kind) {
					continue
				}
				follow, err := p.edge(kind, field.Edge, s, scope{path: path, lens: in.lens, day: true})
				if err != nil {
					return err
				}
				d[kind].follows = append(d[kind].follows, follow)
			}
		}
	}
	return nil
}

// startsOf returns the kinds at which the field can be followed.
func (p *planner) startsOf(e *contract.EdgeField) []string {
	if !e.Reverse {
		return []string{e.Source}
	}
	return p.contract.Kinds.Edge(store.EdgeRef{Kind: e.Source, Label: e.Label}).Targets
}

// statements plans the fields statements and evidence of a node.
func (p *planner) statements(kind string, field contract.DerivedField, s *selected, in scope) (*store.Follow, error) {
	follow := &store.Follow{Key: in.path + s.key, Edge: statementNode, Reverse: true, Kinds: []string{"Statement"}}
	var of *store.Cond
	if field == contract.FieldEvidence {
		properties, err := p.evidenceOf(kind, p.arguments(s.field)["of"])
		if err != nil {
			return nil, err
		}
		of = &store.Cond{Op: store.In, Column: "property", Value: properties}
	}
	return follow, p.statementList(follow, s, in, of)
}

func (p *planner) statementList(f *store.Follow, s *selected, in scope, fixed *store.Cond) error {
	arguments := p.arguments(s.field)
	inner, err := p.time(arguments, in)
	if err != nil {
		return err
	}
	f.List, err = p.list("Statement", f.Kinds, arguments, inner, fixed)
	if err != nil {
		return err
	}
	return p.connection("StatementConnection", s.selections, &f.List, f, in, inner)
}

// evidenceOf turns names of fields into the properties of statements.
func (p *planner) evidenceOf(kind string, of any) ([]string, error) {
	var properties []string
	for _, name := range asList(of) {
		name, _ := name.(string)
		field := p.contract.Field(kind, name)
		switch {
		case field != nil && field.Property != nil && !field.Property.Composed:
			properties = append(properties, field.Property.Name)
		case field != nil && field.Edge != nil && field.Edge.Repeat != nil:
			return nil, errorf(CodeBadInput, "evidence(of:): %s.%s is reached in several steps; ask for the statements behind each", kind, name)
		case field != nil && field.Edge != nil && !field.Edge.Reverse && !field.Edge.Derived:
			properties = append(properties, field.Edge.Label)
		case field != nil && field.Edge != nil:
			return nil, errorf(CodeBadInput, "evidence(of:): the statements behind %s.%s are about the nodes at its other end; ask those, or its edges, for their statements", kind, name)
		default:
			return nil, errorf(CodeBadInput, "evidence(of:): %s has no field %q that statements back", kind, name)
		}
	}
	return properties, nil
}

// fixed turns the literal of a condition in the contract into a condition.
func (p *planner) fixed(literal *ast.Value, typeName string) (*store.Cond, error) {
	if literal == nil {
		return nil, nil
	}
	value, err := literal.Value(nil)
	if err != nil {
		return nil, err
	}
	return p.where(typeName, value)
}
