package ingest

import (
	"regexp"
	"strings"
)

// positionKinds are the titles of each kind of position, first match first.
// What names a part of the organisation ("president of the cloud unit") is no
// president of the company.
var positionKinds = []struct {
	kind  string
	title *regexp.Regexp
}{
	{"FOUNDER", regexp.MustCompile(`^(co-?)?founder$|^founding (partner|father)$`)},
	{"CEO", regexp.MustCompile(`^(group |global |joint |co-?)?(ceo|chief executive( officer)?)$`)},
	{"CFO", regexp.MustCompile(`^(group |global )?(cfo|chief financ(e|ial) officer|finance (chief|director))$`)},
	{"COO", regexp.MustCompile(`^(group |global )?(coo|chief operati(ng|ons) officer)$`)},
	{"CTO", regexp.MustCompile(`^(group |global )?(cto|chief techn(ology|ical) officer|technology chief)$`)},
	{"CHAIR", regexp.MustCompile(`^(executive |non-?executive |co-?)*chair(man|woman|person)?( of the board( of directors)?)?$`)},
	{"PRESIDENT", regexp.MustCompile(`^(co-?)?president$`)},
	{"BOARD_MEMBER", regexp.MustCompile(`^((independent|non-?executive|executive|outside) )*(board member|board director|member of the board( of directors)?|(independent|non-?executive|outside) director)$`)},
	{"SPOKESPERSON", regexp.MustCompile(`^(company |chief )?spokes(man|woman|person)$`)},
}

// passing are words in front of a title that tell of time or standing, not of
// the position.
var passing = regexp.MustCompile(`^(former|ex|then|current|new|newly appointed|outgoing|incoming|interim|acting|longtime|long-time|late)[ -]+`)

// positionKind returns the PositionKind of the schema that a title is of, OTHER
// for one that is of none.
func positionKind(title string) string {
	t := strings.ToLower(strings.Join(strings.Fields(title), " "))
	for {
		shorter := passing.ReplaceAllString(t, "")
		if shorter == t {
			break
		}
		t = shorter
	}
	for _, k := range positionKinds {
		if k.title.MatchString(t) {
			return k.kind
		}
	}
	return "OTHER"
}

var titleBreaks = regexp.MustCompile(`\s*(?:,\s*and\s+|,|\band\b|&|/)\s*`)

// titleHead is the last word of a title that stands by itself.
var titleHead = regexp.MustCompile(`(?i)(officer|president|chair(man|woman|person)?|director|manager|counsel|partner|founder|treasurer|secretary|member|spokes(man|woman|person)|head|executive|ceo|cfo|coo|cto|analyst)$`)

// splitTitle parts "president and COO" in two and leaves "vice president of
// sales and marketing" whole.
func splitTitle(title string) []string {
	parts := titleBreaks.Split(strings.TrimSpace(title), -1)
	for _, part := range parts {
		if positionKind(part) == "OTHER" && !titleHead.MatchString(part) {
			return []string{strings.TrimSpace(title)}
		}
	}
	return parts
}
