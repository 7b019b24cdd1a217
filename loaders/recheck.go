package loaders

import (
	"context"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/source"
)

// Rechecked tells what was read again of the texts in a store.
type Rechecked struct {
	Texts, Statements, Quotes, Mentions, Paragraphs int
	// Faults are what does not stand where the store says, each with the place in the text where there is one.
	Faults []error
}

func (r *Rechecked) fault(format string, args ...any) {
	r.Faults = append(r.Faults, fmt.Errorf(format, args...))
}

func (r *Rechecked) add(x *Rechecked) {
	r.Texts += x.Texts
	r.Statements += x.Statements
	r.Quotes += x.Quotes
	r.Mentions += x.Mentions
	r.Paragraphs += x.Paragraphs
	r.Faults = append(r.Faults, x.Faults...)
}

// Recheck reads again what a store says about the texts that it keeps: the words of every quote and every mention must
// stand at its bytes and its code points, every statement that has evidence must be stated, every paragraph must lie
// in the text. It is what a build checks of a reading, done on what the store gives back. Faults are not an error.
func Recheck(ctx context.Context, snap graph.Snapshot, base vocab.Base, opts *Options) (*Rechecked, error) {
	texts, faults, err := storedTexts(ctx, snap, base)
	if err != nil {
		return nil, err
	}
	all := &Rechecked{}
	if err := all.orphans(ctx, snap, base, texts, faults); err != nil {
		return nil, err
	}
	done := opts.progress("rereading", len(texts))
	each := make([]Rechecked, len(texts)+1)
	err = parallel(ctx, len(texts), opts.workers(), func(i int) error {
		defer done()
		each[i].Texts = 1
		return each[i].version(ctx, snap, base, texts[i].Text)
	})
	if err != nil {
		return nil, err
	}
	if err := each[len(texts)].statements(ctx, snap, base, "background", nil); err != nil {
		return nil, err
	}
	for i := range each {
		all.add(&each[i])
	}
	return all, nil
}

// orphans adds a fault for each graph of evidence whose text is not there, or not whole.
func (r *Rechecked) orphans(ctx context.Context, snap graph.Snapshot, base vocab.Base, texts []Stored, faults map[quad.IRI]error) error {
	has := map[quad.IRI]bool{base.EvidenceGraph("background"): true}
	for _, t := range texts {
		has[base.EvidenceGraph(t.Text.Name)] = true
	}
	graphs, err := graphsOf(ctx, snap)
	if err != nil {
		return err
	}
	for _, v := range graphs {
		switch g, _ := v.(quad.IRI); {
		case faults[g] != nil:
			r.Faults = append(r.Faults, faults[g])
		case base.IsEvidence(g) && !has[g]:
			r.fault("graph %s: it is the evidence of a text that the store does not keep", g)
		}
	}
	return nil
}

// graphsOf returns the graphs that have quads.
func graphsOf(ctx context.Context, snap graph.Snapshot) ([]quad.Value, error) {
	var ids []graph.ID
	c := snap.Scan(ctx, graph.Pattern{}, graph.GSPO)
	for ok := c.Next(); ok; ok = c.Seek(graph.Quad{G: c.Quad().G + 1}) {
		ids = append(ids, c.Quad().G)
	}
	if err := c.Close(); err != nil {
		return nil, err
	}
	return snap.Resolve(ctx, ids)
}

func (r *Rechecked) version(ctx context.Context, snap graph.Snapshot, base vocab.Base, t *source.Text) error {
	if err := r.statements(ctx, snap, base, t.Name, t); err != nil {
		return err
	}
	if err := r.mentions(ctx, snap, base, t); err != nil {
		return err
	}
	return r.paragraphs(ctx, snap, base, t)
}

// statements reads the evidence of a version again, of the background when t is nil.
func (r *Rechecked) statements(ctx context.Context, snap graph.Snapshot, base vocab.Base, version string, t *source.Text) error {
	assertions, faults, err := evidence.OfVersion(ctx, snap, base, version)
	if err != nil {
		return err
	}
	for _, err := range faults {
		r.fault("%s: %w", version, err)
	}
	r.Statements += len(assertions)
	terms := make([]quad.Value, 0, 3*len(assertions)+1)
	for _, a := range assertions {
		terms = append(terms, a.Subject, a.Predicate, a.Object)
	}
	ids, err := snap.Lookup(ctx, append(terms, base.Graph(version)))
	if err != nil {
		return err
	}
	for i, a := range assertions {
		node := evidence.StatementIRI(base, version, a.Subject, a.Predicate, a.Object)
		c := snap.Scan(ctx, graph.Pattern{S: ids[3*i], P: ids[3*i+1], O: ids[3*i+2], G: ids[len(ids)-1]}, graph.AnyOrder)
		stated := c.Next()
		if err := c.Close(); err != nil {
			return err
		}
		if !stated {
			r.fault("%s: statement %s: %s does not state %s %s %s", version, key(base, node), base.Graph(version), a.Subject, a.Predicate, a.Object)
		}
		for _, sp := range a.Spans {
			r.Quotes++
			if t == nil {
				r.fault("%s: statement %s: it quotes a text, and there is none", version, key(base, node))
				continue
			}
			r.quote(t, "statement "+key(base, node), source.Span{Start: sp.Start, End: sp.End}, sp.Quote)
			if from, to := codePoints(t, sp.Start, sp.End); from != sp.CStart || to != sp.CEnd {
				r.fault("%s: statement %s: bytes %d to %d are code points %d to %d, not %d to %d",
					place(t, sp.Start), key(base, node), sp.Start, sp.End, from, to, sp.CStart, sp.CEnd)
			}
		}
	}
	return nil
}

