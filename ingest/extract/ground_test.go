package extract

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// story is what the tests ground claims in.
var story = &Document{
	Headline:  "Birkel buys pump patents of Tormund",
	Published: "2021-03-04",
	Paragraphs: []string{
		"OSLO — Birkel Holdings has agreed to buy 120 pump patents from its rival Tormund Ltd for 50 million pounds ($69 million), both said on Thursday. The Norwegian company will pay in cash.",
		"“We are glad,” said Ada Lind, chief executive officer of Birkel. She was finance chief of Vessel Fund until 2018.",
		"Tormund, a unit of Kranz AG, sued Birkel in 2016 over the HydroFlow pump. That suit will be dropped. Birkel holds 1,930 patents on variable displacement and has applied for two hundred more.",
		"Separately, it licensed valve designs to Ventil S.p.A. last year.",
	},
}

const (
	sale   = "OSLO — Birkel Holdings has agreed to buy 120 pump patents from its rival Tormund Ltd for 50 million pounds ($69 million), both said on Thursday."
	cash   = "The Norwegian company will pay in cash."
	glad   = "“We are glad,” said Ada Lind, chief executive officer of Birkel."
	before = "She was finance chief of Vessel Fund until 2018."
	suit   = "Tormund, a unit of Kranz AG, sued Birkel in 2016 over the HydroFlow pump."
	holds  = "Birkel holds 1,930 patents on variable displacement and has applied for two hundred more."
	valves = "Separately, it licensed valve designs to Ventil S.p.A. last year."
)

func at(paragraph int, sentences ...string) Claim {
	c := Claim{Confidence: 0.9}
	for _, s := range sentences {
		c.Passages = append(c.Passages, Passage{paragraph, s})
	}
	return c
}

// birkel is an extraction with the companies of the story, to which a case adds.
func birkel(add func(x *Extraction)) *Extraction {
	x := &Extraction{
		Companies: []*Company{
			{Name: "Birkel Holdings", Aliases: []string{"Birkel"}, Claim: at(1, sale)},
			{Name: "Tormund Ltd", Aliases: []string{"Tormund"}, Claim: at(1, sale)},
			{Name: "Kranz AG", Claim: at(3, suit)},
			{Name: "Ventil S.p.A.", Claim: at(4, valves)},
		},
		People: []*Person{{Name: "Ada Lind", Claim: at(2, glad)}},
	}
	if add != nil {
		add(x)
	}
	return x
}

func deal(kind string, claim Claim, parties ...*Party) *Deal {
	return &Deal{Kind: kind, Status: Announced, Parties: parties, Claim: claim}
}

func party(company, role, mention string) *Party { return &Party{company, role, mention} }

