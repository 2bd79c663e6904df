package storetest

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// MustKinds returns the kind table of the fixture: small, with the names and
// columns of the real one. It is made by hand, so that the suite depends on no
// schema. More kinds may be added; statements may be about them.
func MustKinds(more ...*store.Kind) *store.Kinds {
	list := append(kindList(), more...)
	anything := []string{}
	for _, k := range list {
		if k.Group == store.Entity || k.Group == store.Fact {
			anything = append(anything, k.Name)
		}
	}
	for _, k := range list {
		for _, e := range k.Edges {
			if slices.Contains([]string{"Statement.subject", "Statement.node", "Statement.object", "Change.about"}, k.Name+"."+e.Label) {
				e.Targets = anything
			}
		}
	}
	kinds, err := store.NewKinds(list)
	if err != nil {
		panic(err)
	}
	return kinds
}

var parties = []string{"Company", "Person"}

func kindList() []*store.Kind {
	return []*store.Kind{
		{
			Name: "Company", Plural: "companies", Prefix: "company", Group: store.Entity, Interfaces: []string{"Node", "Party"},
			Properties: []*store.Property{
				{Name: "name", Type: store.TextType, Searched: true, Ordered: true, Filtered: true},
				{Name: "aliases", Type: store.TextType, List: true, Searched: true, Filtered: true},
				{Name: "companyKind", Type: store.EnumType, Enum: []string{"BUSINESS", "UNIT", "NEWSPAPER"}, Filtered: true},
				{Name: "country", Type: store.TextType},
				{Name: "founded", Type: store.DateType, Ordered: true, Filtered: true},
				{Name: "dealCount", Type: store.IntType, Composed: true, Counts: "anyParty", Ordered: true, Filtered: true},
			},
			Edges: edges("Company", &store.Edge{Label: "competitor", Targets: []string{"Company"}}),
		},
		{
			Name: "Person", Plural: "people", Prefix: "person", Group: store.Entity, Interfaces: []string{"Node", "Party"},
			Properties: []*store.Property{
				{Name: "name", Type: store.TextType, Searched: true, Ordered: true, Filtered: true},
				{Name: "aliases", Type: store.TextType, List: true, Searched: true, Filtered: true},
				{Name: "dealCount", Type: store.IntType, Composed: true, Counts: "anyParty", Ordered: true, Filtered: true},
			},
		},
		{
			Name: "Product", Plural: "products", Prefix: "product", Group: store.Entity, Interfaces: []string{"Node"},
			Properties: []*store.Property{
				{Name: "name", Type: store.TextType, Searched: true, Ordered: true, Filtered: true},
				{Name: "aliases", Type: store.TextType, List: true, Searched: true, Filtered: true},
				{Name: "discontinued", Type: store.BoolType, Filtered: true},
				{Name: "models", Type: store.IntType, Ordered: true, Filtered: true},
				{Name: "size", Type: store.QuantityType, Ordered: true, Filtered: true},
				{Name: "introduced", Type: store.DateType},
			},
			Edges: edges("Product",
				&store.Edge{Label: "maker", Targets: []string{"Company"}},
				&store.Edge{Label: "technologyArea", Targets: []string{"TechnologyArea"}}),
		},
		{
			Name: "TechnologyArea", Plural: "technologyAreas", Prefix: "area", Group: store.Entity, Interfaces: []string{"Node"},
			Properties: []*store.Property{
				{Name: "name", Type: store.TextType, Searched: true, Ordered: true, Filtered: true},
				{Name: "scheme", Type: store.TextType, Filtered: true},
			},
			Edges: edges("TechnologyArea", &store.Edge{Label: "broader", Targets: []string{"TechnologyArea"}}),
		},
		{
			Name: "Deal", Plural: "deals", Prefix: "deal", Group: store.Fact, Interfaces: []string{"Node"}, Day: []string{"announced", "completed"},
			Properties: []*store.Property{
				{Name: "title", Type: store.TextType, Composed: true, Ordered: true, Filtered: true},
				{Name: store.DayProperty, Type: store.DateType, Composed: true, Ordered: true, Filtered: true},
				{Name: "dealKind", Type: store.EnumType, Enum: []string{"AGREEMENT", "LICENSE", "PATENT_SALE", "OTHER"}, Ordered: true, Filtered: true},
				{Name: "lifecycle", Type: store.EnumType, Enum: []string{"IN_TALKS", "ANNOUNCED", "SIGNED", "COMPLETED", "NEVER_HAPPENED"}, Progressive: true, Filtered: true, Void: []string{"IN_TALKS", "NEVER_HAPPENED"}},
				{Name: "announced", Type: store.DateType, Ordered: true, Filtered: true},
				{Name: "completed", Type: store.DateType},
				{Name: "ended", Type: store.DateType, Ends: true},
				{Name: "term", Type: store.DateType, Validity: true},
				{Name: "dealValue", Type: store.MoneyType, Ordered: true, Filtered: true},
				{Name: "undisclosed", Type: store.EnumType, Enum: []string{"VALUE", "PATENTS", "TERM"}, List: true, Filtered: true},
			},
			Edges: edges("Deal",
				&store.Edge{Label: "licensor", Targets: parties, Role: store.RoleFrom, Party: true},
				&store.Edge{Label: "licensee", Targets: parties, Role: store.RoleTo, Party: true},
				&store.Edge{Label: "seller", Targets: parties, Role: store.RoleFrom, Party: true},
				&store.Edge{Label: "buyer", Targets: parties, Role: store.RoleTo, Party: true},
				&store.Edge{Label: "party", Targets: parties, Role: store.RoleWith, Party: true},
				&store.Edge{Label: "matter", Targets: []string{"Company", "Product", "TechnologyArea"}},
				&store.Edge{Label: "partOf", Targets: []string{"Deal"}, Single: true, Whole: true},
				&store.Edge{Label: "anyParty", Targets: parties, Derived: true}),
		},
		{
			Name: "Position", Plural: "positions", Prefix: "position", Group: store.Fact, Interfaces: []string{"Node"},
			Properties: []*store.Property{
				{Name: "jobTitle", Type: store.TextType, Ordered: true},
				{Name: "positionKind", Type: store.EnumType, Enum: []string{"CEO", "CFO", "OTHER"}, Filtered: true},
				{Name: "period", Type: store.DateType, Ordered: true, Validity: true},
			},
			Edges: edges("Position",
				&store.Edge{Label: "person", Targets: []string{"Person"}, Single: true},
				&store.Edge{Label: "company", Targets: []string{"Company"}, Single: true, Party: true}),
		},
		{
			Name: "Ownership", Plural: "ownerships", Prefix: "ownership", Group: store.Fact, Interfaces: []string{"Node"},
			Properties: []*store.Property{
				{Name: "share", Type: store.QuantityType, Ordered: true, Filtered: true},
				{Name: "interest", Type: store.EnumType, Enum: []string{"MAJORITY", "MINORITY"}, Filtered: true},
				{Name: "period", Type: store.DateType, Ordered: true, Filtered: true, Validity: true},
			},
			Edges: edges("Ownership",
				&store.Edge{Label: "owner", Targets: parties, Single: true, Party: true},
				&store.Edge{Label: "owned", Targets: []string{"Company"}, Single: true, Party: true}),
		},
		{
			Name: "Article", Plural: "articles", Prefix: "article", Group: store.Source, Interfaces: []string{"Node"},
			Properties: []*store.Property{
				{Name: "genre", Type: store.EnumType, Enum: []string{"REPORT", "PRESS_RELEASE"}, Record: true, Filtered: true},
				{Name: "headline", Type: store.TextType, Record: true, Searched: true, Ordered: true},
				{Name: "authors", Type: store.TextType, List: true, Record: true},
				{Name: "published", Type: store.DateType, Record: true, Ordered: true, Filtered: true},
				{Name: "url", Type: store.TextType, Record: true},
				{Name: "digest", Type: store.TextType, Record: true},
				{Name: "contentHash", Type: store.TextType, Record: true},
				{Name: "recordedAt", Type: store.TextType, Record: true},
				{Name: "retractedAt", Type: store.TextType, Record: true},
				{Name: "retractionReason", Type: store.TextType, Record: true},
			},
			Edges: edges("Article",
				&store.Edge{Label: "publisher", Targets: []string{"Company"}},
				&store.Edge{Label: "derivedFrom", Targets: []string{"Article"}}),
		},
		{
			Name: "Statement", Plural: "statements", Prefix: "statement", Group: store.Source, Interfaces: []string{"Node"},
			Properties: []*store.Property{
				{Name: "subjectId", Type: store.TextType, Record: true, Filtered: true},
				{Name: "property", Type: store.TextType, Record: true, Filtered: true, Ordered: true},
				{Name: "value", Type: store.TextType, Record: true},
				{Name: "stance", Type: store.EnumType, Enum: []string{"ASSERTS", "DENIES", "SPECULATES", "CORRECTS"}, Record: true, Filtered: true},
				{Name: "saidAs", Type: store.TextType, Record: true},
				{Name: "passage", Type: store.PassageType, Record: true},
				{Name: "confidence", Type: store.FloatType, Record: true},
				{Name: "extractor", Type: store.TextType, Record: true},
				{Name: "recordedAt", Type: store.TextType, Record: true},
				{Name: "retractedAt", Type: store.TextType, Record: true},
				{Name: "contested", Type: store.BoolType, Record: true, Filtered: true},
			},
			Edges: edges("Statement",
				&store.Edge{Label: "subject", Single: true},
				&store.Edge{Label: "node", Single: true},
				&store.Edge{Label: "object", Single: true},
				&store.Edge{Label: "article", Targets: []string{"Article"}, Single: true},
				&store.Edge{Label: "origin", Targets: []string{"Article"}, Single: true},
				&store.Edge{Label: "saidBy", Targets: parties, Single: true},
				&store.Edge{Label: "saidFor", Targets: []string{"Company"}, Single: true}),
		},
		{
			Name: "Change", Plural: "changeLog", Prefix: "change", Group: store.Internal, Interfaces: []string{"Node"},
			Properties: []*store.Property{
				{Name: "sequence", Type: store.IntType, Record: true, Ordered: true},
				{Name: "recordedAt", Type: store.TextType, Record: true},
				{Name: "nature", Type: store.EnumType, Enum: []string{"CREATED", "UPDATED", "RETRACTED", "REINSTATED", "MERGED", "UNMERGED"}, Record: true},
				{Name: "properties", Type: store.TextType, List: true, Record: true},
				{Name: "nodeId", Type: store.TextType, Filtered: true, Record: true},
			},
			Edges: edges("Change",
				&store.Edge{Label: "about", Single: true},
				&store.Edge{Label: "articles", Targets: []string{"Article"}}),
		},
		{
			Name: "Judgement", Plural: "judgements", Prefix: "judgement", Group: store.Internal, Interfaces: []string{"Node"},
			Properties: []*store.Property{
				{Name: "left", Type: store.TextType, Filtered: true, Record: true},
				{Name: "right", Type: store.TextType, Filtered: true, Record: true},
				{Name: "same", Type: store.BoolType, Filtered: true, Record: true},
				{Name: "byPerson", Type: store.BoolType, Filtered: true, Record: true},
				{Name: "judgedBy", Type: store.TextType, Record: true},
				{Name: "score", Type: store.FloatType, Record: true},
				{Name: "reason", Type: store.TextType, Record: true},
				{Name: "recordedAt", Type: store.TextType, Record: true},
			},
			Edges: edges("Judgement", &store.Edge{Label: "of", Targets: []string{"Identity"}}),
		},
		{
			Name: "Identity", Plural: "identities", Prefix: "identity", Group: store.Internal, Interfaces: []string{"Node"},
			Properties: []*store.Property{
				{Name: "nodeId", Type: store.TextType, Filtered: true, Record: true},
				{Name: "presentId", Type: store.TextType, Filtered: true, Record: true},
				{Name: "formerIds", Type: store.TextType, List: true, Record: true},
			},
		},
		{
			Name: "ReviewItem", Plural: "reviewItems", Prefix: "review", Group: store.Internal, Interfaces: []string{"Node"},
			Properties: []*store.Property{
				{Name: "question", Type: store.EnumType, Enum: []string{"CLAIM", "MATCH"}, Filtered: true, Record: true},
				{Name: "state", Type: store.EnumType, Enum: []string{"OPEN", "ACCEPTED", "REJECTED"}, Filtered: true, Record: true},
				{Name: "subject", Type: store.TextType, Record: true},
				{Name: "kinds", Type: store.TextType, List: true, Filtered: true, Record: true},
				{Name: "confidence", Type: store.FloatType, Ordered: true, Filtered: true, Record: true},
				{Name: "reasons", Type: store.TextType, List: true, Record: true},
				{Name: "passage", Type: store.PassageType, Record: true},
				{Name: "statements", Type: store.TextType, Record: true},
				{Name: "statementIds", Type: store.TextType, List: true, Record: true},
				{Name: "written", Type: store.TextType, List: true, Record: true},
				{Name: "left", Type: store.TextType, Filtered: true, Record: true},
				{Name: "right", Type: store.TextType, Filtered: true, Record: true},
				{Name: "recordedAt", Type: store.TextType, Ordered: true, Record: true},
				{Name: "judgedBy", Type: store.TextType, Record: true},
				{Name: "reason", Type: store.TextType, Record: true},
				{Name: "judgedAt", Type: store.TextType, Record: true},
			},
			Edges: edges("ReviewItem",
				&store.Edge{Label: "article", Targets: []string{"Article"}, Single: true},
				&store.Edge{Label: "of", Targets: []string{"Identity"}}),
		},
	}
}

func edges(kind string, list ...*store.Edge) []*store.Edge {
	for _, e := range list {
		e.Kind = kind
	}
	return list
}
