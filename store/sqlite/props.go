package sqlite

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

// encodeProps writes columns as a JSON object, keys sorted. Missing values and
// empty lists are left out. Types must be as given.
func encodeProps(columns map[string]any, types map[string]store.ColumnType) (string, error) {
	out := make([]byte, 0, 256)
	out = append(out, '{')
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		value := columns[name]
		if list, ok := value.([]string); value == nil || ok && len(list) == 0 {
			continue
		}
		want, known := types[name]
		if got, ok := typeOf(value); !known || !ok || got != want {
			return "", store.Errorf(store.CodeInternal, "column %s cannot hold a %T", name, value)
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(append(out, '"'), name...), '"', ':')
		switch v := value.(type) {
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return "", store.Errorf(store.CodeInternal, "column %s cannot hold %v", name, v)
			}
			out = strconv.AppendFloat(out, v, 'g', -1, 64)
		default:
			raw, err := json.Marshal(v)
			if err != nil {
				return "", err
			}
			out = append(out, raw...)
		}
	}
	return string(append(out, '}')), nil
}

func typeOf(value any) (store.ColumnType, bool) {
	switch value.(type) {
	case string:
		return store.StringColumn, true
	case float64:
		return store.NumberColumn, true
	case int64:
		return store.IntColumn, true
	case bool:
		return store.BoolColumn, true
	case []string:
		return store.ListColumn, true
	}
	return 0, false
}

// scanProps reads the wanted columns (sorted; nil for all) of an object that
// encodeProps wrote, and passes by those that have no type: they are of another
// kind table. A general JSON decoder takes several times as long, and
// most of a read's time is here.
func scanProps(text string, types map[string]store.ColumnType, wanted []string, columns map[string]any) error {
	s := scanner{text: text}
	if s.next() != '{' {
		return s.fault()
	}
	for c := s.next(); c != '}'; c = s.next() {
		if c == ',' {
			c = s.next()
		}
		if c != '"' {
			return s.fault()
		}
		s.at--
		name, ok := s.string()
		if !ok || s.next() != ':' {
			return s.fault()
		}
		want, known := types[name]
		if known && wanted != nil {
			_, known = slices.BinarySearch(wanted, name)
		}
		if !known {
			if !s.skip() {
				return s.fault()
			}
			continue
		}
		value, ok := s.value(want)
		if !ok {
			return s.fault()
		}
		columns[name] = value
	}
	return nil
}

type scanner struct {
	text string
	at   int
}

func (s *scanner) fault() error {
	return store.Errorf(store.CodeInternal, "stored properties are damaged at byte %d", s.at)
}

// next returns the next byte, 0 at the end. encodeProps leaves no space, but
// an operator's SQL may.
func (s *scanner) next() byte {
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return c
		}
	}
	return 0
}

func (s *scanner) peek() byte {
	c := s.next()
	if c != 0 {
		s.at--
	}
	return c
}

// raw returns the next value as it stands.
func (s *scanner) raw() (string, bool) {
	s.peek()
	start := s.at
	switch s.next() {
	case '"':
		for {
			i := strings.IndexByte(s.text[min(s.at, len(s.text)):], '"')
			if i < 0 {
				return "", false
			}
			s.at += i + 1
			if escapes := s.at - 1 - len(strings.TrimRight(s.text[start+1:s.at-1], `\`)) - (start + 1); escapes%2 == 0 {
				return s.text[start:s.at], true
			}
		}
	case '[':
		for c := s.peek(); c != ']'; c = s.peek() {
			if c == ',' {
				s.at++
			}
			if _, ok := s.raw(); !ok {
				return "", false
			}
		}
		s.at++
		return s.text[start:s.at], true
	case 0, '{', '}', ']', ',':
		return "", false
	}
	for s.at < len(s.text) && !strings.ContainsRune(",]} \n\t\r", rune(s.text[s.at])) {
		s.at++
	}
	return s.text[start:s.at], true
}

func (s *scanner) skip() bool {
	_, ok := s.raw()
	return ok
}

func (s *scanner) string() (string, bool) {
	raw, ok := s.raw()
	if !ok || len(raw) < 2 || raw[0] != '"' {
		return "", false
	}
	if strings.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1], true
	}
	var unescaped string
	return unescaped, json.Unmarshal([]byte(raw), &unescaped) == nil
}

func (s *scanner) value(want store.ColumnType) (any, bool) {
	switch want {
	case store.StringColumn:
		return unpack(s.string())
	case store.ListColumn:
		return unpack(s.list())
	}
	raw, ok := s.raw()
	if !ok {
		return nil, false
	}
	var value any
	var err error
	switch want {
	case store.NumberColumn:
		value, err = strconv.ParseFloat(raw, 64)
	case store.IntColumn:
		value, err = strconv.ParseInt(raw, 10, 64)
	case store.BoolColumn:
		value, err = strconv.ParseBool(raw)
	default:
		err = fmt.Errorf("no type")
	}
	return value, err == nil
}

func unpack[T any](value T, ok bool) (any, bool) { return value, ok }

func (s *scanner) list() ([]string, bool) {
	if s.next() != '[' {
		return nil, false
	}
	var list []string
	for c := s.peek(); c != ']'; c = s.peek() {
		if c == ',' {
			s.at++
		}
		element, ok := s.string()
		if !ok {
			return nil, false
		}
		list = append(list, element)
	}
	s.at++
	return list, true
}
