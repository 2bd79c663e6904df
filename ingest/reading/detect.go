package reading

import (
	"bytes"
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
)

// extensions are the endings of names by which a folder's articles are known.
var extensions = map[string]Format{
	".txt": Text, ".text": Text,
	".md": Markdown, ".markdown": Markdown,
	".html": HTML, ".htm": HTML, ".xhtml": HTML,
	".jsonl": JSONLines, ".ndjson": JSONLines,
}

// Detect returns the format of a file: by the extension of its name if that is
// known, otherwise by how it begins; plain text if nothing speaks for another.
func Detect(name string, data []byte) Format {
	if f, ok := extensions[strings.ToLower(filepath.Ext(name))]; ok {
		return f
	}
	head := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF")))
	switch {
	case bytes.HasPrefix(head, []byte("---\n")) || bytes.HasPrefix(head, []byte("---\r\n")):
		return Markdown
	case strings.HasPrefix(http.DetectContentType(head), "text/html"):
		return HTML
	case bytes.HasPrefix(head, []byte("{")):
		line, _, _ := bytes.Cut(head, []byte("\n"))
		if json.Valid(line) {
			return JSONLines
		}
	case bytes.HasPrefix(head, []byte("# ")):
		return Markdown
	}
	return Text
}
