package extract

import (
	"regexp"
	"strings"
)

// legalForm is the legal form at the end of a company's name.
var legalForm = regexp.MustCompile(`(?i)^(.*\S),? (?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|plc|lp|llp|ag|gmbh|se|sa|s\.a|nv|n\.v|bv|b\.v|oy|oyj|ab|asa|as|a/s|spa|s\.p\.a|kk|k\.k|pty|holdings?|group|technologies|kg|sarl|srl|pte|sdn|bhd|pjsc)\.?$`)

// withoutForm takes the last legal form from the end of a company's name.
func withoutForm(name string) string {
	if m := legalForm.FindStringSubmatch(strings.TrimSpace(name)); m != nil {
		return strings.TrimRight(m[1], ", ")
	}
	return name
}

// core is the name of a company without any legal form.
func core(name string) string {
	for shorter := withoutForm(name); shorter != name; shorter = withoutForm(name) {
		name = shorter
	}
	return name
}

// names finds things by any of their names.
type names struct {
	full map[string]int // by a name as it is
	core map[string]int // without legal forms
}

func (n *names) add(at int, all ...string) {
	if n.full == nil {
		n.full, n.core = map[string]int{}, map[string]int{}
	}
	for _, name := range all {
		for _, k := range []struct {
			in  map[string]int
			key string
		}{{n.full, fold(name)}, {n.core, fold(core(name))}} {
			if _, taken := k.in[k.key]; !taken && k.key != "" {
				k.in[k.key] = at
			}
		}
	}
}

// get returns the thing that a reference means, or -1: that of the very name,
// else one whose name differs in its legal form.
func (n *names) get(name string) int {
	if at, ok := n.full[fold(name)]; ok {
		return at
	}
	if at, ok := n.core[fold(core(name))]; ok {
		return at
	}
	return -1
}

// same returns the thing that has the name already, or -1. A name without a
// legal form is that of one with, but two with different forms are two: a group
// and its company.
func (n *names) same(name string) int {
	if at, ok := n.full[fold(name)]; ok {
		return at
	}
	if at, ok := n.core[fold(name)]; ok && core(name) == name {
		return at
	}
	return -1
}
