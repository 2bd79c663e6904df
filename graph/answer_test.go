package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dealgraph/dealgraph/store"
)

// echo is a store that answers every query with what was asked: each list has
// one node of each kind, whose id tells the key of the list, so that an answer
// shows which part of the plan each field has found.
type echo struct {
	store.Store
	kinds *store.Kinds
}

func (e echo) Find(_ context.Context, q *store.Query) (*store.Page, error) {
	return e.page("root", q.Kinds, &q.List, q.Shapes), nil
}

func (e echo) page(key string, kinds []string, list *store.List, shapes store.Shapes) *store.Page {
	page := &store.Page{Total: -1, More: true, Groups: map[string]*store.Groups{}}
	for _, kind := range kinds[:min(len(kinds), list.Limit)] {
		page.Rows = append(page.Rows, &store.Row{Node: e.node(key, kind, shapes[kind])})
	}
	if list.Total {
		page.Total = len(kinds)
	}
	for _, g := range list.Groups {
		groups := &store.Groups{Omitted: 1}
		if g.Column != "" {
			groups.Rows = []*store.GroupCount{{Count: 2}, {Value: g.Column, Count: 1}}
		}
		for _, kind := range g.Kinds {
			groups.Rows = append(groups.Rows, &store.GroupCount{Node: e.node(g.Key, kind, g.Shapes[kind]), Count: 1,
				Sums: []store.Sum{{Currency: g.Money, Amount: 350000000, Count: 1}}, Undisclosed: 2, Unknown: 3})
		}
		page.Groups[g.Key] = groups
	}
	return page
}

func (e echo) node(key, kind string, shape *store.Shape) *store.Node {
	k := e.kinds.Kind(kind)
	n := &store.Node{ID: k.Prefix + ":" + key, Kind: kind, Columns: map[string]any{}, Follows: map[string]*store.Page{}}
	if shape == nil {
		return n
	}
	values := map[store.ColumnType]any{store.StringColumn: "2017", store.NumberColumn: 17.5, store.IntColumn: int64(17), store.BoolColumn: true, store.ListColumn: []string{"a", "b"}}
	for _, c := range k.Columns() {
		for _, wanted := range shape.Columns {
			if wanted == c.Name {
				n.Columns[c.Name] = values[c.Type]
			}
		}
	}
	for _, f := range shape.Follows {
		page := e.page(f.Key, f.Kinds, &f.List, f.Shapes)
		for _, row := range page.Rows {
			row.Edge = &store.EdgeData{Columns: map[string]any{}, Follows: map[string]*store.Page{}}
			if f.Repeat != nil {
				row.Edge.Columns[store.ColumnDepth] = int64(f.Repeat.Depth)
			}
			for _, s := range f.EdgeStatements {
				row.Edge.Follows[s.Key] = e.page(f.Key+"→"+s.Key, s.Kinds, &s.List, s.Shapes)
			}
		}
		n.Follows[f.Key] = page
	}
	return n
}

// TestEveryFieldFindsItsAnswer asks the operations of testdata/plan of a store
// that echoes the plan: each field answers with what was planned for it.
func TestEveryFieldFindsItsAnswer(t *testing.T) {
	c := mustContract(t)
	handler := NewHandler(Config{Store: echo{kinds: c.Kinds}, Contract: c})
	files, err := filepath.Glob("testdata/plan/*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			document, variables := mustOperation(t, file)
			request := map[string]any{"query": document}
			if variables != "" {
				request["variables"] = json.RawMessage(variables)
			}
			body, err := json.Marshal(request)
			if err != nil {
				t.Fatal(err)
			}
			recorder := httptest.NewRecorder()
			post := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
			post.Header.Set("Content-Type", "application/json")
			handler.ServeHTTP(recorder, post)
			var got bytes.Buffer
			if err := json.Indent(&got, recorder.Body.Bytes(), "", " "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
			golden := strings.TrimSuffix(file, ".graphql") + ".answer"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("answer (-golden +now):\n%s", diff)
			}
		})
	}
}
