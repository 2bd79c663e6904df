package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Judgement says whether two ids are of one thing. There is one for each
// unordered pair of ids: a person's replaces any, an automatic one only another
// automatic one. Ids judged the same, in one step or several, are one node: the
// survivor, whose id is the shortest, then the smallest; the others become its
// former ids and keep resolving to it. A pair judged different is never one
// node: what would make it one by automatic judgements, the least sure of them,
// is set aside; what would by a person's is refused.
type Judgement struct {
	Left, Right string // ids of entities or facts of one kind, in either order; both need not be there yet
	Same        bool
	// Withdrawn takes the judgement of the pair back: it is as if never made.
	// Code takes back only what code judged.
	Withdrawn bool
	// ByPerson: a person made it; otherwise code did, with Score.
	ByPerson bool
	JudgedBy string  // who or what made it, for people
	Score    float64 // 0 to 1, how sure code is that they are the same
	Reason   string
}

// ID returns the judgement's id: a hash of the pair, in whichever order.
func (j *Judgement) ID() string {
	left, right := j.pair()
	return hashID("judgement", left, right)
}

// pair returns the two ids, the smaller first.
func (j *Judgement) pair() (left, right string) { return min(j.Left, j.Right), max(j.Left, j.Right) }

// Check says what is wrong with the judgement, for people.
func (j *Judgement) Check(kinds *Kinds) error {
	if err := checkPair(kinds, j.Left, j.Right); err != nil {
		return err
	}
	if !isShare(j.Score) {
		return fmt.Errorf("score %v is not between 0 and 1", j.Score)
	}
	return nil
}

// checkPair refuses two ids that cannot be of one thing, whatever they name.
func checkPair(kinds *Kinds, left, right string) error {
	for _, id := range []string{left, right} {
		if kind := kinds.KindOf(id); kind == nil || !kind.stated() || !slugPattern.MatchString(id) {
			return fmt.Errorf("%q is no id of a thing or a fact", id)
		}
	}
	if a, b := kinds.KindOf(left), kinds.KindOf(right); a != b {
		return fmt.Errorf("%s is a %s and %s a %s: only what is of one kind can be the same", left, a.Name, right, b.Name)
	}
	if left == right {
		return fmt.Errorf("it is one id, not two")
	}
	return nil
}

// IdentityKind is the kind of what keeps of which node an id is now; its columns
// are the id, and the id of the node.
const (
	IdentityKind    = "Identity"
	ColumnNodeID    = "nodeId"
	ColumnPresentID = "presentId"
)

// IdentityID returns the id of the Identity that keeps of which node an id is
// now. There is one for every id that a judgement is about.
func IdentityID(id string) string { return "identity:" + strings.Replace(id, ":", "-", 1) }

// hashID returns an id that is a hash of the parts.
func hashID(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return prefix + ":" + hex.EncodeToString(sum[:10])
}
