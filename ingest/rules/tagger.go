package rules

import (
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/jdkato/prose/tag"
)

// tagger gives words their parts of speech, in the tags of the Penn Treebank.
// It uses the averaged-perceptron model of jdkato/prose, trained on news, and
// does the arithmetic itself: the library adds weights in the order of a map,
// so that close calls differ from run to run.
type tagger struct {
	classes []string
	fixed   map[string]string // words that nearly always have one tag
	weights map[string][]classWeight
}

// classWeight is what a feature adds to the score of a class.
type classWeight struct {
	class  int
	weight float64
}

// newTagger loads the model. It takes some hundred milliseconds, hence once and
// only when the first text is read.
var newTagger = sync.OnceValue(func() *tagger {
	model := tag.NewPerceptronTagger()
	t := &tagger{classes: append([]string(nil), model.Classes()...), fixed: model.TagMap()}
	sort.Strings(t.classes)
	index := make(map[string]int, len(t.classes))
	for i, c := range t.classes {
		index[c] = i
	}
	t.weights = make(map[string][]classWeight, len(model.Weights()))
	for feature, byClass := range model.Weights() {
		list := make([]classWeight, 0, len(byClass))
		for class, w := range byClass {
			if i, known := index[class]; known {
				list = append(list, classWeight{i, w})
			}
		}
		sort.Slice(list, func(i, j int) bool { return list[i].class < list[j].class })
		t.weights[feature] = list
	}
	return t
})

// tags returns one tag for each word. A word with an entry in known has that
// tag, which its neighbours then see.
func (t *tagger) tags(words []string, known map[int]string) []string {
	context := make([]string, 0, len(words)+4)
	context = append(context, "-START-", "-START2-")
	for _, w := range words {
		context = append(context, shapeOf(w))
	}
	context = append(context, "-END-", "-END2-")
	out := make([]string, len(words))
	scores := make([]float64, len(t.classes))
	p1, p2 := "-START-", "-START2-"
	for i, w := range words {
		class, ok := known[i]
		if !ok {
			class, ok = t.fixed[w]
		}
		if !ok {
			class = t.predict(i+2, context, w, p1, p2, scores)
		}
		out[i] = class
		p2, p1 = p1, class
	}
	return out
}

// predict returns the class of the highest score, the first of them by name.
func (t *tagger) predict(i int, context []string, word, p1, p2 string, scores []float64) string {
	clear(scores)
	add := func(feature string) {
		for _, w := range t.weights[feature] {
			scores[w.class] += w.weight
		}
	}
	if word == "" {
		return "NN"
	}
	add("bias")
	add("i suffix " + word[max(0, len(word)-3):])
	add("i pref1 " + string(word[0]))
	add("i-1 tag " + p1)
	add("i-2 tag " + p2)
	add("i tag+i-2 tag " + p1 + " " + p2)
	add("i word " + context[i])
	add("i-1 tag+i word " + p1 + " " + context[i])
	add("i-1 word " + context[i-1])
	add("i-1 suffix " + context[i-1][max(0, len(context[i-1])-3):])
	add("i-2 word " + context[i-2])
	add("i+1 word " + context[i+1])
	add("i+1 suffix " + context[i+1][max(0, len(context[i+1])-3):])
	add("i+2 word " + context[i+2])
	best, class := 0.0, "NN"
	for c, score := range scores {
		if score > best {
			best, class = score, t.classes[c]
		}
	}
	return class
}

// shapeOf is the form in which the model sees a neighbouring word.
func shapeOf(word string) string {
	switch {
	case word == "":
		return "-EMPTY-"
	case strings.Contains(word, "-") && word[0] != '-':
		return "!HYPHEN"
	case word[0] >= '0' && word[0] <= '9':
		if _, err := strconv.Atoi(word); err == nil && len(word) == 4 {
			return "!YEAR"
		}
		return "!DIGITS"
	}
	return strings.ToLower(word)
}
