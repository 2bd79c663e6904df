package seed

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/dealgraph/dealgraph/store"
)

var sha256Pattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

// statements reads what an article states into source.
func (l *loader) statements(file string, source *Source) {
	text, ok := l.read(file)
	if !ok {
		return
	}
	d := &document{file: file, faults: l.faults}
	node, ok := d.parse(text)
	if !ok {
		l.broken = true
		return
	}
	m, ok := d.mapping(field{line: 1, node: node}, "the file", "article", "passages", "statements")
	if !ok {
		l.broken = true
		return
	}
	article := m.get("article")
	switch id := d.text(article); {
	case id == "":
		l.faults.add(file, article.line, "it does not say whose statements these are: want article: %s", source.Article.ID)
	case id != source.Article.ID && source.Article.ID != "":
		l.faults.add(file, article.line, "these are statements of %s, but %s is %s", id, source.Name+digestExt, source.Article.ID)
	}
	r := &statementReader{loader: l, document: d, source: source, passages: map[string]*Passage{}, unused: map[string]bool{}, first: map[string]int{}}
	if source.Invented {
		r.sentences = locations(paragraphs(source.Article.Digest))
	}
	if passages := m.get("passages"); passages.node != nil {
		r.readPassages(passages)
	}
	items := d.list(m.get("statements"))
	if len(items) == 0 {
		l.faults.add(file, m.get("statements").line, "there are no statements: leave the file out if the article makes none")
	}
	for _, item := range items {
		r.readStatement(item)
	}
	for _, p := range source.Passages {
		if r.unused[p.Key] {
			l.faults.add(file, p.Line, "no statement rests on passage %s", p.Key)
		}
	}
}

// statementReader reads the statements of one article.
type statementReader struct {
	*loader
	*document
	source   *Source
	passages map[string]*Passage // by key
	unused   map[string]bool     // by key
	first    map[string]int      // line by statement id
	// sentences is where those of an invented article's digest stand, by hash.
	sentences map[string][]int
}

// fault reports a fault in the file.
func (r *statementReader) fault(line int, format string, args ...any) {
	r.document.faults.add(r.file, line, format, args...)
}

func (r *statementReader) readPassages(f field) {
	all, ok := r.mapping(f, "passages")
	if !ok {
		return
	}
	for _, f := range all.fields {
		p := &Passage{Key: f.key, File: r.file, Line: f.line}
		r.source.Passages = append(r.source.Passages, p)
		r.passages[p.Key], r.unused[p.Key] = p, true
		known := []string{"digest", "paragraph", "sha256"}
		if r.source.Invented {
			known = known[:1]
		}
		m, ok := r.mapping(f, "passage "+f.key, known...)
		if !ok {
			continue
		}
		digest := m.get("digest")
		p.Sentence = r.text(digest)
		found := false
		switch {
		case strings.TrimSpace(p.Sentence) == "":
			r.fault(digest.line, "passage %s has no digest: want its sentence in %s", f.key, r.source.Name+digestExt)
		case r.source.Article.Digest != "" && !strings.Contains(r.source.Article.Digest, p.Sentence):
			r.fault(digest.line, "this sentence is not in %s: %q", r.source.Name+digestExt, p.Sentence)
		case r.source.Article.Digest == "" && !r.broken:
			r.fault(digest.line, "%s has no digest below its front matter", r.source.Name+digestExt)
		default:
			found = true
		}
		switch {
		case !r.source.Invented:
			r.locate(p, m)
		case found:
			r.locateInDigest(p, digest.line)
		}
	}
}

// locate reads where in the original a passage stands.
func (r *statementReader) locate(p *Passage, m *mapping) {
	paragraph := m.get("paragraph")
	n, err := strconv.Atoi(r.text(paragraph))
	if err != nil || n < 1 {
		r.fault(paragraph.line, "passage %s has no paragraph: want its number in the original, from 1", p.Key)
	}
	p.Paragraph = n
	sum := m.get("sha256")
	p.SHA256 = r.text(sum)
	switch {
	case p.SHA256 == "":
		r.fault(sum.line, "passage %s has no sha256: want that of the original's sentence, white space collapsed", p.Key)
	case !sha256Pattern.MatchString(p.SHA256):
		r.fault(sum.line, "sha256 %q is no SHA-256: want 64 hex digits, lower case", p.SHA256)
	}
}

