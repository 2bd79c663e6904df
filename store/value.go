package store

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Type is what the values of a property are. A statement holds a value as
// text in the one form given here, so that it can be hashed, reviewed in a
// seed file and compared; the projection splits it into typed columns.
type Type string

// The types and the text forms of their values.
const (
	TextType     Type = "Text"     // any text without leading or trailing space
	EnumType     Type = "Enum"     // the name of a value
	IntType      Type = "Int"      // decimal digits, optional sign
	FloatType    Type = "Float"    // plain decimal
	BoolType     Type = "Boolean"  // true, false
	DateType     Type = "Date"     // EDTF date or interval: 2017-07-05, 2016-05, 2010~
	MoneyType    Type = "Money"    // 350000000 USD, or UNDISCLOSED
	QuantityType Type = "Quantity" // 1500, ~1500, 16000.., ..500, 100..200, or UNDISCLOSED
	PassageType  Type = "Passage"  // only of statements: sentence, paragraph, hash
)

// Undisclosed is the text of money or a quantity that a source calls
// undisclosed; a value that no source gives is missing instead.
const Undisclosed = "UNDISCLOSED"

// Money is an amount as a source gives it.
type Money struct {
	Amount      float64
	Currency    string // ISO 4217
	Undisclosed bool
}

// Quantity is a count or share that may be a range. A nil bound is unknown.
type Quantity struct {
	Min, Max    *float64
	Approximate bool
	Undisclosed bool
}

// ParseMoney reads the text form of money. Amounts have at most 15 significant
// digits, so that a float64 holds them exactly.
func ParseMoney(text string) (Money, error) {
	if text == Undisclosed {
		return Money{Undisclosed: true}, nil
	}
	number, currency, ok := strings.Cut(text, " ")
	if !ok || len(currency) != 3 || strings.ToUpper(currency) != currency || strings.IndexFunc(currency, func(r rune) bool { return r < 'A' || r > 'Z' }) >= 0 {
		return Money{}, fmt.Errorf("%q is no amount of money: want an amount and an ISO 4217 code, such as 350000000 USD, or UNDISCLOSED", text)
	}
	amount, err := parseNumber(number)
	if err != nil {
		return Money{}, fmt.Errorf("%q is no amount of money: %w", text, err)
	}
	return Money{Amount: amount, Currency: currency}, nil
}

// ParseQuantity reads the text form of a quantity.
func ParseQuantity(text string) (Quantity, error) {
	if text == Undisclosed {
		return Quantity{Undisclosed: true}, nil
	}
	if from, to, isRange := strings.Cut(text, ".."); isRange {
		var q Quantity
		for _, bound := range []struct {
			text string
			to   **float64
		}{{from, &q.Min}, {to, &q.Max}} {
			if bound.text == "" {
				continue
			}
			n, err := parseNumber(bound.text)
			if err != nil {
				return Quantity{}, fmt.Errorf("%q is no quantity: %w", text, err)
			}
			*bound.to = &n
		}
		if q.Min == nil && q.Max == nil || q.Min != nil && q.Max != nil && *q.Min > *q.Max {
			return Quantity{}, fmt.Errorf("%q is no quantity: a range wants a bound, the smaller first", text)
		}
		return q, nil
	}
	bare, approximate := strings.CutPrefix(text, "~")
	n, err := parseNumber(bare)
	if err != nil {
		return Quantity{}, fmt.Errorf("%q is no quantity: want 1500, ~1500, 16000.., ..500, 100..200 or UNDISCLOSED", text)
	}
	return Quantity{Min: &n, Max: &n, Approximate: approximate}, nil
}

func parseNumber(s string) (float64, error) {
	digits := strings.Trim(strings.Replace(strings.TrimPrefix(s, "-"), ".", "", 1), "0")
	if s == "" || strings.IndexFunc(strings.Replace(strings.TrimPrefix(s, "-"), ".", "", 1), func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		return 0, fmt.Errorf("%q is no number: want plain digits, with a point before decimals", s)
	}
	if len(digits) > 15 {
		return 0, fmt.Errorf("%q has more than 15 significant digits", s)
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is no number", s)
	}
	return n, nil
}

// FormatNumber returns the shortest plain decimal of a number of at most 15
// significant digits: the text it was read from, without needless zeros.
func FormatNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func formatInt(n int64) string { return strconv.FormatInt(n, 10) }

func formatBool(b bool) string { return strconv.FormatBool(b) }

// Check returns an error that says, for people, why text is no value of the
// property; nil if it is one.
func (p *Property) Check(text string) error {
	if text == "" || strings.TrimSpace(text) != text {
		return fmt.Errorf("a value of %s is empty or has space around it", p.Name)
	}
	var err error
	switch p.Type {
	case EnumType:
		if !slices.Contains(p.Enum, text) {
			err = fmt.Errorf("%q is no value of %s: want one of %s", text, p.Name, strings.Join(p.Enum, ", "))
		}
	case IntType:
		_, err = strconv.ParseInt(text, 10, 64)
	case FloatType:
		_, err = parseNumber(text)
	case BoolType:
		if text != "true" && text != "false" {
			err = fmt.Errorf("%q is neither true nor false", text)
		}
	case DateType:
		_, _, err = ParseDate(text)
	case MoneyType:
		_, err = ParseMoney(text)
	case QuantityType:
		_, err = ParseQuantity(text)
	}
	return err
}

