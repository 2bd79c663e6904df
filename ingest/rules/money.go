package rules

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/ingest/extract"
)

// currencySigns are the signs and codes that stand before an amount.
var currencySigns = map[string]string{
	"$": "USD", "us$": "USD", "usd": "USD", "u.s.$": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP",
	"¥": "JPY", "jpy": "JPY", "jp¥": "JPY", "cn¥": "CNY", "rmb": "CNY", "cny": "CNY", "yuan": "CNY",
	"₹": "INR", "rs": "INR", "rs.": "INR", "inr": "INR", "₩": "KRW", "krw": "KRW",
	"a$": "AUD", "au$": "AUD", "aud": "AUD", "c$": "CAD", "ca$": "CAD", "cad": "CAD", "cdn$": "CAD",
	"hk$": "HKD", "hkd": "HKD", "nt$": "TWD", "twd": "TWD", "s$": "SGD", "sgd": "SGD", "nz$": "NZD", "nzd": "NZD",
	"r$": "BRL", "brl": "BRL", "mx$": "MXN", "mxn": "MXN", "chf": "CHF", "sfr": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
	"₽": "RUB", "rub": "RUB", "₺": "TRY", "try": "TRY", "zar": "ZAR", "pln": "PLN", "czk": "CZK", "huf": "HUF",
	"₪": "ILS", "nis": "ILS", "ils": "ILS", "sar": "SAR", "aed": "AED", "thb": "THB", "฿": "THB", "myr": "MYR", "rm": "MYR", "idr": "IDR", "php": "PHP", "₱": "PHP", "vnd": "VND", "ngn": "NGN", "₦": "NGN", "egp": "EGP",
}

// currencyWords are the names of currencies that stand behind an amount, the
// longer ones first where one ends in another.
var currencyWords = []struct{ pattern, code string }{
	{`(?:u\.?s\.? |american )?dollars?`, "USD"},
	{`(?:australian|aussie) dollars?`, "AUD"}, {`canadian dollars?`, "CAD"}, {`(?:hong kong) dollars?`, "HKD"},
	{`singapore(?:an)? dollars?`, "SGD"}, {`(?:new )?taiwan(?:ese)? dollars?`, "TWD"}, {`new zealand dollars?`, "NZD"},
	{`euros?`, "EUR"}, {`(?:british )?pounds?(?: sterling)?`, "GBP"}, {`sterling`, "GBP"},
	{`(?:japanese )?yen`, "JPY"}, {`(?:chinese )?(?:yuan|renminbi|rmb)`, "CNY"}, {`(?:indian )?rupees?`, "INR"},
	{`(?:south )?(?:korean )?won`, "KRW"}, {`swiss francs?`, "CHF"}, {`francs?`, "CHF"},
	{`(?:swedish )(?:kronor|kronas?|crowns?)`, "SEK"}, {`kronor`, "SEK"},
	{`(?:norwegian )(?:kroner?|crowns?)`, "NOK"}, {`(?:danish )(?:kroner?|crowns?)`, "DKK"}, {`czech (?:korunas?|crowns?)`, "CZK"},
	{`(?:brazilian )?reais`, "BRL"}, {`(?:brazilian )reals?`, "BRL"}, {`mexican pesos?`, "MXN"}, {`(?:philippine) pesos?`, "PHP"}, {`(?:russian )?r(?:o)?ubles?`, "RUB"},
	{`(?:turkish )?lira`, "TRY"}, {`(?:israeli )?(?:new )?shekels?`, "ILS"}, {`(?:saudi )?riyals?`, "SAR"}, {`(?:u\.?a\.?e\.? )?dirhams?`, "AED"},
	{`(?:thai )?baht`, "THB"}, {`(?:malaysian )?ringgit`, "MYR"}, {`(?:indonesian )?rupiah`, "IDR"}, {`(?:polish )?zlotys?`, "PLN"}, {`(?:south african )?rand`, "ZAR"}, {`(?:hungarian )?forints?`, "HUF"}, {`(?:vietnamese )?dong`, "VND"}, {`(?:nigerian )?naira`, "NGN"},
	{`usd`, "USD"}, {`eur`, "EUR"}, {`gbp`, "GBP"}, {`chf`, "CHF"}, {`sek`, "SEK"}, {`nok`, "NOK"}, {`dkk`, "DKK"}, {`cad`, "CAD"}, {`aud`, "AUD"}, {`inr`, "INR"}, {`jpy`, "JPY"}, {`cny`, "CNY"},
}

// scales multiply an amount.
var scales = map[string]float64{
	"thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "mio": 1e6,
	"crore": 1e7, "crores": 1e7, "cr": 1e7, "billion": 1e9, "b": 1e9, "bn": 1e9, "bln": 1e9, "bil": 1e9,
	"trillion": 1e12, "tn": 1e12, "trn": 1e12, "t": 1e12,
}

const (
	amountPattern = `(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)`
	scalePattern  = `(?:[ -]?(lakh crore|thousand|lakhs?|million|mln|mil|mio|mn|crores?|billion|bln|bil|bn|trillion|trn|tn|[kmbt]|cr)\b)?`
	wordPattern   = `((?:half a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|a hundred))`
)

