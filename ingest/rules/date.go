package rules

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	monthNames  = `(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?`
	weekdayName = `(monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues|thurs)\b\.?`
	countWord   = `(a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})`
)

// dateForm is one way to write a date, and what it means.
type dateForm struct {
	re *regexp.Regexp
	// resolve gives EDTF; empty where the text gives no date ("soon") or the
	// day of publication that it needs is unknown.
	resolve func(m []string, c calendar) string
}

// calendar is what relative dates are resolved by.
type calendar struct {
	published time.Time
	precision int  // of the publication: 0 unknown, 4 year, 7 month, 10 day
	past      bool // bare months and weekdays are the last ones, not the next
}

// calendarOf reads a publication date.
func calendarOf(edtf string) calendar {
	edtf = strings.TrimRight(strings.TrimSpace(edtf), "~?%")
	if len(edtf) > 10 {
		edtf = edtf[:10]
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, edtf); err == nil && t.Year() > 1500 {
			return calendar{published: t, precision: len(layout), past: true}
		}
	}
	return calendar{past: true}
}

func monthOf(w string) int {
	w = strings.ToLower(strings.Trim(w, "."))
	for i, m := range []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"} {
		if strings.HasPrefix(w, m) {
			return i + 1
		}
	}
	return 0
}

func weekdayOf(w string) (time.Weekday, bool) {
	w = strings.ToLower(strings.Trim(w, "."))
	for i, d := range []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
		if strings.HasPrefix(w, d) {
			return time.Weekday(i), true
		}
	}
	return 0, false
}

func edtfDay(t time.Time) string { return t.Format("2006-01-02") }

