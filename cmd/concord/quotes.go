package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/source"
	"concord/queries"
)

// quote is a passage of a version with the places of the words that are meant: more than one where page
// furniture cuts them or a sentence says a thing twice.
type quote struct {
	passage
	version    string
	at         []position
	spans      []evidence.Span
	antecedent bool // the words are what a short form in another quote stands for
}

// quotes returns the passages that a ground rests on, those of words that stand in one another's sentences as one,
// and behind them those of the names that short forms among these words stand for.
func (w *words) quotes(ctx context.Context, g queries.Ground) ([]quote, error) {
	names, err := w.antecedents(ctx, g)
	if err != nil {
		return nil, err
	}
	var out []quote
	for i, span := range g.Spans {
		antecedent := i >= names
		if n := len(out); n > 0 {
			last := &out[n-1]
			if at, err := w.at(ctx, g.Version, span); err != nil {
				return nil, err
			} else if last.antecedent == antecedent && at.block.span == last.at[0].block.span {
				joined, err := w.quoteOf(ctx, g.Version, append(slices.Clone(last.spans), span))
				if err != nil {
					return nil, err
				}
				if joined.meets(last.passage) {
					joined.antecedent = antecedent
					*last = joined
					continue
				}
			}
		}
		q, err := w.quoteOf(ctx, g.Version, []evidence.Span{span})
		if err != nil {
			return nil, err
		}
		q.antecedent = antecedent
		out = append(out, q)
	}
	return out, nil
}

// quoteOf returns the passage in which spans of one paragraph stand.
func (w *words) quoteOf(ctx context.Context, version string, spans []evidence.Span) (quote, error) {
	q := quote{version: version, spans: spans}
	var words []source.Span
	for _, s := range spans {
		at, err := w.at(ctx, version, s)
		if err != nil {
			return q, err
		}
		q.at = append(q.at, at)
		words = append(words, source.Span{Start: s.Start, End: s.End})
	}
	q.passage = sentences(q.at[0].text.view(q.at[0].block.span), words, source.Span{}, w.neighbours)
	return q, nil
}

// meets reports whether the sentences of p are no more than those of one.
func (p passage) meets(one passage) bool {
	length := func(p passage) (n int) {
		for _, x := range p {
			if x.as != beside {
				n += len(x.text)
			}
		}
		return n
	}
	return length(p) == length(one)
}

// places returns where the words begin: "un.md:75:3, 76:1".
func (q quote) places() string {
	places := []string{q.at[0].String()}
	for _, p := range q.at[1:] {
		if s := fmt.Sprintf("%d:%d", p.line, p.column); !slices.Contains(places, s) {
			places = append(places, s)
		}
	}
	return strings.Join(places, ", ")
}

// antecedents returns at which span of a ground begin the names that short forms in its words stand for; len(g.Spans)
// without any. They stand behind the words, which are in the order of the text, and most often before them in it.
func (w *words) antecedents(ctx context.Context, g queries.Ground) (int, error) {
	if g.Basis != evidence.Coreference {
		return len(g.Spans), nil
	}
	for i := 1; i < len(g.Spans); i++ {
		if g.Spans[i].Start < g.Spans[i-1].Start {
			return i, nil
		}
	}
	mentions, err := w.mentions(ctx, g.Version)
	if err != nil {
		return 0, err
	}
	names := func(s evidence.Span) bool {
		m := mentions[source.Span{Start: s.Start, End: s.End}]
		return m.entity == g.Object && m.form != shortForm
	}
	last := len(g.Spans) - 1
	if last > 0 && names(g.Spans[last]) && !names(g.Spans[0]) {
		return last, nil
	}
	return len(g.Spans), nil
}

// mention is what words of a text stand for and in which form.
type mention struct {
	form   string
	entity quad.Value // nil where it is not known
}

// shortForm is the form of a mention that needs another to be understood.
const shortForm = "coreferent"

// mentions returns the mentions of a version by where they stand.
func (w *words) mentions(ctx context.Context, version string) (map[source.Span]mention, error) {
	if m, ok := w.mentionsOf[version]; ok {
		return m, nil
	}
	ids, err := w.Lookup(ctx, []quad.Value{vocab.Start, vocab.End, vocab.Form, vocab.RefersTo, w.base.EvidenceGraph(version)})
	if err != nil {
		return nil, err
	}
	nodes := map[graph.ID]*[4]quad.Value{}
	for i, predicate := range ids[:4] {
		var quads []graph.Quad
		var objects []graph.ID
		for q, err := range graph.All(w.Scan(ctx, graph.Pattern{P: predicate, G: ids[4]}, graph.AnyOrder)) {
			if err != nil {
				return nil, err
			}
			quads, objects = append(quads, q), append(objects, q.O)
		}
		terms, err := w.Resolve(ctx, objects)
		if err != nil {
			return nil, err
		}
		for k, q := range quads {
			if nodes[q.S] == nil {
				nodes[q.S] = &[4]quad.Value{}
			}
			nodes[q.S][i] = terms[k]
		}
	}
	found := map[source.Span]mention{}
	for _, n := range nodes {
		if span, ok := spanOf(n[0], n[1]); ok && n[2] != nil {
			found[span] = mention{first(n[2:3]), n[3]}
		}
	}
	w.mentionsOf[version] = found
	return found, nil
}

// first returns the characters of the first of some literals, "" where there is none.
func first(values []quad.Value) string {
	if len(values) == 0 {
		return ""
	}
	text, _ := graph.Lexical(values[0])
	return text
}
