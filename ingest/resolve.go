package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// How sure a match must be: from sameFrom on two ids are judged to be of one
// thing, from doubtFrom on a person is asked, and below they are two.
const (
	sameFrom  = 0.8
	doubtFrom = 0.5
)

// maxAliases is how many aliases of a mention are looked up.
const maxAliases = 4

// candidate is a node of the graph that a draft may be of.
type candidate struct {
	id      string
	score   float64
	reasons []string
}

// names of a node of the graph.
type known struct {
	node          *store.Node
	name, country string
	unit          bool
	aliases       []string
}

// resolver finds which nodes of the graph the drafts of one article are of.
type resolver struct {
	store store.Store
	d     *drafting
	// present is the id in the graph of each draft that is of a node there.
	present map[string]string
}

// thingShapes is what is read of nodes that carry a name.
var thingShapes = store.Shapes{
	"Company":        {Columns: []string{"aliases", "companyKind", "country", "name"}},
	"Person":         {Columns: []string{"aliases", "name"}, Follows: []*store.Follow{positionsOf("company", "Company")}},
	"Product":        {Columns: []string{"aliases", "name"}, Follows: []*store.Follow{{Key: "makers", Edge: store.EdgeRef{Kind: "Product", Label: "maker"}, Kinds: []string{"Company"}, List: store.List{Limit: 20}, Shapes: store.Shapes{}}}},
	"TechnologyArea": {Columns: []string{"aliases", "name"}},
}

// positionsOf reads, from either end of positions, who or what is at the other.
func positionsOf(far, kind string) *store.Follow {
	near := "person"
	if far == "person" {
		near = "company"
	}
	return &store.Follow{Key: "positions", Edge: store.EdgeRef{Kind: "Position", Label: near}, Reverse: true, Kinds: []string{"Position"}, List: store.List{Limit: 50},
		Shapes: store.Shapes{"Position": {Follows: []*store.Follow{{Key: far, Edge: store.EdgeRef{Kind: "Position", Label: far}, Kinds: []string{kind}, List: store.List{Limit: 1}, Shapes: store.Shapes{}}}}}}
}

// context of a company that settles which of several of one name is meant: its
// people and those it deals with.
var companyContext = store.Shapes{"Company": {Follows: []*store.Follow{
	positionsOf("person", "Person"),
	{Key: "deals", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Reverse: true, Kinds: []string{"Deal"}, List: store.List{Limit: 30},
		Shapes: store.Shapes{"Deal": {Follows: []*store.Follow{{Key: "parties", Edge: store.EdgeRef{Kind: "Deal", Label: "anyParty"}, Kinds: []string{"Company", "Person"}, List: store.List{Limit: 10}, Shapes: store.Shapes{}}}}}},
}}}

// candidates returns the nodes that carry one of the draft's names, the best
// first, each with what speaks for and against it.
func (r *resolver) candidates(ctx context.Context, n *draft) ([]candidate, error) {
	found := map[string]*known{}
	for _, name := range n.names[:min(len(n.names), 1+maxAliases)] {
		if (names.Folder{}).Fold(name) == "" {
			continue
		}
		page, err := r.store.Find(ctx, &store.Query{Kinds: []string{n.kind}, Text: &store.TextQuery{Text: name, Exact: true},
			List: store.List{Limit: 10}, Shapes: thingShapes})
		if err != nil {
			return nil, err
		}
		for _, row := range page.Rows {
			found[row.Node.ID] = knownOf(row.Node)
		}
	}
	if found[n.id] == nil { // it may be there under another name by now
		nodes, err := r.store.Get(ctx, []string{n.id}, thingShapes)
		if err != nil {
			return nil, err
		}
		if nodes[0] != nil && nodes[0].Kind == n.kind {
			found[nodes[0].ID] = knownOf(nodes[0])
		}
	}
	var all []candidate
	for _, k := range found {
		c := candidate{id: k.node.ID}
		r.byName(&c, n, k)
		all = append(all, c)
	}
	if n.kind == "Company" && slices.ContainsFunc(all, func(c candidate) bool { return len(all) > 1 || c.score < sameFrom }) {
		if err := r.byContext(ctx, all, n); err != nil {
			return nil, err
		}
	}
	for i := range all {
		switch n.kind {
		case "Person":
			r.byPositions(&all[i], n, found[all[i].id].node)
		case "Product":
			r.byMaker(&all[i], n, found[all[i].id].node)
		}
		all[i].score = min(max(all[i].score, 0), 1)
	}
	slices.SortFunc(all, byScore)
	// Where two are as likely, neither is certain.
	if len(all) > 1 && all[0].score-all[1].score < 0.1 {
		all[0].score = min(all[0].score, sameFrom-0.01)
		all[0].reasons = append(all[0].reasons, all[1].id+" is as likely")
	}
	return all, nil
}

// byScore sorts the likeliest first.
func byScore(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
}

func knownOf(node *store.Node) *known {
	text := func(column string) string {
		s, _ := node.Columns[column].(string)
		return s
	}
	k := &known{node: node, name: text("name"), country: text("country"), unit: text("companyKind") == "UNIT"}
	k.aliases, _ = node.Columns["aliases"].([]string)
	return k
}

