package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
)

// plan is what one article would write, and what to tell of it.
type plan struct {
	*resolver
	batch   *store.Batch
	outcome *Outcome
	matched map[string]Match // by the draft's id
	matches []*store.Review  // which two ids may be of one thing
	// asksOfDeals: no deal is judged to be another, a person is asked.
	asksOfDeals bool
}

// planOf resolves the drafts and makes the batch of them. It reads the store
// and writes nothing. The drafts are used up. With asksOfDeals it judges no
// deal to be another.
func planOf(ctx context.Context, s store.Store, d *drafting, asksOfDeals bool) (*plan, error) {
	p := &plan{resolver: &resolver{store: s, d: d, present: map[string]string{}}, matched: map[string]Match{},
		batch:   &store.Batch{Articles: []*store.Article{d.article}},
		outcome: &Outcome{Article: d.article.ID}, asksOfDeals: asksOfDeals}
	if err := p.placeThings(ctx); err != nil {
		return nil, err
	}
	if err := p.placeFacts(ctx); err != nil {
		return nil, err
	}
	if err := p.placeDeals(ctx); err != nil {
		return nil, err
	}
	if err := p.placePatents(ctx); err != nil {
		return nil, err
	}
	if err := p.traceOrigins(ctx); err != nil {
		return nil, err
	}
	p.sort()
	return p, nil
}

// placeThings finds the node of each thing: things with more names to go by
// first are no surer, so they come as the article has them.
func (p *plan) placeThings(ctx context.Context) error {
	for _, n := range slices.Clone(p.d.drafts) {
		if len(n.names) == 0 {
			continue
		}
		all, err := p.candidates(ctx, n)
		if err != nil {
			return err
		}
		taken := slices.ContainsFunc(all, func(c candidate) bool { return c.id == n.id })
		var best candidate
		if len(all) > 0 {
			best = all[0]
		}
		if taken && (best.id != n.id || best.score < sameFrom) {
			// A node of this id is there, and this is not surely it.
			p.d.rename(n, n.ownID(p.d.article.ID))
		}
		p.match(n, best)
	}
	return nil
}

// match notes what the best candidate for a draft means: the same node, one
// that a person is asked about, or none.
func (p *plan) match(n *draft, c candidate) {
	if p.asksOfDeals && n.kind == "Deal" && c.id != n.id && c.score >= sameFrom {
		c.score = sameFrom - 0.01
		c.reasons = append(c.reasons, "but then a deal of the article would contradict the graph")
	}
	switch {
	case c.id == "" || c.score < doubtFrom:
	case c.score >= sameFrom:
		p.present[n.id] = c.id
		p.matched[n.id] = Match{ID: c.id, Mention: n.label, Score: c.score, Reasons: c.reasons}
		if c.id != n.id {
			p.batch.Judgements = append(p.batch.Judgements, &store.Judgement{Left: n.id, Right: c.id, Same: true,
				JudgedBy: resolverName, Score: c.score, Reason: strings.Join(c.reasons, "; ")})
		}
	default:
		p.matches = append(p.matches, &store.Review{Subject: fmt.Sprintf("Is %s (%s) the same as %s?", n.label, n.id, c.id), Article: p.d.article.ID,
			Left: n.id, Right: c.id, Passage: n.passage, Confidence: c.score, Reasons: c.reasons})
	}
}

// resolverName is who made the judgements of this package.
const resolverName = "resolver"

// placeFacts finds which facts are there under these ids, and which join two
// merged things under others.
func (p *plan) placeFacts(ctx context.Context) error {
	var ids []string
	shapes := store.Shapes{}
	for _, n := range p.d.drafts {
		if len(n.names) == 0 {
			ids = append(ids, n.id)
			shapes[n.kind] = &store.Shape{}
		}
	}
	nodes, err := p.store.Get(ctx, ids, shapes)
	if err != nil {
		return err
	}
	for i, node := range nodes {
		if node != nil {
			p.match(p.d.byID[ids[i]], candidate{id: node.ID, score: 1, reasons: []string{"the same parties, kind and day make its id"}})
		}
	}
	for kind := range pairs {
		same, err := p.samePairs(ctx, kind)
		if err != nil {
			return err
		}
		for _, n := range p.d.drafts {
			if c, ok := same[n.id]; ok && p.present[n.id] == "" {
				p.match(n, c)
			}
		}
	}
	return nil
}

// placeDeals finds the deals that another article told of. The parts of a deal
// that is there already are looked for like any; the grants of a cross-licence
// and its bag of patents follow it.
func (p *plan) placeDeals(ctx context.Context) error {
	for _, n := range p.d.drafts {
		if n.kind != "Deal" || p.present[n.id] != "" {
			continue
		}
		all, err := p.dealCandidates(ctx, n)
		if err != nil {
			return err
		}
		if len(all) == 0 || n.root != nil && all[0].score < sameFrom {
			continue
		}
		if len(all) > 1 && all[0].score-all[1].score < 0.1 {
			all[0].score = min(all[0].score, sameFrom-0.01)
			all[0].reasons = append(all[0].reasons, all[1].id+" is as likely")
		}
		p.match(n, all[0])
	}
	return nil
}

