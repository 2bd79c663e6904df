package store

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// ChangeNature says what happened to a node.
type ChangeNature string

// The natures of changes.
const (
	ChangeCreated    ChangeNature = "CREATED"
	ChangeUpdated    ChangeNature = "UPDATED"
	ChangeRetracted  ChangeNature = "RETRACTED"  // it is retired
	ChangeReinstated ChangeNature = "REINSTATED" // it was
	ChangeMerged     ChangeNature = "MERGED"     // its id is of another node now
	ChangeUnmerged   ChangeNature = "UNMERGED"   // its id was of another node
)

// What the change log calls columns that are of no property.
const (
	changedTrust    = "trust"
	changedValidity = "validity"
	changedDay      = "day"
	changedWhole    = "whole"
)

// change is what a batch changes of one node.
type change struct {
	nature     ChangeNature
	properties map[string]bool
}

// change returns the change of the node that is to be written, to be filled.
func (r *writing) change(record *Record) *change {
	if known := r.changes[record.ID]; known != nil {
		return known
	}
	c := &change{nature: ChangeUpdated, properties: map[string]bool{}}
	old := r.stored[record.ID]
	switch wasRetired := old != nil && old.Retired; {
	case r.merges.moved[record.ID] != "": // and it is there
		c.nature = ChangeUnmerged
	case record.Retired && !wasRetired:
		c.nature = ChangeRetracted
	case old == nil:
		c.nature = ChangeCreated
	case wasRetired && !record.Retired:
		c.nature = ChangeReinstated
	}
	r.changes[record.ID] = c
	return c
}

// putNode writes an entity or a fact and notes what is new of it.
func (r *writing) putNode(record *Record) {
	r.nodes = append(r.nodes, record)
	c := r.change(record)
	var before map[string]any
	if old := r.stored[record.ID]; old != nil {
		before = normal(old.Columns)
	}
	after := normal(record.Columns)
	names := r.Kinds.Kind(record.Kind).changeNames()
	for column := range after {
		if name := names[column]; name != "" && !reflect.DeepEqual(before[column], after[column]) {
			c.properties[name] = true
		}
	}
	for column := range before {
		if _, kept := after[column]; !kept && names[column] != "" {
			c.properties[names[column]] = true
		}
	}
}

// changeNames returns what the change log calls each column of the kind; nothing
// for sort keys, which follow other columns and are never missing.
func (k *Kind) changeNames() map[string]string {
	names := map[string]string{}
	for _, c := range k.Columns() {
		names[c.Name] = changedTrust
	}
	for name, columns := range map[string][]string{
		changedValidity: {ColumnValidEarliest, ColumnValidLatest, ColumnSureEarliest, ColumnSureLatest},
		changedDay:      {ColumnDayEarliest, ColumnDayLatest},
		changedWhole:    {ColumnWhole, ColumnIsPart},
	} {
		for _, column := range columns {
			names[column] = name
		}
	}
	names[ColumnFormerIDs] = ColumnFormerIDs
	for _, p := range k.Properties {
		for _, c := range p.Columns() {
			names[c.Name] = p.Name
		}
	}
	for _, c := range k.Columns() {
		if c.Key {
			delete(names, c.Name)
		}
	}
	return names
}

// logChanges writes a line of the change log for each node that is written, and
// tells it in the receipt.
func (r *writing) logChanges(_ context.Context, _ *Batch) error {
	causes := r.causes()
	for _, id := range slices.Sorted(maps.Keys(r.changes)) {
		c := r.changes[id]
		properties := slices.Sorted(maps.Keys(c.properties))
		r.receipt.Nodes = append(r.receipt.Nodes, id)
		r.receipt.Changes = append(r.receipt.Changes, NodeChange{ID: id, Nature: c.nature, Properties: properties})
		// Ids sort as sequences do.
		record := r.record("Change", fmt.Sprintf("change:%012d-%s", r.receipt.Sequence, strings.ReplaceAll(id, ":", "-")),
			map[string]string{"sequence": formatInt(r.receipt.Sequence), "recordedAt": r.now, "nature": string(c.nature), "nodeId": id},
			map[string][]string{"properties": properties})
		r.nodes = append(r.nodes, record)
		if about := r.present(id); !r.isDropped(about) {
			r.edges = append(r.edges, r.sourceEdges(changeAbout, record.ID, id)...)
		}
		for _, article := range slices.Sorted(maps.Keys(causes[id])) {
			r.edges = append(r.edges, &EdgeRecord{Edge: changeArticles, From: record.ID, To: article})
		}
	}
	return nil
}

// causes returns the articles that made each node change. Of a node that no
// changed statement is about they are the changed articles that it rests on, and
// those of what it hangs together with: of
// the whole and the parts in its family, of what an edge that comes or goes
// joins it with, of the parties its title names.
func (r *writing) causes() map[string]map[string]bool {
	causes := maps.Clone(r.touched)
	add := func(id string, articles map[string]bool) {
		if len(r.touched[id]) > 0 || len(articles) == 0 {
			return
		}
		if causes[id] == nil {
			causes[id] = map[string]bool{}
		}
		maps.Copy(causes[id], articles)
	}
	whole := func(id string) string {
		if p := r.projections[id]; p != nil {
			return r.outermost(p)
		}
		return ""
	}
	changed := map[string]bool{}
	for _, id := range r.changedArticles {
		changed[id] = true
	}
	families := map[string]map[string]bool{}
	for id := range r.touched {
		if whole := whole(id); whole != "" {
			if families[whole] == nil {
				families[whole] = map[string]bool{}
			}
			maps.Copy(families[whole], r.touched[id])
		}
	}
	for id := range r.changes {
		for _, c := range r.claims[id] {
			for _, article := range []string{c.article, c.origin} {
				if changed[article] {
					add(id, map[string]bool{article: true})
				}
			}
		}
		add(id, families[whole(id)])
		for target := range r.derived[id] {
			add(id, r.touched[target])
		}
	}
	for _, e := range slices.Concat(r.edges, r.gone) {
		if r.changes[e.From] != nil && r.changes[e.To] != nil {
			add(e.To, r.touched[e.From])
			add(e.From, r.touched[e.To])
		}
	}
	return causes
}
