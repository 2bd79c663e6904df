package graph

import (
	"context"
	"strings"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/ingest"
	"github.com/dealgraph/dealgraph/ingest/reading"
)

// Ingester reads articles into the store. *ingest.Ingester is one.
type Ingester interface {
	// Ingest writes what the article states, all or nothing, and says what
	// became of it; with dryRun it only says.
	Ingest(ctx context.Context, a *reading.Article, dryRun bool) (*ingest.Outcome, error)
}

// maxTold is the greatest number of nodes, reviews or claims of one article that
// are told.
const maxTold = maxPageSize

// resolveIngestArticle answers the root field ingestArticle.
func (r *Resolver) resolveIngestArticle(ctx context.Context) (*model.IngestPayload, error) {
	p, arguments := r.mutation(ctx)
	if err := p.read("Article", "IngestPayload.article"); err != nil {
		return nil, err
	}
	for _, way := range [][]string{{"IngestPayload.created", "CreatedNode.node"}, {"IngestPayload.matched", "MatchedNode.node"}} {
		if err := p.read("Node", way...); err != nil {
			return nil, err
		}
	}
	if r.Ingesters == nil {
		return nil, errorf(CodeBadInput, "this server reads no articles")
	}
	ingester, err := r.Ingesters(textOf(arguments, "extractor"))
	if err != nil {
		return nil, err
	}
	article, err := readArticle(arguments["input"])
	if err != nil {
		return nil, err
	}
	outcome, err := ingester.Ingest(ctx, article, flagOf(arguments, "dryRun"))
	if err != nil {
		return nil, err
	}
	payload := ingestPayload(outcome)
	ids := []string{payload.ArticleID}
	for _, c := range payload.Created {
		ids = append(ids, c.ID)
	}
	for _, m := range payload.Matched {
		ids = append(ids, m.ID)
	}
	nodes, err := r.fetch(ctx, p, ids)
	if err != nil {
		return nil, err
	}
	payload.Article = nodes.article(payload.ArticleID)
	for _, c := range payload.Created {
		c.Node = nodes.node(c.ID)
	}
	for _, m := range payload.Matched {
		m.Node = nodes.node(m.ID)
	}
	return payload, nil
}

// readArticle reads an ArticleInput.
func readArticle(input any) (*reading.Article, error) {
	fields, _ := input.(map[string]any)
	return reading.Read("input", []byte(textOf(fields, "text")), reading.Options{
		Format: reading.Format(strings.ToLower(textOf(fields, "format"))),
		Given: reading.Given{
			Headline: textOf(fields, "headline"), Publisher: textOf(fields, "publisher"), Authors: asStrings(fields["authors"]),
			Published: textOf(fields, "published"), URL: textOf(fields, "url"), Genre: textOf(fields, "genre"),
		},
	})
}

// ingestPayload returns what the outcome says, as much of it as is told.
func ingestPayload(o *ingest.Outcome) *model.IngestPayload {
	p := &model.IngestPayload{ArticleID: o.Article, DryRun: o.DryRun, Known: o.Known, StatementsWritten: o.Statements, StatementsKnown: o.Repeated,
		CreatedCount: len(o.Created), MatchedCount: len(o.Matched), QueuedCount: len(o.Queued), RejectedCount: len(o.Rejected),
		Created: []*model.CreatedNode{}, Matched: []*model.MatchedNode{}, Queued: []*model.QueuedReview{}, Rejected: []*model.RejectedClaim{}}
	for _, c := range told(o.Created) {
		p.Created = append(p.Created, &model.CreatedNode{ID: c.ID, Kind: contract.KindValue(c.Kind), Name: c.Name})
	}
	for _, m := range told(o.Matched) {
		p.Matched = append(p.Matched, &model.MatchedNode{ID: m.ID, Mention: m.Mention, Score: m.Score, Reasons: append([]string{}, m.Reasons...)})
	}
	for _, q := range told(o.Queued) {
		queued := &model.QueuedReview{ID: q.ID, Subject: q.Subject, Confidence: q.Confidence, Reasons: append([]string{}, q.Reasons...)}
		if q.Sentence != "" {
			queued.Sentence = &q.Sentence
		}
		p.Queued = append(p.Queued, queued)
	}
	for _, x := range told(o.Rejected) {
		p.Rejected = append(p.Rejected, &model.RejectedClaim{Claim: x.Claim, Reason: x.Why})
	}
	return p
}

func told[T any](all []T) []T { return all[:min(len(all), maxTold)] }
