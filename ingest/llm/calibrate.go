package llm

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// How sure a model says it is says little about how often it is right, and
// models differ. So its word can only lower a confidence, and what can be
// checked sets how high it may be at most:
//
//	0.9   every party stands in the best passage by its name
//	0.85  names, products and technologies, which the text has
//	0.75  a party is a pronoun or description, which the model resolved; the
//	      answer had to be mended; a rumour, denial or termination, or a passage
//	      with a word of doubt; one party only
//
// Accepted is 0.8: what lies at 0.75 or below waits for a person.
const (
	named    = 0.9
	listed   = 0.85
	resolved = 0.75
)

// repaired is the reason on claims of an answer that did not fit at first. It
// is also how calibrate knows them.
const repaired = "the answer had to be asked for again"

// calibrate caps the confidence of what was grounded, and gives reasons.
func calibrate(x *extract.Extraction) {
	companies := map[string][]string{}
	for _, c := range x.Companies {
		companies[c.Name] = append([]string{c.Name}, c.Aliases...)
		capped(&c.Claim, listed, "the text has the name")
	}
	for _, p := range x.People {
		companies[p.Name] = append([]string{p.Name, p.Name[strings.LastIndexByte(p.Name, ' ')+1:]}, p.Aliases...)
		capped(&p.Claim, listed, "the text has the name")
		for _, r := range p.Roles {
			if best(r.Claim, companies[p.Name]) && best(r.Claim, companies[r.Company]) {
				capped(&r.Claim, named, "the passage names person and company")
			} else {
				capped(&r.Claim, resolved, "the passage does not name both person and company")
			}
		}
	}
	for _, p := range x.Products {
		capped(&p.Claim, listed, "the text has the name")
	}
	for _, t := range x.Technologies {
		capped(&t.Claim, listed, "the text has the name")
	}
	for _, p := range x.Portfolios {
		if best(p.Claim, companies[p.Company]) {
			capped(&p.Claim, named, "the passage names the company and has the numbers")
		} else {
			capped(&p.Claim, resolved, "the passage does not name the company")
		}
	}
	for _, s := range x.Subsidiaries {
		if best(s.Claim, companies[s.Parent]) && best(s.Claim, companies[s.Child]) {
			capped(&s.Claim, named, "the passage names both")
		} else {
			capped(&s.Claim, resolved, "the passage does not name both")
		}
	}
	for _, d := range x.Deals {
		calibrateDeal(d, companies)
	}
}

func calibrateDeal(d *extract.Deal, companies map[string][]string) {
	var unnamed []string
	for _, p := range d.Parties {
		if !best(d.Claim, companies[p.Company]) {
			unnamed = append(unnamed, fmt.Sprintf("%s is %q there", p.Company, p.Mention))
		}
	}
	switch {
	case len(unnamed) > 0:
		capped(&d.Claim, resolved, "not all parties stand in the passage by name: "+strings.Join(unnamed, ", "))
	case d.Status != extract.Announced && d.Status != extract.Completed:
		capped(&d.Claim, resolved, "whether it is "+strings.ToLower(d.Status)+" is the model's reading")
	case slices.ContainsFunc(d.Passages, func(p extract.Passage) bool { return hedge.MatchString(p.Sentence) }):
		capped(&d.Claim, resolved, "a passage has a word of doubt")
	case len(d.Parties) < 2:
		capped(&d.Claim, resolved, "it has one party only")
	default:
		capped(&d.Claim, named, "the passage names all parties")
	}
}

// hedge are words with which a sentence tells of what may not be so.
var hedge = regexp.MustCompile(`(?i)\b(?:may|might|could|would|reportedly|rumou?r(?:s|ed)?|allegedly|talks|consider(?:s|ed|ing)?|mull(?:s|ed|ing)?|explor(?:e|es|ed|ing)|weigh(?:s|ed|ing)?|` +
	`sources|people familiar|person familiar|speculation|possible|potential(?:ly)?|if|not|never|no longer|den(?:y|ies|ied)|collapsed|terminated|called off|scrapped|abandoned)\b`)

// capped lowers a confidence to what a reason allows.
func capped(c *extract.Claim, most float64, reason string) {
	if slices.Contains(c.Reasons, repaired) {
		most = min(most, resolved)
	}
	if c.Confidence < most {
		reason += fmt.Sprintf("; the model is %.2f sure", c.Confidence)
	}
	c.Confidence = min(c.Confidence, most)
	c.Reasons = append(c.Reasons, reason)
}

// best reports whether the best passage of a claim has one of the names.
func best(c extract.Claim, names []string) bool {
	return len(c.Passages) > 0 && slices.ContainsFunc(names, func(n string) bool { return extract.Names(c.Passages[0].Sentence, n) })
}

// markRepaired notes on all claims of an answer that it had to be mended.
func markRepaired(x *extract.Extraction) {
	for _, c := range claims(x) {
		c.Reasons = append(c.Reasons, repaired)
	}
}

// claims returns all claims of an extraction.
func claims(x *extract.Extraction) []*extract.Claim {
	var all []*extract.Claim
	for _, c := range x.Companies {
		all = append(all, &c.Claim)
	}
	for _, p := range x.People {
		all = append(all, &p.Claim)
		for _, r := range p.Roles {
			all = append(all, &r.Claim)
		}
	}
	for _, d := range x.Deals {
		all = append(all, &d.Claim)
	}
	for _, p := range x.Products {
		all = append(all, &p.Claim)
	}
	for _, t := range x.Technologies {
		all = append(all, &t.Claim)
	}
	for _, p := range x.Portfolios {
		all = append(all, &p.Claim)
	}
	for _, s := range x.Subsidiaries {
		all = append(all, &s.Claim)
	}
	return all
}
