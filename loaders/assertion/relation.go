package assertion

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// relation is a row of the lexicon's relations.tsv, compiled.
type relation struct {
	lexicon.Relation
	predicate quad.IRI
	pattern   pattern
	within    []string // classes of the mentions the pattern is matched inside, none for a sentence
	having    []string // words of which that mention has one
	lacking   []string // words of which it has none
	scopes    []string // classes and kinds of the blocks; none is every block but boilerplate
}

// compile reads the patterns of a lexicon. A fault in them is a fault of the program and panics.
func compile(l *lexicon.Lexicon) *grammar {
	g := &grammar{words: &words{determiner: map[string]bool{}}, names: map[string]bool{}, vocabulary: vocabulary{}}
	for _, w := range l.Coordination("determiner") {
		g.words.determiner[w] = true
	}
	fields := func(class string) (out [][]string) {
		for _, ph := range l.Coordination(class) {
			out = append(out, strings.Fields(ph))
		}
		return out
	}
	g.words.coordinators, g.words.fillers, g.words.dating = fields("coordinator"), fields("filler"), fields("dating")
	for _, row := range l.Relations() {
		p, err := parsePattern(row.Pattern)
		if err != nil {
			panic(fmt.Sprintf("lexicon: relations.tsv: %v", err))
		}
		r := relation{Relation: row, predicate: vocab.IRI(row.Predicate), pattern: p}
		scope := row.Scope
		if inside, ok := strings.CutPrefix(scope, "in:"); ok {
			if before, words, ok := strings.Cut(inside, "="); ok {
				inside, r.having = before, strings.Split(words, ",")
			} else if before, words, ok := strings.Cut(inside, "!"); ok {
				inside, r.lacking = before, strings.Split(words, ",")
			}
			r.within = strings.Split(inside, "|")
		} else if scope != "*" {
			r.scopes = strings.Split(scope, "|")
		}
		for _, class := range r.within {
			g.names[class] = true
		}
		for _, e := range p {
			g.vocabulary.learn(e.words)
		}
		g.relations = append(g.relations, r)
	}
	for _, r := range g.relations {
		for k := range r.pattern {
			r.pattern[k].terms = g.vocabulary.first(r.pattern[k].words)
		}
	}
	return g
}

// phrases claims what the phrases of the lexicon say.
func phrases(c *Context, claim func(Claim)) {
	for _, cl := range c.phrases() {
		claim(cl)
	}
}

// phrases returns the claims of the phrases in the order of the text. They are made once for all rules that
// build on them.
func (c *Context) phrases() []Claim {
	if c.phrased != nil {
		return c.phrased
	}
	c.phrased = []Claim{}
	g := grammarOf(c.Lexicon)
	claim := func(cl Claim) { c.phrased = append(c.phrased, cl) }
	for i := range c.Document.Blocks {
		sentences, names := c.sentences(i, g), c.holders(i, g)
		for k := range g.relations {
			r := &g.relations[k]
			switch {
			case !r.covers(&c.Document.Blocks[i]):
			case r.within != nil:
				c.inside(names, r, g.words, claim)
			default:
				for _, ps := range sentences {
					for _, m := range ps.find(r.pattern, g.words) {
						c.claim(r, ps, m, claim)
					}
				}
			}
		}
	}
	return c.phrased
}

// inBlock returns the mentions of block i, by start, of two that start together the longer first.
func (c *Context) inBlock(i int) []mention.Mention {
	from := sort.Search(len(c.Mentions), func(k int) bool { return c.Mentions[k].Block >= i })
	to := sort.Search(len(c.Mentions), func(k int) bool { return c.Mentions[k].Block > i })
	return c.Mentions[from:to]
}

// covers reports whether r is for blocks like b. Only a rule that names its kind looks at boilerplate.
func (r *relation) covers(b *document.Block) bool {
	if r.scopes == nil {
		return b.Class != document.Boilerplate
	}
	return slices.Contains(r.scopes, b.Kind) || b.Class != document.Boilerplate && slices.Contains(r.scopes, b.Class.String())
}

// sentences returns a passage for each sentence of block i.
func (c *Context) sentences(i int, g *grammar) []*passage {
	b, w := &c.Document.Blocks[i], c.wording(i)
	spans := b.Sentences
	if len(spans) == 0 {
		spans = []source.Span{{End: len(b.View.Text)}}
	}
	var out []*passage
	for _, s := range spans {
		out = append(out, w.within(s, w.mentions, g.vocabulary))
	}
	return out
}

// holders returns a passage for each entity mention of block i that relations are sought in.
func (c *Context) holders(i int, g *grammar) []*passage {
	w := c.wording(i)
	var out []*passage
	for k, inner := range parts(w.mentions) {
		if m := &w.mentions[k]; m.Layer == mention.EntityLayer && g.names[m.Type] {
			ps := w.within(m.Span, inner, g.vocabulary)
			ps.whole = m
			out = append(out, ps)
		}
	}
	return out
}

// inside matches r within each name of its classes.
func (c *Context) inside(names []*passage, r *relation, w *words, claim func(Claim)) {
	for _, ps := range names {
		if !slices.Contains(r.within, ps.whole.Type) {
			continue
		}
		if r.having != nil && !slices.ContainsFunc(ps.words, func(w string) bool { return slices.Contains(r.having, w) }) ||
			slices.ContainsFunc(ps.words, func(w string) bool { return slices.Contains(r.lacking, w) }) {
			continue
		}
		for _, found := range ps.find(r.pattern, w) {
			c.claim(r, ps, found, claim)
		}
	}
}

