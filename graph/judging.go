package graph

import (
	"context"

	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
)

// maxName is the greatest number of bytes of the name of who decides.
const maxName = 200

// resolveJudge answers the root field judge.
func (r *Resolver) resolveJudge(ctx context.Context) (*model.JudgementPayload, error) {
	return r.judgement(ctx, func(arguments map[string]any) (*store.Judgement, error) {
		by, reason, err := decidedBy(arguments)
		return &store.Judgement{Same: flagOf(arguments, "same"), ByPerson: true, JudgedBy: by, Reason: reason}, err
	})
}

// resolveWithdrawJudgement answers the root field withdrawJudgement.
func (r *Resolver) resolveWithdrawJudgement(ctx context.Context) (*model.JudgementPayload, error) {
	return r.judgement(ctx, func(map[string]any) (*store.Judgement, error) {
		return &store.Judgement{Withdrawn: true, ByPerson: true}, nil
	})
}

func (r *Resolver) judgement(ctx context.Context, make func(map[string]any) (*store.Judgement, error)) (*model.JudgementPayload, error) {
	p, arguments := r.mutation(ctx)
	for _, side := range []string{"JudgementPayload.left", "JudgementPayload.right"} {
		if err := p.read("Node", side); err != nil {
			return nil, err
		}
	}
	if err := p.effect("JudgementPayload.effect"); err != nil {
		return nil, err
	}
	j, err := make(arguments)
	if err != nil {
		return nil, err
	}
	j.Left, j.Right = textOf(arguments, "left"), textOf(arguments, "right")
	b := &store.Batch{Judgements: []*store.Judgement{j}, DryRun: flagOf(arguments, "dryRun")}
	receipt, err := r.Store.Apply(ctx, b)
	if err != nil {
		return nil, err
	}
	payload := &model.JudgementPayload{DryRun: b.DryRun, Changed: receipt.Judgements > 0, Effect: model.NewWriteEffect(receipt, maxEffects)}
	nodes, err := r.fetch(ctx, p, append(changed(payload.Effect), j.Left, j.Right))
	if err != nil {
		return nil, err
	}
	payload.Left, payload.Right = nodes.node(j.Left), nodes.node(j.Right)
	nodes.show(payload.Effect)
	return payload, nil
}

// resolveReviewMutation answers the root field review of mutations.
func (r *Resolver) resolveReviewMutation(ctx context.Context) (*model.ReviewPayload, error) {
	p, arguments := r.mutation(ctx)
	read, err := p.reviews(p.root, []string{"ReviewPayload.review"})
	if err != nil {
		return nil, err
	}
	if err := p.effect("ReviewPayload.effect"); err != nil {
		return nil, err
	}
	v := &store.Verdict{Review: textOf(arguments, "id"), Accept: arguments["verdict"] == "ACCEPT", Reopen: arguments["verdict"] == "REOPEN"}
	if v.JudgedBy, v.Reason, err = decidedBy(arguments); err != nil {
		return nil, err
	}
	b := &store.Batch{Verdicts: []*store.Verdict{v}, DryRun: flagOf(arguments, "dryRun")}
	receipt, err := r.Store.Apply(ctx, b)
	if err != nil {
		return nil, err
	}
	payload := &model.ReviewPayload{DryRun: b.DryRun, Changed: receipt.Verdicts > 0, StatementsWritten: receipt.Statements, Effect: model.NewWriteEffect(receipt, maxEffects)}
	nodes, err := r.fetch(ctx, p, changed(payload.Effect))
	if err != nil {
		return nil, err
	}
	nodes.show(payload.Effect)
	if payload.Review, err = r.reviewOf(ctx, v.Review, read); err == nil && payload.Review == nil {
		err = store.Errorf(store.CodeInternal, "%s has a verdict and cannot be read", v.Review)
	}
	return payload, err
}

// decidedBy returns who decides and why.
func decidedBy(arguments map[string]any) (by, reason string, err error) {
	by = textOf(arguments, "by")
	if len(by) > maxName {
		return "", "", errorf(CodeBadInput, "by has %d bytes: at most %d go", len(by), maxName)
	}
	reason, err = reasonOf(arguments)
	return by, reason, err
}
