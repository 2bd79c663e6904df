package gold

// Measure is what is counted.
type Measure string

// The measures. Those of roles, values, dates and so on need more than the
// thing they belong to: README.md tells when each is right.
const (
	Companies           Measure = "companies"
	People              Measure = "people"
	PersonCompany       Measure = "person+company"
	PeopleRole          Measure = "people-role"
	DealsLenient        Measure = "deals-lenient"
	DealsStrict         Measure = "deals-strict"
	Values              Measure = "values"
	DatesLenient        Measure = "dates-lenient"
	DatesStrict         Measure = "dates-strict"
	DealPatentCounts    Measure = "deal-patent-counts"
	Products            Measure = "products"
	ProductCompany      Measure = "product+company"
	TechnologiesLenient Measure = "technologies-lenient"
	TechnologiesStrict  Measure = "technologies-strict"
	Portfolios          Measure = "portfolios"
	Subsidiaries        Measure = "subsidiaries"
)

// Measures lists them in the order of reports.
var Measures = []Measure{Companies, People, PersonCompany, PeopleRole, DealsLenient, DealsStrict, Values, DatesLenient, DatesStrict,
	DealPatentCounts, Products, ProductCompany, TechnologiesLenient, TechnologiesStrict, Portfolios, Subsidiaries}

// Count is how often a measure was right, wrong and missed.
type Count struct {
	TruePositives, FalsePositives, FalseNegatives int
}

// Precision is the share of predictions that are right. Without any it is 1 if
// there was nothing to find, else 0.
func (c Count) Precision() float64 {
	return share(c.TruePositives, c.FalsePositives, c.FalseNegatives)
}

// Recall is the share of what was to be found that was. If there was nothing it
// is 1 if nothing was predicted, else 0.
func (c Count) Recall() float64 { return share(c.TruePositives, c.FalseNegatives, c.FalsePositives) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func share(right, rest, other int) float64 {
	switch {
	case right+rest > 0:
		return float64(right) / float64(right+rest)
	case other > 0:
		return 0
	}
	return 1
}

// Report is what Score counts.
type Report struct {
	Articles int
	// Counts has each of Measures.
	Counts map[Measure]*Count
	// Kinds is DealsLenient by kind of deal: the annotated kind of what is right
	// or missing, the predicted one of what is wrong.
	Kinds map[string]*Count

	// Of the StatusTotal deals that are right, StatusExact have the right status,
	// and StatusCoarse at least the right one of real (announced or completed),
	// rumoured, denied and terminated.
	StatusTotal, StatusExact, StatusCoarse int
	// UnrealAsReal are rumoured, denied and terminated deals predicted as
	// announced, completed or without a status.
	UnrealAsReal int
	// NoDealArticles state no deal; InventedDeals are predicted there.
	NoDealArticles, InventedDeals int
	// DuplicateCompanies were predicted again under another name.
	DuplicateCompanies int
	// OptionalDealsIgnored and RolelessIgnored are predictions of deals and of
	// people that are neither right nor wrong.
	OptionalDealsIgnored, RolelessIgnored int
	// WithoutPrediction are articles that had none.
	WithoutPrediction int

	// Misses are all that is wrong or missing, article by article.
	Misses []Miss
}

// Why says what is the matter with a Miss.
type Why string

// What can be the matter.
const (
	Wrong     Why = "WRONG"     // predicted, not annotated
	Missing   Why = "MISSING"   // annotated, not predicted
	Duplicate Why = "DUPLICATE" // predicted twice
	Parties   Why = "PARTIES"   // a matched deal with other parties or roles
	Status    Why = "STATUS"    // a deal that is none predicted as real
)

// Miss is one difference between prediction and annotation.
type Miss struct {
	Article string
	Measure Measure
	Why     Why
	What    string // for people
}

func newReport() *Report {
	r := &Report{Counts: map[Measure]*Count{}, Kinds: map[string]*Count{}}
	for _, m := range Measures {
		r.Counts[m] = &Count{}
	}
	return r
}

func (r *Report) kind(kind string) *Count {
	if r.Kinds[kind] == nil {
		r.Kinds[kind] = &Count{}
	}
	return r.Kinds[kind]
}

func (r *Report) count(m Measure) *Count { return r.Counts[m] }