// ymd is a date of given parts if it exists.
func ymd(y, m, d int) string {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != m {
		return ""
	}
	return t.Format("2006-01-02")
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// yearOfMonth is the year of a month that the text names without one: the
// latest such month up to publication.
func (c calendar) yearOfMonth(month int) int {
	y := c.published.Year()
	if month > int(c.published.Month()) {
		y--
	}
	return y
}

func (c calendar) knowsMonth() bool { return c.precision >= 7 }
func (c calendar) knowsDay() bool   { return c.precision >= 10 }
func (c calendar) knowsYear() bool  { return c.precision >= 4 }

func countOf(w string) int {
	w = strings.ToLower(w)
	if w == "a" || w == "an" {
		return 1
	}
	if n, ok := smallNumbers[w]; ok {
		return int(n)
	}
	return atoi(w)
}

// dateForms from the most specific to the least. All are anchored.
var dateForms = []dateForm{
	// 2017-07-05
	{re: form(`((?:19|20)\d\d)-(\d\d)-(\d\d)\b`), resolve: func(m []string, c calendar) string {
		return ymd(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}},
	// (Wednesday,) July 5(th), 2017
	{re: form(`(?:` + weekdayName + `,? )?` + monthNames + ` (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b`), resolve: func(m []string, c calendar) string {
		return ymd(atoi(m[4]), monthOf(m[2]), atoi(m[3]))
	}},
	// 5(th) (of) July(,) 2017
	{re: form(`(?:` + weekdayName + `,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ` + monthNames + `,? ((?:19|20)\d\d)\b`), resolve: func(m []string, c calendar) string {
		return ymd(atoi(m[4]), monthOf(m[3]), atoi(m[2]))
	}},
	// July (of) 2017
	{re: form(`(?:(?:early|late|mid)[ -])?` + monthNames + `,?(?: of)? ((?:19|20)\d\d)\b`), resolve: func(m []string, c calendar) string {
		return fmt.Sprintf("%s-%02d", m[2], monthOf(m[1]))
	}},
	// May of last year, last May, May last year
	{re: form(monthNames + `(?: of)? last year\b`), resolve: func(m []string, c calendar) string {
		if !c.knowsYear() {
			return ""
		}
		return fmt.Sprintf("%d-%02d", c.published.Year()-1, monthOf(m[1]))
	}},
	{re: form(monthNames + `(?: of)? this year\b`), resolve: func(m []string, c calendar) string {
		if !c.knowsYear() {
			return ""
		}
		return fmt.Sprintf("%d-%02d", c.published.Year(), monthOf(m[1]))
	}},
	// July 5
	{re: form(`(?:` + weekdayName + `,? )?` + monthNames + ` (\d{1,2})(?:st|nd|rd|th)?\b`), resolve: func(m []string, c calendar) string {
		return c.monthDay(monthOf(m[2]), atoi(m[3]))
	}},
	{re: form(`(?:` + weekdayName + `,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ` + monthNames), resolve: func(m []string, c calendar) string {
		return c.monthDay(monthOf(m[3]), atoi(m[2]))
	}},
	// last July, this July, early July, in July
	{re: form(`(?:(last|this|next) )?(?:(?:early|late|mid)[ -])?` + monthNames), resolve: func(m []string, c calendar) string {
		month := monthOf(m[2])
		if !c.knowsMonth() || m[1] == "next" {
			return ""
		}
		y := c.yearOfMonth(month)
		if m[1] == "last" && month == int(c.published.Month()) {
			y--
		}
		return fmt.Sprintf("%d-%02d", y, month)
	}},
	// earlier today, today, yesterday
	{re: form(`(?:(?:earlier|late|early) )?(today|yesterday|tonight|this (?:morning|afternoon|evening))\b`), resolve: func(m []string, c calendar) string {
		if !c.knowsDay() {
			return ""
		}
		if strings.EqualFold(m[1], "yesterday") {
			return edtfDay(c.published.AddDate(0, 0, -1))
		}
		return edtfDay(c.published)
	}},
	// late on Wednesday, last Wednesday, Wednesday
	{re: form(`(?:(last|next|this) )?(?:(?:late|early) )?` + weekdayName + `(?: (?:morning|afternoon|evening|night))?`), resolve: func(m []string, c calendar) string {
		d, ok := weekdayOf(m[2])
		if !ok || !c.knowsDay() || strings.EqualFold(m[1], "next") {
			return ""
		}
		back := (int(c.published.Weekday()) - int(d) + 7) % 7
		if strings.EqualFold(m[1], "last") && back == 0 {
			back = 7
		}
		return edtfDay(c.published.AddDate(0, 0, -back))
	}},
	// the first quarter of 2013, Q1 2013, the first half of 2013
	{re: form(`(?:the )?(?:(?:first|second|third|fourth|final|last) (?:quarter|half)|q[1-4]|h[12])(?: of)?(?: fiscal)? ((?:19|20)\d\d)\b`), resolve: func(m []string, c calendar) string {
		return m[1]
	}},
	{re: form(`(?:the )?(?:summer|autumn|fall|winter|spring|beginning|end|middle|start)(?: of)? ((?:19|20)\d\d)\b`), resolve: func(m []string, c calendar) string {
		return m[1]
	}},
	// late last year, earlier this year, next year
	{re: form(`(?:(?:late|early|earlier|later|mid)[ -])?(?:in )?(last|this|next) (year|month|week|quarter|summer|autumn|fall|winter|spring)\b`), resolve: func(m []string, c calendar) string {
		return c.lastThis(strings.ToLower(m[1]), strings.ToLower(m[2]))
	}},
	// three years ago, two weeks earlier
	{re: form(`(?:(?:about|around|nearly|almost|more than|less than|just) )?` + countWord + ` (day|week|month|year)s? ago\b`), resolve: func(m []string, c calendar) string {
		return c.ago(countOf(m[1]), strings.ToLower(m[2]))
	}},
	// (in) 2016, early 2016
	{re: form(`(?:(?:early|late|mid|fiscal)[ -])?((?:19|20)\d\d)\b`), resolve: func(m []string, c calendar) string {
		return m[1]
	}},
}

func form(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?i)^` + pattern) }

func (c calendar) monthDay(month, d int) string {
	if !c.knowsMonth() || d < 1 || d > 31 {
		return ""
	}
	y := c.published.Year()
	t := time.Date(y, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	if t.After(c.published.AddDate(0, 0, 1)) {
		y--
	}
	return ymd(y, month, d)
}

func (c calendar) lastThis(which, what string) string {
	back := 0
	switch which {
	case "next":
		return ""
	case "last":
		back = 1
	}
	switch what {
	case "year":
		if c.knowsYear() {
			return strconv.Itoa(c.published.Year() - back)
		}
	case "month":
		if c.knowsMonth() {
			first := time.Date(c.published.Year(), c.published.Month(), 1, 0, 0, 0, 0, time.UTC)
			return first.AddDate(0, -back, 0).Format("2006-01")
		}
	case "week":
		if c.knowsDay() {
			return c.published.AddDate(0, 0, -7*back).Format("2006-01")
		}
	case "quarter":
		if c.knowsMonth() {
			return strconv.Itoa(c.published.AddDate(0, -3*back, 0).Year())
		}
	default: // a season
		if c.knowsMonth() && which == "this" {
			return strconv.Itoa(c.published.Year())
		}
		if c.knowsMonth() {
			start := map[string]int{"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[what]
			if int(c.published.Month()) < start+3 {
				return strconv.Itoa(c.published.Year() - 1)
			}
			return strconv.Itoa(c.published.Year())
		}
	}
	return ""
}

func (c calendar) ago(n int, what string) string {
	if n <= 0 {
		return ""
	}
	switch what {
	case "day":
		if c.knowsDay() {
			return edtfDay(c.published.AddDate(0, 0, -n))
		}
	case "week":
		if c.knowsDay() {
			return c.published.AddDate(0, 0, -7*n).Format("2006-01")
		}
	case "month":
		if c.knowsMonth() {
			first := time.Date(c.published.Year(), c.published.Month(), 1, 0, 0, 0, 0, time.UTC)
			return first.AddDate(0, -n, 0).Format("2006-01")
		}
	case "year":
		if c.knowsYear() {
			return strconv.Itoa(c.published.Year() - n)
		}
	}
	return ""
}

// parseDate reads a date at the start of s: what it resolves to and how many
// bytes it takes. "may", "march" and "sun" are words unless written as names.
func parseDate(s string, c calendar) (edtf string, n int) {
	for _, f := range dateForms {
		m := f.re.FindStringSubmatch(s)
		if m == nil || !dateCase(m[0]) {
			continue
		}
		end := len(m[0])
		// A year that is part of a number or a range is none: "2,016", "2016-model".
		if end < len(s) && (s[end] == '%' || s[end] == '-' && end+1 < len(s) && s[end+1] >= 'a') {
			continue
		}
		return f.resolve(m, c), end
	}
	return "", 0
}

var dateWord = regexp.MustCompile(`[A-Za-z]+`)

// dateCase wants the names of months and weekdays to be written as such.
func dateCase(s string) bool {
	for _, w := range dateWord.FindAllString(s, -1) {
		l := strings.ToLower(w)
		if w == l && (monthWords[l] || weekdayWords[l]) {
			return false
		}
	}
	return true
}

var (
	monthWords   = setOf("january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec")
	weekdayWords = setOf("monday tuesday wednesday thursday friday saturday sunday tues thurs")
	dateStarts   = func() map[string]bool {
		out := setOf("early late mid earlier later last this next today yesterday tonight the first second third fourth final a an one two three four five six seven eight nine ten eleven twelve about around nearly almost more less just fiscal summer autumn fall winter spring beginning end middle start q1 q2 q3 q4 h1 h2 mid-january")
		for w := range monthWords {
			out[w], out[w+"."] = true, true
		}
		for w := range weekdayWords {
			out[w], out[w+"."] = true, true
		}
		return out
	}()
)

// dateSpanAt tells how many tokens the date that starts with token i takes, 0
// if none does.
func dateSpanAt(s *sentence, i int) int {
	_, n := dateAt(s, i, calendar{})
	return n
}

// dateAt reads the date that starts with token i.
func dateAt(s *sentence, i int, c calendar) (edtf string, n int) {
	t := s.tokens[i]
	l := lowerOf(t.text)
	if !dateStarts[l] && (l == "" || l[0] < '0' || l[0] > '9') {
		if head, _, ok := strings.Cut(l, "-"); !ok || head != "mid" && head != "early" && head != "late" {
			return "", 0
		}
	}
	edtf, size := parseDate(s.text[t.start:], c)
	if size == 0 {
		return "", 0
	}
	return edtf, tokensTo(s, i, t.start+size)
}
