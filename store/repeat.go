package store

import (
	"context"
	"maps"
	"slices"
)

// What new statements about an entity mostly do is repeat what is known: that
// there is the company, and its name. Of a hub, such as a news agency, there
// are as many statements as articles, and to project it from all of them would
// make each article dearer than the one before. So where new statements change
// nothing but the trust in a node, its record is made of the one that is stored.

// repetition is a node of which new claims only repeat what is known, as it
// shall be.
type repetition struct {
	record *Record
	claims []*claim
}

// repeat makes the records of the entities of which the new statements only
// repeat what is known.
func (r *writing) repeat(ctx context.Context) error {
	if r.anew || r.Rereads {
		return nil
	}
	var ids, wanted []string
	for id, statements := range r.freshAbout {
		if r.reread[id] || !r.Kinds.KindOf(id).repeatable() {
			continue
		}
		ids, wanted = append(ids, id), append(wanted, id)
		for _, statement := range statements {
			wanted = append(wanted, r.end(statement, statementOrigin))
		}
	}
	slices.Sort(ids)
	slices.Sort(wanted)
	if err := r.read(ctx, slices.Compact(wanted)); err != nil {
		return err
	}
	repeats := map[string][]*claim{}
	var sayings []Saying
	for _, id := range ids {
		claims, said, ok := r.repeating(id)
		if ok {
			repeats[id] = claims
			sayings = append(sayings, said...)
		}
	}
	asserted, err := r.tx.Asserted(ctx, sayings)
	if err != nil {
		return err
	}
	for _, s := range sayings {
		if !asserted[s] {
			delete(repeats, s.Node)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(repeats)) {
		if err := r.loadSources(ctx, claimsByID(repeats[id])); err != nil {
			return err
		}
		if record := r.trusted(r.stored[id], repeats[id]); record != nil {
			r.repeated[id] = &repetition{record, repeats[id]}
		}
	}
	return nil
}

// end returns what an edge of a new statement leads to.
func (r *writing) end(statement string, edge EdgeRef) string {
	for _, e := range r.freshEdges[statement] {
		if e.Edge == edge {
			return e.To
		}
	}
	return ""
}

// repeatable reports whether a node of the kind is made of its own statements
// alone.
func (k *Kind) repeatable() bool {
	return k.Group == Entity && !slices.ContainsFunc(k.Edges, func(e *Edge) bool { return e.Whole || e.Derived })
}

// repeating returns the new claims about a node, if each asserts what its record
// has already and is of an article that is new, and the sayings that stored
// statements must assert for them to change nothing but the trust: that the
// value is asserted already, and is not only a rumour that an assertion
// displaces; and that where a claim comes from another article, this one claims
// it, so that its origin is known.
func (r *writing) repeating(id string) (claims []*claim, sayings []Saying, ok bool) {
	stored := r.stored[id]
	if stored == nil || stored.Retired {
		return nil, nil, false
	}
	kind := r.Kinds.Kind(stored.Kind)
	for _, statement := range r.freshAbout[id] {
		c := claimOf(r.source(statement))
		for _, e := range r.freshEdges[statement] {
			c.setEnd(e)
		}
		if c.stance != Asserts || c.retracted || r.stored[c.article] != nil || c.origin != c.article && r.stored[c.origin] == nil {
			return nil, nil, false
		}
		claims = append(claims, c)
		switch property := kind.Property(c.property); {
		case c.property == SelfProperty && c.origin != c.article:
			sayings = append(sayings, Saying{id, c.property, c.value, c.origin})
		case c.property == SelfProperty || c.property == RemarkProperty:
		case property == nil || !slices.Contains(property.texts(stored.Columns), c.value):
			return nil, nil, false
		case !property.List:
			sayings = append(sayings, Saying{id, c.property, c.value, ""})
		}
	}
	return claims, sayings, true
}

func claimsByID(claims []*claim) map[string]*claim {
	byID := map[string]*claim{}
	for _, c := range claims {
		byID[c.id] = c
	}
	return byID
}

// trusted returns the stored record with the trust that new claims add to it;
// nil where that takes all the claims. Those from another article add no origin,
// and who published that has had a say already.
func (r *writing) trusted(stored *Record, claims []*claim) *Record {
	kind := r.Kinds.Kind(stored.Kind)
	self := (&projection{claims: claims}).self()
	record := stored.clone()
	if len(self) == 0 {
		return record
	}
	var t trust
	t.credence = Credence(stored.text(ColumnCredence))
	for column, n := range map[string]*int{ColumnStatementCount: &t.statements, ColumnArticleCount: &t.articles, ColumnOriginCount: &t.origins} {
		known, ok := stored.Columns[column].(int64)
		if !ok {
			return nil
		}
		*n = int(known)
	}
	parties := map[string]bool{}
	if kind.Is("Party") {
		parties[stored.ID] = true
	}
	own := slices.DeleteFunc(slices.Clone(self), func(c *claim) bool { return c.origin != c.article })
	added, first := weigh(self, r.sources, parties), weigh(own, r.sources, parties)
	confirmed := first.credence == ConfirmedByParty ||
		slices.ContainsFunc(self, func(c *claim) bool { return parties[c.saidBy] || parties[c.saidFor] })
	switch {
	case t.credence == ConfirmedByParty:
	case t.credence != SingleOrigin && t.credence != Corroborated:
		return nil // a denial or a rumour, which the claims may turn
	case slices.ContainsFunc(kind.Edges, func(e *Edge) bool { return e.Party }):
		return nil // whose word confirms it depends on its edges
	case confirmed:
		t.credence = ConfirmedByParty
	case t.origins+first.origins > 1:
		t.credence = Corroborated
	}
	record.Columns[ColumnCredence] = string(t.credence)
	record.Columns[ColumnCredenceRank] = int64(t.credence.Rank())
	record.Columns[ColumnStatementCount] = int64(t.statements + added.statements)
	record.Columns[ColumnArticleCount] = int64(t.articles + added.articles)
	record.Columns[ColumnOriginCount] = int64(t.origins + first.origins)
	if day := stored.text(ColumnFirstReported); added.firstReported < day || day == "" {
		setReported(record.Columns, added.firstReported)
	}
	return record
}

// putRepeated writes the node and describes its new statements.
func (r *writing) putRepeated(x *repetition) {
	r.put(x.record, nil)
	r.claims[x.record.ID] = x.claims
	r.describeStatements(&projection{id: x.record.ID, contested: x.record.texts(ColumnContestedOn)})
}

// AssertedOf is [Tx.Asserted] for a backend that has all in memory: it reads
// every statement about the nodes.
func AssertedOf(ctx context.Context, tx Tx, sayings []Saying) (map[Saying]bool, error) {
	asserted := map[Saying]bool{}
	for _, s := range sayings {
		about, err := tx.EdgesTo(ctx, []EdgeRef{statementNode}, []string{s.Node})
		if err != nil {
			return nil, err
		}
		records, err := tx.Nodes(ctx, froms(about))
		if err != nil {
			return nil, err
		}
		in, err := tx.EdgesFrom(ctx, []EdgeRef{statementArticle}, froms(about))
		if err != nil {
			return nil, err
		}
		for _, e := range in {
			c := claimOf(records[e.From])
			asserted[s] = asserted[s] || !c.retracted && c.asserts() && c.property == s.Property && c.value == s.Value && (s.Article == "" || s.Article == e.To)
		}
	}
	return asserted, nil
}
