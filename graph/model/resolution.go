package model

// Resolution is which node is meant by a name.
type Resolution struct {
	Verdict    string
	Candidates []*ResolutionCandidate
	Truncated  bool
}

// ResolutionCandidate is a node that may be meant.
type ResolutionCandidate struct {
	Node    Node
	Score   float64
	Reasons []string
}
