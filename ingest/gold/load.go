package gold

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
	"github.com/dealgraph/dealgraph/store"
)

// annotated is how the names of annotation files end.
const annotated = ".gold.json"

// Load reads the annotated articles of a folder and those below, in the order
// of their paths: every NNN.gold.json with the NNN.md beside it. Other files
// are left alone.
//
// Errors are *store.Error of code BAD_INPUT: a missing text, JSON that is not of
// this shape, a reference to a company that is not annotated, a name or a
// sentence that is not in the text, an unknown kind, role or status, a date or
// currency that is none, two articles of one id, or no article at all.
func Load(files fs.FS) ([]*Article, error) {
	var articles []*Article
	ids := map[string]string{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() || !strings.HasSuffix(name, annotated) {
			return nil
		}
		a, err := load(files, name)
		if err != nil {
			return err
		}
		if other, taken := ids[a.ID]; taken {
			return store.Errorf(store.CodeInvalid, "%s and %s are both article %s", other, name, a.ID)
		}
		ids[a.ID] = name
		articles = append(articles, a)
		return nil
	})
	if err != nil {
		return nil, store.Wrap(err, store.CodeInvalid, "the annotated articles cannot be read")
	}
	if len(articles) == 0 {
		return nil, store.Errorf(store.CodeInvalid, "there is no *%s here", annotated)
	}
	return articles, nil
}

func load(files fs.FS, name string) (*Article, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	stem := strings.TrimSuffix(name, annotated)
	a := &Article{ID: path.Base(stem), File: stem + ".md", Gold: &Annotation{}}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields() // a misspelt field would leave out what is to be found
	if err := decoder.Decode(a.Gold); err != nil {
		return nil, store.Wrap(err, store.CodeInvalid, name+" is no annotation")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, store.Errorf(store.CodeInvalid, "%s goes on behind its annotation", name)
	}
	if a.Text, err = fs.ReadFile(files, a.File); err != nil {
		return nil, store.Wrap(err, store.CodeInvalid, name+" has no text beside it")
	}
	if faults := a.faults(); len(faults) > 0 {
		return nil, store.Errorf(store.CodeInvalid, "%s: %s", name, strings.Join(faults, "; "))
	}
	return a, nil
}

// LoadPredictions reads what an extractor found from a folder and those below:
// the prediction for article NNN is NNN.json, or else NNN.pred.json, or else
// NNN.gold.json. Fields that only annotations have are left alone, so the
// annotations themselves can be read as predictions.
//
// Errors are *store.Error of code BAD_INPUT: JSON that is not of this shape,
// two files of one name, or no prediction at all.
func LoadPredictions(files fs.FS) (map[string]*extract.GoldExtraction, error) {
	endings := []string{annotated, ".pred.json", ".json"} // the later wins
	predictions, from, rank := map[string]*extract.GoldExtraction{}, map[string]string{}, map[string]int{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		for i, ending := range endings {
			id, fits := strings.CutSuffix(path.Base(name), ending)
			if !fits || id == "" || strings.Contains(id, ".") {
				continue
			}
			if _, known := predictions[id]; known && rank[id] > i {
				return nil
			} else if known && rank[id] == i {
				return store.Errorf(store.CodeInvalid, "%s and %s both predict article %s", from[id], name, id)
			}
			data, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			p := &extract.GoldExtraction{}
			if err := json.Unmarshal(data, p); err != nil {
				return store.Wrap(err, store.CodeInvalid, name+" is no prediction")
			}
			predictions[id], from[id], rank[id] = p, name, i
			return nil
		}
		return nil
	})
	if err != nil {
		return nil, store.Wrap(err, store.CodeInvalid, "the predictions cannot be read")
	}
	if len(predictions) == 0 {
		return nil, store.Errorf(store.CodeInvalid, "there is no prediction (NNN.json) here")
	}
	return predictions, nil
}
