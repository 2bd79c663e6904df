// Code generated from schema.graphqls by graph/contract/generate. DO NOT EDIT.

package model

// Activity is a view over a node of that kind: A company or product in a technology area.
type Activity struct{ Object }

// IsFact marks the kind as one of Fact.
func (Activity) IsFact() {}

// IsNode marks the kind as one of Node.
func (Activity) IsNode() {}

// ActivityStage returns: How far it has got.
func (o Activity) ActivityStage() *string { return o.text("activityStage") }

// Period returns: When; missing bounds are unknown.
func (o Activity) Period() *Date { return o.date("period") }

// ActivityActor is Who or what can be active in a technology area.
type ActivityActor interface {
	IsActivityActor()
}

// ActivityConnection is a view over a page of Activity.
type ActivityConnection struct{ Connection }

// Edges returns the page's edges.
func (c ActivityConnection) Edges() []*ActivityEdge { return edgesOf[ActivityEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c ActivityConnection) Nodes() []*Activity { return nodesOf[Activity](c.Connection) }

// ActivityEdge is a view over one row of such a page.
type ActivityEdge struct{ Edge }

// Node returns the row's node.
func (e ActivityEdge) Node() *Activity { return nodeOf[Activity](e.Edge) }

// Article is a view over a node of that kind: A source: an article, or a press release known only by mention.
type Article struct{ Object }

// IsNode marks the kind as one of Node.
func (Article) IsNode() {}

// Genre returns: What sort of source it is.
func (o Article) Genre() *string { return o.text("genre") }

// Headline returns: Its headline.
func (o Article) Headline() *string { return o.text("headline") }

// Authors returns: Who wrote it.
func (o Article) Authors() []string { return o.list("authors") }

// Published returns: When it was published, as far as it says so itself.
func (o Article) Published() *Date { return o.date("published") }

// Url returns: Where it stands.
func (o Article) Url() *string { return o.text("url") }

// Digest returns: What it says in our own words, or its text where a user ingested it.
func (o Article) Digest() *string { return o.text("digest") }

// ContentHash returns: SHA-256 of the original text.
func (o Article) ContentHash() *string { return o.text("contentHash") }

// RecordedAt returns: When it was recorded here.
func (o Article) RecordedAt() *string { return o.text("recordedAt") }

// RetractedAt returns: When it was withdrawn, if it was: its statements count no longer.
func (o Article) RetractedAt() *string { return o.text("retractedAt") }

// RetractionReason returns: Why it was withdrawn, for people.
func (o Article) RetractionReason() *string { return o.text("retractionReason") }

// ArticleConnection is a view over a page of Article.
type ArticleConnection struct{ Connection }

// Edges returns the page's edges.
func (c ArticleConnection) Edges() []*ArticleEdge { return edgesOf[ArticleEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c ArticleConnection) Nodes() []*Article { return nodesOf[Article](c.Connection) }

// ArticleEdge is a view over one row of such a page.
type ArticleEdge struct{ Edge }

// Node returns the row's node.
func (e ArticleEdge) Node() *Article { return nodeOf[Article](e.Edge) }

// Company is a view over a node of that kind: Any organisation, or a business that can be sold by itself.
type Company struct{ Object }

// IsActivityActor marks the kind as one of ActivityActor.
func (Company) IsActivityActor() {}

// IsDealMatter marks the kind as one of DealMatter.
func (Company) IsDealMatter() {}

// IsEntity marks the kind as one of Entity.
func (Company) IsEntity() {}

// IsNode marks the kind as one of Node.
func (Company) IsNode() {}

// IsParty marks the kind as one of Party.
func (Company) IsParty() {}

// Name returns: The name most sources use.
func (o Company) Name() string { return o.must("name") }

// Aliases returns: Other names sources use.
func (o Company) Aliases() []string { return o.list("aliases") }

// CompanyKind returns: What sort of organisation it is.
func (o Company) CompanyKind() *string { return o.text("companyKind") }

// Country returns: Country of its seat, ISO 3166-1 alpha-2.
func (o Company) Country() *string { return o.text("country") }

// Founded returns: When it was founded.
func (o Company) Founded() *Date { return o.date("founded") }

// Identifiers returns: Identifiers as scheme:value, such as lei:549300A0JPRWG1KI7U06.
func (o Company) Identifiers() []string { return o.list("identifiers") }

// DealCount returns: Deals it is a party to, each whole counted once.
func (o Company) DealCount() *int { return o.whole("dealCount") }

// CompanyConnection is a view over a page of Company.
type CompanyConnection struct{ Connection }

// Edges returns the page's edges.
func (c CompanyConnection) Edges() []*CompanyEdge { return edgesOf[CompanyEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c CompanyConnection) Nodes() []*Company { return nodesOf[Company](c.Connection) }

// CompanyEdge is a view over one row of such a page.
type CompanyEdge struct{ Edge }

// Node returns the row's node.
func (e CompanyEdge) Node() *Company { return nodeOf[Company](e.Edge) }

// Deal is a view over a node of that kind: An agreement, transaction or dispute. A deal may be a part of another.
type Deal struct{ Object }

// IsFact marks the kind as one of Fact.
func (Deal) IsFact() {}

// IsNode marks the kind as one of Node.
func (Deal) IsNode() {}

// Title returns: Kind, parties and date, composed by the server.
func (o Deal) Title() *string { return o.text("title") }

// DealKind returns: What sort of deal it is.
func (o Deal) DealKind() string { return o.must("dealKind") }

// Lifecycle returns: What has happened to it.
func (o Deal) Lifecycle() *string { return o.text("lifecycle") }

// Day returns: The day by which it stands in time: the first known one of announced, signed, completed and ended; of a part without any, that of its whole.
func (o Deal) Day() *Date { return o.date("day") }

// Announced returns: When it was made public.
func (o Deal) Announced() *Date { return o.date("announced") }

// Signed returns: When it was signed.
func (o Deal) Signed() *Date { return o.date("signed") }

// Completed returns: When it was closed.
func (o Deal) Completed() *Date { return o.date("completed") }

// Ended returns: When it ended: lapsed, was called off, was settled.
func (o Deal) Ended() *Date { return o.date("ended") }

// Term returns: The period it is in force.
func (o Deal) Term() *Date { return o.date("term") }

// DealValue returns: What it is worth; missing where no source says anything of it.
func (o Deal) DealValue() *Money { return o.money("dealValue") }

// Undisclosed returns: What a source expressly calls undisclosed.
func (o Deal) Undisclosed() []string { return o.list("undisclosed") }

// DealConnection is a view over a page of Deal.
type DealConnection struct{ Connection }

// Edges returns the page's edges.
func (c DealConnection) Edges() []*DealEdge { return edgesOf[DealEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c DealConnection) Nodes() []*Deal { return nodesOf[Deal](c.Connection) }

// DealEdge is a view over one row of such a page.
type DealEdge struct{ Edge }

// Node returns the row's node.
func (e DealEdge) Node() *Deal { return nodeOf[Deal](e.Edge) }

// DealMatter is What a deal can be about.
type DealMatter interface {
	IsDealMatter()
}

// DealMatterConnection is a view over a page of DealMatter.
type DealMatterConnection struct{ Connection }

// Edges returns the page's edges.
func (c DealMatterConnection) Edges() []*DealMatterEdge { return edgesOf[DealMatterEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c DealMatterConnection) Nodes() []DealMatter { return mixedNodesOf[DealMatter](c.Connection) }

// DealMatterEdge is a view over one row of such a page.
type DealMatterEdge struct{ Edge }

// Node returns the row's node.
func (e DealMatterEdge) Node() DealMatter { return mixedNodeOf[DealMatter](e.Edge) }

// DealPartyConnection is a view over a page of Party.
type DealPartyConnection struct{ Connection }

// Edges returns the page's edges.
func (c DealPartyConnection) Edges() []*DealPartyEdge { return edgesOf[DealPartyEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c DealPartyConnection) Nodes() []Party { return mixedNodesOf[Party](c.Connection) }

// DealPartyEdge is a view over one row of such a page.
type DealPartyEdge struct{ Edge }

// Node returns the row's node.
func (e DealPartyEdge) Node() Party { return mixedNodeOf[Party](e.Edge) }

// Entity is A thing that persists: a company, a person, a patent, a product, a technology area.
type Entity interface {
	IsEntity()
}

// Fact is A relation with a life of its own: a deal, a position, an ownership.
type Fact interface {
	IsFact()
}

// Holding is a view over a node of that kind: Patents of a company, counted by a source.
type Holding struct{ Object }

// IsFact marks the kind as one of Fact.
func (Holding) IsFact() {}

// IsNode marks the kind as one of Node.
func (Holding) IsNode() {}

// AppliedCount returns: Patents applied for.
func (o Holding) AppliedCount() *Quantity { return o.quantity("appliedCount") }

// GrantedCount returns: Patents granted.
func (o Holding) GrantedCount() *Quantity { return o.quantity("grantedCount") }

// OverseasCount returns: Granted patents outside the home country.
func (o Holding) OverseasCount() *Quantity { return o.quantity("overseasCount") }

// AsOf returns: The day of the count.
func (o Holding) AsOf() *Date { return o.date("asOf") }

// HoldingConnection is a view over a page of Holding.
type HoldingConnection struct{ Connection }

// Edges returns the page's edges.
func (c HoldingConnection) Edges() []*HoldingEdge { return edgesOf[HoldingEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c HoldingConnection) Nodes() []*Holding { return nodesOf[Holding](c.Connection) }

// HoldingEdge is a view over one row of such a page.
type HoldingEdge struct{ Edge }

// Node returns the row's node.
func (e HoldingEdge) Node() *Holding { return nodeOf[Holding](e.Edge) }

// Node is Anything with an id.
type Node interface {
	IsNode()
}

// Ownership is a view over a node of that kind: One company's ownership of another.
type Ownership struct{ Object }

// IsFact marks the kind as one of Fact.
func (Ownership) IsFact() {}

// IsNode marks the kind as one of Node.
func (Ownership) IsNode() {}

// Share returns: Share in per cent.
func (o Ownership) Share() *Quantity { return o.quantity("share") }

// Interest returns: What sort of interest it is.
func (o Ownership) Interest() *string { return o.text("interest") }

// Period returns: When it was held; missing bounds are unknown.
func (o Ownership) Period() *Date { return o.date("period") }

// OwnershipConnection is a view over a page of Ownership.
type OwnershipConnection struct{ Connection }

// Edges returns the page's edges.
func (c OwnershipConnection) Edges() []*OwnershipEdge { return edgesOf[OwnershipEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c OwnershipConnection) Nodes() []*Ownership { return nodesOf[Ownership](c.Connection) }

// OwnershipEdge is a view over one row of such a page.
type OwnershipEdge struct{ Edge }

// Node returns the row's node.
func (e OwnershipEdge) Node() *Ownership { return nodeOf[Ownership](e.Edge) }

// Party is Who can be a party to a deal, or say something: a company or a person.
type Party interface {
	IsParty()
}

// PartyConnection is a view over a page of Party.
type PartyConnection struct{ Connection }

// Edges returns the page's edges.
func (c PartyConnection) Edges() []*PartyEdge { return edgesOf[PartyEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c PartyConnection) Nodes() []Party { return mixedNodesOf[Party](c.Connection) }

// PartyEdge is a view over one row of such a page.
type PartyEdge struct{ Edge }

// Node returns the row's node.
func (e PartyEdge) Node() Party { return mixedNodeOf[Party](e.Edge) }

// Patent is a view over a node of that kind: One patent publication or application.
type Patent struct{ Object }

// IsDealMatter marks the kind as one of DealMatter.
func (Patent) IsDealMatter() {}

// IsEntity marks the kind as one of Entity.
func (Patent) IsEntity() {}

// IsNode marks the kind as one of Node.
func (Patent) IsNode() {}

// IsPatentAsset marks the kind as one of PatentAsset.
func (Patent) IsPatentAsset() {}

// Number returns: Publication or application number, with kind code where given.
func (o Patent) Number() *string { return o.text("number") }

// Office returns: Patent office, WIPO ST.3 code.
func (o Patent) Office() *string { return o.text("office") }

// Title returns: Title of the invention.
func (o Patent) Title() *string { return o.text("title") }

// FiledOn returns: Filing date.
func (o Patent) FiledOn() *Date { return o.date("filedOn") }

// GrantedOn returns: Date of grant.
func (o Patent) GrantedOn() *Date { return o.date("grantedOn") }

// Status returns: Legal status.
func (o Patent) Status() *string { return o.text("status") }

// Family returns: Patent family, as the source names it.
func (o Patent) Family() *string { return o.text("family") }

// PatentAsset is A patent, or a bag of patents that nobody enumerated.
type PatentAsset interface {
	IsPatentAsset()
}

// PatentAssetConnection is a view over a page of PatentAsset.
type PatentAssetConnection struct{ Connection }

// Edges returns the page's edges.
func (c PatentAssetConnection) Edges() []*PatentAssetEdge {
	return edgesOf[PatentAssetEdge](c.Connection)
}

// Nodes returns the page's nodes.
func (c PatentAssetConnection) Nodes() []PatentAsset { return mixedNodesOf[PatentAsset](c.Connection) }

// PatentAssetEdge is a view over one row of such a page.
type PatentAssetEdge struct{ Edge }

// Node returns the row's node.
func (e PatentAssetEdge) Node() PatentAsset { return mixedNodeOf[PatentAsset](e.Edge) }

// PatentConnection is a view over a page of Patent.
type PatentConnection struct{ Connection }

// Edges returns the page's edges.
func (c PatentConnection) Edges() []*PatentEdge { return edgesOf[PatentEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c PatentConnection) Nodes() []*Patent { return nodesOf[Patent](c.Connection) }

// PatentEdge is a view over one row of such a page.
type PatentEdge struct{ Edge }

// Node returns the row's node.
func (e PatentEdge) Node() *Patent { return nodeOf[Patent](e.Edge) }

// PatentPortfolio is a view over a node of that kind: A bag of patent rights as the press names it; its patents need never be enumerated.
type PatentPortfolio struct{ Object }

// IsDealMatter marks the kind as one of DealMatter.
func (PatentPortfolio) IsDealMatter() {}

// IsEntity marks the kind as one of Entity.
func (PatentPortfolio) IsEntity() {}

// IsNode marks the kind as one of Node.
func (PatentPortfolio) IsNode() {}

// IsPatentAsset marks the kind as one of PatentAsset.
func (PatentPortfolio) IsPatentAsset() {}

// Label returns: How sources call it.
func (o PatentPortfolio) Label() *string { return o.text("label") }

// Size returns: How many patents it holds.
func (o PatentPortfolio) Size() *Quantity { return o.quantity("size") }

// StandardEssential returns: Whether its patents are essential to a standard.
func (o PatentPortfolio) StandardEssential() *bool { return o.flag("standardEssential") }

// PatentPortfolioConnection is a view over a page of PatentPortfolio.
type PatentPortfolioConnection struct{ Connection }

// Edges returns the page's edges.
func (c PatentPortfolioConnection) Edges() []*PatentPortfolioEdge {
	return edgesOf[PatentPortfolioEdge](c.Connection)
}

// Nodes returns the page's nodes.
func (c PatentPortfolioConnection) Nodes() []*PatentPortfolio {
	return nodesOf[PatentPortfolio](c.Connection)
}

// PatentPortfolioEdge is a view over one row of such a page.
type PatentPortfolioEdge struct{ Edge }

// Node returns the row's node.
func (e PatentPortfolioEdge) Node() *PatentPortfolio { return nodeOf[PatentPortfolio](e.Edge) }

// Person is a view over a node of that kind: An executive, or any named person.
type Person struct{ Object }

// IsEntity marks the kind as one of Entity.
func (Person) IsEntity() {}

// IsNode marks the kind as one of Node.
func (Person) IsNode() {}

// IsParty marks the kind as one of Party.
func (Person) IsParty() {}

// Name returns: The name most sources use.
func (o Person) Name() string { return o.must("name") }

// Aliases returns: Other names sources use.
func (o Person) Aliases() []string { return o.list("aliases") }

// DealCount returns: Deals it is a party to, each whole counted once.
func (o Person) DealCount() *int { return o.whole("dealCount") }

// PersonConnection is a view over a page of Person.
type PersonConnection struct{ Connection }

// Edges returns the page's edges.
func (c PersonConnection) Edges() []*PersonEdge { return edgesOf[PersonEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c PersonConnection) Nodes() []*Person { return nodesOf[Person](c.Connection) }

// PersonEdge is a view over one row of such a page.
type PersonEdge struct{ Edge }

// Node returns the row's node.
func (e PersonEdge) Node() *Person { return nodeOf[Person](e.Edge) }

// Position is a view over a node of that kind: A person's position at a company.
type Position struct{ Object }

// IsFact marks the kind as one of Fact.
func (Position) IsFact() {}

// IsNode marks the kind as one of Node.
func (Position) IsNode() {}

// Title returns: The title as the source gives it.
func (o Position) Title() *string { return o.text("title") }

// PositionKind returns: What sort of position it is.
func (o Position) PositionKind() *string { return o.text("positionKind") }

// Period returns: When it was held; missing bounds are unknown.
func (o Position) Period() *Date { return o.date("period") }

// PositionConnection is a view over a page of Position.
type PositionConnection struct{ Connection }

// Edges returns the page's edges.
func (c PositionConnection) Edges() []*PositionEdge { return edgesOf[PositionEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c PositionConnection) Nodes() []*Position { return nodesOf[Position](c.Connection) }

// PositionEdge is a view over one row of such a page.
type PositionEdge struct{ Edge }

// Node returns the row's node.
func (e PositionEdge) Node() *Position { return nodeOf[Position](e.Edge) }

// Presence is a view over a node of that kind: A company, or one of its products, in markets, as a source told it.
type Presence struct{ Object }

// IsFact marks the kind as one of Fact.
func (Presence) IsFact() {}

// IsNode marks the kind as one of Node.
func (Presence) IsNode() {}

// Countries returns: Number of countries or regions.
func (o Presence) Countries() *Quantity { return o.quantity("countries") }

// Territory returns: The market, where named.
func (o Presence) Territory() *string { return o.text("territory") }

// PresenceStage returns: How it fares there.
func (o Presence) PresenceStage() *string { return o.text("presenceStage") }

// AsOf returns: The day it was told of.
func (o Presence) AsOf() *Date { return o.date("asOf") }

// PresenceConnection is a view over a page of Presence.
type PresenceConnection struct{ Connection }

// Edges returns the page's edges.
func (c PresenceConnection) Edges() []*PresenceEdge { return edgesOf[PresenceEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c PresenceConnection) Nodes() []*Presence { return nodesOf[Presence](c.Connection) }

// PresenceEdge is a view over one row of such a page.
type PresenceEdge struct{ Edge }

// Node returns the row's node.
func (e PresenceEdge) Node() *Presence { return nodeOf[Presence](e.Edge) }

// Product is a view over a node of that kind: A device, software, service or brand, or a category of these.
type Product struct{ Object }

// IsActivityActor marks the kind as one of ActivityActor.
func (Product) IsActivityActor() {}

// IsDealMatter marks the kind as one of DealMatter.
func (Product) IsDealMatter() {}

// IsEntity marks the kind as one of Entity.
func (Product) IsEntity() {}

// IsNode marks the kind as one of Node.
func (Product) IsNode() {}

// Name returns: The name most sources use.
func (o Product) Name() string { return o.must("name") }

// Aliases returns: Other names sources use.
func (o Product) Aliases() []string { return o.list("aliases") }

// ProductKind returns: What sort of product it is.
func (o Product) ProductKind() *string { return o.text("productKind") }

// Introduced returns: When it was introduced.
func (o Product) Introduced() *Date { return o.date("introduced") }

// ProductConnection is a view over a page of Product.
type ProductConnection struct{ Connection }

// Edges returns the page's edges.
func (c ProductConnection) Edges() []*ProductEdge { return edgesOf[ProductEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c ProductConnection) Nodes() []*Product { return nodesOf[Product](c.Connection) }

// ProductEdge is a view over one row of such a page.
type ProductEdge struct{ Edge }

// Node returns the row's node.
func (e ProductEdge) Node() *Product { return nodeOf[Product](e.Edge) }

// ReachedCompanyConnection is a view over a page of Company.
type ReachedCompanyConnection struct{ Connection }

// Edges returns the page's edges.
func (c ReachedCompanyConnection) Edges() []*ReachedCompanyEdge {
	return edgesOf[ReachedCompanyEdge](c.Connection)
}

// Nodes returns the page's nodes.
func (c ReachedCompanyConnection) Nodes() []*Company { return nodesOf[Company](c.Connection) }

// ReachedCompanyEdge is a view over one row of such a page.
type ReachedCompanyEdge struct{ Edge }

// Node returns the row's node.
func (e ReachedCompanyEdge) Node() *Company { return nodeOf[Company](e.Edge) }

// ReachedTechnologyAreaConnection is a view over a page of TechnologyArea.
type ReachedTechnologyAreaConnection struct{ Connection }

// Edges returns the page's edges.
func (c ReachedTechnologyAreaConnection) Edges() []*ReachedTechnologyAreaEdge {
	return edgesOf[ReachedTechnologyAreaEdge](c.Connection)
}

// Nodes returns the page's nodes.
func (c ReachedTechnologyAreaConnection) Nodes() []*TechnologyArea {
	return nodesOf[TechnologyArea](c.Connection)
}

// ReachedTechnologyAreaEdge is a view over one row of such a page.
type ReachedTechnologyAreaEdge struct{ Edge }

// Node returns the row's node.
func (e ReachedTechnologyAreaEdge) Node() *TechnologyArea { return nodeOf[TechnologyArea](e.Edge) }

// Statement is a view over a node of that kind: One claim in one article, about one node.
type Statement struct{ Object }

// IsNode marks the kind as one of Node.
func (Statement) IsNode() {}

// SubjectId returns: Id of the node as first written; it stays when that is merged into another.
func (o Statement) SubjectId() *string { return o.text("subjectId") }

// Property returns: What is claimed: self (that the node is so as a whole), remark, a property, or the label of an edge.
func (o Statement) Property() string { return o.must("property") }

// Value returns: The value in its text form; the id at the end of an edge, as first written; missing for self.
func (o Statement) Value() *string { return o.text("value") }

// Stance returns: How the source stands to the claim.
func (o Statement) Stance() string { return o.must("stance") }

// SaidAs returns: The source's own term.
func (o Statement) SaidAs() *string { return o.text("saidAs") }

// Passage returns: Where in the source it stands.
func (o Statement) Passage() *Passage { return o.passage("passage") }

// Confidence returns: How sure the extractor was, 0 to 1.
func (o Statement) Confidence() *float64 { return o.number("confidence") }

// Extractor returns: What found it: curated, or an extractor's name.
func (o Statement) Extractor() *string { return o.text("extractor") }

// RecordedAt returns: When it was recorded here.
func (o Statement) RecordedAt() *string { return o.text("recordedAt") }

// RetractedAt returns: When it was withdrawn, if it was.
func (o Statement) RetractedAt() *string { return o.text("retractedAt") }

// Contested returns: Whether sources disagree on this property of the node.
func (o Statement) Contested() *bool { return o.flag("contested") }

// StatementConnection is a view over a page of Statement.
type StatementConnection struct{ Connection }

// Edges returns the page's edges.
func (c StatementConnection) Edges() []*StatementEdge { return edgesOf[StatementEdge](c.Connection) }

// Nodes returns the page's nodes.
func (c StatementConnection) Nodes() []*Statement { return nodesOf[Statement](c.Connection) }

// StatementEdge is a view over one row of such a page.
type StatementEdge struct{ Edge }

// Node returns the row's node.
func (e StatementEdge) Node() *Statement { return nodeOf[Statement](e.Edge) }

// TechnologyArea is a view over a node of that kind: A field of technology: a concept with broader and narrower ones.
type TechnologyArea struct{ Object }

// IsDealMatter marks the kind as one of DealMatter.
func (TechnologyArea) IsDealMatter() {}

// IsEntity marks the kind as one of Entity.
func (TechnologyArea) IsEntity() {}

// IsNode marks the kind as one of Node.
func (TechnologyArea) IsNode() {}

// Name returns: The preferred name.
func (o TechnologyArea) Name() string { return o.must("name") }

// Aliases returns: Other names and abbreviations.
func (o TechnologyArea) Aliases() []string { return o.list("aliases") }

// Scheme returns: Classification the code is of, such as CPC.
func (o TechnologyArea) Scheme() *string { return o.text("scheme") }

// Code returns: Code in the scheme.
func (o TechnologyArea) Code() *string { return o.text("code") }

// TechnologyAreaConnection is a view over a page of TechnologyArea.
type TechnologyAreaConnection struct{ Connection }

// Edges returns the page's edges.
func (c TechnologyAreaConnection) Edges() []*TechnologyAreaEdge {
	return edgesOf[TechnologyAreaEdge](c.Connection)
}

// Nodes returns the page's nodes.
func (c TechnologyAreaConnection) Nodes() []*TechnologyArea {
	return nodesOf[TechnologyArea](c.Connection)
}

// TechnologyAreaEdge is a view over one row of such a page.
type TechnologyAreaEdge struct{ Edge }

// Node returns the row's node.
func (e TechnologyAreaEdge) Node() *TechnologyArea { return nodeOf[TechnologyArea](e.Edge) }

// Wrap returns the typed view of an object by the kind of its node, or nil for
// a kind the contract does not have.
func Wrap(o Object) any {
	switch o.node.Kind {
	case "Company":
		return &Company{o}
	case "Person":
		return &Person{o}
	case "Patent":
		return &Patent{o}
	case "PatentPortfolio":
		return &PatentPortfolio{o}
	case "Product":
		return &Product{o}
	case "TechnologyArea":
		return &TechnologyArea{o}
	case "Deal":
		return &Deal{o}
	case "Position":
		return &Position{o}
	case "Ownership":
		return &Ownership{o}
	case "Holding":
		return &Holding{o}
	case "Presence":
		return &Presence{o}
	case "Activity":
		return &Activity{o}
	case "Article":
		return &Article{o}
	case "Statement":
		return &Statement{o}
	}
	return nil
}
