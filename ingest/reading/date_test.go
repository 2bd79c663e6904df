package reading

import "testing"

func TestPublishedDate(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"2017":                            "2017",
		"2017-07":                         "2017-07",
		"2017-07-05":                      "2017-07-05",
		"2017-07~":                        "2017-07~",
		"2017-07-05T23:30:00Z":            "2017-07-05",
		"2017-07-05T23:30:00.000+02:00":   "2017-07-05",
		"2017-07-05 23:30":                "2017-07-05",
		"2017/7/5":                        "2017-07-05",
		"5.7.2017":                        "2017-07-05",
		"20170705":                        "2017-07-05",
		"July 5, 2017":                    "2017-07-05",
		"Jul. 5th, 2017":                  "2017-07-05",
		"Wednesday, July 5, 2017":         "2017-07-05",
		"5 July 2017":                     "2017-07-05",
		"5th of July 2017":                "2017-07-05",
		"05-Jul-2017":                     "2017-07-05",
		"Wed, 05 Jul 2017 10:00:00 GMT":   "2017-07-05",
		"Wed, 05 Jul 2017 10:00:00 +0200": "2017-07-05",
		"JULY 5, 2017 10:15 a.m. EDT":     "2017-07-05",
		"July 2017":                       "2017-07",
		"Sept. 2017":                      "2017-09",
		"2017年7月5日":                       "2017-07-05",
		"25/12/2017":                      "2017-12-25",
		"12/25/2017":                      "2017-12-25",
		"07/07/2017":                      "2017-07-07",
		"03/04/2017":                      "2017", // March or April
	} {
		if got, err := publishedDate(in); err != nil || got != want {
			t.Errorf("publishedDate(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"soon", "2017-13", "31 June 2017", "2014/2015", "July 5", "13/13/2017", "5 July 2017 in Oslo", "17"} {
		if got, err := publishedDate(in); err == nil {
			t.Errorf("publishedDate(%q) = %q, want an error", in, got)
		}
	}
}
