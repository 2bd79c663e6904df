package store

import (
	"context"
	"maps"
	"slices"
)

// The columns of judgements and identities that the rules of writing read.
const (
	columnSame     = "same"
	columnByPerson = "byPerson"
	columnScore    = "score"
)

// judge writes the judgements of the batch and those that its verdicts make, and
// decides the reviews of their pairs.
func (r *writing) judge(ctx context.Context, b *Batch) error {
	made, err := distinctJudgements(append(slices.Clone(b.Judgements), r.reviews.judgements...))
	if err != nil || len(made)+len(r.reviews.matches) == 0 {
		return err
	}
	ids := append(slices.Collect(maps.Keys(made)), slices.Collect(maps.Keys(r.reviews.matches))...)
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	byVerdict := map[string]bool{}
	for _, j := range r.reviews.judgements {
		byVerdict[j.ID()] = true
	}
	var changed []string
	for _, id := range slices.Sorted(maps.Keys(made)) {
		if !r.writeJudgement(id, made[id]) {
			continue
		}
		changed = append(changed, id)
		r.judged[made[id].Left], r.judged[made[id].Right] = true, true
		r.receipt.Judgements++
		if byVerdict[id] {
			r.receipt.Verdicts++
		}
	}
	return r.decideMatches(ctx, made, changed)
}

// distinctJudgements returns the judgements by id. Of a person's and another's
// on one pair the person's counts; two of one sort that differ are refused.
func distinctJudgements(all []*Judgement) (map[string]*Judgement, error) {
	made := map[string]*Judgement{}
	for _, given := range all {
		j := *given
		j.Left, j.Right = given.pair()
		id := j.ID()
		known := made[id]
		if known != nil && known.ByPerson == j.ByPerson && *known != j {
			return nil, Errorf(CodeInvalid, "the batch judges %s and %s twice, and not alike", j.Left, j.Right)
		}
		if known == nil || j.ByPerson {
			made[id] = &j
		}
	}
	return made, nil
}

// writeJudgement makes or drops the record of a judgement, and reports whether
// that changes anything.
func (r *writing) writeJudgement(id string, j *Judgement) bool {
	old := r.stored[id]
	if old != nil && old.Columns[columnByPerson] == true && !j.ByPerson {
		return false
	}
	if j.Withdrawn {
		if old != nil {
			r.dropped = append(r.dropped, id)
		}
		return old != nil
	}
	values := map[string]string{columnLeft: j.Left, columnRight: j.Right, columnSame: formatBool(j.Same), columnByPerson: formatBool(j.ByPerson),
		columnJudgedBy: j.JudgedBy, columnReason: j.Reason, "recordedAt": r.now}
	if j.Score > 0 {
		values[columnScore] = FormatNumber(j.Score)
	}
	record := r.record("Judgement", id, values, nil)
	if old != nil {
		r.setText(record, "recordedAt", old.text("recordedAt"))
		if sameColumns(old.Columns, record.Columns) {
			return false
		}
		r.setText(record, "recordedAt", r.now)
	} else {
		r.identify(id, judgementOf, j.Left, j.Right)
	}
	r.sourceRecords[id] = record
	return true
}

// decideMatches decides the reviews of matches, new ones and those on the pairs
// whose judgements changed, by what a person judges of their pairs.
func (r *writing) decideMatches(ctx context.Context, made map[string]*Judgement, changed []string) error {
	reviews := maps.Clone(r.reviews.matches)
	var identities []string
	for _, id := range changed {
		identities = append(identities, IdentityID(made[id].Left))
	}
	stored, err := r.tx.EdgesTo(ctx, []EdgeRef{reviewOf}, identities)
	if err != nil {
		return err
	}
	ids := froms(stored)
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		record := r.source(id)
		pair := (&Judgement{Left: record.text(columnLeft), Right: record.text(columnRight)}).ID()
		if slices.Contains(changed, pair) {
			reviews[pair] = append(reviews[pair], id)
		}
	}
	for pair, ids := range reviews {
		state, by, reason := ReviewOpen, "", ""
		if j := r.source(pair); j != nil && !slices.Contains(r.dropped, pair) && j.Columns[columnByPerson] == true {
			state, by, reason = ReviewRejected, j.text(columnJudgedBy), j.text(columnReason)
			if j.Columns[columnSame] == true {
				state = ReviewAccepted
			}
		}
		for _, id := range ids {
			r.setVerdict(id, state, by, reason)
		}
	}
	return nil
}
