package gold_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dealgraph/dealgraph/ingest/gold"
	"github.com/dealgraph/dealgraph/store"
)

const (
	oneText = "---\ntitle: Alder buys Birch\n---\nAlder Inc bought\nBirch Oy for $5 million, Ada Ash said."
	oneGold = `{"id": "1", "published": "2020-01-02", "companies": [{"name": "Alder Inc", "aliases": ["Alder"]}, {"name": "Birch Oy"}],
		"people": [{"name": "Ada Ash", "roles": [{"title": "CEO", "company": "Alder Inc", "status": "CURRENT"}]}],
		"deals": [{"kind": "ACQUISITION", "status": "COMPLETED", "parties": [{"company": "Alder Inc", "role": "BUYER"}, {"company": "Birch Oy", "role": "TARGET", "alt": ["Alder Inc"]}],
			"altKinds": ["DIVESTITURE"], "announced": "2020-01", "value": {"amount": 5000000, "currency": "USD"},
			"evidence": "Alder Inc bought Birch Oy for $5 million, Ada Ash said."}],
		"optional": {"deals": [{"kind": "LICENSE", "parties": ["Alder Inc"]}], "subsidiaries": ["Alder Inc > Birch Oy"]}}`
)

func folder(files ...string) fstest.MapFS {
	f := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		f[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return f
}

func TestLoadReadsFoldersBelow(t *testing.T) {
	articles, err := gold.Load(folder(
		"README.md", "no article", "set/1.md", oneText, "set/1.gold.json", oneGold,
		"set/0.md", "Nothing.", "set/0.gold.json", `{"id": "0"}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(articles) != 2 || articles[0].ID != "0" || articles[1].ID != "1" {
		t.Fatalf("got %d articles, want 0 and 1", len(articles))
	}
	a := articles[1]
	if a.File != "set/1.md" || string(a.Text) != oneText {
		t.Errorf("the text is %q of %s", a.Text, a.File)
	}
	d := a.Gold.Deals[0]
	if d.Kind != "ACQUISITION" || *d.Announced != "2020-01" || d.Value.Amount != 5e6 || d.AltKinds[0] != "DIVESTITURE" {
		t.Errorf("the deal is %+v", d)
	}
	if len(d.Parties) != 2 || d.Parties[0].Company != "Alder Inc" || d.Parties[1].Role != "TARGET" || d.Parties[1].Alt[0] != "Alder Inc" {
		t.Errorf("its parties are %+v", d.Parties)
	}
}

func TestLoadRefuses(t *testing.T) {
	// with is the annotation with one text replaced by another.
	with := func(old, new string) fstest.MapFS {
		if !strings.Contains(oneGold, old) {
			t.Fatalf("the annotation has no %q", old)
		}
		return folder("1.md", oneText, "1.gold.json", strings.Replace(oneGold, old, new, 1))
	}
	for name, test := range map[string]struct {
		files fstest.MapFS
		says  string
	}{
		"no annotation":            {folder("1.md", oneText), "no *.gold.json"},
		"no text":                  {folder("1.gold.json", oneGold), "has no text beside it"},
		"two of one id":            {folder("a/1.md", oneText, "a/1.gold.json", oneGold, "b/1.md", oneText, "b/1.gold.json", oneGold), "both article 1"},
		"no JSON":                  {folder("1.md", oneText, "1.gold.json", "{"), "is no annotation"},
		"more than one":            {folder("1.md", oneText, "1.gold.json", oneGold+"{}"), "goes on"},
		"a misspelt field":         {with(`"altKinds"`, `"altKind"`), "altKind"},
		"another's id":             {with(`"id": "1"`, `"id": "2"`), `id is "2"`},
		"a name not in the text":   {with(`"Alder"`, `"Alderman"`), `"Alderman" is not in the text`},
		"evidence not in it":       {with("Ada Ash said.\"", "Ash said.\""), "evidence of deal 1"},
		"a company listed twice":   {with(`{"name": "Birch Oy"}`, `{"name": "Birch Oy"}, {"name": "Birch Oy"}`), "twice"},
		"a party without entry":    {with(`"Birch Oy", "role"`, `"Birch", "role"`), `a party of deal 1: "Birch"`},
		"a role's company without": {with(`"CEO", "company": "Alder Inc"`, `"CEO", "company": "Ash"`), `a role of Ada Ash: "Ash"`},
		"an unknown kind":          {with("ACQUISITION", "MERGER"), `"MERGER" is unknown`},
		"an unknown other kind":    {with("DIVESTITURE", "SALE"), `"SALE" is unknown`},
		"an unknown role":          {with("BUYER", "ACQUIRER"), `"ACQUIRER" is unknown`},
		"an unknown status":        {with("COMPLETED", "DONE"), `"DONE" is unknown`},
		"no date":                  {with(`"2020-01"`, `"January 2020"`), `"January 2020" is no day`},
		"no day of publication":    {with(`"2020-01-02"`, `"2020-13-02"`), `"2020-13-02" is no day`},
		"no currency":              {with(`"USD"`, `"dollars"`), "ISO code"},
		"no amount":                {with(`5000000`, `0`), "positive amount"},
		"no parent":                {with("Alder Inc > Birch Oy", "Birch Oy"), "want parent>child"},
		"an optional stranger":     {with(`"parties": ["Alder Inc"]`, `"parties": ["Ash"]`), `an optional deal: "Ash"`},
	} {
		t.Run(name, func(t *testing.T) {
			articles, err := gold.Load(test.files)
			if err == nil {
				t.Fatalf("it loads %d articles", len(articles))
			}
			if store.CodeOf(err) != store.CodeInvalid || !strings.Contains(err.Error(), test.says) {
				t.Errorf("it says %s %q, want %s with %q", store.CodeOf(err), err, store.CodeInvalid, test.says)
			}
		})
	}
}

func TestLoadPredictions(t *testing.T) {
	got, err := gold.LoadPredictions(folder(
		"1.gold.json", oneGold,
		"a/2.gold.json", `{}`, "a/2.json", `{"technologies": ["lidar"]}`, "b/2.pred.json", `{"technologies": ["radar"]}`,
		"notes.txt", "no prediction"))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || len(got["2"].Technologies) != 1 || got["2"].Technologies[0] != "lidar" {
		t.Errorf("got %d predictions, of 2 %+v; want 2, the latter from 2.json", len(got), got["2"])
	}
	if d := got["1"].Deals; len(d) != 1 || len(d[0].Parties) != 2 || d[0].Parties[1].Company != "Birch Oy" {
		t.Errorf("an annotation predicts %+v", d)
	}
}

func TestLoadPredictionsRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		files fstest.MapFS
		says  string
	}{
		"none":          {folder("1.md", oneText), "no prediction"},
		"no JSON":       {folder("1.json", "{"), "1.json is no prediction"},
		"another shape": {folder("1.json", `{"deals": [{"parties": "Alder"}]}`), "1.json is no prediction"},
		"two of one id": {folder("a/1.json", "{}", "b/1.json", "{}"), "both predict article 1"},
	} {
		_, err := gold.LoadPredictions(test.files)
		if err == nil || store.CodeOf(err) != store.CodeInvalid || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: it says %v, want %s with %q", name, err, store.CodeInvalid, test.says)
		}
	}
}
