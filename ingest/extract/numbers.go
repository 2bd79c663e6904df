package extract

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// multipliers are the words and letters behind a number that make it larger.
var multipliers = map[string]float64{
	"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "millions": 1e6, "mn": 1e6, "m": 1e6, "mm": 1e6, "mio": 1e6, "mln": 1e6,
	"billion": 1e9, "billions": 1e9, "bn": 1e9, "b": 1e9, "bln": 1e9, "trillion": 1e12, "trn": 1e12, "tn": 1e12, "t": 1e12,
	"lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, "dozen": 12, "dozens": 12, "hundreds": 1e2, "thousands": 1e3,
}

// numerals are numbers that are written out.
var numerals = map[string]float64{
	"a": 1, "an": 1, "half": 0.5, "quarter": 0.25, "zero": 0, "no": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
	"ninety": 90, "single": 1, "couple": 2, "pair": 2, "both": 2,
}

// numberWords are digits with their marks, or words.
var numberWords = regexp.MustCompile(`\d{1,3}(?: \d{3})+\b|\d[\d.,']*\d|\d|\p{L}+`)

// numbersIn returns all numbers that a text can mean, with the words that make
// them larger: "18.95 billion", "2bn", "twenty-five", "two hundred thousand".
// Both readings of "1.500" are among them, and so are the parts of a range with
// the multiplier behind its end. It finds rather too much than too little.
func numbersIn(text string) []float64 {
	var all []float64
	tokens := numberWords.FindAllString(strings.ToLower(foldAt(text).text), -1)
	var pending []float64 // what the next multiplier may still make larger
	put := func(values ...float64) {
		pending = append(pending, values...)
		all = append(all, values...)
	}
	var written float64 // of numerals that add up: twenty five
	inWritten := false
	for _, token := range tokens {
		switch m, isMultiplier := multipliers[token]; {
		case token[0] >= '0' && token[0] <= '9':
			put(readings(token)...)
			inWritten = false
		case isMultiplier:
			if len(pending) == 0 {
				put(1)
			}
			var larger []float64
			for _, n := range pending {
				larger = append(larger, n*m)
			}
			all = append(all, larger...)
			pending = append(pending, larger...)
			written, inWritten = written*m, inWritten && m < 1e6
		case token == "and" || token == "to" || token == "or":
		default:
			n, isNumeral := numerals[token]
			if !isNumeral {
				if len(pending) > 0 && !bridges[token] {
					pending, inWritten = nil, false
				}
				continue
			}
			if inWritten && n < 100 {
				written += n
				put(written)
			} else {
				written = n
			}
			inWritten = true
			put(n)
		}
	}
	return all
}

// bridges can stand between a number and its multiplier, or within a range.
var bridges = setOf("us", "usd", "eur", "gbp", "dollars", "euros", "pounds", "a", "of", "about", "some", "as", "much", "up", "than", "more", "between")

// readings returns what digits with marks can mean: marks may group thousands
// or part decimals.
func readings(token string) []float64 {
	var all []float64
	add := func(s string) {
		if n, err := strconv.ParseFloat(s, 64); err == nil && !math.IsInf(n, 0) && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	token = strings.NewReplacer(" ", "", "'", "").Replace(token)
	add(strings.NewReplacer(",", "", ".", "").Replace(token))
	add(strings.ReplaceAll(token, ",", ""))
	add(strings.ReplaceAll(strings.ReplaceAll(token, ".", ""), ",", "."))
	return all
}

// hasNumber reports whether one of the passages has a number.
func hasNumber(passages []Passage, n float64) bool {
	return slices.ContainsFunc(passages, func(p Passage) bool {
		return slices.ContainsFunc(numbersIn(p.Sentence), func(m float64) bool { return math.Abs(m-n) <= 1e-9*math.Abs(n) })
	})
}

// currencies are the signs and words of those that the press names most, in
// lower case. Another must stand in the passage by its code, or be none of
// these.
var currencies = map[string][]string{
	"USD": {"$", "dollar", "buck", "usd"}, "CAD": {"$", "dollar", "cad"}, "AUD": {"$", "dollar", "aud"}, "NZD": {"$", "dollar", "nzd"},
	"HKD": {"$", "dollar", "hkd"}, "SGD": {"$", "dollar", "sgd"}, "TWD": {"$", "dollar", "twd", "nt$"}, "EUR": {"€", "euro", "eur"},
	"GBP": {"£", "pound", "sterling", "gbp", "pence"}, "JPY": {"¥", "￥", "yen", "jpy"}, "CNY": {"¥", "￥", "yuan", "renminbi", "rmb", "cny"},
	"INR": {"₹", "rs", "rupee", "crore", "lakh", "inr"}, "KRW": {"₩", "won", "krw"}, "CHF": {"chf", "franc", "sfr"}, "SEK": {"kron", "crown", "sek", "kr"},
	"NOK": {"kron", "crown", "nok", "kr"}, "DKK": {"kron", "crown", "dkk", "kr"}, "RUB": {"₽", "rouble", "ruble", "rub"}, "BRL": {"r$", "real", "reais", "brl"},
	"ILS": {"₪", "shekel", "ils", "nis"}, "MXN": {"$", "peso", "mxn"}, "ZAR": {"rand", "zar"}, "TRY": {"₺", "lira", "try"}, "PLN": {"zloty", "zł", "pln"},
	"AED": {"dirham", "aed", "dh"}, "SAR": {"riyal", "rial", "sar"},
}

// hasCurrency reports whether one of the passages has the sign, word or code of
// a currency.
func hasCurrency(passages []Passage, code string) bool {
	signs, known := currencies[code]
	if !known {
		signs = []string{strings.ToLower(code)}
		// Its name is not known here. What cannot be told from another must be
		// let through, unless the passage has a known one.
		if !slices.ContainsFunc(passages, func(p Passage) bool { return knownCurrency(p.Sentence) }) {
			return true
		}
	}
	return slices.ContainsFunc(passages, func(p Passage) bool {
		return slices.ContainsFunc(signs, func(s string) bool { return strings.Contains(strings.ToLower(p.Sentence), s) })
	})
}

// knownCurrency reports whether a sentence has the sign of a currency that is
// one's alone or nearly so.
func knownCurrency(sentence string) bool {
	return strings.ContainsAny(sentence, "$€£¥₹₩") || regexpCurrency.MatchString(sentence)
}

var regexpCurrency = regexp.MustCompile(`(?i)\b(?:dollars?|euros?|pounds?|yen|yuan|rupees?)\b`)