func TestGroundDeals(t *testing.T) {
	buyer, seller := party("Birkel Holdings", "BUYER", ""), party("Tormund Ltd", "SELLER", "")
	five, hundred := 5, 120
	for _, c := range []struct {
		name string
		deal *Deal
		want *Deal  // nil: it is rejected
		why  string // a rejection has this in it
	}{
		{
			name: "as it stands there",
			deal: deal("PATENT_SALE", at(1, sale), buyer, seller),
			want: deal("PATENT_SALE", at(1, sale), buyer, seller),
		},
		{
			name: "quotation marks, dashes, white space and paragraph aside, by aliases, in other letters",
			deal: deal("patent-sale", at(3, strings.NewReplacer("—", "--", " ", "\n ").Replace(sale)), party("birkel", "buyer", ""), party("Tormund", "Seller", "")),
			want: deal("PATENT_SALE", at(1, sale), buyer, seller),
		},
		{
			name: "a part of a sentence is the sentence",
			deal: deal("PATENT_SALE", at(1, "agreed to buy 120 pump patents from its rival Tormund Ltd"), buyer, seller),
			want: deal("PATENT_SALE", at(1, sale), buyer, seller),
		},
		{
			name: "a passage that is made up",
			deal: deal("PATENT_SALE", at(1, "Birkel Holdings bought all patents of Tormund Ltd."), buyer, seller),
			why:  "its passage is not in the text",
		},
		{
			name: "a passage over two paragraphs",
			deal: deal("PATENT_SALE", at(1, cash+" "+glad), buyer, seller),
			why:  "its passage is not in the text",
		},
		{
			name: "no passage",
			deal: deal("PATENT_SALE", at(1), buyer, seller),
			why:  "its passage is not in the text",
		},
		{
			name: "a passage without words",
			deal: deal("PATENT_SALE", at(1, ". "), buyer, seller),
			why:  "its passage is not in the text",
		},
		{
			name: "parties that the passage does not have",
			deal: deal("PATENT_SALE", at(3, holds), buyer, seller),
			why:  "does not have Tormund Ltd",
		},
		{
			name: "a description that is in the passage, of a company named before",
			deal: deal("ACQUISITION", at(1, cash, sale), party("Birkel Holdings", "BUYER", "The Norwegian company"), seller),
			want: deal("ACQUISITION", at(1, cash, sale), party("Birkel Holdings", "BUYER", "The Norwegian company"), seller),
		},
		{
			name: "a pronoun",
			deal: deal("LICENSE", at(4, valves), party("Birkel Holdings", "LICENSOR", "it"), party("Ventil", "LICENSEE", "Ventil S.p.A.")),
			want: deal("LICENSE", at(4, valves), party("Birkel Holdings", "LICENSOR", "it"), party("Ventil S.p.A.", "LICENSEE", "Ventil S.p.A.")),
		},
		{
			name: "a pronoun that is not in the passage",
			deal: deal("LICENSE", at(4, valves), party("Birkel Holdings", "LICENSOR", "the firm"), party("Ventil", "LICENSEE", "")),
			why:  "does not have Birkel Holdings",
		},
		{
			name: "any word of the passage as a mention",
			deal: deal("LICENSE", at(4, valves), party("Birkel Holdings", "LICENSOR", "valve designs"), party("Ventil", "LICENSEE", "")),
			why:  "does not have Birkel Holdings",
		},
		{
			name: "no mention at all",
			deal: deal("LICENSE", at(4, valves), party("Birkel Holdings", "LICENSOR", ""), party("Ventil", "LICENSEE", "")),
			why:  "does not have Birkel Holdings",
		},
		{
			name: "a pronoun for a company that is named later only",
			deal: deal("SUPPLY", at(1, cash), party("Kranz AG", "CUSTOMER", "The Norwegian company"), party("Ventil", "SUPPLIER", "The Norwegian company")),
			why:  "does not have Kranz AG",
		},
		{
			name: "a company that is not in the text",
			deal: deal("PATENT_SALE", at(1, sale), buyer, party("Zzyzx Inc", "SELLER", "its rival")),
			why:  "Zzyzx Inc is no company or person of the article",
		},
		{
			name: "one party of three is made up: the deal waits for a person",
			deal: deal("PATENT_SALE", at(1, sale), buyer, seller, party("Zzyzx Inc", "BUYER", "")),
			want: func() *Deal {
				d := deal("PATENT_SALE", at(1, sale), buyer, seller)
				d.Confidence = belowAccepted
				d.Reasons = []string{"a party was left out: Zzyzx Inc is no company or person of the article"}
				return d
			}(),
			why: "Zzyzx Inc",
		},
		{
			name: "one company on both sides",
			deal: deal("PATENT_SALE", at(1, sale), buyer, party("Birkel", "SELLER", "")),
			why:  "no two parties",
		},
		{
			name: "one party only, if no more is told",
			deal: deal("INVESTMENT", at(3, suit), party("Tormund", "INVESTEE", "")),
			want: deal("INVESTMENT", at(3, suit), party("Tormund Ltd", "INVESTEE", "")),
		},
		{name: "no party", deal: deal("INVESTMENT", at(3, suit)), why: "no two parties"},
		{name: "an unknown kind", deal: deal("HEIST", at(1, sale), buyer, seller), why: `kind "HEIST" is none`},
		{name: "an umbrella", deal: deal("AGREEMENT", at(1, sale), buyer, seller), why: `kind "AGREEMENT" is none`},
		{name: "an unknown role", deal: deal("PATENT_SALE", at(1, sale), buyer, party("Tormund", "VICTIM", "")), why: `role "VICTIM"`},
		{
			name: "an unknown status",
			deal: func() *Deal { d := deal("PATENT_SALE", at(1, sale), buyer, seller); d.Status = "SURE"; return d }(),
			why:  `status "SURE" is none`,
		},
		{
			name: "amount, number, date and what refers to what is there",
			deal: func() *Deal {
				d := deal("PATENT_SALE", at(1, sale), buyer, seller)
				d.Value, d.Patents, d.Announced = &Money{50e6, "gbp"}, &Patents{Count: &hundred}, "2021-03-04"
				d.SaidBy, d.SaidFor, d.Undisclosed = "Ada Lind", "Birkel", []string{"term", "COLOUR"}
				return d
			}(),
			want: func() *Deal {
				d := deal("PATENT_SALE", at(1, sale), buyer, seller)
				d.Value, d.Patents, d.Announced = &Money{50e6, "GBP"}, &Patents{Count: &hundred}, "2021-03-04"
				d.SaidBy, d.SaidFor, d.Undisclosed = "Ada Lind", "Birkel Holdings", []string{"TERM"}
				return d
			}(),
		},
		{
			name: "amount, number, date and references that the text does not bear out",
			deal: func() *Deal {
				d := deal("PATENT_SALE", at(1, sale), buyer, seller)
				d.Value, d.Patents, d.Announced = &Money{50e9, "GBP"}, &Patents{Count: &five}, "2022"
				d.SaidBy, d.SaidFor, d.Technologies, d.Products = "Zed", "Zed", []string{"Zed"}, []string{"Zed"}
				return d
			}(),
			want: deal("PATENT_SALE", at(1, sale), buyer, seller),
			why:  "50000000000 GBP",
		},
		{
			name: "an amount in another currency",
			deal: func() *Deal {
				d := deal("PATENT_SALE", at(1, sale), buyer, seller)
				d.Value = &Money{50e6, "EUR"}
				return d
			}(),
			want: deal("PATENT_SALE", at(1, sale), buyer, seller),
			why:  "does not have the currency",
		},
		{
			name: "a date that is none",
			deal: func() *Deal { d := deal("PATENT_SALE", at(1, sale), buyer, seller); d.Announced = "Thursday"; return d }(),
			want: deal("PATENT_SALE", at(1, sale), buyer, seller),
			why:  "no EDTF date",
		},
		{
			name: "a confidence that is none",
			deal: func() *Deal {
				d := deal("PATENT_SALE", at(1, sale), buyer, seller)
				d.Confidence = math.NaN()
				return d
			}(),
			want: func() *Deal { d := deal("PATENT_SALE", at(1, sale), buyer, seller); d.Confidence = 0; return d }(),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Ground(story, birkel(func(x *Extraction) { x.Deals = []*Deal{c.deal} }))
			want := []*Deal{}
			if c.want != nil {
				if c.want.Technologies == nil {
					c.want.Technologies = []string{}
				}
				want = append(want, c.want)
			}
			if diff := cmp.Diff(want, got.Deals); diff != "" {
				t.Error(diff)
			}
			var why []string
			for _, r := range got.Rejected {
				why = append(why, r.Claim+": "+r.Why)
			}
			if all := strings.Join(why, "\n"); c.why == "" && all != "" || !strings.Contains(all, c.why) {
				t.Errorf("rejected %q, want %q in it", all, c.why)
			}
		})
	}
}

