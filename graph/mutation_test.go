package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

// writeStore notes what it is asked, in order. It has no nodes.
type writeStore struct {
	store.Store
	calls   []string
	batches []*store.Batch
	changes int // how many nodes each write changes
}

func (s *writeStore) Apply(_ context.Context, b *store.Batch) (*store.Receipt, error) {
	s.calls, s.batches = append(s.calls, "Apply"), append(s.batches, b)
	receipt := &store.Receipt{Sequence: 7, Retracted: 1}
	for i := range s.changes {
		nature := []store.ChangeNature{store.ChangeUpdated, store.ChangeRetracted}[i%2]
		receipt.Changes = append(receipt.Changes, store.NodeChange{ID: fmt.Sprintf("company:c%03d", i), Nature: nature})
	}
	return receipt, nil
}

func (s *writeStore) Get(_ context.Context, ids []string, shapes store.Shapes) ([]*store.Node, error) {
	s.calls = append(s.calls, fmt.Sprintf("Get %d", len(ids)))
	nodes := make([]*store.Node, len(ids))
	for i, id := range ids {
		if strings.HasPrefix(id, "review:") {
			nodes[i] = &store.Node{ID: id, Kind: "ReviewItem", Columns: map[string]any{"state": "OPEN", "question": "MATCH", "subject": "A?", "left": "company:a", "right": "company:b", "recordedAt": "2020-01-01T00:00:00Z"}}
		}
	}
	return nodes, nil
}

func (s *writeStore) Find(context.Context, *store.Query) (*store.Page, error) {
	return &store.Page{}, nil
}

// ask sends an operation with the key.
func (s *writeStore) ask(t *testing.T, query string) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	request := httptest.NewRequest("POST", "/", strings.NewReader(string(body)))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer secret")
	recorder := httptest.NewRecorder()
	NewHandler(Config{Store: s, Contract: mustContract(t), WriteKey: "secret"}).ServeHTTP(recorder, request)
	return recorder.Body.String()
}

// TestMutationsWriteOnceAndReadOnce: a payload is read with one call, none if it
// shows no node, and a selection at fault is refused before anything is written.
func TestMutationsWriteOnceAndReadOnce(t *testing.T) {
	for query, want := range map[string][]string{
		`mutation { retractArticle(id: "article:a") { changed effect { sequence counts { count } changes { nodeId } } } }`:                                                            {"Apply"},
		`mutation { retractArticle(id: "article:a") { article { headline publishers { nodes { name } } } effect { changes { node { ... on Company { deals { totalCount } } } } } } }`: {"Apply", "Get 4"},
		`mutation { judge(left: "company:a", right: "company:b", same: true) { left { id } right { ... on Company { name } } } }`:                                                     {"Apply", "Get 5"},
		`mutation { review(id: "review:a", verdict: REJECT) { review { subject } } }`:                                                                                                 {"Apply", "Get 1"},
		`mutation { review(id: "review:a", verdict: REJECT) { review { left { node { id } } right { node { id } } } } }`:                                                              {"Apply", "Get 1", "Get 2"},
		`mutation { a: reinstateArticle(id: "article:a") { changed } b: reinstateArticle(id: "article:b") { article { id } } }`:                                                       {"Apply", "Apply", "Get 4"},
		`mutation { retractArticle(id: "article:a") { article { statements(first: -1) { totalCount } } } }`:                                                                           nil,
		`mutation { judge(left: "company:a", right: "company:b", same: true) { left { ... on Company { deals(after: "x") { totalCount } } } } }`:                                      nil,
		`mutation { review(id: "review:a", verdict: ACCEPT) { effect { changes { node { ... on Company { deals(certain: true) { totalCount } } } } } } }`:                             nil,
		`mutation { ingestArticle(input: {text: "x"}) { known } }`:                                                                                                                    nil, // there is no ingester
	} {
		s := &writeStore{changes: 3}
		answer := s.ask(t, query)
		if !slices.Equal(s.calls, want) || strings.Contains(answer, "errors") != (want == nil) {
			t.Errorf("%s\ncalls %v, want %v: %s", query, s.calls, want, answer)
		}
	}
}

