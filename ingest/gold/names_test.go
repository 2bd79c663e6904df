package gold

import (
	"slices"
	"testing"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

func TestNameKey(t *testing.T) {
	for name, want := range map[string]string{
		"":                           "",
		"Alder Inc.":                 "alder",
		"The Alder & Birch Co., Ltd": "alder and birch",
		"Alder & Co":                 "alder",
		"ALDER GROUP PLC":            "alder",
		"Group":                      "group", // nothing else would be left
		"The Group":                  "group",
		"Société Érable SA":          "societe erable",
		"Alder’s":                    "alder",
		"Alder's Finest":             "alder finest",
		"O'Sullivan":                 "o sullivan",
		"Alder (UK) Ltd":             "alder",
		"(Alder)":                    "alder",
		"Alder-Birch.com":            "alder birch com",
		"Ａｌｄｅｒ":                      "alder",
		"株式会社":                       "株式会社",
		"...":                        "",
	} {
		if got := nameKey(name); got != want {
			t.Errorf("nameKey(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestResolve(t *testing.T) {
	r := newResolver(
		[]extract.GoldCompany{{Name: "Birchwood", Aliases: []string{"Birch"}}, {Name: "Alder", Aliases: []string{"Cedar"}}},
		&Annotation{
			Companies: []extract.GoldCompany{{Name: "Alder Inc", Aliases: []string{"Alder Labs"}}, {Name: "Birch Oy"}, {Name: "Cedar"}},
			Optional:  Optional{Companies: []string{"The Elm Times"}},
		})
	for name, want := range map[string]referent{
		"ALDER":      "Alder Inc",
		"alder labs": "Alder Inc",
		"Birchwood":  "Birch Oy", // by the prediction's own alias
		"Cedar":      "Cedar",    // the name itself wins over what it is an alias of
		"Elm Times":  optional,
		"Fir":        unknown,
		"Inc's":      unknown,
		"":           unknown,
	} {
		if got := r.resolve(name); got != want {
			t.Errorf("resolve(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSamePerson(t *testing.T) {
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"Ada Ash", "ada ash", true},
		{"Ash Ada", "Ada Ash", true},
		{"Dr. Ada Ash", "Ada Ash", true},
		{"Ada Ash Jr.", "Ada Ash", true},
		{"A. Ash", "Ada Ash", true},
		{"Ada M. Ash", "Ada Ash", true},
		{"Áda Ash", "Ada Ash", true},
		{"Ada Ash", "Ava Ash", false},
		{"Ada Ash", "Ada Elm", false},
		{"Ash", "Ada Ash", false},
		{"Ash", "A. Ash", false}, // a name of one word says too little
		{"Ash", "Ash", true},
		{"", "", false},
		{"Ada Ash", "", false},
	} {
		if got := samePerson(test.a, test.b); got != test.same {
			t.Errorf("samePerson(%q, %q) = %v", test.a, test.b, got)
		}
		if got := samePerson(test.b, test.a); got != test.same {
			t.Errorf("samePerson(%q, %q) = %v", test.b, test.a, got)
		}
	}
}

func TestTitles(t *testing.T) {
	for text, want := range map[string][]string{
		"CEO":                          {"chief executive officer"},
		"C.E.O.":                       {"chief executive officer"},
		"chief executive":              {"chief executive officer"},
		"Chief Executive Officer":      {"chief executive officer"},
		"president and COO":            {"president", "chief operating officer"},
		"Co-Founder & CTO":             {"co founder", "chief technology officer"},
		"cofounder/chair":              {"co founder", "chairman"},
		"chairman of the board":        {"chairman"},
		"member of the board":          {"board member"},
		"spokeswoman":                  {"spokesperson"},
		"former vice-president, sales": {"vice president sales"}, // sales is no title, so this is one
		"then-CFO":                     {"chief financial officer"},
		"EVP for licensing and deals":  {"executive vice president for licensing and deals"},
		"head of M&A":                  {"head of m a"},
		"":                             {""},
	} {
		if got := titles(text); !slices.Equal(got, want) {
			t.Errorf("titles(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestSameTitle(t *testing.T) {
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"partner", "investment partner", true},
		{"head of licensing", "licensing head", true},
		{"president", "vice president", false},
		{"founder", "co founder", false},
		{"director", "deputy director", false},
		{"vice president", "senior vice president sales", true},
		{"analyst", "senior equity analyst", false}, // a third of the words is too little
		{"president", "chairman", false},
		{"", "president", false},
		{"of the", "president", false},
	} {
		if got := sameTitle(test.a, test.b); got != test.same {
			t.Errorf("sameTitle(%q, %q) = %v", test.a, test.b, got)
		}
		if got := sameTitle(test.b, test.a); got != test.same {
			t.Errorf("sameTitle(%q, %q) = %v", test.b, test.a, got)
		}
	}
}

func TestTechnologies(t *testing.T) {
	for _, test := range []struct {
		a, b         string
		same, likely bool
	}{
		{"Lithium-ion batteries", "lithium ion battery", true, true},
		{"IoT", "Internet of Things", true, true},
		{"5G technology", "5G", true, true},
		{"AI", "artificial intelligence", true, true},
		{"C++", "C", false, false},
		{"gas", "ga", false, false}, // short words keep their s
		{"lasers", "ultrashort-pulse lasers", false, true},
		{"cloud services", "cloud storage", false, true},
		{"optical networks", "optical sensors", false, false},
		{"services", "systems", false, false}, // neither says anything
		{"services", "lidar", false, false},
		{"red green lasers", "red green lamps", false, true}, // half of four words
		{"red green lasers", "red yellow lamps", false, false},
		{"radar", "lidar", false, false},
		{"", "", false, false},
	} {
		if got := sameTechnology(test.a, test.b); got != test.same {
			t.Errorf("sameTechnology(%q, %q) = %v", test.a, test.b, got)
		}
		if got := likeTechnology(test.a, test.b); got != test.likely {
			t.Errorf("likeTechnology(%q, %q) = %v", test.a, test.b, got)
		}
		if got := likeTechnology(test.b, test.a); got != test.likely {
			t.Errorf("likeTechnology(%q, %q) = %v", test.b, test.a, got)
		}
	}
}
