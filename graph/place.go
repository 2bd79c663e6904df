package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/dealgraph/dealgraph/store"
)

// Root fields that answer more than nodes and lists wrap them in types of their
// own: a path, its hops, their facts. Below these the plan goes on as
// everywhere, keyed by response path.

// place is a selection and where its answer stands below the root field.
type place struct {
	*selected
	path string // response names, each with "/"
}

// along returns the selections at the end of a way of fields, each written
// Type.field.
func (s selector) along(from place, way ...string) []place {
	places := []place{from}
	for _, step := range way {
		typeName, field, _ := strings.Cut(step, ".")
		var next []place
		for _, at := range places {
			for _, child := range s.collect(typeName, at.selections) {
				if child.field.Name == field {
					next = append(next, place{child, at.path + child.key + "/"})
				}
			}
		}
		places = next
	}
	return places
}

// nodesAlong plans what is selected on nodes at the end of a way.
func (p *planner) nodesAlong(d drafts, from place, in scope, way ...string) error {
	for _, at := range p.along(from, way...) {
		in.path = at.path
		if err := p.nodes(d, at.selections, in); err != nil {
			return err
		}
	}
	return nil
}

// numberOf returns an Int argument that the schema gives a default, which
// counts for null too.
func (s selector) numberOf(f *ast.Field, name string) int {
	if n, ok := asInt(s.arguments(f)[name]); ok {
		return n
	}
	value, _ := f.Definition.Arguments.ForName(name).DefaultValue.Value(nil)
	n, _ := asInt(value)
	return n
}

// kindsOf returns the kinds of a list of NodeKind.
func (p *planner) kindsOf(value any) []string {
	var kinds []string
	for _, name := range asStrings(value) {
		kinds = append(kinds, p.contract.KindNamed(name))
	}
	return kinds
}

// idsOf returns the ids of a list argument, of which there may be as many as in
// nodes(ids:).
func idsOf(name string, value any) ([]string, error) {
	ids := asStrings(value)
	if len(ids) > maxPageSize {
		return nil, errorf(CodeBadInput, "%s has %d ids: at most %d go", name, len(ids), maxPageSize)
	}
	return ids, nil
}

// rankOf returns the rank of a Credence argument, 0 if it is not given.
func rankOf(value any) int {
	if credence, ok := value.(string); ok {
		return store.Credence(credence).Rank()
	}
	return 0
}

// timing is what the arguments of a root field say about time, for itself and
// for what stands below it.
type timing struct {
	scope
	certain bool // with validOn: only what certainly held
	known   store.Span
}

// lastKnown is the last day of knownAt; empty if it is not given, or open.
func (t timing) lastKnown() string { return t.known.Latest }

// timed reads validOn, certain and knownAt.
func (p *planner) timed(arguments map[string]any) (timing, error) {
	in, err := p.time(arguments, scope{})
	if err != nil {
		return timing{}, err
	}
	when := timing{scope: in, certain: arguments["certain"] == true}
	if when.certain && when.validOn == nil {
		return timing{}, errorf(CodeBadInput, "certain: wants a day: give validOn too")
	}
	if text, ok := arguments["knownAt"].(string); ok {
		if when.known, err = parseDate("knownAt", text); err != nil {
			return timing{}, err
		}
	}
	return when, nil
}

// bound returns how many nodes a field in an envelope may answer for each of
// what it stands in, and whether the field has a bound of its own. An argument
// that is too large counts as the largest: its own error says more.
func (s selector) bound(f *ast.Field) (int, bool) {
	argument := func(name string, most int) int { return min(max(s.numberOf(f, name), 0), most) }
	switch f.ObjectDefinition.Name + "." + f.Name {
	case "Query.paths": // the things on all paths, one more than hops on each
		return argument("first", store.MaxPathLimit) * (argument("maxHops", store.MaxPathHops) + 1), true
	case "Hop.facts":
		return store.MaxHopFacts, true
	case "Hop.edges":
		return s.hopEdges(), true
	case "Query.neighbourhood":
		return argument("limit", store.MaxNeighbourhood), true
	case "ChangeEntry.articles":
		return maxChangeArticles, true
	case "WriteEffect.changes":
		return maxEffects, true
	case "RetractionPayload.article", "JudgementPayload.left", "JudgementPayload.right", "Review.article", "ReviewedNode.node", "IngestPayload.article":
		return 1, true
	case "IngestPayload.created", "IngestPayload.matched":
		return maxTold, true
	}
	return 0, false
}

// hopEdges returns how many direct edges there may be between two things.
func (s selector) hopEdges() int {
	between := map[[2]string]int{}
	most := 0
	for _, e := range s.contract.Kinds.Edges() {
		for _, target := range e.Targets {
			ends := [2]string{min(e.Kind, target), max(e.Kind, target)}
			between[ends]++
			if e.Kind == target {
				between[ends]++ // both ways
			}
			if s.contract.Kinds.Kind(e.Kind).Group == store.Entity && s.contract.Kinds.Kind(target).Group == store.Entity {
				most = max(most, between[ends])
			}
		}
	}
	return most
}
