package rules

import "testing"

// TestPeriods holds that dates at a position say when it was held, and that
// other dates do not.
func TestPeriods(t *testing.T) {
	for _, test := range []struct{ text, period, status string }{ // published on 2022-03-09
		{"Ann Boe has been chief executive of Orvelin Inc. since 2015.", "2015/..", "CURRENT"},
		{"Ann Boe, chief executive of Orvelin Inc. since May 2015, said so.", "2015-05/..", "CURRENT"},
		{"Ann Boe was chief executive of Orvelin Inc. from 2011 to 2018.", "2011/2018", "FORMER"},
		{"Ann Boe served as chief executive of Orvelin Inc. between 2011 and 2018.", "2011/2018", "FORMER"},
		{"Ann Boe, chairman of Orvelin Inc. until 2016, said so.", "../2016", "FORMER"},
		{"Ann Boe was head of sales at Orvelin Inc. until 2009.", "../2009", "FORMER"},
		{"Ann Boe became chief executive of Orvelin Inc. in 2016.", "2016/..", "CURRENT"},
		{"Ann Boe was named chief executive of Orvelin Inc. in March 2020.", "2020-03/..", "CURRENT"},
		{"Ann Boe joined Orvelin Inc. in 2010 as head of sales.", "2010/..", "CURRENT"},
		{"Ann Boe will become chief executive of Orvelin Inc. on April 1.", "2022-04-01/..", "CURRENT"},
		{"Ann Boe will take over as chief executive of Orvelin Inc. on 1 January.", "2023-01-01/..", "CURRENT"},
		{"Ann Boe stepped down as chief executive of Orvelin Inc. in 2019.", "../2019", "FORMER"},
		{"Ann Boe will step down as chief executive of Orvelin Inc. in June.", "../2022-06", "FORMER"},
		{"Ann Boe left as chief executive of Orvelin Inc. two years ago.", "../2020", "FORMER"},
		{"Since 2015 Ann Boe has been chief executive of Orvelin Inc.", "2015/..", "CURRENT"},
		// Dates of something else.
		{"Ann Boe, chief executive of Orvelin Inc., said on Monday that it was founded in 1990.", "", "CURRENT"},
		{"Orvelin Inc. named Ann Boe chief executive on Monday.", "", "CURRENT"},
		{"Orvelin Inc., based in Leeds since 1990, has a chief executive, Ann Boe.", "", "CURRENT"},
		{"Ann Boe, chief executive of Orvelin Inc., expects growth until 2030.", "", "CURRENT"},
		{"Ann Boe is chief executive of Orvelin Inc. In 2016 sales fell.", "", "CURRENT"},
	} {
		x := extraction(t, test.text)
		if len(x.People) != 1 || len(x.People[0].Roles) != 1 {
			t.Errorf("%s\n got %d people", test.text, len(x.People))
			continue
		}
		if r := x.People[0].Roles[0]; r.Period != test.period || r.Status != test.status {
			t.Errorf("%s\n got %q %s, want %q %s", test.text, r.Period, r.Status, test.period, test.status)
		}
	}
}

// TestPeriodsOfPredecessors holds that a date is that of the one who follows.
func TestPeriodsOfPredecessors(t *testing.T) {
	x := extraction(t, "Ann Boe became chief executive of Orvelin Inc. in 2016, replacing Carl Dunn. Mary Moe will become head of sales on May 7 and report to Chief Executive Officer Ann Boe. Lee Roe left in August and is now a partner at Calderby Capital.")
	got := map[string]string{}
	for _, p := range x.People {
		for _, r := range p.Roles {
			got[p.Name] = r.Period
		}
	}
	if got["Ann Boe"] != "2016/.." || got["Carl Dunn"] != "" || got["Lee Roe"] != "" {
		t.Errorf("got %v", got)
	}
}