func TestGroundNames(t *testing.T) {
	x := &Extraction{
		Companies: []*Company{
			{Name: "Birkel Holdings plc", Aliases: []string{"Birkel", "the Norwegian company", "Birkel Group", "Tormund"}, Country: "Norway", Claim: Claim{Confidence: 2}},
			{Name: "TORMUND LTD", Aliases: []string{"Tormund"}, Country: "NO", Claim: at(2, glad)},
			{Name: "Tormund", Claim: at(3, suit)},
			{Name: "Zzyzx", Claim: at(1, sale)},
			{Name: "Mund", Claim: at(1, sale)},
			{Name: "", Claim: at(1, sale)},
			nil,
		},
		Products: []*Product{{Name: "HydroFlow", Company: "Tormund Limited"}, {Name: "Hydroflow", Company: "Zzyzx"}, {Name: "iPump"}},
		Technologies: []*Technology{
			{Name: "Variable displacement"}, {Name: "blockchain"},
		},
	}
	got := Ground(story, x)
	want := []*Company{
		{Name: "Birkel Holdings", Aliases: []string{"Birkel"}, Claim: Claim{Confidence: 1, Passages: []Passage{{1, sale}}}},
		{Name: "Tormund Ltd", Aliases: []string{"Tormund"}, Country: "NO", Claim: Claim{Confidence: 0.9, Passages: []Passage{{1, sale}, {3, suit}}}},
	}
	if diff := cmp.Diff(want, got.Companies); diff != "" {
		t.Error(diff)
	}
	products := []*Product{{Name: "HydroFlow", Company: "Tormund Ltd", Claim: Claim{Passages: []Passage{{3, suit}}}}}
	if diff := cmp.Diff(products, got.Products); diff != "" {
		t.Error(diff)
	}
	technologies := []*Technology{{Name: "variable displacement", Claim: Claim{Passages: []Passage{{3, holds}}}}}
	if diff := cmp.Diff(technologies, got.Technologies); diff != "" {
		t.Error(diff)
	}
	var rejected []string
	for _, r := range got.Rejected {
		rejected = append(rejected, r.Claim)
	}
	if diff := cmp.Diff([]string{"company Zzyzx", "company Mund", "company", "product HydroFlow of Zzyzx", "product iPump", "technology blockchain"}, rejected); diff != "" {
		t.Error(diff)
	}
}

