package gold_test

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// ordinary are names in the articles that are words of the language as well.
var ordinary = map[string]bool{
	"anchor":     true, // a product; an anchor investor
	"eye":        true, // a product; private eyes
	"gate":       true, // a product; gate arrays
	"penny":      true, // a company; a given name
	"signalling": true, // what a company is called for short; rail signalling
}

// TestRulesNameNobody: the vocabulary of the rules is general. A rule that knew
// a company, person or product of these articles would be right here and
// nowhere else.
func TestRulesNameNobody(t *testing.T) {
	vocabulary := map[string]string{}
	err := filepath.WalkDir("../rules", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		data, err := os.ReadFile(path)
		switch filepath.Ext(path) {
		case ".go":
			vocabulary[path] = flat(literals(data))
		case ".txt":
			vocabulary[path] = flat(string(data))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(vocabulary) < 2 {
		t.Fatalf("only %d files of rules were found", len(vocabulary))
	}
	for _, articles := range sets(t) {
		for _, a := range articles {
			var names []string
			for _, c := range a.Gold.Companies {
				names = append(append(names, c.Name), c.Aliases...)
			}
			for _, p := range a.Gold.People {
				names = append(names, p.Name)
			}
			for _, p := range a.Gold.Products {
				names = append(append(names, p.Name), p.Aliases...)
			}
			for _, name := range names {
				for path, words := range vocabulary {
					if n := flat(name); strings.Contains(words, n) && !ordinary[strings.TrimSpace(n)] {
						t.Errorf("%s has %q of article %s", path, name, a.ID)
					}
				}
			}
		}
	}
}

// literals are the strings of a Go file, with spaces between; comments may name
// whom they like.
func literals(source []byte) string {
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, len(source)), source, nil, 0)
	var b strings.Builder
	for {
		_, kind, text := s.Scan()
		switch kind {
		case token.EOF:
			return b.String()
		case token.STRING:
			b.WriteString(text + " ")
		}
	}
}

// flat is a text as lower-case words, a space around each.
func flat(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return " " + strings.Join(words, " ") + " "
}
