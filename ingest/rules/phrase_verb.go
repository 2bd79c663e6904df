package rules

import "strings"

// verbGroup reads a chain of verbs: "has agreed to be acquired", "is set to
// buy", "is considering selling".
func (c *chunker) verbGroup() {
	start := c.i
	p := phrase{kind: verbGroup, from: c.units[start].from}
	var cur verbForm
	var have, be bool // auxiliaries seen since the last full verb
	fresh := func() {
		cur, have, be = verbForm{}, false, false
	}
	fresh()
	push := func(v verbForm) { p.verbs = append(p.verbs, v) }
	var links []string
loop:
	for ; c.i < len(c.units); c.i++ {
		u := c.units[c.i]
		if u.mention != nil || u.money != nil || u.date || u.percent != 0 {
			break
		}
		word := u.lower
		if base, ok := strings.CutSuffix(word, "n't"); ok && contracted[base] != "" {
			cur.negated = true
			word = base
		}
		switch u.tag {
		case "RB", "RBR":
			if u.lower == "not" || u.lower == "n't" || u.lower == "never" || u.lower == "no" {
				cur.negated = true
				continue
			}
			if !c.verbAhead() && !c.infinitiveAhead(1) {
				break loop
			}
			links = append(links, u.lower)
			continue
		case "TO":
			if !c.startsInfinitive() {
				break loop
			}
			// "is to buy": the copula is an auxiliary of obligation.
			if be || have && len(p.verbs) == 0 {
				v := cur
				v.lemma = "be"
				push(v)
			}
			neg := cur.negated
			fresh()
			cur.infinitive = true
			cur.negated = neg
			continue
		case "MD":
			if cur.modal != "" || len(p.verbs) > 0 {
				break loop
			}
			cur.modal = modalOf(word)
			continue
		case "JJ", "VBN", "NN", "VBD":
			// "is set to", "is likely to", "is able to"
			if be && (!have || u.tag == "JJ") && c.infinitiveAhead(1) && (u.tag == "JJ" || linkAdjectives[u.lower]) {
				links = append(links, u.lower)
				v := cur
				v.lemma = "be"
				v.links = append(v.links, u.lower)
				push(v)
				fresh()
				continue
			}
			if u.tag == "JJ" || u.tag == "NN" {
				break loop
			}
		case "VB", "VBZ", "VBP", "VBG":
		default:
			break loop
		}
		// A verb form.
		lemma := verbLemma(word)
		aux := false
		if n := c.verbOrAdverbAhead(); n {
			switch lemma {
			case "have":
				aux, have = true, true
			case "be":
				aux, be = true, true
			case "get":
				if c.at(1).tag == "VBN" {
					aux, be = true, true
				}
			case "do":
				aux = true
			}
			if aux && (lemma != "do" || c.baseAhead()) {
				if cur.tag == "" {
					cur.tag = u.tag
					cur.past = u.tag == "VBD"
				}
				continue
			}
		}
		v := cur
		v.lemma, v.token = lemma, u.from
		v.links = links
		links = nil
		if v.tag == "" {
			v.tag = u.tag
			v.past = u.tag == "VBD" || u.tag == "VBN" && len(p.verbs) == 0
		} else if !have && !be && v.modal == "" {
			v.past = v.past || u.tag == "VBD"
		}
		v.perfect = have
		switch u.tag {
		case "VBN", "VBD":
			if be {
				v.passive = true
			} else if u.tag == "VBN" && !have && v.modal == "" {
				v.passive = true // a participle by itself
			}
		case "VBG":
			v.progressive = be
		}
		// A phrasal verb: "team up", "spin off".
		if n := c.at(1); n.mention == nil && verbParticles[n.lower] && phrasal[lemma+" "+n.lower] {
			v.lemma = lemma + " " + n.lower
			c.i++
		}
		if n := c.at(1); lemma == "be" && (n.lower == "not" || n.lower == "never") {
			v.negated = true // "is not in talks"
			c.i++
		}
		push(v)
		fresh()
		// Go on with "to V" or a gerund of a verb that takes one.
		if c.i+1 < len(c.units) {
			c.i++
			if c.units[c.i].tag == "TO" && c.startsInfinitive() {
				c.i--
				continue
			}
			n := c.units[c.i]
			c.i--
			if n.mention == nil && n.tag == "VBG" && gerundVerbs[lemma] {
				continue
			}
			if n.lower == "not" || n.lower == "n't" {
				if c.infinitiveAhead(2) {
					continue
				}
			}
		}
		c.i++
		break
	}
	if len(p.verbs) == 0 {
		if cur.tag != "" || cur.modal != "" || cur.infinitive { // a lone auxiliary
			cur.lemma = "be"
			if have && !be {
				cur.lemma = "have"
			}
			push(cur)
		} else {
			c.i = start
			c.mark(adverbPhrase, 1)
			return
		}
	}
	if c.i == start {
		c.mark(otherPhrase, 1)
		return
	}
	p.to = c.units[c.i-1].to
	for k := start; k < c.i; k++ {
		p.words = append(p.words, c.units[k].lower)
	}
	c.out = append(c.out, p)
}

