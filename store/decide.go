package store

import (
	"context"
	"maps"
	"slices"
)

// The columns of reviews that the rules of writing read and change.
const (
	columnState        = "state"
	columnQuestion     = "question"
	columnStatements   = "statements"
	columnStatementIDs = "statementIds"
	columnWritten      = "written"
	columnJudgedBy     = "judgedBy"
	columnJudgedAt     = "judgedAt"
	columnReason       = "reason"
	columnLeft         = "left"
	columnRight        = "right"
)

// reviewing is what a batch does with reviews.
type reviewing struct {
	// of are the ids of the reviews of the articles that the batch is about, as
	// far as these were there before it, by article.
	of map[string][]string
	// accepted are the statements that verdicts write.
	accepted []*Statement
	// judgements are those that verdicts make, matches the new reviews of
	// matches by the id of the judgement on their pair.
	judgements []*Judgement
	matches    map[string][]string
	// unsettled are the statements whose standing may have changed, with their
	// articles.
	unsettled map[string]string
}

// decide raises the reviews of the batch and follows its verdicts: what these
// write and judge is done by the steps behind it.
func (r *writing) decide(ctx context.Context, b *Batch) error {
	verdicts, err := distinctVerdicts(b)
	if err != nil {
		return err
	}
	article, err := r.readReviews(ctx, b, verdicts)
	if err != nil {
		return err
	}
	for _, review := range b.Reviews {
		if err := r.raise(b, review); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(verdicts)) {
		if err := r.follow(ctx, b, verdicts[id], article[id]); err != nil {
			return err
		}
	}
	r.takeDirect(b)
	return nil
}

// distinctVerdicts returns the verdicts by review. It refuses two of one.
func distinctVerdicts(b *Batch) (map[string]*Verdict, error) {
	verdicts := map[string]*Verdict{}
	for _, v := range b.Verdicts {
		if known := verdicts[v.Review]; known != nil && *known != *v {
			return nil, Errorf(CodeInvalid, "%s: the batch has two verdicts on it", v.Review)
		}
		verdicts[v.Review] = v
	}
	return verdicts, nil
}

