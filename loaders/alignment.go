package loaders

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/align"
	"concord/loaders/source"
)

// Comparison is two versions, compared.
type Comparison struct {
	A, B *Reading // of Build by name
	*align.Alignment
}

// compareAll aligns every two of the readings that are versions of one work, in the order of their names.
func compareAll(ctx context.Context, readings []*Reading, opts *Options) ([]*Comparison, error) {
	var out []*Comparison
	byWork := map[string][]*Reading{}
	for _, r := range readings {
		for _, other := range byWork[r.Work] {
			out = append(out, &Comparison{A: other, B: r})
		}
		byWork[r.Work] = append(byWork[r.Work], r)
	}
	err := parallel(ctx, len(out), opts.workers(), func(i int) error {
		out[i].align(opts)
		return nil
	})
	return out, err
}

// Compare reads two texts and aligns them. They need not be versions of one work: a draft and the resolution that
// came of it bear different symbols. Of two that are, it finds what Build says of them.
func Compare(ctx context.Context, a, b *source.Text, opts *Options) (*Comparison, error) {
	c := &Comparison{}
	err := parallel(ctx, 2, opts.workers(), func(i int) (err error) {
		t, to := a, &c.A
		if i == 1 {
			t, to = b, &c.B
		}
		*to, err = Read(t, opts)
		return err
	})
	if err != nil {
		return nil, err
	}
	c.align(opts)
	return c, nil
}

func (c *Comparison) align(opts *Options) {
	c.Alignment = align.Compare(c.A.version(opts.base()), c.B.version(opts.base()), opts.lexicon())
}

// version returns what of a reading is compared.
func (r *Reading) version(base vocab.Base) *align.Version {
	v := &align.Version{Name: r.Text.Name, Work: r.Work, Document: r.Document, Mentions: r.Mentions, Undertakings: r.Undertakings, Attributes: map[string][]align.Attribute{}}
	own := map[string]bool{}
	for _, u := range r.Undertakings {
		own[u.Key] = true
	}
	for _, a := range r.Assertions {
		subject, _ := base.Key(a.Subject)
		if !own[subject] {
			continue
		}
		predicate, _ := vocab.Local(a.Predicate)
		attribute := align.Attribute{Predicate: predicate, Object: object(base, a.Object), Default: a.Basis == evidence.DefaultAgent}
		for _, s := range a.Spans {
			attribute.Spans = append(attribute.Spans, source.Span{Start: s.Start, End: s.End})
		}
		v.Attributes[subject] = append(v.Attributes[subject], attribute)
	}
	return v
}

// object returns the key of an object, of a literal its words.
func object(base vocab.Base, v quad.Value) string {
	if iri, ok := v.(quad.IRI); ok {
		return key(base, iri)
	}
	return fmt.Sprint(v.Native())
}

// alignment adds how the versions of each work compare. Nodes are named by what they say, so that they are the
// same whatever else the store holds. A block or an undertaking is in one version only when it has no
// counterpart in any other.
func (g graphs) alignment(base vocab.Base, comparisons []*Comparison) {
	label := base.Alignment()
	alone := map[quad.IRI]string{} // block or undertaking -> name of its version
	shared := map[quad.IRI]bool{}
	for _, c := range comparisons {
		for i := range c.A.Document.Blocks {
			alone[c.A.paragraph(base, i)] = c.A.Text.Name
		}
		for i := range c.B.Document.Blocks {
			alone[c.B.paragraph(base, i)] = c.B.Text.Name
		}
		for _, p := range c.Pairs {
			a, b := c.A.paragraph(base, p.A), c.B.paragraph(base, p.B)
			shared[a], shared[b] = true, true
			g.add(label, a, vocab.Counterpart, b)
			for _, d := range p.Differences {
				g.difference(base, c, &p, &d)
			}
		}
		for _, m := range c.Undertakings {
			var a, b quad.IRI
			if m.A >= 0 {
				a = base.IRI(c.A.Undertakings[m.A].Key)
				alone[a] = c.A.Text.Name
			}
			if m.B >= 0 {
				b = base.IRI(c.B.Undertakings[m.B].Key)
				alone[b] = c.B.Text.Name
			}
			if a != "" && b != "" {
				shared[a], shared[b] = true, true
				g.match(base, c, a, b, &m)
			}
		}
	}
	for _, node := range slices.Sorted(maps.Keys(alone)) {
		if !shared[node] {
			g.add(label, node, vocab.OnlyIn, quad.String(alone[node]))
		}
	}
}

// match adds that two undertakings are the same, in what they differ all the same, and which one is worded more
// strongly, with a note for each sign that shows it.
func (g graphs) match(base vocab.Base, c *Comparison, a, b quad.IRI, m *align.Match) {
	label := base.Alignment()
	switch m.Change {
	case align.Strengthened:
		g.add(label, b, vocab.StrongerThan, a)
	case align.Weakened:
		g.add(label, a, vocab.StrongerThan, b)
	}
	if m.Exact() {
		g.add(label, a, vocab.ExactMatch, b)
		return
	}
	g.add(label, a, vocab.CloseMatch, b)
	node := hashed(base, "calign", string(a), string(b))
	g.add(label, node, vocab.ACommitment, a)
	g.add(label, node, vocab.BCommitment, b)
	for _, aspect := range m.Aspects {
		g.text(label, node, vocab.Aspect, aspect)
	}
	for _, s := range m.Signs {
		g.text(label, node, vocab.Note, c.Told(s))
	}
}

