package model

import "github.com/dealgraph/dealgraph/store"

// The change log is of a kind that only the stores know, with these edges.
const (
	ChangeKind     = "Change"
	ChangeAbout    = "about"
	ChangeArticles = "articles"
	ChangeNodeID   = "nodeId"
)

// ChangeColumns are the columns that the view of a change reads.
var ChangeColumns = []string{"nature", ChangeNodeID, "properties", "recordedAt", "sequence", "sequenceKey"}

// ChangeOrder is the order of the log.
var ChangeOrder = []store.Order{{Column: "sequenceKey"}}

// ChangePage is a part of the change log.
type ChangePage struct {
	Changes []*ChangeEntry
	Next    *string
	More    bool
}

// ChangeEntry is one change of one node.
type ChangeEntry struct {
	Sequence        int
	At, Nature      string
	NodeID          string
	Properties      []string
	Node            Node
	Articles        []*Article
	OmittedArticles int
}

// NewChangePage returns a view over a page of the change log. Behind an empty
// page one goes on from where it began.
func NewChangePage(page *store.Page, q *store.Query, since *string) *ChangePage {
	view := &ChangePage{Changes: make([]*ChangeEntry, len(page.Rows)), Next: since, More: page.More}
	for i, row := range page.Rows {
		view.Changes[i] = newChange(NewObject(row.Node, q.Shapes[ChangeKind]))
	}
	if end := endOf(page, q); end != nil {
		view.Next = end
	}
	return view
}

// NewChangeEnd returns a page without changes whose next is the last row's
// place in the log.
func NewChangeEnd(page *store.Page, q *store.Query) *ChangePage {
	return &ChangePage{Changes: []*ChangeEntry{}, Next: endOf(page, q)}
}

func endOf(page *store.Page, q *store.Query) *string {
	return NewConnection(page, q).PageInfo().EndCursor
}

func newChange(o Object) *ChangeEntry {
	entry := &ChangeEntry{At: o.must("recordedAt"), Nature: o.must("nature"), NodeID: o.must(ChangeNodeID), Properties: o.list("properties")}
	if n := o.whole("sequence"); n != nil {
		entry.Sequence = *n
	}
	if about, ok := o.Link(ChangeAbout).First(); ok {
		entry.Node = mixed[Node](about)
	}
	articles := o.Link(ChangeArticles)
	entry.Articles = nodesOf[Article](articles)
	entry.OmittedArticles = max(articles.TotalCount()-len(entry.Articles), 0)
	return entry
}
