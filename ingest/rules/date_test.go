package rules

import (
	"regexp"
	"testing"
)

func TestParseDate(t *testing.T) {
	cal := calendarOf("2020-05-20") // a Wednesday
	cases := []struct{ text, want, rest string }{
		{"2017-07-05", "2017-07-05", ""},
		{"July 5, 2017, said", "2017-07-05", ", said"},
		{"Sept. 30, 2019", "2019-09-30", ""},
		{"6 February 2024", "2024-02-06", ""},
		{"5th of July 2017", "2017-07-05", ""},
		{"Monday, July 3, 2017", "2017-07-03", ""},
		{"July 2017", "2017-07", ""},
		{"May of last year", "2019-05", ""},
		{"March 3", "2020-03-03", ""},
		{"December 3", "2019-12-03", ""},
		{"29 January", "2020-01-29", ""},
		{"March", "2020-03", ""},
		{"November", "2019-11", ""},
		{"last November", "2019-11", ""},
		{"late August 2015", "2015-08", ""},
		{"today announced", "2020-05-20", " announced"},
		{"yesterday", "2020-05-19", ""},
		{"Monday", "2020-05-18", ""},
		{"Thursday", "2020-05-14", ""},
		{"Wednesday", "2020-05-20", ""},
		{"last Wednesday", "2020-05-13", ""},
		{"late last year", "2019", ""},
		{"earlier this year", "2020", ""},
		{"last month", "2020-04", ""},
		{"this month", "2020-05", ""},
		{"last week", "2020-05", ""},
		{"three years ago", "2017", ""},
		{"two months ago", "2020-03", ""},
		{"the first quarter of 2013", "2013", ""},
		{"2011", "2011", ""},
		{"early 2016", "2016", ""},
		{"next year", "", ""},
	}
	for _, c := range cases {
		got, n := parseDate(c.text, cal)
		if n == 0 || got != c.want || c.text[n:] != c.rest {
			t.Errorf("%q: %q, rest %q; want %q, rest %q", c.text, got, c.text[n:], c.want, c.rest)
		}
	}
	for _, text := range []string{"", "may buy", "march on", "February 31, 2020", "20160 units", "2016-model", "1,500", "second"} {
		if got, n := parseDate(text, cal); n > 0 && got != "" && text != "February 31, 2020" {
			t.Errorf("%q: read %q", text, got)
		}
	}
	if got, _ := parseDate("February 31, 2020", cal); got != "" {
		t.Errorf("a day that does not exist: %q", got)
	}
}

// TestDatesWithoutPublication holds that relative dates stay open where the day
// of publication is unknown.
func TestDatesWithoutPublication(t *testing.T) {
	for _, text := range []string{"Wednesday", "last year", "May", "today", "two weeks ago", "July 5"} {
		if got, n := parseDate(text, calendarOf("")); got != "" || n == 0 {
			t.Errorf("%q: %q, %d bytes", text, got, n)
		}
	}
	if got, _ := parseDate("last year", calendarOf("2020")); got != "2019" {
		t.Errorf("the year before 2020: %q", got)
	}
	if got, _ := parseDate("Wednesday", calendarOf("2020-05")); got != "" {
		t.Errorf("a weekday of an unknown day: %q", got)
	}
}

var edtfForm = regexp.MustCompile(`^(\d{4}(-\d\d(-\d\d)?)?)?$`)

// FuzzParseDate holds that whatever is read lies within the text and is EDTF.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"July 5, 2017", "31 February", "last summer", "Tuesday", "99 years ago", "0000-00-00", "May 99"} {
		f.Add(s, "2020-05-20")
	}
	f.Fuzz(func(t *testing.T, s, published string) {
		got, n := parseDate(s, calendarOf(published))
		if n < 0 || n > len(s) || !edtfForm.MatchString(got) {
			t.Fatalf("%q, published %q: %q, %d bytes", s, published, got, n)
		}
	})
}
