package gold_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/gold"
)

// The story that predictions are compared with: Alder bought Birch, a unit of
// Elm, and long ago sued Cedar; a rumour has it that Birch may work with Dogwood.
const story = `{
	"id": "1", "published": "2020-05-07",
	"companies": [{"name": "Alder Inc", "aliases": ["Alder"]}, {"name": "Birch Oy"}, {"name": "Cedar"}, {"name": "Dogwood"}, {"name": "Elm Group"}],
	"people": [
		{"name": "Ada Ash", "roles": [{"title": "president and CEO", "company": "Alder Inc"}, {"title": "director", "company": "Cedar"}]},
		{"name": "Bo Yew", "roles": [{"title": "analyst", "company": "Dogwood"}]}],
	"deals": [
		{"kind": "ACQUISITION", "status": "ANNOUNCED", "parties": [{"company": "Alder Inc", "role": "BUYER"}, {"company": "Birch Oy", "role": "TARGET"}],
			"optionalParties": ["Elm Group"], "altKinds": ["DIVESTITURE"], "announced": "2020-05-06", "value": {"amount": 200, "currency": "USD"},
			"altValues": [{"amount": 180, "currency": "EUR"}], "patents": {"count": 40}},
		{"kind": "LITIGATION", "status": "COMPLETED", "background": true, "parties": [{"company": "Alder Inc", "role": "PLAINTIFF"}, {"company": "Cedar", "role": "DEFENDANT"}],
			"announced": "2011"},
		{"kind": "PARTNERSHIP", "status": "RUMOURED", "parties": [{"company": "Birch Oy", "role": "PARTNER"}, {"company": "Dogwood", "role": "PARTNER", "alt": ["Elm Group"]}],
			"altAnnounced": ["2020-04"]}],
	"products": [{"name": "Leaf", "company": "Alder Inc", "aliases": ["Leaf One"]}, {"name": "Root"}],
	"technologies": ["wood lasers", "5G"],
	"patentPortfolios": [{"company": "Alder Inc", "granted": 900, "applied": 80, "grantedAlt": [1000]}],
	"subsidiaries": [{"parent": "Elm Group", "child": "Birch Oy"}],
	"optional": {"companies": ["Fir Times"], "people": ["Cy Oak"], "products": ["BarkOS", "Bud Sensors"], "technologies": ["sawing"],
		"deals": [{"kind": "SUPPLY", "parties": ["Cedar", "Dogwood", "Elm Group"]}], "subsidiaries": ["Alder Inc>Cedar"]}}`

// score compares a prediction with an annotation, both as JSON.
func score(t *testing.T, annotation, prediction string, primary bool) *gold.Report {
	t.Helper()
	a, p := &gold.Annotation{}, &extract.GoldExtraction{}
	for text, to := range map[string]any{annotation: a, prediction: p} {
		if err := json.Unmarshal([]byte(text), to); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
	}
	return gold.Score(map[string]*extract.GoldExtraction{"1": p}, []*gold.Article{{ID: "1", Gold: a}}, primary)
}

// deal is a prediction of one deal, with more fields if any.
func deal(kind, parties, more string) string {
	var list []string
	for party := range strings.SplitSeq(parties, ", ") {
		role, company, _ := strings.Cut(party, " ")
		list = append(list, `{"role": "`+role+`", "company": "`+company+`"}`)
	}
	return `{"deals": [{"kind": "` + kind + `", "parties": [` + strings.Join(list, ", ") + `]` + more + `}]}`
}

