package rules

import (
	"embed"
	"strings"
)

// The vocabulary: general lists, one a file, that say which words there are and
// none of which company does what. See words/README.md.
//
//go:embed words/*.txt
var wordFiles embed.FS

// wordSet is a list as a set; the keys are as written in the file.
type wordSet map[string]bool

var (
	legalForms      = readSet("suffixes")
	orgWords        = readSet("orgwords")
	unitWords       = readSet("unitwords")
	ofWords         = readSet("ofwords")
	particles       = readSet("particles")
	publicWords     = readSet("publicwords")
	publicBodies    = readSet("publicbodies")
	outlets         = readSet("outlets")
	exchanges       = readSet("exchanges")
	monthsAndDays   = readSet("months")
	honorifics      = readSet("honorifics")
	givenNames      = readSet("givennames")
	eastAsianNames  = readSet("eastasiannames")
	functionWords   = readSet("function")
	commonWords     = readSet("common")
	capitalised     = readSet("descriptors")
	companyNouns    = readSet("companynouns")
	personNouns     = readSet("personnouns")
	productNouns    = readSet("productnouns")
	productVerbs    = readSet("productverbs")
	regionalWords   = readSet("regional")
	productTails    = readSet("producttails")
	platforms       = readSet("platforms")
	universities    = readSet("universities")
	placeCountry    = map[string]string{} // place or country → ISO 3166 code, "" for none
	countryNames    = wordSet{}           // lower case
	demonymCountry  = map[string]string{} // demonym → ISO 3166 code
	placeFirstWords = map[string]int{}    // first word of a place of several words → greatest number of words
)

func init() {
	for _, line := range readLines("countries") {
		code, rest, _ := strings.Cut(line, ":")
		names, demonyms, _ := strings.Cut(rest, "|")
		for _, name := range splitItems(names) {
			placeCountry[name] = code
			countryNames[strings.ToLower(name)] = true
		}
		for _, demonym := range splitItems(demonyms) {
			demonymCountry[demonym] = code
		}
	}
	for _, line := range readLines("places") {
		code, rest, _ := strings.Cut(line, ":")
		if code == "-" {
			code = ""
		}
		for _, name := range splitItems(rest) {
			if _, known := placeCountry[name]; !known {
				placeCountry[name] = code
			}
		}
	}
	for name := range placeCountry {
		words := strings.Fields(name)
		placeFirstWords[words[0]] = max(placeFirstWords[words[0]], len(words))
	}
}

// readLines returns the lines of a word file that are no comments.
func readLines(name string) []string {
	data, err := wordFiles.ReadFile("words/" + name + ".txt")
	if err != nil {
		panic("rules: " + err.Error()) // embedded: the name is wrong
	}
	var lines []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

func splitItems(line string) []string {
	var items []string
	for item := range strings.SplitSeq(line, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

func readSet(name string) wordSet {
	set := wordSet{}
	for _, line := range readLines(name) {
		for _, item := range splitItems(line) {
			set[item] = true
		}
	}
	return set
}
