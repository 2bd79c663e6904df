package ingest

import (
	"context"

	"github.com/dealgraph/dealgraph/ingest/reading"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// record makes the article's record. Its id is of its headline and its text, so
// that the same text is the same article, wherever it comes from.
func (g *Ingester) record(a *reading.Article) *store.Article {
	title := a.Document.Headline
	if title == "" && len(a.Document.Paragraphs) > 0 {
		title = a.Document.Paragraphs[0]
	}
	r := &store.Article{
		ID:       "article:" + cutSlug(slugOf(title), 48) + "-" + a.ContentHash[:10],
		Genre:    a.Genre,
		Headline: a.Document.Headline, Authors: a.Document.Authors,
		Published: a.Document.Published, URL: a.Document.URL, ContentHash: a.ContentHash,
	}
	if !g.options.HashesOnly {
		r.Digest = a.Text
	}
	return r
}

// known reports whether the article is there with statements of this extractor.
// A retracted one is refused.
func (g *Ingester) known(ctx context.Context, id string) (bool, error) {
	by := &store.Follow{Key: "by", Edge: store.EdgeRef{Kind: "Statement", Label: "article"}, Reverse: true, Kinds: []string{"Statement"},
		List: store.List{Limit: 1, Where: &store.Cond{Op: store.Eq, Column: "extractor", Value: g.extractor.Name()}}, Shapes: store.Shapes{}}
	nodes, err := g.store.Get(ctx, []string{id}, store.Shapes{"Article": {Columns: []string{"retractedAt"}, Follows: []*store.Follow{by}}})
	if err != nil || nodes[0] == nil {
		return false, err
	}
	if nodes[0].Columns["retractedAt"] != nil {
		return false, &store.Error{Code: store.CodeInvalid, Message: id + " is retracted: it is not ingested again", Hint: "reinstate the article first"}
	}
	return len(nodes[0].Follows["by"].Rows) > 0, nil
}

// supersede has the batch retract what was read at the same address before: a
// changed text is a new version of the article.
func (p *plan) supersede(ctx context.Context, url string) error {
	if url == "" {
		return nil
	}
	// The key has an index; it is the same for urls that differ in case only.
	property := p.d.kinds.Kind("Article").Property("url")
	page, err := p.store.Find(ctx, &store.Query{Kinds: []string{"Article"}, List: store.List{Limit: 100, Where: &store.Cond{Op: store.Eq, Column: property.KeyColumn(), Value: store.TextKey(names.Folder{}, url)}},
		Shapes: store.Shapes{"Article": {Columns: []string{"contentHash", "retractedAt", "url"}}}})
	if err != nil {
		return err
	}
	for _, row := range page.Rows {
		hash, _ := row.Node.Columns["contentHash"].(string)
		if row.Node.Columns["url"] != url {
			continue
		}
		if row.Node.ID != p.d.article.ID && row.Node.Columns["retractedAt"] == nil && hash != "" && hash != p.d.article.ContentHash {
			p.batch.Retractions = append(p.batch.Retractions, &store.Retraction{Article: row.Node.ID, Reason: "superseded by " + p.d.article.ID})
		}
	}
	return nil
}
