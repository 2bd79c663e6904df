package reading

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// publishedDate returns the EDTF date that a text means: a day, a month or a
// year; empty for an empty text.
func publishedDate(text string) (string, error) {
	text = collapse(text)
	if text == "" {
		return "", nil
	}
	if _, precision, err := store.ParseDate(text); err == nil && precision != store.PrecisionInterval {
		return text, nil
	}
	if edtf, before, behind := findDate(text); edtf != "" && before == "" && strings.TrimSpace(clockTime.ReplaceAllString(behind, "")) == "" {
		return edtf, nil
	}
	return "", fmt.Errorf("%q is no date: want one such as 2017-07-05, 2017-07, 2017 or 5 July 2017", text)
}

const monthNames = `(Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`

// dateForms are the ways in which people and programs write dates; the day of
// the week before it belongs to it. Named groups say what is what. A date in
// numbers whose order is open, such as 03/04/2017, gives the year only.
var dateForms = []*regexp.Regexp{
	regexp.MustCompile(`\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:[T ]\d{2}:\d{2}\S*|\b)`),
	regexp.MustCompile(`\b(?P<y>(?:19|20)\d{2})/(?P<m>\d{1,2})/(?P<d>\d{1,2})\b`),
	regexp.MustCompile(`\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d{2})\b`),
	regexp.MustCompile(`\b(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>(?:19|20)\d{2})\b`),
	regexp.MustCompile(`(?i)` + weekday + `\b(?P<n>` + monthNames + `) (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d{2})\b`),
	regexp.MustCompile(`(?i)` + weekday + `\b(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?(?P<n>` + monthNames + `),?[ -](?P<y>(?:19|20)\d{2})\b`),
	regexp.MustCompile(`(?P<y>(?:19|20)\d{2})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日`),
	regexp.MustCompile(`(?i)\b(?P<n>` + monthNames + `),? (?P<y>(?:19|20)\d{2})\b`),
	regexp.MustCompile(`^(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)$`),
}

const weekday = `(?:\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?,? )?`

// clockTime is a time of day with its zone, as it follows a date.
var clockTime = regexp.MustCompile(`(?i)^[ ,]*(?:at |[-–—|•·] ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?: ?[ap]\.?m\.?)?(?: ?\(?(?:Z|UTC|GMT|[A-Z]{1,4}T|[+-]\d{2}:?\d{2})\)?)*`)

// findDate returns the first date in a text, as EDTF, with what stands before
// and behind it. A date that no calendar has is none.
func findDate(text string) (edtf, before, behind string) {
	from, to := len(text), len(text)
	for _, form := range dateForms {
		at := form.FindStringSubmatchIndex(text)
		if at == nil || at[0] >= from {
			continue
		}
		group := func(name string) string {
			if i := form.SubexpIndex(name); i >= 0 && at[2*i] >= 0 {
				return text[at[2*i]:at[2*i+1]]
			}
			return ""
		}
		got := compose(group)
		if _, _, err := store.ParseDate(got); err == nil {
			edtf, from, to = got, at[0], at[1]
		}
	}
	return edtf, text[:from], text[to:]
}

// compose makes EDTF of the groups of a date form.
func compose(group func(string) string) string {
	year, month, day := group("y"), group("m"), group("d")
	if name := group("n"); name != "" {
		month = strconv.Itoa(1 + strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name[:3]))/3)
	}
	if a, b := group("a"), group("b"); a != "" {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		switch {
		case x > 12:
			day, month = a, b
		case y > 12 || x == y:
			month, day = a, b
		default:
			return year // the day may be either
		}
	}
	switch {
	case month == "":
		return year
	case day == "":
		return year + "-" + two(month)
	}
	return year + "-" + two(month) + "-" + two(day)
}

func two(number string) string {
	if len(number) == 1 {
		return "0" + number
	}
	return number
}
