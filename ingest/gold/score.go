package gold

import "github.com/dealgraph/dealgraph/ingest/extract"

// Score compares predictions, by the id of their article, with the annotations.
// An article without a prediction counts as one in which nothing was found.
//
// With primary, background deals are left out: they are not missed, and a
// prediction of one is neither right nor wrong.
func Score(predictions map[string]*extract.GoldExtraction, articles []*Article, primary bool) *Report {
	r := newReport()
	for _, a := range articles {
		r.Articles++
		if len(a.Gold.Deals) == 0 {
			r.NoDealArticles++
		}
		p := predictions[a.ID]
		if p == nil {
			r.WithoutPrediction++
			p = &extract.GoldExtraction{}
		}
		c := &comparison{pred: p, gold: a.Gold, article: a.ID, primary: primary, names: newResolver(p.Companies, a.Gold), report: r}
		c.companies()
		c.people()
		c.deals()
		c.products()
		c.technologies()
		c.portfolios()
		c.subsidiaries()
	}
	return r
}

// comparison is one prediction against one annotation.
type comparison struct {
	pred    *extract.GoldExtraction
	gold    *Annotation
	article string
	primary bool
	names   *resolver
	report  *Report
}

// right counts a prediction that is.
func (c *comparison) right(m Measure) { c.report.count(m).TruePositives++ }

// wrong counts a prediction that is, and keeps it for the details.
func (c *comparison) wrong(m Measure, what string) {
	c.report.count(m).FalsePositives++
	c.miss(m, Wrong, what)
}

// missing counts what was not predicted, and keeps it for the details.
func (c *comparison) missing(m Measure, what string) {
	c.report.count(m).FalseNegatives++
	c.miss(m, Missing, what)
}

func (c *comparison) miss(m Measure, why Why, what string) {
	c.report.Misses = append(c.report.Misses, Miss{Article: c.article, Measure: m, Why: why, What: what})
}