// TestWhatMutationsWrite: the arguments become the batch.
func TestWhatMutationsWrite(t *testing.T) {
	for field, want := range map[string]store.Batch{
		`retractArticle(id: "article:a", reason: "Why.", dryRun: true) { changed }`:                       {Retractions: []*store.Retraction{{Article: "article:a", Reason: "Why."}}, DryRun: true},
		`reinstateArticle(id: "article:a", dryRun: null) { changed }`:                                     {Reinstatements: []string{"article:a"}},
		`judge(left: "company:b", right: "company:a", same: true, reason: "Why.", by: "Ann") { changed }`: {Judgements: []*store.Judgement{{Left: "company:b", Right: "company:a", Same: true, ByPerson: true, JudgedBy: "Ann", Reason: "Why."}}},
		`judge(left: "company:b", right: "company:a", same: false, dryRun: true) { changed }`:             {Judgements: []*store.Judgement{{Left: "company:b", Right: "company:a", ByPerson: true}}, DryRun: true},
		`withdrawJudgement(left: "company:b", right: "company:a") { changed }`:                            {Judgements: []*store.Judgement{{Left: "company:b", Right: "company:a", Withdrawn: true, ByPerson: true}}},
		`review(id: "review:a", verdict: ACCEPT, by: "Ann") { changed }`:                                  {Verdicts: []*store.Verdict{{Review: "review:a", Accept: true, JudgedBy: "Ann"}}},
		`review(id: "review:a", verdict: REJECT, reason: "Why.") { changed }`:                             {Verdicts: []*store.Verdict{{Review: "review:a", Reason: "Why."}}},
		`review(id: "review:a", verdict: REOPEN, dryRun: true) { changed }`:                               {Verdicts: []*store.Verdict{{Review: "review:a", Reopen: true}}, DryRun: true},
	} {
		s := &writeStore{}
		answer := s.ask(t, "mutation { "+field+" }")
		if len(s.batches) != 1 || strings.Contains(answer, "errors") {
			t.Errorf("%s: %d batches: %s", field, len(s.batches), answer)
			continue
		}
		got, _ := json.Marshal(s.batches[0])
		if want, _ := json.Marshal(want); string(got) != string(want) {
			t.Errorf("%s writes\n%s, want\n%s", field, got, want)
		}
	}
}

// TestEffectsAreBounded: what goes is told first, and no more than a hundred.
func TestEffectsAreBounded(t *testing.T) {
	s := &writeStore{changes: 2}
	var answer struct {
		Data struct {
			RetractArticle struct {
				Effect struct {
					Sequence, Omitted int
					Counts            []struct {
						Nature string
						Count  int
					}
					Changes []struct{ NodeID, Nature string }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(s.ask(t, `mutation { retractArticle(id: "article:a") { effect { sequence omitted counts { nature count } changes { nodeId nature } } } }`)), &answer); err != nil {
		t.Fatal(err)
	}
	effect := answer.Data.RetractArticle.Effect
	if effect.Sequence != 7 || effect.Omitted != 0 || fmt.Sprint(effect.Counts) != "[{RETRACTED 1} {UPDATED 1}]" || fmt.Sprint(effect.Changes) != "[{company:c001 RETRACTED} {company:c000 UPDATED}]" {
		t.Errorf("%+v", effect)
	}
	s.changes = 240
	if err := json.Unmarshal([]byte(s.ask(t, `mutation { retractArticle(id: "article:a") { effect { sequence omitted changes { nodeId } } } }`)), &answer); err != nil {
		t.Fatal(err)
	}
	if effect := answer.Data.RetractArticle.Effect; effect.Omitted != 140 || len(effect.Changes) != 100 {
		t.Errorf("%d changes told, %d omitted", len(effect.Changes), effect.Omitted)
	}
}

// TestMutationCost: what a payload may show is paid for, as everywhere.
func TestMutationCost(t *testing.T) {
	for query, want := range map[string]string{
		`mutation { retractArticle(id: "article:a") { changed } }`:                                                                           `"requested":0`,
		`mutation { retractArticle(id: "article:a") { article { publishers(first: 3) { nodes { id } } } } }`:                                 `"requested":4`,
		`mutation { retractArticle(id: "article:a") { effect { changes { node { ... on Company { deals(first: 2) { totalCount } } } } } } }`: `"requested":300`,
		`mutation { judge(left: "company:a", right: "company:b", same: true) { left { id } right { id } } }`:                                 `"requested":2`,
		`mutation { review(id: "review:a", verdict: ACCEPT) { review { article { id } left { node { id } } } } }`:                            `"requested":2`,
		`{ reviewQueue { totalCount } }`:                         `"requested":10`,
		`{ reviewQueue(first: 5) { nodes { article { id } } } }`: `"requested":10`,
	} {
		if got := (&writeStore{}).ask(t, query); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}
