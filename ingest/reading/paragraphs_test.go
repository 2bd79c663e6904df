package reading

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParagraphs(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"blank lines part", "One.\n\n \t\nTwo.", []string{"One.", "Two."}},
		{"marks part and are dropped", "One.\n***\nTwo.\n-----\n", []string{"One.", "Two."}},
		{
			"wrapped lines join",
			"Birkel Holdings said on Thursday that it had agreed to buy its rival\nTormund Ltd for 50 million pounds, its largest purchase so far. The\nsale is to close in May.\n\nTormund makes pumps.",
			[]string{"Birkel Holdings said on Thursday that it had agreed to buy its rival Tormund Ltd for 50 million pounds, its largest purchase so far. The sale is to close in May.", "Tormund makes pumps."},
		},
		{
			"a hyphen at the end of a line keeps the word whole",
			"Birkel Holdings said on Thursday that it had signed a patent cross-\nlicence with its rival.",
			[]string{"Birkel Holdings said on Thursday that it had signed a patent cross-licence with its rival."},
		},
		{
			"a dash at the start of a wrapped line is no item of a list",
			"Birkel Holdings said on Thursday that it had agreed to buy a rival\n– which one it did not say, but all know – for a large sum of money.",
			[]string{"Birkel Holdings said on Thursday that it had agreed to buy a rival – which one it did not say, but all know – for a large sum of money."},
		},
		{
			"long lines are paragraphs",
			strings.Repeat("Birkel paid Tormund. ", 8) + "\n" + strings.Repeat("Tormund sold. ", 12) + "\nIt closed.",
			[]string{strings.TrimSpace(strings.Repeat("Birkel paid Tormund. ", 8)), strings.TrimSpace(strings.Repeat("Tormund sold. ", 12)), "It closed."},
		},
		{
			"headings and items of lists stand by themselves",
			"Key points\n  • Birkel and Tormund signed a deal on Thursday, said both of them in one breath, and were glad of it, both.\n  • It is large.\nMore to come.",
			[]string{"Key points", "Birkel and Tormund signed a deal on Thursday, said both of them in one breath, and were glad of it, both.", "It is large.", "More to come."},
		},
		{
			"short lines above a wrapped text are headings",
			"Birkel buys Tormund\nDeal worth 50 million\nBirkel Holdings said on Thursday that it had agreed to buy its rival\nTormund Ltd for 50 million pounds.",
			[]string{"Birkel buys Tormund", "Deal worth 50 million", "Birkel Holdings said on Thursday that it had agreed to buy its rival Tormund Ltd for 50 million pounds."},
		},
		{
			"a paragraph may begin set in",
			"  Birkel Holdings said on Thursday that it had agreed to buy its rival\nTormund Ltd for 50 million pounds.\n  Tormund makes pumps.",
			[]string{"Birkel Holdings said on Thursday that it had agreed to buy its rival Tormund Ltd for 50 million pounds.", "Tormund makes pumps."},
		},
		{
			"an address does not unwrap a text",
			"Birkel Holdings said on Thursday that it had agreed to buy its rival\nTormund Ltd for 50 million pounds. See\nhttps://example.com/" + strings.Repeat("a", 120) + "\nfor the rest of it.",
			[]string{"Birkel Holdings said on Thursday that it had agreed to buy its rival Tormund Ltd for 50 million pounds. See https://example.com/" + strings.Repeat("a", 120) + " for the rest of it."},
		},
		{"scripts without spaces", "小米公司宣布与诺基亚公司签署\n专利许可协议", []string{"小米公司宣布与诺基亚公司签署专利许可协议"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, paragraphs(strings.Split(c.in, "\n"))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestParagraphsKeepAll holds that however a paragraph is wrapped, nothing is
// lost and it stays one.
func TestParagraphsKeepAll(t *testing.T) {
	const text = "Birkel Holdings, which makes pumps, said on Thursday that it had agreed with Tormund Ltd of Oslo " +
		"to buy the whole of its patents for 50 million pounds. The two will work together. Birkel rose 3 percent " +
		"in London. “We are glad,” said Ada Lind, who runs it. Mr. Berg, of Tormund, did not say what he thinks."
	for width := 50; width <= 100; width++ {
		var lines []string
		line := ""
		for word := range strings.FieldsSeq(text) {
			if line != "" && length(line+" "+word) > width {
				lines, line = append(lines, line), ""
			}
			line = strings.TrimSpace(line + " " + word)
		}
		lines = append(lines, line)
		if diff := cmp.Diff([]string{text}, paragraphs(lines)); diff != "" {
			t.Errorf("wrapped at %d: %s", width, diff)
		}
	}
}