// locateInDigest finds a passage of an invented article, whose digest is the
// original: it is a whole sentence there.
func (r *statementReader) locateInDigest(p *Passage, line int) {
	sum := hash(strings.Join(strings.Fields(p.Sentence), " "))
	at := r.sentences[sum]
	if len(at) == 0 {
		r.fault(line, "this is no whole sentence of %s: %q", r.source.Name+digestExt, p.Sentence)
		return
	}
	p.Paragraph, p.SHA256 = at[0], sum
}

func (r *statementReader) readStatement(f field) {
	m, ok := r.mapping(f, "the statement",
		"subject", "property", "value", "stance", "saidBy", "saidFor", "saidAs", "origin", "passage")
	if !ok {
		return
	}
	get := func(key string) string { return r.text(m.get(key)) }
	s := &store.Statement{
		Subject: get("subject"), Property: get("property"), Value: get("value"), Stance: store.Stance(get("stance")),
		SaidBy: get("saidBy"), SaidFor: get("saidFor"), SaidAs: get("saidAs"), Origin: get("origin"),
		Article: r.source.Article.ID, Extractor: Extractor, Confidence: 1,
	}
	whole := r.checkPassage(m, s)
	if s.Subject == "" {
		r.fault(m.line, "the statement has no subject: want the id of the node it is about")
		return
	}
	// Each field is checked by itself, so that the fault names its line and
	// one fault does not hide the next.
	probe := func(key string, alone store.Statement) bool {
		alone.Article = r.anyArticle()
		if alone.Subject == "" {
			alone.Subject, alone.Property = s.Subject, store.SelfProperty
		}
		if err := alone.Check(r.kinds); err != nil {
			r.fault(m.get(key).line, "%v", err)
			return false
		}
		return true
	}
	if !probe("subject", store.Statement{}) {
		return
	}
	at := func(key string) place { return place{r.file, m.get(key).line} }
	if s.Property == "" {
		r.fault(m.line, "the statement has no property: want self, remark, a property or an edge")
		whole = false
	} else if probe(r.valueKey(s), store.Statement{Subject: s.Subject, Property: s.Property, Value: s.Value}) {
		r.referByValue(s, at("value"))
	} else {
		whole = false
	}
	whole = probe("stance", store.Statement{Stance: s.Stance}) && whole
	for _, ref := range []struct {
		key, id string
		alone   store.Statement
	}{
		{"saidBy", s.SaidBy, store.Statement{SaidBy: s.SaidBy}},
		{"saidFor", s.SaidFor, store.Statement{SaidFor: s.SaidFor}},
		{"origin", s.Origin, store.Statement{Origin: s.Origin}},
	} {
		if probe(ref.key, ref.alone) {
			r.refer(at(ref.key), ref.key, ref.id)
		} else {
			whole = false
		}
	}
	if s.Property == store.SelfProperty {
		r.state(s.Subject)
	}
	r.referSubject(at("subject"), s.Subject)
	if whole {
		together := *s
		together.Passage = store.Passage{} // its faults are told where it is defined
		probe("subject", together)
	}
	if line, known := r.first[s.ID()]; known {
		r.fault(m.line, "line %d states the same", line)
	} else {
		r.first[s.ID()] = m.line
	}
	r.source.Statements = append(r.source.Statements, s)
}

// checkPassage gives the statement the passage it names.
func (r *statementReader) checkPassage(m *mapping, s *store.Statement) bool {
	f := m.get("passage")
	key := r.text(f)
	if key == "" {
		r.fault(f.line, "the statement rests on no passage: want the key of one")
		return false
	}
	p := r.passages[key]
	if p == nil {
		r.fault(f.line, "passage %s is not among the passages above", key)
		return false
	}
	delete(r.unused, key)
	s.Passage = p.Passage
	return true
}

// valueKey is the key that a fault of property and value is laid to.
func (r *statementReader) valueKey(s *store.Statement) string {
	kind := r.kinds.KindOf(s.Subject)
	named := s.Property == store.SelfProperty || s.Property == store.RemarkProperty || kind.Property(s.Property) != nil || kind.Edge(s.Property) != nil
	if named && s.Value != "" {
		return "value"
	}
	return "property"
}
