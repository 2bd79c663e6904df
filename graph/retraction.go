package graph

import (
	"context"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// maxReason is the greatest number of bytes of a reason that people give.
const maxReason = 2_000

// resolveRetractArticle answers the root field retractArticle.
func (r *Resolver) resolveRetractArticle(ctx context.Context) (*model.RetractionPayload, error) {
	return r.retraction(ctx, func(id string, arguments map[string]any) (*store.Batch, error) {
		reason, err := reasonOf(arguments)
		return &store.Batch{Retractions: []*store.Retraction{{Article: id, Reason: reason}}}, err
	})
}

// resolveReinstateArticle answers the root field reinstateArticle.
func (r *Resolver) resolveReinstateArticle(ctx context.Context) (*model.RetractionPayload, error) {
	return r.retraction(ctx, func(id string, _ map[string]any) (*store.Batch, error) {
		return &store.Batch{Reinstatements: []string{id}}, nil
	})
}

func (r *Resolver) retraction(ctx context.Context, batch func(string, map[string]any) (*store.Batch, error)) (*model.RetractionPayload, error) {
	p, arguments := r.mutation(ctx)
	if err := p.read("Article", "RetractionPayload.article"); err != nil {
		return nil, err
	}
	if err := p.effect("RetractionPayload.effect"); err != nil {
		return nil, err
	}
	id := textOf(arguments, "id")
	b, err := batch(id, arguments)
	if err != nil {
		return nil, err
	}
	b.DryRun = flagOf(arguments, "dryRun")
	receipt, err := r.Store.Apply(ctx, b)
	if err != nil {
		return nil, err
	}
	payload := &model.RetractionPayload{DryRun: b.DryRun, Changed: receipt.Retracted+receipt.Reinstated > 0, Effect: model.NewWriteEffect(receipt, maxEffects)}
	nodes, err := r.fetch(ctx, p, append(changed(payload.Effect), id))
	if err != nil {
		return nil, err
	}
	payload.Article = nodes.article(id)
	nodes.show(payload.Effect)
	return payload, nil
}

// reasonOf returns the argument reason.
func reasonOf(arguments map[string]any) (string, error) {
	reason := textOf(arguments, "reason")
	if len(reason) > maxReason {
		return "", errorf(CodeBadInput, "the reason has %d bytes: at most %d go", len(reason), maxReason)
	}
	return reason, nil
}
