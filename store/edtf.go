package store

import (
	"fmt"
	"strings"
	"time"
)

// Dates are strings of EDTF (Extended Date/Time Format, ISO 8601-2), of which
// Dealgraph takes what news states: a year, month or day, each with "?", "~"
// or "%" behind it, and intervals of these with open ("..") or unknown (empty)
// bounds. A partial date stays partial; for comparison it spans the days from
// its earliest to its latest.

// Span is the days a date or interval may cover, as YYYY-MM-DD; an empty bound
// is open or unknown.
type Span struct {
	Earliest, Latest string
}

// Precision says how exact an EDTF date is.
type Precision string

// The precisions, in the schema's spelling.
const (
	PrecisionDay      Precision = "DAY"
	PrecisionMonth    Precision = "MONTH"
	PrecisionYear     Precision = "YEAR"
	PrecisionInterval Precision = "INTERVAL"
)

// ParseDate reads an EDTF date or interval. The error says what is wrong in
// terms of the text.
func ParseDate(edtf string) (Span, Precision, error) {
	if !strings.Contains(edtf, "/") {
		return parseSingle(edtf)
	}
	p, err := ParsePeriod(edtf)
	if err != nil {
		return Span{}, "", err
	}
	return p.Outer(), PrecisionInterval, nil
}

// Period is an interval with the days on which it may have begun and those on
// which it may have ended. A bound that is open or unknown is an empty span.
type Period struct {
	Start, End Span
}

// ParsePeriod reads an EDTF interval. A date by itself is the interval of which
// it is both bounds.
func ParsePeriod(edtf string) (Period, error) {
	from, to, interval := strings.Cut(edtf, "/")
	if !interval {
		span, _, err := parseSingle(edtf)
		return Period{Start: span, End: span}, err
	}
	start, err := parseBound(from)
	if err != nil {
		return Period{}, err
	}
	end, err := parseBound(to)
	if err != nil {
		return Period{}, err
	}
	if start.Earliest == "" && end.Latest == "" {
		return Period{}, fmt.Errorf("%q is no EDTF interval: one bound must be a date", edtf)
	}
	if start.Earliest != "" && end.Latest != "" && start.Earliest > end.Latest {
		return Period{}, fmt.Errorf("%q is no EDTF interval: it ends before it starts", edtf)
	}
	return Period{Start: start, End: end}, nil
}

// Outer returns the days that may lie in the period.
func (p Period) Outer() Span { return Span{Earliest: p.Start.Earliest, Latest: p.End.Latest} }

// Inner returns the days that certainly lie in it: from the last day on which
// it can have begun to the first on which it can have ended, or that one of the
// two which is known; empty if there is none.
func (p Period) Inner() Span {
	begun, ended := p.Start.Latest, p.End.Earliest
	if begun == "" {
		begun = ended
	}
	if ended == "" {
		ended = begun
	}
	if begun > ended {
		return Span{}
	}
	return Span{Earliest: begun, Latest: ended}
}

func parseBound(s string) (Span, error) {
	if s == "" || s == ".." {
		return Span{}, nil
	}
	span, _, err := parseSingle(s)
	return span, err
}

func parseSingle(s string) (Span, Precision, error) {
	bare := s
	if n := len(s); n > 0 && strings.ContainsRune("?~%", rune(s[n-1])) {
		bare = s[:n-1]
	}
	switch len(bare) {
	case len("2006"):
		if t, err := time.Parse("2006", bare); err == nil {
			return Span{day(t), day(t.AddDate(1, 0, -1))}, PrecisionYear, nil
		}
	case len("2006-01"):
		if t, err := time.Parse("2006-01", bare); err == nil {
			return Span{day(t), day(t.AddDate(0, 1, -1))}, PrecisionMonth, nil
		}
	case len("2006-01-02"):
		if t, err := time.Parse(time.DateOnly, bare); err == nil {
			return Span{day(t), day(t)}, PrecisionDay, nil
		}
	}
	return Span{}, "", fmt.Errorf("%q is no EDTF date: want YYYY, YYYY-MM or YYYY-MM-DD, with ?, ~ or %% behind it, or an interval such as 2014/.. or 2016/2017-05", s)
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

// Contains reports whether every day of other may be a day of s.
func (s Span) Contains(other Span) bool {
	startsBefore := s.Earliest == "" || other.Earliest != "" && s.Earliest <= other.Earliest
	endsAfter := s.Latest == "" || other.Latest != "" && s.Latest >= other.Latest
	return startsBefore && endsAfter
}