// byName scores how the names of draft and node meet. A full name says more
// than a short form that the article made up for itself.
func (r *resolver) byName(c *candidate, n *draft, k *known) {
	fold := names.Folder{}.Fold
	name := fold(n.names[0])
	has := func(all []string, folded string) bool {
		return slices.ContainsFunc(all, func(s string) bool { return fold(s) == folded })
	}
	switch {
	case name == fold(k.name):
		c.score = 0.95
		c.reasons = append(c.reasons, fmt.Sprintf("it is named %q", k.name))
	case has(k.aliases, name):
		c.score = 0.9
		c.reasons = append(c.reasons, fmt.Sprintf("%q is one of its names", n.names[0]))
	case has(n.names[1:], fold(k.name)):
		c.score = 0.85
		c.reasons = append(c.reasons, fmt.Sprintf("the article also calls it %q", k.name))
	case slices.ContainsFunc(k.aliases, func(a string) bool { return has(n.names[1:], fold(a)) }):
		c.score = 0.6
		c.reasons = append(c.reasons, "both have another name in common")
	default:
		c.score = 0.85
		c.reasons = append(c.reasons, "it has this id")
	}
	if country := n.value("country"); country != "" && k.country != "" && country != k.country {
		c.score -= 0.3
		c.reasons = append(c.reasons, "but it is of "+k.country+", not of "+country)
	}
	if n.kind == "Company" && k.unit != (n.value("companyKind") == "UNIT") {
		c.score -= 0.1
		c.reasons = append(c.reasons, "but only one of the two is a unit")
	}
}

// value returns what the draft states of a property; "" for nothing.
func (n *draft) value(property string) string {
	for _, s := range n.statements {
		if s.Property == property {
			return s.Value
		}
	}
	return ""
}

// byContext raises companies of which the article names people, or those they
// deal with.
func (r *resolver) byContext(ctx context.Context, all []candidate, n *draft) error {
	ids := make([]string, len(all))
	for i, c := range all {
		ids[i] = c.id
	}
	nodes, err := r.store.Get(ctx, ids, companyContext)
	if err != nil {
		return err
	}
	for i, node := range nodes {
		if node == nil {
			continue
		}
		shared := map[string]bool{}
		for _, position := range node.Follows["positions"].Rows {
			for _, row := range position.Node.Follows["person"].Rows {
				shared[row.Node.ID] = r.d.byID[row.Node.ID] != nil
			}
		}
		for _, deal := range node.Follows["deals"].Rows {
			for _, row := range deal.Node.Follows["parties"].Rows {
				if row.Node.ID != node.ID && row.Node.ID != n.id {
					shared[row.Node.ID] = r.d.byID[row.Node.ID] != nil
				}
			}
		}
		for _, id := range sortedTrue(shared) {
			all[i].score += 0.25
			all[i].reasons = append(all[i].reasons, "the article names "+id+" too, which it has to do with")
			break
		}
	}
	return nil
}

// byPositions scores a person of that name: two people may have one name, but
// hardly at one company.
func (r *resolver) byPositions(c *candidate, n *draft, node *store.Node) {
	at := map[string]bool{}
	for _, position := range node.Follows["positions"].Rows {
		for _, row := range position.Node.Follows["company"].Rows {
			at[row.Node.ID] = r.mentions(row.Node.ID)
		}
	}
	switch common := sortedTrue(at); {
	case len(common) > 0:
		c.reasons = append(c.reasons, "the article names "+common[0]+" too, where that person has a position")
	case len(at) == 0 || !r.hasRole(n):
		c.score -= 0.1
		c.reasons = append(c.reasons, "nothing tells them apart")
	default:
		c.score -= 0.3
		c.reasons = append(c.reasons, "but the positions are at other companies")
	}
}

// hasRole reports whether the article gives the person a position.
func (r *resolver) hasRole(n *draft) bool {
	return slices.ContainsFunc(r.d.drafts, func(p *draft) bool { return p.kind == "Position" && p.needs[n.id] })
}

// byMaker scores a product of that name.
func (r *resolver) byMaker(c *candidate, n *draft, node *store.Node) {
	maker, makers := n.value("maker"), map[string]bool{}
	for _, row := range node.Follows["makers"].Rows {
		makers[row.Node.ID] = true
	}
	switch {
	case maker == "" || len(makers) == 0:
		c.score -= 0.1
		c.reasons = append(c.reasons, "of one of the two no maker is known")
	case makers[r.presentID(maker)]:
		c.reasons = append(c.reasons, "the maker is the same")
	default:
		c.score -= 0.35
		c.reasons = append(c.reasons, "but somebody else makes it")
	}
}

// mentions reports whether a draft of the article is of the node.
func (r *resolver) mentions(id string) bool {
	for _, n := range r.d.drafts {
		if r.presentID(n.id) == id {
			return true
		}
	}
	return false
}

// presentID is the id of the graph for that of a draft: the same where the
// draft is of no other node.
func (r *resolver) presentID(id string) string { return cmp.Or(r.present[id], id) }

func sortedTrue(set map[string]bool) []string {
	var all []string
	for id, in := range set {
		if in {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// rename gives a draft another id, everywhere in the article.
func (d *drafting) rename(n *draft, id string) {
	old := n.id
	delete(d.byID, old)
	n.id = id
	d.byID[id] = n
	for _, other := range d.drafts {
		for _, s := range other.statements {
			for _, ref := range []*string{&s.Subject, &s.Value, &s.SaidBy, &s.SaidFor} {
				if *ref == old {
					*ref = id
				}
			}
		}
		if other.needs[old] {
			delete(other.needs, old)
			other.needs[id] = true
		}
	}
	for _, ids := range []map[string]string{d.companies, d.people, d.products, d.areas} {
		for name, known := range ids {
			if known == old {
				ids[name] = id
			}
		}
	}
}

// ownID is the id of a thing that must not be the node of its plain id.
func (n *draft) ownID(article string) string {
	return n.id + "-" + hashOf(article, n.names[0])
}
