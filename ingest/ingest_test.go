package ingest_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph"
	"github.com/dealgraph/dealgraph/graph/contract"
	"github.com/dealgraph/dealgraph/ingest"
	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/reading"
	"github.com/dealgraph/dealgraph/store"
	"github.com/dealgraph/dealgraph/store/names"
	"github.com/dealgraph/dealgraph/store/sqlite"
)

// told extracts what the test says, by headline.
type told map[string]*extract.Extraction

func (told) Name() string { return "told" }

func (t told) Extract(_ context.Context, doc *extract.Document) (*extract.Extraction, error) {
	if x := t[doc.Headline]; x != nil {
		return x, nil
	}
	return &extract.Extraction{}, nil
}

type world struct {
	*testing.T
	store store.Store
	kinds *store.Kinds
	told  told
}

func newWorld(t *testing.T) *world {
	t.Helper()
	schema, err := contract.Load(dealgraph.Schema)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(t.TempDir(), "dealgraph.db"), Kinds: schema.Kinds, Names: names.Folder{},
		Now: func() time.Time { return time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &world{T: t, store: s, kinds: schema.Kinds, told: told{}}
}

func article(headline, published, text string) *reading.Article {
	return &reading.Article{Name: headline, Text: text, ContentHash: reading.Hash(text), Genre: "NEWS",
		Document: extract.Document{Headline: headline, Published: published, Paragraphs: []string{text}}}
}

func (w *world) ingest(a *reading.Article, x *extract.Extraction) *ingest.Outcome {
	w.Helper()
	w.told[a.Document.Headline] = x
	o, err := ingest.New(w.store, w.kinds, w.told, ingest.Options{}).Ingest(w.Context(), a, false)
	if err != nil {
		w.Fatal(err)
	}
	return o
}

// sure is a claim in the only paragraph of the article.
func sure(sentence string) extract.Claim {
	return extract.Claim{Confidence: 0.9, Passages: []extract.Passage{{Paragraph: 1, Sentence: sentence}}}
}

func created(o *ingest.Outcome) string {
	var ids []string
	for _, c := range o.Created {
		ids = append(ids, c.ID)
	}
	return strings.Join(ids, " ")
}

const saleText = "Alder Corp. has sold 120 patents to Birch Ltd. for $5 million."

func sale() *extract.Extraction {
	n := 120
	return &extract.Extraction{
		Companies: []*extract.Company{{Name: "Alder Corp.", Aliases: []string{"Alder"}, Claim: sure(saleText)}, {Name: "Birch Ltd.", Claim: sure(saleText)}},
		Deals: []*extract.Deal{{Kind: "PATENT_SALE", Status: extract.Completed, Announced: "2024-04-02",
			Parties: []*extract.Party{{Company: "Alder Corp.", Role: "SELLER", Mention: "Alder Corp."}, {Company: "Birch Ltd.", Role: "BUYER", Mention: "Birch Ltd."}},
			Value:   &extract.Money{Amount: 5e6, Currency: "USD"}, Patents: &extract.Patents{Count: &n, Description: "120 patents"}, Claim: sure(saleText)}},
	}
}

func TestAnArticleBecomesFacts(t *testing.T) {
	w := newWorld(t)
	a := article("Alder sells patents", "2024-04-02", saleText)
	dry, err := ingest.New(w.store, w.kinds, told{"Alder sells patents": sale()}, ingest.Options{}).Ingest(t.Context(), a, true)
	if err != nil {
		t.Fatal(err)
	}
	if nodes, err := w.store.Get(t.Context(), []string{"company:alder", dry.Article}, store.Shapes{"Company": {}, "Article": {}}); err != nil || nodes[0] != nil || nodes[1] != nil {
		t.Errorf("a dry run wrote %v, %v", nodes, err)
	}
	o := w.ingest(a, sale())
	want := "company:alder company:birch deal:alder-birch-2024-04-02-patent-sale portfolio:alder-birch-2024-04-02-patent-sale-patents"
	if got := created(o); got != want || created(dry) != want {
		t.Errorf("created %s\ndry     %s\nwant    %s", got, created(dry), want)
	}
	if o.Statements != dry.Statements || o.Statements == 0 || len(dry.Batch.Statements) != o.Statements {
		t.Errorf("%d statements, %d in the dry run", o.Statements, dry.Statements)
	}
	nodes, err := w.store.Get(t.Context(), []string{"deal:alder-birch-2024-04-02-patent-sale", o.Article}, store.Shapes{
		"Deal": {Columns: []string{"credence", "dealValueAmount", "lifecycle", "title"}, Follows: []*store.Follow{
			{Key: "self", Edge: store.EdgeRef{Kind: "Statement", Label: "node"}, Reverse: true, Kinds: []string{"Statement"}, List: store.List{Limit: 50, Where: &store.Cond{Op: store.Eq, Column: "property", Value: "self"}},
				Shapes: store.Shapes{"Statement": {Columns: []string{"confidence", "extractor", "passage", "passageParagraph", "passageSha256"}}}}}},
		"Article": {Columns: []string{"contentHash", "digest", "headline"}}})
	if err != nil {
		t.Fatal(err)
	}
	deal := nodes[0]
	if deal.Columns["title"] != "Patent sale: Alder Corp. → Birch Ltd. (2024-04-02)" || deal.Columns["credence"] != "SINGLE_ORIGIN" ||
		deal.Columns["dealValueAmount"] != 5e6 || deal.Columns["lifecycle"] != "COMPLETED" {
		t.Errorf("the deal is %v", deal.Columns)
	}
	self := deal.Follows["self"].Rows[0].Node.Columns
	if self["passage"] != saleText || self["passageSha256"] != reading.Hash(saleText) || self["passageParagraph"] != int64(1) || self["extractor"] != "told" {
		t.Errorf("it is stated by %v", self)
	}
	if nodes[1].Columns["digest"] != saleText || nodes[1].Columns["contentHash"] != reading.Hash(saleText) {
		t.Errorf("the article is %v", nodes[1].Columns)
	}
	again := w.ingest(a, sale())
	if !again.Known || again.Statements != 0 {
		t.Errorf("the second time: %+v", again)
	}
}

func TestTwoArticlesOfOneStory(t *testing.T) {
	w := newWorld(t)
	w.ingest(article("Alder sells patents", "2024-04-02", saleText), sale())
	text := "On Wednesday Birch bought patents of Alder."
	o := w.ingest(article("Birch buys", "2024-04-03", text), &extract.Extraction{
		Companies: []*extract.Company{{Name: "Birch", Claim: sure(text)}, {Name: "Alder", Claim: sure(text)}},
		Deals: []*extract.Deal{{Kind: "PATENT_SALE", Status: extract.Announced, Announced: "2024-04-03",
			Parties: []*extract.Party{{Company: "Birch", Role: "BUYER"}, {Company: "Alder", Role: "SELLER"}}, Claim: sure(text)}},
	})
	if len(o.Created) != 0 || len(o.Matched) != 3 {
		t.Errorf("created %q, matched %+v", created(o), o.Matched)
	}
	page, err := w.store.Find(t.Context(), &store.Query{Kinds: []string{"Deal"}, List: store.List{Limit: 5}, Shapes: store.Shapes{"Deal": {Columns: []string{"articleCount", "credence"}}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Rows) != 1 || page.Rows[0].Node.Columns["articleCount"] != int64(2) || page.Rows[0].Node.Columns["credence"] != "CORROBORATED" {
		t.Errorf("%d deals: %+v", len(page.Rows), page.Rows[0].Node)
	}
}

// TestACopiedSentenceIsOneOrigin: two papers print one text, a third tells it in
// its own words.
func TestACopiedSentenceIsOneOrigin(t *testing.T) {
	w := newWorld(t)
	w.ingest(article("Alder sells patents", "2024-04-02", saleText), sale())
	w.ingest(article("Alder sells, we copy", "2024-04-02", saleText+" So it is."), sale())
	credence := func() any {
		nodes, err := w.store.Get(t.Context(), []string{"deal:alder-birch-2024-04-02-patent-sale"}, store.Shapes{"Deal": {Columns: []string{"articleCount", "credence", "originCount"}}})
		if err != nil {
			t.Fatal(err)
		}
		return nodes[0].Columns
	}
	if got := fmt.Sprint(credence()); got != "map[articleCount:2 credence:SINGLE_ORIGIN originCount:1]" {
		t.Errorf("copied: %s", got)
	}
	x := sale()
	for _, d := range x.Deals {
		d.Passages = []extract.Passage{{Paragraph: 1, Sentence: "Birch has 120 patents of Alder now."}}
	}
	w.ingest(article("Birch buys", "2024-04-02", "Birch has 120 patents of Alder now."), x)
	if got := fmt.Sprint(credence()); got != "map[articleCount:3 credence:CORROBORATED originCount:2]" {
		t.Errorf("in other words: %s", got)
	}
}

func TestARumourThatIsDenied(t *testing.T) {
	w := newWorld(t)
	text := "Cedar denied that it is in talks to buy Dogwood."
	w.ingest(article("Cedar denies", "2024-04-03", text), &extract.Extraction{
		Companies: []*extract.Company{{Name: "Cedar", Claim: sure(text)}, {Name: "Dogwood", Claim: sure(text)}},
		Deals: []*extract.Deal{{Kind: "ACQUISITION", Status: extract.Denied, SaidBy: "Cedar",
			Parties: []*extract.Party{{Company: "Cedar", Role: "BUYER"}, {Company: "Dogwood", Role: "TARGET"}}, Claim: sure(text)}},
	})
	nodes, err := w.store.Get(t.Context(), []string{"deal:cedar-dogwood-2024-04-03-acquisition"}, store.Shapes{"Deal": {Columns: []string{"credence", "lifecycle"}}})
	if err != nil {
		t.Fatal(err)
	}
	if nodes[0] == nil || nodes[0].Columns["credence"] != "DENIED" || nodes[0].Columns["lifecycle"] != nil {
		t.Errorf("%+v", nodes[0])
	}
}

func TestAnAgreementOfParts(t *testing.T) {
	w := newWorld(t)
	text := "Elm and Fir cross-license patents, and Elm supplies Fir."
	parties := func(a, b string) []*extract.Party {
		return []*extract.Party{{Company: "Elm", Role: a}, {Company: "Fir", Role: b}}
	}
	o := w.ingest(article("Elm and Fir", "2024-04-03", text), &extract.Extraction{
		Companies: []*extract.Company{{Name: "Elm", Claim: sure(text)}, {Name: "Fir", Claim: sure(text)}},
		Deals: []*extract.Deal{
			{Kind: "CROSS_LICENSE", Status: extract.Announced, Agreement: 1, Parties: parties("PARTNER", "PARTNER"), Claim: sure(text)},
			{Kind: "SUPPLY", Status: extract.Announced, Agreement: 1, Parties: parties("SUPPLIER", "CUSTOMER"), Claim: sure(text)},
		},
	})
	want := "company:elm company:fir deal:elm-fir-2024-04-03 deal:elm-fir-2024-04-03-cross-license deal:elm-fir-2024-04-03-license-elm-to-fir " +
		"deal:elm-fir-2024-04-03-license-fir-to-elm deal:elm-fir-2024-04-03-supply"
	if got := created(o); got != want {
		t.Errorf("created %s\nwant    %s", got, want)
	}
}

// TestWhatIsDoubtfulWaits: a deal below the bar is a review, with all it needs
// to be written, and so is one that names a doubtful company.
func TestWhatIsDoubtfulWaits(t *testing.T) {
	w := newWorld(t)
	text := "Gum may have licensed something to Hazel."
	x := &extract.Extraction{
		Companies: []*extract.Company{{Name: "Gum", Claim: sure(text)}, {Name: "Hazel", Claim: extract.Claim{Confidence: 0.6, Passages: sure(text).Passages}}},
		Deals: []*extract.Deal{{Kind: "LICENSE", Status: extract.Completed,
			Parties: []*extract.Party{{Company: "Gum", Role: "LICENSOR"}, {Company: "Hazel", Role: "LICENSEE"}}, Claim: sure(text)}},
	}
	o := w.ingest(article("Gum", "2024-04-03", text), x)
	if created(o) != "company:gum" || len(o.Queued) != 1 || o.Queued[0].Subject != "License: Gum → Hazel" || o.Queued[0].Confidence != 0.6 {
		t.Errorf("created %q, queued %+v", created(o), o.Queued)
	}
	if _, err := w.store.Apply(t.Context(), &store.Batch{Verdicts: []*store.Verdict{{Review: o.Queued[0].ID, Accept: true, JudgedBy: "test"}}}); err != nil {
		t.Fatal(err)
	}
	nodes, err := w.store.Get(t.Context(), []string{"company:hazel", "deal:gum-hazel-2024-04-03-license-gum-to-hazel"}, store.Shapes{"Company": {}, "Deal": {}})
	if err != nil || nodes[0] == nil || nodes[1] == nil {
		t.Errorf("after it was accepted: %v, %v", nodes, err)
	}
}

// TestTwoOfOneName: a person of a known name at another company is a node of
// its own, and a person is asked.
func TestTwoOfOneName(t *testing.T) {
	w := newWorld(t)
	ceo := func(company string) *extract.Extraction {
		text := "Kim Oak is CEO of " + company + "."
		return &extract.Extraction{
			Companies: []*extract.Company{{Name: company, Claim: sure(text)}},
			People:    []*extract.Person{{Name: "Kim Oak", Roles: []*extract.Role{{Title: "CEO", Company: company, Status: "CURRENT", Claim: sure(text)}}, Claim: sure(text)}},
		}
	}
	first := w.ingest(article("Ivy", "2024-04-03", "Kim Oak is CEO of Ivy."), ceo("Ivy"))
	same := w.ingest(article("Ivy again", "2024-04-04", "Kim Oak is CEO of Ivy. Still."), ceo("Ivy"))
	other := w.ingest(article("Juniper", "2024-04-05", "Kim Oak is CEO of Juniper."), ceo("Juniper"))
	if created(first) != "company:ivy person:kim-oak position:kim-oak-ivy-ceo" || created(same) != "" {
		t.Errorf("created %q, then %q", created(first), created(same))
	}
	if !strings.HasPrefix(created(other), "company:juniper person:kim-oak-") || len(other.Queued) != 1 {
		t.Errorf("created %q, queued %+v", created(other), other.Queued)
	}
}

func TestAChangedTextAtTheSameAddressSupersedes(t *testing.T) {
	w := newWorld(t)
	first := article("Alder sells patents", "2024-04-02", saleText)
	first.Document.URL = "https://news.example.org/1"
	old := w.ingest(first, sale())
	second := article("Alder sells patents", "2024-04-02", saleText+" Corrected.")
	second.Document.URL = first.Document.URL
	fresh := w.ingest(second, sale())
	nodes, err := w.store.Get(t.Context(), []string{old.Article, fresh.Article}, store.Shapes{"Article": {Columns: []string{"retractedAt", "retractionReason"}}})
	if err != nil {
		t.Fatal(err)
	}
	if nodes[0].Columns["retractedAt"] == nil || nodes[0].Columns["retractionReason"] != "superseded by "+fresh.Article || nodes[1].Columns["retractedAt"] != nil {
		t.Errorf("old %v, new %v", nodes[0].Columns, nodes[1].Columns)
	}
	if _, err := ingest.New(w.store, w.kinds, w.told, ingest.Options{}).Ingest(t.Context(), first, false); store.CodeOf(err) != store.CodeInvalid {
		t.Errorf("the old version again: %v", err)
	}
}

// TestSideBySide: two ingesters of two processes on one store, articles of one
// story at the same moment.
func TestSideBySide(t *testing.T) {
	w := newWorld(t)
	var entries []ingest.Entry
	for _, headline := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		w.told[headline] = sale()
		entries = append(entries, ingest.Entry{Name: headline, Article: article(headline, "2024-04-02", saleText+" "+headline)})
	}
	done := make(chan []*ingest.Result, 2)
	for i := range 2 {
		go func() {
			var results []*ingest.Result
			ingest.New(w.store, w.kinds, w.told, ingest.Options{}).IngestAll(w.Context(), slices.Values(entries[4*i:4*i+4]), 3, false, func(r *ingest.Result) { results = append(results, r) })
			done <- results
		}()
	}
	var totals ingest.Totals
	for range 2 {
		for _, r := range <-done {
			if r.Err != nil {
				t.Error(r.Err)
			}
			totals.Add(r)
		}
	}
	if totals.Written != 8 || totals.Created != 4 || totals.Matched != 28 {
		t.Errorf("%+v", totals)
	}
}

// curate writes statements of another article: subject, then pairs of property
// and value.
func (w *world) curate(nodes ...[]string) {
	w.Helper()
	b := &store.Batch{Articles: []*store.Article{{ID: "article:curated", Headline: "Curated", Published: "2024-04-02"}}}
	for _, n := range nodes {
		b.Statements = append(b.Statements, &store.Statement{Subject: n[0], Property: store.SelfProperty, Article: "article:curated"})
		for i := 1; i < len(n); i += 2 {
			b.Statements = append(b.Statements, &store.Statement{Subject: n[0], Property: n[i], Value: n[i+1], Article: "article:curated"})
		}
	}
	if _, err := w.store.Apply(w.Context(), b); err != nil {
		w.Fatal(err)
	}
}

// faulty is an extractor that panics.
type faulty struct{}

func (faulty) Name() string { return "faulty" }

func (faulty) Extract(context.Context, *extract.Document) (*extract.Extraction, error) {
	return nil, []error(nil)[len(saleText)]
}

// TestAnExtractorThatPanics fails on its article and on no other.
func TestAnExtractorThatPanics(t *testing.T) {
	w := newWorld(t)
	var results []*ingest.Result
	entries := []ingest.Entry{{Name: "a", Article: article("a", "2024-04-02", saleText)}, {Name: "b", Article: article("b", "2024-04-02", saleText)}}
	ingest.New(w.store, w.kinds, faulty{}, ingest.Options{}).IngestAll(t.Context(), slices.Values(entries), 2, false, func(r *ingest.Result) { results = append(results, r) })
	if len(results) != 2 || store.CodeOf(results[0].Err) != store.CodeInternal || store.CodeOf(results[1].Err) != store.CodeInternal {
		t.Errorf("results %v", results)
	}
}

// TestACountIsAsExactAsTheText: "around 120" is not 120, and the statement says
// so in the article's words.
func TestACountIsAsExactAsTheText(t *testing.T) {
	about := strings.Replace(saleText, "120", "around 120", 1)
	sold := sale()
	sold.Deals[0].Passages[0].Sentence = about
	w := newWorld(t)
	dry, err := ingest.New(w.store, w.kinds, told{"Alder sells patents": sold}, ingest.Options{}).Ingest(t.Context(), article("Alder sells patents", "2024-04-02", about), true)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(dry.Batch.Statements, func(s *store.Statement) bool { return s.Property == "size" })
	if at < 0 || dry.Batch.Statements[at].Value != "~120" || dry.Batch.Statements[at].SaidAs != "around 120" {
		t.Errorf("statements %v", dry.Batch.Statements)
	}
}

// TestANameThatStandsTwiceIsNoAlias: pages that lost their markup have such.
func TestANameThatStandsTwiceIsNoAlias(t *testing.T) {
	w := newWorld(t)
	sold := sale()
	sold.Companies[0].Aliases = []string{"Alder", "AlderAlder"}
	dry, err := ingest.New(w.store, w.kinds, told{"Alder sells patents": sold}, ingest.Options{}).Ingest(t.Context(), article("Alder sells patents", "2024-04-02", "AlderAlder sells. "+saleText), true)
	if err != nil {
		t.Fatal(err)
	}
	var aliases []string
	for _, s := range dry.Batch.Statements {
		if s.Property == "aliases" {
			aliases = append(aliases, s.Value)
		}
	}
	if !slices.Equal(aliases, []string{"Alder"}) {
		t.Errorf("aliases %q", aliases)
	}
}

// TestTheBagOfAKnownDeal: the patents of a deal that is there are those that it
// has there, if it has one bag of them.
func TestTheBagOfAKnownDeal(t *testing.T) {
	for _, bags := range [][]string{nil, {"portfolio:sold"}, {"portfolio:sold", "portfolio:other"}} {
		t.Run(fmt.Sprint(len(bags)), func(t *testing.T) {
			w := newWorld(t)
			deal := []string{"deal:known", "dealKind", "PATENT_SALE", "seller", "company:alder", "buyer", "company:birch", "announced", "2024-04-02"}
			nodes := [][]string{{"company:alder", "name", "Alder Corp."}, {"company:birch", "name", "Birch Ltd."}}
			for _, bag := range bags {
				nodes = append(nodes, []string{bag, "label", bag})
				deal = append(deal, "matter", bag)
			}
			w.curate(append(nodes, deal)...)
			o := w.ingest(article("Alder sells patents", "2024-04-02", saleText), sale())
			page, err := w.store.Find(t.Context(), &store.Query{Kinds: []string{"PatentPortfolio"}, List: store.List{Limit: 9}, Shapes: store.Shapes{"PatentPortfolio": {Columns: []string{"size"}}}})
			if err != nil {
				t.Fatal(err)
			}
			want := len(bags) // the bag of the article is the only one, or one more
			if want != 1 {
				want++
			}
			if len(page.Rows) != want {
				t.Errorf("%d bags of patents, want %d; created %s", len(page.Rows), want, created(o))
			}
			if len(bags) == 1 && page.Rows[0].Node.ID != "portfolio:sold" {
				t.Errorf("the bag is %s", page.Rows[0].Node.ID)
			}
		})
	}
}

// TestADealIsNeverItsOwnPart: where the graph has the agreement as a part of
// the settlement and the article the settlement as a part of the agreement,
// taking both for the same would make a circle. A person is asked instead.
func TestADealIsNeverItsOwnPart(t *testing.T) {
	w := newWorld(t)
	parties := []string{"party", "company:elm", "party", "company:fir", "announced", "2024-04-03"}
	w.curate([]string{"company:elm", "name", "Elm"}, []string{"company:fir", "name", "Fir"},
		append([]string{"deal:peace", "dealKind", "SETTLEMENT"}, parties...),
		append([]string{"deal:paper", "dealKind", "AGREEMENT", "partOf", "deal:peace"}, parties...))
	text := "Elm and Fir settled, and Elm supplies Fir."
	partners := []*extract.Party{{Company: "Elm", Role: "PARTNER"}, {Company: "Fir", Role: "PARTNER"}}
	x := &extract.Extraction{
		Companies: []*extract.Company{{Name: "Elm", Claim: sure(text)}, {Name: "Fir", Claim: sure(text)}},
		Deals: []*extract.Deal{
			{Kind: "SETTLEMENT", Status: extract.Announced, Agreement: 1, Parties: partners, Claim: sure(text)},
			{Kind: "SUPPLY", Status: extract.Announced, Agreement: 1, Parties: []*extract.Party{{Company: "Elm", Role: "SUPPLIER"}, {Company: "Fir", Role: "CUSTOMER"}}, Claim: sure(text)},
		},
	}
	a := article("Elm and Fir", "2024-04-03", text)
	dry, err := ingest.New(w.store, w.kinds, told{"Elm and Fir": x}, ingest.Options{}).Ingest(t.Context(), a, true)
	if err != nil {
		t.Fatal(err)
	}
	o := w.ingest(a, x)
	if len(o.Queued) != 2 || len(dry.Queued) != 2 || created(o) != created(dry) {
		t.Errorf("queued %+v, in the dry run %+v; created %s and %s", o.Queued, dry.Queued, created(o), created(dry))
	}
	for _, q := range o.Queued {
		if !slices.Contains(q.Reasons, "but then a deal of the article would contradict the graph") {
			t.Errorf("%s is asked for %q", q.Subject, q.Reasons)
		}
	}
}
