package sqlite

import (
	"math"
	"reflect"
	"testing"

	"github.com/dealgraph/dealgraph/store"
)

var propTypes = map[string]store.ColumnType{"s": store.StringColumn, "n": store.NumberColumn, "i": store.IntColumn, "b": store.BoolColumn, "l": store.ListColumn, "z": store.StringColumn}

// FuzzProps writes columns as props and reads them back.
func FuzzProps(f *testing.F) {
	f.Add("", "x", 0.0, int64(0), false)
	f.Add(`\`, `\\"`, math.MaxFloat64, int64(math.MaxInt64), true)
	f.Add(`"`, `a"b\"c\\`, -math.MaxFloat64, int64(math.MinInt64), true)
	f.Add("<&>\u2028\n\t\x00", `]},{[:`, 1e-300, int64(-1), false)
	f.Fuzz(func(t *testing.T, s, element string, n float64, i int64, b bool) {
		// Text of clients is valid UTF-8: it comes out of JSON.
		s, element = string([]rune(s)), string([]rune(element))
		if math.IsNaN(n) || math.IsInf(n, 0) {
			return
		}
		columns := map[string]any{"s": s, "l": []string{element, s, element}, "n": n, "i": i, "b": b, "z": "last"}
		text, err := encodeProps(columns, propTypes)
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]any{}
		if err := scanProps(text, propTypes, nil, all); err != nil || !reflect.DeepEqual(all, columns) {
			t.Errorf("%s\nread %v, %v\nwant %v", text, all, err, columns)
		}
		some := map[string]any{}
		if err := scanProps(text, propTypes, []string{"z"}, some); err != nil || !reflect.DeepEqual(some, map[string]any{"z": "last"}) {
			t.Errorf("%s\nread %v, %v", text, some, err)
		}
	})
}

// TestPropsUnknown reads what is of another kind table.
func TestPropsUnknown(t *testing.T) {
	got := map[string]any{}
	err := scanProps(`{"before":1,"other":["x"],"s":"y","then":true}`, propTypes, nil, got)
	if err != nil || !reflect.DeepEqual(got, map[string]any{"s": "y"}) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestPropsRefused(t *testing.T) {
	for name, columns := range map[string]map[string]any{
		"another type":   {"s": 1.0},
		"unknown column": {"other": "x"},
		"unknown type":   {"s": struct{}{}},
		"no number":      {"n": math.NaN()},
	} {
		if _, err := encodeProps(columns, propTypes); store.CodeOf(err) != store.CodeInternal || err == nil {
			t.Errorf("%s: error %v", name, err)
		}
	}
	text, err := encodeProps(map[string]any{"s": nil, "l": []string{}}, propTypes)
	if err != nil || text != "{}" {
		t.Errorf("missing values: %s, %v", text, err)
	}
	for _, damaged := range []string{"", "x", "{", `{"s"`, `{"s":`, `{"s":"`, `{"s":"a\"`, `{"s":1}`, `{"i":"1"}`, `{"i":x}`, `{"l":["a"`, `{"l":[1]}`, `{"other":}`, `{"s":"\q"}`, `{"s":"a"`} {
		if err := scanProps(damaged, propTypes, nil, map[string]any{}); store.CodeOf(err) != store.CodeInternal || err == nil {
			t.Errorf("%q: error %v", damaged, err)
		}
	}
}
