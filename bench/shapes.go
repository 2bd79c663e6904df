package main

import (
	"context"

	"github.com/dealgraph/dealgraph/store"
)

// shape is one sort of question: how the store is asked it, and the statement
// that somebody who knows Cypher and this graph would write by hand for the
// same answer.
type shape struct {
	name string
	// ask asks the store and returns the ids in the answer, those of inner
	// lists among them. at numbers the questions of the shape.
	ask asking
	// cypher is the statement by hand; params are those of the same question.
	cypher string
	params func(at int) map[string]any
	// differs: the two need not answer the same, because the store ranks names
	// itself, or chooses among equally short paths.
	differs bool
}

type asking func(ctx context.Context, s store.Store, at int) ([]string, error)

var (
	positionCompany = store.EdgeRef{Kind: "Position", Label: "company"}
	positionPerson  = store.EdgeRef{Kind: "Position", Label: "person"}
	dealParty       = store.EdgeRef{Kind: "Deal", Label: "anyParty"}
	dealMatter      = store.EdgeRef{Kind: "Deal", Label: "matter"}
	activityActor   = store.EdgeRef{Kind: "Activity", Label: "actor"}
	activityArea    = store.EdgeRef{Kind: "Activity", Label: "area"}
)

var executiveKinds = []string{"CEO", "CHAIR", "PRESIDENT", "CFO", "COO", "CTO"}

// Parts of queries.

func columns(names ...string) *store.Shape { return &store.Shape{Columns: names} }

var newestFirst = []store.Order{{Column: "announcedKey", Desc: true}}

func executives() *store.Follow {
	return &store.Follow{Key: "executives", Edge: positionCompany, Reverse: true, Kinds: []string{"Position"},
		List: store.List{Limit: 10, Where: &store.Cond{Op: store.In, Column: "positionKind", Value: executiveKinds}},
		Shapes: store.Shapes{"Position": {Columns: []string{"positionKind", "title"}, Follows: []*store.Follow{
			{Key: "person", Edge: positionPerson, Kinds: []string{"Person"}, List: store.List{Limit: 1}, Shapes: store.Shapes{"Person": columns("name")}}}}}}
}

func parties(company *store.Shape) *store.Follow {
	return &store.Follow{Key: "parties", Edge: dealParty, Kinds: []string{"Company", "Person"}, List: store.List{Limit: 10},
		Shapes: store.Shapes{"Company": company, "Person": columns("name")}}
}

func dealShape(follows ...*store.Follow) store.Shapes {
	return store.Shapes{"Deal": {Columns: []string{"announced", "announcedKey", "dealKind", "title"}, Follows: follows}}
}

// newestDeals are the deals at the other end of an edge.
func newestDeals(edge store.EdgeRef, list store.List, follows ...*store.Follow) *store.Follow {
	list.Order = newestFirst
	return &store.Follow{Key: "deals", Edge: edge, Reverse: true, Kinds: []string{"Deal"}, List: list, Shapes: dealShape(follows...)}
}

func dealsQuery(list store.List) *store.Query {
	return &store.Query{Kinds: []string{"Deal"}, List: list, Shapes: dealShape()}
}

// Ways to ask.

func get(id func(at int) string, shapes store.Shapes) asking {
	return func(ctx context.Context, s store.Store, at int) ([]string, error) {
		nodes, err := s.Get(ctx, []string{id(at)}, shapes)
		return idsOf(nil, nodes...), err
	}
}

func find(query func(at int) *store.Query) asking {
	return func(ctx context.Context, s store.Store, at int) ([]string, error) {
		page, err := s.Find(ctx, query(at))
		if err != nil {
			return nil, err
		}
		var ids []string
		for _, row := range page.Rows {
			ids = idsOf(ids, row.Node)
		}
		return ids, nil
	}
}

// idsOf adds the ids of the nodes and of all that was read below them.
func idsOf(ids []string, nodes ...*store.Node) []string {
	for _, node := range nodes {
		if node == nil {
			continue
		}
		ids = append(ids, node.ID)
		for _, page := range node.Follows {
			for _, row := range page.Rows {
				ids = idsOf(ids, row.Node)
			}
		}
	}
	return ids
}