// TestGroundTellsGroupsApart holds that a legal form is left out of a name only
// where the text does so.
func TestGroundTellsGroupsApart(t *testing.T) {
	doc := &Document{Paragraphs: []string{"Vessel Group sold Vessel Corp. to Kranz Inc. last year, and Kranz rose."}}
	got := Ground(doc, &Extraction{Companies: []*Company{{Name: "Vessel Group"}, {Name: "Vessel Corp."}, {Name: "Kranz Inc."}, {Name: "Kranz"}}})
	var found []string
	for _, c := range got.Companies {
		found = append(found, strings.Join(append([]string{c.Name}, c.Aliases...), " = "))
	}
	if diff := cmp.Diff([]string{"Vessel Group", "Vessel Corp.", "Kranz Inc. = Kranz"}, found); diff != "" {
		t.Error(diff)
	}
}

func TestGroundRoles(t *testing.T) {
	role := func(title, company, status, period string, claim Claim) *Role {
		return &Role{Title: title, Company: company, Status: status, Period: period, Claim: claim}
	}
	x := birkel(func(x *Extraction) {
		x.Companies = append(x.Companies, &Company{Name: "Vessel Fund"})
		x.People[0].Roles = []*Role{
			role("chief executive officer", "Birkel", "current", "", at(2, glad)),
			role("Chief Executive Officer", "Birkel Holdings", "CURRENT", "2018/..", at(2, glad)),
			role("finance chief", "Vessel Fund", "FORMER", "until 2018", at(2, before)),
			role("chairwoman", "Birkel", "CURRENT", "", at(2, glad)),
			role("chief executive officer", "Zzyzx", "CURRENT", "", at(2, glad)),
			role("chief executive officer", "Birkel", "SOON", "", at(2, glad)),
			role("chief executive officer", "Birkel", "CURRENT", "", at(2, "She is chief executive officer of Birkel.")),
			role("unit", "Kranz AG", "CURRENT", "", at(3, "That suit will be dropped.")),
			nil,
		}
		x.People = append(x.People, &Person{Name: "Zed Zyx"}, nil)
	})
	got := Ground(story, x)
	want := []*Role{
		role("chief executive officer", "Birkel Holdings", "CURRENT", "2018/..", at(2, glad)),
		role("finance chief", "Vessel Fund", "FORMER", "", at(2, before)),
	}
	if len(got.People) != 1 {
		t.Fatalf("%d people, want one", len(got.People))
	}
	if diff := cmp.Diff(want, got.People[0].Roles); diff != "" {
		t.Error(diff)
	}
	for _, why := range []string{"no EDTF", "does not have the title", "none of the article's", `status "SOON"`, "not in the text", "does not name it"} {
		found := false
		for _, r := range got.Rejected {
			found = found || strings.Contains(r.Why, why)
		}
		if !found {
			t.Errorf("nothing was rejected because of %q: %v", why, got.Rejected)
		}
	}
}