// verbOrAdverbAhead tells whether what follows an auxiliary makes it one.
func (c *chunker) verbOrAdverbAhead() bool {
	for k := 1; k < 5; k++ {
		t := c.at(k)
		if t.mention != nil || t.money != nil || t.date {
			return false
		}
		switch t.tag {
		case "RB", "RBR":
			continue
		case "VBN", "VBD", "VBG", "VB", "MD":
			return true
		case "JJ", "NN":
			return linkAdjectives[t.lower] && c.infinitiveAhead(k+1) || t.tag == "JJ" && c.infinitiveAhead(k+1)
		case "TO":
			return c.infinitiveAhead(k)
		default:
			return false
		}
	}
	return false
}

func (c *chunker) baseAhead() bool {
	for k := 1; k < 4; k++ {
		switch c.at(k).tag {
		case "RB":
			continue
		case "VB":
			return true
		default:
			return false
		}
	}
	return false
}

// infinitiveAhead tells whether "to" and a verb stand k units on.
func (c *chunker) infinitiveAhead(k int) bool {
	if c.at(k).tag != "TO" {
		return false
	}
	for k++; k < 8; k++ {
		switch c.at(k).tag {
		case "RB":
			continue
		case "VB", "VBP":
			return c.at(k).mention == nil
		default:
			return false
		}
	}
	return false
}

// linkAdjectives stand between a copula and an infinitive.
var linkAdjectives = setOf("set likely unlikely able unable ready due expected poised prepared willing unwilling keen eager about close free happy going rumoured rumored reported reluctant said believed thought understood scheduled slated supposed allowed bound")

// gerundVerbs take a gerund: "consider selling".
var gerundVerbs = setOf("consider mull weigh discuss deny explore finish complete start begin stop avoid contemplate evaluate study keep suggest recommend propose")

func modalOf(w string) string {
	switch w {
	case "'ll":
		return "will"
	case "'d":
		return "would"
	case "wo":
		return "will"
	case "ca":
		return "can"
	}
	return w
}

// irregular are the forms that no rule gives.
var irregular = func() map[string]string {
	out := make(map[string]string)
	for _, line := range strings.Split(`be is are was were been being am 's 're 'm
have has had having 've
do does did done doing
buy bought
sell sold
take took taken
get got gotten
give gave given
make made
win won
lose lost
lead led
say said
tell told
pay paid
begin began begun
build built
bring brought
strike struck
put put
cut cut
let let
set set
hit hit
bid bid
split split
spin spun
find found
hold held
steal stole stolen
keep kept
leave left
meet met
see saw seen seeing
seek sought
choose chose chosen
write wrote written
go went gone going goes
come came
become became
fall fell
fight fought
know knew known
think thought
withdraw withdrew withdrawn
undertake undertook undertaken
overtake overtook overtaken
show showed shown
spend spent
wind wound
send sent
swallow swallowed
ink inked
shelve shelved
beat beat beaten
break broke broken
grow grew grown
stand stood
understand understood
rebuff rebuffed
team teamed
ally allied
snap snapped
drop dropped
scrap scrapped
plan planned
ship shipped
tap tapped
swap swapped
stop stopped
bag bagged
equip equipped
commit committed
pen penned
axe axed
refer referred
transfer transferred
prefer preferred
license licensed licence licenced licensing licencing licenses licences
cross-license cross-licensed cross-licensing cross-licenses cross-licence cross-licences
sublicense sublicensed sublicensing
finalise finalised finalize finalized finalizing finalising
sue sued suing sues
agree agreed agreeing
dispute disputed
lie lying
tie tied tying
throw threw thrown
draw drew drawn
rise rose risen
mean meant
feel felt
run ran running
speak spoke spoken
drive drove driven
wear wore worn
teach taught
lend lent
forge forged forging
die died dying
vie vied vying vies`, "\n") {
		w := strings.Fields(line)
		for _, f := range w {
			out[f] = w[0]
		}
	}
	return out
}()

// verbLemma is the base form of a verb form.
func verbLemma(w string) string {
	if l, ok := irregular[w]; ok {
		return l
	}
	if strings.HasSuffix(w, "ies") && len(w) > 4 || strings.HasSuffix(w, "ied") && len(w) > 4 {
		return w[:len(w)-3] + "y"
	}
	stem := ""
	switch {
	case strings.HasSuffix(w, "ing") && len(w) > 4:
		stem = w[:len(w)-3]
	case strings.HasSuffix(w, "ed") && len(w) > 3:
		stem = w[:len(w)-2]
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "zzes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 3:
		return w[:len(w)-1]
	default:
		return w
	}
	if base, ok := knownStems[stem]; ok {
		return base
	}
	n := len(stem)
	if strings.HasSuffix(stem, "ll") && knownStems[stem[:n-1]] != "" { // "cancelled"
		return stem[:n-1]
	}
	if n > 3 && stem[n-1] == stem[n-2] && !strings.ContainsRune("lsz", rune(stem[n-1])) {
		return stem[:n-1]
	}
	return stem
}

// knownVerb tells whether a word is a form of a verb that our lists have.
func knownVerb(w string) bool {
	if _, ok := irregular[w]; ok {
		return true
	}
	_, ok := knownStems[verbLemma(w)]
	return ok
}

// dealVerbForm tells whether a word is a form of a verb of deals, and which.
func dealVerbForm(w string) (lemma, tag string) {
	l := verbLemma(w)
	if !isDealVerb(l) {
		return "", ""
	}
	switch {
	case l == w, w == "licence", w == "cross-licence":
		return l, "VB"
	case strings.HasSuffix(w, "ing"):
		return l, "VBG"
	case strings.HasSuffix(w, "s"):
		return l, "VBZ"
	}
	return l, "VBD"
}