// readReviews reads what is there of the reviews of the batch, and of all others
// of the articles that it is about. It returns the article of each review that
// has a verdict.
func (r *writing) readReviews(ctx context.Context, b *Batch, verdicts map[string]*Verdict) (map[string]string, error) {
	article, articles := map[string]string{}, map[string]bool{}
	for _, review := range b.Reviews {
		article[review.ID()] = review.Article
	}
	var ids []string
	for id := range verdicts {
		if article[id] == "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	raisedBy, err := r.tx.EdgesFrom(ctx, []EdgeRef{reviewArticle}, ids)
	if err != nil {
		return nil, err
	}
	for _, e := range raisedBy {
		article[e.From] = e.To
	}
	for _, id := range ids {
		if article[id] == "" {
			return nil, Errorf(CodeInvalid, "there is no review %q", id)
		}
	}
	for _, id := range article {
		articles[id] = true
	}
	for _, s := range b.Statements {
		articles[s.Article] = true
	}
	for _, id := range b.Reinstatements {
		articles[id] = true
	}
	known := slices.Sorted(maps.Keys(articles))
	if err := r.read(ctx, known); err != nil {
		return nil, err
	}
	known = slices.DeleteFunc(known, func(id string) bool { return r.stored[id] == nil })
	raised, err := r.tx.EdgesTo(ctx, []EdgeRef{reviewArticle}, known)
	if err != nil {
		return nil, err
	}
	for _, e := range raised {
		r.reviews.of[e.To] = append(r.reviews.of[e.To], e.From)
	}
	ids = slices.Concat(slices.Collect(maps.Keys(article)), froms(raised))
	return article, r.read(ctx, ids)
}

// retractedBy reports whether the article is retracted once the batch is
// written.
func (r *writing) retractedBy(b *Batch, article string) bool {
	if slices.ContainsFunc(b.Retractions, func(x *Retraction) bool { return x.Article == article }) {
		return true
	}
	stored := r.stored[article]
	return stored != nil && stored.Columns[columnRetractedAt] != nil && !slices.Contains(b.Reinstatements, article)
}

// raise makes the record of a review that is not there yet.
func (r *writing) raise(b *Batch, review *Review) error {
	id := review.ID()
	switch {
	case r.sourceRecords[id] != nil: // twice in the batch
		return nil
	case r.stored[id] != nil:
		r.receipt.KnownReviews++
		return nil
	case r.retractedBy(b, review.Article):
		return &Error{Code: CodeInvalid, Message: review.Article + " is retracted: none of its reviews are taken", Hint: "reinstate the article first"}
	}
	left, right := min(review.Left, review.Right), max(review.Left, review.Right)
	values := map[string]string{columnQuestion: string(review.Question()), columnState: string(ReviewOpen), "subject": review.Subject,
		columnLeft: left, columnRight: right, "recordedAt": r.now}
	if review.Confidence > 0 {
		values["confidence"] = FormatNumber(review.Confidence)
	}
	lists := map[string][]string{"kinds": review.kinds(r.Kinds), "reasons": review.Reasons}
	if review.Question() == ReviewClaim {
		text, err := EncodeStatements(review.Statements)
		if err != nil {
			return err
		}
		values[columnStatements], lists[columnStatementIDs] = text, review.statementIDs()
	} else {
		pair := (&Judgement{Left: left, Right: right}).ID()
		r.reviews.matches[pair] = append(r.reviews.matches[pair], id)
		r.identify(id, reviewOf, left, right)
	}
	record := r.record("ReviewItem", id, values, lists)
	setPassage(record.Columns, review.Passage)
	r.sourceRecords[id] = record
	r.edges = append(r.edges, &EdgeRecord{Edge: reviewArticle, From: id, To: review.Article})
	r.reviews.of[review.Article] = append(r.reviews.of[review.Article], id)
	r.receipt.Reviews++
	return nil
}

// follow does what a verdict on a review of the article says.
func (r *writing) follow(ctx context.Context, b *Batch, v *Verdict, article string) error {
	record := r.source(v.Review)
	if record == nil {
		return Errorf(CodeInvalid, "there is no review %q", v.Review)
	}
	if record.text(columnQuestion) == string(ReviewMatch) {
		r.reviews.judgements = append(r.reviews.judgements, &Judgement{Left: record.text(columnLeft), Right: record.text(columnRight),
			Same: v.Accept, Withdrawn: v.Reopen, ByPerson: true, JudgedBy: v.JudgedBy, Reason: v.Reason})
		return nil
	}
	was := record.text(columnState)
	if !r.setVerdict(v.Review, v.state(), v.JudgedBy, v.Reason) {
		return nil
	}
	r.receipt.Verdicts++
	for _, id := range record.texts(columnStatementIDs) {
		r.reviews.unsettled[id] = article
	}
	if !v.Accept || was == string(ReviewAccepted) {
		return nil
	}
	if r.retractedBy(b, article) {
		return &Error{Code: CodeInvalid, Message: article + " is retracted: none of its claims can be accepted", Hint: "reinstate the article first"}
	}
	return r.accept(ctx, b, v.Review)
}

// setVerdict writes what was said of a review, and reports whether that is new.
func (r *writing) setVerdict(id string, state ReviewState, by, reason string) bool {
	at := r.now
	if state == ReviewOpen {
		by, reason, at = "", "", ""
	}
	old := r.source(id)
	if old.text(columnState) == string(state) && old.text(columnJudgedBy) == by && old.text(columnReason) == reason {
		return false
	}
	record := r.sourceRecord(id)
	for property, text := range map[string]string{columnState: string(state), columnJudgedBy: by, columnReason: reason, columnJudgedAt: at} {
		r.setText(record, property, text)
	}
	return true
}

// accept notes the statements of a claim to be written, as far as they are
// neither in the store nor in the batch.
func (r *writing) accept(ctx context.Context, b *Batch, id string) error {
	record := r.sourceRecord(id)
	statements, err := DecodeStatements(record.text(columnStatements))
	if err != nil {
		return err
	}
	if err := r.read(ctx, record.texts(columnStatementIDs)); err != nil {
		return err
	}
	direct := map[string]bool{}
	for _, s := range b.Statements {
		direct[s.ID()] = true
	}
	written := record.texts(columnWritten)
	for _, s := range statements {
		// The kind table may be another one since it was raised.
		if err := s.Check(r.Kinds); err != nil {
			return Errorf(CodeInvalid, "%s cannot be accepted: statement on %s %s: %v", id, s.Subject, s.Property, err)
		}
		if id := s.ID(); r.stored[id] == nil && !direct[id] {
			r.reviews.accepted = append(r.reviews.accepted, s)
			written = append(written, id)
		}
	}
	r.setWritten(id, written)
	return nil
}

// setWritten keeps which statements are in the store only because of the review.
func (r *writing) setWritten(id string, statements []string) {
	r.sourceRecord(id).Columns[columnWritten] = slices.Compact(slices.Sorted(slices.Values(statements)))
}

// takeDirect takes statements that so far only verdicts brought into the store
// for such as were written without, because the batch writes them.
func (r *writing) takeDirect(b *Batch) {
	for _, s := range b.Statements {
		for _, review := range r.reviews.of[s.Article] {
			id := s.ID()
			if written := r.source(review).texts(columnWritten); slices.Contains(written, id) {
				r.setWritten(review, slices.DeleteFunc(slices.Clone(written), func(other string) bool { return other == id }))
				r.reviews.unsettled[id] = s.Article
			}
		}
	}
}

// stands reports whether a statement of the article counts, as far as reviews
// say: see Review.
func (r *writing) stands(id, article string) bool {
	rejected, brought := false, false
	for _, review := range r.reviews.of[article] {
		record := r.source(review)
		if !slices.Contains(record.texts(columnStatementIDs), id) {
			continue
		}
		switch ReviewState(record.text(columnState)) {
		case ReviewAccepted:
			return true
		case ReviewRejected:
			rejected = true
		}
		brought = brought || slices.Contains(record.texts(columnWritten), id)
	}
	return !rejected && !brought
}

// settle withdraws the statements that no longer stand, and takes those back
// that do again. It comes behind the retractions.
func (r *writing) settle(ctx context.Context, _ *Batch) error {
	ids := slices.Sorted(maps.Keys(r.reviews.unsettled))
	if err := r.read(ctx, ids); err != nil {
		return err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool {
		record, article := r.source(id), r.reviews.unsettled[id]
		if record == nil {
			return true
		}
		live := r.source(article).Columns[columnRetractedAt] == nil && r.stands(id, article)
		return live == (record.Columns[columnRetractedAt] == nil)
	})
	about, err := r.tx.EdgesFrom(ctx, []EdgeRef{statementNode}, ids)
	if err != nil {
		return err
	}
	for _, e := range about {
		at := r.now
		if r.source(e.From).Columns[columnRetractedAt] != nil {
			at = ""
		}
		r.setText(r.sourceRecord(e.From), columnRetractedAt, at)
		r.touch(e.To, r.reviews.unsettled[e.From])
	}
	return nil
}

// text returns a column that holds a text, empty if it is missing; texts one
// that holds a list.
func (r *Record) text(column string) string {
	text, _ := r.Columns[column].(string)
	return text
}

func (r *Record) texts(column string) []string {
	list, _ := r.Columns[column].([]string)
	return list
}

// setPassage writes the columns of a passage.
func setPassage(columns map[string]any, p Passage) {
	setString(columns, "passage", p.Sentence)
	setString(columns, "passageSha256", p.SHA256)
	if p.Paragraph > 0 {
		columns["passageParagraph"] = int64(p.Paragraph)
	}
}

// newReviewing returns one in which nothing is noted.
func newReviewing() reviewing {
	return reviewing{of: map[string][]string{}, matches: map[string][]string{}, unsettled: map[string]string{}}
}
