package model

import "github.com/dealgraph/dealgraph/store"

// ValidityOn says whether a fact held during the span, as validOn and certain
// choose facts: CERTAIN during all of it, POSSIBLE during some of it, or NO.
func (o Object) ValidityOn(span store.Span) string {
	sureFrom, sureTo := o.must(store.ColumnSureEarliest), o.must(store.ColumnSureLatest)
	from, to := o.must(store.ColumnValidEarliest), o.must(store.ColumnValidLatest)
	switch {
	case sureFrom != "" && sureTo != "" && span.Earliest != "" && span.Latest != "" && sureFrom <= span.Earliest && span.Latest <= sureTo:
		return "CERTAIN"
	case from != "" && span.Latest != "" && from > span.Latest, to != "" && span.Earliest != "" && to < span.Earliest,
		from != "" && to != "" && to < from: // it never held
		return "NO"
	}
	return "POSSIBLE"
}
