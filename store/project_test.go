package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// said makes a claim: "value stance article origin", origin the article itself
// if left out.
func said(property string, n int, value, stance, article string, origin ...string) *claim {
	c := &claim{id: fmt.Sprintf("statement:%02d", n), property: property, value: value, stance: Stance(stance), article: article, origin: article}
	if len(origin) > 0 {
		c.origin = origin[0]
	}
	return c
}

// papers are articles by their day: a is the oldest.
var papers = map[string]*source{
	"a": {reported: "2017-01-01"}, "b": {reported: "2017-02-01"}, "c": {reported: "2017-03-01"},
	"release": {reported: "2016-12-31", publishers: []string{"company:x"}},
}

func TestChoose(t *testing.T) {
	date := &Property{Name: "announced", Type: DateType}
	count := &Property{Name: "size", Type: QuantityType}
	stage := &Property{Name: "lifecycle", Type: EnumType, Enum: []string{"ANNOUNCED", "SIGNED", "COMPLETED"}, Progressive: true}
	money := &Property{Name: "dealValue", Type: MoneyType}
	for name, test := range map[string]struct {
		property  *Property
		claims    []*claim
		value     string
		contested bool
	}{
		"one":                         {date, []*claim{said("", 1, "2017", "ASSERTS", "a")}, "2017", false},
		"the more precise":            {date, []*claim{said("", 1, "2017", "ASSERTS", "a"), said("", 2, "2017", "ASSERTS", "b"), said("", 3, "2017-07-05", "ASSERTS", "c")}, "2017-07-05", false},
		"most origins":                {date, []*claim{said("", 1, "2017", "ASSERTS", "a"), said("", 2, "2017", "ASSERTS", "b"), said("", 3, "2018", "ASSERTS", "c")}, "2017", true},
		"copies are one origin":       {date, []*claim{said("", 1, "2017", "ASSERTS", "a", "release"), said("", 2, "2017", "ASSERTS", "b", "release"), said("", 3, "2018", "ASSERTS", "c")}, "2018", true},
		"then the latest":             {date, []*claim{said("", 1, "2017", "ASSERTS", "b"), said("", 2, "2018", "ASSERTS", "a")}, "2017", true},
		"then the smaller id":         {date, []*claim{said("", 2, "2017", "ASSERTS", "a"), said("", 1, "2018", "ASSERTS", "a")}, "2018", true},
		"denied":                      {date, []*claim{said("", 1, "2017", "DENIES", "a")}, "", false},
		"asserted and denied":         {date, []*claim{said("", 1, "2017", "ASSERTS", "a"), said("", 2, "2017", "DENIES", "b")}, "2017", true},
		"speculation gives way":       {date, []*claim{said("", 1, "2017", "ASSERTS", "a"), said("", 2, "2018", "SPECULATES", "b"), said("", 3, "2018", "SPECULATES", "c")}, "2017", false},
		"only speculation":            {date, []*claim{said("", 1, "2018", "SPECULATES", "b")}, "2018", false},
		"a correction wins":           {date, []*claim{said("", 1, "2017", "ASSERTS", "a"), said("", 2, "2017", "ASSERTS", "b"), said("", 3, "2018", "CORRECTS", "c")}, "2018", false},
		"unless older":                {date, []*claim{said("", 1, "2017", "ASSERTS", "b"), said("", 2, "2017", "ASSERTS", "c"), said("", 3, "2018", "CORRECTS", "a")}, "2017", true},
		"about and exactly":           {count, []*claim{said("", 1, "~1500", "ASSERTS", "a"), said("", 2, "1520", "ASSERTS", "b")}, "1520", false},
		"over and exactly":            {count, []*claim{said("", 1, "1500..", "ASSERTS", "a"), said("", 2, "1620", "ASSERTS", "b")}, "1620", false},
		"over and less":               {count, []*claim{said("", 1, "1500..", "ASSERTS", "a"), said("", 2, "1400", "ASSERTS", "b")}, "1400", true},
		"undisclosed and disclosed":   {money, []*claim{said("", 1, Undisclosed, "ASSERTS", "a"), said("", 2, "5 USD", "ASSERTS", "b")}, "5 USD", false},
		"two currencies":              {money, []*claim{said("", 1, "5 EUR", "ASSERTS", "a"), said("", 2, "5 USD", "ASSERTS", "b")}, "5 USD", true},
		"a lifecycle goes on":         {stage, []*claim{said("", 1, "ANNOUNCED", "ASSERTS", "a"), said("", 2, "ANNOUNCED", "ASSERTS", "b"), said("", 3, "COMPLETED", "ASSERTS", "c")}, "COMPLETED", false},
		"but not by speculation":      {stage, []*claim{said("", 1, "ANNOUNCED", "ASSERTS", "a"), said("", 2, "COMPLETED", "SPECULATES", "b")}, "ANNOUNCED", false},
		"equal amounts are one value": {money, []*claim{said("", 1, "5.0 USD", "ASSERTS", "a"), said("", 2, "5 USD", "ASSERTS", "b")}, "5 USD", false},
	} {
		t.Run(name, func(t *testing.T) {
			for range 20 { // in any order
				rand.Shuffle(len(test.claims), func(i, j int) { test.claims[i], test.claims[j] = test.claims[j], test.claims[i] })
				value, _, contested := choose(test.property, test.claims, papers)
				if value != test.value || contested != test.contested {
					t.Fatalf("%q, contested %v; want %q, %v", value, contested, test.value, test.contested)
				}
			}
		})
	}
}

