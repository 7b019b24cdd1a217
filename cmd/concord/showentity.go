package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
)

// entityCard tells what is said of an entity and where it is mentioned. A text has its undertakings and
// paragraphs too.
func (w *words) entityCard(ctx context.Context, c *card, node quad.IRI, said []saying) error {
	for _, x := range among(said, vocab.Type, false) {
		c.kind = strings.TrimSpace(c.kind + " " + w.key(x.Object))
	}
	text := len(among(said, vocab.HasPart, false)) > 0
	err := w.sections(ctx, c, said, func(x *saying) bool {
		switch x.Predicate {
		case vocab.Label, vocab.Mentions:
			return true
		case vocab.Type:
			return !x.inverse
		case vocab.HasPart, vocab.CommitsTo:
			return text && !x.inverse
		}
		return false
	})
	if err != nil {
		return err
	}
	if text {
		if err := w.siblings(ctx, c, node, said); err != nil {
			return err
		}
		if err := w.contents(ctx, c, said); err != nil {
			return err
		}
	}
	return w.mentioned(ctx, c, node)
}

// mentionCard shows the words of a mention and what they stand for.
func (w *words) mentionCard(ctx context.Context, c *card, node quad.IRI) error {
	ids, err := w.Lookup(ctx, []quad.Value{node})
	if err != nil {
		return err
	}
	value, version, span, err := w.mention(ctx, graph.Pattern{S: ids[0]})
	if err != nil {
		return err
	}
	if version != "" {
		q, err := w.quoteOf(ctx, version, []evidence.Span{span})
		if err != nil {
			return err
		}
		c.quotes = []quote{q}
	}
	c.kind = "mention"
	if entity, ok := value[vocab.RefersTo].(quad.IRI); ok {
		label, err := w.label(ctx, entity)
		if err != nil {
			return err
		}
		c.add("stands for", entry{key: w.key(entity), text: label})
	}
	c.add("form", entry{text: w.cell(value[vocab.Form])})
	return nil
}

// mention returns what the quads of a mention say of it, and in which version it stands where: "" where they do
// not tell.
func (w *words) mention(ctx context.Context, of graph.Pattern) (value map[quad.Value]quad.Value, version string, at evidence.Span, err error) {
	quads, err := w.quads(ctx, of)
	if err != nil {
		return nil, "", at, err
	}
	value = map[quad.Value]quad.Value{}
	for _, q := range quads {
		value[q.Predicate] = q.Object
	}
	paragraph, _ := value[vocab.InParagraph].(quad.IRI)
	in, known := w.versionOf(paragraph)
	span, placed := spanOf(value[vocab.Start], value[vocab.End])
	if known && placed {
		version, at = in, evidence.Span{Paragraph: paragraph, Start: span.Start, End: span.End}
	}
	return value, version, at, nil
}

// siblings adds the other versions of the work of a text.
func (w *words) siblings(ctx context.Context, c *card, node quad.IRI, said []saying) error {
	for _, x := range among(said, vocab.IsVersionOf, false) {
		work, _ := x.Object.(quad.IRI)
		of, err := w.saidOf(ctx, work)
		if err != nil {
			return err
		}
		var entries []entry
		for _, v := range among(of, vocab.IsVersionOf, true) {
			if v.Subject == quad.Value(node) {
				continue
			}
			e, err := w.entry(ctx, &v)
			if err != nil {
				return err
			}
			entries = append(entries, e)
		}
		c.add("other versions", entries...)
	}
	return nil
}

// contents adds what a text undertakes and its paragraphs.
func (w *words) contents(ctx context.Context, c *card, said []saying) error {
	var undertakings, paragraphs []entry
	forces := map[string]int{}
	for _, x := range among(said, vocab.CommitsTo, false) {
		e, err := w.entry(ctx, &x)
		if err != nil {
			return err
		}
		force, _, _ := strings.Cut(e.text, ":")
		forces[force]++
		undertakings = append(undertakings, e)
	}
	slices.SortFunc(undertakings, byPlace)
	if n := len(undertakings); n > 0 {
		var counts []string
		for force, n := range forces {
			counts = append(counts, fmt.Sprintf("%d %s", n, force))
		}
		slices.SortFunc(counts, func(a, b string) int {
			var x, y int
			fmt.Sscan(a, &x)
			fmt.Sscan(b, &y)
			return cmp.Or(cmp.Compare(y, x), cmp.Compare(a, b))
		})
		c.add(counted(n, "undertaking"), append([]entry{{text: strings.Join(counts, ", ")}}, undertakings...)...)
	}
	for _, x := range among(said, vocab.HasPart, false) {
		part, _ := x.Object.(quad.IRI)
		version, ok := w.versionOf(part)
		if !ok {
			continue
		}
		property, err := w.attributes(ctx, part, version)
		if err != nil {
			return err
		}
		if class := property[vocab.Class]; class != document.Preambular.String() && class != document.Operative.String() {
			continue
		}
		e, err := w.entry(ctx, &x)
		if err != nil {
			return err
		}
		e.text = blockName(w.key(part), property)
		paragraphs = append(paragraphs, e)
	}
	slices.SortFunc(paragraphs, byPlace)
	c.add(counted(len(paragraphs), "paragraph"), paragraphs...)
	return nil
}

