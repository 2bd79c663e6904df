package model

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/dealgraph/dealgraph/store"
)

// A cursor is the sort keys and the id of a row, signed with the kinds and the
// order they belong to, so that a cursor of another list, or one made by hand, is noticed
// instead of giving a wrong page.

const checkLength = 6

// ErrCursor is returned for a cursor that no list of these kinds in this order
// has made.
var ErrCursor = errors.New("the cursor was not made by this list: take one from its pageInfo or edges, asked with the same orderBy")

// EncodeCursor returns the cursor of a position in a list of these kinds in this
// order.
func EncodeCursor(kinds []string, order []store.Order, position []any) string {
	body, err := json.Marshal(position)
	if err != nil { // strings and finite numbers only
		panic(fmt.Sprintf("cursor of %v: %v", position, err))
	}
	return base64.RawURLEncoding.EncodeToString(append(check(kinds, order, body), body...))
}

// DecodeCursor returns the position of a cursor, or [ErrCursor].
func DecodeCursor(kinds []string, order []store.Order, cursor string) ([]any, error) {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) <= checkLength || string(check(kinds, order, raw[checkLength:])) != string(raw[:checkLength]) {
		return nil, ErrCursor
	}
	var position []any
	if err := json.Unmarshal(raw[checkLength:], &position); err != nil || len(position) != len(order)+1 {
		return nil, ErrCursor
	}
	return position, nil
}

func check(kinds []string, order []store.Order, body []byte) []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "dealgraph cursor 1 %v %v %s", kinds, order, body))
	return sum[:checkLength]
}