func TestGroundPortfoliosAndSubsidiaries(t *testing.T) {
	n := func(n int) *int { return &n }
	x := birkel(func(x *Extraction) {
		x.Portfolios = []*Portfolio{
			{Company: "Birkel", Granted: n(1930), Applied: n(200), Claim: at(3, holds)},
			{Company: "Birkel Holdings", Granted: n(1930), Applied: n(200), Claim: at(3, holds)},
			{Company: "Birkel", Granted: n(1930), Applied: n(300), Claim: at(3, holds)},
			{Company: "Birkel", Granted: n(77), Claim: at(3, holds)},
			{Company: "Ventil", Granted: n(1930), Claim: at(3, holds)},
			{Company: "Zzyzx", Granted: n(1930), Claim: at(3, holds)},
		}
		x.Subsidiaries = []*Subsidiary{
			{Parent: "Kranz", Child: "Tormund", Claim: at(3, suit)},
			{Parent: "Kranz AG", Child: "Tormund Ltd", Claim: at(3, suit)},
			{Parent: "Kranz", Child: "Kranz AG", Claim: at(3, suit)},
			{Parent: "Ventil", Child: "Tormund", Claim: at(3, suit)},
			{Parent: "Kranz", Child: "Tormund", Claim: at(3, "Kranz owns Tormund.")},
		}
	})
	got := Ground(story, x)
	if diff := cmp.Diff([]*Portfolio{
		{Company: "Birkel Holdings", Granted: n(1930), Applied: n(200), Claim: at(3, holds)},
		{Company: "Birkel Holdings", Granted: n(1930), Claim: at(3, holds)},
	}, got.Portfolios); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]*Subsidiary{{Parent: "Kranz AG", Child: "Tormund Ltd", Claim: at(3, suit)}}, got.Subsidiaries); diff != "" {
		t.Error(diff)
	}
	if len(got.Rejected) != 8 {
		t.Errorf("%d rejections, want 8: %v", len(got.Rejected), got.Rejected)
	}
}

func TestGroundMergesDeals(t *testing.T) {
	buyer, seller := party("Birkel", "BUYER", ""), party("Tormund", "SELLER", "")
	x := birkel(func(x *Extraction) {
		first, second, third := deal("PATENT_SALE", at(1, sale), buyer, seller), deal("PATENT_SALE", at(0, story.Headline), seller, buyer), deal("PATENT_SALE", at(1, sale), buyer, seller)
		first.Value = &Money{50e6, "GBP"}
		second.Announced, second.Confidence = "2021-03-04", 0.95
		third.Value = &Money{69e6, "USD"}
		x.Deals = []*Deal{first, second, third, nil}
	})
	got := Ground(story, x).Deals
	if len(got) != 2 {
		t.Fatalf("%d deals, want that of 50 million pounds and that of 69 million dollars", len(got))
	}
	d := got[0]
	if d.Value == nil || d.Value.Amount != 50e6 || d.Announced != "2021-03-04" || d.Confidence != 0.95 || len(d.Passages) != 2 {
		t.Errorf("the two tellings became %+v", d)
	}
}

