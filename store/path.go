package store

import (
	"slices"
)

// PathQuery asks how two things are connected.
//
// A path leads from thing to thing (a node of an Entity kind) by hops. A hop
// joins two things by everything there is between them: facts (nodes of a Fact
// kind with an edge to both) and direct edges (that start at one of the two and
// end at the other, whatever their direction). Parallel facts are one hop, never
// several paths. A fact reaches its parties by its derived edge, where its kind
// has one, so that a whole joins the parties of its parts; its other edges to
// things (what a deal is about) count as well. No path leads through sources or
// internal kinds, no thing comes twice in one, and the ends are no intermediate
// things.
type PathQuery struct {
	From, To string // ids of things
	// MaxHops bounds the length, 1 to MaxPathHops; Limit the number of paths,
	// 1 to MaxPathLimit.
	MaxHops, Limit int
	// Via, if not empty, are the kinds that hops may use: a Fact kind allows
	// its facts, an Entity kind the direct edges that start at it. Through, if
	// not empty, are the kinds of intermediate things; if it is, they may be
	// of every Entity kind but TechnologyArea, in which everything meets.
	Via, Through []string
	// MinCredence is the least rank of every fact and edge used: of the fact,
	// of its edges to both things, of the direct edge.
	MinCredence int
	// ValidOn keeps facts that held then, or may have, and with Certain only
	// those that certainly did (see ColumnValidEarliest, ColumnSureEarliest).
	// Nil keeps all.
	ValidOn *Span
	Certain bool
	// KnownAt, if not empty, keeps facts and edges that were reported on this
	// day (YYYY-MM-DD) or before: ColumnFirstReported of the fact, of its
	// edges to both things, of the direct edge.
	KnownAt string
	// MaxDegree, if not 0, bounds the number of edges that the query may
	// follow (whatever their trust and time) at an intermediate thing. Exclude
	// are ids of things that are no intermediate ones.
	MaxDegree int
	Exclude   []string
	// Budget bounds the work; 0 stands for DefaultPathBudget. See Truncated.
	Budget int

	// Shapes says what to read of the things and facts on the paths;
	// EdgeColumns and EdgeStatements what of direct edges, as in Follow.
	Shapes         Shapes
	EdgeColumns    []string
	EdgeStatements []*Follow
}

// Bounds of a path query.
const (
	MaxPathHops  = 6
	MaxPathLimit = 20
	// MaxHopFacts is the greatest number of facts listed in one hop.
	MaxHopFacts = 10
	// DefaultPathBudget is how many things are expanded where the query says
	// nothing; MaxPathTries how many paths and dead ends are come to at most.
	DefaultPathBudget = 20_000
	MaxPathTries      = 2_000
)

// Paths is the answer to a path query.
type Paths struct {
	// Paths are the shortest, at most Limit: by number of hops, then by the
	// ids of their things one after the other. Empty if there is none, or one
	// of the ends is unknown.
	Paths []*Path
	// Truncated: the search stopped at its budget. Those answered are the
	// first, but others may be missing.
	//
	// The search goes by length. Lengths 1 and 2 need what surrounds the two
	// ends. For each further length one of the outermost layers is expanded,
	// where layer n of an end are the things n hops away by some way, which
	// may lead through a thing twice: the one with fewer things, or that which
	// the store takes for cheaper. If it has more things than are left of the
	// budget, the other is; if that has too, the search stops. The paths are
	// the same. Then the paths of that length are put together from From, in
	// their order, of those things that are the right number of hops from To.
	// A beginning that leads on only to things it has already is a dead end.
	// When as many paths and dead ends were come to, of all lengths together,
	// as are tried (MaxPathTries, or the budget if that is less), the search
	// stops.
	Truncated bool
}

// Path is one path.
type Path struct {
	Nodes []*Node // the things, From first
	Hops  []*Hop  // one less
	// Credence is that of the weakest hop.
	Credence Credence
}

// Hop is what joins two things one after the other on a path.
type Hop struct {
	// Facts are the facts between the two, at most MaxHopFacts: those best to
	// be believed first, then by id. Omitted is the number of the others.
	Facts   []*Node
	Omitted int
	// Edges are the direct edges between the two: in schema order, then by
	// the id they start at.
	Edges []*PathEdge
	// Credence is that of the strongest of the facts and edges, where a fact
	// is as strong as the weakest of itself and its edges to both things.
	Credence Credence
}

