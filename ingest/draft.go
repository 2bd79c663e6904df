package ingest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
)

// draft is a node as one article tells of it, before it is known which node of
// the graph it is. Its id follows from the article alone, so that articles can
// be ingested in any order.
type draft struct {
	id, kind   string
	label      string   // its name, or for people what it is about
	names      []string // of things: the name first
	confidence float64
	reasons    []string
	passage    store.Passage // the best one
	statements []*store.Statement
	needs      map[string]bool // ids that its statements refer to
	day        string          // of deals: the day it counts from, may be partial or empty
	deal       *extract.Deal   // of deals: what it was drafted from
	// root, if not nil, is the draft it stands or falls with: the deal of a
	// grant, of a bag of patents.
	root *draft
	// helper: it is there for others' sake, and never asked about by itself.
	helper bool
}

// drafting makes the drafts of one article.
type drafting struct {
	kinds     *store.Kinds
	article   *store.Article
	doc       *extract.Document
	extractor string
	keepText  bool

	drafts    []*draft
	byID      map[string]*draft
	companies map[string]string // ids by Name in the extraction
	people    map[string]string
	products  map[string]string
	areas     map[string]string
	rejected  []extract.Rejection
}

// draftsOf makes drafts of all that the extraction holds, things before facts.
func draftsOf(kinds *store.Kinds, article *store.Article, doc *extract.Document, x *extract.Extraction, extractor string, keepText bool) *drafting {
	d := &drafting{kinds: kinds, article: article, doc: doc, extractor: extractor, keepText: keepText, byID: map[string]*draft{},
		companies: map[string]string{}, people: map[string]string{}, products: map[string]string{}, areas: map[string]string{},
		rejected: slices.Clone(x.Rejected)}
	for _, c := range x.Companies {
		d.company(c)
	}
	for _, p := range x.People {
		d.person(p)
	}
	for _, p := range x.Products {
		d.product(p)
	}
	for _, t := range x.Technologies {
		d.technology(t)
	}
	for _, s := range x.Subsidiaries {
		d.subsidiary(s)
	}
	for _, p := range x.Portfolios {
		d.portfolio(p)
	}
	d.deals(x.Deals)
	d.publisher()
	d.settleConfidence()
	return d
}

// add returns the draft of the id and states that it is so.
func (d *drafting) add(kind, id, label string, claim extract.Claim) *draft {
	n := d.draft(kind, id, label, claim)
	d.state(n, &store.Statement{Property: store.SelfProperty, Passage: d.passage(claim)})
	return n
}

// draft returns the draft of the id, new or as it is there. Of a claim made
// twice the surer counts.
func (d *drafting) draft(kind, id, label string, claim extract.Claim) *draft {
	n := d.byID[id]
	if n == nil {
		n = &draft{id: id, kind: kind, label: label, needs: map[string]bool{}, passage: d.passage(claim)}
		d.byID[id] = n
		d.drafts = append(d.drafts, n)
	}
	n.confidence = max(n.confidence, claim.Confidence)
	for _, reason := range claim.Reasons {
		if !slices.Contains(n.reasons, reason) {
			n.reasons = append(n.reasons, reason)
		}
	}
	return n
}

// state adds a statement on the draft; what the model cannot hold is rejected.
// A statement made twice is one.
func (d *drafting) state(n *draft, s *store.Statement) {
	s.Subject, s.Article, s.Extractor = n.id, d.article.ID, cmp.Or(s.Extractor, d.extractor)
	if err := s.Check(d.kinds); err != nil {
		d.reject(fmt.Sprintf("%s: %s %s", n.label, s.Property, s.Value), err.Error())
		return
	}
	id := s.ID()
	if slices.ContainsFunc(n.statements, func(other *store.Statement) bool { return other.ID() == id }) {
		return
	}
	n.statements = append(n.statements, s)
	for _, ref := range []string{s.SaidBy, s.SaidFor} {
		if ref != "" {
			n.needs[ref] = true
		}
	}
	if d.kinds.KindOf(n.id).Edge(s.Property) != nil {
		n.needs[s.Value] = true
	}
}

func (d *drafting) reject(claim, why string) {
	d.rejected = append(d.rejected, extract.Rejection{Claim: claim, Why: why})
}

// passage returns where a claim stands, at the best of its passages that has
// one of the words in it; without words, the best.
func (d *drafting) passage(claim extract.Claim, words ...string) store.Passage {
	if len(claim.Passages) == 0 {
		return store.Passage{}
	}
	best := claim.Passages[0]
	for _, p := range claim.Passages {
		if slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.Contains(p.Sentence, w) }) {
			best = p
			break
		}
	}
	sentence := strings.Join(strings.Fields(best.Sentence), " ")
	sum := sha256.Sum256([]byte(sentence))
	passage := store.Passage{Paragraph: best.Paragraph, SHA256: hex.EncodeToString(sum[:])}
	if d.keepText {
		passage.Sentence = sentence
	}
	return passage
}

// settleConfidence makes no draft surer than what it refers to: a deal between
// companies of which one is doubtful is doubtful.
func (d *drafting) settleConfidence() {
	for range len(d.drafts) { // as often as the longest chain of references, at most
		settled := true
		for _, n := range d.drafts {
			for id := range n.needs {
				if need := d.byID[id]; need != nil && need.confidence < n.confidence {
					n.confidence, settled = need.confidence, false
					n.reasons = append(n.reasons, "no surer than "+need.label)
				}
			}
		}
		if settled {
			break
		}
	}
	for _, n := range d.drafts {
		for _, s := range n.statements {
			s.Confidence = n.confidence
		}
	}
}