// placePatents finds the bags of patents of deals that are there: where such a
// deal is about one bag, it is that one.
func (p *plan) placePatents(ctx context.Context) error {
	var bags []*draft
	var deals []string
	for _, n := range p.d.drafts {
		if n.kind == "PatentPortfolio" && n.root != nil && p.present[n.id] == "" && p.present[n.root.id] != "" {
			bags = append(bags, n)
			deals = append(deals, p.present[n.root.id])
		}
	}
	if len(bags) == 0 {
		return nil
	}
	nodes, err := p.store.Get(ctx, deals, store.Shapes{"Deal": {Follows: []*store.Follow{{Key: "bags", Edge: store.EdgeRef{Kind: "Deal", Label: "matter"},
		Kinds: []string{"PatentPortfolio"}, List: store.List{Limit: 2}, Shapes: store.Shapes{}}}}})
	if err != nil {
		return err
	}
	for i, node := range nodes {
		if node == nil || len(node.Follows["bags"].Rows) != 1 {
			continue
		}
		p.match(bags[i], candidate{id: node.Follows["bags"].Rows[0].Node.ID, score: p.matched[bags[i].root.id].Score, reasons: []string{"the patents of the same deal"}})
	}
	return nil
}

// judgesDeals reports whether the batch judges a deal to be another.
func (p *plan) judgesDeals() bool {
	return slices.ContainsFunc(p.batch.Judgements, func(j *store.Judgement) bool { return p.d.byID[j.Left].kind == "Deal" })
}

// sort parts what is written from what waits: statements that are sure enough
// go into the batch, the others become reviews.
func (p *plan) sort() {
	written := map[string]bool{}
	for _, n := range p.d.drafts {
		if n.confidence >= extract.Accepted {
			written[n.id] = true
			p.batch.Statements = append(p.batch.Statements, n.statements...)
			if m, ok := p.matched[n.id]; ok {
				p.outcome.Matched = append(p.outcome.Matched, m)
			} else {
				p.outcome.Created = append(p.outcome.Created, Created{ID: n.id, Kind: n.kind, Name: n.label})
			}
		}
	}
	waiting := map[string]bool{}
	for _, n := range p.d.drafts {
		if written[n.id] || n.root != nil || n.helper || len(n.names) > 0 || n.confidence < extract.Queued {
			continue
		}
		p.batch.Reviews = append(p.batch.Reviews, p.review(n, written, waiting))
	}
	for _, n := range p.d.drafts {
		switch {
		case written[n.id] || waiting[n.id] || n.helper || n.root != nil:
		case len(n.names) > 0 && n.confidence >= extract.Queued:
			p.d.reject(n.label, fmt.Sprintf("not sure enough by itself (%.2f), and no fact needs it", n.confidence))
		default:
			p.d.reject(n.label, fmt.Sprintf("not sure enough (%.2f)", n.confidence))
		}
	}
	used := func(id string) bool { return written[id] || waiting[id] }
	p.batch.Judgements = slices.DeleteFunc(p.batch.Judgements, func(j *store.Judgement) bool { return !used(j.Left) })
	for _, m := range p.matches {
		if used(m.Left) {
			p.batch.Reviews = append(p.batch.Reviews, m)
		}
	}
	for _, r := range p.batch.Reviews {
		p.outcome.Queued = append(p.outcome.Queued, Queued{ID: r.ID(), Subject: r.Subject, Sentence: r.Passage.Sentence, Confidence: r.Confidence, Reasons: r.Reasons})
	}
	p.outcome.Rejected = p.d.rejected
	slices.SortFunc(p.outcome.Created, func(a, b Created) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(p.outcome.Matched, func(a, b Match) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(p.outcome.Queued, func(a, b Queued) int { return cmp.Compare(b.Confidence, a.Confidence) })
}

// review makes the question whether a fact is so. What it rests on and is not
// written yet goes with it, and so do the drafts that stand or fall with it.
func (p *plan) review(n *draft, written, waiting map[string]bool) *store.Review {
	r := &store.Review{Subject: n.label, Article: p.d.article.ID, Passage: n.passage, Confidence: n.confidence, Reasons: n.reasons}
	seen := map[string]bool{}
	var take func(n *draft)
	take = func(n *draft) {
		if n == nil || seen[n.id] || written[n.id] {
			return
		}
		seen[n.id], waiting[n.id] = true, true
		r.Statements = append(r.Statements, n.statements...)
		for _, other := range p.d.drafts {
			if n.needs[other.id] || other.root == n {
				take(other)
			}
		}
	}
	take(n)
	return r
}
