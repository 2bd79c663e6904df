package store

import "slices"

// Bounds of the days of a fact that holds at no time: the first one lies
// behind the last.
const (
	neverEarliest = "9999-12-31"
	neverLatest   = "0001-01-01"
)

// validity tells when a fact held: the days on which it may have, and those on
// which it certainly did. An empty bound of may is open or unknown; sure is
// empty if no day is certain.
type validity struct {
	may, sure Span
}

// factDay is the day of a fact in EDTF, empty if unknown. ended: it is the day
// on which the fact, or the whole it is a part of, ended.
type factDay struct {
	date  string
	ended bool
}

// span returns the days that the day may be.
func (d factDay) span() Span {
	span, _, err := ParseDate(d.date)
	if err != nil { // unknown
		return Span{}
	}
	return span
}

// holds tells when a fact of the kind held, by the values of its properties,
// its day, and the days of the sources that assert it, as YYYY-MM-DD.
//
// The days on which it may have held are those of its validity property. A fact
// that has a day too began on it and ended on its Ends property, where the
// validity property has no such bound. Certain are the days that certainly lie
// in that period and, of those that may, the day of the fact if it is exact; of
// a fact of a kind without a day, those of its sources. What lies between
// certain days is certain.
func (k *Kind) holds(values map[string][]string, day factDay, told []string) validity {
	var period Period
	var ended Span
	bounded := false
	for _, p := range k.Properties {
		bounded = bounded || p.Validity
		if len(values[p.Name]) == 0 {
			continue
		}
		switch text := values[p.Name][0]; {
		case slices.Contains(p.Void, text):
			return validity{may: Span{Earliest: neverEarliest, Latest: neverLatest}}
		case p.Validity:
			period, _ = ParsePeriod(text)
		case p.Ends:
			ended, _, _ = ParseDate(text)
		}
	}
	unknown, span := Span{}, day.span()
	fromDay := false
	if bounded && len(k.Day) > 0 {
		if period.End == unknown {
			period.End = ended
		}
		// The day of a fact is not its start if it is the day it ended, or
		// lies behind that.
		if behind := period.End.Latest != "" && span.Earliest > period.End.Latest; period.Start == unknown && !day.ended && !behind {
			period.Start, fromDay = span, true
		}
	}
	v := validity{may: period.Outer()}
	// That it began some day of a month makes the last of them certain only if
	// it is known to have gone on.
	if !fromDay || period.End != unknown {
		v.sure = period.Inner()
	}
	if len(k.Day) > 0 {
		told = nil
		if span.Earliest != "" && span.Earliest == span.Latest {
			told = []string{span.Earliest}
		}
	}
	for _, day := range told {
		if v.may.Contains(Span{Earliest: day, Latest: day}) {
			v.sure = v.sure.widened(day)
		}
	}
	return v
}

// widened returns the days from the first to the last of s and the day.
func (s Span) widened(day string) Span {
	if s == (Span{}) {
		return Span{Earliest: day, Latest: day}
	}
	return Span{Earliest: min(s.Earliest, day), Latest: max(s.Latest, day)}
}

// setColumns writes the columns of the validity.
func (v validity) setColumns(columns map[string]any) {
	setString(columns, ColumnValidEarliest, v.may.Earliest)
	setString(columns, ColumnValidLatest, v.may.Latest)
	setString(columns, ColumnSureEarliest, v.sure.Earliest)
	setString(columns, ColumnSureLatest, v.sure.Latest)
}

// told returns the days of the articles that assert the node itself.
func (p *projection) told(sources map[string]*source) []string {
	var days []string
	for _, c := range p.self() {
		if c.asserts() && sources[c.article].reported != "" {
			days = append(days, sources[c.article].reported)
		}
	}
	return days
}