func TestWeigh(t *testing.T) {
	spoken := func(c *claim, by, forWhom string) *claim { c.saidBy, c.saidFor = by, forWhom; return c }
	for name, test := range map[string]struct {
		claims   []*claim
		credence Credence
		origins  int
	}{
		"none live":              {nil, Retracted, 0},
		"one origin":             {[]*claim{said("self", 1, "", "ASSERTS", "a")}, SingleOrigin, 1},
		"two origins":            {[]*claim{said("self", 1, "", "ASSERTS", "a"), said("self", 2, "", "ASSERTS", "b")}, Corroborated, 2},
		"two papers, one origin": {[]*claim{said("self", 1, "", "ASSERTS", "a"), said("self", 2, "", "ASSERTS", "b", "a")}, SingleOrigin, 1},
		"followed to its end":    {[]*claim{said("self", 1, "", "ASSERTS", "a", "c"), said("self", 2, "", "ASSERTS", "b", "a"), said("self", 3, "", "ASSERTS", "c")}, SingleOrigin, 1},
		"origins in a ring":      {[]*claim{said("self", 1, "", "ASSERTS", "a", "b"), said("self", 2, "", "ASSERTS", "b", "a")}, Corroborated, 2},
		"a party's release":      {[]*claim{said("self", 1, "", "ASSERTS", "a", "release")}, ConfirmedByParty, 1},
		"a party speaks":         {[]*claim{spoken(said("self", 1, "", "ASSERTS", "a"), "company:x", "")}, ConfirmedByParty, 1},
		"spoken for a party":     {[]*claim{spoken(said("self", 1, "", "ASSERTS", "a"), "person:p", "company:x")}, ConfirmedByParty, 1},
		"another speaks":         {[]*claim{spoken(said("self", 1, "", "ASSERTS", "a"), "company:y", "")}, SingleOrigin, 1},
		"a party speculates":     {[]*claim{spoken(said("self", 1, "", "SPECULATES", "a"), "company:x", "")}, Rumoured, 0},
		"denied":                 {[]*claim{said("self", 1, "", "DENIES", "a")}, Denied, 0},
		"a rumour denied":        {[]*claim{said("self", 1, "", "SPECULATES", "a"), said("self", 2, "", "DENIES", "b")}, Denied, 0},
		"disputed":               {[]*claim{said("self", 1, "", "ASSERTS", "a"), spoken(said("self", 2, "", "DENIES", "b"), "company:x", "")}, Disputed, 1},
		"a correction asserts":   {[]*claim{said("self", 1, "", "CORRECTS", "a")}, SingleOrigin, 1},
	} {
		t.Run(name, func(t *testing.T) {
			got := weigh(test.claims, papers, map[string]bool{"company:x": true})
			if got.credence != test.credence || got.origins != test.origins {
				t.Errorf("%s with %d origins, want %s with %d", got.credence, got.origins, test.credence, test.origins)
			}
		})
	}
}