// paragraphCard shows a paragraph whole, what it does, and its like in other versions.
func (w *words) paragraphCard(ctx context.Context, c *card, node quad.IRI, said []saying) error {
	version, _ := w.versionOf(node)
	b, err := w.block(ctx, version, node)
	if err != nil {
		return err
	}
	c.kind = b.name + " of " + version
	q, err := w.quoteOf(ctx, version, []evidence.Span{{Paragraph: node, Start: b.span.Start, End: b.span.End}})
	if err != nil {
		return err
	}
	for i := range q.passage {
		q.passage[i].as = around // nothing in it is meant more than the rest
	}
	c.quotes = []quote{q}
	var acts []entry
	for _, p := range []quad.IRI{vocab.Performative, vocab.SecondaryPerformative, vocab.PerformativePhrase} {
		for _, x := range among(said, p, false) {
			acts = append(acts, entry{text: w.cell(x.Object)})
			if p == vocab.PerformativePhrase {
				acts[len(acts)-1].text = "“" + w.cell(x.Object) + "”"
			}
		}
	}
	c.add("acts by", acts...)
	var undertakings []entry
	for _, x := range among(said, vocab.InParagraph, true) {
		undertaking, _ := x.Subject.(quad.IRI)
		e := entry{key: w.key(undertaking)}
		if e.text, err = w.described(ctx, undertaking); err != nil {
			return err
		}
		of, err := w.saidOf(ctx, undertaking)
		if err != nil {
			return err
		}
		if e.quotes, err = w.undertakingQuotes(ctx, version, of, ""); err != nil {
			return err
		}
		undertakings = append(undertakings, e)
	}
	slices.SortFunc(undertakings, byPlace)
	c.add("undertakes", undertakings...)
	err = w.sections(ctx, c, said, func(x *saying) bool {
		t, _ := vocab.Lookup(x.Predicate)
		return t.Group == vocab.AlignmentGroup || t.Group == vocab.AttributeGroup || t.Group == vocab.StructureGroup || x.Predicate == vocab.Type
	})
	if err != nil {
		return err
	}
	if err := w.mentionsIn(ctx, c, version, node, said); err != nil {
		return err
	}
	if err := w.counterparts(ctx, c, said); err != nil {
		return err
	}
	return w.of(ctx, c, among(said, vocab.HasPart, true))
}

// of adds what a paragraph or an undertaking is of.
func (w *words) of(ctx context.Context, c *card, said []saying) error {
	for _, x := range said {
		whole, _ := x.Subject.(quad.IRI)
		label, err := w.described(ctx, whole)
		if err != nil {
			return err
		}
		c.add("of", entry{key: w.key(whole), text: label})
	}
	return nil
}