var (
	signFirst = regexp.MustCompile(`(?i)^(us\$|u\.s\.\$|au\$|ca\$|cdn\$|hk\$|nt\$|nz\$|mx\$|cn¥|jp¥|[acsr]\$|[$€£¥₹₩₽₺₪฿₱₦]|(?:usd|eur|gbp|jpy|rmb|cny|inr|krw|aud|cad|hkd|twd|sgd|nzd|brl|mxn|chf|sfr|sek|nok|dkk|rub|zar|pln|czk|huf|nis|ils|sar|aed|thb|myr|idr|php|vnd|ngn|egp)\b|rs\b\.?|rm\b)[  ]?` + amountPattern + `(?:[  ]?(?:-|–|to)[  ]?(?:us\$|[$€£¥])?(\d[\d,.]*))?` + scalePattern)
	signAfter = func() *regexp.Regexp {
		var names []string
		for _, w := range currencyWords {
			names = append(names, "("+w.pattern+")")
		}
		return regexp.MustCompile(`(?i)^(?:` + amountPattern + `|` + wordPattern + `)` + scalePattern + `(?: ?-? ?)(?:` + strings.Join(names, "|") + `|(€|£))(?:[^\w]|$)`)
	}()
	percentForm = regexp.MustCompile(`(?i)^(\d{1,3}(?:\.\d+)?)[ -]?(?:%|percent\b|per cent\b|pct\b)`)
)

// parseMoney reads an amount of money at the start of s and tells how many
// bytes it takes; 0 if there is none. Of a range it gives the first amount.
func parseMoney(s string) (*extract.Money, int) {
	if m := signFirst.FindStringSubmatchIndex(s); m != nil {
		code := currencySigns[strings.ToLower(strings.TrimSpace(s[m[2]:m[3]]))]
		amount, ok := parseAmount(s[m[4]:m[5]])
		if !ok || code == "" {
			return nil, 0
		}
		end := m[1]
		if m[8] >= 0 {
			amount *= scaleOf(s[m[8]:m[9]])
		} else if m[6] >= 0 {
			end = m[5] // a range without a scale may be anything
		}
		// "$10 a share", "$20 per share" are prices, not values.
		return &extract.Money{Amount: tidy(amount), Currency: code}, end
	}
	if m := signAfter.FindStringSubmatchIndex(s); m != nil {
		var amount float64
		ok := true
		if m[2] >= 0 {
			amount, ok = parseAmount(s[m[2]:m[3]])
		} else {
			switch w := strings.ToLower(s[m[4]:m[5]]); w {
			case "half a":
				amount = 0.5
			case "a hundred":
				amount = 100
			default:
				amount = smallNumbers[w]
			}
		}
		if !ok {
			return nil, 0
		}
		if m[6] >= 0 {
			amount *= scaleOf(s[m[6]:m[7]])
		} else if m[2] < 0 {
			return nil, 0 // "two pounds" is no deal's value
		}
		for k, w := range currencyWords {
			if g := 8 + 2*k; m[g] >= 0 {
				return &extract.Money{Amount: tidy(amount), Currency: w.code}, m[g+1]
			}
		}
		if g := 8 + 2*len(currencyWords); m[g] >= 0 {
			return &extract.Money{Amount: tidy(amount), Currency: currencySigns[s[m[g]:m[g+1]]]}, m[g+1]
		}
	}
	return nil, 0
}

func parseAmount(s string) (float64, bool) {
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return v, err == nil
}

func scaleOf(s string) float64 {
	s = strings.ToLower(strings.Trim(s, ". "))
	if s == "lakh crore" {
		return 1e12
	}
	return scales[s]
}

// tidy removes what the multiplication of decimals adds: 18.95 × 10⁹.
func tidy(v float64) float64 {
	f, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	return f
}

// moneyAt reads an amount that starts with token i and tells how many tokens
// it takes.
func moneyAt(s *sentence, i int) (*extract.Money, int) {
	text := s.text[s.tokens[i].start:]
	if !startsAmount(text) {
		return nil, 0
	}
	m, n := parseMoney(text)
	if m == nil {
		return nil, 0
	}
	return m, tokensTo(s, i, s.tokens[i].start+n)
}

// startsAmount spares the patterns where no amount can start.
func startsAmount(s string) bool {
	if s == "" {
		return false
	}
	c := s[0]
	if c >= '0' && c <= '9' || c == '$' || c >= 0x80 {
		return true
	}
	end := strings.IndexAny(s, " 0123456789-")
	if end < 0 {
		return false
	}
	w := strings.ToLower(s[:end])
	if currencySigns[w] != "" || smallNumbers[w] > 0 || w == "half" || w == "a" {
		return true
	}
	return strings.HasSuffix(w, "$") || strings.HasSuffix(w, "¥")
}

// percentAt reads "12 percent".
func percentAt(s *sentence, i int) (float64, int) {
	text := s.text[s.tokens[i].start:]
	if text == "" || text[0] < '0' || text[0] > '9' {
		return 0, 0
	}
	m := percentForm.FindStringSubmatchIndex(text)
	if m == nil {
		return 0, 0
	}
	v, ok := parseAmount(text[m[2]:m[3]])
	if !ok || v == 0 {
		return 0, 0
	}
	return v, tokensTo(s, i, s.tokens[i].start+m[1])
}

// tokensTo counts the tokens from i that begin before a byte offset.
func tokensTo(s *sentence, i, end int) int {
	n := 0
	for i+n < len(s.tokens) && s.tokens[i+n].start < end {
		n++
	}
	return n
}