// shapes are the fourteen of the issue, and the depth of pages.
func (w *world) shapes() []*shape {
	none := func(int) map[string]any { return nil }
	ofCompany := func(at int) map[string]any { return map[string]any{"id": w.company(at)} }
	ofArea := func(at int) map[string]any { return map[string]any{"id": w.area(at)} }
	hub := func(int) string { return companyID(0) }
	dealMap := "{id: d.id, title: d.title, dealKind: d.dealKind, announced: d.announced, announcedKey: d.announcedKey}"
	sorted := " ORDER BY d.announcedKey DESC, d.id DESC LIMIT "
	allSorted := "d.announcedKey IS NOT NULL AND d.id IS NOT NULL"
	behind := "d.announcedKey <= $key AND d.id IS NOT NULL AND (d.announcedKey < $key OR d.id < $last)"
	position := func(p store.List) func(int) map[string]any {
		return func(int) map[string]any { return map[string]any{"key": p.After[0], "last": p.After[1]} }
	}
	pageOf := func(after []any, total bool) store.List {
		return store.List{Order: newestFirst, Limit: 20, After: after, Total: total}
	}
	page51, deep := pageOf(w.page51, true), pageOf(w.deep, false)
	hubDeep := store.List{Limit: 20, Total: true, After: w.hubDeep}
	trusted := store.List{Order: newestFirst, Limit: 20, Where: &store.Cond{Op: store.Ge, Column: store.ColumnCredenceRank, Value: int64(store.Corroborated.Rank())}}

	return []*shape{
		{
			name:   "company with executives",
			ask:    get(w.company, store.Shapes{"Company": {Columns: []string{"country", "name"}, Follows: []*store.Follow{executives()}}}),
			cypher: "MATCH (c:Company {id: $id}) RETURN c.id AS id, c.name AS name, c.country AS country, COLLECT { MATCH (c)<-[:POSITION_COMPANY]-(p) WHERE p.positionKind IN $kinds WITH p ORDER BY p.id LIMIT 11 RETURN {id: p.id, title: p.title, positionKind: p.positionKind, person: COLLECT { MATCH (p)-[:POSITION_PERSON]->(x) RETURN {id: x.id, name: x.name} }} } AS executives",
			params: func(at int) map[string]any { return map[string]any{"id": w.company(at), "kinds": executiveKinds} },
		},
		{
			name: "company, 20 newest deals, parties, executives",
			ask: get(w.company, store.Shapes{"Company": {Columns: []string{"name"}, Follows: []*store.Follow{
				newestDeals(dealParty, store.List{Limit: 20}, parties(&store.Shape{Columns: []string{"name"}, Follows: []*store.Follow{executives()}}))}}}),
			cypher: "MATCH (c:Company {id: $id}) RETURN c.id AS id, c.name AS name, COLLECT { MATCH (c)<-[:DEAL_ANY_PARTY]-(d) WITH d" + sorted + "21 RETURN {id: d.id, title: d.title, dealKind: d.dealKind, announced: d.announced, announcedKey: d.announcedKey, parties: COLLECT { MATCH (d)-[:DEAL_ANY_PARTY]->(o) WITH o ORDER BY o.id LIMIT 11 RETURN {id: o.id, name: o.name, executives: COLLECT { MATCH (o)<-[:POSITION_COMPANY]-(p) WHERE p.positionKind IN $kinds WITH p ORDER BY p.id LIMIT 11 RETURN {id: p.id, title: p.title, positionKind: p.positionKind, person: COLLECT { MATCH (p)-[:POSITION_PERSON]->(x) RETURN {id: x.id, name: x.name} }} }} }} } AS deals",
			params: func(at int) map[string]any { return map[string]any{"id": w.company(at), "kinds": executiveKinds} },
		},
		{
			name: "deals by kind and date, newest 20",
			ask: find(func(at int) *store.Query {
				return dealsQuery(store.List{Order: newestFirst, Limit: 20, Where: &store.Cond{Op: store.And, Conds: []*store.Cond{
					{Op: store.Eq, Column: "dealKind", Value: "LICENSE"}, {Op: store.Ge, Column: "announcedKey", Value: w.year(at) + "-01-01"},
					{Op: store.And, Conds: []*store.Cond{{Op: store.Le, Column: "announcedLatest", Value: w.year(at) + "-12-31"}, {Op: store.Le, Column: "announcedKey", Value: w.year(at) + "-12-31"}}}}}})
			}),
			cypher: "MATCH (d:Deal) WHERE d.dealKind = 'LICENSE' AND d.announcedKey >= $from AND d.announcedKey <= $to AND d.id IS NOT NULL WITH d" + sorted + "21 RETURN " + dealMap + " AS d",
			params: func(at int) map[string]any {
				return map[string]any{"from": w.year(at) + "-01-01", "to": w.year(at) + "-12-31"}
			},
		},
		{
			name: "name search", differs: true,
			ask: find(func(at int) *store.Query {
				return &store.Query{Kinds: []string{"Company", "Person", "Product"}, Text: &store.TextQuery{Text: w.name(at)}, List: store.List{Limit: 10},
					Shapes: store.Shapes{"Company": columns("name"), "Person": columns("name"), "Product": columns("name")}}
			}),
			cypher: "CALL () { CALL db.index.fulltext.queryNodes('Company_search', $q, {limit: 500}) YIELD node, score RETURN node, score UNION ALL CALL db.index.fulltext.queryNodes('Person_search', $q, {limit: 500}) YIELD node, score RETURN node, score UNION ALL CALL db.index.fulltext.queryNodes('Product_search', $q, {limit: 500}) YIELD node, score RETURN node, score } WITH node, score ORDER BY score DESC, node.id LIMIT 10 RETURN node.id AS id, node.name AS name",
			params: func(at int) map[string]any { return map[string]any{"q": w.luceneKeys(at)} },
		},
		{
			name: "area, count and 20 newest deals, companies with counts",
			ask: get(w.area, store.Shapes{"TechnologyArea": {Columns: []string{"name"}, Follows: []*store.Follow{
				newestDeals(dealMatter, store.List{Limit: 20, Total: true}, parties(columns("dealCount", "name")))}}}),
			cypher: "MATCH (a:TechnologyArea {id: $id}) RETURN a.id AS id, a.name AS name, COUNT { (a)<-[:DEAL_MATTER]-() } AS total, COLLECT { MATCH (a)<-[:DEAL_MATTER]-(d) WITH d" + sorted + "21 RETURN {id: d.id, title: d.title, dealKind: d.dealKind, announced: d.announced, announcedKey: d.announcedKey, parties: COLLECT { MATCH (d)-[:DEAL_ANY_PARTY]->(o) WITH o ORDER BY o.id LIMIT 11 RETURN {id: o.id, name: o.name, dealCount: o.dealCount} }} } AS deals",
			params: ofArea,
		},
		{
			name: "top 20 companies of an area",
			ask: find(func(at int) *store.Query {
				return &store.Query{Kinds: []string{"Company"}, Shapes: store.Shapes{"Company": columns("dealCount", "dealCountKey", "name")},
					List: store.List{Limit: 20, Order: []store.Order{{Column: "dealCountKey", Desc: true}}, Where: &store.Cond{Op: store.Some, Edge: activityActor, Reverse: true, Kinds: []string{"Activity"}, Conds: []*store.Cond{
						{Op: store.Some, Edge: activityArea, Kinds: []string{"TechnologyArea"}, Conds: []*store.Cond{{Op: store.Eq, Column: store.ColumnID, Value: w.area(at)}}}}}}}
			}),
			cypher: "MATCH (a:TechnologyArea {id: $id})<-[:ACTIVITY_AREA]-()-[:ACTIVITY_ACTOR]->(c:Company) WITH DISTINCT c ORDER BY c.dealCountKey DESC, c.id DESC LIMIT 21 RETURN c.id AS id, c.name AS name, c.dealCount AS dealCount, c.dealCountKey AS dealCountKey",
			params: ofArea,
		},
		{
			name:   "all deals sorted, page 1, total",
			ask:    find(func(int) *store.Query { return dealsQuery(pageOf(nil, true)) }),
			cypher: "RETURN COUNT { (:Deal) } AS total, COLLECT { MATCH (d:Deal) WHERE " + allSorted + " WITH d" + sorted + "21 RETURN " + dealMap + " } AS rows",
			params: none,
		},
		{
			name:   "all deals sorted, page 51, total",
			ask:    find(func(int) *store.Query { return dealsQuery(page51) }),
			cypher: "RETURN COUNT { (:Deal) } AS total, COLLECT { MATCH (d:Deal) WHERE " + behind + " WITH d" + sorted + "21 RETURN " + dealMap + " } AS rows",
			params: position(page51),
		},
		{
			name:   "hub's deals, page 1, total",
			ask:    get(hub, store.Shapes{"Company": {Columns: []string{"name"}, Follows: []*store.Follow{newestDeals(dealParty, store.List{Limit: 20, Total: true})}}}),
			cypher: "MATCH (c:Company {id: $id}) RETURN c.id AS id, c.name AS name, COUNT { (c)<-[:DEAL_ANY_PARTY]-() } AS total, COLLECT { MATCH (c)<-[:DEAL_ANY_PARTY]-(d) WITH d" + sorted + "21 RETURN " + dealMap + " } AS deals",
			params: func(int) map[string]any { return map[string]any{"id": companyID(0)} },
		},
		{
			name:   "hub's deals, 2,000 deep, total",
			ask:    get(hub, store.Shapes{"Company": {Columns: []string{"name"}, Follows: []*store.Follow{newestDeals(dealParty, hubDeep)}}}),
			cypher: "MATCH (c:Company {id: $id}) RETURN c.id AS id, c.name AS name, COUNT { (c)<-[:DEAL_ANY_PARTY]-() } AS total, COLLECT { MATCH (c)<-[:DEAL_ANY_PARTY]-(d) WHERE d.announcedKey <= $key AND (d.announcedKey < $key OR d.id < $last) WITH d" + sorted + "21 RETURN " + dealMap + " } AS deals",
			params: func(int) map[string]any {
				return map[string]any{"id": companyID(0), "key": hubDeep.After[0], "last": hubDeep.After[1]}
			},
		},
		{
			name: "deals per area",
			ask: find(func(int) *store.Query {
				return &store.Query{Kinds: []string{"TechnologyArea"}, List: store.List{Limit: 100, Order: []store.Order{{Column: "nameKey"}}},
					Shapes: store.Shapes{"TechnologyArea": {Columns: []string{"name", "nameKey"}, Follows: []*store.Follow{
						{Key: "deals", Edge: dealMatter, Reverse: true, Kinds: []string{"Deal"}, List: store.List{Total: true}}}}}}
			}),
			cypher: "MATCH (a:TechnologyArea) WHERE a.nameKey IS NOT NULL AND a.id IS NOT NULL WITH a ORDER BY a.nameKey, a.id LIMIT 101 RETURN a.id AS id, a.name AS name, a.nameKey AS nameKey, COUNT { (a)<-[:DEAL_MATTER]-() } AS total",
			params: none,
		},
		{
			name: "shortest path", differs: true,
			ask: func(ctx context.Context, s store.Store, at int) ([]string, error) {
				from, to := w.pair(at)
				found, err := s.Paths(ctx, &store.PathQuery{From: from, To: to, MaxHops: 4, Limit: 1,
					Shapes: store.Shapes{"Company": columns("name"), "Person": columns("name"), "Product": columns("name"), "PatentPortfolio": columns("label"), "Deal": columns("title"), "Position": columns("title")}})
				if err != nil || len(found.Paths) == 0 {
					return nil, err
				}
				return idsOf(nil, found.Paths[0].Nodes...), nil
			},
			cypher: pathByHand,
			params: func(at int) map[string]any {
				from, to := w.pair(at)
				return map[string]any{"from": from, "to": to}
			},
		},
		{
			name: "neighbourhood, 2 layers of 10",
			ask: func(ctx context.Context, s store.Store, at int) ([]string, error) {
				n, err := s.Neighbourhood(ctx, &store.NeighbourhoodQuery{Of: w.company(at), Depth: 2, PerNode: 10, Limit: 200, Shapes: store.Shapes{
					"Company": columns("name"), "Person": columns("name"), "Product": columns("name"), "PatentPortfolio": columns("label"), "TechnologyArea": columns("name"), "Deal": columns("title"), "Position": columns("title")}})
				if err != nil {
					return nil, err
				}
				var ids []string
				for _, neighbour := range n.Nodes {
					ids = append(ids, neighbour.Node.ID)
				}
				return ids, nil
			},
			cypher: neighbourhoodByHand,
			params: ofCompany,
		},
		{
			name:   "filter by trust, newest 20",
			ask:    find(func(int) *store.Query { return dealsQuery(trusted) }),
			cypher: "MATCH (d:Deal) WHERE d.credenceRank >= $rank AND " + allSorted + " WITH d" + sorted + "21 RETURN " + dealMap + " AS d",
			params: func(int) map[string]any { return map[string]any{"rank": int64(store.Corroborated.Rank())} },
		},
		{
			name:   "all deals sorted, page 1",
			ask:    find(func(int) *store.Query { return dealsQuery(pageOf(nil, false)) }),
			cypher: "MATCH (d:Deal) WHERE " + allSorted + " WITH d" + sorted + "21 RETURN " + dealMap + " AS d",
			params: none,
		},
		{
			name:   "all deals sorted, 5,000 deep",
			ask:    find(func(int) *store.Query { return dealsQuery(deep) }),
			cypher: "MATCH (d:Deal) WHERE " + behind + " WITH d" + sorted + "21 RETURN " + dealMap + " AS d",
			params: position(deep),
		},
	}
}