// Columns returns the stored columns of the property, the readable one first.
// An ordered property and a filtered text have a Key column: never null, the
// value in the form in which it sorts; a missing value sorts as the smallest.
func (p *Property) Columns() []Column {
	hot := p.Ordered || p.Filtered || p.Validity
	if p.List {
		return []Column{{Name: p.Name, Type: ListColumn, Hot: p.Filtered}}
	}
	key := Column{Name: p.KeyColumn(), Type: StringColumn, Hot: true, Key: true}
	var columns []Column
	switch p.Type {
	case IntType:
		columns = []Column{{Name: p.Name, Type: IntColumn, Hot: hot}}
		key.Type = NumberColumn
	case FloatType:
		columns = []Column{{Name: p.Name, Type: NumberColumn, Hot: hot}}
		key.Type = NumberColumn
	case BoolType:
		columns = []Column{{Name: p.Name, Type: BoolColumn, Hot: hot}}
	case DateType:
		columns = []Column{{Name: p.Name, Type: StringColumn}, {Name: p.Name + "Earliest", Type: StringColumn, Hot: hot}, {Name: p.Name + "Latest", Type: StringColumn, Hot: hot}}
	case MoneyType:
		columns = []Column{{Name: p.Name, Type: StringColumn}, {Name: p.Name + "Amount", Type: NumberColumn, Hot: hot}, {Name: p.Name + "Currency", Type: StringColumn, Hot: hot}, {Name: p.Name + "Disclosure", Type: StringColumn, Hot: hot}}
		key.Type = NumberColumn
	case QuantityType:
		columns = []Column{{Name: p.Name, Type: StringColumn}, {Name: p.Name + "Min", Type: NumberColumn, Hot: hot}, {Name: p.Name + "Max", Type: NumberColumn, Hot: hot}}
		key.Type = NumberColumn
	case PassageType:
		return []Column{{Name: p.Name, Type: StringColumn}, {Name: p.Name + "Paragraph", Type: IntColumn}, {Name: p.Name + "Sha256", Type: StringColumn}}
	default:
		columns = []Column{{Name: p.Name, Type: StringColumn, Hot: hot}}
	}
	if p.Ordered || p.Filtered && p.Type == TextType {
		columns = append(columns, key)
	}
	return columns
}

// KeyColumn is the name of the property's sort key.
func (p *Property) KeyColumn() string { return p.Name + "Key" }

// set writes the property's columns from the text forms of its values, which
// Check has passed. Without values only the Key column is written.
func (p *Property) set(columns map[string]any, values []string, names Names) {
	if p.List {
		if len(values) > 0 {
			columns[p.Name] = values
		}
		return
	}
	key := any("")
	if p.Type == IntType || p.Type == FloatType || p.Type == MoneyType || p.Type == QuantityType {
		key = -math.MaxFloat64
	}
	if len(values) > 0 {
		text := values[0]
		columns[p.Name] = text
		key = any(text)
		switch p.Type {
		case TextType:
			key = TextKey(names, text)
		case IntType:
			n, _ := strconv.ParseInt(text, 10, 64)
			columns[p.Name], key = n, float64(n)
		case FloatType:
			n, _ := strconv.ParseFloat(text, 64)
			columns[p.Name], key = n, n
		case BoolType:
			columns[p.Name] = text == "true"
		case DateType:
			span, _, _ := ParseDate(text)
			setString(columns, p.Name+"Earliest", span.Earliest)
			setString(columns, p.Name+"Latest", span.Latest)
			key = span.Earliest
		case MoneyType:
			money, _ := ParseMoney(text)
			columns[p.Name+"Disclosure"], key = "UNDISCLOSED", any(-math.MaxFloat64)
			if !money.Undisclosed {
				columns[p.Name+"Disclosure"], columns[p.Name+"Amount"], columns[p.Name+"Currency"] = "DISCLOSED", money.Amount, money.Currency
				key = money.Amount
			}
		case QuantityType:
			q, _ := ParseQuantity(text)
			key = -math.MaxFloat64
			if q.Max != nil {
				columns[p.Name+"Max"], key = *q.Max, any(*q.Max)
			}
			if q.Min != nil {
				columns[p.Name+"Min"], key = *q.Min, any(*q.Min)
			}
		}
	}
	for _, c := range p.Columns() {
		if c.Key {
			columns[c.Name] = key
		}
	}
}

// texts returns the text forms of the property's values from its columns, as set
// takes them.
func (p *Property) texts(columns map[string]any) []string {
	switch value := columns[p.Name].(type) {
	case []string:
		return value
	case string:
		return []string{value}
	case int64:
		return []string{formatInt(value)}
	case float64:
		return []string{FormatNumber(value)}
	case bool:
		return []string{strconv.FormatBool(value)}
	}
	return nil
}

func setString(columns map[string]any, name, value string) {
	if value != "" {
		columns[name] = value
	}
}

// TextKey returns the Key column of a text, and of a part to find in one. It
// sorts alike everywhere: Neo4j compares strings by UTF-16 unit, SQLite by
// byte, and they differ only behind U+D7FF, so what is behind becomes that.
func TextKey(names Names, text string) string {
	return strings.Map(func(r rune) rune { return min(r, '\uD7FF') }, names.Plain(text))
}
