package seed

import (
	"slices"

	"github.com/dealgraph/dealgraph/store"
)

// reference is one mention of an id that the set must provide.
type reference struct {
	place
	key string // of the field it stands in
	// from is the subject, of references from a part to its whole.
	from, id string
	// retracted: the article in which it stands is.
	retracted bool
}

// state notes that the article being read provides the node.
func (l *loader) state(id string) {
	if l.retracted {
		l.withdrawn[id] = true
	} else {
		l.stated[id] = true
	}
}

// refer notes a mention of an id; empty ones are none.
func (l *loader) refer(at place, key, id string) {
	if id != "" {
		l.references = append(l.references, reference{place: at, key: key, id: id, retracted: l.retracted})
	}
}

// referSubject notes the first mention of a subject in a file: one thing left
// unstated is one fault, however many statements are about it.
func (l *loader) referSubject(at place, id string) {
	if !slices.ContainsFunc(l.references, func(r reference) bool { return r.key == "subject" && r.file == at.file && r.id == id }) {
		l.refer(at, "subject", id)
	}
}

// referByValue notes what the value of an edge refers to.
func (r *statementReader) referByValue(s *store.Statement, at place) {
	edge := r.kinds.KindOf(s.Subject).Edge(s.Property)
	if edge == nil {
		return
	}
	r.refer(at, s.Property, s.Value)
	if edge.Whole && s.Stance != store.Denies {
		r.wholes = append(r.wholes, reference{place: at, key: s.Property, from: s.Subject, id: s.Value})
	}
}

// checkReferences reports what is mentioned but not in the set.
func (l *loader) checkReferences() {
	if l.broken {
		return
	}
	for _, ref := range l.references {
		switch {
		case l.stated[ref.id] || ref.retracted && l.withdrawn[ref.id]:
		case l.kinds.KindOf(ref.id).Name == "Article":
			l.faults.add(ref.file, ref.line, "%s: no article of the set is %s", ref.key, ref.id)
		case l.withdrawn[ref.id]:
			l.faults.add(ref.file, ref.line, "%s: only a retracted article states %s itself (property self)", ref.key, ref.id)
		case ref.key == "subject":
			l.faults.add(ref.file, ref.line, "statements are about %s, but none in the set states the thing itself (property self)", ref.id)
		default:
			l.faults.add(ref.file, ref.line, "%s: no article of the set states %s itself (property self)", ref.key, ref.id)
		}
	}
}

// checkWholes reports what would be a part of itself.
func (l *loader) checkWholes() {
	wholes := map[string][]string{}
	for _, ref := range l.wholes {
		wholes[ref.from] = append(wholes[ref.from], ref.id)
	}
	for _, ref := range l.wholes {
		seen := map[string]bool{}
		for next := []string{ref.id}; len(next) > 0; next = next[1:] {
			if id := next[0]; !seen[id] {
				seen[id] = true
				next = append(next, wholes[id]...)
			}
		}
		if seen[ref.from] {
			l.faults.add(ref.file, ref.line, "%s: %s would be a part of itself", ref.key, ref.from)
		}
	}
}