// mentionsIn adds what a paragraph mentions, with the words that do.
func (w *words) mentionsIn(ctx context.Context, c *card, version string, paragraph quad.IRI, said []saying) error {
	b, err := w.block(ctx, version, paragraph)
	if err != nil {
		return err
	}
	mentions, err := w.mentions(ctx, version)
	if err != nil {
		return err
	}
	spans := map[quad.Value][]evidence.Span{}
	for span, m := range mentions {
		if b.span.Contains(span) && m.entity != nil {
			spans[m.entity] = append(spans[m.entity], evidence.Span{Paragraph: paragraph, Start: span.Start, End: span.End})
		}
	}
	var entries []entry
	for _, x := range among(said, vocab.Mentions, false) {
		iri, _ := x.Object.(quad.IRI)
		e := entry{key: w.key(iri)}
		if e.text, err = w.label(ctx, iri); err != nil {
			return err
		}
		if of := spans[iri]; len(of) > 0 {
			slices.SortFunc(of, func(a, b evidence.Span) int { return cmp.Compare(a.Start, b.Start) })
			q, err := w.quoteOf(ctx, version, of)
			if err != nil {
				return err
			}
			e.quotes = []quote{q}
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, byPlace)
	c.add("mentions", entries...)
	return nil
}

// counterparts adds the paragraphs that stand in the place of one in other versions, and where they differ.
func (w *words) counterparts(ctx context.Context, c *card, said []saying) error {
	for _, x := range said {
		switch x.Predicate {
		case vocab.Counterpart:
			other, _ := x.other().(quad.IRI)
			version, _ := w.versionOf(other)
			b, err := w.block(ctx, version, other)
			if err != nil {
				return err
			}
			q, err := w.quoteOf(ctx, version, []evidence.Span{{Paragraph: other, Start: b.span.Start, End: b.span.End}})
			if err != nil {
				return err
			}
			c.add("in "+version, entry{key: w.key(other), text: b.name, quotes: []quote{q}})
		case vocab.OnlyIn:
			c.add("only in", entry{text: w.cell(x.Object)})
		}
	}
	var entries []entry
	for _, x := range said {
		if x.Predicate != vocab.AParagraph && x.Predicate != vocab.BParagraph {
			continue
		}
		ids, err := w.Lookup(ctx, []quad.Value{x.Subject, w.base.Alignment()})
		if err != nil {
			return err
		}
		property, err := w.literals(ctx, graph.Pattern{S: ids[0], G: ids[1]})
		if err != nil {
			return err
		}
		here, there := property[vocab.AText], property[vocab.BText]
		if x.Predicate == vocab.BParagraph {
			here, there = there, here
		}
		entries = append(entries, entry{
			text: fmt.Sprintf("%s: here «%s», there «%s»", property[vocab.DifferenceClass], plain(here), plain(there)), how: property[vocab.Note],
		})
	}
	order := func(e entry) int {
		class, _, _ := strings.Cut(e.text, ":")
		return slices.Index(diffClasses, class)
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.text, b.text)) })
	c.add("differences", entries...)
	return nil
}

// mentioned adds where an entity is mentioned: the texts, those that do most often first, and in each the first
// words that do.
func (w *words) mentioned(ctx context.Context, c *card, node quad.IRI) error {
	ids, err := w.Lookup(ctx, []quad.Value{vocab.RefersTo, node})
	if err != nil {
		return err
	}
	type text struct {
		version    string
		spans      []evidence.Span
		paragraphs []string
	}
	texts := map[string]*text{}
	for q, err := range graph.All(w.Scan(ctx, graph.Pattern{P: ids[0], O: ids[1]}, graph.AnyOrder)) {
		if err != nil {
			return err
		}
		_, version, span, err := w.mention(ctx, graph.Pattern{S: q.S, G: q.G})
		if err != nil {
			return err
		}
		if version == "" {
			continue
		}
		if texts[version] == nil {
			texts[version] = &text{version: version}
		}
		t := texts[version]
		t.spans = append(t.spans, span)
	}
	var sorted []*text
	total := 0
	for _, t := range texts {
		slices.SortFunc(t.spans, func(a, b evidence.Span) int { return cmp.Compare(a.Start, b.Start) })
		for _, s := range t.spans {
			key := w.key(s.Paragraph)
			t.paragraphs = append(t.paragraphs, key[strings.LastIndexByte(key, '/')+1:])
		}
		t.paragraphs = slices.Compact(t.paragraphs)
		total += len(t.spans)
		sorted = append(sorted, t)
	}
	slices.SortFunc(sorted, func(a, b *text) int {
		return cmp.Or(cmp.Compare(len(b.spans), len(a.spans)), strings.Compare(a.version, b.version))
	})
	var entries []entry
	for _, t := range sorted {
		e := entry{text: fmt.Sprintf("%s: %s in %s", t.version, counted(len(t.spans), "time"), some(t.paragraphs))}
		q, err := w.quoteOf(ctx, t.version, t.spans[:1])
		if err != nil {
			return err
		}
		e.quotes = []quote{q}
		entries = append(entries, e)
	}
	c.add(fmt.Sprintf("mentioned %s", counted(total, "time")), entries...)
	return nil
}
