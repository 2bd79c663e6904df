package web

import (
	"bytes"
	_ "embed"
	"html/template"
)

var (
	//go:embed plain.html
	plainText string
	//go:embed plain.js
	plainScript []byte
	//go:embed plain.css
	plainStyle []byte

	plainTemplate = template.Must(template.New("plain.html").Parse(plainText))
)

// renderPlain writes the plain page once: it depends on the questions only.
func renderPlain(questions []Question) ([]byte, error) {
	var page bytes.Buffer
	err := plainTemplate.Execute(&page, questions)
	return page.Bytes(), err
}