func TestParseDate(t *testing.T) {
	for text, want := range map[string]Span{
		"2017": {"2017-01-01", "2017-12-31"}, "2016-02": {"2016-02-01", "2016-02-29"}, "2017-07-05": {"2017-07-05", "2017-07-05"},
		"2010~": {"2010-01-01", "2010-12-31"}, "2017-07?": {"2017-07-01", "2017-07-31"}, "2017%": {"2017-01-01", "2017-12-31"},
		"2014/2016-05": {"2014-01-01", "2016-05-31"}, "2014/..": {"2014-01-01", ""}, "../2016-05": {"", "2016-05-31"}, "/2016": {"", "2016-12-31"}, "2016/": {"2016-01-01", ""},
	} {
		if got, _, err := ParseDate(text); err != nil || got != want {
			t.Errorf("ParseDate(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "/", "../..", "2017-13", "2017-02-30", "17", "yesterday", "2017-7-5", "2017/2016", "2017~~", " 2017", "2017-07-05T00:00:00Z", "2017/2018/2019"} {
		if got, _, err := ParseDate(text); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", text, got)
		}
	}
}

func FuzzValues(f *testing.F) {
	for _, seed := range []string{"2017-07-05", "2014/..", "~1500", "100..200", "350000000 USD", "-0.5", "1e9", "..", "UNDISCLOSED", "0.0000000000000001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, typ := range []Type{DateType, MoneyType, QuantityType, IntType, FloatType, TextType} {
			p := &Property{Name: "p", Type: typ, Ordered: true}
			if p.Check(text) != nil {
				continue
			}
			columns := map[string]any{}
			p.set(columns, []string{text}, plainNames{})
			if columns["p"] == nil || columns["pKey"] == nil {
				t.Errorf("%s %q: columns %v lack the value or its key", typ, text, columns)
			}
			if !p.includes(text, text) {
				t.Errorf("%s %q does not include itself", typ, text)
			}
		}
	})
}

type plainNames struct{}

func (plainNames) Fold(s string) string   { return s }
func (plainNames) Plain(s string) string  { return s }
func (plainNames) Keys(s string) []string { return []string{s} }

func TestBatchCheck(t *testing.T) {
	kinds, err := NewKinds([]*Kind{
		{Name: "Company", Plural: "companies", Prefix: "company", Group: Entity, Interfaces: []string{"Party"}, Properties: []*Property{{Name: "name", Type: TextType}},
			Edges: []*Edge{{Kind: "Company", Label: "competitor", Targets: []string{"Company"}}}},
		{Name: "Article", Plural: "articles", Prefix: "article", Group: Source, Properties: []*Property{{Name: "genre", Type: EnumType, Enum: []string{"NEWS"}, Record: true}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	good := func() *Statement {
		return &Statement{Subject: "company:x", Property: "name", Value: "X", Article: "article:a"}
	}
	if err := good().Check(kinds); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Statement){
		"unknown kind":       func(s *Statement) { s.Subject = "planet:x" },
		"no kind":            func(s *Statement) { s.Subject = "x" },
		"upper case":         func(s *Statement) { s.Subject = "company:X" },
		"an article":         func(s *Statement) { s.Subject = "article:a" },
		"unknown property":   func(s *Statement) { s.Property = "colour" },
		"self with a value":  func(s *Statement) { s.Property = "self" },
		"an empty remark":    func(s *Statement) { s.Property, s.Value = "remark", " " },
		"an empty value":     func(s *Statement) { s.Value = "" },
		"space around":       func(s *Statement) { s.Value = " X" },
		"edge to no company": func(s *Statement) { s.Property, s.Value = "competitor", "article:a" },
		"unknown stance":     func(s *Statement) { s.Stance = "SHOUTS" },
		"speaker of no kind": func(s *Statement) { s.SaidBy = "article:a" },
		"no article":         func(s *Statement) { s.Article = "" },
		"origin no article":  func(s *Statement) { s.Origin = "company:x" },
		"short hash":         func(s *Statement) { s.Passage.SHA256 = "abc" },
		"paragraph below 1":  func(s *Statement) { s.Passage.Paragraph = -1 },
		"too confident":      func(s *Statement) { s.Confidence = 1.5 },
	} {
		s := good()
		spoil(s)
		if err := s.Check(kinds); err == nil {
			t.Errorf("%s: passes", name)
		}
	}
	if a, b := good(), good(); a.ID() != b.ID() || !slices.Contains([]int{len("statement:") + 20}, len(a.ID())) {
		t.Errorf("ids %s and %s", a.ID(), b.ID())
	}
}