// TestGroundKeepsItsInput holds that grounding changes nothing it is given, and
// nothing when done again.
func TestGroundKeepsItsInput(t *testing.T) {
	x := birkel(func(x *Extraction) {
		x.Deals = []*Deal{deal("patent sale", at(1, "agreed to buy 120 pump patents"), party("birkel", "buyer", ""), party("Tormund", "seller", ""), nil)}
		x.Rejected = []Rejection{{"a", "b"}}
	})
	text := func(x *Extraction) string {
		b, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	before := text(x)
	once := Ground(story, x)
	if text(x) != before {
		t.Error("the extraction was changed")
	}
	if diff := cmp.Diff(once, Ground(story, once)); diff != "" {
		t.Error(diff)
	}
	if empty := Ground(story, nil); empty.Companies == nil || len(empty.Companies) != 0 {
		t.Error("nothing is no empty extraction")
	}
}

func TestNumbersIn(t *testing.T) {
	for text, want := range map[string][]float64{
		"18.95 billion rupees ($253 million)": {18.95e9, 253e6},
		"€1,5 Mrd or 1.500 patents":           {1.5, 1500},
		"$2bn, 350m and 16 000 patents":       {2e9, 350e6, 16000},
		"between $1.5 and 2 billion":          {1.5e9, 2e9},
		"a billion dollars":                   {1e9},
		"half a million":                      {0.5e6},
		"twenty-five patents":                 {25},
		"two hundred thousand":                {200_000},
		"one hundred and twenty":              {120},
		"three dozen":                         {36},
		"4.2 crore":                           {4.2e7},
		"1,930":                               {1930},
		"₹40-50 crore":                        {40e7, 50e7},
	} {
		got := numbersIn(text)
		for _, n := range want {
			found := false
			for _, m := range got {
				found = found || math.Abs(m-n) < 1e-6*n
			}
			if !found {
				t.Errorf("%q: %v has no %v", text, got, n)
			}
		}
	}
	for text, not := range map[string]float64{
		"18.95 billion rupees":              18.95e6,
		"$350 million":                      350e9,
		"in 2016 18 patents":                201618,
		"120 patents, 5 million pumps sold": 120e6,
	} {
		for _, n := range numbersIn(text) {
			if n == not {
				t.Errorf("%q has %v", text, not)
			}
		}
	}
}

func FuzzGround(f *testing.F) {
	f.Add("Birkel buys Tormund. It paid $5 million.", "Birkel", "It paid $5 million.", "it", 5e6)
	f.Add("“Smith’s” — x…", "Smith's", `"Smith's" - x...`, "", 0.0)
	f.Add("小米公司与诺基亚公司签署协议。", "小米", "小米公司与诺基亚公司签署协议。", "公司", 1.0)
	f.Add("ǅ İstanbul ﬁrm", "fi", "i̇", "K", math.Inf(1))
	f.Fuzz(func(t *testing.T, text, name, sentence, mention string, amount float64) {
		doc := &Document{Headline: name, Paragraphs: []string{strings.Join(strings.Fields(text), " ")}}
		claim := Claim{Passages: []Passage{{1, sentence}}, Confidence: amount}
		x := &Extraction{
			Companies: []*Company{{Name: name, Aliases: []string{mention}, Claim: claim}, {Name: mention, Claim: claim}},
			People:    []*Person{{Name: name, Roles: []*Role{{Title: mention, Company: name, Status: "CURRENT", Claim: claim}}, Claim: claim}},
			Deals: []*Deal{{Kind: "LICENSE", Status: Announced, Parties: []*Party{{name, "LICENSOR", mention}, {mention, "LICENSEE", name}},
				Value: &Money{amount, "USD"}, Announced: mention, Claim: claim}},
		}
		got := Ground(doc, x)
		all := doc.Headline + "\n" + doc.Paragraphs[0]
		for _, c := range got.Companies {
			if !strings.Contains(strings.Join(strings.Fields(all), " "), c.Name) {
				t.Errorf("company %q is not in %q", c.Name, all)
			}
		}
		for _, d := range got.Deals {
			for _, p := range d.Passages {
				if p.Paragraph == 1 && !strings.Contains(doc.Paragraphs[0], p.Sentence) {
					t.Errorf("passage %q is not in %q", p.Sentence, doc.Paragraphs[0])
				}
			}
			if math.IsNaN(d.Confidence) || d.Confidence < 0 || d.Confidence > 1 {
				t.Errorf("confidence %v", d.Confidence)
			}
		}
	})
}

func TestTitlesToldByVerbs(t *testing.T) {
	for _, test := range []struct {
		sentence, title string
		want            bool
	}{
		{"Ida Vorn, who leads the pump unit, agreed.", "head of pump unit", true},
		{"Ida Vorn founded Birkel.", "founder", true},
		{"Ida Vorn joined the board.", "board member", true},
		{"Ida Vorn left the pump unit.", "head of pump unit", false},
		{"Ida Vorn bought Birkel.", "founder", false},
	} {
		if got := hasTitle(at(1, test.sentence).Passages, test.title); got != test.want {
			t.Errorf("%s: hasTitle(%q) = %v", test.sentence, test.title, got)
		}
	}
}
