package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/gosimple/slug"

	"github.com/dealgraph/dealgraph/store/names"
)

// longestSlug bounds what a name gives to an id, in bytes.
const longestSlug = 60

// maxSlugParties is how many parties an id of a deal names.
const maxSlugParties = 3

// slugOf makes of a name what an id is made of: folded as for search, in plain
// letters, words joined by "-". A name without a letter or digit gives its hash.
func slugOf(name string) string {
	s := cutSlug(slug.Make(names.Folder{}.Fold(name)), longestSlug)
	if s == "" {
		return "n" + hashOf(name)
	}
	return s
}

// cutSlug shortens a slug to whole words.
func cutSlug(s string, longest int) string {
	// The library leaves "_" in, which ids don't have.
	s = strings.Trim(strings.ReplaceAll(s, "_", "-"), "-")
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "-")
	}
	if len(s) <= longest {
		return s
	}
	if end := strings.LastIndex(s[:longest+1], "-"); end > 0 {
		return s[:end]
	}
	return s[:longest]
}

// hashOf returns eight hex digits that tell the texts apart.
func hashOf(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	return hex.EncodeToString(sum[:4])
}

// dealBase is what the ids of a deal and of its parts begin with: its parties
// in alphabetical order and its day. The order keeps two articles that name the
// parties the other way round from making two deals.
func dealBase(parties []string, day string) string {
	slugs := make([]string, 0, len(parties))
	for _, id := range parties {
		_, s, _ := strings.Cut(id, ":")
		slugs = append(slugs, s)
	}
	slices.Sort(slugs)
	slugs = slices.Compact(slugs)
	var rest []string
	if len(slugs) > maxSlugParties {
		rest = slugs[maxSlugParties:]
		slugs = slugs[:maxSlugParties]
	}
	base := "deal:" + strings.Join(slugs, "-")
	if len(rest) > 0 {
		base += "-" + hashOf(rest...)
	}
	if day != "" {
		base += "-" + slug.Make(day)
	}
	return base
}
