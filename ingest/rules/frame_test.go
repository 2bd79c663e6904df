package rules

import (
	"strings"
	"testing"
)

// TestFramesName holds that the tables of frames are sound: every role is one
// of its kind, every set and place is known, and no verb is listed twice in one
// frame.
func TestFramesName(t *testing.T) {
	places := setOf("subject object second recipient quarrel before infinitive sentence do with from by to against between of for into as on under in among")
	for _, table := range frameTables {
		for _, f := range table {
			seen := map[string]bool{}
			for _, v := range listed(f.verbs) {
				if seen[v] {
					t.Errorf("%s %q: %q twice", f.kind, f.verbs, v)
				}
				seen[v] = true
			}
			if f.base < 0.5 || f.base > 0.95 {
				t.Errorf("%s %q: base %v", f.kind, f.verbs, f.base)
			}
			for _, part := range strings.Fields(f.roles) {
				role, list, _ := strings.Cut(part, "=")
				if needs, directed := sides[f.kind]; directed && role != needs[0] && role != needs[1] || !directed && role != partner {
					t.Errorf("%s %q: role %q", f.kind, f.verbs, role)
				}
				for _, place := range strings.Split(list, "/") {
					base := strings.TrimPrefix(strings.TrimSuffix(place, "'s"), "infinitive.")
					if first, then, two := strings.Cut(base, "."); two && places[first] { // "in.with"
						base = then
					}
					if !places[base] {
						t.Errorf("%s %q: place %q", f.kind, f.verbs, place)
					}
				}
			}
			if f.when == "" {
				continue
			}
			for _, part := range strings.Split(f.when, "; ") {
				if place, set, ok := strings.Cut(part, " "); !ok || !places[place] || set == "" {
					t.Errorf("%s %q: condition %q", f.kind, f.verbs, part)
				}
			}
		}
	}
}
