package names

import (
	"fmt"
	"slices"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Nokia Oyj": "nokia", "NOKIA": "nokia", "Ｎｏｋｉａ": "nokia", "Nökia": "nokia", "Société Générale S.A.": "societe generale",
		"Hon Hai/Foxconn Technology Group": "hon hai foxconn technology group", "U.S. Steel": "us steel", "Moody’s": "moodys",
		"Co": "co", "The Company Inc": "the", "小米": "小米", "  ": "", "--": "", "Straße": "straße", "ﬁnance": "finance", "Ltd. Ltd.": "ltd",
	} {
		if got := (Folder{}).Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Nokia Oyj", "小米科技", "Ｗｉｄｔｈ", "e\u0301", "İstanbul", "\xff", "ǅ", "ϓ\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Folder{}.Fold(s)
		if utf8.ValidString(s) && (Folder{}).Fold(once) != once {
			t.Errorf("Fold(%q) = %q, but folded again it is %q", s, once, Folder{}.Fold(once))
		}
		for _, key := range (Folder{}).Keys(s) {
			for _, r := range key {
				if r == ' ' || r == '\t' || r == '\n' {
					t.Errorf("key %q of %q has white space", key, s)
				}
			}
		}
	})
}

func TestKeys(t *testing.T) {
	if got, want := (Folder{}).Keys("小米"), []string{"=小米", "^小", "小米"}; !slices.Equal(got, want) {
		t.Errorf("Keys(小米) = %q, want %q", got, want)
	}
	if got := (Folder{}).Keys("–"); got != nil {
		t.Errorf("Keys of punctuation = %q, want none", got)
	}
	if got, want := (Folder{}).ExactKey("Hon Hai Ltd"), "=hon_hai"; got != want {
		t.Errorf("ExactKey = %q, want %q", got, want)
	}
}

func TestRank(t *testing.T) {
	candidates := []Candidate{
		{"company:nokia", []string{"Nokia", "Nokia Oyj"}}, {"company:nokia-siemens", []string{"Nokia Siemens Networks"}},
		{"company:novartis", []string{"Novartis"}}, {"company:xiaomi", []string{"Xiaomi", "小米"}},
	}
	for text, want := range map[string][]string{
		"nokia": {"company:nokia", "company:nokia-siemens"}, "Nokja": {"company:nokia"}, "siemens": {"company:nokia-siemens"},
		"Noki": {"company:nokia", "company:nokia-siemens"}, // and not what is spelt like it
		"小米":   {"company:xiaomi"}, "no": {"company:nokia", "company:novartis", "company:nokia-siemens"}, "zzz": nil, "": nil,
	} {
		var got []string
		for _, m := range (Folder{}).Rank(text, candidates) {
			got = append(got, m.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("Rank(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestFit: a text fits a name in one way, and only the same name scores 1.
func TestFit(t *testing.T) {
	for _, test := range []struct {
		text, name string
		how        How
		good       bool
	}{
		{"NOKIA", "Nokia Oyj", Same, true}, {"nok", "Nokia", Start, true}, {"siemens", "Nokia Siemens Networks", Words, true},
		{"Nokia of Finland", "Nokia", Beginning, true}, {"oki", "Nokia", Part, true}, {"Nokja", "Nokia", Spelt, true},
		{"Nokai", "Nokia", Spelt, true}, {"Xaiomi", "Xiaomi", Spelt, true}, {"Nakoi", "Nokia", None, false},
		{"Novartis", "Nokia", None, false}, {"", "Nokia", None, false}, {"Nokia", "--", None, false},
	} {
		fit := Folder{}.Fit(test.text, test.name)
		if fit.How != test.how || fit.Good() != test.good || (fit.Score == 1) != (test.how == Same) || fit.How.String() == "" {
			t.Errorf("Fit(%q, %q) = %+v, want %v", test.text, test.name, fit, test.how)
		}
	}
}

// TestSearch: the keys of a text by which names that fit are found.
func TestSearch(t *testing.T) {
	got := (Folder{}).Search("Nokia of Nokia Corp")
	want := &Search{Exact: []string{"=nokia_of_nokia", "=nokia_of", "=nokia"}, Start: "^n", Pieces: []string{"^o", "ia", "ki", "no", "of", "ok"}, Differing: 4, Lacking: 9}
	if fmt.Sprint(*got) != fmt.Sprint(*want) {
		t.Errorf("got %+v, want %+v", *got, *want)
	}
	if got := (Folder{}).Search("…"); got != nil {
		t.Errorf("of punctuation: %+v", *got)
	}
}
