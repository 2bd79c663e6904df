package rules

import (
	"strings"
	"testing"
)

func TestTokenize(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"AT&T paid Okafor-Lund's firm US$4.2 million.", "AT&T|paid|Okafor-Lund|'s|firm|US$|4.2|million|."},
		{"Yahoo!'s U.S. unit, Acme Inc., didn't reply.", "Yahoo!|'s|U.S.|unit|,|Acme|Inc.|,|didn't|reply|."},
		{"O’Hara owns 18.95% of Disney+ (1,930 shares)", "O’Hara|owns|18.95|%|of|Disney+|(|1,930|shares|)"},
		{"the companies' sites, amazon.com and Monster.com", "the|companies|'|sites|,|amazon.com|and|Monster.com"},
		{"“Yes,” he said -- twice…", "“|Yes|,|”|he|said|--|twice|…"},
		{"A 50:50 venture—so to speak", "A|50:50|venture|—|so|to|speak"},
	} {
		var words []string
		for _, token := range tokenize(test.text) {
			words = append(words, token.text)
		}
		if got := strings.Join(words, "|"); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"Acme Inc. bought Blick Corp. The price was not told.", []string{"Acme Inc. bought Blick Corp.", "The price was not told."}},
		{"Mr. Smith met J. P. Brown of Acme Ltd. on Friday. It rained.", []string{"Mr. Smith met J. P. Brown of Acme Ltd. on Friday.", "It rained."}},
		{"It opened in the U.S. Sales rose.", []string{"It opened in the U.S.", "Sales rose."}},
		{"It sells in the U.S. Midwest. eBay objects.", []string{"It sells in the U.S. Midwest.", "eBay objects."}},
		{"“We won.” He smiled. “So what?” she said.", []string{"“We won.”", "He smiled.", "“So what?” she said."}},
		{"It costs $4.5 million. 30 people work there.", []string{"It costs $4.5 million.", "30 people work there."}},
	} {
		read := read(document(test.text))
		var got []string
		for _, s := range read.sentences {
			got = append(got, s.text)
		}
		if strings.Join(got, "|") != strings.Join(test.want, "|") {
			t.Errorf("%s\n got %q\nwant %q", test.text, got, test.want)
		}
	}
}