// PathEdge is a direct edge.
type PathEdge struct {
	Edge     EdgeRef
	From, To string // ids, as the edge runs
	Data     *EdgeData
}

// areaKind is the kind through which paths lead only when asked.
const areaKind = "TechnologyArea"

// PathRoute is what a path query may follow, as the kind table says: for
// backends.
type PathRoute struct {
	// Facts are the edges from facts to things, Direct those between things.
	Facts, Direct []EdgeRef
	// FactKinds are the kinds that Facts start at, Things all Entity kinds,
	// Through those of intermediate things; in schema order.
	FactKinds, Things, Through []string
	// Budget and Tries are the bounds that Paths.Truncated tells of.
	Budget, Tries int
}

// Route checks the query, and says what it may follow. Its errors are of code
// BAD_INPUT.
func (q *PathQuery) Route(kinds *Kinds) (*PathRoute, error) {
	if err := q.check(kinds); err != nil {
		return nil, err
	}
	r := &PathRoute{Budget: q.Budget}
	if r.Budget == 0 {
		r.Budget = DefaultPathBudget
	}
	r.Tries = min(r.Budget, MaxPathTries)
	for _, k := range kinds.All() {
		if k.Group == Entity {
			r.Things = append(r.Things, k.Name)
			if len(q.Through) == 0 && k.Name != areaKind || slices.Contains(q.Through, k.Name) {
				r.Through = append(r.Through, k.Name)
			}
		}
	}
	for _, k := range kinds.All() {
		if len(q.Via) > 0 && !slices.Contains(q.Via, k.Name) || k.Group != Entity && k.Group != Fact {
			continue
		}
		derives := slices.ContainsFunc(k.Edges, func(e *Edge) bool { return e.Derived })
		used := false
		for _, e := range k.Edges {
			switch {
			case !slices.ContainsFunc(e.Targets, func(t string) bool { return slices.Contains(r.Things, t) }):
			case k.Group == Entity:
				r.Direct = append(r.Direct, EdgeRef{k.Name, e.Label})
			case derives && e.Role != RoleNone && !e.Derived: // the derived edge has it
			default:
				r.Facts = append(r.Facts, EdgeRef{k.Name, e.Label})
				used = true
			}
		}
		if used {
			r.FactKinds = append(r.FactKinds, k.Name)
		}
	}
	return r, nil
}

func (q *PathQuery) check(kinds *Kinds) error {
	switch {
	case q.MaxHops < 1 || q.MaxHops > MaxPathHops:
		return Errorf(CodeInvalid, "a path of at most %d hops: want 1 to %d", q.MaxHops, MaxPathHops)
	case q.Limit < 1 || q.Limit > MaxPathLimit:
		return Errorf(CodeInvalid, "%d paths: want 1 to %d", q.Limit, MaxPathLimit)
	case q.From == q.To:
		return Errorf(CodeInvalid, "a path leads from one thing to another: both ends are %s", q.From)
	case q.MaxDegree < 0 || q.Budget < 0:
		return Errorf(CodeInvalid, "a bound of a path is less than 0")
	}
	for _, id := range []string{q.From, q.To} {
		if k := kinds.KindOf(id); k != nil && k.Group != Entity {
			return Errorf(CodeInvalid, "%s is a %s: paths lead from thing to thing, through facts", id, k.Name)
		}
	}
	for _, name := range q.Via {
		if k := kinds.Kind(name); k == nil || k.Group != Entity && k.Group != Fact {
			return Errorf(CodeInvalid, "via: a path never leads over a %s", name)
		}
	}
	for _, name := range q.Through {
		if k := kinds.Kind(name); k == nil || k.Group != Entity {
			return Errorf(CodeInvalid, "through: a path leads through things, and a %s is none", name)
		}
	}
	return nil
}

// Weigh fills in the credences of the path's hops and of the path. ranks are
// those of each hop's strongest fact or edge.
func (p *Path) Weigh(ranks []int) {
	weakest := len(credences) - 1
	for i, rank := range ranks {
		rank = min(max(rank, 0), len(credences)-1)
		p.Hops[i].Credence = credences[rank]
		weakest = min(weakest, rank)
	}
	p.Credence = credences[weakest]
}
