package store

import (
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestCluster tells which ids are one. Links are written as "a=b" and "a/b" for
// the same and different by a person, with a score behind them by code.
func TestCluster(t *testing.T) {
	for name, c := range map[string]struct {
		links string
		want  string // clusters, the survivor first
	}{
		"none":                             {"", ""},
		"the shortest stays":               {"bbb=aaaa", "bbb aaaa"},
		"of the shortest the smallest":     {"c=b b=d", "b c d"},
		"in several steps":                 {"a=b b=c d=e", "a b c, d e"},
		"different alone":                  {"a/b", "a, b"},
		"code alone":                       {"a=b:0.2 b=c:0.9", "a b c"},
		"the least sure is set aside":      {"a=b:0.2 b=c:0.9 a/c:0.1", "a, b c"},
		"by ids where they are as sure":    {"a=b:0.5 b=c:0.5 a/c:0.1", "a b, c"},
		"a person's is never set aside":    {"a=b b=c:0.9 a/c:0.1", "a b, c"},
		"not by what code finds different": {"a=b b=c a/c:1", "a b c"},
		"a person's different wins":        {"a=b:1 a/b", "a, b"},
		"apart by other members":           {"a=b c=d a/d b=c:1", "a b, c d"},
	} {
		t.Run(name, func(t *testing.T) {
			links := mustLinks(t, c.links)
			want := map[string]string{}
			for members := range strings.SplitSeq(c.want, ", ") {
				for _, id := range strings.Fields(members) {
					want[id] = strings.Fields(members)[0]
				}
			}
			for range 10 {
				if got, err := cluster(links); err != nil || !maps.Equal(got, want) {
					t.Fatalf("%v: got %v, %v, want %v", links, got, err, want)
				}
				rand.Shuffle(len(links), func(i, j int) { links[i], links[j] = links[j], links[i] })
			}
		})
	}
	for links, named := range map[string]string{
		"a=b b=c a/c":         "a and c cannot be different: persons judged the same a and b, b and c",
		"a=b b=c c=d b=d a/d": "a and d cannot be different: persons judged the same a and b, b and d",
	} {
		if got, err := cluster(mustLinks(t, links)); CodeOf(err) != CodeInvalid || err.Error() != named {
			t.Errorf("%s: %v, %v, want %s", links, got, err, named)
		}
	}
}

func mustLinks(t *testing.T, text string) []link {
	t.Helper()
	var links []link
	for field := range strings.FieldsSeq(text) {
		pair, score, byCode := strings.Cut(field, ":")
		left, right, same := strings.Cut(pair, "=")
		if !same {
			left, right, _ = strings.Cut(pair, "/")
		}
		l := link{left: min(left, right), right: max(left, right), same: same, byPerson: !byCode}
		if byCode {
			n, err := parseNumber(score)
			if err != nil {
				t.Fatal(err)
			}
			l.score = n
		}
		links = append(links, l)
	}
	return links
}
