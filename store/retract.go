package store

import (
	"context"
	"maps"
	"slices"
)

// refuseRetracted refuses a statement of an article that has been retracted.
// A batch that retracts the article itself may state again what is known, so
// that applying it twice is no fault.
func (r *writing) refuseRetracted(b *Batch, id string, s *Statement) error {
	article := r.stored[s.Article]
	if article == nil || article.Columns[columnRetractedAt] == nil {
		return nil
	}
	if r.stored[id] != nil && slices.ContainsFunc(b.Retractions, func(x *Retraction) bool { return x.Article == s.Article }) {
		return nil
	}
	return &Error{Code: CodeInvalid, Message: s.Article + " is retracted: none of its statements are taken", Hint: "reinstate the article first"}
}

// retract withdraws articles with their statements, and takes that back. What
// is so already is left as it is.
func (r *writing) retract(ctx context.Context, b *Batch) error {
	reasons := map[string]string{}
	for _, x := range b.Retractions {
		if known, again := reasons[x.Article]; again && known != x.Reason {
			return Errorf(CodeInvalid, "%s: the batch retracts it twice, for two reasons", x.Article)
		}
		reasons[x.Article] = x.Reason
	}
	for _, id := range b.Reinstatements {
		if _, both := reasons[id]; both {
			return Errorf(CodeInvalid, "%s: the batch both retracts and reinstates it", id)
		}
	}
	retracted := slices.Sorted(maps.Keys(reasons))
	reinstated := slices.Compact(slices.Sorted(slices.Values(b.Reinstatements)))
	if err := r.read(ctx, append(slices.Clone(retracted), reinstated...)); err != nil {
		return err
	}
	for _, id := range retracted {
		done, err := r.mark(id, r.now, reasons[id])
		if err != nil {
			return err
		}
		if done {
			r.receipt.Retracted++
			err = r.markStatements(ctx, id, r.now)
		}
		if err != nil {
			return err
		}
	}
	for _, id := range reinstated {
		done, err := r.mark(id, "", "")
		if err != nil {
			return err
		}
		if done {
			r.receipt.Reinstated++
			err = r.markStatements(ctx, id, "")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mark sets when and why an article was retracted, or removes that, and reports
// whether it was otherwise before.
func (r *writing) mark(id, at, reason string) (bool, error) {
	record := r.sourceRecord(id)
	if record == nil {
		return false, Errorf(CodeInvalid, "%s can be neither retracted nor reinstated: there is no such article", id)
	}
	if retracted := record.Columns[columnRetractedAt] != nil; retracted == (at != "") {
		return false, nil
	}
	r.setText(record, columnRetractedAt, at)
	r.setText(record, columnRetractionReason, reason)
	return true, nil
}

// markStatements sets when the statements of an article were retracted, or
// removes that from those that stand by themselves.
func (r *writing) markStatements(ctx context.Context, article, at string) error {
	edges, err := r.tx.EdgesTo(ctx, []EdgeRef{statementArticle}, []string{article})
	if err != nil {
		return err
	}
	ids := froms(edges)
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	about, err := r.tx.EdgesFrom(ctx, []EdgeRef{statementNode}, ids)
	if err != nil {
		return err
	}
	for _, fresh := range r.freshEdges {
		if slices.ContainsFunc(fresh, func(e *EdgeRecord) bool { return e.Edge == statementArticle && e.To == article }) {
			about = append(about, fresh...)
		}
	}
	for _, e := range about {
		if e.Edge != statementNode {
			continue
		}
		// One that was withdrawn by itself stays so, and since when.
		if was := r.source(e.From).Columns[columnRetractedAt] != nil; was == (at != "") || at == "" && !r.stands(e.From, article) {
			continue
		}
		r.setText(r.sourceRecord(e.From), columnRetractedAt, at)
		r.touch(e.To, article)
	}
	return nil
}

// isRetired reports whether the node has no live self statement. Those that
// are not projected have been read.
func (r *writing) isRetired(id string) bool {
	if r.retired[id] != nil || r.projections[id] != nil {
		return r.retired[id] != nil
	}
	return r.stored[id] != nil && r.stored[id].Retired
}

// dropRetired takes the edges to nodes that are retired, or not there, out of a
// projection.
func (r *writing) dropRetired(p *projection) {
	for _, targets := range p.edges {
		maps.DeleteFunc(targets, func(id string, _ []*claim) bool {
			return r.isRetired(id) || r.projections[id] == nil && r.stored[id] == nil
		})
	}
}

// composeRetired makes the record of a node that no live statement states: its
// last columns, with the trust of nothing. One that was never stored gets those
// of its withdrawn statements.
func (r *writing) composeRetired(p *projection) *Record {
	var record *Record
	if old := r.stored[p.id]; old != nil {
		record = r.rewritten(old)
	} else {
		record, _ = r.compose(p)
	}
	record.Retired = true
	for _, c := range TrustColumns {
		delete(record.Columns, c.Name)
	}
	delete(record.Columns, ColumnContestedOn)
	r.setTrust(record, trust{credence: Retracted})
	r.setFormerIDs(record)
	for _, property := range p.kind.Properties {
		if property.Counts != "" {
			property.set(record.Columns, r.count(p.id, property), r.Names)
		}
	}
	return record
}
