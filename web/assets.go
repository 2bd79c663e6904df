package web

import (
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// assets serves the bundle's files. Vite puts a hash of the content into each
// name, so what a name stands for never changes and may be cached for good.
type assets struct{ bundle fs.FS }

// The build writes name.br and name.gz beside each asset; the smaller first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// Named here because Go's own table is extended by whatever the machine has.
var assetTypes = map[string]string{
	".js":  "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml",
	".ttf": "font/ttf",
}

func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	contentType, known := assetTypes[path.Ext(name)]
	if !known {
		http.NotFound(w, r)
		return
	}
	file, size, encoding := a.open(name, r.Header.Get("Accept-Encoding"))
	if file == nil {
		http.NotFound(w, r)
		return
	}
	defer file.Close()

	h := w.Header()
	h.Set("Content-Type", contentType)
	// A worker obeys the policy its own script came with.
	h.Set("Content-Security-Policy", bundlePolicy)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", `"`+name+encoding+`"`)
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
		// ServeContent leaves the length out when an encoding is set.
		h.Set("Content-Length", strconv.FormatInt(size, 10))
	}
	http.ServeContent(w, r, "", time.Time{}, file)
}

type seekableFile interface {
	fs.File
	io.Seeker
}

// open returns the smallest form of an asset that the client accepts, with the
// name of its encoding ("" for the file itself), or nil when there is none.
func (a assets) open(name, accepted string) (file seekableFile, size int64, encoding string) {
	for _, e := range encodings {
		if !accepts(accepted, e.name) {
			continue
		}
		if file, size := a.openFile(name + e.suffix); file != nil {
			return file, size, e.name
		}
	}
	file, size = a.openFile(name)
	return file, size, ""
}

func (a assets) openFile(name string) (seekableFile, int64) {
	file, err := a.bundle.Open("assets/" + name)
	if err != nil {
		return nil, 0
	}
	info, err := file.Stat()
	seekable, ok := file.(seekableFile)
	if err != nil || !ok || info.IsDir() {
		file.Close()
		return nil, 0
	}
	return seekable, info.Size()
}

// accepts reports whether an Accept-Encoding header names the encoding and
// does not refuse it with q=0.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		q, ok := strings.CutPrefix(strings.TrimSpace(params), "q=")
		weight, err := strconv.ParseFloat(q, 64)
		return !ok || err != nil || weight > 0
	}
	return false
}
