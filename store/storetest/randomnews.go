package storetest

import (
	"fmt"

	"github.com/dealgraph/dealgraph/store"
)

// hubs is how many nodes of each kind are in the news.
const hubs = 2

// News returns a batch as the next article of many makes it: it mostly repeats
// what is known of a few entities that every article names.
func (r *Random) News() *store.Batch {
	r.batch++
	a := r.article(fmt.Sprintf("article:n%d", r.batch))
	b := &store.Batch{Articles: []*store.Article{a}}
	for _, kind := range r.subjects() {
		if kind.Group != store.Entity {
			continue
		}
		for _, id := range r.ids[kind.Name][:hubs] {
			b.Statements = append(b.Statements, r.inNews(kind, id, a.ID)...)
		}
		if edge := r.kinds.Edge(store.EdgeRef{Kind: "Article", Label: "publisher"}); edge.Targets[0] == kind.Name && r.chance(3) {
			a.Publishers = []string{r.ids[kind.Name][0]}
		}
	}
	r.articles = append(r.articles, a)
	r.ids["Article"] = append(r.ids["Article"], a.ID)
	return b
}

// inNews makes statements on a node that is often in the news.
func (r *Random) inNews(kind *store.Kind, id, article string) []*store.Statement {
	if r.chance(4) {
		return nil
	}
	var all []*store.Statement
	add := func(property, value string) {
		s := &store.Statement{Subject: id, Property: property, Value: value, Article: article, Confidence: 0.5, Extractor: "random"}
		if r.chance(25) {
			s.Stance = pick(r, []store.Stance{store.Denies, store.Speculates, store.Corrects})
		}
		if r.chance(25) {
			s.Origin = pick(r, r.ids["Article"])
		}
		if r.chance(20) {
			s.SaidBy = r.ids["Company"][0]
		}
		all = append(all, s)
	}
	if !r.chance(8) {
		add(store.SelfProperty, "")
	}
	if r.chance(10) {
		add(store.RemarkProperty, "Well.")
	}
	for _, p := range kind.Properties {
		switch {
		case p.Composed || p.Record:
		case p.Name == "name":
			add(p.Name, pick(r, []string{"Nokia", "Nokia", "Nokia", "Nokia", "Xiaomi Inc."}))
		case r.chance(6):
			add(p.Name, r.text(p))
		}
	}
	return all
}