// Told says in words what shows that the second version words an undertaking otherwise.
func (c *Comparison) Told(s align.Sign) string {
	told := s.Change.String() + " by " + s.Reason + ":"
	for i, words := range []string{c.A.Text.Content[s.A.Start:s.A.End], c.B.Text.Content[s.B.Start:s.B.End]} {
		if words = strings.Join(strings.Fields(words), " "); words != "" {
			told += fmt.Sprintf(" “%s” %s", words, [...]string{"in the first", "in the second"}[i])
		}
	}
	return told
}

// difference adds one place where the wording of a pair differs.
func (g graphs) difference(base vocab.Base, c *Comparison, p *align.Pair, d *align.Difference) {
	label := base.Alignment()
	a, b := c.A.source(p.A, d.A), c.B.source(p.B, d.B)
	pa, pb := c.A.paragraph(base, p.A), c.B.paragraph(base, p.B)
	node := hashed(base, "diff", string(pa), string(pb), fmt.Sprint(a, b))
	g.add(label, node, vocab.Type, vocab.IRI("Difference"))
	g.text(label, node, vocab.DifferenceClass, d.Class.String())
	g.text(label, node, vocab.Note, d.Note)
	g.add(label, node, vocab.AParagraph, pa)
	g.add(label, node, vocab.AStart, vocab.Integer(a.Start))
	g.add(label, node, vocab.AEnd, vocab.Integer(a.End))
	g.text(label, node, vocab.AText, c.A.Text.Content[a.Start:a.End])
	g.add(label, node, vocab.BParagraph, pb)
	g.add(label, node, vocab.BStart, vocab.Integer(b.Start))
	g.add(label, node, vocab.BEnd, vocab.Integer(b.End))
	g.text(label, node, vocab.BText, c.B.Text.Content[b.Start:b.End])
}

// hashed names a node by what makes it the one it is, with 80 bits of SHA-256 as statements are.
func hashed(base vocab.Base, kind string, parts ...string) quad.IRI {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d %s\n", len(p), p)
	}
	return base.IRI(kind + "/" + hex.EncodeToString(h.Sum(nil)[:10]))
}

type pairLine struct {
	A           *string          `json:"a"`
	B           *string          `json:"b"`
	Relation    string           `json:"relation"`
	Differences []differenceLine `json:"differences"`
}

type differenceLine struct {
	Class string    `json:"class"`
	Note  string    `json:"note,omitempty"`
	A     *spanLine `json:"a"`
	B     *spanLine `json:"b"`
}

// optional returns the line of a span of the text, nil for an empty one.
func (r *Reading) optional(s source.Span) *spanLine {
	if s.Len() == 0 {
		return nil
	}
	l := r.line(s)
	return &l
}

// pairLines returns the pairs of blocks in the order of the first version, then the blocks of one alone.
func (c *Comparison) pairLines() (lines []any) {
	side := func(r *Reading, i int, s source.Span) *spanLine { return r.optional(r.source(i, s)) }
	block := func(r *Reading, i int) *string {
		k := paragraphKey(r.Text.Name, r.Document.Blocks[i].ID)
		return &k
	}
	for _, p := range c.Pairs {
		l := pairLine{A: block(c.A, p.A), B: block(c.B, p.B), Relation: "counterpart", Differences: []differenceLine{}}
		for _, d := range p.Differences {
			l.Differences = append(l.Differences, differenceLine{d.Class.String(), d.Note, side(c.A, p.A, d.A), side(c.B, p.B, d.B)})
		}
		lines = append(lines, l)
	}
	for _, i := range c.OnlyA {
		lines = append(lines, pairLine{A: block(c.A, i), Relation: "only-in-" + c.A.Text.Name, Differences: []differenceLine{}})
	}
	for _, i := range c.OnlyB {
		lines = append(lines, pairLine{B: block(c.B, i), Relation: "only-in-" + c.B.Text.Name, Differences: []differenceLine{}})
	}
	return lines
}

type matchLine struct {
	A       *string    `json:"a"`
	B       *string    `json:"b"`
	Match   string     `json:"match"`
	Aspects []string   `json:"aspects"`
	Change  string     `json:"change,omitempty"`
	Signs   []signLine `json:"signs,omitempty"`
}

type signLine struct {
	Change string    `json:"change"`
	Reason string    `json:"reason"`
	A      *spanLine `json:"a"`
	B      *spanLine `json:"b"`
}

func (c *Comparison) matchLines() (lines []any) {
	for _, m := range c.Undertakings {
		l := matchLine{Match: "none", Aspects: m.Aspects, Change: m.Change.String()}
		for _, x := range m.Signs {
			l.Signs = append(l.Signs, signLine{x.Change.String(), x.Reason, c.A.optional(x.A), c.B.optional(x.B)})
		}
		if m.A >= 0 {
			l.A = &c.A.Undertakings[m.A].Key
		}
		if m.B >= 0 {
			l.B = &c.B.Undertakings[m.B].Key
		}
		switch {
		case m.Exact():
			l.Match = "exact"
		case m.A >= 0 && m.B >= 0:
			l.Match = "close"
		}
		lines = append(lines, l)
	}
	return lines
}
