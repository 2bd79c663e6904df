package graph

import (
	"context"
	"fmt"
	"slices"

	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/graph/model"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
)

// What Resolution.verdict can be.
const (
	verdictMatch     = "MATCH"
	verdictAmbiguous = "AMBIGUOUS"
	verdictNone      = "NONE"
)

// Bounds of the reasons told of a candidate.
const (
	maxNameReasons = 3
	maxNamesakes   = 3
)

// resolveResolve answers the root field resolve.
func (r *Resolver) resolveResolve(ctx context.Context) (*model.Resolution, error) {
	p, s := r.rootField(ctx)
	q, first, err := p.resolutionQuery(s)
	if err != nil {
		return nil, err
	}
	page, err := r.Store.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	return r.resolution(page, q, first), nil
}

// resolutionQuery plans the root field resolve: a search that also reads the
// names, to tell which of them fit how.
func (p *planner) resolutionQuery(s *selected) (q *store.Query, first int, err error) {
	arguments := p.arguments(s.field)
	name, _ := arguments["name"].(string)
	first = p.numberOf(s.field, "first")
	if _, _, err := pageSize(map[string]any{"first": first}, "first"); err != nil {
		return nil, 0, err
	}
	kinds := p.named(arguments["kind"])
	if len(kinds) == 0 {
		return nil, 0, errorf(CodeBadInput, "kind: nodes of kind %v have no names", arguments["kind"])
	}
	if q, err = p.nameQuery(name, kinds); err != nil {
		return nil, 0, err
	}
	q.Limit = max(first, 2) // two tell whether the first is the only one
	d := newDrafts(q.Kinds)
	if err := p.nodesAlong(d, place{selected: s}, scope{}, "Resolution.candidates", "ResolutionCandidate.node"); err != nil {
		return nil, 0, err
	}
	for _, kind := range q.Kinds {
		for _, property := range p.contract.Kinds.Kind(kind).Properties {
			if property.Searched {
				d[kind].read(property.Name)
			}
		}
	}
	q.Shapes = d.shapes()
	return q, first, nil
}

// resolution makes the answer of the rows, best first.
func (r *Resolver) resolution(page *store.Page, q *store.Query, first int) *model.Resolution {
	var same []string // ids of those that carry exactly the name
	for _, row := range page.Rows {
		if row.Score == 1 {
			same = append(same, row.Node.ID)
		}
	}
	answer := &model.Resolution{Verdict: verdictAmbiguous, Candidates: []*model.ResolutionCandidate{}, Truncated: page.More || len(page.Rows) > first}
	switch {
	case len(page.Rows) == 0:
		answer.Verdict = verdictNone
	case len(same) == 1:
		answer.Verdict = verdictMatch
	}
	manySame := page.More && len(same) == len(page.Rows)
	for _, row := range page.Rows[:min(first, len(page.Rows))] {
		node, _ := model.Wrap(model.NewObject(row.Node, q.Shapes[row.Node.Kind])).(model.Node)
		reasons := nameReasons(r.Contract, row.Node, q.Text.Text)
		if row.Score == 1 {
			reasons = append(reasons, namesakes(row.Node.ID, same, manySame)...)
		}
		answer.Candidates = append(answer.Candidates, &model.ResolutionCandidate{Node: node, Score: row.Score, Reasons: reasons})
	}
	return answer
}

// nameReasons tells which names of the node fit the text how, best first.
func nameReasons(c *contract.Contract, node *store.Node, text string) []string {
	type reason struct {
		score float64
		words string
	}
	var reasons []reason
	for _, property := range c.Kinds.Kind(node.Kind).Properties {
		if !property.Searched {
			continue
		}
		called := property.Name
		if called == "aliases" {
			called = "alias"
		}
		for _, name := range asStrings(node.Columns[property.Name]) {
			if fit := (names.Folder{}).Fit(text, name); fit.Good() {
				reasons = append(reasons, reason{fit.Score, fmt.Sprintf("its %s %q %s", called, name, fitWords(fit, text == name))})
			}
		}
	}
	slices.SortStableFunc(reasons, func(a, b reason) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	told := []string{}
	for _, reason := range reasons[:min(len(reasons), maxNameReasons)] {
		told = append(told, reason.words)
	}
	return told
}

func fitWords(fit names.Fit, literally bool) string {
	switch fit.How {
	case names.Same:
		if literally {
			return "is exactly this"
		}
		return "is this, written otherwise"
	case names.Start:
		return "starts with this"
	case names.Words:
		return "has this among its words"
	case names.Beginning:
		return "is how this begins"
	case names.Part:
		return "has this inside a word"
	}
	return "is spelt much like this"
}

// namesakes tells who else carries exactly the same name; more says that there
// are still others.
func namesakes(id string, same []string, more bool) []string {
	var reasons []string
	for _, other := range same {
		if other == id {
			continue
		}
		if len(reasons) == maxNamesakes {
			more = true
			break
		}
		reasons = append(reasons, other+" carries the same name")
	}
	if more {
		reasons = append(reasons, "others carry the same name")
	}
	return reasons
}