// parts returns, for each entity mention of a block, the mentions that lie in it and in no other inside it:
// what a name says of its parts' parts it does not say of the whole.
func parts(ms []mention.Mention) [][]mention.Mention {
	out := make([][]mention.Mention, len(ms))
	var open []int // entity mentions that the next may lie in, the innermost last
	for i, m := range ms {
		for len(open) > 0 && ms[open[len(open)-1]].Span.End <= m.Span.Start {
			open = open[:len(open)-1]
		}
		for k := len(open) - 1; k >= 0; k-- {
			if outer := ms[open[k]].Span; outer.Contains(m.Span) && outer.Len() > m.Span.Len() {
				out[open[k]] = append(out[open[k]], m)
				break
			}
		}
		if m.Layer == mention.EntityLayer {
			open = append(open, i)
		}
	}
	return out
}

// claim claims r of each pair of subject and object that m found.
func (c *Context) claim(r *relation, ps *passage, m match, claim func(Claim)) {
	subjects, objects := c.end(r.Subject, ps, m), c.end(r.Object, ps, m)
	for _, s := range subjects {
		for _, o := range objects {
			cl := Claim{Subject: s.key, Predicate: r.predicate, Object: o.key, Literal: o.literal, Basis: evidence.Basis(r.Basis), rule: r.Rule}
			for _, sp := range ps.evidence(m, s, o) {
				cl.Spans = append(cl.Spans, Span{Block: ps.block, Span: sp})
			}
			if cl.valid() {
				c.Lexicon.Fired(r.Row)
				claim(cl)
			}
		}
	}
}

// endpoint is the subject or object of a claim.
type endpoint struct {
	key     string
	literal quad.Value
	filling *filling // nil for a document of the file and for a literal
}

// end returns what name stands for in a row: a slot, the mention around the passage, the words of a kept gap
// or of a mention, or a document of the file.
func (c *Context) end(name string, ps *passage, m match) []endpoint {
	switch name {
	case "S":
		return mentioned(m.subjects)
	case "O":
		return mentioned(m.objects)
	case "this":
		return []endpoint{{key: ps.whole.Key}}
	case "L":
		if m.literal[0] < m.literal[1] {
			s := ps.span(m.literal[0], m.literal[1])
			return []endpoint{{literal: quad.String(ps.text[s.Start:s.End])}}
		}
		if len(m.objects) == 1 {
			return []endpoint{{literal: quad.String(m.objects[0].mention.Surface)}}
		}
		return nil
	}
	return []endpoint{{key: c.part(name, ps.block)}}
}

func mentioned(fs []filling) []endpoint {
	var out []endpoint
	for i := range fs {
		out = append(out, endpoint{key: fs[i].mention.Key, filling: &fs[i]})
	}
	return out
}

// part returns the key of a document of the file, or of its event, by the name that the lexicon gives it in a
// row that matched in the block.
func (c *Context) part(name string, block int) string {
	switch name {
	case "work":
		return c.Work
	case "version":
		return c.Version
	case "letter":
		return c.Letter
	case "event":
		return c.Event
	case "cover":
		return c.Cover
	case "carrier":
		return c.carrier(block)
	case "speaker":
		return c.speaker()
	}
	panic("lexicon: relations.tsv: no document " + name)
}

// carrier is the document whose masthead the block belongs to: the one that holds the declaration, or the
// declaration itself where it has a masthead of its own.
func (c *Context) carrier(block int) string {
	b := c.Document.Blocks[block]
	if c.Cover == "" || b.Class == document.FrontMatter && b.Container == document.Declaration {
		return c.Version
	}
	return c.Cover
}

// evidence returns the words for the claim of s and o: those the pattern marks, in a coordination those of the
// member, inside a mention the mention.
func (ps *passage) evidence(m match, s, o endpoint) []source.Span {
	f := o.filling
	if f == nil || s.filling != nil && m.coordinated(s.filling) {
		f = s.filling
	}
	switch {
	case m.open >= 0 && m.close > m.open:
		if f != nil && f.from >= m.open && m.coordinated(f) {
			return ps.ofMember(m, f)
		}
		return []source.Span{ps.span(m.open, m.close)}
	case ps.whole != nil:
		return []source.Span{ps.whole.Span}
	case f != nil:
		return []source.Span{ps.span(f.from, f.to)}
	}
	return []source.Span{ps.span(m.from, m.to)}
}

// ofMember returns the words for a member of a coordination, as far as the evidence of m reaches.
func (ps *passage) ofMember(m match, f *filling) []source.Span {
	first := m.first(f)
	switch {
	case m.reach == wholeCoordination:
		return []source.Span{ps.span(m.open, m.close)}
	case m.reach == eachMember || f.mention == first.mention:
		return []source.Span{ps.span(m.open, f.to)}
	case m.reach == headAndMember && first.from > m.open:
		return []source.Span{ps.span(m.open, first.from), ps.span(f.from, f.to)}
	}
	return []source.Span{ps.span(f.from, f.to)}
}

// first returns the first member of the coordination that f belongs to.
func (m *match) first(f *filling) filling {
	for _, fs := range [][]filling{m.objects, m.subjects} {
		if slices.ContainsFunc(fs, func(g filling) bool { return g.mention == f.mention }) {
			return fs[0]
		}
	}
	return *f
}

// coordinated reports whether f is a member of a coordination of two or more.
func (m *match) coordinated(f *filling) bool {
	in := func(fs []filling) bool {
		return len(fs) > 1 && slices.ContainsFunc(fs, func(g filling) bool { return g.mention == f.mention })
	}
	return in(m.objects) || in(m.subjects)
}
