package loaders

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"sync"

	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/entity"
	"concord/loaders/lexicon"
)

// GraphQuads is a named graph.
type GraphQuads struct {
	Graph quad.IRI
	Quads []quad.Quad // each once, the same quads always in the same order
}

// Graphs returns the graphs one after the other: of each version, by name, what it says and its evidence, then
// the alignment, the background and the registry. A graph that has no quads is not there. Those of few versions
// are in memory at a time; whoever asks again has them made again.
func (r *Result) Graphs() iter.Seq[GraphQuads] {
	n := len(r.Readings)
	return func(yield func(GraphQuads) bool) {
		for graphs := range ahead(n+1, r.options.workers(), func(i int) []GraphQuads {
			g := newGraphs()
			if i < n {
				g.version(r.Base, r.Readings[i])
				return g.each()
			}
			g.registry(r.Base, r.Entities)
			g.alignment(r.Base, r.Comparisons)
			g.background(r.Base, r.options.lexicon(), r.Entities)
			return g.each()
		}) {
			for _, g := range graphs {
				if !yield(g) {
					return
				}
			}
		}
	}
}

// ahead returns what do makes of 0 to n-1, in that order, while it is making the next ones.
func ahead[T any](n, workers int, do func(int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		var wg sync.WaitGroup
		defer wg.Wait()
		made := make([]chan T, n)
		start := func(i int) {
			made[i] = make(chan T, 1)
			wg.Go(func() { made[i] <- do(i) })
		}
		for i := range min(workers, n) {
			start(i)
		}
		for i := range n {
			v := <-made[i]
			if made[i] = nil; i+workers < n {
				start(i + workers)
			}
			if !yield(v) {
				return
			}
		}
	}
}

// graphs gathers quads by graph.
type graphs map[quad.IRI][]quad.Quad

func newGraphs() graphs { return graphs{} }

