package gold

import (
	"context"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/ingest/reading"
	"github.com/dealgraph/dealgraph/store"
)

// Extract has each article read and extracted, and what the text does not bear
// out taken away, all as when it is ingested. It returns what is left, by the
// article's id.
//
// Errors are *store.Error and name the article: it cannot be read (BAD_INPUT),
// or the extractor failed, whose code they keep.
func Extract(ctx context.Context, extractor extract.Extractor, articles []*Article) (map[string]*extract.Extraction, error) {
	found := map[string]*extract.Extraction{}
	for _, a := range articles {
		read, err := reading.Read(a.File, a.Text, reading.Options{Format: reading.Markdown})
		if err != nil {
			return nil, err // it names the file
		}
		x, err := extractor.Extract(ctx, &read.Document)
		if err != nil {
			return nil, &store.Error{Code: store.CodeOf(err), Message: a.File + ": the extractor " + extractor.Name() + " failed", Cause: err}
		}
		found[a.ID] = extract.Ground(&read.Document, x)
	}
	return found, nil
}

// Predictions are the claims of at least that confidence, for [Score].
func Predictions(found map[string]*extract.Extraction, least float64) map[string]*extract.GoldExtraction {
	predictions := map[string]*extract.GoldExtraction{}
	for id, x := range found {
		predictions[id] = extract.Gold(x, least)
	}
	return predictions
}
