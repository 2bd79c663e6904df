package reading

import (
	"bytes"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// decode returns the bytes as text with line ends of one kind. Bytes that are
// no text are refused with what they look like, and wrong encodings with where
// they go wrong. Only HTML may declare an encoding of its own.
func decode(name string, data []byte, format Format) (string, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return "", invalid("%s: it is empty", name)
	}
	utf16 := bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF"))
	if !utf16 {
		if kind := binary(data); kind != "" {
			e := invalid("%s: it is no text but %s", name, kind)
			e.Hint = "save the article as plain text, Markdown or HTML"
			return "", e
		}
	}
	switch {
	case utf16:
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil || len(data)%2 != 0 {
			return "", invalid("%s: it begins as UTF-16 and is none: a unit of two bytes is cut off", name)
		}
		return clean(name, string(text))
	case format == HTML:
		return decodeHTML(name, data)
	}
	text := strings.TrimPrefix(string(data), "\uFEFF")
	if at := invalidUTF8(text); at >= 0 {
		return "", notUTF8(name, text, at)
	}
	return clean(name, text)
}

// decodeHTML follows a page's byte order mark or declaration; without one it
// is UTF-8 if it can be, else Windows-1252, as browsers have it.
func decodeHTML(name string, data []byte) (string, error) {
	e, label, declared := charset.DetermineEncoding(data, "text/html")
	if !declared && utf8.Valid(data) || label == "utf-8" || e == encoding.Nop {
		text := strings.TrimPrefix(string(data), "\uFEFF")
		if at := invalidUTF8(text); at >= 0 {
			return "", notUTF8(name, text, at)
		}
		return clean(name, text)
	}
	text, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", invalid("%s: it is no %s, which it declares", name, label)
	}
	if at := bytes.IndexRune(text, utf8.RuneError); at >= 0 {
		return "", invalid("%s:%d: this is no %s, which it declares", name, 1+bytes.Count(text[:at], []byte("\n")), label)
	}
	return clean(name, string(text))
}

// dropped are characters that are invisible and only part words: soft hyphens,
// zero-width spaces, marks of direction and byte order.
var dropped = strings.NewReplacer(
	"\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n", "\f", "\n\n", "\v", "\n",
	"\u00AD", "", "\u200B", "", "\u2060", "", "\uFEFF", "", "\u200E", "", "\u200F", "",
	"\u202A", "", "\u202B", "", "\u202C", "", "\u202D", "", "\u202E", "",
	"\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "",
)

// clean returns what is visible of a text. A NUL, which UTF-16 and escapes can
// still hide here, is refused.
func clean(name, text string) (string, error) {
	if at := strings.IndexByte(text, 0); at >= 0 {
		return "", invalid("%s:%d: there is a NUL character in it: it is no text", name, lineAt(text, at))
	}
	return visible(text), nil
}

// visible makes line ends one kind, drops what cannot be seen and makes control
// characters spaces.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7F || 0x80 <= r && r < 0xA0 {
			return ' '
		}
		return r
	}, dropped.Replace(text))
}

// tidy is a text as documents hold it: what is visible, white space collapsed.
// Entities and escapes can bring in what the file itself does not show.
func tidy(text string) string { return collapse(visible(text)) }

// binary returns what the bytes are if they are no text, as people call it.
func binary(data []byte) string {
	switch mime, _, _ := strings.Cut(http.DetectContentType(data), ";"); {
	case bytes.HasPrefix(data, []byte(`{\rtf`)):
		return "RTF"
	case mime == "application/pdf":
		return "PDF"
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return "a ZIP archive or an office document"
	case bytes.IndexByte(data, 0) >= 0:
		if mime != "application/octet-stream" && !strings.HasPrefix(mime, "text/") {
			return "binary (" + mime + ")"
		}
		return "binary (it has NUL bytes; UTF-16 needs a byte order mark)"
	case !strings.HasPrefix(mime, "text/") && mime != "application/octet-stream":
		return mime
	}
	return ""
}

// invalidUTF8 returns where a text is no UTF-8, or -1.
func invalidUTF8(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}

func notUTF8(name, text string, at int) error {
	e := invalid("%s:%d: this is no UTF-8: byte 0x%02X at offset %d", name, lineAt(text, at), text[at], at)
	e.Hint = "convert the file to UTF-8; only HTML can declare another encoding"
	return e
}

// lineAt returns the line of an offset, from 1.
func lineAt(text string, at int) int { return 1 + strings.Count(text[:at], "\n") }