func TestScore(t *testing.T) {
	type counts = map[gold.Measure]gold.Count
	const (
		companies, people, personCompany, peopleRole   = gold.Companies, gold.People, gold.PersonCompany, gold.PeopleRole
		lenient, strict, values, counted               = gold.DealsLenient, gold.DealsStrict, gold.Values, gold.DealPatentCounts
		datesLenient, datesStrict, products, madeBy    = gold.DatesLenient, gold.DatesStrict, gold.Products, gold.ProductCompany
		techLenient, techStrict, portfolios, ownership = gold.TechnologiesLenient, gold.TechnologiesStrict, gold.Portfolios, gold.Subsidiaries
	)
	bought := "BUYER Alder, TARGET Birch"
	for name, test := range map[string]struct {
		prediction string
		want       counts // right, wrong, missing
	}{
		"nothing": {`{}`, counts{companies: {0, 0, 5}, people: {0, 0, 2}, peopleRole: {0, 0, 4}, personCompany: {0, 0, 3}, lenient: {0, 0, 3}, strict: {0, 0, 3},
			values: {0, 0, 1}, datesLenient: {0, 0, 2}, datesStrict: {0, 0, 2}, counted: {0, 0, 1}, products: {0, 0, 2}, madeBy: {0, 0, 2},
			techLenient: {0, 0, 2}, techStrict: {0, 0, 2}, portfolios: {0, 0, 2}, ownership: {0, 0, 1}}},

		"companies": {`{"companies": [{"name": "ALDER"}, {"name": "Birch"}, {"name": "Fir Times"}, {"name": "Zelkova"}]}`,
			counts{companies: {2, 1, 3}}},
		"a company twice": {`{"companies": [{"name": "Alder"}, {"name": "Alder Inc"}]}`, counts{companies: {1, 1, 4}}},
		"a company by its other name": {`{"companies": [{"name": "Alder Tree", "aliases": ["Alder"]}]}`,
			counts{companies: {1, 0, 4}}},

		"roles": {`{"people": [{"name": "A. Ash", "roles": [{"title": "chief executive", "company": "Alder"}, {"title": "president", "company": "Alder"}, {"title": "chair", "company": "Alder"}, {"title": "director", "company": "Birch"}]}]}`,
			counts{people: {1, 0, 1}, peopleRole: {2, 2, 2}, personCompany: {1, 1, 2}}},
		"a role at a company that may be found or not": {`{"people": [{"name": "Bo Yew", "roles": [{"title": "writer", "company": "Fir Times"}]}]}`,
			counts{people: {1, 0, 1}, peopleRole: {0, 0, 4}, personCompany: {0, 0, 3}}},
		"a person invented":       {`{"people": [{"name": "Di Elder", "roles": [{"title": "CEO", "company": "Alder"}]}]}`, counts{people: {0, 1, 2}, peopleRole: {0, 1, 4}, personCompany: {0, 1, 3}}},
		"a person without a role": {`{"people": [{"name": "Di Elder"}]}`, counts{people: {0, 0, 2}}},
		"a person who may be found or not": {`{"people": [{"name": "Cy Oak", "roles": [{"title": "judge", "company": "Alder"}]}]}`,
			counts{people: {0, 0, 2}, peopleRole: {0, 0, 4}}},

		"a deal":                     {deal("ACQUISITION", bought, ""), counts{lenient: {1, 0, 2}, strict: {1, 0, 2}}},
		"another kind accepted":      {deal("DIVESTITURE", "SELLER Birch, BUYER Alder", ""), counts{lenient: {1, 0, 2}, strict: {1, 0, 2}}},
		"another kind":               {deal("LICENSE", "LICENSOR Alder, LICENSEE Birch", ""), counts{lenient: {0, 1, 3}, strict: {0, 1, 3}}},
		"roles swapped":              {deal("ACQUISITION", "TARGET Alder, BUYER Birch", ""), counts{lenient: {1, 0, 2}, strict: {0, 1, 3}}},
		"a party too many":           {deal("ACQUISITION", bought+", SELLER Cedar", ""), counts{lenient: {1, 0, 2}, strict: {0, 1, 3}}},
		"an optional party":          {deal("ACQUISITION", bought+", SELLER Elm", ""), counts{lenient: {1, 0, 2}, strict: {1, 0, 2}}},
		"a party nobody knows":       {deal("ACQUISITION", bought+", SELLER Zelkova", ""), counts{lenient: {1, 0, 2}, strict: {0, 1, 3}}},
		"one party of two":           {deal("ACQUISITION", "BUYER Alder", ""), counts{lenient: {0, 1, 3}, strict: {0, 1, 3}}},
		"a party named twice":        {deal("ACQUISITION", bought+", BUYER Birch", ""), counts{lenient: {1, 0, 2}, strict: {0, 1, 3}}},
		"any role where all are one": {deal("PARTNERSHIP", "SUPPLIER Birch, CUSTOMER Dogwood", ""), counts{lenient: {1, 0, 2}, strict: {1, 0, 2}}},
		"twice where all are one":    {deal("PARTNERSHIP", "PARTNER Birch, PARTNER Dogwood, PARTNER Birch", ""), counts{lenient: {1, 0, 2}, strict: {1, 0, 2}}},
		"in place of a party":        {deal("PARTNERSHIP", "PARTNER Birch, PARTNER Elm", ""), counts{lenient: {1, 0, 2}, strict: {1, 0, 2}}},
		"an optional deal":           {deal("SUPPLY", "SUPPLIER Cedar, CUSTOMER Elm", `, "value": {"amount": 3, "currency": "USD"}`), counts{lenient: {0, 0, 3}, strict: {0, 0, 3}, values: {0, 0, 1}}},
		"partly an optional deal":    {deal("SUPPLY", "SUPPLIER Cedar, CUSTOMER Alder", ""), counts{lenient: {0, 1, 3}}},
		"of optional companies":      {deal("SUPPLY", "SUPPLIER Fir Times, CUSTOMER Fir Times", ""), counts{lenient: {0, 0, 3}}},
		"of no companies":            {`{"deals": [{"kind": "SUPPLY"}]}`, counts{lenient: {0, 1, 3}}},
		"the same deal twice": {`{"deals": [{"kind": "PARTNERSHIP", "parties": [{"company": "Birch"}, {"company": "Dogwood"}]}, {"kind": "PARTNERSHIP", "parties": [{"company": "Birch"}, {"company": "Dogwood"}]}]}`,
			counts{lenient: {1, 1, 2}, strict: {1, 1, 2}}},

		"value": {deal("ACQUISITION", bought, `, "value": {"amount": 200.9, "currency": "usd"}`), counts{values: {1, 0, 0}}},
		"value in the other currency": {deal("ACQUISITION", bought, `, "value": {"amount": 180, "currency": "EUR"}`),
			counts{values: {1, 0, 0}}},
		"value too far":           {deal("ACQUISITION", bought, `, "value": {"amount": 202, "currency": "USD"}`), counts{values: {0, 1, 1}}},
		"value of no such deal":   {deal("LICENSE", bought, `, "value": {"amount": 200, "currency": "USD"}`), counts{values: {0, 1, 1}}},
		"value where none is":     {deal("LITIGATION", "PLAINTIFF Alder, DEFENDANT Cedar", `, "value": {"amount": 200, "currency": "USD"}`), counts{values: {0, 1, 1}}},
		"patents":                 {deal("ACQUISITION", bought, `, "patents": {"count": 40}`), counts{counted: {1, 0, 0}}},
		"patents miscounted":      {deal("ACQUISITION", bought, `, "patents": {"count": 41}`), counts{counted: {0, 1, 1}}},
		"patents uncounted":       {deal("ACQUISITION", bought, `, "patents": {"description": "some"}`), counts{counted: {0, 0, 1}}},
		"patents of no such deal": {deal("LICENSE", bought, `, "patents": {"count": 40}`), counts{counted: {0, 1, 1}}},

		"day":   {deal("ACQUISITION", bought, `, "announced": "2020-05-06"`), counts{datesLenient: {1, 0, 1}, datesStrict: {1, 0, 1}}},
		"month": {deal("ACQUISITION", bought, `, "announced": "2020-05"`), counts{datesLenient: {1, 0, 1}, datesStrict: {0, 1, 2}}},
		"day of a year": {deal("LITIGATION", "PLAINTIFF Alder, DEFENDANT Cedar", `, "announced": "2011-03-04"`),
			counts{datesLenient: {1, 0, 1}, datesStrict: {0, 1, 2}}},
		"another day":           {deal("ACQUISITION", bought, `, "announced": "2020-05-07"`), counts{datesLenient: {0, 1, 2}, datesStrict: {0, 1, 2}}},
		"century":               {deal("ACQUISITION", bought, `, "announced": "20"`), counts{datesLenient: {0, 1, 2}}},
		"published, none given": {deal("PARTNERSHIP", "PARTNER Birch, PARTNER Dogwood", `, "announced": "2020-05-07"`), counts{datesLenient: {0, 0, 2}, datesStrict: {0, 0, 2}}},
		"accepted, none given":  {deal("PARTNERSHIP", "PARTNER Birch, PARTNER Dogwood", `, "announced": "2020-04"`), counts{datesLenient: {0, 0, 2}, datesStrict: {0, 0, 2}}},
		"a day, none given":     {deal("PARTNERSHIP", "PARTNER Birch, PARTNER Dogwood", `, "announced": "2019-05-07"`), counts{datesLenient: {0, 1, 2}, datesStrict: {0, 1, 2}}},
		"day of no such deal":   {deal("LICENSE", bought, `, "announced": "2020-05-06"`), counts{datesLenient: {0, 1, 2}, datesStrict: {0, 1, 2}}},

		"products": {`{"products": [{"name": "Alder Leaf", "company": "Alder"}, {"name": "Root", "company": "Cedar"}, {"name": "BarkOS"}, {"name": "bud sensor"}, {"name": "Twig"}, {"name": "Stem"}, {"name": "Bough"}]}`,
			counts{products: {2, 3, 0}, madeBy: {2, 3, 0}}},
		"a product of another maker": {`{"products": [{"name": "leaf one", "company": "Cedar"}, {"name": "Leaf", "company": "Alder"}]}`,
			counts{products: {1, 0, 1}, madeBy: {0, 1, 2}}},

		"technologies": {`{"technologies": ["lasers", "fifth generation", "saw", "sawing machines", "gluing"]}`,
			counts{techStrict: {1, 2, 1}, techLenient: {2, 2, 0}}},
		"an exact one keeps its place": {`{"technologies": ["laser", "wood laser"]}`, counts{techStrict: {1, 0, 1}, techLenient: {1, 0, 1}}},

		"portfolios": {`{"patentPortfolios": [{"company": "Cedar", "granted": 900}, {"company": "Alder", "granted": 1000, "applied": 80}, {"company": "Alder", "applied": 900}]}`,
			counts{portfolios: {2, 2, 0}}},
		"subsidiaries": {`{"subsidiaries": [{"parent": "Elm", "child": "Birch"}, {"parent": "Elm", "child": "Birch Oy"}, {"parent": "Birch", "child": "Elm"},
			{"parent": "Alder", "child": "Cedar"}, {"parent": "Fir Times", "child": "Cedar"}]}`, counts{ownership: {1, 1, 0}}},
		"no subsidiary": {`{"subsidiaries": [{"parent": "Zelkova", "child": "Birch"}]}`, counts{ownership: {0, 1, 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			r := score(t, story, test.prediction, false)
			for m, want := range test.want {
				if got := *r.Counts[m]; got != want {
					t.Errorf("%s: right, wrong, missing are %v, want %v", m, got, want)
				}
			}
			if t.Failed() {
				for _, m := range r.Misses {
					t.Log(m)
				}
			}
		})
	}
}

func TestScorePrimary(t *testing.T) {
	suit := deal("LITIGATION", "PLAINTIFF Alder, DEFENDANT Cedar", `, "announced": "2011", "status": "COMPLETED"`)
	r := score(t, story, suit, true)
	if got, want := *r.Counts[gold.DealsLenient], (gold.Count{FalseNegatives: 2}); got != want {
		t.Errorf("a background deal is counted as %v, want %v: neither right nor missing", got, want)
	}
	if r.StatusTotal != 0 || r.Counts[gold.DatesLenient].TruePositives != 0 {
		t.Error("its status or date is counted")
	}
}

func TestScoreStatus(t *testing.T) {
	for name, test := range map[string]struct {
		prediction                  string
		exact, coarse, unrealAsReal int
	}{
		"the same":             {deal("ACQUISITION", "BUYER Alder, TARGET Birch", `, "status": "ANNOUNCED"`), 1, 1, 0},
		"done, not agreed":     {deal("ACQUISITION", "BUYER Alder, TARGET Birch", `, "status": "COMPLETED"`), 0, 1, 0},
		"a deal as a rumour":   {deal("ACQUISITION", "BUYER Alder, TARGET Birch", `, "status": "RUMOURED"`), 0, 0, 0},
		"a rumour":             {deal("PARTNERSHIP", "PARTNER Birch, PARTNER Dogwood", `, "status": "RUMOURED"`), 1, 1, 0},
		"a rumour as denied":   {deal("PARTNERSHIP", "PARTNER Birch, PARTNER Dogwood", `, "status": "DENIED"`), 0, 0, 0},
		"a rumour as a deal":   {deal("PARTNERSHIP", "PARTNER Birch, PARTNER Dogwood", `, "status": "COMPLETED"`), 0, 0, 1},
		"a rumour as whatever": {deal("PARTNERSHIP", "PARTNER Birch, PARTNER Dogwood", ``), 0, 0, 1},
	} {
		r := score(t, story, test.prediction, false)
		if r.StatusTotal != 1 || r.StatusExact != test.exact || r.StatusCoarse != test.coarse || r.UnrealAsReal != test.unrealAsReal {
			t.Errorf("%s: total, exact, coarse, unreal are %d, %d, %d, %d; want 1, %d, %d, %d", name,
				r.StatusTotal, r.StatusExact, r.StatusCoarse, r.UnrealAsReal, test.exact, test.coarse, test.unrealAsReal)
		}
	}
}

func TestScoreCountsBesideMeasures(t *testing.T) {
	noDeal := `{"id": "1", "companies": [{"name": "Alder"}, {"name": "Birch"}], "optional": {"companies": ["Fir"]}}`
	r := score(t, noDeal, `{"companies": [{"name": "Alder"}, {"name": "Alder Co"}], "people": [{"name": "Ada Ash"}],
		"deals": [{"kind": "SUPPLY", "parties": [{"company": "Alder"}, {"company": "Birch"}]}, {"kind": "SUPPLY", "parties": [{"company": "Fir"}]}]}`, false)
	if r.Articles != 1 || r.NoDealArticles != 1 || r.InventedDeals != 1 || r.OptionalDealsIgnored != 1 || r.DuplicateCompanies != 1 ||
		r.RolelessIgnored != 1 || r.WithoutPrediction != 0 {
		t.Errorf("got %+v", r)
	}
	r = gold.Score(nil, []*gold.Article{{ID: "1", Gold: &gold.Annotation{}}}, false)
	if r.WithoutPrediction != 1 || r.InventedDeals != 0 {
		t.Errorf("without a prediction: got %+v", r)
	}
}

// TestScoreCountsKinds: a deal found under another kind that is accepted counts
// for the annotated one, an invented one for its own.
func TestScoreCountsKinds(t *testing.T) {
	r := score(t, story, `{"deals": [
		{"kind": "DIVESTITURE", "parties": [{"company": "Alder", "role": "BUYER"}, {"company": "Birch", "role": "SELLER"}]},
		{"kind": "SUPPLY", "parties": [{"company": "Alder", "role": "SUPPLIER"}, {"company": "Birch", "role": "CUSTOMER"}]}]}`, false)
	want := map[string]*gold.Count{"ACQUISITION": {TruePositives: 1}, "SUPPLY": {FalsePositives: 1}, "LITIGATION": {FalseNegatives: 1}, "PARTNERSHIP": {FalseNegatives: 1}}
	if diff := cmp.Diff(want, r.Kinds); diff != "" {
		t.Errorf("by kind (-want +got):\n%s", diff)
	}
}

// TestScorePicksBestMatch: of annotated deals that a predicted one may be it is
// the second, for what it says fits that better. Which one was picked tells the
// status: only the second is completed.
func TestScorePicksBestMatch(t *testing.T) {
	const parties = `"parties": [{"company": "Alder", "role": "BUYER"}, {"company": "Birch", "role": "TARGET"}]`
	for name, test := range map[string]struct{ first, second, prediction string }{
		"by roles": {`"kind": "ACQUISITION", "parties": [{"company": "Birch", "role": "BUYER"}, {"company": "Alder", "role": "TARGET"}]`,
			`"kind": "ACQUISITION", ` + parties, ``},
		"by value": {`"kind": "ACQUISITION", ` + parties, `"kind": "ACQUISITION", "value": {"amount": 5, "currency": "USD"}, ` + parties,
			`, "value": {"amount": 5, "currency": "USD"}`},
		"by date": {`"kind": "ACQUISITION", "announced": "2010", ` + parties, `"kind": "ACQUISITION", "announced": "2012", ` + parties,
			`, "announced": "2012-03"`},
		"by kind": {`"kind": "DIVESTITURE", "altKinds": ["ACQUISITION"], ` + parties, `"kind": "ACQUISITION", ` + parties, ``},
		"by the number of companies": {`"kind": "ACQUISITION", "parties": [{"company": "Alder", "role": "BUYER"}, {"company": "Birch", "role": "SELLER"}, {"company": "Elm", "role": "TARGET"}]`,
			`"kind": "ACQUISITION", "parties": [{"company": "Alder", "role": "BUYER"}, {"company": "Birch", "role": "SELLER"}, {"company": "Cedar", "role": "TARGET"}]`,
			`, "parties": [{"company": "Alder", "role": "BUYER"}, {"company": "Birch", "role": "SELLER"}, {"company": "Cedar", "role": "SELLER"}]`},
		"value before date": {`"kind": "ACQUISITION", "announced": "2012", ` + parties, `"kind": "ACQUISITION", "value": {"amount": 5, "currency": "USD"}, ` + parties,
			`, "announced": "2012", "value": {"amount": 5, "currency": "USD"}`},
	} {
		deals := fmt.Sprintf(`{"id": "1", "companies": [{"name": "Alder"}, {"name": "Birch"}, {"name": "Cedar"}, {"name": "Elm"}],
			"deals": [{"status": "ANNOUNCED", %s}, {"status": "COMPLETED", %s}]}`, test.first, test.second)
		if r := score(t, deals, deal("ACQUISITION", "BUYER Alder, TARGET Birch", `, "status": "COMPLETED"`+test.prediction), false); r.StatusTotal != 1 || r.StatusExact != 1 {
			t.Errorf("%s: %d deals are matched, %d with the second", name, r.StatusTotal, r.StatusExact)
		}
	}
}

// TestScoreMatchesEachOnce: of two predictions of one deal the better one is it,
// whatever their order.
func TestScoreMatchesEachOnce(t *testing.T) {
	r := score(t, story, `{"deals": [
		{"kind": "ACQUISITION", "parties": [{"company": "Alder", "role": "TARGET"}, {"company": "Birch", "role": "BUYER"}]},
		{"kind": "ACQUISITION", "parties": [{"company": "Alder", "role": "BUYER"}, {"company": "Birch", "role": "TARGET"}]}]}`, false)
	if got, want := *r.Counts[gold.DealsStrict], (gold.Count{TruePositives: 1, FalsePositives: 1, FalseNegatives: 2}); got != want {
		t.Errorf("deals-strict is counted as %v, want %v", got, want)
	}
}

// TestScoreCountsOnce: one prediction finds one technology, and an ownership that
// is listed twice is missed once.
func TestScoreCountsOnce(t *testing.T) {
	const annotation = `{"id": "1", "companies": [{"name": "Alder"}, {"name": "Birch"}], "technologies": ["lasers", "wood lasers"],
		"subsidiaries": [{"parent": "Alder", "child": "Birch"}, {"parent": "Alder", "child": "Birch"}]}`
	r := score(t, annotation, `{"technologies": ["lasers"]}`, false)
	if got, want := *r.Counts[gold.TechnologiesLenient], (gold.Count{TruePositives: 1, FalseNegatives: 1}); got != want {
		t.Errorf("technologies-lenient is counted as %v, want %v", got, want)
	}
	if got, want := *r.Counts[gold.Subsidiaries], (gold.Count{FalseNegatives: 1}); got != want {
		t.Errorf("subsidiaries is counted as %v, want %v", got, want)
	}
}

// TestScorePartiesNotNamed: a deal of which the text names one party is found by
// it, and a party whose role it does not tell may have any.
func TestScorePartiesNotNamed(t *testing.T) {
	const deals = `{"id": "1", "companies": [{"name": "Alder"}, {"name": "Birch"}, {"name": "Cedar"}], "deals": [
		{"kind": "INVESTMENT", "parties": [{"company": "Alder", "role": "INVESTEE"}]},
		{"kind": "SUPPLY", "parties": [{"company": "Birch", "role": "PARTNER"}, {"company": "Cedar", "role": "CUSTOMER"}]}]}`
	for prediction, want := range map[string]gold.Count{
		deal("INVESTMENT", "INVESTEE Alder", ""):                 {TruePositives: 1, FalseNegatives: 1},
		deal("INVESTMENT", "INVESTEE Birch", ""):                 {FalsePositives: 1, FalseNegatives: 2},
		deal("SUPPLY", "SUPPLIER Birch, CUSTOMER Cedar", ""):     {TruePositives: 1, FalseNegatives: 1},
		deal("SUPPLY", "SUPPLIER Birch, DISTRIBUTOR Cedar", ""):  {FalsePositives: 1, FalseNegatives: 2},
		deal("SUPPLY", "SUPPLIER Cedar", ""):                     {FalsePositives: 1, FalseNegatives: 2},
		deal("INVESTMENT", "INVESTEE Alder, INVESTOR Birch", ""): {FalsePositives: 1, FalseNegatives: 2},
	} {
		if got := *score(t, deals, prediction, false).Counts[gold.DealsStrict]; got != want {
			t.Errorf("%s: deals-strict is counted as %v, want %v", prediction, got, want)
		}
	}
}

func TestCountShares(t *testing.T) {
	for _, test := range []struct {
		count   gold.Count
		p, r, f float64
		when    string
	}{
		{gold.Count{TruePositives: 1, FalsePositives: 1, FalseNegatives: 3}, .5, .25, 1. / 3, "some"},
		{gold.Count{}, 1, 1, 1, "nothing to find, nothing found"},
		{gold.Count{FalsePositives: 1}, 0, 0, 0, "nothing to find, something found"},
		{gold.Count{FalseNegatives: 1}, 0, 0, 0, "something to find, nothing found"},
	} {
		if p, r, f := test.count.Precision(), test.count.Recall(), test.count.F1(); p != test.p || r != test.r || f != test.f {
			t.Errorf("%s: got %v %v %v, want %v %v %v", test.when, p, r, f, test.p, test.r, test.f)
		}
	}
}

// TestMissesAreThoseCounted: whatever is wrong or missing has a line in the
// details, but for what belongs to a thing that has one.
func TestMissesAreThoseCounted(t *testing.T) {
	r := score(t, story, `{"companies": [{"name": "Zelkova"}], "technologies": ["gluing"], "deals": [{"kind": "OTHER"}]}`, false)
	have := map[gold.Measure]int{}
	for _, m := range r.Misses {
		have[m.Measure]++
	}
	for _, m := range []gold.Measure{gold.Companies, gold.People, gold.DealsLenient, gold.Products, gold.TechnologiesLenient, gold.Portfolios, gold.Subsidiaries} {
		if c := r.Counts[m]; have[m] != c.FalsePositives+c.FalseNegatives {
			t.Errorf("%s: %d lines for %v", m, have[m], *c)
		}
	}
}

func TestMeasuresAreAllCounted(t *testing.T) {
	r := gold.Score(nil, nil, false)
	if got := slices.Collect(maps.Keys(r.Counts)); len(got) != len(gold.Measures) {
		t.Errorf("%d measures are counted, %d listed", len(got), len(gold.Measures))
	}
}