// pathByHand answers the first of the shortest paths by the ids of its things,
// with all parallel facts. It counts edges, and so differs where a direct edge,
// which is one where a fact has two, makes a path of as many hops shorter.
const pathByHand = `MATCH (a:Company {id: $from}), (b:Company {id: $to})
MATCH p = ALL SHORTEST (a) (()-[:DEAL_ANY_PARTY|DEAL_MATTER|DEAL_EXPLORES|POSITION_COMPANY|POSITION_PERSON|OWNERSHIP_OWNER|OWNERSHIP_OWNED|ACTIVITY_ACTOR|HOLDING_COMPANY|HOLDING_PORTFOLIO|PRESENCE_COMPANY|PRESENCE_PRODUCT|COMPANY_COMPETITOR|PRODUCT_MAKER|PATENT_PORTFOLIO_HOLDER|PATENT_PORTFOLIO_MEMBER]-(y WHERE NOT y:TechnologyArea)){1,8} (b)
WITH [n IN nodes(p) WHERE n:Entity | n.id] AS things, collect(p) AS same ORDER BY things LIMIT 1
RETURN [p IN same | {nodes: [n IN nodes(p) | {id: n.id, name: n.name, title: n.title, rank: n.credenceRank}], edges: [r IN relationships(p) | {type: type(r), rank: r.credenceRank}]}] AS paths`

