package ingest

import (
	"context"
	"regexp"

	"github.com/dealgraph/dealgraph/store"
)

// maxQuoted bounds the statements on one fact among which copied sentences are
// looked for.
const maxQuoted = 100

// statementShapes is what is read of the statements on the facts that an
// article tells again.
var statementShapes = &store.Follow{Key: "statements", Edge: store.EdgeRef{Kind: "Statement", Label: "node"}, Reverse: true, Kinds: []string{"Statement"},
	List: store.List{Limit: maxQuoted}, Shapes: store.Shapes{"Statement": {Columns: []string{"passageSha256"}, Follows: []*store.Follow{
		{Key: "article", Edge: store.EdgeRef{Kind: "Statement", Label: "article"}, Kinds: []string{"Article"}, List: store.List{Limit: 1}, Shapes: store.Shapes{}},
		{Key: "origin", Edge: store.EdgeRef{Kind: "Statement", Label: "origin"}, Kinds: []string{"Article"}, List: store.List{Limit: 1}, Shapes: store.Shapes{}},
	}}}}

// traceOrigins finds sentences that another article has word for word on the
// same facts, and gives the statements that rest on them its origin: papers
// that print one text are one origin, however many they are.
func (p *plan) traceOrigins(ctx context.Context) error {
	var ids []string
	shapes := store.Shapes{}
	for _, n := range p.d.drafts {
		if id := p.present[n.id]; id != "" && len(n.names) == 0 {
			ids = append(ids, id)
			shapes[n.kind] = &store.Shape{Follows: []*store.Follow{statementShapes}}
		}
	}
	nodes, err := p.store.Get(ctx, ids, shapes)
	if err != nil {
		return err
	}
	origins := map[string]string{} // by the hash of a sentence
	for _, node := range nodes {
		if node == nil {
			continue
		}
		for _, row := range node.Follows["statements"].Rows {
			hash, _ := row.Node.Columns["passageSha256"].(string)
			article, origin := only(row.Node, "article"), only(row.Node, "origin")
			if hash == "" || origin == "" || article == p.d.article.ID || origin == p.d.article.ID {
				continue
			}
			if known := origins[hash]; known == "" || origin < known {
				origins[hash] = origin
			}
		}
	}
	if len(origins) == 0 {
		return nil
	}
	for _, n := range p.d.drafts {
		for _, s := range n.statements {
			if origin := origins[s.Passage.SHA256]; origin != "" {
				s.Origin = origin
			}
		}
	}
	return nil
}

// only returns the id of the only node of a follow, "" if there is none.
func only(node *store.Node, key string) string {
	if rows := node.Follows[key].Rows; len(rows) > 0 {
		return rows[0].Node.ID
	}
	return ""
}

// remark is what a publisher's name has in brackets: "(syndicated)".
var remark = regexp.MustCompile(`\s*\([^)]*\)\s*$`)