// quote tests that words stand at a place of a text.
func (r *Rechecked) quote(t *source.Text, what string, s source.Span, words string) {
	switch {
	case s.Start < 0 || s.Start >= s.End || s.End > len(t.Content):
		r.fault("%s: %s: bytes %d to %d are no place in a text of %d", t.FileName, what, s.Start, s.End, len(t.Content))
	case t.Content[s.Start:s.End] != words:
		r.fault("%s: %s: the text has %.80q where %.80q is quoted", place(t, s.Start), what, t.Content[s.Start:s.End], words)
	}
}

func place(t *source.Text, at int) string {
	line, column := t.Position(at)
	return fmt.Sprintf("%s:%d:%d", t.FileName, line, column)
}

// codePoints counts as evidence does, without the index of the text that the build used for it.
func codePoints(t *source.Text, start, end int) (from, to int) {
	if start < 0 || start > end || end > len(t.Content) {
		return -1, -1
	}
	from, _ = t.CodePoints(source.Span{Start: start, End: start})
	return from, from + utf8.RuneCountInString(t.Content[start:end])
}

// mentions reads the words of all mentions again.
func (r *Rechecked) mentions(ctx context.Context, snap graph.Snapshot, base vocab.Base, t *source.Text) error {
	found, err := placed(ctx, snap, base.EvidenceGraph(t.Name), vocab.Surface)
	if err != nil {
		return err
	}
	for _, m := range found {
		r.Mentions++
		r.quote(t, key(base, m.node), m.span, m.words)
	}
	return nil
}

// paragraphs tests that all paragraphs lie in the text.
func (r *Rechecked) paragraphs(ctx context.Context, snap graph.Snapshot, base vocab.Base, t *source.Text) error {
	found, err := placed(ctx, snap, base.Graph(t.Name), vocab.Order)
	if err != nil {
		return err
	}
	for _, p := range found {
		r.Paragraphs++
		if p.span.Start < 0 || p.span.Start > p.span.End || p.span.End > len(t.Content) {
			r.fault("%s: %s: bytes %d to %d are no place in a text of %d", t.FileName, key(base, p.node), p.span.Start, p.span.End, len(t.Content))
		}
	}
	return nil
}

// placement is a node with a place in a text and a literal that says what stands there.
type placement struct {
	node  quad.IRI
	span  source.Span // -1, -1 unless it has one start and one end
	words string
}

// placed returns the nodes in graph g that have a literal by predicate p, in the order of their ids.
func placed(ctx context.Context, snap graph.Snapshot, g, p quad.IRI) ([]placement, error) {
	ids, err := snap.Lookup(ctx, []quad.Value{g, p, vocab.Start, vocab.End})
	if err != nil {
		return nil, err
	}
	var found []placement
	at := map[graph.ID]int{}
	for i, p := range ids[1:] {
		var pairs []graph.ID // subject, object, subject, object ...
		for q, err := range graph.All(snap.Scan(ctx, graph.Pattern{P: p, G: ids[0]}, graph.AnyOrder)) {
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, q.S, q.O)
		}
		terms, err := snap.Resolve(ctx, pairs)
		if err != nil {
			return nil, err
		}
		for j := 0; j < len(pairs); j += 2 {
			text, _ := graph.Lexical(terms[j+1])
			k, known := at[pairs[j]]
			switch {
			case i == 0:
				node, _ := terms[j].(quad.IRI)
				at[pairs[j]] = len(found)
				found = append(found, placement{node, source.Span{Start: -1, End: -1}, text})
			case known && i == 1:
				found[k].span.Start = number(text, found[k].span.Start)
			case known && i == 2:
				found[k].span.End = number(text, found[k].span.End)
			}
		}
	}
	return found, nil
}

// number reads an offset of which there may be one only: a second one makes it none.
func number(text string, before int) int {
	n, err := strconv.Atoi(text)
	if err != nil || before >= 0 {
		return -1
	}
	return n
}