func (g graphs) add(label, s, p quad.IRI, o quad.Value) {
	g[label] = append(g[label], quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
}

// text adds a literal unless it is empty.
func (g graphs) text(label, s, p quad.IRI, o string) {
	if o != "" {
		g.add(label, s, p, quad.String(o))
	}
}

func (g graphs) assertion(base vocab.Base, version string, a evidence.Assertion) {
	for _, q := range a.Quads(base, version) {
		label := q.Label.(quad.IRI)
		g[label] = append(g[label], q)
	}
}

// version adds what a text says, and the evidence of it.
//
// That a document holds a block, and what a block mentions, are facts of the text's layout: they have no
// statement node, for the span of the block or of the mention is all there is to show for them.
func (g graphs) version(base vocab.Base, r *Reading) {
	name := r.Text.Name
	said, ev := base.Graph(name), base.EvidenceGraph(name)
	version := base.IRI(r.Version)
	g.text(ev, version, vocab.SourceText, r.Text.Content)
	g.text(ev, version, vocab.SHA256, r.Text.SHA256)
	g.text(ev, version, vocab.FileName, r.Text.FileName)
	g.text(ev, version, vocab.MediaType, r.Text.MediaType)
	g.text(ev, version, vocab.Encoding, r.Text.Encoding())
	g.text(ev, version, vocab.ReaderVersion, Version())
	for i := range r.Document.Blocks {
		g.block(base, r, i)
	}
	for i, m := range r.Mentions {
		node := base.IRI("mention/" + name + "/" + strconv.Itoa(i+1))
		par := r.paragraph(base, m.Block)
		src := r.source(m.Block, m.Span)
		g.add(ev, node, vocab.Type, vocab.IRI("Mention"))
		if m.Key != "" {
			g.add(ev, node, vocab.RefersTo, base.IRI(m.Key))
			g.add(said, par, vocab.Mentions, base.IRI(m.Key))
		}
		g.add(ev, node, vocab.InParagraph, par)
		g.add(ev, node, vocab.Start, vocab.Integer(src.Start))
		g.add(ev, node, vocab.End, vocab.Integer(src.End))
		g.text(ev, node, vocab.Surface, r.Text.Content[src.Start:src.End])
		g.text(ev, node, vocab.Form, m.Form.String())
		g.text(ev, node, vocab.Layer, m.Layer.String())
	}
	for _, u := range r.Undertakings {
		node := base.IRI(u.Key)
		trigger := r.source(u.Block, u.Trigger)
		g.add(said, node, vocab.Type, vocab.IRI("Commitment"))
		g.add(said, node, vocab.InParagraph, r.paragraph(base, u.Block))
		g.text(said, node, vocab.Force, u.Force)
		g.text(said, node, vocab.Performative, u.Performative)
		if u.Strength > 0 {
			g.text(said, node, vocab.Family, u.Family)
			g.add(said, node, vocab.Strength, vocab.Integer(u.Strength))
		}
		g.add(said, node, vocab.Ordinal, vocab.Integer(u.Ordinal))
		g.text(said, node, vocab.Summary, u.Summary)
		g.text(said, node, vocab.Trigger, r.Text.Content[trigger.Start:trigger.End])
	}
	for _, a := range r.Assertions {
		g.assertion(base, name, a)
	}
}

// block adds the attributes of block i.
func (g graphs) block(base vocab.Base, r *Reading, i int) {
	b := &r.Document.Blocks[i]
	label, node := base.Graph(r.Text.Name), r.paragraph(base, i)
	g.add(label, base.IRI(r.container(i)), vocab.HasPart, node)
	g.add(label, node, vocab.Type, vocab.IRI("Paragraph"))
	g.text(label, node, vocab.Class, b.Class.String())
	g.text(label, node, vocab.Kind, b.Kind)
	if b.Number > 0 {
		g.add(label, node, vocab.Number, vocab.Integer(b.Number))
	}
	g.add(label, node, vocab.Order, vocab.Integer(i+1))
	g.add(label, node, vocab.Start, vocab.Integer(b.Span.Start))
	g.add(label, node, vocab.End, vocab.Integer(b.Span.End))
	for _, p := range b.Performatives {
		if p.Leading {
			g.text(label, node, vocab.Performative, p.Lemma)
		} else {
			g.text(label, node, vocab.SecondaryPerformative, p.Lemma)
		}
		g.text(label, node, vocab.PerformativePhrase, b.View.Text[p.Phrase.Start:p.Phrase.End])
	}
}

// registry adds what entities are and how they are called, whatever text names them.
func (g graphs) registry(base vocab.Base, entities []entity.Entity) {
	label := base.Registry()
	g.add(label, label, vocab.Type, vocab.IRI("Registry"))
	for _, e := range entities {
		node := base.IRI(e.Key)
		if e.Type != "" {
			g.add(label, node, vocab.Type, vocab.IRI(e.Type))
		}
		g.text(label, node, vocab.Label, e.Label)
		for _, l := range e.AltLabels {
			g.text(label, node, vocab.AltLabel, l)
		}
		for _, p := range e.Properties {
			if p.Key != "" {
				g.add(label, node, p.Predicate, base.IRI(p.Key))
			} else {
				g.add(label, node, p.Predicate, p.Literal)
			}
		}
	}
}

// background adds what the lexicon knows of the entities of the registry and no text need say, each
// statement with its origin.
func (g graphs) background(base vocab.Base, lex *lexicon.Lexicon, entities []entity.Entity) {
	known := map[string]bool{}
	for _, e := range entities {
		known[e.Key] = true
	}
	for _, f := range lex.Background() {
		if !known[f.Subject] || !known[f.Object] {
			continue
		}
		g.assertion(base, "background", evidence.Assertion{
			Subject: base.IRI(f.Subject), Predicate: vocab.IRI(f.Predicate), Object: base.IRI(f.Object),
			Basis: evidence.Background, Rule: "lexicon", Origin: f.Origin,
		})
	}
}

// each returns the graphs by name, each with its quads once, in the order in which they were added.
func (g graphs) each() []GraphQuads {
	var out []GraphQuads
	for _, label := range slices.Sorted(maps.Keys(g)) {
		out = append(out, GraphQuads{label, once(g[label])})
	}
	return out
}

func once(quads []quad.Quad) []quad.Quad {
	type triple struct{ s, p, o quad.Value }
	seen := make(map[triple]struct{}, len(quads))
	return slices.DeleteFunc(quads, func(q quad.Quad) bool {
		t := triple{q.Subject, q.Predicate, q.Object}
		_, again := seen[t]
		seen[t] = struct{}{}
		return again
	})
}
