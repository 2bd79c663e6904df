package ingest

import "testing"

func TestSlugOf(t *testing.T) {
	for name, want := range map[string]string{
		"Xiaomi Technology Co., Ltd.": "xiaomi-technology",
		"Société Générale SA":         "societe-generale",
		"AT&T Inc.":                   "at-t",
		"小米":                          "xiao-mi",
		"O'Neill’s":                   "oneills",
		"snake_case Labs":             "snake-case-labs",
		"…":                           "nb4935894",
	} {
		if got := slugOf(name); got != want {
			t.Errorf("slugOf(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestDealBase(t *testing.T) {
	if a, b := dealBase([]string{"company:b", "company:a"}, "2017-07-05"), dealBase([]string{"company:a", "company:b", "company:a"}, "2017-07-05"); a != b || a != "deal:a-b-2017-07-05" {
		t.Errorf("the order of the parties matters: %s, %s", a, b)
	}
	few, more := dealBase([]string{"company:a", "company:b", "company:c"}, ""), dealBase([]string{"company:d", "company:c", "company:b", "company:a"}, "")
	if few != "deal:a-b-c" || more == few {
		t.Errorf("more parties make no other id: %s, %s", few, more)
	}
}
