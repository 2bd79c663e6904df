package store

import "testing"

func TestPeriod(t *testing.T) {
	for text, want := range map[string]Span{ // the days certainly in it
		"2016":                  {},
		"2016-05-03":            {"2016-05-03", "2016-05-03"},
		"2016-05-03~":           {"2016-05-03", "2016-05-03"},
		"2016/2018":             {"2016-12-31", "2018-01-01"},
		"2016-02/2016-04":       {"2016-02-29", "2016-04-01"},
		"2016/2016-06":          {}, // it may have ended before the last day it can have begun
		"2016-12/2016":          {},
		"2014-03/..":            {"2014-03-31", "2014-03-31"},
		"2014-03/":              {"2014-03-31", "2014-03-31"},
		"../2016":               {"2016-01-01", "2016-01-01"},
		"/2016":                 {"2016-01-01", "2016-01-01"},
		"2014-01-01/2014-12-31": {"2014-01-01", "2014-12-31"},
	} {
		p, err := ParsePeriod(text)
		if got := p.Inner(); err != nil || got != want {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
		if outer, _, err := ParseDate(text); err != nil || p.Outer() != outer {
			t.Errorf("%q: %v may lie in it, as a date it is %v, %v", text, p.Outer(), outer, err)
		}
	}
	for _, text := range []string{"", "/", "../..", "2018/2016", "2016/2017/2018"} {
		if p, err := ParsePeriod(text); err == nil {
			t.Errorf("%q: %v, want an error", text, p)
		}
	}
}

func TestHolds(t *testing.T) {
	position := &Kind{Name: "Position", Properties: []*Property{{Name: "period", Type: DateType, Validity: true}}}
	holding := &Kind{Name: "Holding", Day: []string{"asOf"}, Properties: []*Property{{Name: "asOf", Type: DateType}}}
	plain := &Kind{Name: "Plain"}
	deal := &Kind{Name: "Deal", Day: []string{"announced", "ended"}, Properties: []*Property{
		{Name: "lifecycle", Type: EnumType, Void: []string{"IN_TALKS", "NEVER_HAPPENED"}},
		{Name: "announced", Type: DateType}, {Name: "ended", Type: DateType, Ends: true}, {Name: "term", Type: DateType, Validity: true}}}
	never := validity{may: Span{neverEarliest, neverLatest}}
	on := func(may, sure Span) validity { return validity{may, sure} }
	for name, test := range map[string]struct {
		kind   *Kind
		values []string // pairs of name and value; those of Day give the day
		told   []string
		want   validity
	}{
		"nothing known":                       {position, nil, nil, validity{}},
		"the day of a source":                 {position, nil, []string{"2017-07-05"}, on(Span{}, Span{"2017-07-05", "2017-07-05"})},
		"between the days of two sources":     {position, nil, []string{"2018-03-01", "2017-07-05"}, on(Span{}, Span{"2017-07-05", "2018-03-01"})},
		"an open period":                      {position, []string{"period", "2010-04/.."}, nil, on(Span{"2010-04-01", ""}, Span{"2010-04-30", "2010-04-30"})},
		"from its start to a source":          {position, []string{"period", "2010-04/.."}, []string{"2017-07-05"}, on(Span{"2010-04-01", ""}, Span{"2010-04-30", "2017-07-05"})},
		"a source after its end":              {position, []string{"period", "2005/2012"}, []string{"2017-07-05"}, on(Span{"2005-01-01", "2012-12-31"}, Span{"2005-12-31", "2012-01-01"})},
		"a source before its start":           {position, []string{"period", "2018-01-01/"}, []string{"2017-07-05"}, on(Span{"2018-01-01", ""}, Span{"2018-01-01", "2018-01-01"})},
		"only an end":                         {position, []string{"period", "../2012"}, nil, on(Span{"", "2012-12-31"}, Span{"2012-01-01", "2012-01-01"})},
		"a year":                              {position, []string{"period", "2012"}, nil, on(Span{"2012-01-01", "2012-12-31"}, Span{})},
		"a year, and a source in it":          {position, []string{"period", "2012"}, []string{"2012-06-01"}, on(Span{"2012-01-01", "2012-12-31"}, Span{"2012-06-01", "2012-06-01"})},
		"a kind without a period":             {plain, nil, []string{"2017-07-05"}, on(Span{}, Span{"2017-07-05", "2017-07-05"})},
		"a count on a day":                    {holding, []string{"asOf", "2016-12-31"}, []string{"2017-07-05"}, on(Span{}, Span{"2016-12-31", "2016-12-31"})},
		"a count in a year":                   {holding, []string{"asOf", "2016"}, []string{"2017-07-05"}, validity{}},
		"a count on an unknown day":           {holding, nil, []string{"2017-07-05"}, validity{}},
		"a deal from its day on":              {deal, []string{"announced", "2017-07-05"}, []string{"2019-01-01"}, on(Span{"2017-07-05", ""}, Span{"2017-07-05", "2017-07-05"})},
		"a deal of a year":                    {deal, []string{"announced", "2016"}, nil, on(Span{"2016-01-01", ""}, Span{})},
		"to the day it ended":                 {deal, []string{"announced", "2017-07-05", "ended", "2019-05"}, nil, on(Span{"2017-07-05", "2019-05-31"}, Span{"2017-07-05", "2019-05-01"})},
		"from a year to the day it ended":     {deal, []string{"announced", "2016", "ended", "2019-05-06"}, nil, on(Span{"2016-01-01", "2019-05-06"}, Span{"2016-12-31", "2019-05-06"})},
		"only the day it ended":               {deal, []string{"ended", "2017-05"}, nil, on(Span{"", "2017-05-31"}, Span{"2017-05-01", "2017-05-01"})},
		"ended before it was announced":       {deal, []string{"announced", "2017-07-05", "ended", "2017-05-02"}, nil, on(Span{"", "2017-05-02"}, Span{"2017-05-02", "2017-05-02"})},
		"a term goes before day and end":      {deal, []string{"announced", "2017-07-05", "ended", "2019", "term", "2018/2020"}, nil, on(Span{"2018-01-01", "2020-12-31"}, Span{"2018-12-31", "2020-01-01"})},
		"a term with an open end, and ended":  {deal, []string{"announced", "2017-07-05", "ended", "2019-02-03", "term", "2018-01-01/.."}, nil, on(Span{"2018-01-01", "2019-02-03"}, Span{"2018-01-01", "2019-02-03"})},
		"a term without a start, and a day":   {deal, []string{"announced", "2017-07-05", "term", "/2020"}, nil, on(Span{"2017-07-05", "2020-12-31"}, Span{"2017-07-05", "2020-01-01"})},
		"ended before its term began":         {deal, []string{"ended", "2017-05-02", "term", "2018-01-01/.."}, nil, on(Span{"2018-01-01", "2017-05-02"}, Span{})},
		"in talks":                            {deal, []string{"announced", "2017-07-05", "lifecycle", "IN_TALKS", "term", "2018/2020"}, nil, never},
		"it never happened":                   {deal, []string{"lifecycle", "NEVER_HAPPENED"}, []string{"2017-07-05"}, never},
		"it happened":                         {deal, []string{"announced", "2017-07-05", "lifecycle", "SIGNED"}, nil, on(Span{"2017-07-05", ""}, Span{"2017-07-05", "2017-07-05"})},
		"a deal on one of the days of a span": {deal, []string{"announced", "2019-02-01/2019-03-31"}, nil, on(Span{"2019-02-01", ""}, Span{})},
	} {
		t.Run(name, func(t *testing.T) {
			p := &projection{kind: test.kind, values: map[string][]string{}}
			for i := 0; i < len(test.values); i += 2 {
				p.values[test.values[i]] = test.values[i+1 : i+2]
			}
			got := test.kind.holds(p.values, new(writing).dayOf(p), test.told)
			if got != test.want {
				t.Errorf("%+v, want %+v", got, test.want)
			}
		})
	}
}