// neighbourhoodByHand takes ten neighbours each, latest reported first, with
// the edges to them and the number of all.
const neighbourhoodByHand = `MATCH (a:Company {id: $id})
CALL (a) { MATCH (a)-[r]-(b:Entity|Fact) WHERE type(r) <> 'DEAL_ANY_PARTY' WITH b, collect({type: type(r), from: startNode(r).id}) AS edges ORDER BY b.firstReported DESC, b.id WITH collect({node: b, edges: edges}) AS neighbours RETURN size(neighbours) AS total, neighbours[..10] AS first }
CALL (first) { UNWIND first AS f WITH f.node AS a CALL (a) { MATCH (a)-[r]-(b:Entity|Fact) WHERE type(r) <> 'DEAL_ANY_PARTY' WITH b, collect({type: type(r), from: startNode(r).id}) AS edges ORDER BY b.firstReported DESC, b.id WITH collect({node: b, edges: edges}) AS neighbours RETURN size(neighbours) AS total, neighbours[..10] AS taken } RETURN collect({id: a.id, total: total, taken: [t IN taken | {id: t.node.id, name: t.node.name, title: t.node.title, edges: t.edges}]}) AS second }
RETURN a.id AS id, total, [f IN first | {id: f.node.id, name: f.node.name, title: f.node.title, edges: f.edges}] AS first, second`
